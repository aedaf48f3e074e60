//! Finds the stretches of a text that may name a place: the longest known name at each capitalised word.

use std::ops::Range;

use super::adjectives;
use super::counties;
use super::endings::{self, Endings};
use super::openers::openers;
use crate::analysis::segment::{Segments, Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Class, Finder, Key, Kind, Meanings, PlaceId, Prefix, record};
use crate::enrich::word_table::Packed;

/// What kind of name a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The name of a place, or a word for its people.
    Name,
    /// An abbreviated state (`Ky.`, `N.Y.`, `TX`).
    Code,
    /// A name with `County` or `Parish` after it, whether or not it is also that of a place.
    County,
    /// A seat that stands for its government (`the Kremlin`).
    Government,
}

/// A stretch of text that may name a place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Indices of its tokens.
    pub(super) tokens: Range<usize>,
    /// Tokens of the sentence it stands in.
    pub(super) sentence: Range<usize>,
    /// Bytes of the name, without a possessive ending.
    pub(super) bytes: Range<usize>,
    /// Everything the name may mean.
    pub(super) meanings: Meanings,
    /// The folded name.
    pub(super) key: Key,
    /// What kind of name it is.
    pub(super) sort: Sort,
}

/// No name has more words.
const MOST_WORDS: usize = 7;

/// What the text is written in, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    /// Names in other languages count as well.
    pub(super) foreign: bool,
    /// Every noun has a capital letter (German).
    pub(super) capital_nouns: bool,
    /// Adjectives of countries are known in this language and begin with a small letter.
    pub(super) adjectives: bool,
    /// Names have case endings.
    pub(super) endings: Option<&'static Endings>,
}

impl Writing {
    pub(super) fn of(lang: Option<&str>) -> Self {
        Self {
            foreign: lang != Some("en"),
            capital_nouns: lang == Some("de"),
            adjectives: lang.is_some_and(|lang| adjectives::LANGUAGES.contains(&lang)),
            endings: endings::of(lang),
        }
    }
}

/// Gives every candidate of the text, in order; they do not overlap.
pub(super) fn candidates(text: &str, segments: &Segments, writing: Writing) -> Vec<Candidate> {
    Finder::with(|finder| candidates_with(finder, text, segments, writing))
}

fn candidates_with(finder: &mut Finder, text: &str, segments: &Segments, writing: Writing) -> Vec<Candidate> {
    let mut found = Vec::new();
    let openers = openers(text, &segments.tokens, writing);
    let mut next = 0;
    for sentence in &segments.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let tokens = &segments.tokens[..range.end];
        let mut at = range.start;
        loop {
            next += openers[next..].iter().take_while(|&&opener| opener < at).count();
            match openers.get(next) {
                Some(&opener) if opener < range.end => at = opener,
                _ => break,
            }
            if counties::is_county(text, tokens[at]) && at > range.start {
                counties::read(text, tokens, at, &range, &mut found);
                at += 1;
                continue;
            }
            match candidate_at(finder, text, tokens, at, writing) {
                Some(mut candidate) => {
                    candidate.sentence = range.clone();
                    at = candidate.tokens.end;
                    found.push(candidate);
                }
                None => at += 1,
            }
        }
    }
    counties::read_lists(text, segments, &mut found);
    found
}

/// The word without its possessive ending.
#[inline]
pub(super) fn plain(word: &str) -> &str {
    match word.as_bytes() {
        [.., b'\'' | b's' | b'S' | 0x99] => without_ending(word),
        _ => word,
    }
}

/// The same for the word at `start..end` of a text, where it is of ASCII letters alone, as a number.
#[inline]
pub(super) fn letters(text: &str, start: usize, end: usize) -> Option<Packed> {
    // A word with a possessive ending is of more than letters.
    Packed::of_letters(text.as_bytes(), start, end).or_else(|| {
        let bare = plain(text.get(start..end)?).len();
        (start + bare < end).then(|| Packed::of_letters(text.as_bytes(), start, start + bare)).flatten()
    })
}

fn without_ending(word: &str) -> &str {
    let ending = match word.as_bytes() {
        [.., b'\''] => 1,
        [.., b'\'', b's' | b'S'] => 2,
        [.., 0xe2, 0x80, 0x99] => '’'.len_utf8(),
        [.., 0xe2, 0x80, 0x99, b's' | b'S'] | [.., 0xef, 0xbc, 0x87, b's'] => '’'.len_utf8() + 1,
        _ => 0,
    };
    &word[..word.len() - ending]
}

/// The longest name that begins at token `at`, at which one may, of the sentence that ends with `tokens`.
fn candidate_at(finder: &mut Finder, text: &str, tokens: &[Token], at: usize, writing: Writing) -> Option<Candidate> {
    let first = tokens[at];
    let cut = if writing.foreign { elided(text, first) } else { 0 };
    if cut > 0 {
        // "L'Aquila" before "l'Ukraine".
        let whole = longest(finder, text, tokens, at, 0, writing);
        return whole.or_else(|| longest(finder, text, tokens, at, cut, writing));
    }
    let adjective = || {
        let found = if writing.adjectives { adjective(text, first) } else { None };
        found.and_then(|found| of_adjective(text, at, found))
    };
    if first.kind == TokenKind::Word && first.case == TokenCase::Lower {
        return adjective().or_else(|| caseless_at(finder, text, tokens, at, writing));
    }
    longest(finder, text, tokens, at, 0, writing).or_else(adjective)
}

/// The country that a word is an adjective of, with the bytes of the word behind `l'` or `d'`.
pub(super) fn adjective(text: &str, token: Token) -> Option<(Meanings, Range<usize>)> {
    let word = token.text(text);
    let cut = match word.as_bytes() {
        [_, b'\'', ..] => 2,
        [_, 0xe2, 0x80, 0x99, ..] => 1 + '’'.len_utf8(),
        _ => 0,
    };
    (token.kind == TokenKind::Word)
        .then(|| adjectives::country_of(&word[cut..]))
        .flatten()
        .map(|found| (found, token.start as usize + cut..token.end as usize))
}

fn of_adjective(text: &str, at: usize, (meanings, bytes): (Meanings, Range<usize>)) -> Option<Candidate> {
    let key = Key::of(&text[bytes.clone()])?;
    Some(Candidate { tokens: at..at + 1, sentence: 0..0, bytes, meanings, key, sort: Sort::Name })
}

/// Articles and prepositions that French, Italian and Catalan shorten before a vowel.
const ELIDED: [&str; 12] = ["l", "d", "qu", "all", "dell", "nell", "dall", "sull", "coll", "un", "jusqu", "lorsqu"];

/// Bytes of the article or preposition that an apostrophe joins to a capitalised name (`d'Italie`, `dell’Ucraina`), with the apostrophe.
pub(super) fn elided(text: &str, token: Token) -> usize {
    if token.kind != TokenKind::Word {
        return 0;
    }
    let word = token.text(text);
    let Some(at) = word.bytes().take(8).position(|byte| matches!(byte, b'\'' | 0xe2)) else { return 0 };
    let Some(name) = word[at..].strip_prefix(['\'', '’']).filter(|name| name.starts_with(char::is_uppercase)) else { return 0 };
    let known = ELIDED.iter().any(|article| article.eq_ignore_ascii_case(&word[..at]));
    if known { word.len() - name.len() } else { 0 }
}

/// Arabic and Hebrew join prepositions and conjunctions to the word.
fn caseless_at(finder: &mut Finder, text: &str, tokens: &[Token], at: usize, writing: Writing) -> Option<Candidate> {
    let word = tokens[at].text(text);
    let cut = word
        .chars()
        .next()
        .filter(|c| matches!(c, 'و' | 'ب' | 'ل' | 'ف' | 'ك' | 'ב' | 'ל' | 'מ' | 'ו' | 'ש' | 'ה' | 'כ'))
        .map_or(0, char::len_utf8);
    longest(finder, text, tokens, at, 0, writing)
        .or_else(|| (cut > 0 && word.len() >= cut + 4).then(|| longest(finder, text, tokens, at, cut, writing)).flatten())
}

fn longest(finder: &mut Finder, text: &str, tokens: &[Token], at: usize, cut: usize, writing: Writing) -> Option<Candidate> {
    let start = tokens[at].start as usize + cut;
    if let Some(word) = letters(text, start, tokens[at].end as usize) {
        // As of most capitalised words, no name begins so, or none but itself may stand here.
        let prefix = Prefix::of_packed(word);
        let mut unknown = || !goes_on(text, tokens, at) && finder.find_packed(word, prefix).is_none();
        if !prefix.may_begin_a_name() || unknown() {
            return genitive(finder, text, tokens, at, start, writing);
        }
    }
    let mut key = Key::new();
    let mut best = None;
    for (index, token) in tokens.iter().enumerate().skip(at).take(MOST_WORDS) {
        let bytes = if index == at { start } else { token.start as usize }..token.end as usize;
        let letters = Packed::of_letters(text.as_bytes(), bytes.start, bytes.end);
        // A word with a possessive ending is of more than letters.
        let bare = if letters.is_some() { bytes.len() } else { plain(&text[bytes.clone()]).len() };
        let end = bytes.start + bare;
        let known = key.as_bytes().len();
        let gap = if index == at { "" } else { &text[tokens[index - 1].end as usize..token.start as usize] };
        if index > at && !(joins(gap, known) && may_follow(text, *token, letters)) {
            break;
        }
        let spaced = !gap.is_empty();
        if !letters.is_some_and(|word| key.push_letters(word, bare, spaced)) && !key.push(&text[bytes.start..end], spaced) {
            break;
        }
        let prefix = Prefix::of(&key);
        if !prefix.may_begin_a_name() {
            break;
        }
        if let Some(meanings) = finder.find(&key, prefix)
            && let Some(sort) = sort_of(text, start..end, meanings, &key, &text[bytes.clone()], writing)
        {
            best = Some(Candidate { tokens: at..index + 1, sentence: 0..0, bytes: start..end, meanings, key, sort });
        }
        if end < bytes.end {
            break;
        }
    }
    best.or_else(|| genitive(finder, text, tokens, at, start, writing))
}

/// Whether the word behind that at `at` may belong to the same name.
fn goes_on(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(&next) = tokens.get(at + 1) else { return false };
    let gap = &text[tokens[at].end as usize..next.start as usize];
    joins(gap, 0) && may_follow(text, next, Packed::of_letters(text.as_bytes(), next.start as usize, next.end as usize))
}

/// A name with the genitive ending that German, Dutch and the Scandinavian languages write without apostrophe (`Russlands`).
fn genitive(finder: &mut Finder, text: &str, tokens: &[Token], at: usize, start: usize, writing: Writing) -> Option<Candidate> {
    if !writing.foreign {
        return None;
    }
    let whole = &text[start..tokens[at].end as usize];
    let mut own = || {
        let word = whole.strip_suffix('s').filter(|word| word.len() >= 4)?;
        let key = Key::of(word)?;
        let meanings = finder.find(&key, Prefix::of(&key))?;
        let bytes = start..start + word.len();
        let sort = sort_of(text, bytes.clone(), meanings, &key, word, writing)?;
        Some(Candidate { tokens: at..at + 1, sentence: 0..0, bytes, meanings, key, sort })
    };
    own().or_else(|| inflected(text, tokens, at, start, writing))
}

/// A name with the ending of another case, in languages that have them (`w Warszawie`).
fn inflected(text: &str, tokens: &[Token], at: usize, start: usize, writing: Writing) -> Option<Candidate> {
    let bytes = start..tokens[at].end as usize;
    let (key, meanings) = endings::place_of(text.get(bytes.clone())?, writing)?;
    Some(Candidate { tokens: at..at + 1, sentence: 0..0, bytes, meanings, key, sort: Sort::Name })
}

fn sort_of(text: &str, bytes: Range<usize>, meanings: Meanings, key: &Key, word: &str, writing: Writing) -> Option<Sort> {
    let seated = GOVERNMENTS.iter().any(|seat| seat.as_bytes() == key.as_bytes());
    if seated && meanings.iter().any(|(_, class)| class == Class::Seat) {
        return Some(Sort::Government);
    }
    let last = last_usable(key, writing);
    for (id, class) in meanings.iter() {
        if class > last {
            break;
        }
        if usable(id, class, key, word, writing) {
            return Some(Sort::Name);
        }
    }
    let state = |(id, class)| class == Class::Code && record(id).kind == Kind::Region;
    (is_written_as_code(text, bytes) && meanings.iter().any(state)).then_some(Sort::Code)
}

/// Seats of governments by which print speaks of the government, folded.
const GOVERNMENTS: [&str; 8] =
    ["kremlin", "the kremlin", "white house", "the white house", "downing street", "10 downing street", "pentagon", "the pentagon"];

/// Whether the words stand where and as print abbreviates a state: `Paris, Ky.`, `Albany, N.Y.`, `Austin, TX`, `in W.Va.`
fn is_written_as_code(text: &str, bytes: Range<usize>) -> bool {
    let (before, name, after) = (&text[..bytes.start], &text[bytes.clone()], &text[bytes.end..]);
    let stopped = after.starts_with('.');
    if name.contains('.') {
        // Not "500 B.C.", not "B.C. Smith", but "the S.C. Highway Patrol".
        let placed = [", ", "the ", "The "].iter().any(|words| before.ends_with(words));
        let initials = after.strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_uppercase)) && !placed;
        return stopped && !initials && DOTTED.contains(&name) && !before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    }
    // Not the initials of "CA Del Fava".
    let named = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let capitals = name.len() == 2 && !name.contains(char::is_lowercase) && !named;
    before.ends_with(", ") && (stopped && (name.len() > 2 || TWO_LETTERS.contains(&name)) || capitals)
}

/// States and provinces abbreviated with points.
const DOTTED: [&str; 21] = [
    "N.H", "N.J", "N.M", "N.Y", "N.C", "N.D", "R.I", "S.C", "S.D", "W.Va", "D.C", "B.C", "N.B", "N.S", "N.L", "P.E.I", "N.W.T", "N.S.W",
    "A.C.T", "P.Q", "N.Z",
];

/// States abbreviated to two letters in print; `Ms.` and `Co.` are something else.
const TWO_LETTERS: [&str; 8] = ["Ky", "La", "Pa", "Va", "Vt", "Md", "Ga", "Mo"];

/// Whether what stands between two words may stand inside a name.
fn joins(gap: &str, length: usize) -> bool {
    match gap {
        "" | " " | "-" | "\u{a0}" | "‑" | "–" | " & " => true,
        // "St. Louis", "N. Korea", "Washington D.C."
        ". " | "." => length <= 5,
        _ => is_space(gap),
    }
}

/// Whether nothing but white space stands between two words, on one line or across a wrapped one.
pub(super) fn is_space(gap: &str) -> bool {
    gap == " "
        || !gap.is_empty()
            && gap.len() <= 40
            && gap.chars().all(char::is_whitespace)
            && gap.bytes().filter(|&byte| byte == b'\n').count() <= 1
}

/// Whether a word may stand inside a name behind its first word; `letters` are those of a word that is of nothing else.
fn may_follow(text: &str, token: Token, letters: Option<Packed>) -> bool {
    if token.case != TokenCase::Lower {
        return true;
    }
    match letters {
        Some(word) => SMALL_NUMBERS.binary_search(&word.padded()).is_ok_and(|index| SMALL[index] == token.text(text)),
        None => {
            let word = plain(token.text(text));
            !word.is_ascii() || SMALL.contains(&word)
        }
    }
}

/// Small words inside names.
const SMALL: [&str; 34] = [
    "al", "am", "an", "and", "au", "aux", "da", "de", "del", "den", "der", "des", "di", "do", "du", "e", "el", "en", "es", "ez", "i", "in",
    "la", "le", "les", "of", "on", "sous", "state", "sur", "the", "ul", "upon", "us",
];

/// The same as they are packed, in the same order.
static SMALL_NUMBERS: [[u8; 16]; SMALL.len()] = {
    let mut numbers = [[0; 16]; SMALL.len()];
    let mut index = 0;
    while index < SMALL.len() {
        let mut at = 0;
        while at < SMALL[index].len() {
            numbers[index][at] = SMALL[index].as_bytes()[at];
            at += 1;
        }
        index += 1;
    }
    numbers
};

/// The last class of meanings that may be used in running text. Behind it come those that are not used in this language, the many alternate
/// names among them.
pub(super) fn last_usable(key: &Key, writing: Writing) -> Class {
    if writing.foreign || !key.is_ascii() { Class::Alternate } else { Class::Adjective }
}

/// Whether the name may be used in this sense in running text; `word` is its last word as written.
pub(super) fn usable(id: PlaceId, class: Class, key: &Key, word: &str, writing: Writing) -> bool {
    let name = key.as_bytes();
    let short = name.len() <= 3 && key.is_ascii();
    match class {
        Class::Name if record(id).kind == Kind::City => {
            // Short names in capitals are acronyms.
            let capitals = name.len() <= 4 && !word.contains(char::is_lowercase) && key.is_ascii();
            name.len() > 2 && !(capitals && record(id).weight < 20_000) || !key.is_ascii()
        }
        Class::Name => true,
        Class::Variant if short => !word.contains(char::is_lowercase) || name.len() == 3 && record(id).kind == Kind::City,
        Class::Variant | Class::Adjective => true,
        Class::Foreign => writing.foreign || !key.is_ascii(),
        Class::Alternate => writing.foreign && name.len() >= 4 && record(id).weight >= 18_000,
        Class::Code | Class::Seat => false,
    }
}
