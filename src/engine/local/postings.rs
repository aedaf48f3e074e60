//! The words of a segment's documents, turned round into posting lists.
//!
//! While documents come, nothing is kept but the number of each word's term, one after the other: four bytes a word, written in a row. At the
//! end they are parted by term, as many terms at a time as a few megabytes hold, in the order of the terms. The engine's own way, which keeps
//! a growing list for each term, has to find the term and its list in memory for every word; texts have more words than a cache has room
//! for.

use std::io;
use std::ops::Range;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::{BoxTokenStream, MAX_TOKEN_LEN};

use super::vocabulary::{TermId, Terms};

/// Where a word stands: its document and its position in it.
type Place = (DocId, u32);

/// Places that are parted by term at a time, 16 MB of them; a term with more has a turn of its own.
const TURN: usize = 2_000_000;

/// The words of one field, in the order of documents and of positions within them.
pub(super) trait Occurrences {
    /// Hands each word's term and place to `sink`.
    fn each(&self, sink: impl FnMut(TermId, Place));
}

/// Running texts: the position of a word is its place in the row.
pub(super) struct Texts<'a> {
    /// Numbers of the terms of all texts, one after the other.
    pub(super) words: &'a [TermId],
    /// The documents, and which of the words are theirs.
    pub(super) documents: &'a [(DocId, Range<u32>)],
}

impl Occurrences for Texts<'_> {
    fn each(&self, mut sink: impl FnMut(TermId, Place)) {
        for (document, words) in self.documents {
            for (&term, position) in self.words[words.start as usize..words.end as usize].iter().zip(0..) {
                sink(term, (*document, position));
            }
        }
    }
}

impl Occurrences for Vec<(TermId, Place)> {
    fn each(&self, mut sink: impl FnMut(TermId, Place)) {
        for &(term, place) in self {
            sink(term, place);
        }
    }
}

/// Writes the posting lists of a field. `sorted` are the terms in their order with their numbers, of which the field need not have all.
pub(super) fn write_postings(
    occurrences: &impl Occurrences,
    sorted: &[(&str, TermId)],
    option: IndexRecordOption,
    serializer: &mut FieldSerializer<'_>,
) -> io::Result<()> {
    let mut counts = vec![0_u32; sorted.len()];
    occurrences.each(|term, _| counts[term as usize] += 1);
    let mut rest = sorted;
    let mut places: Vec<Place> = Vec::new();
    // Where the next place of a term goes in `places`, for terms whose turn it is.
    let mut next = vec![u32::MAX; sorted.len()];
    let mut lists = Lists { option, deltas: Vec::new() };
    while !rest.is_empty() {
        let (mut taken, mut filled) = (0, 0);
        for (_, term) in rest {
            let count = counts[*term as usize];
            if filled > 0 && filled + count as usize > TURN {
                break;
            }
            next[*term as usize] = filled as u32;
            filled += count as usize;
            taken += 1;
        }
        let (turn, later) = rest.split_at(taken);
        rest = later;
        places.resize(filled, (0, 0));
        occurrences.each(|term, place| {
            let next = &mut next[term as usize];
            if *next != u32::MAX {
                places[*next as usize] = place;
                *next += 1;
            }
        });
        let mut start = 0;
        for (term, number) in turn {
            let end = start + counts[*number as usize] as usize;
            if end > start {
                lists.write(term, &places[start..end], serializer)?;
            }
            next[*number as usize] = u32::MAX;
            start = end;
        }
    }
    Ok(())
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

/// Writes the list of one term after the other.
struct Lists {
    option: IndexRecordOption,
    deltas: Vec<u32>,
}

impl Lists {
    fn write(&mut self, term: &str, places: &[Place], serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        let documents = || places.chunk_by(|a, b| a.0 == b.0);
        if self.option == IndexRecordOption::Basic {
            serializer.new_term(term.as_bytes(), 0, false)?;
            documents().for_each(|places| serializer.write_doc(places[0].0, 0, &[]));
        } else {
            serializer.new_term(term.as_bytes(), documents().count() as u32, true)?;
            for places in documents() {
                let mut last = 0;
                self.deltas.clear();
                self.deltas.extend(places.iter().map(|(_, position)| position - std::mem::replace(&mut last, *position)));
                serializer.write_doc(places[0].0, places.len() as u32, &self.deltas);
            }
        }
        serializer.close_term()
    }
}

/// The words of a field whose terms are its own, and whose words stand where they were told to stand.
#[derive(Default)]
pub(super) struct Words {
    pub(super) terms: Terms,
    pub(super) occurrences: Vec<(TermId, Place)>,
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

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.terms.bytes() + self.occurrences.len() * size_of::<(TermId, Place)>()
    }
}
