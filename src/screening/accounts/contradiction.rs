//! Whether identities that share an account can be a family, or contradict each other.
//!
//! Both questions ask for *stated* facts: what a ledger leaves out is no difference and no likeness. Spelling is no
//! contradiction either: `Smyth` and `Smith`, `12 Main St` and `12 Main Street, Flat 3` are let pass, because the
//! graver finding must not rest on a slip of the pen.

use crate::Set;
use crate::country::Country;
use crate::name::normal_form::normal_form;
use crate::payment::payee::PartyKind;
use crate::screening::identities::IdentityFacts;

/// Identities that are compared with all others. Beyond it each is still compared with these, so that a pooled account
/// of any size takes time in proportion to it.
const PIVOTS_MAX: usize = 32;

/// Names, addresses and countries of one identity that are compared: hardly anybody moves more often, and without a
/// bound two ids with a thousand addresses each would cost a million comparisons.
const FACTS_MAX: usize = 16;

/// REUSE-3: two of the identities differ in surname and also in a stated address or country.
pub(super) fn any_two_contradict(identities: &[&IdentityFacts]) -> bool {
    let stated: Vec<Stated> = identities.iter().map(|facts| Stated::of(facts)).collect();
    let pivots = stated.len().min(PIVOTS_MAX);
    (0..pivots).any(|a| (a + 1..stated.len()).any(|b| stated[a].contradicts(&stated[b])))
}

/// REUSE-4: all identities state one surname and one address.
pub(super) fn is_household(identities: &[&IdentityFacts]) -> bool {
    let stated: Vec<Stated> = identities.iter().map(|facts| Stated::of(facts)).collect();
    let Some((first, others)) = stated.split_first() else { return false };
    others.iter().all(|other| first.is_of_one_household(other))
}

/// What one identity states, in the forms that are compared.
struct Stated {
    names: Vec<StatedName>,
    addresses: Vec<Set<String>>,
    countries: Set<String>,
}

struct StatedName {
    /// The surname; of a firm, every part that carries its name.
    surname: Vec<String>,
    parts: Set<String>,
    is_firm: bool,
}

impl Stated {
    fn of(facts: &IdentityFacts) -> Self {
        Self {
            names: facts.names.iter().take(FACTS_MAX).filter_map(|name| StatedName::of(name, facts.kind)).collect(),
            addresses: facts
                .addresses
                .iter()
                .take(FACTS_MAX)
                .map(|address| address_words(address))
                .filter(|w| !w.is_empty())
                .collect(),
            countries: facts.countries.iter().take(FACTS_MAX).map(|text| country(text)).collect(),
        }
    }

    fn contradicts(&self, other: &Self) -> bool {
        let names_differ = !self.names.is_empty()
            && !other.names.is_empty()
            && self.names.iter().all(|a| other.names.iter().all(|b| a.differs_from(b)));
        names_differ && (self.addresses_differ(other) || self.countries_differ(other))
    }

    fn addresses_differ(&self, other: &Self) -> bool {
        let stated = !self.addresses.is_empty() && !other.addresses.is_empty();
        stated && self.addresses.iter().all(|a| other.addresses.iter().all(|b| !is_one_address(a, b)))
    }

    fn countries_differ(&self, other: &Self) -> bool {
        let stated = !self.countries.is_empty() && !other.countries.is_empty();
        stated && self.countries.is_disjoint(&other.countries)
    }

    fn is_of_one_household(&self, other: &Self) -> bool {
        let one_address = self.addresses.iter().any(|a| other.addresses.iter().any(|b| is_one_address(a, b)));
        let one_surname = self.names.iter().any(|a| other.names.iter().any(|b| a.is_of_one_family(b)));
        one_address && one_surname
    }
}

impl StatedName {
    fn of(name: &str, kind: PartyKind) -> Option<Self> {
        let is_firm = !matches!(kind, PartyKind::Individual | PartyKind::Unknown);
        let parts = parts(name);
        let surname = match (is_firm, name.split_once(',')) {
            (true, _) => parts.clone(),
            // `LAST, First`: every part before the comma.
            (false, Some((last, rest))) if !parts_of_person(rest).is_empty() => parts_of_person(last),
            (false, _) => parts_of_person(name).into_iter().next_back().into_iter().collect(),
        };
        (!surname.is_empty()).then(|| Self { surname, parts: parts.into_iter().collect(), is_firm })
    }

    /// No part of either surname stands in the other name, in nearly the same spelling. Where the order of the parts is
    /// not known a surname may stand anywhere.
    fn differs_from(&self, other: &Self) -> bool {
        let none_in = |surname: &[String], parts: &Set<String>| {
            surname.iter().all(|part| parts.iter().all(|other| !is_one_spelling(part, other)))
        };
        none_in(&self.surname, &other.parts) && none_in(&other.surname, &self.parts)
    }

    fn is_of_one_family(&self, other: &Self) -> bool {
        !self.is_firm && !other.is_firm && self.surname == other.surname
    }
}

fn parts(name: &str) -> Vec<String> {
    normal_form(name).split(' ').filter(|part| part.chars().count() > 1).map(str::to_owned).collect()
}

/// Parts without titles and what follows a surname.
fn parts_of_person(name: &str) -> Vec<String> {
    const NOT_NAMES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "miss", "dr", "prof", "phd", "md"];
    parts(name).into_iter().filter(|part| !NOT_NAMES.contains(&part.as_str())).collect()
}

/// Equal, or one edit apart where enough letters are left to carry a name.
fn is_one_spelling(a: &str, b: &str) -> bool {
    let long = a.chars().count() >= 4 && b.chars().count() >= 4;
    // A part of a name is short; a longer text is compared exactly, so that no input makes this slow.
    let bounded = a.len() <= 64 && b.len() <= 64;
    a == b || (long && bounded && strsim::osa_distance(a, b) <= 1)
}

/// Words of an address with the common abbreviations written out.
fn address_words(address: &str) -> Set<String> {
    normal_form(address).split(' ').filter(|word| !word.is_empty()).map(|word| written_out(word).to_owned()).collect()
}

fn written_out(word: &str) -> &str {
    match word {
        "st" | "str" => "street",
        "rd" => "road",
        "ave" | "av" => "avenue",
        "blvd" => "boulevard",
        "ln" => "lane",
        "dr" => "drive",
        "apt" | "flat" | "unit" => "apartment",
        "n" => "north",
        "s" => "south",
        "e" => "east",
        "w" => "west",
        other => other,
    }
}

/// One holds the other, or at least half of the words of the shorter one agree and with them every number of one side.
fn is_one_address(a: &Set<String>, b: &Set<String>) -> bool {
    let shared = a.intersection(b).count();
    let shorter = a.len().min(b.len());
    let numbers = |words: &Set<String>| -> Set<String> {
        words.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).cloned().collect()
    };
    let (in_a, in_b) = (numbers(a), numbers(b));
    shared == shorter || (shared * 2 >= shorter && (in_a.is_subset(&in_b) || in_b.is_subset(&in_a)))
}

/// The code of a country; a text that we do not know counts as written.
fn country(text: &str) -> String {
    Country::read(text).map_or_else(|| normal_form(text), |country| country.alpha2().to_owned())
}
