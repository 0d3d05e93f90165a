//! Properties of a whole run, over generated ledgers and shuffled lists. `as_of` is fixed.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use paysieve::finding::Finding;
use paysieve::finding::evidence::{Evidence, NameHit};
use paysieve::ledger::{self, Ledger, ReadOptions};
use paysieve::policy::Policy;
use paysieve::screening::{self, AsOfFrom, Inputs, Screened};
use paysieve::watchlist::Watchlist;
use paysieve::watchlist::archive::StoredManifest;
use paysieve::watchlist::import::{FileGroup, ImportOptions, read_group};
use paysieve::watchlist::reading::SourceFile;
use paysieve::watchlist::selection::{Chosen, Selection};
use paysieve::watchlist::snapshot::ListSnapshot;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const HEADER: &str =
    "payment_id,date,payee_id,payee_name,payee_type,birth_date,country,address,iban,wallet_address,amount,currency";

/// Cells from which rows are made: listed parties and near misses, invented payees, shared accounts, odd cells.
const NAMES: [&str; 12] = [
    "John Marvin Example",
    "Jon Exampel",
    "EXAMPLE TRADING CO LLC",
    "Ocean Exemplar",
    "Abdulrahman al Mithali",
    "Vanya Obrazov",
    "Gwendolyn Ashdown",
    "Tomasz Brzezinka",
    "Ashdown Gwendolyn",
    "Peter Example",
    "",
    "REDACTED",
];
const IDS: [&str; 5] = ["", "E1", "E2", "E3", "E4"];
const TYPES: [&str; 4] = ["", "individual", "entity", "robot"];
const BIRTHS: [&str; 4] = ["", "1975-05-04", "1999-01-01", "soon"];
const IBANS: [&str; 4] = ["", "DE59999999990000001001", "DE05999999990000001003", "DE00BROKEN"];
const WALLETS: [&str; 4] =
    ["", "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617e340b3d01fa5f11f306f4090fd50e238070d", "bob.eth"];
const AMOUNTS: [&str; 5] = ["100.50", "-7.25", "0.00", "soon", ""];

fn row() -> impl Strategy<Value = String> {
    let pick = |cells: &'static [&'static str]| prop::sample::select(cells);
    (pick(&IDS), pick(&NAMES), pick(&TYPES), pick(&BIRTHS), pick(&IBANS), pick(&WALLETS), pick(&AMOUNTS)).prop_map(
        |(id, name, kind, birth, iban, wallet, amount)| {
            format!("2021-03-15,{id},{name},{kind},{birth},Cuba,12 Sample Street,{iban},{wallet},{amount},EUR")
        },
    )
}

/// A ledger of `rows`; the payment number is the position from `first`.
fn ledger(name: &str, rows: &[String], first: usize) -> Ledger {
    let lines: Vec<String> = rows.iter().enumerate().map(|(i, row)| format!("P{},{row}", i + first)).collect();
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    ledger::read(name, text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// The invented lists, with the rows of their CSV files in the order that `order` gives.
fn snapshots(order: &dyn Fn(&mut Vec<&str>)) -> Vec<ListSnapshot> {
    let published = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists/example");
    ["sdn-2021-03-10", "un-2021-03-12"]
        .into_iter()
        .flat_map(|folder| {
            let mut files: Vec<SourceFile> = fs::read_dir(published.join(folder))
                .unwrap()
                .map(|entry| {
                    let path = entry.unwrap().path();
                    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                    let bytes = fs::read(&path).unwrap();
                    SourceFile { bytes: if name.ends_with(".csv") { reordered(&bytes, order) } else { bytes }, name }
                })
                .collect();
            files.sort_by(|a, b| a.name.cmp(&b.name));
            let options = ImportOptions { published: None, accept_incomplete: false, facts_only: false };
            let group = FileGroup { folder: Some(folder.to_owned()), files };
            read_group(group, options).unwrap().into_iter().map(|imported| imported.snapshot).collect::<Vec<_>>()
        })
        .collect()
}

fn reordered(bytes: &[u8], order: &dyn Fn(&mut Vec<&str>)) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap().trim_end_matches('\u{1A}');
    let mut lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
    order(&mut lines);
    lines.iter().map(|line| format!("{line}\r\n")).collect::<String>().into_bytes().into_iter().chain([0x1A]).collect()
}

fn screened(ledgers: &[Ledger], snapshots: Vec<ListSnapshot>) -> Screened {
    let chosen = |snapshot: &ListSnapshot| Chosen {
        stored: StoredManifest {
            schema: 1,
            manifest: snapshot.manifest.clone(),
            confirmations: Vec::new(),
            facts_only: false,
            source: Vec::new(),
            files: Default::default(),
        },
        required: true,
        age_days: 5,
        is_stale: false,
    };
    let selection = Selection { chosen: snapshots.iter().map(chosen).collect(), absent: Vec::new() };
    let inputs = Inputs {
        ledgers,
        expected: &[],
        watchlist: &Watchlist::new(snapshots),
        selection: &selection,
        policy: &Policy::default(),
        as_of: NaiveDate::from_ymd_opt(2021, 3, 15).unwrap(),
        as_of_from: AsOfFrom::Option,
    };
    screening::screen(inputs, &|_, _| {})
}

/// What a finding says, without where its rows stand.
fn facts(findings: &[Finding]) -> BTreeSet<String> {
    findings.iter().map(|finding| format!("{} {} {}", finding.id, finding.code, finding.severity.as_str())).collect()
}

/// Findings about payees, accounts and wallets: data findings count rows of one ledger and change with them.
fn about_parties(findings: &[Finding]) -> BTreeSet<String> {
    let about_data = |finding: &&Finding| !matches!(finding.subject, paysieve::finding::Subject::Ledger(_));
    facts(&findings.iter().filter(about_data).cloned().collect::<Vec<_>>())
}

/// What findings about listed names say: entry, matched name, band, severity, and rows.
fn about_names(findings: &[Finding]) -> BTreeSet<String> {
    let shown = |finding: &Finding, hit: &NameHit| {
        let rows: Vec<u32> = finding.rows.iter().map(|at| at.row).collect();
        let severity = finding.severity.as_str();
        format!("{} {severity} {} {} {} {rows:?}", finding.code, hit.entry, hit.matched_name, hit.band.as_str())
    };
    findings
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Name(hit) => Some(shown(finding, hit)),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_in_exactly_one_class(rows in prop::collection::vec(row(), 1..40)) {
        let counts = ledger("a.csv", &rows, 1).counts();
        prop_assert_eq!(counts.rows, rows.len() as u64);
        prop_assert_eq!(counts.rows, counts.payments + counts.unpriced + counts.excluded + counts.rejections);
    }

    #[test]
    fn shuffling_a_list_changes_no_finding(rows in prop::collection::vec(row(), 1..30), turn in 0usize..5) {
        let ledgers = [ledger("a.csv", &rows, 1)];
        let straight = screened(&ledgers, snapshots(&|_| ()));
        let shuffled = screened(&ledgers, snapshots(&|lines| {
            let turn = turn % lines.len().max(1);
            lines.rotate_left(turn);
            lines.reverse();
        }));
        prop_assert_eq!(facts(&straight.findings), facts(&shuffled.findings));
        prop_assert_eq!(straight.best, shuffled.best);
    }

    #[test]
    fn adding_an_unrelated_payment_removes_no_finding(rows in prop::collection::vec(row(), 1..30)) {
        let before = screened(&[ledger("a.csv", &rows, 1)], snapshots(&|_| ()));
        let mut more = rows.clone();
        more.push("2021-03-15,E99,Philippa Unrelated,individual,,Cuba,,,,12.00,EUR".to_owned());
        let after = screened(&[ledger("a.csv", &more, 1)], snapshots(&|_| ()));
        let lost: Vec<_> = facts(&before.findings).difference(&facts(&after.findings)).cloned().collect();
        prop_assert!(lost.is_empty(), "{:?}", lost);
    }

    #[test]
    fn splitting_a_ledger_changes_only_places(rows in prop::collection::vec(row(), 2..30), at in 1usize..29) {
        let at = at.min(rows.len() - 1);
        let whole = screened(&[ledger("a.csv", &rows, 1)], snapshots(&|_| ()));
        let parts = [ledger("a.csv", &rows[..at], 1), ledger("b.csv", &rows[at..], at + 1)];
        let split = screened(&parts, snapshots(&|_| ()));
        prop_assert_eq!(about_parties(&whole.findings), about_parties(&split.findings));
    }

    #[test]
    fn a_country_alone_changes_no_name_finding(
        rows in prop::collection::vec(row(), 1..30),
        country in prop::sample::select(vec!["", "Iran", "KP", "Syria", "Russia", "Germany", "Atlantis"]),
    ) {
        let elsewhere: Vec<String> = rows.iter().map(|row| row.replace(",Cuba,", &format!(",{country},"))).collect();
        let here = screened(&[ledger("a.csv", &rows, 1)], snapshots(&|_| ()));
        let there = screened(&[ledger("a.csv", &elsewhere, 1)], snapshots(&|_| ()));
        prop_assert_eq!(about_names(&here.findings), about_names(&there.findings));
    }

    #[test]
    fn every_finding_has_its_own_id_and_rows_that_exist(rows in prop::collection::vec(row(), 1..40)) {
        let ledgers = [ledger("a.csv", &rows, 1)];
        let screened = screened(&ledgers, snapshots(&|_| ()));
        let ids: BTreeSet<_> = screened.findings.iter().map(|finding| finding.id.as_str().to_owned()).collect();
        prop_assert_eq!(ids.len(), screened.findings.len());
        for finding in &screened.findings {
            prop_assert!(finding.rows.iter().all(|at| (at.row as usize) < ledgers[0].rows.len()));
        }
        let in_alerts: usize = screened.alerts.iter().map(|alert| alert.findings.len()).sum();
        prop_assert_eq!(in_alerts, screened.findings.iter().filter(|finding| finding.alert.is_some()).count());
    }
}
