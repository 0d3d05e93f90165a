//! What was decided about a finding, and by whom.

use chrono::NaiveDate;
use serde::Serialize;

/// State of a finding. Deciding alerts in decision files is the work of `review`; until then a finding is open
/// unless the policy's allow-list covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Disposition {
    /// Nobody has decided.
    Open,
    /// An entry of `[[accounts.allow]]` covers it: still reported, never above `note`.
    Allowed {
        /// Who answers for the entry.
        owner: String,
        /// Why it is allowed.
        reason: String,
        /// Last day on which it holds.
        expires: NaiveDate,
    },
}
