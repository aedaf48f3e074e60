//! What is known of a word by itself, and what stands between it and the next tells of it.

use std::hint::select_unpredictable;

use super::gaps::{FULL_STOP, GAPS, JOINING, known_gap, plain};
use super::lexicon::{self, ABBREV, Class, Lexicon, ORG, PLACE, TIES};
use super::spelling::possessive_ending;
use super::{CAPITAL, GAP, INITIAL, NUMBER, POSSESSIVE, QUOTED, SPACED, TIGHT, UPPER, WRITTEN};
use crate::analysis::segment::{Token, TokenCase, TokenKind};
use crate::enrich::word_table::Packed;

/// What is known of a word by itself, or that it is [`ODD`], whatever else is told of it then, and whether a space stands between it and the next.
#[inline(always)]
pub(super) fn own_class(body: &str, token: &Token, next: u32, lexicon: &Lexicon) -> Class {
    let case = CASES[token.case as usize][usize::from(token.is_plain)];
    let Some((word, behind)) = Packed::with_next(body.as_bytes(), token.start as usize, token.end as usize) else {
        return case | ODD | if body.get(token.end as usize..next as usize) == Some(" ") { SPACED | TIGHT } else { 0 };
    };
    let others = next ^ (token.end + 1) | u32::from(behind ^ b' ');
    case | lexicon.class_at_once(word) | select_unpredictable(others == 0, SPACED | TIGHT, 0)
}

/// What the case of a word tells, and whether it is of ASCII letters alone.
static CASES: [[Class; 2]; 3] = {
    let mut classes = [[ODD, 0]; 3];
    classes[TokenCase::Title as usize] = [CAPITAL | ODD, CAPITAL];
    // It may be an acronym.
    classes[TokenCase::Upper as usize] = [CAPITAL | UPPER | ODD; 2];
    classes
};

/// Classes of the lexicon.
pub(super) const LISTED: Class = ((1 << WRITTEN) - 1) | TIES;

/// Set on words that are to be looked up with more care; nothing is known to be quoted then.
pub(super) const ODD: Class = QUOTED;

/// Classes of a word that is not found at once.
#[inline(never)]
pub(super) fn looked_up(body: &str, token: &Token, lexicon: &Lexicon) -> Class {
    let (start, end) = (token.start as usize, token.end as usize);
    let ending = possessive_ending(&body.as_bytes()[start..end]);
    let possessive = if ending > 0 { POSSESSIVE } else { 0 };
    possessive
        | match token.kind {
            TokenKind::Word if token.case == TokenCase::Upper && end - start <= 3 => acronym(token.text(body), lexicon),
            TokenKind::Word => match lexicon.elided(body, start, end) {
                Some(name) => elided(&body[start + name..end], lexicon),
                None if ending > 0 => lexicon.class_of_possessive(body, start, end, ending),
                None => lexicon.class_at(body, start, end),
            },
            TokenKind::Number => NUMBER,
            TokenKind::Ideograph => 0,
        }
}

/// Classes of a name that a small word without its last letter stands before: of a verb none, however it reads.
fn elided(name: &str, lexicon: &Lexicon) -> Class {
    let upper = name.chars().nth(1).is_some() && name.chars().all(char::is_uppercase);
    CAPITAL | if upper { UPPER } else { 0 } | lexicon.class(name) & lexicon::OF_NAMES
}

/// What stands between a word of class `own` and the next tells of it.
pub(super) fn behind(body: &str, token: &Token, next: Option<&Token>, own: Class) -> Class {
    let written = token.end as usize..next.map_or(body.len(), |next| next.start as usize);
    let mut known = known_gap(body, written.clone());
    // Of letters alone it has one.
    let short = !token.is_plain | (token.end == token.start + 1);
    let may_be_initial = short & (own & CAPITAL != 0);
    // As most full stops do, before a word with a capital: `the pier. Moon`.
    let capital = next.is_some_and(|next| (next.case == TokenCase::Title) & (next.kind == TokenKind::Word));
    let ends = (known == FULL_STOP) & !short & (own & (UPPER | ABBREV) == 0) & capital;
    // Most others hold the two words apart, whatever these are.
    let apart = (known != 0) & (JOINING >> known & 1 == 0);
    if (apart | ends) & !may_be_initial {
        return known << GAP;
    }
    let gap = match GAPS.get((known as usize).wrapping_sub(1)) {
        Some(gap) => gap,
        None => {
            let written = body.get(written).unwrap_or_default();
            let plain = plain(written);
            known = plain.map_or(0, |gap| known_gap(gap, 0..gap.len()));
            plain.unwrap_or(written)
        }
    };
    let apart = known != 0 && JOINING >> known & 1 == 0;
    let initial = may_be_initial && gap.starts_with('.') && is_initial(token.text(body), own);
    (known << GAP) | if initial { INITIAL } else { 0 } | if apart { 0 } else { joining(gap, body, token, next, own) }
}

/// Whether a word of class `own` with a capital, which a full stop follows, is one letter, or two with a stop between.
fn is_initial(word: &str, own: Class) -> bool {
    let letters = word.chars().filter(|&c| c != '.').take(3).count();
    letters == 1 || letters == 2 && word.len() > 2 && word.contains('.') && own & PLACE == 0
}

/// What it tells that a gap stands between a word of class `own` and the next, where that may be anything but that they are apart.
fn joining(gap: &str, body: &str, token: &Token, next: Option<&Token>, own: Class) -> Class {
    match gap {
        ". " => {
            let cut_short = own & (UPPER | ABBREV) != 0 || token.end == token.start + 1;
            // `world No. 1 Ana Ruiz`
            let numbered = || next.is_some_and(|next| next.kind == TokenKind::Number) && token.text(body) == "No";
            // No sentence begins small: `Marlow Corp. said`.
            let small = |next: &Token| next.case == TokenCase::Lower && next.text(body).starts_with(char::is_lowercase);
            if cut_short || next.is_some_and(small) || numbered() { TIGHT } else { 0 }
        }
        " " => SPACED | TIGHT,
        "-" | "/" => TIGHT,
        "’ " | "' " if token.text(body).ends_with(['s', 'x', 'z', 'ß']) => TIGHT | POSSESSIVE,
        "’ " | "' " => TIGHT,
        "’" | "'" | "‘" if next.is_some_and(|next| next.text(body) == "s") => POSSESSIVE,
        _ => 0,
    }
}

/// Classes of a short word in capitals, which may be an acronym that reads like a small word.
fn acronym(word: &str, lexicon: &Lexicon) -> Class {
    match word {
        "US" => PLACE,
        "IT" | "WHO" => ORG,
        _ => lexicon.class(word),
    }
}
