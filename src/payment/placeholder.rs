//! Texts that stand where a payee's name should.

/// Whole cells that name nobody, in the form of [`form`].
const PLACEHOLDERS: &[&str] = &[
    "#n/a",
    "a n other",
    "a.n. other",
    "anonym",
    "anonymised",
    "anonymized",
    "anonymous",
    "blank",
    "confidential",
    "default payee",
    "divers",
    "dummy",
    "misc",
    "misc payees",
    "miscellaneous",
    "multiple",
    "multiple payees",
    "multiple suppliers",
    "n.a.",
    "n.n.",
    "n/a",
    "name withheld",
    "nil",
    "no name",
    "no payee",
    "none",
    "not applicable",
    "not available",
    "not disclosed",
    "not given",
    "not known",
    "not provided",
    "not stated",
    "null",
    "personal data",
    "personal information",
    "private individual",
    "private individuals",
    "redacted data",
    "several payees",
    "sundries",
    "sundry",
    "sundry payees",
    "tba",
    "tbc",
    "tbd",
    "to be advised",
    "to be confirmed",
    "unbekannt",
    "undisclosed",
    "unidentified",
    "unknown",
    "unknown payee",
    "unknown supplier",
    "unnamed",
    "unspecified",
    "varios",
    "various",
    "various payees",
    "various suppliers",
    "various vendors",
    "verschiedene",
    "withheld",
    "xx",
    "xxx",
    "xxxx",
    "xxxxx",
];

/// True for a text that names nobody: `REDACTED`, `various`, `n/a`, or signs alone. Such a text must not make one party
/// of everybody it stands for. It is screened like any other name, so that a listed party of that name is still found.
pub fn is_placeholder(name: &str) -> bool {
    if !name.chars().any(char::is_alphanumeric) {
        return true;
    }
    // The longest placeholder is short, and of the others only those with one word in them are left.
    if name.len() > 200 || (name.len() > PLACEHOLDER_BYTES_MAX && !holds_redacted(name)) {
        return false;
    }
    let form = form(name);
    PLACEHOLDERS.binary_search(&form.as_str()).is_ok() || form.split(' ').any(|word| word == "redacted")
}

/// Bytes of the longest placeholder, with room for brackets and blanks.
const PLACEHOLDER_BYTES_MAX: usize = 30;

fn holds_redacted(name: &str) -> bool {
    name.as_bytes().windows(8).any(|window| window.eq_ignore_ascii_case(b"redacted"))
}

/// Lower case, brackets and repeated blanks gone.
fn form(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | '*') { ' ' } else { c }).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for a cell of an id, account or wallet that holds only signs: `-` says that there is none.
pub fn is_sign_only(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_name_nobody() {
        for name in [
            "REDACTED",
            "Redacted Personal Data",
            "[redacted]",
            "various",
            "N/A",
            "unknown",
            "-",
            "***",
            "Name Redacted",
        ] {
            assert!(is_placeholder(name), "{name}");
        }
        for name in ["Jane Example", "Na Example", "Various Arts Ltd", "Unknown Pleasures Ltd", "X", "김정은"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }

    #[test]
    fn placeholders_are_sorted_for_the_search() {
        assert!(PLACEHOLDERS.is_sorted());
    }
}
