//! Finds whom a participle of saying means: `chanting`, `with one of her ads asking`, `footage of Moon saying`.

use super::cues::{REACH, Reader, Shape, Source, SourceKind, Tag};
use super::subjects::is_english_adverb;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DET, ING, NOUN_CUE, OBJECT, OTHER, PLURAL, POSS, PREP, PRON, ROLE, SUB, TELL, TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest office between a verb and the name of its object: `criticized the former mayor Ana Ruiz`.
const LONGEST_OFFICE: usize = 5;

/// Words that may tell more of whom somebody quotes as saying something.
const APPOSED: usize = 24;

impl Reader<'_> {
    /// Whether a cue stands in a clause of which the rest of its sentence does not tell: `whether Moon agreed`, `Kim, who Moon said had lied,`.
    pub(super) fn is_beside_main(&self, tag: &Tag) -> bool {
        let start = tag.source.tokens.start;
        let relative = |at: usize| self.words.is_one_of(at, ["that", "which"]) && self.words.is_spaced(at);
        // `Amid calls from some for a site that would name them, Moon left, saying`
        if tag.source.kind == SourceKind::Nominal && (tag.source.tokens.end..tag.verb.min(tag.source.tokens.end + REACH)).any(relative) {
            return true;
        }
        start > self.frame.start
            && self.words.is_spaced(start - 1)
            && self.words.is_one_of(start - 1, ["whether", "if", "who", "whom", "which"])
    }

    /// Whether a name that begins at `start` is said to be doing something: `with Moon saying`, `footage of Moon saying`.
    pub(super) fn is_shown(&self, start: usize) -> bool {
        let words = self.words;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= self.frame.start && words.gap(before) == " ") else {
            return false;
        };
        words.is_spelt(before, "with")
            || words.is_spelt(before, "of")
                && before > 0
                && [&SPEECH.showing, &SPEECH.minding].iter().any(|list| list.has(words.text(before - 1)))
    }

    /// Whether what a participle tells of is a thing that bears words: `a sign saying`.
    pub(super) fn is_worn(&self, at: usize) -> bool {
        !self.words.is_quoted(at) && SPEECH.bearers.has(self.words.text(at))
    }

    /// Whom commas name behind the one whom `with` introduces before a participle: `Moon died, with her son, Tim, saying`.
    pub(super) fn with_somebody_named(&self, end: usize, participle: usize) -> Option<(Source, Shape)> {
        let words = self.words;
        if !words.is(participle, ING) {
            return None;
        }
        let index = end.checked_sub(1).and_then(|last| self.people.at(last)).filter(|_| words.is_before_comma(end - 1))?;
        let name = &self.people.names[index];
        let kin = name.whole.start.checked_sub(1).filter(|&kin| kin > self.frame.start && words.is_before_comma(kin))?;
        let fits = words.is(kin, ROLE) && !words.is_quoted(kin) && name.whole.end == end && !matches!(name.kind, NameKind::Place);
        let floor = self.frame.start.max(kin.saturating_sub(4));
        let owner = (floor + 1..kin).rev().take_while(|&at| words.is_spaced(at)).find(|&at| words.is(at, DET | POSS))?;
        let led = fits && words.is_spelt(owner - 1, "with") && words.is_spaced(owner - 1);
        led.then(|| (Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }, Shape::NameVerb))
    }

    /// The phrase behind `with` that ends right before a participle and is its subject: `…, with one of her ads asking`.
    pub(super) fn with_phrase(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(end.saturating_sub(12));
        let mut at = end;
        while at > floor && words.is_tight(at - 1) && !words.is_quoted(at - 1) {
            at -= 1;
            if words.is_spelt(at, "with") {
                return (at + 1 < end).then(|| Source { kind: SourceKind::Nominal, tokens: at + 1..end });
            }
            let verb = words.is(at, CUE) && !words.is(at, ROLE | BODY | NOUN_CUE);
            if words.is(at, SUB | AUX) || verb || words.is(at, CONJ) && !words.is_spelt(at, "and") {
                return None;
            }
        }
        None
    }

    /// The description that opens a clause and does something to whom begins at `object`: `Several groups granted` Mr. Moon.
    pub(super) fn acting_on(&self, object: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(object.saturating_sub(10));
        let verb = object.checked_sub(1).filter(|&verb| verb > floor && words.is_spaced(verb))?;
        let word = words.text(verb);
        if word.len() <= 4
            || !word.ends_with("ed")
            || words.is_capital(verb)
            || words.is(verb - 1, DET | POSS)
            || is_english_adverb(words.text(verb - 1))
        {
            return None;
        }
        let first = (floor..verb).rev().take_while(|&at| words.is_spaced(at) && !words.is_quoted(at)).last()?;
        let opens = first == self.frame.start || words.is_parted_by(first - 1, [',', ';', ':', '—', '–']);
        let plain = (first..verb).all(|at| !words.is(at, PREP | SUB | CONJ | AUX | CUE | PRON | NOUN_CUE | ADV) || words.is(at, DET));
        let described = words.is(first, DET) && !words.is(first, PRON | SUB) && first + 1 < verb;
        (opens && plain && described).then_some(Source { kind: SourceKind::Nominal, tokens: first..verb })
    }

    /// Who is blamed or praised for saying what follows, by the preposition before the participle: `they mocked Moon for claiming`, `quotes Moon as saying`.
    pub(in crate::enrich::quotes) fn blamed_for(&self, preposition: usize) -> Option<Source> {
        let words = self.words;
        let word = words.text(preposition);
        let last = preposition.checked_sub(1).filter(|&last| last > self.frame.start && !words.is_quoted(last))?;
        // `thanked her predecessor, Ana Ruiz, for calling`
        let parted = words.is_before_comma(last);
        if !matches!(word, "for" | "of" | "as") || !parted && !words.is_spaced(last) {
            return None;
        }
        let source = match self.people.at(last) {
            Some(index) => Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() },
            None if words.is(last, PRON) && !words.is(last, OTHER) => Source { kind: SourceKind::Pronoun, tokens: last..preposition },
            None => return None,
        };
        let described = |at: &usize| words.is(*at, ROLE | TITLE | DET | POSS | ADV) && !words.is(*at, OBJECT) && words.is_spaced(*at - 1);
        let verb = (self.frame.start + 1..source.tokens.start).rev().take(LONGEST_OFFICE).find(|at| !described(at))?;
        let acts = match word {
            "as" => SPEECH.quoting.has(words.text(verb)),
            _ => words.class(verb) & (OBJECT | TELL) == OBJECT && (words.is(verb, ING) || self.is_verb(verb)) && !self.is_passive(verb),
        };
        let set_off = source.tokens.start - 1;
        let joined = (verb..source.tokens.start)
            .all(|at| !words.is_quoted(at) && if parted && at == set_off { words.is_before_comma(at) } else { words.is_spaced(at) });
        (acts && joined).then_some(source)
    }

    /// Whom somebody quotes as saying something, over what tells more of them: the agency quoted `Moon`, a clerk at the mill, as saying.
    pub(super) fn quoted_as_saying(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if words.is(verb, ING) | !words.is_spaced(verb) | words.is_quoted(verb + 1) || !SPEECH.quoting.has(words.text(verb)) {
            return None;
        }
        let source =
            self.phrase_from(verb + 1).filter(|source| source.kind != SourceKind::Nominal || words.is(source.tokens.end - 1, ROLE))?;
        let behind = source.tokens.end..self.frame.end.min(source.tokens.end + APPOSED);
        let saying = |at: &usize| words.is_spelt(*at, "as") && words.is(*at + 1, ING) && *at + 1 < self.frame.end;
        let told = behind.clone().take_while(|&at| !words.is_quoted(at) && !SPEECH.quoting.has(words.text(at))).find(saying)?;
        let beside = told == behind.start && words.is_tight(told - 1);
        let more = || words.is_before_comma(told - 1) || words.gap(behind.start - 1).starts_with(" (") || words.is(behind.start, PREP);
        (beside || more()).then_some(source)
    }

    /// Whether a passive names only who cites its subject: Moon was quoted by `the paper` as saying.
    pub(super) fn is_cited_by(&self, verb: usize, by: &Source) -> bool {
        let words = self.words;
        let next = by.tokens.end;
        SPEECH.quoting.has(words.text(verb)) && next + 1 < self.frame.end && words.is_spelt(next, "as") && words.is(next + 1, ING)
    }

    /// The crowd that a sentence names before a participle which only many utter: `where about 50 protesters had gathered, chanting`.
    pub(super) fn crowd_before(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let many = |at: usize| words.is(at, ROLE) && words.is(at, PLURAL) || words.is_spelt(at, "crowd");
        let floor = self.frame.start.max(verb.saturating_sub(REACH));
        (floor..verb).rev().find(|&at| many(at) && !words.is_quoted(at)).map(|head| self.nominal(head))
    }

    /// The writing that a participle right behind tells of, where its owner is named: `the paper’s editorial telling him`.
    pub(super) fn owned_text(&self, noun: usize) -> Option<Source> {
        let words = self.words;
        let owner =
            noun.checked_sub(1).filter(|&owner| owner >= self.frame.start && words.is_spaced(owner) && words.is_possessive(owner))?;
        (words.is(noun, NOUN_CUE) && !words.is_quoted(owner)).then(|| self.nominal(noun))
    }
}
