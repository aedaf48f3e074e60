//! Which place a name means most likely, by its size and by what else the text names.

use std::hint::select_unpredictable;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::anchors::{Anchors, FEDERATED};
use super::scan::{Candidate, Writing};
use super::sorts::{LONGEST_ACRONYM, has_small_letter, last_usable, usable};
use crate::enrich::gazetteer::{Class, Kind, Meanings, PlaceId, Record, Wanted, likelihood, record};

/// What the names of a text mean, remembered for where they stand again.
#[derive(Default)]
pub(super) struct Choices {
    /// By what a name may mean, and whether it is short and in capitals.
    known: FxHashMap<(Meanings, bool), Option<(PlaceId, i32)>>,
}

impl Choices {
    /// Room for those of so many names, most of which mean one place only or stand more than once.
    pub(super) fn of_so_many(names: usize) -> Self {
        Self { known: FxHashMap::with_capacity_and_hasher(names / 3, FxBuildHasher) }
    }

    /// The likeliest meaning of a name, and by how much it leads the next.
    pub(super) fn of(&mut self, text: &str, candidate: &Candidate, anchors: &Anchors, writing: Writing) -> Option<(PlaceId, i32)> {
        if candidate.meanings.is_single() {
            return only_one(text, candidate, writing);
        }
        let is_short = candidate.key.len() <= LONGEST_ACRONYM;
        let capitals = is_short && !has_small_letter(&text[candidate.bytes.range()]);
        *self.known.entry((candidate.meanings, capitals)).or_insert_with(|| choose(text, candidate, anchors, writing))
    }

    /// Forgets what was chosen, because the text has told more since.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }
}

/// The one meaning that a name has, as it is of most; what the text says of it makes no difference.
fn only_one(text: &str, candidate: &Candidate, writing: Writing) -> Option<(PlaceId, i32)> {
    let (id, class) = candidate.meanings.iter().next()?;
    let is_usable = class <= last_usable(&candidate.key, writing)
        && usable(id, class, &candidate.key, &text[candidate.bytes.range()], writing)
        && likelihood(&record(id), class, Wanted::Named).is_some();
    is_usable.then_some((id, i32::MAX))
}

/// The likeliest meaning, and by how much it leads the next.
fn choose(text: &str, candidate: &Candidate, anchors: &Anchors, writing: Writing) -> Option<(PlaceId, i32)> {
    let word = &text[candidate.bytes.range()];
    let last = last_usable(&candidate.key, writing);
    let spoken = anchors.speaking_for(&candidate.key);
    let likely = |(id, class): (PlaceId, Class)| {
        let of = record(id);
        let likely = likelihood(&of, class, Wanted::Named).filter(|_| !bears_its_towns_name(id, &of, candidate))?;
        // Against a country or state, a town of its name needs more than their being named. Washington and New York weigh as much.
        let is_stated = (of.kind <= Kind::Country) | (of.weight >= FEDERATED);
        Some((id, of, likely + STATED * i32::from(is_stated)))
    };
    let is_usable = |&(id, class): &(PlaceId, Class)| usable(id, class, &candidate.key, word, writing);
    let mut all = candidate.meanings.down_to(last).filter(is_usable).filter_map(likely);
    let score = |&(id, of, likely): &(PlaceId, Record, i32)| likely + spoken.bonus(id, &of);
    let first = all.next()?;
    // What the text says of an only meaning makes no difference.
    let Some(next) = all.next() else { return Some((first.0, i32::MAX)) };
    let mut leader = (first.0, score(&first));
    let mut second = i32::MIN;
    for meaning in std::iter::once(next).chain(all) {
        let scored = (meaning.0, score(&meaning));
        second = second.max(scored.1.min(leader.1));
        leader = select_unpredictable(scored.1 > leader.1, scored, leader);
    }
    Some((leader.0, leader.1.saturating_sub(second)))
}

/// Whether a region bears the name of a town in it (Hamburg, New York): the town is meant.
fn bears_its_towns_name(id: PlaceId, of: &Record, candidate: &Candidate) -> bool {
    let town = |(other, _): (PlaceId, Class)| record(other).kind == Kind::City && record(other).region == Some(id);
    of.kind == Kind::Region && candidate.meanings.down_to(Class::Name).any(town)
}

/// What a country or state is worth beside a town of its name.
const STATED: i32 = 4_000;
