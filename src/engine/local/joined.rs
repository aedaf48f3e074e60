//! Speakers whom an article knows by surname alone, joined to the person of the archive who bears it.
//!
//! Derived whenever the index is read, from names and days alone: nothing of it is written into any document, and the order of files makes
//! no difference. Only the articles in which a surname is spoken under are looked at, as far as the surname is asked for; the rule is in
//! [`persons`](super::persons).

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
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
use super::persons::{Bearer, Cut, Met, Persons, Spoken, cut, era_day, gather, is_surname};
use super::rows::{Rows, number_at, row_numbers};
use super::stretches::value_spans;
use crate::analysis::fold::fold;
use crate::analysis::tokenizer::name_words;
use crate::article::{Article, Quote};
use crate::schema::documents::number_day;
use crate::schema::standing::Standing;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, IndexSchema};

impl Persons {
    /// Reads who bears a surname, if that has not been done.
    pub(super) fn add_surname(&mut self, searcher: &Searcher, name: &str) -> tantivy::Result<()> {
        let Some(Cut { last, .. }) = cut(name) else { return Ok(()) };
        if self.begin(&last) {
            let mut segments = segments(searcher)?;
            let found = find(searcher, &mut segments, &name_words(&last))?;
            self.add_found(&last, &segments, &found);
        }
        Ok(())
    }

    /// The person of the archive whom a speaker of an article with these quotes stands for, where the article knows the surname alone.
    pub(super) fn taken_for(
        &mut self,
        searcher: &Searcher,
        (article, quotes): (&Article, &[Quote]),
        name: &str,
    ) -> tantivy::Result<Option<&str>> {
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
        Ok(self.meant(name, standing, day, others).and_then(Bearer::display))
    }

    /// Adds those who bear a surname, of whom these are the articles.
    fn add_found(&mut self, last: &str, segments: &[Segment<'_>], found: &[Vec<Found>]) {
        let mut spoken = Spoken::default();
        for ((_, columns), found) in segments.iter().zip(found) {
            for (doc, places) in found {
                let day = columns.day(*doc).map(era_day);
                for (place, ord) in columns.at(*doc, places) {
                    if let Some(name) = columns.names.get(&ord).filter(|name| !name.is_alone && name.last.as_deref() == Some(last)) {
                        let standing = columns.standings(*doc).nth(place).unwrap_or_default();
                        gather(&mut spoken, &name.text, Met { articles: 1, days: day.into_iter().collect(), standing });
                    }
                }
            }
        }
        self.add_all(spoken);
    }
}

/// A segment in which somebody speaks, with what joining reads of it.
type Segment<'s> = (&'s SegmentReader, Columns);

fn segments(searcher: &Searcher) -> tantivy::Result<Vec<Segment<'_>>> {
    let opened = searcher.segment_readers().iter().map(|reader| Ok(Columns::open(reader)?.map(|columns| (reader, columns))));
    opened.filter_map(tantivy::Result::transpose).collect()
}

/// The articles of each segment whose speakers' names hold all these words; the names that hold the first are learnt.
fn find(searcher: &Searcher, segments: &mut [Segment<'_>], words: &[String]) -> tantivy::Result<Vec<Vec<Found>>> {
    let each = segments.iter_mut().map(|(reader, columns)| {
        let found = articles_with(searcher, reader, columns, words)?;
        columns.learn(&found)?;
        Ok(found)
    });
    each.collect()
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

    fn name(&self, ord: u64) -> &str {
        self.names.get(&ord).map_or("", |name| &name.text)
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
            if let Some(bearer) = persons.meant(surname, standing, day, ords.iter().map(|&other| self.name(other))) {
                joined.push((ord, place, bearer));
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
fn documents(searcher: &Searcher, kind: DocumentKind, words: &[String]) -> tantivy::Result<DocsBySegment> {
    let mut docs = DocsBySegment::default();
    let asked: Vec<String> = words.iter().flat_map(|word| fold(word).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let holds = |name: &str| {
        let name = fold(name);
        let name: Vec<&str> = name.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
        name.windows(asked.len().max(1)).any(|window| window == asked.as_slice())
    };
    let asked_words: Vec<String> = words.iter().flat_map(|word| name_words(word)).collect();
    let mut segments = segments(searcher)?;
    let mut meant: BTreeSet<String> = BTreeSet::new();
    let found = find(searcher, &mut segments, &asked_words)?;
    for ((_, columns), found) in segments.iter().zip(&found) {
        for (article, _) in found {
            let full = columns.speakers.term_ords(*article).map(|ord| columns.name(ord)).filter(|name| holds(name));
            meant.extend(full.filter_map(cut).filter(|cut| cut.first.is_some()).map(|cut| cut.last));
        }
    }
    let mut persons = Persons::default();
    let mut bearing = Vec::with_capacity(meant.len());
    for last in &meant {
        let found = find(searcher, &mut segments, &name_words(last))?;
        if persons.begin(last) {
            persons.add_found(last, &segments, &found);
        }
        bearing.push(found);
    }
    for (place, (reader, columns)) in segments.iter().enumerate() {
        let (rows, speakers) = (Rows::new(reader)?, row_numbers(reader, "speaker_at")?);
        let own = docs.entry(reader.segment_id()).or_default();
        for (article, _) in bearing.iter().filter_map(|found| found.get(place)).flatten() {
            for (_, place, _) in columns.joined(*article, &persons).into_iter().filter(|(.., bearer)| bearer.names().any(holds)) {
                match kind {
                    DocumentKind::Quote => own.extend(rows.of(*article).filter(|&row| number_at(&speakers, row) == place)),
                    DocumentKind::Article | DocumentKind::File => own.push(*article),
                }
            }
        }
        own.sort_unstable();
        own.dedup();
    }
    Ok(docs)
}
