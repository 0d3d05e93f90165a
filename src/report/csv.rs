//! The CSV files of a run folder: UTF-8 without a byte-order mark, comma, quotes where needed, lines end in LF.
//!
//! A cell that a spreadsheet could take for a formula is disarmed by a leading `'`; plain decimals are left alone.
//! Their columns are described in `docs/run-folder.md`.

use super::figures::RowClass;
use super::{Report, wording};
use crate::Map;
use crate::finding::evidence::{Evidence, NameHit};
use crate::finding::{Finding, RowRef};
use crate::ledger::Row;
use crate::payment::amount::decimal_text;
use crate::payment::{Destination, Payment, Pricing};
use crate::place::Place;

/// Columns of `findings.csv`.
pub const FINDINGS_COLUMNS: [&str; 19] = [
    "finding_id",
    "code",
    "severity",
    "payment_id",
    "payee_id",
    "payee_name",
    "list",
    "entry_id",
    "matched_name",
    "score",
    "band",
    "amount",
    "currency",
    "value_date",
    "place",
    "summary",
    "alert_id",
    "account",
    "wallet",
];

/// Columns of `payments.csv`.
pub const PAYMENTS_COLUMNS: [&str; 16] = [
    "class",
    "reason",
    "place",
    "payment_id",
    "payee_id",
    "payee_name",
    "amount",
    "currency",
    "direction",
    "value_date",
    "destinations",
    "best_entry_id",
    "best_name",
    "best_score",
    "best_band",
    "finding_ids",
];

/// Columns of `rejections.csv`.
pub const REJECTIONS_COLUMNS: [&str; 5] = ["place", "field", "found", "expected", "row"];

/// What stands between several accounts, wallets or ids in one cell.
const BETWEEN: &str = "; ";

/// A text cell as it may leave the house: one that begins with `=`, `+`, `-`, `@`, their full-width forms, tab or CR
/// gets a leading `'`. A plain decimal (`-12.50`) is no formula and stays.
pub fn guarded(text: &str) -> String {
    let starts_formula =
        text.starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}', '\t', '\r']);
    if starts_formula && !is_plain_decimal(text) { format!("'{text}") } else { text.to_owned() }
}

/// Characters of one text of a row that each finding about the row repeats.
pub(super) const REPEATED_CHARS_MAX: usize = 1000;

/// The first characters of a text that is repeated.
pub(super) fn head(text: &str) -> &str {
    text.char_indices().nth(REPEATED_CHARS_MAX).map_or(text, |(end, _)| &text[..end])
}

/// A text that is repeated, with the sign that it is cut where it is.
pub(super) fn cut(text: String) -> String {
    let head = head(&text);
    if head.len() == text.len() {
        return text;
    }
    format!("{head}... (cut from {} bytes)", text.len())
}

fn is_plain_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// A table in memory, every cell guarded.
struct Table(::csv::Writer<Vec<u8>>);

impl Table {
    fn with_header(columns: &[&str]) -> Self {
        let mut table =
            Self(::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new()));
        table.line(columns.iter().copied());
        table
    }

    fn line<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        self.0
            .write_record(cells.into_iter().map(guarded))
            .expect("every line has as many cells as the header, and memory takes every write");
    }

    fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every write")
    }
}

/// The bytes of `findings.csv`: one line for each finding and row it touches, in the order of the report; one line
/// for a finding that touches none.
pub fn findings_csv(report: &Report) -> Vec<u8> {
    let mut table = Table::with_header(&FINDINGS_COLUMNS);
    for finding in &report.screened.findings {
        let summary = wording::summary(finding, report);
        let rows: Vec<Option<RowRef>> =
            if finding.rows.is_empty() { vec![None] } else { finding.rows.iter().copied().map(Some).collect() };
        for at in rows {
            let row = at.and_then(|at| report.row(at));
            let cells = finding_cells(finding, row, &summary);
            table.line(cells.iter().map(String::as_str));
        }
    }
    table.into_bytes()
}

fn finding_cells(finding: &Finding, row: Option<&Row>, summary: &str) -> [String; FINDINGS_COLUMNS.len()] {
    let payment = row.and_then(payment_of);
    let listed = ListedCells::of(&finding.evidence);
    let amount = payment.and_then(Payment::amount);
    let place = row.map(|row| place_of(row).to_string()).or_else(|| first_place(&finding.evidence));
    [
        finding.id.as_str().to_owned(),
        finding.code.as_str().to_owned(),
        finding.severity.as_str().to_owned(),
        cut(row.map(shown_id).unwrap_or_default()),
        cut(payment.and_then(|payment| payment.payee.id.clone()).unwrap_or_default()),
        cut(payment.and_then(|payment| payment.payee.name.clone()).unwrap_or_default()),
        listed.list,
        listed.entry_id,
        listed.matched_name,
        listed.score,
        listed.band,
        amount.map(|amount| decimal_text(amount.value, &amount.currency)).unwrap_or_default(),
        amount.map(|amount| amount.currency.to_string()).unwrap_or_default(),
        payment.and_then(|payment| payment.value_date).map(|day| day.to_string()).unwrap_or_default(),
        place.unwrap_or_default(),
        summary.to_owned(),
        finding.alert.as_ref().map(ToString::to_string).unwrap_or_default(),
        cut(account_cell(finding, payment)),
        cut(wallet_cell(finding, payment)),
    ]
}

/// What a finding says about the list; all empty for one without an entry.
#[derive(Default)]
struct ListedCells {
    list: String,
    entry_id: String,
    matched_name: String,
    score: String,
    band: String,
}

impl ListedCells {
    fn of(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Name(hit) => {
                let NameHit { entry, matched_name, score, band, .. } = &**hit;
                Self {
                    list: entry.list.to_string(),
                    entry_id: entry.to_string(),
                    matched_name: matched_name.clone(),
                    score: score.to_string(),
                    band: band.as_str().to_owned(),
                }
            }
            // An address on the list is the same address: the highest score there is.
            Evidence::ListedWallet { entry, entry_name, .. } => Self {
                list: entry.list.to_string(),
                entry_id: entry.to_string(),
                matched_name: entry_name.clone(),
                score: "1000".to_owned(),
                band: "strong".to_owned(),
            },
            Evidence::Wallet { .. }
            | Evidence::SharedKey { .. }
            | Evidence::Data { .. }
            | Evidence::List { .. }
            | Evidence::Setting { .. } => Self::default(),
        }
    }
}

/// The shared account as this row writes it, else every account of the row.
fn account_cell(finding: &Finding, payment: Option<&Payment>) -> String {
    let Some(payment) = payment else {
        return match (&finding.evidence, &finding.subject) {
            (Evidence::SharedKey { shown, .. }, crate::finding::Subject::Account(_)) => shown.clone(),
            _ => String::new(),
        };
    };
    let all: Vec<_> = payment.accounts().collect();
    let meant: Vec<&str> = match &finding.evidence {
        Evidence::SharedKey { key, .. } if all.iter().any(|account| account.key == *key) => {
            all.iter().filter(|account| account.key == *key).map(|account| account.shown.as_str()).collect()
        }
        _ => all.iter().map(|account| account.shown.as_str()).collect(),
    };
    meant.join(BETWEEN)
}

/// The address that the finding is about, else every wallet of the row.
fn wallet_cell(finding: &Finding, payment: Option<&Payment>) -> String {
    match &finding.evidence {
        Evidence::ListedWallet { address, .. } | Evidence::Wallet { address, .. } => address.clone(),
        Evidence::SharedKey { shown, .. } if matches!(finding.subject, crate::finding::Subject::Wallet(_)) => {
            shown.clone()
        }
        _ => payment
            .map(|payment| payment.wallets().map(|wallet| wallet.shown.as_str()).collect::<Vec<_>>().join(BETWEEN))
            .unwrap_or_default(),
    }
}

fn first_place(evidence: &Evidence) -> Option<String> {
    match evidence {
        Evidence::Data { ledger, places, .. } => {
            Some(places.first().map_or_else(|| ledger.clone(), ToString::to_string))
        }
        _ => None,
    }
}

/// The bytes of `payments.csv`: one line for every row of every ledger, in ledger order.
pub fn payments_csv(report: &Report) -> Vec<u8> {
    let mut finding_ids: Map<RowRef, Vec<&str>> = Map::new();
    for finding in &report.screened.findings {
        for at in &finding.rows {
            finding_ids.entry(*at).or_default().push(finding.id.as_str());
        }
    }
    let mut table = Table::with_header(&PAYMENTS_COLUMNS);
    for (_, row, at) in rows(report) {
        let ids = finding_ids.get(&at).map(|ids| ids.join(BETWEEN)).unwrap_or_default();
        let cells = row_cells(row, report, at, ids);
        table.line(cells.iter().map(String::as_str));
    }
    table.into_bytes()
}

fn row_cells(row: &Row, report: &Report, at: RowRef, finding_ids: String) -> [String; PAYMENTS_COLUMNS.len()] {
    let payment = payment_of(row);
    let amount = payment.and_then(Payment::amount);
    let best = report.best(at);
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    [
        RowClass::of(row).as_str().to_owned(),
        reason(row),
        place_of(row).to_string(),
        shown_id(row),
        text(payment.and_then(|payment| payment.payee.id.as_ref())),
        text(payment.and_then(|payment| payment.payee.name.as_ref())),
        amount.map(|amount| decimal_text(amount.value, &amount.currency)).unwrap_or_default(),
        amount.map(|amount| amount.currency.to_string()).unwrap_or_default(),
        payment.map(|payment| payment.direction.as_str().to_owned()).unwrap_or_default(),
        payment.and_then(|payment| payment.value_date).map(|day| day.to_string()).unwrap_or_default(),
        payment.map(destinations).unwrap_or_default(),
        best.map(|best| best.entry.to_string()).unwrap_or_default(),
        best.map(|best| best.matched_name.clone()).unwrap_or_default(),
        best.map(|best| best.score.to_string()).unwrap_or_default(),
        best.map(|best| best.band.as_str().to_owned()).unwrap_or_default(),
        finding_ids,
    ]
}

/// Why a row is not of the class *payment*; empty for one that is.
fn reason(row: &Row) -> String {
    match row {
        Row::Payment(payment) => match &payment.pricing {
            Pricing::Priced(_) => String::new(),
            Pricing::Unpriced(unread) if unread.found.is_empty() => unread.reason.clone(),
            Pricing::Unpriced(unread) => format!("{}: {}", unread.reason, unread.found),
        },
        Row::Excluded(excluded) => excluded.reason.clone(),
        Row::Rejected(rejection) => format!("{}: expected {}", rejection.field, rejection.expected),
    }
}

/// Every destination as the ledger writes it, unreadable ones with `?` behind them.
pub(super) fn destinations(payment: &Payment) -> String {
    payment.destinations.iter().map(destination).collect::<Vec<_>>().join(BETWEEN)
}

/// The first destinations of a payment in at most about `chars_max` characters, and how many are left out.
pub(super) fn destinations_up_to(payment: &Payment, chars_max: usize) -> (String, usize) {
    let (mut shown, mut count) = (String::new(), 0);
    for one in &payment.destinations {
        let text = cut(destination(one));
        if count > 0 && shown.len() + text.len() > chars_max {
            break;
        }
        if count > 0 {
            shown.push_str(BETWEEN);
        }
        shown.push_str(&text);
        count += 1;
    }
    (shown, payment.destinations.len() - count)
}

fn destination(destination: &Destination) -> String {
    match destination {
        Destination::Account(account) => account.shown.clone(),
        Destination::Wallet(wallet) => match &wallet.tag {
            Some(tag) => format!("{} (tag {tag})", wallet.shown),
            None => wallet.shown.clone(),
        },
        Destination::Unreadable { text, .. } => format!("{text} ?"),
    }
}

/// The bytes of `rejections.csv`.
pub fn rejections_csv(report: &Report) -> Vec<u8> {
    let mut table = Table::with_header(&REJECTIONS_COLUMNS);
    for (_, row, _) in rows(report) {
        if let Row::Rejected(rejection) = row {
            let place = rejection.at.to_string();
            table.line([place.as_str(), &rejection.field, &rejection.found, &rejection.expected, &rejection.verbatim]);
        }
    }
    table.into_bytes()
}

/// Every row of every ledger with its position, in ledger order.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = (&crate::ledger::Ledger, &Row, RowRef)> {
    (0u32..).zip(&report.ledgers).flat_map(|(position, ledger)| {
        (0u32..)
            .zip(&ledger.rows)
            .map(move |(row_position, row)| (ledger, row, RowRef { ledger: position, row: row_position }))
    })
}

pub(super) fn payment_of(row: &Row) -> Option<&Payment> {
    match row {
        Row::Payment(payment) => Some(payment),
        Row::Excluded(_) | Row::Rejected(_) => None,
    }
}

pub(super) fn place_of(row: &Row) -> &Place {
    match row {
        Row::Payment(payment) => &payment.at,
        Row::Excluded(excluded) => &excluded.at,
        Row::Rejected(rejection) => &rejection.at,
    }
}

/// The payment number of the ledger, else `<ledger>:<record>`.
pub(super) fn shown_id(row: &Row) -> String {
    let id = match row {
        Row::Payment(payment) => return payment.shown_id(),
        Row::Rejected(rejection) => rejection.payment_id.clone(),
        Row::Excluded(_) => None,
    };
    let at = place_of(row);
    id.unwrap_or_else(|| format!("{}:{}", at.ledger, at.record))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_decimals_are_not() {
        for (cell, expected) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+49 170", "'+49 170"),
            ("-", "'-"),
            ("-12.50", "-12.50"),
            ("+7", "+7"),
            ("-12.", "'-12."),
            ("-1.2.3", "'-1.2.3"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{FF1D}1", "'\u{FF1D}1"),
            ("\u{FF0B}1", "'\u{FF0B}1"),
            ("\u{FF0D}1", "'\u{FF0D}1"),
            ("\u{FF20}a", "'\u{FF20}a"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            (" =1", " =1"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }
}
