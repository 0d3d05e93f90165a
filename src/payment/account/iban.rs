//! International Bank Account Numbers (ISO 13616): country, two check digits, the national account.

use super::{AccountKey, AccountKind, KeyStrength};
use iban::ParseIbanError;

/// A text in capitals without spaces that has the shape of an IBAN. Check digits, length or national structure that
/// fail make it weak, with the problem said. A country that the registry does not hold is no problem: banks use IBANs
/// before they are registered, and the check digits still prove the number.
pub(super) fn read(compact: &str) -> Option<AccountKey> {
    if !has_shape(compact) {
        return None;
    }
    let key = AccountKey::new(AccountKind::Iban, KeyStrength::Strong, format!("iban:{compact}"));
    Some(match compact.parse::<iban::Iban>() {
        Ok(_) | Err(ParseIbanError::UnknownCountry(_)) => key,
        Err(ParseIbanError::InvalidBban(_)) if is_older_form(compact) => key,
        Err(ParseIbanError::InvalidBban(_)) => key.problem("not the length or structure of its country".to_owned()),
        Err(ParseIbanError::InvalidBaseIban { .. }) => key.problem("the check digits fail".to_owned()),
    })
}

/// Lengths in which banks of a country issued IBANs before the registry settled on another.
fn is_older_form(compact: &str) -> bool {
    matches!((&compact[..2], compact.len()), ("BI", 16) | ("NI", 32))
}

/// In an account column: an IBAN that is right, or one that is wrong but of a country that has IBANs and beside no bank
/// code. Elsewhere two letters and digits are a national account number.
pub(super) fn read_in_account_column(compact: &str, has_bank_code: bool) -> Option<AccountKey> {
    let key = read(compact)?;
    let wrong = key.problem.is_some();
    (!wrong || (!has_bank_code && is_iban_country(&compact[..2]))).then_some(key)
}

/// Two letters, two digits, 11 to 30 letters and digits: Norway's 15 characters are the shortest. Two fewer are still
/// read, so that a cut IBAN is told from an account number.
fn has_shape(compact: &str) -> bool {
    let bytes = compact.as_bytes();
    (13..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Countries of the IBAN registry (ISO 13616-1, SWIFT).
fn is_iban_country(code: &str) -> bool {
    const CODES: &str = "AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB \
        GE GI GL GR GT HN HR HU IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MN \
        MR MT MU NI NL NO OM PK PL PS PT QA RO RS RU SA SC SD SE SI SK SM SO ST SV TL TN TR \
        UA VA VG XK YE";
    CODES.split_whitespace().any(|known| known == code)
}
