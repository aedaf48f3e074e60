//! Signs that other search programs read as operators, and ranges in the wrong place: told with what to write here, never passed over.

use std::ops::Range;

use super::errors::Fix;
use super::fields::{Named, Scope, named};
use super::foreign_dates::{sign, written};
use super::lexer::{Kind, Token, near_operator, unescaped};
use super::parser::Parser;
use super::problem::{Problem, short};
use super::values::minus_inside;
use crate::nearest::closest;

/// Codes by which Factiva names fields, where ours have no such alias.
pub(super) const FACTIVA: [(&str, &str); 8] = [
    ("hd", "headline"),
    ("hlp", "hlead"),
    ("td", "body"),
    ("wc", "words"),
    ("la", "lang"),
    ("sn", "source"),
    ("se", "section"),
    ("re", "place"),
];

/// What is wrong, where, and what mends it.
pub(super) type Found = (Problem, Range<usize>, Option<Fix>);

impl Parser<'_> {
    /// What is wrong with a bare word that looks like an operator of another program.
    pub(super) fn foreign(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        self.comparison(raw, span)
            .or_else(|| self.uncounted(raw, span))
            .or_else(|| self.apart(raw, span))
            .or_else(|| self.colon_apart(raw, span))
            .or_else(|| self.near_joined(raw, span))
            .or_else(|| whole(raw, span))
            .or_else(|| near_alike(raw, span))
            .or_else(|| self.field_alike(raw, span))
            .or_else(|| self.opening(raw, span))
            .or_else(|| self.range(raw, span))
    }

    /// An operator as the value of a text field.
    pub(super) fn operator_in_field(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let Scope::Text(text) = &self.scope else { return None };
        if !matches!(raw, "AND" | "OR" | "NOT") {
            return None;
        }
        let value = self.peek().filter(|next| raw == "NOT" && matches!(next.kind, Kind::Word | Kind::Phrase { .. }));
        let moved = value.and_then(|value| {
            let minus = self.minus_moved(span)?;
            Some(Fix { range: minus.range.start..value.span.start, ..minus })
        });
        let fix = moved.unwrap_or_else(|| Fix { range: span.clone(), with: format!("\"{raw}\"") });
        let advice = match raw {
            "NOT" => format!("an exclusion stands before the field: -{}:word; to search for the word, quote it", text.name),
            _ => "operators stand between conditions; to search for the word, quote it".to_owned(),
        };
        Some((Problem::Foreign { typed: raw.to_owned(), advice }, span.clone(), Some(fix)))
    }

    /// A proximity operator that blanks part (`w / 5`), and how many pieces it has behind the first.
    pub(super) fn parted_operator(&self, span: &Range<usize>) -> Option<(Problem, Range<usize>, Fix, usize)> {
        let mut joined = self.slice(span).to_owned();
        for (at, next) in self.tokens[self.at..].iter().take(2).enumerate() {
            if next.kind != Kind::Word {
                return None;
            }
            joined.push_str(self.slice(&next.span));
            if near_operator(&joined).is_some() {
                let span = span.start..next.span.end;
                let problem = Problem::Foreign { typed: short(self.slice(&span)), advice: format!("did you mean {joined}?") };
                return Some((problem, span.clone(), Fix { range: span, with: joined }, at + 1));
            }
        }
        None
    }

    /// `NEAR(5)`, and `GEQ(2020)` in a date, its parenthesis being next: what it is, how far it goes, and how many pieces it has behind the name.
    pub(super) fn called_operator(&self, name: &Range<usize>) -> Option<(Found, usize)> {
        let [open, distance, close, ..] = self.tokens.get(self.at..)? else { return None };
        if (&open.kind, &distance.kind, &close.kind) != (&Kind::Open, &Kind::Word, &Kind::Close) {
            return None;
        }
        let span = name.start..close.span.end;
        if matches!(self.scope, Scope::Day) {
            let with = format!("{}{}", sign(self.slice(name))?, self.slice(&distance.span));
            return Some((written(with, span), 3));
        }
        let with = meant_near(&format!("{}/{}", self.slice(name), self.slice(&distance.span)))?;
        Some((mended(&short(self.slice(&span)), &format!("did you mean {with}?"), with, &span), 3))
    }

    /// `atleast( )` without a number or apart from it, and as Lexis shortens it.
    fn uncounted(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let opens = |at: usize| self.text[at..].starts_with('(');
        let name = raw.trim_end_matches(|c: char| c.is_ascii_digit());
        let (count, end) = match &raw[name.len()..] {
            "" => match self.peek().filter(|next| next.kind == Kind::Word).map(|next| (self.slice(&next.span), next.span.end)) {
                Some((count, end)) if !opens(span.end) && count.bytes().all(|b| b.is_ascii_digit()) => (count, end),
                _ => ("3", span.end),
            },
            count => (count, span.end),
        };
        if !opens(end) || !["atleast", "atl"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return None;
        }
        let with = format!("atleast{count}");
        let problem = Problem::Foreign { typed: self.slice(&(span.start..end)).to_owned(), advice: format!("did you mean {with}( )?") };
        Some((problem, span.start..end, Some(Fix { range: span.start..end, with })))
    }

    /// Signs at the beginning of a word.
    fn opening(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let mut chars = raw.chars();
        let (first, second) = (chars.next()?, chars.next()?);
        let sign = span.start..span.start + first.len_utf8();
        let foreign = |advice: &str, with: &str| {
            let problem = Problem::Foreign { typed: first.to_string(), advice: advice.to_owned() };
            Some((problem, sign.clone(), Some(Fix { range: sign.clone(), with: with.to_owned() })))
        };
        match (first, &self.scope) {
            ('^' | '~', _) => Some(self.parted(first, &sign)),
            ('-', Scope::Text(text)) => Some((minus_inside(text.name), sign, self.minus_moved(span))),
            ('+', _) => foreign("what must be there is joined by AND; leave + out, or quote the word", ""),
            ('!', _) => foreign("an exclusion is written -word or NOT word", "-"),
            ('–' | '—' | '−', _) if second.is_alphanumeric() => foreign("an exclusion is written with a hyphen: -word", "-"),
            ('<' | '>' | '≤' | '≥', Scope::Text(text)) => Some(range_on_text(text.name, raw, span)),
            ('<' | '>' | '≤' | '≥', _) => Some(range_without_field(raw, span)),
            _ => None,
        }
    }

    /// A sign of exclusion or of the exact form that stands apart from its word.
    fn apart(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let (sign, advice) = match raw {
            "-" | "–" | "—" => ("-", "an exclusion is written right before its word: -word"),
            "=" => ("=", "the exact form is written right before its word: =word"),
            _ => return None,
        };
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map(|token| &token.kind);
        let begins = matches!(before, None | Some(Kind::Open | Kind::And | Kind::Or | Kind::Near { .. }));
        let fix = match self.peek() {
            None | Some(Token { kind: Kind::Close, .. }) => Some(Fix { range: span.clone(), with: String::new() }),
            // Between words a long dash is punctuation, but a hyphen may be a dash or an exclusion: no guess is better than a wrong one.
            Some(_) if !begins => (sign == "-" && raw != "-").then(|| Fix { range: span.clone(), with: String::new() }),
            Some(Token { kind: Kind::Word | Kind::Phrase { exact: false, .. }, span: next, .. }) => {
                Some(Fix { range: span.start..next.start, with: sign.to_owned() })
            }
            Some(Token { kind: Kind::Open | Kind::Field { .. } | Kind::AtLeast { .. } | Kind::Phrase { .. }, span: next, .. })
                if sign == "-" =>
            {
                Some(Fix { range: span.start..next.start, with: sign.to_owned() })
            }
            Some(_) => None,
        };
        Some((Problem::Foreign { typed: raw.to_owned(), advice: advice.to_owned() }, span.clone(), fix))
    }

    /// The colon of a field that a blank parts from the name.
    fn colon_apart(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let value = raw.strip_prefix(':').filter(|_| self.scope.is_default())?;
        let name = self.tokens.get(self.at.checked_sub(2)?).filter(|token| token.kind == Kind::Word)?;
        if matches!(named(self.slice(&name.span), false), Named::Wrong(_)) {
            return None;
        }
        let end = if value.is_empty() { self.peek()?.span.start } else { span.start + 1 };
        let field = self.slice(&name.span);
        let problem =
            Problem::Foreign { typed: ":".into(), advice: format!("the colon of a field stands right behind its name: {field}:word") };
        Some((problem, span.start..span.start + 1, Some(Fix { range: name.span.end..end, with: ":".into() })))
    }

    /// `near5` and `adj5` between two conditions, as Factiva writes them; elsewhere they are words.
    fn near_joined(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let name = raw.trim_end_matches(|c: char| c.is_ascii_digit());
        if !["near", "adj"].iter().any(|known| name.eq_ignore_ascii_case(known)) || name.len() == raw.len() {
            return None;
        }
        let before = self.tokens.get(self.at.checked_sub(2)?)?;
        let stands_between = matches!(before.kind, Kind::Word | Kind::Phrase { .. } | Kind::Close)
            && matches!(self.peek()?.kind, Kind::Word | Kind::Phrase { .. } | Kind::Open | Kind::Field { .. });
        let with = word_alike(raw).filter(|_| stands_between)?;
        Some(mended(raw, &format!("did you mean {with}? To search for the word, quote it"), with, span))
    }

    /// A comparison that stands apart from the field before it.
    fn comparison(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        if !matches!(raw, ">" | "<" | ">=" | "<=" | "=>" | "=<" | "≥" | "≤" | "=") || !self.scope.is_default() {
            return None;
        }
        let name = self.tokens[..self.at].iter().rfind(|token| token.span.end <= span.start).filter(|token| token.kind == Kind::Word)?;
        let value = self.peek().filter(|token| token.kind == Kind::Word)?;
        let Named::Scope(scope @ (Scope::Day | Scope::Number(_))) = named(self.slice(&name.span), false) else { return None };
        let sign = if raw == "=" { "" } else { raw };
        let with = format!("{}:{sign}{}", scope.name(), self.slice(&value.span));
        let problem = Problem::Foreign { typed: raw.to_owned(), advice: format!("did you mean {}?", short(&with)) };
        Some((problem, span.clone(), Some(Fix { range: name.span.start..value.span.end, with })))
    }

    /// A weight or fuzziness that a blank parts from its word.
    fn parted(&self, sign: char, at: &Range<usize>) -> Found {
        let before = self.tokens[..self.at].iter().rfind(|token| token.span.end <= at.start).map(|token| token.span.end);
        let apart = before.map_or(at.clone(), |end| end..at.start);
        (Problem::Parted { sign }, at.clone(), Some(Fix { range: apart, with: String::new() }))
    }

    /// The exclusion inside a field's value put before the field; the value begins where `span` does.
    pub(super) fn minus_moved(&self, span: &Range<usize>) -> Option<Fix> {
        let field =
            self.tokens[..self.at].iter().rfind(|token| matches!(token.kind, Kind::Field { .. }) && token.span.end == span.start)?;
        Some(Fix { range: field.span.start..span.start + 1, with: format!("-{}", self.slice(&field.span)) })
    }

    /// A field's name joined to its value by a comparison alone.
    fn field_alike(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let (at, sign) = unescaped(raw).find(|&(at, c)| at > 0 && matches!(c, '=' | '<' | '>' | '≤' | '≥'))?;
        let code = FACTIVA.iter().find(|(code, _)| code.eq_ignore_ascii_case(&raw[..at])).map(|(_, ours)| *ours);
        let name = code.unwrap_or(&raw[..at]);
        if matches!(named(name, false), Named::Wrong(_)) || !self.scope.is_default() {
            return None;
        }
        let sign_end = at + if sign == '=' { 1 } else { 0 };
        let problem = Problem::Foreign { typed: short(&raw[..at + sign.len_utf8()]), advice: format!("did you mean {name}:?") };
        let fix = Fix { range: span.start..span.start + sign_end, with: format!("{name}:") };
        Some((problem, span.start..span.start + at + sign.len_utf8(), Some(fix)))
    }

    /// A range where text is looked for.
    fn range(&self, raw: &str, span: &Range<usize>) -> Option<Found> {
        let (from, to) = raw.split_once("..").filter(|_| !raw.contains('\\'))?;
        let is_end = |end: &str| !end.starts_with('.') && end.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/');
        let between = !from.is_empty() && to.starts_with(char::is_alphanumeric);
        match &self.scope {
            Scope::Text(text) if between => Some(range_on_text(text.name, raw, span)),
            Scope::Default if is_end(from) && is_end(to) && raw.len() > 2 => Some(range_without_field(raw, span)),
            _ => None,
        }
    }
}

fn range_on_text(field: &str, raw: &str, span: &Range<usize>) -> Found {
    let fix = Fix { range: span.clone(), with: format!("\"{raw}\"") };
    (Problem::RangeOnText { field: field.to_owned() }, span.clone(), Some(fix))
}

fn range_without_field(raw: &str, span: &Range<usize>) -> Found {
    let dated = has_year(raw);
    let fix = if dated {
        Some(Fix { range: span.start..span.start, with: "date:".into() })
    } else {
        (!raw.contains(|c: char| c.is_numeric() || c == '"')).then(|| Fix { range: span.clone(), with: format!("\"{raw}\"") })
    };
    (Problem::RangeWithoutField { text: short(raw), dated }, span.clone(), fix)
}

/// Whole words that are operators elsewhere.
fn whole(raw: &str, span: &Range<usize>) -> Option<Found> {
    let (advice, with): (&str, String) = match raw {
        "&&" | "&" => ("did you mean AND?", "AND".into()),
        "||" | "|" => ("did you mean OR?", "OR".into()),
        "!" => ("did you mean NOT?", "NOT".into()),
        "/s" | "/S" => ("did you mean w/s?", "w/s".into()),
        "/p" | "/P" => ("did you mean w/p?", "w/p".into()),
        "w/" | "W/" | "near/" | "NEAR/" | "pre/" | "PRE/" => ("write the distance too: w/5, near/5, pre/5", format!("{raw}5")),
        _ if is_segment(raw) => {
            let advice = "for one field write its name: headline:(a b)".to_owned();
            return Some((Problem::Foreign { typed: short(raw), advice }, span.clone(), None));
        }
        _ if let Some(distance) = factiva_near(raw) => {
            let with = format!("w/{distance}");
            return Some(mended(raw, &format!("did you mean {with}?"), with, span));
        }
        _ if raw.len() > 2 && raw.starts_with('/') && raw.ends_with('/') => {
            let advice = "regular expressions are not read; use * and ?, or quote the words".to_owned();
            return Some((Problem::Foreign { typed: short(raw), advice }, span.clone(), None));
        }
        _ if raw.starts_with('/') && raw.len() > 1 && raw.len() < 5 && raw[1..].bytes().all(|b| b.is_ascii_digit()) => {
            return Some(mended(raw, &format!("did you mean w{raw}?"), format!("w{raw}"), span));
        }
        _ => return None,
    };
    Some(mended(raw, advice, with, span))
}

fn near_alike(raw: &str, span: &Range<usize>) -> Option<Found> {
    if let Some(with) = meant_near(raw) {
        return Some(mended(raw, &format!("did you mean {with}?"), with, span));
    }
    if !is_near_alike(raw) {
        return None;
    }
    let advice = "a distance is a whole number, as in w/5, or s or p; to search for the words, quote them".to_owned();
    let fix = meant_distance(raw).map(|with| Fix { range: span.clone(), with });
    Some((Problem::Foreign { typed: short(raw), advice }, span.clone(), fix))
}

/// `w/five`, `w/-5` and `w/5leak` as they are written here.
fn meant_distance(raw: &str) -> Option<String> {
    const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let (name, distance) = raw.split_once('/')?;
    if let Some(number) = NUMBERS.iter().position(|number| number.eq_ignore_ascii_case(distance)) {
        return Some(format!("{name}/{}", number + 1));
    }
    let distance = distance.strip_prefix('-').unwrap_or(distance);
    let (digits, word) = distance.split_at(distance.find(|c: char| !c.is_ascii_digit()).unwrap_or(distance.len()));
    let is_word = word.is_empty() || word.starts_with(char::is_alphabetic);
    (is_word && !digits.is_empty()).then(|| format!("{name}/{digits} {word}").trim_end().to_owned())
}

/// Whether a word is a proximity operator but for its name or its distance. `w/o` is a word of its own.
pub(super) fn is_near_alike(raw: &str) -> bool {
    let is_ours = |name: &str| ["w", "near", "pre"].iter().any(|ours| name.eq_ignore_ascii_case(ours));
    meant_near(raw).is_some() || raw.split_once('/').is_some_and(|(name, distance)| is_ours(name) && !distance.eq_ignore_ascii_case("o"))
}

/// The distance in `/n30/`, as Factiva writes it.
fn factiva_near(raw: &str) -> Option<&str> {
    let distance = raw.strip_prefix("/n").or_else(|| raw.strip_prefix("/N"))?.strip_suffix('/')?;
    distance.bytes().all(|b| b.is_ascii_digit()).then_some(distance).filter(|distance| !distance.is_empty())
}

/// Whether a word asks for one segment, as Lexis calls fields.
pub(super) fn is_segment(raw: &str) -> bool {
    raw.eq_ignore_ascii_case("w/seg")
}

/// The proximity operator that a name and a distance nearly are.
fn meant_near(raw: &str) -> Option<String> {
    let (name, distance) = raw.split_once('/').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let is_distance = matches!(distance, "s" | "S" | "p" | "P") || !distance.is_empty() && distance.bytes().all(|b| b.is_ascii_digit());
    let ours = match name.to_ascii_lowercase().as_str() {
        "near" if name.len() == 4 => "near",
        "w" | "within" | "n" | "nr" | "wi" | "prox" => "w",
        "adj" | "onear" | "before" | "followed" | "prec" | "pr" => "pre",
        "notw" | "notwithin" | "notnear" => "not w",
        other => closest(other, ["near", "pre"].into_iter())?,
    };
    is_distance.then(|| format!("{ours}/{distance}"))
}

/// Whether a word before a parenthesis is the name of a field in capitals, which a blank parts from it.
pub(super) fn is_field_apart(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()) && !matches!(named(word, false), Named::Wrong(_))
}

/// What two words may be meant for that are an operator elsewhere: `within 5`.
pub(super) fn words_alike(word: &str, next: &str) -> Option<String> {
    let is_distance = !next.is_empty() && next.len() < 4 && next.bytes().all(|b| b.is_ascii_digit());
    let ours = match word.to_ascii_lowercase().as_str() {
        "within" | "near" => "w",
        "pre" | "adj" => "pre",
        _ => return None,
    };
    is_distance.then(|| format!("{ours}/{next}"))
}

/// What a word that is searched as a word may be meant for, where other programs read it as an operator.
pub(super) fn word_alike(word: &str) -> Option<String> {
    let ours = match word {
        "and" => "AND",
        "or" => "OR",
        "not" => "NOT",
        "NEAR" | "WITHIN" => "w/5",
        "ADJ" => "pre/1",
        "PRE" => "pre/5",
        "SAME" => "w/p",
        "ANDNOT" | "BUTNOT" => "AND NOT",
        "XOR" => "(a OR b) AND NOT (a AND b)",
        _ => {
            let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let distance = &word[name.len()..];
            let ours = match name.to_ascii_lowercase().as_str() {
                "near" => "near",
                "w" | "within" => "w",
                "pre" => "pre",
                "adj" | "onear" => "pre",
                _ => return None,
            };
            return (!distance.is_empty()).then(|| format!("{ours}/{distance}"));
        }
    };
    Some(ours.to_owned())
}

fn mended(raw: &str, advice: &str, with: String, span: &Range<usize>) -> Found {
    let problem = Problem::Foreign { typed: short(raw), advice: advice.to_owned() };
    (problem, span.clone(), Some(Fix { range: span.clone(), with }))
}

fn has_year(raw: &str) -> bool {
    raw.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 || digits.len() == 8)
}
