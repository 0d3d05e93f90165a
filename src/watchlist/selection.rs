//! Which snapshot of each list is in force on a day.
//!
//! For each list the newest snapshot published on or before `as_of`. All held lists are used, not only those that the
//! policy names; a named one that cannot be used is a finding, and when none of them can, the run does not start.

use super::archive::StoredManifest;
use super::entry::ListId;
use crate::error::{Error, ErrorKind, Result};
use crate::{Map, Set};
use chrono::NaiveDate;

/// A snapshot in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its manifest; `confirmed` is the last confirmation that is not after `as_of`.
    pub stored: StoredManifest,
    /// Whether the policy names the list.
    pub required: bool,
    /// Days from its publication or last confirmation, whichever is later, to `as_of`.
    pub age_days: u32,
    /// Whether that is more than the policy allows.
    pub is_stale: bool,
}

/// A list that cannot be used on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// The list.
    pub list: ListId,
    /// Whether the policy names it. One that it does not name is absent only when it is held in later snapshots.
    pub required: bool,
    /// Publication date of the first snapshot held, when all are later than `as_of`.
    pub first_held: Option<NaiveDate>,
}

/// What is in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// One snapshot for each usable list, ordered by name.
    pub chosen: Vec<Chosen>,
    /// Lists named or held that cannot be used, ordered by name.
    pub absent: Vec<Absent>,
}

/// Publication date of the newest snapshot held: what `as_of` is when no ledger has a value date.
pub fn newest_published(held: &[StoredManifest]) -> Option<NaiveDate> {
    held.iter().map(|stored| stored.manifest.published).max()
}

/// Chooses the snapshots in force on `as_of`.
///
/// # Errors
/// Of kind [`ErrorKind::Archive`] when no list named by the policy has a snapshot published on or before `as_of`.
pub fn select(
    held: &[StoredManifest],
    required: &[ListId],
    as_of: NaiveDate,
    list_age_days_max: u32,
) -> Result<Selection> {
    let mut by_list: Map<&ListId, Vec<&StoredManifest>> = Map::new();
    for stored in held {
        by_list.entry(&stored.manifest.list).or_default().push(stored);
    }
    let names: Set<&ListId> = by_list.keys().copied().chain(required).collect();
    let mut selection = Selection { chosen: Vec::new(), absent: Vec::new() };
    for list in names {
        let snapshots = by_list.get(list).map(Vec::as_slice).unwrap_or_default();
        let in_force = snapshots.iter().filter(|stored| stored.manifest.published <= as_of);
        let is_required = required.contains(list);
        match in_force.max_by_key(|stored| stored.manifest.published) {
            Some(stored) => selection.chosen.push(chosen(stored, is_required, as_of, list_age_days_max)),
            None => {
                let first_held = snapshots.iter().map(|stored| stored.manifest.published).min();
                selection.absent.push(Absent { list: list.clone(), required: is_required, first_held });
            }
        }
    }
    let usable = selection.chosen.iter().any(|one| one.required || required.is_empty());
    if usable { Ok(selection) } else { Err(none_usable(&by_list, required, as_of)) }
}

fn chosen(stored: &StoredManifest, required: bool, as_of: NaiveDate, list_age_days_max: u32) -> Chosen {
    let mut stored = stored.clone();
    // A confirmation made later says nothing about that day.
    let confirmed = stored.confirmations.iter().copied().filter(|day| *day <= as_of).max();
    stored.manifest.confirmed = confirmed;
    let since = confirmed.map_or(stored.manifest.published, |day| day.max(stored.manifest.published));
    let age_days = u32::try_from((as_of - since).num_days()).unwrap_or(0);
    Chosen { stored, required, age_days, is_stale: age_days > list_age_days_max }
}

fn none_usable(by_list: &Map<&ListId, Vec<&StoredManifest>>, required: &[ListId], as_of: NaiveDate) -> Error {
    let named = required.iter().map(ListId::as_str).collect::<Vec<_>>().join(", ");
    let first_of = |snapshots: &Vec<&StoredManifest>| snapshots.iter().map(|stored| stored.manifest.published).min();
    let held_named = required.iter().any(|list| by_list.contains_key(list)) || required.is_empty();
    // The first day on which each held list has a snapshot.
    let first_usable = by_list.values().filter_map(first_of).max();
    let text = match first_usable {
        Some(day) if held_named => format!(
            "no list named by the policy ({named}) has a snapshot published on or before {as_of}; all held lists are \
             usable from --as-of {day} on (such a run is a lookback), or import an earlier snapshot"
        ),
        _ => format!("the archive holds no list named by the policy ({named}); import them with `lists import`"),
    };
    Error::new(ErrorKind::Archive, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::watchlist::archive::SCHEMA;
    use crate::watchlist::snapshot::{Counts, Manifest, PublishedFrom};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn list(name: &str) -> ListId {
        ListId::parse(name).unwrap()
    }

    /// `list published [confirmation...]`
    fn held(rows: &[&str]) -> Vec<StoredManifest> {
        let stored = |row: &&str| {
            let words: Vec<&str> = row.split(' ').collect();
            let confirmations: Vec<NaiveDate> = words[2..].iter().map(|text| day(text)).collect();
            let manifest = Manifest {
                list: list(words[0]),
                published: day(words[1]),
                published_from: PublishedFrom::File,
                confirmed: confirmations.iter().max().copied(),
                complete: true,
                missing: Vec::new(),
                notes: Vec::new(),
                sha256: Digest::of(row.as_bytes()),
                counts: Counts::default(),
            };
            StoredManifest {
                schema: SCHEMA,
                manifest,
                confirmations,
                facts_only: false,
                source: Vec::new(),
                files: Map::new(),
            }
        };
        rows.iter().map(stored).collect()
    }

    fn check(rows: &[&str], as_of: &str, expected: &str) {
        let required = [list("ofac-sdn"), list("un-sc")];
        let text = match select(&held(rows), &required, day(as_of), 14) {
            Err(error) => format!("error {error}"),
            Ok(selection) => {
                let chosen = selection.chosen.iter().map(|one| {
                    let stale = if one.is_stale { " stale" } else { "" };
                    format!("{} {} {}{stale}", one.stored.manifest.list, one.stored.manifest.published, one.age_days)
                });
                let absent = selection.absent.iter().map(|one| {
                    let required = if one.required { "required" } else { "optional" };
                    let later = one.first_held.map(|day| format!(" from {day}")).unwrap_or_default();
                    format!("no {} {required}{later}", one.list)
                });
                chosen.chain(absent).collect::<Vec<_>>().join(", ")
            }
        };
        assert!(text.contains(expected), "{text}\n{expected}");
    }

    const TWO: [&str; 3] = ["ofac-sdn 2021-03-10", "ofac-sdn 2021-06-30", "un-sc 2021-03-12"];

    #[test]
    fn the_newest_snapshot_on_or_before_the_day_is_in_force() {
        check(&TWO, "2021-03-19", "ofac-sdn 2021-03-10 9, un-sc 2021-03-12 7");
        check(&TWO, "2021-06-30", "ofac-sdn 2021-06-30 0, un-sc 2021-03-12 110 stale");
        check(&TWO, "2021-03-24", "ofac-sdn 2021-03-10 14, un-sc");
        check(&TWO, "2021-03-25", "ofac-sdn 2021-03-10 15 stale");
    }

    #[test]
    fn a_list_not_held_or_held_later_is_absent() {
        check(&TWO, "2021-03-11", "ofac-sdn 2021-03-10 1, no un-sc required from 2021-03-12");
        check(&TWO[..2], "2021-03-11", "no un-sc required");
        let with_optional = ["ofac-sdn 2021-03-10", "un-sc 2021-03-12", "ofac-cons 2021-05-01"];
        check(&with_optional, "2021-03-12", "no ofac-cons optional from 2021-05-01");
        check(&with_optional, "2021-05-01", "ofac-cons 2021-05-01 0");
    }

    #[test]
    fn a_confirmation_after_the_day_never_counts() {
        let rows = ["ofac-sdn 2021-03-10 2021-04-01 2021-05-01", "un-sc 2021-03-12"];
        check(&rows, "2021-03-31", "ofac-sdn 2021-03-10 21 stale");
        check(&rows, "2021-04-10", "ofac-sdn 2021-03-10 9,");
        check(&rows, "2021-05-02", "ofac-sdn 2021-03-10 1,");
    }

    #[test]
    fn without_any_named_list_old_enough_the_first_usable_day_is_named() {
        check(&TWO, "2021-03-09", "from --as-of 2021-03-12 on");
        check(&["ofac-cons 2020-01-01"], "2021-03-09", "holds no list named by the policy (ofac-sdn, un-sc)");
        check(&["ofac-cons 2020-01-01", "un-sc 2021-03-12"], "2021-03-09", "from --as-of 2021-03-12 on");
    }
}
