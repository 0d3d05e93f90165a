//! One alert: the payee and the listed party side by side, and every reason for and against.

use super::facts::{Fact, facts};
use super::{ALERTS_MAX, Badge, Capped};
use crate::Map;
use crate::disposition::Disposition;
use crate::finding::alert::Alert;
use crate::finding::evidence::{Bearing, Evidence, Qualifier};
use crate::finding::{Finding, FindingId, RowRef};
use crate::name::alignment::{Agreement, Alignment};
use crate::payment::Payment;
use crate::payment::amount::decimal_text;
use crate::report::figures::RowClass;
use crate::report::money::grouped;
use crate::report::visible::Shown;
use crate::report::{Report, csv, wording};
use crate::watchlist::entry::EntryId;

/// Payment rows shown on a card.
pub(super) const ROWS_MAX: usize = 100;
/// Hits shown on a card.
const HITS_MAX: usize = 25;

pub(super) struct Card {
    pub id: String,
    pub badge: Badge,
    pub payee: Shown,
    pub identity: Shown,
    pub hits: Capped<Hit>,
    pub rows: Capped<PaidRow>,
}

pub(super) struct Hit {
    pub id: String,
    pub badge: Badge,
    pub code: &'static str,
    pub title: &'static str,
    pub summary: Shown,
    pub entry_id: Shown,
    pub list: Shown,
    /// True for a name against an entry, false for an address.
    pub is_name: bool,
    pub score: u16,
    pub band: &'static str,
    pub facts: Vec<Fact>,
    pub entry_known: bool,
    pub alignment: Vec<Aligned>,
    pub evidence_for: Vec<Told>,
    pub against: Vec<Told>,
    pub missing: Vec<Told>,
    pub meaning: &'static str,
    pub next_step: &'static str,
    pub decided: Option<Shown>,
}

pub(super) struct Aligned {
    pub payee: Shown,
    pub listed: Shown,
    pub how: String,
    pub weight: String,
    pub earned: String,
    /// `✓` where the parts are the same, `≈` where they resemble each other, `–` where nothing answers.
    pub sign: &'static str,
}

pub(super) struct Told {
    pub kind: &'static str,
    pub payee: Shown,
    pub listed: Shown,
    pub relation: Shown,
}

/// One row of a ledger as cards and tables show it.
pub(super) struct PaidRow {
    pub payment_id: Shown,
    pub place: Shown,
    pub name: Shown,
    pub amount: String,
    pub direction: &'static str,
    pub value_date: String,
    pub destinations: Shown,
    pub class: &'static str,
}

/// Every alert as a card, gravest first.
pub(super) fn cards(report: &Report) -> Capped<Card> {
    let findings: Map<&FindingId, &Finding> =
        report.screened.findings.iter().map(|finding| (&finding.id, finding)).collect();
    Capped::of(&report.screened.alerts, ALERTS_MAX, |alert| card(alert, &findings, report))
}

fn card(alert: &Alert, findings: &Map<&FindingId, &Finding>, report: &Report) -> Card {
    let name = alert.rows.iter().filter_map(|at| report.payment(*at)).find_map(|payment| payment.payee.name.as_deref());
    let hits = alert.findings.iter().filter_map(|id| findings.get(id));
    Card {
        id: alert.id.to_string(),
        badge: alert.severity.into(),
        payee: Shown::of(name.unwrap_or_else(|| alert.identity.as_str())),
        identity: Shown::display(&alert.identity),
        hits: Capped::of(hits, HITS_MAX, |finding| hit(finding, report)),
        rows: paid_rows(&alert.rows, report, ROWS_MAX),
    }
}

/// Rows of ledgers for a table.
pub(super) fn paid_rows(rows: &[RowRef], report: &Report, rows_max: usize) -> Capped<PaidRow> {
    Capped::of(rows.iter().filter_map(|at| report.row(*at)), rows_max, |row| {
        let payment = csv::payment_of(row);
        let amount = payment.and_then(Payment::amount);
        PaidRow {
            payment_id: Shown::of(&csv::shown_id(row)),
            place: Shown::display(csv::place_of(row)),
            name: Shown::of(payment.and_then(|payment| payment.payee.name.as_deref()).unwrap_or_default()),
            amount: amount.map_or_else(
                || "not read".to_owned(),
                |amount| format!("{} {}", grouped(&decimal_text(amount.value, &amount.currency)), amount.currency),
            ),
            direction: payment.map(|payment| payment.direction.as_str()).unwrap_or_default(),
            value_date: payment.and_then(|payment| payment.value_date).map(|day| day.to_string()).unwrap_or_default(),
            destinations: Shown::of(&payment.map(csv::destinations).unwrap_or_default()),
            class: RowClass::of(row).as_str(),
        }
    })
}

fn hit(finding: &Finding, report: &Report) -> Hit {
    let name = match &finding.evidence {
        Evidence::Name(hit) => Some(&**hit),
        _ => None,
    };
    let entry_id = match &finding.evidence {
        Evidence::Name(hit) => Some(&hit.entry),
        Evidence::ListedWallet { entry, .. } => Some(entry),
        _ => None,
    };
    let entry = entry_id.and_then(|id| report.entries.get(id));
    let told = |bearing| {
        let qualifiers = name.map(|hit| hit.qualifiers.as_slice()).unwrap_or_default();
        qualifiers.iter().filter(|qualifier| qualifier.bearing == bearing).map(told).collect()
    };
    Hit {
        id: finding.id.to_string(),
        badge: finding.severity.into(),
        code: finding.code.as_str(),
        title: wording::title(finding.code),
        summary: Shown::cut(&wording::summary(finding, report), 700),
        entry_id: Shown::of(&entry_id.map(ToString::to_string).unwrap_or_default()),
        list: Shown::of(&entry_id.map(|id| list_in_words(id, report)).unwrap_or_default()),
        is_name: name.is_some(),
        // A listed address is the same address, as in findings.csv.
        score: name.map_or(1000, |hit| hit.score.get()),
        band: name.map_or("strong", |hit| hit.band.as_str()),
        facts: facts(finding, name, entry, report),
        entry_known: entry.is_some(),
        alignment: name.map(|hit| hit.alignments.iter().map(aligned).collect()).unwrap_or_default(),
        evidence_for: told(Bearing::Supports),
        against: told(Bearing::Contradicts),
        missing: told(Bearing::Missing),
        meaning: wording::meaning(finding.code),
        next_step: wording::next_step(finding.code),
        decided: decided(&finding.disposition),
    }
}

/// What was decided about a finding, in words; `None` while it is open.
pub(super) fn decided(disposition: &Disposition) -> Option<Shown> {
    match disposition {
        Disposition::Open => None,
        Disposition::Allowed { owner, reason, expires } => {
            Some(Shown::of(&format!("Allowed by the policy until {expires}: {reason} (owner: {owner})")))
        }
    }
}

fn list_in_words(id: &EntryId, report: &Report) -> String {
    match report.lists.iter().find(|(manifest, _)| manifest.list == id.list) {
        Some((manifest, _)) => format!("{}, published {}", id.list, manifest.published),
        None => id.list.to_string(),
    }
}

fn told(qualifier: &Qualifier) -> Told {
    Told {
        kind: qualifier.kind.as_str(),
        payee: Shown::of(&qualifier.payee),
        listed: Shown::of(&qualifier.listed),
        relation: Shown::of(&qualifier.relation),
    }
}

fn aligned(alignment: &Alignment) -> Aligned {
    // Weights are hundredths of a bit; as a decimal they read as bits.
    let bits = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Aligned {
        payee: Shown::of(&alignment.payee),
        listed: Shown::of(&alignment.listed),
        how: alignment.agreement.in_words(),
        weight: bits(alignment.weight),
        earned: bits(alignment.earned),
        sign: match alignment.agreement {
            Agreement::Equal => "✓",
            Agreement::OnlyPayee | Agreement::OnlyListed => "–",
            _ => "≈",
        },
    }
}
