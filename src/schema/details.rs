//! What every hit shows of an article, as rows: all of it but body, mentions and quotes.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::rows::{RowReader, Rows, Slot};
use crate::article::{
    Article, ArticleDate, ArticlePlace, DateFrom, Evidence, Names, Place, PlaceFrom, Precision, Speaker, SpeakerFrom, Uid,
};

// In the order of the numbers that they are stored as.
const PRECISIONS: [Precision; 4] = [Precision::Year, Precision::Month, Precision::Day, Precision::Minute];
const DATES_FROM: [DateFrom; 5] = [DateFrom::Metadata, DateFrom::Text, DateFrom::Dateline, DateFrom::Url, DateFrom::Path];
const PLACES_FROM: [PlaceFrom; 3] = [PlaceFrom::Metadata, PlaceFrom::Dateline, PlaceFrom::Text];
const SPEAKERS_FROM: [SpeakerFrom; 2] = [SpeakerFrom::Metadata, SpeakerFrom::Quote];

/// Where evidence stands.
const EVIDENCE: [Slot; 2] = [Slot::Evidence; 2];

pub(super) fn place_of<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|other| other == one).unwrap_or(all.len()) as u64
}

/// Writes an article without body, mentions and quotes.
pub fn write_details(article: &Article, rows: &mut Rows) {
    let names = [&article.record, &article.headline, &article.source, &article.section, &article.lang, &article.url];
    // An id that follows from where the article stands is not kept.
    let is_given = article.uid != Uid::of(&article.root, &article.path, article.record.as_deref());
    let are_there = names.map(Option::is_some).into_iter().chain([article.date.is_some(), article.place.is_some(), is_given]);
    rows.number(Slot::Parts, are_there.zip(0..).map(|(is_there, bit)| u64::from(is_there) << bit).sum());
    if is_given {
        rows.number(Slot::Uid, article.uid.0);
    }
    rows.size(Slot::Lead, article.lead_len);
    rows.size(Slot::Words, article.words);
    [&article.root, &article.path].into_iter().for_each(|text| rows.text(text));
    names.into_iter().flatten().for_each(|text| rows.text(text));
    if let Some(date) = &article.date {
        write_date(date, rows);
    }
    if let Some(ArticlePlace { place, from, evidence }) = &article.place {
        write_place(place, rows);
        rows.number(Slot::Choice, place_of(&PLACES_FROM, from));
        write_evidence(evidence, rows);
    }
    rows.texts(article.byline.iter().map(String::as_str));
    rows.texts(article.speakers.iter().map(|speaker| speaker.name.as_str()));
    article.speakers.iter().for_each(|speaker| rows.number(Slot::SpeakerFrom, place_of(&SPEAKERS_FROM, &speaker.from)));
    rows.texts(article.unknown_fields.iter().map(String::as_str));
}

/// Reads an article without body, mentions and quotes; `None` where it is not what was written.
pub fn read_details<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>) -> Option<Article> {
    let parts = rows.number(Slot::Parts)?;
    let is_there = |bit: u32| parts >> bit & 1 == 1;
    let given = if is_there(8) { Some(rows.number(Slot::Uid)?) } else { None };
    let (lead_len, words) = (rows.size(Slot::Lead)?, rows.size(Slot::Words)?);
    let (root, path) = (rows.string()?, rows.string()?);
    let (record, headline) = (rows.optional(is_there(0))?, rows.optional(is_there(1))?);
    let (source, section) = (rows.optional(is_there(2))?, rows.optional(is_there(3))?);
    let (lang, url) = (rows.optional(is_there(4))?, rows.optional(is_there(5))?);
    let date = if is_there(6) { Some(read_date(rows)?) } else { None };
    let place = if is_there(7) { Some(read_article_place(rows)?) } else { None };
    let byline = rows.all(RowReader::string)?;
    let names = rows.all(RowReader::string)?;
    let speakers = names.into_iter().map(|name| Some(Speaker { name, from: rows.choice(Slot::SpeakerFrom, &SPEAKERS_FROM)? }));
    let speakers = speakers.collect::<Option<_>>()?;
    let unknown_fields = rows.all(RowReader::string)?;
    let uid = given.map_or_else(|| Uid::of(&root, &path, record.as_deref()), Uid);
    Some(Article {
        uid,
        root,
        path,
        record,
        headline,
        byline,
        body: String::new(),
        lead_len,
        words,
        source,
        section,
        lang,
        url,
        date,
        place,
        mentions: Vec::new(),
        speakers,
        quotes: Vec::new(),
        unknown_fields,
        considered: Vec::new(),
    })
}

fn write_date(date: &ArticleDate, rows: &mut Rows) {
    rows.number(Slot::Day, u64::from(date.day.num_days_from_ce().cast_unsigned()));
    rows.number(Slot::Second, date.time.map_or(0, |time| u64::from(time.num_seconds_from_midnight()) + 1));
    if let Some(time) = date.time {
        rows.number(Slot::Nanosecond, u64::from(time.nanosecond()));
    }
    rows.number(Slot::Choice, place_of(&PRECISIONS, &date.precision) << 1 | u64::from(date.zone.is_some()));
    if let Some(zone) = &date.zone {
        rows.text(zone);
    }
    rows.number(Slot::Choice, place_of(&DATES_FROM, &date.from));
    write_evidence(&date.evidence, rows);
}

fn read_date<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>) -> Option<ArticleDate> {
    let day = NaiveDate::from_num_days_from_ce_opt(u32::try_from(rows.number(Slot::Day)?).ok()?.cast_signed())?;
    let time = match u32::try_from(rows.number(Slot::Second)?).ok()?.checked_sub(1) {
        Some(second) => {
            let nanosecond = u32::try_from(rows.number(Slot::Nanosecond)?).ok()?;
            Some(NaiveTime::from_num_seconds_from_midnight_opt(second, nanosecond)?)
        }
        None => None,
    };
    let choice = rows.size(Slot::Choice)?;
    let precision = *PRECISIONS.get(choice >> 1)?;
    let zone = rows.optional(choice & 1 == 1)?;
    let from = rows.choice(Slot::Choice, &DATES_FROM)?;
    Some(ArticleDate { day, time, zone, precision, from, evidence: read_evidence(rows)? })
}

fn write_evidence(evidence: &Evidence, rows: &mut Rows) {
    rows.text(&evidence.words);
    rows.text(&evidence.rule);
    rows.number(Slot::Choice, u64::from(evidence.span.is_some()));
    if let Some(span) = &evidence.span {
        rows.stretch(EVIDENCE, span, 0, 0);
    }
}

fn read_evidence<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>) -> Option<Evidence> {
    let (words, rule) = (rows.string()?, rows.string()?.into());
    let span: Option<Range<usize>> = match rows.number(Slot::Choice)? {
        0 => None,
        _ => Some(rows.stretch(EVIDENCE, 0)?),
    };
    Some(Evidence { words, span, rule })
}

fn read_article_place<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>) -> Option<ArticlePlace> {
    let place = read_place(rows)?;
    let from = rows.choice(Slot::Choice, &PLACES_FROM)?;
    Some(ArticlePlace { place, from, evidence: read_evidence(rows)? })
}

/// Writes a place: which levels are known, and their names as lines side by side with the GeoNames id, because they recur so in other articles. The words are
/// left out where they are the city's name.
pub(super) fn write_place(place: &Place, rows: &mut Rows) {
    let has_words = place.city.as_deref() != Some(&place.words);
    let levels = [&place.city, &place.region, &place.country, &place.continent];
    let are_there = levels.map(Option::is_some).into_iter().chain([place.geonames.is_some(), has_words]);
    rows.number(Slot::Levels, are_there.zip(0..).map(|(is_there, bit)| u64::from(is_there) << bit).sum());
    levels.into_iter().flatten().for_each(|name| rows.text(name));
    if let Some(id) = place.geonames {
        rows.text(&id.to_string());
    }
    if has_words {
        rows.text(&place.words);
    }
}

pub(super) fn read_place<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>) -> Option<Place> {
    let levels = rows.number(Slot::Levels)?;
    let is_there = |bit: u32| levels >> bit & 1 == 1;
    let mut name = |bit| Some(rows.optional(is_there(bit))?.map(Cow::Owned));
    let (city, region, country, continent): (Option<Cow<'static, str>>, _, _, _) = (name(0)?, name(1)?, name(2)?, name(3)?);
    let geonames = match is_there(4) {
        true => Some(rows.text()?.parse().ok()?),
        false => None,
    };
    let words = if is_there(5) { rows.string()? } else { city.clone()?.into_owned() };
    Some(Place { city, region, country, continent, geonames, words, names: Names::default() })
}
