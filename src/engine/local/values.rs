//! Counts of the values of a field among the articles that match.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, Searcher, TERMINATED};

use super::hits::HitReader;
use super::joined::{Columns, Persons};
use crate::engine::{PlaceLevel, Values};
use crate::results::ValueCount;
use crate::schema::documents::number_day;

/// Roles of a speaker that are shown.
const ROLES: usize = 3;

/// What is known of one value so far.
#[derive(Default)]
struct Tally {
    articles: usize,
    joined: usize,
    quotes: usize,
    roles: BTreeMap<String, usize>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Tally {
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

    fn add_article(&mut self, day: Option<i64>) {
        self.articles += 1;
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
    }
}

/// Values with their counts, and what was counted in all.
pub(super) struct Counted {
    pub(super) values: Vec<ValueCount>,
    pub(super) without: usize,
    pub(super) articles: usize,
}

/// Counts the values of the articles that match `query`: most frequent first, ties by value.
pub(super) fn count(searcher: &Searcher, query: &dyn Query, values: Values) -> tantivy::Result<Counted> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut tallies: FxHashMap<String, Tally> = FxHashMap::default();
    let (mut without, mut articles) = (0, 0);
    let joiner = if values == Values::Speakers { Some(Joiner::read(searcher)?) } else { None };
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let columns = ValueColumns::open(reader, values)?;
        let joining = match &joiner {
            Some(joiner) => Columns::open(reader)?.map(|columns| Joining { joiner, columns, segment }),
            None => None,
        };
        let mut by_ord: FxHashMap<u64, Tally> = FxHashMap::default();
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                articles += 1;
                let joined = joining.as_ref().map(|joining| joining.of_article(doc)).unwrap_or_default();
                without += usize::from(!columns.tally(doc, &joined, &mut by_ord, &mut tallies)?);
            }
            doc = scorer.advance();
        }
        for (ord, tally) in by_ord {
            if let Some(value) = columns.names(ord, values)? {
                tallies.entry(value).or_default().add(tally);
            }
        }
    }
    let mut values: Vec<ValueCount> = tallies.into_iter().map(|(value, tally)| value_count(value, tally)).collect();
    values.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then(b.quotes.cmp(&a.quotes)).then_with(|| a.value.cmp(&b.value)));
    Ok(Counted { values, without, articles })
}

fn value_count(value: String, tally: Tally) -> ValueCount {
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

/// What joins surnames to the persons of the archive.
struct Joiner {
    persons: Persons,
    hits: HitReader,
}

impl Joiner {
    fn read(searcher: &Searcher) -> tantivy::Result<Self> {
        Ok(Self { persons: Persons::read(searcher)?, hits: HitReader::plain(searcher.clone()) })
    }
}

/// The same over the articles of one segment.
struct Joining<'a> {
    joiner: &'a Joiner,
    columns: Columns,
    segment: u32,
}

impl Joining<'_> {
    /// The speakers of an article who are known by surname alone and stand for a person, with the full name.
    fn of_article(&self, doc: u32) -> Vec<(u64, String)> {
        let address = DocAddress::new(self.segment, doc);
        let joined = self.columns.joined(doc, &self.joiner.persons);
        let persons = joined.into_iter().filter(|(_, surname, _)| self.joiner.hits.names_person(address, surname));
        persons.map(|(ord, _, full)| (ord, full.to_owned())).collect()
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
    quotes: Column<i64>,
    role: Option<StrColumn>,
    speech: Option<StrColumn>,
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
        Ok(Self { value: fast.str(field)?, day: fast.i64("date")?, speech })
    }

    /// Adds one article to the tallies of its values; answers whether it has any.
    ///
    /// `joined` are those that stand for somebody else's full name, with that name, under which they are counted.
    fn tally(
        &self,
        doc: u32,
        joined: &[(u64, String)],
        by_ord: &mut FxHashMap<u64, Tally>,
        by_name: &mut FxHashMap<String, Tally>,
    ) -> tantivy::Result<bool> {
        let Some(values) = &self.value else { return Ok(false) };
        let day = self.day.first(doc);
        let mut any = false;
        for ord in values.term_ords(doc) {
            any = true;
            match joined.iter().find(|(own, _)| *own == ord) {
                Some((_, name)) => {
                    let tally = by_name.entry(name.clone()).or_default();
                    tally.add_article(day);
                    tally.joined += 1;
                }
                None => by_ord.entry(ord).or_default().add_article(day),
            }
        }
        if let Some(speech) = &self.speech {
            for (ord, roles) in speech.quotes(doc, values)? {
                let tally = match joined.iter().find(|(own, _)| *own == ord) {
                    Some((_, name)) => by_name.get_mut(name),
                    None => by_ord.get_mut(&ord),
                };
                if let Some(tally) = tally {
                    tally.quotes += 1;
                    for role in roles {
                        *tally.roles.entry(role).or_default() += 1;
                    }
                }
            }
        }
        Ok(any)
    }

    /// The values that an ordinal stands for, at the level asked for.
    fn names(&self, ord: u64, values: Values) -> tantivy::Result<Option<String>> {
        let mut name = String::new();
        if let Some(column) = &self.value {
            column.ord_to_str(ord, &mut name)?;
        }
        Ok(match values {
            Values::Places(level) => place_name(&name, level),
            Values::Speakers | Values::Sources => Some(name),
        })
    }
}

impl SpeechColumns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let speech = fast.str("speech")?;
        let direct = match &speech {
            Some(speech) => speech.dictionary().term_ord("direct")?,
            None => None,
        };
        Ok(Self { quotes: fast.i64("parts")?, role: fast.str("role")?, speech, direct })
    }

    /// Speakers and roles of the direct quotes of an article, which stand behind it.
    fn quotes(&self, article: u32, speakers: &StrColumn) -> tantivy::Result<Vec<(u64, Vec<String>)>> {
        let mut found = Vec::new();
        let quotes = self.quotes.first(article).and_then(|quotes| u32::try_from(quotes).ok()).unwrap_or(0);
        for quote in article + 1..=article + quotes {
            if self.speech.as_ref().and_then(|speech| speech.ords().first(quote)) != self.direct {
                continue;
            }
            for ord in speakers.term_ords(quote) {
                found.push((ord, super::files::strings(self.role.as_ref(), quote)?));
            }
        }
        Ok(found)
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
