use proptest::prelude::*;

use super::token::LOOKS;
use super::*;

/// One line of `data/cases.tsv`.
struct Case<'a> {
    how: &'a str,
    hints: Hints<'a>,
    expected: &'a str,
    text: &'a str,
}

fn cases() -> impl Iterator<Item = Case<'static>> {
    include_str!("data/cases.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<_> = line.splitn(4, '\t').collect();
        Case { how: columns[0], hints: hints(columns[1]), expected: columns[2], text: columns[3] }
    })
}

fn hints(text: &str) -> Hints<'_> {
    let mut hints = Hints::default();
    for word in text.split(' ') {
        match word.split_once(':') {
            Some(("near", day)) => hints.reference = day.parse().ok(),
            _ if word == "day" || word == "month" => hints.day_first = Some(word == "day"),
            _ if word != "-" => hints.lang = Some(word),
            _ => {}
        }
    }
    hints
}

fn shown(printed: &Printed) -> String {
    let day = match printed.precision {
        Precision::Year => printed.day.format("%Y"),
        Precision::Month => printed.day.format("%Y-%m"),
        Precision::Day | Precision::Minute => printed.day.format("%Y-%m-%d"),
    };
    assert_eq!(printed.time.is_some(), printed.precision == Precision::Minute);
    let time = printed.time.map(|time| format!(" {}", time.format("%H:%M:%S"))).unwrap_or_default();
    let zone = printed.zone.as_ref().map(|zone| format!(" {zone}")).unwrap_or_default();
    format!("{day}{time}{zone}")
}

fn read(case: &Case<'_>) -> String {
    let found = match case.how {
        "scan" => scan(case.text, &case.hints),
        "parse" => parse(case.text, &case.hints).into_iter().collect(),
        "path" => in_path(case.text).into_iter().collect(),
        "dateline" => return dateline(case.text),
        other => panic!("unknown kind of case: {other}"),
    };
    if found.is_empty() { "-".into() } else { found.iter().map(shown).collect::<Vec<_>>().join("; ") }
}

fn dateline(text: &str) -> String {
    match month_day(text) {
        Some((month, day, length)) => format!("{month} {} {}", day.unwrap_or(0), &text[..length]),
        None => "-".into(),
    }
}

#[test]
fn dates_are_read_as_printed() {
    let wrong: Vec<_> = cases()
        .map(|case| (read(&case), case))
        .filter(|(found, case)| found != case.expected)
        .map(|(found, case)| format!("{} {}: expected {}, found {found}", case.how, case.text, case.expected))
        .collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases().count() >= 200);
}

#[test]
fn roles_are_told_by_labels() {
    use crate::article::DateRole::{Published, Unknown, Updated};
    for (text, expected) in [
        ("Updated 1501 GMT (2301 HKT) September 6, 2017", vec![Updated]),
        ("Published: 6 Sept 2017, last updated: 7 Sept 2017", vec![Published, Updated]),
        ("First published on Wed 6 Sep 2017 15.01 BST Last modified on Thu 7 Sep 2017 00.48 BST", vec![Published, Updated]),
        ("Publié le 06 septembre 2017 à 15h01 - Mis à jour le 07 septembre 2017", vec![Published, Updated]),
        ("15:01 06.09.2017 (обновлено: 18:12 07.09.2017)", vec![Unknown, Updated]),
        ("公開 2017年9月6日 更新 2017年9月7日", vec![Published, Updated]),
        ("입력 2017.09.06 15:01 수정 2017.09.06 18:20", vec![Published, Updated]),
        ("Wednesday, September 6, 2017", vec![Unknown]),
    ] {
        let roles: Vec<_> = stamps(text, &Hints::default()).into_iter().map(|stamp| stamp.role).collect();
        assert_eq!(roles, expected, "{text}");
    }
}

#[test]
fn spans_hold_the_words_read() {
    for (text, expected) in [
        ("Updated 1501 GMT (2301 HKT) September 6, 2017 by", "1501 GMT (2301 HKT) September 6, 2017"),
        ("am 6. September 2017 um 15:01 Uhr in Berlin", "6. September 2017 um 15:01 Uhr"),
        ("2017-09-06 21:15:27|Editor: An", "2017-09-06 21:15:27"),
        ("vom 06.09.2017, 15.01 Uhr.", "06.09.2017, 15.01 Uhr"),
    ] {
        let found = scan(text, &Hints::default());
        assert_eq!(&text[found[0].span.clone()], expected);
    }
}

#[test]
fn scanning_takes_linear_time() {
    let hints = Hints { reference: NaiveDate::from_ymd_opt(2017, 9, 8), ..Hints::default() };
    for unit in
        ["6 September ", "1501 GMT (", "9/6/", "2017年", "a.m. ", "- ", "十", "Sept 6 15:01 ", "2017-09-06T", "(", "6. ", "6", "é", "é'"]
    {
        let looks = |count: usize| {
            let before = LOOKS.get();
            scan(&unit.repeat(count), &hints);
            LOOKS.get() - before
        };
        let (few, many) = (looks(1000), looks(20_000));
        assert!((900..200_000).contains(&few) && many < 21 * few, "{unit}: {few} looks at a thousand, {many} at twenty thousand");
    }
}

proptest! {
    #[test]
    fn spans_are_in_order_and_never_cut_a_character(
        text in "([0-9]{1,4}|[-/.,: ()]|Sept|September|Updated|GMT|PM|年|月|日|時|分|十|六|сентября|سبتمبر|tháng|\\PC|\n){0,40}",
        near in proptest::bool::ANY,
    ) {
        let reference = NaiveDate::from_ymd_opt(2017, 9, 8).filter(|_| near);
        let mut last = 0;
        for printed in scan(&text, &Hints { reference, ..Hints::default() }) {
            prop_assert!(printed.span.start >= last && printed.span.end > printed.span.start);
            prop_assert!(text.get(printed.span.clone()).is_some());
            last = printed.span.end;
        }
        if let Some(printed) = parse(&text, &Hints::default()) {
            prop_assert!(text.get(printed.span).is_some());
        }
        if let Some(printed) = in_path(&text) {
            prop_assert!(text.get(printed.span).is_some());
        }
        if let Some((month, _, length)) = month_day(&text) {
            prop_assert!((1..=12).contains(&month) && text.get(..length).is_some());
        }
        stamps(&text, &Hints::default());
    }
}
