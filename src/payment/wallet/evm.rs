//! EVM addresses (20 bytes, EIP-55) and TRON's, which are the same 20 bytes under another prefix.
//!
//! Both chains derive an address from the same public key in the same way, so equal bytes are one key holder. They
//! share one key space: a TRON address is hit in Base58, in `41...` hexadecimal and in the `0x` form of its contracts.

use super::{Checksum, Form, WalletFamily, asset_is, hex};
use sha3::{Digest, Keccak256};

/// Chains and tokens that use this form and that lists or ledgers name most.
const EVM_COINS: &[&str] = &["ETH", "ETC"];

pub(super) fn key(bytes: &str) -> String {
    format!("evm:{bytes}")
}

/// `0x` and 40 hexadecimal digits.
pub(super) fn read(text: &str, asset: Option<&str>) -> Option<Form> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    if digits.len() != 40 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let checksum = match eip55(digits) {
        // A whole cell in capitals is the same address; wallets refuse the prefix, so it is said.
        Checksum::Absent if text.starts_with("0X") => Checksum::Wrong("the prefix is 0X instead of 0x".to_owned()),
        found => found,
    };
    let tron = asset_is(asset, &["TRX", "TRON", "TRC20"]);
    let family = if tron { WalletFamily::Tron } else { WalletFamily::Evm };
    Some(Form { family, key: key(&digits.to_ascii_lowercase()), checksum, coins: EVM_COINS, tag: None })
}

/// TRON's hexadecimal form: `41` and 40 digits. All-digit texts are left to account numbers.
pub(super) fn read_tron_hex(text: &str) -> Option<Form> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let body = digits.strip_prefix("41").filter(|body| body.len() == 40)?;
    let is_hex = body.bytes().all(|b| b.is_ascii_hexdigit()) && body.bytes().any(|b| b.is_ascii_alphabetic());
    let key = key(&body.to_ascii_lowercase());
    is_hex.then_some(Form { family: WalletFamily::Tron, key, checksum: Checksum::Absent, coins: &["TRX"], tag: None })
}

/// What is near an EVM address: a digit too few or too many, a letter that is no digit, the `0x` left out.
pub(super) fn near(text: &str) -> Option<Form> {
    if text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit()) && text.bytes().any(|b| b.is_ascii_alphabetic())
    {
        let checksum = Checksum::Wrong("the leading 0x is missing".to_owned());
        let key = key(&text.to_ascii_lowercase());
        return Some(Form { family: WalletFamily::Evm, key, checksum, coins: &[], tag: None });
    }
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    if !(8..=128).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let what = match digits.bytes().find(|b| !b.is_ascii_hexdigit()) {
        Some(odd) => format!("`{}` is no hexadecimal digit", char::from(odd)),
        None => format!("it has {} hexadecimal digits after 0x; an address has 40", digits.len()),
    };
    Some(Form::wrong(WalletFamily::Evm, text, &what))
}

/// EIP-55: the case of each letter carries a bit of the Keccak digest of the lower-case digits.
fn eip55(digits: &str) -> Checksum {
    let lower = digits.to_ascii_lowercase();
    if digits == lower || digits == digits.to_ascii_uppercase() {
        return Checksum::Absent;
    }
    let digest = hex(&Keccak256::digest(lower.as_bytes()));
    let right = digits.bytes().zip(digest.bytes()).all(|(digit, nibble)| {
        let upper = matches!(nibble, b'8'..=b'9' | b'a'..=b'f');
        !digit.is_ascii_alphabetic() || digit.is_ascii_uppercase() == upper
    });
    if right { Checksum::Valid } else { Checksum::Wrong("letter case differs from the EIP-55 checksum".to_owned()) }
}
