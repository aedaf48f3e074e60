//! The language by tables: every operator, every error in full, and properties that hold for any text.

mod dates;
mod errors;
mod filters;
mod language;
mod properties;

use chrono::NaiveDate;

use super::{ParseOptions, Parsed, QueryErrors};
use crate::schema::DocumentKind;

/// A small gazetteer.
fn canonical_place(typed: &str) -> Vec<String> {
    let lower = typed.to_lowercase();
    match lower.as_str() {
        "peking" => vec!["beijing".into()],
        "bombay" => vec!["bombay".into(), "mumbai".into()],
        "holland" => vec!["netherlands".into()],
        "congo" => vec!["democratic republic of the congo".into(), "republic of the congo".into()],
        "russia" | "mumbai" | "beijing" | "paris" | "new york" => vec![lower],
        _ => Vec::new(),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(in crate::query) fn options() -> ParseOptions<'static> {
    ParseOptions { any: false, exact: false, find: DocumentKind::Article, today: day("2017-09-06"), canonical_place: &canonical_place }
}

fn parse(text: &str) -> Result<Parsed, QueryErrors> {
    super::parse(text, &options())
}

/// The canonical text of what a query means.
fn reading(text: &str, options: &ParseOptions<'_>) -> String {
    match super::parse(text, options) {
        Ok(parsed) => parsed.node.to_string(),
        Err(errors) => panic!("{text}: {errors}"),
    }
}
