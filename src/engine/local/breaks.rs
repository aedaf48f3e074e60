//! Where the sentences and paragraphs of a document begin.

use tantivy::index::SegmentReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Term};

use crate::analysis::spans::Breaks;
use crate::analysis::tokenizer::{PARAGRAPH_BREAK, SENTENCE_BREAK};
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
    paragraphs: Option<SegmentPostings>,
    sentences: Option<SegmentPostings>,
    breaks: Breaks,
}

impl BreakReader {
    pub(super) fn new(reader: &SegmentReader, needed: Needed) -> tantivy::Result<Self> {
        let field = engine_field(IndexSchema::get().place("breaks").unwrap_or_default());
        let inverted = reader.inverted_index(field)?;
        let postings = |needed: bool, term: &str| match needed {
            true => inverted.read_postings(&Term::from_field_text(field, term), IndexRecordOption::WithFreqsAndPositions),
            false => Ok(None),
        };
        let paragraphs = postings(needed.paragraphs, PARAGRAPH_BREAK)?;
        let sentences = postings(needed.sentences, SENTENCE_BREAK)?;
        Ok(Self { needed, paragraphs, sentences, breaks: Breaks::default() })
    }

    pub(super) fn is_needed(&self) -> bool {
        self.needed != Needed::default()
    }

    /// The breaks of `doc`, as far as needed.
    pub(super) fn read(&mut self, doc: DocId) -> &Breaks {
        let Breaks { sentences, paragraphs } = &mut self.breaks;
        read(&mut self.paragraphs, doc, paragraphs);
        read(&mut self.sentences, doc, sentences);
        &self.breaks
    }

    /// The breaks that were read last.
    pub(super) fn last(&self) -> &Breaks {
        &self.breaks
    }
}

fn read(postings: &mut Option<SegmentPostings>, doc: DocId, out: &mut Vec<u32>) {
    out.clear();
    let Some(postings) = postings else { return };
    if postings.doc() < doc {
        postings.seek(doc);
    }
    if postings.doc() == doc {
        postings.append_positions_with_offset(0, out);
    }
}
