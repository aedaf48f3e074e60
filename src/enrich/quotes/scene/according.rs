//! Reads who a sentence gives as its source: `according to Moon`, `по словам Котова`, `a su juicio`.

use std::ops::Range;

use super::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{DET, FEMALE, Language, MALE, POSS, PREP, SAY};
use crate::enrich::quotes::words::lists::SPEECH;

impl Reader<'_> {
    /// The source that a cue gives of which the word at `at` tells.
    pub(super) fn according(&self, at: usize) -> Option<Tag> {
        let words = self.words;
        let tag = |source: Source, span: Range<usize>, cue: Range<usize>| Tag {
            cue,
            verb: at,
            source,
            span,
            class: SAY,
            shape: Shape::According,
        };
        if words.text(at) == "zufolge" {
            let source = self.phrase_to(at)?;
            return Some(tag(source.clone(), source.tokens.start..at + 1, at..at + 1));
        }
        if let Some(source) = self.holder(at.saturating_sub(1)).filter(|source| source.tokens.start > self.frame.start) {
            let start = source.tokens.start - 1;
            return words.is(start, PREP).then(|| tag(source, start..at + 1, start..at + 1));
        }
        let cue = self.according_words(at)?;
        let alone = match words.language {
            Language::French => words.text(cue.end) == "lui",
            Language::Other => matches!(words.text(cue.end), "lui" | "lei"),
            _ => false,
        };
        let source = match words.language {
            _ if alone => Source { kind: SourceKind::Pronoun, tokens: cue.end..cue.end + 1 },
            Language::English => self.phrase_from(cue.end)?,
            _ => self.source_at(cue.end)?,
        };
        Some(tag(source.clone(), cue.start..source.tokens.end, cue))
    }

    /// The phrase that begins at a word and names a source, over the preposition that it has become one word with; not a place: `selon l’Élysée`.
    fn source_at(&self, at: usize) -> Option<Source> {
        let russian = || {
            let words = self.words;
            let joined = |own: &usize| *own == at || words.is_tight(*own - 1);
            let named = |own: usize| self.people.at(own).filter(|&index| self.people.names[index].person.is_some());
            let index = (at..self.frame.end.min(at + 7)).take_while(joined).find_map(named)?;
            Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() })
        };
        let source = match self.phrase_at(at) {
            Some((source, _)) => source,
            None if self.words.language == Language::Russian => russian()?,
            None => return None,
        };
        let place = matches!(source.kind, SourceKind::Name(index) if self.people.names[index].kind == NameKind::Place);
        (!place).then_some(source)
    }

    /// Whose view or words a possessive tells of, in languages other than English: `по его словам`, `a su juicio`.
    fn holder(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let own = words.is(at, POSS)
            && words.language != Language::English
            && (words.is(at, MALE | FEMALE) || words.language == Language::Other && words.is_spaced(at));
        own.then_some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 })
    }

    /// The whole of a cue like `according to`, of which one word is given: `по словам`, `de acordo com`.
    fn according_words(&self, at: usize) -> Option<Range<usize>> {
        let words = self.words;
        let Some(cue) = SPEECH.according.iter().find(|cue| cue.words.has(words.text(at))) else { return Some(at..at + 1) };
        let led = cue.before.is_empty() || at > self.frame.start && cue.before.has(words.text(at - 1));
        let followed = cue.behind.is_empty() || cue.behind.has(words.text(at + 1));
        // A German article belongs to who speaks.
        let article = words.language == Language::German && words.is(at + 1, DET);
        let end = if cue.behind.is_empty() || article { at + 1 } else { at + 2 };
        (led && followed).then_some(at - usize::from(!cue.before.is_empty())..end)
    }
}
