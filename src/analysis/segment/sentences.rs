//! Where a sentence ends between two words.

use std::ops::Range;

use crate::analysis::order::in_order;

/// Decides whether a sentence ends in the gap between the token at `last` and the one that begins at `next`, and where.
pub(super) fn sentence_end(line: &str, last: Range<usize>, next: usize) -> Option<usize> {
    match line.as_bytes().get(last.end..next)? {
        [] | [_] => None,
        // Most gaps that are longer are a comma and a space.
        [b',', b' '] => None,
        // As most sentences end.
        [b'.', b' '] => {
            let goes_on = begins_small(line, next)? || is_abbreviated(&line[last.clone()], &line[next..]);
            (!goes_on).then_some(last.end + 1)
        }
        _ => end_in_gap(line, last, next),
    }
}

fn end_in_gap(line: &str, last: Range<usize>, next: usize) -> Option<usize> {
    let gap = &line[last.end..next];
    if gap.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'.' | b'!' | b'?')) {
        return None;
    }
    let mut mark = None;
    let mut end = 0;
    let mut spaced = false;
    for (i, c) in gap.char_indices() {
        match c {
            '.' | '!' | '?' | '…' | '؟' | '۔' | '।' if !spaced => {
                mark = Some((i, c));
                end = i + c.len_utf8();
            }
            '。' | '！' | '？' | '．' => {
                mark = Some((i, c));
                spaced = true;
                end = i + c.len_utf8();
            }
            '"' | '”' | '’' | '\'' | '»' | '“' | '」' | '』' | ')' | ']' | '）' if mark.is_some() && i == end => {
                let after = &gap[i + c.len_utf8()..];
                // German closes with it, and a blank or another mark follows; elsewhere it opens the next sentence.
                if c != '“' || after.starts_with(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '”' | '’' | '»')) {
                    end = i + c.len_utf8();
                }
            }
            c if c.is_whitespace() && mark.is_some() => spaced = true,
            _ => {}
        }
    }
    let (at, mark) = mark.filter(|_| spaced)?;
    if mark == '.' {
        return end_behind_stop(line, last, next, gap, at, end);
    }
    (!begins_small(line, next)?).then_some(last.end + end)
}

/// Whether a small letter stands at `at`; `None` at the end.
fn begins_small(line: &str, at: usize) -> Option<bool> {
    match line.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(byte.is_ascii_lowercase()),
        _ => line[at..].chars().next().map(char::is_lowercase),
    }
}

/// The same where a full stop stands at `at` of the gap and is the mark that tells; a sentence would end at `end` of the gap.
fn end_behind_stop(line: &str, last: Range<usize>, next: usize, gap: &str, at: usize, end: usize) -> Option<usize> {
    if begins_small(line, next)? {
        return None;
    }
    let in_dateline = || gap.contains(['(', '—', '–', '-']) && STATES.contains(&&line[last.clone()]);
    let before_bracket = || gap.contains('(') && COMPANIES.contains(&&line[last.clone()]);
    // `“No.” “Yes.”`: what is quoted ends here, whatever its last word.
    let quoted = || gap[at + 1..end].starts_with(['"', '”', '’', '\'', '»', '“']);
    if at == 0 && (in_dateline() || before_bracket() || !quoted() && is_abbreviated(&line[last.clone()], &line[next..])) {
        return None;
    }
    Some(last.end + end)
}

/// Whether a full stop right after `word` belongs to the word rather than to the sentence; `rest` begins with the next word.
fn is_abbreviated(word: &str, rest: &str) -> bool {
    let mut chars = word.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    if second.is_none() && !first.is_ascii_digit() {
        return first.is_uppercase();
    }
    let next = || rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return GERMAN_MONTHS.contains(&next());
    }
    if word.bytes().any(|byte| byte == b'.') {
        return !SENTENCE_OPENERS.contains(&next());
    }
    if word.len() <= 3 && ["no", "nos"].iter().any(|number| word.eq_ignore_ascii_case(number)) {
        return rest.starts_with(|c: char| c.is_ascii_digit()) || matches!(next(), "One" | "Two" | "Ten");
    }
    let may_be_one = word.len() <= LONGEST_ABBREVIATION && ABBREVIATION_LENGTHS[usize::from(word.as_bytes()[0])] >> word.len() & 1 != 0;
    may_be_one && ABBREVIATION_NUMBERS.binary_search(&number(word.as_bytes())).is_ok()
}

/// Words that stand before a name or number with a full stop of their own.
const ABBREVIATIONS: [&str; 56] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl",
    "pvt", "adm", "rev", "hon", "st", "ste", "mt", "ft", "jr", "sr", "messrs", "mme", "mlle", "mgr", "hr", "fr", "sra", "srta", "dra",
    "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec", "vs", "nr", "art", "vol", "dept", "det", "supt", "insp",
];

/// Bytes of the longest of them.
const LONGEST_ABBREVIATION: usize = 6;

/// How long those are that begin with a letter, large or small, a bit for each length: few other words are looked for.
static ABBREVIATION_LENGTHS: [u8; 256] = {
    let mut lengths = [0; 256];
    let mut at = 0;
    while at < ABBREVIATIONS.len() {
        let word = ABBREVIATIONS[at].as_bytes();
        lengths[word[0] as usize] |= 1 << word.len();
        lengths[word[0].to_ascii_uppercase() as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// The same as numbers, the lowest first.
static ABBREVIATION_NUMBERS: [u64; ABBREVIATIONS.len()] = {
    let mut numbers = [0; ABBREVIATIONS.len()];
    let mut count = 0;
    while count < ABBREVIATIONS.len() {
        numbers[count] = number(ABBREVIATIONS[count].as_bytes());
        count += 1;
    }
    in_order(numbers)
};

/// A word of at most eight bytes as a number, whatever its ASCII capitals.
const fn number(word: &[u8]) -> u64 {
    let mut number = 0;
    let mut at = 0;
    while at < word.len() && at < 8 {
        number |= (word[at].to_ascii_lowercase() as u64) << (8 * at);
        at += 1;
    }
    number
}

/// States and provinces as American print shortens them. They may end a sentence, but not before what ends a dateline
/// (`LONDON, Ky. (AP) -`).
const STATES: [&str; 37] = [
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn",
    "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Ont", "Alta", "Sask", "Que",
];

/// Forms of companies. They may end a sentence, but not before a bracket that tells more of the company: `Marlow Corp. (NYSE: MRL) said`.
const COMPANIES: [&str; 8] = ["Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Assn", "Intl"];

/// Words that open a sentence even after an acronym with stops ("in the U.S. He said").
const SENTENCE_OPENERS: [&str; 28] = [
    "The", "He", "She", "It", "They", "We", "But", "And", "In", "On", "At", "A", "An", "This", "That", "These", "Those", "His", "Her",
    "Their", "Its", "If", "When", "While", "As", "For", "After", "Before",
];

const GERMAN_MONTHS: [&str; 13] =
    ["Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
