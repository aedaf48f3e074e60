//! The passes over a text whose quotes are read, one after the other, over many texts at a time.

use std::cmp::Reverse;
use std::ops::Range;

use super::attribution::rules::Attribution;
use super::indirect::Reported;
use super::marks::{self, Marked};
use super::output::Output;
use super::people::People;
use super::pronouns::{self, Resolved};
use super::scene::Scene;
use super::scene::cues::{Reader, Source, SourceKind};
use super::turns::Turn;
use super::words::Words;
use super::words::lexicon::{self, Lexicon};
use super::{
    attribution::Sieves,
    indirect,
    people::roles,
    turns,
    turns::{dialogue, interviews},
};
use crate::analysis::segment::Segments;
use crate::article::Quote;
use crate::enrich::bundle::{Attend, pass, pass_into};
use crate::enrich::language;

/// Clauses of a sentence that another may lie in.
const OUTER: usize = 16;

/// A text whose quotes are to be read.
#[derive(Debug, Clone, Copy)]
pub(in crate::enrich) struct Text<'a> {
    /// The text that all spans refer to.
    pub(in crate::enrich) body: &'a str,
    /// How it is cut.
    pub(in crate::enrich) segments: &'a Segments,
    /// Its language, where that is told; where it is not, English is read as far as the text shows it.
    pub(in crate::enrich) lang: Option<&'a str>,
    /// Full names from the article's metadata, which complete surnames.
    pub(in crate::enrich) known: &'a [String],
    /// The headline, in which whoever speaks may be named in full.
    pub(in crate::enrich) headline: Option<&'a str>,
}

/// Reads the quotes of many texts, each in text order; `None` for those whose reading was given up.
pub(in crate::enrich) fn read_all(texts: Vec<Option<Text<'_>>>, attend: &mut Attend<'_>) -> Vec<Option<Vec<Quote>>> {
    let mut readings = pass_into(texts, attend, Reading::of);
    for next in Reading::PASSES {
        pass(&mut readings, attend, |reading| {
            if !reading.is_silent {
                next(reading);
            }
        });
    }
    readings.into_iter().map(|reading| reading.map(|reading| reading.quotes)).collect()
}

/// What is read of a text so far.
struct Reading<'a> {
    known: &'a [String],
    headline: Option<&'a str>,
    lexicon: &'static Lexicon,
    words: Words<'a>,
    marked: Vec<Marked>,
    people: People,
    scene: Scene,
    made: Vec<Attribution>,
    turns: Vec<Turn>,
    /// What persons are called where, by their mentions.
    told: Vec<(usize, Range<usize>)>,
    /// Of each person.
    roles: Vec<Option<Range<usize>>>,
    /// The pronouns and descriptions that stand for speakers.
    asked: Vec<Source>,
    /// Of each sentence, as far as these reach.
    subjects: Vec<Option<Source>>,
    resolved: Resolved,
    /// With the index of its frame each.
    clauses: Vec<(usize, Reported)>,
    quotes: Vec<Quote>,
    /// Nobody can speak in it.
    is_silent: bool,
}

impl<'a> Reading<'a> {
    /// In order.
    const PASSES: [fn(&mut Self); 12] = [
        Self::find_marks,
        Self::find_names,
        Self::tell_people_apart,
        Self::cut_into_frames,
        Self::read_cues,
        Self::attribute,
        Self::find_turns,
        Self::tell_roles,
        Self::tell_subjects,
        Self::resolve,
        Self::find_clauses,
        Self::report,
    ];

    fn of(text: Text<'a>) -> Self {
        let lexicon = Lexicon::of(text.lang.or_else(|| language::is_rather_english(text.body).then_some("en")));
        Self {
            known: text.known,
            headline: text.headline,
            lexicon,
            words: Words::read(text.body, text.segments, lexicon),
            marked: Vec::new(),
            people: People::default(),
            scene: Scene::default(),
            made: Vec::new(),
            turns: Vec::new(),
            told: Vec::new(),
            roles: Vec::new(),
            asked: Vec::new(),
            subjects: Vec::new(),
            resolved: Resolved::default(),
            clauses: Vec::new(),
            quotes: Vec::new(),
            is_silent: false,
        }
    }

    fn find_marks(&mut self) {
        let words = &self.words;
        self.marked = marks::find(words);
        self.is_silent = self.marked.is_empty()
            && !turns::may_hold(words)
            && !dialogue::may_hold(words)
            && !interviews::may_hold(words)
            && !words.cues.within(0..words.len()).any(|at| words.is(at, lexicon::CUE | lexicon::ACCORDING));
        for quote in &self.marked {
            self.words.quote(&quote.tokens);
        }
    }

    fn find_names(&mut self) {
        self.people = People::find(&self.words);
    }

    fn tell_people_apart(&mut self) {
        self.people.tell_apart(&self.words);
    }

    fn cut_into_frames(&mut self) {
        self.scene = Scene::cut(&self.words, &self.people, &self.marked);
    }

    fn read_cues(&mut self) {
        self.scene.read_cues(&self.words, &self.people);
    }

    fn attribute(&mut self) {
        self.made = self.sieves().attribute();
    }

    fn find_turns(&mut self) {
        let (words, people, marked) = (&self.words, &self.people, &self.marked);
        self.turns = turns::find(words, people, marked, &self.made);
        if self.turns.is_empty() {
            self.turns = dialogue::between_dashes(words, people, marked, &self.made);
        }
        if self.turns.is_empty() {
            self.turns = interviews::without_labels(words, people, marked, &self.made);
        }
    }

    fn tell_roles(&mut self) {
        self.told = roles::of_mentions(&self.words, &self.people);
        self.roles = roles::of_persons(&self.told, &self.people);
    }

    fn tell_subjects(&mut self) {
        self.asked = self.asked();
        self.subjects = pronouns::subjects(&self.words, &self.people, &self.scene, &self.asked);
    }

    fn resolve(&mut self) {
        self.resolved = pronouns::resolve(&self.words, &self.people, &self.scene, &self.told, &self.asked, &self.subjects);
    }

    fn find_clauses(&mut self) {
        let in_turn = |paragraph: usize| self.turns.binary_search_by_key(&paragraph, |turn| turn.paragraph).is_ok();
        let mut found = Vec::new();
        for (index, frame) in self.scene.frames.iter().enumerate() {
            if !frame.tags.is_empty() && !in_turn(frame.paragraph) {
                let reader = Reader { words: &self.words, people: &self.people, frame: frame.tokens.clone() };
                indirect::find(&reader, self.scene.tags_of(frame), &mut found);
                self.clauses.extend(found.drain(..).map(|clause| (index, clause)));
            }
        }
    }

    /// Puts all together.
    fn report(&mut self) {
        let Self { words, marked, people, scene, made, turns, .. } = self;
        let in_turn = |paragraph: usize| turns.binary_search_by_key(&paragraph, |turn| turn.paragraph).is_ok();
        let sieves = Sieves { words, people, marked, scene };
        let (resolved, roles) = (&self.resolved, &self.roles);
        let output = Output { words, people, resolved, roles, known: self.known, headline: self.headline, lexicon: self.lexicon };
        let mut quotes: Vec<Quote> = Vec::with_capacity(turns.len() + marked.len() + scene.tags.len());
        quotes.extend(turns.iter().map(|turn| output.turn(turn)));
        let direct = |index: usize| {
            let (quote, attribution) = (marked.get(index)?, made.get(index)?);
            let turn = || turns.binary_search_by_key(&quote.paragraph, |turn| turn.paragraph).ok().map(|index| &turns[index]);
            let said_in_turn = || turn().is_some_and(|turn| turn.said == quote.inner);
            let told = || attribution.cue.is_some() && attribution.is_by_name() && !said_in_turn();
            let nested = || !in_turn(quote.paragraph) || told();
            (sieves.is_speech(index, attribution) && nested()).then(|| output.direct(quote, attribution))
        };
        let mut passed = 0;
        let mut clauses = self.clauses.chunk_by(|(one, _), (other, _)| one == other).peekable();
        for (index, frame) in scene.frames.iter().enumerate() {
            let own = quotes.len();
            quotes.extend((passed..frame.quotes.end).filter_map(direct));
            passed = frame.quotes.end;
            if let Some(clauses) = clauses.next_if(|clauses| clauses[0].0 == index) {
                let first = quotes.len();
                for (_, clause) in clauses {
                    if let Some(tag) = scene.tags_of(frame).get(clause.tag).filter(|tag| output.can_speak(&tag.source)) {
                        let quote = output.reported(clause, tag, marked.get(frame.quotes.clone()).unwrap_or_default());
                        if !quotes[first..].iter().rev().take(OUTER).any(|outer| repeats(outer, &quote)) {
                            quotes.push(quote);
                        }
                    }
                }
            }
            put_in_order(&mut quotes[own..]);
        }
        quotes.extend((passed..marked.len()).filter_map(direct));
        if !turns.is_empty() {
            put_in_order(&mut quotes);
        }
        self.quotes = quotes;
    }

    fn sieves(&self) -> Sieves<'_> {
        Sieves { words: &self.words, people: &self.people, marked: &self.marked, scene: &self.scene }
    }

    /// All pronouns and descriptions that stand for speakers, in order, each once.
    fn asked(&self) -> Vec<Source> {
        let made = self.made.iter().filter_map(|attribution| attribution.source.as_ref());
        let sources = self.scene.tags.iter().map(|tag| &tag.source).chain(made);
        let mut asked = Vec::with_capacity(self.scene.tags.len());
        asked.extend(sources.filter(|source| !matches!(source.kind, SourceKind::Name(_))).cloned());
        asked.sort_unstable_by_key(|source| source.tokens.start);
        asked.dedup_by_key(|source| source.tokens.start);
        asked
    }
}

/// Sorts quotes by where they begin, the longer first of those that begin at one byte.
fn put_in_order(quotes: &mut [Quote]) {
    quotes.sort_by_key(|quote| (quote.span.start, Reverse(quote.span.end)));
}

/// Whether a reported clause lies in another of the same speaker, so that it says nothing new: `Moon said she thought` that…. A clause of somebody
/// else inside it is a quote of its own: `Moon said Kim denied` it.
fn repeats(outer: &Quote, inner: &Quote) -> bool {
    outer.span.start <= inner.span.start
        && inner.span.end <= outer.span.end
        && outer.speaker.is_some()
        && (&outer.speaker, outer.speaker_kind) == (&inner.speaker, inner.speaker_kind)
}
