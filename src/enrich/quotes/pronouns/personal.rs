//! Finds the person that `he` or `she` stands for: the subject that its own sentence names before it, else the topmost of its gender whom the text is about, else
//! the nearest such person named at all.

use super::topics::Topic;
use super::{Mind, NAMED, REACH};
use crate::enrich::quotes::people::{self, Gender, NameKind};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, SourceKind};
use crate::enrich::quotes::words::lexicon::{AUX, Language, POSS, SAY, WEAK};

/// How many sentences back a human being of unknown gender is preferred to one of known gender who is only mentioned.
pub(super) const FRESH: usize = 3;

impl Mind<'_> {
    /// The person whom a pronoun at a word stands for; none within where that is somebody whom the article does not name.
    pub(super) fn of_pronoun(&self, frame: &Frame, index: usize, token: usize) -> Option<Option<usize>> {
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

    /// Whether somebody may be of a gender.
    pub(super) fn fits(&self, person: usize, gender: Gender) -> bool {
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

    /// The nearest person of a gender named before the pronoun outside quotations, with the word that names them.
    pub(super) fn nearest(&self, token: usize, gender: Gender) -> Option<(usize, usize)> {
        let last = self.people.names.partition_point(|name| name.whole.end <= token);
        let named =
            |name: &&people::Name| matches!(name.kind, NameKind::Person | NameKind::Unknown) && !self.words.is_quoted(name.whole.start);
        let persons = || {
            let names = self.people.names[..last].iter().rev().take(NAMED).filter(named);
            names.filter_map(|name| name.person.map(|person| (person, name.whole.start))).filter(|&(person, _)| self.fits(person, gender))
        };
        persons().find(|&(person, _)| self.people.persons[person].evident).or_else(|| persons().next())
    }
}
