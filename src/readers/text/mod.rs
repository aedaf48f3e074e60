//! Plain text files as saved from news sites, wires and databases.
//!
//! A file is parted into articles, its lines are brought to paragraphs, and each paragraph is told apart: title, stamp, byline, outlet,
//! label, furniture, text. The order of the opening lines is not fixed, any may be missing. What is not known for furniture stays in the
//! body; a first line is a title only where it looks like one, so that a text of paragraphs alone loses none.

mod agency;
mod furniture;
mod header;
mod lines;
mod opening;
mod people;
mod split;
mod stamps;
mod steps;
mod tail;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::article::{RawArticle, ValueName};

pub(super) use self::agency::mark;
pub(super) use self::furniture::is_label;
use self::furniture::{Furniture, furniture};
use self::lines::{Paragraph, is_rule, paragraphs};
use self::opening::{ends_sentence, headline_of};
pub(super) use self::stamps::{ANY_ORDER, is_stamp as is_stamp_line};

/// Longest paragraph that can be furniture inside the body, in bytes.
const LONGEST_FURNITURE: usize = 260;
/// Most entries of a list of other stories.
const MOST_RELATED: usize = 8;

/// Reads the articles of a text file, in order.
///
/// `text` may have any line ends. Paths are left empty; where there are several articles each has its ordinal as record. A text of
/// furniture alone has none.
pub fn read(text: &str) -> Vec<RawArticle> {
    let text = with_line_feeds(text);
    let parts = split::articles(&text);
    let mut articles: Vec<_> = parts.articles.into_iter().filter_map(|part| read_one(part, parts.from_database)).collect();
    if articles.len() > 1 {
        for (article, ordinal) in articles.iter_mut().zip(1..) {
            article.record = Some(i32::to_string(&ordinal));
        }
    }
    articles
}

fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn read_one(text: &str, from_database: bool) -> Option<RawArticle> {
    let mut raw = RawArticle::default();
    let rest = header::read_fields(text, &mut raw);
    let paragraphs = paragraphs(rest);
    let mut kept = opening::read_opening(&paragraphs, from_database, &mut raw);
    tail::read_tail(&mut kept, &mut raw);
    raw.body = body(&kept, raw.headline.as_deref());
    if let Some(writer) = agency::marked_writer(&raw.body).filter(|_| raw.bylines.is_empty()) {
        raw.bylines.push(writer.to_owned());
    }
    for line in raw.bylines.clone() {
        if !raw.considered.iter().any(|known| known.value == ValueName::Byline && known.words == line) {
            raw.consider(ValueName::Byline, &line, "byline");
        }
    }
    (!raw.body.is_empty() || raw.headline.is_some()).then_some(raw)
}

/// Joins the paragraphs that are text.
fn body(kept: &[&Paragraph<'_>], headline: Option<&str>) -> String {
    let mut body = String::with_capacity(kept.iter().map(|paragraph| paragraph.text.len() + 2).sum());
    let mut related = 0;
    for paragraph in kept {
        let line = &*paragraph.text;
        if related > 0 {
            related -= 1;
            if is_related(line) {
                continue;
            }
            related = 0;
        }
        if line.len() <= LONGEST_FURNITURE || line.ends_with(')') || line.starts_with("FILE ") {
            match furniture(line) {
                Some(Furniture::Heading) => {
                    related = MOST_RELATED;
                    continue;
                }
                Some(Furniture::Line | Furniture::Caption) => continue,
                Some(Furniture::End) if !body.is_empty() => break,
                Some(Furniture::Label | Furniture::End) | None => {}
            }
            if is_rule(line) || body.is_empty() && headline.is_some_and(|title| title == headline_of(line)) {
                continue;
            }
        }
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(line);
    }
    body
}

/// Whether a line under "Related" is the title of another story.
fn is_related(line: &str) -> bool {
    line.len() <= 140 && !ends_sentence(line) && !line.ends_with(['"', '”', ':']) && agency::mark(line).is_none()
}
