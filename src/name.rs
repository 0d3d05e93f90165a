//! Names as parts with roles, and how much two of them agree.
//!
//! A text becomes a [`Name`]: normal form, writing system, parts with roles. Two names are compared by answering each
//! part of one with at most one part of the other ([`alignment`]); what is answered and what is left over make the
//! [`score::Score`]. [`candidates`] finds the listed names worth comparing, and loses none.
//!
//! This room knows no ledger and no list: it compares texts.

pub mod alignment;
pub mod candidates;
pub mod normal_form;
pub mod part;
pub mod score;
pub mod script;
pub mod skeleton;

use crate::payment::payee::PartyKind;
use part::NamePart;

/// One reading of a name: its text and its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The text as written.
    pub text: String,
    /// Parts in the order of the text.
    pub parts: Vec<NamePart>,
}

impl Name {
    /// Every reading of `text`, at most [`score::PARTS_MAX`] parts of each: as written, and in Latin letters where
    /// another writing system is used. A name of a person that holds a legal form is also read as a company's: one
    /// wrong cell must not hide a listed party. Empty for a text without letters or digits.
    pub fn readings(text: &str, kind: PartyKind) -> Vec<Self> {
        let may_be_company = kind == PartyKind::Individual && part::has_legal_form(text);
        let kinds = if may_be_company { vec![kind, PartyKind::Entity] } else { vec![kind] };
        let read = |reading: &String, kind: PartyKind| {
            let mut parts = part::parts(reading, kind);
            parts.truncate(score::PARTS_MAX);
            Self { text: text.to_owned(), parts }
        };
        let scripts = script::readings(text);
        let readings = scripts.iter().flat_map(|reading| kinds.iter().map(move |kind| read(reading, *kind)));
        readings.filter(|name| !name.parts.is_empty()).collect()
    }

    /// True for a text of more parts than are compared.
    pub fn has_too_many_parts(text: &str) -> bool {
        normal_form::normal_form(text).split(' ').count() > score::PARTS_MAX
    }
}
