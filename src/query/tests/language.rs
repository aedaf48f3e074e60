use super::super::tree::{DateSpan, Near, Node, NumberRange, Text, Undated, Value, Within, Word};
use super::super::{ParseOptions, keeping_undated, keeping_vague, names_field, outline};
use super::{day, options, parse, reading};
use crate::schema::DocumentKind;

/// A query and its canonical text.
const READINGS: &[(&str, &str)] = &[
    ("", "*"),
    (" \t\u{3000} ", "*"),
    ("*", "*"),
    ("dam", "dam"),
    ("dam burst", "dam AND burst"),
    ("dam AND burst", "dam AND burst"),
    ("dam OR burst flood", "dam OR (burst AND flood)"),
    ("(dam OR burst) flood", "(dam OR burst) AND flood"),
    ("a AND (b c) d", "a AND b AND c AND d"),
    ("a OR (b OR c)", "a OR b OR c"),
    ("-dam", "NOT dam"),
    ("NOT dam", "NOT dam"),
    ("NOT NOT dam", "dam"),
    ("-dam -burst", "NOT dam AND NOT burst"),
    ("flood -(dam OR burst)", "flood AND NOT (dam OR burst)"),
    ("flood AND NOT dam", "flood AND NOT dam"),
    ("-\"dam burst\"", "NOT \"dam burst\""),
    ("-headline:dam", "NOT headline:dam"),
    ("Moon Jae-in", "Moon AND Jae\\-in"),
    ("U.S. AT&T 3.5 don’t", "U.S. AND AT&T AND 3.5 AND don’t"),
    ("東京 Москва قال", "東京 AND Москва AND قال"),
    ("and or not", "and AND or AND \\not"),
    ("\\AND \\-x C\\+\\+ a\\ b", "\\AND AND \\-x AND C\\+\\+ AND a\\ b"),
    ("\"dam burst\"", "\"dam burst\""),
    ("“dam burst” „dam burst“ «dam burst» »dam burst«", "\"dam burst\" AND \"dam burst\" AND \"dam burst\" AND \"dam burst\""),
    ("\"dam\"", "dam"),
    ("\"dam – burst!\"", "\"dam burst!\""),
    ("\"who is he?\"", "\"who is he\\?\""),
    ("\"wom?n in blue*\"", "\"wom?n in blue*\""),
    ("\"dam burst\"~5", "\"dam burst\"~5"),
    ("=\"Dam Burst\"~5", "=\"Dam Burst\"~5"),
    ("\"say \\\"no\\\"\"", "\"say \\\"no\\\"\""),
    ("dam w/5 burst", "dam w/5 burst"),
    ("dam W/5 burst NEAR/3 flood", "(dam w/5 burst) w/3 flood"),
    ("dam Pre/5 burst", "dam pre/5 burst"),
    ("dam not w/5 burst", "dam not w/5 burst"),
    ("dam NOT w/5 burst", "dam not w/5 burst"),
    ("dam Not Near/5 burst", "dam not w/5 burst"),
    ("dam not pre/5 burst", "dam not pre/5 burst"),
    ("dam w/s burst", "dam w/s burst"),
    ("dam w/P burst", "dam w/p burst"),
    ("dam W/Sent burst x w/para y", "(dam w/s burst) AND (x w/p y)"),
    ("dam not w/s burst", "dam not w/s burst"),
    ("dam near/s burst pre/p x", "(dam w/s burst) pre/p x"),
    ("(dam OR reservoir) w/5 (\"burst open\" OR fail*)", "(dam OR reservoir) w/5 (\"burst open\" OR fail*)"),
    ("dam w/5 (burst w/2 open)", "dam w/5 (burst w/2 open)"),
    ("-dam w/5 burst", "NOT (dam w/5 burst)"),
    ("flood dam w/5 burst river", "flood AND (dam w/5 burst) AND river"),
    ("flood OR dam w/5 burst", "flood OR (dam w/5 burst)"),
    ("w/o x", "w/o AND x"),
    ("recycl* recycl! wom?n c*r", "recycl* AND recycl* AND wom?n AND c*r"),
    ("recycl\\! recycl\\*", "recycl\\! AND recycl\\*"),
    ("recycl** yahoo!!", "recycl* AND yahoo*"),
    ("re!ed a!b re\\!ed", "re*ed AND a*b AND re\\!ed"),
    ("דובר צה\"ל \"דובר צה”ל\"", "דובר AND צה\\\"ל AND \"דובר צה”ל\""),
    ("Jae-i*", "\"Jae i*\""),
    ("covid-1? co?-op* 'tis-a?", "covid-1? AND co?-op* AND tis-a?"),
    ("\"covid-1? co?-op*\"", "\"covid-1\\? co op*\""),
    ("node.j* *.js node.* *-year-old covid-*", "\"node j*\" AND js AND node AND \"year old\" AND covid"),
    ("j.k.* U.S* 1,2* 3.* at&t* o'b*", "j.k.* AND U.S* AND 1,2* AND 3.* AND at&t* AND o'b*"),
    ("colour~1 colour~2", "colour~1 AND colour~2"),
    ("Jae-in~1", "\"Jae~1 in~1\""),
    ("=Putins =\"Exact Words\"", "=Putins AND =\"Exact Words\""),
    ("-=Putins", "NOT =Putins"),
    ("atleast3(dam)", "atleast3(dam)"),
    ("AtLeast2(dam OR \"burst pipe\")", "atleast2(dam OR \"burst pipe\")"),
    ("headline:atleast2(dam)", "atleast2(headline:dam)"),
    ("headline:dam Title:dam HL:dam", "headline:dam AND headline:dam AND headline:dam"),
    ("headline:\"dam burst\" headline:(dam -burst)", "headline:\"dam burst\" AND headline:dam AND NOT headline:burst"),
    ("headline: dam", "headline:dam"),
    ("headline:=Dam headline:=\"Dam Burst\"", "headline:=Dam AND headline:=\"Dam Burst\""),
    ("headline:dam*^2", "headline:dam*^2"),
    ("hlead:dam HLEAD(dam OR burst)", "hlead:dam AND (hlead:dam OR hlead:burst)"),
    ("BYLINE(\"jane doe\") byline(doe) DATELINE(peking)", "byline:\"jane doe\" AND byline:doe AND place:beijing"),
    ("headline:(dam w/5 burst)", "headline:dam w/5 headline:burst"),
    ("headline:\\AND", "headline:\\AND"),
    ("lead:x body:x quote:(said:x role:minister)", "lead:x AND body:x AND quote:(said:x AND role:minister)"),
    ("speaker:merkel speaker:\"angela merkel\"", "speaker:merkel AND speaker:\"angela merkel\""),
    ("place:peking", "place:beijing"),
    ("place:\"new york\" place:(new york)", "place:\"new york\" AND place:\"new york\""),
    ("place:(new york OR paris OR atlantis)", "place:(\"new york\" OR paris OR atlantis)"),
    ("place:paris OR dam OR place:peking", "place:(paris OR beijing) OR dam"),
    ("place:bombay place:(bombay OR mumbai OR bombay)", "place:(bombay OR mumbai) AND place:(bombay OR mumbai)"),
    ("place:congo", "place:(\"democratic republic of the congo\" OR \"republic of the congo\")"),
    ("place:(russia AND china)", "place:russia AND place:china"),
    ("place:(russia -china)", "place:russia AND NOT place:china"),
    ("mentions:vladi*", "mentions:vladi*"),
    ("lang:en lang:pt-BR lang:german language:(fr OR es)", "lang:en AND lang:pt AND lang:de AND lang:(fr OR es)"),
    ("path:2017/09/* path:\"my files/a b.txt\"", "path:2017/09/* AND path:\"my files/a b.txt\""),
    ("url:https://example.com/a?id=3", "url:\"https://example.com/a?id=3\""),
    ("url:*example\\?x", "url:\"*example\\?x\""),
    ("section:Sport section:\"Arts & Books\"", "section:Sport AND section:\"Arts & Books\""),
    ("quote:(speaker:merkel said:inflation)", "quote:(speaker:merkel AND said:inflation)"),
    ("quote:(inflation \"rising prices\")", "quote:(said:inflation AND said:\"rising prices\")"),
    ("quote:(speaker:(merkel OR scholz) -inflation)", "quote:((speaker:merkel OR speaker:scholz) AND NOT said:inflation)"),
    ("-quote:(speaker:merkel)", "NOT quote:(speaker:merkel)"),
    ("date:2017", "date:2017-01-01..2017-12-31"),
    ("date:2017-09", "date:2017-09-01..2017-09-30"),
    ("day:2017-09-06", "date:2017-09-06"),
    ("date:2017-09..2017-11", "date:2017-09-01..2017-11-30"),
    ("date:2017.. date:..2017", "date:2017-01-01.. AND date:..2017-12-31"),
    (
        "date:>=2020 date:>2020 date:<2020 date:<=2020",
        "date:2020-01-01.. AND date:2021-01-01.. AND date:..2019-12-31 AND date:..2020-12-31",
    ),
    ("date:=2020 date:≥2020 date:=>2020", "date:2020-01-01..2020-12-31 AND date:2020-01-01.. AND date:2020-01-01.."),
    ("date:>= 2020", "date:2020-01-01.."),
    ("date:(>=2017 <2019)", "date:2017-01-01.. AND date:..2018-12-31"),
    ("date:(2015 OR 2017)", "date:2015-01-01..2015-12-31 OR date:2017-01-01..2017-12-31"),
    ("date:(6 September 2017)", "date:2017-09-06"),
    ("date:\"6 September 2017\" date:yesterday date:7d", "date:2017-09-06 AND date:2017-09-05 AND date:2017-08-30..2017-09-06"),
    ("date:2017 OR no:date", "(date:2017-01-01..2017-12-31 OR no:date)"),
    ("words:>1200 words:100..500 length:..5 words:7", "words:1201.. AND words:100..500 AND words:..5 AND words:7"),
    ("words:(>100 <500)", "words:101.. AND words:..499"),
    ("quote:3 quotes:>=3", "quote:3 AND quote:3.."),
    ("has:quote no:date has:date has:place no:place", "quote:1.. AND no:date AND has:date AND has:place AND NOT has:place"),
    ("has:(byline OR place) no:quotes", "(has:byline OR has:place) AND NOT quote:1.."),
    ("headline:* words:* date:* place:*", "has:headline AND words:1.. AND has:date AND has:place"),
    ("dam^2 \"dam burst\"^0.5 (a OR b)^3 =x^2", "dam^2 AND \"dam burst\"^0.5 AND (a OR b)^3 AND =x^2"),
    ("\"dam burst\"~3^2", "(\"dam burst\"~3)^2"),
    ("speaker:putin^2 (date:2017)^2", "speaker:putin^2 AND (date:2017-01-01..2017-12-31)^2"),
    ("foo\"bar baz\"", "foo AND \"bar baz\""),
    ("\"12:30\" \"http://x\"", "12\\:30 AND http\\://x"),
];

#[test]
fn queries_are_read_as_documented() {
    for (query, expected) in READINGS {
        assert_eq!(reading(query, &options()), *expected, "{query}");
    }
}

#[test]
fn any_joins_text_by_or_and_nothing_else() {
    let any = ParseOptions { any: true, ..options() };
    for (query, expected) in [
        ("dam burst", "dam OR burst"),
        ("dam burst AND flood", "dam OR (burst AND flood)"),
        ("dam burst -flood", "(dam OR burst) AND NOT flood"),
        ("-flood dam", "dam AND NOT flood"),
        ("dam OR -flood", "dam OR NOT flood"),
        ("dam burst date:2017 speaker:merkel", "(dam OR burst) AND date:2017-01-01..2017-12-31 AND speaker:merkel"),
        ("dam headline:burst", "dam OR headline:burst"),
        ("(dam burst) AND flood", "(dam OR burst) AND flood"),
        ("place:(new york)", "place:\"new york\""),
        ("date:2017 OR date:2018", "date:2017-01-01..2017-12-31 OR date:2018-01-01..2018-12-31"),
        ("-flood", "NOT flood"),
        ("date:2017 place:paris", "date:2017-01-01..2017-12-31 AND place:paris"),
    ] {
        assert_eq!(reading(query, &any), expected, "{query}");
    }
}

#[test]
fn exact_and_quotes_change_plain_words() {
    let exact = ParseOptions { exact: true, ..options() };
    assert_eq!(reading("Putins \"dam burst\" recycl* speaker:putin", &exact), "=Putins AND =\"dam burst\" AND recycl* AND speaker:putin");
    assert_eq!(reading("\"dam burst*\"", &exact), "\"=dam burst*\"");
    assert_eq!(reading("covid-1?", &exact), "covid-1?");
    let notes = |query| super::super::parse(query, &exact).unwrap().notes;
    let whatever = "in whatever case and with or without accents";
    assert_eq!(notes("recycl*"), [format!("--exact makes no difference to recycl*: it is found {whatever}")]);
    assert_eq!(notes("colour~1 dam"), [format!("--exact makes no difference to colour~1: it is found {whatever}")]);
    assert_eq!(notes("speaker:putin"), [format!("--exact makes no difference in speaker: names are found {whatever}")]);
    assert!(notes("dam \"a b\" place:paris").is_empty());
    let quotes = ParseOptions { find: DocumentKind::Quote, ..options() };
    assert_eq!(reading("inflation speaker:merkel", &quotes), "said:inflation AND speaker:merkel");
}

#[test]
fn trees_hold_what_was_typed() {
    let word = |text: &str, at: usize| {
        Node::Text(Text { fields: vec![], words: vec![Word::Plain(text.into())], slop: 0, span: Some(at..at + text.len()) })
    };
    let within = |within, ordered, negated, span| {
        Node::Near(Near { left: Box::new(word("a", 0)), right: Box::new(word("b", 2 + 1 + 3)), within, ordered, negated, span: Some(span) })
    };
    let plain = |query: &str| parse(query).unwrap().node;
    assert_eq!(plain("a w/5 b"), within(Within::Words(5), false, false, 2..5));
    assert_eq!(plain("a w/s b"), within(Within::Sentence, false, false, 2..5));
    assert_eq!(plain("a pre/p b").without_spans(), within(Within::Paragraph, true, false, 0..0).without_spans());
    assert_eq!(plain("a not w/5 b").without_spans(), within(Within::Words(5), false, true, 0..0).without_spans());
    let value = |field: &str, value: &str, pattern, span| {
        Node::Value(Value { field: field.into(), values: vec![value.into()], pattern, span: Some(span) })
    };
    assert_eq!(plain("path:a/*"), value("path", "a/*", true, 5..8));
    assert_eq!(plain("place:(new york)"), value("place", "new york", false, 7..15));
    let span =
        |first: Option<&str>, last: Option<&str>, undated| Node::Date(DateSpan { first: first.map(day), last: last.map(day), undated });
    assert_eq!(plain("date:>2020"), span(Some("2021-01-01"), None, Undated::Exclude));
    assert_eq!(plain("no:date OR date:2020-02"), span(Some("2020-02-01"), Some("2020-02-29"), Undated::Include));
    assert_eq!(plain("words:>5"), Node::Number(NumberRange { field: "words".into(), min: Some(6), max: None }));
    let share = |min, max| Node::Quote(Box::new(Node::Number(NumberRange { field: "confidence".into(), min, max })));
    assert_eq!(plain("quote:(confidence:>.8)"), share(Some(81), None));
    assert_eq!(plain("quote:(confidence:<=0.85)"), share(None, Some(85)));
    assert_eq!(plain("quote:(confidence:.5...75)"), share(Some(50), Some(75)));
    assert_eq!(plain("quote:(confidence:>=.8)").to_string(), "quote:(confidence:0.8..)");
    let text = |words| Node::Text(Text { fields: vec!["headline".into(), "lead".into()], words, slop: 2, span: None });
    assert_eq!(
        plain("hlead:\"=a bee~2 c* d\"~2").without_spans(),
        text(vec![Word::Exact("a".into()), Word::Fuzzy("bee".into(), 2), Word::Pattern("c*".into()), Word::Plain("d".into())])
    );
    assert_eq!(plain("dam^0.5"), Node::Boost { factor: 0.5, node: Box::new(word("dam", 0)) });
}

#[test]
fn readings_are_noted_where_they_may_surprise() {
    for (query, expected) in [
        ("a OR b", vec![]),
        ("a b", vec![]),
        ("(a b) OR c", vec![]),
        ("a b OR c", vec!["AND and w/n bind tighter than OR; read as: (a AND b) OR c"]),
        ("a OR b w/5 c", vec!["AND and w/n bind tighter than OR; read as: a OR (b w/5 c)"]),
        ("x (a AND b OR c)", vec!["AND and w/n bind tighter than OR; read as: x AND ((a AND b) OR c)"]),
        ("cats or dogs", vec!["\"or\" is searched as a word; the operator is written OR"]),
        ("dam not leak", vec!["\"not\" is searched as a word; the operator is written NOT"]),
        (
            "dam AND not leak and fire and flood",
            vec![
                "\"not\" is searched as a word; the operator is written NOT",
                "\"and\" is searched as a word; the operator is written AND",
            ],
        ),
        ("dam not w/5 leak", vec![]),
        ("dam NEAR burst", vec!["\"NEAR\" is searched as a word; the operator is written w/5"]),
        ("adj5", vec!["\"adj5\" is searched as a word; the operator is written pre/5"]),
        ("NEAR3 burst", vec!["\"NEAR3\" is searched as a word; the operator is written near/3"]),
        ("dam same burst", vec!["\"same\" is searched as a word; in one paragraph is written w/p"]),
        ("on the same day", vec![]),
        ("date is 2020", vec![]),
        ("dam within12 burst", vec!["\"within12\" is searched as a word; the operator is written w/12"]),
        ("near 24/7 9/11 km/5 and/or", vec![]),
        ("why resign?", vec!["resign? means resign and one more character; leave the ? out to search for resign"]),
        (
            "dam Within 5 burst near 10 b",
            vec![
                "\"Within 5\" is searched as words; the operator is written w/5",
                "\"near 10\" is searched as words; the operator is written w/10",
            ],
        ),
        ("node.* covid-1*", vec!["node.* is read as node: its signs part words, and a * alone asks for none"]),
        ("wom?n", vec![]),
        ("place:(paris OR atlantis)", vec!["no place called \"atlantis\" is known; it is looked for as written"]),
        ("'dam burst' flood", vec!["single quotation marks do not make a phrase; double ones do"]),
        ("don't 'dam'", vec![]),
    ] {
        assert_eq!(parse(query).unwrap().notes, expected, "{query}");
    }
}

#[test]
fn languages_have_codes_and_names() {
    let names = super::super::languages::NAMES;
    assert!(names.is_sorted());
    for (name, code) in names {
        assert_eq!(reading(&format!("lang:{}", name.to_uppercase()), &options()), format!("lang:{code}"));
        assert_eq!(reading(&format!("lang:{code}"), &options()), format!("lang:{code}"));
    }
}

#[test]
fn outlines_say_what_is_meant() {
    let query = "(dam OR reservoir*) w/5 =\"Burst Open\" -date:2017 quote:(speaker:merkel atleast2(inflation)) place:congo (path:a/* OR words:>5)^2 colour~1";
    let expected = r#"all of
  within 5 words
    any of
      "dam"
      pattern reservoir*
    exactly "Burst", exactly "Open" in a row
  not
    date: 2017-01-01 to 2017-12-31
  in one quote
    all of
      speaker: "merkel"
      at least 2 times
        said: "inflation"
  place: "democratic republic of the congo" or "republic of the congo"
  weighted 2
    any of
      path: pattern a/*
      words: 6 or more
  "colour" but for one letter"#;
    assert_eq!(outline(&parse(query).unwrap().node), expected);
}

#[test]
fn date_filters_are_widened_and_nothing_else() {
    let cases = [
        ("dam", "dam", "dam"),
        (
            "dam date:2017",
            "dam AND (date:2017-01-01..2017-12-31 OR no:date)",
            "dam AND (date:20170101.. OR day_last:20170101..) AND date:..20171231",
        ),
        (
            "dam date:>2015 flood",
            "dam AND (date:2016-01-01.. OR no:date) AND flood",
            "dam AND (date:20160101.. OR day_last:20160101..) AND flood",
        ),
        (
            "dam (date:2017 OR no:date)",
            "dam AND (date:2017-01-01..2017-12-31 OR no:date)",
            "dam AND (((date:20170101.. OR day_last:20170101..) AND date:..20171231) OR no:date)",
        ),
        (
            "dam (date:2017 OR date:>=2019)",
            "dam AND ((date:2017-01-01..2017-12-31 OR no:date) OR (date:2019-01-01.. OR no:date))",
            "dam AND (((date:20170101.. OR day_last:20170101..) AND date:..20171231) OR (date:20190101.. OR day_last:20190101..))",
        ),
        (
            "(dam date:2017) OR flood",
            "(dam AND (date:2017-01-01..2017-12-31 OR no:date)) OR flood",
            "(dam AND (date:20170101.. OR day_last:20170101..) AND date:..20171231) OR flood",
        ),
        ("dam OR date:2017", "dam OR date:2017-01-01..2017-12-31", "dam OR date:2017-01-01..2017-12-31"),
        ("dam -date:2017", "dam AND NOT date:2017-01-01..2017-12-31", "dam AND NOT date:2017-01-01..2017-12-31"),
        ("dam has:date", "dam AND has:date", "dam AND has:date"),
        ("dam no:date", "dam AND no:date", "dam AND no:date"),
    ];
    let widened = |query| {
        let node = parse(query).unwrap().node;
        (query, keeping_undated(&node).to_string(), keeping_vague(&node).to_string())
    };
    assert_eq!(cases.map(|(query, ..)| widened(query)), cases.map(|(query, undated, vague)| (query, undated.into(), vague.into())));
    assert!(names_field(&parse("a -(b OR quote:(speaker:c))").unwrap().node, "speaker"));
    assert!(!names_field(&parse("a -(b OR quote:(speaker:c))").unwrap().node, "place"));
}
