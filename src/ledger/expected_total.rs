//! Totals that the user states with `--expect CUR=SUM[/COUNT]`.

use super::Ledger;
use super::control_totals::DeclaredTotal;
use crate::error::{Error, ErrorKind, Result};
use crate::payment::Direction;
use crate::payment::amount::{Currency, exact_sum};
use rust_decimal::Decimal;

/// Reads `--expect` as given, one text for each use of the option.
///
/// SUM is a plain decimal of 0 or more with a dot (`1234.50`), COUNT a whole number.
///
/// # Errors
/// A text of another form, a code that is no currency, a currency given twice.
pub fn parse(texts: &[String]) -> Result<Vec<DeclaredTotal>> {
    let mut totals: Vec<DeclaredTotal> = Vec::new();
    for text in texts {
        let total = parse_one(text)?;
        if totals.iter().any(|known| known.currency == total.currency) {
            return Err(usage(text, "this currency is given twice"));
        }
        totals.push(total);
    }
    Ok(totals)
}

fn usage(text: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::Usage,
        format!("--expect {text}: {why}; the form is CUR=SUM or CUR=SUM/COUNT, as in USD=1234.50/12"),
    )
}

fn parse_one(text: &str) -> Result<DeclaredTotal> {
    let (code, rest) = text.split_once('=').ok_or_else(|| usage(text, "no `=`"))?;
    let upper = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let currency = Currency::parse(code)
        .filter(|currency| upper && currency.as_str() == code)
        .ok_or_else(|| usage(text, "a currency code is 2 to 10 of A-Z and 0-9"))?;
    let (sum, count) = rest.split_once('/').map_or((rest, None), |(sum, count)| (sum, Some(count)));
    let plain = sum.bytes().all(|b| b.is_ascii_digit() || b == b'.') && sum.bytes().any(|b| b.is_ascii_digit());
    let sum = Some(sum).filter(|_| plain).and_then(|sum| Decimal::from_str_exact(sum).ok());
    let sum = sum.ok_or_else(|| usage(text, "SUM is no plain decimal"))?;
    let count = match count {
        None => None,
        Some(count) => {
            let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
            let count = Some(count).filter(|_| digits).and_then(|count| count.parse().ok());
            Some(count.ok_or_else(|| usage(text, "COUNT is no whole number"))?)
        }
    };
    Ok(DeclaredTotal { scope: "--expect".to_owned(), count, sum: Some(sum), currency, agrees: false })
}

/// The expected totals, each with the answer if it agrees with what was read over all ledgers.
///
/// SUM is compared with the money out, COUNT with the payments out; refunds and other money in are no part of either.
/// A currency that no ledger holds disagrees, unless no ledger holds any row and 0 is expected. A sum that overflowed
/// disagrees.
pub fn compare(expected: &[DeclaredTotal], ledgers: &[Ledger]) -> Vec<DeclaredTotal> {
    expected.iter().map(|total| DeclaredTotal { agrees: agrees(total, ledgers), ..total.clone() }).collect()
}

fn agrees(expected: &DeclaredTotal, ledgers: &[Ledger]) -> bool {
    let (mut held, mut count, mut sum) = (false, 0u64, Some(Decimal::ZERO));
    for ((currency, direction), total) in ledgers.iter().flat_map(|ledger| &ledger.totals.0) {
        if *currency != expected.currency {
            continue;
        }
        held = true;
        if *direction == Direction::Out {
            count += total.count;
            sum = sum.zip(total.sum).and_then(|(a, b)| exact_sum(a, b));
        }
    }
    held |= ledgers.iter().all(|ledger| ledger.rows.is_empty());
    held && expected.sum.is_none_or(|wanted| sum == Some(wanted)) && expected.count.is_none_or(|wanted| count == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{ReadOptions, read};

    fn check(rows: &str, cases: &[(&str, bool)]) {
        let ledger = read("a.csv", format!("payee_name,amount,currency\n{rows}").as_bytes(), &ReadOptions::default());
        let ledgers = [ledger.expect("a ledger")];
        for (text, expected) in cases {
            let totals = parse(&[(*text).to_owned()]).expect("an expectation");
            assert_eq!(compare(&totals, &ledgers)[0].agrees, *expected, "{text}");
        }
    }

    #[test]
    fn money_out_is_compared() {
        check(
            "A,5.50,USD\nB,4.50,USD\nC,-3,USD\nD,-7,EUR\n",
            &[
                ("USD=10", true),
                ("USD=10.00/2", true),
                ("USD=10/3", false),
                ("USD=7", false),
                ("EUR=0/0", true),
                ("GBP=0", false),
            ],
        );
    }

    #[test]
    fn nothing_may_be_expected_of_nothing() {
        check("", &[("USD=0", true), ("USD=0/0", true), ("USD=1", false)]);
    }

    #[test]
    fn other_forms_are_refused() {
        for text in
            ["USD", "USD=", "USD=-5", "USD=1,000", "USD=5/", "USD=5/x", "usd=5", "U=5", "US D=5", "USD=1e5", "USD=."]
        {
            assert!(parse(&[text.to_owned()]).is_err(), "{text}");
        }
        assert!(parse(&["USD=5".to_owned(), "USD=6".to_owned()]).is_err());
    }
}
