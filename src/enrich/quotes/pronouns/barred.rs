//! Finds whom a pronoun cannot mean: whom its own verb tells of, whom its quotations speak of or to, who asked what it answers.

use super::Mind;
use super::topics::Asker;
use crate::enrich::quotes::attribution::vocatives::addressed;
use crate::enrich::quotes::people::{Name, gender_of};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, SourceKind};
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CUE, ROLE, SAY, SUB, TELL, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

impl Mind<'_> {
    /// Whom a pronoun that speaks cannot mean: whom its own verb tells of, those whom its quotations name, and for an answer the one who asked.
    pub(super) fn barred(&self, frame: &Frame, index: usize, token: usize) -> Vec<usize> {
        let mut barred: Vec<usize> = self.object_of(frame, token).into_iter().collect();
        if frame.quotes.is_empty() {
            barred.extend(self.subject_of_told(frame, index, token));
            return barred;
        }
        let names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.start < frame.tokens.end).take(60);
        let quoted = names.filter(|name| self.words.is_quoted(name.whole.start));
        barred.extend(quoted.filter_map(|name| name.person.filter(|&person| self.tells_of_another(name, person, index))));
        barred.extend(self.addressed_in(frame));
        let verb = (token + 1..token + 4).find(|&at| self.words.is(at, SAY));
        let asks = || verb.is_some_and(|verb| SPEECH.asking.has(self.words.text(verb)));
        let told = |asker: &Asker| asker.indirectly && self.words.is_quoted(frame.tokens.start) && !asks();
        let asker = self.asker.filter(|asker| told(asker) || self.answers(token));
        barred.extend(asker.map(|asker| asker.person));
        if let Some(told) = verb.filter(|&verb| self.words.is(verb, TELL)).and_then(|verb| self.people.at(verb + 1)) {
            barred.extend(self.people.names[told].person);
        }
        barred
    }

    /// Whom a pronoun calls, praises or says something of, who is never the same: he called `Moon` a fool, he said that `Moon` had left.
    fn object_of(&self, frame: &Frame, token: usize) -> Option<usize> {
        let words = self.words;
        let plain = |at: usize| at < frame.tokens.end && words.is_spaced(at - 1) && !words.is_quoted(at);
        let verb = (token + 1..token + 5).take_while(|&at| plain(at)).find(|&at| !words.is(at, AUX | ADV) || words.is(at, CUE))?;
        let first = (verb + 1..verb + 4).take_while(|&at| plain(at)).find(|&at| words.is_capital(at) || !self.leads_to_name(at))?;
        let name = &self.people.names[self.people.at(first)?];
        name.person.filter(|_| words.is(verb, CUE))
    }

    /// Of whom a sentence tells that a pronoun says behind it, where somebody else spoke in the sentence before: `Ruiz said no. Moon is no fool, she` added.
    /// Not who is said to think it.
    fn subject_of_told(&self, frame: &Frame, index: usize, token: usize) -> Option<usize> {
        let words = self.words;
        let first = frame.tokens.start;
        self.closing(frame).filter(|source| source.tokens.start == token && !words.is(first, SUB))?;
        let reader = Reader { words, people: self.people, frame: frame.tokens.clone() };
        let subject = reader.first_phrase(first, token)?;
        let SourceKind::Name(name) = subject.kind else { return None };
        let person = self.people.names[name].person.filter(|_| self.people.names[name].whole.len() == 1)?;
        let gender = gender_of(words.class(token));
        let before = index.checked_sub(1)?;
        let above = self.scene.frames.get(before)?;
        let spoke = self.scene.tags_of(above).iter().find(|tag| tag.class & SAY != 0)?;
        let other = self.of_source(&spoke.source, above, before)?.person;
        let other = other.is_some_and(|other| other != person && self.fits(other, gender));
        let tells = self.scene.tags_of(frame).iter().any(|tag| tag.source.tokens == subject.tokens);
        (other && !tells).then_some(person)
    }

    /// Whether a word may stand between a verb and the name of its object: `that`, `former`, a role.
    fn leads_to_name(&self, at: usize) -> bool {
        self.words.is(at, ROLE | TITLE) && !self.words.is(at, CUE) || matches!(self.words.text(at), "that" | "former")
    }

    /// Whether a name in a quotation tells that it is not its bearer who speaks: by a title or the first name alone as nobody speaks of himself, by more where
    /// the sentence before was not about them.
    fn tells_of_another(&self, name: &Name, person: usize, index: usize) -> bool {
        let words = self.words;
        let known = &self.people.persons[person].name;
        let titled = name.tokens.start > name.whole.start || words.is(name.whole.start, TITLE);
        let by_first = name.tokens.len() == 1 && known.len() > 1 && words.stem(name.tokens.start) == words.stem(known.start);
        titled || by_first || !self.topics.last().is_some_and(|topic| topic.person == Some(person) && topic.frame + 1 >= index)
    }

    /// Whether the verb behind a pronoun says that its subject answers.
    pub(super) fn answers(&self, token: usize) -> bool {
        let verb = (token + 1..token + 4).find(|&at| self.words.is(at, SAY));
        verb.is_some_and(|verb| SPEECH.answering.has(self.words.text(verb)))
    }

    /// Whom a quotation of a sentence addresses.
    pub(super) fn addressed_in(&self, frame: &Frame) -> Option<usize> {
        let words = self.words;
        let first = words.first_quoted(frame.tokens.clone())?;
        let end = words.unquoted.within(first..frame.tokens.end).next().unwrap_or(frame.tokens.end);
        addressed(words, self.people, &(first..end))
    }
}
