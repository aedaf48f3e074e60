//! Acronyms typed letter by letter: `u s policy` means `U.S.` too.
//!
//! Who copies words from elsewhere, or types in haste, leaves the stops out; the text has `U.S.`, which is one word.

use super::fullwidth::narrowed;
use super::tree::{Node, Text, Word};

/// The query in which single letters side by side may also be the acronym that they spell; `typed` is its text, where letters that an
/// operator joins are no acronym.
#[must_use]
pub fn with_acronyms(node: Node, typed: &str) -> Node {
    add_acronyms(node, &narrowed(typed))
}

fn add_acronyms(node: Node, typed: &str) -> Node {
    match node {
        Node::And(nodes) => Node::all_of(spelled(nodes, typed, |letters, acronym| vec![Node::Or(vec![Node::And(letters), acronym])])),
        Node::Or(nodes) => Node::Or(spelled(nodes, typed, |letters, acronym| letters.into_iter().chain([acronym]).collect())),
        Node::Not(node) => Node::Not(Box::new(add_acronyms(*node, typed))),
        Node::Quote(node) => Node::Quote(Box::new(add_acronyms(*node, typed))),
        Node::Boost { factor, node } => Node::Boost { factor, node: Box::new(add_acronyms(*node, typed)) },
        other => other,
    }
}

/// Replaces each run of letters by what `join` makes of the run and its acronym.
fn spelled(nodes: Vec<Node>, typed: &str, join: impl Fn(Vec<Node>, Node) -> Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut run: Vec<Node> = Vec::new();
    let close = |run: &mut Vec<Node>, out: &mut Vec<Node>| match acronym(run) {
        Some(acronym) => out.extend(join(std::mem::take(run), acronym)),
        None => out.append(run),
    };
    for node in nodes {
        if letter(&node).is_none() {
            close(&mut run, &mut out);
            out.push(add_acronyms(node, typed));
            continue;
        }
        if run.last().is_some_and(|last| fields(last) != fields(&node) || !are_side_by_side(last, &node, typed)) {
            close(&mut run, &mut out);
        }
        run.push(node);
    }
    close(&mut run, &mut out);
    out
}

/// Whether nothing but blanks stands between two words.
fn are_side_by_side(one: &Node, other: &Node, typed: &str) -> bool {
    let end = |node| text(node).and_then(|text| text.span.clone());
    let between = end(one).zip(end(other)).and_then(|(one, other)| typed.get(one.end..other.start));
    between.is_some_and(|between| between.chars().all(char::is_whitespace))
}

/// The word that letters spell, two at least.
fn acronym(run: &[Node]) -> Option<Node> {
    let (first, last) = (text(run.first()?)?, text(run.last()?)?);
    let letters: Vec<&str> = run.iter().filter_map(letter).collect();
    let span = first.span.as_ref().zip(last.span.as_ref()).map(|(first, last)| first.start..last.end);
    let words = vec![Word::Plain(letters.join("."))];
    (letters.len() > 1).then(|| Node::Text(Text { fields: first.fields.clone(), words, slop: 0, span }))
}

fn text(node: &Node) -> Option<&Text> {
    if let Node::Text(text) = node { Some(text) } else { None }
}

fn fields(node: &Node) -> Option<&[String]> {
    text(node).map(|text| text.fields.as_slice())
}

/// The single letter that a node looks for.
fn letter(node: &Node) -> Option<&str> {
    match text(node)?.words.as_slice() {
        [Word::Plain(word)] => {
            let mut chars = word.chars();
            let is_letter = chars.next().is_some_and(|c| c.is_alphabetic() && (c.is_uppercase() || c.is_lowercase()));
            (is_letter && chars.next().is_none()).then_some(word)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::query::{ParseOptions, parse, print};
    use crate::schema::DocumentKind;

    #[test]
    fn letters_side_by_side_are_an_acronym_too() {
        for (query, any, expected) in [
            ("u s policy", false, "((u AND s) OR u.s) AND policy"),
            ("u s policy", true, "u OR s OR u.s OR policy"),
            ("headline:(U S A)", false, "(headline:U AND headline:S AND headline:A) OR headline:U.S.A"),
            ("j k rowling -x", true, "(j OR k OR j.k OR rowling) AND NOT x"),
            ("plan b", false, "plan AND b"),
            ("a dam", false, "a AND dam"),
            ("b headline:c", false, "b AND headline:c"),
            ("\"u s\"", false, "\"u s\""),
            ("京 都", false, "京 AND 都"),
            ("u AND s", false, "u AND s"),
            ("(x OR y) u s", false, "(x OR y) AND ((u AND s) OR u.s)"),
            ("x OR y", true, "x OR y"),
            ("（u s）", false, "(u AND s) OR u.s"),
        ] {
            let today = NaiveDate::default();
            let options = ParseOptions { any, exact: false, find: DocumentKind::Article, today, canonical_place: &|_| Vec::new() };
            let node = with_acronyms(parse(query, &options).unwrap().node, query);
            assert_eq!(print(&node), expected, "{query}");
        }
    }
}
