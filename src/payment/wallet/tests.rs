use super::*;
use sha2::{Digest, Sha256};

/// A sample whose length no table holds.
const MONERO: &str = "47zQ5LAivg6hNCgijXSEFVLX7mke1bgM6YGLFaANDoJbgXDymcAAZvvMNt2PmMpqEe5qRy2zyfMYXdwpmdyitiFh84xnPG2";

/// `text | asset | family | checksum (valid, absent, wrong) | coins`; `-` for what is no wallet. In a wallet column.
fn check(cases: &str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let asset = (!cells[1].is_empty()).then_some(cells[1]);
        let text = if cells[0] == "MONERO" { MONERO } else { cells[0] };
        let read = WalletAddress::read(text, asset, Setting::WalletColumn);
        let shown = read.map_or("-".to_owned(), |wallet| {
            let checksum = match wallet.checksum {
                Checksum::Valid => "valid",
                Checksum::Absent => "absent",
                Checksum::Wrong(_) => "wrong",
            };
            format!("{:?} {checksum} {}", wallet.family, wallet.coins.join(" ")).trim().to_owned()
        });
        assert_eq!(shown, cells[2], "{line}");
    }
}

fn key(text: &str, asset: Option<&str>) -> String {
    WalletAddress::read(text, asset, Setting::WalletColumn).unwrap_or_else(|| panic!("{text} is no wallet")).key
}

fn base58check(version: u8, hash: &[u8]) -> String {
    let mut bytes = vec![version];
    bytes.extend_from_slice(hash);
    let digest = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend_from_slice(&digest[..4]);
    bs58::encode(bytes).into_string()
}

#[test]
fn families_are_known_by_form_and_checksum() {
    check(
        "
        0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed         |        | Evm valid ETH ETC
        0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed         | USDT   | Evm absent ETH ETC
        0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED         |        | Evm wrong ETH ETC
        0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed         |        | Evm wrong ETH ETC
        0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed         | USDT-TRC20 | Tron absent ETH ETC
        1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu                 | XBT    | Bitcoin valid BTC BCH BSV
        3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC                 |        | Bitcoin valid BTC LTC BCH BSV
        3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC                 | LTC    | Litecoin valid LTC BTC BCH BSV
        bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y | | Bitcoin valid BTC
        bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a | BCH | Bitcoin valid BCH
        LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9                 |        | Litecoin valid LTC
        Xx4dYKgz3Zcv6kheaqog3fynaKWjbahb6b                 |        | Dash valid DASH
        DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU                 |        | Dogecoin valid DOGE XVG
        DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU                 | XVG    | Verge valid XVG DOGE
        t1U9yhDa5XEjgfnTgZoKddeSiEN1aoLkQxq                |        | Zcash valid ZEC
        TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r                 | USDT   | Tron valid TRX
        rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh                 | XRP    | Ripple valid XRP
        MONERO                                             |        | Monero valid XMR
        833XorXTTx5iya5B3Tr6iqEs9GbRuvVfwyLCP2vpdzhq       | USDC   | Solana absent SOL
        tz1Lhf4J9Qxoe3DZ2nfe8FGDnvVj7oKjnMY6               | XTZ    | Other valid XTZ
        bittrexacct1                                       | EOS    | Other absent EOS
        0.0.123456                                         | HBAR   | Other absent
        ",
    );
}

#[test]
fn what_is_near_an_address_is_kept_and_what_is_none_is_not() {
    check(
        "
        0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae    | | Evm wrong
        0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed1  | | Evm wrong
        0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeO   | | Evm wrong
        5aaeb6053f3e94c9b9a09f33669435e7ef1beaed     | | Evm wrong
        1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg1           | | Bitcoin wrong
        bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5   | | Bitcoin wrong
        TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg31           | | Tron wrong
        12345678901                                  | EOS | Other wrong
        Venmo                                        | | -
        hello world                                  | USD | -
        bittrexacct1                                 | | -
        alice.eth                                    | ETH | -
        eth:alice.eth                                | | -
        ",
    );
    assert_eq!(WalletAddress::read(&"1".repeat(100_000), None, Setting::WalletColumn), None);
}

#[test]
fn spellings_of_one_address_have_one_key() {
    let hash: Vec<u8> = (1..=20).collect();
    let digits = hex(&hash);
    let tron = base58check(65, &hash);
    assert!(tron.starts_with('T'));
    assert_eq!(key(&tron, None), key(&format!("41{digits}"), None));
    assert_eq!(key(&tron, None), key(&format!("0x41{}", digits.to_uppercase()), None));
    assert_eq!(key(&tron, None), key(&format!("0x{digits}"), Some("TRX")));
    let (bitcoin_form, litecoin_form) = (base58check(5, &hash), base58check(50, &hash));
    assert!(bitcoin_form.starts_with('3') && litecoin_form.starts_with('M'));
    assert_eq!(key(&bitcoin_form, Some("LTC")), key(&litecoin_form, None));
    for (a, b) in [
        ("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
        ("3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", "bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq"),
        ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59", "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"),
    ] {
        assert_eq!(key(a, None), key(b, None), "{a} {b}");
    }
    // One key pair's addresses on two chains are two addresses.
    assert_ne!(key(&base58check(0, &hash), None), key(&base58check(48, &hash), None));
    assert_ne!(key(&base58check(0, &hash), None), key(&base58check(5, &hash), None));
}

#[test]
fn an_integrated_monero_address_is_the_one_it_is_made_of_with_a_payment_id() {
    let integrated =
        "4Gd4DLiXzBmbVX2FZZ3Cvu6fUaWACup1qDowprUCje1kSP4FmbftiJMSfV8kWZXNqmVwj4m52xqtgFNUudVmsmGkGvkLcCibWfVUfUFVB7";
    let wallet = WalletAddress::read(integrated, None, Setting::FreeText).expect("a Monero address");
    assert_eq!(wallet.tag.as_ref().map(String::len), Some(16));
    assert_ne!(wallet.owner_key(), wallet.key);
    assert_eq!(wallet.key.len(), "xmr:".len() + 128);
}

#[test]
fn account_columns_and_free_text_take_strong_forms_alone() {
    let solana = "833XorXTTx5iya5B3Tr6iqEs9GbRuvVfwyLCP2vpdzhq";
    let damaged = "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg1";
    let is_wallet = |text: &str, setting| WalletAddress::read(text, None, setting).is_some();
    assert!(!is_wallet(solana, Setting::FreeText) && !is_wallet(solana, Setting::AccountColumn));
    assert!(is_wallet(damaged, Setting::AccountColumn) && !is_wallet(damaged, Setting::FreeText));
    for account in ["GB29NWBK60161331926819", "123456789012345678901234567890", "NL91ABNA0417164300", "0012345678"] {
        assert!(!is_wallet(account, Setting::AccountColumn), "{account}");
    }
}

#[test]
fn names_of_name_services_are_told_from_web_pages_and_mail() {
    for (text, ending) in [
        ("alice.eth", Some("eth")),
        ("Pay.Alice.ETH", Some("eth")),
        ("eth:alice.eth", Some("eth")),
        ("bob.crypto", Some("crypto")),
        ("bob.x", Some("x")),
        ("bob.nft", Some("nft")),
        ("bob@alice.eth", None),
        (".eth", None),
        ("example.com", None),
        ("12.50", None),
        ("1234.888", None),
    ] {
        assert_eq!(name_service(text), ending, "{text}");
    }
}
