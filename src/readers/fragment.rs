//! Reduces pieces of HTML inside JSON fields to text; whole pages have a reader of their own.

use std::borrow::Cow;

use super::html::fragment_text;

/// Whether `text` is HTML: it holds a tag that prose does not, or a character reference.
pub fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| opens_tag(&bytes[at + 1..], bytes))
        || memchr::memchr_iter(b'&', bytes).any(|at| is_reference(&bytes[at + 1..]))
}

/// Whether `text` is a whole page rather than a piece of one.
pub fn is_page(text: &str) -> bool {
    let start = text.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Reduces `text` to paragraphs if it is HTML, else borrows it.
pub fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_html(&text) { Cow::Owned(fragment_text(&text)) } else { text }
}

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
            [letter @ (b'a' | b'b' | b'i' | b'u' | b's')] => memchr::memmem::find(text, &[b'<', b'/', *letter, b'>']).is_some(),
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
            ("", ""),
        ] {
            assert_eq!(fragment_text(html), expected, "{html}");
        }
    }

    #[test]
    fn prose_is_not_taken_for_html() {
        for (text, expected) in [
            ("if a < b and c > d", false),
            ("<Reuters> reports", false),
            ("AT&T; Q&A", false),
            ("Texas Commerce <TCB> and Agilent <A> fell", false),
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
            fragment_text(&html);
        }
    }
}
