//! Finds the cue that stands inside quotation marks, and parts the quotation there: `« Nous irons, a déclaré le ministre, jusqu’au bout. »`

use std::ops::Range;

use super::{Marked, russian_narration};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::french::is_french_participle;
use crate::enrich::quotes::words::lexicon::{ABBREV, ADV, AUX, DET, ING, Language, POSS, PREP, PRON, ROLE, SAY, TITLE, WEAK};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest cue inside quotation marks, with what it tells of who speaks; and the same in French, which tells most.
const LONGEST_CUE: usize = 24;
const LONGEST_IN_FRENCH: usize = 32;
/// The same between dashes in Spanish, Portuguese and Italian.
const LONGEST_BETWEEN_DASHES: usize = 40;

/// Cuts the cue out of a quotation that holds it: `« Nous irons, a déclaré le ministre, jusqu’au bout. »`, `“No —dijo Ruiz—. Nunca.”`
pub(super) fn without_cue_inside(words: &Words<'_>, quote: Marked) -> Vec<Marked> {
    let tokens = quote.tokens.clone();
    for at in tokens.clone().skip(1) {
        let gap = words.gap_before(at);
        let other = words.language == Language::Other;
        let dashed = gap.contains(['—', '–']) || gap.ends_with(" - ") || gap == "- " || other && gap.ends_with(" -");
        let comma = gap.contains(',') && words.language != Language::Russian
            || words.language == Language::French && gap.trim_start().starts_with(['?', '!', '…']) && !words.is_capital(at);
        if !dashed && !comma {
            continue;
        }
        let opens = words.is(at, SAY | WEAK | AUX);
        // `“I fondi – ha poi detto Anna Ricci – ci sono”`
        let lead = if other && dashed { AUX | PRON | ADV } else { AUX | PRON };
        let verb = (at..tokens.end.min(at + 4)).find(|&verb| !words.is(verb, lead) || words.is(verb, SAY) || words.is_spelt(verb, "on"));
        let inverted = inverted_end(words, at).filter(|&end| comma && ends_cue(words, end) && !words.gap(end).contains('?'));
        let bare = |verb: usize| comma && verb == at && is_french_participle(words.text(verb)) && words.language == Language::French;
        // `…, falou que viria, …` is somebody else's word inside the quotation.
        let reports = |verb: usize| comma && !dashed && matches!(words.text(verb + 1), "que" | "che");
        let cue = |verb: usize| words.is(verb, SAY | WEAK) && !bare(verb) && !reports(verb);
        let told = |verb: usize| cue(verb) && (dashed || !other || reports_between_commas(words, at, verb));
        let told = verb.filter(|&verb| opens && told(verb)).or(inverted);
        let Some(verb) = told.or_else(|| russian_narration::inserted(words, at, tokens.end)) else { continue };
        let closes = |end: usize| {
            let behind = words.gap(end);
            if dashed {
                behind.contains(['—', '–'])
                    || behind.contains(" -")
                    || behind == "- "
                    || other && behind.len() > 1 && behind.starts_with('-')
            } else {
                ends_cue(words, end) && !adds_to_speaker(words, end + 1)
            }
        };
        let longest = match words.language {
            Language::French => LONGEST_IN_FRENCH,
            Language::Other if dashed => LONGEST_BETWEEN_DASHES,
            _ => LONGEST_CUE,
        };
        let end = (verb..tokens.end.min(verb + longest)).find(|&end| closes(end) || end + 1 == tokens.end);
        let Some(end) = end else { continue };
        let mut pieces = Vec::new();
        let mut push = |inner: Range<usize>, continues: bool| {
            let tokens = words.within(&inner);
            if !tokens.is_empty() {
                pieces.push(Marked { inner: inner.clone(), outer: inner, tokens, continues, parted: true, ..quote.clone() });
            }
        };
        let kept = gap.find([',', '?', '!']).filter(|&mark| gap[..mark].trim().is_empty()).map_or(0, |mark| mark + 1);
        push(quote.inner.start..words.end(at - 1) + kept, false);
        if end + 1 < tokens.end {
            push(words.start(end + 1)..quote.inner.end, quote.continues);
        }
        return pieces;
    }
    vec![quote]
}

/// Whether a verb of saying behind a comma inside Spanish, Portuguese or Italian marks, whose words begin at `at`, is the narrator's: its subject follows, or another
/// comma. Not what the speaker tells of himself: `“Salí, grité con rabia, me contestó de otro modo, si è detto, dunque, contrario”`.
fn reports_between_commas(words: &Words<'_>, at: usize, verb: usize) -> bool {
    let next = verb + 1;
    let of_speaker = (at..verb).any(|at| SPEECH.of_speaker.has(words.text(at)));
    let reflexive = (at..verb).any(|at| SPEECH.reflexives.has(words.text(at)));
    let begins = || words.is_capital(next) || words.is(next, DET | POSS | ROLE | TITLE | PRON) || words.begins_elided(next, "l");
    let named = words.is_spaced(verb) && begins();
    let closed = words.gap(verb).starts_with([',', '.']) && !reflexive;
    !of_speaker && (named || closed)
}

/// Whether words behind a comma go on telling of who speaks: `, explique Anna Roux, qui dirige le port. Nous y sommes.`, `, explique Anna Roux, cheffe du port.`, `, dit
/// Anna, la gardienne du port, encore émue.`
fn adds_to_speaker(words: &Words<'_>, at: usize) -> bool {
    let closed = words.gap_before(at) == ", ";
    if closed && words.language == Language::French && (is_office_with_article(words, at) || tells_how(words, at)) {
        return true;
    }
    let of = words.is(at + 1, PREP) || words.begins_elided(at + 1, "d");
    let office = words.is(at, ROLE | TITLE) && !words.is(at, PRON | AUX) || is_french_participle(words.text(at));
    let office = office || matches!(words.text(at), "venu" | "venue" | "venus" | "venues");
    let office = office && words.is_spaced(at) && of && words.language == Language::French;
    closed && (words.is_spelt(at, "qui") || office)
}

/// Whether a French office with its article begins at a word and is the subject of no verb: `la gardienne du port`, `l’adjointe au maire`.
fn is_office_with_article(words: &Words<'_>, at: usize) -> bool {
    let elided = words.begins_elided(at, "l");
    let head = if elided { at } else { at + 1 };
    let article = elided || matches!(words.text(at), "le" | "la") && words.is_spaced(at);
    let next = head + 1;
    let attributed = words.is_spaced(head) && (words.is_of(next) || words.is(next, PREP) && !words.is(next, AUX | PRON));
    article && words.is(head, ROLE | TITLE) && !words.is_capital(head) && (attributed || words.gap(head).starts_with([',', '.']))
}

/// Whether French words tell in what state somebody speaks: `encore sous le choc`, `encore émue`, `en train de balayer`, `34 ans`.
fn tells_how(words: &Words<'_>, at: usize) -> bool {
    let next = at + 1;
    match words.text(at) {
        "encore" | "toujours" => {
            let adjective = || !words.is(next, AUX | PRON | DET) && words.gap(next).starts_with([',', '.']);
            words.is(next, PREP) || is_french_participle(words.text(next)) || adjective()
        }
        "en" => words.is_spelt(next, "train") || words.is(next, ING),
        _ => words.is_number(at) && words.is_spelt(next, "ans"),
    }
}

/// The pronoun of a French verb that stands before it, whatever the verb: `coupe-t-il`.
fn inverted_end(words: &Words<'_>, verb: usize) -> Option<usize> {
    let hyphen = |at: usize| words.gap(at) == "-";
    let last = if words.is_spelt(verb + 1, "t") { verb + 2 } else { verb + 1 };
    let joined = words.language == Language::French && (verb..last).all(hyphen) && !words.is_capital(verb);
    (joined && matches!(words.text(last), "il" | "elle" | "ils" | "elles")).then_some(last)
}

/// Ends a quotation that lacks its closing mark before the cue that it holds: `“We go, said Moon, who left.`
pub(super) fn end_before_cue(words: &Words<'_>, quote: &mut Marked) {
    let tokens = quote.tokens.clone();
    let says = |at: usize| matches!(words.text(at), "said" | "says" | "added");
    let named = |at: usize| words.is_capital(at) || words.is(at, PRON) && matches!(words.text(at), "he" | "she" | "they");
    let cue = tokens.clone().skip(2).find(|&at| {
        let parted = words.gap_before(at).starts_with(',') && at + 1 < tokens.end && words.is_spaced(at);
        let closed = |end: usize| end >= tokens.end || !words.is_spaced(end - 1);
        parted && (says(at) && named(at + 1) || named(at) && says(at + 1) && closed(at + 2))
    });
    if let Some(cue) = cue {
        quote.inner.end = words.end(cue - 1) + 1;
        quote.outer.end = quote.inner.end;
        quote.tokens.end = cue;
    }
}

/// Whether a cue inside a quotation ends with a word: at a comma or full stop that belongs to no abbreviation, an apposition included.
fn ends_cue(words: &Words<'_>, end: usize) -> bool {
    let gap = words.gap(end);
    let abbreviated = gap.starts_with('.') && !words.is(end, PRON) && (words.is(end, ABBREV) || words.end(end) - words.start(end) <= 2);
    let apposed = gap == ", " && (words.is_capital(end + 1) || words.is_capital(end) && words.is(end + 1, ROLE | TITLE));
    gap.contains([',', '.', '!', '?']) && !abbreviated && !apposed
}
