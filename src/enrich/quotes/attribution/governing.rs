//! Tells whether a cue governs a quotation: where it stands, what stands between, and what else might.

use std::ops::Range;

use super::Sieves;
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{self, REACH, Reader, Shape, SourceKind, Tag};
use crate::enrich::quotes::scene::inversion::is_romance_adverb;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, DET, ING, Language, OBJECT, PAST, POSS, PREP, PRON, ROLE, SAY, SUB, TELL, THINK, TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest phrase that leads to the noun before a thing's verb.
const PHRASE: usize = 10;

/// Words of the longest description before the name of whoever speaks.
const DESCRIPTION: usize = 10;

impl Sieves<'_> {
    /// Whether a cue behind a comma ends a sentence that holds a quotation, all of which it reports: `China hopes to “see”, an envoy said.`
    pub(super) fn closes_sentence(&self, tag: &Tag, tokens: &Range<usize>, frame: &Frame) -> bool {
        let start = tag.span.start;
        tag.verb >= tokens.end
            && tag.class & SAY != 0
            && is_finite(tag)
            && matches!(tag.shape, Shape::NameVerb | Shape::VerbName)
            && SPEECH.plain.has(self.words.text(tag.verb))
            && self.words.is_parted_from(start, [','])
            && tag.span.end + 4 >= frame.tokens.end
    }

    /// Whether nothing but small words that lead from a verb to its words stands between a cue and a quotation: `went on about`.
    pub(super) fn leads_on(&self, tag: &Tag, start: usize) -> bool {
        let words = self.words;
        let from = tag.span.end.max(tag.verb + 1);
        let of =
            |last: usize| words.is_spelt(last, "about") || words.is_spelt(last, "of") && matches!(words.text(last - 1), "spoke" | "speaks");
        let about = start.checked_sub(1).is_some_and(|last| last > 0 && of(last) && words.gap(last).starts_with(' '));
        about && from < start && start <= from + 2 && (from..start).all(|at| words.is(at, PREP | ADV) && !words.is_quoted(at))
    }

    /// The cue whose clause holds one of which a thing is the subject, and so in whose words that is told: `Moon thought the law` offers “hope”.
    pub(super) fn reporting<'t>(&self, own: &Tag, ahead: &'t [Tag]) -> Option<&'t Tag> {
        let words = self.words;
        let subject = own.source.tokens.start;
        if words.language != Language::English || own.shape != Shape::NameVerb || self.may_speak(&own.source) {
            return None;
        }
        let outer = ahead.iter().rfind(|tag| tag.verb < subject)?;
        let from = outer.span.end.max(outer.cue.end);
        // `the long run of floods and strikes demands`
        let first = from + usize::from(words.is_spelt(from, "that"));
        let plain = |at: usize| {
            words.is_tight(at) && !words.is(at, AUX | SUB) && (words.is(at, DET | POSS) || !words.is(at, PRON)) && !words.is_quoted(at)
        };
        let joined = words.is(first, DET | POSS) && first + PHRASE >= subject && (first..subject).all(plain);
        let reports = outer.class & (SAY | THINK) != 0 && outer.shape == Shape::NameVerb && outer.source.kind != SourceKind::Nominal;
        (joined && reports && is_finite(outer) && words.is_spaced(from - 1)).then_some(outer)
    }

    /// Whether a cue is a participle by which a sentence goes on: `Moon said Kim had agreed, adding that`.
    pub(super) fn is_added(&self, tag: &Tag) -> bool {
        tag.shape == Shape::Sentence && tag.class & ING != 0 && self.words.is_parted_from(tag.verb, [','])
    }

    /// Whether a nearer verb of saying whose subject could not be told stands between a cue and the quotation that it might govern.
    pub(super) fn is_barred(&self, reader: &Reader<'_>, tags: &[Tag], tag: &Tag, start: usize) -> bool {
        let words = self.words;
        let from = tag.span.end.max(tag.cue.end);
        (from.max(start.saturating_sub(REACH))..start).any(|at| {
            words.is(at, SAY)
                && SPEECH.plain.has(words.text(at))
                && !words.is_quoted(at)
                && !(at.saturating_sub(3).max(from)..at).any(|before| matches!(words.text(before), "who" | "that" | "which" | "what"))
                && tags.binary_search_by_key(&at, |tag| tag.verb).is_err()
                && reader.has_own_subject(at)
        })
    }

    /// Whether a cue behind a whole sentence in quotation marks introduces the next quotation: `…: “Why?” Moon wrote back, “Because.”`
    pub(super) fn opens_next(&self, tag: &Tag, frame: &Frame, tokens: &Range<usize>, quote: usize) -> bool {
        let whole = !self.words.body[self.marked[quote].inner.clone()].ends_with([',', '—', '-']);
        let next = self.marked.get(quote + 1).filter(|_| quote + 1 < frame.quotes.end).map(|next| next.tokens.start);
        whole && tag.verb >= tokens.end && next.is_some_and(|next| next > tag.verb && self.introduces(tag, next))
    }

    /// Whether a quotation begins in the middle of a clause.
    pub(super) fn opens_small(&self, tokens: &Range<usize>) -> bool {
        !self.words.is_capital(tokens.start) || !self.words.is_parted_from(tokens.start, [',', ':'])
    }

    /// Whether a cue before a quotation can govern it.
    pub(super) fn governs(&self, tag: &Tag, tokens: &Range<usize>) -> bool {
        let start = tokens.start;
        self.reaches(tag, tokens) && !self.is_named_so(tag) && !self.is_aside(tag, start) && !self.is_about_all(tag, start)
    }

    /// Whether a cue is of a kind that can govern a quotation so far behind it.
    fn reaches(&self, tag: &Tag, tokens: &Range<usize>) -> bool {
        let speaks = SPEECH.clauses.speaking.has(self.words.text(tag.verb));
        if !cues::is_weak(tag.class) && !speaks {
            return true;
        }
        let words = self.words;
        let puts = matches!(words.text(tag.verb), "put" | "puts") && words.is_spelt(tag.verb + 1, "it");
        let named_so = (tokens.start.saturating_sub(3)..tokens.start).any(|at| words.is_spelt(at, "as") && !words.is_quoted(at));
        let between = tag.span.end.max(tag.verb + 1)..tokens.start;
        if puts || named_so && between.len() <= 12 {
            return true;
        }
        between.len() <= 6 && (self.words.is_parted_from(tokens.start, [',', ':']) || between.is_empty())
    }

    /// Whether a cue stands in a relative clause that a comma closes before word `start`: `which Moon estimates would cost much, …`.
    fn is_aside(&self, tag: &Tag, start: usize) -> bool {
        let words = self.words;
        let relative = tag.span.start.checked_sub(1).filter(|&at| words.is_spelt(at, "which") && words.is_parted_from(at, [',']));
        let from = tag.span.end.max(tag.verb + 1);
        relative.is_some() && from + 1 < start && (from..start - 1).any(|at| words.gap(at).starts_with(',') && !words.is_quoted(at))
    }

    /// Whether a cue's verb is finite where it stands: `critics say`, but not `would say`; or a participle with a subject of its own: `with Moon warning`.
    pub(super) fn is_finite_here(&self, tag: &Tag) -> bool {
        let plain = tag.shape == Shape::NameVerb && tag.source.kind == SourceKind::Nominal && tag.verb > 0;
        let led = tag.class & ING != 0 && tag.shape == Shape::NameVerb && tag.source.kind != SourceKind::Nominal;
        is_finite(tag) || led || plain && tag.class & (ING | SAY) == SAY && !self.words.is(tag.verb - 1, AUX | ADV | CONJ)
    }

    /// Whether a cue only tells what a thing is called: `the loophole called an “inversion”`.
    fn is_named_so(&self, tag: &Tag) -> bool {
        let words = self.words;
        if !words.is_spelt(tag.verb, "called") || tag.source.kind != SourceKind::Nominal || words.is(tag.verb - 1, AUX) {
            return false;
        }
        let first = if words.is(tag.verb + 1, DET) { tag.verb + 2 } else { tag.verb + 1 };
        let thing = !words.is(tag.source.tokens.end - 1, ROLE | BODY | TITLE);
        thing && tag.source.tokens.end == tag.verb && words.is_quoted(first) && !words.is_parted_from(first, [',', ':'])
    }

    /// Whether a cue right before a quotation tells of all that somebody said, rather than of these words: `Nothing Moon said “will help,”` Kim said.
    fn is_about_all(&self, tag: &Tag, start: usize) -> bool {
        let before = tag.span.start.checked_sub(1).map(|at| self.words.text(at)).unwrap_or_default();
        tag.verb + 1 == start
            && self.words.is_spaced(tag.span.start.saturating_sub(1))
            && ["nothing", "anything", "everything", "something", "whatever"].iter().any(|all| before.eq_ignore_ascii_case(all))
    }

    /// Whether a cue stands in a clause of its own before a quotation that begins at `start`: `When Moon told them so, “we laughed,” Kim said`, `Moon replied
    /// and “we laughed,” Kim said`.
    pub(super) fn is_apart(&self, tag: &Tag, start: usize, frame: &Frame) -> bool {
        let words = self.words;
        let opening = frame.tokens.start;
        let joined = tag.verb + 2 == start && words.is(tag.verb + 1, CONJ) && words.is_spaced(tag.verb);
        let subordinate = words.is(opening, SUB) && !words.is(opening, DET) && !words.text(opening).eq_ignore_ascii_case("as");
        joined || subordinate && tag.span.start == opening + 1 && tag.verb + 1 < start && words.is_parted_from(start, [','])
    }

    /// Whether a cue is right before a quotation: with a comma, a colon, `that`, or nothing between.
    pub(super) fn introduces(&self, tag: &Tag, start: usize) -> bool {
        let between = tag.span.end.max(tag.cue.end)..start;
        let gap = self.words.gap_before(start);
        between.is_empty() || gap.contains(':') || gap.contains(',') && between.len() <= 12
    }

    /// Whether a cue belongs to the quotation right before it.
    pub(super) fn is_behind_quote(&self, tag: &Tag, frame: &Frame) -> bool {
        tag.span.start > frame.tokens.start && self.words.is_quoted(tag.span.start - 1)
    }

    /// Whether a verb that needs an object has none, so that it reports nothing: `“…,” the crowd applauded loudly`.
    pub(super) fn is_without_object(&self, tag: &Tag, frame: &Frame) -> bool {
        let words = self.words;
        let next = tag.verb + 1;
        tag.class & OBJECT != 0
            && tag.class & TELL == 0
            && tag.shape == Shape::NameVerb
            && (next >= frame.tokens.end || !words.is_spaced(tag.verb) || words.text(next).ends_with("ly") && !words.is_capital(next))
    }

    /// Whether a quotation ends with a comma and a cue follows right behind: `“…,” Moon said`.
    pub(super) fn is_closed_by_cue(&self, frame: &Frame, quote: usize, end: usize) -> bool {
        self.words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!'])
            && self.scene.tags_of(frame).iter().any(|tag| tag.verb >= end && self.is_right_behind(tag, end, frame))
    }

    /// Whether a cue's words begin right behind a quotation that ends before word `end`.
    pub(super) fn is_right_behind(&self, tag: &Tag, end: usize, frame: &Frame) -> bool {
        let words = self.words;
        if tag.shape == Shape::Sentence || tag.shape == Shape::Passive || end >= frame.tokens.end {
            return false;
        }
        if self.is_without_object(tag, frame) {
            return false;
        }
        let start = tag.span.start;
        // `« … », principe d’Anne Roux qui réclame`
        let relative = words.language == Language::French && tag.shape == Shape::NameVerb && words.is_spelt(tag.verb.max(1) - 1, "qui");
        if relative && start > end {
            return false;
        }
        let leads = |at: usize| {
            let class = words.class(at);
            if tag.shape == Shape::VerbName {
                return class & (ADV | AUX) != 0 || words.language != Language::English && is_romance_adverb(words.text(at));
            }
            !words.is_quoted(at)
                && (words.is_spelt(at, "as")
                    || (class & (AUX | PREP | SUB | CONJ) == 0 || words.language != Language::English && class & AUX != 0)
                        && (class & CUE == 0
                            || class & (BASE | ROLE) != 0
                            || class & ING != 0 && words.is(at + 1, ROLE) && words.is_spaced(at))
                    || class & (DET | ADV) != 0)
        };
        start >= end && (start <= end + 5 && (end..start).all(leads) || self.is_described_before(tag, end))
    }

    /// Whether nothing but what somebody is stands between a quotation and their name: `“…,” the mayor of Selby, Moon, shouted`, `“…,” founder and chief executive
    /// Moon shouted`.
    fn is_described_before(&self, tag: &Tag, end: usize) -> bool {
        let words = self.words;
        let start = tag.span.start;
        let SourceKind::Name(index) = tag.source.kind else { return false };
        let named = words.language == Language::English && tag.shape == Shape::NameVerb && self.people.names[index].person.is_some();
        if !named || start == end || start > end + DESCRIPTION || words.is_parted_from(end, [';']) {
            return false;
        }
        let office = |at: usize| words.is(at, ROLE | TITLE);
        // `the Bishop of Selby, the Right Rev. Ana Ruiz, …`
        let article = start > end + 1 && words.is_spelt(start - 1, "the") && words.is_before_comma(start - 2);
        let comma = if article { start - 2 } else { start - 1 };
        let apposed = words.is_before_comma(comma);
        let joined = |at: usize| if apposed { words.is(at, PREP) } else { at > end && office(at - 1) } && words.is_spaced(at);
        let fits = |at: usize| {
            let other = words.is(at, AUX | SUB | CONJ | PRON | CUE) && !words.is(at, DET | PREP);
            !words.is_quoted(at) && (!words.is(at, PREP | CONJ) && !other || office(at) || words.is(at, PREP | CONJ) && joined(at))
        };
        let tight = |at: usize| words.is_tight(at) || at == comma && apposed;
        (end..start).all(|at| fits(at) && tight(at)) && (end..start).any(office)
    }
}

/// Whether a cue's verb is finite, rather than a participle or infinitive.
pub(super) fn is_finite(tag: &Tag) -> bool {
    tag.class & ING == 0 && (tag.class & BASE == 0 || tag.class & PAST != 0)
}
