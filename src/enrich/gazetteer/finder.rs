//! Asks the table for the names of one text, which come again and again: what was asked lately is not looked up anew.

use super::data::find_by;
use super::{Key, Meanings, Prefix};
use crate::enrich::word_table::Packed;

/// Names remembered; a power of two.
const NAMES: usize = 256;

/// The table, with a short memory.
pub(crate) struct Finder {
    /// Names with their meanings, each in the place that its hash gives it.
    found: [(Packed, Option<Meanings>); NAMES],
}

impl Finder {
    pub(crate) fn new() -> Self {
        Self { found: [(Packed::default(), None); NAMES] }
    }

    /// The places that a name may mean, whose hash is `prefix`; see [`find`](super::find).
    pub(crate) fn find(&mut self, key: &Key, prefix: Prefix) -> Option<Meanings> {
        let name = key.as_bytes();
        let Some(packed) = key.packed() else { return prefix.may_be_a_name().then(|| find_by(name, prefix)).flatten() };
        let slot = &mut self.found[prefix.place(NAMES)];
        if slot.0 != packed {
            *slot = (packed, prefix.may_be_a_name().then(|| find_by(name, prefix)).flatten());
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
