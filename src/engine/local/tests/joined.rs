//! Surnames joined to the persons of the archive.

use super::*;

#[test]
fn a_surname_alone_is_joined_to_the_one_who_bears_it() {
    let said =
        |path, day, words: &str, speaker| story(path, "en", "A story", words).on(day, Precision::Day).quoting(words, Some(speaker), None).0;
    let mut org = said("5.txt", "2017-05-01", "We are a company.", "Merk");
    org.quotes[0].speaker_kind = Some(SpeakerKind::Organisation);
    let stories = vec![
        said("1.txt", "2017-03-01", "I said it in full.", "Anna Merk"),
        said("2.txt", "2017-04-01", "I said it in short.", "Merk"),
        said("3.txt", "2012-04-01", "I said it long ago.", "Merk"),
        said("4.txt", "1990-04-01", "I am somebody else.", "Otto Merk"),
        org,
    ];
    let other_way: Vec<Article> = stories.iter().rev().cloned().collect();
    for stories in [stories, other_way] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("index");
        writer(&path).ingest(&root(), &mut add(stories)).unwrap();
        let engine = LocalEngine::open(&path).unwrap();
        let anna = text(&["speaker"], &[plain("anna"), plain("merk")]);
        assert_eq!(sorted_paths(&engine, anna.clone()), ["1.txt", "2.txt"]);
        assert_eq!(sorted_paths(&engine, text(&["speaker"], &[plain("otto"), plain("merk")])), ["4.txt"]);
        let as_given = ["anna", "merk"].map(|word| Word::Exact(word.into()));
        assert_eq!(sorted_paths(&engine, text(&["speaker"], &as_given)), ["1.txt"]);
        let hits = engine.search(&request(anna.clone(), DocumentKind::Article)).unwrap().hits;
        let mut joined: Vec<_> = hits
            .map(|hit| if let Hit::Article(hit) = hit.unwrap() { (hit.origin.path, hit.joined) } else { panic!("no article") })
            .collect();
        joined.sort();
        assert_eq!(joined, [("1.txt".to_owned(), vec![]), ("2.txt".to_owned(), vec!["Anna Merk".to_owned()])]);
        let hits = engine.search(&request(anna, DocumentKind::Quote)).unwrap().hits;
        let mut joined: Vec<_> =
            hits.map(|hit| if let Hit::Quote(hit) = hit.unwrap() { (hit.speaker, hit.joined) } else { panic!("no quote") }).collect();
        joined.sort();
        assert_eq!(joined, [(Some("Anna Merk".to_owned()), None), (Some("Merk".to_owned()), Some("Anna Merk".to_owned()))]);
        let counts = engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, limit: None, offset: 0 }).unwrap();
        let counts: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.joined, value.quotes)).collect();
        assert_eq!(counts, [("Anna Merk", 2, 1, 2), ("Merk", 2, 0, 2), ("Otto Merk", 1, 0, 1)]);
    }
}
