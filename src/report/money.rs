//! Amounts for people: never rounded, never by locale.

/// Decimal text with the digits before the point in groups of three, divided by commas.
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
