//! Finds who stands beside a quotation without any known verb of saying: a name and a colon, a signature, a name with whatever verb.

use std::ops::Range;

use super::attribution::Sieves;
use super::cues::{Reader, Source, SourceKind, Tag};
use super::lexicon::{ADV, AUX, CONJ, DET, NOUN_CUE, OTHER, POSS, PREP, PRON, ROLE, SUB};
use super::people::NameKind;
use super::scene::Frame;

impl Sieves<'_> {
    /// The name that labels a quotation behind a heading: `Why it matters – Moon: “…”`
    pub(super) fn labelled(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let last = start.checked_sub(1).filter(|&last| last > frame.tokens.start && words.gap(last).trim_start().starts_with(':'))?;
        let index = self.people.at(last)?;
        let name = &self.people.names[index];
        let first = name.whole.start;
        let headed = first > frame.tokens.start && words.gap(first - 1).contains(['–', '—']) && name.whole.end == start;
        (headed && matches!(name.kind, NameKind::Person | NameKind::Unknown))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whose words a noun behind the quotation calls it: `Moon’s “we will see” remark`.
    pub(super) fn owned(&self, frame: &Frame, tokens: &Range<usize>) -> Option<Source> {
        let words = self.words;
        let owner = tokens.start.checked_sub(1).filter(|&owner| owner >= frame.tokens.start && words.is_possessive(owner))?;
        let noun = tokens.end;
        let called = noun < frame.tokens.end && words.is(noun, NOUN_CUE) && !words.is_capital(noun) && !words.is_quoted(noun);
        let index = self.people.at(owner).filter(|_| called && words.gap(owner).starts_with([' ', 's']))?;
        let name = &self.people.names[index];
        name.person.is_some().then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The name that signs a quotation behind a dash, with nothing else behind it: `“…” — Ana Ruiz`.
    pub(super) fn signed(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let gap = self.words.gap(end - 1);
        if !gap.trim_end().ends_with(['―', '—', '–', '-', '~']) || end >= reader.frame.end {
            return None;
        }
        let source = reader.phrase_from(end).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
        let behind = self.words.gap(source.tokens.end - 1);
        (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', '\n', '“', '"'])).then_some(source)
    }

    /// The name or pronoun right behind a quotation that a comma ends, with some word behind it that can only be a verb: `“…,” Moon shot back`.
    pub(super) fn beside(&self, reader: &Reader<'_>, end: usize, quote: usize) -> Option<Source> {
        let words = self.words;
        if end >= reader.frame.end
            || words.is_quoted(end)
            || !self.words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!', '—', '-', '…'])
        {
            return None;
        }
        if !words.is_capital(end) && !words.is(end, PREP | SUB | CONJ | DET | AUX | PRON | ADV | ROLE | POSS) && words.gap(end) == " " {
            let source = reader.phrase_from(end + 1).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
            let behind = words.gap(source.tokens.end - 1);
            return (source.tokens.start == end + 1 && (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', ';'])))
                .then_some(source);
        }
        let source = reader.phrase_from(end).filter(|source| matches!(source.kind, SourceKind::Name(_) | SourceKind::Pronoun))?;
        let verb = source.tokens.end;
        let fits = verb < reader.frame.end
            && words.gap(verb - 1) == " "
            && !words.is_quoted(verb)
            && !words.is_capital(verb)
            && !words.is(verb, PREP | SUB | CONJ | DET);
        fits.then_some(source)
    }

    /// The name or pronoun that opens the clause right before a quotation that a comma or colon introduces, with no known cue in that clause:
    /// `After Brown criticized them, Moon shot back, “…”`.
    pub(super) fn ahead(&self, reader: &Reader<'_>, start: usize, before: Option<&Tag>) -> Option<Source> {
        let words = self.words;
        if start <= reader.frame.start + 1 || !words.gap_before(start).contains([',', ':']) {
            return None;
        }
        let floor = reader.frame.start.max(start.saturating_sub(12));
        let mut from = start - 1;
        while from > floor && !words.gap(from - 1).contains([',', ';', '—', '–']) && !words.is_quoted(from - 1) {
            from -= 1;
        }
        if from == floor && from > reader.frame.start && !words.gap(from - 1).contains([',', ';', '—', '–']) {
            return None;
        }
        if words.is(from, CONJ) {
            from += 1;
        }
        let subordinate = matches!(words.text(from), "that" | "who" | "which" | "whom" | "whose");
        if before.is_some_and(|tag| tag.verb >= from) || words.is_quoted(start - 1) || subordinate {
            return None;
        }
        let named = |source: &Source| matches!(source.kind, SourceKind::Name(_)) || !words.is(source.tokens.start, OTHER);
        let source = reader.phrase_from(from).filter(|source| source.kind != SourceKind::Nominal && named(source))?;
        if words.is(from, ADV) || words.text(from).ends_with("ing") {
            return None;
        }
        let verb = source.tokens.end;
        let auxiliary = if words.gap_before(start).contains(':') { 0 } else { AUX };
        let fits = verb < start
            && words.gap(verb - 1) == " "
            && !words.is_capital(verb)
            && !words.is(verb, PREP | SUB | CONJ | DET | auxiliary | ROLE);
        fits.then_some(source)
    }
}
