//! Finds whom a label before a quotation names: a name and a colon, or the name that a paragraph begins with.

use std::ops::Range;

use super::Sieves;
use crate::enrich::quotes::people::{Name, NameKind};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Source, SourceKind};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{AUX, CONJ, CUE, DET, Language, POSS, PREP, PRON, ROLE, SUB, TITLE};

/// Words of the shortest quotation that a name right before it labels.
const SPOKEN: usize = 4;

/// Words of the longest label with what somebody is.
const LABELLED: usize = 32;

impl Sieves<'_> {
    /// The name that labels a quotation behind a heading: `Why it matters – Moon: “…”`
    pub(super) fn labelled(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let colon = |last: usize| words.is_parted_by(last, [':']) && words.gap(last).trim_start().starts_with(':');
        let last = start.checked_sub(1).filter(|&last| last > frame.tokens.start && colon(last))?;
        let index = self.people.at(last)?;
        let name = &self.people.names[index];
        let mut first = name.whole.start;
        // `Ana Moon and Tim Kim: “…”`
        let and = first.checked_sub(2).filter(|&before| before > frame.tokens.start && words.is_spelt(first - 1, "and"));
        if let Some(other) = and.and_then(|before| self.people.at(before)).filter(|_| words.is_spaced(first - 2)) {
            first = self.people.names[other].whole.start;
        }
        if first > frame.tokens.start + 2 && words.is_spelt(first - 1, "from") && words.is_spelt(first - 2, "More") {
            first -= 2;
        }
        let dash = |gap: &str| gap.contains(['–', '—']) || gap.contains(" - ");
        let headed = first > frame.tokens.start && dash(words.gap(first - 1)) && name.whole.end == start;
        (headed && matches!(name.kind, NameKind::Person | NameKind::Unknown))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// What a name before the colon of a quotation stands for: a German or French office alone is a description, with its article. `Das Fazit der Parteichefin: „…“`
    pub(super) fn label(&self, index: usize) -> Source {
        let words = self.words;
        let name = &self.people.names[index];
        let tokens = name.whole.clone();
        if name.kind != NameKind::Title || !matches!(words.language, Language::German | Language::French) {
            return Source { kind: SourceKind::Name(index), tokens };
        }
        let article = tokens.start.checked_sub(1).filter(|&before| words.is(before, DET) && words.is_spaced(before));
        Source { kind: SourceKind::Nominal, tokens: article.unwrap_or(tokens.start)..tokens.end }
    }

    /// The name that labels a quotation with what that person is behind it, in languages other than English: `Anna Berg, Leiterin der Klinik Moor: „…“`
    pub(super) fn labelled_with_office(&self, label: &Range<usize>) -> Option<Source> {
        let words = self.words;
        let first = (label.start..label.end.min(label.start + 3)).find(|&at| self.people.at(at).is_some())?;
        let index = self.people.at(first).filter(|_| words.language != Language::English && label.len() <= LABELLED)?;
        let name = &self.people.names[index];
        let end = name.whole.end;
        let office = end < label.end && words.gap(end - 1) == ", " && (end..label.end).any(|at| words.is(at, ROLE | TITLE));
        let plain = (first..label.end).all(|at| !words.is(at, CUE | AUX | PRON) || words.is(at, ROLE | TITLE | DET));
        let one =
            self.people.at(end).is_none_or(|next| self.people.names[next].person.is_none() || self.people.names[next].tokens.start > end);
        let person = name.person.is_some() && name.tokens.len() > 1;
        (office && plain && one && person).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The name with its office that a paragraph begins with right before a quotation, as sports pages print what is said of a match: `Orford boss Tom Hill “We
    /// were poor.”` For English.
    pub(super) fn heads_quotation(&self, frame: &Frame, tokens: &Range<usize>) -> Option<Source> {
        let words = self.words;
        let last = tokens.start.checked_sub(1).filter(|_| words.language == Language::English)?;
        let index = self.people.at(last)?;
        let name = &self.people.names[index];
        let gap = words.gap(last);
        let marked = gap.starts_with(' ') && gap.chars().count() == 2;
        let first = frame.tokens.start;
        let opens = name.whole.end == tokens.start && words.opens_line(first);
        let spoken = tokens.len() >= SPOKEN && words.is_capital(tokens.start);
        if !marked || !opens || !spoken || name.person.is_none() || name.tokens.len() < 2 {
            return None;
        }
        let mut office = first..name.tokens.start;
        let plain =
            office.clone().all(|at| words.is_spaced(at) && !words.is(at, CUE | AUX | PRON | PREP | SUB | CONJ) && !words.is_quoted(at));
        (plain && office.any(|at| words.is(at, ROLE | TITLE))).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whether a name of one word that an Italian preposition has become one word with is what an office is of: `Il presidente dell’Anfor: «…»`.
    pub(super) fn is_of_body(&self, name: &Name) -> bool {
        self.words.language == Language::Other && name.tokens.len() == 1 && self.words.is_of(name.whole.start)
    }

    /// Whether a German body before a colon only tells what somebody is: `Anna Berg von den Freien Wählern: „…“`, `ein Sprecher der Feuerwehr: „…“`.
    pub(super) fn is_told_of(&self, name: &Name) -> bool {
        let words = self.words;
        let told = name.person.is_none() && name.kind != NameKind::Title;
        let article = name.whole.start.checked_sub(1).filter(|&at| told && words.is_spaced(at) && words.is(at, DET));
        let governed = |article: usize| article > 0 && words.is_spaced(article - 1) && words.is(article - 1, PREP);
        words.language == Language::German && article.is_some_and(|at| governed(at) || german::is_led_obliquely(words, name.whole.start))
    }

    /// Whether a German noun before `von` tells of a person's words, as that of no person does: `Das Fazit von Anna Berg: „…“`, not `Der Sprecher von Anna Berg: „…“`.
    pub(super) fn is_uttered_by(&self, name: &Name) -> bool {
        let words = self.words;
        let noun = name.whole.start.checked_sub(2).filter(|&noun| name.person.is_some() && words.is_spelt(noun + 1, "von"));
        let article = |noun: usize| noun > 0 && words.is_spaced(noun - 1) && words.is(noun - 1, DET | POSS);
        let thing = |noun: usize| {
            words.is_capital(noun)
                && !words.is(noun, ROLE | TITLE)
                && self.people.at(noun).is_none_or(|other| self.people.names[other].person.is_none())
        };
        words.language == Language::German && noun.is_some_and(|noun| words.is_spaced(noun) && thing(noun) && article(noun))
    }

    /// The name that labels the words of a quotation inside its marks, as transcripts are printed: `“Moon: We go.”`
    pub(super) fn labelled_inside(&self, tokens: &Range<usize>) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(tokens.start)?;
        let name = &self.people.names[index];
        let next = name.whole.end;
        let label = name.whole.start == tokens.start && next < tokens.end && words.gap(next - 1) == ": " && name.whole.len() <= 4;
        let said = label && tokens.end - next >= 4 && words.is_capital(next) && !self.is_title(tokens);
        (said && name.person.is_some()).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }
}
