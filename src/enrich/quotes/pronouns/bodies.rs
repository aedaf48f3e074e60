//! Finds the body that `it` or `the ministry` stands for, once the article is read so far.
//!
//! `it` stands for the last body that a sentence was about. A description stands for the last body whose name holds its noun (`the ministry` for
//! `Ministry of Fisheries`), else for the one body of its sort that the text has been about of late: a company is no council. Bodies are never
//! persons, and what may be a document or a thing (`the report`) stands for nobody.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Mind, NAMED, Referent};
use crate::enrich::quotes::people::firms::{is_beginning, is_firm};
use crate::enrich::quotes::people::{Name, NameKind, People};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{BODY, DET, NOUN_CUE, ORG, PLACE, PLURAL, POSS, ROLE};
use crate::enrich::quotes::words::list::List;
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::{key, key_of};
use crate::enrich::quotes::words::{POSSESSIVE, Words};

/// A body that a sentence was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BodyTopic {
    /// Index of its name; `None` for one that is not named, and for a document.
    name: Option<usize>,
    /// The first word of the phrase that called it so, and the word behind it.
    phrase: (usize, usize),
    /// Index of the sentence.
    frame: usize,
    /// Whether it spoke there.
    speaks: bool,
}

/// How many sentences `it` looks back.
const IT_REACH: usize = 3;

/// How many sentences a description of a body looks back, where its noun does not stand in the name.
const REACH: usize = 10;

/// How many bodies are kept in mind.
const MINDED: usize = 6;

/// What sorts of bodies there are.
static SORTS: LazyLock<Vec<Sort>> = LazyLock::new(|| sorts(include_str!("../../data/quotes-bodies.txt")));

/// Nouns for bodies of one sort.
#[derive(Debug)]
struct Sort {
    nouns: List,
    /// Where it has any, a name must hold one of these words; keys.
    marks: FxHashSet<u64>,
    /// Words that a name of this sort does not hold; keys.
    never: FxHashSet<u64>,
}

impl Sort {
    fn fits(&self, words: &Words<'_>, name: &Name) -> bool {
        let has = |listed: &FxHashSet<u64>| name.whole.clone().any(|at| listed.contains(&key_of(words, at)));
        (self.marks.is_empty() || has(&self.marks)) && !has(&self.never)
    }
}

fn sorts(data: &'static str) -> Vec<Sort> {
    let lines = || data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    let listed = |name: &str| -> Vec<u64> {
        lines().filter(|&(own, _)| own == name).flat_map(|(_, words)| words.split_whitespace().map(key)).collect()
    };
    let read = |line: &'static str| {
        let (nouns, lists) = line.split_once('=')?;
        let (marks, never) = (FxHashSet::default(), FxHashSet::default());
        let mut sort = Sort { nouns: List::of(nouns.split_whitespace()), marks, never };
        for list in lists.split_whitespace() {
            match list.strip_prefix('!') {
                Some(list) => sort.never.extend(listed(list)),
                None => sort.marks.extend(listed(list)),
            }
        }
        Some(sort)
    };
    lines().filter(|&(own, _)| own == "sort").filter_map(|(_, line)| read(line)).collect()
}

impl Mind<'_> {
    /// Whether a source may stand for a body: `it`, `the ministry`.
    pub(super) fn may_be_body(&self, source: &Source) -> bool {
        match source.kind {
            SourceKind::Name(_) => false,
            SourceKind::Pronoun => self.is_it(source.tokens.start),
            SourceKind::Nominal => self.is_body_by_noun(source),
        }
    }

    /// Whether nothing but the noun for a body makes up a description: `the ministry`.
    fn is_body_by_noun(&self, source: &Source) -> bool {
        let (words, first) = (self.words, source.tokens.start);
        source.tokens.len() == 2 && words.is(first + 1, BODY) && words.is(first, DET) && words.text(first).eq_ignore_ascii_case("the")
    }

    /// Whether a pronoun is `it`.
    pub(super) fn is_it(&self, token: usize) -> bool {
        matches!(self.words.text(token), "it" | "It")
    }

    /// What `it` in a sentence stands for: the body or document that spoke last, else the last that a sentence was about.
    pub(super) fn of_it(&self, frame: &Frame, index: usize, token: usize) -> Option<Referent> {
        let own = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        let subject = own.first_phrase(frame.tokens.start, token).and_then(|source| self.body_of(index, &source));
        let near = || self.bodies.iter().rev().filter(|topic| index - topic.frame.min(index) <= IT_REACH);
        let told = |topic: &&BodyTopic| topic.speaks && (topic.name.is_some() || self.is_told(topic));
        let topic = subject.or_else(|| near().find(told).or_else(|| near().next()).copied())?;
        topic.name.map(Referent::Body).or_else(|| self.is_told(&topic).then_some(Referent::Unnamed(topic.phrase.0, topic.phrase.1)))
    }

    /// Whether the words for a document or a body without a name tell who speaks: `the report`; not `its service`, `most networks`.
    fn is_told(&self, topic: &BodyTopic) -> bool {
        let (first, head) = (topic.phrase.0, topic.phrase.1 - 1);
        topic.speaks && self.words.is(first, DET) && !self.words.is(first, POSS) && !self.words.is(head, PLURAL)
    }

    /// The body that a description stands for.
    pub(super) fn of_body(&self, index: usize, source: &Source) -> Option<usize> {
        if !self.is_body_by_noun(source) {
            return None;
        }
        let words = (source.tokens.start, source.tokens.end);
        self.body.answer(words, self.changed_bodies, || self.read_body(index, source))
    }

    fn read_body(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end - 1);
        let noun = key_of(words, head);
        let named = self.people.names.partition_point(|name| name.whole.end <= first);
        // Its class is that of the noun, unless an ending hides it.
        let holds = |at: usize| words.is(at, BODY | POSSESSIVE) && key_of(words, at) == noun;
        let holding = |(_, name): &(usize, &Name)| is_body(name) && name.whole.clone().any(holds) && !words.is_quoted(name.whole.start);
        if let Some((name, _)) = self.people.long_bodies_before(named, NAMED).find(holding) {
            return Some(name);
        }
        let bodies = || {
            let last = self.people.names[..named].iter().enumerate().rev().take(NAMED);
            last.filter(|(_, name)| is_body(name) && !words.is_quoted(name.whole.start))
        };
        let sort = SORTS.iter().find(|sort| sort.nouns.has(words.text(head)))?;
        let fits = |name: &Name| sort.fits(words, name);
        let recent = |topic: &&BodyTopic| index - topic.frame.min(index) <= REACH;
        // Letters that nobody knows may stand for any sort.
        let unknown = |name: &Name| words.is_upper(name.whole.start) && name.whole.len() == 1 && !words.is(name.whole.start, ORG | PLACE);
        let small = matches!(words.text(head), "committee" | "council" | "commission" | "board" | "division" | "office" | "department");
        let named = |topic: &&BodyTopic| {
            let name = topic.name.map(|name| &self.people.names[name]);
            name.is_some_and(|name| fits(name) || topic.speaks && !small && unknown(name))
        };
        let topics: Vec<&BodyTopic> = self.bodies.iter().rev().filter(recent).filter(named).collect();
        // A company is one by its name before anything else of no other sort.
        let in_full = |name: usize| self.people.fullest_body(words, name);
        let is_named_firm = |topic: &&BodyTopic| sort.marks.is_empty() && topic.name.is_some_and(|name| is_firm(words, in_full(name)));
        let firms: Vec<&BodyTopic> = topics.iter().copied().filter(is_named_firm).collect();
        let latest = |topics: &[&BodyTopic]| topics.iter().find(|topic| topic.speaks).or(topics.first())?.name;
        latest(&firms).or_else(|| latest(&topics)).or_else(|| {
            let mut all = bodies().filter(|(_, name)| fits(name));
            let (nearest, name) = all.next()?;
            let last = key_of(words, name.whole.end - 1);
            all.all(|(_, other)| key_of(words, other.whole.end - 1) == last).then_some(nearest)
        })
    }

    /// The body, named or not, that the subject of a sentence is.
    fn body_of(&self, index: usize, source: &Source) -> Option<BodyTopic> {
        let words = self.words;
        let name = match source.kind {
            SourceKind::Name(name) => {
                let one = is_body(&self.people.names[name]) && !words.is(source.tokens.start, PLURAL);
                Some(Some(name).filter(|_| one)?)
            }
            SourceKind::Pronoun => return None,
            SourceKind::Nominal => {
                let head = source.tokens.end.checked_sub(1)?;
                if !words.is(head, BODY | NOUN_CUE) || words.is(head, ROLE) {
                    return None;
                }
                self.of_body(index, source)
            }
        };
        Some(BodyTopic { name, phrase: (source.tokens.start, source.tokens.end), frame: index, speaks: false })
    }

    /// Keeps in mind the body that a sentence is about: one that speaks in it, or its subject.
    pub(super) fn take_in_body(&mut self, source: &Source, index: usize, speaks: bool) {
        let Some(topic) = self.body_of(index, source) else { return };
        let mut topic = BodyTopic { speaks, ..topic };
        self.changed_bodies += 1;
        // Each is there once at most.
        match self.bodies.iter().rposition(|other| other.name == topic.name) {
            Some(place) => {
                let own = &self.bodies[place];
                topic.speaks |= own.speaks & (own.frame == topic.frame);
                self.bodies.copy_within(place + 1.., place);
            }
            None if self.bodies.len() >= MINDED => self.bodies.copy_within(1.., 0),
            None => return self.bodies.push(topic),
        }
        if let Some(last) = self.bodies.last_mut() {
            *last = topic;
        }
    }
}

fn is_body(name: &Name) -> bool {
    (name.kind == NameKind::Organisation) & name.person.is_none()
}

impl People {
    /// The name of the body that a name stands for: the one firm before it whose name begins so; where it is one word, the one longer name before
    /// it that ends with this word.
    pub(in crate::enrich::quotes) fn fullest_body(&self, words: &Words<'_>, index: usize) -> &Name {
        let own = &self.names[index];
        if !is_body(own) {
            return own;
        }
        if let Some(firm) = self.firm_in_full(words, index) {
            return firm;
        }
        if own.whole.len() > 1 || words.is_upper(own.whole.start) {
            return own;
        }
        let last = key_of(words, own.whole.start);
        let longer = |name: &&Name| name.person.is_none() && key_of(words, name.whole.end - 1) == last;
        let mut found = self.told_bodies_before(index).filter(longer);
        let Some(nearest) = found.next() else { return own };
        let same =
            |name: &Name| name.whole.len() == nearest.whole.len() && key_of(words, name.whole.start) == key_of(words, nearest.whole.start);
        if found.all(same) { nearest } else { own }
    }

    /// The names of bodies before one that have more than one word and stand in no title line, the nearest first.
    fn told_bodies_before(&self, index: usize) -> impl Iterator<Item = &Name> {
        self.long_bodies_before(index, NAMED * 8).map(|(_, name)| name).filter(|name| !name.weak)
    }

    /// The firm before a name that it is cut short of: the one that adds a single word to it, else the only one.
    fn firm_in_full(&self, words: &Words<'_>, index: usize) -> Option<&Name> {
        let own = &self.names[index].tokens;
        if own.is_empty() || PEOPLE.bodies.firms.has(words.stem(own.end - 1)) {
            return None;
        }
        let first = words.body.as_bytes().get(words.start(own.start));
        let begins_alike = |name: &Name| words.body.as_bytes().get(words.start(name.tokens.start)) == first;
        let longer = |name: &&Name| begins_alike(name) && is_beginning(words, own, &name.tokens) && is_firm(words, name);
        let mut all = self.told_bodies_before(index).filter(longer);
        let nearest = all.next()?;
        let mut found = nearest;
        let mut several = false;
        for name in all {
            several |= name.tokens.len() != found.tokens.len();
            if name.tokens.len() < found.tokens.len() {
                found = name;
            }
        }
        (!several || found.tokens.len() == own.len() + 1).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_has_nouns_and_lists_that_exist() {
        assert_eq!(SORTS.len(), 5);
        for sort in SORTS.iter() {
            assert!(!sort.nouns.is_empty(), "{sort:?}");
            assert!(!sort.marks.is_empty() || !sort.never.is_empty(), "{sort:?}");
        }
    }
}
