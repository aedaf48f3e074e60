//! Counts of the values of a field among the articles that match.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query};
use tantivy::{Searcher, TERMINATED};

use crate::engine::{PlaceLevel, Values};
use crate::results::ValueCount;
use crate::schema::documents::number_day;

/// Roles of a speaker that are shown.
const ROLES: usize = 3;

/// What is known of one value so far.
#[derive(Default)]
struct Tally {
    articles: usize,
    quotes: usize,
    roles: BTreeMap<String, usize>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.articles += other.articles;
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
    for reader in searcher.segment_readers() {
        let columns = ValueColumns::open(reader, values)?;
        let mut by_ord: FxHashMap<u64, Tally> = FxHashMap::default();
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                articles += 1;
                without += usize::from(!columns.tally(doc, &mut by_ord)?);
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
    fn tally(&self, doc: u32, by_ord: &mut FxHashMap<u64, Tally>) -> tantivy::Result<bool> {
        let Some(values) = &self.value else { return Ok(false) };
        let day = self.day.first(doc);
        let mut any = false;
        for ord in values.term_ords(doc) {
            any = true;
            by_ord.entry(ord).or_default().add_article(day);
        }
        if let Some(speech) = &self.speech {
            speech.tally(doc, values, by_ord)?;
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

    /// Adds the direct quotes of an article, which stand behind it.
    fn tally(&self, article: u32, speakers: &StrColumn, by_ord: &mut FxHashMap<u64, Tally>) -> tantivy::Result<()> {
        let quotes = self.quotes.first(article).and_then(|quotes| u32::try_from(quotes).ok()).unwrap_or(0);
        for quote in article + 1..=article + quotes {
            if self.speech.as_ref().and_then(|speech| speech.ords().first(quote)) != self.direct {
                continue;
            }
            for ord in speakers.term_ords(quote) {
                let Some(tally) = by_ord.get_mut(&ord) else { continue };
                tally.quotes += 1;
                for role in super::files::strings(self.role.as_ref(), quote)? {
                    *tally.roles.entry(role).or_default() += 1;
                }
            }
        }
        Ok(())
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
