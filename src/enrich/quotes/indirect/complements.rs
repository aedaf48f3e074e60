//! Tells whether what stands behind an English verb of saying can be what somebody is said to have said.
//!
//! The same verbs mean more than saying: `spoke to a crowd`, `called at noon`, `allowed its case to be heard`. So of each that does it is known what must
//! stand behind it, and of the small words with which a phrase begins which verbs they go with.

use std::ops::Range;

use crate::enrich::quotes::scene::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::scene::subjects::is_english_adverb;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, OBJECT, PAST, POSS, PREP, PRON, STOP, SUB,
};
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::spelling::fold;
use crate::enrich::quotes::words::{CAPITAL, NUMBER, QUOTED};

/// What a verb needs behind it to report something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// A clause: `saw that the pier fell`, not `saw the pier`.
    Clause,
    /// A clause or what is to be done: `voted to close the pier`.
    ClauseOrDeed,
    /// A clause with `that`: `allowed that it was old`.
    That,
    /// What it is taken for: `painted it as old`.
    As,
    /// What is spoken of: `spoke of the pier`.
    Topic,
}

impl Needs {
    /// What a verb needs of which that is known.
    fn of(verb: &str) -> Option<Self> {
        let clauses = &SPEECH.clauses;
        if !clauses.needing.has(verb) {
            return None;
        }
        let lists = [
            (&clauses.needing_clauses, Self::Clause),
            (&clauses.needing_deeds, Self::ClauseOrDeed),
            (&clauses.needing_that, Self::That),
            (&clauses.needing_as, Self::As),
            (&clauses.speaking, Self::Topic),
        ];
        lists.into_iter().find(|(verbs, _)| verbs.has(verb)).map(|(_, needs)| needs)
    }
}

/// How many words of a clause are looked at for its verb.
const LOOKED_AT: usize = 14;

/// Words of the longest name of whom is spoken to, before the colon behind it.
const OBJECT_WORDS: usize = 8;

/// Words of the longest phrase of time and manner.
const SHORT: usize = 3;

impl Reader<'_> {
    /// Whether `clause`, which stands behind the verb of `tag`, can be what is said; `over` tells that a phrase of time or place stands between.
    pub(super) fn is_said(&self, tag: &Tag, clause: &Range<usize>, over: bool) -> bool {
        let words = self.words;
        if words.language != Language::English || words.is(tag.verb, NOUN_CUE) && words.class(tag.verb) & CUE == 0 {
            return true;
        }
        let first = clause.start;
        if words.is_quoted(first) {
            return true;
        }
        let quoted = || clause.clone().any(|at| words.is_quoted(at));
        let opening = words.text(first);
        if words.is(first, CONJ) && !words.is_spelt(first, "so")
            || words.is_one_of(first, ["such", "like"])
            || words.is_spelt(first, "including")
        {
            return false;
        }
        if clause.len() < SHORT && ["declin", "refus"].iter().any(|stem| words.text(tag.verb).starts_with(stem)) {
            return false;
        }
        if clause.len() <= SHORT && self.is_time(clause.end - 1) && !words.is(first, CUE)
            || words.is(clause.end - 1, DET | DATE | PREP) && clause.clone().all(|at| words.is(at, DET | DATE | PREP))
        {
            return false;
        }
        // `voted for by members`
        if words.is(first, PREP) & words.is_spaced(first) && words.is_spelt(first + 1, "by") {
            return false;
        }
        // `the ships he spoke of were old`, `reporting covering`
        let gap = words.is(first, PREP) & words.is(first + 1, AUX) && !words.is_spelt(first, "to") && !words.is_spelt(first + 1, "being");
        if gap || words.is(tag.verb, ING) && opening.ends_with("ing") && opening.len() > 5 && !opening.ends_with("thing") {
            return false;
        }
        let opens_clause = words.is_one_of(first, ["that", "whether", "if", "how", "why", "what"]);
        if !opens_clause && (self.is_object_before_colon(clause) || self.is_mere_object(tag, clause)) {
            return false;
        }
        // `told reporters after the meeting that was held on a boat`
        let relative = over && words.is_spelt(first, "that") && words.is(first + 1, AUX | CUE);
        if relative
            || !opens_clause && words.is(first, SUB | PREP) && SPEECH.clauses.circumstances.has(opening)
            || self.is_reduced_passive(tag, first)
        {
            return false;
        }
        let mut buffer = [0; 64];
        let verb = match words.text(tag.verb) {
            written if words.is_capital(tag.verb) => fold(written, &mut buffer).unwrap_or_default(),
            written => written,
        };
        if words.is_spelt(first, "when") && !SPEECH.clauses.asking_when.begins(verb) && !self.is_denied(tag.verb) {
            return false;
        }
        if words.is_spelt(first, "to") && SPEECH.clauses.held.has(verb) && words.is_one_of(first + 1, ["be", "have"]) {
            return false;
        }
        if words.is(first, PREP)
            && let Some(verbs) = SPEECH.clauses.goes_with.about(opening)
            && !(words.is_spelt(first, "to") && self.is_deed(first))
            && !verbs.begins(verb)
        {
            return false;
        }
        if over && !opens_clause && !words.is_spelt(first, "to") && !quoted() && !self.has_finite_verb(clause) {
            return false;
        }
        if verb.starts_with("call") && self.is_telephoned(tag.verb, clause) && !quoted() {
            return false;
        }
        // `Having said that, the pier is old.`
        if opens_clause && words.is_before_comma(first) && tag.verb > 0 && words.is_one_of(tag.verb - 1, ["Having", "having"]) {
            return false;
        }
        // `what he thought of the pier`, `said it again`
        let ponders = || matches!(verb, "think" | "thinks" | "thought" | "thinking") && words.is_one_of(first, ["of", "about"]);
        let repeats = || words.is_one_of(first, ["it", "this"]) && !words.is(first + 1, AUX | CUE | QUOTED) && SPEECH.plain.has(verb);
        if words.is(first, PREP) && ponders() && !quoted() && !self.is_taken_for(clause) || clause.len() == 2 && repeats() {
            return false;
        }
        Needs::of(verb).is_none_or(|needs| self.meets(needs, verb, clause, opens_clause))
    }

    /// Whether a clause is what its verb needs; `opens_clause` tells that it begins like one.
    fn meets(&self, needs: Needs, verb: &str, clause: &Range<usize>, opens_clause: bool) -> bool {
        let (words, first) = (self.words, clause.start);
        let quoted = || clause.clone().any(|at| words.is_quoted(at));
        match needs {
            Needs::Clause if opens_clause || self.has_finite_verb(clause) || quoted() => true,
            Needs::Clause => words.is_one_of(first, ["as", "about", "where", "who"]) || self.is_taken_for(clause),
            Needs::ClauseOrDeed => opens_clause || quoted() || words.is_one_of(first, ["to", "for", "against"]) || words.is_number(first),
            Needs::That => opens_clause || quoted() || words.is_spelt(first, "to") && !matches!(verb, "press" | "pressed" | "pressing"),
            Needs::As => quoted() || self.is_taken_for(clause),
            Needs::Topic => {
                words.is_one_of(first, ["of", "about", "against"]) || quoted() && !words.is_one_of(first, ["to", "for", "with", "at"])
            }
        }
    }

    /// Whether a clause is only a name or a noun before the colon that a quotation follows, so that it is what is spoken of: blasted `the council: “…”`
    fn is_object_before_colon(&self, clause: &Range<usize>) -> bool {
        let words = self.words;
        let first = clause.start;
        if !words.is(first, DET | POSS | CAPITAL) {
            return false;
        }
        let colon = words.unspaced.within(first..clause.end.min(first + OBJECT_WORDS)).find(|&at| words.gap(at).starts_with(':'));
        let Some(quote) = colon.map(|colon| colon + 1).filter(|&quote| quote < clause.end && words.is_quoted(quote)) else { return false };
        let verb = |at: usize| words.is(at, AUX | CUE) && !words.is_capital(at) || words.text(at).ends_with("ed");
        !(first..quote).any(verb)
    }

    /// Whether what stands behind a verb that only judges somebody is nothing but that object, with no word of what is said to or of them: thanked `the crew`.
    fn is_mere_object(&self, tag: &Tag, clause: &Range<usize>) -> bool {
        let words = self.words;
        let judges = SPEECH.clauses.with_object.has(words.text(tag.verb));
        let told = |at: usize| words.is_quoted(at) || words.is_one_of(at, ["for", "of", "as", "over", "to", "that", "with"]);
        judges && !clause.clone().any(told) && !self.has_finite_verb(clause)
    }

    /// Whether what begins with these words is a clause, rather than a phrase or a deed.
    pub(super) fn is_clause(&self, clause: Range<usize>) -> bool {
        let openings = ["that", "whether", "if", "how", "why", "what", "when", "where"];
        self.words.is_one_of(clause.start, openings) || self.has_finite_verb(&clause)
    }

    /// The clause that a noun of saying carries: `his assertion that …`.
    pub(super) fn noun_clause(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let noun = (at..at + 4).find(|&noun| words.is(noun, NOUN_CUE))?;
        let opens = (at..noun).all(|before| words.is(before, DET | POSS) || !words.is(before, PREP | AUX | CUE | SUB));
        // `a statement that surfaced last year` is told by it, not what it says.
        let relative = words.is(noun + 2, AUX | CUE) || words.text(noun + 2).ends_with("ed");
        (opens && words.is_spelt(noun + 1, "that") && !relative && noun + 1 < self.frame.end).then_some(noun + 1)
    }

    /// Whether a clause has a verb of its own behind its subject: `the pier will fall`.
    fn has_finite_verb(&self, clause: &Range<usize>) -> bool {
        let words = self.words;
        let first = clause.start;
        if words.class(first) & (PRON | POSS) == PRON && !words.is_one_of(first, ["it", "you", "her", "him", "them", "me", "us"]) {
            return true;
        }
        if words.is(first, PREP) && !words.is(first, SUB) {
            return false;
        }
        // `the pier, which is old`
        let relative = |at: usize| !words.is_spaced(at - 1) && words.is_one_of(at, ["who", "which", "whose"]);
        (first + 1..clause.end.min(first + LOOKED_AT)).take_while(|&at| !relative(at)).any(|at| {
            let class = words.class(at);
            if class & (AUX | CUE) != 0 {
                let finite = || !words.is_one_of(at, ["to", "not", "going", "be", "been", "being"]);
                return class & AUX != 0 && finite() || class & CUE != 0 && class & ING == 0 && self.is_verb(at);
            }
            if class & (DET | PREP | PRON | POSS | CONJ | SUB | ADV | NUMBER | CAPITAL) != 0 || !words.is_spaced(at - 1) {
                return false;
            }
            let object = words.is(at + 1, DET | POSS | PREP | PRON | SUB | CAPITAL) || at + 1 >= clause.end;
            let past = object && !words.is(at - 1, DET | POSS | PREP) && words.text(at).ends_with("ed");
            past && words.text(at).len() > 4 && !words.is_spelt(at + 1, "by")
        })
    }

    /// Whether a clause tells what something is taken for: `the pier as a ruin`.
    fn is_taken_for(&self, clause: &Range<usize>) -> bool {
        (clause.start..clause.end.min(clause.start + LOOKED_AT)).any(|at| self.words.is_spelt(at, "as"))
    }

    /// Whether `to` at a word has a verb behind it: `to leave`, not `to the pier`.
    fn is_deed(&self, to: usize) -> bool {
        let words = self.words;
        let next = to + 1 + usize::from(words.text(to + 1).ends_with("ly"));
        let other = DET | POSS | PRON | PREP | SUB | DATE;
        let noun = words.is(next, other) && !words.is(next, CUE | AUX);
        let plural = words.text(next).ends_with('s') && !words.text(next).ends_with("ss") && words.text(next).len() > 4;
        !noun && !plural && !words.is_capital(next) && !words.is_number(next) && (words.is_spaced(to) || words.is_quoted(next))
    }

    /// Whether a verb in its past form is passive because whom it judges does not stand behind it: `people accused of theft`, `a plan called odd`. Not where
    /// that stands before: `what she described as odd`.
    fn is_reduced_passive(&self, tag: &Tag, first: usize) -> bool {
        let words = self.words;
        let verb = tag.verb;
        let apart = first == verb + 1;
        let bare = words.is(first, PREP) && words.is_one_of(first, ["of", "as", "to", "by", "with", "for", "in", "at", "on"]);
        let listed = || words.class(verb) & (PAST | OBJECT) == PAST | OBJECT || SPEECH.clauses.judging.has(words.text(verb));
        if !apart || !bare || !listed() || words.is_spelt(verb, "called") && words.is_one_of(first, ["for", "on"]) {
            return false;
        }
        if matches!(words.text(verb), "reported" | "proposed" | "announced" | "advocated" | "called") && words.is_spelt(first, "to") {
            return false;
        }
        if tag.source.tokens.end > verb || tag.source.kind == SourceKind::Pronoun {
            return false;
        }
        let relative = (tag.source.tokens.start.saturating_sub(2)..tag.source.tokens.start)
            .any(|at| words.is_one_of(at, ["what", "which", "whom", "that", "who"]));
        let perfect = (verb.saturating_sub(2)..verb).any(|at| words.is_one_of(at, ["has", "have", "had"]));
        !relative && !perfect
    }

    /// Whether a verb is denied or asked for, so that `when` behind it asks: `did not say when`, `declined to say when`.
    fn is_denied(&self, verb: usize) -> bool {
        (verb.saturating_sub(3)..verb).any(|at| {
            self.words.is_one_of(at, ["not", "to", "never"]) || self.words.text(at).ends_with("n’t") || self.words.text(at).ends_with("n't")
        })
    }

    /// Whether somebody is called by telephone: `called the editor`, `called Moon to ask`, `called her on Monday`.
    fn is_telephoned(&self, verb: usize, clause: &Range<usize>) -> bool {
        let words = self.words;
        let first = clause.start;
        if words.is_one_of(first, ["for", "on"]) {
            return false;
        }
        let end = match self.people.at(first) {
            Some(index) => self.people.names[index].whole.end,
            None if words.class(first) & (PRON | POSS) == PRON => first + 1,
            // `called her within an hour`
            None if words.is(first, PRON) && words.is(first + 1, PREP | DATE) => first + 1,
            None => return false,
        };
        let closed =
            end >= clause.end || words.is(end, PREP | SUB | CONJ | DATE | ADV) && !words.is(end, DET) || is_english_adverb(words.text(end));
        closed && words.is_spaced(verb) && !words.is_possessive(end - 1)
    }

    /// Where a clause with `that` begins behind a phrase that is not what is said: `admitted as part of his plea that he lied`. Not a relative one: `spoke to
    /// a crowd that had gathered`.
    pub(super) fn that_behind(&self, start: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let plain = |at: &usize| words.is_tight(at - 1) && !words.is_quoted(*at) && !words.is(*at, AUX | CONJ);
        let that = (start + 1..end.min(start + LOOKED_AT)).take_while(plain).find(|&at| words.is_spelt(at, "that"))?;
        let subject = words.is(that + 1, DET | POSS | PRON) || words.is_capital(that + 1);
        (subject && words.is(start, PREP) && words.is_spaced(that)).then_some(that)
    }

    /// Whether two sources may be one and the same: one person, or a pronoun and a person.
    pub(super) fn is_same_voice(&self, one: &Source, other: &Source) -> bool {
        let person = |source: &Source| match source.kind {
            SourceKind::Name(index) => Some(self.people.names[index].person),
            _ => None,
        };
        match (person(one), person(other)) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one.kind == other.kind && self.words.text(one.tokens.end - 1) == self.words.text(other.tokens.end - 1),
            _ => one.kind == SourceKind::Pronoun || other.kind == SourceKind::Pronoun,
        }
    }

    /// Whether a phrase of two words that tells a time begins at a word, and no verb follows it: `said last week that`.
    pub(super) fn is_time_phrase(&self, at: usize) -> bool {
        let words = self.words;
        words.is(at, STOP)
            && words.is_spaced(at)
            && words.is_one_of(at, ["last", "this", "next", "that"])
            && (words.is(at + 1, DATE) || self.is_time(at + 1))
            && !words.is(at + 2, AUX | CUE)
    }

    /// Where a sentence goes on behind the time of day that opens it: `4:40 p.m. Schools will close`.
    pub(super) fn behind_clock(&self, first: usize) -> usize {
        let clock = |at: usize| SPEECH.hours.has(self.words.text(at));
        let number = |at: usize| self.words.is_number(at);
        let end = (first..first + 4).take_while(|&at| number(at) || clock(at)).last().map_or(first, |last| last + 1);
        if end > first && clock(end - 1) { end } else { first }
    }

    /// Whether a verb behind a quotation closes a sentence whose subject a relative clause with that quotation parts from it: Moon, who called it “old,” said.
    pub(super) fn closes_relative(&self, tag: &Tag) -> bool {
        let words = self.words;
        let who = tag.source.tokens.end;
        tag.shape == Shape::Sentence
            && tag.source.tokens.start >= self.frame.start
            && who < tag.verb
            && words.is_one_of(who, ["who", "which", "a", "an", "the", "author", "editor"])
            && words.gap(who - 1) == ", "
            && words.is_parted_by(tag.verb - 1, [','])
    }

    /// Whether a word is one of time or manner.
    fn is_time(&self, at: usize) -> bool {
        SPEECH.spans.has(self.words.text(at))
    }
}
