//! Plain text files as saved from news sites, wires and databases.
//!
//! A file is parted into articles, its lines are brought to paragraphs, and each paragraph is told apart: title, stamp, byline, outlet,
//! label, furniture, text. The order of the opening lines is not fixed, any may be missing. What is not known for furniture stays in the
//! body; a first line is a title only where it looks like one, so that a text of paragraphs alone loses none.

use std::borrow::Cow;

use crate::article::RawArticle;

use super::text_furniture::{self, Furniture, furniture};
use super::text_header;
use super::text_lines::{Paragraph, is_rule, paragraphs, trimmed};
use super::text_split;
use super::text_stamps::{is_label_alone, is_stamp, read_mixed, read_stamp};
use super::text_tail;

/// Paragraphs at the top among which title, stamp and byline are looked for.
const HEADER_PARAGRAPHS: usize = 24;
/// How far a stamp or byline may stand below a standfirst, in paragraphs.
const STANDFIRST_REACH: usize = 3;
/// Longest standfirst, in bytes.
const LONGEST_STANDFIRST: usize = 420;
/// Longest title where a stamp or byline follows it, in characters; and where none does.
const LONGEST_TITLE: (usize, usize) = (300, 160);
/// Longest paragraph that can be furniture inside the body, in bytes.
const LONGEST_FURNITURE: usize = 260;
/// Longest name of an outlet in a database's file, and of a writer's place or office, in bytes.
const LONGEST_OUTLET: usize = 80;
const LONGEST_CREDIT: usize = 70;
/// How the line of a writer's office ends, in lower case.
const OFFICES: [&str; 8] = ["writer", "correspondent", "reporter", "editor", "writers", "correspondents", "reporters", "bbc news"];
/// Most entries of a list of other stories.
const MOST_RELATED: usize = 8;

/// Reads the articles of a text file, in order.
///
/// `text` may have any line ends. Paths are left empty; where there are several articles each has its ordinal as record. A text of
/// furniture alone has none.
pub fn read(text: &str) -> Vec<RawArticle> {
    let text = with_line_feeds(text);
    let parts = text_split::articles(&text);
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
    let rest = text_header::read_fields(text, &mut raw);
    let paragraphs = paragraphs(rest);
    let mut kept = read_opening(&paragraphs, from_database, &mut raw);
    text_tail::read_tail(&mut kept, &mut raw);
    raw.body = body(&kept, raw.headline.as_deref());
    if raw.source.is_none() {
        raw.source = agency(&raw.body).map(str::to_owned);
    }
    (!raw.body.is_empty() || raw.headline.is_some()).then_some(raw)
}

/// Reads title, stamps, bylines and labels at the top into `raw`; answers with the paragraphs that are text.
fn read_opening<'a, 'b>(paragraphs: &'a [Paragraph<'b>], from_database: bool, raw: &mut RawArticle) -> Vec<&'a Paragraph<'b>> {
    let mut kept = Vec::with_capacity(paragraphs.len());
    let mut label: Option<&str> = None;
    let mut i = 0;
    while i < paragraphs.len().min(HEADER_PARAGRAPHS) {
        let paragraph = &paragraphs[i];
        let line = &*paragraph.text;
        let before_stamp = paragraphs.get(i + 1).is_some_and(|next| is_stamp(&next.text));
        if before_stamp && is_label_alone(line) {
            label = Some(line);
        } else if read_header_line(line, label.take(), raw) {
            // Read; nothing of it is text.
        } else if before_stamp && from_database && raw.source.is_none() && line.len() <= LONGEST_OUTLET {
            raw.source = Some(line.to_owned());
        } else if raw.headline.is_some() && read_credit(line, i, paragraphs, raw) {
            // The same.
        } else if raw.headline.is_none() && kept.is_empty() && is_headline(paragraphs, i) {
            raw.headline = Some(headline_of(line).to_owned());
        } else if line.len() <= LONGEST_STANDFIRST && header_follows(&paragraphs[i + 1..]) {
            kept.push(paragraph);
        } else {
            break;
        }
        i += 1;
    }
    kept.extend(&paragraphs[i..]);
    kept
}

/// Reads a line of the opening that is no title and no text.
fn read_header_line(line: &str, label: Option<&str>, raw: &mut RawArticle) -> bool {
    if is_rule(line) || read_stamp(line, label, raw) || text_header::read_database_field(line, raw) {
        return true;
    }
    match furniture(line) {
        Some(Furniture::Label) => {
            raw.section.get_or_insert_with(|| text_furniture::section(line).to_owned());
            return true;
        }
        Some(_) => return true,
        None => {}
    }
    if is_byline(line) {
        return read_mixed(line, raw) || push_byline(line, raw);
    }
    if text_furniture::is_brand(line) {
        raw.source.get_or_insert_with(|| line.to_owned());
        return true;
    }
    if text_tail::is_copyright(line) {
        return true;
    }
    raw.headline.is_some() && read_mixed(line, raw)
}

/// Reads what stands around a byline without saying so: a writer's place (`Jane Doe in Delhi`) before a stamp, or the office of the
/// writer named above (`Example Press Writer`).
fn read_credit(line: &str, i: usize, paragraphs: &[Paragraph<'_>], raw: &mut RawArticle) -> bool {
    if line.len() > LONGEST_CREDIT || !line.split(' ').all(is_name_word) {
        return false;
    }
    let next_is_stamp = || paragraphs.get(i + 1).is_some_and(|next| is_stamp(&next.text));
    let in_place = line.split_once(" in ").is_some_and(|(name, place)| name.split(' ').count() >= 2 && !place.contains(" in "));
    if in_place && next_is_stamp() {
        return push_byline(line, raw);
    }
    let office = line.to_lowercase();
    let office = OFFICES.iter().any(|end| office.ends_with(end));
    match raw.bylines.last_mut().filter(|byline| office && i > 0 && *byline == paragraphs[i - 1].text.as_ref()) {
        Some(byline) => {
            byline.push_str(", ");
            byline.push_str(line);
            true
        }
        None => false,
    }
}

fn push_byline(line: &str, raw: &mut RawArticle) -> bool {
    raw.bylines.push(line.to_owned());
    true
}

/// Whether a stamp or byline stands among the next paragraphs, before any long one.
fn header_follows(next: &[Paragraph<'_>]) -> bool {
    // What stands last heads nothing: a date there may be that of a correction.
    let next = &next[..next.len().saturating_sub(1)];
    next.iter().take(STANDFIRST_REACH).take_while(|paragraph| paragraph.text.len() <= LONGEST_STANDFIRST).any(|paragraph| {
        let line = &*paragraph.text;
        is_stamp(line)
            || is_byline(line)
            || is_label_alone(line)
            || line.contains(['|', '·']) && read_mixed(line, &mut RawArticle::default())
    })
}

/// Whether paragraph `i`, which is neither furniture nor stamp nor byline, is the title.
fn is_headline(paragraphs: &[Paragraph<'_>], i: usize) -> bool {
    let line = &*paragraphs[i].text;
    let length = line.chars().take(LONGEST_TITLE.0 + 1).count();
    let is_text = |next: &&Paragraph<'_>| !is_rule(&next.text) && furniture(&next.text).is_none();
    let Some(next) = paragraphs[i + 1..].iter().take(HEADER_PARAGRAPHS).find(is_text) else {
        return length <= LONGEST_TITLE.1 && !ends_sentence(line) && paragraphs.len() > 1;
    };
    if length > LONGEST_TITLE.0 || agency(line).is_some() {
        return false;
    }
    let told = paragraphs[i + 1..]
        .iter()
        .take(HEADER_PARAGRAPHS)
        .filter(is_text)
        .take(2)
        .any(|next| is_stamp(&next.text) || is_byline(&next.text));
    let mut fields = RawArticle::default();
    if told || text_header::read_database_field(&next.text, &mut fields) || read_mixed(&next.text, &mut fields) {
        return true;
    }
    let stacked = next.text.len() > line.len();
    let parted = next.blank_before || opens_with_agency(&next.text) || stacked && length <= 110;
    length <= LONGEST_TITLE.1 && parted && looks_like_title(line)
}

fn looks_like_title(line: &str) -> bool {
    let quote_alone =
        line.starts_with(['"', '“', '«', '„']) && line.trim_end().ends_with([',', '"', '”', '»']) && line.contains([',', '.']);
    let begins = line.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, '-' | '•' | '*' | '–' | '—' | '(' | '['));
    let label = line.starts_with("Q:") || line.starts_with("A:");
    begins && !label && !quote_alone && !ends_sentence(line) && !line.ends_with([',', ';', ':', '-'])
}

/// Whether a line ends with a full stop that is no part of an abbreviation or an ellipsis.
fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ' ']);
    if bare.ends_with(['。', '।', '۔']) {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else { return false };
    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
    let abbreviated = word.chars().count() <= 1 && word.chars().all(char::is_alphabetic)
        || ["Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "St", "Gov", "Sen", "Rep", "vs", "etc"].contains(&word);
    !abbreviated
}

/// The title without the signs of a Markdown heading.
fn headline_of(line: &str) -> &str {
    let bare = line.trim_start_matches('#');
    if bare.starts_with(' ') { bare.trim() } else { line }
}

/// Whether the text opens with a title that a longer paragraph follows after a blank line.
pub(super) fn is_title_alone(text: &str) -> bool {
    let mut lines = text.split('\n').map(trimmed).skip_while(|line| line.is_empty());
    let Some(title) = lines.next().filter(|title| title.len() <= LONGEST_TITLE.1 && looks_like_title(title)) else { return false };
    let blank = lines.next().is_some_and(str::is_empty);
    blank && lines.find(|line| !line.is_empty()).is_some_and(|next| next.len() > title.len())
}

/// Whether `line` names its writers: `By JANE DOE and John Roe, Reuters`, `Von Erika Muster`, `Par Jeanne Martin`.
pub(super) fn is_byline(line: &str) -> bool {
    const OPENINGS: [&str; 27] = [
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Von ",
        "VON ",
        "Par ",
        "PAR ",
        "Por ",
        "POR ",
        "Di ",
        "Door ",
        "Av ",
        "Af ",
        "Written by ",
        "Words by ",
        "Story by ",
        "Author: ",
        "Autor: ",
        "Auteur : ",
        "Автор: ",
        "Автор — ",
        "Text: ",
        "Teksti: ",
        "Tekst: ",
        "Oleh ",
        "Από ",
    ];
    if line.len() > 160 {
        return false;
    }
    let Some(names) = OPENINGS.iter().find_map(|opening| line.strip_prefix(opening)) else { return false };
    let names = names.split(['|', '·', '•']).next().unwrap_or(names);
    let ends = names.ends_with(['?', '!', ':', ';']) || names.ends_with('.') && names.split_whitespace().count() > 6;
    let mut words = names.split([' ', ',', '/', '(', ')', '&', '\u{a0}']).filter(|word| !word.is_empty());
    !ends && words.clone().count() <= 24 && words.clone().next().is_some_and(begins_name) && words.all(is_name_word)
}

fn begins_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && !matches!(word, "The" | "A" | "An" | "This" | "Now")
}

fn is_name_word(word: &str) -> bool {
    const SMALL: [&str; 48] = [
        "and",
        "in",
        "at",
        "of",
        "for",
        "the",
        "with",
        "et",
        "à",
        "und",
        "y",
        "e",
        "en",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "der",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "bin",
        "al",
        "el",
        "ter",
        "den",
        "og",
        "och",
        "i",
        "a",
        "für",
        "pour",
        "correspondent",
        "editor",
        "reporter",
        "writer",
        "chief",
        "staff",
        "и",
        "в",
        "dan",
        "special",
    ];
    let clean = word.trim_end_matches(['.', ';']);
    clean.starts_with(|c: char| !c.is_lowercase() && !c.is_numeric())
        || SMALL.contains(&clean)
        || word.contains('@')
        || word.starts_with("d'")
}

/// Whether `line` opens with a place and an agency's mark.
pub(super) fn opens_with_agency(line: &str) -> bool {
    agency(line).is_some()
}

/// The agency that marks the opening of a text: `(CNN)A day after`, `LONDON (Reuters) -`, `МОСКВА, 6 сентября. /ТАСС/`.
fn agency(text: &str) -> Option<&str> {
    const REACH: usize = 120;
    if let Some(rest) = text.trim_start_matches(['（', '【', '(']).strip_prefix("新华社") {
        return Some(&text[text.len() - rest.len() - "新华社".len()..text.len() - rest.len()]);
    }
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let (open, close) = [('(', ')'), ('/', '/'), ('（', '）')].into_iter().find_map(|(open, close)| {
        let start = head.find(open)?;
        let after = start + open.len_utf8();
        Some((start, &head[after..after + head[after..].find(close)?]))
    })?;
    let place = &head[..open];
    let small = ["de", "la", "of", "and", "the", "del", "al", "da", "do"];
    let named =
        place.split_whitespace().all(|word| word.starts_with(|c: char| !c.is_lowercase()) || small.contains(&word) || is_month(word));
    (open <= 70 && named && text_furniture::is_brand(close.trim())).then_some(close.trim())
}

fn is_month(word: &str) -> bool {
    crate::dates::month_day(&format!("1 {word}")).is_some()
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
                Some(Furniture::Label) | None => {}
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
    line.len() <= 140 && !ends_sentence(line) && !line.ends_with(['"', '”', ':']) && agency(line).is_none()
}
