//! Finds who goes on speaking behind sentences that only report, ask or head what is quoted next: the German mood of reports at the beginning of a paragraph (`Das Land
//! müsse handeln. „…“`), questions of the narrator's (`Die Nachrichten? „…“`), nouns before a colon (`Das Ziel: „…“`, `Son verdict : « … »`).

use std::ops::Range;

use super::Sieves;
use super::rules::{Attribution, Rule, THRESHOLD};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Shape, Source, SourceKind};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{ACCORDING, AUX, BODY, CONJ, CUE, DET, Language, POSS, PREP, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Sentences that are looked back for the one that tells who speaks.
const SENTENCES: usize = 6;

/// Words of the longest question that only leads to the next words quoted.
const QUESTION: usize = 10;

/// Words of the longest phrase before a colon that only heads a quotation.
const HEADING: usize = 4;

/// Words of the longest sentence that may only report.
const SENTENCE: usize = 120;

/// Names of a sentence that are looked at for the one person in it.
const MENTIONS: usize = 16;

impl Sieves<'_> {
    /// Who speaks the words that stand for themselves behind sentences of a paragraph which only go on reporting: whoever is reported, told in this paragraph or last in
    /// the one above.
    pub(super) fn reported_so_far(&self, frames: &Range<usize>, index: usize, quote: usize, made: &[Attribution]) -> Option<Attribution> {
        if !matches!(self.words.language, Language::German | Language::French) || index == frames.start {
            return None;
        }
        let mut reports = false;
        for before in (frames.start..index).rev().take(SENTENCES) {
            let frame = &self.scene.frames[before];
            if !frame.quotes.is_empty() {
                return None;
            }
            if self.only_reports(frame) {
                reports = true;
            } else if self.only_asks(frame) {
                reports |= frame.tokens.len() <= HEADING && before == frames.start;
            } else {
                return self.sentence_before(before).filter(|_| before + 1 < index);
            }
        }
        if !reports || index > frames.start + SENTENCES {
            return None;
        }
        let paragraph = self.scene.frames[index].paragraph;
        let above = quote.checked_sub(1).filter(|&above| self.marked[above].paragraph + 1 == paragraph && !self.is_left_open(above));
        match above {
            Some(above) => made[above].source.is_some().then(|| made[above].inherited(Rule::ParagraphAbove)),
            None => {
                let last = self.scene.of_paragraph(paragraph.checked_sub(1)?).next_back().map(|index| &self.scene.frames[index])?;
                let subject = || {
                    let opening = self.reader(last).opening(false).map(|(source, _)| source)?;
                    let person = matches!(opening.kind, SourceKind::Name(index) if self.people.names[index].person.is_some_and(|person| self.people.persons[person].evident));
                    let alone = last.quotes.is_empty() && self.scene.tags_of(last).is_empty();
                    (person && alone).then(|| Attribution { confidence: THRESHOLD, ..Attribution::by(opening, Rule::ParagraphAbove) })
                };
                let told = self.reporter(last).map(|tag| Attribution::of(tag, Rule::ParagraphAbove).inherited(Rule::ParagraphAbove));
                told.or_else(subject)
            }
        }
    }

    /// Whether a quotation that stands for itself need not be of whom one before it in the paragraph is, whose index is `before`.
    pub(super) fn is_parted(&self, before: usize, index: usize, made: &Attribution) -> bool {
        let first = self.scene.frames.get(index).is_none_or(|frame| self.scene.of_paragraph(frame.paragraph).start == index);
        !first && self.is_uncertain(made) || self.brings_in_another(before, index)
    }

    /// Whose a quotation is that is parted so from the one before it, of which `made` tells.
    pub(super) fn parted_from(&self, index: usize, made: &Attribution) -> Option<Attribution> {
        let before = index.checked_sub(1).and_then(|before| self.sentence_before(before));
        // `Berg drehte „Alcarra“. „Ich bin froh.“`
        if self.is_uncertain(made) {
            return before.or_else(|| Some(made.inherited(Rule::SameParagraph)));
        }
        before.filter(|made| made.rule == Rule::SentenceBefore)
    }

    /// Whether a German or French sentence between a quotation and a later one of the paragraph is the first to name somebody in full, who may speak next.
    pub(super) fn brings_in_another(&self, before: usize, index: usize) -> bool {
        let words = self.words;
        if !matches!(words.language, Language::German | Language::French) {
            return false;
        }
        let from = words.first_at_byte(self.marked[before].outer.end);
        let first = self.scene.frames.partition_point(|frame| frame.tokens.start < from);
        let between = self.scene.frames.get(first..index).unwrap_or_default().iter().rev().take(SENTENCES);
        between.filter(|frame| frame.quotes.is_empty() && !self.only_reports(frame)).any(|frame| {
            let names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.start < frame.tokens.end);
            let new = |person: usize, start: usize| self.people.persons[person].introduced == start && self.people.persons[person].evident;
            { names }.any(|name| name.tokens.len() > 1 && name.person.is_some_and(|person| new(person, name.tokens.start)))
        })
    }

    /// Whether a German sentence stands in the mood of what is reported, and nothing in it tells by whom.
    fn only_reports(&self, frame: &Frame) -> bool {
        let words = self.words;
        let told = |at: usize| words.is(at, ACCORDING) || matches!(words.text(at), "hieß" | "heißt");
        let mood = || {
            german::is_reported(words, &frame.tokens)
                || frame.tokens.clone().take(QUESTION).any(|at| SPEECH.narrated.supposed.has(words.text(at)))
        };
        words.language == Language::German
            && self.scene.tags_of(frame).is_empty()
            && frame.tokens.len() <= SENTENCE
            && !frame.tokens.clone().any(told)
            && mood()
    }

    /// Whether a sentence only asks, and names nobody: `Die Nachrichten?`
    fn only_asks(&self, frame: &Frame) -> bool {
        let words = self.words;
        let asks = frame.tokens.len() <= QUESTION && words.gap(frame.tokens.end - 1).starts_with('?');
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        let told = |at: usize| person(at) || words.is(at, ROLE | TITLE | BODY);
        asks && self.scene.tags_of(frame).is_empty() && !frame.tokens.clone().any(told)
    }

    /// Whether a German sentence goes on by a verb of saying without a subject of its own: `Und lobt den Gegner: „…“`, `Und weiter: „…“`
    pub(super) fn goes_on_in_german(&self, frame: &Frame) -> bool {
        let words = self.words;
        let first = frame.tokens.start;
        let joined = words.is(first, CONJ) && words.is_spaced(first) && !words.is_quoted(first + 1);
        let says = words.is(first + 1, SAY) && !words.is(first + 1, DET | PREP);
        let tags = self.scene.tags_of(frame);
        words.language == Language::German && joined && says && tags.iter().all(|tag| tag.shape == Shape::Sentence)
    }

    /// Whether what stands before a quotation and its colon is a noun for something, so that whoever spoke before goes on: `Das Ziel: „…“`, `Objectif : « … »`
    pub(super) fn is_headed_by_noun(&self, frame: &Frame) -> bool {
        let words = self.words;
        let first = frame.tokens.start;
        let Some(end) = self.heading_end(frame) else { return false };
        let last = end - 1;
        let noun = if words.language == Language::German { words.is_capital(last) } else { true };
        let known = |at: usize| words.is(at, ROLE | TITLE | BODY | CUE | AUX | SUB | PREP | POSS) && !words.is(at, DET);
        let named = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some() || words.is_upper(at));
        noun && !SPEECH.narrated.others_words.has(&words.text(last).to_lowercase()) && !(first..end).any(|at| known(at) || named(at))
    }

    /// Whose words a noun before a colon calls the quotation: `Sein Rat: „…“`, `Son verdict : « … »`
    pub(super) fn owned_heading(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let first = frame.tokens.start;
        let end = self.heading_end(frame).filter(|&end| end == start)?;
        let own = words.is(first, POSS) && end > first + 1 && SPEECH.narrated.own.has(words.text(first));
        let plain = (first + 1..end).all(|at| !words.is(at, ROLE | TITLE | BODY | CUE | AUX | SUB));
        (own && plain).then_some(Source { kind: SourceKind::Pronoun, tokens: first..first + 1 })
    }

    /// End of the few words and the colon with which a German or French sentence leads to its first quotation.
    fn heading_end(&self, frame: &Frame) -> Option<usize> {
        let words = self.words;
        let first = frame.tokens.start;
        if !matches!(words.language, Language::German | Language::French) {
            return None;
        }
        let end = words.first_quoted(first..frame.tokens.end.min(first + HEADING + 1)).filter(|&end| end > first)?;
        let whole = (first..end - 1).all(|at| words.is_tight(at));
        (whole && words.gap(end - 1).trim_start().starts_with(':')).then_some(end)
    }

    /// The one person whom a sentence names in languages other than English, by first and last name; in German and French one with whom it ends: `Mesma opinião de
    /// Ana Lima.`
    pub(super) fn only_person(&self, frame: &Frame) -> Option<Source> {
        if self.words.language == Language::English {
            return None;
        }
        let names = &self.people.names[frame.first_name..];
        let within = names.iter().enumerate().take_while(|(_, name)| name.whole.end <= frame.tokens.end);
        let mut persons = within.take(MENTIONS).filter(|(_, name)| name.person.is_some());
        let (index, name) = persons.next().filter(|(_, name)| name.tokens.len() > 1)?;
        let alone = persons.all(|(_, other)| other.person == name.person);
        // `Rencontre avec Jean Roux.`, but not `Le procès de Jean Roux s’ouvre`, `Kritik an Jan Berg`.
        let start = name.whole.start;
        let of_others = || start > frame.tokens.start && SPEECH.narrated.against.has(self.words.text(start - 1));
        let apposed = || self.words.is_before_comma(name.whole.end - 1);
        let ends = (name.whole.end == frame.tokens.end || apposed()) && !of_others();
        let closing = ends || !matches!(self.words.language, Language::German | Language::French);
        (alone && closing).then(|| Source { kind: SourceKind::Name(frame.first_name + index), tokens: name.whole.clone() })
    }
}
