//! The checks, run in one written order.
//!
//! Each check is one plain function: ledgers, list and rule in, findings out. [`screen`] calls them all, sorts what
//! they say and gathers the hits on one payee into an alert.

pub mod accounts;
pub mod allow_list;
pub mod data;
pub mod destinations;
pub mod identities;
pub mod lists;
pub mod names;
pub mod payees;
#[cfg(test)]
mod test_ledgers;
#[cfg(test)]
mod test_properties;
pub mod wallets;

use crate::Map;
use crate::finding::alert::{Alert, AlertId};
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, Severity, Subject};
use crate::ledger::Ledger;
use crate::ledger::control_totals::DeclaredTotal;
use crate::name::score::{Band, Score};
use crate::payment::payee::IdentityKey;
use crate::policy::Policy;
use crate::watchlist::Watchlist;
use crate::watchlist::entry::{EntryId, ListEntry};
use crate::watchlist::selection::Selection;
use allow_list::AllowList;
use chrono::NaiveDate;
use identities::Identities;
use wallets::ListedWallets;

/// Where `as_of` comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOfFrom {
    /// `--as-of`.
    Option,
    /// The newest value date in the ledgers.
    ValueDate,
    /// The newest publication date in the archive.
    Publication,
}

impl AsOfFrom {
    /// `option`, `value-date` or `publication`, as in `run.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::ValueDate => "value-date",
            Self::Publication => "publication",
        }
    }

    /// A few words for people.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Option => "as given with --as-of",
            Self::ValueDate => "the newest value date in the ledgers",
            Self::Publication => "the newest publication date of the lists",
        }
    }
}

/// Everything that is screened, and by what.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Ledgers in the order of name, then digest.
    pub ledgers: &'a [Ledger],
    /// `--expect`, compared.
    pub expected: &'a [DeclaredTotal],
    /// Entries in force.
    pub watchlist: &'a Watchlist,
    /// Which snapshots were chosen, and which are absent or stale.
    pub selection: &'a Selection,
    /// Settings in force.
    pub policy: &'a Policy,
    /// The day from whose view lists and ages are seen.
    pub as_of: NaiveDate,
    /// Where it comes from.
    pub as_of_from: AsOfFrom,
}

/// The best candidate that the index offered for one row: the negative evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestCandidate {
    /// The entry.
    pub entry: EntryId,
    /// Which of its names.
    pub matched_name: String,
    /// How well it agrees.
    pub score: Score,
    /// What that means.
    pub band: Band,
}

/// What screening has to say about all ledgers of a run.
#[derive(Debug, Clone, Default)]
pub struct Screened {
    /// All findings: gravest first, then by code, then as each check orders them.
    pub findings: Vec<Finding>,
    /// Alerts, gravest first.
    pub alerts: Vec<Alert>,
    /// For each ledger and row, the best candidate for its payee's name, also below the alert line.
    pub best: Vec<Vec<Option<BestCandidate>>>,
}

/// Told now and then how many of how many distinct names are screened; called from several threads.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// Runs every check over all ledgers of a run.
pub fn screen(inputs: Inputs<'_>, progress: Progress<'_>) -> Screened {
    let Inputs { ledgers, policy, watchlist, .. } = inputs;
    let identities = Identities::of(ledgers);
    let allow = AllowList::of(&policy.accounts.allow, inputs.as_of);
    let wallets = watchlist
        .entries()
        .flat_map(|(id, entry)| entry.wallets.iter().map(move |wallet| (id.clone(), entry.name.clone(), wallet)));
    let listed_wallets = ListedWallets::of(wallets);
    let (name_findings, best) = payees::screen(ledgers, &identities, watchlist.entries(), &policy.names, progress);
    let mut findings = lists::screen(&inputs);
    findings.extend(data::screen(&inputs));
    findings.extend(name_findings);
    findings.extend(wallets::screen(ledgers, &identities, &listed_wallets, &policy.wallets, &allow));
    findings.extend(accounts::screen(ledgers, &identities, &policy.accounts, &allow));
    findings.extend(destinations::screen(ledgers));
    findings.extend(allow.findings(&findings));
    let alerts = gather_alerts(&mut findings);
    findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then(a.code.cmp(&b.code))
            .then_with(|| order_of(b).cmp(&order_of(a)))
            .then_with(|| (&a.subject, &a.rows, &a.id).cmp(&(&b.subject, &b.rows, &b.id)))
    });
    Screened { findings, alerts, best }
}

/// The listed parties that findings and best candidates name, for the report.
pub fn entries_named(screened: &Screened, watchlist: &Watchlist) -> Map<EntryId, ListEntry> {
    let of_findings = screened.findings.iter().filter_map(|finding| match &finding.evidence {
        Evidence::Name(hit) => Some(&hit.entry),
        Evidence::ListedWallet { entry, .. } => Some(entry),
        _ => None,
    });
    let of_rows = screened.best.iter().flatten().flatten().map(|best| &best.entry);
    of_findings.chain(of_rows).filter_map(|id| watchlist.entry(id).map(|entry| (id.clone(), entry.clone()))).collect()
}

/// Better scores first among findings of one code.
fn order_of(finding: &Finding) -> (Band, Score) {
    match &finding.evidence {
        Evidence::Name(hit) => (hit.band, hit.score),
        Evidence::ListedWallet { .. } => (Band::Strong, Score::SAME),
        _ => (Band::None, Score::NONE),
    }
}

/// Puts every hit on a payee into that payee's alert.
fn gather_alerts(findings: &mut [Finding]) -> Vec<Alert> {
    let mut by_payee: Map<IdentityKey, Vec<&mut Finding>> = Map::new();
    for finding in findings {
        let is_hit = matches!(finding.evidence, Evidence::Name(_) | Evidence::ListedWallet { .. })
            && finding.code != FindingCode::AlertLowered;
        if let (true, Subject::Payee(identity)) = (is_hit, finding.subject.clone()) {
            by_payee.entry(identity).or_default().push(finding);
        }
    }
    let mut alerts: Vec<Alert> = by_payee.into_iter().map(|(identity, hits)| alert(identity, hits)).collect();
    alerts.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.rows.cmp(&b.rows)).then_with(|| a.id.cmp(&b.id)));
    alerts
}

fn alert(identity: IdentityKey, mut hits: Vec<&mut Finding>) -> Alert {
    let id = AlertId::of(&identity);
    hits.sort_by(|a, b| {
        b.severity.cmp(&a.severity).then_with(|| order_of(b).cmp(&order_of(a))).then_with(|| a.id.cmp(&b.id))
    });
    let mut rows = Vec::new();
    for hit in &mut hits {
        hit.alert = Some(id.clone());
        rows.extend_from_slice(&hit.rows);
    }
    rows.sort_unstable();
    rows.dedup();
    let severity = hits.iter().map(|hit| hit.severity).max().unwrap_or(Severity::Note);
    Alert { id, identity, severity, findings: hits.iter().map(|hit| hit.id.clone()).collect(), rows }
}
