//! Tables of a fixed format, whose columns are known by name: names to match, pairs to explain.
//!
//! They are read as ledgers are, so that encodings, quotes that would swallow rows and limits mean the same. Nothing
//! is guessed: cells are separated by commas (or by the sign of a `sep=` line), and columns have their exact names.

use super::records::{Records, trimmed};
use super::{Limits, decoding, delimiter, foreign_format};
use crate::error::{Error, ErrorKind, Result};

/// A table of known columns, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTable {
    columns: Vec<(String, usize)>,
    rows: Vec<NamedRow>,
    remarks: Vec<String>,
}

/// One row of a [`NamedTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRow {
    /// Physical line of the file on which the row begins, from 1.
    pub line: u64,
    /// Trimmed cells of the known columns, in the order of [`NamedTable::columns`].
    cells: Vec<String>,
}

impl NamedTable {
    /// Reads the table in `bytes`. Columns that are neither `required` nor `optional` are not read; a missing cell is
    /// empty; rows without anything in them are none.
    ///
    /// # Errors
    /// Another format than a text table, a required column that is not there, a known column that is there twice, a
    /// quote that would swallow rows, a limit exceeded: with the line and what to do.
    pub fn read(bytes: &[u8], required: &[&str], optional: &[&str], limits: Limits) -> Result<Self> {
        if let Some(format) = foreign_format::recognise(bytes) {
            let context = format!("is {format}; expected a CSV with the header {}", required.join(","));
            return Err(Error::new(ErrorKind::File, context));
        }
        let decoded = decoding::decode(bytes)?;
        let stated = delimiter::stated(&decoded.text);
        let (sign, skip, lines) = stated.map_or((b',', 0, 0), |found| (found.delimiter, found.skip, found.lines));
        let mut records = Records::new(&decoded.text[skip..], sign, limits, lines);
        let (columns, width) = known_columns(&mut records, required, optional)?;
        let mut table = Self { columns, rows: Vec::new(), remarks: decoded.remarks.clone() };
        let mut ragged = Vec::new();
        while records.advance()? {
            if records.is_blank() {
                continue;
            }
            let line = records.line();
            if records.holds_whole_rows(width) {
                let context = format!(
                    "line {line}: a quoted cell spans lines that look like rows of their own, which would not be \
                     screened. Remove the quotes, or the line breaks inside the cell"
                );
                return Err(Error::new(ErrorKind::File, context));
            }
            if records.cells().iter().skip(width).any(|cell| !trimmed(cell).is_empty()) {
                ragged.push(line);
            }
            let cell = |at: &usize| trimmed(records.cells().get(*at).unwrap_or_default()).to_owned();
            let cells = table.columns.iter().map(|(_, at)| cell(at)).collect();
            table.rows.push(NamedRow { line, cells });
        }
        if let Some(first) = ragged.first() {
            let count = ragged.len();
            table.remarks.push(format!(
                "{count} row(s) have more cells than the header, the first in line {first}; the cells beyond it were \
                 not read. A name that holds a comma needs quotes"
            ));
        }
        Ok(table)
    }

    /// The rows, in file order.
    pub fn rows(&self) -> &[NamedRow] {
        &self.rows
    }

    /// The trimmed cell of `row` in `column`; empty where the column or the cell is missing.
    pub fn cell<'r>(&self, row: &'r NamedRow, column: &str) -> &'r str {
        let at = self.columns.iter().position(|(name, _)| name == column);
        at.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }

    /// What had to be assumed or left out, a sentence each: an encoding, cells beyond the header.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }
}

/// The known columns of the header with their positions, and the width of the header.
fn known_columns(
    records: &mut Records<'_>,
    required: &[&str],
    optional: &[&str],
) -> Result<(Vec<(String, usize)>, usize)> {
    let mut is_empty = true;
    while records.advance()? {
        is_empty = records.is_blank();
        if !is_empty {
            break;
        }
    }
    let expected = required.join(",");
    if is_empty {
        return Err(Error::new(ErrorKind::File, format!("is empty; expected the header {expected}")));
    }
    let line = records.line();
    let header: Vec<String> = records.cells().iter().map(|name| trimmed(name).to_lowercase()).collect();
    let mut columns = Vec::new();
    for name in required.iter().chain(optional) {
        let mut fitting = header.iter().enumerate().filter(|(_, column)| column == name).map(|(at, _)| at);
        match (fitting.next(), fitting.next()) {
            (Some(first), Some(second)) => {
                let context = format!(
                    "line {line}: columns {} and {} are both \"{name}\"; expected one. Rename or remove the other",
                    first + 1,
                    second + 1
                );
                return Err(Error::new(ErrorKind::File, context));
            }
            (Some(at), None) => columns.push(((*name).to_owned(), at)),
            (None, _) if required.contains(name) => {
                let found: String = header.join(",").chars().take(200).collect();
                let context =
                    format!("line {line}: no column \"{name}\"; expected the header {expected}, found {found}");
                return Err(Error::new(ErrorKind::File, context));
            }
            (None, _) => {}
        }
    }
    Ok((columns, header.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<NamedTable> {
        NamedTable::read(bytes, &["id", "name"], &["type"], Limits { field_bytes_max: 50, columns_max: 5 })
    }

    /// Each row as `line: id|name|type`.
    fn check(text: &str, expected: &[&str]) {
        let table = read(text.as_bytes()).expect(text);
        let shown: Vec<String> = table
            .rows()
            .iter()
            .map(|row| {
                let cell = |column| table.cell(row, column);
                format!("{}: {}|{}|{}", row.line, cell("id"), cell("name"), cell("type"))
            })
            .collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    fn refused(text: &str, expected: &str) {
        let message = read(text.as_bytes()).expect_err(text).to_string();
        assert!(message.starts_with(expected), "{message}");
    }

    #[test]
    fn columns_stand_in_any_order_and_missing_cells_are_empty() {
        check("id,name\n1,A\n\n2,\"B\nC\"\n3\n", &["2: 1|A|", "4: 2|B\nC|", "6: 3||"]);
        check("Name , other,ID,type\nA,x,1,entity\n,,,\nB,y,2\n", &["2: 1|A|entity", "4: 2|B|"]);
        check("sep=;\nid;name\n1;A,B\n", &["3: 1|A,B|"]);
        check("\u{FEFF}id,name\r1,A\r", &["2: 1|A|"]);
    }

    #[test]
    fn a_name_that_is_cut_at_a_comma_is_remarked() {
        let table = read(b"id,name\n1,A\n2,B, C\n").expect("a table");
        assert!(table.remarks()[0].starts_with("1 row(s) have more cells than the header, the first in line 3"));
        assert!(read(b"id,name\n1,A,\n").expect("a table").remarks().is_empty());
    }

    #[test]
    fn encodings_are_those_of_ledgers() {
        let utf16: Vec<u8> = "\u{FEFF}id,name\n1,Ä\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).expect("UTF-16").rows()[0].cells, ["1", "Ä"]);
        let windows = read(b"id,name\n1,\xC4\n").expect("Windows-1252");
        assert_eq!(windows.rows()[0].cells, ["1", "Ä"]);
        assert!(windows.remarks()[0].contains("Windows-1252"));
    }

    #[test]
    fn what_would_lose_a_row_is_refused_with_its_line() {
        refused("id,name\n1,\"A\n2,B\n", "line 2: the quote that opens `\"A` is never closed");
        refused("id,name\n1,\"A\n2,\"B\"\n", "line 2: the quote that opens `\"A` closes in the middle");
        refused("id,name,type\n1,\"A,\n2,B,\n3,C\",\n", "line 2: a quoted cell spans lines that look like rows");
        refused("id,name,name\n1,,A\n", "line 1: columns 2 and 3 are both \"name\"");
        refused("id,name,type,Type\n", "line 1: columns 3 and 4 are both \"type\"");
        refused("\nid,names\n", "line 2: no column \"name\"; expected the header id,name, found id,names");
        refused("\n \n", "is empty");
        refused("id,name\n1,2,3,4,5,6\n", "line 2: 6 columns, and the limit is 5");
        refused(&format!("id,name\n1,{}\n", "x".repeat(51)), "line 2, column 2: a cell of 51 bytes");
        refused("PK\u{3}\u{4}xl/", "is an XLSX file");
    }
}
