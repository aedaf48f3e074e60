//! Proximity: chains of `w/5`, `pre/5`, `w/s` and their negations, with what may stand on either side.

use std::ops::Range;

use super::errors::Fix;
use super::group::what_is;
use super::lexer::{Kind, Token};
use super::parser::Parser;
use super::problem::Problem;
use super::tree::{Near, Node, Within};

/// How many proximity operators may follow one another.
const MAX_CHAIN: usize = 20;

/// A proximity operator as typed.
struct Operator {
    within: Within,
    ordered: bool,
    negated: bool,
    span: Range<usize>,
}

impl Parser<'_> {
    pub(super) fn proximity(&mut self) -> (Option<Node>, bool) {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).filter(|before| self.at > 1 && before.kind == Kind::And);
        if let Some(operator) = self.near_operator() {
            match before {
                Some(and) => self.near_after_and(and, &operator),
                None => self.dangling_near(&operator, "left"),
            }
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

    /// `a AND NOT w/5 b`.
    fn near_after_and(&mut self, and: &Token, operator: &Operator) {
        let (first, second) = (self.typed(&and.span), self.typed(&operator.span));
        let near = self.slice(&operator.span).rsplit(char::is_whitespace).next().unwrap_or_default();
        let with = if operator.negated { format!("not {near}") } else { near.to_owned() };
        let span = and.span.start..operator.span.end;
        self.fail(Problem::TwoOperators { first, second }, span.clone(), Some((span, &with)));
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
            self.near_exclusion(operator);
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

    fn near_exclusion(&mut self, operator: &Operator) {
        let minus = self.peek().map_or(operator.span.end, |token| token.span.end);
        let bare = self.tokens.get(self.at + 1).is_some_and(|next| !matches!(next.kind, Kind::Minus | Kind::Not));
        let with = format!("not {}{}", self.slice(&operator.span), if self.slice(&(minus - 1..minus)) == "-" { " " } else { "" });
        let fix = (bare && !operator.negated).then_some((operator.span.start..minus, with.as_str()));
        self.fail(Problem::NearExclusion { operator: self.typed(&operator.span) }, operator.span.start..minus, fix);
    }

    /// After two operators in a row, whatever follows is read for its errors alone.
    fn primary_or_dangling_once(&mut self) -> Option<Node> {
        if !matches!(self.peek_kind(), None | Some(Kind::Close | Kind::And | Kind::Or | Kind::Near { .. } | Kind::Not | Kind::Minus)) {
            self.primary();
        }
        None
    }

    fn near(&mut self, left: Option<Node>, operator: &Operator, right: Option<Node>) -> Option<Node> {
        if !self.is_near_within_bounds(&operator.span) {
            return None;
        }
        let typed = || self.typed(&operator.span);
        // Whatever stands on the other side, even if it is broken.
        for side in [&left, &right].into_iter().flatten() {
            if let Err(what) = is_near_side(side) {
                self.fail(Problem::NearWhat { operator: typed(), what }, operator.span.clone(), None);
                return None;
            }
        }
        let (left, right) = (left?, right?);
        let mut fields = Vec::new();
        near_fields(&left, &mut fields);
        near_fields(&right, &mut fields);
        if fields.iter().any(|names| *names != fields[0]) {
            let around = self.field_around(&left, operator, &right);
            self.problems.push(Problem::NearFields { operator: typed() }, operator.span.clone(), around);
            return None;
        }
        let Operator { within, ordered, negated, ref span } = *operator;
        Some(Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: Some(span.clone()) }))
    }
}

impl Parser<'_> {
    /// The field of a word on the left put around both sides, where the right one has none.
    fn field_around(&self, left: &Node, operator: &Operator, right: &Node) -> Option<Fix> {
        let (Node::Text(left), Node::Text(right)) = (left, right) else { return None };
        let (word, last) = (left.span.as_ref()?, right.span.as_ref()?);
        let is_field = |token: &&Token| matches!(token.kind, Kind::Field { .. }) && token.span.end == word.start;
        let field = self.tokens[..self.at].iter().rfind(is_field).filter(|_| right.fields.is_empty())?;
        let inside = [word, &operator.span, last].map(|span| self.slice(span)).join(" ");
        let name = self.slice(&field.span).trim_end_matches(':');
        Some(Fix { range: field.span.start..last.end, with: format!("{name}:({inside})") })
    }
}

/// Whether a node has positions; else what it is.
fn is_near_side(node: &Node) -> Result<(), &'static str> {
    match node {
        Node::Text(_) | Node::Near(_) => Ok(()),
        Node::Or(nodes) => nodes.iter().try_for_each(is_near_side),
        other => Err(what_is(other)),
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
