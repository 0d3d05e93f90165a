//! What the user typed.

use super::lists::ListsArgs;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Sieves payment flows for sanctions exposure: reads payroll and payout ledgers, screens every payee against OFAC and
/// UN lists, and writes a report that an auditor can reproduce.
#[derive(Parser)]
#[command(name = "paysieve", version, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Screen ledgers and write a run folder.
    ///
    /// Exit codes: 0 all screened and nothing for a person to do; 1 findings for review; 2 could not run;
    /// 3 incomplete (rows rejected, or totals disagree); 4 a list is stale or absent. The gravest holds: 2, 3, 4, 1, 0.
    Screen(ScreenArgs),
    /// Screen one name, or a CSV of names, against the lists.
    Match(MatchArgs),
    /// Say why two names do or do not match.
    Explain(ExplainArgs),
    /// The list archive: import, status, confirm, check.
    Lists(ListsArgs),
    /// Show the policy in force, in full; check a policy file.
    Policy(PolicyArgs),
}

/// More threads than any machine has cores only cost memory.
const THREADS_MAX: i64 = 256;

/// Which lists, as of when, under which policy.
#[derive(Args, Clone)]
pub struct ListOptions {
    /// The list archive. Default: a folder `sanctions_lists` beside the policy file, else the built-in baseline.
    #[arg(long, value_name = "DIR")]
    pub lists: Option<PathBuf>,
    /// The day from whose view lists and their ages are seen.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// Policy file. Default: the built-in policy, which `policy show` prints.
    #[arg(long, value_name = "FILE.toml")]
    pub policy: Option<PathBuf>,
    /// Threads to use; 0 is all cores. Results do not depend on it.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=THREADS_MAX))]
    pub threads: u16,
}

/// How much is said on the terminal.
#[derive(Args, Clone)]
pub struct TerminalOptions {
    /// Print nothing but errors.
    #[arg(long)]
    pub quiet: bool,
    /// Progress on stderr.
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub progress: When,
    /// Colour in the summary.
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub color: When,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Args)]
pub struct ScreenArgs {
    /// Ledgers: CSV files of payments.
    #[arg(required = true, value_name = "LEDGER")]
    pub ledgers: Vec<PathBuf>,
    #[command(flatten)]
    pub lists: ListOptions,
    #[command(flatten)]
    pub terminal: TerminalOptions,
    /// Run folder to write; must not exist. Default: paysieve-runs/<as of>-<run id>.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Read COLUMN (a header, or #N for the Nth) as FIELD of the canonical header. May be given several times.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = field_and_column)]
    pub map: Vec<(String, String)>,
    /// Currency of amounts whose row, header or symbol names none.
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Order of numeric dates that prove none themselves.
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrderArg>,
    /// A control total to compare with: money out in CUR, and optionally its number of payments.
    #[arg(long, value_name = "CUR=SUM[/COUNT]")]
    pub expect: Vec<String>,
    /// Who prepared the run, for the report.
    #[arg(long, value_name = "TEXT")]
    pub prepared_by: Option<String>,
    /// When it was prepared, for the report; printed as given.
    #[arg(long, value_name = "TIME")]
    pub prepared_at: Option<String>,
}

#[derive(ValueEnum, Clone, Copy)]
pub enum DateOrderArg {
    Dmy,
    Mdy,
    Ymd,
}

impl DateOrderArg {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

#[derive(Args)]
pub struct MatchArgs {
    /// The name to screen.
    #[arg(required_unless_present = "input", conflicts_with = "input")]
    pub name: Option<String>,
    /// CSV of names: columns `id,name` and optionally `type`, `birth_date`, `country`, `id_number`.
    #[arg(long, value_name = "FILE.csv", requires = "output")]
    pub input: Option<PathBuf>,
    /// CSV to write: `id,entry_id,list,matched_name,alias_strength,score,band,reasons`.
    #[arg(long, value_name = "FILE.csv", requires = "input")]
    pub output: Option<PathBuf>,
    /// Type of the one name: individual, entity, vessel, aircraft or unknown.
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "input")]
    pub kind: Option<String>,
    /// Birth date or year of the one name.
    #[arg(long, value_name = "DATE", conflicts_with = "input")]
    pub birth_date: Option<String>,
    /// Country of the one name.
    #[arg(long, value_name = "COUNTRY", conflicts_with = "input")]
    pub country: Option<String>,
    /// Number of an identity document of the one name.
    #[arg(long, value_name = "NUMBER", conflicts_with = "input")]
    pub id_number: Option<String>,
    /// Lowest score to show, 0 to 1000. Default: the policy's alert score; hits that
    /// other evidence raises to an alert are shown too.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub min_score: Option<u16>,
    /// Most hits for one name.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    #[command(flatten)]
    pub lists: ListOptions,
}

#[derive(Args)]
pub struct ExplainArgs {
    /// The payee's name.
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs")]
    pub a: Option<String>,
    /// The listed name.
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs")]
    pub b: Option<String>,
    /// CSV of pairs: columns `id,name1,name2` and optionally `type`; name1 is the payee, name2 the listed name.
    #[arg(long, value_name = "FILE.csv", requires = "output")]
    pub pairs: Option<PathBuf>,
    /// CSV to write: `id,score,band,reasons`.
    #[arg(long, value_name = "FILE.csv", requires = "pairs")]
    pub output: Option<PathBuf>,
    /// Type of both names: individual, entity, vessel, aircraft or unknown.
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "pairs")]
    pub kind: Option<String>,
    #[command(flatten)]
    pub lists: ListOptions,
}

#[derive(Args)]
pub struct PolicyArgs {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

#[derive(Subcommand)]
pub enum PolicyCommand {
    /// Print the policy in force as a policy file.
    Show {
        /// Policy file. Default: the built-in policy.
        #[arg(long, value_name = "FILE.toml")]
        policy: Option<PathBuf>,
    },
    /// Check a policy file.
    Check {
        /// The file.
        file: PathBuf,
    },
}

/// A day as YYYY-MM-DD.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let shape_is_right = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| shape_is_right)
        .ok_or_else(|| "expected a day such as 2021-03-19".to_owned())
}

fn field_and_column(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.is_empty() => {
            Ok((field.trim().to_owned(), column.to_owned()))
        }
        _ => Err("expected FIELD=COLUMN, for example payee_name=\"Supplier Name\"".to_owned()),
    }
}
