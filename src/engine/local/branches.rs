//! Which words of a query are marked in a document: those of the parts of the query that hold there.
//!
//! `(dam zebra) OR leak` marks no dam in an article that has none but dam and leak. The index itself judges the alternatives, so that filters
//! in them count too.

use std::borrow::Cow;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, Searcher};

use super::explain::is_at;
use super::lower::Lowering;
use super::needles::needles;
use super::said::SaidCondition;
use crate::analysis::highlight::Needle;
use crate::error::Result;
use crate::query::Node;
use crate::schema::DocumentKind;

/// What is marked in each text of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Needles {
    pub(super) headline: Vec<Needle>,
    pub(super) body: Vec<Needle>,
    /// In the words of a quote.
    pub(super) said: Vec<Needle>,
}

/// A part of a query that is marked as a whole, where it holds.
#[derive(Default)]
pub(super) struct Branch {
    own: Needles,
    /// What articles are asked of one and the same quote.
    quotes: Vec<SaidCondition>,
    /// Alternatives of which some may hold and others not, each with what tells.
    alternatives: Vec<(Box<dyn Weight>, Branch)>,
}

/// What is marked in one document.
pub(super) struct Marked<'b> {
    pub(super) needles: Cow<'b, Needles>,
    /// What is asked of its quotes.
    pub(super) quotes: Vec<&'b SaidCondition>,
}

impl Branch {
    /// What `query` marks in the documents that match it.
    pub(super) fn of(lowering: &Lowering<'_>, query: &Node) -> Result<Self> {
        let mut branch = Self::default();
        branch.add(lowering, query)?;
        Ok(branch)
    }

    fn add(&mut self, lowering: &Lowering<'_>, node: &Node) -> Result<()> {
        match node {
            Node::And(parts) => parts.iter().try_for_each(|part| self.add(lowering, part))?,
            Node::Or(parts) => parts.iter().try_for_each(|part| self.add_alternative(lowering, part))?,
            Node::Boost { node, .. } => self.add(lowering, node)?,
            Node::Quote(inner) if lowering.finds() == DocumentKind::Quote => self.add(lowering, inner)?,
            Node::Quote(inner) => self.quotes.push(SaidCondition::of(lowering, inner)?),
            Node::Text(_) | Node::Near(_) | Node::AtLeast { .. } => {
                let needles = |fields| needles(node, fields, lowering.languages());
                if lowering.finds() == DocumentKind::Quote {
                    self.own.said.extend(needles(&["said"]));
                } else {
                    self.own.headline.extend(needles(&["headline"]));
                    self.own.body.extend(needles(&["body", "lead"]));
                }
            }
            Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Not(_) => {}
        }
        Ok(())
    }

    fn add_alternative(&mut self, lowering: &Lowering<'_>, node: &Node) -> Result<()> {
        if tells_itself(node) {
            return self.add(lowering, node);
        }
        let branch = Self::of(lowering, node)?;
        if branch.is_empty() {
            return Ok(());
        }
        let scoring = EnableScoring::disabled_from_searcher(lowering.searcher());
        let whole = lowering.unscored().lower(node)?.weight(scoring).map_err(|error| lowering.damaged(&error))?;
        self.alternatives.push((whole, branch));
        Ok(())
    }

    fn is_empty(&self) -> bool {
        let Needles { headline, body, said } = &self.own;
        headline.is_empty() && body.is_empty() && said.is_empty() && self.quotes.is_empty() && self.alternatives.is_empty()
    }

    /// What is marked in the document at `address`, which matches.
    pub(super) fn at(&self, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Marked<'_>> {
        let mut marked = Marked { needles: Cow::Borrowed(&self.own), quotes: self.quotes.iter().collect() };
        for (whole, branch) in &self.alternatives {
            let mut documents = whole.scorer(searcher.segment_reader(address.segment_ord), 0.0)?;
            if is_at(&mut *documents, address.doc_id) {
                marked.join(branch.at(searcher, address)?);
            }
        }
        Ok(marked)
    }

    /// What is marked in a document that does not match: all that it has of the query.
    pub(super) fn anywhere(&self) -> Marked<'_> {
        let mut marked = Marked { needles: Cow::Borrowed(&self.own), quotes: self.quotes.iter().collect() };
        self.alternatives.iter().for_each(|(_, branch)| marked.join(branch.anywhere()));
        marked
    }
}

impl<'b> Marked<'b> {
    fn join(&mut self, other: Marked<'b>) {
        let needles = self.needles.to_mut();
        needles.headline.extend_from_slice(&other.needles.headline);
        needles.body.extend_from_slice(&other.needles.body);
        needles.said.extend_from_slice(&other.needles.said);
        self.quotes.extend(other.quotes);
    }
}

/// Whether the places that a condition marks are there only where it holds.
fn tells_itself(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Near(_) | Node::Or(_) | Node::Quote(_) => true,
        Node::Boost { node, .. } => tells_itself(node),
        _ => false,
    }
}
