//! Lines of a plain text to paragraphs: joins what was only wrapped, parts what was only stacked.
//!
//! A text is wrapped if its lines are short (at most 100 characters) and nearly every line that another follows is filled: the next
//! line's first word would not have fitted. In wrapped text paragraphs end at blank lines, before indented lines, and after a line that
//! ends early with a sentence. In all other text each line is a paragraph.

use std::borrow::Cow;

use super::steps::look_at;

/// Longest line of wrapped text, in characters.
const WIDEST: usize = 100;
/// Shortest column at which text is wrapped.
const NARROWEST: usize = 40;
/// Lines at the top that may be title, stamp and byline, each by itself even in wrapped text.
const HEADER_LINES: usize = 12;

/// One paragraph of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph<'a> {
    /// Its words; a single line borrowed, several joined.
    pub(super) text: Cow<'a, str>,
    /// A blank line, or the start of the text, stands before it.
    pub(super) blank_before: bool,
}

/// Cuts `text` into paragraphs. Lines end with `\n` or `\r\n`; form feeds and blank lines are not kept.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let width = wrapped_width(text);
    let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
    let mut blank = true;
    let mut last_line = "";
    for (number, line) in lines(text).enumerate() {
        let words = trimmed(line);
        if words.is_empty() {
            blank = true;
            continue;
        }
        let joins = match width {
            Some(width) if !blank && !is_rule(words) => {
                let indented = indent(line) >= 2 && indent(last_line) < 2;
                !indented && (is_filled(last_line, words, width) || number > HEADER_LINES && !ends_sentence(last_line))
            }
            _ => false,
        };
        match paragraphs.last_mut().filter(|_| joins) {
            Some(paragraph) => join(paragraph.text.to_mut(), words),
            None => paragraphs.push(Paragraph { text: Cow::Borrowed(words), blank_before: blank }),
        }
        blank = false;
        last_line = line;
    }
    paragraphs
}

/// The lines of a text, without their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.map(move |end| {
        let line = &text[std::mem::replace(&mut start, end + 1)..end];
        look_at(line.len());
        line
    })
}

/// The line without surrounding white space and invisible marks.
pub(super) fn trimmed(line: &str) -> &str {
    look_at(line.len());
    // Most begin and end with what is no white space beyond doubt.
    if let [b'!'..=b'~', .., b'!'..=b'~'] = line.as_bytes() {
        return line;
    }
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len() + usize::from(line.starts_with('\t'))
}

/// Whether the next line's first word would not have fitted on `line`; where words are not spaced, its first character.
fn is_filled(line: &str, next: &str, width: usize) -> bool {
    let word = match next.chars().next() {
        Some(c) if is_unspaced(c) => 0,
        _ => next.split_whitespace().next().map_or(0, |word| word.chars().count()),
    };
    line.trim_end().chars().count() + 1 + word > width
}

/// Whether words of the script of `c` are written without spaces.
fn is_unspaced(c: char) -> bool {
    ('\u{2e80}'..'\u{ac00}').contains(&c) || ('\u{ff00}'..'\u{ffef}').contains(&c)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '’', ':', ')', '。', '」', '…'])
}

fn join(text: &mut String, words: &str) {
    let hyphen = text.ends_with('-') && text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    let unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
    if !(hyphen || unspaced(text.chars().next_back()) && unspaced(words.chars().next())) {
        text.push(' ');
    }
    text.push_str(words);
}

/// A line drawn with signs (`-----`, `* * *`).
pub(super) fn is_rule(line: &str) -> bool {
    look_at(line.len());
    let mut signs = line.bytes().filter(|b| *b != b' ');
    let Some(first) = signs.next().filter(|b| b"-=*_~#+".contains(b)) else { return false };
    let mut count = 1;
    signs.all(|b| {
        count += 1;
        b == first
    }) && count >= 3
}

/// Column at which `text` is wrapped, if it is.
fn wrapped_width(text: &str) -> Option<usize> {
    let mut all = 0;
    let mut long = 0;
    let mut width = 0;
    for line in lines(text) {
        let line = line.trim_end();
        if line.is_empty() {
            continue;
        }
        all += 1;
        // Bytes are counted first: at most one character each, and of ASCII just one.
        let length = match line.as_bytes().first_chunk::<{ WIDEST + 1 }>() {
            Some(beginning) if beginning.is_ascii() => WIDEST + 1,
            Some(_) => line.chars().take(WIDEST + 1).count(),
            None => line.chars().count(),
        };
        if length > WIDEST {
            long += 1;
            if long > 8 && long * 10 > all {
                return None;
            }
        } else {
            width = width.max(length);
        }
    }
    if long * 20 > all || width < NARROWEST {
        return None;
    }
    let (mut followed, mut filled) = (0, 0);
    let mut last = "";
    for line in lines(text) {
        let words = trimmed(line);
        let indented = indent(line) >= 2 && indent(last) < 2;
        if !(last.is_empty() || words.is_empty() || indented || is_rule(words)) {
            followed += 1;
            // A few columns short still counts: hands and hyphenation wrap raggedly.
            filled += usize::from(is_filled(last, words, width.saturating_sub(width / 8)));
        }
        last = if words.is_empty() { "" } else { line };
    }
    (followed >= 3 && filled * 10 >= followed * 7).then_some(width.saturating_sub(width / 8))
}
