//! Speakers that are asked for by name: those who bear it, however their articles write it, and surnames alone that stand for them.
//!
//! `Donald Trump` finds what `Donald J. Trump` says, and `Trump` where an article means him. A title that only a man or only a woman has leaves out
//! those who are known to be of the other gender, by their article or as the person whom the archive knows.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, Searcher};

use super::forms::searcher_of;
use super::full_names::{Asked, TOGETHER, cut};
use super::given::{DocsBySegment, Given};
use super::joined::{Columns, Found, Segment, find, segments};
use super::persons::{Bearer, Persons};
use super::rows::{Rows, number_at, row_numbers};
use crate::analysis::tokenizer::name_words;
use crate::schema::DocumentKind;
use crate::schema::standing::Standing;

/// Matches articles or rows whose speaker bears the name that is asked for, or is known by a surname that stands for somebody who does.
#[derive(Debug, Clone)]
pub(super) struct AskedQuery {
    /// Whether articles or quotes match.
    pub(super) find: DocumentKind,
    /// The name.
    pub(super) asked: Asked,
}

impl Query for AskedQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let docs = documents(searcher_of(&enable_scoring)?, self.find, &self.asked)?;
        Ok(Box::new(Given::because("the speaker is somebody of the archive who bears the name", docs)))
    }
}

/// Articles or rows by segment, in order.
fn documents(searcher: &Searcher, kind: DocumentKind, asked: &Asked) -> tantivy::Result<DocsBySegment> {
    let mut docs = DocsBySegment::default();
    for (reader, own) in places(searcher, asked)? {
        let docs = docs.entry(reader.segment_id()).or_default();
        if kind != DocumentKind::Quote {
            docs.extend(own.into_iter().map(|(article, _)| article));
            continue;
        }
        let (rows, speakers) = (Rows::new(reader)?, row_numbers(reader, "speaker_at")?);
        for (article, places) in own {
            docs.extend(rows.of(article).filter(|&row| places.contains(&number_at(&speakers, row))));
        }
    }
    Ok(docs)
}

/// Articles of a segment in order, each with the places, from 1, of those among its speakers who are asked for.
type Places<'s> = (&'s SegmentReader, Vec<(DocId, Vec<u32>)>);

/// The articles in which somebody speaks who is asked for, by segments that have any.
pub(super) fn places<'s>(searcher: &'s Searcher, asked: &Asked) -> tantivy::Result<Vec<Places<'s>>> {
    let mut segments = segments(searcher)?;
    let named = find(searcher, &mut segments, &asked.words)?;
    let surnames = surnames(asked, &segments, &named);
    let mut persons = Persons::default();
    // The articles of each segment in which somebody may be meant.
    let mut met: Vec<BTreeSet<DocId>> = named.iter().map(|found| found.iter().map(|(article, _)| *article).collect()).collect();
    for surname in &surnames {
        let found = find(searcher, &mut segments, &name_words(surname))?;
        if persons.begin(surname) {
            persons.add_found(surname, &segments, &found);
        }
        for (met, found) in met.iter_mut().zip(&found) {
            met.extend(found.iter().map(|(article, _)| *article));
        }
    }
    let mut found = Vec::new();
    for ((reader, columns), articles) in segments.iter().zip(met) {
        let mut names = Names { asked, persons: &persons, columns, known: FxHashMap::default() };
        let own = articles.into_iter().map(|article| (article, names.places(article))).filter(|(_, places)| !places.is_empty());
        let own: Vec<_> = own.collect();
        found.extend((!own.is_empty()).then_some((*reader, own)));
    }
    Ok(found)
}

/// The surnames of all who may be asked for, folded: that of the name itself, and those of full names that hold it.
fn surnames(asked: &Asked, segments: &[Segment<'_>], named: &[Vec<Found>]) -> BTreeSet<String> {
    let mut surnames: BTreeSet<String> = asked.surname().map(str::to_owned).into_iter().collect();
    if asked.is_full() {
        for ((_, columns), found) in segments.iter().zip(named) {
            let names = found.iter().flat_map(|(article, _)| columns.speakers(*article)).map(|(ord, _)| columns.name(ord));
            let answering = names.filter(|name| asked.is_answered_by(name));
            surnames.extend(answering.filter_map(cut).filter(|cut| cut.is_full()).map(|cut| cut.last));
        }
    }
    surnames
}

/// The names of one segment, judged once each.
struct Names<'n> {
    asked: &'n Asked,
    persons: &'n Persons,
    columns: &'n Columns,
    known: FxHashMap<u64, Judged<'n>>,
}

/// What a name is.
#[derive(Debug, Clone, Copy, Default)]
struct Judged<'n> {
    /// Whether it is what is asked for, as written or as another name of the same person.
    is_asked: bool,
    /// Whose it is.
    bearer: Option<&'n Bearer>,
}

impl<'n> Names<'n> {
    /// The places, from 1, of those among an article's speakers who are asked for.
    fn places(&mut self, article: DocId) -> Vec<u32> {
        let joined: BTreeMap<u32, &Bearer> =
            self.columns.joined(article, self.persons).into_iter().map(|(_, place, bearer)| (place, bearer)).collect();
        let speakers = self.columns.speakers(article).zip(1..);
        let meant = speakers.filter(|((ord, standing), place)| {
            let Judged { is_asked, bearer } = self.judged(*ord);
            let joined = joined.get(place).copied();
            let is_asked = is_asked || joined.is_some_and(|bearer| self.is_meant(bearer));
            is_asked && self.may_be_called(self.columns.name(*ord), *standing, joined.or(bearer))
        });
        meant.map(|(_, place)| place).collect()
    }

    fn judged(&mut self, ord: u64) -> Judged<'n> {
        if let Some(known) = self.known.get(&ord) {
            return *known;
        }
        let name = self.columns.name(ord);
        let bearer = cut(name).filter(|cut| cut.is_full()).and_then(|cut| self.persons.bearer_of(name, &cut));
        let is_asked = match bearer.filter(|_| self.asked.is_full()) {
            Some(bearer) => self.is_meant(bearer),
            None => !name.is_empty() && self.asked.is_answered_by(name),
        };
        let judged = Judged { is_asked, bearer };
        self.known.insert(ord, judged);
        judged
    }

    /// Whether a person is asked for: one without a middle name where nobody has the one that is asked for.
    fn is_meant(&self, bearer: &Bearer) -> bool {
        let has_it = |other: &Bearer| other.has_middle() && other.is_meant_by(self.asked);
        let is_another = || self.asked.has_middle() && !bearer.has_middle() && self.persons.bearers(bearer.surname()).iter().any(has_it);
        bearer.is_meant_by(self.asked) && !is_another()
    }

    /// Whether a title in the query may be that of a speaker of whom an article tells this; of several who speak together, of one.
    fn may_be_called(&self, name: &str, mut standing: Standing, bearer: Option<&Bearer>) -> bool {
        let Some(title) = self.asked.title else { return true };
        if name.contains(TOGETHER) {
            let one = |name: &str| {
                let bearer = cut(name).and_then(|cut| self.persons.bearer_of(name, &cut));
                self.asked.is_answered_by(name) && self.may_be_called(name, Standing::default(), bearer)
            };
            return name.split(TOGETHER).any(one);
        }
        if let Some(bearer) = bearer {
            standing.add(bearer.standing);
        }
        // A body that is called by somebody's name (`Marsh Foundation`) has no title.
        let is_body = || !standing.is_person() && cut(name).is_none_or(|cut| Some(cut.last.as_str()) != self.asked.surname());
        standing.may_be_called(title) && !is_body()
    }
}
