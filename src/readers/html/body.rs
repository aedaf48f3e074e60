//! The main text of a page: which element holds it, and which blocks in it are the article's.
//!
//! Paragraphs vote for the elements around them, nearer ones more; class names, `<article>` and `itemprop=articleBody` add weight. What is
//! called furniture (related links, newsletter boxes, comments) is left out unless it holds most of the page's text, for class names
//! lie. Where the page's JSON-LD has the article's text too, it decides which blocks belong.

use rustc_hash::FxHashSet;

use super::blocks::{Block, Kind, blocks, size_of};
use super::furniture;
use super::tree::{Id, Page, Tag};
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

/// A page with its blocks measured.
pub(super) struct Measured<'p, 'h> {
    page: &'p Page<'h>,
    hints: &'p [Hints],
    pub(super) blocks: Vec<Block>,
    /// For each node the prose before it, in characters.
    prose: Vec<usize>,
    /// For each block whether it stands in furniture.
    furniture: Vec<bool>,
}

impl<'p, 'h> Measured<'p, 'h> {
    pub(super) fn new(page: &'p Page<'h>, hints: &'p [Hints]) -> Self {
        let blocks = blocks(page, 0);
        let prose = prefix_sums(page.nodes.len(), blocks.iter().filter(|b| b.is_prose()).map(|b| (b.first, b.size)));
        let mut measured = Self { page, hints, furniture: vec![false; blocks.len()], blocks, prose };
        measured.mark_furniture();
        let kept = measured.blocks.iter().zip(&measured.furniture).filter(|(b, f)| b.is_prose() && !**f);
        measured.prose = prefix_sums(page.nodes.len(), kept.map(|(b, _)| (b.first, b.size)));
        measured
    }

    fn prose_in(&self, id: Id) -> usize {
        self.prose[self.page.nodes[id].end] - self.prose[id]
    }

    fn mark_furniture(&mut self) {
        let total = self.prose_in(0);
        let mut block = 0;
        let mut at = 1;
        while at < self.page.nodes.len() {
            let node = &self.page.nodes[at];
            let share = self.furniture_share(at);
            if share > 0.0 && (self.prose_in(at) as f32) <= share * total as f32 {
                block += self.blocks[block..].partition_point(|b| b.first < at);
                while block < self.blocks.len() && self.blocks[block].first < node.end {
                    self.furniture[block] = true;
                    block += 1;
                }
                at = node.end;
            } else {
                at += 1;
            }
        }
    }

    /// The largest share of the page's prose that an element may hold and still be furniture; 0 for what is none.
    fn furniture_share(&self, id: Id) -> f32 {
        let node = &self.page.nodes[id];
        let hints = self.hints[id];
        if matches!(node.tag, Tag::Text | Tag::Data | Tag::Html | Tag::Body | Tag::Main) {
            return 0.0;
        }
        if hints.any(Hints::ALIEN) {
            return 0.95;
        }
        if hints.any(Hints::COMMENTS) {
            return 0.8;
        }
        if matches!(node.tag, Tag::Button | Tag::Nav | Tag::Footer | Tag::Figure | Tag::Caption | Tag::Aside) {
            return 0.4;
        }
        if hints.any(Hints::BODY) || matches!(node.tag, Tag::Blockquote) {
            return 0.0;
        }
        if hints.any(Hints::FURNITURE) {
            return 0.3;
        }
        if node.tag == Tag::Form || hints.any(Hints::CAPTION) {
            return 0.2;
        }
        let hidden = node.raw_attr("hidden").is_some()
            || node.raw_attr("style").is_some_and(|s| s.contains("display:none") || s.contains("display: none"))
            || (node.tag != Tag::P && node.raw_attr("aria-hidden") == Some("true"));
        if hidden {
            return 0.3;
        }
        let doubtful = hints.any(Hints::DOUBTFUL) && !hints.any(Hints::ARTICLE.and(Hints::CONTENT));
        if doubtful || hints.any(Hints::BYLINE) { 0.06 } else { 0.0 }
    }

    fn is_good(&self, index: usize) -> bool {
        !self.furniture[index] && self.blocks[index].is_prose()
    }

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
        let hints = self.hints[id];
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

    /// Text of an element that is neither prose nor furniture.
    fn noise_in(&self, id: Id) -> usize {
        let range = self.block_range(id);
        range.filter(|i| !self.furniture[*i] && !self.blocks[*i].is_prose()).map(|i| self.blocks[i].size).sum()
    }

    fn block_range(&self, id: Id) -> std::ops::Range<usize> {
        let from = self.blocks.partition_point(|b| b.first < id);
        let to = self.blocks.partition_point(|b| b.first < self.page.nodes[id].end);
        from..to
    }
}

fn prefix_sums(len: usize, items: impl Iterator<Item = (Id, usize)>) -> Vec<usize> {
    let mut sums = vec![0; len + 1];
    for (id, size) in items {
        sums[id + 1] += size;
    }
    for at in 1..sums.len() {
        sums[at] += sums[at - 1];
    }
    sums
}

/// The word sequences of a text that is known to be the article's.
pub(super) struct Oracle {
    grams: FxHashSet<u64>,
}

const GRAM: usize = 3;

impl Oracle {
    pub(super) fn new(text: &str) -> Self {
        Self { grams: grams(text).collect() }
    }

    /// Share of a block's word sequences that the article has.
    pub(super) fn share(&self, text: &str) -> f32 {
        let (mut all, mut known) = (0u32, 0u32);
        for gram in grams(text) {
            all += 1;
            known += u32::from(self.grams.contains(&gram));
        }
        known as f32 / all.max(1) as f32
    }
}

/// Hashes of every three words in a row; a shorter text gives one of all its words, scripts without spaces go by characters.
fn grams(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut window = [0u64; GRAM];
    let mut seen = 0;
    let spaced = text.chars().take(200).filter(|c| *c >= '\u{2e80}').count() < 40;
    let words = text.split(move |c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).flat_map(move |word| {
        let step = if spaced { word.len() } else { 1 };
        word.char_indices()
            .filter(move |(at, _)| step == 1 || *at == 0)
            .map(move |(at, c)| if step == 1 { &word[at..at + c.len_utf8()] } else { word })
    });
    words.filter_map(move |word| {
        window.rotate_left(1);
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for c in word.chars().flat_map(char::to_lowercase) {
            hasher.update(&u32::from(c).to_le_bytes());
        }
        window[GRAM - 1] = hasher.digest();
        seen += 1;
        (seen >= GRAM).then(|| window.iter().fold(0u64, |h, w| h.rotate_left(21) ^ w.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    })
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
        if measured.furniture[index] || furniture::is_noise(measured, index, known, kept.len() > inside) {
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

impl Measured<'_, '_> {
    /// Whether a block stands in furniture.
    pub(super) fn in_furniture(&self, index: usize) -> bool {
        self.furniture[index]
    }

    /// What the classes of the element around a block say, and those of the element around that.
    pub(super) fn hints_around(&self, index: usize, levels: usize) -> Hints {
        let node = self.blocks[index].node;
        std::iter::once(node).chain(self.page.ancestors(node)).take(levels).fold(Hints::default(), |h, id| h.and(self.hints[id]))
    }
}

/// Whether a block may stand in a body at all: headings are judged later.
pub(super) fn is_heading(block: &Block) -> bool {
    block.kind == Kind::Heading
}
