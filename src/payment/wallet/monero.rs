//! Monero: two public keys of 32 bytes, Base58 in blocks of its own, four bytes of Keccak.

use super::{Form, WalletFamily, hex};
use sha3::{Digest, Keccak256};

/// Characters that a last block of this many bytes takes; a full block of 8 bytes takes 11.
const BLOCK_CHARS: [usize; 9] = [0, 2, 3, 5, 6, 7, 9, 10, 11];

/// Standard addresses and subaddresses (95 characters) and integrated ones (106), of the main network.
///
/// An integrated address is the standard one with a payment id: both have one key, and the id becomes the tag.
pub(super) fn read(text: &str) -> Option<Form> {
    if !matches!(text.len(), 95 | 106) {
        return None;
    }
    let bytes = decode(text)?;
    let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    if Keccak256::digest(body)[..4] != *checksum {
        return None;
    }
    let (keys, payment_id) = match body {
        [18, keys @ ..] if keys.len() == 64 => (keys, None),
        [19, rest @ ..] if rest.len() == 72 => (&rest[..64], Some(hex(&rest[64..]))),
        // A subaddress is told from a standard address by its keys alone.
        [42, keys @ ..] if keys.len() == 64 => (keys, None),
        _ => return None,
    };
    let mut form = Form::valid(WalletFamily::Monero, format!("xmr:{}", hex(keys)), &["XMR"]);
    form.tag = payment_id;
    Some(form)
}

/// Each block of 11 characters is a number of 8 bytes in big endian; the last block is shorter.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(80);
    for block in text.as_bytes().chunks(11) {
        let size = BLOCK_CHARS.iter().position(|chars| *chars == block.len())?;
        let mut number: u128 = 0;
        for c in block {
            number = number * 58 + u128::try_from(digit(*c)?).ok()?;
        }
        let all = number.to_be_bytes();
        let (above, kept) = all.split_at(all.len() - size);
        if above.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

fn digit(c: u8) -> Option<usize> {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    ALPHABET.iter().position(|known| *known == c)
}
