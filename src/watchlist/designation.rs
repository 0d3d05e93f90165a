//! The act of listing, with its dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One programme under which a party is listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Designation {
    /// Programme code: `DPRK3`, `SDGT`, the UN's regime.
    pub programme: String,
    /// Day of listing, where the format has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<NaiveDate>,
    /// Day of the last amendment, where the format has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended_on: Option<NaiveDate>,
}
