//! Text from ledgers and lists made safe to look at.
//!
//! A name may hold characters that are not seen but change what is: a right-to-left override turns the rest of a
//! line around, an escape sequence drives a terminal. They are shown by their number, `U+202E`. Escaping for HTML is
//! the template's work; this is about what a person sees.

use askama::Template;
use std::fmt;

/// Characters of one text that a page shows; what is cut is said and stands whole in the machine files.
pub const SHOWN_CHARS_MAX: usize = 300;

/// True for control characters, bidirectional controls, line and paragraph separators and other characters without
/// a shape of their own. The joiners U+200C and U+200D are not among them: Persian and Indic names need them.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// `text` with every unseen character written as `U+202E`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) {
            out.push_str(&code_point(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// [`visible`] for text of several lines: line feeds stay.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// [`visible`], cut after `chars_max` characters of `text` with a sign that it was.
pub fn visible_cut(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => visible(&text[..end]) + "…",
        None => visible(text),
    }
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A piece of a [`Shown`] text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Run {
    Plain(String),
    Unseen(String),
}

/// Text from outside as a page shows it: set apart in `<bdi>`, unseen characters by number, long text cut and said
/// to be.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shown.html")]
pub struct Shown {
    runs: Vec<Run>,
    cut_from: Option<usize>,
}

// Shown renders through its own template, which escapes every text; escaping it again would show the markup.
impl askama::filters::HtmlSafe for Shown {}

impl Shown {
    /// `text` for a page, at most [`SHOWN_CHARS_MAX`] characters of it.
    pub fn of(text: &str) -> Self {
        Self::cut(text, SHOWN_CHARS_MAX)
    }

    /// `text` for a page, at most `chars_max` characters of it.
    pub fn cut(text: &str, chars_max: usize) -> Self {
        let cut_from = text.chars().nth(chars_max).map(|_| text.chars().count());
        let mut runs: Vec<Run> = Vec::new();
        for c in text.chars().take(chars_max) {
            match runs.last_mut() {
                _ if is_unseen(c) => runs.push(Run::Unseen(code_point(c))),
                Some(Run::Plain(plain)) => plain.push(c),
                _ => runs.push(Run::Plain(c.to_string())),
            }
        }
        Self { runs, cut_from }
    }

    /// True where there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Anything that has a text.
    pub fn display(value: &impl fmt::Display) -> Self {
        Self::of(&value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_are_shown_by_their_number() {
        assert_eq!(visible("a\u{202E}b\u{1b}[31m\tc\u{200C}d"), "aU+202EbU+001B[31mU+0009c\u{200C}d");
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        let shown = Shown::of("<script>\u{202E}'&").to_string();
        assert_eq!(shown, "<bdi>&#60;script&#62;<span class=\"unseen\">U+202E</span>&#39;&#38;</bdi>");
    }

    #[test]
    fn what_is_cut_is_said() {
        let shown = Shown::of(&"x".repeat(100_000)).to_string();
        assert!(shown.len() < 600, "{}", shown.len());
        assert!(shown.contains("100000 characters"), "{shown}");
    }
}
