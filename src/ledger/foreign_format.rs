//! Payment files that are no CSV: recognised by their first bytes, so that they are refused by name and never read as
//! garbage.

/// Lines of a NACHA file are 94 characters; some programs trim the trailing blanks, so shorter ones count too.
const NACHA_LINE: usize = 94;

/// What `bytes` are, where they are not a text table: `an XLSX file`.
pub(super) fn recognise(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => {
            let head = &bytes[..bytes.len().min(1 << 16)];
            let names = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
            let book = names(b"xl/") || names(b"[Content_Types].xml");
            return Some(if book { "an XLSX file" } else { "a ZIP archive" });
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Some("an XLS file (Excel 97-2003)"),
        [b'%', b'P', b'D', b'F', ..] => return Some("a PDF file"),
        [0x1F, 0x8B, ..] => return Some("a gzip archive"),
        [b'P', b'A', b'R', b'1', ..] => return Some("a Parquet file"),
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start_matches([' ', '\t', '\r', '\n']);
    text_format(head).or_else(|| is_binary(bytes).then_some("a binary file"))
}

fn text_format(head: &str) -> Option<&'static str> {
    if head.starts_with("{1:") || head.starts_with("\u{1}{1:") || head.starts_with(":20:") || head.starts_with("{2:") {
        return Some("a SWIFT MT file");
    }
    // A table may begin with a bracket or a brace only inside quotes; a header cell does not.
    if head.starts_with('{') || head.starts_with("[{") || head.starts_with("[\n") || head.starts_with("[\r") {
        return Some("a JSON file");
    }
    if head.starts_with('<') {
        return Some(match () {
            () if head.contains("pain.001") => "an ISO 20022 pain.001 file",
            () if head.contains("pacs.008") => "an ISO 20022 pacs.008 file",
            () if head.to_ascii_lowercase().contains("<html") => "an HTML page",
            () => "an XML file",
        });
    }
    is_nacha(head).then_some("a NACHA file")
}

/// File header, batch header or entry records in lines of 94 characters, or the file header alone.
fn is_nacha(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), second) = (lines.next(), lines.next()) else { return false };
    let record = |line: &str| line.starts_with(['1', '5', '6', '7', '8', '9']);
    let file_header = first.starts_with("101") && first.len() >= 60 && second.is_none_or(record);
    let unbroken = first.len() >= 2 * NACHA_LINE && record(first) && first.is_char_boundary(NACHA_LINE) && {
        record(&first[NACHA_LINE..]) && !first.contains(',') && !first.contains(';')
    };
    let fixed =
        first.len() == NACHA_LINE && record(first) && second.is_some_and(|line| record(line) && line.len() >= 60);
    let detail =
        |line: &str| line.len() >= 60 && line.get(..4).is_some_and(|start| start.bytes().all(|b| b.is_ascii_digit()));
    // A batch header begins with its service class: 200 mixed, 220 credits, 225 debits, 280 advices.
    let batch_header = ["5200", "5220", "5225", "5280"].iter().any(|start| first.starts_with(start));
    let batch = batch_header && first.len() >= 80
        || (first.starts_with("52") || first.starts_with("62")) && detail(first) && second.is_some_and(detail);
    file_header || unbroken || fixed || batch
}

/// Control characters that no text table holds. Zero bytes are left to the decoding of UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let control = |byte: &&u8| matches!(byte, 1..=8 | 11 | 12 | 14..=25 | 27..=31);
    // UTF-16 text in other scripts holds such bytes too.
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    zeros * 10 < sample.len() && sample.iter().filter(control).count() * 20 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::recognise;

    #[test]
    fn other_formats_are_named() {
        let nacha = format!("{:<94}\n{:<94}\n", "101 091400606 6910001341810170306A094101", "5220SAMPLE");
        for (bytes, expected) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], Some("an XLSX file")),
            (b"PK\x03\x04....readme.txt", Some("a ZIP archive")),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Some("an XLS file (Excel 97-2003)")),
            (b"{1:F01BANKBEBBAXXX0000000000}{2:I103}", Some("a SWIFT MT file")),
            (b":20:REF\n:32A:210315USD1,00", Some("a SWIFT MT file")),
            (
                b"\xEF\xBB\xBF<?xml version=\"1.0\"?><Document xmlns=\"urn:pain.001\">",
                Some("an ISO 20022 pain.001 file"),
            ),
            (b"[{\"a\":1}]", Some("a JSON file")),
            (nacha.as_bytes(), Some("a NACHA file")),
            (b"\x01\x02\x03\x04\x05abc", Some("a binary file")),
            (b"name,amount\nA,5\n", None),
            (b"101,A\n102,B\n", None),
            (b"", None),
        ] {
            assert_eq!(recognise(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
