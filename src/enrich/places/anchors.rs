//! What a text says without doubt about where it is: countries and regions named, by which its other names are told apart.

use std::hint::select_unpredictable;

use rustc_hash::FxHashMap;

use super::company::Verdict;
use super::mentions::{Context, Named, Sense};
use super::scan::Writing;
use super::sorts::{Sort, last_usable, usable};
use crate::article::Place;
use crate::enrich::gazetteer::{Class, Key, Kind, PlaceId, Record, containers, country_by_code, country_of, inside, record};

/// Weight from which a city is known the world over: a million people, or a capital.
pub(super) const WORLD_CITY: u16 = 20_000;
/// Weight of half a million people.
pub(super) const BIG: u16 = 19_000;
/// Weight of a hundred thousand people.
pub(super) const MIDDLING: u16 = 16_600;
/// Weight of fifteen thousand people.
pub(super) const TOWN: u16 = 13_870;
/// Weight of the states of federations, which the table raises.
pub(super) const FEDERATED: u16 = 25_000;

/// Countries and regions that the text names, with how often.
#[derive(Default)]
pub(super) struct Anchors {
    countries: Tally,
    regions: Tally,
    /// Names that a region settled, for the same names elsewhere.
    settled: FxHashMap<Key, Sense>,
    /// Cities that were told in a first round, by name, and how many of them lie in each country and region.
    told: FxHashMap<Key, PlaceId>,
    told_in: Tally,
    /// Where the text names states, in order.
    states: Vec<(usize, PlaceId)>,
}

/// How often something in some places is named.
#[derive(Debug)]
struct Tally {
    /// By place, where the lowest bits of its number tell it: whether a place is named is no branch then, which nobody could foresee.
    slots: [(PlaceId, u32); SLOTS],
    /// The bits of slots that several places would have.
    shared: u64,
    /// Those of such places that came too late for the slot.
    others: Vec<(PlaceId, u32)>,
}

/// As many as a number has bits.
const SLOTS: usize = u64::BITS as usize;

/// No place has its number.
const NOWHERE: PlaceId = PlaceId(u16::MAX);

impl Default for Tally {
    fn default() -> Self {
        Self { slots: [(NOWHERE, 0); SLOTS], shared: 0, others: Vec::new() }
    }
}

impl Tally {
    fn add(&mut self, place: PlaceId, times: u32) {
        let slot = usize::from(place.0) % SLOTS;
        let (known, before) = self.slots[slot];
        if (known == place) | (known == NOWHERE) {
            self.slots[slot] = (place, before + times);
            return;
        }
        self.shared |= 1 << slot;
        match self.others.binary_search_by_key(&place, |&(known, _)| known) {
            Ok(at) => self.others[at].1 += times,
            Err(at) => self.others.insert(at, (place, times)),
        }
    }

    #[inline(always)]
    fn of(&self, place: PlaceId) -> u32 {
        let slot = usize::from(place.0) % SLOTS;
        if self.shared >> slot & 1 != 0 {
            return self.searched(place);
        }
        let (known, times) = self.slots[slot];
        select_unpredictable(known == place, times, 0)
    }

    #[cold]
    fn searched(&self, place: PlaceId) -> u32 {
        let (known, times) = self.slots[usize::from(place.0) % SLOTS];
        if known == place {
            return times;
        }
        self.others.binary_search_by_key(&place, |&(known, _)| known).map_or(0, |at| self.others[at].1)
    }

    #[inline(always)]
    fn of_some(&self, place: Option<PlaceId>) -> u32 {
        self.of(place.unwrap_or(NOWHERE))
    }

    fn has(&self, place: PlaceId) -> bool {
        self.of(place) > 0
    }

    /// The place that is named most of those that fit.
    fn most(&self, fits: impl Fn(PlaceId) -> bool) -> Option<PlaceId> {
        let fitting = self.slots.iter().chain(&self.others).filter(|&&(id, _)| id != NOWHERE && fits(id));
        fitting.max_by_key(|&&(id, times)| (times, std::cmp::Reverse(id))).map(|&(id, _)| id)
    }
}

/// How near a state must be named to tell where a county lies, in bytes.
const NEAR: usize = 300;

/// Other countries whose regions English calls counties, with the word after the name.
const WITH_COUNTIES: [&str; 10] = ["KE", "LR", "SE", "NO", "EE", "HR", "RO", "HU", "TW", "CN"];

impl Anchors {
    /// Collects them from the names of a text and from where it was filed.
    pub(super) fn of(named: &[Named], context: Context<'_>, writing: Writing, text: &str) -> Self {
        let mut anchors = Self::default();
        if let Some(filed) = context.filed_from {
            anchors.add_filed(filed);
        }
        for name in named {
            if let Some(sense) = &name.settled {
                anchors.settled.entry(name.candidate.key).or_insert_with(|| sense.clone());
                match sense {
                    Sense::Known(id) => anchors.add(*id, 2),
                    Sense::Unknown(_, container) => anchors.add(*container, 1),
                }
                let (Sense::Known(id) | Sense::Unknown(_, id)) = sense;
                anchors.see_state(*id, name.candidate.bytes.start());
            } else if name.candidate.sort != Sort::County
                && !matches!(name.verdict, Verdict::Surname | Verdict::Forename | Verdict::Other | Verdict::Weak)
                && let Some(id) = undoubted(name, writing, text)
            {
                anchors.add(id, 1);
                anchors.see_state(id, name.candidate.bytes.start());
            }
        }
        let counties = named.iter().filter(|name| name.candidate.sort == Sort::County).count() as u32;
        if counties > 0
            && !anchors.abroad()
            && let Some(country) = country_by_code("US")
        {
            anchors.countries.add(country, counties);
        }
        anchors
    }

    /// Whether the text speaks of a country that has counties, and not of the United States.
    fn abroad(&self) -> bool {
        let named = |code: &str| country_by_code(code).is_some_and(|country| self.countries.has(country));
        !named("US") && WITH_COUNTIES.iter().any(|code| named(code))
    }

    fn add(&mut self, id: PlaceId, times: u32) {
        let of = record(id);
        if let Some(country) = country_of(id) {
            self.countries.add(country, times);
        }
        let region = if of.kind == Kind::Region { Some(id) } else { of.region };
        if let Some(region) = region {
            self.regions.add(region, times);
        }
    }

    fn add_filed(&mut self, filed: &Place) {
        let Some(country) = filed.country.as_deref().and_then(country_by_code) else { return };
        self.countries.add(country, 3);
        let regions = filed.region.as_deref().map(containers).unwrap_or_default();
        if let Some(region) = regions.into_iter().find(|&region| inside(region, country)) {
            self.regions.add(region, 3);
        }
    }

    /// Makes room for so many cities that a first round tells.
    pub(super) fn expect(&mut self, cities: usize) {
        self.told.reserve(cities);
    }

    /// Adds a city that a first round told, so that it speaks for its neighbours.
    pub(super) fn tell(&mut self, key: Key, id: PlaceId) {
        if self.told.insert(key, id).is_none() {
            for around in [record(id).parent, record(id).region].into_iter().flatten() {
                self.told_in.add(around, 1);
            }
        }
    }

    /// Whether a first round told a city by this name.
    pub(super) fn is_told(&self, key: &Key) -> bool {
        self.told.contains_key(key)
    }

    /// Whether the text speaks of a country otherwise than by its bare name once.
    pub(super) fn is_spoken_of(&self, country: PlaceId) -> bool {
        self.countries.of(country) > 1 || self.told_in.has(country)
    }

    /// What the text says for the senses of the name `key`.
    pub(super) fn speaking_for(&self, key: &Key) -> SpokenFor<'_> {
        SpokenFor { anchors: self, told: self.told.get(key).map(|&own| record(own)) }
    }

    pub(super) fn has_country(&self, id: PlaceId) -> bool {
        country_of(id).is_some_and(|country| self.countries.has(country))
    }

    pub(super) fn has_region(&self, id: PlaceId, key: &Key) -> bool {
        let of = record(id);
        of.region.is_some_and(|region| self.regions.has(region)) || self.speaking_for(key).told_beside(&of).1 > 0
    }

    /// The sense that a region gives this name elsewhere in the text.
    pub(super) fn settled(&self, key: &Key) -> Option<&Sense> {
        self.settled.get(key)
    }

    fn see_state(&mut self, id: PlaceId, at: usize) {
        let state = if record(id).kind == Kind::Region { Some(id) } else { record(id).region };
        if let Some(state) = state.filter(|&state| record(state).weight >= FEDERATED) {
            self.states.push((at, state));
        }
    }

    /// The place that a county named at byte `at` lies in: the state named nearest, else most, else the country.
    pub(super) fn county_in(&self, at: usize) -> Option<PlaceId> {
        let states = country_by_code("US")?;
        if self.abroad() {
            let counties = |id: PlaceId| WITH_COUNTIES.iter().any(|code| country_by_code(code) == Some(id));
            return self.countries.most(counties);
        }
        let next = self.states.partition_point(|&(start, _)| start < at);
        let beside = self.states[next.saturating_sub(1)..self.states.len().min(next + 1)].iter();
        let nearest = beside.filter(|&&(_, id)| inside(id, states)).map(|&(start, id)| (start.abs_diff(at), id)).min();
        nearest
            .filter(|&(distance, _)| distance <= NEAR)
            .map(|(_, id)| id)
            .or_else(|| self.regions.most(|id| inside(id, states)))
            .or(Some(states))
    }
}

/// What a text says for the senses of one name.
pub(super) struct SpokenFor<'a> {
    anchors: &'a Anchors,
    /// The city that a first round told by this name.
    told: Option<Record>,
}

impl SpokenFor<'_> {
    /// How much it speaks for the sense `id`, the record of which is `of`.
    #[inline]
    pub(super) fn bonus(&self, id: PlaceId, of: &Record) -> i32 {
        let Anchors { countries, regions, told_in, .. } = self.anchors;
        let stepped = |times: u32, base: i32, step: i32| base * i32::from(times > 0) + step * times.min(4) as i32;
        let country = countries.of_some(of.country(id));
        let region = regions.of_some(of.region);
        let own = told_in.of(id);
        let beside = self.told_beside(of);
        // "Georgia" beside Atlanta, or beside Tbilisi.
        let compatriots = select_unpredictable(of.kind == Kind::Country, own, beside.0);
        let neighbours = select_unpredictable(of.kind == Kind::Region, own, beside.1);
        let around = [stepped(neighbours, 3_500, 500), stepped(region, 5_500, 700)];
        stepped(country + compatriots, 3_000, 600) + around[usize::from(region > 0)]
    }

    /// How many other cities of the country and of the region of a city the text names.
    #[inline]
    fn told_beside(&self, of: &Record) -> (u32, u32) {
        if self.anchors.told.is_empty() {
            return (0, 0);
        }
        let is_city = u32::from(of.kind == Kind::City);
        let others = |around: Option<PlaceId>, own: Option<PlaceId>| {
            let all = self.anchors.told_in.of_some(around);
            is_city * (all - u32::from((all > 0) & (own == around)))
        };
        let own = self.told.as_ref();
        (others(of.parent, own.and_then(|own| own.parent)), others(of.region, own.and_then(|own| own.region)))
    }
}

/// The place that a name means whatever the text says, if there is one: a country, an adjective, a state.
fn undoubted(name: &Named, writing: Writing, text: &str) -> Option<PlaceId> {
    let candidate = &name.candidate;
    if candidate.sort == Sort::Code {
        return name.state();
    }
    let word = &text[candidate.bytes.range()];
    let last = last_usable(&candidate.key, writing);
    let mut meanings = candidate.meanings.down_to(last).filter(|&(id, class)| usable(id, class, &candidate.key, word, writing));
    let (first, _) = meanings.next()?;
    let of = record(first);
    let certain = (of.kind == Kind::Country) | (of.kind == Kind::Region) & (of.weight >= FEDERATED);
    let is_rival =
        |(id, class): (PlaceId, Class)| class <= Class::Adjective && record(id).kind != of.kind && record(id).weight >= FEDERATED;
    (certain && !meanings.any(is_rival)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_whatever_their_numbers_have_in_common() {
        let mut tally = Tally::default();
        for (place, times) in [(70, 2), (6, 1), (134, 3), (70, 5), (9, 7)] {
            tally.add(PlaceId(place), times);
        }
        let counted = |place| tally.of(PlaceId(place));
        assert_eq!([70, 6, 134, 9, 198, 5].map(counted), [7, 1, 3, 7, 0, 0]);
        assert_eq!(tally.most(|_| true), Some(PlaceId(9)), "the lower of two that are named as often");
        assert_eq!(tally.most(|id| id.0 > 9), Some(PlaceId(70)));
        assert_eq!(tally.of_some(None), 0);
    }
}
