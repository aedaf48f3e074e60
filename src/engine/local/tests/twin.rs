//! Conditions on positions against their definition: random queries on random texts give the same documents, matches and marks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use proptest::prelude::*;
use tantivy::{Index, TERMINATED, TantivyDocument};

use crate::analysis::breaks::{sentence_bits, write_breaks};
use crate::analysis::highlight::{Source, marks};
use crate::analysis::language::Language;
use crate::analysis::segment::{TokenKind, segment};
use crate::analysis::spans::{Sequence, Span};
use crate::analysis::terms::{KeyMaker, written_form};
use crate::analysis::tokenizer::tokenizers;
use crate::analysis::words::{self, WordTest};
use crate::engine::local::lower::Lowering;
use crate::engine::local::needles::needles;
use crate::engine::local::rows::Rows;
use crate::query::Node;
use crate::query::tree::{Near, Text, Within, Word};
use crate::schema::tantivy::{engine_field, engine_schema};
use crate::schema::{DocumentKind, IndexSchema};

const WORDS: [&str; 8] = ["dam", "dams", "Dam", "river", "flood", "floods", "bridge", "rain"];

/// A text as paragraphs of sentences of words.
pub(super) type Story = Vec<Vec<Vec<usize>>>;

fn written(story: &Story) -> String {
    let mut out = String::new();
    for paragraph in story {
        for sentence in paragraph {
            for (i, &word) in sentence.iter().enumerate() {
                let _ = write!(out, "{}{}", if i == 0 { "The " } else { " " }, WORDS[word]);
            }
            out.push_str(". ");
        }
        out.push_str("\n\n");
    }
    out
}

/// A text cut into words by the rules for everybody, with the number of each word's sentence and paragraph.
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) words: Vec<(String, usize, usize)>,
    pub(super) quotes: Vec<Range<usize>>,
    pub(super) headline: Option<Box<Reading>>,
}

impl Reading {
    pub(super) fn of(story: &Story) -> Self {
        let text = written(story);
        let mut words = Vec::new();
        let mut sentences = 0;
        for (number, paragraph) in story.iter().enumerate() {
            for sentence in paragraph {
                sentences += 1;
                words.push(("The".to_owned(), sentences, number));
                words.extend(sentence.iter().map(|&word| (WORDS[word].to_owned(), sentences, number)));
            }
        }
        Self { text, words, quotes: Vec::new(), headline: None }
    }

    /// The reading of a story in which somebody is quoted: each quote is where it begins and ends, in hundredths of the story.
    pub(super) fn with_quotes(story: &Story, quotes: &[(usize, usize)]) -> Self {
        let reading = Self::of(story);
        let at = |hundredths: usize| reading.words.len() * hundredths / 100;
        let quotes = quotes.iter().map(|&(a, b)| at(a.min(b))..at(a.max(b))).collect();
        Self { quotes, ..reading }
    }

    /// One of the quotes, read as if there were nothing else.
    pub(super) fn quote(&self, words: &Range<usize>) -> Self {
        Self { text: String::new(), words: self.words[words.clone()].to_vec(), quotes: Vec::new(), headline: None }
    }

    fn positions(&self, test: &WordTest) -> Vec<u32> {
        let mut keys = KeyMaker::default();
        let accepts = |word: &str| test.accepts(Language::English, keys.key(word, Language::English), &written_form(word));
        let accepted: Vec<bool> = self.words.iter().map(|(word, ..)| word.as_str()).map(accepts).collect();
        (0..).zip(accepted).filter(|(_, accepted)| *accepted).map(|(position, _)| position).collect()
    }

    fn joins(&self, within: Within, a: u32, b: u32) -> bool {
        let (_, sentence, paragraph) = &self.words[a as usize];
        let (_, other_sentence, other_paragraph) = &self.words[b as usize];
        match within {
            Within::Words(n) => a.abs_diff(b) <= n && paragraph == other_paragraph,
            Within::Sentence => sentence == other_sentence,
            Within::Paragraph => paragraph == other_paragraph,
        }
    }
}

/// A match with the words and phrases of which it is made.
pub(super) type Match = (Span, BTreeSet<Span>);

/// Each match once, with the words and phrases of all the ways to make it.
fn merged(matches: impl IntoIterator<Item = Match>) -> Vec<Match> {
    let mut merged: BTreeMap<Span, BTreeSet<Span>> = BTreeMap::new();
    for (span, parts) in matches {
        merged.entry(span).or_default().extend(parts);
    }
    merged.into_iter().collect()
}

/// The matches of a node by definition: everything with everything.
pub(super) fn by_definition(node: &Node, reading: &Reading) -> Vec<Match> {
    match node {
        Node::Text(text) => {
            let tests: Vec<WordTest> = text.words.iter().flat_map(test_of).collect();
            let lists: Vec<Vec<u32>> = tests.iter().map(|test| reading.positions(test)).collect();
            if text.slop > 0 {
                // What a loose phrase is has a twin of its own, beside the rule.
                let width = lists.len() as u32;
                let mut spans = Vec::new();
                Sequence { offsets: (0..width).collect(), width, slop: text.slop }.spans(&lists, &mut spans);
                return spans.into_iter().map(|span| (span, BTreeSet::from([span]))).collect();
            }
            let starts = lists[0].iter().filter(|&&start| lists.iter().zip(start..).all(|(list, at)| list.contains(&at)));
            let spans = starts.map(|&start| Span { start, last: start + lists.len() as u32 - 1, solid: true });
            spans.map(|span| (span, BTreeSet::from([span]))).collect()
        }
        Node::Or(parts) => merged(parts.iter().flat_map(|part| by_definition(part, reading))),
        Node::Near(near) => {
            let (left, right) = (by_definition(&near.left, reading), by_definition(&near.right, reading));
            let joins = |a: &Match, b: &Match| are_near(near, a.0, b.0, reading);
            if near.negated {
                return left.into_iter().filter(|a| !right.iter().any(|b| joins(a, b))).collect();
            }
            let mut found = Vec::new();
            for a in &left {
                for b in right.iter().filter(|b| joins(a, b)) {
                    let own: BTreeSet<u32> = owned(a.0).into_iter().chain(owned(b.0)).collect();
                    let (start, last) = (*own.first().unwrap(), *own.last().unwrap());
                    let solid = a.0.solid && b.0.solid && own.len() as u32 == last - start + 1;
                    found.push((Span { start, last, solid }, a.1.union(&b.1).copied().collect()));
                }
            }
            merged(found)
        }
        other => panic!("{other:?}"),
    }
}

fn owned(span: Span) -> BTreeSet<u32> {
    if span.solid { (span.start..=span.last).collect() } else { BTreeSet::from([span.start, span.last]) }
}

fn are_near(near: &Near, a: Span, b: Span, reading: &Reading) -> bool {
    let ends = |span: Span| [span.start, span.last];
    if near.ordered {
        return a.last < b.start && reading.joins(near.within, a.last, b.start);
    }
    owned(a).is_disjoint(&owned(b)) && ends(a).iter().any(|&x| ends(b).iter().any(|&y| reading.joins(near.within, x, y)))
}

fn test_of(word: &Word) -> Vec<WordTest> {
    let languages = [Language::Other, Language::English];
    match word {
        Word::Plain(text) => words::plain(text, &languages),
        Word::Exact(text) => words::exact(text),
        Word::Pattern(pattern) => vec![words::pattern(pattern)],
        Word::Fuzzy(text, edits) => words::fuzzy(text, *edits),
    }
}

fn word() -> impl Strategy<Value = Word> {
    let written = || prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    prop_oneof![
        6 => written().prop_map(Word::Plain),
        1 => written().prop_map(Word::Exact),
        1 => prop::sample::select(&["da*", "*oo?", "r*", "?am*", "dam?"][..]).prop_map(|pattern| Word::Pattern(pattern.into())),
        1 => written().prop_map(|word| Word::Fuzzy(word, 1)),
    ]
}

pub(super) fn text() -> impl Strategy<Value = Node> {
    let words = prop_oneof![4 => prop::collection::vec(word(), 1), 1 => prop::collection::vec(word(), 2..4)];
    (words, prop_oneof![2 => Just(0), 1 => 1..4_u32]).prop_map(|(words, slop)| {
        let slop = if words.len() > 1 { slop } else { 0 };
        Node::Text(Text { fields: vec!["body".into()], words, slop, span: None })
    })
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![4 => (1..9_u32).prop_map(Within::Words), 1 => Just(Within::Sentence), 1 => Just(Within::Paragraph)]
}

pub(super) fn condition() -> impl Strategy<Value = Node> {
    text().prop_recursive(3, 10, 3, |inner| {
        let pair = (inner.clone(), inner.clone(), within(), any::<bool>(), prop::bool::weighted(0.3));
        let near = pair.prop_map(|(left, right, within, ordered, negated)| {
            Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: None })
        });
        prop_oneof![4 => near, 1 => prop::collection::vec(inner, 2..4).prop_map(Node::Or)]
    })
}

pub(super) fn story() -> impl Strategy<Value = Story> {
    let sentence = prop::collection::vec(0..WORDS.len(), 1..7);
    let paragraph = prop::collection::vec(sentence, 1..4);
    prop::collection::vec(paragraph, 1..4)
}

pub(super) fn index_of(readings: &[Reading]) -> Index {
    let schema = IndexSchema::get();
    let index = Index::builder().schema(engine_schema(schema)).tokenizers(tokenizers()).create_in_ram().unwrap();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).unwrap();
    let field = |name| engine_field(schema.place(name).unwrap());
    for (number, reading) in readings.iter().enumerate() {
        let mut document = TantivyDocument::new();
        document.add_text(field("kind"), "article");
        document.add_u64(field("uid"), number as u64);
        document.add_text(field("lang"), "en");
        document.add_text(field("body"), format!("{}{}", Language::English.mark(), reading.text));
        if let Some(headline) = &reading.headline {
            document.add_text(field("headline"), format!("{}{}", Language::English.mark(), headline.text));
        }
        let mut breaks = String::new();
        write_breaks(&segment(&reading.text), &mut breaks);
        document.add_text(field("breaks"), breaks);
        for bits in sentence_bits(&segment(&reading.text)) {
            document.add_i64(field("sentences"), bits.cast_signed());
        }
        for quote in &reading.quotes {
            document.add_i64(field("said_from"), quote.start as i64);
            document.add_i64(field("said_words"), quote.len() as i64);
        }
        writer.add_document(document).unwrap();
        if number == readings.len() / 2 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    index
}

/// How often a node is met by definition: of pairs, as many as the rarer side allows.
fn frequency(node: &Node, reading: &Reading) -> usize {
    let spans = |matches: Vec<Match>| -> BTreeSet<Span> { matches.into_iter().map(|(span, _)| span).collect() };
    match node {
        Node::Near(near) if !near.negated => {
            let (left, right) = (spans(by_definition(&near.left, reading)), spans(by_definition(&near.right, reading)));
            let lefts = left.iter().filter(|&&a| right.iter().any(|&b| are_near(near, a, b, reading))).count();
            let rights = right.iter().filter(|&&b| left.iter().any(|&a| are_near(near, a, b, reading))).count();
            lefts.min(rights)
        }
        _ => spans(by_definition(node, reading)).len(),
    }
}

/// The matches that the engine finds and how often it says, document by document in the order in which they were added.
fn found(index: &Index, find: DocumentKind, query: &Node) -> Vec<(BTreeSet<Span>, usize)> {
    let searcher = index.reader().unwrap().searcher();
    let lowering = Lowering::new(&searcher, Path::new("index"), find).unwrap();
    let (_, query) = lowering.spans_queries(query).unwrap().remove(0);
    let weight = query.spans_weight(&searcher).unwrap();
    let mut readers: Vec<_> = searcher.segment_readers().iter().collect();
    readers.sort_by_key(|reader| reader.fast_fields().u64("uid").unwrap().first(0));
    let mut all = Vec::new();
    for reader in readers {
        let from = all.len();
        let size = if find == DocumentKind::Quote { Rows::new(reader).unwrap().total() } else { reader.max_doc() };
        all.resize(from + size as usize, (BTreeSet::new(), 0));
        let mut scorer = weight.spans_scorer(reader, 1.0).unwrap();
        while scorer.doc() != TERMINATED {
            let frequency = scorer.frequency() as usize;
            assert!(frequency > 0);
            all[from + scorer.doc() as usize] = (scorer.spans().iter().copied().collect(), frequency);
            let next = scorer.doc() + 1;
            scorer.seek(next);
        }
    }
    all
}

/// Bytes that the marks of a text cover.
fn covered(ranges: impl IntoIterator<Item = std::ops::Range<usize>>) -> BTreeSet<usize> {
    ranges.into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ARCHIVES, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn matches_and_marks_are_those_of_the_definition(
        stories in prop::collection::vec(story(), 9), queries in prop::collection::vec(condition(), QUERIES)
    ) {
        let readings: Vec<Reading> = stories.iter().map(Reading::of).collect();
        let index = index_of(&readings);
        for query in queries {
            let found = found(&index, DocumentKind::Article, &query);
            let needles = needles(&query, &["body"], &[Language::Other, Language::English]);
            for (reading, (found, times)) in readings.iter().zip(found) {
                let expected = by_definition(&query, reading);
                let spans: BTreeSet<Span> = expected.iter().map(|(span, _)| *span).collect();
                prop_assert_eq!(&found, &spans, "{} in {:?}", &query, &reading.text);
                prop_assert_eq!(times, frequency(&query, reading), "{} in {:?}", &query, &reading.text);
                let segments = segment(&reading.text);
                prop_assert!(segments.tokens.iter().all(|token| token.kind == TokenKind::Word));
                prop_assert_eq!(segments.tokens.len(), reading.words.len());
                let bytes = |span: &Span| segments.tokens[span.start as usize].start as usize..segments.tokens[span.last as usize].end as usize;
                let expected = covered(expected.iter().flat_map(|(_, parts)| parts).map(bytes));
                let source = Source { text: &reading.text, language: Language::English, lead: reading.text.len() };
                prop_assert_eq!(covered(marks(source, &needles)), expected, "marks of {} in {:?}", &query, &reading.text);
            }
        }
    }
}

/// The same condition in other fields.
pub(super) fn in_fields(mut node: Node, fields: &[&str]) -> Node {
    fn turn(node: &mut Node, fields: &[&str]) {
        match node {
            Node::Text(text) => text.fields = fields.iter().map(|&field| field.to_owned()).collect(),
            Node::Or(parts) => parts.iter_mut().for_each(|part| turn(part, fields)),
            Node::Near(near) => {
                turn(&mut near.left, fields);
                turn(&mut near.right, fields);
            }
            other => panic!("{other:?}"),
        }
    }
    turn(&mut node, fields);
    node
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ARCHIVES, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn quotes_match_by_their_own_words_alone(
        stories in prop::collection::vec((story(), prop::collection::vec((0..101_usize, 0..101_usize), 0..6)), 9),
        queries in prop::collection::vec(condition(), QUERIES)
    ) {
        let readings: Vec<Reading> = stories.iter().map(|(story, quotes)| Reading::with_quotes(story, quotes)).collect();
        let index = index_of(&readings);
        for query in queries {
            let mut found = found(&index, DocumentKind::Quote, &in_fields(query.clone(), &["said"])).into_iter();
            for reading in &readings {
                for words in &reading.quotes {
                    let quote = reading.quote(words);
                    let from = words.start as u32;
                    let expected: BTreeSet<Span> = by_definition(&query, &quote)
                        .into_iter()
                        .map(|(span, _)| Span { start: span.start + from, last: span.last + from, ..span })
                        .collect();
                    let (spans, times) = found.next().unwrap();
                    prop_assert_eq!(spans, expected, "{} in {:?} of {:?}", &query, words, &reading.text);
                    prop_assert_eq!(times, frequency(&query, &quote), "{} in {:?} of {:?}", &query, words, &reading.text);
                }
            }
        }
    }
}

/// Queries on each archive.
pub(super) const QUERIES: usize = 40;

/// Archives, unless `PROPTEST_CASES` says otherwise: the three properties together ask more than ten thousand queries.
pub(super) const ARCHIVES: u32 = 84;
