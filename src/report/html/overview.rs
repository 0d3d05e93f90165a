//! Page one: what was screened, against what, with which result, and what needs a person.

use super::{Badge, Capped};
use crate::finding::code::FindingCode;
use crate::finding::{Finding, Severity};
use crate::ledger::control_totals::DeclaredTotal;
use crate::ledger::{Ledger, Row, RowCounts};
use crate::payment::Direction;
use crate::payment::amount::decimal_text;
use crate::report::Report;
use crate::report::figures;
use crate::report::money::grouped;
use crate::report::verdict::{reasons, status};
use crate::report::visible::Shown;
use crate::report::wording;
use crate::{ENGINE_VERSION, Map};
use chrono::NaiveDate;

/// Findings that page one names; all stand further below.
const OPEN_SHOWN_MAX: usize = 12;
/// Guesses and gaps that page one names.
const REMARKS_MAX: usize = 12;
/// Ledgers, totals and declared totals that page one names.
const LEDGERS_MAX: usize = 200;

pub(super) struct Overview {
    pub status: &'static str,
    pub verdict: &'static str,
    pub reasons: Vec<Shown>,
    pub exit_code: u8,
    pub as_of: NaiveDate,
    pub as_of_from: &'static str,
    pub period: Option<(NaiveDate, NaiveDate)>,
    pub engine: &'static str,
    pub prepared_by: Option<Shown>,
    pub prepared_at: Option<Shown>,
    pub ledgers: Capped<LedgerLine>,
    pub several_ledgers: bool,
    pub rows: RowLine,
    pub totals: Capped<TotalLine>,
    pub declared: Capped<DeclaredLine>,
    pub declared_disagree: usize,
    pub side_inputs: Vec<(&'static str, Shown, String)>,
    pub escalate: String,
    pub review: String,
    pub note: String,
    pub alerts: String,
    pub open: Capped<OpenLine>,
    pub excluded: Capped<(Shown, Shown, String)>,
    pub gaps: Capped<Shown>,
    pub guesses: Capped<Shown>,
}

pub(super) struct LedgerLine {
    pub name: Shown,
    pub sha256: String,
    pub layout: Shown,
    pub encoding: Shown,
    pub rows: RowLine,
}

pub(super) struct RowLine {
    pub rows: String,
    pub payments: String,
    pub unpriced: String,
    pub excluded: String,
    pub rejections: String,
}

impl From<RowCounts> for RowLine {
    fn from(counts: RowCounts) -> Self {
        let RowCounts { rows, payments, unpriced, excluded, rejections } = counts;
        let [rows, payments, unpriced, excluded, rejections] =
            [rows, payments, unpriced, excluded, rejections].map(|count| grouped(&count.to_string()));
        Self { rows, payments, unpriced, excluded, rejections }
    }
}

pub(super) struct TotalLine {
    /// `None` for all ledgers together.
    pub ledger: Option<Shown>,
    pub currency: String,
    pub direction: &'static str,
    pub count: String,
    /// `None` where it overflowed.
    pub sum: Option<String>,
}

pub(super) struct DeclaredLine {
    pub ledger: Option<Shown>,
    pub scope: Shown,
    pub currency: String,
    pub count: Option<String>,
    pub sum: Option<String>,
    pub agrees: bool,
}

pub(super) struct OpenLine {
    pub badge: Badge,
    pub id: String,
    pub title: &'static str,
    pub summary: Shown,
}

impl Overview {
    pub(super) fn of(report: &Report) -> Self {
        let verdict = status(report);
        let count = |severity: Severity| {
            let findings = report.screened.findings.iter();
            grouped(&findings.filter(|finding| finding.severity == severity).count().to_string())
        };
        let declared = declared(report);
        Self {
            status: verdict.as_str(),
            verdict: verdict.in_words(),
            reasons: reasons(report).iter().map(|reason| Shown::cut(reason, 700)).collect(),
            exit_code: verdict.exit_code(),
            as_of: report.as_of,
            as_of_from: report.as_of_from.in_words(),
            period: period(report),
            engine: ENGINE_VERSION,
            prepared_by: report.prepared_by.as_deref().map(Shown::of),
            prepared_at: report.prepared_at.as_deref().map(Shown::of),
            ledgers: Capped::of(&report.ledgers, LEDGERS_MAX, ledger_line),
            several_ledgers: report.ledgers.len() > 1,
            rows: figures::run_counts(report).into(),
            totals: totals(report),
            declared_disagree: declared.iter().filter(|(_, declared)| !declared.agrees).count(),
            declared: Capped::of(declared, LEDGERS_MAX, declared_line),
            side_inputs: report
                .side_inputs
                .iter()
                .map(|side| (side.role, Shown::of(&side.name), side.sha256.to_string()))
                .collect(),
            escalate: count(Severity::Escalate),
            review: count(Severity::Review),
            note: count(Severity::Note),
            alerts: grouped(&report.screened.alerts.len().to_string()),
            open: Capped::of(report.open(), OPEN_SHOWN_MAX, |finding| OpenLine {
                badge: finding.severity.into(),
                id: finding.id.to_string(),
                title: wording::title(finding.code),
                summary: Shown::cut(&wording::summary(finding, report), 700),
            }),
            excluded: excluded(report),
            gaps: remarks(report, is_gap, Vec::new()),
            guesses: remarks(report, is_guess, guesses(report)),
        }
    }
}

fn period(report: &Report) -> Option<(NaiveDate, NaiveDate)> {
    let dates = || {
        report.ledgers.iter().flat_map(|ledger| &ledger.rows).filter_map(|row| match row {
            Row::Payment(payment) => payment.value_date,
            Row::Excluded(_) | Row::Rejected(_) => None,
        })
    };
    dates().min().zip(dates().max())
}

fn ledger_line(ledger: &Ledger) -> LedgerLine {
    let layout = match &ledger.preset {
        Some(preset) => format!("{}, layout {preset}", ledger.format),
        None => format!("{}, columns as read below", ledger.format),
    };
    LedgerLine {
        name: Shown::of(&ledger.name),
        sha256: ledger.sha256.to_string(),
        layout: Shown::of(&layout),
        encoding: Shown::of(&ledger.encoding),
        rows: ledger.counts().into(),
    }
}

fn direction_in_words(direction: Direction) -> &'static str {
    match direction {
        Direction::Out => "out",
        Direction::In => "in",
    }
}

/// Totals of each ledger, then of all together where there are several.
fn totals(report: &Report) -> Capped<TotalLine> {
    let run = figures::run_totals(report);
    let mut of: Vec<_> = report
        .ledgers
        .iter()
        .flat_map(|ledger| ledger.totals.0.iter().map(move |total| (Some(&ledger.name), total)))
        .collect();
    if report.ledgers.len() > 1 {
        of.extend(run.0.iter().map(|total| (None, total)));
    }
    Capped::of(of, LEDGERS_MAX, |(ledger, ((currency, direction), total))| TotalLine {
        ledger: ledger.map(|name| Shown::of(name)),
        currency: currency.to_string(),
        direction: direction_in_words(*direction),
        count: grouped(&total.count.to_string()),
        sum: total.sum.map(|sum| grouped(&decimal_text(sum, currency))),
    })
}

fn declared(report: &Report) -> Vec<(Option<&Ledger>, &DeclaredTotal)> {
    let of_ledgers =
        report.ledgers.iter().flat_map(|ledger| ledger.declared.iter().map(move |declared| (Some(ledger), declared)));
    of_ledgers.chain(report.expected.iter().map(|expected| (None, expected))).collect()
}

fn declared_line((ledger, declared): (Option<&Ledger>, &DeclaredTotal)) -> DeclaredLine {
    DeclaredLine {
        ledger: ledger.map(|ledger| Shown::of(&ledger.name)),
        scope: Shown::of(&declared.scope),
        currency: declared.currency.to_string(),
        count: declared.count.map(|count| grouped(&count.to_string())),
        sum: declared.sum.map(|sum| grouped(&decimal_text(sum, &declared.currency))),
        agrees: declared.agrees,
    }
}

/// Reasons for exclusion with their number of rows, by ledger.
fn excluded(report: &Report) -> Capped<(Shown, Shown, String)> {
    let mut reasons: Map<(usize, &str), u64> = Map::new();
    for (position, ledger) in report.ledgers.iter().enumerate() {
        for row in &ledger.rows {
            if let Row::Excluded(excluded) = row {
                *reasons.entry((position, &excluded.reason)).or_default() += 1;
            }
        }
    }
    Capped::of(reasons, LEDGERS_MAX, |((position, reason), rows)| {
        (Shown::of(&report.ledgers[position].name), Shown::of(reason), grouped(&rows.to_string()))
    })
}

/// True for what kept something from being compared in full.
fn is_gap(finding: &Finding) -> bool {
    matches!(
        finding.code,
        FindingCode::RowsRejected
            | FindingCode::AmountUnread
            | FindingCode::PayeeNotNamed
            | FindingCode::NameTooLong
            | FindingCode::PrecisionLost
            | FindingCode::DestinationUnread
            | FindingCode::WalletNameUnresolved
            | FindingCode::PayeeFieldUnread
            | FindingCode::ColumnUnmapped
            | FindingCode::LedgerEmpty
            | FindingCode::ListAbsent
            | FindingCode::ListIncomplete
    )
}

fn is_guess(finding: &Finding) -> bool {
    matches!(finding.code, FindingCode::EncodingAssumed | FindingCode::AsOfAssumed)
}

/// Columns whose meaning was guessed, in words.
fn guesses(report: &Report) -> Vec<String> {
    let guessed = report.ledgers.iter().flat_map(|ledger| {
        let columns = ledger.columns.iter().filter(|column| column.guessed);
        columns.filter_map(move |column| {
            let field = column.field.as_deref()?;
            Some(format!("{}: column \"{}\" is read as {field}.", ledger.name, column.header))
        })
    });
    guessed.collect()
}

fn remarks(report: &Report, which: fn(&Finding) -> bool, before: Vec<String>) -> Capped<Shown> {
    let of_findings = report.screened.findings.iter().filter(|finding| which(finding));
    let all = before.into_iter().chain(of_findings.map(|finding| wording::summary(finding, report)));
    Capped::of(all, REMARKS_MAX, |text| Shown::cut(&text, 700))
}
