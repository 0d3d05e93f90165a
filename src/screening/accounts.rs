//! One account or wallet, several identities (REUSE-1, 3, 4, 5 and 10).
//!
//! Takes every payment of a run and reports each key under which the policy's number of identities or more is paid. It
//! judges no one: couples and family firms share accounts, so the finding is a risk indicator and names all the rows a
//! reader needs. Keys are compared, never the text of the ledger.
//!
//! Only money that leaves counts: a refund comes from the account of whoever sends it, and a bank or platform that pays
//! back many people would look like a shared account. (The lists are compared in both directions: money must not come
//! from a listed party either.)

mod contradiction;

use crate::Map;
use crate::finding::code::FindingCode;
use crate::finding::evidence::{Evidence, KeyUse};
use crate::finding::{Finding, RowRef, Severity, Subject};
use crate::ledger::Ledger;
use crate::payment::account::KeyStrength;
use crate::payment::wallet::Checksum;
use crate::payment::{Destination, Direction, Payment};
use crate::policy::AccountRules;
use crate::screening::allow_list::AllowList;
use crate::screening::identities::{Identities, IdentityFacts, payments};
use chrono::NaiveDate;

/// Identities that the evidence lists one by one. A pooled account of a payroll agent or an exchange may have a hundred
/// thousand: the finding counts them all and holds all rows, and its text stays readable.
pub const USES_LISTED_MAX: usize = 50;

/// Reports each key that is paid under as many identities as the policy's `identities_min`, or more. One finding for
/// each key, in the order of the keys.
pub fn screen(ledgers: &[Ledger], identities: &Identities, rules: &AccountRules, allow: &AllowList) -> Vec<Finding> {
    // One identity alone shares nothing, whatever a policy says.
    let identities_min = rules.identities_min.max(2);
    uses_by_key(ledgers, identities)
        .iter()
        // A row without a name and an id says nothing about another person; it is listed with the others.
        .filter(|(_, uses)| uses.named(identities).count() >= identities_min)
        .map(|(key, uses)| allow.apply(shared(key, uses, identities), key))
        .collect()
}

/// Everything that was paid to one key.
struct Uses<'a> {
    shown: &'a str,
    is_wallet: bool,
    strength: KeyStrength,
    by_identity: Map<u32, IdentityUse>,
}

/// What one identity was paid there.
#[derive(Default)]
struct IdentityUse {
    rows: Vec<RowRef>,
    dates: Option<(NaiveDate, NaiveDate)>,
}

impl Uses<'_> {
    /// Identities that bear a name or an id.
    fn named<'i>(&'i self, identities: &'i Identities) -> impl Iterator<Item = &'i IdentityFacts> {
        self.by_identity.keys().map(|index| identities.at(*index)).filter(|facts| facts.is_named)
    }
}

/// A destination as far as reuse is concerned: key, text, kind and strength.
fn comparable(destination: &Destination) -> Option<(String, &str, bool, KeyStrength)> {
    match destination {
        Destination::Account(account) => {
            account.is_comparable().then(|| (account.key.clone(), account.shown.as_str(), false, account.strength))
        }
        // A damaged address is the same text in two rows, but whose it is nobody knows.
        Destination::Wallet(wallet) => {
            let damaged = wallet.is_exact_text() && matches!(wallet.checksum, Checksum::Wrong(_));
            let strength = if damaged { KeyStrength::Weak } else { KeyStrength::Strong };
            Some((wallet.owner_key(), wallet.shown.as_str(), true, strength))
        }
        Destination::Unreadable { .. } => None,
    }
}

fn uses_by_key<'a>(ledgers: &'a [Ledger], identities: &Identities) -> Map<String, Uses<'a>> {
    let mut all: Map<String, Uses<'a>> = Map::new();
    for (row, payment) in payments(ledgers).filter(|(_, payment)| payment.direction == Direction::Out) {
        let Some(identity) = identities.index(row) else { continue };
        for (key, shown, is_wallet, strength) in payment.destinations.iter().filter_map(comparable) {
            let uses = all.entry(key).or_insert_with(|| Uses { shown, is_wallet, strength, by_identity: Map::new() });
            uses.by_identity.entry(identity).or_default().add(row, payment);
        }
    }
    all
}

impl IdentityUse {
    fn add(&mut self, row: RowRef, payment: &Payment) {
        // One row may name one key twice, in two spellings of a tag.
        if self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
        if let Some(day) = payment.value_date {
            let (first, last) = self.dates.unwrap_or((day, day));
            self.dates = Some((first.min(day), last.max(day)));
        }
    }
}

fn shared(key: &str, uses: &Uses<'_>, identities: &Identities) -> Finding {
    let named: Vec<&IdentityFacts> = uses.named(identities).collect();
    let (code, severity) = judge(uses, &named);
    let subject = if uses.is_wallet { Subject::Wallet(key.to_owned()) } else { Subject::Account(key.to_owned()) };
    let rows = uses.by_identity.values().flat_map(|of_one| of_one.rows.iter().copied()).collect();
    let evidence = Evidence::SharedKey {
        key: key.to_owned(),
        shown: uses.shown.to_owned(),
        strength: uses.strength,
        identities: named.len() as u64,
        uses: listed_uses(uses, identities),
    };
    Finding::new(code, severity, subject, evidence, rows)
}

/// Which rule holds. A household is told from strangers only where everybody states the same surname and address.
fn judge(uses: &Uses<'_>, named: &[&IdentityFacts]) -> (FindingCode, Severity) {
    let code = if uses.is_wallet { FindingCode::SharedWallet } else { FindingCode::SharedAccount };
    match () {
        () if uses.strength == KeyStrength::Weak => (FindingCode::WeakAccountShared, Severity::Note),
        () if contradiction::is_household(named) => (FindingCode::HouseholdAccount, Severity::Note),
        () if contradiction::any_two_contradict(named) => (code, Severity::Escalate),
        () => (code, Severity::Review),
    }
}

/// The first identities by first payment; who states no date comes last.
fn listed_uses(uses: &Uses<'_>, identities: &Identities) -> Vec<KeyUse> {
    let mut order: Vec<(u32, &IdentityUse)> = uses.by_identity.iter().map(|(index, of_one)| (*index, of_one)).collect();
    // Positions are in the order of the keys, so that the order of rows does not show.
    order.sort_by_key(|(index, of_one)| (of_one.dates.is_none(), of_one.dates.map(|(first, _)| first), *index));
    order.truncate(USES_LISTED_MAX);
    order.into_iter().map(|(index, of_one)| key_use(identities.at(index), of_one)).collect()
}

fn key_use(facts: &IdentityFacts, of_one: &IdentityUse) -> KeyUse {
    KeyUse {
        identity: facts.key.clone(),
        name: facts.name().to_owned(),
        payee_ids: facts.payee_ids.clone(),
        birth_date: facts.birth_date.clone(),
        address: facts.addresses.first().cloned(),
        country: facts.countries.first().cloned(),
        payments: of_one.rows.len() as u64,
        dates: of_one.dates,
    }
}

#[cfg(test)]
mod tests;
