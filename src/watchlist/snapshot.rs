//! One published version of a list.

use super::alias::AliasStrength;
use super::entry::{EntryKind, ListEntry, ListId};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::{Map, Set};
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

impl Counts {
    /// Counts `entries`. Wallets are counted once for each asset, whatever number of entries lists them.
    pub fn of(entries: &[ListEntry]) -> Self {
        let mut counts = Self { entries: entries.len() as u64, ..Self::default() };
        let mut wallets: Set<(&str, &str)> = Set::new();
        for entry in entries {
            match entry.kind {
                EntryKind::Individual => counts.individual += 1,
                EntryKind::Entity => counts.entity += 1,
                EntryKind::Vessel => counts.vessel += 1,
                EntryKind::Aircraft => counts.aircraft += 1,
            }
            let weak = entry.aliases.iter().filter(|alias| alias.strength == AliasStrength::Weak).count();
            counts.names_weak += weak as u64;
            counts.names_strong += (entry.aliases.len() - weak) as u64;
            counts.addresses += entry.addresses.iter().filter(|address| !address.is_empty()).count() as u64;
            wallets.extend(entry.wallets.iter().map(|wallet| (wallet.asset.as_str(), wallet.address.as_str())));
        }
        for (asset, _) in wallets {
            *counts.wallets.entry(asset.to_owned()).or_default() += 1;
        }
        counts
    }
}

/// Sorts `entries` by the publisher's number and refuses what no list may be: empty, or with one number twice.
/// `file` is the name for messages.
pub fn sorted_entries(file: &str, mut entries: Vec<ListEntry>) -> Result<Vec<ListEntry>> {
    if entries.is_empty() {
        let text = format!("{file}: it holds no entry at all; expected a whole list. Download it again");
        return Err(Error::new(ErrorKind::List, text));
    }
    entries.sort_by(|a, b| number_order(&a.number).cmp(&number_order(&b.number)));
    if let Some(pair) = entries.windows(2).find(|pair| pair[0].number == pair[1].number) {
        let text = format!(
            "{file}: the number {} stands on two entries ({:?} and {:?}); expected each number once. The file \
             is damaged \
             or joined from two: download it again",
            pair[0].number, pair[0].name, pair[1].name
        );
        return Err(Error::new(ErrorKind::List, text));
    }
    Ok(entries)
}

/// Order of publishers' numbers: OFAC's as numbers (shorter first), the UN's (`KPi.033`) as text.
pub fn number_order(number: &str) -> (usize, &str) {
    let numeric = number.bytes().all(|byte| byte.is_ascii_digit());
    (if numeric { number.len() } else { usize::MAX }, number)
}
