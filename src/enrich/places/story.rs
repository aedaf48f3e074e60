//! Where a story without a dateline is set, inferred from the places that it names. Conservative: no clear place, no answer.

use crate::article::{ArticlePlace, Evidence, Mention, PlaceFrom};

/// How far into the text a first mention still tells where the story is set, in bytes.
const OPENING: usize = 700;
/// Points that a place needs.
const ENOUGH: i32 = 6;

/// Infers where a story is set: the town that its opening names with a preposition, or that it names most; else the country that
/// clearly prevails. `None` where nothing stands out.
pub fn story_place(headline: Option<&str>, mentions: &[Mention], body: &str) -> Option<ArticlePlace> {
    let folded = headline.map(crate::enrich::gazetteer::fold).unwrap_or_default();
    let town = best(mentions, |mention| mention.place.city.is_some().then(|| points(mention, mentions, body, &folded)));
    if let Some((mention, rule)) = town {
        return Some(inferred(mention, rule));
    }
    country(mentions, &folded)
}

/// The one with most points, if it has enough and more than any other.
fn best(mentions: &[Mention], points: impl Fn(&Mention) -> Option<i32>) -> Option<(&Mention, &'static str)> {
    let mut scored: Vec<(i32, &Mention)> = mentions.iter().filter_map(|mention| points(mention).map(|points| (points, mention))).collect();
    scored.sort_by_key(|&(points, mention)| (std::cmp::Reverse(points), mention.span.start));
    let (first, mention) = *scored.first()?;
    let second = scored.get(1).map_or(0, |&(points, _)| points);
    (first >= ENOUGH && first > second).then_some((mention, "place of the opening"))
}

fn points(mention: &Mention, all: &[Mention], body: &str, headline: &str) -> i32 {
    let opening = mention.span.start < OPENING.min(body.len());
    let set_in = preposition_before(body, mention.span.start);
    let with_region = region_after(body, mention, all);
    let in_headline = mention.place.names.first().is_some_and(|name| holds(headline, name));
    2 * (mention.count.min(4) as i32)
        + if opening { 2 } else { 0 }
        + if opening && set_in { 2 } else { 0 }
        + if opening && with_region { 1 } else { 0 }
        + if in_headline { 3 } else { 0 }
}

/// Whether `name` stands in `text` as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = text[at + name.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
    })
}

fn preposition_before(body: &str, at: usize) -> bool {
    let before = body.get(..at).unwrap_or_default().trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(
        word.to_lowercase().as_str(),
        "in" | "at" | "near" | "outside" | "à" | "a" | "en" | "bei" | "nahe" | "em" | "no" | "na" | "nella" | "в" | "под" | "في"
    )
}

fn region_after(body: &str, mention: &Mention, all: &[Mention]) -> bool {
    let from = mention.span.end + 2;
    body.get(mention.span.end..from) == Some(", ")
        && all.iter().any(|other| {
            other.span.start == from || other.place.country == mention.place.country && body[from..].starts_with(&other.place.words)
        })
}

/// The country that clearly prevails over all others.
fn country(mentions: &[Mention], headline: &str) -> Option<ArticlePlace> {
    let total: usize = mentions.iter().filter(|mention| mention.place.country.is_some()).map(|mention| mention.count).sum();
    let share = |code: &str| -> usize {
        mentions.iter().filter(|mention| mention.place.country.as_deref() == Some(code)).map(|mention| mention.count).sum()
    };
    let candidates = mentions.iter().filter(|mention| mention.place.city.is_none() && mention.place.region.is_none());
    let (mention, own) = candidates
        .filter_map(|mention| Some((mention, share(mention.place.country.as_deref()?))))
        .max_by_key(|&(mention, own)| (own, std::cmp::Reverse(mention.span.start)))?;
    let named = mention.span.start < OPENING || mention.place.names.iter().any(|name| name.len() > 3 && holds(headline, name));
    (own >= 3 && own * 5 >= total * 3 && named).then(|| inferred(mention, "most named country"))
}

fn inferred(mention: &Mention, rule: &str) -> ArticlePlace {
    ArticlePlace {
        place: mention.place.clone(),
        from: PlaceFrom::Text,
        evidence: Evidence { words: mention.place.words.clone(), span: Some(mention.span.clone()), rule: rule.to_owned() },
    }
}
