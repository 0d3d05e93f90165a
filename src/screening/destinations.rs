//! What is wrong with the accounts and wallets that a ledger writes: one finding for each kind and ledger.
//!
//! These are facts about the data and accuse nobody: an IBAN or routing number whose check digits fail, digits that a
//! spreadsheet has lost, a cell that is neither account nor wallet. Names that stand for wallets are in `wallets`.

use crate::Map;
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, RowRef, Severity, Subject};
use crate::ledger::Ledger;
use crate::payment::Destination;
use crate::payment::account::{AccountKind, is_scientific_notation};
use crate::payment::wallet::name_service;
use crate::place::Place;
use crate::screening::identities::payments;

/// One finding for each of `precision-lost`, `iban-invalid`, `routing-invalid` and `destination-unread` and each ledger
/// that has such cells, with all their places.
pub fn screen(ledgers: &[Ledger]) -> Vec<Finding> {
    let mut all: Map<(u32, FindingCode), (Vec<Place>, Vec<RowRef>)> = Map::new();
    for (row, payment) in payments(ledgers) {
        for (code, column) in payment.destinations.iter().filter_map(problem) {
            let found = all.entry((row.ledger, code)).or_default();
            found.0.push(payment.at.in_column(column));
            found.1.push(row);
        }
    }
    all.into_iter()
        .map(|((ledger, code), (places, rows))| of_ledger(&ledgers[ledger as usize].name, code, places, rows))
        .collect()
}

/// The code for what is wrong with a destination, and its column.
fn problem(destination: &Destination) -> Option<(FindingCode, &str)> {
    match destination {
        Destination::Account(account) => {
            account.problem.as_ref()?;
            let code = match account.kind {
                AccountKind::UsRouting => FindingCode::RoutingInvalid,
                _ => FindingCode::IbanInvalid,
            };
            Some((code, &account.column))
        }
        Destination::Unreadable { text, column, .. } if is_scientific_notation(text) => {
            Some((FindingCode::PrecisionLost, column))
        }
        Destination::Unreadable { text, column, .. } => {
            name_service(text).is_none().then_some((FindingCode::DestinationUnread, column.as_str()))
        }
        Destination::Wallet(_) => None,
    }
}

fn of_ledger(ledger: &str, code: FindingCode, places: Vec<Place>, rows: Vec<RowRef>) -> Finding {
    let (severity, what) = match code {
        FindingCode::PrecisionLost => {
            (Severity::Review, "account(s) or bank code(s) in scientific notation: the digits are lost")
        }
        FindingCode::RoutingInvalid => (Severity::Note, "routing number(s) whose length or check digit fails"),
        FindingCode::IbanInvalid => (Severity::Note, "IBAN(s) whose check digits, length or structure fail"),
        _ => (Severity::Note, "destination(s) that are neither an account nor a wallet we can read"),
    };
    let text = format!("{} {what}.", places.len());
    let evidence = Evidence::Data { ledger: ledger.to_owned(), text, places };
    Finding::new(code, severity, Subject::Ledger(ledger.to_owned()), evidence, rows)
}
