//! Parts a text file that holds several articles: form feeds, drawn lines, the marks of news databases.
//!
//! Marks that nothing else means part always. A drawn line (`-----`, `* * *`) also stands under titles and between the sections of one
//! story, so it parts only where an article's opening follows it: a header field, or a title with its stamp, byline or agency mark; for
//! lines of five signs or more a title alone.

use super::text::{is_byline, is_title_alone, opens_with_agency};
use super::text_lines::{is_rule, trimmed};
use super::{text_header, text_stamps};
use crate::article::RawArticle;

/// Cuts `text` into articles; the marks between them are left out.
pub(super) fn articles(text: &str) -> Vec<&str> {
    if !may_hold_marks(text) {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut above = "";
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        let words = trimmed(line);
        let mark = match words.as_bytes().first() {
            Some(b'\x0c') => true,
            Some(_) if is_database_mark(words) => true,
            Some(_) if is_rule(words) => parts_articles(text, start, at, next, words, above),
            _ => false,
        };
        if mark {
            parts.push(&text[start..at]);
            start = next;
        } else if line.contains('\x0c') {
            let feed = at + line.find('\x0c').unwrap_or(0);
            parts.push(&text[start..feed]);
            start = feed + 1;
        }
        above = words;
        at = next;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !trimmed(part).is_empty());
    parts
}

/// One look at the bytes, so that ordinary files are not cut into lines for nothing.
fn may_hold_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr(b'\x0c', bytes).is_some()
        || ["---", "===", "***", "* * *", "___", "~~~", "###", "Document", "DOCUMENT"]
            .iter()
            .any(|mark| memchr::memmem::find(bytes, mark.as_bytes()).is_some())
}

/// `Document 1 of 20`, `3 of 20 DOCUMENTS`, `End of Document`.
fn is_database_mark(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let counted = |text: &str| text.split_once(" of ").is_some_and(|(at, all)| number(at) && number(all));
    line.eq_ignore_ascii_case("end of document")
        || line.strip_prefix("Document ").or_else(|| line.strip_prefix("DOCUMENT ")).is_some_and(counted)
        || line.strip_suffix(" DOCUMENTS").is_some_and(counted)
}

fn parts_articles(text: &str, start: usize, at: usize, next: usize, rule: &str, above: &str) -> bool {
    let before = trimmed(&text[start..at]);
    // A line right under the first line of an article underlines its title.
    let underlines = !above.is_empty() && before.len() == above.len();
    if before.is_empty() || underlines {
        return false;
    }
    let strong = rule.bytes().filter(|b| *b != b' ').count() >= 5;
    opens_article(&text[next..], strong)
}

fn opens_article(text: &str, strong: bool) -> bool {
    let mut lines = text.split('\n').map(trimmed).filter(|line| !line.is_empty() && !is_rule(line));
    let Some(title) = lines.next() else { return false };
    let mut fields = RawArticle::default();
    if text_header::read_fields(text, &mut fields).len() < text.len() && fields != RawArticle::default() {
        return true;
    }
    let told = lines.take(2).any(|line| text_stamps::is_stamp(line) || is_byline(line) || opens_with_agency(line));
    told && title.len() <= 300 || text_stamps::is_stamp(title) || strong && is_title_alone(text)
}
