//! The policy file as written: TOML in which every key may be left out and no other key may stand.

use super::{AllowEntry, Policy};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Severity;
use crate::name::score::{Score, WEAK_SCORE_MIN};
use crate::watchlist::entry::ListId;
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Written {
    lists: Lists,
    names: Names,
    accounts: Accounts,
    wallets: Wallets,
    dates: Dates,
    limits: Limits,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Lists {
    required: Option<Vec<Spanned<String>>>,
    list_age_days_max: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Names {
    alert_score_min: Option<Spanned<u16>>,
    strong_score_min: Option<Spanned<u16>>,
    name_chars_max: Option<Spanned<usize>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Accounts {
    identities_min: Option<Spanned<usize>>,
    allow: Vec<Allow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    key: Spanned<String>,
    owner: Spanned<String>,
    reason: Spanned<String>,
    expires: Spanned<Day>,
}

/// A day as a TOML date or as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Date(toml::value::Datetime),
    Text(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Wallets {
    payout_severity: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Dates {
    outlier_days: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Limits {
    field_bytes_max: Option<Spanned<usize>>,
    columns_max: Option<Spanned<usize>>,
}

/// Longer texts are no names; sums of weights stay far from their type's end.
const NAME_CHARS_LIMIT: usize = 4096;

/// Puts the written values over the default, one by one, and refuses what cannot be.
struct Reader<'a> {
    text: &'a str,
}

pub(super) fn read(text: &str) -> Result<Policy> {
    let written: Written = toml::from_str(text).map_err(|error| {
        Error::new(ErrorKind::Policy, format!("the policy cannot be read: {}", error.to_string().trim()))
    })?;
    let reader = Reader { text };
    let mut policy = Policy::default();
    reader.lists(written.lists, &mut policy)?;
    reader.names(written.names, &mut policy)?;
    reader.accounts(written.accounts, &mut policy)?;
    if let Some(severity) = written.wallets.payout_severity {
        policy.wallets.payout_severity = match severity.get_ref().as_str() {
            "note" => Severity::Note,
            "review" => Severity::Review,
            "escalate" => Severity::Escalate,
            _ => return Err(reader.refuse(&severity, "wallets.payout_severity", "one of note, review, escalate")),
        };
    }
    if let Some(days) = written.dates.outlier_days {
        policy.dates.outlier_days = days;
    }
    if let Some(bytes) = written.limits.field_bytes_max {
        policy.limits.field_bytes_max = reader.at_least(&bytes, 1, "limits.field_bytes_max")?;
    }
    if let Some(columns) = written.limits.columns_max {
        policy.limits.columns_max = reader.at_least(&columns, 1, "limits.columns_max")?;
    }
    Ok(policy)
}

impl Reader<'_> {
    fn lists(&self, written: Lists, policy: &mut Policy) -> Result<()> {
        if let Some(required) = written.required {
            policy.lists.required.clear();
            for name in required {
                let list = ListId::parse(name.get_ref())
                    .ok_or_else(|| self.refuse(&name, "lists.required", "a list name such as \"ofac-sdn\""))?;
                policy.lists.required.push(list);
            }
        }
        if let Some(days) = written.list_age_days_max {
            policy.lists.list_age_days_max = days;
        }
        Ok(())
    }

    fn names(&self, written: Names, policy: &mut Policy) -> Result<()> {
        if let Some(score) = &written.alert_score_min {
            policy.names.alert_score_min = self.score(score, "names.alert_score_min")?;
        }
        if let Some(score) = &written.strong_score_min {
            policy.names.strong_score_min = self.score(score, "names.strong_score_min")?;
        }
        if policy.names.strong_score_min < policy.names.alert_score_min {
            let message = format!(
                "names.strong_score_min ({}) is below names.alert_score_min ({}); a strong match is at least an alert",
                policy.names.strong_score_min, policy.names.alert_score_min
            );
            return Err(Error::new(ErrorKind::Policy, message));
        }
        if let Some(chars) = &written.name_chars_max {
            policy.names.name_chars_max = self.at_least(chars, 1, "names.name_chars_max")?;
            if policy.names.name_chars_max > NAME_CHARS_LIMIT {
                let expected = format!("{NAME_CHARS_LIMIT} or less");
                return Err(self.refuse(chars, "names.name_chars_max", &expected));
            }
        }
        Ok(())
    }

    fn score(&self, written: &Spanned<u16>, key: &str) -> Result<Score> {
        Score::new(*written.get_ref())
            .filter(|score| *score >= WEAK_SCORE_MIN)
            .ok_or_else(|| self.refuse(written, key, &format!("a score from {WEAK_SCORE_MIN} to 1000")))
    }

    fn accounts(&self, written: Accounts, policy: &mut Policy) -> Result<()> {
        if let Some(identities) = &written.identities_min {
            policy.accounts.identities_min = self.at_least(identities, 2, "accounts.identities_min")?;
        }
        for entry in &written.allow {
            let text = |value: &Spanned<String>, key: &str| {
                let text = value.get_ref().trim();
                if text.is_empty() {
                    Err(self.refuse(value, key, "a text that is not empty"))
                } else {
                    Ok(text.to_owned())
                }
            };
            policy.accounts.allow.push(AllowEntry {
                key: text(&entry.key, "accounts.allow.key")?,
                owner: text(&entry.owner, "accounts.allow.owner")?,
                reason: text(&entry.reason, "accounts.allow.reason")?,
                expires: self.day(&entry.expires)?,
            });
        }
        Ok(())
    }

    fn day(&self, written: &Spanned<Day>) -> Result<NaiveDate> {
        let text = match written.get_ref() {
            Day::Date(date) => date.to_string(),
            Day::Text(text) => text.clone(),
        };
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .map_err(|_| self.refuse(written, "accounts.allow.expires", "a day such as 2026-12-31"))
    }

    fn at_least(&self, written: &Spanned<usize>, least: usize, key: &str) -> Result<usize> {
        let value = *written.get_ref();
        if value >= least { Ok(value) } else { Err(self.refuse(written, key, &format!("{least} or more"))) }
    }

    /// What, where and what was expected instead.
    fn refuse<T>(&self, value: &Spanned<T>, key: &str, expected: &str) -> Error {
        let span = value.span();
        let before = &self.text[..span.start.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let found = self.text.get(span).unwrap_or_default();
        let message = format!("line {line}, column {column}: {key} is {found}; expected {expected}");
        Error::new(ErrorKind::Policy, message)
    }
}
