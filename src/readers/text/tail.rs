//! The end of a saved article: contributors, copyright, standards, late stamps and bylines.

use crate::article::{DateRole, RawArticle};
use crate::readers::html::asks_readers;

use super::agency::mark;
use super::furniture::{Furniture, beginning, furniture, is_tail};
use super::header::read_field_line;
use super::lines::{Paragraph, is_rule};
use super::people::{is_byline, is_name_word};
use super::stamps::read_stamp;

/// Longest line of contributors or copyright, in bytes.
const LONGEST: usize = 420;
/// Most paragraphs that the end can have.
const MOST: usize = 24;

/// Takes the end off `paragraphs`, reading what it says into `raw`.
pub(super) fn read_tail(paragraphs: &mut Vec<&Paragraph<'_>>, raw: &mut RawArticle) {
    let mut bylines = Vec::new();
    let signed = !raw.bylines.is_empty();
    let marked = paragraphs.first().is_some_and(|first| mark(&first.text).is_some());
    if marked && paragraphs.len() > 1 && paragraphs.last().is_some_and(|last| is_signature(&last.text)) {
        paragraphs.pop();
    }
    for _ in 0..MOST {
        let Some(last) = paragraphs.last() else { break };
        if !read_line(&last.text, raw, &mut bylines) {
            break;
        }
        paragraphs.pop();
    }
    // Who is named above the text wrote it; the contributors count only where nobody is.
    if !signed {
        raw.bylines.extend(bylines.into_iter().rev());
    }
}

fn read_line(line: &str, raw: &mut RawArticle, bylines: &mut Vec<String>) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    if is_contributors(line) || is_byline(line) {
        bylines.push(line.trim_matches(['(', ')']).to_owned());
        return true;
    }
    let furniture = matches!(furniture(line), Some(Furniture::Line | Furniture::Caption | Furniture::Heading));
    let told_by_form = is_exchange_rate(line) || is_initials(line) || is_whereabouts(line) || is_rule(line) || is_end_mark(line);
    let asks = line.len() <= 160 && asks_readers(line);
    furniture || told_by_form || asks || is_tail(line) || is_copyright(line) || read_field_line(line, raw) || read_labelled_stamp(line, raw)
}

/// A stamp that says what it dates; a bare date at the end may date a correction.
fn read_labelled_stamp(line: &str, raw: &mut RawArticle) -> bool {
    let before = raw.dates.len();
    if !read_stamp(line, None, raw) {
        return false;
    }
    let labelled = raw.dates[before..].iter().all(|date| date.role != DateRole::Unknown);
    if !labelled {
        raw.dates.truncate(before);
    }
    labelled
}

/// `Reporting by Jane Doe in Seoul; editing by John Roe`, `CNN's Jane Doe contributed to this report.`
fn is_contributors(line: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "reporting by ",
        "additional reporting by ",
        "writing by ",
        "written by ",
        "editing by ",
        "compiled by ",
        "edited by ",
        "reporting and writing by ",
        "with reporting by ",
        "with additional reporting by ",
        "with files from ",
        "with inputs from ",
    ];
    const ENDINGS: [&str; 5] = [
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
        "contributed reporting",
        "contributed reporting to this story",
    ];
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(['(', ')', '[', ']', '.', ' ', '*', '_', '—', '–', '-']);
    OPENINGS.iter().any(|opening| bare.starts_with(opening)) || ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// `($1 = 0.8090 pounds)`.
fn is_exchange_rate(line: &str) -> bool {
    line.len() <= 120 && line.starts_with('(') && line.ends_with(')') && line.contains(" = ") && line.bytes().any(|b| b.is_ascii_digit())
}

/// `eak/dga/mba`, as desks sign.
fn is_initials(line: &str) -> bool {
    line.len() <= 24
        && line.contains('/')
        && line.split('/').all(|part| (2..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `J. Doe` at the end of an agency's copy: who edited or translated it.
fn is_signature(line: &str) -> bool {
    let spelled = |c: char| c.is_alphabetic() || matches!(c, '.' | '/' | ' ' | '-');
    line.len() <= 24
        && !line.ends_with('.')
        && line.split(' ').count() <= 3
        && line.chars().all(spelled)
        && line.split(' ').all(is_name_word)
}

/// `Doe reported from Frankfort, Kentucky.`
fn is_whereabouts(line: &str) -> bool {
    let Some((names, _)) = line.split_once(" reported from ").filter(|_| line.len() <= 240) else { return false };
    names.split(' ').count() <= 6 && names.split(' ').all(is_name_word)
}

/// `© 2017 ...`, `Copyright 2017 ...`, `All rights reserved.`
pub(super) fn is_copyright(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let lower = beginning(line).to_lowercase();
    let end = ending(line.trim_end_matches('.')).to_lowercase();
    let year = line.bytes().any(|b| b.is_ascii_digit());
    lower.starts_with('©')
        || line.len() <= 120 && line.contains('©')
        || lower.starts_with("™")
        || (lower.starts_with("copyright") || lower.starts_with("(c) ")) && year
        || ["all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "все права защищены"]
            .iter()
            .any(|words| end.ends_with(words) || lower.starts_with(words))
}

/// As much of a line's end as holds the words that close a notice of rights.
fn ending(line: &str) -> &str {
    let mut from = line.len().saturating_sub(64);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    &line[from..]
}

/// `-30-`, `###`, `ENDS`.
fn is_end_mark(line: &str) -> bool {
    matches!(line, "-30-" | "30" | "###" | "ENDS" | "(ENDS)" | "END" | "(END)" | "Ends" | "-ends-" | "- ENDS -" | "#")
}
