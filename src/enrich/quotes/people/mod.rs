//! Finds the people and bodies that a text names, and makes one entry of each person.
//!
//! A name is a run of capitalised words, cut into the titles and roles before it and the name itself. Whether it is a person is judged by
//! first names, titles, initials, and words that only bodies or places carry. Short forms are resolved to the fullest name once the whole
//! article is read: a surname alone to the person who bears it, two bearers told apart by title and by how near and how often they are named.

mod bearers;
mod borne;
mod brought_in;
pub(super) mod callings;
pub(super) mod choices;
mod couples;
pub(super) mod firms;
pub(super) mod holding;
mod joining;
mod judgement;
mod letters;
pub(super) mod names;
mod namesakes;
mod offices;
mod patronymics;
mod resolution;
pub(super) mod roles;
mod roles_behind;
pub(super) mod runs;
pub(super) mod russian;
mod standing;
mod titles;

use std::ops::Range;

use self::callings::called;
use self::choices::Choice;
use self::names::classify;
use self::runs::{is_title_line, openings_of_names, party_mark_end, run_end};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{self, FEMALE, MALE};
use crate::enrich::quotes::words::spelling::key_of;
use crate::enrich::word_set::WordSet;

/// Words of most names.
const SPAN: usize = 4;

/// What a capitalised run names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A human being.
    Person,
    /// Perhaps a human being: two words or more without any evidence, or one unknown word.
    Unknown,
    /// A body, publication or thing.
    Organisation,
    /// A place or an adjective made of one.
    Place,
    /// A title without a name (`the President`).
    Title,
    /// A word with a capital because it opens a sentence; a name only where a person of the text bears it.
    Word,
}

/// Grammatical gender as far as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}

/// A capitalised run.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The name itself.
    pub(super) tokens: Range<usize>,
    /// With the capitalised titles and adjectives before it.
    pub(super) whole: Range<usize>,
    /// What it names.
    pub(super) kind: NameKind,
    /// Index of the person, where it is one.
    pub(super) person: Option<usize>,
    /// Gender by title or first name.
    gender: Gender,
    /// Whether it stands in a title line, whose capitals tell nothing.
    pub(super) weak: bool,
    /// What told which of several bearers of a surname it means.
    pub(super) choice: Option<Choice>,
}

/// A person of the article.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Words of the fullest mention.
    pub(super) name: Range<usize>,
    /// The surname, where another's name has it: `Bill` and Hillary `Clinton`.
    pub(super) surname: Option<Range<usize>>,
    /// Gender by titles and first name.
    pub(super) gender: Gender,
    /// Whether some mention shows that this is a human being, rather than nothing showing the contrary.
    pub(super) evident: bool,
    /// The word that first names them.
    pub(super) introduced: usize,
    /// Number of mentions by more than one word.
    full_mentions: usize,
    /// Number of mentions by surname so far.
    short_mentions: usize,
    /// Of these, those by nothing else: no title, no office.
    bare_mentions: usize,
    /// Which of its family the name tells: the elder, the younger.
    generation: u8,
    first: u64,
    last: u64,
    /// Number of their surname among those of the article.
    pub(super) family: usize,
}

/// Everybody an article names.
#[derive(Debug, Default)]
pub(in crate::enrich::quotes) struct People {
    /// Capitalised runs in text order.
    pub(super) names: Vec<Name>,
    /// Persons in order of first full mention.
    pub(super) persons: Vec<Person>,
    /// For each word, 1 + the index of the run that it belongs to, or 0; for some behind the last one 0.
    of_token: Vec<u32>,
    /// Indices of the names of bodies that have more than one word, in order.
    long_bodies: Vec<usize>,
    /// First and last word of the names that the text calls a body or place somewhere, and which.
    called: Vec<(u64, u64, NameKind)>,
    /// Words that belong to a run.
    named: WordSet,
    /// Words outside quotations that may open a phrase, or govern one: names, pronouns, prepositions, what people are.
    pub(super) openings: WordSet,
    /// Words outside quotations that may end what a preposition governs: names, verbs, words behind more than a space.
    pub(super) apart: WordSet,
}

impl People {
    /// Finds all names of a text and tells whose they are.
    #[cfg(test)]
    pub(super) fn read(words: &Words<'_>) -> Self {
        let mut people = Self::find(words);
        people.tell_apart(words);
        people
    }

    /// Finds all names of a text. Whose they are is to be told afterwards.
    pub(super) fn find(words: &Words<'_>) -> Self {
        let mut people = Self {
            of_token: vec![0; words.len() + SPAN],
            named: WordSet::none(words.len()),
            names: Vec::with_capacity(words.len() / 8),
            ..Self::default()
        };
        let openings = openings_of_names(words);
        for paragraph in &words.segments.paragraphs {
            let tokens = paragraph.tokens.start as usize..paragraph.tokens.end as usize;
            let weak = is_title_line(words, &tokens);
            let mut from = tokens.start;
            while let Some(start) = openings.first_within(from..tokens.end) {
                from = start + 1;
                // Hardly any name begins with such letters.
                if (words.is_upper(start) || words.end(start) - words.start(start) == 1)
                    && !words.is_spaced(start)
                    && let Some(end) = party_mark_end(words, start, tokens.end)
                {
                    from = end;
                    continue;
                }
                let end = run_end(words, start, tokens.end);
                if end > start {
                    people.add_run(words, start..end, weak);
                    from = end;
                }
            }
        }
        people
    }

    /// Tells whose the names are.
    pub(super) fn tell_apart(&mut self, words: &Words<'_>) {
        self.resolve(words);
        self.join_patronymics(words);
        self.forget_plain_words();
        let is_long = |name: &Name| (name.kind == NameKind::Organisation) & (name.whole.len() > 1);
        self.long_bodies = WordSet::of(&self.names, is_long).members().collect();
        self.note_openings(words);
    }

    /// The names before one with their indices, the nearest first, that are those of bodies, have more than one word, and are among so many.
    pub(super) fn long_bodies_before(&self, index: usize, reach: usize) -> impl Iterator<Item = (usize, &Name)> {
        let before = &self.long_bodies[..self.long_bodies.partition_point(|&own| own < index)];
        before.iter().rev().take_while(move |&&own| own + reach >= index).map(|&own| (own, &self.names[own]))
    }

    /// The run that a word belongs to.
    pub(super) fn at(&self, token: usize) -> Option<usize> {
        self.of_token.get(token).and_then(|&index| (index as usize).checked_sub(1))
    }

    /// The first word of a range of 64 at most that belongs to a run; its end if there is none.
    pub(super) fn first_named(&self, from: usize, to: usize) -> usize {
        self.named.first_near(from, to)
    }

    /// Whether a name runs on over the beginning of a word, which looks like that of a sentence: `state Del. Ana Ruiz`.
    pub(super) fn is_inside_name(&self, token: usize) -> bool {
        let pair = token.checked_sub(1).and_then(|before| self.of_token.get(before..=token));
        pair.is_some_and(|pair| (pair[0] == pair[1]) & (pair[1] != 0))
    }

    /// Another person of the same surname whose gender is known to be the one asked for.
    pub(super) fn namesake(&self, person: usize, gender: Gender) -> Option<usize> {
        let last = self.persons.get(person)?.last;
        self.persons.iter().take(64).position(|other| other.last == last && other.gender == gender)
    }

    fn add_run(&mut self, words: &Words<'_>, run: Range<usize>, weak: bool) {
        let mut name = classify(words, run);
        let end = name.whole.end;
        // `the Sharp family`
        let is_family = || words.is_spaced(end - 1) && words.stem(end) == "family";
        if words.begins(end, "family") && name.kind == NameKind::Organisation && name.tokens.end == end && is_family() {
            (name.tokens.end, name.whole.end) = (end + 1, end + 1);
        }
        let shouted = words.is_upper(name.tokens.start) && name.tokens.len() > 1 && name.tokens.clone().all(|at| words.is_upper(at));
        name.weak = weak || shouted;
        if let Some(start) = over_age(words, name.whole.start)
            && matches!(name.kind, NameKind::Person | NameKind::Unknown)
        {
            name.whole.start = start;
        }
        if name.kind == NameKind::Unknown
            && let Some(kind) = called(words, &name)
        {
            name.kind = kind;
            self.called.push((key_of(words, name.tokens.start), key_of(words, name.tokens.end - 1), kind));
        }
        let index = self.names.len() as u32 + 1;
        // As many for each, since the words of most are that few; what is behind them belongs to none so far.
        let Range { start, end } = name.whole;
        self.of_token[start..start + SPAN].fill(index);
        if end - start > SPAN {
            self.of_token[start..end].fill(index);
        }
        self.of_token[end..end + SPAN].fill(0);
        self.named.add(start..end);
        self.names.push(name);
    }

    /// Takes back the runs that turned out to be ordinary words.
    fn forget_plain_words(&mut self) {
        let plain = WordSet::of(&self.names, |name| name.kind == NameKind::Word);
        for index in plain.members() {
            let whole = self.names[index].whole.clone();
            self.of_token[whole.clone()].fill(0);
            self.named.take(whole);
        }
    }

    /// Notes where phrases may begin, once it is known what is a name.
    fn note_openings(&mut self, words: &Words<'_>) {
        self.openings = words.openings.clone();
        self.openings.join(&self.named);
        self.openings.keep(&words.unquoted);
        self.apart = words.unspaced.clone().shifted();
        self.apart.join(&words.verbal);
        self.apart.join(&self.named);
        self.apart.keep(&words.unquoted);
    }
}

/// Where a name begins with the age before it: `16-year-old` Declan.
fn over_age(words: &Words<'_>, start: usize) -> Option<usize> {
    let first = start.checked_sub(3).filter(|&first| words.is_number(first) && words.is_spelt(first + 1, "year"));
    first.filter(|&first| words.is_spelt(first + 2, "old") && words.is_tight(first) && words.is_spaced(first + 2))
}

impl Person {
    /// Somebody whom a name names, known by first name and surname.
    fn new(name: &Name, (first, last): (u64, u64), family: usize, evident: bool) -> Self {
        Self {
            name: name.tokens.clone(),
            surname: None,
            gender: name.gender,
            evident,
            introduced: name.tokens.start,
            full_mentions: 0,
            short_mentions: 0,
            bare_mentions: 0,
            generation: 0,
            first,
            last,
            family,
        }
    }
}

impl Gender {
    /// This gender, or the other where this is not known.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// Whom or what all of some mentions mean, where that is one.
pub(in crate::enrich::quotes) fn the_one<T: PartialEq>(mut meant: impl Iterator<Item = T>) -> Option<T> {
    let one = meant.next()?;
    meant.all(|other| other == one).then_some(one)
}

/// Gender that a word's classes tell; a name given to both tells nothing.
pub(in crate::enrich::quotes) fn gender_of(class: lexicon::Class) -> Gender {
    // By no branch: it cannot be foretold.
    const GENDERS: [Gender; 4] = [Gender::Unknown, Gender::Male, Gender::Female, Gender::Unknown];
    GENDERS[usize::from(class & MALE != 0) | usize::from(class & FEMALE != 0) << 1]
}

#[cfg(test)]
mod tests;
