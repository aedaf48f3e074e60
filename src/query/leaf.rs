//! Words and phrases to leaves of the tree, with weight and looseness.

use std::ops::Range;

use super::MAX_TOKENS;
use super::errors::Fix;
use super::fields::{Scope, TextScope};
use super::lexer::{Kind, Token, unescaped};
use super::parser::Parser;
use super::problem::{Problem, short};
use super::tree::{Node, Text, Word};
use super::words::{self, Place};
use crate::analysis::segment::is_ideograph;

/// How loose a phrase may be.
const MAX_SLOP: u32 = 1000;

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
            if let Some((weight, edits)) =
                raw[at..].split_once('~').filter(|(weight, edits)| weight.len() > 1 && matches!(*edits, "1" | "2"))
            {
                let fix = format!("~{edits}{weight}");
                let sign = span.start + at..span.end;
                let advice = "~ stands before ^, right behind its word".to_owned();
                let problem = Problem::Foreign { typed: self.typed(&sign), advice };
                self.fail(problem, sign.clone(), Some((sign, &fix)));
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
        if let Some((problem, span, fix, tokens)) = self.parted_operator(&span) {
            self.problems.push(problem, span, Some(fix));
            self.at += tokens;
            return None;
        }
        if let Some(((problem, span, fix), tokens)) = self.spelled_date(raw, &span) {
            self.problems.push(problem, span, fix);
            self.at += tokens;
            return None;
        }
        if let Some((problem, span, fix)) = self.operator_in_field(raw, &span).or_else(|| self.foreign(raw, &span)) {
            self.problems.push(problem, span, fix);
            return None;
        }
        let node = self.text(words::read(raw, Place::Bare), 0, span)?;
        if let Some(kept) = words::without_open_ends(raw) {
            self.note(format!("{} is read as {}: its signs part words, and a * alone asks for none", short(raw), short(&kept)));
        }
        Some(node)
    }

    /// `*`: every document, or every one that has the field.
    pub(super) fn anything(&self) -> Node {
        match &self.scope {
            Scope::Text(text) => Node::any_of(text.fields.iter().map(|field| Node::Has { field: field.clone() }).collect()),
            _ => Node::All,
        }
    }

    fn text(&mut self, words: Result<Vec<Word>, Problem>, slop: u32, span: Range<usize>) -> Option<Node> {
        let scope = self.text_scope();
        match words {
            Ok(mut words) => {
                if !self.is_text_within_bounds(&words, slop, &span) {
                    return None;
                }
                if scope.stemmed && words.iter().any(|word| matches!(word, Word::Pattern(text) if text.chars().any(is_ideograph))) {
                    self.unparted(span);
                    return None;
                }
                if words.iter().any(|word| matches!(word, Word::Fuzzy(text, _) if text.chars().any(is_ideograph))) {
                    let sign = self.slice(&span).rfind('~').map(|at| span.start + at..span.end);
                    let sign = sign.filter(|sign| words.len() == 1 && self.slice(sign).len() == 2);
                    self.fail(Problem::FuzzyUnparted { text: self.typed(&span) }, span, sign.map(|sign| (sign, "")));
                    return None;
                }
                if self.options.exact {
                    self.note_inexact(&words, &scope, &span);
                }
                // Written as one word with a sign that ends it, `covid-1?` is a pattern as a whole.
                if self.options.exact && scope.stemmed && !words.iter().any(Word::is_open_ended) {
                    words.iter_mut().for_each(make_exact);
                }
                // An exact name of a speaker is the whole name as articles give it.
                let is_whole = slop == 0 && words.iter().all(|word| matches!(word, Word::Exact(_)));
                let tells = scope.fields == ["speaker"] && is_whole;
                if !scope.stemmed && !tells && words.iter().any(|word| matches!(word, Word::Exact(_))) {
                    let note =
                        format!("= makes no difference in {}: names are found in whatever case and with or without accents", scope.name);
                    self.note(note);
                }
                Some(Node::Text(Text { fields: scope.fields, words, slop, span: Some(span) }))
            }
            Err(problem) => {
                let sign = unescaped(self.slice(&span)).find(|&(_, c)| c == '~').map(|(at, _)| span.start + at);
                let gaps = words::parts_with_gaps(self.slice(&span)).filter(|_| matches!(problem, Problem::PatternTooWide { .. }));
                let gaps = gaps.map(|with| self.grouped(with));
                let fix = match (&problem, sign) {
                    _ if let Some(gaps) = &gaps => Some((span.clone(), gaps.as_str())),
                    (Problem::NothingToFind { .. }, _) => Some((span.clone(), "")),
                    (Problem::FuzzyDistance { .. }, Some(at)) if at == span.start => Some((span.clone(), "")),
                    (Problem::FuzzyDistance { typed }, Some(at)) => match &typed[1..] {
                        "" | "0" => Some((at..span.end, "~1")),
                        digits if digits.bytes().all(|b| b.is_ascii_digit()) => Some((at..span.end, "~2")),
                        twice if twice.ends_with("~1") => Some((at..span.end, "~1")),
                        twice if twice.ends_with("~2") => Some((at..span.end, "~2")),
                        _ => None,
                    },
                    _ => None,
                };
                self.fail(problem, span, fix);
                None
            }
        }
    }

    /// What is offered in place of a word or phrase: in parentheses where it is several with an operator and stands beside others.
    fn grouped(&self, with: String) -> String {
        if with.contains(" pre/") && self.tokens.len() > 1 { format!("({with})") } else { with }
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Says where words are asked for in their exact form and have none.
    fn note_inexact(&mut self, words: &[Word], scope: &TextScope, span: &Range<usize>) {
        if !scope.stemmed {
            self.note(format!(
                "--exact makes no difference in {}: names are found in whatever case and with or without accents",
                scope.name
            ));
        } else if words.iter().any(|word| matches!(word, Word::Pattern(_) | Word::Fuzzy(..))) {
            self.note(format!(
                "--exact makes no difference to {}: it is found in whatever case and with or without accents",
                self.typed(span)
            ));
        }
    }

    /// Says that there are no words for a pattern in a script without blanks.
    fn unparted(&mut self, span: Range<usize>) {
        let typed = self.slice(&span);
        let bare = typed.replace(['*', '?', '!'], "");
        let fix = (!typed.contains('\\')).then_some((span.clone(), bare.as_str()));
        self.fail(Problem::PatternUnparted { text: self.typed(&span) }, span, fix);
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

    pub(super) fn not_text(&mut self, operator: &str, field: &str, holds: &'static str, span: Range<usize>) {
        let problem = Problem::NotText { operator: operator.to_owned(), field: field.to_owned(), holds };
        self.fail(problem, span.clone(), Some((span, "")));
    }

    fn slop(&mut self) -> Option<(u32, Range<usize>)> {
        let Some(Token { kind: Kind::Slop, span, .. }) = self.peek() else { return None };
        self.at += 1;
        let typed = self.typed(span);
        let number = &self.slice(span)[1..];
        let slop = number.parse().ok().filter(|slop| *slop <= MAX_SLOP);
        if slop.is_none() {
            let most = format!("~{MAX_SLOP}");
            let fix = match number {
                "" => Some("~5"),
                digits if digits.bytes().all(|b| b.is_ascii_digit()) => Some(most.as_str()),
                _ => None,
            };
            self.fail(Problem::Slop { typed, max: MAX_SLOP }, span.clone(), fix.map(|with| (span.clone(), with)));
        }
        Some((slop.unwrap_or(0), span.clone()))
    }

    fn phrase_words(&mut self, inner: Range<usize>, place: Place, span: &Range<usize>) -> Option<Vec<Word>> {
        let mut found = Vec::new();
        let (mut wrong, mut gap) = (false, false);
        let text = self.slice(&inner);
        let ranges = words::split_blanks(text);
        self.phrased += ranges.len();
        if self.phrased > MAX_TOKENS {
            self.fail(Problem::TooManyWords { max: MAX_TOKENS }, inner, None);
            return None;
        }
        for range in &ranges {
            match words::read(&text[range.clone()], place) {
                Ok(words) => found.extend(words),
                Err(Problem::NothingToFind { .. }) => {}
                // Told once: what mends it is another way to write the whole.
                Err(Problem::PatternTooWide { .. }) if gap => {}
                Err(problem) => {
                    let is_gap = matches!(problem, Problem::PatternTooWide { .. });
                    let words = ranges.iter().map(|range| &text[range.clone()]);
                    let fix = if is_gap { words::with_gaps(words, place == Place::QuotedExact) } else { None };
                    let at = inner.start + range.start..inner.start + range.end;
                    let fix = fix.map(|with| Fix { range: span.clone(), with: self.grouped(with) });
                    self.problems.push(problem, at, fix);
                    gap |= is_gap;
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
}

fn make_exact(word: &mut Word) {
    if let Word::Plain(text) = word {
        *word = Word::Exact(std::mem::take(text));
    }
}
