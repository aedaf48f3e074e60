//! Documents as the engine's writer of columns reads them: nothing is copied into a document of the engine's.

use std::iter::Empty;

use tantivy::schema::Field;
use tantivy::schema::document::{Document as EngineDocument, ReferenceValue, ReferenceValueLeaf, Value as EngineValue};

use crate::schema::documents::{Document, Value, Values};
use crate::schema::tantivy::engine_field;

impl EngineDocument for Document {
    type Value<'a> = Borrowed<'a>;
    type FieldsValuesIter<'a> = std::iter::Map<Values<'a>, fn((usize, Value<'a>)) -> (Field, Borrowed<'a>)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.values().map(|(place, value)| (engine_field(place), Borrowed(value)))
    }
}

/// A value as the engine reads it.
#[derive(Debug, Clone, Copy)]
pub struct Borrowed<'a>(Value<'a>);

impl<'a> EngineValue<'a> for Borrowed<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.0 {
            Value::Text(text) => ReferenceValueLeaf::Str(text),
            Value::Number(number) => ReferenceValueLeaf::I64(number),
            Value::Id(id) => ReferenceValueLeaf::U64(id),
            // They are no columns.
            Value::Opening { .. } | Value::Place | Value::Mentions | Value::Body | Value::Details | Value::Findings => {
                ReferenceValueLeaf::Null
            }
        })
    }
}
