//! What a query marks in a field's text.

use super::lower_spans::{first_text, nearness};
use crate::analysis::highlight::{Condition, Needle, Part};
use crate::analysis::language::Language;
use crate::analysis::words::{self, WordTest};
use crate::query::Node;
use crate::query::tree::{Text, Word};

/// What of `node` can match in any of `fields`; what is negated marks nothing.
pub(super) fn needles(node: &Node, fields: &[&str], languages: &[Language]) -> Vec<Needle> {
    let mut found = Vec::new();
    gather(node, fields, languages, &mut found);
    found
}

fn gather(node: &Node, fields: &[&str], languages: &[Language], found: &mut Vec<Needle>) {
    match node {
        Node::Text(_) | Node::Near(_) => {
            let text = first_text(node).filter(|text| is_in(text, fields));
            if let (Some(text), Some(condition)) = (text, condition(node, languages)) {
                let lead_only =
                    !text.fields.is_empty() && !text.fields.iter().any(|field| field != "lead" && fields.contains(&field.as_str()));
                found.push(Needle { condition, part: if lead_only { Part::Lead } else { Part::Whole } });
            }
        }
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(part, fields, languages, found)),
        Node::AtLeast { node, .. } | Node::Boost { node, .. } => gather(node, fields, languages, found),
        // What is asked of one and the same quote stands nowhere but in quotes that meet all of it.
        Node::Quote(node) if fields.contains(&"said") => gather(node, fields, languages, found),
        Node::Quote(_) | Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Not(_) => {}
    }
}

fn is_in(text: &Text, fields: &[&str]) -> bool {
    text.fields.is_empty() || text.fields.iter().any(|field| fields.contains(&field.as_str()))
}

/// The words of a condition, and how they must stand.
pub(super) fn condition(node: &Node, languages: &[Language]) -> Option<Condition> {
    match node {
        Node::Text(text) => {
            let words: Vec<WordTest> = text.words.iter().flat_map(|word| tests(word, languages)).collect();
            (!words.is_empty()).then_some(Condition::Words { words, slop: text.slop })
        }
        Node::Or(parts) => Some(Condition::Any(parts.iter().filter_map(|part| condition(part, languages)).collect())),
        Node::Near(near) => {
            let left = Box::new(condition(&near.left, languages)?);
            let right = condition(&near.right, languages).unwrap_or(Condition::Any(Vec::new()));
            Some(Condition::Near { left, right: Box::new(right), nearness: nearness(near) })
        }
        _ => None,
    }
}

fn tests(word: &Word, languages: &[Language]) -> Vec<WordTest> {
    match word {
        Word::Plain(text) => words::plain(text, languages),
        Word::Exact(text) => words::exact(text),
        Word::Pattern(pattern) => vec![words::pattern(pattern)],
        Word::Fuzzy(text, edits) => words::fuzzy(text, *edits),
    }
}
