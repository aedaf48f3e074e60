//! Finds the subject behind its verb: `said Moon`; in languages other than English over whom it is said to and where, `hier à la presse`.

use super::cues::{Reader, Source, SourceKind};
use super::foreign_phrases::{DESCRIPTION, ENDS};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, OBJECT, PAST, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, TELL,
    TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Phrases between a verb and its subject.
const STEPS: usize = 7;

/// Words of the longest phrase between commas that parts a verb from its subject.
const ASIDE: usize = 7;

impl Reader<'_> {
    /// Where the subject begins that follows its verb: over adverbs, days, and phrases that tell to whom or where, `hier à la presse`.
    pub(in crate::enrich::quotes) fn behind_verb(&self, from: usize) -> Option<usize> {
        let words = self.words;
        let mut at = from;
        let mut told = None;
        for _ in 0..STEPS {
            if told.is_none()
                && let Some(behind) = self.over_addressed(at)
            {
                at = behind;
                told = Some(at);
                continue;
            }
            // `considerou, porém, a advogada`
            if (told.is_none() || told == Some(at))
                && let Some(behind) = self.over_aside(at).or_else(|| self.over_predicate(at))
            {
                at = behind;
                told = Some(at);
                continue;
            }
            let joined = words.is_tight(at - 1) || told == Some(at) || at > from && self.opens_behind_comma(at);
            if at >= self.frame.end || words.is_quoted(at) || !joined {
                return None;
            }
            let class = words.class(at);
            if self.particled(at).is_some() {
                return Some(at);
            }
            if let Some(end) = self.over_own_part(at) {
                at = end;
                continue;
            }
            // `bringt es Jan Moor auf den Punkt`
            if at == from && words.language == Language::German && words.is_spelt(at, "es") {
                at += 1;
                continue;
            }
            // `wirft dem Vorstand der Betriebsrat vor`
            if german::is_oblique(words, at) {
                at = german::oblique_end(words, at);
                continue;
            }
            // `сказала 45-летняя Анна Лапина`
            if words.language == Language::Russian && words.is_number(at) && words.gap(at) == "-" {
                return Some(at);
            }
            if words.is_of(at) || class & PREP != 0 && self.people.at(at).is_none() && !self.is_article(at) {
                at = self.over_deed(self.over_prepositional(at));
            } else if self.people.at(at).is_some() {
                return Some(at);
            } else if self.is_gerund(at) && words.is_spaced(at - 1) {
                at = self.over_deed(at + 1);
            } else if at == from && class & ING != 0 && words.is_spaced(at - 1) {
                // `comenzó diciendo el alcalde`
                at += 1;
            } else if words.is(at, DET) && words.is_spaced(at) && (words.is(at + 1, DATE) || self.is_day(at + 1)) {
                at += 2;
            } else if class & (ADV | DATE | AUX) != 0 && class & (DET | POSS | PRON | ROLE) == 0 || words.is_number(at) {
                at += 1;
            } else {
                return (class & (SUB | CONJ) == 0 || class & DET != 0).then_some(at);
            }
        }
        None
    }

    /// Where what follows a Spanish, Portuguese or Italian verb goes on behind an adverb, a conjunction or where it was said, between commas: `considerou, porém, a advogada`,
    /// `disse, no entanto, Ivo Lessa`, `informou, em nota, a diretora`.
    fn over_aside(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if words.language != Language::Other || at == 0 || !words.is_before_comma(at - 1) || words.is_quoted(at - 1) {
            return None;
        }
        let aside = |at: usize| words.is(at, ADV | CONJ) && !words.is(at, PRON | SUB) || SPEECH.asides.has(words.text(at));
        let last = (at..self.frame.end.min(at + ASIDE)).find(|&at| !words.is_tight(at))?;
        let phrase = self.over_own_part(at).is_some_and(|end| end == last + 1);
        let plain =
            |own: usize| !words.is_quoted(own) && (!words.is(own, CUE | SUB) || words.is(own - 1, PREP | DET) || !words.is_spaced(own - 1));
        let person = |own: usize| self.people.at(own).is_some_and(|index| self.people.names[index].person.is_some());
        let somewhere = || words.is(at, PREP) && last > at && (at..last + 1).all(|own| plain(own) && !person(own));
        let small = last < at + 3 && (phrase || aside(last)) && !words.is_capital(last);
        (words.is_before_comma(last) && (small || somewhere())).then_some(last + 1)
    }

    /// End of the phrase that a preposition opens at a word: `à la presse régionale`, `à l’AFP`, `en la revista Letras`.
    pub(super) fn over_prepositional(&self, at: usize) -> usize {
        let words = self.words;
        let mut next = at;
        if !words.is_of(at) {
            next += 1;
            while next < at + 4 && words.is(next, PREP | DET | POSS) && words.is_tight(next - 1) && self.people.at(next).is_none() {
                next += 1;
            }
        }
        // `devant les élus Anne Roux`
        let office = words.is(next, ROLE | TITLE) && !(words.is(next, PLURAL) && words.language == Language::French);
        next = self.people.at(next).map_or(next + 1, |index| {
            let name = &self.people.names[index];
            // `disse à Lusa Ivo Lessa`
            let told = !office && name.person.is_some() && name.tokens.len() > 1 && name.tokens.start > next;
            if told { name.tokens.start } else { name.whole.end.max(next + 1) }
        });
        // `ha detto in aula l’ad`
        let article = |at: usize| words.language == Language::Other && words.begins_elided(at, "l");
        let limit = self.frame.end.min(next + DESCRIPTION);
        while next < limit && words.is_tight(next - 1) && !words.is_quoted(next) {
            if let Some(index) = self.people.at(next) {
                let name = &self.people.names[index];
                // `warnte am Montag Frau Berg`
                let titled = words.language == Language::German && name.tokens.start > next;
                if words.is_of(next) || !office && name.person.is_some() && (name.tokens.len() > 1 || titled) {
                    break;
                }
                next = name.whole.end.max(next + 1);
            } else if words.is(next, ENDS | DET | POSS | PREP | ROLE | TITLE | BODY)
                || words.is_capital(next)
                || article(next)
                || self.one_of(next).is_some()
            {
                break;
            } else {
                next += 1;
            }
        }
        next
    }

    /// Whether a phrase behind a verb of saying is the subject of what is said: `…, who called it “a mess,” said the board would` wait.
    pub(super) fn has_verb(&self, source: &Source) -> bool {
        let words = self.words;
        let next = source.tokens.end;
        next < self.frame.end && words.is_spaced(next - 1) && words.is(next, AUX) && !words.is_quoted(next) && !words.is(next, PREP | CONJ)
    }

    /// The subject behind a verb that follows a quotation or opens its sentence.
    pub(super) fn inverted(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let mut from = verb + 1;
        if words.language != Language::English {
            return self.behind_verb(from).and_then(|at| self.phrase_at(at)).map(|(source, _)| source);
        }
        while words.is(from, ADV) && words.is_spaced(from) {
            from += 1;
        }
        if !words.is_tight(from - 1) || words.is_spelt(from, "that") { None } else { self.phrase_from(from) }
    }

    /// The name behind a verb that follows a comma: `…, said Moon.` Not whom `the mayor, Kim, accused`.
    pub(super) fn inverted_behind_comma(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let class = words.class(verb);
        // As nearly all verbs have no comma before them, that is asked first.
        if verb == self.frame.start
            || !words.is_parted_by(verb - 1, [','])
            || class & (ING | BASE | TELL) != 0 && class & PAST == 0
            || class & SAY == 0
            || class & OBJECT != 0
            || !words.is_spaced(verb)
            // `The dog, called Moon, barked.`
            || words.language == Language::English && words.is_spelt(verb, "called")
            || words.is_of(verb + 1)
            || class & TELL != 0 && self.is_behind_relative(verb)
        {
            return None;
        }
        // `Anna Berg, Chefin der Bahn, verteidigte den Plan.`
        if german::is_oblique(words, verb + 1) {
            return None;
        }
        // `…, racconta il presidente dell’Unione Ponti, Ugo Berti:`
        let person = |source: &Source| source.is_person(self.people);
        let romance = matches!(words.language, Language::French | Language::Other);
        let named = || self.behind_verb(verb + 1).and_then(|at| self.phrase_at(at)).map(|(source, _)| source).filter(person);
        let source = if romance { named() } else { None }.or_else(|| self.phrase_from(verb + 1))?;
        let turned = words.language == Language::German && source.kind == SourceKind::Pronoun || self.closes_as_subject(verb, &source);
        // `Anna Berg, Chefin der Bahn, sagte dieser Zeitung: „…“`
        if self.is_told_to_body(&source) && self.opening_subject(verb).is_some_and(|subject| self.is_human(&subject)) {
            return None;
        }
        if !matches!(source.kind, SourceKind::Name(_)) && !turned {
            return None;
        }
        (self.is_closed(source.tokens.end) || self.goes_on_in_german(source.tokens.end)).then_some(source)
    }

    /// Whether the body behind a verb may be whom it was told to: sagte `dieser Zeitung`, sagte `der Deutschen Presse-Agentur`; объяснил `ТАСС`.
    fn is_told_to_body(&self, source: &Source) -> bool {
        let words = self.words;
        let body = matches!(source.kind, SourceKind::Name(index) if self.people.names[index].person.is_none());
        match words.language {
            Language::German => body && words.is(source.tokens.start, DET | POSS) && words.text(source.tokens.start).ends_with("er"),
            Language::Russian => body && words.is_upper(source.tokens.start),
            _ => false,
        }
    }

    /// Whether a description behind an English verb ends its sentence, or has only what it is of behind it, and so is its subject: `The road will close, says the
    /// council`, `…, say neighbours of the yard`.
    fn closes_as_subject(&self, verb: usize, source: &Source) -> bool {
        let words = self.words;
        if words.language != Language::English || source.kind != SourceKind::Nominal {
            return false;
        }
        let (head, next) = (source.tokens.end - 1, source.tokens.end);
        let of =
            next < self.frame.end && words.is_spaced(head) && words.is(next, PREP) && !words.is(next, SUB) && !words.is_spelt(next, "to");
        let one = words.is(verb + 1, DET | POSS) || words.is(head, PLURAL);
        let says = || {
            SPEECH.plain.has(words.text(verb))
                || matches!(words.text(verb), "suggests" | "suggested" | "warns" | "warned" | "claims" | "claimed")
        };
        one && (next >= self.frame.end || of) && words.is(head, ROLE | BODY | NOUN_CUE) && !words.is(head, DATE) && says()
    }

    /// `Said Trump: “…”`: a capitalised verb at the start of the frame with a name behind it and a colon or quotation after.
    pub(super) fn opens_inverted(&self, verb: usize) -> bool {
        verb == self.frame.start && self.words.is_capital(verb) && self.words.class(verb) & (ING | BASE) == 0
    }
}

/// Whether a French, Italian, Spanish or Portuguese word is an adverb by its ending.
pub(in crate::enrich::quotes) fn is_romance_adverb(word: &str) -> bool {
    word.len() > 6 && ["ment", "mente"].iter().any(|end| word.ends_with(end))
}
