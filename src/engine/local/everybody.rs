//! Everybody who speaks in an index, and all surnames that stand for one of them: what counting speakers needs at once.
//!
//! The rule is that of [`persons`](super::persons), applied by number: names are cut up once each, not once an article.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use super::columns::numbers;
use super::persons::{Bearer, Cut, Persons, Spoken, cut, era_day, gather, is_surname, the_one};
use crate::schema::documents::number_day;

/// A surname that stands for somebody: the name's ordinal in its segment, and whom it stands for.
pub(super) type Joined = (u64, u32);

/// Everybody.
#[derive(Debug, Default)]
pub(super) struct Everybody {
    /// Full names that surnames stand for.
    names: Vec<String>,
    /// By segment: the surnames of articles that have any, in the order of the speakers.
    joined: Vec<FxHashMap<DocId, Vec<Joined>>>,
}

/// What a name is, by number.
#[derive(Debug, Clone, Copy, Default)]
struct NameParts {
    /// The surname's number.
    last: u32,
    /// Whether there is a first name.
    is_full: bool,
    /// Whether the name is a surname alone.
    is_alone: bool,
}

/// The speakers of one segment.
struct Speakers {
    column: StrColumn,
    /// For each speaker of an article, whether it is a person.
    persons: Column<i64>,
    date: Column<i64>,
    /// By ordinal.
    names: Vec<String>,
    parts: Vec<NameParts>,
}

impl Everybody {
    /// Reads all names and days of an index.
    pub(super) fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        let mut surnames: FxHashMap<String, u32> = FxHashMap::default();
        let segments = searcher.segment_readers().iter().map(|reader| Speakers::read(reader, &mut surnames));
        let segments = segments.collect::<tantivy::Result<Vec<Option<Speakers>>>>()?;
        let mut spoken = Spoken::default();
        for (reader, speakers) in searcher.segment_readers().iter().zip(&segments) {
            speakers.iter().for_each(|speakers| speakers.gather(reader, &mut spoken));
        }
        let mut persons = Persons::default();
        persons.add_all(spoken);
        let mut bearers: Vec<&[Bearer]> = vec![&[]; surnames.len()];
        for (surname, &number) in &surnames {
            bearers[number as usize] = persons.bearers(surname);
        }
        let mut everybody = Self::default();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        for (reader, speakers) in searcher.segment_readers().iter().zip(&segments) {
            let mut own: FxHashMap<DocId, Vec<Joined>> = FxHashMap::default();
            let mut join = |doc, ord, name| {
                let names = &mut everybody.names;
                let number = *numbers.entry(name).or_insert_with(|| {
                    names.push(str::to_owned(name));
                    names.len() as u32 - 1
                });
                own.entry(doc).or_default().push((ord, number));
            };
            if let Some(speakers) = speakers {
                speakers.join(reader, &bearers, &mut join);
            }
            everybody.joined.push(own);
        }
        Ok(everybody)
    }

    /// The surnames of an article that stand for somebody.
    pub(super) fn joined(&self, segment: usize, article: DocId) -> &[Joined] {
        self.joined.get(segment).and_then(|own| own.get(&article)).map_or(&[], Vec::as_slice)
    }

    /// The full name of a number.
    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

impl Speakers {
    /// `None` where nobody speaks.
    fn read(reader: &SegmentReader, surnames: &mut FxHashMap<String, u32>) -> tantivy::Result<Option<Self>> {
        let Some(column) = reader.fast_fields().str("speaker")? else { return Ok(None) };
        let (mut names, mut parts) = (Vec::new(), Vec::new());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let name = String::from_utf8_lossy(terms.key()).into_owned();
            parts.push(match cut(&name) {
                Some(Cut { first, last }) => {
                    let next = surnames.len() as u32;
                    let last = *surnames.entry(last).or_insert(next);
                    NameParts { last, is_full: first.is_some(), is_alone: is_surname(&name) }
                }
                None => NameParts { is_alone: is_surname(&name), last: u32::MAX, is_full: false },
            });
            names.push(name);
        }
        drop(terms);
        let (persons, date) = (numbers(reader, "speaker_person")?, numbers(reader, "date")?);
        Ok(Some(Self { column, persons, date, names, parts }))
    }

    fn day(&self, article: DocId) -> Option<i32> {
        self.date.first(article).and_then(number_day).map(|day: NaiveDate| era_day(day))
    }

    fn parts(&self, ord: u64) -> NameParts {
        self.parts.get(ord as usize).copied().unwrap_or_default()
    }

    /// Adds who speaks under a full name, and when.
    fn gather(&self, reader: &SegmentReader, spoken: &mut Spoken) {
        let mut met: Vec<(usize, Vec<i32>)> = vec![(0, Vec::new()); self.names.len()];
        for article in reader.doc_ids_alive() {
            let day = self.day(article);
            for ord in self.column.term_ords(article) {
                if let Some((articles, days)) = met.get_mut(ord as usize).filter(|_| !self.parts(ord).is_alone) {
                    *articles += 1;
                    days.extend(day);
                }
            }
        }
        for (name, (articles, days)) in self.names.iter().zip(met).filter(|(_, (articles, _))| *articles > 0) {
            gather(spoken, name, articles, days);
        }
    }

    /// Finds for every surname alone of a person whom it stands for.
    fn join<'b>(&self, reader: &SegmentReader, bearers: &[&'b [Bearer]], join: &mut dyn FnMut(DocId, u64, &'b str)) {
        let mut ords = Vec::new();
        for article in reader.doc_ids_alive() {
            ords.clear();
            ords.extend(self.column.term_ords(article));
            if !ords.iter().any(|&ord| self.parts(ord).is_alone) {
                continue;
            }
            for (&ord, is_person) in ords.iter().zip(self.persons.values_for_doc(article)) {
                let parts = self.parts(ord);
                let Some(bearers) = bearers.get(parts.last as usize).filter(|bearers| !bearers.is_empty()) else { continue };
                let is_full = |&other: &u64| self.parts(other).is_full && self.parts(other).last == parts.last;
                if !parts.is_alone || parts.is_full || is_person != 1 || ords.iter().any(is_full) {
                    continue;
                }
                if let Some(name) = the_one(bearers, self.day(article)).and_then(Bearer::display) {
                    join(article, ord, name);
                }
            }
        }
    }
}
