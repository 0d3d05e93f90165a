//! Where an auditor looks: ledger, record, line and column.

use std::fmt;
use std::sync::Arc;

/// A place in a ledger.
///
/// `record` counts data rows from 1 (the header is not one); `line` counts physical lines from 1, so a row with
/// line breaks inside quotes begins at its first. Ordered by ledger, then record, then column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Name of the ledger, without folders.
    pub ledger: Arc<str>,
    /// Data row, from 1. `0` stands for the ledger as a whole or its header.
    pub record: u64,
    /// Physical line, from 1. `0` where the format has no lines.
    pub line: u64,
    /// Column as its header names it, where one column is meant.
    pub column: Option<Arc<str>>,
}

impl Place {
    /// The ledger as a whole.
    pub fn of_ledger(ledger: &Arc<str>) -> Self {
        Self { ledger: Arc::clone(ledger), record: 0, line: 0, column: None }
    }

    /// The same row, pointing to one column.
    pub fn in_column(&self, column: &str) -> Self {
        Self { column: Some(Arc::from(column)), ..self.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.ledger)?;
        if self.record > 0 {
            write!(f, " record {}", self.record)?;
        }
        if self.line > 0 {
            write!(f, " line {}", self.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, " column {column}")?;
        }
        Ok(())
    }
}
