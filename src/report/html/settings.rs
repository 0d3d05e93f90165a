//! Lists, policy and columns in full: what a reader needs to see how the result came about.

use super::Capped;
use crate::Map;
use crate::policy::Policy;
use crate::report::Report;
use crate::report::money::grouped;
use crate::report::policy_json::PolicyText;
use crate::report::visible::Shown;
use crate::watchlist::snapshot::{Manifest, PublishedFrom};
use serde_json::Value;

/// Columns of one ledger shown on the page; `run.json` has all.
const COLUMNS_MAX: usize = 300;

pub(super) struct ListLine {
    pub list: String,
    pub published: String,
    pub published_from: &'static str,
    pub confirmed: Option<String>,
    pub age_days: String,
    /// True where the age is above what the policy allows.
    pub stale: bool,
    pub complete: bool,
    pub missing: Vec<Shown>,
    pub notes: Vec<Shown>,
    pub sha256: String,
    pub entries: String,
    pub kinds: String,
    pub names_strong: String,
    pub names_weak: String,
    pub addresses: String,
    pub wallets: String,
    pub wallets_by_asset: Shown,
}

/// One setting in force; `default` where it differs from that of an empty policy file.
pub(super) struct SettingLine {
    pub name: String,
    pub value: Shown,
    pub default: Option<Shown>,
}

pub(super) struct ColumnsOf {
    pub ledger: Shown,
    pub lines: Capped<ColumnLine>,
}

pub(super) struct ColumnLine {
    pub header: Shown,
    pub field: Option<Shown>,
    pub guessed: bool,
}

/// Snapshots in use.
pub(super) fn lists(report: &Report) -> Vec<ListLine> {
    report.lists.iter().map(|(manifest, age)| list_line(manifest, *age, &report.policy)).collect()
}

fn list_line(manifest: &Manifest, age_days: i64, policy: &Policy) -> ListLine {
    let counts = &manifest.counts;
    let number = |count: u64| grouped(&count.to_string());
    let wallets: u64 = counts.wallets.values().sum();
    let by_asset: Vec<String> = counts.wallets.iter().map(|(asset, count)| format!("{asset} {count}")).collect();
    ListLine {
        list: manifest.list.to_string(),
        published: manifest.published.to_string(),
        published_from: match manifest.published_from {
            PublishedFrom::File => "as the file says",
            PublishedFrom::Option => "as given by the user at import",
            PublishedFrom::Folder => "from the name of its folder",
        },
        confirmed: manifest.confirmed.map(|day| day.to_string()),
        age_days: if age_days == 1 { "1 day".to_owned() } else { format!("{age_days} days") },
        stale: age_days > i64::from(policy.lists.list_age_days_max),
        complete: manifest.complete,
        missing: manifest.missing.iter().map(|text| Shown::of(text)).collect(),
        notes: manifest.notes.iter().map(|note| Shown::of(&note.text)).collect(),
        sha256: manifest.sha256.to_string(),
        entries: number(counts.entries),
        kinds: format!(
            "{} individuals, {} entities, {} vessels, {} aircraft",
            number(counts.individual),
            number(counts.entity),
            number(counts.vessel),
            number(counts.aircraft)
        ),
        names_strong: number(counts.names_strong),
        names_weak: number(counts.names_weak),
        addresses: number(counts.addresses),
        wallets: number(wallets),
        wallets_by_asset: Shown::of(&by_asset.join(", ")),
    }
}

/// Every setting by its path in a policy file.
pub(super) fn settings(report: &Report) -> Vec<SettingLine> {
    let (in_force, default) = (flat(&report.policy), flat(&report.policy_default));
    let mut lines: Vec<SettingLine> = in_force
        .iter()
        .map(|(name, value)| SettingLine {
            name: name.clone(),
            value: Shown::of(value),
            default: match default.get(name) {
                Some(default) if default == value => None,
                Some(default) => Some(Shown::of(default)),
                None => Some(Shown::of("not set")),
            },
        })
        .collect();
    let removed = default.iter().filter(|(name, _)| !in_force.contains_key(*name));
    lines.extend(removed.map(|(name, value)| SettingLine {
        name: name.clone(),
        value: Shown::of("not set"),
        default: Some(Shown::of(value)),
    }));
    lines
}

/// The policy as paths and texts: `lists.list_age_days_max` and `14`. Made from the serialised policy, so that a
/// setting which is in `run.json` is on the page too.
fn flat(policy: &Policy) -> Map<String, String> {
    let value = serde_json::to_value(PolicyText::of(policy)).expect("every key of a policy is text");
    let mut lines = Map::new();
    flatten("", &value, &mut lines);
    lines
}

fn flatten(path: &str, value: &Value, lines: &mut Map<String, String>) {
    let at = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| flatten(&at(key), value, lines)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(index, item)| flatten(&format!("{path}[{}]", index + 1), item, lines));
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(scalar).collect();
            lines.insert(path.to_owned(), if texts.is_empty() { "none".to_owned() } else { texts.join(", ") });
        }
        _ => {
            lines.insert(path.to_owned(), scalar(value));
        }
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What became of each column.
pub(super) fn columns(report: &Report) -> Vec<ColumnsOf> {
    let of = report.ledgers.iter().map(|ledger| ColumnsOf {
        ledger: Shown::of(&ledger.name),
        lines: Capped::of(&ledger.columns, COLUMNS_MAX, |column| ColumnLine {
            header: Shown::of(&column.header),
            field: column.field.as_deref().map(Shown::of),
            guessed: column.guessed,
        }),
    });
    of.collect()
}
