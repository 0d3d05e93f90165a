//! One payment, normalised: who is paid, how much, where the money goes and what was written with it.
//!
//! Every ledger format produces these types; nothing behind them knows a format. The ledger's own text stays on
//! each value, because that is what an auditor looks for.

pub mod account;
pub mod amount;
pub mod destination;
pub mod payee;
pub mod placeholder;
pub mod remittance;
pub mod wallet;

use crate::place::Place;
use account::AccountKey;
use amount::{Amount, UnreadAmount};
use chrono::NaiveDate;
use payee::Payee;
use remittance::Remittance;
use wallet::WalletAddress;

/// Which way the money goes, seen from the payer of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Money that leaves the payer.
    Out,
    /// The rest: refunds, credit notes, receipts.
    In,
}

impl Direction {
    /// `out` or `in`, as in `run.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

/// What a row says about its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pricing {
    /// An amount that was read exactly.
    Priced(Amount),
    /// No readable amount: the row is screened all the same, and never guessed or rounded.
    Unpriced(UnreadAmount),
}

/// Where the money is sent. A row may name none, one or several; each is screened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A bank account, or a payment e-mail.
    Account(AccountKey),
    /// A wallet of a digital currency.
    Wallet(WalletAddress),
    /// Neither an account nor a wallet that we can read. Kept and reported, never skipped.
    Unreadable {
        /// The ledger's own text.
        text: String,
        /// Why it could not be read.
        reason: String,
        /// Column it stands in.
        column: String,
    },
}

/// One row of a ledger that names a payee: the classes *payment* and *unpriced*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Where the row stands.
    pub at: Place,
    /// Payment number as in the ledger.
    pub id: Option<String>,
    /// Who is paid.
    pub payee: Payee,
    /// Which way the money goes.
    pub direction: Direction,
    /// How much, or why that is not known.
    pub pricing: Pricing,
    /// Day on which the money moves.
    pub value_date: Option<NaiveDate>,
    /// Where the money goes, each destination with the column it stands in.
    pub destinations: Vec<Destination>,
    /// Name of the account holder, where the ledger gives one beside the payee.
    pub holder_name: Option<String>,
    /// Purpose and text sent with the payment.
    pub remittance: Remittance,
}

impl Payment {
    /// The amount, where one was read.
    pub fn amount(&self) -> Option<&Amount> {
        match &self.pricing {
            Pricing::Priced(amount) => Some(amount),
            Pricing::Unpriced(_) => None,
        }
    }

    /// Bank accounts and payment e-mails that the row names.
    pub fn accounts(&self) -> impl Iterator<Item = &AccountKey> {
        self.destinations.iter().filter_map(|destination| match destination {
            Destination::Account(account) => Some(account),
            _ => None,
        })
    }

    /// Wallets that the row names.
    pub fn wallets(&self) -> impl Iterator<Item = &WalletAddress> {
        self.destinations.iter().filter_map(|destination| match destination {
            Destination::Wallet(wallet) => Some(wallet),
            _ => None,
        })
    }

    /// The payment number of the ledger, else `<ledger>:<record>`.
    pub fn shown_id(&self) -> String {
        self.id.clone().unwrap_or_else(|| format!("{}:{}", self.at.ledger, self.at.record))
    }
}
