//! Finds reported clauses: what somebody is said to have said, in the reporter's words.
//!
//! One sentence at a time: the clause behind a cue (`Moon said that …`, `told reporters …`, `pledged to …`), the clause before one
//! (`…, Moon said`), and the sentence that `according to` gives a source. A clause that holds a quotation is mixed. The clause ends with
//! its sentence, or where a new cue of the same sentence begins. Less certain than direct speech, and said so.

mod ahead;
mod clause_ends;
mod complements;
mod sources;

use std::cmp::Reverse;
use std::ops::Range;

use self::ahead::{around, before};
use self::clause_ends::clause_end;
use self::sources::according;
use crate::enrich::quotes::scene::cues::{self, Reader, Shape, Tag};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, POSS, PREP, PRON, ROLE, SUB, TELL,
};
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::{CAPITAL, QUOTED};

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

/// Words before a cue that are no clause unless there is a verb among them.
const SHORTEST: usize = 3;

/// Words that can stand between a cue and the clause it reports.
const BETWEEN: usize = 14;

/// Finds the reported clauses of one frame, in the place of those that were found before.
pub(super) fn find(reader: &Reader<'_>, tags: &[Tag], found: &mut Vec<Reported>) {
    found.clear();
    for (index, tag) in tags.iter().enumerate() {
        if cues::is_weak(tag.class) {
            continue;
        }
        let around = || around(reader, tag, index).or_else(|| before(reader, tag, index));
        let reported = match tag.shape {
            Shape::According => according(reader, tag, index),
            Shape::Passive => None,
            Shape::VerbName => around(),
            Shape::NameVerb | Shape::Sentence => behind(reader, tags, index).or_else(around),
        };
        let Some(reported) = reported.filter(|reported| reported.tokens.len() >= 2) else { continue };
        let fits = |other: &Reported| {
            let inside = other.tokens.start > reported.tokens.start && other.tokens.end <= reported.tokens.end;
            is_beside(&other.tokens, &reported.tokens) && !(inside && reader.is_same_voice(&tags[other.tag].source, &tag.source))
        };
        if found.iter().rev().take(4).all(fits) {
            found.push(reported);
        }
    }
    found.sort_by_key(|reported| (reported.tokens.start, Reverse(reported.tokens.end)));
}

/// Whether a clause lies beside another, behind its beginning or around the whole of it: not where it begins before it and ends inside.
fn is_beside(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.start > one.start || other.start < one.start && one.end <= other.end
}

/// The clause behind a cue.
fn behind(reader: &Reader<'_>, tags: &[Tag], index: usize) -> Option<Reported> {
    let words = reader.words;
    let tag = tags.get(index)?;
    // `mocked Moon for claiming he left`: what is reported behind is what Moon claims.
    let claims = |next: &&Tag| next.class & ING != 0 && next.verb > tag.verb + 2 && next.source.tokens.start > tag.verb;
    let next = tags.get(index + 1).filter(claims);
    if next.is_some_and(|next| reader.blamed_for(next.verb - 1).is_some_and(|blamed| blamed.tokens == next.source.tokens)) {
        return None;
    }
    let (start, over) = clause_start(reader, tag)?;
    let beside_quote = tag.span.start > reader.frame.start && words.is_quoted(tag.span.start - 1) && !reader.closes_relative(tag);
    if beside_quote && !words.is(start, SUB) {
        return None;
    }
    let end = clause_end(reader, tag, start, tags.get(index + 1..).unwrap_or_default());
    if (start..end).all(|at| words.is_quoted(at)) {
        return None;
    }
    let (start, end) = if reader.is_said(tag, &(start..end), over) { (start, end) } else { (reader.that_behind(start, end)?, end) };
    let english = words.language == Language::English;
    let reported = || words.is(start, SUB) || german::is_reported(words, &(start..end)) || (start..end).any(|at| words.is_quoted(at));
    if !english && (!reported() || end < start + 2) {
        return None;
    }
    let clause = words.is(start, SUB | DET | POSS | PRON) || reader.people.at(start).is_some() || words.is_spelt(start, "to");
    let (rule, confidence) = if clause { ("cue, clause", 0.7) } else { ("cue, words", 0.55) };
    Some(Reported { tokens: start..end, tag: index, rule, confidence })
}

/// Where the clause behind a cue begins: over the person told, over adverbs and phrases of time and place; and whether there is such a phrase.
fn clause_start(reader: &Reader<'_>, tag: &Tag) -> Option<(usize, bool)> {
    let words = reader.words;
    let mut at = tag.verb + 1;
    if tag.class & TELL != 0 {
        at = addressee_end(reader, tag.verb).unwrap_or(at);
    }
    let limit = reader.frame.end.min(at + BETWEEN);
    let mut over = false;
    let english = words.language == Language::English;
    let speaks = || SPEECH.clauses.speaking.has(words.text(tag.verb));
    while at < limit {
        let class = words.class(at);
        if class & QUOTED != 0 {
            return None;
        }
        if !words.is_spaced(at - 1) {
            let gap = words.gap(at - 1);
            if gap.contains([':', ';', '—', '–', ')']) {
                return None;
            }
            if !english && gap == "-" && class & SUB != 0 {
                at += 1;
                continue;
            }
            if gap.contains(',') && (class & SUB == 0 || words.is_one_of(at, ["who", "whose", "whom", "which"])) {
                let reported = words.language == Language::German && german::is_reported(words, &(at..reader.frame.end.min(at + LONGEST)));
                return (reported && class & (DET | POSS | PRON | PREP | CAPITAL) != 0).then_some((at, over));
            }
        }
        if class & ADV != 0 && class & (SUB | PREP) == 0 || class & DATE != 0 || class & CAPITAL == 0 && words.text(at).ends_with("ly") {
            at += 1;
            continue;
        }
        if english && reader.is_time_phrase(at) {
            at += 2;
            continue;
        }
        if english && class & PREP == 0 {
            break;
        }
        if class & PREP != 0 && !words.is_one_of(at, ["to", "for", "of", "about", "as", "against", "on", "with"])
            || over && words.is_one_of(at, ["with", "about", "for", "of", "on"]) && !speaks()
            || words.is_spelt(at, "on") && words.is(at + 1, DET) && words.is(phrase_end(reader, at) - 1, NOUN_CUE)
            || words.is_spelt(at, "on") && words.is(at + 1, DATE)
            || words.is_spelt(at, "to")
                && (words.is(at + 1, ROLE | NOUN_CUE) && words.text(at + 1).ends_with('s') || reader.people.at(at + 1).is_some())
        {
            let finite = |at: usize| words.is(at, AUX | CUE) && !words.is(at, ING) || words.text(at).ends_with("ed");
            if english && class & SUB != 0 && (at + 2..at + 5).any(finite) {
                return None;
            }
            over |= !words.is(at + 1, DATE);
            at = phrase_end(reader, at);
            continue;
        }
        break;
    }
    if let Some(that) = reader.noun_clause(at) {
        return Some((that, over));
    }
    // `tells audiences she may`
    let subject = |at: usize| words.is_one_of(at, ["he", "she", "they", "we", "I", "it"]);
    if tag.class & TELL != 0 && at == tag.verb + 1 && words.is_spaced(at) && subject(at + 1) && is_plain(reader, at) {
        return Some((at + 1, over));
    }
    // `writes in his book Going Home that …`, `told the Herald editorial board that …`
    let told = tag.class & TELL != 0 && at == tag.verb + 1 && english && !reader.is_clause(at..at + 3);
    if (over && words.is_capital(at) || told) && words.is(at, DET | POSS) | words.is_capital(at) {
        let end = limit.min(at + BETWEEN);
        let opens = |at: &usize| words.is_one_of(*at, ["that", "to", "how", "why", "what", "whether", "he", "she", "they"]);
        return (at + 1..end).take_while(|&next| words.is_tight(next - 1) && !words.is_quoted(next)).find(opens).map(|next| (next, true));
    }
    let reached = at < reader.frame.end && at < limit && words.is_tight(at - 1) || words.is(at, SUB);
    (reached && at < reader.frame.end).then_some((at, over))
}

/// End of the words that name the person told.
fn addressee_end(reader: &Reader<'_>, verb: usize) -> Option<usize> {
    let words = reader.words;
    let next = verb + 1;
    if !words.is_tight(verb) || next >= reader.frame.end {
        return None;
    }
    let owner = words.is(next, POSS) && words.is_spaced(next) && is_plain(reader, next + 1) && words.language == Language::English;
    if words.is(next, PRON) && !owner {
        return Some(next + 1);
    }
    if let Some(name) = reader.people.at(next) {
        return Some(name_of_told(reader, name));
    }
    if words.is(next, DET)
        && words.gap(next) == " "
        && let Some(name) = reader.people.at(next + 1)
    {
        let end = name_of_told(reader, name);
        return (!words.is(end, ROLE | BODY)).then_some(end);
    }
    let mut at = next;
    while at < next + 5 && !words.is(at, SUB | PRON) {
        if words.is(at, ROLE | BODY) {
            // `told host Chris Moon`
            let named = reader.people.at(at + 1).filter(|_| words.is_spaced(at)).map(|index| &reader.people.names[index]);
            return Some(
                named.filter(|name| name.person.is_some() && words.language == Language::English).map_or(at + 1, |name| name.whole.end),
            );
        }
        if !words.is_tight(at) {
            break;
        }
        at += 1;
    }
    None
}

/// Whether a word can be a plain noun.
fn is_plain(reader: &Reader<'_>, at: usize) -> bool {
    let other = PREP | SUB | CONJ | AUX | DET | POSS | ADV | CUE | DATE | PRON;
    let words = reader.words;
    at < reader.frame.end && words.class(at) & other == 0 && !words.is_capital(at) && !words.is_quoted(at) && !words.is_number(at)
}

/// Where the words end that name those told, from a name on: Moon; `Flint residents`, `CNN host Moon`.
fn name_of_told(reader: &Reader<'_>, name: usize) -> usize {
    let words = reader.words;
    let name = &reader.people.names[name];
    let mut end = name.whole.end;
    if name.person.is_some() || words.language != Language::English {
        return end;
    }
    // `told CNN’s Anderson Cooper`
    if words.is_possessive(end - 1)
        && words.is_spaced(end - 1)
        && let Some(owned) = reader.people.at(end).map(|index| &reader.people.names[index]).filter(|owned| owned.person.is_some())
    {
        return owned.whole.end;
    }
    let limit = end + 3;
    // `told the Herald’s Morning Hour`
    let programme = |at: usize| reader.people.at(at).is_none_or(|index| reader.people.names[index].person.is_none());
    if words.is_possessive(end - 1) && programme(end) {
        while end < limit && words.is_spaced(end - 1) && words.is_capital(end) && !words.is_quoted(end) {
            end += 1;
        }
    }
    while end < limit && words.is_spaced(end - 1) && (is_plain(reader, end) || words.is(end, ROLE | BODY) && !words.is(end, CUE)) {
        end += 1;
    }
    match reader.people.at(end).map(|index| &reader.people.names[index]) {
        Some(next) if next.person.is_some() && end > name.whole.end && words.is_spaced(end - 1) => next.whole.end,
        _ => end,
    }
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
