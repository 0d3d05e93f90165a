//! OFAC's legacy CSV sets: `sdn`, `alt`, `add`, `sdn_comments` and, for the non-SDN list, `cons_prim`, `cons_alt`,
//! `cons_add`, `cons_comments`.
//!
//! A set is whole when all four files are there, each row of the other three belongs to an entry of the first, and no
//! remark that the first file cuts at 1,000 characters lacks its continuation. What is not whole is named in
//! [`Reading::missing`]; whether it may be used all the same is for the caller to decide.

use super::alias::{Alias, AliasKind, AliasStrength};
use super::csv_rows::{CsvRow, CsvRows, damaged, read_rows};
use super::designation::Designation;
use super::entry::{EntryKind, ListEntry, ListedAddress, VesselFacts};
use super::reading::{Reading, SourceFile};
use super::remarks;
use super::snapshot::{SnapshotNote, sorted_entries};
use super::xml::collapsed;
use crate::error::{Error, ErrorKind, Result};
use crate::{Map, Set};

/// OFAC cuts a remark at this many characters and puts the rest into the comments file.
const REMARK_CHARS_CUT: usize = 1000;

/// Keys named in a message; the rest is counted.
const KEYS_SHOWN: usize = 8;

/// The parts of a set, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CsvPart {
    /// `sdn.csv`, `cons_prim.csv`: the entries.
    Primary,
    /// `alt.csv`, `cons_alt.csv`: strong aliases.
    Aliases,
    /// `add.csv`, `cons_add.csv`: addresses.
    Addresses,
    /// `sdn_comments.csv`, `cons_comments.csv`: continuations of cut remarks.
    Comments,
}

/// The files of one set; absent ones are `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvSet<'a> {
    /// The entries.
    pub primary: Option<&'a SourceFile>,
    /// Strong aliases.
    pub aliases: Option<&'a SourceFile>,
    /// Addresses.
    pub addresses: Option<&'a SourceFile>,
    /// Continuations of cut remarks.
    pub comments: Option<&'a SourceFile>,
}

/// Reads one set. Without its primary file there is nothing to read. `names` are the names of the four files as OFAC
/// publishes them, in the order of [`CsvPart`].
pub fn read(set: CsvSet<'_>, names: [&str; 4]) -> Result<Reading> {
    let Some(primary) = set.primary else {
        let text = format!(
            "{}: not there, so there is no entry that the other files could add to; expected the four files {}. Put \
             them all into one folder",
            names[0],
            names.join(", ")
        );
        return Err(Error::new(ErrorKind::List, text));
    };
    let mut reading = Reading { entries: Vec::new(), published: None, notes: Vec::new(), missing: Vec::new() };
    let mut remarks = Map::new();
    for row in rows(primary, 12, &mut reading.notes)?.rows {
        let (entry, remark) = read_entry(&primary.name, &row)?;
        if let Some(remark) = remark {
            remarks.insert(entry.number.clone(), remark);
        }
        reading.entries.push(entry);
    }
    reading.entries = sorted_entries(&primary.name, reading.entries)?;
    let index: Map<String, usize> =
        reading.entries.iter().enumerate().map(|(at, entry)| (entry.number.clone(), at)).collect();
    join_comments(set.comments, names[3], &index, &mut remarks, &mut reading)?;
    join_aliases(set.aliases, names[1], &index, &mut reading)?;
    join_addresses(set.addresses, names[2], &index, &mut reading)?;
    for entry in &mut reading.entries {
        if let Some(remark) = remarks.get(&entry.number) {
            remarks::place(entry, remark);
        }
    }
    restore_linked_names(&mut reading.entries);
    Ok(reading)
}

fn rows<'a>(file: &'a SourceFile, columns: usize, notes: &mut Vec<SnapshotNote>) -> Result<CsvRows<'a>> {
    let read = read_rows(&file.name, &file.bytes, columns)?;
    if !read.has_trailer {
        notes.push(SnapshotNote {
            code: "list-trailer-missing".to_owned(),
            text: format!("{} does not end with the byte 0x1A with which OFAC closes the file.", file.name),
        });
    }
    Ok(read)
}

/// The full stop that closes a remark may also be that of a name at its end (`... CO., LTD.`). A linked party is named
/// by the primary name of its own entry, so where only the name with or without its full stop is one, that is meant.
fn restore_linked_names(entries: &mut [ListEntry]) {
    let names: Set<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    for entry in entries {
        if let Some(name) = entry.linked_to.last_mut() {
            let other = name.strip_suffix('.').map_or_else(|| format!("{name}."), str::to_owned);
            if !names.contains(name) && names.contains(&other) {
                *name = other;
            }
        }
    }
}

/// Reads a row of the primary file: the entry without its remark, and the remark.
fn read_entry(file: &str, row: &CsvRow<'_>) -> Result<(ListEntry, Option<String>)> {
    let cell = |index: usize| row.fields[index].as_deref().map(collapsed).filter(|text| !text.is_empty());
    let number = key_of(file, row, 0)?;
    let error = |column: usize, found: String, expected: &str| {
        damaged(file, row.line, 1, &format!("entry {number}, column {column}: {found}"), expected)
    };
    let name = cell(1).ok_or_else(|| error(2, "no name".to_owned(), "a name"))?;
    let kind = match cell(2).as_deref().map(str::to_lowercase).as_deref() {
        None => EntryKind::Entity,
        Some("individual") => EntryKind::Individual,
        Some("entity") => EntryKind::Entity,
        Some("vessel") => EntryKind::Vessel,
        Some("aircraft") => EntryKind::Aircraft,
        Some(other) => {
            return Err(error(3, format!("the type {other:?}"), "individual, vessel, aircraft or none"));
        }
    };
    let mut entry = ListEntry::new(number.clone(), kind, name);
    let programmes = cell(3).ok_or_else(|| error(4, "no programme".to_owned(), "at least one programme"))?;
    entry.designations = programmes
        .split("] [")
        .map(|code| Designation {
            programme: code.trim_matches(['[', ']', ' ']).to_owned(),
            listed_on: None,
            amended_on: None,
        })
        .collect();
    entry.titles = cell(4).map(|text| text.split("; ").map(str::to_owned).collect()).unwrap_or_default();
    let vessel = VesselFacts {
        call_sign: cell(5),
        kind: cell(6),
        tonnage: cell(7),
        gross_tonnage: cell(8),
        flag: cell(9),
        owner: cell(10),
        ..VesselFacts::default()
    };
    entry.vessel = (vessel != VesselFacts::default()).then_some(vessel);
    // The remark is joined before anything is trimmed: a head can end in a blank that matters.
    Ok((entry, row.fields[11].as_deref().map(str::to_owned)))
}

/// Joins each continuation to its cut remark, with nothing between and neither side trimmed.
fn join_comments(
    file: Option<&SourceFile>,
    name: &str,
    index: &Map<String, usize>,
    remarks: &mut Map<String, String>,
    reading: &mut Reading,
) -> Result<()> {
    let mut continued = Set::new();
    let mut orphans = Vec::new();
    let mut uncut = Vec::new();
    match file {
        None => reading.missing.push(format!("{name} is not there")),
        Some(file) => {
            for row in rows(file, 2, &mut reading.notes)?.rows {
                let number = key_of(&file.name, &row, 0)?;
                let Some(text) = row.fields[1].as_deref() else { continue };
                if !continued.insert(number.clone()) {
                    return Err(twice(&file.name, &row, &number));
                }
                if !index.contains_key(&number) {
                    orphans.push(number);
                    continue;
                }
                let head = remarks.entry(number.clone()).or_default();
                if head.chars().count() != REMARK_CHARS_CUT {
                    uncut.push(number);
                }
                head.push_str(text);
            }
            name_keys(&file.name, "belong to no entry", &orphans, reading);
            name_keys(&file.name, "continue a remark that is not cut (files of different days?)", &uncut, reading);
        }
    }
    let is_cut = |remark: &str| remark.chars().count() == REMARK_CHARS_CUT && !remark.ends_with('.');
    let cut =
        |(number, remark): (&String, &String)| (is_cut(remark) && !continued.contains(number)).then(|| number.clone());
    let lacking: Vec<String> = remarks.iter().filter_map(cut).collect();
    if !lacking.is_empty() {
        let text = format!("the remarks of {} are cut at 1,000 characters and not continued", listed(&lacking));
        reading.missing.push(text);
    }
    Ok(())
}

fn join_aliases(
    file: Option<&SourceFile>,
    name: &str,
    index: &Map<String, usize>,
    reading: &mut Reading,
) -> Result<()> {
    join_rows(file, name, 5, index, reading, |file, row| {
        let kind = match row.fields[2].as_deref().map(str::trim) {
            Some("aka") => AliasKind::AlsoKnownAs,
            Some("fka") => AliasKind::FormerlyKnownAs,
            Some("nka") => AliasKind::NowKnownAs,
            other => {
                let found = format!("the alias type {:?}", other.unwrap_or("-0-"));
                return Err(damaged(file, row.line, 1, &found, "aka, fka or nka"));
            }
        };
        let text = |column: usize| row.fields[column].as_deref().map(collapsed).filter(|text| !text.is_empty());
        let name = text(3).ok_or_else(|| damaged(file, row.line, 1, "an alias without a name", "a name"))?;
        let narrative = text(4);
        Ok(move |entry: &mut ListEntry| {
            entry.aliases.push(Alias { name, kind, strength: AliasStrength::Strong });
            entry.narrative.extend(narrative);
        })
    })
}

fn join_addresses(
    file: Option<&SourceFile>,
    name: &str,
    index: &Map<String, usize>,
    reading: &mut Reading,
) -> Result<()> {
    join_rows(file, name, 6, index, reading, |_, row| {
        let cell = |column: usize| row.fields[column].as_deref().map(collapsed).unwrap_or_default();
        let address = ListedAddress {
            street: cell(2),
            city: cell(3),
            country: cell(4),
            note: cell(5),
            ..ListedAddress::default()
        };
        // A row of nulls says that no address is known.
        Ok(move |entry: &mut ListEntry| entry.addresses.extend((!address.is_empty()).then_some(address)))
    })
}

/// Joins the rows of a file of aliases or addresses to their entries: the number of the entry in the first column, the
/// row's own key in the second. `read` reads a row and gives what it adds to the entry. A key that comes twice is
/// refused, and rows that belong to no entry are named as missing.
fn join_rows<Add: FnOnce(&mut ListEntry)>(
    file: Option<&SourceFile>,
    name: &str,
    columns: usize,
    index: &Map<String, usize>,
    reading: &mut Reading,
    read: impl Fn(&str, &CsvRow<'_>) -> Result<Add>,
) -> Result<()> {
    let Some(file) = file else {
        reading.missing.push(format!("{name} is not there"));
        return Ok(());
    };
    let mut keys = Set::new();
    let mut orphans = Vec::new();
    for row in rows(file, columns, &mut reading.notes)?.rows {
        let number = key_of(&file.name, &row, 0)?;
        let key = key_of(&file.name, &row, 1)?;
        if !keys.insert(key.clone()) {
            return Err(twice(&file.name, &row, &key));
        }
        let add = read(&file.name, &row)?;
        match index.get(&number) {
            None => orphans.push(number),
            Some(at) => add(&mut reading.entries[*at]),
        }
    }
    name_keys(&file.name, "belong to no entry", &orphans, reading);
    Ok(())
}

/// A key column: a number, kept as text.
fn key_of(file: &str, row: &CsvRow<'_>, column: usize) -> Result<String> {
    let text = row.fields[column].as_deref().unwrap_or("-0-").trim();
    let plain = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain {
        let found = format!("{text:?} as the number in column {}", column + 1);
        return Err(damaged(file, row.line, 1, &found, "a number of up to 18 digits"));
    }
    Ok(text.to_owned())
}

fn twice(file: &str, row: &CsvRow<'_>, key: &str) -> Error {
    damaged(file, row.line, 1, &format!("the key {key} a second time"), "each key once")
}

fn name_keys(file: &str, what: &str, keys: &[String], reading: &mut Reading) {
    if !keys.is_empty() {
        reading.missing.push(format!("{} rows of {file} {what}: {}", keys.len(), listed(keys)));
    }
}

/// The first keys by name and the number of all others.
fn listed(keys: &[String]) -> String {
    let shown = keys[..keys.len().min(KEYS_SHOWN)].join(", ");
    match keys.len().saturating_sub(KEYS_SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];

    fn file(name: &str, text: &str) -> SourceFile {
        SourceFile { name: name.to_owned(), bytes: format!("{text}\u{1a}").into_bytes() }
    }

    fn read_texts(texts: [Option<&str>; 4]) -> Result<Reading> {
        let files: Vec<Option<SourceFile>> =
            texts.iter().zip(NAMES).map(|(text, name)| text.map(|text| file(name, text))).collect();
        let set = CsvSet {
            primary: files[0].as_ref(),
            aliases: files[1].as_ref(),
            addresses: files[2].as_ref(),
            comments: files[3].as_ref(),
        };
        read(set, NAMES)
    }

    const SDN: &str = "7,\"EXAMPLE, Person\",\"individual\",\"TEST] [OTHER - ONE\",\"Chief\",-0- ,-0- ,-0- ,-0- \
    ,-0- ,-0- ,\
                       \"DOB 1960; a.k.a. 'EX'; Chief.\"\r\n\
                       12,\"SHIP\",\"vessel\",\"TEST\",-0- ,\"CL1\",\"Tug\",\"1,234\",-0- ,\"Nowhere\",-0- ,-0- \r\n";

    #[test]
    fn a_whole_set_gives_typed_entries() {
        let alt = "7,1,\"aka\",\"EXEMPEL, Person\",-0- \r\n7,2,\"fka\",\"OLD, Name\",-0- \r\n";
        let add = "7,1,-0- ,\"Town 123\",\"Nowhere\",-0- \r\n12,2,-0- ,-0- ,-0- ,-0- \r\n";
        let reading = read_texts([Some(SDN), Some(alt), Some(add), Some("")]).unwrap();
        assert!(reading.missing.is_empty() && reading.notes.is_empty());
        let [person, ship] = &reading.entries[..] else { panic!("two entries") };
        assert_eq!(person.designations[1].programme, "OTHER - ONE");
        let aliases: Vec<String> =
            person.aliases.iter().map(|a| format!("{} {} {}", a.kind.as_str(), a.name, a.strength.as_str())).collect();
        assert_eq!(aliases, ["a.k.a. EXEMPEL, Person strong", "f.k.a. OLD, Name strong", "a.k.a. EX weak"]);
        assert_eq!(person.addresses[0].city, "Town 123");
        assert!(person.narrative.is_empty(), "the title again is no narrative");
        assert_eq!(ship.vessel.as_ref().unwrap().tonnage.as_deref(), Some("1,234"));
        assert!(ship.addresses.is_empty(), "a row of nulls is no address");
    }

    #[test]
    fn remarks_join_without_separator_and_without_trimming() {
        let start = "Digital Currency Address - XBT ";
        let head = format!("DOB 1960; {}; {start}", "x".repeat(1000 - start.len() - 12));
        assert_eq!(head.len(), 1000);
        let sdn = format!("1,\"A\",-0- ,\"T\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{head}\"\r\n");
        let none = Some("");
        let whole = read_texts([Some(&sdn), none, none, Some("1,\"1Abc; DOB 1961.\"\r\n")]).unwrap();
        assert!(whole.missing.is_empty());
        assert_eq!(whole.entries[0].wallets[0].address, "1Abc");
        let cut = read_texts([Some(&sdn), none, none, Some("")]).unwrap();
        assert_eq!(cut.missing, ["the remarks of 1 are cut at 1,000 characters and not continued"]);
    }

    #[test]
    fn what_is_not_whole_is_named() {
        let reading = read_texts([
            Some(SDN),
            None,
            Some("99,1,-0- ,\"Town\",-0- ,-0- \r\n"),
            Some("7,\"more.\"\r\n98,\"more.\"\r\n"),
        ])
        .unwrap();
        assert_eq!(
            reading.missing,
            [
                "1 rows of sdn_comments.csv belong to no entry: 98",
                "1 rows of sdn_comments.csv continue a remark that is not cut (files of different days?): 7",
                "alt.csv is not there",
                "1 rows of add.csv belong to no entry: 99",
            ]
        );
    }

    #[test]
    fn damage_is_refused() {
        let none = Some("");
        let double = format!("{SDN}{SDN}");
        let alt_twice = "7,1,\"aka\",\"A\",-0- \r\n7,1,\"aka\",\"B\",-0- \r\n";
        for (texts, expected) in [
            ([Some(double.as_str()), none, none, none], "the number 7 stands on two entries"),
            ([Some(SDN), Some(alt_twice), none, none], "alt.csv, line 2, character 1: the key 1 a second time"),
            ([Some(""), none, none, none], "holds no entry at all"),
            ([None, none, none, none], "sdn.csv: not there"),
            ([Some(SDN), Some("7,1,\"zzz\",\"A\",-0- \r\n"), none, none], "the alias type \"zzz\""),
            ([Some(&SDN.replace("vessel", "rocket")), none, none, none], "the type \"rocket\""),
            ([Some(&SDN.replace("12,", "x,")), none, none, none], "\"x\" as the number in column 1"),
        ] {
            let message = read_texts(texts).expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }
}
