//! How a hit's score came about.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, DocSet, Searcher};

use super::closeness::Closeness;
use super::collect::Ranked;
use super::lower::Lowering;
use super::lower_spans::first_text;
use super::recent::Freshness;
use super::rows::Rows;
use super::selector::TooWide;
use super::spans::SpansWeight;
use crate::error::Result;
use crate::query::{Node, print};
use crate::schema::{DocumentKind, FieldType};

/// The scored conditions of a query.
pub(super) struct Explainer {
    clauses: Vec<Clause>,
    closeness: Option<Closeness>,
    freshness: Option<Freshness>,
}

/// A scored condition.
enum Clause {
    /// Words in some fields.
    Leaf { label: String, factor: f32, fields: Vec<(&'static str, SpansWeight)>, whole: Box<dyn Weight> },
    /// Conditions that count only where all of it matches.
    Inner { whole: Box<dyn Weight>, parts: Vec<Clause> },
    /// Conditions on one and the same quote; an article has the score of its best one.
    BestQuote { quotes: Box<dyn Weight>, parts: Vec<Clause> },
}

impl Explainer {
    pub(super) fn new(lowering: &Lowering<'_>, query: &Node, closeness: Option<Closeness>, freshness: Option<Freshness>) -> Result<Self> {
        let mut clauses = Vec::new();
        gather(lowering, query, 1.0, &mut clauses)?;
        Ok(Self { clauses, closeness, freshness })
    }

    /// One line for each condition and field that adds to the score of a hit, one for the factor of its age, and the score in all; `None` where
    /// nothing adds to it.
    pub(super) fn explain(&self, searcher: &Searcher, ranked: &Ranked) -> tantivy::Result<Option<String>> {
        let address = ranked.address;
        let reader = searcher.segment_reader(address.segment_ord);
        let mut lines = Vec::new();
        for clause in &self.clauses {
            clause.explain(reader, address.doc_id, &mut lines)?;
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let mut out = String::new();
        let mut sum = 0.0;
        for Line { score, label, field, times } in lines {
            sum += score;
            let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
            let _ = writeln!(out, "{score:.2}  {label} in {field}, {times}");
        }
        if let Some(closeness) = &self.closeness {
            for (label, score) in closeness.parts(reader, address.doc_id)? {
                sum += score;
                let _ = writeln!(out, "{score:.2}  {label}");
            }
        }
        if let Some(freshness) = self.freshness {
            let day = reader.fast_fields().i64("date")?.first(ranked.article.doc_id).unwrap_or(i64::MIN);
            let age = match freshness.age(day) {
                None => "undated".to_owned(),
                Some(1) => "1 day old".to_owned(),
                Some(days) => format!("{days} days old"),
            };
            sum *= freshness.factor(day);
            let _ = writeln!(out, "×{:.2}  {age}", freshness.factor(day));
        }
        // Hits in the order of days have no score; what it would be is told all the same.
        let total = if ranked.score > 0.0 { ranked.score } else { sum };
        let _ = write!(out, "{total:.2}  in all");
        Ok(Some(out))
    }
}

/// What one condition adds by one field.
struct Line<'a> {
    score: f32,
    label: &'a str,
    field: Cow<'static, str>,
    times: u32,
}

impl Clause {
    fn explain<'a>(&'a self, reader: &SegmentReader, doc: DocId, lines: &mut Vec<Line<'a>>) -> tantivy::Result<()> {
        if let Self::Leaf { whole, .. } | Self::Inner { whole, .. } = self
            && !is_at(&mut *whole.scorer(reader, 1.0)?, doc)
        {
            return Ok(());
        }
        match self {
            Self::BestQuote { quotes, parts } => {
                let rows = Rows::new(reader)?;
                let Some(best) = best_quote(&**quotes, reader, rows.of(doc))? else { return Ok(()) };
                let from = lines.len();
                parts.iter().try_for_each(|part| part.explain(reader, best, lines))?;
                for line in &mut lines[from..] {
                    line.field = format!("{} of quote {}", line.field, rows.ordinal(best)).into();
                }
            }
            Self::Inner { parts, .. } => parts.iter().try_for_each(|part| part.explain(reader, doc, lines))?,
            Self::Leaf { label, factor, fields, .. } => {
                for (field, weight) in fields {
                    let mut scorer = weight.spans_scorer(reader, *factor)?;
                    if scorer.seek(doc) == doc {
                        lines.push(Line { score: scorer.score(), label, field: (*field).into(), times: scorer.frequency() });
                    }
                }
            }
        }
        Ok(())
    }
}

/// The one of an article's rows that scores best, the first of several.
fn best_quote(quotes: &dyn Weight, reader: &SegmentReader, rows: Range<u32>) -> tantivy::Result<Option<u32>> {
    let mut scorer = quotes.scorer(reader, 1.0)?;
    if scorer.doc() < rows.start {
        scorer.seek(rows.start);
    }
    let mut best: Option<(f32, u32)> = None;
    while scorer.doc() < rows.end {
        let (score, row) = (scorer.score(), scorer.doc());
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, row));
        }
        scorer.advance();
    }
    Ok(best.map(|(_, row)| row))
}

/// Whether `doc`, which the documents have not passed by, is one of them.
pub(super) fn is_at(documents: &mut (impl DocSet + ?Sized), doc: DocId) -> bool {
    documents.doc() == doc || documents.doc() < doc && documents.seek(doc) == doc
}

fn gather(lowering: &Lowering<'_>, node: &Node, factor: f32, clauses: &mut Vec<Clause>) -> Result<()> {
    if lowering.is_about_others(node) {
        return Ok(());
    }
    match node {
        Node::And(parts) | Node::Or(parts) => {
            let mut inner = Vec::new();
            parts.iter().try_for_each(|part| gather(lowering, part, factor, &mut inner))?;
            if !inner.is_empty() {
                clauses.push(Clause::Inner { whole: weight(lowering, node)?, parts: inner });
            }
        }
        Node::Boost { factor: own, node } => gather(lowering, node, factor * own, clauses)?,
        Node::Quote(inner) if lowering.finds() == DocumentKind::Quote => gather(lowering, inner, factor, clauses)?,
        Node::Quote(inner) => {
            let of_quotes = lowering.of_quotes();
            let mut parts = Vec::new();
            gather(&of_quotes, inner, factor, &mut parts)?;
            if !parts.is_empty() {
                let scoring = EnableScoring::enabled_from_searcher(lowering.searcher());
                let quotes = of_quotes.lower(inner)?.weight(scoring).map_err(|error| lowering.damaged(&error))?;
                clauses.push(Clause::BestQuote { quotes, parts });
            }
        }
        Node::Text(_) | Node::Near(_) | Node::AtLeast { .. } if has_words(lowering, node) => {
            let condition = if let Node::AtLeast { node, .. } = node { node } else { node };
            let mut fields = Vec::new();
            for (field, query) in lowering.spans_queries(condition)? {
                if field.kind == FieldType::News {
                    match query.spans_weight(lowering.searcher()) {
                        Ok(weight) => fields.push((field.name.as_str(), weight)),
                        // By itself such a word is a filter: it adds nothing.
                        Err(error) if TooWide::within(&error).is_some() => {}
                        Err(error) => return Err(lowering.damaged(&error)),
                    }
                }
            }
            if !fields.is_empty() {
                clauses.push(Clause::Leaf { label: print(&without_fields(node.clone())), factor, fields, whole: weight(lowering, node)? });
            }
        }
        _ => {}
    }
    Ok(())
}

/// A condition without the names of its fields.
fn without_fields(mut node: Node) -> Node {
    fn clear(node: &mut Node) {
        match node {
            Node::Text(text) => text.fields.clear(),
            Node::Or(parts) => parts.iter_mut().for_each(clear),
            Node::Near(near) => {
                clear(&mut near.left);
                clear(&mut near.right);
            }
            Node::AtLeast { node, .. } => clear(node),
            _ => {}
        }
    }
    clear(&mut node);
    node
}

/// Whether a condition is on fields of words, as opposed to whole values.
pub(super) fn has_words(lowering: &Lowering<'_>, node: &Node) -> bool {
    let fields = first_text(node).and_then(|text| lowering.fields_of(text).ok());
    fields.is_some_and(|fields| fields.iter().all(|(_, field)| matches!(field.kind, FieldType::News | FieldType::Name)))
}

fn weight(lowering: &Lowering<'_>, node: &Node) -> Result<Box<dyn Weight>> {
    let scoring = EnableScoring::disabled_from_searcher(lowering.searcher());
    lowering.lower(node)?.weight(scoring).map_err(|error| lowering.damaged(&error))
}
