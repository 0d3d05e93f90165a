//! Wallet addresses by chain family, with the state of their checksum.

use std::fmt;

/// Families of chains that share one address form: an address is the same on every chain of its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WalletFamily {
    /// `0x` and 40 hexadecimal digits: ETH and every chain and token on an EVM.
    Evm,
    /// Bitcoin and the chains that share its Base58 versions (BTC, BCH legacy, BSV, Omni USDT).
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
    /// An asset whose form we do not know: compared letter by letter.
    Other,
}

/// What is known about an address's checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// It is right.
    Valid,
    /// The form carries none, or this text leaves it out (EVM in one case).
    Absent,
    /// It is wrong; the text says how. An EVM address in wrong EIP-55 case is the same address all the same.
    Wrong(String),
}

/// A wallet address in the one form used to compare it.
#[derive(Debug, Clone)]
pub struct WalletAddress {
    /// Chain family.
    pub family: WalletFamily,
    /// Raw bytes as hexadecimal digits, or the exact text for [`WalletFamily::Other`].
    pub key: String,
    /// The ledger's or list's text.
    pub shown: String,
    /// State of the checksum.
    pub checksum: Checksum,
    /// Destination tag or memo, where the ledger gives one.
    pub tag: Option<String>,
    /// Asset named beside it, as written.
    pub asset: Option<String>,
    /// Column it stands in; empty for a listed address.
    pub column: String,
}

impl PartialEq for WalletAddress {
    fn eq(&self, other: &Self) -> bool {
        self.family == other.family && self.key == other.key
    }
}
impl Eq for WalletAddress {}

impl fmt::Display for WalletAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
