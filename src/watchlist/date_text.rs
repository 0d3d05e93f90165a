//! Dates as list publishers write them.
//!
//! OFAC writes `19 Jun 1951`, `Mar 1962`, `1962`, `circa 1965`, `1962 to 1964`, `01 Jan 1961 to 31 Dec 1961` and
//! `circa 1955-1960`; nothing else occurs in the published files. The UN writes `1944-10-13` (at times with a zone
//! suffix, `2015-04-07-04:00`), and in notes `Nov. 1973` or `August 1961`.

use crate::birth_date::BirthDate;
use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Years that a birth date on a list may have; anything else is a misread number.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;

/// Reads a date in OFAC's grammar; `None` for any other text.
pub fn read_ofac(text: &str) -> Option<BirthDate> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("circa ") {
        let inner = match rest.split_once('-') {
            Some((from, to)) => between(year(from)?, year(to)?),
            None => one_or_range(rest)?,
        };
        return Some(BirthDate::Circa(Box::new(inner)));
    }
    one_or_range(text)
}

fn one_or_range(text: &str) -> Option<BirthDate> {
    if let Some((from, to)) = text.split_once(" to ") {
        return Some(between(one(from)?, one(to)?));
    }
    one(text)
}

/// Reads a UN date: a day, with or without a zone suffix, a year, or a month with its year.
pub fn read_un(text: &str) -> Option<BirthDate> {
    read_un_day(text).map(BirthDate::Day).or_else(|| one(text))
}

/// Reads a UN day `YYYY-MM-DD`; a zone suffix (`Z`, `-04:00`, `T00:00:00`) is not converted: the day counts as written.
pub fn read_un_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let suffix = text.get(10..)?;
    let plain = suffix.is_empty() || suffix.starts_with(['Z', 'T', '+', '-']);
    if !plain {
        return None;
    }
    iso_day(text.get(..10)?)
}

/// Exactly `YYYY-MM-DD`.
pub fn iso_day(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    shape.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

fn between(from: BirthDate, to: BirthDate) -> BirthDate {
    BirthDate::Between(Box::new(from), Box::new(to))
}

fn year(text: &str) -> Option<BirthDate> {
    let text = text.trim();
    let number = (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()?;
    YEARS.contains(&number).then_some(BirthDate::Year(number))
}

/// `19 Jun 1951`, `Jun 1951`, `Nov. 1973`, `August 1961` or `1951`.
fn one(text: &str) -> Option<BirthDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(BirthDate::Year(number)) = year(words.last()?) else { return None };
    match words[..] {
        [_] => Some(BirthDate::Year(number)),
        [name, _] => Some(BirthDate::Month(number, month(name)?)),
        [day, name, _] => {
            let day = (day.len() <= 2).then(|| day.parse().ok()).flatten()?;
            Some(BirthDate::Day(NaiveDate::from_ymd_opt(number, month(name)?, day)?))
        }
        _ => None,
    }
}

/// Number (1 to 12) of an English month, whole or by three or four letters, with or without a dot.
fn month(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == name || (name.len() >= 3 && month.starts_with(&name)))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_form_of_ofac_is_read() {
        for (text, expected) in [
            ("19 Jun 1951", "1951-06-19"),
            ("Jan 1970", "1970-01"),
            ("1962", "1962"),
            ("circa 1965", "circa 1965"),
            ("circa 07 Mar 1965", "circa 1965-03-07"),
            ("1962 to 1964", "1962 to 1964"),
            ("01 Jan 1961 to 31 Dec 1961", "1961-01-01 to 1961-12-31"),
            ("Jun 1970 to Jul 1970", "1970-06 to 1970-07"),
            ("circa 1955-1960", "circa 1955 to 1960"),
        ] {
            assert_eq!(read_ofac(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "",
            "1962?",
            "31 Feb 1960",
            "Foo 1960",
            "circa",
            "circa circa 1960",
            "9999",
            "12345",
            "1 to 2",
            "circa 1960-",
        ] {
            assert_eq!(read_ofac(text), None, "{text}");
        }
    }

    #[test]
    fn un_days_count_as_written() {
        for (text, expected) in [
            ("1944-10-13", Some("1944-10-13")),
            ("2015-04-07-04:00", Some("2015-04-07")),
            ("2021-03-12T19:03:54.942-05:00", Some("2021-03-12")),
            ("1973", Some("1973")),
            ("Nov. 1973", Some("1973-11")),
            ("August 1961", Some("1961-08")),
            ("24/06/1402 (Hijri Calendar)", None),
            ("Sept. 1977", Some("1977-09")),
            ("1944-10-133", None),
            ("+944-10-13", None),
        ] {
            assert_eq!(read_un(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
