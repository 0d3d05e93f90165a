//! The same bytes: twice, at any thread count, in any folder, in any order of ledgers. A run folder is whole or absent.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/ledgers").join(name)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
        })
        .collect()
}

fn run(ledgers: &[PathBuf], out: &Path, threads: &str, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    Command::cargo_bin("paysieve")
        .unwrap()
        .current_dir(folder)
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .arg("screen")
        .args(ledgers)
        .args(["--threads", threads, "--out"])
        .arg(out)
        .assert()
        .code(1);
    files(out)
}

#[test]
fn a_run_gives_the_same_bytes_whatever_is_around_it() {
    let temporary = tempfile::tempdir().unwrap();
    let moved = temporary.path().join("moved elsewhere");
    fs::create_dir(&moved).unwrap();
    let names = ["payroll-2021-03.csv", "contractor-payouts-2021-03.csv"];
    let here: Vec<PathBuf> = names.iter().map(|name| sample(name)).collect();
    let there: Vec<PathBuf> = names
        .iter()
        .rev()
        .map(|name| {
            fs::copy(sample(name), moved.join(name)).unwrap();
            PathBuf::from(name)
        })
        .collect();
    let first = run(&here, &temporary.path().join("one"), "1", temporary.path());
    let second = run(&there, &temporary.path().join("deep/er/two"), "2", &moved);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
    let expected = ["findings.csv", "findings.jsonl", "payments.csv", "rejections.csv", "report.html", "run.json"]
        .map(String::from);
    assert_eq!(first.keys().cloned().collect::<Vec<_>>(), expected);
}

#[test]
fn lists_and_policy_give_the_same_bytes_from_any_folder() {
    let temporary = tempfile::tempdir().unwrap();
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists/example");
    let in_folder = |name: &str, threads: &str| {
        let folder = temporary.path().join(name);
        fs::create_dir(&folder).unwrap();
        let archive = format!("archive-{name}");
        Command::cargo_bin("paysieve")
            .unwrap()
            .current_dir(&folder)
            .args(["lists", "import", "--lists", &archive])
            .args([example.join("sdn-2021-03-10"), example.join("un-2021-03-12")])
            .assert()
            .code(0);
        fs::write(folder.join("policy.toml"), "[lists]\nlist_age_days_max = 30\n").unwrap();
        Command::cargo_bin("paysieve")
            .unwrap()
            .current_dir(&folder)
            .arg("screen")
            .arg(sample("payroll-2021-03.csv"))
            .args(["--lists", &archive, "--policy", "policy.toml", "--threads", threads, "--quiet", "--out", "run"])
            .output()
            .unwrap();
        files(&folder.join("run"))
    };
    let (first, second) = (in_folder("here", "1"), in_folder("there", "2"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_folder_that_is_there_is_not_touched() {
    let temporary = tempfile::tempdir().unwrap();
    fs::write(temporary.path().join("mine.txt"), "mine").unwrap();
    Command::cargo_bin("paysieve")
        .unwrap()
        .arg("screen")
        .arg(sample("payroll-2021-03.csv"))
        .arg("--out")
        .arg(temporary.path())
        .assert()
        .code(2);
    assert_eq!(files(temporary.path()).len(), 1);
}

#[test]
fn a_run_that_cannot_be_written_leaves_nothing() {
    let temporary = tempfile::tempdir().unwrap();
    let file = temporary.path().join("a-file");
    fs::write(&file, "").unwrap();
    Command::cargo_bin("paysieve")
        .unwrap()
        .arg("screen")
        .arg(sample("payroll-2021-03.csv"))
        .arg("--out")
        .arg(file.join("run"))
        .assert()
        .code(2);
    assert_eq!(files(temporary.path()).len(), 1);
}
