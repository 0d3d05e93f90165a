//! Amounts as decimal text: never rounded, never by locale.

use crate::payment::amount::Currency;
use rust_decimal::Decimal;

/// `value` with the digits that ISO 4217 gives its currency (`12.5` USD is `12.50`, `12.50` JPY is `12.5`); an
/// asset, and a value with more digits than its currency has, as it stands. Nothing is ever rounded away.
pub fn decimal_text(value: &Decimal, currency: &Currency) -> String {
    let exponent = iso_currency::Currency::from_code(currency.as_str()).and_then(|iso| iso.exponent());
    let Some(digits) = exponent.map(u32::from) else { return value.to_string() };
    let mut exact = value.normalize();
    if exact.scale() < digits {
        exact.rescale(digits);
    }
    // A value of 28 digits has no room for more: then it stands as it was.
    if exact == *value { exact.to_string() } else { value.to_string() }
}

/// The same for people: digits before the point in groups of three, divided by commas.
pub fn grouped(text: &str) -> String {
    let (whole, rest) = match text.find('.') {
        Some(point) => text.split_at(point),
        None => (text, ""),
    };
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        let left = whole.len() - position;
        if position > 0 && left % 3 == 0 && digit.is_ascii_digit() && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str) {
        for row in rows.lines().filter(|row| !row.trim().is_empty()) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let currency = Currency::parse(cells[1]).unwrap();
            assert_eq!(decimal_text(&cells[0].parse().unwrap(), &currency), cells[2], "{row}");
        }
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency_and_lose_none() {
        check(
            "
            12.5                          | USD  | 12.50
            0                             | USD  | 0.00
            12                            | JPY  | 12
            12.50                         | JPY  | 12.5
            1.2                           | BHD  | 1.200
            0.005                         | USD  | 0.005
            0.0500                        | BTC  | 0.0500
            3                             | XXX  | 3
            79228162514264337593543950335 | USD  | 79228162514264337593543950335
            ",
        );
    }

    #[test]
    fn groups_are_of_three_digits() {
        for (text, expected) in [
            ("0", "0"),
            ("999.5", "999.5"),
            ("1000", "1,000"),
            ("1234567.1234", "1,234,567.1234"),
            ("-123456", "-123,456"),
        ] {
            assert_eq!(grouped(text), expected);
        }
    }
}
