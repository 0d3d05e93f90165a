//! Scores and bands, and every constant that shapes them.

use std::fmt;

/// Strength of a name match in thousandths: 0 is no evidence, 1000 is the same name.
///
/// A ranking, not a probability. An integer, so that a lookback in five years on another machine holds the same
/// digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// The same name.
    pub const SAME: Self = Self(1000);
    /// No evidence.
    pub const NONE: Self = Self(0);

    /// A score from 0 to 1000; `None` above.
    pub fn new(thousandths: u16) -> Option<Self> {
        (thousandths <= 1000).then_some(Self(thousandths))
    }

    /// `part` of `whole`. Rounds up, so a doubt at the threshold goes to the analyst; only equal names reach
    /// [`Score::SAME`].
    ///
    /// # Panics
    /// When `whole` is 0 or less than `part`: a bug.
    pub fn of(part: u32, whole: u32) -> Self {
        assert!(whole > 0);
        assert!(part <= whole);
        if part == whole {
            return Self::SAME;
        }
        let thousandths = (u64::from(part) * 1000).div_ceil(u64::from(whole)).min(999);
        Self(u16::try_from(thousandths).unwrap_or(999))
    }

    /// Thousandths.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What score and qualifiers mean together. `Possible` and above is an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Nothing.
    None,
    /// Below the alert line: kept as negative evidence.
    Weak,
    /// A person has to look.
    Possible,
    /// A person with authority has to look first.
    Strong,
}

impl Band {
    /// `none`, `weak`, `possible` or `strong`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Weak => "weak",
            Self::Possible => "possible",
            Self::Strong => "strong",
        }
    }
}
