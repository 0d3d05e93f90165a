//! Other names of a listed party.

use serde::{Deserialize, Serialize};

/// How a publisher calls another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AliasKind {
    /// Also known as.
    #[serde(rename = "a.k.a.")]
    AlsoKnownAs,
    /// Formerly known as.
    #[serde(rename = "f.k.a.")]
    FormerlyKnownAs,
    /// Now known as.
    #[serde(rename = "n.k.a.")]
    NowKnownAs,
}

impl AliasKind {
    /// `a.k.a.`, `f.k.a.` or `n.k.a.`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlsoKnownAs => "a.k.a.",
            Self::FormerlyKnownAs => "f.k.a.",
            Self::NowKnownAs => "n.k.a.",
        }
    }
}

/// How good a name is for screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AliasStrength {
    /// OFAC strong, UN "Good": to be screened.
    Strong,
    /// OFAC weak, UN "Low": broad or generic, helps to confirm a hit (OFAC FAQ 122 to 125).
    Weak,
}

impl AliasStrength {
    /// `strong` or `weak`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }
}

/// One published alias element. Its text may hold several names separated by `; ` (UN).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// Name as published, white space collapsed and enclosing quotation marks removed.
    pub name: String,
    /// a.k.a., f.k.a. or n.k.a.
    pub kind: AliasKind,
    /// Strong or weak.
    pub strength: AliasStrength,
}
