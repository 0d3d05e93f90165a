//! One record of the table in its class: payment, unpriced, excluded or rejected.

use super::cells::Cells;
use super::control_totals::DeclaredTotal;
use super::dates::{self, ColumnOrder, Unread};
use super::field::Field;
use super::layout::Layout;
use super::notes::Notes;
use super::records::{Records, trimmed};
use super::rejection::Rejection;
use super::total_row::{self, SumsAbove};
use super::{Exclusion, Row};
use crate::Map;
use crate::birth_date::BirthDate;
use crate::finding::code::FindingCode;
use crate::payment::amount::currency::CurrencyText;
use crate::payment::amount::reading::{self, DecimalMark, SignedAmount};
use crate::payment::amount::{Amount, Currency, UnreadAmount};
use crate::payment::destination::{Cell, DestinationCells, destinations};
use crate::payment::payee::{PartyKind, Payee};
use crate::payment::placeholder::{is_placeholder, is_sign_only};
use crate::payment::remittance::Remittance;
use crate::payment::{Direction, Payment, Pricing};
use crate::place::Place;
use std::borrow::Cow;
use std::sync::Arc;

/// What the columns prove beyond their meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proofs {
    /// Decimal mark of the amount column.
    pub mark: Option<DecimalMark>,
    /// Order of day and month in value dates.
    pub dates: ColumnOrder,
    /// The same in birth dates.
    pub birth_dates: ColumnOrder,
}

/// Reads the records of one table.
pub(super) struct RowReader<'a> {
    ledger: Arc<str>,
    layout: &'a Layout,
    currency: Option<&'a Currency>,
    proofs: Proofs,
    sums: SumsAbove,
    /// The last text of a currency cell and what it means: most ledgers hold few currencies, and the text of each is
    /// kept once.
    last_currency: std::cell::RefCell<(String, CurrencyText)>,
    unread_dates: Map<Unread, u64>,
    /// The total that the row just read may be, although it is not the sum of the rows above.
    last_may_be_total: Option<DeclaredTotal>,
    /// Totals that total rows declare.
    pub declared: Vec<DeclaredTotal>,
    /// Notes so far.
    pub notes: Notes,
}

/// What a total row declares: money out less money in.
fn declared(at: &Place, amount: &Amount, direction: Direction, agrees: bool) -> DeclaredTotal {
    let sum = if direction == Direction::Out { amount.value } else { -amount.value };
    let scope = format!("total row at line {}", at.line);
    DeclaredTotal { scope, count: None, sum: Some(sum), currency: amount.currency.clone(), agrees }
}

impl<'a> RowReader<'a> {
    /// A reader for `ledger`; `currency` is `--currency`.
    pub(super) fn new(
        ledger: Arc<str>,
        layout: &'a Layout,
        currency: Option<&'a Currency>,
        proofs: Proofs,
        notes: Notes,
    ) -> Self {
        let last_currency = std::cell::RefCell::new((String::new(), CurrencyText::None));
        Self {
            ledger,
            layout,
            currency,
            proofs,
            sums: SumsAbove::default(),
            last_currency,
            unread_dates: Map::new(),
            last_may_be_total: None,
            declared: Vec::new(),
            notes,
        }
    }

    /// Reads the current record as data row `number`.
    pub(super) fn row(&mut self, records: &Records<'_>, number: u64) -> Row {
        let at = Place { ledger: Arc::clone(&self.ledger), record: number, line: records.line(), column: None };
        let cells = Cells::new(records.cells(), self.layout);
        self.note_ragged(records, &at);
        let name = cells.name();
        self.last_may_be_total = None;
        if let Some(reason) = self.total_row(&cells, name.as_deref(), &at) {
            self.sums.begin_again();
            return Row::Excluded(Exclusion { at, reason: reason.to_owned(), verbatim: records.raw().to_owned() });
        }
        if name.is_none() && !cells.names_payee() {
            return Row::Rejected(self.rejection(&cells, at, records.raw()));
        }
        let (direction, pricing) = self.pricing(&cells, &at);
        if let Pricing::Priced(amount) = &pricing {
            self.sums.add(amount, direction);
        }
        Row::Payment(Box::new(self.payment(&cells, at, name, direction, pricing)))
    }

    /// The notes, with what was learned about dates.
    pub(super) fn finished(mut self) -> Notes {
        for (why, count) in std::mem::take(&mut self.unread_dates) {
            self.notes.say(FindingCode::DateUnread, format!("{count} of them: {}", why.reason()), []);
        }
        self.notes
    }

    fn payment(
        &mut self,
        cells: &Cells<'_>,
        at: Place,
        name: Option<Cow<'_, str>>,
        direction: Direction,
        pricing: Pricing,
    ) -> Payment {
        let text = |field| cells.get(field).map(str::to_owned);
        if let Some(name) = name.as_deref().filter(|name| is_placeholder(name)) {
            self.notes.add(FindingCode::PayeeNotNamed, self.in_field(&at, Field::PayeeName), name);
        }
        let payee = Payee {
            id: cells.filled(Field::PayeeId).map(str::to_owned),
            name: name.map(Cow::into_owned),
            kind: self.kind(cells, &at),
            birth_date: self.birth_date(cells, &at),
            country: text(Field::Country),
            address: cells.address(),
            email: text(Field::Email),
            id_number: None,
        };
        Payment {
            id: text(Field::PaymentId),
            payee,
            direction,
            pricing,
            value_date: self.value_date(cells, &at),
            destinations: destinations(&self.destination_cells(cells)),
            holder_name: text(Field::HolderName),
            remittance: Remittance { reference: text(Field::Reference), memo: text(Field::Memo) },
            at,
        }
    }

    fn destination_cells<'c>(&'c self, cells: &Cells<'c>) -> DestinationCells<'c> {
        let headers = &self.layout.headers;
        let cell = |field: Field| {
            let (column, text) = cells.first(field)?;
            (!is_sign_only(text)).then(|| Cell { text, column: &headers[column] })
        };
        let header_currency = || {
            let column = self.layout.column_of(Field::Amount)?;
            self.layout.header_currency.as_ref().map(|c| Cell { text: c.as_str(), column: &headers[column] })
        };
        DestinationCells {
            iban: cell(Field::Iban),
            account: cell(Field::Account),
            bank_id: cell(Field::BankId),
            bank_country: cell(Field::BankCountry),
            wallet: cell(Field::WalletAddress),
            destination_tag: cell(Field::DestinationTag),
            asset: cell(Field::Asset),
            currency: cell(Field::Currency).or_else(header_currency),
            email: cell(Field::Email),
            free_text: [Field::Reference, Field::Memo].into_iter().filter_map(cell).collect(),
        }
    }

    /// Why the row is a total row, where it is one. A total that agrees is a declared total.
    fn total_row(&mut self, cells: &Cells<'_>, name: Option<&str>, at: &Place) -> Option<&'static str> {
        let label = name.or_else(|| cells.texts().next())?;
        if !total_row::is_label(label) || cells.has_key() {
            return None;
        }
        if cells.texts().count() == 1 {
            return Some("total row: a total's label alone");
        }
        match self.amount(cells) {
            (_, Pricing::Priced(_), _) if cells.filled(Field::Date).is_some() => None,
            (direction, Pricing::Priced(amount), _) if self.sums.equal(&amount, direction) => {
                self.declared.push(declared(at, &amount, direction, true));
                Some("total row: its amount is the sum of the rows above")
            }
            (direction, Pricing::Priced(amount), _) => {
                self.last_may_be_total = Some(declared(at, &amount, direction, false));
                None
            }
            _ => None,
        }
    }

    /// True after a row that is a total row if it turns out to be the last.
    pub(super) fn may_end_in_total(&self) -> bool {
        self.last_may_be_total.is_some()
    }

    /// The last row of a table, where it is labelled as a total, says nothing that a payment would, and is not the
    /// sum of the rows above: it is a total row all the same, and a declared total that disagrees.
    pub(super) fn close(&mut self, rows: &mut [Row], last_raw: &str) {
        let (Some(total), Some(last)) = (self.last_may_be_total.take(), rows.last_mut()) else { return };
        if let Row::Payment(payment) = last {
            let reason = "total row: its amount is not the sum of the rows above".to_owned();
            let exclusion = Exclusion { at: payment.at.clone(), reason, verbatim: last_raw.to_owned() };
            *last = Row::Excluded(exclusion);
            self.declared.push(total);
        }
    }

    fn rejection(&self, cells: &Cells<'_>, at: Place, raw: &str) -> Rejection {
        let place = self.in_field(&at, Field::PayeeName);
        Rejection {
            field: place.column.as_deref().unwrap_or(Field::PayeeName.name()).to_owned(),
            at: place,
            payment_id: cells.get(Field::PaymentId).map(str::to_owned),
            found: "empty".to_owned(),
            expected: "a payee: a name, payee id, account or wallet".to_owned(),
            verbatim: raw.to_owned(),
        }
    }

    /// Direction and amount of a row, with the note that its currency asks for.
    fn pricing(&mut self, cells: &Cells<'_>, at: &Place) -> (Direction, Pricing) {
        let (direction, pricing, unstated) = self.amount(cells);
        if let (Pricing::Priced(_), Some(text)) = (&pricing, unstated) {
            let field = if cells.get(Field::Currency).is_some() { Field::Currency } else { Field::Amount };
            self.notes.add(FindingCode::CurrencyUnstated, self.in_field(at, field), &text);
        }
        (direction, pricing)
    }

    /// Direction, amount, and the text in which no currency was found, where none was.
    fn amount(&self, cells: &Cells<'_>) -> (Direction, Pricing, Option<String>) {
        let found = cells.get(Field::Amount).unwrap_or_default();
        let unread = |reason: &str| {
            let unread = UnreadAmount { found: found.to_owned(), reason: reason.to_owned() };
            (Direction::Out, Pricing::Unpriced(unread), None)
        };
        let nft = cells.nft();
        let read = if found.is_empty() && nft.is_some() {
            // A non-fungible token is one unit.
            Ok(SignedAmount { value: rust_decimal::Decimal::ONE, negative: false, currency: CurrencyText::None })
        } else if self.layout.column_of(Field::Amount).is_none() {
            return unread("no amount column; if there is one, say which: --map amount=COLUMN");
        } else {
            reading::read(found, self.proofs.mark)
        };
        let amount = match read {
            Ok(amount) => amount,
            Err(reason) => return unread(reason),
        };
        let direction = if amount.negative && !amount.value.is_zero() { Direction::In } else { Direction::Out };
        let value = amount.value;
        if let Some(currency) = nft {
            return (direction, Pricing::Priced(Amount { value, currency }), None);
        }
        match self.unit(cells, &amount.currency) {
            // A sign that several currencies share is shown as it stands.
            Ok((currency, Some(text))) if text.is_empty() && amount.currency == CurrencyText::Ambiguous => {
                let sign = found.chars().filter(|c| !c.is_numeric() && !c.is_whitespace() && !".,'()+-".contains(*c));
                (direction, Pricing::Priced(Amount { value, currency }), Some(sign.collect()))
            }
            Ok((currency, unstated)) => (direction, Pricing::Priced(Amount { value, currency }), unstated),
            Err(reason) => unread(reason),
        }
    }

    /// Currency of an amount: the row's cell, else the header, else what stands beside the digits, else `--currency`.
    /// Two that contradict each other make the amount unreadable.
    fn unit(&self, cells: &Cells<'_>, beside: &CurrencyText) -> Result<(Currency, Option<String>), &'static str> {
        let beside = match beside {
            CurrencyText::Stated(currency) => Some(currency),
            _ => None,
        };
        let agreed = |currency: Currency| match beside {
            Some(other) if *other != currency => Err("the amount names another currency than its row or header"),
            _ => Ok((currency, None)),
        };
        let cell = cells.currency().filter(|text| !is_sign_only(text) || text.chars().any(|c| c == '€' || c == '£'));
        if let Some(text) = cell {
            match self.currency_text(text) {
                CurrencyText::Stated(currency) => return agreed(currency),
                // A word that is no code is not overruled by an option: it may be any currency.
                CurrencyText::None if beside.is_none() => return Ok((Currency::unstated(), Some(text.to_owned()))),
                CurrencyText::None | CurrencyText::Ambiguous => {}
            }
        }
        if let Some(currency) = &self.layout.header_currency {
            return agreed(currency.clone());
        }
        if let Some(currency) = beside.or(self.currency) {
            return Ok((currency.clone(), None));
        }
        let text = cell.or_else(|| cells.get(Field::TokenContract)).unwrap_or_default();
        Ok((Currency::unstated(), Some(text.to_owned())))
    }

    fn currency_text(&self, text: &str) -> CurrencyText {
        let mut last = self.last_currency.borrow_mut();
        if last.0 != text {
            *last = (text.to_owned(), Currency::of_cell(text));
        }
        last.1.clone()
    }

    fn value_date(&mut self, cells: &Cells<'_>, at: &Place) -> Option<chrono::NaiveDate> {
        let text = cells.get(Field::Date)?;
        match dates::value_date(text, self.proofs.dates) {
            Ok(date) => Some(date),
            Err(why) => {
                *self.unread_dates.entry(why).or_default() += 1;
                self.notes.add(FindingCode::DateUnread, self.in_field(at, Field::Date), text);
                None
            }
        }
    }

    fn kind(&mut self, cells: &Cells<'_>, at: &Place) -> PartyKind {
        let text = cells.get(Field::PayeeType).unwrap_or_default();
        PartyKind::parse(text).unwrap_or_else(|| {
            self.notes.add(FindingCode::PayeeFieldUnread, self.in_field(at, Field::PayeeType), text);
            PartyKind::Unknown
        })
    }

    /// A birth date: a day, a month (`1975-03`) or a year. Where day and month cannot be told apart, the year is
    /// certain all the same.
    fn birth_date(&mut self, cells: &Cells<'_>, at: &Place) -> Option<BirthDate> {
        let text = cells.get(Field::BirthDate)?;
        let written = dates::written(text);
        if let Some(day) = written.and_then(|date| dates::day(date, self.proofs.birth_dates).ok()) {
            return Some(BirthDate::Day(day));
        }
        let digits = |text: &str, len: usize| {
            (text.len() == len)
                .then(|| text.parse::<u32>().ok())
                .flatten()
                .filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
        };
        let year = |text: &str| digits(text, 4).filter(|year| (1850..=2100).contains(year)).map(u32::cast_signed);
        if let Some(year) = year(text) {
            return Some(BirthDate::Year(year));
        }
        if let Some((year, month)) = text.split_once('-').and_then(|(y, m)| year(y).zip(digits(m, 2)))
            && (1..=12).contains(&month)
        {
            return Some(BirthDate::Month(year, month));
        }
        self.notes.add(FindingCode::PayeeFieldUnread, self.in_field(at, Field::BirthDate), text);
        match written {
            Some(dates::WrittenDate::YearLast { year, first: 1..=31, second: 1..=31 }) if year >= 1850 => {
                Some(BirthDate::Year(year))
            }
            _ => None,
        }
    }

    fn note_ragged(&mut self, records: &Records<'_>, at: &Place) {
        let cells = records.cells();
        let header = self.layout.headers.len();
        if cells.len() < self.layout.width {
            self.notes.add(FindingCode::RowRagged, at.clone(), "");
        } else if cells.len() > header && cells.iter().skip(header).any(|cell| !trimmed(cell).is_empty()) {
            let extra: Vec<&str> = cells.iter().skip(header).collect();
            self.notes.add(FindingCode::RowRagged, at.clone(), &extra.join(" "));
        }
        if records.holds_whole_rows(self.layout.width) {
            let sentence = format!("line {}: a quoted cell spans lines that look like rows of their own", at.line);
            self.notes.say(FindingCode::RowsInCell, sentence, [at.clone()]);
        }
    }

    fn in_field(&self, at: &Place, field: Field) -> Place {
        self.layout.column_of(field).map_or_else(|| at.clone(), |column| self.in_column(at, column))
    }

    fn in_column(&self, at: &Place, column: usize) -> Place {
        Place { column: Some(Arc::clone(&self.layout.headers[column])), ..at.clone() }
    }
}
