//! Forms with a short checksum or none, read in wallet columns alone; and Cardano, whose checksum is long enough to be
//! read anywhere.

use super::{Checksum, Form, WalletFamily, asset_is, hex};
use blake2::Blake2b512;
use sha2::{Digest, Sha512_256};

/// Stellar, Algorand, Polkadot, Solana by their forms; EOS only where the asset says so, because every word of twelve
/// letters fits it.
pub(super) fn read(text: &str, asset: Option<&str>) -> Option<Form> {
    stellar(text)
        .or_else(|| algorand(text))
        .or_else(|| polkadot(text))
        .or_else(|| solana(text))
        .or_else(|| asset_is(asset, &["EOS"]).then(|| eos(text)).flatten())
}

/// 32 bytes in Base58 and no checksum at all.
fn solana(text: &str) -> Option<Form> {
    if !(32..=44).contains(&text.len()) {
        return None;
    }
    let bytes = bs58::decode(text).into_vec().ok().filter(|bytes| bytes.len() == 32)?;
    let key = format!("sol:{}", hex(&bytes));
    Some(Form { family: WalletFamily::Solana, key, checksum: Checksum::Absent, coins: &["SOL"], tag: None })
}

/// `G` and 55 characters of Base32: version, 32 bytes, CRC-16 (XModem) in little endian. Muxed `M...` addresses add
/// eight bytes that name a customer.
fn stellar(text: &str) -> Option<Form> {
    let bytes = base32(text)?;
    let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(2)?)?;
    if crc16(body).to_le_bytes() != *checksum {
        return None;
    }
    let (account, tag) = match body {
        [0x30, account @ ..] if account.len() == 32 => (account, None),
        [0x60, rest @ ..] if rest.len() == 40 => {
            let id = <[u8; 8]>::try_from(&rest[32..]).ok()?;
            (&rest[..32], Some(u64::from_be_bytes(id).to_string()))
        }
        _ => return None,
    };
    let mut form = Form::valid(WalletFamily::Other, format!("xlm:{}", hex(account)), &["XLM"]);
    form.tag = tag;
    Some(form)
}

/// 58 characters of Base32: 32 bytes and the last four of their SHA-512/256.
fn algorand(text: &str) -> Option<Form> {
    let bytes = base32(text).filter(|bytes| bytes.len() == 36 && text.len() == 58)?;
    let (key, checksum) = bytes.split_at(32);
    (Sha512_256::digest(key)[28..] == *checksum)
        .then(|| Form::valid(WalletFamily::Other, format!("algo:{}", hex(key)), &["ALGO"]))
}

/// SS58: a network, 32 bytes, two bytes of a BLAKE2b digest. One key is one account on all networks.
fn polkadot(text: &str) -> Option<Form> {
    if !(45..=50).contains(&text.len()) {
        return None;
    }
    let bytes = bs58::decode(text).into_vec().ok()?;
    let network = match bytes.len() {
        35 if bytes[0] < 64 => 1,
        36 if (64..128).contains(&bytes[0]) => 2,
        _ => return None,
    };
    let (body, checksum) = bytes.split_at(bytes.len() - 2);
    let digest = Blake2b512::new_with_prefix(b"SS58PRE").chain_update(body).finalize();
    (digest[..2] == *checksum)
        .then(|| Form::valid(WalletFamily::Other, format!("ss58:{}", hex(&body[network..])), &["DOT"]))
}

/// An account name of twelve letters, digits and dots. The chain's own rule allows the digits 1 to 5 alone; exchanges
/// and validators pass the others, and refusing one here would compare nothing better.
fn eos(text: &str) -> Option<Form> {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
    let (family, key) = (WalletFamily::Other, format!("eos:{text}"));
    let form = Form { family, key, checksum: Checksum::Absent, coins: &["EOS"], tag: None };
    (plain && text.len() == 12 && !text.ends_with('.')).then_some(form)
}

/// Cardano: Bech32 `addr1...`, or the older Byron form: Base58 over CBOR `[24(bytes), crc32]`.
pub(super) fn read_cardano(text: &str) -> Option<Form> {
    shelley(text).or_else(|| byron(text))
}

fn shelley(text: &str) -> Option<Form> {
    if !text.to_ascii_lowercase().starts_with("addr1") {
        return None;
    }
    let (prefix, bytes) = bech32::decode(text).ok()?;
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<bech32::Bech32>(text).is_ok();
    (checked && prefix.to_lowercase() == "addr" && (29..=65).contains(&bytes.len()))
        .then(|| Form::valid(WalletFamily::Other, format!("ada:{}", hex(&bytes)), &["ADA"]))
}

fn byron(text: &str) -> Option<Form> {
    if !(50..=120).contains(&text.len()) {
        return None;
    }
    let bytes = bs58::decode(text).into_vec().ok()?;
    let rest = bytes.strip_prefix(&[0x82, 0xd8, 0x18])?;
    let (payload, rest) = match rest {
        [0x58, length, rest @ ..] => rest.split_at_checked(usize::from(*length))?,
        [head @ 0x40..=0x57, rest @ ..] => rest.split_at_checked(usize::from(head - 0x40))?,
        _ => return None,
    };
    let declared = match rest {
        [0x1a, a, b, c, d] => u32::from_be_bytes([*a, *b, *c, *d]),
        [0x19, a, b] => u32::from(u16::from_be_bytes([*a, *b])),
        [0x18, a] => u32::from(*a),
        [small @ 0..=0x17] => u32::from(*small),
        _ => return None,
    };
    (crc32(payload) == declared).then(|| Form::valid(WalletFamily::Other, format!("ada:{}", hex(&bytes)), &["ADA"]))
}

/// RFC 4648 Base32 in capitals without padding; bits left over must be zero.
fn base32(text: &str) -> Option<Vec<u8>> {
    if !matches!(text.len(), 56 | 58 | 69) {
        return None;
    }
    let (mut buffer, mut bits, mut bytes) = (0u32, 0u32, Vec::with_capacity(text.len() * 5 / 8));
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'2'..=b'7' => c - b'2' + 26,
            _ => return None,
        };
        buffer = ((buffer << 5) | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
        }
    }
    (buffer & ((1 << bits) - 1) == 0).then_some(bytes)
}

/// CRC-16/XMODEM: polynomial 0x1021, start 0.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |state, byte| {
        (0..8).fold(state ^ (u16::from(*byte) << 8), |s, _| if s & 0x8000 == 0 { s << 1 } else { (s << 1) ^ 0x1021 })
    })
}

/// CRC-32 as in ISO 3309: polynomial 0xEDB88320 (reflected), start and end inverted.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |state, byte| {
        (0..8).fold(state ^ u32::from(*byte), |s, _| if s & 1 == 0 { s >> 1 } else { (s >> 1) ^ 0xEDB8_8320 })
    })
}
