//! Finds the verbs that report speech and who their subject is.
//!
//! The unit is a frame: one sentence of narration with every quotation that it holds, however many sentences those have inside. A
//! subject is looked for to the left of the verb, over adverbs, appositives, relative clauses and prepositional attributes, or to the
//! right where the verb follows a quotation (`said Moon`). Words inside quotations are never subjects.

use std::ops::Range;

use super::lexicon::{
    ACCORDING, ADV, AUX, BASE, BODY, CONJ, CUE, Class, DATE, DET, FEMALE, ING, Language, MALE, NOUN_CUE, OBJECT, OTHER, PAST, PLACE, POSS,
    PREP, PRON, ROLE, SAY, SO, STOP, SUB, TELL, THINK, TITLE, WEAK,
};
use super::people::{NameKind, People};
use super::words::Words;

/// Who speaks, as a sentence has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// What kind of words name the speaker.
    pub(super) kind: SourceKind,
    /// The words, with titles before a name.
    pub(super) tokens: Range<usize>,
}

/// What kind of words name a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceKind {
    /// A capitalised run, by index.
    Name(usize),
    /// A pronoun.
    Pronoun,
    /// A description (`a spokesman`).
    Nominal,
}

/// A cue with its subject.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    /// The words of the cue.
    pub(super) cue: Range<usize>,
    /// The verb, or `according`.
    pub(super) verb: usize,
    /// Who speaks.
    pub(super) source: Source,
    /// From the first to the last word of subject and verb together.
    pub(super) span: Range<usize>,
    /// Classes of the verb.
    pub(super) class: Class,
    /// How subject and verb stand.
    pub(super) shape: Shape,
}

/// How subject and verb stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `Moon said`.
    NameVerb,
    /// `said Moon`.
    VerbName,
    /// `according to Moon`.
    According,
    /// `described by Moon as`.
    Passive,
    /// The verb's subject is that of the sentence (`saying`).
    Sentence,
}

/// How far a subject may stand from its verb, in words.
const REACH: usize = 48;

/// Reads cues and subjects out of one frame.
pub(super) struct Reader<'a> {
    /// The article's words.
    pub(super) words: &'a Words<'a>,
    /// The article's names.
    pub(super) people: &'a People,
    /// Words of the frame.
    pub(super) frame: Range<usize>,
}

impl Reader<'_> {
    /// All cues of the frame that have a subject, in text order.
    pub(super) fn tags(&self, tags: &mut Vec<Tag>) {
        let first = tags.len();
        for at in self.frame.clone().filter(|&at| !self.words.is_quoted(at)) {
            let Some(mut tag) = self.tag_at(at) else { continue };
            if tag.shape == Shape::Sentence
                && let Some(before) =
                    tags.get(first..).and_then(<[Tag]>::last).filter(|before| before.class & SAY != 0 && before.shape != Shape::Passive)
            {
                tag.source = before.source.clone();
            }
            tags.push(tag);
        }
    }

    fn tag_at(&self, verb: usize) -> Option<Tag> {
        let words = self.words;
        let class = words.class(verb);
        if class & ACCORDING != 0 {
            return self.according(verb);
        }
        if class & SO != 0
            && self.people.at(verb + 1).is_some()
            && (self.follows_quote(verb) || verb > self.frame.start && words.gap(verb - 1).contains(','))
        {
            let source = self.phrase_from(verb + 1)?;
            let span = verb..source.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source, span, class: SAY, shape: Shape::VerbName });
        }
        if class & NOUN_CUE != 0 && !words.is_quoted(verb + 1) && words.text(verb + 1) == "that" && !self.is_verb_here(verb) {
            return self.noun_cue(verb);
        }
        if class & CUE == 0 || !self.is_verb(verb) {
            return None;
        }
        if class & PAST != 0 && words.text(verb + 1) == "by" && !words.is_quoted(verb + 1) {
            let source = self.phrase_from(verb + 2)?;
            let span = verb..source.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source, span, class, shape: Shape::Passive });
        }
        let invertible = class & OBJECT == 0 && (class & ING == 0 || words.language != Language::English);
        if self.follows_quote(verb) && invertible || self.opens_inverted(verb) {
            let mut from = verb + 1;
            while words.is(from, ADV) && words.gap(from) == " " {
                from += 1;
            }
            if words.language != Language::English {
                from = self.over_addressee(from);
            }
            if words.is_tight(from - 1)
                && let Some(source) = self.phrase_from(from)
                && (class & TELL == 0 || self.is_closed(source.tokens.end))
            {
                let span = verb..source.tokens.end;
                return Some(Tag { cue: verb..verb + 1, verb, source, span, class, shape: Shape::VerbName });
            }
        }
        if self.is_passive(verb) {
            return None;
        }
        if let Some(source) = self.inverted_behind_comma(verb) {
            let span = verb..source.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source, span, class, shape: Shape::VerbName });
        }
        let (source, shape) = self.subject_before(verb)?;
        let span = match shape {
            Shape::Sentence => verb..verb + 1,
            _ => source.tokens.start.min(verb)..source.tokens.end.max(verb + 1),
        };
        Some(Tag { cue: self.cue_words(verb), verb, source, span, class, shape })
    }

    /// The name behind a verb that follows a comma: `…, said Moon.`
    fn inverted_behind_comma(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let class = words.class(verb);
        if verb == self.frame.start
            || class & (ING | BASE | TELL) != 0 && class & PAST == 0
            || class & SAY == 0
            || !words.gap(verb - 1).contains(',')
        {
            return None;
        }
        let source = self.phrase_from(verb + 1).filter(|_| words.gap(verb) == " ")?;
        if !matches!(source.kind, SourceKind::Name(_)) {
            return None;
        }
        self.is_closed(source.tokens.end).then_some(source)
    }

    /// Whether a phrase that ends before word `end` ends its clause, but for an apposition or attribute.
    fn is_closed(&self, end: usize) -> bool {
        let words = self.words;
        end >= self.frame.end || words.gap(end - 1).contains([',', '.', '(', ';', '—', '–', ':', '?', '!']) || words.text(end) == "of"
    }

    /// Whether a word that is noun and verb is a verb here.
    fn is_verb_here(&self, at: usize) -> bool {
        self.words.class(at) & CUE != 0 && self.is_verb(at)
    }

    /// `his warning that …`, `opened it with a warning that …`: the owner of the words, else the subject of the sentence.
    fn noun_cue(&self, noun: usize) -> Option<Tag> {
        let words = self.words;
        let before = noun.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_tight(before))?;
        let owner = self.people.at(before).filter(|_| words.is_possessive(before));
        let source = match owner {
            Some(index) => Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() },
            None if words.is(before, POSS) && words.is(before, MALE | FEMALE) => {
                Source { kind: SourceKind::Pronoun, tokens: before..before + 1 }
            }
            None => self.first_phrase(self.frame.start, noun)?,
        };
        Some(Tag { cue: noun..noun + 1, verb: noun, source, span: noun..noun + 1, class: SAY, shape: Shape::Sentence })
    }

    /// Skips the person told between an inverted verb and its subject: `explicó a la prensa Teresa Campos`.
    fn over_addressee(&self, from: usize) -> usize {
        let words = self.words;
        if !words.is(from, PREP) || self.people.at(from).is_some() {
            return from;
        }
        (from + 1..from + 5)
            .take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at))
            .find(|&at| self.people.at(at).is_some())
            .unwrap_or(from)
    }

    fn according(&self, at: usize) -> Option<Tag> {
        let words = self.words;
        let tag = |source: Source, span: Range<usize>, cue: Range<usize>| Tag {
            cue,
            verb: at,
            source,
            span,
            class: SAY,
            shape: Shape::According,
        };
        if words.text(at) == "zufolge" {
            let source = self.phrase_to(at)?;
            return Some(tag(source.clone(), source.tokens.start..at + 1, at..at + 1));
        }
        let cue = if words.language == Language::English { at..at + 2 } else { at..at + 1 };
        if cue.len() == 2 && words.text(at + 1) != "to" {
            return None;
        }
        let source = self.phrase_from(cue.end)?;
        Some(tag(source.clone(), at..source.tokens.end, cue))
    }

    /// The verb with the name of the person told (`told reporters`).
    fn cue_words(&self, verb: usize) -> Range<usize> {
        let next = verb + 1;
        let addressed =
            self.words.is(verb, TELL) && self.words.gap(verb) == " " && !self.words.is_quoted(next) && !self.words.is(next, SUB);
        if !addressed {
            return verb..verb + 1;
        }
        if let Some(name) = self.people.at(next) {
            return verb..self.people.names[name].whole.end.max(next + 1);
        }
        let end = if self.words.is(next, DET) { next + 2 } else { next + 1 };
        verb..end.min(self.frame.end).max(verb + 1)
    }

    /// Whether a quotation ends right before a word.
    fn follows_quote(&self, at: usize) -> bool {
        let mut at = at;
        while self.words.language != Language::English && at > self.frame.start && self.words.is(at - 1, AUX) && self.words.is_tight(at - 1)
        {
            at -= 1;
        }
        at > self.frame.start && self.words.is_quoted(at - 1)
    }

    /// `Said Trump: “…”`: a capitalised verb at the start of the frame with a name behind it and a colon or quotation after.
    fn opens_inverted(&self, verb: usize) -> bool {
        verb == self.frame.start && self.words.is_capital(verb) && self.words.class(verb) & (ING | BASE) == 0
    }

    /// Whether a word of a verb's form is a verb here rather than a noun or part of a name.
    fn is_verb(&self, at: usize) -> bool {
        let words = self.words;
        if words.is_capital(at) && at > self.frame.start && !self.follows_quote(at) {
            return false;
        }
        let class = words.class(at);
        let before = at.checked_sub(1).filter(|&before| before >= self.frame.start && words.gap(before) == " ");
        let Some(before) = before else { return class & BASE == 0 };
        let noun_like = words.is(at, NOUN_CUE) || class & BASE != 0 || words.text(at).ends_with('s');
        let owned = words.is(before, DET | POSS) && (!words.is(before, PRON) || words.text(before) == "her");
        if noun_like && (owned || words.is_possessive(before) || self.is_noun_with_adjective(at)) {
            return false;
        }
        if class & BASE != 0 && before > 0 && words.gap(before - 1) == "-" && !words.is_capital(before) {
            return false;
        }
        if words.is(before, PREP)
            && class & ING == 0
            && !matches!(words.text(before), "as" | "than" | "before" | "after" | "since" | "like")
        {
            return false;
        }
        if class & BASE != 0 && class & PAST == 0 && !["said", "told"].contains(&words.text(at)) {
            return words.is(before, AUX | PRON | ADV) || words.text(before) == "to" || self.is_plural(before);
        }
        true
    }

    /// Whether a word that is noun and verb follows an adjective and its determiner, and nothing that only a verb has follows: `the new plans are`.
    fn is_noun_with_adjective(&self, at: usize) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(at.saturating_sub(4));
        let mut first = at - 1;
        if words.class(first) & (ROLE | BODY | NOUN_CUE | AUX | ADV | PRON | SUB | CONJ | CUE | PREP) != 0
            || words.text(first).ends_with('s')
        {
            return false;
        }
        while first > floor
            && words.is_tight(first - 1)
            && !words.is(first, DET | POSS)
            && !words.is_possessive(first)
            && !words.is_capital(first)
        {
            first -= 1;
        }
        let led = words.is(first, DET | POSS) && !words.is(first, PRON | SUB) || words.is_possessive(first);
        let next = at + 1;
        let governs = next >= self.frame.end
            || words.gap(at).contains([':', '“', '"', '‘'])
            || words.is(next, DET | PRON | POSS | SUB | DATE)
            || words.is_capital(next)
            || matches!(words.text(next), "to" | "on" | "about" | "as" | "reporters");
        led && first < at - 1 && !governs
    }

    /// Whether a noun before a verb may be plural.
    fn is_plural(&self, at: usize) -> bool {
        self.words.text(at).ends_with('s') || self.words.text(at) == "people" || self.words.text(at) == "who"
    }

    /// `was told`, `been accused`.
    fn is_passive(&self, verb: usize) -> bool {
        if !self.words.is(verb, PAST) && !matches!(self.words.text(verb), "told" | "said" | "called" | "known" | "seen" | "quoted") {
            return false;
        }
        let mut at = verb;
        for _ in 0..3 {
            if at <= self.frame.start || self.words.gap(at - 1) != " " {
                return false;
            }
            at -= 1;
            match self.words.text(at) {
                "was" | "were" | "been" | "be" | "is" | "are" | "being" | "get" | "got" => return true,
                _ if self.words.is(at, ADV | AUX) || self.words.text(at).ends_with("ly") => {}
                _ => return false,
            }
        }
        false
    }

    /// The subject of a verb, to its left.
    fn subject_before(&self, verb: usize) -> Option<(Source, Shape)> {
        let words = self.words;
        let class = words.class(verb);
        let mut at = verb;
        let mut broken = false;
        let mut infinitive = false;
        while at > self.frame.start {
            broken = !words.is_tight(at - 1);
            if broken || !(words.is(at - 1, AUX | ADV) && !words.is_quoted(at - 1) || is_adverb(words.text(at - 1))) {
                break;
            }
            at -= 1;
            infinitive |= words.text(at) == "to";
        }
        if at == self.frame.start {
            return self.sentence_subject_for(verb);
        }
        if broken {
            let gap = words.gap(at - 1);
            if class & ING != 0 || words.is_quoted(at - 1) {
                return self.sentence_subject_for(verb);
            }
            if gap.contains([',', ')', '—', '–', '”', '"']) {
                return self.over_insertions(at).map(|source| (source, Shape::NameVerb)).or_else(|| self.sentence_subject_for(verb));
            }
            return None;
        }
        if class & ING != 0 {
            if let Some(index) = self.people.at(at - 1)
                && self.is_shown(self.people.names[index].whole.start)
            {
                return Some((Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() }, Shape::NameVerb));
            }
            return self.sentence_subject_for(verb);
        }
        if infinitive && !words.is(at - 1, CUE | WEAK) || words.is(at - 1, CONJ) {
            return self.sentence_subject_for(verb);
        }
        self.phrase_to(at).map(|source| (source, Shape::NameVerb)).or_else(|| {
            let governed = words.is_tight(at - 1) && !words.is_quoted(at - 1) && self.simple_phrase(at - 1).is_some();
            if governed { self.sentence_subject_for(verb) } else { None }
        })
    }

    /// Whether a name that begins at `start` is said to be doing something: `with Moon saying`, `footage of Moon saying`.
    fn is_shown(&self, start: usize) -> bool {
        const SHOWING: [&str; 12] =
            ["footage", "video", "clip", "clips", "recording", "audio", "tape", "picture", "image", "photo", "film", "scene"];
        let words = self.words;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= self.frame.start && words.gap(before) == " ") else {
            return false;
        };
        words.text(before) == "with" || words.text(before) == "of" && before > 0 && SHOWING.contains(&words.text(before - 1))
    }

    /// The subject of a verb that has none of its own: that of the verb before it in the same clause (`Moon paused and said`), else of the sentence.
    fn sentence_subject_for(&self, verb: usize) -> Option<(Source, Shape)> {
        self.clause_subject(verb).or_else(|| self.sentence_subject(verb)).map(|source| (source, Shape::Sentence))
    }

    /// The name or pronoun that opens a clause between commas before a verb: `Asked about Kim, Moon paused and said`.
    fn clause_subject(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(REACH));
        let mut start = verb;
        for _ in 0..3 {
            let end = start;
            start = start.checked_sub(1).filter(|&start| start > floor)?;
            while start > floor && !(words.gap(start - 1).contains([',', ';', '—', '–', '(', ')']) || words.is_quoted(start - 1)) {
                start -= 1;
            }
            if start <= floor || words.is_quoted(start - 1) || words.is_quoted(start) {
                return None;
            }
            let name = self.people.at(start).map(|index| &self.people.names[index]);
            let (source, next) = match name {
                Some(name) if matches!(name.kind, NameKind::Person | NameKind::Unknown) && name.whole.start == start => {
                    let index = self.people.at(start)?;
                    (Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }, name.whole.end)
                }
                None if words.is(start, PRON) && !words.is(start, OTHER | POSS) => {
                    (Source { kind: SourceKind::Pronoun, tokens: start..start + 1 }, start + 1)
                }
                _ => continue,
            };
            let goes_on = next < end && words.gap(next - 1) == " " && !words.is_capital(next) && !words.is(next, CONJ | PREP | SUB | DET);
            if goes_on {
                return Some(source);
            }
        }
        None
    }

    /// The subject of the frame: the first phrase that no preposition governs, before the verb if there is one, else after it.
    pub(super) fn sentence_subject(&self, verb: usize) -> Option<Source> {
        self.first_phrase(self.frame.start, verb).or_else(|| {
            let comma =
                (verb..self.frame.end.min(verb + REACH)).find(|&at| !self.words.is_quoted(at) && self.words.gap(at).contains(','))?;
            self.first_phrase(comma + 1, self.frame.end)
        })
    }

    /// The first phrase of `from..to` that can be a subject: a name, a pronoun or a description outside prepositional phrases.
    pub(super) fn first_phrase(&self, from: usize, to: usize) -> Option<Source> {
        let words = self.words;
        let mut at = from;
        let limit = to.min(from + REACH);
        let mut governed = words.is(from, SUB) && words.class(from) & DET == 0;
        while at < limit {
            if words.is_quoted(at) {
                at += 1;
                continue;
            }
            if at > from && words.gap(at - 1).contains([',', ':', ';', '—', '–', '”']) {
                governed = governed && self.is_apposed_to_governed(at);
            }
            if let Some(index) = self.people.at(at) {
                let name = &self.people.names[index];
                let possessive = words.is_possessive(name.whole.end - 1);
                let dateline = at == self.frame.start
                    && words.is_upper(at)
                    && name.person.is_none()
                    && words.gap(name.whole.end - 1).starts_with([',', ' '])
                    && !words.is_tight(name.whole.end - 1);
                let joined = words.gap(name.whole.end - 1) == "-";
                let bracketed = dateline || joined || words.gap_before(name.whole.start).contains('(');
                let modifies = words.is_tight(name.whole.end - 1)
                    && words.is(name.whole.end, ROLE)
                    && !words.is(name.whole.end, CUE)
                    && !words.is_capital(name.whole.end);
                let usable = !bracketed && !modifies && matches!(name.kind, NameKind::Person | NameKind::Unknown | NameKind::Organisation);
                governed = governed && !(at > from && self.begins_clause(name.whole.clone()));
                if !governed && !possessive && usable {
                    return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
                }
                at = name.whole.end.max(at + 1);
                continue;
            }
            let class = words.class(at);
            if class & PRON != 0 && !governed && class & OTHER == 0 {
                return Some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 });
            }
            if class & (PREP | ING) != 0 {
                governed = true;
            } else if class & (ROLE | BODY | NOUN_CUE) != 0
                && class & CUE == 0
                && !governed
                && !words.is(at + 1, ROLE)
                && self.people.at(at + 1).is_none()
            {
                return Some(self.apposed(at).unwrap_or_else(|| self.nominal(at)));
            } else if class & (AUX | CUE) != 0 && class & ING == 0 {
                governed = false;
            }
            at += 1;
        }
        None
    }

    /// Whether a name between commas tells who the person before it is, whom a preposition governs: `Asked by his lawyer, Anthony Quill, …`
    fn is_apposed_to_governed(&self, at: usize) -> bool {
        let words = self.words;
        let before = self.people.at(at - 1).map(|index| &self.people.names[index]);
        if before.is_some_and(|name| name.person.is_some()) && words.gap(at - 1) == ", " {
            return words.is(at, DET | ROLE) && !words.is(at, PRON);
        }
        let name = self.people.at(at).map(|index| &self.people.names[index]).filter(|name| name.whole.start == at);
        words.is(at - 1, ROLE | TITLE)
            && !words.is_capital(at - 1)
            && words.gap(at - 1) == ", "
            && name.is_some_and(|name| words.gap(name.whole.end - 1).starts_with(','))
    }

    /// Whether a person's name behind a prepositional phrase without comma is the subject: `In the last minute of her speech Rojas left`.
    fn begins_clause(&self, name: Range<usize>) -> bool {
        let words = self.words;
        let (before, next) = (name.start - 1, name.end);
        let noun = !words.is_capital(before)
            && words.class(before) & (PREP | DET | POSS | ROLE | TITLE | BODY | CONJ | ADV | AUX | SUB | PRON | CUE) == 0
            && !words.is_possessive(before);
        let person = self.people.at(name.start).is_some_and(|index| self.people.names[index].person.is_some());
        noun && person
            && words.gap(before) == " "
            && words.gap(next - 1) == " "
            && !words.is_capital(next)
            && !words.is(next, PREP | CONJ | SUB | DET)
    }

    /// The name in apposition to a description whose head is at `head`: `A farmer near Kumasi, Mercy Adjei, …`
    fn apposed(&self, head: usize) -> Option<Source> {
        let words = self.words;
        let comma = (head..self.frame.end.min(head + 7)).find(|&at| !words.is_tight(at))?;
        let index = self.people.at(comma + 1).filter(|_| words.gap(comma) == ", " && !words.is_quoted(comma + 1))?;
        let name = &self.people.names[index];
        let person = matches!(name.kind, NameKind::Person | NameKind::Unknown);
        let opening = head < self.frame.start + 8 && matches!(words.text(self.frame.start), "A" | "An");
        let goes_on = opening && words.gap(name.whole.end - 1) == " " && !words.is_capital(name.whole.end);
        (person && (goes_on || words.gap(name.whole.end - 1).starts_with(',')))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The subject before insertions that end right before word `end`: `Moon, who chairs the board, said`.
    fn over_insertions(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let mut piece_end = end;
        for _ in 0..6 {
            let floor = self.frame.start.max(end.saturating_sub(REACH));
            let mut start = piece_end.checked_sub(1)?;
            while start > floor && !words.gap(start - 1).contains([',', '(', ')', '—', '–', ';', ':']) {
                start -= 1;
            }
            if start >= piece_end {
                return None;
            }
            let whole_piece = start..piece_end;
            if start > floor && self.ends_relative_clause(&whole_piece) {
                piece_end = start;
                continue;
            }
            if !self.is_insertion(&whole_piece) || start <= floor {
                return self.phrase_to(piece_end);
            }
            piece_end = start;
        }
        None
    }

    /// Whether a name between commas is an apposition inside a relative clause: `Moon, who lives outside the capital, Seoul, said`.
    fn ends_relative_clause(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(piece.start.saturating_sub(16));
        if self.people.at(piece.start).is_none_or(|index| self.people.names[index].whole.end < piece.end) {
            return false;
        }
        let mut at = piece.start;
        while at > floor + 1 && !words.is_quoted(at - 1) {
            at -= 1;
            if words.gap(at - 1).contains([',', '—', '–', ';', ':']) {
                let relative = matches!(words.text(at), "who" | "whose" | "which" | "where");
                return relative && self.people.at(at - 1).is_some() && !words.is_capital(piece.start - 1);
            }
        }
        false
    }

    /// Whether a piece between commas adds to what stands before it.
    fn is_insertion(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let first = piece.start;
        if words.is_quoted(first) || words.gap_before(first).contains('(') && words.gap(piece.end - 1).contains(')') {
            return true;
        }
        let name = self.people.at(first).map(|index| &self.people.names[index]);
        if let Some(name) = name {
            let last = self.people.at(piece.end - 1).map(|index| &self.people.names[index]);
            if name.kind == NameKind::Title && last.is_some_and(|last| last.person.is_some() && last.whole.len() > 1) {
                return false;
            }
            let whole_name = name.whole.end >= piece.end;
            return !whole_name || !matches!(name.kind, NameKind::Person | NameKind::Unknown);
        }
        if words.is(first, PRON) && !words.is(first, OTHER) {
            return false;
        }
        if words.is(first, SUB) && !words.is(first, PRON | PREP) && words.text(first) != "whose" {
            let subject = self.people.at(first + 1).is_some_and(|index| self.people.names[index].whole.end == piece.end);
            return !(subject || words.is(first + 1, DET | PRON) && !words.is(first + 1, OTHER | PREP));
        }
        !(words.is(first, CONJ) && piece.len() > 1)
    }

    /// The noun phrase that ends right before word `end`.
    fn phrase_to(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let last = end.checked_sub(1).filter(|&last| last >= self.frame.start)?;
        if words.is_quoted(last) {
            return None;
        }
        let class = words.class(last);
        if class & PRON != 0 {
            return if words.text(last).eq_ignore_ascii_case("nobody") { None } else { self.pronoun(last) };
        }
        let direct = self.simple_phrase(last);
        let head_start = self.over_place(direct.as_ref().map_or(last, |source| source.tokens.start));
        if let Some(governor) = self.governor(head_start, direct.is_some()) {
            return Some(governor);
        }
        direct.filter(|source| match source.kind {
            SourceKind::Name(index) => !self.is_in_phrase(self.people.names[index].whole.start),
            _ => !self.is_in_phrase(head_start),
        })
    }

    /// Whether a phrase that begins at `start` belongs to a preposition, so that it is no subject: `and in a statement said`.
    fn is_in_phrase(&self, start: usize) -> bool {
        let words = self.words;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= self.frame.start && words.gap(before) == " ") else {
            return false;
        };
        words.is(before, PREP)
            && !words.is(before, SUB | ADV)
            && !words.is_quoted(before)
            && !matches!(
                words.text(before),
                "as" | "As" | "than" | "before" | "after" | "After" | "Before" | "since" | "like" | "until" | "till"
            )
    }

    /// Where the name of a town begins that a region behind it tells more about: `Columbia, South Carolina`.
    fn over_place(&self, start: usize) -> usize {
        let words = self.words;
        let is_place = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].kind == NameKind::Place);
        let Some(before) = start.checked_sub(1).filter(|&before| before > self.frame.start && is_place(start)) else { return start };
        let town = self.people.at(before).map(|index| &self.people.names[index]).filter(|_| words.gap(before) == ", ");
        match town {
            Some(town) if town.whole.start > self.frame.start && words.is(town.whole.start - 1, PREP) => town.whole.start,
            _ => start,
        }
    }

    /// The phrase that governs one that begins at `start`, over a preposition: `a spokesman for` X.
    fn governor(&self, start: usize, complete: bool) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(start.saturating_sub(20));
        let mut at = start;
        let mut preposition = false;
        while at > floor {
            if !words.is_tight(at - 1) || words.is_quoted(at - 1) {
                return None;
            }
            at -= 1;
            let class = words.class(at);
            if class & PREP != 0 && !words.is_capital(at) {
                preposition = true;
                continue;
            }
            if let Some(index) = self.people.at(at) {
                let name = &self.people.names[index];
                if preposition || !complete {
                    let usable = matches!(name.kind, NameKind::Person | NameKind::Unknown | NameKind::Organisation | NameKind::Title);
                    if usable && !words.is_possessive(name.whole.end - 1) {
                        return self.phrase_to(at + 1);
                    }
                }
                at = name.whole.start;
                continue;
            }
            if preposition && class & PRON != 0 && class & OTHER == 0 && class & POSS == 0 {
                return self.pronoun(at);
            }
            if preposition && class & (ROLE | BODY | NOUN_CUE) != 0 {
                return Some(self.nominal(at));
            }
            if class & (SUB | CONJ | AUX) != 0 || class & CUE != 0 && class & (ROLE | BODY | NOUN_CUE) == 0 {
                return None;
            }
            if !preposition && complete && class & (DET | POSS) != 0 {
                // The phrase is whole; only a preposition right before it can govern it.
                let before = at.checked_sub(1)?;
                if !words.is(before, PREP) {
                    return None;
                }
            }
        }
        None
    }

    /// The name or description whose last word is `last`.
    fn simple_phrase(&self, last: usize) -> Option<Source> {
        let words = self.words;
        if let Some(index) = self.people.at(last) {
            let name = &self.people.names[index];
            if words.is_possessive(name.whole.end - 1) {
                return None;
            }
            let start = self.premodifiers(name.whole.start);
            return Some(Source { kind: self.name_kind(index, start), tokens: start..name.whole.end });
        }
        let class = words.class(last);
        if class & (ROLE | BODY) != 0
            || class & NOUN_CUE != 0
            || words.text(last).ends_with('s') && class & (DATE | ADV | AUX | PREP | STOP) == 0
        {
            return Some(self.nominal(last));
        }
        let plain = class & (ADV | AUX | PREP | SUB | CONJ | DATE | CUE) == 0 && !words.is_number(last);
        plain.then(|| self.nominal(last)).filter(|source| words.is(source.tokens.start, DET | POSS))
    }

    /// Whether a capitalised run names somebody or only describes (`the President`, `a Nevada Democrat`); `start` is where its phrase begins.
    fn name_kind(&self, index: usize, start: usize) -> SourceKind {
        let words = self.words;
        let name = &self.people.names[index];
        let described = start < name.whole.start && words.is(start, DET | POSS) || name.tokens.clone().any(|at| words.is(at, ROLE));
        match name.kind {
            NameKind::Title => SourceKind::Nominal,
            NameKind::Place | NameKind::Organisation
                if name.person.is_none() && described && name.tokens.clone().all(|at| words.is(at, PLACE | ROLE)) =>
            {
                SourceKind::Nominal
            }
            _ => SourceKind::Name(index),
        }
    }

    fn pronoun(&self, at: usize) -> Option<Source> {
        let words = self.words;
        if words.text(at).eq_ignore_ascii_case("who") {
            let before = at.checked_sub(1).filter(|&before| before >= self.frame.start)?;
            let Some(index) = self.people.at(before) else {
                let apposed = words.gap(before).contains(',') && self.people.at(before).is_none();
                return if apposed { self.over_insertions(at).filter(|source| matches!(source.kind, SourceKind::Name(_))) } else { None };
            };
            return Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
        }
        Some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 })
    }

    /// A description whose head is the word at `head`, with what stands before it.
    fn nominal(&self, head: usize) -> Source {
        Source { kind: SourceKind::Nominal, tokens: self.premodifiers(head)..head + 1 }
    }

    /// Where a phrase begins whose name or head begins at `start`: over small adjectives and roles back to its determiner.
    fn premodifiers(&self, start: usize) -> usize {
        let words = self.words;
        let mut at = start;
        for _ in 0..7 {
            if at <= self.frame.start || !words.is_tight(at - 1) || words.is_quoted(at - 1) {
                break;
            }
            let before = at - 1;
            let class = words.class(before);
            if class & (DET | POSS) != 0 && class & (PRON | SUB) == 0 || words.is_possessive(before) {
                return self.people.at(before).map_or(before, |index| self.people.names[index].whole.start);
            }
            let role = class & (ROLE | BODY | TITLE) != 0;
            let plain = matches!(words.text(before), "former" | "new" | "old" | "current");
            let stops = !plain && class & (PREP | SUB | CONJ | AUX | PRON | ADV | STOP | CUE) != 0;
            if stops && !role {
                break;
            }
            at = before;
        }
        // Without a determiner only roles right before a name belong to it.
        let mut at = start;
        while at > self.frame.start
            && words.gap(at - 1) == " "
            && words.is(at - 1, ROLE | BODY | TITLE)
            && !words.is_quoted(at - 1)
            && !words.is_capital(at - 1)
        {
            at -= 1;
        }
        at
    }

    /// Where a phrase goes on behind a name that ends before `end`: at a role, or at a second name with a role before it (`Clinton press
    /// secretary Brian Fallon`).
    fn chain_end(&self, end: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        let mut at = end;
        while at < limit.min(end + 4) && words.is_tight(at - 1) && !words.is_quoted(at) {
            let class = words.class(at);
            if let Some(index) = self.people.at(at) {
                let second = &self.people.names[index];
                let named = second.person.is_some() && second.whole.len() > 1;
                return (at > end && (words.is(at - 1, ROLE | BODY | TITLE) || named)).then_some(at);
            }
            if class & (PREP | SUB | AUX | CONJ | DET | PRON | ADV) != 0 || class & CUE != 0 && class & (ROLE | BODY | BASE) == 0 {
                break;
            }
            at += 1;
        }
        (words.is_tight(end - 1) && end < limit && words.is(end, ROLE | BODY | NOUN_CUE) && !words.is(end, CUE)).then_some(end)
    }

    /// The noun phrase that begins at word `at`.
    pub(super) fn phrase_from(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let mut next = at;
        let limit = self.frame.end.min(at + 10);
        let mut head = None;
        while next < limit && !words.is_quoted(next) {
            let class = words.class(next);
            if let Some(index) = self.people.at(next) {
                let name = &self.people.names[index];
                let end = name.whole.end;
                if words.is_possessive(end - 1) || words.gap(end - 1) == "-" && !words.is_capital(end) {
                    next = end.max(next + 1) + usize::from(words.text(end) == "s");
                    head = None;
                    continue;
                }
                let more = self.chain_end(end, limit);
                if let Some(second) = more {
                    next = second;
                    continue;
                }
                return Some(Source { kind: self.name_kind(index, at), tokens: at..end });
            }
            if class & PRON != 0 {
                return (next == at).then_some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 });
            }
            if class & (PREP | SUB | AUX) != 0 && class & (DET | ROLE) == 0 || class & CONJ != 0 {
                break;
            }
            if class & (ROLE | BODY | NOUN_CUE) != 0 {
                head = Some(next);
            }
            if !words.is_tight(next) {
                next += 1;
                break;
            }
            next += 1;
        }
        let head = head.or_else(|| (next > at && words.is(at, DET)).then(|| next - 1))?;
        if let Some(index) = self.people.at(head + 1)
            && words.gap(head) == ", "
            && head + 1 < self.frame.end
            && matches!(self.people.names[index].kind, NameKind::Person | NameKind::Unknown)
            && !words.is_quoted(head + 1)
        {
            return Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
        }
        Some(Source { kind: SourceKind::Nominal, tokens: at..head + 1 })
    }
}

/// Whether an unknown word is an adverb by its ending.
fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && word.starts_with(char::is_lowercase)
}

/// Whether a cue needs a quotation right beside it.
pub(super) fn is_weak(class: Class) -> bool {
    class & WEAK != 0 && class & (SAY | THINK) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::lexicon::Lexicon;

    fn subjects(text: &str) -> Vec<String> {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some("en")));
        let people = People::read(&words);
        let mut tags = Vec::new();
        Reader { words: &words, people: &people, frame: 0..words.len() }.tags(&mut tags);
        tags.iter().map(|tag| format!("{} {}", &text[words.bytes(&tag.source.tokens)], words.text(tag.verb))).collect()
    }

    #[test]
    fn verbs_find_their_subjects() {
        for (text, expected) in [
            ("Lena Brandt said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt, who chairs the board, said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt, a lawyer in Bonn, later said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt (D-Ohio) said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt of the Harbour Board said no.", vec!["Lena Brandt said"]),
            ("A spokesman for Lena Brandt said no.", vec!["A spokesman said"]),
            ("Campaign manager Lena Brandt said no.", vec!["manager Lena Brandt said"]),
            ("In May, Lena Brandt smiled and said no.", vec!["Lena Brandt smiled", "Lena Brandt said"]),
            ("He told Lena Brandt to leave.", vec!["He told"]),
            ("The plan was described by Lena Brandt as odd.", vec!["Lena Brandt described"]),
            ("It is closed, according to Lena Brandt.", vec!["Lena Brandt According"]),
            ("It is closed, said Lena Brandt.", vec!["Lena Brandt said"]),
            ("Lena Brandt was told to go.", vec![]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_lowercase).collect();
            let found: Vec<String> = subjects(text).iter().map(|found| found.to_lowercase()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
