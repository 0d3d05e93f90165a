//! `--map FIELD=COLUMN`: what the user says a column means.

use super::ReadOptions;
use super::field::Field;
use super::header::HeaderForm;
use super::layout::{HeaderCell, listed};
use crate::error::{Error, ErrorKind, Result};

/// Resolves `--map` against the header: for each pair its field and column.
///
/// # Errors
/// An unknown field or column, and a field or column that is given twice.
pub(super) fn mapped(header: &[HeaderCell], options: &ReadOptions) -> Result<Vec<(Field, usize)>> {
    let usage = |text: String| Err(Error::new(ErrorKind::Usage, text));
    let mut pairs: Vec<(Field, usize)> = Vec::new();
    for (name, column) in &options.map {
        let Some(field) = Field::named(name.trim()) else {
            let fields: Vec<&str> = Field::all().map(Field::name).collect();
            return usage(format!("--map {name}={column}: no field `{name}`; the fields are {}", fields.join(", ")));
        };
        let at = column_named(header, name, column)?;
        if !field.takes_several() && pairs.iter().any(|(known, _)| *known == field) {
            return usage(format!("--map gives {name} twice; it takes one column"));
        }
        if let Some((known, _)) = pairs.iter().find(|(_, known)| *known == at) {
            return usage(format!("--map {name}={column}: this column is already given as {}", known.name()));
        }
        pairs.push((field, at));
    }
    Ok(pairs)
}

fn column_named(header: &[HeaderCell], field: &str, column: &str) -> Result<usize> {
    let column = column.trim();
    if let Some(number) = column.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
        && (1..=header.len()).contains(&number)
    {
        return Ok(number - 1);
    }
    let words = HeaderForm::of(column).words;
    let exact = header.iter().position(|cell| *cell.shown == *column);
    let alike: Vec<usize> =
        (0..header.len()).filter(|at| !words.is_empty() && header[*at].form.words == words).collect();
    match (exact, alike.as_slice()) {
        // The text of a header that stands twice means neither.
        (Some(at), [] | [_]) => Ok(at),
        (Some(at), _) if header[at].shown.contains('#') => Ok(at),
        (None, [at]) => Ok(*at),
        (_, []) => Err(Error::new(
            ErrorKind::Usage,
            format!("--map {field}={column}: no such column; the columns are {}", listed(header, 0..header.len())),
        )),
        (_, several) => Err(Error::new(
            ErrorKind::Usage,
            format!(
                "--map {field}={column}: the header stands {} times; give the column by its number: {}",
                several.len(),
                several.iter().map(|at| format!("#{}", at + 1)).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}
