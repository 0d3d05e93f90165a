//! The files of a run folder, made from a record built by hand.

// What makes the sample may unwrap as the tests do: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

#[path = "report/sample.rs"]
mod sample;

use paysieve::Set;
use paysieve::digest::Digest;
use paysieve::finding::code::FindingCode;
use paysieve::finding::evidence::Evidence;
use paysieve::finding::{Finding, Severity, Subject};
use paysieve::ledger::Row;
use paysieve::ledger::control_totals::DeclaredTotal;
use paysieve::ledger::rejection::Rejection;
use paysieve::payment::amount::Currency;
use paysieve::place::Place;
use paysieve::report::{self, Report, Status, csv, summary};
use paysieve::watchlist::entry::ListId;
use sample::{BIDI, FORMULA, MARKUP, WALLET, clear, rich};
use serde_json::Value;
use std::sync::Arc;

fn file(report: &Report, name: &str) -> String {
    String::from_utf8(report::files(report).remove(name).unwrap()).unwrap()
}

fn run_json(report: &Report) -> Value {
    serde_json::from_str(&file(report, "run.json")).unwrap()
}

fn jsonl(report: &Report) -> Vec<Value> {
    file(report, "findings.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Header and lines of a CSV file.
fn table(report: &Report, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = file(report, name);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let lines = reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, lines)
}

fn column(table: &(Vec<String>, Vec<Vec<String>>), name: &str) -> Vec<String> {
    let position = table.0.iter().position(|header| header == name).unwrap();
    table.1.iter().map(|line| line[position].clone()).collect()
}

#[test]
fn the_same_record_gives_the_same_bytes_and_the_manifest_names_every_other_file() {
    let (first, second) = (report::files(&rich()), report::files(&rich()));
    assert_eq!(first, second);
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, ["findings.csv", "findings.jsonl", "payments.csv", "rejections.csv", "report.html", "run.json"]);
    let files = run_json(&rich())["files"].clone();
    assert_eq!(files.as_object().unwrap().len(), first.len() - 1);
    for (name, digest) in files.as_object().unwrap() {
        assert_eq!(digest.as_str().unwrap(), Digest::of(&first[name]).as_str(), "{name}");
    }
}

#[test]
fn run_json_has_the_keys_of_its_schema_in_order() {
    let text = file(&rich(), "run.json");
    assert!(text.starts_with("{\n  \"schema\": 1,\n  \"engine\": \"") && text.ends_with("}\n"));
    let order = [
        "schema",
        "engine",
        "run_id",
        "as_of",
        "status",
        "options",
        "previous",
        "inputs",
        "side_inputs",
        "lists",
        "findings",
        "policy",
        "files",
    ];
    let positions: Vec<usize> =
        order.iter().map(|key| text.find(&format!("\n  \"{key}\":")).unwrap_or_else(|| panic!("{key}"))).collect();
    assert!(positions.is_sorted(), "{positions:?}");
    let run = run_json(&rich());
    assert!(run["previous"].is_null());
    assert_eq!(run["lists"][0]["counts"]["wallets"]["XBT"], 71);
    assert_eq!(run["lists"][0]["age_days"], 9);
    assert_eq!(run["policy"]["lists"]["list_age_days_max"], 30);
    assert_eq!(run["side_inputs"][0]["role"], "policy");
    assert_eq!(run["findings"]["name-match"], 2);
    assert_eq!(run["inputs"][0]["notes"][0]["code"], "column-guessed");
    assert_eq!(run["inputs"][0]["notes"][0]["place"], "a-payroll-2021-03.csv");
}

#[test]
fn rows_are_the_sum_of_their_classes_and_totals_have_the_digits_of_their_currency() {
    let run = run_json(&rich());
    let sum = |of: &Value| {
        ["payments", "unpriced", "excluded", "rejections"].iter().map(|class| of[*class].as_u64().unwrap()).sum::<u64>()
    };
    for input in run["inputs"].as_array().unwrap() {
        assert_eq!(input["rows"].as_u64().unwrap(), sum(input), "{}", input["name"]);
    }
    assert_eq!(run["rows"]["rows"], 15);
    assert_eq!(sum(&run["rows"]), 15);
    let total = |currency: &str, direction: &str| {
        let totals = run["inputs"][0]["totals"].as_array().unwrap();
        let found = totals.iter().find(|total| total["currency"] == currency && total["direction"] == direction);
        found.map(|total| (total["count"].as_u64().unwrap(), total["sum"].as_str().unwrap().to_owned()))
    };
    assert_eq!(total("EUR", "in"), Some((1, "12.00".to_owned())));
    assert_eq!(total("JPY", "out"), Some((1, "77".to_owned())));
    assert_eq!(total("USD", "out"), Some((5, "1004375.499".to_owned())));
    assert_eq!(run["inputs"][1]["totals"][0]["sum"], "1.50", "an asset stands as written");
}

#[test]
fn an_expected_total_is_compared_like_a_declared_one() {
    let run = run_json(&rich());
    assert_eq!(run["expected_totals"][1]["currency"], "EUR");
    assert_eq!(run["expected_totals"][1]["sum"], "1.00");
    assert_eq!(run["expected_totals"][1]["agrees"], false);
    assert_eq!(run["inputs"][0]["declared_totals"].as_array().unwrap().len(), 1, "not of one ledger among several");
    let mut one = clear();
    one.expected = rich().expected;
    assert_eq!(run_json(&one)["inputs"][0]["declared_totals"].as_array().unwrap().len(), 2);
}

#[test]
fn run_id_follows_the_inputs_and_nothing_else() {
    let id = |report: &Report| run_json(report)["run_id"].as_str().unwrap().to_owned();
    let same = id(&rich());
    let mut prepared = rich();
    prepared.prepared_by = Some("somebody else".to_owned());
    prepared.screened.findings.clear();
    assert_eq!(id(&prepared), same);
    let mut changed: Vec<Report> = (0..5).map(|_| rich()).collect();
    changed[0].ledgers[0].sha256 = Digest::of(b"other");
    changed[1].lists[0].0.sha256 = Digest::of(b"other");
    changed[2].policy.dates.outlier_days += 1;
    changed[3].options.insert("currency".to_owned(), vec!["GBP".to_owned()]);
    changed[4].side_inputs.clear();
    let ids: Set<String> = changed.iter().map(id).chain([same]).collect();
    assert_eq!(ids.len(), 6);
}

fn list_finding(code: FindingCode, severity: Severity) -> Finding {
    let list = ListId::parse("un-sc").unwrap();
    let evidence = Evidence::List { text: "un-sc is not as it should be".to_owned(), published: None };
    Finding::new(code, severity, Subject::List(list), evidence, Vec::new())
}

fn declared(count: Option<u64>, sum: Option<&str>, agrees: bool) -> DeclaredTotal {
    let sum = sum.map(|sum| sum.parse().unwrap());
    DeclaredTotal { scope: "file".to_owned(), count, sum, currency: Currency::parse("USD").unwrap(), agrees }
}

#[test]
fn the_gravest_status_holds_in_the_order_3_4_1_0() {
    let check = |change: &dyn Fn(&mut Report), status: Status, exit_code: u8, what: &str| {
        let mut report = clear();
        change(&mut report);
        assert_eq!((report::status(&report), report::exit_code(&report)), (status, exit_code), "{what}");
        let run = run_json(&report);
        assert_eq!(run["status"], status.as_str(), "{what}");
        assert_eq!(run["reasons"].as_array().unwrap().is_empty(), status == Status::Clear, "{what}");
    };
    let review = || sample::data(FindingCode::AmountUnread, Severity::Review, "clean.csv", "unread", &[1]);
    let stale = || list_finding(FindingCode::ListStale, Severity::Review);
    let reject = |report: &mut Report| report.ledgers[0].rows.push(rejected(&Arc::from("clean.csv"), 2));
    check(&|_| {}, Status::Clear, 0, "nothing to say");
    check(
        &|report| report.screened.findings = vec![sample::data(FindingCode::DateUnread, Severity::Note, "c", "x", &[])],
        Status::Clear,
        0,
        "a note asks for nobody",
    );
    check(&|report| report.screened.findings = vec![review()], Status::Findings, 1, "a finding for review");
    check(&|report| report.screened.findings = vec![review(), stale()], Status::Stale, 4, "a stale list");
    check(
        &|report| report.screened.findings = vec![list_finding(FindingCode::ListAbsent, Severity::Review)],
        Status::Stale,
        4,
        "a required list is absent",
    );
    check(
        &|report| report.screened.findings = vec![list_finding(FindingCode::ListAbsent, Severity::Note)],
        Status::Clear,
        0,
        "a list that nobody requires is absent",
    );
    check(
        &|report| {
            report.screened.findings = vec![review(), stale()];
            reject(report);
        },
        Status::Incomplete,
        3,
        "a rejected row is graver than a stale list",
    );
    check(&|report| report.expected = vec![declared(None, Some("1"), false)], Status::Incomplete, 3, "--expect");
    check(&|report| report.expected = vec![declared(None, Some("10"), true)], Status::Clear, 0, "--expect agrees");
    check(
        &|report| report.ledgers[0].declared = vec![declared(Some(2), None, false)],
        Status::Incomplete,
        3,
        "trailer",
    );
    check(
        &|report| report.ledgers[0].totals.0.values_mut().for_each(|total| total.sum = None),
        Status::Incomplete,
        3,
        "overflow in a ledger",
    );
    check(
        &|report| {
            let mut other = report.ledgers[0].clone();
            for ledger in [&mut other, &mut report.ledgers[0]] {
                ledger.totals.0.values_mut().for_each(|total| total.sum = Some(rust_decimal::Decimal::MAX));
            }
            report.ledgers.push(other);
        },
        Status::Incomplete,
        3,
        "overflow only over all ledgers",
    );
}

#[test]
fn an_empty_ledger_is_incomplete_unless_a_total_says_0() {
    let check = |own: Option<DeclaredTotal>, expected: Option<DeclaredTotal>, second_ledger: bool, exit_code: u8| {
        let mut report = clear();
        let full = report.ledgers[0].clone();
        report.ledgers[0].rows.clear();
        report.ledgers[0].totals.0.clear();
        report.ledgers[0].declared.extend(own);
        report.expected.extend(expected);
        if second_ledger {
            report.ledgers.push(full);
        }
        assert_eq!(report::exit_code(&report), exit_code);
    };
    check(None, None, false, 3);
    check(Some(declared(Some(0), None, true)), None, false, 0);
    check(Some(declared(None, Some("0.00"), true)), None, false, 0);
    check(None, Some(declared(None, Some("0"), true)), false, 0);
    check(Some(declared(Some(1), Some("0"), true)), None, false, 3);
    check(None, Some(declared(None, Some("0"), true)), true, 3);
}

#[test]
fn findings_csv_has_one_line_for_each_finding_and_row() {
    let report = rich();
    let csv = table(&report, "findings.csv");
    assert_eq!(
        csv.0.join(","),
        "finding_id,code,severity,payment_id,payee_id,payee_name,list,entry_id,matched_name,score,band,amount,currency,\
         value_date,place,summary,alert_id,account,wallet"
    );
    let expected: usize = report.screened.findings.iter().map(|finding| finding.rows.len().max(1)).sum();
    assert_eq!(csv.1.len(), expected);
    let line = |code: &str| {
        let found = csv.1.iter().find(|line| line[1] == code).unwrap();
        csv.0.iter().map(String::as_str).zip(found.iter().map(String::as_str)).collect::<paysieve::Map<_, _>>()
    };
    let wallet = line("listed-wallet");
    assert_eq!((wallet["entry_id"], wallet["score"], wallet["band"]), ("ofac-sdn:00002", "1000", "strong"));
    assert_eq!((wallet["wallet"], wallet["amount"], wallet["currency"]), (WALLET, "1.50", "ETH"));
    let name = line("name-match");
    assert_eq!((name["list"], name["matched_name"], name["score"]), ("ofac-sdn", "EXAMPLE, John Quentin", "958"));
    assert_eq!((name["payment_id"], name["amount"], name["value_date"]), ("P-0001", "4120.50", "2021-03-15"));
    assert_eq!(name["place"], "a-payroll-2021-03.csv record 1 line 2");
    assert!(name["alert_id"].starts_with("A-"));
    let shared = line("shared-account");
    assert_eq!(shared["account"], "GB00 NONE 0000 0000 0000 00");
    for without_entry in ["shared-account", "wallet-payout", "amount-unread", "list-trailer-missing"] {
        let line = line(without_entry);
        let cells = ["list", "entry_id", "matched_name", "score", "band"].map(|column| line[column]);
        assert_eq!(cells, [""; 5], "{without_entry}");
    }
    let ids = column(&csv, "payment_id");
    assert!(ids.contains(&"a-payroll-2021-03.csv:2".to_owned()), "a row without a number is named by its record");
}

#[test]
fn csv_jsonl_html_and_manifest_name_the_same_findings() {
    let report = rich();
    let ids: Set<String> = report.screened.findings.iter().map(|finding| finding.id.to_string()).collect();
    let in_csv: Set<String> = column(&table(&report, "findings.csv"), "finding_id").into_iter().collect();
    let in_jsonl: Set<String> = jsonl(&report).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(in_csv, ids);
    assert_eq!(in_jsonl, ids);
    let html = file(&report, "report.html");
    for id in &ids {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} has one place on the page");
    }
    for alert in &report.screened.alerts {
        assert_eq!(html.matches(&format!("id=\"{}\"", alert.id)).count(), 1);
    }
    let counts: u64 =
        run_json(&report)["findings"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(counts, ids.len() as u64);
}

#[test]
fn jsonl_holds_the_evidence_in_words_and_the_rejected_rows_verbatim() {
    let lines = jsonl(&rich());
    let of = |code: &str| lines.iter().find(|line| line["code"] == code).unwrap();
    let name = &of("name-match")["evidence"];
    assert_eq!(name["kind"], "name");
    assert_eq!(name["alignments"][2]["agreement"], "only in the listed name");
    assert_eq!((&name["alignments"][0]["weight"], &name["alignments"][0]["earned"]), (&612.into(), &430.into()));
    assert_eq!(name["qualifiers"]["for"].as_array().unwrap().len(), 2);
    assert_eq!(name["qualifiers"]["against"][0]["listed"], "Utopia");
    assert_eq!(name["qualifiers"]["missing"][0]["kind"], "identity number");
    assert_eq!(of("shared-account")["evidence"]["uses"][1]["last_date"], "2021-03-19");
    assert_eq!(of("weak-account-shared")["disposition"]["state"], "allowed");
    assert_eq!(of("amount-unread")["evidence"]["places"][0]["record"], 8);
    let rejected = of("rows-rejected");
    assert_eq!(rejected["rejections"][0]["verbatim"], "=cmd|'/c calc',,,\"12\n34\"");
    assert_eq!(rejected["rows"][0]["class"], "rejected");
}

#[test]
fn rejected_rows_stand_verbatim_with_a_finding_that_names_no_rows() {
    let mut report = rich();
    for finding in &mut report.screened.findings {
        finding.rows.retain(|_| finding.code != FindingCode::RowsRejected);
    }
    let lines = jsonl(&report);
    let rejected = lines.iter().find(|line| line["code"] == "rows-rejected").unwrap();
    assert_eq!(rejected["rejections"].as_array().unwrap().len(), 1);
}

#[test]
fn payments_csv_has_one_line_for_every_row_in_ledger_order() {
    let csv = table(&rich(), "payments.csv");
    let classes = column(&csv, "class");
    assert_eq!(csv.1.len(), 15);
    assert_eq!(classes[7..10], ["unpriced", "excluded", "rejected"]);
    let reasons = column(&csv, "reason");
    assert_eq!(reasons[0], "");
    assert_eq!(reasons[7], "more than one decimal sign: 1.2.3,4");
    assert_eq!(reasons[8], "total row");
    assert_eq!(column(&csv, "direction")[2], "in");
    assert_eq!(column(&csv, "best_score")[0], "412");
    assert_eq!(column(&csv, "best_entry_id")[9], "", "a rejected row has no candidate");
    assert_eq!(column(&csv, "place")[10], "b-payouts-2021-03.csv record 1 line 2");
    assert!(column(&csv, "finding_ids")[10].starts_with("F-"));
}

#[test]
fn hostile_cells_are_disarmed_in_every_csv_file() {
    let report = rich();
    assert_eq!(column(&table(&report, "payments.csv"), "payee_name")[3], format!("'{FORMULA}"));
    assert_eq!(column(&table(&report, "rejections.csv"), "row")[0], "'=cmd|'/c calc',,,\"12\n34\"");
    for name in ["findings.csv", "payments.csv", "rejections.csv"] {
        let (_, lines) = table(&report, name);
        for cell in lines.iter().flatten() {
            assert_eq!(cell, &csv::guarded(cell), "{name}");
        }
        assert!(!file(&report, name).contains('\r'), "lines end in LF");
    }
}

#[test]
fn hostile_names_are_text_on_the_page() {
    let mut report = rich();
    // The name stands in a hit too, so that it reaches every part of a card.
    let Evidence::Name(hit) = &mut report.screened.findings[1].evidence else { panic!("a name hit") };
    hit.payee_name = BIDI.to_owned();
    hit.alignments[0].payee = BIDI.to_owned();
    hit.qualifiers[0].payee = MARKUP.to_owned();
    report.ledgers[1].name = Arc::from("<img src=x onerror=alert(1)>.csv");
    report.prepared_by = Some(MARKUP.to_owned());
    let html = file(&report, "report.html");
    let lower = html.to_lowercase();
    for tag in ["<script", "<img", "<b onmouseover", "javascript:", "<iframe", "<link", "@import", "url("] {
        assert!(!lower.contains(tag), "{tag}");
    }
    assert!(html.contains("&#60;script&#62;alert(1)"));
    assert!(!html.contains('\u{202E}') && !html.contains('\u{1b}'));
    assert!(html.contains("<span class=\"unseen\">U+202E</span>") && html.contains("U+001B"));
    assert!(html.contains("<bdi>Robert "));
}

#[test]
fn a_name_of_100_000_characters_neither_fills_the_page_nor_gets_lost() {
    let report = rich();
    assert!(file(&report, "report.html").len() < 150_000);
    assert!(column(&table(&report, "payments.csv"), "payee_name")[6].chars().count() == 100_000);
}

#[test]
fn the_page_stands_alone() {
    let html = file(&rich(), "report.html");
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert!(!html.contains(" src=") && !html.contains("http://") && !html.contains("https://"));
    for link in html.split("href=\"").skip(1) {
        let target = link.split('"').next().unwrap();
        let anchor = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leaves the page"));
        assert!(html.contains(&format!("id=\"{anchor}\"")), "{target} leads nowhere");
    }
}

#[test]
fn the_page_shows_what_a_reader_needs() {
    let html = file(&rich(), "report.html");
    for text in [
        ">incomplete<",
        "2021-03-10",
        "9 days",
        "EXAMPLE, John Quentin",
        "JOHNNY THE SAMPLE",
        "a.k.a., weak",
        "Йоханнес Пример",
        "1975-04-30",
        "Port Nowhere, Utopia",
        "Passport X0000000",
        "TEST, listed on 2020-05-04",
        "only in the listed name",
        "✗ disagrees",
        "✎ changed",
        "guessed from its header",
        "cost centre",
        "50 percent rule",
        "not the probability",
        "not legal advice",
        "A. Preparer",
        "paysieve screen --expect",
        "Allowed by the policy until 2021-12-31: household (owner: Payroll)",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(file(&clear(), "report.html").contains("No open finding asks for a person."));
}

fn rejected(ledger: &Arc<str>, record: u64) -> Row {
    Row::Rejected(Rejection {
        payment_id: None,
        at: Place { ledger: Arc::clone(ledger), record, line: record + 1, column: None },
        field: "payee".to_owned(),
        found: "(empty)".to_owned(),
        expected: "a name".to_owned(),
        verbatim: ",,,".to_owned(),
    })
}

#[test]
fn long_tables_say_how_much_they_leave_out() {
    let mut report = clear();
    let name = Arc::clone(&report.ledgers[0].name);
    report.ledgers[0].rows.extend((2..=2_102).map(|record| rejected(&name, record)));
    let html = file(&report, "report.html");
    assert!(html.contains("Rejected rows (2101)") && html.contains("101 more rows; rejections.csv has every one."));
    assert_eq!(table(&report, "rejections.csv").1.len(), 2_101);
}

#[test]
fn the_summary_fits_a_screen_and_a_terminal() {
    let mut report = rich();
    report.ledgers[0].name = Arc::from(format!("{}{BIDI}.csv", "名".repeat(80)).as_str());
    let mut many = report.clone();
    let review = report.screened.findings[3].clone();
    many.screened.findings.extend((0..50).map(|_| review.clone()));
    many.ledgers.extend(rich().ledgers);
    many.ledgers.extend(rich().ledgers);
    for report in [report, many, clear()] {
        let text = summary::summary(&report, "runs/2021-03/report.html");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() <= summary::LINES_MAX, "{} lines", lines.len());
        for line in &lines {
            assert!(line.chars().count() <= summary::COLUMNS_MAX, "{line}");
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202E}'), "{line}");
        }
        assert!(lines.last().unwrap().ends_with("runs/2021-03/report.html"));
    }
    let text = summary::summary(&rich(), "x");
    let first = text.lines().find(|line| line.contains("F-")).unwrap();
    assert!(first.starts_with("escalate"), "{first}");
}

#[test]
fn the_command_is_quoted_and_has_neither_folder_nor_threads() {
    let mut report = rich();
    report.ledgers[0].name = Arc::from("it's here.csv");
    let command = run_json(&report)["command"].as_str().unwrap().to_owned();
    assert_eq!(
        command,
        "paysieve screen --expect USD=1004375.499/6 --expect EUR=1.00 --map payee_name=Beneficiary \
         'it'\\''s here.csv' b-payouts-2021-03.csv"
    );
}
