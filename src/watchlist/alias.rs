//! Other names of a listed party.

use serde::{Deserialize, Serialize};

/// How a publisher calls another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AliasKind {
    /// Also known as.
    #[serde(rename = "a.k.a.")]
    AlsoKnownAs,
    /// Formerly known as.
    #[serde(rename = "f.k.a.")]
    FormerlyKnownAs,
    /// Now known as.
    #[serde(rename = "n.k.a.")]
    NowKnownAs,
}

impl AliasKind {
    /// `a.k.a.`, `f.k.a.` or `n.k.a.`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlsoKnownAs => "a.k.a.",
            Self::FormerlyKnownAs => "f.k.a.",
            Self::NowKnownAs => "n.k.a.",
        }
    }
}

/// How good a name is for screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AliasStrength {
    /// OFAC strong, UN "Good": to be screened.
    Strong,
    /// OFAC weak, UN "Low": broad or generic, helps to confirm a hit (OFAC FAQ 122 to 125).
    Weak,
}

impl AliasStrength {
    /// `strong` or `weak`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }
}

/// One published alias element. Its text may hold several names separated by `; ` (UN).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// Name as published, white space collapsed. It may hold several names: [`Alias::names`] yields them.
    pub name: String,
    /// a.k.a., f.k.a. or n.k.a.
    pub kind: AliasKind,
    /// Strong or weak.
    pub strength: AliasStrength,
}

/// Pairs of quotation marks that enclose a name without being part of it.
const QUOTATION_MARKS: [(char, char); 7] =
    [('"', '"'), ('“', '”'), ('„', '“'), ('”', '”'), ('«', '»'), ('‘', '’'), ('\'', '\'')];

impl Alias {
    /// The separate names of this element, without enclosing quotation marks: at least one, unless the text is empty.
    ///
    /// The UN puts several into one element: `Azim Adhajani; Azim Agha-Jani`, `A b) B`, and an original script with its
    /// romanisations in parentheses, `أبو شيماء (Abu-Shaima; Abu- Shayma)`.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        match script_and_romanisations(&self.name) {
            Some((script, romanised)) => {
                push_names(script, &mut names);
                push_names(romanised, &mut names);
            }
            None => push_names(&self.name, &mut names),
        }
        names
    }
}

/// Splits `script (romanised; romanised)`; only where the first part has no Latin letter and the second has one.
fn script_and_romanisations(text: &str) -> Option<(&str, &str)> {
    let (script, rest) = text.split_once(" (")?;
    let romanised = rest.strip_suffix(')')?;
    let latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    (!latin(script) && latin(romanised)).then_some((script, romanised))
}

fn push_names<'a>(text: &'a str, names: &mut Vec<&'a str>) {
    for part in text.split("; ") {
        // Lettered lists lose their letters: `a) X b) Y`.
        let mut rest = part.trim();
        rest = if is_letter_mark(rest) { rest[2..].trim_start() } else { rest };
        while let Some(at) = rest.match_indices(' ').map(|(at, _)| at + 1).find(|at| is_letter_mark(&rest[*at..])) {
            push_name(&rest[..at], names);
            rest = rest[at + 2..].trim_start();
        }
        push_name(rest, names);
    }
}

/// Whether `text` begins with a list mark such as `b) `.
fn is_letter_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_lowercase() && bytes[1] == b')' && bytes[2] == b' '
}

fn push_name<'a>(text: &'a str, names: &mut Vec<&'a str>) {
    let mut name = text.trim().trim_end_matches(';').trim_end();
    for (open, close) in QUOTATION_MARKS {
        let inner = name.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        // `‘Abd al-Muhsi` opens with a letter, not with a mark: a pair is a pair only when nothing inside closes it.
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            name = inner.trim();
            break;
        }
    }
    if !name.is_empty() {
        names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_element_may_hold_several_names() {
        for row in [
            "Azim Adhajani; Azim Agha-Jani => Azim Adhajani|Azim Agha-Jani",
            "Mohammad Sabet b) M. Sabet; J. Sabet => Mohammad Sabet|M. Sabet|J. Sabet",
            "a) X One b) Y Two => X One|Y Two",
            "“Kawa” => Kawa",
            "\"KOMID\" => KOMID",
            "“General” Sidiki => “General” Sidiki",
            "‘Abd al-Rahman al-‘Anzi => ‘Abd al-Rahman al-‘Anzi",
            "‘Lion’ => Lion",
            "Dr. ‘Awwad ’Ali al-Badri’ => Dr. ‘Awwad ’Ali al-Badri’",
            "أبو شيماء (Abu-Shaima; Abu- Shayma) => أبو شيماء|Abu-Shaima|Abu- Shayma",
            "Ali (the elder) => Ali (the elder)",
            "ABU-'UMAR => ABU-'UMAR",
            "One; => One",
        ] {
            let (text, expected) = row.split_once(" => ").unwrap();
            let alias = Alias { name: text.to_owned(), kind: AliasKind::AlsoKnownAs, strength: AliasStrength::Strong };
            assert_eq!(alias.names().join("|"), expected, "{row}");
        }
    }
}
