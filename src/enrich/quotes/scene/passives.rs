//! Finds who speaks where passives in languages other than English call something so: `un projet qualifié d’« absurde » par Anne Roux`, `wurde von Anna Berg als „Witz“
//! bezeichnet`, `foi classificado como “absurdo” por Ivo Lessa`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{ADV, AUX, Language, PREP, PRON, ROLE, SAY, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words from a participle to the phrase that tells by whom, those of the quotation between not counted.
const AGENT: usize = 8;

/// Words from the auxiliary to the participle in German.
const CLAUSE: usize = 40;

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
            true => ["é", "ée", "és", "ées", "it", "ite"].iter().any(|end| words.text(verb).ends_with(end)),
            false => ENDINGS.participles.ends(words.text(verb)),
        };
        // Not `Roux a qualifié`.
        let before = verb.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before));
        let active = before.is_some_and(|at| {
            let is = matches!(words.text(at), "est" | "été" | "était" | "sont" | "étaient" | "fut")
                || SPEECH.passive_helpers.has(words.text(at));
            words.is(at, PRON) || words.is(at, AUX) && !is
        });
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
        let ends = verb + 1 >= self.frame.end || !words.is_spaced(verb) || words.is(verb + 1, AUX);
        let participle = ["t", "en"].iter().any(|end| words.text(verb).ends_with(end)) && !words.is_capital(verb);
        if !words.is(verb, SAY) || !ends || !participle {
            return None;
        }
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        let parted = |at: usize| words.gap(at).contains([',', ';', ':']) && !words.is_quoted(at + 1) && !words.is_quoted(at);
        let first = (floor + 1..verb).rev().find(|&at| parted(at - 1)).unwrap_or(floor);
        let passive = |at: usize| matches!(words.text(at), "wurde" | "wird" | "wurden" | "werden" | "worden" | "Wurde" | "Wird");
        let helped = (first..(verb + 2).min(self.frame.end)).any(|at| passive(at) && !words.is_quoted(at));
        let by = (first..verb).rev().find(|&at| matches!(words.text(at), "von" | "vom") && !words.is_quoted(at)).filter(|_| helped)?;
        // An article behind `von` stands in the dative.
        let name = (by + 1..verb.min(by + 5)).find_map(|at| self.people.at(at))?;
        let source = Source { kind: SourceKind::Name(name), tokens: self.people.names[name].whole.clone() };
        let led = (by + 1..source.tokens.start).all(|at| words.is_spaced(at) && !words.is(at, PREP));
        (self.is_somebody(&source) && led).then_some(source)
    }

    /// Whether a verb of saying in other languages than English is a passive, so that nobody whom its sentence names need have said it: `Roux est accusé de`, `Berg wird
    /// vorgeworfen`.
    pub(super) fn is_foreign_passive(&self, verb: usize) -> bool {
        let words = self.words;
        let word = words.text(verb);
        let floor = self.frame.start.max(verb.saturating_sub(CLAUSE));
        match words.language {
            Language::French => {
                let helper = (floor..verb).rev().take_while(|&at| words.is_spaced(at)).find(|&at| !words.is(at, ADV) || words.is(at, AUX));
                let participle = ["é", "ée", "és", "ées"].iter().any(|end| word.ends_with(end));
                participle && helper.is_some_and(|at| matches!(words.text(at), "est" | "été" | "était" | "sont" | "étaient" | "fut"))
            }
            Language::German => {
                let participle = word.ends_with('t') || word.ends_with("en") && word.contains("ge");
                let apart = |at: usize| words.gap(at).contains([',', ';', ':']) && !words.is_quoted(at);
                let first = (floor + 1..verb).rev().find(|&at| apart(at - 1)).unwrap_or(floor);
                let passive = |at: usize| matches!(words.text(at), "wurde" | "wird" | "wurden" | "werden" | "worden");
                participle && words.is(verb, SAY) && ((first..verb).any(passive) || words.text(verb + 1) == "worden")
            }
            Language::Other => {
                let helper = (floor..verb).rev().take_while(|&at| words.is_spaced(at)).find(|&at| !words.is(at, ADV) || words.is(at, AUX));
                ENDINGS.participles.ends(word) && helper.is_some_and(|at| SPEECH.passive_helpers.has(words.text(at)))
            }
            _ => false,
        }
    }

    fn is_somebody(&self, source: &Source) -> bool {
        match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => false,
            SourceKind::Nominal => self.words.is(source.tokens.end - 1, ROLE | TITLE),
        }
    }
}
