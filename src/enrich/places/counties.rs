//! Counties: `Laurel County`, known to the table or not, and lists such as `Jackson, Clark and Barrow counties`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::mentions::Named;
use super::scan::{Candidate, plain};
use super::sorts::Sort;
use super::span::Span;
use super::words::Word;
use crate::analysis::segment::{Segments, Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Class, Key, Meanings};
use crate::enrich::word_table::Packed;

/// Whether the word at `start..end` makes a county of the name before it.
#[inline(never)]
pub(super) fn is_county(text: &str, start: usize, end: usize) -> bool {
    matches!(plain(&text[start..end]), "County" | "Parish" | "COUNTY" | "PARISH")
}

/// Whether a word, small and without possessive ending, may be such a one.
#[inline]
pub(super) fn may_be_county(word: Packed) -> bool {
    const COUNTY: Packed = Packed::of_bytes(b"county");
    const PARISH: Packed = Packed::of_bytes(b"parish");
    word.is(COUNTY) | word.is(PARISH)
}

/// Takes in the county whose second word stands at `at`: it makes one of the name before it, known or not.
pub(super) fn read(text: &str, tokens: &[Token], at: usize, sentence: &Range<usize>, found: &mut Vec<Named>) {
    let gap = |index: usize| &text[tokens[index - 1].end as usize..tokens[index].start as usize];
    if !matches!(gap(at), " " | "\u{a0}") {
        return;
    }
    let end = tokens[at].start as usize + plain(tokens[at].text(text)).len();
    if let Some(last) = found.last_mut().map(|last| &mut last.candidate).filter(|last| last.tokens.end() == at) {
        if last.sort == Sort::Name && !matches!(last.meanings.iter().next(), Some((_, Class::Adjective))) {
            last.sort = Sort::County;
            last.tokens = last.tokens.until(at + 1);
            last.bytes = last.bytes.until(end);
        }
        return;
    }
    if !in_countys_name(text, tokens[at - 1], tokens[at]) || text[tokens[at - 1].start as usize..].len() < 3 {
        return;
    }
    let mut start = at - 1;
    let taken = found.last().map_or(0, |last| last.candidate.tokens.end());
    // "Prince William County"
    while start > sentence.start.max(taken) && at - start < 3 && gap(start) == " " && in_countys_name(text, tokens[start - 1], tokens[at]) {
        start -= 1;
    }
    let bytes = tokens[start].start as usize..end;
    let Some(key) = Key::of(&text[bytes.clone()]) else { return };
    let [tokens, sentence, bytes] = [start..at + 1, sentence.clone(), bytes].map(Span::of);
    found.push(Named::of(Candidate { tokens, sentence, bytes, meanings: Meanings::NONE, key, sort: Sort::County }));
}

/// Whether a word may be of the name of a county, written as the word `county` is.
fn in_countys_name(text: &str, token: Token, county: Token) -> bool {
    let word = token.text(text);
    token.kind == TokenKind::Word
        && (token.case == TokenCase::Title || token.case == county.case)
        && token.case != TokenCase::Lower
        && plain(word).len() == word.len()
        && !Word::written(word).is(Word::BEARING.or(Word::FOLLOW)) | matches!(word, "New" | "Prince" | "King" | "Queen")
}

/// Takes in the counties of lists such as `Jackson, Clark and Barrow counties`; a name in one means its county whatever else it may mean.
pub(super) fn read_lists(text: &str, segments: &Segments, found: &mut Vec<Named>) {
    let tokens = &segments.tokens;
    let mut listed = Vec::new();
    for at in COUNTIES.find_iter(text.as_bytes()) {
        let Ok(last) = tokens.binary_search_by_key(&(at + 1), |token| token.start as usize) else { continue };
        let sentence = segments.sentences.partition_point(|sentence| (sentence.tokens.end as usize) <= last);
        let Some(sentence) = segments.sentences.get(sentence) else { continue };
        let floor = (sentence.tokens.start as usize).max(last.saturating_sub(MOST_LISTED));
        let sentence = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let gap = |index: usize| &text[tokens[index - 1].end as usize..tokens[index].start as usize];
        let is_named = |index: usize| {
            let word = tokens[index].text(text);
            let listed = tokens[index].kind == TokenKind::Word && tokens[index].case == TokenCase::Title;
            listed && plain(word).len() == word.len() && !Word::written(word).is(Word::BEARING)
        };
        let mut end = last;
        let from = listed.len();
        loop {
            let mut start = end;
            while start > floor && is_named(start - 1) && (start == end || gap(start) == " ") && end - start < 3 {
                start -= 1;
            }
            if start == end {
                break;
            }
            let bytes = tokens[start].start as usize..tokens[end - 1].end as usize;
            let Some(key) = Key::of(&text[bytes.clone()]) else { break };
            let [own, sentence, bytes] = [start..end, sentence.clone(), bytes].map(Span::of);
            listed.push(Named::of(Candidate { tokens: own, sentence, bytes, meanings: Meanings::NONE, key, sort: Sort::County }));
            if start <= floor + 1 {
                break;
            }
            let before = tokens[start - 1].text(text);
            end = match (gap(start), before) {
                (" ", "and" | "or") => start - 1,
                (", ", _) => start,
                _ => break,
            };
        }
        if listed.len() < from + 2 {
            listed.truncate(from);
        }
    }
    if listed.is_empty() {
        return;
    }
    found.retain(|name| {
        let bytes = name.candidate.bytes;
        listed.iter().all(|county| county.candidate.bytes.end() <= bytes.start() || bytes.end() <= county.candidate.bytes.start())
    });
    found.append(&mut listed);
    found.sort_by_key(|name| name.candidate.bytes.start());
}

/// What ends a list of counties.
static COUNTIES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" counties"));

/// Most words that a list of counties is followed back.
const MOST_LISTED: usize = 60;
