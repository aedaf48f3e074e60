//! Finds the stretches of a text that may name a place: the longest known name at each capitalised word.

use std::ops::Range;

use super::adjectives;
use super::counties;
use super::endings::{self, Endings};
use super::mentions::Named;
use super::openers::{Opener, openers};
use super::sorts::{Sort, sort_of};
use super::span::Span;
use crate::analysis::order::in_order;
use crate::analysis::segment::{Segments, Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Finder, Found, Key, Meanings, Short};
use crate::enrich::word_table::Packed;

/// A stretch of text that may name a place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Indices of its tokens.
    pub(super) tokens: Span,
    /// Tokens of the sentence it stands in.
    pub(super) sentence: Span,
    /// Bytes of the name, without a possessive ending.
    pub(super) bytes: Span,
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
pub(super) fn candidates(text: &str, segments: &Segments, writing: Writing) -> Vec<Named> {
    Finder::with(|finder| candidates_with(finder, text, segments, writing))
}

fn candidates_with(finder: &mut Finder, text: &str, segments: &Segments, writing: Writing) -> Vec<Named> {
    let openers = openers(text, &segments.tokens, writing);
    let known = finder.find_all(&openers, |opener| opener.word);
    let mut found: Vec<Named> = Vec::with_capacity(openers.len() / 2);
    let sentences = &segments.sentences;
    let last = sentences.len().saturating_sub(1);
    let mut own = 0;
    // The first token behind the last name.
    let mut free = 0;
    for (Opener { at, word }, known) in openers.into_iter().zip(known) {
        let (at, word) = (at as usize, word.some());
        // How many sentences begin before the next opener is hardly ever more than two, and which number it is nobody can foresee.
        for _ in 0..2 {
            own += usize::from((own < last) & (sentences[own].tokens.end <= at as u32));
        }
        while own < last && sentences[own].tokens.end <= at as u32 {
            own += 1;
        }
        if at < free {
            continue;
        }
        let sentence = sentences[own].tokens.start as usize..sentences[own].tokens.end as usize;
        let tokens = &segments.tokens[..sentence.end];
        let Token { start, end, .. } = tokens[at];
        if word.is_none() && at > sentence.start && counties::is_county(text, start as usize, end as usize) {
            counties::read(text, tokens, at, &sentence, &mut found);
            continue;
        }
        // As of most, no longer name begins so, or none may stand here.
        let alone = word.map(|word| (word.name, known));
        let candidate = match alone {
            Some((word, own)) if !(own.goes_on && goes_on(text, tokens, at, word)) => {
                own.meanings().and_then(|meanings| single(text, tokens, at, word, meanings, writing))
            }
            alone => candidate_at(finder, text, tokens, at, alone.map(|(_, own)| own), writing),
        };
        if let Some(mut candidate) = candidate {
            free = candidate.tokens.end();
            candidate.sentence = Span::of(sentence.clone());
            found.push(Named::of(candidate));
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

/// The same as a number, where it is of ASCII letters alone.
#[inline]
pub(super) fn letters(text: &str, token: Token) -> Option<Packed> {
    let (start, end) = (token.start as usize, token.end as usize);
    // A word with a possessive ending is of more than letters.
    if token.is_plain {
        return Packed::of_plain(text.as_bytes(), start, end);
    }
    let bare = plain(text.get(start..end)?).len();
    (start + bare < end).then(|| Packed::of_letters(text.as_bytes(), start, start + bare)).flatten()
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

/// The longest name that begins at token `at`, at which one may, of the sentence that ends with `tokens`; `alone` is what is known of the first
/// word, where it has been looked up.
fn candidate_at(finder: &mut Finder, text: &str, tokens: &[Token], at: usize, alone: Option<Found>, writing: Writing) -> Option<Candidate> {
    let first = tokens[at];
    let cut = if writing.foreign { elided(text, first) } else { 0 };
    if cut > 0 {
        // "L'Aquila" before "l'Ukraine".
        let whole = longest(finder, text, tokens, at, 0, None, writing);
        return whole.or_else(|| longest(finder, text, tokens, at, cut, None, writing));
    }
    let adjective = || {
        let found = if writing.adjectives { adjective(text, first) } else { None };
        found.and_then(|found| of_adjective(text, at, found))
    };
    if first.kind == TokenKind::Word && first.case == TokenCase::Lower {
        return adjective().or_else(|| caseless_at(finder, text, tokens, at, writing));
    }
    longest(finder, text, tokens, at, 0, alone, writing).or_else(adjective)
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
    Some(Candidate { tokens: Span::of(at..at + 1), sentence: Span::default(), bytes: Span::of(bytes), meanings, key, sort: Sort::Name })
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
    longest(finder, text, tokens, at, 0, None, writing)
        .or_else(|| (cut > 0 && word.len() >= cut + 4).then(|| longest(finder, text, tokens, at, cut, None, writing)).flatten())
}

fn longest(
    finder: &mut Finder,
    text: &str,
    tokens: &[Token],
    at: usize,
    cut: usize,
    alone: Option<Found>,
    writing: Writing,
) -> Option<Candidate> {
    let start = tokens[at].start as usize + cut;
    let mut key = Key::new();
    let mut best = None;
    for (index, token) in tokens.iter().enumerate().skip(at).take(MOST_WORDS) {
        let bytes = if index == at { start } else { token.start as usize }..token.end as usize;
        let letters = Packed::of_letters(text.as_bytes(), bytes.start, bytes.end);
        // A word with a possessive ending is of more than letters.
        let bare = if letters.is_some() { bytes.len() } else { plain(&text[bytes.clone()]).len() };
        let end = bytes.start + bare;
        let known = key.len();
        let gap = if index == at { bytes.start..bytes.start } else { tokens[index - 1].end as usize..bytes.start };
        if index > at && !(joins(text, gap.clone(), known) && (token.case != TokenCase::Lower || may_follow(text, *token, letters))) {
            break;
        }
        let spaced = !gap.is_empty();
        let word = letters.or_else(|| Packed::of_letters(text.as_bytes(), bytes.start, end));
        if !word.is_some_and(|word| key.push_letters(word, bare, spaced)) && !key.push(&text[bytes.start..end], spaced) {
            break;
        }
        let known = alone.filter(|_| index == at).unwrap_or_else(|| finder.find(&key));
        if let Some(meanings) = known.meanings()
            && let Some(sort) = sort_of(text, start..end, meanings, &key, &text[bytes.clone()], writing)
        {
            best = Some(Candidate {
                tokens: Span::of(at..index + 1),
                sentence: Span::default(),
                bytes: Span::of(start..end),
                meanings,
                key,
                sort,
            });
        }
        if !known.goes_on {
            break;
        }
        if end < bytes.end {
            break;
        }
    }
    best.or_else(|| genitive(finder, text, tokens, at, start, writing))
}

/// The name that a short word of English letters is by itself.
fn single(text: &str, tokens: &[Token], at: usize, name: Packed, meanings: Meanings, writing: Writing) -> Option<Candidate> {
    let token = tokens[at];
    let word = token.text(text);
    let length = name.len();
    let bytes = token.start as usize..token.start as usize + length;
    let key = Key::of_letters(name, length);
    let sort = sort_of(text, bytes.clone(), meanings, &key, word, writing)?;
    Some(Candidate { tokens: Span::of(at..at + 1), sentence: Span::default(), bytes: Span::of(bytes), meanings, key, sort })
}

/// Whether two words may begin a name, as hardly any do; never wrong when it says no.
#[inline(always)]
fn may_begin(word: Packed, next: Packed) -> bool {
    let (both, fits) = word.and(next);
    !fits | Short::of(both).may_begin_a_name()
}

/// Whether the word behind that at `at`, which is `word`, may belong to the same name.
fn goes_on(text: &str, tokens: &[Token], at: usize, word: Packed) -> bool {
    let Some(&next) = tokens.get(at + 1) else { return false };
    let (start, end) = (next.start as usize, next.end as usize);
    let gap = tokens[at].end as usize..start;
    let letters = Packed::of_letters(text.as_bytes(), start, end);
    (gap.is_empty() || letters.is_none_or(|next| may_begin(word, next)))
        && joins(text, gap, 0)
        && (next.case != TokenCase::Lower || may_follow(text, next, letters))
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
        let meanings = finder.find(&key).meanings()?;
        let bytes = start..start + word.len();
        let sort = sort_of(text, bytes.clone(), meanings, &key, word, writing)?;
        Some(Candidate { tokens: Span::of(at..at + 1), sentence: Span::default(), bytes: Span::of(bytes), meanings, key, sort })
    };
    own().or_else(|| inflected(text, tokens, at, start, writing))
}

/// A name with the ending of another case, in languages that have them (`w Warszawie`).
fn inflected(text: &str, tokens: &[Token], at: usize, start: usize, writing: Writing) -> Option<Candidate> {
    let bytes = start..tokens[at].end as usize;
    let (key, meanings) = endings::place_of(text.get(bytes.clone())?, writing)?;
    Some(Candidate { tokens: Span::of(at..at + 1), sentence: Span::default(), bytes: Span::of(bytes), meanings, key, sort: Sort::Name })
}

/// Whether what stands between two words may stand inside a name of which so many bytes are known.
#[inline]
fn joins(text: &str, gap: Range<usize>, length: usize) -> bool {
    // As most words are parted.
    text.as_bytes()[gap.clone()] == *b" " || may_join(&text[gap], length)
}

fn may_join(gap: &str, length: usize) -> bool {
    match gap {
        "" | "-" | "\u{a0}" | "‑" | "–" | " & " => true,
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

/// Whether a word without a capital may stand inside a name behind its first word; `letters` are those of a word that is of nothing else.
fn may_follow(text: &str, token: Token, letters: Option<Packed>) -> bool {
    match letters {
        Some(_) if (token.end - token.start) as usize > LONGEST_SMALL => false,
        Some(word) => {
            let is_listed = word.as_number().is_some_and(|number| SMALL_NUMBERS.binary_search(&number).is_ok());
            is_listed && token.text(text).bytes().all(|byte| byte.is_ascii_lowercase())
        }
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

/// Bytes of the longest of them.
const LONGEST_SMALL: usize = {
    let (mut longest, mut at) = (0, 0);
    while at < SMALL.len() {
        longest = if SMALL[at].len() > longest { SMALL[at].len() } else { longest };
        at += 1;
    }
    longest
};

/// The same as numbers, the lowest first.
static SMALL_NUMBERS: [u64; SMALL.len()] = {
    let mut numbers = [0; SMALL.len()];
    let mut count = 0;
    while count < SMALL.len() {
        numbers[count] = Packed::of_bytes(SMALL[count].as_bytes()).low();
        count += 1;
    }
    in_order(numbers)
};
