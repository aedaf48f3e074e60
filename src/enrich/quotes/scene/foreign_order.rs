//! Reads cues in languages other than English by what only these have: passives and clefts of their own, subjects behind a verb that follows no quotation, or left out.

use super::cues::{Reader, Shape, Tag};
use crate::enrich::quotes::words::lexicon::{Class, Language};

impl Reader<'_> {
    /// The cue that a verb of saying makes whose subject stands where no English one does, or which has none; `Some(None)` where it surely makes none.
    pub(super) fn tag_in_foreign_order(&self, verb: usize, class: Class) -> Option<Option<Tag>> {
        let words = self.words;
        if let Some(tag) = self.behind_auxiliary(verb, class) {
            return Some(Some(tag));
        }
        if let Some(source) = self.agent_of(verb) {
            let span = source.tokens.start.min(verb)..source.tokens.end.max(verb + 1);
            return Some(Some(Tag { cue: verb..verb + 1, verb, source, span, class, shape: Shape::Passive }));
        }
        if self.is_foreign_passive(verb) {
            return Some(None);
        }
        if let Some(source) = self.asked_for_by(verb).or_else(|| self.behind_clitic(verb)).or_else(|| self.behind_what(verb)) {
            return Some(Some(Tag::behind(verb, class, source)));
        }
        // `Quem conta é Ivo Lessa: “…”`
        let cleft = verb.checked_sub(1).filter(|&before| before >= self.frame.start && words.language == Language::Other);
        if let Some((source, _)) = cleft.and_then(|before| self.behind_cleft(before)) {
            return Some(Some(Tag::behind(verb, class, source)));
        }
        let source = self.dropped_in_russian(verb).filter(|_| !self.follows_quote(verb))?;
        Some(Some(Tag { cue: verb..verb + 1, verb, source, span: verb..verb + 1, class, shape: Shape::NameVerb }))
    }
}
