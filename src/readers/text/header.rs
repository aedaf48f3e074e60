//! Fields that a text file states about its article: `Title: ...` lines, e-mail headers, Markdown front matter, and the capitals of
//! news databases (`BYLINE:`, `LOAD-DATE:`).
//!
//! A block of such lines is read only where it opens the text and its first key is known; database fields may stand alone.

use crate::article::{DateFrom, DateRole, RawArticle, RawDate, ValueName};

use super::lines::trimmed;
use super::steps::look_at;

/// Longest key, in bytes.
const LONGEST_KEY: usize = 32;
/// Most fields that open a text; what has more is no header of an article, and what is left of it is text.
const MOST_FIELDS: usize = 1000;

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Headline,
    Date(DateRole),
    Byline,
    Source,
    Section,
    Lang,
    Url,
    Place,
    Speakers,
    Body,
    /// Known, and of no use here.
    Ignored,
}

fn field(key: &str) -> Option<Field> {
    let key = key.to_lowercase().replace(['_', '-'], " ");
    Some(match key.as_str() {
        "title" | "headline" | "hl" | "subject" | "titel" | "titre" | "titolo" | "título" | "titulo" | "заголовок" | "标题" => {
            Field::Headline
        }
        "date" | "datum" | "fecha" | "data" | "дата" | "日期" => Field::Date(DateRole::Unknown),
        "published" | "publication date" | "published on" | "published at" | "publish date" | "date published" | "pubdate" | "pub date"
        | "posted" | "posted on" | "created" => Field::Date(DateRole::Published),
        "updated" | "updated at" | "last updated" | "modified" | "last modified" | "lastmod" | "date modified" | "load date" => {
            Field::Date(DateRole::Updated)
        }
        "author" | "authors" | "by" | "byline" | "writer" | "reporter" | "from" | "autor" | "auteur" | "autore" | "автор" | "作者" => {
            Field::Byline
        }
        "source" | "publication" | "publisher" | "outlet" | "newspaper" | "agency" | "site" | "quelle" | "fonte" | "fuente"
        | "источник" | "来源" | "來源" => Field::Source,
        "section" | "category" | "categories" | "desk" | "column" | "ressort" | "rubrique" => Field::Section,
        "lang" | "language" => Field::Lang,
        "url" | "link" | "permalink" | "canonical" | "source url" | "original url" | "web" | "address" => Field::Url,
        "location" | "place" | "dateline" | "city" => Field::Place,
        "speaker" | "speakers" => Field::Speakers,
        "body" | "text" | "content" | "full text" => Field::Body,
        "length"
        | "words"
        | "word count"
        | "keywords"
        | "tags"
        | "description"
        | "summary"
        | "abstract"
        | "document type"
        | "publication type"
        | "journal code"
        | "graphic"
        | "to"
        | "cc"
        | "reply to"
        | "message id"
        | "newsgroups"
        | "mime version"
        | "content type"
        | "content transfer encoding"
        | "layout"
        | "draft"
        | "slug"
        | "id"
        | "copyright"
        | "edition"
        | "page"
        | "pages"
        | "image"
        | "thumbnail"
        | "editor"
        | "责任编辑"
        | "责编"
        | "编辑"
        | "責任編輯" => Field::Ignored,
        _ => return None,
    })
}

/// Cuts a line at the first such byte, which is ASCII.
fn split_at_byte(line: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, line.as_bytes())?;
    Some((&line[..at], &line[at + 1..]))
}

/// Cuts `Key: value`; a key is letters and at most three words.
fn key_value(line: &str) -> Option<(&str, &str)> {
    look_at(line.len());
    // Nearly every line is of ASCII, and has no colon.
    let (key, value) = if line.is_ascii() { split_at_byte(line, b':')? } else { line.split_once([':', '：'])? };
    let key = key.trim().trim_matches('*');
    let plain = key.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_'));
    let short = !key.is_empty() && key.len() <= LONGEST_KEY && key.split(' ').count() <= 3;
    (plain && short && !value.starts_with("//")).then(|| (key, value.trim_matches([' ', '\t', '*', '\r'])))
}

/// Reads the fields that open `text` into `raw`; answers with the text after them.
pub(super) fn read_fields<'a>(text: &'a str, raw: &mut RawArticle) -> &'a str {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if let Some(rest) = front_matter(start, raw) {
        return rest;
    }
    if !opens_with_fields(start) {
        return text;
    }
    let mut rest = start;
    let mut blank_before = false;
    let mut last = Field::Ignored;
    let mut count = 0;
    while !rest.is_empty() && count < MOST_FIELDS {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words = trimmed(line);
        if words.is_empty() {
            blank_before = true;
        } else if line.starts_with([' ', '\t']) && !blank_before {
            continue_field(last, words, raw);
        } else {
            let Some((key, value)) = key_value(words) else { break };
            let known = field(key);
            match known {
                Some(Field::Body) => return rest.split_once([':', '：']).map_or(after, |(_, body)| body.trim_start()),
                None if blank_before || value.is_empty() => break,
                _ => {}
            }
            last = known.unwrap_or(Field::Ignored);
            store(known, key, value, raw);
            count += 1;
            blank_before = false;
        }
        rest = after;
    }
    rest
}

/// Whether the first line is a field that nothing but a header begins with, or is followed by a second field.
fn opens_with_fields(text: &str) -> bool {
    let mut lines = text.split('\n').map(trimmed).filter(|line| !line.is_empty()).take(3);
    let Some((first, value)) = lines.next().and_then(known_field) else { return false };
    let second = lines.any(|line| known_field(line).is_some());
    let alone =
        matches!(first, Field::Headline | Field::Url) || matches!(first, Field::Date(_)) && value.starts_with(|c: char| c.is_numeric());
    second || alone && !value.is_empty()
}

fn known_field(line: &str) -> Option<(Field, &str)> {
    let (key, value) = key_value(line)?;
    Some((field(key)?, value))
}

/// `---`, fields, `---`.
fn front_matter<'a>(text: &'a str, raw: &mut RawArticle) -> Option<&'a str> {
    let inner = text.strip_prefix("---").map(|rest| rest.trim_start_matches([' ', '\r']))?.strip_prefix('\n')?;
    let mut rest = inner;
    let mut fields: Vec<(&str, &str)> = Vec::new();
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words = trimmed(line);
        if words == "---" || words == "..." {
            rest = after;
            break;
        }
        if let Some(item) = words.strip_prefix("- ") {
            let key = fields.last()?.0;
            fields.push((key, item));
        } else if let Some(field) = key_value(words) {
            fields.push(field);
        } else if !(words.is_empty() || words.starts_with('#') || line.starts_with(' ')) {
            return None;
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
    let each = || {
        fields.iter().flat_map(|&(key, value)| {
            let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let values = list.unwrap_or(value).split(if list.is_some() { ',' } else { '\n' });
            values.map(move |value| (key, value))
        })
    };
    if each().nth(MOST_FIELDS).is_some() {
        return None;
    }
    for (key, value) in each() {
        store(field(key), key, value.trim_matches([' ', '"', '\'']), raw);
    }
    Some(rest)
}

fn store(field: Option<Field>, key: &str, value: &str, raw: &mut RawArticle) {
    if value.is_empty() {
        return;
    }
    let owned = || Some(value.to_owned());
    let known = match field {
        Some(Field::Headline) => Some(ValueName::Headline),
        Some(Field::Byline) => Some(ValueName::Byline),
        Some(Field::Source) => Some(ValueName::Source),
        _ => None,
    };
    known.into_iter().for_each(|name| raw.consider(name, value, &format!("field {key}")));
    match field {
        Some(Field::Headline) if raw.headline.is_none() => raw.headline = owned(),
        Some(Field::Date(role)) => {
            let date = RawDate { words: value.to_owned(), from: DateFrom::Metadata, role, field: key.to_owned() };
            raw.dates.push(date);
            raw.dates.sort_by_key(|date| date.role);
        }
        Some(Field::Byline) => raw.bylines.push(value.to_owned()),
        Some(Field::Source) if raw.source.is_none() => raw.source = owned(),
        Some(Field::Section) if raw.section.is_none() => raw.section = owned(),
        Some(Field::Lang) if raw.lang.is_none() => raw.lang = owned(),
        Some(Field::Url) if raw.url.is_none() => raw.url = owned(),
        Some(Field::Place) if raw.location.is_none() => raw.location = owned(),
        Some(Field::Speakers) => raw.speakers.extend(value.split(';').map(|name| name.trim().to_owned())),
        Some(_) => {}
        None => raw.unknown_fields.push(key.to_owned()),
    }
}

/// A line that goes on with the field above it.
fn continue_field(last: Field, words: &str, raw: &mut RawArticle) {
    let target = match last {
        Field::Headline => raw.headline.as_mut(),
        Field::Byline => raw.bylines.last_mut(),
        Field::Url => raw.url.as_mut(),
        _ => None,
    };
    if let Some(target) = target {
        target.push(' ');
        target.push_str(words);
    }
}

/// Reads a field that stands alone into `raw`: a line of a news database (`BYLINE: ...`, `Length: 500 words`, `LOAD-DATE: ...`), or
/// what names source and editor (`Source: ...`, `责任编辑：...`); answers whether it is one. `Body` alone on a line counts as one, too.
pub(super) fn read_field_line(line: &str, raw: &mut RawArticle) -> bool {
    if line.eq_ignore_ascii_case("body") {
        return true;
    }
    let Some((key, value)) = key_value(line).filter(|_| line.len() <= 300) else { return false };
    let Some(known) = field(key) else { return false };
    let capitals = key.len() >= 4 && key.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    let database = capitals || matches!(key, "Byline" | "Length" | "Load-Date" | "Section" | "Dateline" | "Headline" | "Language");
    let credit = known == Field::Source || matches!(key, "Editor" | "责任编辑" | "责编" | "编辑" | "責任編輯");
    let short = value.split(' ').count() <= 5 && !value.ends_with('.') && !value.contains(|c: char| c == '|' || c.is_numeric());
    if !(database || credit && short) || known == Field::Body && !value.is_empty() {
        return false;
    }
    store(Some(known), key, value, raw);
    true
}
