//! The place that a page prints beside its byline: where the article was filed from.

use super::blocks::Block;
use super::meta::Facts;
use super::stamps::Extent;
use super::tree::Tag;
use super::words::Hints;

/// How far from the headline such a place may stand, in nodes.
const REACH: usize = 80;
/// Longest name of a place with its region, in bytes.
const LONGEST: usize = 60;

/// Finds it: as the page's data have it, else an element near the headline whose class says so, else after `Reporting from` or the
/// house's name.
pub(super) fn location(facts: &Facts<'_, '_>, blocks: &[Block], extent: Extent) -> Option<String> {
    let stated = facts.article().and_then(|a| a.place.clone());
    stated.or_else(|| marked(facts, extent)).or_else(|| told(blocks, extent, facts.site().as_deref()))
}

fn marked(facts: &Facts<'_, '_>, extent: Extent) -> Option<String> {
    let near = (extent.headline..facts.page.nodes.len().min(extent.headline + REACH)).filter(|id| {
        let tag = facts.page.nodes[*id].tag;
        !matches!(tag, Tag::Text | Tag::Data | Tag::Image | Tag::Script | Tag::Meta | Tag::Link)
    });
    let named = near.filter(|id| facts.hints[*id].any(Hints::PLACE) && facts.page.nodes[*id].end - id <= 6);
    named.map(|id| facts.page.line(id, LONGEST + 1)).find(|words| is_place(words))
}

/// `Reporting from London, Ky.`, `Example News, Kentucky` under a byline.
fn told(blocks: &[Block], extent: Extent, site: Option<&str>) -> Option<String> {
    let from = blocks.partition_point(|b| b.first < extent.headline);
    let of_house = |text: &str| Some(text.split_once(site?)?.1.strip_prefix(", ")?.to_owned());
    let places = blocks[from..].iter().take(12).filter(|block| block.size < 80);
    let mut places =
        places.filter_map(|block| block.text.strip_prefix("Reporting from ").map(str::to_owned).or_else(|| of_house(&block.text)));
    places.find(|words| is_place(words))
}

/// Whether words can be a place: names in capitals, no number, no sentence.
fn is_place(words: &str) -> bool {
    let named =
        |word: &str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || matches!(word, "de" | "of" | "la" | "del");
    (2..=LONGEST).contains(&words.len())
        && words.split(' ').count() <= 5
        && words.split([' ', '-']).all(named)
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '-' | '\'' | '’'))
}
