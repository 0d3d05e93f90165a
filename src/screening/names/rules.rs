//! What a score and the evidence beside it mean together.
//!
//! The table, which `docs/methodology.md` prints:
//!
//! | step | rule |
//! |---|---|
//! | by score | `strong_score_min` and above is strong, `alert_score_min` and above possible, from 650 weak |
//! | weak alias | never strong; possible only when the whole name agrees in two parts, or something else agrees |
//! | vessel, aircraft | never above possible for a payee of unknown type |
//! | contradiction | person against company: possible at most; against a craft: weak; birth date: one band lower |
//! | agreement | of identity number, or of birth date to the day: one band higher (weak aliases: possible at most) |
//!
//! A score above the line that ends below it through type or birth date is reported as a note, `alert-lowered`.
//!
//! Country agrees or contradicts as evidence to read; it moves no band, since people move and nationality proves
//! nothing by itself.

use super::qualifiers::Effect;
use crate::finding::evidence::{ListedNameKind, Qualifier};
use crate::name::alignment::{Agreement, Comparison};
use crate::name::score::{Band, Score, WEAK_SCORE_MIN, is_telling};
use crate::policy::NameRules;
use crate::watchlist::alias::AliasStrength;

/// Band of one name of an entry.
pub fn band(
    comparison: &Comparison,
    kind: ListedNameKind,
    qualifiers: &[(Qualifier, Effect)],
    rules: &NameRules,
) -> Band {
    let mut band = by_score(comparison.score, rules);
    let has = |wanted: Effect| qualifiers.iter().any(|(_, effect)| *effect == wanted);
    if matches!(kind, ListedNameKind::Alias(_, AliasStrength::Weak)) {
        band = of_weak_alias(band, comparison, has(Effect::Supports) || has(Effect::Raises));
    }
    if has(Effect::Raises) {
        band = higher(band);
    }
    if has(Effect::Lowers) {
        band = lower(band);
    }
    if has(Effect::CapsPossible) {
        band = band.min(Band::Possible);
    }
    if has(Effect::CapsWeak) {
        band = band.min(Band::Weak);
    }
    if matches!(kind, ListedNameKind::Alias(_, AliasStrength::Weak)) { band.min(Band::Possible) } else { band }
}

/// Band by the score alone.
pub fn by_score(score: Score, rules: &NameRules) -> Band {
    match score {
        score if score >= rules.strong_score_min => Band::Strong,
        score if score >= rules.alert_score_min => Band::Possible,
        score if score >= WEAK_SCORE_MIN => Band::Weak,
        _ => Band::None,
    }
}

/// OFAC FAQ 124: weak aliases need not be screened, but help to confirm a hit. A whole name of several parts is more
/// than the nickname that most weak aliases are.
fn of_weak_alias(band: Band, comparison: &Comparison, is_supported: bool) -> Band {
    let equal =
        comparison.alignments.iter().filter(|a| a.agreement == Agreement::Equal && is_telling(a.weight)).count();
    let whole_name = band == Band::Strong && equal >= 2;
    if whole_name || is_supported { band.min(Band::Possible) } else { band.min(Band::Weak) }
}

fn higher(band: Band) -> Band {
    match band {
        Band::None => Band::None,
        Band::Weak => Band::Possible,
        Band::Possible | Band::Strong => Band::Strong,
    }
}

fn lower(band: Band) -> Band {
    match band {
        Band::Strong => Band::Possible,
        Band::Possible | Band::Weak => Band::Weak,
        Band::None => Band::None,
    }
}
