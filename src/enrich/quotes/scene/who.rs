//! Finds whom a relative pronoun stands for, also where no name stands right before it: `Nuria Solís, quien añadió`, `spoke to Moon, a clerk at the mill, who said`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{BODY, Language, PREP, ROLE};

/// Words from the comma behind a name to `who`.
const APPOSED: usize = 24;

/// Words of the longest body or place behind a name: `of the Ohio State Highway Patrol`.
const ATTRIBUTE: usize = 10;

impl Reader<'_> {
    /// Whom a pronoun at a word names; a relative one is whoever it stands for.
    pub(super) fn pronoun(&self, at: usize) -> Option<Source> {
        let words = self.words;
        if words.text(at).eq_ignore_ascii_case("who") || self.is_relative(at) {
            let before = at.checked_sub(1).filter(|&before| before >= self.frame.start)?;
            // `Anne Roux (PS), qui parle`
            let bracket = matches!(words.language, Language::French | Language::English) && words.gap(before).starts_with(')');
            let opening = || (self.frame.start + 1..before + 1).rev().take(5).find(|&at| words.is_parted_by(at - 1, ['(']));
            let before = if bracket { opening().map_or(before, |first| first - 1) } else { before };
            // `Moon, 70, who said`
            let age = words.is_number(before) && before > self.frame.start && words.gap(before - 1) == ", ";
            let before = before - usize::from(age && self.people.at(before - 1).is_some());
            let Some(index) = self.people.at(before) else {
                let apposed = words.is_parted_by(before, [',']) && self.people.at(before).is_none();
                let named = |source: &Source| matches!(source.kind, SourceKind::Name(_));
                let found = || self.over_insertions(at).filter(named).or_else(|| self.before_who(at)).or_else(|| self.told_before_who(at));
                return if apposed { found() } else { None };
            };
            let name = &self.people.names[index];
            // `foi Ivo Lessa, vereador do PTN, quem respondeu`
            if words.language == Language::Other && name.person.is_none() && words.is_parted_by(before, [',']) {
                return self.over_insertions(at).filter(|source| matches!(source.kind, SourceKind::Name(_)));
            }
            // `Moon, of Hill Lane, Selby, who said`
            let evident = name.person.is_some_and(|person| self.people.persons[person].evident);
            if words.language == Language::English
                && !evident
                && words.is_before_comma(before)
                && let Some(source) = self
                    .over_insertions(at)
                    .filter(|source| self.is_evident(source))
                    .or_else(|| self.before_who(at))
                    .or_else(|| self.told_before_who(at))
            {
                return Some(source);
            }
            // `Anne Roux, maire de Lormes, qui parle`
            if words.language == Language::French && name.person.is_none() && words.is_parted_by(before, [',']) {
                let person = |source: &Source| source.is_person(self.people);
                if let Some(source) = self.over_insertions(at).filter(person) {
                    return Some(source);
                }
            }
            if name.kind == NameKind::Place && name.person.is_none() {
                return self.phrase_to(at).map(|source| self.apposed_to(&source).unwrap_or(source));
            }
            return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
        }
        (!german::is_oblique(words, at)).then(|| Source { kind: SourceKind::Pronoun, tokens: at..at + 1 })
    }

    /// Whether a word is a relative pronoun that stands for a person as subject: Nuria Solís, `quien` añadió.
    pub(super) fn is_relative(&self, at: usize) -> bool {
        match self.words.language {
            Language::French => self.words.is_spelt(at, "qui"),
            Language::Other => self.words.is_one_of(at, ["quien", "quem"]),
            _ => false,
        }
    }

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
        let index = self.people.at(of - 1).filter(|_| words.is_one_of(of, ["of", "from", "at", "in"]) && words.is_spaced(of - 1))?;
        let source = Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() };
        Some(source).filter(|source| self.is_evident(source))
    }

    /// Whether a phrase names somebody who is surely a human being.
    pub(super) fn is_evident(&self, source: &Source) -> bool {
        matches!(source.kind, SourceKind::Name(index) if self.people.names[index].person.is_some_and(|person| self.people.persons[person].evident))
    }
}
