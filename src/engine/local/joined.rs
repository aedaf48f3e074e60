//! Speakers whom an article knows by surname alone, joined to the person of the archive who bears it.
//!
//! Derived whenever the index is read, from names and days alone: nothing of it is written into any document, and the order of files makes
//! no difference. Only the articles in which a surname is spoken under are looked at, as far as the surname is asked for; the rule is in
//! [`persons`](super::persons).

use std::ops::Range;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::postings::Postings;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

use super::columns::numbers;
use super::full_names::{cut, is_surname};
use super::persons::{Bearer, Met, Persons, Spoken, era_day, gather};
use super::stretches::value_spans;
use crate::analysis::tokenizer::name_words;
use crate::article::{Article, Quote};
use crate::results::TakenFor;
use crate::schema::IndexSchema;
use crate::schema::documents::number_day;
use crate::schema::standing::Standing;
use crate::schema::tantivy::engine_field;

impl Persons {
    /// Reads who bears a surname, if that has not been done.
    pub(super) fn add_surname(&mut self, searcher: &Searcher, name: &str) -> tantivy::Result<()> {
        let Some(cut) = cut(name) else { return Ok(()) };
        if self.begin(&cut.last) {
            let mut segments = segments(searcher)?;
            let found = find(searcher, &mut segments, &name_words(&cut.last))?;
            self.add_found(&cut.last, &segments, &found);
        }
        Ok(())
    }

    /// The person of the archive whom a speaker of an article with these quotes stands for, where the article knows the surname alone.
    pub(super) fn taken_for(
        &mut self,
        searcher: &Searcher,
        (article, quotes): (&Article, &[Quote]),
        name: &str,
    ) -> tantivy::Result<Option<TakenFor>> {
        let mut standing = Standing::default();
        for quote in quotes.iter().filter(|quote| quote.speaker.as_deref() == Some(name)) {
            standing.add(Standing::of(quote));
        }
        if !is_surname(name) || !standing.is_person() {
            return Ok(None);
        }
        self.add_surname(searcher, name)?;
        let others = article.speakers.iter().map(|speaker| speaker.name.as_str());
        let day = article.date.as_ref().map(|date| date.day);
        let meant = self.meant(name, standing, day, others);
        Ok(meant.and_then(|(bearer, apart)| Some(TakenFor { person: bearer.display()?.to_owned(), apart })))
    }

    /// Adds those who bear a surname, of whom these are the articles.
    pub(super) fn add_found(&mut self, last: &str, segments: &[Segment<'_>], found: &[Vec<Found>]) {
        let mut spoken = Spoken::default();
        for ((_, columns), found) in segments.iter().zip(found) {
            for (doc, places) in found {
                let day = columns.day(*doc).map(era_day);
                for (place, ord) in columns.at(*doc, places) {
                    if let Some(name) = columns.names.get(&ord).filter(|name| !name.is_alone && name.last.as_deref() == Some(last)) {
                        let standing = columns.standings(*doc).nth(place).unwrap_or_default();
                        gather(&mut spoken, &name.text, Met::in_article(day, standing));
                    }
                }
            }
        }
        self.add_all(spoken);
    }
}

/// A segment in which somebody speaks, with what joining reads of it.
pub(super) type Segment<'s> = (&'s SegmentReader, Columns);

pub(super) fn segments(searcher: &Searcher) -> tantivy::Result<Vec<Segment<'_>>> {
    let opened = searcher.segment_readers().iter().map(|reader| Ok(Columns::open(reader)?.map(|columns| (reader, columns))));
    opened.filter_map(tantivy::Result::transpose).collect()
}

/// The articles of each segment whose speakers' names hold all these words; the names that hold the first are learnt.
pub(super) fn find(searcher: &Searcher, segments: &mut [Segment<'_>], words: &[String]) -> tantivy::Result<Vec<Vec<Found>>> {
    let each = segments.iter_mut().map(|(reader, columns)| {
        let found = articles_with(searcher, reader, columns, words)?;
        columns.learn(&found)?;
        Ok(found)
    });
    each.collect()
}

/// An article, and the places among its speakers, from 0, of those names that may hold what is asked for.
pub(super) type Found = (DocId, Vec<usize>);

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
    /// For each speaker of an article, what it tells of them.
    persons: Column<i64>,
    /// For each, the number of words of its name.
    words: Column<i64>,
    date: Column<i64>,
    /// The names by ordinal as far as they were learnt.
    names: FxHashMap<u64, Name>,
}

/// The name of a speaker.
struct Name {
    text: String,
    /// Whether it is a surname alone.
    is_alone: bool,
    /// The surname, folded.
    last: Option<String>,
}

impl Columns {
    /// `None` where nobody speaks.
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let Some(speakers) = reader.fast_fields().str("speaker")? else { return Ok(None) };
        let (persons, words, date) = (numbers(reader, "speaker_person")?, numbers(reader, "speaker_words")?, numbers(reader, "date")?);
        Ok(Some(Self { speakers, persons, words, date, names: FxHashMap::default() }))
    }

    /// The speakers of an article at these places, with their ordinals.
    fn at<'c>(&'c self, article: DocId, places: &'c [usize]) -> impl Iterator<Item = (usize, u64)> + 'c {
        self.speakers.term_ords(article).enumerate().filter(|(place, _)| places.contains(place))
    }

    /// Learns the names of speakers at the places found, each block of the dictionary read once.
    fn learn(&mut self, found: &[Found]) -> tantivy::Result<()> {
        let mut ords: Vec<u64> = found.iter().flat_map(|(article, places)| self.at(*article, places)).map(|(_, ord)| ord).collect();
        ords.retain(|ord| !self.names.contains_key(ord));
        ords.sort_unstable();
        ords.dedup();
        let (mut next, names) = (ords.iter(), &mut self.names);
        self.speakers.dictionary().sorted_ords_to_term_cb(&ords, |text| {
            let text = String::from_utf8_lossy(text).into_owned();
            let (is_alone, last) = (is_surname(&text), cut(&text).map(|cut| cut.last));
            names.extend(next.next().map(|ord| (*ord, Name { text, is_alone, last })));
        })?;
        Ok(())
    }

    /// What an article tells of its speakers, in their order.
    fn standings(&self, article: DocId) -> impl Iterator<Item = Standing> + '_ {
        self.persons.values_for_doc(article).map(Standing::of_number)
    }

    fn day(&self, article: DocId) -> Option<NaiveDate> {
        self.date.first(article).and_then(number_day)
    }

    /// A name as far as it was learnt, else nothing.
    pub(super) fn name(&self, ord: u64) -> &str {
        self.names.get(&ord).map_or("", |name| &name.text)
    }

    /// The speakers of an article in their order: ordinals of names, and what it tells of each.
    pub(super) fn speakers(&self, article: DocId) -> impl Iterator<Item = (u64, Standing)> + '_ {
        self.speakers.term_ords(article).zip(self.standings(article))
    }

    fn surname(&self, ord: u64) -> Option<&str> {
        self.names.get(&ord).filter(|name| name.is_alone).map(|name| name.text.as_str())
    }

    /// Those speakers of an article whom it knows by surname alone and quotes as persons, each with the person that it stands for: ordinal and
    /// place among the speakers, from 1. Names that hold the surname must have been learnt.
    pub(super) fn joined<'p>(&self, article: DocId, persons: &'p Persons) -> Vec<(u64, u32, &'p Bearer)> {
        if !self.speakers.term_ords(article).any(|ord| self.surname(ord).is_some()) {
            return Vec::new();
        }
        let ords: Vec<u64> = self.speakers.term_ords(article).collect();
        let day = self.day(article);
        let mut joined = Vec::new();
        for ((&ord, place), standing) in ords.iter().zip(1..).zip(self.standings(article)) {
            let Some(surname) = self.surname(ord).filter(|_| standing.is_person()) else { continue };
            if let Some((bearer, _)) = persons.meant(surname, standing, day, ords.iter().map(|&other| self.name(other))) {
                joined.push((ord, place, bearer));
            }
        }
        joined
    }
}
