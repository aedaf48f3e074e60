//! Asks the table for names, which come again and again: what was asked lately is not looked up anew.
//!
//! Each thread has a memory of its own, which outlives an article: most names of one are those of others, and the table is too large to stay
//! near the processor. What is remembered is what the table says, so no answer depends on what was asked before.

use std::cell::RefCell;

use super::data::find_by;
use super::{Key, Meanings, Prefix};
use crate::enrich::word_table::Packed;

/// Names remembered; a power of two.
const NAMES: usize = 2048;

thread_local! {
    static MEMORY: RefCell<Finder> = RefCell::new(Finder::new());
}

/// The table, with a short memory.
pub(crate) struct Finder {
    /// Names with their meanings, each in the place that its hash gives it.
    found: Box<[(Packed, Option<Meanings>)]>,
}

impl Finder {
    fn new() -> Self {
        Self { found: vec![(Packed::default(), None); NAMES].into() }
    }

    /// Does some asking with what this thread remembers.
    pub(crate) fn with<T>(ask: impl FnOnce(&mut Self) -> T) -> T {
        MEMORY.with(|memory| match memory.try_borrow_mut() {
            Ok(mut finder) => ask(&mut finder),
            // Whoever asks in the midst of asking does without.
            Err(_) => ask(&mut Self { found: Box::default() }),
        })
    }

    /// The places that a name may mean, whose hash is `prefix`; see [`find`](super::find).
    pub(crate) fn find(&mut self, key: &Key, prefix: Prefix) -> Option<Meanings> {
        match key.packed() {
            Some(packed) => self.find_packed(packed, prefix),
            None => prefix.may_be_a_name().then(|| find_by(key.as_bytes(), prefix)).flatten(),
        }
    }

    /// The same of a short name.
    #[inline]
    pub(in crate::enrich) fn find_packed(&mut self, name: Packed, prefix: Prefix) -> Option<Meanings> {
        let found = || prefix.may_be_a_name().then(|| find_by(name.bytes().as_slice(), prefix)).flatten();
        let Some(slot) = self.found.get_mut(prefix.place(NAMES)) else { return found() };
        if slot.0 != name {
            *slot = (name, found());
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::gazetteer::find;

    #[test]
    fn what_is_remembered_is_what_the_table_says() {
        let names = ["paris", "new york", "atlantis", "москва", "seoul", "a name that is longer than sixteen letters", "paris"];
        let mut finder = Finder::new();
        for _ in 0..2 {
            for name in names {
                let key = Key::of(name).unwrap();
                let prefix = Prefix::of(&key);
                let meanings = |found: Option<Meanings>| found.map(|found| found.iter().collect::<Vec<_>>());
                assert_eq!(meanings(finder.find(&key, prefix)), meanings(find(key.as_bytes())), "{name}");
            }
        }
    }
}
