//! Reads a capitalised run as a phrase: whether it names somebody or only tells what they are, and whether anything before it belongs to it.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{DET, Language, PLACE, POSS, ROLE};
use crate::enrich::quotes::words::lists::PEOPLE;

impl Reader<'_> {
    /// The English name that ends with a word, where nothing before it can belong to its phrase.
    pub(super) fn name_alone(&self, last: usize) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(last).filter(|_| words.language == Language::English)?;
        let name = &self.people.names[index];
        let (start, end) = (name.whole.start, name.whole.end);
        let alone = (start <= self.frame.start) | !words.is_tight(start.wrapping_sub(1));
        let plain = words.is_capital(start) & !words.is_possessive(end - 1) & (name.kind != NameKind::Place);
        if !(alone & plain) {
            return None;
        }
        let source = Source { kind: self.name_kind(index, start), tokens: start..end };
        (source.kind != SourceKind::Nominal).then_some(source)
    }

    /// Whether a capitalised run names somebody or only describes (`the President`, `a Nevada Democrat`, `the Moor Vale MP`); `start` is where its phrase begins.
    pub(super) fn name_kind(&self, index: usize, start: usize) -> SourceKind {
        let words = self.words;
        let name = &self.people.names[index];
        let seat = || PEOPLE.seats.has(words.text(name.whole.end - 1));
        let described = || start < name.whole.start && words.is(start, DET | POSS) || name.tokens.clone().any(|at| words.is(at, ROLE));
        match name.kind {
            NameKind::Title => SourceKind::Nominal,
            NameKind::Place | NameKind::Organisation
                if name.person.is_none() && described() && (seat() || name.tokens.clone().all(|at| words.is(at, PLACE | ROLE))) =>
            {
                SourceKind::Nominal
            }
            _ => SourceKind::Name(index),
        }
    }
}
