//! Ledgers of our own, one promise per test: what becomes of each row, column, amount and date.

use paysieve::error::ErrorKind;
use paysieve::finding::code::FindingCode;
use paysieve::ledger::{DateOrder, Ledger, Limits, Note, ReadOptions, Row, RowCounts, order, read};
use paysieve::payment::amount::{Currency, decimal_text};
use paysieve::payment::{Direction, Payment, Pricing};

fn ledger(text: &str) -> Ledger {
    read("test.csv", text.as_bytes(), &ReadOptions::default()).expect("a ledger")
}

fn file(name: &str) -> Ledger {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers").join(name);
    read(name, &std::fs::read(path).expect(name), &ReadOptions::default()).expect(name)
}

fn refused(text: &str) -> String {
    read("test.csv", text.as_bytes(), &ReadOptions::default()).expect_err("refused").to_string()
}

fn payments(ledger: &Ledger) -> Vec<&Payment> {
    let rows = ledger.rows.iter();
    rows.filter_map(|row| if let Row::Payment(payment) = row { Some(&**payment) } else { None }).collect()
}

/// Each row in a few words: `payment Jane Example out 5.00 USD`, `unpriced ...`, `excluded ...`, `rejected ...`.
fn rows(ledger: &Ledger) -> Vec<String> {
    let shown = |row: &Row| match row {
        Row::Payment(payment) => {
            let name = payment.payee.name.as_deref().or(payment.payee.id.as_deref()).unwrap_or("(no name)");
            match &payment.pricing {
                Pricing::Priced(amount) => format!(
                    "payment {name} {} {} {}",
                    payment.direction.as_str(),
                    decimal_text(amount.value, &amount.currency),
                    amount.currency
                ),
                Pricing::Unpriced(unread) => format!("unpriced {name} `{}` {}", unread.found, unread.reason),
            }
        }
        Row::Excluded(exclusion) => format!("excluded {}", exclusion.verbatim),
        Row::Rejected(rejection) => format!("rejected {}", rejection.verbatim),
    };
    ledger.rows.iter().map(shown).collect()
}

fn note(ledger: &Ledger, code: FindingCode) -> &Note {
    ledger.notes.iter().find(|note| note.code == code).unwrap_or_else(|| panic!("no {code} in {:?}", ledger.notes))
}

fn codes(ledger: &Ledger) -> Vec<FindingCode> {
    ledger.notes.iter().map(|note| note.code).collect()
}

fn records(note: &Note) -> Vec<u64> {
    note.places.iter().map(|place| place.record).collect()
}

#[test]
fn the_canonical_header_is_read_in_full() {
    let ledger = file("canonical.csv");
    assert_eq!(ledger.preset.as_deref(), Some("canonical"));
    assert_eq!(codes(&ledger), []);
    assert_eq!(
        rows(&ledger),
        [
            "payment Jane Example out 1234.50 EUR",
            "payment Example Trading Ltd out 0.250 ETH",
            "payment John Sample in 20.00 EUR"
        ]
    );
    let jane = payments(&ledger)[0];
    assert_eq!(jane.id.as_deref(), Some("P-1"));
    assert_eq!(jane.value_date.map(|date| date.to_string()).as_deref(), Some("2021-03-15"));
    assert_eq!(jane.payee.birth_date.as_ref().map(ToString::to_string).as_deref(), Some("1975-03-02"));
    assert_eq!(jane.payee.address.as_deref(), Some("1 High Street, Sampleton"));
    assert_eq!(jane.holder_name.as_deref(), Some("J Example"));
    assert_eq!((jane.at.record, jane.at.line), (1, 2));
    assert_eq!(jane.remittance.memo.as_deref(), Some("bonus included"));
}

#[test]
fn a_german_export_is_read() {
    let ledger = file("german.csv");
    assert_eq!(ledger.encoding, "Windows-1252, semicolon");
    assert_eq!(
        rows(&ledger),
        [
            "payment Müller GmbH out 1234.56 EUR",
            "payment Société Exemple out 1234.00 EUR",
            "excluded Summe;;;2.468,56;EUR;;"
        ]
    );
    let societe = payments(&ledger)[1];
    assert_eq!(societe.remittance.memo.as_deref(), Some("Zeile 1\r\nZeile 2"));
    assert_eq!(societe.value_date.map(|date| date.to_string()).as_deref(), Some("2021-04-03"));
    assert_eq!((societe.at.record, societe.at.line), (2, 3));
    assert_eq!(codes(&ledger), [FindingCode::ColumnGuessed, FindingCode::EncodingAssumed]);
    let counts = RowCounts { rows: 3, payments: 2, unpriced: 0, excluded: 1, rejections: 0 };
    assert_eq!(ledger.counts(), counts);
}

#[test]
fn a_damaged_ledger_keeps_every_row() {
    let ledger = file("damaged.csv");
    assert_eq!(
        rows(&ledger),
        [
            "payment Jane Example out 1250.00 XXX",
            "unpriced John Sample `about 900` not an amount",
            "rejected ,,,75.00,26/03/2021,,",
            "payment REDACTED out 300.00 XXX",
            "payment Ann Example out 450.00 XXX",
            "payment Sam Example in 50.00 XXX",
        ]
    );
    assert_eq!(records(note(&ledger, FindingCode::PayeeNotNamed)), [4]);
    assert_eq!(records(note(&ledger, FindingCode::DateUnread)), [4]);
    assert_eq!(records(note(&ledger, FindingCode::RowRagged)), [4, 5]);
    assert!(note(&ledger, FindingCode::RowRagged).text.contains("`extra`"));
    assert_eq!(records(note(&ledger, FindingCode::CurrencyUnstated)), [1, 4, 5, 6]);
    let total = &ledger.totals.0[&(Currency::unstated(), Direction::Out)];
    assert_eq!((total.count, total.sum.map(|sum| sum.to_string()).as_deref()), (3, Some("2000.00")));
}

#[test]
fn a_row_of_nothing_is_no_row() {
    let ledger = ledger("\n , \nname,amount\n,\n\nA,5\n \t,\u{A0}\nB,6\n");
    assert_eq!(rows(&ledger), ["payment A out 5 XXX", "payment B out 6 XXX"]);
    assert_eq!(payments(&ledger).iter().map(|p| (p.at.record, p.at.line)).collect::<Vec<_>>(), [(1, 6), (2, 8)]);
}

#[test]
fn a_ledger_without_rows_says_so() {
    assert_eq!(codes(&ledger("payee_name,amount\n\n,\n")), [FindingCode::LedgerEmpty]);
}

#[test]
fn an_empty_file_is_refused() {
    for text in ["", "\n\n", "\u{FEFF}", " , ,\n", "sep=;\n", "\u{1A}"] {
        assert!(refused(text).starts_with("test.csv: is empty"), "{text:?}");
    }
}

#[test]
fn a_total_row_needs_evidence() {
    let header = "payee_name,payee_id,amount,currency\n";
    let check =
        |body: &str, expected: &[&str]| assert_eq!(rows(&ledger(&format!("{header}{body}"))), expected, "{body}");
    // The amount is the sum of the rows above.
    check(
        "A,,5,USD\nB,,7,USD\nTotal,,12,USD\n",
        &["payment A out 5.00 USD", "payment B out 7.00 USD", "excluded Total,,12,USD"],
    );
    // Money in counts against money out, and a total row may leave out the currency.
    check(
        "A,,5,USD\nB,,-2,USD\nGrand total,,3,\n",
        &["payment A out 5.00 USD", "payment B in 2.00 USD", "excluded Grand total,,3,"],
    );
    // Subtotals begin again; the total of all counts from the beginning.
    check(
        "A,,5,USD\nSubtotal,,5,USD\nB,,7,USD\nSubtotal,,7,USD\nTotal,,12,USD\n",
        &[
            "payment A out 5.00 USD",
            "excluded Subtotal,,5,USD",
            "payment B out 7.00 USD",
            "excluded Subtotal,,7,USD",
            "excluded Total,,12,USD",
        ],
    );
    // A label alone.
    check("A,,5,USD\nTOTAL:,,,\n", &["payment A out 5.00 USD", "excluded TOTAL:,,,"]);
    // Firms are called so: another amount, a payee id, a longer name are payments.
    check(
        "A,,5,USD\nTotal,,9,USD\nB,,1,USD\n",
        &["payment A out 5.00 USD", "payment Total out 9.00 USD", "payment B out 1.00 USD"],
    );
    // As the last row it is a total that disagrees: the run is incomplete, and a person looks.
    check("A,,5,USD\nTotal,,9,USD\n", &["payment A out 5.00 USD", "excluded Total,,9,USD"]);
    check("A,,5,USD\nTotal,V-9,5,USD\n", &["payment A out 5.00 USD", "payment Total out 5.00 USD"]);
    check("A,,5,USD\nTotal Energies,,5,USD\n", &["payment A out 5.00 USD", "payment Total Energies out 5.00 USD"]);
    // The label may stand in another column; with a wrong sum nobody can say what the row is.
    let other = "Department,payee_name,amount,currency\nIT,A,5,USD\n";
    assert_eq!(rows(&ledger(&format!("{other}Total,,5,USD\n")))[1], "excluded Total,,5,USD");
    assert_eq!(rows(&ledger(&format!("{other}Total,,6,USD\n")))[1], "rejected Total,,6,USD");
}

#[test]
fn a_row_without_payee_is_rejected_with_its_text() {
    let ledger = ledger("payee_name,payee_id,account,amount\n,,,5\n,-,n/a,\"5\"\n,7,,5\n");
    assert_eq!(rows(&ledger)[0], "rejected ,,,5");
    // `n/a` in an account is a text, and a text is screened.
    assert_eq!(rows(&ledger)[1], "payment (no name) out 5 XXX");
    assert_eq!(rows(&ledger)[2], "payment 7 out 5 XXX");
    let Row::Rejected(rejection) = &ledger.rows[0] else { panic!("a rejection") };
    assert_eq!(rejection.at.to_string(), "test.csv record 1 line 2 column payee_name");
}

#[test]
fn the_currency_comes_from_row_header_sign_or_option() {
    let option = ReadOptions { currency: Currency::parse("CHF"), ..ReadOptions::default() };
    let check = |text: &str, options: &ReadOptions, expected: &str| {
        let ledger = read("test.csv", text.as_bytes(), options).expect(text);
        assert_eq!(rows(&ledger)[0], expected, "{text}");
    };
    let none = ReadOptions::default();
    check("name,amount,currency\nA,5,eur\n", &option, "payment A out 5.00 EUR");
    check("name,Amount (USD)\nA,5\n", &option, "payment A out 5.00 USD");
    check("name,amount\nA,£5\n", &option, "payment A out 5.00 GBP");
    check("name,amount\nA,5\n", &option, "payment A out 5.00 CHF");
    check("name,amount\nA,$5\n", &option, "payment A out 5.00 CHF");
    check("name,amount\nA,$5\n", &none, "payment A out 5 XXX");
    check("name,amount,currency,asset\nA,5,,btc\n", &none, "payment A out 5 BTC");
    check("name,amount,currency\nA,5,Dollars\n", &option, "payment A out 5 XXX");
    check(
        "name,amount,currency\nA,€5,USD\n",
        &none,
        "unpriced A `€5` the amount names another currency than its row or header",
    );
}

#[test]
fn the_text_that_is_no_currency_is_kept() {
    let ledger = ledger("name,amount,currency\nA,5,Dollars\nB,6,USD\n");
    let note = note(&ledger, FindingCode::CurrencyUnstated);
    assert_eq!(note.text, "1 amount names no currency and is totalled under XXX: `Dollars`");
    assert_eq!(note.places[0].to_string(), "test.csv record 1 line 2 column currency");
}

#[test]
fn an_ambiguous_amount_is_unpriced_unless_the_column_tells() {
    let unread = "ambiguous: the separator may mean thousands or decimals, and no other amount shows which";
    assert_eq!(rows(&ledger("name;amount\nA;1,234\n")), [format!("unpriced A `1,234` {unread}")]);
    assert_eq!(
        rows(&ledger("name;amount;currency\nA;1,234;USD\nB;5.50;USD\n")),
        ["payment A out 1234.00 USD", "payment B out 5.50 USD"]
    );
    assert_eq!(
        rows(&ledger("name;amount;currency\nA;1,234;USD\nB;5,50;USD\n")),
        ["payment A out 1.234 USD", "payment B out 5.50 USD"]
    );
}

#[test]
fn amounts_too_long_are_unpriced_and_without_amount_too() {
    let ledger = ledger("name,amount\nA,123456789012345678901234567890\nB,\n");
    assert!(rows(&ledger)[0].ends_with("more digits than an exact decimal holds"));
    assert!(rows(&ledger)[1].ends_with("`` no amount"));
}

#[test]
fn dates_follow_the_column_or_the_option() {
    let dates = |text: &str, order: Option<DateOrder>| -> (Vec<String>, Vec<Note>) {
        let options = ReadOptions { date_order: order, ..ReadOptions::default() };
        let ledger = read("test.csv", text.as_bytes(), &options).expect(text);
        let shown = |payment: &&Payment| payment.value_date.map_or("-".to_owned(), |date| date.to_string());
        (payments(&ledger).iter().map(shown).collect(), ledger.notes)
    };
    let two = "payee_name,date\nA,03/04/2021\nB,25/04/2021\n";
    assert_eq!(dates(two, None).0, ["2021-04-03", "2021-04-25"]);
    let one = "payee_name,date\nA,03/04/2021\n";
    let (read, notes) = dates(one, None);
    assert_eq!(read, ["-"]);
    assert!(notes[0].text.contains("give --date-order"), "{}", notes[0].text);
    assert_eq!(dates(one, Some(DateOrder::MonthDayYear)).0, ["2021-03-04"]);
    let both = "payee_name,date\nA,25/04/2021\nB,04/25/2021\nC,2021-04-01\n";
    let (read, notes) = dates(both, None);
    assert_eq!(read, ["-", "-", "2021-04-01"]);
    assert_eq!((notes[0].code, records(&notes[0])), (FindingCode::DateUnread, vec![1, 2]));
}

#[test]
fn payee_fields_that_cannot_be_read_are_told() {
    let ledger = ledger("payee_name,payee_type,birth_date\nA,robot,1975\nB,company,soon\nC,person,03/04/1975\n");
    let note = note(&ledger, FindingCode::PayeeFieldUnread);
    assert_eq!(records(note), [1, 2, 3]);
    assert_eq!(note.text, "3 cells about payees were not read: `robot`, `soon`, `03/04/1975`");
    let births: Vec<_> =
        payments(&ledger).iter().map(|p| p.payee.birth_date.as_ref().map(ToString::to_string)).collect();
    // Day and month are unknown; the year is certain.
    assert_eq!(births, [Some("1975".to_owned()), None, Some("1975".to_owned())]);
}

#[test]
fn guessed_and_unmapped_columns_are_told() {
    let ledger = ledger("Supplier Name,Account,Department,Amount,,\nA,C1030,IT,5,,x\n");
    assert_eq!(
        note(&ledger, FindingCode::ColumnGuessed).text,
        "meaning guessed from header and values: `Supplier Name` read as payee_name"
    );
    assert_eq!(
        note(&ledger, FindingCode::ColumnUnmapped).text,
        "columns that were not read: `Account` (not read as account: 0 of 1 values look like accounts), `Department`, \
         `column 6`, 1 column without header and values"
    );
    assert_eq!(ledger.preset, None);
    let shown: Vec<_> = ledger.columns.iter().map(|c| (c.header.as_str(), c.field.as_deref(), c.guessed)).collect();
    assert_eq!(
        shown,
        [
            ("Supplier Name", Some("payee_name"), true),
            ("Account", None, false),
            ("Department", None, false),
            ("Amount", Some("amount"), false),
            ("column 6", None, false)
        ]
    );
}

#[test]
fn the_side_of_a_transfer_names_its_currency() {
    let text = "name,amountCurrency,amount,sourceCurrency,targetCurrency\nA,target,5,EUR,USD\nB,source,6,EUR,USD\n";
    assert_eq!(rows(&ledger(text)), ["payment A out 5.00 USD", "payment B out 6.00 EUR"]);
}

#[test]
fn a_token_is_one_unit_of_its_contract() {
    let wallet = "0x00000000000000000000000000000000000000aa";
    let text =
        format!("token_type,token_address,receiver,amount,id\nnft,0x00BB,{wallet},,42\nerc20,0x00cc,{wallet},5,\n");
    let ledger = ledger(&text);
    assert_eq!(rows(&ledger), ["payment (no name) out 1 NFT:0x00bb", "payment (no name) out 5 XXX"]);
    assert!(note(&ledger, FindingCode::CurrencyUnstated).text.ends_with("`0x00cc`"));
}

#[test]
fn what_cannot_be_read_is_an_error_with_the_way_out() {
    assert!(refused("date,amount\n2021-03-15,5\n").starts_with("test.csv: no payee column: none of `date`, `amount`"));
    assert!(refused("name,name,amount\nA,B,5\n").contains("--map payee_name='#1' or --map payee_name='#2'"));
    assert!(refused("name,amount\nA,5\n\"B,6\nC,7\n").contains("line 3: the quote that opens `\"B,6` is never closed"));
    assert!(refused("PK\u{3}\u{4}xl/").contains("is an XLSX file; it is not read by this version"));
    let limits = Limits { field_bytes_max: 10, columns_max: 2 };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let error = read("test.csv", b"name,amount\nAcme Example Ltd,5\n", &options).expect_err("a long cell");
    assert!(error.to_string().starts_with("test.csv: line 2, column 1: a cell of 16 bytes"), "{error}");
    let map = vec![("amount".to_owned(), "Sum".to_owned())];
    let error = read("test.csv", b"name\nA\n", &ReadOptions { map, ..ReadOptions::default() }).expect_err("no column");
    assert_eq!(error.kind(), ErrorKind::Usage);
}

#[test]
fn a_table_is_read_whatever_its_delimiter_and_line_ends() {
    let expected = ["payment A, B out 5.50 EUR", "payment C out 6.25 EUR"];
    for text in [
        "name,amount,currency\n\"A, B\",5.50,EUR\nC,6.25,EUR\n",
        "name;amount;currency\r\nA, B;5,50;EUR\r\nC;6,25;EUR\r\n",
        "name\tamount\tcurrency\rA, B\t5.50\tEUR\rC\t6.25\tEUR",
        "name|amount|currency\nA, B|5.50|EUR\nC|6.25|EUR\u{1A}",
        "sep=:\nname:amount:currency\nA, B:5.50:EUR\nC:6.25:EUR",
        "\u{FEFF}\"name\";\"amount\";\"currency\"\n\"A, B\";\"5.50\";\"EUR\"\n\"C\";\"6.25\";\"EUR\"",
    ] {
        assert_eq!(rows(&ledger(text)), expected, "{text:?}");
    }
}

#[test]
fn an_export_of_account_activity_brings_a_warning() {
    let ledger = ledger("Date,Freelancer,Amount,Currency,Balance\n2021-03-15,Jane Example,-5.00,USD,-5.00\n");
    assert_eq!(rows(&ledger), ["payment Jane Example in 5.00 USD"]);
    assert!(
        note(&ledger, FindingCode::ColumnGuessed).text.contains("`Balance` suggests an export of account activity")
    );
}

#[test]
fn a_sign_of_several_currencies_is_shown() {
    let ledger = ledger("name,amount\nA,$5\n");
    assert!(note(&ledger, FindingCode::CurrencyUnstated).text.ends_with("under XXX: `$`"));
}

#[test]
fn a_wallet_payee_needs_no_name() {
    let wallet = "0x00000000000000000000000000000000000000aa";
    let ledger = ledger(&format!("Address,Tag,Currency,Amount,Note\n{wallet},,USDC,5,pay\n{wallet},7,XRP,6,\n"));
    assert_eq!(rows(&ledger), ["payment (no name) out 5 USDC", "payment (no name) out 6 XRP"]);
    let fields: Vec<_> = ledger.columns.iter().filter_map(|c| c.field.as_deref()).collect();
    assert_eq!(fields, ["wallet_address", "destination_tag", "currency", "amount", "memo"]);
}

#[test]
fn ledgers_stand_in_the_order_of_their_names_and_the_same_bytes_are_refused() {
    let named = |name: &str, text: &str| read(name, text.as_bytes(), &ReadOptions::default()).expect(name);
    let ordered = order(vec![named("b.csv", "name\nA\n"), named("a.csv", "name\nB\n")]).expect("two ledgers");
    assert_eq!(ordered.iter().map(|ledger| &*ledger.name).collect::<Vec<_>>(), ["a.csv", "b.csv"]);
    let error = order(vec![named("b.csv", "name\nA\n"), named("a.csv", "name\nA\n")]).expect_err("the same bytes");
    assert!(error.to_string().starts_with("a.csv and b.csv: the same file twice"), "{error}");
    assert_eq!(error.kind(), ErrorKind::Usage);
}
