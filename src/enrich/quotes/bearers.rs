//! Who bears a surname, and which of its bearers a surname alone means.
//!
//! Of two bearers a title or the first pronoun behind the verb tells (`Moon said she`), then who is named in full before, then who was the subject of a
//! sentence in the same paragraph, or spoke under their full name in the one above, then who is named by surname more often, then who is
//! named last in the same paragraph, then who is named first.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lexicon::{self, AUX, CUE, Language, POSS, PREP, PRON, ROLE, SUB};
use super::names::{is_described, is_verb_of_name};
use super::people::{Gender, Name, NameKind, People, Person, gender_of};
use super::russian;
use super::spelling::{is_misspelling, key, key_of, without_particles, without_suffix};
use super::words::Words;

/// How many bearers of one surname are compared with a new name.
const BEARERS: usize = 8;

/// Letters of the shortest surname that is taken for a misspelling of another.
const MISSPELT: usize = 6;

/// How many persons are looked at for whom a misspelt surname may mean.
const COMPARED: usize = 64;

/// Words of the longest office before a name that opens its sentence.
const OFFICE: usize = 4;

/// Words of the longest paragraph whose first sentences are looked back to.
const PARAGRAPH: usize = 400;

/// Persons by the words that they bear as first or last name.
pub(super) struct Bearers {
    /// Where the latest bearer of a word stands in `all`.
    latest: FxHashMap<u64, usize>,
    /// A bearer, and where the one before of the same word stands.
    all: Vec<(usize, Option<usize>)>,
    /// Surnames by number.
    families: FxHashMap<u64, usize>,
}

impl Bearers {
    /// Room for the persons of so many names.
    pub(super) fn of_so_many(names: usize) -> Self {
        let map = || FxHashMap::with_capacity_and_hasher(names / 2, FxBuildHasher);
        Self { latest: map(), all: Vec::with_capacity(names / 2), families: map() }
    }

    pub(super) fn add(&mut self, word: u64, person: usize) {
        let before = self.latest.insert(word, self.all.len());
        self.all.push((person, before));
    }

    /// How many surnames there are.
    pub(super) fn families(&self) -> usize {
        self.families.len()
    }

    /// The number of a surname.
    pub(super) fn family(&mut self, last: u64) -> usize {
        let next = self.families.len();
        *self.families.entry(last).or_insert(next)
    }

    /// The bearers of a word, the latest first; no more than are compared.
    pub(super) fn of(&self, word: u64) -> impl Iterator<Item = usize> {
        let at = |index: usize| self.all.get(index).copied();
        let first = self.latest.get(&word).copied().and_then(at);
        std::iter::successors(first, move |(_, before)| before.and_then(at)).map(|(person, _)| person).take(BEARERS)
    }
}

/// Which bearers of one surname the text has just named.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Family {
    /// How many bear it by full name.
    pub(super) bearers: u32,
    /// The one named last.
    last: Option<usize>,
    /// Where that was.
    last_at: usize,
    /// The one who opened a sentence or spoke last, and the word that named them.
    opened: Option<(usize, usize)>,
}

impl Family {
    /// Notes that a name stands for a person.
    pub(super) fn named(&mut self, words: &Words<'_>, name: &Name, person: usize) {
        if self.bearers < 2 {
            return;
        }
        let start = name.whole.start;
        self.last = Some(person);
        self.last_at = start;
        if !words.is_quoted(start) && (speaks(words, name) || opens_sentence(words, start)) {
            self.opened = Some((person, start));
        }
    }
}

/// Whether a verb of saying stands right behind a name.
fn speaks(words: &Words<'_>, name: &Name) -> bool {
    words.is(name.whole.end, lexicon::SAY) && words.gap(name.whole.end - 1) == " " && !words.is_possessive(name.whole.end - 1)
}

/// Whether nothing but an office, an article or `but` stands before a word in its sentence: `But former mayor` Ana Ruiz.
fn opens_sentence(words: &Words<'_>, start: usize) -> bool {
    let opens = |at: usize| at == 0 || words.gap(at - 1).contains(['.', '\n', '!', '?', '”', '"']);
    let small = |at: usize| words.is_spaced(at) && !words.is(at, PREP | SUB | AUX | POSS) && (!words.is(at, CUE) || words.is(at, ROLE));
    (start.saturating_sub(OFFICE)..start + 1).rev().find(|&at| opens(at) || at > 0 && !small(at - 1)).is_some_and(opens)
}

impl People {
    pub(super) fn person_of_short_name(
        &mut self,
        words: &Words<'_>,
        index: usize,
        bearers: &mut Bearers,
        families: &[Family],
    ) -> Option<usize> {
        let name = &self.names[index];
        let whole = without_suffix(words, &name.tokens);
        let core = without_particles(words, &whole);
        let (first, last) = (key_of(words, core.start), key_of(words, core.end - 1));
        let hyphenated = core.len() == 2 && words.gap(core.start).contains('-');
        if core.len() > 1 && !hyphenated {
            return bearers.of(last).find(|&person| self.persons[person].first == first && self.persons[person].last == last);
        }
        let title = if name.whole.start < name.tokens.start { name.gender } else { Gender::Unknown };
        let fits = |person: &usize| {
            let known = &self.persons[*person];
            let named = |given: usize| bearers.of(known.last).any(|other| self.persons[other].first == key_of(words, given));
            let doubtful = known.gender == Gender::Unknown && known.beside.is_some_and(|given| !named(given));
            title == Gender::Unknown || known.gender == Gender::Unknown && !doubtful || known.gender == title
        };
        let known = |last: &u64| bearers.of(*last).any(|person| self.persons[person].last == *last);
        let inflected = || {
            if words.language == Language::Russian {
                russian::surnames(words.text(core.start)).map(|name| key(&name)).find(known)
            } else {
                None
            }
        };
        let last = if known(&last) { last } else { inflected().unwrap_or(last) };
        let by_last = || bearers.of(last).filter(|&person| self.persons[person].last == last).filter(fits);
        let by_first = || bearers.of(last).filter(|&person| self.persons[person].first == last).filter(fits);
        let several = by_last().nth(1).is_some();
        let meant = if several { self.meant(words, index, &by_last().collect::<Vec<_>>(), families) } else { by_last().next() };
        let found = meant.or_else(|| by_first().max_by_key(|&person| self.persons[person].full_mentions));
        if let Some(person) = found {
            let known = &mut self.persons[person];
            known.short_mentions += usize::from(known.last == last);
            if !several {
                known.gender = known.gender.or(title);
            }
            return found;
        }
        let described = is_described(words, name);
        let speaks = name.kind == NameKind::Unknown
            && (described || is_verb_of_name(words, &core) || core.start > 0 && words.is(core.start - 1, lexicon::SAY | lexicon::SO));
        if name.kind != NameKind::Person && !speaks || name.weak {
            return None;
        }
        if let Some(person) = self.misspelt(words, &core) {
            self.persons[person].short_mentions += 1;
            return Some(person);
        }
        let person = self.persons.len();
        self.persons.push(Person {
            name: whole,
            gender: name.gender,
            evident: name.kind == NameKind::Person || described,
            introduced: core.start,
            full_mentions: 0,
            short_mentions: 0,
            first,
            last,
            family: bearers.family(last),
            beside: None,
            given: self.given_beside(words, bearers, last, title),
        });
        bearers.add(last, person);
        Some(person)
    }

    /// The first name of whom a title with a surname means that another bears beside them: Omar and Leila Haddad … `Mr. Haddad`. Only where the genders of
    /// both are known, and nobody bears that first name as surname.
    fn given_beside(&self, words: &Words<'_>, bearers: &Bearers, last: u64, title: Gender) -> Option<usize> {
        let beside = |person: usize| {
            let known = &self.persons[person];
            let given = known.beside.filter(|_| title != Gender::Unknown && known.last == last && known.gender != Gender::Unknown)?;
            let gender = gender_of(words.class(given));
            let surname = bearers.of(key_of(words, given)).any(|other| self.persons[other].last == key_of(words, given));
            (words.is(given, lexicon::FIRST) && gender == title && !surname).then_some(given)
        };
        bearers.of(last).find_map(beside)
    }

    /// The one person whose surname a word misspells that nobody bears: `Montieth` for David Monteith.
    fn misspelt(&self, words: &Words<'_>, core: &Range<usize>) -> Option<usize> {
        let word = words.stem(core.start);
        if core.len() != 1 || word.len() < MISSPELT || words.is(core.start, lexicon::FIRST) {
            return None;
        }
        let persons = self.persons.iter().take(COMPARED).enumerate();
        let mut alike = persons
            .filter(|(_, known)| known.full_mentions > 0 && is_misspelling(word, words.stem(without_suffix(words, &known.name).end - 1)));
        let (found, _) = alike.next()?;
        alike.next().is_none().then_some(found)
    }

    /// Which of several bearers of a surname is meant where it stands alone.
    fn meant(&self, words: &Words<'_>, index: usize, bearers: &[usize], families: &[Family]) -> Option<usize> {
        let name = &self.names[index];
        let sure = bearers.iter().any(|&person| self.persons[person].evident);
        let bearers: Vec<usize> = bearers.iter().copied().filter(|&person| self.persons[person].evident || !sure).collect();
        let family = self.persons.get(*bearers.first()?).and_then(|person| families.get(person.family)).copied().unwrap_or_default();
        let told = if words.is_quoted(name.whole.start) { Gender::Unknown } else { gender_told(words, &name.whole) };
        let is_one = |person: &usize| told != Gender::Unknown && self.persons[*person].gender == told;
        let any = bearers.iter().any(is_one);
        let bearers: Vec<usize> = bearers.into_iter().filter(|person| !any || is_one(person)).collect();
        let start = name.whole.start;
        let known = bearers.iter().any(|&person| self.persons[person].introduced < start);
        let bearers: Vec<usize> = bearers.into_iter().filter(|&person| !known || self.persons[person].introduced < start).collect();
        let opened = family.opened.filter(|(person, token)| {
            let between = *token..name.whole.start;
            let in_full = || {
                let opening = self.at(*token).map(|index| &self.names[index]);
                let whole = opening.is_some_and(|name| name.tokens.len() > 1 && speaks(words, name));
                whole && family.last == Some(*person)
            };
            let near = || match between.clone().filter(|&at| words.gap(at).contains('\n')).count() {
                0 => true,
                1 => in_full(),
                _ => false,
            };
            bearers.contains(person) && between.len() <= PARAGRAPH && near()
        });
        if let Some((person, _)) = opened {
            return Some(person);
        }
        let here = start - family.last_at.min(start) <= PARAGRAPH && !(family.last_at..start).any(|at| words.gap(at).contains('\n'));
        let most_named = |&person: &usize| {
            let known = &self.persons[person];
            (known.full_mentions.min(2) + known.short_mentions, here && family.last == Some(person), usize::MAX - known.introduced)
        };
        bearers.into_iter().max_by_key(most_named)
    }
}

/// The gender of the pronoun that stands right behind a name and its verb of saying: `Moon said she`, `Moon admitted that he`.
fn gender_told(words: &Words<'_>, name: &Range<usize>) -> Gender {
    let verb = name.end;
    if !words.is(verb, CUE) || !words.is_spaced(verb - 1) || !words.is_spaced(verb) || words.is_quoted(verb) {
        return Gender::Unknown;
    }
    let next = if words.text(verb + 1) == "that" { verb + 2 } else { verb + 1 };
    let told = words.is_spaced(next - 1) && words.is(next, PRON) && !words.is_quoted(next) && !words.is(verb, lexicon::TELL);
    if told { gender_of(words.class(next)) } else { Gender::Unknown }
}
