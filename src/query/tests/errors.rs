use super::super::{ParseOptions, Problem};
use super::{options, parse};
use crate::schema::DocumentKind;

/// Blocks of `=== query` and the full text of its errors.
const TABLE: &str = include_str!("errors.txt");

#[test]
fn errors_are_told_in_full() {
    let blocks: Vec<(&str, &str)> = TABLE.split("=== ").skip(1).filter_map(|block| block.split_once('\n')).collect();
    assert!(blocks.len() > 130);
    let told = |query| parse(query).map_or_else(|errors| errors.to_string(), |parsed| format!("read as {}", parsed.node));
    let wrong = blocks.iter().map(|&(query, expected)| (query, told(query), expected.trim_end()));
    let wrong: Vec<String> =
        wrong.filter(|(_, told, expected)| told != expected).map(|(query, told, _)| format!("=== {query}\n{told}\n")).collect();
    assert!(wrong.is_empty(), "these are told otherwise now:\n{}", wrong.join("\n"));
}

/// What the README sets side by side: all that is ours is read, and of what is written elsewhere all is read or told what to write.
#[test]
fn spellings_of_the_readme_are_read_or_told() {
    let readme = include_str!("../../../README.md");
    let table = readme.lines().skip_while(|line| !line.starts_with("| dateline | Lexis |")).skip(2);
    let mut read = 0;
    for row in table.take_while(|line| line.starts_with("| ")) {
        for (at, cell) in row.trim_matches(['|', ' ']).split(" | ").enumerate() {
            for query in cell.split('`').skip(1).step_by(2) {
                match parse(query) {
                    Ok(_) => read += 1,
                    Err(errors) if at > 0 => {
                        let hints = errors.errors.iter().filter_map(|error| error.problem.hint());
                        assert!(hints.count() > 0 && errors.errors.len() < 3, "{query}: {errors}");
                    }
                    Err(errors) => panic!("{query}: {errors}"),
                }
            }
        }
    }
    assert!(read > 60, "{read}");
}

#[test]
fn what_a_terminal_would_hide_is_shown() {
    for (query, expected) in [
        (
            "a\tb )\u{202e}",
            "this parenthesis closes nothing (column 5)
    a␉b )\\u{202e}
        ^
  leave it out, or open one before it
error: \"\\u{202e}\" has no letter or digit, so it cannot be found (column 6)
    a␉b )\\u{202e}
         ^^^^^^^^
  leave it out
try: a b",
        ),
        ("\u{1b}[31mred\u{7f}:x", "no field is called \"␛[31mred␡\" (column 1)\n    ␛[31mred␡:x\n    ^^^^^^^^^\n"),
        ("会談 AND", "AND needs something on its right (column 4)\n    会談 AND\n         ^^^\n"),
        ("dam\nburst OR", "OR needs something on its right (column 11)\n    dam␊burst OR\n              ^^\n"),
    ] {
        let shown = parse(query).unwrap_err().to_string();
        assert!(shown.starts_with(expected), "{shown}");
    }
    let joined = parse("می\u{200c}خواهم AND").unwrap_err();
    assert!(joined.fixed.is_some() && !joined.to_string().contains("try:"), "{joined}");
}

#[test]
fn long_queries_are_shown_around_the_error() {
    let query = format!("{}) {}", "dam ".repeat(30), "burst ".repeat(30));
    let shown = parse(&query).unwrap_err().to_string();
    let expected = format!(
        "this parenthesis closes nothing (column 121)\n    …{}) {}…\n    {}^\n",
        "dam ".repeat(12),
        "burst ".repeat(30).split_at(47).0,
        " ".repeat(49)
    );
    assert!(shown.starts_with(&expected), "{shown}\n{expected}");
    assert!(!shown.contains("try:"));
    let many = parse(&") ".repeat(30)).unwrap_err();
    assert_eq!((many.errors.len(), many.more), (20, 10));
    assert!(many.to_string().ends_with("\n20 more errors"));
}

#[test]
fn errors_are_values_too() {
    let errors = parse("speker:x \"é\" date:2018..2017").unwrap_err();
    assert_eq!(errors.fixed.as_deref(), Some("speaker:x \"é\" date:2017..2018"));
    let places: Vec<_> = errors.errors.iter().map(|error| (error.span.clone(), errors.column(error))).collect();
    assert_eq!(places, [(0..6, 1), (19..29, 19)]);
    assert!(
        matches!(&errors.errors[0].problem, Problem::UnknownField { name, nearest: Some(nearest), .. } if name == "speker" && nearest == "speaker:")
    );
}

#[test]
fn the_same_rules_hold_whatever_is_searched() {
    let quotes = ParseOptions { find: DocumentKind::Quote, any: true, exact: true, ..options() };
    for query in ["(dam", "speker:x", "dam AND", "=dam*"] {
        assert!(super::super::parse(query, &quotes).is_err(), "{query}");
    }
}

#[test]
fn work_is_bounded_where_nobody_needs_more() {
    let times = |count: usize, what: &str| vec![what; count].join(" OR ");
    for (allowed, refused, expected, fixed) in [
        (times(30, "*xx*"), times(31, "*xx*"), "more than 30 words begin with * or ?, or are fuzzy (~) (column 241)", None),
        (times(30, "word~1"), times(31, "word~1"), "more than 30 words begin with * or ?, or are fuzzy (~) (column 301)", None),
        (times(500, "xx*"), times(40, "?xx"), "more than 30 words begin with * or ?", None),
        (times(500, "xx*"), times(501, "xx*"), "the query has more than 500 words with wildcards (column 3501)", None),
        (
            format!("\"{}\"", "the ".repeat(100)),
            format!("\"{}\"", "the ".repeat(101)),
            "a phrase may have 100 words, and this one has 101 (column 1)",
            None,
        ),
        (
            "\"a b c d\"~500".into(),
            "\"a b c d\"~501".into(),
            "a phrase of 4 words is loosened by ~500 at most (column 1)",
            Some("\"a b c d\"~500"),
        ),
        (times(100, "(the w/9 of)"), times(1000, "(the w/9 of)"), "the query has more than 100 conditions of nearness (column 1606)", None),
    ] {
        assert!(parse(&allowed).is_ok(), "{allowed}");
        let errors = parse(&refused).unwrap_err();
        assert!(errors.to_string().starts_with(expected), "{errors}");
        assert_eq!((errors.errors.len(), errors.fixed.as_deref()), (1, fixed), "{errors}");
        assert!(errors.errors[0].problem.hint().is_some());
    }
}
