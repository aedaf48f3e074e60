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
        let counts = engine
            .count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 })
            .unwrap();
        let counts: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.joined, value.quotes)).collect();
        assert_eq!(counts, [("Anna Merk", 2, 1, 2), ("Merk", 2, 0, 2), ("Otto Merk", 1, 0, 1)]);
    }
}

#[test]
fn a_surname_is_never_joined_to_somebody_else_of_that_name() {
    let said = |path, speaker, gender, role: Option<&str>| {
        let mut story =
            story(path, "en", "A story", "I said it.").on("2017-03-01", Precision::Day).quoting("I said it.", Some(speaker), role).0;
        story.quotes[0].speaker_gender = gender;
        story
    };
    let (he, she) = (Some(Gender::Male), Some(Gender::Female));
    let stories = vec![
        said("0.txt", "Bill Merk", he, Some("President")),
        said("1.txt", "WILLIAM MERK", None, None),
        said("mr.txt", "Merk", he, None),
        said("none.txt", "Merk", None, Some("the former president")),
        said("mrs.txt", "Merk", she, None),
        said("she.txt", "Merk", Some(Gender::PerhapsFemale), None),
        said("doctor.txt", "Merk", None, Some("Dr.")),
        said("new.txt", "Merk", None, Some("a local man")),
        said("kin.txt", "Merk", he, Some("his brother")),
    ];
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("index");
    writer(&path).ingest(&root(), &mut add(stories)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    let found = |first: &str| sorted_paths(&engine, text(&["speaker"], &[plain(first), plain("merk")]));
    assert_eq!(found("bill"), ["0.txt", "1.txt", "mr.txt", "none.txt"]);
    assert_eq!(found("william"), ["0.txt", "1.txt", "mr.txt", "none.txt"]);
    assert_eq!(found("mr"), ["0.txt", "1.txt", "doctor.txt", "kin.txt", "mr.txt", "new.txt", "none.txt"]);
    assert_eq!(found("mrs"), ["doctor.txt", "mrs.txt", "new.txt", "she.txt"]);
    let counts =
        engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 }).unwrap();
    let counts: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.joined)).collect();
    assert_eq!(counts, [("Merk", 5, 0), ("Bill Merk", 4, 2)]);
    let joined = |file: &str| engine.joined(&engine.fetch(&Uid::of("news", file, None).to_string()).unwrap()).unwrap();
    assert_eq!(
        joined("mr.txt").into_iter().collect::<Vec<_>>(),
        [("Merk".to_owned(), TakenFor { person: "Bill Merk".to_owned(), apart: Apart::Alone })]
    );
    assert!(joined("mrs.txt").is_empty());
}

#[test]
fn a_name_written_in_several_ways_is_counted_once() {
    let said = |path, speaker| story(path, "en", "A story", "I said it.").quoting("I said it.", Some(speaker), None).0;
    let mut both = said("4.txt", "Olga Vik");
    both.speakers.push(Speaker { name: "OLGA VIK".into(), from: SpeakerFrom::Quote });
    let stories = vec![said("1.txt", "OLGA VIK"), said("2.txt", "Ana-Maria Gil"), said("3.txt", "Ana Maria Gil"), both];
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("index");
    writer(&path).ingest(&root(), &mut add(stories)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    let counts =
        engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 }).unwrap();
    let counts: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.quotes)).collect();
    assert_eq!(counts.iter().map(|count| (count.1, count.2)).collect::<Vec<_>>(), [(2, 2), (2, 2)], "{counts:?}");
    assert!(counts.iter().any(|count| count.0 == "Olga Vik"));
}

#[test]
fn an_office_that_one_of_several_has_tells_who_is_meant() {
    let said = |path, speaker, role: Option<&str>| {
        story(path, "en", "A story", "I said it.").on("2017-03-01", Precision::Day).quoting("I said it.", Some(speaker), role).0
    };
    let stories = vec![
        said("0.txt", "Otto Merk", Some("President")),
        said("1.txt", "Anna Merk", None),
        said("2.txt", "Anna Merk", Some("Senator")),
        said("plain.txt", "Merk", None),
        said("president.txt", "Merk", Some("the president")),
        said("senator.txt", "Merk", Some("Sen.")),
        said("mayor.txt", "Merk", Some("Mayor")),
    ];
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("index");
    writer(&path).ingest(&root(), &mut add(stories)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    let found = |first: &str| sorted_paths(&engine, text(&["speaker"], &[plain(first), plain("merk")]));
    assert_eq!(found("otto"), ["0.txt", "president.txt"]);
    assert_eq!(found("anna"), ["1.txt", "2.txt", "senator.txt"]);
    let joined = engine.joined(&engine.fetch(&Uid::of("news", "senator.txt", None).to_string()).unwrap()).unwrap();
    assert_eq!(joined["Merk"], TakenFor { person: "Anna Merk".into(), apart: Apart::Office });
}

#[test]
fn a_middle_name_makes_nobody_else() {
    let said = |path, day, speaker, role| {
        story(path, "en", "A story", "I said it.").on(day, Precision::Day).quoting("I said it.", Some(speaker), role).0
    };
    let stories = vec![
        said("0.txt", "2017-03-01", "Otto Merk", None),
        said("1.txt", "2017-04-01", "Otto V. Merk", None),
        said("2.txt", "2017-05-01", "Merk", None),
        said("3.txt", "1990-05-01", "Ada Vik", Some("President")),
        said("4.txt", "2017-05-01", "Ada R. Vik", Some("professor")),
    ];
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("index");
    writer(&path).ingest(&root(), &mut add(stories)).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    let found = |name: &str| sorted_paths(&engine, text(&["speaker"], &name.split(' ').map(plain).collect::<Vec<_>>()));
    for (name, expected) in [
        ("otto merk", &["0.txt", "1.txt", "2.txt"][..]),
        ("otto v merk", &["0.txt", "1.txt", "2.txt"]),
        ("otto x merk", &[]),
        ("ada r vik", &["4.txt"]),
    ] {
        assert_eq!(found(name), expected, "{name}");
    }
    let counts =
        engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 }).unwrap();
    let counts: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.joined, value.quotes)).collect();
    assert_eq!(counts, [("Otto V. Merk", 3, 1, 3), ("Ada R. Vik", 1, 0, 1), ("Ada Vik", 1, 0, 1)]);
}

#[test]
fn those_who_are_listed_by_a_name_are_those_whose_quotes_it_finds() {
    let said = |path, day, speaker| {
        story(path, "en", "A story", "I said it.").on(day, Precision::Day).quoting("I said it.", Some(speaker), None).0
    };
    let mut both = said("both.txt", "2010-03-01", "Bill Merk");
    both.speakers.push(Speaker { name: "Otto Willis".into(), from: SpeakerFrom::Metadata });
    let stories = vec![
        said("0.txt", "2017-03-01", "Bill Merk"),
        said("1.txt", "2017-03-02", "Bill Merk"),
        said("2.txt", "2017-03-03", "William Merk"),
        said("3.txt", "2017-03-04", "Merk"),
        said("4.txt", "1990-03-04", "Merk"),
        said("5.txt", "2017-03-04", "Bill Merk Foundation"),
        said("6.txt", "2017-03-04", "F.B.I."),
        both,
    ];
    let (_home, engine) = indexed_stories(stories);
    let pattern = |pattern: &str| Word::Pattern(pattern.into());
    let exact = |word: &str| Word::Exact(word.into());
    for (words, expected) in [
        (vec![pattern("will*")], &[("Bill Merk", 1, 0, 1), ("Otto Willis", 1, 0, 0)][..]),
        (vec![pattern("b*"), pattern("m?rk")], &[("Bill Merk", 3, 0, 3), ("Bill Merk Foundation", 1, 0, 1)]),
        (vec![exact("merk")], &[("Bill Merk", 1, 1, 1), ("Merk", 1, 0, 1)]),
        (vec![exact("bill"), exact("merk")], &[("Bill Merk", 3, 0, 3)]),
        (vec![plain("william")], &[("Bill Merk", 1, 0, 1)]),
        (vec![plain("merk")], &[("Bill Merk", 5, 1, 5), ("Bill Merk Foundation", 1, 0, 1), ("Merk", 1, 0, 1)]),
        (vec![plain("william"), plain("merk")], &[("Bill Merk", 5, 1, 5)]),
        (vec![plain("bill"), plain("merk")], &[("Bill Merk", 5, 1, 5), ("Bill Merk Foundation", 1, 0, 1)]),
        (vec![plain("fbi")], &[("F.B.I.", 1, 0, 1)]),
        (vec![Word::Fuzzy("willam".into(), 1), plain("merk")], &[("Bill Merk", 1, 0, 1)]),
    ] {
        let asked = text(&["speaker"], &words);
        let counted = ValuesRequest { query: asked.clone(), values: Values::Speakers, called: Some(asked.clone()), limit: None, offset: 0 };
        let counts = engine.count_values(&counted).unwrap();
        let listed: Vec<_> = counts.values.iter().map(|value| (value.value.as_str(), value.articles, value.joined, value.quotes)).collect();
        assert_eq!(listed, expected, "{words:?}");
        assert_eq!(counts.without, 0, "{words:?}");
        let quotes = engine.search(&request(asked, DocumentKind::Quote)).unwrap().summary.total;
        assert_eq!(counts.values.iter().map(|value| value.quotes).sum::<usize>(), quotes, "{words:?}");
    }
}
