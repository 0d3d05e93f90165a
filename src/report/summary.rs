//! The summary that a run prints: one screen of 24 lines and 100 columns, safe for a terminal.
//!
//! Unseen characters are shown by number, so a name can neither move the cursor nor turn a line around.

use super::figures;
use super::money::grouped;
use super::verdict::{reasons, status};
use super::visible::visible;
use super::{Report, json, wording};
use crate::ENGINE_VERSION;
use crate::finding::{Finding, Severity};
use crate::ledger::RowCounts;
use crate::payment::amount::decimal_text;

/// Lines of the screen.
pub const LINES_MAX: usize = 24;
/// Columns of the screen.
pub const COLUMNS_MAX: usize = 100;

/// Lines that ledgers, totals, lists and reasons may take each.
const BLOCK_LINES_MAX: usize = 3;
/// Width of the label before each block.
const LABEL_COLUMNS: usize = 10;

/// The summary, each line ended by a line feed. `report_path` is where the report is, as a user would open it.
pub fn summary(report: &Report, report_path: &str) -> String {
    let mut lines = vec![
        format!(
            "paysieve {ENGINE_VERSION}  {}  as of {}  run {}",
            status(report).as_str().to_uppercase(),
            report.as_of,
            json::run_id(report).short(12)
        ),
        String::new(),
    ];
    block(&mut lines, "why", reasons(report));
    block(&mut lines, "ledgers", ledgers(report));
    block(&mut lines, "totals", packed(totals(report)));
    block(&mut lines, "lists", lists(report));
    lines.push(labelled("findings", &counts(report)));
    // The path is the last line whatever comes before: it is what a user copies.
    let room = LINES_MAX.saturating_sub(lines.len() + 3);
    let open: Vec<&Finding> = report.open().collect();
    if !open.is_empty() {
        lines.push(String::new());
        let shown = if open.len() > room { room.saturating_sub(1) } else { open.len() };
        lines.extend(open.iter().take(shown).map(|finding| {
            format!("{:<9} {} {}", finding.severity.as_str(), finding.id, visible(&wording::summary(finding, report)))
        }));
        if open.len() > shown {
            lines.push(format!("{:<9} {} more in findings.csv", "", open.len() - shown));
        }
    }
    lines.push(String::new());
    let mut text: String = lines.iter().map(|line| fitted(line) + "\n").collect();
    // Never cut: a path that is cut opens nothing.
    text.push_str(&labelled("report", &visible(report_path)));
    text.push('\n');
    text
}

fn block(lines: &mut Vec<String>, label: &str, texts: Vec<String>) {
    let shown = if texts.len() > BLOCK_LINES_MAX { BLOCK_LINES_MAX - 1 } else { texts.len() };
    let mut block: Vec<String> = texts.iter().take(shown).cloned().collect();
    if texts.len() > shown {
        block.push(format!("{} more in the report", texts.len() - shown));
    }
    for (position, text) in block.iter().enumerate() {
        lines.push(labelled(if position == 0 { label } else { "" }, text));
    }
}

/// Short texts side by side, as many as fit on a line.
fn packed(texts: Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut() {
            Some(line) if LABEL_COLUMNS + line.chars().count() + 3 + text.chars().count() <= COLUMNS_MAX => {
                line.push_str(" · ");
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    lines
}

fn labelled(label: &str, text: &str) -> String {
    format!("{label:<LABEL_COLUMNS$}{text}")
}

fn ledgers(report: &Report) -> Vec<String> {
    let in_words = |counts: RowCounts| {
        let RowCounts { rows, payments, unpriced, excluded, rejections } = counts;
        format!("rows {rows} = payments {payments} + unpriced {unpriced} + excluded {excluded} + rejected {rejections}")
    };
    let mut texts: Vec<String> =
        report.ledgers.iter().map(|ledger| format!("{}: {}", ledger.name, in_words(ledger.counts()))).collect();
    if texts.len() > 1 {
        texts.insert(0, format!("{} files: {}", texts.len(), in_words(figures::run_counts(report))));
    }
    texts
}

fn totals(report: &Report) -> Vec<String> {
    let totals = figures::run_totals(report);
    let mut texts: Vec<String> = totals
        .0
        .iter()
        .map(|((currency, direction), total)| {
            let sum = total.sum.map(|sum| grouped(&decimal_text(sum, currency)));
            let sum = sum.unwrap_or_else(|| "too large to add".to_owned());
            let payments = if total.count == 1 { "payment" } else { "payments" };
            format!("{currency} {sum} {} ({} {payments})", direction.as_str(), total.count)
        })
        .collect();
    let declared: Vec<bool> = report
        .ledgers
        .iter()
        .flat_map(|ledger| &ledger.declared)
        .chain(&report.expected)
        .map(|declared| declared.agrees)
        .collect();
    if !declared.is_empty() {
        let agree = declared.iter().filter(|agrees| **agrees).count();
        texts.insert(0, format!("{agree} of {} declared or expected totals agree", declared.len()));
    }
    texts
}

fn lists(report: &Report) -> Vec<String> {
    let of = report.lists.iter().map(|(manifest, age)| {
        let days = if *age == 1 { "1 day".to_owned() } else { format!("{age} days") };
        format!("{} published {}, {days} old, {} entries", manifest.list, manifest.published, manifest.counts.entries)
    });
    let mut texts: Vec<String> = of.collect();
    if texts.is_empty() {
        texts.push("none".to_owned());
    }
    texts
}

fn counts(report: &Report) -> String {
    let count = |severity| report.screened.findings.iter().filter(|finding| finding.severity == severity).count();
    format!(
        "{} escalate, {} review, {} note; {} payees with an alert",
        count(Severity::Escalate),
        count(Severity::Review),
        count(Severity::Note),
        report.screened.alerts.len()
    )
}

/// `line` without unseen characters, cut to the width of the screen.
fn fitted(line: &str) -> String {
    let line = visible(line);
    let columns: usize = line.chars().map(columns_of).sum();
    if columns <= COLUMNS_MAX {
        return line;
    }
    let mut cut = String::new();
    let mut left = COLUMNS_MAX - 1;
    for c in line.chars() {
        let Some(rest) = left.checked_sub(columns_of(c)) else { break };
        left = rest;
        cut.push(c);
    }
    cut + "…"
}

/// Columns that a terminal gives a character: two for the wide ones of East Asian scripts and emoji. Marks that take
/// none count as one, so a line is never wider than it is said to be.
fn columns_of(c: char) -> usize {
    match u32::from(c) {
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xA960..=0xA97F
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F000..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}
