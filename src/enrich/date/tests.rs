use super::*;

/// Dates as `role@from:words` parted by `;`, then url, path, dateline, language, and what is chosen.
fn chosen(line: &str) -> (String, String) {
    let columns: Vec<_> = line.split(" | ").map(str::trim).collect();
    let [dates, url, path, dateline, lang, expected] = columns[..] else { panic!("six columns: {line}") };
    let some = |text: &str| (text != "-").then(|| text.to_owned());
    let raw = RawArticle {
        dates: dates.split(';').filter(|date| *date != "-").map(raw_date).collect(),
        url: some(url),
        path: some(path).unwrap_or_default(),
        ..RawArticle::default()
    };
    let day = dates::month_day(dateline)
        .and_then(|(month, day, length)| Some(DatelineDay { month, day: day?, words: &dateline[..length], span: 0..length }));
    let lang = some(lang);
    let found = choose(&raw, Filed { day: day.as_ref(), country: None }, lang.as_deref())
        .map_or("-".to_owned(), |date| format!("{} {:?}", shown(&date), date.from));
    (found, expected.to_owned())
}

fn raw_date(text: &str) -> RawDate {
    let (head, words) = text.split_once(':').unwrap();
    let (role, from) = head.split_once('@').unwrap();
    let role = match role {
        "published" => DateRole::Published,
        "updated" => DateRole::Updated,
        _ => DateRole::Unknown,
    };
    let from = if from == "meta" { DateFrom::Metadata } else { DateFrom::Text };
    RawDate { words: words.to_owned(), from, role, field: "field".to_owned() }
}

#[test]
fn the_order_is_the_stated_one() {
    for line in [
        "unknown@text:Updated 1501 GMT (2301 HKT) September 6, 2017 | - | a.txt | - | - | 2017-09-06 15:01 GMT Text",
        "updated@meta:2017-09-08T10:00:00Z;published@meta:2017-09-06T15:01:00Z | - | a.txt | - | - | 2017-09-06 15:01 Z Metadata",
        "unknown@text:7 September 2017;unknown@meta:2017-09-06 | - | - | - | - | 2017-09-06 Metadata",
        "unknown@meta:2017-09-07;published@meta:2017-09-06 | - | - | - | - | 2017-09-06 Metadata",
        "updated@meta:2017-09-08;unknown@text:6 September 2017 | - | - | - | - | 2017-09-06 Text",
        "published@meta:2017-09-06;unknown@text:15:01 GMT, 6 September 2017 | - | - | - | - | 2017-09-06 15:01 GMT Text",
        "published@meta:2017-09-06T00:00:00Z;unknown@text:15:01 6 September 2017 | - | - | - | - | 2017-09-06 15:01 Text",
        "published@meta:2017-09-06;updated@text:15:01 6 September 2017 | - | - | - | - | 2017-09-06 Metadata",
        "published@meta:2017-09-06T23:30:00Z;unknown@text:7 September 2017 8:30 AM KST | - | - | - | - | 2017-09-07 08:30 KST Text",
        "published@meta:2017-09-06T23:30:00Z;unknown@text:7 September 2017 8:47 AM | - | - | - | - | 2017-09-06 23:30 Z Metadata",
        "published@meta:2019-03-01;published@text:Published: September 6, 2017 | https://example.com/2017/09/06/story | - | - | - | 2017-09-06 Text",
        "published@meta:2019-03-01;published@text:Published: September 6, 2017 | https://example.com/2017/08/story | - | - | - | 2019-03-01 Metadata",
        "published@meta:2019-03-01;updated@text:Updated September 6, 2017 | https://example.com/2017/09/06/story | - | - | - | 2019-03-01 Metadata",
        "- | - | wire/2017/story.txt | Sept 6 | - | 2017-09-06 Dateline",
        "- | - | wire/2017/09/story.txt | Sept 6 | - | 2017-09-06 Dateline",
        "- | - | wire/2017/09/story.txt | Aug. 31 | - | 2017-08-31 Dateline",
        "- | - | wire/2017/01/story.txt | Dec 31 | - | 2016-12-31 Dateline",
        "- | - | wire/2017/09/story.txt | March 3 | - | 2017-09 Path",
        "updated@text:Updated September 6, 2017 | - | - | Sept 5 | - | 2017-09-05 Dateline",
        "updated@text:Updated January 1, 2018 | - | - | Dec. 31 | - | 2017-12-31 Dateline",
        "updated@text:Updated September 6, 2017 | - | - | March 3 | - | 2017-09-06 Text",
        "published@meta:2017-09-06 | - | - | Sept 5 | - | 2017-09-06 Metadata",
        "- | https://example.com/2017/09/06/story | saved/2019-01-02.txt | - | - | 2017-09-06 Url",
        "- | - | saved/2019-01-02.txt | - | - | 2019-01-02 Path",
        "updated@text:Updated 6 September 2017 | - | saved/2019-01-02.txt | - | - | 2017-09-06 Text",
        "updated@text:Updated 6 September 2017 | - | wire/2017/09/04/story.txt | - | - | 2017-09-06 Text",
        "updated@text:Updated 6 September 2017 | - | 2017/09/5-things.txt | - | - | 2017-09-06 Text",
        "- | - | 2017/09/3.txt | - | - | 2017-09 Path",
        "updated@text:Updated 6 September 2017 | https://example.com/2017/09/04/story | - | - | - | 2017-09-04 Url",
        "updated@text:Updated 15:01 GMT 6 September 2017 | - | txt/2017/09/story.txt | - | - | 2017-09-06 15:01 GMT Text",
        "updated@text:Updated 6 September 2017 | - | txt/2017/08/story.txt | - | - | 2017-08 Path",
        "published@meta:2017;unknown@text:6 September 2017 | - | - | - | - | 2017-09-06 Text",
        "published@meta:2016;unknown@text:6 September 2017 | - | - | - | - | 2016 Metadata",
        "unknown@text:Updated: 6 September, 15:01 GMT | https://example.com/2017/09/06/story | - | - | - | 2017-09-06 15:01 GMT Text",
        "unknown@text:Posted: 6 September, 15:01 GMT | https://example.com/2017/09/06/story | - | - | - | 2017-09-06 15:01 GMT Text",
        "published@meta:9/6/2017 | - | - | - | - | -",
        "published@meta:9/6/2017 | https://example.co.uk/story | - | - | en | 2017-06-09 Metadata",
        "published@meta:9/6/2017 | - | - | - | de | 2017-06-09 Metadata",
        "published@meta:1970-01-01T00:00:00Z;unknown@text:6 September 2017 | - | - | - | - | 2017-09-06 Text",
        "published@meta:1204-05-06 | - | - | - | - | -",
        "published@meta:soon;unknown@text:Saturday | - | a.txt | Sept 6 | - | -",
    ] {
        let (found, expected) = chosen(line);
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn evidence_is_kept() {
    let raw = RawArticle { dates: vec![raw_date("updated@text:Updated September 6, 2017")], ..RawArticle::default() };
    let dateline = DatelineDay { month: 9, day: 5, words: "Sept 5", span: 21..27 };
    let date = choose(&raw, Filed { day: Some(&dateline), country: None }, None).unwrap();
    let expected = Evidence { words: "Sept 5".into(), span: Some(21..27), rule: "dateline's day, year of field".into() };
    assert_eq!(date.evidence, expected);
}

#[test]
fn the_dateline_tells_day_from_month_where_nothing_else_does() {
    for (words, country, lang, expected) in [
        ("unknown@text:09/06/2017", Some("US"), "en", "2017-09-06, month before day as where it was filed"),
        ("unknown@text:06/09/2017", Some("GB"), "en", "2017-09-06, day before month as where it was filed"),
        ("unknown@text:Published 06/09/2017 10:15", Some("FR"), "en", "2017-09-06 10:15, day before month as where it was filed"),
        ("unknown@text:06/09/2017 10:15 EDT", Some("GB"), "en", "2017-06-09 10:15 EDT"),
        ("unknown@text:06/09/2017", Some("US"), "de", "2017-09-06"),
        ("unknown@text:06/09/2017", Some("CA"), "en", "-"),
        ("unknown@text:06/09/2017", Some("CN"), "en", "-"),
        ("unknown@text:06/09/2017", None, "en", "-"),
        ("unknown@text:31/09/2017", Some("US"), "en", "-"),
    ] {
        let raw = RawArticle { dates: vec![raw_date(words)], ..RawArticle::default() };
        let date = choose(&raw, Filed { day: None, country }, Some(lang));
        let found = date.map_or("-".to_owned(), |date| format!("{}{}", shown(&date), date.evidence.rule.trim_start_matches("field")));
        assert_eq!(found, expected, "{words} {country:?}");
    }
}
