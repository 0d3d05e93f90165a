//! One listed party, under its publisher's number.

use super::alias::Alias;
use super::designation::Designation;
use super::identifier::{Document, ListedWallet};
use crate::birth_date::BirthDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Name of a list in the archive: `ofac-sdn`, `ofac-cons`, `un-sc`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListId(String);

impl ListId {
    /// A list name of lower-case letters, digits and hyphens; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (plain && !text.is_empty() && text.len() <= 64).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `<list>:<publisher's number>`: `ofac-sdn:27307`, `un-sc:KPi.033`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The list.
    pub list: ListId,
    /// OFAC's `ent_num` or `uid`, the UN's `REFERENCE_NUMBER`.
    pub number: String,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.list, self.number)
    }
}

/// What kind of party is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A person.
    Individual,
    /// A company, body or group.
    Entity,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
}

impl EntryKind {
    /// `individual`, `entity`, `vessel` or `aircraft`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Entity => "entity",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
        }
    }
}

/// An address of a listed party; what the publisher leaves out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct ListedAddress {
    /// Street lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// City; in OFAC's CSV with province and postal code in one field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// State or province.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// Postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal: String,
    /// Country as the publisher writes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// What the publisher says about it: `as of early 2016`. At times the UN gives nothing else.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl ListedAddress {
    /// Whether nothing at all is said: a place holder of the publisher.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Facts of a ship.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VesselFacts {
    /// Radio call sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_sign: Option<String>,
    /// Kind of ship: `Tug`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Deadweight tonnage as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tonnage: Option<String>,
    /// Gross registered tonnage as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_tonnage: Option<String>,
    /// Flag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// Former flags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_flags: Vec<String>,
    /// Owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// IMO number, digits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imo: Option<String>,
    /// Maritime Mobile Service Identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mmsi: Option<String>,
}

/// Facts of an aircraft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AircraftFacts {
    /// Model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Tail numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tail_numbers: Vec<String>,
    /// Manufacturer's serial number (MSN).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// Construction number (L/N, S/N or F/N).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub construction_number: Option<String>,
    /// Mode S transponder code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode_s: Option<String>,
    /// Operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Date of manufacture as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufactured: Option<String>,
}

/// A published fact that is neither a name nor a document: `Website`, `Email Address`, `Secondary sanctions risk:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ListedFact {
    /// Key as published.
    pub key: String,
    /// Value as published.
    pub value: String,
}

/// One listed party in the form that every reader gives and the archive keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEntry {
    /// Publisher's number, unique in its list and stable over time.
    pub number: String,
    /// Person, entity, vessel or aircraft.
    pub kind: EntryKind,
    /// Primary name as published: `AL ZAWAHIRI, Dr. Ayman`; UN name parts joined by one space.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// Names in their original script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub original_script: Vec<String>,
    /// Birth dates, the publisher's main one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_dates: Vec<BirthDate>,
    /// Places of birth as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_places: Vec<String>,
    /// Nationalities as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<String>,
    /// Citizenships as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citizenships: Vec<String>,
    /// Gender as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Titles and positions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<ListedAddress>,
    /// Identity and registration documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Digital currency addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wallets: Vec<ListedWallet>,
    /// Programmes under which the party is listed.
    pub designations: Vec<Designation>,
    /// Ship facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vessel: Option<VesselFacts>,
    /// Aircraft facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aircraft: Option<AircraftFacts>,
    /// Names of parties that the publisher says this one is linked to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked_to: Vec<String>,
    /// Other published facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<ListedFact>,
    /// Narrative text as published: free remarks, UN comments. Left out of the built-in baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrative: Vec<String>,
}

impl ListEntry {
    /// An entry with its number, kind and primary name, and nothing else yet.
    pub fn new(number: String, kind: EntryKind, name: String) -> Self {
        Self {
            number,
            kind,
            name,
            aliases: Vec::new(),
            original_script: Vec::new(),
            birth_dates: Vec::new(),
            birth_places: Vec::new(),
            nationalities: Vec::new(),
            citizenships: Vec::new(),
            gender: None,
            titles: Vec::new(),
            addresses: Vec::new(),
            documents: Vec::new(),
            wallets: Vec::new(),
            designations: Vec::new(),
            vessel: None,
            aircraft: None,
            linked_to: Vec::new(),
            facts: Vec::new(),
            narrative: Vec::new(),
        }
    }

    /// The entry without what is narrative: free remarks, comments, and the prose of directives. What remains are
    /// facts, which is all that the built-in baseline carries.
    pub fn facts_only(mut self) -> Self {
        self.narrative = Vec::new();
        self.facts.retain(|fact| !fact.key.contains("Directive Information"));
        self
    }
}
