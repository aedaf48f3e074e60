//! A page with its blocks measured, and what in it is furniture.
//!
//! Class names lie, so nothing is furniture that holds more of the page's prose than such a thing can hold; and where nearly nothing is
//! left, the less certain marks are taken back.

use super::blocks::{Block, Kind, blocks};
use super::tree::{Id, Page, Tag};
use super::words::Hints;

/// A page with its blocks measured.
pub(super) struct Measured<'p, 'h> {
    pub(super) page: &'p Page<'h>,
    hints: &'p [Hints],
    pub(super) blocks: Vec<Block>,
    /// For each node the prose before it, in characters.
    prose: Vec<usize>,
    /// For each block why it is furniture.
    pub(super) marks: Vec<Mark>,
}

/// Why a block is furniture, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It is none.
    None,
    /// Not shown until a script shows it.
    Unseen,
    /// Class names that articles have too.
    Doubtful,
    /// Class names of furniture.
    Named,
    /// Readers' comments.
    Comments,
    /// Elements that never hold an article, and class names that never mean one.
    Sure,
}

/// What remains must be at least so many characters before a mark is believed against it.
const LEAST: usize = 200;

impl<'p, 'h> Measured<'p, 'h> {
    pub(super) fn new(page: &'p Page<'h>, hints: &'p [Hints]) -> Self {
        let mut measured = Self { page, hints, marks: Vec::new(), blocks: blocks(page, hints, false), prose: Vec::new() };
        measured.measure();
        if measured.prose_in(0) < LEAST {
            // Some pages keep the article in a template or for readers without scripts.
            let all = blocks(page, hints, true);
            if all.len() > measured.blocks.len() {
                measured.blocks = all;
                measured.measure();
            }
        }
        measured
    }

    fn measure(&mut self) {
        self.marks = vec![Mark::None; self.blocks.len()];
        self.count_prose();
        let total = self.prose_in(0);
        self.mark_furniture(total);
        self.count_prose();
        for doubt in [Mark::Unseen, Mark::Doubtful, Mark::Named, Mark::Comments] {
            if self.prose_in(0) >= LEAST || self.prose_in(0) * 10 >= total {
                break;
            }
            for mark in self.marks.iter_mut().filter(|m| **m == doubt) {
                *mark = Mark::None;
            }
            self.count_prose();
        }
    }

    /// Counts the prose that is not furniture.
    fn count_prose(&mut self) {
        let mut sums = vec![0; self.page.nodes.len() + 1];
        for (block, mark) in self.blocks.iter().zip(&self.marks) {
            if *mark == Mark::None && block.is_prose() {
                sums[block.first + 1] += block.size;
            }
        }
        for at in 1..sums.len() {
            sums[at] += sums[at - 1];
        }
        self.prose = sums;
    }

    /// Prose inside an element that is not furniture, in characters.
    pub(super) fn prose_in(&self, id: Id) -> usize {
        self.prose[self.page.nodes[id].end] - self.prose[id]
    }

    fn mark_furniture(&mut self, total: usize) {
        let mut block = 0;
        let mut at = 1;
        while at < self.page.nodes.len() {
            let node = &self.page.nodes[at];
            let (mark, share) = self.judged(at);
            if mark != Mark::None && (self.prose_in(at) as f32) <= share * total as f32 {
                block += self.blocks[block..].partition_point(|b| b.first < at);
                while block < self.blocks.len() && self.blocks[block].first < node.end {
                    self.marks[block] = mark;
                    block += 1;
                }
                at = node.end;
            } else {
                at += 1;
            }
        }
    }

    /// Whether an element is furniture, and the largest share of the page's prose that it may hold and still be.
    fn judged(&self, id: Id) -> (Mark, f32) {
        let node = &self.page.nodes[id];
        let hints = self.hints[id];
        if matches!(node.tag, Tag::Text | Tag::Data | Tag::Html | Tag::Body | Tag::Main) {
            return (Mark::None, 0.0);
        }
        // "sharebar-content-container", "story-with-comments"
        let mixed = hints.any(Hints::ARTICLE.and(Hints::CONTENT));
        if hints.any(Hints::ALIEN) {
            return if mixed { (Mark::Named, 0.1) } else { (Mark::Sure, 0.95) };
        }
        if hints.any(Hints::COMMENTS) {
            return (Mark::Comments, if mixed && node.tag == Tag::Article { 0.1 } else { 0.8 });
        }
        if node.tag == Tag::Figure && self.page.inside(id).any(|inner| self.page.nodes[inner].tag == Tag::Blockquote) {
            return (Mark::None, 0.0);
        }
        if matches!(node.tag, Tag::Button | Tag::Nav | Tag::Footer | Tag::Figure | Tag::Caption | Tag::Aside) {
            return (Mark::Sure, 0.4);
        }
        if hints.any(Hints::BODY) || node.tag == Tag::Blockquote {
            return (Mark::None, 0.0);
        }
        if hints.any(Hints::FURNITURE) && !(mixed && self.page.inside(id).any(|inner| self.hints[inner].any(Hints::BODY))) {
            return (Mark::Named, if mixed { 0.1 } else { 0.3 });
        }
        if node.tag == Tag::Form || hints.any(Hints::CAPTION) {
            return (Mark::Named, 0.2);
        }
        let unseen = node.raw_attr("hidden").is_some()
            || node.raw_attr("style").is_some_and(|s| s.contains("display:none") || s.contains("display: none"))
            || (node.tag != Tag::P && node.raw_attr("aria-hidden") == Some("true"));
        if unseen {
            return (Mark::Unseen, 0.3);
        }
        let part = matches!(node.tag, Tag::P | Tag::Li | Tag::Row | Tag::Cell | Tag::RowGroup | Tag::Table | Tag::Heading | Tag::H1);
        let doubtful = !part && (hints.any(Hints::BYLINE) || hints.any(Hints::DOUBTFUL) && !mixed);
        if doubtful { (Mark::Doubtful, 0.06) } else { (Mark::None, 0.0) }
    }

    /// Whether a block is prose and no furniture.
    pub(super) fn is_good(&self, index: usize) -> bool {
        self.marks[index] == Mark::None && self.blocks[index].is_prose()
    }

    /// Text of an element that is neither prose nor furniture nor the headline.
    pub(super) fn noise_in(&self, id: Id) -> usize {
        let range = self.block_range(id);
        range
            .filter(|i| !self.in_furniture(*i) && !self.blocks[*i].is_prose() && !self.is_first_rank(*i))
            .map(|i| self.blocks[i].size)
            .sum()
    }

    pub(super) fn block_range(&self, id: Id) -> std::ops::Range<usize> {
        let from = self.blocks.partition_point(|b| b.first < id);
        let to = self.blocks.partition_point(|b| b.first < self.page.nodes[id].end);
        from..to
    }

    /// Whether a block stands in furniture.
    pub(super) fn in_furniture(&self, index: usize) -> bool {
        self.marks[index] != Mark::None
    }

    /// What the classes of the element around a block say, and those of the element around that.
    pub(super) fn hints_around(&self, index: usize, levels: usize) -> Hints {
        let node = self.blocks[index].node;
        std::iter::once(node).chain(self.page.ancestors(node)).take(levels).fold(Hints::default(), |h, id| h.and(self.hints[id]))
    }

    /// One past the last block of the small element that a linked heading opens: another article's headline with its summary.
    pub(super) fn card(&self, index: usize, container: Id) -> Option<usize> {
        let block = &self.blocks[index];
        if block.kind != Kind::Heading || block.link_share() < 0.8 {
            return None;
        }
        let around = self.page.ancestors(block.node).take(4).take_while(|up| *up > container);
        let ranges = around.map(|up| self.block_range(up)).take_while(|range| range.len() <= 6);
        let small = |range: &std::ops::Range<usize>| self.blocks[range.clone()].iter().map(|b| b.size).sum::<usize>() < 500;
        ranges.filter(small).last().map(|range| range.end)
    }

    /// Whether a short line stands alone beside a picture.
    pub(super) fn is_caption(&self, index: usize, container: Id) -> bool {
        let block = &self.blocks[index];
        if block.kind != Kind::Paragraph || block.size > 250 || (block.ends_sentence() && block.size > 160) {
            return false;
        }
        let around = std::iter::once(block.node).chain(self.page.ancestors(block.node)).take(4).take_while(|up| *up > container);
        let alone = around.take_while(|up| self.block_range(*up).len() <= 2);
        alone.last().is_some_and(|up| self.page.inside(up).any(|id| self.page.nodes[id].tag == Tag::Image))
    }

    /// Whether a block is a heading of the first rank.
    pub(super) fn is_first_rank(&self, index: usize) -> bool {
        self.page.nodes[self.blocks[index].node].tag == Tag::H1
    }

    /// What the classes of an element say.
    pub(super) fn hints_of(&self, id: Id) -> Hints {
        self.hints[id]
    }
}
