//! Exact amounts with their currency or asset.
//!
//! An amount is read from text in [`reading`]: never rounded, never guessed, never a floating-point number.

pub mod currency;
pub mod reading;

pub use currency::Currency;

use rust_decimal::Decimal;

/// An amount of 0 or more in a currency. The sign of the ledger became the direction of the payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The value, exact.
    pub value: Decimal,
    /// Its currency or asset.
    pub currency: Currency,
}

/// An amount that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadAmount {
    /// The ledger's text; empty where the cell was empty or there is no amount column.
    pub found: String,
    /// Why it was not read.
    pub reason: String,
}

/// The text form of a value in `run.json` and in reports: plain digits with a dot and at least the decimals of its
/// currency (2 for USD, 0 for JPY). Decimals beyond those are kept, so that no digit is lost; assets without a
/// fixed number of decimals stand as written.
pub fn decimal_text(value: Decimal, currency: &Currency) -> String {
    let Some(digits) = currency.minor_digits() else { return value.to_string() };
    let mut text = value.normalize().to_string();
    let decimals = text.find('.').map_or(0, |dot| text.len() - dot - 1);
    if decimals == 0 && digits > 0 {
        text.push('.');
    }
    for _ in decimals..digits {
        text.push('0');
    }
    text
}

/// The exact sum, or `None` where it does not fit the decimal type.
///
/// The decimal type drops trailing decimals where a sum needs more digits than it holds; here that is an overflow,
/// because a control total that is nearly right is wrong.
pub fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    if sum.scale() >= a.scale().max(b.scale()) {
        return Some(sum);
    }
    let decimals_needed = a.normalize().scale().max(b.normalize().scale());
    // At a lower scale than its parts need, the sum was rounded (or happens to end in zeros: then it is exact).
    if sum.scale() >= decimals_needed || (sum.checked_sub(a) == Some(b) && sum.checked_sub(b) == Some(a)) {
        Some(sum)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_the_digits_of_the_currency_and_loses_none() {
        for (value, currency, expected) in [
            ("1234.5", "USD", "1234.50"),
            ("0", "USD", "0.00"),
            ("1234.567", "USD", "1234.567"),
            ("10.000", "USD", "10.00"),
            ("1000", "JPY", "1000"),
            ("1000.0", "JPY", "1000"),
            ("1.5", "BHD", "1.500"),
            ("0.0025", "BTC", "0.0025"),
            ("400", "XRP", "400"),
            ("120.20", "USDC", "120.20"),
            ("5.10", "XXX", "5.10"),
        ] {
            let currency = Currency::parse(currency).expect("a code");
            assert_eq!(decimal_text(Decimal::from_str_exact(value).expect("a decimal"), &currency), expected);
        }
    }

    #[test]
    fn a_sum_that_would_be_rounded_is_an_overflow() {
        let large = Decimal::from_str_exact("7922816251426433759354395033").expect("28 digits");
        let cent = Decimal::from_str_exact("0.01").expect("a decimal");
        assert_eq!(exact_sum(large, cent), None);
        assert_eq!(exact_sum(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(exact_sum(cent, cent), Decimal::from_str_exact("0.02").ok());
    }
}
