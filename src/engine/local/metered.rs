//! Documents on their way to the engine's own threads, counted by bytes.
//!
//! The engine queues up to ten thousand batches whatever their size. A document here holds a share of a budget until a writing thread takes
//! it, so that what waits is bounded in bytes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::schema::document::Document;

/// Bytes that may wait.
pub(super) struct Budget {
    free: Mutex<usize>,
    returned: Condvar,
    whole: usize,
}

impl Budget {
    pub(super) fn new(whole: usize) -> Arc<Self> {
        Arc::new(Self { free: Mutex::new(whole), returned: Condvar::new(), whole })
    }

    /// Waits until so many bytes are free and takes them; what is larger than the whole budget waits for all of it.
    pub(super) fn take(self: &Arc<Self>, bytes: usize) -> Share {
        let bytes = bytes.min(self.whole);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Share { budget: Arc::clone(self), bytes }
    }
}

/// A share of a [`Budget`], given back when dropped.
pub(super) struct Share {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.returned.notify_all();
    }
}

/// A document with its share of the budget.
pub(super) struct Metered {
    pub(super) document: TantivyDocument,
    pub(super) _share: Option<Share>,
}

impl Document for Metered {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

/// The handle of a field by its place in the declaration.
pub(super) fn add(document: &mut TantivyDocument, field: Field, value: &crate::schema::documents::Value) {
    use crate::schema::documents::Value;
    match value {
        Value::Text(text) => document.add_text(field, text),
        Value::Number(number) => document.add_i64(field, *number),
        Value::Id(id) => document.add_u64(field, *id),
    }
}
