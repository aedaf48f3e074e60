//! Made-up answers and articles, and the expected bytes of every format.

mod article;

use chrono::NaiveDate;

use super::columns::{Rows, named};
use super::*;
use crate::article::{Precision, QuoteKind, SpeakerKind};
use crate::results::{ArticleHit, Hit, HitDate, HitPlace, Origin, Passage, QuoteHit, Summary};

fn date(precision: Precision, time: Option<&str>) -> HitDate {
    HitDate {
        day: NaiveDate::from_ymd_opt(2018, 3, 12).unwrap(),
        time: time.map(Into::into),
        zone: time.map(|_| "GMT".into()),
        precision,
        from: "text".into(),
    }
}

fn turin(from: &str) -> HitPlace {
    HitPlace {
        city: Some("Turin".into()),
        region: Some("Piedmont".into()),
        country: Some("IT".into()),
        continent: Some("Europe".into()),
        geonames: Some(3_165_524),
        words: "TURIN".into(),
        from: from.into(),
    }
}

fn dam_file() -> Origin {
    Origin {
        root: "news".into(),
        path: "2018/03/dam inquiry.txt".into(),
        source: Some("Alpine Wire".into()),
        lang: Some("en".into()),
        ..Origin::default()
    }
}

fn dam_story() -> ArticleHit {
    ArticleHit {
        id: "1f00ba5e00c0ffee".into(),
        origin: Origin {
            headline: Some("Dam engineers warned of cracks, inquiry hears".into()),
            date: Some(date(Precision::Minute, Some("09:30:00"))),
            place: Some(turin("dateline")),
            ..dam_file()
        },
        score: 7.25,
        byline: vec!["Jo Reed".into(), "Ada Pohl".into()],
        section: None,
        words: 412,
        speakers: vec!["Carla Bonetti".into(), "Piero Galli".into()],
        joined: Vec::new(),
        quotes: 3,
        headline_marks: vec![(0, 3)],
        passages: vec![Passage { text: "The cracks “were there\nfor anyone to see”.".into(), marks: vec![(4, 10)] }],
        explanation: None,
    }
}

fn bare_story() -> ArticleHit {
    ArticleHit {
        id: "beef000000000001".into(),
        origin: Origin { root: "news".into(), path: "esc\u{1b}[2J.jsonl".into(), record: Some("7".into()), ..Origin::default() },
        score: 1.0,
        byline: vec![],
        section: None,
        words: 0,
        speakers: vec![],
        joined: Vec::new(),
        quotes: 0,
        headline_marks: vec![],
        passages: vec![],
        explanation: None,
    }
}

fn dam_quote() -> QuoteHit {
    QuoteHit {
        id: "1f00ba5e00c0ffee-2".into(),
        article: "1f00ba5e00c0ffee".into(),
        origin: Origin {
            headline: Some("=Dam engineers warned".into()),
            date: Some(date(Precision::Month, None)),
            place: Some(turin("text")),
            ..dam_file()
        },
        score: 2.5,
        words: Passage { text: "were there for anyone to see".into(), marks: vec![(22, 24)] },
        lines: Vec::new(),
        start: 120,
        end: 148,
        speaker: Some("Carla Bonetti".into()),
        joined: None,
        speaker_kind: Some(SpeakerKind::Person),
        role: Some("the inspector".into()),
        cue: Some("told the court".into()),
        kind: QuoteKind::Direct,
        rule: "name verb quote".into(),
        confidence: 0.9,
        context: None,
        explanation: None,
    }
}

fn shown(format: Format, rows: Rows, hits: Vec<Hit>, fields: Option<&str>, look: Look) -> String {
    let columns = fields.map(|names| named(rows, &names.split(',').map(Into::into).collect::<Vec<_>>()).unwrap());
    let roots = Roots::new([("news".to_owned(), "/srv/news".into()), ("away".to_owned(), "/mnt/away".into())], "/srv/news".into());
    let options = Options { rows, columns, explained: false, look, roots };
    let results = SearchResults {
        shown: hits.len(),
        summary: Summary { total: 128, undated: 4, too_vague: 1 },
        expansions: Vec::new(),
        hits: Box::new(hits.into_iter().map(Ok)),
    };
    let mut out = Vec::new();
    presenter(format, options).write(results, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn articles() -> Vec<Hit> {
    vec![Hit::Article(Box::new(dam_story())), Hit::Article(Box::new(bare_story()))]
}

#[test]
fn cards_in_a_pipe_are_plain_and_safe() {
    assert_eq!(
        shown(Format::Text, Rows::Articles, articles(), None, Look::default()),
        "\
Dam engineers warned of cracks, inquiry hears
2018-03-12 09:30 GMT · filed from Turin, IT · Alpine Wire
  The cracks “were there
  for anyone to see”.
  quoted: Carla Bonetti, Piero Galli
  1f00ba5e  2018/03/dam inquiry.txt

(no headline)
undated
  beef0000  esc\\u{1b}[2J.jsonl #7
"
    );
}

#[test]
fn a_card_says_for_whom_surnames_were_taken() {
    let joined = ArticleHit { joined: vec!["Carla Maria Bonetti".into()], ..dam_story() };
    let card = shown(Format::Text, Rows::Articles, vec![Hit::Article(Box::new(joined))], None, Look::default());
    assert!(card.contains("(by surname alone: Carla Maria Bonetti)"), "{card}");
}

#[test]
fn a_card_names_some_of_many_speakers() {
    for (count, expected) in [(9, "S1, S2, S3, S4, S5, S6, S7, S8, S9\n"), (12, "S1, S2, S3, S4, S5, S6, S7, S8 and 4 more\n")] {
        let crowded = ArticleHit { speakers: (1..=count).map(|i| format!("S{i}")).collect(), ..dam_story() };
        let card = shown(Format::Text, Rows::Articles, vec![Hit::Article(Box::new(crowded))], None, Look::default());
        assert!(card.contains(&format!("\n  quoted: {expected}")), "{card}");
    }
}

#[test]
fn cards_on_a_terminal_have_weight_colour_links_and_width() {
    let look = Look { color: true, links: true, width: Some(30) };
    assert_eq!(
        shown(Format::Text, Rows::Articles, vec![Hit::Article(Box::new(dam_story()))], None, look),
        "\
\u{1b}[1;33mDam\u{1b}[0m\u{1b}[1m engineers warned of\u{1b}[0m
\u{1b}[1mcracks, inquiry hears\u{1b}[0m
\u{1b}[2m2018-03-12 09:30 GMT · filed\u{1b}[0m
\u{1b}[2mfrom Turin, IT · Alpine Wire\u{1b}[0m
  The \u{1b}[1;33mcracks\u{1b}[0m “were there
  for anyone to see”.
  \u{1b}[36mquoted: Carla Bonetti, Piero\u{1b}[0m
  \u{1b}[36mGalli\u{1b}[0m
  \u{1b}[2m1f00ba5e\u{1b}[0m  \u{1b}]8;;file:///srv/news/2018/03/dam%20inquiry.txt\u{1b}\\\u{1b}[2m2018/03/dam inquiry.txt\u{1b}[0m\u{1b}]8;;\u{1b}\\
"
    );
}

#[test]
fn quotes_say_who_said_it_where_and_when() {
    let without = |change: fn(&mut Origin)| {
        let mut origin = dam_quote().origin;
        origin.headline = None;
        change(&mut origin);
        origin
    };
    let unnamed = QuoteHit { speaker: None, origin: without(|origin| origin.place = None), ..dam_quote() };
    let placeless_undated = without(|origin| (origin.place, origin.date) = (None, None));
    let nobody = QuoteHit { role: None, origin: placeless_undated, ..unnamed.clone() };
    let reported = QuoteHit { kind: QuoteKind::Mixed, role: None, origin: without(|_| ()), ..dam_quote() };
    let (speaker, joined) = (Some("Bonetti".into()), Some("Carla Bonetti".into()));
    let short = QuoteHit { speaker, joined, role: None, origin: without(|_| ()), ..dam_quote() };
    let guess = |kind, confidence| QuoteHit { kind, confidence, role: None, origin: without(|origin| origin.place = None), ..dam_quote() };
    let guesses = [guess(QuoteKind::Direct, 0.6), guess(QuoteKind::Indirect, 0.55), guess(QuoteKind::Indirect, 0.7)];
    let nobody_at_all = QuoteHit { confidence: 0.0, ..nobody };
    let hits =
        [dam_quote(), short, unnamed, nobody_at_all, reported].into_iter().chain(guesses).map(|hit| Hit::Quote(Box::new(hit))).collect();
    assert_eq!(
        shown(Format::Text, Rows::Quotes, hits, None, Look::default()),
        "\
“were there for anyone to see”
  — Carla Bonetti, the inspector
  2018-03 · set in Turin, IT · Alpine Wire · =Dam engineers warned
  1f00ba5e-2  2018/03/dam inquiry.txt

“were there for anyone to see”
  — Bonetti (taken for Carla Bonetti)
  2018-03 · set in Turin, IT · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

“were there for anyone to see”
  — the inspector
  2018-03 · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

“were there for anyone to see”
  — unattributed
  undated · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

were there for anyone to see
  — Carla Bonetti (reported)
  2018-03 · set in Turin, IT · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

“were there for anyone to see”
  — Carla Bonetti (uncertain .60)
  2018-03 · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

were there for anyone to see
  — Carla Bonetti (reported, uncertain .55)
  2018-03 · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt

were there for anyone to see
  — Carla Bonetti (reported)
  2018-03 · Alpine Wire
  1f00ba5e-2  2018/03/dam inquiry.txt
"
    );
}

#[test]
fn named_fields_are_lines_of_name_and_value() {
    assert_eq!(
        shown(Format::Text, Rows::Articles, articles(), Some("headline,date,speakers"), Look::default()),
        "\
headline: Dam engineers warned of cracks, inquiry hears
date:     2018-03-12 09:30 GMT
speakers: Carla Bonetti; Piero Galli

headline:
date:
speakers:
"
    );
}

#[test]
fn jsonl_is_one_object_a_line() {
    let expected = concat!(
        r#"{"format":1,"id":"1f00ba5e00c0ffee","root":"news","path":"2018/03/dam inquiry.txt","record":null,"score":7.25,"#,
        r#""headline":"Dam engineers warned of cracks, inquiry hears","headline_marks":[[0,3]],"#,
        r#""date":{"day":"2018-03-12","time":"09:30:00","zone":"GMT","precision":"minute","from":"text"},"#,
        r#""place":{"city":"Turin","region":"Piedmont","country":"IT","continent":"Europe","geonames":3165524,"words":"TURIN","from":"dateline"},"#,
        r#""source":"Alpine Wire","byline":["Jo Reed","Ada Pohl"],"section":null,"lang":"en","url":null,"words":412,"#,
        r#""speakers":["Carla Bonetti","Piero Galli"],"joined":[],"quotes":3,"#,
        r#""passages":[{"text":"The cracks “were there\nfor anyone to see”.","marks":[[4,10]]}]}"#,
        "\n",
        r#"{"format":1,"id":"beef000000000001","root":"news","path":"esc\u001b[2J.jsonl","record":"7","score":1.0,"headline":null,"headline_marks":[],"#,
        r#""date":null,"place":null,"source":null,"byline":[],"section":null,"lang":null,"url":null,"words":0,"speakers":[],"joined":[],"#,
        r#""quotes":0,"passages":[]}"#,
        "\n",
    );
    assert_eq!(shown(Format::Jsonl, Rows::Articles, articles(), None, Look::default()), expected);
    assert_eq!(
        shown(Format::Jsonl, Rows::Quotes, vec![Hit::Quote(Box::new(dam_quote()))], None, Look::default()),
        concat!(
            r#"{"format":1,"id":"1f00ba5e00c0ffee-2","article":"1f00ba5e00c0ffee","root":"news","path":"2018/03/dam inquiry.txt","#,
            r#""record":null,"score":2.5,"words":"were there for anyone to see","marks":[[22,24]],"speaker":"Carla Bonetti","#,
            r#""joined":null,"speaker_kind":"person","role":"the inspector","cue":"told the court","kind":"direct","#,
            r#""rule":"name verb quote","#,
            r#""confidence":0.9,"start":120,"end":148,"headline":"=Dam engineers warned","#,
            r#""date":{"day":"2018-03-12","time":null,"zone":null,"precision":"month","from":"text"},"#,
            r#""place":{"city":"Turin","region":"Piedmont","country":"IT","continent":"Europe","geonames":3165524,"words":"TURIN","from":"text"},"#,
            r#""source":"Alpine Wire","lang":"en","url":null,"context":null}"#,
            "\n",
        )
    );
}

#[test]
fn json_is_an_envelope_whatever_the_number_of_hits() {
    let fields = Some("path,day");
    for (hits, expected) in [
        (vec![], "{\"format\":1,\"total\":128,\"shown\":0,\"undated\":4,\"too_vague\":1,\"hits\":[\n]}\n"),
        (
            articles(),
            "{\"format\":1,\"total\":128,\"shown\":2,\"undated\":4,\"too_vague\":1,\"hits\":[\n\
             {\"path\":\"2018/03/dam inquiry.txt\",\"day\":\"2018-03-12\"},\n\
             {\"path\":\"esc\\u001b[2J.jsonl\",\"day\":null}\n]}\n",
        ),
    ] {
        let json = shown(Format::Json, Rows::Articles, hits, fields, Look::default());
        assert_eq!(json, expected);
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
    }
}

#[test]
fn csv_is_quoted_and_cannot_be_run_tsv_is_exact() {
    let odd = QuoteHit { speaker: Some("a \"b\", c".into()), role: Some("x\ty\\z\n".into()), ..dam_quote() };
    for (format, expected) in [
        (Format::Csv, "headline,speaker,role,day,score\n'=Dam engineers warned,\"a \"\"b\"\", c\",\"x\ty\\z\n\",2018-03-12,2.5\n"),
        (Format::Tsv, "headline\tspeaker\trole\tday\tscore\n=Dam engineers warned\ta \"b\", c\tx\\ty\\\\z\\n\t2018-03-12\t2.5\n"),
    ] {
        let fields = Some("headline,speaker,role,day,score");
        assert_eq!(shown(format, Rows::Quotes, vec![Hit::Quote(Box::new(odd.clone()))], fields, Look::default()), expected);
    }
}

#[test]
fn tables_show_every_part_of_date_and_place() {
    assert_eq!(
        shown(Format::Tsv, Rows::Articles, vec![Hit::Article(Box::new(dam_story()))], None, Look::default()),
        "id\troot\tpath\trecord\tscore\theadline\tday\ttime\tzone\tprecision\tdate_from\tcity\tregion\tcountry\tcontinent\tplace_words\t\
         place_from\tsource\tbyline\tsection\tlang\turl\twords\tspeakers\tjoined\tquotes\tpassages\n\
         1f00ba5e00c0ffee\tnews\t2018/03/dam inquiry.txt\t\t7.25\tDam engineers warned of cracks, inquiry hears\t2018-03-12\t09:30:00\tGMT\t\
         minute\ttext\tTurin\tPiedmont\tIT\tEurope\tTURIN\tdateline\tAlpine Wire\tJo Reed; Ada Pohl\t\ten\t\t412\t\
         Carla Bonetti; Piero Galli\t\t3\tThe cracks “were there\\nfor anyone to see”.\n"
    );
}

#[test]
fn paths_are_given_once_and_are_safe_on_a_terminal() {
    let of_root = |root: &str| ArticleHit { origin: Origin { root: root.into(), ..dam_file() }, ..dam_story() };
    let (elsewhere, unknown) = (of_root("away"), of_root("unknown"));
    let hits: Vec<Hit> = [dam_story(), elsewhere, dam_story(), unknown, bare_story()].map(|hit| Hit::Article(Box::new(hit))).to_vec();
    for (look, end, expected) in [
        (Look::default(), 0, "2018/03/dam inquiry.txt\0/mnt/away/2018/03/dam inquiry.txt\x002018/03/dam inquiry.txt\0esc\u{1b}[2J.jsonl\0"),
        (
            Look { width: Some(80), ..Look::default() },
            b'\n',
            "2018/03/dam inquiry.txt\n/mnt/away/2018/03/dam inquiry.txt\n2018/03/dam inquiry.txt\nesc\\u{1b}[2J.jsonl\n",
        ),
    ] {
        assert_eq!(shown(Format::Paths { end }, Rows::Articles, hits.clone(), None, look), expected);
    }
}

#[test]
fn no_format_lets_a_file_command_the_terminal() {
    let headline = Some("a\u{1b}]0;b\u{7}\u{9b}c\u{202e}d\u{7f}".into());
    let evil = ArticleHit { origin: Origin { headline, ..dam_file() }, ..dam_story() };
    let look = Look { width: Some(80), ..Look::default() };
    for (format, expected) in [
        (Format::Text, "headline: a\\u{1b}]0;b\\u{7}\\u{9b}c\\u{202e}d\\u{7f}\n"),
        (Format::Csv, "headline\na\\u{1b}]0;b\\u{7}\\u{9b}c\\u{202e}d\\u{7f}\n"),
        (Format::Tsv, "headline\na\\u{1b}]0;b\\u{7}\\u{9b}c\\u{202e}d\\u{7f}\n"),
        (Format::Jsonl, "{\"format\":1,\"headline\":\"a\\u001b]0;b\\u0007\\u009bc\\u202ed\\u007f\"}\n"),
    ] {
        let hits = vec![Hit::Article(Box::new(evil.clone()))];
        assert_eq!(shown(format, Rows::Articles, hits, Some("headline"), look), expected, "{format:?}");
    }
}
