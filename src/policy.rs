//! The settings in force: every number that decides what is reported, in full, with no hidden default.

mod written;

use crate::error::Result;
use crate::finding::Severity;
use crate::ledger::Limits;
use crate::name::score::Score;
use crate::watchlist::entry::ListId;
use chrono::NaiveDate;

/// Valid settings. Made by [`Policy::default`] or by reading a policy file; never changed by a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Lists that must be there.
    pub lists: ListRules,
    /// When names alert.
    pub names: NameRules,
    /// When accounts are reported.
    pub accounts: AccountRules,
    /// What payouts to wallets mean.
    pub wallets: WalletRules,
    /// What is done with dates.
    pub dates: DateRules,
    /// Limits on hostile input.
    pub limits: Limits,
}

/// Which lists a run needs and how old they may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRules {
    /// Lists whose absence is a finding.
    pub required: Vec<ListId>,
    /// Days from publication or last confirmation to `as_of` above which a list is stale.
    pub list_age_days_max: u32,
}

/// When a name alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRules {
    /// Score from which a name is `possible`: an alert.
    pub alert_score_min: Score,
    /// Score from which a name is `strong`.
    pub strong_score_min: Score,
    /// Characters of a name that are screened; a longer one is also a finding.
    pub name_chars_max: usize,
}

/// When a shared account is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRules {
    /// Identities on one strong key from which it is a finding.
    pub identities_min: usize,
    /// Accounts and wallets that are known to be shared or paid for a good reason.
    pub allow: Vec<AllowEntry>,
}

/// One entry of the allow-list: `[[accounts.allow]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowEntry {
    /// The account or wallet as a ledger would write it (bank code and account joined by `/`).
    pub key: String,
    /// Who answers for it.
    pub owner: String,
    /// Why it is allowed.
    pub reason: String,
    /// Last day on which it holds.
    pub expires: NaiveDate,
}

/// What payouts to wallets mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletRules {
    /// Severity of a payout to a wallet that is on no list.
    pub payout_severity: Severity,
}

/// What is done with dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRules {
    /// Days after the median value date beyond which a date is reported and not used for `as_of`.
    pub outlier_days: u32,
}

impl Default for Policy {
    /// The policy without a file. Each number with its reason stands in `docs/policy.md`.
    fn default() -> Self {
        let required = ["ofac-sdn", "un-sc"].into_iter().filter_map(ListId::parse).collect();
        let score = |thousandths| Score::new(thousandths).unwrap_or(Score::SAME);
        Self {
            lists: ListRules { required, list_age_days_max: 14 },
            names: NameRules { alert_score_min: score(850), strong_score_min: score(950), name_chars_max: 512 },
            accounts: AccountRules { identities_min: 2, allow: Vec::new() },
            wallets: WalletRules { payout_severity: Severity::Review },
            dates: DateRules { outlier_days: 366 },
            limits: Limits::default(),
        }
    }
}

impl Policy {
    /// Reads a policy file. An empty file is the default.
    ///
    /// # Errors
    /// Unknown keys, wrong types and values that cannot be, each with its line and column.
    pub fn read(text: &str) -> Result<Self> {
        written::read(text)
    }

    /// The policy in force as a policy file: every key, with the reason for its default.
    pub fn to_toml(&self) -> String {
        let required: Vec<String> = self.lists.required.iter().map(|list| quoted(list.as_str())).collect();
        let mut text = format!(
            "[lists]\n\
             # Lists whose absence is a finding and exit code 4.\n\
             required = [{}]\n\
             # OFAC publishes several times a month; two weeks without a confirmation is too long.\n\
             list_age_days_max = {}\n\n\
             [names]\n\
             # From this score (0 to 1000) a name is an alert of band `possible`.\n\
             alert_score_min = {}\n\
             # From this score a name is of band `strong` and escalates.\n\
             strong_score_min = {}\n\
             # Characters of a name that are screened; a longer one is also a finding.\n\
             name_chars_max = {}\n\n\
             [accounts]\n\
             # Identities paid through one strong account or wallet from which it is a finding.\n\
             identities_min = {}\n\n",
            required.join(", "),
            self.lists.list_age_days_max,
            self.names.alert_score_min,
            self.names.strong_score_min,
            self.names.name_chars_max,
            self.accounts.identities_min,
        );
        for entry in &self.accounts.allow {
            text.push_str(&format!(
                "[[accounts.allow]]\nkey = {}\nowner = {}\nreason = {}\nexpires = {}\n\n",
                quoted(&entry.key),
                quoted(&entry.owner),
                quoted(&entry.reason),
                entry.expires
            ));
        }
        text.push_str(&format!(
            "[wallets]\n\
             # A payout to a wallet that is on no list: note, review or escalate.\n\
             payout_severity = {}\n\n\
             [dates]\n\
             # A value date this many days after the median is reported and not used for as_of.\n\
             outlier_days = {}\n\n\
             [limits]\n\
             # Bytes of one field of a ledger.\n\
             field_bytes_max = {}\n\
             # Columns of one row.\n\
             columns_max = {}\n",
            quoted(self.wallets.payout_severity.as_str()),
            self.dates.outlier_days,
            self.limits.field_bytes_max,
            self.limits.columns_max,
        ));
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(Policy::read("").unwrap(), Policy::default());
    }

    #[test]
    fn the_policy_as_written_reads_back() {
        let text = "[[accounts.allow]]\nkey = 'DE89 3704'\nowner = \"A \\\"B\\\"\"\nreason = 'payroll agent'\n\
                    expires = 2026-12-31\n[names]\nalert_score_min = 870\n";
        let policy = Policy::read(text).unwrap();
        assert_eq!(policy.accounts.allow.len(), 1);
        assert_eq!(policy.names.alert_score_min.get(), 870);
        assert_eq!(Policy::read(&policy.to_toml()).unwrap(), policy);
        assert_eq!(Policy::read(&Policy::default().to_toml()).unwrap(), Policy::default());
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_place() {
        for (text, expected) in [
            ("[names]\nalert_score = 1\n", "unknown field"),
            ("[names]\nalert_score_min = \"high\"\n", "line 2"),
            ("[names]\nalert_score_min = 1001\n", "line 2, column 19: names.alert_score_min is 1001"),
            ("[names]\nstrong_score_min = 700\n", "below names.alert_score_min"),
            ("[lists]\nrequired = [\"OFAC SDN\"]\n", "line 2, column 13"),
            ("[wallets]\npayout_severity = 'low'\n", "one of note, review, escalate"),
            ("[accounts]\nidentities_min = 1\n", "2 or more"),
            ("[[accounts.allow]]\nkey='1'\nowner='o'\nreason='r'\nexpires='soon'\n", "a day such as"),
            ("[[accounts.allow]]\nkey='1'\nowner=''\nreason='r'\nexpires=2026-01-01\n", "accounts.allow.owner"),
            ("[limits]\ncolumns_max = -1\n", "line 2"),
        ] {
            let message = Policy::read(text).unwrap_err().to_string();
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
