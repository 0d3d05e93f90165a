//! A birth date as lists and payers give it: a day, a month, a year, about, or between.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A birth date with the precision it was given in.
///
/// `Circa` holds what follows the word; `Between` holds both ends, each with its own precision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BirthDate {
    /// One day.
    Day(NaiveDate),
    /// A month (1 to 12) of a year.
    Month(i32, u32),
    /// A year.
    Year(i32),
    /// "circa", "approximately".
    Circa(Box<BirthDate>),
    /// From the first to the second, both included.
    Between(Box<BirthDate>, Box<BirthDate>),
}

/// How two birth dates stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthDateAgreement {
    /// The same day.
    SameDay,
    /// The same year (or month), where one side knows no more.
    SameYear,
    /// Within the stated range or the tolerance of "circa".
    Possible,
    /// Day and month agree and the year does not, or day and month are swapped: often a slip of the pen.
    NearMiss,
    /// They cannot be the same.
    Contradicts,
}

/// Years on either side that "circa" covers. UN and OFAC give no width; five is what analysts commonly use.
pub const CIRCA_YEARS: i32 = 5;

impl BirthDate {
    /// First and last year that the date may lie in, "circa" included.
    pub fn years(&self) -> (i32, i32) {
        match self {
            Self::Day(day) => (day.year(), day.year()),
            Self::Month(year, _) | Self::Year(year) => (*year, *year),
            Self::Circa(inner) => {
                let (first, last) = inner.years();
                (first.saturating_sub(CIRCA_YEARS), last.saturating_add(CIRCA_YEARS))
            }
            Self::Between(from, to) => {
                let (a, b) = (from.years(), to.years());
                (a.0.min(b.0), a.1.max(b.1))
            }
        }
    }

    /// How this date agrees with `other`; the order of the two does not matter.
    pub fn agreement(&self, other: &Self) -> BirthDateAgreement {
        if let (Self::Day(a), Self::Day(b)) = (self, other) {
            return match () {
                () if a == b => BirthDateAgreement::SameDay,
                () if a.year() == b.year() && a.month() == b.day() && a.day() == b.month() => {
                    BirthDateAgreement::NearMiss
                }
                () if a.month() == b.month() && a.day() == b.day() && (a.year() - b.year()).abs() <= 1 => {
                    BirthDateAgreement::NearMiss
                }
                () if a.year() == b.year() => BirthDateAgreement::NearMiss,
                () => BirthDateAgreement::Contradicts,
            };
        }
        let ((a_first, a_last), (b_first, b_last)) = (self.years(), other.years());
        if a_last < b_first || b_last < a_first {
            return BirthDateAgreement::Contradicts;
        }
        match (self.month(), other.month()) {
            (Some(a), Some(b)) if a != b => return BirthDateAgreement::NearMiss,
            _ => {}
        }
        if a_first == a_last && b_first == b_last { BirthDateAgreement::SameYear } else { BirthDateAgreement::Possible }
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, with any of `-`, `/` and `.` between; `None` for anything else and for
    /// years outside 1800 to 2200. Day-first and month-first dates are no such thing: their order has to be proven
    /// elsewhere.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            if plain { text.parse::<u32>().ok() } else { None }
        };
        let year = number(parts.first()?, 4..=4).filter(|year| (1800..=2200).contains(year))?;
        let year = i32::try_from(year).ok()?;
        match parts.as_slice() {
            [_] => Some(Self::Year(year)),
            [_, month] => number(month, 1..=2).filter(|month| (1..=12).contains(month)).map(|m| Self::Month(year, m)),
            [_, month, day] => NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?).map(Self::Day),
            _ => None,
        }
    }

    fn month(&self) -> Option<u32> {
        match self {
            Self::Day(day) => Some(day.month()),
            Self::Month(_, month) => Some(*month),
            _ => None,
        }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::Circa(inner) => write!(f, "circa {inner}"),
            Self::Between(from, to) => write!(f, "{from} to {to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let read = |text: &str| match text.strip_prefix("circa ") {
                Some(text) => BirthDate::Circa(Box::new(BirthDate::read(text).unwrap())),
                None => match text.split_once(" to ") {
                    Some((from, to)) => BirthDate::Between(
                        Box::new(BirthDate::read(from).unwrap()),
                        Box::new(BirthDate::read(to).unwrap()),
                    ),
                    None => BirthDate::read(text).unwrap(),
                },
            };
            let (a, b) = (read(cells[0]), read(cells[1]));
            assert_eq!(format!("{:?}", a.agreement(&b)), cells[2], "{line}");
            assert_eq!(a.agreement(&b), b.agreement(&a), "other way round: {line}");
        }
    }

    #[test]
    fn agreement_follows_the_precision_of_both_sides() {
        check(
            "
            1951-06-19 | 1951-06-19   | SameDay
            1951-06-19 | 1951-09-06   | NearMiss
            1951-03-04 | 1951-04-03   | NearMiss
            1951-06-19 | 1952-06-19   | NearMiss
            1951-06-19 | 1961-06-19   | Contradicts
            1951-06-19 | 1951         | SameYear
            1951       | 1951         | SameYear
            1951-06-19 | 1951-07      | NearMiss
            1951-06-19 | 1952         | Contradicts
            1951-06-19 | circa 1955   | Possible
            1951-06-19 | circa 1957   | Contradicts
            1951-06-19 | 1950 to 1953 | Possible
            1951-06-19 | 1952 to 1953 | Contradicts
            ",
        );
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "19/06/1951", "1951-13", "1951-02-30", "51", "1951-06-19-01", "12345", "0951"] {
            assert_eq!(BirthDate::read(text), None, "{text}");
        }
    }
}
