//! Finds who speaks what the narrator quotes in a sentence of his own that no verb of saying governs: one that goes on with the quotation before it, or whose
//! subject speaks of himself. For English.

use std::ops::Range;

use super::Sieves;
use super::rules::{Attribution, Rule, THRESHOLD};
use crate::enrich::quotes::marks::Repair;
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{CONJ, DET, FEMALE, Language, MALE, POSS, PRON, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest subject that stands alone before a quotation.
const SUBJECT: usize = 4;

/// Words of the longest phrase with which a sentence goes on: `As a result,`.
const OPENING: usize = 5;

/// Words of the longest clause of which the subject is taken to speak.
const NARRATED: usize = 30;

/// Words among which it stands that somebody attacks what is quoted.
const ATTACK: usize = 14;

/// Words of the shortest quotation in such a sentence that is no term.
const TERM: usize = 4;

impl Sieves<'_> {
    /// Whether words of several that tell of an attack or of praise stand between the subject of a sentence and what it quotes of it: Moon hit out at the
    /// `“hollow vows”`.
    pub(super) fn attacks(&self, source: &Source, start: usize) -> bool {
        let words = self.words;
        let from = source.tokens.end.max(start.saturating_sub(ATTACK));
        let named = source.is_person(self.people);
        let word = |at: usize| if words.is_quoted(at) { "" } else { words.text(at) };
        let phrase = |at: usize| SPEECH.attacks.length_of(|next| word(at + next)).map(|length| at + length);
        let Some(behind) = (from..start).rev().find_map(phrase).filter(|_| named && words.language == Language::English) else {
            return false;
        };
        let plain = |at: usize| words.is_spaced(at) && !words.is(at, SUB | CONJ | PRON) || words.is(at, DET | POSS);
        behind <= start && (behind - 1..start.saturating_sub(1)).all(plain) && self.people.at(start - 1).is_none()
    }

    /// Whether a sentence with a part of a quotation only goes on with what was quoted right before it: it holds nothing but the subject of what is quoted
    /// (`“…,” said Moon. Kim “never asked for it.”`) or points back at that (`“…,” Moon said. That makes her “the best of us.”`).
    pub(super) fn goes_on_about(&self, frame: &Frame, quote: usize, before: &Attribution) -> bool {
        let words = self.words;
        let tokens = &self.marked[quote].tokens;
        let told = matches!(
            before.rule,
            Rule::QuoteNameVerb
                | Rule::QuoteVerbName
                | Rule::NameVerbQuote
                | Rule::InsideClause
                | Rule::SameParagraph
                | Rule::SentenceBefore
                | Rule::Continued
        );
        let whole = tokens.len() >= TERM && tokens.end == frame.tokens.end && self.marked[quote].repair == Repair::None;
        let alone = quote == frame.quotes.start && tokens.start > frame.tokens.start;
        let narrated = frame.tokens.start..tokens.start;
        let reports = || { narrated.clone() }.any(|at| words.is(at, SAY));
        if words.language != Language::English || !told || !whole || !alone || words.is_capital(tokens.start) || reports() {
            return false;
        }
        self.is_subject_alone(&narrated) || self.points_back(&narrated)
    }

    /// Who speaks a part of a quotation that does the same behind a sentence which only reports: `Moon argued that it had failed. As a result, there is “a firm that takes it all.”`
    pub(super) fn goes_on_reporting_about(&self, index: usize, quote: usize) -> Option<Attribution> {
        let tag = self.reporter(&self.scene.frames[index.checked_sub(1)?])?;
        Some(Attribution::of(tag, Rule::SentenceBefore)).filter(|before| self.goes_on_about(&self.scene.frames[index], quote, before))
    }

    /// Whether words are a name or pronoun and nothing else.
    fn is_subject_alone(&self, narrated: &Range<usize>) -> bool {
        let first = narrated.start;
        let named = self.people.at(first).is_some_and(|index| self.people.names[index].whole == *narrated);
        let pronoun = narrated.len() == 1 && self.words.is(first, PRON) && !self.words.is(first, DET | SUB);
        let spaced = self.words.gap_before(narrated.end).starts_with(' ');
        narrated.len() <= SUBJECT && spaced && (named || pronoun)
    }

    /// Whether a clause begins with a word that points back at what was said, and names nobody.
    fn points_back(&self, narrated: &Range<usize>) -> bool {
        let words = self.words;
        let comma = { narrated.clone() }.take(OPENING).find(|&at| words.is_before_comma(at)).map_or(narrated.start, |at| at + 1);
        let first = if words.is(narrated.start, CONJ) { narrated.start + 1 } else { comma };
        let points = ["that", "this", "it", "there", "that’s", "that's", "it’s", "it's", "there’s", "there's"];
        let back = first < narrated.end && points.iter().any(|word| words.text(first).eq_ignore_ascii_case(word));
        back && { narrated.clone() }.all(|at| self.people.at(at).is_none())
    }

    /// Whether somebody speaks of himself in what the sentence of which he is the subject quotes: `Moon took a swipe at “my dear sister.”`
    pub(super) fn speaks_of_himself(&self, source: &Source, tokens: &Range<usize>, frame: &Frame) -> bool {
        let words = self.words;
        let own = |at: usize| {
            let word = words.text(at);
            matches!(word, "I" | "me" | "my" | "My" | "we" | "We" | "us" | "our" | "Our")
                || word.starts_with("I’")
                || word.starts_with("I'")
        };
        let written = |at: usize| {
            SPEECH.bearers.has(words.text(at)) || SPEECH.showing.has(words.text(at)) || words.is(at, SUB) && !words.is_spelt(at, "that")
        };
        let person = match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => false,
        };
        words.language == Language::English
            && person
            && source.tokens.end <= tokens.start
            && tokens.start - source.tokens.end <= NARRATED
            && tokens.len() >= TERM
            && !self.is_title(tokens)
            && { tokens.clone() }.any(own)
            && !(source.tokens.end..tokens.start).any(written)
            && (source.tokens.start == frame.tokens.start || words.is_parted_from(source.tokens.start, [',']))
    }

    /// The subject of the clause with which a sentence begins that a dash interrupts by what is said: `When Moon was done — “We will win!” — they cheered.`
    pub(super) fn interrupted(&self, reader: &Reader<'_>, frame: &Frame, tokens: &Range<usize>) -> Option<Attribution> {
        let words = self.words;
        let first = frame.tokens.start;
        let opens = words.language == Language::English && SPEECH.clauses.sentence_openers.has(words.text(first)) && words.is_spaced(first);
        let last = tokens.start.checked_sub(1).filter(|&last| last > first + 1 && last - first <= NARRATED)?;
        let dash = |at: usize| words.is_parted_by(at, ['—', '–']) || words.gap(at).contains("--") || words.gap(at).contains(" - ");
        let sentence = tokens.len() >= TERM && words.is_capital(tokens.start);
        if !opens || !sentence || !dash(last) || !dash(tokens.end - 1) || (first..last).any(|at| !words.is_tight(at) || words.is_quoted(at))
        {
            return None;
        }
        let source = reader.phrase_from(first + 1)?;
        let person = source.is_person(self.people);
        person.then(|| Attribution { confidence: THRESHOLD, ..Attribution::by(source, Rule::Subject) })
    }

    /// Who is the subject of a sentence whose colon introduces a quotation that a description behind it tells of: `Moon opens the advert: “I am here,” the senator
    /// says.`
    pub(super) fn subject_before_colon(&self, reader: &Reader<'_>, frame: &Frame, tag: &Tag, colon: bool, start: usize) -> Option<Source> {
        let words = self.words;
        let first = tag.source.tokens.start;
        let described =
            tag.source.kind == SourceKind::Nominal && words.is_spelt(first, "the") && words.is(tag.source.tokens.end - 1, ROLE | TITLE);
        if words.language != Language::English || !colon || !described || self.people.at(frame.tokens.start).is_none() {
            return None;
        }
        let source = reader.sentence_subject(start)?;
        let person = source.is_person(self.people);
        (person && source.tokens.start == frame.tokens.start).then_some(source)
    }
}
