//! The words of a segment's documents, turned round into posting lists.
//!
//! While documents come, nothing is kept but the number of each word's term, one after the other: four bytes a word, written in a row. At the
//! end they are parted by term, as many terms at a time as a few megabytes hold, in the order of the terms. The engine's own way, which keeps
//! a growing list for each term, has to find the term and its list in memory for every word; texts have more words than a cache has room
//! for.

use std::io;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::{BoxTokenStream, MAX_TOKEN_LEN};

use super::vocabulary::{TermId, Terms};

/// Where a word stands: its document and its position in it.
pub(super) type Place = (DocId, u32);

/// Places that are parted by term at a time, 8 MB of them; a term with more has a turn of its own.
const TURN: usize = 1_000_000;

/// The words of one field, in the order of documents and of positions within them.
pub(super) trait Occurrences {
    /// Hands each word's term and place to `sink`.
    fn each(&self, sink: impl FnMut(TermId, Place));
}

/// A list in parts that are never moved: to grow, a single one would be copied into twice the memory, again and again.
pub(super) struct Parts<T> {
    full: Vec<Vec<T>>,
    open: Vec<T>,
}

/// Items of a part.
const PART: usize = 1 << 18;

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { full: Vec::new(), open: Vec::new() }
    }
}

impl<T: Copy> Parts<T> {
    pub(super) fn push(&mut self, item: T) {
        self.make_room(1);
        self.open.push(item);
    }

    /// Makes the next so many items stand in one part.
    fn make_room(&mut self, items: usize) {
        if self.open.len() + items > PART && !self.open.is_empty() {
            let next = Vec::with_capacity(PART.max(items));
            self.full.push(std::mem::replace(&mut self.open, next));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.full.iter().flatten().chain(&self.open)
    }

    pub(super) fn len(&self) -> usize {
        self.full.iter().map(Vec::len).sum::<usize>() + self.open.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.len() * size_of::<T>()
    }
}

/// The numbers of the terms of all running texts of a segment.
#[derive(Default)]
pub(super) struct News(Parts<TermId>);

/// Which of the numbers are those of a text.
#[derive(Clone, Copy)]
pub(super) struct Text {
    part: u32,
    start: u32,
    words: u32,
}

impl News {
    /// Adds the numbers of a text.
    pub(super) fn add(&mut self, numbers: &[TermId]) -> Text {
        self.0.make_room(numbers.len());
        let text = Text { part: self.0.full.len() as u32, start: self.0.open.len() as u32, words: numbers.len() as u32 };
        self.0.open.extend_from_slice(numbers);
        text
    }

    fn words(&self, text: Text) -> &[TermId] {
        let part = self.0.full.get(text.part as usize).unwrap_or(&self.0.open);
        &part[text.start as usize..][..text.words as usize]
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

impl Text {
    /// The first so many of its words.
    pub(super) fn opening(self, words: u32) -> Self {
        Self { words: words.min(self.words), ..self }
    }

    pub(super) fn words(self) -> u32 {
        self.words
    }
}

/// Running texts of one field: the position of a word is its place among the text's.
pub(super) struct Texts<'a> {
    pub(super) news: &'a News,
    pub(super) documents: &'a [(DocId, Text)],
}

impl Occurrences for Texts<'_> {
    fn each(&self, mut sink: impl FnMut(TermId, Place)) {
        for &(document, text) in self.documents {
            for (&term, position) in self.news.words(text).iter().zip(0..) {
                sink(term, (document, position));
            }
        }
    }
}

/// Turns words round; it keeps its memory from field to field.
#[derive(Default)]
pub(super) struct Inverter {
    /// By term, how often it occurs.
    counts: Vec<u32>,
    /// By term, where its next place goes in `places`, if it is its turn.
    next: Vec<u32>,
    places: Vec<Place>,
    deltas: Vec<u32>,
}

/// It is not the term's turn.
const NOT_NOW: u32 = u32::MAX;

impl Inverter {
    /// Writes the posting lists of a field. `sorted` are the terms in their order with their numbers, of which the field need not have all.
    pub(super) fn write(
        &mut self,
        occurrences: &impl Occurrences,
        sorted: &[(&str, TermId)],
        option: IndexRecordOption,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        self.counts.clear();
        self.counts.resize(sorted.len(), 0);
        self.next.clear();
        self.next.resize(sorted.len(), NOT_NOW);
        occurrences.each(|term, _| self.counts[term as usize] += 1);
        let mut rest = sorted;
        while !rest.is_empty() {
            let (mut taken, mut filled) = (0, 0);
            for (_, term) in rest {
                let count = self.counts[*term as usize] as usize;
                if filled > 0 && filled + count > TURN {
                    break;
                }
                self.next[*term as usize] = filled as u32;
                filled += count;
                taken += 1;
            }
            let (turn, later) = rest.split_at(taken);
            rest = later;
            if self.places.len() < filled {
                self.places.resize(filled, (0, 0));
            }
            occurrences.each(|term, place| {
                let next = &mut self.next[term as usize];
                if *next != NOT_NOW {
                    self.places[*next as usize] = place;
                    *next += 1;
                }
            });
            let mut start = 0;
            for (term, number) in turn {
                let end = start + self.counts[*number as usize] as usize;
                if end > start {
                    write_list(term, &self.places[start..end], option, &mut self.deltas, serializer)?;
                }
                self.next[*number as usize] = NOT_NOW;
                start = end;
            }
        }
        Ok(())
    }
}

fn write_list(
    term: &str,
    places: &[Place],
    option: IndexRecordOption,
    deltas: &mut Vec<u32>,
    serializer: &mut FieldSerializer<'_>,
) -> io::Result<()> {
    let documents = || places.chunk_by(|a, b| a.0 == b.0);
    if option == IndexRecordOption::Basic {
        serializer.new_term(term.as_bytes(), 0, false)?;
        documents().for_each(|places| serializer.write_doc(places[0].0, 0, &[]));
    } else {
        serializer.new_term(term.as_bytes(), documents().count() as u32, true)?;
        for places in documents() {
            let mut last = 0;
            deltas.clear();
            deltas.extend(places.iter().map(|(_, position)| position - std::mem::replace(&mut last, *position)));
            serializer.write_doc(places[0].0, places.len() as u32, deltas);
        }
    }
    serializer.close_term()
}

/// Writes the documents of numbers: for each number that a document has, a term of eight bytes.
pub(super) fn write_ids(ids: &mut Vec<(u64, DocId)>, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
    ids.sort_unstable();
    ids.dedup();
    for documents in ids.chunk_by(|a, b| a.0 == b.0) {
        serializer.new_term(&documents[0].0.to_be_bytes(), 0, false)?;
        for (_, document) in documents {
            serializer.write_doc(*document, 0, &[]);
        }
        serializer.close_term()?;
    }
    Ok(())
}

/// The words of a field whose terms are its own, and whose words stand where they were told to stand.
#[derive(Default)]
pub(super) struct Words {
    terms: Terms,
    occurrences: Parts<(TermId, Place)>,
    /// The document that came last, and where its next value begins.
    next: Place,
}

/// Positions between two values of a field, as the engine has it.
const GAP: u32 = 1;

impl Words {
    /// Adds a value of a document; several values of one document follow each other.
    pub(super) fn add(&mut self, document: DocId, value: &mut BoxTokenStream<'_>) {
        let from = if self.next.0 == document { self.next.1 } else { 0 };
        let mut end = from;
        value.process(&mut |token| {
            if token.text.len() <= MAX_TOKEN_LEN {
                let position = from + token.position as u32;
                end = end.max(position + token.position_length as u32);
                let number = self.terms.number(&token.text);
                self.occurrences.push((number, (document, position)));
            }
        });
        self.next = (document, end + GAP);
    }
}

impl Occurrences for Words {
    fn each(&self, mut sink: impl FnMut(TermId, Place)) {
        self.occurrences.iter().for_each(|&(term, place)| sink(term, place));
    }
}

/// Words with the terms they are words of.
pub(super) trait OwnTerms: Occurrences {
    /// The terms.
    fn terms(&self) -> &Terms;

    /// How many words there are.
    fn words(&self) -> u64;

    /// About how many bytes they take.
    fn bytes(&self) -> usize;
}

impl OwnTerms for Words {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn words(&self) -> u64 {
        self.occurrences.len() as u64
    }

    fn bytes(&self) -> usize {
        self.terms.bytes() + self.occurrences.bytes()
    }
}
