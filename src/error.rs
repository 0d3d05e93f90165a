//! We could not do the work: what, to which file, where, what was expected and what to do.
//!
//! Bad *data* (a row, a column) is no error: it is a value that the report shows. An [`Error`] means that there
//! is no report; the program ends with exit code 2.

use std::fmt;

/// What kind of work could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The command asks for something that cannot be: options that contradict each other or name nothing.
    Usage,
    /// A ledger that cannot be read at all: empty, no payee column, over a limit.
    Ledger,
    /// A sanctions list that is damaged, cut, of an unknown format or not whole.
    List,
    /// A list archive whose files do not agree with its manifests.
    Archive,
    /// A policy file that cannot be read or holds unknown keys or wrong values.
    Policy,
    /// The operating system refused a file or folder.
    File,
}

/// Why there is no report. `Display` gives one message that a user can act on.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    context: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Result of work that may end in an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of `kind`; `context` says what was being done, where, what was found, expected and to do.
    pub fn new(kind: ErrorKind, context: impl Into<String>) -> Self {
        Self { kind, context: context.into(), source: None }
    }

    /// Keeps the cause reachable through [`std::error::Error::source`].
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Kind of work that could not be done.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Puts `place` (a file, a folder) before the message.
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.context = format!("{place}: {}", self.context);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.context)?;
        match &self.source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
