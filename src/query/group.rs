//! What stands in parentheses: groups, the values of fields, `quote:( )` and `atleast3( )`.

use std::ops::Range;

use super::errors::Fix;
use super::fields::{Named, Scope, is_form, named};
use super::lexer::{Kind, Token};
use super::near::is_unknown;
use super::near_mended::without_fields;
use super::parser::Parser;
use super::print::print;
use super::problem::{Problem, SEVERAL, TypedAs, short};
use super::tree::Node;
use crate::schema::DocumentKind;

/// How many levels of parentheses are read.
const MAX_DEPTH: usize = 200;
/// Longest word before a colon and a blank that is not taken for a mistyped field.
const CHANCE: usize = 4;
/// Largest count of `atleast`.
const MAX_COUNT: u32 = 1000;

impl Parser<'_> {
    /// What stands in parentheses, the opening one being taken.
    pub(super) fn group(&mut self, open: Range<usize>) -> Option<Node> {
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
        let node = if self.peek().is_some() { self.expression() } else { None };
        self.depth -= 1;
        if matches!(self.peek_kind(), Some(Kind::Close)) {
            self.at += 1;
        } else if !self.problems.is_open_ended() {
            let end = self.text.len();
            self.fail(Problem::UnclosedParenthesis, open, Some((end..end, ")")));
        }
        node
    }

    /// A field's value.
    pub(super) fn fielded(&mut self, token: &Token, name: Range<usize>) -> Option<Node> {
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
        self.not_in_field(token, typed);
        let of_quotes = self.searches_articles() && scope.is_of_quotes_alone();
        let within = std::mem::replace(&mut self.scope, scope);
        let node = match self.peek() {
            Some(Token { kind: Kind::Open, span, .. }) => self.field_group(span.clone()),
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
        let asked = std::mem::replace(&mut self.scope, within);
        let node = node?;
        if of_quotes {
            let end = self.tokens[..self.at].last().map_or(name.end, |token| token.span.end);
            self.only_of_quotes(asked.name(), name, token.span.start..end);
            return None;
        }
        Some(node)
    }

    /// What stands in the parentheses of the field whose scope is set, the opening one being next.
    fn field_group(&mut self, open: Range<usize>) -> Option<Node> {
        self.at += 1;
        let in_group = std::mem::replace(&mut self.in_field_group, true);
        let node = self.group(open);
        self.in_field_group = in_group;
        node
    }

    /// Says that a field stands inside another, where it does.
    fn not_in_field(&mut self, token: &Token, inner: &str) {
        if !self.scope.is_default() {
            let problem = Problem::FieldInField { inner: short(inner), outer: self.scope.name().to_owned() };
            self.fail(problem, token.span.clone(), None);
        }
    }

    /// Whether conditions are asked of articles here, and not of one quote.
    pub(super) fn searches_articles(&self) -> bool {
        !self.in_quote && self.options.find == DocumentKind::Article
    }

    /// Says that `field`, at `at`, is one of quotes; `condition` is all that is to stand in `quote:( )`.
    pub(super) fn only_of_quotes(&mut self, field: &str, at: Range<usize>, condition: Range<usize>) {
        let asked = format!("quote:({})", self.slice(&condition));
        let problem = Problem::OnlyOfQuotes { field: field.to_owned(), asked: short(&asked) };
        self.problems.push(problem, at, Some(Fix { range: condition, with: asked }));
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
        if let Some(((problem, span, fix), tokens)) = self.called_operator(name) {
            self.problems.push(problem, span, fix);
            self.at += tokens;
            return None;
        }
        let value = self.peek().filter(|next| next.glued && next.span.start == token.span.end);
        let typed_as = self.typed_as(token, name);
        let problem = match problem {
            Problem::UnknownField { name, nearest, .. } => {
                // A short word of a text is near some name by chance.
                let nearest = nearest.filter(|_| typed_as != TypedAs::Words || name.chars().count() > CHANCE);
                Problem::UnknownField { name, nearest, typed_as }
            }
            other => other,
        };
        let fix = match &problem {
            // A sign before the name keeps its meaning where fields have it.
            Problem::UnknownField { nearest: Some(nearest), .. } => Some((
                token.span.clone(),
                match typed_sign(self.slice(name)) {
                    Some('=') => format!("{nearest}="),
                    Some(_) => format!("-{nearest}"),
                    None => nearest.clone(),
                },
            )),
            Problem::UnknownField { name, .. } if is_form(name) => None,
            Problem::UnknownField { typed_as: TypedAs::Call, .. } => Some((name.end..name.end, " ".to_owned())),
            Problem::UnknownField { .. } => match value {
                Some(Token { kind: Kind::Word, span, .. }) => {
                    Some((token.span.start..span.end, format!("\"{}{}\"", self.slice(&token.span), self.slice(span))))
                }
                Some(_) => Some((name.end..token.span.end, " ".to_owned())),
                None => Some((name.end..token.span.end, String::new())),
            },
            _ => None,
        };
        let fix = fix.map(|(range, with)| Fix { range, with });
        let meant = match &problem {
            Problem::UnknownField { nearest: Some(nearest), .. } => nearest.strip_suffix(':').map(|nearest| named(nearest, self.in_quote)),
            _ => None,
        };
        self.problems.push(problem, name.clone(), fix);
        // Read as what is offered, or what is right in it would be called wrong, and what is wrong around it would not be told.
        match (self.peek(), meant) {
            (Some(Token { kind: Kind::Open, .. }), Some(Named::Quote(_))) => return self.same_quote(token),
            (Some(Token { kind: Kind::Open, span: open, .. }), Some(Named::Scope(scope))) => {
                self.not_in_field(token, scope.name());
                let within = std::mem::replace(&mut self.scope, scope);
                let node = self.field_group(open.clone());
                self.scope = within;
                return node;
            }
            (Some(Token { kind: Kind::Open, .. }), _) => {
                self.primary();
            }
            (Some(Token { kind: Kind::Word | Kind::Phrase { .. }, .. }), Some(Named::Scope(scope @ Scope::Text(_)))) if value.is_some() => {
                self.not_in_field(token, scope.name());
                let within = std::mem::replace(&mut self.scope, scope);
                let in_group = std::mem::replace(&mut self.in_field_group, false);
                let node = self.value_of_field();
                self.in_field_group = in_group;
                self.scope = within;
                return node;
            }
            _ => self.at += usize::from(value.is_some()),
        }
        None
    }

    fn typed_as(&self, token: &Token, name: &Range<usize>) -> TypedAs {
        let after = &self.text[token.span.end..];
        let digits = self.slice(name).bytes().all(|b| b.is_ascii_digit());
        match () {
            () if self.text[name.end..].starts_with('(') => TypedAs::Call,
            () if digits || after.is_empty() || after.starts_with("//") || after.starts_with(char::is_whitespace) => TypedAs::Words,
            () => TypedAs::Field,
        }
    }

    /// `quote:( )`.
    fn same_quote(&mut self, token: &Token) -> Option<Node> {
        if self.in_quote {
            self.fail(Problem::QuoteInQuote, token.span.clone(), Some((token.span.clone(), "")));
        }
        self.not_in_field(token, "quote");
        let scope = std::mem::replace(&mut self.scope, Scope::Default);
        let in_quote = std::mem::replace(&mut self.in_quote, true);
        let open = self.next()?.span.clone();
        let node = self.group(open);
        self.in_quote = in_quote;
        self.scope = scope;
        node.map(|node| Node::Quote(Box::new(node)))
    }

    /// `atleast3( )`.
    pub(super) fn at_least(&mut self, token: &Token, digits: Range<usize>) -> Option<Node> {
        let typed = self.typed(&token.span);
        let first = self.at.saturating_sub(1);
        let Some(Token { kind: Kind::Open, span: open, .. }) = self.peek() else {
            let counted = self.peek().filter(|next| matches!(next.kind, Kind::Word | Kind::Phrase { .. })).map(|next| next.span.clone());
            let (range, fix) = match &counted {
                Some(counted) => (token.span.start..counted.end, format!("{typed}({})", self.slice(counted))),
                None => (token.span.clone(), format!("\"{typed}\"")),
            };
            self.fail(Problem::AtLeastWithout { typed }, token.span.clone(), Some((range, &fix)));
            self.at += usize::from(counted.is_some());
            return None;
        };
        self.at += 1;
        if let Some(Token { kind: Kind::Close, span, .. }) = self.peek() {
            // What is to be counted nobody knows.
            self.at += 1;
            self.fail(Problem::EmptyGroup, open.start..span.end, None);
            return None;
        }
        let node = self.group(open.clone());
        let count = self.slice(&digits).parse().ok().filter(|count| (1..=MAX_COUNT).contains(count)).unwrap_or_else(|| {
            let nearest = if self.slice(&digits).bytes().all(|b| b == b'0') { 1 } else { MAX_COUNT };
            let problem = Problem::AtLeastCount { typed: typed.clone(), max: MAX_COUNT };
            self.fail(problem, token.span.clone(), Some((digits, &nearest.to_string())));
            nearest
        });
        let node = node?;
        if let Err(what) = is_alternatives(&node) {
            let own = self.text_scope().fields;
            let problem = Problem::AtLeastWhat { typed, what };
            if is_unknown(&node) {
                self.problems.push_waiting(problem, token.span.clone());
            } else {
                let fix = counted(&node, count, &own).map(|with| self.in_place_of(first, with));
                self.problems.push(problem, token.span.clone(), fix);
            }
            return None;
        }
        Some(Node::AtLeast { count, node: Box::new(node) })
    }
}

/// Each of several words with a count of its own, as a query writes it; what cannot be counted stands by itself.
fn counted(node: &Node, count: u32, own: &[String]) -> Option<String> {
    let each = |node: &Node| match node {
        node if is_alternatives(node).is_ok() => Some(Node::AtLeast { count, node: Box::new(node.clone()) }),
        Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Quote(_) => Some(node.clone()),
        _ => None,
    };
    let node = match node {
        Node::And(nodes) => Node::all_of(nodes.iter().map(each).collect::<Option<_>>()?),
        node => each(node)?,
    };
    Some(print(&without_fields(node, own)))
}

/// The sign of the exact form or of exclusion that a name begins with.
fn typed_sign(name: &str) -> Option<char> {
    name.chars().next().filter(|sign| matches!(sign, '=' | '!' | '–' | '—' | '−'))
}

fn is_alternatives(node: &Node) -> Result<(), &'static str> {
    match node {
        Node::Text(_) => Ok(()),
        Node::Or(nodes) => nodes.iter().try_for_each(is_alternatives),
        other => Err(what_is(other)),
    }
}

pub(super) fn what_is(node: &Node) -> &'static str {
    match node {
        Node::All => "*",
        Node::Text(_) => "text",
        Node::Near(_) => "words near each other",
        Node::AtLeast { .. } => "a count",
        Node::Value(_) => "a whole value",
        Node::Date(_) => "a date",
        Node::Number(_) => "a count of words or quotes",
        Node::Has { .. } => "the presence of a field",
        Node::And(_) => SEVERAL,
        Node::Or(_) => "alternatives",
        Node::Not(_) => "an exclusion",
        Node::Quote(_) => "a quote",
        Node::Boost { .. } => "a weight",
    }
}
