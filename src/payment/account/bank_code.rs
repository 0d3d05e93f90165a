//! Codes of banks: US routing numbers with their check digit, and every other national or international code.

use super::Bank;
use crate::country::Country;

/// A bank's code in normal form.
pub(super) enum Code {
    /// A US routing number; the problem where its check digit fails.
    Us { routing: String, problem: Option<String> },
    /// Sort code, BSB, IFSC, BIC, any other.
    Other(String),
}

/// What a text of nine digits is as a US routing number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingNumber {
    /// The check digit is right and the first two digits are in use.
    Valid,
    /// Nine digits, but the check digit or the range fails.
    Wrong,
    /// Not nine digits.
    NotOne,
}

/// Judges a US routing number by the rule of the American Bankers Association: weights 3, 7, 1 give a sum that ends in
/// 0, and the first two digits are 00 to 12, 21 to 32, 61 to 72 or 80.
pub fn routing_number(text: &str) -> RoutingNumber {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if text.len() != 9 || digits.len() != 9 {
        return RoutingNumber::NotOne;
    }
    let sum: u32 = digits.iter().zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    let in_use = matches!(digits[0] * 10 + digits[1], 0..=12 | 21..=32 | 61..=72 | 80);
    if sum > 0 && sum.is_multiple_of(10) && in_use { RoutingNumber::Valid } else { RoutingNumber::Wrong }
}

/// The code without spaces, dashes and letter case; `None` for an empty text, a placeholder or the name of a bank.
/// `XXX` at the end of a BIC is the head office, which eight characters name as well.
pub(super) fn normal(code: &str) -> Option<String> {
    let compact = super::compact(code);
    let plain = !compact.is_empty() && compact.len() <= 35 && compact.bytes().all(|b| b.is_ascii_alphanumeric());
    let has_digit = compact.bytes().any(|b| b.is_ascii_digit());
    // Two words are the name of a bank, even where their letters could be a BIC.
    let one_word = !code.trim().contains(char::is_whitespace);
    let all_zero = compact.bytes().all(|b| b == b'0');
    if !plain
        || all_zero
        || !(has_digit || (one_word && is_bic(&compact)))
        || crate::payment::placeholder::is_placeholder(code)
    {
        return None;
    }
    let head_office = compact.len() == 11 && is_bic(&compact) && compact.ends_with("XXX");
    Some(if head_office { compact[..8].to_owned() } else { compact })
}

/// Four letters of the bank, two of a country, two and perhaps three of place and branch (ISO 9362).
fn is_bic(compact: &str) -> bool {
    matches!(compact.len(), 8 | 11)
        && compact[..6].bytes().all(|b| b.is_ascii_uppercase())
        && Country::of_alpha2(&compact[4..6]).is_some()
}

/// What the bank beside an account number is.
pub(super) fn read(bank: Bank<'_>) -> Option<Code> {
    let code = normal(bank.code)?;
    let country = Country::read(bank.country);
    let stated_us = country.is_some_and(|country| country.alpha2() == "US");
    let stated_other = country.is_some() && !stated_us;
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let us = |routing: String, problem: Option<&str>| Some(Code::Us { routing, problem: problem.map(str::to_owned) });
    match (code.len(), routing_number(&code)) {
        (9, RoutingNumber::Valid) if !stated_other => us(code, None),
        // Nine digits without a country are a routing number in nearly every payroll; other countries say so.
        (9, RoutingNumber::Wrong) if !stated_other => us(code, Some("the check digit of the routing number fails")),
        // A spreadsheet drops the zero of the eastern districts.
        (8, _) if stated_us && digits => {
            us(format!("0{code}"), Some("the routing number has eight digits; a leading zero may be lost"))
        }
        (_, RoutingNumber::NotOne) if stated_us && digits => us(code, Some("a routing number has nine digits")),
        _ => Some(Code::Other(code)),
    }
}
