//! Finds interviews whose questions carry no label: turns that begin with dashes (`— Why? — Because.`), and answers labelled with a name below
//! questions that nothing marks.
//!
//! A question is a paragraph that ends with its mark. At least two of them must be answered by the next paragraph, and what stands between
//! dashes must not be told by a cue; in Russian it may, where all cues name the one who answers. Who asks is nobody by name.

use std::ops::Range;

use super::{Turn, Voice, interviewed};
use crate::analysis::segment::Stretch;
use crate::enrich::quotes::attribution::rules::{Attribution, Rule};
use crate::enrich::quotes::attribution::vocatives::addressed;
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::{People, the_one};
use crate::enrich::quotes::scene::cues::SourceKind;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{Language, OTHER};

/// Paragraphs of the shortest interview, and of one in which somebody speaks before he is asked.
const SHORTEST: usize = 4;
const SHORTEST_IN_RUSSIAN: usize = 3;

/// Questions that must be answered.
const ANSWERED: usize = 2;

/// Words of a turn that are looked at to tell whether it asks.
const LOOKED_AT: usize = 60;

/// Bytes of the shortest cue with the dash before it.
const CUE: usize = 10;

/// Whether enough paragraphs begin with a dash for [`between_dashes`] to look closer.
pub(in crate::enrich::quotes) fn may_hold(words: &Words<'_>) -> bool {
    let dashed = |start: u32| matches!(words.body.as_bytes().get(start as usize), Some(b'-' | 0xE2));
    let begin = |stretch: &&Stretch| dashed(stretch.bytes.start) && behind_dash(words, stretch.text(words.body)).is_some();
    let least = if words.language == Language::Russian { SHORTEST_IN_RUSSIAN } else { SHORTEST };
    words.segments.paragraphs.iter().filter(begin).nth(least - 1).is_some()
}

/// The turns of an interview between dashes, in order; `made` are the attributions of the article's quotations `marked`.
pub(in crate::enrich::quotes) fn between_dashes(words: &Words<'_>, people: &People, marked: &[Marked], made: &[Attribution]) -> Vec<Turn> {
    if !may_hold(words) {
        return Vec::new();
    }
    let told = |paragraph: usize| {
        let first = marked.partition_point(|quote| quote.paragraph < paragraph);
        let quotes = marked.iter().zip(made).skip(first).take_while(|(quote, _)| quote.paragraph == paragraph);
        // Without a lexicon nobody is named, but that a cue was cut out is known.
        let cut = |quote: &Marked| {
            words.language == Language::Unknown && quote.outer.len() + CUE < words.segments.paragraphs[paragraph].bytes.len()
        };
        let guessed = |attribution: &Attribution| words.language == Language::Russian && attribution.rule == Rule::ParagraphAbove;
        quotes.into_iter().any(|(quote, attribution)| attribution.source.is_some() && !guessed(attribution) || cut(quote))
    };
    let paragraphs = words.segments.paragraphs.iter().enumerate();
    let mut turns: Vec<Turn> = paragraphs
        .filter_map(|(paragraph, stretch)| {
            let text = stretch.text(words.body);
            let said = behind_dash(words, text)?;
            let end = stretch.bytes.start as usize + text.trim_end().len();
            Some(turn(words, paragraph, end - said.len()..end))
        })
        .collect();
    let answered = turns.windows(2).filter(|pair| is_answered(&pair[0], &pair[1])).count();
    let asked = turns.iter().filter(|turn| turn.voice == Voice::Question).count();
    if turns.iter().any(|turn| told(turn.paragraph)) {
        let teller = (answered > 0 && answered + 1 >= asked).then(|| teller(words, people, &turns, marked, made)).flatten();
        if teller.is_none() {
            return Vec::new();
        }
        turns.retain(|turn| !told(turn.paragraph));
        turns.iter_mut().filter(|turn| turn.voice != Voice::Question).for_each(|turn| turn.voice = Voice::Answer(teller));
        return turns;
    }
    // `— Начали плохо. — Кто играет? — Все.`: one answer behind what the same person said without being asked.
    let begun = || {
        let statement = turns.first().is_some_and(|turn| turn.voice != Voice::Question);
        words.language == Language::Russian && answered > 0 && statement && interviewed(words, people, &turns).is_some()
    };
    if answered < ANSWERED && !begun() || answered + 1 < asked {
        return Vec::new();
    }
    let person = interviewed(words, people, &turns).or_else(|| called(words, people, &turns));
    for turn in turns.iter_mut().filter(|turn| turn.voice != Voice::Question) {
        turn.voice = Voice::Answer(person);
    }
    turns
}

/// The one person whom the questions call by name: `— Анна, вы довольны?`
fn called(words: &Words<'_>, people: &People, turns: &[Turn]) -> Option<usize> {
    let questions = turns.iter().filter(|turn| turn.voice == Voice::Question);
    the_one(questions.filter_map(|turn| addressed(words, people, &words.within(&turn.said))))
}

/// The one person whom the cues of a Russian interview name that tell some of its answers, and none of its questions: `— Ждём, — сказал Рогов. — Кого? — Катер.`
fn teller(words: &Words<'_>, people: &People, turns: &[Turn], marked: &[Marked], made: &[Attribution]) -> Option<usize> {
    let mut one = None;
    for turn in turns.iter().filter(|_| words.language == Language::Russian) {
        let first = marked.partition_point(|quote| quote.paragraph < turn.paragraph);
        let quotes = marked.iter().zip(made).skip(first).take_while(|(quote, _)| quote.paragraph == turn.paragraph);
        let told = quotes.filter(|(_, attribution)| attribution.rule != Rule::ParagraphAbove);
        for source in told.filter_map(|(_, attribution)| attribution.source.as_ref()) {
            let person = match source.kind {
                SourceKind::Name(index) => people.names[index].person?,
                // Whom it stands for is told later.
                SourceKind::Pronoun if !words.is(source.tokens.start, OTHER) => continue,
                _ => return None,
            };
            if turn.voice == Voice::Question || *one.get_or_insert(person) != person {
                return None;
            }
        }
    }
    one
}

/// The turns of an interview in which only the answers are labelled, `labelled` with the name of one person: each stands below a question.
pub(super) fn below_questions(words: &Words<'_>, labelled: &[Turn]) -> Vec<Turn> {
    let name = |turn: &Turn| matches!(turn.voice, Voice::Name(_) | Voice::Outlet).then(|| words.stem(turn.label.end.saturating_sub(1)));
    let Some(first) = labelled.first().filter(|_| labelled.len() >= ANSWERED) else { return Vec::new() };
    let mut turns = Vec::with_capacity(labelled.len() * 2);
    for answer in labelled {
        let Some(above) = answer.paragraph.checked_sub(1) else { return Vec::new() };
        let stretch = &words.segments.paragraphs[above];
        let text = stretch.text(words.body);
        let start = stretch.bytes.start as usize + (text.len() - text.trim_start().len());
        let question = turn(words, above, start..start + text.trim().len());
        let marked = text.trim_start().starts_with(['"', '“', '„', '«', '»']);
        if question.voice != Voice::Question || marked || name(answer).is_none() || name(answer) != name(first) {
            return Vec::new();
        }
        turns.push(question);
        turns.push(answer.clone());
    }
    turns
}

fn is_answered(question: &Turn, answer: &Turn) -> bool {
    question.voice == Voice::Question && answer.voice != Voice::Question && question.paragraph + 1 == answer.paragraph
}

/// A turn without a label: a question where it ends like one.
fn turn(words: &Words<'_>, paragraph: usize, said: Range<usize>) -> Turn {
    let asks = words.body[said.clone()].trim_end_matches(['"', '”', '»', ')', '’']).ends_with('?');
    let first = words.first_at_byte(said.start);
    let asks = asks || words.language == Language::Russian && asks_first(words, &said);
    let voice = if asks { Voice::Question } else { Voice::Answer(None) };
    Turn { paragraph, said, label: first..first, voice, role: None, rule: Rule::QuestionAnswer }
}

/// Whether a Russian turn asks first and then goes on about whom it asks, and not about its own speaker: `— За счёт чего победили? Вы ведь проигрывали.`
fn asks_first(words: &Words<'_>, said: &Range<usize>) -> bool {
    let tokens = words.within(said).take(LOOKED_AT);
    let (mut asked, mut addressed, mut own) = (false, false, false);
    for at in tokens {
        asked |= words.gap(at).starts_with('?');
        addressed |= matches!(words.text(at), "вы" | "Вы" | "вас" | "Вас" | "вам" | "Вам" | "ваш" | "ваша" | "ваши");
        own |= matches!(words.text(at), "я" | "Я" | "меня" | "мне" | "мы" | "Мы");
    }
    asked && addressed && !own
}

/// What stands behind the dash that a paragraph begins with; in Spanish, Portuguese and Italian a hyphen may hug its first word: `-¿Por qué?`
fn behind_dash<'t>(words: &Words<'_>, text: &'t str) -> Option<&'t str> {
    let text = text.trim();
    let behind = text.strip_prefix(['—', '–', '―', '-'])?;
    let spaced = behind.starts_with([' ', '\u{a0}'])
        || (words.language == Language::Other || !text.starts_with('-'))
            && behind.starts_with(|c: char| c.is_uppercase() || c == '¿' || c == '¡');
    let said = behind.trim_start();
    (spaced && said.contains(char::is_alphabetic)).then_some(said)
}
