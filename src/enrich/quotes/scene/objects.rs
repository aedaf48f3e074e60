//! Reads German main clauses that begin with something else than their subject: with what is called so, or with what is told, of whom or to whom. The subject then
//! stands behind the verb: `Den Plan bezeichnete Berg als „Witz“`, `Moors Pläne nannte Anna Berg „weltfremd“`, `Zur Bilanz von Jan Moor sagte Anna Berg`.

use std::ops::Range;

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, DET, FEMALE, FIRST, ING, Language, MALE, NOUN_CUE, ORG, POSS, PREP, PRON, ROLE, SAY, SUB, THINK, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words of the longest clause before a verb that is looked into.
const CLAUSE: usize = 24;

impl Reader<'_> {
    /// The subject behind a German verb, where nothing that stands before it in its clause can be it.
    pub(super) fn behind_object(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::German {
            return None;
        }
        let finite = words.is(verb, SAY | THINK) && !words.is(verb, BASE | ING);
        let beside = |at: usize| words.is_spaced(at) || words.gap(at) == ") ";
        if !finite || verb == self.frame.start || !beside(verb - 1) || !words.is_spaced(verb) {
            return None;
        }
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        // `Moors Sieg über Jan Berg (6:4, 6:3) nannte sie …`
        let mut inside = false;
        let parts = |at: usize, inside: &mut bool| {
            let gap = words.gap(at - 1);
            let bracket = gap.contains(['(', ')']);
            *inside = if gap.contains(')') { true } else { *inside && !gap.contains('(') };
            !(words.is_tight(at - 1) || bracket || *inside) || words.is_quoted(at - 1)
        };
        let first = (floor + 1..verb + 1).rev().find(|&at| parts(at, &mut inside)).unwrap_or(floor);
        // Behind a comma a clause may be another's part.
        let opens = first == self.frame.start || words.is_parted_by(first - 1, [';', '—', '–', ':']);
        let small = |at: usize| words.is(at, CONJ | ADV) && !words.is(at, DET | PREP | SUB) && self.people.at(at).is_none();
        let first = (first..verb).find(|&at| !small(at))?;
        let led = self.is_led_by_another(first..verb)?;
        let (source, _) = self.behind_verb(verb + 1).filter(|_| opens).and_then(|at| self.phrase_at(at))?;
        let head = source.tokens.end - 1;
        let article = words.text(source.tokens.start);
        let speaks = match source.kind {
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                let known = || name.person.is_some_and(|person| self.people.persons[person].evident);
                name.person.is_some() && (name.tokens.len() > 1 || known()) && !(article == "der" && words.is(head, FEMALE))
            }
            SourceKind::Pronoun => words.is(head, MALE) || words.is(head, FEMALE) && led && !words.text(verb).ends_with("en"),
            // `der Ministerin` is no subject.
            SourceKind::Nominal => {
                let person = words.is(source.tokens.start, DET) && words.is(head, ROLE | TITLE) && !self.is_thing_of(&source);
                person && !(article == "der" && words.is(head, FEMALE))
            }
        };
        speaks.then_some(source)
    }

    /// Whether the words before a German verb are no subject: surely, by their case or the preposition before them, or by what they mean alone (`Some(false)`);
    /// `None` where they may be one.
    fn is_led_by_another(&self, before: Range<usize>) -> Option<bool> {
        let words = self.words;
        let first = before.start;
        let verb = |at: usize| words.is(at, AUX | CUE) && !words.is_capital(at) && !words.is(at, ADV | DET | PREP);
        if words.is(first, SUB) && !words.is(first, DET | PREP) || before.clone().any(verb) {
            return None;
        }
        if before.len() == 1 {
            return (german::is_oblique(words, first) || words.is_one_of(first, ["Das", "das", "Dies", "dies"])).then_some(true);
        }
        if german::is_oblique(words, first) || words.is(first, PREP) && self.people.at(first).is_none() {
            return Some(true);
        }
        let owned = words.is_capital(first) && words.text(first).ends_with('s') && !words.is(first, FIRST | ROLE | TITLE | DET);
        let determined = words.is(first, DET | POSS) && !words.is(first, PRON) || words.is(first, DET);
        // `Die Grünen-Politikerin`
        let noun = (first + 1..before.end).find(|&at| words.is_capital(at) && !words.is_before_hyphen(at))?;
        let person = || {
            let name = self.people.at(noun).map(|index| &self.people.names[index]);
            name.is_some_and(|name| name.person.is_some() && name.tokens.contains(&noun) && !(owned && name.whole.start == first))
        };
        let agent = || words.is(noun, ROLE | TITLE | BODY | NOUN_CUE | ORG | FIRST) || german::is_agent_noun(words.text(noun));
        let bears_words = || ENDINGS.bearing_words.ends(&words.text(noun).to_lowercase()) || SPEECH.narrated.many.has(words.text(noun));
        ((owned || determined) && !person() && !agent() && !bears_words()).then_some(false)
    }
}
