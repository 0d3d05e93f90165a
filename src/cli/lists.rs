//! `paysieve lists`: the list archive. Results on stdout, messages on stderr.

pub mod archive_folder;
mod check;

use archive_folder::{Archive, SnapshotPlace, Stored, WriteLock, held, read_file, replace_manifest, visible_names};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use paysieve::Map;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::watchlist::archive::{self, ArchiveFile, MANIFEST_FILE, StoredManifest};
use paysieve::watchlist::date_text::iso_day;
use paysieve::watchlist::entry::ListId;
use paysieve::watchlist::import::{FileGroup, ImportOptions, read_group};
use paysieve::watchlist::reading::SourceFile;
use paysieve::watchlist::snapshot::{Counts, PublishedFrom, SnapshotNote};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Exit code of a command that did its work.
const DONE: u8 = 0;
/// Exit code of `lists check` when something differs.
const DIFFERS: u8 = 1;

/// The list archive: import, status, confirm, check.
#[derive(Debug, Args)]
pub struct ListsArgs {
    #[command(subcommand)]
    command: ListsCommand,
}

#[derive(Debug, Subcommand)]
enum ListsCommand {
    /// Reads published list files and adds them to an archive as one dated snapshot each.
    Import(ImportArgs),
    /// Shows which snapshots there are; without --lists those built into the program.
    Status(StatusArgs),
    /// Notes that a list was found to be current on a day, so that it counts as fresh from then on.
    Confirm(ConfirmArgs),
    /// Compares every file of an archive with its manifests and reads the source files again.
    Check(CheckArgs),
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// Folders with one published set each, or the files themselves.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder of the archive; it is made if it is not there.
    #[arg(long, value_name = "DIR")]
    lists: PathBuf,
    /// Publication date of files that carry none (the legacy CSV set).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_day)]
    published: Option<NaiveDate>,
    /// Imports a set that is not whole; every run on it then carries the finding list-incomplete.
    #[arg(long)]
    accept_incomplete: bool,
    /// Leaves out narrative and source files.
    #[arg(long)]
    facts_only: bool,
}

#[derive(Debug, Args)]
struct StatusArgs {
    /// Folder of the archive.
    #[arg(long, value_name = "DIR")]
    lists: Option<PathBuf>,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct ConfirmArgs {
    /// Folder of the archive.
    #[arg(long, value_name = "DIR")]
    lists: PathBuf,
    /// The list that is confirmed; without it all lists of the archive.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Day on which the newest snapshot was found to be the current one.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_day)]
    on: NaiveDate,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Folder of the archive.
    #[arg(long, value_name = "DIR")]
    lists: PathBuf,
}

fn read_day(text: &str) -> std::result::Result<NaiveDate, String> {
    iso_day(text).ok_or_else(|| "expected a day as YYYY-MM-DD".to_owned())
}

/// Runs the command and gives its exit code; an error is exit code 2.
pub fn run(args: &ListsArgs) -> Result<u8> {
    match &args.command {
        ListsCommand::Import(args) => import(args),
        ListsCommand::Status(args) => status(args),
        ListsCommand::Confirm(args) => confirm(args),
        ListsCommand::Check(args) => check(args),
    }
}

/// One snapshot as `lists status --json` gives it. The first seven keys and their order are fixed.
#[derive(Debug, Serialize)]
struct StatusRow<'a> {
    list: &'a ListId,
    published: NaiveDate,
    published_from: PublishedFrom,
    confirmed: Option<NaiveDate>,
    complete: bool,
    sha256: &'a str,
    counts: &'a Counts,
    missing: &'a [String],
    notes: &'a [SnapshotNote],
    facts_only: bool,
}

fn status_json(held: &[StoredManifest]) -> Result<String> {
    let row = |stored: &StoredManifest| -> Result<String> {
        let manifest = &stored.manifest;
        let row = StatusRow {
            list: &manifest.list,
            published: manifest.published,
            published_from: manifest.published_from,
            confirmed: stored.confirmations.iter().max().copied(),
            complete: manifest.complete,
            sha256: manifest.sha256.as_str(),
            counts: &manifest.counts,
            missing: &manifest.missing,
            notes: &manifest.notes,
            facts_only: stored.facts_only,
        };
        let error = |error| Error::new(ErrorKind::Archive, "the status could not be written as JSON").caused_by(error);
        serde_json::to_string_pretty(&row).map_err(error)
    };
    let rows: Vec<String> = held.iter().map(row).collect::<Result<_>>()?;
    Ok(format!("[{}]", rows.join(",\n")))
}

fn import(args: &ImportArgs) -> Result<u8> {
    let options = ImportOptions {
        published: args.published,
        accept_incomplete: args.accept_incomplete,
        facts_only: args.facts_only,
    };
    // All is read, and every conflict found, before anything is written.
    let mut prepared: Vec<(StoredManifest, Vec<ArchiveFile>)> = Vec::new();
    for group in groups(&args.paths)? {
        for imported in read_group(group, options)? {
            let files = archive::encode(&imported.snapshot, &imported.source, args.facts_only)?;
            let manifest = files.iter().find(|file| file.path == MANIFEST_FILE);
            let bytes = manifest.map(|file| file.bytes.as_slice()).unwrap_or_default();
            prepared.push((archive::decode_manifest("import", bytes)?, files));
        }
    }
    prepared.sort_by(|(a, _), (b, _)| {
        (&a.manifest.list, a.manifest.published).cmp(&(&b.manifest.list, b.manifest.published))
    });
    for pair in prepared.windows(2) {
        let (first, second) = (&pair[0].0.manifest, &pair[1].0.manifest);
        if (&first.list, first.published) == (&second.list, second.published) {
            let text = format!(
                "{} {}: two of the given sets are this snapshot; import one of them",
                first.list, first.published
            );
            return Err(Error::new(ErrorKind::Usage, text));
        }
    }
    for (stored, _) in &prepared {
        held(&args.lists, stored)?;
    }
    let mut rows = Vec::new();
    let mut lock = WriteLock::take(&args.lists)?;
    for (stored, files) in prepared {
        let place = SnapshotPlace::of(&args.lists, &stored);
        match lock.store(&stored, &files)? {
            Stored::New => {
                eprintln!("imported {}: {} entries", place.shown(), stored.manifest.counts.entries);
                rows.push(stored);
            }
            Stored::AlreadyThere => {
                eprintln!("{} is already in the archive, with the same files: nothing changed", place.shown());
                rows.extend(held(&args.lists, &stored)?);
            }
        }
    }
    for stored in &rows {
        for note in &stored.manifest.notes {
            eprintln!("note[{}] {}", note.code, note.text);
        }
        if !stored.manifest.complete {
            let place = SnapshotPlace::of(&args.lists, stored);
            eprintln!("warning: {} is not whole: {}", place.shown(), stored.manifest.missing.join("; "));
        }
    }
    print(&status_json(&rows)?)?;
    Ok(DONE)
}

/// The given paths as groups of files: each folder is one, and so are the loose files of one folder.
fn groups(paths: &[PathBuf]) -> Result<Vec<FileGroup>> {
    let mut groups = Vec::new();
    let mut loose: Map<PathBuf, Vec<SourceFile>> = Map::new();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            for (name, path) in visible_names(path)? {
                if path.is_dir() {
                    let text = format!(
                        "{}: it is a folder inside a folder; expected one published set. Name it by itself",
                        path.display()
                    );
                    return Err(Error::new(ErrorKind::List, text));
                }
                files.push(SourceFile { name, bytes: read_file(&path)? });
            }
            groups.push(FileGroup { folder: folder_name(path), files });
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let file = SourceFile { name, bytes: read_file(path)? };
            loose.entry(parent.to_owned()).or_default().push(file);
        }
    }
    groups.extend(loose.into_iter().map(|(parent, files)| FileGroup { folder: folder_name(&parent), files }));
    Ok(groups)
}

/// The name of a folder, also of one given as `.`.
fn folder_name(folder: &Path) -> Option<String> {
    let whole = folder.canonicalize().ok()?;
    whole.file_name().map(|name| name.to_string_lossy().into_owned())
}

fn status(args: &StatusArgs) -> Result<u8> {
    let archive = Archive::new(args.lists.as_deref());
    let held = archive.manifests()?;
    if args.json {
        print(&status_json(&held)?)?;
        return Ok(DONE);
    }
    let mut lines = vec![format!(
        "{:<10} {:<12} {:<12} {:>8} {:>8} {:>8} {:>10} {:>8}  {}",
        "list", "published", "confirmed", "entries", "strong", "weak", "addresses", "wallets", "state"
    )];
    for stored in &held {
        let manifest = &stored.manifest;
        let counts = &manifest.counts;
        let confirmed = stored.confirmations.iter().max().map_or("-".to_owned(), NaiveDate::to_string);
        let state = match (manifest.complete, stored.facts_only) {
            (false, _) => format!("incomplete: {}", manifest.missing.join("; ")),
            (true, true) => "whole, facts only".to_owned(),
            (true, false) => "whole".to_owned(),
        };
        lines.push(format!(
            "{:<10} {:<12} {confirmed:<12} {:>8} {:>8} {:>8} {:>10} {:>8}  {state}",
            manifest.list.as_str(),
            manifest.published.to_string(),
            counts.entries,
            counts.names_strong,
            counts.names_weak,
            counts.addresses,
            counts.wallets.values().sum::<u64>(),
        ));
    }
    if archive == Archive::Baseline {
        lines.push(
            "These lists are built into the program, for a first try. For real work import the official files:".into(),
        );
        lines.push("paysieve lists import PATH... --lists DIR".into());
    }
    print(&lines.join("\n"))?;
    Ok(DONE)
}

fn confirm(args: &ConfirmArgs) -> Result<u8> {
    let held = Archive::Folder(args.lists.clone()).manifests()?;
    let mut newest: Map<ListId, StoredManifest> = Map::new();
    for stored in held.into_iter().filter(|stored| stored.manifest.published <= args.on) {
        // In order of their dates, so the last one stays.
        newest.insert(stored.manifest.list.clone(), stored);
    }
    if let Some(name) = &args.list {
        newest.retain(|list, _| list.as_str() == name);
    }
    if newest.is_empty() {
        let text = format!(
            "{}: no snapshot of {} was published on or before {}; expected one that could be current on that day",
            args.lists.display(),
            args.list.as_deref().unwrap_or("any list"),
            args.on
        );
        return Err(Error::new(ErrorKind::Archive, text));
    }
    let _lock = WriteLock::take(&args.lists)?;
    let mut rows = Vec::new();
    for (_, mut stored) in newest {
        let place = SnapshotPlace::of(&args.lists, &stored);
        if stored.confirmations.contains(&args.on) {
            eprintln!("{} was already confirmed on {}: nothing changed", place.shown(), args.on);
        } else {
            stored.confirmations.push(args.on);
            stored.confirmations.sort_unstable();
            stored.manifest.confirmed = stored.confirmations.last().copied();
            replace_manifest(&place, &stored)?;
            eprintln!("confirmed {} on {}", place.shown(), args.on);
        }
        rows.push(stored);
    }
    print(&status_json(&rows)?)?;
    Ok(DONE)
}

fn check(args: &CheckArgs) -> Result<u8> {
    let differences = check::differences(&args.lists)?;
    if differences.is_empty() {
        print("all snapshots are as they were imported")?;
        return Ok(DONE);
    }
    print(&differences.join("\n"))?;
    Ok(DIFFERS)
}

/// Writes to stdout. A reader that closed the pipe early has what it wanted.
fn print(text: &str) -> Result<()> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorKind::File, "the result cannot be written to stdout").caused_by(error))
        }
        _ => Ok(()),
    }
}
