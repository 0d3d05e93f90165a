//! Purpose and free text sent with a payment.

/// What was written with a payment. Both texts are kept as given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remittance {
    /// Structured or short reference: an invoice or payroll number.
    pub reference: Option<String>,
    /// Free text.
    pub memo: Option<String>,
}
