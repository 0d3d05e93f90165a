use super::*;
use crate::policy::AllowEntry;
use crate::screening::test_ledgers::{check, in_lines, ledger};
use crate::watchlist::entry::ListId;

/// As the list names it: `Digital Currency Address - ETH 0x098B716B8Aaf21512996dC57EB0615e2383E2f96`, LAZARUS GROUP.
const LISTED_EVM: &str = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96";

fn entry(number: &str) -> EntryId {
    EntryId { list: ListId::parse("test-list").expect("a list name"), number: number.to_owned() }
}

/// `entry number | asset | address` lines.
fn index(lines: &str) -> ListedWallets {
    let listed: Vec<(String, ListedWallet)> = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            (cells[0].to_owned(), ListedWallet { asset: cells[1].to_owned(), address: cells[2].to_owned() })
        })
        .collect();
    ListedWallets::of(listed.iter().map(|(number, wallet)| (entry(number), format!("ENTRY {number}"), wallet)))
}

fn found_with(rows: &str, listed: &str, entries: &[AllowEntry]) -> Vec<Finding> {
    let ledgers = [ledger("l.csv", rows)];
    let identities = Identities::of(&ledgers);
    let as_of = "2021-03-19".parse().expect("a day");
    let rules = WalletRules { payout_severity: Severity::Review };
    screen(&ledgers, &identities, &index(listed), &rules, &AllowList::of(entries, as_of))
}

fn found(rows: &str, listed: &str) -> Vec<Finding> {
    found_with(rows, listed, &[])
}

/// `listed asset | listed address | row | hit or -`.
fn check_hits(cases: &str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let findings = found(&format!("name=Jane Exampel; {}", cells[2]), &format!("1 | {} | {}", cells[0], cells[1]));
        let hits = findings.iter().filter(|finding| finding.code == FindingCode::ListedWallet).count();
        assert_eq!(hits, usize::from(cells[3] == "hit"), "{line}");
    }
}

#[test]
fn a_listed_evm_address_is_hit_in_every_spelling_column_and_asset() {
    let upper = LISTED_EVM.to_uppercase();
    let lower = LISTED_EVM.to_lowercase();
    let wrong_case = LISTED_EVM.replace("B716B8Aaf", "b716b8aAF");
    for row in [
        format!("wallet={LISTED_EVM}; asset=ETH"),
        format!("wallet={lower}; asset=USDT"),
        format!("wallet={upper}; asset=ETH"),
        format!("wallet={wrong_case}; asset=USDC"),
        format!("wallet=eth:{LISTED_EVM}"),
        format!("wallet=arb1:{lower}; asset=ARB"),
        format!("wallet=ethereum:{LISTED_EVM}@1?value=2"),
        format!("wallet=eip155:1:{lower}"),
        format!("wallet={}", &lower[2..]),
        "wallet=0x098B716B8Aaf 21512996dC57EB0615\u{200B}e2383E2f96".to_owned(),
        format!("account={lower}"),
        format!("iban={LISTED_EVM}"),
        format!("account={LISTED_EVM}; bank=021000021"),
        format!("memo=March pay to {LISTED_EVM}, thanks"),
        format!("memo=usdt-erc20:{upper}."),
        format!("memo=pay({lower})"),
        format!("wallet={LISTED_EVM}; direction=in"),
        format!("wallet={LISTED_EVM}; asset=SOMETHINGNEW"),
    ] {
        let findings = found(&format!("name=Jane Exampel; {row}"), &format!("1 | ETH | {LISTED_EVM}"));
        let hits: Vec<&Finding> = findings.iter().filter(|f| f.code == FindingCode::ListedWallet).collect();
        assert_eq!(hits.len(), 1, "{row}: {}", in_lines(&findings));
        assert_eq!(hits[0].severity, Severity::Escalate);
        assert_eq!(hits[0].alert, Some(AlertId::of(&IdentityKey::new("name:exampel jane"))));
        assert!(findings.iter().all(|f| f.code != FindingCode::WalletPayout), "{row}");
    }
}

#[test]
fn wrong_letter_case_of_a_listed_evm_address_is_said_as_well() {
    let rows = format!("name=Jane Exampel; wallet={}", LISTED_EVM.replace("8Aaf", "8aaf"));
    check(
        &found(&rows, &format!("1 | ETH | {LISTED_EVM}")),
        "listed-wallet escalate payee name:exampel jane [1]
         wallet-checksum review payee name:exampel jane [1]",
    );
}

#[test]
fn families_are_compared_on_raw_bytes() {
    check_hits(
        "
        XBT  | 1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu | wallet=bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a | hit
        BCH  | qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a | wallet=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu; asset=BSV | hit
        BCH  | qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a | wallet=QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A | hit
        XBT  | 1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu | wallet=1bpEi6DfDAUFd7GtittLSdBeYJvcoaVggu | -
        XBT  | 1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu | wallet=1BPEI6DFDAUFD7GTITTLSDBEYJVCOAVGGU | -
        USDT | 1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu | memo=to bitcoin:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu?amount=1 | hit
        XBT  | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 | wallet=BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4 | hit
        XBT  | 3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC | wallet=3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC; asset=LTC | hit
        TRX  | TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r | wallet=TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r; asset=USDT | hit
        TRX  | TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r | wallet=TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3R | -
        XRP  | r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59 | wallet=X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu | hit
        XRP  | r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59 | wallet=r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59; tag=5 | hit
        NEW  | 0.0.123456 | wallet=0.0.123456; asset=NEW | hit
        ",
    );
}

#[test]
fn what_a_list_names_without_an_address_form_is_compared_letter_by_letter() {
    // As the list names it: `Digital Currency Address - XMR 5be5543f...`, which is no Monero address.
    let listed = "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320";
    for (text, hits) in [(listed.to_owned(), 1), (listed.to_uppercase(), 1), (listed.replace("c320", "c321"), 0)] {
        let findings = found(&format!("name=Jane Exampel; wallet={text}"), &format!("1 | XMR | {listed}"));
        assert_eq!(findings.iter().filter(|f| f.code == FindingCode::ListedWallet).count(), hits, "{text}");
    }
}

#[test]
fn an_address_of_two_entries_gives_each_its_finding_and_two_assets_of_one_entry_give_one() {
    let lower = LISTED_EVM.to_lowercase();
    let listed = format!("1 | ETH | {LISTED_EVM}\n1 | USDT | {lower}\n2 | ARB | {lower}");
    let findings = found(&format!("name=Jane Exampel; wallet={lower}"), &listed);
    let named: Vec<(String, &str)> = findings
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::ListedWallet { entry, listed_asset, .. } => Some((entry.to_string(), listed_asset.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(named, [("test-list:1".to_owned(), "ETH, USDT"), ("test-list:2".to_owned(), "ARB")]);
    assert_ne!(findings[0].id, findings[1].id);
}

#[test]
fn a_payout_is_one_finding_for_each_identity_and_address() {
    check(
        &found(
            "name=Jane Exampel; wallet=0x52908400098527886E0F7030069857D2E4169EE7
             name=Jane Exampel; wallet=0x52908400098527886e0f7030069857d2e4169ee7
             name=Max Muster; wallet=0x52908400098527886e0f7030069857d2e4169ee7
             name=Max Muster; iban=DE89370400440532013000
             name=Eva Sample; wallet=0x52908400098527886e0f7030069857d2e4169ee7; direction=in",
            "",
        ),
        "wallet-payout review payee name:exampel jane [1 2]
         wallet-payout review payee name:max muster [3]",
    );
}

#[test]
fn damaged_addresses_and_names_are_reported() {
    check(
        &found(
            "name=Jane Exampel; wallet=0x52908400098527886E0F7030069857D2E4169EE
             name=Max Muster; wallet=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg1
             name=Eva Sample; wallet=alice.eth",
            "",
        ),
        "wallet-payout review payee name:exampel jane [1]
         wallet-checksum review payee name:exampel jane [1]
         wallet-payout review payee name:max muster [2]
         wallet-checksum review payee name:max muster [2]
         wallet-name-unresolved review payee name:eva sample [3]",
    );
}

#[test]
fn an_allow_entry_covers_a_payout_and_never_a_listed_wallet() {
    let entry = |key: &str| AllowEntry {
        key: key.to_owned(),
        owner: "Treasury".to_owned(),
        reason: "own wallet".to_owned(),
        expires: "2022-01-01".parse().expect("a day"),
    };
    let rows = format!(
        "name=Jane Exampel; wallet=0x52908400098527886e0f7030069857d2e4169ee7\nname=Jane Exampel; wallet={LISTED_EVM}"
    );
    let entries = [entry("0x52908400098527886E0F7030069857D2E4169EE7"), entry(LISTED_EVM)];
    let findings = found_with(&rows, &format!("1 | ETH | {LISTED_EVM}"), &entries);
    check(
        &findings,
        "listed-wallet escalate payee name:exampel jane [2]
         wallet-payout note payee name:exampel jane [1]",
    );
    let allow = AllowList::of(&entries, "2021-03-19".parse().expect("a day"));
    check(
        &allow.findings(&findings),
        "allow-entry-unused note policy accounts.allow 0x098B716B8Aaf21512996dC57EB0615e2383E2f96 []",
    );
}

#[test]
fn what_is_wrong_with_cells_is_one_finding_a_ledger() {
    let rows = "name=Jane Exampel; account=1.23E+15
                name=Max Muster; account=DE89370400440532013001
                name=Max Muster; iban=DE89370400440532013001
                name=Eva Sample; bank=112000025; account=123
                name=Eva Sample; wallet=somewhere
                name=Eva Sample; wallet=alice.eth
                name=Eva Sample; bank=1.1E+8; account=123";
    check(
        &crate::screening::destinations::screen(&[ledger("l.csv", rows)]),
        "precision-lost review ledger l.csv [1 7]
         destination-unread note ledger l.csv [5]
         iban-invalid note ledger l.csv [2 3]
         routing-invalid note ledger l.csv [4]",
    );
}
