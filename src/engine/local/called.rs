//! Which speakers of which articles are called by a name, for whoever lists them: those whom [`asked`](super::asked) finds by the same name, and
//! nobody who speaks beside them.

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher};

use super::asked::places;
use super::lower_spans::speaker_asked;
use super::selector::name_selectors;
use crate::analysis::tokenizer::name_words;
use crate::query::Node;
use crate::query::tree::Text;

/// Speakers who are called by one of several names.
pub(super) struct Called {
    /// By article, the places among its speakers, from 1, of those whom a name means.
    places: FxHashMap<(SegmentId, DocId), Vec<u32>>,
    /// By the number of a name, whether a pattern fits it.
    fitting: Vec<bool>,
}

impl Called {
    /// Those whom a condition on speakers names; `names` are all of the index by number. `None` where it names nobody.
    pub(super) fn of(searcher: &Searcher, node: &Node, names: &[Box<str>]) -> tantivy::Result<Option<Self>> {
        let mut called = Self { places: FxHashMap::default(), fitting: vec![false; names.len()] };
        let alternatives = if let Node::Or(parts) = node { parts.as_slice() } else { std::slice::from_ref(node) };
        for alternative in alternatives {
            let Node::Text(text) = alternative else { return Ok(None) };
            match speaker_asked(text) {
                Some(asked) => {
                    for (article, found) in places(searcher, &asked)? {
                        called.places.entry(article).or_default().extend(found);
                    }
                }
                None => called.add_fitting(text, names),
            }
        }
        Ok(Some(called))
    }

    /// Adds the names in which words fit that are no words but patterns.
    fn add_fitting(&mut self, text: &Text, names: &[Box<str>]) {
        let selectors = name_selectors(&text.words).words;
        for (name, fits) in names.iter().zip(&mut self.fitting) {
            let words = name_words(name);
            let fits_from = |start: usize| {
                selectors.iter().all(|(offset, selector)| words.get(start + *offset as usize).is_some_and(|word| selector.takes(word)))
            };
            *fits |= (0..words.len()).any(fits_from);
        }
    }

    /// Whether the speaker at a place, from 0, of an article is one of them, who counts under the name of this number.
    pub(super) fn holds(&self, segment: SegmentId, article: DocId, place: usize, number: usize) -> bool {
        let is_found = |places: &Vec<u32>| places.iter().any(|&found| found as usize == place + 1);
        self.fitting.get(number).copied().unwrap_or(false) || self.places.get(&(segment, article)).is_some_and(is_found)
    }
}
