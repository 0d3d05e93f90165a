use super::*;

/// `bank | bank country | account | key | strong, weak, unreadable`, a problem marked with `!`.
fn check(cases: &str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let shown = match AccountKey::read(cells[2], Bank { code: cells[0], country: cells[1] }, "account") {
            AccountReading::Account(key) => {
                let strength = if key.strength == KeyStrength::Strong { "strong" } else { "weak" };
                format!("{} {strength}{}", key.key, if key.problem.is_some() { "!" } else { "" })
            }
            AccountReading::Unreadable(_) => "unreadable".to_owned(),
        };
        assert_eq!(shown, cells[3], "{line}");
    }
}

#[test]
fn a_bank_code_and_an_account_are_a_strong_key() {
    check(
        "
        021000021   |               | 0012 34-56  | us:021000021/00123456 strong
        0210-0002-1 | United States | 123         | us:021000021/123 strong
        021000021   | Canada        | 123         | bank:021000021/123 strong
        112000025   |               | 123         | us:112000025/123 weak!
        112000025   | GB            | 123         | bank:112000025/123 strong
        21000021    | US            | 123         | us:021000021/123 weak!
        60-16-13    | GB            | 31926819    | bank:601613/31926819 strong
        062-000     |               | 1234 5678   | bank:062000/12345678 strong
        HDFC0000001 | IN            | 00012       | bank:HDFC0000001/00012 strong
        nwbkgb2lXXX |               | 31926819    | bank:NWBKGB2L/31926819 strong
        NWBKGB2L    |               | 31926819    | bank:NWBKGB2L/31926819 strong
        NWBKGB2LMAN |               | 31926819    | bank:NWBKGB2LMAN/31926819 strong
        ",
    );
}

#[test]
fn a_sign_or_word_for_number_is_no_mask() {
    check(
        "
        021000021 | | 123456789        | us:021000021/123456789 strong
        021000021 | | #123456789       | us:021000021/123456789 strong
        021000021 | | # 1234-56789     | us:021000021/123456789 strong
        021000021 | | No. 123456789    | us:021000021/123456789 strong
        021000021 | | Acct 123456789   | us:021000021/123456789 strong
        021000021 | | ACCT. #123456789 | us:021000021/123456789 strong
        021000021 | | Account: 123     | us:021000021/123 strong
        021000021 | | ACCT123          | us:021000021/ACCT123 strong
        021000021 | | ##6789           | masked:021000021/6789 weak
        021000021 | | #####6789        | masked:021000021/6789 weak
        021000021 | | Acct ****6789    | masked:021000021/6789 weak
                  | | #123456          | number:123456 weak
                  | | NO93 8601 1117 947 | iban:NO9386011117947 strong
        021000021 | | #1.23E+15        | unreadable
        ",
    );
}

#[test]
fn without_a_bank_a_number_is_weak() {
    check(
        "
                   |  | 0012-3456 | number:123456 weak
        n/a        |  | 123456    | number:123456 weak
        Some Bank  |  | 123456    | number:123456 weak
        000000     |  | 123456    | number:123456 weak
                   |  | '0012345  | number:12345 weak
                   |  | acct_x9   | number:ACCT_X9 weak
        ",
    );
}

#[test]
fn ibans_are_known_wherever_they_stand() {
    check(
        "
                  |  | de89 3704 0044 0532 0130 00 | iban:DE89370400440532013000 strong
        COBADEFF  |  | DE89370400440532013000      | iban:DE89370400440532013000 strong
                  |  | DE89370400440532013001      | iban:DE89370400440532013001 weak!
                  |  | DZ3512341234123412341234    | iban:DZ3512341234123412341234 strong
        021000021 |  | DE89370400440532013001      | us:021000021/DE89370400440532013001 strong
                  |  | AB12345678901234            | number:AB12345678901234 weak
        ",
    );
}

#[test]
fn masked_accounts_are_weak_and_need_a_bank_to_compare() {
    check(
        "
                  |    | ****1234            | masked:1234 weak
                  |    | xxxx1234            | masked:1234 weak
                  |    | XXXX-XXXX-1234      | masked:1234 weak
                  |    | •••• 1234           | masked:1234 weak
                  |    | ending in 1234      | masked:1234 weak
        021000021 | US | ****1234            | masked:US-021000021/1234 weak
                  |    | AX1234567           | number:AX1234567 weak
        ",
    );
    let key = |code: &str| match AccountKey::read("****1234", Bank { code, country: "" }, "account") {
        AccountReading::Account(key) => key,
        AccountReading::Unreadable(reason) => panic!("{reason}"),
    };
    assert!(!key("").is_comparable() && key("021000021").is_comparable());
}

#[test]
fn e_mails_have_no_letter_case() {
    check(
        "
        | | Jane.Exampel@Example.COM | email:jane.exampel@example.com strong
        | | jane@example             | number:JANE@EXAMPLE weak
        ",
    );
}

#[test]
fn what_names_no_account_is_unreadable() {
    check(
        "
        | | 1.23E+15        | unreadable
        | | 1,23457E+11     | unreadable
        | | 1E+15           | unreadable
        | | 12E3            | number:12E3 weak
        | | n/a             | unreadable
        | | ---             | unreadable
        | | 0000            | unreadable
        | | cash            | unreadable
        | | direct deposit  | unreadable
        | | on file with us | unreadable
        ",
    );
    let long = "1".repeat(1_000_000);
    assert!(matches!(AccountKey::read(&long, Bank::default(), ""), AccountReading::Unreadable(_)));
}

#[test]
fn policy_keys_are_written_as_in_a_ledger() {
    for (text, key) in [
        ("021000021/12-34", "us:021000021/1234"),
        ("DE89 3704 0044 0532 0130 00", "iban:DE89370400440532013000"),
        ("Pay@Example.com", "email:pay@example.com"),
        ("60-16-13/31926819", "bank:601613/31926819"),
    ] {
        assert_eq!(AccountKey::of_policy(text).expect("a key").key, key, "{text}");
    }
    assert!(AccountKey::of_policy("n/a").is_none());
}
