//! The CSV files of the fixed machine formats: `match --input`, `explain --pairs`.

use super::files;
use paysieve::error::{Error, ErrorKind, Result};
use std::path::Path;

/// A CSV file with a header, read whole.
pub struct Table {
    header: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

impl Table {
    /// Reads `path` and makes sure that its `required` columns are there.
    pub fn read(path: &Path, required: &[&str]) -> Result<Self> {
        let text = files::read_text(path)?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let cannot = |error: csv::Error| {
            Error::new(ErrorKind::File, format!("{}: cannot be read as CSV", path.display())).caused_by(error)
        };
        let header: Vec<String> =
            reader.headers().map_err(cannot)?.iter().map(|name| name.trim().to_lowercase()).collect();
        for name in required {
            if !header.iter().any(|column| column == name) {
                let message = format!(
                    "{}: line 1: no column \"{name}\"; expected the header {}, found {}",
                    path.display(),
                    required.join(","),
                    header.join(",")
                );
                return Err(Error::new(ErrorKind::File, message));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(cannot)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record));
        }
        Ok(Self { header, rows })
    }

    /// The rows with the line each begins on.
    pub fn rows(&self) -> impl Iterator<Item = (u64, &csv::StringRecord)> {
        self.rows.iter().map(|(line, record)| (*line, record))
    }

    /// The cell of `record` in `column`; empty where the column or the cell is missing.
    pub fn cell<'a>(&self, record: &'a csv::StringRecord, column: &str) -> &'a str {
        self.header.iter().position(|name| name == column).and_then(|index| record.get(index)).unwrap_or("").trim()
    }
}

/// Writes a CSV of `header` and `rows`, whole or not at all. Texts come from outside: a cell that a spreadsheet would
/// run gets an apostrophe.
pub fn write(path: &Path, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cannot = |error: csv::Error| {
        Error::new(ErrorKind::File, format!("{}: cannot be written", path.display())).caused_by(error)
    };
    writer.write_record(header).map_err(cannot)?;
    for row in rows {
        let guarded: Vec<String> = row.iter().map(|cell| paysieve::report::csv::guarded(cell)).collect();
        writer.write_record(&guarded).map_err(cannot)?;
    }
    let bytes = writer.into_inner().map_err(|error| {
        Error::new(ErrorKind::File, format!("{}: cannot be written", path.display())).caused_by(error.into_error())
    })?;
    files::write_whole(path, &bytes)
}
