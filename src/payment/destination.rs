//! Where one row sends its money: the cells that may hold an account or a wallet, read together.

use super::Destination;

/// The cells of one row that may say where the money goes, each with its column. Empty text is no cell.
#[derive(Debug, Clone, Default)]
pub struct DestinationCells<'a> {
    /// IBAN column.
    pub iban: Option<Cell<'a>>,
    /// Account number column. May hold an IBAN or a wallet all the same.
    pub account: Option<Cell<'a>>,
    /// Bank code: US routing number, sort code, BSB, IFSC, BIC.
    pub bank_id: Option<Cell<'a>>,
    /// Country of the bank, as written.
    pub bank_country: Option<Cell<'a>>,
    /// Wallet address column.
    pub wallet: Option<Cell<'a>>,
    /// Destination tag or memo of the wallet.
    pub destination_tag: Option<Cell<'a>>,
    /// Asset: narrows the wallet's chain family.
    pub asset: Option<Cell<'a>>,
    /// Currency of the amount: some payouts name the asset only there.
    pub currency: Option<Cell<'a>>,
    /// E-mail: an account key only where no other account stands in the row.
    pub email: Option<Cell<'a>>,
    /// Free text in which a wallet may stand: reference, memo.
    pub free_text: Vec<Cell<'a>>,
}

/// One cell with the header of its column.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Text, trimmed.
    pub text: &'a str,
    /// Header of its column.
    pub column: &'a str,
}

/// Reads every destination that the cells name; none is dropped.
pub fn destinations(cells: &DestinationCells<'_>) -> Vec<Destination> {
    let _ = cells;
    unimplemented!()
}
