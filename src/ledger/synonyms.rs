//! Words that payroll, payout and accounts-payable exports use for their columns, in seven languages.
//!
//! Data, not code: a new word is a new word in a line. Words are in the form of [`super::header`] (lower case, no
//! accents). The rank says how good a guess is: of several columns that fit one field the lowest rank is read, and two
//! of the same rank are an error that the user settles with `--map`. Rates (`hourly rate`, `exchange rate`) stand nowhere: a
//! rate is never an amount.

use super::field::Field;

/// Words for the one who is paid. Alone they are a name, before or after another word they say whose it is:
/// `supplier id`, `iban du beneficiaire`.
const PARTIES: &str = "payee | payees | beneficiary | bene | benef | recipient | recipients | receiver | creditor | cdtr \
    | supplier | suppliers | vendor | vendors | employee | employees | emp | worker | contractor | subcontractor | freelancer \
    | consultant | merchant | provider | seller | landlord | claimant | grantee | counterparty | staff | target \
    | destination | dest | empfanger | empfaenger | zahlungsempfanger | zahlungsempfaenger | begunstigter | beguenstigter \
    | lieferant | kreditor | mitarbeiter | arbeitnehmer | beneficiaire | fournisseur | salarie | employe | destinataire \
    | beneficiario | proveedor | empleado | trabajador | destinatario | favorecido | fornecedor | funcionario | colaborador \
    | fornitore | dipendente | begunstigde | ontvanger | leverancier | medewerker | werknemer | crediteur";

/// Parties that alone name nobody: `Target` and `Destination` may be an account, `Staff` a count.
const PARTIES_NOT_ALONE: &str = "target | destination | dest | staff | emp | cdtr | bene | benef";

/// Words between a noun and the party behind it.
const LINKS: &str = "of | of the | du | de | de la | de l | del | della | do | da | des | van | van de | der | zum";

/// What a noun means before or after a party.
const OF_PARTY: &[(Field, u16, &str)] = &[
    (
        Field::PayeeName,
        10,
        "name | full name | legal name | display name | business name | company name | nom | nom complet \
        | nombre | nombre completo | nome | nome completo | naam | volledige naam | vollstandiger name | preferred name",
    ),
    (
        Field::PayeeId,
        10,
        "id | no | nr | number | num | code | identifier | unique identifier | unique id | key | account code \
        | nummer | numero | codigo | codice | id number | reference number | ref no",
    ),
    (
        Field::GivenName,
        10,
        "first name | given name | forename | firstname | given names | prenom | vorname | voornaam",
    ),
    (Field::MiddleName, 10, "middle name | middle initial | middle names"),
    (Field::FamilyName, 10, "last name | family name | surname | lastname | nachname | achternaam"),
    (Field::HolderName, 20, "account name | account holder | account holder name | bank account name"),
    (Field::PayeeType, 10, "type | kind | entity type | category type | legal type"),
    (Field::BirthDate, 10, "birth date | date of birth | dob | birthdate | birthday"),
    (
        Field::Country,
        10,
        "country | country code | country of residence | residence country | land | pays | pais | paese",
    ),
    (
        Field::Address,
        10,
        "address | address line | address line 1 | address line 2 | address line 3 | street | street name \
        | street address | building number | city | town | town name | postal code | postcode | zip | zip code | state | region \
        | province | county | state or province | adresse | direccion | endereco | indirizzo | adres",
    ),
    (Field::Iban, 10, "iban | account iban | iban number | bank iban | iban code | iban no"),
    (
        Field::Account,
        10,
        "account | account number | account no | acct | acct no | acct number | bank account | bank account number \
        | bank account no | kontonummer | konto | compte | numero de compte | cuenta | numero de cuenta | conta | conto \
        | rekening | rekeningnummer",
    ),
    (
        Field::BankId,
        10,
        "sort code | bank sort code | routing | routing number | routing no | aba | aba number | bsb | bsb code \
        | ifsc | ifsc code | bank code | transit number | blz | bankleitzahl | clabe bank",
    ),
    (
        Field::BankId,
        20,
        "bic | bic code | swift | swift code | swift bic | bic swift | bank bic | bank swift | agent bic | agent bicfi \
        | bank swift code | bank identifier",
    ),
    (Field::BankCountry, 10, "bank country | bank country code | account country"),
    (Field::WalletAddress, 10, "wallet | wallet address | crypto address | crypto wallet | blockchain address"),
    (Field::DestinationTag, 20, "tag | memo tag"),
    (Field::Email, 10, "email | e mail | email address | mail | e mail address | paypal email"),
    (Field::Amount, 23, "amount"),
    (Field::Currency, 30, "currency | currency code"),
    (Field::Reference, 50, "reference | ref"),
];

/// What a header means by itself.
const ALONE: &[(Field, u16, &str)] = &[
    // Payees.
    (
        Field::PayeeName,
        10,
        "paid to | pay to | payable to | individual name | person name | lieferantenname | kreditorenname \
        | mitarbeitername | empfangername | name des empfangers | razon social | ragione sociale | raison sociale | naam tegenpartij",
    ),
    (
        Field::PayeeName,
        20,
        "name | full name | legal name | nom | nom complet | nom et prenom | nombre | nombre completo \
        | nombre y apellidos | nome | nome completo | nome e cognome | naam | volledige naam | name vorname | company name \
        | business name | display name | firma | firmenname",
    ),
    (
        Field::HolderName,
        20,
        "account name | account holder | account holder name | name on account | beneficiary account name \
        | bank account name | kontoinhaber | titulaire du compte | titulaire | titular | titular de la cuenta \
        | titular da conta | intestatario | intestatario del conto | rekeninghouder",
    ),
    (
        Field::GivenName,
        20,
        "first name | firstname | given name | given names | forename | forenames | vorname | prenom \
        | voornaam | first",
    ),
    (Field::MiddleName, 20, "middle name | middle initial | middle names | mi | zweiter vorname | second name"),
    (
        Field::FamilyName,
        20,
        "last name | lastname | family name | surname | nachname | familienname | nom de famille | apellido \
        | apellidos | sobrenome | apelido | cognome | achternaam | last",
    ),
    (
        Field::PayeeId,
        20,
        "lieferantennummer | lieferantennr | lieferanten nr | kreditorennummer | kreditorennr | kreditoren nr \
        | mitarbeiternummer | mitarbeiter nr | personalnummer | personal nr | matricule | code fournisseur | matricola \
        | matricula | personeelsnummer | leveranciersnummer | crediteurnummer | personnel no | personnel number | personnel id \
        | payroll no | payroll number | payroll id | person id | file no | emp no | empno | payeeid | staff id",
    ),
    (
        Field::PayeeType,
        20,
        "party type | entity type | legal type | customer type | empfangertyp | type de beneficiaire",
    ),
    (
        Field::BirthDate,
        20,
        "date of birth | dob | birthdate | birth date | birthday | geburtsdatum | geburtstag \
        | date de naissance | fecha de nacimiento | data de nascimento | data di nascita | geboortedatum",
    ),
    (
        Field::Country,
        20,
        "country | country code | country of residence | residence country | land | pays | pais | paese \
        | contract country",
    ),
    (
        Field::Address,
        20,
        "address | address line | address line 1 | address line 2 | address line 3 | address line 4 | address 1 \
        | address 2 | address 3 | address1 | address2 | address3 | street | street name | street address | street 1 | street 2 \
        | postal address | building number | house number | city | town | town name | postal code | postcode | post code | zip \
        | zip code | state | state or province | province | county | adresse | anschrift | strasse | hausnummer | plz \
        | postleitzahl | ort | stadt | wohnort | rue | ville | code postal | direccion | calle | ciudad | codigo postal | endereco | rua \
        | cidade | cep | indirizzo | citta | cap | adres | straat | plaats | woonplaats",
    ),
    // Where the money goes.
    (Field::Iban, 20, "iban | iban number | account iban | bank iban | iban no | iban nummer"),
    (
        Field::Account,
        20,
        "account number | account no | acct number | acct no | acct | bank account | bank account number \
        | bank account no | bank acct | kontonummer | konto nr | kontonr | bankkonto | compte bancaire | numero de compte \
        | no de compte | numero de cuenta | cuenta bancaria | cuenta | numero da conta | conta bancaria | conta | numero di conto \
        | conto corrente | conto | rekeningnummer | bankrekening | tegenrekening | clabe",
    ),
    (Field::Account, 30, "konto | compte | rekening | destination | pay to account"),
    (
        Field::BankId,
        20,
        "sort code | sortcode | bank sort code | routing | routing number | routing no | aba | aba routing number \
        | aba routing | aba number | bsb | bsb code | bank bsb | bsb number | ifsc | ifsc code | bank code | bank id | transit number \
        | sort code or routing number | blz | bankleitzahl | code banque | codigo banco | codice banca | bankcode | bank routing number",
    ),
    (
        Field::BankId,
        30,
        "bic | bic code | swift | swift code | swift bic | bic swift | bank bic | bank swift | bank swift code",
    ),
    (Field::BankCountry, 20, "bank country | bank country code | account country | land der bank | pays de la banque"),
    (
        Field::WalletAddress,
        20,
        "wallet address | wallet | crypto address | crypto wallet | crypto wallet address | blockchain address \
        | to address | address to | eth address | btc address | direccion de wallet",
    ),
    (Field::DestinationTag, 20, "destination tag | dest tag | tag | memo tag | memo id | address tag"),
    (Field::Asset, 20, "asset | coin | token | token symbol | crypto currency | cryptocurrency"),
    (Field::TokenType, 20, "token type"),
    (Field::TokenContract, 20, "token address | token contract | contract address"),
    (
        Field::Email,
        20,
        "email address | email | e mail | mail | e mail address | paypal email | courriel | correo | correo electronico \
        | e mail adresse",
    ),
    // How much. The order of PRODUCT.md: net pay, amount, total, gross pay, annual salary.
    (
        Field::Amount,
        10,
        "net pay | net | net amount | net payment | net salary | net wages | net wage | net payable | net payout \
        | take home | take home pay | nettobetrag | nettolohn | nettogehalt | auszahlungsbetrag | net a payer | montant net \
        | salaire net | importe neto | neto a pagar | salario neto | monto neto | valor liquido | salario liquido \
        | liquido a receber | importo netto | netto in busta | stipendio netto | netto | nettobedrag | nettoloon | nettosalaris",
    ),
    (Field::Amount, 20, "amount"),
    (
        Field::Amount,
        21,
        "payment amount | pay amount | paid amount | amount paid | payout amount | amount payable | amount to pay \
        | amount due | instructed amount | disbursement amount | zahlungsbetrag | betrag | montant | importe | monto | valor \
        | importo | bedrag",
    ),
    (
        Field::Amount,
        22,
        "transaction amount | transfer amount | amt | invoice amount | check amount | cheque amount | uberweisungsbetrag",
    ),
    (Field::Amount, 25, "payment | value | sum | quantity | quantity transacted | units"),
    (
        Field::Amount,
        30,
        "total | total amount | total pay | total payment | total paid | grand total | invoice total | summe \
        | gesamtbetrag | gesamt | montant total | importe total | valor total | importo totale | totale | totaal | totaalbedrag",
    ),
    (
        Field::Amount,
        40,
        "gross pay | gross | gross amount | gross salary | gross wages | gross payment | brutto | bruttobetrag \
        | bruttolohn | bruttogehalt | montant brut | salaire brut | salario bruto | importe bruto | valor bruto | salario lordo \
        | importo lordo | lordo | brutobedrag | brutoloon | bruto",
    ),
    (
        Field::Amount,
        50,
        "annual salary | annual pay | yearly salary | base salary | annual wage | jahresgehalt | salaire annuel \
        | salario anual | stipendio annuo | jaarsalaris | salary | wages | wage | gehalt | lohn | salaire | salario | salaris | loon",
    ),
    (
        Field::Currency,
        20,
        "currency | currency code | ccy | curr | cur | iso currency | wahrung | waehrung | devise | monnaie \
        | moneda | divisa | moeda | valuta | munt | munteenheid",
    ),
    (Field::Currency, 25, "amount currency"),
    (
        Field::Currency,
        26,
        "payment currency | transaction currency | pay currency | payout currency | invoice currency | transfer currency",
    ),
    (Field::SourceCurrency, 20, "source currency"),
    // When.
    (
        Field::Date,
        20,
        "value date | payment date | pay date | paid date | date paid | execution date | requested execution date \
        | settlement date | invoice payment date | effective date | check date | chk date | cheque date | disbursement date \
        | payout date | valuta | valutadatum | wertstellung | zahlungsdatum | zahldatum | auszahlungsdatum | ausfuhrungsdatum \
        | date de valeur | date de paiement | date d execution | fecha valor | fecha de pago | data valor | data de pagamento \
        | data di pagamento | data valuta | betaaldatum | date of payment | payroll date | arrival date",
    ),
    (
        Field::Date,
        30,
        "transaction date | posting date | posted date | posted | booking date | buchungsdatum | buchungstag \
        | date comptable | boekdatum | datum | fecha | data | timestamp | date time | datetime | created on | created | created at \
        | date requested | trans date",
    ),
    (Field::Date, 40, "invoice date | inv date | rechnungsdatum | date de facture | fecha de factura | factuurdatum"),
    // Texts and numbers.
    (
        Field::PaymentId,
        20,
        "payment no | payment number | payment nr | paymentid | zahlungsnummer | numero de paiement | numero de pago",
    ),
    (
        Field::PaymentId,
        30,
        "transaction id | transaction no | transaction number | transaction nr | trans no | transno | trans id \
        | trans number | trans | txn id | txn no | tx id | transfer id | payout id | transferwise id | transaction ref no",
    ),
    (
        Field::PaymentId,
        40,
        "check no | check number | cheque no | cheque number | voucher no | voucher number | warrant no | warrant \
        | document no | document number | doc no | belegnummer | beleg nr | ref id | payment end to end id",
    ),
    (Field::Reference, 20, "payment reference | payment ref | remittance reference | zahlungsreferenz"),
    (
        Field::Reference,
        25,
        "reference | ref | referenz | referencia | riferimento | referentie | betalingskenmerk | kenmerk",
    ),
    (Field::Reference, 30, "reference number | reference no | ref no | ref number | our ref | your ref"),
    (
        Field::Reference,
        40,
        "invoice number | invoice no | invoice | invoice ref | inv no | bill number | rechnungsnummer | rechnung \
        | numero de facture | facture | numero de factura | factura | fattura | factuurnummer",
    ),
    (Field::Memo, 20, "memo | memo text"),
    (Field::Memo, 25, "note | notes | payment note | notiz | nota"),
    (
        Field::Memo,
        30,
        "remittance information | remittance info | remittance | payment details | verwendungszweck | zahlungsgrund \
        | motif | libelle | concepto | causale | omschrijving | mededeling | purpose | narrative | finalidade",
    ),
    (
        Field::Memo,
        35,
        "description | beschreibung | descripcion | descricao | descrizione | details | message | comment | comments",
    ),
    (Field::Memo, 45, "extended description | additional description | item description"),
];

/// A field that a header may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The field.
    pub field: Field,
    /// How good the guess is; lower is better.
    pub rank: u16,
    /// The header is a party's word alone (`Receiver`): a name, or a wallet or an e-mail address where the values are.
    pub bare_party: bool,
}

fn has(words: &str, word: &str) -> bool {
    words.split('|').any(|listed| listed.trim() == word)
}

/// What a header in its compared form may mean, most likely first; nothing for a header that is unknown.
pub(super) fn guesses(words: &str) -> Vec<Guess> {
    let found = |table: &[(Field, u16, &str)], word: &str| -> Vec<Guess> {
        let hits = table.iter().filter(|(_, _, listed)| has(listed, word));
        hits.map(|(field, rank, _)| Guess { field: *field, rank: *rank, bare_party: false }).collect()
    };
    let alone = found(ALONE, words);
    if !alone.is_empty() {
        return alone;
    }
    match without_party(words) {
        Some("") if !has(PARTIES_NOT_ALONE, words) => {
            vec![Guess { field: Field::PayeeName, rank: 30, bare_party: true }]
        }
        Some(noun) => found(OF_PARTY, noun),
        None => Vec::new(),
    }
}

/// The words without the party before or behind them; `None` where no party stands there.
fn without_party(words: &str) -> Option<&str> {
    let mut rest = words;
    while let Some(first) = rest.split(' ').next().filter(|word| !word.is_empty() && has(PARTIES, word)) {
        rest = rest[first.len()..].trim_start();
    }
    if rest.len() < words.len() {
        return Some(rest);
    }
    let (before, last) = words.rsplit_once(' ')?;
    if !has(PARTIES, last) {
        return None;
    }
    // The longest link first, so that `de la` does not leave `de` behind.
    let link =
        LINKS.split('|').map(str::trim).filter_map(|link| before.strip_suffix(link)).min_by_key(|rest| rest.len());
    Some(link.filter(|rest| rest.ends_with(' ')).map_or(before, str::trim_end))
}

#[cfg(test)]
mod tests {
    use super::super::header::HeaderForm;
    use super::*;

    fn check(cases: &str) {
        for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (header, expected) = line.split_once('|').expect("header | field");
            let fields: Vec<&str> =
                guesses(&HeaderForm::of(header.trim()).words).iter().map(|guess| guess.field.name()).collect();
            assert_eq!(fields.join(" "), expected.trim(), "{line}");
        }
    }

    #[test]
    fn headers_of_real_exports_are_known() {
        check(
            "
            Supplier Name              | payee_name
            Supplier ID                | payee_id
            Vendor #                   | payee_id
            contractorEmployeeName     | payee_name
            contractorUniqueIdentifier | payee_id
            creditor_name              | payee_name
            creditor_account_IBAN      | iban
            creditor_agent_BIC         | bank_id
            creditor_town_name         | address
            recipientEmail             | email
            Recipient bank country     | bank_country
            receiverType               | payee_type
            receiver                   | payee_name
            Account holder             | holder_name
            Destination Account Number | account
            Trans No                   | payment_id
            Transno                    | payment_id
            Net Pay                    | amount
            Annual Salary              | amount
            Paid Date                  | date
            Bank BSB                   | bank_id
            Sort code or Routing number| bank_id
            ",
        );
    }

    #[test]
    fn other_languages_are_known() {
        check(
            "
            Empfänger                  | payee_name
            Kontoinhaber               | holder_name
            Währung                    | currency
            Verwendungszweck           | memo
            Nom du bénéficiaire        | payee_name
            IBAN du bénéficiaire       | iban
            Net à payer                | amount
            Date de valeur             | date
            Nombre del beneficiario    | payee_name
            Número de cuenta           | account
            Importe                    | amount
            Nome do favorecido         | payee_name
            Valor líquido              | amount
            Ragione sociale            | payee_name
            Causale                    | memo
            Naam begunstigde           | payee_name
            Bedrag                     | amount
            Valuta                     | currency date
            ",
        );
    }

    #[test]
    fn the_payer_and_rates_are_nothing() {
        check(
            "
            debtor_name             |
            debtor_account_IBAN     |
            initiator_name          |
            Body Name               |
            Source name             |
            Sender Address          |
            Hourly Rate             |
            Exchange rate           |
            Salary or Hourly        |
            reference_date          |
            ctrl_sum                |
            id                      |
            target                  |
            ",
        );
    }
}
