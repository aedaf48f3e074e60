//! Finds who stands beside a quotation without any known verb of saying: the owner of a noun for it, a signature, a name with whatever verb.

use std::ops::Range;

use super::Sieves;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Shape, Source, SourceKind, Tag, is_weak};
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, CONJ, CUE, DET, FEMALE, Language, MALE, NOUN_CUE, OTHER, POSS, PREP, PRON, ROLE, SUB,
};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// Words of the longest phrase that joins a sentence to the one before it: `Por outro lado,`.
const CONNECTIVE: usize = 4;

/// Words from a noun for what is said to what it stands for: `His advice to all parents is this:`.
const MESSAGE: usize = 9;

impl Sieves<'_> {
    /// The word `para` or `per` behind what joins a sentence to the one before it, or the first word of the sentence: `Por fim, para Ivo Lessa, …`, `Já para Ivo Lessa, …`
    fn behind_connective(&self, first: usize, frame: &Frame) -> usize {
        let words = self.words;
        let view = |at: usize| at < frame.tokens.end && matches!(words.text(at), "para" | "per") && words.is_spaced(at);
        let plain = |at: &usize| !words.is_quoted(*at) && (*at == first || !words.is_capital(*at)) && !words.is(*at, CUE);
        let joined = (first..frame.tokens.end.min(first + CONNECTIVE)).take_while(plain).find(|&at| words.is_before_comma(at));
        match joined {
            _ if words.language != Language::Other => first,
            _ if words.is(first, ADV | CONJ) && words.is_spaced(first) && view(first + 1) => first + 1,
            Some(comma) if view(comma + 1) => comma + 1,
            _ => first,
        }
    }

    /// The cue that tells by whom somebody is asked what a quotation holds: `Moon was asked by Kim, who was late, “Why?”`
    pub(super) fn asked_by<'t>(&self, ahead: &'t [Tag], tokens: &Range<usize>, quote: usize) -> Option<&'t Tag> {
        let asks = || self.words.body[self.marked[quote].inner.clone()].ends_with('?') && self.words.is_parted_from(tokens.start, [',']);
        ahead.iter().rfind(|tag| tag.shape == Shape::Passive && self.words.is_spelt(tag.verb, "asked")).filter(|_| asks())
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

    /// Whose words a noun before the quotation calls it: `Moon’s claim of “fraud”`, `her call for a “total” halt`.
    pub(super) fn owned_before(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let floor = frame.tokens.start;
        let back = |at: usize| at.checked_sub(1).filter(|&at| at > floor && words.is_spaced(at) && !words.is_quoted(at));
        let mut preposition = start.checked_sub(1).filter(|&at| at > floor && words.gap(at).starts_with(' ') && !words.is_quoted(at))?;
        if words.is(preposition, DET) && !words.is_spelt(preposition, "that") {
            preposition = back(preposition)?;
        }
        let noun = back(preposition)?;
        let calls = || matches!(words.text(noun), "call" | "calls" | "demand" | "demands");
        let fits = match words.text(preposition) {
            "of" | "about" | "that" | "against" => calls() || words.is(noun, NOUN_CUE) || SPEECH.owned_words.has(words.text(noun)),
            "for" => calls(),
            _ => false,
        };
        if !fits || words.is_capital(noun) {
            return None;
        }
        let mut owner = noun.checked_sub(1).filter(|&at| at >= floor && words.is_tight(at) && !words.is_quoted(at))?;
        if !words.is_possessive(owner) && !words.is(owner, POSS | CUE | AUX | PREP) && !words.is_capital(owner) && owner > floor {
            owner -= 1;
        }
        if let Some(index) = self.people.at(owner).filter(|_| words.is_possessive(owner)) {
            let name = &self.people.names[index];
            return name.person.map(|_| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
        }
        let own = words.is(owner, POSS) && words.is(owner, MALE | FEMALE);
        own.then_some(Source { kind: SourceKind::Pronoun, tokens: owner..owner + 1 })
    }

    /// Whose words a noun calls what a colon or `that` introduces: `Moon’s answer: “No.”`, `her message was that “we stay”`.
    pub(super) fn owned_message(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let last = start.checked_sub(1).filter(|&last| last > frame.tokens.start && !words.is_quoted(last))?;
        let is = |at: usize| matches!(words.text(at), "is" | "was");
        let clause = words.is_spelt(last, "that") && is(last - 1) && words.gap(last).starts_with(' ');
        if !clause && !words.is_parted_by(last, [':']) {
            return None;
        }
        let floor = frame.tokens.start.max(start.saturating_sub(MESSAGE));
        let end = if clause { last } else { start };
        let noun = (floor..end)
            .rev()
            .take_while(|&at| !words.is_quoted(at) && (at + 1 == start || words.is_tight(at)))
            .take_while(|&at| !words.is(at, SUB | PRON) && (!words.is(at, CUE) || words.is(at, NOUN_CUE)))
            .find(|&at| words.is(at, NOUN_CUE) && !words.is_capital(at))?;
        let reader = self.reader(frame);
        let before = noun.checked_sub(1).filter(|&before| before >= frame.tokens.start && words.is_tight(before))?;
        let further =
            || before.checked_sub(1).filter(|&at| at >= frame.tokens.start && words.is_spaced(at) && !words.is(before, PREP | CUE));
        let source = reader.owner(before).or_else(|| further().and_then(|at| reader.owner(at)))?;
        let first = source.tokens.start;
        let opens = first == frame.tokens.start
            || words.is_quoted(first - 1)
            || !words.is_tight(first - 1)
            || words.is(first - 1, CONJ) && !words.is(first - 1, PREP)
            || matches!(words.text(first - 1), "From" | "from" | "In" | "in");
        if !opens {
            return None;
        }
        let person = match source.kind {
            SourceKind::Name(index) => matches!(self.people.names[index].kind, NameKind::Person | NameKind::Unknown),
            _ => true,
        };
        person.then_some(source)
    }

    /// In whose eyes a sentence is told that reports no speech: `To Ana Ruiz, the mayor is “a man of straw”.`
    pub(super) fn in_the_eyes_of(&self, frame: &Frame, tokens: &Range<usize>) -> Option<Source> {
        let words = self.words;
        let start = self.reader(frame).behind_dateline();
        let first = self.behind_connective(start, frame);
        let led = match words.language {
            Language::English => matches!(words.text(first), "To" | "For"),
            Language::French => first > start || SPEECH.eyes_of.has(words.text(first)),
            Language::Other => first > start || SPEECH.eyes_of.has(words.text(first)) || matches!(words.text(first), "para" | "per"),
            Language::German => words.is_spelt(first, "Für") && self.is_thought_to_be(frame),
            _ => false,
        };
        // `Para Ana Lima, que dirige o museu, …`
        let small = |tag: &Tag| words.language == Language::Other && is_weak(tag.class) && words.is(tag.verb.max(1) - 1, SUB | PRON);
        if !led || !self.scene.tags_of(frame).iter().all(small) || self.is_title(tokens) {
            return None;
        }
        let source = match self.people.at(first + 1) {
            Some(index) if self.people.names[index].whole.start == first + 1 => {
                Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() }
            }
            _ if words.language != Language::English => self.reader(frame).phrase_at(first + 1)?.0,
            _ => return None,
        };
        let person = match source.kind {
            // `Per la Cgil «è un passo indietro»`
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                name.person.is_some() || words.language == Language::Other && name.kind == NameKind::Organisation
            }
            SourceKind::Nominal => words.language != Language::English && words.is(source.tokens.end - 1, ROLE),
            SourceKind::Pronoun => false,
        };
        let article = |at: usize| words.is(at, DET) || words.begins_elided(at, "l");
        let office = words.language != Language::English && article(source.tokens.start);
        // `Per Carlo Berti «serve tempo»`
        let full = matches!(source.kind, SourceKind::Name(index) if self.people.names[index].tokens.len() > 1);
        // `Per Carlo Berti (Lega) «serve tempo»`
        let bracket = words.gap(source.tokens.end - 1) == " (";
        let beside = source.tokens.end == tokens.start || bracket && words.gap_before(tokens.start).starts_with(')');
        // `Per Carlo Berti il piano è «un regalo ai ricchi»`
        let copula = || PEOPLE.being.has(words.text(tokens.start - 1)) && words.gap(tokens.start - 1).starts_with(' ');
        let said = words.language == Language::Other && full && tokens.len() > 2 && (beside || copula());
        let parted = office
            || said
            || words.language == Language::German
            || source.kind == SourceKind::Nominal
            || bracket && words.language == Language::French
            || words.gap(source.tokens.end - 1).starts_with(", ")
            || words.language == Language::Other && words.gap(source.tokens.end - 1) == " (";
        (parted && person && source.tokens.end <= tokens.start).then_some(source)
    }

    /// Whether somebody does something to somebody else `as` the quotation has it, whatever the verb: `Moon went after Kim as a “fool”`.
    pub(super) fn is_called_so(&self, source: &Source, start: usize) -> bool {
        let words = self.words;
        let Some(mut last) = start.checked_sub(1).filter(|&last| words.gap(last).starts_with(' ')) else { return false };
        if last > 0 && words.is(last, DET) {
            last -= 1;
        }
        let verbs = source.tokens.end..last;
        if !words.is_spelt(last, "as") || verbs.len() < 2 || !words.is_spaced(last - 1) {
            return false;
        }
        let object = self.people.at(last - 1).filter(|&index| self.people.names[index].whole.start > source.tokens.end);
        let told = object.is_some() || matches!(words.text(last - 1), "him" | "her" | "them" | "it");
        let being = |at: usize| matches!(words.text(at), "is" | "are" | "was" | "were" | "be" | "been" | "being");
        told && words.is_spaced(source.tokens.end - 1)
            && !verbs.clone().any(|at| being(at) || words.is_quoted(at) || matches!(words.text(at), "that" | "who" | "which"))
    }

    /// The name that signs a quotation behind a dash, with nothing else behind it: `“…” — Ana Ruiz`.
    pub(super) fn signed(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let gap = self.words.gap(end - 1);
        if !gap.trim_end().ends_with(['―', '—', '–', '-', '~']) || end >= reader.frame.end {
            return None;
        }
        let source = reader.phrase_from(end).filter(|source| matches!(source.kind, SourceKind::Name(_)) && !reader.cites_nobody(end))?;
        let behind = self.words.gap(source.tokens.end - 1);
        (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', '\n', '“', '"'])).then_some(source)
    }

    /// The name or pronoun right behind a quotation that a comma ends, with some word behind it that can only be a verb: `“…,” Moon shot back`.
    pub(super) fn beside(&self, reader: &Reader<'_>, end: usize, quote: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::English {
            return self.beside_inverted(reader, end).or_else(|| self.owned_behind(reader, end));
        }
        if end >= reader.frame.end
            || words.is_quoted(end)
            || !self.words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!', '—', '-', '…'])
        {
            return None;
        }
        if let Some(source) = self.speaking_up_behind(reader, end) {
            return Some(source);
        }
        if !words.is_capital(end) && !words.is(end, PREP | SUB | CONJ | DET | AUX | PRON | ADV | ROLE | POSS) && words.gap(end) == " " {
            // `“The Salt Road,” won the prize`.
            if self.is_title(&self.marked[quote].tokens) {
                return None;
            }
            let source = reader.phrase_from(end + 1).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
            let behind = words.gap(source.tokens.end - 1);
            return (source.tokens.start == end + 1 && (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', ';'])))
                .then_some(source);
        }
        let source = reader.phrase_from(end)?;
        let verb = source.tokens.end;
        let person = source.is_person(self.people);
        let closed =
            verb >= reader.frame.end || words.gap(verb - 1).starts_with('.') && words.body[self.marked[quote].inner.clone()].ends_with(',');
        if person && closed && words.gap_before(end).ends_with(' ') {
            return Some(source);
        }
        if source.kind == SourceKind::Nominal && !self.interrupts(verb) {
            return None;
        }
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
        if start <= reader.frame.start + 1 || !words.is_parted_from(start, [',', ':']) {
            return None;
        }
        if before.is_none()
            && words.language == Language::English
            && let Some(source) = self.speaking_up_ahead(reader, start)
        {
            return Some(source);
        }
        let floor = reader.frame.start.max(start.saturating_sub(12));
        let mut from = start - 1;
        while from > floor && !words.is_parted_by(from - 1, [',', ';', '—', '–']) && !words.is_quoted(from - 1) {
            from -= 1;
        }
        if from == floor && from > reader.frame.start && !words.is_parted_by(from - 1, [',', ';', '—', '–']) {
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
        let auxiliary = if words.is_parted_from(start, [':']) { 0 } else { AUX };
        // `Moon put up a sign that read, “…”`
        let borne = (verb..start).any(|at| SPEECH.bearers.has(words.text(at)));
        let fits = verb < start
            && !borne
            && words.gap(verb - 1) == " "
            && !words.is_capital(verb)
            && !words.is(verb, PREP | SUB | CONJ | DET | auxiliary | ROLE);
        fits.then_some(source)
    }
}
