//! Tells page furniture from text, line by line: labels, share and advertisement lines, captions, credits, lists of other stories.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::steps::look_at;

/// Longest line that can be furniture, in bytes.
const LONGEST: usize = 260;
/// Longest caption of a picture from the files, in bytes.
const LONGEST_CAPTION: usize = 600;
/// Longest video title with its running time, in bytes. What furniture is told by its whole line is shorter, too.
const LONGEST_TITLE: usize = 160;
/// Longest line that all its words tell to be furniture, in bytes; no longer one is in `furniture.txt`, or a list of labels.
const LONGEST_LISTED: usize = 80;
/// More than the longest beginning that tells furniture, in bytes.
const BEGINNING: usize = 64;

/// What a line of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Names a section or kind of story.
    Label,
    /// Belongs to the page.
    Line,
    /// Heads a list of other stories.
    Heading,
    /// Describes or credits a picture or video.
    Caption,
    /// Nothing after it is news.
    End,
}

#[derive(Default)]
struct Lexicon {
    lines: FxHashMap<&'static str, Furniture>,
    /// By first byte.
    openings: FxHashMap<u8, Vec<(&'static str, Furniture)>>,
    /// At the end of an article.
    tails: Vec<&'static str>,
    brands: FxHashSet<&'static str>,
    bylines: FxHashSet<&'static str>,
    particles: FxHashSet<&'static str>,
    offices: FxHashSet<&'static str>,
    outlets: FxHashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for line in include_str!("furniture.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((kind, forms)) = line.split_once('\t') else { continue };
        for form in forms.split('|') {
            match kind {
                "opening" => lexicon.openings.entry(form.as_bytes()[0]).or_default().push((form, Furniture::Line)),
                "credit" => lexicon.openings.entry(form.as_bytes()[0]).or_default().push((form, Furniture::Caption)),
                "tail" => lexicon.tails.push(form),
                "brand" => _ = lexicon.brands.insert(form),
                "byline" => _ = lexicon.bylines.insert(form),
                "particle" => _ = lexicon.particles.insert(form),
                "office" => _ = lexicon.offices.insert(form),
                "outlet" => _ = lexicon.outlets.insert(form),
                "label" => _ = lexicon.lines.entry(form).or_insert(Furniture::Label),
                "end" => _ = lexicon.lines.insert(form, Furniture::End),
                "heading" => _ = lexicon.lines.insert(form, Furniture::Heading),
                _ => _ = lexicon.lines.insert(form, Furniture::Line),
            }
        }
    }
    lexicon
});

/// What furniture `line` is, if it is any.
pub(super) fn furniture(line: &str) -> Option<Furniture> {
    look_at(line.len());
    if line.starts_with('[') && is_counter(line[1..].split(']').next().unwrap_or_default()) && line.len() <= LONGEST_CAPTION {
        return Some(Furniture::Caption);
    }
    if line.len() > LONGEST {
        let from_files = line.len() <= LONGEST_CAPTION && ["FILE - ", "FILE – ", "FILE — "].iter().any(|form| line.starts_with(form));
        return (from_files || ends_with_credit(line)).then_some(Furniture::Caption);
    }
    let whole = bare(line);
    if whole.len() > LONGEST_TITLE {
        return begins_as_furniture(line);
    }
    // The beginning tells of one that is too long to be listed. Only of ASCII the small letters surely take as much room.
    let listed = !line.is_ascii() || whole.trim_end_matches([':', '.', '!']).len() <= LONGEST_LISTED;
    let lower = if listed { line } else { beginning(line) }.to_lowercase();
    let bare = if listed { Cow::Borrowed(bare(&lower)) } else { Cow::Owned(beginning(whole).to_ascii_lowercase()) };
    let bare = &*bare;
    if listed && let Some(kind) = LEXICON.lines.get(bare).or_else(|| LEXICON.lines.get(bare.trim_end_matches([':', '.', '!']))) {
        return Some(*kind);
    }
    if let Some(kind) = opening(&lower).filter(|_| line.len() <= LONGEST_TITLE || !line.ends_with(['.', '”', '"'])) {
        return Some(kind);
    }
    if is_breadcrumb(line) || listed && is_label_list(bare) {
        return Some(Furniture::Label);
    }
    if bare.starts_with("most read") || bare.starts_with("most popular") {
        return Some(Furniture::Heading);
    }
    if is_timed_title(line) || ends_with_credit(line) || is_counter(bare) {
        return Some(Furniture::Caption);
    }
    (is_reading_time(bare) || is_time_ago(bare)).then_some(Furniture::Line)
}

/// The line without the signs around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '-' | '–' | '—' | '*' | '#' | '|' | '•' | '·' | ' ' | '_' | '>'))
}

/// What furniture a line is that is too long to be told by all its words: its beginning and its end tell.
fn begins_as_furniture(line: &str) -> Option<Furniture> {
    let lower = beginning(line).to_lowercase();
    if let Some(kind) = opening(&lower).filter(|_| !line.ends_with(['.', '”', '"'])) {
        return Some(kind);
    }
    let bare = bare(&lower);
    if bare.starts_with("most read") || bare.starts_with("most popular") {
        return Some(Furniture::Heading);
    }
    (ends_with_credit(line) || is_counter(bare)).then_some(Furniture::Caption)
}

/// As much of a line as tells what it begins with.
pub(super) fn beginning(line: &str) -> &str {
    let mut end = line.len().min(BEGINNING);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn opening(lower: &str) -> Option<Furniture> {
    let openings = LEXICON.openings.get(lower.as_bytes().first()?)?;
    openings.iter().find(|(form, _)| lower.starts_with(form)).map(|(_, kind)| *kind)
}

/// `Home > World > Asia`.
fn is_breadcrumb(line: &str) -> bool {
    let parted_by = |sign: &&str| line.split(*sign).count() >= 2 && line.split(*sign).all(|part| part.trim().chars().count() <= 30);
    line.len() <= 120 && line.contains(['>', '›', '»']) && [" > ", " › ", " » ", " >> "].iter().any(parted_by)
}

/// `world / europe`, `politics | live`.
fn is_label_list(lower: &str) -> bool {
    let signs = ['/', '|', ',', '·'];
    let mut parts = lower.split(signs).map(str::trim);
    lower.len() <= 80 && lower.contains(signs) && parts.all(|part| LEXICON.lines.get(part) == Some(&Furniture::Label))
}

/// The last part of a breadcrumb, or the label itself.
pub(super) fn section(line: &str) -> &str {
    line.rsplit(['>', '›', '»', '/', '|', '·']).map(str::trim).find(|part| !part.is_empty()).unwrap_or(line)
}

/// `The weapon that makes N. Korea more dangerous 01:12`: a title, then a running time, and no sentence.
fn is_timed_title(line: &str) -> bool {
    if line.len() > LONGEST_TITLE {
        return false;
    }
    let bare = line.trim_end_matches([')', ']']);
    let Some((title, time)) = bare.rsplit_once(|c: char| c.is_whitespace() || matches!(c, '(' | '[')) else { return false };
    let is_time = match time.split_once(':') {
        Some((minutes, seconds)) => {
            (1..=2).contains(&minutes.len())
                && seconds.len() == 2
                && [minutes, seconds].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
                && seconds < "60"
        }
        None => false,
    };
    if !is_time {
        return false;
    }
    let title = title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
    let last = title.rsplit(' ').next().unwrap_or_default();
    let leads_on =
        matches!(last, "at" | "by" | "to" | "from" | "until" | "till" | "of" | "um" | "à" | "a" | "om" | "kl" | "kl." | "and" | "-" | "–");
    let stops = title.ends_with(['.', ',', ':', ';', '"', '”', '!']) || title.contains(". ") && title.len() > 90;
    let words = title.split_whitespace().count();
    words >= 3 && !leads_on && !stops && !title.contains(['|', '“', '"']) && !holds_date(title)
}

/// Whether a time may belong to a date beside it.
fn holds_date(title: &str) -> bool {
    title.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// `(AP Photo/Jane Doe)`, `(Photo by Jane Doe/Getty Images)`, `/ Getty Images` at the end.
fn ends_with_credit(line: &str) -> bool {
    let mut from = line.len().saturating_sub(160);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let tail = &line[from..];
    let closed = tail.ends_with(')') || tail.ends_with(").");
    if closed && let Some(open) = tail.rfind('(') {
        let inner = &tail[open + 1..];
        let named = ["AP Photo", "Photo by", "Photo:", "Photo courtesy", "Photograph:", "Image:", "Foto:", "Reuters/", "REUTERS/", "AFP/"];
        return named.iter().any(|form| inner.starts_with(form))
            || inner.contains("Getty Images)")
            || inner.contains("via AP)")
            || inner.contains(" Photo/");
    }
    if ends_with_photographer(tail) {
        return true;
    }
    line.len() <= 120 && ["/Getty Images", "/ Getty Images", "/REUTERS", "/AFP via Getty Images"].iter().any(|form| tail.ends_with(form))
}

/// `Photograph: Jane Doe/Example`, `Courtesy Jane Doe`, `REUTERS/Jane Doe` as the last words, without a full stop.
fn ends_with_photographer(tail: &str) -> bool {
    const CREDITS: [&str; 5] = ["Photograph", "Illustration", "Photo", "Composite", "Foto"];
    if tail.ends_with(['.', '"', '”', '?', '!', '’', '»', ':']) {
        return false;
    }
    let named = |name: &str| name.split(' ').count() <= 6 && name.split(' ').all(is_credit_word);
    let credited = |(before, name): (&str, &str)| named(name) && before.rsplit(' ').next().is_some_and(|word| CREDITS.contains(&word));
    if tail.rsplit_once(": ").is_some_and(credited) || tail.rsplit_once("Courtesy ").is_some_and(|(_, name)| named(name)) {
        return true;
    }
    let Some((before, _)) = tail.rsplit_once('/').filter(|(_, name)| name.len() <= 40 && named(name)) else { return false };
    let agency = before.rsplit(' ').next().unwrap_or_default();
    let capitals = agency.len() >= 3 && agency.bytes().all(|b| b.is_ascii_uppercase());
    capitals && before.trim_end_matches(agency).trim_end().ends_with(|c: char| c == '.' || c.is_ascii_digit())
}

fn is_credit_word(word: &str) -> bool {
    word.starts_with(|c: char| !c.is_lowercase()) || matches!(word, "handout" | "of" | "the" | "de" | "van" | "von" | "via" | "for" | "and")
}

/// `Updated 5 years ago`, `Last Updated 9 min ago`, `3 hours ago`.
fn is_time_ago(lower: &str) -> bool {
    let Some(rest) = lower.strip_suffix(" ago").filter(|_| lower.len() <= 40) else { return false };
    let rest = ["last updated ", "updated ", "published ", "posted "].iter().find_map(|label| rest.strip_prefix(label)).unwrap_or(rest);
    rest.split(' ').count() <= 3 && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'a'))
}

/// `1 of 5`, `Image 1 of 12`, `3/12`.
fn is_counter(lower: &str) -> bool {
    let rest = ["image ", "photo ", "slide ", "picture ", "item "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(lower);
    let after_number = |text: &'_ str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits).then_some(digits)
    };
    let Some(rest) = after_number(rest).map(|digits| &rest[digits..]) else { return false };
    let Some(rest) = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix('/')) else { return false };
    let Some(rest) = after_number(rest).map(|digits| &rest[digits..]) else { return false };
    rest.is_empty() || rest.starts_with(" | ")
}

/// `3 min read`, `5 minute read`, `Lesezeit: 3 Minuten`.
pub(super) fn is_reading_time(lower: &str) -> bool {
    lower.len() <= 40
        && lower.bytes().any(|b| b.is_ascii_digit())
        && (lower.ends_with(" min read")
            || lower.ends_with(" minute read")
            || lower.ends_with(" mins read")
            || lower.starts_with("lesezeit"))
}

/// Whether a line at the end of an article is furniture there, if not elsewhere.
pub(super) fn is_tail(line: &str) -> bool {
    let lower = beginning(line).to_lowercase();
    let Some(form) = LEXICON.tails.iter().find(|form| lower.starts_with(*form)) else { return false };
    *form != "follow " || line.to_lowercase().contains("http")
}

/// Whether `name` is an outlet or agency.
pub(super) fn is_brand(name: &str) -> bool {
    let written_as_name = name.starts_with(|c: char| !c.is_lowercase()) || matches!(name, "dpa" | "apa" | "afp" | "ots");
    written_as_name && name.len() <= 40 && LEXICON.brands.contains(name.to_lowercase().as_str())
}

/// Whether a line names a section or kind of story.
pub(in crate::readers) fn is_label(line: &str) -> bool {
    LEXICON.lines.get(line.to_lowercase().as_str()) == Some(&Furniture::Label)
}

/// Whether `words` open a byline: `By`, `Von`, `Written by`.
pub(super) fn is_byline_opening(words: &str) -> bool {
    words.len() <= 24 && LEXICON.bylines.contains(words.to_lowercase().as_str())
}

/// Whether `word` is a small word in names and bylines.
pub(super) fn is_name_particle(word: &str) -> bool {
    word.len() <= 28 && LEXICON.particles.contains(word)
}

/// Whether `lower` is the last word of a writer's office.
pub(super) fn is_office(lower: &str) -> bool {
    LEXICON.offices.contains(lower)
}

/// Whether `lower` is a word that outlets have in their names.
pub(super) fn is_outlet_word(lower: &str) -> bool {
    let german = ["zeitung", "tageblatt", "blatt", "kurier", "anzeiger", "nachrichten"];
    LEXICON.outlets.contains(lower) || german.iter().any(|end| lower.ends_with(end))
}
