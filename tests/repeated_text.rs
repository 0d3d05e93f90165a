//! Files of a run folder do not repeat long texts of a row for every finding about it, and no wallet is lost.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::fs;

#[test]
fn long_memos_with_many_wallets_are_all_screened_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let wallets: String = (1..=300).map(|number| format!("0x{number:040x} ")).collect();
    let memo = format!("{wallets}{}", "x".repeat(500_000));
    let ledger = folder.path().join("ledger.csv");
    let row = format!("P1,2021-03-15,Gwendolyn Ashdown,12345678,1.00,USD,{memo}\n");
    fs::write(&ledger, format!("payment_id,date,payee_name,account,amount,currency,memo\n{row}")).unwrap();
    let out = folder.path().join("run");
    Command::cargo_bin("paysieve").unwrap().arg("screen").arg(&ledger).arg("--out").arg(&out).assert().code(1);
    let lines = fs::read_to_string(out.join("findings.jsonl")).unwrap();
    let payouts: Vec<&str> = lines.lines().filter(|line| line.contains("\"wallet-payout\"")).collect();
    assert_eq!(payouts.len(), 300);
    let first: serde_json::Value = serde_json::from_str(payouts[0]).unwrap();
    let of_row = &first["rows"][0];
    assert_eq!(of_row["cut_from"], serde_json::json!({ "memo": memo.len() }));
    assert_eq!(of_row["memo"].as_str().unwrap().len(), 1000);
    let shown = of_row["destinations"].as_str().unwrap().split("; ").count();
    assert_eq!(u64::try_from(shown).unwrap() + of_row["destinations_left_out"].as_u64().unwrap(), 301);
    for name in ["findings.jsonl", "findings.csv"] {
        let bytes = fs::metadata(out.join(name)).unwrap().len();
        assert!(bytes < 300 * 6_000, "{name} has {bytes} bytes");
    }
    let payments = fs::read_to_string(out.join("payments.csv")).unwrap();
    assert!(payments.contains(&format!("0x{:040x}", 300)), "payments.csv holds every destination");
}
