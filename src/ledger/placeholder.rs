//! Texts that stand where a payee's name should.

/// Whole cells that name nobody, in the form of [`form`].
const PLACEHOLDERS: &[&str] = &[
    "#n/a",
    "anonymised",
    "anonymized",
    "anonymous",
    "blank",
    "confidential",
    "divers",
    "diverse",
    "individuals",
    "misc",
    "misc payees",
    "miscellaneous",
    "multiple",
    "multiple payees",
    "n.a.",
    "n.n.",
    "n/a",
    "name withheld",
    "nil",
    "no name",
    "none",
    "not applicable",
    "not available",
    "not disclosed",
    "not known",
    "not stated",
    "null",
    "personal data",
    "private individual",
    "private individuals",
    "sundry",
    "sundry payees",
    "tba",
    "tbc",
    "tbd",
    "to be advised",
    "to be confirmed",
    "unbekannt",
    "unknown",
    "unknown payee",
    "unnamed",
    "varios",
    "various",
    "various payees",
    "various suppliers",
    "verschiedene",
    "withheld",
    "xxx",
    "xxxx",
];

/// True for a text that names nobody: `REDACTED`, `various`, `n/a`, or signs alone.
pub(super) fn is_placeholder(name: &str) -> bool {
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
pub(super) fn is_sign_only(text: &str) -> bool {
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
