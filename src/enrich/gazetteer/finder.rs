//! Asks the table for names, which come again and again: what was asked lately is not looked up anew.
//!
//! Each thread has a memory of its own, which outlives an article: most names of one are those of others, and the table is too large to stay
//! near the processor. What is remembered is what the table says, so no answer depends on what was asked before.

use std::cell::RefCell;

use super::data::{self, find_by};
use super::{Key, Meanings, Prefix};
use crate::enrich::near;
use crate::enrich::word_table::Packed;

/// Names remembered; a power of two.
const NAMES: usize = 4096;

thread_local! {
    static MEMORY: RefCell<Finder> = RefCell::new(Finder::new());
}

/// What the table says of some words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    /// Where their meanings stand in the table, and how many they are.
    at: u32,
    count: u8,
    /// Whether some longer name may begin with them; never wrong when it says no.
    pub(crate) goes_on: bool,
}

impl Found {
    /// Looks it up.
    fn of(name: &[u8], prefix: Prefix) -> Self {
        let meanings = if prefix.may_be_a_name() { find_by(name, prefix) } else { None };
        let Meanings { at, count } = meanings.unwrap_or_default();
        Self { at, count, goes_on: prefix.may_go_on() }
    }

    /// What they may mean as they are.
    #[inline]
    pub(crate) fn meanings(self) -> Option<Meanings> {
        Some(Meanings { at: self.at, count: self.count }).filter(|meanings| !meanings.is_empty())
    }
}

/// A short name, with its hash.
#[derive(Debug, Clone, Copy)]
pub(in crate::enrich) struct Short {
    pub(in crate::enrich) name: Packed,
    prefix: Prefix,
}

impl Short {
    /// No name.
    pub(in crate::enrich) const NONE: Self = Self { name: Packed::NONE, prefix: Prefix::NONE };

    /// The name, where it is one.
    #[inline]
    pub(in crate::enrich) fn some(self) -> Option<Self> {
        Some(self).filter(|short| !short.name.is(Packed::NONE))
    }

    #[inline]
    pub(in crate::enrich) fn of(name: Packed) -> Self {
        Self { name, prefix: Prefix::of_packed(name) }
    }

    /// Whether some name may begin with it or be it; never wrong when it says no.
    #[inline]
    pub(in crate::enrich) fn may_begin_a_name(&self) -> bool {
        self.prefix.may_be_a_name() | self.prefix.may_go_on()
    }
}

/// The table, with a short memory.
pub(crate) struct Finder {
    /// What was found of short names, each with its hash in the place that this gives it. That two names have the same is a chance of one in 2^64.
    memory: Box<[(Prefix, Found)]>,
}

impl Finder {
    fn new() -> Self {
        Self { memory: vec![(Prefix::NONE, Found::default()); NAMES].into() }
    }

    /// Brings near what is asked for most names: the filter, where names stand, what is remembered.
    pub(crate) fn bring_near() {
        data::bring_near();
        Self::with(|finder| near::bring(&finder.memory));
    }

    /// Does some asking with what this thread remembers.
    pub(crate) fn with<T>(ask: impl FnOnce(&mut Self) -> T) -> T {
        MEMORY.with(|memory| match memory.try_borrow_mut() {
            Ok(mut finder) => ask(&mut finder),
            // Whoever asks in the midst of asking does without.
            Err(_) => ask(&mut Self { memory: Box::default() }),
        })
    }

    /// What the table says of a folded name.
    pub(crate) fn find(&mut self, key: &Key) -> Found {
        match key.packed() {
            // Hardly any two words are a name: these would take the places of words that come again.
            Some(packed) => {
                Some(Short::of(packed)).filter(Short::may_begin_a_name).map_or_else(Found::default, |short| self.find_short(&short))
            }
            None => Found::of(key.as_bytes(), Prefix::of(key)),
        }
    }

    /// The same of a word as written.
    pub(in crate::enrich) fn find_word(&mut self, word: &str) -> Found {
        let is_plain = || word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match Packed::of(word.as_bytes()).filter(|_| is_plain()).map(Short::of) {
            Some(short) if short.may_begin_a_name() => self.find_short(&short),
            Some(_) => Found::default(),
            None => Key::of(word).map(|key| self.find(&key)).unwrap_or_default(),
        }
    }

    /// The same of a short one.
    #[inline]
    pub(in crate::enrich) fn find_short(&mut self, asked: &Short) -> Found {
        match self.memory.get(asked.prefix.place(NAMES)) {
            Some((known, found)) if *known == asked.prefix => *found,
            _ => self.look_up(asked),
        }
    }

    /// The same of many, in their order.
    ///
    /// What is not remembered is far away, and so is what names mean. It is brought near step by step, each step for all of them in a row and
    /// without a branch, so that no name waits for the one before.
    pub(in crate::enrich) fn find_all<T>(&mut self, all: &[T], name: impl Fn(&T) -> Short) -> Vec<Found> {
        let mut found = Vec::with_capacity(all.len());
        let mut unknown = vec![0; all.len()];
        let mut count = 0;
        for (index, short) in all.iter().map(&name).enumerate() {
            let (known, of) = self.memory.get(short.prefix.place(NAMES)).copied().unwrap_or((Prefix::NONE, Found::default()));
            found.push(of);
            // In place of the last one, where that is known.
            unknown[count] = index;
            count += usize::from((known != short.prefix) & (short.prefix != Prefix::NONE));
        }
        unknown.truncate(count);
        unknown.iter().for_each(|&index| data::bring_head(name(&all[index]).prefix));
        unknown.iter().for_each(|&index| data::bring_bucket(name(&all[index]).prefix));
        unknown.iter().for_each(|&index| found[index] = self.find_short(&name(&all[index])));
        found.iter().for_each(|found| data::bring_meanings(found.at, found.count));
        found
    }

    #[inline(never)]
    fn look_up(&mut self, asked: &Short) -> Found {
        let found = Found::of(&asked.name.padded()[..asked.name.len()], asked.prefix);
        if let Some(slot) = self.memory.get_mut(asked.prefix.place(NAMES)) {
            *slot = (asked.prefix, found);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::gazetteer::find;

    #[test]
    fn what_is_remembered_is_what_the_table_says() {
        let names = ["paris", "new york", "new", "atlantis", "москва", "seoul", "a name that is longer than sixteen letters", "paris"];
        let mut finder = Finder::new();
        for _ in 0..2 {
            for name in names {
                let key = Key::of(name).unwrap();
                let same = |found: Option<Meanings>| found.map(|found| found.iter().collect::<Vec<_>>());
                assert_eq!(same(finder.find_word(name).meanings()), same(find(key.as_bytes())), "{name}");
                let meanings = |found: Option<Meanings>| found.map(|found| found.iter().collect::<Vec<_>>());
                assert_eq!(meanings(finder.find(&key).meanings()), meanings(find(key.as_bytes())), "{name}");
            }
        }
    }
}
