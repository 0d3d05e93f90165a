//! Rows that could not be screened, and why.

use crate::place::Place;

/// A row in which no payee can be read: neither name, payee id, account nor wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where it stands.
    pub at: Place,
    /// Payment number as in the ledger.
    pub payment_id: Option<String>,
    /// Field that is missing or unreadable.
    pub field: String,
    /// What was found; `empty` for cells without text.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// The row as the file holds it.
    pub verbatim: String,
}
