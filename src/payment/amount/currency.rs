//! Currencies and assets: ISO 4217 codes, tickers of digital currencies, and the signs that ledgers write for them.

use std::fmt;
use std::sync::Arc;

/// A currency or asset: an ISO 4217 code, a ticker such as `BTC`, `NFT:<contract>`, or `XXX` where none is stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(Arc<str>);

/// Tickers of digital currencies that payout files name, beside the ISO codes. A ticker that is not here is taken
/// from a currency column where it is written in capitals, and never from the amount's own cell.
const TICKERS: &[&str] = &[
    "AAVE", "ADA", "ALGO", "APT", "ARB", "ATOM", "AVAX", "BCH", "BNB", "BSV", "BTC", "BTG", "BUSD", "CELO", "CRO",
    "DAI", "DASH", "DOGE", "DOT", "EOS", "ETC", "ETH", "EURC", "EURS", "EURT", "FDUSD", "FIL", "FTM", "GNO", "GUSD",
    "HBAR", "ICP", "LINK", "LTC", "MATIC", "MKR", "NEAR", "OP", "POL", "PYUSD", "SHIB", "SOL", "SUI", "TON", "TRX",
    "TUSD", "UNI", "USDC", "USDD", "USDE", "USDP", "USDS", "USDT", "WBTC", "WETH", "XBT", "XDAI", "XLM", "XMR", "XRP",
    "XTZ", "XVG", "ZEC",
];

/// Signs and words that name exactly one currency. `$`, `¥`, `₩`, `kr` and the like name several and are not here.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("EURO", "EUR"),
    ("EUROS", "EUR"),
    ("£", "GBP"),
    ("US$", "USD"),
    ("$US", "USD"),
    ("USD$", "USD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("SG$", "SGD"),
    ("R$", "BRL"),
    ("MX$", "MXN"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("ZŁ", "PLN"),
    ("KČ", "CZK"),
    ("SFR", "CHF"),
    ("SFR.", "CHF"),
    ("FR.", "CHF"),
    ("₿", "BTC"),
];

/// Signs that stand for several currencies: with one of them an amount is read, and its currency is not stated.
const AMBIGUOUS_SIGNS: &[&str] = &["$", "¥", "₩", "KR", "KR.", "RS", "RS.", "₨", "¢"];

/// What a text beside an amount, or in a currency cell, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CurrencyText {
    /// One currency.
    Stated(Currency),
    /// A sign that several currencies share.
    Ambiguous,
    /// No currency.
    None,
}

impl Currency {
    /// ISO 4217's code for "no currency": the total of amounts that name none.
    pub const UNSTATED: &'static str = "XXX";

    /// A code of 2 to 10 of `A-Z` and `0-9`, upper-cased; `None` for anything else. The rule of the command line.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        let plain = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        (plain && (2..=10).contains(&code.len())).then(|| Self(Arc::from(code)))
    }

    /// Reads the cell of a currency or asset column: a known code in any case, a sign that means one currency, or an
    /// unknown ticker in capitals. Words such as `Dollars` are no currency.
    pub fn of_cell(text: &str) -> CurrencyText {
        let text = text.trim();
        match Self::beside_amount(text) {
            CurrencyText::None => {}
            known => return known,
        }
        let capitals = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let lettered = text.bytes().any(|b| b.is_ascii_uppercase());
        match Self::parse(text) {
            Some(ticker) if capitals && lettered => CurrencyText::Stated(ticker),
            _ => CurrencyText::None,
        }
    }

    /// Reads what stands beside the digits of an amount. Only known codes and signs: `12 hours` is no amount.
    pub fn beside_amount(text: &str) -> CurrencyText {
        let capitals = text.trim().to_uppercase();
        if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == capitals) {
            return CurrencyText::Stated(Self(Arc::from(*code)));
        }
        if AMBIGUOUS_SIGNS.contains(&capitals.as_str()) {
            return CurrencyText::Ambiguous;
        }
        if is_iso_code(&capitals) || TICKERS.binary_search(&capitals.as_str()).is_ok() {
            return CurrencyText::Stated(Self(Arc::from(capitals)));
        }
        CurrencyText::None
    }

    /// The currency of amounts that name none.
    pub fn unstated() -> Self {
        Self(Arc::from(Self::UNSTATED))
    }

    /// One unit of a non-fungible token: `NFT:<contract>`, the contract in lower case.
    pub fn nft(contract: &str) -> Self {
        Self(Arc::from(format!("NFT:{}", contract.trim().to_lowercase())))
    }

    /// True for `XXX`.
    pub fn is_unstated(&self) -> bool {
        &*self.0 == Self::UNSTATED
    }

    /// Decimals of the currency's minor unit by ISO 4217; `None` for assets and for `XXX`.
    pub fn minor_digits(&self) -> Option<usize> {
        iso_currency::Currency::from_code(&self.0)?.exponent().map(usize::from)
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_iso_code(code: &str) -> bool {
    code.len() == 3 && iso_currency::Currency::from_code(code).is_some()
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        match Currency::of_cell(text) {
            CurrencyText::Stated(currency) => currency.to_string(),
            CurrencyText::Ambiguous => "ambiguous".to_owned(),
            CurrencyText::None => "none".to_owned(),
        }
    }

    #[test]
    fn cells_name_a_currency_or_none() {
        for (text, expected) in [
            ("USD", "USD"),
            ("usd", "USD"),
            (" Gbp ", "GBP"),
            ("€", "EUR"),
            ("US$", "USD"),
            ("$", "ambiguous"),
            ("¥", "ambiguous"),
            ("usdt", "USDT"),
            ("NEWCOIN", "NEWCOIN"),
            ("newcoin", "none"),
            ("Dollars", "none"),
            ("target", "none"),
            ("840", "none"),
            ("X", "none"),
            ("", "none"),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn tickers_are_sorted_for_the_search() {
        assert!(TICKERS.is_sorted());
    }
}
