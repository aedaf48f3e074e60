//! Who said what: quotes and their speakers, by rules that can explain themselves.
//!
//! The passes, in the order in which they run: `marks` finds what stands inside quotation marks, `people` finds the names and makes one entry of
//! each person, `cues` finds the verbs that report speech and their subjects, `attribution` joins quotations and cues by sieves from the
//! most certain down, `pronouns` finds whom `he` and `she` stand for. A pure function of the text; an uncertain speaker is left out rather than guessed.

mod attribution;
mod cues;
mod indirect;
mod lexicon;
mod marks;
mod people;
mod pronouns;
mod scene;
mod words;

use std::ops::Range;

use crate::analysis::segment::Segments;
use crate::article::{Quote, QuoteKind, SpeakerKind};

use attribution::{Attribution, Sieves, THRESHOLD};
use cues::{Reader, Source, SourceKind};
use lexicon::Lexicon;
use marks::{Marked, Repair};
use people::{NameKind, People};
use pronouns::Resolved;
use scene::Scene;
use words::Words;

/// Reads the quotes of a text, in text order.
pub fn read(body: &str, segments: &Segments, lang: Option<&str>) -> Vec<Quote> {
    read_with(body, segments, lang, &[])
}

/// Reads the quotes of a text; `known` are names from the article's metadata or headline, which complete short forms.
pub fn read_with(body: &str, segments: &Segments, lang: Option<&str>, known: &[String]) -> Vec<Quote> {
    let _ = known;
    let mut words = Words::read(body, segments, Lexicon::of(lang));
    let marked = marks::find(&words);
    if marked.is_empty() && !words.class.iter().any(|class| class & (lexicon::CUE | lexicon::ACCORDING) != 0) {
        return Vec::new();
    }
    for quote in &marked {
        for at in words.within(&quote.inner) {
            words.class[at] |= words::QUOTED;
        }
    }
    let people = People::read(&words);
    let scene = Scene::read(&words, &people, &marked);
    let sieves = Sieves { words: &words, people: &people, marked: &marked, scene: &scene };
    let made = sieves.attribute();
    let resolved = pronouns::resolve(&words, &people, &scene, &pronouns_asked(&scene, &made));
    let mut quotes = Vec::new();
    for (index, (quote, attribution)) in marked.iter().zip(&made).enumerate() {
        let attributed = attribution.source.is_some() && attribution.confidence >= THRESHOLD;
        if sieves.is_speech(index, attributed, attribution.rule) {
            quotes.push(finish(&words, &people, &resolved, quote, attribution, attributed));
        }
    }
    add_reported(&sieves, &resolved, &mut quotes);
    quotes.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    quotes
}

/// Adds the reported clauses of all sentences that hold a cue.
fn add_reported(sieves: &Sieves<'_>, resolved: &Resolved, quotes: &mut Vec<Quote>) {
    let (words, people) = (sieves.words, sieves.people);
    for frame in sieves.scene.frames.iter().filter(|frame| !frame.tags.is_empty()) {
        let tags = sieves.scene.tags_of(frame);
        let holds_quotes = !frame.quotes.is_empty();
        let reader = Reader { words, people, frame: frame.tokens.clone() };
        for reported in indirect::find(&reader, tags) {
            let Some(tag) = tags.get(reported.tag) else { continue };
            let span = words.bytes(&reported.tokens);
            let mixed = holds_quotes && reported.tokens.clone().any(|at| words.is_quoted(at));
            let (name, kind) = speaker(words, people, resolved, &tag.source);
            quotes.push(Quote {
                words: words.body[span.clone()].to_owned(),
                span,
                speaker: name,
                speaker_kind: kind,
                role: None,
                cue: Some(words.body[words.bytes(&tag.cue)].to_owned()),
                kind: if mixed { QuoteKind::Mixed } else { QuoteKind::Indirect },
                rule: reported.rule.to_owned(),
                confidence: reported.confidence,
                mention: Some(words.bytes(&tag.source.tokens)),
            });
        }
    }
}

/// The words of all pronouns that stand for speakers, in order, each once.
fn pronouns_asked(scene: &Scene, made: &[Attribution]) -> Vec<usize> {
    let sources = scene.tags.iter().map(|tag| &tag.source).chain(made.iter().filter_map(|attribution| attribution.source.as_ref()));
    let mut asked: Vec<usize> = sources.filter(|source| source.kind == SourceKind::Pronoun).map(|source| source.tokens.start).collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// Who a source is: a name and its kind, and the words that name it.
fn speaker(words: &Words<'_>, people: &People, resolved: &Resolved, source: &Source) -> (Option<String>, Option<SpeakerKind>) {
    match source.kind {
        SourceKind::Name(index) => {
            let name = &people.names[index];
            match (name.person, name.kind) {
                (Some(person), _) => (Some(people::display(words, &people.persons[person].name)), Some(SpeakerKind::Person)),
                (None, NameKind::Person | NameKind::Unknown) => (Some(people::display(words, &name.tokens)), Some(SpeakerKind::Person)),
                _ => (Some(people::display(words, &name.whole)), Some(SpeakerKind::Organisation)),
            }
        }
        SourceKind::Pronoun => match resolved.person(source.tokens.start) {
            Some(person) => (Some(people::display(words, &people.persons[person].name)), Some(SpeakerKind::Person)),
            None => (None, None),
        },
        SourceKind::Nominal => (None, Some(SpeakerKind::Unnamed)),
    }
}

fn finish(words: &Words<'_>, people: &People, resolved: &Resolved, quote: &Marked, attribution: &Attribution, attributed: bool) -> Quote {
    let source = attribution.source.as_ref().filter(|_| attributed);
    let (name, kind) = source.map_or((None, None), |source| speaker(words, people, resolved, source));
    let bytes = |tokens: &Range<usize>| words.bytes(tokens);
    let repair = match quote.repair {
        Repair::None => "",
        Repair::Opening => "; opening mark missing",
        Repair::Closing => "; closing mark missing",
    };
    let role = source.filter(|_| kind == Some(SpeakerKind::Unnamed)).map(|source| words.body[bytes(&source.tokens)].to_owned());
    Quote {
        words: words.body[quote.inner.clone()].to_owned(),
        span: quote.inner.clone(),
        speaker: name,
        speaker_kind: kind,
        role,
        cue: attribution.cue.as_ref().filter(|_| attributed).map(|cue| words.body[bytes(cue)].to_owned()),
        kind: QuoteKind::Direct,
        rule: format!("{}{repair}", attribution.rule.name()),
        confidence: if attributed { attribution.confidence } else { 0.0 },
        mention: source.map(|source| bytes(&source.tokens)),
    }
}

#[cfg(test)]
mod tests;
