//! Proximity: chains of `w/5`, `pre/5`, `w/s` and their negations, with what may stand on either side.

use std::ops::Range;

use super::errors::Fix;
use super::group::what_is;
use super::lexer::{Kind, Token};
use super::near_mended::{in_one_field, is_elsewhere, mended};
use super::parser::Parser;
use super::problem::Problem;
use super::tree::{Near, Node, Within};
use crate::schema::{FieldType, IndexSchema};

/// How many proximity operators may follow one another.
const MAX_CHAIN: usize = 20;

/// A proximity operator as typed.
pub(super) struct Operator {
    pub(super) within: Within,
    pub(super) ordered: bool,
    pub(super) negated: bool,
    pub(super) span: Range<usize>,
}

impl Parser<'_> {
    /// A chain of sides and operators, or one side alone; tells whether it is a chain.
    pub(super) fn proximity(&mut self) -> (Option<Node>, bool) {
        let first = self.at;
        let joined = first.checked_sub(1).and_then(|at| self.tokens.get(at));
        let joined = joined.filter(|before| first > 1 && matches!(before.kind, Kind::And | Kind::Or));
        if let Some(operator) = self.near_operator() {
            match joined {
                Some(before) => self.near_after(before, &operator),
                None => self.dangling_near(&operator, "left"),
            }
            self.side(&operator);
            return (None, true);
        }
        let mut sides = vec![self.primary()];
        let mut operators = Vec::new();
        while let Some(operator) = self.near_operator() {
            sides.push(self.side(&operator));
            operators.push(operator);
        }
        match operators.len() {
            0 => (sides.pop().flatten(), false),
            _ => (Some(self.chain(first, sides, &operators)), true),
        }
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
    fn near_after(&mut self, before: &Token, operator: &Operator) {
        let (first, second) = (self.typed(&before.span), self.typed(&operator.span));
        let near = self.slice(&operator.span).rsplit(char::is_whitespace).next().unwrap_or_default();
        let with = if operator.negated { format!("not {near}") } else { near.to_owned() };
        let span = before.span.start..operator.span.end;
        self.fail(Problem::TwoOperators { first, second }, span.clone(), Some((span, &with)));
    }

    /// Says that a side is missing. What it would be nobody knows, so nothing is offered.
    fn dangling_near(&mut self, operator: &Operator, side: &'static str) {
        let typed = self.typed(&operator.span);
        self.fail(Problem::Dangling { operator: typed, side }, operator.span.clone(), None);
    }

    /// What stands on the right of an operator.
    fn side(&mut self, operator: &Operator) -> Option<Node> {
        match self.peek_kind() {
            Some(Kind::And | Kind::Or) if self.stands_before_a_side(self.at + 1) => {
                let second = self.next()?.span.clone();
                self.two_operators(operator, &second);
                return self.side_once();
            }
            None | Some(Kind::Close | Kind::And | Kind::Or) => {
                self.dangling_near(operator, "right");
                return None;
            }
            Some(Kind::Not | Kind::Minus) => {
                self.near_exclusion(operator);
                self.negation();
                return None;
            }
            Some(_) => {}
        }
        if let Some(second) = self.near_operator() {
            self.two_operators(operator, &second.span);
            return self.side_once();
        }
        self.primary()
    }

    fn two_operators(&mut self, operator: &Operator, second: &Range<usize>) {
        let problem = Problem::TwoOperators { first: self.typed(&operator.span), second: self.typed(second) };
        self.fail(problem, operator.span.start..second.end, Some((operator.span.end..second.end, "")));
    }

    fn near_exclusion(&mut self, operator: &Operator) {
        let minus = self.peek().map_or(operator.span.end, |token| token.span.end);
        let bare = self.tokens.get(self.at + 1).is_some_and(|next| !matches!(next.kind, Kind::Minus | Kind::Not));
        let with = format!("not {}{}", self.slice(&operator.span), if self.slice(&(minus - 1..minus)) == "-" { " " } else { "" });
        let fix = (bare && !operator.negated).then_some((operator.span.start..minus, with.as_str()));
        self.fail(Problem::NearExclusion { operator: self.typed(&operator.span) }, operator.span.start..minus, fix);
    }

    /// After two operators in a row, whatever follows is read for its errors alone.
    fn side_once(&mut self) -> Option<Node> {
        if self.stands_before_a_side(self.at) {
            self.primary();
        }
        None
    }

    fn stands_before_a_side(&self, at: usize) -> bool {
        let kind = self.tokens.get(at).map(|token| &token.kind);
        !matches!(kind, None | Some(Kind::Close | Kind::And | Kind::Or | Kind::Near { .. } | Kind::Not | Kind::Minus))
    }

    /// The sides joined from left to right; says all that is wrong with them. `first` is the piece that the chain begins with.
    fn chain(&mut self, first: usize, sides: Vec<Option<Node>>, operators: &[Operator]) -> Node {
        let is_broken = sides.iter().any(|side| side.as_ref().is_none_or(is_unknown));
        let sides: Vec<Node> = sides.into_iter().map(|side| side.unwrap_or_else(unknown)).collect();
        if let Some(operator) = operators.get(MAX_CHAIN) {
            self.fail(Problem::ChainTooLong { max: MAX_CHAIN }, operator.span.clone(), None);
            return unknown();
        }
        if !operators.iter().all(|operator| self.is_near_within_bounds(&operator.span)) {
            return unknown();
        }
        let own = self.text_scope().fields;
        let whole = |with: Option<String>| with.map(|with| self.in_place_of(first, with));
        let found = match wrong_side(&sides, operators) {
            Some((what, operator, side)) => {
                let problem = Problem::NearWhat { operator: self.typed(&operator.span), what };
                let fix = if is_elsewhere(side) { Some(joined(operator)) } else { whole(mended(&sides, operators, &own)) };
                Some((problem, operator.span.clone(), fix))
            }
            None => parted(&sides, operators).map(|operator| {
                let problem = Problem::NearFields { operator: self.typed(&operator.span) };
                let fix =
                    if sides.iter().any(names_people) { Some(joined(operator)) } else { whole(in_one_field(&sides, operators, &own)) };
                (problem, operator.span.clone(), fix)
            }),
        };
        if let Some((problem, span, fix)) = found {
            if is_broken {
                self.problems.push_waiting(problem, span);
            } else {
                self.problems.push(problem, span, fix);
            }
            return unknown();
        }
        let mut sides = sides.into_iter();
        let left = sides.next().unwrap_or_else(unknown);
        sides.zip(operators).fold(left, |left, (right, operator)| {
            let Operator { within, ordered, negated, ref span } = *operator;
            Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: Some(span.clone()) })
        })
    }

    /// What is put in place of all that was read since the piece `first`, in parentheses unless it stands alone.
    pub(super) fn in_place_of(&self, first: usize, with: String) -> Fix {
        let kind = |at: usize| self.tokens.get(at).map(|token| &token.kind);
        let opens = first.checked_sub(1).is_none_or(|before| kind(before) == Some(&Kind::Open));
        let closes = matches!(kind(self.at), None | Some(Kind::Close));
        let start = self.tokens.get(first).map_or(0, |token| token.span.start);
        let end = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end);
        Fix { range: start..end, with: if opens && closes { with } else { format!("({with})") } }
    }
}

/// The first side that has no places: what it is, and the operator beside it.
fn wrong_side<'o, 'n>(sides: &'n [Node], operators: &'o [Operator]) -> Option<(&'static str, &'o Operator, &'n Node)> {
    sides.iter().enumerate().find_map(|(at, side)| Some((is_near_side(side).err()?, operators.get(at.saturating_sub(1))?, side)))
}

/// AND in place of a proximity operator.
fn joined(operator: &Operator) -> Fix {
    Fix { range: operator.span.clone(), with: if operator.negated { "AND NOT" } else { "AND" }.to_owned() }
}

/// Whether text of a side is looked for among names, where nothing but names is near.
fn names_people(side: &Node) -> bool {
    let mut fields = Vec::new();
    near_fields(side, &mut fields);
    let is_name = |name: &String| IndexSchema::get().field(name).is_some_and(|field| field.kind == FieldType::Name);
    fields.iter().any(|names| names.iter().any(is_name))
}

/// The first operator whose right side is in other fields than what stands before it.
fn parted<'o>(sides: &[Node], operators: &'o [Operator]) -> Option<&'o Operator> {
    let mut fields = Vec::new();
    sides.iter().enumerate().find_map(|(at, side)| {
        near_fields(side, &mut fields);
        let differ = fields.iter().any(|names| *names != fields[0]);
        operators.get(at.saturating_sub(1)).filter(|_| differ)
    })
}

/// What is broken, so that nobody knows what it would be; it is judged right everywhere, since it was called wrong before.
pub(super) fn unknown() -> Node {
    Node::Or(Vec::new())
}

/// Whether anything in a node is broken.
pub(super) fn is_unknown(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.is_empty() || nodes.iter().any(is_unknown),
        Node::Near(near) => is_unknown(&near.left) || is_unknown(&near.right),
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => is_unknown(node),
        Node::Text(_) | Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => false,
    }
}

/// Whether a node has positions; else what it is.
pub(super) fn is_near_side(node: &Node) -> Result<(), &'static str> {
    match node {
        Node::Text(_) | Node::Near(_) => Ok(()),
        Node::Or(nodes) => nodes.iter().try_for_each(is_near_side),
        other => Err(what_is(other)),
    }
}

pub(super) fn near_fields<'n>(node: &'n Node, fields: &mut Vec<&'n [String]>) {
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
