//! Counts and sums of a run: the control figures that every file of a run folder repeats.

use super::Report;
use crate::ledger::control_totals::{ControlTotals, Total};
use crate::ledger::{Ledger, Row};
use crate::payment::Pricing;
use rust_decimal::Decimal;

/// Rows by class: `rows = payments + unpriced + excluded + rejections`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows.
    pub rows: u64,
    /// A payee and an amount were read.
    pub payments: u64,
    /// A payee, but no readable amount.
    pub unpriced: u64,
    /// No payment to anyone.
    pub excluded: u64,
    /// No payee can be read.
    pub rejections: u64,
}

impl RowCounts {
    fn add(&mut self, class: RowClass) {
        self.rows += 1;
        *match class {
            RowClass::Payment => &mut self.payments,
            RowClass::Unpriced => &mut self.unpriced,
            RowClass::Excluded => &mut self.excluded,
            RowClass::Rejected => &mut self.rejections,
        } += 1;
    }
}

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

/// Rows of one ledger by class, counted from the rows themselves.
pub fn counts(ledger: &Ledger) -> RowCounts {
    let mut counts = RowCounts::default();
    for row in &ledger.rows {
        counts.add(RowClass::of(row));
    }
    counts
}

/// Rows of all ledgers by class.
pub fn run_counts(report: &Report) -> RowCounts {
    let mut counts = RowCounts::default();
    for row in report.ledgers.iter().flat_map(|ledger| &ledger.rows) {
        counts.add(RowClass::of(row));
    }
    counts
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
