//! Counts of the values of a field among the articles that match.
//!
//! Articles are counted first, by numbers that values have in all segments. What else is told of a value is read of those alone that are
//! shown.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Searcher};

use super::called::Called;
use super::columns::numbers;
use super::everybody::{Everybody, Speaker};
use super::numbering::Numbering;
use super::roles;
use super::speech::SpeechColumns;
use super::windows::WindowQuery;
use crate::engine::{PlaceLevel, Values, ValuesRequest};
use crate::results::ValueCount;
use crate::schema::documents::number_day;

/// Roles of a speaker that are shown.
const ROLES: usize = 3;

/// Values with their counts, and what was counted in all.
pub(super) struct Counted {
    /// Those that are asked for.
    pub(super) values: Vec<ValueCount>,
    /// How many there are.
    pub(super) total: usize,
    pub(super) without: usize,
    pub(super) articles: usize,
}

/// The values of every article in one state of an index.
pub(super) enum Valued {
    Speakers(Arc<Everybody>),
    /// Places or sources: a column, and its texts.
    Texts {
        field: &'static str,
        numbering: Arc<Numbering>,
    },
}

/// Values that were read of one state of an index.
#[derive(Default)]
pub(super) struct Known {
    everybody: OnceLock<Arc<Everybody>>,
    places: OnceLock<Arc<Numbering>>,
    sources: OnceLock<Arc<Numbering>>,
}

impl Known {
    /// What is counted; read where that has not been done.
    pub(super) fn valued(&self, searcher: &Searcher, values: Values) -> tantivy::Result<Valued> {
        let texts = |known, field| Ok(Valued::Texts { field, numbering: once(known, || Numbering::of(searcher, field))? });
        match values {
            Values::Speakers => once(&self.everybody, || Everybody::of(searcher)).map(Valued::Speakers),
            Values::Places(_) => texts(&self.places, "filed"),
            Values::Sources => texts(&self.sources, "source"),
        }
    }
}

fn once<T>(known: &OnceLock<Arc<T>>, read: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<Arc<T>> {
    if let Some(known) = known.get() {
        return Ok(Arc::clone(known));
    }
    let read = Arc::new(read()?);
    Ok(Arc::clone(known.get_or_init(|| read)))
}

/// The values of the articles of one segment.
enum OfSegment<'v> {
    Speakers { everybody: &'v Everybody, segment: usize, called: Option<&'v Called> },
    Texts(Option<StrColumn>, &'v [u32]),
}

impl Valued {
    fn texts(&self) -> &[Box<str>] {
        match self {
            Self::Speakers(everybody) => everybody.names(),
            Self::Texts { numbering, .. } => numbering.texts(),
        }
    }

    fn in_segment<'v>(&'v self, segment: usize, reader: &SegmentReader, called: Option<&'v Called>) -> tantivy::Result<OfSegment<'v>> {
        Ok(match self {
            Self::Speakers(everybody) => OfSegment::Speakers { everybody, segment, called },
            Self::Texts { field, numbering } => OfSegment::Texts(reader.fast_fields().str(field)?, numbering.of_segment(segment)),
        })
    }
}

impl OfSegment<'_> {
    /// Calls `visit` with the number of each value of an article.
    #[inline]
    fn each(&self, article: DocId, mut visit: impl FnMut(usize)) {
        match self {
            Self::Speakers { everybody, segment, called: None, .. } => {
                let speakers = everybody.speakers(*segment, article).iter().filter(|speaker| !speaker.is_repeated());
                speakers.for_each(|speaker| visit(speaker.name()));
            }
            Self::Speakers { everybody, segment, called: Some(called) } => {
                let speakers = everybody.speakers(*segment, article).iter().zip(called.speakers(*segment, article));
                let mut met: Vec<usize> = speakers.filter(|(_, is_called)| *is_called).map(|(speaker, _)| speaker.name()).collect();
                met.sort_unstable();
                met.dedup();
                met.into_iter().for_each(visit);
            }
            Self::Texts(column, numbers) => {
                let ords = column.iter().flat_map(|column| column.term_ords(article));
                ords.filter_map(|ord| numbers.get(ord as usize)).for_each(|number| visit(*number as usize));
            }
        }
    }
}

/// Counts the values of the articles that match `query`: most frequent first, ties by value; those that `request` asks for.
pub(super) fn count(searcher: &Searcher, query: &dyn Query, request: &ValuesRequest, valued: &Valued) -> tantivy::Result<Counted> {
    let query = WindowQuery::new(query, EnableScoring::disabled_from_searcher(searcher))?;
    let called = match (&request.called, valued) {
        (Some(node), Valued::Speakers(_)) => Called::of(searcher, node)?,
        _ => None,
    };
    let called = called.as_ref();
    let mut by_number = vec![0_u32; valued.texts().len()];
    let (mut without, mut matching) = (0, Vec::new());
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let values = valued.in_segment(segment, reader, called)?;
        let mut windows = query.windows(reader)?;
        let mut own = Vec::new();
        while windows.advance()?.is_some() {
            own.extend(windows.docs());
        }
        for &article in &own {
            let mut has_any = false;
            values.each(article, |number| {
                has_any = true;
                by_number.get_mut(number).into_iter().for_each(|count| *count += 1);
            });
            without += usize::from(!has_any);
        }
        matching.push(own);
    }
    let articles = matching.iter().map(Vec::len).sum();
    let (total, shown) = Shown::of(valued.texts(), &by_number, request);
    let values = shown.read(searcher, &matching, (valued, called), request)?;
    Ok(Counted { values, total, without, articles })
}

/// What is known of one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    value: String,
    articles: usize,
    joined: usize,
    quotes: usize,
    roles: BTreeMap<String, usize>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Tally {
    fn add_day(&mut self, day: Option<i64>) {
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
    }

    /// Adds a quote.
    pub(super) fn add_quote(&mut self) {
        self.quotes += 1;
    }

    /// Adds quotes of somebody in a role.
    pub(super) fn add_role(&mut self, role: &str, quotes: usize) {
        *self.roles.entry(role.to_owned()).or_default() += quotes;
    }

    fn into_count(self) -> ValueCount {
        ValueCount {
            value: self.value,
            articles: self.articles,
            joined: self.joined,
            quotes: self.quotes,
            roles: roles::most_frequent(self.roles, ROLES),
            first_day: self.first.and_then(number_day),
            last_day: self.last.and_then(number_day),
        }
    }
}

/// Values of which all is read.
struct Shown {
    tallies: Vec<Tally>,
    /// By number, the place of a value's tally from 1; 0 for what is not shown.
    places: Vec<u32>,
    /// A bit for each number that has one: few enough to stay at hand where most speakers of most articles are not shown.
    bits: Vec<u64>,
}

impl Shown {
    /// How many values there are, and those that are common enough for what is asked for: all that have as many articles as the last of these,
    /// since what ties is told apart by what is not read yet.
    fn of(texts: &[Box<str>], by_number: &[u32], request: &ValuesRequest) -> (usize, Self) {
        let met = || {
            (0..).zip(by_number).filter(|(_, articles)| **articles > 0).map(|(number, articles): (usize, _)| (number, *articles as usize))
        };
        // Places have one value for several texts.
        let mut values: Vec<(Option<String>, usize, Vec<usize>)> = Vec::new();
        if let Values::Places(level) = request.values {
            let mut known: FxHashMap<String, usize> = FxHashMap::default();
            for (number, articles) in met() {
                let Some(value) = place_name(&texts[number], level) else { continue };
                let at = *known.entry(value).or_insert_with_key(|value| {
                    values.push((Some(value.clone()), 0, Vec::new()));
                    values.len() - 1
                });
                values[at].1 += articles;
                values[at].2.push(number);
            }
        } else {
            values.extend(met().map(|(number, articles)| (None, articles, vec![number])));
        }
        let total = values.len();
        if let Some(last) = request.limit.map(|limit| request.offset.saturating_add(limit)).filter(|last| *last < total) {
            let mut counts: Vec<usize> = values.iter().map(|(_, articles, _)| *articles).collect();
            let least = match last.checked_sub(1) {
                Some(last) => *counts.select_nth_unstable_by(last, |a, b| b.cmp(a)).1,
                None => usize::MAX,
            };
            values.retain(|(_, articles, _)| *articles >= least);
        }
        let mut places = vec![0; by_number.len()];
        let mut bits = vec![0_u64; by_number.len().div_ceil(64)];
        let mut tallies = Vec::with_capacity(values.len());
        for (place, (value, articles, numbers)) in (1..).zip(values) {
            let value = value.unwrap_or_else(|| numbers.first().map_or_else(String::new, |number| texts[*number].to_string()));
            tallies.push(Tally { value, articles, ..Tally::default() });
            for number in numbers {
                places[number] = place;
                bits[number / 64] |= 1 << (number % 64);
            }
        }
        (total, Self { tallies, places, bits })
    }

    /// Reads what is told of them besides the number of articles, in order.
    fn read(
        mut self,
        searcher: &Searcher,
        matching: &[Vec<DocId>],
        (valued, called): (&Valued, Option<&Called>),
        request: &ValuesRequest,
    ) -> tantivy::Result<Vec<ValueCount>> {
        if !self.tallies.is_empty() {
            for ((segment, reader), articles) in searcher.segment_readers().iter().enumerate().zip(matching) {
                let day = numbers(reader, "date")?;
                let values = valued.in_segment(segment, reader, called)?;
                let mut speech = if matches!(valued, Valued::Speakers(_)) { Some(SpeechColumns::open(reader)?) } else { None };
                for &article in articles {
                    let mut has_shown = false;
                    values
                        .each(article, |number| has_shown |= self.bits.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1));
                    if !has_shown {
                        continue;
                    }
                    let mut of_article = None;
                    values.each(article, |number| {
                        if let Some(tally) = tally_of(&mut self.tallies, &self.places, number) {
                            tally.add_day(*of_article.get_or_insert_with(|| day.first(article)));
                        }
                    });
                    if let (Some(speech), OfSegment::Speakers { everybody, .. }, Some(_)) = (&mut speech, &values, of_article) {
                        let speakers = everybody.speakers(segment, article);
                        let of_article = called.map(|called| called.speakers(segment, article));
                        let is_called = |at: usize| of_article.as_ref().is_none_or(|each| each.get(at) == Some(&true));
                        self.add_joined((0..).zip(speakers).filter(|(at, _)| is_called(*at)).map(|(_, speaker)| *speaker));
                        let Self { tallies, places, .. } = &mut self;
                        speech.read(article, |at| {
                            let at = *places.get(speakers.get(at).filter(|_| is_called(at))?.name())?;
                            let at = at.checked_sub(1)? as usize;
                            tallies.get_mut(at)?.add_quote();
                            Some(at)
                        });
                    }
                }
                if let Some(speech) = speech {
                    speech.add_roles(&mut self.tallies)?;
                }
            }
        }
        let mut values: Vec<ValueCount> = self.tallies.into_iter().map(Tally::into_count).collect();
        values.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then(b.quotes.cmp(&a.quotes)).then_with(|| a.value.cmp(&b.value)));
        Ok(values.into_iter().skip(request.offset).take(request.limit.unwrap_or(usize::MAX)).collect())
    }

    /// Counts those of an article's speakers whom it knows by surname alone.
    fn add_joined(&mut self, speakers: impl Iterator<Item = Speaker>) {
        for speaker in speakers.filter(|speaker| speaker.is_joined()) {
            if let Some(tally) = tally_of(&mut self.tallies, &self.places, speaker.name()) {
                tally.joined += 1;
            }
        }
    }
}

/// The tally of the value of a number, where it is shown.
#[inline]
fn tally_of<'t>(tallies: &'t mut [Tally], places: &[u32], number: usize) -> Option<&'t mut Tally> {
    tallies.get_mut(places.get(number)?.checked_sub(1)? as usize)
}

/// The name of a place at a level, or of the finest level above it that is known: `Vladivostok, Primorye, RU`.
fn place_name(filed: &str, level: PlaceLevel) -> Option<String> {
    let mut parts = filed.split('\t');
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let (city, region, country, continent) = (next(), next(), next(), next());
    let joined = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(", ");
    let name = match level {
        PlaceLevel::City => joined(&[city, region, country]),
        PlaceLevel::Region => joined(&[region, country]),
        PlaceLevel::Country => country.unwrap_or_default().to_owned(),
        PlaceLevel::Continent => continent.unwrap_or_default().to_owned(),
    };
    Some(if name.is_empty() { continent.unwrap_or_default().to_owned() } else { name }).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_at_the_level_asked_for() {
        let filed = "Vladivostok\tPrimorye\tRU\tEurope";
        for (filed, level, expected) in [
            (filed, PlaceLevel::City, Some("Vladivostok, Primorye, RU")),
            (filed, PlaceLevel::Region, Some("Primorye, RU")),
            (filed, PlaceLevel::Country, Some("RU")),
            (filed, PlaceLevel::Continent, Some("Europe")),
            ("\t\tRU\tEurope", PlaceLevel::City, Some("RU")),
            ("\t\t\tEurope", PlaceLevel::Country, Some("Europe")),
            ("\t\t\t", PlaceLevel::City, None),
        ] {
            assert_eq!(place_name(filed, level).as_deref(), expected, "{filed} {level:?}");
        }
    }
}
