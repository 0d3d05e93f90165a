//! Rows and sums that must reconcile.

use crate::Map;
use crate::payment::Direction;
use crate::payment::amount::{Amount, Currency, exact_sum};
use rust_decimal::Decimal;

/// Count and sum of the payments of one currency and direction. `sum` is `None` when it overflowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Payments.
    pub count: u64,
    /// Their sum, 0 or more, exact; `None` where it no longer fits the decimal type.
    pub sum: Option<Decimal>,
}

/// Totals per currency and direction of what was read as payments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ControlTotals(pub Map<(Currency, Direction), Total>);

impl ControlTotals {
    /// Adds one payment. A sum that no longer fits exactly is `None` from then on; the count goes on.
    pub fn add(&mut self, amount: &Amount, direction: Direction) {
        let key = (amount.currency.clone(), direction);
        let total = self.0.entry(key).or_insert(Total { count: 0, sum: Some(Decimal::ZERO) });
        total.count += 1;
        total.sum = total.sum.and_then(|sum| exact_sum(sum, amount.value));
    }
}

/// A total that the file declares or the user gives with `--expect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredTotal {
    /// What it covers: `file`, `batch 3`, `--expect`.
    pub scope: String,
    /// Declared number of payments.
    pub count: Option<u64>,
    /// Declared sum.
    pub sum: Option<Decimal>,
    /// Its currency.
    pub currency: Currency,
    /// Whether what was read agrees.
    pub agrees: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overflow_is_told_and_the_count_goes_on() {
        let mut totals = ControlTotals::default();
        let usd = Currency::parse("USD").expect("a code");
        for _ in 0..3 {
            totals.add(&Amount { value: Decimal::MAX, currency: usd.clone() }, Direction::Out);
        }
        assert_eq!(totals.0[&(usd, Direction::Out)], Total { count: 3, sum: None });
    }
}
