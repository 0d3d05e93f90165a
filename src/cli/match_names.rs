//! `match`: one name, or a CSV of names, against the lists.

use super::arguments::MatchArgs;
use super::table;
use super::watchlist;
use paysieve::birth_date::BirthDate;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::finding::evidence::NameHit;
use paysieve::name::score::{Band, Score, WEAK_SCORE_MIN};
use paysieve::payment::payee::PartyKind;
use paysieve::policy::Policy;
use paysieve::report::reasons;
use paysieve::screening::names::{Keep, ListedNames, NameQuery};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Columns of `match --output`.
const COLUMNS: [&str; 8] = ["id", "entry_id", "list", "matched_name", "alias_strength", "score", "band", "reasons"];

/// Screens the name or the file that the arguments name.
pub fn run(arguments: &MatchArgs) -> Result<u8> {
    let policy = super::policy::read(arguments.lists.policy.as_deref())?;
    let chosen = watchlist::choose(&arguments.lists, &policy)?;
    chosen.warn();
    let names = ListedNames::of(chosen.watchlist.entries());
    let screener = Screener { names, policy, min_score: arguments.min_score, top: arguments.top };
    match (&arguments.name, &arguments.input, &arguments.output) {
        (_, Some(input), Some(output)) => screen_file(&screener, input, output),
        (Some(name), ..) => {
            let query = one_query(arguments, name)?;
            print_hits(&screener, &query);
            Ok(0)
        }
        // The argument parser makes sure of one or the other.
        _ => Err(Error::new(ErrorKind::Usage, "give a name, or --input and --output")),
    }
}

struct Screener {
    names: ListedNames,
    policy: Policy,
    min_score: Option<u16>,
    top: usize,
}

impl Screener {
    /// Hits of each query with a score of `--min-score` and more. Without it: with the policy's alert score, and those
    /// that other evidence (an identity number, a birth date) raises to an alert.
    fn screen(&self, queries: &[NameQuery]) -> Vec<Vec<NameHit>> {
        let rules = &self.policy.names;
        let floor = self.min_score.and_then(Score::new).unwrap_or(WEAK_SCORE_MIN);
        let mut hits = self.names.screen(queries, rules, floor, Keep::Top(self.top), &|_, _| {});
        if self.min_score.is_none() {
            for hits in &mut hits {
                hits.retain(|hit| hit.score >= rules.alert_score_min || hit.band >= Band::Possible);
            }
        }
        hits
    }
}

fn screen_file(screener: &Screener, input: &Path, output: &Path) -> Result<u8> {
    let optional = ["type", "birth_date", "country", "id_number"];
    let table = table::read(input, &["id", "name"], &optional, screener.policy.limits)?;
    let mut queries = Vec::new();
    let mut ids = Vec::new();
    for row in table.rows() {
        let line = row.line;
        let cell = |column| table.cell(row, column);
        let at = |message: String| Error::new(ErrorKind::File, format!("{}: line {line}: {message}", input.display()));
        queries.push(NameQuery {
            kind: kind(cell("type")).map_err(at)?,
            birth_date: birth_date(cell("birth_date")).map_err(at)?,
            country: given(cell("country")),
            id_number: given(cell("id_number")),
            ..NameQuery::of_name(cell("name"), PartyKind::Unknown)
        });
        ids.push(cell("id").to_owned());
    }
    let hits = screen_distinct(screener, &queries);
    let rows = ids
        .iter()
        .zip(&queries)
        .flat_map(|(id, query)| hits.get(query).into_iter().flatten().map(move |hit| row(id, hit)));
    table::write(output, &COLUMNS, rows)?;
    Ok(0)
}

/// Each distinct query is screened once.
fn screen_distinct(screener: &Screener, queries: &[NameQuery]) -> HashMap<NameQuery, Vec<NameHit>> {
    let mut distinct: Vec<NameQuery> = queries.to_vec();
    distinct.sort();
    distinct.dedup();
    let hits = screener.screen(&distinct);
    distinct.into_iter().zip(hits).collect()
}

fn row(id: &str, hit: &NameHit) -> Vec<String> {
    vec![
        id.to_owned(),
        hit.entry.to_string(),
        hit.entry.list.to_string(),
        hit.matched_name.clone(),
        hit.name_kind.strength().to_owned(),
        hit.score.to_string(),
        hit.band.as_str().to_owned(),
        reasons::in_one_line(hit),
    ]
}

fn one_query(arguments: &MatchArgs, name: &str) -> Result<NameQuery> {
    let usage = |message: String| Error::new(ErrorKind::Usage, message);
    Ok(NameQuery {
        kind: kind(arguments.kind.as_deref().unwrap_or("")).map_err(usage)?,
        birth_date: birth_date(arguments.birth_date.as_deref().unwrap_or("")).map_err(usage)?,
        country: given(arguments.country.as_deref().unwrap_or("")),
        id_number: given(arguments.id_number.as_deref().unwrap_or("")),
        ..NameQuery::of_name(name, PartyKind::Unknown)
    })
}

fn print_hits(screener: &Screener, query: &NameQuery) {
    let hits = screener.screen(std::slice::from_ref(query)).pop().unwrap_or_default();
    let mut text = String::new();
    for hit in &hits {
        let _ = writeln!(
            text,
            "{} {} of 1000  {}  {} ({})\n  {}",
            hit.band.as_str(),
            hit.score,
            hit.entry,
            hit.matched_name,
            hit.name_kind.strength(),
            reasons::in_one_line(hit)
        );
    }
    if hits.is_empty() {
        text.push_str("no hit\n");
    }
    let _ = std::io::stdout().write_all(paysieve::report::visible::visible_lines(&text).as_bytes());
}

/// The kind of party that a `type` cell or option names.
pub fn kind(text: &str) -> std::result::Result<PartyKind, String> {
    PartyKind::parse(text)
        .ok_or_else(|| format!("type \"{text}\" is none; expected individual, entity, vessel, aircraft or unknown"))
}

fn birth_date(text: &str) -> std::result::Result<Option<BirthDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = BirthDate::read(text);
    read.map(Some).ok_or_else(|| format!("birth date \"{text}\" is none; expected YYYY-MM-DD, YYYY-MM or YYYY"))
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
