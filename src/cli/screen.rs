//! `screen`: the main job. Reads ledgers, screens them, writes a run folder.

use super::arguments::{DateOrderArg, ScreenArgs, When};
use super::progress::Progress;
use super::watchlist;
use super::{files, run_folder};
use paysieve::Map;
use paysieve::digest::Digest;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::ledger::{self, DateOrder, Ledger, ReadOptions, expected_total, value_dates};
use paysieve::payment::amount::Currency;
use paysieve::policy::Policy;
use paysieve::report::{self, Report, SideInput, verdict};
use paysieve::screening::{self, AsOfFrom, Inputs};
use rayon::prelude::*;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Screens the ledgers that the arguments name; the answer is the exit code of the run.
pub fn run(arguments: &ScreenArgs) -> Result<u8> {
    run_folder::clean_up_when_interrupted();
    if let Some(out) = &arguments.out {
        run_folder::refuse_existing(out)?;
    }
    watchlist::use_threads(arguments.lists.threads)?;
    let (policy, policy_digest) = super::policy::read_with_digest(arguments.lists.policy.as_deref())?;
    let expected = expected_total::parse(&arguments.expect)?;
    let options = read_options(arguments, &policy)?;
    let progress = Progress::new(&arguments.terminal);
    progress.stage("reading ledgers");
    let ledgers = read_ledgers(&arguments.ledgers, &options)?;
    let (newest, _) = value_dates::newest_value_date(&ledgers, policy.dates.outlier_days);
    progress.stage("reading lists");
    let (chosen, as_of_from) = match (arguments.lists.as_of, newest) {
        (Some(day), _) => (watchlist::choose_as_of(&arguments.lists, &policy, Some(day))?, AsOfFrom::Option),
        (None, Some(day)) => (watchlist::choose_as_of(&arguments.lists, &policy, Some(day))?, AsOfFrom::ValueDate),
        (None, None) => (watchlist::choose_as_of(&arguments.lists, &policy, None)?, AsOfFrom::Publication),
    };
    let expected = expected_total::compare(&expected, &ledgers);
    progress.stage("screening payees");
    let screened = screening::screen(
        Inputs {
            ledgers: &ledgers,
            expected: &expected,
            watchlist: &chosen.watchlist,
            selection: &chosen.selection,
            policy: &policy,
            as_of: chosen.as_of,
            as_of_from,
        },
        &|done, total| progress.advance(done, total),
    );
    progress.stage("writing the report");
    let side_inputs = side_inputs(arguments, policy_digest);
    let entries = screening::entries_named(&screened, &chosen.watchlist);
    let lists = chosen.selection.chosen.iter().map(|list| (list.stored.manifest.clone(), i64::from(list.age_days)));
    let record = Report {
        as_of: chosen.as_of,
        as_of_from,
        options: canonical_options(arguments),
        ledgers,
        expected,
        side_inputs,
        lists: lists.collect(),
        policy,
        policy_default: Policy::default(),
        screened,
        entries,
        prepared_by: arguments.prepared_by.clone(),
        prepared_at: arguments.prepared_at.clone(),
    };
    let out = arguments.out.clone().unwrap_or_else(|| default_out(&record));
    run_folder::write(&out, &report::files(&record))?;
    progress.finish();
    if !arguments.terminal.quiet {
        print_summary(arguments, &record, &out);
    }
    Ok(verdict::exit_code(&record))
}

fn read_ledgers(paths: &[PathBuf], options: &ReadOptions) -> Result<Vec<Ledger>> {
    let read = |path: &PathBuf| {
        let bytes = files::read(path)?;
        ledger::read(&files::shown_name(path), &bytes, options)
    };
    // Of several errors the first by position is told, whichever thread met it first.
    let ledgers: Vec<Result<Ledger>> = paths.par_iter().map(read).collect();
    ledger::order(ledgers.into_iter().collect::<Result<Vec<Ledger>>>()?)
}

fn read_options(arguments: &ScreenArgs, policy: &Policy) -> Result<ReadOptions> {
    let currency = match &arguments.currency {
        None => None,
        Some(text) => Some(Currency::parse(text).filter(|code| code.as_str() == text).ok_or_else(|| {
            let message = format!("--currency {text}: expected a code of 2 to 10 of A-Z and 0-9, such as GBP");
            Error::new(ErrorKind::Usage, message)
        })?),
    };
    let date_order = arguments.date_order.map(|order| match order {
        DateOrderArg::Dmy => DateOrder::DayMonthYear,
        DateOrderArg::Mdy => DateOrder::MonthDayYear,
        DateOrderArg::Ymd => DateOrder::YearMonthDay,
    });
    Ok(ReadOptions { map: arguments.map.clone(), currency, date_order, limits: policy.limits })
}

fn side_inputs(arguments: &ScreenArgs, policy: Option<Digest>) -> Vec<SideInput> {
    let file = arguments.lists.policy.as_deref().zip(policy);
    file.map(|(path, sha256)| SideInput { role: "policy", name: files::shown_name(path), sha256 }).into_iter().collect()
}

/// The options that shape the result, by name: files without folders, no `--out` and no `--threads`.
fn canonical_options(arguments: &ScreenArgs) -> Map<String, Vec<String>> {
    let mut options: Map<String, Vec<String>> = Map::new();
    let mut add = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            options.insert(name.to_owned(), values);
        }
    };
    let file = |path: &Path| files::shown_name(path);
    // The folder's name is no input: its lists stand in the manifest by their digests.
    add("lists", arguments.lists.lists.iter().map(|_| "sanctions_lists".to_owned()).collect());
    add("as-of", arguments.lists.as_of.iter().map(ToString::to_string).collect());
    add("policy", arguments.lists.policy.iter().map(|path| file(path)).collect());
    add("map", arguments.map.iter().map(|(field, column)| format!("{field}={column}")).collect());
    add("currency", arguments.currency.iter().cloned().collect());
    add("date-order", arguments.date_order.iter().map(|order| order.as_str().to_owned()).collect());
    add("expect", arguments.expect.clone());
    add("prepared-by", arguments.prepared_by.iter().cloned().collect());
    add("prepared-at", arguments.prepared_at.iter().cloned().collect());
    options
}

fn default_out(record: &Report) -> PathBuf {
    Path::new("paysieve-runs").join(format!("{}-{}", record.as_of, report::json::run_id(record).short(8)))
}

fn print_summary(arguments: &ScreenArgs, record: &Report, out: &Path) {
    let stdout = std::io::stdout();
    let color = match arguments.terminal.color {
        When::Always => true,
        When::Never => false,
        When::Auto => stdout.is_terminal(),
    };
    let text = report::summary::summary(record, &out.join("report.html").display().to_string());
    let text = if color { in_bold(&text) } else { text };
    // A closed stdout changes nothing about the run.
    let _ = stdout.lock().write_all(text.as_bytes());
}

/// The first line, which says how the run came out, in bold.
fn in_bold(summary: &str) -> String {
    match summary.split_once('\n') {
        Some((first, rest)) => format!("\u{1b}[1m{first}\u{1b}[0m\n{rest}"),
        None => summary.to_owned(),
    }
}
