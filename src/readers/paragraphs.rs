//! Brings text to the form that articles have: paragraphs parted by one blank line, lines joined that were only wrapped.
//!
//! Words are kept exactly. Control characters are dropped, but for those of the C1 range that stand for the punctuation of
//! Windows-1252 (`U+0093` for an opening quotation mark, as bad conversions leave it): they become what they stand for, as in
//! browsers. Which line breaks part paragraphs:
//!
//! - text with blank lines: these do. Single breaks in between are wraps if the text is wrapped, else they part paragraphs too;
//! - text without: every break does, unless the text is wrapped; then an indented line, or one after a line that ends early, does.
//!
//! A word that a hyphen breaks at the end of a line is made whole only where that is certain (`hyphens`).
//!
//! Text is wrapped if nearly every line is filled: the next line's first word would not have fitted on it. Wrapped lines among others are joined
//! where they give themselves away (`mixed`).

mod hyphens;
mod mixed;

use std::borrow::Cow;

use crate::block::{Block, Lane};

/// Brings `text` to paragraphs parted by one blank line.
pub fn normalise(text: &str) -> String {
    normalised(Cow::Borrowed(text)).into_owned()
}

/// The same, without a copy where nothing is to be changed.
pub fn normalised(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_normal(&text) {
        return text;
    }
    let text = without_controls(&text);
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    Cow::Owned(join(&lines[first..last]))
}

/// Whether `text` is already as it shall be.
fn is_normal(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends_clean = |text: &str| text.chars().next_back().is_none_or(|c| !c.is_whitespace());
    let begins_clean = |text: &str| text.chars().next().is_none_or(|c| !c.is_whitespace());
    if !begins_clean(text) || !ends_clean(text) {
        return false;
    }
    // Where the second of two line feeds is due.
    let mut due = None;
    for (index, chunk) in bytes.chunks(Block::SIZE).enumerate() {
        let (from, block) = (index * Block::SIZE, Block::of(chunk, b' '));
        if !is_plain(&block) && controls(bytes, from) != 0 {
            return false;
        }
        let mut feeds = block.bits(|lane| lane.is(b'\n'));
        while feeds != 0 {
            let at = from + feeds.trailing_zeros() as usize;
            feeds &= feeds - 1;
            if due.take() == Some(at) {
                if !begins_clean(&text[at + 1..]) {
                    return false;
                }
            } else if bytes[at + 1] == b'\n' && ends_clean(&text[..at]) {
                due = Some(at + 1);
            } else {
                return false;
            }
        }
    }
    true
}

/// Whether a block has nothing but the letters and signs of ASCII, and line feeds.
#[inline(always)]
fn is_plain(block: &Block) -> bool {
    block.all(|lane| lane.is_within(b' ', b'~') | lane.is(b'\n'))
}

/// The control characters but tabs and line feeds, other line ends, and byte order marks in the block at `from`, which has more than letters and
/// signs of ASCII: bits of their first bytes, but of the last ones of what parts lines and paragraphs beyond ASCII.
#[inline(never)]
fn controls(bytes: &[u8], from: usize) -> u64 {
    // That begins as quotation marks do.
    let may_be_one = |lane: Lane| {
        let low = lane.is_within(0, 0x1f).but_not(lane.is(b'\n') | lane.is(b'\t'));
        low | lane.is(0x7f) | lane.is(0xc2) | lane.is(0xef) | lane.is_but_for(1, 0xa9)
    };
    let is_one = |at: usize| match bytes[at] {
        0xc2 | 0xef => matches!(bytes[at..], [0xc2, 0x80..=0x9f, ..] | [0xef, 0xbb, 0xbf, ..]),
        0xa8 | 0xa9 => bytes[..at].ends_with(&[0xe2, 0x80]),
        _ => true,
    };
    let mut found = Block::filled(bytes, from, b' ').bits(may_be_one);
    let mut rest = found;
    while rest != 0 {
        let at = rest.trailing_zeros();
        found &= !(u64::from(!is_one(from + at as usize)) << at);
        rest &= rest - 1;
    }
    found
}

/// Makes all line ends `\n` and takes control characters out.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut clean = String::new();
    let mut kept = 0;
    for (index, chunk) in bytes.chunks(Block::SIZE).enumerate() {
        let mut found = if is_plain(&Block::of(chunk, b' ')) { 0 } else { controls(bytes, index * Block::SIZE) };
        while found != 0 {
            let last = index * Block::SIZE + found.trailing_zeros() as usize;
            found &= found - 1;
            let at = if matches!(bytes[last], 0xa8 | 0xa9) { last - 2 } else { last };
            let Some(c) = text[at..].chars().next() else { break };
            if kept == 0 {
                clean.reserve_exact(text.len());
            }
            clean.push_str(&text[kept..at]);
            kept = at + c.len_utf8();
            match c {
                '\r' if bytes.get(kept) == Some(&b'\n') => {}
                '\r' | '\u{b}' | '\u{85}' | '\u{2028}' => clean.push('\n'),
                '\u{c}' | '\u{2029}' => clean.push_str("\n\n"),
                '\u{80}'..='\u{9f}' => clean.extend(windows_punctuation(c)),
                _ => {}
            }
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(&text[kept..]);
    Cow::Owned(clean)
}

/// What a C1 control stands for in text that was taken for ISO 8859-1 but was Windows-1252.
fn windows_punctuation(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok()?;
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| !c.is_control())
}

fn join(lines: &[&str]) -> String {
    let spaced = lines.iter().any(|line| line.is_empty());
    let width = wrap_width(lines);
    let mixed = if width.is_none() { mixed::width(lines) } else { None };
    let usual = usual_indent(lines);
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    let mut previous: Option<&str> = None;
    let mut known = None;
    for &line in lines {
        let words = line.trim_start();
        if words.is_empty() {
            previous = None;
            continue;
        }
        let goes_on = previous.is_some_and(|before| breaks_word(before, words))
            || match (previous, width) {
                (Some(before), Some(width)) => {
                    let ends_early = !fills(before, words, width, 0);
                    !is_deeper(line, before) && indent(line) <= usual && !(ends_early && (!spaced || ends_sentence(before)))
                }
                (Some(before), None) => mixed.is_some_and(|width| !is_deeper(line, before) && mixed::goes_on(before, words, width)),
                _ => false,
            };
        if goes_on {
            let glue = glue(previous.unwrap_or_default(), words);
            if glue.is_empty()
                && text.ends_with('-')
                && hyphens::is_broken(&text, words, known.get_or_insert_with(|| hyphens::words(lines)))
            {
                text.pop();
            }
            text.push_str(glue);
        } else if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(words);
        previous = Some(line);
    }
    text
}

/// Whether a line ends with a hyphen in the middle of a word or of a compound, which goes on with `words`.
fn breaks_word(before: &str, words: &str) -> bool {
    before.strip_suffix('-').is_some_and(|start| start.ends_with(char::is_alphabetic)) && words.starts_with(char::is_lowercase)
}

/// What joins a wrapped line to the next one.
fn glue(before: &str, words: &str) -> &'static str {
    let (last, next) = (before.chars().next_back(), words.chars().next());
    let unspaced = |c: Option<char>| c.is_some_and(|c| matches!(u32::from(c), 0x2e80..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef));
    if breaks_word(before, words) || (unspaced(last) && unspaced(next)) { "" } else { " " }
}

/// The width that the text is wrapped at, if it is.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 100;
    const ENOUGH: usize = 3;
    let inner = || lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty() && !is_deeper(pair[1], pair[0]));
    let mut width = 0;
    for pair in inner() {
        width = width.max(columns(pair[0]));
        if width > WIDEST {
            return None;
        }
    }
    if width < NARROWEST {
        return None;
    }
    let (mut full, mut all) = (0, 0);
    for pair in inner() {
        // A line that ends a paragraph may end early; it says nothing.
        let full_here = fills(pair[0], pair[1].trim_start(), width, GRACE);
        if full_here || !ends_sentence(pair[0]) {
            all += 1;
            full += usize::from(full_here);
        }
    }
    (full >= ENOUGH && full * 10 >= all * 8).then_some(width)
}

/// Whether a line is indented more than the one before, which begins a paragraph.
fn is_deeper(line: &str, before: &str) -> bool {
    indent(line) > indent(before)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// How far most lines are indented; where paragraphs begin with an indent, the lines inside them decide.
fn usual_indent(lines: &[&str]) -> usize {
    const DEEPEST: usize = 32;
    let mut counts = [0_usize; DEEPEST];
    for line in lines.iter().filter(|line| !line.is_empty()) {
        counts[indent(line).min(DEEPEST - 1)] += 1;
    }
    (0..DEEPEST).max_by_key(|&indent| (counts[indent], DEEPEST - indent)).unwrap_or(0)
}

/// Columns that a wrapped line may lack, where words were not broken as late as possible.
const GRACE: usize = 4;

/// Whether the first word of the next line would not have fitted on this one, with `grace` columns more.
fn fills(line: &str, next: &str, width: usize, grace: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, columns);
    columns(line) + 1 + word + grace > width
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“']).ends_with(['.', '!', '?', ':', '…', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WRAPPED: &str = "The dam above the town of Lerwick Falls held through the night, the mayor\n\
        said on Tuesday, and the four thousand people who had been told to leave\n\
        their houses on Sunday will be allowed to return by the end of the week.\n";

    #[test]
    fn text_is_brought_to_paragraphs() {
        let joined = WRAPPED.trim_end().replace('\n', " ");
        let cases = [
            ("", String::new()),
            (" \n \n", String::new()),
            ("One.", "One.".into()),
            ("One.\n\nTwo.", "One.\n\nTwo.".into()),
            ("One.\r\n\r\n\r\nTwo.  \r\n", "One.\n\nTwo.".into()),
            ("One.\rTwo.", "One.\n\nTwo.".into()),
            ("One.\nTwo.\nThree.", "One.\n\nTwo.\n\nThree.".into()),
            ("\n\n  One.\n \t\nTwo.", "One.\n\nTwo.".into()),
            ("One.\n\nTwo.\nThree.", "One.\n\nTwo.\n\nThree.".into()),
            ("On\u{1}e\u{7f} \u{93}two\u{94}\u{81}", "One “two”".into()),
            ("One.\u{2028}Two.\u{2029}Three.", "One.\n\nTwo.\n\nThree.".into()),
            ("\u{feff}One.", "One.".into()),
            ("The still ris-\ning water.\nTwo.", "The still rising water.\n\nTwo.".into()),
            (WRAPPED, WRAPPED.trim_end().replace('\n', "\n\n")),
        ];
        for (text, expected) in &cases[..cases.len() - 1] {
            assert_eq!(normalise(text), *expected, "{text:?}");
        }
        for (text, expected) in [
            (format!("{WRAPPED}\n{WRAPPED}"), format!("{joined}\n\n{joined}")),
            (format!("{WRAPPED}    {WRAPPED}"), format!("{joined}\n\n{joined}")),
            (format!("   {WRAPPED}   {WRAPPED}"), format!("{joined}\n\n{joined}")),
            (format!("Dam holds\n\n{WRAPPED}\n{WRAPPED}"), format!("Dam holds\n\n{joined}\n\n{joined}")),
        ] {
            assert_eq!(normalise(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_indent_begins_a_paragraph() {
        let indented = format!(
            "    {WRAPPED}    Nobody was hurt.\n    {WRAPPED}    The mill below it, which is the oldest of the county, stands dry.\n"
        );
        let joined = WRAPPED.trim_end().replace('\n', " ");
        let last = "The mill below it, which is the oldest of the county, stands dry.";
        assert_eq!(normalise(&indented), format!("{joined}\n\nNobody was hurt.\n\n{joined}\n\n{last}"));
    }

    #[test]
    fn verse_and_lists_are_not_joined() {
        let verse = "The water came at night,\nand nobody was told;\nthe lamps along the river\nwent out, and it was cold.\n\nThe end.";
        assert_eq!(normalise(verse), verse.replace("\n\n", "\n").replace('\n', "\n\n"));
    }

    #[test]
    fn words_that_were_parted_at_a_hyphen_are_not_spaced() {
        let text = WRAPPED.replace("of the week.", "of the well-").trim_end().to_owned() + "\nknown and much discussed week.\n\nEnd.";
        assert!(normalise(&text).contains("the well-known and much"), "{}", normalise(&text));
    }

    #[test]
    fn broken_words_are_made_whole_where_that_is_certain() {
        for (end, start, elsewhere, expected) in [
            ("the still ris-", "ing water of the discussed week.", "", "still rising water"),
            ("the well-", "known and much discussed week.", "", "well-known and"),
            ("the sandbags of Ler-", "wick Falls were much discussed.", "Nobody slept in Lerwick.", "of Lerwick Falls"),
            ("the counter-", "measure that was much discussed.", "A countermeasure was sought.", "the countermeasure that"),
            ("the counter-", "measure that was much discussed.", "A counter-measure was sought.", "the counter-measure that"),
            ("the govern-", "ment that was much discussed then.", "", "the government that"),
            ("the city of Stoke-", "on-Trent was much discussed then.", "", "Stoke-on-Trent"),
        ] {
            let text = format!("{}\n{start}\n\n{elsewhere}", WRAPPED.replace("of the week.", end).trim_end());
            assert!(normalise(&text).contains(expected), "{}", normalise(&text));
        }
    }

    /// The same character by character.
    fn without_controls_slowly(text: &str) -> String {
        let mut clean = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' | '\u{b}' | '\u{85}' | '\u{2028}' => clean.push('\n'),
                '\u{c}' | '\u{2029}' => clean.push_str("\n\n"),
                '\u{80}'..='\u{9f}' => clean.extend(windows_punctuation(c)),
                '\n' | '\t' => clean.push(c),
                '\u{feff}' => {}
                c if c.is_control() => {}
                c => clean.push(c),
            }
        }
        clean
    }

    proptest! {
        #[test]
        fn control_characters_are_taken_out_wherever_they_stand(
            pieces in proptest::collection::vec("[a-z ]{0,70}|[é“”£\n\t\u{a8}東]|\\PC|[\\pC\u{2028}\u{2029}\r\u{85}]|\r\n", 0..12),
        ) {
            let text = pieces.concat();
            let clean = without_controls(&text);
            prop_assert_eq!(&clean, &without_controls_slowly(&text));
            let is_one = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
            prop_assert_eq!(matches!(clean, Cow::Owned(_)), text.contains(is_one));
        }

        #[test]
        fn the_form_holds_and_words_stay(text in "[a-zA-Z .é\u{93}\n\r\t]{0,200}") {
            let normal = normalise(&text);
            prop_assert!(is_normal(&normal), "{normal:?}");
            prop_assert_eq!(normalise(&normal), normal.clone());
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&normal), letters(&text));
        }

        #[test]
        fn any_text_is_taken(text in "\\PC*|[\\s\\S]*") {
            prop_assert!(is_normal(&normalise(&text)));
        }
    }
}
