//! Exact amounts with their currency or asset.

use rust_decimal::Decimal;
use std::fmt;

/// A currency or asset: an ISO 4217 code, a ticker such as `BTC`, `NFT:<contract>`, or `XXX` where none is stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(String);

impl Currency {
    /// ISO 4217's code for "no currency": the total of amounts that name none.
    pub const UNSTATED: &'static str = "XXX";

    /// A code of 2 to 10 of `A-Z` and `0-9`, upper-cased; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        let plain = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        (plain && (2..=10).contains(&code.len())).then_some(Self(code))
    }

    /// The currency of amounts that name none.
    pub fn unstated() -> Self {
        Self(Self::UNSTATED.to_owned())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount of 0 or more in a currency. The sign of the ledger became the direction of the payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The value, exact.
    pub value: Decimal,
    /// Its currency or asset.
    pub currency: Currency,
}

/// An amount that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadAmount {
    /// The ledger's text; empty where the cell was empty or there is no amount column.
    pub found: String,
    /// Why it was not read.
    pub reason: String,
}
