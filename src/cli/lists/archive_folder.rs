//! The list archive on disk: `<folder>/<list>/<date>/`, or the baseline built into the program.
//!
//! A snapshot is written to a temporary folder beside its place and renamed: it is whole or it is not there. Names that
//! begin with a dot are never read.

use paysieve::digest::Digest;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::watchlist::archive::{self, ArchiveFile, ENTRIES_FILE, MANIFEST_FILE, StoredManifest};
use paysieve::watchlist::baseline;
use paysieve::watchlist::date_text::iso_day;
use paysieve::watchlist::entry::ListId;
use paysieve::watchlist::snapshot::ListSnapshot;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Begin of the name of a folder that an import has not finished.
const TEMPORARY_PREFIX: &str = ".import-";

/// Where the lists of a run come from. The two are never mixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Archive {
    /// A folder written by `lists import`.
    Folder(PathBuf),
    /// The snapshots built into the program.
    Baseline,
}

impl Archive {
    /// The folder if one is named, else the baseline.
    pub fn new(folder: Option<&Path>) -> Self {
        folder.map_or(Self::Baseline, |folder| Self::Folder(folder.to_owned()))
    }

    /// The manifests of all snapshots, ordered by list and date. An archive without any is an error.
    pub fn manifests(&self) -> Result<Vec<StoredManifest>> {
        let Self::Folder(folder) = self else { return baseline::manifests() };
        let places = snapshot_places(folder)?;
        places.iter().map(read_manifest).collect()
    }

    /// The snapshot of a manifest, its files proven by their digests.
    pub fn load(&self, stored: &StoredManifest) -> Result<ListSnapshot> {
        let Self::Folder(folder) = self else {
            return baseline::load(stored)?
                .ok_or_else(|| archive::broken("built-in baseline", "it holds no such snapshot"));
        };
        let place = SnapshotPlace::of(folder, stored);
        archive::decode(&place.shown(), stored, &read_file(&place.path.join(ENTRIES_FILE))?)
    }
}

/// Where one snapshot lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotPlace {
    /// Name of the list: that of the upper folder.
    pub list: String,
    /// Publication date: the name of the lower folder.
    pub date: String,
    /// The lower folder.
    pub path: PathBuf,
}

impl SnapshotPlace {
    /// Where the snapshot of a manifest belongs.
    pub fn of(folder: &Path, stored: &StoredManifest) -> Self {
        let list = stored.manifest.list.to_string();
        let date = stored.manifest.published.to_string();
        let path = folder.join(&list).join(&date);
        Self { list, date, path }
    }

    /// The place in messages: `ofac-sdn/2021-03-10`.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.list, self.date)
    }
}

/// All snapshots of an archive by their folders' names, sorted. Other folders and files are `lists check`'s to name.
pub fn snapshot_places(folder: &Path) -> Result<Vec<SnapshotPlace>> {
    if !folder.is_dir() {
        return Err(no_archive(folder, "it is no folder"));
    }
    let mut places = Vec::new();
    for (list, path) in visible_names(folder)? {
        if ListId::parse(&list).is_none() || !path.is_dir() {
            continue;
        }
        for (date, path) in visible_names(&path)? {
            if iso_day(&date).is_some() && path.is_dir() {
                places.push(SnapshotPlace { list: list.clone(), date, path });
            }
        }
    }
    if places.is_empty() {
        return Err(no_archive(folder, "it holds no snapshot"));
    }
    Ok(places)
}

fn no_archive(folder: &Path, found: &str) -> Error {
    let text = format!(
        "{}: {found}; expected a list archive with folders <list>/<date>. Make one with `paysieve lists import PATH... \
         --lists DIR`",
        folder.display()
    );
    Error::new(ErrorKind::Archive, text)
}

/// Names and paths in a folder, sorted, without those that begin with a dot.
pub fn visible_names(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let refused = |error| Error::new(ErrorKind::File, format!("{}: cannot be read", folder.display())).caused_by(error);
    let mut found = Vec::new();
    for item in fs::read_dir(folder).map_err(refused)? {
        let item = item.map_err(refused)?;
        let name = item.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            found.push((name, item.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Reads the manifest of a snapshot, which must be the one of its folder.
pub fn read_manifest(place: &SnapshotPlace) -> Result<StoredManifest> {
    let stored = archive::decode_manifest(&place.shown(), &read_file(&place.path.join(MANIFEST_FILE))?)?;
    let named = (stored.manifest.list.to_string(), stored.manifest.published.to_string());
    if named != (place.list.clone(), place.date.clone()) {
        let found = format!("its {MANIFEST_FILE} is that of {}/{}", named.0, named.1);
        return Err(archive::broken(&place.shown(), &found));
    }
    Ok(stored)
}

/// Bytes of one file. The largest published list file is below 120 MB.
const FILE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// The bytes of a regular file, up to the limit.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    if path.exists() && !path.is_file() {
        return Err(Error::new(ErrorKind::File, format!("{shown}: it is no regular file")));
    }
    if fs::metadata(path).is_ok_and(|facts| facts.len() > FILE_BYTES_MAX) {
        return Err(Error::new(ErrorKind::File, format!("{shown}: it is larger than 1 GiB, as no list file is")));
    }
    fs::read(path).map_err(|error| Error::new(ErrorKind::File, format!("{shown}: cannot be read")).caused_by(error))
}

/// What a write to the archive did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// The snapshot is new.
    New,
    /// It was there already; nothing was changed.
    AlreadyThere,
}

/// Whether a snapshot is there already. The same list and date with other bytes is an error.
pub fn held(folder: &Path, new: &StoredManifest) -> Result<Option<StoredManifest>> {
    let place = SnapshotPlace::of(folder, new);
    if !place.path.exists() {
        return Ok(None);
    }
    let old = read_manifest(&place)?;
    let differs = if old.manifest.sha256 != new.manifest.sha256 {
        format!("another file (sha256 {} instead of {})", old.manifest.sha256.short(12), new.manifest.sha256.short(12))
    } else if old.facts_only != new.facts_only {
        let form = |facts_only: bool| if facts_only { "as facts only" } else { "in full" };
        format!("the same file {} instead of {}", form(old.facts_only), form(new.facts_only))
    } else {
        return Ok(Some(old));
    };
    let text = format!(
        "{}: the archive holds {differs}; a snapshot is never replaced, because earlier runs name it. If the publisher \
         issued this list twice on that day, give --published with another day, or remove the folder {} and \
         import again",
        place.shown(),
        place.path.display()
    );
    Err(Error::new(ErrorKind::Archive, text))
}

/// Held while an archive is written: no second import works in it, and what an interrupted one left is removed.
pub struct WriteLock {
    folder: PathBuf,
    made: Vec<PathBuf>,
    _file: Option<File>,
}

impl WriteLock {
    /// Makes the folder if it is not there and locks it.
    pub fn take(folder: &Path) -> Result<Self> {
        let made = make_folders(folder)?;
        // The folder itself is locked, so that no lock file stays behind. Where a system cannot lock folders, two
        // imports at once are still safe: each works in a folder of its own, and the rename of the second fails.
        let file = File::open(folder).ok();
        let is_locked = match file.as_ref().map(File::try_lock) {
            Some(Ok(())) => true,
            Some(Err(fs::TryLockError::WouldBlock)) => {
                let text = format!("{}: another import is working in it; try again when it is done", folder.display());
                return Err(Error::new(ErrorKind::Archive, text));
            }
            _ => false,
        };
        let lock = Self { folder: folder.to_owned(), made, _file: file };
        if is_locked {
            lock.remove_leftovers();
        }
        Ok(lock)
    }

    /// Removes unfinished folders: under the lock no one works in them any more.
    fn remove_leftovers(&self) {
        let Ok(lists) = fs::read_dir(&self.folder) else { return };
        for list in lists.flatten() {
            let Ok(items) = fs::read_dir(list.path()) else { continue };
            for item in items.flatten() {
                let is_leftover = item.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX);
                // Only real folders: a link of that name leads to what is not ours.
                if is_leftover && item.file_type().is_ok_and(|kind| kind.is_dir()) {
                    let _ = fs::remove_dir_all(item.path());
                }
            }
        }
    }

    /// Writes a snapshot, whole or not at all.
    pub fn store(&mut self, stored: &StoredManifest, files: &[ArchiveFile]) -> Result<Stored> {
        if held(&self.folder, stored)?.is_some() {
            return Ok(Stored::AlreadyThere);
        }
        let place = SnapshotPlace::of(&self.folder, stored);
        let list_folder = self.folder.join(&place.list);
        self.made.extend(make_folders(&list_folder)?);
        let temporary = Temporary(list_folder.join(format!("{TEMPORARY_PREFIX}{}-{}", place.date, std::process::id())));
        write_files(&temporary.0, files).map_err(|error| unwritten(&place.path, error))?;
        fs::rename(&temporary.0, &place.path).map_err(|error| unwritten(&place.path, error))?;
        sync_folder(&list_folder);
        self.made.clear();
        Ok(Stored::New)
    }
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        // Folders made for an import that then failed are empty: they go, the deepest first.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A folder that goes when its writer does, unless it was renamed.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes a folder and its parents; gives those that were not there, the uppermost first.
fn make_folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let absent = folder.ancestors().filter(|path| !path.as_os_str().is_empty() && !path.exists());
    let mut made: Vec<PathBuf> = absent.map(Path::to_owned).collect();
    made.reverse();
    fs::create_dir_all(folder).map_err(|error| {
        Error::new(ErrorKind::File, format!("{}: the folder cannot be made", folder.display())).caused_by(error)
    })?;
    Ok(made)
}

fn write_files(folder: &Path, files: &[ArchiveFile]) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = File::create_new(&path)?;
        out.write_all(&file.bytes)?;
        out.sync_all()?;
        if let Some(parent) = path.parent() {
            sync_folder(parent);
        }
    }
    sync_folder(folder);
    Ok(())
}

/// Makes names in a folder lasting. Not every system can; then the rename itself is all there is.
fn sync_folder(folder: &Path) {
    if let Ok(file) = File::open(folder) {
        let _ = file.sync_all();
    }
}

/// Replaces the manifest of a snapshot, whole or not at all.
pub fn replace_manifest(place: &SnapshotPlace, stored: &StoredManifest) -> Result<()> {
    let bytes = archive::encode_manifest(stored)?;
    let write = || -> std::io::Result<()> {
        let mut temporary = tempfile::Builder::new().prefix(TEMPORARY_PREFIX).tempfile_in(&place.path)?;
        temporary.write_all(&bytes)?;
        // The old file's permissions: a temporary file is private by default, an archive is not.
        let old = fs::metadata(place.path.join(MANIFEST_FILE))?;
        temporary.as_file().set_permissions(old.permissions())?;
        temporary.as_file().sync_all()?;
        temporary.persist(place.path.join(MANIFEST_FILE))?;
        sync_folder(&place.path);
        Ok(())
    };
    write().map_err(|error| unwritten(&place.path.join(MANIFEST_FILE), error))
}

fn unwritten(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("{}: cannot be written; nothing was changed", path.display())).caused_by(error)
}

/// Digest of a file in a snapshot's folder; `None` where it is not there or no regular file.
pub fn file_digest(place: &SnapshotPlace, path: &str) -> Option<Digest> {
    let path = place.path.join(path);
    path.is_file().then(|| fs::read(&path).ok()).flatten().map(|bytes| Digest::of(&bytes))
}
