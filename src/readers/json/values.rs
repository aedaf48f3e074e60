//! Words out of JSON values, whatever shape a service gives them: strings, numbers, lists, objects with a name inside.

use std::borrow::Cow;

use chrono::DateTime;

use super::node::Node;

/// Members that hold the words of an object, best first.
const INNER: [&str; 20] = [
    "rendered", "main", "name", "full", "title", "value", "text", "content", "@value", "#text", "$t", "plain", "html", "raw", "label",
    "code", "id", "@id", "$oid", "eng",
];

/// The words of a value that is meant to be one.
pub(super) fn words<'n>(node: &'n Node<'_>) -> Option<Cow<'n, str>> {
    match node {
        Node::Text(text) => Some(Cow::Borrowed(&**text)).filter(|text| !text.trim().is_empty()),
        Node::Integer(number) => Some(Cow::Owned(number.to_string())),
        Node::Float(number) => Some(Cow::Owned(number.to_string())),
        Node::List(items) => items.iter().find_map(words),
        Node::Object(members) => INNER
            .iter()
            .find_map(|name| node.get(name).and_then(words))
            // Texts by language (`{"de": "...", "en": "..."}`).
            .or_else(|| members.iter().filter(|(name, _)| name.len() <= 5).find_map(|(_, value)| words(value))),
        Node::Null | Node::Bool(_) => None,
    }
}

/// The text of a value that may be long: lists give paragraphs, objects what they hold.
pub(super) fn text_words(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node {
        Node::Text(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Node::List(_) | Node::Object(_) => {
            let mut text = String::new();
            gather(&node, &mut text);
            (!text.is_empty()).then_some(Cow::Owned(text))
        }
        _ => None,
    }
}

/// Members of structured text, in reading order.
const PARTS: [&str; 14] = [
    "rendered",
    "headline",
    "summary",
    "text",
    "content",
    "value",
    "html",
    "body",
    "paragraphs",
    "sections",
    "blocks",
    "children",
    "items",
    "#text",
];

fn gather(node: &Node<'_>, text: &mut String) {
    match node {
        Node::Text(words) if !words.trim().is_empty() => {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(words);
        }
        Node::List(items) => items.iter().for_each(|item| gather(item, text)),
        Node::Object(_) => PARTS.iter().filter_map(|name| node.get(name)).for_each(|part| gather(part, text)),
        _ => {}
    }
}

/// The words of a value that may be several: one entry for each item of a list.
pub(super) fn many_words(node: &Node<'_>, inner: &[&str]) -> Vec<String> {
    let one = |node: &Node<'_>| match node {
        Node::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Node::Object(_) => inner.iter().find_map(|name| node.get(name).and_then(words)).map(Cow::into_owned).or_else(|| parted_name(node)),
        _ => None,
    };
    match node {
        Node::List(items) => items.iter().filter_map(one).collect(),
        node => one(node).into_iter().collect(),
    }
}

/// Names that stand in one string: parted by semicolons, bars or lines, or by commas where each part is a name of several words
/// (`Obama, Barack` is one).
pub(super) fn parted_names(names: String) -> Vec<String> {
    let may_part = |byte: u8| matches!(byte, b';' | b'|' | b'\n' | b',') || !byte.is_ascii();
    if !names.bytes().any(may_part) && names.trim().len() == names.len() {
        return vec![names];
    }
    let parts = |by: &[char]| names.split(by).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let several = parts(&[';', '|', '\n']);
    if several.len() > 1 {
        return several;
    }
    let listed = parts(&[',', '،', '、']);
    if listed.iter().all(|name| name.contains(' ')) { listed } else { vec![names] }
}

/// A person's name in parts.
fn parted_name(node: &Node<'_>) -> Option<String> {
    let part = |names: [&str; 3]| names.iter().find_map(|name| node.get(name).and_then(words));
    let (first, last) = (part(["first", "firstname", "first_name"]), part(["last", "lastname", "last_name"]));
    let parts: Vec<_> = [first, last].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A place in words: a name, or city, region and country.
pub(super) fn location_words(node: &Node<'_>) -> Option<String> {
    match node {
        Node::Object(_) => {
            let part = |names: &[&str]| names.iter().find_map(|name| node.get(name).and_then(location_words));
            let parts = [
                part(&["city", "addressLocality", "locality", "town"]),
                part(&["region", "state", "admin1", "addressRegion", "province"]),
                part(&["country", "addressCountry", "country_name", "countryName"]),
            ];
            let mut parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() {
                parts.extend(part(&["address"]));
            }
            if parts.is_empty() {
                return words(node).map(|words| words.trim().to_owned());
            }
            // `{"name": "Lerwick Falls", "country": "..."}` names the place first.
            if node.get("city").is_none() && parts.len() == 1 {
                parts.splice(0..0, part(&["name", "label"]).filter(|name| *name != parts[0]));
            }
            Some(parts.join(", "))
        }
        Node::List(items) => items.iter().find_map(location_words),
        _ => words(node).map(|words| words.trim().to_owned()),
    }
}

/// A date in words; counts of seconds since 1970 become RFC 3339.
pub(super) fn date_words(node: &Node<'_>) -> Option<String> {
    match node {
        Node::Text(text) => {
            let text = text.trim();
            let counts = matches!(text.len(), 9..=10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit());
            Some(text.parse().ok().filter(|_| counts).and_then(counted).unwrap_or_else(|| text.to_owned())).filter(|text| !text.is_empty())
        }
        Node::Integer(number) => counted(*number),
        Node::Float(number) if number.abs() < 1e18 => counted(*number as i64),
        Node::List(items) => items.iter().find_map(date_words),
        Node::Object(_) => {
            const INSIDE: [&str; 10] =
                ["$date", "$numberLong", "date", "value", "@value", "iso", "rendered", "published", "datetime", "timestamp"];
            INSIDE.iter().find_map(|name| node.get(name).and_then(date_words))
        }
        Node::Null | Node::Bool(_) | Node::Float(_) => None,
    }
}

/// A date out of a bare number: a year, `YYYYMMDD`, `YYYYMMDDhhmmss`, or a count since 1970 in seconds or smaller units.
fn counted(number: i64) -> Option<String> {
    let (date, time) = if number >= 100_000_000_000 { (number / 1_000_000, Some(number % 1_000_000)) } else { (number, None) };
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    let is_day = (1600..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    match time {
        None if (1600..2200).contains(&number) => return Some(number.to_string()),
        None if is_day => return Some(format!("{year:04}-{month:02}-{day:02}")),
        Some(time) if is_day && time / 10_000 < 24 && time / 100 % 100 < 60 && time % 100 < 60 => {
            return Some(format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", time / 10_000, time / 100 % 100, time % 100));
        }
        _ => {}
    }
    let seconds = match number.unsigned_abs() {
        0 => return None,
        1..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number.div_euclid(1000),
        100_000_000_000_000..100_000_000_000_000_000 => number.div_euclid(1_000_000),
        _ => number.div_euclid(1_000_000_000),
    };
    Some(DateTime::from_timestamp(seconds, 0)?.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(json: &str) -> Node<'_> {
        super::super::node::parse_usual(json).unwrap()
    }

    #[test]
    fn dates_become_words() {
        for (json, expected) in [
            ("\" 6 September 2017 \"", Some("6 September 2017")),
            ("1504710060", Some("2017-09-06T15:01:00Z")),
            ("1504710060.75", Some("2017-09-06T15:01:00Z")),
            ("1504710060000", Some("2017-09-06T15:01:00Z")),
            ("1504710060000000", Some("2017-09-06T15:01:00Z")),
            ("\"1504710060\"", Some("2017-09-06T15:01:00Z")),
            ("\"1504710060123\"", Some("2017-09-06T15:01:00Z")),
            ("-86400", Some("1969-12-31T00:00:00Z")),
            ("20170906", Some("2017-09-06")),
            ("20170906150100", Some("2017-09-06T15:01:00")),
            ("\"20170906\"", Some("20170906")),
            ("1987", Some("1987")),
            ("0", None),
            ("true", None),
            ("1e300", None),
            ("{\"$date\": \"2017-09-06T15:01:00Z\"}", Some("2017-09-06T15:01:00Z")),
            ("{\"$date\": {\"$numberLong\": \"1504710060000\"}}", Some("2017-09-06T15:01:00Z")),
            ("[null, \"2017\"]", Some("2017")),
        ] {
            assert_eq!(date_words(&node(json)).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn places_become_words() {
        for (json, expected) in [
            ("\"Lerwick Falls\"", Some("Lerwick Falls")),
            ("[\"Lerwick Falls\", \"Oslo\"]", Some("Lerwick Falls")),
            (
                "{\"city\": \"Perth\", \"state\": \"Western Australia\", \"country\": \"Australia\"}",
                Some("Perth, Western Australia, Australia"),
            ),
            ("{\"name\": \"Perth\", \"address\": {\"addressCountry\": \"AU\"}}", Some("Perth, AU")),
            ("{\"label\": {\"eng\": \"Moscow\"}, \"country\": {\"label\": {\"eng\": \"Russia\"}}}", Some("Moscow, Russia")),
            ("{}", None),
        ] {
            assert_eq!(location_words(&node(json)).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn names_are_found_in_any_shape() {
        for (json, expected) in [
            ("\"Jane Doe\"", vec!["Jane Doe"]),
            (
                "[\"Jane Doe\", {\"name\": \"John Roe\"}, {\"firstname\": \"Ann\", \"lastname\": \"Poe\"}, 7, null]",
                vec!["Jane Doe", "John Roe", "Ann Poe"],
            ),
            ("{\"original\": \"By JANE DOE\", \"person\": []}", vec!["By JANE DOE"]),
        ] {
            assert_eq!(many_words(&node(json), &["name", "original"]), expected, "{json}");
        }
    }
}
