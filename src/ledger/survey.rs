//! What the values of a column prove: that they are accounts, wallets, countries, dates; which decimal mark and which
//! order of day and month they use.
//!
//! A header alone is a weak proof: `Account` is a bank account in a payroll and a general-ledger code in accounts
//! payable. So a guess must be borne out by most of the column's values.

use super::dates::{self, OrderEvidence};
use super::field::Field;
use super::records::trimmed;
use crate::payment::amount::Currency;
use crate::payment::amount::currency::CurrencyText;
use crate::payment::amount::reading::MarkEvidence;

/// Digits from which a value may be an account number. Shorter ones exist, but so do cost centres.
const ACCOUNT_DIGITS_MIN: usize = 6;

/// Characters of a wallet address, without a chain prefix.
const WALLET_CHARS: std::ops::RangeInclusive<usize> = 25..=128;

/// What is known about the values of one column.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnFacts {
    /// Cells that are not empty.
    pub values: u64,
    /// Of them: look like bank accounts.
    pub accounts: u64,
    /// Look like wallet addresses.
    pub wallets: u64,
    /// Look like e-mail addresses.
    pub emails: u64,
    /// Digits only: numbers, no names.
    pub numbers: u64,
    /// Look like countries.
    pub countries: u64,
    /// Currencies and assets.
    pub currencies: u64,
    /// The words `source` and `target`.
    pub sides: u64,
    /// Dates, in whatever order.
    pub dates: u64,
    /// Order of day and month.
    pub order: OrderEvidence,
    /// Decimal mark.
    pub marks: MarkEvidence,
}

impl ColumnFacts {
    /// Takes a cell into account, for the fields that the column may mean.
    pub(super) fn add(&mut self, cell: &str, candidates: &[Field]) {
        let text = trimmed(cell);
        if text.is_empty() {
            return;
        }
        self.values += 1;
        for field in candidates {
            match field {
                Field::Account => self.accounts += u64::from(looks_like_account(text)),
                Field::WalletAddress | Field::Address => self.wallets += u64::from(looks_like_wallet(text)),
                Field::PayeeName => {
                    self.wallets += u64::from(looks_like_wallet(text));
                    self.emails += u64::from(looks_like_email(text));
                    self.numbers += u64::from(text.bytes().all(|b| b.is_ascii_digit()));
                }
                Field::Email => self.emails += u64::from(looks_like_email(text)),
                Field::Country | Field::BankCountry => self.countries += u64::from(looks_like_country(text)),
                Field::Currency => {
                    self.currencies += u64::from(Currency::of_cell(text) != CurrencyText::None);
                    self.sides += u64::from(matches!(text.to_ascii_lowercase().as_str(), "source" | "target"));
                }
                Field::Date | Field::BirthDate => {
                    if let Some(date) = dates::written(text) {
                        self.dates += 1;
                        self.order.add(date);
                    }
                }
                Field::Amount => self.marks.add(text),
                _ => {}
            }
        }
    }

    /// True where `count` is more than half of the values, or there is no value that could speak against it.
    pub(super) fn most(&self, count: u64) -> bool {
        self.values == 0 || count * 2 > self.values
    }
}

/// An IBAN, a number of six digits or more, or masked digits.
fn looks_like_account(text: &str) -> bool {
    if looks_like_wallet(text) {
        return true;
    }
    let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | '*' | '•' | '+');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let masked = text.contains(['*', '•']) || text.to_ascii_lowercase().contains("xxx");
    text.chars().count() <= 64 && text.chars().all(shape) && (digits >= ACCOUNT_DIGITS_MIN || (masked && digits >= 2))
}

/// An address of any chain by its shape, or a name that stands for one.
pub(super) fn looks_like_wallet(text: &str) -> bool {
    if text.len() < 7 || text.len() > 160 || !text.is_ascii() || text.contains(' ') {
        return false;
    }
    if text.ends_with(".eth") {
        return true;
    }
    // `eth:0x...`, `bitcoincash:q...`
    let body = text.split_once(':').map_or(text, |(_, body)| body);
    let letters = body.bytes().any(|b| b.is_ascii_alphabetic());
    let digits = body.bytes().any(|b| b.is_ascii_digit());
    let plain = body.bytes().all(|b| b.is_ascii_alphanumeric());
    let iban = body.len() <= 34
        && body.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && body.bytes().skip(2).take(2).all(|b| b.is_ascii_digit());
    WALLET_CHARS.contains(&body.len()) && letters && digits && plain && !iban
}

fn looks_like_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'))
}

/// A code of two or three letters, or words without digits.
fn looks_like_country(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (2..=60).contains(&letters) && !text.chars().any(|c| c.is_numeric() || matches!(c, '@' | '/' | ':' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_differ_from_ledger_codes() {
        for text in ["12345678", "DE89370400440532013000", "12-34-56 1234", "****1234", "1.23457E+11", "xxxx-4421"] {
            assert!(looks_like_account(text), "{text}");
        }
        for text in ["C1030", "R4506", "4010", "Wages", "Travel 2021", "ACCOUNT NUMBER PENDING 20210315, see note"] {
            assert!(!looks_like_account(text), "{text}");
        }
    }

    #[test]
    fn wallets_differ_from_addresses_and_names() {
        for text in [
            "0x00000000000000000000000000000000000000aa",
            "eth:0x00000000000000000000000000000000000000aa",
            "bc1qexample0000000000000000000000000000",
            "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",
            "payee.eth",
        ] {
            assert!(looks_like_wallet(text), "{text}");
        }
        for text in
            ["12 High Street", "Jane Smith", "DE89370400440532013000", "ExampleCorporationInternational", "a@b.org"]
        {
            assert!(!looks_like_wallet(text), "{text}");
        }
    }
}
