//! Places given by a name and the regions around it: `Paris, Texas`, `LONDON, Ky.`, `Vladivostok, Primorye, Russia`, `KR`.

use crate::analysis::segment::is_ideograph;
use crate::article::Place;
use crate::enrich::gazetteer::{
    Class, Finder, Key, Kind, Meanings, PlaceId, Wanted, containers, contains, find, inside, pick, place, place_in, record, same_or_inside,
};

/// A name and the regions that follow it, nearest first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    name: &'a str,
    around: &'a [&'a str],
}

impl<'a> Parts<'a> {
    /// Takes the name of a place and the regions around it, nearest first.
    pub(crate) fn new(name: &'a str, around: &'a [&'a str]) -> Self {
        Self { name, around }
    }

    /// The place, where the table holds it; `words` are those that named it.
    pub(crate) fn resolve(self, words: &str) -> Option<Place> {
        self.find().map(|id| place(id, words))
    }

    /// The place in the table: inside the regions around where they are known, else the likeliest of its name.
    pub(crate) fn find(self) -> Option<PlaceId> {
        let meanings = meanings_of(self.name)?;
        let mut surrounded = false;
        for region in self.around {
            for container in containers(region) {
                surrounded = true;
                if let Some(found) = contains(container, meanings) {
                    return Some(found);
                }
                if let Some((same, _)) = meanings.iter().find(|&(id, class)| id == container && class != Class::Code) {
                    return Some(same);
                }
            }
        }
        if surrounded {
            return None;
        }
        let plain = pick(meanings, Wanted::Filed, |_, class| class != Class::Code && class != Class::Adjective);
        plain.map(|found| town_of(found, meanings)).or_else(|| self.coded(meanings))
    }

    /// A code that stands alone (`KR`, `USA`).
    fn coded(self, meanings: Meanings) -> Option<PlaceId> {
        if !self.around.is_empty() || self.name.contains(char::is_lowercase) {
            return None;
        }
        let codes = || meanings.iter().filter(|&(_, class)| class == Class::Code).map(|(id, _)| id);
        codes().find(|&id| record(id).kind == Kind::Country).or_else(|| codes().next())
    }

    /// The place of a town that the table does not hold, in `container`.
    pub(crate) fn unknown_in(self, container: PlaceId, words: &str) -> Place {
        place_in(&titled(self.name), container, words)
    }
}

/// The town where a state or country bears its town's name (Hamburg, Singapore).
fn town_of(found: PlaceId, meanings: Meanings) -> PlaceId {
    let town = |(id, class): &(PlaceId, Class)| {
        matches!(class, Class::Name | Class::Variant) && record(*id).kind == Kind::City && inside(*id, found)
    };
    meanings.iter().find(town).map_or(found, |(id, _)| id)
}

fn meanings_of(name: &str) -> Option<Meanings> {
    let known = |name: &str| Key::of(name).and_then(|key| Finder::with(|finder| finder.find(&key)).meanings());
    known(name)
        .or_else(|| known(name.strip_prefix("the ").or_else(|| name.strip_prefix("The "))?))
        .or_else(|| known_saint(name))
        .or_else(|| known(name.strip_suffix(DIVISIONS).filter(|stem| stem.chars().all(is_ideograph) && stem.chars().nth(1).is_some())?))
}

/// What Chinese and Japanese call cities, prefectures, provinces and counties, behind their names.
const DIVISIONS: [char; 12] = ['市', '県', '縣', '县', '府', '都', '省', '州', '区', '區', '町', '村'];

/// `Saint Cloud` for `St. Cloud`, and the other way round; likewise Fort and Mount.
fn known_saint(name: &str) -> Option<Meanings> {
    let (first, rest) = name.split_once(' ')?;
    let other = match first.trim_end_matches('.').to_ascii_lowercase().as_str() {
        "st" => "Saint",
        "saint" => "St.",
        "ste" => "Sainte",
        "ft" => "Fort",
        "fort" => "Ft.",
        "mt" => "Mount",
        "mount" => "Mt.",
        _ => return None,
    };
    let mut key = Key::new();
    (key.push(other, false) && key.push(rest, true)).then(|| find(key.as_bytes())).flatten()
}

/// The likeliest region, country or city that the words after a town's name mean.
pub(crate) fn known_container(words: &str) -> Option<PlaceId> {
    containers(words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)).into_iter().next()
}

/// Byte length of the longest known name that begins `text`, in scripts written without spaces.
pub(crate) fn longest_name(text: &str) -> Option<usize> {
    let ends = text.char_indices().take_while(|&(_, c)| is_ideograph(c) || c == 'ー' || c == '・').map(|(at, c)| at + c.len_utf8());
    ends.take(12).filter(|&end| Key::of(&text[..end]).is_some_and(|key| find(key.as_bytes()).is_some())).last()
}

/// Resolves a place from a record's own field: `Vladivostok, Russia`, `Paris, Texas`, `London`, `KR`.
///
/// `near` is a place already known of the article: among towns of one name those in its region or country come first. A town that is
/// not known, in a region that is, keeps its name as written. `None` where nothing of it is known.
pub fn resolve(words: &str, near: Option<&Place>) -> Option<Place> {
    let words = words.trim();
    let parts: Vec<&str> = words
        .split([',', ';', '/', '(', ')', '|', '،', '、'])
        .map(|part| part.trim().trim_end_matches('.'))
        .filter(|part| is_name(part))
        .collect();
    let (name, around) = parts.split_first()?;
    if around.is_empty()
        && let Some(found) = unspaced(name)
    {
        return Some(place(found, words));
    }
    if around.is_empty()
        && let Some(near) = near
        && let Some(found) = nearby(name, near)
    {
        return Some(place(found, words));
    }
    let wanted = Parts::new(name, around);
    let whole = if around.is_empty() { None } else { Parts::new(words, &[]).find() };
    if let Some(found) = whole.or_else(|| wanted.find()) {
        return Some(place(found, words));
    }
    if let Some(container) = around.iter().find_map(|region| known_container(region)) {
        return Some(if is_town(name) { wanted.unknown_in(container, words) } else { place(container, words) });
    }
    // "Kremlin press room, Moscow" or "Sector 5": any part that is known.
    parts.iter().rev().find_map(|part| Parts::new(part, &[]).resolve(words))
}

/// A place written without spaces behind the regions that it lies in (`陕西西安`, `福岡県北九州市`).
fn unspaced(words: &str) -> Option<PlaceId> {
    if !words.chars().all(is_ideograph) || meanings_of(words).is_some() {
        return None;
    }
    let ends = words.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
    ends.rev().find_map(|at| {
        let (region, town) = words.split_at(at);
        let container = containers(region).into_iter().next().or_else(|| containers(region.strip_suffix(DIVISIONS)?).into_iter().next())?;
        let rest = town.trim_start_matches(DIVISIONS);
        Some(meanings_of(rest).and_then(|meanings| contains(container, meanings)).unwrap_or(container))
    })
}

fn is_name(part: &str) -> bool {
    part.chars().any(char::is_alphabetic)
}

fn is_town(name: &str) -> bool {
    name.chars().next().is_some_and(|c| !c.is_lowercase())
        && name.split_whitespace().count() <= 5
        && !name.contains(|c: char| c.is_ascii_digit())
}

fn nearby(name: &str, near: &Place) -> Option<PlaceId> {
    let meanings = meanings_of(name)?;
    let country = near.country.as_deref().and_then(known_container)?;
    let region = near.region.as_deref().map(containers).unwrap_or_default().into_iter().find(|&region| inside(region, country));
    region.and_then(|region| contains(region, meanings)).or_else(|| {
        contains(country, meanings).or_else(|| meanings.iter().map(|(id, _)| id).find(|&id| same_or_inside(id, country) && id == country))
    })
}

/// A name in capitals as it is written in running text.
fn titled(name: &str) -> String {
    if name.contains(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut opens = true;
    for c in name.chars() {
        if opens {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        opens = !c.is_alphanumeric() && c != '\'' && c != '’';
    }
    out
}
