//! Speakers whom an article knows by surname alone, joined to the person of the archive who bears it.
//!
//! Derived whenever the index is read, from names and days alone: nothing of it is written into any document, and the order of files makes
//! no difference. Only the articles in which a surname is spoken under are looked at, as far as the surname is asked for. A surname is joined where exactly one person who speaks under it in full does so within half a year of the article's day,
//! and none in the article itself; in an article without a date, where the archive knows one such person in all. Two of one surname near
//! in time are never told apart by which is named more often: such a surname stays as it is.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::postings::Postings;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

use super::columns::numbers;
use super::forms::searcher_of;
use super::given::{DocsBySegment, Given};
use super::rows::{Rows, number_at, row_numbers};
use super::stretches::value_spans;
use crate::analysis::fold::fold;
use crate::analysis::tokenizer::name_words;
use crate::schema::documents::number_day;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, IndexSchema};

/// Stands between the names of people who speak together; none of them is a bearer by that.
const TOGETHER: &str = " & ";

/// Days within which somebody must speak under their full name.
const NEAR: i32 = 183;

/// Who speaks in the archive under a full name, by surname; those that were read.
#[derive(Debug, Default)]
pub(super) struct Persons(FxHashMap<String, Vec<Bearer>>);

/// What full names and days were met, by name.
type Spoken = FxHashMap<String, (usize, Vec<i32>)>;

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
    if name.contains(TOGETHER) {
        return None;
    }
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
    /// Everybody who speaks in an index, of which `columns` has learnt all names.
    pub(super) fn of_all(searcher: &Searcher, columns: &[Option<Columns>]) -> Self {
        let mut persons = Self::default();
        let mut spoken = Spoken::default();
        for (reader, columns) in searcher.segment_readers().iter().zip(columns) {
            let Some(columns) = columns else { continue };
            let mut of_ord: Vec<(usize, Vec<i32>)> = vec![(0, Vec::new()); columns.names.len()];
            for doc in (0..reader.max_doc()).filter(|&doc| !reader.is_deleted(doc)) {
                let day = columns.day(doc).map(era_day);
                for ord in columns.speakers.term_ords(doc) {
                    if let Some((articles, days)) = of_ord.get_mut(ord as usize) {
                        *articles += 1;
                        days.extend(day);
                    }
                }
            }
            for (ord, (articles, days)) in (0..).zip(of_ord) {
                if articles > 0 && columns.surname(ord).is_none() {
                    gather(&mut spoken, columns.name(ord), articles, days);
                }
            }
        }
        persons.add_all(spoken);
        persons
    }

    /// Reads who bears a surname, if that has not been done.
    pub(super) fn add_surname(&mut self, searcher: &Searcher, name: &str) -> tantivy::Result<()> {
        let Some(Cut { last, .. }) = cut(name) else { return Ok(()) };
        if self.0.contains_key(&last) {
            return Ok(());
        }
        self.0.insert(last.clone(), Vec::new());
        let mut spoken = Spoken::default();
        for reader in searcher.segment_readers() {
            let Some(mut columns) = Columns::open(reader)? else { continue };
            for (doc, places) in articles_with(searcher, reader, &columns, &name_words(&last))? {
                columns.learn(doc, &places)?;
                let day = columns.day(doc).map(era_day);
                for ord in columns.speakers.term_ords(doc) {
                    if columns.surname(ord).is_none() && cut(columns.name(ord)).is_some_and(|cut| cut.last == last) {
                        gather(&mut spoken, columns.name(ord), 1, day.into_iter().collect());
                    }
                }
            }
        }
        self.add_all(spoken);
        Ok(())
    }

    fn add_all(&mut self, spoken: Spoken) {
        for (name, (articles, days)) in spoken {
            self.add(&name, articles, days);
        }
        for bearer in self.0.values_mut().flatten() {
            bearer.days.sort_unstable();
            bearer.days.dedup();
        }
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

fn gather(spoken: &mut Spoken, name: &str, articles: usize, days: Vec<i32>) {
    if let Some((all, known)) = spoken.get_mut(name) {
        *all += articles;
        known.extend(days);
    } else {
        spoken.insert(name.to_owned(), (articles, days));
    }
}

/// An article, and the places among its speakers, from 0, of those names that may hold what is asked for.
type Found = (DocId, Vec<usize>);

/// The articles of a segment, deleted ones left out, whose speakers' names hold all these words, if not all in one name; with the names that
/// hold the first.
fn articles_with(searcher: &Searcher, reader: &SegmentReader, columns: &Columns, words: &[String]) -> tantivy::Result<Vec<Found>> {
    let field = engine_field(IndexSchema::get().place("speaker").unwrap_or_default());
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    let Some(first) = terms.first() else { return Ok(Vec::new()) };
    let inverted = reader.inverted_index(field)?;
    let Some(mut positions) = inverted.read_postings(first, IndexRecordOption::WithFreqsAndPositions)? else { return Ok(Vec::new()) };
    let queries = terms.into_iter().map(|term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) });
    let weight = BooleanQuery::intersection(queries.collect()).weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut scorer = weight.scorer(reader, 1.0)?;
    let (mut found, mut stand) = (Vec::new(), Vec::new());
    while scorer.doc() != TERMINATED {
        let article = scorer.doc();
        if !reader.is_deleted(article) && positions.seek(article) == article {
            positions.positions(&mut stand);
            let spans = value_spans(&columns.words, article);
            let holds = |span: &Range<u32>| stand.iter().any(|position| span.contains(position));
            found.push((article, spans.enumerate().filter(|(_, span)| holds(span)).map(|(place, _)| place).collect()));
        }
        scorer.advance();
    }
    Ok(found)
}

/// The columns of one segment that joining reads.
pub(super) struct Columns {
    speakers: StrColumn,
    /// For each speaker of an article, whether it is a person.
    persons: Column<i64>,
    /// For each, the number of words of its name.
    words: Column<i64>,
    date: Column<i64>,
    /// The names by ordinal as far as they were learnt, and whether each is a surname alone.
    names: FxHashMap<u64, (String, bool)>,
}

impl Columns {
    /// `None` where nobody speaks.
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let Some(speakers) = reader.fast_fields().str("speaker")? else { return Ok(None) };
        let (persons, words, date) = (numbers(reader, "speaker_person")?, numbers(reader, "speaker_words")?, numbers(reader, "date")?);
        Ok(Some(Self { speakers, persons, words, date, names: FxHashMap::default() }))
    }

    /// The columns of all segments, with all names learnt.
    pub(super) fn learnt(searcher: &Searcher) -> tantivy::Result<Vec<Option<Self>>> {
        let learnt = |reader| -> tantivy::Result<Option<Self>> {
            let Some(mut columns) = Self::open(reader)? else { return Ok(None) };
            columns.learn_all()?;
            Ok(Some(columns))
        };
        searcher.segment_readers().iter().map(learnt).collect()
    }

    fn learn_all(&mut self) -> tantivy::Result<()> {
        let mut terms = self.speakers.dictionary().stream()?;
        while terms.advance() {
            let name = String::from_utf8_lossy(terms.key()).into_owned();
            let alone = is_surname(&name);
            self.names.insert(terms.term_ord(), (name, alone));
        }
        Ok(())
    }

    /// Learns the names of an article's speakers at these places.
    fn learn(&mut self, article: DocId, places: &[usize]) -> tantivy::Result<()> {
        for (_, ord) in self.speakers.term_ords(article).enumerate().filter(|(place, _)| places.contains(place)) {
            if let Entry::Vacant(entry) = self.names.entry(ord) {
                let mut name = String::new();
                self.speakers.ord_to_str(ord, &mut name)?;
                let alone = is_surname(&name);
                entry.insert((name, alone));
            }
        }
        Ok(())
    }

    fn day(&self, article: DocId) -> Option<NaiveDate> {
        self.date.first(article).and_then(number_day)
    }

    fn name(&self, ord: u64) -> &str {
        self.names.get(&ord).map_or("", |(name, _)| name)
    }

    fn surname(&self, ord: u64) -> Option<&str> {
        self.names.get(&ord).and_then(|(name, alone)| alone.then_some(name.as_str()))
    }

    /// Those speakers of an article whom it knows by surname alone and quotes as persons, each with the person that it stands for: ordinal and
    /// place among the speakers, from 1. Names that hold the surname must have been learnt.
    pub(super) fn joined<'p>(&self, article: DocId, persons: &'p Persons) -> Vec<(u64, u32, &'p str)> {
        if !self.speakers.term_ords(article).any(|ord| self.surname(ord).is_some()) {
            return Vec::new();
        }
        let ords: Vec<u64> = self.speakers.term_ords(article).collect();
        let day = self.day(article);
        let mut joined = Vec::new();
        for ((&ord, place), is_person) in ords.iter().zip(1..).zip(self.persons.values_for_doc(article)) {
            let Some(surname) = self.surname(ord).filter(|_| is_person == 1) else { continue };
            if let Some(full) = persons.full_name(surname, day, ords.iter().map(|&other| self.name(other))) {
                joined.push((ord, place, full));
            }
        }
        joined
    }
}

/// Matches articles or rows whose speaker is known by surname alone and stands for a person whose full name holds `words` one behind another.
#[derive(Debug, Clone)]
pub(super) struct JoinedQuery {
    /// Whether articles or quotes match.
    pub(super) find: DocumentKind,
    /// The words of a name.
    pub(super) words: Vec<String>,
}

impl Query for JoinedQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(Given::because(
            "the surname stands for one person of the archive",
            documents(searcher_of(&enable_scoring)?, self.find, &self.words)?,
        )))
    }
}

/// Articles or rows by segment, in order.
fn documents(searcher: &Searcher, find: DocumentKind, words: &[String]) -> tantivy::Result<DocsBySegment> {
    let mut docs = DocsBySegment::default();
    let asked: Vec<String> = words.iter().flat_map(|word| fold(word).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let holds = |name: &str| {
        let name = fold(name);
        let name: Vec<&str> = name.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
        name.windows(asked.len().max(1)).any(|window| window == asked.as_slice())
    };
    let asked_words: Vec<String> = words.iter().flat_map(|word| name_words(word)).collect();
    let mut meant: BTreeSet<String> = BTreeSet::new();
    for reader in searcher.segment_readers() {
        let Some(mut columns) = Columns::open(reader)? else { continue };
        for (article, places) in articles_with(searcher, reader, &columns, &asked_words)? {
            columns.learn(article, &places)?;
            let full = columns.speakers.term_ords(article).map(|ord| columns.name(ord)).filter(|name| holds(name));
            meant.extend(full.filter_map(cut).filter(|cut| cut.first.is_some()).map(|cut| cut.last));
        }
    }
    let mut persons = Persons::default();
    for surname in &meant {
        persons.add_surname(searcher, surname)?;
    }
    for reader in searcher.segment_readers() {
        let Some(mut columns) = Columns::open(reader)? else { continue };
        let (rows, speakers) = (Rows::new(reader)?, row_numbers(reader, "speaker_at")?);
        let own = docs.entry(reader.segment_id()).or_default();
        for surname in &meant {
            for (article, places) in articles_with(searcher, reader, &columns, &name_words(surname))? {
                columns.learn(article, &places)?;
                for (_, place, _) in columns.joined(article, &persons).into_iter().filter(|(.., full)| holds(full)) {
                    match find {
                        DocumentKind::Quote => own.extend(rows.of(article).filter(|&row| number_at(&speakers, row) == place)),
                        DocumentKind::Article | DocumentKind::File => own.push(article),
                    }
                }
            }
        }
        own.sort_unstable();
        own.dedup();
    }
    Ok(docs)
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
