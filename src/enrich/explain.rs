//! What else was considered for the values of an article: everything that was found, the one that was taken marked.

use crate::article::{Article, Considered, Place, PlaceFrom, RawArticle, ValueName};

use super::dateline::{self, Dateline};
use super::{date, dateline_day, enrich, filing, places, whole_date};

/// Reads out of a record what it says about itself, and keeps what else was found for headline, byline, source, date and place.
///
/// The article is that of [`enrich`] but for `considered`, which is filled in.
pub fn enrich_explained(raw: RawArticle, root: &str) -> Article {
    let mut article = enrich(raw.clone(), root);
    article.considered = considered(raw, &article);
    article
}

fn considered(mut raw: RawArticle, article: &Article) -> Vec<Considered> {
    let dateline = dateline::read(&raw.body);
    if let Some(agency) = dateline.as_ref().and_then(|dateline| dateline.agency.clone()) {
        raw.consider(ValueName::Source, &agency, "dateline");
    }
    let mut all = std::mem::take(&mut raw.considered);
    mark(&mut all, ValueName::Headline, article.headline.as_deref().into_iter());
    mark(&mut all, ValueName::Byline, raw.bylines.iter().map(String::as_str));
    mark(&mut all, ValueName::Source, article.source.as_deref().into_iter());
    raw.dates.extend(dateline.as_ref().and_then(whole_date));
    let day = dateline.as_ref().and_then(dateline_day);
    all.extend(date::considered(&raw, filing(day.as_ref(), article.place.as_ref()), article.lang.as_deref(), article.date.as_ref()));
    all.extend(of_place(&raw, dateline.as_ref(), article));
    all
}

/// Marks what was taken: for each of the words of a value the first that gave them.
fn mark<'w>(all: &mut Vec<Considered>, value: ValueName, taken: impl Iterator<Item = &'w str>) {
    for words in taken {
        match all.iter_mut().find(|known| known.value == value && known.words == words) {
            Some(known) => known.chosen = true,
            None => {
                all.push(Considered { value, words: words.to_owned(), rule: "field of the record".to_owned(), reads: None, chosen: true })
            }
        }
    }
}

/// The dateline, the record's own place, then what the text names.
fn of_place(raw: &RawArticle, dateline: Option<&Dateline>, article: &Article) -> Vec<Considered> {
    let mut all = Vec::new();
    let mut add = |words: &str, rule: &str, place: Option<&Place>| {
        let taken = |place: &Place| article.place.as_ref().is_some_and(|chosen| chosen.place == *place);
        let chosen = place.is_some_and(taken) && !all.iter().any(|known: &Considered| known.chosen);
        let (words, rule) = (words.to_owned(), rule.to_owned());
        all.push(Considered { value: ValueName::Place, words, rule, reads: place.map(shown), chosen });
    };
    if let Some(dateline) = dateline.filter(|dateline| !dateline.words.is_empty()) {
        add(&dateline.words, dateline.rule, dateline.place.as_ref());
        let settled =
            article.place.as_ref().filter(|place| place.from == PlaceFrom::Dateline && Some(&place.place) != dateline.place.as_ref());
        if let Some(settled) = settled {
            add(&settled.evidence.words, &settled.evidence.rule, Some(&settled.place));
        }
    }
    if let Some(location) = &raw.location {
        let place = places::resolve(location, None).unwrap_or_else(|| super::unknown_place(location));
        add(location, "location field", Some(&place));
    }
    let filed = dateline.and_then(|dateline| dateline.place.as_ref()?.geonames);
    let others = places::considered_places(raw.headline.as_deref(), &article.mentions, &article.body);
    for (place, rule) in others.into_iter().filter(|(place, _)| filed.is_none() || place.geonames != filed) {
        add(&place.words, &rule, Some(&place));
    }
    all
}

/// `Vladivostok, Primorye, RU`.
fn shown(place: &Place) -> String {
    let levels = [&place.city, &place.region, &place.country];
    let named: Vec<&str> = levels.into_iter().flatten().map(AsRef::as_ref).collect();
    if named.is_empty() { place.continent.as_deref().unwrap_or(&place.words).to_owned() } else { named.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateFrom, DateRole, RawDate};

    #[test]
    fn everything_found_is_kept_and_what_was_taken_is_marked() {
        let date = |words: &str, role, field: &str| RawDate { words: words.into(), from: DateFrom::Metadata, role, field: field.into() };
        let mut raw = RawArticle {
            headline: Some("Ferry sinks".into()),
            bylines: vec!["By Jane Doe".into()],
            source: Some("Example Post".into()),
            body: "LISBON, Sept 6 (Reuters) - A ferry sank in Porto. It had been built in Porto.".into(),
            location: Some("Madrid, Spain".into()),
            dates: vec![
                date("2017-09-06T15:01:00Z", DateRole::Published, "pubdate"),
                date("2017-09-08", DateRole::Updated, "lastmod"),
                date("soon", DateRole::Unknown, "when"),
            ],
            ..RawArticle::default()
        };
        raw.consider(ValueName::Headline, "Ferry sinks", "og:title");
        raw.consider(ValueName::Headline, "Ferry sinks fast", "first heading");
        raw.consider(ValueName::Byline, "By Jane Doe", "byline");
        let article = enrich_explained(raw, "news");
        let told: Vec<String> = article
            .considered
            .iter()
            .map(|one| {
                let reads = one.reads.as_deref().unwrap_or("-");
                format!("{:?} {} | {} | {reads} | {}", one.value, one.words, one.rule, if one.chosen { "taken" } else { "" })
            })
            .collect();
        assert_eq!(
            told,
            [
                "Headline Ferry sinks | og:title | - | taken",
                "Headline Ferry sinks fast | first heading | - | ",
                "Byline By Jane Doe | byline | - | taken",
                "Source Reuters | dateline | - | ",
                "Source Example Post | field of the record | - | taken",
                "Date 2017-09-06T15:01:00Z | pubdate, published | 2017-09-06 15:01 Z | taken",
                "Date Sept 6 | dateline's day, year of pubdate | 2017-09-06 | ",
                "Date 2017-09-08 | lastmod, updated | 2017-09-08 | ",
                "Date soon | when | - | ",
                "Place LISBON | agency dateline | Lisbon, Lisbon, PT | taken",
                "Place Madrid, Spain | location field | Madrid, Madrid, ES | ",
                "Place Porto | town of the text, 8 points where 7 are enough | Porto, Porto, PT | ",
            ]
        );
    }
}
