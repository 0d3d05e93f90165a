//! A run made by hand: invented people, hostile names, one finding of every kind of evidence.
//!
//! Everybody here is invented; numbers are reserved or impossible.

use chrono::NaiveDate;
use paysieve::birth_date::BirthDate;
use paysieve::digest::Digest;
use paysieve::disposition::Disposition;
use paysieve::finding::alert::{Alert, AlertId};
use paysieve::finding::code::FindingCode;
use paysieve::finding::evidence::{Bearing, Evidence, KeyUse, ListedNameKind, NameHit, Qualifier, QualifierKind};
use paysieve::finding::{Finding, RowRef, Severity, Subject};
use paysieve::ledger::control_totals::{ControlTotals, DeclaredTotal};
use paysieve::ledger::rejection::Rejection;
use paysieve::ledger::{Column, Exclusion, Ledger, Limits, Note, Row};
use paysieve::name::alignment::{Agreement, Alignment};
use paysieve::name::score::{Band, Score};
use paysieve::payment::account::{AccountKey, AccountKind, KeyStrength};
use paysieve::payment::amount::{Amount, Currency, UnreadAmount};
use paysieve::payment::payee::{IdentityKey, PartyKind, Payee};
use paysieve::payment::remittance::Remittance;
use paysieve::payment::wallet::{Checksum, WalletAddress, WalletFamily};
use paysieve::payment::{Destination, Direction, Payment, Pricing};
use paysieve::place::Place;
use paysieve::policy::{AccountRules, AllowEntry, DateRules, ListRules, NameRules, Policy, WalletRules};
use paysieve::report::{Report, SideInput};
use paysieve::screening::AsOfFrom;
use paysieve::screening::{BestCandidate, Screened};
use paysieve::watchlist::alias::{Alias, AliasKind, AliasStrength};
use paysieve::watchlist::designation::Designation;
use paysieve::watchlist::entry::{EntryId, EntryKind, ListEntry, ListId, ListedAddress};
use paysieve::watchlist::identifier::{Document, ListedWallet};
use paysieve::watchlist::snapshot::{Counts, Manifest, PublishedFrom, SnapshotNote};
use std::sync::Arc;

/// An address of no one: all but its ends are zeros.
pub const WALLET: &str = "0x00000000000000000000000000000000000000Aa";
/// A name that would run as a formula.
pub const FORMULA: &str = "=HYPERLINK(\"http://invalid.example\",\"Ann\")";
/// A name that is markup.
pub const MARKUP: &str = "<script>alert(1)</script><b onmouseover=x>";
/// A name that turns the line around and drives a terminal.
pub const BIDI: &str = "Robert \u{202E}elpmaxE\u{1b}[31m";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn money(value: &str, currency: &str) -> Amount {
    Amount { value: value.parse().unwrap(), currency: Currency::parse(currency).unwrap() }
}

pub fn entry_id(list: &str, number: &str) -> EntryId {
    EntryId { list: ListId::parse(list).unwrap(), number: number.to_owned() }
}

pub fn policy() -> Policy {
    Policy {
        lists: ListRules {
            required: vec![ListId::parse("ofac-sdn").unwrap(), ListId::parse("un-sc").unwrap()],
            list_age_days_max: 14,
        },
        names: NameRules {
            alert_score_min: Score::new(850).unwrap(),
            strong_score_min: Score::new(950).unwrap(),
            name_chars_max: 512,
        },
        accounts: AccountRules { identities_min: 2, allow: Vec::new() },
        wallets: WalletRules { payout_severity: Severity::Review },
        dates: DateRules { outlier_days: 366 },
        limits: Limits::default(),
    }
}

pub fn list(list: &str, published: &str, age: i64) -> (Manifest, i64) {
    let counts = Counts {
        entries: 8_970,
        individual: 3_901,
        entity: 4_602,
        vessel: 340,
        aircraft: 127,
        names_strong: 11_204,
        names_weak: 1_003,
        addresses: 12_331,
        wallets: [("ETH".to_owned(), 11), ("XBT".to_owned(), 71)].into(),
    };
    let manifest = Manifest {
        list: ListId::parse(list).unwrap(),
        published: day(published),
        published_from: PublishedFrom::File,
        confirmed: None,
        complete: true,
        missing: Vec::new(),
        notes: Vec::new(),
        sha256: Digest::of(list.as_bytes()),
        counts,
    };
    (manifest, age)
}

/// One payment, as plainly as it can be made.
pub fn payment(ledger: &Arc<str>, record: u64, name: &str, amount: Option<Amount>) -> Payment {
    Payment {
        at: Place { ledger: Arc::clone(ledger), record, line: record + 1, column: None },
        id: (record % 2 == 1).then(|| format!("P-{record:04}")),
        payee: Payee {
            id: Some(format!("E-{record}")),
            name: Some(name.to_owned()),
            kind: PartyKind::Individual,
            birth_date: None,
            country: Some("FR".to_owned()),
            address: None,
            email: None,
            id_number: None,
        },
        direction: Direction::Out,
        pricing: match amount {
            Some(amount) => Pricing::Priced(amount),
            None => Pricing::Unpriced(UnreadAmount {
                found: "1.2.3,4".to_owned(),
                reason: "more than one decimal sign".to_owned(),
            }),
        },
        value_date: Some(day("2021-03-15")),
        destinations: vec![account("DE00 0000 0000 0000 0000 01")],
        holder_name: None,
        remittance: Remittance { reference: Some("March".to_owned()), memo: None },
    }
}

pub fn account(shown: &str) -> Destination {
    Destination::Account(AccountKey {
        kind: AccountKind::Iban,
        strength: KeyStrength::Strong,
        key: format!("iban:{}", shown.replace(' ', "")),
        shown: shown.to_owned(),
        problem: None,
        column: "iban".to_owned(),
    })
}

pub fn wallet(shown: &str) -> Destination {
    Destination::Wallet(WalletAddress {
        coins: &[],
        family: WalletFamily::Evm,
        key: shown.trim_start_matches("0x").to_lowercase(),
        shown: shown.to_owned(),
        checksum: Checksum::Absent,
        tag: None,
        asset: Some("USDT".to_owned()),
        column: "wallet_address".into(),
    })
}

/// A ledger of `rows` whose totals are those of its payments.
pub fn ledger(name: &str, rows: impl FnOnce(&Arc<str>) -> Vec<Row>) -> Ledger {
    let name: Arc<str> = Arc::from(name);
    let rows = rows(&name);
    let mut totals = ControlTotals::default();
    for row in &rows {
        if let Row::Payment(payment) = row
            && let Some(amount) = payment.amount()
        {
            totals.add(amount, payment.direction);
        }
    }
    let column = |header: &str, field: Option<&str>, guessed| Column {
        header: header.to_owned(),
        field: field.map(str::to_owned),
        guessed,
    };
    Ledger {
        sha256: Digest::of(name.as_bytes()),
        name,
        format: "csv",
        preset: Some("canonical".to_owned()),
        encoding: "UTF-8, comma".to_owned(),
        columns: vec![
            column("payment_id", Some("payment_id"), false),
            column("Beneficiary", Some("payee_name"), true),
            column("amount", Some("amount"), false),
            column("cost centre", None, false),
        ],
        rows,
        totals,
        declared: Vec::new(),
        notes: Vec::new(),
    }
}

fn paid(payment: Payment) -> Row {
    Row::Payment(Box::new(payment))
}

fn payroll() -> Ledger {
    let mut ledger = ledger("a-payroll-2021-03.csv", |name| {
        let mut listed = payment(name, 1, "Jonh Exampel", Some(money("4120.5", "USD")));
        listed.payee.birth_date = Some(BirthDate::Year(1975));
        listed.payee.address = Some("12 Rue Imaginaire, Lyon".to_owned());
        let mut again = payment(name, 2, "Jonh Exampel", Some(money("250", "USD")));
        again.payee.id = Some("E-1".to_owned());
        again.value_date = Some(day("2021-03-19"));
        let mut refund = payment(name, 3, "Ann Sample", Some(money("12.00", "EUR")));
        refund.direction = Direction::In;
        let at = |record| Place { ledger: Arc::clone(name), record, line: record + 1, column: None };
        vec![
            paid(listed),
            paid(again),
            paid(refund),
            paid(payment(name, 4, FORMULA, Some(money("1000000", "USD")))),
            paid(payment(name, 5, MARKUP, Some(money("3.999", "USD")))),
            paid(payment(name, 6, BIDI, Some(money("77", "JPY")))),
            paid(payment(name, 7, &"Ä".repeat(100_000), Some(money("1", "USD")))),
            paid(payment(name, 8, "Una Mount", None)),
            Row::Excluded(Exclusion {
                at: at(9),
                reason: "total row".to_owned(),
                verbatim: "Total,,,1004375.49".to_owned(),
            }),
            Row::Rejected(Rejection {
                payment_id: None,
                at: at(10),
                field: "payee".to_owned(),
                found: "(empty)".to_owned(),
                expected: "a name, payee id, account or wallet".to_owned(),
                verbatim: "=cmd|'/c calc',,,\"12\n34\"".to_owned(),
            }),
        ]
    });
    ledger.declared = vec![DeclaredTotal {
        scope: "file".to_owned(),
        count: Some(6),
        sum: None,
        currency: Currency::parse("USD").unwrap(),
        agrees: true,
    }];
    let places = vec![Place::of_ledger(&ledger.name)];
    ledger.notes = vec![Note {
        code: FindingCode::ColumnGuessed,
        text: "column \"Beneficiary\" was read as payee_name".to_owned(),
        places,
    }];
    ledger
}

fn payouts() -> Ledger {
    let mut ledger = ledger("b-payouts-2021-03.csv", |name| {
        let mut crypto = payment(name, 1, "Coinworks Studio", Some(money("1.50", "ETH")));
        crypto.payee.id = None;
        crypto.destinations = vec![wallet(WALLET)];
        crypto.payee.kind = PartyKind::Entity;
        let mut other = payment(name, 2, "Ben Placeholder", Some(money("900", "USDT")));
        other.destinations = vec![wallet("0x1111111111111111111111111111111111111111")];
        let mut shared: Vec<Payment> = ["Ida Invented", "Olaf Imagined", "Ida Invented"]
            .iter()
            .zip(3..)
            .map(|(who, record)| {
                let mut payment = payment(name, record, who, Some(money("640.10", "EUR")));
                payment.destinations = vec![account("GB00 NONE 0000 0000 0000 00")];
                payment
            })
            .collect();
        let mut rows = vec![paid(crypto), paid(other)];
        rows.extend(shared.drain(..).map(paid));
        rows
    });
    ledger.preset = None;
    ledger.encoding = "Windows-1252, semicolon".to_owned();
    ledger
}

fn part(payee: &str, listed: &str, agreement: Agreement, weight: u32, earned: u32) -> Alignment {
    Alignment { payee: payee.to_owned(), listed: listed.to_owned(), agreement, weight, earned }
}

fn qualifier(kind: QualifierKind, bearing: Bearing, payee: &str, listed: &str, relation: &str) -> Qualifier {
    Qualifier { kind, bearing, payee: payee.to_owned(), listed: listed.to_owned(), relation: relation.to_owned() }
}

fn at(ledger: u32, row: u32) -> RowRef {
    RowRef { ledger, row }
}

fn name_hit(number: &str, matched: &str, payee_name: &str, score: u16, band: Band) -> NameHit {
    NameHit {
        entry: entry_id("ofac-sdn", number),
        matched_name: matched.to_owned(),
        name_kind: ListedNameKind::Alias(AliasKind::AlsoKnownAs, AliasStrength::Strong),
        payee_name: payee_name.to_owned(),
        field: "payee_name".to_owned(),
        score: Score::new(score).unwrap(),
        band,
        alignments: vec![
            part("jonh", "john", Agreement::Edits(1), 612, 430),
            part("exampel", "example", Agreement::Edits(1), 1_580, 1_360),
            part("", "quentin", Agreement::OnlyListed, 940, 0),
        ],
        qualifiers: vec![
            qualifier(QualifierKind::BirthDate, Bearing::Supports, "1975", "1975-04-30", "same year"),
            qualifier(QualifierKind::PartyKind, Bearing::Supports, "individual", "individual", "same type"),
            qualifier(QualifierKind::Country, Bearing::Contradicts, "FR", "Utopia", "different countries"),
            qualifier(QualifierKind::IdNumber, Bearing::Missing, "", "Passport X0000000", "the ledger states none"),
        ],
    }
}

fn in_alert(mut finding: Finding, identity: &IdentityKey) -> Finding {
    finding.alert = Some(AlertId::of(identity));
    finding
}

fn hits() -> (Vec<Finding>, Vec<Alert>) {
    let firm = IdentityKey::new("id:E-1 (payouts)");
    let listed_wallet = in_alert(
        Finding::new(
            FindingCode::ListedWallet,
            Severity::Escalate,
            Subject::Wallet(format!("evm:{WALLET}")),
            Evidence::ListedWallet {
                entry: entry_id("ofac-sdn", "00002"),
                entry_name: "INVENTED MIXER".to_owned(),
                listed_asset: "ETH".to_owned(),
                listed_address: WALLET.to_owned(),
                address: WALLET.to_owned(),
                asset: Some("USDT".to_owned()),
            },
            vec![at(1, 0)],
        ),
        &firm,
    );
    let person = IdentityKey::new("id:E-1");
    let strong = in_alert(
        Finding::new(
            FindingCode::NameMatch,
            Severity::Escalate,
            Subject::Payee(person.clone()),
            Evidence::Name(Box::new(name_hit("00001", "EXAMPLE, John Quentin", "Jonh Exampel", 958, Band::Strong))),
            vec![at(0, 0), at(0, 1)],
        ),
        &person,
    );
    let hostile = IdentityKey::new(&format!("name:{MARKUP}"));
    let mut unknown_entry = name_hit("99999", "SCRIPT, Alert", MARKUP, 861, Band::Possible);
    unknown_entry.alignments = vec![part(MARKUP, "script", Agreement::Joined, 100, 50)];
    let possible = in_alert(
        Finding::new(
            FindingCode::NameMatch,
            Severity::Review,
            Subject::Payee(hostile.clone()),
            Evidence::Name(Box::new(unknown_entry)),
            vec![at(0, 4)],
        ),
        &hostile,
    );
    let alert = |identity: &IdentityKey, of: &Finding| Alert {
        id: AlertId::of(identity),
        identity: identity.clone(),
        severity: of.severity,
        findings: vec![of.id.clone()],
        rows: of.rows.clone(),
    };
    let alerts = vec![alert(&firm, &listed_wallet), alert(&person, &strong), alert(&hostile, &possible)];
    (vec![listed_wallet, strong, possible], alerts)
}

fn shared_key() -> Finding {
    let using = |name: &str, id: &str, payments, dates: (&str, &str), address: Option<&str>| KeyUse {
        identity: IdentityKey::new(&format!("id:{id}")),
        name: name.to_owned(),
        payee_ids: vec![id.to_owned()],
        birth_date: None,
        address: address.map(str::to_owned),
        country: Some("FR".to_owned()),
        payments,
        dates: Some((day(dates.0), day(dates.1))),
    };
    Finding::new(
        FindingCode::SharedAccount,
        Severity::Review,
        Subject::Account("iban:GB00NONE00000000000000".to_owned()),
        Evidence::SharedKey {
            identities: 2,
            key: "iban:GB00NONE00000000000000".to_owned(),
            shown: "GB00 NONE 0000 0000 0000 00".to_owned(),
            strength: KeyStrength::Strong,
            uses: vec![
                using("Ida Invented", "E-3", 2, ("2021-03-15", "2021-03-15"), Some("1 Nowhere Lane")),
                using("Olaf Imagined", "E-4", 1, ("2021-03-15", "2021-03-19"), None),
            ],
        },
        vec![at(1, 2), at(1, 3), at(1, 4)],
    )
}

/// A finding about the data of a ledger.
pub fn data(code: FindingCode, severity: Severity, ledger: &str, text: &str, records: &[u64]) -> Finding {
    let name: Arc<str> = Arc::from(ledger);
    let places = records
        .iter()
        .map(|&record| Place { ledger: Arc::clone(&name), record, line: record + 1, column: None })
        .collect();
    Finding::new(
        code,
        severity,
        Subject::Ledger(ledger.to_owned()),
        Evidence::Data { ledger: ledger.to_owned(), text: text.to_owned(), places },
        Vec::new(),
    )
}

fn others() -> Vec<Finding> {
    let payout = Finding::new(
        FindingCode::WalletPayout,
        Severity::Review,
        Subject::Wallet("evm:1111".to_owned()),
        Evidence::Wallet {
            address: "0x1111111111111111111111111111111111111111".to_owned(),
            family: "EVM".to_owned(),
            problem: None,
        },
        vec![at(1, 1)],
    );
    let mut allowed = shared_key();
    allowed = Finding::new(
        FindingCode::WeakAccountShared,
        Severity::Note,
        Subject::Account("number:000111".to_owned()),
        allowed.evidence,
        vec![at(1, 2)],
    );
    allowed.disposition = Disposition::Allowed {
        owner: "Payroll".to_owned(),
        reason: "household".to_owned(),
        expires: day("2021-12-31"),
    };
    let payroll = "a-payroll-2021-03.csv";
    let mut rejected =
        data(FindingCode::RowsRejected, Severity::Review, payroll, "1 row names no payee and was not screened", &[10]);
    rejected.rows = vec![at(0, 9)];
    vec![
        shared_key(),
        payout,
        rejected,
        data(FindingCode::AmountUnread, Severity::Review, payroll, "1 amount could not be read", &[8]),
        data(FindingCode::NameTooLong, Severity::Review, payroll, "1 name is longer than 512 characters", &[7]),
        allowed,
        data(FindingCode::ColumnGuessed, Severity::Note, payroll, "column \"Beneficiary\" was read as payee_name", &[]),
        data(FindingCode::ColumnUnmapped, Severity::Note, payroll, "column \"cost centre\" was not read", &[]),
        Finding::new(
            FindingCode::ListTrailerMissing,
            Severity::Note,
            Subject::List(ListId::parse("ofac-sdn").unwrap()),
            Evidence::List {
                text: "ofac-sdn: the closing mark 0x1A is missing".to_owned(),
                published: Some(day("2021-03-10")),
            },
            Vec::new(),
        ),
        Finding::new(
            FindingCode::AllowEntryUnused,
            Severity::Note,
            Subject::Policy("accounts.allow[1]".to_owned()),
            Evidence::Setting { text: "the entry for GB00 matched no account".to_owned() },
            Vec::new(),
        ),
    ]
}

fn listed_person() -> ListEntry {
    let alias = |name: &str, strength| Alias { name: name.to_owned(), kind: AliasKind::AlsoKnownAs, strength };
    ListEntry {
        number: "00001".to_owned(),
        kind: EntryKind::Individual,
        name: "EXEMPLAR, Johannes Quentin".to_owned(),
        aliases: vec![
            alias("JOHNNY THE SAMPLE", AliasStrength::Weak),
            alias("EXAMPLE, John Quentin", AliasStrength::Strong),
        ],
        original_script: vec!["Йоханнес Пример".to_owned()],
        birth_dates: vec![BirthDate::Day(day("1975-04-30")), BirthDate::Circa(Box::new(BirthDate::Year(1974)))],
        birth_places: vec!["Port Nowhere, Utopia".to_owned()],
        nationalities: vec!["Utopia".to_owned()],
        citizenships: vec!["Erewhon".to_owned()],
        gender: Some("Male".to_owned()),
        titles: vec!["Director of nothing".to_owned()],
        addresses: vec![ListedAddress {
            street: "1 Imaginary Square".to_owned(),
            city: "Port Nowhere".to_owned(),
            country: "Utopia".to_owned(),
            ..ListedAddress::default()
        }],
        documents: vec![Document {
            kind: "Passport".to_owned(),
            number: "X0000000".to_owned(),
            country: Some("Utopia".to_owned()),
            issued: None,
            expires: Some("2029".to_owned()),
        }],
        wallets: Vec::new(),
        designations: vec![Designation {
            programme: "TEST".to_owned(),
            listed_on: Some(day("2020-05-04")),
            amended_on: None,
        }],
        vessel: None,
        aircraft: None,
        linked_to: vec!["INVENTED MIXER".to_owned()],
        facts: Vec::new(),
        narrative: Vec::new(),
    }
}

fn listed_mixer() -> ListEntry {
    ListEntry {
        number: "00002".to_owned(),
        kind: EntryKind::Entity,
        name: "INVENTED MIXER".to_owned(),
        aliases: Vec::new(),
        original_script: Vec::new(),
        birth_dates: Vec::new(),
        birth_places: Vec::new(),
        nationalities: Vec::new(),
        citizenships: Vec::new(),
        gender: None,
        titles: Vec::new(),
        addresses: Vec::new(),
        documents: Vec::new(),
        wallets: vec![ListedWallet { asset: "ETH".to_owned(), address: WALLET.to_owned() }],
        designations: vec![Designation { programme: "TEST2".to_owned(), listed_on: None, amended_on: None }],
        vessel: None,
        aircraft: None,
        linked_to: Vec::new(),
        facts: Vec::new(),
        narrative: Vec::new(),
    }
}

/// A run with something of everything.
pub fn rich() -> Report {
    let (mut findings, alerts) = hits();
    findings.extend(others());
    // In this order; the findings point to ledger 0 and 1.
    let ledgers = vec![payroll(), payouts()];
    let best = |ledger: &Ledger| -> Vec<Option<BestCandidate>> {
        let candidate = BestCandidate {
            entry: entry_id("ofac-sdn", "00001"),
            matched_name: "EXAMPLE, John Quentin".to_owned(),
            score: Score::new(412).unwrap(),
            band: Band::None,
        };
        ledger.rows.iter().map(|row| matches!(row, Row::Payment(_)).then(|| candidate.clone())).collect()
    };
    let mut policy_in_force = policy();
    policy_in_force.lists.list_age_days_max = 30;
    policy_in_force.accounts.allow = vec![AllowEntry {
        key: "GB00".to_owned(),
        owner: "Payroll".to_owned(),
        reason: "household".to_owned(),
        expires: day("2021-12-31"),
    }];
    let mut sdn = list("ofac-sdn", "2021-03-10", 9);
    sdn.0.notes =
        vec![SnapshotNote { code: "list-trailer-missing".to_owned(), text: "the closing mark is missing".to_owned() }];
    Report {
        as_of: day("2021-03-19"),
        as_of_from: AsOfFrom::ValueDate,
        options: [
            ("map".to_owned(), vec!["payee_name=Beneficiary".to_owned()]),
            ("expect".to_owned(), vec!["USD=1004375.499/6".to_owned(), "EUR=1.00".to_owned()]),
        ]
        .into(),
        expected: vec![
            DeclaredTotal {
                scope: "--expect".to_owned(),
                count: Some(6),
                sum: Some("1004375.499".parse().unwrap()),
                currency: Currency::parse("USD").unwrap(),
                agrees: true,
            },
            DeclaredTotal {
                scope: "--expect".to_owned(),
                count: None,
                sum: Some("1".parse().unwrap()),
                currency: Currency::parse("EUR").unwrap(),
                agrees: false,
            },
        ],
        side_inputs: vec![SideInput { role: "policy", name: "policy.toml".to_owned(), sha256: Digest::of(b"policy") }],
        lists: vec![sdn, list("un-sc", "2021-03-12", 7)],
        policy: policy_in_force,
        policy_default: policy(),
        screened: Screened { findings, alerts, best: ledgers.iter().map(best).collect() },
        entries: [(entry_id("ofac-sdn", "00001"), listed_person()), (entry_id("ofac-sdn", "00002"), listed_mixer())]
            .into(),
        ledgers,
        prepared_by: Some("A. Preparer".to_owned()),
        prepared_at: Some("2021-03-19 17:00".to_owned()),
    }
}

/// A run of one ledger in which all is well.
pub fn clear() -> Report {
    let mut report = rich();
    report.ledgers =
        vec![ledger("clean.csv", |name| vec![paid(payment(name, 1, "Ann Sample", Some(money("10", "USD"))))])];
    report.screened = Screened::default();
    report.expected = Vec::new();
    report.entries.clear();
    report
}
