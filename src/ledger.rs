//! The rows of one payment file, each in exactly one class, with the file's digest and totals.

pub mod control_totals;
pub mod rejection;

use crate::digest::Digest;
use crate::error::Result;
use crate::finding::code::FindingCode;
use crate::payment::Payment;
use crate::payment::amount::Currency;
use crate::place::Place;
use control_totals::{ControlTotals, DeclaredTotal};
use rejection::Rejection;
use std::sync::Arc;

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

/// Reads one ledger. `name` is the file's name without folders; its format is found in the bytes.
///
/// # Errors
/// An empty file, no payee column, two columns that fit one field equally well, a limit exceeded: with the place,
/// what was expected and what to do.
pub fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Ledger> {
    let _ = (name, bytes, options);
    unimplemented!()
}
