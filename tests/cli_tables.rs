//! The fixed machine formats, `match --input` and `explain --pairs`: no row is swallowed in silence.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::fs;

/// Exit code, stderr and the file that was written, if any.
struct Outcome {
    code: i32,
    said: String,
    written: Option<String>,
}

fn run(arguments: &[&str], bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), bytes).unwrap();
    let mut command = Command::cargo_bin("paysieve").unwrap();
    let output = command.current_dir(folder.path()).args(arguments).args(["--output", "out.csv"]).output().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
        written: fs::read_to_string(folder.path().join("out.csv")).ok(),
    }
}

fn matched(bytes: &[u8]) -> Outcome {
    run(&["match", "--input", "in.csv"], bytes)
}

fn explained(bytes: &[u8]) -> Outcome {
    run(&["explain", "--pairs", "in.csv"], bytes)
}

fn refused(outcome: &Outcome, expected: &str) {
    assert_eq!((outcome.code, &outcome.written), (2, &None), "{}", outcome.said);
    assert!(outcome.said.starts_with(&format!("error: in.csv: {expected}")), "{}", outcome.said);
}

/// Ids of the rows that have a hit.
fn ids(outcome: &Outcome) -> Vec<String> {
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let lines = outcome.written.as_ref().unwrap().lines().skip(1);
    let mut ids: Vec<String> = lines.map(|line| line.split(',').next().unwrap().to_owned()).collect();
    ids.dedup();
    ids
}

#[test]
fn a_quote_that_never_closes_is_refused_with_its_line() {
    let names = b"id,name\n1,\"Nicolas MADURO MOROS\n2,Nicolas MADURO MOROS\n3,Anna Example\n";
    refused(&matched(names), "line 2: the quote that opens `\"Nicolas MADURO MOROS` is never closed; 2 further");
    let pairs = b"id,name1,name2\n1,A B,\"A B\n2,C D,C D\n";
    refused(&explained(pairs), "line 2: the quote that opens `\"A B` is never closed");
}

#[test]
fn a_column_that_is_there_twice_is_refused() {
    refused(&matched(b"id,name,name\n1,,Nicolas MADURO MOROS\n"), "line 1: columns 2 and 3 are both \"name\"");
    refused(&explained(b"id,name1,name2,name2\n1,A,B,C\n"), "line 1: columns 3 and 4 are both \"name2\"");
}

#[test]
fn limits_of_the_policy_hold() {
    let long = format!("id,name\n1,{}\n", "x".repeat((1 << 20) + 1));
    refused(&matched(long.as_bytes()), "line 2, column 2: a cell of 1048577 bytes");
    let wide = format!("id,name{}\n", ",x".repeat(4096));
    refused(&matched(wide.as_bytes()), "line 1: 4098 columns, and the limit is 4096");
}

#[test]
fn names_in_any_encoding_and_ragged_rows_are_screened() {
    let text = "\u{FEFF}name,other,id\nNicolas MADURO MOROS,x,1\nNicolas MADURO MOROS\n";
    assert_eq!(ids(&matched(text.as_bytes())), ["1", ""]);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(ids(&matched(&utf16)), ["1", ""]);
    let windows = matched(b"id,name\n1,Nicol\xE1s MADURO MOROS\n");
    assert_eq!(ids(&windows), ["1"]);
    assert!(windows.said.contains("warning: in.csv: read as Windows-1252"), "{}", windows.said);
}

#[test]
fn a_name_that_is_empty_or_only_signs_has_no_hit() {
    let outcome = matched("id,name\n1,\n2,\"  \"\n3,...\n4,-- / --\n5,\u{200B}\n6\n".as_bytes());
    assert!(ids(&outcome).is_empty(), "{:?}", outcome.written);
}

#[test]
fn explain_writes_one_line_a_pair() {
    let outcome = explained(b"id,name1,name2\n1,Anna Example,Anna Example\n2,Anna Example,Bruno Sample\n3,,\n");
    assert_eq!(ids(&outcome), ["1", "2", "3"]);
}
