//! The records of a text table: cells, physical lines, and quotes that would swallow rows.
//!
//! RFC 4180 as the `csv` crate reads it, which is lenient: a stray quote inside an unquoted cell is text. What may not
//! be lenient is a quote that opens and does not close where its cell ends: it would make many payments one cell. Such
//! a file is refused with the line of the quote.

use super::Limits;
use crate::error::{Error, ErrorKind, Result};
use csv::StringRecord;

/// Reads records one after the other.
pub(super) struct Records<'t> {
    text: &'t str,
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    delimiter: u8,
    limits: Limits,
    /// Physical lines that stand before the table: a `sep=` line.
    lines_before: u64,
    counted_to: usize,
    lines_counted: u64,
    /// Lone CR characters end lines in files that also hold LF.
    lone_cr: bool,
    raw: &'t str,
    line: u64,
}

impl<'t> Records<'t> {
    /// Records of `text`, which begins after `lines_before` lines of the file.
    pub(super) fn new(text: &'t str, delimiter: u8, limits: Limits, lines_before: u64) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(text.as_bytes());
        let bytes = text.as_bytes();
        let lone_cr = bytes.contains(&b'\r')
            && bytes.iter().enumerate().any(|(at, b)| *b == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        Self {
            text,
            reader,
            record: StringRecord::new(),
            delimiter,
            limits,
            lines_before,
            counted_to: 0,
            lines_counted: 0,
            lone_cr,
            raw: "",
            line: 0,
        }
    }

    /// Goes to the next record; false at the end.
    ///
    /// # Errors
    /// A quote that is not closed where its cell ends; a field or a row over its limit.
    pub(super) fn advance(&mut self) -> Result<bool> {
        let start = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let more = self.reader.read_record(&mut self.record).map_err(|error| {
            Error::new(ErrorKind::Ledger, format!("line {}: the table cannot be read", self.line + 1)).caused_by(error)
        })?;
        if !more {
            return Ok(false);
        }
        let end = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len());
        // The reader may skip a byte order mark on its own; positions stay on character boundaries all the same.
        let whole = self.text.get(start.min(end)..end).unwrap_or_default();
        let begun = whole.trim_start_matches(['\r', '\n']);
        self.raw = begun.trim_end_matches(['\r', '\n']);
        self.line = self.line_at(end - begun.len());
        if self.raw.contains('"') {
            self.check_quotes(end)?;
        }
        self.check_limits()?;
        Ok(true)
    }

    /// Cells of the current record.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.record
    }

    /// First physical line of the current record.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The current record as the file holds it, without its line end.
    pub(super) fn raw(&self) -> &'t str {
        self.raw
    }

    /// True where no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| trimmed(cell).is_empty())
    }

    /// True where a quoted cell spans lines, one of which looks like a whole row: it may be rows that a stray pair of
    /// quotes swallowed.
    pub(super) fn holds_whole_rows(&self, columns: usize) -> bool {
        columns >= 3
            && self.raw.contains('\n')
            && self.record.iter().any(|cell| {
                let mut inner = cell.lines().skip(1).peekable();
                // The last line of the cell is followed by the rest of the row and proves nothing.
                std::iter::from_fn(|| inner.next().filter(|_| inner.peek().is_some()))
                    .any(|line| line.bytes().filter(|b| *b == self.delimiter).count() + 1 == columns)
            })
    }

    fn line_at(&mut self, byte: usize) -> u64 {
        let between = self.text.as_bytes().get(self.counted_to..byte).unwrap_or_default();
        self.lines_counted += between.iter().filter(|b| **b == b'\n').count() as u64;
        if self.lone_cr {
            let bytes = self.text.as_bytes();
            let lone = |at: &usize| bytes[*at] == b'\r' && bytes.get(*at + 1) != Some(&b'\n');
            self.lines_counted += (self.counted_to..byte).filter(lone).count() as u64;
        }
        self.counted_to = self.counted_to.max(byte);
        self.lines_before + self.lines_counted + 1
    }

    /// Only records with a line break inside, or at the end of the file, can have swallowed others.
    fn check_quotes(&self, end: usize) -> Result<()> {
        if end < self.text.len() && !self.raw.contains(['\n', '\r']) {
            return Ok(());
        }
        let Some(fault) = quote_fault(self.raw, self.delimiter) else { return Ok(()) };
        let line = self.line + self.raw[..fault.at].matches('\n').count() as u64;
        let lines = self.raw[fault.at..].matches('\n').count();
        let what = match fault.kind {
            FaultKind::Unclosed => "is never closed",
            FaultKind::TextAfterClosing => "closes in the middle of a later cell",
        };
        let opened: String = self.raw[fault.at..].lines().next().unwrap_or_default().chars().take(40).collect();
        Err(Error::new(
            ErrorKind::Ledger,
            format!(
                "line {line}: the quote that opens `{opened}` {what}; {lines} further lines would become part of one \
                 cell and would not be screened. Close or remove the quote, or export the file again"
            ),
        ))
    }

    fn check_limits(&self) -> Result<()> {
        let Limits { field_bytes_max, columns_max } = self.limits;
        if self.record.len() > columns_max {
            let columns = self.record.len();
            return Err(Error::new(
                ErrorKind::Ledger,
                format!(
                    "line {}: {columns} columns, and the limit is {columns_max}; is the delimiter right? The limit \
                     stands in the policy as limits.columns_max",
                    self.line
                ),
            ));
        }
        if self.raw.len() > field_bytes_max
            && let Some(column) = self.record.iter().position(|cell| cell.len() > field_bytes_max)
        {
            return Err(Error::new(
                ErrorKind::Ledger,
                format!(
                    "line {}, column {}: a cell of {} bytes, and the limit is {field_bytes_max}; is a quote not \
                     closed? The limit stands in the policy as limits.field_bytes_max",
                    self.line,
                    column + 1,
                    self.record[column].len()
                ),
            ));
        }
        Ok(())
    }
}

/// A cell without the blanks around it. Byte order marks and zero-width spaces are blanks here: spreadsheets and web
/// pages leave them, and nobody sees them.
pub(super) fn trimmed(cell: &str) -> &str {
    // Most cells need nothing.
    let plain = |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii_graphic());
    if plain(cell.as_bytes().first()) && plain(cell.as_bytes().last()) {
        return cell;
    }
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'))
}

#[derive(Debug, PartialEq, Eq)]
enum FaultKind {
    Unclosed,
    TextAfterClosing,
}

#[derive(Debug, PartialEq, Eq)]
struct Fault {
    /// Byte of the opening quote.
    at: usize,
    kind: FaultKind,
}

/// Walks one record as the reader does and finds a quoted cell that does not end with its quote.
fn quote_fault(raw: &str, delimiter: u8) -> Option<Fault> {
    enum State {
        CellStart,
        Plain,
        Quoted { from: usize },
        Closed { from: usize, to: usize },
    }
    let mut state = State::CellStart;
    for (at, &byte) in raw.as_bytes().iter().enumerate() {
        state = match state {
            State::CellStart if byte == b'"' => State::Quoted { from: at },
            State::CellStart | State::Plain if byte == delimiter => State::CellStart,
            State::CellStart | State::Plain => State::Plain,
            State::Quoted { from } if byte == b'"' => State::Closed { from, to: at },
            State::Quoted { from } => State::Quoted { from },
            State::Closed { from, .. } if byte == b'"' => State::Quoted { from },
            State::Closed { .. } if byte == delimiter => State::CellStart,
            State::Closed { from, to } if raw[from..to].contains(['\n', '\r']) => {
                return Some(Fault { at: from, kind: FaultKind::TextAfterClosing });
            }
            State::Closed { .. } => State::Plain,
        };
    }
    match state {
        State::Quoted { from } => Some(Fault { at: from, kind: FaultKind::Unclosed }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each record as `line: cells joined by |`.
    fn shown(text: &str) -> Vec<String> {
        let mut records = Records::new(text, b',', Limits::default(), 0);
        let mut shown = Vec::new();
        while records.advance().expect("a sound table") {
            shown.push(format!("{}: {}", records.line(), records.cells().iter().collect::<Vec<_>>().join("|")));
        }
        shown
    }

    fn refused(text: &str) -> String {
        let mut records = Records::new(text, b',', Limits { field_bytes_max: 50, columns_max: 5 }, 0);
        loop {
            match records.advance() {
                Ok(true) => {}
                Ok(false) => panic!("{text:?} was read"),
                Err(error) => return error.to_string(),
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let expected = ["1: a|b", "2: 1|x\ny", "5: 2|z"];
        assert_eq!(shown("a,b\n1,\"x\ny\"\n\n2,z\n"), expected);
        assert_eq!(shown("a,b\r\n1,\"x\ny\"\r\n\r\n2,z"), expected);
        assert_eq!(shown("\n\na\nb"), ["3: a", "4: b"]);
        assert_eq!(shown("a\r\nb\rc\nd"), ["1: a", "2: b", "3: c", "4: d"]);
    }

    #[test]
    fn stray_quotes_inside_a_cell_are_text() {
        assert_eq!(shown("5\" pipe,3\nO\"Neil,4"), ["1: 5\" pipe|3", "2: O\"Neil|4"]);
        assert_eq!(shown("\"a \"\"b\"\"\",1\n\"a\" b,2"), ["1: a \"b\"|1", "2: a b|2"]);
    }

    #[test]
    fn a_quote_that_swallows_rows_is_refused_with_its_line() {
        assert!(
            refused("a,b\n1,\"x\n2,y\n3,z\n")
                .starts_with("line 2: the quote that opens `\"x` is never closed; 2 further")
        );
        assert!(
            refused("a,b\n1,\"x\n2,y\n3,\"z\"\n")
                .starts_with("line 2: the quote that opens `\"x` closes in the middle")
        );
        assert!(refused("a,b\n1,2\n3,\"cut").starts_with("line 3: the quote that opens `\"cut` is never closed"));
    }

    #[test]
    fn limits_name_the_place() {
        assert!(refused("a\n1,2,3,4,5,6").starts_with("line 2: 6 columns, and the limit is 5"));
        assert!(refused(&format!("a,b\n1,{}", "x".repeat(51))).starts_with("line 2, column 2: a cell of 51 bytes"));
    }

    #[test]
    fn rows_inside_a_cell_are_noticed() {
        let mut records = Records::new("a,b,c\n1,\"x,5\n2,y,6\n3,z\",7\n", b',', Limits::default(), 0);
        assert!(records.advance().is_ok_and(|more| more && !records.holds_whole_rows(3)));
        assert!(records.advance().is_ok_and(|more| more && records.holds_whole_rows(3)));
    }
}
