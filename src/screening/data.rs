//! What the ledgers' data give reason to say: what could not be read, what was guessed, what does not add up.

use super::Inputs;
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, RowRef, Severity, Subject};
use crate::ledger::control_totals::{DeclaredTotal, Total};
use crate::ledger::value_dates;
use crate::ledger::{Ledger, Row};
use crate::name::Name;
use crate::name::score::PARTS_MAX;
use crate::payment::amount::{decimal_text, exact_sum};
use crate::payment::{Direction, Pricing};
use crate::place::Place;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Examples that a sentence gives; all stand in `payments.csv`.
const EXAMPLES_MAX: usize = 3;

/// One finding for each kind of thing and ledger, with all its places.
pub fn screen(inputs: &Inputs<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let outlier_days = inputs.policy.dates.outlier_days;
    let (_, outliers) = value_dates::newest_value_date(inputs.ledgers, outlier_days);
    for (number, ledger) in (0u32..).zip(inputs.ledgers) {
        let rows = rows_by_record(number, ledger);
        let mut say = |code, text: String, places: Vec<Place>| {
            let touched = places.iter().filter_map(|place| rows.get(&place.record).copied()).collect();
            let evidence = Evidence::Data { ledger: ledger.name.to_string(), text, places };
            findings.push(Finding::new(
                code,
                severity(code),
                Subject::Ledger(ledger.name.to_string()),
                evidence,
                touched,
            ));
        };
        for note in &ledger.notes {
            say(note.code, note.text.clone(), note.places.clone());
        }
        let too_long = names_too_long(ledger, inputs.policy.names.name_chars_max);
        if !too_long.is_empty() {
            let max = inputs.policy.names.name_chars_max;
            let text =
                format!("{} name(s) of more than {max} characters; the first {max} were screened", too_long.len());
            say(FindingCode::NameTooLong, text, too_long);
        }
        let unread = unread_amounts(ledger);
        if !unread.is_empty() {
            let examples = unread.iter().take(EXAMPLES_MAX).map(|(_, why)| why.as_str()).collect::<Vec<_>>().join("; ");
            let count = unread.len();
            let text = format!("{count} row(s) without a readable amount; screened, and in no total ({examples})");
            say(FindingCode::AmountUnread, text, unread.into_iter().map(|(at, _)| at).collect());
        }
        let rejected = rejected(ledger);
        if !rejected.is_empty() {
            let text = format!("{} row(s) name no payee and were not screened", rejected.len());
            say(FindingCode::RowsRejected, text, rejected);
        }
        let ledger_outliers: Vec<Place> = outliers.iter().filter(|at| at.ledger == ledger.name).cloned().collect();
        if !ledger_outliers.is_empty() {
            let text = format!(
                "{} value date(s) more than {outlier_days} days after the median; not used for as_of",
                ledger_outliers.len()
            );
            say(FindingCode::DateOutlier, text, ledger_outliers);
        }
        let place = || vec![Place::of_ledger(&ledger.name)];
        for declared in ledger.declared.iter().filter(|declared| !declared.agrees) {
            say(FindingCode::TotalsDisagree, disagreement(declared, ledger), place());
        }
        if ledger.totals.0.values().any(|total| total.sum.is_none()) {
            let text = "a sum has more digits than an exact decimal holds; it is not shown".to_owned();
            say(FindingCode::TotalsOverflow, text, place());
        }
    }
    for expected in inputs.expected.iter().filter(|expected| !expected.agrees) {
        let evidence = Evidence::Setting { text: expected_disagreement(expected, inputs.ledgers) };
        let code = FindingCode::TotalsDisagree;
        findings.push(Finding::new(code, severity(code), Subject::Run, evidence, Vec::new()));
    }
    findings
}

/// What `--expect` gives against the money out that was read.
fn expected_disagreement(expected: &DeclaredTotal, ledgers: &[Ledger]) -> String {
    let out = (expected.currency.clone(), Direction::Out);
    let read: Vec<&Total> = ledgers.iter().filter_map(|ledger| ledger.totals.0.get(&out)).collect();
    let count: u64 = read.iter().map(|total| total.count).sum();
    let sum = read.iter().try_fold(Decimal::ZERO, |sum, total| exact_sum(sum, total.sum?));
    let sum = sum.map_or("a sum too large".to_owned(), |sum| decimal_text(sum, &expected.currency));
    format!(
        "a total of {} was expected; {} {sum} in {count} payment(s) was read",
        in_words(expected),
        expected.currency
    )
}

/// Rows by their record number, so that a note's places lead back to payments.
fn rows_by_record(number: u32, ledger: &Ledger) -> HashMap<u64, RowRef> {
    let record = |row: &Row| match row {
        Row::Payment(payment) => payment.at.record,
        Row::Excluded(exclusion) => exclusion.at.record,
        Row::Rejected(rejection) => rejection.at.record,
    };
    (0u32..).zip(&ledger.rows).map(|(row, content)| (record(content), RowRef { ledger: number, row })).collect()
}

fn names_too_long(ledger: &Ledger, chars_max: usize) -> Vec<Place> {
    let is_long = |name: &Option<String>| {
        name.as_ref().is_some_and(|name| name.chars().nth(chars_max).is_some() || Name::has_too_many_parts(name))
    };
    let long = ledger.rows.iter().filter_map(|row| match row {
        Row::Payment(payment) if is_long(&payment.payee.name) || is_long(&payment.holder_name) => Some(&payment.at),
        _ => None,
    });
    long.cloned().collect()
}

/// Rows without a readable amount, each with what was found.
fn unread_amounts(ledger: &Ledger) -> Vec<(Place, String)> {
    let unread = ledger.rows.iter().filter_map(|row| match row {
        Row::Payment(payment) => match &payment.pricing {
            Pricing::Unpriced(amount) if amount.found.is_empty() => Some((payment.at.clone(), amount.reason.clone())),
            Pricing::Unpriced(amount) => Some((payment.at.clone(), format!("{}: {}", amount.found, amount.reason))),
            Pricing::Priced(_) => None,
        },
        _ => None,
    });
    unread.collect()
}

fn rejected(ledger: &Ledger) -> Vec<Place> {
    let rejected = ledger.rows.iter().filter_map(|row| match row {
        Row::Rejected(rejection) => Some(rejection.at.clone()),
        _ => None,
    });
    rejected.collect()
}

/// What a file declares against what was read from it, money out less money in.
fn disagreement(declared: &DeclaredTotal, ledger: &Ledger) -> String {
    let of = |direction| ledger.totals.0.get(&(declared.currency.clone(), direction));
    let sum = |direction| of(direction).map_or(Some(Decimal::ZERO), |total| total.sum);
    let count: u64 = [Direction::Out, Direction::In].into_iter().filter_map(of).map(|total| total.count).sum();
    let net = sum(Direction::Out).zip(sum(Direction::In)).and_then(|(out, back)| exact_sum(out, -back));
    let net = net.map_or("a sum too large".to_owned(), |net| decimal_text(net, &declared.currency));
    let (scope, wanted) = (&declared.scope, in_words(declared));
    format!("{scope} declares {wanted}; {} {net} in {count} payment(s) was read", declared.currency)
}

fn in_words(declared: &DeclaredTotal) -> String {
    let sum = declared.sum.map(|sum| format!("{} {}", declared.currency, decimal_text(sum, &declared.currency)));
    let count = declared.count.map(|count| format!("{count} payment(s)"));
    sum.into_iter().chain(count).collect::<Vec<_>>().join(" in ")
}

/// How much each kind of thing asks of a person (PRODUCT.md, Edge rules, severity).
fn severity(code: FindingCode) -> Severity {
    match code {
        FindingCode::AmountUnread
        | FindingCode::PayeeNotNamed
        | FindingCode::NameTooLong
        | FindingCode::PrecisionLost
        | FindingCode::RowsRejected
        | FindingCode::TotalsDisagree
        | FindingCode::TotalsOverflow => Severity::Review,
        _ => Severity::Note,
    }
}
