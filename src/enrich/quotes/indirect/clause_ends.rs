//! Tells where a reported clause ends inside its sentence: before another cue, before what the reporter goes on with, before where it was said.
//!
//! What is reported in a clause of its own (`that the pier is old`) goes on over relative clauses and participles; a phrase or a deed (`the pier`,
//! `to close it`) ends before them, since there they are the reporter's.

use std::cell::LazyCell;

use super::LONGEST;
use crate::enrich::quotes::scene::cues::{Reader, Shape, Tag, is_weak};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ACCORDING, ADV, AUX, BASE, CONJ, CUE, Class, DATE, DET, ING, Language, NOUN_CUE, OTHER, POSS, PREP, PRON, SAY, SUB, THINK,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// How many further cues of the sentence a clause may end before.
const CUES: usize = 4;

/// Words of the longest phrase that tells where something was said.
const WHERE: usize = 6;

/// Where a reported clause that begins at word `start` ends; `tags` are the cues behind its own.
pub(super) fn clause_end(reader: &Reader<'_>, tag: &Tag, start: usize, tags: &[Tag]) -> usize {
    let words = reader.words;
    let english = words.language == Language::English;
    let limit = reader.frame.end.min(start + LONGEST);
    let whole = LazyCell::new(|| !english || reader.is_clause(start..limit));
    let side = LazyCell::new(|| if english { reader.side_clause(tag) } else { None });
    // `that although it was old, it stood`: the first comma ends what goes before the main clause.
    let opens = || (start..start + 2).any(|at| words.is(at, SUB | ADV) && SPEECH.clauses.clause_openers.has(words.text(at)));
    let mut first = true;
    for at in joints(words, start + 1, limit) {
        if words.is_parted_by(at - 1, [';', '\n']) || !english && words.is_parted_by(at - 1, [':']) && words.is_quoted(at) {
            return at;
        }
        let comma = words.is_parted_by(at - 1, [',']);
        if !words.is_quoted(at)
            && (comma
                && (!(std::mem::take(&mut first) && opens()) && ends_at_comma(reader, at, tags)
                    || side.is_some_and(|side| reader.goes_on_behind(side, tag, at)))
                || reader.joins_verb(at)
                || reader.is_reporters(at, comma) && !*whole)
        {
            return at;
        }
    }
    let end = limit.max(start + 1);
    if english && end == reader.frame.end { reader.without_where(start, end, || *whole) } else { end }
}

/// The words from `from` to `to` that are conjunctions, or parted from the one before by more than a space: few are.
fn joints(words: &Words<'_>, from: usize, to: usize) -> impl Iterator<Item = usize> {
    (from..to).step_by(64).flat_map(move |from| {
        let to = to.min(from + 64);
        let own = words.class.get(from..to).unwrap_or_default().iter().rev();
        let conjunctions = own.fold(0_u64, |bits, class| bits << 1 | u64::from(class & CONJ != 0));
        let within = u64::MAX >> (64 - (to - from));
        let mut rest = (words.unspaced.next_words(from - 1) | conjunctions) & within;
        std::iter::from_fn(move || {
            let at = from + rest.trailing_zeros() as usize;
            (rest != 0).then(|| {
                rest &= rest - 1;
                at
            })
        })
    })
}

/// Whether a clause ends before word `at`, behind a comma, because another cue follows.
fn ends_at_comma(reader: &Reader<'_>, at: usize, tags: &[Tag]) -> bool {
    let words = reader.words;
    // English words are asked for their classes first.
    let may_be = |class: Class| words.language != Language::English || words.is(at, class);
    let cue = || matches!(words.text(at), "according" | "said" | "says" | "told" | "wrote");
    if words.is(at, ING) && words.is(at, CUE) || may_be(CUE | ACCORDING) && cue() {
        return true;
    }
    let named = words.is(at + 1, PRON) || reader.people.at(at + 1).is_some();
    let joined = words.is(at, CONJ) && !words.is_spelt(at, "or") && (named || words.is_spelt(at, "but"))
        || may_be(SUB) && words.is_one_of(at, ["though", "although", "while"]);
    tags.iter().take(CUES).any(|tag| {
        let own = matches!(tag.shape, Shape::NameVerb | Shape::VerbName) && !is_weak(tag.class);
        own && (tag.span.start == at || joined && tag.span.start == at + 1 && words.language == Language::English)
    })
}

/// A clause beside the main one.
#[derive(Debug, Clone, Copy)]
enum Side {
    /// `…, who called it old, …`
    Relative,
    /// `When Moon called it old, …`
    Opening,
    /// `Calling it old, …`
    Participle,
}

impl Reader<'_> {
    /// Which clause beside the main one a verb stands in.
    fn side_clause(&self, tag: &Tag) -> Option<Side> {
        let words = self.words;
        let verb = tag.verb;
        let floor = self.frame.start.max(verb.saturating_sub(4));
        let last = (floor..verb).rev().find(|&at| !words.is(at, AUX | ADV)).filter(|&at| words.is(at, SUB));
        if last.is_some_and(|who| who > self.frame.start && words.is_parted_by(who - 1, [',']) && words.is_one_of(who, ["who", "which"])) {
            return Some(Side::Relative);
        }
        if words.is(verb, ING) && (verb == self.frame.start || !words.is(verb - 1, AUX | ADV)) {
            return Some(Side::Participle);
        }
        let near = || {
            let comma = |at: usize| !words.is_spaced(at) && words.gap(at).contains(", ");
            verb < self.frame.start + 12 && !(self.frame.start..verb).any(comma)
        };
        let opens = tag.shape == Shape::NameVerb && tag.source.tokens.start <= self.frame.start + 2 && self.opens_before_another();
        (opens && near()).then_some(Side::Opening)
    }

    /// Whether the main clause goes on at a word behind a comma: with its verb, or with its subject.
    fn goes_on_behind(&self, side: Side, tag: &Tag, at: usize) -> bool {
        let words = self.words;
        match side {
            Side::Participle => {
                let opens = tag.verb < self.frame.start + 6 && self.goes_on_behind(Side::Opening, tag, at);
                opens || self.goes_on_behind(Side::Relative, tag, at)
            }
            Side::Relative => {
                let other = DET | POSS | PREP | CONJ | SUB | PRON | ADV | ING | DATE;
                let verb = words.class(at) & other == 0 && !words.is_capital(at) && !words.is_number(at);
                verb && !words.text(at).ends_with("ing") || words.is(at, AUX) || words.is(at, ADV) && words.is(at + 1, AUX | CUE)
            }
            Side::Opening => {
                words.is(at, POSS | PRON) && !words.is(at, SUB) || words.is(at, DET) && !words.is(at, SUB) || self.people.at(at).is_some()
            }
        }
    }

    /// Whether a conjunction joins another verb of saying: `said it was old and thinks` it late.
    fn joins_verb(&self, at: usize) -> bool {
        let words = self.words;
        if !words.is(at, CONJ) || words.is_spelt(at, "or") {
            return false;
        }
        let verb = (at + 1..self.frame.end.min(at + 4)).find(|&verb| !words.is(verb, ADV | AUX));
        // Not `shootings and protests demand`.
        let noun = |verb: usize| {
            words.text(verb).ends_with('s') && words.is(verb + 1, AUX | CUE) && words.is_spaced(verb) && !words.is_spelt(verb + 1, "to")
        };
        verb.is_some_and(|verb| words.is(verb, SAY | THINK) && words.class(verb) & (ING | BASE) == 0 && !noun(verb))
    }

    /// Whether the reporter goes on at a word behind a phrase or deed that is reported: `, who is 70`, `, treating it as`, `but has left`.
    fn is_reporters(&self, at: usize, comma: bool) -> bool {
        let words = self.words;
        // As of nearly all words.
        if !comma && !words.is(at, CONJ) {
            return false;
        }
        let word = words.text(at);
        if comma {
            let second = if word == "even" { words.text(at + 1) } else { word };
            let object = at + 1 + usize::from(word == "even");
            let governs = words.is(object, DET | POSS | PRON | PREP | SUB) || words.is_capital(object) || words.is_spelt(object, "to");
            let participle =
                second.ends_with("ing") && second.len() > 5 && governs && !words.is(at, PREP | NOUN_CUE) && !words.is_capital(at);
            let subject = words.class(at + 1) & (PRON | OTHER | POSS) == PRON;
            let goes_on = words.is(at, AUX) && !matches!(word, "not" | "to" | "going" | "being");
            return goes_on
                || matches!(word, "although" | "though" | "but")
                || matches!(word, "who" | "which" | "whose") && self.runs_to_end(at)
                || participle
                || word == "and" && subject;
        }
        if matches!(word, "but" | "and") && words.gap(at).starts_with(',') && !words.is_quoted(at + 1) {
            return true;
        }
        if !matches!(word, "but" | "and") || !words.is_spaced(at) {
            return false;
        }
        let next = (at + 1..at + 3).find(|&next| !words.is(next, ADV)).unwrap_or(at + 1);
        words.is_one_of(next, ["has", "have", "had", "was", "were", "is", "are", "did", "does", "do"]) && next > at
            || word == "but" && words.text(next).ends_with("ed")
    }

    /// Whether no comma stands between a word and the end of the sentence.
    fn runs_to_end(&self, at: usize) -> bool {
        (at..self.frame.end.saturating_sub(1)).all(|at| !self.words.is_parted_by(at, [',']))
    }

    /// The end of a clause without the phrase behind it that tells where it was said: `in a statement on Friday`.
    fn without_where(&self, start: usize, end: usize, whole: impl Fn() -> bool) -> usize {
        let words = self.words;
        let head = |at: usize| {
            SPEECH.statements.has(words.text(at))
                || (words.is(at, NOUN_CUE) || matches!(words.text(at), "conference" | "rally")) && !whole()
        };
        let floor = end.saturating_sub(WHERE).max(start + 2);
        let tail = |lead: usize| {
            let mut at = lead + 1 + usize::from(words.is(lead + 1, DET | POSS));
            let first = at;
            while at < end && at < first + 3 && !head(at) && !words.is(at, PREP | SUB | AUX | CONJ) {
                at += 1;
            }
            let day =
                |at: usize| words.is(at, DATE | DET) || words.is_one_of(at, ["on", "last", "this"]) || SPEECH.spans.has(words.text(at));
            at < end && head(at) && (at + 1..end).all(day) && (lead..end).all(|at| !words.is_quoted(at))
        };
        let may_lead = |lead: usize| (lead >= floor) & words.is(lead, PREP) & words.is_one_of(lead, ["in", "on", "via", "during"]);
        let last = end.saturating_sub(WHERE);
        let mut leads = (0..WHERE).fold(0_u32, |leads, at| leads | u32::from(may_lead(last + at)) << at);
        while leads != 0 {
            let lead = last + leads.trailing_zeros() as usize;
            if lead < end && words.is_spaced(lead - 1) && tail(lead) {
                return lead;
            }
            leads &= leads - 1;
        }
        end
    }
}
