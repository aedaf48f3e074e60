//! Articles packed and unpacked, as they are and damaged.

use proptest::prelude::*;
use tantivy::directory::OwnedBytes;
use xxhash_rust::xxh3::xxh3_64;

use super::story;
use crate::analysis::segment::{Token, segment};
use crate::article::{Article, Precision};
use crate::engine::local::dictionaries::{Dictionaries, Encoder};
use crate::engine::local::packing::{Packer, UnpackError, Unpacker, rows_of, take_varint, write_varint};
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
    let mut article = stored.article()?;
    stored.body()?.clone_into(&mut article.body);
    (article.mentions, article.quotes) = stored.findings()?;
    Ok(article)
}

fn stories(number: usize) -> impl Iterator<Item = Article> {
    (0..number).map(|number| {
        let body = format!("Council {number} met in hall {} on the dam, and the mayor of ward {} left early.", number % 13, number % 7);
        story(&format!("{number}.txt"), "en", "Council meets", &body.repeat(1 + number % 4)).0
    })
}

#[test]
fn articles_are_unpacked_as_they_were_packed() {
    let generation = tempfile::tempdir().unwrap();
    let mut dictionaries = Dictionaries::open(generation.path()).unwrap();
    let mut sample = dictionaries.sample().unwrap();
    let mut out = Vec::new();
    for article in stories(1_000) {
        rows_of(&article, &mut out).unwrap();
        sample.add(&out, &article.body, &segment(&article.body).tokens);
    }
    dictionaries.learn(sample).unwrap();
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
const FORMS: [(u32, u64); 2] = [(1, 0x502a_4662_b7ee_8840), (2, 0x3933_9aae_f9e8_818a)];

#[test]
fn the_version_is_raised_with_the_form_of_stored_articles() {
    let article = story("dam.txt", "en", "Dam holds", "“It holds,” the minister said.")
        .on("2019-05-06", Precision::Day)
        .from("Lima", "PE", &["lima"])
        .quoting("It holds,", Some("Ana Lind"), Some("the minister"));
    let mut out = Vec::new();
    rows_of(&article.0, &mut out).unwrap();
    let (version, hash) = (IndexSchema::get().version, xxh3_64(&out));
    let known = FORMS.iter().find(|(known, _)| *known == version).map(|(_, hash)| *hash);
    assert!(
        known == Some(hash),
        "articles are stored otherwise than in version {version}: raise `version` in fields.toml and add (that version, {hash:#018x}) here"
    );
}
