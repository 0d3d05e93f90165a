//! Bitcoin Cash's cashaddr, which is the legacy Base58 address in another coat: both have one key.

use super::{Form, WalletFamily, base58, hex};

const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const PREFIX: &str = "bitcoincash";

/// `bitcoincash:q...`, or without the prefix, which wallets and OFAC leave out.
pub(super) fn read(text: &str) -> Option<Form> {
    let lower = text.to_ascii_lowercase();
    // Mixed case is refused by the format.
    if (text != lower && text != text.to_ascii_uppercase()) || text.len() > 120 {
        return None;
    }
    let payload = lower.strip_prefix("bitcoincash:").unwrap_or(&lower);
    if !matches!(payload.len(), 42 | 61) {
        return None;
    }
    let values: Option<Vec<u8>> = payload
        .bytes()
        .map(|c| CHARSET.iter().position(|known| *known == c).and_then(|at| u8::try_from(at).ok()))
        .collect();
    let values = values?;
    if checksum(&values) != 0 {
        return None;
    }
    let bytes = to_bytes(&values[..values.len() - 8])?;
    let (version, hash) = bytes.split_first()?;
    // Types 0 and 2 pay to a key, 1 and 3 to a script; 2 and 3 say that the wallet takes tokens. Size 3 is 256 bits.
    let script = match version >> 3 {
        0 | 2 => false,
        1 | 3 => true,
        _ => return None,
    };
    let key = match (version & 7, hash.len()) {
        (0, 20) => base58::key(if script { 5 } else { 0 }, hash),
        (3, 32) => format!("bch-script:{}", hex(hash)),
        _ => return None,
    };
    Some(Form::valid(WalletFamily::Bitcoin, key, &["BCH"]))
}

/// Checksum over the prefix, a zero and the payload; 0 when it is right.
fn checksum(values: &[u8]) -> u64 {
    const GENERATOR: [u64; 5] = [0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470];
    let prefix = PREFIX.bytes().map(|c| c & 0x1f).chain([0]);
    let mut state: u64 = 1;
    for value in prefix.chain(values.iter().copied()) {
        let top = state >> 35;
        state = ((state & 0x07_ffff_ffff) << 5) ^ u64::from(value);
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if (top >> bit) & 1 == 1 {
                state ^= generator;
            }
        }
    }
    state ^ 1
}

/// Groups of five bits as bytes; what is left over must be less than five zero bits.
fn to_bytes(values: &[u8]) -> Option<Vec<u8>> {
    let (mut buffer, mut bits, mut bytes) = (0u32, 0u32, Vec::with_capacity(values.len() * 5 / 8));
    for value in values {
        buffer = ((buffer << 5) | u32::from(*value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
        }
    }
    (bits < 5 && buffer & ((1 << bits) - 1) == 0).then_some(bytes)
}
