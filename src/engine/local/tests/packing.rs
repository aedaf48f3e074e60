//! Articles packed and unpacked, as they are and damaged.

use std::path::Path;

use proptest::prelude::*;
use tantivy::directory::OwnedBytes;
use xxhash_rust::xxh3::xxh3_64;

use super::story;
use crate::analysis::segment::{Token, segment};
use crate::article::{Article, Precision};
use crate::engine::local::dictionaries::{Dictionaries, Encoder};
use crate::engine::local::packing::{ArticleRows, Packer, UnpackError, Unpacker, take_varint, write_varint};
use crate::engine::local::wording::{Symbol, UNKNOWN};
use crate::schema::IndexSchema;

fn packed(article: &Article, encoder: Option<&Encoder>) -> Vec<u8> {
    let words = segment(&article.body).tokens;
    let symbol = |word: &Token| encoder.map_or(UNKNOWN, |encoder| encoder.coder.symbol(word.text(&article.body)));
    let symbols: Vec<Symbol> = words.iter().map(symbol).collect();
    Packer::new(encoder).unwrap().pack(article, &words, &symbols).unwrap().to_vec()
}

fn unpacked_again(dictionaries: &Dictionaries, stored: &[u8]) -> Result<Article, UnpackError> {
    let stored = Unpacker::without_stores(dictionaries).unpacked(OwnedBytes::new(stored.to_vec()))?;
    let article = stored.whole()?;
    assert_eq!(stored.body()?, article.body);
    assert_eq!(stored.findings()?, (article.mentions.clone(), article.quotes.clone()));
    assert_eq!(Article { body: String::new(), mentions: Vec::new(), quotes: Vec::new(), ..article.clone() }, stored.article()?);
    Ok(article)
}

fn stories(number: usize) -> impl Iterator<Item = Article> {
    (0..number).map(|number| {
        let body = format!("Council {number} met in hall {} on the dam, and the mayor of ward {} left early.", number % 13, number % 7);
        story(&format!("{number}.txt"), "en", "Council meets", &body.repeat(1 + number % 4)).0
    })
}

/// A dictionary made of stories.
fn learned(generation: &Path) -> Dictionaries {
    let mut dictionaries = Dictionaries::open(generation).unwrap();
    let mut sample = dictionaries.sample().unwrap();
    let mut rows = ArticleRows::default();
    for article in stories(1_000) {
        rows.write(&article);
        sample.add(&rows, &article.body, &segment(&article.body).tokens);
    }
    dictionaries.learn(sample).unwrap();
    dictionaries
}

/// A story with something of everything that is stored.
fn dam_story() -> Article {
    let council = "Council 3 met in hall 12 on the dam, and the mayor of ward 4 left early. ";
    let body = format!("“It holds,” the minister said. {}Xu left early; Xu, 東京, 5km.", council.repeat(6));
    story("dam.txt", "en", "Dam holds", &body)
        .on("2019-05-06", Precision::Day)
        .from("Lima", "PE", &[])
        .quoting("It holds,", Some("Ana Lind"), Some("the minister"))
        .0
}

#[test]
fn articles_are_unpacked_as_they_were_packed() {
    let generation = tempfile::tempdir().unwrap();
    let dictionaries = learned(generation.path());
    let encoder = dictionaries.encoder().unwrap();
    let (mut with, mut without) = (0, 0);
    for article in stories(50) {
        for (encoder, bytes) in [(encoder.as_ref(), &mut with), (None, &mut without)] {
            let stored = packed(&article, encoder);
            *bytes += stored.len();
            assert_eq!(unpacked_again(&dictionaries, &stored).unwrap(), article);
        }
    }
    assert!(with * 2 < without, "{with} and {without} bytes");
    assert!(unpacked_again(&Dictionaries::default(), &packed(&stories(1).next().unwrap(), encoder.as_ref())).is_err());
}

/// A dictionary and an article packed with it, as this version of the index format writes them: its bytes (4, the lowest first), it, the article.
/// Written anew with DATELINE_WRITE_DERIVED, which a new version has to be.
#[test]
fn what_was_packed_earlier_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/engine/local/tests/packed-{}.bin", IndexSchema::get().version));
    let article = dam_story();
    let generation = tempfile::tempdir().unwrap();
    let dictionary = generation.path().join("dictionary-1");
    if std::env::var_os("DATELINE_WRITE_DERIVED").is_some() {
        let dictionaries = learned(generation.path());
        let stored = packed(&article, dictionaries.encoder().unwrap().as_ref());
        let written = std::fs::read(&dictionary).unwrap();
        std::fs::write(&path, [&(written.len() as u32).to_le_bytes(), written.as_slice(), &stored].concat()).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap();
    let (len, rest) = bytes.split_first_chunk::<4>().unwrap();
    let (written, stored) = rest.split_at(u32::from_le_bytes(*len) as usize);
    std::fs::write(&dictionary, written).unwrap();
    assert_eq!(stored[0], 1, "in codes");
    assert_eq!(unpacked_again(&Dictionaries::open(generation.path()).unwrap(), stored).unwrap(), article);
}

proptest! {
    #[test]
    fn damaged_articles_are_told_or_read(change in prop::collection::vec((0..300_usize, any::<u8>()), 1..4), cut in 0..300_usize) {
        let mut stored = packed(&stories(9).nth(8).unwrap(), None);
        let len = stored.len();
        change.into_iter().for_each(|(at, byte)| stored[at % len] = byte);
        stored.truncate(len - cut % 3);
        _ = unpacked_again(&Dictionaries::default(), &stored);
    }

    #[test]
    fn numbers_are_read_as_they_were_written(number in any::<usize>()) {
        let mut bytes = Vec::new();
        write_varint(number, &mut bytes);
        let mut rest = bytes.as_slice();
        prop_assert_eq!(take_varint(&mut rest), Some(number));
        prop_assert!(rest.is_empty() && take_varint(&mut &bytes[..bytes.len() - 1]).is_none());
    }
}

/// The hash of what is stored of an article in each version of the index format.
const FORMS: [(u32, u64); 4] = [(1, 0x502a_4662_b7ee_8840), (2, 0x7cde2c0dcaea17bf), (3, 0x7cde2c0dcaea17bf), (4, 0x7cde2c0dcaea17bf)];

#[test]
fn the_version_is_raised_with_the_form_of_stored_articles() {
    let article = dam_story();
    let mut rows = ArticleRows::default();
    rows.write(&article);
    let (version, hash) = (IndexSchema::get().version, xxh3_64(format!("{:?}", rows.rows).as_bytes()));
    let known = FORMS.iter().find(|(known, _)| *known == version).map(|(_, hash)| *hash);
    assert!(
        known == Some(hash),
        "articles are stored otherwise than in version {version}: raise `version` in fields.toml and add (that version, {hash:#018x}) here"
    );
}
