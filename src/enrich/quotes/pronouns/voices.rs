//! Finds, in languages that vary what they call a speaker, the one voice of a text that a description of an office means: `Ivo Lessa disse. “…”, afirmou o
//! treinador.` Somebody whom newspapers seldom name, as a policeman or a doctor, is another; so is whoever the text tells another office of.
//!
//! The first description of a text may stand before the name it means: `O diretor da feira disse hoje que “…”. “…”, afirmou à Lusa Ivo Lessa.`

use std::ops::Range;

use super::nouns::says;
use super::topics::Topic;
use super::{Mind, REACH, Referent};
use crate::enrich::quotes::scene::cues::{Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{BODY, DEPT, DET, Language, ORG, PLACE, PLURAL, POSS, ROLE, SAY, TITLE, WEAK};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// Cues behind a description among which its name is looked for.
const BEHIND: usize = 12;

impl Mind<'_> {
    /// The only person who has spoken in a text so far, where a description may mean them: no other office is told of them.
    pub(super) fn of_only_voice(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let [person] = self.voices[..] else { return None };
        let noun = self.noun(source.tokens.end - 1);
        let office = words.is(source.tokens.end - 1, ROLE | TITLE) && !PEOPLE.seldom_named.has(&noun);
        if !self.needs_voices() || !office {
            return None;
        }
        // `E o presidente: “…”` is somebody else.
        let before = source.tokens.start.checked_sub(1);
        let another = self.is_of_no_office(person, source) || self.is_of_another_rank(person, source);
        if another || before.is_some_and(|at| PEOPLE.contrasting.has(words.text(at))) {
            return None;
        }
        let near = self.topics.iter().any(|topic| topic.person == Some(person) && topic.is_within(index, REACH));
        // What many are besides, where nobody else has been told of since.
        let latest = self.topics.iter().rev().find(|topic| topic.sure).filter(|topic| topic.person == Some(person));
        let common = || PEOPLE.epithets.has(&noun) && latest.is_some_and(|topic| self.is_alone_since(topic, source.tokens.start));
        let mut told = self.roles_before(words.start(source.tokens.start)).filter(|role| role.0 == person).peekable();
        // `il presidente del Consiglio` is whoever that is, and not anybody of whom the text tells nothing.
        let of_body = || self.attribute(source.tokens.end - 1).is_some_and(|of| words.is(of, ORG | BODY | DEPT) || words.is_capital(of));
        // `el jefe de Estado`
        if told.peek().is_none() && !PEOPLE.bodies.heads.has(&noun) && of_body() {
            return None;
        }
        let other = told.peek().is_some() && !told.any(|role| says(&words.body[role.1.clone()], &noun, false)) && !common();
        let fits = self.fits(person, self.gender_of_description(source));
        (near && fits && !other).then_some(person)
    }

    /// Whether a description is that of an office and a person is told by nothing but an age, as the many are whom a story asks: `Ivo Lessa, 45, perdeu a casa`.
    pub(super) fn is_of_no_office(&self, person: usize, source: &Source) -> bool {
        let words = self.words;
        let introduced = self.people.at(self.people.persons[person].introduced).map(|index| self.people.names[index].whole.end);
        let aged = introduced.is_some_and(|end| words.gap(end - 1) == ", " && words.is_number(end));
        let head = source.tokens.end - 1;
        let office = words.is(head, TITLE) && !PEOPLE.epithets.has(&words.text(head).to_lowercase());
        aged && office && matches!(words.language, Language::Other | Language::Russian)
    }

    /// Whether a hyphen joins a rank to a description that no office told of a person so far has: `o primeiro-ministro` behind the president.
    pub(super) fn is_of_another_rank(&self, person: usize, source: &Source) -> bool {
        let words = self.words;
        let head = source.tokens.end - 1;
        let rank = head.checked_sub(1).filter(|&rank| rank >= source.tokens.start && words.is_before_hyphen(rank));
        let Some(rank) = rank.filter(|_| words.language == Language::Other && words.is(head, TITLE)) else { return false };
        let mut told = self.roles_before(words.start(source.tokens.start)).filter(|role| role.0 == person).peekable();
        let names = |role: &(usize, Range<usize>)| words.within(&role.1).any(|at| words.text(at).eq_ignore_ascii_case(words.text(rank)));
        told.peek().is_some() && !told.any(names)
    }

    /// Whether it may be asked who has spoken.
    pub(super) fn needs_voices(&self) -> bool {
        matches!(self.words.language, Language::Other | Language::Russian)
    }

    /// Keeps in mind that somebody speaks.
    pub(super) fn hear(&mut self, person: usize) {
        if self.voices.len() < 2 && !self.voices.contains(&person) {
            self.voices.push(person);
        }
    }

    /// Keeps somebody on top in mind who goes on speaking by a verb without a subject in sentence `index`.
    pub(super) fn keep(&mut self, source: &Source, answer: Referent, index: usize) {
        let dropped =
            self.words.language == Language::Other && source.kind == SourceKind::Pronoun && self.words.is(source.tokens.start, SAY);
        let Referent::Person(person) = answer else { return };
        if let Some(topic) = self.topics.iter_mut().rev().find(|topic| topic.sure).filter(|topic| dropped && topic.person == Some(person)) {
            topic.frame = index;
            self.changes += 1;
        }
    }

    /// Whether somebody is the only one who has spoken before a word and the only one named since, however long the text goes on about them.
    pub(super) fn is_only_voice(&self, topic: &Topic, index: usize, token: usize) -> bool {
        let alone = || self.voices.iter().all(|&voice| topic.person == Some(voice));
        topic.person.is_some() && alone() && topic.is_within(index, REACH) && self.is_alone_since(topic, token)
    }

    /// Gives the descriptions that open a text before anybody is named the one whose name the first cue behind them brings in, and nothing else of him.
    pub(super) fn look_ahead(&self, asked: &[Source], resolved: &mut Vec<(usize, Referent)>) {
        let words = self.words;
        if !matches!(words.language, Language::Other | Language::Russian) {
            return;
        }
        let Some(first) = asked.iter().find(|source| source.kind == SourceKind::Nominal && self.is_office(source)) else { return };
        let at = first.tokens.start;
        let evident = |person: &usize| self.people.persons[*person].evident;
        let persons = self.people.names.iter().filter_map(|name| name.person.filter(evident).map(|person| (name, person)));
        let mut named = persons.filter(|(name, _)| !words.is_quoted(name.whole.start));
        let Some((name, person)) = named.next().filter(|(name, _)| name.whole.start > at && name.tokens.len() > 1) else { return };
        let from = self.scene.tags.partition_point(|tag| tag.verb < at);
        let brings_in = |tag: &&Tag| matches!(tag.source.kind, SourceKind::Name(index) if self.people.names[index].whole == name.whole);
        let Some(tag) = self.scene.tags[from..].iter().take(BEHIND).find(brings_in) else { return };
        // No office beside the name, which would be that of somebody else.
        let office = |at: usize| words.is(at, ROLE | TITLE);
        let behind = name.tokens.end;
        let apposed = words.is_before_comma(behind - 1) && (office(behind) || words.is(behind, DET) || words.is_number(behind));
        let alone = tag.source.tokens == name.tokens && !apposed && !office(name.tokens.start - 1);
        let paragraph = |at: usize| words.segments.paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= at);
        let next = paragraph(name.whole.start) == paragraph(at) + 1;
        let answers = SPEECH.answering.has(words.text(tag.verb));
        let speaks = tag.class & (SAY | WEAK) != 0 && tag.shape == Shape::VerbName && self.follows_speech(tag) && !answers;
        if !(alone && next && speaks && self.fits(person, self.gender_of_description(first))) {
            return;
        }
        let noun = |source: &Source| words.text(source.tokens.end - 1).to_lowercase();
        let first = noun(first);
        let same = |source: &&Source| source.kind == SourceKind::Nominal && source.tokens.start < name.whole.start && noun(source) == first;
        for source in asked.iter().filter(same) {
            if let Err(place) = resolved.binary_search_by_key(&source.tokens.start, |answer| answer.0) {
                resolved.insert(place, (source.tokens.start, Referent::Person(person)));
            }
        }
    }

    /// Whether a cue stands behind a quotation.
    fn follows_speech(&self, tag: &Tag) -> bool {
        tag.span.start.checked_sub(1).is_some_and(|before| self.words.is_quoted(before))
    }

    /// Whether a description is that of one known office-holder: `o diretor`, `глава`.
    fn is_office(&self, source: &Source) -> bool {
        let words = self.words;
        let head = source.tokens.end - 1;
        let noun = words.text(head).to_lowercase();
        let one = words.is(head, ROLE | TITLE) && !words.is(head, PLURAL | POSS);
        // `o presidente da República` is known without a name, and is nobody whom the text has still to bring in.
        let of = self.attribute(head);
        let known = PEOPLE.known_offices.has(&noun)
            || of.is_some_and(|of| words.is(of, PLACE) && words.is_capital(of) || PEOPLE.known_offices.has(words.text(of)));
        one && !known && self.is_definite(source) && !PEOPLE.seldom_named.has(&noun) && !PEOPLE.spokesmen.begins(&noun)
    }
}
