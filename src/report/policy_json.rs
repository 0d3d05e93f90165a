//! The policy in full as `run.json` holds it, which is also what the page shows.

use crate::policy::Policy;
use serde::Serialize;

/// The policy in full, in the shape of a policy file.
#[derive(Serialize)]
pub(super) struct PolicyText {
    lists: ListRulesText,
    names: NameRulesText,
    accounts: AccountRulesText,
    wallets: WalletRulesText,
    dates: DateRulesText,
    limits: LimitsText,
}

#[derive(Serialize)]
struct ListRulesText {
    required: Vec<String>,
    list_age_days_max: u32,
}

#[derive(Serialize)]
struct NameRulesText {
    alert_score_min: u16,
    strong_score_min: u16,
    name_chars_max: usize,
}

#[derive(Serialize)]
struct AccountRulesText {
    identities_min: usize,
    allow: Vec<AllowText>,
}

#[derive(Serialize)]
struct AllowText {
    key: String,
    owner: String,
    reason: String,
    expires: String,
}

#[derive(Serialize)]
struct WalletRulesText {
    payout_severity: &'static str,
}

#[derive(Serialize)]
struct DateRulesText {
    outlier_days: u32,
}

#[derive(Serialize)]
struct LimitsText {
    field_bytes_max: usize,
    columns_max: usize,
}

impl PolicyText {
    /// Every setting of `policy`. Taken apart without `..`, so that a new setting cannot be forgotten here.
    pub(super) fn of(policy: &Policy) -> Self {
        let Policy { lists, names, accounts, wallets, dates, limits } = policy;
        let crate::policy::ListRules { required, list_age_days_max } = lists;
        let crate::policy::NameRules { alert_score_min, strong_score_min, name_chars_max } = names;
        let crate::policy::AccountRules { identities_min, allow } = accounts;
        let crate::policy::WalletRules { payout_severity } = wallets;
        let crate::policy::DateRules { outlier_days } = dates;
        let crate::ledger::Limits { field_bytes_max, columns_max } = limits;
        let allow = allow.iter().map(|entry| AllowText {
            key: entry.key.clone(),
            owner: entry.owner.clone(),
            reason: entry.reason.clone(),
            expires: entry.expires.to_string(),
        });
        Self {
            lists: ListRulesText {
                required: required.iter().map(ToString::to_string).collect(),
                list_age_days_max: *list_age_days_max,
            },
            names: NameRulesText {
                alert_score_min: alert_score_min.get(),
                strong_score_min: strong_score_min.get(),
                name_chars_max: *name_chars_max,
            },
            accounts: AccountRulesText { identities_min: *identities_min, allow: allow.collect() },
            wallets: WalletRulesText { payout_severity: payout_severity.as_str() },
            dates: DateRulesText { outlier_days: *outlier_days },
            limits: LimitsText { field_bytes_max: *field_bytes_max, columns_max: *columns_max },
        }
    }
}
