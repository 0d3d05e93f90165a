//! The grammar of OFAC's remarks in the legacy CSV.
//!
//! ```text
//! remarks = segment *( "; " segment ) "."
//! segment = [ "alt. " ] key " " value [ " (" country ")" ] [ " issued " date ] [ " expires " date ]
//!         | ( "a.k.a." | "f.k.a." | "n.k.a." ) " '" weak name "'"
//!         | "Linked To: " name | free text
//! ```
//!
//! Weak names, birth dates, documents and digital currency addresses stand nowhere else in that format. Every segment
//! ends up in the entry: what has no type of its own is a fact or narrative.

use super::alias::{Alias, AliasKind, AliasStrength};
use super::date_text::read_ofac;
use super::entry::{ListEntry, ListedFact};
use super::keyed::{self, KeyKind, KeyedValue};
use super::ofac_country::is_country;
use super::xml::collapsed;

/// Bytes of a weak name that holds "; ". The longest published name is below 200 characters.
const WEAK_NAME_BYTES_MAX: usize = 512;

/// What one segment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// `DOB 10 Dec 1948`; the text of the date.
    BirthDate(String),
    /// `POB Giza, Egypt`.
    BirthPlace(String),
    /// `nationality Egypt`.
    Nationality(String),
    /// `citizen Egypt`.
    Citizenship(String),
    /// `a.k.a. 'BNC'`.
    WeakName(AliasKind, String),
    /// `Linked To: HIZBALLAH`.
    LinkedTo(String),
    /// Any other key with its value.
    Keyed(KeyedValue),
    /// Text without a key: mostly the title again.
    Free(String),
}

/// The segments of a remark as written, without the closing full stop. Joined by `; ` they are the remark again.
pub fn segments(remark: &str) -> Vec<&str> {
    split(remark.strip_suffix('.').unwrap_or(remark))
}

fn split(text: &str) -> Vec<&str> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&str> = Vec::new();
    let mut start = 0;
    loop {
        let end = text[start..].find("; ").map_or(text.len(), |length| start + length);
        // A weak name may itself hold "; ": its segment goes on to the closing apostrophe, if there is one at all.
        let mut whole = end;
        if weak_name(&text[start..end]).is_none() && weak_kind(&text[start..end]).is_some() {
            let reach = text.floor_char_boundary(start + WEAK_NAME_BYTES_MAX);
            let closing = text[start..reach].match_indices("'; ").map(|(at, _)| start + at + 1).find(|at| *at > end);
            let last = (text.ends_with('\'') && reach == text.len()).then_some(text.len());
            // Another name may open before: then this one is just cut, and nothing is joined.
            let candidate = closing.or(last).filter(|at| !text[end..*at].contains(".k.a. '"));
            whole = candidate.unwrap_or(end);
        }
        found.push(&text[start..whole]);
        if whole >= text.len() {
            return found;
        }
        start = whole + 2;
    }
}

/// Reads one segment.
pub fn read_segment(segment: &str) -> Segment {
    let segment = segment.trim();
    if let Some((kind, name)) = weak_name(segment) {
        return Segment::WeakName(kind, name.to_owned());
    }
    let plain = segment.strip_prefix("alt. ").unwrap_or(segment);
    for (key, make) in [
        ("DOB ", Segment::BirthDate as fn(String) -> Segment),
        ("POB ", Segment::BirthPlace),
        ("nationality ", Segment::Nationality),
        ("citizen ", Segment::Citizenship),
        ("Linked To: ", Segment::LinkedTo),
    ] {
        if let Some(value) = plain.strip_prefix(key) {
            return make(collapsed(value));
        }
    }
    match keyed::leading_key(plain) {
        Some(key) => Segment::Keyed(keyed_value(key, collapsed(&plain[key.len()..]))),
        None => Segment::Free(collapsed(segment)),
    }
}

fn weak_kind(segment: &str) -> Option<(AliasKind, &str)> {
    [AliasKind::AlsoKnownAs, AliasKind::FormerlyKnownAs, AliasKind::NowKnownAs].into_iter().find_map(|kind| {
        let rest = segment.strip_prefix(kind.as_str())?.strip_prefix(" '")?;
        Some((kind, rest))
    })
}

/// The name may begin or end with an apostrophe or hold one: `a.k.a. 'ABU-'UMAR'`. Only the outer pair is grammar.
fn weak_name(segment: &str) -> Option<(AliasKind, &str)> {
    let (kind, rest) = weak_kind(segment)?;
    let name = rest.strip_suffix('\'')?.trim();
    (!name.is_empty()).then_some((kind, name))
}

fn keyed_value(key: &str, text: String) -> KeyedValue {
    let mut keyed = KeyedValue { key: key.to_owned(), value: text, country: None, issued: None, expires: None };
    if keyed::kind_of(key) != KeyKind::Document {
        return keyed;
    }
    keyed.expires = take_date(&mut keyed.value, " expires ");
    keyed.issued = take_date(&mut keyed.value, " issued ");
    if let Some(open) = keyed.value.rfind(" (")
        && let Some(country) = keyed.value[open + 2..].strip_suffix(')')
        && is_country(country)
    {
        keyed.country = Some(country.to_owned());
        keyed.value.truncate(open);
    }
    keyed
}

/// Takes `word date` off the end of `value`, if what follows the word is a date.
fn take_date(value: &mut String, word: &str) -> Option<String> {
    let at = value.rfind(word)?;
    let date = value[at + word.len()..].to_owned();
    read_ofac(&date)?;
    value.truncate(at);
    Some(date)
}

/// Puts every segment of `remark` where it belongs in `entry`, whose kind and titles must be set.
pub fn place(entry: &mut ListEntry, remark: &str) {
    let found = segments(remark);
    let last = found.len().saturating_sub(1);
    for (index, segment) in found.into_iter().enumerate() {
        let dotted =
            (index == last && remark.ends_with('.') && is_dotted_abbreviation(segment)).then(|| format!("{segment}."));
        place_segment(entry, dotted.as_deref().unwrap_or(segment));
    }
}

fn place_segment(entry: &mut ListEntry, segment: &str) {
    match read_segment(segment) {
        Segment::BirthDate(text) => place_birth_date(entry, text),
        Segment::BirthPlace(text) => entry.birth_places.push(text),
        Segment::Nationality(text) => entry.nationalities.push(text),
        Segment::Citizenship(text) => entry.citizenships.push(text),
        Segment::WeakName(kind, name) => {
            entry.aliases.push(Alias { name: collapsed(&name), kind, strength: AliasStrength::Weak });
        }
        Segment::LinkedTo(name) => entry.linked_to.push(name),
        Segment::Keyed(keyed) => keyed::place(entry, keyed),
        Segment::Free(text) => place_free(entry, text),
    }
}

/// Whether a text ends like `S.A` or `n.e.c`: the full stop that closed the remark was also that of the abbreviation,
/// for OFAC never writes two.
fn is_dotted_abbreviation(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or("");
    word.rsplit_once('.').is_some_and(|(before, last)| {
        !before.is_empty() && last.chars().count() == 1 && last.chars().all(char::is_alphabetic)
    })
}

/// A birth date in OFAC's grammar; one in any other form stays as a fact.
pub fn place_birth_date(entry: &mut ListEntry, text: String) {
    match read_ofac(&text) {
        Some(date) => entry.birth_dates.push(date),
        None => entry.facts.push(ListedFact { key: "DOB".to_owned(), value: text }),
    }
}

/// Free text: the title again (which the entry has), or narrative.
fn place_free(entry: &mut ListEntry, text: String) {
    // The last segment may have lost its own full stop: `Lt. Col.`
    let is_title = entry.titles.iter().any(|title| *title == text || title.strip_suffix('.') == Some(&text));
    if !text.is_empty() && !is_title {
        entry.narrative.push(text);
    }
}

/// Places the `remarks` element of the XML, which holds only what has no element of its own: free text, and the linked
/// parties in one pair of parentheses at the end, `(Linked To: A; Linked To: B)`.
pub fn place_xml(entry: &mut ListEntry, remark: &str) {
    let start = ["(Linked To: ", "; (Linked To: "].iter().find_map(|open| {
        let at = if open.starts_with('(') { remark.starts_with(open).then_some(0) } else { remark.find(open) }?;
        Some((at, at + open.len() - "Linked To: ".len()))
    });
    let (free, linked) = match start {
        Some((at, inner)) => match remark[inner..].trim_end_matches('.').strip_suffix(')') {
            Some(linked) => (&remark[..at], linked),
            None => (remark, ""),
        },
        None => (remark, ""),
    };
    // No full stop closes this text: one at its end is its own.
    for segment in split(free) {
        place_segment(entry, segment);
    }
    for segment in linked.split("; ").filter(|segment| !segment.trim().is_empty()) {
        match segment.strip_prefix("Linked To: ") {
            Some(name) => entry.linked_to.push(collapsed(name)),
            None => place_free(entry, collapsed(segment)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::entry::EntryKind;
    use proptest::prelude::*;

    fn entry(kind: EntryKind) -> ListEntry {
        ListEntry::new("1".to_owned(), kind, "EXAMPLE, Person".to_owned())
    }

    fn check(rows: &str) {
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let (segment, expected) = row.split_once(" => ").unwrap();
            let text = match read_segment(segment) {
                Segment::Keyed(keyed) => {
                    let part = |part: &Option<String>| part.clone().unwrap_or("-".to_owned());
                    let (country, issued) = (part(&keyed.country), part(&keyed.issued));
                    format!("{} | {} | {country} | {issued} | {}", keyed.key, keyed.value, part(&keyed.expires))
                }
                other => format!("{other:?}"),
            };
            assert_eq!(text, expected, "{segment}");
        }
    }

    #[test]
    fn segments_are_read_by_their_key() {
        check(
            r#"
            DOB 19 Jun 1951 => BirthDate("19 Jun 1951")
            alt. DOB circa 1951 => BirthDate("circa 1951")
            alt. POB Giza, Egypt => BirthPlace("Giza, Egypt")
            citizen Korea, North => Citizenship("Korea, North")
            a.k.a. 'ABU-'UMAR' => WeakName(AlsoKnownAs, "ABU-'UMAR")
            f.k.a. ''ALI'' => WeakName(FormerlyKnownAs, "'ALI'")
            Linked To: EXAMPLE (A)-B => LinkedTo("EXAMPLE (A)-B")
            Passport 1084010 (Egypt) => Passport | 1084010 | Egypt | - | -
            alt. Passport 19820215 => Passport | 19820215 | - | - | -
            Passport L 1 issued 28 Feb 1996 expires 27 Feb 2001 => Passport | L 1 | - | 28 Feb 1996 | 27 Feb 2001
            C.U.R.P. A1 (Mexico) issued 1968 => C.U.R.P. | A1 | Mexico | 1968 | -
            Matricula Mercantil No 121398 (Manizales) => Matricula Mercantil No | 121398 (Manizales) | - | - | -
            Registration Number HRA 7 (Stuttgart) (Germany) => Registration Number | HRA 7 (Stuttgart) | Germany | - | -
            National ID No. D489833(9) (Hong Kong) => National ID No. | D489833(9) | Hong Kong | - | -
            Digital Currency Address - XBT 1Abc => Digital Currency Address - XBT | 1Abc | - | - | -
            R.F.C. # PMA-910805 (Mexico) => R.F.C. | # PMA-910805 | Mexico | - | -
            NIT # Provisional (Colombia) => NIT # | Provisional | Colombia | - | -
             Telephone (98)(9128091642) => Telephone | (98)(9128091642) | - | - | -
            Phone Number 982188526300 => Phone Number | 982188526300 | - | - | -
            M0887925,issued 9 September 1991 => Free("M0887925,issued 9 September 1991")
            passport place of issue: Al-Anbar, Iraq => Free("passport place of issue: Al-Anbar, Iraq")
            "#,
        );
    }

    #[test]
    fn a_weak_name_with_a_semicolon_is_one_segment() {
        assert_eq!(segments("a.k.a. 'A; B'; DOB 1960."), ["a.k.a. 'A; B'", "DOB 1960"]);
        assert_eq!(segments("DOB 1960; a.k.a. 'A; B'."), ["DOB 1960", "a.k.a. 'A; B'"]);
        assert_eq!(segments("a.k.a. 'A; DOB 1960; a.k.a. 'B'."), ["a.k.a. 'A", "DOB 1960", "a.k.a. 'B'"]);
        assert_eq!(segments("."), Vec::<&str>::new());
    }

    #[test]
    fn what_is_no_document_goes_where_it_belongs() {
        let mut person = entry(EntryKind::Individual);
        person.titles.push("Director; of something".to_owned());
        place(&mut person, "Gender Male; Website example.test; Director; of something; DOB 1 Foo 1960; wife of X.");
        assert_eq!(person.gender.as_deref(), Some("Male"));
        assert!(person.documents.is_empty());
        let facts: Vec<String> = person.facts.iter().map(|fact| format!("{}={}", fact.key, fact.value)).collect();
        assert_eq!(facts, ["Website=example.test", "DOB=1 Foo 1960"]);
        // The title stands in two segments here, so it is not recognised as the title: kept, never dropped.
        assert_eq!(person.narrative, ["Director", "of something", "wife of X"]);
    }

    #[test]
    fn vessel_and_aircraft_facts_have_their_places() {
        let mut ship = entry(EntryKind::Vessel);
        place(&mut ship, "Vessel Registration Identification IMO 7406784; MMSI 572469210; Former Vessel Flag Malta.");
        let facts = ship.vessel.unwrap();
        assert_eq!((facts.imo.as_deref(), facts.mmsi.as_deref()), (Some("7406784"), Some("572469210")));
        assert_eq!(facts.former_flags, ["Malta"]);
        let mut plane = entry(EntryKind::Aircraft);
        place(&mut plane, "Aircraft Model IL76-TD; alt. Aircraft Tail Number EP-MMH; Aircraft Model B747.");
        assert_eq!(plane.aircraft.unwrap().tail_numbers, ["EP-MMH"]);
        assert_eq!(plane.facts[0].value, "B747", "a second model has no place of its own and is kept as a fact");
    }

    #[test]
    fn linked_parties_of_the_xml_are_read_from_their_parentheses() {
        let mut party = entry(EntryKind::Entity);
        place_xml(&mut party, "all offices worldwide.; (Linked To: A (B)-C; Linked To: D CO.)");
        assert_eq!(
            (party.linked_to, party.narrative),
            (vec!["A (B)-C".to_owned(), "D CO.".to_owned()], vec!["all offices worldwide.".to_owned()],)
        );
    }

    #[test]
    fn the_full_stop_of_an_abbreviation_at_the_end_is_kept() {
        let mut party = entry(EntryKind::Entity);
        party.titles.push("Lt. Col.".to_owned());
        place(&mut party, "Linked To: HOTEL S.A.; Lt. Col.");
        place(&mut party, "Linked To: HOTEL S.A.");
        place(&mut party, "Linked To: HOTEL CO. LTD.");
        assert_eq!(party.linked_to, ["HOTEL S.A.", "HOTEL S.A.", "HOTEL CO. LTD"]);
        assert!(party.narrative.is_empty());
    }

    /// Every word of `remark` must be somewhere in the entry, keys of typed places aside.
    fn all_values(entry: &ListEntry) -> String {
        serde_json::to_string(entry).unwrap()
    }

    proptest! {
        #[test]
        fn segments_joined_again_are_the_remark(remark in "([a-zA-Z0-9'.,()]{1,12}[; ]{0,2}){0,12}") {
            let text = remark.strip_suffix('.').unwrap_or(&remark);
            if !text.trim().is_empty() {
                prop_assert_eq!(segments(&remark).join("; "), text);
            }
        }

        #[test]
        fn every_segment_is_somewhere_in_the_entry(
            picks in prop::collection::vec((0usize..12, "[A-Z]{2}[a-z0-9]{6}"), 1..20),
            kind in prop::sample::select(vec![
                EntryKind::Individual, EntryKind::Entity, EntryKind::Vessel, EntryKind::Aircraft,
            ]),
        ) {
            let forms = [
                "DOB ", "POB ", "alt. nationality ", "citizen ", "Gender ", "Passport 1", "Website ", "Linked To: ",
                "Digital Currency Address - XBT ", "Aircraft Operator ", "MMSI ", "",
            ];
            let written: Vec<String> = picks.iter().map(|(form, value)| format!("{}{value}", forms[*form])).collect();
            let mut made = entry(kind);
            place(&mut made, &format!("{}.", written.join("; ")));
            let kept = all_values(&made);
            for (_, value) in &picks {
                prop_assert!(kept.contains(value.as_str()), "{} is not in {}", value, kept);
            }
        }
    }
}
