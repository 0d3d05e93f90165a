//! Documents and code say the same: each finding code has its page, its line in the glossary and a case that raises it,
//! and every file and option that the documents name is there.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use paysieve::finding::code::FindingCode;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const SECTIONS: [&str; 6] = ["What it says", "Severity", "Why it matters", "Example", "What clears it", "Source"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn codes() -> BTreeSet<String> {
    FindingCode::ALL.iter().map(|code| code.as_str().to_owned()).collect()
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The page of each code by its file name.
fn pages() -> BTreeMap<String, String> {
    let folder = root().join("docs/findings");
    let page = |name: String| {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        (name.strip_suffix(".md").unwrap_or_else(|| panic!("docs/findings/{name} is no page")).to_owned(), text)
    };
    names_in(&folder).into_iter().map(page).collect()
}

/// One section of a page, without its heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_default();
    rest.split("\n## ").next().unwrap_or_default().trim()
}

/// Expected outlines of the cases by folder.
fn outlines() -> BTreeMap<String, String> {
    let folder = root().join("tests/cases");
    let outline = |name: String| {
        let text = fs::read_to_string(folder.join(&name).join("expected.txt")).unwrap();
        (name, text)
    };
    names_in(&folder).into_iter().map(outline).collect()
}

/// Severities with which the cases raise a code.
fn severities(code: &str, outlines: &BTreeMap<String, String>) -> BTreeSet<String> {
    let lines = outlines.values().flat_map(|outline| outline.lines());
    let words = lines.map(|line| line.split(' ').collect::<Vec<_>>());
    words.filter(|words| words.get(1) == Some(&code)).map(|words| words[0].to_owned()).collect()
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let pages = pages();
    assert_eq!(pages.keys().cloned().collect::<BTreeSet<_>>(), codes());
    for (code, page) in &pages {
        assert_eq!(page.lines().next(), Some(format!("# {code}").as_str()), "title of the page");
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, SECTIONS, "{code}");
        for heading in SECTIONS {
            assert!(!section(page, heading).is_empty(), "{code}: {heading} says nothing");
        }
        for line in page.lines() {
            assert!(line.chars().count() <= 120, "{code}: {line}");
        }
    }
}

#[test]
fn every_code_is_raised_by_a_case_with_a_severity_that_its_page_names() {
    let outlines = outlines();
    for (code, page) in pages() {
        let raised = severities(&code, &outlines);
        assert!(!raised.is_empty(), "{code}: no folder of tests/cases raises it");
        for severity in raised {
            let named = section(&page, "Severity").contains(&format!("`{severity}`"));
            assert!(named, "{code}: a case raises it as {severity}, which its page does not name");
        }
    }
}

#[test]
fn every_example_stands_in_the_outline_of_its_case() {
    let outlines = outlines();
    for (code, page) in pages() {
        let example = section(&page, "Example");
        let case = example.split('`').find_map(|text| text.strip_prefix("tests/cases/"));
        let outline = case.and_then(|case| outlines.get(case)).unwrap_or_else(|| panic!("{code}: no such case"));
        let (_, block) = example.split_once("```text\n").unwrap();
        let shown = block.lines().next().unwrap();
        assert!(shown.contains(&format!(" {code}")), "{code}: the example is of another code: {shown}");
        assert!(outline.lines().any(|line| line.starts_with(shown)), "{code}: not in its case: {shown}");
    }
}

#[test]
fn no_page_accuses() {
    for (code, page) in pages() {
        let page = page.to_lowercase();
        for word in ["fraud", "criminal", "guilty", "suspect", "terrorist", "launder", "north korea", "is a listed"] {
            assert!(!page.contains(word), "{code}: {word}");
        }
    }
}

#[test]
fn the_glossary_lists_every_code_in_one_line() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let (_, list) = glossary.split_once("## Finding codes").unwrap();
    let listed: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let ordered: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(listed, ordered, "in the order of the report");
}

/// README, the other pages at the top and all of `docs`, by name.
fn documents() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for folder in ["", "docs", "docs/findings", "docs/decisions"] {
        for name in names_in(&root().join(folder)).into_iter().filter(|name| name.ends_with(".md")) {
            let path = Path::new(folder).join(&name);
            all.insert(path.display().to_string(), fs::read_to_string(root().join(path)).unwrap());
        }
    }
    all
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let roots = ["docs/", "src/", "tests/", "data/", "templates/", "benches/", "sanctions_lists/"];
    let mut checked = 0;
    for (document, text) in documents() {
        for word in text.split(|c: char| c.is_whitespace() || "`()[],;|\"'".contains(c)) {
            // `<code>` and the like stand for many files.
            if roots.iter().any(|root| word.starts_with(root)) && !word.contains(['<', '*']) {
                let named = word.trim_end_matches(['.', ':']);
                assert!(root().join(named).exists(), "{document} names {named}, which is not there");
                checked += 1;
            }
        }
    }
    assert!(checked > 30, "the documents name more files than {checked}");
}

/// All options of all commands.
fn options() -> BTreeSet<String> {
    let commands = [
        "",
        "screen",
        "match",
        "explain",
        "lists import",
        "lists status",
        "lists confirm",
        "lists check",
        "policy show",
        "policy check",
    ];
    let mut options = BTreeSet::new();
    for command in commands {
        let help = Command::cargo_bin("paysieve").unwrap().args(command.split_whitespace()).arg("--help").output();
        let help = String::from_utf8(help.unwrap().stdout).unwrap();
        options.extend(options_in(&help));
    }
    options
}

/// Words of the form `--option`.
fn options_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_option = |word: &&str| word.strip_prefix("--").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    words.filter(is_option).map(str::to_owned).collect()
}

#[test]
fn every_option_that_a_document_names_is_there() {
    let options = options();
    for (document, text) in documents() {
        if !(document == "README.md" || document.starts_with("docs/")) {
            continue;
        }
        // What stands between `cargo` and `--` are options of cargo.
        let ours = text.lines().map(|line| match line.strip_prefix("cargo ") {
            Some(of_cargo) => of_cargo.split_once(" -- ").map_or("", |(_, ours)| ours),
            None => line,
        });
        for option in options_in(&ours.collect::<Vec<_>>().join("\n")) {
            assert!(options.contains(&option), "{document} names {option}, which no command has");
        }
    }
}
