//! The archive's own form of a snapshot: `entries.jsonl.gz`, `manifest.json`, and the published files compressed.
//!
//! Bytes in, bytes out: folders and renames belong to the binary. The same snapshot always gives the same bytes (no
//! time stamps, sorted maps), and what is read back is compared with its digests and counts before it is used.

use super::entry::{ListEntry, ListId};
use super::reading::SourceFile;
use super::snapshot::{Counts, ListSnapshot, Manifest, number_order};
use crate::Map;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use chrono::NaiveDate;
use flate2::{Compression, GzBuilder, read::GzDecoder};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// Version of the archive's form. A reader refuses any other.
pub const SCHEMA: u32 = 1;
/// Name of the file with the facts of a snapshot.
pub const MANIFEST_FILE: &str = "manifest.json";
/// Name of the file with the entries, one JSON object a line, compressed.
pub const ENTRIES_FILE: &str = "entries.jsonl.gz";
/// Folder of the published files.
pub const SOURCE_FOLDER: &str = "source";

/// Unpacked bytes of one archive file. The largest list today is some 20 MB; its XML below 120 MB.
const UNPACKED_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// `manifest.json`: the facts of a snapshot and what proves its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredManifest {
    /// Version of this form, [`SCHEMA`].
    pub schema: u32,
    /// The facts; `confirmed` is the last of the confirmations.
    #[serde(flatten)]
    pub manifest: Manifest,
    /// All days on which the list was confirmed to be current, sorted.
    pub confirmations: Vec<NaiveDate>,
    /// Whether narrative and source files were left out.
    pub facts_only: bool,
    /// The published files and their digests, sorted by name; also where the files themselves were left out.
    pub source: Vec<StoredSource>,
    /// Digest of every other file of the snapshot by its path.
    pub files: Map<String, Digest>,
}

/// One published file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSource {
    /// Name as it was imported.
    pub name: String,
    /// Digest of its bytes.
    pub sha256: Digest,
}

/// One file of a snapshot in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Path below the snapshot's folder, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The files of a snapshot, the manifest last. `facts_only` leaves out the source files; the entries must already be
/// without narrative ([`ListEntry::facts_only`]).
pub fn encode(snapshot: &ListSnapshot, source: &[SourceFile], facts_only: bool) -> Result<Vec<ArchiveFile>> {
    let mut lines = Vec::new();
    for entry in &snapshot.entries {
        serde_json::to_writer(&mut lines, entry).map_err(unwritten)?;
        lines.push(b'\n');
    }
    let mut files = vec![ArchiveFile { path: ENTRIES_FILE.to_owned(), bytes: packed(&lines)? }];
    if !facts_only {
        for file in source {
            let path = format!("{SOURCE_FOLDER}/{}.gz", file.name);
            files.push(ArchiveFile { path, bytes: packed(&file.bytes)? });
        }
    }
    let mut stored_source: Vec<StoredSource> =
        source.iter().map(|file| StoredSource { name: file.name.clone(), sha256: Digest::of(&file.bytes) }).collect();
    stored_source.sort_by(|a, b| a.name.cmp(&b.name));
    let stored = StoredManifest {
        schema: SCHEMA,
        manifest: snapshot.manifest.clone(),
        confirmations: snapshot.manifest.confirmed.into_iter().collect(),
        facts_only,
        source: stored_source,
        files: files.iter().map(|file| (file.path.clone(), Digest::of(&file.bytes))).collect(),
    };
    files.push(ArchiveFile { path: MANIFEST_FILE.to_owned(), bytes: encode_manifest(&stored)? });
    Ok(files)
}

/// The bytes of `manifest.json`.
pub fn encode_manifest(stored: &StoredManifest) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(stored).map_err(unwritten)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads `manifest.json`. `place` is the snapshot's folder, for messages.
pub fn decode_manifest(place: &str, bytes: &[u8]) -> Result<StoredManifest> {
    let stored: StoredManifest = serde_json::from_slice(bytes)
        .map_err(|error| broken(place, &format!("{MANIFEST_FILE} cannot be read")).caused_by(error))?;
    if stored.schema != SCHEMA {
        let found = format!("{MANIFEST_FILE} has the schema {} and this engine reads {SCHEMA}", stored.schema);
        return Err(broken(place, &found));
    }
    if ListId::parse(stored.manifest.list.as_str()).is_none() {
        return Err(broken(place, &format!("{MANIFEST_FILE} names no list")));
    }
    Ok(stored)
}

/// Reads the entries of a snapshot and proves them: digest, order, and counts.
pub fn decode(place: &str, stored: &StoredManifest, entries_file: &[u8]) -> Result<ListSnapshot> {
    let expected = stored.files.get(ENTRIES_FILE);
    if expected != Some(&Digest::of(entries_file)) {
        return Err(broken(place, &format!("{ENTRIES_FILE} has another digest than {MANIFEST_FILE} names")));
    }
    let lines = unpacked(place, ENTRIES_FILE, entries_file)?;
    let mut entries: Vec<ListEntry> = Vec::new();
    for (index, line) in lines.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let entry = serde_json::from_slice(line).map_err(|error| {
            broken(place, &format!("{ENTRIES_FILE}, line {} cannot be read", index + 1)).caused_by(error)
        })?;
        entries.push(entry);
    }
    if entries.windows(2).any(|pair| number_order(&pair[0].number) >= number_order(&pair[1].number)) {
        return Err(broken(place, &format!("{ENTRIES_FILE} is not sorted by number")));
    }
    if Counts::of(&entries) != stored.manifest.counts {
        return Err(broken(place, &format!("{ENTRIES_FILE} holds other counts than {MANIFEST_FILE} names")));
    }
    Ok(ListSnapshot { manifest: stored.manifest.clone(), entries })
}

/// The published files out of their compressed form, proven by their digests. `read` gives the bytes of a path, or
/// `None`.
pub fn decode_source(
    place: &str,
    stored: &StoredManifest,
    mut read: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for source in &stored.source {
        let path = format!("{SOURCE_FOLDER}/{}.gz", source.name);
        let bytes = read(&path).ok_or_else(|| broken(place, &format!("{path} is not there")))?;
        let bytes = unpacked(place, &path, &bytes)?;
        if Digest::of(&bytes) != source.sha256 {
            return Err(broken(place, &format!("{path} holds another file than {MANIFEST_FILE} names")));
        }
        files.push(SourceFile { name: source.name.clone(), bytes });
    }
    Ok(files)
}

/// Compressed without a time stamp or a file name, so that equal content gives equal bytes.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| Error::new(ErrorKind::Archive, "the archive's files could not be compressed").caused_by(error))
}

fn unpacked(place: &str, path: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut decoder = GzDecoder::new(bytes).take(UNPACKED_BYTES_MAX + 1);
    decoder
        .read_to_end(&mut out)
        .map_err(|error| broken(place, &format!("{path} cannot be unpacked")).caused_by(error))?;
    if out.len() as u64 > UNPACKED_BYTES_MAX {
        return Err(broken(place, &format!("{path} unpacks to more than 1 GiB")));
    }
    Ok(out)
}

fn unwritten(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Archive, "the archive's files could not be written as JSON").caused_by(error)
}

/// An error about a snapshot in the archive.
pub fn broken(place: &str, found: &str) -> Error {
    let text = format!(
        "{place}: {found}; expected a snapshot as `lists import` wrote it. See `lists check`, or remove the folder and \
         import the published files again"
    );
    Error::new(ErrorKind::Archive, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::entry::EntryKind;
    use crate::watchlist::snapshot::PublishedFrom;

    fn snapshot() -> ListSnapshot {
        let entries = vec![
            ListEntry::new("7".to_owned(), EntryKind::Entity, "EXAMPLE CO.".to_owned()),
            ListEntry::new("12".to_owned(), EntryKind::Vessel, "SHIP".to_owned()),
        ];
        let manifest = Manifest {
            list: ListId::parse("test-list").unwrap(),
            published: NaiveDate::from_ymd_opt(2021, 3, 10).unwrap(),
            published_from: PublishedFrom::File,
            confirmed: None,
            complete: true,
            missing: Vec::new(),
            notes: Vec::new(),
            sha256: Digest::of(b"x"),
            counts: Counts::of(&entries),
        };
        ListSnapshot { manifest, entries }
    }

    fn source() -> Vec<SourceFile> {
        vec![SourceFile { name: "x.xml".to_owned(), bytes: b"<x/>".to_vec() }]
    }

    fn find<'a>(files: &'a [ArchiveFile], path: &str) -> &'a ArchiveFile {
        files.iter().find(|file| file.path == path).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let files = encode(&snapshot(), &source(), false).unwrap();
        assert_eq!(files, encode(&snapshot(), &source(), false).unwrap(), "the same bytes each time");
        let stored = decode_manifest("here", &find(&files, MANIFEST_FILE).bytes).unwrap();
        let read = decode("here", &stored, &find(&files, ENTRIES_FILE).bytes).unwrap();
        assert_eq!(read.entries, snapshot().entries);
        assert_eq!(read.manifest, snapshot().manifest);
        let bytes = |path: &str| Some(find(&files, path).bytes.clone());
        assert_eq!(decode_source("here", &stored, bytes).unwrap(), source());
    }

    #[test]
    fn facts_only_leaves_the_source_out_and_keeps_its_digest() {
        let files = encode(&snapshot(), &source(), true).unwrap();
        assert_eq!(files.len(), 2);
        let stored = decode_manifest("here", &find(&files, MANIFEST_FILE).bytes).unwrap();
        assert_eq!(stored.source[0].sha256, Digest::of(b"<x/>"));
    }

    #[test]
    fn altered_files_are_refused() {
        let files = encode(&snapshot(), &source(), false).unwrap();
        let mut stored = decode_manifest("here", &find(&files, MANIFEST_FILE).bytes).unwrap();
        let entries = find(&files, ENTRIES_FILE).bytes.clone();
        let refused = |stored: &StoredManifest, bytes: &[u8], expected: &str| {
            let message = decode("here", stored, bytes).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        };
        refused(&stored, &entries[..entries.len() - 1], "another digest");
        stored.manifest.counts.entity = 2;
        refused(&stored, &entries, "other counts");
        stored.files.insert(ENTRIES_FILE.to_owned(), Digest::of(b"junk"));
        refused(&stored, b"junk", "cannot be unpacked");
        assert!(decode_manifest("here", b"{}").is_err());
        assert!(decode_source("here", &stored, |_| None).is_err());
        let other = String::from_utf8(find(&files, MANIFEST_FILE).bytes.clone()).unwrap();
        let other = other.replace("\"schema\": 1", "\"schema\": 2");
        assert!(decode_manifest("here", other.as_bytes()).unwrap_err().to_string().contains("schema 2"));
    }
}
