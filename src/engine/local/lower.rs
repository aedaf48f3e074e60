//! The query tree to queries of the local engine.
//!
//! Only running text is scored: names, values, dates and numbers filter. What is asked of quotes and only articles have is asked of the
//! articles that they stand beside. What only quotes have is never asked of articles but by `quote:( )`: that is an error that names the
//! field, never an empty answer.

mod values;

use std::path::Path;

use tantivy::columnar::{Column, ColumnIndex};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, TantivyError, Term};

use super::beside::{ArticlesOfQuery, QuotesOfQuery};
use super::columns::numbers;
use super::damage::damaged;
use super::lower_spans::{Placed, first_text};
use super::selector::{Selector, value_selector};
use crate::analysis::language::Language;
use crate::error::{Error, Result};
use crate::query::Node;
use crate::query::tree::{Text, Word};
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, Field, IndexSchema};

/// The field whose words are the first of the body's: what is looked for in both matches in the body.
pub(super) const LEAD: &str = "lead";

/// Lowers trees against one state of an index.
pub(super) struct Lowering<'a> {
    schema: &'static IndexSchema,
    searcher: &'a Searcher,
    /// The directory of the index, for errors.
    path: &'a Path,
    find: DocumentKind,
    /// Whether matches are to be scored, for which fields are looked into that match nothing by themselves.
    scored: bool,
    /// Languages that the archive holds.
    languages: Vec<Language>,
    /// Number of articles, deleted ones included.
    articles: u64,
    /// Whether any of them, deleted ones included, has no date.
    has_undated: bool,
    /// Whether of any of them more than one day is known.
    has_vague_days: bool,
}

impl<'a> Lowering<'a> {
    /// Lowers conditions on documents of a kind, against the index in the directory `path`.
    pub(super) fn new(searcher: &'a Searcher, path: &'a Path, find: DocumentKind) -> Result<Self> {
        let schema = IndexSchema::get();
        let articles = searcher.doc_freq(&kind_term(schema, DocumentKind::Article)).map_err(|error| damaged(path, &error))?;
        let languages = languages(schema, searcher).map_err(|error| damaged(path, &error))?;
        let (has_undated, has_vague_days) = days_known(searcher, articles).map_err(|error| damaged(path, &error))?;
        Ok(Self { schema, searcher, path, find, scored: true, languages, articles, has_undated, has_vague_days })
    }

    /// What an error of the engine means.
    pub(super) fn damaged(&self, error: &TantivyError) -> Error {
        damaged(self.path, error)
    }

    /// The same where only what matches is asked for.
    pub(super) fn unscored(&self) -> Self {
        Self { scored: false, languages: self.languages.clone(), ..*self }
    }

    /// The kind of document asked for.
    pub(super) fn finds(&self) -> DocumentKind {
        self.find
    }

    /// Number of articles, deleted ones included; of quotes too, it is the articles that tell how rare a word is.
    pub(super) fn articles(&self) -> u64 {
        self.articles
    }

    /// Whether articles without a date may be in the index.
    pub(super) fn has_undated(&self) -> bool {
        self.has_undated
    }

    /// Whether articles may be in the index of which month or year are known but not the day.
    pub(super) fn has_vague_days(&self) -> bool {
        self.has_vague_days
    }

    pub(super) fn schema(&self) -> &'static IndexSchema {
        self.schema
    }

    pub(super) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The documents of the kind asked for that match `node`.
    pub(super) fn lower(&self, node: &Node) -> Result<Box<dyn Query>> {
        let query = self.node(node)?;
        // Conditions on quotes match rows, and nothing else has rows.
        if self.find == DocumentKind::Quote || self.is_anchored(node) {
            return Ok(query);
        }
        let kind = all_of(self.schema, self.find);
        Ok(match node {
            Node::All => kind,
            _ => Box::new(BooleanQuery::new(vec![(Occur::Must, kind), (Occur::Must, query)])),
        })
    }

    /// Whether only documents of the kind asked for can match, because a field that only they carry must.
    fn is_anchored(&self, node: &Node) -> bool {
        match node {
            Node::Text(_) | Node::Near(_) | Node::AtLeast { .. } => {
                let fields = first_text(node).and_then(|text| self.fields_of(text).ok());
                fields.is_some_and(|fields| fields.iter().all(|(_, field)| field.on == [self.find]))
            }
            Node::Value(value) => self.field(&value.field).is_ok_and(|(_, field)| field.on == [self.find]),
            Node::And(parts) => parts.iter().any(|part| self.is_anchored(part)),
            Node::Or(parts) => !parts.is_empty() && parts.iter().all(|part| self.is_anchored(part)),
            Node::Boost { node, .. } => self.is_anchored(node),
            _ => false,
        }
    }

    fn node(&self, node: &Node) -> Result<Box<dyn Query>> {
        if self.is_about_others(node) {
            let articles = self.beside(DocumentKind::Article).lower(node)?;
            return Ok(Box::new(QuotesOfQuery { articles }));
        }
        Ok(match node {
            Node::All => self.everything(),
            Node::Text(text) => self.text(text)?,
            Node::Value(value) => self.value(value)?,
            Node::Date(span) => self.date(span)?,
            Node::Number(range) => self.number(range)?,
            Node::Has { field } => self.has(field)?,
            Node::And(parts) => self.and(parts)?,
            Node::Or(parts) => self.or(parts)?,
            Node::Not(inner) => self.not(self.node(inner)?),
            Node::Boost { factor, node } => Box::new(BoostQuery::new(self.node(node)?, *factor)),
            Node::Near(_) => self.near(node)?,
            Node::AtLeast { count, node } => self.at_least(*count, node)?,
            Node::Quote(inner) if self.find == DocumentKind::Quote => self.node(inner)?,
            Node::Quote(inner) => Box::new(ArticlesOfQuery { quotes: self.beside(DocumentKind::Quote).lower(inner)? }),
        })
    }

    /// The lowering of what is asked of one and the same quote.
    pub(super) fn of_quotes(&self) -> Self {
        self.beside(DocumentKind::Quote)
    }

    /// The lowering of what is asked of articles.
    pub(super) fn of_articles_alone(&self) -> Self {
        self.beside(DocumentKind::Article)
    }

    /// The lowering of conditions on the documents beside.
    fn beside(&self, find: DocumentKind) -> Self {
        Self { find, languages: self.languages.clone(), ..*self }
    }

    /// Whether a node is asked of the articles of the quotes that are looked for.
    pub(super) fn is_about_others(&self, node: &Node) -> bool {
        self.find == DocumentKind::Quote && self.is_about_articles(node)
    }

    /// Whether a node asks only what articles have and quotes have not.
    fn is_about_articles(&self, node: &Node) -> bool {
        let of_article = |name: &str| {
            let on = self.schema.field(name).map(|field| &field.on);
            on.is_some_and(|on| on.contains(&DocumentKind::Article) && !on.contains(&DocumentKind::Quote))
        };
        match node {
            Node::Text(_) | Node::Near(_) | Node::AtLeast { .. } => {
                first_text(node).is_some_and(|text| !text.fields.is_empty() && text.fields.iter().all(|name| of_article(name)))
            }
            Node::Value(value) => of_article(&value.field),
            Node::Number(range) => of_article(&range.field),
            Node::Has { field } => of_article(field),
            Node::Date(_) => true,
            Node::And(parts) | Node::Or(parts) => !parts.is_empty() && parts.iter().all(|part| self.is_about_articles(part)),
            Node::Not(inner) | Node::Boost { node: inner, .. } => self.is_about_articles(inner),
            Node::All | Node::Quote(_) => false,
        }
    }

    fn and(&self, parts: &[Node]) -> Result<Box<dyn Query>> {
        if parts.is_empty() {
            return Ok(self.everything());
        }
        let mut clauses = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Node::Not(inner) => clauses.push((Occur::MustNot, self.node(inner)?)),
                _ => clauses.push((Occur::Must, self.node(part)?)),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.everything()));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn or(&self, parts: &[Node]) -> Result<Box<dyn Query>> {
        Ok(any_of(parts.iter().map(|part| self.node(part)).collect::<Result<Vec<_>>>()?))
    }

    fn not(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        Box::new(BooleanQuery::new(vec![(Occur::Must, self.everything()), (Occur::MustNot, query)]))
    }

    /// All documents, or all rows.
    fn everything(&self) -> Box<dyn Query> {
        let all = filter(Box::new(AllQuery));
        if self.find == DocumentKind::Quote { Box::new(QuotesOfQuery { articles: all }) } else { all }
    }

    /// The fields in which a text is looked for, with their places in the declaration.
    pub(super) fn fields_of(&self, text: &Text) -> Result<Vec<Placed>> {
        if text.fields.is_empty() {
            let fields = self.schema.fields().iter().enumerate();
            // What the lead holds, the body holds too.
            let is_asked = |field: &Field| field.default && field.on.contains(&self.find) && (self.scored || field.name != LEAD);
            return Ok(fields.filter(|(_, field)| is_asked(field)).collect());
        }
        text.fields.iter().map(|name| self.field(name)).collect()
    }

    fn field(&self, name: &str) -> Result<Placed> {
        let place = self.schema.place(name).ok_or_else(|| unsupported(format!("the field {name}")))?;
        let field = &self.schema.fields()[place];
        if field.on.contains(&self.find) {
            return Ok((place, field));
        }
        Err(unsupported(match self.find {
            DocumentKind::Quote => format!("quotes have no {name}; it is searched with `dateline search`"),
            DocumentKind::Article | DocumentKind::File => {
                format!("articles have no {name}; it is searched with `dateline quotes` or quote:( )")
            }
        }))
    }

    /// The searcher that the tree is lowered against.
    pub(super) fn searcher(&self) -> &'a Searcher {
        self.searcher
    }
}

pub(super) fn keyword_selector(words: &[Word]) -> Selector {
    let mut pattern = false;
    let parts: Vec<&str> = words
        .iter()
        .map(|word| match word {
            Word::Plain(text) | Word::Exact(text) | Word::Fuzzy(text, _) => text.as_str(),
            Word::Pattern(text) => {
                pattern = true;
                text.as_str()
            }
        })
        .collect();
    value_selector(&[parts.join(" ")], pattern)
}

/// What matches any of these.
pub(super) fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// A query that adds nothing to the score.
fn filter(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(super) fn unsupported(feature: impl Into<String>) -> Error {
    Error::Unsupported { engine: "local", feature: feature.into() }
}

/// All articles, quotes or files; they add nothing to a score.
pub(super) fn all_of(schema: &IndexSchema, kind: DocumentKind) -> Box<dyn Query> {
    match kind {
        DocumentKind::Quote => Box::new(QuotesOfQuery { articles: filter(Box::new(AllQuery)) }),
        DocumentKind::Article | DocumentKind::File => filter(Box::new(TermQuery::new(kind_term(schema, kind), IndexRecordOption::Basic))),
    }
}

/// The term of all articles, or of all rows of files.
pub(super) fn kind_term(schema: &IndexSchema, kind: DocumentKind) -> Term {
    let name = if kind == DocumentKind::File { "file" } else { "article" };
    Term::from_field_text(engine_field(schema.place("kind").unwrap_or_default()), name)
}

/// Whether any of the articles has no date, and whether any has more than one day.
fn days_known(searcher: &Searcher, articles: u64) -> tantivy::Result<(bool, bool)> {
    let (mut dated, mut vague) = (0, false);
    for reader in searcher.segment_readers() {
        let days = |field| -> tantivy::Result<u64> {
            let Column { index, values } = numbers(reader, field)?;
            Ok(if matches!(index, ColumnIndex::Empty { .. }) { 0 } else { u64::from(values.num_vals()) })
        };
        dated += days("date")?;
        vague |= days("day_last")? > 0;
    }
    Ok((dated < articles, vague))
}

/// The languages in which the archive's articles are stemmed.
fn languages(schema: &IndexSchema, searcher: &Searcher) -> tantivy::Result<Vec<Language>> {
    let mut languages = vec![Language::Other];
    let field = engine_field(schema.place("lang").unwrap_or_default());
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            languages.push(Language::from_code(std::str::from_utf8(stream.key()).ok()));
        }
    }
    languages.sort_unstable();
    languages.dedup();
    Ok(languages)
}
