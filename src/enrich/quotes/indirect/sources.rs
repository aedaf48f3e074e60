//! Finds what `according to` and its like in other languages give a source.

use std::ops::Range;

use super::{LONGEST, Reported, SHORTEST};
use crate::enrich::quotes::scene::cues::{Reader, Tag};
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CONJ, CUE, DET, ING, Language, POSS, PREP, PRON, ROLE, SUB, TITLE};

/// Words of the longest apposition, or relative clause, behind a name.
const APPOSITION: usize = 16;

/// Where what the source is called ends behind a comma: according to Moon, `the mayor, `the pier is old; according to Moon, `who left, `the pier is old.
fn over_appositions(reader: &Reader<'_>, comma: usize) -> usize {
    let words = reader.words;
    let mut comma = comma;
    for _ in 0..3 {
        let first = comma + 1;
        let Some(last) = (first..reader.frame.end.min(first + APPOSITION)).find(|&at| words.is_before_comma(at)) else { break };
        let piece = first..last + 1;
        let relative = words.is_one_of(first, ["who", "whose", "which"]);
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

/// The sentence that `according to` gives a source.
pub(super) fn according(reader: &Reader<'_>, tag: &Tag, index: usize) -> Option<Reported> {
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
        let comma = || (end - 1..frame.end).find(|&at| words.is_parted_by(at, [',']));
        let english = words.language == Language::English;
        let mut first = match runs_on {
            true => end,
            false if english => over_appositions(reader, comma()?) + 1,
            false => comma()? + 1,
        };
        // `Segundo o coronel Batista, da Defesa Civil, …`
        if !runs_on && words.language != Language::English && (words.is(first, PREP) || words.is_of(first)) && !words.is_quoted(first) {
            let second = (first..frame.end.min(first + 8)).find(|&at| words.is_parted_by(at, [',']));
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
