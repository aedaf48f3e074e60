//! Text to [`Node`]: the query language, its dates, and the resolving of names against the schema.

pub mod tree;

pub use tree::Node;

/// Everything that is wrong with a query.
#[derive(Debug, thiserror::Error)]
#[error("the query cannot be understood")]
pub struct QueryErrors;

/// stand-in
pub fn without_date(_: &Node) -> Option<(Node, tree::DateSpan)> {
    None
}
