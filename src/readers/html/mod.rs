//! Pages of news saved as HTML.
//!
//! One parse serves all: `tree` makes a flat tree in linear time, however the page is damaged. `linked` and `meta` read what the
//! page says about itself, `regions` and `body` find its text, `headline`, `authors` and `stamps` weigh what it states against
//! what it shows. General patterns only: no rule knows a site. Values are handed on as written; parsing dates and names is not done here.

mod authors;
mod blocks;
mod body;
mod entities;
mod furniture;
mod headline;
mod linked;
mod location;
mod meta;
mod oracle;
mod regions;

mod shown;
mod stamps;
mod tag;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod walls;
mod words;

pub(super) use self::furniture::asks_readers;
use super::text;
use crate::article::{RawArticle, ValueName};

use blocks::{Block, Kind};
use body::Known;
use meta::Facts;
use regions::{Mark, Measured};
use stamps::Extent;
use tree::{Page, Tag};
use words::Hints;

/// Why a page has no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoArticle {
    /// It shows a notice on cookies, subscriptions or access in place of one.
    Wall,
    /// It has no text of its own.
    NoText,
}

/// Reads the article of a page.
pub fn read(html: &str) -> Result<RawArticle, NoArticle> {
    let page = tree::parse(html);
    let hints = hints(&page);
    let scripts =
        page.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Script && n.raw_attr("type").is_some_and(|t| t.contains("ld+json")));
    let linked = linked::read(scripts.filter_map(|(id, _)| page.nodes.get(id + 1)).map(tree::Node::text));
    let facts = Facts::new(&page, &hints, &linked);
    let measured = Measured::new(&page, &hints);
    let site = facts.site();
    let headlines = headline::headline(&facts, site.as_deref());
    let headline = headlines.chosen;
    let (bylines, signed) = authors::bylines(&facts, &measured.blocks);
    let known = Known::new(&facts, headline.as_deref(), &bylines);
    let body = body::body(&measured, &known);
    // A line or two under no headline is what is left of a page without an article.
    if body.text.is_empty() || (headline.is_none() && blocks::size_of(&body.text) < 120) {
        let notice = measured.blocks.iter().any(|block| walls::is_wall(&block.text));
        return Err(if notice { NoArticle::Wall } else { NoArticle::NoText });
    }
    if body.nodes.is_some() && walls::is_wall(&body.text) {
        return Err(NoArticle::Wall);
    }
    // An agency that signs the text tells more than the title's end.
    let mark = body.text.split("\n\n").take(3).find_map(text::mark).map(str::to_owned);
    let named = facts.sources();
    let stated = named.first().map(|(_, name)| name.clone());
    let (first, last) = body.nodes.unwrap_or((0, page.nodes.len()));
    let extent = Extent {
        headline: headline::place(&facts, headline.as_deref()).filter(|id| *id <= last).unwrap_or(first),
        first,
        last,
        end: stamps::end(&measured.blocks, last),
    };
    let mut article = RawArticle {
        source: stated.clone().or(mark.clone()).or(site.clone()),
        body: body.text,
        dates: stamps::dates(&facts, &measured.blocks, extent),
        bylines,
        section: facts.section(),
        lang: facts.lang(),
        location: location::location(&facts, &measured.blocks, extent),
        headline,
        url: facts.url(),
        ..RawArticle::default()
    };
    headlines.considered.iter().for_each(|(rule, words)| article.consider(ValueName::Headline, words, rule));
    signed.iter().for_each(|(rule, words)| article.consider(ValueName::Byline, words, rule));
    named.iter().for_each(|(rule, words)| article.consider(ValueName::Source, words, rule));
    mark.iter().for_each(|words| article.consider(ValueName::Source, words, "agency mark"));
    site.iter().filter(|_| stated.is_none()).for_each(|words| article.consider(ValueName::Source, words, "page title"));
    Ok(article)
}

/// Reads the text of a fragment of HTML: paragraphs separated by a blank line.
///
/// Captions and other furniture are left out where there is text beside them. A fragment without block elements has its paragraphs
/// where it has blank lines.
pub fn fragment_text(html: &str) -> String {
    let page = tree::parse(html);
    let parts: Vec<String> = if page.nodes.iter().skip(1).any(|n| n.tag.is_block() || n.tag == Tag::Br) {
        let hints = hints(&page);
        let Measured { blocks, marks, .. } = Measured::new(&page, &hints);
        let is_text = |(block, mark): &(&Block, &Mark)| **mark == Mark::None && block.kind != Kind::Caption;
        let some = blocks.iter().zip(&marks).any(|pair| is_text(&pair));
        blocks.iter().zip(&marks).filter(|pair| !some || is_text(pair)).map(|(block, _)| block.text.clone()).collect()
    } else {
        html.split("\n\n").map(|part| line_of(&tree::parse(part))).filter(|part| !part.is_empty()).collect()
    };
    parts.join("\n\n")
}

/// The text of a piece of a page without blocks.
fn line_of(page: &Page<'_>) -> String {
    if !page.nodes.iter().any(|node| node.tag == Tag::Quoted) {
        return page.line(0, usize::MAX);
    }
    let blocks = blocks::blocks(page, &[], false);
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
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
