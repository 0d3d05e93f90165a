//! The checks, run in one written order.

pub mod accounts;
pub mod allow_list;
pub mod destinations;
pub mod identities;
#[cfg(test)]
mod test_ledgers;
#[cfg(test)]
mod test_properties;
pub mod wallets;

use crate::finding::Finding;
use crate::finding::alert::Alert;
use crate::name::score::{Band, Score};
use crate::watchlist::entry::EntryId;

/// The best candidate that the index offered for one row: the negative evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestCandidate {
    /// The entry.
    pub entry: EntryId,
    /// Which of its names.
    pub matched_name: String,
    /// How well it agrees.
    pub score: Score,
    /// What that means.
    pub band: Band,
}

/// What screening has to say about all ledgers of a run.
#[derive(Debug, Clone, Default)]
pub struct Screened {
    /// All findings: gravest first, then by code, subject and id.
    pub findings: Vec<Finding>,
    /// Alerts, gravest first.
    pub alerts: Vec<Alert>,
    /// For each ledger and row, the best candidate for its payee's name, also below the alert line.
    pub best: Vec<Vec<Option<BestCandidate>>>,
}
