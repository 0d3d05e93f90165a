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
