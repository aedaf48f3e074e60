//! Gives, in Spanish, Portuguese and Italian, the answers of a press conference to the one person whom the article is about: quotations behind lines that only tell
//! what was asked. `O jogo: “Estamos prontos.”`, `Mais dinheiro? “Não sei.”`, `Elogios ao rival⏎«É forte.»`
//!
//! Two such answers at least must fill their paragraphs, nobody else may be told to speak, and nobody else be named before the first of them.

use super::Sieves;
use super::rules::{Attribution, Rule};
use crate::enrich::quotes::scene::cues::{Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{CUE, Language, PREP, ROLE, TITLE};

/// Answers that such an article has.
const ANSWERS: usize = 2;

/// Words of the shortest answer.
const ANSWER: usize = 6;

/// Words of the longest topic or question.
const TOPIC: usize = 16;

/// How far such an attribution is trusted.
const CONFIDENCE: f32 = 0.7;

impl Sieves<'_> {
    /// Attributes the answers that nothing else does.
    pub(super) fn attribute_answers(&self, made: &mut [Attribution]) {
        if self.words.language != Language::Other {
            return;
        }
        let person = |attribution: &Attribution| match attribution.source.as_ref()?.kind {
            SourceKind::Name(index) => self.people.names[index].person,
            _ => None,
        };
        let unheard = |quote: usize| {
            let own = &made[quote];
            own.source.is_none() || own.cue.is_none() && person(own).is_none() && own.rule != Rule::ParagraphAbove
        };
        let answers: Vec<usize> = (0..made.len()).filter(|&quote| unheard(quote) && self.is_on_topic(quote)).collect();
        let Some(source) = answers.first().filter(|_| answers.len() >= ANSWERS).and_then(|&first| self.only_person_before(first)) else {
            return;
        };
        let SourceKind::Name(index) = source.kind else { return };
        let own = self.people.names[index].person;
        if made.iter().any(|other| other.cue.is_some() && person(other) != own) {
            return;
        }
        for quote in answers {
            made[quote] = Attribution { confidence: CONFIDENCE, ..Attribution::by(source.clone(), Rule::QuestionAnswer) };
        }
    }

    /// Whether a quotation fills its paragraph, or all of it behind a topic or question that tells nobody to speak.
    fn is_on_topic(&self, quote: usize) -> bool {
        let words = self.words;
        let marked = &self.marked[quote];
        let Some(paragraph) = words.segments.paragraphs.get(marked.paragraph) else { return false };
        let lead = paragraph.tokens.start as usize..marked.tokens.start;
        let last = marked.tokens.end == paragraph.tokens.end as usize;
        let asked = || {
            let gap = words.gap_before(marked.tokens.start);
            let label = self.people.at(lead.end - 1).is_some_and(|index| self.people.names[index].person.is_some());
            let silent = |at: usize| !words.is_quoted(at) && (!words.is(at, CUE) || words.is(at, ROLE | TITLE | PREP));
            let parted = gap.starts_with('?') || gap.starts_with(':') && !label;
            parted && lead.len() <= TOPIC && lead.clone().all(silent)
        };
        last && marked.tokens.len() >= ANSWER && (lead.is_empty() || asked())
    }

    /// The one person whom the article names before a quotation, at their first mention.
    fn only_person_before(&self, quote: usize) -> Option<Source> {
        let start = self.marked[quote].tokens.start;
        let last = self.people.names.partition_point(|name| name.whole.start < start);
        let evident = |person: usize| self.people.persons[person].evident;
        let named = self.people.names[..last].iter().enumerate().filter(|(_, name)| !self.words.is_quoted(name.whole.start));
        let mut named = named.filter(|(_, name)| name.person.is_some_and(evident));
        let (index, name) = named.next()?;
        let alone = named.all(|(_, other)| other.person == name.person);
        alone.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }
}
