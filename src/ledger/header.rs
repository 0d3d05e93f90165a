//! Headers in the form in which they are compared.
//!
//! `Payee_Name`, `payee-name`, `PAYEE NAME ` and `payeeName` are one header. What stands in brackets is left out; a
//! currency there, or at either end, is the unit of the column's amounts.

use crate::payment::amount::Currency;
use crate::payment::amount::currency::CurrencyText;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A header, ready to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderForm {
    /// Plain lower-case words.
    pub words: String,
    /// The words without a currency at either end, where one stands there.
    pub words_without_currency: Option<String>,
    /// Currency that the header names.
    pub currency: Option<Currency>,
}

/// Codes that are also words of headers; they count as a currency in brackets alone.
const CODES_THAT_ARE_WORDS: &[&str] =
    &["ALL", "BAM", "COP", "CUP", "GEL", "LAK", "MOP", "NOT", "OP", "PEN", "POL", "TOP", "TRY"];

impl HeaderForm {
    /// The form of `header`.
    pub(super) fn of(header: &str) -> Self {
        let (outside, inside) = without_brackets(header);
        let words = words_of(&outside);
        let mut currency = inside.iter().find_map(|text| stated(text)).or_else(|| sign_in(&outside));
        let mut words_without_currency = None;
        if let Some((rest, found)) = currency_at_end(&outside) {
            words_without_currency = Some(words_of(rest.trim()));
            currency = currency.or(Some(found));
        }
        Self { words, words_without_currency, currency }
    }
}

/// Text outside of brackets, and what stands in each pair.
fn without_brackets(header: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::new(), 0usize);
    for c in header.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                inside.push(String::new());
                outside.push(' ');
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.last_mut().into_iter().for_each(|text| text.push(c)),
            c => outside.push(c),
        }
    }
    (outside, inside)
}

fn stated(text: &str) -> Option<Currency> {
    match Currency::beside_amount(text.trim()) {
        CurrencyText::Stated(currency) => Some(currency),
        _ => None,
    }
}

/// A currency sign that is no letter: `Amount €`.
fn sign_in(text: &str) -> Option<Currency> {
    text.split(|c: char| c.is_alphanumeric() || c.is_whitespace()).find_map(stated)
}

/// `Amount USD`, `amount_usd`, `amount in EUR`, `GBP amount`: the words beside the code, and the currency.
fn currency_at_end(text: &str) -> Option<(String, Currency)> {
    let spaced = words_apart(text);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let code = |word: &str| {
        let plain = word.len() == 3 || word.len() == 4;
        let capitals = word.to_ascii_uppercase();
        stated(word).filter(|_| plain && !CODES_THAT_ARE_WORDS.contains(&capitals.as_str()))
    };
    let (first, last) = (words[0], words[words.len() - 1]);
    if let Some(currency) = code(last) {
        let mut rest = &words[..words.len() - 1];
        while let [before @ .., "in" | "In" | "IN" | "en" | "em"] = rest {
            rest = before;
        }
        return Some((rest.join(" "), currency));
    }
    code(first).map(|currency| (words[1..].join(" "), currency))
}

/// Lower-case words without marks, signs or quotes; `#` is the word `no`.
pub(super) fn words_of(text: &str) -> String {
    let apart = words_apart(text).to_lowercase().replace('ß', "ss");
    let plain: String = apart.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut words = String::with_capacity(plain.len());
    for word in plain.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty()) {
        for part in word.replace('#', " no ").split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
    }
    words
}

/// The text with spaces where a capital letter begins a word: `recipientEmail`, `accountIBAN`, `VATNumber`.
fn words_apart(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|c| !matches!(c, '\u{FEFF}' | '\u{200B}' | '"' | '\'' | '’')).collect();
    let mut apart = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after_lower = before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit());
        let ends_acronym =
            before.is_some_and(char::is_uppercase) && chars.get(at + 1).is_some_and(|a| a.is_lowercase());
        if c.is_uppercase() && (after_lower || ends_acronym) {
            apart.push(' ');
        }
        apart.push(if matches!(c, '_' | '-' | '.' | '/') { ' ' } else { c });
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let form = HeaderForm::of(cells[0]);
            let currency = form.currency.as_ref().map_or("", Currency::as_str);
            let words = form.words_without_currency.as_deref().unwrap_or(&form.words);
            assert_eq!((words, currency), (cells[1], cells[2]), "{line}");
        }
    }

    #[test]
    fn spellings_of_one_header_have_one_form() {
        check(
            "
            payee_name            | payee name            |
            \u{FEFF}Payee-Name    | payee name            |
            PAYEE  NAME           | payee name            |
            payeeName             | payee name            |
            'Payee.Name'          | payee name            |
            creditor_account_IBAN | creditor account iban |
            VATNumber             | vat number            |
            Check #               | check no              |
            Bénéficiaire          | beneficiaire          |
            Straße                | strasse               |
            Sort code (BSB)       | sort code             |
            Empfänger/Name        | empfanger name        |
            ",
        );
    }

    #[test]
    fn a_header_may_name_the_currency() {
        check(
            "
            Amount (USD)     | amount     | USD
            Amount [EUR]     | amount     | EUR
            Amount USD       | amount     | USD
            amount_usd       | amount     | USD
            amountUSD        | amount     | USD
            Betrag in EUR    | betrag     | EUR
            GBP Amount       | amount     | GBP
            Amount £         | amount     | GBP
            Betrag (€)       | betrag     | EUR
            Salary ($)       | salary     |
            Total all        | total all  |
            Created (UTC)    | created    |
            ",
        );
    }
}
