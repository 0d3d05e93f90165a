//! Bank accounts and payment e-mails, in the one form used to decide that two payments go to the same place.
//!
//! A key is *strong* where the text names the bank and proves itself as far as it can: an IBAN whose check digits are
//! right, a bank code with an account number, a payment e-mail. Everything else is *weak*: an equal key may be a
//! chance, so it is worth a note and never an accusation.

mod bank_code;
mod iban;

pub use bank_code::{RoutingNumber, routing_number};

use crate::country::Country;
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
    /// The last digits of an account: weak, and compared only within one bank.
    Masked,
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

/// What a cell for an account says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountReading {
    /// An account.
    Account(AccountKey),
    /// No account that we can read; the text says why.
    Unreadable(String),
}

/// The bank named beside an account number: code and country as written; empty where the row has none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bank<'a> {
    /// Routing number, sort code, BSB, IFSC, BIC.
    pub code: &'a str,
    /// Country of the bank.
    pub country: &'a str,
}

/// Characters of an account that are considered. IBANs have at most 34; provider ids and joined keys have more.
const ACCOUNT_CHARS_MAX: usize = 128;

impl AccountKey {
    /// Reads a cell for account numbers. It may hold an IBAN, a payment e-mail or a masked number all the same.
    pub fn read(text: &str, bank: Bank<'_>, column: &str) -> AccountReading {
        let shown = text.trim();
        let bare = without_label(shown);
        let compact = compact(bare);
        if let Some(reason) = why_unreadable(bare, &compact) {
            return AccountReading::Unreadable(reason);
        }
        let read = email_key(shown)
            .or_else(|| iban::read_in_account_column(&compact, has_code(bank)))
            .or_else(|| masked(bare, bank))
            .unwrap_or_else(|| with_bank(&compact, bank));
        AccountReading::Account(read.shown(shown, column))
    }

    /// Reads a cell for IBANs. What is none is read as an account number, weak, with the problem said.
    pub fn read_iban(text: &str, bank: Bank<'_>, column: &str) -> AccountReading {
        let shown = text.trim();
        match iban::read(&compact(shown)) {
            Some(key) => AccountReading::Account(key.shown(shown, column)),
            None => Self::read(text, bank, column),
        }
    }

    /// Reads a payment e-mail: letter case does not matter. `None` for a text that is no e-mail address.
    pub fn read_email(text: &str, column: &str) -> Option<Self> {
        email_key(text.trim()).map(|key| key.shown(text.trim(), column))
    }

    /// The key that a policy file names: an IBAN, an e-mail, or bank code and account joined by `/`, as a ledger would
    /// write them.
    pub fn of_policy(text: &str) -> Option<Self> {
        if super::placeholder::is_placeholder(text) {
            return None;
        }
        let (code, account) = text.split_once('/').unwrap_or(("", text));
        match Self::read(account, Bank { code, country: "" }, "") {
            AccountReading::Account(key) => Some(Self { shown: text.trim().to_owned(), ..key }),
            AccountReading::Unreadable(_) => None,
        }
    }

    /// False where an equal key says nothing at all: a few digits with no bank beside them.
    pub fn is_comparable(&self) -> bool {
        self.kind != AccountKind::Masked || self.key.contains('/')
    }

    fn new(kind: AccountKind, strength: KeyStrength, key: String) -> Self {
        Self { kind, strength, key, shown: String::new(), problem: None, column: String::new() }
    }

    fn problem(self, problem: String) -> Self {
        Self { strength: KeyStrength::Weak, problem: Some(problem), ..self }
    }

    fn shown(self, shown: &str, column: &str) -> Self {
        Self { shown: shown.to_owned(), column: column.to_owned(), ..self }
    }
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

/// `text` in capitals without spaces, dashes, invisible characters and the apostrophe by which a spreadsheet marks
/// text. Leading zeros stay: they are digits of the account.
fn compact(text: &str) -> String {
    super::wallet::visible(text)
        .trim_start_matches('\'')
        .chars()
        .filter(|c| !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// `text` without a sign or word for "number" before its digits: `#123`, `No. 123`, `Acct: 123`. Words need a sign or
/// a space behind them and `No` its full stop, because `ACCT123` and `NO93...` may be accounts themselves.
fn without_label(text: &str) -> &str {
    let after = |word: &str| {
        let head = text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
        Some(&text[head.len()..])
    };
    let number = ["#", "no."].iter().find_map(|sign| after(sign));
    let word = || ["account", "acct", "a/c"].iter().find_map(|word| after(word));
    let parted = |rest: &&str| rest.starts_with([' ', '.', ':', '#']);
    let Some(rest) = number.or_else(|| word().filter(parted)) else { return text };
    let rest = rest.trim_start_matches([' ', '.', ':']);
    let digits = rest.strip_prefix('#').unwrap_or(rest).trim_start();
    // Two signs hide digits, so nothing is decoration there.
    let hidden = text.contains("##");
    if digits.starts_with(|c: char| c.is_ascii_digit()) && !hidden { digits } else { text }
}

/// True for a number that a spreadsheet has rounded: `1.23E+15`. The digits are lost and cannot be guessed.
pub fn is_scientific_notation(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['+', '-']);
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = exponent.trim_start_matches('+');
    // `12E3` without point or sign is an account number of a bank that uses letters.
    let marked = mantissa.contains(['.', ',']) || exponent.starts_with('+');
    marked && digits(whole) && (fraction.is_empty() || digits(fraction)) && digits(plain) && plain.len() <= 3
}

/// Why a text names no account.
fn why_unreadable(shown: &str, compact: &str) -> Option<String> {
    let has_letter_or_digit = compact.chars().any(char::is_alphanumeric);
    if is_scientific_notation(shown) {
        Some("a spreadsheet has turned the number into scientific notation; its digits are lost".to_owned())
    } else if compact.chars().count() > ACCOUNT_CHARS_MAX {
        Some(format!("longer than {ACCOUNT_CHARS_MAX} characters"))
    } else if !has_letter_or_digit || super::placeholder::is_placeholder(shown) || is_payment_method(compact) {
        Some("a placeholder, not an account".to_owned())
    } else if compact.chars().all(|c| c == '0') {
        Some("nothing but zeros".to_owned())
    } else if !compact.chars().any(|c| c.is_ascii_digit()) && shown.contains(char::is_whitespace) {
        Some("words without a digit".to_owned())
    } else {
        None
    }
}

/// Words for how money is paid, where the account should stand.
fn is_payment_method(compact: &str) -> bool {
    const WORDS: &[&str] =
        &["CASH", "CHECK", "CHEQUE", "WIRE", "ACH", "PAYPAL", "DIRECTDEPOSIT", "ONFILE", "SEPA", "BACS"];
    WORDS.contains(&compact)
}

/// `local@domain.tld`, in lower case.
fn email_key(text: &str) -> Option<AccountKey> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let plain =
        text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, ',' | ';' | '<' | '>' | '/'));
    let named = !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    (plain && named && text.len() <= 254)
        .then(|| AccountKey::new(AccountKind::Email, KeyStrength::Strong, format!("email:{}", text.to_lowercase())))
}

/// The last digits of an account behind `*`, `x`, dots or words: `****1234`, `xxxx-1234`, `ending in 1234`.
fn masked(shown: &str, bank: Bank<'_>) -> Option<AccountKey> {
    let text = super::wallet::visible(shown).to_lowercase().replace('-', "");
    let tail: Vec<char> = text.chars().rev().take_while(|c| c.is_ascii_alphanumeric() && !matches!(c, 'x')).collect();
    let head: String = text.chars().take(text.chars().count() - tail.len()).collect();
    let tail: String = tail.into_iter().rev().collect();
    // A single `#` stands for "number"; two or more hide digits.
    let is_sign = |c: char| matches!(c, '*' | '•' | '●' | '·' | '…' | '∗');
    let run_of_x = head.ends_with("xx") || head.starts_with("xx");
    let by_sign = head.chars().any(is_sign) || run_of_x || head.contains("##") || head.ends_with("...");
    let digits = tail.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let by_word = ["endingin", "ending", "last4", "lastfour"].iter().any(|word| {
        tail.strip_prefix(word).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    });
    if !by_sign && !by_word {
        return None;
    }
    let visible = if by_word { digits } else { tail.as_str() };
    let key = match bank_code::normal(bank.code) {
        Some(code) => format!("masked:{}{code}/{visible}", country_prefix(bank)),
        None => format!("masked:{visible}"),
    };
    Some(AccountKey::new(AccountKind::Masked, KeyStrength::Weak, key))
}

fn country_prefix(bank: Bank<'_>) -> String {
    Country::read(bank.country).map(|country| format!("{country}-")).unwrap_or_default()
}

fn has_code(bank: Bank<'_>) -> bool {
    bank_code::normal(bank.code).is_some()
}

/// An account number with the bank beside it, where one is named.
fn with_bank(compact: &str, bank: Bank<'_>) -> AccountKey {
    match bank_code::read(bank) {
        Some(bank_code::Code::Us { routing, problem }) => {
            let key = format!("us:{routing}/{compact}");
            let key = AccountKey::new(AccountKind::UsRouting, KeyStrength::Strong, key);
            match problem {
                Some(problem) => key.problem(problem),
                None => key,
            }
        }
        Some(bank_code::Code::Other(code)) => {
            AccountKey::new(AccountKind::BankAccount, KeyStrength::Strong, format!("bank:{code}/{compact}"))
        }
        // Without a bank leading zeros prove nothing, and a spreadsheet drops them in one file and not in another.
        None => {
            let digits = compact.trim_start_matches('0');
            AccountKey::new(AccountKind::Number, KeyStrength::Weak, format!("number:{digits}"))
        }
    }
}

#[cfg(test)]
mod tests;
