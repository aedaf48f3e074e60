//! Speakers whom an article knows by surname alone, joined to the person of the archive who bears it.
//!
//! Derived whenever the index is read, from names and days alone: nothing of it is written into any document, and the order of files makes
//! no difference. A surname is joined where exactly one person who speaks under it in full does so within half a year of the article's day,
//! and none in the article itself; in an article without a date, where the archive knows one such person in all. Two of one surname near
//! in time are never told apart by which is named more often: such a surname stays as it is.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, TERMINATED};

use super::beside::distance;
use super::forms::searcher_of;
use super::hits::HitReader;
use crate::analysis::fold::fold;
use crate::schema::DocumentKind;
use crate::schema::documents::number_day;

/// Days within which somebody must speak under their full name.
const NEAR: i32 = 183;

/// Who speaks in the archive under a full name, by surname.
#[derive(Debug, Default)]
pub(super) struct Persons(FxHashMap<String, Vec<Bearer>>);

/// Somebody who speaks under a full name.
#[derive(Debug, Default)]
struct Bearer {
    /// First word of the name, folded, with a suffix such as `jr`.
    first: String,
    /// The name as written, with the number of articles.
    names: BTreeMap<String, usize>,
    /// Days of the articles, counted from the beginning of the era; sorted.
    days: Vec<i32>,
}

/// A name cut into what tells bearers of a surname apart and the surname, both folded.
struct Cut {
    /// `None` where the name is a surname alone.
    first: Option<String>,
    last: String,
}

fn cut(name: &str) -> Option<Cut> {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
    let suffix = words.last().copied().filter(|word| words.len() > 1 && matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"));
    words.truncate(words.len() - usize::from(suffix.is_some()));
    let last = (*words.last()?).to_owned();
    let particle = name.starts_with(char::is_lowercase);
    let first = (words.len() > 1 && !particle).then(|| match suffix {
        Some(suffix) => format!("{} {suffix}", words[0]),
        None => words[0].to_owned(),
    });
    Some(Cut { first, last })
}

/// Whether a name is one word, or one with small words before it.
pub(super) fn is_surname(name: &str) -> bool {
    let plain = |rest: &str| name.starts_with(char::is_uppercase) && (rest.len() > 4 || rest.contains(' '));
    match name.split_once(' ') {
        None => !name.is_empty(),
        Some((_, rest)) if plain(rest) => false,
        Some(_) => cut(name).is_some_and(|cut| cut.first.is_none()),
    }
}

/// The number of a day, counted from the beginning of the era.
fn era_day(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

impl Persons {
    /// Everybody who speaks in an index.
    pub(super) fn read(searcher: &Searcher) -> tantivy::Result<Self> {
        let mut persons = Self::default();
        for reader in searcher.segment_readers() {
            let Some(columns) = Columns::open(reader)? else { continue };
            let mut of_ord: FxHashMap<u64, (usize, Vec<i32>)> = FxHashMap::default();
            columns.each_article(reader, |doc| {
                let day = columns.day(doc).map(era_day);
                for ord in columns.speakers.term_ords(doc).filter(|&ord| columns.surname(ord).is_none()) {
                    let (articles, days) = of_ord.entry(ord).or_default();
                    *articles += 1;
                    days.extend(day);
                }
            });
            for (ord, (articles, days)) in of_ord {
                persons.add(columns.name(ord), articles, days);
            }
        }
        for bearer in persons.0.values_mut().flatten() {
            bearer.days.sort_unstable();
            bearer.days.dedup();
        }
        Ok(persons)
    }

    fn add(&mut self, name: &str, articles: usize, days: Vec<i32>) {
        let Some(Cut { first: Some(first), last }) = cut(name) else { return };
        let bearers = self.0.entry(last).or_default();
        let index = bearers.iter().position(|bearer| bearer.first == first).unwrap_or_else(|| {
            bearers.push(Bearer { first, ..Bearer::default() });
            bearers.len() - 1
        });
        if let Some(bearer) = bearers.get_mut(index) {
            bearer.days.extend(days);
            *bearer.names.entry(name.to_owned()).or_default() += articles;
        }
    }

    /// The full name of the person whom a surname stands for in an article of a day, beside the article's other speakers.
    pub(super) fn full_name<'s>(&self, surname: &str, day: Option<NaiveDate>, mut others: impl Iterator<Item = &'s str>) -> Option<&str> {
        let Cut { first: None, last } = cut(surname)? else { return None };
        let bearers = self.0.get(&last)?;
        if others.any(|other| cut(other).is_some_and(|cut| cut.first.is_some() && cut.last == last)) {
            return None;
        }
        let near: Vec<&Bearer> = bearers.iter().filter(|bearer| day.is_none_or(|day| bearer.speaks_near(era_day(day)))).collect();
        let is_initial = |bearer: &Bearer| bearer.first.chars().count() == 1;
        let mut persons = near.iter().filter(|bearer| {
            !is_initial(bearer) || !near.iter().any(|other| !is_initial(other) && other.first.starts_with(bearer.first.as_str()))
        });
        match (persons.next(), persons.next()) {
            (Some(one), None) => one.display(),
            _ => None,
        }
    }
}

impl Bearer {
    fn speaks_near(&self, day: i32) -> bool {
        let next = self.days.partition_point(|&own| own < day.saturating_sub(NEAR));
        self.days.get(next).is_some_and(|&own| own <= day.saturating_add(NEAR))
    }

    /// The name as most articles write it, the longer of two as frequent.
    fn display(&self) -> Option<&str> {
        self.names.iter().max_by_key(|(name, count)| (**count, name.len())).map(|(name, _)| name.as_str())
    }
}

/// The columns of one segment that joining reads.
pub(super) struct Columns {
    speakers: StrColumn,
    date: Column<i64>,
    ordinal: Column<i64>,
    parts: Column<i64>,
    /// The names by ordinal, and whether each is a surname alone.
    names: Vec<(String, bool)>,
}

impl Columns {
    /// `None` where nobody speaks.
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let fast = reader.fast_fields();
        let Some(speakers) = fast.str("speaker")? else { return Ok(None) };
        let mut names = Vec::with_capacity(speakers.num_terms());
        let mut terms = speakers.dictionary().stream()?;
        while terms.advance() {
            let name = String::from_utf8_lossy(terms.key()).into_owned();
            let alone = is_surname(&name);
            names.push((name, alone));
        }
        drop(terms);
        Ok(Some(Self { speakers, date: fast.i64("date")?, ordinal: fast.i64("ordinal")?, parts: fast.i64("parts")?, names }))
    }

    fn each_article(&self, reader: &SegmentReader, mut read: impl FnMut(DocId)) {
        let mut doc = 0;
        while doc < reader.max_doc() {
            if !reader.is_deleted(doc) && distance(&self.ordinal, doc) == 0 {
                read(doc);
            }
            doc += 1 + self.quotes(doc);
        }
    }

    /// Number of quotes behind an article.
    fn quotes(&self, article: DocId) -> DocId {
        self.parts.first(article).and_then(|parts| u32::try_from(parts).ok()).unwrap_or(0)
    }

    fn day(&self, article: DocId) -> Option<NaiveDate> {
        self.date.first(article).and_then(number_day)
    }

    fn entry(&self, ord: u64) -> Option<&(String, bool)> {
        self.names.get(usize::try_from(ord).ok()?)
    }

    fn name(&self, ord: u64) -> &str {
        self.entry(ord).map_or("", |(name, _)| name)
    }

    fn surname(&self, ord: u64) -> Option<&str> {
        self.entry(ord).and_then(|(name, alone)| alone.then_some(name.as_str()))
    }

    /// Those speakers of an article whom it knows by surname alone, each with the person that it stands for.
    pub(super) fn joined<'p>(&self, article: DocId, persons: &'p Persons) -> Vec<(u64, &str, &'p str)> {
        let ords: Vec<u64> = self.speakers.term_ords(article).collect();
        let day = self.day(article);
        let mut joined = Vec::new();
        for &ord in &ords {
            let Some(surname) = self.surname(ord) else { continue };
            if let Some(full) = persons.full_name(surname, day, ords.iter().map(|&other| self.name(other))) {
                joined.push((ord, surname, full));
            }
        }
        joined
    }
}

/// Matches documents whose speaker is known by surname alone and stands for a person whose full name holds `words` one behind another.
#[derive(Debug, Clone)]
pub(super) struct JoinedQuery {
    /// Whether articles or quotes match.
    pub(super) find: DocumentKind,
    /// The words of a name.
    pub(super) words: Vec<String>,
}

impl Query for JoinedQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(JoinedWeight(documents(searcher_of(&enable_scoring)?, self.find, &self.words)?)))
    }
}

fn documents(searcher: &Searcher, find: DocumentKind, words: &[String]) -> tantivy::Result<FxHashMap<SegmentId, Vec<DocId>>> {
    let mut docs: FxHashMap<SegmentId, Vec<DocId>> = FxHashMap::default();
    let asked: Vec<String> = words.iter().flat_map(|word| fold(word).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let holds = |name: &str| {
        let name = fold(name);
        let name: Vec<&str> = name.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
        name.windows(asked.len().max(1)).any(|window| window == asked.as_slice())
    };
    let persons = Persons::read(searcher)?;
    let is_meant = |bearers: &[Bearer]| bearers.iter().flat_map(|bearer| bearer.names.keys()).any(|name| holds(name));
    let meant: FxHashSet<&str> = persons.0.iter().filter(|(_, bearers)| is_meant(bearers)).map(|(last, _)| last.as_str()).collect();
    if meant.is_empty() {
        return Ok(docs);
    }
    let reader_of_hits = HitReader::plain(searcher.clone());
    for (segment_ord, reader) in (0..).zip(searcher.segment_readers()) {
        let Some(columns) = Columns::open(reader)? else { continue };
        // Hardly any article names somebody by a surname that is meant.
        let may_join: Vec<bool> =
            columns.names.iter().map(|(name, alone)| *alone && cut(name).is_some_and(|cut| meant.contains(cut.last.as_str()))).collect();
        let mut articles = Vec::new();
        columns.each_article(reader, |doc| {
            let mut ords = columns.speakers.term_ords(doc);
            if ords.any(|ord| may_join.get(ord as usize).copied().unwrap_or(false)) {
                articles.push(doc);
            }
        });
        let own = docs.entry(reader.segment_id()).or_default();
        for article in articles {
            for (ord, surname, full) in columns.joined(article, &persons) {
                if !holds(full) || !reader_of_hits.names_person(DocAddress::new(segment_ord, article), surname) {
                    continue;
                }
                match find {
                    DocumentKind::Quote => {
                        let quotes = article + 1..=article + columns.quotes(article);
                        own.extend(quotes.filter(|&quote| columns.speakers.term_ords(quote).any(|other| other == ord)));
                    }
                    DocumentKind::Article | DocumentKind::File => own.push(article),
                }
            }
        }
        own.sort_unstable();
        own.dedup();
    }
    Ok(docs)
}

/// The documents of every segment, in order; they add nothing to a score.
struct JoinedWeight(FxHashMap<SegmentId, Vec<DocId>>);

impl Weight for JoinedWeight {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Listed { docs: self.0.get(&reader.segment_id()).cloned().unwrap_or_default(), at: 0 }))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the surname stands for one person of the archive", 0.0))
    }
}

/// Documents in a list.
struct Listed {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(named: &[(&str, &str)]) -> Persons {
        let mut persons = Persons::default();
        for (name, day) in named {
            persons.add(name, 1, day.parse().map(era_day).into_iter().collect());
        }
        for bearer in persons.0.values_mut().flatten() {
            bearer.days.sort_unstable();
        }
        persons
    }

    #[test]
    fn a_surname_is_joined_where_one_person_bears_it_near_in_time() {
        let two =
            [("Otto Brandt", "1990-05-01"), ("Lena Brandt", "2017-03-01"), ("Lena M. Brandt", "2017-09-01"), ("Lena Brandt", "2017-10-01")];
        let both = [("Otto Brandt", "2017-05-01"), ("Lena Brandt", "2017-03-01")];
        let family = [("Donald Marsh", "2016-05-01"), ("Donald Marsh Jr.", "2016-05-02")];
        for (named, surname, day, other, expected) in [
            (&two[..], "Brandt", "2017-06-01", "", Some("Lena Brandt")),
            (&two, "brandt", "1990-06-01", "", Some("Otto Brandt")),
            (&two, "Brandt", "2003-06-01", "", None),
            (&two, "Brandt", "", "", None),
            (&two, "Brandt", "2017-06-01", "Jan Brandt", None),
            (&two, "Brandt", "2017-06-01", "Jan Marsh", Some("Lena Brandt")),
            (&two, "Lena Brandt", "2017-06-01", "", None),
            (&both, "Brandt", "2017-06-01", "", None),
            (&family, "Marsh", "2016-06-01", "", None),
            (&[("L. Brandt", "2017-03-01"), ("Lena Brandt", "2017-03-01")], "Brandt", "2017-04-01", "", Some("Lena Brandt")),
            (&[("Lorraine de la Cruz", "2017-03-01")], "de la Cruz", "2017-04-01", "", Some("Lorraine de la Cruz")),
            (&[("Lena Brandt", "")], "Brandt", "", "", Some("Lena Brandt")),
        ] {
            let persons = persons(named);
            let others = Some(other).filter(|other| !other.is_empty());
            assert_eq!(persons.full_name(surname, day.parse().ok(), others.into_iter()), expected, "{surname} {day} {other}");
        }
    }
}
