//! Documents on their way to the engine's own threads, counted by bytes, and read by them as they are: nothing is copied into a document of
//! the engine's.
//!
//! The engine queues up to ten thousand batches whatever their size. A document here holds a share of a budget until a writing thread takes
//! it, so that what waits is bounded in bytes.

use std::iter::Empty;

use tantivy::schema::Field;
use tantivy::schema::document::{Document as EngineDocument, ReferenceValue, ReferenceValueLeaf, Value as EngineValue};

use crate::budget::Share;
use crate::schema::documents::{Document, Value};
use crate::schema::tantivy::engine_field;

/// A document with its share of the budget.
pub(super) struct Metered {
    pub(super) document: Document,
    pub(super) _share: Option<Share>,
}

/// A field with one of its values.
type Entry = (usize, Value);

impl EngineDocument for Metered {
    type Value<'a> = Borrowed<'a>;
    type FieldsValuesIter<'a> = std::iter::Map<std::slice::Iter<'a, Entry>, fn(&'a Entry) -> (Field, Borrowed<'a>)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.values.iter().map(|(place, value)| (engine_field(*place), Borrowed(value)))
    }
}

/// A value as the engine reads it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Borrowed<'a>(&'a Value);

impl<'a> EngineValue<'a> for Borrowed<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.0 {
            Value::Text(text) => ReferenceValueLeaf::Str(text),
            Value::Word(word) => ReferenceValueLeaf::Str(word),
            Value::Number(number) => ReferenceValueLeaf::I64(*number),
            Value::Id(id) => ReferenceValueLeaf::U64(*id),
        })
    }
}
