//! What stands around an address: invisible characters, schemes and payment links, names instead of addresses.

/// `text` without white space and without characters that are not seen, which copying from chats and web pages adds.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !is_hidden(*c)).collect()
}

/// Zero-width and bidirectional characters, soft hyphens, byte order marks.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The address inside `scheme:address@chain?amount=1`: what follows the last colon, up to `@`, `?` or `/`.
pub(super) fn without_scheme(text: &str) -> &str {
    let link = text.split(['?']).next().unwrap_or(text);
    let tail = link.rsplit(':').next().unwrap_or(link).trim_start_matches('/');
    tail.split(['@', '/']).next().unwrap_or(tail)
}

/// Endings of the name services whose names stand for wallets: ENS, Unstoppable Domains, Solana, BNB, Lens and others.
/// `.com` names can be imported into ENS as well, but in a payout file they are web pages.
const NAME_ENDINGS: &[&str] = &[
    "eth",
    "crypto",
    "nft",
    "x",
    "wallet",
    "bitcoin",
    "dao",
    "zil",
    "blockchain",
    "polygon",
    "unstoppable",
    "sol",
    "bnb",
    "arb",
    "lens",
    "ens",
    "tron",
    "trx",
    "xmr",
    "avax",
    "ftm",
    "near",
    "algo",
    "xrp",
    "ada",
    "apt",
    "sui",
    "hns",
    "stark",
    "base",
];

/// The service's ending, where `text` is a name (`alice.eth`, `eth:alice.eth`, `pay.alice.eth`) that stands for a
/// wallet. It cannot be resolved offline, and what it stands for can change between screening and payment.
pub fn name_service(text: &str) -> Option<&'static str> {
    let clean = visible(text);
    if clean.contains('@') || clean.len() > 255 {
        return None;
    }
    let name = clean.rsplit(':').next().unwrap_or(&clean).to_lowercase();
    let (label, ending) = name.rsplit_once('.')?;
    let labels_fit = label.split('.').all(|part| !part.is_empty() && part.chars().all(is_label_char));
    NAME_ENDINGS.iter().find(|known| labels_fit && **known == ending).copied()
}

/// ENS allows letters of every script, digits, emoji and both kinds of line.
fn is_label_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}
