//! Where a story without a dateline is set, inferred from the places that it names. Conservative: no clear place, no answer.

use rustc_hash::FxHashMap;

use crate::article::{ArticlePlace, Evidence, Mention, PlaceFrom};
use crate::enrich::gazetteer::fold;

/// How far into the text a first mention still tells where the story is set, in bytes.
const OPENING: usize = 700;
/// Points that a place needs; one less where the text names no other town.
const ENOUGH: i32 = 7;

/// Infers where a story is set: the town that its opening names with a preposition, or that it names most; else the country that
/// clearly prevails. `None` where nothing stands out.
pub fn story_place(headline: Option<&str>, mentions: &[Mention], body: &str) -> Option<ArticlePlace> {
    let story = Story { headline: headline.map(fold).unwrap_or_default(), body, countries: counted(mentions) };
    let town = best(mentions, |mention| mention.place.city.as_ref().and_then(|_| story.points(mention, mentions)));
    if let Some((mention, rule)) = town {
        return Some(inferred(mention, rule));
    }
    story.country(mentions)
}

/// What the points are given by.
struct Story<'a> {
    headline: String,
    body: &'a str,
    /// How often each country, or anything in it, is named.
    countries: FxHashMap<&'a str, usize>,
}

fn counted(mentions: &[Mention]) -> FxHashMap<&str, usize> {
    let mut countries = FxHashMap::default();
    for mention in mentions {
        if let Some(country) = &mention.place.country {
            *countries.entry(country.as_str()).or_default() += mention.count;
        }
    }
    countries
}

/// The one with most points, if it has enough and more than any other.
fn best(mentions: &[Mention], points: impl Fn(&Mention) -> Option<i32>) -> Option<(&Mention, &'static str)> {
    let mut scored: Vec<(i32, &Mention)> = mentions.iter().filter_map(|mention| points(mention).map(|points| (points, mention))).collect();
    scored.sort_by_key(|&(points, mention)| (std::cmp::Reverse(points), mention.span.start));
    let (first, mention) = *scored.first()?;
    let second = scored.get(1).map_or(0, |&(points, _)| points);
    let alone = mentions.iter().filter(|mention| mention.place.city.is_some()).count() == 1;
    (first >= ENOUGH - i32::from(alone) && first > second).then_some((mention, "place of the opening"))
}

impl Story<'_> {
    /// Points for a town: `None` where the text speaks more of another country, or never says that anything happened in the town.
    fn points(&self, mention: &Mention, all: &[Mention]) -> Option<i32> {
        let opening = mention.span.start < OPENING.min(self.body.len());
        let set_in = preposition_before(self.body, mention.span.start);
        let with_region = opening && region_after(self.body, mention, all);
        let in_headline = mention.place.names.first().is_some_and(|name| holds(&self.headline, name));
        let most = self.countries.values().copied().max().unwrap_or_default();
        if !(set_in || with_region || in_headline && mention.count >= 3) || 2 * self.share(mention) < most {
            return None;
        }
        let points = 2 * (mention.count.min(4) as i32)
            + if opening { 2 } else { 0 }
            + if opening && set_in { 2 } else { 0 }
            + if with_region { 3 } else { 0 }
            + if in_headline { 3 } else { 0 };
        Some(points)
    }

    fn share(&self, mention: &Mention) -> usize {
        mention.place.country.as_deref().and_then(|country| self.countries.get(country)).copied().unwrap_or_default()
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
        (prevails && (mention.span.start < OPENING || in_headline())).then(|| inferred(mention, "most named country"))
    }
}

/// Whether `name` stands in `text` as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = text[at + name.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
    })
}

/// Whether the words before say that something happens there: `in`, `the port of`.
fn preposition_before(body: &str, at: usize) -> bool {
    let before = body.get(..at).unwrap_or_default().trim_end();
    let mut words = before.rsplit(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let (last, one_before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let of = matches!(last.as_str(), "of" | "de" | "di" | "von")
        && matches!(
            one_before.as_str(),
            "city"
                | "town"
                | "port"
                | "village"
                | "capital"
                | "residents"
                | "people"
                | "outskirts"
                | "ciudad"
                | "ville"
                | "cidade"
                | "città"
                | "stadt"
        );
    of || matches!(
        last.as_str(),
        "in" | "at" | "near" | "outside" | "à" | "a" | "en" | "bei" | "nahe" | "em" | "no" | "na" | "nella" | "в" | "под" | "في"
    )
}

/// Whether the region or country of the town stands right after it (`Vladivostok, Russia`).
fn region_after(body: &str, mention: &Mention, all: &[Mention]) -> bool {
    let from = mention.span.end + 2;
    let same = |other: &Mention| other.place.country == mention.place.country && other.place.city.is_none();
    body.get(mention.span.end..from) == Some(", ")
        && all.iter().any(|other| same(other) && body.get(from..).is_some_and(|rest| rest.starts_with(&other.place.words)))
}

fn inferred(mention: &Mention, rule: &str) -> ArticlePlace {
    ArticlePlace {
        place: mention.place.clone(),
        from: PlaceFrom::Text,
        evidence: Evidence { words: mention.place.words.clone(), span: Some(mention.span.clone()), rule: rule.to_owned() },
    }
}
