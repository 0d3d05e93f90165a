use super::*;

fn cell(text: &'static str) -> Option<Cell<'static>> {
    (!text.is_empty()).then_some(Cell { text, column: "c" })
}

fn shown(cells: &DestinationCells<'_>) -> String {
    let line = |destination: &Destination| match destination {
        Destination::Account(account) => account.key.clone(),
        Destination::Wallet(wallet) => wallet.owner_key(),
        Destination::Unreadable { text, .. } => format!("unreadable {text}"),
    };
    destinations(cells).iter().map(line).collect::<Vec<_>>().join(", ")
}

/// `field=text; field=text => destinations`; `LEGACY` and `XRP` are the keys of the two addresses in the rows.
fn check(cases: &'static str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (row, expected) = line.split_once("=>").expect("row => destinations");
        let get = |name: &str| {
            let found = row.split(';').filter_map(|f| f.split_once('=')).find(|(field, _)| field.trim() == name);
            found.and_then(|(_, text)| cell(text))
        };
        let cells = DestinationCells {
            iban: get("iban"),
            account: get("account"),
            bank_id: get("bank"),
            bank_country: get("bank_country"),
            wallet: get("wallet"),
            destination_tag: get("tag"),
            asset: get("asset"),
            currency: get("currency"),
            email: get("email"),
            free_text: get("memo").into_iter().collect(),
        };
        let expected = expected.replace("XRP", "xrp:5e7b112523f68d2f5e879db4eac51c6698a69304");
        let expected = expected.replace("LEGACY", "b58-0:76a04053bda0a88bda5177b86a15c3b29f559873");
        assert_eq!(shown(&cells), expected.trim(), "{line}");
    }
}

#[test]
fn the_same_account_in_two_columns_is_one() {
    check(
        "
        iban=DE89370400440532013000; account=DE89 3704 0044 0532 0130 00 => iban:DE89370400440532013000
        iban=DE89370400440532013000; account=0532013000                  => iban:DE89370400440532013000
        iban=DE89370400440532013000; account=99887766                    => iban:DE89370400440532013000, number:99887766
        iban=DE89370400440532013000; bank=3704; account=13000 => iban:DE89370400440532013000, bank:3704/13000
        iban=12345678                                                    => number:12345678
        ",
    );
}

#[test]
fn no_filled_cell_is_dropped() {
    check(
        "
        account=n/a                          => unreadable n/a
        account=1.2E+15                      => unreadable 1.2E+15
        wallet=Venmo                         => unreadable Venmo
        wallet=alice.eth; account=12345678   => unreadable alice.eth, number:12345678
        account=alice.eth                    => unreadable alice.eth
        wallet=DE89370400440532013000        => iban:DE89370400440532013000
        wallet=0x12345678                    => text:0x12345678
        =>
        account=   ; iban=                   =>
        ",
    );
}

#[test]
fn an_email_counts_only_where_nothing_else_is_paid() {
    check(
        "
        email=Pay@Example.com                                 => email:pay@example.com
        email=Pay@Example.com; account=12345678               => number:12345678
        email=Pay@Example.com; account=n/a                    => unreadable n/a, email:pay@example.com
        account=Pay@Example.com; email=other@example.com      => email:pay@example.com
        email=not an address                                  =>
        ",
    );
}

#[test]
fn wallets_are_found_in_any_column_and_once() {
    check(
        "
        account=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu; currency=BTC => LEGACY
        wallet=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu; memo=to 1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu. => LEGACY
        account=12345678; memo=qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a => number:12345678, LEGACY
        memo=tx 0x1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu =>
        memo=hash 0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b =>
        wallet=r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59; tag=77 => XRP#77
        wallet=1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu, r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59 => LEGACY, XRP
        ",
    );
}

/// EVM addresses that differ from each other, as many as asked for.
fn addresses(count: usize) -> String {
    (1..=count).map(|number| format!("0x{number:040x} ")).collect()
}

#[test]
fn no_wallet_of_a_long_memo_or_cell_is_dropped() {
    let text = addresses(20_000);
    let tag = "7".repeat(1 << 20);
    let cell = Cell { text: &text, column: "c" };
    let tagged = Some(Cell { text: &tag, column: "t" });
    let memo = DestinationCells { free_text: vec![cell, cell], ..DestinationCells::default() };
    let wallet = DestinationCells { wallet: Some(cell), destination_tag: tagged, ..DestinationCells::default() };
    for cells in [memo, wallet] {
        let found = destinations(&cells);
        assert_eq!(found.len(), 20_000);
        let last = format!("{:x}", 20_000);
        assert!(matches!(found.last(), Some(Destination::Wallet(wallet)) if wallet.key.ends_with(&last)));
        assert!(
            found.iter().all(|d| !matches!(d, Destination::Wallet(w) if w.tag.as_ref().is_some_and(|t| t.len() > 256)))
        );
    }
}
