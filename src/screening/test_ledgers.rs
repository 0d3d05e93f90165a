//! Small ledgers for the tests of this room, written as rows of text.

use crate::birth_date::BirthDate;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::ledger::control_totals::ControlTotals;
use crate::ledger::{Ledger, Row};
use crate::payment::amount::UnreadAmount;
use crate::payment::destination::{Cell, DestinationCells, destinations};
use crate::payment::payee::{PartyKind, Payee};
use crate::payment::remittance::Remittance;
use crate::payment::{Direction, Payment, Pricing};
use crate::place::Place;
use std::sync::Arc;

/// A ledger of `field=value; field=value` lines. Fields: `id`, `name`, `kind`, `born`, `address`, `country`, `date`,
/// `direction` (`in`), and those of the destination: `iban`, `account`, `bank`, `bank_country`, `wallet`, `tag`,
/// `asset`, `email`, `memo`.
pub(crate) fn ledger(name: &str, lines: &str) -> Ledger {
    let name: Arc<str> = Arc::from(name);
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let rows = (1..).zip(lines).map(|(record, line)| Row::Payment(Box::new(payment(&name, record, line)))).collect();
    Ledger {
        name,
        sha256: Digest::of(b""),
        format: "csv",
        preset: None,
        encoding: "UTF-8, comma".to_owned(),
        columns: Vec::new(),
        rows,
        totals: ControlTotals::default(),
        declared: Vec::new(),
        notes: Vec::new(),
    }
}

fn payment(ledger: &Arc<str>, record: u64, line: &str) -> Payment {
    let fields: Vec<(&str, &str)> =
        line.split(';').map(|f| f.split_once('=').expect("field=value")).map(|(f, v)| (f.trim(), v.trim())).collect();
    let known = [
        "id",
        "name",
        "kind",
        "born",
        "address",
        "country",
        "date",
        "direction",
        "iban",
        "account",
        "bank",
        "bank_country",
        "wallet",
        "tag",
        "asset",
        "email",
        "memo",
    ];
    assert!(fields.iter().all(|(field, _)| known.contains(field)), "unknown field: {line}");
    let get = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
    let own = |name: &str| get(name).map(str::to_owned);
    let cell = |name: &'static str| get(name).map(|text| Cell { text, column: name });
    let cells = DestinationCells {
        iban: cell("iban"),
        account: cell("account"),
        bank_id: cell("bank"),
        bank_country: cell("bank_country"),
        wallet: cell("wallet"),
        destination_tag: cell("tag"),
        asset: cell("asset"),
        currency: None,
        email: cell("email"),
        free_text: cell("memo").into_iter().collect(),
    };
    let born = get("born").map(|text| match text.parse::<i32>() {
        Ok(year) => BirthDate::Year(year),
        Err(_) => BirthDate::Day(text.parse().expect("a day")),
    });
    Payment {
        at: Place { ledger: Arc::clone(ledger), record, line: record + 1, column: None },
        id: None,
        payee: Payee {
            id: own("id"),
            name: own("name"),
            kind: get("kind").and_then(PartyKind::parse).unwrap_or(PartyKind::Unknown),
            birth_date: born,
            country: own("country"),
            address: own("address"),
            email: own("email"),
            id_number: None,
        },
        direction: if get("direction") == Some("in") { Direction::In } else { Direction::Out },
        pricing: Pricing::Unpriced(UnreadAmount { found: String::new(), reason: "a test".to_owned() }),
        value_date: get("date").map(|day| day.parse().expect("a day")),
        destinations: destinations(&cells),
        holder_name: None,
        remittance: Remittance { reference: None, memo: own("memo") },
    }
}

/// Code, severity, subject and rows (from 1) of each finding, one a line.
pub(crate) fn in_lines(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let rows: Vec<String> = finding.rows.iter().map(|row| format!("{}", row.row + 1)).collect();
        format!("{} {} {} [{}]", finding.code, finding.severity.as_str(), finding.subject, rows.join(" "))
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Compares findings with the lines expected, white space around each line aside.
pub(crate) fn check(findings: &[Finding], expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(in_lines(findings), expected.join("\n"));
}
