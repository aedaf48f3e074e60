//! Everybody who speaks in an index, and all surnames that stand for one of them: what counting speakers needs at once.
//!
//! The rule is that of [`persons`](super::persons), applied by number: names are cut up once each, not once an article.

use std::mem::size_of;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use super::columns::numbers;
use super::full_names::{Cut, cut, is_surname};
use super::numbering::Numbering;
use super::persons::{Bearer, Met, Persons, Spoken, era_day, gather, the_one};
use crate::analysis::fold::fold;
use crate::schema::documents::number_day;
use crate::schema::standing::Standing;

/// A speaker of an article: the number of a name, and whether the article knows it by surname alone. Four bytes, since an archive has millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Speaker(u32);

const _: () = assert!(size_of::<Speaker>() == 4);

impl Speaker {
    const JOINED: u32 = 1 << 31;
    const REPEATED: u32 = 1 << 30;

    /// The number of the name under which the speaker counts.
    #[inline]
    pub(super) fn name(self) -> usize {
        (self.0 & !(Self::JOINED | Self::REPEATED)) as usize
    }

    /// Whether the article has a surname alone that stands for that name.
    pub(super) fn is_joined(self) -> bool {
        self.0 & Self::JOINED != 0
    }

    /// Whether the article has the same person before, written otherwise.
    #[inline]
    pub(super) fn is_repeated(self) -> bool {
        self.0 & Self::REPEATED != 0
    }
}

/// Everybody.
#[derive(Debug, Default)]
pub(super) struct Everybody {
    /// Names by number.
    names: Vec<Box<str>>,
    segments: Vec<OfSegment>,
}

/// The speakers of a segment's articles, in their order; of deleted articles none.
#[derive(Debug, Default)]
struct OfSegment {
    /// Where those of each article begin, and where the last end.
    starts: Vec<u32>,
    speakers: Vec<Speaker>,
}

/// What a name is, by number.
#[derive(Debug, Clone, Copy)]
struct NameParts {
    /// The surname's number; [`NONE`] where there is none.
    last: u32,
    /// Whether there is a first name.
    is_full: bool,
    /// Whether the name is a surname alone.
    is_alone: bool,
}

const NONE: u32 = u32::MAX;

/// The columns of one segment.
struct Columns<'n> {
    speakers: StrColumn,
    /// For each speaker of an article, what it tells of them.
    persons: Column<i64>,
    date: Column<i64>,
    /// Numbers of names, by ordinal.
    numbers: &'n [u32],
}

impl Everybody {
    /// Reads all names and days of an index.
    pub(super) fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        let numbering = Numbering::of(searcher, "speaker")?;
        let mut surnames: FxHashMap<String, u32> = FxHashMap::default();
        let parts: Vec<NameParts> = numbering.texts().iter().map(|name| NameParts::of(name, &mut surnames)).collect();
        let opened = searcher.segment_readers().iter().enumerate();
        let columns = opened.map(|(segment, reader)| Columns::open(reader, numbering.of_segment(segment)));
        let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;

        let mut met: Vec<Met> = vec![Met::default(); parts.len()];
        for (reader, columns) in searcher.segment_readers().iter().zip(&columns) {
            columns.iter().for_each(|columns| columns.meet(reader, &parts, &mut met));
        }
        let mut spoken = Spoken::default();
        let mut written = written_best(numbering.texts(), &met);
        for (name, met) in numbering.texts().iter().zip(met).filter(|(_, met)| met.articles > 0) {
            gather(&mut spoken, name, met);
        }
        let mut persons = Persons::default();
        persons.add_all(spoken);
        let mut bearers: Vec<&[Bearer]> = vec![&[]; surnames.len()];
        for (surname, &number) in &surnames {
            bearers[number as usize] = persons.bearers(surname);
        }

        let numbers: FxHashMap<&str, u32> = numbering.texts().iter().map(|name| &**name).zip(0..).collect();
        count_as_persons(&persons, &numbers, &mut written);
        let rule = Rule { names: numbering.texts(), parts: &parts, bearers: &bearers, numbers: &numbers, written: &written };
        let segments = searcher.segment_readers().iter().zip(&columns);
        let segments =
            segments.map(|(reader, columns)| columns.as_ref().map_or_else(OfSegment::default, |columns| columns.read(reader, &rule)));
        let segments = segments.collect();
        drop((columns, numbers));
        Ok(Self { names: numbering.into_texts(), segments })
    }

    /// The speakers of an article that is not deleted, in their order.
    #[inline]
    pub(super) fn speakers(&self, segment: usize, article: DocId) -> &[Speaker] {
        let Some(OfSegment { starts, speakers }) = self.segments.get(segment) else { return &[] };
        let at = article as usize;
        let (Some(&start), Some(&end)) = (starts.get(at), starts.get(at + 1)) else { return &[] };
        speakers.get(start as usize..end as usize).unwrap_or_default()
    }

    /// All names by number.
    pub(super) fn names(&self) -> &[Box<str>] {
        &self.names
    }
}

impl NameParts {
    fn of(name: &str, surnames: &mut FxHashMap<String, u32>) -> Self {
        let is_alone = is_surname(name);
        let Some(cut) = cut(name) else { return Self { last: NONE, is_full: false, is_alone } };
        let (next, is_full) = (surnames.len() as u32, cut.is_full());
        Self { last: *surnames.entry(cut.last).or_insert(next), is_full, is_alone }
    }
}

impl OfSegment {
    /// Adds the speakers of an article: numbers of names, and whether they were joined.
    fn extend(&mut self, speakers: impl Iterator<Item = (u32, bool)>, rule: &Rule<'_>) {
        let first = self.speakers.len();
        for (name, is_joined) in speakers {
            let number = rule.written.get(name as usize).copied().unwrap_or(name);
            let is_repeated = self.speakers[first..].iter().any(|other| other.name() == number as usize);
            let bits = (u32::from(is_joined) * Speaker::JOINED) | (u32::from(is_repeated) * Speaker::REPEATED);
            self.speakers.push(Speaker(number | bits));
        }
    }
}

/// For each name the number of the same one as it is written best: not in capitals alone (`OLGA VIK`), then as most articles have it. Capitals, accents, hyphens
/// and stops make no other name.
fn written_best(names: &[Box<str>], met: &[Met]) -> Vec<u32> {
    let mut same: FxHashMap<String, u32> = FxHashMap::default();
    let rank = |number: u32| {
        let (name, met) = (&names[number as usize], &met[number as usize]);
        (name.contains(char::is_lowercase), met.articles, name.len())
    };
    let keys: Vec<String> = names.iter().map(|name| fold(name).replace(['-', '‐', '‑'], " ").replace('.', "")).collect();
    for (key, number) in keys.iter().zip(0..) {
        let best = same.entry(key.clone()).or_insert(number);
        if rank(number) > rank(*best) {
            *best = number;
        }
    }
    keys.iter().zip(0..).map(|(key, number)| same.get(key).copied().unwrap_or(number)).collect()
}

/// Makes all names of a person count as the one by which most know them.
fn count_as_persons(persons: &Persons, numbers: &FxHashMap<&str, u32>, written: &mut [u32]) {
    for bearer in persons.all() {
        let best = bearer.display().and_then(|name| numbers.get(name)).and_then(|&number| written.get(number as usize)).copied();
        for number in bearer.names().filter_map(|name| numbers.get(name)) {
            if let (Some(written), Some(best)) = (written.get_mut(*number as usize), best) {
                *written = best;
            }
        }
    }
}

/// Whom a surname alone stands for.
struct Rule<'r> {
    names: &'r [Box<str>],
    parts: &'r [NameParts],
    /// By the number of the surname.
    bearers: &'r [&'r [Bearer]],
    /// Numbers of names.
    numbers: &'r FxHashMap<&'r str, u32>,
    /// By the number of a name, that of the same name as it is written best.
    written: &'r [u32],
}

impl Rule<'_> {
    /// The number of the full name that a person's name stands for in an article of a day, beside all its speakers.
    fn full_name(&self, (name, standing): (u32, Standing), all: &[u32], day: Option<i32>) -> Option<u32> {
        let parts = self.parts.get(name as usize)?;
        let bearers = self.bearers.get(parts.last as usize).filter(|bearers| !bearers.is_empty())?;
        let is_full = |other: &u32| self.parts.get(*other as usize).is_some_and(|other| other.is_full && other.last == parts.last);
        if !parts.is_alone || parts.is_full || all.iter().any(is_full) {
            return None;
        }
        // Cut again are surnames of several words alone, which are few.
        let written = self.names.get(name as usize)?;
        let surname = match written.contains(' ') {
            true => cut(written)?,
            false => Cut::default(),
        };
        self.numbers.get(the_one(bearers, &surname, standing, day)?.0.display()?).copied()
    }
}

impl<'n> Columns<'n> {
    /// `None` where nobody speaks.
    fn open(reader: &SegmentReader, own: &'n [u32]) -> tantivy::Result<Option<Self>> {
        let Some(speakers) = reader.fast_fields().str("speaker")? else { return Ok(None) };
        let (persons, date) = (numbers(reader, "speaker_person")?, numbers(reader, "date")?);
        Ok(Some(Self { speakers, persons, date, numbers: own }))
    }

    fn day(&self, article: DocId) -> Option<i32> {
        self.date.first(article).and_then(number_day).map(|day: NaiveDate| era_day(day))
    }

    /// The numbers of an article's speakers.
    fn of(&self, article: DocId) -> impl Iterator<Item = u32> {
        self.speakers.term_ords(article).map(|ord| self.numbers.get(ord as usize).copied().unwrap_or(NONE))
    }

    /// Counts who speaks under a full name, and when.
    fn meet(&self, reader: &SegmentReader, parts: &[NameParts], met: &mut [Met]) {
        for article in reader.doc_ids_alive() {
            let day = self.day(article);
            for (name, standing) in self.of(article).zip(self.persons.values_for_doc(article)) {
                let is_alone = parts.get(name as usize).is_none_or(|parts| parts.is_alone);
                if let Some(met) = met.get_mut(name as usize).filter(|_| !is_alone) {
                    met.add(Met::in_article(day, Standing::of_number(standing)));
                }
            }
        }
    }

    /// The speakers of all articles, every surname alone of a person as the one whom it stands for.
    fn read(&self, reader: &SegmentReader, rule: &Rule<'_>) -> OfSegment {
        let mut read = OfSegment { starts: vec![0; reader.max_doc() as usize + 1], speakers: Vec::new() };
        let (mut names, mut next) = (Vec::new(), 0);
        for article in reader.doc_ids_alive() {
            let first = read.speakers.len() as u32;
            read.starts[next..=article as usize].fill(first);
            next = article as usize + 1;
            names.clear();
            names.extend(self.of(article));
            let is_alone = |name: &u32| rule.parts.get(*name as usize).is_some_and(|parts| parts.is_alone);
            if !names.iter().any(is_alone) {
                read.extend(names.iter().map(|name| (*name, false)), rule);
                continue;
            }
            let mut persons = self.persons.values_for_doc(article);
            let speakers = names.iter().map(|&name| {
                let standing = persons.next().map(Standing::of_number).unwrap_or_default();
                let alone = Some((name, standing)).filter(|_| standing.is_person() && is_alone(&name));
                let full = alone.and_then(|alone| rule.full_name(alone, &names, self.day(article)));
                (full.unwrap_or(name), full.is_some())
            });
            read.extend(speakers, rule);
        }
        let end = read.speakers.len() as u32;
        read.starts[next..].fill(end);
        read
    }
}
