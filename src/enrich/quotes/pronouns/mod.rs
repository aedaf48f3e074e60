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
mod topics;
mod voices;
mod writings;

use std::ops::Range;

use self::answers::Last;
use self::bodies::BodyTopic;
use self::topics::{Asker, Topic};
use crate::enrich::quotes::people::roles;
use crate::enrich::quotes::people::{self, Gender, NameKind, People};
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::scene::{Frame, Scene};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{AUX, DET, Language, POSS, ROLE, SAY, WEAK};
use crate::enrich::quotes::words::lists::PEOPLE;

/// How many sentences a pronoun looks back for a subject.
const REACH: usize = 14;

/// How many roles back a description is looked for, so that a text of nothing else is read in linear time.
const ROLES: usize = 64;

/// How many sentences back a human being of unknown gender is preferred to one of known gender who is only mentioned.
const FRESH: usize = 3;

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

/// Resolves, with the roles that mentions give, the given pronouns and descriptions, which are in order of their first words.
pub(super) fn resolve(words: &Words<'_>, people: &People, scene: &Scene, roles: &[(usize, Range<usize>)], asked: &[Source]) -> Resolved {
    let mut mind = Mind::of(words, people, scene, roles::told_once(words, roles));
    let mut resolved = Vec::with_capacity(asked.len());
    let mut next = 0;
    for (index, frame) in scene.frames.iter().enumerate() {
        if next >= asked.len() {
            break;
        }
        while let Some(source) = asked.get(next).filter(|source| source.tokens.start < frame.tokens.end) {
            if let Some(answer) = mind.answer(frame, index, source) {
                mind.learn(source, answer);
                mind.keep(source, answer, index);
                resolved.push((source.tokens.start, answer));
            }
            next += 1;
        }
        mind.take_in(frame, index);
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
    /// The latest at the end.
    topics: Vec<Topic>,
    /// The bodies that the text is about, the latest at the end.
    bodies: Vec<BodyTopic>,
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
            topics: Vec::new(),
            bodies: Vec::new(),
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

    fn of_pronoun(&self, frame: &Frame, index: usize, token: usize) -> Option<Option<usize>> {
        self.pronoun.answer(token, self.changes, || self.read_pronoun(frame, index, token))
    }

    fn read_pronoun(&self, frame: &Frame, index: usize, token: usize) -> Option<Option<usize>> {
        let gender = people::gender_of(self.words.class(token));
        if gender == Gender::Unknown {
            // `a su juicio`, `…, spiega, …`: whoever spoke last.
            let held = self.words.language == Language::Other && self.words.is(token, POSS | SAY);
            if self.words.language == Language::Russian && self.words.is(token, SAY) {
                return self.of_dropped(index, token);
            }
            let last = self.topics.iter().rev().find(|topic| topic.sure).filter(|_| held)?;
            return (last.is_within(index, FRESH) || self.is_only_voice(last, index, token)).then_some(last.person);
        }
        if self.is_of_many(token) {
            return None;
        }
        if self.is_latter(token) {
            return self.named_last(index, token, gender).map(Some);
        }
        if let Some(answer) = self.of_reporter(frame, index, token, gender) {
            return Some(answer);
        }
        let barred = self.barred(frame, index, token);
        if let Some(person) = self.asked_before(frame, index, token).filter(|person| self.fits(*person, gender) && !barred.contains(person))
        {
            return Some(Some(person));
        }
        let spoken_to =
            self.spoken_to.filter(|&(person, asked)| index - asked <= 2 && self.fits(person, gender) && !barred.contains(&person));
        if let Some((person, _)) = spoken_to.filter(|_| self.answers(token)) {
            return Some(Some(person));
        }
        if let Some(person) = self.named_before(frame, index, token, gender).filter(|person| !barred.contains(person)) {
            return Some(Some(person));
        }
        if let Some(person) = self.owner_ahead(frame, token, gender).or_else(|| self.named_in_clause(frame, token, gender)) {
            return Some(Some(person)).filter(|_| !barred.contains(&person));
        }
        let topic = self.topic(index, gender, &barred);
        if self
            .named_behind(frame, token)
            .is_some_and(|named| self.fits(named, gender) && topic.is_none_or(|topic| topic.person != Some(named)))
        {
            return None;
        }
        if let Some(person) = self.named_since(topic, frame, token, gender, &barred) {
            return Some(Some(person));
        }
        let fresh = |topic: Topic| topic.sure && index - topic.frame <= FRESH;
        // Of whom it is not known who they are: not somebody of whom the text only tells beside.
        let known = |person: usize| self.topics.iter().any(|topic| topic.person == Some(person));
        if topic.is_some_and(|topic| topic.person.is_none() && !topic.sure) {
            return self.nearest(token, gender).filter(|&(person, _)| known(person)).map(|(person, _)| Some(person));
        }
        let sure = topic.is_some_and(|topic| topic.gender == gender || topic.person.is_none() || fresh(topic));
        if sure {
            return topic.map(|topic| topic.person);
        }
        // Not who asked what the one without a name answers.
        let asks = |person: usize| self.asker.is_some_and(|asker| asker.indirectly && asker.person == person) && barred.contains(&person);
        let nearest = self
            .nearest(token, gender)
            .filter(|&(person, at)| !asks(person) && topic.is_none_or(|topic| at > topic.token && self.gender(person) == gender));
        nearest.map(|(person, _)| Some(person)).or(topic.map(|topic| topic.person))
    }

    /// Whether the verb beside a German pronoun tells that it means several: `sagten sie`, `Sie fügten hinzu`.
    fn is_of_many(&self, token: usize) -> bool {
        let words = self.words;
        if words.language != Language::German || !matches!(words.text(token), "sie" | "Sie") {
            return false;
        }
        let verb = |at: usize| words.is(at, SAY | WEAK | AUX) && !words.is_capital(at);
        let before = token.checked_sub(1).filter(|&before| words.is_spaced(before) && verb(before));
        let verb = before.or_else(|| Some(token + 1).filter(|&next| words.is_spaced(token) && verb(next)));
        // `Sie fügten hinzu`
        let opening = || Some(token + 1).filter(|_| words.is_spelt(token, "Sie") && words.is_spaced(token));
        verb.or_else(opening).is_some_and(|at| words.text(at).ends_with("en") || matches!(words.text(at), "sind" | "seien"))
    }

    /// The topmost whom a pronoun of a gender can mean; one who may be no person only where there is no other.
    fn topic(&self, index: usize, gender: Gender, barred: &[usize]) -> Option<Topic> {
        let near = || self.topics.iter().rev().filter(|topic| topic.is_within(index, REACH));
        let fitting = || {
            near()
                .filter_map(|&topic| self.fitted(topic, gender))
                .filter(|topic| topic.person.is_none_or(|person| !barred.contains(&person)))
        };
        let sure = fitting().find(|topic| topic.sure);
        // `An officer came. Ada Moon ran.`
        let nameless = |topic: &Topic| topic.person.is_none() && topic.gender == Gender::Unknown && !topic.speaks;
        if sure.as_ref().is_some_and(nameless)
            && let Some(named) = fitting().next().filter(|topic| topic.person.is_some() && self.is_named_in_full(topic))
        {
            return Some(named);
        }
        sure.or_else(|| fitting().find(|topic| topic.person.is_some())).or_else(|| fitting().next())
    }

    /// Whether somebody was last named by more than a surname.
    fn is_named_in_full(&self, topic: &Topic) -> bool {
        self.people.at(topic.token).is_some_and(|name| self.people.names[name].tokens.len() > 1)
    }

    /// Somebody of known gender named in the pronoun's paragraph before its sentence, where the topmost was last named above.
    fn named_since(&self, topic: Option<Topic>, frame: &Frame, token: usize, gender: Gender, barred: &[usize]) -> Option<usize> {
        let paragraphs = &self.words.segments.paragraphs;
        let own = paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= token);
        let start = paragraphs.get(own)?.tokens.start as usize;
        if topic.is_some_and(|topic| topic.token >= start) {
            return None;
        }
        if let Some(person) = self.only_one_within(start..frame.tokens.start).filter(|person| !barred.contains(person)) {
            return self.fits(person, gender).then_some(person);
        }
        // `Vo Van Tuan left. “…,” he said.`
        let subject = self.topics.last().filter(|topic| topic.token >= start && self.is_named_in_full(topic));
        let subject = subject.and_then(|topic| topic.person).filter(|person| self.fits(*person, gender) && !barred.contains(person));
        if self.words.language == Language::English && subject.is_some() {
            return subject;
        }
        let (person, at) = self.nearest(token, gender)?;
        let known = &self.people.persons[person];
        let before = at < frame.tokens.start || at > 0 && self.words.is_spelt(at - 1, "for") && at <= frame.tokens.start + 3;
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
        let Some(source) = reader.first_phrase(frame.tokens.start, token) else {
            return self.only_one_before_colon(frame, token).filter(|&person| self.fits(person, gender));
        };
        if self.is_between_dashes(frame, &source, token) {
            return None;
        }
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
}
