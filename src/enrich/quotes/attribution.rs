//! Gives every quotation its speaker, by sieves from the most certain down.
//!
//! Inside its own sentence a quotation takes the cue that stands right behind it, else the one that governs it from before, else any
//! other; a quotation without a cue takes the speaker of what stands around it: the sentence before in the same paragraph, the
//! quotation that it continues, a sentence that ends with a colon. What is less certain than [`THRESHOLD`] stays unattributed.

use std::ops::Range;

use super::cues::{self, Reader, Shape, Source, SourceKind, Tag};
use super::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, DET, ING, Language, NOUN_CUE, OTHER, PAST, POSS, PREP, PRON, ROLE, SAY, STOP, SUB, THINK, TITLE, WEAK,
};
use super::marks::{Marked, Repair};
use super::people::People;
use super::scene::{Frame, Scene};
use super::words::Words;

/// How many cues before and behind a quotation are looked at.
const NEAR: usize = 12;

/// Attributions less certain than this are not made.
pub(super) const THRESHOLD: f32 = 0.5;

/// How a quotation was attributed, from the most certain sieve down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    /// `“…,” Moon said`.
    QuoteNameVerb,
    /// `“…,” said Moon`.
    QuoteVerbName,
    /// `“…,” Moon shot back`: a verb that no lexicon holds.
    QuoteNameAnyVerb,
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
    /// The subject of its sentence, whatever the verb.
    Subject,
    /// `Moon: “…”`, as in a transcript.
    Transcript,
    /// Nobody.
    Unattributed,
}

impl Rule {
    /// Name of the rule as it is written into results.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::QuoteNameVerb => "quote, name, verb",
            Self::QuoteVerbName => "quote, verb, name",
            Self::QuoteNameAnyVerb => "quote, name, any verb",
            Self::NameAnyVerbQuote => "name, any verb, quote",
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
            Self::Subject => "subject of sentence",
            Self::Transcript => "name and colon",
            Self::Unattributed => "quotation marks",
        }
    }

    /// How often the rule is right, as a share of its uses.
    pub(super) fn confidence(self) -> f32 {
        match self {
            Self::QuoteNameVerb | Self::QuoteVerbName => 0.98,
            Self::NameVerbQuote | Self::Transcript | Self::Signed => 0.95,
            Self::InsideClause | Self::AccordingTo | Self::Continued => 0.9,
            Self::Passive | Self::SameParagraph | Self::QuoteNameAnyVerb | Self::NameAnyVerbQuote => 0.85,
            Self::LaterInSentence | Self::Colon | Self::ColonAbove | Self::SentenceBefore => 0.8,
            Self::ParagraphAbove => 0.7,
            Self::Subject => 0.4,
            Self::Unattributed => 0.0,
        }
    }
}

/// What is known about one quotation's speaker.
#[derive(Debug, Clone)]
pub(super) struct Attribution {
    /// Who speaks, as the text has it; `None` where nobody is found.
    pub(super) source: Option<Source>,
    /// The words of the cue.
    pub(super) cue: Option<Range<usize>>,
    /// The sieve.
    pub(super) rule: Rule,
    /// How certain it is.
    pub(super) confidence: f32,
}

impl Attribution {
    fn none() -> Self {
        Self { source: None, cue: None, rule: Rule::Unattributed, confidence: 0.0 }
    }

    fn of(tag: &Tag, rule: Rule) -> Self {
        let confidence = if tag.shape == Shape::Sentence { rule.confidence() - 0.1 } else { rule.confidence() };
        Self { source: Some(tag.source.clone()), cue: Some(tag.cue.clone()), rule, confidence }
    }

    fn by(source: Source, rule: Rule) -> Self {
        Self { source: Some(source), cue: None, rule, confidence: rule.confidence() }
    }

    fn inherited(&self, rule: Rule) -> Self {
        Self { rule, confidence: self.confidence.min(rule.confidence()), ..self.clone() }
    }
}

/// The article while its quotations are attributed.
pub(super) struct Sieves<'a> {
    /// The article's words.
    pub(super) words: &'a Words<'a>,
    /// The article's names.
    pub(super) people: &'a People,
    /// Its quotations.
    pub(super) marked: &'a [Marked],
    /// Its sentences and cues.
    pub(super) scene: &'a Scene,
}

impl Sieves<'_> {
    /// One attribution for each quotation, in order.
    pub(super) fn attribute(&self) -> Vec<Attribution> {
        let mut made: Vec<Attribution> = Vec::with_capacity(self.marked.len());
        for frame in &self.scene.frames {
            let reader = self.reader(frame);
            let lead = frame.tokens.clone().find(|&at| !self.words.is_quoted(at)).unwrap_or(frame.tokens.end);
            let bare = self.is_bare(frame);
            for quote in frame.quotes.clone() {
                made.push(self.in_frame(&reader, frame, quote, (lead, bare)).unwrap_or_else(Attribution::none));
            }
        }
        made.resize_with(self.marked.len(), Attribution::none);
        let mut first = 0;
        while first < self.marked.len() {
            let paragraph = self.marked[first].paragraph;
            let count = self.marked[first..].iter().take_while(|quote| quote.paragraph == paragraph).count();
            self.inherit(paragraph, first..first + count, &mut made);
            first += count;
        }
        made
    }

    /// Attributes the quotations of a paragraph that their own frame does not, by what stands around them.
    fn inherit(&self, paragraph: usize, quotes: Range<usize>, made: &mut [Attribution]) {
        let certain = |attribution: &Attribution| attribution.source.is_some() && attribution.rule != Rule::Subject;
        let frames = self.scene.of_paragraph(paragraph);
        let mut before: Option<usize> = None;
        for index in frames.clone() {
            let frame = &self.scene.frames[index];
            let bare = !frame.quotes.is_empty() && (self.is_bare(frame) || self.is_subjectless(frame));
            for quote in frame.quotes.clone() {
                if !certain(&made[quote]) {
                    let opens = self.words.first_at_byte(self.marked[quote].inner.start) == frame.tokens.start;
                    let attribution = match before {
                        Some(other) if bare || opens => Some(made[other].inherited(Rule::SameParagraph)),
                        Some(_) => None,
                        None if bare && index > frames.start => self.sentence_before(index - 1),
                        None if quote == quotes.start => self
                            .signed_below(paragraph, quote, &quotes, bare)
                            .or_else(|| self.above(paragraph, quote, bare, made))
                            .or_else(|| self.below(quote, &quotes, bare, made)),
                        None => None,
                    };
                    if let Some(attribution) = attribution {
                        made[quote] = attribution;
                    }
                }
                if made[quote].source.is_some() {
                    before = Some(quote);
                }
            }
        }
    }

    fn reader(&self, frame: &Frame) -> Reader<'_> {
        Reader { words: self.words, people: self.people, frame: frame.tokens.clone() }
    }

    /// Whether nothing but a small word or two stands beside the quotations of a frame (`Instead, “…”`).
    fn is_bare(&self, frame: &Frame) -> bool {
        let mut small = 0;
        frame.tokens.clone().filter(|&at| !self.words.is_quoted(at)).all(|at| {
            small += 1;
            small <= 3 && self.words.is(at, CONJ | ADV | STOP | SUB) && self.people.at(at).is_none()
        })
    }

    /// Whether a verb of saying without a subject follows a frame's quotation: `“…”, dijo.` The subject is that of the sentence before.
    fn is_subjectless(&self, frame: &Frame) -> bool {
        let words = self.words;
        if matches!(words.language, Language::English | Language::German) || !words.is_quoted(frame.tokens.start) {
            return false;
        }
        let Some(first) = frame.tokens.clone().find(|&at| !words.is_quoted(at)) else { return false };
        let verb = (first..frame.tokens.end.min(first + 4)).find(|&at| !words.is(at, AUX | ADV));
        verb.is_some_and(|verb| words.is(verb, SAY | WEAK)) && self.scene.tags_of(frame).iter().all(|tag| tag.shape == Shape::Sentence)
    }

    /// Attributes a quotation by the cues of its own frame.
    fn in_frame(&self, reader: &Reader<'_>, frame: &Frame, quote: usize, (lead, bare): (usize, bool)) -> Option<Attribution> {
        let words = self.words;
        let tokens = words.within(&self.marked[quote].inner);
        let tags = self.scene.tags_of(frame);
        let cut = tags.partition_point(|tag| tag.verb < tokens.start);
        let ahead = &tags[cut.saturating_sub(NEAR)..cut];
        let behind = &tags[cut..tags.len().min(cut + NEAR)];
        let governs = |tag: &&Tag| self.governs(tag, &tokens);
        let colon = words.gap_before(tokens.start).contains(':');
        let says = |tag: &&Tag| {
            tag.class & SAY != 0
                || tag.class & WEAK != 0
                    && (colon || tag.verb + 2 >= tokens.start && !tokens.is_empty() && words.gap_before(tokens.start).contains(','))
        };
        let finite = |tag: &&Tag| governs(tag) && says(tag) && is_finite(tag);
        let before = ahead
            .iter()
            .rfind(finite)
            .or_else(|| ahead.iter().rfind(|tag| governs(tag) && tag.class & SAY != 0))
            .or_else(|| ahead.iter().rfind(governs));
        let after = behind.iter().find(|tag| tag.verb >= tokens.end && self.is_right_behind(tag, tokens.end, frame));
        let lead = lead < tokens.start;
        if let Some(tag) = after {
            let governed =
                before.is_some_and(|own| own.shape != Shape::VerbName && own.verb > frame.tokens.start && self.opens_small(&tokens, quote));
            let split = before.is_some_and(|own| self.is_behind_quote(own, frame));
            let loose = before.is_none_or(|own| {
                own.class & SAY == 0 || !self.may_speak(&own.source) || !is_finite(own) && !self.introduces(own, tokens.start)
            });
            let inverted = tag.shape == Shape::VerbName
                && matches!(tag.source.kind, SourceKind::Name(_))
                && words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!']);
            if loose || inverted || !lead || !governed && !split {
                let rule = match tag.shape {
                    Shape::VerbName => Rule::QuoteVerbName,
                    Shape::According => Rule::AccordingTo,
                    _ => Rule::QuoteNameVerb,
                };
                return Some(Attribution::of(tag, rule));
            }
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
        if let Some(tag) = before {
            let rule = match tag.shape {
                Shape::According => Rule::AccordingTo,
                Shape::Passive => Rule::Passive,
                _ if self.introduces(tag, tokens.start) => Rule::NameVerbQuote,
                _ => Rule::InsideClause,
            };
            return Some(Attribution::of(tag, rule));
        }
        if let Some(source) = self.signed(reader, tokens.end) {
            return Some(Attribution::by(source, Rule::Signed));
        }
        if let Some(source) = self.beside(reader, tokens.end, quote) {
            return Some(Attribution::by(source, Rule::QuoteNameAnyVerb));
        }
        let later = |tag: &&Tag| tag.verb >= tokens.end && !cues::is_weak(tag.class);
        if let Some(tag) = behind.iter().find(|tag| later(tag) && tag.class & SAY != 0).or_else(|| behind.iter().find(later)) {
            return Some(Attribution::of(tag, Rule::LaterInSentence));
        }
        self.by_subject(reader, frame, &tokens, bare)
    }

    /// Whether words that name a source can stand for somebody who speaks: not `the treaty`.
    fn may_speak(&self, source: &Source) -> bool {
        let head = source.tokens.end.saturating_sub(1);
        source.kind != SourceKind::Nominal || self.words.is(head, ROLE | BODY | NOUN_CUE | TITLE)
    }

    /// The name that signs a quotation behind a dash, with nothing else behind it: `“…” — Ana Ruiz`.
    fn signed(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let gap = self.words.gap(end - 1);
        if !gap.trim_end().ends_with(['―', '—', '–', '-', '~']) || end >= reader.frame.end {
            return None;
        }
        let source = reader.phrase_from(end).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
        let behind = self.words.gap(source.tokens.end - 1);
        (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', '\n', '“', '"'])).then_some(source)
    }

    /// The name or pronoun right behind a quotation that a comma ends, with some word behind it that can only be a verb: `“…,” Moon shot back`.
    fn beside(&self, reader: &Reader<'_>, end: usize, quote: usize) -> Option<Source> {
        let words = self.words;
        if end >= reader.frame.end
            || words.is_quoted(end)
            || !self.words.body[self.marked[quote].inner.clone()].ends_with([',', '?', '!', '—', '-', '…'])
        {
            return None;
        }
        if !words.is_capital(end) && !words.is(end, PREP | SUB | CONJ | DET | AUX | PRON | ADV | ROLE | POSS) && words.gap(end) == " " {
            let source = reader.phrase_from(end + 1).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
            let behind = words.gap(source.tokens.end - 1);
            return (source.tokens.start == end + 1 && (source.tokens.end >= reader.frame.end || behind.starts_with([',', '.', ';'])))
                .then_some(source);
        }
        let source = reader.phrase_from(end).filter(|source| matches!(source.kind, SourceKind::Name(_) | SourceKind::Pronoun))?;
        let verb = source.tokens.end;
        let fits = verb < reader.frame.end
            && words.gap(verb - 1) == " "
            && !words.is_quoted(verb)
            && !words.is_capital(verb)
            && !words.is(verb, PREP | SUB | CONJ | DET);
        fits.then_some(source)
    }

    /// The name or pronoun that opens the clause right before a quotation that a comma or colon introduces, with no known cue in that clause:
    /// `After Brown criticized them, Moon shot back, “…”`.
    fn ahead(&self, reader: &Reader<'_>, start: usize, before: Option<&Tag>) -> Option<Source> {
        let words = self.words;
        if start <= reader.frame.start + 1 || !words.gap_before(start).contains([',', ':']) {
            return None;
        }
        let floor = reader.frame.start.max(start.saturating_sub(12));
        let mut from = start - 1;
        while from > floor && !words.gap(from - 1).contains([',', ';', '—', '–']) && !words.is_quoted(from - 1) {
            from -= 1;
        }
        if words.is(from, CONJ) {
            from += 1;
        }
        if before.is_some_and(|tag| tag.verb >= from) || words.is_quoted(start - 1) {
            return None;
        }
        let named = |source: &Source| matches!(source.kind, SourceKind::Name(_)) || !words.is(source.tokens.start, OTHER);
        let source = reader.phrase_from(from).filter(|source| source.kind != SourceKind::Nominal && named(source))?;
        if words.is(from, ADV) || words.text(from).ends_with("ing") {
            return None;
        }
        let verb = source.tokens.end;
        let auxiliary = if words.gap_before(start).contains(':') { 0 } else { AUX };
        let fits = verb < start
            && words.gap(verb - 1) == " "
            && !words.is_capital(verb)
            && !words.is(verb, PREP | SUB | CONJ | DET | auxiliary | ROLE);
        fits.then_some(source)
    }

    /// A colon before the quotation, or the subject of its sentence.
    fn by_subject(&self, reader: &Reader<'_>, frame: &Frame, tokens: &Range<usize>, bare: bool) -> Option<Attribution> {
        let words = self.words;
        let gap = words.gap_before(tokens.start);
        if gap.contains(':') && tokens.start > frame.tokens.start {
            let floor = frame.tokens.start.max(tokens.start.saturating_sub(5));
            let bracket = if gap.contains(')') { (floor..tokens.start).rfind(|&at| words.gap_before(at).contains('(')) } else { None };
            let speaker = frame.tokens.start..bracket.unwrap_or(tokens.start).max(frame.tokens.start + 1);
            if let Some(index) = self.people.at(speaker.end - 1)
                && (speaker.start..self.people.names[index].whole.start).all(|at| !words.is(at, CUE | AUX))
            {
                let source = Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() };
                return Some(Attribution::by(source, Rule::Transcript));
            }
            return reader.sentence_subject(tokens.start).map(|source| Attribution::by(source, Rule::Colon));
        }
        if bare || tokens.start == frame.tokens.start {
            return None;
        }
        reader
            .sentence_subject(tokens.start)
            .filter(|source| source.kind != SourceKind::Nominal)
            .map(|source| Attribution::by(source, Rule::Subject))
    }

    /// Whether a quotation begins in the middle of a clause.
    fn opens_small(&self, tokens: &Range<usize>, quote: usize) -> bool {
        let _ = quote;
        !self.words.is_capital(tokens.start) || !self.words.gap_before(tokens.start).contains([',', ':'])
    }

    /// Whether a cue before a quotation can govern it.
    fn governs(&self, tag: &Tag, tokens: &Range<usize>) -> bool {
        if !cues::is_weak(tag.class) {
            return true;
        }
        let between = tag.span.end.max(tag.verb + 1)..tokens.start;
        between.len() <= 6 && (self.words.gap_before(tokens.start).contains([',', ':']) || between.is_empty())
    }

    /// Whether a cue is right before a quotation: with a comma, a colon, `that`, or nothing between.
    fn introduces(&self, tag: &Tag, start: usize) -> bool {
        let between = tag.span.end.max(tag.cue.end)..start;
        let gap = self.words.gap_before(start);
        between.is_empty() || gap.contains(':') || gap.contains(',') && between.len() <= 12
    }

    /// Whether a cue belongs to the quotation right before it.
    fn is_behind_quote(&self, tag: &Tag, frame: &Frame) -> bool {
        tag.span.start > frame.tokens.start && self.words.is_quoted(tag.span.start - 1)
    }

    /// Whether a cue's words begin right behind a quotation that ends before word `end`.
    fn is_right_behind(&self, tag: &Tag, end: usize, frame: &Frame) -> bool {
        let words = self.words;
        if tag.shape == Shape::Sentence || tag.shape == Shape::Passive || end >= frame.tokens.end {
            return false;
        }
        let start = tag.span.start;
        let leads = |at: usize| {
            let class = words.class(at);
            if tag.shape == Shape::VerbName {
                return class & (ADV | AUX) != 0;
            }
            !words.is_quoted(at)
                && ((class & (AUX | PREP | SUB | CONJ) == 0 || words.language != Language::English && class & AUX != 0)
                    && (class & CUE == 0 || class & (BASE | ROLE) != 0)
                    || class & (DET | ADV) != 0)
        };
        start >= end && start <= end + 5 && (end..start).all(leads)
    }

    /// Attributes the first quotation of a paragraph without cue by what stands above.
    fn above(&self, paragraph: usize, quote: usize, bare: bool, made: &[Attribution]) -> Option<Attribution> {
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
    fn sentence_before(&self, index: usize) -> Option<Attribution> {
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
    fn signed_below(&self, paragraph: usize, quote: usize, quotes: &Range<usize>, bare: bool) -> Option<Attribution> {
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

    fn below(&self, quote: usize, quotes: &Range<usize>, bare: bool, made: &[Attribution]) -> Option<Attribution> {
        if !bare {
            return None;
        }
        (quote + 1..quotes.end)
            .map(|other| &made[other])
            .find(|other| other.source.is_some())
            .map(|other| other.inherited(Rule::SameParagraph))
    }

    /// Whether words in quotation marks are worth keeping without a speaker: not a title, a term or mockery.
    pub(super) fn is_speech(&self, quote: usize, attribution: &Attribution) -> bool {
        let attributed = attribution.source.is_some() && attribution.confidence >= THRESHOLD;
        let rule = attribution.rule;
        let marked = &self.marked[quote];
        let tokens = self.words.within(&marked.inner);
        if marked.repair == Repair::Opening && !attributed {
            return false;
        }
        let ends = self.words.body[marked.inner.clone()].trim_end_matches(['\'', '’', '”']).ends_with(['.', ',', '!', '?', '…'])
            || self.words.body[marked.outer.end..].starts_with([',', '.']);
        if self.is_title(&tokens) {
            let beside =
                matches!(rule, Rule::QuoteNameVerb | Rule::QuoteVerbName | Rule::QuoteNameAnyVerb | Rule::SameParagraph | Rule::Continued);
            let before = self.words.gap_before(tokens.start);
            let introduced = rule == Rule::NameVerbQuote && before.contains([',', ':']);
            let led = tokens.start > 0
                && !self.words.is_quoted(tokens.start - 1)
                && !self.words.is(tokens.start - 1, CUE)
                && !before.contains([',', ':', '.', '!', '?', '\n']);
            return beside && !led || introduced || tokens.len() <= 1 && rule == Rule::InsideClause;
        }
        if self.words.language == Language::Unknown {
            let wide = self.words.body[marked.inner.clone()].chars().filter(|c| c.is_alphanumeric()).count();
            return tokens.len() >= 4 && (wide >= 12 || tokens.len() >= 8);
        }
        match tokens.len() {
            0..=2 => attributed,
            3..=4 => attributed || rule == Rule::Subject || ends && marked.outer.start <= self.paragraph_start(marked.paragraph),
            _ => attributed || rule == Rule::Subject || ends,
        }
    }

    fn paragraph_start(&self, paragraph: usize) -> usize {
        self.words.segments.paragraphs.get(paragraph).map_or(0, |stretch| stretch.bytes.start as usize)
    }

    /// Whether quoted words are written like the title of a work: every longer word with a capital.
    fn is_title(&self, tokens: &Range<usize>) -> bool {
        let capitals = tokens.clone().filter(|&at| self.words.is_capital(at)).count();
        let small =
            |at: usize| self.words.end(at) - self.words.start(at) <= 3 || self.words.text(at) == "with" || self.words.text(at) == "from";
        tokens.len() <= 12
            && capitals >= tokens.len().min(2)
            && tokens.clone().all(|at| self.words.is_capital(at) || self.words.is_number(at) || small(at))
    }
}

/// Whether a cue's verb is finite, rather than a participle or infinitive.
fn is_finite(tag: &Tag) -> bool {
    tag.class & ING == 0 && (tag.class & BASE == 0 || tag.class & PAST != 0)
}
