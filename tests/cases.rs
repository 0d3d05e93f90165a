//! Runs each folder of `tests/cases`: ledgers in, a run folder out, its outline compared with `expected.txt`.
//!
//! A folder holds one or more ledgers (`*.csv`), a `README.txt` that says in a sentence what it shows, and optionally
//! `options.txt` (options of `screen`, one a line), `policy.toml` and a folder `lists` of published files, which are
//! imported even where they are not whole. Without it the lists are those of `tests/lists/example`. All parties are
//! invented. `BLESS=1 cargo test --test cases` rewrites what changed, to be read in the diff.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// An archive of the published files below `published`, one folder for each set.
fn archive(published: &Path, archive: PathBuf, options: &[&str]) -> PathBuf {
    let mut sets: Vec<PathBuf> = fs::read_dir(published).unwrap().map(|entry| entry.unwrap().path()).collect();
    sets.sort();
    Command::cargo_bin("paysieve")
        .unwrap()
        .args(["lists", "import"])
        .args(sets)
        .arg("--lists")
        .arg(&archive)
        .args(options)
        .assert()
        .code(0);
    archive
}

#[test]
fn every_case_comes_out_as_expected() {
    let temporary = tempfile::tempdir().unwrap();
    let example = archive(&root().join("tests/lists/example"), temporary.path().join("archive"), &[]);
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= 20, "one folder for each promise");
    let mut wrong = Vec::new();
    for case in &cases {
        assert!(case.join("README.txt").is_file(), "{}: say what it shows", case.display());
        let outline = outline(case, &example, temporary.path());
        let expected = case.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &outline).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if expected != outline {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{outline}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} case(s) differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs a case and writes what came out in lines that a person can read.
fn outline(case: &Path, example: &Path, temporary: &Path) -> String {
    let name = case.file_name().unwrap().to_str().unwrap();
    let out = temporary.join(name);
    let lists = match case.join("lists") {
        own if own.is_dir() => archive(&own, temporary.join(format!("{name}-lists")), &["--accept-incomplete"]),
        _ => example.to_owned(),
    };
    let mut command = Command::cargo_bin("paysieve").unwrap();
    command.arg("screen").current_dir(case);
    let mut ledgers: Vec<String> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".csv"))
        .collect();
    ledgers.sort();
    command.args(&ledgers).arg("--out").arg(&out);
    if !case.join("baseline").is_file() {
        command.arg("--lists").arg(lists);
    }
    if case.join("policy.toml").is_file() {
        command.args(["--policy", "policy.toml"]);
    }
    if let Ok(options) = fs::read_to_string(case.join("options.txt")) {
        command.args(options.lines());
    }
    let output = command.output().unwrap();
    let mut text = format!("exit {}\n", output.status.code().unwrap());
    if !out.exists() {
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        return text;
    }
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap();
    outline_of_manifest(&manifest, &mut text);
    outline_of_findings(&out, &mut text);
    outline_of_rows(&out, &mut text);
    text
}

fn outline_of_manifest(manifest: &Value, text: &mut String) {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let _ = writeln!(text, "status {}, as of {}", word(&manifest["status"]), word(&manifest["as_of"]));
    for input in manifest["inputs"].as_array().unwrap() {
        let count = |class: &str| input[class].as_u64().unwrap();
        let _ = writeln!(
            text,
            "{}: {} rows = {} payments + {} unpriced + {} excluded + {} rejections",
            word(&input["name"]),
            count("rows"),
            count("payments"),
            count("unpriced"),
            count("excluded"),
            count("rejections")
        );
        assert_eq!(
            count("rows"),
            count("payments") + count("unpriced") + count("excluded") + count("rejections"),
            "invariant 3"
        );
        for total in input["totals"].as_array().unwrap() {
            let _ = writeln!(
                text,
                "  {} {} {} in {} payment(s)",
                word(&total["direction"]),
                word(&total["currency"]),
                word(&total["sum"]),
                total["count"]
            );
        }
    }
}

fn outline_of_findings(out: &Path, text: &mut String) {
    let mut reader = csv::Reader::from_path(out.join("findings.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |name: &str| record.get(header.iter().position(|column| column == name).unwrap()).unwrap();
        let mut line = format!("{} {}", cell("severity"), cell("code"));
        for name in ["payment_id", "payee_name", "entry_id", "matched_name", "score", "band", "account", "wallet"] {
            if !cell(name).is_empty() {
                let _ = write!(line, " | {}", cell(name));
            }
        }
        if cell("payment_id").is_empty() {
            let _ = write!(line, " | {}", cell("summary"));
        }
        let _ = writeln!(text, "{line}");
    }
}

fn outline_of_rows(out: &Path, text: &mut String) {
    let mut reader = csv::Reader::from_path(out.join("payments.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |name: &str| record.get(header.iter().position(|column| column == name).unwrap()).unwrap();
        if cell("class") != "payment" {
            let _ = writeln!(text, "row {}: {}: {}", cell("place"), cell("class"), cell("reason"));
        }
    }
}
