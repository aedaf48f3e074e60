//! Finds speech that stands behind a dash at the beginning of its paragraph: `— Мы готовы, — сказал Иванов.`, `– On attend, soupire Anna Roux.`,
//! `– Vi väntar, säger Anna Berg.`
//!
//! Where a lexicon tells the cue, so does the next dash or a comma before it. Languages without one have a list of their commonest verbs of saying
//! (`data/quotes-dashes.txt`): speech ends before the dash, comma or question mark that such a verb stands behind. A whole paragraph behind a dash is speech there
//! only if another one of the text has such a verb, and if it is a sentence: lists are written with dashes too. Who speaks is not told.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Marked, Repair, russian_dashes};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{AUX, DET, Language, POSS, PRON, ROLE, SAY, WEAK};

/// Words behind a dash or comma among which a verb of saying is looked for.
const CUE_WORDS: usize = 3;

/// Words of the longest cue that its verb closes.
const LONGEST_CUE: usize = 7;

/// Words of the shortest paragraph that is speech as a whole.
const SHORTEST: usize = 4;

/// Dashes with which a paragraph may begin.
const DASHES: [char; 3] = ['—', '–', '―'];

/// Verbs of saying of languages without a lexicon.
static SAYING: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/quotes-dashes.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(':')).flat_map(|(_, words)| words.split_whitespace()).collect()
});

/// What a paragraph says behind dashes with its cue left out, added to `found`.
pub(super) fn find(words: &Words<'_>, paragraph: usize, found: &mut Vec<Marked>) {
    if words.language == Language::Russian {
        russian_dashes::find(words, paragraph, found);
        return;
    }
    let stretch = &words.segments.paragraphs[paragraph];
    let text = stretch.text(words.body);
    let offset = stretch.bytes.start as usize;
    // Who types no dashes writes `- Os jogadores lutaram - disse Ana Lima.`
    let hyphens = matches!(words.language, Language::French | Language::Other) && text.starts_with("- ");
    if !hyphens && !text.starts_with(['—', '–']) {
        return;
    }
    let dashes: Vec<usize> = text
        .char_indices()
        .filter(|&(at, c)| {
            let spaced = || at == 0 || text[..at].ends_with([' ', '\u{a0}']);
            matches!(c, '—' | '–') && spaced()
                || hyphens && c == '-' && spaced() && text[at + 1..].starts_with([' ', '\u{a0}'])
                || c == '—' && text[at + c.len_utf8()..].starts_with(['.', ','])
        })
        .map(|(at, _)| at)
        .collect();
    if let ([_], Language::French | Language::Other) = (dashes.as_slice(), words.language)
        && let Some(inner) = before_cue(words, paragraph).or_else(|| behind_colon(words, paragraph))
    {
        found.push(speech(paragraph, inner));
        return;
    }
    let mut at = 0;
    while let Some(&open) = dashes.get(at) {
        let close = dashes.get(at + 1).copied();
        let sign = text[open..].chars().next().map_or(0, char::len_utf8);
        let inner = open + sign..close.unwrap_or(text.len());
        let cued = close.is_some_and(|close| {
            let next = words.first_at_byte(offset + close);
            ((next..next + CUE_WORDS).any(|token| words.is(token, SAY | WEAK)) || is_reflexive(words, next)) && !words.is_capital(next)
        });
        if !(cued || at > 0) {
            return;
        }
        let said =
            text[inner.clone()].trim_start_matches([' ', '\u{a0}', '.', ','].as_slice()).trim_end_matches([' ', '\u{a0}', ','].as_slice());
        let start = offset
            + inner.start
            + (text[inner.clone()].len() - text[inner.clone()].trim_start_matches([' ', '\u{a0}', '.', ','].as_slice()).len());
        let inner = start..start + said.len();
        if said.chars().any(char::is_alphanumeric) {
            found.push(speech(paragraph, inner));
        }
        at += 2;
    }
}

pub(super) fn speech(paragraph: usize, inner: Range<usize>) -> Marked {
    Marked { inner: inner.clone(), outer: inner, tokens: 0..0, paragraph, repair: Repair::None, continues: false, single: false }
}

/// What a paragraph that opens with a dash says before its cue, which no second dash parts from it: `– On attend, soupire Anna Roux.`
fn before_cue(words: &Words<'_>, paragraph: usize) -> Option<Range<usize>> {
    let stretch = &words.segments.paragraphs[paragraph];
    let (first, end) = (stretch.tokens.start as usize, stretch.tokens.end as usize);
    let cue = (first + 1..end).find(|&at| {
        let gap = words.gap_before(at);
        let parted = gap.starts_with(',') || gap.trim_start().starts_with(['?', '!', '…']) && !words.is_capital(at);
        let verb = (at..end.min(at + CUE_WORDS)).find(|&verb| !words.is(verb, AUX | PRON));
        let next = |verb: usize| {
            verb + 1 < end
                && (words.gap(verb) == "-"
                    || words.is_spaced(verb) && (words.is_capital(verb + 1) || words.is(verb + 1, DET | POSS | ROLE | PRON)))
        };
        parted && verb.is_some_and(|verb| words.is(verb, SAY | WEAK) && next(verb))
    })?;
    Some(words.start(first)..words.end(cue - 1) + kept(words.gap_before(cue)))
}

/// Whether a verb of which nothing is known but its pronoun has its subject behind it: `- Estou pronto - diverte-se o escritor.`
fn is_reflexive(words: &Words<'_>, verb: usize) -> bool {
    let subject = verb + 2;
    let pronoun = words.gap(verb) == "-" && words.text(verb + 1) == "se" && words.is_spaced(verb + 1);
    pronoun && (words.is_capital(subject) || words.is(subject, ROLE | PRON) || words.is(subject, DET) && words.is(subject + 1, ROLE))
}

/// What a paragraph says behind its dash that the colon of the one above leads to, if it is no list: `E avisa:⏎- Quem paga a ponte é o povo.`
fn behind_colon(words: &Words<'_>, paragraph: usize) -> Option<Range<usize>> {
    let paragraphs = &words.segments.paragraphs;
    let text = |at: usize| paragraphs.get(at).map_or("", |own| own.text(words.body).trim_end());
    let stretch = &paragraphs[paragraph];
    let listed = text(paragraph + 1).starts_with(['-', '—', '–']);
    let led = text(paragraph.checked_sub(1)?).ends_with(':') && !listed;
    let (first, end) = (stretch.tokens.start as usize, stretch.tokens.end as usize);
    let sentence = end - first >= SHORTEST && words.is_capital(first) && text(paragraph).ends_with(['.', '!', '?', '…']);
    (led && sentence).then(|| words.start(first)..stretch.bytes.start as usize + text(paragraph).len())
}

/// Bytes of the question or exclamation mark that ends what is said.
fn kept(gap: &str) -> usize {
    gap.find(['?', '!', '…']).map_or(0, |mark| mark + gap[mark..].chars().next().map_or(0, char::len_utf8))
}

/// All speech behind dashes in a text of whose language no lexicon is known, in order.
pub(super) fn of_unknown(words: &Words<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut whole = Vec::new();
    for (paragraph, stretch) in words.segments.paragraphs.iter().enumerate() {
        let text = stretch.text(words.body);
        let behind = text.strip_prefix(DASHES).or_else(|| text.strip_prefix('-'));
        let Some(behind) = behind.filter(|behind| behind.starts_with([' ', '\u{a0}'])) else { continue };
        let tokens = stretch.tokens.start as usize..stretch.tokens.end as usize;
        if !behind.trim_start().starts_with(|c: char| !c.is_lowercase()) {
            continue;
        }
        let first = found.len();
        cut_cues(words, paragraph, tokens.clone(), &mut found);
        let sentence = text.trim_end().ends_with(['.', '!', '?', '…']) && tokens.len() >= SHORTEST;
        if found.len() == first && sentence {
            let end = stretch.bytes.start as usize + text.trim_end().len();
            whole.push(speech(paragraph, words.start(tokens.start)..end));
        }
    }
    if !found.is_empty() && !whole.is_empty() {
        found.append(&mut whole);
        found.sort_by_key(|quote| quote.outer.start);
    }
    found
}

/// What stands between the cues of a paragraph that begins with a dash; nothing where it has none.
fn cut_cues(words: &Words<'_>, paragraph: usize, tokens: Range<usize>, found: &mut Vec<Marked>) {
    let is_dash = |gap: &str| gap.trim_end().ends_with(DASHES) || gap == " – ";
    let says = |at: usize| {
        let joined = |verb: &usize| *verb == at || words.is_tight(*verb - 1);
        let verb = (at..tokens.end.min(at + LONGEST_CUE)).take_while(joined).find(|&verb| SAYING.contains(words.text(verb)));
        // `…, pormestari Anna Laine sanoo.`
        let closes = |verb: usize| verb + 1 == tokens.end || words.gap(verb).starts_with('.');
        verb.is_some_and(|verb| verb < at + CUE_WORDS || closes(verb))
    };
    let mut start = Some(tokens.start);
    for at in tokens.start + 1..tokens.end {
        let gap = words.gap_before(at);
        if gap == " " {
            continue;
        }
        match start {
            Some(from) => {
                let parted = gap.starts_with(',') || is_dash(gap) || gap.trim_start().starts_with(['?', '!', '…']);
                if parted && !words.is_capital(at) && says(at) {
                    let end = words.end(at - 1) + kept(gap);
                    found.push(speech(paragraph, words.start(from)..end));
                    start = None;
                }
            }
            // `– Vi väntar, säger Berg. – Det blir kallt.`
            None if is_dash(gap) && gap.trim_start().starts_with(['.', '!', '?']) => start = Some(at),
            None => {}
        }
    }
    let cued = found.last().is_some_and(|last| last.paragraph == paragraph);
    if let Some(from) = start.filter(|&from| cued && from > tokens.start) {
        let end = words.end(tokens.end - 1);
        let closing = words.body[end..].chars().next().filter(|c| matches!(c, '.' | '!' | '?' | '…'));
        found.push(speech(paragraph, words.start(from)..end + closing.map_or(0, char::len_utf8)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    #[test]
    fn speech_behind_a_dash_and_a_colon_is_a_paragraph() {
        for (text, expected) in [
            ("O prefeito avisa:\n\n- Quem paga a ponte é o povo.", vec!["Quem paga a ponte é o povo."]),
            ("O prefeito avisa.\n\n- Quem paga a ponte é o povo.", vec![]),
            ("A lista do prefeito:\n\n- Quem paga a ponte é o povo.\n\n- Quem paga também é ele.", vec![]),
            ("- Estou pronto para tudo - diverte-se o escritor.", vec!["Estou pronto para tudo"]),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("pt")));
            let mut found = Vec::new();
            (0..segments.paragraphs.len()).for_each(|paragraph| find(&words, paragraph, &mut found));
            let found: Vec<&str> = found.into_iter().map(|quote| &text[quote.inner]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn speech_behind_dashes_ends_before_the_verb_that_reports_it() {
        for (lang, text, expected) in [
            ("sv", "– Vi står fast, säger Berg till radion.", vec!["Vi står fast"]),
            ("sv", "– Vi står fast, säger Berg. – Det är kallt här.", vec!["Vi står fast", "Det är kallt här."]),
            ("no", "– Kommer de? spør Berg.\n\n– Det vet ingen av oss.", vec!["Kommer de?", "Det vet ingen av oss."]),
            ("da", "- Vi venter, siger Berg.", vec!["Vi venter"]),
            ("fi", "– Odotamme yhä, sanoi Laine.", vec!["Odotamme yhä"]),
            ("fi", "– Odotamme yhä, pormestari Anna Laine sanoo.", vec!["Odotamme yhä"]),
            ("pl", "– Czekamy – powiedziała Nowak. – I nic.", vec!["Czekamy", "I nic."]),
            ("hu", "– Várunk még – mondta Kis Anna.", vec!["Várunk még"]),
            ("uk", "— Ми чекаємо, — сказав Коваль.", vec!["Ми чекаємо"]),
            ("sv", "– mjölk\n\n– Bröd, smör och ost.", vec![]),
            ("sv", "– Första punkten, om skatten, tas i maj.", vec![]),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some(lang)));
            let found: Vec<&str> = of_unknown(&words).into_iter().map(|quote| &text[quote.inner]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
