//! Finds whom an English `who` stands for that no name stands right before: `spoke to Moon, a clerk at the mill, who said`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{BODY, Language, PREP, ROLE};

/// Words from the comma behind a name to `who`.
const APPOSED: usize = 24;

/// Words of the longest body or place behind a name: `of the Ohio State Highway Patrol`.
const ATTRIBUTE: usize = 10;

impl Reader<'_> {
    /// The person named before the insertions that end right before `who`, whatever governs the name: spoke to `Moon`, a clerk at the mill, who said.
    pub(super) fn before_who(&self, who: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(who.saturating_sub(APPOSED));
        let mut end = who;
        for at in (floor + 1..who + 1).rev() {
            if words.is_quoted(at) {
                return None;
            }
            let last = at - 1;
            if words.is_spaced(last) || !words.gap(last).starts_with([',', ' ', ')']) {
                continue;
            }
            if at < who && !words.gap(end - 1).starts_with(')') && !self.is_insertion(&(at..end)) && !self.ends_address(&(at..end)) {
                return None;
            }
            end = at;
            let source =
                self.people.at(last).map(|index| Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
            if let Some(source) = source.filter(|source| at < who && self.is_evident(source)) {
                return Some(source);
            }
            if let Some(source) = self.in_body(last) {
                return Some(source);
            }
        }
        None
    }

    /// The description that ends right before `who`, whatever governs it: spoke to `a spokeswoman` for the mayor, who said.
    pub(super) fn told_before_who(&self, who: usize) -> Option<Source> {
        let words = self.words;
        let named = self.people.at(who - 1).is_some() || words.is(who - 1, BODY) && !words.is(who - 1, ROLE);
        if words.language != Language::English || !named && !words.is(who - 1, ROLE) {
            return None;
        }
        let source = self.simple_phrase(who - 1)?;
        let head =
            self.governor(source.tokens.start, true).filter(|head| words.is(head.tokens.end - 1, ROLE) && head.kind == SourceKind::Nominal);
        head.or(Some(source).filter(|_| !named))
    }

    /// The person whose name a body or place behind it ends at a word: `Moon` of Marlow University.
    fn in_body(&self, last: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(last.saturating_sub(ATTRIBUTE));
        let body = self.people.at(last).map_or(last, |index| self.people.names[index].whole.start);
        let of = (floor + 1..body).rev().take_while(|&at| words.is_tight(at) && !words.is_quoted(at)).find(|&at| words.is(at, PREP))?;
        let index = self.people.at(of - 1).filter(|_| matches!(words.text(of), "of" | "from" | "at" | "in") && words.is_spaced(of - 1))?;
        let source = Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() };
        Some(source).filter(|source| self.is_evident(source))
    }

    /// Whether a phrase names somebody who is surely a human being.
    pub(super) fn is_evident(&self, source: &Source) -> bool {
        matches!(source.kind, SourceKind::Name(index) if self.people.names[index].person.is_some_and(|person| self.people.persons[person].evident))
    }
}
