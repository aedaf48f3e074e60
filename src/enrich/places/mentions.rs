//! Places that a text names, each resolved with what the rest of the text says and kept apart from persons, papers, teams and companies.
//!
//! Two passes. The first finds the names, reads `City, Region` patterns and collects anchors: countries and regions that are named
//! without doubt. The second decides for each name whether it is a place and which: by its size, by the anchors, by the words around it.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::anchors::{Anchors, BIG};
use super::belief::{CLEAR_LEAD, is_believed, is_chance, is_spelt_so};
use super::choice::Choices;
use super::company::{Verdict, is_adjective};
use super::patterns;
use super::scan::{Candidate, Writing, candidates};
use super::sorts::Sort;
use super::span::Span;
use super::words::Word;
use crate::analysis::segment::Segments;
use crate::article::{Mention, Place};
use crate::enrich::bundle::{Attend, attend_always, pass, pass_into};
use crate::enrich::gazetteer::{Class, Key, Kind, PlaceId, bring_near, country_of, fold, place, place_in, record};

/// What is already known of the article when its text is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Where the story was filed from, by its dateline or its record.
    pub filed_from: Option<&'a Place>,
}

/// What a name turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Sense {
    /// A place of the table.
    Known(PlaceId),
    /// A town or county that the table lacks, as written, in a place that it holds.
    Unknown(Span, PlaceId),
}

impl Sense {
    /// The place, where the table holds it.
    fn known(&self) -> Option<PlaceId> {
        match *self {
            Self::Known(id) => Some(id),
            Self::Unknown(..) => None,
        }
    }

    /// The place with the range of the words that name it.
    fn into_place(self, text: &str, span: Range<usize>) -> (Place, Range<usize>) {
        match self {
            Self::Known(id) => (place(id, &text[span.clone()]), span),
            Self::Unknown(words, container) => (place_in(&text[words.range()], container, &text[words.range()]), words.range()),
        }
    }
}

/// One name found, with what the first pass saw.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) candidate: Candidate,
    pub(super) verdict: Verdict,
    /// What is known of it as a word, once it is judged.
    pub(super) word: Word,
    /// The sense that the words right after it settle (`Paris, Texas`).
    pub(super) settled: Option<Sense>,
}

impl Named {
    /// A name of which nothing is known yet but where it stands.
    pub(super) fn of(candidate: Candidate) -> Self {
        Self { candidate, verdict: Verdict::Plain, word: Word::default(), settled: None }
    }

    /// The state that an abbreviation means.
    pub(super) fn state(&self) -> Option<PlaceId> {
        let coded = |&(id, class): &(PlaceId, Class)| class == Class::Code && record(id).kind == Kind::Region;
        self.candidate.meanings.iter().find(coded).map(|(id, _)| id)
    }
}

/// A text whose places are to be read.
#[derive(Debug, Clone, Copy)]
pub(in crate::enrich) struct Text<'a> {
    /// The text that all spans refer to.
    pub(in crate::enrich) body: &'a str,
    /// How it is cut.
    pub(in crate::enrich) segments: &'a Segments,
    /// Its language, where that is told.
    pub(in crate::enrich) lang: Option<&'a str>,
    /// What is known of the article.
    pub(in crate::enrich) context: Context<'a>,
}

/// Reads the places that `body` names, in order of first mention, each once.
///
/// `lang` is the ISO 639-1 code of the text, where known. Adjectives count for their country, capitals named as governments for
/// themselves, seats that stand for a government (the Kremlin) for their country. Bodies that only sit somewhere (United Nations) are no places here.
pub fn mentions(body: &str, segments: &Segments, lang: Option<&str>, context: Context<'_>) -> Vec<Mention> {
    let text = Text { body, segments, lang, context };
    mentions_of_all(vec![Some(text)], &mut attend_always).pop().flatten().unwrap_or_default()
}

/// Reads the places of many texts of one language together, which is faster than one text after the other; each as [`mentions`] does.
pub fn mentions_of_bundle(texts: &[(&str, &Segments)], lang: Option<&str>) -> Vec<Vec<Mention>> {
    super::bring_near();
    let texts = texts.iter().map(|&(body, segments)| Some(Text { body, segments, lang, context: Context::default() })).collect();
    mentions_of_all(texts, &mut attend_always).into_iter().map(Option::unwrap_or_default).collect()
}

/// The same of many texts; `None` for those whose reading was given up.
pub(in crate::enrich) fn mentions_of_all(texts: Vec<Option<Text<'_>>>, attend: &mut Attend<'_>) -> Vec<Option<Vec<Mention>>> {
    let mut readings = pass_into(texts, attend, Reading::of);
    for next in Reading::PASSES {
        pass(&mut readings, attend, next);
    }
    pass_into(readings, attend, Reading::mentions)
}

/// Reads the same places as [`mentions`] one by one: every time that one is named, with the byte range of its name.
pub fn occurrences(body: &str, segments: &Segments, lang: Option<&str>, context: Context<'_>) -> Vec<(Range<usize>, Place)> {
    let mut reading = Reading::of(Text { body, segments, lang, context });
    Reading::PASSES.iter().for_each(|pass| pass(&mut reading));
    let mut all = Vec::new();
    reading.each_sense(|sense, span| {
        let (place, span) = sense.into_place(body, span);
        all.push((span, place));
    });
    all
}

/// What is read of a text so far.
struct Reading<'a> {
    text: Text<'a>,
    writing: Writing,
    named: Vec<Named>,
    anchors: Anchors,
    choices: Choices,
    persons: FxHashMap<Key, i32>,
}

impl<'a> Reading<'a> {
    /// In order.
    const PASSES: [fn(&mut Self); 2] = [Self::judge, Self::tell_apart];

    fn of(text: Text<'a>) -> Self {
        let writing = Writing::of(text.lang);
        let named = candidates(text.body, text.segments, writing);
        Self { text, writing, named, anchors: Anchors::default(), choices: Choices::default(), persons: FxHashMap::default() }
    }

    /// What names may mean is far away again when a pass over other texts has come between.
    fn bring_near(&self) {
        self.named.iter().for_each(|name| name.candidate.meanings.bring_near());
    }

    fn judge(&mut self) {
        self.bring_near();
        patterns::read(self.text.body, self.text.segments, &mut self.named, self.writing);
    }

    fn tell_apart(&mut self) {
        if self.named.is_empty() {
            return;
        }
        self.bring_near();
        self.anchors = Anchors::of(&self.named, self.text.context, self.writing, self.text.body);
        self.choices = Choices::of_so_many(self.named.len());
        tell_neighbours(self.text.body, &self.named, &mut self.anchors, &mut self.choices, self.writing);
        self.persons = persons(&self.named);
    }

    fn each_sense(&mut self, mut give: impl FnMut(Sense, Range<usize>)) {
        for name in &self.named {
            if let Some(sense) = decide(self.text.body, name, &self.anchors, &mut self.choices, &self.persons, self.writing) {
                give(sense, with_last_stop(self.text.body, name));
            }
        }
    }

    fn mentions(mut self) -> Vec<Mention> {
        let body = self.text.body;
        let mut gathered = Gathered::of_so_many(self.named.len());
        self.each_sense(|sense, span| gathered.add(sense, span, body));
        gathered.into_mentions(body)
    }
}

/// The words of a name, with the stop that ends an abbreviation (`U.S.`, `Ky.`).
fn with_last_stop(text: &str, name: &Named) -> Range<usize> {
    let Range { start, end } = name.candidate.bytes.range();
    let is_short = || {
        name.candidate.sort == Sort::Code
            || text.as_bytes()[start..end].contains(&b'.') && text[start..end].rsplit('.').all(|part| part.len() < 3)
    };
    start..if text.as_bytes().get(end) == Some(&b'.') && is_short() { end + 1 } else { end }
}

/// The folded names that the text gives to persons more often than, with a preposition, to places; how much more often.
fn persons(named: &[Named]) -> FxHashMap<Key, i32> {
    let mut counts: FxHashMap<Key, i32> = FxHashMap::default();
    let is_single = |name: &&Named| name.candidate.sort == Sort::Name && name.candidate.tokens.len() == 1;
    // Few are persons.
    for name in named.iter().filter(|name| matches!(name.verdict, Verdict::Surname | Verdict::Weak)).filter(is_single) {
        if name.verdict == Verdict::Surname || !is_well_known(&name.candidate) {
            *counts.entry(name.candidate.key).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return counts;
    }
    for name in named.iter().filter(|name| matches!(name.verdict, Verdict::Opening | Verdict::Strong)).filter(is_single) {
        if let Some(count) = counts.get_mut(&name.candidate.key) {
            *count -= 1;
        }
    }
    counts.retain(|_, count| *count > 0);
    counts
}

fn is_well_known(candidate: &Candidate) -> bool {
    candidate.meanings.down_to(Class::Adjective).any(|(id, _)| record(id).weight >= BIG)
}

/// Decides what a name means; `None` where it is no place, or none that can be told.
fn decide(
    text: &str,
    name: &Named,
    anchors: &Anchors,
    choices: &mut Choices,
    persons: &FxHashMap<Key, i32>,
    writing: Writing,
) -> Option<Sense> {
    let candidate = &name.candidate;
    if name.settled.is_some() {
        return name.settled.clone();
    }
    match candidate.sort {
        Sort::Code => return name.state().map(Sense::Known),
        Sort::Government => {
            let seat = candidate.meanings.iter().find(|&(_, class)| class == Class::Seat);
            return seat.and_then(|(id, _)| country_of(id)).map(Sense::Known);
        }
        Sort::County => {
            return anchors.county_in(candidate.bytes.start()).map(|container| Sense::Unknown(candidate.bytes, container));
        }
        Sort::Name => {}
    }
    let saved = || matches!(name.verdict, Verdict::Strong | Verdict::Opening) && is_well_known(candidate);
    let spoiled = || persons.contains_key(&candidate.key) && !saved() && !is_adjective(candidate);
    if matches!(name.verdict, Verdict::Surname | Verdict::Forename | Verdict::Other) || spoiled() {
        return None;
    }
    if let Some(known) = anchors.settled(&candidate.key) {
        return Some(known.clone());
    }
    let (id, lead) = choices.of(text, candidate, anchors, writing)?;
    if is_chance(id, name, writing) {
        return None;
    }
    (is_believed(id, lead, name, anchors) && is_spelt_so(&text[candidate.bytes.range()], &candidate.key, id)).then_some(Sense::Known(id))
}

/// Lets the cities that are told already speak for their neighbours.
fn tell_neighbours(text: &str, named: &[Named], anchors: &mut Anchors, choices: &mut Choices, writing: Writing) {
    let told: Vec<(Key, PlaceId)> = named
        .iter()
        .filter(|name| name.candidate.sort == Sort::Name && matches!(name.verdict, Verdict::Opening | Verdict::Strong | Verdict::Plain))
        .filter_map(|name| {
            let (id, lead) = choices.of(text, &name.candidate, anchors, writing)?;
            let clear = (record(id).kind == Kind::City) & (lead >= CLEAR_LEAD);
            (clear && is_believed(id, lead, name, anchors)).then_some((name.candidate.key, id))
        })
        .collect();
    if !told.is_empty() {
        choices.forget();
        anchors.expect(told.len());
    }
    for (key, id) in told {
        anchors.tell(key, id);
    }
}

/// Mentions gathered in text order.
struct Gathered {
    /// Where each place stands in `all`.
    known: FxHashMap<PlaceId, usize>,
    /// The same for those that the table lacks, by folded name and what they lie in.
    unknown: FxHashMap<(String, PlaceId), usize>,
    all: Vec<(Sense, Range<usize>, usize)>,
}

impl Gathered {
    /// Room for the places of so many names.
    fn of_so_many(names: usize) -> Self {
        let known = FxHashMap::with_capacity_and_hasher(names / 2, FxBuildHasher);
        Self { known, unknown: FxHashMap::default(), all: Vec::with_capacity(names / 2) }
    }

    fn add(&mut self, sense: Sense, span: Range<usize>, text: &str) {
        let next = self.all.len();
        let at = match &sense {
            Sense::Known(id) => *self.known.entry(*id).or_insert(next),
            Sense::Unknown(words, container) => *self.unknown.entry((fold(&text[words.range()]), *container)).or_insert(next),
        };
        match self.all.get_mut(at) {
            Some(known) => known.2 += 1,
            None => self.all.push((sense, span, 1)),
        }
    }

    fn into_mentions(self, text: &str) -> Vec<Mention> {
        bring_near(self.all.iter().filter_map(|(sense, ..)| sense.known()));
        let mention = |(sense, span, count): (Sense, Range<usize>, usize)| {
            let (place, span) = sense.into_place(text, span);
            Mention { place, count, span }
        };
        self.all.into_iter().map(mention).collect()
    }
}
