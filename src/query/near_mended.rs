//! What is offered in place of a proximity operator whose sides it cannot join: a query that asks what was most likely meant.
//!
//! Nearness is asked of each word of a side by itself: `dam w/5 (leak water)` is a dam near a leak and a dam near water. What has no
//! place in a text stands outside.

use super::near::{Operator, is_near_side, near_fields};
use super::print::print;
use super::tree::{Near, Node};

/// Longest query that is offered, in bytes.
const MAX_OFFERED: usize = 400;
/// Most conditions of nearness that are offered in place of one.
const MAX_PAIRS: usize = 30;

/// What a chain of two sides or more may have been meant for; `own` are the fields that text has here without a name.
pub(super) fn mended(sides: &[Node], operators: &[Operator], own: &[String]) -> Option<String> {
    let stripped: Vec<Node> = sides.iter().map(|side| without_fields(side.clone(), own)).collect();
    let node = match stripped.as_slice() {
        [left, right] if leaves(left).saturating_mul(leaves(right)) <= MAX_PAIRS => pair(left, &operators[0], right),
        _ => None,
    };
    let offered = print(&node.or_else(|| unweighted(&stripped, operators))?);
    (offered.len() <= MAX_OFFERED).then_some(offered)
}

/// The chain with the one field that some of its sides name around all of it.
pub(super) fn in_one_field(sides: &[Node], operators: &[Operator], own: &[String]) -> Option<String> {
    let mut fields = Vec::new();
    sides.iter().for_each(|side| near_fields(side, &mut fields));
    let named: Vec<&[String]> = fields.into_iter().filter(|fields| *fields != own).collect();
    let field = match named.first()? {
        [field] => field.clone(),
        [headline, lead] if headline == "headline" && lead == "lead" => super::fields::HLEAD.to_owned(),
        _ => return None,
    };
    if named.iter().any(|fields| *fields != named[0]) {
        return None;
    }
    let named = named[0].to_vec();
    let bare = sides.iter().map(|side| without_fields(without_fields(side.clone(), own), &named)).collect();
    let offered = format!("{field}:({})", print(&chain(bare, operators)?));
    (offered.len() <= MAX_OFFERED).then_some(offered)
}

/// Two sides, one of which has no places.
fn pair(left: &Node, operator: &Operator, right: &Node) -> Option<Node> {
    match (left, right) {
        (Node::Boost { .. }, _) | (_, Node::Boost { .. }) => None,
        (Node::All, other) | (other, Node::All) if !operator.negated => Some(other.clone()),
        (Node::All, _) | (_, Node::All) => None,
        (left, Node::Not(right)) if !operator.negated && is_near_side(right).is_ok() => {
            near(left.clone(), operator, right.as_ref().clone(), true)
        }
        (Node::Not(left), right) if !operator.negated && !operator.ordered && is_near_side(left).is_ok() => {
            near(right.clone(), operator, left.as_ref().clone(), true)
        }
        (Node::AtLeast { node, .. }, other) => Some(Node::all_of(vec![left.clone(), each(node, operator, other)?])),
        (other, Node::AtLeast { node, .. }) => Some(Node::all_of(vec![right.clone(), each(other, operator, node)?])),
        // No left one near any of them.
        (left, Node::And(parts)) if operator.negated => near(left.clone(), operator, Node::any_of(parts.clone()), true),
        (left, right) => each(left, operator, right),
    }
}

/// Nearness asked of each word by itself, other conditions beside it.
fn each(left: &Node, operator: &Operator, right: &Node) -> Option<Node> {
    let all = |nodes: Option<Vec<Node>>| nodes.map(Node::all_of);
    let any = |nodes: Option<Vec<Node>>| nodes.map(Node::any_of);
    match (left, right) {
        (left, right) if is_near_side(left).is_ok() && is_near_side(right).is_ok() => {
            near(left.clone(), operator, right.clone(), operator.negated)
        }
        (_, right) if is_elsewhere(right) => Some(right.clone()),
        (left, _) if is_elsewhere(left) => Some(left.clone()),
        (_, Node::And(parts)) => all(parts.iter().map(|part| each(left, operator, part)).collect()),
        (Node::And(parts), _) => all(parts.iter().map(|part| each(part, operator, right)).collect()),
        (_, Node::Or(parts)) => any(parts.iter().map(|part| each(left, operator, part)).collect()),
        (Node::Or(parts), _) => any(parts.iter().map(|part| each(part, operator, right)).collect()),
        (_, Node::Not(right)) => each(left, operator, right).map(Node::negated),
        (Node::Not(left), _) => each(left, operator, right).map(Node::negated),
        _ => None,
    }
}

/// Number of words and other conditions that a side is made of.
fn leaves(node: &Node) -> usize {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(leaves).sum(),
        _ => 1,
    }
}

/// Whether a condition is about no place in a text.
pub(super) fn is_elsewhere(node: &Node) -> bool {
    matches!(node, Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Quote(_))
}

/// The chain with the weight of one of its sides on the whole of it.
fn unweighted(sides: &[Node], operators: &[Operator]) -> Option<Node> {
    let mut weights = sides.iter().filter_map(|side| if let Node::Boost { factor, .. } = side { Some(*factor) } else { None });
    let (Some(factor), None) = (weights.next(), weights.next()) else { return None };
    let bare = sides.iter().map(|side| if let Node::Boost { node, .. } = side { node.as_ref().clone() } else { side.clone() });
    Some(Node::Boost { factor, node: Box::new(chain(bare.collect(), operators)?) })
}

/// The sides joined from left to right; `None` where that is no condition.
fn chain(sides: Vec<Node>, operators: &[Operator]) -> Option<Node> {
    let mut sides = sides.into_iter();
    let first = sides.next()?;
    sides.zip(operators).try_fold(first, |left, (right, operator)| near(left, operator, right, operator.negated))
}

fn near(left: Node, operator: &Operator, right: Node, negated: bool) -> Option<Node> {
    if is_near_side(&left).is_err() || is_near_side(&right).is_err() {
        return None;
    }
    let Operator { within, ordered, .. } = *operator;
    Some(Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: None }))
}

/// The same where text in these fields names none.
pub(super) fn without_fields(mut node: Node, fields: &[String]) -> Node {
    clear(&mut node, fields);
    node
}

fn clear(node: &mut Node, fields: &[String]) {
    match node {
        Node::Text(text) if text.fields == fields => text.fields.clear(),
        Node::Near(near) => {
            clear(&mut near.left, fields);
            clear(&mut near.right, fields);
        }
        Node::And(nodes) | Node::Or(nodes) => nodes.iter_mut().for_each(|node| clear(node, fields)),
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Boost { node, .. } => clear(node, fields),
        Node::Text(_) | Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Quote(_) => {}
    }
}
