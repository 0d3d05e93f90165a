//! The readers over the official files: counts, probes, and one format against the other.
//!
//! The files are not part of the project. Where they are not there, each test says so and checks nothing; the same
//! behaviour is proven on small files of our own in `tests/lists_import.rs` and in the unit tests.

// A panic in a helper of a test is a failed test.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use paysieve::watchlist::entry::ListEntry;
use paysieve::watchlist::import::{FileGroup, ImportOptions, Imported, read_group};
use paysieve::watchlist::reading::SourceFile;
use paysieve::watchlist::snapshot::Counts;
use paysieve::{Map, Set};
use std::io::Write as _;
use std::path::{Path, PathBuf};

const OPTIONS: ImportOptions = ImportOptions { published: None, accept_incomplete: false, facts_only: false };

/// The folder of official files, or `None` with a loud line.
fn official() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/lists");
    if !folder.is_dir() {
        // Written past the capture of the test harness: it must show in every run.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: ../shared/lists is not here, the official list files cannot be read"
        );
        return None;
    }
    Some(folder)
}

fn group(folder: &Path) -> FileGroup {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let files = paths.iter().map(|path| SourceFile { name: name(path), bytes: std::fs::read(path).unwrap() }).collect();
    FileGroup { folder: Some(name(folder)), files }
}

fn import(folder: &Path) -> Imported {
    read_group(group(folder), OPTIONS).unwrap_or_else(|error| panic!("{error}")).remove(0)
}

/// `list entries individual entity vessel aircraft strong weak addresses wallets`
fn row(list: &str, counts: &Counts) -> String {
    let wallets: u64 = counts.wallets.values().sum();
    format!(
        "{list} {} {} {} {} {} {} {} {} {wallets}",
        counts.entries,
        counts.individual,
        counts.entity,
        counts.vessel,
        counts.aircraft,
        counts.names_strong,
        counts.names_weak,
        counts.addresses
    )
}

#[test]
fn counts_of_every_whole_snapshot_are_the_publishers() {
    let Some(folder) = official() else { return };
    // Strong and weak of the UN: Good with a.k.a. and f.k.a., and Low. Addresses of the CSV sets: rows that are not
    // empty.
    for (name, published, expected) in [
        ("ofac-sdn-2018-12-20", "2018-12-20", "ofac-sdn 7379 3845 2994 323 217 9682 2037 9474 2"),
        ("ofac-sdn-2021-06-30", "2021-06-30", "ofac-sdn 8976 4620 3673 406 277 11910 2441 11440 96"),
        ("ofac-sdn-2023-12-28", "2023-12-28", "ofac-sdn 13821 6646 6033 764 378 17091 3393 16338 576"),
        ("ofac-sdn-2021-03-10", "2021-03-10", "ofac-sdn 8832 4539 3613 403 277 11692 2402 11286 69"),
        ("ofac-cons-2025-12", "2025-12-31", "ofac-cons 442 79 363 0 0 1073 72 522 0"),
        ("ofac-cons-2026-01-08", "2026-01-08", "ofac-cons 442 79 363 0 0 1072 72 522 0"),
        ("ofac-cons-2024-05-06", "2024-05-06", "ofac-cons 443 79 364 0 0 1060 66 503 0"),
        ("un-2018-10-29", "2018-10-29", "un-sc 1093 703 390 0 0 2068 595 950 0"),
        ("un-2020-11-30", "2020-11-30", "un-sc 1018 713 305 0 0 2062 616 840 0"),
        ("un-2021-03-12", "2021-03-12", "un-sc 1004 711 293 0 0 2057 600 825 0"),
        ("un-2024-09-26", "2024-09-26", "un-sc 875 682 193 0 0 2093 626 767 0"),
        ("un-2026-01-28", "2026-01-28", "un-sc 999 726 273 0 0 2134 615 811 0"),
        ("un-2026-02-27", "2026-02-27", "un-sc 1003 730 273 0 0 2137 615 811 0"),
    ] {
        let manifest = import(&folder.join(name)).snapshot.manifest;
        assert_eq!(row(manifest.list.as_str(), &manifest.counts), expected, "{name}");
        assert_eq!(manifest.published.to_string(), published, "{name}");
        assert!(manifest.complete, "{name}");
    }
}

#[test]
fn wallets_of_each_asset_are_the_published_ones() {
    let Some(folder) = official() else { return };
    for (name, expected) in [
        ("ofac-sdn-2018-12-20", "XBT 2"),
        ("ofac-sdn-2021-06-30", "BCH 2 BSV 1 BTG 1 DASH 3 ETC 1 ETH 10 LTC 8 XBT 65 XMR 1 XVG 1 ZEC 3"),
        (
            "ofac-sdn-2023-12-28",
            "ARB 1 BCH 7 BSC 1 BSV 1 BTG 1 DASH 3 ETC 1 ETH 147 LTC 8 TRX 3 USDC 2 USDT 17 XBT 376 XMR 3 XRP 1 \
             XVG 1 ZEC 3",
        ),
    ] {
        let wallets = import(&folder.join(name)).snapshot.manifest.counts.wallets;
        let text: Vec<String> = wallets.iter().map(|(asset, count)| format!("{asset} {count}")).collect();
        assert_eq!(text.join(" "), expected, "{name}");
    }
}

/// Each address of the third-party check list is read under its asset, and no other.
#[test]
fn the_576_wallets_of_december_2023_are_those_of_the_check_list() {
    let Some(folder) = official() else { return };
    let mut expected: Set<(String, String)> = Set::new();
    for item in std::fs::read_dir(folder.join("digital-currency-check-2023-12-04")).unwrap() {
        let path = item.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let asset = stem.strip_prefix("sanctioned_addresses_").unwrap().to_owned();
        for address in std::fs::read_to_string(&path).unwrap().lines().map(str::trim).filter(|line| !line.is_empty()) {
            expected.insert((asset.clone(), address.to_owned()));
        }
    }
    let entries = import(&folder.join("ofac-sdn-2023-12-28")).snapshot.entries;
    let listed: Vec<(String, String)> = entries
        .iter()
        .flat_map(|entry| &entry.wallets)
        .map(|wallet| (wallet.asset.clone(), wallet.address.clone()))
        .collect();
    assert_eq!(listed.len(), 579);
    let distinct: Set<(String, String)> = listed.into_iter().collect();
    assert_eq!(distinct.len(), 576);
    assert_eq!(distinct, expected);
}

#[test]
fn sets_that_are_not_whole_are_refused_without_consent() {
    let Some(folder) = official() else { return };
    for (name, expected) in [
        ("ofac-sdn-2022-05-06", "alt.csv is not there"),
        ("ofac-sdn-2022-05-08", "and 3 more are cut at 1,000 characters"),
        ("ofac-sdn-2024-05-03", "add.csv is not there"),
        ("ofac-sdn-2025-12-partial", "sdn.csv: not there"),
        ("ofac-cons-advanced-2020-03-17", "ADVANCED"),
        ("ofac-enhanced-irgc-2024-08-28", "ENHANCED"),
        ("uk-ofsi-2018-04-13", "OFSI"),
    ] {
        let message = read_group(group(&folder.join(name)), OPTIONS).unwrap_err().to_string();
        assert!(message.contains(expected), "{name}: {message}");
    }
    let consent = ImportOptions { accept_incomplete: true, ..OPTIONS };
    let manifest = read_group(group(&folder.join("ofac-sdn-2024-05-03")), consent).unwrap().remove(0).snapshot.manifest;
    assert_eq!((manifest.complete, manifest.counts.entries), (false, 14965));
    assert_eq!(manifest.counts.wallets.values().sum::<u64>(), 599);
    assert_eq!(manifest.counts.names_weak, 3693);
    assert_eq!(manifest.missing, ["alt.csv is not there", "add.csv is not there"]);
}

#[test]
fn entries_come_and_go_with_the_snapshots() {
    let Some(folder) = official() else { return };
    let consent = ImportOptions { accept_incomplete: true, ..OPTIONS };
    let read = |name: &str| read_group(group(&folder.join(name)), consent).unwrap().remove(0).snapshot.entries;
    let old = read("ofac-sdn-2018-12-20");
    let middle = read("ofac-sdn-2021-06-30");
    let may = read("ofac-sdn-2022-05-06");
    let new = read("ofac-sdn-2023-12-28");
    let held = |entries: &[ListEntry], number: &str, name: &str| {
        entries.iter().any(|entry| entry.number == number && entry.name.starts_with(name))
    };
    for (number, name, expected) in [
        ("37070", "BLENDER.IO", [false, false, true, true]),
        ("39796", "TORNADO CASH", [false, false, false, true]),
        ("44437", "SINBAD", [false, false, false, true]),
        ("43377", "KIM, Sang Man", [false, false, false, true]),
        ("45430", "KIMSUKY", [false, false, false, true]),
        ("24228", "UNITED COMPANY RUSAL", [true, false, false, false]),
        ("22611", "HUISH, Irina", [true, true, true, false]),
    ] {
        let found = [&old, &middle, &may, &new].map(|entries| held(entries, number, name));
        assert_eq!(found, expected, "{name}");
    }
    let has = |entries: &[ListEntry], number: &str, address: &str| {
        let entry = entries.iter().find(|entry| entry.number == number);
        entry.is_some_and(|entry| entry.wallets.iter().any(|wallet| wallet.address == address))
    };
    let lazarus = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96";
    assert_eq!([&old, &middle, &may, &new].map(|entries| has(entries, "27307", lazarus)), [false, false, true, true]);
    let chatex = "0x6acdfba02d390b97ac2b2d42a63e85293bcc160e";
    let later = read("ofac-sdn-2024-05-03");
    assert_eq!((has(&new, "33854", chatex), has(&later, "33854", chatex)), (true, false));
}

#[test]
fn un_programmes_and_listing_dates_are_read() {
    let Some(folder) = official() else { return };
    for (name, iran, latest) in [
        ("un-2018-10-29", 84, "2018-10-15"),
        ("un-2020-11-30", 84, "2020-10-08"),
        ("un-2024-09-26", 0, "2024-05-21"),
        ("un-2026-01-28", 121, "2025-10-17"),
        ("un-2026-02-27", 121, "2026-02-24"),
    ] {
        let entries = import(&folder.join(name)).snapshot.entries;
        let of = |programme: &str| entries.iter().filter(|entry| entry.designations[0].programme == programme).count();
        assert_eq!((of("Iran"), of("DPRK")), (iran, 155), "{name}");
        let dates: Vec<NaiveDate> = entries.iter().filter_map(|entry| entry.designations[0].listed_on).collect();
        assert_eq!(dates.len(), entries.len(), "{name}: each entry has its listing date");
        assert_eq!(dates.iter().max().unwrap().to_string(), latest, "{name}");
        if name == "un-2026-02-27" {
            assert_eq!(entries.iter().filter(|entry| !entry.original_script.is_empty()).count(), 378);
        }
    }
}

/// Every birth date of the CSV and of the XML is read to its full precision: none is left as text.
#[test]
fn every_published_birth_date_of_ofac_is_read() {
    let Some(folder) = official() else { return };
    // The XML of 2021 has 5,033 elements, and two more dates in one remark (`DOB circa 1979-1982; alt. DOB 1982`).
    for (name, expected) in [("ofac-sdn-2023-12-28", 7312), ("ofac-sdn-2021-03-10", 5035)] {
        let entries = import(&folder.join(name)).snapshot.entries;
        let unread: Vec<&str> = entries
            .iter()
            .flat_map(|entry| &entry.facts)
            .filter(|fact| fact.key == "DOB")
            .map(|fact| fact.value.as_str())
            .collect();
        assert!(unread.is_empty(), "{name}: {unread:?}");
        assert_eq!(entries.iter().map(|entry| entry.birth_dates.len()).sum::<usize>(), expected, "{name}");
    }
}

/// A fact of an entry as one line, the same for both formats.
fn facts_of(entry: &ListEntry) -> Set<String> {
    let mut facts = Set::new();
    facts.extend(entry.documents.iter().map(|document| {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!(
            "document {} | {} | {} | {} | {}",
            document.kind,
            document.number,
            part(&document.country),
            part(&document.issued),
            part(&document.expires)
        )
    }));
    facts.extend(entry.birth_dates.iter().map(|date| format!("birth date {date}")));
    facts.extend(entry.birth_places.iter().map(|place| format!("birth place {place}")));
    facts.extend(entry.nationalities.iter().map(|country| format!("nationality {country}")));
    facts.extend(entry.citizenships.iter().map(|country| format!("citizenship {country}")));
    facts.extend(entry.wallets.iter().map(|wallet| format!("wallet {} {}", wallet.asset, wallet.address)));
    facts.extend(entry.designations.iter().map(|designation| format!("programme {}", designation.programme)));
    facts.extend(entry.linked_to.iter().map(|name| format!("linked to {name}")));
    facts.extend(entry.titles.iter().map(|title| format!("title {title}")));
    facts.extend(entry.facts.iter().map(|fact| format!("fact {}={}", fact.key, fact.value)));
    facts.extend(entry.gender.iter().map(|gender| format!("gender {gender}")));
    facts.extend(entry.narrative.iter().map(|text| format!("narrative {text}")));
    facts.extend(entry.vessel.iter().map(|vessel| {
        // The CSV has thousands marks, and the order of former flags differs.
        let mut vessel = vessel.clone();
        vessel.tonnage = vessel.tonnage.map(|text| text.replace(',', ""));
        vessel.gross_tonnage = vessel.gross_tonnage.map(|text| text.replace(',', ""));
        vessel.former_flags.sort();
        format!("vessel {vessel:?}")
    }));
    facts.extend(entry.aircraft.iter().map(|aircraft| format!("aircraft {aircraft:?}")));
    facts.extend(
        entry
            .aliases
            .iter()
            .map(|alias| format!("alias {} {} {}", alias.kind.as_str(), alias.strength.as_str(), alias.name)),
    );
    facts.insert(format!("name {}", entry.name));
    facts
}

/// The second opinion on the remarks grammar: the XML of 2021-03-10 has an element for what the CSV of 2021-06-30 puts
/// into remarks. The list changed in between; each remaining difference was looked at by hand and is such a change (new
/// documents, programmes and birth dates of eight parties, one renamed risk on 24 banks, quotation marks that the CSV
/// writes as apostrophes, a full stop at the end). A mistake of the grammar would show by the hundred.
#[test]
fn csv_and_xml_of_neighbouring_days_give_the_same_entries() {
    let Some(folder) = official() else { return };
    let xml = import(&folder.join("ofac-sdn-2021-03-10")).snapshot.entries;
    let csv = import(&folder.join("ofac-sdn-2021-06-30")).snapshot.entries;
    let csv: Map<&str, &ListEntry> = csv.iter().map(|entry| (entry.number.as_str(), entry)).collect();
    let mut same = 0;
    let mut both = 0;
    let mut by_kind: Map<String, usize> = Map::new();
    for old in &xml {
        let Some(new) = csv.get(old.number.as_str()) else { continue };
        both += 1;
        let (a, b) = (facts_of(old), facts_of(new));
        same += usize::from(a == b);
        for (sign, line) in a.difference(&b).map(|line| ("-", line)).chain(b.difference(&a).map(|line| ("+", line))) {
            *by_kind.entry(line.split(' ').next().unwrap_or("").to_owned()).or_default() += 1;
            if std::env::var_os("PAYSIEVE_SHOW_DIFFERENCES").is_some() {
                println!("{sign} {} {line}", old.number);
            }
        }
    }
    println!("{both} entries in both, {same} equal; differences by kind: {by_kind:?}");
    assert_eq!((both, same), (8762, 8710), "{by_kind:?}");
    for (kind, most) in [("document", 11), ("birth", 6), ("wallet", 0), ("aircraft", 0), ("linked", 5), ("vessel", 0)] {
        assert!(by_kind.get(kind).copied().unwrap_or(0) <= most, "{kind}: {by_kind:?}");
    }
}
