//! Finds interviews without labels and without dashes: short paragraphs that ask, and answers below them, in quotation marks or plain.
//!
//! Answers in marks need two questions, plain ones three, and that some of them speak in the first person, or that the text calls itself an
//! interview. Only one person may be named outside; nobody's speech may be told by a cue.

use std::ops::Range;

use super::{Turn, Voice, interviewed, speaks_of_self};
use crate::enrich::quotes::attribution::rules::{Attribution, Rule};
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::People;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest question.
const QUESTION: usize = 60;

/// Paragraphs of the longest answer.
const ANSWER: usize = 6;

/// Questions that plain answers need, and those that answers in marks do.
const ASKED: [usize; 2] = [3, 2];

/// Whether enough paragraphs ask for [`without_labels`] to look closer.
pub(in crate::enrich::quotes) fn may_hold(words: &Words<'_>) -> bool {
    words.segments.paragraphs.iter().filter(|stretch| stretch.text(words.body).ends_with('?')).nth(ASKED[1] - 1).is_some()
}

/// The turns of an interview without labels, in order; `made` are the attributions of the article's quotations `marked`.
pub(in crate::enrich::quotes) fn without_labels(words: &Words<'_>, people: &People, marked: &[Marked], made: &[Attribution]) -> Vec<Turn> {
    if !may_hold(words) {
        return Vec::new();
    }
    let paragraphs = &words.segments.paragraphs;
    let marks_of = |paragraph: usize| {
        let first = marked.partition_point(|quote| quote.paragraph < paragraph);
        let last = marked.partition_point(|quote| quote.paragraph <= paragraph);
        first..last
    };
    let text = |paragraph: usize| paragraphs[paragraph].text(words.body).trim();
    let asks = |paragraph: usize| {
        let stretch = &paragraphs[paragraph];
        let short = (stretch.tokens.end - stretch.tokens.start) as usize <= QUESTION;
        short && text(paragraph).ends_with('?') && !text(paragraph).starts_with(['"', '“', '„', '«', '»', '‘'])
    };
    let questions: Vec<usize> = (0..paragraphs.len()).filter(|&paragraph| asks(paragraph)).collect();
    let in_marks = |paragraph: usize| {
        let own = marks_of(paragraph);
        let whole = || marked[own.start].outer.len() + 2 >= text(paragraph).len();
        (own.len() == 1 && made[own.start].cue.is_none() && whole()).then(|| marked[own.start].inner.clone())
    };
    let mut turns = Vec::new();
    let mut marked_answers = 0;
    for (index, &question) in questions.iter().enumerate() {
        let next = questions.get(index + 1).copied().unwrap_or(paragraphs.len().min(question + 2));
        if next <= question + 1 || next > question + 1 + ANSWER || marks_of(question).any(|quote| made[quote].cue.is_some()) {
            return Vec::new();
        }
        turns.push(turn(words, question, said(words, question), Voice::Question));
        for answer in question + 1..next {
            let inner = in_marks(answer);
            marked_answers += usize::from(inner.is_some() && answer == question + 1);
            if inner.is_none() && marks_of(answer).any(|quote| made[quote].source.is_some()) {
                return Vec::new();
            }
            turns.push(turn(words, answer, inner.unwrap_or_else(|| said(words, answer)), Voice::Answer(None)));
        }
    }
    let all_marked = marked_answers == questions.len();
    if questions.len() < ASKED[usize::from(all_marked)] || marked_answers > 0 && !all_marked {
        return Vec::new();
    }
    let person = interviewed(words, people, &turns);
    if person.is_none() || !all_marked && !is_interview(words, &turns) {
        return Vec::new();
    }
    for turn in turns.iter_mut().filter(|turn| turn.voice != Voice::Question) {
        turn.voice = Voice::Answer(person);
    }
    turns
}

/// Whether the words above the first question call it an interview, or a third of what is said below is told in the first person.
fn is_interview(words: &Words<'_>, turns: &[Turn]) -> bool {
    let first = turns.first().map_or(0, |turn| words.first_at_byte(turn.said.start));
    let called = (first.saturating_sub(200)..first).any(|at| SPEECH.records.interviews.has(words.text(at)));
    let answers = || turns.iter().filter(|turn| turn.voice != Voice::Question);
    called || answers().filter(|turn| speaks_of_self(words, &turn.said)).count() * 3 >= answers().count()
}

/// A paragraph without the space around it.
fn said(words: &Words<'_>, paragraph: usize) -> Range<usize> {
    let stretch = &words.segments.paragraphs[paragraph];
    let text = stretch.text(words.body);
    let start = stretch.bytes.start as usize + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

fn turn(words: &Words<'_>, paragraph: usize, said: Range<usize>, voice: Voice) -> Turn {
    let first = words.first_at_byte(said.start);
    Turn { paragraph, said, label: first..first, voice, role: None, rule: Rule::QuestionAnswer }
}
