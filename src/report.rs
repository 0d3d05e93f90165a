//! The run as a record, from which every file of a run folder is written.
//!
//! [`Report`] is what the command line gathers: what was asked beside what was answered. [`files`] turns it into
//! the bytes of each file; nothing here makes a decision about a payee, opens a file or asks the time, so equal
//! records give equal bytes.

pub mod csv;
pub mod figures;
pub mod findings_json;
pub mod html;
pub mod json;
pub mod money;
mod policy_json;
pub mod reasons;
pub mod summary;
pub mod verdict;
pub mod visible;
pub mod wording;

use crate::Map;
use crate::digest::Digest;
use crate::finding::{Finding, RowRef};
use crate::ledger::control_totals::DeclaredTotal;
use crate::ledger::{Ledger, Row};
use crate::payment::Payment;
use crate::policy::Policy;
use crate::screening::{AsOfFrom, BestCandidate, Screened};
use crate::watchlist::entry::{EntryId, ListEntry};
use crate::watchlist::snapshot::Manifest;
use chrono::NaiveDate;
pub use verdict::{Status, exit_code, status};

/// Name of the manifest in a run folder.
pub const MANIFEST_FILE: &str = "run.json";

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
    /// The options as given, canonical (`"as-of": ["2021-03-19"]`), without `--out` and `--threads`. An option
    /// without a value has no element.
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
    /// The settings of an empty policy file: what differs from them is marked in the report.
    pub policy_default: Policy,
    /// What screening says.
    pub screened: Screened,
    /// The listed parties that findings and best candidates name.
    pub entries: Map<EntryId, ListEntry>,
    /// `--prepared-by`.
    pub prepared_by: Option<String>,
    /// `--prepared-at`, as given.
    pub prepared_at: Option<String>,
}

impl Report {
    /// The row that `at` points to; `None` for a reference that is no row of this run.
    pub fn row(&self, at: RowRef) -> Option<&Row> {
        self.ledgers.get(at.ledger as usize)?.rows.get(at.row as usize)
    }

    /// The payment that `at` points to; `None` for a row that is none.
    pub fn payment(&self, at: RowRef) -> Option<&Payment> {
        match self.row(at)? {
            Row::Payment(payment) => Some(payment),
            Row::Excluded(_) | Row::Rejected(_) => None,
        }
    }

    /// The best candidate that the index offered for a row.
    pub fn best(&self, at: RowRef) -> Option<&BestCandidate> {
        self.screened.best.get(at.ledger as usize)?.get(at.row as usize)?.as_ref()
    }

    /// Findings that ask something of a person.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.screened.findings.iter().filter(|finding| finding.needs_a_person())
    }
}

/// Every file of the run folder by its name. `run.json` is made last: it holds the digests of all others.
pub fn files(report: &Report) -> Map<String, Vec<u8>> {
    let mut files = Map::new();
    files.insert("findings.jsonl".to_owned(), findings_json::findings_jsonl(report));
    files.insert("findings.csv".to_owned(), csv::findings_csv(report));
    files.insert("payments.csv".to_owned(), csv::payments_csv(report));
    files.insert("rejections.csv".to_owned(), csv::rejections_csv(report));
    files.insert("report.html".to_owned(), html::report_html(report).into_bytes());
    let digests = files.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect();
    files.insert(MANIFEST_FILE.to_owned(), json::run_json(report, &digests));
    files
}
