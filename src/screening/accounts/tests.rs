use super::*;
use crate::disposition::Disposition;
use crate::policy::AllowEntry;
use crate::screening::test_ledgers::{check, in_lines, ledger};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn found(rows: &str, entries: &[AllowEntry]) -> Vec<Finding> {
    let ledgers = [ledger("l.csv", rows)];
    let identities = Identities::of(&ledgers);
    let allow = AllowList::of(entries, day("2021-03-19"));
    let rules = AccountRules { identities_min: 2, allow: entries.to_vec() };
    let mut findings = screen(&ledgers, &identities, &rules, &allow);
    findings.extend(allow.findings(&findings));
    findings
}

fn allowed(key: &str, expires: &str) -> AllowEntry {
    let expires = day(expires);
    AllowEntry { key: key.to_owned(), owner: "Treasury".to_owned(), reason: "payroll agent".to_owned(), expires }
}

#[test]
fn one_strong_key_under_two_identities_is_one_finding_with_every_row() {
    check(
        &found(
            "name=Jane Exampel; bank=021000021; account=0012-3456
             name=Max Muster; bank=0210 0002 1; account=00123456
             name=Jane Exampel; bank=021000021; account=0012 3456
             name=Eva Sample; bank=021000021; account=123456",
            &[],
        ),
        "shared-account review account us:021000021/00123456 [1 2 3]",
    );
}

#[test]
fn the_same_iban_in_either_column_is_one_account() {
    check(
        &found(
            "name=Jane Exampel; iban=DE89 3704 0044 0532 0130 00; account=DE89370400440532013000
             name=Max Muster; account=de89-3704-0044-0532-0130-00",
            &[],
        ),
        "shared-account review account iban:DE89370400440532013000 [1 2]",
    );
}

#[test]
fn one_identity_under_two_ids_shares_nothing() {
    check(
        &found(
            "id=E-1; name=Jane Exampel; iban=DE89370400440532013000
             id=C-9; name=EXAMPEL, Jane; iban=DE89370400440532013000",
            &[],
        ),
        "",
    );
}

#[test]
fn weak_keys_are_notes_and_a_few_digits_without_a_bank_are_nothing() {
    check(
        &found(
            "name=Jane Exampel; account=12345678
             name=Max Muster; account=0012345678
             name=Jane Exampel; account=****1234
             name=Max Muster; account=xxxx1234
             name=Jane Exampel; bank=NWBKGB2L; account=****9876
             name=Max Muster; bank=NWBKGB2LXXX; account=****9876",
            &[],
        ),
        "weak-account-shared note account masked:NWBKGB2L/9876 [5 6]
         weak-account-shared note account number:12345678 [1 2]",
    );
}

#[test]
fn contradiction_in_surname_and_in_address_or_country_escalates() {
    let rows = |second: &str| {
        format!("name=Jane Exampel; address=1 High Street, Springfield; country=US; email=pay@example.com\n{second}")
    };
    for (second, severity) in [
        ("name=Max Muster; address=77 Long Road, Shelbyville; email=PAY@example.com", "escalate"),
        ("name=Max Muster; country=France; email=pay@example.com", "escalate"),
        ("name=Max Muster; country=USA; email=pay@example.com", "review"),
        ("name=Max Muster; address=1 High St Springfield; email=pay@example.com", "review"),
        ("name=Max Muster; email=pay@example.com", "review"),
        ("name=Max Exampel; country=France; email=pay@example.com", "review"),
        ("name=Max Exampell; country=France; email=pay@example.com", "review"),
        ("name=EXAMPEL, Max; address=9 Low Road; email=pay@example.com", "review"),
    ] {
        let lines = in_lines(&found(&rows(second), &[]));
        assert_eq!(lines, format!("shared-account {severity} account email:pay@example.com [1 2]"), "{second}");
    }
}

#[test]
fn one_surname_at_one_address_is_a_household_and_a_stranger_among_them_is_not() {
    let family = "name=Jane Exampel; address=1 High St; iban=DE89370400440532013000
                  name=EXAMPEL, Max; address=1 High Street; iban=DE89370400440532013000\n";
    check(&found(family, &[]), "household-account note account iban:DE89370400440532013000 [1 2]");
    let with_stranger = format!("{family}name=Eva Sample; address=1 High St; iban=DE89370400440532013000");
    check(&found(&with_stranger, &[]), "shared-account review account iban:DE89370400440532013000 [1 2 3]");
    let one_without_address = "name=Jane Exampel; address=1 High St; iban=DE89370400440532013000
                               name=EXAMPEL, Max; iban=DE89370400440532013000";
    check(&found(one_without_address, &[]), "shared-account review account iban:DE89370400440532013000 [1 2]");
}

#[test]
fn wallets_are_shared_by_address_and_tag() {
    let evm = "name=Jane Exampel; wallet=0x52908400098527886E0F7030069857D2E4169EE7
               name=Max Muster; wallet=0x52908400098527886e0f7030069857d2e4169ee7; tag=7";
    check(&found(evm, &[]), "shared-wallet review wallet evm:52908400098527886e0f7030069857d2e4169ee7 [1 2]");
    let xrp = |a: &str, b: &str| {
        let rows = format!(
            "name=Jane Exampel; wallet=r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59; tag={a}
             name=Max Muster; wallet=r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59; tag={b}"
        );
        found(&rows, &[]).len()
    };
    assert_eq!((xrp("1", "1"), xrp("1", "2")), (1, 0));
}

#[test]
fn money_that_comes_in_and_rows_without_a_name_are_no_second_identity() {
    check(
        &found(
            "name=Jane Exampel; iban=DE89370400440532013000
             name=Max Muster; iban=DE89370400440532013000; direction=in
             name=REDACTED; iban=DE89370400440532013000",
            &[],
        ),
        "",
    );
}

#[test]
fn an_allow_entry_covers_and_says_who_allowed_it() {
    let rows = "name=Jane Exampel; bank=021000021; account=123456; country=US
                name=Max Muster; bank=021000021; account=123456; country=FR";
    let findings = found(rows, &[allowed("021000021/12-34 56", "2021-03-19")]);
    check(&findings, "shared-account note account us:021000021/123456 [1 2]");
    assert!(matches!(&findings[0].disposition, Disposition::Allowed { owner, .. } if owner == "Treasury"));
    assert!(!findings[0].needs_a_person());
}

#[test]
fn an_allow_entry_that_has_expired_or_covers_nothing_is_reported() {
    let rows = "name=Jane Exampel; iban=DE89370400440532013000
                name=Max Muster; iban=DE89370400440532013000";
    check(
        &found(
            rows,
            &[allowed("DE89 3704 0044 0532 0130 00", "2021-03-18"), allowed("GB29NWBK60161331926819", "2022-01-01")],
        ),
        "shared-account review account iban:DE89370400440532013000 [1 2]
         allow-entry-expired note policy accounts.allow DE89 3704 0044 0532 0130 00 []
         allow-entry-unused note policy accounts.allow GB29NWBK60161331926819 []",
    );
}

#[test]
fn a_pooled_account_is_one_finding_whose_text_stays_short_and_whose_rows_are_all_there() {
    let rows: Vec<String> = (0..1000).map(|n| format!("name=Payee N{n}x; iban=DE89370400440532013000")).collect();
    let findings = found(&rows.join("\n"), &[]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rows.len(), 1000);
    let Evidence::SharedKey { identities, uses, .. } = &findings[0].evidence else { panic!("a shared key") };
    assert_eq!((*identities, uses.len()), (1000, USES_LISTED_MAX));
}

#[test]
fn uses_stand_in_the_order_of_first_payment() {
    let rows = "name=Jane Exampel; iban=DE89370400440532013000
                name=Max Muster; iban=DE89370400440532013000; date=2021-02-01
                name=Eva Sample; iban=DE89370400440532013000; date=2021-01-01
                name=Max Muster; iban=DE89370400440532013000; date=2021-03-01";
    let findings = found(rows, &[]);
    let Evidence::SharedKey { uses, .. } = &findings[0].evidence else { panic!("a shared key") };
    let order: Vec<(&str, u64)> = uses.iter().map(|of_one| (of_one.name.as_str(), of_one.payments)).collect();
    assert_eq!(order, [("Eva Sample", 1), ("Max Muster", 2), ("Jane Exampel", 1)]);
    assert_eq!(uses[1].dates, Some((day("2021-02-01"), day("2021-03-01"))));
}
