//! Finds the person that `he`, `she` or `the minister` stands for, once every named attribution of the article is known.
//!
//! The text is read again from the start with the people whom its sentences are about in mind, the latest on top: subjects of sentences and
//! speakers, nameless ones among them. A pronoun stands for the subject that its own sentence names before it, else for the topmost of
//! its gender, else for the nearest such person named at all. A description stands for the person of whom the article says the same.
//! Names inside quotations do not count. `it` and `the ministry` stand for a body (`bodies`); plurals stand for nobody here.

mod anew;
mod answers;
mod antecedents;
mod barred;
mod bodies;
mod descriptions;
mod epithets;
mod nouns;
mod personal;
mod topics;
mod voices;
mod writings;

use std::ops::Range;

use self::answers::Last;
use self::bodies::BodyTopic;
use self::topics::{Asker, Topic};
use crate::enrich::quotes::people::roles;
use crate::enrich::quotes::people::{self, Gender, People};
use crate::enrich::quotes::scene::cues::{Source, SourceKind};
use crate::enrich::quotes::scene::{Frame, Scene};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{DET, Language, ROLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::word_set::WordSet;

/// How many sentences a pronoun looks back for a subject.
const REACH: usize = 14;

/// How many names back somebody or a body is looked for.
const NAMED: usize = 40;

/// How many roles back a description is looked for, so that a text of nothing else is read in linear time.
const ROLES: usize = 64;

/// Whom a pronoun or description stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Referent {
    /// A person of the article.
    Person(usize),
    /// Somebody whom the article does not name, by the first word of a phrase that tells who that is and the word behind it.
    Unnamed(usize, usize),
    /// A body, by the index of the name that it was last called by.
    Body(usize),
}

/// What pronouns and descriptions stand for, by their first word, in order.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    answers: Vec<(usize, Referent)>,
    /// Genders of the persons, as titles, first names and pronouns tell them.
    genders: Vec<Gender>,
}

impl Resolved {
    /// The person that the pronoun or description at a word stands for.
    pub(super) fn person(&self, token: usize) -> Option<usize> {
        match self.answer(token)? {
            Referent::Person(person) => Some(person),
            Referent::Unnamed(..) | Referent::Body(_) => None,
        }
    }

    /// The name of the body that the pronoun or description at a word stands for.
    pub(super) fn body(&self, token: usize) -> Option<usize> {
        match self.answer(token)? {
            Referent::Body(name) => Some(name),
            Referent::Unnamed(..) | Referent::Person(_) => None,
        }
    }

    /// Whether it is known what the pronoun at a word stands for.
    pub(super) fn is_answered(&self, token: usize) -> bool {
        self.answer(token).is_some()
    }

    /// The words that tell for whom the pronoun at a word stands, where the article does not name them.
    pub(super) fn unnamed(&self, token: usize) -> Option<Range<usize>> {
        match self.answer(token)? {
            Referent::Unnamed(first, end) => Some(first..end),
            Referent::Person(_) | Referent::Body(_) => None,
        }
    }

    fn answer(&self, token: usize) -> Option<Referent> {
        let index = self.answers.binary_search_by_key(&token, |&(own, _)| own).ok()?;
        self.answers.get(index).map(|&(_, answer)| answer)
    }

    /// The gender of a person as pronouns tell it too.
    pub(super) fn gender(&self, person: usize) -> Gender {
        self.genders.get(person).copied().unwrap_or_default()
    }
}

/// Whom or what the sentences are about, as far as the given pronouns and descriptions reach, which are in order of their first words.
pub(super) fn subjects(words: &Words<'_>, people: &People, scene: &Scene, asked: &[Source]) -> Vec<Option<Source>> {
    let Some(last) = asked.last() else { return Vec::new() };
    let reach = scene.frames.partition_point(|frame| frame.tokens.end <= last.tokens.start) + 1;
    scene.frames.iter().take(reach).map(|frame| topics::subject_of(words, people, frame)).collect()
}

/// Resolves these pronouns and descriptions, with the [`subjects`] of the sentences and the roles that mentions give.
pub(super) fn resolve(
    words: &Words<'_>,
    people: &People,
    scene: &Scene,
    roles: &[(usize, Range<usize>)],
    asked: &[Source],
    subjects: &[Option<Source>],
) -> Resolved {
    let mut mind = Mind::of(words, people, scene, roles::told_once(words, people, roles));
    let mut resolved = Vec::with_capacity(asked.len());
    let mut next = 0;
    let asked_for_body = asked.iter().rposition(|source| mind.may_be_body(source)).map_or(0, |last| last + 1);
    for (index, (frame, subject)) in scene.frames.iter().zip(subjects).enumerate() {
        while let Some(source) = asked.get(next).filter(|source| source.tokens.start < frame.tokens.end) {
            if let Some(answer) = mind.answer(frame, index, source) {
                mind.learn(source, answer);
                mind.keep(source, answer, index);
                resolved.push((source.tokens.start, answer));
            }
            next += 1;
        }
        mind.needs_bodies = next < asked_for_body;
        mind.take_in(frame, index, subject.as_ref());
    }
    mind.look_ahead(asked, &mut resolved);
    Resolved { answers: resolved, genders: mind.genders }
}

/// Whom the text is about so far.
struct Mind<'a> {
    words: &'a Words<'a>,
    people: &'a People,
    scene: &'a Scene,
    /// What persons are called, each with the person and where the text says so first, in its order.
    roles: Vec<(usize, Range<usize>)>,
    /// Names, by index, that a sentence may bring in beside whom it is about, and the first that none has brought in so far.
    beside: WordSet,
    passed: usize,
    /// The latest at the end.
    topics: Vec<Topic>,
    /// The bodies that the text is about, the latest at the end.
    bodies: Vec<BodyTopic>,
    /// Whether it is still to be asked for one of them.
    needs_bodies: bool,
    /// Those who have spoken, by their cues; no more than two.
    voices: Vec<usize>,
    /// Who spoke last, if it was a question.
    asker: Option<Asker>,
    /// Who was asked something last, and in which sentence.
    asked: Option<(usize, usize)>,
    /// Whom a quotation addressed last, and in which sentence.
    spoken_to: Option<(usize, usize)>,
    /// Genders of the persons, as titles, first names and the pronouns so far tell them.
    genders: Vec<Gender>,
    /// How often anything of this has changed but the bodies, and how often they have.
    changes: u32,
    changed_bodies: u32,
    /// Whom the last pronoun and description stand for, by their words, and the last description as a body.
    pronoun: Last<usize, Option<Option<usize>>>,
    description: Last<(usize, usize), Option<usize>>,
    /// The nouns of descriptions read so far, each with the person for whom it stood.
    called: Vec<(usize, usize)>,
    body: Last<(usize, usize), Option<usize>>,
}

impl<'a> Mind<'a> {
    /// Nobody in mind yet.
    fn of(words: &'a Words<'a>, people: &'a People, scene: &'a Scene, roles: Vec<(usize, Range<usize>)>) -> Self {
        Self {
            words,
            people,
            scene,
            roles,
            beside: topics::beside(words, people),
            passed: 0,
            topics: Vec::with_capacity(topics::MINDED),
            bodies: Vec::new(),
            needs_bodies: false,
            voices: Vec::new(),
            asker: None,
            asked: None,
            spoken_to: None,
            genders: people.persons.iter().map(|person| person.gender).collect(),
            changes: 0,
            changed_bodies: 0,
            pronoun: Last::default(),
            description: Last::default(),
            called: Vec::new(),
            body: Last::default(),
        }
    }
}

impl Mind<'_> {
    fn answer(&self, frame: &Frame, index: usize, source: &Source) -> Option<Referent> {
        let person = |person: Option<usize>| person.map_or_else(|| self.unnamed(), Referent::Person);
        match source.kind {
            SourceKind::Pronoun if self.is_it(source.tokens.start) => self.of_it(frame, index, source.tokens.start),
            SourceKind::Pronoun => self.of_pronoun(frame, index, source.tokens.start).map(person),
            SourceKind::Nominal => match self.of_description(index, source) {
                Some(person) => Some(Referent::Person(person)),
                None => self.of_body(index, source).map(Referent::Body),
            },
            SourceKind::Name(_) => None,
        }
    }

    /// Takes the gender of somebody from the pronoun that stands for them.
    fn learn(&mut self, source: &Source, answer: Referent) {
        let Referent::Person(person) = answer else { return };
        if source.kind == SourceKind::Nominal {
            self.remember(source, person);
        }
        let told =
            if source.kind == SourceKind::Pronoun { people::gender_of(self.words.class(source.tokens.start)) } else { Gender::Unknown };
        if let Some(gender) = self.genders.get_mut(person)
            && *gender != gender.or(told)
        {
            *gender = told;
            self.changes += 1;
        }
    }

    /// The roles that the text tells before a byte, with their persons, the latest told first.
    fn roles_before(&self, before: usize) -> impl Iterator<Item = &(usize, Range<usize>)> {
        let end = self.roles.partition_point(|(_, role)| role.start < before);
        self.roles[..end].iter().rev().filter(move |(_, role)| role.end <= before).take(ROLES)
    }

    fn gender(&self, person: usize) -> Gender {
        self.genders.get(person).copied().unwrap_or_default()
    }

    fn of_source(&self, source: &Source, own: &Frame, frame: usize) -> Option<Topic> {
        let token = source.tokens.end.checked_sub(1)?;
        match source.kind {
            SourceKind::Name(index) => {
                let person = self.people.names[index].person?;
                let known = &self.people.persons[person];
                let first = source.tokens.start;
                Some(Topic { person: Some(person), gender: self.gender(person), frame, first, token, speaks: false, sure: known.evident })
            }
            SourceKind::Pronoun => {
                let gender = people::gender_of(self.words.class(source.tokens.start));
                if gender == Gender::Unknown {
                    return None;
                }
                let person = self.of_pronoun(own, frame, source.tokens.start)?;
                let unnamed = self.topics.iter().rev().find(|topic| person.is_none() && topic.person.is_none());
                let (first, token) = unnamed.map_or((token, token), |topic| (topic.first, topic.token));
                let speaks = unnamed.is_some_and(|topic| topic.speaks);
                Some(Topic { person, gender, frame, first, token, speaks, sure: true })
            }
            SourceKind::Nominal => {
                let gender = people::gender_of(self.words.class(token));
                let first = source.tokens.start;
                if let Some(person) = self.of_description(frame, source) {
                    let gender = self.gender(person);
                    return Some(Topic { person: Some(person), gender, frame, first, token, speaks: false, sure: true });
                }
                let indefinite = || {
                    let word = self.words.text(first);
                    PEOPLE.indefinite.has(word) && (self.words.language != Language::Other || word.len() > 1)
                };
                let apposed = || first > 0 && self.words.is_parted_by(first - 1, [',']) && self.people.at(first - 1).is_some();
                // Not `a country, especially one considered` an enemy.
                let opens = first == own.tokens.start || !self.words.is_spaced(first - 1);
                let one = || source.tokens.len() == 1 && opens && matches!(self.words.text(token), "One" | "one" | "Another" | "another");
                let role = self.words.is(token, ROLE);
                let nameless = || self.words.language == Language::Russian && PEOPLE.nameless.has(self.words.text(token));
                let brought_in = || indefinite() && !apposed() || nameless() || self.is_unnamed_kin(&source.tokens);
                let new = role && brought_in() || one();
                // `Le procureur part. « Non », ajoute-t-il.`
                let told =
                    || self.words.language == Language::French && role && opens && self.words.is(first, DET) && source.tokens.len() == 2;
                (new || told()).then_some(Topic { person: None, gender, frame, first, token, speaks: false, sure: new })
            }
        }
    }
}
