//! Tells a file's format by its content; its name decides only where the content leaves it open.

use super::{encoding, mail};

/// How many bytes of a file's beginning its format is told by.
pub const HEAD: usize = 64 << 10;

/// What a file holds once it is unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Nothing, or white space only.
    Empty,
    /// Plain text.
    Text,
    /// A web page, whole or in part.
    Html,
    /// A mail, or a page saved as one.
    Mail,
    /// JSON values, mostly one: an article, a list, or an answer with a list in it.
    Json,
    /// A JSON value on each line.
    JsonLines,
    /// Text in a format that is not read, named with its article ("an RSS or Atom feed").
    Other(&'static str),
}

/// Names the kind of a file that is not text, by its first bytes.
pub fn binary(head: &[u8]) -> Option<&'static str> {
    let magic = MAGIC.iter().find(|(offset, magic, _)| head.get(*offset..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, name)) = magic {
        return Some(name);
    }
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    // A stray NUL in text is a slip of some program; it is dropped with the other controls.
    let nuls = memchr::memchr_iter(0, head).count();
    let is_text = || std::str::from_utf8(head).is_ok_and(|text| nuls * 200 <= text.len());
    if !marked && nuls > 0 && encoding::wide(head).is_none() && !is_text() {
        return Some("it contains NUL bytes");
    }
    let is_full = || controls_in(head) * 20 > head.len();
    (!marked && is_full() && encoding::wide(head).is_none()).then_some("it is full of control characters")
}

/// How many bytes are control characters but white space and escapes. Written so that many bytes are looked at in one step.
fn controls_in(head: &[u8]) -> usize {
    let control = |byte: u8| (byte < 0x20) & (byte.wrapping_sub(b'\t') > b'\r' - b'\t') & (byte != 0x1b);
    // No more than 255 fit into one byte.
    head.chunks(255).map(|bytes| usize::from(bytes.iter().map(|&byte| u8::from(control(byte))).sum::<u8>())).sum()
}

/// Offset, bytes and name.
const MAGIC: [(usize, &[u8], &str); 40] = [
    (0, b"%PDF-", "a PDF file"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVEfmt", "a WAV sound"),
    (8, b"AVI LIST", "an AVI video"),
    (4, b"ftyp", "an MP4 or HEIC file"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (0, b"OggS", "an Ogg file"),
    (0, b"ID3\x02", "an MP3 sound"),
    (0, b"ID3\x03", "an MP3 sound"),
    (0, b"ID3\x04", "an MP3 sound"),
    (0, b"fLaC", "a FLAC sound"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"BZh", "a bzip2 file"),
    (0, b"\xfd7zXZ\0", "an xz file"),
    (0, b"\x04\x22\x4d\x18", "an LZ4 file"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ARROW1", "an Arrow file"),
    (0, b"Obj\x01", "an Avro file"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"bplist00", "a property list"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\0\0\xfe\xff", "UTF-32 text"),
    (0, b"\xff\xfe\0\0", "UTF-32 text"),
];

/// Tells the format of a text by its beginning, `whole` if nothing follows it. `name` is the file's name without a suffix of
/// compression.
pub fn format(head: &str, whole: bool, name: &str) -> Format {
    let text = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let Some(first) = text.bytes().next() else {
        return if whole { Format::Empty } else { Format::Text };
    };
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    match first {
        b'<' => markup(text).unwrap_or_else(|| by_suffix(suffix)),
        b'{' | b'[' => json(text, whole, suffix).unwrap_or(Format::Text),
        _ if text.starts_with("WARC/1.") => Format::Other("a WARC file"),
        _ if text.starts_with("WEBVTT") => Format::Other("subtitles"),
        _ if text.starts_with("BEGIN:VC") => Format::Other("a calendar or a card"),
        _ if is_mail_box(text) => Format::Other("a mail box of many mails (keep each mail in a file of its own)"),
        _ if mail::is_mail(text) => Format::Mail,
        _ if let Some(other) = by_shape(text, suffix) => Format::Other(other),
        _ => match by_suffix(suffix) {
            Format::Html if !holds_tags(text) => Format::Text,
            format => format,
        },
    }
}

fn by_suffix(suffix: &str) -> Format {
    let is = |names: &[&str]| names.iter().any(|name| suffix.eq_ignore_ascii_case(name));
    match () {
        () if is(&["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp"]) => Format::Html,
        () if is(&LINES) => Format::JsonLines,
        () if is(&["json", "geojson", "jsonld"]) => Format::Json,
        () => Format::Text,
    }
}

/// Names what a suffix promises and the text does not deny: style sheets, scripts, tables, subtitles. Prose under such a name is text.
fn by_shape(text: &str, suffix: &str) -> Option<&'static str> {
    let is = |names: &[&str]| names.iter().any(|name| suffix.eq_ignore_ascii_case(name));
    let signs = || text.bytes().filter(|b| b"{};=<>()".contains(b)).count() * 40 >= text.len();
    match () {
        () if is(&["css", "scss", "less"]) && signs() => Some("a style sheet"),
        () if is(&["js", "mjs", "ts", "py", "sh", "c", "h", "rs", "go", "java", "sql"]) && signs() => Some("a program's source"),
        () if is(&["csv", "tsv", "tab"]) && is_table(text) => Some("a table of values (turned into JSON Lines it would be read)"),
        () if is(&["srt", "vtt", "sbv"]) && text.contains("-->") => Some("subtitles"),
        () => None,
    }
}

/// Whether the first lines have as many commas, semicolons or tabs each, and some.
fn is_table(text: &str) -> bool {
    let alike = |sign: char| {
        let mut counts = text.lines().filter(|line| !line.is_empty()).take(6).map(|line| line.matches(sign).count());
        let first = counts.next().unwrap_or_default();
        // A cell may hold the sign, too.
        first > 0 && counts.all(|count| count >= first)
    };
    [',', ';', '\t'].into_iter().any(alike)
}

/// `From jane@post.example Wed Sep  6 15:01:00 2017`, then a mail.
fn is_mail_box(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else { return false };
    first.starts_with("From ") && first.split_whitespace().count() >= 6 && mail::is_mail(rest)
}

const LINES: [&str; 5] = ["jsonl", "ndjson", "jl", "jsonlines", "ldjson"];

/// What text that begins with `<` is; `None` where the tag says nothing.
fn markup(text: &str) -> Option<Format> {
    let mut rest = text;
    // Declarations and comments may come before the first element.
    for _ in 0..64 {
        let inner = rest.strip_prefix('<')?;
        let end = match inner.as_bytes().first()? {
            b'!' if inner.starts_with("!--") => inner.find("-->").map(|at| at + 4),
            b'!' if inner.get(..12).is_some_and(|start| start.eq_ignore_ascii_case("!doctype htm")) => return Some(Format::Html),
            b'!' | b'?' => inner.find('>').map(|at| at + 2),
            _ => return element(inner),
        };
        rest = rest.get(end?..)?.trim_start();
    }
    None
}

fn element(tag: &str) -> Option<Format> {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-' | '_')).unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    Some(match name.as_str() {
        "rss" | "feed" | "rdf:rdf" => Format::Other("an RSS or Atom feed"),
        "urlset" | "sitemapindex" => Format::Other("a site map"),
        "svg" => Format::Other("an SVG image"),
        "nitf" | "newsml" | "newsitem" | "newsmessage" => Format::Other("NITF or NewsML"),
        "mediawiki" => Format::Other("a MediaWiki dump"),
        _ if TAGS.contains(&name.as_str()) => Format::Html,
        _ if tag.contains("</") && !tag.contains("<p") && !tag.contains("<div") && !name.is_empty() => Format::Other("XML"),
        _ => return None,
    })
}

/// Elements that a page or a piece of one begins with.
const TAGS: [&str; 35] = [
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "base",
    "p",
    "div",
    "span",
    "a",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "figure",
    "img",
    "br",
    "strong",
    "b",
    "em",
];

fn holds_tags(text: &str) -> bool {
    ["<p", "<P", "<div", "<DIV", "<br", "<BR", "<h1", "<H1", "</"].iter().any(|tag| text.contains(tag))
}

/// Which kind of JSON a text is that begins like it; `None` for text in brackets.
fn json(text: &str, whole: bool, suffix: &str) -> Option<Format> {
    let named = by_suffix(suffix);
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let begins_well = match values.next() {
        Some(Ok(_)) => text[values.byte_offset()..].trim_start().bytes().next().is_none_or(|byte| b"{[,".contains(&byte)),
        Some(Err(error)) => error.is_eof() || begins_like_object(text),
        None => false,
    };
    if !begins_well && !matches!(named, Format::Json | Format::JsonLines) {
        return None;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    let is_whole = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    Some(match second {
        // A second line says most: it is a value of its own, or it is not. The window may cut it.
        Some(second) if is_whole(first) && begins_value(second) => Format::JsonLines,
        Some(second) if second.starts_with('{') && is_whole(second) && first.starts_with('{') => Format::JsonLines,
        Some(_) if is_whole(first) => named_lines(named),
        Some(_) => Format::Json,
        None if whole && is_whole(first) || !text.contains('\n') => named_lines(named),
        None => Format::Json,
    })
}

fn named_lines(named: Format) -> Format {
    if named == Format::JsonLines { Format::JsonLines } else { Format::Json }
}

fn begins_value(line: &str) -> bool {
    line.starts_with(['{', '['])
}

/// Whether a text that does not parse begins like an object: a brace, a string, a colon.
fn begins_like_object(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('{').or_else(|| text.strip_prefix('[')?.trim_start().strip_prefix('{')) else { return false };
    let Some(key) = rest.trim_start().strip_prefix('"') else { return false };
    key.find('"').is_some_and(|end| key[end + 1..].trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAM_TABLE: Format = Format::Other("a table of values (turned into JSON Lines it would be read)");

    #[test]
    fn formats_are_told_by_content() {
        let cases = [
            ("", "a.txt", Format::Empty),
            (" \n\t", "a.json", Format::Empty),
            ("Dam holds\n\nThe dam held.", "a.txt", Format::Text),
            ("Dam holds\n\nThe dam held.", "a.html", Format::Text),
            ("Dam holds<br>The dam held.", "a.html", Format::Html),
            ("<!DOCTYPE html><title>Dam holds</title>", "a.txt", Format::Html),
            ("\u{feff}<!-- saved from a site -->\n<html><body>", "a", Format::Html),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html>", "a.xml", Format::Html),
            ("<div class='story'><p>The dam held.</p></div>", "a", Format::Html),
            ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>", "a.xml", Format::Other("an RSS or Atom feed")),
            ("<doc><text>The dam held.</text></doc>", "a.xml", Format::Other("XML")),
            ("<Reuters> The dam held.", "a.txt", Format::Text),
            ("{\"title\": \"Dam holds\"}", "a.txt", Format::Json),
            ("{\n  \"title\": \"Dam holds\"\n}", "a.jsonl", Format::Json),
            ("{\"title\": \"Dam holds\"}", "a.jsonl", Format::JsonLines),
            ("{\"title\": \"Dam holds\"}\n{\"title\": \"Dam breaks\"}\n", "a.json", Format::JsonLines),
            ("{\"title\": \"Dam ho\n{\"title\": \"Dam breaks\"}\n", "a.json", Format::JsonLines),
            ("{\"title\": \"Dam holds\"}\n{\"title\": \"Dam bre", "a", Format::JsonLines),
            ("[{\"title\": \"Dam holds\"}, {\"title\"", "a", Format::Json),
            ("[\n{\"title\": \"Dam holds\"},\n{\"title\": \"x\"}\n]", "a", Format::Json),
            ("[1, 2, 3]", "a.txt", Format::Json),
            ("[Updated 12:30] The dam held.", "a.txt", Format::Text),
            ("[1] The dam held.", "a.txt", Format::Text),
            ("{sic} The dam held.", "a.txt", Format::Text),
            ("{\"title\": \"Dam\" oops}", "a.txt", Format::Json),
            ("oops", "a.json", Format::Json),
            ("WARC/1.0\r\nWARC-Type: response", "a", Format::Other("a WARC file")),
            ("Message-ID: <1@a>\r\nSubject: Dam holds\r\n\r\nThe dam held.", "a.txt", Format::Mail),
            (
                "From jane@a.example Wed Sep  6 15:01:00 2017\nMessage-ID: <1@a>\n\nThe dam held.",
                "a",
                Format::Other("a mail box of many mails (keep each mail in a file of its own)"),
            ),
            ("From Jane we know that the dam held.\n\nIt held.", "a", Format::Text),
            ("body { margin: 0; }\n.dam > p { color: red; }", "a.css", Format::Other("a style sheet")),
            ("The dam held, and so did its style.", "a.css", Format::Text),
            ("day,dam,level\n2017-09-06,Laurel,12\n2017-09-07,Laurel,13", "a.csv", DAM_TABLE),
            ("dam\tlevel\nLaurel\t12", "a.tsv", DAM_TABLE),
            ("The dam held, they said.\n\nIt held.", "a.csv", Format::Text),
            ("1\n00:00:01,000 --> 00:00:02,000\nThe dam held.", "a.srt", Format::Other("subtitles")),
        ];
        for (text, name, expected) in cases {
            assert_eq!(format(text, true, name), expected, "{text:?} as {name}");
        }
    }

    #[test]
    fn a_long_first_line_is_named_by_its_suffix() {
        let line = format!("{{\"title\": \"Dam holds\", \"body\": \"{}", "The dam held. ".repeat(50));
        assert_eq!(format(&line, false, "a.jsonl"), Format::JsonLines);
        assert_eq!(format(&line, false, "a.json"), Format::Json);
    }

    #[test]
    fn files_that_are_not_text_are_named() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Some("a PDF file")),
            (b"PK\x03\x04....", Some("a ZIP archive or office document")),
            (b"The dam\0 held", Some("it contains NUL bytes")),
            (format!("The dam held{}\0.", " and held".repeat(30)).as_bytes(), None),
            (b"\x01\x02\x03\x04 dam", Some("it is full of control characters")),
            (b"T\0h\0e\0 \0d\0a\0m\0", None),
            (b"\xff\xfeT\0h\0e\0", None),
            (b"The dam held\x0c", None),
            ("Плотина".as_bytes(), None),
            (b"", None),
        ] {
            assert_eq!(binary(bytes), expected, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_format(text in "[<{\\[\"\\\\a-z!?: \n>/,]*", whole: bool) {
            format(&text, whole, "a.json");
            format(&text, whole, "a.html");
        }

        #[test]
        fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            binary(&bytes);
        }
    }
}
