//! Documents on their way to the engine's own threads, counted by bytes.
//!
//! The engine queues up to ten thousand batches whatever their size. A document here holds a share of a budget until a writing thread takes
//! it, so that what waits is bounded in bytes.

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::schema::document::Document;

use crate::budget::Share;
use crate::schema::documents::Value;

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

/// Adds a value to a document of the engine.
pub(super) fn add(document: &mut TantivyDocument, field: Field, value: &Value) {
    match value {
        Value::Text(text) => document.add_text(field, text),
        Value::Number(number) => document.add_i64(field, *number),
        Value::Id(id) => document.add_u64(field, *id),
    }
}
