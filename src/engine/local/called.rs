//! Which speakers of which articles are called by a name, for whoever lists them: those whom a query finds by the same name, as their article
//! writes it or as the person whom it means, and nobody who speaks beside them.

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher};

use super::asked::places;
use super::lower_spans::NameSought;
use super::name_pattern::each_name;
use super::selector::{Selectors, name_selectors};
use crate::query::Node;

/// Speakers who are called by one of several names.
pub(super) struct Called {
    /// By article, the places among its speakers, from 1, of those who are the person that a name means.
    persons: FxHashMap<(SegmentId, DocId), Vec<u32>>,
    /// By segment; `None` where nobody speaks.
    segments: Vec<Option<OfSegment>>,
}

struct OfSegment {
    id: SegmentId,
    /// The names of each article's speakers, as the article has them.
    names: StrColumn,
    /// By ordinal, whether a name has the words of one that is asked for.
    fits: Vec<bool>,
}

impl Called {
    /// Those whom a condition on speakers names. `None` where it names nobody.
    pub(super) fn of(searcher: &Searcher, node: &Node) -> tantivy::Result<Option<Self>> {
        let mut persons: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        let mut by_words = Vec::new();
        let alternatives = if let Node::Or(parts) = node { parts.as_slice() } else { std::slice::from_ref(node) };
        for alternative in alternatives {
            let Node::Text(text) = alternative else { return Ok(None) };
            let asked = match NameSought::of(text) {
                NameSought::Person(asked) => Some(asked),
                NameSought::Words(asked) => {
                    by_words.push(name_selectors(&text.words));
                    asked
                }
            };
            if let Some(asked) = asked {
                for (reader, own) in places(searcher, &asked)? {
                    own.into_iter().for_each(|(article, found)| persons.entry((reader.segment_id(), article)).or_default().extend(found));
                }
            }
        }
        let segments = searcher.segment_readers().iter().map(|reader| {
            let Some(names) = reader.fast_fields().str("speaker")? else { return Ok(None) };
            let fits = each_name(&names, |words| by_words.iter().any(|asked| stand_in(asked, words)))?;
            Ok(Some(OfSegment { id: reader.segment_id(), names, fits }))
        });
        Ok(Some(Self { persons, segments: segments.collect::<tantivy::Result<_>>()? }))
    }

    /// Whether each speaker of an article is one of them, in their order.
    pub(super) fn speakers(&self, segment: usize, article: DocId) -> Vec<bool> {
        let Some(OfSegment { id, names, fits }) = self.segments.get(segment).and_then(Option::as_ref) else { return Vec::new() };
        let mut each: Vec<bool> = names.term_ords(article).map(|ord| fits.get(ord as usize).copied().unwrap_or(false)).collect();
        for &place in self.persons.get(&(*id, article)).into_iter().flatten() {
            let place = (place as usize).checked_sub(1);
            place.and_then(|place| each.get_mut(place)).into_iter().for_each(|is_called| *is_called = true);
        }
        each
    }
}

/// Whether words that are asked for stand in a row in a name.
fn stand_in(asked: &Selectors, words: &[String]) -> bool {
    let stand_from = |start: usize| {
        asked.words.iter().all(|(offset, selector)| words.get(start + *offset as usize).is_some_and(|word| selector.takes(word)))
    };
    !asked.words.is_empty() && (0..words.len()).any(stand_from)
}
