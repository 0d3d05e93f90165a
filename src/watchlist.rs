//! The listed parties in force for a run, as the publishers name them.
//!
//! Readers of the published files (`ofac_csv`, `ofac_xml`, `un_xml`) all give the same [`entry::ListEntry`]; an
//! archive keeps each published version as a [`snapshot::ListSnapshot`].

pub mod alias;
pub mod designation;
pub mod entry;
pub mod identifier;
pub mod snapshot;
