//! Total rows: lines that repeat the sum of others and pay nobody.
//!
//! The word alone is no proof, because firms are called `Total`. A row is a total row when its name cell (or, without
//! one, its first filled cell) holds nothing but a total's label, nothing in it says where money would go (no payee
//! id, account, wallet, e-mail or payment number), it has no date, and one of three holds: its amount equals the sum of
//! the rows above; the label is the only thing in it; or it is the last row, and then its amount is a declared total
//! that disagrees, which makes the run incomplete. Any other row is a payment, so that nobody escapes screening by a
//! name.

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
    let holds = |part: &str| text.as_bytes().windows(part.len()).any(|w| w.eq_ignore_ascii_case(part.as_bytes()));
    if !["tot", "sum", "som", "gesamt"].into_iter().any(holds) {
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
    /// Up to the last total row.
    before: Map<Currency, Option<Decimal>>,
    /// Behind it.
    since: Map<Currency, Option<Decimal>>,
}

fn signed(amount: &Amount, direction: Direction) -> Decimal {
    if direction == Direction::Out { amount.value } else { -amount.value }
}

impl SumsAbove {
    /// Takes a payment into account.
    pub(super) fn add(&mut self, amount: &Amount, direction: Direction) {
        let value = signed(amount, direction);
        match self.since.get_mut(&amount.currency) {
            Some(sum) => *sum = sum.and_then(|sum| exact_sum(sum, value)),
            None => drop(self.since.insert(amount.currency.clone(), Some(value))),
        }
    }

    /// True where `amount` is the sum of the rows above; a total row that names no currency may be that of any.
    pub(super) fn equal(&self, amount: &Amount, direction: Direction) -> bool {
        let value = signed(amount, direction);
        let meant = |currency: &Currency| *currency == amount.currency || amount.currency.is_unstated();
        let since = self.since.iter().any(|(currency, sum)| meant(currency) && *sum == Some(value));
        let all = || {
            self.before
                .keys()
                .chain(self.since.keys())
                .any(|currency| meant(currency) && self.all(currency) == Some(value))
        };
        since || all()
    }

    /// A total row was met: the next subtotal begins behind it.
    pub(super) fn begin_again(&mut self) {
        let currencies: Vec<Currency> = self.since.keys().cloned().collect();
        for currency in currencies {
            let sum = self.all(&currency);
            self.before.insert(currency, sum);
        }
        self.since.clear();
    }

    /// The sum since the beginning.
    fn all(&self, currency: &Currency) -> Option<Decimal> {
        let part = |sums: &Map<Currency, Option<Decimal>>| sums.get(currency).copied().unwrap_or(Some(Decimal::ZERO));
        part(&self.before).zip(part(&self.since)).and_then(|(a, b)| exact_sum(a, b))
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
