//! Collects what is worth saying about a ledger: one note for each code, with all its places.

use super::Note;
use crate::Map;
use crate::finding::code::FindingCode;
use crate::place::Place;

/// Different cell texts that a note repeats.
const EXAMPLES_MAX: usize = 10;

/// Characters of one cell that a note repeats.
const EXAMPLE_CHARS_MAX: usize = 200;

/// Extra cells of ragged rows that the note repeats word for word; the rest is counted and stands in the row.
const EXTRA_CELLS_MAX: usize = 1000;

#[derive(Debug, Default)]
struct Draft {
    places: Vec<Place>,
    examples: Vec<String>,
    /// Sentences about the ledger as a whole.
    sentences: Vec<String>,
}

/// Notes in the making.
#[derive(Debug, Default)]
pub(super) struct Notes(Map<FindingCode, Draft>);

impl Notes {
    /// One place at which `text` was found.
    pub(super) fn add(&mut self, code: FindingCode, place: Place, text: &str) {
        let draft = self.0.entry(code).or_default();
        draft.places.push(place);
        let max = if code == FindingCode::RowRagged { EXTRA_CELLS_MAX } else { EXAMPLES_MAX };
        if draft.examples.len() < max && !text.is_empty() {
            let example = shortened(text);
            if !draft.examples.contains(&example) {
                draft.examples.push(example);
            }
        }
    }

    /// A sentence about the ledger, with the places it speaks of.
    pub(super) fn say(&mut self, code: FindingCode, sentence: String, places: impl IntoIterator<Item = Place>) {
        let draft = self.0.entry(code).or_default();
        draft.sentences.push(sentence);
        draft.places.extend(places);
    }

    /// The notes in the order of their codes, each with its sentence.
    pub(super) fn finished(self) -> Vec<Note> {
        self.0.into_iter().map(|(code, draft)| Note { code, text: text(code, &draft), places: draft.places }).collect()
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(EXAMPLE_CHARS_MAX).collect();
    if short.len() < text.len() { format!("{short}...") } else { short }
}

fn text(code: FindingCode, draft: &Draft) -> String {
    let count = draft.places.len();
    let found = if draft.examples.is_empty() {
        String::new()
    } else {
        format!(": {}", draft.examples.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", "))
    };
    let (one, several) = match code {
        FindingCode::PayeeNotNamed => {
            ("row has a placeholder for its payee's name", "rows have a placeholder for the payee's name")
        }
        FindingCode::CurrencyUnstated => (
            "amount names no currency and is totalled under XXX",
            "amounts name no currency and are totalled under XXX",
        ),
        FindingCode::DateUnread => ("date was not read", "dates were not read"),
        FindingCode::PayeeFieldUnread => ("cell about the payee was not read", "cells about payees were not read"),
        FindingCode::RowRagged => {
            ("row has fewer or more cells than the header", "rows have fewer or more cells than the header")
        }
        _ => return draft.sentences.join("; "),
    };
    let mut text = format!("{count} {}{found}", if count == 1 { one } else { several });
    for sentence in &draft.sentences {
        text.push_str("; ");
        text.push_str(sentence);
    }
    text
}
