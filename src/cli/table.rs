//! The CSV files of the fixed machine formats: `match --input`, `explain --pairs`.

use super::files;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::ledger::Limits;
use paysieve::ledger::named_table::NamedTable;
use std::io::Write as _;
use std::path::Path;

/// Reads `path`, makes sure that its `required` columns are there, and says on stderr what had to be assumed.
pub fn read(path: &Path, required: &[&str], optional: &[&str], limits: Limits) -> Result<NamedTable> {
    let bytes = files::read(path)?;
    let table = NamedTable::read(&bytes, required, optional, limits).map_err(|error| error.at(path.display()))?;
    for remark in table.remarks() {
        let warning = format!("warning: {}: {remark}\n", path.display());
        let _ = std::io::stderr().write_all(paysieve::report::visible::visible_lines(&warning).as_bytes());
    }
    Ok(table)
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
