//! The declared fields as the mappings of distributed engines.
//!
//! They get analysed tokens and cut them at white space, so that a query means the same everywhere.

use serde_json::{Map, Value, json};

use super::{Field, FieldType, IndexSchema};

/// The mapping of OpenSearch and Elasticsearch: the body of an index creation request.
pub fn opensearch_mapping(schema: &IndexSchema) -> Value {
    let properties: Map<String, Value> = schema.fields().iter().map(|field| (field.name.clone(), opensearch_property(field))).collect();
    json!({
        "settings": {
            "analysis": {
                "analyzer": { "dateline_tokens": { "type": "custom", "tokenizer": "whitespace" } },
                "normalizer": { "dateline_folded": { "type": "custom", "filter": ["lowercase", "asciifolding"] } }
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": { "version": schema.version, "fingerprint": schema.fingerprint() },
            "properties": properties
        }
    })
}

fn opensearch_property(field: &Field) -> Value {
    match field.kind {
        FieldType::News => json!({ "type": "text", "analyzer": "dateline_tokens" }),
        FieldType::Name => {
            let mut property = json!({ "type": "text", "analyzer": "dateline_tokens", "norms": false });
            if field.fast {
                property["fields"] = json!({ "written": { "type": "keyword" } });
            }
            property
        }
        FieldType::Keyword | FieldType::Place => {
            json!({ "type": "keyword", "normalizer": "dateline_folded", "doc_values": field.fast })
        }
        FieldType::Day | FieldType::Number | FieldType::Share => json!({ "type": "long" }),
        FieldType::Id => json!({ "type": "unsigned_long" }),
        FieldType::Breaks | FieldType::Stored => json!({ "type": "object", "enabled": false }),
    }
}

/// The index config of Quickwit, without its `index_uri`.
pub fn quickwit_config(schema: &IndexSchema) -> Value {
    let fields: Vec<Value> = schema.fields().iter().map(quickwit_field).collect();
    json!({
        "version": "0.9",
        "index_id": "dateline",
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": fields,
            "tokenizers": [{ "name": "dateline_tokens", "type": "regex", "pattern": "\\S+" }]
        },
        "search_settings": { "default_search_fields": default_fields(schema) }
    })
}

fn quickwit_field(field: &Field) -> Value {
    let name = &field.name;
    match field.kind {
        FieldType::News => {
            json!({ "name": name, "type": "text", "tokenizer": "dateline_tokens", "record": "position", "fieldnorms": true, "stored": field.stored })
        }
        FieldType::Name => {
            json!({ "name": name, "type": list("text", field), "tokenizer": "dateline_tokens", "record": "position", "stored": true, "fast": field.fast })
        }
        FieldType::Keyword | FieldType::Place => {
            json!({ "name": name, "type": list("text", field), "tokenizer": "raw", "stored": true, "fast": field.fast })
        }
        FieldType::Day | FieldType::Number | FieldType::Share => json!({ "name": name, "type": "i64", "stored": true, "fast": field.fast }),
        FieldType::Id => json!({ "name": name, "type": "u64", "stored": true, "fast": field.fast }),
        FieldType::Breaks | FieldType::Stored => json!({ "name": name, "type": "json", "indexed": false, "stored": true }),
    }
}

fn list(kind: &str, field: &Field) -> String {
    if field.many { format!("array<{kind}>") } else { kind.to_owned() }
}

fn default_fields(schema: &IndexSchema) -> Vec<&str> {
    schema.fields().iter().filter(|field| field.default).map(|field| field.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_derived_for_every_engine() {
        let schema = IndexSchema::get();
        let mapping = opensearch_mapping(schema);
        let config = quickwit_config(schema);
        for field in schema.fields() {
            assert!(mapping["mappings"]["properties"][&field.name]["type"].is_string(), "{}", field.name);
            let mappings = config["doc_mapping"]["field_mappings"].as_array().unwrap();
            assert!(mappings.iter().any(|mapping| mapping["name"] == field.name.as_str()), "{}", field.name);
        }
    }
}
