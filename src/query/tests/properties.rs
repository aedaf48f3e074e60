use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::tree::{DateSpan, Near, Node, NumberRange, Text, Undated, Value, Within, Word};
use super::super::{ParseOptions, dates, outline, print};
use super::{options, parse};
use crate::schema::DocumentKind;

/// Words of any characters that mean something, with one letter at least.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zé東9]{1,6}",
        1 => "[a-zＡ-Ｚａ１（）：＝－＊？！～＾＂＼「」／東]{0,5}[a-zＡ東][a-zＯＲ１（）：＝－＊？～「」]{0,4}",
        1 => "[a-zA-Z:*?!~^=<>+\\-–()\"“”«\\\\ ./&’_;@#,|]{0,5}[a-z9é東][a-zA-Z:*?!~^=<>+\\-–()\"“”«\\\\ ./&’_;@#,|0-9]{0,5}",
        1 => prop::sample::select(vec!["AND", "OR", "NOT", "not", "or", "w/5", "pre/s", "atleast3", "near/9", "within/5", "w/SEG", "w/para", "nera/s", "w/five", "pre/-3", "notw/5", "atleast", "atl3", "hd=a", "HLEAD", "w5", "/5", "a..b", "2016..2017", "NOT.", "w/"])
            .prop_map(str::to_owned),
    ]
    .prop_filter("a word keeps its punctuation but holds no wildcard of the other kind", |text| text.chars().any(char::is_alphanumeric))
}

fn word() -> impl Strategy<Value = Word> {
    prop_oneof![
        6 => text().prop_map(Word::Plain),
        2 => text().prop_map(Word::Exact),
        2 => "[a-zé]{1,3}(\\*|\\?)[a-z]{1,3}(\\*[a-z])?|[a-z][.]([a-z][.])?[*]|[1-9],?[0-9][*]".prop_map(Word::Pattern),
        1 => ("[a-zéа]{3,9}", 1..=2_u8).prop_map(|(text, edits)| Word::Fuzzy(text, edits)),
    ]
}

fn text_node(fields: Vec<String>) -> impl Strategy<Value = Node> {
    (prop::collection::vec(word(), 1..4), prop_oneof![3 => Just(0), 1 => 1..9_u32])
        .prop_map(move |(words, slop)| Node::Text(Text { fields: fields.clone(), words, slop, span: None }))
}

fn fields() -> impl Strategy<Value = Vec<String>> {
    prop::sample::select(vec![vec![], vec!["headline"], vec!["headline", "lead"], vec!["speaker"], vec!["byline"], vec!["body"]])
        .prop_map(|fields| fields.into_iter().map(str::to_owned).collect())
}

/// What has positions, in given fields.
fn near_side(fields: Vec<String>) -> impl Strategy<Value = Node> {
    text_node(fields).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::any_of),
            (inner.clone(), inner, within(), any::<bool>(), any::<bool>()).prop_map(|(left, right, within, ordered, negated)| {
                Node::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered, negated, span: None })
            }),
        ]
    })
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![(1..=1000_u32).prop_map(Within::Words), Just(Within::Sentence), Just(Within::Paragraph)]
}

fn date() -> impl Strategy<Value = Node> {
    let day = (1000..=9999_i32, 1..=366_u32).prop_filter_map("a day", |(year, day)| NaiveDate::from_yo_opt(year, day));
    (prop::option::of(day.clone()), prop::option::of(day), any::<bool>()).prop_map(|(a, b, undated)| {
        let (first, last) = match (a, b) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            ends => ends,
        };
        let undated = if first.or(last).is_none() && undated {
            Undated::Only
        } else if undated {
            Undated::Include
        } else {
            Undated::Exclude
        };
        Node::Date(DateSpan { first, last, undated })
    })
}

fn number() -> impl Strategy<Value = Node> {
    (prop::option::of(any::<i64>()), any::<i64>(), prop::sample::select(vec!["words", "quote"])).prop_map(|(min, max, field)| {
        let (min, max) = match min {
            Some(min) => (Some(min.min(max)), Some(max.max(min))),
            None => (None, Some(max)),
        };
        Node::Number(NumberRange { field: field.into(), min, max })
    })
}

fn value() -> impl Strategy<Value = Node> {
    let plain = (prop::sample::select(vec!["place", "path", "url", "section"]), prop::collection::vec(text(), 1..3))
        .prop_map(|(field, values)| (field, values, false));
    let pattern =
        (prop::sample::select(vec!["path", "url"]), prop::collection::vec("[a-z /.\"]{0,4}(\\*|\\?)(\\\\[*?\\\\]|[a-z:]){0,3}x", 1..3))
            .prop_map(|(field, values)| (field, values, true));
    prop_oneof![plain, pattern].prop_map(|(field, values, pattern)| {
        // A comma in a place parts it into conditions of their own.
        let parted = |value: String| if field == "place" { value.replace([',', ';'], "") } else { value };
        let values = values.into_iter().map(|value| parted(value).trim().to_owned());
        let mut values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
        values.dedup();
        Node::Value(Value { field: field.into(), values, pattern, span: None })
    })
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        1 => Just(Node::All),
        6 => fields().prop_flat_map(text_node),
        3 => fields().prop_flat_map(near_side),
        2 => value(),
        2 => date(),
        1 => number(),
        1 => prop::sample::select(vec!["place", "speaker", "headline", "lang"]).prop_map(|field| Node::Has { field: field.into() }),
        1 => (1..=1000_u32, fields().prop_flat_map(|fields| prop::collection::vec(text_node(fields), 1..3)))
            .prop_map(|(count, nodes)| Node::AtLeast { count, node: Box::new(Node::any_of(nodes)) }),
        1 => prop::collection::vec(prop_oneof![text_node(vec!["said".into()]), text_node(vec!["speaker".into()]), date()], 1..3)
            .prop_map(|nodes| Node::Quote(Box::new(Node::all_of(nodes)))),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::all_of),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::any_of),
            inner.clone().prop_map(Node::negated),
            (inner, prop::sample::select(vec![0.1_f32, 0.5, 2.0, 2.5, 1000.0, 1e-7])).prop_map(|(node, factor)| match node {
                node @ Node::Boost { .. } => node,
                node => Node::Boost { factor, node: Box::new(node) },
            }),
        ]
    })
}

/// Text made of what the language knows, so that much of it is almost right.
fn almost_a_query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "dam",
            "AND",
            "OR",
            "NOT",
            "not",
            "-",
            "(",
            ")",
            "\"",
            "“",
            "”",
            "=",
            "\\",
            "w/5",
            "pre/s",
            "near/",
            "w/0",
            "atleast3",
            "atleast0(",
            "headline:",
            "Date:",
            "date:>=",
            "2017",
            "2017-13",
            "..",
            "words:",
            "quote:(",
            "has:",
            "no:date",
            "*",
            "?",
            "!",
            "~1",
            "~",
            "^2",
            "^",
            ":",
            "speker:",
            "HLEAD(",
            "NATO(",
            "place:",
            "path:",
            "&&",
            "|",
            "+",
            "東京",
            "\u{202e}",
            "\0",
            "\t",
            "é",
            "12:30",
            "http://x",
            "lang:xx",
            "<",
            "2016..2017",
            "//",
            "«",
            "»",
            "（",
            "）",
            "「",
            "」",
            "：",
            "－",
            "＊",
            "～１",
            "ｗ／５",
            "ＯＲ",
            "ｄate：",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec((piece, prop::bool::ANY), 0..25)
        .prop_map(|pieces| pieces.into_iter().fold(String::new(), |text, (piece, blank)| text + &piece + if blank { " " } else { "" }))
}

/// A truth function of four words, to be written down with few parentheses.
#[derive(Debug, Clone)]
enum Claim {
    Word(u8),
    Not(Box<Claim>),
    And(Box<Claim>, Box<Claim>),
    Or(Box<Claim>, Box<Claim>),
}

impl Claim {
    fn holds(&self, words: u8) -> bool {
        match self {
            Self::Word(word) => words >> word & 1 == 1,
            Self::Not(claim) => !claim.holds(words),
            Self::And(a, b) => a.holds(words) && b.holds(words),
            Self::Or(a, b) => a.holds(words) || b.holds(words),
        }
    }

    /// Written where operators of at least `tightness` may stand bare: 0 for OR, 1 for AND, 2 for NOT and words.
    fn written(&self, tightness: u8, blanks: bool) -> String {
        let (own, text) = match self {
            Self::Word(word) => (2, ["dam", "\"dam burst\"", "headline:x", "recycl*"][usize::from(*word)].to_owned()),
            Self::Not(claim) => (2, format!("{}{}", if blanks { "-" } else { "NOT " }, claim.written(3, blanks))),
            Self::And(a, b) => (1, format!("{}{}{}", a.written(1, blanks), if blanks { " " } else { " AND " }, b.written(1, blanks))),
            Self::Or(a, b) => (0, format!("{} OR {}", a.written(0, blanks), b.written(0, blanks))),
        };
        let bare = own >= tightness || matches!(self, Self::Word(_));
        if bare { text } else { format!("({text})") }
    }
}

fn claim() -> impl Strategy<Value = Claim> {
    (0..4_u8).prop_map(Claim::Word).prop_recursive(5, 30, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|claim| Claim::Not(Box::new(claim))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Claim::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Claim::Or(Box::new(a), Box::new(b))),
        ]
    })
}

/// Whether a tree of the four words is true where the words in `words` are.
fn is_true(node: &Node, words: u8) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().all(|node| is_true(node, words)),
        Node::Or(nodes) => nodes.iter().any(|node| is_true(node, words)),
        Node::Not(node) => !is_true(node, words),
        Node::Text(text) => {
            let word = match (text.words.as_slice(), text.fields.as_slice()) {
                ([_, _], _) => 1,
                (_, [_]) => 2,
                ([Word::Pattern(_)], _) => 3,
                _ => 0,
            };
            words >> word & 1 == 1
        }
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_to_the_same_tree(node in node()) {
        let printed = print(&node);
        for any in [false, true] {
            let parsed = super::super::parse(&printed, &ParseOptions { any, ..options() });
            let parsed = parsed.map_err(|errors| TestCaseError::fail(format!("{printed}\n{errors}")))?.node.without_spans();
            prop_assert_eq!(&parsed, &node, "{}", printed);
        }
        outline(&node);
    }

    #[test]
    fn operators_bind_as_documented(claim in claim(), blanks: bool) {
        let text = claim.written(0, blanks);
        let node = parse(&text).map_err(|errors| TestCaseError::fail(errors.to_string()))?.node;
        for words in 0..16 {
            prop_assert_eq!(is_true(&node, words), claim.holds(words), "{} {} {:04b}", text, node, words);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in almost_a_query(), any: bool, exact: bool, quotes: bool) {
        let find = if quotes { DocumentKind::Quote } else { DocumentKind::Article };
        let options = ParseOptions { any, exact, find, ..options() };
        match super::super::parse(&text, &options) {
            Ok(parsed) => {
                let printed = print(&parsed.node);
                let again = super::super::parse(&printed, &options);
                let again = again.map_err(|errors| TestCaseError::fail(format!("{text:?}\n{printed}\n{errors}")))?.node;
                prop_assert_eq!(again.without_spans(), parsed.node.without_spans(), "{:?} {}", text, printed);
            }
            Err(errors) => {
                prop_assert!(!errors.errors.is_empty());
                prop_assert!(!errors.to_string().chars().any(|c| c.is_control() && c != '\n'));
                for error in &errors.errors {
                    prop_assert!(errors.query.get(error.span.clone()).is_some(), "{:?} {:?}", error, text);
                }
                if let Some(fixed) = &errors.fixed {
                    prop_assert!(super::super::parse(fixed, &options).is_ok(), "{}", fixed);
                }
            }
        }
    }

    #[test]
    fn any_date_is_read_or_refused(text in "([0-9a-zA-Z./\\- ,>=<:東]|[.][.]|September|last |week){0,12}") {
        let today = super::day("2017-09-06");
        if let Ok(span) = dates::condition(&text, today) {
            prop_assert!(span.first.is_none() || span.last.is_none() || span.first <= span.last);
        }
    }
}

#[test]
fn long_and_deep_queries_are_read_or_refused() {
    let repeat = |piece: &str, count: usize| piece.repeat(count);
    for (text, expected) in [
        (repeat("dam ", 9_000), None),
        (repeat("dam OR ", 4_999) + "x", None),
        (repeat("(", 200) + "x" + &repeat(")", 200), None),
        (repeat("-", 1) + &repeat("NOT ", 9_000) + "x", None),
        (repeat("x w/5 ", 20) + "x", None),
        (repeat("dam ", 10_001), Some("the query has more than 10000 words and operators")),
        (repeat("x", 10_000_000), Some("the query has 10000000 bytes; at most 262144 are read")),
        (repeat("(", 201) + "x" + &repeat(")", 201), Some("more than 200 levels of parentheses")),
        (repeat("(", 5_000), Some("more than 200 levels of parentheses")),
        (repeat("headline:(", 3_000), Some("headline: stands inside headline:")),
        (repeat("x w/5 ", 21) + "x", Some("more than 20 proximity operators in a row")),
        (repeat("*", 11).replace('*', "*a"), Some("a pattern may have 10 wildcards and 100 characters, not more")),
        (repeat("a", 100) + "*", Some("a pattern may have 10 wildcards and 100 characters, not more")),
        (format!("\"{}\"", repeat("a ", 10_000)), Some("a phrase may have 100 words, and this one has 10000")),
        (format!("\"{}\"", repeat("a ", 10_001)), Some("the query has more than 10000 words and operators")),
        (repeat("東", 1000), None),
        (repeat("東", 1001), Some("a word may have 1000 characters, not more")),
        (repeat("\"", 250_001), Some("the query has more than 10000 words and operators")),
        (repeat("\\", 250_001), Some("the backslash at the end stands before nothing")),
        (repeat("a:b", 80_000), Some("no field is called \"a\"")),
        (repeat("é^~", 80_000), Some("~^~")),
    ] {
        match (parse(&text), expected) {
            (Ok(_), None) => {}
            (Err(errors), Some(expected)) => {
                let shown = errors.to_string();
                assert!(shown.contains(expected) || expected == "~^~", "{shown}");
                assert!(shown.len() < 20_000, "{}", shown.len());
            }
            (found, expected) => panic!("{:?} {:?}", found.map(|_| ()), expected),
        }
    }
}
