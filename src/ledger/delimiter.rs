//! Which sign separates the cells: stated by a `sep=` line, else proven by the first rows.

use super::Limits;
use super::records::Records;

/// Where the table begins and how its cells are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separation {
    /// The sign, one ASCII character.
    pub delimiter: u8,
    /// Bytes of a `sep=` line, left out of the table.
    pub skip: usize,
    /// Physical lines left out.
    pub lines: u64,
}

impl Separation {
    /// Name of the sign for people.
    pub(super) fn name(self) -> String {
        match self.delimiter {
            b',' => "comma".to_owned(),
            b';' => "semicolon".to_owned(),
            b'\t' => "tab".to_owned(),
            b'|' => "vertical bar".to_owned(),
            other => format!("`{}`", char::from(other)),
        }
    }
}

/// Signs that are tried, in the order in which they win a draw.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at. Enough for a preamble and some rows with commas in names.
const ROWS_SAMPLED: usize = 200;

/// Bytes that are looked at, so that one huge cell costs nothing.
const BYTES_SAMPLED: usize = 1 << 18;

/// Finds the separation of `text`.
pub(super) fn separation(text: &str) -> Separation {
    if let Some(stated) = stated(text) {
        return stated;
    }
    let sample = sample(text);
    let best = CANDIDATES.into_iter().map(|sign| (agreement(sample, sign), sign)).reduce(|best, next| {
        // The earlier sign wins a draw.
        if next.0 > best.0 { next } else { best }
    });
    Separation { delimiter: best.map_or(b',', |(_, sign)| sign), skip: 0, lines: 0 }
}

/// `sep=;` in the first line, as spreadsheets write it; quotes around it are allowed.
pub(super) fn stated(text: &str) -> Option<Separation> {
    let end = text.find('\n')?;
    let line = text[..end].trim_end_matches('\r');
    let bare = line.strip_prefix('"').map_or(line, |inner| inner.strip_suffix('"').unwrap_or(inner));
    let sign = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(bare.get(4..))?;
    let [delimiter] = sign.as_bytes() else { return None };
    let usable = (delimiter.is_ascii_punctuation() && *delimiter != b'"') || matches!(delimiter, b'\t' | b' ');
    usable.then_some(Separation { delimiter: *delimiter, skip: end + 1, lines: 1 })
}

/// The beginning of `text` up to a line end.
fn sample(text: &str) -> &str {
    if text.len() <= BYTES_SAMPLED {
        return text;
    }
    let head = &text[..text.floor_char_boundary(BYTES_SAMPLED)];
    head.rfind('\n').map_or(head, |end| &head[..end])
}

/// How well `sign` cuts the rows into the same number of cells: rows in a thousand that have the commonest number of
/// two or more, then that number. Quotes are respected, so that a comma inside them proves nothing.
fn agreement(text: &str, sign: u8) -> (usize, usize) {
    let limits = Limits { field_bytes_max: usize::MAX, columns_max: usize::MAX };
    let mut records = Records::new(text, sign, limits, 0);
    let mut widths = crate::Map::<usize, usize>::new();
    let mut rows = 0;
    // A quote that does not close is reported when the table is read; the rows before it are proof enough.
    while rows < ROWS_SAMPLED && matches!(records.advance(), Ok(true)) {
        if !records.is_blank() {
            rows += 1;
            *widths.entry(records.cells().len()).or_default() += 1;
        }
    }
    let commonest = widths.into_iter().filter(|(width, _)| *width >= 2).max_by_key(|(width, count)| (*count, *width));
    commonest.map_or((0, 0), |(width, count)| (count * 1000 / rows.max(1), width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_prove_the_sign() {
        for (text, expected) in [
            ("name,amount\nA,5\n", b','),
            ("name;amount\nA;1,50\nB;2,75\n", b';'),
            ("name\tamount\nSmith, J\t5\nWu, L\t7\n", b'\t'),
            ("name|amount|memo\nA|5|x,y\nB|6|z;w\n", b'|'),
            ("name,memo\n\"A;B;C\",x\n\"D;E;F\",y\n", b','),
            ("name,amount,memo\nA,5,a;b\nB,6,c;d\n", b','),
            ("name\nAcme\n", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(separation(text).delimiter), char::from(expected), "{text:?}");
        }
    }

    #[test]
    fn a_stated_sign_holds() {
        assert_eq!(separation("sep=;\nname;amount\n"), Separation { delimiter: b';', skip: 6, lines: 1 });
        assert_eq!(separation("\"SEP=|\"\r\nname|a\n"), Separation { delimiter: b'|', skip: 9, lines: 1 });
        assert_eq!(separation("sep=\t\nname\ta\n").delimiter, b'\t');
        assert_eq!(separation("sep,amount\nA,5\n"), Separation { delimiter: b',', skip: 0, lines: 0 });
    }
}
