//! Which quotes of an article meet what a query asks of one and the same quote, and what is marked in them.
//!
//! The index itself judges the quotes, so that marks are of what matched and of nothing else.

use std::ops::Range;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, DocSet, Searcher};

use super::lower::Lowering;
use super::needles::condition;
use super::rows::Rows;
use crate::analysis::highlight::{Condition, Needle, Part};
use crate::article::Quote;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::Text;

/// A condition on one and the same quote.
pub(super) struct SaidCondition {
    whole: Box<dyn Weight>,
    /// What is marked in such quotes.
    words: Vec<Condition>,
    /// Conditions of which such quotes may meet some only.
    parts: Vec<SaidCondition>,
}

/// What `conditions` mark in the article at `address`, which has these quotes.
pub(super) fn said_needles(
    conditions: &[&SaidCondition],
    searcher: &Searcher,
    address: DocAddress,
    quotes: &[Quote],
) -> tantivy::Result<Vec<Needle>> {
    let mut needles = Vec::new();
    for condition in conditions {
        condition.add(searcher, address, quotes, &mut needles)?;
    }
    Ok(needles)
}

impl SaidCondition {
    /// The condition `node` on one and the same quote; what is negated marks nothing.
    pub(super) fn of(lowering: &Lowering<'_>, node: &Node) -> Result<Self> {
        let quotes = lowering.of_quotes();
        let scoring = EnableScoring::disabled_from_searcher(lowering.searcher());
        let whole = quotes.lower(node)?.weight(scoring).map_err(|error| lowering.damaged(&error))?;
        let mut condition = Self { whole, words: Vec::new(), parts: Vec::new() };
        match node {
            Node::Or(alternatives) => {
                condition.parts = alternatives.iter().map(|part| Self::of(lowering, part)).collect::<Result<_>>()?;
            }
            _ => condition.add_words(lowering, node)?,
        }
        Ok(condition)
    }

    /// Takes what is marked where all of `node` is met.
    fn add_words(&mut self, lowering: &Lowering<'_>, node: &Node) -> Result<()> {
        match node {
            Node::And(parts) => parts.iter().try_for_each(|part| self.add_words(lowering, part))?,
            Node::AtLeast { node, .. } | Node::Boost { node, .. } | Node::Quote(node) => self.add_words(lowering, node)?,
            Node::Text(_) | Node::Near(_) if asks_for_words(node) => self.words.extend(condition(node, lowering.languages())),
            Node::Or(_) if asks_for_words(node) => self.parts.push(Self::of(lowering, node)?),
            _ => {}
        }
        Ok(())
    }

    /// Adds needles for the quotes that meet it. Where it asks for no words, a quote is marked as a whole.
    fn add(&self, searcher: &Searcher, address: DocAddress, quotes: &[Quote], needles: &mut Vec<Needle>) -> tantivy::Result<()> {
        let met = self.met(searcher, address, quotes)?;
        if met.is_empty() {
            return Ok(());
        }
        for part in &self.parts {
            part.add(searcher, address, quotes, needles)?;
        }
        let whole = (self.words.is_empty() && self.parts.is_empty()).then_some(&Condition::Everything);
        for condition in self.words.iter().chain(whole) {
            needles.push(Needle { condition: condition.clone(), part: Part::Stretches(met.clone()) });
        }
        Ok(())
    }

    /// Bytes of the quotes that meet it. The article's own rows are judged and no others.
    fn met(&self, searcher: &Searcher, address: DocAddress, quotes: &[Quote]) -> tantivy::Result<Vec<Range<usize>>> {
        let reader = searcher.segment_reader(address.segment_ord);
        let own = Rows::new(reader)?.of(address.doc_id);
        let mut rows = self.whole.scorer(reader, 0.0)?;
        if rows.doc() < own.start {
            rows.seek(own.start);
        }
        let mut met = Vec::new();
        while own.contains(&rows.doc()) {
            met.extend(quotes.get((rows.doc() - own.start) as usize).map(|quote| quote.span.clone()));
            rows.advance();
        }
        Ok(met)
    }
}

/// Whether a condition on quotes asks for words said; those that name no field do.
fn asks_for_words(node: &Node) -> bool {
    let is_said = |text: &Text| text.fields.is_empty() || text.fields.iter().any(|field| field == "said");
    match node {
        Node::Text(text) => is_said(text),
        Node::Near(near) => asks_for_words(&near.left),
        Node::And(parts) | Node::Or(parts) => parts.iter().any(asks_for_words),
        Node::AtLeast { node, .. } | Node::Boost { node, .. } | Node::Quote(node) => asks_for_words(node),
        _ => false,
    }
}
