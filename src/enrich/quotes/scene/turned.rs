//! Finds the subject of a verb whose clause another word opens, in languages other than English: `Am Montag sagte Anna Berg`, `comme l’a dit hier le maire`,
//! or of which a sentence opens with the verb.

use std::ops::Range;

use super::cues::{Reader, Shape, Source, SourceKind};
use super::openings::OPENING;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, DET, FEMALE, FIRST, ING, Language, MALE, OTHER, PREP, PRON, ROLE, SAY, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words behind the phrase that opens a sentence among which its verb is looked for.
const CLAUSE: usize = 60;

impl Reader<'_> {
    /// The subject of a verb that opens its sentence, or follows its verb, or stands somewhere before it for `nichts`.
    pub(super) fn subject_beside(&self, verb: usize) -> Option<(Source, Shape)> {
        let words = self.words;
        if words.is_quoted(verb.saturating_sub(1)) {
            return None;
        }
        if let Some(source) = self.of_relative(verb) {
            return Some((source, Shape::NameVerb));
        }
        let person = |source: &Source| match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some_and(|person| self.people.persons[person].evident),
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => words.is(source.tokens.end - 1, ROLE | TITLE),
        };
        // `Gli incassi, spiega, sono crollati`: somebody who spoke before, and not the takings.
        let alone = verb > self.frame.start
            && words.language == Language::Other
            && words.is(verb, SAY)
            && words.class(verb) & (ING | BASE | OTHER) == 0
            && words.gap(verb - 1) == ", "
            && words.gap(verb) == ", ";
        if alone {
            return Some((Source { kind: SourceKind::Pronoun, tokens: verb..verb + 1 }, Shape::NameVerb));
        }
        // `Ana Ruiz se quejó del líder, Juan Roca, diciendo que “…”`
        let participle = words.is(verb, ING) && matches!(words.language, Language::French | Language::Other);
        let led = participle && verb > self.frame.start && (words.gap(verb - 1).starts_with(',') || words.is_spelt(verb - 1, "en"));
        let whole = |source: &Source| match source.kind {
            SourceKind::Name(index) => words.is(self.people.names[index].tokens.start, FIRST) || self.is_known_in_full(index),
            _ => true,
        };
        if let Some((source, _)) = self.opening(false).filter(|(source, end)| led && *end < verb && person(source) && whole(source)) {
            return Some((source, Shape::NameVerb));
        }
        // `Juan Roca ha, por su parte, denunciado`
        let begin = self.before_own_aside(verb).unwrap_or(verb);
        let opening = self.opening_subject(begin);
        // `Abidjan, 30 août - Le pays attend une récolte en hausse, a annoncé vendredi le ministre.`
        let first = (self.frame.start + 1..begin + 1).rev().find(|&at| !words.is(at - 1, AUX | ADV) || !words.is_tight(at - 1));
        let behind_comma = first.is_some_and(|first| words.is_parted_by(first - 1, [',']));
        // `Une femme, locataire du troisième, a été blessée, a indiqué le préfet.`
        let acts = |at: usize| words.is(at, AUX) && SPEECH.auxiliaries.has(words.text(at)) && !words.is(at - 1, SUB | PRON);
        let has_verb = |own: &Source| first.is_some_and(|first| (own.tokens.end.max(1)..first).take(CLAUSE).any(acts));
        // `Zu den Aussichten des Kandidaten, Jan Moor, äußerte sich Anna Berg.`
        let apposed = |own: &Source| words.is(self.frame.start, PREP) && words.gap_before(own.tokens.start).contains(',');
        let opening_speaks = |own: &Source| {
            person(own)
                && match words.language {
                    Language::French => !has_verb(own),
                    Language::German => !apposed(own),
                    _ => true,
                }
        };
        // `Dai banchi dell’opposizione risponde Marco Berti: «…»`
        let labelled = || {
            let name = self.people.at(verb + 1).map(|index| &self.people.names[index]).filter(|_| words.is_spaced(verb));
            words.language == Language::Other && name.is_some_and(|name| words.gap(name.whole.end - 1).starts_with(':'))
        };
        if (behind_comma || labelled())
            && !opening.as_ref().is_some_and(opening_speaks)
            && let Some((source, _)) = self.behind_verb(verb + 1).and_then(|at| self.phrase_at(at)).filter(|(source, _)| person(source))
        {
            return Some((source, Shape::VerbName));
        }
        if let Some(source) = opening {
            return Some((source, Shape::NameVerb));
        }
        if let Some(source) = self.turned(verb) {
            return Some((source, Shape::VerbName));
        }
        let object = verb > self.frame.start && words.is(verb - 1, OTHER) && words.is_spaced(verb - 1) && !words.is(verb - 1, SUB);
        if object { self.sentence_subject_for(verb) } else { None }
    }

    /// Whether the text tells more than one word of the name of the person whom a mention means.
    fn is_known_in_full(&self, index: usize) -> bool {
        self.people.names[index].person.is_some_and(|person| self.people.persons[person].name.len() > 1)
    }

    /// Whether a German description is of a thing that somebody has: `die Haltung des Ministers`.
    pub(super) fn is_thing_of(&self, source: &Source) -> bool {
        let words = self.words;
        let of = source.tokens.clone().skip(2).find(|&at| words.is_one_of(at, ["des", "der", "eines", "einer"]));
        words.language == Language::German && of.is_some_and(|of| words.is_capital(of - 1) && !words.is(of - 1, ROLE | TITLE | BODY))
    }

    /// The body whose name stands between commas at word `at`: `la empresa, Metrocapital, …`
    pub(super) fn body_apposed_at(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let words = self.words;
        let index = self.people.at(at).filter(|_| words.gap(at - 1) == ", " && !words.is_quoted(at))?;
        let name = &self.people.names[index];
        let closed = words.gap(name.whole.end - 1).starts_with(',');
        (closed && name.whole.start == at && name.kind == NameKind::Organisation).then(|| (index, name.whole.clone()))
    }

    /// The subject behind a verb before which its clause has nothing but adverbs and phrases of time and place: `Am Montag sagte Anna Berg`, `comme l’a dit
    /// hier le maire`.
    pub(super) fn turned(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(OPENING));
        let start = (floor + 1..verb + 1).rev().find(|&at| !words.is_tight(at - 1) || words.is_quoted(at - 1)).unwrap_or(floor);
        let mut at = start;
        let german = words.language == Language::German;
        while at < verb {
            let unknown = german && at + 1 == verb && at == start && self.people.at(at).is_none();
            let told_so =
                at == start && at == self.frame.start && SPEECH.told_so.has(words.text(at)) && words.language != Language::Russian;
            if told_so
                || words.is(at, ADV | AUX | SUB | CONJ) && !words.is(at, DET | PREP)
                || unknown
                || words.is(at, PRON) && words.text(at).len() <= 3
            {
                at += 1;
            } else if (words.is(at, PREP) || words.is_of(at)) && self.people.at(at).is_none() {
                at = self.over_prepositional(at);
            } else if at > start && german::is_oblique(words, at) {
                // `In der Debatte des Landtags warf Anna Berg …`
                at = german::oblique_end(words, at);
            } else {
                return None;
            }
        }
        let (source, _) = self.behind_verb(verb + 1).filter(|_| at == verb).and_then(|at| self.phrase_at(at))?;
        let speaks = match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => german && words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => words.is(source.tokens.end - 1, ROLE | TITLE) && !self.is_thing_of(&source),
        };
        (speaks && start < verb).then_some(source)
    }
}
