//! Words that payroll, payout and accounts-payable exports use for their columns, in seven languages.
//!
//! The words stand in `data/ledger_synonyms.csv`: a new word is a new word there. They are in the form of
//! [`super::header`] (lower case, no accents). Its column `where` says how they are used:
//!
//! - `party`: who is paid. Alone a party is a name (unless it is `party-not-alone`); before a noun, or behind one with
//!   a `link`, it says whose the noun is: `supplier id`, `iban du beneficiaire`;
//! - `of-party`: what a noun means beside a party;
//! - `alone`: what a header means by itself.
//!
//! The rank says how good a guess is: of several columns that fit one field the lowest rank is read, and two of the
//! same rank are an error that the user settles with `--map`. Amounts rank as PRODUCT.md orders them: net pay (10),
//! amount (20), total (30), gross pay (40), annual salary (50). Rates stand nowhere: a rate is never an amount.

use super::field::Field;
use crate::{Map, Set};
use std::sync::LazyLock;

/// A field that a header may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The field.
    pub field: Field,
    /// How good the guess is; lower is better.
    pub rank: u16,
    /// The header is a party's word alone (`Receiver`): a name, or a wallet or an e-mail address where the values are.
    pub bare_party: bool,
}

/// The table, sorted for the search.
#[derive(Debug, Default)]
struct Synonyms {
    parties: Set<&'static str>,
    parties_not_alone: Set<&'static str>,
    links: Set<&'static str>,
    of_party: Map<&'static str, Vec<Guess>>,
    alone: Map<&'static str, Vec<Guess>>,
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::of(include_str!("../../data/ledger_synonyms.csv")));

/// Rank of a party's word alone: behind every header that says `name`.
const RANK_BARE_PARTY: u16 = 30;

impl Synonyms {
    /// Reads the table. A line that is none is left out; a test holds that there is no such line.
    fn of(table: &'static str) -> Self {
        let mut synonyms = Self::default();
        for line in table.lines().skip(1) {
            synonyms.add_line(line);
        }
        synonyms
    }

    fn add_line(&mut self, line: &'static str) -> Option<()> {
        let mut cells = line.splitn(4, ',');
        let (place, field, rank) = (cells.next()?, cells.next()?, cells.next()?);
        let words = cells.next()?.split('|').map(str::trim);
        let set = match place {
            "party" => &mut self.parties,
            "party-not-alone" => &mut self.parties_not_alone,
            "link" => &mut self.links,
            _ => {
                let table = match place {
                    "of-party" => &mut self.of_party,
                    "alone" => &mut self.alone,
                    _ => return None,
                };
                let guess = Guess { field: Field::named(field)?, rank: rank.parse().ok()?, bare_party: false };
                words.for_each(|word| table.entry(word).or_default().push(guess));
                return Some(());
            }
        };
        set.extend(words);
        Some(())
    }

    /// The words without the party before or behind them; `None` where no party stands there.
    fn without_party<'w>(&self, words: &'w str) -> Option<&'w str> {
        let mut rest = words;
        while let Some(first) = rest.split(' ').next().filter(|word| self.parties.contains(word)) {
            rest = rest[first.len()..].trim_start();
        }
        if rest.len() < words.len() {
            return Some(rest);
        }
        let (before, last) = words.rsplit_once(' ')?;
        if !self.parties.contains(last) {
            return None;
        }
        // The longest link first, so that `de la` does not leave `de` behind.
        let without = |link: &&str| before.strip_suffix(*link).filter(|rest| rest.ends_with(' '));
        let shortest = self.links.iter().filter_map(without).min_by_key(|rest| rest.len());
        Some(shortest.map_or(before, str::trim_end))
    }
}

/// What a header in its compared form may mean, most likely first; nothing for a header that is unknown.
pub(super) fn guesses(words: &str) -> Vec<Guess> {
    let synonyms = &*SYNONYMS;
    if let Some(found) = synonyms.alone.get(words) {
        return found.clone();
    }
    match synonyms.without_party(words) {
        Some("") if !synonyms.parties_not_alone.contains(words) => {
            vec![Guess { field: Field::PayeeName, rank: RANK_BARE_PARTY, bare_party: true }]
        }
        Some(noun) => synonyms.of_party.get(noun).cloned().unwrap_or_default(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::header::HeaderForm;
    use super::*;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (header, expected) = line.split_once('|').expect("header | field");
            let fields: Vec<&str> =
                guesses(&HeaderForm::of(header.trim()).words).iter().map(|guess| guess.field.name()).collect();
            assert_eq!(fields.join(" "), expected.trim(), "{line}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_read_and_in_the_compared_form() {
        for line in include_str!("../../data/ledger_synonyms.csv").lines().skip(1) {
            assert_eq!(Synonyms::default().add_line(line), Some(()), "{line}");
            for word in line.splitn(4, ',').last().expect("words").split('|').map(str::trim) {
                assert_eq!(HeaderForm::of(word).words, word, "{line}");
            }
        }
    }

    #[test]
    fn headers_of_real_exports_are_known() {
        check(
            "
            Supplier Name              | payee_name
            Supplier ID                | payee_id
            Vendor #                   | payee_id
            contractorEmployeeName     | payee_name
            contractorUniqueIdentifier | payee_id
            creditor_name              | payee_name
            creditor_account_IBAN      | iban
            creditor_agent_BIC         | bank_id
            creditor_town_name         | address
            recipientEmail             | email
            Recipient bank country     | bank_country
            receiverType               | payee_type
            receiver                   | payee_name
            Account holder             | holder_name
            Destination Account Number | account
            Trans No                   | payment_id
            Transno                    | payment_id
            Net Pay                    | amount
            Annual Salary              | amount
            Paid Date                  | date
            Bank BSB                   | bank_id
            Sort code or Routing number| bank_id
            ",
        );
    }

    #[test]
    fn other_languages_are_known() {
        check(
            "
            Empfänger                  | payee_name
            Kontoinhaber               | holder_name
            Währung                    | currency
            Verwendungszweck           | memo
            Nom du bénéficiaire        | payee_name
            IBAN du bénéficiaire       | iban
            Net à payer                | amount
            Date de valeur             | date
            Nombre del beneficiario    | payee_name
            Número de cuenta           | account
            Importe                    | amount
            Nome do favorecido         | payee_name
            Valor líquido              | amount
            Ragione sociale            | payee_name
            Causale                    | memo
            Naam begunstigde           | payee_name
            Bedrag                     | amount
            Valuta                     | date currency
            ",
        );
    }

    #[test]
    fn the_payer_and_rates_are_nothing() {
        check(
            "
            debtor_name             |
            debtor_account_IBAN     |
            initiator_name          |
            Body Name               |
            Source name             |
            Sender Address          |
            Hourly Rate             |
            Exchange rate           |
            Salary or Hourly        |
            reference_date          |
            ctrl_sum                |
            id                      |
            target                  |
            ",
        );
    }
}
