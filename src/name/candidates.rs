//! Which listed names are worth comparing at all, without losing one.
//!
//! Every agreement is between parts that this index knows: equal, a few edits apart, of one skeleton, an initial, or
//! joined from neighbours. For each listed name that shares an agreement, the index adds up the most that the
//! agreements can earn and the least that the rest must cost. A name whose best possible score is below the floor is
//! left out; every other is compared in full. So the hits are those of comparing every pair (invariant 6; the argument
//! is in `docs/methodology.md`, the proof by test in `tests/names.rs`).

use super::Name;
use super::alignment::{self, Comparison, WeighedName, WeighedPart, agreement, joined_agrees};
use super::part::{NamePart, PartRole};
use super::score::{self, NameRule, Score};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One listed name to be indexed.
#[derive(Debug, Clone)]
pub struct IndexedName {
    /// Position of its entry; names of one entry share it. A part is counted once for each entry.
    pub entry: u32,
    /// Its parts.
    pub parts: Vec<NamePart>,
    /// Rules it is compared by.
    pub rule: NameRule,
}

/// A listed name that agrees with a payee's name at least as well as the floor asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Position of the name in the index.
    pub name: u32,
    /// How it agrees.
    pub comparison: Comparison,
}

/// A listed name, weighed.
struct PreparedName {
    name: WeighedName,
    rule: NameRule,
    /// Cost of all its parts, if nothing answered them.
    cost: u32,
}

/// A name that bears a part, and what that part costs there when nothing answers it.
#[derive(Clone, Copy)]
struct Posting {
    name: u32,
    cost: u32,
}

/// A part, or parts joined, with the names that bear it.
struct Term {
    part: WeighedPart,
    is_joined: bool,
    postings: Vec<Posting>,
}

/// What one part of a payee's name may agree with: terms, and the most that each can earn.
type Lookup = Vec<(u32, u32)>;

/// Answers for all distinct parts of a run, so that each is looked up once.
#[derive(Default)]
pub struct Lookups(HashMap<Query, Lookup>);

/// Listed names by their parts.
pub struct NameIndex {
    names: Vec<PreparedName>,
    terms: Vec<Term>,
    /// Entries that bear a part.
    entries: HashMap<String, u32>,
    /// Parts by length.
    parts_by_length: ByLength,
    /// Parts joined from neighbours, by length.
    joined_by_length: ByLength,
    by_skeleton: HashMap<String, Vec<u32>>,
    /// Terms by first letter, to answer an initial.
    by_first_letter: HashMap<char, Vec<u32>>,
    /// Terms that are initials, by their letter.
    initials: HashMap<char, Vec<u32>>,
}

/// Terms by length, each with its classes of letters, so that most are passed over without being read.
#[derive(Default)]
struct ByLength(Vec<Vec<(u64, u32)>>);

impl ByLength {
    fn add(&mut self, part: &WeighedPart, id: u32) {
        let length = part.length();
        if self.0.len() <= length {
            self.0.resize(length + 1, Vec::new());
        }
        self.0[length].push((part.letters(), id));
    }

    /// Terms that may differ from `part` by no more than `edits_max` allows for the two lengths.
    fn near(&self, part: &WeighedPart, edits_max: fn(usize, usize) -> u8, found: &mut Vec<u32>) {
        let widest = usize::from(score::EDITS_MAX);
        for length in part.length().saturating_sub(widest)..=part.length() + widest {
            let edits = edits_max(length, part.length());
            let Some(terms) = self.0.get(length) else { continue };
            if length.abs_diff(part.length()) > usize::from(edits) {
                continue;
            }
            // An edit changes at most two classes of letters.
            let letters_max = 2 * u32::from(edits);
            let near = terms.iter().filter(|(letters, _)| (letters ^ part.letters()).count_ones() <= letters_max);
            found.extend(near.map(|(_, id)| *id));
        }
    }
}

/// Working space of a search, reused from name to name.
#[derive(Default)]
pub struct Scratch {
    sums: Vec<Sums>,
    touched: Vec<u32>,
}

/// What is known of one candidate: the most it can earn, the most that is answered on either side.
#[derive(Clone, Copy, Default)]
struct Sums {
    earned: u32,
    payee: u32,
    listed: u32,
}

impl NameIndex {
    /// Indexes `names`. Their order decides nothing but the numbers by which they are found.
    pub fn new(names: &[IndexedName]) -> Self {
        let entries = entries_by_part(names);
        let prepared: Vec<PreparedName> = names.iter().map(|name| prepare(name, &entries)).collect();
        let terms = terms(&prepared);
        let (mut parts_by_length, mut joined_by_length) = (ByLength::default(), ByLength::default());
        let mut by_skeleton: HashMap<String, Vec<u32>> = HashMap::new();
        let mut by_first_letter: HashMap<char, Vec<u32>> = HashMap::new();
        let mut initials: HashMap<char, Vec<u32>> = HashMap::new();
        for (id, term) in (0u32..).zip(&terms) {
            if term.is_joined {
                joined_by_length.add(&term.part, id);
                continue;
            }
            parts_by_length.add(&term.part, id);
            if let Some(skeleton) = term.part.skeleton() {
                by_skeleton.entry(skeleton.to_owned()).or_default().push(id);
            }
            if let Some(letter) = term.part.text.chars().next() {
                by_first_letter.entry(letter).or_default().push(id);
                if term.part.role == PartRole::Initial {
                    initials.entry(letter).or_default().push(id);
                }
            }
        }
        Self {
            names: prepared,
            terms,
            entries,
            parts_by_length,
            joined_by_length,
            by_skeleton,
            by_first_letter,
            initials,
        }
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// True without any name.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The parts of `name`, weighed by how many listed entries bear them.
    pub fn weigh(&self, name: &Name) -> WeighedName {
        WeighedName::new(name.parts.iter().map(|part| self.weigh_part(&part.text, part.role)).collect())
    }

    fn weigh_part(&self, text: &str, role: PartRole) -> WeighedPart {
        WeighedPart::new(text, role, self.entries.get(text).copied().unwrap_or(0))
    }

    /// Looks up every distinct part of `names` once, on all cores.
    pub fn look_up<'a>(&self, names: impl IntoIterator<Item = &'a WeighedName>) -> Lookups {
        let mut texts: BTreeSet<Query> = BTreeSet::new();
        for name in names {
            texts.extend(queries(name).into_iter().map(|(query, _)| query));
        }
        let texts: Vec<Query> = texts.into_iter().collect();
        Lookups(texts.into_par_iter().map(|query| (query.clone(), self.look_up_one(&query))).collect())
    }

    fn look_up_one(&self, query: &Query) -> Lookup {
        let mut found = Vec::new();
        match query {
            Query::Part(text, role) => {
                let part = self.weigh_part(text, *role);
                for id in self.terms_for(&part) {
                    let term = &self.terms[id as usize];
                    if let Some(earned) = earned_by(&part, term) {
                        found.push((id, earned));
                    }
                }
            }
            Query::Joined(text, weight) => {
                let joined = WeighedPart::joined(text, *weight);
                let mut ids = Vec::new();
                self.parts_by_length.near(&joined, score::joined_edits_max, &mut ids);
                for id in ids {
                    let term = &self.terms[id as usize];
                    if joined_agrees(&joined, &term.part) {
                        found.push((id, (*weight).max(term.part.weight)));
                    }
                }
            }
        }
        found
    }

    /// Every term with which the rules may allow an agreement.
    fn terms_for(&self, part: &WeighedPart) -> Vec<u32> {
        let mut ids = Vec::new();
        self.parts_by_length.near(part, score::edits_max, &mut ids);
        self.joined_by_length.near(part, score::joined_edits_max, &mut ids);
        let same_skeleton = part.skeleton().and_then(|skeleton| self.by_skeleton.get(skeleton));
        ids.extend(same_skeleton.into_iter().flatten());
        if let Some(letter) = part.text.chars().next() {
            let by_letter = if part.role == PartRole::Initial { &self.by_first_letter } else { &self.initials };
            ids.extend(by_letter.get(&letter).into_iter().flatten());
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// All names that agree with `payee` at `floor` or better: best first, ties by position.
    pub fn search(&self, payee: &WeighedName, lookups: &Lookups, floor: Score, scratch: &mut Scratch) -> Vec<Found> {
        scratch.sums.resize(self.names.len(), Sums::default());
        for (query, answered) in queries(payee) {
            let Some(lookup) = lookups.0.get(&query) else { continue };
            for &(term, earned) in lookup {
                for posting in &self.terms[term as usize].postings {
                    let sums = &mut scratch.sums[posting.name as usize];
                    if sums.earned == 0 {
                        scratch.touched.push(posting.name);
                    }
                    sums.earned += earned.max(1);
                    sums.payee += answered;
                    sums.listed += posting.cost;
                }
            }
        }
        let payee_cost: u32 = payee.parts.iter().map(least_cost_of_payee_part).sum();
        let mut found: Vec<Found> = Vec::new();
        for &name in &scratch.touched {
            let sums = std::mem::take(&mut scratch.sums[name as usize]);
            if self.best_possible(payee_cost, name, sums) >= floor {
                let listed = &self.names[name as usize];
                if alignment::score(payee, &listed.name, listed.rule) >= floor {
                    found.push(Found { name, comparison: self.compare(payee, name) });
                }
            }
        }
        scratch.touched.clear();
        found.sort_by(|a, b| b.comparison.score.cmp(&a.comparison.score).then(a.name.cmp(&b.name)));
        found
    }

    /// A score that the comparison cannot exceed.
    fn best_possible(&self, payee_cost: u32, name: u32, sums: Sums) -> Score {
        let listed_cost = self.names[name as usize].cost;
        let unanswered = payee_cost.saturating_sub(sums.payee) + listed_cost.saturating_sub(sums.listed);
        Score::of(sums.earned, sums.earned + unanswered)
    }

    /// Compares `payee` with the listed name at position `name`, whatever the index thinks of it.
    pub fn compare(&self, payee: &WeighedName, name: u32) -> Comparison {
        let listed = &self.names[name as usize];
        alignment::compare(payee, &listed.name, listed.rule)
    }
}

/// A text to look up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Query {
    /// One part in its role.
    Part(String, PartRole),
    /// Neighbours written as one, with the sum of their weights.
    Joined(String, u32),
}

/// What to look up for a name, each with the cost that an answer would take away.
fn queries(name: &WeighedName) -> Vec<(Query, u32)> {
    let single =
        name.parts.iter().map(|part| (Query::Part(part.text.clone(), part.role), least_cost_of_payee_part(part)));
    let joined = name.joined.iter().map(|joined| {
        let answered = name.parts[joined.from..joined.to].iter().map(least_cost_of_payee_part).sum();
        (Query::Joined(joined.part.text.clone(), joined.part.weight), answered)
    });
    single.chain(joined).collect()
}

/// The lower of the two rules, so that the bound holds for both.
fn least_cost_of_payee_part(part: &WeighedPart) -> u32 {
    let cost = |rule| score::cost_of_payee_part(part.role, part.weight, rule);
    cost(NameRule::Person).min(cost(NameRule::Organisation))
}

/// The most that `part` can earn from a term; `None` where they do not agree.
fn earned_by(part: &WeighedPart, term: &Term) -> Option<u32> {
    if term.is_joined {
        return joined_agrees(&term.part, part).then(|| part.weight.max(term.part.weight));
    }
    let agreement = agreement(part, &term.part)?;
    let length = part.length().max(term.part.length());
    Some(part.weight.min(term.part.weight) * score::credit(&agreement, length, part.is_known_name) / 1000)
}

fn entries_by_part(names: &[IndexedName]) -> HashMap<String, u32> {
    let mut bearers: HashMap<&str, Vec<u32>> = HashMap::new();
    for name in names {
        for part in &name.parts {
            bearers.entry(&part.text).or_default().push(name.entry);
        }
    }
    let count = |mut entries: Vec<u32>| {
        entries.sort_unstable();
        entries.dedup();
        u32::try_from(entries.len()).unwrap_or(u32::MAX)
    };
    bearers.into_iter().map(|(text, entries)| (text.to_owned(), count(entries))).collect()
}

fn prepare(name: &IndexedName, entries: &HashMap<String, u32>) -> PreparedName {
    let weigh =
        |part: &NamePart| WeighedPart::new(&part.text, part.role, entries.get(&part.text).copied().unwrap_or(0));
    let parts: Vec<WeighedPart> = name.parts.iter().map(weigh).collect();
    let cost = parts.iter().map(|part| score::cost_of_listed_part(part.role, part.weight, name.rule)).sum();
    PreparedName { rule: name.rule, cost, name: WeighedName::new(parts) }
}

/// Every distinct part in its role and every distinct group of neighbours written as one, in the order of their texts.
fn terms(names: &[PreparedName]) -> Vec<Term> {
    let mut terms: BTreeMap<(bool, String, PartRole, u32), Term> = BTreeMap::new();
    for (id, name) in (0u32..).zip(names) {
        let cost = |part: &WeighedPart| score::cost_of_listed_part(part.role, part.weight, name.rule);
        let mut post = |part: WeighedPart, is_joined, cost| {
            let key = (is_joined, part.text.clone(), part.role, part.weight);
            let new = || Term { part, is_joined, postings: Vec::new() };
            terms.entry(key).or_insert_with(new).postings.push(Posting { name: id, cost });
        };
        for part in &name.name.parts {
            post(part.clone(), false, cost(part));
        }
        for joined in &name.name.joined {
            let unanswered = name.name.parts[joined.from..joined.to].iter().map(cost).sum();
            post(joined.part.clone(), true, unanswered);
        }
    }
    terms.into_values().collect()
}
