//! The UN Security Council's consolidated list.
//!
//! White space is trimmed and collapsed everywhere: old files pad their values, newer ones wrap them. Empty alias,
//! address, date and document elements are frequent and mean nothing. An alias element that holds several names stays
//! one alias, so that the counts are the publisher's. What has no place of its own is kept as a fact under its path.

use super::alias::{Alias, AliasKind, AliasStrength};
use super::date_text::{read_un, read_un_day};
use super::designation::Designation;
use super::entry::{EntryKind, ListEntry, ListedAddress, ListedFact};
use super::identifier::Document;
use super::reading::{Reading, SourceFile};
use super::snapshot::sorted_entries;
use super::xml::{Element, XmlRecords};
use crate::birth_date::BirthDate;
use crate::error::Result;
use chrono::NaiveDate;

/// Name of the root element.
pub const ROOT: &str = "CONSOLIDATED_LIST";

/// Containers of the two kinds of entries.
const CONTAINERS: [&str; 2] = ["INDIVIDUALS", "ENTITIES"];

/// Longest reference number. Published ones have seven characters (`KPi.001`).
const REFERENCE_CHARS_MAX: usize = 32;

/// Reads one file.
pub fn read(file: &SourceFile) -> Result<Reading> {
    let mut records = XmlRecords::open(&file.name, &file.bytes)?;
    if records.root != ROOT {
        return Err(records.damaged(0, &format!("the root element is <{}> and not <{ROOT}>", records.root)));
    }
    let generated = records.root_attributes.iter().find(|(name, _)| name == "dateGenerated");
    let published = match generated {
        // The day counts as written, in whatever zone: two people must not get two dates for one file.
        Some((_, text)) => Some(read_un_day(text).ok_or_else(|| {
            records.damaged(0, &format!("dateGenerated is {text:?} and begins with no date YYYY-MM-DD"))
        })?),
        None => None,
    };
    let mut entries = Vec::new();
    while let Some(record) = records.next_record(&CONTAINERS)? {
        let at = record.offset;
        let kind = match record.name.as_str() {
            "INDIVIDUAL" => EntryKind::Individual,
            "ENTITY" => EntryKind::Entity,
            other => return Err(records.damaged(at, &format!("<{other}> stands where an entry is expected"))),
        };
        entries.push(read_entry(record, kind).map_err(|found| records.damaged(at, &found))?);
    }
    Ok(Reading { entries: sorted_entries(&file.name, entries)?, published, notes: Vec::new(), missing: Vec::new() })
}

/// Reads one entry; the error says what was found.
fn read_entry(mut record: Element, kind: EntryKind) -> std::result::Result<ListEntry, String> {
    let number = record.take_text("REFERENCE_NUMBER").ok_or("an entry without REFERENCE_NUMBER")?;
    if number.chars().count() > REFERENCE_CHARS_MAX || number.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(format!("the REFERENCE_NUMBER {number:?} is none"));
    }
    // Parts in order, not given name and surname.
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| record.take_text(part));
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(format!("entry {number} has no name"));
    }
    let mut entry = ListEntry::new(number, kind, name);
    read_designation(&mut record, &mut entry)?;
    while let Some(text) = record.take_text("NAME_ORIGINAL_SCRIPT") {
        entry.original_script.push(text);
    }
    entry.gender = record.take_text("GENDER");
    entry.titles = values(&mut record, "TITLE");
    entry.titles.extend(values(&mut record, "DESIGNATION"));
    entry.nationalities = values(&mut record, "NATIONALITY");
    entry.narrative.extend(record.take_text("COMMENTS1"));
    let prefix = if kind == EntryKind::Individual { "INDIVIDUAL" } else { "ENTITY" };
    in_place(&mut record, &format!("{prefix}_DATE_OF_BIRTH"), |date| {
        read_birth_date(date, &mut entry);
        Ok(())
    })?;
    in_place(&mut record, &format!("{prefix}_ALIAS"), |alias| read_alias(alias, &mut entry))?;
    in_place(&mut record, &format!("{prefix}_ADDRESS"), |address| {
        read_address(address, &mut entry);
        Ok(())
    })?;
    in_place(&mut record, &format!("{prefix}_PLACE_OF_BIRTH"), |place| {
        read_birth_place(place, &mut entry);
        Ok(())
    })?;
    in_place(&mut record, &format!("{prefix}_DOCUMENT"), |document| {
        read_document(document, &mut entry);
        Ok(())
    })?;
    drop_constants(&mut record);
    entry.facts.extend(record.leftovers().into_iter().map(|(key, value)| ListedFact { key, value }));
    Ok(entry)
}

/// Runs `read` over all children called `name`; what it does not take stays there and is left over.
fn in_place(
    record: &mut Element,
    name: &str,
    mut read: impl FnMut(&mut Element) -> std::result::Result<(), String>,
) -> std::result::Result<(), String> {
    record.children.iter_mut().filter(|child| child.name == name).try_for_each(&mut read)
}

/// The texts of `<name><VALUE>..</VALUE>..</name>`; empty ones are place holders.
fn values(record: &mut Element, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for parent in record.children.iter_mut().filter(|child| child.name == name) {
        for value in parent.take_all("VALUE") {
            if !value.text.is_empty() {
                found.push(value.text);
            }
        }
    }
    found
}

/// What says the same in every entry and is no fact about a party: the version number 1, the list's own name.
fn drop_constants(record: &mut Element) {
    record.children.retain(|child| !(child.name == "VERSIONNUM" && child.text == "1"));
    for list_type in record.children.iter_mut().filter(|child| child.name == "LIST_TYPE") {
        list_type.children.retain(|child| child.text != "UN List");
    }
}

fn read_designation(record: &mut Element, entry: &mut ListEntry) -> std::result::Result<(), String> {
    let number = &entry.number;
    let programme = record.take_text("UN_LIST_TYPE").ok_or_else(|| format!("entry {number} has no UN_LIST_TYPE"))?;
    let listed_on = match record.take_text("LISTED_ON") {
        Some(text) => {
            Some(read_un_day(&text).ok_or_else(|| format!("entry {number}: LISTED_ON is {text:?}, no date"))?)
        }
        None => None,
    };
    let updates = values(record, "LAST_DAY_UPDATED");
    let days: Vec<NaiveDate> = updates.iter().filter_map(|text| read_un_day(text)).collect();
    // The last amendment has a place of its own; the others, and what is no date, stay readable as facts.
    if updates.len() > 1 || days.len() < updates.len() {
        entry.facts.push(ListedFact { key: "LAST_DAY_UPDATED".to_owned(), value: updates.join(", ") });
    }
    entry.designations.push(Designation { programme, listed_on, amended_on: days.into_iter().max() });
    Ok(())
}

fn read_birth_date(date: &mut Element, entry: &mut ListEntry) {
    let mut fact = |name: &str, value: &str| {
        entry.facts.push(ListedFact { key: format!("INDIVIDUAL_DATE_OF_BIRTH/{name}"), value: value.to_owned() });
    };
    let kind = date.take_text("TYPE_OF_DATE").unwrap_or_default();
    let note = date.take_text("NOTE");
    let stated = date.take_text("DATE").or_else(|| date.take_text("YEAR"));
    let (from, to) = (date.take_text("FROM_YEAR"), date.take_text("TO_YEAR"));
    let mut read = match (&stated, &from, &to) {
        (Some(text), _, _) => read_un(text),
        (None, Some(from), Some(to)) => {
            read_un(from).zip(read_un(to)).map(|(from, to)| BirthDate::Between(Box::new(from), Box::new(to)))
        }
        (None, Some(one), None) | (None, None, Some(one)) => read_un(one),
        // Only a note: `Nov. 1973`, `24/06/1402 (Hijri Calendar)`.
        (None, None, None) => note.as_deref().and_then(read_un),
    };
    let is_about = kind == "APPROXIMATELY" || note.as_deref() == Some("Approximately");
    let is_half_range = from.is_some() != to.is_some();
    if is_about || is_half_range {
        read = read.map(|date| BirthDate::Circa(Box::new(date)));
    }
    let unread = read.is_none();
    for (name, text) in [("DATE", &stated), ("FROM_YEAR", &from), ("TO_YEAR", &to)] {
        if let Some(text) = text.as_deref().filter(|_| unread || is_half_range) {
            fact(name, text);
        }
    }
    if let Some(note) = note.as_deref() {
        fact("NOTE", note);
    }
    if unread && !kind.is_empty() && stated.is_none() && from.is_none() && to.is_none() && note.is_none() {
        fact("TYPE_OF_DATE", &kind);
    }
    entry.birth_dates.extend(read);
}

/// An alias with what belongs to that identity only: its own birth data and notes are facts that begin with its name.
/// Its birth date also joins the birth dates of the entry, after the publisher's main ones, so that a payee who uses
/// that identity is not cleared by its date.
fn read_alias(alias: &mut Element, entry: &mut ListEntry) -> std::result::Result<(), String> {
    let quality = alias.take_text("QUALITY");
    let Some(name) = alias.take_text("ALIAS_NAME") else {
        if let Some(quality) = quality {
            let key = format!("{}/QUALITY", alias.name);
            entry.facts.push(ListedFact { key, value: quality });
        }
        return Ok(());
    };
    let (kind, strength) = match quality.as_deref() {
        Some("Good" | "a.k.a.") => (AliasKind::AlsoKnownAs, AliasStrength::Strong),
        Some("Low") => (AliasKind::AlsoKnownAs, AliasStrength::Weak),
        Some("f.k.a.") => (AliasKind::FormerlyKnownAs, AliasStrength::Strong),
        // Without a word on its quality a name is screened in full: the safe side.
        None => (AliasKind::AlsoKnownAs, AliasStrength::Strong),
        Some(other) => {
            return Err(format!("entry {}: the alias {name:?} has the QUALITY {other:?}", entry.number));
        }
    };
    for part in ["DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"] {
        if let Some(text) = alias.take_text(part) {
            if part == "DATE_OF_BIRTH"
                && let Some(date) = read_un(&text).filter(|date| !entry.birth_dates.contains(date))
            {
                entry.birth_dates.push(date);
            }
            let key = format!("{}/{part}", alias.name);
            entry.facts.push(ListedFact { key, value: format!("{name}: {text}") });
        }
    }
    entry.aliases.push(Alias { name, kind, strength });
    Ok(())
}

fn read_address(address: &mut Element, entry: &mut ListEntry) {
    let mut text = |name: &str| address.take_text(name).unwrap_or_default();
    let read = ListedAddress {
        street: text("STREET"),
        city: text("CITY"),
        province: text("STATE_PROVINCE"),
        postal: text("ZIP_CODE"),
        country: text("COUNTRY"),
        note: text("NOTE"),
    };
    if !read.is_empty() {
        entry.addresses.push(read);
    }
}

fn read_birth_place(place: &mut Element, entry: &mut ListEntry) {
    let parts = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"].map(|part| place.take_text(part));
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !text.is_empty() {
        entry.birth_places.push(text);
    }
}

/// A document with a number; one without is a fact, because nothing can be compared with it.
fn read_document(document: &mut Element, entry: &mut ListEntry) {
    let kind = document.take_text("TYPE_OF_DOCUMENT");
    let kind_more = document.take_text("TYPE_OF_DOCUMENT2");
    let number = document.take_text("NUMBER");
    let country = document.take_text("ISSUING_COUNTRY");
    let issued_in = document.take_text("COUNTRY_OF_ISSUE");
    let city = document.take_text("CITY_OF_ISSUE");
    let issued = document.take_text("DATE_OF_ISSUE");
    let note = document.take_text("NOTE");
    let title = kind.clone().or_else(|| kind_more.clone()).unwrap_or_else(|| "Document".to_owned());
    let mut fact = |name: &str, text: &Option<String>| {
        if let Some(text) = text {
            let about = number.as_deref().map_or_else(|| title.clone(), |number| format!("{title} {number}"));
            let key = format!("INDIVIDUAL_DOCUMENT/{name}");
            entry.facts.push(ListedFact { key, value: format!("{about}: {text}") });
        }
    };
    if kind_more != kind && kind.is_some() {
        fact("TYPE_OF_DOCUMENT2", &kind_more);
    }
    // Where both countries are given they are the same but for a few entries.
    let (main_country, other_country) = match (country, issued_in) {
        (Some(main), Some(other)) if main != other => (Some(main), Some(other)),
        (main, other) => (main.or(other), None),
    };
    fact("COUNTRY_OF_ISSUE", &other_country);
    fact("CITY_OF_ISSUE", &city);
    fact("NOTE", &note);
    if number.is_none() {
        fact("ISSUING_COUNTRY", &main_country);
        fact("DATE_OF_ISSUE", &issued);
        if kind.is_some() && kind_more.is_none() && note.is_none() && main_country.is_none() && issued.is_none() {
            fact("TYPE_OF_DOCUMENT", &kind);
        }
    }
    if let Some(number) = number {
        entry.documents.push(Document { kind: title, number, country: main_country, issued, expires: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(inner: &str) -> SourceFile {
        let text = format!(
            "<?xml version='1.0' encoding='UTF-8'?>\n<CONSOLIDATED_LIST dateGenerated='2018-10-29T23:09:49.856-04:00'>\
             <INDIVIDUALS>\n{inner}</INDIVIDUALS><ENTITIES>\n<ENTITY><DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM>\
             <FIRST_NAME> TEST\n  GROUP </FIRST_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER> TEe.001 \
             </REFERENCE_NUMBER><ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD; OLDER</ALIAS_NAME>\
             </ENTITY_ALIAS>\
             <ENTITY_ADDRESS><COUNTRY/><NOTE>moved</NOTE></ENTITY_ADDRESS><ENTITY_ADDRESS><COUNTRY/></ENTITY_ADDRESS>\
             </ENTITY></ENTITIES></CONSOLIDATED_LIST>"
        );
        SourceFile { name: "un.xml".to_owned(), bytes: text.into_bytes() }
    }

    fn person(inner: &str) -> String {
        format!(
            "<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>A</FIRST_NAME><SECOND_NAME>B C\
             </SECOND_NAME><THIRD_NAME/><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TEi.001</REFERENCE_NUMBER>\
             <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>{inner}<SORT_KEY/></INDIVIDUAL>\n"
        )
    }

    fn read_person(inner: &str) -> ListEntry {
        read(&list(&person(inner))).unwrap().entries.into_iter().find(|entry| entry.number == "TEi.001").unwrap()
    }

    #[test]
    fn names_and_dates_are_read_as_written() {
        let reading = read(&list(&person(""))).unwrap();
        assert_eq!(reading.published.map(|date| date.to_string()).as_deref(), Some("2018-10-29"));
        let [group, one] = &reading.entries[..] else { panic!("two entries") };
        assert_eq!((group.name.as_str(), one.name.as_str()), ("TEST GROUP", "A B C"));
        assert_eq!(group.aliases.len(), 1, "several names in one element stay one alias");
        assert_eq!(group.aliases[0].names(), ["OLD", "OLDER"]);
        assert_eq!(group.addresses.len(), 1, "an empty address is none; one with a note only is one");
        assert_eq!(one.facts.iter().map(|fact| fact.key.as_str()).collect::<Vec<_>>(), ["DATAID"]);
    }

    #[test]
    fn listing_dates_may_have_a_zone_suffix() {
        let entry = read_person(
            "<LISTED_ON>2015-04-07-04:00</LISTED_ON><LAST_DAY_UPDATED><VALUE>2016-01-02</VALUE>\
             <VALUE>2018-03-04</VALUE>\
             <VALUE/></LAST_DAY_UPDATED>",
        );
        assert_eq!(entry.designations[0].listed_on.unwrap().to_string(), "2015-04-07");
        assert_eq!(entry.designations[0].amended_on.unwrap().to_string(), "2018-03-04");
        assert!(entry.facts.iter().any(|fact| fact.value == "2016-01-02, 2018-03-04"));
    }

    #[test]
    fn birth_dates_are_read_in_every_published_form() {
        for (inner, expected, facts) in [
            ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1944-10-13</DATE>", "1944-10-13", 0),
            ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>", "1971", 0),
            ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR>", "circa 1961", 0),
            (
                "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>",
                "1955 to 1958",
                0,
            ),
            ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE>", "1973-11", 1),
            ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri Calendar)</NOTE>", "", 1),
            ("<TYPE_OF_DATE/>", "", 0),
        ] {
            let entry = read_person(&format!("<INDIVIDUAL_DATE_OF_BIRTH>{inner}</INDIVIDUAL_DATE_OF_BIRTH>"));
            let dates: Vec<String> = entry.birth_dates.iter().map(ToString::to_string).collect();
            assert_eq!(dates.join("|"), expected, "{inner}");
            assert_eq!(entry.facts.len(), facts + 1, "{inner}");
        }
    }

    #[test]
    fn alias_and_document_details_are_kept() {
        let entry = read_person(
            "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>\"X\"</ALIAS_NAME>\
             <DATE_OF_BIRTH>1960-01-02</DATE_OF_BIRTH>\
             <NOTE>on a false passport</NOTE></INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/>\
             </INDIVIDUAL_ALIAS>\
             <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>Passport\
             </TYPE_OF_DOCUMENT2><NUMBER>Jordan 654781</NUMBER><COUNTRY_OF_ISSUE>Jordan</COUNTRY_OF_ISSUE>\
             <NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/>",
        );
        assert_eq!(entry.aliases.len(), 1);
        assert_eq!(entry.birth_dates[0].to_string(), "1960-01-02");
        assert_eq!(entry.documents[0].country.as_deref(), Some("Jordan"));
        let facts: Vec<&str> = entry.facts.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(facts, ["\"X\": 1960-01-02", "\"X\": on a false passport", "Passport Jordan 654781: expired", "1"]);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        for (text, expected) in [
            (person("<LISTED_ON>soon</LISTED_ON>"), "un.xml, line 3"),
            (person("<LISTED_ON>soon</LISTED_ON>"), "LISTED_ON is \"soon\""),
            (person("").replace("TEi.001", ""), "an entry without REFERENCE_NUMBER"),
            (person("").replace("TEi.001", "TEe.001"), "the number TEe.001 stands on two entries"),
            (
                person("<INDIVIDUAL_ALIAS><QUALITY>Odd</QUALITY><ALIAS_NAME>X</ALIAS_NAME></INDIVIDUAL_ALIAS>"),
                "\"Odd\"",
            ),
            ("<THING/>".to_owned(), "<THING> stands where an entry is expected"),
        ] {
            let message = read(&list(&text)).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }
}
