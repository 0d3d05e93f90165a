//! Properties of ledger reading: nothing panics, every row has its class, and how a table is written does not matter.

use paysieve::ledger::{Ledger, ReadOptions, Row, read};
use paysieve::payment::Pricing;
use proptest::prelude::*;

/// A row of a generated ledger: name, amount in cents, memo.
type Generated = (String, i64, String);

fn generated() -> impl Strategy<Value = Vec<Generated>> {
    // Letters that Windows-1252 has too, and every sign that a table can trip over. A name begins and ends with a
    // letter.
    let name = "[A-Za-zÄÖÜéñ][A-Za-zÄÖÜéñ ,;|'.\t-]{0,20}[A-Za-zéñ]";
    let memo = "[a-z]([a-z ,;|\"\n\t=+-]{0,20}[a-z])?";
    prop::collection::vec((name, -100_000_000i64..100_000_000, memo), 2..12)
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

fn written(rows: &[Generated], delimiter: u8, always_quote: bool, line_end: &str, encoding: Encoding) -> Vec<u8> {
    let style = if always_quote { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(style)
        .terminator(if line_end == "\r\n" {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(line_end.as_bytes()[0])
        })
        .from_writer(Vec::new());
    writer.write_record(["payee_name", "amount", "currency", "memo"]).expect("a header");
    for (name, cents, memo) in rows {
        let sign = if *cents < 0 { "-" } else { "" };
        let amount = format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100);
        writer.write_record([name, &amount, "USD", memo]).expect("a row");
    }
    let text = String::from_utf8(writer.into_inner().expect("bytes")).expect("text");
    encoded(&text, encoding)
}

fn shown(ledger: &Ledger) -> Vec<String> {
    let shown = |row: &Row| match row {
        Row::Payment(payment) => {
            // CR-only files have LF inside their cells after reading.
            let memo = payment.remittance.memo.as_deref().unwrap_or_default().replace('\r', "\n");
            format!("{:?} {:?} {:?} {memo:?}", payment.payee.name, payment.direction, payment.amount())
        }
        other => format!("{other:?}"),
    };
    ledger.rows.iter().map(shown).collect()
}

/// The equation and what follows from it; true for any ledger.
fn hold_together(ledger: &Ledger) {
    let mut classes = [0u64; 4];
    for row in &ledger.rows {
        let class = match row {
            Row::Payment(payment) if matches!(payment.pricing, Pricing::Priced(_)) => 0,
            Row::Payment(_) => 1,
            Row::Excluded(_) => 2,
            Row::Rejected(_) => 3,
        };
        classes[class] += 1;
    }
    assert_eq!(classes.iter().sum::<u64>(), ledger.rows.len() as u64);
    // Totals cover the payments and nothing else.
    assert_eq!(ledger.totals.0.values().map(|total| total.count).sum::<u64>(), classes[0]);
    let places: Vec<(u64, u64)> = ledger
        .rows
        .iter()
        .map(|row| match row {
            Row::Payment(payment) => (payment.at.record, payment.at.line),
            Row::Excluded(exclusion) => (exclusion.at.record, exclusion.at.line),
            Row::Rejected(rejection) => (rejection.at.record, rejection.at.line),
        })
        .collect();
    assert!(
        places.iter().enumerate().all(|(at, (record, _))| *record == at as u64 + 1),
        "records are counted: {places:?}"
    );
    assert!(places.is_sorted_by(|a, b| a.1 < b.1), "each row begins on its own line: {places:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(ledger) = read("any.csv", &bytes, &ReadOptions::default()) {
            hold_together(&ledger);
        }
    }

    #[test]
    fn arbitrary_tables_hold_together(body in "[A-Ca-c0-9 ,;.\"\n\r\t()€$=-]{0,300}", sep in "(sep=;\n)?") {
        let text = format!("{sep}payee_name,payee_id;amount,currency,date\n{body}");
        for text in [text.clone(), text.replace(';', ",")] {
            if let Ok(ledger) = read("any.csv", text.as_bytes(), &ReadOptions::default()) {
                hold_together(&ledger);
            }
        }
    }

    /// Without quotes, every line with something on it is one row.
    #[test]
    fn no_line_vanishes(lines in prop::collection::vec("[A-Ca-c0-9 ,.(€$-]{0,30}", 0..30)) {
        let text = format!("payee_name,amount,currency,date\n{}", lines.join("\n"));
        let filled = lines.iter().filter(|line| line.chars().any(|c| c != ',' && c != ' ')).count();
        let ledger = read("any.csv", text.as_bytes(), &ReadOptions::default()).expect("a ledger");
        hold_together(&ledger);
        prop_assert_eq!(ledger.rows.len(), filled);
    }

    #[test]
    fn the_way_of_writing_does_not_matter(
        rows in generated(),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        always_quote in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        encoding in prop::sample::select(vec![
            Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252,
        ]),
    ) {
        // Lines inside a cell are of the same kind as those between rows, as a program writes them.
        let inner = if line_end == "\r" { "\r" } else { "\n" };
        let rows: Vec<Generated> = rows.into_iter().map(|(n, c, m)| (n, c, m.replace('\n', inner))).collect();
        let read = |bytes: Vec<u8>| read("a.csv", &bytes, &ReadOptions::default()).expect("a ledger");
        let plain = read(written(&rows, b',', true, "\n", Encoding::Utf8));
        let other = read(written(&rows, delimiter, always_quote, line_end, encoding));
        prop_assert_eq!(plain.rows.len(), rows.len());
        prop_assert_eq!(shown(&plain), shown(&other));
        prop_assert_eq!(&plain.totals, &other.totals);
        hold_together(&other);
    }
}
