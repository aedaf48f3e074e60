//! Articles inside a JSON value of any shape that is whole in memory.

use super::article::{self, Found};
use super::names;
use super::node::Node;
use crate::readers::fields::FieldMap;

/// How deep articles are looked for.
const DEEPEST: usize = 6;

/// Finds the articles of a value: the value itself if it has text of its own, else those inside it, else itself if it has at least a
/// headline.
pub(super) fn articles(node: Node<'_>, map: &FieldMap) -> Vec<Found> {
    if !holds_objects(&node) {
        return article::read(node, map).into_iter().collect();
    }
    let own = article::read(node.clone(), map);
    if own.as_ref().is_some_and(|own| own.has_text) {
        return own.into_iter().collect();
    }
    let mut inner = Vec::new();
    let anywhere = own.as_ref().is_none_or(|own| own.article.headline.is_none());
    gather(&node, map, anywhere, 0, &mut inner);
    if inner.is_empty() { own.into_iter().collect() } else { inner }
}

/// Whether the text of an element is surely an article.
pub(super) fn is_article(text: &str, map: &FieldMap) -> bool {
    let node = serde_json::from_str::<Node<'_>>(text).ok();
    node.and_then(|node| article::read(node, map)).is_some_and(|found| found.is_certain())
}

fn holds_objects(node: &Node<'_>) -> bool {
    let holds = |node: &Node<'_>| match node {
        Node::Object(_) => true,
        Node::List(items) => items.iter().any(|item| matches!(item, Node::Object(_) | Node::List(_))),
        _ => false,
    };
    match node {
        Node::Object(members) => members.iter().any(|(_, value)| holds(value)),
        node => holds(node),
    }
}

/// Collects what is surely an article below `node`, in lists and objects of any name or of those names alone that lists of articles
/// have.
fn gather(node: &Node<'_>, map: &FieldMap, anywhere: bool, depth: usize, found: &mut Vec<Found>) {
    if depth > DEEPEST {
        return;
    }
    match node {
        Node::List(items) => items.iter().for_each(|item| gather_one(item, map, depth, found)),
        Node::Object(members) => {
            for (name, value) in members {
                if anywhere || names::holds_articles(name) {
                    gather_one(value, map, depth, found);
                }
            }
        }
        _ => {}
    }
}

fn gather_one(node: &Node<'_>, map: &FieldMap, depth: usize, found: &mut Vec<Found>) {
    match node {
        Node::List(_) => gather(node, map, true, depth + 1, found),
        Node::Object(_) => match article::read(node.clone(), map) {
            Some(article) if article.is_certain() => found.push(article),
            _ => gather(node, map, true, depth + 1, found),
        },
        _ => {}
    }
}
