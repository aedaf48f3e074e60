//! Finds the person that `he`, `she` or `the minister` stands for, once every named attribution of the article is known.
//!
//! The text is read again from the start with the people whom its sentences are about in mind, the latest on top: subjects of sentences and
//! speakers, nameless ones among them. A pronoun stands for the subject that its own sentence names before it, else for the topmost of
//! its gender, else for the nearest such person named at all. A description stands for the person of whom the article says the same.
//! Names inside quotations do not count. Plurals and `it` stand for nobody here.

use std::ops::Range;

use super::cues::{Reader, Source, SourceKind};
use super::lexicon::{DET, ROLE, SAY, TITLE};
use super::people::{self, Gender, NameKind, People};
use super::roles;
use super::scene::{Frame, Scene};
use super::words::Words;

/// How many sentences a pronoun looks back for a subject.
const REACH: usize = 14;

/// How many people are kept in mind.
const MINDED: usize = 8;

/// Persons that pronouns and descriptions stand for, by their first word, in order.
#[derive(Debug, Default)]
pub(super) struct Resolved(Vec<(usize, Option<usize>)>);

impl Resolved {
    /// The person that the pronoun or description at a word stands for.
    pub(super) fn person(&self, token: usize) -> Option<usize> {
        self.answer(token).flatten()
    }

    /// Whether the pronoun at a word stands for somebody whom the article does not name.
    pub(super) fn is_unnamed(&self, token: usize) -> bool {
        self.answer(token) == Some(None)
    }

    fn answer(&self, token: usize) -> Option<Option<usize>> {
        let index = self.0.binary_search_by_key(&token, |&(own, _)| own).ok()?;
        self.0.get(index).map(|&(_, answer)| answer)
    }
}

/// Resolves the given pronouns and descriptions, which are in order of their first words.
pub(super) fn resolve(words: &Words<'_>, people: &People, scene: &Scene, asked: &[Source]) -> Resolved {
    let described = asked.iter().any(|source| source.kind == SourceKind::Nominal);
    let roles = if described { roles::of_mentions(words, people) } else { Vec::new() };
    let mut mind = Mind { words, people, roles, topics: Vec::new() };
    let mut resolved = Vec::with_capacity(asked.len());
    let mut next = 0;
    for (index, frame) in scene.frames.iter().enumerate() {
        if next >= asked.len() {
            break;
        }
        while let Some(source) = asked.get(next).filter(|source| source.tokens.start < frame.tokens.end) {
            if let Some(answer) = mind.answer(frame, index, source) {
                resolved.push((source.tokens.start, answer));
            }
            next += 1;
        }
        mind.take_in(scene, frame, index);
    }
    Resolved(resolved)
}

/// Somebody whom sentences are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Topic {
    /// `None` for a nameless one (`a woman in a lawn chair`).
    person: Option<usize>,
    gender: Gender,
    frame: usize,
    /// The word that named them last.
    token: usize,
    /// Whether it is surely a human being: by name, or because they speak.
    sure: bool,
}

/// Whom the text is about so far.
struct Mind<'a> {
    words: &'a Words<'a>,
    people: &'a People,
    roles: Vec<(usize, Range<usize>)>,
    /// The latest at the end.
    topics: Vec<Topic>,
}

impl Mind<'_> {
    fn answer(&self, frame: &Frame, index: usize, source: &Source) -> Option<Option<usize>> {
        match source.kind {
            SourceKind::Pronoun => self.of_pronoun(frame, index, source.tokens.start),
            SourceKind::Nominal => self.of_description(index, source).map(Some),
            SourceKind::Name(_) => None,
        }
    }

    fn of_pronoun(&self, frame: &Frame, index: usize, token: usize) -> Option<Option<usize>> {
        let gender = people::gender_of(self.words.class(token));
        if gender == Gender::Unknown {
            return None;
        }
        if let Some(person) = self.named_before(frame, token, gender) {
            return Some(Some(person));
        }
        let topic = self.topic(index, gender);
        let sure = topic.is_some_and(|topic| topic.gender == gender || topic.person.is_none());
        if sure {
            return topic.map(|topic| topic.person);
        }
        let nearest = self
            .nearest(token, gender)
            .filter(|&(person, at)| topic.is_none_or(|topic| at > topic.token && self.people.persons[person].gender == gender));
        nearest.map(|(person, _)| Some(person)).or(topic.map(|topic| topic.person))
    }

    /// The topmost whom a pronoun of a gender can mean; one who may be no person only where there is no other.
    fn topic(&self, index: usize, gender: Gender) -> Option<Topic> {
        let fitting =
            || self.topics.iter().rev().filter(|topic| index - topic.frame <= REACH).filter_map(|&topic| self.fitted(topic, gender));
        fitting().find(|topic| topic.sure).or_else(|| fitting().next())
    }

    /// A topic if it fits a gender; else the other bearer of its surname who does.
    fn fitted(&self, topic: Topic, gender: Gender) -> Option<Topic> {
        if topic.gender == Gender::Unknown || topic.gender == gender {
            return Some(topic);
        }
        let other = topic
            .person
            .and_then(|person| self.people.namesake(person, gender))
            .filter(|_| self.people.at(topic.token).is_some_and(|name| self.people.names[name].tokens.len() == 1))?;
        Some(Topic { person: Some(other), gender, ..topic })
    }

    fn fits(&self, person: usize, gender: Gender) -> bool {
        let own = self.people.persons[person].gender;
        own == Gender::Unknown || own == gender
    }

    /// The subject that the pronoun's own sentence names before it.
    fn named_before(&self, frame: &Frame, token: usize, gender: Gender) -> Option<usize> {
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let source = reader.first_phrase(frame.tokens.start, token)?;
        if source.kind == SourceKind::Pronoun {
            let index = self.topics.last().map_or(0, |topic| topic.frame);
            return self.topic(index, gender).and_then(|topic| topic.person);
        }
        self.of_source(&source, frame, 0).and_then(|topic| topic.person).filter(|&person| self.fits(person, gender))
    }

    fn of_source(&self, source: &Source, own: &Frame, frame: usize) -> Option<Topic> {
        let token = source.tokens.end.checked_sub(1)?;
        match source.kind {
            SourceKind::Name(index) => {
                let person = self.people.names[index].person?;
                let known = &self.people.persons[person];
                Some(Topic { person: Some(person), gender: known.gender, frame, token, sure: known.evident })
            }
            SourceKind::Pronoun => {
                let gender = people::gender_of(self.words.class(source.tokens.start));
                if gender == Gender::Unknown {
                    return None;
                }
                let person = self.of_pronoun(own, frame, source.tokens.start)?;
                Some(Topic { person, gender, frame, token, sure: true })
            }
            SourceKind::Nominal => {
                let gender = people::gender_of(self.words.class(token));
                let first = source.tokens.start;
                let indefinite =
                    matches!(self.words.text(source.tokens.start), "a" | "A" | "an" | "An" | "one" | "One" | "another" | "Another");
                let apposed = first > 0 && self.words.gap(first - 1).contains(',') && self.people.at(first - 1).is_some();
                (indefinite && !apposed && self.words.is(token, ROLE)).then_some(Topic { person: None, gender, frame, token, sure: true })
            }
        }
    }

    /// The nearest person of a gender named before the pronoun outside quotations, with the word that names them.
    fn nearest(&self, token: usize, gender: Gender) -> Option<(usize, usize)> {
        let last = self.people.names.partition_point(|name| name.whole.end <= token);
        let named =
            |name: &&people::Name| matches!(name.kind, NameKind::Person | NameKind::Unknown) && !self.words.is_quoted(name.whole.start);
        let persons = self.people.names[..last].iter().rev().take(40).filter(named);
        persons.filter_map(|name| name.person.map(|person| (person, name.whole.start))).find(|&(person, _)| self.fits(person, gender))
    }

    /// The person of whom the article says what a description says: `the governor`, `the 34-year-old`.
    fn of_description(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let definite = words.is(first, DET)
            && matches!(words.text(first).to_lowercase().as_str(), "the" | "der" | "die" | "le" | "la" | "el" | "il" | "o" | "a");
        if !definite || source.tokens.len() < 2 {
            return None;
        }
        let recent = |person: usize| self.topics.iter().rposition(|topic| topic.person == Some(person));
        if matches!(words.text(head), "old" | "olds") && words.is_number(first + 1) {
            let top = self.topics.last().filter(|topic| index - topic.frame <= 3)?;
            return top.person;
        }
        if !words.is(head, ROLE | TITLE) || source.tokens.clone().any(|at| self.people.at(at).is_some() && words.is_capital(at)) {
            return None;
        }
        let noun = words.text(head).to_lowercase();
        let before = words.start(first);
        let said = self.roles.iter().filter(|(_, role)| role.end <= before && says(&words.body[role.clone()], &noun));
        let mut found: Vec<usize> = said.map(|&(person, _)| person).collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            several => several.iter().copied().filter(|&person| recent(person).is_some()).max_by_key(|&person| recent(person)),
        }
    }

    /// Keeps in mind whom a sentence is about: its speakers, then its subject on top.
    fn take_in(&mut self, scene: &Scene, frame: &Frame, index: usize) {
        for tag in scene.tags_of(frame).iter().take(6) {
            if let Some(topic) = self.of_source(&tag.source, frame, index) {
                self.put(Topic { sure: topic.sure || tag.class & SAY != 0, ..topic });
            }
        }
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let subject = reader.sentence_subject(frame.tokens.end);
        if let Some(topic) = subject.and_then(|source| self.of_source(&source, frame, index)) {
            self.put(topic);
        }
    }

    fn put(&mut self, mut topic: Topic) {
        topic.sure |= self.topics.iter().any(|other| other.person == topic.person && other.sure);
        self.topics.retain(|other| other.person != topic.person);
        if self.topics.len() >= MINDED {
            self.topics.remove(0);
        }
        self.topics.push(topic);
    }
}

/// Whether a role holds a noun as a word of its own, written out or abbreviated.
fn says(role: &str, noun: &str) -> bool {
    let short: &[&str] = match noun {
        "senator" => &["sen"],
        "governor" => &["gov"],
        "representative" | "congressman" | "congresswoman" => &["rep"],
        "general" => &["gen"],
        "judge" => &["justice"],
        "professor" => &["prof"],
        "lawmaker" => &["sen", "rep", "congressman", "congresswoman", "senator", "representative"],
        _ => &[],
    };
    role.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.to_lowercase();
        word == noun || short.contains(&word.as_str())
    })
}
