//! Documents for the engine's writing threads, in bundles: each bundle wakes a thread up once.

use std::sync::Arc;

use tantivy::IndexWriter;
use tantivy::indexer::UserOperation;

use super::metered::Metered;
use crate::budget::Budget;
use crate::schema::documents::{Document, Value};

/// Bytes of documents from which a bundle is full.
const BYTES: usize = 512_000;

/// Documents that are yet to be written.
pub(super) struct Bundle {
    budget: Arc<Budget>,
    documents: Vec<Document>,
    bytes: usize,
}

impl Bundle {
    pub(super) fn new(budget: Arc<Budget>) -> Self {
        Self { budget, documents: Vec::new(), bytes: 0 }
    }

    /// Adds a document.
    pub(super) fn add(&mut self, document: Document, writer: &IndexWriter<Metered>) -> tantivy::Result<()> {
        self.bytes += document.bytes();
        self.documents.push(document);
        if self.bytes >= BYTES { self.send(writer) } else { Ok(()) }
    }

    /// Gives all there is to a writing thread, when there is room for it.
    pub(super) fn send(&mut self, writer: &IndexWriter<Metered>) -> tantivy::Result<()> {
        if self.documents.is_empty() {
            return Ok(());
        }
        let mut share = Some(self.budget.take(std::mem::take(&mut self.bytes)));
        let documents = std::mem::take(&mut self.documents).into_iter();
        let batch: Vec<_> = documents.map(|document| UserOperation::Add(Metered { document, _share: share.take() })).collect();
        writer.run(batch).map(|_| ())
    }
}

impl Document {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize {
        self.values
            .iter()
            .map(|(_, value)| match value {
                Value::Text(text) => text.len() + 16,
                Value::Word(_) | Value::Number(_) | Value::Id(_) => 16,
            })
            .sum()
    }
}
