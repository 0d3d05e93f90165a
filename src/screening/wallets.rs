//! Payouts to wallets, and wallets that are on a list.
//!
//! A listed address is compared by its key, so that it is hit in every spelling and under every asset of its chain
//! family: one listed under ETH by a USDT payout, a Bitcoin Cash address as cashaddr or legacy. Rows in both directions
//! are compared: property of a listed party is blocked whichever way it moves. Payouts count only where money leaves.

use crate::Map;
use crate::finding::alert::AlertId;
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, RowRef, Severity, Subject};
use crate::ledger::Ledger;
use crate::payment::payee::IdentityKey;
use crate::payment::wallet::{Checksum, WalletAddress, name_service};
use crate::payment::{Destination, Direction};
use crate::policy::WalletRules;
use crate::screening::allow_list::AllowList;
use crate::screening::identities::{Identities, payments};
use crate::watchlist::entry::EntryId;
use crate::watchlist::identifier::ListedWallet;

/// All digital currency addresses of the lists in force, by the key under which they are compared.
#[derive(Debug, Clone, Default)]
pub struct ListedWallets {
    by_key: Map<String, Map<EntryId, Listing>>,
    exact_texts: Vec<(EntryId, ListedWallet)>,
}

/// One entry's listing of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Primary name of the entry.
    pub entry_name: String,
    /// Assets under which the entry lists the address, in the order given.
    pub assets: Vec<String>,
    /// The address as published.
    pub address: String,
}

impl ListedWallets {
    /// Indexes the addresses of the entries: id, primary name, wallet. An address that two entries list belongs to
    /// both; one that an entry lists under several assets is one listing.
    pub fn of<'a>(listed: impl IntoIterator<Item = (EntryId, String, &'a ListedWallet)>) -> Self {
        let mut all = Self::default();
        for (entry, entry_name, wallet) in listed {
            let read = WalletAddress::of_list(&wallet.address, &wallet.asset);
            if read.is_exact_text() {
                all.exact_texts.push((entry.clone(), wallet.clone()));
            }
            let listing = all.by_key.entry(read.key).or_default().entry(entry).or_insert_with(|| Listing {
                entry_name,
                assets: Vec::new(),
                address: wallet.address.clone(),
            });
            if !listing.assets.contains(&wallet.asset) {
                listing.assets.push(wallet.asset.clone());
            }
        }
        all
    }

    /// The entries that list this address, with what they say of it; empty where none does.
    pub fn listings(&self, wallet: &WalletAddress) -> impl Iterator<Item = (&EntryId, &Listing)> {
        self.by_key.get(&wallet.key).into_iter().flatten()
    }

    /// Whether any entry lists this address.
    pub fn contains(&self, wallet: &WalletAddress) -> bool {
        self.by_key.contains_key(&wallet.key)
    }

    /// Listed addresses whose form we do not know: compared letter by letter.
    pub fn exact_texts(&self) -> &[(EntryId, ListedWallet)] {
        &self.exact_texts
    }
}

/// Everything to say about the wallets of a run, one finding for each identity and address (and entry): listed ones,
/// payouts, damaged addresses, names that stand for addresses.
pub fn screen(
    ledgers: &[Ledger],
    identities: &Identities,
    listed: &ListedWallets,
    rules: &WalletRules,
    allow: &AllowList,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((identity, _), seen) in wallets_seen(ledgers, identities) {
        findings.extend(listed_findings(&identity, &seen, listed));
        if !seen.rows_out.is_empty() && !listed.contains(seen.wallet) {
            findings.push(payout(&identity, &seen, rules, allow));
        }
        findings.extend(seen.damaged.map(|(wallet, problem)| {
            let evidence = wallet_evidence(wallet, Some(problem.to_owned()));
            finding(FindingCode::WalletChecksum, Severity::Review, &identity, evidence, seen.rows.clone())
        }));
    }
    findings.extend(unresolved_names(ledgers, identities));
    findings
}

/// One address as one identity's rows name it.
struct Seen<'a> {
    /// Its smallest spelling.
    wallet: &'a WalletAddress,
    /// The smallest damaged spelling with what is wrong.
    damaged: Option<(&'a WalletAddress, &'a str)>,
    rows: Vec<RowRef>,
    rows_out: Vec<RowRef>,
}

fn wallets_seen<'a>(ledgers: &'a [Ledger], identities: &Identities) -> Map<(IdentityKey, &'a str), Seen<'a>> {
    let mut all: Map<(IdentityKey, &'a str), Seen<'a>> = Map::new();
    for (row, payment) in payments(ledgers) {
        let Some(identity) = identities.key(row) else { continue };
        for wallet in payment.wallets() {
            let seen = all.entry((identity.clone(), wallet.key.as_str())).or_insert_with(|| Seen {
                wallet,
                damaged: None,
                rows: Vec::new(),
                rows_out: Vec::new(),
            });
            // The smallest spelling names the finding, so that its id does not hang on the order of rows.
            if wallet.shown < seen.wallet.shown {
                seen.wallet = wallet;
            }
            seen.rows.push(row);
            if payment.direction == Direction::Out {
                seen.rows_out.push(row);
            }
            if let Checksum::Wrong(problem) = &wallet.checksum
                && seen.damaged.is_none_or(|(other, _)| wallet.shown < other.shown)
            {
                seen.damaged = Some((wallet, problem));
            }
        }
    }
    all
}

fn listed_findings(identity: &IdentityKey, seen: &Seen<'_>, listed: &ListedWallets) -> Vec<Finding> {
    let hit = |(entry, listing): (&EntryId, &Listing)| {
        let evidence = Evidence::ListedWallet {
            entry: entry.clone(),
            entry_name: listing.entry_name.clone(),
            listed_asset: listing.assets.join(", "),
            listed_address: listing.address.clone(),
            address: seen.wallet.shown.clone(),
            asset: seen.wallet.asset.clone(),
        };
        let hit = finding(FindingCode::ListedWallet, Severity::Escalate, identity, evidence, seen.rows.clone());
        Finding { alert: Some(AlertId::of(identity)), ..hit }
    };
    listed.listings(seen.wallet).map(hit).collect()
}

fn payout(identity: &IdentityKey, seen: &Seen<'_>, rules: &WalletRules, allow: &AllowList) -> Finding {
    let evidence = wallet_evidence(seen.wallet, None);
    let rows = seen.rows_out.clone();
    let payout = finding(FindingCode::WalletPayout, rules.payout_severity, identity, evidence, rows);
    allow.apply(payout, &seen.wallet.key)
}

/// Names such as `alice.eth` where an address should stand.
fn unresolved_names(ledgers: &[Ledger], identities: &Identities) -> Vec<Finding> {
    let mut all: Map<(IdentityKey, String), (&str, &'static str, Vec<RowRef>)> = Map::new();
    for (row, payment) in payments(ledgers) {
        let Some(identity) = identities.key(row) else { continue };
        for destination in &payment.destinations {
            if let Destination::Unreadable { text, .. } = destination
                && let Some(ending) = name_service(text)
            {
                let seen = all.entry((identity.clone(), text.to_lowercase())).or_insert((text, ending, Vec::new()));
                seen.2.push(row);
            }
        }
    }
    let report = |((identity, _), (text, ending, rows)): ((IdentityKey, String), (&str, &'static str, Vec<RowRef>))| {
        let evidence = Evidence::Wallet {
            address: text.to_owned(),
            family: format!("a name ending in .{ending}"),
            problem: Some(crate::payment::destination::NAME_UNRESOLVED.to_owned()),
        };
        finding(FindingCode::WalletNameUnresolved, Severity::Review, &identity, evidence, rows)
    };
    all.into_iter().map(report).collect()
}

fn wallet_evidence(wallet: &WalletAddress, problem: Option<String>) -> Evidence {
    Evidence::Wallet { address: wallet.shown.clone(), family: wallet.family.as_str().to_owned(), problem }
}

fn finding(
    code: FindingCode,
    severity: Severity,
    identity: &IdentityKey,
    evidence: Evidence,
    rows: Vec<RowRef>,
) -> Finding {
    Finding::new(code, severity, Subject::Payee(identity.clone()), evidence, rows)
}

#[cfg(test)]
mod tests;
