//! Reads an amount from the text of one cell, exactly or not at all.
//!
//! `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`, `1,00,000.00`, `(12.00)`, `-12`, `12-`, `€6.65`, `12 USD` are read.
//! A single separator before exactly three digits (`1,234`) can mean thousands or decimals: only the rest of the column can
//! tell ([`MarkEvidence`]), and where it does not, the amount stays unread.

use super::currency::{Currency, CurrencyText};
use rust_decimal::Decimal;

/// The sign that separates decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.56`
    Dot,
    /// `1.234,56`
    Comma,
}

/// An amount as read: its size, its sign and what it says about its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAmount {
    /// Size, 0 or more.
    pub value: Decimal,
    /// True for a minus sign or accounting brackets, whatever the size.
    pub negative: bool,
    /// Currency beside the digits.
    pub currency: CurrencyText,
}

/// Which decimal mark the values of a column prove.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkEvidence {
    /// Values that can only be read with a dot as decimal mark.
    pub dot: u64,
    /// Values that can only be read with a comma as decimal mark.
    pub comma: u64,
}

impl MarkEvidence {
    /// Takes one value of the column into account.
    pub fn add(&mut self, text: &str) {
        // Cells without separator, the most of many columns, prove nothing.
        if !text.contains(['.', ',', '．', '，']) {
            return;
        }
        let plain = plain_signs(text);
        let Ok(parts) = Parts::of(&plain) else { return };
        match shape(parts.body) {
            Ok(Shape { proven: Some(DecimalMark::Dot), .. }) => self.dot += 1,
            Ok(Shape { proven: Some(DecimalMark::Comma), .. }) => self.comma += 1,
            _ => {}
        }
    }

    /// The mark of the column, where its values prove one and none contradicts.
    pub fn mark(self) -> Option<DecimalMark> {
        match (self.dot, self.comma) {
            (1.., 0) => Some(DecimalMark::Dot),
            (0, 1..) => Some(DecimalMark::Comma),
            _ => None,
        }
    }
}

/// Reads `text`; `mark` is what the column proves, for values that do not say it themselves.
///
/// # Errors
/// Why it is no amount, in words for the report.
pub fn read(text: &str, mark: Option<DecimalMark>) -> Result<SignedAmount, &'static str> {
    let plain = plain_signs(text);
    if plain.trim().is_empty() {
        return Err("no amount");
    }
    let parts = Parts::of(&plain)?;
    let shape = shape(parts.body)?;
    let decimal = match (shape.decimal_at, shape.ambiguous) {
        (_, Some(separator)) => match mark {
            None => {
                return Err("ambiguous: the separator may mean thousands or decimals, and no other amount shows which");
            }
            Some(DecimalMark::Dot) => (separator == '.').then(|| parts.body.find('.')).flatten(),
            Some(DecimalMark::Comma) => (separator == ',').then(|| parts.body.find(',')).flatten(),
        },
        (at, None) => at,
    };
    let mut digits = String::with_capacity(parts.body.len());
    for (at, c) in parts.body.char_indices() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else if Some(at) == decimal {
            if digits.is_empty() {
                digits.push('0');
            }
            digits.push('.');
        }
    }
    let digits = digits.trim_end_matches('.');
    // More digits than the type holds is an error here; `from_str` would round.
    let value = Decimal::from_str_exact(digits).map_err(|_| "more digits than an exact decimal holds")?;
    Ok(SignedAmount { value, negative: parts.negative, currency: parts.currency })
}

/// The text with full-width forms, other minus signs and other spaces in their plain ASCII form.
fn plain_signs(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return std::borrow::Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{2212}' | '\u{2010}'..='\u{2013}' | '\u{FE63}' | '\u{207B}' => '-',
        '\u{2019}' | '\u{02BC}' => '\'',
        '\u{FFE1}' => '£',
        '\u{FFE5}' => '¥',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    std::borrow::Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).map(plain).collect())
}

/// Marks that spreadsheets and web pages leave around numbers.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// An amount taken apart: sign, currency, and the body of digits and separators.
struct Parts<'t> {
    negative: bool,
    currency: CurrencyText,
    body: &'t str,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Result<Self, &'static str> {
        let mut rest = text.trim();
        let mut signs = Signs::default();
        let mut currency = CurrencyText::None;
        let mut bracket_open = false;
        // Sign, bracket and currency may come in any order before the digits: `-£5`, `£-5`, `(£5)`, `USD (5)`.
        while let Some(c) = rest.chars().next().filter(|c| !is_body_start(*c)) {
            match c {
                '-' => signs.minus += 1,
                '+' => signs.plus += 1,
                '(' if !bracket_open => bracket_open = true,
                _ => {
                    let end = rest.find(|c: char| is_body_start(c) || matches!(c, ' ' | '-' | '+' | '(' | ')'));
                    let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                    take_currency(&mut currency, word)?;
                    rest = after.trim_start();
                    continue;
                }
            }
            rest = rest[c.len_utf8()..].trim_start();
        }
        let end = rest.find(|c: char| !is_body(c)).unwrap_or(rest.len());
        let body = rest[..end].trim_end();
        let mut tail = rest[end..].trim();
        let mut bracket_closed = false;
        while let Some(c) = tail.chars().next() {
            match c {
                '-' => signs.minus += 1,
                '+' => signs.plus += 1,
                ')' if bracket_open && !bracket_closed => bracket_closed = true,
                _ => {
                    let end = tail.find([' ', '-', '+', '(', ')']).unwrap_or(tail.len());
                    let (word, after) = tail.split_at(end);
                    if looks_scientific(body, word) {
                        return Err("scientific notation: digits may be lost");
                    }
                    take_currency(&mut currency, word)?;
                    tail = after.trim_start();
                    continue;
                }
            }
            tail = tail[c.len_utf8()..].trim_start();
        }
        if bracket_open != bracket_closed {
            return Err("not an amount: a bracket is not closed");
        }
        if signs.minus + signs.plus + u32::from(bracket_open) > 1 {
            return Err("not an amount: more than one sign");
        }
        Ok(Self { negative: signs.minus > 0 || bracket_open, currency, body })
    }
}

#[derive(Default)]
struct Signs {
    minus: u32,
    plus: u32,
}

/// `1.2E+5` is taken apart at the letter.
fn looks_scientific(body: &str, word: &str) -> bool {
    let exponent = word.strip_prefix(['e', 'E']);
    body.ends_with(|c: char| c.is_ascii_digit())
        && exponent.is_some_and(|rest| rest.is_empty() || rest.bytes().all(|b| b.is_ascii_digit()))
}

fn take_currency(found: &mut CurrencyText, word: &str) -> Result<(), &'static str> {
    if word.is_empty() {
        return Err("not an amount");
    }
    let read = Currency::beside_amount(word);
    match (&*found, &read) {
        (_, CurrencyText::None) => return Err("not an amount"),
        // `$12 USD`: the code says which dollar. `USD 12 EUR` says nothing.
        (CurrencyText::None | CurrencyText::Ambiguous, _) => *found = read,
        (CurrencyText::Stated(_), CurrencyText::Ambiguous) => {}
        (CurrencyText::Stated(a), CurrencyText::Stated(b)) if a == b => {}
        _ => return Err("not an amount: two currencies"),
    }
    Ok(())
}

fn is_body_start(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ','
}

fn is_body(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'')
}

/// What the separators of a body mean.
struct Shape {
    /// Byte position of the decimal mark.
    decimal_at: Option<usize>,
    /// The one separator that may be either.
    ambiguous: Option<char>,
    /// The decimal mark that this value proves for its column.
    proven: Option<DecimalMark>,
}

impl Shape {
    fn decimal(body: &str, mark: char) -> Self {
        let proven = if mark == '.' { DecimalMark::Dot } else { DecimalMark::Comma };
        Self { decimal_at: body.rfind(mark), ambiguous: None, proven: Some(proven) }
    }
}

fn shape(body: &str) -> Result<Shape, &'static str> {
    const NOT: &str = "not an amount";
    const GROUPS: &str = "not an amount: digits are not grouped in thousands";
    if !body.bytes().any(|b| b.is_ascii_digit()) {
        return Err(NOT);
    }
    let count = |c: char| body.matches(c).count();
    let (dots, commas) = (count('.'), count(','));
    let spaced = body.contains([' ', '\'']);
    let last_mark = body.rfind(['.', ',']);
    match (dots, commas) {
        (0, 0) => {
            grouped(body, [' ', '\'']).then_some(()).ok_or(GROUPS)?;
            Ok(Shape { decimal_at: None, ambiguous: None, proven: None })
        }
        // Both stand there: the last one separates decimals and stands once.
        (1.., 1..) => {
            let at = last_mark.ok_or(NOT)?;
            let mark = if body[at..].starts_with('.') { '.' } else { ',' };
            let other = if mark == '.' { ',' } else { '.' };
            let whole = &body[..at];
            let fine = count(mark) == 1 && !spaced && grouped(whole, [other, other]) && all_digits(&body[at + 1..]);
            fine.then(|| Shape::decimal(body, mark)).ok_or(GROUPS)
        }
        _ => {
            let mark = if dots > 0 { '.' } else { ',' };
            let at = last_mark.ok_or(NOT)?;
            let (whole, decimals) = (&body[..at], &body[at + 1..]);
            if dots + commas > 1 {
                // Twice the same sign can only be thousands, so the other sign separates decimals.
                let other = if mark == '.' { DecimalMark::Comma } else { DecimalMark::Dot };
                let fine = !spaced && grouped(body, [mark, mark]);
                return fine.then_some(Shape { decimal_at: None, ambiguous: None, proven: Some(other) }).ok_or(GROUPS);
            }
            if !all_digits(decimals) || !grouped(whole, [' ', '\'']) {
                return Err(GROUPS);
            }
            let thousands_possible =
                !spaced && decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            if thousands_possible {
                return Ok(Shape { decimal_at: None, ambiguous: Some(mark), proven: None });
            }
            Ok(Shape::decimal(body, mark))
        }
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// True for plain digits, or digits in groups of three from the right (of two before that, as in India). Two kinds of
/// separator may be given; one value uses one of them throughout.
fn grouped(text: &str, separators: [char; 2]) -> bool {
    if all_digits(text) {
        return true;
    }
    let Some(separator) = separators.into_iter().find(|s| text.contains(*s)) else { return false };
    let groups: Vec<&str> = text.split(separator).collect();
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    let digits = groups.iter().all(|group| all_digits(group));
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let indian = (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    digits && last.len() == 3 && (western || indian)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, mark: Option<DecimalMark>) -> String {
        match read(text, mark) {
            Ok(amount) => {
                let sign = if amount.negative { "-" } else { "" };
                let currency = match amount.currency {
                    CurrencyText::Stated(currency) => format!(" {currency}"),
                    CurrencyText::Ambiguous => " ?".to_owned(),
                    CurrencyText::None => String::new(),
                };
                format!("{sign}{}{currency}", amount.value)
            }
            Err(reason) => reason.split(':').next().unwrap_or(reason).to_owned(),
        }
    }

    fn check(mark: Option<DecimalMark>, cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (text, expected) = line.split_once('|').expect("text | amount");
            assert_eq!(shown(text.trim(), mark), expected.trim(), "{line}");
        }
    }

    #[test]
    fn amounts_are_read_as_written() {
        check(
            None,
            "
            12              | 12
            0               | 0
            0.00            | 0.00
            1234.5          | 1234.5
            1,234.56        | 1234.56
            1.234,56        | 1234.56
            1 234,56        | 1234.56
            1\u{A0}234,56   | 1234.56
            1\u{202F}234,56 | 1234.56
            1'234.56        | 1234.56
            1’234’567.89    | 1234567.89
            1,234,567       | 1234567
            1.234.567       | 1234567
            12,34           | 12.34
            0,125           | 0.125
            1234,567        | 1234.567
            1,00,000.00     | 100000.00
            .50             | 0.50
            12.             | 12
            １２３４．５０    | 1234.50
            ",
        );
    }

    #[test]
    fn signs_and_brackets_are_read() {
        check(
            None,
            "
            -12         | -12
            12-         | -12
            - 12        | -12
            \u{2212}12  | -12
            +12         | 12
            (12.00)     | -12.00
            (£12.00)    | -12.00 GBP
            £(12.00)    | -12.00 GBP
            -£16,902.11 | -16902.11 GBP
            £-16,902.11 | -16902.11 GBP
            (-12)       | not an amount
            --12        | not an amount
            (12         | not an amount
            12)         | not an amount
            ",
        );
    }

    #[test]
    fn currencies_beside_the_digits_are_read() {
        check(
            None,
            "
            €6.65       | 6.65 EUR
            6,65 €      | 6.65 EUR
            12 USD      | 12 USD
            USD 12      | 12 USD
            usd12       | 12 USD
            $101442.00  | 101442.00 ?
            $12 USD     | 12 USD
            US$ 12      | 12 USD
            0.5 BTC     | 0.5 BTC
            USD 12 EUR  | not an amount
            12 hours    | not an amount
            12%         | not an amount
            ",
        );
    }

    #[test]
    fn what_is_no_amount_is_not_read() {
        check(
            None,
            "
                        | no amount
            abc         | not an amount
            n/a         | not an amount
            -           | not an amount
            1.2E+5      | scientific notation
            1E5         | scientific notation
            1,23,45     | not an amount
            12,3456,789 | not an amount
            1.234.56    | not an amount
            1,234.56.78 | not an amount
            12 34       | not an amount
            #REF!       | not an amount
            79228162514264337593543950336 | more digits than an exact decimal holds
            0.12345678901234567890123456789 | more digits than an exact decimal holds
            ",
        );
    }

    #[test]
    fn one_separator_before_three_digits_needs_the_column() {
        check(None, "1,234 | ambiguous \n 1.234 | ambiguous \n €1.234 | ambiguous");
        check(Some(DecimalMark::Dot), "1,234 | 1234 \n 1.234 | 1.234");
        check(Some(DecimalMark::Comma), "1,234 | 1.234 \n 1.234 | 1234");
    }

    #[test]
    fn a_column_proves_its_decimal_mark() {
        for (values, expected) in [
            (&["1,234", "12.50"][..], Some(DecimalMark::Dot)),
            (&["1,234", "1,234,567"][..], Some(DecimalMark::Dot)),
            (&["1.234", "12,50"][..], Some(DecimalMark::Comma)),
            (&["1,234", "17"][..], None),
            (&["12.50", "12,50"][..], None),
        ] {
            let mut evidence = MarkEvidence::default();
            values.iter().for_each(|value| evidence.add(value));
            assert_eq!(evidence.mark(), expected, "{values:?}");
        }
    }
}
