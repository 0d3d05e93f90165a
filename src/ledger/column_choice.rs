//! Chooses the meaning of columns that the user did not map: canonical names, then the best word that the values bear
//! out. Two columns that fit one field equally well are an error, because a coin must not decide who is screened.

use super::Column;
use super::field::Field;
use super::layout::{HeaderCell, Layout, cut, listed};
use super::survey::ColumnFacts;
use super::synonyms::Guess;
use crate::error::{Error, ErrorKind, Result};
use std::sync::Arc;

/// Why a column has the field it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Mapped,
    Canonical,
    Guessed,
}

/// Decides what each column means.
///
/// # Errors
/// Two columns that fit one field equally well, and a table in which no column tells who is paid.
pub(super) fn chosen(header: &[HeaderCell], facts: &[ColumnFacts], mapped: &[(Field, usize)]) -> Result<Layout> {
    let mut plan = Plan::new(header, facts, mapped);
    plan.gather();
    plan.choose()?;
    plan.settle_names();
    plan.drop_lonely();
    if !plan.fields.iter().enumerate().any(|(field, columns)| !columns.is_empty() && names_payee(field)) {
        return Err(Error::new(
            ErrorKind::Ledger,
            format!(
                "no payee column: none of {} is known as the name, number, account or wallet of a payee{}. Say which \
                 it is: --map payee_name=COLUMN (a header, or #3 for the third column)",
                listed(header, 0..header.len()),
                plan.reasons()
            ),
        ));
    }
    Ok(plan.finished())
}

fn names_payee(field: usize) -> bool {
    Field::all().nth(field).is_some_and(Field::names_payee)
}

/// Headers of the running balance in exports of account activity.
const BALANCES: &[&str] = &["balance", "running balance", "account balance", "saldo", "kontostand", "solde"];

#[derive(Debug, Clone, Copy)]
struct Candidate {
    column: usize,
    field: Field,
    rank: u16,
    source: Source,
}

struct Plan<'a> {
    header: &'a [HeaderCell],
    facts: &'a [ColumnFacts],
    /// The user writes our own header, so its columns mean what they say, whatever their values look like.
    ours: bool,
    candidates: Vec<Candidate>,
    fields: Vec<Vec<usize>>,
    sources: Vec<Option<Source>>,
    why_not: crate::Map<usize, String>,
}

impl<'a> Plan<'a> {
    fn new(header: &'a [HeaderCell], facts: &'a [ColumnFacts], mapped: &[(Field, usize)]) -> Self {
        let own = [Field::PayeeName, Field::PayeeId, Field::Iban, Field::WalletAddress, Field::HolderName];
        let ours = header.iter().any(|cell| cell.canonical.is_some_and(|field| own.contains(&field)));
        let mut plan = Self {
            header,
            facts,
            ours,
            candidates: Vec::new(),
            fields: vec![Vec::new(); Field::COUNT],
            sources: vec![None; header.len()],
            why_not: crate::Map::new(),
        };
        for (field, column) in mapped {
            plan.take(*field, *column, Source::Mapped);
        }
        plan
    }

    fn take(&mut self, field: Field, column: usize, source: Source) {
        self.fields[field as usize].push(column);
        self.sources[column] = Some(source);
    }

    fn has(&self, field: Field) -> bool {
        !self.fields[field as usize].is_empty()
    }

    /// For each column the first meaning that its values bear out.
    fn gather(&mut self) {
        for column in 0..self.header.len() {
            if self.sources[column].is_some() {
                continue;
            }
            let cell = &self.header[column];
            let canonical = cell.canonical.map(|field| {
                let rank = if field == Field::Amount { 20 } else { 0 };
                (Guess { field, rank, bare_party: false }, Source::Canonical)
            });
            let guessed = cell.guesses.iter().map(|guess| (*guess, Source::Guessed));
            // `amount` is canonical and has its rank among the other words for amounts.
            let meanings: Vec<_> = canonical.into_iter().chain(guessed.filter(|_| cell.canonical.is_none())).collect();
            let mut doubts = Vec::new();
            for (guess, source) in meanings {
                match self.proven(column, guess, source) {
                    Ok((field, rank, source)) => {
                        doubts.clear();
                        self.candidates.push(Candidate { column, field, rank, source });
                        break;
                    }
                    Err(why) => doubts.push(why),
                }
            }
            if let Some(why) = doubts.into_iter().next() {
                self.why_not.insert(column, why);
            }
        }
    }

    /// What the values make of a meaning: the field, its rank and whether it is a guess; else why not.
    fn proven(&self, column: usize, guess: Guess, source: Source) -> std::result::Result<(Field, u16, Source), String> {
        let facts = &self.facts[column];
        let same = Ok((guess.field, guess.rank, source));
        let mostly = |count: u64| facts.values > 0 && facts.most(count);
        let borne_out = |count: u64, what: &str| {
            if facts.most(count) {
                return same.clone();
            }
            let (field, values) = (guess.field.name(), facts.values);
            Err(format!("not read as {field}: {count} of {values} values look like {what}"))
        };
        let ours = source == Source::Canonical && self.ours;
        match guess.field {
            Field::Address if mostly(facts.wallets) => Ok((Field::WalletAddress, 30, Source::Guessed)),
            Field::PayeeName if guess.bare_party && mostly(facts.wallets) => {
                Ok((Field::WalletAddress, 40, Source::Guessed))
            }
            Field::PayeeName if guess.bare_party && mostly(facts.emails) => Ok((Field::Email, 40, Source::Guessed)),
            Field::PayeeName if guess.bare_party && mostly(facts.numbers) => Ok((Field::PayeeId, 40, Source::Guessed)),
            // Wise names the side of the transfer here, not a currency.
            Field::Currency if source == Source::Guessed && mostly(facts.sides) => {
                Ok((Field::AmountSide, guess.rank, Source::Guessed))
            }
            _ if ours => same,
            Field::Account => borne_out(facts.accounts, "accounts"),
            Field::WalletAddress => borne_out(facts.wallets, "wallet addresses"),
            Field::Email => borne_out(facts.emails, "e-mail addresses"),
            Field::Country | Field::BankCountry => borne_out(facts.countries, "countries"),
            Field::Date => borne_out(facts.dates, "dates"),
            Field::Currency if source == Source::Guessed => borne_out(facts.currencies, "currencies"),
            _ => same,
        }
    }

    /// For each field the best of its candidates.
    fn choose(&mut self) -> Result<()> {
        for field in Field::all() {
            if self.has(field) {
                continue;
            }
            let mut fitting: Vec<Candidate> = self.candidates.iter().filter(|c| c.field == field).copied().collect();
            // An empty column is no rival to one with values.
            if fitting.iter().any(|c| self.facts[c.column].values > 0) {
                fitting.retain(|c| self.facts[c.column].values > 0);
            }
            fitting.sort_by_key(|c| (c.rank, c.column));
            let Some(best) = fitting.first().copied() else { continue };
            match field {
                // Our own `address` is whole; other layouts spread it over columns.
                Field::Address if best.source == Source::Guessed => {
                    fitting.sort_by_key(|c| c.column);
                    fitting.iter().for_each(|c| self.take(field, c.column, c.source));
                    continue;
                }
                Field::BankId if best.source == Source::Guessed => {
                    fitting.iter().for_each(|c| self.take(field, c.column, c.source));
                    continue;
                }
                _ => {}
            }
            let rivals: Vec<usize> = fitting.iter().filter(|c| c.rank == best.rank).map(|c| c.column).collect();
            if rivals.len() > 1 {
                return Err(self.tie(field, &rivals));
            }
            self.take(field, best.column, best.source);
        }
        Ok(())
    }

    fn tie(&self, field: Field, rivals: &[usize]) -> Error {
        let options: Vec<String> = rivals
            .iter()
            .map(|at| {
                let shown = &self.header[*at].shown;
                // A header that stands twice is given by its number.
                let twice =
                    self.header.iter().filter(|cell| cell.form.words == self.header[*at].form.words).count() > 1;
                let plain = !twice && shown.chars().all(|c| c.is_alphanumeric() || c == '_');
                let column = match (twice, plain) {
                    (true, _) => format!("'#{}'", at + 1),
                    (false, true) => shown.to_string(),
                    (false, false) => format!("'{}'", cut(shown)),
                };
                format!("--map {}={column}", field.name())
            })
            .collect();
        Error::new(
            ErrorKind::Ledger,
            format!(
                "{} fit {} equally well; say which it is: {}",
                listed(self.header, rivals.iter().copied()),
                field.name(),
                options.join(" or ")
            ),
        )
    }

    /// `Name` beside `Vorname` is the family name; an account holder is the payee where no other name stands.
    fn settle_names(&mut self) {
        let (given, family) = (self.has(Field::GivenName), self.has(Field::FamilyName));
        if let [column] = self.fields[Field::PayeeName as usize][..]
            && self.sources[column] == Some(Source::Guessed)
            && matches!(self.header[column].form.words.as_str(), "name" | "nom" | "nombre" | "nome" | "naam")
            && given != family
        {
            self.fields[Field::PayeeName as usize].clear();
            self.take(if given { Field::FamilyName } else { Field::GivenName }, column, Source::Guessed);
        }
        if self.has(Field::PayeeName) {
            for part in [Field::GivenName, Field::MiddleName, Field::FamilyName] {
                self.release(part);
            }
        } else if !self.has(Field::GivenName) && !self.has(Field::FamilyName) {
            self.release(Field::MiddleName);
            if let [column] = self.fields[Field::HolderName as usize][..]
                && self.sources[column] == Some(Source::Guessed)
            {
                self.fields[Field::HolderName as usize].clear();
                self.take(Field::PayeeName, column, Source::Guessed);
            }
        }
    }

    /// Fields that mean nothing without another: a tag without a wallet, a side without two currencies.
    fn drop_lonely(&mut self) {
        if !self.has(Field::WalletAddress) && !self.has(Field::Account) {
            self.release(Field::DestinationTag);
        }
        if !self.has(Field::WalletAddress) {
            self.release(Field::TokenType);
            self.release(Field::TokenContract);
        }
        if !self.has(Field::AmountSide) {
            self.release(Field::SourceCurrency);
        } else if !self.has(Field::SourceCurrency) {
            self.release(Field::AmountSide);
        }
    }

    /// Makes guessed columns of `field` unmapped again.
    fn release(&mut self, field: Field) {
        let sources = &mut self.sources;
        self.fields[field as usize].retain(|column| {
            let guessed = sources[*column] == Some(Source::Guessed);
            if guessed {
                sources[*column] = None;
            }
            !guessed
        });
    }

    /// Why columns that a header points to were not taken, for the error message.
    fn reasons(&self) -> String {
        let told: Vec<String> =
            self.why_not.iter().map(|(at, why)| format!("`{}` {why}", cut(&self.header[*at].shown))).take(5).collect();
        if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) }
    }

    fn finished(self) -> Layout {
        let mut field_of: Vec<Option<Field>> = vec![None; self.header.len()];
        for field in Field::all() {
            for column in &self.fields[field as usize] {
                field_of[*column] = Some(field);
            }
        }
        let (mut columns, mut guessed, mut unmapped, mut empty_columns) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (at, cell) in self.header.iter().enumerate() {
            let field = field_of[at];
            if field.is_none() && cell.blank && self.facts[at].values == 0 {
                empty_columns += 1;
                continue;
            }
            let guess = self.sources[at] == Some(Source::Guessed);
            match field {
                Some(_) if guess => guessed.push(at),
                Some(_) => {}
                None => unmapped.push((at, self.why_not.get(&at).cloned())),
            }
            columns.push(Column {
                header: cell.shown.to_string(),
                field: field.map(|field| field.name().to_owned()),
                guessed: guess,
            });
        }
        let canonical = self.ours && self.sources.iter().flatten().all(|source| *source == Source::Canonical);
        let amount = self.fields[Field::Amount as usize].first();
        Layout {
            columns,
            headers: self.header.iter().map(|cell| Arc::clone(&cell.shown)).collect(),
            preset: canonical.then(|| "canonical".to_owned()),
            header_currency: amount.and_then(|at| self.header[*at].form.currency.clone()),
            width: self.header.iter().rposition(|cell| !cell.blank).map_or(0, |at| at + 1),
            guessed,
            unmapped,
            empty_columns,
            balance: self.header.iter().position(|cell| BALANCES.contains(&cell.form.words.as_str())),
            fields: self.fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::header_cells;
    use super::super::{ReadOptions, column_map};
    use super::*;

    /// `header:value;value` columns joined by `|`; the result is `header=field` for each read column.
    fn resolve(table: &str, map: &[(&str, &str)]) -> std::result::Result<String, String> {
        let columns: Vec<(&str, Vec<&str>)> = table
            .split('|')
            .map(|column| column.trim().split_once(':').unwrap_or((column.trim(), "")))
            .map(|(header, values)| (header, values.split(';').collect()))
            .collect();
        let header = header_cells(&columns.iter().map(|(header, _)| *header).collect());
        let map = map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
        let options = ReadOptions { map, ..ReadOptions::default() };
        let mapped = column_map::mapped(&header, &options).map_err(|error| error.to_string())?;
        let facts: Vec<ColumnFacts> = header
            .iter()
            .zip(&columns)
            .map(|(cell, (_, values))| {
                let mut facts = ColumnFacts::default();
                let candidates = cell.candidates(std::iter::empty());
                values.iter().for_each(|value| facts.add(value, &candidates));
                facts
            })
            .collect();
        let layout = chosen(&header, &facts, &mapped).map_err(|error| error.to_string())?;
        let read = layout.columns.iter().filter_map(|c| c.field.as_ref().map(|field| format!("{}={field}", c.header)));
        Ok(read.collect::<Vec<_>>().join(" "))
    }

    fn check(table: &str, expected: &str) {
        assert_eq!(resolve(table, &[]).expect(table), expected, "{table}");
    }

    #[test]
    fn the_best_word_wins() {
        check("Name:Jane Example|Annual Salary:5|Hourly Rate:7", "Name=payee_name Annual Salary=amount");
        check("name:A B|Gross Pay:9|Net Pay:5|Amount:7", "name=payee_name Net Pay=amount");
        check("payee_name:A B|amount:7|net pay:5", "payee_name=payee_name net pay=amount");
        check("vendor:17|name:A B|amount:5", "vendor=payee_id name=payee_name amount=amount");
    }

    #[test]
    fn values_must_bear_out_a_guess() {
        check("Supplier Name:A B|Account:C1030;R4506|Amount:5", "Supplier Name=payee_name Amount=amount");
        check("Supplier Name:A B|Account:12345678|Amount:5", "Supplier Name=payee_name Account=account Amount=amount");
        check("payee_name:A B|account:C1030|amount:5", "payee_name=payee_name account=account amount=amount");
        check("Address:0x00000000000000000000000000000000000000aa|Amount:5", "Address=wallet_address Amount=amount");
        check("receiver:0x00000000000000000000000000000000000000aa|amount:5", "receiver=wallet_address amount=amount");
        check("receiver:Jane Example|amount:5", "receiver=payee_name amount=amount");
        check("Naam:A B|Valuta:EUR|Bedrag:5", "Naam=payee_name Valuta=currency Bedrag=amount");
        check("Empfänger:A B|Valuta:15.03.2021|Betrag:5", "Empfänger=payee_name Valuta=date Betrag=amount");
    }

    #[test]
    fn names_may_stand_in_parts() {
        check("First Name:A|Last Name:B|Amount:5", "First Name=given_name Last Name=family_name Amount=amount");
        check("Name:B|Vorname:A|Betrag:5", "Name=family_name Vorname=given_name Betrag=amount");
        check("Employee Name:A B|First Name:A|Amount:5", "Employee Name=payee_name Amount=amount");
        check("Destination Account Name:A B|Amount:5", "Destination Account Name=payee_name Amount=amount");
    }

    #[test]
    fn two_columns_that_fit_equally_well_are_refused() {
        let tie = |table: &str| resolve(table, &[]).expect_err(table);
        assert!(tie("payee_name:A|amount:5|amount:6").contains("--map amount='#2' or --map amount='#3'"));
        assert!(tie("Supplier Name:A|Beneficiary Name:B").contains("--map payee_name='Supplier Name' or"));
        check("Supplier Name:A|Beneficiary Name:|Amount:5", "Supplier Name=payee_name Amount=amount");
        check("Supplier Name:A|Payee Name:B|Amount:5", "Payee Name=payee_name Amount=amount");
    }

    #[test]
    fn map_wins() {
        let table = "Supplier Name:A|Beneficiary Name:B|Sum:5|Sum:6";
        let map = |pairs: &[(&str, &str)]| resolve(table, pairs);
        assert_eq!(
            map(&[("payee_name", "beneficiary_name"), ("amount", "#4")]).expect("mapped"),
            "Beneficiary Name=payee_name Sum#2=amount"
        );
        assert_eq!(
            map(&[("payee_name", "#1"), ("amount", "Sum#2")]).expect("mapped"),
            "Supplier Name=payee_name Sum#2=amount"
        );
        assert!(
            map(&[("payee", "#1")]).expect_err("field").contains("no field `payee`; the fields are payment_id, date")
        );
        assert!(map(&[("amount", "Total")]).expect_err("column").contains("the columns are `Supplier Name`"));
        assert!(map(&[("amount", "Sum")]).expect_err("twice").contains("by its number: #3, #4"));
        assert!(map(&[("amount", "#3"), ("amount", "#4")]).expect_err("twice").contains("gives amount twice"));
        assert!(map(&[("amount", "#3"), ("payee_id", "#3")]).expect_err("used").contains("already given as amount"));
    }

    #[test]
    fn a_table_without_payee_is_refused() {
        let error = resolve("date:2021-03-15|Account:C1030|amount:5", &[]).expect_err("no payee");
        assert!(error.contains("no payee column: none of `date`, `Account`, `amount`"), "{error}");
        assert!(error.contains("`Account` not read as account: 0 of 1 values look like accounts"), "{error}");
        assert!(error.contains("--map payee_name=COLUMN"), "{error}");
    }
}
