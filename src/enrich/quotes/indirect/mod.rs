//! Finds reported clauses: what somebody is said to have said, in the reporter's words.
//!
//! One sentence at a time: the clause behind a cue (`Moon said that …`, `told reporters …`, `pledged to …`), the clause before one
//! (`…, Moon said`), and the sentence that `according to` gives a source. A clause that holds a quotation is mixed. The clause ends with
//! its sentence, or where a new cue of the same sentence begins. Less certain than direct speech, and said so.

mod clause_ends;
mod complements;

use std::cmp::Reverse;
use std::ops::Range;

use self::clause_ends::clause_end;
use crate::enrich::quotes::scene::cues::{self, Reader, Shape, SourceKind, Tag};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, OBJECT, POSS, PREP, PRON, ROLE, SAY, SUB, TELL, THINK, TITLE,
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

/// Words of the longest office before a name.
const OFFICE: usize = 8;

/// Words of the longest apposition, or relative clause, behind a name.
const APPOSITION: usize = 16;

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
    let clause = words.is(start, SUB | DET | POSS | PRON) || reader.people.at(start).is_some() || words.text(start) == "to";
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
            if gap.contains(',') && (class & SUB == 0 || matches!(words.text(at), "who" | "whose" | "whom" | "which")) {
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
        if class & PREP != 0 && !matches!(words.text(at), "to" | "for" | "of" | "about" | "as" | "against" | "on" | "with")
            || over && matches!(words.text(at), "with" | "about" | "for" | "of" | "on") && !speaks()
            || words.text(at) == "on" && words.is(at + 1, DET) && words.is(phrase_end(reader, at) - 1, NOUN_CUE)
            || words.text(at) == "on" && words.is(at + 1, DATE)
            || words.text(at) == "to"
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
    let subject = |at: usize| matches!(words.text(at), "he" | "she" | "they" | "we" | "I" | "it");
    if tag.class & TELL != 0 && at == tag.verb + 1 && words.is_spaced(at) && subject(at + 1) && is_plain(reader, at) {
        return Some((at + 1, over));
    }
    // `writes in his book Going Home that …`, `told the Herald editorial board that …`
    let told = tag.class & TELL != 0 && at == tag.verb + 1 && english && !reader.is_clause(at..at + 3);
    if (over && words.is_capital(at) || told) && words.is(at, DET | POSS) | words.is_capital(at) {
        let end = limit.min(at + BETWEEN);
        let opens = |at: &usize| matches!(words.text(*at), "that" | "to" | "how" | "why" | "what" | "whether" | "he" | "she" | "they");
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

/// The clause before a cue that ends its sentence: `…, Moon said on Monday.`
fn before(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let english = words.language == Language::English;
    let start = if english && tag.shape == Shape::NameVerb { office_start(reader, tag) } else { tag.span.start };
    if start <= reader.frame.start + 1
        || start - reader.frame.start > LONGEST
        || !words.is_parted_by(start - 1, [','])
        || words.is_quoted(start - 1)
        || tag.class & SAY == 0 && tag.class & THINK == 0
        || words.language == Language::English && (tag.class & OBJECT != 0 && tag.class & TELL == 0 || never_ends(words.text(tag.verb)))
        || words.language != Language::English && tag.shape == Shape::NameVerb
    {
        return None;
    }
    let end = tag.span.end.max(tag.cue.end);
    let led = start < tag.span.start;
    let closed = || reader.is_closed(end) || words.is(end, PREP | DATE | ADV | SUB) || tag.class & TELL != 0;
    if words.language == Language::English && tag.shape == Shape::NameVerb && !closed() {
        return None;
    }
    // `half of what the secretary, Lawrence Moon, advocated`
    let apposed = !led && words.is(start - 1, ROLE) && !words.is_capital(start - 1) && words.gap(tag.source.tokens.end - 1).contains(',');
    if words.language == Language::English && tag.shape == Shape::NameVerb && apposed {
        return None;
    }
    let mut tokens = reader.frame.start..start;
    let verbless =
        |tokens: Range<usize>| tokens.into_iter().all(|at| !words.is(at, AUX | CUE) || words.text(at) == "to" || words.is_quoted(at));
    let own = tag.shape == Shape::Sentence && tokens.contains(&tag.source.tokens.start);
    if words.language == Language::English {
        tokens.start = reader.behind_clock(tokens.start);
    }
    if tokens.len() <= SHORTEST
        && verbless(tokens.clone())
        && words.language == Language::English
        && !tokens.clone().any(|at| words.is_quoted(at))
    {
        return None;
    }
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
    let owner = words.is_possessive(tokens.start) && words.language == Language::English;
    let office = (words.is(tokens.start, DET | ROLE | TITLE) || owner) && tokens.clone().any(|at| words.is(at, ROLE | TITLE));
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

/// Where the office begins that leads to the subject of a cue, behind a comma: the pier is old, `former opposition leader` Moon said; the pier is old,
/// `the secretary, `Moon, said.
fn office_start(reader: &Reader<'_>, tag: &Tag) -> usize {
    let words = reader.words;
    let first = tag.span.start;
    let floor = reader.frame.start.max(first.saturating_sub(OFFICE)) + 1;
    let Some(last) = first.checked_sub(1).filter(|&last| last >= floor && !words.is_quoted(last)) else { return first };
    let closed = words.is_before_comma(last);
    // `the secretary, Moon, said`, not the pier that belongs to `Bell, a builder, Moon said`.
    let apposed = || matches!(tag.source.kind, SourceKind::Name(_)) && words.is_before_comma(tag.source.tokens.end - 1);
    if !(if closed { apposed() } else { words.is_tight(last) }) {
        return first;
    }
    // Not in `state senator Moon`.
    let verb = |at: usize| words.is(at, AUX | CUE) && !words.is(at, ROLE | BODY | DET | PREP) && !words.is(at + 1, ROLE | TITLE);
    let stops = |at: usize| words.is_quoted(at) || verb(at) || words.is(at, SUB | PRON) && !words.is(at, DET | POSS | PREP);
    let start = (floor..first).rev().take_while(|&at| !stops(at) && (at == last || words.is_tight(at))).last().unwrap_or(first);
    // `largely targeting voters`
    let adverb = |at: usize| words.is(at, ADV) || words.text(at).ends_with("ly") && words.text(at + 1).ends_with("ing");
    let office = (start..first + 1).any(|at| words.is(at, ROLE | TITLE | BODY));
    let whole = start < first && words.is_before_comma(start - 1) && office && !(start..first).any(adverb);
    if whole && (!closed || words.is(start, DET | POSS) || words.is_possessive(start)) { start } else { first }
}

/// Where what the source is called ends behind a comma: according to Moon, `the mayor, `the pier is old; according to Moon, `who left, `the pier is old.
fn over_appositions(reader: &Reader<'_>, comma: usize) -> usize {
    let words = reader.words;
    let mut comma = comma;
    for _ in 0..3 {
        let first = comma + 1;
        let Some(last) = (first..reader.frame.end.min(first + APPOSITION)).find(|&at| words.is_before_comma(at)) else { break };
        let piece = first..last + 1;
        let relative = matches!(words.text(first), "who" | "whose" | "which");
        let called = is_called(reader, &piece);
        // `45,` `D-Ohio,` `Jr.,`
        let short = piece.len() <= 2 && (words.is_number(first) || words.gap(first) == "-" || words.is(first, TITLE));
        if !(relative || called || short) {
            break;
        }
        comma = last;
    }
    comma
}

/// Whether words between commas only tell what somebody is: `a teacher from Dale`, `director of the Pier Fund`. A verb that is in no list stands behind a noun,
/// so nothing may but what belongs to a name.
fn is_called(reader: &Reader<'_>, piece: &Range<usize>) -> bool {
    let words = reader.words;
    let first = piece.start;
    let one = |at: usize| words.is(at, ROLE | TITLE) && !words.is(at, CUE | AUX) && !words.text(at).ends_with('s');
    let Some(head) = piece.clone().take(4).find(|&at| one(at) && !one(at + 1)).filter(|_| !words.is(first, PRON)) else { return false };
    let led = head == first || words.is(first, DET | POSS) || words.is_capital(first);
    let small = DET | POSS | PREP | CONJ | ROLE | BODY | TITLE;
    let plain = |at: usize| !words.is(at, AUX | CUE | SUB | PRON) && words.is(at - 1, DET | POSS | PREP);
    let name = |at: usize| words.is_capital(at) || words.is_number(at) || words.is(at, small) && !words.is(at, CUE | AUX | SUB);
    led && !piece.clone().any(|at| words.is_quoted(at))
        && (head + 1..piece.end).all(|at| name(at) || plain(at))
        && (head + 1 == piece.end || words.is(head + 1, PREP))
}

/// Whether a verb never stands behind what is said.
fn never_ends(verb: &str) -> bool {
    ["declin", "refus", "endors", "disput"].iter().any(|stem| verb.starts_with(stem))
}

/// The whole sentence where a cue stands inside it: `The pier, Moon said, had to close`; what stands behind the cue where only a phrase stands before it:
/// `To save the pier, Moon said, it had to close`.
fn around(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
    let words = reader.words;
    let (first, behind) = (reader.frame.start, tag.span.end.max(tag.cue.end));
    let parted = |at: usize| words.is_before_comma(at) && !words.is_quoted(at);
    let plain = words.language == Language::English && tag.class & (SAY | THINK) != 0 && tag.class & (TELL | ING) == 0;
    if !plain || tag.span.start < first + 2 || behind + 2 > reader.frame.end || !parted(behind - 1) {
        return None;
    }
    let start = office_start(reader, tag);
    if start < first + 2 || !parted(start - 1) {
        return None;
    }
    let end = clause_end(reader, tag, behind, &[]);
    let before = first..start;
    let goes_on = words.is(behind, AUX) || words.is(behind, CUE) && !words.is(behind, ING) || words.text(behind).ends_with("ed");
    let verbless = before.clone().all(|at| !words.is(at, AUX | CUE | SUB) || words.text(at) == "to") && words.text(first) != "Asked";
    let (tokens, confidence) = if verbless && goes_on && !words.is_quoted(behind) && words.is(first, DET | POSS) | words.is_capital(first) {
        (first + usize::from(words.is(first, CONJ))..end, 0.7)
    } else if words.class(first) & (PREP | SUB) != 0 || words.is(first, CONJ) && words.is(first + 1, PREP | SUB) {
        let subject = words.is(behind, DET | POSS | PRON) || reader.people.at(behind).is_some();
        (behind..if subject && !words.is(behind, SUB) { end } else { behind }, 0.7)
    } else if words.is(start - 1, SUB | CONJ) && !words.is_quoted(behind) && !verbless {
        // `The pier closed because, Moon said, nobody came.`
        (first + usize::from(words.is(first, CONJ))..end, 0.7)
    } else {
        return None;
    };
    (tokens.len() > 2).then_some(Reported { tokens, tag: index, rule: "clause, cue", confidence })
}

/// Whether words before a cue only tell upon what somebody speaks, because the words spoken follow: `In a letter, Moon wrote: “…”`; or because somebody is
/// asked in them: `Asked about it, Moon said no`.
fn is_circumstance(reader: &Reader<'_>, tokens: &Range<usize>, tag: &Tag) -> bool {
    let words = reader.words;
    let end = tag.span.end.max(tag.cue.end);
    let gap = words.gap(end - 1);
    let follows = end < reader.frame.end && (words.is_quoted(end) || gap.contains(':')) && !gap.contains(['.', '?', '!']);
    let asked = SPEECH.asked_first.has(words.text(tokens.start)) || reader.is_passive(tokens.start);
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
    // `The pier, according to Moon, is old.`
    let goes_on = words.is(end, AUX) || words.is(end, CUE) && !words.is(end, ING) || words.text(end).ends_with("ed");
    let inside = words.language == Language::English && tag.span.start > frame.start + 1 && end < frame.end && goes_on;
    let inside = inside && words.gap(end - 1) == ", " && words.gap(tag.span.start - 1) == ", ";
    let runs_on = words.language == Language::German && end < frame.end && words.gap(end - 1).starts_with(' ');
    // `При этом, по словам тренера, судья ошибся.`
    let led = tag.span.start - frame.start < SHORTEST && tag.span.start > frame.start && words.gap(tag.span.start - 1) == ", ";
    let led = led && words.language != Language::English && words.gap(end - 1) == ", ";
    let opens = reader.behind_dateline() + 1;
    let tokens = if tag.cue.start <= opens || tag.span.start <= opens || led {
        let comma = || (end - 1..frame.end).find(|&at| words.gap(at).contains(','));
        let english = words.language == Language::English;
        let mut first = match runs_on {
            true => end,
            false if english => over_appositions(reader, comma()?) + 1,
            false => comma()? + 1,
        };
        // `Segundo o coronel Batista, da Defesa Civil, …`
        if !runs_on && words.language != Language::English && (words.is(first, PREP) || words.is_of(first)) && !words.is_quoted(first) {
            let second = (first..frame.end.min(first + 8)).find(|&at| words.gap(at).contains(','));
            first = second.map_or(first, |second| second + 1);
        }
        first..frame.end
    } else if runs_on || inside {
        frame.clone()
    } else {
        frame.start..tag.span.start
    };
    (!tokens.clone().all(|at| words.is_quoted(at))).then_some(Reported { tokens, tag: index, rule: "according to", confidence: 0.7 })
}
