//! The run as a record, from which every file of a run folder is written.

use crate::Map;
use crate::digest::Digest;
use crate::ledger::Ledger;
use crate::ledger::control_totals::DeclaredTotal;
use crate::policy::Policy;
use crate::screening::Screened;
use crate::watchlist::entry::{EntryId, ListEntry};
use crate::watchlist::snapshot::Manifest;
use chrono::NaiveDate;

/// Where `as_of` comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOfFrom {
    /// `--as-of`.
    Option,
    /// The newest value date in the ledgers.
    ValueDate,
    /// The newest publication date in the archive.
    Publication,
}

/// A file that joined the run from the side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideInput {
    /// `policy`, `payees`, `events`, `history` or `decisions`.
    pub role: &'static str,
    /// Name without folders.
    pub name: String,
    /// Digest of its bytes.
    pub sha256: Digest,
}

/// Everything a run folder is written from. Holds what was asked beside what was answered.
#[derive(Debug, Clone)]
pub struct Report {
    /// The day from whose view lists and ages are seen.
    pub as_of: NaiveDate,
    /// Where it comes from.
    pub as_of_from: AsOfFrom,
    /// The options as given, canonical (`"as-of": "2021-03-19"`), without `--out` and `--threads`.
    pub options: Map<String, Vec<String>>,
    /// Ledgers in the order of name, then digest.
    pub ledgers: Vec<Ledger>,
    /// `--expect`, compared with the sum over all ledgers.
    pub expected: Vec<DeclaredTotal>,
    /// Other files that were read.
    pub side_inputs: Vec<SideInput>,
    /// Snapshots in use, in the order of their names; with the age in days at `as_of`.
    pub lists: Vec<(Manifest, i64)>,
    /// Settings in force.
    pub policy: Policy,
    /// What screening says.
    pub screened: Screened,
    /// The listed parties that findings and best candidates name.
    pub entries: Map<EntryId, ListEntry>,
    /// `--prepared-by`.
    pub prepared_by: Option<String>,
    /// `--prepared-at`, as given.
    pub prepared_at: Option<String>,
}

/// One word for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All screened, nothing for a person to do: exit 0.
    Clear,
    /// Findings for review: exit 1.
    Findings,
    /// A list is stale or absent: exit 4.
    Stale,
    /// Rows rejected, totals disagree or overflow, nothing to screen: exit 3.
    Incomplete,
}
