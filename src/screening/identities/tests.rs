use super::*;
use crate::screening::test_ledgers::ledger;

/// Rows, then the identity of each.
fn check(rows: &str, expected: &str) {
    let ledgers = [ledger("l.csv", rows)];
    let identities = Identities::of(&ledgers);
    let keys: Vec<&str> =
        payments(&ledgers).map(|(row, _)| identities.key(row).expect("an identity").as_str()).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(keys, expected);
    // The same rows in reverse give the same identities.
    let reversed: Vec<&str> = rows.lines().filter(|line| !line.trim().is_empty()).rev().collect();
    let ledgers = [ledger("l.csv", &reversed.join("\n"))];
    let identities = Identities::of(&ledgers);
    let mut keys: Vec<&str> =
        payments(&ledgers).map(|(row, _)| identities.key(row).expect("an identity").as_str()).collect();
    keys.reverse();
    assert_eq!(
        keys.iter().filter(|k| !k.starts_with("row:")).collect::<Vec<_>>(),
        expected.iter().filter(|k| !k.starts_with("row:")).collect::<Vec<_>>(),
        "in reverse"
    );
}

#[test]
fn an_id_names_an_identity_and_a_name_does_without_one() {
    check(
        "id=E-1; name=Jane Exampel
         id=E-1; name=J. Exampel
         name=Max Muster
         name=MUSTER, Máx",
        "id:E-1
         id:E-1
         name:max muster
         name:max muster",
    );
}

#[test]
fn ids_with_one_name_and_no_contradiction_are_one() {
    check(
        "id=E-2; name=Jane Exampel; born=1980-03-04
         id=E-1; name=Exampel, Jane
         name=jane exampel; born=1980
         name=Jane Exampel",
        "id:E-1
         id:E-1
         id:E-1
         id:E-1",
    );
}

#[test]
fn birth_dates_that_differ_keep_namesakes_apart_and_who_states_none_joins_nobody() {
    check(
        "id=E-1; name=Jane Exampel; born=1980-03-04
         id=E-2; name=Jane Exampel; born=1981-03-04
         id=E-3; name=Jane Exampel
         id=E-4; name=Jane Exampel; born=1981-03-04
         name=Jane Exampel",
        "id:E-1
         id:E-2
         id:E-3
         id:E-2
         name:exampel jane",
    );
}

#[test]
fn an_id_with_two_names_does_not_tie_two_people_together() {
    check(
        "id=E-5; name=Jane Exampel
         id=E-5; name=Max Muster
         id=E-6; name=Jane Exampel; born=1980-03-04
         id=E-7; name=Max Muster; born=1990-05-06",
        "id:E-5
         id:E-5
         id:E-5
         id:E-7",
    );
}

#[test]
fn placeholders_are_neither_names_nor_ids() {
    check(
        "name=REDACTED; iban=GB29NWBK60161331926819
         name=redacted; iban=DE89370400440532013000
         id=n/a; name=various; iban=GB29 NWBK 6016 1331 9268 19
         name=***; account=n/a
         id=E-1; name=REDACTED
         id=E-2; name=REDACTED",
        "paid-to:iban:GB29NWBK60161331926819
         paid-to:iban:DE89370400440532013000
         paid-to:iban:GB29NWBK60161331926819
         row:04c5f7d6ccca5ff9
         id:E-1
         id:E-2",
    );
}

#[test]
fn facts_are_what_the_rows_state() {
    let rows = "id=E-2; name=Exampel, Jane; address=1 High St; country=UK
                id=E-1; name=Jane Exampel; born=1980-03-04; address=1 HIGH ST; country=France";
    let identities = Identities::of(&[ledger("l.csv", rows)]);
    let facts = identities.facts(&IdentityKey::new("id:E-1")).expect("one identity");
    assert_eq!(identities.iter().count(), 1);
    assert_eq!(facts.name(), "Exampel, Jane");
    assert_eq!(facts.names, ["Exampel, Jane", "Jane Exampel"]);
    assert_eq!(facts.payee_ids, ["E-1", "E-2"]);
    assert_eq!(facts.addresses, ["1 High St"]);
    assert_eq!(facts.countries, ["UK", "France"]);
    assert_eq!(facts.birth_date.as_ref().map(ToString::to_string).as_deref(), Some("1980-03-04"));
    assert_eq!(facts.rows.len(), 2);
}
