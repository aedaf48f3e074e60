use super::super::tree::Undated;
use super::super::{Filters, Node, ParseOptions, filters, parse_filtered};
use super::{options, parse};
use crate::schema::DocumentKind;

fn some(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// Options, and the query that means the same.
fn equal() -> Vec<(Filters, &'static str)> {
    let filters = Filters::default;
    vec![
        (filters(), "*"),
        (Filters { speaker: some(&["putin"]), ..filters() }, "speaker:putin"),
        (Filters { speaker: some(&["Bill Clinton"]), ..filters() }, "speaker:\"Bill Clinton\""),
        (Filters { speaker: some(&["putin", "moon jae-in"]), ..filters() }, "speaker:(putin OR \"moon jae-in\")"),
        (Filters { speaker: some(&["Mr. Putin", "Vice President Olga Vik"]), ..filters() }, "speaker:(\"Mr. Putin\" OR \"Olga Vik\")"),
        (Filters { speaker: some(&["Vik, Olga", "Vik, Jr.", "Dr. Vik"]), ..filters() }, "speaker:(\"Olga Vik\" OR \"Vik, Jr.\" OR Vik)"),
        (Filters { speaker: some(&["Pope Francis", "Dr."]), ..filters() }, "speaker:(\"Pope Francis\" OR \"Dr.\")"),
        (
            Filters { speaker: some(&["Prime Minister", "Lt. Gov.", "Gov. Vik"]), ..filters() },
            "speaker:(\"Prime Minister\" OR \"Lt. Gov.\" OR Vik)",
        ),
        (Filters { speaker: some(&["=Olga Vik", "=\"Vik\""]), ..filters() }, "speaker:(=\"Olga Vik\" OR =Vik)"),
        (Filters { speaker: some(&["O\"Neil*"]), ..filters() }, "speaker:\"O\\\"Neil*\""),
        (Filters { speaker: some(&["*"]), place: some(&["*"]), ..filters() }, "speaker:* has:place"),
        (Filters { place: some(&["Peking"]), ..filters() }, "place:peking"),
        (Filters { place: some(&["New York", "paris", "Atlantis"]), ..filters() }, "place:(\"New York\" OR paris OR Atlantis)"),
        (Filters { mentions: some(&["Congo"]), ..filters() }, "mentions:congo"),
        (Filters { source: some(&["New York Times"]), ..filters() }, "source:\"New York Times\""),
        (Filters { byline: some(&["Jane Doe"]), ..filters() }, "author:\"Jane Doe\""),
        (Filters { lang: some(&["en", "German"]), ..filters() }, "lang:(en OR de)"),
        (Filters { path: some(&["2017/*", "a b.txt", "x/*"]), ..filters() }, "path:(2017/* OR \"a b.txt\" OR x/*)"),
        (Filters { path: some(&["-x=~1"]), ..filters() }, "path:\"-x=~1\""),
        (Filters { after: text("2017-09"), ..filters() }, "date:>=2017-09"),
        (Filters { before: text("2017-11"), ..filters() }, "date:<=2017-11"),
        (Filters { after: text("2017-09"), before: text("2017-11"), ..filters() }, "date:2017-09..2017-11"),
        (Filters { after: text("7d"), ..filters() }, "date:>=7d"),
        (Filters { on: text("7d"), ..filters() }, "date:7d"),
        (Filters { on: text("6 September 2017"), ..filters() }, "date:2017-09-06"),
        (Filters { on: text("2017"), after: text("2017-09"), ..filters() }, "date:2017-09..2017-12"),
        (Filters { on: text("2017"), undated: Undated::Include, ..filters() }, "date:2017 OR no:date"),
        (Filters { undated: Undated::Include, ..filters() }, "*"),
        (Filters { after: text("2017"), undated: Undated::Only, ..filters() }, "no:date"),
        (Filters { kinds: some(&["direct", "mixed"]), ..filters() }, "speech:(direct OR mixed)"),
        (Filters { kinds: some(&["all", "mixed"]), ..filters() }, "*"),
        (
            Filters { speaker: some(&["putin"]), place: some(&["russia"]), after: text("2017"), ..filters() },
            "speaker:putin place:russia date:>=2017",
        ),
    ]
}

#[test]
fn options_and_syntax_give_equal_trees() {
    for exact in [false, true] {
        let options = ParseOptions { exact, ..options() };
        for (filters, query) in equal() {
            let find = if filters.kinds.is_empty() { DocumentKind::Article } else { DocumentKind::Quote };
            let options = ParseOptions { find, ..options };
            let nodes = self::filters(&filters, &options).map_err(|errors| errors.to_string());
            let node = nodes.map(Node::all_of).unwrap_or_else(|errors| panic!("{query}: {errors}"));
            assert_eq!(node, super::super::parse(query, &options).unwrap().node.without_spans(), "{query}");
        }
    }
}

#[test]
fn query_and_options_become_one_tree() {
    let quotes = ParseOptions { find: DocumentKind::Quote, ..options() };
    let filters = Filters { speaker: some(&["putin"]), after: text("2017"), ..Filters::default() };
    for (query, options, expected) in [
        ("dam OR burst", &options(), "(dam OR burst) AND speaker:putin AND date:2017-01-01.."),
        ("", &options(), "speaker:putin AND date:2017-01-01.."),
        ("dam", &quotes, "said:dam AND speaker:putin AND date:2017-01-01.. AND speech:direct"),
        ("dam speech:mixed", &quotes, "said:dam AND speech:mixed AND speaker:putin AND date:2017-01-01.."),
    ] {
        assert_eq!(parse_filtered(query, &filters, options).unwrap().node.to_string(), expected, "{query}");
    }
    let places = Filters { place: some(&["paris", "atlantis"]), ..Filters::default() };
    let notes = parse_filtered("dam", &places, &options()).unwrap().notes;
    assert_eq!(notes, ["no place called \"atlantis\" is known; it is looked for as written"]);
    assert_eq!(parse_filtered(" ", &Filters::default(), &options()).unwrap().node, Node::All);
    let told =
        parse_filtered("dam", &Filters { speaker: some(&["nasser", "van dam"]), on: Some("2017".into()), ..Filters::default() }, &quotes)
            .unwrap();
    let added: Vec<String> = told.added.iter().map(|added| format!("{}  {}", added.option, added.node)).collect();
    assert_eq!(
        added,
        [
            "--speaker nasser --speaker \"van dam\"  speaker:nasser OR speaker:\"van dam\"",
            "--on 2017  date:2017-01-01..2017-12-31",
            "--kind direct  speech:direct"
        ]
    );
    assert_eq!(told.typed.to_string(), "said:dam");
    let mixed = Filters { kinds: some(&["all"]), ..Filters::default() };
    assert_eq!(parse_filtered("dam", &mixed, &quotes).unwrap().node.to_string(), "said:dam");
    assert_eq!(parse_filtered("dam (", &filters, &quotes).unwrap_err(), super::super::parse("dam (", &quotes).unwrap_err());
    assert!(parse("speech:mixed").is_err(), "articles have no kind");
}

#[test]
fn wrong_options_are_named() {
    let base = Filters::default;
    for (filters, expected) in [
        (
            Filters { after: text("2017-13"), speaker: some(&["putin", "–"]), lang: some(&["klingon"]), ..base() },
            "\"–\" has no letter or digit, so it cannot be found (column 11)
    --speaker – --lang klingon --after 2017-13
              ^
  leave it out
error: \"klingon\" is no language (column 20)
    --speaker – --lang klingon --after 2017-13
                       ^^^^^^^
  languages are two letters: en, de, fr
error: 2017 has no month 13 (column 36)
    --speaker – --lang klingon --after 2017-13
                                       ^^^^^^^
  months go from 01 to 12",
        ),
        (
            Filters { after: text("2017-09..2017-11"), ..base() },
            "--after takes one date, not a range (column 9)
    --after 2017-09..2017-11
            ^^^^^^^^^^^^^^^^
  ranges go to --on, as in --on 2017-09..2017-11",
        ),
        (
            Filters { after: text("2018"), before: text("2017"), ..base() },
            "no day passes --after 2018 and --before 2017 (column 10)
    --before 2017
             ^^^^",
        ),
        (
            Filters { kinds: some(&["direkt"]), ..base() },
            "\"direkt\" is no kind of quote (column 8)
    --kind direkt
           ^^^^^^
  kinds are direct, indirect and mixed",
        ),
        (
            Filters { place: some(&[""]), ..base() },
            "--place has nothing to look for (column 9)
    --place 
            ^
  give a name or value, or leave the option out",
        ),
        (
            Filters { on: text("2018..2017"), ..base() },
            "the range ends before it begins (column 6)
    --on 2018..2017
         ^^^^^^^^^^
  did you mean 2017..2018?",
        ),
    ] {
        assert_eq!(self::filters(&filters, &options()).unwrap_err().to_string(), expected);
    }
}
