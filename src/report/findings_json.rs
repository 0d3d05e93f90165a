//! `findings.jsonl`: every finding with its evidence, one JSON object a line, rows verbatim where they were not read.
//!
//! Its fields are described in `docs/run-folder.md`. The serialised types are this file's own.

use super::figures::RowClass;
use super::{Report, csv, wording};
use crate::Map;
use crate::birth_date::BirthDate;
use crate::disposition::Disposition;
use crate::finding::code::FindingCode;
use crate::finding::evidence::{Evidence, KeyUse, ListedNameKind, NameHit, Qualifier};
use crate::finding::{Finding, Subject};
use crate::ledger::Row;
use crate::ledger::rejection::Rejection;
use crate::name::alignment::Alignment;
use crate::payment::account::KeyStrength;
use crate::payment::amount::decimal_text;
use crate::payment::{Payment, Pricing};
use crate::place::Place;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    code: &'static str,
    severity: &'static str,
    summary: String,
    meaning: &'static str,
    next_step: &'static str,
    subject: SubjectText,
    disposition: &'a Disposition,
    alert_id: Option<&'a str>,
    rows: Vec<RowText<'a>>,
    evidence: EvidenceText<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejections: Vec<RejectionText<'a>>,
}

#[derive(Serialize)]
struct SubjectText {
    kind: &'static str,
    value: String,
}

#[derive(Serialize)]
struct PlaceText<'a> {
    ledger: &'a str,
    record: u64,
    line: u64,
    column: Option<&'a str>,
}

impl<'a> From<&'a Place> for PlaceText<'a> {
    fn from(place: &'a Place) -> Self {
        let Place { ledger, record, line, column } = place;
        Self { ledger, record: *record, line: *line, column: column.as_deref() }
    }
}

#[derive(Serialize)]
struct RowText<'a> {
    class: &'static str,
    payment_id: String,
    place: PlaceText<'a>,
    payee_id: Option<&'a str>,
    payee_name: Option<&'a str>,
    holder_name: Option<&'a str>,
    birth_date: Option<String>,
    country: Option<&'a str>,
    address: Option<&'a str>,
    amount: Option<String>,
    amount_found: Option<&'a str>,
    currency: Option<&'a str>,
    direction: Option<&'static str>,
    value_date: Option<String>,
    destinations: Option<String>,
    /// Destinations that the text leaves out.
    #[serde(skip_serializing_if = "is_zero")]
    destinations_left_out: usize,
    reference: Option<&'a str>,
    memo: Option<&'a str>,
    /// Bytes of each text that is cut, by its field.
    #[serde(skip_serializing_if = "Map::is_empty")]
    cut_from: Map<&'static str, usize>,
    /// Only for rows that were not read as payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    verbatim: Option<&'a str>,
}

#[derive(Serialize)]
struct RejectionText<'a> {
    place: PlaceText<'a>,
    payment_id: Option<&'a str>,
    field: &'a str,
    found: &'a str,
    expected: &'a str,
    verbatim: &'a str,
}

impl<'a> From<&'a Rejection> for RejectionText<'a> {
    fn from(rejection: &'a Rejection) -> Self {
        let Rejection { at, payment_id, field, found, expected, verbatim } = rejection;
        Self { place: at.into(), payment_id: payment_id.as_deref(), field, found, expected, verbatim }
    }
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum EvidenceText<'a> {
    Name(NameText<'a>),
    ListedWallet {
        list: &'a str,
        entry_id: String,
        entry_name: &'a str,
        listed_asset: &'a str,
        listed_address: &'a str,
        address: &'a str,
        asset: Option<&'a str>,
        score: u16,
        band: &'static str,
    },
    Wallet {
        address: &'a str,
        family: &'a str,
        problem: Option<&'a str>,
    },
    SharedKey {
        key: &'a str,
        shown: &'a str,
        identities: u64,
        strength: &'static str,
        uses: Vec<UseText<'a>>,
    },
    Data {
        ledger: &'a str,
        text: &'a str,
        places: Vec<PlaceText<'a>>,
    },
    List {
        text: &'a str,
        published: Option<String>,
    },
    Setting {
        text: &'a str,
    },
}

#[derive(Serialize)]
struct NameText<'a> {
    list: &'a str,
    entry_id: String,
    matched_name: &'a str,
    name_kind: &'static str,
    alias_kind: Option<&'static str>,
    alias_strength: Option<&'static str>,
    payee_name: &'a str,
    field: &'a str,
    score: u16,
    band: &'static str,
    alignments: Vec<AlignmentText<'a>>,
    qualifiers: Qualifiers<'a>,
}

#[derive(Serialize)]
struct AlignmentText<'a> {
    payee: &'a str,
    listed: &'a str,
    agreement: String,
    weight: u32,
    earned: u32,
}

#[derive(Serialize)]
struct Qualifiers<'a> {
    r#for: Vec<QualifierText<'a>>,
    against: Vec<QualifierText<'a>>,
    missing: Vec<QualifierText<'a>>,
}

#[derive(Serialize)]
struct QualifierText<'a> {
    kind: &'static str,
    payee: &'a str,
    listed: &'a str,
    relation: &'a str,
}

#[derive(Serialize)]
struct UseText<'a> {
    identity: &'a str,
    name: &'a str,
    payee_ids: &'a [String],
    birth_date: Option<String>,
    address: Option<&'a str>,
    country: Option<&'a str>,
    payments: u64,
    first_date: Option<String>,
    last_date: Option<String>,
}

/// The bytes of `findings.jsonl`, in the order of the report.
pub fn findings_jsonl(report: &Report) -> Vec<u8> {
    let mut bytes = Vec::new();
    for finding in &report.screened.findings {
        serde_json::to_writer(&mut bytes, &line(finding, report))
            .expect("no value refuses to be written to memory and every key is text");
        bytes.push(b'\n');
    }
    bytes
}

fn line<'a>(finding: &'a Finding, report: &'a Report) -> Line<'a> {
    let Finding { id, code, severity, subject, evidence, rows, alert, disposition } = finding;
    Line {
        id: id.as_str(),
        code: code.as_str(),
        severity: severity.as_str(),
        summary: wording::summary(finding, report),
        meaning: wording::meaning(*code),
        next_step: wording::next_step(*code),
        subject: subject_text(subject),
        disposition,
        alert_id: alert.as_ref().map(|alert| alert.as_str()),
        rows: rows.iter().filter_map(|at| report.row(*at)).map(row_text).collect(),
        evidence: evidence_text(evidence),
        rejections: rejections(finding, report),
    }
}

fn subject_text(subject: &Subject) -> SubjectText {
    let (kind, value) = match subject {
        Subject::Payee(identity) => ("payee", identity.to_string()),
        Subject::Account(key) => ("account", key.clone()),
        Subject::Wallet(key) => ("wallet", key.clone()),
        Subject::Ledger(name) => ("ledger", name.clone()),
        Subject::List(list) => ("list", list.to_string()),
        Subject::Policy(entry) => ("policy", entry.clone()),
        Subject::Run => ("run", String::new()),
    };
    SubjectText { kind, value: csv::cut(value) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn row_text(row: &Row) -> RowText<'_> {
    let payment = csv::payment_of(row);
    let payee = payment.map(|payment| &payment.payee);
    let amount = payment.and_then(Payment::amount);
    let mut cut_from = Map::new();
    let found = payment.and_then(|payment| match &payment.pricing {
        Pricing::Unpriced(unread) => Some(&unread.found),
        Pricing::Priced(_) => None,
    });
    let (destinations, destinations_left_out) =
        payment.map(|payment| csv::destinations_up_to(payment, csv::REPEATED_CHARS_MAX)).unzip();
    RowText {
        class: RowClass::of(row).as_str(),
        payment_id: csv::cut(csv::shown_id(row)),
        place: csv::place_of(row).into(),
        payee_id: cut("payee_id", payee.and_then(|payee| payee.id.as_ref()), &mut cut_from),
        payee_name: cut("payee_name", payee.and_then(|payee| payee.name.as_ref()), &mut cut_from),
        holder_name: cut("holder_name", payment.and_then(|payment| payment.holder_name.as_ref()), &mut cut_from),
        birth_date: payee.and_then(|payee| payee.birth_date.as_ref()).map(BirthDate::to_string),
        country: cut("country", payee.and_then(|payee| payee.country.as_ref()), &mut cut_from),
        address: cut("address", payee.and_then(|payee| payee.address.as_ref()), &mut cut_from),
        amount: amount.map(|amount| decimal_text(amount.value, &amount.currency)),
        amount_found: cut("amount_found", found, &mut cut_from),
        currency: amount.map(|amount| amount.currency.as_str()),
        direction: payment.map(|payment| payment.direction.as_str()),
        value_date: payment.and_then(|payment| payment.value_date).map(|day| day.to_string()),
        destinations,
        destinations_left_out: destinations_left_out.unwrap_or_default(),
        reference: cut("reference", payment.and_then(|payment| payment.remittance.reference.as_ref()), &mut cut_from),
        memo: cut("memo", payment.and_then(|payment| payment.remittance.memo.as_ref()), &mut cut_from),
        cut_from,
        verbatim: match row {
            Row::Payment(_) => None,
            Row::Excluded(excluded) => Some(&excluded.verbatim),
            Row::Rejected(rejection) => Some(&rejection.verbatim),
        },
    }
}

/// A text that every finding about its row repeats: its first characters, and how long it was where they are not all.
fn cut<'a>(field: &'static str, text: Option<&'a String>, cut_from: &mut Map<&'static str, usize>) -> Option<&'a str> {
    let text = text?;
    let head = csv::head(text);
    if head.len() < text.len() {
        cut_from.insert(field, text.len());
    }
    Some(head)
}

fn evidence_text(evidence: &Evidence) -> EvidenceText<'_> {
    match evidence {
        Evidence::Name(hit) => EvidenceText::Name(name_text(hit)),
        Evidence::ListedWallet { entry, entry_name, listed_asset, listed_address, address, asset } => {
            EvidenceText::ListedWallet {
                list: entry.list.as_str(),
                entry_id: entry.to_string(),
                entry_name,
                listed_asset,
                listed_address,
                address,
                asset: asset.as_deref(),
                score: 1000,
                band: "strong",
            }
        }
        Evidence::Wallet { address, family, problem } => {
            EvidenceText::Wallet { address, family, problem: problem.as_deref() }
        }
        Evidence::SharedKey { key, shown, strength, identities, uses } => EvidenceText::SharedKey {
            key,
            shown,
            identities: *identities,
            strength: match strength {
                KeyStrength::Strong => "strong",
                KeyStrength::Weak => "weak",
            },
            uses: uses.iter().map(use_text).collect(),
        },
        Evidence::Data { ledger, text, places } => {
            EvidenceText::Data { ledger, text, places: places.iter().map(PlaceText::from).collect() }
        }
        Evidence::List { text, published } => {
            EvidenceText::List { text, published: published.map(|day| day.to_string()) }
        }
        Evidence::Setting { text } => EvidenceText::Setting { text },
    }
}

fn name_text(hit: &NameHit) -> NameText<'_> {
    let (name_kind, alias) = match hit.name_kind {
        ListedNameKind::Primary => ("primary", None),
        ListedNameKind::Alias(kind, strength) => ("alias", Some((kind.as_str(), strength.as_str()))),
        ListedNameKind::OriginalScript => ("original-script", None),
    };
    NameText {
        list: hit.entry.list.as_str(),
        entry_id: hit.entry.to_string(),
        matched_name: &hit.matched_name,
        name_kind,
        alias_kind: alias.map(|(kind, _)| kind),
        alias_strength: alias.map(|(_, strength)| strength),
        payee_name: &hit.payee_name,
        field: &hit.field,
        score: hit.score.get(),
        band: hit.band.as_str(),
        alignments: hit.alignments.iter().map(alignment_text).collect(),
        qualifiers: qualifiers_text(&hit.qualifiers),
    }
}

fn alignment_text(alignment: &Alignment) -> AlignmentText<'_> {
    let Alignment { payee, listed, agreement, weight, earned } = alignment;
    AlignmentText { payee, listed, agreement: agreement.in_words(), weight: *weight, earned: *earned }
}

fn qualifiers_text(qualifiers: &[Qualifier]) -> Qualifiers<'_> {
    use crate::finding::evidence::Bearing;
    let of = |bearing: Bearing| {
        qualifiers
            .iter()
            .filter(|qualifier| qualifier.bearing == bearing)
            .map(|Qualifier { kind, payee, listed, relation, .. }| QualifierText {
                kind: kind.as_str(),
                payee,
                listed,
                relation,
            })
            .collect()
    };
    Qualifiers { r#for: of(Bearing::Supports), against: of(Bearing::Contradicts), missing: of(Bearing::Missing) }
}

fn use_text(using: &KeyUse) -> UseText<'_> {
    let KeyUse { identity, name, payee_ids, birth_date, address, country, payments, dates } = using;
    UseText {
        identity: identity.as_str(),
        name,
        payee_ids,
        birth_date: birth_date.as_ref().map(BirthDate::to_string),
        address: address.as_deref(),
        country: country.as_deref(),
        payments: *payments,
        first_date: dates.map(|(first, _)| first.to_string()),
        last_date: dates.map(|(_, last)| last.to_string()),
    }
}

/// The rejected rows verbatim, for the finding about them: its rows where it names them, else those of its ledger.
fn rejections<'a>(finding: &Finding, report: &'a Report) -> Vec<RejectionText<'a>> {
    if finding.code != FindingCode::RowsRejected {
        return Vec::new();
    }
    let of_ledger = |name: &str| match &finding.evidence {
        Evidence::Data { ledger, .. } => ledger == name,
        _ => false,
    };
    csv::rows(report)
        .filter_map(|(ledger, row, at)| match row {
            Row::Rejected(rejection) => Some((ledger, rejection, at)),
            Row::Payment(_) | Row::Excluded(_) => None,
        })
        .filter(|(ledger, _, at)| match finding.rows.is_empty() {
            true => of_ledger(&ledger.name),
            false => finding.rows.binary_search(at).is_ok(),
        })
        .map(|(_, rejection, _)| rejection.into())
        .collect()
}
