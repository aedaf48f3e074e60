//! The engine's own limit: a bare tantivy writer that is fed parsed articles and reads nothing out of them, and a bare query program.
//!
//! Both run as children of the benchmark. Title and text are indexed with positions and stored, day, place and speakers can be filtered by. The
//! writer parses everything before its clock starts, uses two threads and 200 MB, and merges as tantivy does by itself.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::ops::Bound;
use std::path::Path;
use std::time::Instant;

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use crate::Result;
use crate::process::cpu_of_this_process;
use crate::question::{Class, Question};

/// A record of `articles.jsonl`.
#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) date: String,
    pub(crate) location: String,
    pub(crate) speakers: Vec<String>,
    pub(crate) body: String,
    pub(crate) source: String,
}

/// Reads the records of a file one by one.
pub(crate) fn records(path: &Path) -> Result<impl Iterator<Item = Result<Record>>> {
    let lines = BufReader::with_capacity(1 << 20, File::open(path)?).lines();
    Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// `2017-09-06...` as 20170906.
fn day(date: &str) -> i64 {
    date.bytes().take(10).filter(u8::is_ascii_digit).fold(0, |day, digit| day * 10 + i64::from(digit - b'0'))
}

struct Fields {
    title: Field,
    body: Field,
    day: Field,
    location: Field,
    source: Field,
    speakers: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("bare").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    let fields = Fields {
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text),
        day: builder.add_i64_field("day", NumericOptions::from(INDEXED | FAST | STORED)),
        location: builder.add_text_field("location", STRING | STORED | FAST),
        source: builder.add_text_field("source", STRING | STORED | FAST),
        speakers: builder.add_text_field("speakers", STRING | STORED | FAST),
    };
    (builder.build(), fields)
}

fn analyzer(stemmed: bool) -> TextAnalyzer {
    let builder = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(40)).filter(LowerCaser);
    if stemmed { builder.filter(EnglishStems).build() } else { builder.build() }
}

/// Writes an index of the records in `archive`; prints seconds of wall time and of processor time.
pub(crate) fn index(archive: &Path, directory: &Path, stemmed: bool, out: &mut dyn Write) -> Result<()> {
    let records = records(archive)?.collect::<Result<Vec<Record>>>()?;
    let (schema, fields) = schema();
    let started = Instant::now();
    let cpu = cpu_of_this_process();
    let index = Index::create_in_dir(directory, schema)?;
    index.tokenizers().register("bare", analyzer(stemmed));
    let mut writer: IndexWriter = index.writer_with_num_threads(2, 200_000_000)?;
    for record in records {
        let mut document = TantivyDocument::new();
        document.add_text(fields.title, &record.title);
        document.add_text(fields.body, &record.body);
        document.add_i64(fields.day, day(&record.date));
        document.add_text(fields.location, &record.location);
        document.add_text(fields.source, &record.source);
        for speaker in &record.speakers {
            document.add_text(fields.speakers, speaker);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let cpu = cpu_of_this_process().zip(cpu).map(|(after, before)| after - before);
    writeln!(out, "{} {}", started.elapsed().as_secs_f64(), cpu.map_or_else(|| "unknown".into(), |cpu| cpu.to_string()))?;
    Ok(())
}

/// An index that a bare writer with stems has written, open for questions.
pub(crate) struct Bare {
    searcher: Searcher,
    fields: Fields,
    analyzer: TextAnalyzer,
}

impl Bare {
    pub(crate) fn open(directory: &Path) -> Result<Self> {
        let index = Index::open_in_dir(directory)?;
        index.tokenizers().register("bare", analyzer(true));
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), fields: schema().1, analyzer: analyzer(true) })
    }

    /// Answers a question: the number of matches and the best ten by their titles.
    pub(crate) fn answer(&mut self, question: &Question, out: &mut dyn Write) -> Result<()> {
        let query = self.query(question);
        let (best, total) = self.searcher.search(&*query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
        writeln!(out, "{total}")?;
        for (score, address) in best {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let title = document.get_first(self.fields.title).and_then(|value| value.as_str()).unwrap_or_default();
            writeln!(out, "{score:.2} {title}")?;
        }
        Ok(())
    }

    fn query(&mut self, question: &Question) -> Box<dyn Query> {
        let mut words = Vec::new();
        self.analyzer.token_stream(&question.text).process(&mut |token| words.push(token.text.clone()));
        let fields = [self.fields.title, self.fields.body];
        let word = |field, word: &String| Term::from_field_text(field, word);
        let text: Box<dyn Query> = match question.class {
            Class::Phrase if words.len() > 1 => Box::new(BooleanQuery::union(
                fields.map(|field| Box::new(PhraseQuery::new(words.iter().map(|w| word(field, w)).collect())) as Box<dyn Query>).into(),
            )),
            class => {
                let occur = if class == Class::Or { Occur::Should } else { Occur::Must };
                let clauses = words.iter().map(|w| {
                    let either =
                        fields.map(|field| Box::new(TermQuery::new(word(field, w), IndexRecordOption::WithFreqs)) as Box<dyn Query>);
                    (occur, Box::new(BooleanQuery::union(either.into())) as Box<dyn Query>)
                });
                Box::new(BooleanQuery::new(clauses.collect()))
            }
        };
        let mut clauses = vec![(Occur::Must, text)];
        if let (Some(from), Some(until)) = (&question.from, &question.until) {
            let bound = |date: &str| Term::from_field_i64(self.fields.day, day(date));
            let range = RangeQuery::new(Bound::Included(bound(from)), Bound::Excluded(bound(until)));
            clauses.push((Occur::Must, Box::new(range)));
        }
        for (field, value) in [(self.fields.speakers, &question.speaker), (self.fields.location, &question.place)] {
            if let Some(value) = value {
                let term = Term::from_field_text(field, value);
                clauses.push((Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic))));
            }
        }
        if clauses.len() == 1 { clauses.remove(0).1 } else { Box::new(BooleanQuery::new(clauses)) }
    }
}

/// Stems as tantivy's own English stemmer does, one word after the other.
#[derive(Clone)]
struct EnglishStems;

impl TokenFilter for EnglishStems {
    type Tokenizer<T: Tokenizer> = StemmingTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> StemmingTokenizer<T> {
        StemmingTokenizer { inner }
    }
}

#[derive(Clone)]
struct StemmingTokenizer<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for StemmingTokenizer<T> {
    type TokenStream<'a> = StemmingStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemmingStream { tail: self.inner.token_stream(text), stemmer: Stemmer::new(Algorithm::English), buffer: String::new() }
    }
}

struct StemmingStream<T> {
    tail: T,
    stemmer: Stemmer,
    buffer: String,
}

impl<T: TokenStream> TokenStream for StemmingStream<T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        let token = self.tail.token_mut();
        match self.stemmer.stem(&token.text) {
            Cow::Owned(stem) => token.text = stem,
            Cow::Borrowed(stem) => {
                self.buffer.clear();
                self.buffer.push_str(stem);
                std::mem::swap(&mut token.text, &mut self.buffer);
            }
        }
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}
