//! Explanations of hits add up to their scores, and errors say what they are.

use std::path::Path;

use tantivy::directory::error::LockError;

use super::near::{index_of, read};
use super::{request, stories};
use crate::engine::local::damage::damaged;
use crate::engine::{Engine, Recent, SearchRequest};
use crate::error::Error;
use crate::results::{Expansion, Hit};
use crate::schema::DocumentKind;

#[test]
fn explanations_add_up_to_the_score() {
    let (_home, engine) = index_of(stories());
    for (query, find, path, expected) in [
        ("useless", DocumentKind::Article, "2017/a.txt", vec!["useless in headline, once", "useless in body, once"]),
        (
            "(talks putin) OR nowhere",
            DocumentKind::Article,
            "2017/a.txt",
            vec!["talks in body, once", "putin in headline, once", "putin in body, once", "talks near putin"],
        ),
        ("(talks nowhere) OR useless^3", DocumentKind::Article, "2017/a.txt", vec!["useless in headline, once", "useless in body, once"]),
        (
            "sanctions w/4 useless NOT gas",
            DocumentKind::Article,
            "2017/a.txt",
            vec!["sanctions w/4 useless in headline, once", "sanctions w/4 useless in body, once"],
        ),
        (
            "atleast3(sanction) speaker:putin",
            DocumentKind::Article,
            "2017/a.txt",
            vec!["atleast3(sanction) in headline, once", "atleast3(sanction) in lead, once", "atleast3(sanction) in body, 2 times"],
        ),
        ("headline:putin useless", DocumentKind::Quote, "2017/a.txt", vec!["useless in said, once"]),
        ("quote:(speaker:putin useless)", DocumentKind::Article, "2017/a.txt", vec!["useless in said of quote 1, once"]),
        (
            "quote:(useless)^2 OR help",
            DocumentKind::Article,
            "2017/a.txt",
            vec!["useless in said of quote 1, once", "help in lead, once", "help in body, once"],
        ),
        ("place:russia", DocumentKind::Article, "2017/a.txt", vec![]),
    ] {
        let asked = SearchRequest { explain: true, ..request(read(query, find), find) };
        let hit = engine.search(&asked).unwrap().hits.next().unwrap().unwrap();
        let (found, score, explanation) = match hit {
            Hit::Article(hit) => (hit.origin.path, hit.score, hit.explanation),
            Hit::Quote(hit) => (hit.origin.path, hit.score, hit.explanation),
        };
        assert_eq!(found, path, "{query}");
        let explanation = explanation.unwrap_or_default();
        let (scores, lines): (Vec<f32>, Vec<&str>) = explanation
            .lines()
            .map(|line| line.split_once("  ").unwrap())
            .map(|(score, line)| (score.parse::<f32>().unwrap(), line))
            .unzip();
        let Some((&total, parts)) = scores.split_last() else {
            assert!(expected.is_empty(), "{query}");
            continue;
        };
        assert_eq!(lines, [&expected[..], &["in all"]].concat(), "{query}");
        let sum: f32 = parts.iter().sum();
        assert!((sum - score).abs() <= 0.01 * parts.len() as f32, "{query}: {sum} is not {score}");
        assert!((total - score).abs() <= 0.01, "{query}: {total} is not {score}");
    }
}

#[test]
fn age_is_a_factor_of_the_explanation() {
    let (_home, engine) = index_of(stories());
    for find in [DocumentKind::Article, DocumentKind::Quote] {
        let query = read("useless", find);
        let plain = engine.search(&request(query.clone(), find)).unwrap().hits.next().unwrap().unwrap();
        let today = "2017-09-07".parse().unwrap();
        let asked = SearchRequest { explain: true, recent: Some(Recent { today, half_life: 1 }), ..request(query, find) };
        let hit = engine.search(&asked).unwrap().hits.next().unwrap().unwrap();
        let explanation = explanation_of(&hit);
        let tail: Vec<&str> = explanation.lines().rev().take(2).collect();
        assert_eq!(tail[1], "×1.50  1 day old", "{explanation}");
        assert_eq!(tail[0], format!("{:.2}  in all", score_of(&hit)), "{explanation}");
        assert!((score_of(&hit) / score_of(&plain) - 1.5).abs() < 1e-3, "{explanation}");
    }
}

fn score_of(hit: &Hit) -> f32 {
    match hit {
        Hit::Article(hit) => hit.score,
        Hit::Quote(hit) => hit.score,
    }
}

fn explanation_of(hit: &Hit) -> String {
    let explanation = match hit {
        Hit::Article(hit) => &hit.explanation,
        Hit::Quote(hit) => &hit.explanation,
    };
    explanation.clone().unwrap_or_default()
}

#[test]
fn patterns_tell_their_forms() {
    let (_home, engine) = index_of(stories());
    let asked =
        SearchRequest { explain: true, ..request(read("san?tion* NOT inflasion~1 talks", DocumentKind::Article), DocumentKind::Article) };
    let expansions = engine.search(&asked).unwrap().expansions;
    let told: Vec<String> =
        expansions.iter().map(|Expansion { word, forms, others, counted }| format!("{word} {forms:?} {others} {counted}")).collect();
    let sanctions = r#"san?tion* [("sanction", 2), ("Sanctions", 1), ("Sanktionen", 1), ("sanctions", 1)] 0 articles"#;
    assert_eq!(told, [sanctions, r#"inflasion~1 [("inflation", 1)] 0 articles"#]);
}

#[test]
fn patterns_of_names_values_and_quotes_tell_theirs() {
    let (_home, engine) = index_of(stories());
    let query = "quote:(said:useles* speaker:put*) OR place:ber* OR byline:zz* OR headline:sanc*";
    let asked = SearchRequest { explain: true, ..request(read(query, DocumentKind::Article), DocumentKind::Article) };
    let told: Vec<String> =
        engine.search(&asked).unwrap().expansions.iter().map(|one| format!("{} {:?} {}", one.word, one.forms, one.counted)).collect();
    let expected = [
        r#"said:useles* [("useless", 1)] quotes"#,
        r#"speaker:put* [("putin", 1)] articles"#,
        r#"place:ber* [("berlin", 1)] articles"#,
        "byline:zz* [] articles",
        r#"headline:sanc* [("Sanctions", 1)] articles"#,
    ];
    assert_eq!(told, expected);
}

#[test]
fn errors_of_the_engine_do_not_pass_for_limits_of_it() {
    let path = Path::new("index");
    let lost = tantivy::TantivyError::InvalidArgument("document 3 does not match".into());
    assert!(matches!(damaged(path, &lost), Error::Damaged { .. }));
    let io = tantivy::TantivyError::from(std::io::Error::other("gone"));
    assert!(matches!(damaged(path, &io), Error::Damaged { .. }));
    // Opening tries again where the index seems damaged, and not where it may not be read.
    let unlocked = |kind: std::io::ErrorKind| tantivy::TantivyError::from(LockError::wrap_io_error(kind.into()));
    assert!(matches!(damaged(path, &unlocked(std::io::ErrorKind::NotFound)), Error::Damaged { .. }));
    assert!(
        matches!(damaged(path, &unlocked(std::io::ErrorKind::StorageFull)), Error::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull)
    );
}
