//! The snapshots built into the program, so that the first run works in an empty folder and offline.
//!
//! Facts only, in the archive's own form, written by `lists import --facts-only`. For the first hour: the official
//! files are newer.

use super::archive::{self, StoredManifest};
use super::snapshot::ListSnapshot;
use crate::error::Result;

/// Place, manifest and entries of each built-in snapshot, ordered by list.
const SNAPSHOTS: [(&str, &[u8], &[u8]); 2] = [
    (
        "built-in ofac-sdn 2021-03-10",
        include_bytes!("../../sanctions_lists/ofac-sdn/2021-03-10/manifest.json"),
        include_bytes!("../../sanctions_lists/ofac-sdn/2021-03-10/entries.jsonl.gz"),
    ),
    (
        "built-in un-sc 2021-03-12",
        include_bytes!("../../sanctions_lists/un-sc/2021-03-12/manifest.json"),
        include_bytes!("../../sanctions_lists/un-sc/2021-03-12/entries.jsonl.gz"),
    ),
];

/// The manifests of the built-in snapshots.
pub fn manifests() -> Result<Vec<StoredManifest>> {
    SNAPSHOTS.iter().map(|(place, manifest, _)| archive::decode_manifest(place, manifest)).collect()
}

/// The built-in snapshot that `stored` names; `None` where none has that list and date.
pub fn load(stored: &StoredManifest) -> Result<Option<ListSnapshot>> {
    for (place, manifest, entries) in SNAPSHOTS {
        let built_in = archive::decode_manifest(place, manifest)?;
        let same = (&built_in.manifest.list, built_in.manifest.published)
            == (&stored.manifest.list, stored.manifest.published);
        if same {
            return archive::decode(place, stored, entries).map(Some);
        }
    }
    Ok(None)
}
