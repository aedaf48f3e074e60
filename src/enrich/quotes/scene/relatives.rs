//! Finds whom a relative pronoun stands for that is the subject of a verb of saying, in German, Spanish, Portuguese and Italian, and the subject of a verb that stands
//! behind such a word without one.

use super::cues::{Reader, Source, SourceKind, Tag};
use crate::enrich::quotes::people;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, CONJ, CUE, DATE, DET, FEMALE, Language, MALE, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, THINK, TITLE,
};
use crate::enrich::quotes::words::lists::PEOPLE;

/// Words from a relative pronoun to its verb.
const RELATIVE: usize = 6;

/// Words of the longest apposition before a relative pronoun.
const APPOSITION: usize = 14;

/// Words of the longest bracket behind a name, such as a party and a seat.
const BRACKET: usize = 4;

impl Reader<'_> {
    /// The person named before the comma of a relative clause whose verb is at `verb`: Ana Ruiz, `que` más tarde añadió; Carlo Berti, parroco, `il quale` loda.
    pub(super) fn of_relative(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if words.language == Language::German {
            return self.of_german_relative(verb);
        }
        if words.language != Language::Other {
            return None;
        }
        let plain = |at: usize| words.is(at, AUX | ADV | DATE) || words.is_number(at);
        let floor = self.frame.start.max(verb.saturating_sub(RELATIVE));
        let joined = |at: usize| words.is_spaced(at) && !words.is_quoted(at);
        let before = |at: &usize| joined(*at) && !words.is(*at, CUE);
        let relative = |at: usize| words.is_one_of(at, ["quien", "quem", "quale", "cual", "qual"]);
        let behind = || (floor + 1..verb).rev().take_while(before);
        // `quien`, but not `que`, is never the object without a preposition; `che nel dopo gara attacca`.
        let governed = |at: usize| (words.is(at, PREP) || plain(at)) && !words.is(at, SUB);
        let apart = |at: usize| {
            words.is(at, SUB)
                && governed(at + 1)
                && !(at + 2..verb).any(|at| words.is(at, DET) && !words.is(at - 1, PREP) && !words.is(at, PREP | AUX))
        };
        let near = || behind().find(|&at| !plain(at) || words.is(at, SUB)).filter(|&at| words.is(at, SUB));
        let at = behind().find(|&at| relative(at)).or_else(near).or_else(|| behind().find(|&at| apart(at)))?;
        let first = match words.text(at) {
            "che" | "que" | "quien" | "quem" => at,
            "quale" | "cual" | "qual" if words.is(at - 1, DET) => at - 1,
            _ => return None,
        };
        if first <= self.frame.start || words.is_quoted(first - 1) {
            return None;
        }
        // `spiega l’avvocata Anna Ricci che lo difende`
        let named = || self.people.at(first - 1).is_some_and(|index| self.people.names[index].person.is_some());
        let restricts = || words.is_spelt(first, "che") && words.is_spaced(first - 1) && named();
        // `un testigo que pidió no ser identificado`
        let told_of = words.is(first - 1, ROLE) && !words.is(first - 1, PLURAL) && words.is_spaced(first - 1) && first + 1 == verb;
        if told_of && words.is(first - 2, DET) && !words.is_quoted(first - 2) {
            return Some(Source { kind: SourceKind::Nominal, tokens: first - 2..first });
        }
        // `Ana Lima (PTN), que respondeu`
        let bracket = (first.saturating_sub(BRACKET)..first)
            .rev()
            .find(|&at| at > 0 && words.gap(at - 1) == " (")
            .filter(|_| words.gap(first - 1) == "), ");
        if !words.is_before_comma(first - 1) && !restricts() && bracket.is_none() {
            return None;
        }
        let apposed = || {
            let last = self.apposition_before(first)?;
            // `Ana Lima, 45 anos, moradora do bairro, que`
            Some(self.apposition_before(last).filter(|_| self.people.at(last - 1).is_none()).unwrap_or(last))
        };
        let end = bracket.or_else(apposed).unwrap_or(first);
        let Some(index) = self.people.at(end - 1) else {
            // `aggiunge la sindaca, che poi si sfoga`
            let office = words.is(end - 1, ROLE | TITLE) && !words.is(end - 1, PLURAL) && end == first;
            let adjective = end > 1 && PEOPLE.first_ones.has(words.text(end - 2));
            let start = end - 1 - usize::from(adjective);
            let start = start - usize::from(start > self.frame.start && words.is(start - 1, DET | POSS));
            let bare = || if end == first { self.described_before(first) } else { None };
            return if office { Some(Source { kind: SourceKind::Nominal, tokens: start..end }) } else { bare() };
        };
        let name = &self.people.names[index];
        // `la madre di Carlo Berti, il sedicenne ferito, che ammonisce`: she does.
        let of = name.whole.start.checked_sub(2).filter(|_| end < first);
        if of.is_some_and(|head| words.is(head, ROLE) && PEOPLE.of.has(words.text(head + 1)) && words.is_spaced(head)) {
            return None;
        }
        name.person.map(|_| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The description before the comma of a relative clause that tells more than its office: `una vecina del barrio, quien`.
    fn described_before(&self, first: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(first.saturating_sub(APPOSITION));
        let joined =
            |at: &usize| words.is_tight(*at) && !words.is_quoted(*at) && !words.is(*at, CUE | SUB) && self.people.at(*at).is_none();
        let head = (floor..first - 1).rev().take_while(joined).find(|&at| words.is(at, ROLE | TITLE) && !words.is(at, PLURAL | PREP))?;
        let described = self.nominal(head);
        words.is(described.tokens.start, DET | POSS).then_some(described)
    }

    /// The person named before the comma of a German relative clause that ends with its verb: Jan Moor, `der` auch zugab, „…“.
    fn of_german_relative(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let closes = verb + 1 >= self.frame.end || !words.is_spaced(verb) || words.is_quoted(verb + 1);
        let floor = self.frame.start.max(verb.saturating_sub(APPOSITION));
        let first = (floor + 1..verb).rev().find(|&at| !words.is_tight(at - 1) || words.is_quoted(at - 1)).filter(|_| closes)?;
        let gender = match words.text(first) {
            "der" => FEMALE,
            "die" => MALE,
            _ => return None,
        };
        let office = words.is(first + 1, ROLE | TITLE) && words.is_capital(first + 1);
        let named = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        if !words.is_before_comma(first - 1) || words.is_quoted(first - 1) || office || (first..verb).any(named) {
            return None;
        }
        let end = self.apposition_before(first).unwrap_or(first);
        let index = self.people.at(end - 1)?;
        let name = &self.people.names[index];
        let person = &self.people.persons[name.person?];
        let other = people::gender_of(gender) == person.gender;
        (!other).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Where the apposition begins that a comma parts from a name before it and from word `end`, and that may end with a name of its own: Carlo Berti, `parroco di Val
    /// Chiara,` il quale.
    fn apposition_before(&self, end: usize) -> Option<usize> {
        let words = self.words;
        let floor = self.frame.start.max(end.saturating_sub(APPOSITION));
        let first = (floor + 1..end).rev().find(|&at| words.gap(at - 1).starts_with(','))?;
        let office = words.is(first, ROLE | TITLE) || words.is(first, DET) && words.is(first + 1, ROLE | TITLE);
        let noun = !words.is_capital(first) && !words.is(first, PREP | CONJ | SUB | PRON | ADV);
        let verbless = !(first..end).any(|at| words.is(at, AUX | CUE | PRON) && !words.is(at, ROLE | TITLE | DET | PREP));
        let led = |index: usize| self.people.names[index].whole.start.checked_sub(1).is_some_and(|before| words.is(before, PREP | DET));
        // `Ana Lima, vencedora do prémio Serra, que`
        let of_thing =
            |index: usize| words.language == Language::Other && (first..self.people.names[index].whole.start).any(|at| words.is(at, PREP));
        let governed = self.people.at(end - 1).is_none_or(|index| led(index) || of_thing(index));
        // `o líder do PTN na Câmara, deputado Ivo Lessa, que`
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        if words.language == Language::Other && office && person(end - 1) && !person(first - 1) {
            return None;
        }
        // `Ivo Lessa, de 45 anos, que`, `Ana Ruiz, del sindicato de maestros, quien`
        let full = || self.people.at(first - 1).is_some_and(|index| self.people.names[index].tokens.len() > 1);
        let attribute = words.language == Language::Other && (words.is(first, PREP) || words.is_number(first)) && full();
        (self.people.at(first).is_none() && (office || (noun || attribute) && verbless && governed)).then_some(first)
    }
    /// Whether the verb of a Spanish, Portuguese or Italian clause that another verb reports has no subject, so that it has the same: `disse que lamenta o “caos”`.
    pub(super) fn is_of_same_subject(&self, tag: &Tag) -> bool {
        let words = self.words;
        if words.language != Language::Other {
            return false;
        }
        let that = tag.source.tokens.start;
        let alone = tag.source.kind == SourceKind::Pronoun && that + 1 == tag.verb && that > self.frame.start + 1;
        let last = if alone && words.is(that - 1, ADV) && that > self.frame.start + 2 { that - 2 } else { that.max(1) - 1 };
        let tight = || (last..that + 1).all(|at| words.is_spaced(at));
        let reported = alone && words.is(that, SUB) && words.is(last, SAY | THINK) && tight();
        reported || self.is_at_the_same_time(tag.verb)
    }

    /// Whether a verb only tells what its subject does while speaking: `dijo Ana Ruiz, al tiempo que pidió calma`, `disse Ivo Lessa, ao mesmo tempo que pediu calma`.
    fn is_at_the_same_time(&self, verb: usize) -> bool {
        let words = self.words;
        let that = verb.checked_sub(1).filter(|&that| that > self.frame.start + 1 && words.is_spaced(that) && words.is_spaced(that - 1));
        that.is_some_and(|that| words.is(that, SUB) && words.is_one_of(that - 1, ["tiempo", "vez", "tempo"]))
    }

    /// The subject behind a verb by which a sentence tells what the words before it are: `“…”, foi o que pediu o diretor`, `«…», è quanto afferma la sindaca`.
    pub(super) fn asked_for_by(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let first = verb.checked_sub(3).filter(|&first| words.language == Language::Other && first > self.frame.start)?;
        let what = |at: usize| words.is_one_of(at, ["o", "lo", "ciò", "quello"]);
        let (is, led) = match words.text(verb - 1) {
            "que" | "che" => (first, what(verb - 2)),
            "quanto" => (first + 1, true),
            _ => return None,
        };
        let told = led && PEOPLE.being.has(words.text(is)) && words.is_quoted(is - 1) && (is..verb).all(|at| words.is_spaced(at));
        self.inverted(verb).filter(|_| told)
    }
}
