//! The text of a page as blocks: one for each paragraph, heading, list item or cell, in document order.

use super::entities::decode;
use super::tree::{Id, Node, Page, Tag, push_collapsed};
use super::words::Hints;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph, or text straight in a division.
    Paragraph,
    /// A heading of any rank.
    Heading,
    /// A list item.
    Item,
    /// A table cell.
    Cell,
    /// A caption.
    Caption,
}

/// A stretch of text that no block element interrupts.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The block element around it.
    pub(super) node: Id,
    /// Its first text node.
    pub(super) first: Id,
    pub(super) kind: Kind,
    /// White space collapsed; a line break stays as `\n`.
    pub(super) text: String,
    /// Number of characters, those of scripts without word spaces counted double.
    pub(super) size: usize,
    /// How much of the size is inside links.
    pub(super) linked: usize,
}

impl Block {
    /// Share of the text inside links.
    pub(super) fn link_share(&self) -> f32 {
        self.linked as f32 / self.size.max(1) as f32
    }

    /// Whether it ends as sentences end.
    pub(super) fn ends_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '”', '’', '»', '\'', ')', '“', '」', '』', '）', '›', ']', ' ']);
        text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', '：'])
    }

    /// Whether it is running text, not a label or a list of links.
    pub(super) fn is_prose(&self) -> bool {
        let link = self.link_share();
        match self.kind {
            Kind::Heading | Kind::Caption => false,
            Kind::Cell => self.size >= 120 && link < 0.3 && self.ends_sentence(),
            Kind::Item => self.size >= 80 && link < 0.4 && self.ends_sentence(),
            Kind::Paragraph => (self.size >= 80 && link < 0.5) || (self.size >= 25 && link < 0.3 && self.ends_sentence()),
        }
    }
}

/// Number of characters, those of scripts without word spaces counted double.
pub(super) fn size_of(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum()
}

struct Walker<'p, 'h> {
    page: &'p Page<'h>,
    blocks: Vec<Block>,
    text: String,
    first: Id,
    linked: usize,
    /// Quotations that are open, with a mark of ours.
    quoted: Vec<Id>,
}

/// Elements and texts in which the first word of a quotation is looked for.
const LOOKED_AT: usize = 16;

/// Reads the blocks of a page; of things that are never shown only if asked for.
pub(super) fn blocks(page: &Page<'_>, hints: &[Hints], unseen_too: bool) -> Vec<Block> {
    let mut walker = Walker { page, blocks: Vec::new(), text: String::new(), first: 0, linked: 0, quoted: Vec::new() };
    // Elements that are open here, with the ends of their subtrees.
    let mut open: Vec<(Id, Id)> = Vec::new();
    let mut at = 0;
    while at < page.nodes.len() {
        while let Some(&(id, end)) = open.last() {
            if end > at {
                break;
            }
            match page.nodes[id].tag {
                Tag::Quoted => walker.close_quote(id),
                tag if tag.is_block() => walker.flush(&open),
                _ => {}
            }
            open.pop();
        }
        let node = &page.nodes[at];
        match node.tag {
            Tag::Text => walker.add(at, &open),
            Tag::Br => walker.line_break(&open),
            Tag::Hidden if !unseen_too => {
                at = node.end;
                continue;
            }
            Tag::Script | Tag::Head | Tag::Nav | Tag::Button => {
                at = node.end;
                continue;
            }
            Tag::Inline | Tag::A | Tag::Bold | Tag::Quoted if hints.get(at).is_some_and(|h| h.any(Hints::UNSEEN)) => {
                at = node.end;
                continue;
            }
            tag => {
                if tag.is_block() {
                    walker.flush(&open);
                }
                if tag == Tag::Quoted {
                    walker.open_quote(at);
                }
                if node.end > at + 1 {
                    open.push((at, node.end));
                }
            }
        }
        at += 1;
    }
    open.iter().rev().for_each(|(id, _)| walker.close_quote(*id));
    walker.flush(&open);
    joined_rows(page, walker.blocks)
}

/// Joins the short cells of a table row to one block.
fn joined_rows(page: &Page<'_>, blocks: Vec<Block>) -> Vec<Block> {
    let row_of = |block: &Block| -> Option<Id> {
        let short = block.kind == Kind::Cell && block.size <= 60 && page.nodes[block.node].tag == Tag::Cell;
        short.then(|| page.nodes[block.node].parent)
    };
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut cell = 0;
    for block in blocks {
        let row = row_of(&block);
        // The blocks of one cell are paragraphs, as in pages that are laid out by tables.
        let same = std::mem::replace(&mut cell, block.node) == block.node;
        match out.last_mut() {
            Some(last)
                if row.is_some()
                    && !same
                    && last.kind == Kind::Cell
                    && page.nodes[last.node].tag == Tag::Cell
                    && Some(page.nodes[last.node].parent) == row =>
            {
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.size += block.size;
                last.linked += block.linked;
            }
            _ => out.push(block),
        }
    }
    out
}

impl Walker<'_, '_> {
    fn add(&mut self, at: Id, open: &[(Id, Id)]) {
        let raw = self.page.nodes[at].text();
        let blank = raw.bytes().all(|b| b.is_ascii_whitespace());
        if blank && self.text.is_empty() {
            return;
        }
        let before = self.text.len();
        let words = decode(raw);
        let opens = !self.quoted.is_empty() && self.text.ends_with(['“', '‘']);
        push_collapsed(&mut self.text, if opens { words.trim_start() } else { &words });
        if blank {
            return;
        }
        if self.first == 0 {
            self.first = at;
        }
        let size = size_of(self.text[before..].trim());
        if open.iter().any(|(id, _)| self.page.nodes[*id].tag == Tag::A) {
            self.linked += size;
        }
    }

    /// The mark that opens a quotation which has none of its own; inside another it is a single one.
    fn open_quote(&mut self, at: Id) {
        if self.is_unmarked(at) {
            self.text.push(if self.quoted.is_empty() { '“' } else { '‘' });
            self.quoted.push(at);
        }
    }

    /// The mark that closes it.
    fn close_quote(&mut self, at: Id) {
        if self.quoted.pop_if(|open| *open == at).is_some() {
            let kept = self.text.trim_end_matches(' ').len();
            let is_apart = kept < self.text.len();
            self.text.truncate(kept);
            self.text.push(if self.quoted.is_empty() { '”' } else { '’' });
            self.text.extend(is_apart.then_some(' '));
        }
    }

    /// Whether a quotation has words and no marks around them. A single mark that is not also the last may be an apostrophe (`’Twas fine`), or belongs to
    /// a word or a quotation inside.
    fn is_unmarked(&self, at: Id) -> bool {
        let end_of = |nodes: &mut dyn Iterator<Item = &Node<'_>>, end: fn(&str) -> Option<char>| {
            let texts = nodes.take(LOOKED_AT).filter(|node| node.tag == Tag::Text).map(|node| decode(node.text()));
            texts.filter_map(|text| end(text.trim())).next()
        };
        let nodes = &self.page.nodes[at + 1..self.page.nodes[at].end];
        let first = end_of(&mut nodes.iter(), |text| text.chars().next());
        let is_marked = match first {
            None | Some('"' | '“' | '”' | '„' | '«' | '»' | '「' | '『') => true,
            Some('‘' | '‚' | '’' | '\'' | '‹' | '›') => {
                matches!(end_of(&mut nodes.iter().rev(), |text| text.chars().next_back()), Some('‘' | '’' | '\'' | '‹' | '›'))
            }
            Some(_) => false,
        };
        !is_marked && !opens_quote(&self.text)
    }

    fn line_break(&mut self, open: &[(Id, Id)]) {
        let kept = self.text.trim_end_matches(' ').len();
        if self.text[..kept].ends_with('\n') {
            self.flush(open);
        } else if kept > 0 {
            self.text.truncate(kept);
            self.text.push('\n');
        }
    }

    fn flush(&mut self, open: &[(Id, Id)]) {
        let text = std::mem::take(&mut self.text);
        let (first, linked) = (self.first, self.linked);
        (self.first, self.linked) = (0, 0);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let node = open.iter().rev().map(|(id, _)| *id).find(|id| self.page.nodes[*id].tag.is_block()).unwrap_or(0);
        let kind = match self.page.nodes[node].tag {
            Tag::H1 | Tag::Heading => Kind::Heading,
            Tag::Caption => Kind::Caption,
            _ => self.kind_in(open),
        };
        let size = size_of(text);
        let block = |text: &str, size: usize, share: f32| Block {
            node,
            first,
            kind,
            text: text.to_owned(),
            size,
            linked: (linked as f32 * share) as usize,
        };
        if self.page.nodes[node].tag == Tag::Pre || !text.contains('\n') {
            self.blocks.push(block(text, size, 1.0));
            return;
        }
        for part in split_at_breaks(text) {
            let part_size = size_of(&part);
            self.blocks.push(block(&part, part_size, part_size as f32 / size.max(1) as f32));
        }
    }

    /// Paragraph, item or cell, by what is around it.
    fn kind_in(&self, open: &[(Id, Id)]) -> Kind {
        for (id, _) in open.iter().rev() {
            match self.page.nodes[*id].tag {
                Tag::P | Tag::Blockquote => return Kind::Paragraph,
                Tag::Heading | Tag::H1 => return Kind::Heading,
                Tag::Li => return Kind::Item,
                Tag::Caption => return Kind::Caption,
                Tag::Cell => return Kind::Cell,
                Tag::Article | Tag::Main | Tag::Section | Tag::Body => break,
                _ => {}
            }
        }
        Kind::Paragraph
    }
}

/// Whether a text ends in a mark that opens a quotation.
fn opens_quote(text: &str) -> bool {
    let mut last = text.chars().rev();
    match last.next() {
        Some('“' | '‘') => last.next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '‘')),
        Some('„' | '‚' | '「' | '『') => true,
        Some('"' | '\'' | '«' | '»' | '‹' | '›' | '”' | '’') => last.next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// Parts a text at its line breaks: whole sentences become paragraphs, short lines stay lines, broken ones are joined.
fn split_at_breaks(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect();
    let short = lines.iter().filter(|l| l.len() < 60).count();
    if lines.len() >= 3 && short == lines.len() {
        return vec![lines.join("\n")];
    }
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        let ended = parts.last().is_none_or(|p| {
            p.len() >= 60 && p.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', '。', '؟', '…', ':']) || p.len() < 60
        });
        match parts.last_mut() {
            Some(last) if !ended => {
                last.push(' ');
                last.push_str(line);
            }
            _ => parts.push(line.to_owned()),
        }
    }
    parts
}
