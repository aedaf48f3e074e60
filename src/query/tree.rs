//! The query as a tree: what parsing and flags produce, what `--explain` prints, what each engine lowers.
//!
//! Leaves name fields by the canonical names of `index-schema/fields.toml`. Spans are byte ranges of the query as typed; nodes made by
//! flags have none.

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
    /// The field has a value.
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
    /// `*` any number of characters, `?` exactly one.
    Pattern(String),
    /// Within so many edits (1 or 2).
    Fuzzy(String, u8),
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
    /// Any of these; `*` and `?` are patterns where `pattern` is set.
    pub values: Vec<String>,
    /// Whether values are glob patterns.
    pub pattern: bool,
    /// Where it stands in the query.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
}

/// A span of civil days, both ends included; an open end is `None`.
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
    /// They match too.
    Include,
    /// They do not match; how many is counted and said.
    #[default]
    Exclude,
    /// Only they match.
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
