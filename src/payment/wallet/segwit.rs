//! Witness addresses (BIP 173 and BIP 350): all in lower case or all in upper case, never mixed.

use super::{Form, WalletFamily, hex};

/// Any prefix with a witness version and program whose checksum is right; an unknown prefix is an unknown chain.
pub(super) fn read(text: &str) -> Option<Form> {
    if text.len() > 90 || !text.contains('1') {
        return None;
    }
    let (prefix, version, program) = bech32::segwit::decode(text).ok()?;
    let prefix = prefix.to_lowercase();
    let (family, coins): (WalletFamily, &'static [&'static str]) = match prefix.as_str() {
        "bc" => (WalletFamily::Bitcoin, &["BTC"]),
        "tb" | "bcrt" => (WalletFamily::Bitcoin, &["BTC-testnet"]),
        "ltc" => (WalletFamily::Litecoin, &["LTC"]),
        "btg" => (WalletFamily::BitcoinGold, &["BTG"]),
        _ => (WalletFamily::Other, &[]),
    };
    Some(Form::valid(family, format!("segwit-{prefix}-{}:{}", version.to_u8(), hex(&program)), coins))
}
