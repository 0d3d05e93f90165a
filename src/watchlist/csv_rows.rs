//! The rows of OFAC's legacy CSV files, read strictly.
//!
//! These files have a fixed number of columns, no header, no doubled quote and no line break inside a field, and end
//! with one byte 0x1A. A general CSV reader forgives what here means damage: a quote that never closes (a cut file),
//! text after a closing quote, a row with a column less. So this reader forgives nothing but line ends and the missing
//! 0x1A.

use crate::error::{Error, ErrorKind, Result};
use std::borrow::Cow;

/// Bytes of one line. The longest published lines, continued remarks full of wallets, are some ten thousand.
const LINE_BYTES_MAX: usize = 256 * 1024;

/// One row: the line it stands in (from 1) and its fields, null as `None`.
pub struct CsvRow<'a> {
    /// Line of the row, counted from 1.
    pub line: usize,
    /// Fields; OFAC's null (`-0- `) is `None`. Text is not trimmed.
    pub fields: Vec<Option<Cow<'a, str>>>,
}

/// The rows of one file.
pub struct CsvRows<'a> {
    /// Rows in file order.
    pub rows: Vec<CsvRow<'a>>,
    /// Whether the closing byte 0x1A is there.
    pub has_trailer: bool,
}

/// Reads `bytes`; every row must have `columns` fields. `file` is the name for messages.
pub fn read_rows<'a>(file: &str, bytes: &'a [u8], columns: usize) -> Result<CsvRows<'a>> {
    if bytes.is_empty() {
        return Err(damaged(file, 1, 1, "the file is empty", "at least the closing byte 0x1A"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let kept = bytes.trim_ascii_end();
    let (body, has_trailer) = match kept.strip_suffix(b"\x1A") {
        Some(body) => (body, true),
        None => (bytes, false),
    };
    let text = std::str::from_utf8(body).map_err(|error| {
        let line = super::xml::line_of(body, error.valid_up_to());
        damaged(file, line, 1, "a byte that is not ASCII or UTF-8", "the file as OFAC publishes it")
    })?;
    let mut rows = Vec::new();
    for (index, line_text) in text.split('\n').enumerate() {
        let line_text = line_text.strip_suffix('\r').unwrap_or(line_text);
        if line_text.trim().is_empty() {
            continue;
        }
        rows.push(CsvRow { line: index + 1, fields: read_line(file, index + 1, line_text, columns)? });
    }
    // An empty field is never published (null is `-0- `): at the end of a file without a line end it was cut off there.
    if let Some(last) = rows.last()
        && !has_trailer
        && !text.ends_with('\n')
        && last.fields.iter().any(|field| field.as_deref() == Some(""))
    {
        return Err(damaged(file, last.line, 1, "a last line that is cut off", "the whole file"));
    }
    Ok(CsvRows { rows, has_trailer })
}

fn read_line<'a>(file: &str, line: usize, text: &'a str, columns: usize) -> Result<Vec<Option<Cow<'a, str>>>> {
    let error = |at: usize, found: &str| damaged(file, line, text[..at].chars().count() + 1, found, "OFAC's CSV form");
    if text.len() > LINE_BYTES_MAX {
        return Err(error(0, "a line of more than 256 KiB"));
    }
    if let Some(at) = text.find(|c: char| c < ' ' && c != '\t') {
        return Err(error(at, "a control character"));
    }
    let mut fields = Vec::with_capacity(columns);
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if let Some(quoted) = rest.strip_prefix('"') {
            let Some(length) = closing_quote(quoted) else {
                return Err(error(at, "a quote that is never closed: the file is cut"));
            };
            let content = &quoted[..length];
            fields.push(Some(if content.contains('"') {
                content.replace("\"\"", "\"").into()
            } else {
                content.into()
            }));
            at += length + 2;
            match text[at..].chars().next() {
                None => break,
                Some(',') => at += 1,
                Some(_) => return Err(error(at, "text after a closing quote")),
            }
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            let content = &rest[..length];
            if content.contains('"') {
                return Err(error(at, "a quote inside a field that is not quoted"));
            }
            fields.push((content.trim() != "-0-").then(|| content.into()));
            at += length;
            if at == text.len() {
                break;
            }
            at += 1;
        }
    }
    if fields.len() != columns {
        let found = format!("{} columns", fields.len());
        return Err(damaged(file, line, 1, &found, &format!("{columns} columns")));
    }
    Ok(fields)
}

/// Length of the quoted content before its closing quote; a doubled quote is content.
fn closing_quote(quoted: &str) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'"') {
        at += found;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// An error about one place of a CSV list file.
pub fn damaged(file: &str, line: usize, column: usize, found: &str, expected: &str) -> Error {
    Error::new(
        ErrorKind::List,
        format!(
            "{file}, line {line}, character {column}: {found}; expected {expected}. The file is damaged or cut: \
             download \
             it again; nothing was imported"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let read = read_rows("x.csv", bytes, 3).unwrap();
        let cell = |field: &Option<Cow<'_, str>>| field.as_deref().unwrap_or("NULL").to_owned();
        read.rows.iter().map(|row| row.fields.iter().map(cell).collect()).collect()
    }

    #[test]
    fn line_ends_and_trailers_of_all_known_copies_are_read_alike() {
        let expected = [["1", "A, B", "NULL"], ["2", "C ", "NULL"]];
        assert_eq!(cells(b"1,\"A, B\",-0- \r\n2,\"C \",-0- \r\n\x1a"), expected);
        assert_eq!(cells(b"1,\"A, B\",-0- \n2,\"C \",-0- \n\x1a"), expected);
        assert_eq!(cells(b"1,\"A, B\",-0- \r\n2,\"C \",-0- \r\n\x1a\r\n"), expected);
        assert_eq!(cells(b"1,\"A, B\",-0- \n2,\"C \",-0-"), expected);
        assert_eq!(cells(b"1,\"A \"\"B\"\"\",-0- \n"), [["1", "A \"B\"", "NULL"]]);
    }

    #[test]
    fn a_file_cut_behind_a_comma_is_refused() {
        assert!(read_rows("x.csv", b"1,2,\"a\"\r\n1,2,", 3).is_err());
        assert!(read_rows("x.csv", b"1,2,\"a\"\r\n1,2,-0-", 3).is_ok());
    }

    #[test]
    fn the_trailer_is_seen() {
        assert!(read_rows("x.csv", b"1,2,3\r\n\x1a", 3).unwrap().has_trailer);
        assert!(!read_rows("x.csv", b"1,2,3\r\n", 3).unwrap().has_trailer);
        assert!(read_rows("x.csv", b"\x1a", 3).unwrap().rows.is_empty());
    }

    #[test]
    fn damage_is_refused_with_its_place() {
        for (bytes, expected) in [
            (&b"1,2,3\n1,2\n"[..], "x.csv, line 2, character 1: 2 columns; expected 3 columns"),
            (b"1,2,3,4\n", "line 1, character 1: 4 columns"),
            (b"1,\"a\",\"b", "line 1, character 7: a quote that is never closed"),
            (b"1,\"a\"b,3", "line 1, character 6: text after a closing quote"),
            (b"1,a\"b,3", "line 1, character 3: a quote inside"),
            (b"1,2,3\n\x1a1,2,3\n", "line 2, character 1: a control character"),
            (b"1,\xE9,3", "not ASCII or UTF-8"),
            (b"", "the file is empty"),
        ] {
            let message = read_rows("x.csv", bytes, 3).err().expect(expected).to_string();
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }
}
