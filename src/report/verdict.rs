//! What a run comes to in one word, the exit code that goes with it, and why.
//!
//! Taken from the ledgers and lists themselves wherever they hold the fact, so that a finding left out by mistake
//! cannot make an incomplete run look clear.

use super::{Report, figures};
use crate::finding::Severity;
use crate::finding::code::FindingCode;
use crate::ledger::Ledger;
use crate::ledger::control_totals::DeclaredTotal;

/// One word for a run. Ordered from the least to the gravest by exit code: 0, 1, 4, 3.
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

impl Status {
    /// `clear`, `findings`, `stale` or `incomplete`, as in `run.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Findings => "findings",
            Self::Stale => "stale",
            Self::Incomplete => "incomplete",
        }
    }

    /// Exit code of `screen` and `rescreen`.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::Findings => 1,
            Self::Incomplete => 3,
            Self::Stale => 4,
        }
    }

    /// One sentence for people.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Clear => "Everything was screened and nothing waits for a person.",
            Self::Findings => "Everything was screened; there are findings that a person has to look at.",
            Self::Stale => "A list is absent or too old for the day of this run, so the result may be out of date.",
            Self::Incomplete => "Part of the input could not be screened or reconciled, so the result is not whole.",
        }
    }
}

/// The gravest that holds, in the order of the exit codes 3, 4, 1, 0.
pub fn status(report: &Report) -> Status {
    [
        (!incomplete(report).is_empty(), Status::Incomplete),
        (!stale(report).is_empty(), Status::Stale),
        (report.open().next().is_some(), Status::Findings),
    ]
    .into_iter()
    .find_map(|(holds, status)| holds.then_some(status))
    .unwrap_or(Status::Clear)
}

/// Exit code of `screen` and `rescreen` for a run that has a report: 3, 4, 1 or 0. (2 means there is no report.)
pub fn exit_code(report: &Report) -> u8 {
    status(report).exit_code()
}

/// Everything that keeps the run from being clear, gravest first, one sentence each; none for a clear run.
pub fn reasons(report: &Report) -> Vec<String> {
    let mut reasons = incomplete(report);
    reasons.extend(stale(report));
    let open = report.open().count();
    if open > 0 {
        let escalate = report.open().filter(|finding| finding.severity == Severity::Escalate).count();
        let alerts = report.screened.alerts.iter().filter(|alert| alert.severity >= Severity::Review).count();
        let wait = if open == 1 { "1 finding waits" } else { &format!("{open} findings wait") };
        let on = match alerts {
            0 => String::new(),
            1 => "; 1 payee has an alert".to_owned(),
            more => format!("; {more} payees have an alert"),
        };
        reasons.push(format!("{wait} for a person, {escalate} of them to be escalated{on}."));
    }
    reasons
}

/// Why the run is not whole: rejected rows, totals that disagree or overflow, a ledger with nothing in it.
fn incomplete(report: &Report) -> Vec<String> {
    let mut reasons = Vec::new();
    let rejections = figures::run_counts(report).rejections;
    if rejections > 0 {
        let rows = if rejections == 1 { "1 row has" } else { &format!("{rejections} rows have") };
        reasons.push(format!("{rows} no readable payee and could not be screened (rejections.csv)."));
    }
    for ledger in &report.ledgers {
        for declared in ledger.declared.iter().filter(|declared| !declared.agrees) {
            reasons.push(format!(
                "{}: the total declared for {} disagrees with what was read.",
                ledger.name, declared.scope
            ));
        }
    }
    for expected in report.expected.iter().filter(|expected| !expected.agrees) {
        reasons.push(format!("The expected total in {} disagrees with what was read.", expected.currency));
    }
    for ((currency, direction), total) in &figures::run_totals(report).0 {
        if total.sum.is_none() {
            reasons.push(format!("The sum of {currency} ({}) is too large to be added exactly.", direction.as_str()));
        }
    }
    for ledger in report.ledgers.iter().filter(|ledger| is_empty_by_surprise(ledger, report)) {
        reasons.push(format!("{}: there is no row to screen, and no declared total says 0.", ledger.name));
    }
    reasons
}

/// Which lists make the run stale, by the findings about them.
fn stale(report: &Report) -> Vec<String> {
    let grave = |finding: &&crate::finding::Finding| match finding.code {
        FindingCode::ListStale => true,
        // An absent list that the policy does not ask for is a note and stops nobody.
        FindingCode::ListAbsent => finding.severity >= Severity::Review,
        _ => false,
    };
    report.screened.findings.iter().filter(grave).map(|finding| super::wording::summary(finding, report)).collect()
}

/// An empty ledger is as it should be only where a total says so: its own, or `--expect` for a run without any row.
fn is_empty_by_surprise(ledger: &Ledger, report: &Report) -> bool {
    let declares_nothing = |declared: &DeclaredTotal| match (declared.count, declared.sum) {
        (Some(count), _) => count == 0,
        (None, Some(sum)) => sum.is_zero(),
        (None, None) => false,
    };
    let whole_run_empty = report.ledgers.iter().all(|ledger| ledger.rows.is_empty());
    ledger.rows.is_empty()
        && !ledger.declared.iter().any(declares_nothing)
        && !(whole_run_empty && report.expected.iter().any(declares_nothing))
}
