//! Articles inside a JSON value of any shape that is whole in memory.

use super::article::{self, Found};
use super::looks::Looks;
use super::names;
use super::node::{self, Limits, Node};
use crate::readers::ReadOptions;
use crate::readers::fields::FieldMap;

/// How deep articles are looked for.
const DEEPEST: usize = 6;

/// Finds the articles of a value: the value itself if it has text of its own, else those inside it, else itself if it has at least a
/// headline.
pub(super) fn articles(node: Node<'_>, map: &FieldMap) -> Vec<Found> {
    let own = Looks::of(&node, map);
    // Inside what has a headline only those names count that lists of articles have.
    if own.has_text || !holds_certain(&node, map, !own.has_headline, 0) {
        return article::read(node, map).into_iter().collect();
    }
    let mut found = Vec::new();
    gather(node, map, !own.has_headline, 0, &mut found);
    found
}

/// Whether the text of an element is surely an article.
pub(super) fn is_article(text: &str, options: &ReadOptions) -> bool {
    node::parse(text, Limits::of(options)).is_ok_and(|node| Looks::of(&node, &options.map).is_certain())
}

/// Whether there is what is surely an article below `node`, under any name or under those that lists of articles have.
fn holds_certain(node: &Node<'_>, map: &FieldMap, anywhere: bool, depth: usize) -> bool {
    let is_or_holds = |node: &Node<'_>| {
        (matches!(node, Node::Object(_)) && Looks::of(node, map).is_certain()) || holds_certain(node, map, true, depth + 1)
    };
    match node {
        _ if depth > DEEPEST => false,
        Node::List(items) => items.iter().any(is_or_holds),
        Node::Object(members) => members.iter().any(|(name, value)| (anywhere || names::holds_articles(name)) && is_or_holds(value)),
        _ => false,
    }
}

/// Collects what is surely an article below `node`.
fn gather(node: Node<'_>, map: &FieldMap, anywhere: bool, depth: usize, found: &mut Vec<Found>) {
    let mut take = |node: Node<'_>| {
        if matches!(node, Node::Object(_)) && Looks::of(&node, map).is_certain() {
            found.extend(article::read(node, map));
        } else {
            gather(node, map, true, depth + 1, found);
        }
    };
    match node {
        _ if depth > DEEPEST => {}
        Node::List(items) => items.into_iter().for_each(take),
        Node::Object(members) => {
            members.into_iter().filter(|(name, _)| anywhere || names::holds_articles(name)).for_each(|(_, value)| take(value));
        }
        _ => {}
    }
}
