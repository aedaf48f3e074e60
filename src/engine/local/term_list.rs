//! The documents of one term in a segment, and where it stands in each: read from the engine's files as the engine writes them.
//!
//! The engine's own reader of positions adds up the frequencies of half a block and copies twice for every document, which is more work than
//! judging the positions of common words. Here each block of 128 numbers is unpacked once and read on from where the last document ended.
//! A test compares both readers.
//!
//! A list is blocks of 128 documents, packed, the frequencies of each behind them, and a rest of less in bytes of seven bits each, the last
//! marked. Before them stands an entry for each block: its last document, the widths of its numbers, the sum of its frequencies. Positions
//! are distances from one to the next within a document, in blocks of 128 as well whose documents do not show; their widths stand in front.

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::{SegmentComponent, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, TERMINATED};

use super::positions::{Positions, read_marked, read_number};

/// Numbers of a block.
pub(super) const BLOCK: usize = BitPacker4x::BLOCK_LEN;
/// Bytes of a block whose numbers have one bit each.
pub(super) const BLOCK_BYTES: usize = BLOCK / 8;
/// Bytes of an entry on a block, where positions are indexed.
const ENTRY: usize = 12;
/// The bits of a width that tell the width of documents; the engine says in another how they are packed, which is always the same.
const WIDTH: u8 = 0x1F;

/// The lists of all terms of a field in a segment, with their positions.
pub(super) struct ListFiles {
    postings: FileSlice,
    positions: FileSlice,
}

/// Bytes before the first list: the number of words.
const HEAD: usize = 8;

impl ListFiles {
    /// Opens the lists of a field that has positions; `None` where the segment has no word of it.
    pub(super) fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Option<Self>> {
        let of_field =
            |component| -> tantivy::Result<Option<FileSlice>> { Ok(CompositeFile::open(&reader.open_read(component)?)?.open_read(field)) };
        let (postings, positions) = (of_field(SegmentComponent::Postings)?, of_field(SegmentComponent::Positions)?);
        Ok(postings.zip(positions).map(|(postings, positions)| Self { postings: postings.slice_from(HEAD), positions }))
    }

    /// The list of a term, at its first document.
    pub(super) fn list(&self, term: &TermInfo) -> tantivy::Result<TermList> {
        let postings = self.postings.read_bytes_slice(term.postings_range.clone())?;
        let positions = self.positions.read_bytes_slice(term.positions_range.clone())?;
        Ok(TermList::new(term.doc_freq, postings, Positions::new(positions)))
    }
}

/// The documents of one term, in order, with its positions.
pub(super) struct TermList {
    documents: u32,
    /// Those of this block and of all behind it.
    remaining: u32,
    /// Entries on the blocks behind this one.
    entries: OwnedBytes,
    /// This block and those behind it.
    blocks: OwnedBytes,
    /// Bytes of this block; 0 for the rest at the end.
    bytes: usize,
    /// The documents of this block, `TERMINATED` behind the last.
    docs: [DocId; BLOCK],
    /// The last of them; `TERMINATED` in the rest at the end.
    last: DocId,
    /// Where in the block the current document is.
    at: usize,
    /// The current document.
    doc: DocId,
    frequencies: Frequencies,
    positions: Positions,
}

/// How often the term stands in the documents of a block.
struct Frequencies {
    values: [u32; BLOCK],
    /// How many positions stand before the document at `summed` of the block.
    before: u64,
    summed: usize,
    /// Positions of this block and all before it.
    until: u64,
}

impl TermList {
    fn new(documents: u32, mut postings: OwnedBytes, positions: Positions) -> Self {
        let entries = match documents as usize >= BLOCK {
            true => {
                let length = read_number(&mut postings) as usize;
                let (entries, blocks) = postings.split(length);
                postings = blocks;
                entries
            }
            false => OwnedBytes::empty(),
        };
        let frequencies = Frequencies { values: [0; BLOCK], before: 0, summed: 0, until: 0 };
        let mut list = Self {
            documents,
            remaining: documents,
            entries,
            blocks: postings,
            bytes: 0,
            docs: [TERMINATED; BLOCK],
            last: 0,
            at: 0,
            doc: TERMINATED,
            frequencies,
            positions,
        };
        list.open_block(0, 0);
        list
    }

    /// Goes to the first block that may hold `target`, which is behind the last document of this one.
    fn skip_to(&mut self, target: DocId) {
        let mut before = self.last;
        loop {
            self.blocks.advance(self.bytes);
            self.remaining = self.remaining.saturating_sub(BLOCK as u32);
            let Some(entry) = self.entry() else { break };
            if entry.last >= target {
                break;
            }
            before = entry.last;
            self.bytes = entry.bytes();
            self.frequencies.until += entry.positions;
            self.entries.advance(ENTRY);
        }
        self.open_block(before, target);
    }

    /// What is said of the block at which `entries` stand; `None` where that is the rest at the end.
    fn entry(&self) -> Option<Entry> {
        if (self.remaining as usize) < BLOCK {
            return None;
        }
        let entry = &self.entries[..ENTRY];
        let number = |at: usize| u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]);
        Some(Entry { last: number(0), width: entry[4] & WIDTH, frequency_width: entry[5], positions: u64::from(number(6)) })
    }

    /// Unpacks the block that is reached, the last document before it being `before`, and goes to the first from `target` on.
    fn open_block(&mut self, before: DocId, target: DocId) {
        let entry = self.entry();
        let Frequencies { values: frequencies, before: positions, summed, until } = &mut self.frequencies;
        (*positions, *summed) = (*until, 0);
        match entry {
            Some(entry) => {
                let initial = (before > 0).then_some(before);
                let read = BitPacker4x::new().decompress_strictly_sorted(initial, &self.blocks, &mut self.docs, entry.width);
                BitPacker4x::new().decompress(&self.blocks[read..], frequencies, entry.frequency_width);
                frequencies.iter_mut().for_each(|value| *value += 1);
                self.last = entry.last;
                self.bytes = entry.bytes();
                *until += entry.positions;
                self.entries.advance(ENTRY);
            }
            None => {
                let mut rest = &*self.blocks;
                let count = self.remaining as usize;
                let mut doc = before;
                self.docs = [TERMINATED; BLOCK];
                for out in self.docs.iter_mut().take(count) {
                    doc += read_marked(&mut rest);
                    *out = doc;
                }
                frequencies.iter_mut().take(count).for_each(|value| *value = read_marked(&mut rest));
                self.last = TERMINATED;
                self.bytes = 0;
            }
        }
        self.at = self.docs.partition_point(|&doc| doc < target);
        self.doc = self.docs[self.at];
    }
}

/// What is said of a block.
struct Entry {
    last: DocId,
    width: u8,
    frequency_width: u8,
    positions: u64,
}

impl Entry {
    /// Bytes of the block.
    fn bytes(&self) -> usize {
        usize::from(self.width + self.frequency_width) * BLOCK_BYTES
    }
}

impl DocSet for TermList {
    #[inline]
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        if self.at + 1 < BLOCK {
            self.at += 1;
            self.doc = self.docs[self.at];
        } else {
            self.skip_to(self.last + 1);
        }
        self.doc
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if self.last < target {
            self.skip_to(target);
            return self.doc;
        }
        // Mostly one of the next.
        const NEXT: usize = 4;
        let ahead = &self.docs[self.at + 1..];
        let near = ahead.iter().take(NEXT).take_while(|&&doc| doc < target).count();
        let skipped = if near < NEXT { near } else { NEXT + ahead[NEXT.min(ahead.len())..].partition_point(|&doc| doc < target) };
        self.at += 1 + skipped;
        self.doc = self.docs[self.at];
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.documents
    }
}

impl Postings for TermList {
    #[inline]
    fn term_freq(&self) -> u32 {
        self.frequencies.values[self.at]
    }

    #[inline]
    fn append_positions_with_offset(&mut self, offset: u32, output: &mut Vec<u32>) {
        let Frequencies { values, before, summed, .. } = &mut self.frequencies;
        *before += values[*summed..self.at].iter().map(|&frequency| u64::from(frequency)).sum::<u64>();
        *summed = self.at;
        self.positions.add(*before, values[self.at] as usize, offset, output);
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;
    use tantivy::schema::{IndexRecordOption, Schema, TEXT};
    use tantivy::{Index, TantivyDocument, Term};

    use super::*;

    /// A segment of texts, in each of which the words `a`, `b` and so on stand so often, one after the other.
    fn segment_of(texts: &[Vec<u8>]) -> (SegmentReader, Field) {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).unwrap();
        for counts in texts {
            let mut text = String::new();
            for (word, &count) in ('a'..).zip(counts) {
                (0..count).for_each(|time| _ = write!(text, "{word} {}", "and ".repeat(usize::from(time % 7))));
            }
            let mut document = TantivyDocument::new();
            document.add_text(field, text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher().segment_readers()[0].clone(), field)
    }

    fn texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let count = prop_oneof![4 => Just(0_u8), 4 => 1..4_u8, 1 => 100..200_u8];
        let seldom = prop_oneof![12 => Just(0_u8), 1 => 1..9_u8];
        let text = (count.clone(), count, seldom, 1..3_u8).prop_map(|(a, b, c, d)| vec![a, b, c, d]);
        prop_oneof![
            prop::collection::vec(text.clone(), 1..20),
            prop::collection::vec(text.clone(), 256),
            prop::collection::vec(text, 100..600)
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn lists_are_read_as_the_engine_reads_them(
            texts in texts(),
            steps in prop::collection::vec((prop_oneof![3 => Just(0_u32), 2 => 1..5_u32, 1 => 1..300_u32], any::<bool>()), 700),
        ) {
            let (reader, field) = segment_of(&texts);
            let inverted = reader.inverted_index(field).unwrap();
            let files = ListFiles::open(&reader, field).unwrap().unwrap();
            for word in ["a", "b", "c", "d", "and"] {
                let Some(info) = inverted.get_term_info(&Term::from_field_text(field, word)).unwrap() else { continue };
                let mut wanted = inverted.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions).unwrap();
                let mut list = files.list(&info).unwrap();
                let (mut expected, mut found) = (Vec::new(), Vec::new());
                for (step, is_read) in &steps {
                    prop_assert_eq!(list.doc(), wanted.doc(), "{}", word);
                    if wanted.doc() == TERMINATED {
                        break;
                    }
                    prop_assert_eq!(list.term_freq(), wanted.term_freq());
                    if *is_read {
                        wanted.positions(&mut expected);
                        list.positions(&mut found);
                        prop_assert_eq!(&found, &expected);
                        // Once more, where the first time may have gone on to another block.
                        list.positions(&mut found);
                        prop_assert_eq!(&found, &expected);
                    }
                    if *step == 0 {
                        prop_assert_eq!(list.advance(), wanted.advance());
                    } else {
                        let target = wanted.doc() + step;
                        prop_assert_eq!(list.seek(target), wanted.seek(target));
                    }
                }
            }
        }
    }
}
