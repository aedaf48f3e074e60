//! The declared fields as a schema of the local engine.

use tantivy::schema::{Field as EngineField, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};

use super::{DocumentKind, Field, FieldType, IndexSchema};
use crate::analysis::tokenizer;

/// Derives the engine's schema. The engine numbers fields in the order of their declaration, so [`engine_field`] needs no look-up.
pub fn engine_schema(schema: &IndexSchema) -> Schema {
    let mut builder = Schema::builder();
    for field in schema.fields() {
        match field.kind {
            FieldType::News if field.within.is_some() => builder.add_text_field(&field.name, TextOptions::default()),
            FieldType::News => builder.add_text_field(&field.name, text(field, tokenizer::NEWS, IndexRecordOption::WithFreqsAndPositions)),
            FieldType::Name => builder.add_text_field(&field.name, text(field, tokenizer::NAME, IndexRecordOption::WithFreqsAndPositions)),
            // A row is found by its value's ordinal.
            FieldType::Keyword if field.on == [DocumentKind::Quote] => {
                builder.add_text_field(&field.name, TextOptions::default().set_fast("raw"))
            }
            FieldType::Keyword | FieldType::Place => {
                // Values that are never read back come as one string: an article has dozens of them.
                let tokenizer = if field.many && !field.fast { tokenizer::KEYWORDS } else { tokenizer::KEYWORD };
                builder.add_text_field(&field.name, text(field, tokenizer, IndexRecordOption::Basic))
            }
            FieldType::Breaks => {
                builder.add_text_field(&field.name, text(field, tokenizer::BREAKS, IndexRecordOption::WithFreqsAndPositions))
            }
            FieldType::Day | FieldType::Number | FieldType::Share => builder.add_i64_field(&field.name, number(field)),
            FieldType::Id => builder.add_u64_field(&field.name, number(field).set_indexed()),
            // Packed by us: see `engine/local/packing.rs`.
            FieldType::Stored => builder.add_text_field(&field.name, TextOptions::default()),
        };
    }
    builder.build()
}

/// The engine's schema as JSON, for people and for comparison.
pub fn engine_schema_json(schema: &IndexSchema) -> String {
    serde_json::to_string_pretty(&engine_schema(schema)).unwrap_or_default()
}

/// The engine's handle of the field at `index` in the declaration.
pub fn engine_field(index: usize) -> EngineField {
    EngineField::from_field_id(index as u32)
}

fn text(field: &Field, tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(field.kind == FieldType::News);
    let mut options = TextOptions::default().set_indexing_options(indexing);
    if field.stored {
        options = options.set_stored();
    }
    if field.fast {
        options = options.set_fast("raw");
    }
    options
}

fn number(field: &Field) -> NumericOptions {
    let options = NumericOptions::default();
    if field.fast { options.set_fast() } else { options }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engine_fields_stand_in_the_order_of_the_declaration() {
        let schema = IndexSchema::get();
        let engine = engine_schema(schema);
        assert_eq!(engine.fields().count(), schema.fields().len());
        for (index, field) in schema.fields().iter().enumerate() {
            assert_eq!(engine.get_field_name(engine_field(index)), field.name);
        }
    }
}

#[cfg(test)]
pub(super) mod terms {
    use tantivy::tokenizer::{TokenStream, TokenizerManager};

    use crate::analysis::tokenizer;
    use crate::schema::{Field, FieldType};

    /// The terms that the engine makes of texts.
    pub(in crate::schema) struct Terms(TokenizerManager);

    impl Default for Terms {
        fn default() -> Self {
            Self(tokenizer::tokenizers())
        }
    }

    impl Terms {
        /// Hands every term of a text of `field` to `sink`, with its position.
        pub(in crate::schema) fn of(&self, field: &Field, text: &str, sink: &mut dyn FnMut(usize, &str)) {
            let name = match field.kind {
                FieldType::News => tokenizer::NEWS,
                FieldType::Name => tokenizer::NAME,
                FieldType::Keyword | FieldType::Place => tokenizer::KEYWORD,
                FieldType::Breaks => tokenizer::BREAKS,
                FieldType::Day | FieldType::Number | FieldType::Share | FieldType::Id | FieldType::Stored => return,
            };
            if let Some(mut analyzer) = self.0.get(name) {
                analyzer.token_stream(text).process(&mut |token| sink(token.position, &token.text));
            }
        }
    }
}
