//! Which column means what: the header row, and the outcome of `column_map` and `column_choice`.

use super::Column;
use super::field::Field;
use super::header::HeaderForm;
use super::synonyms::{self, Guess};
use crate::payment::amount::Currency;
use csv::StringRecord;
use std::sync::Arc;

/// One column of the header, before its values are known.
#[derive(Debug)]
pub(super) struct HeaderCell {
    /// Header as shown: `name#2` for a second `name`, `column 9` for none.
    pub shown: Arc<str>,
    /// True where the file gives no header.
    pub blank: bool,
    /// Form in which it is compared.
    pub form: HeaderForm,
    /// What its words may mean.
    pub guesses: Vec<Guess>,
    /// Field of the canonical header that it names.
    pub canonical: Option<Field>,
}

/// What the columns of a ledger mean.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns as the report lists them: those without header and values are left out.
    pub columns: Vec<Column>,
    /// Header of every column.
    pub headers: Vec<Arc<str>>,
    /// Name of the layout.
    pub preset: Option<String>,
    /// Currency in the header of the amount column.
    pub header_currency: Option<Currency>,
    /// Columns up to the last with a header: a shorter row lacks a cell.
    pub width: usize,
    /// Positions of guessed columns.
    pub guessed: Vec<usize>,
    /// Positions of unmapped columns, with the reason where one is worth telling.
    pub unmapped: Vec<(usize, Option<String>)>,
    /// Columns without header and values.
    pub empty_columns: usize,
    /// A column that shows a balance: the file may be an export of account activity, with money out as negative.
    pub balance: Option<usize>,
    /// For each field its columns.
    pub fields: Vec<Vec<usize>>,
}

impl Layout {
    /// Columns of `field`, in the order in which they are joined or tried.
    pub(super) fn columns_of(&self, field: Field) -> &[usize] {
        &self.fields[field as usize]
    }

    /// The one column of `field`.
    pub(super) fn column_of(&self, field: Field) -> Option<usize> {
        self.columns_of(field).first().copied()
    }
}

/// Reads the header row.
pub(super) fn header_cells(record: &StringRecord) -> Vec<HeaderCell> {
    let mut seen = crate::Map::<String, usize>::new();
    let mut cells = Vec::with_capacity(record.len());
    for (at, text) in record.iter().enumerate() {
        let form = HeaderForm::of(text);
        let text = super::records::trimmed(text);
        let blank = text.is_empty();
        let shown = if blank {
            format!("column {}", at + 1)
        } else {
            let times =
                seen.entry(if form.words.is_empty() { text.to_owned() } else { form.words.clone() }).or_default();
            *times += 1;
            if *times == 1 { text.to_owned() } else { format!("{text}#{times}") }
        };
        let canonical = Field::CANONICAL.into_iter().find(|field| field.name().replace('_', " ") == form.words);
        let mut guesses = synonyms::guesses(&form.words);
        if let (true, Some(words)) = (guesses.is_empty(), &form.words_without_currency) {
            guesses = synonyms::guesses(words);
        }
        cells.push(HeaderCell { shown: Arc::from(shown), blank, form, guesses, canonical });
    }
    cells
}

impl HeaderCell {
    /// Fields whose proof by values has to be gathered for this column.
    pub(super) fn candidates(&self, mapped: impl Iterator<Item = Field>) -> Vec<Field> {
        let guessed = self.guesses.iter().map(|guess| guess.field);
        let all: crate::Set<Field> = mapped.chain(self.canonical).chain(guessed).collect();
        all.into_iter().collect()
    }
}

/// Headers for a message; at most forty, because a wide sheet would hide what to do.
pub(super) fn listed(header: &[HeaderCell], columns: impl Iterator<Item = usize>) -> String {
    let named: Vec<String> =
        columns.filter(|at| !header[*at].blank).map(|at| format!("`{}`", cut(&header[at].shown))).collect();
    match named.len() {
        0 => "(none with a header)".to_owned(),
        1..=40 => named.join(", "),
        more => format!("{} and {} more", named[..40].join(", "), more - 40),
    }
}

/// The beginning of a long text.
pub(super) fn cut(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}...") } else { short }
}
