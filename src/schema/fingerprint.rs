//! What an index depends on beside the declaration of its fields: which documents and which terms become of an article.
//!
//! Terms follow from segmentation, folding, stemming, languages and the versions of the libraries behind them. An index made with others
//! would be searched in vain and without a word, so their hash is a part of the fingerprint. To make it takes documents and terms of all kinds, which no
//! search has the time for: it is written down, and a test makes it.

/// The hash of each version of the index format.
const HASHES: [(u32, u64); 4] =
    [(1, 0x44b9_78a1_c50f_1601), (2, 0x44b9_78a1_c50f_1601), (3, 0xfcbb_cea5_3987_33f3), (4, 0x5758_4f50_e380_b4ce)];

/// What documents and terms become of an article in a version of the index format, as a number; 0 of a version that is not known.
pub(super) fn terms_hash(version: u32) -> u64 {
    HASHES.iter().find(|(known, _)| *known == version).map_or(0, |(_, hash)| *hash)
}

#[cfg(test)]
mod tests {
    use xxhash_rust::xxh3::Xxh3;

    use super::*;
    use crate::analysis::language::Language;
    use crate::analysis::segment::{Segments, segment};
    use crate::analysis::terms::KeyMaker;
    use crate::article::{Article, Gender, Quote, QuoteKind, SpeakerKind, Uid};
    use crate::schema::documents::{Document, DocumentMaker, Value};
    use crate::schema::tantivy::terms::Terms;
    use crate::schema::{Field, IndexSchema};

    /// Words of every kind that the analysis treats in its own way: inflected, compound, abbreviated, possessive, accented, of other scripts;
    /// in sentences and paragraphs.
    const TEXT: &str = "The U.S. ministers' well-known ships re-opened Zürich's harbours at 3.5 km/h, AT&T said. “Nous étions là,” dit-elle.\n\n\
        Die Häuser und Straßen; las canciones, ações, città, huset, lapset, házak, evler, casele. Οι πόλεις. Города открыты… العربية المدن? \
        東京都は会談。 서울에서 만났다! C++ e-mail naïve İstanbul";

    /// Languages by their codes, in the order of their marks, with words that their stemmers shorten in different ways.
    const LANGUAGES: [(&str, &str); 18] = [
        ("", "ministers running"),
        ("ar", "المدينة والكتاب المسلمون يكتبون"),
        ("da", "husene ministrenes undersøgelsen hurtigere"),
        ("nl", "huizen ministeries gesproken mogelijkheden"),
        ("en", "ministers' relational running happily generously skies"),
        ("fi", "taloissa ministerien kirjoittamassa suurempia"),
        ("fr", "l’élection continuellement ministères parlaient"),
        ("de", "Häusern Minister Straßen freundlicher gesprochen"),
        ("el", "πόλεων υπουργοί εκλογές γράφοντας"),
        ("hu", "házakban miniszterek választásokat szebbek"),
        ("it", "dell’elezione ministri velocemente parlavano"),
        ("no", "husene ministrenes undersøkelsen raskere"),
        ("pt", "eleições ministros rapidamente falavam"),
        ("ro", "caselor miniștrii alegerile vorbeau"),
        ("ru", "городами министров выборах говорили"),
        ("es", "elecciones ministros rápidamente hablábamos"),
        ("sv", "husens ministrarna undersökningen snabbare"),
        ("tr", "evlerimizden bakanların seçimleri konuşuyorlar"),
    ];

    /// A hash of the document of a fixed article, and of the terms of words in each language.
    fn computed() -> u64 {
        let schema = IndexSchema::get();
        let (segments, terms) = (segment(TEXT), Terms::default());
        let mut hasher = Xxh3::new();
        hash_document(schema, &terms, &article("en"), &segments, &mut hasher);
        if let Some(headline) = schema.field("headline") {
            for (code, words) in LANGUAGES {
                let mark = Language::from_code(Some(code)).mark();
                hash_terms(&terms, headline, &format!("{mark}{words}"), &mut hasher);
            }
        }
        hasher.digest()
    }

    fn hash_document(schema: &IndexSchema, terms: &Terms, article: &Article, segments: &Segments, hasher: &mut Xxh3) {
        let mut document = Document::default();
        DocumentMaker::default().write_article(article, segments, &mut document);
        for (place, value) in document.values() {
            let field = &schema.fields()[place];
            hasher.update(field.name.as_bytes());
            match value {
                Value::Text(text) => hash_terms(terms, field, text, hasher),
                Value::Number(number) => hasher.update(&number.to_le_bytes()),
                Value::Id(id) => hasher.update(&id.to_le_bytes()),
                Value::Opening { words, language } => {
                    let end = segments.tokens[..words as usize].last().map_or(0, |last| last.end as usize);
                    hash_terms(terms, field, &format!("{}{}", language.mark(), &article.body[..end]), hasher);
                }
                // They are folded already, and no words; or not searched.
                Value::Place | Value::Mentions | Value::Body | Value::Details | Value::Findings => {}
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
            speaker_gender: Some(Gender::Female),
            role: Some("la ministre".into()),
            cue: Some("dit".into()),
            kind: QuoteKind::Direct,
            rule: "".into(),
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

    #[test]
    fn every_language_is_hashed() {
        assert_eq!(LANGUAGES.map(|(code, _)| Language::from_code(Some(code))), Language::ALL);
    }

    #[test]
    fn the_words_of_a_language_are_stemmed() {
        for (code, words) in LANGUAGES.into_iter().filter(|(code, _)| !code.is_empty()) {
            let mut keys = KeyMaker::default();
            let language = Language::from_code(Some(code));
            let stemmed = words.split(' ').filter(|word| {
                let own = keys.key(word, language).to_owned();
                own != keys.key(word, Language::Other)
            });
            assert!(stemmed.count() > 2, "{code}");
        }
    }

    #[test]
    fn the_version_is_raised_with_the_terms() {
        let (version, hash) = (IndexSchema::get().version, computed());
        let known = HASHES.iter().find(|(known, _)| *known == version).map(|(_, hash)| *hash);
        assert!(
            known == Some(hash),
            "other documents or terms become of an article than in version {version}: raise `version` in fields.toml \
             and add (that version, {hash:#018x}) here, so that indexes made before are refused with the remedy"
        );
    }
}
