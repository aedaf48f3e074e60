//! Finds who speaks by a verb that only its small word makes one of speech: `“…,” the opposition leader, Moon, shot back`, `Moon hit out at the council: “…”`.

use super::Sieves;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words from a quotation to the verb, those of an office and its holder among them.
const REACH: usize = 12;

impl Sieves<'_> {
    /// Whether a verb and its particle say that somebody speaks up: `cut in`, `shot back`.
    pub(super) fn interrupts(&self, verb: usize) -> bool {
        let words = self.words;
        words.is_spaced(verb) && matches!(words.text(verb + 1), "in" | "up" | "back" | "out") && SPEECH.interrupting.has(words.text(verb))
    }

    /// Who is told behind a quotation to speak up, whatever stands before the name: `“…,” the opposition leader, Moon, shot back`.
    pub(super) fn speaking_up_behind(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        let verb = (end + 1..reader.frame.end.min(end + REACH)).take_while(|&at| !words.is_quoted(at)).find(|&at| self.interrupts(at))?;
        let source = reader.phrase_that_speaks(verb).filter(|source| source.tokens.start >= end)?;
        matches!(source.kind, SourceKind::Name(_)).then_some(source)
    }

    /// Who is told right before a quotation to speak up: `The opposition leader, Moon, shot back: “…”`, `Moon hit out at the council: “…”`.
    pub(super) fn speaking_up_ahead(&self, reader: &Reader<'_>, start: usize) -> Option<Source> {
        let words = self.words;
        let floor = reader.frame.start.max(start.saturating_sub(REACH));
        let verb = (floor..start - 1).rev().take_while(|&at| !words.is_quoted(at) && words.is_tight(at)).find(|&at| self.interrupts(at))?;
        reader.phrase_that_speaks(verb).filter(|source| matches!(source.kind, SourceKind::Name(_)))
    }
}
