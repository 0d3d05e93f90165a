//! Accounts, wallets and countries against real data: published vectors of addresses, IBANs and routing numbers, every
//! listed wallet, every country that a list names. The same rules stand on data of our own in the unit tests.

use paysieve::country::Country;
use paysieve::payment::account::{AccountKey, AccountReading, Bank, KeyStrength, RoutingNumber, routing_number};
use paysieve::payment::wallet::{Checksum, Setting, WalletAddress};
use paysieve::screening::wallets::ListedWallets;
use paysieve::watchlist::entry::{EntryId, ListId};
use paysieve::watchlist::identifier::ListedWallet;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

/// A file or folder of the real data, or `None` with a loud line where it is not there.
fn shared(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !found.exists() {
        // Written past the capture of the test harness: it must show in every run.
        let _ = writeln!(std::io::stderr(), "NOT CHECKED: ../shared is not here, so {path} was not compared");
        return None;
    }
    Some(found)
}

fn records(path: PathBuf) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(path).expect("readable");
    reader.records().collect::<Result<_, _>>().expect("whole records")
}

/// Whether `address` is an undamaged address of `coin`, in a wallet column that names the coin.
fn is_address_of(coin: &str, address: &str) -> bool {
    let asset = coin.split('-').next().unwrap_or(coin);
    WalletAddress::read(address, Some(asset), Setting::WalletColumn)
        .is_some_and(|wallet| wallet.coins.contains(&coin) && !matches!(wallet.checksum, Checksum::Wrong(_)))
}

#[test]
fn wallet_vectors_are_recognised_as_their_coin_and_invalid_ones_are_not() {
    // Ours: BIP 173 and EIP-55 samples and broken copies.
    assert!(is_address_of("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
    assert!(!is_address_of("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
    assert!(is_address_of("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));
    assert!(!is_address_of("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"));

    let Some(path) = shared("ledgers/vectors/crypto_addresses.csv") else { return };
    let (mut valid, mut invalid, mut wrong) = (0, 0, Vec::new());
    for record in records(path) {
        let (coin, address) = (&record[0], &record[1]);
        let expected = match &record[2] {
            "true" => true,
            "false" => false,
            _ => continue,
        };
        if expected {
            valid += 1
        } else {
            invalid += 1
        }
        if is_address_of(coin, address) != expected {
            wrong.push(format!("{coin} {address} expected {expected}"));
        }
    }
    eprintln!("{valid} valid and {invalid} invalid addresses, {} judged wrongly", wrong.len());
    assert!(valid > 90 && invalid > 70, "the vectors are cut");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn iban_vectors_are_strong_keys_and_invalid_ones_have_a_problem() {
    let is_strong = |text: &str| match AccountKey::read_iban(text, Bank::default(), "iban") {
        AccountReading::Account(key) => key.strength == KeyStrength::Strong && key.problem.is_none(),
        AccountReading::Unreadable(_) => false,
    };
    assert!(is_strong("GB29 NWBK 6016 1331 9268 19") && !is_strong("GB29 NWBK 6016 1331 9268 18"));

    let Some(path) = shared("ledgers/vectors/ibans.csv") else { return };
    let all = records(path);
    let wrong: Vec<&str> = all.iter().filter(|r| is_strong(&r[1]) != (&r[2] == "true")).map(|r| &r[1]).collect();
    eprintln!("{} IBANs, {} judged wrongly", all.len(), wrong.len());
    assert!(all.len() > 130, "the vectors are cut");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn routing_number_vectors_are_judged_by_their_check_digit() {
    assert_eq!(routing_number("021000021"), RoutingNumber::Valid);
    assert_eq!(routing_number("021000022"), RoutingNumber::Wrong);
    assert_eq!(routing_number("000000000"), RoutingNumber::Wrong);
    assert_eq!(routing_number("02100002"), RoutingNumber::NotOne);

    let Some(path) = shared("ledgers/vectors/aba_routing_numbers.csv") else { return };
    let all = records(path);
    let wrong: Vec<&str> = all
        .iter()
        .filter(|r| (routing_number(&r[0]) == RoutingNumber::Valid) != (&r[1] == "true"))
        .map(|r| &r[0])
        .collect();
    eprintln!("{} routing numbers, {} judged wrongly", all.len(), wrong.len());
    assert!(all.len() > 300, "the vectors are cut");
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Published although it has no address form: it looks like a Monero key or transaction. Compared letter by letter.
const LISTED_WITHOUT_FORM: &[&str] = &["5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320"];

#[test]
fn every_listed_wallet_is_read_and_hit_by_its_own_text() {
    for folder in ["lists/digital-currency-check-2023-12-04", "lists/digital-currency-check-2024-05-02"] {
        let Some(folder) = shared(folder) else { return };
        let mut listed: Vec<ListedWallet> = Vec::new();
        for file in std::fs::read_dir(folder).expect("readable").map(|file| file.expect("readable").path()) {
            let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let asset = stem.rsplit('_').next().expect("sanctioned_addresses_<asset>").to_owned();
            let text = std::fs::read_to_string(&file).expect("readable");
            listed.extend(text.lines().map(|line| ListedWallet { asset: asset.clone(), address: line.to_owned() }));
        }
        assert!(matches!(listed.len(), 576 | 599), "{}", listed.len());
        let entry = EntryId { list: ListId::parse("test").expect("a name"), number: "1".to_owned() };
        let index = ListedWallets::of(listed.iter().map(|wallet| (entry.clone(), String::new(), wallet)));
        let exact: BTreeSet<&str> = index.exact_texts().iter().map(|(_, wallet)| wallet.address.as_str()).collect();
        eprintln!("{} listed wallets; compared as text: {exact:?}", listed.len());
        assert_eq!(exact, LISTED_WITHOUT_FORM.iter().copied().collect());
        for wallet in &listed {
            for asset in [Some(wallet.asset.as_str()), Some("USDT"), None] {
                let paid = WalletAddress::read(&wallet.address, asset, Setting::WalletColumn).expect("a wallet");
                assert!(index.contains(&paid), "{} {asset:?}", wallet.address);
            }
            let in_memo = WalletAddress::read(&wallet.address, None, Setting::FreeText);
            let is_exact = exact.contains(wallet.address.as_str());
            assert_eq!(in_memo.is_some_and(|paid| index.contains(&paid)), !is_exact, "{}", wallet.address);
        }
    }
}

/// What the lists write where no country is meant, more than one, a region of two, a state that is no more, or a
/// sentence.
const NO_COUNTRY: &[&str] = &[
    "undetermined",
    "Region: Commonwealth of Independent States",
    "Region: Jammu and Kashmir",
    "Region: Kafia Kingi",
    "Sudan/South Sudan",
    "Sudan/or South Sudan",
    "USSR (until 1991)",
    "former Soviet Union",
    "Branch Office 11: Iran",
    "Possibly Ethiopian",
    "Kuwaiti citizenship withdrawn in 2002",
    "Sudanese by birth",
    "United States. Also believed to hold Syrian nationality",
];

/// The texts between `<tag>` and `</tag>`, white space collapsed and the five XML entities replaced.
fn between(text: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let cut = |part: &str| part.split(&close).next().unwrap_or_default().to_owned();
    text.split(&open)
        .skip(1)
        .map(cut)
        .map(|t| t.replace("&apos;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
        .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn every_country_that_a_list_names_is_read() {
    let mut countries: BTreeSet<String> = BTreeSet::new();
    let Some(sdn) = shared("lists/ofac-sdn-2021-03-10/sdn.xml") else { return };
    countries.extend(between(&std::fs::read_to_string(sdn).expect("readable"), "country"));
    for set in ["ofac-sdn-2023-12-28", "ofac-sdn-2018-12-20", "ofac-sdn-2025-12-partial"] {
        let Some(add) = shared(&format!("lists/{set}/add.csv")) else { return };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(add).expect("readable");
        countries.extend(reader.records().flatten().filter_map(|r| r.get(4).map(|c| c.trim().to_owned())));
    }
    countries.remove("-0-");
    for published in ["2018-10-29", "2020-11-30", "2021-03-12", "2024-09-26", "2026-01-28", "2026-02-27"] {
        let Some(un) = shared(&format!("lists/un-{published}/consolidated.xml")) else { return };
        let text = std::fs::read_to_string(un).expect("readable");
        countries.extend(between(&text, "COUNTRY"));
        for nationality in text.split("<NATIONALITY>").skip(1) {
            countries.extend(between(nationality.split("</NATIONALITY>").next().unwrap_or_default(), "VALUE"));
        }
    }
    countries.remove("");
    let unread: Vec<&String> =
        countries.iter().filter(|c| Country::read(c).is_none() && !NO_COUNTRY.contains(&c.as_str())).collect();
    eprintln!("{} spellings of countries, {} unread", countries.len(), unread.len());
    assert!(countries.len() > 200, "the lists are cut");
    assert!(unread.is_empty(), "{unread:#?}");
}
