//! Reads what German has around a subject: ages and adjectives before a name, datives behind prepositions and verbs, participles far behind their auxiliary.

use super::cues::{Reader, Shape, Source, Tag};
use super::foreign_phrases::ENDS;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{AUX, CUE, Class, DET, Language, POSS, PREP, ROLE, SAY, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of an age and of adjectives between an article and a name.
const ADJECTIVES: usize = 5;

/// Words of the longest attribute between an article and its noun.
const ATTRIBUTE: usize = 7;

/// Words of the longest name in quotation marks inside a phrase.
const TITLED: usize = 4;

/// Words from an auxiliary to the participle that ends its clause.
pub(super) const CLAUSE: usize = 40;

impl Reader<'_> {
    /// The person whose full name adjectives or an age stand before, without a noun: die `45-jährige` Anna Berg, der `45 Jahre alte` Jan Moor.
    pub(super) fn named_behind_adjectives(&self, first: usize) -> Option<usize> {
        let words = self.words;
        if words.language != Language::German {
            return None;
        }
        let plain = |at: usize| !words.is_capital(at) && !words.is(at, ENDS | PREP | DET) && !words.is_quoted(at);
        let year = |at: usize| at > first && words.is_number(at - 1) && words.is_spelt(at, "Jahre");
        let told = (first..self.frame.end.min(first + ADJECTIVES)).take_while(|&at| words.is_tight(at) && (plain(at) || year(at)));
        let start = told.last()? + 1;
        let index = self.people.at(start).filter(|_| start < self.frame.end)?;
        let name = &self.people.names[index];
        let adjective = words.text(start - 1).ends_with(['e', 'r', 'n', 's', 'm']);
        (adjective && name.person.is_some() && name.whole.start == start && name.tokens.len() > 1).then_some(index)
    }

    /// Where the noun or its adjectives begin behind what tells more of an article's participle: der `in Moorstadt lebende` Maler Jan Berg, die `aus Moorstadt stammende` Anna
    /// Berg.
    pub(super) fn over_german_attribute(&self, article: usize, first: usize) -> usize {
        let words = self.words;
        if words.language != Language::German || first != article + 1 || !words.is(first, PREP) || words.is_quoted(first) {
            return first;
        }
        let participle = |at: usize| {
            let word = words.text(at);
            !words.is_capital(at)
                && !words.is(at, PREP | DET | AUX)
                && ["nde", "nder", "nden", "te", "ter", "ten", "ene", "ener", "enen"].iter().any(|end| word.ends_with(end))
        };
        let mut told = (first + 1..self.frame.end.min(first + ATTRIBUTE)).take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at));
        told.find(|&at| participle(at) && words.is_spaced(at) && words.is_capital(at + 1)).unwrap_or(first)
    }

    /// Whether a further office of one person follows, with an adjective and the bearer’s name: der Abgeordnete `und` frühere Minister Jan Berg.
    pub(super) fn joins_german_office(&self, and: usize) -> bool {
        let words = self.words;
        let joins = words.language == Language::German && words.is_spelt(and, "und") && words.is_spaced(and - 1) && words.is_spaced(and);
        let adjective = |at: usize| !words.is_capital(at) && words.text(at).ends_with(['e', 'r', 'n']) && !words.is(at, DET | PREP);
        joins && words.is(and - 1, ROLE | TITLE) && adjective(and + 1) && words.is_spaced(and + 1) && self.names_bearer(and + 2)
    }

    /// Where an apposition begins behind a name in quotation marks that ends a description: der Kapitän der `„Möwe“`, Jan Berg.
    pub(super) fn over_quoted_name(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let opens = words.language == Language::German && at > 0 && words.is_quoted(at) && words.gap(at - 1).starts_with(' ');
        let end = (at..self.frame.end.min(at + TITLED)).find(|&end| !words.is_quoted(end)).filter(|_| opens)?;
        matches!(words.gap(end - 1), "“, " | "”, " | "«, " | "», " | "\", ").then_some(end)
    }

    /// Somebody in the dative that begins at a word, and where it ends: laut `dem früheren Minister Jan Moor`. No subject stands so.
    pub(in crate::enrich::quotes) fn dative_at(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        if at >= self.frame.end || words.is_quoted(at) || !words.is(at, DET | POSS) || !german::is_oblique(words, at) {
            return None;
        }
        let first = at + 1;
        let named = self.people.at(first).filter(|&index| self.people.names[index].kind != NameKind::Title);
        let (source, end) = match named {
            Some(index) => self.named(index, &self.people.names[index], at),
            None => self.described(at, first)?,
        };
        self.is_human(&source).then_some((source, end))
    }

    /// Who speaks by a participle that ends its clause behind the quotation, whatever stands between: `„…“, hatte Anna Berg (SPD) am Montag gesagt`, `„…“, wird der
    /// Minister in der Mitteilung zitiert`.
    pub(super) fn behind_auxiliary(&self, verb: usize, class: Class) -> Option<Tag> {
        let words = self.words;
        if words.language != Language::German || !self.ends_with_participle(verb) {
            return None;
        }
        let auxiliary = self.auxiliary_before(verb);
        let auxiliary = auxiliary.filter(|&at| at > self.frame.start && words.is_quoted(at - 1) && !words.is_quoted(at))?;
        if SPEECH.narrated.german_passive.has(words.text(auxiliary)) && !words.is_spelt(verb, "zitiert") {
            return None;
        }
        let (source, end) = self.behind_verb(auxiliary + 1).and_then(|at| self.phrase_at(at))?;
        // `in der „Moorpost“ zitiert`
        let plain = |at: usize| words.is_quoted(at) || !words.is(at, CUE) || words.is(at, ROLE | TITLE | PREP | DET);
        let span = source.tokens.start..verb + 1;
        (end <= verb && self.is_human(&source) && (end..verb).all(plain)).then_some(Tag {
            cue: verb..verb + 1,
            verb,
            source,
            span,
            class,
            shape: Shape::NameVerb,
        })
    }

    /// Whether a word is a participle of saying that ends its clause.
    pub(super) fn ends_with_participle(&self, verb: usize) -> bool {
        let words = self.words;
        let ends = verb + 1 >= self.frame.end || !words.is_spaced(verb) || words.is(verb + 1, AUX);
        words.is(verb, SAY) && ends && !words.is_capital(verb) && ["t", "en"].iter().any(|end| words.text(verb).ends_with(end))
    }

    /// The auxiliary of a participle, over appositions and relative clauses, which end with one of their own: `wurde` von Anna Berg, die erkrankt ist, so bezeichnet.
    pub(super) fn auxiliary_before(&self, verb: usize) -> Option<usize> {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        let joins = |at: usize| {
            words.is(at, AUX) && (SPEECH.narrated.german_passive.has(words.text(at)) || SPEECH.narrated.german_perfect.has(words.text(at)))
        };
        (floor..verb).rev().find(|&at| joins(at) && !words.is_quoted(at) && !words.is_before_comma(at))
    }
}
