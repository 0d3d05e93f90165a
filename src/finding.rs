//! Anything the report has to say, with the evidence to check it by hand.

pub mod alert;
pub mod code;
pub mod evidence;

use crate::digest::Digest;
use crate::disposition::Disposition;
use crate::payment::payee::IdentityKey;
use crate::watchlist::entry::ListId;
use alert::AlertId;
use code::FindingCode;
use evidence::Evidence;
use std::fmt;

/// How much a finding asks of a person. Part D of the inputs guide: info and low are `note`, medium and high
/// `review`, critical `escalate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing for a person to do.
    Note,
    /// A person has to look before money leaves.
    Review,
    /// A person with authority has to look first.
    Escalate,
}

impl Severity {
    /// `note`, `review` or `escalate`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Review => "review",
            Self::Escalate => "escalate",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// One payee across the ledgers of the run.
    Payee(IdentityKey),
    /// One bank account or payment e-mail, by its key.
    Account(String),
    /// One wallet address, by family and key.
    Wallet(String),
    /// One ledger, by name.
    Ledger(String),
    /// One list.
    List(ListId),
    /// One entry of the policy.
    Policy(String),
    /// The run as a whole.
    Run,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Payee(identity) => write!(f, "payee {identity}"),
            Self::Account(key) => write!(f, "account {key}"),
            Self::Wallet(key) => write!(f, "wallet {key}"),
            Self::Ledger(name) => write!(f, "ledger {name}"),
            Self::List(list) => write!(f, "list {list}"),
            Self::Policy(entry) => write!(f, "policy {entry}"),
            Self::Run => f.write_str("run"),
        }
    }
}

/// One row of one ledger of the run: positions in `Run::ledgers` and in `Ledger::rows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Position of the ledger.
    pub ledger: u32,
    /// Position of the row.
    pub row: u32,
}

/// `F-` and twelve hexadecimal digits: a digest of code, subject and evidence, so that the same fact keeps its id in
/// every replay. Places are not part of it: moving a row to another file leaves the fact as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(String);

impl FindingId {
    /// Id of the fact that `code` states about `subject` with `evidence`.
    pub fn of(code: FindingCode, subject: &Subject, evidence: &Evidence) -> Self {
        let parts = [code.as_str().to_owned(), subject.to_string(), evidence.identifying_text()];
        let digest = Digest::of_parts(parts.iter().map(String::as_str));
        Self(format!("F-{}", digest.short(12)))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Any line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable id.
    pub id: FindingId,
    /// What is said.
    pub code: FindingCode,
    /// How much it asks of a person.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Why it is said.
    pub evidence: Evidence,
    /// Rows it touches, in ledger order; none for a finding about a list or the policy.
    pub rows: Vec<RowRef>,
    /// The alert it belongs to, where it is a hit on a payee.
    pub alert: Option<AlertId>,
    /// What was decided about it.
    pub disposition: Disposition,
}

impl Finding {
    /// An open finding with its id; `rows` are sorted and made distinct.
    pub fn new(
        code: FindingCode,
        severity: Severity,
        subject: Subject,
        evidence: Evidence,
        mut rows: Vec<RowRef>,
    ) -> Self {
        rows.sort_unstable();
        rows.dedup();
        let id = FindingId::of(code, &subject, &evidence);
        Self { id, code, severity, subject, evidence, rows, alert: None, disposition: Disposition::Open }
    }

    /// True where a person has something to do: open and of `review` or above.
    pub fn needs_a_person(&self) -> bool {
        self.severity >= Severity::Review && self.disposition == Disposition::Open
    }
}
