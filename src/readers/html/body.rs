//! The main text of a page: which element holds it, and which blocks in it are the article's.
//!
//! Paragraphs vote for the elements around them, nearer ones more; class names, `<article>` and `itemprop=articleBody` add weight. What is
//! called furniture (related links, newsletter boxes, comments) is left out unless it holds most of the page's text, for class names
//! lie. Where the page's JSON-LD has the article's text too, it decides which blocks belong.

use super::blocks::{Block, Kind, size_of};
use super::furniture;
use super::oracle::Oracle;
use super::regions::Measured;
use super::tree::{Id, Tag};
use super::words::Hints;

/// What is known of the article before its text is looked for.
#[derive(Debug, Default)]
pub(super) struct Known<'k> {
    pub(super) headline: Option<&'k str>,
    pub(super) descriptions: Vec<&'k str>,
    pub(super) bylines: &'k [String],
    /// Text of the article from the page's own data.
    pub(super) text: Option<&'k str>,
}

impl Measured<'_, '_> {
    /// The element that holds the article.
    fn container(&self, oracle: Option<&Oracle>) -> Option<Id> {
        let mut scores: Vec<f32> = vec![0.0; self.page.nodes.len()];
        for (index, block) in self.blocks.iter().enumerate() {
            if !self.is_good(index) {
                continue;
            }
            let mut weight = block.size.min(800) as f32 * (1.0 - block.link_share());
            if let Some(oracle) = oracle {
                weight *= 0.05 + oracle.share(&block.text);
            }
            let own = self.page.nodes[block.node].tag;
            let start = if matches!(own, Tag::P | Tag::Li | Tag::Blockquote | Tag::Cell | Tag::Pre) {
                self.page.nodes[block.node].parent
            } else {
                block.node
            };
            let around = std::iter::once(start).chain(self.page.ancestors(start));
            for (id, decay) in around.zip([1.0, 0.75, 0.5, 0.35, 0.25, 0.15]) {
                scores[id] += weight * decay;
            }
        }
        let best = (1..scores.len()).filter(|id| scores[*id] > 0.0).max_by(|a, b| {
            let score = |id: Id| scores[id] * self.class_factor(id);
            score(*a).total_cmp(&score(*b)).then(b.cmp(a))
        })?;
        Some(self.climbed(best))
    }

    fn class_factor(&self, id: Id) -> f32 {
        let hints = self.hints_of(id);
        let mut factor = 1.0;
        if self.page.nodes[id].raw_attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody")) {
            factor *= 3.0;
        } else if hints.any(Hints::BODY) {
            factor *= 1.5;
        } else if hints.any(Hints::ARTICLE.and(Hints::CONTENT)) || matches!(self.page.nodes[id].tag, Tag::Article | Tag::Main) {
            factor *= 1.15;
        }
        factor
    }

    /// The ancestor that takes in more of the article without taking in more of the page around it.
    fn climbed(&self, best: Id) -> Id {
        let mut current = best;
        for up in self.page.ancestors(best).take(8) {
            if matches!(self.page.nodes[up].tag, Tag::Body | Tag::Html) {
                break;
            }
            let gained = self.prose_in(up) - self.prose_in(current);
            if gained * 40 < self.prose_in(current) {
                continue;
            }
            let noise = self.noise_in(up) - self.noise_in(current);
            if noise * 2 <= gained {
                current = up;
            }
        }
        current
    }
}

/// Finds the article's text; empty where the page has none.
pub(super) fn body(measured: &Measured<'_, '_>, known: &Known<'_>) -> String {
    let stated = known.text.filter(|t| size_of(t) >= 400);
    let oracle = stated.map(Oracle::new);
    let mut kept = chosen(measured, known, oracle.as_ref());
    if let (Some(oracle), Some(stated)) = (&oracle, stated) {
        let shown: String = kept.iter().map(|i| measured.blocks[*i].text.as_str()).collect::<Vec<_>>().join("\n");
        if Oracle::new(&shown).share(stated) < 0.5 {
            return stated_text(stated);
        }
        mend(measured, oracle, &mut kept);
    }
    furniture::trim(&measured.blocks, &mut kept);
    let mut out = String::new();
    for index in kept {
        let text = measured.blocks[index].text.trim();
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(text);
    }
    out
}

/// The blocks of the article's element that are the article's, with the summary before them.
fn chosen(measured: &Measured<'_, '_>, known: &Known<'_>, oracle: Option<&Oracle>) -> Vec<usize> {
    let Some(container) = measured.container(oracle) else { return Vec::new() };
    let range = measured.block_range(container);
    let mut kept: Vec<usize> = furniture::standfirst(measured, range.start, known);
    let inside = kept.len();
    for index in range {
        if measured.in_furniture(index) || furniture::is_noise(measured, index, known, kept.len() > inside) {
            continue;
        }
        kept.push(index);
    }
    kept
}

/// Drops blocks that the stated text does not have, and takes in those that it has and that were left out, if the two agree on most.
fn mend(measured: &Measured<'_, '_>, oracle: &Oracle, kept: &mut Vec<usize>) {
    let shares: Vec<f32> = kept.iter().map(|i| oracle.share(&measured.blocks[*i].text)).collect();
    let size = |f: &dyn Fn(f32) -> bool| -> usize {
        kept.iter().zip(&shares).filter(|(_, s)| f(**s)).map(|(i, _)| measured.blocks[*i].size).sum()
    };
    let (known, all) = (size(&|s| s >= 0.6), size(&|_| true));
    if known * 10 < all * 7 {
        return;
    }
    let first_prose = kept.iter().copied().find(|i| measured.blocks[*i].is_prose());
    let mut index = 0;
    kept.retain(|i| {
        let share = shares[index];
        index += 1;
        share >= 0.25 || is_heading(&measured.blocks[*i]) || first_prose == Some(*i)
    });
    let missed = (0..measured.blocks.len()).filter(|i| {
        let block = &measured.blocks[*i];
        block.size >= 60 && block.link_share() < 0.8 && !kept.contains(i) && oracle.share(&block.text) >= 0.9
    });
    let missed: Vec<usize> = missed.filter(|i| !kept.iter().any(|k| measured.blocks[*k].text == measured.blocks[*i].text)).collect();
    kept.extend(missed);
    kept.sort_unstable();
}

/// A stated text with its paragraphs, whether they are marked up or parted by line breaks.
fn stated_text(stated: &str) -> String {
    if stated.contains("</p>") || stated.contains("<br") {
        return super::fragment_text(stated);
    }
    let lines: Vec<&str> = stated.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n\n")
}

/// Whether a block may stand in a body at all: headings are judged later.
pub(super) fn is_heading(block: &Block) -> bool {
    block.kind == Kind::Heading
}
