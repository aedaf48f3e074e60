//! Finds what is reported before a cue, or around one inside its sentence: `The pier is old, Moon said`; `The pier, Moon said, had to close`.

use std::ops::Range;

use super::clause_ends::clause_end;
use super::{LONGEST, Reported, SHORTEST};
use crate::enrich::quotes::scene::cues::{Reader, Shape, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, OBJECT, POSS, PREP, PRON, ROLE, SAY, SUB, TELL, THINK, TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest name of whom something is told to.
const ADDRESSEE: usize = 10;

/// Words of the longest office before a name.
const OFFICE: usize = 8;

/// The clause before a cue that ends its sentence: `…, Moon said on Monday.`
pub(super) fn before(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let english = words.language == Language::English;
    let start = if english && tag.shape == Shape::NameVerb { office_start(reader, tag) } else { tag.span.start };
    if start <= reader.frame.start + 1
        || start - reader.frame.start > LONGEST
        || !words.is_parted_by(start - 1, [','])
        || words.is_quoted(start - 1)
        || tag.class & SAY == 0 && tag.class & THINK == 0
        || words.language == Language::English && (tag.class & OBJECT != 0 && tag.class & TELL == 0 || never_ends(words.text(tag.verb)))
        || words.language != Language::English && tag.shape == Shape::NameVerb
    {
        return None;
    }
    let end = tag.span.end.max(tag.cue.end);
    let led = start < tag.span.start;
    let closed = || reader.is_closed(end) || words.is(end, PREP | DATE | ADV | SUB) || tag.class & TELL != 0;
    if words.language == Language::English && tag.shape == Shape::NameVerb && !closed() {
        return None;
    }
    // `half of what the secretary, Lawrence Moon, advocated`
    let apposed = !led && words.is(start - 1, ROLE) && !words.is_capital(start - 1) && words.is_parted_by(tag.source.tokens.end - 1, [',']);
    if words.language == Language::English && tag.shape == Shape::NameVerb && apposed {
        return None;
    }
    let mut tokens = reader.frame.start..start;
    // `A builder on the pier, Lawrence Moon, warned`: what he is, and behind a clause no more of it than that.
    if english && !led && reader.is_apposed_to_phrase(tag) {
        tokens.end = tokens.clone().rev().skip(1).find(|&at| words.is_before_comma(at) && !words.is_quoted(at))? + 1;
        if !reader.is_clause(tokens.clone()) {
            return None;
        }
    }
    let verbless =
        |tokens: Range<usize>| tokens.into_iter().all(|at| !words.is(at, AUX | CUE) || words.is_spelt(at, "to") || words.is_quoted(at));
    let own = tag.shape == Shape::Sentence && tokens.contains(&tag.source.tokens.start);
    if words.language == Language::English {
        tokens.start = reader.behind_clock(tokens.start);
    }
    if tokens.len() <= SHORTEST
        && verbless(tokens.clone())
        && words.language == Language::English
        && !tokens.clone().any(|at| words.is_quoted(at))
    {
        return None;
    }
    let phrase = words.is(tokens.start, PREP) && verbless(tokens.clone());
    if own || phrase || is_circumstance(reader, &tokens, tag) {
        return None;
    }
    // `“We go,” the mayor’s rival, 40-year-old Moon, said`: what stands behind the quotation belongs to who says it.
    if let Some(last) = tokens.clone().rfind(|&at| words.is_quoted(at)).filter(|&last| last + 1 < start && verbless(last + 1..start)) {
        tokens.end = last + 1;
    }
    if tokens.clone().all(|at| words.is_quoted(at)) {
        return None;
    }
    let owner = words.is_possessive(tokens.start) && words.language == Language::English;
    let office = (words.is(tokens.start, DET | ROLE | TITLE) || owner) && tokens.clone().any(|at| words.is(at, ROLE | TITLE));
    let noun = |at: usize| words.is(at, ROLE | BODY | TITLE) || words.is_capital(at);
    let attribute = tokens.clone().any(|at| words.is(at, PREP)) && !tokens.clone().any(|at| words.is(at, AUX | CUE) && !noun(at));
    let german = words.language == Language::German && tokens.clone().all(|at| words.is(at, DET) || words.is_capital(at));
    if office && tokens.len() <= 10 && noun(start - 1) && (attribute || german) {
        return None;
    }
    let mut first = tokens.start;
    if words.is(first, CONJ) {
        first += 1;
    }
    Some(Reported { tokens: first..tokens.end, tag: index, rule: "clause, cue", confidence: 0.7 })
}

impl Reader<'_> {
    /// Whether commas on both sides of a cue's name, with nothing but its verb behind, tell that what stands before is what its bearer is.
    fn is_apposed_to_phrase(&self, tag: &Tag) -> bool {
        let words = self.words;
        let end = tag.source.tokens.end;
        let named = tag.shape == Shape::NameVerb && matches!(tag.source.kind, SourceKind::Name(_)) && end <= tag.verb;
        named && words.is_before_comma(end - 1) && (end..tag.verb).all(|at| words.is(at, AUX | ADV) && words.is_spaced(at))
    }
}

/// Where the office begins that leads to the subject of a cue, behind a comma: the pier is old, `former opposition leader` Moon said; the pier is old,
/// `the secretary, `Moon, said.
fn office_start(reader: &Reader<'_>, tag: &Tag) -> usize {
    let words = reader.words;
    let first = tag.span.start;
    let floor = reader.frame.start.max(first.saturating_sub(OFFICE)) + 1;
    let Some(last) = first.checked_sub(1).filter(|&last| last >= floor && !words.is_quoted(last)) else { return first };
    let closed = words.is_before_comma(last);
    // `the secretary, Moon, said`, not the pier that belongs to `Bell, a builder, Moon said`.
    let apposed = || matches!(tag.source.kind, SourceKind::Name(_)) && words.is_before_comma(tag.source.tokens.end - 1);
    if !(if closed { apposed() } else { words.is_tight(last) }) {
        return first;
    }
    // Not in `state senator Moon`.
    // `the officer in charge Moon said`, `the secretary of state Moon said`
    let noun = |at: usize| words.is_spaced(at - 1) && words.is_one_of(at - 1, ["of", "in", "for"]);
    let verb =
        |at: usize| words.is(at, AUX | CUE) && !words.is(at, ROLE | BODY | DET | PREP) && !words.is(at + 1, ROLE | TITLE) && !noun(at);
    let stops = |at: usize| words.is_quoted(at) || verb(at) || words.is(at, SUB | PRON) && !words.is(at, DET | POSS | PREP);
    let start = (floor..first).rev().take_while(|&at| !stops(at) && (at == last || words.is_tight(at))).last().unwrap_or(first);
    // `largely targeting voters`
    let adverb = |at: usize| words.is(at, ADV) || words.text(at).ends_with("ly") && words.text(at + 1).ends_with("ing");
    let office = (start..first + 1).any(|at| words.is(at, ROLE | TITLE | BODY));
    let whole = start < first && words.is_before_comma(start - 1) && office && !(start..first).any(adverb);
    if whole && (!closed || words.is(start, DET | POSS) || words.is_possessive(start)) { start } else { first }
}

/// Whether a verb never stands behind what is said.
fn never_ends(verb: &str) -> bool {
    ["declin", "refus", "endors", "disput"].iter().any(|stem| verb.starts_with(stem))
}

/// The whole sentence where a cue stands inside it: `The pier, Moon said, had to close`; what stands behind the cue where only a phrase stands before it:
/// `To save the pier, Moon said, it had to close`.
pub(super) fn around(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let (first, behind) = (reader.frame.start, tag.span.end.max(tag.cue.end));
    let parted = |at: usize| words.is_before_comma(at) && !words.is_quoted(at);
    let plain = words.language == Language::English && tag.class & (SAY | THINK) != 0 && tag.class & (TELL | ING) == 0;
    if !plain || tag.span.start < first + 2 || behind + 2 > reader.frame.end || !parted(behind - 1) {
        return None;
    }
    let start = office_start(reader, tag);
    if start < first + 2 || !parted(start - 1) {
        return None;
    }
    let end = clause_end(reader, tag, behind, &[]);
    let before = first..start;
    let goes_on = words.is(behind, AUX) || words.is(behind, CUE) && !words.is(behind, ING) || words.text(behind).ends_with("ed");
    let verbless = before.clone().all(|at| !words.is(at, AUX | CUE | SUB) || words.is_spelt(at, "to")) && !words.is_spelt(first, "Asked");
    let (tokens, confidence) = if verbless && goes_on && !words.is_quoted(behind) && words.is(first, DET | POSS) | words.is_capital(first) {
        (first + usize::from(words.is(first, CONJ))..end, 0.7)
    } else if words.class(first) & (PREP | SUB) != 0 || words.is(first, CONJ) && words.is(first + 1, PREP | SUB) {
        let subject = words.is(behind, DET | POSS | PRON) || reader.people.at(behind).is_some();
        (behind..if subject && !words.is(behind, SUB) { end } else { behind }, 0.7)
    } else if words.is(start - 1, SUB | CONJ) && !words.is_quoted(behind) && !verbless {
        // `The pier closed because, Moon said, nobody came.`
        (first + usize::from(words.is(first, CONJ))..end, 0.7)
    } else {
        return None;
    };
    (tokens.len() > 2).then_some(Reported { tokens, tag: index, rule: "clause, cue", confidence })
}

/// Whether words before a cue only tell upon what somebody speaks, because the words spoken follow: `In a letter, Moon wrote: “…”`; or because somebody is
/// asked in them: `Asked about it, Moon said no`.
fn is_circumstance(reader: &Reader<'_>, tokens: &Range<usize>, tag: &Tag) -> bool {
    let words = reader.words;
    let end = tag.span.end.max(tag.cue.end);
    let gap = words.gap(end - 1);
    // `told the radio’s Morning Hour: “…”`
    let told = || {
        let behind = end..reader.frame.end.min(end + ADDRESSEE);
        tag.class & TELL != 0 && { behind }.find(|&at| words.is_quoted(at)).is_some_and(|quote| words.gap(quote - 1).starts_with(':'))
    };
    let follows = end < reader.frame.end && (words.is_quoted(end) || gap.contains(':') || told()) && !gap.contains(['.', '?', '!']);
    let asked = SPEECH.asked_first.has(words.text(tokens.start)) || reader.is_passive(tokens.start);
    asked || follows && !tokens.clone().any(|at| words.is_quoted(at))
}
