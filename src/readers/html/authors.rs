//! Author lines as a page states them.

use super::blocks::Block;
use super::headline::letters;
use super::meta::Facts;
use super::tree::Tag;
use super::words::Hints;
use crate::readers::text::is_stamp_line;

/// Names of metadata that hold an author.
const NAMES: [&str; 15] = [
    "author",
    "article:author",
    "article:author_name",
    "article:authors",
    "articleauthor",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "cxenseparse:author",
    "twitter:misc:written by",
    "citation_author",
    "authors",
];

/// More authors than this are a list of something else.
const MOST: usize = 60;

/// Words that open a line about who wrote the article.
const BY: [&str; 14] = ["By ", "BY ", "by ", "Von ", "von ", "VON ", "Par ", "par ", "Por ", "por ", "Di ", "Door ", "Автор: ", "Автор "];

/// Author lines, one each: from the first place that names somebody other than the house itself. Beside them everything that was met
/// until then, with where it stands.
pub(super) fn bylines(facts: &Facts<'_, '_>, blocks: &[Block]) -> (Vec<String>, Vec<(&'static str, String)>) {
    let houses = houses(facts);
    let stated = || facts.article().map(|a| a.authors.iter().filter(|v| is_name(v)).cloned().collect()).unwrap_or_default();
    let places: [(&'static str, &dyn Fn() -> Vec<String>); 6] = [
        ("JSON-LD author", &stated),
        ("meta author", &|| of_metadata(facts)),
        ("rel or itemprop author", &|| marked(facts)),
        ("label for shared links", &|| labelled(facts)),
        ("class of a byline", &|| shown(facts)),
        ("byline", &|| opened(facts, blocks)),
    ];
    let (mut of_house, mut met) = (Vec::new(), Vec::new());
    for (rule, place) in places {
        let mut names = unique(place());
        met.extend(names.iter().map(|name| (rule, name.clone())));
        // Where the house has signed, only a line with a full name in it says more.
        names.retain(|name| of_house.is_empty() || has_full_name(name));
        if names.iter().any(|name| !is_house(name, &houses)) {
            return (names, met);
        }
        if of_house.is_empty() {
            of_house = names;
        }
    }
    (of_house, met)
}

/// Whether a line has two capitalised words in a row, or is in a script without capitals.
fn has_full_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |w: &str| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase);
    words.windows(2).any(|pair| capital(pair[0]) && capital(pair[1])) || line.chars().any(|c| c >= '\u{2e80}')
}

/// The names of the site and its publisher, reduced to letters.
fn houses(facts: &Facts<'_, '_>) -> Vec<String> {
    let publisher = facts.article().and_then(|a| a.publisher.clone());
    let host = facts.url().and_then(|url| Some(url.split('/').nth(2)?.trim_start_matches("www.").to_owned()));
    [facts.site(), publisher, facts.meta(&["og:site_name"]), host]
        .into_iter()
        .flatten()
        .map(|name| letters(&name))
        .filter(|n| !n.is_empty())
        .collect()
}

fn is_house(name: &str, houses: &[String]) -> bool {
    let name = letters(name);
    name.is_empty()
        || houses.iter().any(|house| {
            *house == name || (name.len() >= 3 && house.starts_with(&name)) || (house.len() >= 5 && name.starts_with(house.as_str()))
        })
}

fn of_metadata(facts: &Facts<'_, '_>) -> Vec<String> {
    let lists = NAMES.iter().map(|name| facts.meta_all(name).filter(|v| is_name(v)).collect::<Vec<_>>());
    lists.into_iter().find(|values| !values.is_empty()).unwrap_or_default()
}

/// The value beside a "Written by" that some sites give to be shown in shared links.
fn labelled(facts: &Facts<'_, '_>) -> Vec<String> {
    let pairs = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let is_author = |label: &str| {
        let label = label.to_lowercase();
        ["written by", "verfasst von", "geschrieben von", "escrito por", "écrit par", "scritto da", "author", "autor", "auteur"]
            .iter()
            .any(|w| label.contains(w))
    };
    pairs
        .iter()
        .filter(|(label, _)| facts.meta(&[label]).is_some_and(|l| is_author(&l)))
        .filter_map(|(_, data)| facts.meta(&[data]))
        .collect()
}

/// Elements marked as author by `rel` or `itemprop`.
fn marked(facts: &Facts<'_, '_>) -> Vec<String> {
    let authors = facts.elements().filter(|id| {
        let node = &facts.page.nodes[*id];
        node.raw_attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("author"))
            || node.raw_attr("itemprop").is_some_and(|p| p.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("author")))
    });
    authors.filter(|id| !facts.is_within(*id, Hints::COMMENTS)).map(|id| name_inside(facts, id)).filter(|v| is_name(v)).collect()
}

/// The first element whose class tells an author line.
fn shown(facts: &Facts<'_, '_>) -> Vec<String> {
    let lines = facts.elements().filter(|id| {
        let node = &facts.page.nodes[*id];
        facts.hints[*id].any(Hints::BYLINE) && !matches!(node.tag, Tag::Body | Tag::Meta | Tag::Link | Tag::Html) && node.end - id < 60
    });
    let lines = lines.filter(|id| !facts.is_within(*id, Hints::COMMENTS)).map(|id| facts.page.spaced_line(id, 300));
    lines.filter(|v| is_name(v) && v.len() < 160 && !is_share_line(v)).take(1).collect()
}

/// Whether a line names networks to share on, not persons.
fn is_share_line(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest"].iter().filter(|n| lower.contains(*n)).count() >= 2
}

/// A short line near the headline that opens as author lines do.
fn opened(facts: &Facts<'_, '_>, blocks: &[Block]) -> Vec<String> {
    let headline = facts.page.nodes.iter().position(|n| n.tag == Tag::H1).unwrap_or(0);
    let from = blocks.partition_point(|b| b.first < headline).saturating_sub(4);
    let names_follow = |text: &str| {
        BY.iter()
            .filter_map(|by| after_date(text).unwrap_or(text).strip_prefix(by))
            .any(|rest| rest.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count() >= 2)
    };
    let lines = blocks[from..].iter().take(16).filter(|b| b.size < 80 && !b.ends_sentence() && names_follow(&b.text));
    lines.map(|b| after_date(&b.text).unwrap_or(&b.text).to_owned()).take(1).collect()
}

/// What follows the date in a line that begins with one ("Saturday, August 10, 2024 – By Jane Doe").
fn after_date(text: &str) -> Option<&str> {
    let (date, at) = BY.iter().find_map(|by| text.match_indices(by).next().filter(|(at, _)| *at > 0).map(|(at, _)| (&text[..at], at)))?;
    let date = date.trim_end_matches([' ', '|', '-', '–', '—', '·', '•', ',', '\u{a0}']);
    is_stamp_line(date).then(|| &text[at..])
}

/// The `itemprop=name` inside an element, else its whole text.
fn name_inside(facts: &Facts<'_, '_>, id: usize) -> String {
    let name =
        facts.page.inside(id).find(|inner| facts.page.nodes[*inner].raw_attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("name")));
    let name_node = name.unwrap_or(id);
    let node = &facts.page.nodes[name_node];
    match node.attr("content") {
        Some(content) if node.tag == Tag::Meta => content.trim().to_owned(),
        _ => facts.page.spaced_line(name_node, 300),
    }
}

fn is_name(value: &str) -> bool {
    let value = value.trim();
    value.len() > 1
        && !value.contains("://")
        && !value.starts_with("www.")
        && !value.starts_with('@')
        && value.chars().any(char::is_alphabetic)
}

fn unique(values: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for value in values.into_iter().take(MOST) {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}
