//! Why two names agree, in words: one line for a column, a table for a screen.

use crate::finding::evidence::{Bearing, NameHit};
use crate::name::alignment::{Agreement, Alignment};
use crate::screening::names::PairComparison;
use std::fmt::Write as _;

/// All reasons of a hit in one line: parts first, then what speaks for and against.
pub fn in_one_line(hit: &NameHit) -> String {
    let mut text = of_alignments(&hit.alignments);
    for (bearing, word) in [(Bearing::Supports, "for"), (Bearing::Contradicts, "against")] {
        for qualifier in hit.qualifiers.iter().filter(|qualifier| qualifier.bearing == bearing) {
            let _ = write!(
                text,
                "; {word}: {} {} ({} / {})",
                qualifier.kind.as_str(),
                qualifier.relation,
                qualifier.payee,
                qualifier.listed
            );
        }
    }
    text
}

/// The alignments in one line: `jonh ~ john: 1 edit; exampel ~ example: 1 edit`.
pub fn of_alignments(alignments: &[Alignment]) -> String {
    alignments.iter().map(in_words).collect::<Vec<_>>().join("; ")
}

fn in_words(alignment: &Alignment) -> String {
    match alignment.agreement {
        Agreement::Equal => format!("{} = {}", alignment.payee, alignment.listed),
        Agreement::OnlyPayee => format!("{}: {}", alignment.payee, alignment.agreement.in_words()),
        Agreement::OnlyListed => format!("{}: {}", alignment.listed, alignment.agreement.in_words()),
        _ => format!("{} ~ {}: {}", alignment.payee, alignment.listed, alignment.agreement.in_words()),
    }
}

/// A pair as a table for a terminal.
pub fn as_table(payee: &str, listed: &str, pair: &PairComparison) -> String {
    let mut text = format!(
        "payee   {payee}\nlisted  {listed}\nscore   {} of 1000, band {}\n\n",
        pair.comparison.score,
        pair.band.as_str()
    );
    let rows: Vec<[String; 5]> = pair.comparison.alignments.iter().map(table_row).collect();
    let head = ["payee", "listed", "agreement", "weighs", "earns"].map(str::to_owned);
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3), width(4)];
    for row in [&head].into_iter().chain(&rows) {
        let cells: Vec<String> = (0..5).map(|i| format!("{:<width$}", row[i], width = widths[i])).collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text.push_str(
        "\nWeights are bits: a part that one listed party in 2^n bears weighs n. Parts that stand alone count\n",
    );
    text.push_str("against by their weight and earn nothing. Score = earned of weighed, in thousandths.\n");
    text
}

fn table_row(alignment: &Alignment) -> [String; 5] {
    let bits = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    [
        alignment.payee.clone(),
        alignment.listed.clone(),
        alignment.agreement.in_words(),
        bits(alignment.weight),
        bits(alignment.earned),
    ]
}
