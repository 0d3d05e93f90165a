//! From published files to snapshots: which list and format they are, when they were published, and whether the set is
//! whole.

use super::entry::{ListEntry, ListId};
use super::ofac_csv::{self, CsvPart, CsvSet};
use super::reading::{Reading, SourceFile};
use super::snapshot::{Counts, ListSnapshot, Manifest, PublishedFrom};
use super::xml::XmlRecords;
use super::{date_text, ofac_xml, un_xml};
use crate::Map;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use chrono::{Datelike, NaiveDate};

/// Files that were given together: a folder, or loose files of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGroup {
    /// Name of their folder, whose end may be the publication date.
    pub folder: Option<String>,
    /// The files.
    pub files: Vec<SourceFile>,
}

/// How to import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// Publication date of files that carry none.
    pub published: Option<NaiveDate>,
    /// Whether a set that is not whole is imported, as incomplete.
    pub accept_incomplete: bool,
    /// Whether narrative is left out.
    pub facts_only: bool,
}

/// One snapshot with the published files it was read from, sorted by name.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Facts and entries.
    pub snapshot: ListSnapshot,
    /// Published files.
    pub source: Vec<SourceFile>,
}

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    OfacCsv(CsvPart),
    OfacXml,
    UnXml,
}

/// The two legacy CSV sets: list, and the names of the files in the order of [`CsvPart`].
const CSV_SETS: [(&str, [&str; 4]); 2] = [
    ("ofac-sdn", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]),
    ("ofac-cons", ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"]),
];

/// What is read, for messages.
const FORMATS_READ: &str = "OFAC's sdn.csv with alt.csv, add.csv and sdn_comments.csv, the cons_*.csv set, sdn.xml, \
                            consolidated.xml, and the UN's consolidated XML";

/// Reads a group of files to snapshots, one for each list they hold, ordered by list. All or nothing: a file that is
/// not understood, or a set that is not whole, refuses the group.
pub fn read_group(group: FileGroup, options: ImportOptions) -> Result<Vec<Imported>> {
    if group.files.is_empty() {
        let place = group.folder.as_deref().unwrap_or("import");
        let text = format!("{place}: no file in it; expected {FORMATS_READ}");
        return Err(Error::new(ErrorKind::List, text));
    }
    let mut by_list: Map<ListId, Vec<(Format, SourceFile)>> = Map::new();
    for file in group.files {
        let (list, format) = detect(&file)?;
        by_list.entry(list).or_default().push((format, file));
    }
    let folder = group.folder.as_deref();
    by_list.into_iter().map(|(list, files)| read_list(list, files, folder, options)).collect()
}

/// Which list and format a file is.
fn detect(file: &SourceFile) -> Result<(ListId, Format)> {
    let name = file.name.to_lowercase();
    for (list, names) in CSV_SETS {
        if let Some(at) = names.iter().position(|known| *known == name) {
            let part = [CsvPart::Primary, CsvPart::Aliases, CsvPart::Addresses, CsvPart::Comments][at];
            return Ok((list_id(list), Format::OfacCsv(part)));
        }
    }
    let start = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.bytes).trim_ascii_start();
    if start.starts_with(b"<") {
        return detect_xml(file, &name);
    }
    let what = if start.starts_with(b"Last Updated,") {
        "the UK's OFSI list is not read yet"
    } else if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\x1F\x8B") {
        "it is packed: unpack it first"
    } else {
        "it is no list that is read"
    };
    Err(unknown(file, what))
}

fn detect_xml(file: &SourceFile, name: &str) -> Result<(ListId, Format)> {
    let root = XmlRecords::open(&file.name, &file.bytes)?.root;
    match root.as_str() {
        un_xml::ROOT => Ok((list_id("un-sc"), Format::UnXml)),
        // Both OFAC lists have this root and nothing inside tells them apart: the name must.
        ofac_xml::ROOT => match (name.contains("cons"), name.contains("sdn")) {
            (true, false) => Ok((list_id("ofac-cons"), Format::OfacXml)),
            (false, true) => Ok((list_id("ofac-sdn"), Format::OfacXml)),
            _ => Err(unknown(file, "its name tells neither sdn.xml nor consolidated.xml: give it the published name")),
        },
        "Sanctions" => Err(unknown(file, "OFAC's ADVANCED format is not read yet: import sdn.xml or the CSV set")),
        "sanctionsData" => Err(unknown(file, "OFAC's ENHANCED format is not read yet: import sdn.xml or the CSV set")),
        other => Err(unknown(file, &format!("the root element <{other}> belongs to no list that is read"))),
    }
}

fn unknown(file: &SourceFile, what: &str) -> Error {
    let text = format!("{}: {what}; expected {FORMATS_READ}. Nothing was imported", file.name);
    Error::new(ErrorKind::List, text)
}

/// A name written in this file.
fn list_id(name: &str) -> ListId {
    ListId::parse(name).expect("the names in this file are lower-case letters and hyphens")
}

fn read_list(
    list: ListId,
    mut files: Vec<(Format, SourceFile)>,
    folder: Option<&str>,
    options: ImportOptions,
) -> Result<Imported> {
    files.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    let is_csv = matches!(files[0].0, Format::OfacCsv(_));
    let clash = files.windows(2).find(|pair| pair[0].0 == pair[1].0).or_else(|| {
        files.windows(2).find(|pair| !matches!((pair[0].0, pair[1].0), (Format::OfacCsv(_), Format::OfacCsv(_))))
    });
    if let Some([(_, first), (_, second)]) = clash {
        let text = format!(
            "{} and {}: both are the list {list}; expected one published set at a time. Import them one after \
             the other",
            first.name, second.name
        );
        return Err(Error::new(ErrorKind::List, text));
    }
    let reading = match files[0].0 {
        Format::OfacXml => ofac_xml::read(&files[0].1)?,
        Format::UnXml => un_xml::read(&files[0].1)?,
        Format::OfacCsv(_) => read_csv(&list, &files)?,
    };
    if !reading.missing.is_empty() && !options.accept_incomplete {
        let text = format!(
            "{list}: the set is not whole: {}. Put all files of one publication together; --accept-incomplete imports \
             what there is, and each run on it carries the finding list-incomplete. Nothing was imported",
            reading.missing.join("; ")
        );
        return Err(Error::new(ErrorKind::List, text));
    }
    let (published, published_from) = publication(&list, reading.published, folder, options.published)?;
    let mut source: Vec<SourceFile> = files.into_iter().map(|(_, file)| file).collect();
    source.sort_by(|a, b| a.name.cmp(&b.name));
    let Reading { mut entries, notes, missing, .. } = reading;
    if options.facts_only {
        entries = entries.into_iter().map(ListEntry::facts_only).collect();
    }
    let manifest = Manifest {
        list,
        published,
        published_from,
        confirmed: None,
        complete: missing.is_empty(),
        missing,
        notes,
        sha256: if is_csv { set_digest(&source) } else { Digest::of(&source[0].bytes) },
        counts: Counts::of(&entries),
    };
    Ok(Imported { snapshot: ListSnapshot { manifest, entries }, source })
}

fn read_csv(list: &ListId, files: &[(Format, SourceFile)]) -> Result<Reading> {
    let part =
        |wanted: CsvPart| files.iter().find(|(format, _)| *format == Format::OfacCsv(wanted)).map(|(_, file)| file);
    let set = CsvSet {
        primary: part(CsvPart::Primary),
        aliases: part(CsvPart::Aliases),
        addresses: part(CsvPart::Addresses),
        comments: part(CsvPart::Comments),
    };
    let names = CSV_SETS.iter().find(|(name, _)| *name == list.as_str()).map_or(CSV_SETS[0].1, |(_, names)| *names);
    ofac_csv::read(set, names)
}

/// Digest of a set: of its sorted lines `<file sha256>  <file name>\n`.
fn set_digest(files: &[SourceFile]) -> Digest {
    let mut lines: Vec<String> =
        files.iter().map(|file| format!("{}  {}\n", Digest::of(&file.bytes), file.name)).collect();
    lines.sort();
    Digest::of(lines.concat().as_bytes())
}

/// The publication date and where it is from: the file, else the option, else the end of the folder's name.
fn publication(
    list: &ListId,
    file: Option<NaiveDate>,
    folder: Option<&str>,
    option: Option<NaiveDate>,
) -> Result<(NaiveDate, PublishedFrom)> {
    match (file, option) {
        (Some(file), Some(option)) if file != option => {
            let text = format!(
                "{list}: --published {option} contradicts the file, which says {file}; leave the option out for \
                 this list"
            );
            Err(Error::new(ErrorKind::Usage, text))
        }
        (Some(file), _) => Ok((file, PublishedFrom::File)),
        (None, Some(option)) => Ok((option, PublishedFrom::Option)),
        (None, None) => match folder.and_then(folder_date) {
            Some(date) => Ok((date, PublishedFrom::Folder)),
            None => {
                let text = format!(
                    "{list}: no publication date: its files carry none and the folder's name does not end in one. Give \
                     --published YYYY-MM-DD, or name the folder {list}-YYYY-MM-DD. Nothing was imported"
                );
                Err(Error::new(ErrorKind::Usage, text))
            }
        },
    }
}

/// The date at the end of a folder's name: `...-YYYY-MM-DD`, or `...-YYYY-MM` for the last day of that month.
pub fn folder_date(name: &str) -> Option<NaiveDate> {
    let ending = |length: usize| {
        let at = name.len().checked_sub(length)?;
        let stands_alone = at == 0 || name.as_bytes()[at - 1] == b'-';
        name.get(at..).filter(|_| stands_alone)
    };
    if let Some(date) = ending(10).and_then(date_text::iso_day) {
        return Some(date);
    }
    let first = date_text::iso_day(&format!("{}-01", ending(7)?))?;
    let (year, month) = if first.month() == 12 { (first.year() + 1, 1) } else { (first.year(), first.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: ImportOptions = ImportOptions { published: None, accept_incomplete: false, facts_only: false };

    fn file(name: &str, text: &str) -> SourceFile {
        SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn csv_set() -> Vec<SourceFile> {
        let row =
            "7,\"EXAMPLE\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"all offices; Website x.test.\"\r\n\x1a";
        vec![file("SDN.CSV", row), file("alt.csv", "\x1a"), file("add.csv", "\x1a"), file("sdn_comments.csv", "\x1a")]
    }

    fn group(folder: &str, files: Vec<SourceFile>) -> FileGroup {
        FileGroup { folder: Some(folder.to_owned()), files }
    }

    fn refused(files: Vec<SourceFile>, expected: &str) {
        let message = read_group(group("x", files), OPTIONS).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}\n{expected}");
    }

    const UN: &str = "<CONSOLIDATED_LIST dateGenerated=\"2021-03-12T19:03:54-05:00\"><ENTITIES><ENTITY><FIRST_NAME>A\
                      </FIRST_NAME><UN_LIST_TYPE>T</UN_LIST_TYPE><REFERENCE_NUMBER>TEe.001</REFERENCE_NUMBER></ENTITY>\
                      </ENTITIES></CONSOLIDATED_LIST>";

    #[test]
    fn folder_names_end_in_a_day_or_a_month() {
        for row in [
            "ofac-sdn-2021-06-30 => 2021-06-30",
            "2021-06-30 => 2021-06-30",
            "ofac-cons-2025-12 => 2025-12-31",
            "x-2024-02 => 2024-02-29",
            "x2024-02 => -",
            "x-2024-13 => -",
            "x-2021-02-30 => -",
            "ofac-sdn-2025-12-partial => -",
            "é-2024 => -",
        ] {
            let (name, expected) = row.split_once(" => ").unwrap();
            assert_eq!(folder_date(name).map_or("-".to_owned(), |date| date.to_string()), expected, "{row}");
        }
    }

    #[test]
    fn a_csv_set_takes_its_date_from_the_option_then_the_folder() {
        let by_folder = read_group(group("sdn-2021-06", csv_set()), OPTIONS).unwrap().remove(0).snapshot.manifest;
        assert_eq!(
            (by_folder.published.to_string().as_str(), by_folder.published_from),
            ("2021-06-30", PublishedFrom::Folder,)
        );
        assert!(by_folder.complete);
        let options = ImportOptions { published: NaiveDate::from_ymd_opt(2021, 6, 1), ..OPTIONS };
        let by_option = read_group(group("sdn-2021-06", csv_set()), options).unwrap().remove(0).snapshot.manifest;
        assert_eq!(by_option.published_from, PublishedFrom::Option);
        refused(csv_set(), "no publication date");
    }

    #[test]
    fn the_digest_of_a_set_is_that_of_its_sorted_lines() {
        let imported = read_group(group("sdn-2021-06", csv_set()), OPTIONS).unwrap().remove(0);
        let mut lines: Vec<String> =
            csv_set().iter().map(|file| format!("{}  {}\n", Digest::of(&file.bytes), file.name)).collect();
        lines.sort();
        assert_eq!(imported.snapshot.manifest.sha256, Digest::of(lines.concat().as_bytes()));
    }

    #[test]
    fn a_set_that_is_not_whole_needs_consent() {
        let files = vec![csv_set().remove(0)];
        refused(files.clone(), "the set is not whole: sdn_comments.csv is not there; alt.csv is not there");
        let options = ImportOptions { accept_incomplete: true, ..OPTIONS };
        let manifest = read_group(group("x-2021-06", files), options).unwrap().remove(0).snapshot.manifest;
        assert!(!manifest.complete);
        assert_eq!(manifest.missing.len(), 3);
    }

    #[test]
    fn several_lists_may_lie_together_but_no_list_twice() {
        let mut files = csv_set();
        files.push(file("consolidated.xml", UN));
        let imported = read_group(group("x-2021-06", files), OPTIONS).unwrap();
        let lists: Vec<&str> = imported.iter().map(|one| one.snapshot.manifest.list.as_str()).collect();
        assert_eq!(lists, ["ofac-sdn", "un-sc"]);
        assert_eq!(imported[1].snapshot.manifest.published.to_string(), "2021-03-12");
        refused(vec![file("a.xml", UN), file("b.xml", UN)], "both are the list un-sc");
        let mut both = csv_set();
        both.push(file("sdn.xml", "<sdnList/>"));
        refused(both, "both are the list ofac-sdn");
        let mut twice = csv_set();
        twice.push(file("sdn.csv", "\x1a"));
        refused(twice, "SDN.CSV and sdn.csv: both are");
    }

    #[test]
    fn other_files_are_refused_by_name() {
        refused(vec![file("x.xml", "<Sanctions/>")], "ADVANCED format is not read yet");
        refused(vec![file("x.xml", "<sanctionsData/>")], "ENHANCED format is not read yet");
        refused(vec![file("x.xml", "<html/>")], "<html> belongs to no list");
        refused(vec![file("list.xml", "<sdnList/>")], "neither sdn.xml nor consolidated.xml");
        refused(vec![file("x.csv", "Last Updated,13/04/2018,,\n")], "OFSI list is not read yet");
        refused(vec![file("x.zip", "PK\x03\x04")], "unpack it first");
        refused(vec![file("notes.txt", "hello")], "notes.txt: it is no list that is read");
        refused(vec![], "no file in it");
    }

    #[test]
    fn facts_only_leaves_the_narrative_out() {
        let options = ImportOptions { facts_only: true, ..OPTIONS };
        let full = read_group(group("x-2021-06", csv_set()), OPTIONS).unwrap().remove(0).snapshot;
        let facts = read_group(group("x-2021-06", csv_set()), options).unwrap().remove(0).snapshot;
        assert_eq!(full.entries[0].narrative, ["all offices"]);
        assert!(facts.entries[0].narrative.is_empty());
        assert_eq!(facts.entries[0].facts.len(), 1);
    }

    #[test]
    fn a_given_date_must_not_contradict_the_file() {
        let options = ImportOptions { published: NaiveDate::from_ymd_opt(2020, 1, 1), ..OPTIONS };
        let message = read_group(group("x", vec![file("un.xml", UN)]), options).unwrap_err().to_string();
        assert!(message.contains("contradicts the file, which says 2021-03-12"), "{message}");
    }
}
