//! What is said about an answer beside its hits; goes to stderr, so that stdout holds nothing but hits.

use super::Rows;
use crate::results::{Absent, Elsewhere, Summary};

/// The heading of an answer: `3 of 128 articles`, `128 articles`, `no quotes`.
pub fn heading(summary: &Summary, rows: Rows, shown: usize, offset: usize) -> String {
    let total = summary.total;
    let noun = |count: usize| match rows {
        Rows::Articles => many(count, "article", "articles"),
        Rows::Quotes => many(count, "quote", "quotes"),
        Rows::Speakers => many(count, "speaker", "speakers"),
        Rows::Places => many(count, "place", "places"),
        Rows::Sources => many(count, "source", "sources"),
    };
    match (total, shown) {
        (0, _) => format!("no {}", noun(0)),
        (_, 0) => format!("none of {} {} from number {} on", grouped(total), noun(total), grouped(offset + 1)),
        (_, 1) if offset > 0 => format!("number {} of {} {}", grouped(offset + 1), grouped(total), noun(total)),
        _ if offset > 0 => {
            format!("{} to {} of {} {}", grouped(offset + 1), grouped(offset + shown), grouped(total), noun(total))
        }
        _ if shown < total => format!("{} of {} {}", grouped(shown), grouped(total), noun(total)),
        _ => format!("{} {}", grouped(total), noun(total)),
    }
}

/// What a date filter left out for want of a date that is exact enough, one sentence each.
pub fn left_out(summary: &Summary) -> Vec<String> {
    let matches = |count: usize| format!("{} {}", grouped(count), many(count, "match", "matches"));
    let mut notes = Vec::new();
    if summary.undated > 0 {
        let them = many(summary.undated, "it", "them");
        notes.push(format!("{} left out because undated (--undated include keeps {them})", matches(summary.undated)));
    }
    if summary.too_vague > 0 {
        let date = many(summary.too_vague, "its date is", "their dates are");
        notes.push(format!("{} left out because {date} too vague to lie wholly inside the span", matches(summary.too_vague)));
    }
    notes
}

/// That so many quotes would match if those were asked for too that are not given word for word.
pub fn other_kinds(count: usize) -> Option<String> {
    let matching = many(count, "matches that is", "match that are");
    (count > 0).then(|| format!("{} {matching} not given word for word: --kind all", counted(count, "quote")))
}

/// That nothing in the archive has what a query names, and what it has instead.
pub fn absent(absent: &Absent) -> String {
    let Absent { field, value, of_kinds, alike, others, elsewhere } = absent;
    let value = &unhidden(value);
    let said = match field.as_str() {
        "" => format!("no article has the word \"{value}\""),
        "headline" | "lead" => format!("no {field} has the word \"{value}\""),
        "headline or lead" => format!("no headline or lead has the word \"{value}\""),
        "body" => format!("no text has the word \"{value}\""),
        "said" if *of_kinds => format!("no quote of the kind that is looked for has the word \"{value}\""),
        "said" => format!("no quote has the word \"{value}\""),
        "mentions" => format!("no article mentions \"{value}\""),
        "lang" => format!("no article is in the language \"{value}\""),
        "path" | "url" if !value.contains(['*', '?']) => {
            format!("no article has the {field} \"{value}\"; it is looked for as a whole, with * for any part that is left out")
        }
        "path" | "url" => format!("no article has a {field} like \"{value}\""),
        "role" | "speech" => format!("no quote has the {field} \"{value}\""),
        _ => format!("no article has the {field} \"{value}\""),
    };
    let said = elsewhere.as_ref().map_or(said.clone(), |found| format!("{said}; {}", elsewhere_told(found)));
    let list = |values: &[(String, usize)]| {
        values.iter().map(|(value, articles)| format!("{value} ({})", grouped(*articles))).collect::<Vec<_>>().join(", ")
    };
    match (alike.is_empty(), others.is_empty()) {
        (false, _) => format!("{said}; most like it: {}", list(alike)),
        (true, false) => format!("{said}; the archive has {}", list(others)),
        (true, true) => said,
    }
}

/// `--speaker boone finds 12 quotes`.
fn elsewhere_told(Elsewhere { field, value, query, counted: noun, any_kind, found }: &Elsewhere) -> String {
    let asked = if *field == "speaker" { format!("--speaker {}", in_shell(value)) } else { in_shell(query) };
    let kinds = if *any_kind { " --kind all" } else { "" };
    format!("{asked}{kinds} finds {}", counted(*found, noun))
}

/// A word of a command so that a shell takes it as it is.
fn in_shell(word: &str) -> String {
    let is_bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | ':' | '/' | '@' | '%' | '+');
    let means_something = |c: char| matches!(c, '"' | '$' | '`' | '\\' | '!');
    match () {
        () if !word.is_empty() && word.chars().all(is_bare) => word.to_owned(),
        () if word.contains('\'') && !word.contains(means_something) => format!("\"{word}\""),
        () => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// What was typed with the characters written out that no eye sees and no word has, which come along with text copied from pages.
fn unhidden(value: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    value.chars().fold(String::with_capacity(value.len()), |mut shown, c| {
        if is_hidden(c) {
            shown.extend(c.escape_unicode())
        } else {
            shown.push(c)
        }
        shown
    })
}

/// A number and its noun: `1 quote`, `1,200 quotes`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

fn many<'a>(count: usize, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}

/// A number with commas between thousands.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_how_much_of_the_answer_is_shown() {
        for (total, rows, shown, offset, expected) in [
            (0, Rows::Articles, 0, 0, "no articles"),
            (1, Rows::Quotes, 1, 0, "1 quote"),
            (128, Rows::Articles, 3, 0, "3 of 128 articles"),
            (1_234_567, Rows::Articles, 10, 0, "10 of 1,234,567 articles"),
            (12, Rows::Articles, 12, 0, "12 articles"),
            (128, Rows::Articles, 10, 20, "21 to 30 of 128 articles"),
            (128, Rows::Articles, 1, 127, "number 128 of 128 articles"),
            (5, Rows::Speakers, 0, 9, "none of 5 speakers from number 10 on"),
            (1, Rows::Places, 1, 0, "1 place"),
            (2, Rows::Sources, 2, 0, "2 sources"),
        ] {
            assert_eq!(heading(&Summary { total, ..Summary::default() }, rows, shown, offset), expected);
        }
    }

    #[test]
    fn what_nothing_has_is_said() {
        let values = |values: &[(&str, usize)]| values.iter().map(|&(value, count)| (value.to_owned(), count)).collect::<Vec<_>>();
        for (field, value, alike, others, expected) in [
            (
                "speaker",
                "putn",
                &[("Putin", 1210), ("Putna", 1)][..],
                &[][..],
                "no article has the speaker \"putn\"; most like it: Putin (1,210), Putna (1)",
            ),
            ("lang", "xx", &[], &[("en", 12), ("de", 3)], "no article is in the language \"xx\"; the archive has en (12), de (3)"),
            ("mentions", "atlantis", &[], &[], "no article mentions \"atlantis\""),
            ("", "zebra", &[], &[], "no article has the word \"zebra\""),
            (
                "path",
                "2024/03",
                &[],
                &[],
                "no article has the path \"2024/03\"; it is looked for as a whole, with * for any part that is left out",
            ),
            ("", "da\u{200b}m", &[], &[], "no article has the word \"da\\u{200b}m\""),
            ("path", "q*", &[], &[], "no article has a path like \"q*\""),
        ] {
            let told = Absent {
                field: field.into(),
                value: value.into(),
                of_kinds: false,
                alike: values(alike),
                others: values(others),
                elsewhere: None,
            };
            assert_eq!(absent(&told), expected);
        }
    }

    #[test]
    fn what_is_found_in_another_field_is_said() {
        let near = || vec![("Ada Mayer".to_owned(), 1)];
        let (quotes, articles) = ("quote", "article");
        for (field, value, alike, (there, found, query, noun, any_kind, count), expected) in [
            (
                "said",
                "hollister",
                vec![],
                ("speaker", "hollister", "speaker:hollister", quotes, false, 12),
                "no quote has the word \"hollister\"; --speaker hollister finds 12 quotes",
            ),
            (
                "said",
                "o'brien",
                vec![],
                ("speaker", "o'brien", "speaker:o'brien", quotes, true, 1),
                "no quote has the word \"o'brien\"; --speaker \"o'brien\" --kind all finds 1 quote",
            ),
            (
                "role",
                "wade hollister",
                vec![],
                ("speaker", "wade hollister", "", articles, false, 2),
                "no quote has the role \"wade hollister\"; --speaker 'wade hollister' finds 2 articles",
            ),
            (
                "speaker",
                "the mayor",
                near(),
                ("role", "mayor", "role:mayor", quotes, false, 1),
                "no article has the speaker \"the mayor\"; role:mayor finds 1 quote; most like it: Ada Mayer (1)",
            ),
            (
                "speaker",
                "prime minister",
                vec![],
                ("role", "prime minister", "quote:(role:\"prime minister\")", articles, false, 2),
                "no article has the speaker \"prime minister\"; 'quote:(role:\"prime minister\")' finds 2 articles",
            ),
        ] {
            let elsewhere =
                Some(Elsewhere { field: there, value: found.into(), query: query.into(), counted: noun, any_kind, found: count });
            let told = Absent { field: field.into(), value: value.into(), of_kinds: false, alike, others: Vec::new(), elsewhere };
            assert_eq!(absent(&told), expected);
        }
        for (word, expected) in [
            ("", "''"),
            ("Müller-Vik", "Müller-Vik"),
            ("a b", "'a b'"),
            ("o'brien", "\"o'brien\""),
            ("$o'b", "'$o'\\''b'"),
            ("a!", "'a!'"),
            ("role:\"o'b c\"", "'role:\"o'\\''b c\"'"),
        ] {
            assert_eq!(in_shell(word), expected);
        }
    }

    #[test]
    fn what_a_date_filter_left_out_is_said() {
        for (undated, too_vague, expected) in [
            (0, 0, vec![]),
            (1, 0, vec!["1 match left out because undated (--undated include keeps it)"]),
            (
                1200,
                2,
                vec![
                    "1,200 matches left out because undated (--undated include keeps them)",
                    "2 matches left out because their dates are too vague to lie wholly inside the span",
                ],
            ),
            (0, 1, vec!["1 match left out because its date is too vague to lie wholly inside the span"]),
        ] {
            assert_eq!(left_out(&Summary { total: 9, undated, too_vague }), expected);
        }
    }
}
