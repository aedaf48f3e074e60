//! Pages of news saved as HTML.

mod authors;
mod blocks;
mod body;
mod entities;
mod furniture;
mod headline;
mod linked;
mod meta;
mod oracle;
mod regions;

mod stamps;
mod tokens;
mod tree;
mod words;

use crate::article::RawArticle;

use body::Known;
use meta::Facts;
use regions::Measured;
use stamps::Extent;
use tree::{Page, Tag};
use words::Hints;

/// Reads the article of a page; empty where it has none.
pub fn read(html: &str) -> Vec<RawArticle> {
    let page = tree::parse(html);
    let hints = hints(&page);
    let scripts =
        page.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Script && n.raw_attr("type").is_some_and(|t| t.contains("ld+json")));
    let linked = linked::read(scripts.filter_map(|(id, _)| page.nodes.get(id + 1)).map(tree::Node::text));
    let facts = Facts::new(&page, &hints, &linked);
    let measured = Measured::new(&page, &hints);
    let source = facts.source();
    let headline = headline::headline(&facts, source.as_deref());
    let descriptions = facts.descriptions();
    let bylines = authors::bylines(&facts, &measured.blocks);
    let known = Known {
        bylines: &bylines,
        headline: headline.as_deref(),
        descriptions: descriptions.iter().map(String::as_str).collect(),
        text: facts.article().and_then(|m| m.body.as_deref()),
    };
    let body = body::body(&measured, &known);
    if body.text.is_empty() {
        return Vec::new();
    }
    let (first, last) = body.nodes.unwrap_or((0, page.nodes.len()));
    let extent = Extent { headline: headline::place(&facts, headline.as_deref()).filter(|id| *id <= last).unwrap_or(first), first, last };
    vec![RawArticle {
        body: body.text,
        dates: stamps::dates(&facts, &measured.blocks, extent),
        bylines,
        section: facts.section(),
        lang: facts.lang(),
        location: facts.article().and_then(|a| a.place.clone()),
        headline,
        source,
        url: facts.url(),
        ..RawArticle::default()
    }]
}

/// Reads the text of a fragment of HTML: paragraphs separated by a blank line, captions left out.
pub fn fragment_text(html: &str) -> String {
    let page = tree::parse(html);
    let parts: Vec<String> =
        blocks::blocks(&page, &[], false).into_iter().filter(|b| b.kind != blocks::Kind::Caption).map(|b| b.text).collect();
    parts.join("\n\n")
}

/// What class names, ids and the like say of every node.
fn hints(page: &Page<'_>) -> Vec<Hints> {
    let mut all = Vec::with_capacity(page.nodes.len());
    for node in &page.nodes {
        let mut hints = Hints::default();
        for (name, value) in node.attributes() {
            let telling = ["class", "id", "itemprop", "data-testid", "data-component", "data-type", "role"];
            if telling.iter().any(|t| name.eq_ignore_ascii_case(t)) {
                hints = hints.and(Hints::of(value));
            }
        }
        all.push(hints);
    }
    all
}
