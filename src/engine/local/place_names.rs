//! The names of the places of a segment's documents. An article names a dozen places, and each has half a dozen names: its own, its region's, its
//! country's. Nearly all are written down once in the program, and are told by where they stand there.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::postings::{Occurrences, OwnTerms, Parts, Place};
use super::vocabulary::{TermId, Terms};
use crate::article::Names;

/// The names of the places of a field, which nobody counts and which stand nowhere.
#[derive(Default)]
pub(super) struct PlaceNames {
    terms: Terms,
    /// Numbers of names that are written down once in the program, by where they stand in memory.
    known: FxHashMap<(usize, usize), Box<[TermId]>>,
    /// By term, the number behind that of the last document that had it.
    last: Vec<DocId>,
    occurrences: Parts<(TermId, DocId)>,
}

impl PlaceNames {
    /// Adds the names of a place of a document, those left out that the document has already.
    pub(super) fn add(&mut self, document: DocId, names: &Names) {
        let (own, shared) = names.parts();
        match own {
            Cow::Borrowed(own) => self.add_known(document, own),
            Cow::Owned(own) => {
                for name in own {
                    let number = self.terms.number(name);
                    self.put(document, number);
                }
            }
        }
        self.add_known(document, shared);
    }

    fn add_known(&mut self, document: DocId, names: &'static [String]) {
        let place = (names.as_ptr().addr(), names.len());
        let numbers = self.known.remove(&place).unwrap_or_else(|| names.iter().map(|name| self.terms.number(name)).collect());
        for &number in &numbers {
            self.put(document, number);
        }
        self.known.insert(place, numbers);
    }

    fn put(&mut self, document: DocId, number: TermId) {
        if self.last.len() <= number as usize {
            self.last.resize(number as usize + 1, 0);
        }
        if std::mem::replace(&mut self.last[number as usize], document + 1) != document + 1 {
            self.occurrences.push((number, document));
        }
    }
}

impl Occurrences for PlaceNames {
    fn each(&self, mut sink: impl FnMut(TermId, Place)) {
        self.occurrences.iter().for_each(|&(term, document)| sink(term, (document, 0)));
    }
}

impl OwnTerms for PlaceNames {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn words(&self) -> u64 {
        self.occurrences.len() as u64
    }

    fn bytes(&self) -> usize {
        self.terms.bytes() * 2 + self.occurrences.bytes()
    }
}
