//! A run folder is whole or it is not there.
//!
//! A process that is killed outright (SIGKILL, loss of power) may leave its `.paysieve-unfinished-*` folder. It is not
//! removed by the next run, because nothing proves that no other run is writing it.

use paysieve::Map;
use paysieve::error::{Error, ErrorKind, Result};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The temporary folder that an interrupt has to remove. Whoever makes, fills or renames it holds the lock, so that
/// the folder does not come back while the handler removes it, and is never there without being named here.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Exit code of an interrupted process, as shells give it for SIGINT.
const EXIT_INTERRUPTED: i32 = 130;

/// Removes a half-written folder when the process is interrupted or asked to end.
pub fn clean_up_when_interrupted() {
    // A second handler in one process is refused; there is only this one.
    let _ = ctrlc::set_handler(|| {
        // Held until the process is gone: nothing is written after the folder is removed.
        let mut unfinished = unfinished();
        if let Some(folder) = unfinished.take() {
            let _ = std::fs::remove_dir_all(folder);
        }
        std::process::exit(EXIT_INTERRUPTED);
    });
}

/// The lock, also after a panic of another thread: the path in it is whole at any time.
fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Refuses a folder that is there already, before any work is done.
pub fn refuse_existing(out: &Path) -> Result<()> {
    match std::fs::symlink_metadata(out) {
        Ok(_) => Err(Error::new(
            ErrorKind::Usage,
            format!(
                "--out {}: is there already; nothing in it was touched. Give a folder that is not there",
                out.display()
            ),
        )),
        Err(_) => Ok(()),
    }
}

/// Writes `files` to a temporary folder beside `out` and renames it. Missing parents are made.
pub fn write(out: &Path, files: &Map<String, Vec<u8>>) -> Result<()> {
    let cannot = |path: &Path, error: std::io::Error| {
        Error::new(ErrorKind::File, format!("{}: cannot be written", path.display())).caused_by(error)
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(parent).map_err(|error| cannot(parent, error))?;
    let temporary = {
        let mut unfinished = unfinished();
        let temporary = tempfile::Builder::new()
            .prefix(".paysieve-unfinished-")
            .tempdir_in(parent)
            .map_err(|error| cannot(parent, error))?;
        *unfinished = Some(temporary.path().to_owned());
        temporary
    };
    for (name, bytes) in files {
        let path = temporary.path().join(name);
        // One file at a time: an interrupt waits for the file that is being written, and no longer.
        let _unfinished = unfinished();
        let mut file = std::fs::File::create(&path).map_err(|error| cannot(&path, error))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| cannot(&path, error))?;
    }
    let mut unfinished = unfinished();
    // The mode of a temporary folder is private; a run folder is an ordinary one.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(temporary.path(), std::fs::Permissions::from_mode(0o755))
            .map_err(|error| cannot(temporary.path(), error))?;
    }
    refuse_existing(out)?;
    std::fs::rename(temporary.path(), out).map_err(|error| cannot(out, error))?;
    *unfinished = None;
    // Renamed: there is nothing left to remove.
    let _ = temporary.keep();
    Ok(())
}
