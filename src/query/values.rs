//! Values of fields that hold no text: whole values, dates, numbers, and the presence of fields.

use std::ops::Range;

use super::dates::{self, Comparison, DateErrorKind, split_sign};
use super::fields::{self, Scope};
use super::filters::KINDS;
use super::lexer::{Kind, Token, unescaped};
use super::parser::Parser;
use super::print::{number_text, share_text};
use super::problem::{Problem, short};
use super::tree::{DateSpan, Node, NumberRange, Value};
use super::words;
use crate::schema::{Field, FieldType};

/// The numbers that a share is typed as.
pub(super) const SHARES: &str = "shares from 0 to 1 in hundredths";

impl Parser<'_> {
    /// The words that make one value: inside a field's parentheses those side by side, and what a lone comparison sign compares with.
    pub(super) fn joined(&mut self, scope: &Scope, span: Range<usize>) -> (String, Range<usize>) {
        let mut raw = self.slice(&span).to_owned();
        let mut span = span;
        let joins = self.in_field_group && matches!(scope, Scope::Whole(_) | Scope::Day);
        while let Some(Token { kind: Kind::Word, span: next, .. }) = self.peek() {
            let word = self.slice(next);
            let sign_alone = matches!(scope, Scope::Day | Scope::Number(_)) && matches!(split_sign(&raw), (Some(_), ""));
            let compares = matches!(scope, Scope::Day) && split_sign(word).0.is_some();
            if !sign_alone && (!joins || compares) {
                break;
            }
            raw.push(' ');
            raw.push_str(word);
            span.end = next.end;
            self.at += 1;
        }
        (raw, span)
    }

    /// A value of a field that holds no text; signs before it are its own where it is quoted.
    pub(super) fn value(&mut self, scope: &Scope, raw: &str, span: Range<usize>, quoted: bool) -> Option<Node> {
        match scope {
            Scope::Default | Scope::Text(_) => None,
            Scope::Whole(field) => {
                if !quoted && !self.unsigned(field, raw, &span) {
                    return None;
                }
                self.whole_value(field, raw, span)
            }
            Scope::Day => self.day(raw, span),
            Scope::Number(field) => self.number(field, raw, span),
            Scope::Presence { present } => self.presence(*present, raw, span),
        }
    }

    /// Whether a value has no sign at its ends that would be an operator in text.
    fn unsigned(&mut self, field: &Field, raw: &str, span: &Range<usize>) -> bool {
        if let Some((at, _)) = unescaped(raw).rfind(|&(at, c)| c == '~' && matches!(&raw[at..], "~" | "~1" | "~2")) {
            self.not_text("~", &field.name, "whole values", span.start + at..span.start + raw.len());
            return false;
        }
        let Some(sign) = raw.chars().next().filter(|c| matches!(c, '=' | '<' | '>' | '-')) else { return true };
        let moved = self.minus_moved(span);
        let span = span.start..span.start + 1;
        if sign == '-' {
            self.problems.push(minus_inside(&field.name), span, moved);
        } else {
            self.not_text(&sign.to_string(), &field.name, "whole values", span);
        }
        false
    }

    fn whole_value(&mut self, field: &'static Field, raw: &str, span: Range<usize>) -> Option<Node> {
        if raw == "*" {
            return Some(Node::Has { field: field.name.clone() });
        }
        let (text, pattern) = words::value(raw);
        let text = text.trim().to_owned();
        if text.is_empty() {
            self.fail(Problem::EmptyPhrase, span.clone(), None);
            return None;
        }
        let values = match (field.kind, field.name.as_str()) {
            _ if pattern => vec![text],
            (FieldType::Place, _) => return Some(self.place(field, &text, span)),
            (_, "speech") if !KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(&text)) => {
                self.fail(Problem::NoKind { text: short(&text) }, span, None);
                return None;
            }
            (_, "lang") => match super::languages::code(&text) {
                Some(code) => vec![code],
                None => {
                    self.fail(Problem::NoLanguage { text: short(&text) }, span, None);
                    return None;
                }
            },
            _ => vec![text],
        };
        Some(Node::Value(Value { field: field.name.clone(), values, pattern, span: Some(span) }))
    }

    /// A place under any name that is known for it. Parts after commas must hold too: `Paris, Texas` is the one in Texas.
    fn place(&mut self, field: &'static Field, text: &str, span: Range<usize>) -> Node {
        let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
        let mut levels = Vec::new();
        for part in parts {
            let mut values = (self.options.canonical_place)(part);
            if values.is_empty() {
                self.notes.push(format!("no place called \"{}\" is known; it is looked for as written", short(part)));
                values.push(part.to_owned());
            }
            levels.push(Node::Value(Value { field: field.name.clone(), values, pattern: false, span: Some(span.clone()) }));
        }
        Node::all_of(levels)
    }

    fn day(&mut self, raw: &str, span: Range<usize>) -> Option<Node> {
        if raw == "*" {
            return Some(Node::Date(DateSpan::DATED));
        }
        match dates::condition(raw, self.options.today) {
            Ok(_) if self.ranged_by_word(&span) => None,
            Ok(found) => Some(Node::Date(found)),
            Err(_) if self.brackets(raw, &span) || self.foreign_day(raw, &span) => None,
            Err(error) => {
                if let Some(whole) = self.unquoted_date(raw, &span) {
                    let quoted = format!("\"{}\"", self.slice(&whole));
                    self.fail(
                        Problem::Date(DateErrorKind::Unquoted { text: short(self.slice(&whole)) }),
                        whole.clone(),
                        Some((whole, &quoted)),
                    );
                    return None;
                }
                let shift = self.text[span.clone()].find(raw).map(|at| span.start + at);
                let at = shift.map_or(span, |start| start + error.at.start..start + error.at.end);
                let with = error.kind.replacement();
                self.fail(Problem::Date(error.kind), at.clone(), with.as_deref().map(|with| (at, with)));
                None
            }
        }
    }

    /// A date of several words that should have been quoted; takes them.
    fn unquoted_date(&mut self, raw: &str, span: &Range<usize>) -> Option<Range<usize>> {
        if self.in_field_group || self.slice(span) != raw {
            return None;
        }
        let words = self.tokens[self.at..].iter().take_while(|token| token.kind == Kind::Word).take(3);
        let ends: Vec<usize> = words.map(|token| token.span.end).collect();
        for (taken, end) in ends.into_iter().enumerate().rev() {
            if dates::condition(self.slice(&(span.start..end)), self.options.today).is_ok() {
                self.at += taken + 1;
                return Some(span.start..end);
            }
        }
        None
    }

    /// Whether a range was written in brackets, as elsewhere; takes it and tells how it is written here.
    fn brackets(&mut self, raw: &str, span: &Range<usize>) -> bool {
        if !raw.starts_with(['[', '{']) {
            return false;
        }
        let closes = |token: &Token| self.slice(&token.span).ends_with([']', '}']);
        let Some(more) = self.tokens[self.at..].iter().take(3).position(closes) else { return false };
        let end = self.tokens[self.at + more].span.end;
        let whole = span.start..end;
        let inside = self.slice(&(span.start + 1..end - 1)).replace(" TO ", "..").replace(" to ", "..").replace('*', "");
        self.at += more + 1;
        self.fail(Problem::Brackets { range: short(&inside) }, whole.clone(), Some((whole, &inside)));
        true
    }

    fn number(&mut self, field: &Field, raw: &str, span: Range<usize>) -> Option<Node> {
        let range = |min, max| Some(Node::Number(NumberRange { field: field.name.clone(), min, max }));
        if raw == "*" {
            return range(Some(1), None);
        }
        let Some((min, max)) = range_of(field, raw) else {
            if !self.brackets(raw, &span) {
                let with = mended_number(field, raw);
                let fix = with.as_deref().map(|with| (span.clone(), with));
                let takes = if field.kind == FieldType::Share { SHARES } else { "whole numbers" };
                self.fail(Problem::NoNumber { field: field.name.clone(), takes, text: short(raw) }, span, fix);
            }
            return None;
        };
        if let Some((min, max)) = min.zip(max).filter(|(min, max)| min > max) {
            let turned = format!("{}..{}", number_text(&field.name, max), number_text(&field.name, min));
            self.fail(Problem::EmptyRange { text: short(raw) }, span.clone(), Some((span, &turned)));
            return None;
        }
        range(min, max)
    }

    fn presence(&mut self, present: bool, raw: &str, span: Range<usize>) -> Option<Node> {
        let Some(field) = fields::present(raw) else {
            let typed = if present { "has" } else { "no" }.to_owned();
            let nearest = fields::nearest_present(raw);
            let with = nearest.clone();
            let problem = Problem::PresenceOfWhat { typed, text: short(raw), nearest };
            self.fail(problem, span.clone(), with.as_deref().map(|with| (span, with)));
            return None;
        };
        if self.searches_articles() && fields::is_of_quotes_alone(field) {
            let before =
                self.tokens[..self.at].iter().rfind(|token| matches!(token.kind, Kind::Field { .. }) && token.span.end == span.start);
            let condition = before.map_or(span.start, |token| token.span.start)..span.end;
            self.only_of_quotes(&field.name, span, condition);
            return None;
        }
        let node = match field.kind {
            FieldType::Day if present => return Some(Node::Date(DateSpan::DATED)),
            FieldType::Day => return Some(Node::Date(DateSpan::UNDATED)),
            FieldType::Number | FieldType::Share => Node::Number(NumberRange { field: field.name.clone(), min: Some(1), max: None }),
            _ => Node::Has { field: field.name.clone() },
        };
        Some(if present { node } else { Node::negated(node) })
    }
}

/// What a number that cannot be read is meant for: thousands parted by commas, a share in hundredths, or a condition on one quote.
fn mended_number(field: &Field, raw: &str) -> Option<String> {
    if field.kind == FieldType::Share {
        return mended_share(raw);
    }
    let plain: String = raw.chars().filter(|c| !matches!(c, ',' | '_' | '\'' | '’')).collect();
    if range_of(field, &plain).is_some() {
        return Some(plain);
    }
    if let Some((from, to)) = raw.split_once(['-', '–', '—']).filter(|(from, to)| !from.is_empty() && !to.is_empty()) {
        let range = format!("{from}..{to}");
        return range_of(field, &range).map(|_| range);
    }
    (field.name == "quote" && raw.contains(char::is_alphabetic)).then(|| format!("({raw})"))
}

/// An exclusion inside a field's value, which stands before the field.
pub(super) fn minus_inside(field: &str) -> Problem {
    Problem::Foreign { typed: "-".into(), advice: format!("an exclusion stands before the field: -{field}:") }
}

/// A share that is written in hundredths (`80`, `80%`; less than ten are more likely a slip) or with a comma, as it is written here.
fn mended_share(raw: &str) -> Option<String> {
    let (sign, number) = raw.split_at(raw.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))?);
    let number = number.trim_end_matches('%').replace(',', ".");
    let share = hundredths(&number).or_else(|| number.parse().ok().filter(|share| (10..=100).contains(share)))?;
    let mended = format!("{sign}{}", share_text(share));
    number_range(&mended, hundredths).map(|_| mended)
}

/// The hundredths that a share from 0 to 1 has, which is written with at most two digits behind the point: `.8`, `0.85`, `1`.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let is_right = matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok().filter(|_| whole.bytes().all(|byte| byte.is_ascii_digit()))? };
    let part: i64 = format!("{part:0<2}").parse().ok().filter(|_| is_right)?;
    whole.checked_mul(100)?.checked_add(part).filter(|share| (0..=100).contains(share))
}

/// A range of numbers as the field takes them.
fn range_of(field: &Field, raw: &str) -> Option<(Option<i64>, Option<i64>)> {
    let whole = |text: &str| text.trim().parse::<i64>().ok();
    if field.kind != FieldType::Share {
        return number_range(raw, whole);
    }
    // What no share is above or below.
    let is_share = |end: Option<i64>| end.is_none_or(|end| (0..=100).contains(&end));
    number_range(raw, hundredths).filter(|&(min, max)| is_share(min) && is_share(max))
}

/// `5`, `1..5`, `..5`, `1..`, `>5`.
fn number_range(raw: &str, number: impl Fn(&str) -> Option<i64>) -> Option<(Option<i64>, Option<i64>)> {
    if let (Some(sign), rest) = split_sign(raw) {
        let value = number(rest)?;
        return Some(match sign {
            Comparison::AtLeast => (Some(value), None),
            Comparison::Above => (Some(value.checked_add(1)?), None),
            Comparison::AtMost => (None, Some(value)),
            Comparison::Below => (None, Some(value.checked_sub(1)?)),
            Comparison::Equal => (Some(value), Some(value)),
        });
    }
    let Some((from, to)) = raw.split_once("..") else {
        let value = number(raw)?;
        return Some((Some(value), Some(value)));
    };
    match (from.trim(), to.trim()) {
        ("", "") => None,
        ("", to) => Some((None, Some(number(to)?))),
        (from, "") => Some((Some(number(from)?), None)),
        (from, to) => Some((Some(number(from)?), Some(number(to)?))),
    }
}
