//! Who is paid.

use crate::birth_date::BirthDate;

/// What kind of party a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A person.
    Individual,
    /// A company, body or group.
    Entity,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// The ledger does not say.
    Unknown,
}

impl PartyKind {
    /// Reads `individual`, `entity`, `vessel`, `aircraft`, `unknown` and the words that ledgers use for them.
    /// `None` for a word that is none of them; an empty text is `Unknown`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_lowercase().as_str() {
            // Contractors, vendors and suppliers are people and firms alike.
            "" | "unknown" | "contractor" | "vendor" | "supplier" => Self::Unknown,
            "individual" | "person" | "private" | "natural person" | "employee" => Self::Individual,
            "entity" | "organization" | "organisation" | "business" | "company" | "org" | "institution"
            | "corporate" => Self::Entity,
            "vessel" | "ship" => Self::Vessel,
            "aircraft" => Self::Aircraft,
            _ => return None,
        })
    }

    /// The word of PRODUCT's machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Entity => "entity",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Unknown => "unknown",
        }
    }
}

/// The payee of one row, as the ledger gives it. At least one of name, id, account or wallet is there, else the
/// row is a rejection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// The payer's number for the payee.
    pub id: Option<String>,
    /// Name as written.
    pub name: Option<String>,
    /// Person, company or unknown.
    pub kind: PartyKind,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// The payee's country as written.
    pub country: Option<String>,
    /// Postal address as written.
    pub address: Option<String>,
    /// E-mail address as written.
    pub email: Option<String>,
    /// Number of an identity document, where the input has one.
    pub id_number: Option<String>,
}

/// What counts as one person or firm across the ledgers of a run: the payee id, else the normal form of the name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdentityKey(std::sync::Arc<str>);

impl IdentityKey {
    /// A key from its text: `id:E-17`, `name:jane smith`.
    pub fn new(text: &str) -> Self {
        Self(std::sync::Arc::from(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ord for IdentityKey {
    /// By the text. One key is compared with itself once for each wallet of a row, and its text may be long.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if std::sync::Arc::ptr_eq(&self.0, &other.0) { std::cmp::Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}
impl PartialOrd for IdentityKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for IdentityKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
