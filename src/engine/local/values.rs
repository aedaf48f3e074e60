//! Counts of the values of a field among the articles that match.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Searcher, TERMINATED};

use super::columns::numbers;
use super::everybody::{Everybody, Joined};
use super::rows::{Rows, number_at, row_numbers};
use crate::engine::{PlaceLevel, Values};
use crate::results::ValueCount;
use crate::schema::documents::number_day;

/// Roles of a speaker that are shown.
const ROLES: usize = 3;

/// What is known of one value so far; roles are ordinals in one segment, names over all of them.
struct Tally<R> {
    articles: usize,
    joined: usize,
    quotes: usize,
    roles: BTreeMap<R, usize>,
    first: Option<i64>,
    last: Option<i64>,
}

impl<R> Default for Tally<R> {
    fn default() -> Self {
        Self { articles: 0, joined: 0, quotes: 0, roles: BTreeMap::new(), first: None, last: None }
    }
}

impl<R: Ord> Tally<R> {
    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.joined += other.joined;
        self.quotes += other.quotes;
        for (role, count) in other.roles {
            *self.roles.entry(role).or_default() += count;
        }
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }

    fn is_empty(&self) -> bool {
        self.articles == 0 && self.quotes == 0
    }

    fn add_article(&mut self, day: Option<i64>) {
        self.articles += 1;
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
    }
}

impl Tally<u64> {
    /// The same with the names of the roles.
    fn with_names_of_roles(self, names: &FxHashMap<u64, String>) -> Tally<String> {
        let Self { articles, joined, quotes, roles, first, last } = self;
        let roles = roles.into_iter().filter_map(|(role, count)| Some((names.get(&role)?.clone(), count))).collect();
        Tally { articles, joined, quotes, roles, first, last }
    }
}

/// The values of one segment.
struct Tallies {
    by_ord: Vec<Tally<u64>>,
    /// Of surnames that stand for somebody's full name, under the number of that.
    by_name: FxHashMap<u32, Tally<u64>>,
}

/// Values with their counts, and what was counted in all.
pub(super) struct Counted {
    pub(super) values: Vec<ValueCount>,
    pub(super) without: usize,
    pub(super) articles: usize,
}

/// Counts the values of the articles that match `query`: most frequent first, ties by value.
///
/// `everybody` is asked for where speakers are counted.
pub(super) fn count(
    searcher: &Searcher,
    query: &dyn Query,
    values: Values,
    everybody: impl FnOnce() -> tantivy::Result<Arc<Everybody>>,
) -> tantivy::Result<Counted> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut tallies: FxHashMap<String, Tally<String>> = FxHashMap::default();
    let (mut without, mut articles) = (0, 0);
    let everybody = if values == Values::Speakers { everybody()? } else { Arc::default() };
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let columns = ValueColumns::open(reader, values)?;
        let ords = columns.value.as_ref().map_or(0, |column| column.dictionary().num_terms());
        let mut own = Tallies { by_ord: (0..ords).map(|_| Tally::default()).collect(), by_name: FxHashMap::default() };
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                articles += 1;
                without += usize::from(!columns.tally(doc, everybody.joined(segment, doc), &mut own));
            }
            doc = scorer.advance();
        }
        let own_ords = (0..).zip(&own.by_ord).filter(|(_, tally)| !tally.is_empty()).map(|(ord, _)| ord);
        let names = texts(columns.value.as_ref(), own_ords.collect())?;
        let all = own.by_ord.iter().chain(own.by_name.values());
        let roles = columns.speech.as_ref().and_then(|speech| speech.roles.as_ref());
        let roles = texts(roles, all.flat_map(|tally| tally.roles.keys().copied()).collect())?;
        for (ord, tally) in (0..).zip(own.by_ord).filter(|(_, tally)| !tally.is_empty()) {
            let name = names.get(&ord).map_or("", String::as_str);
            if let Some(value) = value_name(name, values) {
                tallies.entry(value).or_default().add(tally.with_names_of_roles(&roles));
            }
        }
        for (name, tally) in own.by_name {
            tallies.entry(everybody.name(name).to_owned()).or_default().add(tally.with_names_of_roles(&roles));
        }
    }
    let mut values: Vec<ValueCount> = tallies.into_iter().map(|(value, tally)| value_count(value, tally)).collect();
    values.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then(b.quotes.cmp(&a.quotes)).then_with(|| a.value.cmp(&b.value)));
    Ok(Counted { values, without, articles })
}

fn value_count(value: String, tally: Tally<String>) -> ValueCount {
    let mut roles: Vec<(String, usize)> = tally.roles.into_iter().collect();
    roles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ValueCount {
        value,
        articles: tally.articles,
        joined: tally.joined,
        quotes: tally.quotes,
        roles: roles.into_iter().take(ROLES).map(|(role, _)| role).collect(),
        first_day: tally.first.and_then(number_day),
        last_day: tally.last.and_then(number_day),
    }
}

/// The columns of one segment that a count reads.
struct ValueColumns {
    value: Option<StrColumn>,
    day: Column<i64>,
    /// For speakers: what leads from an article to its quotes.
    speech: Option<SpeechColumns>,
}

struct SpeechColumns {
    rows: Rows,
    speakers: Arc<dyn ColumnValues<i64>>,
    roles_at: Arc<dyn ColumnValues<i64>>,
    roles: Option<StrColumn>,
    speech: Option<Arc<dyn ColumnValues<u64>>>,
    /// What stands in `speech` for direct quotes; `None` where there are none.
    direct: Option<u64>,
}

impl ValueColumns {
    fn open(reader: &SegmentReader, values: Values) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let field = match values {
            Values::Speakers => "speaker",
            Values::Places(_) => "filed",
            Values::Sources => "source",
        };
        let speech = match values {
            Values::Speakers => Some(SpeechColumns::open(reader)?),
            Values::Places(_) | Values::Sources => None,
        };
        Ok(Self { value: fast.str(field)?, day: numbers(reader, "date")?, speech })
    }

    /// Adds one article to the tallies of its values; answers whether it has any.
    ///
    /// `joined` are those that stand for somebody else's full name, with that name, under which they are counted.
    fn tally(&self, doc: DocId, joined: &[Joined], own: &mut Tallies) -> bool {
        let Some(values) = &self.value else { return false };
        let day = self.day.first(doc);
        let ords: Vec<u64> = values.term_ords(doc).collect();
        let full_name = |ord: u64| joined.iter().find(|(own, _)| *own == ord).map(|&(_, name)| name);
        for &ord in &ords {
            match full_name(ord) {
                Some(name) => {
                    let tally = own.by_name.entry(name).or_default();
                    tally.add_article(day);
                    tally.joined += 1;
                }
                None => own.by_ord.get_mut(ord as usize).into_iter().for_each(|tally| tally.add_article(day)),
            }
        }
        let Some(speech) = &self.speech else { return !ords.is_empty() };
        let roles = speech.roles_of(doc);
        for row in speech.direct(doc) {
            let Some(&ord) = nth(&ords, &speech.speakers, row) else { continue };
            let tally = match full_name(ord) {
                Some(name) => Some(own.by_name.entry(name).or_default()),
                None => own.by_ord.get_mut(ord as usize),
            };
            let Some(tally) = tally else { continue };
            tally.quotes += 1;
            if let Some(role) = nth(&roles, &speech.roles_at, row) {
                *tally.roles.entry(*role).or_default() += 1;
            }
        }
        !ords.is_empty()
    }
}

/// The texts that ordinals of a column stand for, each block of its dictionary read once.
fn texts(column: Option<&StrColumn>, mut ords: Vec<u64>) -> tantivy::Result<FxHashMap<u64, String>> {
    ords.sort_unstable();
    ords.dedup();
    let mut texts = FxHashMap::default();
    if let Some(column) = column {
        let mut next = ords.iter();
        column.dictionary().sorted_ords_to_term_cb(&ords, |text| {
            texts.extend(next.next().map(|&ord| (ord, String::from_utf8_lossy(text).into_owned())));
        })?;
    }
    Ok(texts)
}

/// A value as it is counted, at the level asked for.
fn value_name(name: &str, values: Values) -> Option<String> {
    match values {
        Values::Places(level) => place_name(name, level),
        Values::Speakers | Values::Sources => Some(name.to_owned()),
    }
}

/// The value that a row counts among those of its article.
fn nth<'v>(values: &'v [u64], places: &Arc<dyn ColumnValues<i64>>, row: u32) -> Option<&'v u64> {
    values.get(usize::try_from(number_at(places, row).checked_sub(1)?).ok()?)
}

impl SpeechColumns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let speech = fast.str("speech")?;
        let direct = match &speech {
            Some(speech) => speech.dictionary().term_ord("direct")?,
            None => None,
        };
        Ok(Self {
            rows: Rows::new(reader)?,
            speakers: row_numbers(reader, "speaker_at")?,
            roles_at: row_numbers(reader, "role_at")?,
            roles: fast.str("role")?,
            speech: speech.map(|speech| speech.ords().values.clone()),
            direct,
        })
    }

    /// The rows of an article's direct quotes.
    fn direct(&self, article: DocId) -> impl Iterator<Item = u32> {
        let is_direct = |row: &u32| self.direct.is_some() && self.speech.as_ref().map(|speech| speech.get_val(*row)) == self.direct;
        self.rows.of(article).filter(is_direct)
    }

    /// Ordinals of an article's roles, in their order.
    fn roles_of(&self, article: DocId) -> Vec<u64> {
        self.roles.as_ref().map(|roles| roles.term_ords(article).collect()).unwrap_or_default()
    }
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
