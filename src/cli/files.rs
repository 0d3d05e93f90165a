//! Reading the user's files.

use paysieve::error::{Error, ErrorKind, Result};
use std::path::Path;

/// The bytes of a regular file; symbolic links are followed.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let cannot = |reason: String| Error::new(ErrorKind::File, format!("{}: {reason}", path.display()));
    let facts = std::fs::metadata(path).map_err(|error| cannot("cannot be opened".to_owned()).caused_by(error))?;
    if !facts.is_file() {
        return Err(cannot("is not a regular file; give a file".to_owned()));
    }
    std::fs::read(path).map_err(|error| cannot("cannot be read".to_owned()).caused_by(error))
}

/// The text of `bytes`, which were read from `path` and must be UTF-8; a byte order mark is dropped.
pub fn text(path: &Path, bytes: &[u8]) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Error::new(ErrorKind::File, format!("{}: is not UTF-8 text (byte {at}); save it as UTF-8", path.display()))
    })?;
    Ok(text.to_owned())
}

/// The name of a file without folders. A name that is not UTF-8 is shown escaped.
pub fn shown_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    match name.to_str() {
        Some(text) => text.to_owned(),
        None => name.as_encoded_bytes().escape_ascii().to_string(),
    }
}

/// Writes a file whole or not at all: to a temporary file beside it, then a rename.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let cannot = |error: std::io::Error| {
        Error::new(ErrorKind::File, format!("{}: cannot be written", path.display())).caused_by(error)
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    // The mode of a temporary file is private; a result is an ordinary file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(cannot)?;
    }
    file.persist(path).map_err(|error| cannot(error.error))?;
    Ok(())
}
