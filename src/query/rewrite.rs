//! What engines and commands ask of a whole query: its date filter apart, and which fields it names.

use super::tree::{DateSpan, Node, Undated};

/// Parts a query from the dates that all of its matches must have, so that those left out for want of a date can be counted.
///
/// `None` where no date filter stands at the top, or where the query asks for dated or undated documents as such. Several filters
/// become the span that all allow, which may be empty; it includes undated documents only if all do.
pub fn without_date(node: &Node) -> Option<(Node, DateSpan)> {
    let nodes = match node {
        Node::And(nodes) => nodes.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut span: Option<DateSpan> = None;
    let mut rest = Vec::new();
    for node in nodes {
        match node {
            Node::Date(DateSpan { undated: Undated::Only, .. }) => return None,
            Node::Date(date) if date.first.is_some() || date.last.is_some() => {
                span = Some(span.map_or(*date, |span| common(span, *date)));
            }
            other => rest.push(other.clone()),
        }
    }
    Some((Node::all_of(rest), span?))
}

/// The days of both.
pub(super) fn common(a: DateSpan, b: DateSpan) -> DateSpan {
    let last = match (a.last, b.last) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let undated = if a.undated == b.undated { a.undated } else { Undated::Exclude };
    DateSpan { first: a.first.max(b.first), last, undated }
}

/// Whether a query has a condition on the field, at any depth.
pub fn names_field(node: &Node, name: &str) -> bool {
    match node {
        Node::All => false,
        Node::Text(text) => text.fields.iter().any(|field| field == name),
        Node::Value(value) => value.field == name,
        Node::Date(_) => name == "date",
        Node::Number(range) => range.field == name,
        Node::Has { field } => field == name,
        Node::Near(near) => names_field(&near.left, name) || names_field(&near.right, name),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| names_field(node, name)),
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => names_field(node, name),
    }
}
