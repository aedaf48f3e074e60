//! Where the sentences and paragraphs of a document begin.
//!
//! Paragraphs are positions of a term. Sentences are many more and asked for most, so they are bits of a column: whether one begins between two
//! words is looked up in it without reading where all others do.

use std::ops::Range;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::index::SegmentReader;
use tantivy::postings::Postings;
use tantivy::{DocId, DocSet, Term};

use super::columns::numbers;
use super::term_list::{ListFiles, TermList};
use crate::analysis::breaks::WORDS_OF_BITS;
use crate::analysis::spans::Breaks;
use crate::analysis::tokenizer::PARAGRAPH_BREAK;
use crate::schema::IndexSchema;
use crate::schema::tantivy::engine_field;

/// What must be known of a text's breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Needed {
    pub(super) paragraphs: bool,
    pub(super) sentences: bool,
}

impl Needed {
    pub(super) fn and(self, other: Self) -> Self {
        Self { paragraphs: self.paragraphs || other.paragraphs, sentences: self.sentences || other.sentences }
    }
}

/// Reads the breaks of documents of one segment, in rising order.
pub(super) struct BreakReader {
    needed: Needed,
    paragraphs: Option<TermList>,
    sentences: Option<Column<i64>>,
    breaks: Breaks,
    /// The document whose breaks were read last.
    read: Option<DocId>,
}

impl BreakReader {
    pub(super) fn new(reader: &SegmentReader, needed: Needed) -> tantivy::Result<Self> {
        let field = engine_field(IndexSchema::get().place("breaks").unwrap_or_default());
        let paragraphs = match needed.paragraphs {
            true => match reader.inverted_index(field)?.get_term_info(&Term::from_field_text(field, PARAGRAPH_BREAK))? {
                Some(term) => ListFiles::open(reader, field)?.map(|files| files.list(&term)).transpose()?,
                None => None,
            },
            false => None,
        };
        let sentences = if needed.sentences { Some(numbers(reader, "sentences")?) } else { None };
        Ok(Self { needed, paragraphs, sentences, breaks: Breaks::default(), read: None })
    }

    pub(super) fn is_needed(&self) -> bool {
        self.needed != Needed::default()
    }

    /// The breaks of `doc`, as far as needed.
    pub(super) fn read(&mut self, doc: DocId) -> &Breaks {
        if self.read == Some(doc) {
            return &self.breaks;
        }
        self.read = Some(doc);
        let Breaks { sentences, paragraphs } = &mut self.breaks;
        paragraphs.clear();
        if let Some(postings) = &mut self.paragraphs {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, paragraphs);
            }
        }
        sentences.clear();
        if let Some(column) = &self.sentences {
            SentenceBits::of(column, doc).for_each(|start| sentences.push(start));
        }
        &self.breaks
    }

    /// Where the sentences of `doc` begin, where nothing else is needed of breaks.
    pub(super) fn sentences_alone(&self, doc: DocId) -> Option<SentenceBits<'_>> {
        self.sentences.as_ref().filter(|_| !self.needed.paragraphs).map(|column| SentenceBits::of(column, doc))
    }

    /// Whether sentences are known and nothing else is needed.
    pub(super) fn has_sentences_alone(&self) -> bool {
        self.sentences.is_some() && !self.needed.paragraphs
    }

    /// The breaks that were read last.
    pub(super) fn last(&self) -> &Breaks {
        &self.breaks
    }
}

/// Where the sentences of one document begin, the first left out; see [`sentence_bits`](crate::analysis::breaks::sentence_bits).
pub(super) struct SentenceBits<'c> {
    values: &'c dyn ColumnValues<i64>,
    rows: Range<u32>,
}

impl<'c> SentenceBits<'c> {
    fn of(column: &'c Column<i64>, doc: DocId) -> Self {
        Self { values: &*column.values, rows: column.index.value_row_ids(doc) }
    }

    /// Whether a sentence begins behind the word `first` and not behind the word `last`.
    pub(super) fn part(&self, first: u32, last: u32) -> bool {
        let from = first.saturating_add(1);
        let (lowest, highest) = (from / WORDS_OF_BITS, last / WORDS_OF_BITS);
        (lowest..=highest).take_while(|&number| number < self.rows.len() as u32).any(|number| {
            let mut bits = self.number(number);
            if number == lowest {
                bits &= u64::MAX << (from % WORDS_OF_BITS);
            }
            if number == highest {
                bits &= u64::MAX >> (WORDS_OF_BITS - 1 - last % WORDS_OF_BITS);
            }
            bits != 0
        })
    }

    /// Where the sentence of the word at `at` begins, and where the next does; `u32::MAX` where none does.
    pub(super) fn around(&self, at: u32) -> (u32, u32) {
        let (own, bit) = (at / WORDS_OF_BITS, at % WORDS_OF_BITS);
        let numbers = self.rows.len() as u32;
        let bits = if own < numbers { self.number(own) } else { 0 };
        let first = |number: u32, bits: u64| (bits != 0).then(|| number * WORDS_OF_BITS + bits.trailing_zeros());
        let last = |number: u32, bits: u64| (bits != 0).then(|| number * WORDS_OF_BITS + (WORDS_OF_BITS - 1 - bits.leading_zeros()));
        let start = last(own, bits & (u64::MAX >> (WORDS_OF_BITS - 1 - bit)))
            .or_else(|| (0..own.min(numbers)).rev().find_map(|number| last(number, self.number(number))));
        let next =
            first(own, bits & (u64::MAX << bit << 1)).or_else(|| (own + 1..numbers).find_map(|number| first(number, self.number(number))));
        (start.unwrap_or(0), next.unwrap_or(u32::MAX))
    }

    /// Something of the first and of the last bits; asked for only to have them at hand.
    pub(super) fn ends(&self) -> u64 {
        if self.rows.is_empty() { 0 } else { self.number(0) ^ self.number(self.rows.len() as u32 - 1) }
    }

    fn number(&self, number: u32) -> u64 {
        self.values.get_val(self.rows.start + number).cast_unsigned()
    }

    fn for_each(&self, mut visit: impl FnMut(u32)) {
        for number in 0..self.rows.len() as u32 {
            let mut bits = self.number(number);
            while bits != 0 {
                visit(number * WORDS_OF_BITS + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use tantivy::{Index, TantivyDocument};

    use super::*;
    use crate::analysis::tokenizer::tokenizers;
    use crate::schema::tantivy::engine_schema;

    /// A segment whose documents have sentences that begin at these words.
    fn segment_of(texts: &[BTreeSet<u32>]) -> SegmentReader {
        let schema = IndexSchema::get();
        let index = Index::builder().schema(engine_schema(schema)).tokenizers(tokenizers()).create_in_ram().unwrap();
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).unwrap();
        let field = engine_field(schema.place("sentences").unwrap());
        for starts in texts {
            let mut document = TantivyDocument::new();
            for number in 0..starts.last().map_or(0, |last| last / WORDS_OF_BITS + 1) {
                let own = starts.iter().filter(|&start| start / WORDS_OF_BITS == number);
                let bits = own.fold(0_u64, |bits, start| bits | 1 << (start % WORDS_OF_BITS));
                document.add_i64(field, bits.cast_signed());
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        index.reader().unwrap().searcher().segment_readers()[0].clone()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn sentences_part_words_where_they_begin(
            texts in prop::collection::vec(prop::collection::btree_set(1..400_u32, 0..30), 1..6),
            words in prop::collection::vec((0..420_u32, 0..200_u32), 1..60),
        ) {
            let reader = segment_of(&texts);
            let mut breaks = BreakReader::new(&reader, Needed { paragraphs: false, sentences: true }).unwrap();
            for (doc, starts) in (0..).zip(&texts) {
                let sentences = breaks.sentences_alone(doc).unwrap();
                for &(first, apart) in &words {
                    let last = first + apart;
                    prop_assert_eq!(sentences.part(first, last), starts.range(first + 1..last + 1).next().is_some(), "{} {}", first, last);
                }
                for &(word, _) in &words {
                    let start = starts.range(..=word).next_back().copied().unwrap_or(0);
                    let next = starts.range(word + 1..).next().copied().unwrap_or(u32::MAX);
                    prop_assert_eq!(sentences.around(word), (start, next), "{}", word);
                }
                let read: BTreeSet<u32> = breaks.read(doc).sentences.iter().copied().collect();
                prop_assert_eq!(&read, starts);
            }
        }
    }
}
