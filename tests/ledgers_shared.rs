//! Real payment files beside the project, with the counts and sums that an independent script found in them.
//!
//! The files are not part of the project. Where they are absent, the tests say so loudly and check nothing; the same
//! behaviour is proven on our own data in `ledgers.rs`.

use paysieve::ledger::{Ledger, ReadOptions, Row, read};
use paysieve::payment::amount::{Currency, decimal_text};
use paysieve::payment::{Direction, Pricing};
use std::io::Write as _;
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/ledgers");
    if folder.is_dir() {
        return Some(folder);
    }
    // Written past the capture of the test harness: it must show in every run.
    let _ = writeln!(std::io::stderr(), "NOT CHECKED: ../shared is not here, so real ledgers were not read");
    None
}

fn ledger(folder: &std::path::Path, file: &str, currency: Option<&str>) -> Ledger {
    let bytes = std::fs::read(folder.join(file)).expect(file);
    let currency = currency.map(|code| Currency::parse(code).expect("a code"));
    let name = file.rsplit('/').next().expect("a name");
    read(name, &bytes, &ReadOptions { currency, ..ReadOptions::default() }).expect(file)
}

/// Payments, unpriced, excluded, rejected.
fn classes(ledger: &Ledger) -> (usize, usize, usize, usize) {
    let mut counts = (0, 0, 0, 0);
    for row in &ledger.rows {
        match row {
            Row::Payment(payment) if matches!(payment.pricing, Pricing::Priced(_)) => counts.0 += 1,
            Row::Payment(_) => counts.1 += 1,
            Row::Excluded(_) => counts.2 += 1,
            Row::Rejected(_) => counts.3 += 1,
        }
    }
    counts
}

/// Money out minus money in, per currency.
fn net(ledger: &Ledger) -> Vec<String> {
    let mut sums = std::collections::BTreeMap::new();
    for ((currency, direction), total) in &ledger.totals.0 {
        let sum = total.sum.expect("no overflow");
        *sums.entry(currency.clone()).or_insert_with(Default::default) +=
            if *direction == Direction::Out { sum } else { -sum };
    }
    sums.into_iter().map(|(currency, sum)| format!("{currency} {}", decimal_text(sum, &currency))).collect()
}

#[test]
fn public_sector_ledgers_have_the_payments_and_sums_of_the_facts() {
    let Some(folder) = shared() else { return };
    let mut facts = csv::Reader::from_path(folder.join("FACTS.csv")).expect("FACTS.csv");
    let facts: Vec<csv::StringRecord> = facts.records().map(|record| record.expect("a fact")).collect();
    for (file, unpriced, rejected) in [
        ("chicago-employees-2018.csv", 7861, 0),
        ("manchester-2014-09.xls", 0, 0),
        ("oxford-jan-mar-2018.csv", 0, 9),
        ("oxford-jul-sep-2017.csv", 0, 0),
        ("trafford-2014-09.csv", 0, 0),
        ("warwickshire-2018-03.csv", 0, 0),
        ("warwickshire-2019-03.csv", 0, 0),
        ("warwickshire-2021-12.csv", 0, 0),
    ] {
        let path = format!("public_sector/{file}");
        let fact = facts.iter().find(|record| record[0] == path).expect("a fact for the file");
        let currency = if file.starts_with("chicago") { "USD" } else { "GBP" };
        let ledger = ledger(&folder, &path, Some(currency));
        let payments: usize = fact[1].parse().expect("a count");
        println!(
            "{file}: {} {:?}",
            ledger.encoding,
            ledger.notes.iter().map(|n| (n.code, &n.text, n.places.len())).collect::<Vec<_>>()
        );
        assert_eq!(classes(&ledger), (payments, unpriced, 0, rejected), "{file}");
        assert_eq!(net(&ledger), [fact[2].to_owned()], "{file}");
    }
}

#[test]
fn payout_samples_are_read() {
    let Some(folder) = shared() else { return };
    for (file, payments, sums) in [
        ("cryptoprocessing-mass-payout.csv", 3, &["BTC 0.0025", "USDC 120.20", "XRP 400"][..]),
        ("pain001-template-03.csv", 4, &["EUR 900.00"]),
        ("pain001-template-04.csv", 1, &["EUR 300.00"]),
        ("pain001-template-09.csv", 5, &["EUR 1100.00"]),
        ("revolut-bulk-aud.csv", 2, &["AUD 3532.50"]),
        ("wise-batch-aud.csv", 2, &["AUD 3532.50"]),
        ("safe-airdrop-mainnet-gno-dai.csv", 2, &["XXX 0.0002"]),
        ("safe-airdrop-native-token.csv", 2, &["XXX 0.0003"]),
        ("safe-airdrop-rinkeby-example.csv", 11, &["XXX 2.0336"]),
        ("safe-airdrop-rinkeby-small.csv", 5, &["XXX 0.30"]),
        ("safe-airdrop-sample.csv", 4, &["NFT:0x57f1887a8bf19b14fc0df6fd9b2acc9af147ea85 1", "XXX 0.0003"]),
    ] {
        let ledger = ledger(&folder, &format!("csv/{file}"), None);
        let read: Vec<String> =
            ledger.columns.iter().filter_map(|c| c.field.as_ref().map(|f| format!("{}={f}", c.header))).collect();
        println!("{file}: {read:?}");
        assert_eq!(classes(&ledger), (payments, 0, 0, 0), "{file}");
        assert_eq!(net(&ledger), sums, "{file}");
    }
}

#[test]
fn the_creditor_is_the_payee() {
    let Some(folder) = shared() else { return };
    for file in ["pain001-template-03.csv", "pain001-template-04.csv", "pain001-template-09.csv"] {
        let ledger = ledger(&folder, &format!("csv/{file}"), None);
        let column =
            |field: &str| ledger.columns.iter().find(|c| c.field.as_deref() == Some(field)).map(|c| &*c.header);
        assert_eq!(column("payee_name"), Some("creditor_name"), "{file}");
        assert_eq!(column("iban"), Some("creditor_account_IBAN"), "{file}");
        assert_eq!(column("bank_id"), Some("creditor_agent_BIC"), "{file}");
    }
}

#[test]
fn a_balance_export_has_no_payee() {
    let Some(folder) = shared() else { return };
    let bytes = std::fs::read(folder.join("csv/hledger-stripe-balance.csv")).expect("the sample");
    let error = read("stripe.csv", &bytes, &ReadOptions::default()).expect_err("no payee column");
    assert!(error.to_string().contains("no payee column"), "{error}");
}

#[test]
fn other_formats_are_refused_by_name() {
    let Some(folder) = shared() else { return };
    let (mut refused, mut others) = (0, Vec::new());
    let mut folders =
        vec![folder.join("nacha"), folder.join("pain001"), folder.join("mt"), folder.join("public_sector")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".csv") || name == "manchester-2014-09.xls" {
                continue;
            }
            let error = read(&name, &std::fs::read(&path).expect("a file"), &ReadOptions::default()).expect_err(&name);
            if error.to_string().contains("it is not read by this version") {
                refused += 1;
            } else {
                others.push(error.to_string());
            }
        }
    }
    // One file is broken beyond recognition; it is refused all the same.
    assert_eq!(others.len(), 1, "{others:#?}");
    assert!(others[0].starts_with("ppd-debit-fixedLengthInvalid.ach: no payee column"), "{others:#?}");
    assert!(refused > 100, "{refused}");
}
