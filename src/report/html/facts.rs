//! The payee and the listed party, fact by fact: what the ledger writes beside what the list publishes.

use super::Capped;
use crate::finding::Finding;
use crate::finding::evidence::{Evidence, ListedNameKind, NameHit};
use crate::payment::Payment;
use crate::payment::payee::PartyKind;
use crate::report::visible::Shown;
use crate::report::{Report, csv};
use crate::watchlist::alias::AliasStrength;
use crate::watchlist::designation::Designation;
use crate::watchlist::entry::{ListEntry, ListedAddress};
use crate::watchlist::identifier::Document;

/// Values of one fact shown for a payee or an entry.
const VALUES_MAX: usize = 40;

/// One fact side by side.
pub(super) struct Fact {
    pub label: &'static str,
    pub payee: Capped<Value>,
    /// False for what ledgers have no field for: an empty side then says nothing.
    pub payee_can: bool,
    pub listed: Capped<Value>,
    /// False for what lists have no field for.
    pub listed_can: bool,
}

pub(super) struct Value {
    pub text: Shown,
    pub mark: Option<&'static str>,
    pub weak: bool,
}

/// A value on one side of a fact.
struct Side {
    text: String,
    mark: Option<&'static str>,
    weak: bool,
}

impl From<String> for Side {
    fn from(text: String) -> Self {
        Self { text, mark: None, weak: false }
    }
}

/// Facts side by side: payee as its rows write it, entry as published. A fact that neither side has is left out.
pub(super) fn facts(
    finding: &Finding,
    name: Option<&NameHit>,
    entry: Option<&ListEntry>,
    report: &Report,
) -> Vec<Fact> {
    let payments: Vec<&Payment> = finding.rows.iter().filter_map(|at| report.payment(*at)).collect();
    let payee =
        |value: fn(&Payment) -> Option<String>| Some(distinct(payments.iter().filter_map(|payment| value(payment))));
    let listed = |values: fn(&ListEntry) -> Vec<Side>| Some(entry.map(values).unwrap_or_default());
    let names = match entry {
        Some(entry) => listed_names(entry, name),
        None => listed_only_by_id(finding),
    };
    let kind = |payment: &Payment| match payment.payee.kind {
        PartyKind::Unknown => None,
        kind => Some(kind.as_str().to_owned()),
    };
    let names = Some(names);
    [
        ("Name", payee(|payment| payment.payee.name.clone()), names),
        ("Account holder", payee(|payment| payment.holder_name.clone()), None),
        ("Original script", None, listed(|entry| sides(&entry.original_script))),
        ("Type", payee(kind), listed(|entry| vec![entry.kind.as_str().to_owned().into()])),
        ("Payee id", payee(|payment| payment.payee.id.clone()), None),
        (
            "Birth date",
            payee(|payment| payment.payee.birth_date.as_ref().map(ToString::to_string)),
            listed(|entry| entry.birth_dates.iter().map(|date| date.to_string().into()).collect()),
        ),
        ("Birth place", None, listed(|entry| sides(&entry.birth_places))),
        ("Country", payee(|payment| payment.payee.country.clone()), listed(countries)),
        ("Gender", None, listed(|entry| entry.gender.iter().cloned().map(Side::from).collect())),
        ("Titles", None, listed(|entry| sides(&entry.titles))),
        (
            "Address",
            payee(|payment| payment.payee.address.clone()),
            listed(|entry| entry.addresses.iter().map(|address| one_line(address).into()).collect()),
        ),
        ("Documents", payee(|payment| payment.payee.id_number.clone()), listed(documents)),
        ("E-mail", payee(|payment| payment.payee.email.clone()), None),
        ("Destination", payee(destination), listed(wallets)),
        ("Ship or aircraft", None, listed(craft)),
        ("Linked to", None, listed(|entry| sides(&entry.linked_to))),
        ("Listed under", None, listed(designations)),
    ]
    .into_iter()
    .map(|(label, payee, listed)| Fact {
        label,
        payee_can: payee.is_some(),
        // Without the entry nobody knows what the list says beyond the name.
        listed_can: listed.is_some() && (entry.is_some() || label == "Name"),
        payee: values(payee.unwrap_or_default()),
        listed: values(listed.unwrap_or_default()),
    })
    .filter(|fact| fact.payee.total() > 0 || fact.listed.total() > 0)
    .collect()
}

fn values(sides: Vec<Side>) -> Capped<Value> {
    Capped::of(sides, VALUES_MAX, |Side { text, mark, weak }| Value { text: Shown::of(&text), mark, weak })
}

fn sides(texts: &[String]) -> Vec<Side> {
    texts.iter().cloned().map(Side::from).collect()
}

/// Each value once, in the order of the rows.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<Side> {
    let mut seen = crate::Set::new();
    texts.filter(|text| seen.insert(text.clone())).map(Side::from).collect()
}

fn destination(payment: &Payment) -> Option<String> {
    Some(csv::destinations(payment)).filter(|text| !text.is_empty())
}

fn listed_names(entry: &ListEntry, hit: Option<&NameHit>) -> Vec<Side> {
    // One UN alias element may hold several names; the hit names the one that matched.
    let matched = |text: &str| {
        hit.is_some_and(|hit| text == hit.matched_name || text.split("; ").any(|name| name == hit.matched_name))
    };
    let mark = |text: &str, otherwise| if matched(text) { Some("matched") } else { otherwise };
    let mut names = vec![Side { mark: mark(&entry.name, Some("primary name")), text: entry.name.clone(), weak: false }];
    // The matched name stands high up also where an entry has a hundred aliases.
    let (first, rest): (Vec<_>, Vec<_>) = entry.aliases.iter().partition(|alias| matched(&alias.name));
    for alias in first.into_iter().chain(rest) {
        let weak = alias.strength == AliasStrength::Weak;
        let kind = alias.kind.as_str();
        let otherwise = Some(match (kind, weak) {
            ("f.k.a.", false) => "f.k.a., strong",
            ("n.k.a.", false) => "n.k.a., strong",
            (_, false) => "a.k.a., strong",
            ("f.k.a.", true) => "f.k.a., weak",
            ("n.k.a.", true) => "n.k.a., weak",
            (_, true) => "a.k.a., weak",
        });
        let of_match = if weak { Some("matched, weak alias") } else { Some("matched, strong alias") };
        let mark = if matched(&alias.name) { of_match } else { otherwise };
        names.push(Side { text: alias.name.clone(), mark, weak });
    }
    names
}

/// What the finding itself says of a party whose entry is not at hand.
fn listed_only_by_id(finding: &Finding) -> Vec<Side> {
    match &finding.evidence {
        Evidence::Name(hit) => {
            let weak = matches!(hit.name_kind, ListedNameKind::Alias(_, AliasStrength::Weak));
            vec![Side { text: hit.matched_name.clone(), mark: Some("matched"), weak }]
        }
        Evidence::ListedWallet { entry_name, .. } => vec![entry_name.clone().into()],
        _ => Vec::new(),
    }
}

fn countries(entry: &ListEntry) -> Vec<Side> {
    let marked = |texts: &[String], mark| -> Vec<Side> {
        texts.iter().map(|text| Side { text: text.clone(), mark: Some(mark), weak: false }).collect()
    };
    let mut all = marked(&entry.nationalities, "nationality");
    all.extend(marked(&entry.citizenships, "citizenship"));
    all
}

fn one_line(address: &ListedAddress) -> String {
    let ListedAddress { street, city, province, postal, country, note } = address;
    let parts: Vec<&str> = [street, city, province, postal, country, note]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn documents(entry: &ListEntry) -> Vec<Side> {
    let text = |document: &Document| {
        let mut text = format!("{} {}", document.kind, document.number);
        for (label, value) in [("", &document.country), ("issued ", &document.issued), ("expires ", &document.expires)]
        {
            if let Some(value) = value {
                text.push_str(&format!(", {label}{value}"));
            }
        }
        text
    };
    entry.documents.iter().map(|document| text(document).into()).collect()
}

fn wallets(entry: &ListEntry) -> Vec<Side> {
    entry.wallets.iter().map(|wallet| format!("{} {}", wallet.asset, wallet.address).into()).collect()
}

fn designations(entry: &ListEntry) -> Vec<Side> {
    let text = |designation: &Designation| {
        let mut text = designation.programme.clone();
        if let Some(day) = designation.listed_on {
            text.push_str(&format!(", listed on {day}"));
        }
        if let Some(day) = designation.amended_on {
            text.push_str(&format!(", amended on {day}"));
        }
        text
    };
    entry.designations.iter().map(|designation| text(designation).into()).collect()
}

fn craft(entry: &ListEntry) -> Vec<Side> {
    let mut all = Vec::new();
    if let Some(ship) = &entry.vessel {
        for (label, value) in [
            ("IMO", &ship.imo),
            ("MMSI", &ship.mmsi),
            ("call sign", &ship.call_sign),
            ("kind", &ship.kind),
            ("flag", &ship.flag),
            ("owner", &ship.owner),
            ("tonnage", &ship.tonnage),
            ("gross tonnage", &ship.gross_tonnage),
        ] {
            all.extend(value.iter().map(|value| Side::from(format!("{label} {value}"))));
        }
        all.extend(ship.former_flags.iter().map(|flag| Side::from(format!("former flag {flag}"))));
    }
    if let Some(aircraft) = &entry.aircraft {
        for (label, value) in [
            ("model", &aircraft.model),
            ("serial number", &aircraft.serial_number),
            ("construction number", &aircraft.construction_number),
            ("Mode S code", &aircraft.mode_s),
            ("operator", &aircraft.operator),
            ("manufactured", &aircraft.manufactured),
        ] {
            all.extend(value.iter().map(|value| Side::from(format!("{label} {value}"))));
        }
        all.extend(aircraft.tail_numbers.iter().map(|tail| Side::from(format!("tail number {tail}"))));
    }
    all
}
