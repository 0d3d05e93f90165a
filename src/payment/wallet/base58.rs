//! Base58Check: a version, a payload and four bytes of a double SHA-256. Letter case is part of the address.

use super::{Form, WalletFamily, asset_is, evm, hex};
use sha2::{Digest, Sha256};

/// Length of the longest Base58Check text that is read: an XRP X-address has 47 characters.
const TEXT_CHARS_MAX: usize = 60;

/// Bytes of a decoded text whose checksum is right, without the checksum.
pub(super) fn checked(text: &str, alphabet: &bs58::Alphabet) -> Option<Vec<u8>> {
    if text.len() > TEXT_CHARS_MAX {
        return None;
    }
    let mut bytes = bs58::decode(text).with_alphabet(alphabet).into_vec().ok()?;
    let body = bytes.len().checked_sub(4)?;
    let digest = Sha256::digest(Sha256::digest(&bytes[..body]));
    let right = digest[..4] == bytes[body..];
    bytes.truncate(body);
    right.then_some(bytes)
}

/// Addresses of Bitcoin and the chains that copied its form. A version that we do not know is an address too.
pub(super) fn read(text: &str, asset: Option<&str>) -> Option<Form> {
    let bytes = checked(text, bs58::Alphabet::BITCOIN)?;
    match bytes.as_slice() {
        [version, hash @ ..] if hash.len() == 20 => Some(of_version(*version, hash, asset)),
        [0x1c, 0xb8 | 0xbd, hash @ ..] if hash.len() == 20 => {
            Some(Form::valid(WalletFamily::Zcash, format!("zec:{}", hex(&bytes)), &["ZEC"]))
        }
        // tz1, tz2, tz3 and KT1 of Tezos.
        [6, 161, 159 | 161 | 164, hash @ ..] | [2, 90, 121, hash @ ..] if hash.len() == 20 => {
            Some(Form::valid(WalletFamily::Other, format!("xtz:{}", hex(&bytes)), &["XTZ"]))
        }
        _ => None,
    }
}

/// One version byte and 20 bytes. Versions 5 and 50 are one script on Litecoin, which moved from `3...` to `M...`
/// because `3...` is Bitcoin's too: they share a key, so that a listed address hits in either form.
fn of_version(version: u8, hash: &[u8], asset: Option<&str>) -> Form {
    use WalletFamily as Family;
    let litecoin = asset_is(asset, &["LTC", "LITECOIN"]);
    let verge = asset_is(asset, &["XVG", "VERGE"]);
    let (family, coins): (Family, &'static [&'static str]) = match version {
        0 => (Family::Bitcoin, &["BTC", "BCH", "BSV"]),
        5 if litecoin => (Family::Litecoin, &["LTC", "BTC", "BCH", "BSV"]),
        5 => (Family::Bitcoin, &["BTC", "LTC", "BCH", "BSV"]),
        48 | 50 => (Family::Litecoin, &["LTC"]),
        16 | 76 => (Family::Dash, &["DASH"]),
        30 if verge => (Family::Verge, &["XVG", "DOGE"]),
        30 => (Family::Dogecoin, &["DOGE", "XVG"]),
        22 => (Family::Dogecoin, &["DOGE"]),
        33 => (Family::Verge, &["XVG"]),
        23 | 38 => (Family::BitcoinGold, &["BTG"]),
        65 => return Form::valid(Family::Tron, evm::key(&hex(hash)), &["TRX"]),
        111 | 196 => (Family::Bitcoin, &["BTC-testnet"]),
        _ => (Family::Other, &[]),
    };
    let shared = if version == 50 { 5 } else { version };
    Form::valid(family, key(shared, hash), coins)
}

/// Key of a Base58Check address; also of the same address as cashaddr.
pub(super) fn key(version: u8, hash: &[u8]) -> String {
    format!("b58-{version}:{}", hex(hash))
}

/// XRP Ledger: `r...`, or an X-address, which carries the destination tag inside.
pub(super) fn read_ripple(text: &str) -> Option<Form> {
    let bytes = checked(text, bs58::Alphabet::RIPPLE)?;
    let (account, tag) = match bytes.as_slice() {
        [0, account @ ..] if account.len() == 20 => (account, None),
        // XLS-5d: 0x05 0x44, account, flag, tag as 64 bits in little endian of which 32 are used.
        [0x05, 0x44, rest @ ..] if rest.len() == 29 => match rest[20] {
            0 => (&rest[..20], None),
            1 => (&rest[..20], Some(u32::from_le_bytes([rest[21], rest[22], rest[23], rest[24]]))),
            _ => return None,
        },
        _ => return None,
    };
    let mut form = Form::valid(WalletFamily::Ripple, format!("xrp:{}", hex(account)), &["XRP"]);
    form.tag = tag.map(|tag| tag.to_string());
    Some(form)
}
