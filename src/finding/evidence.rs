//! Why a finding exists: what a reader needs to check it by hand. Data only; the wording is the report's work.

use crate::birth_date::BirthDate;
use crate::name::alignment::Alignment;
use crate::name::score::{Band, Score};
use crate::payment::account::KeyStrength;
use crate::payment::payee::IdentityKey;
use crate::place::Place;
use crate::watchlist::alias::{AliasKind, AliasStrength};
use crate::watchlist::entry::EntryId;
use chrono::NaiveDate;

/// Which way a qualifier points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// For the payee being the listed party.
    Supports,
    /// Against.
    Contradicts,
    /// One of the two sides is not known, so it could not be compared.
    Missing,
}

impl Bearing {
    /// `for`, `against` or `missing`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "for",
            Self::Contradicts => "against",
            Self::Missing => "missing",
        }
    }
}

/// What beside the name was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QualifierKind {
    /// Person, entity, vessel or aircraft.
    PartyKind,
    /// Birth date or year.
    BirthDate,
    /// Payee's country with the entry's nationalities, citizenships, addresses.
    Country,
    /// Number of an identity document.
    IdNumber,
}

impl QualifierKind {
    /// Words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PartyKind => "type",
            Self::BirthDate => "birth date",
            Self::Country => "country",
            Self::IdNumber => "identity number",
        }
    }
}

/// One fact beside the name: raises or lowers, never decides alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualifier {
    /// What was compared.
    pub kind: QualifierKind,
    /// Which way it points.
    pub bearing: Bearing,
    /// The payee's value as written; empty where not known.
    pub payee: String,
    /// The list's value as published; empty where not known.
    pub listed: String,
    /// How they stand to each other, in a few words: `same day`, `years differ by 12`.
    pub relation: String,
}

/// Which of an entry's names was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListedNameKind {
    /// The primary name.
    Primary,
    /// An alias of a kind and strength.
    Alias(AliasKind, AliasStrength),
    /// A name in its original script.
    OriginalScript,
}

impl ListedNameKind {
    /// `primary`, `strong`, `weak` or `original-script`.
    pub fn strength(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Alias(_, strength) => strength.as_str(),
            Self::OriginalScript => "original-script",
        }
    }
}

/// One name against one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHit {
    /// The listed party.
    pub entry: EntryId,
    /// Name on the list that matched best.
    pub matched_name: String,
    /// Which of its names that is.
    pub name_kind: ListedNameKind,
    /// The payee's name as written.
    pub payee_name: String,
    /// Field of the ledger that the name stands in: `payee_name`, `holder_name`.
    pub field: String,
    /// How well the names agree.
    pub score: Score,
    /// What score and qualifiers mean together.
    pub band: Band,
    /// Which part answers which; every part of both names stands in exactly one.
    pub alignments: Vec<Alignment>,
    /// Evidence beside the name.
    pub qualifiers: Vec<Qualifier>,
}

/// One identity that uses a shared key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The identity.
    pub identity: IdentityKey,
    /// Name as first written.
    pub name: String,
    /// Payee ids of the identity.
    pub payee_ids: Vec<String>,
    /// Birth date, where stated.
    pub birth_date: Option<BirthDate>,
    /// Address, where stated.
    pub address: Option<String>,
    /// Country, where stated.
    pub country: Option<String>,
    /// Payments to the key.
    pub payments: u64,
    /// First and last value date, where stated.
    pub dates: Option<(NaiveDate, NaiveDate)>,
}

/// Why a finding exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A name against an entry.
    Name(Box<NameHit>),
    /// A destination that is a listed address.
    ListedWallet {
        /// The listed party.
        entry: EntryId,
        /// Primary name of the entry.
        entry_name: String,
        /// Asset under which the list names the address.
        listed_asset: String,
        /// Address as published.
        listed_address: String,
        /// Address as the ledger writes it.
        address: String,
        /// Asset that the ledger names beside it.
        asset: Option<String>,
    },
    /// A wallet that is paid, or whose text has something wrong.
    Wallet {
        /// Address as written.
        address: String,
        /// Chain family in words.
        family: String,
        /// What is wrong, where something is.
        problem: Option<String>,
    },
    /// A key paid under several identities.
    SharedKey {
        /// The key.
        key: String,
        /// As the ledger writes it first.
        shown: String,
        /// How much an equal key proves.
        strength: KeyStrength,
        /// Identities that use it, counted; more than `uses` where a pooled account has too many to list.
        identities: u64,
        /// Who uses it, in order of first payment.
        uses: Vec<KeyUse>,
    },
    /// A note about a ledger: one for each code and ledger.
    Data {
        /// The ledger.
        ledger: String,
        /// One sentence.
        text: String,
        /// All places.
        places: Vec<Place>,
    },
    /// A fact about a list.
    List {
        /// One sentence.
        text: String,
        /// Publication date of the snapshot in use, where there is one.
        published: Option<NaiveDate>,
    },
    /// A fact about the policy or the run.
    Setting {
        /// One sentence.
        text: String,
    },
}

impl Evidence {
    /// The text that identifies the fact, for [`super::FindingId`]: what was matched, never where a row stands.
    pub fn identifying_text(&self) -> String {
        match self {
            Self::Name(hit) => format!("{}|{}|{}|{}", hit.entry, hit.payee_name, hit.field, hit.matched_name),
            Self::ListedWallet { entry, listed_address, .. } => format!("{entry}|{listed_address}"),
            Self::Wallet { address, .. } => address.clone(),
            Self::SharedKey { key, .. } => key.clone(),
            Self::Data { .. } => String::new(),
            Self::List { published, .. } => published.map(|day| day.to_string()).unwrap_or_default(),
            Self::Setting { text } => text.clone(),
        }
    }
}
