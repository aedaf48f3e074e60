//! Joining against its definition, article by article: random archives, in any order of files and cut into any number of commits.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// Names, each with its surname and, in full, the person whose it is.
const NAMES: [(&str, &str, Option<&str>); 8] = [
    ("Merk", "Merk", None),
    ("Vik", "Vik", None),
    ("Anna Merk", "Merk", Some("Anna Merk")),
    ("Otto Merk", "Merk", Some("Otto Merk")),
    ("Bill Vik", "Vik", Some("William Vik")),
    ("William Vik", "Vik", Some("William Vik")),
    ("Olga Vik", "Vik", Some("Olga Vik")),
    ("Merk Company", "Company", Some("Merk Company")),
];

/// Days of articles and the number of each; the second and third are more than half a year apart, and so are the third and fourth.
const DAYS: [Option<(&str, i32)>; 5] =
    [None, Some(("2017-01-01", 0)), Some(("2017-05-31", 150)), Some(("2017-12-31", 364)), Some(("2019-01-01", 730))];

const PRESIDENT: &str = "the president";

/// What an article has of a speaker: the place of the name, gender, whether it calls the speaker president.
type Said = (usize, Option<Gender>, bool);

/// The place of the day, and who speaks.
type Told = (usize, Vec<Said>);

fn told() -> impl Strategy<Value = Told> {
    let gender = prop_oneof![4 => Just(None), 1 => Just(Some(Gender::Male)), 1 => Just(Some(Gender::Female))];
    (0..DAYS.len(), prop::collection::vec((0..NAMES.len(), gender, prop::bool::weighted(0.3)), 1..3))
}

fn written(number: usize, (day, said): &Told) -> Article {
    let words = ["I said one.", "I said two."];
    let mut story = story(&format!("{number:02}.txt"), "en", "A story", &words.join(" "));
    if let Some((day, _)) = DAYS[*day] {
        story = story.on(day, Precision::Day);
    }
    let mut names = BTreeSet::new();
    for (words, (name, gender, is_president)) in words.iter().zip(said) {
        if names.insert(*name) {
            story = story.quoting(words, Some(NAMES[*name].0), is_president.then_some(PRESIDENT));
            story.0.quotes.last_mut().unwrap().speaker_gender = *gender;
        }
    }
    story.0
}

/// What an article has of each of its speakers, in order: each name once, as [`written`] writes them.
fn speakers((_, said): &Told) -> Vec<Said> {
    let mut names = BTreeSet::new();
    said.iter().copied().filter(|(name, ..)| names.insert(*name)).collect()
}

/// The person whom a surname stands for by the definition: looks through the whole archive.
fn defined(archive: &[Told], article: &Told, (name, gender, is_president): Said) -> Option<&'static str> {
    let (_, surname, None) = NAMES[name] else { return None };
    let bears = |(name, ..): &Said| NAMES[*name].2.filter(|_| NAMES[*name].1 == surname);
    if speakers(article).iter().any(|said| bears(said).is_some()) {
        return None;
    }
    let is_near = |other: &Told| match (DAYS[article.0], DAYS[other.0]) {
        (None, _) => true,
        (Some((_, day)), Some((_, others))) => (day - others).abs() <= 183,
        (Some(_), None) => false,
    };
    let everywhere: Vec<(&Told, Said)> = archive.iter().flat_map(|told| speakers(told).into_iter().map(move |said| (told, said))).collect();
    let of = |person: &'static str| everywhere.iter().filter(move |(_, said)| bears(said) == Some(person));
    let near: BTreeSet<&'static str> = everywhere.iter().filter(|(told, _)| is_near(told)).filter_map(|(_, said)| bears(said)).collect();
    let may_be = |person: &&'static str| {
        let told: BTreeSet<bool> = of(person).filter_map(|(_, (_, gender, _))| gender.map(|gender| gender == Gender::Male)).collect();
        gender.is_none_or(|gender| told.len() != 1 || told.contains(&(gender == Gender::Male)))
    };
    let fitting: Vec<&'static str> = near.into_iter().filter(may_be).collect();
    if let [one] = fitting.as_slice() {
        return Some(one);
    }
    let told = |person: &&'static str| of(person).filter(|(_, (_, _, is_president))| *is_president).count();
    let most = fitting.iter().map(told).max().filter(|most| is_president && *most > 0)?;
    let in_office: Vec<&'static str> = fitting.iter().copied().filter(|person| told(person) * 10 >= most).collect();
    if let [one] = in_office.as_slice() { Some(one) } else { None }
}

/// An index of the articles in an order, each run of so many in a commit of its own.
fn indexed_in(articles: &[Article], run: usize) -> (tempfile::TempDir, LocalEngine) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("index");
    for articles in articles.chunks(run) {
        writer(&path).ingest(&root(), &mut add(articles.to_vec())).unwrap();
    }
    let engine = LocalEngine::open(&path).unwrap();
    (home, engine)
}

/// Short forms under which somebody speaks are one person's.
fn person(name: &str) -> &str {
    if name == "Bill Vik" { "William Vik" } else { name }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn surnames_are_joined_as_defined_in_any_order(archive in prop::collection::vec(told(), 1..12), run in 1_usize..5) {
        let articles: Vec<Article> = archive.iter().enumerate().map(|(number, told)| written(number, told)).collect();
        let mut expected: BTreeMap<(String, String), String> = BTreeMap::new();
        for (article, told) in articles.iter().zip(&archive) {
            for said in speakers(told) {
                let person = defined(&archive, told, said).map(str::to_owned);
                expected.extend(person.map(|person| ((article.path.clone(), NAMES[said.0].0.to_owned()), person)));
            }
        }
        let turned: Vec<Article> = articles.iter().rev().cloned().collect();
        for articles in [&articles, &turned] {
            let (_home, engine) = indexed_in(articles, run);
            // Shown of an article.
            let mut shown = BTreeMap::new();
            for article in articles {
                for (surname, taken) in engine.joined(article).unwrap() {
                    shown.insert((article.path.clone(), surname), person(&taken.person).to_owned());
                }
            }
            prop_assert_eq!(&shown, &expected);
            // Counted.
            let counts = engine.count_values(&ValuesRequest { query: Node::All, values: Values::Speakers, called: None, limit: None, offset: 0 }).unwrap();
            let counted: BTreeMap<&str, usize> = counts.values.iter().map(|count| (person(&count.value), count.joined)).filter(|(_, joined)| *joined > 0).collect();
            let mut of_persons: BTreeMap<&str, usize> = BTreeMap::new();
            expected.values().for_each(|person| *of_persons.entry(person).or_default() += 1);
            prop_assert_eq!(counted, of_persons);
            // Found.
            for (name, surname, whose) in NAMES.iter().filter_map(|(name, surname, whose)| Some((name, surname, (*whose)?))) {
                let query = text(&["speaker"], &name.split(' ').map(plain).collect::<Vec<_>>());
                let speaks = |article: &&Article| article.quotes.iter().any(|quote| {
                    let speaker = quote.speaker.as_deref().unwrap_or_default();
                    person(speaker) == whose || (speaker == *surname && expected.get(&(article.path.clone(), speaker.to_owned())).is_some_and(|joined| joined == whose))
                });
                let mut found: Vec<String> = articles.iter().filter(speaks).map(|article| article.path.clone()).collect();
                found.sort();
                found.truncate(10);
                let mut paths = sorted_paths(&engine, query);
                paths.truncate(10);
                if found.len() < 10 {
                    prop_assert_eq!(paths, found, "{}", name);
                }
            }
        }
    }
}
