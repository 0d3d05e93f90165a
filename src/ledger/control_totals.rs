//! Rows and sums that must reconcile.

use crate::payment::Direction;
use crate::payment::amount::Currency;
use crate::{Map, payment::amount::Amount};
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
    /// Adds one payment.
    pub fn add(&mut self, amount: &Amount, direction: Direction) {
        let total =
            self.0.entry((amount.currency.clone(), direction)).or_insert(Total { count: 0, sum: Some(Decimal::ZERO) });
        total.count += 1;
        total.sum = total.sum.and_then(|sum| sum.checked_add(amount.value));
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
