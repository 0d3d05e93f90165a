//! Promises about identities, accounts and wallets that hold for every ledger, on ledgers made at random.

use super::accounts;
use super::allow_list::AllowList;
use super::identities::{Identities, payments};
use super::test_ledgers::ledger;
use super::wallets::{self, ListedWallets};
use crate::Set;
use crate::finding::{Finding, Severity};
use crate::ledger::{Ledger, Row};
use crate::policy::{AccountRules, WalletRules};
use proptest::prelude::*;

const NAMES: &[&str] = &["Jane Exampel", "EXAMPEL, Jane", "Max Muster", "Eva Sample", "Max Exampel", "REDACTED", ""];
const IDS: &[&str] = &["E-1", "E-2", "E-3", "E-4", "", "", "n/a"];
const BORN: &[&str] = &["1980-03-04", "1980", "1990-05-06", "", "", ""];
const PLACES: &[&str] =
    &["address=1 High St", "address=77 Long Road", "country=US", "country=FR", "country=United States"];
const PAID: &[&str] = &[
    "iban=DE89370400440532013000",
    "account=DE89 3704 0044 0532 0130 00",
    "iban=GB29NWBK60161331926819",
    "account=12345678",
    "account=****1234; bank=021000021",
    "bank=021000021; account=123",
    "wallet=0x52908400098527886E0F7030069857D2E4169EE7",
    "wallet=0x52908400098527886e0f7030069857d2e4169ee7",
    "wallet=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg1",
    "wallet=alice.eth",
    "email=pay@example.com",
];

fn line() -> impl Strategy<Value = String> {
    let pick = proptest::sample::select::<&str>;
    (pick(NAMES), pick(IDS), pick(BORN), pick(PLACES), pick(PAID), any::<bool>()).prop_map(
        |(name, id, born, place, paid, out)| {
            let mut line = format!("{place}; {paid}");
            for (field, value) in [("name", name), ("id", id), ("born", born)] {
                if !value.is_empty() {
                    line.push_str(&format!("; {field}={value}"));
                }
            }
            line + if out { "" } else { "; direction=in" }
        },
    )
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(line(), 0..25)
}

fn findings(ledgers: &[Ledger]) -> Vec<Finding> {
    let identities = Identities::of(ledgers);
    let allow = AllowList::of(&[], "2021-03-19".parse().expect("a day"));
    let account_rules = AccountRules { identities_min: 2, allow: Vec::new() };
    let wallet_rules = WalletRules { payout_severity: Severity::Review };
    let mut all = accounts::screen(ledgers, &identities, &account_rules, &allow);
    all.extend(wallets::screen(ledgers, &identities, &ListedWallets::default(), &wallet_rules, &allow));
    all
}

/// What a finding says, without its places: id, code, severity, number of rows.
fn facts(ledgers: &[Ledger]) -> Set<String> {
    findings(ledgers)
        .iter()
        .map(|f| format!("{} {} {} {} {}", f.id, f.code, f.severity.as_str(), f.subject, f.rows.len()))
        .filter(|text| !text.contains("payee row:"))
        .collect()
}

/// The identity of each payment, in the order of the payments.
fn keys(ledgers: &[Ledger]) -> Vec<String> {
    let identities = Identities::of(ledgers);
    payments(ledgers).map(|(row, _)| identities.key(row).expect("every payment has one").to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn the_order_of_rows_changes_no_finding(lines in lines(), turn in 0usize..25) {
        let one = [ledger("l.csv", &lines.join("\n"))];
        let mut moved = lines.clone();
        moved.rotate_left(turn.min(lines.len()));
        moved.reverse();
        let other = [ledger("l.csv", &moved.join("\n"))];
        prop_assert_eq!(facts(&one), facts(&other));
    }

    #[test]
    fn splitting_a_ledger_changes_no_finding(lines in lines(), at in 0usize..25) {
        let whole = [ledger("l.csv", &lines.join("\n"))];
        let (first, second) = lines.split_at(at.min(lines.len()));
        let split = [ledger("a.csv", &first.join("\n")), ledger("b.csv", &second.join("\n"))];
        prop_assert_eq!(facts(&whole), facts(&split));
    }

    #[test]
    fn an_unrelated_payment_changes_no_finding(lines in lines(), at in 0usize..25) {
        let before = facts(&[ledger("l.csv", &lines.join("\n"))]);
        let mut more = lines.clone();
        more.insert(at.min(lines.len()), "id=Z-9; name=Otto Other; iban=FR1420041010050500013M02606".to_owned());
        prop_assert_eq!(before, facts(&[ledger("l.csv", &more.join("\n"))]));
    }

    #[test]
    fn rows_of_one_id_are_one_identity_and_every_payment_has_one(lines in lines()) {
        let ledgers = [ledger("l.csv", &lines.join("\n"))];
        let keys = keys(&ledgers);
        prop_assert_eq!(keys.len(), lines.len());
        let of_id = |id: &str| {
            let has = |row: &Row| matches!(row, Row::Payment(p) if p.payee.id.as_deref() == Some(id));
            keys.iter().zip(&ledgers[0].rows).filter(|(_, row)| has(row)).map(|(key, _)| key).collect::<Set<_>>()
        };
        for id in ["E-1", "E-2", "E-3", "E-4"] {
            prop_assert!(of_id(id).len() <= 1);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,60}", bank in "\\PC{0,12}") {
        use crate::payment::destination::{Cell, DestinationCells, destinations};
        let cell = |text| Some(Cell { text, column: "c" });
        let cell_in = |column: usize, at: usize| if column == at { cell(&text) } else { None };
        for at in 0..3 {
            let (iban, account, wallet) = (cell_in(0, at), cell_in(1, at), cell_in(2, at));
            let cells = DestinationCells { iban, account, wallet, bank_id: cell(&bank), ..DestinationCells::default() };
            prop_assert_eq!(destinations(&cells).is_empty(), text.trim().is_empty());
        }
        crate::country::Country::read(&text);
    }
}

/// Namesakes without end: the time of one name group must not grow with the square of its members.
#[test]
fn forty_thousand_namesakes_are_clustered_at_once() {
    let mut lines = String::new();
    for n in 0..20_000 {
        let (year, day) = (1950 + n % 50, 1 + n % 28);
        lines.push_str(&format!("id=E-{n}; name=Jane Exampel; born={year}-03-{day:02}\n"));
        lines.push_str(&format!("id=F-{n}; name=Jane Exampel; iban=DE89370400440532013000\n"));
    }
    let ledgers = [ledger("l.csv", &lines)];
    let identities = Identities::of(&ledgers);
    let born: Set<(i32, i32)> = (0..20_000).map(|n| (n % 50, n % 28)).collect();
    assert_eq!(identities.iter().count(), born.len() + 20_000);
    assert_eq!(findings(&ledgers).len(), 1);
}
