//! Countries: one two-letter code for the many ways in which lists and ledgers write a country.
