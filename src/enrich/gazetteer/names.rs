//! From a place in the table to the noun that articles carry, and from what is typed to the names it is found under.

use std::borrow::Cow;
use std::hint::black_box;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::data::{countries, country_names, ids};
use super::{Class, Key, Kind, PlaceId, find, fold, record};
use crate::article::{Names, Place};

/// Weight from which an alternate name is worth a search: about half a million people.
const WELL_KNOWN: u16 = 18_900;

/// What all places of a country, or all others of a continent, have in common.
struct Shared {
    /// The country's code.
    code: Option<String>,
    /// Folded names of country and continent.
    names: Vec<String>,
}

impl Shared {
    fn of(id: PlaceId) -> Self {
        let of = record(id);
        let (known, continent) = if of.kind == Kind::Country { (country_names(id), of.parent) } else { ("", Some(id)) };
        let mut names = Vec::new();
        known.split('|').for_each(|name| push_name(&mut names, name));
        continent.iter().for_each(|&continent| push_name(&mut names, &fold(record(continent).name())));
        Self { code: known.rsplit('|').nth(1).map(str::to_uppercase), names }
    }
}

/// What is shared, by country or continent, written down when something there is first named.
static SHARED: LazyLock<FxHashMap<PlaceId, OnceLock<Shared>>> = LazyLock::new(|| {
    let continents = countries().filter_map(|country| record(country).parent);
    countries().chain(continents).map(|id| (id, OnceLock::new())).collect()
});

/// Each place by its number, but for the words that name it, written down when it is first named.
static PLACES: LazyLock<Box<[OnceLock<Box<Place>>]>> = LazyLock::new(|| ids().map(|_| OnceLock::new()).collect());

/// Brings near what is written down of places that are to be made. Each is far away and where is told by what is far away as well, so one step is
/// done for all of them before the next.
pub(crate) fn bring_near(ids: impl Iterator<Item = PlaceId> + Clone) {
    let places = &*PLACES;
    let known = || ids.clone().filter_map(|id| places[usize::from(id.0)].get());
    known().for_each(|place| {
        black_box::<&Place>(place);
    });
    known().for_each(|place| {
        black_box(place.city.is_some() | place.region.is_some() | place.country.is_some() | place.continent.is_some());
        black_box((place.geonames, place.names.parts().1.len()));
    });
}

/// Makes the canonical place for an entry of the table; `words` are those that named it.
pub fn place(id: PlaceId, words: &str) -> Place {
    let known: &'static Place = PLACES[usize::from(id.0)].get_or_init(|| Box::new(unnamed(id)));
    let borrowed = |name: &'static Option<Cow<'static, str>>| name.as_deref().map(Cow::Borrowed);
    Place {
        city: borrowed(&known.city),
        region: borrowed(&known.region),
        country: borrowed(&known.country),
        continent: borrowed(&known.continent),
        geonames: known.geonames,
        words: words.to_owned(),
        names: known.names.borrowed(),
    }
}

/// The place without words that name it.
fn unnamed(id: PlaceId) -> Place {
    let of = record(id);
    let around = Around::of(id);
    Place {
        city: (of.kind == Kind::City).then(|| of.name().into()),
        region: around.region.map(|region| record(region).name().into()),
        country: around.shared().and_then(|shared| shared.code.as_deref()).map(Cow::Borrowed),
        continent: around.continent.map(|continent| record(continent).name().into()),
        geonames: of.geonames,
        words: String::new(),
        names: names_of(id),
    }
}

/// The names under which a place is found.
fn names_of(id: PlaceId) -> Names {
    let around = Around::of(id);
    let city = Some(id).filter(|&id| record(id).kind == Kind::City);
    let own = [city, around.region].into_iter().flatten().map(|id| fold(record(id).name())).collect();
    Names::new(own, around.shared().map_or(&[], |shared| &shared.names))
}

/// What a place lies in or is.
struct Around {
    region: Option<PlaceId>,
    country: Option<PlaceId>,
    continent: Option<PlaceId>,
}

impl Around {
    fn of(id: PlaceId) -> Self {
        let of = record(id);
        let (region, country) = match of.kind {
            Kind::City => (of.region, of.parent),
            Kind::Region | Kind::Area => (Some(id), of.parent.filter(|&parent| record(parent).kind == Kind::Country)),
            Kind::Country => (None, Some(id)),
            Kind::Continent => (None, None),
        };
        let continent = match country {
            Some(country) => record(country).parent,
            None if of.kind == Kind::Continent => Some(id),
            None => of.parent,
        };
        Self { region, country, continent }
    }

    fn shared(&self) -> Option<&'static Shared> {
        let id = self.country.or(self.continent)?;
        SHARED.get(&id).map(|shared| shared.get_or_init(|| Shared::of(id)))
    }
}

/// Makes the place of a city that the table does not hold, in a region or country that it does.
pub(crate) fn place_in(city: &str, container: PlaceId, words: &str) -> Place {
    let mut place = place(container, words);
    let inside = record(container);
    let other = (inside.kind == Kind::City).then(|| fold(inside.name()));
    let rest = place.names.iter().filter(|name| Some(*name) != other.as_ref()).cloned();
    place.names = [fold(city)].into_iter().chain(rest).collect();
    place.city = Some(city.to_owned().into());
    place.geonames = None;
    place
}

/// The countries by their two-letter codes, small.
static COUNTRIES: LazyLock<FxHashMap<&'static str, PlaceId>> =
    LazyLock::new(|| countries().filter_map(|id| Some((country_names(id).rsplit('|').nth(1)?, id))).collect());

/// The country of a two-letter code.
pub(crate) fn country_by_code(code: &str) -> Option<PlaceId> {
    let [first, second] = code.as_bytes() else { return None };
    let small = [first.to_ascii_lowercase(), second.to_ascii_lowercase()];
    COUNTRIES.get(std::str::from_utf8(&small).ok()?).copied()
}

fn push_name(names: &mut Vec<String>, name: &str) {
    if !name.is_empty() && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// Gives the folded names to look for when a place is asked for: the typed one first, then the canonical names of what it may mean.
///
/// `Peking` gives `peking`, `beijing`; `Deutschland` gives `deutschland`, `germany`. Alternate names count only where no better name
/// matches, and only those of well-known places. Empty where nothing is left of the typed words.
pub fn canonical_names(typed: &str) -> Vec<String> {
    let mut names = Vec::new();
    push_name(&mut names, &fold(typed));
    let Some(meanings) = Key::of(typed).and_then(|key| find(key.as_bytes())) else {
        return names;
    };
    let exact = meanings.iter().any(|(_, class)| class != Class::Alternate);
    for (id, class) in meanings.iter() {
        if class != Class::Alternate || (!exact && record(id).weight >= WELL_KNOWN) {
            push_name(&mut names, &fold(record(id).name()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_names_lead_to_canonical_ones() {
        for (typed, expected) in [
            ("peking", vec!["peking", "beijing"]),
            ("Deutschland", vec!["deutschland", "germany"]),
            ("Münich", vec!["munich"]),
            ("München", vec!["munchen", "munich"]),
            ("South Korea", vec!["south korea"]),
            ("Москва", vec!["москва", "moscow"]),
            ("日本", vec!["日本", "japan"]),
            ("russian", vec!["russian", "russia"]),
            ("UK", vec!["uk", "united kingdom"]),
            ("Bombay", vec!["bombay", "mumbai"]),
            ("Atlantis", vec!["atlantis"]),
            ("—", vec![]),
        ] {
            assert_eq!(canonical_names(typed), expected, "{typed}");
        }
    }

    /// The compiled table holds what the tables beside it say.
    #[test]
    fn own_names_lead_to_their_countries() {
        for line in include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let Some(country) = country_by_code(columns[0]) else {
                assert!(matches!(columns[0], "CS" | "AN"), "{line}");
                continue;
            };
            for name in columns[1..].iter().flat_map(|cell| cell.split('|')).filter(|name| (1..=60).contains(&fold(name).len())) {
                let meanings = find(Key::of(name).unwrap().as_bytes());
                assert!(meanings.is_some_and(|meanings| meanings.iter().any(|(id, _)| id == country)), "{name}");
            }
        }
        for line in include_str!("../data/cities.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let country = country_by_code(columns[1]);
            for name in columns[2..].iter().flat_map(|cell| cell.split('|')).map(|name| name.trim_end_matches(['?', '!'])) {
                let found = Key::of(name).map(|key| find(key.as_bytes()));
                let inside = |meanings: super::super::Meanings| meanings.iter().any(|(id, _)| record(id).parent == country);
                assert!(found.is_none_or(|meanings| meanings.is_some_and(inside)), "{name}");
            }
        }
    }

    #[test]
    fn countries_are_found_by_their_codes() {
        for id in ids() {
            let of = record(id);
            match of.kind {
                Kind::Country => {
                    let code = place(id, "").country.unwrap();
                    assert_eq!(code.len(), 2, "{}", of.name());
                    assert_eq!(country_by_code(&code), Some(id));
                    assert_eq!(country_by_code(&code.to_lowercase()), Some(id));
                }
                Kind::Continent => assert!(SHARED.contains_key(&id), "{}", of.name()),
                Kind::Area | Kind::Region | Kind::City => {}
            }
        }
        assert!(country_by_code("USA").is_none() && country_by_code("é").is_none());
    }

    #[test]
    fn a_place_is_found_under_all_its_names() {
        for (name, found, not_found) in [
            ("Vladivostok", vec!["vladivostok", "primorye", "russia", "russian", "ru", "rus", "asia|europe"], vec!["north"]),
            ("North Korea", vec!["north korea", "north korean", "kp", "prk", "asia"], vec!["south korea", "korea"]),
            ("South Korea", vec!["south korea", "south korean", "kr", "kor", "asia"], vec!["north korea"]),
            ("Texas", vec!["texas", "united states", "american", "us", "usa", "north america"], vec!["mexico"]),
        ] {
            let id = find(Key::of(name).unwrap().as_bytes()).unwrap().iter().next().unwrap().0;
            let place = place(id, name);
            for wanted in found {
                assert!(wanted.split('|').any(|one| place.names.iter().any(|known| known == one)), "{name}: {wanted} in {:?}", place.names);
            }
            for unwanted in not_found {
                assert!(!place.names.iter().any(|known| known == unwanted), "{name}: {unwanted}");
            }
        }
    }
}
