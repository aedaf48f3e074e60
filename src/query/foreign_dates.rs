//! Conditions on the date as Lexis, Factiva and Elasticsearch write them: `DATE AFT 2/29/2020`, `DATE(GEQ(2020))`, `date from 2020 to 2021`,
//! `date:2020 TO 2021`. They are told with what to write here; whether a month or a day comes first is not guessed.

use std::ops::Range;

use super::dates;
use super::errors::Fix;
use super::foreign::Found;
use super::lexer::{Kind, Token};
use super::parser::Parser;
use super::problem::{Problem, short};

impl Parser<'_> {
    /// `DATE AFT 2020`, `date from 2020 to 2021`, the first word being taken: what it is, and how many pieces it has behind that.
    pub(super) fn spelled_date(&self, raw: &str, span: &Range<usize>) -> Option<(Found, usize)> {
        if !raw.eq_ignore_ascii_case("date") || !self.scope.is_default() {
            return None;
        }
        let words: Vec<&Token> = self.tokens[self.at..].iter().take(4).take_while(|token| token.kind == Kind::Word).collect();
        let [verb, value, rest @ ..] = words.as_slice() else { return None };
        let (verb, first) = (self.slice(&verb.span), self.slice(&value.span));
        // In small letters these are words of a text too.
        let is_plain = !raw.bytes().all(|b| b.is_ascii_uppercase()) && !is_lexis(verb) && first.len() < 5;
        let (with, taken) = match rest {
            _ if !is_number(first) => return None,
            [to, last, ..] if verb.eq_ignore_ascii_case("from") && is_to(self.slice(&to.span)) && is_number(self.slice(&last.span)) => {
                (format!("date:{first}..{}", self.slice(&last.span)), 4)
            }
            _ if is_plain => return None,
            _ => (format!("date:{}{first}", sign(verb)?), 2),
        };
        let span = span.start..words[taken - 1].span.end;
        Some((written(with, span), taken))
    }

    /// What a wrong value of the date is meant for, where other programs write it so; takes the pieces that belong to it.
    pub(super) fn foreign_day(&mut self, raw: &str, span: &Range<usize>) -> bool {
        let (with, end, taken) = match (self.compared_date(raw), meant_date(raw)) {
            (Some((with, end, taken)), _) => (with, end, taken),
            (None, Some(with)) => (with, span.end, 0),
            _ => return false,
        };
        self.at += taken;
        let span = span.start..end;
        let (problem, span, fix) = written(with, span);
        self.problems.push(problem, span, fix);
        true
    }

    /// `GEQ (2020)`, the word being taken: the condition, where it ends, and how many pieces it has behind the word.
    fn compared_date(&self, raw: &str) -> Option<(String, usize, usize)> {
        let [open, value, close, ..] = self.tokens.get(self.at..)? else { return None };
        let is_call = (&open.kind, &value.kind, &close.kind) == (&Kind::Open, &Kind::Word, &Kind::Close);
        let sign = sign(raw).filter(|_| is_call)?;
        Some((format!("{sign}{}", self.slice(&value.span)), close.span.end, 3))
    }

    /// `TO` or `to` and a second date behind a date, which was read as the whole condition; takes them.
    pub(super) fn ranged_by_word(&mut self, span: &Range<usize>) -> bool {
        let [to, last, ..] = &self.tokens[self.at..] else { return false };
        let (to, typed) = (self.slice(&to.span), self.slice(span));
        let is_date = last.kind == Kind::Word && dates::span(self.slice(&last.span), self.options.today).is_ok();
        let is_range = is_to(to) && is_date && !typed.contains("..") && dates::span(typed, self.options.today).is_ok();
        if is_range {
            let with = format!("{typed}..{}", self.slice(&last.span));
            let whole = span.start..last.span.end;
            self.at += 2;
            let (problem, span, fix) = written(with, whole);
            self.problems.push(problem, span, fix);
        }
        is_range
    }
}

/// That dates are written so here.
pub(super) fn written(with: String, span: Range<usize>) -> Found {
    (Problem::ForeignDate { meant: short(&with) }, span.clone(), Some(Fix { range: span, with }))
}

/// The sign that a word which compares dates stands for; nothing for the date itself.
pub(super) fn sign(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "aft" | "after" => ">",
        "bef" | "before" => "<",
        "geq" | "since" => ">=",
        "leq" | "until" => "<=",
        "is" => "",
        _ => return None,
    })
}

/// Whether a word compares dates and is none of a text.
fn is_lexis(word: &str) -> bool {
    ["aft", "bef", "geq", "leq"].iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

fn is_to(word: &str) -> bool {
    word == "to" || word == "TO"
}

/// Whether a word is made of digits as dates are.
fn is_number(word: &str) -> bool {
    word.len() > 3
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
}

/// `AFT 2020`, `2020 TO 2021`, `from 2020 to 2021` and `2020–2021` as they are written here.
fn meant_date(raw: &str) -> Option<String> {
    let words: Vec<&str> = raw.split_whitespace().collect();
    match words.as_slice() {
        [from, first, to, last] if from.eq_ignore_ascii_case("from") && is_to(to) => Some(format!("{first}..{last}")),
        [first, to, last] if is_to(to) => Some(format!("{first}..{last}")),
        [verb, value] => sign(verb).filter(|_| is_number(value)).map(|sign| format!("{sign}{value}")),
        [both] => {
            let (first, last) = both.split_once(['–', '—'])?;
            (is_number(first) && is_number(last)).then(|| format!("{first}..{last}"))
        }
        _ => None,
    }
}
