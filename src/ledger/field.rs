//! What a column can mean: the fields of the canonical header, and a few that only other layouts have.

/// Meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Number of the payment or transaction.
    PaymentId,
    /// Value date.
    Date,
    /// The payer's number for the payee.
    PayeeId,
    /// Name of the payee.
    PayeeName,
    /// Person, company ...
    PayeeType,
    /// Birth date of the payee.
    BirthDate,
    /// Country of the payee.
    Country,
    /// Postal address of the payee; several columns are joined.
    Address,
    /// Account number.
    Account,
    /// Bank code: routing number, sort code, BIC ...; of several columns the first that is filled counts.
    BankId,
    /// Country of the payee's bank.
    BankCountry,
    /// IBAN.
    Iban,
    /// Address of a digital currency wallet.
    WalletAddress,
    /// Destination tag or memo of the wallet.
    DestinationTag,
    /// Asset that is paid out.
    Asset,
    /// Name of the account's holder.
    HolderName,
    /// E-mail address.
    Email,
    /// Amount.
    Amount,
    /// Unit of the amount.
    Currency,
    /// Short reference.
    Reference,
    /// Free text.
    Memo,
    /// Given name, where the name stands in several columns.
    GivenName,
    /// Middle name or initial.
    MiddleName,
    /// Family name.
    FamilyName,
    /// Kind of token: `nft` and `erc721` make a row one unit of a contract.
    TokenType,
    /// Contract of the token that is paid out.
    TokenContract,
    /// Whether the amount is in the source or the target currency.
    AmountSide,
    /// Currency of the payer's side, where the amount may be in it.
    SourceCurrency,
}

impl Field {
    /// The canonical header, in its order.
    pub const CANONICAL: [Self; 21] = [
        Self::PaymentId,
        Self::Date,
        Self::PayeeId,
        Self::PayeeName,
        Self::PayeeType,
        Self::BirthDate,
        Self::Country,
        Self::Address,
        Self::Account,
        Self::BankId,
        Self::BankCountry,
        Self::Iban,
        Self::WalletAddress,
        Self::DestinationTag,
        Self::Asset,
        Self::HolderName,
        Self::Email,
        Self::Amount,
        Self::Currency,
        Self::Reference,
        Self::Memo,
    ];

    /// Fields that only guessed layouts and `--map` know.
    pub const BESIDE: [Self; 7] = [
        Self::GivenName,
        Self::MiddleName,
        Self::FamilyName,
        Self::TokenType,
        Self::TokenContract,
        Self::AmountSide,
        Self::SourceCurrency,
    ];

    /// Number of fields.
    pub const COUNT: usize = Self::CANONICAL.len() + Self::BESIDE.len();

    /// All fields.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::CANONICAL.into_iter().chain(Self::BESIDE)
    }

    /// Name in the canonical header and in `--map`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PaymentId => "payment_id",
            Self::Date => "date",
            Self::PayeeId => "payee_id",
            Self::PayeeName => "payee_name",
            Self::PayeeType => "payee_type",
            Self::BirthDate => "birth_date",
            Self::Country => "country",
            Self::Address => "address",
            Self::Account => "account",
            Self::BankId => "bank_id",
            Self::BankCountry => "bank_country",
            Self::Iban => "iban",
            Self::WalletAddress => "wallet_address",
            Self::DestinationTag => "destination_tag",
            Self::Asset => "asset",
            Self::HolderName => "holder_name",
            Self::Email => "email",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Reference => "reference",
            Self::Memo => "memo",
            Self::GivenName => "given_name",
            Self::MiddleName => "middle_name",
            Self::FamilyName => "family_name",
            Self::TokenType => "token_type",
            Self::TokenContract => "token_address",
            Self::AmountSide => "amount_side",
            Self::SourceCurrency => "source_currency",
        }
    }

    /// The field of a name as `--map` gives it.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|field| field.name() == name)
    }

    /// True where several columns make one value: parts of a name or of an address, bank codes of several countries.
    pub(super) fn takes_several(self) -> bool {
        matches!(self, Self::Address | Self::BankId | Self::PayeeName)
    }

    /// True where the field alone tells who is paid.
    pub(super) fn names_payee(self) -> bool {
        matches!(
            self,
            Self::PayeeName
                | Self::GivenName
                | Self::FamilyName
                | Self::HolderName
                | Self::PayeeId
                | Self::Account
                | Self::Iban
                | Self::WalletAddress
                | Self::Email
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_header_is_the_one_promised() {
        let header: Vec<&str> = Field::CANONICAL.iter().map(|field| field.name()).collect();
        assert_eq!(
            header.join(","),
            "payment_id,date,payee_id,payee_name,payee_type,birth_date,country,address,account,bank_id,bank_country,\
             iban,wallet_address,destination_tag,asset,holder_name,email,amount,currency,reference,memo"
        );
    }

    #[test]
    fn names_lead_back_to_their_field() {
        assert!(Field::all().all(|field| Field::named(field.name()) == Some(field)));
        assert_eq!(Field::all().count(), Field::COUNT);
        assert_eq!(Field::named("amounts"), None);
    }
}
