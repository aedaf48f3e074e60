//! What elements mean to a reader of news, by their names.

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
    /// Words that somebody said, which browsers show between quotation marks.
    Quoted,
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
    /// Reads a tag name; names that are not known are running text.
    pub(super) fn of(name: &str) -> Self {
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
            b"q" => Self::Quoted,
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

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
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
                | Self::Quoted
                | Self::Hidden
                | Self::Script
                | Self::Time
        )
    }

    /// Whether its start ends an open paragraph.
    pub(super) fn closes_paragraph(self) -> bool {
        self.is_block()
            && !matches!(self, Self::Cell | Self::Row | Self::RowGroup | Self::Caption | Self::Title | Self::Head | Self::Body | Self::Html)
    }

    /// Whether it is a table or a part of one.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Self::Table | Self::Row | Self::RowGroup | Self::Cell)
    }
}
