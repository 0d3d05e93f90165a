//! The listed parties in force for a run, as the publishers name them.
//!
//! Readers of the published files (`ofac_csv`, `ofac_xml`, `un_xml`) all give the same [`entry::ListEntry`]; an
//! archive keeps each published version as a [`snapshot::ListSnapshot`]; [`selection`] chooses those in force on a day.

pub mod alias;
pub mod archive;
pub mod baseline;
pub mod csv_rows;
pub mod date_text;
pub mod designation;
pub mod entry;
pub mod identifier;
pub mod import;
pub mod keyed;
pub mod ofac_country;
pub mod ofac_csv;
pub mod ofac_xml;
pub mod reading;
pub mod remarks;
pub mod selection;
pub mod snapshot;
pub mod un_xml;
pub mod xml;

use crate::Map;
use entry::{EntryId, ListEntry, ListId};
use snapshot::{ListSnapshot, number_order};

/// The entries of the snapshots chosen for a run, in the order of the lists' names and of the publishers' numbers.
#[derive(Debug, Clone, Default)]
pub struct Watchlist {
    snapshots: Map<ListId, ListSnapshot>,
}

impl Watchlist {
    /// A watchlist of one snapshot for each list; of two of one list the later given counts.
    pub fn new(snapshots: impl IntoIterator<Item = ListSnapshot>) -> Self {
        let by_list = snapshots.into_iter().map(|snapshot| (snapshot.manifest.list.clone(), snapshot));
        Self { snapshots: by_list.collect() }
    }

    /// The snapshots, ordered by the names of their lists.
    pub fn snapshots(&self) -> impl Iterator<Item = &ListSnapshot> {
        self.snapshots.values()
    }

    /// All entries with their ids, in order.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &ListEntry)> {
        self.snapshots.values().flat_map(|snapshot| {
            let list = &snapshot.manifest.list;
            let id = move |entry: &ListEntry| EntryId { list: list.clone(), number: entry.number.clone() };
            snapshot.entries.iter().map(move |entry| (id(entry), entry))
        })
    }

    /// The entry under a number, if it is in force.
    pub fn entry(&self, id: &EntryId) -> Option<&ListEntry> {
        let entries = &self.snapshots.get(&id.list)?.entries;
        let at = entries.binary_search_by(|entry| number_order(&entry.number).cmp(&number_order(&id.number))).ok()?;
        entries.get(at)
    }

    /// Number of entries of all snapshots.
    pub fn len(&self) -> usize {
        self.snapshots.values().map(|snapshot| snapshot.entries.len()).sum()
    }

    /// Whether no entry is in force.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
