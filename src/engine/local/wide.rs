//! Which words of a query fit too many words of the archive for their places to be looked at.

use super::lower::Lowering;
use super::selector::TooWide;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{Text, Word};

/// Such words, as the query writes them, where their places matter: in phrases, near other words, counted, in quotes.
pub(super) fn wide_words(lowering: &Lowering<'_>, query: &Node) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    gather(query, false, &mut texts);
    let mut found = Vec::new();
    for (text, is_said) in texts {
        let lowering = if is_said { lowering.of_quotes() } else { lowering.unscored() };
        for word in text.words.iter().filter(|word| matches!(word, Word::Pattern(_) | Word::Fuzzy(..))) {
            let one = Node::Text(Text { fields: text.fields.clone(), words: vec![word.clone()], slop: 0, span: None });
            for (_, query) in lowering.spans_queries(&one)? {
                match query.spans_weight(lowering.searcher()) {
                    Ok(_) => {}
                    Err(error) => match TooWide::within(&error) {
                        Some(wide) => found.push(wide.word.clone()),
                        None => return Err(lowering.damaged(&error)),
                    },
                }
            }
        }
    }
    Ok(found)
}

/// Texts whose places matter, and whether they are asked of one and the same quote.
fn gather<'n>(node: &'n Node, is_said: bool, texts: &mut Vec<(&'n Text, bool)>) {
    match node {
        Node::Text(text) if text.words.len() > 1 || is_said || text.fields.iter().any(|field| field == "said") => {
            texts.push((text, is_said))
        }
        Node::Near(near) => {
            all_texts(&near.left, is_said, texts);
            all_texts(&near.right, is_said, texts);
        }
        Node::AtLeast { node, .. } => all_texts(node, is_said, texts),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(part, is_said, texts)),
        Node::Quote(node) => gather(node, true, texts),
        Node::Not(node) | Node::Boost { node, .. } => gather(node, is_said, texts),
        Node::Text(_) | Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => {}
    }
}

fn all_texts<'n>(node: &'n Node, is_said: bool, texts: &mut Vec<(&'n Text, bool)>) {
    match node {
        Node::Text(text) => texts.push((text, is_said)),
        Node::Or(parts) => parts.iter().for_each(|part| all_texts(part, is_said, texts)),
        Node::Near(near) => {
            all_texts(&near.left, is_said, texts);
            all_texts(&near.right, is_said, texts);
        }
        _ => {}
    }
}
