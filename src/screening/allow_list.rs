//! Accounts and wallets that are known to be shared, or paid, for a good reason: `[[accounts.allow]]` of the policy.
//!
//! An entry never hides anything. What it covers is still reported, as a note with the entry's owner, reason and last
//! day; an entry that covered nothing and one that has expired are notes of their own. A listed wallet and a wallet
//! whose address is damaged are covered by no entry.

use crate::Set;
use crate::disposition::Disposition;
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, Severity, Subject};
use crate::payment::account::AccountKey;
use crate::payment::wallet::{Setting, WalletAddress};
use crate::policy::AllowEntry;
use chrono::NaiveDate;

/// The allow-list of a policy, seen from one day.
#[derive(Debug, Clone)]
pub struct AllowList {
    entries: Vec<Allowed>,
}

#[derive(Debug, Clone)]
struct Allowed {
    entry: AllowEntry,
    /// The keys that the entry's text may stand for; a text of letters and digits can be an account and a wallet.
    keys: Set<String>,
    is_expired: bool,
}

impl AllowList {
    /// Reads the keys of the entries as a ledger would write them: an IBAN, bank code and account joined by `/`, an
    /// e-mail, a wallet address (with `#` and a tag where one tag alone is meant). An entry holds on its last day.
    pub fn of(entries: &[AllowEntry], as_of: NaiveDate) -> Self {
        let entries = entries
            .iter()
            .map(|entry| Allowed { keys: keys(&entry.key), is_expired: entry.expires < as_of, entry: entry.clone() })
            .collect();
        Self { entries }
    }

    /// The finding about `key`, covered where an entry in force names the key: then a note that says who allowed it.
    pub fn apply(&self, finding: Finding, key: &str) -> Finding {
        match self.covering(key) {
            Some(entry) => Finding {
                severity: Severity::Note,
                disposition: Disposition::Allowed {
                    owner: entry.owner.clone(),
                    reason: entry.reason.clone(),
                    expires: entry.expires,
                },
                ..finding
            },
            None => finding,
        }
    }

    /// What is to be said of the entries themselves, after all `findings` that they might cover.
    pub fn findings(&self, findings: &[Finding]) -> Vec<Finding> {
        let covered: Set<String> = findings
            .iter()
            .filter(|finding| matches!(finding.disposition, Disposition::Allowed { .. }))
            .filter_map(|finding| key_of(&finding.evidence))
            .collect();
        self.entries.iter().filter_map(|allowed| allowed.finding(&covered)).collect()
    }

    /// The first entry in force that names the key.
    fn covering(&self, key: &str) -> Option<&AllowEntry> {
        self.entries.iter().find(|allowed| !allowed.is_expired && allowed.names(key)).map(|allowed| &allowed.entry)
    }
}

impl Allowed {
    /// An address without a tag stands for all its tags.
    fn names(&self, key: &str) -> bool {
        let address = key.split_once('#').map_or(key, |(address, _)| address);
        self.keys.contains(key) || self.keys.contains(address)
    }

    fn finding(&self, covered: &Set<String>) -> Option<Finding> {
        let entry = &self.entry;
        let (code, what) = match (self.is_expired, covered.iter().any(|key| self.names(key))) {
            (true, _) => (FindingCode::AllowEntryExpired, "has expired and covered nothing".to_owned()),
            (false, true) => return None,
            (false, false) if self.keys.is_empty() => (
                FindingCode::AllowEntryUnused,
                "covered nothing: its key is neither an account nor a wallet".to_owned(),
            ),
            (false, false) => (FindingCode::AllowEntryUnused, "covered nothing in this run".to_owned()),
        };
        let text =
            format!("The allow-list entry for {} (owner {}, until {}) {what}.", entry.key, entry.owner, entry.expires);
        let subject = Subject::Policy(format!("accounts.allow {}", entry.key));
        Some(Finding::new(code, Severity::Note, subject, Evidence::Setting { text }, Vec::new()))
    }
}

/// Every key that a text of the policy may stand for.
fn keys(text: &str) -> Set<String> {
    let (address, tag) = text.split_once('#').unwrap_or((text, ""));
    let wallets = [Setting::AccountColumn, Setting::WalletColumn]
        .into_iter()
        .filter_map(|setting| WalletAddress::read(address, None, setting))
        .filter(|wallet| !wallet.is_exact_text())
        .map(|wallet| if tag.is_empty() { wallet.key } else { format!("{}#{}", wallet.key, tag.trim()) });
    let account = AccountKey::of_policy(text).map(|account| account.key);
    wallets.chain(account).collect()
}

/// The key that a covered finding is about.
fn key_of(evidence: &Evidence) -> Option<String> {
    match evidence {
        Evidence::SharedKey { key, .. } => Some(key.clone()),
        Evidence::Wallet { address, .. } => {
            WalletAddress::read(address, None, Setting::WalletColumn).map(|wallet| wallet.key)
        }
        _ => None,
    }
}
