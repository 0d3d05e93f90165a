//! Names of payees against the names of listed parties.
//!
//! A name is screened once for each set of facts beside it, however many payments bear it. For each entry the best of
//! its names counts; weak aliases alone never make more than their rules allow (OFAC FAQ 122 to 125).

pub mod qualifiers;
pub mod rules;

use super::Progress;
use crate::birth_date::BirthDate;
use crate::finding::evidence::{ListedNameKind, NameHit};
use crate::name::Name;
use crate::name::alignment::{Comparison, WeighedName, compare};
use crate::name::candidates::{Found, IndexedName, NameIndex, Scratch};
use crate::name::part;
use crate::name::score::{Band, NameRule, Score};
use crate::payment::payee::PartyKind;
use crate::policy::NameRules;
use crate::watchlist::entry::{EntryId, EntryKind, ListEntry};
use qualifiers::EntryFacts;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// A name with what is known beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameQuery {
    /// The name as written.
    pub name: String,
    /// Field of the ledger that it stands in.
    pub field: &'static str,
    /// Person, entity ... or unknown.
    pub kind: PartyKind,
    /// Birth date, where stated.
    pub birth_date: Option<BirthDate>,
    /// Country as written, where stated.
    pub country: Option<String>,
    /// Number of an identity document, where stated.
    pub id_number: Option<String>,
}

impl NameQuery {
    /// A name of which nothing else is known.
    pub fn of_name(name: &str, kind: PartyKind) -> Self {
        Self { name: name.to_owned(), field: "name", kind, birth_date: None, country: None, id_number: None }
    }
}

/// Which hits on one name are kept.
#[derive(Debug, Clone, Copy)]
pub enum Keep {
    /// The best, this many.
    Top(usize),
    /// All at the alert line and above, and this many below it.
    Alerts(usize),
}

/// One name of one entry.
struct ListedName {
    entry: u32,
    text: String,
    kind: ListedNameKind,
}

/// The names of a watchlist, prepared for screening.
pub struct ListedNames {
    entries: Vec<(EntryId, EntryFacts)>,
    names: Vec<ListedName>,
    index: NameIndex,
}

impl ListedNames {
    /// Prepares the names of `entries`.
    pub fn of<'a>(entries: impl IntoIterator<Item = (EntryId, &'a ListEntry)>) -> Self {
        let (mut facts, mut names, mut indexed) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (id, entry)) in (0u32..).zip(entries) {
            for (text, kind) in names_of(entry) {
                let parts = part::parts(&text, party_kind(entry.kind));
                indexed.push(IndexedName { entry: number, parts, rule: rule(entry.kind) });
                names.push(ListedName { entry: number, text, kind });
            }
            facts.push((id, EntryFacts::of(entry)));
        }
        Self { entries: facts, names, index: NameIndex::new(&indexed) }
    }

    /// The index over all names, in the order of entries and of their names.
    pub fn index(&self) -> &NameIndex {
        &self.index
    }

    /// Screens every query on all cores. Each answer holds one hit for each entry that reaches `floor`, as many
    /// as `keep` says: strongest band first, then best score, then order of the lists.
    pub fn screen(
        &self,
        queries: &[NameQuery],
        rules: &NameRules,
        floor: Score,
        keep: Keep,
        progress: Progress<'_>,
    ) -> Vec<Vec<NameHit>> {
        let (done, total) = (AtomicU64::new(0), queries.len() as u64);
        let weighed: Vec<Vec<WeighedName>> = queries.par_iter().map(|query| self.weigh(query, rules)).collect();
        let lookups = self.index.look_up(weighed.iter().flatten());
        queries
            .par_iter()
            .zip(&weighed)
            .map_init(Scratch::default, |scratch, (query, readings)| {
                let search = |name: &WeighedName| self.index.search(name, &lookups, floor, scratch);
                let found: Vec<Found> = readings.iter().flat_map(search).collect();
                let hits = self.best_of_entries(query, found, rules, keep);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                hits
            })
            .collect()
    }

    fn weigh(&self, query: &NameQuery, rules: &NameRules) -> Vec<WeighedName> {
        let text: String = query.name.chars().take(rules.name_chars_max).collect();
        Name::readings(&text, query.kind).iter().map(|name| self.index.weigh(name)).collect()
    }

    /// The hits on the best `top` entries: of each entry's names that were found, the one that says most.
    fn best_of_entries(&self, query: &NameQuery, mut found: Vec<Found>, rules: &NameRules, keep: Keep) -> Vec<NameHit> {
        found.sort_by_key(|found| (self.names[found.name as usize].entry, found.name));
        let mut best: Vec<Best<'_>> = found
            .chunk_by(|a, b| self.names[a.name as usize].entry == self.names[b.name as usize].entry)
            .filter_map(|names| self.best_name(query, names, rules))
            .collect();
        best.sort_by(|a, b| {
            (b.band, b.found.comparison.score).cmp(&(a.band, a.found.comparison.score)).then(a.entry.cmp(&b.entry))
        });
        let alerting =
            |best: &Best<'_>| best.band >= Band::Possible || best.found.comparison.score >= rules.alert_score_min;
        match keep {
            Keep::Top(top) => best.truncate(top),
            Keep::Alerts(weak) => {
                let mut left = weak;
                best.retain(|best| {
                    let is_kept = alerting(best) || left > 0;
                    left -= usize::from(!alerting(best) && left > 0);
                    is_kept
                });
            }
        }
        best.into_iter().map(|best| self.hit(query, best)).collect()
    }

    fn best_name<'a>(&self, query: &NameQuery, found: &'a [Found], rules: &NameRules) -> Option<Best<'a>> {
        let entry = self.names[found.first()?.name as usize].entry;
        let qualifiers = qualifiers::compare(query, &self.entries[entry as usize].1);
        let band_of = |found: &Found| {
            let kind = self.names[found.name as usize].kind;
            rules::band(&found.comparison, kind, &qualifiers, rules)
        };
        // Of equals the first name of the entry stays: the primary name stands first.
        let found = found.iter().rev().max_by_key(|found| (band_of(found), found.comparison.score))?;
        Some(Best { entry, band: band_of(found), found })
    }

    fn hit(&self, query: &NameQuery, best: Best<'_>) -> NameHit {
        let (id, facts) = &self.entries[best.entry as usize];
        let name = &self.names[best.found.name as usize];
        NameHit {
            entry: id.clone(),
            matched_name: name.text.clone(),
            name_kind: name.kind,
            payee_name: query.name.clone(),
            field: query.field.to_owned(),
            score: best.found.comparison.score,
            band: best.band,
            alignments: best.found.comparison.alignments.clone(),
            qualifiers: qualifiers::compare(query, facts).into_iter().map(|(qualifier, _)| qualifier).collect(),
        }
    }
}

/// Two names compared outside any list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairComparison {
    /// How they agree.
    pub comparison: Comparison,
    /// What the score alone means.
    pub band: Band,
}

impl ListedNames {
    /// Compares a payee's name with a listed name as [`ListedNames::screen`] would, if that name stood on the list.
    /// Nothing but the names is known, so the band is that of the score.
    pub fn compare_pair(&self, payee: &str, listed: &str, kind: PartyKind, rules: &NameRules) -> PairComparison {
        let query = NameQuery::of_name(payee, kind);
        let on_list = self.names.iter().find(|name| name.text == listed);
        let listed_kind = match kind {
            // A name that stands on the list is compared as what it is there, as `match` does.
            _ if on_list.is_some() => on_list.map_or(kind, |name| self.entries[name.entry as usize].1.party_kind()),
            PartyKind::Unknown if part::has_legal_form(listed) || part::has_legal_form(payee) => PartyKind::Entity,
            PartyKind::Unknown => PartyKind::Individual,
            kind => kind,
        };
        let listed = [Name { text: listed.to_owned(), parts: part::parts(listed, listed_kind) }];
        let rule = if listed_kind == PartyKind::Individual { NameRule::Person } else { NameRule::Organisation };
        let best = self
            .weigh(&query, rules)
            .iter()
            .flat_map(|payee| listed.iter().map(|listed| compare(payee, &self.index.weigh(listed), rule)))
            .reduce(|best, next| if next.score > best.score { next } else { best });
        let comparison = best.unwrap_or(Comparison { score: Score::NONE, alignments: Vec::new() });
        PairComparison { band: rules::by_score(comparison.score, rules), comparison }
    }
}

/// The name of one entry that says most about a query.
struct Best<'a> {
    entry: u32,
    band: Band,
    found: &'a Found,
}

/// All names of an entry, the primary name first.
fn names_of(entry: &ListEntry) -> Vec<(String, ListedNameKind)> {
    let mut names = vec![(entry.name.clone(), ListedNameKind::Primary)];
    for alias in &entry.aliases {
        let kind = ListedNameKind::Alias(alias.kind, alias.strength);
        names.extend(alias.names().into_iter().map(|name| (name.to_owned(), kind)));
    }
    names.extend(entry.original_script.iter().map(|name| (name.clone(), ListedNameKind::OriginalScript)));
    names
}

/// The kind of party a listed entry is.
pub fn party_kind(kind: EntryKind) -> PartyKind {
    match kind {
        EntryKind::Individual => PartyKind::Individual,
        EntryKind::Entity => PartyKind::Entity,
        EntryKind::Vessel => PartyKind::Vessel,
        EntryKind::Aircraft => PartyKind::Aircraft,
    }
}

fn rule(kind: EntryKind) -> NameRule {
    match kind {
        EntryKind::Individual => NameRule::Person,
        EntryKind::Entity | EntryKind::Vessel | EntryKind::Aircraft => NameRule::Organisation,
    }
}
