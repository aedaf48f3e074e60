//! Finds the stretches of a text that may name a place: the longest known name at each capitalised word.

use std::ops::Range;

use crate::analysis::segment::{Segments, Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Class, Key, Kind, Meanings, PlaceId, Prefix, find, record};

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
}

/// No name has more words.
const MOST_WORDS: usize = 7;

/// What the text is written in, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Writing {
    /// Names in other languages count as well.
    pub(super) foreign: bool,
    /// Every noun has a capital letter (German).
    pub(super) capital_nouns: bool,
}

impl Writing {
    pub(super) fn of(lang: Option<&str>) -> Self {
        Self { foreign: lang != Some("en"), capital_nouns: lang == Some("de") }
    }
}

/// Gives every candidate of the text, in order; they do not overlap.
pub(super) fn candidates(text: &str, segments: &Segments, writing: Writing) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in &segments.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let mut at = range.start;
        while at < range.end {
            match candidate_at(text, &segments.tokens[..range.end], at, writing) {
                Some(mut candidate) => {
                    candidate.sentence = range.clone();
                    at = candidate.tokens.end;
                    found.push(candidate);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// The word without its possessive ending.
pub(super) fn plain(word: &str) -> &str {
    let cut = ["'s", "’s", "'S", "’S", "＇s"].iter().find_map(|ending| word.strip_suffix(ending));
    cut.or_else(|| word.strip_suffix(['\'', '’'])).unwrap_or(word)
}

/// Whether a name may begin with this token: a capital letter, or a script that has none.
fn may_open(text: &str, token: Token) -> bool {
    match token.kind {
        TokenKind::Number => false,
        TokenKind::Ideograph => true,
        TokenKind::Word => {
            token.case != TokenCase::Lower
                || !text.as_bytes()[token.start as usize].is_ascii()
                    && text[token.start as usize..].chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        }
    }
}

/// The longest name that begins at token `at` of the sentence that ends with `tokens`.
fn candidate_at(text: &str, tokens: &[Token], at: usize, writing: Writing) -> Option<Candidate> {
    let first = tokens[at];
    if !may_open(text, first) {
        return None;
    }
    if first.kind == TokenKind::Word && first.case == TokenCase::Lower {
        return caseless_at(text, tokens, at, writing);
    }
    longest(text, tokens, at, 0, writing)
}

/// Arabic joins prepositions and conjunctions to the word.
fn caseless_at(text: &str, tokens: &[Token], at: usize, writing: Writing) -> Option<Candidate> {
    let word = tokens[at].text(text);
    let cut = word.chars().next().filter(|c| matches!(c, 'و' | 'ب' | 'ل' | 'ف' | 'ك')).map_or(0, char::len_utf8);
    longest(text, tokens, at, 0, writing)
        .or_else(|| (cut > 0 && word.len() > cut + 4).then(|| longest(text, tokens, at, cut, writing)).flatten())
}

fn longest(text: &str, tokens: &[Token], at: usize, cut: usize, writing: Writing) -> Option<Candidate> {
    let mut key = Key::new();
    let mut prefix = Prefix::EMPTY;
    let mut best = None;
    let start = tokens[at].start as usize + cut;
    for (index, token) in tokens.iter().enumerate().skip(at).take(MOST_WORDS) {
        let word = if index == at { &token.text(text)[cut..] } else { token.text(text) };
        let bare = plain(word);
        let known = key.as_bytes().len();
        let gap = if index == at { "" } else { &text[tokens[index - 1].end as usize..token.start as usize] };
        if index > at && !(joins(gap, known) && may_follow(*token, bare)) {
            break;
        }
        if !key.push(bare, !gap.is_empty()) {
            break;
        }
        prefix = prefix.then(&key.as_bytes()[known..]);
        if !prefix.may_begin_a_name() {
            break;
        }
        if let Some(meanings) =
            find(key.as_bytes()).filter(|meanings| meanings.iter().any(|(id, class)| usable(id, class, &key, word, writing)))
        {
            let end = token.start as usize + if index == at { cut } else { 0 } + bare.len();
            best = Some(Candidate { tokens: at..index + 1, sentence: 0..0, bytes: start..end, meanings, key });
        }
        if bare.len() < word.len() {
            break;
        }
    }
    best
}

/// Whether what stands between two words may stand inside a name.
fn joins(gap: &str, length: usize) -> bool {
    match gap {
        "" | " " | "-" | "\u{a0}" | "‑" | "–" | "\n" | " & " => true,
        // "St. Louis", "N. Korea", "Washington D.C."
        ". " | "." => length <= 5,
        _ => false,
    }
}

fn may_follow(token: Token, word: &str) -> bool {
    token.case != TokenCase::Lower
        || !word.is_ascii()
        || matches!(
            word,
            "of" | "and"
                | "the"
                | "de"
                | "del"
                | "da"
                | "do"
                | "di"
                | "du"
                | "des"
                | "la"
                | "le"
                | "les"
                | "el"
                | "al"
                | "es"
                | "e"
                | "en"
                | "am"
                | "an"
                | "der"
                | "den"
                | "sur"
                | "sous"
                | "upon"
                | "on"
                | "in"
                | "au"
                | "aux"
                | "state"
                | "i"
                | "ez"
                | "ul"
                | "us"
        )
}

/// Whether the name may be used in this sense in running text; `word` is its last word as written.
pub(super) fn usable(id: PlaceId, class: Class, key: &Key, word: &str, writing: Writing) -> bool {
    let name = key.as_bytes();
    let short = name.len() <= 3 && name.is_ascii();
    match class {
        Class::Name => !short || name.len() == 3 || record(id).kind != Kind::City,
        Class::Variant if short => !word.contains(char::is_lowercase) || name.len() == 3 && record(id).kind == Kind::City,
        Class::Variant | Class::Adjective => true,
        Class::Foreign => writing.foreign || !name.is_ascii(),
        Class::Alternate => name.len() >= 4 && record(id).weight >= if writing.foreign { 16_600 } else { 18_900 },
        Class::Code | Class::Seat => false,
    }
}
