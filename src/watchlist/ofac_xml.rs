//! OFAC's standard XML: `sdn.xml` and `consolidated.xml`, which share one schema.
//!
//! Read by local names, because the namespace has changed twice. `Record_Count` proves that the file is whole. What an
//! entry holds beyond the elements read here is kept as a fact under its path, so that a new element is never lost.

use super::alias::{Alias, AliasKind, AliasStrength};
use super::designation::Designation;
use super::entry::{EntryKind, ListEntry, ListedAddress, ListedFact, VesselFacts};
use super::keyed::{self, KeyedValue};
use super::reading::{Reading, SourceFile};
use super::remarks;
use super::snapshot::{SnapshotNote, sorted_entries};
use super::xml::{Element, XmlRecords};
use crate::error::{Error, ErrorKind, Result};
use chrono::NaiveDate;

/// Name of the root element.
pub const ROOT: &str = "sdnList";

/// Reads one file.
pub fn read(file: &SourceFile) -> Result<Reading> {
    let mut records = XmlRecords::open(&file.name, &file.bytes)?;
    if records.root != ROOT {
        return Err(records.damaged(0, &format!("the root element is <{}> and not <{ROOT}>", records.root)));
    }
    let mut reading = Reading { entries: Vec::new(), published: None, notes: Vec::new(), missing: Vec::new() };
    let mut declared: Option<usize> = None;
    while let Some(mut record) = records.next_record(&[])? {
        let at = record.offset;
        match record.name.as_str() {
            // OFAC's own spelling; the correct one is read too.
            "publshInformation" | "publishInformation" => {
                if let Some(text) = record.take_text("Publish_Date") {
                    let date = NaiveDate::parse_from_str(&text, "%m/%d/%Y")
                        .map_err(|_| records.damaged(at, &format!("Publish_Date is {text:?} and not MM/DD/YYYY")))?;
                    reading.published = Some(date);
                }
                if let Some(text) = record.take_text("Record_Count") {
                    let count = text
                        .parse()
                        .map_err(|_| records.damaged(at, &format!("Record_Count is {text:?} and not a number")))?;
                    declared = Some(count);
                }
            }
            "sdnEntry" => reading.entries.push(read_entry(record).map_err(|found| records.damaged(at, &found))?),
            other => return Err(records.damaged(at, &format!("<{other}> stands where <sdnEntry> is expected"))),
        }
    }
    match declared {
        Some(count) if count != reading.entries.len() => {
            let text = format!(
                "{}: Record_Count says {count} entries and {} are there; the file is cut or damaged: download it again",
                file.name,
                reading.entries.len()
            );
            return Err(Error::new(ErrorKind::List, text));
        }
        Some(_) => {}
        None => reading.notes.push(SnapshotNote {
            code: "list-count-missing".to_owned(),
            text: format!("{} has no Record_Count that proves it whole.", file.name),
        }),
    }
    reading.entries = sorted_entries(&file.name, reading.entries)?;
    Ok(reading)
}

/// Reads one `sdnEntry`; the error says what was found.
fn read_entry(mut record: Element) -> std::result::Result<ListEntry, String> {
    let number = record.take_text("uid").ok_or("an entry without uid")?;
    if number.len() > 18 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("the uid {number:?} is no number"));
    }
    let kind = match record.take_text("sdnType").as_deref() {
        Some("Individual") => EntryKind::Individual,
        Some("Entity") => EntryKind::Entity,
        Some("Vessel") => EntryKind::Vessel,
        Some("Aircraft") => EntryKind::Aircraft,
        other => return Err(format!("entry {number} has the sdnType {:?}", other.unwrap_or(""))),
    };
    let name = full_name(&mut record).ok_or_else(|| format!("entry {number} has no lastName"))?;
    let mut entry = ListEntry::new(number, kind, name);
    if let Some(title) = record.take_text("title") {
        entry.titles = title.split("; ").map(str::to_owned).collect();
    }
    read_programmes(&mut record, &mut entry)?;
    read_vessel(&mut record, &mut entry);
    each(&mut record, "akaList", "aka", |aka| read_alias(aka, &mut entry))?;
    each(&mut record, "addressList", "address", |address| {
        read_address(address, &mut entry);
        Ok(())
    })?;
    each(&mut record, "idList", "id", |id| read_id(id, &mut entry))?;
    read_listed(&mut record, "nationalityList", "nationality", "country", |text| entry.nationalities.push(text))?;
    read_listed(&mut record, "citizenshipList", "citizenship", "country", |text| entry.citizenships.push(text))?;
    read_listed(&mut record, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth", |text| {
        entry.birth_places.push(text);
    })?;
    read_listed(&mut record, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth", |text| {
        remarks::place_birth_date(&mut entry, text);
    })?;
    if let Some(remark) = record.take_text("remarks") {
        remarks::place_xml(&mut entry, &remark);
    }
    entry.facts.extend(record.leftovers().into_iter().map(|(key, value)| ListedFact { key, value }));
    Ok(entry)
}

/// `LAST, First`, as the CSV has it in one field.
fn full_name(element: &mut Element) -> Option<String> {
    let last = element.take_text("lastName");
    let first = element.take_text("firstName");
    match (last, first) {
        (Some(last), Some(first)) => Some(format!("{last}, {first}")),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

/// Runs `read` over the items of a list element; what it does not take stays in the record and is left over.
fn each(
    record: &mut Element,
    list: &str,
    item: &str,
    mut read: impl FnMut(&mut Element) -> std::result::Result<(), String>,
) -> std::result::Result<(), String> {
    for parent in record.children.iter_mut().filter(|child| child.name == list) {
        for child in parent.children.iter_mut().filter(|child| child.name == item) {
            // A number within the list: OFAC's own key, which nothing refers to.
            child.take_text("uid");
            read(child)?;
        }
    }
    Ok(())
}

/// Lists of one value each; the publisher's main entry comes first.
fn read_listed(
    record: &mut Element,
    list: &str,
    item: &str,
    value: &str,
    mut push: impl FnMut(String),
) -> std::result::Result<(), String> {
    let mut found: Vec<(bool, String)> = Vec::new();
    each(record, list, item, |child| {
        let is_main = child.take_text("mainEntry").is_some_and(|text| text == "true");
        found.extend(child.take_text(value).map(|text| (is_main, text)));
        Ok(())
    })?;
    found.sort_by_key(|(is_main, _)| !is_main);
    found.into_iter().for_each(|(_, text)| push(text));
    Ok(())
}

fn read_programmes(record: &mut Element, entry: &mut ListEntry) -> std::result::Result<(), String> {
    for mut list in record.take_all("programList") {
        while let Some(programme) = list.take_text("program") {
            entry.designations.push(Designation { programme, listed_on: None, amended_on: None });
        }
    }
    if entry.designations.is_empty() {
        return Err(format!("entry {} has no programme", entry.number));
    }
    Ok(())
}

fn read_alias(aka: &mut Element, entry: &mut ListEntry) -> std::result::Result<(), String> {
    let kind = match aka.take_text("type").as_deref() {
        Some("a.k.a.") => AliasKind::AlsoKnownAs,
        Some("f.k.a.") => AliasKind::FormerlyKnownAs,
        Some("n.k.a.") => AliasKind::NowKnownAs,
        other => return Err(format!("entry {} has an alias of the type {:?}", entry.number, other.unwrap_or(""))),
    };
    let strength = match aka.take_text("category").as_deref() {
        Some("strong") => AliasStrength::Strong,
        Some("weak") => AliasStrength::Weak,
        other => return Err(format!("entry {} has an alias of the category {:?}", entry.number, other.unwrap_or(""))),
    };
    let name = full_name(aka).ok_or_else(|| format!("entry {} has an alias without a name", entry.number))?;
    entry.aliases.push(Alias { name, kind, strength });
    Ok(())
}

fn read_address(address: &mut Element, entry: &mut ListEntry) {
    let lines = ["address1", "address2", "address3"].map(|line| address.take_text(line));
    let mut text = |name: &str| address.take_text(name).unwrap_or_default();
    let read = ListedAddress {
        street: lines.into_iter().flatten().collect::<Vec<_>>().join(", "),
        city: text("city"),
        province: text("stateOrProvince"),
        postal: text("postalCode"),
        country: text("country"),
        note: String::new(),
    };
    if !read.is_empty() {
        entry.addresses.push(read);
    }
}

fn read_id(id: &mut Element, entry: &mut ListEntry) -> std::result::Result<(), String> {
    let key = id.take_text("idType").ok_or_else(|| format!("entry {} has an id without idType", entry.number))?;
    let keyed = KeyedValue {
        key,
        value: id.take_text("idNumber").unwrap_or_default(),
        country: id.take_text("idCountry"),
        issued: id.take_text("issueDate"),
        expires: id.take_text("expirationDate"),
    };
    keyed::place(entry, keyed);
    Ok(())
}

fn read_vessel(record: &mut Element, entry: &mut ListEntry) {
    let Some(mut info) = record.take("vesselInfo") else { return };
    let facts = VesselFacts {
        call_sign: info.take_text("callSign"),
        kind: info.take_text("vesselType"),
        tonnage: info.take_text("tonnage"),
        gross_tonnage: info.take_text("grossRegisteredTonnage"),
        flag: info.take_text("vesselFlag"),
        owner: info.take_text("vesselOwner"),
        ..VesselFacts::default()
    };
    entry.vessel = (facts != VesselFacts::default()).then_some(facts);
    record.children.push(info);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &str, count: Option<usize>) -> SourceFile {
        let count = count.map(|count| format!("<Record_Count>{count}</Record_Count>")).unwrap_or_default();
        let text = format!(
            "<?xml version=\"1.0\" standalone=\"yes\"?>\n<x:sdnList xmlns:x=\"urn:any\"><x:publshInformation>\
             <x:Publish_Date>03/10/2021</x:Publish_Date>{count}</x:publshInformation>\n{entries}</x:sdnList>"
        );
        SourceFile { name: "sdn.xml".to_owned(), bytes: text.into_bytes() }
    }

    fn entry(inner: &str) -> String {
        format!(
            "<sdnEntry><uid>7</uid><firstName>Person</firstName><lastName>EXAMPLE</lastName>\
             <sdnType>Individual</sdnType>\
             <programList><program>TEST</program><program>OTHER</program></programList>{inner}</sdnEntry>\n"
        )
    }

    #[test]
    fn an_entry_is_typed_and_nothing_is_dropped() {
        let inner = "<title>Chief; Deputy</title><remarks>(Linked To: OTHER PARTY)</remarks>\
            <idList><id><uid>1</uid><idType>Passport</idType><idNumber>77</idNumber><idCountry>Iran</idCountry>\
            <issueDate>1990</issueDate></id><id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id>\
            <id><uid>3</uid><idType>Digital Currency Address - ETH</idType><idNumber>0xAb</idNumber></id></idList>\
            <akaList><aka><uid>4</uid><type>f.k.a.</type><category>weak</category><lastName>EX</lastName></aka>\
            </akaList>\
            <dateOfBirthList><dateOfBirthItem><uid>5</uid><dateOfBirth>1961</dateOfBirth><mainEntry>false</mainEntry>\
            </dateOfBirthItem><dateOfBirthItem><uid>6</uid><dateOfBirth>circa 1960</dateOfBirth>\
            <mainEntry>true</mainEntry>\
            </dateOfBirthItem></dateOfBirthList><newThing kind='x'><part>kept</part></newThing>\
            <addressList><address><uid>8</uid><address1>A</address1><address2>B</address2><country>Iran</country>\
            <floor>9</floor></address></addressList>";
        let reading = read(&list(&entry(inner), Some(1))).unwrap();
        assert!(reading.notes.is_empty());
        assert_eq!(reading.published.map(|date| date.to_string()).as_deref(), Some("2021-03-10"));
        let person = &reading.entries[0];
        assert_eq!(person.name, "EXAMPLE, Person");
        assert_eq!(person.titles, ["Chief", "Deputy"]);
        assert_eq!(person.linked_to, ["OTHER PARTY"]);
        assert_eq!(person.documents[0].country.as_deref(), Some("Iran"));
        assert_eq!(person.documents.len(), 1);
        assert_eq!(person.gender.as_deref(), Some("Female"));
        assert_eq!(person.wallets[0].asset, "ETH");
        assert_eq!(person.birth_dates[0].to_string(), "circa 1960", "the main entry is first");
        assert_eq!(person.addresses[0].street, "A, B");
        let facts: Vec<String> = person.facts.iter().map(|fact| format!("{}={}", fact.key, fact.value)).collect();
        assert_eq!(facts, ["newThing@kind=x", "newThing/part=kept", "addressList/address/floor=9"]);
    }

    #[test]
    fn the_record_count_must_agree_and_its_absence_is_noted() {
        let message = read(&list(&entry(""), Some(2))).unwrap_err().to_string();
        assert!(message.contains("Record_Count says 2 entries and 1 are there"), "{message}");
        assert_eq!(read(&list(&entry(""), None)).unwrap().notes[0].code, "list-count-missing");
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        for (entries, expected) in [
            (entry("").replace("Individual", "Robot"), "sdn.xml, line 3 (byte "),
            (entry("").replace("Individual", "Robot"), "entry 7 has the sdnType \"Robot\""),
            (entry("").replace("<uid>7</uid>", ""), "an entry without uid"),
            (entry("").replace("lastName", "l").replace("firstName", "f"), "entry 7 has no lastName"),
            (entry("").replace("<program>TEST</program><program>OTHER</program>", ""), "has no programme"),
            (format!("{}{}", entry(""), entry("")), "the number 7 stands on two entries"),
            (String::new(), "holds no entry at all"),
            ("<other/>".to_owned(), "<other> stands where <sdnEntry> is expected"),
            (entry("<akaList><aka><type>a.k.a.</type><category>odd</category></aka></akaList>"), "category \"odd\""),
        ] {
            let message = read(&list(&entries, None)).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }
}
