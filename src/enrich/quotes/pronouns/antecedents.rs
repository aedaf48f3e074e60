//! Finds whom a pronoun stands for by what its own sentence tells, or the question before it; where that does not tell, those whom the text is about are
//! asked (`pronouns`).

use std::ops::Range;

use super::Mind;
use super::personal::FRESH;
use super::topics::Topic;
use crate::enrich::quotes::people::{Gender, NameKind, russian};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{AUX, CUE, FEMALE, MALE, SAY, SUB, TELL};
use crate::enrich::quotes::words::lists::SPEECH;

/// How many sentences behind a question its answer is looked for.
const ANSWER: usize = 2;

/// How many cues before a pronoun may be the one that reports its clause: those of an object between them.
const REPORTING: usize = 4;

/// How many words from the start of a sentence its owner's name may be from a pronoun.
const OWNER: usize = 40;

/// Words of the longest sentence before a pronoun in which dashes are counted.
const DASHED: usize = 150;

impl Mind<'_> {
    /// Whom a Russian verb without a subject has as its subject: the one of its gender whom the sentences before are about.
    pub(super) fn of_dropped(&self, index: usize, verb: usize) -> Option<Option<usize>> {
        let gender = russian::gender_of_verb(self.words, &(verb + 1..verb + 1));
        let fits = |topic: &&Topic| topic.sure && topic.person.is_none_or(|person| self.fits(person, gender));
        let last = self.topics.iter().rev().find(fits).filter(|topic| topic.is_within(index, FRESH))?;
        last.person.map(Some)
    }

    /// Whether dashes set off what a phrase stands in from its sentence before a word: `“The rule” — that Moon is rich — “will last,” he` said.
    pub(super) fn is_between_dashes(&self, frame: &Frame, source: &Source, token: usize) -> bool {
        if token > frame.tokens.start + DASHED {
            return false;
        }
        let dash = |at: usize| self.words.is_parted_by(at, ['—', '–']) || !self.words.is_spaced(at) && self.words.gap(at).contains("--");
        let dashes = |range: Range<usize>| range.filter(|&at| dash(at)).count();
        dashes(frame.tokens.start..source.tokens.start) % 2 == 1 && dashes(source.tokens.end - 1..token) > 0
    }

    /// Who reports the clause that a pronoun opens: `a woman said she` left; `None` within for one whom the text does not name. Not `an aide said she`
    /// left, who may be anybody.
    pub(super) fn of_reporter(&self, frame: &Frame, index: usize, token: usize, gender: Gender) -> Option<Option<usize>> {
        let words = self.words;
        let before = token.checked_sub(1).filter(|&before| before > frame.tokens.start && words.is_spaced(before))?;
        let verb_end = if words.is_spelt(before, "that") { before } else { token };
        let tags = self.scene.tags_of(frame);
        let behind = tags.partition_point(|tag| tag.verb < token);
        let tag = tags[..behind].iter().rev().take(REPORTING).find(|tag| {
            let end = if tag.class & TELL != 0 { tag.cue.end } else { tag.verb + 1 };
            end == verb_end && !words.is_quoted(tag.verb)
        })?;
        let told = self.people.at(verb_end - 1).is_some() || words.is(verb_end - 1, MALE | FEMALE);
        let topic = match tag.source.kind {
            SourceKind::Pronoun => return None,
            SourceKind::Name(_) if tag.class & TELL != 0 && told => return None,
            SourceKind::Nominal if !words.is(tag.source.tokens.end - 1, MALE | FEMALE) => return None,
            _ => self.of_source(&tag.source, frame, index)?,
        };
        let own = topic.gender.or(topic.person.map_or(Gender::Unknown, |person| self.gender(person)));
        (own == Gender::Unknown || own == gender).then_some(topic.person)
    }

    /// Who was asked what a quotation answers: `Moon asked Kim about it. “No,” he said.`
    pub(super) fn asked_before(&self, frame: &Frame, index: usize, token: usize) -> Option<usize> {
        let (person, asked) = self.asked.filter(|&(_, asked)| index > asked && index - asked <= ANSWER)?;
        let question = self.scene.frames.get(asked)?;
        let opens = self.words.is_quoted(frame.tokens.start) && index == asked + 1;
        let answers = self.answers(token);
        (!frame.quotes.is_empty() && (answers || opens && question.quotes.is_empty())).then_some(person)
    }

    /// Whose thing a sentence is about that says what they do: `Moon’s quarrel began with Kim, who he says lied`.
    pub(super) fn owner_ahead(&self, frame: &Frame, token: usize, gender: Gender) -> Option<usize> {
        let first = frame.tokens.start;
        let name = &self.people.names[self.people.at(first)?];
        let owns = name.whole.start == first && self.words.is_possessive(name.whole.end - 1) && token > name.whole.end;
        let told = owns && token - first <= OWNER && !self.words.is_quoted(first);
        let person = name.person.filter(|&person| told && self.gender(person) == gender)?;
        let reader = Reader { words: self.words, people: self.people, frame: frame.tokens.clone() };
        match reader.first_phrase(name.whole.end, token) {
            None => Some(person),
            Some(source) => matches!(source.kind, SourceKind::Name(index) if self.people.names[index].person.is_none()).then_some(person),
        }
    }

    /// The one person of a gender whom a sentence names before a clause that the pronoun opens, or in the clause that opens the sentence: Moon left Ana Ruiz
    /// because `she` …; While the plan did not appeal to Ana Ruiz, `she` …
    pub(super) fn named_in_clause(&self, frame: &Frame, token: usize, gender: Gender) -> Option<usize> {
        const CAUSES: [&str; 8] = ["because", "since", "as", "when", "while", "after", "before", "although"];
        let words = self.words;
        let first = frame.tokens.start;
        let opens = token > first && words.is_spaced(token - 1) && words.is(token - 1, SUB) && CAUSES.contains(&words.text(token - 1));
        let behind = || {
            token > first
                && words.is_before_comma(token - 1)
                && (SPEECH.clauses.sentence_openers.has(words.text(first)) || words.is_spelt(first, "What"))
                && (first..token).any(|at| words.is(at, AUX | CUE) && !words.is_quoted(at))
                && !(first..token - 1).any(|at| words.is_parted_by(at, [',']) && words.is(at + 1, SUB))
        };
        if !opens && !behind() {
            return None;
        }
        let names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.end <= token).take(20);
        let mut persons: Vec<usize> = names
            .filter(|name| matches!(name.kind, NameKind::Person | NameKind::Unknown) && !words.is_quoted(name.whole.start))
            .filter(|name| !words.is_possessive(name.whole.end - 1))
            .filter_map(|name| name.person)
            .filter(|&person| self.gender(person) == gender || self.gender(person) == Gender::Unknown)
            .collect();
        persons.dedup();
        match persons.as_slice() {
            [one] if self.gender(*one) == gender && self.people.persons[*one].evident => Some(*one),
            _ => None,
        }
    }

    /// Whom the main clause names behind the one that a pronoun opens: `As he said “no,” Moon` left. It may be the same one, or another.
    pub(super) fn named_behind(&self, frame: &Frame, token: usize) -> Option<usize> {
        let words = self.words;
        if token != frame.tokens.start + 1 || !words.is(token + 1, SAY | CUE) || !SPEECH.clauses.sentence_openers.has(words.text(token - 1))
        {
            return None;
        }
        let comma = (token..frame.tokens.end).find(|&at| words.is_parted_by(at, [',']) && !words.is_quoted(at + 1))?;
        let name = &self.people.names[self.people.at(comma + 1)?];
        let acts = name.whole.end < frame.tokens.end && words.is_spaced(name.whole.end - 1) && !words.is_possessive(name.whole.end - 1);
        name.person.filter(|_| acts && name.whole.start == comma + 1)
    }
}
