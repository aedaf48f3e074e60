//! The page as a flat tree: nodes in document order, each with its parent and the end of its subtree.
//!
//! Elements are closed as the HTML standard closes them where news pages depend on it (paragraphs, list items, table cells, links). What
//! it does beyond that (re-opening formatting elements, moving stray table text) is left out: it changes no text, and can cost quadratic
//! time. Nesting is limited; deeper elements become siblings.

use memchr::memmem;

use super::entities::decode;
pub(super) use super::tag::Tag;
use super::tokens::{Attributes, Token, Tokens};

/// Elements nested deeper than this are kept, but hold nothing.
const MAX_DEPTH: usize = 300;

/// An index into [`Page::nodes`].
pub(super) type Id = usize;

/// A parsed page.
pub(super) struct Page<'h> {
    /// Nodes in document order; the first is the page itself.
    pub(super) nodes: Vec<Node<'h>>,
}

/// An element or a text.
pub(super) struct Node<'h> {
    /// What it is.
    pub(super) tag: Tag,
    /// The element that holds it.
    pub(super) parent: Id,
    /// One past the last node inside it.
    pub(super) end: Id,
    /// Its text, or its attributes, as written.
    raw: &'h str,
}

impl<'h> Node<'h> {
    /// The text as written; empty for elements.
    pub(super) fn text(&self) -> &'h str {
        if matches!(self.tag, Tag::Text | Tag::Data) { self.raw } else { "" }
    }

    /// Value of an attribute as written.
    pub(super) fn raw_attr(&self, name: &str) -> Option<&'h str> {
        if self.tag == Tag::Text
            || memmem::find(self.raw.as_bytes(), name.as_bytes()).is_none() && !self.raw.bytes().any(|b| b.is_ascii_uppercase())
        {
            return None;
        }
        Attributes::new(self.raw).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Value of an attribute.
    pub(super) fn attr(&self, name: &str) -> Option<std::borrow::Cow<'h, str>> {
        self.raw_attr(name).map(decode)
    }

    /// All attributes as written.
    pub(super) fn attributes(&self) -> Attributes<'h> {
        Attributes::new(if self.tag == Tag::Text { "" } else { self.raw })
    }
}

/// An element that is still open.
struct Open<'h> {
    tag: Tag,
    name: &'h str,
    id: Id,
}

struct Builder<'h> {
    nodes: Vec<Node<'h>>,
    open: Vec<Open<'h>>,
    /// Elements below the depth limit whose end tags are still to come.
    too_deep: usize,
}

/// Parses a page or a fragment.
pub(super) fn parse(html: &str) -> Page<'_> {
    let mut builder = Builder { nodes: Vec::with_capacity(html.len() / 40 + 8), open: Vec::new(), too_deep: 0 };
    builder.nodes.push(Node { tag: Tag::Html, parent: 0, end: 0, raw: "" });
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => {
                builder.push(Tag::Text, text);
            }
            Token::End(name) => builder.end_tag(name),
            Token::Start(name, attributes) => {
                let tag = Tag::of(name);
                if tag == Tag::Script && name.eq_ignore_ascii_case("script") && attributes.contains("text/template") {
                    builder.start_tag(Tag::Hidden, name, attributes);
                } else if tag == Tag::Script {
                    builder.push(tag, attributes);
                    let content = tokens.raw_text(name);
                    if name.eq_ignore_ascii_case("script") {
                        builder.push(Tag::Data, content);
                    }
                } else {
                    builder.start_tag(tag, name, attributes);
                }
            }
        }
    }
    builder.close_to(0);
    let count = builder.nodes.len();
    builder.nodes[0].end = count;
    Page { nodes: builder.nodes }
}

impl<'h> Builder<'h> {
    fn push(&mut self, tag: Tag, raw: &'h str) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node { tag, parent: self.open.last().map_or(0, |o| o.id), end: id + 1, raw });
        id
    }

    /// Closes open elements until `depth` of them are left.
    fn close_to(&mut self, depth: usize) {
        let end = self.nodes.len();
        for open in self.open.drain(depth.min(self.open.len())..) {
            self.nodes[open.id].end = end;
        }
    }

    /// Closes the nearest open element that `wanted` accepts, unless one that `barrier` accepts comes first.
    fn close_nearest(&mut self, wanted: impl Fn(&Open<'h>) -> bool, barrier: impl Fn(Tag) -> bool) {
        for depth in (0..self.open.len()).rev() {
            if wanted(&self.open[depth]) {
                return self.close_to(depth);
            }
            if barrier(self.open[depth].tag) {
                return;
            }
        }
    }

    fn start_tag(&mut self, tag: Tag, name: &'h str, attributes: &'h str) {
        if tag.closes_paragraph() {
            self.close_nearest(
                |o| o.tag == Tag::P,
                |t| t.is_table_part() || matches!(t, Tag::Button | Tag::Hidden | Tag::Div | Tag::Section),
            );
        }
        let same = |wanted: Tag| move |o: &Open<'h>| o.tag == wanted;
        match tag {
            Tag::Li => self.close_nearest(same(Tag::Li), |t| t == Tag::List || t == Tag::Div || t.is_table_part()),
            Tag::Cell => self.close_nearest(same(Tag::Cell), |t| matches!(t, Tag::Row | Tag::Table)),
            Tag::Row => self.close_nearest(same(Tag::Row), |t| matches!(t, Tag::RowGroup | Tag::Table)),
            Tag::RowGroup => self.close_nearest(same(Tag::RowGroup), |t| t == Tag::Table),
            Tag::A => self.close_nearest(same(Tag::A), Tag::is_block),
            Tag::Body => self.close_nearest(same(Tag::Head), |_| false),
            // Content in an unclosed head.
            _ if tag.closes_paragraph() && self.open.iter().take(3).any(|o| o.tag == Tag::Head) => {
                self.close_nearest(same(Tag::Head), |t| t == Tag::Hidden)
            }
            _ => {}
        }
        if tag == Tag::Hidden && attributes.ends_with('/') {
            return;
        }
        if !tag.is_void() && self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let id = self.push(tag, attributes);
        if !tag.is_void() {
            self.open.push(Open { tag, name, id });
        }
    }

    fn end_tag(&mut self, name: &'h str) {
        let tag = Tag::of(name);
        if tag == Tag::Br {
            self.push(Tag::Br, "");
        } else if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if matches!(tag, Tag::Body | Tag::Html) {
            // What follows the end of the page belongs to it, as in browsers.
        } else if !tag.is_void() {
            let table = tag.is_table_part();
            let block = tag.is_block();
            let barrier = |t: Tag| if table { t == Tag::Table } else { t == Tag::Cell || t == Tag::Table || !block && t.is_block() };
            self.close_nearest(|o| (o.tag == tag || tag == Tag::Script) && o.name.eq_ignore_ascii_case(name), barrier);
        }
    }
}

impl<'h> Page<'h> {
    /// Nodes inside an element, in document order.
    pub(super) fn inside(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// The elements around a node, nearest first, the page itself left out.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            at = self.nodes[at].parent;
            (at != 0).then_some(at)
        })
    }

    /// The text of an element on one line, white space collapsed, scripts and hidden things left out; `limit` bytes, or up to twice as
    /// many where they are not parted by elements.
    pub(super) fn line(&self, id: Id, limit: usize) -> String {
        let mut out = String::new();
        let mut at = id;
        while at < self.nodes[id].end && out.len() < limit {
            let node = &self.nodes[at];
            match node.tag {
                Tag::Text => push_collapsed(&mut out, &decode(node.text())),
                Tag::Hidden | Tag::Script if at != id => {
                    at = node.end;
                    continue;
                }
                tag if (tag.is_block() || tag == Tag::Br) && !out.ends_with(' ') => out.push(' '),
                _ => {}
            }
            at += 1;
        }
        out.truncate(out.floor_char_boundary(limit.saturating_mul(2)));
        out.truncate(out.trim_end().len());
        let lead = out.len() - out.trim_start().len();
        out.drain(..lead);
        out
    }

    /// The same with a space between elements, which pages often part by style alone.
    pub(super) fn spaced_line(&self, id: Id, limit: usize) -> String {
        let mut out = String::new();
        for node in self.nodes[id..self.nodes[id].end].iter().filter(|n| n.tag == Tag::Text) {
            if out.len() >= limit {
                break;
            }
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            push_collapsed(&mut out, &decode(node.text()));
        }
        out.truncate(out.floor_char_boundary(limit.saturating_mul(2)));
        out.truncate(out.trim_end().len());
        out
    }
}

/// Appends text with its white space collapsed; invisible characters are left out.
pub(super) fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}') && !c.is_control() {
            out.push(c);
        }
    }
}
