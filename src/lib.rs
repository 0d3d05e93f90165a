//! paysieve: sieves payment flows for sanctions exposure.
//!
//! Data flows one way: [`ledger`] rows become [`payment`]s, [`screening`] compares them with the
//! [`watchlist`] under a [`policy`], what it has to say are [`finding`]s, and [`report`] writes them down.
//! The library asks no clock, network, environment or random source and opens no file: the same input
//! gives the same bytes. Reading files, printing and exit codes belong to the binary (`cli`).

#![forbid(unsafe_code)]

pub mod birth_date;
pub mod country;
pub mod digest;
pub mod disposition;
pub mod error;
pub mod finding;
pub mod ledger;
pub mod name;
pub mod payment;
pub mod place;
pub mod policy;
pub mod report;
pub mod screening;
pub mod watchlist;

/// Sorted map: the order of everything that is shown or digested is the order of its keys.
pub type Map<K, V> = std::collections::BTreeMap<K, V>;
/// Sorted set, for the same reason as [`Map`].
pub type Set<T> = std::collections::BTreeSet<T>;

/// Version of the engine, as `run.json` names it and `CHANGELOG.md` describes it.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
