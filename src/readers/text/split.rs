//! Parts a text file that holds several articles: form feeds, drawn lines, the marks of news databases.
//!
//! Marks that nothing else means part always. A drawn line (`-----`, `* * *`) also stands under titles and between the sections of one
//! story, so it parts only where an article's opening follows it: a header field, or a title with its stamp, byline or agency mark; for
//! lines of five signs or more a title alone.

use super::agency::mark;
use super::lines::{is_rule, lines, trimmed};
use super::opening::is_title_alone;
use super::people::is_byline;
use super::{header, stamps};
use crate::article::RawArticle;

/// How far an article's opening is looked at, in bytes.
const WINDOW: usize = 2000;

/// The articles of a file.
pub(super) struct Parts<'a> {
    /// Each without the marks between them.
    pub(super) articles: Vec<&'a str>,
    /// Marks of a news database stand between them.
    pub(super) from_database: bool,
}

/// Cuts `text` into articles.
pub(super) fn articles(text: &str) -> Parts<'_> {
    if !may_hold_marks(text) {
        return Parts { articles: vec![text], from_database: false };
    }
    let mut parts = Parts { articles: Vec::new(), from_database: false };
    let mut start = 0;
    let mut at = 0;
    // Lines of the current part that hold words, and whether the last one does.
    let (mut worded, mut above) = (0, false);
    let has_feeds = memchr::memchr(b'\x0c', text.as_bytes()).is_some();
    for line in lines(text) {
        let next = (at + line.len() + 1).min(text.len());
        let words = trimmed(line);
        let database = is_database_mark(words);
        let rule = is_rule(words);
        parts.from_database |= database;
        // A line right under the first line of an article underlines its title.
        let underlines = above && worded == 1;
        if database || rule && worded > 0 && !underlines && opens_article(window(text, next), is_strong(words)) {
            parts.articles.push(&text[start..at]);
            (start, worded) = (next, 0);
        } else if let Some(feed) = if has_feeds { line.rfind('\x0c') } else { None } {
            parts.articles.push(&text[start..at + feed]);
            (start, worded) = (at + feed + 1, usize::from(!trimmed(&line[feed + 1..]).is_empty()));
        } else {
            worded += usize::from(!rule && !words.is_empty());
        }
        above = !rule && !words.is_empty();
        at = next;
    }
    parts.articles.push(&text[start..]);
    parts.articles.retain(|part| !trimmed(part).is_empty());
    parts
}

/// As much of the text from `at` on as tells whether an article opens there.
fn window(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

fn is_strong(rule: &str) -> bool {
    rule.bytes().filter(|b| *b != b' ').count() >= 5
}

/// One look at how lines begin, so that ordinary files are not cut into lines for nothing.
fn may_hold_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        matches!(
            bytes.get(at..),
            Some([b'-' | b'=' | b'*' | b'_' | b'~' | b'#' | b'+' | b' ' | b'\t' | b'D' | b'E' | b'd' | b'e' | b'0'..=b'9', ..])
        )
    };
    memchr::memchr(b'\x0c', bytes).is_some() || begins(0) || memchr::memchr_iter(b'\n', bytes).any(|end| begins(end + 1))
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

fn opens_article(text: &str, strong: bool) -> bool {
    let mut lines = text.split('\n').map(trimmed).filter(|line| !line.is_empty() && !is_rule(line));
    let Some(title) = lines.next() else { return false };
    let mut fields = RawArticle::default();
    if header::read_fields(text, &mut fields).len() < text.len() && fields != RawArticle::default() {
        return true;
    }
    let told = lines.take(2).any(|line| stamps::is_stamp(line) || is_byline(line) || mark(line).is_some());
    told && title.len() <= 300 || stamps::is_stamp(title) || strong && is_title_alone(text)
}
