//! Countries: one two-letter code for the many ways in which lists and ledgers write a country.
//!
//! The table `data/countries.csv` is our own: ISO 3166-1 codes, the English name, and the names that OFAC, the UN and
//! payers use. Names are compared in normal form without the words `the`, `of`, `and` and in any order of words, so
//! that `Korea, Republic of`, `Republic of Korea` and `KOREA REPUBLIC OF` need one line. A region that a list names
//! (`Region: Gaza`) is read as the country whose ISO 3166-2 subdivision it is; what depends on the region reads the
//! text.

use crate::Map;
use crate::name::normal_form::normal_form;
use std::fmt;
use std::sync::OnceLock;

/// A country or territory with a code of its own, by its ISO 3166-1 alpha-2 code. Kosovo is `XK`, as banks write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

/// What the table holds, read once.
struct Table {
    names: Map<&'static str, &'static str>,
    by_text: Map<String, Country>,
}

/// A country's name has at most this many bytes in any list that we know of; longer text is an address.
const TEXT_BYTES_MAX: usize = 120;

impl Country {
    /// Reads a code of two or three letters, a name in any of the known spellings, or a nationality (`Afghan`).
    /// `None` for an empty text, for `undetermined` and for what we do not know.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let by_text = |text: &str| table().by_text.get(&word_key(text)).copied();
        // Lists add remarks: `Libya (in custody)`. The whole text comes first, because of `Korea (North)`.
        by_text(text).or_else(|| text.split_once(" (").and_then(|(country, _)| by_text(country)))
    }

    /// The country of an alpha-2 code in capitals.
    pub fn of_alpha2(code: &str) -> Option<Self> {
        table().names.get_key_value(code).map(|(code, _)| Self(code))
    }

    /// The alpha-2 code.
    pub fn alpha2(self) -> &'static str {
        self.0
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        table().names.get(self.0).copied().unwrap_or(self.0)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The words of a name that carry it, sorted.
fn word_key(text: &str) -> String {
    let normal = normal_form(text);
    let mut words: Vec<&str> = normal.split(' ').filter(|w| !matches!(*w, "the" | "of" | "and" | "region")).collect();
    words.sort_unstable();
    words.join(" ")
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read_table(include_str!("../data/countries.csv")))
}

/// Reads the embedded table. Its first cell of a line is quoted in no case, its name and aliases may be.
fn read_table(csv_text: &'static str) -> Table {
    let mut table = Table { names: Map::new(), by_text: Map::new() };
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    // The table is part of the program and a test reads every line of it, so no record fails here.
    let records = reader.records().filter_map(Result::ok).zip(csv_text.lines().skip(1));
    for (record, line) in records {
        let field = |at: usize| record.get(at).unwrap_or_default();
        let code: &'static str = line.get(..2).unwrap_or_default();
        let country = Country(code);
        table.names.insert(code, name_of(line));
        let spellings = [field(0), field(1), field(2)].into_iter().chain(field(3).split(';'));
        for spelling in spellings.map(word_key).filter(|key| !key.is_empty()) {
            table.by_text.entry(spelling).or_insert(country);
        }
    }
    table
}

/// The third cell of a line without its quotation marks.
fn name_of(line: &'static str) -> &'static str {
    let rest = line.splitn(3, ',').nth(2).unwrap_or_default();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => rest.split(',').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Set;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (text, code) = line.split_once('|').expect("text | code");
            let read = Country::read(text.trim()).map(Country::alpha2).unwrap_or("-");
            assert_eq!(read, code.trim(), "{line}");
        }
    }

    #[test]
    fn codes_and_names_of_lists_and_ledgers_are_read() {
        check(
            "
            KP                                                   | KP
            prk                                                  | KP
            Korea, North                                         | KP
            Democratic People's Republic of Korea                | KP
            Democratic People’s Republic of Korea                | KP
            DPRK                                                 | KP
            D.P.R.K.                                             | KP
            Korea, South                                         | KR
            Republic of Korea                                    | KR
            KOREA REPUBLIC OF                                    | KR
            Iran (Islamic Republic of)                           | IR
            Burma                                                | MM
            Region: Gaza                                         | PS
            Syrian Arab Republic                                 | SY
            United Kingdom of Great Britain and Northern Ireland | GB
            uk                                                   | GB
            USA                                                  | US
            U.S.A.                                               | US
            United States of America                             | US
            Russia                                               | RU
            Viet Nam                                             | VN
            Côte d'Ivoire                                        | CI
            Cote d’Ivoire                                        | CI
            Congo, Democratic Republic of the                    | CD
            Congo, Republic of the                               | CG
            Bahamas, The                                         | BS
            Türkiye                                              | TR
            Libya (in custody)                                   | LY
            North Korean                                         | KP
            Hong Kong                                            | HK
            Saint Helena, Ascension and Tristan da Cunha         | SH
            ",
        );
    }

    #[test]
    fn countries_whose_names_share_words_stay_apart() {
        check(
            "
            Niger              | NE
            Nigeria            | NG
            Guinea             | GN
            Guinea-Bissau      | GW
            Equatorial Guinea  | GQ
            Papua New Guinea   | PG
            Dominica           | DM
            Dominican Republic | DO
            Sudan              | SD
            South Sudan        | SS
            Korea              | -
            Virgin Islands     | -
            ",
        );
    }

    #[test]
    fn what_names_no_country_is_none() {
        check(
            "
            undetermined | -
            ZZ           | -
            Atlantis     | -
            ---          | -
            10 Main Road | -
            ",
        );
        assert_eq!(Country::read(""), None);
        assert_eq!(Country::read(&"USA ".repeat(1000)), None);
    }

    #[test]
    fn the_table_is_whole_and_no_spelling_names_two_countries() {
        let text = include_str!("../data/countries.csv");
        let mut owners: Map<String, Set<String>> = Map::new();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut lines = 0;
        for record in reader.records() {
            let record = record.expect("a whole line");
            lines += 1;
            assert_eq!((record.len(), record[0].len(), record[1].len()), (4, 2, 3), "{record:?}");
            let country = Country::of_alpha2(&record[0]).expect("in the table");
            assert_eq!(country.name(), &record[2]);
            assert_eq!(Country::read(&record[2]), Some(country), "{record:?}");
            for spelling in [&record[0], &record[1], &record[2]].into_iter().chain(record[3].split(';')) {
                if !spelling.is_empty() {
                    owners.entry(word_key(spelling)).or_default().insert(record[0].to_owned());
                }
            }
        }
        assert_eq!(lines, text.lines().count() - 1);
        assert!(lines >= 249, "ISO 3166-1 has 249 codes");
        let shared: Vec<_> = owners.iter().filter(|(_, countries)| countries.len() > 1).collect();
        assert!(shared.is_empty(), "{shared:?}");
    }
}
