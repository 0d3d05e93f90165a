//! The cells of one record, asked for by their field.

use super::field::Field;
use super::layout::Layout;
use super::records::trimmed;
use crate::payment::amount::Currency;
use crate::payment::placeholder::is_sign_only;
use csv::StringRecord;
use std::borrow::Cow;

/// The cells of one record by field.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    record: &'a StringRecord,
    layout: &'a Layout,
}

impl<'a> Cells<'a> {
    /// The cells of `record` under `layout`.
    pub(super) fn new(record: &'a StringRecord, layout: &'a Layout) -> Self {
        Self { record, layout }
    }

    fn at(&self, column: usize) -> Option<&'a str> {
        self.record.get(column).map(trimmed).filter(|text| !text.is_empty())
    }

    /// The first filled cell of a field, with its column.
    pub(super) fn first(&self, field: Field) -> Option<(usize, &'a str)> {
        self.layout.columns_of(field).iter().find_map(|column| Some((*column, self.at(*column)?)))
    }

    pub(super) fn get(&self, field: Field) -> Option<&'a str> {
        self.first(field).map(|(_, text)| text)
    }

    /// A cell that holds more than signs: `-` in an id or account column says that there is none.
    pub(super) fn filled(&self, field: Field) -> Option<&'a str> {
        self.get(field).filter(|text| !is_sign_only(text))
    }

    /// All filled cells, in column order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.record.iter().map(trimmed).filter(|text| !text.is_empty())
    }

    /// The payee's name: one cell as it stands, or parts joined by blanks.
    pub(super) fn name(&self) -> Option<Cow<'a, str>> {
        let columns = match self.layout.columns_of(Field::PayeeName) {
            [column] => return self.at(*column).map(Cow::Borrowed),
            columns => columns,
        };
        let parts = [Field::GivenName, Field::MiddleName, Field::FamilyName];
        let parts = parts.into_iter().flat_map(|part| self.layout.columns_of(part));
        let joined: Vec<&str> = columns.iter().chain(parts).filter_map(|column| self.at(*column)).collect();
        (!joined.is_empty()).then(|| Cow::Owned(joined.join(" ")))
    }

    pub(super) fn address(&self) -> Option<String> {
        let parts: Vec<&str> = self.layout.columns_of(Field::Address).iter().filter_map(|at| self.at(*at)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The cell that names the unit of the amount.
    pub(super) fn currency(&self) -> Option<&'a str> {
        let side = self.get(Field::AmountSide);
        let source =
            side.filter(|side| side.eq_ignore_ascii_case("source")).and_then(|_| self.get(Field::SourceCurrency));
        source.or_else(|| self.get(Field::Currency)).or_else(|| self.get(Field::Asset))
    }

    /// The unit of a non-fungible token, where the row pays one out.
    pub(super) fn nft(&self) -> Option<Currency> {
        let kind = self.get(Field::TokenType)?.to_ascii_lowercase().replace('-', "");
        let contract = self.get(Field::TokenContract)?;
        matches!(kind.as_str(), "nft" | "erc721" | "erc1155").then(|| Currency::nft(contract))
    }

    /// True where something beside a name says who is paid. An e-mail address is an account key where nothing else is.
    pub(super) fn names_payee(&self) -> bool {
        let keys = [Field::PayeeId, Field::Account, Field::Iban, Field::WalletAddress, Field::Email];
        keys.into_iter().any(|field| self.filled(field).is_some())
    }

    /// True where something in the row could only belong to a payment.
    pub(super) fn has_key(&self) -> bool {
        self.names_payee() || self.filled(Field::PaymentId).is_some() || self.filled(Field::BankId).is_some()
    }
}
