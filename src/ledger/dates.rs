//! Dates as ledgers write them, read by a stated or a proven order of day and month.
//!
//! A year of four digits at the front is read as year, month, day; a month written as a word needs no order. For
//! `03/04/2021` the whole column decides: one day above 12 proves the order for all its values, and values that prove
//! both orders prove none. `--date-order` overrules the column.

use super::DateOrder;
use chrono::NaiveDate;

/// Years that a ledger may date a payment in; outside of them a date is a slip and stays unread.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2100;

/// Last two digits up to which a year is of this century: `69` is 2069, `70` is 1970 (the rule of POSIX).
const CENTURY_PIVOT: i32 = 69;

/// A date taken apart, before anybody decided what is day and what is month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenDate {
    /// Year, month and day are told apart by their form.
    Plain { year: i32, month: u32, day: u32 },
    /// Two numbers and a year of four digits.
    YearLast { first: u32, second: u32, year: i32 },
    /// Three numbers of at most two digits: read only by a stated order.
    Short { first: u32, second: u32, third: u32 },
}

/// What a column says about the order of its dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OrderEvidence {
    /// Dates that only day before month can explain.
    pub day_first: u64,
    /// Dates that only month before day can explain.
    pub month_first: u64,
}

/// How the dates of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnOrder {
    /// By `--date-order`.
    Stated(DateOrder),
    /// By the values of the column.
    Proven(DateOrder),
    /// No value tells.
    Unproven,
    /// Some values prove one order, some the other.
    Contradictory,
}

/// Why a date was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unread {
    /// No date at all, or a day that does not exist.
    NoDate,
    /// Before 1970 or after 2100.
    OutOfRange,
    /// Day and month cannot be told apart.
    OrderUnknown,
    /// The column proves both orders.
    OrderContradictory,
    /// A year of two digits without a stated order.
    ShortYear,
}

impl Unread {
    /// The reason in words, with what to do.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::NoDate => "no date that can be read",
            Self::OutOfRange => "outside of 1970 to 2100",
            Self::OrderUnknown => "no value of the column shows if day or month comes first; give --date-order",
            Self::OrderContradictory => {
                "some values of the column prove day first and others month first; give --date-order"
            }
            Self::ShortYear => "a year of two digits; give --date-order",
        }
    }
}

impl OrderEvidence {
    /// Takes one value of the column into account.
    pub(super) fn add(&mut self, date: WrittenDate) {
        if let WrittenDate::YearLast { first, second, .. } = date {
            match (first, second) {
                (13..=31, 1..=12) => self.day_first += 1,
                (1..=12, 13..=31) => self.month_first += 1,
                _ => {}
            }
        }
    }

    /// The order of the column under `--date-order`.
    pub(super) fn order(self, stated: Option<DateOrder>) -> ColumnOrder {
        match (stated, self.day_first, self.month_first) {
            (Some(order), ..) => ColumnOrder::Stated(order),
            (None, 1.., 0) => ColumnOrder::Proven(DateOrder::DayMonthYear),
            (None, 0, 1..) => ColumnOrder::Proven(DateOrder::MonthDayYear),
            (None, 0, 0) => ColumnOrder::Unproven,
            _ => ColumnOrder::Contradictory,
        }
    }
}

/// Reads a value date.
pub(super) fn value_date(text: &str, order: ColumnOrder) -> Result<NaiveDate, Unread> {
    let date = day(written(text).ok_or(Unread::NoDate)?, order)?;
    if YEARS.contains(&chrono::Datelike::year(&date)) { Ok(date) } else { Err(Unread::OutOfRange) }
}

/// The day that a written date means under the order of its column.
pub(super) fn day(date: WrittenDate, order: ColumnOrder) -> Result<NaiveDate, Unread> {
    let (year, month, day) = match (date, order) {
        (WrittenDate::Plain { year, month, day }, _) => (year, month, day),
        (
            WrittenDate::YearLast { first, second, year },
            ColumnOrder::Stated(DateOrder::DayMonthYear) | ColumnOrder::Proven(DateOrder::DayMonthYear),
        ) => (year, second, first),
        (
            WrittenDate::YearLast { first, second, year },
            ColumnOrder::Stated(DateOrder::MonthDayYear) | ColumnOrder::Proven(DateOrder::MonthDayYear),
        ) => (year, first, second),
        // 05/05/2021 is the same day in either order.
        (WrittenDate::YearLast { first, second, year }, _) if first == second => (year, first, second),
        (WrittenDate::YearLast { .. }, ColumnOrder::Contradictory) => return Err(Unread::OrderContradictory),
        (WrittenDate::YearLast { .. }, ColumnOrder::Unproven) => return Err(Unread::OrderUnknown),
        // The year does not stand where it was said to.
        (WrittenDate::YearLast { .. }, _) => return Err(Unread::NoDate),
        (WrittenDate::Short { first, second, third }, ColumnOrder::Stated(order)) => {
            let (year, month, day) = match order {
                DateOrder::DayMonthYear => (third, second, first),
                DateOrder::MonthDayYear => (third, first, second),
                DateOrder::YearMonthDay => (first, second, third),
            };
            (full_year(year), month, day)
        }
        (WrittenDate::Short { .. }, _) => return Err(Unread::ShortYear),
    };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Unread::NoDate)
}

fn full_year(two_digits: u32) -> i32 {
    let year = i32::try_from(two_digits).unwrap_or(0);
    if year <= CENTURY_PIVOT { 2000 + year } else { 1900 + year }
}

/// Takes a date apart. A time of day behind it is left out.
pub(super) fn written(text: &str) -> Option<WrittenDate> {
    // Longer texts are no dates; the longest is a day with a time, a zone and its name.
    if text.len() < 6 || text.len() > 64 {
        return None;
    }
    let date = without_time(text.trim());
    if date.bytes().any(|b| b.is_ascii_alphabetic()) || !date.is_ascii() {
        return with_month_name(date);
    }
    if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        return checked(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?);
    }
    let sign = date.bytes().find(|b| !b.is_ascii_digit()).filter(|b| matches!(b, b'/' | b'-' | b'.'))?;
    let mut parts = date.split(char::from(sign)).map(str::trim);
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next().unwrap_or_default()];
    // `01.02.2021.` ends with a full stop in some countries.
    if !parts[3].is_empty() {
        return None;
    }
    let number = |part: &str| (part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten();
    let (first, second, third) = (number(parts[0])?, number(parts[1])?, number(parts[2])?);
    match (parts[0].len(), parts[1].len(), parts[2].len()) {
        (4, 1..=2, 1..=2) => checked(i32::try_from(first).ok()?, second, third),
        (1..=2, 1..=2, 4) => Some(WrittenDate::YearLast { first, second, year: i32::try_from(third).ok()? }),
        (1..=2, 1..=2, 1..=2) => Some(WrittenDate::Short { first, second, third }),
        _ => None,
    }
}

/// A date whose order is known; a day that does not exist is no date.
fn checked(year: i32, month: u32, day: u32) -> Option<WrittenDate> {
    NaiveDate::from_ymd_opt(year, month, day).map(|_| WrittenDate::Plain { year, month, day })
}

/// The text before a time of day: `2021-03-15T10:00:00Z`, `15/03/2021 10:00`, `2021-03-15Z`, `2021-03-15+01:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text.strip_suffix('Z').filter(|date| date.len() == 10).unwrap_or(text);
    };
    let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    match before.bytes().last() {
        Some(b'T' | b't' | b' ' | b'+') => before[..before.len() - 1].trim_end_matches([' ', ',']),
        Some(b'-') if before.len() == 11 => &before[..10],
        _ => text,
    }
}

/// Names of months by their first letters, in the languages of the synonyms; the first that fits counts.
const MONTHS: [&str; 12] = [
    "jan ene gen",
    "feb fev fév fevr févr",
    "mar mär mrz mae maer mrt",
    "apr abr avr",
    "may mai mag mei mayo",
    "jun juin giu",
    "jul juil lug",
    "aug ago août aout",
    "sep set",
    "oct okt out ott",
    "nov",
    "dec dez dic déc",
];

fn month_named(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 3 || word.chars().count() > 10 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let fits = |names: &str| names.split(' ').any(|name| word.starts_with(name));
    let month = MONTHS.iter().position(|names| fits(names))?;
    // `juin` and `juillet`, `mar` and `mag` begin alike in no two months of the table; `march` and `mars` are one.
    u32::try_from(month + 1).ok()
}

/// `Jan 15, 2025`, `15 Jan 2025`, `15-Jan-2025`, `15-Jan-25`, `15. März 2025`, `15 de enero de 2025`, `2025-Jan-15`.
fn with_month_name(text: &str) -> Option<WrittenDate> {
    let words: Vec<&str> = text
        .split([' ', ',', '-', '/', '.'])
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "of" | "del"))
        .collect();
    let [a, b, c] = words.as_slice() else { return None };
    let number = |word: &str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        // 1st, 2nd, 3rd, 4th.
        let ordinal = bare.len() == word.len() || matches!(&word[bare.len()..], "st" | "nd" | "rd" | "th");
        ordinal.then(|| bare.parse::<u32>().ok()).flatten().map(|number| (number, bare.len()))
    };
    let (month, first, second) = match (month_named(a), month_named(b)) {
        (Some(month), None) => (month, number(b)?, number(c)?),
        (None, Some(month)) => (month, number(a)?, number(c)?),
        _ => return None,
    };
    let (year, day) = match (first, second) {
        ((day, 1..=2), (year, 4)) => (i32::try_from(year).ok()?, day),
        ((year, 4), (day, 1..=2)) => (i32::try_from(year).ok()?, day),
        // With the month between them, the day comes first wherever two-digit years are written.
        ((day, 1..=2), (year, 2)) => (full_year(year), day),
        _ => return None,
    };
    checked(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(order: ColumnOrder, cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (text, expected) = line.split_once('|').expect("text | date");
            let shown = match value_date(text.trim(), order) {
                Ok(date) => date.to_string(),
                Err(why) => format!("{why:?}"),
            };
            assert_eq!(shown, expected.trim(), "{line}");
        }
    }

    #[test]
    fn dates_that_need_no_order() {
        check(
            ColumnOrder::Unproven,
            "
            2021-03-15                | 2021-03-15
            2021/3/5                  | 2021-03-05
            2021.03.15                | 2021-03-15
            20210315                  | 2021-03-15
            2021-03-15T10:30:00.000Z  | 2021-03-15
            2021-03-15 10:30:00       | 2021-03-15
            2021-03-15+01:00          | 2021-03-15
            2021-03-15-05:00          | 2021-03-15
            2021-03-15Z               | 2021-03-15
            Jan 15, 2025              | 2025-01-15
            January 15 2025           | 2025-01-15
            15 Jan 2025               | 2025-01-15
            15-Jan-2025               | 2025-01-15
            15-Jan-25                 | 2025-01-15
            1st March 2021            | 2021-03-01
            15. März 2021             | 2021-03-15
            15 août 2021              | 2021-08-15
            15 de enero de 2021       | 2021-01-15
            05/05/2021                | 2021-05-05
            ",
        );
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        check(
            ColumnOrder::Proven(DateOrder::DayMonthYear),
            "
            2021-02-30     | NoDate
            31/02/2021     | NoDate
            12/13/2021     | NoDate
            1969-12-31     | OutOfRange
            2101-01-01     | OutOfRange
            1/2/21         | ShortYear
            12345678       | NoDate
            44270          | NoDate
            soon           | NoDate
            15/03-2021     | NoDate
            2021-03        | NoDate
            Mon 15 Mar 2021| NoDate
            ",
        );
    }

    #[test]
    fn the_column_decides_the_order() {
        check(ColumnOrder::Proven(DateOrder::DayMonthYear), "03/04/2021 | 2021-04-03 \n 03.04.2021 | 2021-04-03");
        check(ColumnOrder::Proven(DateOrder::MonthDayYear), "03/04/2021 | 2021-03-04 \n 03-04-2021 10:00 | 2021-03-04");
        check(ColumnOrder::Unproven, "03/04/2021 | OrderUnknown");
        check(ColumnOrder::Contradictory, "03/04/2021 | OrderContradictory \n 25/12/2021 | OrderContradictory");
        check(ColumnOrder::Stated(DateOrder::DayMonthYear), "3/4/21 | 2021-04-03 \n 3/4/70 | 1970-04-03");
        check(ColumnOrder::Stated(DateOrder::YearMonthDay), "21/4/3 | 2021-04-03 \n 03/04/2021 | NoDate");
    }

    #[test]
    fn one_day_above_twelve_proves_the_order() {
        let order = |dates: &[&str]| {
            let mut evidence = OrderEvidence::default();
            dates.iter().filter_map(|date| written(date)).for_each(|date| evidence.add(date));
            evidence.order(None)
        };
        assert_eq!(order(&["03/04/2021", "13/04/2021"]), ColumnOrder::Proven(DateOrder::DayMonthYear));
        assert_eq!(order(&["03/04/2021", "04/13/2021"]), ColumnOrder::Proven(DateOrder::MonthDayYear));
        assert_eq!(order(&["03/04/2021"]), ColumnOrder::Unproven);
        assert_eq!(order(&["13/04/2021", "04/13/2021"]), ColumnOrder::Contradictory);
    }

    #[test]
    fn every_month_has_its_own_beginnings() {
        for (word, month) in [("mars", 3), ("mai", 5), ("juin", 6), ("juillet", 7), ("maggio", 5), ("marzo", 3)] {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        assert_eq!(month_named("monday"), None);
    }
}
