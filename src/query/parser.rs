//! Pieces to tree: alternatives, conjunctions, negation, proximity, groups and fields, by recursive descent with bounded depth.
//!
//! Every function answers `None` where something was wrong and said so; the rest of the query is read all the same, so that all errors
//! of a query are told at once.

use std::ops::Range;

use super::ParseOptions;
use super::errors::{Fix, Problems};
use super::fields::{Named, Scope, TextScope, named};
use super::lexer::{Kind, Token};
use super::problem::{Problem, short};
use super::sequence::{Join, Sequence};
use super::tree::{Near, Node, Within};
use crate::schema::DocumentKind;

/// How many levels of parentheses are read.
pub(super) const MAX_DEPTH: usize = 200;
/// How many proximity operators may follow one another.
const MAX_CHAIN: usize = 50;
/// Largest count of `atleast`.
pub(super) const MAX_COUNT: u32 = 1000;

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
    depth: usize,
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

    fn peek_kind(&self) -> Option<&'a Kind> {
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
    fn expression(&mut self) -> Option<Node> {
        let mut sequence = Sequence::default();
        let mut join = Join::Start;
        let mut operator: Option<&Token> = None;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Close => break,
                Kind::And | Kind::Or => {
                    self.at += 1;
                    if !self.stands_between(token, operator, sequence.is_empty()) {
                        sequence.broken = true;
                    }
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
        if let Some(operator) = operator {
            self.dangling(operator, "right");
            sequence.broken = true;
        }
        self.mixed |= sequence.is_mixed(self.options.any);
        sequence.finish(self.options.any)
    }

    /// Whether an operator has something on its left that is no operator; else says what is wrong.
    fn stands_between(&mut self, token: &Token, before: Option<&Token>, first: bool) -> bool {
        if let Some(before) = before {
            let (one, two) = (self.typed(&before.span), self.typed(&token.span));
            let problem = Problem::TwoOperators { first: one, second: two };
            self.fail(problem, before.span.start..token.span.end, Some((before.span.end..token.span.end, "")));
            return false;
        }
        if first {
            self.dangling(token, "left");
        }
        !first
    }

    fn dangling(&mut self, token: &Token, side: &'static str) {
        let operator = self.typed(&token.span);
        self.fail(Problem::Dangling { operator, side }, token.span.clone(), Some((token.span.clone(), "")));
    }

    /// A proximity chain with any number of NOT or `-` before it; tells whether it is a chain.
    fn negation(&mut self) -> (Option<Node>, bool) {
        let mut negated = false;
        let mut last = None;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Not => {}
                Kind::Minus if matches!(last, Some(&Token { kind: Kind::Minus, .. })) && token.glued => {
                    self.fail(double_minus(), token.span.clone(), Some((token.span.clone(), "")));
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

    fn proximity(&mut self) -> (Option<Node>, bool) {
        if let Some(operator) = self.near_operator() {
            self.dangling_near(&operator, "left");
            self.primary_or_dangling(&operator);
            return (None, true);
        }
        let mut left = self.primary();
        let mut links = 0;
        while let Some(operator) = self.near_operator() {
            let right = self.primary_or_dangling(&operator);
            links += 1;
            if links == MAX_CHAIN + 1 {
                self.fail(Problem::ChainTooLong { max: MAX_CHAIN }, operator.span.clone(), None);
            }
            left = if links > MAX_CHAIN { None } else { self.near(left, &operator, right) };
        }
        (left, links > 0)
    }

    /// Takes a proximity operator, `not` before it included.
    fn near_operator(&mut self) -> Option<Operator> {
        let negation = match self.peek()? {
            Token { kind: Kind::Not, span, .. } => Some(span),
            Token { kind: Kind::Word, span, .. } if self.slice(span).eq_ignore_ascii_case("not") => Some(span),
            _ => None,
        };
        let token = self.tokens.get(self.at + usize::from(negation.is_some()))?;
        let Kind::Near { within, ordered } = token.kind else { return None };
        self.at += 1 + usize::from(negation.is_some());
        let start = negation.map_or(token.span.start, |span| span.start);
        Some(Operator { within, ordered, negated: negation.is_some(), span: start..token.span.end })
    }

    fn dangling_near(&mut self, operator: &Operator, side: &'static str) {
        let typed = self.typed(&operator.span);
        self.fail(Problem::Dangling { operator: typed, side }, operator.span.clone(), Some((operator.span.clone(), "")));
    }

    fn primary_or_dangling(&mut self, operator: &Operator) -> Option<Node> {
        if matches!(self.peek_kind(), None | Some(Kind::Close | Kind::And | Kind::Or)) {
            self.dangling_near(operator, "right");
            return None;
        }
        if matches!(self.peek_kind(), Some(Kind::Not | Kind::Minus)) {
            let typed = self.typed(&operator.span);
            self.fail(Problem::NearWhat { operator: typed, what: "an exclusion" }, operator.span.clone(), None);
            self.negation();
            return None;
        }
        if let Some(second) = self.near_operator() {
            let (one, two) = (self.typed(&operator.span), self.typed(&second.span));
            let span = operator.span.start..second.span.end;
            self.fail(Problem::TwoOperators { first: one, second: two }, span, Some((operator.span.end..second.span.end, "")));
            return self.primary_or_dangling_once();
        }
        self.primary()
    }

    /// After two operators in a row, whatever follows is read for its errors alone.
    fn primary_or_dangling_once(&mut self) -> Option<Node> {
        if !matches!(self.peek_kind(), None | Some(Kind::Close | Kind::And | Kind::Or | Kind::Near { .. } | Kind::Not | Kind::Minus)) {
            self.primary();
        }
        None
    }

    fn near(&mut self, left: Option<Node>, operator: &Operator, right: Option<Node>) -> Option<Node> {
        let (left, right) = (left?, right?);
        let typed = || self.typed(&operator.span);
        for side in [&left, &right] {
            if let Err(what) = is_near_side(side) {
                self.fail(Problem::NearWhat { operator: typed(), what }, operator.span.clone(), None);
                return None;
            }
        }
        let mut fields = Vec::new();
        near_fields(&left, &mut fields);
        near_fields(&right, &mut fields);
        if fields.iter().any(|names| *names != fields[0]) {
            self.fail(Problem::NearFields { operator: typed() }, operator.span.clone(), None);
            return None;
        }
        let Operator { within, ordered, negated, ref span } = *operator;
        Some(Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: Some(span.clone()) }))
    }

    /// A word, phrase, group or field with what belongs to it.
    fn primary(&mut self) -> Option<Node> {
        let token = self.next()?;
        let node = match &token.kind {
            Kind::Word => self.word_leaf(token.span.clone()),
            Kind::Phrase { exact, inner } => self.phrase_leaf(token, *exact, inner.clone()),
            Kind::Open => self.group(token.span.clone(), Self::expression),
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
                    self.fail(Problem::Foreign { typed: short(typed), advice }, span.clone(), Some((span.clone(), "")));
                    node = None;
                }
                _ => break,
            }
            self.at += 1;
        }
        node
    }

    /// The node with its weight, `typed` being `^` and the number.
    pub(super) fn weighted(&mut self, node: Option<Node>, typed: &str, span: Range<usize>) -> Option<Node> {
        let factor = typed[1..].parse::<f32>().ok().filter(|factor| *factor > 0.0 && *factor <= 1000.0);
        match (node, factor) {
            (Some(Node::Boost { .. }), _) | (_, None) => {
                self.fail(Problem::Weight { typed: short(typed) }, span.clone(), Some((span, "")));
                None
            }
            (node, Some(factor)) => Some(Node::Boost { factor, node: Box::new(node?) }),
        }
    }

    /// What stands in parentheses, the opening one being taken.
    fn group(&mut self, open: Range<usize>, read: impl FnOnce(&mut Self) -> Option<Node>) -> Option<Node> {
        if let Some(Token { kind: Kind::Close, span, .. }) = self.peek() {
            self.at += 1;
            let span = open.start..span.end;
            self.fail(Problem::EmptyGroup, span.clone(), Some((span, "")));
            return None;
        }
        if self.depth == MAX_DEPTH {
            self.at = self.tokens.len();
            self.fail(Problem::TooDeep { max: MAX_DEPTH }, open, None);
            return None;
        }
        self.depth += 1;
        let node = if self.peek().is_some() { read(self) } else { None };
        self.depth -= 1;
        if matches!(self.peek_kind(), Some(Kind::Close)) {
            self.at += 1;
        } else if !self.problems.has_too_deep() {
            let end = self.text.len();
            self.fail(Problem::UnclosedParenthesis, open, Some((end..end, ")")));
        }
        node
    }

    /// A field's value.
    fn fielded(&mut self, token: &Token, name: Range<usize>) -> Option<Node> {
        let typed = self.slice(&name);
        let scope = match named(typed, self.in_quote) {
            Named::Wrong(problem) => return self.wrong_field(token, &name, problem),
            Named::Quote(field) => {
                if matches!(self.peek_kind(), Some(Kind::Open)) {
                    return self.same_quote(token);
                }
                if self.in_quote {
                    let problem = Problem::NotOfQuotes { field: field.name.clone() };
                    return self.wrong_field(token, &name, problem);
                }
                Scope::Number(field)
            }
            Named::Scope(scope) => scope,
        };
        if !self.scope.is_default() {
            let problem = Problem::FieldInField { inner: short(typed), outer: self.scope.name().to_owned() };
            self.fail(problem, token.span.clone(), None);
        }
        let within = std::mem::replace(&mut self.scope, scope);
        let node = match self.peek() {
            Some(Token { kind: Kind::Open, span, .. }) => {
                self.at += 1;
                let in_group = std::mem::replace(&mut self.in_field_group, true);
                let node = self.group(span.clone(), Self::expression);
                self.in_field_group = in_group;
                node
            }
            Some(Token { kind: Kind::Word | Kind::Phrase { .. } | Kind::AtLeast { .. }, .. }) => {
                let in_group = std::mem::replace(&mut self.in_field_group, false);
                let node = self.value_of_field();
                self.in_field_group = in_group;
                node
            }
            _ => {
                let field = short(typed);
                self.fail(Problem::FieldWithoutValue { field }, token.span.clone(), None);
                None
            }
        };
        self.scope = within;
        node
    }

    fn value_of_field(&mut self) -> Option<Node> {
        let token = self.next()?;
        match &token.kind {
            Kind::Phrase { exact, inner } => self.phrase_leaf(token, *exact, inner.clone()),
            Kind::AtLeast { digits } => self.at_least(token, digits.clone()),
            _ => self.word_leaf(token.span.clone()),
        }
    }

    fn wrong_field(&mut self, token: &Token, name: &Range<usize>, problem: Problem) -> Option<Node> {
        let value = self.peek().filter(|next| next.glued && next.span.start == token.span.end);
        let called = self.text[name.end..].starts_with('(');
        let fix = match &problem {
            Problem::UnknownField { nearest: Some(nearest), .. } => Some((token.span.clone(), nearest.clone())),
            Problem::UnknownField { .. } if called => Some((name.end..name.end, " ".to_owned())),
            Problem::UnknownField { .. } => match value {
                Some(Token { kind: Kind::Word, span, .. }) => {
                    Some((token.span.start..span.end, format!("\"{}{}\"", self.slice(&token.span), self.slice(span))))
                }
                Some(_) => None,
                None => Some((name.end..token.span.end, String::new())),
            },
            _ => None,
        };
        let fix = fix.map(|(range, with)| Fix { range, with });
        self.problems.push(problem, name.clone(), fix);
        if matches!(self.peek_kind(), Some(Kind::Open)) {
            self.primary();
        } else if value.is_some() {
            self.at += 1;
        }
        None
    }

    /// `quote:( )`.
    fn same_quote(&mut self, token: &Token) -> Option<Node> {
        if self.in_quote {
            self.fail(Problem::QuoteInQuote, token.span.clone(), Some((token.span.clone(), "")));
        }
        if !self.scope.is_default() {
            let problem = Problem::FieldInField { inner: "quote".into(), outer: self.scope.name().to_owned() };
            self.fail(problem, token.span.clone(), None);
        }
        let scope = std::mem::replace(&mut self.scope, Scope::Default);
        let in_quote = std::mem::replace(&mut self.in_quote, true);
        let open = self.next()?.span.clone();
        let node = self.group(open, Self::expression);
        self.in_quote = in_quote;
        self.scope = scope;
        node.map(|node| Node::Quote(Box::new(node)))
    }

    /// `atleast3( )`.
    fn at_least(&mut self, token: &Token, digits: Range<usize>) -> Option<Node> {
        let typed = self.typed(&token.span);
        let Some(Token { kind: Kind::Open, span: open, .. }) = self.peek() else {
            let fix = format!("\"{typed}\"");
            self.fail(Problem::AtLeastWithout { typed }, token.span.clone(), Some((token.span.clone(), &fix)));
            return None;
        };
        self.at += 1;
        let node = self.group(open.clone(), Self::expression);
        let count = self.slice(&digits).parse().ok().filter(|count| (1..=MAX_COUNT).contains(count));
        let Some(count) = count else {
            self.fail(Problem::AtLeastCount { typed, max: MAX_COUNT }, token.span.clone(), None);
            return None;
        };
        let node = node?;
        if let Err(what) = is_alternatives(&node) {
            self.fail(Problem::AtLeastWhat { typed, what }, token.span.clone(), None);
            return None;
        }
        Some(Node::AtLeast { count, node: Box::new(node) })
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

/// A proximity operator as typed.
struct Operator {
    within: Within,
    ordered: bool,
    negated: bool,
    span: Range<usize>,
}

fn double_minus() -> Problem {
    Problem::Foreign { typed: "--".into(), advice: "one - is enough; options stand outside of the query".into() }
}

/// Whether a node has positions; else what it is.
fn is_near_side(node: &Node) -> Result<(), &'static str> {
    match node {
        Node::Text(_) | Node::Near(_) => Ok(()),
        Node::Or(nodes) => nodes.iter().try_for_each(is_near_side),
        other => Err(what_is(other)),
    }
}

fn is_alternatives(node: &Node) -> Result<(), &'static str> {
    match node {
        Node::Text(_) => Ok(()),
        Node::Or(nodes) => nodes.iter().try_for_each(is_alternatives),
        other => Err(what_is(other)),
    }
}

fn what_is(node: &Node) -> &'static str {
    match node {
        Node::All => "*",
        Node::Text(_) => "text",
        Node::Near(_) => "words near each other",
        Node::AtLeast { .. } => "a count",
        Node::Value(_) => "a whole value",
        Node::Date(_) => "a date",
        Node::Number(_) => "a number",
        Node::Has { .. } => "presence",
        Node::And(_) => "several words that must all be there",
        Node::Or(_) => "alternatives",
        Node::Not(_) => "an exclusion",
        Node::Quote(_) => "a quote",
        Node::Boost { .. } => "a weight",
    }
}

fn near_fields<'n>(node: &'n Node, fields: &mut Vec<&'n [String]>) {
    match node {
        Node::Text(text) => fields.push(&text.fields),
        Node::Near(near) => {
            near_fields(&near.left, fields);
            near_fields(&near.right, fields);
        }
        Node::Or(nodes) => nodes.iter().for_each(|node| near_fields(node, fields)),
        _ => {}
    }
}
