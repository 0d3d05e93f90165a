//! Which lists a command works with: an archive, or the built-in baseline.

use super::arguments::ListOptions;
use super::lists::archive_folder::Archive;
use chrono::NaiveDate;
use paysieve::error::{Error, ErrorKind, Result};
use paysieve::policy::Policy;
use paysieve::watchlist::Watchlist;
use paysieve::watchlist::selection::{self, Selection};
use std::io::Write;
use std::path::PathBuf;

/// Lists that were chosen for one day.
pub struct Chosen {
    /// The day.
    pub as_of: NaiveDate,
    /// Which snapshots, and what is absent or stale.
    pub selection: Selection,
    /// Their entries.
    pub watchlist: Watchlist,
}

impl Chosen {
    /// Says on stderr what is wrong with the lists, for commands without a report.
    pub fn warn(&self) {
        let say = |text: String| {
            let _ = writeln!(std::io::stderr(), "warning: {text}");
        };
        for absent in self.selection.absent.iter().filter(|absent| absent.required) {
            say(format!("list {} is absent", absent.list));
        }
        for chosen in &self.selection.chosen {
            let list = &chosen.stored.manifest;
            if chosen.is_stale {
                let age = chosen.age_days;
                say(format!("list {} of {} is {age} days old on {}", list.list, list.published, self.as_of));
            }
            if !list.complete {
                say(format!("list {} of {} is incomplete", list.list, list.published));
            }
        }
    }
}

/// Sets how many threads the process uses; 0 is all cores.
pub fn use_threads(threads: u16) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.into())
        .build_global()
        .map_err(|error| Error::new(ErrorKind::Usage, "threads cannot be started").caused_by(error))
}

/// The lists for a command without ledgers.
pub fn choose(options: &ListOptions, policy: &Policy) -> Result<Chosen> {
    use_threads(options.threads)?;
    choose_as_of(options, policy, options.as_of)
}

/// The lists as of a day, or as of their newest publication.
pub fn choose_as_of(options: &ListOptions, policy: &Policy, day: Option<NaiveDate>) -> Result<Chosen> {
    let archive = Archive::new(archive_folder(options).as_deref());
    let held = archive.manifests()?;
    let Some(as_of) = day.or_else(|| selection::newest_published(&held)) else {
        let message = "the list archive holds no list; import one with `paysieve lists import`";
        return Err(Error::new(ErrorKind::Archive, message));
    };
    let rules = &policy.lists;
    let selection = selection::select(&held, &rules.required, as_of, rules.list_age_days_max)?;
    let snapshots = selection.chosen.iter().map(|chosen| archive.load(&chosen.stored));
    let watchlist = Watchlist::new(snapshots.collect::<Result<Vec<_>>>()?);
    Ok(Chosen { as_of, selection, watchlist })
}

/// `--lists`, else a folder `sanctions_lists` beside the policy file, else none: the baseline.
fn archive_folder(options: &ListOptions) -> Option<PathBuf> {
    if let Some(folder) = &options.lists {
        return Some(folder.clone());
    }
    let beside = options.policy.as_ref()?.parent()?.join("sanctions_lists");
    beside.is_dir().then_some(beside)
}
