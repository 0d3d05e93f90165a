//! The names that a ledger gives its payees, against the names of listed parties.
//!
//! Each distinct name with its facts is screened once. A name of a payee and a different name of the account holder
//! are both screened; the finding says which field it stands in.

use super::identities::Identities;
use super::names::{Keep, ListedNames, NameQuery};
use super::{BestCandidate, Progress};
use crate::Map;
use crate::finding::code::FindingCode;
use crate::finding::evidence::{Evidence, ListedNameKind, NameHit};
use crate::finding::{Finding, RowRef, Severity, Subject};
use crate::ledger::{Ledger, Row};
use crate::name::score::{Band, Score};
use crate::payment::Payment;
use crate::payment::payee::IdentityKey;
use crate::policy::NameRules;
use crate::watchlist::alias::AliasStrength;
use crate::watchlist::entry::{EntryId, ListEntry};

/// Score from which a candidate is kept as negative evidence.
const EVIDENCE_FLOOR: Score = crate::name::score::WEAK_SCORE_MIN;

/// What makes two hits one finding: identity, name as written, field, entry.
type HitKey = (IdentityKey, String, String, EntryId);

/// Candidates kept for one name below the alert line; above it all are.
const WEAK_HITS_MAX: usize = 5;

/// Findings on names, and for each ledger and row the best candidate.
pub fn screen<'a>(
    ledgers: &[Ledger],
    identities: &Identities,
    entries: impl Iterator<Item = (EntryId, &'a ListEntry)>,
    rules: &NameRules,
    progress: Progress<'_>,
) -> (Vec<Finding>, Vec<Vec<Option<BestCandidate>>>) {
    let rows_by_query = queries(ledgers);
    let queries: Vec<NameQuery> = rows_by_query.keys().cloned().collect();
    let listed = ListedNames::of(entries);
    let hits = listed.screen(&queries, rules, EVIDENCE_FLOOR, Keep::Alerts(WEAK_HITS_MAX), progress);
    let mut best: Vec<Vec<Option<BestCandidate>>> =
        ledgers.iter().map(|ledger| vec![None; ledger.rows.len()]).collect();
    let mut found: Map<HitKey, (NameHit, Vec<RowRef>)> = Map::new();
    for ((_, rows), hits) in rows_by_query.iter().zip(hits) {
        if let Some(hit) = hits.iter().max_by_key(|hit| (hit.score, hit.band)) {
            keep_best(&mut best, rows, hit);
        }
        for hit in hits.into_iter().filter(|hit| hit.band >= Band::Possible || is_lowered(hit, rules)) {
            for (identity, rows) in by_identity(rows, identities) {
                let key = (identity, hit.payee_name.clone(), hit.field.clone(), hit.entry.clone());
                join(found.entry(key).or_insert_with(|| (hit.clone(), Vec::new())), &hit, &rows);
            }
        }
    }
    (found.into_iter().map(|((identity, ..), (hit, rows))| finding(identity, hit, rows)).collect(), best)
}

/// True for a hit whose score is above the line and whose band is not: what lowered it must be seen. A weak alias is
/// below the line by rule, not by evidence.
fn is_lowered(hit: &NameHit, rules: &NameRules) -> bool {
    let is_weak_alias = matches!(hit.name_kind, ListedNameKind::Alias(_, AliasStrength::Weak));
    hit.score >= rules.alert_score_min && !is_weak_alias
}

/// One payee may be written with a birth date here and without one there: that is one finding on all its rows, with the
/// graver of the hits.
fn join(known: &mut (NameHit, Vec<RowRef>), hit: &NameHit, rows: &[RowRef]) {
    if (hit.band, hit.score) > (known.0.band, known.0.score) {
        known.0 = hit.clone();
    }
    known.1.extend_from_slice(rows);
}

/// Every distinct name with the facts beside it, and the rows that bear it.
fn queries(ledgers: &[Ledger]) -> Map<NameQuery, Vec<RowRef>> {
    let mut rows_by_query: Map<NameQuery, Vec<RowRef>> = Map::new();
    for (ledger_number, ledger) in (0u32..).zip(ledgers) {
        for (row_number, row) in (0u32..).zip(&ledger.rows) {
            let Row::Payment(payment) = row else { continue };
            let at = RowRef { ledger: ledger_number, row: row_number };
            for query in names_of(payment) {
                rows_by_query.entry(query).or_default().push(at);
            }
        }
    }
    rows_by_query
}

fn names_of(payment: &Payment) -> Vec<NameQuery> {
    let payee = &payment.payee;
    let query = |name: &str, field| NameQuery {
        name: name.to_owned(),
        field,
        kind: payee.kind,
        birth_date: payee.birth_date.clone(),
        country: payee.country.clone(),
        id_number: payee.id_number.clone(),
    };
    let mut queries = Vec::new();
    if let Some(name) = payee.name.as_deref() {
        queries.push(query(name, "payee_name"));
    }
    if let Some(holder) = payment.holder_name.as_deref()
        && payee.name.as_deref() != Some(holder)
    {
        // The account holder is another party: what is known of the payee need not hold for it.
        queries.push(NameQuery { birth_date: None, country: None, id_number: None, ..query(holder, "holder_name") });
    }
    queries
}

fn keep_best(best: &mut [Vec<Option<BestCandidate>>], rows: &[RowRef], hit: &NameHit) {
    for at in rows {
        let Some(slot) = best.get_mut(at.ledger as usize).and_then(|rows| rows.get_mut(at.row as usize)) else {
            continue;
        };
        if slot.as_ref().is_none_or(|kept| (kept.score, kept.band) < (hit.score, hit.band)) {
            *slot = Some(BestCandidate {
                entry: hit.entry.clone(),
                matched_name: hit.matched_name.clone(),
                score: hit.score,
                band: hit.band,
            });
        }
    }
}

/// Rows by the identity that bears the name.
fn by_identity(rows: &[RowRef], identities: &Identities) -> Map<IdentityKey, Vec<RowRef>> {
    let mut by_identity: Map<IdentityKey, Vec<RowRef>> = Map::new();
    for at in rows {
        if let Some(identity) = identities.key(*at) {
            by_identity.entry(identity.clone()).or_default().push(*at);
        }
    }
    by_identity
}

fn finding(identity: IdentityKey, hit: NameHit, rows: Vec<RowRef>) -> Finding {
    let severity = match hit.band {
        Band::Strong => Severity::Escalate,
        Band::Possible => Severity::Review,
        Band::Weak | Band::None => Severity::Note,
    };
    let code = match hit.name_kind {
        _ if hit.band < Band::Possible => FindingCode::AlertLowered,
        ListedNameKind::Alias(_, AliasStrength::Weak) => FindingCode::WeakAliasMatch,
        _ => FindingCode::NameMatch,
    };
    Finding::new(code, severity, Subject::Payee(identity), Evidence::Name(Box::new(hit)), rows)
}
