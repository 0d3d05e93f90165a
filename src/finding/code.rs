//! Every thing we can say, by a name that never changes.

use std::fmt;

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// What a finding says. The text form is kebab-case, stands in `findings.csv`, and never changes; each code
        /// has a page `docs/findings/<code>.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingCode {
            $($(#[$doc])* $variant,)*
        }

        impl FindingCode {
            /// All codes, in the order of the report.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The permanent name.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

finding_codes! {
    /// A destination is a digital currency address of a listed party.
    ListedWallet = "listed-wallet",
    /// A payee's name resembles a listed party's primary name or strong alias.
    NameMatch = "name-match",
    /// A payee's name resembles a weak alias of a listed party as a whole, or something beside the name agrees.
    WeakAliasMatch = "weak-alias-match",
    /// A name above the alert line that type or birth date bring below it.
    AlertLowered = "alert-lowered",
    /// One account is paid under two or more identities.
    SharedAccount = "shared-account",
    /// One wallet is paid under two or more identities.
    SharedWallet = "shared-wallet",
    /// Keys that may be one account (no bank named, digits masked) are paid under two or more identities.
    WeakAccountShared = "weak-account-shared",
    /// One account is paid under several identities of one surname and address: a household.
    HouseholdAccount = "household-account",
    /// A payout goes to a digital currency wallet.
    WalletPayout = "wallet-payout",
    /// A wallet address fails its checksum.
    WalletChecksum = "wallet-checksum",
    /// An ENS or similar name stands where an address is needed; it cannot be resolved offline.
    WalletNameUnresolved = "wallet-name-unresolved",
    /// A list that the policy names is not in the archive, or only in later snapshots.
    ListAbsent = "list-absent",
    /// A list is older than the policy allows.
    ListStale = "list-stale",
    /// A list was imported although part of its published set was missing.
    ListIncomplete = "list-incomplete",
    /// A legacy CSV list came without its closing 0x1A.
    ListTrailerMissing = "list-trailer-missing",
    /// An XML list came without the record count that proves it whole.
    ListCountMissing = "list-count-missing",
    /// Rows in which no payee can be read.
    RowsRejected = "rows-rejected",
    /// Totals read do not agree with totals declared or expected.
    TotalsDisagree = "totals-disagree",
    /// A sum no longer fits the decimal type.
    TotalsOverflow = "totals-overflow",
    /// A ledger without any row.
    LedgerEmpty = "ledger-empty",
    /// Amounts that could not be read; the rows are screened.
    AmountUnread = "amount-unread",
    /// A placeholder stands where the payee's name should.
    PayeeNotNamed = "payee-not-named",
    /// Names too long to be screened whole.
    NameTooLong = "name-too-long",
    /// An account damaged by a spreadsheet: scientific notation.
    PrecisionLost = "precision-lost",
    /// Destinations that are neither an account nor a wallet we can read.
    DestinationUnread = "destination-unread",
    /// IBANs that fail their check digits or length.
    IbanInvalid = "iban-invalid",
    /// Routing numbers that fail their check digit.
    RoutingInvalid = "routing-invalid",
    /// Amounts that name no currency.
    CurrencyUnstated = "currency-unstated",
    /// Dates that could not be read.
    DateUnread = "date-unread",
    /// Value dates more than 366 days after the median, not used for `as_of`.
    DateOutlier = "date-outlier",
    /// Cells of a payee field that could not be read, such as an unknown payee type or birth date.
    PayeeFieldUnread = "payee-field-unread",
    /// Rows with fewer or more cells than the header.
    RowRagged = "row-ragged",
    /// Quoted cells that span lines which look like rows of their own: rows that were not screened.
    RowsInCell = "rows-in-cell",
    /// Columns whose meaning was guessed from their header.
    ColumnGuessed = "column-guessed",
    /// Columns that were not read.
    ColumnUnmapped = "column-unmapped",
    /// How the file's text was decoded, where that is not plain UTF-8.
    EncodingAssumed = "encoding-assumed",
    /// The run used lists of facts only, as the built-in baseline is.
    BaselineInUse = "baseline-in-use",
    /// `--as-of` was not given and no value date was there: the newest publication date was taken.
    AsOfAssumed = "as-of-assumed",
    /// An entry of the allow-list silenced nothing.
    AllowEntryUnused = "allow-entry-unused",
    /// An entry of the allow-list has expired and silenced nothing.
    AllowEntryExpired = "allow-entry-expired",
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
