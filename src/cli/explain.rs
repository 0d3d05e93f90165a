//! `explain`: why two names do or do not match.

use super::arguments::ExplainArgs;
use super::match_names::kind;
use super::table;
use super::watchlist;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::ledger::Limits;
use paysieve::payment::payee::PartyKind;
use paysieve::report::reasons;
use paysieve::screening::names::{ListedNames, PairComparison};
use std::io::Write;
use std::path::Path;

/// Explains the pair or the file of pairs that the arguments name.
pub fn run(arguments: &ExplainArgs) -> Result<u8> {
    let policy = super::policy::read(arguments.lists.policy.as_deref())?;
    // Weights of parts come from the lists: the same names in `match` and `explain` get the same score.
    let chosen = watchlist::choose(&arguments.lists, &policy)?;
    chosen.warn();
    let names = ListedNames::of(chosen.watchlist.entries());
    let explain = |payee: &str, listed: &str, kind: PartyKind| names.compare_pair(payee, listed, kind, &policy.names);
    match (&arguments.a, &arguments.b, &arguments.pairs, &arguments.output) {
        (_, _, Some(pairs), Some(output)) => explain_file(&explain, pairs, output, policy.limits),
        (Some(a), Some(b), ..) => {
            let kind = kind(arguments.kind.as_deref().unwrap_or(""));
            let kind = kind.map_err(|message| Error::new(ErrorKind::Usage, message))?;
            let text = reasons::as_table(a, b, &explain(a, b, kind));
            let _ = std::io::stdout().write_all(paysieve::report::visible::visible_lines(&text).as_bytes());
            Ok(0)
        }
        // The argument parser makes sure of one or the other.
        _ => Err(Error::new(ErrorKind::Usage, "give two names, or --pairs and --output")),
    }
}

fn explain_file(
    explain: &dyn Fn(&str, &str, PartyKind) -> PairComparison,
    pairs: &Path,
    output: &Path,
    limits: Limits,
) -> Result<u8> {
    let table = table::read(pairs, &["id", "name1", "name2"], &["type"], limits)?;
    let mut rows = Vec::new();
    for row in table.rows() {
        let line = row.line;
        let cell = |column| table.cell(row, column);
        let kind = kind(cell("type"))
            .map_err(|message| Error::new(ErrorKind::File, format!("{}: line {line}: {message}", pairs.display())))?;
        let pair = explain(cell("name1"), cell("name2"), kind);
        rows.push(vec![
            cell("id").to_owned(),
            pair.comparison.score.to_string(),
            pair.band.as_str().to_owned(),
            reasons::of_alignments(&pair.comparison.alignments),
        ]);
    }
    table::write(output, &["id", "score", "band", "reasons"], rows)?;
    Ok(0)
}
