//! Finds the person that `he`, `she` or `the minister` stands for, once every named attribution of the article is known.
//!
//! The text is read again from the start with the people whom its sentences are about in mind, the latest on top: subjects of sentences and
//! speakers, nameless ones among them. A pronoun stands for the subject that its own sentence names before it, else for the topmost of
//! its gender, else for the nearest such person named at all. A description stands for the person of whom the article says the same.
//! Names inside quotations do not count. Plurals and `it` stand for nobody here.

use std::ops::Range;

use super::cues::{Reader, Shape, Source, SourceKind};
use super::lexicon::{AUX, CUE, PRON, ROLE, SAY, TELL, TITLE};
use super::people::{self, Gender, NameKind, People};
use super::scene::{Frame, Scene};
use super::words::Words;

/// How many sentences a pronoun looks back for a subject.
pub(super) const REACH: usize = 14;

/// How many sentences back a human being of unknown gender is preferred to one of known gender who is only mentioned.
const FRESH: usize = 3;

/// Verbs whose subject is not the one who speaks next.
const ASKING: [&str; 5] = ["asked", "asks", "wondered", "inquired", "pressed"];

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

/// Resolves, with the roles that mentions give, the given pronouns and descriptions, which are in order of their first words.
pub(super) fn resolve(words: &Words<'_>, people: &People, scene: &Scene, roles: &[(usize, Range<usize>)], asked: &[Source]) -> Resolved {
    let genders = people.persons.iter().map(|person| person.gender).collect();
    let mut mind = Mind { words, people, roles, topics: Vec::new(), asker: None, genders };
    let mut resolved = Vec::with_capacity(asked.len());
    let mut next = 0;
    for (index, frame) in scene.frames.iter().enumerate() {
        if next >= asked.len() {
            break;
        }
        while let Some(source) = asked.get(next).filter(|source| source.tokens.start < frame.tokens.end) {
            if let Some(answer) = mind.answer(frame, index, source) {
                mind.learn(source, answer);
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
pub(super) struct Topic {
    /// `None` for a nameless one (`a woman in a lawn chair`).
    pub(super) person: Option<usize>,
    pub(super) gender: Gender,
    pub(super) frame: usize,
    /// The word that named them last.
    pub(super) token: usize,
    /// Whether it is surely a human being: by name, or because they speak.
    pub(super) sure: bool,
}

impl Topic {
    /// Whether sentence `index` is theirs or one of the `reach` after it; a sentence before theirs is not.
    pub(super) fn is_within(&self, index: usize, reach: usize) -> bool {
        index.checked_sub(self.frame).is_some_and(|passed| passed <= reach)
    }
}

/// Whom the text is about so far.
pub(super) struct Mind<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) people: &'a People,
    pub(super) roles: &'a [(usize, Range<usize>)],
    /// The latest at the end.
    pub(super) topics: Vec<Topic>,
    /// Who spoke last, if it was a question.
    asker: Option<Asker>,
    /// Genders of the persons, as titles, first names and the pronouns so far tell them.
    genders: Vec<Gender>,
}

/// Somebody who asked a question.
#[derive(Debug, Clone, Copy)]
struct Asker {
    person: usize,
    /// Whether the text only reports it, so that the next words quoted are somebody else's.
    indirectly: bool,
}

impl Mind<'_> {
    fn answer(&self, frame: &Frame, index: usize, source: &Source) -> Option<Option<usize>> {
        match source.kind {
            SourceKind::Pronoun => self.of_pronoun(frame, index, source.tokens.start),
            SourceKind::Nominal => self.of_description(index, source).map(Some),
            SourceKind::Name(_) => None,
        }
    }

    /// Takes the gender of somebody from the pronoun that stands for them.
    fn learn(&mut self, source: &Source, answer: Option<usize>) {
        let told =
            if source.kind == SourceKind::Pronoun { people::gender_of(self.words.class(source.tokens.start)) } else { Gender::Unknown };
        if let Some(gender) = answer.and_then(|person| self.genders.get_mut(person)) {
            *gender = gender.or(told);
        }
    }

    pub(super) fn gender(&self, person: usize) -> Gender {
        self.genders.get(person).copied().unwrap_or_default()
    }

    fn of_pronoun(&self, frame: &Frame, index: usize, token: usize) -> Option<Option<usize>> {
        let gender = people::gender_of(self.words.class(token));
        if gender == Gender::Unknown {
            return None;
        }
        let barred = self.barred(frame, token);
        if let Some(person) = self.named_before(frame, index, token, gender).filter(|person| !barred.contains(person)) {
            return Some(Some(person));
        }
        let topic = self.topic(index, gender, &barred);
        if let Some(person) = self.named_since(topic, frame, token, gender, &barred) {
            return Some(Some(person));
        }
        let fresh = |topic: Topic| topic.sure && index - topic.frame <= FRESH;
        let sure = topic.is_some_and(|topic| topic.gender == gender || topic.person.is_none() || fresh(topic));
        if sure {
            return topic.map(|topic| topic.person);
        }
        let nearest =
            self.nearest(token, gender).filter(|&(person, at)| topic.is_none_or(|topic| at > topic.token && self.gender(person) == gender));
        nearest.map(|(person, _)| Some(person)).or(topic.map(|topic| topic.person))
    }

    /// The topmost whom a pronoun of a gender can mean; one who may be no person only where there is no other.
    fn topic(&self, index: usize, gender: Gender, barred: &[usize]) -> Option<Topic> {
        let near = || self.topics.iter().rev().filter(|topic| topic.is_within(index, REACH));
        let fitting = || {
            near()
                .filter_map(|&topic| self.fitted(topic, gender))
                .filter(|topic| topic.person.is_none_or(|person| !barred.contains(&person)))
        };
        fitting().find(|topic| topic.sure).or_else(|| fitting().next())
    }

    /// Whom a pronoun that speaks cannot mean: those whom its own quotations name, and for an answer the one who asked.
    fn barred(&self, frame: &Frame, token: usize) -> Vec<usize> {
        if frame.quotes.is_empty() {
            return Vec::new();
        }
        let first = self.people.names.partition_point(|name| name.whole.end <= frame.tokens.start);
        let names = self.people.names[first..].iter().take_while(|name| name.whole.start < frame.tokens.end).take(60);
        let quoted = names.filter(|name| self.words.is_quoted(name.whole.start) && name.tokens.start > name.whole.start);
        let mut barred: Vec<usize> = quoted.filter_map(|name| name.person).collect();
        let verb = (token + 1..token + 4).find(|&at| self.words.is(at, SAY));
        let answers = verb.is_some_and(|verb| {
            matches!(
                self.words.text(verb),
                "answered" | "replied" | "responded" | "answers" | "replies" | "responds" | "countered" | "retorted"
            )
        });
        barred.extend(
            self.asker.filter(|asker| answers || asker.indirectly && self.words.is_quoted(frame.tokens.start)).map(|asker| asker.person),
        );
        if let Some(told) = verb.filter(|&verb| self.words.is(verb, TELL)).and_then(|verb| self.people.at(verb + 1)) {
            barred.extend(self.people.names[told].person);
        }
        barred
    }

    /// Somebody of known gender named in the pronoun's paragraph before its sentence, where the topmost was last named above.
    fn named_since(&self, topic: Option<Topic>, frame: &Frame, token: usize, gender: Gender, barred: &[usize]) -> Option<usize> {
        let paragraphs = &self.words.segments.paragraphs;
        let own = paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= token);
        let start = paragraphs.get(own)?.tokens.start as usize;
        if topic.is_some_and(|topic| topic.token >= start) {
            return None;
        }
        let (person, at) = self.nearest(token, gender)?;
        let known = &self.people.persons[person];
        let before = at < frame.tokens.start || at > 0 && self.words.text(at - 1) == "for" && at <= frame.tokens.start + 3;
        (before && at >= start && self.gender(person) == gender && known.evident && !barred.contains(&person)).then_some(person)
    }

    /// A topic if it fits a gender; else the other bearer of its surname who does.
    fn fitted(&self, topic: Topic, gender: Gender) -> Option<Topic> {
        let own = topic.gender.or(topic.person.map_or(Gender::Unknown, |person| self.gender(person)));
        if own == Gender::Unknown || own == gender {
            return Some(Topic { gender: own, ..topic });
        }
        let other = topic
            .person
            .and_then(|person| self.people.namesake(person, gender))
            .filter(|_| self.people.at(topic.token).is_some_and(|name| self.people.names[name].tokens.len() == 1))?;
        Some(Topic { person: Some(other), gender, ..topic })
    }

    fn fits(&self, person: usize, gender: Gender) -> bool {
        let own = self.gender(person);
        own == Gender::Unknown || own == gender
    }

    /// The subject that the pronoun's own sentence names before it.
    fn named_before(&self, frame: &Frame, index: usize, token: usize, gender: Gender) -> Option<usize> {
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let source = reader.first_phrase(frame.tokens.start, token)?;
        if source.kind == SourceKind::Pronoun {
            let own = people::gender_of(self.words.class(source.tokens.start));
            if own != gender && own != Gender::Unknown {
                return None;
            }
            return self.topic(index, gender, &[]).and_then(|topic| topic.person);
        }
        self.of_source(&source, frame, index).and_then(|topic| topic.person).filter(|&person| self.fits(person, gender))
    }

    fn of_source(&self, source: &Source, own: &Frame, frame: usize) -> Option<Topic> {
        let token = source.tokens.end.checked_sub(1)?;
        match source.kind {
            SourceKind::Name(index) => {
                let person = self.people.names[index].person?;
                let known = &self.people.persons[person];
                Some(Topic { person: Some(person), gender: self.gender(person), frame, token, sure: known.evident })
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
                if let Some(person) = self.of_description(frame, source) {
                    let gender = self.gender(person);
                    return Some(Topic { person: Some(person), gender, frame, token, sure: true });
                }
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
        let persons = || {
            let names = self.people.names[..last].iter().rev().take(40).filter(named);
            names.filter_map(|name| name.person.map(|person| (person, name.whole.start))).filter(|&(person, _)| self.fits(person, gender))
        };
        persons().find(|&(person, _)| self.people.persons[person].evident).or_else(|| persons().next())
    }

    /// Whether a line is nothing but the credit of a photograph: `Ana Ruiz via Getty Images`.
    fn is_credit(&self, frame: &Frame) -> bool {
        const AGENCIES: [&str; 8] = ["Getty", "Reuters", "REUTERS", "AP", "AFP", "Photo", "Images", "Bloomberg"];
        let words = self.words;
        frame.tokens.len() <= 10
            && frame.quotes.is_empty()
            && frame.tokens.clone().any(|at| AGENCIES.contains(&words.text(at)))
            && !frame.tokens.clone().any(|at| words.is(at, AUX | CUE) && !words.is_capital(at))
    }

    /// Keeps in mind whom a sentence is about: its speakers, then its subject on top.
    fn take_in(&mut self, scene: &Scene, frame: &Frame, index: usize) {
        if self.is_credit(frame) {
            return;
        }
        self.take_in_named(frame, index);
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let subject = reader.sentence_subject(frame.tokens.end);
        let about = subject.as_ref().and_then(|source| self.of_source(source, frame, index));
        for tag in scene.tags_of(frame).iter().take(6) {
            if let Some(topic) = self.of_source(&tag.source, frame, index) {
                if tag.class & SAY != 0 {
                    let asks = ASKING.iter().any(|verb| self.words.text(tag.verb).eq_ignore_ascii_case(verb));
                    let addressed = self.people.at(tag.verb + 1).is_some() || self.words.is(tag.verb + 1, PRON);
                    let indirectly = frame.quotes.is_empty() && tag.shape == Shape::NameVerb && addressed;
                    self.asker = topic.person.filter(|_| asks).map(|person| Asker { person, indirectly });
                }
                self.put(Topic { sure: topic.sure || tag.class & SAY != 0, ..topic });
            }
        }
        match (about, subject) {
            (Some(topic), _) => self.put(topic),
            (None, Some(source)) if source.kind == SourceKind::Nominal && self.is_definite(&source) => self.refresh(&source, index),
            _ => {}
        }
    }

    /// Keeps the topmost in mind where a sentence is about somebody by description, who is taken to be the same.
    fn refresh(&mut self, source: &Source, index: usize) {
        let head = source.tokens.end - 1;
        let gender = people::gender_of(self.words.class(head));
        let fits = |topic: &&mut Topic| gender == Gender::Unknown || topic.gender == Gender::Unknown || topic.gender == gender;
        if self.words.is(head, ROLE | TITLE)
            && let Some(topic) = self.topics.last_mut().filter(fits)
        {
            topic.token = head;
            topic.frame = index;
        }
    }

    /// Keeps in mind whom a sentence brings in without being about them: `by Moon`, `Moon, who …`, `Moon’s team said`.
    fn take_in_named(&mut self, frame: &Frame, index: usize) {
        let words = self.words;
        let first = self.people.names.partition_point(|name| name.whole.end <= frame.tokens.start);
        for name in self.people.names[first..].iter().take_while(|name| name.whole.start < frame.tokens.end).take(40) {
            let Some(person) = name.person.filter(|_| name.kind == NameKind::Person && !words.is_quoted(name.whole.start)) else {
                continue;
            };
            let (start, end) = (name.whole.start, name.whole.end);
            let agent = start > frame.tokens.start + 1 && words.text(start - 1) == "by" && words.gap(start - 1) == " ";
            let apposed = words.gap(end - 1) == ", " && matches!(words.text(end), "a" | "an");
            let described = words.gap(end - 1) == ", " && words.text(end) == "who"
                || apposed && (end..frame.tokens.end.min(end + 9)).any(|at| words.text(at) == "who");
            let owner = start == frame.tokens.start && words.is_possessive(end - 1);
            if agent && frame.tokens.start + 4 > start {
                self.asker = Some(Asker { person, indirectly: false });
            }
            if agent || described || owner {
                let known = &self.people.persons[person];
                self.put(Topic { person: Some(person), gender: self.gender(person), frame: index, token: end - 1, sure: known.evident });
            }
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
