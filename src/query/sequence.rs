//! What stands side by side or joined by AND and OR: AND binds tighter, and the default operator is AND unless any word may do.

use super::near::unknown;
use super::tree::Node;
use crate::schema::{FieldType, IndexSchema};

/// How a condition is joined to what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing is before it.
    Start,
    /// Only blanks.
    Beside,
    And,
    Or,
}

/// Conditions and their joins, in order.
#[derive(Default)]
pub(super) struct Sequence {
    operands: Vec<Operand>,
}

struct Operand {
    join: Join,
    node: Node,
    near: bool,
}

impl Sequence {
    pub(super) fn is_empty(&self) -> bool {
        self.operands.is_empty()
    }

    pub(super) fn push(&mut self, join: Join, node: Option<Node>, near: bool) {
        self.operands.push(Operand { join, node: node.unwrap_or_else(unknown), near });
    }

    /// Whether OR meets AND or a proximity operator without parentheses.
    pub(super) fn is_mixed(&self, any: bool) -> bool {
        let means_or = |join: Join| join == Join::Or || any && join == Join::Beside;
        let or = self.operands.iter().any(|operand| operand.join == Join::Or);
        let tighter = self.operands.iter().any(|operand| operand.near || operand.join != Join::Start && !means_or(operand.join));
        let any_and = any && self.operands.iter().any(|operand| operand.join == Join::And) && self.operands.len() > 2;
        or && tighter || any_and
    }

    /// The tree; what is broken in it is [`unknown`].
    pub(super) fn finish(self, any: bool) -> Node {
        if self.operands.is_empty() {
            return unknown();
        }
        let mut alternatives: Vec<Alternative> = Vec::new();
        for Operand { join, node, .. } in self.operands {
            match (join, alternatives.last_mut()) {
                (Join::And, Some(last)) => last.nodes.push(node),
                (Join::Beside, Some(last)) if !any => last.nodes.push(node),
                (join, last) => {
                    let explicit = join == Join::Or;
                    if let Some(last) = last {
                        last.explicit |= explicit;
                    }
                    alternatives.push(Alternative { nodes: vec![node], explicit });
                }
            }
        }
        let count = alternatives.len();
        let mut required = Vec::new();
        let mut optional = Vec::new();
        for Alternative { nodes, explicit } in alternatives {
            let node = Node::all_of(nodes);
            if any && count > 1 && !explicit && is_condition(&node) { required.push(node) } else { optional.push(node) }
        }
        if !optional.is_empty() {
            required.insert(0, Node::any_of(optional));
        }
        Node::all_of(required)
    }
}

/// Conditions that are all required.
struct Alternative {
    nodes: Vec<Node>,
    /// OR was typed on one of its sides.
    explicit: bool,
}

/// Whether a node is no text to find but an exclusion or a filter, which blanks never make optional.
fn is_condition(node: &Node) -> bool {
    match node {
        Node::Not(_) | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => true,
        Node::Text(text) => !text.fields.is_empty() && !text.fields.iter().any(|field| is_running_text(field)),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_condition),
        Node::Boost { node, .. } => is_condition(node),
        Node::All | Node::Near(_) | Node::AtLeast { .. } | Node::Quote(_) => false,
    }
}

fn is_running_text(name: &str) -> bool {
    IndexSchema::get().field(name).is_some_and(|field| field.kind == FieldType::News)
}
