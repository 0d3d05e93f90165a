//! Bank accounts and payment e-mails, in the one form used to decide that two payments go to the same place.

use std::fmt;

/// What kind of account a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// International Bank Account Number (ISO 13616).
    Iban,
    /// US routing number (ABA) and account number.
    UsRouting,
    /// Another bank code (sort code, BSB, IFSC, BIC ...) and account number.
    BankAccount,
    /// An account number without a bank: weak.
    Number,
    /// E-mail address to which a payment provider pays.
    Email,
}

/// How much an equal key proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyStrength {
    /// Equal keys are the same account.
    Strong,
    /// Equal keys may be different accounts: no bank named, masked digits, check digits that fail.
    Weak,
}

/// An account in the one form used to compare it.
///
/// Two keys are equal when kind and normal form are; the ledger's own text does not matter.
#[derive(Debug, Clone)]
pub struct AccountKey {
    /// What kind of account.
    pub kind: AccountKind,
    /// How much an equal key proves.
    pub strength: KeyStrength,
    /// Normal form, with a prefix for its kind: `iban:DE89...`, `us:021000021/123456`.
    pub key: String,
    /// The ledger's text.
    pub shown: String,
    /// What is wrong with it, where something is: a check digit, a length.
    pub problem: Option<String>,
    /// Column it stands in.
    pub column: String,
}

impl PartialEq for AccountKey {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for AccountKey {}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}
