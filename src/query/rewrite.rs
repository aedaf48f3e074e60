//! What engines and commands ask of a whole query: what its date filters leave out, and which fields it names.

use super::tree::{DateSpan, Node, NumberRange, Undated};
use crate::schema::documents::day_number;

/// The query with date filters that undated documents pass too.
pub fn keeping_undated(node: &Node) -> Node {
    with_dates(node, &|span| Node::Date(DateSpan { undated: Undated::Include, ..span }))
}

/// The query with date filters that a date passes which may lie in their span, though not as a whole.
pub fn keeping_vague(node: &Node) -> Node {
    with_dates(node, &|span| {
        let from_on = |field: &str, day| Node::Number(NumberRange { field: field.into(), min: Some(day_number(day)), max: None });
        let from = span.first.map(|day| Node::any_of(vec![from_on("date", day), from_on("day_last", day)]));
        let until = span.last.map(|day| Node::Number(NumberRange { field: "date".into(), min: None, max: Some(day_number(day)) }));
        let touching = Node::all_of(from.into_iter().chain(until).collect());
        match span.undated {
            Undated::Include => Node::any_of(vec![touching, Node::Date(DateSpan::UNDATED)]),
            Undated::Exclude | Undated::Only => touching,
        }
    })
}

/// The query with its date filters changed. A date that is an alternative to anything but dates filters nothing.
fn with_dates(node: &Node, change: &dyn Fn(DateSpan) -> Node) -> Node {
    let each = |nodes: &[Node]| nodes.iter().map(|node| with_dates(node, change)).collect();
    match node {
        Node::Date(span) if span.first.is_some() || span.last.is_some() => change(*span),
        Node::And(nodes) => Node::all_of(each(nodes)),
        Node::Or(nodes) if nodes.iter().all(|node| matches!(node, Node::Date(_))) => Node::Or(each(nodes)),
        Node::Or(nodes) => {
            let changed = |node: &Node| if matches!(node, Node::Date(_)) { node.clone() } else { with_dates(node, change) };
            Node::Or(nodes.iter().map(changed).collect())
        }
        Node::Boost { factor, node } => Node::Boost { factor: *factor, node: Box::new(with_dates(node, change)) },
        other => other.clone(),
    }
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
