//! Where one row sends its money: the cells that may hold an account or a wallet, read together.
//!
//! No cell for an account, an IBAN or a wallet that holds anything is dropped: what cannot be read becomes
//! [`Destination::Unreadable`] with the reason. The same account in two columns, or the same wallet in a column and in
//! the memo, is one destination.

use super::Destination;
use super::account::{AccountKey, AccountKind, AccountReading, Bank, KeyStrength, is_scientific_notation};
use super::wallet::{Setting, WalletAddress, name_service};
use crate::{Map, Set};
use std::sync::Arc;

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

/// Characters of a destination tag or an asset that are kept: each wallet of a row repeats them, and a row can name
/// tens of thousands of wallets. The longest tag in use has 64.
const REPEATED_CHARS_MAX: usize = 256;

/// Reads every destination that the cells name; none is dropped.
pub fn destinations(cells: &DestinationCells<'_>) -> Vec<Destination> {
    let mut found = Found::default();
    let asset = asset(cells);
    if let Some(cell) = filled(cells.wallet) {
        wallet_cell(cell, asset, cells, &mut found);
    }
    if let Some(cell) = filled(cells.iban) {
        found.push(in_account_column(cell, asset, cells, AccountKey::read_iban));
    }
    if let Some(cell) = filled(cells.account) {
        found.push(in_account_column(cell, asset, cells, AccountKey::read));
    }
    // A bank code that a spreadsheet has rounded leaves the account without its bank, and that has to be said.
    if let Some(cell) = filled(cells.bank_id).filter(|cell| is_scientific_notation(cell.text)) {
        found.push(unreadable(cell, "a spreadsheet has turned the bank code into scientific notation"));
    }
    let pays_elsewhere = found.all.iter().any(|d| !matches!(d, Destination::Unreadable { .. }));
    if let Some(cell) = filled(cells.email).filter(|_| !pays_elsewhere)
        && let Some(key) = AccountKey::read_email(cell.text, cell.column)
    {
        found.push(Destination::Account(key));
    }
    for cell in &cells.free_text {
        for wallet in wallets_in_text(cell.text, asset, cell.column) {
            found.push(Destination::Wallet(wallet));
        }
    }
    without_repeated_numbers(found.all)
}

/// Wallet addresses with a strong checksum (or the exact form of EVM) that stand in free text as words of their own:
/// all of them, each once, in the order of the text. The size of a field bounds their number.
pub fn wallets_in_text(text: &str, asset: Option<&str>, column: &str) -> Vec<WalletAddress> {
    let mut found: Vec<WalletAddress> = Vec::new();
    let mut keys = Set::new();
    let column: Arc<str> = Arc::from(column);
    // Joiners and zero-width spaces inside an address are no word boundary to a reader.
    let shown: String = text.chars().filter(|c| !super::wallet::is_hidden(*c)).collect();
    for word in shown.split(|c: char| !c.is_ascii_alphanumeric() && c != ':').map(|word| word.trim_matches(':')) {
        // The shortest address with a strong checksum that pays anyone has 25 characters.
        if !(25..=130).contains(&word.len()) {
            continue;
        }
        if let Some(wallet) = WalletAddress::read(word, asset, Setting::FreeText)
            && keys.insert(wallet.key.clone())
        {
            found.push(WalletAddress { column: Arc::clone(&column), ..wallet });
        }
    }
    found
}

/// A cell that holds something.
fn filled<'a>(cell: Option<Cell<'a>>) -> Option<Cell<'a>> {
    cell.map(|cell| Cell { text: cell.text.trim(), ..cell }).filter(|cell| !cell.text.is_empty())
}

/// The asset beside the wallet: its own column, else the currency where that is no money of a state.
fn asset<'a>(cells: &DestinationCells<'a>) -> Option<&'a str> {
    let is_money = |code: &str| iso_currency::Currency::from_code(&code.to_ascii_uppercase()).is_some();
    filled(cells.asset)
        .map(|cell| cell.text)
        .or_else(|| filled(cells.currency).map(|cell| cell.text).filter(|code| !is_money(code)))
        .map(repeated)
}

fn bank<'a>(cells: &DestinationCells<'a>) -> Bank<'a> {
    Bank {
        code: filled(cells.bank_id).map_or("", |cell| cell.text),
        country: filled(cells.bank_country).map_or("", |cell| cell.text),
    }
}

/// The part of a text that every wallet of the row repeats.
fn repeated(text: &str) -> &str {
    text.char_indices().nth(REPEATED_CHARS_MAX).map_or(text, |(end, _)| &text[..end])
}

fn placed(wallet: WalletAddress, column: &Arc<str>, cells: &DestinationCells<'_>) -> Destination {
    let tag = filled(cells.destination_tag).map(|tag| repeated(tag.text).to_owned());
    Destination::Wallet(WalletAddress { column: Arc::clone(column), tag: tag.or(wallet.tag.clone()), ..wallet })
}

fn unreadable(cell: Cell<'_>, reason: &str) -> Destination {
    Destination::Unreadable { text: cell.text.to_owned(), reason: reason.to_owned(), column: cell.column.to_owned() }
}

/// A cell of a wallet column: one address, several, a name, or an account that stands in the wrong column.
fn wallet_cell(cell: Cell<'_>, asset: Option<&str>, cells: &DestinationCells<'_>, found: &mut Found) {
    if let Some(account) = account_in_wallet_column(cell) {
        return found.push(Destination::Account(account));
    }
    let words: Vec<&str> = cell
        .text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'))
        .filter(|w| !w.is_empty())
        .collect();
    let each: Vec<WalletAddress> = wallets_in_text(cell.text, asset, cell.column);
    let column: Arc<str> = Arc::from(cell.column);
    // Several addresses in one cell; a single one is read as a whole, so that a space inside it does not matter.
    if words.len() > 1 && !each.is_empty() {
        let in_words = words
            .iter()
            .filter_map(|word| WalletAddress::read(word, asset, Setting::WalletColumn).filter(|_| word.len() >= 25));
        for wallet in in_words.chain(each) {
            found.push(placed(wallet, &column, cells));
        }
        return;
    }
    found.push(match WalletAddress::read(cell.text, asset, Setting::WalletColumn) {
        Some(wallet) => placed(wallet, &column, cells),
        None => unreadable(cell, reason_for_wallet(cell.text)),
    });
}

fn reason_for_wallet(text: &str) -> &'static str {
    match name_service(text) {
        Some(_) => NAME_UNRESOLVED,
        None => "no wallet address: it fits no form that we know",
    }
}

/// Reason of a name (`alice.eth`) that stands where an address should.
pub const NAME_UNRESOLVED: &str = "a name, not an address: what it stands for cannot be looked up offline";

/// An IBAN that is right, or a payment e-mail, in the wallet column.
fn account_in_wallet_column(cell: Cell<'_>) -> Option<AccountKey> {
    match AccountKey::read_iban(cell.text, Bank::default(), cell.column) {
        AccountReading::Account(key) => {
            (matches!(key.kind, AccountKind::Iban | AccountKind::Email) && key.problem.is_none()).then_some(key)
        }
        AccountReading::Unreadable(_) => None,
    }
}

/// A cell of an account or IBAN column, in which a wallet or a wallet's name may stand.
fn in_account_column(
    cell: Cell<'_>,
    asset: Option<&str>,
    cells: &DestinationCells<'_>,
    read: fn(&str, Bank<'_>, &str) -> AccountReading,
) -> Destination {
    let account = read(cell.text, bank(cells), cell.column);
    // An IBAN that proves itself needs no second look.
    if let AccountReading::Account(key) = &account
        && key.kind == AccountKind::Iban
        && key.problem.is_none()
    {
        return Destination::Account(key.clone());
    }
    if let Some(wallet) = WalletAddress::read(cell.text, asset, Setting::AccountColumn) {
        return placed(wallet, &Arc::from(cell.column), cells);
    }
    if name_service(cell.text).is_some() {
        return unreadable(cell, NAME_UNRESOLVED);
    }
    match account {
        AccountReading::Account(key) => Destination::Account(key),
        AccountReading::Unreadable(reason) => unreadable(cell, &reason),
    }
}

/// Destinations found so far, each once.
#[derive(Default)]
struct Found {
    all: Vec<Destination>,
    accounts: Set<String>,
    /// Positions of the wallets by their keys.
    wallets: Map<String, usize>,
}

impl Found {
    /// Adds a destination that is not there yet. A right one in a second column replaces nothing: the first is kept,
    /// with a tag that only the second has.
    fn push(&mut self, new: Destination) {
        match &new {
            Destination::Account(account) if !self.accounts.insert(account.key.clone()) => return,
            Destination::Wallet(wallet) => {
                if let Some(at) = self.wallets.get(&wallet.key) {
                    if let Destination::Wallet(old) = &mut self.all[*at] {
                        old.tag = old.tag.take().or_else(|| wallet.tag.clone());
                    }
                    return;
                }
                self.wallets.insert(wallet.key.clone(), self.all.len());
            }
            Destination::Account(_) | Destination::Unreadable { .. } => {}
        }
        self.all.push(new);
    }
}

/// Leaves out an account number without a bank where an IBAN of the same row holds it: they are one account, and the
/// weak key would only repeat what the strong one says.
fn without_repeated_numbers(found: Vec<Destination>) -> Vec<Destination> {
    let ibans: Vec<String> = found
        .iter()
        .filter_map(|destination| match destination {
            Destination::Account(key) if key.kind == AccountKind::Iban => Some(key.key.clone()),
            _ => None,
        })
        .collect();
    let is_repeated = |key: &AccountKey| {
        let digits = key.key.strip_prefix("number:").filter(|digits| digits.len() >= 6);
        key.strength == KeyStrength::Weak
            && digits.is_some_and(|digits| ibans.iter().any(|iban| iban.ends_with(digits)))
    };
    found.into_iter().filter(|d| !matches!(d, Destination::Account(key) if is_repeated(key))).collect()
}

#[cfg(test)]
mod tests;
