//! Keeps in mind whom the text is about: the subjects of its sentences, those who speak, those whom it brings in beside.

use std::ops::Range;

use super::{Mind, Referent};
use crate::enrich::quotes::people::callings::is_kin_word;
use crate::enrich::quotes::people::{self, Gender, NameKind, People};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{AUX, CONJ, CUE, DET, Language, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE, WEAK};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};
use crate::enrich::quotes::words::{CAPITAL, Words};
use crate::enrich::word_set::WordSet;

/// How many persons are looked at for those of one surname.
const NAMESAKES: usize = 64;

/// How many names of a sentence are looked at for those whom it brings in beside.
const NAMES: usize = 40;

/// How many people are kept in mind.
pub(super) const MINDED: usize = 8;

/// Somebody whom sentences are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Topic {
    /// `None` for a nameless one (`a woman in a lawn chair`).
    pub(super) person: Option<usize>,
    pub(super) gender: Gender,
    pub(super) frame: usize,
    /// The first word of the phrase that named them last.
    pub(super) first: usize,
    /// The word that named them last.
    pub(super) token: usize,
    /// Whether that phrase is the subject of a verb of saying.
    pub(super) speaks: bool,
    /// Whether it is surely a human being: by name, or because they speak.
    pub(super) sure: bool,
}

impl Topic {
    /// Whether sentence `index` is theirs or one of the `reach` after it; a sentence before theirs is not.
    pub(super) fn is_within(&self, index: usize, reach: usize) -> bool {
        index.checked_sub(self.frame).is_some_and(|passed| passed <= reach)
    }
}

/// Somebody who asked a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) person: usize,
    /// Whether the text only reports it, so that the next words quoted are somebody else's.
    pub(super) indirectly: bool,
}

/// The persons' names, by index, that a sentence may bring in beside whom it is about, as the words around them tell.
pub(super) fn beside(words: &Words<'_>, people: &People) -> WordSet {
    let english = words.language == Language::English;
    let any = words.language == Language::Other;
    WordSet::of(&people.names, |name| {
        let (start, end) = (name.whole.start, name.whole.end);
        let agent = words.is(start.wrapping_sub(1), PREP | CAPITAL);
        let described = words.is_before_comma(end - 1) & (words.is(end, DET | PRON) | !english);
        let may_be = any | agent | described | words.is_possessive(end - 1);
        may_be & !words.is_quoted(start) & (name.kind == NameKind::Person) & name.person.is_some()
    })
}

/// Whom or what a sentence is about.
pub(super) fn subject_of(words: &Words<'_>, people: &People, frame: &Frame) -> Option<Source> {
    let reader = Reader { words, people, frame: frame.tokens.clone() };
    reader.viewer().or_else(|| reader.main_behind_opening()).or_else(|| reader.sentence_subject(frame.tokens.end))
}

impl Mind<'_> {
    /// Whether a line is nothing but the credit of a photograph: `Ana Ruiz via Getty Images`.
    fn is_credit(&self, frame: &Frame) -> bool {
        let words = self.words;
        frame.tokens.len() <= 10
            && frame.quotes.is_empty()
            && words.capitals.within(frame.tokens.clone()).any(|at| PEOPLE.bodies.agencies.has(words.text(at)))
            && !frame.tokens.clone().any(|at| words.is(at, AUX | CUE) && !words.is_capital(at))
    }

    /// Whom the article does not name and is about.
    pub(super) fn unnamed(&self) -> Referent {
        let topic = self.topics.iter().rev().find(|topic| topic.person.is_none() && topic.speaks);
        topic.map_or(Referent::Unnamed(0, 0), |topic| Referent::Unnamed(topic.first, topic.token + 1))
    }

    /// Keeps in mind whom a sentence is about: its speakers, then its subject on top.
    pub(super) fn take_in(&mut self, frame: &Frame, index: usize, subject: Option<&Source>) {
        let (words, scene) = (self.words, self.scene);
        if self.is_credit(frame) {
            return;
        }
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let about = subject.and_then(|source| {
            let topic = self.of_source(source, frame, index)?;
            Some(Topic { sure: topic.sure || self.is_told_to_be_somebody(source), ..topic })
        });
        let asked_by = self.take_in_named(frame, index);
        if !frame.quotes.is_empty() {
            let addressed = self.addressed_in(frame).map(|person| (person, index));
            self.changes += u32::from(addressed.is_some());
            self.spoken_to = addressed.or(self.spoken_to);
        }
        let mut asking = false;
        for (place, tag) in scene.tags_of(frame).iter().take(6).enumerate() {
            let asks = SPEECH.asking.has(words.text(tag.verb));
            let addressed = self.people.at(tag.verb + 1);
            let told = place == 0 && words.is_spaced(tag.verb) && asks;
            let asked = if told { self.addressed_by(&reader, tag.verb).or(addressed) } else { None };
            if let Some(person) = asked.and_then(|name| self.people.names[name].person) {
                self.asked = Some((person, index));
                self.changes += 1;
            }
            let says = tag.class & SAY != 0;
            if says && self.needs_bodies {
                self.take_in_body(&tag.source, index, true);
            }
            let topic = self.of_source(&tag.source, frame, index).or_else(|| self.owned_speaker(tag, index));
            if let Some(topic) = topic.filter(|topic| topic.person.is_some() || !self.is_governed(tag)) {
                if says && !asking {
                    let addressed = addressed.is_some() || self.words.is(tag.verb + 1, PRON);
                    let indirectly = frame.quotes.is_empty() && tag.shape == Shape::NameVerb && addressed;
                    if !asked_by {
                        self.asker = topic.person.filter(|_| asks).map(|person| Asker { person, indirectly });
                    }
                    self.changes += 1;
                    asking = asks;
                }
                let voiced = says || tag.class & WEAK != 0 && tag.shape == Shape::VerbName;
                if self.needs_voices()
                    && let Some(person) = topic.person.filter(|_| voiced)
                {
                    self.hear(person);
                }
                let topic = Topic { sure: topic.sure | says, speaks: topic.speaks | says, ..topic };
                if self.is_reported(frame, tag) {
                    self.put_beneath(topic);
                } else {
                    self.put(topic);
                }
            }
        }
        let Some(source) = subject else { return };
        if self.needs_bodies {
            self.take_in_body(source, index, false);
        }
        match about {
            Some(topic) => {
                let speaker = self.closing(frame).and_then(|source| self.of_source(source, frame, index));
                self.put(topic);
                if let Some(speaker) = speaker {
                    self.put(Topic { sure: true, ..speaker });
                }
            }
            None if source.kind == SourceKind::Nominal && self.is_definite(source) => self.refresh(source, index),
            None => {}
        }
    }

    /// The name behind a verb of asking, over what its bearer is: asked `Marlow captain` Moon about it.
    fn addressed_by(&self, reader: &Reader<'_>, verb: usize) -> Option<usize> {
        let english = self.words.language == Language::English && !self.words.is(verb + 1, PRON);
        let source = if english { reader.phrase_from(verb + 1)? } else { return None };
        match source.kind {
            SourceKind::Name(index) => Some(index),
            _ => None,
        }
    }

    /// Whether a preposition governs the nameless source of a cue that reports no speech, which then has another subject: `lose to a candidate` as many want.
    fn is_governed(&self, tag: &Tag) -> bool {
        let words = self.words;
        let start = tag.source.tokens.start;
        tag.class & SAY == 0 && start > 0 && words.is_spaced(start - 1) && words.is(start - 1, PREP) && !words.is(start - 1, SUB)
    }

    /// Whether a sentence says what the bearer of a full name is: `Piers Moon is senior clerk` at the port.
    fn is_told_to_be_somebody(&self, subject: &Source) -> bool {
        let words = self.words;
        let SourceKind::Name(index) = subject.kind else { return false };
        let name = &self.people.names[index];
        let next = name.whole.end;
        // `Ada Moon can be heard yelling`
        let auxiliaries = (next..next + 4).take_while(|&at| words.is(at, AUX) && words.is_spaced(at - 1)).count();
        if name.tokens.len() > 1 && auxiliaries > 0 && SPEECH.perceived.has(words.text(next + auxiliaries)) {
            return true;
        }
        let told = name.tokens.len() > 1 && matches!(words.text(next), "is" | "was") && words.is_spaced(next - 1) && words.is_spaced(next);
        let plain = |&at: &usize| words.is_spaced(at - 1) && !words.is_quoted(at) && !words.is(at, AUX | PREP | SUB | CONJ | CUE);
        let noun = |at: usize| words.is(at, ROLE) && !words.is(at, PLURAL);
        told && (next + 1..next + 6).take_while(plain).any(|at| noun(at) && !noun(at + 1))
    }

    /// The nameless one who speaks as somebody's: `Moon’s neighbour`, who said it and not Moon.
    fn owned_speaker(&self, tag: &Tag, index: usize) -> Option<Topic> {
        let words = self.words;
        if words.language != Language::English || tag.source.kind != SourceKind::Nominal || tag.class & SAY == 0 {
            return None;
        }
        let (first, head) = (tag.source.tokens.start, tag.source.tokens.end - 1);
        let one = words.is(head, ROLE) && !words.is(head, PLURAL) && matches!(tag.shape, Shape::NameVerb | Shape::VerbName);
        let owned = || (first..head).any(|at| words.is_possessive(at) || words.is(at, POSS));
        let aside = |before: usize| matches!(words.text(before), "as" | "when" | "while" | "after" | "because");
        let speaks = one && owned() && !first.checked_sub(1).is_some_and(aside);
        let gender = people::gender_of(words.class(head));
        if !speaks {
            return None;
        }
        let person = if is_kin_word(words.text(head)) { self.of_family(index, first..head, gender) } else { None };
        Some(Topic { person, gender, frame: index, first, token: head, speaks: true, sure: true })
    }

    /// Whether a phrase tells somebody by whose they are and by no name: `The girl’s mother` waited.
    pub(super) fn is_unnamed_kin(&self, phrase: &Range<usize>) -> bool {
        let (words, head) = (self.words, phrase.end - 1);
        let owned = phrase.clone().any(|at| words.is_possessive(at) && at < head);
        let named = words.is_before_comma(head) && self.people.at(head + 1).is_some();
        words.language == Language::English && owned && is_kin_word(words.text(head)) && !words.is(head, PLURAL) && !named
    }

    /// The one person of a gender who bears the surname of the owner of a description: `Moon’s wife`, where the article names one Ann Moon.
    fn of_family(&self, index: usize, before_head: Range<usize>, gender: Gender) -> Option<usize> {
        let words = self.words;
        let frame = self.scene.frames.get(index)?;
        let owner = before_head.rev().find_map(|at| match self.people.at(at) {
            Some(name) => self.people.names[name].person,
            None if words.is(at, POSS) => self.of_pronoun(frame, index, at).flatten(),
            None => None,
        })?;
        let persons = || self.people.persons.iter().enumerate().take(NAMESAKES);
        let family = self.people.persons[owner].family;
        let mut kin = persons().filter(|&(person, known)| person != owner && known.family == family && self.gender(person) == gender);
        let (one, _) = kin.next()?;
        (gender != Gender::Unknown && kin.next().is_none()).then_some(one)
    }

    /// Whether the source of a cue stands where the clause begins that another cue of the sentence reports.
    fn is_reported(&self, frame: &Frame, tag: &Tag) -> bool {
        let start = tag.source.tokens.start;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= frame.tokens.start) else { return false };
        let that = self.words.is(before, SUB) && self.words.is_spelt(before, "that");
        let start = if that { before } else { start };
        self.words.is_spaced(start - 1) && self.scene.tags_of(frame).iter().any(|other| other.verb < start && other.cue.end == start)
    }

    /// Who says at the end of a sentence what the rest of it tells: `The mayor has failed, Moon said.`
    pub(super) fn closing(&self, frame: &Frame) -> Option<&Source> {
        let words = self.words;
        let tag = self.scene.tags_of(frame).last().filter(|tag| tag.class & SAY != 0 && tag.shape != Shape::Sentence)?;
        let mut start = tag.span.start;
        // `Texas Rep. Ana Ruiz said`
        while start > frame.tokens.start && words.is_spaced(start - 1) && words.is_capital(start - 1) {
            start -= 1;
        }
        (start > frame.tokens.start && words.is_parted_by(start - 1, [','])).then_some(&tag.source)
    }

    /// Whether a noun means somebody who stands before the court in which the topmost serves: `the defendant` behind Judge Moon.
    fn is_before_court(&self, head: usize) -> bool {
        let words = self.words;
        if words.language != Language::English || !PEOPLE.bodies.before_courts.has(words.text(head)) {
            return false;
        }
        let top = self.topics.last().and_then(|topic| topic.person);
        let serves = |role: &Range<usize>| words.within(role).any(|at| PEOPLE.bodies.of_courts.has(words.text(at)));
        self.roles_before(words.start(head)).any(|(person, role)| Some(*person) == top && serves(role))
    }

    /// Keeps the topmost in mind where a sentence is about somebody by description, who is taken to be the same.
    fn refresh(&mut self, source: &Source, index: usize) {
        let head = source.tokens.end - 1;
        let gender = people::gender_of(self.words.class(head));
        if self.is_before_court(head) {
            let topic = Topic { person: None, gender, frame: index, first: source.tokens.start, token: head, speaks: false, sure: true };
            return self.put(topic);
        }
        let fits = |topic: &&mut Topic| gender == Gender::Unknown || topic.gender == Gender::Unknown || topic.gender == gender;
        if self.words.is(head, ROLE | TITLE)
            && let Some(topic) = self.topics.last_mut().filter(fits)
        {
            topic.first = source.tokens.start;
            topic.token = head;
            topic.frame = index;
            self.changes += 1;
        }
    }

    /// Keeps in mind whom a sentence brings in without being about them: `by Moon`, `Moon, who …`, `Moon’s team said`.
    /// Tells whether one of them asks what the sentence answers.
    fn take_in_named(&mut self, frame: &Frame, index: usize) -> bool {
        let words = self.words;
        let people = self.people;
        let mut asked = false;
        let limit = frame.first_name + NAMES;
        loop {
            let at = self.beside.first_near(self.passed.max(frame.first_name), limit);
            let Some(name) = people.names.get(at).filter(|name| at < limit && name.whole.start < frame.tokens.end) else { break };
            let Some(person) = name.person else { break };
            let (start, end) = (name.whole.start, name.whole.end);
            self.passed = at + 1;
            let agent = start > frame.tokens.start + 1
                && words.is(start - 1, PREP)
                && words.is_spaced(start - 1)
                && words.is_spelt(start - 1, "by");
            // `Venceu a equipe comandada por Ivo Lessa. O técnico …`
            let closing = start > frame.tokens.start
                && end == frame.tokens.end
                && words.language == Language::Other
                && words.is_spelt(start - 1, "por")
                && name.tokens.len() > 1;
            let who = |at: usize| words.is(at, PRON) && words.is_spelt(at, "who");
            let apposed = || matches!(words.text(end), "a" | "an");
            let described = words.is_before_comma(end - 1) && (who(end) || apposed() && (end..frame.tokens.end.min(end + 9)).any(who));
            let owner = start == frame.tokens.start && words.is_possessive(end - 1);
            let eyes = start == frame.tokens.start + 1 && SPEECH.eyes_of.has(words.text(start - 1));
            // `Responding to a query raised by Moon, he said`, `Cross-examined by Moon, the witness wept. “No,” he said`: he is whoever was asked.
            let asks = agent && SPEECH.asked_by.has(words.text(start - 2));
            if agent && (asks || frame.tokens.start + 4 > start) {
                self.asker = Some(Asker { person, indirectly: asks && (frame.tokens.start + 4 <= start || frame.quotes.is_empty()) });
                self.changes += 1;
            }
            asked |= asks;
            if asks && frame.tokens.start + 4 <= start {
                continue;
            }
            if agent || closing || described || owner || eyes {
                let known = &self.people.persons[person];
                let (gender, sure) = (self.gender(person), known.evident);
                self.put(Topic { person: Some(person), gender, frame: index, first: start, token: end - 1, speaks: false, sure });
            }
        }
        asked
    }

    fn put(&mut self, mut topic: Topic) {
        self.changes += 1;
        let same = |other: &Topic| other.person.unwrap_or(usize::MAX) == topic.person.unwrap_or(usize::MAX);
        if let Some(top) = self.topics.last_mut().filter(|top| same(top)) {
            topic.sure |= top.sure;
            topic.speaks |= top.speaks & (top.first == topic.first);
            *top = topic;
            return;
        }
        // Everybody is there once at most.
        match self.topics.iter().position(same) {
            Some(place) => {
                topic.sure |= self.topics[place].sure;
                self.topics.copy_within(place + 1.., place);
            }
            None if self.topics.len() >= MINDED => self.topics.copy_within(1.., 0),
            None => return self.topics.push(topic),
        }
        if let Some(last) = self.topics.last_mut() {
            *last = topic;
        }
    }

    /// Keeps somebody in mind beneath the topmost of their own sentence, who speaks of them: `Moon thinks Kim can tell`.
    fn put_beneath(&mut self, topic: Topic) {
        self.put(topic);
        if let [.., above, own] = self.topics.as_mut_slice()
            && above.frame == own.frame
        {
            std::mem::swap(above, own);
        }
    }
}
