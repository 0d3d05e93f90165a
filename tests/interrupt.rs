//! A run that is ended from outside leaves a whole run folder or none, and no temporary folder beside it.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use paysieve::digest::Digest;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: usize = 3000;

fn archive(folder: &Path) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists/example");
    let status = Command::new(env!("CARGO_BIN_EXE_paysieve"))
        .args(["lists", "import", "--lists"])
        .arg(folder)
        .args([example.join("sdn-2021-03-10"), example.join("un-2021-03-12")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

fn ledger(path: &Path) {
    let mut text = "payment_id,date,payee_name,amount,currency\n".to_owned();
    for row in 0..ROWS {
        let _ = writeln!(text, "P{row},2021-03-15,Invented Payee {row},{row}.50,EUR");
    }
    fs::write(path, text).unwrap();
}

/// Starts `screen`, sends `signal` after `wait`, and answers whether a run folder is there: then it is whole.
fn interrupted(folder: &Path, signal: &str, wait: Duration, may_leave_temporary: bool) -> bool {
    let runs = folder.join("runs");
    let mut child = Command::new(env!("CARGO_BIN_EXE_paysieve"))
        .current_dir(folder)
        .args(["screen", "ledger.csv", "--lists", "lists", "--quiet", "--out", "runs/run"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(wait);
    // The process may be gone already; its number is still its own until it is waited for.
    let _ = Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
    child.wait().unwrap();
    let names: Vec<String> = fs::read_dir(&runs)
        .map(|items| items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    let left = names.iter().filter(|name| *name != "run").count();
    assert!(left == 0 || may_leave_temporary, "{signal} after {wait:?} left {names:?}");
    let is_there = runs.join("run").is_dir();
    if is_there {
        assert_whole(&runs.join("run"));
    }
    let _ = fs::remove_dir_all(&runs);
    is_there
}

fn assert_whole(run: &Path) {
    let manifest: Value = serde_json::from_slice(&fs::read(run.join("run.json")).unwrap()).unwrap();
    let files = manifest["files"].as_object().unwrap();
    assert!(files.contains_key("payments.csv"), "{files:?}");
    for (name, digest) in files {
        assert_eq!(Digest::of(&fs::read(run.join(name)).unwrap()).as_str(), digest.as_str().unwrap(), "{name}");
    }
}

#[test]
fn an_interrupted_run_leaves_a_whole_folder_or_none() {
    let temporary = tempfile::tempdir().unwrap();
    archive(&temporary.path().join("lists"));
    ledger(&temporary.path().join("ledger.csv"));
    let whole = whole_run(temporary.path());
    let too_late = whole * 3 + Duration::from_secs(2);
    assert!(interrupted(temporary.path(), "TERM", too_late, false), "a run that nobody interrupts is written");
    for signal in ["TERM", "INT", "KILL"] {
        // The last tenths are those in which the folder is written.
        for tenths in [1, 4, 7, 8, 9, 10] {
            interrupted(temporary.path(), signal, whole * tenths / 10, signal == "KILL");
        }
    }
}

/// How long an undisturbed run takes.
fn whole_run(folder: &Path) -> Duration {
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_paysieve"))
        .current_dir(folder)
        .args(["screen", "ledger.csv", "--lists", "lists", "--quiet", "--out", "first/run"])
        .status()
        .unwrap();
    assert!(status.code().is_some_and(|code| code != 2), "{status}");
    begun.elapsed()
}
