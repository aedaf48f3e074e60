//! The texts of a column, each with one number in all segments.
//!
//! A segment numbers its texts by itself, so that to count over several meant to look every text up. What is counted by these numbers is looked
//! up where it is shown.

use rustc_hash::FxHashMap;
use tantivy::Searcher;

/// The texts of a column in one state of an index.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    texts: Vec<Box<str>>,
    /// By segment and ordinal there.
    numbers: Vec<Vec<u32>>,
}

impl Numbering {
    /// Reads the texts of a column.
    pub(super) fn of(searcher: &Searcher, field: &str) -> tantivy::Result<Self> {
        let mut known: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut numbering = Self::default();
        for reader in searcher.segment_readers() {
            let mut own = Vec::new();
            if let Some(column) = reader.fast_fields().str(field)? {
                let mut terms = column.dictionary().stream()?;
                while terms.advance() {
                    let text = String::from_utf8_lossy(terms.key());
                    own.push(known.get(&*text).copied().unwrap_or_else(|| {
                        let number = numbering.texts.len() as u32;
                        numbering.texts.push((*text).into());
                        known.insert((*text).into(), number);
                        number
                    }));
                }
            }
            numbering.numbers.push(own);
        }
        Ok(numbering)
    }

    /// The texts by their numbers.
    pub(super) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    /// The numbers of a segment's texts by their ordinals there.
    pub(super) fn of_segment(&self, segment: usize) -> &[u32] {
        self.numbers.get(segment).map_or(&[], Vec::as_slice)
    }

    /// The same without what leads from segments to numbers.
    pub(super) fn into_texts(self) -> Vec<Box<str>> {
        self.texts
    }
}
