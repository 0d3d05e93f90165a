//! Where a keyed value of OFAC belongs.
//!
//! The XML has `id` elements with an `idType`, the legacy CSV has segments such as `Passport 1084010 (Egypt)` in the
//! remarks. Both carry the same keys, and many of them are no identity document: `Gender`, `Website`,
//! `Secondary sanctions risk:`, `Digital Currency Address - XBT`. This is the one place that decides, so that both
//! formats give the same entry.

use super::entry::{AircraftFacts, EntryKind, ListEntry, ListedFact, VesselFacts};
use super::identifier::{Document, ListedWallet};
use super::ofac_country::is_country;

/// Key of a digital currency address, before its asset.
const WALLET_KEY: &str = "Digital Currency Address - ";

/// Keys of values that identify no party by a number issued to it. All other keys are documents.
const FACT_KEYS: &[&str] = &[
    "Additional Sanctions Information -",
    "Aircraft Construction Number (also called L/N or S/N or F/N)",
    "Aircraft Manufacture Date",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Mode S Transponder Code",
    "Aircraft Model",
    "Aircraft Operator",
    "Aircraft Serial Identification",
    "Aircraft Tail Number",
    "Alt. Fax:",
    "Alt. Telephone:",
    "BIK (RU)",
    "CAATSA Section 235 Information:",
    "Chinese Commercial Code",
    "DOB",
    "EMAIL",
    "Email Address",
    "Email",
    "Equity Ticker",
    "FAX",
    "Fax",
    "Former Vessel Flag",
    "Gender",
    "IFCA Determination -",
    "ISIN",
    "Issuer Name",
    "MICEX Code",
    "MMSI",
    "Nationality of Registration",
    "Organization Established Date",
    "Organization Type:",
    "Other Vessel Call Sign",
    "Other Vessel Flag",
    "Other Vessel Type",
    "PEESA Information:",
    "PHONE",
    "Phone No.",
    "Phone Number",
    "Previous Aircraft Tail Number",
    "SWIFT/BIC",
    "Secondary sanctions risk:",
    "TELEX",
    "Target Type",
    "Telephone",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
    "UN/LOCODE",
    "Vessel Registration Identification",
    "Vessel Year of Build",
    "Website",
];

/// First words of keys that name an executive order or a directive, whose number changes.
const FACT_PREFIXES: &[&str] = &["Effective Date (", "Executive Order ", "Listing Date (", "Purchase/Sales For "];

/// Keys of documents, needed to tell them from free text in the CSV remarks. An unknown key that ends in `Number`,
/// `No.`, `#`, `Code` or `ID` is read as one too, so that a new kind of document is no narrative.
const DOCUMENT_KEYS: &[&str] = &[
    "Bosnian Personal ID No.",
    "British National Overseas Passport",
    "C.I.F.",
    "C.I.N.",
    "C.R. No.",
    "C.U.I.",
    "C.U.I.P.",
    "C.U.I.T.",
    "C.U.R.P.",
    "CNP (Personal Numerical Code)",
    "Cartilla de Servicio Militar Nacional",
    "Cedula No.",
    "Credencial electoral",
    "D-U-N-S Number",
    "D.N.I.",
    "Diplomatic Passport",
    "Economic Register Number (CBLS)",
    "Fiscal Code",
    "I.F.E.",
    "Italian Fiscal Code",
    "License",
    "Matricula Mercantil No",
    "N.I.E.",
    "N.I.F.",
    "Numero Unico de Identificacao Tributaria (NUIT)",
    "Numero de Identidad",
    "Paraguayan tax identification number",
    "Passport",
    "Personal ID Card",
    "R.F.C.",
    "RFC",
    "RIF #",
    "RSIN",
    "RTN",
    "Refugee ID Card",
    "Registration Certificate Number (Dubai)",
    "Romanian C.R.",
    "Romanian Permanent Resident",
    "Romanian Tax Registration",
    "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    "SSN",
    "Seafarer's Identification Document",
    "Stateless Person ID Card",
    "Stateless Person Passport",
    "Tarjeta Profesional",
    "Tazkira National ID Card",
    "UAE Identification",
    "US FEIN",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "VisaNumberID",
];

/// Last words of the key of a document.
const DOCUMENT_ENDINGS: &[&str] = &["Number", "number", "No.", "No", "#", "Code", "ID", "Card"];

/// Words that a document key of unknown kind may have. A longer one is a sentence.
const DOCUMENT_KEY_WORDS_MAX: usize = 8;

/// A keyed value with the three things that OFAC may add to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedValue {
    /// Key: `Passport`, `Website`, `Digital Currency Address - XBT`.
    pub key: String,
    /// Value.
    pub value: String,
    /// Issuing country.
    pub country: Option<String>,
    /// Date of issue as published.
    pub issued: Option<String>,
    /// Date of expiry as published.
    pub expires: Option<String>,
}

/// What kind of value stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A digital currency address.
    Wallet,
    /// A fact that is no document.
    Fact,
    /// An identity or registration document.
    Document,
}

/// Kind of the value behind `key`, as an XML `idType` names it.
pub fn kind_of(key: &str) -> KeyKind {
    if key.starts_with(WALLET_KEY) {
        KeyKind::Wallet
    } else if FACT_KEYS.contains(&key)
        || FACT_PREFIXES.iter().any(|prefix| key.starts_with(prefix))
        || key.ends_with([':', '-'])
    {
        KeyKind::Fact
    } else {
        KeyKind::Document
    }
}

/// The key with which `segment` of a CSV remark begins; `None` where it is free text. The value follows after one
/// blank.
pub fn leading_key(segment: &str) -> Option<&str> {
    if let Some(rest) = segment.strip_prefix(WALLET_KEY) {
        return rest.find(' ').map(|length| &segment[..WALLET_KEY.len() + length]);
    }
    let starts = |key: &&str| segment.strip_prefix(*key).is_some_and(|rest| rest.starts_with(' '));
    let fact = FACT_KEYS.iter().copied().filter(starts).max_by_key(|key| key.len());
    if fact.is_some() {
        return fact.map(|key| &segment[..key.len()]);
    }
    if let Some(key) = directive_key(segment) {
        return Some(key);
    }
    let known =
        DOCUMENT_KEYS.iter().copied().filter(starts).max_by_key(|key| key.len()).map(|key| &segment[..key.len()]);
    // `R.F.C. # PMA-910805`: there the sign belongs to the number.
    let unknown = unknown_document_key(segment).filter(|key| known.is_none() || known != key.strip_suffix(" #"));
    let longest = known.into_iter().chain(unknown).max_by_key(|key| key.len());
    longest.filter(|key| is_number_like(&segment[key.len()..]))
}

/// A document has a number with digits, or at least an issuing country: `License suspended` and `Passport issued in
/// Amman` are free text, `NIT # Provisional (Colombia)` is not.
fn is_number_like(text: &str) -> bool {
    let country = || text.rsplit_once(" (").and_then(|(_, rest)| rest.strip_suffix(')'));
    text.bytes().any(|byte| byte.is_ascii_digit()) || country().is_some_and(is_country)
}

/// `Executive Order 13846 information:`, `Listing Date (CMIC)`, `Effective Date (EO 14024 Directive 2):`.
fn directive_key(segment: &str) -> Option<&str> {
    if !FACT_PREFIXES.iter().any(|prefix| segment.starts_with(prefix)) {
        return None;
    }
    let ends = if segment.starts_with("Executive Order ") {
        &["nformation:", "nformation -", "etermination -", "nformation"][..]
    } else {
        &["):", ")"][..]
    };
    // The first ending in the text wins; of two at the same place the longer, which stands first above.
    let found = ends.iter().filter_map(|end| segment.find(end).map(|at| (at, end.len())));
    let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    segment[at + length..].starts_with(' ').then(|| &segment[..at + length])
}

/// A key that no table knows, by its form: some words, the first with a capital and the last such as `Number` or `No.`.
fn unknown_document_key(segment: &str) -> Option<&str> {
    if !segment.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let mut at = 0;
    let mut found = None;
    for (index, word) in segment.split(' ').enumerate() {
        at += word.len() + usize::from(index > 0);
        if DOCUMENT_ENDINGS.contains(&word) && segment[at..].starts_with(' ') {
            // `National ID No.`: an ending may follow an ending.
            found = Some(&segment[..at]);
            continue;
        }
        if found.is_some() {
            return found;
        }
        let is_key_word = !word.is_empty() && !word.ends_with([':', ',']) && !word.bytes().any(|b| b.is_ascii_digit());
        if !is_key_word || index + 1 >= DOCUMENT_KEY_WORDS_MAX {
            return None;
        }
    }
    None
}

/// Puts a keyed value where it belongs in `entry`, whose kind must be set. Nothing is dropped: what finds its place
/// taken becomes a fact.
pub fn place(entry: &mut ListEntry, keyed: KeyedValue) {
    match kind_of(&keyed.key) {
        KeyKind::Wallet => {
            let asset = keyed.key[WALLET_KEY.len()..].trim().to_owned();
            entry.wallets.push(ListedWallet { asset, address: keyed.value });
        }
        KeyKind::Document => entry.documents.push(Document {
            kind: keyed.key,
            number: keyed.value,
            country: keyed.country,
            issued: keyed.issued,
            expires: keyed.expires,
        }),
        KeyKind::Fact => {
            let value = with_additions(&keyed);
            let unplaced = match entry.kind {
                EntryKind::Vessel => place_vessel(entry.vessel.get_or_insert_default(), &keyed.key, value),
                EntryKind::Aircraft => place_aircraft(entry.aircraft.get_or_insert_default(), &keyed.key, value),
                EntryKind::Individual if keyed.key == "Gender" => fill(&mut entry.gender, value),
                EntryKind::Individual | EntryKind::Entity => Some(value),
            };
            if entry.vessel.as_ref().is_some_and(|facts| *facts == VesselFacts::default()) {
                entry.vessel = None;
            }
            if entry.aircraft.as_ref().is_some_and(|facts| *facts == AircraftFacts::default()) {
                entry.aircraft = None;
            }
            if let Some(value) = unplaced {
                entry.facts.push(ListedFact { key: keyed.key, value });
            }
        }
    }
}

/// The value in the words of the CSV: `12 (Iran) issued 1990`. A fact has no fields of its own for what is added.
fn with_additions(keyed: &KeyedValue) -> String {
    let mut text = keyed.value.clone();
    if let Some(country) = &keyed.country {
        text.push_str(&format!(" ({country})"));
    }
    if let Some(issued) = &keyed.issued {
        text.push_str(&format!(" issued {issued}"));
    }
    if let Some(expires) = &keyed.expires {
        text.push_str(&format!(" expires {expires}"));
    }
    text
}

/// Fills an empty place; gives the value back where another one is there.
fn fill(slot: &mut Option<String>, value: String) -> Option<String> {
    match slot {
        Some(present) if *present != value => Some(value),
        Some(_) => None,
        None => {
            *slot = Some(value);
            None
        }
    }
}

fn place_vessel(facts: &mut VesselFacts, key: &str, value: String) -> Option<String> {
    match key {
        "Vessel Registration Identification" => match value.strip_prefix("IMO ") {
            Some(imo) if !imo.is_empty() && imo.bytes().all(|byte| byte.is_ascii_digit()) => {
                fill(&mut facts.imo, imo.to_owned()).map(|imo| format!("IMO {imo}"))
            }
            _ => Some(value),
        },
        "MMSI" => fill(&mut facts.mmsi, value),
        "Former Vessel Flag" => {
            facts.former_flags.push(value);
            None
        }
        _ => Some(value),
    }
}

fn place_aircraft(facts: &mut AircraftFacts, key: &str, value: String) -> Option<String> {
    match key {
        "Aircraft Model" => fill(&mut facts.model, value),
        "Aircraft Tail Number" => {
            facts.tail_numbers.push(value);
            None
        }
        "Aircraft Manufacturer's Serial Number (MSN)" => fill(&mut facts.serial_number, value),
        "Aircraft Construction Number (also called L/N or S/N or F/N)" => fill(&mut facts.construction_number, value),
        "Aircraft Mode S Transponder Code" => fill(&mut facts.mode_s, value),
        "Aircraft Operator" => fill(&mut facts.operator, value),
        "Aircraft Manufacture Date" => fill(&mut facts.manufactured, value),
        _ => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_segment_is_found() {
        for row in [
            "Passport 1084010 | Passport",
            "Passport issued in Amman |",
            "Digital Currency Address - XBT 1abc | Digital Currency Address - XBT",
            "Executive Order 13846 information: BAN. Sec. 5 | Executive Order 13846 information:",
            "Executive Order 13662 Directive Determination - Subject | Executive Order 13662 Directive Determination -",
            "Executive Order 14024 Directive Information Subject to | Executive Order 14024 Directive Information",
            "Executive Order 14024 Directive Information - For more information | Executive Order 14024 \
             Directive Information -",
            "Listing Date (EO 14024 Directive 2): 24 Feb 2022 | Listing Date (EO 14024 Directive 2):",
            "Effective Date (CMIC) 02 Aug 2021 | Effective Date (CMIC)",
            "Email Address a@b.example | Email Address",
            "Email a@b.example | Email",
            "UK Company Number 123 | UK Company Number",
            "Wholly New Permit No. 77 (Iran) | Wholly New Permit No.",
            "National ID No. D489833(9) (Hong Kong) | National ID No.",
            "Company Number IMO 5055293 | Company Number",
            "Driver's License is issued by the State of Texas |",
            "Member of the Upper House |",
            "Number |",
            "all offices worldwide |",
            "Interpol: Red Notice. File No. 1 |",
        ] {
            let (segment, key) = row.split_once('|').unwrap();
            assert_eq!(leading_key(segment.trim()).unwrap_or(""), key.trim(), "{row}");
        }
    }

    #[test]
    fn what_is_no_document_is_a_fact() {
        for key in ["Gender", "Website", "Secondary sanctions risk:", "IFCA Determination -", "Listing Date (CMIC)"] {
            assert_eq!(kind_of(key), KeyKind::Fact, "{key}");
        }
        for key in ["Passport", "Tax ID No.", "Wholly New Permit No."] {
            assert_eq!(kind_of(key), KeyKind::Document, "{key}");
        }
    }
}
