//! Words and phrases to leaves of the tree: text, whole values, dates, numbers and presence, by the field they stand in.

use std::ops::Range;

use super::MAX_TOKENS;
use super::dates::{self, Comparison, DateErrorKind, split_sign};
use super::fields::{self, Scope};
use super::lexer::{Kind, Token, unescaped};
use super::parser::Parser;
use super::problem::{Problem, short};
use super::tree::{DateSpan, Node, NumberRange, Text, Value, Word};
use super::words::{self, Place};
use crate::schema::{Field, FieldType};

/// How loose a phrase may be.
pub(super) const MAX_SLOP: u32 = 1000;

impl Parser<'_> {
    /// A word, with its weight.
    pub(super) fn word_leaf(&mut self, span: Range<usize>) -> Option<Node> {
        let raw = self.slice(&span);
        if let Some((at, _)) = unescaped(raw).rfind(|&(at, c)| c == '^' && at > 0) {
            if let Some((extra, _)) = unescaped(&raw[..at]).find(|&(_, c)| c == '^') {
                let extra = span.start + extra..span.start + at;
                self.fail(Problem::Weight { typed: self.typed(&(extra.start..span.end)) }, extra.clone(), Some((extra, "")));
                return None;
            }
            let body = span.start..span.start + at;
            let node = self.unweighted(body);
            return self.weighted(node, &raw[at..], span.start + at..span.end);
        }
        self.unweighted(span)
    }

    fn unweighted(&mut self, span: Range<usize>) -> Option<Node> {
        match self.scope.clone() {
            Scope::Default | Scope::Text(_) => self.text_word(span),
            scope => {
                let (raw, span) = self.joined(&scope, span);
                self.value(&scope, &raw, span, false)
            }
        }
    }

    fn text_word(&mut self, span: Range<usize>) -> Option<Node> {
        let raw = self.slice(&span);
        if raw.bytes().all(|b| b == b'*') {
            return Some(self.anything());
        }
        if raw == "\\" {
            return None; // the lexer has told of it
        }
        if let Some((problem, span, fix)) = self.foreign(raw, &span) {
            self.problems.push(problem, span, fix);
            return None;
        }
        self.text(words::read(raw, Place::Bare), 0, span)
    }

    /// `*`: every document, or every one that has the field.
    fn anything(&self) -> Node {
        match &self.scope {
            Scope::Text(text) => Node::any_of(text.fields.iter().map(|field| Node::Has { field: field.clone() }).collect()),
            _ => Node::All,
        }
    }

    fn text(&mut self, words: Result<Vec<Word>, Problem>, slop: u32, span: Range<usize>) -> Option<Node> {
        let scope = self.text_scope();
        match words {
            Ok(mut words) => {
                if self.options.exact && scope.stemmed {
                    words.iter_mut().for_each(make_exact);
                }
                Some(Node::Text(Text { fields: scope.fields, words, slop, span: Some(span) }))
            }
            Err(problem) => {
                let fix = match problem {
                    Problem::NothingToFind { .. } => Some((span.clone(), "")),
                    _ => None,
                };
                self.fail(problem, span, fix);
                None
            }
        }
    }

    /// A phrase, with the looseness after it.
    pub(super) fn phrase_leaf(&mut self, token: &Token, exact: bool, inner: Range<usize>) -> Option<Node> {
        let slop = self.slop();
        if let Some((field, holds)) = self.scope.no_text() {
            if let Some((_, span)) = slop {
                self.not_text("~", field, holds, span);
                return None;
            }
            if exact && !matches!(self.scope, Scope::Day | Scope::Number(_)) {
                self.not_text("=", field, holds, token.span.start..token.span.start + 1);
                return None;
            }
            let scope = self.scope.clone();
            return self.value(&scope, self.slice(&inner).trim(), token.span.clone(), true);
        }
        let span = token.span.start..slop.as_ref().map_or(token.span.end, |(_, span)| span.end);
        let place = if exact { Place::QuotedExact } else { Place::Quoted };
        self.quoted_text(inner, place, slop.map_or(0, |(slop, _)| slop), span)
    }

    /// What stands between quotation marks, as text of the scope.
    pub(super) fn quoted_text(&mut self, inner: Range<usize>, place: Place, slop: u32, span: Range<usize>) -> Option<Node> {
        let words = self.phrase_words(inner, place, &span)?;
        self.text(Ok(words), slop, span)
    }

    fn not_text(&mut self, operator: &str, field: &str, holds: &'static str, span: Range<usize>) {
        let problem = Problem::NotText { operator: operator.to_owned(), field: field.to_owned(), holds };
        self.fail(problem, span.clone(), Some((span, "")));
    }

    fn slop(&mut self) -> Option<(u32, Range<usize>)> {
        let Some(Token { kind: Kind::Slop, span, .. }) = self.peek() else { return None };
        self.at += 1;
        let typed = self.typed(span);
        let slop = self.slice(span)[1..].parse().ok().filter(|slop| *slop <= MAX_SLOP);
        if slop.is_none() {
            self.fail(Problem::Slop { typed, max: MAX_SLOP }, span.clone(), None);
        }
        Some((slop.unwrap_or(0), span.clone()))
    }

    fn phrase_words(&mut self, inner: Range<usize>, place: Place, span: &Range<usize>) -> Option<Vec<Word>> {
        let mut found = Vec::new();
        let mut wrong = false;
        let text = self.slice(&inner);
        let ranges = words::split_blanks(text);
        self.phrased += ranges.len();
        if self.phrased > MAX_TOKENS {
            self.fail(Problem::TooManyWords { max: MAX_TOKENS }, inner, None);
            return None;
        }
        for range in ranges {
            match words::read(&text[range.clone()], place) {
                Ok(words) => found.extend(words),
                Err(Problem::NothingToFind { .. }) => {}
                Err(problem) => {
                    self.fail(problem, inner.start + range.start..inner.start + range.end, None);
                    wrong = true;
                }
            }
        }
        if found.is_empty() && !wrong {
            let problem = if text.trim().is_empty() { Problem::EmptyPhrase } else { Problem::NothingToFind { text: short(text) } };
            self.fail(problem, span.clone(), Some((span.clone(), "")));
            return None;
        }
        Some(found).filter(|_| !wrong)
    }

    /// The words that make one value: inside a field's parentheses those side by side, and what a lone comparison sign compares with.
    fn joined(&mut self, scope: &Scope, span: Range<usize>) -> (String, Range<usize>) {
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
            (FieldType::Place, _) => {
                let names = (self.options.canonical_place)(&text);
                if names.is_empty() {
                    self.notes.push(format!("no place called {:?} is known; it is looked for as written", short(&text)));
                    vec![text]
                } else {
                    names
                }
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

    fn day(&mut self, raw: &str, span: Range<usize>) -> Option<Node> {
        if raw == "*" {
            return Some(Node::Date(DateSpan::DATED));
        }
        match dates::condition(raw, self.options.today) {
            Ok(found) => Some(Node::Date(found)),
            Err(_) if self.brackets(raw, &span) => None,
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
        let Some((min, max)) = number_range(raw) else {
            if !self.brackets(raw, &span) {
                let with = mended_number(field, raw);
                let fix = with.as_deref().map(|with| (span.clone(), with));
                self.fail(Problem::NoNumber { field: field.name.clone(), text: short(raw) }, span, fix);
            }
            return None;
        };
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.fail(Problem::EmptyRange { text: short(raw) }, span, None);
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
        let node = match field.kind {
            FieldType::Day if present => return Some(Node::Date(DateSpan::DATED)),
            FieldType::Day => return Some(Node::Date(DateSpan::UNDATED)),
            FieldType::Number => Node::Number(NumberRange { field: field.name.clone(), min: Some(1), max: None }),
            _ => Node::Has { field: field.name.clone() },
        };
        Some(if present { node } else { Node::negated(node) })
    }
}

/// What a number that cannot be read is meant for: thousands parted by commas, or a condition on one quote.
fn mended_number(field: &Field, raw: &str) -> Option<String> {
    let plain: String = raw.chars().filter(|c| !matches!(c, ',' | '_' | '\'' | '’')).collect();
    if number_range(&plain).is_some() {
        return Some(plain);
    }
    (field.name == "quote" && raw.contains(char::is_alphabetic)).then(|| format!("({raw})"))
}

fn make_exact(word: &mut Word) {
    if let Word::Plain(text) = word {
        *word = Word::Exact(std::mem::take(text));
    }
}

/// An exclusion inside a field's value, which stands before the field.
pub(super) fn minus_inside(field: &str) -> Problem {
    Problem::Foreign { typed: "-".into(), advice: format!("an exclusion stands before the field: -{field}:") }
}

/// `5`, `1..5`, `..5`, `1..`, `>5`.
fn number_range(raw: &str) -> Option<(Option<i64>, Option<i64>)> {
    let number = |text: &str| text.trim().parse::<i64>().ok();
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
