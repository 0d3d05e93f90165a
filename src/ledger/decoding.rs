//! The bytes of a ledger as text: which encoding, and what had to be assumed or left out.
//!
//! UTF-8 and UTF-16 with a byte order mark are taken at their word. Without one, UTF-16 shows itself by its zero bytes,
//! and anything that is not UTF-8 is Windows-1252, in which every byte is a character: then the report says so,
//! because names with accents depend on it.

use crate::error::{Error, ErrorKind, Result};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// A ledger's text.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The text without byte order mark, zero characters and closing Ctrl-Z; lines end in LF or CRLF.
    pub text: Cow<'b, str>,
    /// Name of the encoding for people: `UTF-8 with BOM`.
    pub encoding: &'static str,
    /// What had to be assumed; a sentence each.
    pub remarks: Vec<String>,
}

/// Bytes from which UTF-16 without a byte order mark is recognised.
const SAMPLE_BYTES: usize = 4096;

/// Decodes `bytes`.
///
/// # Errors
/// UTF-32, which no ledger program writes.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>> {
    let mut remarks = Vec::new();
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            return Err(Error::new(ErrorKind::Ledger, "the text is UTF-32; save the ledger as UTF-8 and screen that"));
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest, &mut remarks), "UTF-8 with BOM"),
        [0xFF, 0xFE, rest @ ..] => (utf16(UTF_16LE, rest, &mut remarks), "UTF-16 LE with BOM"),
        [0xFE, 0xFF, rest @ ..] => (utf16(UTF_16BE, rest, &mut remarks), "UTF-16 BE with BOM"),
        _ => match utf16_without_mark(bytes) {
            Some((encoding, name)) => {
                remarks.push(format!("read as {name}, because every second byte of its text is zero"));
                (utf16(encoding, bytes, &mut remarks), name)
            }
            None => utf8_or_windows(bytes, &mut remarks),
        },
    };
    Ok(Decoded { text: cleaned(text, &mut remarks), encoding, remarks })
}

/// Text that declares itself UTF-8. A byte that is none becomes U+FFFD, so that it shows.
fn utf8<'b>(bytes: &'b [u8], remarks: &mut Vec<String>) -> Cow<'b, str> {
    let text = String::from_utf8_lossy(bytes);
    if let Cow::Owned(lossy) = &text {
        let damaged = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let line = lossy.find('\u{FFFD}').map_or(0, |at| 1 + lossy[..at].matches('\n').count());
        remarks.push(format!("{damaged} places are no UTF-8, the first in line {line}; they are shown as U+FFFD"));
    }
    text
}

fn utf16<'b>(encoding: &'static Encoding, bytes: &'b [u8], remarks: &mut Vec<String>) -> Cow<'b, str> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        remarks.push("some characters are no valid UTF-16; they are shown as U+FFFD".to_owned());
    }
    text
}

/// UTF-16 of mostly Latin text: zero bytes at every second position and at none between. A ledger in another script
/// still has Latin digits, separators and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A fifth, because names in another script may fill most of the text.
    let enough = |count: usize| count >= 2 && count * 10 >= sample.len();
    match (even, odd) {
        (0, count) if enough(count) => Some((UTF_16LE, "UTF-16 LE without BOM")),
        (count, 0) if enough(count) => Some((UTF_16BE, "UTF-16 BE without BOM")),
        _ => None,
    }
}

fn utf8_or_windows<'b>(bytes: &'b [u8], remarks: &mut Vec<String>) -> (Cow<'b, str>, &'static str) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), "UTF-8");
    }
    // A few broken bytes in a UTF-8 file must not turn every accent of the file into two wrong letters.
    let (mut multibyte, mut invalid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    if multibyte > invalid {
        return (utf8(bytes, remarks), "UTF-8");
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    remarks.push("read as Windows-1252, because it is not UTF-8; accents in names depend on that".to_owned());
    (text, "Windows-1252")
}

/// Drops zero characters and the closing Ctrl-Z of old programs, and makes lines of files that end them with CR alone.
fn cleaned<'b>(text: Cow<'b, str>, remarks: &mut Vec<String>) -> Cow<'b, str> {
    let mut text = text;
    let zeros = text.bytes().filter(|byte| *byte == 0).count();
    if zeros > 0 {
        remarks.push(format!("{zeros} zero characters were left out"));
        text = Cow::Owned(text.replace('\0', ""));
    }
    let end = text.trim_end_matches(|c: char| c == '\u{1A}' || c.is_whitespace());
    if text[end.len()..].contains('\u{1A}') {
        let end = end.len();
        text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(mut text) => {
                text.truncate(end);
                Cow::Owned(text)
            }
        };
    }
    if text.contains('\r') && !text.contains('\n') {
        text = Cow::Owned(text.replace('\r', "\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, remarks: usize) {
        let decoded = decode(bytes).expect("text");
        assert_eq!((&*decoded.text, decoded.encoding, decoded.remarks.len()), (text, encoding, remarks), "{bytes:?}");
    }

    fn utf16_bytes(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        check(b"name\nA", "name\nA", "UTF-8", 0);
        check("\u{FEFF}name\nÄ".as_bytes(), "name\nÄ", "UTF-8 with BOM", 0);
        check(b"name\nM\xFCller", "name\nMüller", "Windows-1252", 1);
        let text = "name,amount\nMüller,5\n김정은,7\n";
        check(&utf16_bytes(&format!("\u{FEFF}{text}"), u16::to_le_bytes), text, "UTF-16 LE with BOM", 0);
        check(&utf16_bytes(&format!("\u{FEFF}{text}"), u16::to_be_bytes), text, "UTF-16 BE with BOM", 0);
        check(&utf16_bytes(text, u16::to_le_bytes), text, "UTF-16 LE without BOM", 1);
        check(&utf16_bytes(text, u16::to_be_bytes), text, "UTF-16 BE without BOM", 1);
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_windows() {
        check(b"M\xC3\xBCller \xC3\xA4\xC3\xB6 \xFF", "Müller äö \u{FFFD}", "UTF-8", 1);
    }

    #[test]
    fn zero_characters_and_the_closing_mark_go() {
        check(b"na\0me\nA\n\x1A", "name\nA", "UTF-8", 1);
        check(b"name\nA\x1AB\n", "name\nA\x1AB\n", "UTF-8", 0);
    }

    #[test]
    fn lines_may_end_in_cr_alone() {
        check(b"name\rA\rB", "name\nA\nB", "UTF-8", 0);
        check(b"name\r\nA\rB", "name\r\nA\rB", "UTF-8", 0);
    }
}
