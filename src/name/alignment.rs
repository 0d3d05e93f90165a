//! Which part of one name answers which part of the other, how, and what it weighs.

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
    /// One side is cut off.
    CutOff,
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
    /// Weight of the parts in hundredths of a bit: how much they say, by their rarity.
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
            Self::CutOff => "cut off".to_owned(),
            Self::Variant(rule) => (*rule).to_owned(),
            Self::OnlyPayee => "only in the payee's name".to_owned(),
            Self::OnlyListed => "only in the listed name".to_owned(),
        }
    }
}
