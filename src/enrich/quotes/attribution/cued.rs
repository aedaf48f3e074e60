//! Attributes a quotation by the verbs of saying around it in its own sentence: the one right behind it, the one that has it in its clause, or one further on.

use std::ops::Range;

use super::Sieves;
use super::governing::is_finite;
use super::rules::{Attribution, Rule};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{self, Reader, Shape, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{DET, Language, PRON, SAY, SUB, THINK, WEAK};

/// How many cues before and behind a quotation are looked at.
const NEAR: usize = 12;

impl Sieves<'_> {
    /// Attributes a quotation by the verbs and names around it in its own frame, whose first word outside quotations is `lead`.
    pub(super) fn by_cues(&self, reader: &Reader<'_>, frame: &Frame, quote: usize, lead: usize) -> Option<Attribution> {
        let words = self.words;
        let tokens = self.marked[quote].tokens.clone();
        let tags = self.scene.tags_of(frame);
        let cut = tags.partition_point(|tag| tag.verb < tokens.start);
        let ahead = &tags[cut.saturating_sub(NEAR)..cut];
        let behind = &tags[cut..tags.len().min(cut + NEAR)];
        let colon = || words.is_parted_from(tokens.start, [':']);
        let says = |tag: &&Tag| {
            tag.class & SAY != 0
                || tag.class & WEAK != 0
                    && (colon() || tag.verb + 2 >= tokens.start && !tokens.is_empty() && words.is_parted_from(tokens.start, [',']))
        };
        let governs = |tag: &&Tag| self.governs(tag, &tokens);
        let finite = |tag: &&Tag| governs(tag) && says(tag) && self.is_finite_here(tag);
        let spoken = |tag: &&Tag| finite(tag) && (tag.shape != Shape::According || self.may_speak(&tag.source));
        let before = ahead
            .iter()
            .rfind(spoken)
            .or_else(|| ahead.iter().rfind(finite))
            .or_else(|| ahead.iter().rfind(|tag| governs(tag) && tag.class & SAY != 0))
            .or_else(|| ahead.iter().rfind(governs));
        let closest = ahead.last().filter(|tag| is_finite(tag) && self.leads_on(tag, tokens.start));
        let adding = ahead.last().filter(|tag| self.is_added(tag) && governs(tag) && says(tag));
        let before = self.asked_by(ahead, &tokens, quote).or(closest).or(adding).or(before);
        let after = behind.iter().find(|tag| tag.verb >= tokens.end && self.is_right_behind(tag, tokens.end, frame));
        let lead = lead < tokens.start;
        let after = after.filter(|tag| tag.shape != Shape::VerbName || !self.is_noun_phrase(&tokens));
        // `fue “justo” que pidió el comité`
        let relative = words.language == Language::Other && matches!(words.text(tokens.end), "que" | "che") && words.is(tokens.end, SUB);
        let after = after.filter(|tag| !relative || tag.verb <= tokens.end || words.is_parted_by(tokens.end - 1, [',']));
        let before = before.filter(|tag| !self.is_barred(reader, tags, tag, tokens.start));
        let after = after.filter(|tag| !(before.is_some() && lead && self.opens_next(tag, frame, &tokens, quote)));
        if let Some(made) = after.and_then(|tag| self.by_cue_behind(reader, frame, quote, tag, before, lead)) {
            return Some(made);
        }
        if let Some(source) = self.closed_by_unknown_verb(reader, tokens.end).filter(|_| before.is_none()) {
            return Some(Attribution::by(source, Rule::QuoteNameAnyVerb));
        }
        if let Some(source) = self.ahead(reader, tokens.start, before) {
            return Some(Attribution::by(source, Rule::NameAnyVerbQuote));
        }
        let closing = before.filter(|own| !self.may_speak(&own.source)).and_then(|_| {
            behind.iter().find(|tag| tag.verb >= tokens.end && tag.class & SAY != 0 && matches!(tag.source.kind, SourceKind::Name(_)))
        });
        if let Some(tag) = closing {
            return Some(Attribution::of(tag, Rule::LaterInSentence));
        }
        let thought = before.filter(|own| own.class & SAY == 0 && own.class & THINK != 0);
        if let Some(tag) = thought.and_then(|_| behind.iter().rfind(|tag| self.closes_sentence(tag, &tokens, frame))) {
            return Some(Attribution::of(tag, Rule::LaterInSentence));
        }
        if let Some(outer) = before.and_then(|own| self.reporting(own, ahead)) {
            return Some(Attribution::of(outer, Rule::InsideClause));
        }
        if let Some(tag) = before {
            let rule = match tag.shape {
                Shape::According => Rule::AccordingTo,
                Shape::Passive => Rule::Passive,
                _ if self.introduces(tag, tokens.start) => Rule::NameVerbQuote,
                _ => Rule::InsideClause,
            };
            return Some(Attribution::of(tag, rule));
        }
        self.by_what_follows(reader, frame, quote, &tokens, behind)
    }

    /// Attributes a quotation by the cue right behind it, unless the one before has it in its clause. `lead` tells whether words stand before it in its frame.
    fn by_cue_behind(
        &self,
        reader: &Reader<'_>,
        frame: &Frame,
        quote: usize,
        tag: &Tag,
        before: Option<&Tag>,
        lead: bool,
    ) -> Option<Attribution> {
        let words = self.words;
        let tokens = self.marked[quote].tokens.clone();
        let governed = before.is_some_and(|own| own.shape != Shape::VerbName && own.verb > frame.tokens.start && self.opens_small(&tokens));
        let split = before.is_some_and(|own| self.is_behind_quote(own, frame));
        let loose = before.is_none_or(|own| {
            own.class & SAY == 0 || !self.may_speak(&own.source) || !is_finite(own) && !self.introduces(own, tokens.start)
        });
        let inverted = tag.shape == Shape::VerbName
            && matches!(tag.source.kind, SourceKind::Name(_))
            && words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!']);
        let apart = before.is_some_and(|own| self.is_apart(own, tokens.start, frame));
        if lead && (governed || split) && !(loose || inverted || apart) {
            return None;
        }
        let colon = words.is_parted_from(tokens.start, [':']);
        if let Some(source) = self.subject_before_colon(reader, frame, tag, colon, tokens.start) {
            return Some(Attribution { source: Some(source), ..Attribution::of(tag, Rule::QuoteNameVerb) });
        }
        let rule = match tag.shape {
            Shape::VerbName => Rule::QuoteVerbName,
            Shape::According => Rule::AccordingTo,
            _ => Rule::QuoteNameVerb,
        };
        Some(Attribution::of(tag, rule))
    }

    /// Whether an article makes a few words in marks part of the sentence around them: `Il “decreto porti” divide la maggioranza`.
    pub(super) fn is_noun_phrase(&self, tokens: &Range<usize>) -> bool {
        let words = self.words;
        let romance = matches!(words.language, Language::French | Language::Other);
        let Some(before) = tokens.start.checked_sub(1).filter(|_| romance && tokens.len() <= 4) else { return false };
        let joined = !words.is_parted_by(before, [',', ':', '.', '!', '?', '\n', '—', '–']);
        joined && !words.is_quoted(before) && words.is(before, DET) && !words.is(before, PRON)
    }

    /// Attributes a quotation that no cue tells beside it by who signs it, whose words it is called, who stands behind it, or a cue further on.
    fn by_what_follows(
        &self,
        reader: &Reader<'_>,
        frame: &Frame,
        quote: usize,
        tokens: &Range<usize>,
        behind: &[Tag],
    ) -> Option<Attribution> {
        if let Some(source) = self.signed(reader, tokens.end) {
            return Some(Attribution::by(source, Rule::Signed));
        }
        if let Some(source) = self.whose_behind_colon(reader, tokens.end) {
            return Some(Attribution::by(source, Rule::QuoteNameAnyVerb));
        }
        if let Some(source) = self.called_behind(reader, tokens.end) {
            return Some(Attribution::by(source, Rule::Owner));
        }
        if let Some(source) = self.thought_of_behind(reader, tokens.end) {
            return Some(Attribution::by(source, Rule::QuoteNameAnyVerb));
        }
        if let Some(source) = self.beside(reader, tokens.end, quote) {
            return Some(Attribution::by(source, Rule::QuoteNameAnyVerb));
        }
        let tag = self.later_in_sentence(behind, tokens.end, frame)?;
        Some(Attribution::of(tag, Rule::LaterInSentence))
    }

    /// The cue that follows a quotation without standing right behind it, best one of saying.
    fn later_in_sentence<'t>(&self, behind: &'t [Tag], end: usize, frame: &Frame) -> Option<&'t Tag> {
        let aside = |tag: &Tag| {
            let before = tag.span.start.checked_sub(1).filter(|&before| before >= end && self.words.is_spaced(before));
            tag.shape == Shape::NameVerb
                && before
                    .is_some_and(|before| matches!(self.words.text(before), "after" | "before" | "until" | "because" | "when" | "while"))
        };
        // `had been introduced by his son Tim, a clerk, who praised him`
        let relative = |tag: &Tag| {
            let who = tag.verb.checked_sub(1).filter(|&who| who > end && self.words.is_spelt(who, "who"));
            who.is_some_and(|who| self.words.is_before_comma(who - 1)) && tag.source.tokens.start >= end
        };
        let later = |tag: &&Tag| {
            tag.verb >= end
                && !cues::is_weak(tag.class)
                && !self.is_without_object(tag, frame)
                && self.may_speak(&tag.source)
                && !aside(tag)
                && !relative(tag)
        };
        behind.iter().find(|tag| later(tag) && tag.class & SAY != 0).or_else(|| behind.iter().find(later))
    }
}
