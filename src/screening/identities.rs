//! Who counts as one person or firm across all ledgers of a run.
//!
//! A payee id names an identity; without one, the name does. Two ids, or an id and a row without one, are one identity
//! when they bear the same name (normal form, order of the parts ignored) and their birth dates do not contradict:
//!
//! - where all birth dates stated under a name agree, everybody under that name is one identity;
//! - where they differ, each date is an identity, and who states none stays apart: it could be any of them.
//!
//! A placeholder (`REDACTED`, `n/a`) is no name and no id. A row with neither is known by its account alone and is
//! never counted as a second person. The result depends on the set of rows, not on their order.

use crate::birth_date::BirthDate;
use crate::digest::Digest;
use crate::finding::RowRef;
use crate::ledger::{Ledger, Row};
use crate::name::normal_form::normal_form;
use crate::payment::payee::{IdentityKey, PartyKind};
use crate::payment::placeholder::is_placeholder;
use crate::payment::{Destination, Payment};
use crate::{Map, Set};

/// What the ledgers state about one identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityFacts {
    /// Its key: the smallest of its ids, else its name.
    pub key: IdentityKey,
    /// False where neither a name nor an id is stated: such an identity is never counted as another person.
    pub is_named: bool,
    /// Names as first written, one for each normal form, in ledger order.
    pub names: Vec<String>,
    /// What kind of party it is, as first stated.
    pub kind: PartyKind,
    /// Payee ids, sorted.
    pub payee_ids: Vec<String>,
    /// Birth date as first stated.
    pub birth_date: Option<BirthDate>,
    /// Addresses as first written, one for each normal form, in ledger order.
    pub addresses: Vec<String>,
    /// Countries as first written, one for each normal form, in ledger order.
    pub countries: Vec<String>,
    /// All its rows, in ledger order.
    pub rows: Vec<RowRef>,
}

impl IdentityFacts {
    /// Name as first written; the key where there is none.
    pub fn name(&self) -> &str {
        self.names.first().map_or(self.key.as_str(), String::as_str)
    }
}

/// The identities of a run and the row each stands in.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    of_row: Vec<Vec<Option<u32>>>,
    facts: Vec<IdentityFacts>,
}

impl Identities {
    /// Gives every payment row of the ledgers its identity. Time grows with the rows, not with their square.
    pub fn of(ledgers: &[Ledger]) -> Self {
        let units = Units::of(ledgers);
        let roots = units.roots();
        // Units are sorted by key, and a root is the first of its members: its key is the smallest.
        let mut position: Map<usize, u32> = Map::new();
        let mut building: Vec<Building> = Vec::new();
        let mut of_row: Vec<Vec<Option<u32>>> = ledgers.iter().map(|ledger| vec![None; ledger.rows.len()]).collect();
        let keys: Vec<&String> = units.by_key.keys().collect();
        for root in &roots {
            let next = u32::try_from(building.len()).unwrap_or(u32::MAX);
            position.entry(*root).or_insert_with(|| {
                building.push(Building::new(keys[*root]));
                next
            });
        }
        for (row, payment) in payments(ledgers) {
            let Some(unit) = units.of_row.get(&row) else { continue };
            let identity = position[&roots[*unit]];
            building[identity as usize].add(row, payment);
            of_row[row.ledger as usize][row.row as usize] = Some(identity);
        }
        Self { of_row, facts: building.into_iter().map(Building::finish).collect() }
    }

    /// Identity of a row; `None` for a row that is no payment.
    pub fn key(&self, row: RowRef) -> Option<&IdentityKey> {
        self.facts_of_row(row).map(|facts| &facts.key)
    }

    /// What is stated about the identity of a row.
    pub fn facts_of_row(&self, row: RowRef) -> Option<&IdentityFacts> {
        self.index(row).map(|index| &self.facts[index as usize])
    }

    /// What is stated about an identity.
    pub fn facts(&self, key: &IdentityKey) -> Option<&IdentityFacts> {
        self.facts.binary_search_by(|facts| facts.key.cmp(key)).ok().map(|at| &self.facts[at])
    }

    /// All identities, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = &IdentityFacts> {
        self.facts.iter()
    }

    /// Position of a row's identity in [`Self::iter`].
    pub(crate) fn index(&self, row: RowRef) -> Option<u32> {
        *self.of_row.get(row.ledger as usize)?.get(row.row as usize)?
    }

    pub(crate) fn at(&self, index: u32) -> &IdentityFacts {
        &self.facts[index as usize]
    }
}

/// Every payment of the ledgers (classes *payment* and *unpriced*) with its place among the rows.
pub fn payments(ledgers: &[Ledger]) -> impl Iterator<Item = (RowRef, &Payment)> {
    ledgers.iter().enumerate().flat_map(|(ledger, file)| {
        file.rows.iter().enumerate().filter_map(move |(row, content)| match content {
            Row::Payment(payment) => {
                let at = RowRef { ledger: u32::try_from(ledger).ok()?, row: u32::try_from(row).ok()? };
                Some((at, payment.as_ref()))
            }
            Row::Excluded(_) | Row::Rejected(_) => None,
        })
    })
}

/// First and last day (year, month, day) on which a stated birth may lie.
type Days = ((i32, u32, u32), (i32, u32, u32));

/// What is one identity by its own words: an id, or a name with its birth date.
#[derive(Debug, Default)]
struct Unit {
    days: Set<Days>,
}

impl Unit {
    /// The days on which all stated dates agree; `None` where none is stated. The first lies after the last where two
    /// stated dates contradict.
    fn agreed(&self) -> Option<Days> {
        self.days.iter().copied().reduce(meet)
    }
}

fn meet(a: Days, b: Days) -> Days {
    (a.0.max(b.0), a.1.min(b.1))
}

fn contradicts(days: Days) -> bool {
    days.0 > days.1
}

struct Units {
    by_key: Map<String, Unit>,
    /// Units under each name, as positions in the order of `by_key`.
    by_name: Map<String, Set<usize>>,
    of_row: Map<RowRef, usize>,
}

impl Units {
    fn of(ledgers: &[Ledger]) -> Self {
        let mut by_key: Map<String, Unit> = Map::new();
        let mut seen: Vec<(RowRef, String, Option<String>)> = Vec::new();
        for (row, payment) in payments(ledgers) {
            let name = name_group(payment.payee.name.as_deref());
            let key = unit_key(payment, name.as_deref());
            let unit = by_key.entry(key.clone()).or_default();
            unit.days.extend(payment.payee.birth_date.as_ref().map(days));
            seen.push((row, key, name));
        }
        let positions: Map<&String, usize> = by_key.keys().enumerate().map(|(at, key)| (key, at)).collect();
        let mut by_name: Map<String, Set<usize>> = Map::new();
        let mut of_row = Map::new();
        for (row, key, name) in &seen {
            let unit = positions[key];
            of_row.insert(*row, unit);
            if let Some(name) = name {
                by_name.entry(name.clone()).or_default().insert(unit);
            }
        }
        Self { by_key, by_name, of_row }
    }

    /// For each unit the first unit of its identity.
    fn roots(&self) -> Vec<usize> {
        let agreed: Vec<Option<Days>> = self.by_key.values().map(Unit::agreed).collect();
        let mut sets = DisjointSets { parent: (0..agreed.len()).collect(), days: agreed.clone() };
        for units in self.by_name.values() {
            let stated: Vec<Days> = units.iter().filter_map(|unit| agreed[*unit]).collect();
            let all_agree = stated.iter().copied().reduce(meet).is_none_or(|days| !contradicts(days));
            if all_agree {
                sets.join_all(units.iter().copied());
                continue;
            }
            let mut by_days: Map<Days, Vec<usize>> = Map::new();
            for unit in units {
                if let Some(days) = agreed[*unit].filter(|days| !contradicts(*days)) {
                    by_days.entry(days).or_default().push(*unit);
                }
            }
            by_days.into_values().for_each(|units| sets.join_all(units.into_iter()));
        }
        (0..agreed.len()).map(|unit| sets.root(unit)).collect()
    }
}

/// Union-find in which the smallest member is the root, and two sets whose birth dates contradict never join: an id
/// without a birth date that bears two names must not tie two people together.
struct DisjointSets {
    parent: Vec<usize>,
    days: Vec<Option<Days>>,
}

impl DisjointSets {
    fn root(&mut self, unit: usize) -> usize {
        let mut at = unit;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join_all(&mut self, mut units: impl Iterator<Item = usize>) {
        let Some(first) = units.next() else { return };
        units.for_each(|unit| self.join(first, unit));
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let both = match (self.days[a], self.days[b]) {
            (Some(a), Some(b)) => Some(meet(a, b)),
            (one, other) => one.or(other),
        };
        if a == b || both.is_some_and(contradicts) {
            return;
        }
        self.parent[a.max(b)] = a.min(b);
        self.days[a.min(b)] = both;
    }
}

/// The parts of a name in normal form, sorted; `None` where nothing is named.
fn name_group(name: Option<&str>) -> Option<String> {
    let name = name.filter(|name| !is_placeholder(name))?;
    let normal = normal_form(name);
    let mut parts: Vec<&str> = normal.split(' ').filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn unit_key(payment: &Payment, name: Option<&str>) -> String {
    let payee = &payment.payee;
    let id = payee.id.as_deref().map(str::trim).filter(|id| !id.is_empty() && !is_placeholder(id));
    match (id, name, &payee.birth_date) {
        (Some(id), ..) => format!("id:{id}"),
        (None, Some(name), Some(born)) => format!("name:{name} ({born})"),
        (None, Some(name), None) => format!("name:{name}"),
        (None, None, _) => unnamed_key(payment),
    }
}

/// Key of a row without name and id: where the money goes; a row that does not even say that stands for itself, by
/// what it says and not by where it stands, so that a finding keeps its id when the row moves to another file.
fn unnamed_key(payment: &Payment) -> String {
    let destination = payment.destinations.iter().find_map(|destination| match destination {
        Destination::Account(account) if account.is_comparable() => Some(account.key.clone()),
        Destination::Wallet(wallet) => Some(wallet.owner_key()),
        _ => None,
    });
    destination.map(|key| format!("paid-to:{key}")).unwrap_or_else(|| {
        let unreadable = payment.destinations.iter().find_map(|destination| match destination {
            Destination::Unreadable { text, .. } => Some(text.as_str()),
            _ => None,
        });
        let amount = payment.amount().map(|amount| format!("{} {}", amount.value, amount.currency));
        let day = payment.value_date.map(|day| day.to_string());
        let said = [
            payment.id.as_deref(),
            payment.payee.name.as_deref(),
            unreadable,
            amount.as_deref(),
            day.as_deref(),
            payment.remittance.reference.as_deref(),
            payment.remittance.memo.as_deref(),
        ];
        format!("row:{}", Digest::of_parts(said.map(Option::unwrap_or_default)).short(16))
    })
}

/// The days that a birth date covers. A month is counted as 31 days: only the order of days matters.
fn days(date: &BirthDate) -> Days {
    use chrono::Datelike;
    match date {
        BirthDate::Day(day) => {
            let day = (day.year(), day.month(), day.day());
            (day, day)
        }
        BirthDate::Month(year, month) => ((*year, *month, 1), (*year, *month, 31)),
        other => {
            let (first, last) = other.years();
            ((first, 1, 1), (last, 12, 31))
        }
    }
}

/// Facts of one identity while its rows are read.
struct Building {
    facts: IdentityFacts,
    ids: Set<String>,
    seen_names: Set<String>,
    seen_addresses: Set<String>,
    seen_countries: Set<String>,
}

impl Building {
    fn new(key: &str) -> Self {
        let facts = IdentityFacts {
            key: IdentityKey::new(key),
            is_named: key.starts_with("id:") || key.starts_with("name:"),
            names: Vec::new(),
            kind: PartyKind::Unknown,
            payee_ids: Vec::new(),
            birth_date: None,
            addresses: Vec::new(),
            countries: Vec::new(),
            rows: Vec::new(),
        };
        let [seen_names, seen_addresses, seen_countries, ids] = [const { Set::new() }; 4];
        Self { facts, ids, seen_names, seen_addresses, seen_countries }
    }

    fn add(&mut self, row: RowRef, payment: &Payment) {
        let payee = &payment.payee;
        let facts = &mut self.facts;
        facts.rows.push(row);
        first_written(payee.name.as_deref(), &mut self.seen_names, &mut facts.names);
        first_written(payee.address.as_deref(), &mut self.seen_addresses, &mut facts.addresses);
        first_written(payee.country.as_deref(), &mut self.seen_countries, &mut facts.countries);
        self.ids.extend(payee.id.as_deref().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()));
        if facts.kind == PartyKind::Unknown {
            facts.kind = payee.kind;
        }
        if facts.birth_date.is_none() {
            facts.birth_date.clone_from(&payee.birth_date);
        }
    }

    fn finish(mut self) -> IdentityFacts {
        self.facts.payee_ids = self.ids.into_iter().collect();
        self.facts
    }
}

/// Keeps `text` where its normal form was not there yet. What stands for nothing is not kept.
fn first_written(text: Option<&str>, seen: &mut Set<String>, kept: &mut Vec<String>) {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty() && !is_placeholder(text)) else { return };
    if seen.insert(normal_form(text)) {
        kept.push(text.to_owned());
    }
}

#[cfg(test)]
mod tests;
