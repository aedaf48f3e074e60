//! Segments that we build, beside the same documents written by the engine itself: their files have the same bytes, but for the store, which is packed
//! in our own way.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use tantivy::index::SegmentComponent::{FastFields, FieldNorms, Positions, Postings, Terms};
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::story;
use crate::analysis::fold::fold;
use crate::analysis::segment::segment;
use crate::analysis::tokenizer::tokenizers;
use crate::article::{
    Article, ArticlePlace, Evidence, Mention, Names, Place, PlaceFrom, Quote, QuoteKind, Speaker, SpeakerFrom, SpeakerKind, Uid,
};
use crate::engine::local::earlier::NewSegments;
use crate::engine::local::packing::Packer;
use crate::engine::local::segment::{Analysis, SegmentBuilder};
use crate::schema::IndexSchema;
use crate::schema::documents::{Document, DocumentMaker, FileRow, Value};
use crate::schema::tantivy::{engine_field, engine_schema};

fn text(longest: usize) -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "dam",
        "Dam",
        "dams",
        "don't",
        "don’t",
        "the",
        "THE",
        "of",
        "東京都",
        "北京",
        "Überwachung",
        "überwachung",
        "U.S.",
        "3.5",
        "of\u{ad}ten",
        "Москве",
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "a",
    ]);
    prop::collection::vec((words, prop::sample::select(vec![" ", ", ", ". The ", "\n\n", ""])), 0..longest)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

/// Names that places share, written down once.
static SHARED: LazyLock<Vec<String>> = LazyLock::new(|| ["peru", "south america"].map(str::to_owned).into());

fn article() -> impl Strategy<Value = Article> {
    let names = prop::collection::vec(prop::sample::select(vec!["Ana Lind", "Jo Müller-Łoś", "ana lind", "习近平", "", "O’Hara"]), 0..4);
    let lang = prop::sample::select(vec!["en", "de", "zh", "xx"]);
    (0..1_000_u64, text(60), text(8), lang, names.clone(), names).prop_map(|(uid, body, headline, lang, byline, speakers)| {
        let mut article = story(&format!("{uid}.txt"), lang, &headline, &body).0;
        article.uid = Uid(uid);
        article.byline = byline.iter().map(|&name| name.to_owned()).collect();
        article.speakers = speakers.iter().map(|name| Speaker { name: (*name).into(), from: SpeakerFrom::Metadata }).collect();
        let spans = body.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
        let places: [(&str, &'static [String]); 3] = [("Lima", &SHARED), ("Łódź", &SHARED), ("peru", &[])];
        let named = |i: usize| Place { names: Names::new(vec![fold(places[i % 3].0)], places[i % 3].1), ..Place::default() };
        article.mentions = (0..byline.len() * 2).map(|i| Mention { place: named(i + uid as usize), count: 1, span: 0..0 }).collect();
        article.place =
            (!byline.is_empty()).then(|| ArticlePlace { place: named(uid as usize), from: PlaceFrom::Text, evidence: Evidence::default() });
        article.quotes = spans
            .windows(2)
            .step_by(3)
            .zip(speakers.iter().cycle())
            .map(|(span, speaker)| Quote {
                words: body[span[0]..span[1]].into(),
                span: span[0]..span[1],
                speaker: (!speaker.is_empty()).then(|| (*speaker).to_owned()),
                speaker_kind: Some(SpeakerKind::Person),
                speaker_gender: None,
                role: Some("the minister".into()),
                cue: None,
                kind: QuoteKind::Direct,
                rule: "x".into(),
                confidence: 0.5,
                mention: None,
            })
            .collect();
        article
    })
}

fn row(number: usize) -> FileRow {
    let path = format!("{number}.txt");
    FileRow { root: "news".into(), path, size: 9, modified: 1, hash: 2, articles: number, skipped: vec!["\tempty".into(); number % 3] }
}

fn index(directory: &Path) -> Index {
    Index::builder().schema(engine_schema(IndexSchema::get())).tokenizers(tokenizers()).create_in_dir(directory).unwrap()
}

/// The document as one of the engine's own, with strings in the place of the body's words.
fn engine_document(document: &Document, article: Option<&Article>) -> TantivyDocument {
    let mut copy = TantivyDocument::new();
    let body = article.map(|article| article.body.as_str()).unwrap_or_default();
    let tokens = segment(body).tokens;
    let each_once = |names: Vec<&String>| {
        let mut once: Vec<&str> = Vec::new();
        names.into_iter().for_each(|name| {
            if !once.contains(&name.as_str()) {
                once.push(name)
            }
        });
        once.join("\u{1f}")
    };
    for (place, value) in document.values() {
        let field = engine_field(place);
        match value {
            Value::Text(text) => copy.add_text(field, text),
            Value::Number(number) => copy.add_i64(field, number),
            Value::Id(id) => copy.add_u64(field, id),
            Value::Opening { words, language } => {
                let end = tokens[..words as usize].last().map_or(0, |last| last.end as usize);
                copy.add_text(field, format!("{}{}", language.mark(), &body[..end]));
            }
            Value::Place => copy.add_text(field, each_once(article.unwrap().place.iter().flat_map(|place| &place.place.names).collect())),
            Value::Body | Value::Details | Value::Findings => {}
            Value::Mentions => {
                copy.add_text(field, each_once(article.unwrap().mentions.iter().flat_map(|mention| &mention.place.names).collect()))
            }
        }
    }
    copy
}

fn written_by_the_engine(directory: &Path, articles: &[Article]) {
    let index = index(directory);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    let (mut maker, mut document) = (DocumentMaker::default(), Document::default());
    let mut batch = Vec::new();
    for article in articles {
        maker.write_article(article, &segment(&article.body), &mut document);
        batch.push(tantivy::indexer::UserOperation::Add(engine_document(&document, Some(article))));
    }
    // Ours come last, whenever they are given.
    for number in 0..articles.len() {
        maker.write_file(&row(number), &mut document);
        batch.push(tantivy::indexer::UserOperation::Add(engine_document(&document, None)));
    }
    writer.run(batch).unwrap();
    writer.commit().unwrap();
}

fn written_by_us(directory: &Path, articles: &[Article]) {
    let index = index(directory);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    let mut analysis = Analysis::new(&index).unwrap();
    let mut packer = Packer::new(None).unwrap();
    let mut builder = SegmentBuilder::new(&index, &mut analysis, &mut packer, &NewSegments::default()).unwrap();
    for (number, article) in articles.iter().enumerate() {
        builder.add_article(article, &segment(&article.body)).unwrap();
        builder.add_file(row(number));
    }
    writer.add_segment(builder.finish().unwrap()).unwrap();
    writer.commit().unwrap();
}

/// The files of the only segment, each under the end of its name.
fn files(directory: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let index = Index::open_in_dir(directory).unwrap();
    let [segment] = &index.searchable_segments().unwrap()[..] else { panic!("not one segment") };
    let file = |(name, component)| (name, segment.open_read(component).unwrap().read_bytes().unwrap().to_vec());
    [("norms", FieldNorms), ("terms", Terms), ("postings", Postings), ("positions", Positions), ("columns", FastFields)].map(file).into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn a_segment_has_the_bytes_that_the_engine_would_write(articles in prop::collection::vec(article(), 1..40)) {
        let (theirs, ours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        written_by_the_engine(theirs.path(), &articles);
        written_by_us(ours.path(), &articles);
        for (their, our) in files(theirs.path()).into_iter().zip(files(ours.path())) {
            prop_assert!(their == our, "{} differ", their.0);
        }
    }
}
