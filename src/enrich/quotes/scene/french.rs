//! What only French order needs, and German where it does the same: a pronoun between a quotation and its verb, what commas part
//! between verb and subject, people called by where they are from.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ADV, BODY, DET, Language, ORG, POSS, PRON, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE};

impl Reader<'_> {
    /// The name behind a French verb right behind a quotation and a pronoun that is its object: `« … », le coupe` Anne Roux.
    pub(super) fn behind_clitic(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let before = verb.checked_sub(2).filter(|&before| before >= self.frame.start && words.is_quoted(before))?;
        let object = words.is_one_of(before + 1, ["le", "la", "les", "lui", "leur"]) && words.is_spaced(before + 1);
        let says = words.language == Language::French && words.is(verb, SAY) && !words.is(verb, ROLE | TITLE | BODY);
        let at = verb + 1 + usize::from(words.is(verb + 1, ADV));
        let index = self.people.at(at).filter(|_| object && says && words.is_spaced(at - 1) && words.is_spaced(verb))?;
        let name = &self.people.names[index];
        (name.person.is_some() && name.whole.start == at && !words.is_of(at))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Who says what a French clause is about, behind its verb: `C’est ce que dit` Anne Roux, `ce qu’explique` le maire.
    pub(super) fn behind_what(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::French || !words.is(verb, SAY) {
            return None;
        }
        let elided = words.begins_elided(verb, "qu");
        let what = verb.checked_sub(if elided { 1 } else { 2 }).filter(|&what| what >= self.frame.start)?;
        if !words.is_spelt(what, "ce") || !elided && !words.is_spelt(verb - 1, "que") {
            return None;
        }
        let (source, _) = self.behind_verb(verb + 1).and_then(|at| self.phrase_at(at))?;
        (source.kind != SourceKind::Pronoun).then_some(source)
    }

    /// Where a clause goes on behind what commas part between verb and subject of how he speaks: `conclut, amer,` Jean Roux; `sagt, sichtlich bewegt,` Anna Berg.
    pub(super) fn over_predicate(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if !matches!(words.language, Language::German | Language::French) || at >= self.frame.end || words.gap(at - 1) != ", " {
            return None;
        }
        let small = |at: &usize| !words.is_capital(*at) && !words.is_quoted(*at) && !words.is(*at, DET | POSS | PRON | SUB | ROLE | TITLE);
        let last = (at..self.frame.end.min(at + 4)).take_while(small).find(|&at| !words.is_spaced(at))?;
        words.is_before_comma(last).then_some(last + 1)
    }
}

/// Whether a French article and the word with a capital behind it mean somebody by where they are from: `le Breton`, `la Française`.
pub(in crate::enrich::quotes) fn is_french_native(words: &Words<'_>, article: usize, noun: usize) -> bool {
    let led = noun == article + 1 && words.is_spaced(article) && words.is_one_of(article, ["le", "la", "Le", "La"]);
    let native = || ENDINGS.ends_of_demonyms.ends(words.text(noun)) || PEOPLE.french_natives.has(words.text(noun));
    words.language == Language::French
        && led
        && words.is_capital(noun)
        && !(words.is_spaced(noun) && words.is_capital(noun + 1))
        && !words.is(noun, ORG)
        && native()
}
