//! Answers by windows against the engine's, document by document: the same documents, the same scores, and none passed over that could be among
//! the best.

use std::path::Path;

use proptest::prelude::*;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocSet, Index, Score, Searcher, TERMINATED, TantivyDocument, Term};

use crate::analysis::language::Language;
use crate::analysis::tokenizer::tokenizers;
use crate::engine::Sort;
use crate::engine::local::closeness::Closeness;
use crate::engine::local::collect::{Wanted, collect};
use crate::engine::local::lower::Lowering;
use crate::engine::local::windows::{WindowQuery, count};
use crate::query::Node;
use crate::query::tree::{Near, Text, Value, Within, Word};
use crate::schema::tantivy::{engine_field, engine_schema};
use crate::schema::{DocumentKind, IndexSchema};

/// Words with how many of a hundred texts have them, in some texts often.
const WORDS: [(&str, u64); 10] = [
    ("dam", 70),
    ("dams", 40),
    ("Dam", 10),
    ("river", 30),
    ("rivers", 2),
    ("flood", 12),
    ("floods", 1),
    ("bridge", 50),
    ("rain", 5),
    ("snow", 1),
];

/// Numbers without a pattern.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

/// Documents of all segments; those of them that are in French are deleted.
const DOCUMENTS: u64 = 2_300;

fn archive(seed: u64) -> Searcher {
    let schema = IndexSchema::get();
    let index = Index::builder().schema(engine_schema(schema)).tokenizers(tokenizers()).create_in_ram().unwrap();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 50_000_000).unwrap();
    let field = |name| engine_field(schema.place(name).unwrap());
    let mut dice = Dice(seed | 1);
    let mark = Language::English.mark();
    for number in 0..DOCUMENTS {
        // There are stretches without any of the words, and stretches that have them all.
        let (rare, many) = (number / 150 % 5 == 3, number / 90 % 7 == 2);
        let mut words = Vec::new();
        for (word, percent) in WORDS {
            if dice.below(100) < percent / if rare { 40 } else { 1 } * if many { 2 } else { 1 } {
                let times = if dice.below(9) == 0 { 1 + dice.below(60) } else { 1 + dice.below(3) };
                (0..times).for_each(|_| words.push(word));
            }
        }
        for at in 0..words.len() {
            words.swap(at, dice.below(at as u64 + 1) as usize);
            if dice.below(3) == 0 {
                words.push("and");
            }
        }
        let mut document = TantivyDocument::new();
        document.add_text(field("kind"), if number % 11 == 0 { "file" } else { "article" });
        document.add_u64(field("uid"), number);
        document.add_text(field("lang"), if dice.below(8) == 0 { "fr" } else { "en" });
        document.add_text(field("source"), ["Northwire", "Southwire"][(number % 2) as usize]);
        document.add_text(field("body"), format!("{mark}{}", words.join(" ")));
        document.add_text(field("lead"), format!("{mark}{}", words[..words.len() / 3].join(" ")));
        let first = dice.below(words.len() as u64 + 1) as usize;
        document.add_text(field("headline"), format!("{mark}{}", words[first..words.len().min(first + 2)].join(" ")));
        writer.add_document(document).unwrap();
        if number == DOCUMENTS / 5 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.delete_term(Term::from_field_text(field("lang"), "fr"));
    writer.commit().unwrap();
    index.reader().unwrap().searcher()
}

fn query() -> impl Strategy<Value = Node> {
    let word = || {
        prop_oneof![
            5 => prop::sample::select(&WORDS[..]).prop_map(|(word, _)| Word::Plain(word.into())),
            1 => prop::sample::select(&WORDS[..]).prop_map(|(word, _)| Word::Exact(word.into())),
            1 => prop::sample::select(&["da*", "*", "r*", "ice"][..]).prop_map(|pattern| Word::Pattern(pattern.into())),
        ]
    };
    let words = prop_oneof![4 => prop::collection::vec(word(), 1), 2 => prop::collection::vec(word(), 2..4)];
    let fields = prop::sample::select(vec![vec![], vec![], vec!["body"], vec!["headline"], vec!["lead"]]);
    let text = (words, fields).prop_map(|(words, fields)| {
        Node::Text(Text { fields: fields.into_iter().map(str::to_owned).collect(), words, slop: 0, span: None })
    });
    let near = (text.clone(), text.clone()).prop_filter_map("one field", |(left, right)| {
        let is_same = matches!((&left, &right), (Node::Text(left), Node::Text(right)) if left.fields == right.fields);
        is_same.then(|| {
            let (left, right) = (Box::new(left), Box::new(right));
            Node::Near(Near { left, right, within: Within::Words(3), ordered: false, negated: false, span: None })
        })
    });
    let source = Node::Value(Value { field: "source".into(), values: vec!["Northwire".into()], pattern: false, span: None });
    prop_oneof![9 => text, 1 => near, 1 => Just(source)].prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            1 => (inner.clone(), inner.clone()).prop_map(|(wanted, other)| Node::And(vec![wanted, Node::Not(Box::new(other))])),
            1 => inner.prop_map(|node| Node::Boost { factor: 1.5, node: Box::new(node) }),
        ]
    })
}

/// The documents of each segment that are not deleted, with their scores.
fn by_document(searcher: &Searcher, query: &dyn Query) -> Vec<Vec<(u32, Score)>> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
    let of_segment = |reader| {
        let mut scorer = weight.scorer(reader, 1.0).unwrap();
        let mut found = Vec::new();
        while scorer.doc() != TERMINATED {
            if !reader.is_deleted(scorer.doc()) {
                found.push((scorer.doc(), scorer.score()));
            }
            scorer.advance();
        }
        found
    };
    searcher.segment_readers().iter().map(of_segment).collect()
}

/// The same by windows, where documents may be left out that score less than `least`.
fn by_window(searcher: &Searcher, query: &dyn Query, least: Score) -> Vec<Vec<(u32, Score)>> {
    let query = WindowQuery::new(query, EnableScoring::enabled_from_searcher(searcher)).unwrap();
    let of_segment = |reader| {
        let mut windows = query.windows(reader).unwrap();
        let mut found = Vec::new();
        while windows.advance().unwrap().is_some() {
            found.extend_from_slice(windows.scored(least, &[]).unwrap());
        }
        found
    };
    searcher.segment_readers().iter().map(of_segment).collect()
}

/// Whether the ten best are those of all documents, each with what nearness adds.
fn is_page(searcher: &Searcher, lowering: &Lowering<'_>, node: &Node, query: &dyn Query) -> bool {
    let closeness = Closeness::of(node, lowering.languages(), searcher).unwrap();
    let mut expected = Vec::new();
    for (reader, found) in searcher.segment_readers().iter().zip(by_document(searcher, query)) {
        let mut near = closeness.as_ref().map(|closeness| closeness.scorer(reader).unwrap());
        let scores = found.into_iter().map(|(doc, score)| score + near.as_mut().map_or(0.0, |near| near.score(doc, Score::NEG_INFINITY)));
        expected.extend(scores);
    }
    let total = expected.len();
    expected.sort_by(|a, b| b.total_cmp(a));
    let (find, sort) = (DocumentKind::Article, Sort::Relevance);
    let wanted = Wanted { find, sort, offset: 0, limit: Some(10), closeness: closeness.as_ref(), freshness: None };
    let page = collect(searcher, query, &wanted).unwrap();
    let scores: Vec<Score> = page.ranked.map(|ranked| ranked.score).collect();
    let is_same = |(a, b): (&Score, &Score)| (a - b).abs() <= 1e-4 * (1.0 + a.abs());
    page.total == total && scores.len() == total.min(10) && expected.iter().zip(&scores).all(is_same)
}

fn are_alike(a: &[(u32, Score)], b: &[(u32, Score)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() <= 1e-4 * (1.0 + a.1.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn windows_answer_as_documents_do(seed in any::<u64>(), queries in prop::collection::vec(query(), 60)) {
        let searcher = archive(seed);
        prop_assert!(searcher.segment_readers().iter().any(|reader| reader.has_deletes()));
        let lowering = Lowering::new(&searcher, Path::new("index"), DocumentKind::Article).unwrap();
        for node in queries {
            let query = lowering.lower(&node).unwrap();
            let expected = by_document(&searcher, &*query);
            let found = by_window(&searcher, &*query, Score::NEG_INFINITY);
            for (expected, found) in expected.iter().zip(&found) {
                prop_assert!(are_alike(expected, found), "{} {:?} {:?}", &node, expected, found);
            }
            let unscored = lowering.unscored().lower(&node).unwrap();
            let windows = WindowQuery::new(&*unscored, EnableScoring::disabled_from_searcher(&searcher)).unwrap();
            for (expected, reader) in expected.iter().zip(searcher.segment_readers()) {
                prop_assert_eq!(expected.len(), count(&windows, reader).unwrap(), "{}", &node);
            }
            prop_assert!(is_page(&searcher, &lowering, &node, &*query), "{}", &node);
            let mut scores: Vec<Score> = expected.iter().flatten().map(|(_, score)| *score).collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            for rank in [0, 2, 9, 40, 300] {
                let Some(&least) = scores.get(rank) else { break };
                let least = least * (1.0 - 1e-5);
                let found = by_window(&searcher, &*query, least);
                for (expected, found) in expected.iter().zip(found) {
                    let best = |all: &[(u32, Score)]| all.iter().copied().filter(|(_, score)| *score >= least).collect::<Vec<_>>();
                    let missing: Vec<_> = best(expected).into_iter().filter(|(doc, score)| *score > least * (1.0 + 1e-4) && !found.iter().any(|(other, _)| other == doc)).collect();
                    prop_assert!(missing.is_empty(), "{} {} {:?}", &node, least, missing);
                }
            }
        }
    }
}
