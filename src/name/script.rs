//! Writing systems: which one a text is in, and its form in Latin letters.

use super::normal_form::normal_form;
use unicode_script::{Script, UnicodeScript};

/// True where every letter of `text` is Latin (digits and signs are of no script).
pub fn is_latin(text: &str) -> bool {
    text.chars().all(|c| matches!(c.script(), Script::Latin | Script::Common | Script::Inherited))
}

/// The texts by which a name is compared: as written, and in Latin letters where it is not. Punctuation is kept, so
/// that a comma can still tell family from given name. The name as written comes first: native script is compared with
/// native script before anything is romanised.
pub fn readings(text: &str) -> Vec<String> {
    if is_latin(text) {
        return vec![text.to_owned()];
    }
    let romanised = romanise(text);
    if normal_form(&romanised).is_empty() { vec![text.to_owned()] } else { vec![text.to_owned(), romanised] }
}

/// Latin letters for `text`, character by character; Han characters become separate syllables.
fn romanise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_han = c.script() == Script::Han;
        if is_han {
            out.push(' ');
        }
        out.push_str(any_ascii::any_ascii_char(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names_have_one_reading() {
        assert_eq!(readings("José Núñez"), ["José Núñez"]);
    }

    #[test]
    fn other_scripts_are_read_as_written_and_in_latin_letters() {
        assert_eq!(readings("Иванов Пётр"), ["Иванов Пётр", "Ivanov Petr"]);
        assert_eq!(readings("习近平")[1].trim(), "Xi Jin Ping");
    }
}
