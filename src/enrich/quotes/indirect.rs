//! Finds reported clauses: what somebody is said to have said, in the reporter's words.
//!
//! One sentence at a time: the clause behind a cue (`Moon said that …`, `told reporters …`, `pledged to …`), the clause before one
//! (`…, Moon said`), and the sentence that `according to` gives a source. A clause that holds a quotation is mixed. The clause ends with
//! its sentence, or where a new cue of the same sentence begins. Less certain than direct speech, and said so.

use std::ops::Range;

use super::cues::{self, Reader, Shape, Tag};
use super::german;
use super::lexicon::{ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, POSS, PREP, PRON, ROLE, SAY, SUB, TELL, THINK, TITLE};
use super::verbs::ASKED;

/// A reported clause.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    /// The words of the clause.
    pub(super) tokens: Range<usize>,
    /// Index of the cue among the frame's tags.
    pub(super) tag: usize,
    /// Name of the rule.
    pub(super) rule: &'static str,
    /// How often the rule is right.
    pub(super) confidence: f32,
}

/// Words in the longest clause that is taken for reported.
const LONGEST: usize = 160;

/// Words that can stand between a cue and the clause it reports.
const BETWEEN: usize = 14;

/// Finds the reported clauses of one frame.
pub(super) fn find(reader: &Reader<'_>, tags: &[Tag]) -> Vec<Reported> {
    let mut found: Vec<Reported> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        if cues::is_weak(tag.class) {
            continue;
        }
        let next = tags.get(index + 1);
        let reported = match tag.shape {
            Shape::According => according(reader, tag, index),
            Shape::Passive => None,
            Shape::VerbName => before(reader, tag, index),
            Shape::NameVerb | Shape::Sentence => behind(reader, tag, index, next).or_else(|| before(reader, tag, index)),
        };
        let Some(reported) = reported.filter(|reported| reported.tokens.len() >= 2) else { continue };
        if found.iter().rev().take(4).all(|other| other.tokens.end <= reported.tokens.start || reported.tokens.start > other.tokens.start) {
            found.push(reported);
        }
    }
    found
}

/// The clause behind a cue.
fn behind(reader: &Reader<'_>, tag: &Tag, index: usize, next: Option<&Tag>) -> Option<Reported> {
    let words = reader.words;
    let start = clause_start(reader, tag)?;
    let beside_quote = tag.span.start > reader.frame.start && words.is_quoted(tag.span.start - 1);
    if beside_quote && !words.is(start, SUB) {
        return None;
    }
    let end = clause_end(reader, start, next);
    if (start..end).all(|at| words.is_quoted(at)) {
        return None;
    }
    let english = words.language == Language::English;
    let reported = || words.is(start, SUB) || german::is_reported(words, &(start..end)) || (start..end).any(|at| words.is_quoted(at));
    if !english && (!reported() || end < start + 2) {
        return None;
    }
    let clause =
        words.is(start, SUB) || words.text(start) == "to" || words.is(start, DET | POSS | PRON) || reader.people.at(start).is_some();
    let (rule, confidence) = if clause { ("cue, clause", 0.7) } else { ("cue, words", 0.55) };
    Some(Reported { tokens: start..end, tag: index, rule, confidence })
}

/// Where the clause behind a cue begins: over the person told, over adverbs and phrases of time and place.
fn clause_start(reader: &Reader<'_>, tag: &Tag) -> Option<usize> {
    let words = reader.words;
    let mut at = tag.verb + 1;
    if tag.class & TELL != 0 {
        at = addressee_end(reader, tag.verb).unwrap_or(at);
    }
    let limit = reader.frame.end.min(at + BETWEEN);
    while at < limit {
        let gap = words.gap(at - 1);
        if words.is_quoted(at) || gap.contains([':', ';', '—', '–', ')']) {
            return None;
        }
        if words.language != Language::English && gap == "-" && words.is(at, SUB) {
            at += 1;
            continue;
        }
        if gap.contains(',') && (!words.is(at, SUB) || matches!(words.text(at), "who" | "whose" | "whom" | "which")) {
            let reported = words.language == Language::German && german::is_reported(words, &(at..reader.frame.end.min(at + LONGEST)));
            return (reported && (words.is(at, DET | POSS | PRON | PREP) || words.is_capital(at))).then_some(at);
        }
        if words.is(at, ADV) && !words.is(at, SUB | PREP) || words.is(at, DATE) || words.text(at).ends_with("ly") && !words.is_capital(at) {
            at += 1;
            continue;
        }
        if words.is(at, PREP) && !matches!(words.text(at), "to" | "for" | "of" | "about" | "as" | "against" | "on" | "with")
            || words.text(at) == "on" && words.is(at + 1, DATE)
            || words.text(at) == "to" && (words.is(at + 1, ROLE | NOUN_CUE) || reader.people.at(at + 1).is_some())
        {
            at = phrase_end(reader, at);
            continue;
        }
        break;
    }
    if let Some(that) = noun_clause(reader, at) {
        return Some(that);
    }
    (at < reader.frame.end && at < limit && words.is_tight(at - 1) || words.is(at, SUB)).then_some(at).filter(|&at| at < reader.frame.end)
}

/// The clause that a noun of saying carries: `his assertion that …`.
fn noun_clause(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let words = reader.words;
    let noun = (at..at + 4).find(|&noun| words.is(noun, NOUN_CUE))?;
    let opens = (at..noun).all(|before| words.is(before, DET | POSS) || !words.is(before, PREP | AUX | CUE | SUB));
    // `a statement that surfaced last year` is told by it, not what it says.
    let relative = words.is(noun + 2, AUX | CUE) || words.text(noun + 2).ends_with("ed");
    (opens && words.text(noun + 1) == "that" && !relative && noun + 1 < reader.frame.end).then_some(noun + 1)
}

/// End of the words that name the person told.
fn addressee_end(reader: &Reader<'_>, verb: usize) -> Option<usize> {
    let words = reader.words;
    let next = verb + 1;
    if !words.is_tight(verb) || next >= reader.frame.end {
        return None;
    }
    if words.is(next, PRON) {
        return Some(next + 1);
    }
    if let Some(name) = reader.people.at(next) {
        return Some(reader.people.names[name].whole.end);
    }
    if words.is(next, DET)
        && words.gap(next) == " "
        && let Some(name) = reader.people.at(next + 1)
    {
        let end = reader.people.names[name].whole.end;
        return (!words.is(end, ROLE | BODY)).then_some(end);
    }
    let mut at = next;
    while at < next + 5 && !words.is(at, SUB | PRON) {
        if words.is(at, ROLE | BODY) {
            return Some(at + 1);
        }
        if !words.is_tight(at) {
            break;
        }
        at += 1;
    }
    None
}

/// End of a prepositional phrase that begins at `at`.
fn phrase_end(reader: &Reader<'_>, at: usize) -> usize {
    let words = reader.words;
    let mut next = at + 1;
    if words.is(next, DET | POSS) {
        next += 1;
    }
    let first = next;
    while next < reader.frame.end && next < first + 4 && words.is_tight(next - 1) && !words.is_quoted(next) {
        if next > first && (words.is(next, DET | POSS | PRON | SUB | PREP | AUX) || words.is_capital(next) && !words.is_capital(next - 1)) {
            break;
        }
        next += 1;
    }
    next
}

/// Where a reported clause ends: with the frame, or before another cue of the same sentence.
fn clause_end(reader: &Reader<'_>, start: usize, next: Option<&Tag>) -> usize {
    let words = reader.words;
    let mut at = start + 1;
    while at < reader.frame.end.min(start + LONGEST) {
        let gap = words.gap(at - 1);
        let spaced = words.is_spaced(at - 1);
        if !spaced && (gap.contains([';', '\n']) || words.language != Language::English && gap.contains(':') && words.is_quoted(at)) {
            return at;
        }
        let comma = !spaced && gap.contains(',');
        if !words.is_quoted(at) {
            if comma
                && (words.is(at, ING) && words.is(at, CUE) || matches!(words.text(at), "according" | "said" | "says" | "told" | "wrote"))
            {
                return at;
            }
            if words.is(at, CONJ) && words.text(at) != "or" {
                let verb = (at + 1..reader.frame.end.min(at + 4)).find(|&verb| !words.is(verb, ADV | AUX));
                if verb.is_some_and(|verb| {
                    words.is(verb, SAY | THINK) && !words.is(verb, ING) && words.class(verb) & super::lexicon::BASE == 0
                }) {
                    return at;
                }
            }
            if next.is_some_and(|tag| comma && tag.span.start == at && matches!(tag.shape, Shape::NameVerb | Shape::VerbName)) {
                return at;
            }
        }
        at += 1;
    }
    at
}

/// The clause before a cue that ends its sentence: `…, Moon said on Monday.`
fn before(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let start = tag.span.start;
    if start <= reader.frame.start + 1
        || start - reader.frame.start > LONGEST
        || !words.gap(start - 1).contains(',')
        || words.is_quoted(start - 1)
        || tag.class & SAY == 0 && tag.class & THINK == 0
        || words.language != Language::English && tag.shape == Shape::NameVerb
    {
        return None;
    }
    let mut tokens = reader.frame.start..start;
    let verbless =
        |tokens: Range<usize>| tokens.into_iter().all(|at| !words.is(at, AUX | CUE) || words.text(at) == "to" || words.is_quoted(at));
    let own = tag.shape == Shape::Sentence && tokens.contains(&tag.source.tokens.start);
    let phrase = words.is(tokens.start, PREP) && verbless(tokens.clone());
    if own || phrase || is_circumstance(reader, &tokens, tag) {
        return None;
    }
    // `“We go,” the mayor’s rival, 40-year-old Moon, said`: what stands behind the quotation belongs to who says it.
    if let Some(last) = tokens.clone().rfind(|&at| words.is_quoted(at)).filter(|&last| last + 1 < start && verbless(last + 1..start)) {
        tokens.end = last + 1;
    }
    if tokens.clone().all(|at| words.is_quoted(at)) {
        return None;
    }
    let office = words.is(tokens.start, DET | ROLE | TITLE) && tokens.clone().any(|at| words.is(at, ROLE | TITLE));
    let noun = |at: usize| words.is(at, ROLE | BODY | TITLE) || words.is_capital(at);
    let attribute = tokens.clone().any(|at| words.is(at, PREP)) && !tokens.clone().any(|at| words.is(at, AUX | CUE) && !noun(at));
    let german = words.language == Language::German && tokens.clone().all(|at| words.is(at, DET) || words.is_capital(at));
    if office && tokens.len() <= 10 && noun(start - 1) && (attribute || german) {
        return None;
    }
    let mut first = tokens.start;
    if words.is(first, CONJ) {
        first += 1;
    }
    Some(Reported { tokens: first..tokens.end, tag: index, rule: "clause, cue", confidence: 0.7 })
}

/// Whether words before a cue only tell upon what somebody speaks, because the words spoken follow: `In a letter, Moon wrote: “…”`; or because somebody is
/// asked in them: `Asked about it, Moon said no`.
fn is_circumstance(reader: &Reader<'_>, tokens: &Range<usize>, tag: &Tag) -> bool {
    let words = reader.words;
    let end = tag.span.end.max(tag.cue.end);
    let gap = words.gap(end - 1);
    let follows = end < reader.frame.end && (words.is_quoted(end) || gap.contains(':')) && !gap.contains(['.', '?', '!']);
    let asked = ASKED.contains(&words.text(tokens.start)) || reader.is_passive(tokens.start);
    asked || follows && !tokens.clone().any(|at| words.is_quoted(at))
}

/// The sentence that `according to` gives a source.
fn according(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let frame = &reader.frame;
    if tag.verb > frame.start + LONGEST || frame.len() > 2 * LONGEST {
        return None;
    }
    let end = tag.span.end;
    let runs_on = words.language == Language::German && end < frame.end && words.gap(end - 1).starts_with(' ');
    let tokens = if tag.cue.start <= frame.start + 1 || tag.span.start <= frame.start + 1 {
        let comma = || (end - 1..frame.end).find(|&at| words.gap(at).contains(','));
        let mut first = if runs_on { end } else { comma()? + 1 };
        // `Segundo o coronel Batista, da Defesa Civil, …`
        if !runs_on && words.language != Language::English && (words.is(first, PREP) || words.is_of(first)) && !words.is_quoted(first) {
            let second = (first..frame.end.min(first + 8)).find(|&at| words.gap(at).contains(','));
            first = second.map_or(first, |second| second + 1);
        }
        first..frame.end
    } else if runs_on {
        frame.clone()
    } else {
        frame.start..tag.span.start
    };
    (!tokens.clone().all(|at| words.is_quoted(at))).then_some(Reported { tokens, tag: index, rule: "according to", confidence: 0.7 })
}
