//! Total rows: lines that repeat the sum of others and pay nobody.
//!
//! The word alone is no proof, because firms are called `Total`. A row is a total row when its name cell (or, without
//! one, its first filled cell) holds nothing but a total's label, nothing in it says where money would go (no payee id,
//! account, wallet, e-mail or payment number), and either its amount equals the sum of the rows above it, or the label is
//! the only thing in it. Any other row is a payment, so that nobody escapes screening by a name.

use super::header::words_of;
use crate::Map;
use crate::payment::Direction;
use crate::payment::amount::{Amount, Currency, exact_sum};
use rust_decimal::Decimal;

/// Labels of totals, in the form of [`words_of`].
const LABELS: &[&str] = &[
    "batch total",
    "control total",
    "eindtotaal",
    "endsumme",
    "file total",
    "gesamt",
    "gesamtbetrag",
    "gesamtsumme",
    "grand total",
    "grand totals",
    "net total",
    "overall total",
    "page total",
    "report total",
    "soma",
    "somma",
    "somme",
    "sous total",
    "sub total",
    "subtotaal",
    "subtotal",
    "suma",
    "sum",
    "summe",
    "totaal",
    "total",
    "total amount",
    "total general",
    "total paid",
    "total payments",
    "totale",
    "totale generale",
    "totales",
    "totals",
    "totaux",
    "zwischensumme",
];

/// Words that may stand behind a label: `Total 12 payments`.
const COUNTED: &[&str] =
    &["payments", "payment", "rows", "records", "lines", "items", "entries", "employees", "payees"];

/// True for a text that is nothing but the label of a total.
pub(super) fn is_label(text: &str) -> bool {
    // Most names end here: labels are short and hold the word for a sum.
    if text.len() > 60 {
        return false;
    }
    let lower = text.to_lowercase();
    if !["tot", "sum", "som", "gesamt"].iter().any(|part| lower.contains(part)) {
        return false;
    }
    let words = words_of(text);
    let kept: Vec<&str> = words
        .split(' ')
        .filter(|word| {
            let currency = word.len() == 3
                && matches!(Currency::beside_amount(word), crate::payment::amount::currency::CurrencyText::Stated(_));
            !(currency || COUNTED.contains(word) || word.bytes().all(|b| b.is_ascii_digit()))
        })
        .collect();
    let kept = kept.join(" ");
    LABELS.contains(&kept.as_str()) || LABELS.contains(&words.as_str())
}

/// Sums of the rows above, money out minus money in, since the beginning and since the last total row.
#[derive(Debug, Default)]
pub(super) struct SumsAbove {
    all: Map<Currency, Option<Decimal>>,
    since_total: Map<Currency, Option<Decimal>>,
}

impl SumsAbove {
    /// Takes a payment into account.
    pub(super) fn add(&mut self, amount: &Amount, direction: Direction) {
        let value = if direction == Direction::Out { amount.value } else { -amount.value };
        for sums in [&mut self.all, &mut self.since_total] {
            let sum = sums.entry(amount.currency.clone()).or_insert(Some(Decimal::ZERO));
            *sum = sum.and_then(|sum| exact_sum(sum, value));
        }
    }

    /// True where `amount` is the sum of the rows above; a total row that names no currency may be that of any.
    pub(super) fn equal(&self, amount: &Amount, direction: Direction) -> bool {
        let value = if direction == Direction::Out { amount.value } else { -amount.value };
        let fits = |(currency, sum): (&Currency, &Option<Decimal>)| {
            *sum == Some(value) && (*currency == amount.currency || amount.currency.is_unstated())
        };
        self.all.iter().any(fits) || self.since_total.iter().any(fits)
    }

    /// A total row was met: the next subtotal begins behind it.
    pub(super) fn begin_again(&mut self) {
        self.since_total.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_whole_texts() {
        for text in [
            "Total",
            "TOTAL:",
            "Grand Total",
            "Sub-total",
            "Summe",
            "Totaal",
            "Total USD",
            "Total (12 payments)",
            "Total 3 rows",
        ] {
            assert!(is_label(text), "{text}");
        }
        for text in [
            "Total Energies",
            "Total Gas & Power Ltd",
            "Totalplan",
            "Jane Example",
            "Summer Ltd",
            "Total Tree Care",
            "",
        ] {
            assert!(!is_label(text), "{text}");
        }
    }
}
