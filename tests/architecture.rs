//! The repository checks itself: allowed dependencies, no clock, no floating point, file names, line length.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Source files of the library with their room.
fn library_files() -> Vec<(String, PathBuf)> {
    let src = root().join("src");
    let room = |path: &Path| {
        let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
        first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    files_below(&src, ".rs")
        .into_iter()
        .map(|path| (room(&path), path))
        .filter(|(room, _)| !matches!(room.as_str(), "main" | "lib" | "cli"))
        .collect()
}

/// The table of ARCHITECTURE.md: room, rooms it may use.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once("## Allowed dependencies between rooms").expect("the section is there");
    let (section, _) = section.split_once("\n## ").expect("another section follows");
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            (names(cells[1]).into_iter().next().unwrap(), names(cells[2]))
        })
        .collect()
}

/// Lines of code, without comments, with their numbers.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Rooms that a line of code names: `crate::room`, and each of `crate::{room::.., other::..}`.
fn rooms_named(line: &str) -> Vec<String> {
    let identifier = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => rooms.push(identifier(rest)),
            Some(group) => rooms.extend(group.split(", ").map(|item| identifier(item.trim()))),
        }
    }
    rooms
}

#[test]
fn rooms_use_only_the_rooms_that_the_table_allows() {
    let allowed = allowed();
    let files = library_files();
    let rooms: BTreeSet<String> = files.iter().map(|(room, _)| room.clone()).collect();
    assert_eq!(rooms, allowed.keys().cloned().collect(), "rooms in src and in the table of ARCHITECTURE.md");
    for (room, path) in &files {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in code_lines(&text) {
            for used in rooms_named(line).into_iter().filter(|used| rooms.contains(used) && used != room) {
                assert!(
                    allowed[room].contains(&used),
                    "{}:{number}: {room} uses {used}, which ARCHITECTURE.md does not allow",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_table_allows_nothing_that_nobody_uses() {
    let files = library_files();
    for (room, may_use) in allowed() {
        let used: BTreeSet<String> = files
            .iter()
            .filter(|(of, _)| *of == room)
            .flat_map(|(_, path)| {
                let text = fs::read_to_string(path).unwrap();
                code_lines(&text).flat_map(|(_, line)| rooms_named(line)).collect::<Vec<_>>()
            })
            .collect();
        let unused: Vec<_> = may_use.difference(&used).collect();
        assert!(unused.is_empty(), "{room} does not use {unused:?}; take it out of ARCHITECTURE.md");
    }
}

/// What the library must not ask: the clock, the environment, files, the network, chance; and floating point.
const BANNED: [(&str, &str); 18] = [
    ("SystemTime", "the clock"),
    ("Instant::now", "the clock"),
    ("Utc::now", "the clock"),
    ("Local::now", "the clock"),
    ("std::env", "the environment"),
    ("std::fs", "files"),
    ("std::net", "the network"),
    ("std::process", "the process"),
    ("println!", "printing"),
    ("std::{env", "the environment"),
    ("std::{fs", "files"),
    ("eprint", "printing"),
    ("print!", "printing"),
    ("rand::", "chance"),
    ("getrandom", "chance"),
    ("RandomState", "chance"),
    (" f64", "floating point"),
    (" f32", "floating point"),
];

#[test]
fn the_library_asks_nothing_of_the_outside_world() {
    for (_, path) in library_files() {
        let text = fs::read_to_string(&path).unwrap();
        // Unit tests may read what they check.
        let library = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code_lines(library) {
            for (word, what) in BANNED {
                assert!(!line.contains(word), "{}:{number}: {word}: the library does not ask {what}", path.display());
            }
        }
    }
}

#[test]
fn files_are_domain_nouns_and_lines_fit() {
    let mut sources = files_below(&root().join("src"), ".rs");
    sources.extend(files_below(&root().join("tests"), ".rs"));
    for path in sources {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            !matches!(stem, "util" | "utils" | "common" | "helpers" | "types" | "manager" | "misc"),
            "{}",
            path.display()
        );
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let length = line.chars().count();
            assert!(length <= 120, "{}:{}: {length} characters", path.display(), number + 1);
        }
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, dependencies) = text.split_once("[dependencies]").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[lints").unwrap();
    let lines: Vec<&str> = dependencies.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')).collect();
    assert!(lines.len() > 20);
    for line in lines {
        assert!(line.contains(" # "), "no reason given: {line}");
    }
}
