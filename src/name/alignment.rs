//! Which part of one name answers which part of the other, how, and what it weighs.
//!
//! Each part is used once. Every answer that the rules allow is a proposal; proposals are taken best first, ties by
//! position, so the outcome does not depend on anything but the two names and the weights of their parts.

use super::part::PartRole;
use super::score::{self, NameRule, Score};
use super::skeleton::skeleton;

/// How a group of parts of the payee's name answers a group of parts of the listed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// The same in normal form.
    Equal,
    /// Different by this many edits.
    Edits(u8),
    /// One side is the initial of the other.
    Initial,
    /// Two parts on one side are written as one on the other.
    Joined,
    /// The same name in another spelling, by a rule or table; the text names it.
    Variant(&'static str),
    /// A part of the payee's name that nothing answers.
    OnlyPayee,
    /// A part of the listed name that nothing answers.
    OnlyListed,
}

/// One group of parts and its weight. Every part of both names stands in exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Parts of the payee's name, in normal form; empty for [`Agreement::OnlyListed`].
    pub payee: String,
    /// Parts of the listed name, in normal form; empty for [`Agreement::OnlyPayee`].
    pub listed: String,
    /// How they agree.
    pub agreement: Agreement,
    /// Weight in hundredths of a bit: how much the parts say by their rarity; for a part that stands alone, how much
    /// it counts against.
    pub weight: u32,
    /// How much of the weight the agreement earns; 0 for parts that stand alone.
    pub earned: u32,
}

impl Agreement {
    /// A few words for people: `equal`, `1 edit`, `only in the payee's name`.
    pub fn in_words(&self) -> String {
        match self {
            Self::Equal => "equal".to_owned(),
            Self::Edits(1) => "1 edit".to_owned(),
            Self::Edits(edits) => format!("{edits} edits"),
            Self::Initial => "initial".to_owned(),
            Self::Joined => "joined or split".to_owned(),
            Self::Variant(rule) => (*rule).to_owned(),
            Self::OnlyPayee => "only in the payee's name".to_owned(),
            Self::OnlyListed => "only in the listed name".to_owned(),
        }
    }
}

/// A part with what comparing it needs, worked out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighedPart {
    /// Normal form.
    pub text: String,
    /// Role in its name.
    pub role: PartRole,
    /// Weight in hundredths of a bit.
    pub weight: u32,
    /// True where enough listed parties bear it that it is a name of its own.
    pub is_known_name: bool,
    length: usize,
    letters: u64,
    skeleton: Option<String>,
}

impl WeighedPart {
    /// A part that `entries` listed parties bear.
    pub fn new(text: &str, role: PartRole, entries: u32) -> Self {
        let length = text.chars().count();
        Self {
            text: text.to_owned(),
            role,
            weight: score::weight(role, entries, length),
            is_known_name: entries >= score::KNOWN_NAME_ENTRIES_MIN,
            length,
            letters: letters(text),
            skeleton: skeleton(text),
        }
    }

    /// Neighbouring parts written as one, with the sum of their weights.
    pub fn joined(text: &str, weight: u32) -> Self {
        Self { weight, is_known_name: false, skeleton: None, ..Self::new(text, PartRole::Plain, 0) }
    }

    /// Letters.
    pub fn length(&self) -> usize {
        self.length
    }

    /// One bit for each class of letters it holds.
    pub fn letters(&self) -> u64 {
        self.letters
    }

    /// Key by which other romanisations of the same name are found.
    pub fn skeleton(&self) -> Option<&str> {
        self.skeleton.as_deref()
    }
}

/// One bit for each of 64 classes of letters, of which an edit changes at most two.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}

/// How the part `a` of a payee's name agrees with the part `b` of a listed name; `None` where it does not.
pub fn agreement(a: &WeighedPart, b: &WeighedPart) -> Option<Agreement> {
    if a.text == b.text {
        return Some(Agreement::Equal);
    }
    if a.role == PartRole::Initial || b.role == PartRole::Initial {
        let is_name = |part: &WeighedPart| !matches!(part.role, PartRole::Number | PartRole::LegalForm);
        let first_letters_agree = a.text.chars().next() == b.text.chars().next();
        return (first_letters_agree && is_name(a) && is_name(b)).then_some(Agreement::Initial);
    }
    if !may_be_fuzzy(a.role) || !may_be_fuzzy(b.role) {
        return None;
    }
    match edits(a, b, score::edits_max(a.length, b.length)) {
        Some(edits) => Some(Agreement::Edits(edits)),
        None if a.skeleton.is_some() && a.skeleton == b.skeleton => {
            Some(Agreement::Variant("same name, other spelling"))
        }
        None => None,
    }
}

/// Digits, legal forms and particles are equal or different.
fn may_be_fuzzy(role: PartRole) -> bool {
    matches!(role, PartRole::Plain | PartRole::Family | PartRole::Given)
}

/// Edits between the two (insert, delete, replace, swap of neighbours), where they are at most `max`.
fn edits(a: &WeighedPart, b: &WeighedPart, max: u8) -> Option<u8> {
    let limit = usize::from(max);
    if max == 0 || a.length.abs_diff(b.length) > limit {
        return None;
    }
    if (a.letters ^ b.letters).count_ones() > 2 * u32::from(max) {
        return None;
    }
    let holds_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if holds_digit(&a.text) || holds_digit(&b.text) {
        // B-52 and B-53 are different things.
        return None;
    }
    let distance = strsim::osa_distance(&a.text, &b.text);
    (distance <= limit).then(|| u8::try_from(distance).unwrap_or(max))
}

/// How a payee's name agrees with a listed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How well they agree.
    pub score: Score,
    /// Why: every part of both names in exactly one.
    pub alignments: Vec<Alignment>,
}

/// Neighbouring parts written as one: Abd al Rahman, Abdulrahman.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedPart {
    /// First part.
    pub from: usize,
    /// One behind the last part.
    pub to: usize,
    /// The parts as one, with the sum of their weights.
    pub part: WeighedPart,
}

/// A name with what comparing it needs, worked out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighedName {
    /// Its parts, in order.
    pub parts: Vec<WeighedPart>,
    /// Groups of two and three neighbours written as one.
    pub joined: Vec<JoinedPart>,
}

impl WeighedName {
    /// A name of `parts`.
    pub fn new(parts: Vec<WeighedPart>) -> Self {
        let joined = joined_parts(&parts);
        Self { parts, joined }
    }
}

fn joined_parts(parts: &[WeighedPart]) -> Vec<JoinedPart> {
    let mut joined = Vec::new();
    for from in 0..parts.len() {
        for to in from + 2..=(from + score::JOINED_PARTS_MAX).min(parts.len()) {
            let group = &parts[from..to];
            if group.iter().any(|part| matches!(part.role, PartRole::LegalForm | PartRole::Title)) {
                continue;
            }
            let text: String = group.iter().map(|part| part.text.as_str()).collect();
            let weight: u32 = group.iter().map(|part| part.weight).sum();
            joined.push(JoinedPart { from, to, part: WeighedPart::joined(&text, weight.min(score::WEIGHT_MAX)) });
        }
    }
    joined
}

/// True where parts written as one are the single part `part`, or differ from it by one edit in a long one.
pub fn joined_agrees(joined: &WeighedPart, part: &WeighedPart) -> bool {
    if score::is_minor(part.role) {
        return false;
    }
    if joined.text == part.text {
        return true;
    }
    let edits_max = score::joined_edits_max(joined.length, part.length);
    part.role != PartRole::Number && edits(joined, part, edits_max).is_some()
}

/// A possible answer: parts `payee` (from, to) to parts `listed` (from, to).
struct Proposal {
    payee: (usize, usize),
    listed: (usize, usize),
    agreement: Agreement,
    weight: u32,
    earned: u32,
}

/// How well a payee's name agrees with a listed name: the score of [`compare`] alone.
pub fn score(payee: &WeighedName, listed: &WeighedName, rule: NameRule) -> Score {
    Answers::of(payee, listed, rule).score(rule)
}

/// Compares a payee's name with a listed name, part by part.
pub fn compare(payee: &WeighedName, listed: &WeighedName, rule: NameRule) -> Comparison {
    let answers = Answers::of(payee, listed, rule);
    Comparison { score: answers.score(rule), alignments: answers.alignments(rule) }
}

fn proposals(payee: &WeighedName, listed: &WeighedName, rule: NameRule) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for (i, a) in payee.parts.iter().enumerate() {
        for (j, b) in listed.parts.iter().enumerate() {
            // Companies and vessels have no initials: "Maria S" is not the ship Stella Maria.
            let may_agree = |found: &Agreement| rule == NameRule::Person || *found != Agreement::Initial;
            if let Some(agreement) = agreement(a, b).filter(may_agree) {
                let weight = a.weight.min(b.weight);
                let length = a.length.max(b.length);
                let earned = weight * score::credit(&agreement, length, a.is_known_name) / 1000;
                proposals.push(Proposal { payee: (i, i + 1), listed: (j, j + 1), agreement, weight, earned });
            }
        }
    }
    for joined in &payee.joined {
        for (j, b) in listed.parts.iter().enumerate().filter(|(_, b)| joined_agrees(&joined.part, b)) {
            proposals.push(joined_proposal((joined.from, joined.to), (j, j + 1), joined.part.weight.max(b.weight)));
        }
    }
    for joined in &listed.joined {
        for (i, a) in payee.parts.iter().enumerate().filter(|(_, a)| joined_agrees(&joined.part, a)) {
            proposals.push(joined_proposal((i, i + 1), (joined.from, joined.to), joined.part.weight.max(a.weight)));
        }
    }
    proposals.sort_by(|a, b| b.earned.cmp(&a.earned).then(a.payee.cmp(&b.payee)).then(a.listed.cmp(&b.listed)));
    proposals
}

fn joined_proposal(payee: (usize, usize), listed: (usize, usize), weight: u32) -> Proposal {
    let earned = weight * score::credit(&Agreement::Joined, 0, false) / 1000;
    Proposal { payee, listed, agreement: Agreement::Joined, weight, earned }
}

/// Which parts answer which: each part once.
struct Answers<'a> {
    payee: &'a [WeighedPart],
    listed: &'a [WeighedPart],
    taken: Vec<Proposal>,
    payee_used: Vec<bool>,
    listed_used: Vec<bool>,
}

impl<'a> Answers<'a> {
    fn of(payee: &'a WeighedName, listed: &'a WeighedName, rule: NameRule) -> Self {
        let (payee_used, listed_used) = (vec![false; payee.parts.len()], vec![false; listed.parts.len()]);
        let taken = Vec::new();
        let mut answers = Self { payee: &payee.parts, listed: &listed.parts, taken, payee_used, listed_used };
        for proposal in proposals(payee, listed, rule) {
            answers.take(proposal);
        }
        answers.taken.sort_by_key(|proposal| proposal.payee);
        answers
    }

    /// Takes a proposal if all its parts are free.
    fn take(&mut self, proposal: Proposal) {
        let payee = &mut self.payee_used[proposal.payee.0..proposal.payee.1];
        let listed = &mut self.listed_used[proposal.listed.0..proposal.listed.1];
        if payee.iter().chain(listed.iter()).all(|used| !used) {
            payee.fill(true);
            listed.fill(true);
            self.taken.push(proposal);
        }
    }

    /// Parts of the payee's name that nothing answers, with what they cost.
    fn left_payee(&self, rule: NameRule) -> impl Iterator<Item = (&'a WeighedPart, u32)> {
        let left = self.payee.iter().zip(&self.payee_used).filter(|(_, used)| !**used);
        left.map(move |(part, _)| (part, score::cost_of_payee_part(part.role, part.weight, rule)))
    }

    /// Parts of the listed name that nothing answers, with what they cost.
    fn left_listed(&self, rule: NameRule) -> impl Iterator<Item = (&'a WeighedPart, u32)> {
        let left = self.listed.iter().zip(&self.listed_used).filter(|(_, used)| !**used);
        left.map(move |(part, _)| (part, score::cost_of_listed_part(part.role, part.weight, rule)))
    }

    fn score(&self, rule: NameRule) -> Score {
        let earned: u32 = self.taken.iter().map(|proposal| proposal.earned).sum();
        let answered: u32 = self.taken.iter().map(|proposal| proposal.weight).sum();
        let left = self.left_payee(rule).chain(self.left_listed(rule)).map(|(_, cost)| cost).sum::<u32>();
        if answered + left == 0 {
            return Score::NONE;
        }
        let mut score = Score::of(earned, answered + left);
        let in_order = self.taken.windows(2).all(|pair| pair[0].listed < pair[1].listed);
        let roles_are_known = |parts: &[WeighedPart]| parts.iter().any(|part| part.role == PartRole::Family);
        if !(in_order || roles_are_known(self.payee) || roles_are_known(self.listed)) {
            score = score.lowered_by(score::OTHER_ORDER_COST);
        }
        // An initial fits one name in twenty: it may complete other evidence, and is none by itself.
        let full = self.taken.iter().filter(|proposal| proposal.agreement != Agreement::Initial);
        let evidence: u32 = full.map(|proposal| proposal.earned).sum();
        let is_whole_name = score == Score::SAME && earned >= score::EVIDENCE_MIN / 2;
        if evidence < score::EVIDENCE_MIN && !is_whole_name {
            score = score.min(score::SCORE_WITHOUT_EVIDENCE);
        }
        score
    }

    fn alignments(&self, rule: NameRule) -> Vec<Alignment> {
        let text = |parts: &[WeighedPart], (from, to): (usize, usize)| {
            parts[from..to].iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let answered = self.taken.iter().map(|proposal| Alignment {
            payee: text(self.payee, proposal.payee),
            listed: text(self.listed, proposal.listed),
            agreement: proposal.agreement.clone(),
            weight: proposal.weight,
            earned: proposal.earned,
        });
        let only_payee = self.left_payee(rule).map(|(part, weight)| Alignment {
            payee: part.text.clone(),
            listed: String::new(),
            agreement: Agreement::OnlyPayee,
            weight,
            earned: 0,
        });
        let only_listed = self.left_listed(rule).map(|(part, weight)| Alignment {
            payee: String::new(),
            listed: part.text.clone(),
            agreement: Agreement::OnlyListed,
            weight,
            earned: 0,
        });
        answered.chain(only_payee).chain(only_listed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name of `part:entries` words; one letter is an initial.
    fn name(words: &str) -> WeighedName {
        let part = |word: &str| {
            let (text, entries) = word.split_once(':').expect("part:entries");
            let role = if text.len() == 1 { PartRole::Initial } else { PartRole::Plain };
            WeighedPart::new(text, role, entries.parse().expect("a number"))
        };
        WeighedName::new(words.split(' ').map(part).collect())
    }

    #[test]
    fn a_common_given_name_and_an_initial_are_little_evidence() {
        let rare = score(&name("j:0 exampel:1"), &name("john:40 exampel:1"), NameRule::Person);
        let common = score(&name("jose:150 m:0"), &name("jose:150 morales:20"), NameRule::Person);
        assert!(rare.get() >= 900, "{rare}");
        assert_eq!(common, score::SCORE_WITHOUT_EVIDENCE);
    }

    #[test]
    fn companies_and_vessels_have_no_initials() {
        let words = (name("maria:30 s:0"), name("maria:30 stella:2"));
        assert!(
            compare(&words.0, &words.1, NameRule::Organisation)
                .alignments
                .iter()
                .all(|alignment| { alignment.agreement != Agreement::Initial })
        );
    }

    #[test]
    fn an_initial_is_not_joined_to_the_name_before_it() {
        let compared = compare(&name("wilson:3 joseph:20 m:0"), &name("wilson:3 joseph:20"), NameRule::Person);
        assert!(compared.alignments.iter().all(|alignment| alignment.agreement != Agreement::Joined));
        assert!(compared.score.get() < 950);
    }
}
