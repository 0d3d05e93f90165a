//! What the lists themselves give reason to say: absent, stale, incomplete, or with an oddity.

use super::{AsOfFrom, Inputs};
use crate::finding::code::FindingCode;
use crate::finding::evidence::Evidence;
use crate::finding::{Finding, Severity, Subject};

/// Findings about lists and about the day from whose view they are seen.
pub fn screen(inputs: &Inputs<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let selection = inputs.selection;
    for absent in &selection.absent {
        // A list that nobody asked for may be held for later dates only: worth a note, and no exit code.
        let severity = if absent.required { Severity::Review } else { Severity::Note };
        let text = match absent.first_held {
            Some(first) => format!(
                "{} is held only in snapshots published after {}; the first is of {first}",
                absent.list, inputs.as_of
            ),
            None => format!("{} is named by the policy and is not in the archive", absent.list),
        };
        let evidence = Evidence::List { text, published: None };
        findings.push(Finding::new(
            FindingCode::ListAbsent,
            severity,
            Subject::List(absent.list.clone()),
            evidence,
            Vec::new(),
        ));
    }
    for chosen in &selection.chosen {
        let manifest = &chosen.stored.manifest;
        let mut say = |code, severity, text: String| {
            let evidence = Evidence::List { text, published: Some(manifest.published) };
            findings.push(Finding::new(code, severity, Subject::List(manifest.list.clone()), evidence, Vec::new()));
        };
        if chosen.is_stale {
            let text = format!(
                "{} of {} is {} days old on {}; the policy allows {}",
                manifest.list, manifest.published, chosen.age_days, inputs.as_of, inputs.policy.lists.list_age_days_max
            );
            say(FindingCode::ListStale, Severity::Review, text);
        }
        if !manifest.complete {
            let text =
                format!("{} of {} is incomplete: {}", manifest.list, manifest.published, manifest.missing.join("; "));
            say(FindingCode::ListIncomplete, Severity::Review, text);
        }
        if chosen.stored.facts_only {
            let text = format!(
                "{} of {} is the built-in baseline, which is for the first hour; import the official files",
                manifest.list, manifest.published
            );
            say(FindingCode::BaselineInUse, Severity::Note, text);
        }
        for note in &manifest.notes {
            let code = FindingCode::ALL.iter().copied().find(|code| code.as_str() == note.code);
            say(code.unwrap_or(FindingCode::ListTrailerMissing), Severity::Note, note.text.clone());
        }
    }
    if inputs.as_of_from == AsOfFrom::Publication {
        let text =
            format!("no value date and no --as-of: lists are seen as of {}, their newest publication", inputs.as_of);
        findings.push(Finding::new(
            FindingCode::AsOfAssumed,
            Severity::Note,
            Subject::Run,
            Evidence::Setting { text },
            Vec::new(),
        ));
    }
    findings
}
