use proptest::prelude::*;

use super::{Dateline, read};

fn day(found: &Dateline) -> String {
    let Some(day) = &found.day else { return "-".to_owned() };
    let parts = [day.month.map(i64::from), Some(i64::from(day.day)), day.year.map(i64::from)];
    parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join("-")
}

fn told(opening: &str) -> String {
    let Some(found) = read(opening) else { return "none".to_owned() };
    let part = |part: Option<&str>| part.unwrap_or("-").to_owned();
    let place = found.place.as_ref();
    let city = part(place.and_then(|place| place.city.as_deref()));
    let country = part(place.and_then(|place| place.country.as_deref()));
    [format!("{city}, {country}"), day(&found), part(found.agency.as_deref()), opening[found.end..].to_owned()].join("\t")
}

#[test]
fn openings_are_read_as_the_table_says() {
    let cases: Vec<&str> = include_str!("cases.tsv").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(cases.len() >= 150);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (opening, expected) = case.split_once('\t')?;
            let found = told(&opening.replace("\\n", "\n"));
            (found != expected).then(|| format!("{opening}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn spans_give_the_words_of_the_place() {
    for (opening, words) in [
        ("  VLADIVOSTOK, Russia, Sept 6 (Reuters) - Text", "VLADIVOSTOK, Russia"),
        ("**** LONDON, Ky. (WKYT) -- Text", "LONDON, Ky."),
        ("（新华社北京9月6日电）会议", "北京"),
        ("(NEW YORK) — The city", "NEW YORK"),
    ] {
        let found = read(opening).unwrap();
        assert_eq!(&opening[found.span.clone()], words);
        assert_eq!(found.words, words);
        assert_eq!(found.place.unwrap().words, words);
    }
}

proptest! {
    #[test]
    fn any_opening_gives_valid_spans(opening in "([(（【*“]?)([A-Z]{2,9}|Paris|北京|МОСКВА|القاهرة|[a-zé]{1,5}|[ ,./_:()（）】—–-]{1,3}|\\(AP\\)|Sept 6|6日|\n|\\PC){0,12}") {
        if let Some(found) = read(&opening) {
            prop_assert!(found.span.start <= found.span.end && found.span.end <= found.end.max(found.span.end));
            prop_assert!(opening.get(found.span.clone()).is_some());
            prop_assert!(opening.get(found.end..).is_some());
            if !found.words.is_empty() {
                prop_assert_eq!(&opening[found.span.clone()], found.words.as_str());
            }
        }
    }
}
