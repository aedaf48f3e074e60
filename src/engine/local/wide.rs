//! Which words of a query fit too many words of the archive for their places to be looked at, one by one or all together.

use super::explain::has_words;
use super::lower::Lowering;
use super::selector::TooWide;
use crate::error::{Error, Result};
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

/// Most lists of documents of one segment that a query opens: each takes some kilobytes of memory and a look.
const MAX_LISTS: usize = 100_000;
/// Words with wildcards, and words at all, that are surely no more than that.
const FEW_PATTERNS: usize = 4;
const FEW_WORDS: usize = 1_000;

/// Says where the words of a query have more forms in this archive, taken together, than are looked at side by side. What by itself may stand
/// for any number of words is not counted.
pub(super) fn ensure_few_lists(lowering: &Lowering<'_>, query: &Node) -> Result<()> {
    let mut texts = Vec::new();
    every_text(query, false, &mut texts);
    let words = || texts.iter().flat_map(|(text, _)| &text.words);
    let patterns = words().filter(|word| matches!(word, Word::Pattern(_) | Word::Fuzzy(..))).count();
    if patterns <= FEW_PATTERNS && words().count() <= FEW_WORDS {
        return Ok(());
    }
    let mut lists = vec![0; lowering.searcher().segment_readers().len()];
    for (text, is_said) in texts {
        let lowering = if is_said { lowering.of_quotes() } else { lowering.unscored() };
        let one = Node::Text(text.clone());
        if !has_words(&lowering, &one) {
            continue;
        }
        for (_, query) in lowering.spans_queries(&one)? {
            query.add_lists(lowering.searcher(), &mut lists).map_err(|error| lowering.damaged(&error))?;
        }
        if lists.iter().any(|lists| *lists > MAX_LISTS) {
            return Err(Error::TooManyForms { most: MAX_LISTS });
        }
    }
    Ok(())
}

fn every_text<'n>(node: &'n Node, is_said: bool, texts: &mut Vec<(&'n Text, bool)>) {
    match node {
        Node::Text(text) => texts.push((text, is_said)),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| every_text(part, is_said, texts)),
        Node::Near(near) => {
            every_text(&near.left, is_said, texts);
            every_text(&near.right, is_said, texts);
        }
        Node::Quote(node) => every_text(node, true, texts),
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Boost { node, .. } => every_text(node, is_said, texts),
        Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => {}
    }
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
