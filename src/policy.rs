//! The settings in force: every number that decides what is reported, in full, with no hidden default.

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
