use std::borrow::Cow;

use proptest::prelude::*;

use super::{Context, mentions, occurrences, resolve, story_place};
use crate::analysis::segment::segment;
use crate::article::{Mention, Place, PlaceFrom};

fn read(lang: &str, text: &str) -> Vec<Mention> {
    mentions(text, &segment(text), Some(lang).filter(|lang| !lang.is_empty()), Context::default())
}

/// `Paris/Texas US`, the region only where `expected` has one.
fn told(place: &Place, expected: &str) -> String {
    let part = |part: &Option<Cow<'static, str>>| part.clone().unwrap_or("-".into());
    let region = if expected.contains('/') { format!("/{}", part(&place.region)) } else { String::new() };
    let country = place.country.clone().or_else(|| place.continent.clone().filter(|_| place.region.is_none()));
    format!("{}{region} {}", part(&place.city), part(&country))
}

#[test]
fn texts_name_the_places_of_the_table() {
    let mut wrong = Vec::new();
    for line in include_str!("cases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [lang, text, expected] = columns[..] else { panic!("three columns: {line}") };
        let expected: Vec<&str> = expected.split("; ").filter(|one| !one.is_empty()).collect();
        let found = read(lang, text);
        let same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(mention, one)| one.split('|').any(|one| told(&mention.place, one) == one));
        if !same {
            let found: Vec<String> = found.iter().map(|mention| told(&mention.place, "/")).collect();
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn locations_of_records_are_resolved() {
    for (words, expected) in [
        ("Vladivostok, Russia", "Vladivostok/Primorye RU"),
        ("London", "London/England GB"),
        ("London, Ontario", "London/Ontario CA"),
        ("Lakewood", "Lakewood/Colorado US"),
        ("Paris, Texas", "Paris/Texas US"),
        ("Paris, Texas, USA", "Paris/Texas US"),
        ("Hector, Minn.", "Hector/Minnesota US"),
        ("KR", "-/- KR"),
        ("USA", "-/- US"),
        ("New York", "New York City/New York US"),
        ("Washington", "Washington/District of Columbia US"),
        ("Washington, D.C.", "Washington/District of Columbia US"),
        ("Seattle, WA, United States", "Seattle/Washington US"),
        ("Wolfsburg, West Germany", "Wolfsburg/Lower Saxony DE"),
        ("Deutschland", "-/- DE"),
        ("Москва", "Moscow/Moscow RU"),
        ("福岡市", "Fukuoka/Fukuoka JP"),
        ("福岡県", "-/Fukuoka JP"),
        ("福岡県北九州市", "Kitakyushu/Fukuoka JP"),
        ("陕西西安", "Xi’an/Shaanxi CN"),
        ("陕西省西安市", "Xi’an/Shaanxi CN"),
        ("日本東京", "Tokyo/Tokyo JP"),
        ("台北市", "Taipei/Taiwan TW"),
        ("서울", "Seoul/Seoul KR"),
        ("Ukraine", "-/- UA"),
        ("Europe", "-/- Europe"),
        ("Georgia", "-/- GE"),
        ("Atlanta, Georgia", "Atlanta/Georgia US"),
        ("Tbilisi, Georgia", "Tbilisi/Tbilisi GE"),
    ] {
        let place = resolve(words, None).unwrap_or_default();
        assert_eq!(told(&place, "/"), expected, "{words}");
        assert_eq!(place.words, words);
    }
    for words in ["", ",", "Qwertyville", "12345", "the office"] {
        assert_eq!(resolve(words, None), None, "{words}");
    }
}

#[test]
fn a_known_place_decides_between_towns_of_one_name() {
    let near = resolve("Austin, Texas", None).unwrap();
    assert_eq!(told(&resolve("Paris", Some(&near)).unwrap(), "/"), "Paris/Texas US");
    let text = "The mayor of Paris thanked the firefighters.";
    let context = Context { filed_from: Some(&near) };
    let found = mentions(text, &segment(text), Some("en"), context);
    assert_eq!(told(&found[0].place, "/"), "Paris/Texas US");
}

#[test]
fn mentions_are_counted_once_with_their_first_words() {
    let text = "Russia said so. Russian officials agreed in Moscow. Moscow’s mayor, too.";
    let found = read("en", text);
    let told: Vec<_> = found.iter().map(|mention| (mention.place.words.as_str(), mention.count, &text[mention.span.clone()])).collect();
    assert_eq!(told, [("Russia", 2, "Russia"), ("Moscow", 2, "Moscow")]);
    let text = "The U.S. and the U.K. met in Paris, Ky. on Monday. Paris is small.";
    let words: Vec<String> = read("en", text).into_iter().map(|mention| mention.place.words).collect();
    assert_eq!(words, ["U.S.", "U.K.", "Paris", "Ky."]);
}

#[test]
fn a_story_is_set_where_its_opening_says() {
    let story = |headline: &str, body: &str| {
        let found = story_place(Some(headline), &read("en", body), body);
        found.map(|found| {
            assert_eq!(found.from, PlaceFrom::Text);
            assert_eq!(&body[found.evidence.span.clone().unwrap()], found.evidence.words);
            told(&found.place, "")
        })
    };
    let summit = "Leaders met on the sidelines of a forum in Harbin, China, on Friday.\n\nThe meeting in Harbin follows talks on Japan.";
    assert_eq!(story("Leaders meet", summit).as_deref(), Some("Harbin CN"));
    for (body, expected) in [
        ("Shop worker Jane Doe, 39, of Barnsley, binned the ticket.", Some("Barnsley GB")),
        ("Twelve gold pins stolen from an Edinburgh museum were back on Monday.", Some("Edinburgh GB")),
        ("Liverpool's other club are champions.", Some("Liverpool GB")),
        ("Opening the case at Southwark Crown Court, counsel said so.", Some("London GB")),
        ("A dog was ordered out of the House of Commons.", Some("London GB")),
        ("She spoke on the steps of the White House.", None),
        ("A crowd gathered outside the White House on Monday.", Some("Washington US")),
        ("That is the wrap from Santiago, where both spoke.", Some("Santiago CL")),
        ("He came from Santiago and went home.", None),
        ("The governor turned a shovel at Laurel Fork Dam.", None),
        ("She beat him; Catalina Rojas, Chile's president-elect, has not replied to the letter.", None),
        ("È uscito dalla sede di Milano con la sciarpa.", Some("Milan IT")),
        ("A statement from a London bank and a Munich lawyer followed.", None),
    ] {
        assert_eq!(story("", body).as_deref(), expected, "{body}");
    }
    let late = format!("{}The letter came from a bank in Munich.", "The jury heard it all again and again. ".repeat(12));
    assert_eq!(story("", &late), None);
    let country = "Peru will vote in May. Peruvian parties named their candidates.\n\nPeru last voted five years ago.";
    assert_eq!(story("Peru to vote", country).as_deref(), Some("- PE"));
    assert_eq!(story("Shares rise", "Shares rose on Monday.\n\nAnalysts in London and Tokyo were surprised."), None);
    assert_eq!(story("Nothing", "Nothing is named here."), None);
    assert_eq!(story("", ""), None);
}

proptest! {
    #[test]
    fn any_text_gives_valid_spans(text in "([A-Z][a-z]{1,8}|Paris|Texas|Ky\\.|N\\.Y\\.|County|Москве|北京|القاهرة|[ ,.\n’'-]{1,2}|Jack|Mr\\.|\\PC){0,40}", lang in "(en|de|)") {
        let lang = Some(lang.as_str()).filter(|lang| !lang.is_empty());
        let segments = segment(&text);
        let found = mentions(&text, &segments, lang, Context::default());
        let each = occurrences(&text, &segments, lang, Context::default());
        prop_assert_eq!(found.iter().map(|mention| mention.count).sum::<usize>(), each.len());
        for mention in &found {
            prop_assert!(text.get(mention.span.clone()).is_some_and(|words| words == mention.place.words));
        }
        for pair in each.windows(2) {
            prop_assert!(pair[0].0.end <= pair[1].0.start);
        }
        story_place(Some(&text), &found, &text);
        resolve(&text, None);
    }
}
