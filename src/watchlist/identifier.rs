//! Documents and digital currency addresses of a listed party.

use serde::{Deserialize, Serialize};

/// An identity or registration document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Document {
    /// Kind as published: `Passport`, `Tax ID No.`
    pub kind: String,
    /// Number as published.
    pub number: String,
    /// Issuing country as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Date of issue as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// Date of expiry as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// OFAC's "Digital Currency Address".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ListedWallet {
    /// OFAC's code of the asset: `XBT`, `ETH`, `USDT`.
    pub asset: String,
    /// Address as published, letter case kept.
    pub address: String,
}
