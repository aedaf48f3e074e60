//! BM25 (Robertson and Zaragoza 2009), with the engine's field lengths and our own statistics.

use std::sync::Arc;

use tantivy::Score;
use tantivy::columnar::ColumnValues;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::schema::Field;

/// Saturation of term frequency.
const K1: Score = 1.6;
/// Weight of field length.
const B: Score = 0.75;
/// Least weight of a word: what stands in half of all documents or more tells little, but still orders those that hold it.
const LEAST_IDF: Score = 0.2;

/// Statistics of one word in one field over the whole index.
#[derive(Debug, Clone)]
pub(super) struct Bm25 {
    weight: Score,
    average_length: Score,
}

impl Bm25 {
    /// `frequency` documents of `documents` hold the word; all of them together hold `tokens` words.
    pub(super) fn new(frequency: u64, documents: u64, tokens: u64, boost: Score) -> Self {
        let documents = documents.max(1) as Score;
        let frequency = (frequency as Score).min(documents);
        let idf = ((documents - frequency + 0.5) / (frequency + 0.5)).ln().max(LEAST_IDF);
        Self { weight: boost * idf * (1.0 + K1), average_length: (tokens as Score / documents).max(1.0) }
    }

    /// The sum of several words' statistics, for all of them in one place.
    pub(super) fn sum(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().reduce(|a, b| Self { weight: a.weight + b.weight, average_length: a.average_length })
    }

    /// The statistics of the commonest of several words, for any of them.
    pub(super) fn commonest(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().reduce(|a, b| if b.weight < a.weight { b } else { a })
    }

    /// What no document's score exceeds.
    pub(super) fn most(&self) -> Score {
        self.weight
    }

    /// The scores of one segment's documents.
    pub(super) fn in_segment(&self, reader: &SegmentReader, field: Field, boost: Score) -> tantivy::Result<SegmentBm25> {
        let lengths = reader.get_fieldnorms_reader(field)?;
        let norms = std::array::from_fn(|id| {
            let length = FieldNormReader::id_to_fieldnorm(id as u8) as Score;
            K1 * (1.0 - B + B * length / self.average_length)
        });
        let lengths = Lengths::Coded(lengths, Box::new(norms));
        Ok(SegmentBm25 { weight: self.weight * boost, average_length: self.average_length, lengths })
    }

    /// The scores of one segment's quotes, whose numbers of words are `lengths`.
    pub(super) fn of_quotes(&self, lengths: Arc<dyn ColumnValues<i64>>, boost: Score) -> SegmentBm25 {
        SegmentBm25 { weight: self.weight * boost, average_length: WORDS_OF_QUOTE, lengths: Lengths::OfQuotes(lengths) }
    }
}

/// [`Bm25`] with the field lengths of one segment.
pub(super) struct SegmentBm25 {
    weight: Score,
    average_length: Score,
    lengths: Lengths,
}

/// The lengths of a segment's texts.
enum Lengths {
    /// As the engine keeps them, with the norm of each code.
    Coded(FieldNormReader, Box<[Score; 256]>),
    /// Words of quotes.
    OfQuotes(Arc<dyn ColumnValues<i64>>),
}

/// Words of a quote of average length. A round number near that of news: the true one would cost a pass over all quotes.
const WORDS_OF_QUOTE: Score = 20.0;

impl Lengths {
    fn norm(&self, doc: tantivy::DocId) -> Score {
        match self {
            Self::Coded(lengths, norms) => norms[usize::from(lengths.fieldnorm_id(doc))],
            Self::OfQuotes(words) => {
                let words = words.get_val(doc) as Score;
                K1 * (1.0 - B + B * words / WORDS_OF_QUOTE)
            }
        }
    }
}

impl SegmentBm25 {
    /// What no document's score exceeds.
    pub(super) fn most(&self) -> Score {
        self.weight
    }

    /// The same of documents that hold the word at most `ratio` times as often as is to be expected of texts as long; that of a text of average
    /// length is how often it holds the word.
    pub(super) fn most_of(&self, ratio: Score) -> Score {
        self.weight * ratio / (ratio + K1)
    }

    /// Words of an average text of the whole index.
    pub(super) fn average_length(&self) -> Score {
        self.average_length
    }

    /// The lengths of the segment's texts, where the engine keeps them.
    pub(super) fn coded_lengths(&self) -> Option<&FieldNormReader> {
        match &self.lengths {
            Lengths::Coded(lengths, _) => Some(lengths),
            Lengths::OfQuotes(_) => None,
        }
    }

    /// Score of a document that holds the word `frequency` times.
    pub(super) fn score(&self, doc: tantivy::DocId, frequency: u32) -> Score {
        let frequency = frequency as Score;
        self.weight * frequency / (frequency + self.lengths.norm(doc))
    }
}
