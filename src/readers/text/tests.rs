use proptest::prelude::*;

use super::read;
use super::steps::counted;
use crate::article::RawArticle;

/// What `cases.txt` expects of an article, in its own words.
fn shown(article: &RawArticle) -> String {
    let mut lines = Vec::new();
    let mut push = |name: &str, value: Option<&str>| lines.extend(value.map(|value| format!("{name}: {value}")));
    push("headline", article.headline.as_deref());
    push("section", article.section.as_deref());
    for date in &article.dates {
        push("date", Some(&format!("{:?}: {}", date.role, date.words)));
    }
    for byline in &article.bylines {
        push("byline", Some(byline));
    }
    push("source", article.source.as_deref());
    push("place", article.location.as_deref());
    push("url", article.url.as_deref());
    push("lang", article.lang.as_deref());
    for field in &article.unknown_fields {
        push("unknown", Some(field));
    }
    push("body", Some(&article.body.replace("\n\n", "¶")));
    lines.sort();
    lines.join("\n")
}

fn sorted(expected: &str) -> String {
    let mut lines: Vec<_> = expected.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn text_files_are_read_as_their_readers_do() {
    let cases = include_str!("cases.txt");
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases.split("\n@@@ ").skip(1).collect::<Vec<_>>().chunk_by(|_, next| next.starts_with("reads")) {
        let (name, file) = case[0].split_once('\n').unwrap();
        let file = file.replace("<FF>", "\u{c}").replace("<CR>", "\r");
        let expected: Vec<_> = case[1..].iter().map(|part| sorted(part.strip_prefix("reads\n").unwrap())).collect();
        let found: Vec<_> = read(&file).iter().map(shown).collect();
        if found != expected {
            wrong.push(format!("## {name}\nexpected\n{}\nfound\n{}", expected.join("\n--\n"), found.join("\n--\n")));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(count >= 35);
}

#[test]
fn reading_takes_linear_time() {
    let units = [
        "-----\n",
        "Title\n\n6 September 2017\n\n",
        "By Jane Doe\n",
        "word ",
        "* * *\nTitle\n\n",
        "Related\n",
        "x\n\n",
        "Document 1 of 2\n",
        "a: b\n",
        "By: Jane Doe\n",
        "Date: 6 September 2017\n",
        "---\nauthor: [x, y]\n",
    ];
    for unit in units {
        let steps = |count: usize| {
            let text = unit.repeat(count);
            counted(|| read(&text))
        };
        // What has a limit of its own, as lines of the opening and fields have, is done within the small text.
        let (small, large) = (steps(5000), steps(50_000));
        assert!(small > 5000 && large <= 15 * small, "{unit:?}: {small} bytes looked at, then {large}");
    }
}

#[test]
fn fields_without_end_are_text() {
    for (unit, before) in [("By: Jane Doe\n", ""), ("Date: 6 September 2017\n", ""), ("  - x\n", "---\nauthor: Jane Doe\n")] {
        let text = format!("{before}{}---\n", unit.repeat(3000));
        let articles = read(&text);
        let fields = articles.iter().map(|raw| raw.dates.len() + raw.bylines.len()).sum::<usize>();
        assert!(fields <= 1100 && articles.iter().map(|raw| raw.body.len()).sum::<usize>() > 1000, "{unit:?}: {fields}");
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_bodies_are_paragraphs(
        text in "(Title|By Jane Doe|6 September 2017|Updated|(CNN)|-----|---|\\* \\* \\*|Related|Body: |a: b|01:12|\\(AP Photo/X\\)|\\PC{0,9}|[ \t\r\u{c}]|\n|\n\n){0,40}",
    ) {
        for article in read(&text) {
            prop_assert!(!article.body.contains("\n\n\n") && !article.body.starts_with('\n') && !article.body.ends_with('\n'));
            prop_assert!(!article.body.replace("\n\n", "").contains('\n'));
            prop_assert!(article.headline.is_some() || !article.body.is_empty());
        }
    }
}

#[test]
fn the_head_dates_an_article_and_its_text_does_not() {
    let stamp = "Updated 1501 GMT (2301 HKT) September 6, 2017";
    for (text, dates) in [
        (format!("Ferry stopped\n\n{stamp}\n\n(CNN)NOTE: The company became public in March 1987\n\nIt is old."), vec![stamp]),
        (format!("Ferry stopped\n\n{stamp}\n\nA ferry was stopped.\n\nTuesday, May 3, 2016.\n\nIt will sail.\n\nSoon."), vec![stamp]),
        (
            "Ferry stopped\n\nA ferry was stopped.\n\nTuesday, May 3, 2016.\n\nIt will sail.\n\nSoon.".to_owned(),
            vec!["Tuesday, May 3, 2016."],
        ),
    ] {
        let articles = read(&text);
        let found: Vec<&str> = articles[0].dates.iter().map(|date| date.words.as_str()).collect();
        assert_eq!(found, dates, "{text}");
    }
}

#[test]
fn a_stamp_that_no_calendar_has_is_named_and_no_text() {
    for stamp in ["Updated 1501 GMT (2301 HKT) February 30, 2017", "Published: 31 June 2017", "Published 2017-13-05"] {
        let articles = read(&format!("Ferry stopped\n{stamp}\n\nA ferry was stopped by a storm.\n\nIt will sail again."));
        let article = &articles[0];
        assert_eq!(article.body, "A ferry was stopped by a storm.\n\nIt will sail again.", "{stamp}");
        let told: Vec<_> = article.dates.iter().map(|date| (date.field.as_str(), date.words.as_str())).collect();
        assert_eq!(told, [("impossible date", stamp)]);
    }
}
