//! Who bears which word as first or last name.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// How many bearers of one surname are compared with a new name.
const BEARERS: usize = 8;

/// Persons by the words that they bear as first or last name.
pub(super) struct Bearers {
    words: FxHashMap<u64, Borne>,
    /// A bearer, and where the one before of the same word stands.
    all: Vec<(usize, Option<usize>)>,
    /// How many words are surnames.
    families: usize,
}

/// A word that somebody bears.
struct Borne {
    /// Where its latest bearer stands among all.
    latest: usize,
    /// Its number among surnames, where it is one.
    family: Option<usize>,
}

impl Bearers {
    /// Room for the persons of so many names.
    pub(super) fn of_so_many(names: usize) -> Self {
        let words = FxHashMap::with_capacity_and_hasher(names / 2, FxBuildHasher);
        Self { words, all: Vec::with_capacity(names / 2), families: 0 }
    }

    pub(super) fn add(&mut self, word: u64, person: usize) {
        self.borne(word, person);
    }

    /// The same of a surname; answers its number.
    pub(super) fn add_surname(&mut self, last: u64, person: usize) -> usize {
        let families = self.families;
        let family = *self.borne(last, person).family.get_or_insert(families);
        self.families = families.max(family + 1);
        family
    }

    /// A word that a further person bears.
    fn borne(&mut self, word: u64, person: usize) -> &mut Borne {
        let latest = self.all.len();
        match self.words.entry(word) {
            Entry::Occupied(borne) => {
                let borne = borne.into_mut();
                self.all.push((person, Some(std::mem::replace(&mut borne.latest, latest))));
                borne
            }
            Entry::Vacant(place) => {
                self.all.push((person, None));
                place.insert(Borne { latest, family: None })
            }
        }
    }

    /// How many surnames there are.
    pub(super) fn families(&self) -> usize {
        self.families
    }

    /// The bearers of a word, the latest first; no more than are compared.
    pub(super) fn of(&self, word: u64) -> BearersOf<'_> {
        let latest = self.words.get(&word).map(|borne| borne.latest);
        BearersOf { all: &self.all, next: latest, left: BEARERS }
    }
}

/// The bearers of one word.
#[derive(Clone)]
pub(super) struct BearersOf<'a> {
    all: &'a [(usize, Option<usize>)],
    next: Option<usize>,
    left: usize,
}

impl Iterator for BearersOf<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let &(person, before) = self.all.get(self.next?)?;
        self.next = before;
        Some(person)
    }
}
