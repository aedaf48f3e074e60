//! Who said what: quotes and their speakers, by rules that can explain themselves.
//!
//! The passes, in the order in which they run: `marks` finds what stands inside quotation marks (`pairing`), `people` finds the names
//! (`runs`, `names`, `spelling`, `russian`) and makes one entry of each person (`bearers` of one surname told apart), `cues` finds the verbs that report speech (`verbs`) and their subjects (`subjects`, `clauses`, `participles`, `phrases`),
//! `attribution` joins quotations and cues by sieves (`rules`, `governing`) from the most certain down, then by names `beside` them and what stands `around`, `pronouns` finds whom
//! `he` and `she` stand for among the `topics` (`descriptions`: `the governor`; `bodies`: `it`, `the ministry`; `vocatives`: whom a quotation
//! addresses), `speech` tells what is no speech. `turns` reads transcripts and interviews that are printed without marks, `dialogue` those without labels. A pure function of the text; an uncertain speaker is
//! left out rather than guessed.

mod around;
mod attribution;
mod bearers;
mod beside;
mod bodies;
mod clauses;
mod cues;
mod descriptions;
mod dialogue;
mod explain;
mod governing;
mod indirect;
mod lexicon;
mod marks;
mod names;
mod output;
mod pairing;
mod participles;
mod people;
mod phrases;
mod pronouns;
mod roles;
mod rules;
mod runs;
mod russian;
mod scene;
mod speech;
mod spelling;
mod subjects;
mod topics;
mod turns;
mod verbs;
mod vocatives;
mod words;

use crate::analysis::segment::Segments;
use crate::article::Quote;

pub use explain::explain;

use attribution::Sieves;
use cues::{Reader, Source, SourceKind};
use lexicon::Lexicon;
use output::Output;
use people::People;
use rules::Attribution;
use scene::Scene;
use words::Words;

/// Reads the quotes of a text, in text order.
pub fn read(body: &str, segments: &Segments, lang: Option<&str>) -> Vec<Quote> {
    read_with(body, segments, lang, &[])
}

/// Reads the quotes of a text; `known` are full names from the article's metadata, which complete surnames.
pub fn read_with(body: &str, segments: &Segments, lang: Option<&str>, known: &[String]) -> Vec<Quote> {
    let lexicon = Lexicon::of(lang);
    let mut words = Words::read(body, segments, lexicon);
    let marked = marks::find(&words);
    if marked.is_empty()
        && !turns::may_hold(&words)
        && !dialogue::may_hold(&words)
        && !words.cues.within(0..words.len()).any(|at| words.is(at, lexicon::CUE | lexicon::ACCORDING))
    {
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
    let mut turns = turns::find(&words, &people, &marked, &made);
    if turns.is_empty() {
        turns = dialogue::between_dashes(&words, &people, &marked, &made);
    }
    let in_turn = |paragraph: usize| turns.binary_search_by_key(&paragraph, |turn| turn.paragraph).is_ok();
    let told = roles::of_mentions(&words, &people);
    let resolved = pronouns::resolve(&words, &people, &scene, &told, &asked(&scene, &made));
    let roles = roles::of_persons(&told, &people);
    let output = Output { words: &words, people: &people, resolved: &resolved, roles: &roles, known, lexicon };
    let mut quotes: Vec<Quote> = Vec::with_capacity(turns.len() + marked.len() + scene.tags.len());
    quotes.extend(turns.iter().map(|turn| output.turn(turn)));
    for (index, (quote, attribution)) in marked.iter().zip(&made).enumerate() {
        let nested = || !in_turn(quote.paragraph) || attribution.cue.is_some() && attribution.is_by_name();
        if sieves.is_speech(index, attribution) && nested() {
            quotes.push(output.direct(quote, attribution));
        }
    }
    for frame in scene.frames.iter().filter(|frame| !frame.tags.is_empty() && !in_turn(frame.paragraph)) {
        let reader = Reader { words: &words, people: &people, frame: frame.tokens.clone() };
        let first = quotes.len();
        for reported in indirect::find(&reader, scene.tags_of(frame)) {
            if let Some(tag) = scene.tags_of(frame).get(reported.tag).filter(|tag| output.can_speak(&tag.source)) {
                let quote = output.reported(&reported, tag, marked.get(frame.quotes.clone()).unwrap_or_default());
                if !quotes[first..].iter().any(|outer| repeats(outer, &quote)) {
                    quotes.push(quote);
                }
            }
        }
    }
    quotes.sort_by_cached_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    quotes
}

/// Whether a reported clause lies in another of the same speaker, so that it says nothing new: `Moon said she thought` that…. A clause of somebody
/// else inside it is a quote of its own: `Moon said Kim denied` it.
fn repeats(outer: &Quote, inner: &Quote) -> bool {
    outer.span.start <= inner.span.start
        && inner.span.end <= outer.span.end
        && outer.speaker.is_some()
        && (&outer.speaker, outer.speaker_kind) == (&inner.speaker, inner.speaker_kind)
}

/// All pronouns and descriptions that stand for speakers, in order, each once.
fn asked(scene: &Scene, made: &[Attribution]) -> Vec<Source> {
    let sources = scene.tags.iter().map(|tag| &tag.source).chain(made.iter().filter_map(|attribution| attribution.source.as_ref()));
    let mut asked: Vec<Source> = sources.filter(|source| !matches!(source.kind, SourceKind::Name(_))).cloned().collect();
    asked.sort_unstable_by_key(|source| source.tokens.start);
    asked.dedup_by_key(|source| source.tokens.start);
    asked
}

#[cfg(test)]
mod tests;
