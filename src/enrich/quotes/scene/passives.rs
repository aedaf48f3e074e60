//! Finds who speaks where passives in languages other than English call something so: `un projet qualifié d’« absurde » par Anne Roux`, `wurde von Anna Berg als „Witz“
//! bezeichnet`, `foi classificado como “absurdo” por Ivo Lessa`.

use super::cues::{Reader, Source};
use super::german::CLAUSE;
use crate::enrich::quotes::words::french::is_french_participle;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, Language, PRON, SAY};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words from a participle to the phrase that tells by whom, those of the quotation between not counted.
const AGENT: usize = 8;

impl Reader<'_> {
    /// By whom something is said to be what a passive participle at a word calls it.
    pub(super) fn agent_of(&self, verb: usize) -> Option<Source> {
        match self.words.language {
            Language::French | Language::Other => self.agent_behind(verb),
            Language::German => self.agent_before(verb),
            _ => None,
        }
    }

    /// Behind a Romance participle, over the quotation: `qualifié d’« absurde » par` Anne Roux, `calificado de “absurdo” por` Ana Ruiz.
    fn agent_behind(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let french = words.language == Language::French;
        let participle = match french {
            true => is_french_participle(words.text(verb)) || ["it", "ite"].iter().any(|end| words.text(verb).ends_with(end)),
            false => ENDINGS.participles.ends(words.text(verb)),
        };
        // Not `Roux a qualifié`.
        let before = verb.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before));
        let is = |at: usize| SPEECH.narrated.french_passive.has(words.text(at)) || SPEECH.passive_auxiliaries.has(words.text(at));
        let active = before.is_some_and(|at| words.is(at, PRON) || words.is(at, AUX) && !is(at));
        if !words.is(verb, SAY) || !participle || active {
            return None;
        }
        let mut passed = 0;
        let mut behind = words.unquoted.within(verb + 1..self.frame.end).take_while(|_| {
            passed += 1;
            passed <= AGENT
        });
        let by = behind.find(|&at| SPEECH.by.has(words.text(at)))?;
        let over_quotation = (verb..by).any(|at| words.is_quoted(at));
        let close = french && by <= verb + 2 && words.is_spaced(verb);
        let (source, _) = self.phrase_at(by + 1).filter(|_| over_quotation || close)?;
        self.is_somebody(&source).then_some(source)
    }

    /// Before a German participle that ends its clause, behind its auxiliary: wurde `von` Anna Berg als „Witz“ bezeichnet.
    fn agent_before(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if !self.ends_with_participle(verb) {
            return None;
        }
        let werden = |at: usize| SPEECH.narrated.german_passive.has(words.text(at));
        let first = match werden(verb + 1) {
            true => self.german_clause(verb),
            false => self.auxiliary_before(verb).filter(|&at| werden(at))?,
        };
        let by = (first..verb).rev().find(|&at| words.is_one_of(at, ["von", "vom"]) && !words.is_quoted(at));
        // `von Anna Berg von der TU`
        let agent = |by: usize| self.dative_at(by + 1).or_else(|| self.phrase_at(by + 1)).map(|(source, _)| source);
        let named = |source: &Source| self.is_somebody(source);
        let further = |by: usize| (first..by).rev().find(|&at| words.is_one_of(at, ["von", "vom"]) && !words.is_quoted(at));
        let found = by.and_then(agent).filter(named).or_else(|| by.and_then(further).and_then(agent).filter(named))?;
        (found.tokens.end <= verb).then_some(found)
    }

    /// Where the clause of a German verb begins, behind the comma before it.
    fn german_clause(&self, verb: usize) -> usize {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        let parted = |at: usize| words.is_parted_by(at, [',', ';', ':']) && !words.is_quoted(at + 1) && !words.is_quoted(at);
        (floor + 1..verb + 1).rev().find(|&at| parted(at - 1)).unwrap_or(floor)
    }

    /// Whether a verb of saying in other languages than English is a passive, so that nobody whom its sentence names need have said it: `Roux est accusé de`, `Berg wird
    /// vorgeworfen`.
    pub(super) fn is_foreign_passive(&self, verb: usize) -> bool {
        let words = self.words;
        let word = words.text(verb);
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        let auxiliary = || (floor..verb).rev().take_while(|&at| words.is_spaced(at)).find(|&at| !words.is(at, ADV) || words.is(at, AUX));
        match words.language {
            Language::French => {
                is_french_participle(word) && auxiliary().is_some_and(|at| SPEECH.narrated.french_passive.has(words.text(at)))
            }
            Language::German => {
                let participle = word.ends_with('t') || word.ends_with("en") && word.contains("ge");
                let passive = |at: usize| SPEECH.narrated.german_passive.has(words.text(at)) && !words.is_quoted(at);
                let far = || self.ends_with_participle(verb) && self.auxiliary_before(verb).is_some_and(passive);
                let first = || self.german_clause(verb);
                participle && words.is(verb, SAY) && ((first()..verb).any(passive) || words.is_spelt(verb + 1, "worden") || far())
            }
            Language::Other => {
                ENDINGS.participles.ends(word) && auxiliary().is_some_and(|at| SPEECH.passive_auxiliaries.has(words.text(at)))
            }
            _ => false,
        }
    }
}
