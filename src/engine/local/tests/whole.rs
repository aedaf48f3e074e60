//! Whole queries against their definition: conditions in several fields, joined, negated, counted, weighted, and of one quote, find the same
//! articles.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use tantivy::Index;
use tantivy::collector::DocSetCollector;

use super::twin::{ARCHIVES, QUERIES, Reading, by_definition, condition, in_fields, index_of, story, text};
use crate::engine::local::lower::Lowering;
use crate::query::Node;
use crate::schema::DocumentKind;

/// Where articles are looked into; no field is those searched by default, which the articles here have no others of.
const FIELDS: [&[&str]; 4] = [&[], &["headline"], &["body"], &["headline", "body"]];

/// Some conditions joined in every way.
fn joined(leaf: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            2 => inner.clone().prop_map(|node| Node::Not(Box::new(node))),
            1 => (inner, 1..9_u8).prop_map(|(node, halves)| Node::Boost { factor: f32::from(halves) / 2.0, node: Box::new(node) }),
        ]
    })
    .boxed()
}

fn counted() -> impl Strategy<Value = Node> {
    let alternatives = prop_oneof![text().boxed(), prop::collection::vec(text(), 2..4).prop_map(Node::Or).boxed()];
    (alternatives, 1..6_u32).prop_map(|(node, count)| Node::AtLeast { count, node: Box::new(node) })
}

fn query() -> impl Strategy<Value = Node> {
    let fields = || prop::sample::select(&FIELDS[..]);
    let in_article = (prop_oneof![3 => condition().boxed(), 1 => counted().boxed()], fields()).prop_map(|(node, fields)| match node {
        Node::AtLeast { count, node } => Node::AtLeast { count, node: Box::new(in_fields(*node, fields)) },
        node => in_fields(node, fields),
    });
    let said = condition().prop_map(|node| in_fields(node, &["said"])).boxed();
    let in_quote = joined(said).prop_map(|node| Node::Quote(Box::new(node)));
    joined(prop_oneof![5 => in_article, 1 => in_quote].boxed())
}

/// Whether an article matches, or one of its quotes where `reading` is of a quote.
fn is_met(node: &Node, reading: &Reading) -> bool {
    match node {
        Node::And(parts) => parts.iter().all(|part| is_met(part, reading)),
        Node::Or(parts) => parts.iter().any(|part| is_met(part, reading)),
        Node::Not(inner) => !is_met(inner, reading),
        Node::Boost { node, .. } => is_met(node, reading),
        Node::Quote(inner) => reading.quotes.iter().any(|words| is_met(inner, &reading.quote(words))),
        Node::AtLeast { count, node } => {
            looked_into(node, reading).into_iter().map(|field| times(node, field)).sum::<usize>() >= *count as usize
        }
        other => looked_into(other, reading).into_iter().any(|field| times(other, field) > 0),
    }
}

fn times(node: &Node, reading: &Reading) -> usize {
    by_definition(node, reading).into_iter().map(|(span, _)| span).collect::<BTreeSet<_>>().len()
}

/// The texts in which a condition is looked for.
fn looked_into<'r>(node: &Node, reading: &'r Reading) -> Vec<&'r Reading> {
    let fields = fields_of(node);
    let is_in = |field: &str| fields.is_empty() || fields.iter().any(|name| name == field);
    let headline = reading.headline.as_deref().filter(|_| is_in("headline"));
    headline.into_iter().chain((is_in("body") || is_in("said")).then_some(reading)).collect()
}

fn fields_of(node: &Node) -> &[String] {
    match node {
        Node::Text(text) => &text.fields,
        Node::Or(parts) => fields_of(&parts[0]),
        Node::Near(near) => fields_of(&near.left),
        other => panic!("{other:?}"),
    }
}

/// The numbers of the articles that the engine finds.
fn found(index: &Index, query: &Node) -> BTreeSet<u64> {
    let searcher = index.reader().unwrap().searcher();
    let query = Lowering::new(&searcher, Path::new("index"), DocumentKind::Article).unwrap().lower(query).unwrap();
    let documents = searcher.search(query.as_ref(), &DocSetCollector).unwrap();
    let uid = |segment: u32, doc| searcher.segment_reader(segment).fast_fields().u64("uid").unwrap().first(doc);
    documents.into_iter().map(|address| uid(address.segment_ord, address.doc_id).expect("an article")).collect()
}

type Written = (super::twin::Story, Vec<(usize, usize)>, Vec<usize>);

/// An article with quotes and a headline of one sentence.
fn article((story, quotes, headline): &Written) -> Reading {
    let headline = Some(Box::new(Reading::of(&vec![vec![headline.clone()]])));
    Reading { headline, ..Reading::with_quotes(story, quotes) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ARCHIVES, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn articles_are_those_of_the_definition(
        articles in prop::collection::vec(
            (story(), prop::collection::vec((0..101_usize, 0..101_usize), 0..6), prop::collection::vec(0..8_usize, 1..7)), 9
        ),
        queries in prop::collection::vec(query(), QUERIES)
    ) {
        let readings: Vec<Reading> = articles.iter().map(article).collect();
        let index = index_of(&readings);
        for query in queries {
            let expected: BTreeSet<u64> = (0..).zip(&readings).filter(|(_, reading)| is_met(&query, reading)).map(|(number, _)| number).collect();
            prop_assert_eq!(found(&index, &query), expected, "{}", &query);
        }
    }
}
