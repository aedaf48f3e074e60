//! The declared fields, and what is derived from them.
//!
//! `index-schema/fields.toml` is the only place where a field is declared. This module reads it; its children derive from it the
//! engine schemas and the documents.

pub mod details;
pub mod documents;
pub mod findings;
mod fingerprint;
pub mod remote;
pub mod rows;
pub mod standing;
pub mod tantivy;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The declaration as compiled in.
const DECLARATION: &str = include_str!("../../index-schema/fields.toml");

/// The same as JSON, which every start of the program reads in a tenth of the time; a test keeps it fresh.
const DECLARATION_READ: &str = include_str!("../../index-schema/derived/fields.json");

/// All fields, in the order of their declaration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexSchema {
    /// Raised by hand with every change that an index made before cannot serve.
    pub version: u32,
    #[serde(rename = "field")]
    fields: Vec<Field>,
    /// Places of the fields by canonical name.
    #[serde(skip)]
    places: FxHashMap<String, usize>,
}

/// One declared field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Canonical name.
    pub name: String,
    /// How its values are analysed and searched.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Which documents carry it.
    pub on: Vec<DocumentKind>,
    /// Other names that can be typed in a query.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether values are kept for display.
    #[serde(default)]
    pub stored: bool,
    /// Whether values are kept in columns for sorting, filtering and counting.
    #[serde(default)]
    pub fast: bool,
    /// Whether a document may have several values.
    #[serde(default)]
    pub many: bool,
    /// Whether a bare word looks here.
    #[serde(default)]
    pub default: bool,
    /// The field of whose text its own is a stretch. Engines that can look for words in stretches index it there and only there.
    #[serde(default)]
    pub within: Option<String>,
    /// Factor of its score.
    #[serde(default = "one")]
    pub boost: f32,
    /// Whether its name can be typed in a query.
    #[serde(default = "yes")]
    pub query: bool,
    /// One line for people.
    pub help: String,
}

fn one() -> f32 {
    1.0
}

fn yes() -> bool {
    true
}

/// How a field's values are analysed and searched; fields.toml explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Running text.
    News,
    /// Names of persons and outlets.
    Name,
    /// One whole value.
    Keyword,
    /// Every name of a place.
    Place,
    /// A civil day.
    Day,
    /// A whole number.
    Number,
    /// A share from 0 to 1, in hundredths.
    Share,
    /// An opaque number.
    Id,
    /// Where sentences and paragraphs of a running text begin.
    Breaks,
    /// Kept, not searched.
    Stored,
}

/// Kinds of document in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A story.
    Article,
    /// A stretch of speech, beside its article.
    Quote,
    /// A file of the archive, with what was read from it.
    File,
}

impl IndexSchema {
    /// The schema of this program.
    pub fn get() -> &'static Self {
        static SCHEMA: LazyLock<IndexSchema> = LazyLock::new(IndexSchema::declared);
        &SCHEMA
    }

    fn declared() -> Self {
        #[expect(clippy::expect_used, reason = "the declaration is compiled in and tested")]
        let mut schema: Self = serde_json::from_str(DECLARATION_READ).expect("fields.json is valid");
        schema.places = schema.fields.iter().map(|field| field.name.clone()).zip(0..).collect();
        schema
    }

    /// All fields, in the order of their declaration.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The place in the declaration of the field of this canonical name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// A hash of the whole declaration and of what becomes of an article, 16 hexadecimal digits: an index made with another cannot be read.
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", xxhash_rust::xxh3::xxh3_64_with_seed(DECLARATION.as_bytes(), fingerprint::terms_hash(self.version)))
    }

    /// The field of this canonical name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.place(name).map(|place| &self.fields[place])
    }

    /// The field that a query means by `typed`: a canonical name or an alias, in any case; fields that cannot be typed are not found.
    pub fn queried(&self, typed: &str) -> Option<&Field> {
        let means = |name: &str| name.eq_ignore_ascii_case(typed);
        self.fields.iter().filter(|field| field.query).find(|field| means(&field.name) || field.aliases.iter().any(|alias| means(alias)))
    }

    /// The fields in which a bare word is looked for among documents of `kind`.
    pub fn searched_by_default(&self, kind: DocumentKind) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.default && field.on.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_unambiguous() {
        let mut names: Vec<&str> =
            IndexSchema::get().fields().iter().flat_map(|field| field.aliases.iter().chain([&field.name])).map(String::as_str).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn aliases_are_found_in_any_case_and_internal_fields_are_not() {
        let schema = IndexSchema::get();
        assert_eq!(schema.queried("Author").map(|field| field.name.as_str()), Some("byline"));
        assert_eq!(schema.queried("SPEAKER").map(|field| field.name.as_str()), Some("speaker"));
        assert!(schema.queried("uid").is_none());
    }

    #[test]
    fn articles_and_quotes_share_no_running_text() {
        for field in IndexSchema::get().fields().iter().filter(|field| field.kind == FieldType::News) {
            assert_eq!(field.on.len(), 1, "{}", field.name);
        }
    }
}
