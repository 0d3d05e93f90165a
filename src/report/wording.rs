//! What findings say in plain words. Evidence is data; every sentence about it is made here.
//!
//! A finding states a fact and asks for a look. It never says that a payee *is* a listed party, and no code has a
//! wording that accuses: "an indicator consistent with" is as far as a sentence goes.

use super::Report;
use super::visible::{visible, visible_cut};
use crate::finding::code::FindingCode;
use crate::finding::evidence::{Evidence, KeyUse, ListedNameKind, NameHit};
use crate::finding::{Finding, Subject};
use crate::payment::account::KeyStrength;
use crate::watchlist::alias::AliasStrength;

/// Characters of a name that a sentence shows.
const NAME_CHARS_MAX: usize = 80;
/// Names that a sentence about a shared account lists.
const NAMES_LISTED_MAX: usize = 4;
/// Characters of a sentence that another room wrote.
const SENTENCE_CHARS_MAX: usize = 600;

/// A heading for findings of one code.
pub fn title(code: FindingCode) -> &'static str {
    match code {
        FindingCode::ListedWallet => "Wallet of a listed party",
        FindingCode::NameMatch => "Name resembles a listed party",
        FindingCode::WeakAliasMatch => "Name resembles a weak alias of a listed party",
        FindingCode::AlertLowered => "Name of a listed party, lowered by other evidence",
        FindingCode::SharedAccount => "Account paid under several identities",
        FindingCode::SharedWallet => "Wallet paid under several identities",
        FindingCode::HouseholdAccount => "Account shared by a household",
        FindingCode::WeakAccountShared => "Accounts that may be one, paid under several identities",
        FindingCode::WalletPayout => "Payout to a wallet",
        FindingCode::WalletChecksum => "Wallet address fails its checksum",
        FindingCode::WalletNameUnresolved => "Wallet name that cannot be resolved offline",
        FindingCode::ListAbsent => "Required list absent",
        FindingCode::ListStale => "List too old",
        FindingCode::ListIncomplete => "List not whole",
        FindingCode::ListTrailerMissing => "List without its closing mark",
        FindingCode::ListCountMissing => "List without a record count",
        FindingCode::RowsRejected => "Rows without a readable payee",
        FindingCode::TotalsDisagree => "Totals disagree",
        FindingCode::TotalsOverflow => "Total too large to add exactly",
        FindingCode::LedgerEmpty => "Ledger without rows",
        FindingCode::AmountUnread => "Amounts not read",
        FindingCode::PayeeNotNamed => "Placeholder in place of a payee's name",
        FindingCode::NameTooLong => "Names too long to be screened whole",
        FindingCode::PrecisionLost => "Account numbers damaged by a spreadsheet",
        FindingCode::DestinationUnread => "Destinations not read",
        FindingCode::IbanInvalid => "IBAN fails its check",
        FindingCode::RoutingInvalid => "Routing number fails its check",
        FindingCode::CurrencyUnstated => "Amounts without a currency",
        FindingCode::DateUnread => "Dates not read",
        FindingCode::DateOutlier => "Value dates far after the rest",
        FindingCode::PayeeFieldUnread => "Payee details not read",
        FindingCode::RowRagged => "Rows with too few or too many cells",
        FindingCode::RowsInCell => "Rows that may stand inside a quoted cell",
        FindingCode::ColumnGuessed => "Columns whose meaning was guessed",
        FindingCode::ColumnUnmapped => "Columns that were not read",
        FindingCode::EncodingAssumed => "Text encoding assumed",
        FindingCode::BaselineInUse => "Built-in baseline in use",
        FindingCode::AsOfAssumed => "Day of the run assumed",
        FindingCode::AllowEntryUnused => "Allow-list entry without effect",
        FindingCode::AllowEntryExpired => "Allow-list entry expired",
    }
}

/// What a code means for a reader who meets it for the first time: one or two sentences.
pub fn meaning(code: FindingCode) -> &'static str {
    match code {
        FindingCode::ListedWallet => {
            "The destination is an address that a sanctions list publishes. An address is an exact identifier, so \
             chance agreement is not expected."
        }
        FindingCode::NameMatch => {
            "The name is similar to a name on a list. Similar names are common among people who have nothing to do \
             with each other."
        }
        FindingCode::WeakAliasMatch => {
            "The name is similar to an alias that its publisher calls weak, and either the whole name of several parts \
             agrees or something beside the name does."
        }
        FindingCode::AlertLowered => {
            "The name alone would be an alert; the type of party or the birth date contradicts the list, so it is kept \
             as a note."
        }
        FindingCode::SharedAccount | FindingCode::SharedWallet => {
            "One destination is paid under several identities: an indicator consistent with one person receiving pay \
             under several names, and also with households, agencies and family firms."
        }
        FindingCode::HouseholdAccount => {
            "The identities share a family name and a stated address, as households do: listed, and nothing to do."
        }
        FindingCode::WeakAccountShared => {
            "The numbers agree but do not prove that it is one account: no bank is named, or digits are masked."
        }
        FindingCode::WalletPayout => {
            "The money leaves in digital currency, where the name of the receiver cannot be checked with a bank. The \
             address is on no list in use."
        }
        FindingCode::WalletChecksum => "The address holds a mistake or was altered; money sent to it may be lost.",
        FindingCode::WalletNameUnresolved => {
            "A name stands for the address, and only the network knows which. The address itself was not screened."
        }
        FindingCode::ListAbsent => {
            "The policy requires this list, and the archive holds no version of it for the day of this run. Nobody \
             was compared with it."
        }
        FindingCode::ListStale => {
            "The newest usable version is older than the policy allows; parties listed since then cannot be found."
        }
        FindingCode::ListIncomplete => "Part of the published set was missing at import and was accepted as such.",
        FindingCode::ListTrailerMissing => "The file lacks the closing mark of its format; all its rows were read.",
        FindingCode::ListCountMissing => "The file lacks the record count that would prove it whole.",
        FindingCode::RowsRejected => {
            "Neither name, payee id, account nor wallet can be read, so there was nothing to screen."
        }
        FindingCode::TotalsDisagree => {
            "The sum or number that was read differs from the one that was declared: rows may be missing or altered."
        }
        FindingCode::TotalsOverflow => "The sum needs more digits than exact decimals hold and is not given.",
        FindingCode::LedgerEmpty => "The ledger holds a header and no row.",
        FindingCode::AmountUnread => {
            "The payees were screened; their amounts are in no total, because an amount is never guessed."
        }
        FindingCode::PayeeNotNamed => "A word such as a placeholder hides who is paid, so no name could be compared.",
        FindingCode::NameTooLong => "Only the beginning of the name, up to the policy's limit, was compared.",
        FindingCode::PrecisionLost => {
            "A spreadsheet has stored the number in scientific notation or cut its digits; the account is not known."
        }
        FindingCode::DestinationUnread => "The text is neither an account nor a wallet in a form that is understood.",
        FindingCode::IbanInvalid => "Its length or check digits are wrong, so it names no account as it stands.",
        FindingCode::RoutingInvalid => "Its check digit is wrong, so it names no bank as it stands.",
        FindingCode::CurrencyUnstated => "The amounts are totalled under XXX, the code for no currency.",
        FindingCode::DateUnread => "The text is no date, or its order of day and month is not proven.",
        FindingCode::DateOutlier => "The dates lie far after the median and were not used for the day of the run.",
        FindingCode::PayeeFieldUnread => "The detail could not serve as evidence for or against a hit.",
        FindingCode::RowRagged => "Missing cells count as empty, extra ones are kept; the rows were screened.",
        FindingCode::RowsInCell => {
            "A quote opens in one line and closes in a later one, and what stands between looks like rows. If they are \
             rows, their payees were not screened."
        }
        FindingCode::ColumnGuessed => "The header is not a canonical name; its meaning was taken from a table.",
        FindingCode::ColumnUnmapped => "No field is known for the header; the cells were not screened.",
        FindingCode::EncodingAssumed => "The bytes are not plain UTF-8 and were decoded as stated.",
        FindingCode::BaselineInUse => {
            "The list is the one built into the program, of March 2021 and without narrative text. It is for the first \
             hour; parties listed since then cannot be found."
        }
        FindingCode::AsOfAssumed => "No day was given and no value date was found.",
        FindingCode::AllowEntryUnused => "The entry matched nothing in this run.",
        FindingCode::AllowEntryExpired => "The entry no longer holds on the day of this run and silenced nothing.",
    }
}

/// What a person may do next, in neutral words.
pub fn next_step(code: FindingCode) -> &'static str {
    match code {
        FindingCode::ListedWallet => {
            "Hold the payment and pass the alert to the person responsible for sanctions before any money moves."
        }
        FindingCode::NameMatch => {
            "Hold the payment while identifying details are compared (full name, birth date, place, documents); ask \
             for what is missing. Then record whether it is the listed party, and why."
        }
        FindingCode::WeakAliasMatch => {
            "Compare the facts beside the name first: a weak alias only supports what they show. Then record the \
             decision and why."
        }
        FindingCode::AlertLowered => "Nothing, if the type and the birth date in the ledger are right.",
        FindingCode::SharedAccount | FindingCode::SharedWallet => {
            "Ask who owns the destination and why it receives pay for each identity. A known household or agency can \
             be entered in the allow-list with owner, reason and expiry."
        }
        FindingCode::HouseholdAccount => "Nothing, if the payees are the household that they seem to be.",
        FindingCode::WeakAccountShared => "Ask for the bank of each account if the identities should not be related.",
        FindingCode::WalletPayout => "Confirm that this payee may be paid to a wallet, and that the address is theirs.",
        FindingCode::WalletChecksum => "Ask the payee for the address again, by another channel, before paying.",
        FindingCode::WalletNameUnresolved => "Ask for the address behind the name and screen that.",
        FindingCode::ListAbsent => "Import the list for this day, then screen the ledgers again.",
        FindingCode::ListStale => "Update the list, or confirm that it is still current, then screen again.",
        FindingCode::ListIncomplete => "Import the whole set, then screen again.",
        FindingCode::ListTrailerMissing | FindingCode::ListCountMissing => {
            "Nothing, if the counts of the list agree with its publisher's."
        }
        FindingCode::RowsRejected => "Correct the rows at their source and screen the ledger again.",
        FindingCode::TotalsDisagree => "Find the difference with the source of the ledger, then screen it again.",
        FindingCode::TotalsOverflow => "Check the amounts at their source; split the ledger if they are right.",
        FindingCode::LedgerEmpty => "Check that the right file was given; declare a total of 0 if it was.",
        FindingCode::AmountUnread => "Correct the amounts at their source and screen the ledger again.",
        FindingCode::PayeeNotNamed => "Ask the source of the ledger for the real names and screen them.",
        FindingCode::NameTooLong => "Look at the cells: a name of this length is usually several, or a mistake.",
        FindingCode::PrecisionLost => "Export the ledger again with account numbers as text.",
        FindingCode::DestinationUnread => "Check the cells with the payee; they were kept and not compared.",
        FindingCode::IbanInvalid | FindingCode::RoutingInvalid => "Check the number with the payee before paying.",
        FindingCode::CurrencyUnstated => "Give the currency with --currency, or add it to the ledger.",
        FindingCode::DateUnread => "Give the order with --date-order, or correct the dates.",
        FindingCode::DateOutlier => "Check the dates; give the day with --as-of if they are right.",
        FindingCode::PayeeFieldUnread => "Correct the cells if these payees have alerts.",
        FindingCode::RowRagged => "Check that no delimiter stands unquoted in a cell.",
        FindingCode::RowsInCell => "Look at the lines named; if they are rows, correct the quotes and screen again.",
        FindingCode::ColumnGuessed => "Check the columns below; give --map for one that was guessed wrong.",
        FindingCode::ColumnUnmapped => "Check that none of them names a payee, account or wallet; give --map for it.",
        FindingCode::EncodingAssumed => "Check that names with accents read as they should.",
        FindingCode::BaselineInUse => "Import the official files with `lists import` and screen with --lists.",
        FindingCode::AsOfAssumed => "Give the day with --as-of.",
        FindingCode::AllowEntryUnused => "Remove the entry if it is no longer needed.",
        FindingCode::AllowEntryExpired => "Renew the entry with its owner, or remove it.",
    }
}

/// One plain sentence for a finding: what, about whom, how much. Unseen characters are shown by number, long names
/// cut.
pub fn summary(finding: &Finding, report: &Report) -> String {
    match &finding.evidence {
        Evidence::Name(hit) => name_sentence(hit, finding),
        Evidence::ListedWallet { entry, entry_name, listed_asset, address, .. } => format!(
            "{} is to be paid to wallet {}, an address that the list publishes for {entry} ({}) under {}{}.",
            payees(finding, report),
            short(address),
            short(entry_name),
            short(listed_asset),
            in_rows(finding)
        ),
        Evidence::Wallet { address, family, problem } => {
            wallet_sentence(finding, report, address, family, problem.as_deref())
        }
        Evidence::SharedKey { shown, strength, identities, uses, .. } => {
            shared_sentence(finding, shown, *strength, *identities, uses)
        }
        Evidence::Data { ledger, text, .. } => format!("{}: {}", short(ledger), sentence(text)),
        Evidence::List { text, .. } | Evidence::Setting { text } => sentence(text),
    }
}

fn name_sentence(hit: &NameHit, finding: &Finding) -> String {
    let kind = match hit.name_kind {
        ListedNameKind::Primary => "the primary name".to_owned(),
        ListedNameKind::Alias(kind, AliasStrength::Strong) => format!("a strong alias ({})", kind.as_str()),
        ListedNameKind::Alias(kind, AliasStrength::Weak) => format!("a weak alias ({})", kind.as_str()),
        ListedNameKind::OriginalScript => "the name in its original script".to_owned(),
    };
    let who = match hit.field.as_str() {
        "payee_name" | "" => "Payee".to_owned(),
        field => format!("The {} of a payment", visible(field).replace('_', " ")),
    };
    format!(
        "{who} \"{}\" resembles \"{}\", {kind} of {}: score {} of 1000, band {}{}.",
        short(&hit.payee_name),
        short(&hit.matched_name),
        hit.entry,
        hit.score,
        hit.band.as_str(),
        in_rows(finding)
    )
}

fn wallet_sentence(finding: &Finding, report: &Report, address: &str, family: &str, problem: Option<&str>) -> String {
    let who = payees(finding, report);
    let (address, rows) = (short(address), in_rows(finding));
    let problem = problem.map(|problem| format!(": {}", visible_cut(problem, SENTENCE_CHARS_MAX)));
    let problem = problem.as_deref().unwrap_or_default();
    match finding.code {
        FindingCode::WalletNameUnresolved => {
            format!("{who} is to be paid to \"{address}\"{problem}{rows}.")
        }
        FindingCode::WalletChecksum => {
            format!("The wallet address {address} of {who} fails its checksum{problem}{rows}.")
        }
        _ => format!("{who} is to be paid to wallet {address} ({}){problem}{rows}.", short(family)),
    }
}

fn shared_sentence(finding: &Finding, shown: &str, strength: KeyStrength, count: u64, uses: &[KeyUse]) -> String {
    let what = match (&finding.subject, strength) {
        (Subject::Wallet(_), _) => "Wallet",
        (_, KeyStrength::Strong) => "Account",
        (_, KeyStrength::Weak) => "What may be one account,",
    };
    let mut names: Vec<String> =
        uses.iter().take(NAMES_LISTED_MAX).map(|using| format!("\"{}\"", short(using_name(using)))).collect();
    // A pooled account lists only some of its identities; the count is of all.
    let more = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(names.len());
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let payments = finding.rows.len();
    let identities = if count == 1 { "identity" } else { "identities" };
    let paid = if payments == 1 { "payment" } else { "payments" };
    format!("{what} {} is paid under {count} {identities} ({}) in {payments} {paid}.", short(shown), names.join(", "))
}

fn using_name(using: &KeyUse) -> &str {
    if using.name.is_empty() { using.identity.as_str() } else { &using.name }
}

/// The payees of a finding's rows by name, else by what the finding is about.
fn payees(finding: &Finding, report: &Report) -> String {
    let payments: Vec<_> = finding.rows.iter().filter_map(|at| report.payment(*at)).collect();
    let mut names: Vec<&str> = Vec::new();
    for payment in &payments {
        let name = payment.payee.name.as_deref().or(payment.payee.id.as_deref());
        match name {
            Some(name) if !names.contains(&name) => names.push(name),
            _ => {}
        }
        // One name more than is shown is enough to know that there are others.
        if names.len() > 1 {
            break;
        }
    }
    match (names.as_slice(), payments.is_empty()) {
        ([], true) => format!("The {}", visible_cut(&finding.subject.to_string(), NAME_CHARS_MAX)),
        ([], false) => "A payee without a name".to_owned(),
        ([name], _) => format!("Payee \"{}\"", short(name)),
        ([name, ..], _) => format!("Payee \"{}\" (and others)", short(name)),
    }
}

fn in_rows(finding: &Finding) -> String {
    match finding.rows.len() {
        0 | 1 => String::new(),
        rows => format!(", in {rows} rows"),
    }
}

fn short(text: &str) -> String {
    visible_cut(text, NAME_CHARS_MAX)
}

/// A sentence that another room wrote, with its full stop.
fn sentence(text: &str) -> String {
    let text = visible_cut(text.trim(), SENTENCE_CHARS_MAX);
    if text.ends_with(['.', '!', '?', '…']) { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Set;

    #[test]
    fn every_code_has_a_title_of_its_own_and_whole_sentences() {
        let mut titles = Set::new();
        for &code in FindingCode::ALL {
            assert!(titles.insert(title(code)), "{code}: another code has the same title");
            for text in [meaning(code), next_step(code)] {
                assert!(text.ends_with('.') && !text.contains("  "), "{code}: {text}");
            }
        }
    }

    #[test]
    fn no_wording_accuses() {
        let forbidden = ["fraud", "criminal", "guilty", "suspect", "terrorist", "north korea", "is a listed"];
        for &code in FindingCode::ALL {
            let all = format!("{} {} {}", title(code), meaning(code), next_step(code)).to_lowercase();
            for word in forbidden {
                assert!(!all.contains(word), "{code}: {word}");
            }
        }
    }
}
