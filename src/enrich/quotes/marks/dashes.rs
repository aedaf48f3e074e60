//! Finds speech that stands behind a dash at the beginning of its paragraph, where the lexicon tells the cue and so does the next dash or a comma before it:
//! `—Uno —dijo Ruiz—. Dos.`, `– On attend, soupire Anna Roux.` Languages without a lexicon are read by [`foreign_dashes`](super::foreign_dashes).

use std::ops::Range;

use super::{Marked, Repair, russian_dashes};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, DATE, DET, Language, POSS, PREP, PRON, ROLE, SAY, WEAK};

/// Words of the shortest paragraph that is speech as a whole.
const SHORTEST: usize = 4;

/// Words behind a dash or comma among which a verb of saying is looked for.
const CUE_WORDS: usize = 3;

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
    if hyphens && words.language == Language::Other && is_marked_up(text) {
        return;
    }
    let dashes: Vec<usize> = text
        .char_indices()
        .filter(|&(at, c)| {
            let spaced = || at == 0 || text[..at].ends_with([' ', '\u{a0}']);
            matches!(c, '—' | '–') && spaced()
                || hyphens && c == '-' && spaced() && text[at + 1..].starts_with([' ', '\u{a0}'])
                // `- Jogámos bem -comentou.`
                || hyphens && c == '-' && at > 0 && spaced() && text[at + 1..].starts_with(char::is_lowercase)
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

/// Whether the second hyphen of a paragraph stands inside quotation marks, so that the first only heads an item: `- Niente accordo. "Vedremo - dice Anna Ricci - domani".`
fn is_marked_up(text: &str) -> bool {
    let Some(second) = text[1..].find(" -").map(|at| at + 1) else { return false };
    let before = &text[..second];
    let open = |sign: char, closing: char| before.rfind(sign).is_some_and(|at| !before[at..].contains(closing));
    before.matches('"').count() % 2 == 1 || open('“', '”') || open('«', '»')
}

pub(super) fn speech(paragraph: usize, inner: Range<usize>) -> Marked {
    Marked {
        inner: inner.clone(),
        outer: inner,
        tokens: 0..0,
        paragraph,
        repair: Repair::None,
        continues: false,
        single: false,
        parted: false,
    }
}

/// What a paragraph that opens with a dash says before its cue, which no second dash parts from it: `– On attend, soupire Anna Roux.`
fn before_cue(words: &Words<'_>, paragraph: usize) -> Option<Range<usize>> {
    let stretch = &words.segments.paragraphs[paragraph];
    let (first, end) = (stretch.tokens.start as usize, stretch.tokens.end as usize);
    let cue = (first + 1..end).find(|&at| {
        let gap = words.gap_before(at);
        let parted = gap.starts_with(',') || gap.trim_start().starts_with(['?', '!', '…']) && !words.is_capital(at);
        let verb = (at..end.min(at + CUE_WORDS)).find(|&verb| !words.is(verb, AUX | PRON));
        // `– On attend, a soupiré mardi Anna Roux.`
        let over = |verb: usize| {
            verb > at && words.is(verb + 1, DATE | ADV | PREP)
                || words.text(verb + 1).starts_with(['l', 'd']) && words.text(verb + 1).contains(['\'', '’'])
        };
        let next = |verb: usize| {
            let subject = words.is_capital(verb + 1) || words.is(verb + 1, DET | POSS | ROLE | PRON);
            verb + 1 < end
                && (words.gap(verb) == "-" || words.is_spaced(verb) && (subject || words.language == Language::French && over(verb)))
        };
        parted && verb.is_some_and(|verb| words.is(verb, SAY | WEAK) && next(verb))
    })?;
    Some(words.start(first)..words.end(cue - 1) + kept(words.gap_before(cue)))
}

/// Whether a verb of which nothing is known but its pronoun has its subject behind it: `- Estou pronto - diverte-se o escritor.`
fn is_reflexive(words: &Words<'_>, verb: usize) -> bool {
    let subject = verb + 2;
    let pronoun = words.gap(verb) == "-" && words.is_spelt(verb + 1, "se") && words.is_spaced(verb + 1);
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
pub(super) fn kept(gap: &str) -> usize {
    gap.find(['?', '!', '…']).map_or(0, |mark| mark + gap[mark..].chars().next().map_or(0, char::len_utf8))
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
}
