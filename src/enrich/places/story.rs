//! Where a story without a dateline is set, inferred from the places that it names. Conservative: no clear place, no answer.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::article::{ArticlePlace, Evidence, Mention, Place, PlaceFrom};
use crate::enrich::gazetteer::{Class, Key, PlaceId, find, fold, place};

/// How far into the text a first mention still tells where the story is set, in bytes.
const OPENING: usize = 700;
/// How far into the text a place may be named that is named but once, in bytes.
const LEAD: usize = 400;
/// Most towns that an explanation names.
const MOST_CONSIDERED: usize = 6;
/// Most words in the name of a seat.
const MOST_SEAT_WORDS: usize = 6;
/// Points that a place needs; one less where the text names no other town.
const ENOUGH: i32 = 7;

/// Infers where a story is set: the town that its opening names with a preposition, or that it names most; else the seat of a court, a
/// parliament or a government in which the opening says that something happened; else the country that clearly prevails. `None` where
/// nothing stands out.
pub fn story_place(headline: Option<&str>, mentions: &[Mention], body: &str) -> Option<ArticlePlace> {
    let story = Story::new(headline, mentions, body);
    if let Some(mention) = story.town(mentions) {
        return Some(inferred(mention.place.clone(), mention.span.clone(), "place of the opening"));
    }
    story.seat().or_else(|| story.country(mentions))
}

/// What could be the place of a story without a dateline, most points first: towns, then the country named most.
pub(crate) fn considered_places(headline: Option<&str>, mentions: &[Mention], body: &str) -> Vec<(Place, Cow<'static, str>)> {
    let story = Story::new(headline, mentions, body);
    let towns = mentions.iter().filter(|mention| mention.place.city.is_some());
    let mut towns: Vec<(i32, &Mention)> = towns.map(|mention| (story.points(mention, mentions).unwrap_or_default(), mention)).collect();
    towns.sort_by_key(|&(points, mention)| (std::cmp::Reverse(points), mention.span.start));
    let told = |(points, mention): (i32, &Mention)| {
        let enough = ENOUGH - i32::from(story.alone);
        (mention.place.clone(), format!("town of the text, {points} points where {enough} are enough").into())
    };
    let seat = story.seat().map(|found| (found.place, found.evidence.rule));
    let country = story.country(mentions).map(|found| (found.place, found.evidence.rule));
    towns.into_iter().take(MOST_CONSIDERED).map(told).chain(seat).chain(country).collect()
}

/// What the points are given by.
struct Story<'a> {
    headline: String,
    body: &'a str,
    /// How often each country, or anything in it, is named.
    countries: FxHashMap<&'a str, usize>,
    /// Whether the text names one town only.
    alone: bool,
}

fn counted(mentions: &[Mention]) -> FxHashMap<&str, usize> {
    let mut countries = FxHashMap::default();
    for mention in mentions {
        if let Some(country) = &mention.place.country {
            *countries.entry(&**country).or_default() += mention.count;
        }
    }
    countries
}

impl<'a> Story<'a> {
    fn new(headline: Option<&str>, mentions: &'a [Mention], body: &'a str) -> Self {
        let towns = mentions.iter().filter(|mention| mention.place.city.is_some()).count();
        Self { headline: headline.map(fold).unwrap_or_default(), body, countries: counted(mentions), alone: towns == 1 }
    }

    /// The town with most points, if it has enough and more than any other.
    fn town<'m>(&self, mentions: &'m [Mention]) -> Option<&'m Mention> {
        let towns = mentions.iter().filter(|mention| mention.place.city.is_some());
        let mut scored: Vec<(i32, &Mention)> =
            towns.filter_map(|mention| self.points(mention, mentions).map(|points| (points, mention))).collect();
        scored.sort_by_key(|&(points, mention)| (std::cmp::Reverse(points), mention.span.start));
        let (first, mention) = *scored.first()?;
        let second = scored.get(1).map_or(0, |&(points, _)| points);
        (first >= ENOUGH - i32::from(self.alone) && first > second).then_some(mention)
    }

    /// Points for a town: `None` where the text speaks more of another country, or never says that anything happened in the town.
    fn points(&self, mention: &Mention, all: &[Mention]) -> Option<i32> {
        let start = mention.span.start;
        let opening = start < OPENING.min(self.body.len());
        let set_in = is_set_in(self.body, start) || start < LEAD && self.is_attribute(mention);
        let with_region = opening && region_after(self.body, mention, all);
        let in_headline = mention.place.names.first().is_some_and(|name| holds(&self.headline, name));
        let most = self.countries.values().copied().max().unwrap_or_default();
        let passing = mention.count == 1 && start >= LEAD && !in_headline && !with_region;
        if passing || !(set_in || with_region || in_headline && mention.count >= 3) || 2 * self.share(mention) < most {
            return None;
        }
        let points = 2 * (mention.count.min(4) as i32)
            + if opening { 2 } else { 0 }
            + if opening && set_in { 2 } else { 0 }
            + if with_region { 3 } else { 0 }
            + if in_headline { 3 } else { 0 };
        Some(points)
    }

    /// Whether a town tells where somebody or something of the lead belongs: `Jane Doe, 39, of Barnsley`, and where it is the only town,
    /// `an Edinburgh museum`, `Liverpool's other club`.
    fn is_attribute(&self, mention: &Mention) -> bool {
        let (before, after) = (&self.body[..mention.span.start], &self.body[mention.span.end..]);
        let resident = before.strip_suffix(", of ").is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        let owner = ["'s ", "’s "].iter().any(|ending| after.starts_with(ending));
        let article = ["a", "an", "the"].iter().any(|word| before.trim_end().rsplit([' ', '\n']).next() == Some(word));
        let noun = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
        resident || self.alone && (owner || article && noun)
    }

    fn share(&self, mention: &Mention) -> usize {
        mention.place.country.as_deref().and_then(|country| self.countries.get(country)).copied().unwrap_or_default()
    }

    /// The town of a court, a parliament or a government that the opening names behind a preposition (`at Southwark Crown Court`).
    fn seat(&self) -> Option<ArticlePlace> {
        let mut end = self.body.len().min(OPENING);
        while !self.body.is_char_boundary(end) {
            end -= 1;
        }
        let opening = &self.body[..end];
        let starts =
            memchr::memchr_iter(b' ', opening.as_bytes()).map(|at| at + 1).filter(|&at| opening[at..].starts_with(char::is_uppercase));
        let mut seats = starts.filter(|&at| is_set_in(opening, at)).filter_map(|at| seat_at(opening, at));
        let (id, span) = seats.next()?;
        let words = &self.body[span.clone()];
        Some(inferred(place(id, words), span, "seat named in the opening"))
    }

    /// The country that clearly prevails over all others.
    fn country(&self, mentions: &[Mention]) -> Option<ArticlePlace> {
        let total: usize = self.countries.values().sum();
        let whole = |mention: &&Mention| mention.place.city.is_none() && mention.place.region.is_none() && mention.place.country.is_some();
        let most = |mention: &&Mention| (self.share(mention), std::cmp::Reverse(mention.span.start));
        let mention = mentions.iter().filter(whole).max_by_key(most)?;
        let own = self.share(mention);
        let in_headline = || mention.place.names.iter().any(|name| name.len() > 3 && holds(&self.headline, name));
        let prevails = own >= 3 && own * 5 >= total * 3;
        let stands_out = prevails && (mention.span.start < OPENING || in_headline());
        stands_out.then(|| inferred(mention.place.clone(), mention.span.clone(), "most named country"))
    }
}

/// The seat that the words at `start` name, with their range; the longest name counts.
fn seat_at(text: &str, start: usize) -> Option<(PlaceId, Range<usize>)> {
    let rest = &text[start..];
    let ends = rest.char_indices().filter(|(_, c)| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’')).map(|(at, _)| at);
    let names = ends.chain([rest.len()]).take(MOST_SEAT_WORDS).filter_map(|end| {
        let meanings = Key::of(&rest[..end]).and_then(|key| find(key.as_bytes()))?;
        let seat = meanings.iter().find(|(_, class)| *class == Class::Seat)?.0;
        Some((seat, start..start + end))
    });
    names.last()
}

/// Whether `name` stands in `text` as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = text[at + name.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
    })
}

/// Words of a town or of those in it, which `of` parts from its name.
#[rustfmt::skip]
const PARTS_OF_TOWNS: [&str; 46] = [
    "city", "town", "port", "village", "capital", "residents", "people", "outskirts", "suburb", "suburbs", "streets", "centre", "center",
    "mayor", "district", "neighborhood", "neighbourhood", "borough", "north", "south", "east", "west", "hospital", "airport", "harbour",
    "harbor", "ciudad", "alcalde", "alcaldesa", "calles", "ville", "maire", "rues", "quartier", "cidade", "prefeito", "ruas", "città",
    "sindaco", "sede", "strade", "stazione", "aeroporto", "stadt", "bürgermeister", "flughafen",
];

/// Words of a report, which `from` parts from the place that it comes from.
const REPORTS: [&str; 12] =
    ["live", "reporting", "report", "reports", "reported", "wrap", "dispatch", "dispatches", "letter", "postcard", "filed", "writes"];

/// A word in small letters.
fn lowered(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether the words before say that something happens there: `in`, `the port of`, `a dispatch from`.
fn is_set_in(body: &str, at: usize) -> bool {
    let mut before = body.get(..at).unwrap_or_default().trim_end();
    for article in [" the", " dem", " der", " das", " la", " le", " il", " el"] {
        before = before.strip_suffix(article).unwrap_or(before);
    }
    let mut words = before.rsplit(|c: char| !c.is_alphabetic()).map(lowered);
    let last = words.next().unwrap_or_default();
    let mut one_before = || words.next().unwrap_or_default();
    match &*last {
        "of" | "de" | "di" | "von" => matches!(&*one_before(), word if word == "out" || PARTS_OF_TOWNS.contains(&word)),
        "from" => REPORTS.contains(&&*one_before()),
        last => {
            matches!(
                last,
                "in" | "at"
                    | "near"
                    | "outside"
                    | "inside"
                    | "à"
                    | "a"
                    | "en"
                    | "bei"
                    | "nahe"
                    | "em"
                    | "no"
                    | "na"
                    | "nella"
                    | "в"
                    | "под"
                    | "في"
            )
        }
    }
}

/// Whether the region or country of the town stands right after it (`Vladivostok, Russia`).
fn region_after(body: &str, mention: &Mention, all: &[Mention]) -> bool {
    let from = mention.span.end + 2;
    let same = |other: &Mention| other.place.country == mention.place.country && other.place.city.is_none();
    body.get(mention.span.end..from) == Some(", ")
        && all.iter().any(|other| same(other) && body.get(from..).is_some_and(|rest| rest.starts_with(&other.place.words)))
}

fn inferred(place: Place, span: Range<usize>, rule: &'static str) -> ArticlePlace {
    let evidence = Evidence { words: place.words.clone(), span: Some(span), rule: rule.into() };
    ArticlePlace { place, from: PlaceFrom::Text, evidence }
}
