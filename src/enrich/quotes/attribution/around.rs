//! Gives a quotation that its own sentence does not attribute the speaker of what stands around it: the sentence before, the paragraph
//! above, the line that signs it.

use std::ops::Range;

use super::Sieves;
use super::governing::is_finite;
use super::rules::{Attribution, Rule, THRESHOLD};
use super::vocatives::addressed;
use crate::enrich::quotes::marks::{Marked, Repair};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, CONJ, CUE, Class, DET, FEMALE, ING, Language, MALE, OTHER, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, THINK, TITLE, WEAK,
};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest sentence that tells what somebody does while speaking.
const BEAT: usize = 14;

/// Words of the longest sentence that reports what somebody says.
const REPORT: usize = 120;

/// Words of the longest line that tells what somebody is asked about next.
const HEADING: usize = 8;

/// Words of the longest line that signs a quotation.
const SIGNATURE: usize = 12;

/// Quotations below a heading in which its words are looked for.
const HEADED: usize = 10;

/// Words of the longest office before the name of whoever speaks in the next line: `Board member and tribal citizen` Ana Moon.
const OFFICE: usize = 10;

impl Sieves<'_> {
    /// Attributes the first quotation of a paragraph without cue by what stands above.
    pub(super) fn above(&self, paragraph: usize, quote: usize, bare: bool, made: &[Attribution]) -> Option<Attribution> {
        let before = quote.checked_sub(1).filter(|&before| !self.is_russian_title(before));
        if before.is_some_and(|before| self.is_left_open(before)) {
            return None;
        }
        let above = self.over_furniture(paragraph)?;
        // `“We go.⏎“We stay.`: where the text breaks off.
        let last = paragraph + 1 == self.words.segments.paragraphs.len() && self.words.language == Language::English;
        let unclosed = || last && self.marked[quote].repair == Repair::Closing && self.is_paragraph(quote);
        let cut = self.marked[quote].repair != Repair::None && !self.is_opened_again(quote) && !self.is_left_open(quote) && !unclosed();
        // Headings stand in single marks where speech stands in double ones.
        let single = self.marked[quote].single && !(self.is_paragraph(quote) && before.is_some_and(|before| self.marked[before].single));
        if !bare || single || cut || self.repeated_below(quote).is_some() {
            return None;
        }
        let stretch = &self.words.segments.paragraphs[above];
        let text = stretch.text(self.words.body);
        let frame = self.scene.of_paragraph(above).next_back().map(|index| &self.scene.frames[index])?;
        let reader = self.reader(frame);
        let tags = self.scene.tags_of(frame);
        if text.ends_with(':') {
            let told = before.filter(|&before| made[before].source.is_some() && self.marked[before].paragraph + 2 >= paragraph);
            if let Some(before) = told.filter(|_| tags.is_empty() && self.is_topic_heading(frame)) {
                return Some(made[before].inherited(Rule::ParagraphAbove));
            }
            return match tags.last() {
                Some(tag) => Some(Attribution::of(tag, Rule::ColonAbove)),
                None => reader.sentence_subject(frame.tokens.end).map(|source| Attribution::by(source, Rule::ColonAbove)),
            };
        }
        if self.is_turn_of_dialogue(quote, made) {
            return None;
        }
        if let Some(before) = before
            && self.marked[before].paragraph == above
            && made[before].source.is_some()
        {
            let end = self.words.first_at_byte(self.marked[before].outer.end);
            let closing = tags.last().filter(|tag| {
                tag.verb >= end
                    && tag.class & SAY != 0
                    && is_finite(tag)
                    && tag.shape != Shape::Sentence
                    && matches!(tag.source.kind, SourceKind::Name(_))
            });
            if let Some(other) = self.in_turn(quote, made) {
                return Some(other);
            }
            if self.answers_shortly(quote) {
                return None;
            }
            let closing = closing
                .filter(|tag| tag.span.start == end || tag.span.start.checked_sub(1).is_none_or(|before| !self.words.is_spaced(before)));
            let closing = closing.or_else(|| self.reporter(frame)).map(|tag| Attribution::of(tag, Rule::ParagraphAbove));
            // `Об этом сообщила Анна Громова.`
            let said_so = || self.said_so(frame).filter(|source| matches!(source.kind, SourceKind::Name(_)) && frame.quotes.is_empty());
            let closing = closing.or_else(|| said_so().map(|source| Attribution::by(source, Rule::ParagraphAbove)));
            return Some(closing.unwrap_or_else(|| made[before].inherited(Rule::ParagraphAbove)));
        }
        if let Some(source) = self.headed(frame, quote) {
            return Some(Attribution::by(source, Rule::ColonAbove));
        }
        let own = self.scene.of_paragraph(paragraph).next().map(|index| &self.scene.frames[index]);
        let goes_on = |tag: &&Tag| frame.quotes.is_empty() && self.words.text(tag.verb).starts_with("continu") && is_finite(tag);
        let tag = self.main_cue(tags, SAY | THINK).or_else(|| tags.last().filter(goes_on));
        if tag.is_none()
            && let Some(own) = own.filter(|own| self.is_subjectless(own))
        {
            return self.subject_above(frame, own).map(|source| Attribution::by(source, Rule::ParagraphAbove));
        }
        let tag = tag?;
        if let Some(source) = self.asked_there(frame, tag) {
            return Some(Attribution::by(source, Rule::ParagraphAbove));
        }
        Some(Attribution::of(tag, Rule::ParagraphAbove).inherited(Rule::ParagraphAbove))
    }

    /// The full name that makes up the line above a paragraph of speech, with an office at most: `Trainer Jan Berg⏎„…“`; or heads it in German and French:
    /// `Le plus serein : Jean Roux (Brest)⏎« … »`, `Jean Roux sur le match⏎« … »`
    fn headed(&self, frame: &Frame, quote: usize) -> Option<Source> {
        let words = self.words;
        let last = frame.tokens.end.checked_sub(1).filter(|_| words.language != Language::English)?;
        let line = frame.quotes.is_empty() && frame.tokens.len() <= SIGNATURE;
        if !line || !self.fills_paragraph(quote) {
            return None;
        }
        let Some(index) = self.people.at(last).filter(|_| words.gap(last).starts_with('\n')) else {
            return self.heads(frame);
        };
        let name = &self.people.names[index];
        let alone = name.whole.end == frame.tokens.end && (frame.tokens.start..name.whole.start).all(|at| words.is(at, ROLE | TITLE));
        let speaks = name.person.is_some() && name.tokens.len() > 1 && alone && self.is_paragraph(quote);
        if speaks { Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }) } else { self.heads(frame) }
    }

    /// The one person whom a German or French heading names, with a place in brackets or a topic behind: `Le plus serein : Jean Roux (Brest)`, `Berg über das Spiel`
    fn heads(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let tokens = frame.tokens.clone();
        if !matches!(words.language, Language::German | Language::French) || tokens.clone().any(|at| words.is(at, AUX | SUB)) {
            return None;
        }
        let names = &self.people.names[frame.first_name..];
        let mut persons =
            names.iter().enumerate().take_while(|(_, name)| name.whole.end <= tokens.end).filter(|(_, name)| name.person.is_some());
        let (index, name) = persons.next()?;
        let (first, end) = (name.whole.start, name.whole.end);
        let labelled = first > tokens.start && words.is_parted_by(first - 1, [':']) && name.tokens.len() > 1;
        let closed = end == tokens.end || words.gap(end - 1) == " (" && words.gap(tokens.end - 1).starts_with(')');
        let about = first == tokens.start && end < tokens.end && SPEECH.about.has(words.text(end)) && words.is_spaced(end - 1);
        let plain = (labelled || first == tokens.start) && closed || about && persons.next().is_none();
        (plain && self.people.persons[name.person?].evident)
            .then(|| Source { kind: SourceKind::Name(frame.first_name + index), tokens: name.whole.clone() })
    }

    /// Whether a quotation is all of its paragraph.
    fn fills_paragraph(&self, quote: usize) -> bool {
        let marked = &self.marked[quote];
        let paragraph = self.words.segments.paragraphs.get(marked.paragraph);
        paragraph.is_some_and(|own| own.text(self.words.body).trim().len() == marked.outer.len())
    }

    /// The quotation below that holds the words of one which heads it, in German and French: `„Wir bleiben“⏎Anna Berg sagt: „Wir bleiben, trotz allem.“`
    fn repeated_below(&self, quote: usize) -> Option<usize> {
        let marked = &self.marked[quote];
        let inner = |marked: &Marked| self.words.body[marked.inner.clone()].trim().to_lowercase();
        let heads = matches!(self.words.language, Language::German | Language::French)
            && marked.repair == Repair::None
            && (3..=SIGNATURE).contains(&marked.tokens.len())
            && self.fills_paragraph(quote);
        let mut below = self.marked.get(quote + 1..).filter(|_| heads)?.iter().take(HEADED);
        let words = inner(marked);
        let words = words.trim_end_matches(['.', '!', '?', '…']);
        below.position(|other| inner(other).contains(words)).map(|passed| quote + 1 + passed)
    }

    /// Gives headings the speakers of what they repeat of the text below.
    pub(super) fn attribute_headings(&self, made: &mut [Attribution]) {
        for quote in (0..made.len()).rev().filter(|&quote| made[quote].cue.is_none()).collect::<Vec<_>>() {
            let repeated = self.repeated_below(quote).and_then(|below| made.get(below));
            if let Some(below) = repeated.filter(|below| below.source.is_some()).map(|below| below.inherited(Rule::Heading)) {
                made[quote] = below;
            }
        }
    }

    /// Whether a short line with a colon tells, in languages other than English, what somebody is asked about next rather than who speaks: `Gol de Ivo Lessa:`
    fn is_topic_heading(&self, frame: &Frame) -> bool {
        let words = self.words;
        let short = frame.tokens.len() <= HEADING && frame.quotes.is_empty() && words.language == Language::Other;
        let verb = |at: usize| words.is(at, AUX | SAY | WEAK) && !words.is(at, PREP | DET);
        let name = self.people.at(frame.tokens.end - 1).map(|index| &self.people.names[index]);
        let evident = name.and_then(|name| name.person).is_some_and(|person| self.people.persons[person].evident);
        let first = name.map_or(frame.tokens.end, |name| name.whole.start);
        let labels = (frame.tokens.start..first).all(|at| words.is(at, ROLE | TITLE | DET | CONJ) && !words.is_of(at));
        let spoken = labels && (evident || name.is_none());
        short && !spoken && !frame.tokens.clone().any(verb)
    }

    /// The cue of a sentence whose speaker goes on in the next, of those of a class.
    fn main_cue<'t>(&self, tags: &'t [Tag], class: Class) -> Option<&'t Tag> {
        self.words.main_cue(tags.iter().filter(|tag| tag.class & class != 0))
    }

    /// Attributes a quotation that stands as a sentence of its own by the cue of the sentence before it: `Schiff said so. “…”`
    pub(super) fn sentence_before(&self, index: usize) -> Option<Attribution> {
        let frame = &self.scene.frames[index];
        let reader = self.reader(frame);
        let words = self.words;
        let tags = self.scene.tags_of(frame);
        let tag = self
            .main_cue(tags, SAY)
            .or(tags.last().filter(|tag| tag.class & WEAK == 0 || self.may_speak(&tag.source) || words.language != Language::English));
        match tag.filter(|tag| !self.is_of_thing(tag)) {
            Some(tag) => Some(Attribution::of(tag, Rule::SentenceBefore)),
            None => {
                let speaks = |source: &Source| self.may_speak(source) || words.language == Language::English;
                // `C’est l’avis d’Anne Roux.`, `Nada mudou.`
                let nobody = |source: &Source| {
                    let told = matches!(words.language, Language::German | Language::French | Language::Other);
                    told && source.kind == SourceKind::Pronoun && words.is(source.tokens.start, OTHER)
                };
                let alone = || words.language != Language::Other && self.only_person(frame).is_none();
                let subject = reader.sentence_subject(frame.tokens.end).filter(speaks);
                let source = subject.filter(|source| !nobody(source) || alone()).or_else(|| self.only_person(frame));
                source.map(|source| Attribution { confidence: THRESHOLD, ..Attribution::by(source, Rule::SentenceBefore) })
            }
        }
    }

    /// The cue of a sentence without quotation by which somebody named or new reports something, so that what is quoted next is theirs: `Moon said that the
    /// pier was old. “…”`, `A spokesman said so. “…”`; in German and French somebody named.
    pub(super) fn reporter(&self, frame: &Frame) -> Option<&Tag> {
        let words = self.words;
        let short = frame.tokens.len() <= REPORT;
        let english = words.language == Language::English;
        let told = english || matches!(words.language, Language::German | Language::French);
        if !told || !short || !frame.quotes.is_empty() || words.is_quoted(frame.tokens.start) {
            return None;
        }
        let tag = self.main_cue(self.scene.tags_of(frame), SAY)?;
        let (first, head) = (tag.source.tokens.start, tag.source.tokens.end - 1);
        let somebody = match tag.source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Nominal => english && words.is(head, ROLE) && !words.is(head, PLURAL) && self.is_new(first),
            SourceKind::Pronoun => false,
        };
        let shaped = tag.shape == Shape::NameVerb || !english && tag.shape == Shape::VerbName;
        let led = first > frame.tokens.start && words.is_spaced(first - 1) && words.is(first - 1, SUB | PREP);
        let spoken = shaped && is_finite(tag);
        // `Moon put a brave face on it, saying` that the pier would hold.
        let named = english && matches!(tag.source.kind, SourceKind::Name(_)) && tag.shape == Shape::Sentence;
        let added = named && words.is(tag.verb, ING) && tag.verb > head && words.is_before_comma(tag.verb - 1);
        (somebody && (spoken || added) && !led).then_some(tag)
    }

    /// Whether a description that begins at a word brings in somebody new: `a` spokesman, `one` broker, `her` agent.
    fn is_new(&self, first: usize) -> bool {
        let word = self.words.text(first);
        self.words.is(first, POSS) || ["a", "an", "one", "another"].iter().any(|new| word.eq_ignore_ascii_case(new))
    }

    /// Who does something in a short sentence without quotation that tells how somebody speaks or looks: `Betsy shook her head.`
    pub(super) fn beat(&self, index: usize, rule: Rule) -> Option<Attribution> {
        let words = self.words;
        let frame = self.scene.frames.get(index).filter(|frame| frame.quotes.is_empty() && frame.tokens.len() <= BEAT)?;
        let reader = self.reader(frame);
        let source = reader.phrase_from(frame.tokens.start)?;
        let person = match source.kind {
            SourceKind::Name(name) => self.people.names[name].person.is_some(),
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => false,
        };
        let first = source.tokens.end;
        let verb = if words.is(first, ADV) || words.text(first).ends_with("ly") { first + 1 } else { first };
        let shows = verb < frame.tokens.end && SPEECH.beats.has(words.text(verb)) && words.is_spaced(verb - 1);
        (person && shows).then(|| Attribution::by(source, rule))
    }

    /// Who speaks by the cue that a line break parts from its quotation: `“We go,”⏎Fire Chief Ana Moon told CNN on Friday.`
    ///
    /// No quotation ends its paragraph with a comma, so the sentence goes on; one that ends with a question does so only before a cue that stands alone.
    pub(super) fn on_next_line(&self, quote: usize) -> Option<Attribution> {
        let words = self.words;
        let marked = &self.marked[quote];
        let last = marked.tokens.clone().next_back()?;
        let ends = words.segments.paragraphs.get(marked.paragraph).is_some_and(|own| last + 1 == own.tokens.end as usize);
        if !ends || marked.repair == Repair::Closing {
            return None;
        }
        let frame = self.scene.of_paragraph(marked.paragraph + 1).next().map(|index| &self.scene.frames[index])?;
        let tag = self
            .scene
            .tags_of(frame)
            .first()
            .filter(|tag| tag.class & SAY != 0 && is_finite(tag) && !self.is_without_object(tag, frame))?;
        let inner = &words.body[marked.inner.clone()];
        let alone = || tag.span == frame.tokens;
        let goes_on = inner.ends_with(',') || words.is_parted_by(last, [',']) || inner.ends_with(['?', '!']) && alone();
        let before = frame.tokens.start..tag.span.start;
        let told_of = |at: usize| words.is_spaced(at) && !words.is_quoted(at) && !words.is(at, SAY | AUX | PRON | SUB);
        let opens = before.len() <= OFFICE && { before }.all(told_of);
        (goes_on && opens && matches!(tag.shape, Shape::NameVerb | Shape::VerbName)).then(|| Attribution::of(tag, Rule::QuoteNameVerb))
    }

    /// Who takes over at the end of a sentence that attributes a quotation to somebody else: `“…,” Moon said, and her husband cut in.`
    pub(super) fn handed_over(&self, index: usize, before: &Attribution) -> Option<Attribution> {
        let words = self.words;
        let frame = self.scene.frames.get(index)?;
        let verb = frame.tokens.end.checked_sub(2).filter(|&verb| verb > frame.tokens.start && self.interrupts(verb))?;
        let source = self.reader(frame).phrase_to(verb)?;
        let start = source.tokens.start;
        let start = start - usize::from(start > frame.tokens.start && words.is(start - 1, POSS) && words.is_spaced(start - 1));
        let parted = start > frame.tokens.start && (words.is(start - 1, CONJ) || words.is_parted_by(start - 1, [',']));
        let other = before.source.as_ref().is_some_and(|own| own.tokens != source.tokens);
        (parted && other && !words.is_quoted(verb)).then(|| Attribution::by(source, Rule::SentenceBefore))
    }

    /// The name that signs a quotation in a line of its own below: `— Ana Ruiz, Bilbao`.
    pub(super) fn signed_below(&self, paragraph: usize, quote: usize, quotes: &Range<usize>, bare: bool) -> Option<Attribution> {
        let below = self.words.segments.paragraphs.get(paragraph + 1).filter(|_| bare && quote + 1 == quotes.end)?;
        let within = self.marked[quote].repair == Repair::Closing && self.signs_within(quote + 1, paragraph + 1);
        let text = below.text(self.words.body);
        let tokens = below.tokens.start as usize..below.tokens.end as usize;
        if self.words.language == Language::German && text.starts_with('(') && text.trim_end().ends_with(')') && self.is_paragraph(quote) {
            // `(Werder-Trainer Jan Berg nach dem Spiel)`
            let index = tokens.clone().find_map(|at| self.people.at(at).filter(|&index| self.people.names[index].person.is_some()))?;
            let source = Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() };
            return Some(Attribution::by(source, Rule::Signed));
        }
        if !within && !text.starts_with(['―', '—', '–', '-', '~']) {
            return None;
        }
        if within {
            let index = self.people.at(tokens.start)?;
            let source = Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() };
            return Some(Attribution::by(source, Rule::Signed));
        }
        let reader = Reader { words: self.words, people: self.people, frame: tokens.clone() };
        let source = reader.phrase_from(tokens.start).filter(|source| matches!(source.kind, SourceKind::Name(_)))?;
        let behind = self.words.gap(source.tokens.end - 1);
        let alone = source.tokens.end >= tokens.end || behind.starts_with([',', '.', '\n', '(']);
        alone.then(|| Attribution::by(source, Rule::Signed))
    }

    /// Whether a quotation whose opening mark is missing is nothing but the line that signs the one above, inside its marks: `“We go.⏎Ana Ruiz.”`
    pub(in crate::enrich::quotes) fn signs_within(&self, quote: usize, paragraph: usize) -> bool {
        let Some(marked) = self.marked.get(quote).filter(|marked| marked.paragraph == paragraph && marked.repair == Repair::Opening) else {
            return false;
        };
        let tokens = marked.tokens.clone();
        let stretch = &self.words.segments.paragraphs[paragraph];
        tokens.start == stretch.tokens.start as usize
            && tokens.end == stretch.tokens.end as usize
            && tokens.len() <= SIGNATURE
            && self.words.is_capital(tokens.start)
            && !tokens.clone().any(|at| self.words.is(at, CUE | AUX | PRON) && !self.words.is_capital(at))
    }

    /// Takes back what was only inherited where a quotation addresses the one who should speak it: `“Tom, stop,”` is not Tom's.
    pub(super) fn bar_addressed(&self, made: &mut [Attribution]) {
        let inherited =
            |rule| matches!(rule, Rule::SameParagraph | Rule::ParagraphAbove | Rule::SentenceBefore | Rule::Continued | Rule::Subject);
        for (quote, attribution) in made.iter_mut().enumerate() {
            let source = attribution.source.as_ref().filter(|_| inherited(attribution.rule)).map(|source| source.kind);
            let Some(SourceKind::Name(index)) = source else { continue };
            let speaker = self.people.names[index].person;
            if speaker.is_some() && addressed(self.words, self.people, &self.marked[quote].tokens) == speaker {
                *attribution = Attribution::none();
            }
        }
    }

    /// Whether a sentence between two quotations names somebody in full who is not the speaker of the second.
    fn is_about_another(&self, quote: usize, told: usize, made: &Attribution) -> bool {
        let person = |source: &Source| match source.kind {
            SourceKind::Name(index) => self.people.names[index].person,
            _ => None,
        };
        let Some(speaker) = made.source.as_ref().and_then(person) else { return false };
        let first = self.words.first_at_byte(self.marked[quote].outer.end);
        let last = self.words.first_at_byte(self.marked[told].outer.start);
        let names = &self.people.names;
        let from = names.partition_point(|name| name.whole.start < first);
        let between = names[from..].iter().take_while(|name| name.whole.start < last);
        between.into_iter().any(|name| name.person.is_some_and(|person| person != speaker))
    }

    pub(super) fn below(&self, quote: usize, quotes: &Range<usize>, bare: bool, made: &[Attribution]) -> Option<Attribution> {
        if !bare {
            return None;
        }
        let others = || (quote + 1..quotes.end).take_while(|&other| !self.is_answer(other));
        let told = others().find(|&other| made[other].source.is_some())?;
        if self.is_about_another(quote, told, &made[told]) {
            return None;
        }
        others().map(|other| &made[other]).find(|other| other.source.is_some()).map(|other| other.inherited(Rule::SameParagraph))
    }
}
