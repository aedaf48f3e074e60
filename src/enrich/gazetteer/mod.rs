//! The places of the world, compiled in: what a name may mean, and what a place is part of.
//!
//! `data/gazetteer.bin` is made from GeoNames and from tables of our own by `data/make_gazetteer.py` and read where it lies: no start-up
//! cost, no allocation. Names are found by their folded form (see [`fold()`]); a name that may mean several places gives them all, exact
//! names before alternates and larger places before smaller ones. Which of them is meant is for the caller to decide.

mod data;
mod finder;
mod fold;
mod names;
mod pick;

pub use fold::fold;
pub(crate) use names::{bring_near, country_by_code, place_in};
pub use names::{canonical_names, place};

pub(crate) use data::{Prefix, find, record};
pub(crate) use finder::Finder;
pub(in crate::enrich) use finder::{Found, Short};
pub(crate) use fold::Key;
pub(crate) use pick::{Wanted, containers, contains, country_of, inside, likelihood, pick, same_or_inside};

/// Number of a place in the compiled table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub(crate) u16);

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One of seven.
    Continent,
    /// A part of the world that crosses countries (Middle East).
    Area,
    /// A country or a territory with an ISO code of its own.
    Country,
    /// A first-level region, or another part of one country (West Bank).
    Region,
    /// A city, town or well-known village.
    City,
}

/// How a name belongs to a place, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The name that GeoNames gives it.
    Name,
    /// Another English name: short, official, historical.
    Variant,
    /// An adjective or a word for the people.
    Adjective,
    /// The name in another of the archive's languages.
    Foreign,
    /// One of the many alternate names of GeoNames.
    Alternate,
    /// A code or an abbreviation: ISO, postal, AP style.
    Code,
    /// A body that sits there (United Nations): a place in a dateline only.
    Seat,
}

/// What is known of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Where its English name lies in the table.
    name: u32,
    /// The country; for a country or an area its continent.
    pub parent: Option<PlaceId>,
    /// The first-level region.
    pub region: Option<PlaceId>,
    /// How much it weighs where nothing else tells: 1000 times the binary logarithm of its people, raised for capitals and countries.
    pub weight: u16,
    /// Its number at GeoNames.
    pub geonames: Option<u32>,
}

/// Places that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Meanings {
    /// Where they stand in the table.
    at: u32,
    count: u8,
}

impl Meanings {
    /// No meaning at all.
    pub(crate) const NONE: Self = Self { at: 0, count: 0 };

    /// Brings near what is asked of them first. Of many in a row none waits for the one before.
    #[inline]
    pub(in crate::enrich) fn bring_near(self) {
        data::bring_first(self.at);
    }

    pub(crate) fn is_empty(self) -> bool {
        self.count == 0
    }

    /// Whether the name means one place only.
    pub(crate) fn is_single(self) -> bool {
        self.count == 1
    }

    /// The last class that any of them has.
    #[inline]
    pub(crate) fn last_class(self) -> Option<Class> {
        data::meanings(self.at, self.count).last().map(|entry| data::class(entry[2]))
    }

    /// The first meaning of a class, alone.
    pub(crate) fn only(self, class: Class) -> Option<Self> {
        let index = self.iter().position(|(_, own)| own == class)?;
        Some(Self { at: self.at + 3 * index as u32, count: 1 })
    }

    /// The places with the class of the name, best class first, then larger before smaller.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (PlaceId, Class)> {
        data::meanings(self.at, self.count).iter().map(|entry| (PlaceId(u16::from_le_bytes([entry[0], entry[1]])), data::class(entry[2])))
    }

    /// The same down to a class, which comes before many alternate names of some.
    #[inline]
    pub(crate) fn down_to(self, last: Class) -> impl Iterator<Item = (PlaceId, Class)> {
        self.iter().take_while(move |&(_, class)| class <= last)
    }
}
