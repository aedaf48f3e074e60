//! Finds who the subject of a verb is.
//!
//! To the left of the verb, over adverbs, appositives, relative clauses and prepositional attributes; for a verb without a subject of its
//! own, that of the clause or sentence which it belongs to.

use super::cues::{REACH, Reader, Shape, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::elision::small_word;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, OTHER, POSS, PREP, PRON, ROLE, SUB, TITLE, WEAK,
};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};
use crate::enrich::quotes::words::{CAPITAL, QUOTED};

impl Reader<'_> {
    /// The subject of a verb, to its left.
    pub(super) fn subject_before(&self, verb: usize) -> Option<(Source, Shape)> {
        let words = self.words;
        let class = words.class(verb);
        let mut at = self.before_own_aside(verb).unwrap_or(verb);
        let (mut infinitive, mut perfect) = (false, false);
        if let Some(found) = self.beside_or_crowd(verb) {
            return Some(found);
        }
        while at > self.frame.start && words.is_tight(at - 1) {
            if let Some(before) = self.over_time(at).filter(|_| self.over_dated_relative(at).is_none()) {
                at = before;
                continue;
            }
            let own = words.class(at - 1);
            let word = words.text(at - 1);
            let having = matches!(word, "having" | "Having");
            let small = own & QUOTED == 0 && (own & (AUX | ADV) != 0 || having);
            if !(small || own & CAPITAL == 0 && is_english_adverb(word)) {
                let Some(before) = self.before_own_part(at) else { break };
                at = before;
                continue;
            }
            at -= 1;
            infinitive |= own & PREP != 0 && word == "to";
            perfect |= having;
        }
        if at == self.frame.start {
            // Elsewhere nobody may be named: `Agregó que…`.
            let dropped = words.language != Language::English && class & ING == 0;
            return if dropped { None } else { self.sentence_subject_for(verb) };
        }
        if !words.is_tight(at - 1) {
            let gap = words.gap(at - 1);
            if class & ING != 0 || words.is_quoted(at - 1) {
                return self.with_somebody_named(at, verb).or_else(|| self.sentence_subject_for(verb));
            }
            if gap.contains([',', ')', '—', '–', '”', '"']) {
                return self.over_insertions(at).map(|source| (source, Shape::NameVerb)).or_else(|| self.sentence_subject_for(verb));
            }
            return None;
        }
        if class & ING != 0 || perfect {
            // `Moon can be heard shouting`
            if words.language == Language::English && SPEECH.perceived.has(words.text(at - 1)) && self.stands_as_passive(at - 1) {
                return self.subject_before(at - 1);
            }
            return self.subject_of_participle(at, verb);
        }
        // `Moon was reported to have said`.
        if infinitive && self.is_passive(at - 1) {
            return self.subject_before(at - 1);
        }
        if infinitive && let Some(led) = self.led_to(at - 1) {
            return Some((led, Shape::NameVerb));
        }
        if infinitive
            && self.is_verb_here(verb)
            && !SPEECH.going_on.has(words.text(at - 1))
            && !(words.is(at - 1, CUE) && self.is_verb(at - 1))
        {
            return self.sentence_subject_for(verb);
        }
        if infinitive && SPEECH.going_on.has(words.text(at - 1)) {
            return self.subject_before(at - 1);
        }
        if infinitive && !words.is(at - 1, CUE | WEAK) || words.is(at - 1, CONJ) {
            return self.sentence_subject_for(verb);
        }
        let named = |source: &Source| source.is_person(self.people);
        let found = self.phrase_to(at);
        let found = if found.as_ref().is_some_and(named) { found } else { self.before_open_insertion(at).or(found) };
        let found = found.map(|source| self.over_open_relative(&source).or_else(|| self.who_claims(&source)).unwrap_or(source));
        let found = found.or_else(|| self.over_dated_relative(at)).or_else(|| self.over_relative(at));
        let found = found.filter(|source| !self.is_governed_body(source));
        found.map(|source| (source, Shape::NameVerb)).or_else(|| {
            let governed = words.is_tight(at - 1) && !words.is_quoted(at - 1) && self.simple_phrase(at - 1).is_some();
            if governed { self.sentence_subject_for(verb) } else { None }
        })
    }

    /// Whether a phrase right before a Spanish, Portuguese or Italian verb that drops its subject is only what a preposition governs: `Al final del partido reconoció que`.
    fn is_governed_body(&self, source: &Source) -> bool {
        let words = self.words;
        let first = source.tokens.start;
        let governs = |at: usize| words.is(at, PREP) && !words.is_capital(at);
        let led = || first > self.frame.start && words.is_spaced(first - 1) && governs(first - 1) && !words.is(first - 1, ROLE | TITLE);
        words.language == Language::Other
            && source.kind == SourceKind::Nominal
            && !words.is(source.tokens.end - 1, ROLE | TITLE)
            && (self.is_elided_governor(first) || governs(first) && !words.is(first, ROLE | BODY) || led())
    }

    /// Whether an Italian preposition has become one word with the small noun behind it: `dell’opposizione`.
    fn is_elided_governor(&self, at: usize) -> bool {
        small_word(self.words.text(at)).is_some_and(|(small, _)| PEOPLE.elided.has(small))
    }

    /// Who speaks by a verb that alone says nothing of speech, and so is no cue of its own: the opposition leader, `Moon`, shot back.
    pub(in crate::enrich::quotes) fn phrase_that_speaks(&self, verb: usize) -> Option<Source> {
        self.subject_before(verb).filter(|(_, shape)| *shape == Shape::NameVerb).map(|(source, _)| source)
    }

    /// The subject of a verb in another word order than that of English, or the crowd that chants.
    fn beside_or_crowd(&self, verb: usize) -> Option<(Source, Shape)> {
        let words = self.words;
        if words.language != Language::English {
            return self.subject_beside(verb);
        }
        let chants = words.is(verb, ING) && words.is_spelt(verb, "chanting");
        if chants { self.crowd_before(verb).map(|crowd| (crowd, Shape::NameVerb)) } else { None }
    }

    /// Who claims in a relative clause what the verb behind it says of something: the speech, which `Moon` claims changed all.
    fn who_claims(&self, source: &Source) -> Option<Source> {
        let words = self.words;
        let verb = source.tokens.end.checked_sub(1).filter(|&verb| source.kind == SourceKind::Nominal && verb > self.frame.start)?;
        let index = self.people.at(verb - 1).filter(|_| SPEECH.two_in_one.has(words.text(verb)) && !words.is_possessive(verb - 1))?;
        let name = &self.people.names[index];
        let before = name.whole.start.checked_sub(1).filter(|&before| before > self.frame.start && words.is_spaced(before))?;
        let relative = words.is_one_of(before, ["which", "that", "who"]);
        (relative && name.person.is_some()).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The subject of a participle that stands right behind word `at - 1`: `Moon saying`, else that of its sentence.
    fn subject_of_participle(&self, at: usize, verb: usize) -> Option<(Source, Shape)> {
        if let Some(index) = self.people.at(at - 1)
            && self.is_shown(self.people.names[index].whole.start)
        {
            return Some((Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() }, Shape::NameVerb));
        }
        if self.is_worn(at - 1) {
            return None;
        }
        let own = self.owned_text(at - 1).or_else(|| self.with_phrase(at)).or_else(|| self.blamed_for(at - 1));
        own.map(|source| (source, Shape::NameVerb)).or_else(|| self.sentence_subject_for(verb))
    }

    /// The subject of a verb that has none of its own: that of the verb before it in the same clause (`Moon paused and said`), else of the sentence.
    pub(super) fn sentence_subject_for(&self, verb: usize) -> Option<(Source, Shape)> {
        // `Uno de los vecinos, Juan Roca, se negó y dijo`
        let one = if self.words.language == Language::Other { self.one_of(self.behind_dateline()) } else { None };
        if let Some((source, _)) = one.filter(|(source, end)| *end < verb && source.kind != SourceKind::Nominal) {
            return Some((source, Shape::Sentence));
        }
        let opens = self.words.is(verb, ING) || verb < self.frame.start + 3;
        let subject = || if opens { self.sentence_subject(verb) } else { self.first_phrase_behind(self.behind_dateline(), verb) };
        let of_sentence = || subject().map(|source| self.acting_on(source.tokens.start).unwrap_or(source));
        self.opens_before_main(verb).or_else(|| self.clause_subject(verb)).or_else(of_sentence).map(|source| (source, Shape::Sentence))
    }

    /// The name or pronoun that opens a clause between commas before a verb: `Asked about Kim, Moon paused and said`.
    fn clause_subject(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(REACH));
        let mut start = verb;
        for _ in 0..3 {
            let end = start;
            start = start.checked_sub(1).filter(|&start| start > floor)?;
            let parted = |at: usize| words.is_parted_by(at, [',', ';', '—', '–', '(', ')']);
            while start > floor && !(parted(start - 1) || words.is_quoted(start - 1)) {
                start -= 1;
            }
            if start <= floor || words.is_quoted(start - 1) || words.is_quoted(start) {
                return None;
            }
            let name = self.people.at(start).map(|index| &self.people.names[index]);
            let (source, next) = match name {
                Some(name) if words.is_possessive(name.whole.end - 1) => return None,
                Some(name)
                    if words.language == Language::English
                        && words.is_possessive(name.whole.end)
                        && words.is_spaced(name.whole.end - 1) =>
                {
                    continue;
                }
                Some(name) if matches!(name.kind, NameKind::Person | NameKind::Unknown) && name.whole.start == start => {
                    // `OSLO — Marlow police chief Ana Ruiz was quoted as saying`
                    let held = if words.language == Language::English { self.name_behind(name.whole.end, verb) } else { None };
                    let index = self.people.at(held.unwrap_or(start))?;
                    let name = &self.people.names[index];
                    (Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }, name.whole.end)
                }
                None if words.is(start, PRON) && !words.is(start, OTHER | POSS) => {
                    (Source { kind: SourceKind::Pronoun, tokens: start..start + 1 }, start + 1)
                }
                _ => continue,
            };
            let goes_on = next < end && words.is_spaced(next - 1) && !words.is_capital(next) && !words.is(next, CONJ | PREP | SUB | DET);
            if goes_on {
                return Some(source);
            }
        }
        None
    }

    /// The subject of the frame: the first phrase that no preposition governs, before the verb if there is one, else after it.
    pub(in crate::enrich::quotes) fn sentence_subject(&self, verb: usize) -> Option<Source> {
        let named = |(source, _): &(Source, usize)| source.kind != SourceKind::Nominal;
        if self.words.language != Language::English
            && let Some((source, _)) = self.opening(true).filter(named)
        {
            return Some(source);
        }
        self.first_phrase_behind(self.behind_dateline(), verb).or_else(|| {
            let comma =
                (verb..self.frame.end.min(verb + REACH)).find(|&at| !self.words.is_quoted(at) && self.words.is_parted_by(at, [',']))?;
            self.first_phrase(comma + 1, self.frame.end)
        })
    }

    /// Where words of time begin that stand right before a verb and end before word `end`: who `this week` warned, who `on Monday` said.
    fn over_time(&self, end: usize) -> Option<usize> {
        let words = self.words;
        // `Moon on Nov. 22 said`
        let month = if words.is_number(end - 1) { end.checked_sub(2) } else { None };
        let month = month.filter(|&month| month > self.frame.start + 1 && words.is(month, DATE));
        if let Some(month) = month.filter(|&month| matches!(words.gap(month), " " | ". ") && words.is_spelt(month - 1, "on")) {
            return Some(month - 1);
        }
        let last = end - 1;
        let day = words.is(last, DATE);
        // As most words are that stand before a verb.
        if !day && !SPEECH.spans.has(words.text(last)) {
            return None;
        }
        let before =
            last.checked_sub(1).filter(|&before| before > self.frame.start && words.is_spaced(before) && !words.is_quoted(before))?;
        if day {
            return match words.text(before) {
                "on" | "in" => Some(before),
                "who" => Some(last),
                _ => None,
            };
        }
        let told = words.is_one_of(before, ["this", "last", "that", "next"]);
        (told && !words.is(last, CAPITAL | PRON | ROLE)).then_some(before)
    }
}

/// Whether an unknown English word is an adverb by its ending.
pub(in crate::enrich::quotes) fn is_english_adverb(word: &str) -> bool {
    word.ends_with("ly") && word.len() > 4 && word.starts_with(char::is_lowercase)
}
