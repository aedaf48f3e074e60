//! Patterns that only the archive knows to be too wide: told as errors of the query, under the words that they are.

use std::ops::Range;

use super::errors::{Problems, QueryErrors};
use super::fullwidth::narrowed;
use super::problem::Problem;
use super::tree::{Node, Text, Word};

/// The errors of a query whose patterns and fuzzy words `wide`, as it writes them, fit more than `most` words; `None` where it has none of them.
pub fn too_wide(query: &str, node: &Node, wide: &[String], most: usize) -> Option<QueryErrors> {
    let query = narrowed(query);
    let mut texts = Vec::new();
    texts_of(node, &mut texts);
    let mut problems = Problems::default();
    let mut told: Vec<Range<usize>> = Vec::new();
    for text in texts {
        for word in wide.iter().filter(|word| text.words.iter().any(|own| written(own) == **word)) {
            let Some(span) = text.span.as_ref().and_then(|span| place(&query, span, word)) else { continue };
            if !told.contains(&span) {
                told.push(span.clone());
                problems.push(Problem::TooWide { text: word.clone(), most }, span, None);
            }
        }
    }
    (!problems.is_empty()).then(|| problems.into_errors(&query, |_| Some(Problems::default())))
}

/// A pattern or fuzzy word as errors name it.
fn written(word: &Word) -> String {
    match word {
        Word::Pattern(text) => text.clone(),
        Word::Fuzzy(text, edits) => format!("{text}~{edits}"),
        Word::Plain(_) | Word::Exact(_) => String::new(),
    }
}

/// Where a word stands in a text; the whole text where it is written otherwise there.
fn place(query: &str, span: &Range<usize>, word: &str) -> Option<Range<usize>> {
    let text = query.get(span.clone())?;
    let at = text.find(word).map(|at| span.start + at..span.start + at + word.len());
    Some(at.unwrap_or_else(|| span.clone()))
}

fn texts_of<'n>(node: &'n Node, texts: &mut Vec<&'n Text>) {
    match node {
        Node::Text(text) => texts.push(text),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| texts_of(part, texts)),
        Node::Near(near) => {
            texts_of(&near.left, texts);
            texts_of(&near.right, texts);
        }
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => texts_of(node, texts),
        Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{parse, tests::options};

    #[test]
    fn every_wide_word_is_told_where_it_stands() {
        let query = "dam w/s *e* OR \"a *b* c\" w/5 xyz~1";
        let node = parse(query, &options()).unwrap().node;
        let wide: Vec<String> = ["*e*", "*b*", "xyz~1"].map(str::to_owned).into();
        let errors = too_wide(query, &node, &wide, 20_000).unwrap();
        let places: Vec<&str> = errors.errors.iter().map(|error| &query[error.span.clone()]).collect();
        assert_eq!(places, ["*e*", "*b*", "xyz~1"]);
        assert!(errors.to_string().contains("*e* fits more than 20000 different words"), "{errors}");
        assert!(too_wide(query, &node, &["*z*".to_owned()], 20_000).is_none());
    }
}
