//! Gives a quotation that its own sentence does not attribute the speaker of what stands around it: the sentence before, the paragraph
//! above, the line that signs it.

use std::ops::Range;

use super::attribution::Sieves;
use super::cues::{Reader, SourceKind};
use super::lexicon::{SAY, THINK};
use super::rules::{Attribution, Rule, THRESHOLD};

impl Sieves<'_> {
    /// Attributes the first quotation of a paragraph without cue by what stands above.
    pub(super) fn above(&self, paragraph: usize, quote: usize, bare: bool, made: &[Attribution]) -> Option<Attribution> {
        let before = quote.checked_sub(1);
        if let Some(before) = before
            && self.marked[before].continues
            && self.marked[before].paragraph + 1 == paragraph
        {
            return made[before].source.is_some().then(|| made[before].inherited(Rule::Continued));
        }
        let above = paragraph.checked_sub(1)?;
        if !bare || self.marked[quote].single {
            return None;
        }
        let stretch = &self.words.segments.paragraphs[above];
        let text = stretch.text(self.words.body);
        let frame = self.scene.of_paragraph(above).next_back().map(|index| &self.scene.frames[index])?;
        let reader = self.reader(frame);
        let tags = self.scene.tags_of(frame);
        if text.ends_with(':') {
            return match tags.last() {
                Some(tag) => Some(Attribution::of(tag, Rule::ColonAbove)),
                None => reader.sentence_subject(frame.tokens.end).map(|source| Attribution::by(source, Rule::ColonAbove)),
            };
        }
        if let Some(before) = before
            && self.marked[before].paragraph == above
            && made[before].source.is_some()
        {
            return Some(made[before].inherited(Rule::ParagraphAbove));
        }
        let own = self.scene.of_paragraph(paragraph).next().map(|index| &self.scene.frames[index]);
        let tag = tags.iter().rfind(|tag| tag.class & (SAY | THINK) != 0);
        if tag.is_none() && own.is_some_and(|own| self.is_subjectless(own)) {
            return reader.sentence_subject(frame.tokens.end).map(|source| Attribution::by(source, Rule::ParagraphAbove));
        }
        let tag = tag?;
        Some(Attribution::of(tag, Rule::ParagraphAbove).inherited(Rule::ParagraphAbove))
    }

    /// Attributes a quotation that stands as a sentence of its own by the cue of the sentence before it: `Schiff said so. “…”`
    pub(super) fn sentence_before(&self, index: usize) -> Option<Attribution> {
        let frame = &self.scene.frames[index];
        let reader = self.reader(frame);
        let tags = self.scene.tags_of(frame);
        let tag = tags.iter().rfind(|tag| tag.class & SAY != 0).or(tags.last());
        match tag {
            Some(tag) => Some(Attribution::of(tag, Rule::SentenceBefore)),
            None => reader
                .sentence_subject(frame.tokens.end)
                .map(|source| Attribution { confidence: THRESHOLD, ..Attribution::by(source, Rule::SentenceBefore) }),
        }
    }

    /// The name that signs a quotation in a line of its own below: `— Ana Ruiz, Bilbao`.
    pub(super) fn signed_below(&self, paragraph: usize, quote: usize, quotes: &Range<usize>, bare: bool) -> Option<Attribution> {
        let below = self.words.segments.paragraphs.get(paragraph + 1).filter(|_| bare && quote + 1 == quotes.end)?;
        if !below.text(self.words.body).starts_with(['―', '—', '–', '-', '~']) {
            return None;
        }
        let tokens = below.tokens.start as usize..below.tokens.end as usize;
        let reader = Reader { words: self.words, people: self.people, frame: tokens.clone() };
        let source = reader.phrase_from(tokens.start).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
        let behind = self.words.gap(source.tokens.end - 1);
        let alone = source.tokens.end >= tokens.end || behind.starts_with([',', '.', '\n', '(']);
        alone.then(|| Attribution::by(source, Rule::Signed))
    }

    pub(super) fn below(&self, quote: usize, quotes: &Range<usize>, bare: bool, made: &[Attribution]) -> Option<Attribution> {
        if !bare {
            return None;
        }
        (quote + 1..quotes.end)
            .map(|other| &made[other])
            .find(|other| other.source.is_some())
            .map(|other| other.inherited(Rule::SameParagraph))
    }
}
