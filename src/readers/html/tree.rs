//! The page as a flat tree: nodes in document order, each with its parent and the end of its subtree.
//!
//! Elements are closed as the HTML standard closes them where news pages depend on it (paragraphs, list items, table cells, links). What
//! it does beyond that (re-opening formatting elements, moving stray table text) is left out: it changes no text, and can cost quadratic
//! time. Nesting is limited; deeper elements become siblings.

use memchr::memmem;

use super::entities::decode;
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

/// What a node is, as far as the reader cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    /// Text.
    Text,
    /// The content of a script.
    Data,
    /// A link.
    A,
    /// An article.
    Article,
    /// A block of no further meaning.
    Block,
    /// A side note.
    Aside,
    /// A block quote.
    Blockquote,
    /// The page's body.
    Body,
    /// Bold text.
    Bold,
    /// A line break.
    Br,
    /// A control.
    Button,
    /// A table cell.
    Cell,
    /// A caption.
    Caption,
    /// A division.
    Div,
    /// A picture with its caption.
    Figure,
    /// A foot.
    Footer,
    /// A form.
    Form,
    /// The page's head.
    Head,
    /// A masthead or an article's head.
    Header,
    /// A heading of the first rank.
    H1,
    /// A heading of a lower rank.
    Heading,
    /// A rule.
    Hr,
    /// The page.
    Html,
    /// A picture or another thing without text.
    Image,
    /// Running text of no further meaning.
    Inline,
    /// A list item.
    Li,
    /// A typed reference.
    Link,
    /// The main part.
    Main,
    /// A named value.
    Meta,
    /// A navigation bar.
    Nav,
    /// Content that is never shown as text.
    Hidden,
    /// A list.
    List,
    /// A paragraph.
    P,
    /// Text with its line breaks.
    Pre,
    /// A table row.
    Row,
    /// A script.
    Script,
    /// A section.
    Section,
    /// A table.
    Table,
    /// A group of table rows.
    RowGroup,
    /// A point in time.
    Time,
    /// The title.
    Title,
}

impl Tag {
    fn of(name: &str) -> Self {
        let mut lower = [0u8; 12];
        let Some(buffer) = lower.get_mut(..name.len()) else { return Self::Inline };
        buffer.copy_from_slice(name.as_bytes());
        buffer.make_ascii_lowercase();
        match &*buffer {
            b"a" => Self::A,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" | b"q-block" => Self::Blockquote,
            b"body" => Self::Body,
            b"b" | b"strong" => Self::Bold,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"td" | b"th" => Self::Cell,
            b"figcaption" | b"caption" => Self::Caption,
            b"div" => Self::Div,
            b"figure" | b"picture" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" | b"fieldset" => Self::Form,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"h1" => Self::H1,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"img" | b"input" | b"source" | b"area" | b"base" | b"col" | b"embed" | b"param" | b"track" | b"wbr" | b"amp-img" => {
                Self::Image
            }
            b"li" | b"dd" | b"dt" | b"option" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"nav" | b"menu" => Self::Nav,
            b"noscript" | b"template" | b"select" | b"svg" | b"math" | b"object" | b"canvas" | b"audio" | b"video" | b"datalist"
            | b"dialog" => Self::Hidden,
            b"ul" | b"ol" | b"dl" => Self::List,
            b"p" => Self::P,
            b"pre" => Self::Pre,
            b"tr" => Self::Row,
            b"script" | b"style" | b"iframe" | b"textarea" | b"xmp" | b"noembed" | b"noframes" => Self::Script,
            b"section" => Self::Section,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::RowGroup,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"address" | b"center" | b"details" | b"hgroup" | b"summary" | b"legend" | b"optgroup" => Self::Block,
            _ => Self::Inline,
        }
    }

    fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Image | Self::Link | Self::Meta)
    }

    /// Whether text on either side of it belongs to different paragraphs.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Text
                | Self::Data
                | Self::A
                | Self::Bold
                | Self::Br
                | Self::Button
                | Self::Image
                | Self::Inline
                | Self::Link
                | Self::Meta
                | Self::Hidden
                | Self::Script
                | Self::Time
        )
    }

    /// Whether its start ends an open paragraph.
    fn closes_paragraph(self) -> bool {
        self.is_block()
            && !matches!(self, Self::Cell | Self::Row | Self::RowGroup | Self::Caption | Self::Title | Self::Head | Self::Body | Self::Html)
    }

    fn is_table_part(self) -> bool {
        matches!(self, Self::Table | Self::Row | Self::RowGroup | Self::Cell)
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

    /// The text of an element on one line, white space collapsed, scripts and hidden things left out; at most `limit` bytes or a little more.
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
        out.truncate(out.trim_end().len());
        let lead = out.len() - out.trim_start().len();
        out.drain(..lead);
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
