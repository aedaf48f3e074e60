//! What a query marks in a field's text.

use crate::analysis::highlight::Needle;
use crate::analysis::language::Language;
use crate::analysis::words::{self, WordTest};
use crate::query::Node;
use crate::query::tree::{Text, Word};

/// The words and phrases of `node` that can match in any of `fields`; what is negated marks nothing.
pub(super) fn needles(node: &Node, fields: &[&str], languages: &[Language]) -> Vec<Needle> {
    let mut found = Vec::new();
    gather(node, fields, languages, &mut found);
    found
}

fn gather(node: &Node, fields: &[&str], languages: &[Language], found: &mut Vec<Needle>) {
    match node {
        Node::Text(text) if is_in(text, fields) => {
            let words: Vec<WordTest> = text.words.iter().flat_map(|word| tests(word, languages)).collect();
            if !words.is_empty() {
                found.push(Needle { words, slop: text.slop });
            }
        }
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(part, fields, languages, found)),
        Node::Near(near) => {
            gather(&near.left, fields, languages, found);
            if !near.negated {
                gather(&near.right, fields, languages, found);
            }
        }
        Node::AtLeast { node, .. } | Node::Quote(node) | Node::Boost { node, .. } => gather(node, fields, languages, found),
        Node::Text(_) | Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Not(_) => {}
    }
}

fn is_in(text: &Text, fields: &[&str]) -> bool {
    text.fields.is_empty() || text.fields.iter().any(|field| fields.contains(&field.as_str()))
}

fn tests(word: &Word, languages: &[Language]) -> Vec<WordTest> {
    match word {
        Word::Plain(text) => words::plain(text, languages),
        Word::Exact(text) => words::exact(text),
        Word::Pattern(pattern) => vec![words::pattern(pattern)],
        Word::Fuzzy(text, edits) => words::fuzzy(text, *edits),
    }
}
