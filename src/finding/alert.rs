//! All hits on one payee, as one piece of work for an analyst.

use super::{FindingId, RowRef, Severity};
use crate::digest::Digest;
use crate::payment::payee::IdentityKey;
use std::fmt;

/// `A-` and twelve hexadecimal digits, from the payee's identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId(String);

impl AlertId {
    /// The alert on `identity`.
    pub fn of(identity: &IdentityKey) -> Self {
        Self(format!("A-{}", Digest::of(identity.as_str().as_bytes()).short(12)))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All hits (listed names and listed wallets) on one payee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Stable id.
    pub id: AlertId,
    /// The payee.
    pub identity: IdentityKey,
    /// The gravest of its hits.
    pub severity: Severity,
    /// Its hits, gravest and best first.
    pub findings: Vec<FindingId>,
    /// Every row of the payee that a hit touches, in ledger order.
    pub rows: Vec<RowRef>,
}
