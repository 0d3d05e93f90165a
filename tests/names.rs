//! Name pairs that must match or must not, and the proof that the candidate index loses nothing.

#![allow(clippy::unwrap_used)]

use paysieve::name::alignment::WeighedName;
use paysieve::name::candidates::{IndexedName, NameIndex, Scratch};
use paysieve::name::score::{NameRule, Score};
use paysieve::name::{Name, part};
use paysieve::payment::payee::PartyKind;
use paysieve::screening::names::ListedNames;
use paysieve::watchlist::{Watchlist, baseline};
use proptest::prelude::*;

/// Invented names of listed parties, with common and rare parts, particles, initials, numbers and legal forms.
const GIVEN: [&str; 14] = [
    "Ahmed",
    "Mohammed",
    "Ivan",
    "Olga",
    "Jun",
    "Sang Man",
    "Abd al Rahman",
    "J",
    "Maria",
    "Yusuf",
    "Li",
    "Chol",
    "Wilhelmina",
    "Dr. Karim",
];
const FAMILY: [&str; 12] = [
    "Kim",
    "Ivanov",
    "al-Bashiri",
    "Petrovic",
    "Wei",
    "Exampel",
    "Haddad",
    "O'Neil",
    "Zhuravlyov",
    "de la Cruz",
    "Ri",
    "bin Salim",
];
const COMPANY: [&str; 10] = [
    "Example Trading Co. Ltd",
    "Fund 5",
    "Fund 8 LLC",
    "Ocean Star",
    "Oceanstar Shipping JSC",
    "MV Ocean Star 2",
    "General Company",
    "Korean Example Bank",
    "First Example Bank of Nowhere",
    "SIS d.o.o.",
];

fn indexed(names: &[(String, PartyKind)]) -> NameIndex {
    let listed: Vec<IndexedName> = (0u32..)
        .zip(names)
        .map(|(entry, (text, kind))| IndexedName {
            entry,
            parts: part::parts(text, *kind),
            rule: if *kind == PartyKind::Individual { NameRule::Person } else { NameRule::Organisation },
        })
        .collect();
    NameIndex::new(&listed)
}

/// Names by their position, each with its score.
type Hits = Vec<(u32, u16)>;

/// Hits of the index and hits of comparing every pair.
fn both_ways(index: &NameIndex, payee: &str, floor: Score) -> (Hits, Hits) {
    let readings: Vec<WeighedName> =
        Name::readings(payee, PartyKind::Unknown).iter().map(|name| index.weigh(name)).collect();
    let lookups = index.look_up(&readings);
    let (mut found, mut all) = (Vec::new(), Vec::new());
    for parts in &readings {
        let hits = index.search(parts, &lookups, floor, &mut Scratch::default());
        found.extend(hits.iter().map(|hit| (hit.name, hit.comparison.score.get())));
        for name in 0..u32::try_from(index.len()).unwrap() {
            let score = index.compare(parts, name).score;
            if score >= floor {
                all.push((name, score.get()));
            }
        }
    }
    found.sort_unstable();
    all.sort_unstable();
    (found, all)
}

fn any_name() -> impl Strategy<Value = (String, PartyKind)> {
    let person =
        (prop::sample::select(&FAMILY[..]), prop::sample::select(&GIVEN[..]), prop::sample::select(&GIVEN[..]))
            .prop_map(|(family, given, second)| (format!("{family}, {given} {second}"), PartyKind::Individual));
    let plain = (prop::sample::select(&GIVEN[..]), prop::sample::select(&FAMILY[..]))
        .prop_map(|(given, family)| (format!("{given} {family}"), PartyKind::Individual));
    let company = prop::sample::select(&COMPANY[..]).prop_map(|name| (name.to_owned(), PartyKind::Entity));
    prop_oneof![person, plain, company]
}

/// A name as a payer might write it: letters dropped, doubled, swapped; spaces lost.
fn altered(name: &str, edits: &[(usize, u8)]) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    for (at, kind) in edits {
        if chars.len() < 2 {
            break;
        }
        let at = at % (chars.len() - 1);
        match kind % 5 {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            2 => chars.swap(at, at + 1),
            3 => chars.retain(|c| *c != ','),
            _ => {
                if let Some(space) = chars.iter().position(|c| *c == ' ') {
                    chars.remove(space);
                }
            }
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_comparing_every_pair_finds(
        names in prop::collection::vec(any_name(), 1..60),
        pick in any::<prop::sample::Index>(),
        edits in prop::collection::vec((0usize..60, any::<u8>()), 0..4),
        floor in 500u16..=1000,
    ) {
        let index = indexed(&names);
        let payee = altered(&names[pick.index(names.len())].0, &edits);
        let (found, all) = both_ways(&index, &payee, Score::new(floor).unwrap());
        prop_assert_eq!(found, all, "payee {}", payee);
    }

    #[test]
    fn every_part_of_both_names_stands_in_exactly_one_alignment(a in any_name(), b in any_name()) {
        let index = indexed(std::slice::from_ref(&a));
        let payee = index.weigh(&Name::readings(&b.0, b.1)[0]);
        let alignments = index.compare(&payee, 0).alignments;
        let words = |texts: Vec<String>| {
            let all = texts.iter().flat_map(|text| text.split(' ')).filter(|word| !word.is_empty());
            let mut words: Vec<String> = all.map(str::to_owned).collect();
            words.sort();
            words
        };
        let of_parts = |parts: Vec<part::NamePart>| words(parts.into_iter().map(|part| part.text).collect());
        prop_assert_eq!(words(alignments.iter().map(|a| a.payee.clone()).collect()), of_parts(part::parts(&b.0, b.1)));
        prop_assert_eq!(words(alignments.iter().map(|a| a.listed.clone()).collect()), of_parts(part::parts(&a.0, a.1)));
    }

    #[test]
    fn a_name_is_the_same_as_itself(name in any_name()) {
        let index = indexed(std::slice::from_ref(&name));
        let parts = index.weigh(&Name::readings(&name.0, name.1)[0]);
        let score = index.compare(&parts, 0).score;
        // A name of little evidence stays below the line, whatever agrees.
        prop_assert!(score == Score::SAME || score.get() == 700, "{}: {}", name.0, score);
    }

    #[test]
    fn any_text_can_be_compared(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        let index = indexed(&[(b, PartyKind::Unknown)]);
        let (found, all) = both_ways(&index, &a, Score::new(600).unwrap());
        prop_assert_eq!(found, all);
    }
}

/// The same over the built-in lists, for payees made from listed names: the bound must hold on real names too.
#[test]
fn the_index_loses_nothing_on_the_built_in_lists() {
    let snapshots: Vec<_> = baseline::manifests()
        .unwrap()
        .iter()
        .map(|stored| baseline::load(stored).unwrap().expect("the baseline holds what it names"))
        .collect();
    let watchlist = Watchlist::new(snapshots);
    let names = ListedNames::of(watchlist.entries());
    let listed: Vec<String> = watchlist.entries().map(|(_, entry)| entry.name.clone()).collect();
    let mut hits = 0;
    for step in 0..PAYEES {
        // Spread over the lists, each with other edits; the same in every run.
        let name = &listed[step * listed.len() / PAYEES];
        let edits: Vec<(usize, u8)> = (0..step % 4).map(|edit| (step * 7 + edit * 5, (step + edit) as u8)).collect();
        let payee = altered(name, &edits);
        let (found, all) = both_ways(names.index(), &payee, Score::new(850).unwrap());
        assert_eq!(found, all, "payee {payee}");
        hits += found.len();
    }
    assert!(hits > PAYEES / 2, "only {hits} hits: the payees are altered too much to prove anything");
}

/// Payees that are compared with every listed name: each takes some ten thousand comparisons.
const PAYEES: usize = 48;
