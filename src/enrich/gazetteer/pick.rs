//! Which of the places of one name is meant, where nothing but the name and a region is known.

use super::{Class, Finder, Key, Kind, Meanings, PlaceId, Record, record};

/// What kind of words a name is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A place filed from: a dateline or a record's own field.
    Filed,
    /// A place named in running text.
    Named,
}

/// Weight below which an alternate name alone is not believed: about 100,000 people.
const ALTERNATE_FROM: u16 = 16_600;

/// Weight of the states of federations, which the table raises.
const FEDERATED: u16 = 25_000;

/// The country that a place lies in or is.
pub(crate) fn country_of(id: PlaceId) -> Option<PlaceId> {
    record(id).country(id)
}

impl Record {
    /// The country that the place of this record lies in or is; `own` is its number.
    #[inline]
    pub(crate) fn country(&self, own: PlaceId) -> Option<PlaceId> {
        match self.kind {
            Kind::Country => Some(own),
            Kind::City | Kind::Region => self.parent,
            Kind::Area | Kind::Continent => None,
        }
    }
}

/// Whether `id` lies in `container` or is it.
pub(crate) fn same_or_inside(id: PlaceId, container: PlaceId) -> bool {
    id == container || inside(id, container)
}

/// Whether `id` lies in `container`.
pub(crate) fn inside(id: PlaceId, container: PlaceId) -> bool {
    let (of, around) = (record(id), record(container));
    match around.kind {
        Kind::City => false,
        Kind::Region => of.region == Some(container),
        Kind::Country => of.kind != Kind::Country && of.parent == Some(container),
        Kind::Area => false,
        Kind::Continent => {
            country_of(id).filter(|&country| country != id).map_or(of.parent, |country| record(country).parent) == Some(container)
        }
    }
}

/// Whether a place of this name lies in `container`, and which: the largest, exact names first.
pub(crate) fn contains(container: PlaceId, meanings: Meanings) -> Option<PlaceId> {
    let around = record(container);
    let fits = |id: PlaceId| match around.kind {
        // "Brooklyn, New York": a city stands for its region.
        Kind::City => around.region.is_some() && record(id).region == around.region && id != container,
        _ => inside(id, container),
    };
    meanings
        .iter()
        .filter(|&(id, class)| !matches!(class, Class::Adjective | Class::Code) && fits(id))
        .min_by_key(|&(id, class)| (class.max(Class::Variant), record(id).kind != Kind::City, u16::MAX - record(id).weight))
        .map(|(id, _)| id)
}

/// The regions and countries that the words after a city may mean, likeliest first; cities last ("Brooklyn, New York").
pub(crate) fn containers(words: &str) -> Vec<PlaceId> {
    let Some(meanings) = Key::of(words).and_then(|key| Finder::with(|finder| finder.find(&key)).meanings()) else {
        return Vec::new();
    };
    let coded = |class| class == Class::Code;
    let mut found: Vec<_> = meanings
        .iter()
        .filter(|&(id, class)| {
            let kind = record(id).kind;
            let written_as_code = words.chars().next().is_some_and(char::is_uppercase);
            match class {
                Class::Adjective | Class::Alternate | Class::Seat => false,
                Class::Code => written_as_code,
                Class::Name | Class::Variant | Class::Foreign => kind != Kind::City || record(id).weight > ALTERNATE_FROM,
            }
        })
        .collect();
    found.sort_by_key(|&(id, class)| {
        let kind = record(id).kind;
        let order = match kind {
            Kind::Region if coded(class) => 0,
            Kind::Country => 1,
            Kind::Region => 2,
            Kind::Continent | Kind::Area => 3,
            Kind::City => 4,
        };
        (order, u16::MAX - record(id).weight)
    });
    found.dedup_by_key(|&mut (id, _)| id);
    found.into_iter().map(|(id, _)| id).collect()
}

/// What a name most likely means where nothing else tells.
pub(crate) fn pick(meanings: Meanings, wanted: Wanted, keep: impl Fn(PlaceId, Class) -> bool) -> Option<PlaceId> {
    meanings
        .iter()
        .filter(|&(id, class)| keep(id, class))
        .filter_map(|(id, class)| likelihood(&record(id), class, wanted).map(|likely| (likely, id)))
        .max_by_key(|&(likely, id)| (likely, std::cmp::Reverse(id)))
        .map(|(_, id)| id)
}

/// By how much names of each [`Class`], in its order, lessen the weight of a place filed from and of one named, where they are believed at all.
const LESS: [[Option<i32>; 7]; 2] = [
    [Some(0), Some(3_500), None, Some(3_500), Some(9_000), None, Some(0)],
    [Some(0), Some(3_500), Some(0), Some(3_500), Some(9_000), None, None],
];
const _: () =
    assert!(Class::Adjective as usize == 2 && Class::Alternate as usize == 4 && Class::Seat as usize == 6, "in the order of classes");

/// The weight of one meaning, lessened for names that are seldom used of that place; `None` where it is not believed at all.
#[inline]
pub(crate) fn likelihood(of: &Record, class: Class, wanted: Wanted) -> Option<i32> {
    let less = LESS[usize::from(wanted == Wanted::Named)][class as usize]?;
    if class == Class::Alternate && of.weight < ALTERNATE_FROM {
        return None;
    }
    // A place filed from is a town sooner than a district of the same name, but for states of federations, and sooner than a country that has
    // the name for short (Salvador).
    let district =
        of.kind == Kind::Region && of.weight < FEDERATED || of.kind == Kind::Country && matches!(class, Class::Variant | Class::Foreign);
    Some(i32::from(of.weight) - less - if district && wanted == Wanted::Filed { 5_000 } else { 0 })
}
