//! Hostile input to the readers of lists and of name tables: a value or a message with its place, never a panic.

#![allow(clippy::unwrap_used)]

use paysieve::ledger::Limits;
use paysieve::ledger::named_table::NamedTable;
use paysieve::watchlist::import::{FileGroup, ImportOptions, read_group};
use paysieve::watchlist::reading::SourceFile;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Names by which files are recognised, and one that is none.
const NAMES: [&str; 7] = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv", "cons_prim.csv", "sdn.xml", "list.xml"];
/// Texts on which readers turn: markup, quotes, separators, ends of files, numbers out of range.
const TOKENS: [&[u8]; 14] = [
    b"<",
    b"</",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<![CDATA[",
    b"\"",
    b",",
    b"\r\n",
    b"\x1A",
    b"\0",
    b"\xFF\xFE",
    b"-0- ",
    b"99999999999999999999999",
    b"DOB 31 Feb 9999; alt. DOB circa",
];

/// How files begin whose rest is arbitrary.
const STARTS: [&str; 6] = ["", "<", "<?xml version='1.0'?>", "<sdnList>", "<CONSOLIDATED_LIST>", "7,\"A\","];

fn example(folder: &str) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists/example").join(folder);
    let mut files: Vec<SourceFile> = fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap().path())
        .map(|path| SourceFile {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            bytes: fs::read(&path).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// Reads the files under both kinds of options; a refusal names one of the files.
fn read(folder: &str, files: Vec<SourceFile>) -> Result<(), TestCaseError> {
    for accept_incomplete in [false, true] {
        let group = FileGroup { folder: Some(folder.to_owned()), files: files.clone() };
        let options = ImportOptions { published: None, accept_incomplete, facts_only: accept_incomplete };
        if let Err(error) = read_group(group, options) {
            let message = error.to_string();
            let is_placed = files.iter().any(|file| message.contains(&file.name)) || message.contains(folder);
            prop_assert!(is_placed, "no file named: {}", message);
        }
    }
    Ok(())
}

/// One change to a text: where (in thousandths of its length), how many bytes go, and what comes in their place.
fn change() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let token = prop::sample::select(&TOKENS[..]).prop_map(<[u8]>::to_vec);
    let bytes = prop_oneof![token, prop::collection::vec(any::<u8>(), 0..4)];
    (0usize..=1000, prop_oneof![Just(0usize), 1usize..4, 1usize..2000], bytes)
}

fn changed(bytes: &mut Vec<u8>, (thousandths, cut, new): &(usize, usize, Vec<u8>)) {
    let from = bytes.len() * thousandths / 1000;
    let to = (from + cut).min(bytes.len());
    bytes.splice(from..to, new.iter().copied());
}

fn read_table(bytes: &[u8]) -> Result<(), TestCaseError> {
    let limits = Limits { field_bytes_max: 100, columns_max: 8 };
    match NamedTable::read(bytes, &["id", "name"], &["type", "country"], limits) {
        Ok(table) => {
            let lines = table.rows().windows(2).all(|pair| pair[0].line < pair[1].line);
            prop_assert!(lines, "lines rise");
            prop_assert!(table.rows().iter().all(|row| table.cell(row, "name").len() <= 100));
        }
        Err(error) => prop_assert!(!error.to_string().is_empty()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_no_list_and_no_panic(
        name in prop::sample::select(&NAMES[..]),
        start in prop::sample::select(&STARTS[..]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [start.as_bytes(), &rest].concat();
        read("set-2021-03-10", vec![SourceFile { name: name.to_owned(), bytes }])?;
    }

    #[test]
    fn damaged_lists_are_read_or_refused_with_their_file(
        folder in prop::sample::select(vec!["sdn-2021-03-10", "un-2021-03-12"]),
        which in 0usize..4,
        changes in prop::collection::vec(change(), 1..5),
    ) {
        let mut files = example(folder);
        let which = which % files.len();
        changes.iter().for_each(|change| changed(&mut files[which].bytes, change));
        read(folder, files)?;
    }

    #[test]
    fn arbitrary_bytes_are_no_table_and_no_panic(rest in prop::collection::vec(any::<u8>(), 0..300)) {
        read_table(&rest)?;
        read_table(&[b"id,name\n", rest.as_slice()].concat())?;
    }

    #[test]
    fn damaged_tables_are_read_or_refused(changes in prop::collection::vec(change(), 1..5)) {
        let rows = "id,name,type,country\n1,\"Example, Anna\",individual,\n2,Bruno Sämple,,Cuba\n";
        let mut bytes = rows.repeat(3).into_bytes();
        changes.iter().for_each(|change| changed(&mut bytes, change));
        read_table(&bytes)?;
    }
}
