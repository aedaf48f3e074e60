//! What can be told of a JSON value before it is read as an article: whether it is one at all.

use super::article::{DEEPEST, is_article_type, is_unfit, is_wrapper};
use super::names::{self, Slot};
use super::node::Node;
use crate::readers::fields::{FieldMap, Target};

/// What can be told of a value before it is read as an article.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    /// Whether it has main text, not a lead or description alone.
    pub(super) has_text: bool,
    /// Whether it has a headline.
    pub(super) has_headline: bool,
    has_date: bool,
    is_other: bool,
}

impl Looks {
    /// Looks at the fields of a value.
    pub(super) fn of(node: &Node<'_>, map: &FieldMap) -> Self {
        let mut looks = Self::default();
        looks.add(node, 0);
        for entry in map.entries() {
            let at =
                |node: &Node<'_>| node.at(&entry.path).or_else(|| node.get(&entry.path.join("."))).is_some_and(|value| !value.is_blank());
            let found = at(node) || node.get("_source").is_some_and(at);
            looks.has_text |= found && entry.target == Target::Body;
            looks.has_headline |= found && entry.target == Target::Headline;
            looks.has_date |= found && entry.target == Target::Date;
        }
        looks
    }

    /// Whether there is enough to be sure that it is an article: main text, or a headline with a date.
    pub(super) fn is_certain(self) -> bool {
        self.has_text || (self.has_headline && self.has_date && !self.is_other)
    }

    fn add(&mut self, node: &Node<'_>, depth: usize) {
        let Node::Object(members) = node else { return };
        for (name, node) in members.iter().filter(|(_, node)| !node.is_blank()) {
            match names::meaning(name) {
                Some((slot, _)) if is_wrapper(slot, name, node) && depth < DEEPEST => self.add(node, depth + 1),
                Some((slot, _)) if is_unfit(slot, node) => {}
                Some((_, names::STRING_ONLY)) => {}
                Some((Slot::Body | Slot::Page, _)) => self.has_text = true,
                Some((Slot::Headline, rank)) => self.has_headline |= rank < names::BARE_NAME,
                Some((Slot::Published | Slot::Date | Slot::Updated, _)) => self.has_date = true,
                Some((Slot::Kind, _)) if name == "@type" => self.is_other = !is_article_type(node),
                _ => {}
            }
        }
    }
}
