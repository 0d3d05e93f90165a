//! What beside the name agrees with an entry, or contradicts it.

use super::NameQuery;
use crate::birth_date::{BirthDate, BirthDateAgreement};
use crate::country::Country;
use crate::finding::evidence::{Bearing, Qualifier, QualifierKind};
use crate::payment::payee::PartyKind;
use crate::watchlist::entry::{EntryKind, ListEntry};

/// What a qualifier does to a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// One band higher.
    Raises,
    /// Confirms a weak alias, no more.
    Supports,
    /// Something to read.
    None,
    /// One band lower.
    Lowers,
    /// Not above `possible`.
    CapsPossible,
    /// Not above `weak`.
    CapsWeak,
}

/// The facts of an entry beside its names, read once.
pub struct EntryFacts {
    kind: EntryKind,
    birth_dates: Vec<BirthDate>,
    countries: Vec<(Country, String)>,
    documents: Vec<(String, String)>,
}

impl EntryFacts {
    /// The kind of party the entry is.
    pub fn party_kind(&self) -> PartyKind {
        super::party_kind(self.kind)
    }

    /// The facts of `entry`.
    pub fn of(entry: &ListEntry) -> Self {
        let addresses = entry.addresses.iter().map(|address| &address.country);
        let mut countries: Vec<(Country, String)> = entry
            .nationalities
            .iter()
            .chain(&entry.citizenships)
            .chain(addresses)
            .filter_map(|text| Country::read(text).map(|country| (country, text.clone())))
            .collect();
        countries.sort();
        countries.dedup_by(|a, b| a.0 == b.0);
        let documents = entry
            .documents
            .iter()
            .map(|document| (number_key(&document.number), format!("{} {}", document.kind, document.number)));
        Self {
            kind: entry.kind,
            birth_dates: entry.birth_dates.clone(),
            countries,
            documents: documents.filter(|(key, _)| !key.is_empty()).collect(),
        }
    }
}

/// Letters and digits of a document number.
fn number_key(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Every qualifier that at least one side knows something of, in one order, with what it does.
pub fn compare(query: &NameQuery, entry: &EntryFacts) -> Vec<(Qualifier, Effect)> {
    [party_kind(query, entry), birth_date(query, entry), country(query, entry), id_number(query, entry)]
        .into_iter()
        .filter(|(qualifier, _)| !(qualifier.payee.is_empty() && qualifier.listed.is_empty()))
        .collect()
}

fn qualifier(kind: QualifierKind, bearing: Bearing, payee: String, listed: String, relation: &str) -> Qualifier {
    Qualifier { kind, bearing, payee, listed, relation: relation.to_owned() }
}

fn party_kind(query: &NameQuery, entry: &EntryFacts) -> (Qualifier, Effect) {
    let listed = entry.kind.as_str().to_owned();
    let payee = query.kind.as_str().to_owned();
    let is_craft = matches!(entry.kind, EntryKind::Vessel | EntryKind::Aircraft);
    let (bearing, relation, effect) = match query.kind {
        PartyKind::Unknown if is_craft => (Bearing::Missing, "not stated", Effect::CapsPossible),
        PartyKind::Unknown => (Bearing::Missing, "not stated", Effect::None),
        kind if kind == super::party_kind(entry.kind) => (Bearing::Supports, "same", Effect::None),
        // A wrong cell in the payer's own file must not hide a listed party.
        PartyKind::Individual | PartyKind::Entity if !is_craft => {
            (Bearing::Contradicts, "different", Effect::CapsPossible)
        }
        // People and firms are not ships, and ships are named like people.
        _ => (Bearing::Contradicts, "different", Effect::CapsWeak),
    };
    (qualifier(QualifierKind::PartyKind, bearing, payee, listed, relation), effect)
}

fn birth_date(query: &NameQuery, entry: &EntryFacts) -> (Qualifier, Effect) {
    let kind = QualifierKind::BirthDate;
    let listed = entry.birth_dates.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let Some(payee) = &query.birth_date else {
        return (qualifier(kind, Bearing::Missing, String::new(), listed, "not stated by the payer"), Effect::None);
    };
    let best = entry.birth_dates.iter().map(|date| (rank(payee.agreement(date)), date)).min_by_key(|(rank, _)| *rank);
    let Some((_, date)) = best else {
        return (qualifier(kind, Bearing::Missing, payee.to_string(), listed, "not known to the list"), Effect::None);
    };
    let apart = payee.years().0.abs_diff(date.years().1).min(payee.years().1.abs_diff(date.years().0));
    let (bearing, relation, effect) = match payee.agreement(date) {
        BirthDateAgreement::SameDay => (Bearing::Supports, "same day".to_owned(), Effect::Raises),
        BirthDateAgreement::SameYear => (Bearing::Supports, "same year".to_owned(), Effect::Supports),
        BirthDateAgreement::Possible => (Bearing::Supports, "within the listed range".to_owned(), Effect::None),
        BirthDateAgreement::NearMiss => (Bearing::Supports, "close, but not the same day".to_owned(), Effect::None),
        BirthDateAgreement::Contradicts => (Bearing::Contradicts, format!("years differ by {apart}"), Effect::Lowers),
    };
    (qualifier(kind, bearing, payee.to_string(), date.to_string(), &relation), effect)
}

fn rank(agreement: BirthDateAgreement) -> u8 {
    match agreement {
        BirthDateAgreement::SameDay => 0,
        BirthDateAgreement::SameYear => 1,
        BirthDateAgreement::NearMiss => 2,
        BirthDateAgreement::Possible => 3,
        BirthDateAgreement::Contradicts => 4,
    }
}

fn country(query: &NameQuery, entry: &EntryFacts) -> (Qualifier, Effect) {
    let kind = QualifierKind::Country;
    let listed = entry.countries.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; ");
    let payee = query.country.clone().unwrap_or_default();
    let read = query.country.as_deref().and_then(Country::read);
    let (bearing, relation) = match read {
        None if payee.is_empty() => (Bearing::Missing, "not stated by the payer"),
        None => (Bearing::Missing, "not a country that we know"),
        Some(_) if entry.countries.is_empty() => (Bearing::Missing, "not known to the list"),
        Some(country) if entry.countries.iter().any(|(listed, _)| *listed == country) => (Bearing::Supports, "same"),
        Some(_) => (Bearing::Contradicts, "another country"),
    };
    (qualifier(kind, bearing, payee, listed, relation), Effect::None)
}

fn id_number(query: &NameQuery, entry: &EntryFacts) -> (Qualifier, Effect) {
    let kind = QualifierKind::IdNumber;
    let payee = query.id_number.clone().unwrap_or_default();
    let key = number_key(&payee);
    let all = || entry.documents.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; ");
    if key.is_empty() {
        return (qualifier(kind, Bearing::Missing, payee, all(), "not stated by the payer"), Effect::None);
    }
    match entry.documents.iter().find(|(number, _)| *number == key) {
        Some((_, text)) => (qualifier(kind, Bearing::Supports, payee, text.clone(), "same number"), Effect::Raises),
        None if entry.documents.is_empty() => {
            (qualifier(kind, Bearing::Missing, payee, String::new(), "not known to the list"), Effect::None)
        }
        // People hold several documents: another number is something to read, and moves nothing.
        None => (qualifier(kind, Bearing::Contradicts, payee, all(), "another number"), Effect::None),
    }
}
