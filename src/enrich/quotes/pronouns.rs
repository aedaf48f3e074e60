//! Finds the person that `he` or `she` stands for, once every named attribution of the article is known.
//!
//! The text is read again from the start with the people whom its sentences are about in mind, the latest on top: subjects of sentences and
//! speakers. A pronoun stands for the subject that its own sentence names before it, else for the topmost person of its gender, else for
//! the nearest such person named at all. Names inside quotations do not count. Plurals and `it` stand for nobody here.

use super::cues::{Reader, Source, SourceKind};
use super::people::{self, Gender, NameKind, People};
use super::scene::{Frame, Scene};
use super::words::Words;

/// How many sentences a pronoun looks back for a subject.
const REACH: usize = 14;

/// How many people are kept in mind.
const MINDED: usize = 8;

/// Persons that pronouns stand for, by the pronoun's word, in order.
#[derive(Debug, Default)]
pub(super) struct Resolved(Vec<(usize, usize)>);

impl Resolved {
    /// The person that the pronoun at a word stands for.
    pub(super) fn person(&self, token: usize) -> Option<usize> {
        let index = self.0.binary_search_by_key(&token, |&(own, _)| own).ok()?;
        self.0.get(index).map(|&(_, person)| person)
    }
}

/// Resolves the pronouns at the given words, which are in order and each once.
pub(super) fn resolve(words: &Words<'_>, people: &People, scene: &Scene, asked: &[usize]) -> Resolved {
    let mut mind = Mind { words, people, topics: Vec::new() };
    let mut resolved = Vec::with_capacity(asked.len());
    let mut next = 0;
    for (index, frame) in scene.frames.iter().enumerate() {
        if next >= asked.len() {
            break;
        }
        while let Some(&token) = asked.get(next).filter(|&&token| token < frame.tokens.end) {
            if let Some(person) = mind.person(frame, index, token) {
                resolved.push((token, person));
            }
            next += 1;
        }
        mind.take_in(scene, frame, index);
    }
    Resolved(resolved)
}

/// Whom the text is about so far.
struct Mind<'a> {
    words: &'a Words<'a>,
    people: &'a People,
    /// Persons with the frame where each was last a subject, the latest at the end.
    topics: Vec<(usize, usize)>,
}

impl Mind<'_> {
    fn person(&self, frame: &Frame, index: usize, token: usize) -> Option<usize> {
        let gender = people::gender_of(self.words.class(token));
        if gender == Gender::Unknown {
            return None;
        }
        self.named_before(frame, token, gender)
            .or_else(|| {
                self.topics.iter().rev().find(|&&(person, at)| index - at <= REACH && self.fits(person, gender)).map(|&(person, _)| person)
            })
            .or_else(|| self.nearest(token, gender))
    }

    fn fits(&self, person: usize, gender: Gender) -> bool {
        let own = self.people.persons[person].gender;
        own == Gender::Unknown || own == gender
    }

    /// The subject that the pronoun's own sentence names before it.
    fn named_before(&self, frame: &Frame, token: usize, gender: Gender) -> Option<usize> {
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let source = reader.first_phrase(frame.tokens.start, token)?;
        self.of_source(&source).filter(|&person| self.fits(person, gender))
    }

    fn of_source(&self, source: &Source) -> Option<usize> {
        match source.kind {
            SourceKind::Name(index) => self.people.names[index].person,
            SourceKind::Pronoun => {
                let gender = people::gender_of(self.words.class(source.tokens.start));
                let known = gender != Gender::Unknown;
                self.topics.iter().rev().find(|&&(person, _)| known && self.fits(person, gender)).map(|&(person, _)| person)
            }
            SourceKind::Nominal => None,
        }
    }

    /// The nearest person of a gender named before the pronoun outside quotations.
    fn nearest(&self, token: usize, gender: Gender) -> Option<usize> {
        let last = self.people.names.partition_point(|name| name.whole.end <= token);
        let named =
            |name: &&people::Name| matches!(name.kind, NameKind::Person | NameKind::Unknown) && !self.words.is_quoted(name.whole.start);
        self.people.names[..last]
            .iter()
            .rev()
            .take(40)
            .filter(named)
            .filter_map(|name| name.person)
            .find(|&person| self.fits(person, gender))
    }

    /// Keeps in mind whom a sentence is about: its speakers, then its subject on top.
    fn take_in(&mut self, scene: &Scene, frame: &Frame, index: usize) {
        for tag in scene.tags_of(frame).iter().take(6) {
            if let Some(person) = self.of_source(&tag.source) {
                self.put(person, index);
            }
        }
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        if let Some(person) = reader.sentence_subject(frame.tokens.end).and_then(|source| self.of_source(&source)) {
            self.put(person, index);
        }
    }

    fn put(&mut self, person: usize, index: usize) {
        self.topics.retain(|&(other, _)| other != person);
        if self.topics.len() >= MINDED {
            self.topics.remove(0);
        }
        self.topics.push((person, index));
    }
}
