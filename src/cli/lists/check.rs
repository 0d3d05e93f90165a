//! `lists check`: everything in an archive compared with its manifests, and the source files read again.

use super::archive_folder::{
    Archive, SnapshotPlace, file_digest, read_file, read_manifest, snapshot_places, visible_names,
};
use paysieve::error::Result;
use paysieve::watchlist::archive::{self, ENTRIES_FILE, MANIFEST_FILE, SOURCE_FOLDER, StoredManifest};
use paysieve::watchlist::date_text::iso_day;
use paysieve::watchlist::entry::ListId;
use paysieve::watchlist::import::{FileGroup, ImportOptions, read_group};
use std::path::Path;

/// Every difference in words, each with its place; empty when the archive is as it was written. What is no archive at
/// all is an error.
pub fn differences(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let places = snapshot_places(folder)?;
    let archive = Archive::Folder(folder.to_owned());
    strays(folder, &mut found)?;
    for place in &places {
        match read_manifest(place) {
            Err(error) => found.push(error.to_string()),
            Ok(stored) => check_snapshot(&archive, place, &stored, &mut found),
        }
    }
    Ok(found)
}

/// Files and folders of the archive that belong to no snapshot.
fn strays(folder: &Path, found: &mut Vec<String>) -> Result<()> {
    for (list, path) in visible_names(folder)? {
        if ListId::parse(&list).is_none() || !path.is_dir() {
            found.push(format!("{list}: it is no list; expected folders named as lists only"));
            continue;
        }
        for (date, path) in visible_names(&path)? {
            if iso_day(&date).is_none() || !path.is_dir() {
                found.push(format!("{list}/{date}: it is no snapshot; expected folders named YYYY-MM-DD only"));
            }
        }
    }
    Ok(())
}

fn check_snapshot(archive: &Archive, place: &SnapshotPlace, stored: &StoredManifest, found: &mut Vec<String>) {
    let shown = place.shown();
    let before = found.len();
    for (path, digest) in &stored.files {
        match file_digest(place, path) {
            None => found.push(format!("{shown}/{path}: it is not there")),
            Some(actual) if actual != *digest => {
                let (actual, expected) = (actual.short(12).to_owned(), digest.short(12));
                found.push(format!("{shown}/{path}: its sha256 is {actual}..., the manifest names {expected}..."));
            }
            Some(_) => {}
        }
    }
    for path in files_below(place) {
        if path != MANIFEST_FILE && !stored.files.contains_key(&path) {
            found.push(format!("{shown}/{path}: the manifest does not name it"));
        }
    }
    if stored.manifest.confirmed != stored.confirmations.iter().max().copied() {
        found.push(format!("{shown}/{MANIFEST_FILE}: confirmed is not the last of the confirmations"));
    }
    match archive.load(stored) {
        Err(error) if found.len() == before => found.push(error.to_string()),
        Err(_) => {}
        Ok(snapshot) if !stored.facts_only => reread(place, stored, &snapshot.entries, found),
        Ok(_) => {}
    }
}

/// Reads the published files again and compares what they give.
fn reread(
    place: &SnapshotPlace,
    stored: &StoredManifest,
    entries: &[paysieve::watchlist::entry::ListEntry],
    found: &mut Vec<String>,
) {
    let shown = place.shown();
    let read = |path: &str| read_file(&place.path.join(path)).ok();
    let options = ImportOptions {
        published: Some(stored.manifest.published),
        accept_incomplete: !stored.manifest.complete,
        facts_only: false,
    };
    let again = archive::decode_source(&shown, stored, read)
        .and_then(|files| read_group(FileGroup { folder: None, files }, options));
    let again = match again {
        Ok(mut lists) if lists.len() == 1 => lists.remove(0).snapshot,
        Ok(lists) => {
            found.push(format!("{shown}/{SOURCE_FOLDER}: its files are {} lists", lists.len()));
            return;
        }
        Err(error) => {
            found.push(format!("{shown}/{SOURCE_FOLDER}: its files cannot be read again: {error}"));
            return;
        }
    };
    let differing = entries.iter().zip(&again.entries).find(|(old, new)| old != new);
    if let Some((old, new)) = differing {
        let text = format!(
            "{shown}: the source files give other entries than {ENTRIES_FILE}, first {} {:?} instead of {} {:?}",
            new.number, new.name, old.number, old.name
        );
        found.push(text);
    } else if entries.len() != again.entries.len() {
        let (new, old) = (again.entries.len(), entries.len());
        found.push(format!("{shown}: the source files give {new} entries, {ENTRIES_FILE} holds {old}"));
    }
    let (old, new) = (&stored.manifest, &again.manifest);
    let facts_agree = (&old.list, &old.sha256, old.published, old.complete, &old.missing, &old.notes)
        == (&new.list, &new.sha256, new.published, new.complete, &new.missing, &new.notes);
    if !facts_agree {
        found.push(format!("{shown}/{MANIFEST_FILE}: the source files give another digest, date or completeness"));
    }
}

/// Paths of all files in a snapshot's folder, with `/`; hidden ones included, because nothing but the archive's own
/// files belongs there.
fn files_below(place: &SnapshotPlace) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), place.path.clone())];
    while let Some((prefix, folder)) = folders.pop() {
        let Ok(items) = std::fs::read_dir(&folder) else { continue };
        for item in items.flatten() {
            let path = format!("{prefix}{}", item.file_name().to_string_lossy());
            let is_folder = item.file_type().is_ok_and(|kind| kind.is_dir());
            // Only the source folder is the archive's own; any other is named as what it is.
            if is_folder && path == SOURCE_FOLDER {
                folders.push((format!("{path}/"), item.path()));
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
