//! Signs that other search programs read as operators, and ranges in the wrong place: told with what to write here, never passed over.

use std::ops::Range;

use super::errors::Fix;
use super::fields::Scope;
use super::leaf::minus_inside;
use super::parser::Parser;
use super::problem::{Problem, short};

type Found = (Problem, Option<Fix>);

impl Parser<'_> {
    /// What is wrong with a bare word that looks like an operator of another program.
    pub(super) fn foreign(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        whole(raw, span).or_else(|| self.opening(raw, span)).or_else(|| self.range(raw, span))
    }

    /// Signs at the beginning of a word.
    fn opening(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let mut chars = raw.chars();
        let (first, second) = (chars.next()?, chars.next()?);
        let sign = span.start..span.start + first.len_utf8();
        let foreign = |advice: &str, with: &str| {
            let problem = Problem::Foreign { typed: first.to_string(), advice: advice.to_owned() };
            Some((problem, Some(Fix { range: sign.clone(), with: with.to_owned() })))
        };
        match (first, &self.scope) {
            ('-', Scope::Text(text)) => Some((minus_inside(text.name), None)),
            ('+', _) => foreign("all words must be there as it is; leave it out, or quote the word", ""),
            ('!', _) => foreign("an exclusion is written -word or NOT word", "-"),
            ('–' | '—' | '−', _) if second.is_alphanumeric() => foreign("an exclusion is written with a hyphen: -word", "-"),
            ('<' | '>' | '≤' | '≥', Scope::Text(text)) => Some((Problem::RangeOnText { field: text.name.to_owned() }, None)),
            ('<' | '>' | '≤' | '≥', _) => Some((Problem::RangeWithoutField { text: short(raw), dated: has_year(raw) }, None)),
            _ => None,
        }
    }

    /// A range where text is looked for.
    fn range(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let (from, to) = raw.split_once("..").filter(|_| !raw.contains('\\'))?;
        let is_end = |end: &str| !end.starts_with('.') && end.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/');
        let between = !from.is_empty() && to.starts_with(char::is_alphanumeric);
        match &self.scope {
            Scope::Text(text) if between => Some((Problem::RangeOnText { field: text.name.to_owned() }, None)),
            Scope::Default if is_end(from) && is_end(to) && raw.len() > 2 => {
                let dated = has_year(raw);
                let fix = dated.then(|| Fix { range: span.start..span.start, with: "date:".into() });
                Some((Problem::RangeWithoutField { text: short(raw), dated }, fix))
            }
            _ => None,
        }
    }
}

/// Whole words that are operators elsewhere.
fn whole(raw: &str, span: &Range<usize>) -> Option<Found> {
    let (advice, with): (&str, String) = match raw {
        "&&" | "&" => ("did you mean AND?", "AND".into()),
        "||" | "|" => ("did you mean OR?", "OR".into()),
        "!" => ("did you mean NOT?", "NOT".into()),
        "-" | "–" | "—" => ("an exclusion is written right before its word: -word", String::new()),
        "=" => ("the exact form is written right before its word: =word", String::new()),
        "/s" | "/S" => ("did you mean w/s?", "w/s".into()),
        "/p" | "/P" => ("did you mean w/p?", "w/p".into()),
        "w/" | "W/" | "near/" | "NEAR/" | "pre/" | "PRE/" => ("write the distance too: w/5, near/5, pre/5", format!("{raw}5")),
        _ if raw.starts_with('/') && raw.len() > 1 && raw.len() < 5 && raw[1..].bytes().all(|b| b.is_ascii_digit()) => {
            return Some(mended(raw, &format!("did you mean w{raw}?"), format!("w{raw}"), span));
        }
        _ => return None,
    };
    Some(mended(raw, advice, with, span))
}

fn mended(raw: &str, advice: &str, with: String, span: &Range<usize>) -> Found {
    let problem = Problem::Foreign { typed: short(raw), advice: advice.to_owned() };
    (problem, Some(Fix { range: span.clone(), with }))
}

fn has_year(raw: &str) -> bool {
    raw.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 || digits.len() == 8)
}
