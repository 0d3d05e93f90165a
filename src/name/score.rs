//! Scores and bands, and every constant that shapes them.
//!
//! Weights are hundredths of a bit: a part that one listed party in `2^n` bears weighs `100 n`. Credits are
//! thousandths of a weight: how much of it an agreement earns. Costs are hundredths of a weight: how much a part that
//! nothing answers counts against. `docs/methodology.md` tells how they work together.

use super::alignment::Agreement;
use super::part::PartRole;
use std::fmt;

/// Weight of a part that no listed party bears: 14 bits, as if one in 16,384 did. The lists hold about as many
/// parties, so a part met once on them can hardly weigh more.
pub const WEIGHT_MAX: u32 = 1400;
/// Parts that hundreds of listed parties bear still say something.
const WEIGHT_MIN: u32 = 200;
/// `al`, `bin`, `of`: their agreement proves next to nothing, their absence too.
const WEIGHT_PARTICLE: u32 = 60;
/// `Dr`, `Haji`: no part of the name.
const WEIGHT_TITLE: u32 = 30;
/// `Ltd` against `Ltd`: most companies share it; `Ltd` against `Corp` tells a little.
const WEIGHT_LEGAL_FORM: u32 = 100;
/// One letter of 26, unevenly used: about four bits.
const WEIGHT_INITIAL: u32 = 400;
/// Digits tell funds, units and vessels apart.
const WEIGHT_NUMBER: u32 = 700;

/// Credit of parts that are equal.
const CREDIT_EQUAL: u32 = 1000;
/// Two parts written as one: spacing varies in most romanisations.
const CREDIT_JOINED: u32 = 970;
/// Equal consonants and first vowel: most often the same name in another romanisation, at times another name.
const CREDIT_SKELETON: u32 = 900;
/// An initial fits one name in twenty, and a different given name as well.
const CREDIT_INITIAL: u32 = 800;
/// What one edit in a part of one letter would cost; an edit in `n` letters costs this divided by `n`.
const EDIT_COST: u32 = 700;
/// The payee's part is itself a name that listed parties bear: then a small difference is rather another name than a
/// slip of the pen (Marina, Martina).
const CREDIT_KNOWN_OTHER_NAME: u32 = 130;
/// Parts borne by fewer listed parties may themselves be misspellings.
pub const KNOWN_NAME_ENTRIES_MIN: u32 = 3;

/// Shorter parts must be equal: one edit in "Li" leaves nothing that identifies anyone.
pub const FUZZY_LENGTH_MIN: usize = 4;
/// From this length two edits still leave most of a part.
const TWO_EDITS_LENGTH_MIN: usize = 8;
/// From this length three do.
const THREE_EDITS_LENGTH_MIN: usize = 12;
/// Parts joined from two or three may differ by one edit from this length on.
pub const JOINED_FUZZY_LENGTH_MIN: usize = 7;
/// Most parts that can be written as one: Abd al Rahman, Abdulrahman.
pub const JOINED_PARTS_MAX: usize = 3;

/// A payee's part that the list does not answer: another middle name, or another person.
const COST_PAYEE_PERSON: u32 = 75;
/// The same for companies, where each word counts.
const COST_PAYEE_ORGANISATION: u32 = 85;
/// A listed given name that the payee leaves out: people drop patronymics and middle names.
const COST_LISTED_GIVEN: u32 = 35;
/// A listed part of unknown role that the payee leaves out.
const COST_LISTED_PERSON: u32 = 55;
/// The listed family name is missing: hardly the same person.
const COST_LISTED_FAMILY: u32 = 120;
/// A word of a company that the payee leaves out.
const COST_LISTED_ORGANISATION: u32 = 70;
/// A number that nothing answers points to another fund, unit or vessel rather than to a slip of the pen.
const COST_NUMBER: u32 = 150;

/// Bits that must agree before a name can alert, initials not counted: less than eight bits are shared by one listed
/// party in 250.
pub const EVIDENCE_MIN: u32 = 800;
/// Best score of a name with less evidence than that.
pub const SCORE_WITHOUT_EVIDENCE: Score = Score(700);
/// What is taken from names whose parts are equal but stand in another order, in thousandths.
pub const OTHER_ORDER_COST: u16 = 10;
/// From this score on a candidate is `weak`: kept as negative evidence.
pub const WEAK_SCORE_MIN: Score = Score(650);

/// Which rules a listed name is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameRule {
    /// Names of people: parts may be dropped.
    Person,
    /// Names of companies, vessels and aircraft: each word counts.
    Organisation,
}

/// Weight of a part of `length` letters that `entries` listed parties bear, in hundredths of a bit. One letter says no
/// more than an initial does, however rare it is.
pub fn weight(role: PartRole, entries: u32, length: usize) -> u32 {
    match role {
        PartRole::Particle => WEIGHT_PARTICLE,
        PartRole::Title => WEIGHT_TITLE,
        PartRole::LegalForm => WEIGHT_LEGAL_FORM,
        PartRole::Initial => WEIGHT_INITIAL,
        PartRole::Plain | PartRole::Family | PartRole::Given if length == 1 => WEIGHT_INITIAL,
        PartRole::Number => WEIGHT_NUMBER,
        PartRole::Plain | PartRole::Family | PartRole::Given => {
            WEIGHT_MAX.saturating_sub(centibits(entries.max(1))).max(WEIGHT_MIN)
        }
    }
}

/// True for roles whose weight is so small that no name is found by them alone.
pub fn is_minor(role: PartRole) -> bool {
    matches!(role, PartRole::Particle | PartRole::Title | PartRole::LegalForm | PartRole::Initial)
}

/// True for the weight of a part that names someone, which particles, titles and legal forms do not.
pub fn is_telling(weight: u32) -> bool {
    weight >= WEIGHT_MIN
}

/// Credit of an agreement between parts of at most `length` letters.
pub fn credit(agreement: &Agreement, length: usize, payee_part_is_known_name: bool) -> u32 {
    let fuzzy = |credit: u32| {
        if payee_part_is_known_name { credit.saturating_sub(CREDIT_KNOWN_OTHER_NAME) } else { credit }
    };
    match agreement {
        Agreement::Equal => CREDIT_EQUAL,
        Agreement::Joined => CREDIT_JOINED,
        Agreement::Variant(_) => fuzzy(CREDIT_SKELETON),
        Agreement::Initial => CREDIT_INITIAL,
        Agreement::Edits(edits) => {
            let length = u32::try_from(length.max(1)).unwrap_or(u32::MAX);
            fuzzy(CREDIT_EQUAL.saturating_sub(EDIT_COST * u32::from(*edits) / length))
        }
        Agreement::OnlyPayee | Agreement::OnlyListed => 0,
    }
}

/// Parts of a payee's name that are compared. The longest listed names have about thirty; a text of more words is no
/// name, and comparing it would take time without end.
pub const PARTS_MAX: usize = 64;

/// Most edits that any two parts may differ by.
pub const EDITS_MAX: u8 = 3;

/// Edits that two parts of these lengths may differ by: the longer one decides.
pub fn edits_max(a: usize, b: usize) -> u8 {
    match a.max(b) {
        0..FUZZY_LENGTH_MIN => 0,
        FUZZY_LENGTH_MIN..TWO_EDITS_LENGTH_MIN => 1,
        TWO_EDITS_LENGTH_MIN..THREE_EDITS_LENGTH_MIN => 2,
        _ => EDITS_MAX,
    }
}

/// Edits that parts written as one may differ by from a single part: the shorter one decides, so that "Joseph M" is
/// not Joseph.
pub fn joined_edits_max(a: usize, b: usize) -> u8 {
    u8::from(a.min(b) >= JOINED_FUZZY_LENGTH_MIN)
}

/// What a payee's part costs that nothing answers.
pub fn cost_of_payee_part(role: PartRole, weight: u32, rule: NameRule) -> u32 {
    weight * cost_percent(role, rule, COST_PAYEE_PERSON, COST_PAYEE_ORGANISATION) / 100
}

/// What a listed part costs that nothing answers.
pub fn cost_of_listed_part(role: PartRole, weight: u32, rule: NameRule) -> u32 {
    let percent = match role {
        PartRole::Given => COST_LISTED_GIVEN,
        PartRole::Family => COST_LISTED_FAMILY,
        _ => cost_percent(role, rule, COST_LISTED_PERSON, COST_LISTED_ORGANISATION),
    };
    weight * percent / 100
}

fn cost_percent(role: PartRole, rule: NameRule, person: u32, organisation: u32) -> u32 {
    match (role, rule) {
        (PartRole::Number, _) => COST_NUMBER,
        (_, NameRule::Person) => person,
        (_, NameRule::Organisation) => organisation,
    }
}

/// `100 log2(n)` for n of 1 and more, rounded down, in whole numbers only.
fn centibits(n: u32) -> u32 {
    let whole = n.ilog2();
    // The fraction by repeated squaring of n / 2^whole, kept in 1/2^30.
    let mut mantissa = (u64::from(n) << 30) >> whole;
    let mut fraction = 0;
    for bit in (0..16).rev() {
        mantissa = (mantissa * mantissa) >> 30;
        if mantissa >= 2 << 30 {
            mantissa >>= 1;
            fraction |= 1 << bit;
        }
    }
    whole * 100 + ((fraction * 100) >> 16)
}

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

    /// This score, `thousandths` lower.
    pub fn lowered_by(self, thousandths: u16) -> Self {
        Self(self.0.saturating_sub(thousandths))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_logarithms() {
        for (n, expected) in [(1, 0), (2, 100), (3, 158), (4, 200), (1000, 996), (16_384, 1400)] {
            assert_eq!(centibits(n), expected, "{n}");
        }
    }

    #[test]
    fn only_equal_names_reach_the_top() {
        assert_eq!(Score::of(1, 1), Score::SAME);
        assert_eq!(Score::of(9_999, 10_000).get(), 999);
        assert_eq!(Score::of(0, 7), Score::NONE);
    }

    #[test]
    fn a_rarer_part_weighs_more() {
        assert!(weight(PartRole::Plain, 1, 5) > weight(PartRole::Plain, 2, 5));
        assert!(weight(PartRole::Plain, 100_000, 5) > weight(PartRole::Particle, 1, 2));
    }
}
