//! The normal form of a text: the steps, in one fixed order, after which two spellings that differ only in case, marks,
//! punctuation or invisible characters are equal.
//!
//! 1. compatibility decomposition (NFKD): full-width letters, ligatures and accents fall apart;
//! 2. full case folding (`ß` to `ss`, final sigma);
//! 3. marks, invisible and bidirectional control characters go; letters that do not decompose get their plain form;
//! 4. apostrophes go, and so do dots between single letters (`d.o.o.` is `doo`); all other punctuation is a space;
//! 5. spaces collapse, and what is left is composed again (NFC), so that Hangul is syllables.
//!
//! Writing systems are kept: turning another script into Latin letters is the work of `script`.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The normal form of `text`. Empty where nothing but signs is there. Applying it twice changes nothing.
pub fn normal_form(text: &str) -> String {
    let folded: Vec<char> = text.nfkd().default_case_fold().nfkd().filter(|c| !is_dropped(*c)).collect();
    let mut out = String::with_capacity(folded.len());
    let mut at_word_start = true;
    for (index, &c) in folded.iter().enumerate() {
        if let Some(plain) = plain_form(c) {
            out.push_str(plain);
            at_word_start = false;
        } else if c.is_alphanumeric() {
            out.push(c);
            at_word_start = false;
        } else if is_apostrophe(c) || (c == '.' && is_abbreviation_dot(&folded, index)) {
            // Nothing stands for it: O'Neil is oneil, d.o.o. is doo.
        } else if !at_word_start {
            out.push(' ');
            at_word_start = true;
        }
    }
    // Hangul syllables and voiced kana fell apart in step 1.
    out.trim_end().nfc().collect()
}

/// Marks (accents, vowel points), and characters that are not seen: joiners, bidirectional controls, soft hyphens.
fn is_dropped(c: char) -> bool {
    // Spacing vowel signs of Indic and Southeast Asian scripts are letters of the name, not decoration.
    let decoration = is_combining_mark(c)
        && matches!(c as u32, 0x0300..=0x06FF | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F);
    decoration
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{0640}' | '\u{115F}' | '\u{1160}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Letters that Unicode does not decompose but that payers write plainly.
fn plain_form(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' => "k",
        'ə' => "a",
        _ => return None,
    })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | '′' | '＇' | '\u{02B9}' | '\u{02BA}')
}

/// A dot after a single letter that is followed by another single letter or ends the abbreviation.
fn is_abbreviation_dot(text: &[char], dot: usize) -> bool {
    let letter_before = dot >= 1 && text[dot - 1].is_alphabetic();
    let single_before = dot < 2 || !text[dot - 2].is_alphanumeric();
    let letter_after = text.get(dot + 1).is_some_and(|c| c.is_alphabetic());
    let single_after = text.get(dot + 2).is_none_or(|c| !c.is_alphanumeric());
    letter_before && single_before && letter_after && single_after
}

#[cfg(test)]
mod tests {
    use super::normal_form;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (text, expected) = line.split_once('|').expect("text | normal form");
            assert_eq!(normal_form(text.trim()), expected.trim(), "{line}");
            assert_eq!(normal_form(expected.trim()), expected.trim(), "twice: {line}");
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_form() {
        check(
            "
            AL ZAWAHIRI, Dr. Ayman | al zawahiri dr ayman
            O'Neil                 | oneil
            O’NEIL                 | oneil
            Müller                 | muller
            Straße                 | strasse
            ŁUKASZ Ørsted          | lukasz orsted
            SIS d.o.o.             | sis doo
            S.A. de C.V.           | sa de cv
            J. Smith               | j smith
            al-Rashid              | al rashid
            ＡＢＣ Ｔｒａｄｉｎｇ          | abc trading
            Şahin İlhan            | sahin ilhan
            김정은                   | 김정은
            ---                    |
            ",
        );
    }

    #[test]
    fn invisible_characters_change_nothing() {
        assert_eq!(normal_form("Kim\u{200B} Sang\u{202E} Man"), "kim sang man");
    }
}
