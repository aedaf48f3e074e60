//! Finds whose words a letter, a message or a verdict holds: `Moon’s letter reads`, `a message from Moon said`, `“…” was Moon’s verdict`. For English.

use super::Mind;
use crate::enrich::quotes::attribution::Sieves;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::CAPITAL;
use crate::enrich::quotes::words::lexicon::{DET, FEMALE, Language, MALE, NOUN_CUE, POSS, ROLE, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words from `from` or `by` to the name behind them: `a letter from the harbour pilot Greta Lund`.
const OFFICE: usize = 5;

impl Mind<'_> {
    /// Whose writing or utterance a description names: `Moon’s letter`, `his reply`, `a message from Moon`, `the letter, signed by Moon`.
    pub(super) fn of_writing(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let head = source.tokens.end.checked_sub(1)?;
        let may_be = words.language == Language::English && !words.is(head, ROLE | CAPITAL);
        if !may_be || !words.is(head, NOUN_CUE) && !SPEECH.writings.has(words.text(head)) {
            return None;
        }
        let frame = self.scene.frames.get(index)?;
        let reader = Reader { words, people: self.people, frame: frame.tokens.clone() };
        if let Some(owner) = source.tokens.clone().rev().skip(1).find_map(|at| reader.owner(at)) {
            return match owner.kind {
                SourceKind::Name(name) => self.people.names[name].person,
                _ => self.of_pronoun(frame, index, owner.tokens.start).flatten(),
            };
        }
        let relative = usize::from(words.is_spelt(head + 1, "which")) * 2;
        let attributed =
            words.gap(head) == ", " && words.is_spelt(head + 1 + relative, "attributed") && words.is_spelt(head + 2 + relative, "to");
        let signed = words.gap(head) == ", " && matches!(words.text(head + 1), "signed" | "written" | "sent" | "drafted");
        let mut by = if attributed {
            head + 2 + relative
        } else if signed {
            head + 2
        } else {
            head + 1
        };
        // `a filing submitted by Moon`, `an email sent out by Moon`
        if words.is_spaced(head) && SPEECH.made.has(words.text(by)) && words.is_spaced(by) {
            by += 1 + usize::from(words.is_spelt(by + 1, "out") && words.is_spelt(by + 2, "by"));
            if !words.is_spelt(by, "by") {
                return None;
            }
        }
        if words.is_spelt(by, "to") && words.is_spaced(by - 1) && !attributed {
            // `a memo to Kim from Moon`
            by = (by + 2..frame.tokens.end.min(by + 2 + OFFICE)).find(|&at| words.is_spelt(at, "from"))?;
        }
        let fits = match words.text(by) {
            "by" => true,
            "to" => attributed,
            "from" => !signed,
            "of" => !signed && !SPEECH.about_somebody.has(words.text(head)),
            _ => false,
        };
        if !fits || by >= frame.tokens.end || words.is_quoted(by) || !(words.is_spaced(by - 1) || signed) {
            return None;
        }
        // `a letter from the Marlow police chief, Greta Lund,`
        if let Some(Source { kind: SourceKind::Name(index), .. }) = reader.phrase_from(by + 1)
            && let Some(person) = self.people.names[index].person.filter(|_| self.people.names[index].tokens.len() > 1)
        {
            return Some(person);
        }
        let name = (by + 1..frame.tokens.end.min(by + 1 + OFFICE))
            .take_while(|&at| words.is_spaced(at - 1) && !words.is_quoted(at))
            .find(|&at| words.is_capital(at) || !words.is(at, DET | ROLE | TITLE) && !words.is(at + 1, ROLE | TITLE))?;
        let name = &self.people.names[self.people.at(name)?];
        name.person.filter(|_| matches!(name.kind, NameKind::Person | NameKind::Unknown) && !words.is_possessive(name.whole.end - 1))
    }
}

impl Sieves<'_> {
    /// Whose words a sentence calls the quotation by which it begins: `“…” was Moon’s verdict`, `“…” is the motto of Moon`.
    pub(in crate::enrich::quotes) fn called_behind(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        let is = matches!(words.text(end), "is" | "was" | "were" | "remains" | "became" | "goes" | "went") && !words.is_quoted(end);
        if words.language != Language::English || !is || end == 0 || !words.is_quoted(end - 1) || !words.is_spaced(end) {
            return None;
        }
        if words.is_spelt(end + 1, "all") && words.is_spaced(end + 1) {
            // `“We move on,” was all Moon had to say`
            return reader.phrase_from(end + 2).filter(|source| source.tokens.start == end + 2 && source.kind != SourceKind::Nominal);
        }
        let limit = reader.frame.end.min(end + 2 + OFFICE);
        let noun = (end + 2..limit).take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at)).find(|&at| words.is(at, NOUN_CUE))?;
        if let Some(owner) = (end + 1..noun).find_map(|at| reader.owner(at)) {
            return Some(owner);
        }
        let article = words.is(end + 1, DET) && !words.is(end + 1, POSS | MALE | FEMALE);
        if !article || !words.is_spelt(noun + 1, "of") || !words.is_spaced(noun) || SPEECH.about_somebody.has(words.text(noun)) {
            return None;
        }
        reader.phrase_from(noun + 2).filter(|source| matches!(source.kind, SourceKind::Name(_)))
    }
}
