//! Pieces to tree: alternatives, conjunctions and negation, by recursive descent with bounded depth.
//!
//! Every function answers `None` where something was wrong and said so; the rest of the query is read all the same, and what stands around
//! the error is judged too, so that all errors of a query are told at once.

use std::ops::Range;

use super::ParseOptions;
use super::errors::{Fix, Problems};
use super::fields::{Scope, TextScope};
use super::lexer::{Kind, Token};
use super::problem::{Problem, short};
use super::sequence::{Join, Sequence};
use super::tree::Node;
use crate::schema::DocumentKind;

/// The state of parsing.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    pub(super) options: &'a ParseOptions<'a>,
    pub(super) problems: &'a mut Problems,
    pub(super) scope: Scope,
    /// Inside `quote:( )`.
    pub(super) in_quote: bool,
    /// Inside a field's parentheses, where words side by side make one value.
    pub(super) in_field_group: bool,
    /// Levels of parentheses that are open.
    pub(super) depth: usize,
    /// Words in phrases so far.
    pub(super) phrased: usize,
    /// Words so far that every word of the archive is tried on.
    pub(super) open_words: usize,
    /// Words with wildcards.
    pub(super) patterns: usize,
    /// Conditions of nearness so far.
    pub(super) near_conditions: usize,
    /// What the user should know.
    pub(super) notes: Vec<String>,
    /// OR met AND or a proximity operator without parentheses.
    pub(super) mixed: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], options: &'a ParseOptions<'a>, problems: &'a mut Problems) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            options,
            problems,
            scope: Scope::Default,
            in_quote: false,
            in_field_group: false,
            depth: 0,
            phrased: 0,
            open_words: 0,
            patterns: 0,
            near_conditions: 0,
            notes: Vec::new(),
            mixed: false,
        }
    }

    /// Reads the whole query.
    pub(super) fn query(&mut self) -> Option<Node> {
        let mut node = self.expression();
        while let Some(token) = self.next() {
            let span = token.span.clone();
            self.fail(Problem::StrayParenthesis, span.clone(), Some((span, "")));
            if self.at < self.tokens.len() {
                node = self.expression();
            }
        }
        node
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_kind(&self) -> Option<&'a Kind> {
        self.peek().map(|token| &token.kind)
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at);
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn slice(&self, span: &Range<usize>) -> &'a str {
        &self.text[span.clone()]
    }

    /// The text as typed, shortened for a message.
    pub(super) fn typed(&self, span: &Range<usize>) -> String {
        short(self.slice(span))
    }

    /// Notes an error; `with` replaces the range beside it to mend the query.
    pub(super) fn fail(&mut self, problem: Problem, span: Range<usize>, fix: Option<(Range<usize>, &str)>) {
        let fix = fix.map(|(range, with)| Fix { range, with: with.to_owned() });
        self.problems.push(problem, span, fix);
    }

    /// Alternatives of conjunctions, up to a closing parenthesis or the end.
    pub(super) fn expression(&mut self) -> Option<Node> {
        let mut sequence = Sequence::default();
        let mut join = Join::Start;
        let mut operator: Option<&Token> = None;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Close => break,
                Kind::And | Kind::Or => {
                    self.at += 1;
                    self.ensure_stands_between(token, operator, sequence.is_empty());
                    join = if token.kind == Kind::And { Join::And } else { Join::Or };
                    operator = Some(token);
                }
                _ => {
                    let (node, near) = self.negation();
                    sequence.push(join, node, near);
                    join = Join::Beside;
                    operator = None;
                }
            }
        }
        if let Some(operator) = operator.filter(|_| !sequence.is_empty()) {
            self.dangling(operator, "right");
        }
        self.mixed |= sequence.is_mixed(self.options.any);
        Some(sequence.finish(self.options.any))
    }

    /// Says what is wrong with an operator that has nothing on its left, or an operator.
    fn ensure_stands_between(&mut self, token: &Token, before: Option<&Token>, first: bool) {
        if let Some(before) = before {
            let (one, two) = (self.typed(&before.span), self.typed(&token.span));
            let problem = Problem::TwoOperators { first: one, second: two };
            self.fail(problem, before.span.start..token.span.end, Some((before.span.end..token.span.end, "")));
        } else if first {
            self.dangling(token, "left");
        }
    }

    fn dangling(&mut self, token: &Token, side: &'static str) {
        let operator = self.typed(&token.span);
        self.fail(Problem::Dangling { operator, side }, token.span.clone(), Some((token.span.clone(), "")));
    }

    /// A proximity chain with any number of NOT or `-` before it; tells whether it is a chain.
    pub(super) fn negation(&mut self) -> (Option<Node>, bool) {
        let mut negated = false;
        let mut last = None;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Not if matches!(self.tokens.get(self.at + 1), Some(Token { kind: Kind::Near { .. }, .. })) => break,
                Kind::Not => {}
                Kind::Minus if matches!(last, Some(&Token { kind: Kind::Minus, .. })) && token.glued => {
                    self.fail(double_minus(), token.span.start - 1..token.span.end, Some((token.span.clone(), "")));
                }
                Kind::Minus => {}
                _ => break,
            }
            negated = !negated;
            last = Some(token);
            self.at += 1;
        }
        if let Some(token) = last
            && matches!(self.peek_kind(), None | Some(Kind::Close | Kind::And | Kind::Or))
        {
            self.dangling(token, "right");
            return (None, false);
        }
        let (node, near) = self.proximity();
        (node.map(|node| if negated { Node::negated(node) } else { node }), near)
    }

    /// A word, phrase, group or field with what belongs to it.
    pub(super) fn primary(&mut self) -> Option<Node> {
        let token = self.next()?;
        let node = match &token.kind {
            Kind::Word => self.word_leaf(token.span.clone()),
            Kind::Phrase { exact, inner } => self.phrase_leaf(token, *exact, inner.clone()),
            Kind::Open => self.group(token.span.clone()),
            Kind::Field { name } => self.fielded(token, name.clone()),
            Kind::AtLeast { digits } => self.at_least(token, digits.clone()),
            Kind::Near { .. } | Kind::Close | Kind::And | Kind::Or | Kind::Not | Kind::Minus | Kind::Slop | Kind::Weight => None,
        };
        self.suffixes(node)
    }

    /// Weights, and looseness where there is no phrase.
    fn suffixes(&mut self, mut node: Option<Node>) -> Option<Node> {
        while let Some(Token { kind, span, .. }) = self.peek() {
            let typed = self.slice(span);
            match kind {
                Kind::Weight => node = self.weighted(node, typed, span.clone()),
                Kind::Slop => {
                    let advice = "~ belongs right after a word or a phrase".to_owned();
                    let fix = self.slop_moved(span).unwrap_or_else(|| Fix { range: span.clone(), with: String::new() });
                    self.problems.push(Problem::Foreign { typed: short(typed), advice }, span.clone(), Some(fix));
                }
                _ => break,
            }
            self.at += 1;
        }
        node
    }

    /// The looseness at `span`, not yet taken, where it belongs: before a weight, or after quotation marks in place of parentheses around words.
    fn slop_moved(&self, span: &Range<usize>) -> Option<Fix> {
        let [before @ .., last] = &self.tokens[..self.at] else { return None };
        let slop = self.slice(span);
        if last.kind == Kind::Weight {
            let with = format!("{slop}{}", self.slice(&last.span));
            return matches!(before.last()?.kind, Kind::Phrase { .. }).then_some(Fix { range: last.span.start..span.end, with });
        }
        let words = before.iter().rev().take_while(|token| token.kind == Kind::Word && is_plain(self.slice(&token.span))).count();
        let open = before.len().checked_sub(words + 1).and_then(|at| before.get(at))?;
        if last.kind != Kind::Close || open.kind != Kind::Open || words < 2 {
            return None;
        }
        let with = format!("\"{}\"{slop}", self.slice(&(open.span.end..last.span.start)).trim());
        Some(Fix { range: open.span.start..span.end, with })
    }

    /// The node with its weight, `typed` being `^` and the number; without it where it is wrong, for what is wrong around it to be told too.
    pub(super) fn weighted(&mut self, node: Option<Node>, typed: &str, span: Range<usize>) -> Option<Node> {
        let factor = typed[1..].parse::<f32>().ok().filter(|factor| *factor > 0.0 && *factor <= 1000.0);
        match (node, factor) {
            (node @ Some(Node::Boost { .. }), _) | (node, None) => {
                self.fail(Problem::Weight { typed: short(typed) }, span.clone(), Some((span, "")));
                node
            }
            (node, Some(factor)) => Some(Node::Boost { factor, node: Box::new(node?) }),
        }
    }

    /// The fields that text is looked for in, here.
    pub(super) fn text_scope(&self) -> TextScope {
        match &self.scope {
            Scope::Text(text) => text.clone(),
            _ if self.in_quote || self.options.find == DocumentKind::Quote => TextScope {
                name: "said",
                fields: crate::schema::IndexSchema::get()
                    .searched_by_default(DocumentKind::Quote)
                    .map(|field| field.name.clone())
                    .collect(),
                stemmed: true,
            },
            _ => TextScope { name: "", fields: Vec::new(), stemmed: true },
        }
    }
}

/// Whether a word means the same between quotation marks.
fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.'))
}

fn double_minus() -> Problem {
    Problem::Foreign { typed: "--".into(), advice: "one - is enough; options stand outside of the query".into() }
}
