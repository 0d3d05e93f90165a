//! One published version of a list.

use super::entry::{ListEntry, ListId};
use crate::Map;
use crate::digest::Digest;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a publication date was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// The published file itself.
    File,
    /// `--published`.
    Option,
    /// The end of the folder's name.
    Folder,
}

/// Counts by which a snapshot is compared with its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All entries.
    pub entries: u64,
    /// Persons.
    pub individual: u64,
    /// Entities.
    pub entity: u64,
    /// Vessels.
    pub vessel: u64,
    /// Aircraft.
    pub aircraft: u64,
    /// Strong aliases beside the primary names.
    pub names_strong: u64,
    /// Weak aliases.
    pub names_weak: u64,
    /// Addresses that are not empty.
    pub addresses: u64,
    /// Distinct (asset, address) pairs by asset.
    pub wallets: Map<String, u64>,
}

/// The facts of one snapshot, as `lists status --json` and `run.json` give them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name of the list.
    pub list: ListId,
    /// Day of publication.
    pub published: NaiveDate,
    /// Where that date was taken from.
    pub published_from: PublishedFrom,
    /// Last day on which the list was confirmed to be current.
    pub confirmed: Option<NaiveDate>,
    /// Whether everything of the published set is there.
    pub complete: bool,
    /// What is missing, in words, when it is not complete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Oddities of the source that change nothing, such as a missing trailer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<SnapshotNote>,
    /// Digest of the published file, or of the sorted lines `<sha256>  <name>` of a set.
    pub sha256: Digest,
    /// Counts.
    pub counts: Counts,
}

/// An oddity of a source that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotNote {
    /// Code of the finding it becomes: `list-trailer-missing`.
    pub code: String,
    /// One sentence.
    pub text: String,
}

/// One published version of a list with its entries, ordered by the publisher's number.
#[derive(Debug, Clone)]
pub struct ListSnapshot {
    /// Facts.
    pub manifest: Manifest,
    /// Entries.
    pub entries: Vec<ListEntry>,
}
