//! The query as a tree: what parsing and flags produce, what `--explain` prints, what each engine lowers.
//!
//! Leaves name fields by the canonical names of `index-schema/fields.toml`. Spans are byte ranges of the query as typed; nodes made by
//! flags have none, and [`Node::without_spans`] takes them away, so that trees can be compared. Values and words stand as typed;
//! engines fold and stem them. Patterns know `*` (any number of characters, none too), `?` (exactly one), and `\` which takes the
//! meaning from the character after it.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

/// A node of the query.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// Every document.
    All,
    /// A word, phrase or pattern in full-text or name fields.
    Text(Text),
    /// Both sides ordered or not, so many token positions apart.
    Near(Near),
    /// At least so many occurrences of a text.
    AtLeast {
        /// How many.
        count: u32,
        /// Of what; [`Node::Text`] or [`Node::Or`] of such.
        node: Box<Node>,
    },
    /// A whole value of a keyword or place field.
    Value(Value),
    /// A date span.
    Date(DateSpan),
    /// A number range of a numeric field.
    Number(NumberRange),
    /// The field has a value. Never a date field (that is a [`DateSpan`] without ends) nor a number field (at least 1 of it).
    Has {
        /// Canonical field name.
        field: String,
    },
    /// All of them. Empty means all documents.
    And(Vec<Node>),
    /// Any of them. Empty means none.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// The conditions hold for one and the same quote.
    Quote(Box<Node>),
    /// Score multiplied.
    Boost {
        /// Factor.
        factor: f32,
        /// Of what.
        node: Box<Node>,
    },
}

/// Words to find in text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Text {
    /// Canonical names of the fields to look in, any of which may match; empty means those searched by default.
    pub fields: Vec<String>,
    /// One for a word, several for a phrase.
    pub words: Vec<Word>,
    /// How many position moves a phrase may deviate by (`"a b"~5`); 0 is exact order.
    pub slop: u32,
    /// Where it stands in the query.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
}

/// One word of a text condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Stemmed by every language the archive holds, folded.
    Plain(String),
    /// This form and no other.
    Exact(String),
    /// `*` any number of characters, `?` exactly one. At least one letter or digit, and one word of a text: what analysis parts is several.
    Pattern(String),
    /// Within so many edits (1 or 2).
    Fuzzy(String, u8),
}

impl Word {
    /// Whether this is a pattern whose last character may be any, which between quotation marks would be punctuation.
    pub(super) fn is_open_ended(&self) -> bool {
        matches!(self, Self::Pattern(pattern) if pattern.ends_with('?') && !pattern.ends_with("\\?"))
    }
}

/// Two texts near each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// Left side: [`Node::Text`], [`Node::Near`] or [`Node::Or`] of such.
    pub left: Box<Node>,
    /// Right side, likewise.
    pub right: Box<Node>,
    /// How near.
    pub within: Within,
    /// Left must come first (`pre/n`).
    pub ordered: bool,
    /// Some left has no right so near (`not w/n`).
    pub negated: bool,
    /// Where the operator stands.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
}

/// How near two texts must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// Token positions differ by at most this.
    Words(u32),
    /// One sentence.
    Sentence,
    /// One paragraph.
    Paragraph,
}

/// A whole value: folded, but not cut into words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// Canonical field name.
    pub field: String,
    /// Any of these, as typed (places: the folded names that the gazetteer gives); patterns where `pattern` is set.
    pub values: Vec<String>,
    /// Whether values are glob patterns.
    pub pattern: bool,
    /// Where it stands in the query.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
}

/// A span of civil days, both ends included; an open end is `None`.
///
/// Without ends: `has:date` (excluding undated documents) or `no:date` (only them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DateSpan {
    /// First day.
    pub first: Option<NaiveDate>,
    /// Last day.
    pub last: Option<NaiveDate>,
    /// What becomes of undated documents.
    pub undated: Undated,
}

/// What a date filter does with undated documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Undated {
    /// They match too (`date:2017 OR no:date`).
    Include,
    /// They do not match; how many is counted and said.
    #[default]
    Exclude,
    /// Only they match; both ends are open then.
    Only,
}

/// A range of numbers, both ends included.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberRange {
    /// Canonical field name.
    pub field: String,
    /// Lower end.
    pub min: Option<i64>,
    /// Upper end.
    pub max: Option<i64>,
}

impl DateSpan {
    /// All dated documents.
    pub const DATED: Self = Self { first: None, last: None, undated: Undated::Exclude };
    /// All undated documents.
    pub const UNDATED: Self = Self { first: None, last: None, undated: Undated::Only };
}

impl Node {
    /// All of these, which may be all of something themselves; one alone stays itself, none is every document.
    pub fn all_of(nodes: Vec<Self>) -> Self {
        let mut all = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::And(inner) => all.extend(inner),
                other => all.push(other),
            }
        }
        match all.len() {
            0 => Self::All,
            1 => all.remove(0),
            _ => Self::And(all),
        }
    }

    /// Any of these, which may be any of something themselves; one alone stays itself.
    ///
    /// Values of one field become one node, each value once, and "dated so, or undated" one date span, so that flags and syntax give equal trees.
    pub fn any_of(nodes: Vec<Self>) -> Self {
        let mut any: Vec<Self> = Vec::with_capacity(nodes.len());
        let mut merged = Merged::default();
        for node in nodes {
            match node {
                Self::Or(inner) => inner.into_iter().for_each(|node| merged.push(&mut any, node)),
                other => merged.push(&mut any, other),
            }
        }
        merged.include_undated(&mut any);
        any.iter_mut().for_each(Self::keep_different_values);
        if any.len() == 1 { any.remove(0) } else { Self::Or(any) }
    }

    fn keep_different_values(&mut self) {
        if let Self::Value(value) = self {
            let mut seen = HashSet::new();
            value.values.retain(|text| seen.insert(text.clone()));
        }
    }

    /// Not this; twice not is the thing itself.
    pub fn negated(node: Self) -> Self {
        match node {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The same tree with no word of where it stood in the query.
    #[must_use]
    pub fn without_spans(mut self) -> Self {
        self.clear_spans();
        self
    }

    fn clear_spans(&mut self) {
        match self {
            Self::Text(text) => text.span = None,
            Self::Value(value) => value.span = None,
            Self::Near(near) => {
                near.span = None;
                near.left.clear_spans();
                near.right.clear_spans();
            }
            Self::And(nodes) | Self::Or(nodes) => nodes.iter_mut().for_each(Self::clear_spans),
            Self::AtLeast { node, .. } | Self::Not(node) | Self::Quote(node) | Self::Boost { node, .. } => node.clear_spans(),
            Self::All | Self::Date(_) | Self::Number(_) | Self::Has { .. } => {}
        }
    }
}

/// Where alternatives stand that later ones can join.
#[derive(Default)]
struct Merged {
    values: Vec<usize>,
    undated: Option<usize>,
}

impl Merged {
    fn push(&mut self, any: &mut Vec<Node>, node: Node) {
        match node {
            Node::Value(value) => self.push_value(any, value),
            Node::Date(DateSpan::UNDATED) if self.undated.is_some() => {}
            other => {
                if other == Node::Date(DateSpan::UNDATED) {
                    self.undated = Some(any.len());
                }
                any.push(other);
            }
        }
    }

    fn push_value(&mut self, any: &mut Vec<Node>, value: Value) {
        for &at in &self.values {
            if let Some(Node::Value(first)) = any.get_mut(at)
                && first.field == value.field
                && first.pattern == value.pattern
            {
                first.values.extend(value.values);
                first.span = first.span.take().zip(value.span).map(|(a, b)| a.start.min(b.start)..a.end.max(b.end));
                return;
            }
        }
        self.values.push(any.len());
        any.push(Node::Value(value));
    }

    /// Joins "undated" to the first date span beside it.
    fn include_undated(self, any: &mut Vec<Node>) {
        let Some(undated) = self.undated else { return };
        let dated = any.iter_mut().find_map(|node| match node {
            Node::Date(span) if span.undated == Undated::Exclude => Some(span),
            _ => None,
        });
        if let Some(span) = dated {
            span.undated = Undated::Include;
            any.remove(undated);
        }
    }
}
