//! Wallet addresses by chain family, with the state of their checksum.
//!
//! The family comes from the form of the address, never from the asset named beside it: a payer may write `USDT` for
//! an address on three different chains, and a list may use a tag that does not exist yet. The asset only settles
//! what the form leaves open (`3...` is Bitcoin or Litecoin) and opens the forms without a strong checksum.
//!
//! Two addresses are compared by [`WalletAddress::key`]: the raw bytes behind the text, in a space of their own for
//! each set of chains whose texts overlap. So every spelling of one address has one key: EVM in any letter case, TRON
//! as Base58 or hexadecimal, Bitcoin Cash as legacy or cashaddr, Litecoin scripts as `3...` or `M...`, an integrated
//! Monero address and the plain one in it, an XRP X-address and the `r...` in it. Base58 itself is exact: another
//! letter case is another address.

mod base58;
mod cashaddr;
mod evm;
mod monero;
mod segwit;
mod text;
mod weak_forms;

pub use text::{is_hidden, name_service, visible};

use std::fmt;

/// Families of chains that share one address form: an address is the same on every chain of its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WalletFamily {
    /// `0x` and 40 hexadecimal digits: ETH and every chain and token on an EVM.
    Evm,
    /// Bitcoin and the chains that share its Base58 versions (BTC, BCH, BSV, Omni USDT).
    Bitcoin,
    /// Bitcoin Gold.
    BitcoinGold,
    /// Litecoin.
    Litecoin,
    /// Dash.
    Dash,
    /// Dogecoin.
    Dogecoin,
    /// Zcash transparent.
    Zcash,
    /// Verge.
    Verge,
    /// Monero.
    Monero,
    /// TRON.
    Tron,
    /// XRP Ledger.
    Ripple,
    /// Solana: 32 bytes without a checksum.
    Solana,
    /// Any other chain: compared by its bytes where the form is known, else letter by letter.
    Other,
}

impl WalletFamily {
    /// Words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evm => "Ethereum and EVM chains",
            Self::Bitcoin => "Bitcoin",
            Self::BitcoinGold => "Bitcoin Gold",
            Self::Litecoin => "Litecoin",
            Self::Dash => "Dash",
            Self::Dogecoin => "Dogecoin",
            Self::Zcash => "Zcash",
            Self::Verge => "Verge",
            Self::Monero => "Monero",
            Self::Tron => "TRON",
            Self::Ripple => "XRP Ledger",
            Self::Solana => "Solana",
            Self::Other => "another chain",
        }
    }
}

/// What is known about an address's checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// It is right.
    Valid,
    /// The form carries none, or this text leaves it out (EVM in one case).
    Absent,
    /// It is wrong, or the text is near an address without being one; the text says how. An EVM address in wrong
    /// EIP-55 case is the same address all the same.
    Wrong(String),
}

/// A wallet address in the one form used to compare it. Two are equal when their keys are.
#[derive(Debug, Clone)]
pub struct WalletAddress {
    /// Chain family by form; where a form belongs to two, the one that the asset names, else the larger.
    pub family: WalletFamily,
    /// What is compared: a prefix for the space, then the raw bytes as hexadecimal digits; `text:` and the exact text
    /// where the form is not known or its checksum fails.
    pub key: String,
    /// The ledger's or list's text.
    pub shown: String,
    /// State of the checksum.
    pub checksum: Checksum,
    /// Destination tag, memo or payment id: from the ledger's column, else from the address itself.
    pub tag: Option<String>,
    /// Asset named beside it, as written.
    pub asset: Option<String>,
    /// Column it stands in; empty for a listed address.
    pub column: std::sync::Arc<str>,
    /// Codes of the coins whose form and checksum the text fits; empty for a form that we do not know.
    pub coins: &'static [&'static str],
}

/// Where a text stands: how much it takes to call it a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// A column for wallets: every text is meant as one, also one that is damaged.
    WalletColumn,
    /// A column for accounts in general: damaged addresses count where no bank account looks like that.
    AccountColumn,
    /// Free text: forms with a strong checksum (and `0x` with exactly 40 digits) alone.
    FreeText,
}

/// What a form says about a text: the parts of a [`WalletAddress`] that come from the text alone.
#[derive(Debug)]
struct Form {
    family: WalletFamily,
    key: String,
    checksum: Checksum,
    coins: &'static [&'static str],
    tag: Option<String>,
}

impl Form {
    fn valid(family: WalletFamily, key: String, coins: &'static [&'static str]) -> Self {
        Self { family, key, checksum: Checksum::Valid, coins, tag: None }
    }

    fn wrong(family: WalletFamily, text: &str, what: &str) -> Self {
        let checksum = Checksum::Wrong(what.to_owned());
        Self { family, key: exact_key(text), checksum, coins: &[], tag: None }
    }
}

/// Characters of a text that are considered: a Cardano Byron address, the longest form known, has 114.
const ADDRESS_CHARS_MAX: usize = 256;

impl WalletAddress {
    /// Reads `text` as a wallet address; `None` where it is none. `asset` is the code beside it (`USDT`, `TRX`,
    /// `USDT-TRC20`), any text. White space and characters that are not seen do not matter; a scheme or chain prefix
    /// (`bitcoin:`, `eth:`, `eip155:1:`) and what a payment link appends are left out.
    ///
    /// In a wallet column a text that is near an address comes back with [`Checksum::Wrong`] instead of being
    /// dropped. Names of a name service are no addresses: see [`name_service`].
    pub fn read(text: &str, asset: Option<&str>, setting: Setting) -> Option<Self> {
        let clean = visible(text);
        if clean.len() > ADDRESS_CHARS_MAX || !clean.is_ascii() || clean.is_empty() {
            return None;
        }
        let bare = text::without_scheme(&clean);
        let form = strong_form(&clean, asset);
        let form = form.or_else(|| if bare == clean { None } else { strong_form(bare, asset) });
        let form = form.or_else(|| match setting {
            Setting::WalletColumn if name_service(&clean).is_some() => None,
            Setting::WalletColumn => weak_forms::read(bare, asset)
                .or_else(|| evm::near(bare))
                .or_else(|| near_form(bare, asset))
                .or_else(|| other_asset(bare, asset)),
            Setting::AccountColumn => evm::near(bare).or_else(|| near_in_account_column(bare)),
            Setting::FreeText => None,
        })?;
        Some(Self {
            family: form.family,
            key: form.key,
            shown: text.trim().to_owned(),
            checksum: form.checksum,
            tag: form.tag,
            asset: asset.map(str::to_owned),
            column: "".into(),
            coins: form.coins,
        })
    }

    /// Reads a published address. Always an address: a list may name one in a form that is not known yet, and then it
    /// is compared letter by letter ([`Self::is_exact_text`]).
    pub fn of_list(address: &str, asset: &str) -> Self {
        Self::read(address, Some(asset), Setting::WalletColumn).unwrap_or_else(|| Self {
            family: WalletFamily::Other,
            key: exact_key(&visible(address)),
            shown: address.to_owned(),
            checksum: Checksum::Absent,
            tag: None,
            asset: Some(asset.to_owned()),
            column: "".into(),
            coins: &[],
        })
    }

    /// True where the address is compared letter by letter, because its form is not known or its checksum fails.
    pub fn is_exact_text(&self) -> bool {
        self.key.starts_with(EXACT)
    }

    /// The key by which one person's address is told from another's: on chains where an exchange gives all its
    /// customers one address, the tag is part of it. Elsewhere a tag means nothing, and a payer's remark in that
    /// column must not split one address into many.
    pub fn owner_key(&self) -> String {
        let tagged = matches!(self.family, WalletFamily::Ripple | WalletFamily::Monero | WalletFamily::Other);
        match self.tag.as_deref().map(str::trim).filter(|tag| tagged && !tag.is_empty()) {
            Some(tag) => format!("{}#{tag}", self.key),
            None => self.key.clone(),
        }
    }
}

impl PartialEq for WalletAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for WalletAddress {}

impl fmt::Display for WalletAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// Prefix of keys that are an exact text.
const EXACT: &str = "text:";

/// Key of a text that is compared letter by letter. Hexadecimal digits alone have no letter case.
fn exact_key(text: &str) -> String {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    if digits.len() >= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return format!("{EXACT}{}", text.to_ascii_lowercase());
    }
    format!("{EXACT}{text}")
}

/// Lower-case hexadecimal digits of `bytes`.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the asset beside an address names one of `codes`, alone or with its network: `USDT (TRC20)`.
fn asset_is(asset: Option<&str>, codes: &[&str]) -> bool {
    asset.is_some_and(|asset| {
        asset.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| codes.iter().any(|c| word.eq_ignore_ascii_case(c)))
    })
}

/// Forms that prove themselves: a checksum of four bytes or more, or the `0x` of EVM with exactly 40 digits.
fn strong_form(text: &str, asset: Option<&str>) -> Option<Form> {
    // Nothing shorter than 14 characters is an address: the shortest is a witness program of two bytes.
    if text.len() < 14 {
        return None;
    }
    evm::read(text, asset)
        .or_else(|| evm::read_tron_hex(text))
        .or_else(|| segwit::read(text))
        .or_else(|| cashaddr::read(text))
        .or_else(|| base58::read(text, asset))
        .or_else(|| base58::read_ripple(text))
        .or_else(|| monero::read(text))
        .or_else(|| weak_forms::read_cardano(text))
}

/// Letters and digits in a length that only an address has: kept and compared as text, with the checksum wrong.
fn near_form(text: &str, asset: Option<&str>) -> Option<Form> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric());
    let length = 20..=128;
    let named = asset_is(asset, &["EOS", "XLM", "ALGO", "DOT", "SOL", "ADA", "XTZ"]) && text.len() >= 6;
    let fits = plain && (length.contains(&text.len()) || named);
    // A hash of a transaction or a key of 32 bytes is near an address too: a list has published one as such.
    fits.then(|| Form::wrong(likely_family(text), text, "it fits no address form, or its checksum fails"))
}

/// In an account column: the prefix, length and mixed letter case of an address, which no bank account has.
fn near_in_account_column(text: &str) -> Option<Form> {
    let base58 = text.bytes().all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l'));
    let mixed = text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().any(|b| b.is_ascii_uppercase());
    let length = matches!(text.len(), 26..=35 | 95 | 106);
    let family = likely_family(text);
    let segwit = family != WalletFamily::Other && is_segwit_prefixed(text) && text.len() >= 30;
    let fits = (base58 && mixed && length && family != WalletFamily::Other) || segwit;
    fits.then(|| Form::wrong(family, text, "its checksum fails"))
}

fn is_segwit_prefixed(text: &str) -> bool {
    text.get(..4).is_some_and(|head| {
        let head = head.to_ascii_lowercase();
        head.starts_with("bc1") || head == "ltc1"
    })
}

/// The family that the first characters of a damaged address point to.
fn likely_family(text: &str) -> WalletFamily {
    let long = text.len() >= 90;
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => WalletFamily::Evm,
        [b'4' | b'8', ..] if long => WalletFamily::Monero,
        _ if long || text.len() < 25 => WalletFamily::Other,
        [b'l' | b'L', b't' | b'T', b'c' | b'C', b'1', ..] | [b'L' | b'M', ..] => WalletFamily::Litecoin,
        [b'b' | b'B', b'c' | b'C', b'1', ..] | [b'1' | b'3', ..] => WalletFamily::Bitcoin,
        [b't', b'1' | b'3', ..] => WalletFamily::Zcash,
        [b'T', ..] => WalletFamily::Tron,
        [b'r', ..] => WalletFamily::Ripple,
        [b'X', ..] => WalletFamily::Dash,
        [b'D', ..] => WalletFamily::Dogecoin,
        [b'G', ..] => WalletFamily::BitcoinGold,
        _ => WalletFamily::Other,
    }
}

/// An address of an asset that we do not know, in a wallet column: anything that could be one (`0.0.12345`).
fn other_asset(text: &str, asset: Option<&str>) -> Option<Form> {
    let code = asset?.trim();
    let is_money = iso_currency::Currency::from_code(&code.to_ascii_uppercase()).is_some();
    let plausible = text.len() >= 6 && text.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
    let marked = text.bytes().any(|b| b.is_ascii_digit());
    if code.is_empty() || is_money || !plausible || !marked {
        return None;
    }
    let (family, key) = (WalletFamily::Other, exact_key(text));
    Some(Form { family, key, checksum: Checksum::Absent, coins: &[], tag: None })
}

#[cfg(test)]
mod tests;
