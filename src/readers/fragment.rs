//! Reduces pieces of HTML inside JSON fields to text; whole pages have a reader of their own.

use std::borrow::Cow;

use super::html::fragment_text;

/// Whether `text` is HTML: it holds a tag that prose does not, or a character reference.
pub fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        if bytes[at] == b'<' { opens_tag(rest, bytes) } else { is_reference(rest) }
    })
}

/// Whether `text` is a whole page rather than a piece of one.
pub fn is_page(text: &str) -> bool {
    let Some(start) = text.trim_start().get(..14) else { return false };
    start.eq_ignore_ascii_case("<!doctype html") || start.as_bytes()[..5].eq_ignore_ascii_case(b"<html")
}

/// Reduces `text` to paragraphs if it is HTML, else borrows it.
pub fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_html(&text) { Cow::Owned(text_of(&text)) } else { text }
}

/// The text of a piece of HTML in paragraphs. What stands in angle brackets and is no tag (`<IBM.N>`, `<Rosewood Co>`) is text.
pub fn text_of(html: &str) -> String {
    fragment_text(&with_brackets_of_prose_escaped(html))
}

fn with_brackets_of_prose_escaped(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut escaped = String::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'<', bytes).filter(|at| !is_markup(&bytes[at + 1..])) {
        escaped.push_str(&html[from..at]);
        escaped.push_str("&lt;");
        from = at + 1;
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    escaped.push_str(&html[from..]);
    Cow::Owned(escaped)
}

/// Whether markup begins after a `<`: a comment or declaration, an element of HTML, or one of another vocabulary, which has a hyphen or a
/// colon in its name.
fn is_markup(rest: &[u8]) -> bool {
    if matches!(rest.first(), Some(b'!' | b'?')) {
        return true;
    }
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    let end =
        rest.iter().take(40).position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'))).unwrap_or(rest.len().min(40));
    let name = &rest[..end];
    if !rest.get(end).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')) {
        return false;
    }
    let foreign = name.first().is_some_and(u8::is_ascii_lowercase) && name.iter().any(|byte| matches!(byte, b'-' | b':'));
    foreign || ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name))
}

/// The elements of HTML, past and present, and those of its drawings and formulas that pages of news hold.
const ELEMENTS: [&[u8]; 130] = [
    b"a",
    b"abbr",
    b"acronym",
    b"address",
    b"applet",
    b"area",
    b"article",
    b"aside",
    b"audio",
    b"b",
    b"base",
    b"bdi",
    b"bdo",
    b"big",
    b"blockquote",
    b"body",
    b"br",
    b"button",
    b"canvas",
    b"caption",
    b"center",
    b"cite",
    b"code",
    b"col",
    b"colgroup",
    b"data",
    b"datalist",
    b"dd",
    b"del",
    b"details",
    b"dfn",
    b"dialog",
    b"dir",
    b"div",
    b"dl",
    b"dt",
    b"em",
    b"embed",
    b"fieldset",
    b"figcaption",
    b"figure",
    b"font",
    b"footer",
    b"form",
    b"frame",
    b"frameset",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"head",
    b"header",
    b"hgroup",
    b"hr",
    b"html",
    b"i",
    b"iframe",
    b"img",
    b"input",
    b"ins",
    b"kbd",
    b"label",
    b"legend",
    b"li",
    b"link",
    b"main",
    b"map",
    b"mark",
    b"marquee",
    b"math",
    b"menu",
    b"meta",
    b"meter",
    b"nav",
    b"nobr",
    b"noframes",
    b"noscript",
    b"object",
    b"ol",
    b"optgroup",
    b"option",
    b"output",
    b"p",
    b"param",
    b"path",
    b"picture",
    b"pre",
    b"progress",
    b"q",
    b"rp",
    b"rt",
    b"ruby",
    b"s",
    b"samp",
    b"script",
    b"search",
    b"section",
    b"select",
    b"slot",
    b"small",
    b"source",
    b"span",
    b"strike",
    b"strong",
    b"style",
    b"sub",
    b"summary",
    b"sup",
    b"svg",
    b"table",
    b"tbody",
    b"td",
    b"template",
    b"textarea",
    b"tfoot",
    b"th",
    b"thead",
    b"time",
    b"title",
    b"tr",
    b"track",
    b"tt",
    b"u",
    b"ul",
    b"use",
    b"var",
    b"video",
    b"wbr",
];

/// Whether a tag begins after a `<`: a known name, then its end. Single letters, which may be stock symbols (`<A>`), must be closed
/// again somewhere in the `text`.
fn opens_tag(rest: &[u8], text: &[u8]) -> bool {
    const NAMES: [&[u8]; 26] = [
        b"p",
        b"br",
        b"div",
        b"span",
        b"em",
        b"strong",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"ul",
        b"ol",
        b"li",
        b"img",
        b"blockquote",
        b"figure",
        b"table",
        b"section",
        b"article",
        b"html",
        b"body",
        b"script",
        b"iframe",
        b"sup",
        b"small",
    ];
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    let Some(end) = rest.iter().take(12).position(|byte| !byte.is_ascii_alphanumeric()) else { return false };
    let name = &rest[..end];
    matches!(rest[end], b'>' | b' ' | b'/' | b'\n' | b'\t')
        && match name {
            // Another stock symbol, unless it parts what nothing else does.
            b"P" if rest[end] == b'>' => memchr::memmem::find(text, b"</P>").is_some() || memchr::memmem::find(text, b"\n\n").is_none(),
            [letter @ (b'a' | b'b' | b'i' | b'q' | b'u' | b's')] => memchr::memmem::find(text, &[b'<', b'/', *letter, b'>']).is_some(),
            name => NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)),
        }
}

/// Whether a character reference stands after an `&`.
fn is_reference(rest: &[u8]) -> bool {
    const NAMES: [&[u8]; 16] = [
        b"amp", b"lt", b"gt", b"quot", b"apos", b"nbsp", b"rsquo", b"lsquo", b"rdquo", b"ldquo", b"ndash", b"mdash", b"hellip", b"eacute",
        b"laquo", b"raquo",
    ];
    let Some(end) = rest.iter().take(9).position(|&byte| byte == b';') else { return false };
    match &rest[..end] {
        [b'#', b'x' | b'X', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit),
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        name => NAMES.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_is_reduced_to_paragraphs() {
        for (html, expected) in [
            ("<p>The dam held.</p>\n<p>The town &amp; its mill slept.</p>", "The dam held.\n\nThe town & its mill slept."),
            ("The dam held.<br>\nThe town slept.", "The dam held.\n\nThe town slept."),
            ("The dam held.<br/><br/>The town slept.", "The dam held.\n\nThe town slept."),
            ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
            ("It&#8217;s <em>holding</em>, she said.", "It’s holding, she said."),
            ("<p>One</p><script>var a = '<p>no</p>';</script><figure><img><figcaption>Photo</figcaption></figure>", "One"),
            ("AT&amp;T", "AT&T"),
            ("<q>It holds,</q> she said. <q>For now.</q>", "“It holds,” she said. “For now.”"),
            ("<p>IBM <IBM.N> and <Mason Best Co> rose 3 < 4.</p>", "IBM <IBM.N> and <Mason Best Co> rose 3 < 4."),
            ("Tom &amp; Sons <TCB>, <o:p>so</o:p> <amp-img src=x> they say</ p>", "Tom & Sons <TCB>, so they say</ p>"),
            ("<!-- no --><P>Yes</P>", "Yes"),
            ("", ""),
        ] {
            assert_eq!(text_of(html), expected, "{html}");
        }
    }

    #[test]
    fn prose_is_not_taken_for_html() {
        for (text, expected) in [
            ("if a < b and c > d", false),
            ("<Reuters> reports", false),
            ("AT&T; Q&A", false),
            ("Texas Commerce <TCB> and Agilent <A> fell", false),
            ("Sun Co <SUN> and Phillips <P> rose.\n\nTexaco fell.", false),
            ("Sun Co rose.\n<P>\nTexaco fell.", true),
            ("<P>Sun Co rose.</P>\n\n<P>Texaco fell.</P>", true),
            ("<b>Texas</b>", true),
            ("One<br />Two", true),
            ("<p>One</p>", true),
            ("It&#8217;s", true),
            ("Tom &amp; Sons", true),
        ] {
            assert_eq!(is_html(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_html_is_taken(html in "(<|>|/|p|br|div|&|#|8|;|!--|\"| |a|script|\\PC)*") {
            text_of(&html);
        }
    }
}
