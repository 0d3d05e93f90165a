//! The newest day on which the ledgers of a run move money: the day from which lists are seen.

use super::{Ledger, Row};
use crate::place::Place;
use chrono::{Days, NaiveDate};

/// The newest value date over all ledgers, and the places of dates that were not used because they lie more than
/// `outlier_days` after the median: a slip such as 2099 must not decide which list is in force.
///
/// The median is the date in the middle of all rows that have one (of two in the middle the earlier). Dates before
/// it are never outliers, because only the newest counts. `None` where no row has a date.
pub fn newest_value_date(ledgers: &[Ledger], outlier_days: u32) -> (Option<NaiveDate>, Vec<Place>) {
    let dated = || {
        ledgers.iter().flat_map(|ledger| &ledger.rows).filter_map(|row| match row {
            Row::Payment(payment) => payment.value_date.map(|date| (date, &payment.at)),
            _ => None,
        })
    };
    let mut dates: Vec<NaiveDate> = dated().map(|(date, _)| date).collect();
    dates.sort_unstable();
    let Some(median) = dates.get(dates.len().saturating_sub(1) / 2).copied() else { return (None, Vec::new()) };
    let last = median.checked_add_days(Days::new(u64::from(outlier_days))).unwrap_or(NaiveDate::MAX);
    let newest = dates.into_iter().rev().find(|date| *date <= last);
    let outliers = dated().filter(|(date, _)| *date > last).map(|(_, at)| at.clone()).collect();
    (newest, outliers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{ReadOptions, read};

    fn newest(dates: &[&str]) -> (Option<String>, Vec<u64>) {
        let text = format!("payee_name,date\n{}", dates.iter().map(|date| format!("A,{date}\n")).collect::<String>());
        let ledger = read("a.csv", text.as_bytes(), &ReadOptions::default()).expect("a ledger");
        let (newest, outliers) = newest_value_date(&[ledger], 366);
        (newest.map(|date| date.to_string()), outliers.iter().map(|place| place.record).collect())
    }

    #[test]
    fn the_newest_date_counts() {
        assert_eq!(newest(&["2021-03-15", "2021-03-19", "2020-01-01"]), (Some("2021-03-19".to_owned()), vec![]));
        assert_eq!(newest(&["soon"]), (None, vec![]));
    }

    #[test]
    fn a_date_more_than_the_limit_after_the_median_does_not_count() {
        assert_eq!(newest(&["2021-03-15", "2021-03-16", "2099-03-15"]), (Some("2021-03-16".to_owned()), vec![3]));
        // 366 days after the median is not more than 366.
        assert_eq!(newest(&["2021-03-15", "2021-03-15", "2022-03-16"]), (Some("2022-03-16".to_owned()), vec![]));
        assert_eq!(newest(&["2021-03-15", "2021-03-15", "2022-03-17"]), (Some("2021-03-15".to_owned()), vec![3]));
    }
}
