//! Author lines as a page states them.

use super::meta::Facts;
use super::tree::Tag;
use super::words::Hints;

/// Author lines, one each; the page's own data before what it shows.
pub(super) fn bylines(facts: &Facts<'_, '_>) -> Vec<String> {
    let stated = facts.article().map(|a| a.authors.clone()).unwrap_or_default();
    if !stated.is_empty() {
        return stated;
    }
    for name in [
        "author",
        "article:author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "cxenseparse:author",
        "byline",
        "article:authors",
    ] {
        let values: Vec<String> = facts.meta_all(name).filter(|v| is_name(v)).collect();
        if !values.is_empty() {
            return unique(values);
        }
    }
    let marked: Vec<String> = facts
        .elements()
        .filter(|id| {
            let node = &facts.page.nodes[*id];
            node.raw_attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("author"))
                || node.raw_attr("itemprop").is_some_and(|p| p.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("author")))
        })
        .filter(|id| !facts.is_within(*id, Hints::COMMENTS))
        .map(|id| name_inside(facts, id))
        .filter(|v| is_name(v))
        .collect();
    if !marked.is_empty() {
        return unique(marked);
    }
    let shown = facts.elements().filter(|id| {
        let node = &facts.page.nodes[*id];
        facts.hints[*id].any(Hints::BYLINE) && !matches!(node.tag, Tag::Body | Tag::Meta | Tag::Link | Tag::Html) && node.end - id < 60
    });
    let shown: Vec<String> = shown
        .filter(|id| !facts.is_within(*id, Hints::COMMENTS))
        .map(|id| facts.page.line(id, 300))
        .filter(|v| is_name(v) && v.len() < 160)
        .take(1)
        .collect();
    unique(shown)
}

/// The `itemprop=name` inside an element, else its whole text.
fn name_inside(facts: &Facts<'_, '_>, id: usize) -> String {
    let name =
        facts.page.inside(id).find(|inner| facts.page.nodes[*inner].raw_attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("name")));
    let name_node = name.unwrap_or(id);
    let node = &facts.page.nodes[name_node];
    match node.attr("content") {
        Some(content) if node.tag == Tag::Meta => content.trim().to_owned(),
        _ => facts.page.line(name_node, 300),
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
    for value in values {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}
