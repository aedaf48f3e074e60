//! Quotes as rows of their articles.

use super::*;

/// Articles without quotes, with one, and with many: by persons under names of one word and of several, by nobody, by one of its own metadata.
pub(crate) fn voices() -> Vec<Article> {
    let body = "“One thing.” “A second.” “The third.” “Number four.” “And five.” Six, said Boris Sixt.";
    let mut quoted = story("a.txt", "en", "Five voices", body)
        .quoting("One thing.", Some("Vladimir Putin"), Some("the President"))
        .quoting("A second.", Some("—"), None)
        .quoting("The third.", None, Some("President of the court"))
        .quoting("Number four.", Some("Anna Maria Merk"), Some("Chancellor"))
        .quoting("And five.", Some("Anna Maria Merk"), Some("the President"))
        .quoting("Six", Some("Boris Sixt"), None)
        .0;
    quoted.quotes[5].kind = QuoteKind::Indirect;
    quoted.speakers.insert(0, Speaker { name: "Maria Putin".into(), from: SpeakerFrom::Metadata });
    let none = |path| story(path, "en", "No voice", "Nobody says anything.").0;
    let one = story("c.txt", "en", "One voice", "“Anna is well.”").quoting("Anna is well.", Some("Vladimir Merk"), Some("spokesman")).0;
    vec![none("b.txt"), quoted, none("d.txt"), one]
}

#[test]
fn quotes_are_found_with_their_speakers() {
    let (_home, engine) = indexed();
    let find = |query| paths(&engine, &request(query, DocumentKind::Quote));
    assert_eq!(find(text(&[], &[plain("useless")])), ["1 2017/a.txt"]);
    assert_eq!(find(text(&["speaker"], &[plain("merk")])), ["1 2017/b.txt"]);
    assert_eq!(find(value("place", "russia", false)), ["1 2017/a.txt"]);
    assert_eq!(find(Node::All), ["1 2017/b.txt", "1 2017/a.txt"]);

    let asked = request(text(&[], &[plain("useless")]), DocumentKind::Quote);
    let hit = engine.search(&asked).unwrap().hits.next().unwrap().unwrap();
    let Hit::Quote(hit) = hit else { panic!("not a quote") };
    assert_eq!(hit.words.text, "Sanctions are useless,");
    assert_eq!(hit.words.marks, [(14, 21)]);
    assert_eq!((hit.speaker.as_deref(), hit.role.as_deref()), (Some("Vladimir Putin"), Some("President")));
    assert_eq!(hit.origin.headline.as_deref(), Some("Sanctions useless, says Putin"));
    let body: Vec<char> = stories()[0].body.chars().collect();
    assert_eq!(body[hit.start..hit.end].iter().collect::<String>(), hit.words.text);
}

#[test]
fn each_quote_has_its_own_speaker_and_role_of_all_that_its_article_has() {
    let (_home, engine) = indexed_stories(voices());
    let found = |query| {
        let mut found = paths(&engine, &request(query, DocumentKind::Quote));
        found.sort();
        found.join(", ")
    };
    let named = |field: &str, words: &[&str]| text(&[field], &words.iter().map(|word| plain(word)).collect::<Vec<_>>());
    let loose = |words: &[&str]| match named("speaker", words) {
        Node::Text(text) => Node::Text(Text { slop: 1, ..text }),
        _ => unreachable!(),
    };
    let has = |field: &str| Node::Has { field: field.into() };
    for (query, expected) in [
        (named("speaker", &["putin"]), "1 a.txt"),
        (named("speaker", &["sixt"]), "6 a.txt"),
        (named("speaker", &["maria"]), "4 a.txt, 5 a.txt"),
        (named("speaker", &["maria", "merk"]), "4 a.txt, 5 a.txt"),
        (named("speaker", &["putin", "vladimir"]), ""),
        (loose(&["anna", "merk"]), "4 a.txt, 5 a.txt"),
        (loose(&["putin", "anna"]), ""),
        (named("speaker", &["merk"]), "1 c.txt, 4 a.txt, 5 a.txt"),
        (text(&["speaker"], &[Word::Pattern("vlad*".into())]), "1 a.txt, 1 c.txt"),
        (Node::And(vec![named("speaker", &["merk"]), named("role", &["president"])]), "5 a.txt"),
        (named("role", &["president"]), "1 a.txt, 3 a.txt, 5 a.txt"),
        (named("role", &["the", "president"]), "1 a.txt, 5 a.txt"),
        (named("role", &["court"]), "3 a.txt"),
        (has("speaker"), "1 a.txt, 1 c.txt, 2 a.txt, 4 a.txt, 5 a.txt, 6 a.txt"),
        (Node::Not(Box::new(has("speaker"))), "3 a.txt"),
        (has("role"), "1 a.txt, 1 c.txt, 3 a.txt, 4 a.txt, 5 a.txt"),
        (Node::And(vec![has("said"), named("headline", &["one"])]), "1 c.txt"),
        (value("speech", "Direct", false), "1 a.txt, 1 c.txt, 2 a.txt, 3 a.txt, 4 a.txt, 5 a.txt"),
        (value("speech", "in*", true), "6 a.txt"),
        (value("speech", "m*", true), ""),
    ] {
        assert_eq!(found(query.clone()), expected, "{query}");
    }
    let status = engine.status().unwrap();
    assert_eq!((status.quotes, status.attributed), (7, 6));
    // Articles have whom their metadata name and whose words they quote or report.
    for (name, expected) in [("putin", &["a.txt"][..]), ("merk", &["a.txt", "c.txt"]), ("sixt", &["a.txt"]), ("s?xt", &["a.txt"])] {
        let word = if name.contains('?') { Word::Pattern(name.into()) } else { plain(name) };
        assert_eq!(sorted_paths(&engine, text(&["speaker"], &[word])), expected, "{name}");
    }
    let counted =
        engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 }).unwrap();
    let mut counted: Vec<_> = counted.values.iter().map(|value| (value.value.as_str(), value.quotes)).collect();
    counted.sort_unstable();
    assert_eq!(
        counted,
        [("Anna Maria Merk", 2), ("Boris Sixt", 0), ("Maria Putin", 0), ("Vladimir Merk", 1), ("Vladimir Putin", 1), ("—", 1)]
    );
}

#[test]
fn quotes_and_articles_are_found_through_each_other() {
    let (_home, engine) = indexed();
    let of = |query, find| paths(&engine, &request(query, find));
    let quote = |node| Node::Quote(Box::new(node));
    let merk = || text(&["speaker"], &[plain("merk")]);
    assert_eq!(of(text(&["headline"], &[plain("talks")]), DocumentKind::Quote), ["1 2017/b.txt"]);
    let headline_and_words = Node::And(vec![text(&["headline"], &[plain("putin")]), text(&[], &[plain("useless")])]);
    assert_eq!(of(headline_and_words, DocumentKind::Quote), ["1 2017/a.txt"]);
    assert_eq!(of(Node::Not(Box::new(value("place", "russia", false))), DocumentKind::Quote), ["1 2017/b.txt"]);
    assert_eq!(of(date("2017-11-01", "", Undated::Exclude), DocumentKind::Quote), ["1 2017/b.txt"]);
    assert_eq!(of(quote(Node::And(vec![merk(), text(&["said"], &[plain("inflation")])])), DocumentKind::Article), ["2017/b.txt"]);
    assert!(of(quote(Node::And(vec![merk(), text(&["said"], &[plain("useless")])])), DocumentKind::Article).is_empty());
}
