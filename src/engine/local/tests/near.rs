//! Proximity, counts and their marks: by tables on a handful of texts.

use chrono::NaiveDate;

use super::{add, paths, request, root, stories, story, writer};
use crate::article::Article;
use crate::engine::local::LocalEngine;
use crate::engine::{Engine, PassageOptions, SearchRequest};
use crate::query::{Node, ParseOptions, parse};
use crate::results::Hit;
use crate::schema::DocumentKind;

pub(super) fn read(query: &str, find: DocumentKind) -> Node {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).unwrap();
    let options = ParseOptions { any: false, exact: false, find, today, canonical_place: &|_| Vec::new() };
    parse(query, &options).unwrap_or_else(|errors| panic!("{query}: {errors:?}")).node
}

pub(super) fn index_of(articles: Vec<Article>) -> (tempfile::TempDir, LocalEngine) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".dateline");
    writer(&path).ingest(&root(), &mut add(articles)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    (home, engine)
}

/// The one story's marks where it is found, bracketed in its text; `None` where it is not found.
fn bracketed(engine: &LocalEngine, query: &str) -> Option<String> {
    let passages = PassageOptions { count: 50, context: 50, each_match: false };
    let asked = SearchRequest { passages, ..request(read(query, DocumentKind::Article), DocumentKind::Article) };
    let Hit::Article(hit) = engine.search(&asked).unwrap().hits.next()?.unwrap() else { panic!("not an article") };
    let mut out = String::new();
    for passage in hit.passages {
        let mut characters = passage.text.chars();
        let mut at = 0;
        for (start, end) in passage.marks {
            out.extend(characters.by_ref().take(start - at));
            out.push('[');
            out.extend(characters.by_ref().take(end - start));
            out.push(']');
            at = end;
        }
        out.extend(characters);
    }
    Some(out)
}

/// A query, and the text with its marks in brackets if it is found.
type Case = (&'static str, Option<&'static str>);

#[test]
fn what_is_near_is_found_and_marked() {
    let cases: &[(&str, &[Case])] = &[
        (
            "The bank denied fraud. A court fined the bank.",
            &[
                ("bank w/2 fraud", Some("The [bank] denied [fraud]. A court fined the bank.")),
                ("bank w/1 fraud", None),
                ("bank w/5 court", Some("The [bank] denied fraud. A [court] fined the [bank].")),
                ("fraud pre/2 bank", None),
                ("bank pre/2 fraud", Some("The [bank] denied [fraud]. A court fined the bank.")),
                ("fraud w/s bank", Some("The [bank] denied [fraud]. A court fined the bank.")),
                ("fraud pre/s bank", None),
                ("fraud w/s court", None),
                ("fraud w/p court", Some("The bank denied [fraud]. A [court] fined the bank.")),
                ("fraud not w/s court", Some("The bank denied [fraud]. A court fined the bank.")),
                ("bank not w/2 fraud", Some("The bank denied fraud. A court fined the [bank].")),
                ("bank not w/9 fraud", None),
                ("bank not pre/9 fraud", Some("The bank denied fraud. A court fined the [bank].")),
                ("(bank OR court) w/1 (fined OR denied)", Some("The [bank] [denied] fraud. A [court] [fined] the bank.")),
                ("\"the bank\" w/2 fraud", Some("[The bank] denied [fraud]. A court fined the bank.")),
                ("fin* w/2 bank", Some("The bank denied fraud. A court [fined] the [bank].")),
                ("froud~1 w/2 =denied", Some("The bank [denied] [fraud]. A court fined the bank.")),
                ("=denies w/2 fraud", None),
                ("bank w/2 fraud w/2 court", Some("The [bank] denied [fraud]. A [court] fined the bank.")),
                ("(bank w/5 court) w/1 fraud", None),
                ("(bank w/5 court) w/2 fraud", Some("The [bank] denied [fraud]. A [court] fined the [bank].")),
                ("bank w/9 bank", Some("The [bank] denied fraud. A court fined the [bank].")),
                ("fraud w/9 fraud", None),
                ("\"bank denied\" w/3 denied", None),
                ("(bank OR \"bank denied\") w/3 denied", Some("The [bank] [denied] fraud. A court fined the bank.")),
                ("bank w/3 nowhere", None),
                ("bank not w/3 nowhere", Some("The [bank] denied fraud. A court fined the [bank].")),
                ("nowhere not w/3 bank", None),
                ("NOT bank w/1 fraud", Some("The bank denied fraud. A court fined the bank.")),
                ("bank NOT bank w/2 fraud", None),
                ("body:(bank w/2 fraud)", Some("The [bank] denied [fraud]. A court fined the bank.")),
                ("headline:(bank w/2 fraud)", None),
                ("(bank zebra) OR court", Some("The bank denied fraud. A [court] fined the bank.")),
                ("(bank fraud) OR zebra", Some("The [bank] denied [fraud]. A court fined the [bank].")),
                ("(fraud NOT bank) OR court", Some("The bank denied fraud. A [court] fined the bank.")),
                ("(bank lang:de) OR court", Some("The bank denied fraud. A [court] fined the bank.")),
                ("court ((bank zebra) OR fraud^2)", Some("The bank denied [fraud]. A [court] fined the bank.")),
                ("(court (zebra OR fraud)) OR zebra", Some("The bank denied [fraud]. A [court] fined the bank.")),
                ("atleast3(bank) OR court", Some("The bank denied fraud. A [court] fined the bank.")),
                ("atleast2(bank)", Some("The [bank] denied fraud. A court fined the [bank].")),
                ("atleast3(bank)", None),
                ("atleast3(bank OR court)", Some("The [bank] denied fraud. A [court] fined the [bank].")),
                ("atleast2(\"the bank\")", Some("[The bank] denied fraud. A court fined [the bank].")),
                ("atleast4(bank OR court OR \"the bank\")", Some("[The bank] denied fraud. A [court] fined [the bank].")),
            ],
        ),
        (
            "The minister spoke.\n\nThe dam broke in the night.",
            &[
                ("spoke w/9 dam", None),
                ("minister w/p dam", None),
                ("spoke not w/9 dam", Some("The minister [spoke].\n\nThe dam broke in the night.")),
                ("lead:spoke", Some("The minister [spoke].\n\nThe dam broke in the night.")),
                ("lead:the", Some("[The] minister spoke.\n\nThe dam broke in the night.")),
                ("lead:(minister w/s spoke)", Some("The [minister] [spoke].\n\nThe dam broke in the night.")),
            ],
        ),
        (
            "東京都知事は会談した。北京2022は終わった。",
            &[
                ("東京 w/4 会談", None),
                ("東京 w/5 会談", Some("[東京]都知事は[会談]した。北京2022は終わった。")),
                ("会談 w/s 北京", None),
                ("会談 w/p 北京", Some("東京都知事は[会談]した。[北京]2022は終わった。")),
                ("北京2022", Some("東京都知事は会談した。[北京2022]は終わった。")),
            ],
        ),
    ];
    for (body, cases) in cases {
        let (_home, engine) = index_of(vec![story("a.txt", "en", "A story", body).0]);
        for (query, expected) in *cases {
            assert_eq!(bracketed(&engine, query).as_deref(), *expected, "{query}");
        }
    }
}

#[test]
fn proximity_reaches_quotes_and_their_articles() {
    let body = "“The dam will hold this winter,” said Nora Hale. “Not the bridge. The dam is old,” said Ben Roe.";
    let dam = story("a.txt", "en", "Dam and bridge", body)
        .quoting("The dam will hold this winter,", Some("Nora Hale"), None)
        .quoting("Not the bridge. The dam is old,", Some("Ben Roe"), None)
        .0;
    let (_home, engine) = index_of(vec![dam]);
    for (query, find, expected) in [
        ("dam w/3 hold", DocumentKind::Quote, vec!["1 a.txt"]),
        ("bridge w/s dam", DocumentKind::Quote, vec![]),
        ("bridge w/p dam", DocumentKind::Quote, vec!["2 a.txt"]),
        ("dam not w/s bridge", DocumentKind::Quote, vec!["1 a.txt", "2 a.txt"]),
        ("dam not w/p bridge", DocumentKind::Quote, vec!["1 a.txt"]),
        ("headline:(dam w/2 bridge)", DocumentKind::Quote, vec!["1 a.txt", "2 a.txt"]),
        ("atleast2(the)", DocumentKind::Quote, vec!["2 a.txt"]),
        ("quote:(speaker:roe (bridge w/3 dam))", DocumentKind::Article, vec!["a.txt"]),
        ("quote:(speaker:hale (bridge w/3 dam))", DocumentKind::Article, vec![]),
        ("quote:(speaker:hale atleast1(dam))", DocumentKind::Quote, vec!["1 a.txt"]),
        ("speaker:(nora w/1 hale)", DocumentKind::Quote, vec!["1 a.txt"]),
    ] {
        let mut found = paths(&engine, &request(read(query, find), find));
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn what_is_asked_of_one_quote_ranks_articles_by_their_best() {
    let said = |path: &str, words: &[&str]| {
        let quotes: Vec<String> = words.iter().map(|words| format!("“{words},” said Nora Hale.")).collect();
        let story = story(path, "en", "Town hall", &format!("The mayor spoke. {}", quotes.join(" ")));
        words.iter().fold(story, |story, words| story.quoting(&format!("{words},"), Some("Nora Hale"), None)).0
    };
    let long = "The dam is one of many things that we will look at in the coming weeks and months";
    let stories = [
        said("long.txt", &[long]),
        said("twice.txt", &["A dam is a dam and that is that"]),
        said("many.txt", &["We saw a dam and a lake", "We saw a dam and a hill", "We saw a dam and a road"]),
        said("none.txt", &["We saw no lake"]),
    ];
    let (_home, engine) = index_of(stories.to_vec());
    for (query, expected) in [
        ("quote:(dam)", vec!["twice.txt", "many.txt", "long.txt"]),
        ("quote:(speaker:hale dam)^2", vec!["twice.txt", "many.txt", "long.txt"]),
        ("quote:(dam) OR \"no lake\"^100", vec!["none.txt", "twice.txt", "many.txt", "long.txt"]),
    ] {
        assert_eq!(paths(&engine, &request(read(query, DocumentKind::Article), DocumentKind::Article)), expected, "{query}");
    }
}

#[test]
fn what_nothing_has_is_told_with_what_is_like_it() {
    let (_home, engine) = index_of(stories());
    for (query, expected) in [
        ("speaker:putn", vec!["speaker putn: Vladimir Putin 1"]),
        ("speaker:\"vladimir ptuin\"", vec!["speaker vladimir ptuin: Vladimir Putin 1"]),
        ("speaker:vladi", vec!["speaker vladi: Vladimir Putin 1"]),
        ("speaker:putin place:berlim", vec!["place berlim: berlin 1"]),
        ("quote:(speaker:merck said:talks)", vec!["speaker merck: Anna Merk 1"]),
        ("source:nortwire", vec!["source nortwire: Northwire 6"]),
        ("source:tass OR lang:fr", vec!["source tass: or Northwire 6", "lang fr: or en 4, or de 1, or zh 1"]),
        ("role:chanselor", vec!["role chanselor: Chancellor 1"]),
        ("path:2016/*", vec!["path 2016/*:"]),
        ("sancton talk", vec![" sancton: sanction 4"]),
        ("\"sancton talk\" -speaker:nobody", vec![" sancton: sanction 4"]),
        ("\"sancton\"", vec![" sancton: sanction 4"]),
        ("talks w/5 sancton", vec![" sancton: sanction 4"]),
        ("headline:sancton", vec!["headline sancton: Sanctions 1"]),
        ("hlead:sancton", vec!["headline or lead sancton: Sanctions 4"]),
        ("quote:(said:usless)", vec!["said usless: useless 1"]),
        ("=Useless =putin", vec![" =Useless: =useless 1", " =putin: =Putin 1"]),
        ("speaker:putin speaker:merk", vec![]),
        ("zq*", vec![" zq*:"]),
    ] {
        let find = if query.starts_with("role") { DocumentKind::Quote } else { DocumentKind::Article };
        let told = engine.absent(&read(query, find), find).unwrap().into_iter().map(|absent| {
            let alike = absent.alike.iter().map(|(value, count)| format!("{value} {count}"));
            let others = absent.others.iter().map(|(value, count)| format!("or {value} {count}"));
            let values: Vec<String> = alike.chain(others).collect();
            format!("{} {}: {}", absent.field, absent.value, values.join(", ")).trim_end().to_owned()
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{query}");
    }
}

/// A text of so many different words that begin with `z`, from the `from`th on.
fn many_words(from: u32, count: u32) -> String {
    let letter = |digit: u32| char::from_u32('a' as u32 + digit % 26).unwrap();
    let word = |number: u32| format!("z{}{}{}{}", letter(number), letter(number / 26), letter(number / 676), letter(number / 17_576));
    (from..from + count).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn how_many_words_a_pattern_may_fit_does_not_depend_on_segments() {
    let stories = |second: u32| {
        let text = |from| format!("One z{} two.", many_words(from, 11_000));
        vec![story("a.txt", "en", "A", &text(0)).0, story("b.txt", "en", "B", &text(second)).0]
    };
    // Words of two texts: all different, or all the same.
    for (second, is_refused) in [(11_000, true), (0, false)] {
        for segments in [1, 2] {
            let home = tempfile::tempdir().unwrap();
            let path = home.path().join(".dateline");
            let chunk = 2 / segments;
            for articles in stories(second).chunks(chunk) {
                writer(&path).ingest(&root(), &mut add(articles.to_vec())).unwrap();
            }
            let engine = LocalEngine::open(&path).unwrap();
            assert_eq!(engine.searcher().segment_readers().len(), segments);
            let find = DocumentKind::Article;
            for query in ["\"z* two\"", "z* w/1 two", "atleast2(z*)"] {
                match engine.search(&request(read(query, find), find)) {
                    Ok(answer) => assert!(!is_refused && answer.summary.total == 2, "{query} in {segments} segments"),
                    Err(error) => {
                        let told = error.to_string();
                        assert!(is_refused && told.contains("z* fits more than 20000 different words"), "{query} in {segments}: {told}");
                    }
                }
            }
            let alone = SearchRequest { explain: true, ..request(read("z*", find), find) };
            let answer = engine.search(&alone).unwrap();
            assert_eq!(answer.summary.total, 2);
            assert_eq!(answer.hits.filter_map(Result::ok).count(), 2);
        }
    }
}
