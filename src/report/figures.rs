//! Counts and sums of a run: the control figures that every file of a run folder repeats.

use super::Report;
use crate::ledger::control_totals::{ControlTotals, Total};
use crate::ledger::{Ledger, Row, RowCounts};
use crate::payment::Pricing;
use rust_decimal::Decimal;

/// The class of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowClass {
    /// A payee and an amount were read.
    Payment,
    /// A payee, but no readable amount.
    Unpriced,
    /// No payment to anyone.
    Excluded,
    /// No payee can be read.
    Rejected,
}

impl RowClass {
    /// Class of `row`.
    pub fn of(row: &Row) -> Self {
        match row {
            Row::Payment(payment) => match payment.pricing {
                Pricing::Priced(_) => Self::Payment,
                Pricing::Unpriced(_) => Self::Unpriced,
            },
            Row::Excluded(_) => Self::Excluded,
            Row::Rejected(_) => Self::Rejected,
        }
    }

    /// `payment`, `unpriced`, `excluded` or `rejected`, as in `payments.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Unpriced => "unpriced",
            Self::Excluded => "excluded",
            Self::Rejected => "rejected",
        }
    }
}

/// Rows of all ledgers by class.
pub fn run_counts(report: &Report) -> RowCounts {
    report.ledgers.iter().map(Ledger::counts).sum()
}

/// Totals of all ledgers per currency and direction. A sum that no longer fits, here or in one ledger, is `None`.
pub fn run_totals(report: &Report) -> ControlTotals {
    let mut totals = ControlTotals::default();
    for (key, of_ledger) in report.ledgers.iter().flat_map(|ledger| &ledger.totals.0) {
        let total = totals.0.entry(key.clone()).or_insert(Total { count: 0, sum: Some(Decimal::ZERO) });
        total.count += of_ledger.count;
        total.sum = total.sum.zip(of_ledger.sum).and_then(|(sum, more)| sum.checked_add(more));
    }
    totals
}
