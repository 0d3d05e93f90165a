//! What a reader of published files gives: entries, the publication date where the file has one, and all that was odd.

use super::entry::ListEntry;
use super::snapshot::SnapshotNote;
use chrono::NaiveDate;

/// One published file with its name (without folders) and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Name without folders.
    pub name: String,
    /// Content as published.
    pub bytes: Vec<u8>,
}

/// One list as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Entries, sorted by the publisher's number, each number once.
    pub entries: Vec<ListEntry>,
    /// Publication date, where the format has one.
    pub published: Option<NaiveDate>,
    /// Oddities that change nothing.
    pub notes: Vec<SnapshotNote>,
    /// What of the published set is missing or does not fit, in words; empty for a whole set.
    pub missing: Vec<String>,
}
