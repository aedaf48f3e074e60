//! The query language in a few lines, for whoever asks for help: what to write, and what it means.

/// What can be written, an example of each form after the other, and what they mean. README.md has the same, at greater length.
pub const SYNTAX: [(&str, &str); 20] = [
    ("a b", "both; with --any either"),
    ("a OR b", "either; OR binds loosest"),
    ("NOT a, -a, ( )", "as they say; AND, OR and NOT are operators in capitals only"),
    ("\"a b\", \"a b\"~5", "the words in sequence, in any form; a loose phrase"),
    ("recycl*, recycl!", "any ending; also within and before words"),
    ("wom?n", "any one character"),
    ("colour~1, colour~2", "one or two letters' difference"),
    ("=word, =\"Exact Words\"", "that form and no other: no other ending, case or accents"),
    ("a w/5 b, a near/5 b", "at most five words on, in any order, in one paragraph; a and b may be groups (a OR b)"),
    ("a pre/5 b", "in this order"),
    ("a not w/5 b", "some a has no b so near"),
    ("a w/s b, a w/p b", "in one sentence; in one paragraph"),
    ("atleast3(a)", "three times or more"),
    ("headline:a, HLEAD(a b)", "in one field; hlead is headline or lead"),
    ("place:\"new york\"", "a name or value of several words; in a shell '' stands around the whole query"),
    ("quote:(speaker:merkel said:inflation)", "one and the same quote"),
    ("date:2020-03..2020-06, date:>=2020, words:>1200, quote:>=3, quote:(confidence:>=.8)", "ranges"),
    ("has:quote, no:date, has:place", "whether there is any"),
    ("word^2", "counts double"),
    ("\\x", "x itself, whatever it would mean"),
];

/// Names that are typed like fields and are none, and what they mean.
pub const FIELD_ALIKES: [(&str, &str); 3] =
    [("hlead", "headline or lead"), ("has", "has:FIELD, the field has a value"), ("no", "no:FIELD, it has none")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{parse, tests::options};

    #[test]
    fn every_example_is_read() {
        for (written, means) in SYNTAX {
            for query in written.split(", ").filter(|query| *query != "( )") {
                assert!(parse(query, &options()).is_ok(), "{query}");
            }
            assert!(!means.ends_with('.'), "{means}");
        }
        for (name, _) in FIELD_ALIKES {
            assert!(crate::query::fields::list().contains(name), "{name}");
        }
    }
}
