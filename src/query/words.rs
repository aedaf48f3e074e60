//! One word as typed, with its escapes, wildcards, `=` and `~1`, to [`Word`]s; the same inside phrases and outside.
//!
//! Outside of quotation marks `*`, `?` and `!` are wildcards anywhere. Inside them people quote text, so `!` and a
//! `?` that ends a word are punctuation, and punctuation between words is passed over.

use unicode_normalization::char::is_combining_mark;

use super::lexer::unescaped;
use super::pattern_parts::parts;
use super::problem::{Problem, short};
use super::tree::Word;

const MAX_SIGNS: usize = 10;
const MAX_LETTERS: usize = 100;
/// Longest word without wildcards; scripts without blanks write whole sentences so.
const MAX_WORD: usize = 1000;

/// How a word is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// By itself.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Between quotation marks with `=` before them.
    QuotedExact,
    /// As the value of an option: as between quotation marks, but a `?` that ends a word is a sign, as it is in paths.
    Option,
}

/// Reads one word, which may be several where analysis would part what a pattern fits.
pub(super) fn read(raw: &str, place: Place) -> Result<Vec<Word>, Problem> {
    let (exact, raw) = match raw.strip_prefix('=') {
        Some(rest) if place != Place::QuotedExact => (true, rest),
        _ => (place == Place::QuotedExact, raw),
    };
    let (raw, edits) = split_edits(raw, place)?;
    let pattern = as_pattern(raw, place);
    let text = unescape(raw);
    if !text.chars().any(char::is_alphanumeric) {
        let text = short(raw);
        return Err(if pattern.is_some() { Problem::PatternTooWide { text } } else { Problem::NothingToFind { text } });
    }
    if text.chars().nth(MAX_WORD).is_some() {
        return Err(Problem::WordTooLong { max: MAX_WORD });
    }
    match (exact, edits, pattern) {
        (true, Some(_), _) => Err(Problem::Together { one: "= (this form)", other: "~ (nearly this form)" }),
        (true, None, Some(_)) => Err(Problem::Together { one: "= (this form)", other: "a wildcard" }),
        (false, Some(_), Some(_)) => Err(Problem::Together { one: "~ (nearly this form)", other: "a wildcard" }),
        (true, None, None) => Ok(vec![Word::Exact(text)]),
        (false, Some(edits), None) => fuzzy(&text, edits),
        (false, None, Some(pattern)) => patterns(&pattern, place),
        (false, None, None) => Ok(vec![Word::Plain(text)]),
    }
}

/// Parts `~1` from the end.
fn split_edits(raw: &str, place: Place) -> Result<(&str, Option<u8>), Problem> {
    let Some((at, _)) = unescaped(raw).rfind(|&(_, c)| c == '~') else { return Ok((raw, None)) };
    let first = unescaped(raw).find(|&(_, c)| c == '~').map_or(at, |(first, _)| first);
    if first < at && place == Place::Bare {
        return Err(Problem::FuzzyDistance { typed: short(&raw[first..]) });
    }
    match (&raw[at + 1..], place) {
        ("1", _) if at > 0 => Ok((&raw[..at], Some(1))),
        ("2", _) if at > 0 => Ok((&raw[..at], Some(2))),
        (_, Place::Bare) => Err(Problem::FuzzyDistance { typed: short(&raw[at..]) }),
        _ => Ok((raw, None)),
    }
}

fn fuzzy(text: &str, edits: u8) -> Result<Vec<Word>, Problem> {
    let part = |part: &str| {
        if part.chars().count() <= usize::from(edits) {
            return Err(Problem::FuzzyTooShort { text: short(text) });
        }
        if part.chars().count() > MAX_LETTERS {
            return Err(Problem::PatternTooLong { signs: MAX_SIGNS, letters: MAX_LETTERS });
        }
        Ok(Word::Fuzzy(part.to_owned(), edits))
    };
    text.split(parts_words).filter(|part| part.chars().any(char::is_alphanumeric)).map(part).collect()
}

/// Where the `?` begin that end a word, as question marks do.
fn closing(word: &str) -> usize {
    word.rfind(|c: char| c.is_alphanumeric() || c == '*').unwrap_or(0)
}

/// Whether a fuzzy word is two where `c` stands, as in the index.
fn parts_words(c: char) -> bool {
    let joins = c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ' | '＇' | '&' | '.' | ',');
    let silent = matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}');
    !(joins || silent)
}

/// The words that a pattern is; between quotation marks a `?` that ends one is punctuation.
fn patterns(pattern: &str, place: Place) -> Result<Vec<Word>, Problem> {
    let mut words = Vec::new();
    let mut parts = parts(pattern);
    if place == Place::Bare {
        parts.truncate(parts.iter().rposition(|part| !is_open(part)).map_or(0, |last| last + 1));
        parts.drain(..parts.iter().position(|part| !is_open(part)).unwrap_or(0));
    }
    for part in parts {
        let part = if matches!(place, Place::Bare | Place::Option) { part } else { part.trim_end_matches('?') };
        let signs = part.chars().filter(|c| is_wildcard(*c)).count();
        if !part.contains(char::is_alphanumeric) {
            return Err(Problem::PatternTooWide { text: short(part) });
        }
        if signs > MAX_SIGNS || part.chars().count() > MAX_LETTERS {
            return Err(Problem::PatternTooLong { signs: MAX_SIGNS, letters: MAX_LETTERS });
        }
        words.push(if signs == 0 { Word::Plain(part.to_owned()) } else { Word::Pattern(part.to_owned()) });
    }
    Ok(words)
}

/// Whether a part of a pattern stands for any word.
fn is_open(part: &str) -> bool {
    part.bytes().all(|byte| byte == b'*')
}

/// The words of a bare pattern, where a `*` that stands for a whole word before or behind them was left out: it asks for nothing.
pub(super) fn without_open_ends(raw: &str) -> Option<String> {
    let pattern = as_pattern(raw, Place::Bare)?;
    let parts = parts(&pattern);
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !is_open(part)).collect();
    (kept.len() < parts.len()).then(|| kept.join(" "))
}

/// Words among which a `*` stands for any word, as they are written here: those on its two sides in this order, with so many between; `None`
/// where nothing but such signs is there.
pub(super) fn with_gaps<'w>(words: impl Iterator<Item = &'w str>, exact: bool) -> Option<String> {
    let mut runs: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut gap = 0;
    for word in words {
        if word.chars().all(is_wildcard) {
            gap += 1;
        } else if gap > 0 || runs.is_empty() {
            runs.push((std::mem::take(&mut gap), vec![word]));
        } else if let Some((_, run)) = runs.last_mut() {
            run.push(word);
        }
    }
    let mut written = String::new();
    for (at, (gap, run)) in runs.iter().enumerate() {
        if at > 0 {
            written.push_str(&format!(" pre/{} ", gap + 1));
        }
        written.push_str(&format!("{}\"{}\"", if exact { "=" } else { "" }, run.join(" ")));
    }
    (!runs.is_empty()).then_some(written)
}

pub(super) fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// The words of a bare pattern as [`with_gaps`] writes them.
pub(super) fn parts_with_gaps(raw: &str) -> Option<String> {
    let pattern = as_pattern(raw, Place::Bare)?;
    with_gaps(parts(&pattern).into_iter(), false)
}

/// The pattern that `raw` is, if it holds wildcards; escapes are kept before wildcards and backslashes alone.
fn as_pattern(raw: &str, place: Place) -> Option<String> {
    let mut pattern = String::with_capacity(raw.len() + 1);
    let mut wild = false;
    let closing = closing(raw);
    let mut chars = raw.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => push_escaped(&mut pattern, chars.next().map(|(_, c)| c)),
            '*' | '!' if c == '*' || place == Place::Bare => {
                wild = true;
                if !pattern.ends_with('*') || pattern.ends_with("\\*") {
                    pattern.push('*');
                }
            }
            '?' if matches!(place, Place::Bare | Place::Option) || at < closing => {
                wild = true;
                pattern.push('?');
            }
            '?' => pattern.push_str("\\?"),
            c => pattern.push(c),
        }
    }
    wild.then_some(pattern)
}

fn push_escaped(pattern: &mut String, c: Option<char>) {
    if let Some(c) = c {
        if is_wildcard(c) || c == '\\' {
            pattern.push('\\');
        }
        pattern.push(c);
    }
}

/// The value pattern that `raw` is, if it holds `*` or `?`; else its text.
pub(super) fn value(raw: &str) -> (String, bool) {
    if !unescaped(raw).any(|(_, c)| is_wildcard(c)) {
        return (unescape(raw), false);
    }
    let mut pattern = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c == '\\' { push_escaped(&mut pattern, chars.next()) } else { pattern.push(c) }
    }
    (pattern, true)
}

/// Takes the backslashes away.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        text.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    text
}

/// Cuts a phrase at blanks that no backslash stands before; byte ranges.
pub(super) fn split_blanks(inner: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if c.is_whitespace() && !escaped {
            ranges.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
        escaped = c == '\\' && !escaped;
    }
    ranges.extend(start.map(|start| start..inner.len()));
    ranges
}
