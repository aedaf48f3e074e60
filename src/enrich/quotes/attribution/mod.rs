//! Gives every quotation its speaker, by sieves from the most certain down.
//!
//! Inside its own sentence a quotation takes the cue that stands right behind it, else the one that governs it from before, else any
//! other; a quotation without a cue takes the speaker of what stands around it: the sentence before in the same paragraph, the
//! quotation that it continues, a sentence that ends with a colon. What is less certain than the threshold stays unattributed.

mod around;
mod behind;
mod beside;
mod continuing;
mod cued;
mod exchanges;
mod furniture;
mod governing;
mod labelled;
mod narrated;
mod predicates;
mod reports;
pub(super) mod rules;
mod speaking_up;
mod topics;
pub(super) mod vocatives;

use std::ops::Range;

use self::rules::{Attribution, Rule, THRESHOLD};
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::{Name, People};
use crate::enrich::quotes::scene::cues::{Reader, Shape, Source, SourceKind};
use crate::enrich::quotes::scene::{Frame, Scene};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, PREP, PRON, ROLE, SAY, STOP, SUB, TELL, TITLE, WEAK,
};

/// Words of the longest stretch before a colon that may name whoever speaks.
const LEAD: usize = 64;

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
        if self.words.language == Language::Unknown {
            // Of a language whose words are not known nobody is named rather than somebody else.
            made.resize_with(self.marked.len(), Attribution::none);
            return made;
        }
        let mut bare = vec![false; self.scene.frames.len()];
        for (frame, bare) in self.scene.frames.iter().zip(&mut bare).filter(|(frame, _)| !frame.quotes.is_empty()) {
            let reader = self.reader(frame);
            *bare = self.is_bare(frame);
            let lead = self.words.unquoted.within(frame.tokens.clone()).next().unwrap_or(frame.tokens.end);
            for quote in frame.quotes.clone() {
                if self.is_named_work(quote) {
                    made.push(Attribution::none());
                    continue;
                }
                let listed = made.last().filter(|_| quote > frame.quotes.start && made.len() == quote && self.is_listed(quote));
                let trailing = made.last().filter(|_| quote > frame.quotes.start && made.len() == quote);
                let trailing = trailing.filter(|first| self.trails(frame, quote, first)).map(|first| first.inherited(Rule::SameParagraph));
                let attribution = listed.filter(|first| matches!(first.rule, Rule::InsideClause | Rule::NameVerbQuote)).cloned();
                let own = attribution.or_else(|| self.in_frame(&reader, frame, quote, (lead, *bare)));
                let sure = |own: &Attribution| own.rule != Rule::Subject || own.confidence >= THRESHOLD;
                made.push(own.filter(|own| trailing.is_none() || sure(own)).or(trailing).unwrap_or_else(Attribution::none));
            }
        }
        made.resize_with(self.marked.len(), Attribution::none);
        let mut first = 0;
        while first < self.marked.len() {
            let paragraph = self.marked[first].paragraph;
            let count = self.marked[first..].iter().take_while(|quote| quote.paragraph == paragraph).count();
            self.inherit(paragraph, first..first + count, &bare, &mut made);
            first += count;
        }
        self.attribute_headings(&mut made);
        self.hand_back(&mut made);
        self.take_back(&mut made);
        self.attribute_answers(&mut made);
        self.echo(&mut made);
        self.bar_addressed(&mut made);
        made
    }

    /// Attributes the quotations of a paragraph that their own frame does not, by what stands around them; `bare` tells of each frame whether it is.
    fn inherit(&self, paragraph: usize, quotes: Range<usize>, bare: &[bool], made: &mut [Attribution]) {
        let certain = |attribution: &Attribution| attribution.source.is_some() && attribution.rule != Rule::Subject;
        let frames = self.scene.of_paragraph(paragraph);
        let signed = quotes.clone().rev().find(|&quote| made[quote].rule == Rule::Signed);
        let mut before: Option<usize> = None;
        for index in frames.clone() {
            let frame = &self.scene.frames[index];
            let bare = !frame.quotes.is_empty() && (bare[index] || self.goes_on_alone(frame));
            for quote in frame.quotes.clone() {
                if !matches!(made[quote].rule, Rule::QuoteNameVerb | Rule::QuoteVerbName)
                    && let Some(attribution) = self.on_next_line(quote)
                {
                    made[quote] = attribution;
                }
                if !certain(&made[quote]) && !self.is_impersonal(self.marked[quote].tokens.end) {
                    let opens = self.marked[quote].tokens.start == frame.tokens.start;
                    let beat = |at: usize| self.beat(at, Rule::SentenceBefore);
                    let between = before.filter(|_| bare && index > frames.start).and_then(|other| {
                        let handed = || self.handed_over(index - 1, &made[other]);
                        let reported =
                            || self.reporter(&self.scene.frames[index - 1]).map(|tag| Attribution::of(tag, Rule::SentenceBefore));
                        beat(index - 1).or_else(|| self.subject_between(index - 1)).or_else(reported).or_else(handed)
                    });
                    let told = if self.may_be_told_behind(index, quote, bare) { self.told_behind(index + 1, paragraph) } else { None };
                    let follows = before.is_none() && index > frames.start;
                    let reported_about = if follows { self.goes_on_reporting_about(index, quote) } else { None };
                    let attribution = match before {
                        _ if told.is_some() => told,
                        Some(_) if between.is_some() => between,
                        Some(other) if bare && self.is_answer(quote) => {
                            self.before_last(quote, other, made).or_else(|| self.goes_on(quote, other, made))
                        }
                        // `Ana Lima entrou para “ver o mar”. “Estava calmo”, conta.`
                        Some(other) if made[other].rule == Rule::Subject && self.is_subjectless(frame) => {
                            made[other].source.clone().map(|source| Attribution::by(source, Rule::SentenceBefore))
                        }
                        Some(other) if bare && self.is_parted(other, index, &made[other]) => self.parted_from(index, &made[other]),
                        Some(other) if bare || opens => Some(made[other].inherited(Rule::SameParagraph)),
                        Some(other) if self.goes_on_about(frame, quote, &made[other]) => Some(made[other].inherited(Rule::SameParagraph)),
                        Some(_) => None,
                        None if bare && signed.is_some_and(|signed| signed > quote) => {
                            signed.map(|signed| made[signed].inherited(Rule::SameParagraph))
                        }
                        // `Sulla gara di coppa. «Che serata».`
                        None if bare && index == frames.start + 1 && self.is_headed_by_topic(&self.scene.frames[index - 1]) => {
                            self.above(paragraph, quote, bare, made)
                        }
                        None if bare && index > frames.start => self
                            .reported_so_far(&frames, index, quote, made)
                            .or_else(|| self.sentence_before(index - 1))
                            .or_else(|| if self.is_of_things(index - 1, quote) { self.above(paragraph, quote, bare, made) } else { None }),
                        None if reported_about.is_some() => reported_about,
                        None if opens && index > frames.start && self.scene.tags_of(frame).is_empty() => self
                            .sentence_before(index - 1)
                            .filter(|made| made.cue.is_some())
                            .map(|made| Attribution { confidence: made.confidence - 0.1, ..made }),
                        None if quote == quotes.start => self
                            .continued(quote, made)
                            .or_else(|| self.signed_below(paragraph, quote, &quotes, bare))
                            .or_else(|| beat(index + 1).filter(|_| bare && index + 1 < frames.end))
                            .or_else(|| self.introduced_behind(quote, index + 1).filter(|_| bare))
                            .or_else(|| self.above(paragraph, quote, bare, made))
                            .or_else(|| self.below(quote, &quotes, bare, made)),
                        None => None,
                    };
                    let dropped = || {
                        self.dropped_subject(frame)
                            .map(|source| Attribution { confidence: THRESHOLD, ..Attribution::by(source, Rule::SentenceBefore) })
                    };
                    if let Some(attribution) = attribution.or_else(dropped) {
                        made[quote] = attribution;
                    }
                }
                if made[quote].source.is_some() {
                    before = Some(quote);
                }
            }
        }
    }

    /// Whether a sentence in another language than English tells nothing of who speaks its quotations but that somebody goes on.
    fn goes_on_alone(&self, frame: &Frame) -> bool {
        self.words.language != Language::English
            && (self.is_subjectless(frame)
                || self.goes_on_reporting(frame)
                || self.is_headed_by_topic(frame)
                || self.goes_on_in_german(frame)
                || self.is_headed_by_noun(frame))
    }

    /// Whether nothing but `and` or `or` parts a quotation from the one before, so that one cue governs both: `went on about “how it is” and “why”`.
    fn is_listed(&self, quote: usize) -> bool {
        let words = self.words;
        let before = words.first_at_byte(self.marked[quote - 1].outer.end);
        let tokens = self.marked[quote].tokens.clone();
        let sentence = tokens.len() > 5 && words.is_capital(tokens.start);
        before + 1 == tokens.start && matches!(words.text(before), "and" | "or") && !sentence
    }

    fn reader(&self, frame: &Frame) -> Reader<'_> {
        Reader { words: self.words, people: self.people, frame: frame.tokens.clone() }
    }

    /// Whether nothing but a small word or two stands beside the quotations of a frame (`Instead, “…”`).
    fn is_bare(&self, frame: &Frame) -> bool {
        let mut small = 0;
        let first = self.reader(frame).behind_dateline();
        self.words.unquoted.within(first..frame.tokens.end).all(|at| {
            small += 1;
            let adverb = at == first && self.words.is_before_comma(at) && self.words.text(at).ends_with("ly");
            small <= 3 && (adverb || self.words.is(at, CONJ | ADV | STOP | SUB)) && self.people.at(at).is_none()
        })
    }

    /// Whether a verb of saying without a subject follows a frame's quotation: `“…”, dijo.` The subject is that of the sentence before.
    fn is_subjectless(&self, frame: &Frame) -> bool {
        let words = self.words;
        if matches!(words.language, Language::English | Language::German) {
            return false;
        }
        let Some(opening) = words.first_quoted(frame.tokens.clone()) else { return false };
        // `E ancora: «…», ha aggiunto.`
        let led = |at: usize| words.is(at, CONJ | ADV | STOP) && self.people.at(at).is_none();
        let lead = self.reader(frame).behind_dateline()..opening;
        if lead.len() > LEAD {
            return false;
        }
        // `Feitas as contas, são «…», anunciou.`
        let plain = |at: usize| !words.is(at, SAY | WEAK | PRON) && self.people.at(at).is_none();
        let told = !lead.is_empty() && words.language == Language::Other && lead.clone().all(plain);
        if !told && (lead.len() > 3 || !lead.into_iter().all(led)) {
            return false;
        }
        let Some(first) = words.unquoted.within(opening..frame.tokens.end).next() else { return false };
        let verb = (first..frame.tokens.end.min(first + 4)).find(|&at| !words.is(at, AUX | ADV));
        if verb.is_some_and(|verb| self.reader(frame).cites_nobody(verb)) {
            return true;
        }
        let doing = |verb: usize| self.reader(frame).goes_on_doing(verb);
        let says = |verb: usize| words.is(verb, SAY | WEAK) && !doing(verb) || self.is_verb_alone(verb, frame.tokens.end);
        let ends = |verb: usize| {
            // `“…”, dijo el lunes.`
            let dated = |at: usize| words.is(at, DET) && words.is(at + 1, DATE) && words.is_spaced(at);
            let small = |at: usize| (words.is(at, ADV | DATE) || dated(at)) && words.is_spaced(at - 1);
            let next = (verb + 1..verb + 4).find(|&at| !small(at)).unwrap_or(verb + 4);
            next >= frame.tokens.end
                || words.is_quoted(next)
                || !words.is_tight(next - 1)
                || words.is(next, PREP | CONJ | DATE | ADV | SUB | ING)
                || words.is_of(next)
        };
        let own = |verb: usize| self.scene.tags_of(frame).iter().any(|tag| tag.verb == verb && tag.shape != Shape::Sentence);
        let alone = |verb: usize| says(verb) && ends(verb) && !own(verb);
        // `«…», mas apenas «…», contou.`
        let last = || frame.tokens.end.checked_sub(1).filter(|&last| last > first && words.is_quoted(last - 1) && !words.is_quoted(last));
        verb.is_some_and(alone) || last().is_some_and(|last| words.is_parted_by(last - 1, [',']) && alone(last))
    }

    /// Attributes a quotation by the cues of its own frame.
    fn in_frame(&self, reader: &Reader<'_>, frame: &Frame, quote: usize, (lead, bare): (usize, bool)) -> Option<Attribution> {
        let tokens = self.marked[quote].tokens.clone();
        if let Some(source) = self.written_by(reader, tokens.end).or_else(|| self.read_in(frame, tokens.end)) {
            return Some(Attribution::by(source, Rule::AccordingTo));
        }
        // As many as have words of their sentence before them.
        let is_led = tokens.start > frame.tokens.start;
        let label = if is_led { self.labelled(frame, tokens.start) } else { None };
        if let Some(source) = label.or_else(|| self.labelled_inside(&tokens)) {
            return Some(Attribution::by(source, Rule::Transcript));
        }
        if is_led && let Some(source) = self.owned(frame, &tokens).or_else(|| self.owned_by_lead(frame, quote)) {
            return Some(Attribution::by(source, Rule::Owner));
        }
        if self.is_of_crowd(tokens.end, frame) {
            return None;
        }
        // `Moon was asked, “…?” He answered`: nobody here says who asked.
        let asked = tokens.start.wrapping_sub(1);
        if is_led && asked > frame.tokens.start && self.words.is(asked, TELL) && reader.is_passive(asked) {
            return None;
        }
        self.by_cues(reader, frame, quote, lead).or_else(|| self.by_subject(reader, frame, &tokens, bare))
    }

    /// Whose words the words before a quotation call it, where no cue closes it.
    fn owned_by_lead(&self, frame: &Frame, quote: usize) -> Option<Source> {
        let tokens = &self.marked[quote].tokens;
        let owner = self.owned_before(frame, tokens.start).or_else(|| self.owned_message(frame, tokens.start))?;
        Some(owner).filter(|_| !self.is_closed_by_cue(frame, quote, tokens.end))
    }

    /// Whether words that name a source can stand for somebody who speaks: not `the treaty`.
    pub(super) fn may_speak(&self, source: &Source) -> bool {
        let head = source.tokens.end.saturating_sub(1);
        source.kind != SourceKind::Nominal || self.words.is(head, ROLE | BODY | NOUN_CUE | TITLE)
    }

    /// A colon before the quotation, or the subject of its sentence.
    fn by_subject(&self, reader: &Reader<'_>, frame: &Frame, tokens: &Range<usize>, bare: bool) -> Option<Attribution> {
        let words = self.words;
        let gap = words.gap_before(tokens.start);
        if self.is_headed_in_capitals(frame) {
            return None;
        }
        if let Some(source) = self.reporting_before_colon(reader, frame, tokens) {
            return Some(Attribution::by(source, Rule::Colon));
        }
        if let Some(source) = self.owned_heading(frame, tokens.start) {
            return Some(Attribution::by(source, Rule::Colon));
        }
        if words.is_parted_from(tokens.start, [':']) && tokens.start > frame.tokens.start {
            if self.is_headed_by_topic(frame) {
                return None;
            }
            let floor = frame.tokens.start.max(tokens.start.saturating_sub(5));
            let bracket = if gap.contains(')') { (floor..tokens.start).rfind(|&at| words.is_parted_from(at, ['('])) } else { None };
            let end = bracket.unwrap_or(tokens.start).max(frame.tokens.start + 1);
            let first = if words.language == Language::English { frame.tokens.start } else { reader.behind_dateline() };
            let speaker = if first < end { first..end } else { frame.tokens.start..end };
            if let Some(source) = self.labelled_with_office(&speaker) {
                return Some(Attribution::by(source, Rule::Transcript));
            }
            if let Some(index) = self.people.at(speaker.end - 1).filter(|_| speaker.len() <= LEAD)
                && !self.is_of_body(&self.people.names[index])
                && self.named_with_apposition(&speaker).is_none()
                && !self.is_told_of(&self.people.names[index])
                && !self.is_in_phrase(&self.people.names[index], speaker.start)
                && (speaker.start..self.people.names[index].whole.start)
                    .all(|at| !words.is(at, CUE | AUX) || at > speaker.start && words.is_spelt(at - 1, "of"))
            {
                return Some(Attribution::by(self.label(index), Rule::Transcript));
            }
            let subject = || {
                let subject = self.named_before_colon(frame, &speaker).or_else(|| reader.sentence_subject(tokens.start));
                subject.or_else(|| self.only_named_before_colon(&speaker))
            };
            let uttered = || self.uttered_by(frame, tokens.start).or_else(|| self.of_last_clause(&speaker));
            return uttered().or_else(subject).map(|source| Attribution::by(source, Rule::Colon));
        }
        if bare || tokens.start == frame.tokens.start {
            return None;
        }
        if let Some(source) = self.heads_quotation(frame, tokens) {
            return Some(Attribution::by(source, Rule::Labelled));
        }
        if let Some(source) = self.in_the_eyes_of(frame, tokens) {
            return Some(Attribution { confidence: THRESHOLD, ..Attribution::by(source, Rule::AccordingTo) });
        }
        if let Some(interrupted) = self.interrupted(reader, frame, tokens) {
            return Some(interrupted);
        }
        reader.sentence_subject(tokens.start).filter(|source| source.kind != SourceKind::Nominal).map(|source| {
            let himself = || self.speaks_of_himself(&source, tokens, frame) || self.is_quoted_of_himself(&source, tokens, frame);
            let introduced = || self.is_introduced_sentence(tokens) && !self.is_title(tokens) || self.is_called_so(&source, tokens.start);
            let speaks = self.opens_as_person(&source, frame) && introduced() || himself() || self.attacks(&source, tokens.start);
            let made = Attribution::by(source, Rule::Subject);
            if speaks { Attribution { confidence: THRESHOLD, ..made } } else { made }
        })
    }

    /// Whether a name behind word `from` stands in a phrase with a preposition and tells nobody who speaks: `In Dale:`, not `From Moon:`.
    fn is_in_phrase(&self, name: &Name, from: usize) -> bool {
        let start = name.whole.start;
        let governed = start > from && self.words.is(start - 1, PREP) && !self.words.is_spelt(start - 1, "from");
        governed && !self.is_uttered_by(name)
    }

    /// Whether a source is a person's name that opens its sentence or a clause behind a comma.
    fn opens_as_person(&self, source: &Source, frame: &Frame) -> bool {
        let start = source.tokens.start;
        let opens =
            || start == frame.tokens.start || self.words.is_parted_from(start, [',']) || start == self.reader(frame).behind_dateline();
        source.is_person(self.people) && opens()
    }

    /// Whether a quotation is a sentence of its own that a comma or dash introduces: `Moon reacted coldly to the deal, “I am no fool”`.
    fn is_introduced_sentence(&self, tokens: &Range<usize>) -> bool {
        let words = self.words;
        let before = tokens.start - 1;
        tokens.len() >= 5
            && words.is_capital(tokens.start)
            && (words.is_parted_by(before, [',', '—', '–']) || words.gap(before).contains("--"))
            && !words.is_quoted(before)
            && !words.is(before, CUE | AUX)
    }
}
