//! The parts of a name and the role each of them plays.

use super::normal_form::normal_form;
use super::score::is_minor;
use crate::payment::payee::PartyKind;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a part is in its name. Where nothing tells, it is [`PartRole::Plain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartRole {
    /// A part of a name whose role is not known.
    Plain,
    /// Family name: what stands before the comma of `LAST, First Middle`.
    Family,
    /// Given name: what stands behind it.
    Given,
    /// One letter for a name.
    Initial,
    /// `al`, `bin`, `de`, `of`: says little.
    Particle,
    /// `Dr`, `Haji`, `Mrs`: no part of the name.
    Title,
    /// `Ltd`, `GmbH`, `OOO`, by its class.
    LegalForm,
    /// Digits tell funds, vessels and units apart.
    Number,
}

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePart {
    /// Normal form; for a legal form its class, so that equal forms are equal.
    pub text: String,
    /// Its role.
    pub role: PartRole,
}

struct Tables {
    titles: HashSet<&'static str>,
    particles: HashSet<&'static str>,
    legal_forms: HashMap<&'static str, &'static str>,
    legal_words_max: usize,
}

impl Tables {
    fn holds_legal_form(&self, text: &str) -> bool {
        words(text).iter().any(|word| self.legal_forms.contains_key(word.as_str()))
    }
}

/// The tables of `data/names`. A malformed line is a bug that the test below finds.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let legal_forms: HashMap<_, _> =
        rows(include_str!("../../data/names/legal_forms.csv")).filter_map(|line| line.split_once(',')).collect();
    Tables {
        titles: rows(include_str!("../../data/names/honorifics.csv")).collect(),
        particles: rows(include_str!("../../data/names/particles.csv")).collect(),
        legal_words_max: legal_forms.keys().map(|form| form.split(' ').count()).max().unwrap_or(1),
        legal_forms,
    }
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1)
}

/// The parts of `text`, in its order. A comma in the name of a person tells family from given names.
pub fn parts(text: &str, kind: PartyKind) -> Vec<NamePart> {
    let is_person_like = matches!(kind, PartyKind::Individual | PartyKind::Unknown);
    if is_person_like
        && let Some((family, given)) = text.split_once(',')
        && !TABLES.holds_legal_form(given)
    {
        let mut parts = roles(&words(family), PartRole::Family, kind);
        parts.extend(roles(&words(given), PartRole::Given, kind));
        return parts;
    }
    roles(&words(text), PartRole::Plain, kind)
}

fn words(text: &str) -> Vec<String> {
    normal_form(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// True where a word of `text` behind the first is a legal form of companies.
pub fn has_legal_form(text: &str) -> bool {
    words(text).iter().skip(1).any(|word| TABLES.legal_forms.contains_key(word.as_str()))
}

fn roles(words: &[String], named: PartRole, kind: PartyKind) -> Vec<NamePart> {
    let mut parts = Vec::with_capacity(words.len());
    let mut index = 0;
    while index < words.len() {
        if let Some((class, taken)) = legal_form_at(words, index, kind) {
            parts.push(NamePart { text: class.to_owned(), role: PartRole::LegalForm });
            index += taken;
            continue;
        }
        parts.push(NamePart { role: role(&words[index], named, kind), text: words[index].clone() });
        index += 1;
    }
    keep_something_that_names(&mut parts, words, named);
    parts
}

/// A name made of nothing but titles, particles, initials and legal forms keeps them as its name: it is never reduced
/// to nothing, and always holds a part by which the index can find it.
fn keep_something_that_names(parts: &mut Vec<NamePart>, words: &[String], named: PartRole) {
    let names = |part: &NamePart| !is_minor(part.role);
    if !parts.is_empty() && !parts.iter().any(names) {
        *parts = words.iter().map(|word| NamePart { text: word.clone(), role: named }).collect();
    }
}

/// The longest legal form that begins at `index`, by its class. The first word of a name is never one.
fn legal_form_at(words: &[String], index: usize, kind: PartyKind) -> Option<(&'static str, usize)> {
    if index == 0 || !matches!(kind, PartyKind::Entity | PartyKind::Unknown) {
        return None;
    }
    (1..=TABLES.legal_words_max.min(words.len() - index)).rev().find_map(|taken| {
        let phrase = words[index..index + taken].join(" ");
        TABLES.legal_forms.get(phrase.as_str()).map(|class| (*class, taken))
    })
}

fn role(word: &str, named: PartRole, kind: PartyKind) -> PartRole {
    if word.chars().all(|c| c.is_numeric()) {
        return PartRole::Number;
    }
    let is_person_like = matches!(kind, PartyKind::Individual | PartyKind::Unknown);
    if is_person_like && word.chars().count() == 1 && word.is_ascii() {
        return PartRole::Initial;
    }
    if TABLES.particles.contains(word) {
        return PartRole::Particle;
    }
    if is_person_like && TABLES.titles.contains(word) {
        return PartRole::Title;
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, kind: PartyKind) -> String {
        parts(text, kind).iter().map(|part| format!("{}:{:?}", part.text, part.role)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_comma_tells_family_from_given_name() {
        assert_eq!(
            shown("AL ZAWAHIRI, Dr. Ayman", PartyKind::Individual),
            "al:Particle zawahiri:Family dr:Title ayman:Given"
        );
    }

    #[test]
    fn a_comma_before_a_legal_form_does_not() {
        assert_eq!(shown("Example Trading, Inc.", PartyKind::Unknown), "example:Plain trading:Plain corp:LegalForm");
    }

    #[test]
    fn equal_legal_forms_are_equal() {
        assert_eq!(shown("SIS d.o.o.", PartyKind::Entity), "sis:Plain ltd:LegalForm");
        assert_eq!(shown("Muster GmbH & Co. KG", PartyKind::Entity), "muster:Plain partnership:LegalForm");
    }

    #[test]
    fn a_name_is_never_reduced_to_nothing() {
        assert_eq!(shown("General", PartyKind::Individual), "general:Plain");
        assert_eq!(shown("The Company Ltd", PartyKind::Entity), "the:Plain company:Plain ltd:Plain");
    }

    #[test]
    fn tables_are_in_normal_form_and_without_doubles() {
        for table in [
            include_str!("../../data/names/legal_forms.csv"),
            include_str!("../../data/names/honorifics.csv"),
            include_str!("../../data/names/particles.csv"),
        ] {
            let keys: Vec<_> = rows(table).map(|line| line.split(',').next().unwrap_or_default()).collect();
            assert!(keys.len() > 20);
            assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
            assert!(keys.iter().all(|key| normal_form(key) == **key), "{keys:?}");
        }
    }
}
