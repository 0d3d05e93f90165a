//! `run.json`: the manifest of a run, schema version 1, described in `docs/run-folder.md`.
//!
//! The serialised types are this file's own: a domain type may change its shape, the manifest may not.

use super::policy_json::PolicyText;
use super::verdict::{reasons, status};
use super::{Report, figures, visible};
use crate::digest::Digest;
use crate::finding::Severity;
use crate::ledger::control_totals::{ControlTotals, DeclaredTotal};
use crate::ledger::{Ledger, Note, RowCounts};
use crate::payment::amount::decimal_text;
use crate::watchlist::snapshot::Manifest;
use crate::{ENGINE_VERSION, Map};
use serde::Serialize;

/// Version of the manifest's schema.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Run<'a> {
    schema: u32,
    engine: &'static str,
    run_id: Digest,
    as_of: String,
    as_of_from: &'static str,
    status: &'static str,
    exit_code: u8,
    reasons: Vec<String>,
    command: String,
    options: &'a Map<String, Vec<String>>,
    prepared_by: Option<&'a str>,
    prepared_at: Option<&'a str>,
    previous: Option<Digest>,
    inputs: Vec<Input<'a>>,
    rows: Rows,
    totals: Vec<TotalText<'a>>,
    expected_totals: Vec<DeclaredText<'a>>,
    side_inputs: Vec<Side<'a>>,
    lists: Vec<List<'a>>,
    findings: Map<&'static str, u64>,
    severities: Map<&'static str, u64>,
    alerts: u64,
    policy: PolicyText,
    files: &'a Map<String, Digest>,
}

#[derive(Serialize)]
struct Rows {
    rows: u64,
    payments: u64,
    unpriced: u64,
    excluded: u64,
    rejections: u64,
}

impl From<RowCounts> for Rows {
    fn from(counts: RowCounts) -> Self {
        let RowCounts { rows, payments, unpriced, excluded, rejections } = counts;
        Self { rows, payments, unpriced, excluded, rejections }
    }
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    sha256: &'a Digest,
    format: &'static str,
    preset: Option<&'a str>,
    encoding: &'a str,
    #[serde(flatten)]
    rows: Rows,
    totals: Vec<TotalText<'a>>,
    declared_totals: Vec<DeclaredText<'a>>,
    columns: Vec<ColumnText<'a>>,
    notes: Vec<NoteText<'a>>,
}

#[derive(Serialize)]
struct TotalText<'a> {
    currency: &'a str,
    direction: &'static str,
    count: u64,
    /// `null` where the sum no longer fits the decimal type.
    sum: Option<String>,
}

#[derive(Serialize)]
struct DeclaredText<'a> {
    scope: &'a str,
    count: Option<u64>,
    sum: Option<String>,
    currency: &'a str,
    agrees: bool,
}

#[derive(Serialize)]
struct ColumnText<'a> {
    column: &'a str,
    field: Option<&'a str>,
    guessed: bool,
}

#[derive(Serialize)]
struct NoteText<'a> {
    code: &'static str,
    /// The first of its places; all of them stand in `findings.jsonl`.
    place: String,
    places: u64,
    text: &'a str,
}

#[derive(Serialize)]
struct Side<'a> {
    role: &'static str,
    name: &'a str,
    sha256: &'a Digest,
}

#[derive(Serialize)]
struct List<'a> {
    list: &'a str,
    published: String,
    published_from: &'static str,
    confirmed: Option<String>,
    age_days: i64,
    complete: bool,
    missing: &'a [String],
    sha256: &'a Digest,
    counts: ListCounts<'a>,
}

#[derive(Serialize)]
struct ListCounts<'a> {
    entries: u64,
    individual: u64,
    entity: u64,
    vessel: u64,
    aircraft: u64,
    names_strong: u64,
    names_weak: u64,
    addresses: u64,
    wallets: &'a Map<String, u64>,
}

/// The bytes of `run.json`; `files` are the digests of all other files of the folder.
pub fn run_json(report: &Report, files: &Map<String, Digest>) -> Vec<u8> {
    let verdict = status(report);
    let mut findings: Map<&str, u64> = Map::new();
    let mut severities: Map<&str, u64> =
        [Severity::Note, Severity::Review, Severity::Escalate].map(|severity| (severity.as_str(), 0)).into();
    for finding in &report.screened.findings {
        *findings.entry(finding.code.as_str()).or_default() += 1;
        *severities.entry(finding.severity.as_str()).or_default() += 1;
    }
    let totals = figures::run_totals(report);
    let run = Run {
        schema: SCHEMA,
        engine: ENGINE_VERSION,
        run_id: run_id(report),
        as_of: report.as_of.to_string(),
        as_of_from: report.as_of_from.as_str(),
        status: verdict.as_str(),
        exit_code: verdict.exit_code(),
        reasons: reasons(report),
        command: command(report),
        options: &report.options,
        prepared_by: report.prepared_by.as_deref(),
        prepared_at: report.prepared_at.as_deref(),
        previous: None,
        inputs: report.ledgers.iter().map(|ledger| input(ledger, report)).collect(),
        rows: figures::run_counts(report).into(),
        totals: totals_text(&totals),
        expected_totals: report.expected.iter().map(declared_text).collect(),
        side_inputs: report
            .side_inputs
            .iter()
            .map(|side| Side { role: side.role, name: &side.name, sha256: &side.sha256 })
            .collect(),
        lists: report.lists.iter().map(|(manifest, age_days)| list(manifest, *age_days)).collect(),
        findings,
        severities,
        alerts: report.screened.alerts.len() as u64,
        policy: PolicyText::of(&report.policy),
        files,
    };
    let mut bytes =
        serde_json::to_vec_pretty(&run).expect("maps have text keys and no value refuses to be written to memory");
    bytes.push(b'\n');
    bytes
}

/// Digest of what went in: ledgers, side inputs, lists, policy, options and the day. Neither the engine nor the place
/// and time of the run are part of it, so two engines on the same input are seen to have been asked the same.
pub fn run_id(report: &Report) -> Digest {
    let mut parts: Vec<String> = vec!["as-of".to_owned(), report.as_of.to_string()];
    for ledger in &report.ledgers {
        parts.extend(["ledger".to_owned(), ledger.name.to_string(), ledger.sha256.to_string()]);
    }
    for side in &report.side_inputs {
        parts.extend([format!("side input {}", side.role), side.name.clone(), side.sha256.to_string()]);
    }
    for (manifest, _) in &report.lists {
        let confirmed = manifest.confirmed.map(|day| day.to_string()).unwrap_or_default();
        parts.extend(["list".to_owned(), manifest.list.to_string(), manifest.published.to_string()]);
        parts.extend([confirmed, manifest.sha256.to_string()]);
    }
    let policy = serde_json::to_string(&PolicyText::of(&report.policy))
        .expect("the policy has no map and no value refuses to be written to memory");
    parts.extend(["policy".to_owned(), policy]);
    // Who prepared the run and when shapes no result.
    for (option, values) in report.options.iter().filter(|(option, _)| !option.starts_with("prepared-")) {
        parts.extend([format!("option {option}"), values.len().to_string()]);
        parts.extend(values.iter().cloned());
    }
    Digest::of_parts(parts.iter().map(String::as_str))
}

/// The command in canonical form: options in the order of their names, names of files without folders, without
/// `--out` and `--threads`, quoted for a POSIX shell.
pub fn command(report: &Report) -> String {
    let mut words = vec!["paysieve".to_owned(), "screen".to_owned()];
    for (option, values) in &report.options {
        if values.is_empty() {
            words.push(format!("--{option}"));
        }
        words.extend(values.iter().flat_map(|value| [format!("--{option}"), quoted(value)]));
    }
    let names: Vec<String> = report.ledgers.iter().map(|ledger| quoted(&ledger.name)).collect();
    if names.iter().any(|name| name.starts_with('-')) {
        words.push("--".to_owned());
    }
    words.extend(names);
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let word = visible::visible(word);
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

fn input<'a>(ledger: &'a Ledger, report: &'a Report) -> Input<'a> {
    // With one ledger an expected total is as good as one of its own, so a reader finds it where he looks.
    let expected = if report.ledgers.len() == 1 { report.expected.as_slice() } else { &[] };
    Input {
        name: &ledger.name,
        sha256: &ledger.sha256,
        format: ledger.format,
        preset: ledger.preset.as_deref(),
        encoding: &ledger.encoding,
        rows: ledger.counts().into(),
        totals: totals_text(&ledger.totals),
        declared_totals: ledger.declared.iter().chain(expected).map(declared_text).collect(),
        columns: ledger
            .columns
            .iter()
            .map(|column| ColumnText {
                column: &column.header,
                field: column.field.as_deref(),
                guessed: column.guessed,
            })
            .collect(),
        notes: ledger.notes.iter().map(|note| note_text(note, ledger)).collect(),
    }
}

fn totals_text(totals: &ControlTotals) -> Vec<TotalText<'_>> {
    let of = totals.0.iter().map(|((currency, direction), total)| TotalText {
        currency: currency.as_str(),
        direction: direction.as_str(),
        count: total.count,
        sum: total.sum.map(|sum| decimal_text(sum, currency)),
    });
    of.collect()
}

fn declared_text(declared: &DeclaredTotal) -> DeclaredText<'_> {
    DeclaredText {
        scope: &declared.scope,
        count: declared.count,
        sum: declared.sum.map(|sum| decimal_text(sum, &declared.currency)),
        currency: declared.currency.as_str(),
        agrees: declared.agrees,
    }
}

fn note_text<'a>(note: &'a Note, ledger: &Ledger) -> NoteText<'a> {
    let place = note.places.first().map_or_else(|| ledger.name.to_string(), ToString::to_string);
    NoteText { code: note.code.as_str(), place, places: note.places.len() as u64, text: &note.text }
}

fn list(manifest: &Manifest, age_days: i64) -> List<'_> {
    use crate::watchlist::snapshot::{Counts, PublishedFrom};
    let Counts { entries, individual, entity, vessel, aircraft, names_strong, names_weak, addresses, ref wallets } =
        manifest.counts;
    List {
        list: manifest.list.as_str(),
        published: manifest.published.to_string(),
        published_from: match manifest.published_from {
            PublishedFrom::File => "file",
            PublishedFrom::Option => "option",
            PublishedFrom::Folder => "folder",
        },
        confirmed: manifest.confirmed.map(|day| day.to_string()),
        age_days,
        complete: manifest.complete,
        missing: &manifest.missing,
        sha256: &manifest.sha256,
        counts: ListCounts {
            entries,
            individual,
            entity,
            vessel,
            aircraft,
            names_strong,
            names_weak,
            addresses,
            wallets,
        },
    }
}
