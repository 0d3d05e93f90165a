//! The rows of one payment file, each in exactly one class, with the file's digest and totals.
//!
//! A text table is read twice: once to see what the values of each column prove (`survey`), once for its rows
//! (`rows`). Between the two, each column gets its meaning (`column_choice`). Nothing of a row is guessed from that row
//! alone. `docs/ledgers.md` describes all of it for users.

mod cells;
mod column_choice;
mod column_map;
pub mod control_totals;
mod dates;
mod decoding;
mod delimiter;
pub mod expected_total;
pub mod field;
mod foreign_format;
mod header;
mod layout;
pub mod named_table;
mod notes;
mod records;
pub mod rejection;
mod rows;
mod survey;
mod synonyms;
mod total_row;
pub mod value_dates;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::code::FindingCode;
use crate::payment::Payment;
use crate::payment::amount::Currency;
use crate::place::Place;
use control_totals::{ControlTotals, DeclaredTotal};
use decoding::Decoded;
use delimiter::Separation;
use layout::{HeaderCell, Layout};
use notes::Notes;
use records::Records;
use rejection::Rejection;
use rows::{Proofs, RowReader};
use std::sync::Arc;
use survey::ColumnFacts;

/// One row of a ledger in its class: `rows = payments + unpriced + excluded + rejections`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A payee; priced (class *payment*) or not (class *unpriced*).
    Payment(Box<Payment>),
    /// A row that is no payment to anyone: a total row, an internal row of a preset.
    Excluded(Exclusion),
    /// No payee can be read.
    Rejected(Rejection),
}

/// A row that is no payment to anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Where it stands.
    pub at: Place,
    /// Why it is excluded.
    pub reason: String,
    /// The row as the file holds it.
    pub verbatim: String,
}

/// What was done with one column of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header as shown (`name#2` for a second `name`).
    pub header: String,
    /// Field it was read as (name of the canonical header); `None` for an unmapped column.
    pub field: Option<String>,
    /// True where the header is not the canonical name and no `--map` said so: a guess, shown on page one.
    pub guessed: bool,
}

/// Something to say about a ledger that is not one row's class: a guess, a ragged row, an unread date.
/// One note for each code and ledger, with all its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub code: FindingCode,
    /// One sentence for a person, with the count where there are several.
    pub text: String,
    /// Where; the ledger itself where no row is meant.
    pub places: Vec<Place>,
}

/// How a ledger is to be read, as the user said it.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// `--map FIELD=COLUMN`, in the order given.
    pub map: Vec<(String, String)>,
    /// `--currency`.
    pub currency: Option<Currency>,
    /// `--date-order`.
    pub date_order: Option<DateOrder>,
    /// Limits of the policy.
    pub limits: Limits,
}

/// Order of day, month and year in numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2021
    DayMonthYear,
    /// 12/31/2021
    MonthDayYear,
    /// 2021-12-31
    YearMonthDay,
}

/// Limits on hostile input, from the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one field.
    pub field_bytes_max: usize,
    /// Columns of one row.
    pub columns_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { field_bytes_max: 1 << 20, columns_max: 4096 }
    }
}

/// One payment file, read.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Name of the file without folders.
    pub name: Arc<str>,
    /// Digest of its bytes.
    pub sha256: Digest,
    /// `csv`.
    pub format: &'static str,
    /// Name of the layout that matched, `canonical` for our own; `None` where columns were guessed or mapped.
    pub preset: Option<String>,
    /// Encoding that was used, and delimiter: `UTF-8 with BOM, comma`.
    pub encoding: String,
    /// Columns and what became of them.
    pub columns: Vec<Column>,
    /// Every row below the header that is not blank, in file order.
    pub rows: Vec<Row>,
    /// What was read as payments.
    pub totals: ControlTotals,
    /// Totals that the file itself declares.
    pub declared: Vec<DeclaredTotal>,
    /// Everything else worth saying.
    pub notes: Vec<Note>,
}

/// Rows of a ledger by class: `rows = payments + unpriced + excluded + rejections`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows.
    pub rows: u64,
    /// A payee and an amount.
    pub payments: u64,
    /// A payee without a readable amount.
    pub unpriced: u64,
    /// No payment to anyone.
    pub excluded: u64,
    /// No payee can be read.
    pub rejections: u64,
}

impl std::iter::Sum for RowCounts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, more| Self {
            rows: sum.rows + more.rows,
            payments: sum.payments + more.payments,
            unpriced: sum.unpriced + more.unpriced,
            excluded: sum.excluded + more.excluded,
            rejections: sum.rejections + more.rejections,
        })
    }
}

impl Ledger {
    /// Counts the rows by class.
    pub fn counts(&self) -> RowCounts {
        let mut counts = RowCounts { rows: self.rows.len() as u64, ..RowCounts::default() };
        for row in &self.rows {
            match row {
                Row::Payment(payment) if payment.amount().is_some() => counts.payments += 1,
                Row::Payment(_) => counts.unpriced += 1,
                Row::Excluded(_) => counts.excluded += 1,
                Row::Rejected(_) => counts.rejections += 1,
            }
        }
        counts
    }
}

/// Reads one ledger. `name` is the file's name without folders; its format is found in the bytes.
///
/// # Errors
/// An empty file, another format than a text table, no payee column, two columns that fit one field equally well, a
/// quote that would swallow rows, a limit exceeded, a `--map` that fits nothing: with the place, what was expected and
/// what to do.
pub fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Ledger> {
    read_table(name, bytes, options).map_err(|error| error.at(name))
}

/// Puts the ledgers of a run in their order: by name, then by digest.
///
/// # Errors
/// The same bytes twice, also under two names: their payments would be counted twice.
pub fn order(mut ledgers: Vec<Ledger>) -> Result<Vec<Ledger>> {
    ledgers.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    let mut seen = crate::Map::new();
    for ledger in &ledgers {
        if let Some(first) = seen.insert(&ledger.sha256, &ledger.name) {
            let context = format!(
                "{first} and {}: the same file twice (sha256 {}); its payments would be counted twice, so give it once",
                ledger.name,
                ledger.sha256.short(12)
            );
            return Err(Error::new(ErrorKind::Usage, context));
        }
    }
    Ok(ledgers)
}

fn read_table(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Ledger> {
    if let Some(format) = foreign_format::recognise(bytes) {
        let context = format!("is {format}; it is not read by this version. Export it as CSV and screen that");
        return Err(Error::new(ErrorKind::Ledger, context));
    }
    let decoded = decoding::decode(bytes)?;
    let separation = delimiter::separation(&decoded.text);
    let table = Table { text: &decoded.text[separation.skip..], separation, limits: options.limits };
    let ledger: Arc<str> = Arc::from(name);
    let (mut records, header) = table.below_header()?;
    let mapped = column_map::mapped(&header, options)?;
    let facts = survey(&mut records, &header, &mapped)?;
    let layout = column_choice::chosen(&header, &facts, &mapped)?;
    let notes = layout_notes(&ledger, &decoded, &layout);
    let order = |field| {
        let column: Option<usize> = layout.column_of(field);
        column.map(|at| facts[at].order).unwrap_or_default().order(options.date_order)
    };
    let proofs = Proofs {
        mark: layout.column_of(field::Field::Amount).and_then(|at| facts[at].marks.mark()),
        dates: order(field::Field::Date),
        birth_dates: order(field::Field::BirthDate),
    };
    let reader = RowReader::new(Arc::clone(&ledger), &layout, options.currency.as_ref(), proofs, notes);
    let Read { rows, totals, declared, mut notes } = read_rows(&table, reader)?;
    if rows.is_empty() {
        let nothing = "no row below the header: nothing to screen".to_owned();
        notes.say(FindingCode::LedgerEmpty, nothing, [Place::of_ledger(&ledger)]);
    }
    Ok(Ledger {
        name: ledger,
        sha256: Digest::of(bytes),
        format: "csv",
        preset: layout.preset,
        encoding: format!("{}, {}", decoded.encoding, separation.name()),
        columns: layout.columns,
        rows,
        totals,
        declared,
        notes: notes.finished(),
    })
}

/// The text of a table and how it is cut into cells.
struct Table<'t> {
    text: &'t str,
    separation: Separation,
    limits: Limits,
}

impl<'t> Table<'t> {
    /// The records below the header, and the header: the first line that is not blank.
    fn below_header(&self) -> Result<(Records<'t>, Vec<HeaderCell>)> {
        let mut records = Records::new(self.text, self.separation.delimiter, self.limits, self.separation.lines);
        while records.advance()? {
            if !records.is_blank() {
                let header = layout::header_cells(records.cells());
                return Ok((records, header));
            }
        }
        Err(Error::new(ErrorKind::Ledger, "is empty; expected a table with a header line"))
    }
}

/// What the values of each column prove.
fn survey(
    records: &mut Records<'_>,
    header: &[HeaderCell],
    mapped: &[(field::Field, usize)],
) -> Result<Vec<ColumnFacts>> {
    let candidates: Vec<Vec<field::Field>> = header
        .iter()
        .enumerate()
        .map(|(at, cell)| cell.candidates(mapped.iter().filter(|(_, column)| *column == at).map(|(field, _)| *field)))
        .collect();
    let mut facts = vec![ColumnFacts::default(); header.len()];
    while records.advance()? {
        for ((cell, facts), candidates) in records.cells().iter().zip(&mut facts).zip(&candidates) {
            facts.add(cell, candidates);
        }
    }
    Ok(facts)
}

/// The rows of a table and what they add up to.
struct Read {
    rows: Vec<Row>,
    totals: ControlTotals,
    declared: Vec<DeclaredTotal>,
    notes: Notes,
}

fn read_rows(table: &Table<'_>, mut reader: RowReader<'_>) -> Result<Read> {
    let (mut records, _) = table.below_header()?;
    let mut rows = Vec::new();
    let mut last_raw = String::new();
    while records.advance()? {
        if !records.is_blank() {
            rows.push(reader.row(&records, rows.len() as u64 + 1));
            if reader.may_end_in_total() {
                records.raw().clone_into(&mut last_raw);
            }
        }
    }
    reader.close(&mut rows, &last_raw);
    let mut totals = ControlTotals::default();
    for row in &rows {
        if let Row::Payment(payment) = row
            && let Some(amount) = payment.amount()
        {
            totals.add(amount, payment.direction);
        }
    }
    let declared = std::mem::take(&mut reader.declared);
    Ok(Read { rows, totals, declared, notes: reader.finished() })
}

/// What is to be said before the first row: the encoding, guessed columns, columns that were not read.
fn layout_notes(ledger: &Arc<str>, decoded: &Decoded<'_>, layout: &Layout) -> Notes {
    let mut notes = Notes::default();
    let whole = Place::of_ledger(ledger);
    let column = |at: usize| Place { column: Some(Arc::clone(&layout.headers[at])), ..whole.clone() };
    if !decoded.remarks.is_empty() {
        notes.say(FindingCode::EncodingAssumed, decoded.remarks.join("; "), [whole.clone()]);
    }
    if !layout.guessed.is_empty() {
        let read: Vec<String> = layout
            .columns
            .iter()
            .filter(|column| column.guessed)
            .map(|column| {
                format!("`{}` read as {}", layout::cut(&column.header), column.field.as_deref().unwrap_or_default())
            })
            .collect();
        let sentence = format!("meaning guessed from header and values: {}", read.join(", "));
        notes.say(FindingCode::ColumnGuessed, sentence, layout.guessed.iter().map(|at| column(*at)));
    }
    if let Some(at) = layout.balance {
        let sentence = format!(
            "`{}` suggests an export of account activity, in which money out is often negative; here negative \
             amounts are money in",
            layout::cut(&layout.headers[at])
        );
        notes.say(FindingCode::ColumnGuessed, sentence, [column(at)]);
    }
    if !layout.unmapped.is_empty() || layout.empty_columns > 0 {
        let mut said: Vec<String> = layout
            .unmapped
            .iter()
            .map(|(at, why)| match why {
                Some(why) => format!("`{}` ({why})", layout::cut(&layout.headers[*at])),
                None => format!("`{}`", layout::cut(&layout.headers[*at])),
            })
            .collect();
        if layout.empty_columns > 0 {
            let columns = if layout.empty_columns == 1 { "column" } else { "columns" };
            said.push(format!("{} {columns} without header and values", layout.empty_columns));
        }
        let sentence = format!("columns that were not read: {}", said.join(", "));
        notes.say(FindingCode::ColumnUnmapped, sentence, layout.unmapped.iter().map(|(at, _)| column(*at)));
    }
    notes
}
