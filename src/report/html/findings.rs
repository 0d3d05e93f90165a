//! Everything but alerts: wallets, shared accounts, findings about data, lists and policy, and rejected rows.

use super::alert_card::{PaidRow, decided, paid_rows};
use super::{Badge, Capped, TABLE_LINES_MAX};
use crate::finding::code::FindingCode;
use crate::finding::evidence::{Evidence, KeyUse};
use crate::finding::{Finding, Subject};
use crate::ledger::Row;
use crate::payment::account::KeyStrength;
use crate::report::visible::Shown;
use crate::report::{Report, csv, wording};

/// Places shown for one finding.
const PLACES_MAX: usize = 10;
/// Payment rows shown for one wallet finding.
const WALLET_ROWS_MAX: usize = 10;
/// Identities shown on one card of a shared account.
const IDENTITIES_MAX: usize = 200;
/// Payment rows shown on one card of a shared account.
const SHARED_ROWS_MAX: usize = 50;
/// Shared accounts shown in full.
const SHARED_MAX: usize = 500;

/// Findings of one code.
pub(super) struct Group {
    pub code: &'static str,
    pub title: &'static str,
    pub meaning: &'static str,
    pub next_step: &'static str,
    pub lines: Capped<GroupLine>,
}

pub(super) struct GroupLine {
    pub id: String,
    pub badge: Badge,
    pub summary: Shown,
    pub alert: Option<String>,
    pub places: Capped<Shown>,
    pub rows: Capped<PaidRow>,
    pub decided: Option<Shown>,
}

/// One key paid under several identities.
pub(super) struct SharedCard {
    pub id: String,
    pub badge: Badge,
    pub code: &'static str,
    pub title: &'static str,
    pub summary: Shown,
    pub key: Shown,
    pub is_wallet: bool,
    pub weak: bool,
    pub identities: Capped<Identity>,
    pub rows: Capped<PaidRow>,
    pub meaning: &'static str,
    pub next_step: &'static str,
    pub decided: Option<Shown>,
}

pub(super) struct Identity {
    pub name: Shown,
    pub ids: Shown,
    pub birth_date: String,
    pub address: Shown,
    pub country: Shown,
    pub payments: u64,
    pub dates: String,
}

/// A row that could not be screened.
pub(super) struct Rejected {
    pub place: Shown,
    pub field: Shown,
    pub found: Shown,
    pub expected: Shown,
    pub row: Shown,
}

/// Where on the page a finding is shown.
#[derive(PartialEq, Eq)]
enum Section {
    Alerts,
    Wallets,
    Shared,
    Data,
}

fn section(finding: &Finding) -> Section {
    match (&finding.evidence, &finding.alert) {
        (Evidence::Name(_) | Evidence::ListedWallet { .. }, Some(_)) => Section::Alerts,
        // A hit without an alert has no card of its own; it must stand somewhere all the same.
        (Evidence::Name(_), None) => Section::Data,
        (Evidence::Wallet { .. } | Evidence::ListedWallet { .. }, _) => Section::Wallets,
        (Evidence::SharedKey { .. }, _) => Section::Shared,
        (Evidence::Data { .. } | Evidence::List { .. } | Evidence::Setting { .. }, _) => Section::Data,
    }
}

fn in_section(report: &Report, wanted: Section) -> Vec<&Finding> {
    report.screened.findings.iter().filter(|finding| section(finding) == wanted).collect()
}

/// Findings about wallets that are no alert, by code.
pub(super) fn wallets(report: &Report) -> Vec<Group> {
    groups(&in_section(report, Section::Wallets), report)
}

/// Findings about data, lists and policy, by code.
pub(super) fn data(report: &Report) -> Vec<Group> {
    groups(&in_section(report, Section::Data), report)
}

/// Groups in the order in which the report meets their first finding: gravest first.
fn groups(findings: &[&Finding], report: &Report) -> Vec<Group> {
    let mut codes: Vec<FindingCode> = Vec::new();
    for finding in findings {
        if !codes.contains(&finding.code) {
            codes.push(finding.code);
        }
    }
    codes.into_iter().map(|code| group(code, findings, report)).collect()
}

fn group(code: FindingCode, findings: &[&Finding], report: &Report) -> Group {
    let of_code = || findings.iter().filter(|finding| finding.code == code);
    Group {
        code: code.as_str(),
        title: wording::title(code),
        meaning: wording::meaning(code),
        next_step: wording::next_step(code),
        lines: Capped::of(of_code(), TABLE_LINES_MAX, |finding| line(finding, report)),
    }
}

fn line(finding: &Finding, report: &Report) -> GroupLine {
    let is_wallet = matches!(finding.evidence, Evidence::Wallet { .. } | Evidence::ListedWallet { .. });
    let rows = if is_wallet { finding.rows.as_slice() } else { &[] };
    GroupLine {
        id: finding.id.to_string(),
        badge: finding.severity.into(),
        summary: Shown::cut(&wording::summary(finding, report), 700),
        alert: finding.alert.as_ref().map(ToString::to_string),
        places: places(finding, report),
        rows: paid_rows(rows, report, WALLET_ROWS_MAX),
        decided: decided(&finding.disposition),
    }
}

/// Where: the places of the evidence, else those of the rows.
fn places(finding: &Finding, report: &Report) -> Capped<Shown> {
    match &finding.evidence {
        Evidence::Data { places, .. } if !places.is_empty() => Capped::of(places, PLACES_MAX, Shown::display),
        _ => {
            let rows = finding.rows.iter().filter_map(|at| report.row(*at));
            Capped::of(rows, PLACES_MAX, |row| Shown::display(csv::place_of(row)))
        }
    }
}

/// Keys paid under several identities.
pub(super) fn shared(report: &Report) -> Capped<SharedCard> {
    let of = in_section(report, Section::Shared).into_iter().filter_map(|finding| match &finding.evidence {
        Evidence::SharedKey { shown, strength, uses, .. } => Some((finding, shown, strength, uses)),
        _ => None,
    });
    Capped::of(of, SHARED_MAX, |(finding, shown, strength, uses)| SharedCard {
        id: finding.id.to_string(),
        badge: finding.severity.into(),
        code: finding.code.as_str(),
        title: wording::title(finding.code),
        summary: Shown::cut(&wording::summary(finding, report), 700),
        key: Shown::of(shown),
        is_wallet: matches!(finding.subject, Subject::Wallet(_)),
        weak: *strength == KeyStrength::Weak,
        identities: Capped::of(uses, IDENTITIES_MAX, identity),
        rows: paid_rows(&finding.rows, report, SHARED_ROWS_MAX),
        meaning: wording::meaning(finding.code),
        next_step: wording::next_step(finding.code),
        decided: decided(&finding.disposition),
    })
}

fn identity(using: &KeyUse) -> Identity {
    let KeyUse { identity, name, payee_ids, birth_date, address, country, payments, dates } = using;
    let name = if name.is_empty() { identity.as_str() } else { name };
    Identity {
        name: Shown::of(name),
        ids: Shown::of(&payee_ids.join(", ")),
        birth_date: birth_date.as_ref().map(ToString::to_string).unwrap_or_default(),
        address: Shown::of(address.as_deref().unwrap_or_default()),
        country: Shown::of(country.as_deref().unwrap_or_default()),
        payments: *payments,
        dates: match dates {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} to {last}"),
            None => String::new(),
        },
    }
}

/// Rows that could not be screened.
pub(super) fn rejections(report: &Report) -> Capped<Rejected> {
    let rejected = csv::rows(report).filter_map(|(_, row, _)| match row {
        Row::Rejected(rejection) => Some(rejection),
        Row::Payment(_) | Row::Excluded(_) => None,
    });
    Capped::of(rejected, TABLE_LINES_MAX, |rejection| Rejected {
        place: Shown::display(&rejection.at),
        field: Shown::of(&rejection.field),
        found: Shown::of(&rejection.found),
        expected: Shown::of(&rejection.expected),
        row: Shown::of(&rejection.verbatim),
    })
}
