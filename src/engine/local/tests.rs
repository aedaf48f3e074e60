//! The engine from articles to answers, on an archive of a handful of stories.

mod damage;
mod explain;
mod joined;
mod joined_twin;
mod near;
mod packing;
mod quotes;
mod segment;
mod twin;
mod whole;
mod windows;
mod writing;

use std::ops::Range;
use std::path::Path;

use chrono::NaiveDate;

pub(super) use self::quotes::voices;
use super::{LocalEngine, WriteOptions};
use crate::analysis::segment::segment;
use crate::article::{
    Article, ArticleDate, ArticlePlace, DateFrom, Evidence, Gender, Place, PlaceFrom, Precision, Quote, QuoteKind, Speaker, SpeakerFrom,
    SpeakerKind, Uid,
};
use crate::engine::{Change, Engine, PassageOptions, PlaceLevel, Reading, RootEntry, SearchRequest, Sort, Values, ValuesRequest};
use crate::error::Error;
use crate::query::Node;
use crate::query::tree::{DateSpan, NumberRange, Text, Undated, Value, Word};
use crate::results::{Apart, Hit, TakenFor};
use crate::schema::DocumentKind;
use crate::schema::documents::{FileKey, FileRow};

/// Builds an article step by step.
struct Story(Article);

fn story(path: &str, lang: &str, headline: &str, body: &str) -> Story {
    Story(Article {
        uid: Uid::of("news", path, None),
        root: "news".into(),
        path: path.into(),
        record: None,
        headline: Some(headline.into()),
        byline: Vec::new(),
        lead_len: body.find("\n\n").unwrap_or(body.len()),
        body: body.into(),
        words: body.split_whitespace().count(),
        source: Some("Northwire".into()),
        section: None,
        lang: Some(lang.into()),
        url: None,
        date: None,
        place: None,
        mentions: Vec::new(),
        speakers: Vec::new(),
        quotes: Vec::new(),
        unknown_fields: Vec::new(),
        considered: Vec::new(),
    })
}

impl Story {
    fn on(mut self, day: &str, precision: Precision) -> Self {
        let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap();
        let evidence = Evidence::default();
        self.0.date = Some(ArticleDate { day, time: None, zone: None, precision, from: DateFrom::Text, evidence });
        self
    }

    fn from(mut self, city: &str, country: &str, names: &[&str]) -> Self {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        let place = Place { city: Some(city.to_owned().into()), country: Some(country.to_owned().into()), names, ..Place::default() };
        self.0.place = Some(ArticlePlace { place, from: PlaceFrom::Dateline, evidence: Evidence::default() });
        self
    }

    fn quoting(mut self, words: &str, speaker: Option<&str>, role: Option<&str>) -> Self {
        let start = self.0.body.find(words).unwrap();
        let span: Range<usize> = start..start + words.len();
        if let Some(name) = speaker {
            self.0.speakers.push(Speaker { name: name.into(), from: SpeakerFrom::Quote });
        }
        self.0.quotes.push(Quote {
            words: words.into(),
            span,
            speaker: speaker.map(Into::into),
            speaker_kind: speaker.map(|_| SpeakerKind::Person),
            speaker_gender: None,
            role: role.map(Into::into),
            cue: Some("said".into()),
            kind: QuoteKind::Direct,
            rule: "quote-name-verb".into(),
            confidence: 0.9,
            mention: None,
        });
        self
    }
}

fn stories() -> Vec<Article> {
    let putin =
        "VLADIVOSTOK, Russia - Sanctions will not help, the president said.\n\n“Sanctions are useless,” said Vladimir Putin. Talks go on.";
    let merkel = "BERLIN - Chancellor Anna Merk opposed a sanction on gas.\n\n“We want talks about inflation,” she said.";
    let german = "Die Sanktionen treffen die Häuser der Stadt.";
    let chinese = "北京市长与东京都知事会谈。";
    let undated = "Nothing is known about this sanction or its day.";
    let vague = "An almanac of sanctions.";
    vec![
        story("2017/a.txt", "en", "Sanctions useless, says Putin", putin)
            .on("2017-09-06", Precision::Minute)
            .from("Vladivostok", "RU", &["vladivostok", "russia", "ru", "europe"])
            .quoting("Sanctions are useless,", Some("Vladimir Putin"), Some("President"))
            .0,
        story("2017/b.txt", "en", "Merk for talks", merkel)
            .on("2017-11-01", Precision::Day)
            .from("Berlin", "DE", &["berlin", "germany", "de", "europe"])
            .quoting("We want talks about inflation,", Some("Anna Merk"), Some("Chancellor"))
            .0,
        story("2018/c.txt", "de", "Sanktionen", german).on("2018-01-10", Precision::Day).0,
        story("2018/d.txt", "zh", "会谈", chinese).on("2018-02-01", Precision::Day).0,
        story("e.txt", "en", "Undated", undated).0,
        story("f.txt", "en", "Almanac", vague).on("2017-01-01", Precision::Year).0,
    ]
}

fn row(article: &Article) -> FileRow {
    FileRow { root: article.root.clone(), path: article.path.clone(), size: 10, modified: 1, hash: 7, articles: 1, skipped: Vec::new() }
}

fn root() -> Vec<RootEntry> {
    vec![RootEntry { name: "news".into(), path: ".".into(), reading: Reading::default(), rereading: false }]
}

fn add(articles: Vec<Article>) -> impl Iterator<Item = Change> {
    articles.into_iter().flat_map(|article| {
        let row = row(&article);
        let segments = segment(&article.body);
        [Change::Forget(row.key()), Change::Article(Box::new(article), segments), Change::Read(row)]
    })
}

fn writer(path: &Path) -> LocalEngine {
    LocalEngine::open_to_write(LocalEngine::lock(path).unwrap(), WriteOptions { rebuild: false, threads: 1 }).unwrap()
}

/// An index of [`stories`] in a temporary directory.
fn indexed() -> (tempfile::TempDir, LocalEngine) {
    indexed_stories(stories())
}

/// An index of stories in a temporary directory.
pub(super) fn indexed_stories(stories: Vec<Article>) -> (tempfile::TempDir, LocalEngine) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".dateline");
    writer(&path).ingest(&root(), &mut add(stories)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    (home, engine)
}

fn plain(word: &str) -> Word {
    Word::Plain(word.into())
}

fn text(fields: &[&str], words: &[Word]) -> Node {
    let fields = fields.iter().map(|&field| field.to_owned()).collect();
    Node::Text(Text { fields, words: words.to_vec(), slop: 0, span: None })
}

fn value(field: &str, of: &str, pattern: bool) -> Node {
    Node::Value(Value { field: field.into(), values: vec![of.into()], pattern, span: None })
}

fn date(first: &str, last: &str, undated: Undated) -> Node {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Node::Date(DateSpan { first: day(first), last: day(last), undated })
}

fn request(query: Node, find: DocumentKind) -> SearchRequest {
    let passages = PassageOptions { count: 1, context: 0, each_match: false };
    SearchRequest { query, find, sort: Sort::Relevance, recent: None, limit: Some(10), offset: 0, passages, explain: false }
}

fn paths(engine: &LocalEngine, request: &SearchRequest) -> Vec<String> {
    let results = engine.search(request).unwrap();
    let hits = results.hits.map(|hit| match hit.unwrap() {
        Hit::Article(hit) => hit.origin.path,
        Hit::Quote(hit) => hit.id.rsplit_once('-').unwrap().1.to_owned() + " " + &hit.origin.path,
    });
    hits.collect()
}

fn sorted_paths(engine: &LocalEngine, query: Node) -> Vec<String> {
    let mut found = paths(engine, &request(query, DocumentKind::Article));
    found.sort();
    found
}

#[test]
fn queries_find_what_they_say() {
    let (_home, engine) = indexed();
    let (a, b, c, d, e, f) = ("2017/a.txt", "2017/b.txt", "2018/c.txt", "2018/d.txt", "e.txt", "f.txt");
    let sanction = || text(&[], &[plain("sanction")]);
    let cases: Vec<(&str, Node, Vec<&str>)> = vec![
        ("any form of a word", sanction(), vec![a, b, e, f]),
        ("a form and no other", text(&[], &[Word::Exact("sanction".into())]), vec![b, e]),
        ("a form as capitalised", text(&[], &[Word::Exact("Sanctions".into())]), vec![a]),
        ("a phrase, stemmed", text(&[], &[plain("sanctions"), plain("is"), plain("useless")]), vec![]),
        ("a phrase", text(&[], &[plain("sanctions"), plain("are"), plain("useless")]), vec![a]),
        ("a pattern", text(&[], &[Word::Pattern("inflat*".into())]), vec![b]),
        ("a pattern longer than the stem", text(&[], &[Word::Pattern("sanktione?".into())]), vec![c]),
        ("a fuzzy word", text(&[], &[Word::Fuzzy("inflasion".into(), 1)]), vec![b]),
        ("another language's stems", text(&[], &[plain("haus")]), vec![c]),
        ("accents do not matter", text(&[], &[plain("hauser")]), vec![c]),
        ("ideographs", text(&[], &[plain("东京")]), vec![d]),
        ("one ideograph", text(&[], &[plain("京")]), vec![d]),
        ("ideographs of two words", text(&[], &[plain("京东")]), vec![]),
        ("one field", text(&["headline"], &[plain("sanctions")]), vec![a]),
        ("the lead", text(&["lead"], &[plain("sanction")]), vec![a, b, e, f]),
        ("both", Node::And(vec![sanction(), text(&[], &[plain("talks")])]), vec![a, b]),
        ("either", Node::Or(vec![text(&[], &[plain("haus")]), text(&[], &[plain("东京")])]), vec![c, d]),
        ("not", Node::And(vec![sanction(), Node::Not(Box::new(text(&[], &[plain("talks")])))]), vec![e, f]),
        ("only not", Node::Not(Box::new(sanction())), vec![c, d]),
        ("everything", Node::All, vec![a, b, c, d, e, f]),
        ("a speaker by part of the name", text(&["speaker"], &[plain("putin")]), vec![a]),
        ("a speaker by name", text(&["speaker"], &[plain("anna"), plain("merk")]), vec![b]),
        ("a place", value("place", "Russia", false), vec![a]),
        ("a pattern of paths", value("path", "2018/*", true), vec![c, d]),
        ("a language", value("lang", "de", false), vec![c]),
        ("a month", date("2017-09-01", "2017-09-30", Undated::Exclude), vec![a]),
        ("a year takes in what is as vague", date("2017-01-01", "2017-12-31", Undated::Exclude), vec![a, b, f]),
        ("open to the past", date("", "2017-10-31", Undated::Exclude), vec![a]),
        ("undated too", date("2018-01-01", "", Undated::Include), vec![c, d, e]),
        ("undated only", date("", "", Undated::Only), vec![e]),
        ("dated", date("", "", Undated::Exclude), vec![a, b, c, d, f]),
        ("with a quote", Node::Number(NumberRange { field: "quote".into(), min: Some(1), max: None }), vec![a, b]),
        ("with a place", Node::Has { field: "place".into() }, vec![a, b]),
    ];
    for (what, query, expected) in cases {
        assert_eq!(sorted_paths(&engine, query.clone()), expected, "{what}: {query:?}");
    }
}

#[test]
fn answers_come_in_the_order_and_pages_asked_for() {
    let (_home, engine) = indexed();
    let asked = |sort, offset, limit| SearchRequest { sort, offset, limit, ..request(Node::All, DocumentKind::Article) };
    let newest = ["2018/d.txt", "2018/c.txt", "2017/b.txt", "2017/a.txt", "f.txt", "e.txt"];
    assert_eq!(paths(&engine, &asked(Sort::Newest, 0, None)), newest);
    assert_eq!(paths(&engine, &asked(Sort::Newest, 2, Some(2))), newest[2..4]);
    assert_eq!(paths(&engine, &asked(Sort::Oldest, 0, Some(2))), ["f.txt", "2017/a.txt"]);
    assert_eq!(paths(&engine, &asked(Sort::Oldest, 5, None)), ["e.txt"]);
    let best = request(text(&[], &[plain("sanction")]), DocumentKind::Article);
    assert_eq!(paths(&engine, &best)[0], "2017/a.txt");
    let results = engine.search(&SearchRequest { limit: Some(1), ..best }).unwrap();
    assert_eq!((results.shown, results.summary.total), (1, 4));
}

#[test]
fn what_a_date_filter_leaves_out_is_counted() {
    let (_home, engine) = indexed();
    let sanction = || text(&[], &[plain("sanction")]);
    let autumn = |undated| date("2017-09-01", "2017-12-31", undated);
    let spring = || date("2018-03-01", "", Undated::Exclude);
    for (query, expected) in [
        (Node::And(vec![sanction(), autumn(Undated::Exclude)]), (2, 1, 1)),
        (Node::And(vec![sanction(), autumn(Undated::Include)]), (3, 0, 1)),
        (Node::And(vec![sanction(), Node::Or(vec![autumn(Undated::Exclude), spring()])]), (2, 1, 1)),
        (Node::Or(vec![Node::And(vec![sanction(), autumn(Undated::Exclude)]), sanction()]), (4, 0, 0)),
        (Node::And(vec![sanction(), Node::Not(Box::new(autumn(Undated::Exclude)))]), (2, 0, 0)),
        (sanction(), (4, 0, 0)),
    ] {
        let summary = engine.search(&request(query.clone(), DocumentKind::Article)).unwrap().summary;
        assert_eq!((summary.total, summary.undated, summary.too_vague), expected, "{query}");
        let counted =
            engine.count_values(&ValuesRequest { query, values: Values::Sources, called: None, limit: None, offset: 0 }).unwrap().summary;
        assert_eq!(counted, summary);
    }
}

#[test]
fn values_are_counted_with_their_quotes_and_days() {
    let (_home, engine) = indexed();
    let count = |values| engine.count_values(&ValuesRequest { query: Node::All, values, called: None, limit: None, offset: 0 }).unwrap();
    let speakers = count(Values::Speakers);
    let first = &speakers.values[0];
    assert_eq!(
        (first.value.as_str(), first.articles, first.quotes, first.roles.as_slice()),
        ("Anna Merk", 1, 1, &["Chancellor".to_owned()][..])
    );
    assert_eq!(first.first_day, NaiveDate::from_ymd_opt(2017, 11, 1));
    assert_eq!((speakers.total, speakers.without, speakers.summary.total), (2, 4, 6));
    let places = count(Values::Places(PlaceLevel::City)).values;
    assert_eq!(places.iter().map(|place| place.value.as_str()).collect::<Vec<_>>(), ["Berlin, DE", "Vladivostok, RU"]);
    assert_eq!(count(Values::Sources).values[0].articles, 6);
}

#[test]
fn an_article_comes_back_as_it_went_in() {
    let (_home, engine) = indexed();
    for mut article in stories() {
        let id = article.uid.to_string();
        if let Some(place) = &mut article.place {
            place.place.names.clear();
        }
        assert_eq!(engine.fetch(&id).unwrap(), article);
        assert_eq!(engine.fetch(&id[..10]).unwrap().path, article.path);
    }
    assert!(matches!(engine.fetch("zzzz"), Err(Error::UnknownId { .. })));
    assert!(matches!(engine.fetch("0000000000000000"), Err(Error::UnknownId { .. })));
}

#[test]
fn what_is_no_index_of_this_version_is_refused() {
    let home = tempfile::tempdir().unwrap();
    assert!(matches!(LocalEngine::open(home.path()), Err(Error::NotAnIndex { .. })));
    let (home, engine) = indexed();
    let path = home.path().join(".dateline");
    let meta = engine.generation.join("meta.json");
    let fingerprint = crate::schema::IndexSchema::get().fingerprint();
    super::seal::rewrite(&meta, |text| text.replace(&fingerprint, "0000000000000000"));
    assert!(matches!(LocalEngine::open(&path), Err(Error::OtherVersion { .. })));
    std::fs::write(&meta, "{").unwrap();
    assert!(matches!(LocalEngine::open(&path), Err(Error::Damaged { .. })));
    std::fs::write(path.join("current"), "../elsewhere").unwrap();
    assert!(matches!(LocalEngine::open(&path), Err(Error::Damaged { .. })));
}

#[test]
fn what_articles_do_not_have_is_said() {
    let (_home, engine) = indexed();
    let asked = request(text(&["said"], &[plain("talks")]), DocumentKind::Article);
    let Err(error) = engine.search(&asked) else { panic!("articles say nothing") };
    assert_eq!(
        error.to_string(),
        "the local engine cannot do this: articles have no said; it is searched with `dateline quotes` or quote:( )"
    );
}
