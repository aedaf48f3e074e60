//! The sieves by name, and what each attribution says of itself.

use std::ops::Range;

use crate::enrich::quotes::scene::cues::{Shape, Source, SourceKind, Tag};

/// Attributions less certain than this are not made.
pub(in crate::enrich::quotes) const THRESHOLD: f32 = 0.5;

/// How a quotation was attributed, from the most certain sieve down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::enrich::quotes) enum Rule {
    /// `“…,” Moon said`.
    QuoteNameVerb,
    /// `“…,” said Moon`.
    QuoteVerbName,
    /// `“…,” Moon shot back`: a verb that no lexicon holds.
    QuoteNameAnyVerb,
    /// `Moon’s “…” remark`.
    Owner,
    /// `“…” — Moon`.
    Signed,
    /// `Moon said: “…”`.
    NameVerbQuote,
    /// `Moon shot back, “…”`: a verb that no lexicon holds.
    NameAnyVerbQuote,
    /// `Moon said the two were “friendly”`.
    InsideClause,
    /// `according to Moon`.
    AccordingTo,
    /// `described by Moon as “…”`.
    Passive,
    /// A cue further behind in the same sentence.
    LaterInSentence,
    /// A colon before it, and the sentence's subject.
    Colon,
    /// The sentence before in the same paragraph, or behind.
    SameParagraph,
    /// The sentence before reports speech: `Moon denied it. “…”`
    SentenceBefore,
    /// The quotation goes on from the paragraph before.
    Continued,
    /// The paragraph before ends with a colon.
    ColonAbove,
    /// The paragraph before is by or about its speaker.
    ParagraphAbove,
    /// A line that heads the text in which the same is quoted.
    Heading,
    /// The subject of its sentence, whatever the verb.
    Subject,
    /// `Moon: “…”`, as in a transcript.
    Transcript,
    /// `Orford boss Moon “…”`, as sports pages print it.
    Labelled,
    /// `Moon: …` without quotation marks, in a transcript.
    Turn,
    /// `Q: … A: …` without quotation marks.
    QuestionAnswer,
    /// A paragraph without a label behind one that has it.
    TurnGoesOn,
    /// Nobody.
    Unattributed,
}

impl Rule {
    /// Name of the rule as it is written into results.
    pub(in crate::enrich::quotes) fn name(self) -> &'static str {
        match self {
            Self::QuoteNameVerb => "quote, name, verb",
            Self::QuoteVerbName => "quote, verb, name",
            Self::QuoteNameAnyVerb => "quote, name, any verb",
            Self::NameAnyVerbQuote => "name, any verb, quote",
            Self::Owner => "name's words",
            Self::Signed => "name behind dash",
            Self::NameVerbQuote => "name, verb, quote",
            Self::InsideClause => "quote inside reported clause",
            Self::AccordingTo => "according to",
            Self::Passive => "passive with by",
            Self::LaterInSentence => "cue later in sentence",
            Self::Colon => "colon before quote",
            Self::SameParagraph => "same paragraph",
            Self::SentenceBefore => "speaker of sentence before",
            Self::Continued => "continued from paragraph above",
            Self::ColonAbove => "colon ends paragraph above",
            Self::ParagraphAbove => "speaker of paragraph above",
            Self::Heading => "heading of quote below",
            Self::Subject => "subject of sentence",
            Self::Transcript => "name and colon",
            Self::Labelled => "name before quote",
            Self::Turn => "turn of transcript",
            Self::QuestionAnswer => "question and answer",
            Self::TurnGoesOn => "turn goes on",
            Self::Unattributed => "quotation marks",
        }
    }

    /// How far the rule is trusted, from 0 to 1: an estimate, not a share that was counted.
    pub(in crate::enrich::quotes) fn confidence(self) -> f32 {
        match self {
            Self::QuoteNameVerb | Self::QuoteVerbName => 0.98,
            Self::NameVerbQuote | Self::Transcript | Self::Signed => 0.95,
            Self::Owner | Self::InsideClause | Self::AccordingTo | Self::Continued | Self::Turn => 0.9,
            Self::Labelled | Self::Passive | Self::SameParagraph | Self::QuoteNameAnyVerb | Self::NameAnyVerbQuote => 0.85,
            Self::LaterInSentence | Self::Colon | Self::ColonAbove | Self::SentenceBefore | Self::QuestionAnswer | Self::TurnGoesOn => 0.8,
            Self::ParagraphAbove | Self::Heading => 0.7,
            Self::Subject => 0.4,
            Self::Unattributed => 0.0,
        }
    }
}

/// What is known about one quotation's speaker.
#[derive(Debug, Clone)]
pub(in crate::enrich::quotes) struct Attribution {
    /// Who speaks, as the text has it; `None` where nobody is found.
    pub(in crate::enrich::quotes) source: Option<Source>,
    /// The words of the cue.
    pub(in crate::enrich::quotes) cue: Option<Range<usize>>,
    /// The sieve.
    pub(in crate::enrich::quotes) rule: Rule,
    /// How certain it is.
    pub(in crate::enrich::quotes) confidence: f32,
}

impl Attribution {
    pub(super) fn none() -> Self {
        Self { source: None, cue: None, rule: Rule::Unattributed, confidence: 0.0 }
    }

    pub(super) fn of(tag: &Tag, rule: Rule) -> Self {
        let confidence = if tag.shape == Shape::Sentence { rule.confidence() - 0.1 } else { rule.confidence() };
        Self { source: Some(tag.source.clone()), cue: Some(tag.cue.clone()), rule, confidence }
    }

    pub(super) fn by(source: Source, rule: Rule) -> Self {
        Self { source: Some(source), cue: None, rule, confidence: rule.confidence() }
    }

    /// Whether a name, rather than a pronoun or a description, is the source.
    pub(in crate::enrich::quotes) fn is_by_name(&self) -> bool {
        self.source.as_ref().is_some_and(|source| matches!(source.kind, SourceKind::Name(_)))
    }

    pub(super) fn inherited(&self, rule: Rule) -> Self {
        Self { rule, confidence: self.confidence.min(rule.confidence()), ..self.clone() }
    }
}
