//! `dateline schema`: the fields of the index, and the schemas derived from them.

use std::io::Write;

use clap::{Args, ValueEnum};
use dateline::schema::{DocumentKind, Field, FieldType, IndexSchema};

use super::Outcome;
use super::failure::Failure;
use super::library;

/// Print the fields of the index, or the schema derived from them for an engine
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SchemaArguments {
    /// The engine: prints its schema, mapping or index config as JSON
    #[arg(long = "for", value_enum, value_name = "ENGINE")]
    engine: Option<EngineName>,
}

/// Engines that a schema is derived for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineName {
    /// The library behind the local index
    Tantivy,
    /// OpenSearch and Elasticsearch
    Opensearch,
    /// Quickwit
    Quickwit,
}

const EXAMPLES: &str = "\
Examples:
  dateline schema                      the fields, with the names that a query may use
  dateline schema --for opensearch     the mapping for OpenSearch or Elasticsearch";

/// Runs the command.
pub(crate) fn run(arguments: &SchemaArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let schema = IndexSchema::get();
    if let Some(engine) = arguments.engine {
        writeln!(out, "{}", library::derived_schema(schema, engine)?)?;
        return Ok(Outcome::Found);
    }
    writeln!(out, "version {}", schema.version)?;
    for field in schema.fields() {
        write_field(field, out)?;
    }
    Ok(Outcome::Found)
}

fn write_field(field: &Field, out: &mut dyn Write) -> Result<(), Failure> {
    let on: Vec<_> = field.on.iter().map(|kind| document(*kind)).collect();
    writeln!(out, "\n{}: {}", field.name, field.help)?;
    writeln!(out, "  {}, of {}{}", kind(field.kind), on.join(", "), if field.many { ", several values" } else { "" })?;
    if !field.query {
        writeln!(out, "  not for queries")?;
    } else if !field.aliases.is_empty() {
        writeln!(out, "  also {}", field.aliases.join(", "))?;
    }
    if field.default {
        writeln!(out, "  searched by a bare word, score times {}", field.boost)?;
    }
    Ok(())
}

fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Article => "articles",
        DocumentKind::Quote => "quotes",
        DocumentKind::File => "files",
    }
}

fn kind(kind: FieldType) -> &'static str {
    match kind {
        FieldType::News => "running text",
        FieldType::Name => "a name",
        FieldType::Keyword => "a whole value",
        FieldType::Place => "a place",
        FieldType::Day => "a day",
        FieldType::Number => "a number",
        FieldType::Share => "a share from 0 to 1",
        FieldType::Id => "an id",
        FieldType::Breaks => "starts of sentences and paragraphs",
        FieldType::Stored => "kept, not searched",
    }
}
