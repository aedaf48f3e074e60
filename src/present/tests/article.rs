//! One article, as JSON and for people.

use chrono::NaiveDate;
use std::collections::BTreeMap;

use crate::article::{
    Article, ArticleDate, ArticlePlace, DateFrom, Evidence, Mention, Place, PlaceFrom, Precision, Quote, QuoteKind, Speaker, SpeakerFrom,
    SpeakerKind, Uid,
};
use crate::present::{ArticleView, Listed, Look, Reason, Roots, write_article, write_contract};
use crate::results::{Apart, Marks, TakenFor};

/// A story with every kind of value, and text outside ASCII before its spans.
fn whole_story() -> Article {
    let body = "TURIN (AW) – Die Brücke “war sicher”, she said.\n\nSecond paragraph.";
    let at = |words: &str| body.find(words).map(|start| start..start + words.len()).unwrap();
    let evidence = |words: &str, rule: &'static str| Evidence { words: words.into(), span: Some(at(words)), rule: rule.into() };
    let turin = Place {
        city: Some("Turin".into()),
        region: Some("Piedmont".into()),
        country: Some("IT".into()),
        continent: Some("Europe".into()),
        geonames: Some(3_165_524),
        words: "TURIN".into(),
        names: ["turin".to_owned()].into_iter().collect(),
    };
    Article {
        uid: Uid(0x1f00_ba5e),
        root: "news".into(),
        path: "dam.txt".into(),
        record: Some("12".into()),
        headline: Some("Dam inquiry".into()),
        byline: vec!["Jo Reed".into()],
        body: body.into(),
        lead_len: 0,
        words: 10,
        source: Some("Alpine Wire".into()),
        section: Some("World".into()),
        lang: Some("en".into()),
        url: Some("https://example.org/dam".into()),
        date: Some(ArticleDate {
            day: NaiveDate::from_ymd_opt(2018, 3, 12).unwrap(),
            time: chrono::NaiveTime::from_hms_milli_opt(9, 30, 0, 500),
            zone: Some("+01:00".into()),
            precision: Precision::Minute,
            from: DateFrom::Metadata,
            evidence: Evidence { words: "2018-03-12T09:30".into(), span: None, rule: "json field date".into() },
        }),
        place: Some(ArticlePlace { place: turin.clone(), from: PlaceFrom::Dateline, evidence: evidence("TURIN", "agency dateline") }),
        mentions: vec![Mention { place: turin, count: 2, span: at("TURIN") }],
        speakers: vec![Speaker { name: "Carla Bonetti".into(), from: SpeakerFrom::Quote }],
        quotes: vec![Quote {
            words: "war sicher".into(),
            span: at("war sicher"),
            speaker: Some("Carla Bonetti".into()),
            speaker_kind: Some(SpeakerKind::Person),
            speaker_gender: None,
            role: None,
            cue: Some("said".into()),
            kind: QuoteKind::Direct,
            rule: "quote pronoun verb".into(),
            confidence: 0.75,
            mention: Some(at("she")),
        }],
        unknown_fields: vec!["kicker".into()],
        considered: Vec::new(),
    }
}

#[test]
fn an_article_is_a_line_of_json() {
    let because: Reason = |quote, body| format!("Behind it stands “{}”.", &body[quote.mention.clone().unwrap()]);
    let written = |explain| {
        let mut out = Vec::new();
        write_contract(&whole_story(), explain, None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let expected = |date: &str, place: &str, quote: &str| {
        [
            r#"{"format":1,"id":"000000001f00ba5e","root":"news","path":"dam.txt","record":"12","headline":"Dam inquiry","#,
            r#""byline":["Jo Reed"],"source":"Alpine Wire","section":"World","lang":"en","url":"https://example.org/dam","#,
            r#""date":{"day":"2018-03-12","time":"09:30:00","zone":"+01:00","precision":"minute","from":"metadata""#,
            date,
            r#"},"place":{"city":"Turin","region":"Piedmont","country":"IT","continent":"Europe","geonames":3165524,"words":"TURIN","#,
            r#""from":"dateline""#,
            place,
            r#"},"speakers":[{"name":"Carla Bonetti","from":"quote"}],"#,
            r#""mentions":[{"city":"Turin","region":"Piedmont","country":"IT","continent":"Europe","geonames":3165524,"words":"TURIN","#,
            r#""count":2,"start":0,"end":5}],"words":10,"#,
            r#""body":"TURIN (AW) – Die Brücke “war sicher”, she said.\n\nSecond paragraph.","#,
            r#""quotes":[{"words":"war sicher","start":25,"end":35,"speaker":"Carla Bonetti","speaker_kind":"person","role":null,"#,
            r#""cue":"said","kind":"direct","rule":"quote pronoun verb","confidence":0.75"#,
            quote,
            r#"}],"unknown_fields":["kicker"]}"#,
        ]
        .concat()
    };
    assert_eq!(written(None), expected("", "", ""));
    assert_eq!(
        written(Some(because)),
        expected(
            r#","evidence":{"words":"2018-03-12T09:30","start":null,"end":null,"rule":"json field date"}"#,
            r#","evidence":{"words":"TURIN","start":0,"end":5,"rule":"agency dateline"}"#,
            r#","evidence":{"words":"she","start":38,"end":41,"rule":"quote pronoun verb"},"reason":"Behind it stands “she”.""#,
        )
    );
}

#[test]
fn an_article_is_shown_with_its_fields() {
    let because: Reason = |_, _| "Behind it stands “she”.".into();
    let shown = |story: &Article, text, quotes, explain| {
        let mut out = Vec::new();
        let view = ArticleView {
            look: Look::default(),
            roots: Roots::default(),
            text,
            marks: Marks::default(),
            quotes,
            explain,
            joined: BTreeMap::new(),
        };
        write_article(story, &view, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let fields = "\
Dam inquiry
2018-03-12 09:30 +01:00 · filed from Turin, IT · Alpine Wire
  by: Jo Reed
  quoted: Carla Bonetti
  mentions: Turin
  section: World
  language: en, 10 words, 1 quote
  page: https://example.org/dam
  not read: kicker
  000000001f00ba5e  dam.txt #12
";
    let text = "\nTURIN (AW) – Die Brücke “war sicher”, she said.\n\nSecond paragraph.\n";
    let quote = "\n1. “war sicher”\n   — Carla Bonetti\n";
    let why = "   direct speech of a person, by the rule quote pronoun verb: Behind it stands “she”.\n";
    let evidence = "  date: read from metadata, “2018-03-12T09:30”, by the rule json field date
  place: read from dateline, “TURIN”, by the rule agency dateline
";
    assert_eq!(shown(&whole_story(), true, Listed::None, None), format!("{fields}{text}"));
    assert_eq!(shown(&whole_story(), false, Listed::All, None), format!("{fields}{quote}"));
    assert_eq!(shown(&whole_story(), true, Listed::All, Some(because)), format!("{fields}{evidence}{text}{quote}{why}"));
    let mut twice = whole_story();
    twice.quotes.push(Quote { words: "TURIN".into(), span: 0..5, role: Some("mayor".into()), ..twice.quotes[0].clone() });
    let second = "\n2. “TURIN”\n   — Carla Bonetti, mayor\n";
    assert_eq!(shown(&twice, false, Listed::Only(2), None), format!("{}{second}", fields.replace("1 quote", "2 quotes")));
    let bare = Article {
        headline: None,
        byline: vec![],
        body: String::new(),
        source: None,
        section: None,
        lang: None,
        url: None,
        date: None,
        place: None,
        mentions: vec![],
        speakers: vec![],
        quotes: vec![],
        unknown_fields: vec![],
        considered: Vec::new(),
        record: None,
        ..whole_story()
    };
    let expected = "(no headline)\nundated\n  language: unknown, 10 words, 0 quotes\n  000000001f00ba5e  dam.txt\n";
    assert_eq!(shown(&bare, true, Listed::All, Some(because)), expected);
}

#[test]
fn a_surname_is_shown_with_the_person_it_is_taken_for() {
    let because: Reason = |_, _| "Behind it stands “she”.".into();
    let mut story = whole_story();
    story.quotes[0].speaker = Some("Bonetti".into());
    let dated = story.date.clone();
    for (date, apart, told) in [
        (dated.clone(), Apart::Alone, "nobody else of that surname speaks in the archive under a full name within half a year of it"),
        (None, Apart::Alone, "under a full name at any time, as it has no date"),
        (dated.clone(), Apart::Gender, "are of another gender than the article tells"),
        (dated, Apart::Office, "the one told to hold the office that the article gives"),
    ] {
        let view = ArticleView {
            look: Look::default(),
            roots: Roots::default(),
            text: false,
            marks: Marks::default(),
            quotes: Listed::All,
            explain: Some(because),
            joined: BTreeMap::from([("Bonetti".to_owned(), TakenFor { person: "Carla Bonetti".to_owned(), apart })]),
        };
        let mut out = Vec::new();
        write_article(&Article { date, ..story.clone() }, &view, &mut out).unwrap();
        let shown = String::from_utf8(out).unwrap();
        assert!(shown.contains("— Bonetti (taken for Carla Bonetti)\n"), "{shown}");
        assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{shown}");
    }
}
