//! A list archive that is damaged stops the run: exit code 2, the file by name, and nothing written.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::fs;
use std::path::Path;

#[test]
fn one_damaged_byte_of_a_list_stops_the_run() {
    let temporary = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = root.join("tests/lists/example");
    Command::cargo_bin("paysieve")
        .unwrap()
        .current_dir(temporary.path())
        .args(["lists", "import", "--lists", "lists"])
        .args([example.join("sdn-2021-03-10"), example.join("un-2021-03-12")])
        .assert()
        .code(0);
    let ledger = root.join("data/ledgers/payroll-2021-03.csv");
    let screen = |out: &str| {
        let mut command = Command::cargo_bin("paysieve").unwrap();
        let command = command.current_dir(temporary.path()).arg("screen").arg(&ledger);
        let output = command.args(["--lists", "lists", "--quiet", "--out", out]).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for snapshot in ["ofac-sdn/2021-03-10", "un-sc/2021-03-12"] {
        let path = temporary.path().join("lists").join(snapshot).join("entries.jsonl.gz");
        let whole = fs::read(&path).unwrap();
        for at in [0, whole.len() / 2, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x01;
            fs::write(&path, &damaged).unwrap();
            let (code, said) = screen("runs/damaged");
            assert_eq!(code, 2, "{said}");
            assert!(said.contains(snapshot) && said.contains("entries.jsonl.gz"), "{said}");
            assert!(!temporary.path().join("runs").exists(), "{snapshot}, byte {at}: something was written");
        }
        fs::write(&path, &whole).unwrap();
    }
    assert_ne!(screen("runs/whole").0, 2, "undamaged, the same run works");
}
