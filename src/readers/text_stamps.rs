//! Time stamps of saved articles: lines of dates with what is said of them, alone or beside a byline and an outlet.

use crate::article::{DateFrom, DateRole, RawArticle, RawDate};
use crate::dates::{self, Hints};

use super::text::is_byline;
use super::text_furniture::{is_brand, is_reading_time};

/// Longest stamp line, in bytes.
const LONGEST: usize = 240;
/// Most words beside the dates of a stamp line that begins with a date.
const MOST_WORDS: usize = 6;

/// Whether `line` holds dates and nothing else.
pub(super) fn is_stamp(line: &str) -> bool {
    may_be_stamp(line) && !dates::stamp_line(line, &Hints::default()).is_empty()
}

fn may_be_stamp(line: &str) -> bool {
    line.len() <= LONGEST && line.chars().any(char::is_numeric)
}

/// Reads a line of dates into `raw`; answers whether it is one. `label` is the line above, where that was nothing but a label.
pub(super) fn read_stamp(line: &str, label: Option<&str>, raw: &mut RawArticle) -> bool {
    if !may_be_stamp(line) {
        return false;
    }
    let found = dates::stamp_line(line, &Hints::default());
    if found.is_empty() {
        return false;
    }
    push(line, label, &found, raw);
    true
}

/// Reads a line that names byline, outlet and date together (`By Jane Doe, CNN | September 6, 2017`, `Source: Xinhua | 2017-09-06`), or
/// that begins with a date and has few words beside it.
pub(super) fn read_mixed(line: &str, raw: &mut RawArticle) -> bool {
    if !may_be_stamp(line) {
        return false;
    }
    let parts: Vec<_> = line.split(['|', '·', '•', '｜']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().any(|part| is_stamp(part)) && parts.iter().all(|part| is_header_part(part)) {
        for part in parts {
            read_part(part, raw);
        }
        return true;
    }
    let found = dates::stamps(line, &Hints::default());
    let Some(first) = found.first() else { return false };
    let before = line[..first.printed.span.start].trim();
    let labelled = before.is_empty() || first.role != DateRole::Unknown;
    let beside = line[first.printed.span.end..].split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let sentence = line.ends_with(['.', '!', '?', '”', '"', ':']) || line[first.printed.span.end..].contains(". ");
    if !labelled || sentence || before.split_whitespace().count() + beside > MOST_WORDS {
        return false;
    }
    push(line, None, &found, raw);
    true
}

fn is_header_part(part: &str) -> bool {
    is_stamp(part)
        || is_byline(part)
        || is_brand(part)
        || is_reading_time(&part.to_lowercase())
        || ["Source:", "Editor:", "Author:", "来源", "责任编辑", "编辑"].iter().any(|key| part.starts_with(key))
        || part.split_whitespace().count() <= 3
}

fn read_part(part: &str, raw: &mut RawArticle) {
    if read_stamp(part, None, raw) {
        return;
    }
    let source = part.strip_prefix("Source:").or_else(|| part.strip_prefix("来源：")).map(str::trim);
    if let Some(source) = source.or(Some(part).filter(|part| is_brand(part))) {
        raw.source.get_or_insert_with(|| source.to_owned());
    } else if is_byline(part) || part.starts_with("Author:") {
        raw.bylines.push(part.to_owned());
    }
}

fn push(line: &str, label: Option<&str>, found: &[dates::Stamp], raw: &mut RawArticle) {
    let mut from = 0;
    for (i, stamp) in found.iter().enumerate() {
        let end = if i + 1 == found.len() { line.len() } else { stamp.printed.span.end };
        let words = line[from..end].trim_matches([' ', '|', '·', '•', ',', '-', '–', '—']);
        from = end;
        let words = match label.filter(|_| i == 0) {
            Some(label) => format!("{label} {words}"),
            None => words.to_owned(),
        };
        let labelled = dates::stamps(&words, &Hints::default()).first().map_or(stamp.role, |stamp| stamp.role);
        let role = if stamp.role == DateRole::Unknown { labelled } else { stamp.role };
        raw.dates.push(RawDate { words, from: DateFrom::Text, role, field: "stamp line".to_owned() });
    }
}

/// Whether `line` is a label that waits for its date on the next line (`Published`, `Last updated on`).
pub(super) fn is_label_alone(line: &str) -> bool {
    if line.len() > 40 || line.chars().any(char::is_numeric) {
        return false;
    }
    let completed = format!("{line} 2000-01-01");
    let found = dates::stamp_line(&completed, &Hints::default());
    found.first().is_some_and(|stamp| stamp.role != DateRole::Unknown)
}
