//! What an index depends on beside the declaration of its fields: which documents and which terms become of an article.
//!
//! Terms follow from segmentation, folding, stemming, languages and the versions of the libraries behind them. An index made with others
//! would be searched in vain and without a word, so their hash is a part of the fingerprint.

use std::sync::LazyLock;

use xxhash_rust::xxh3::Xxh3;

use super::documents::{Document, Value, article_document};
use super::tantivy::Terms;
use super::{Field, FieldType, IndexSchema};
use crate::analysis::segment::segment;
use crate::article::{Article, Quote, QuoteKind, SpeakerKind, Uid};

/// Words of every kind that the analysis treats in its own way: inflected, compound, abbreviated, possessive, accented, of other scripts;
/// in sentences and paragraphs.
const TEXT: &str = "The U.S. ministers' well-known ships re-opened Zürich's harbours at 3.5 km/h, AT&T said. “Nous étions là,” dit-elle.\n\n\
    Die Häuser und Straßen; las canciones, ações, città, huset, lapset, házak, evler, casele. Οι πόλεις. Города открыты… العربية المدن? \
    東京都は会談。 서울에서 만났다! C++ e-mail naïve İstanbul";

/// Codes of the languages, in the order of their marks.
const CODES: [&str; 18] = ["", "ar", "da", "nl", "en", "fi", "fr", "de", "el", "hu", "it", "no", "pt", "ro", "ru", "es", "sv", "tr"];

/// A hash of the documents and terms that become of a fixed article in each language.
pub(super) fn terms_hash() -> u64 {
    static HASH: LazyLock<u64> = LazyLock::new(|| {
        let schema = IndexSchema::get();
        let (segments, terms) = (segment(TEXT), Terms::default());
        let mut hasher = Xxh3::new();
        for code in CODES {
            hash_document(schema, &terms, &article_document(&article(code), &segments), &mut hasher);
        }
        hasher.digest()
    });
    *HASH
}

fn hash_document(schema: &IndexSchema, terms: &Terms, document: &Document, hasher: &mut Xxh3) {
    for (place, value) in &document.values {
        let field = &schema.fields()[*place];
        hasher.update(field.name.as_bytes());
        match value {
            Value::Text(text) if field.kind == FieldType::Stored => hasher.update(text.as_bytes()),
            Value::Text(text) => hash_terms(terms, field, text, hasher),
            Value::Word(word) => hash_terms(terms, field, word, hasher),
            Value::Number(number) => hasher.update(&number.to_le_bytes()),
            Value::Id(id) => hasher.update(&id.to_le_bytes()),
        }
    }
}

fn hash_terms(terms: &Terms, field: &Field, text: &str, hasher: &mut Xxh3) {
    terms.of(field, text, &mut |position, term| {
        hasher.update(&(position as u64).to_le_bytes());
        hasher.update(term.as_bytes());
        hasher.update(&[0]);
    });
}

fn article(code: &str) -> Article {
    let words = "Nous étions là,";
    let start = TEXT.find(words).unwrap_or_default();
    let quote = Quote {
        words: words.into(),
        span: start..start + words.len(),
        speaker: Some("Zoë O’Hara".into()),
        speaker_kind: Some(SpeakerKind::Person),
        role: Some("la ministre".into()),
        cue: Some("dit".into()),
        kind: QuoteKind::Direct,
        rule: String::new(),
        confidence: 1.0,
        mention: None,
    };
    Article {
        uid: Uid(1),
        root: "news".into(),
        path: "2017/Ä.txt".into(),
        record: None,
        headline: Some("Harbours re-open".into()),
        byline: vec!["Jo Müller-Łoś".into()],
        body: TEXT.into(),
        lead_len: 0,
        words: 0,
        source: None,
        section: None,
        lang: (!code.is_empty()).then(|| code.to_owned()),
        url: None,
        date: None,
        place: None,
        mentions: Vec::new(),
        speakers: Vec::new(),
        quotes: vec![quote],
        unknown_fields: Vec::new(),
        considered: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language::Language;

    #[test]
    fn every_language_is_hashed() {
        assert_eq!(CODES.map(|code| Language::from_code(Some(code))), Language::ALL);
    }

    /// The hash of each version of the index format.
    const HASHES: [(u32, u64); 1] = [(1, 0xca34_5fdd_07b5_5afc)];

    #[test]
    fn the_version_is_raised_with_the_terms() {
        let (version, hash) = (IndexSchema::get().version, terms_hash());
        let known = HASHES.iter().find(|(known, _)| *known == version).map(|(_, hash)| *hash);
        assert!(
            known == Some(hash),
            "other documents or terms become of an article than in version {version}: raise `version` in fields.toml \
             and add (that version, {hash:#018x}) here, so that indexes made before are refused with the remedy"
        );
    }
}
