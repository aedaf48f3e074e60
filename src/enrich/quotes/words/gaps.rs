//! What stands between two words, as the rules know it; told by a number where it stands there often.

use std::hint::select_unpredictable;
use std::ops::Range;

use super::lexicon::{CONJ, Class, FIRST, Language, PARTICLE, PLACE, PREP, ROLE, SUFFIX, TITLE};
use super::{CAPITAL, GAP, POSSESSIVE, SHORT, SPACED, Words, short_number};

/// What stands most often between two words, but for a space.
#[rustfmt::skip]
pub(super) const GAPS: [&str; 31] = [
    ", ", ". ", ".\n\n", "-", ".", ",", " (", " – ", ",\" ", ".\n\n\"", ". \"", " \"", "' ", ",” ", " “",
    ")", ") ", "; ", "? ", "% ", " $", " — ", ": ", "\" ", ".\" ", ": \"", ".\"\n\n", "” ", ". “", ".\n\n“", ".”\n\n",
];
/// What stands between a word and the next where that is a space or one of them, by its place counted from 1.
pub(super) static KNOWN: [&str; GAPS.len() + 1] = {
    let mut known = [" "; GAPS.len() + 1];
    let mut at = 0;
    while at < GAPS.len() {
        at += 1;
        known[at] = GAPS[at - 1];
    }
    known
};
/// Which marks each of these holds, as [`mark_bit`] tells them; a mere space none.
pub(super) static MARKS: [u32; GAPS.len() + 1] = {
    let mut marks = [0; GAPS.len() + 1];
    let mut at = 0;
    while at < GAPS.len() {
        at += 1;
        marks[at] = marks_of(GAPS[at - 1].as_bytes());
    }
    marks
};

/// The bit that stands for a mark; 0 for those that none of [`GAPS`] holds.
#[inline(always)]
pub(super) const fn mark_bit(mark: char) -> u32 {
    match mark {
        ',' => 1,
        '.' => 1 << 1,
        '\n' => 1 << 2,
        '-' => 1 << 3,
        ' ' => 1 << 4,
        '(' => 1 << 5,
        '–' => 1 << 6,
        '"' => 1 << 7,
        '\'' => 1 << 8,
        '“' => 1 << 9,
        '”' => 1 << 10,
        ')' => 1 << 11,
        ';' => 1 << 12,
        ':' => 1 << 13,
        '—' => 1 << 14,
        '?' => 1 << 15,
        '%' => 1 << 16,
        '$' => 1 << 17,
        _ => 0,
    }
}

/// The marks of one of [`GAPS`], whose characters have one byte or three.
const fn marks_of(gap: &[u8]) -> u32 {
    let mut marks = 0;
    let mut at = 0;
    while at < gap.len() {
        let mark = if gap[at].is_ascii() {
            Some(gap[at] as char)
        } else {
            at += 2;
            char::from_u32((gap[at - 2] as u32 & 0xf) << 12 | (gap[at - 1] as u32 & 0x3f) << 6 | gap[at] as u32 & 0x3f)
        };
        at += 1;
        // A mark without a bit would be taken for all of them, which a test finds.
        marks |= match mark {
            Some(mark) if mark_bit(mark) != 0 => mark_bit(mark),
            _ => u32::MAX,
        };
    }
    marks
}
/// The same as numbers, each with its place counted from 1, each in the slot that [`gap_slot`] tells; 0 in those that are free.
static GAP_NUMBERS: [(u64, u64); GAP_SLOTS] = match gap_numbers(GAP_TURN) {
    Some(numbers) => numbers,
    None => panic!("two gaps in one slot"),
};
/// Slots for them, a power of two.
const GAP_SLOTS: usize = 128;
/// What their numbers are multiplied by so that each has a slot of its own: the first of some odd numbers that does.
const GAP_TURN: u64 = {
    let mut turn: u64 = 0x9e37_79b9_7f4a_7c15;
    while gap_numbers(turn).is_none() {
        turn = turn.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    }
    turn
};

const fn gap_numbers(turn: u64) -> Option<[(u64, u64); GAP_SLOTS]> {
    let mut numbers = [(0, 0); GAP_SLOTS];
    let mut at = 0;
    while at < GAPS.len() {
        let number = short_number(GAPS[at].as_bytes());
        at += 1;
        let slot = gap_slot(number, turn);
        if numbers[slot].1 != 0 {
            return None;
        }
        numbers[slot] = (number, at as u64);
    }
    Some(numbers)
}

/// The highest bits of a number times `turn`.
const fn gap_slot(number: u64, turn: u64) -> usize {
    (number.wrapping_mul(turn) >> (u64::BITS - GAP_SLOTS.ilog2())) as usize
}
/// A bit for each of them, counted from 1, of which it depends on the two words whether these are apart.
pub(super) const JOINING: u64 = of_kind(Kind::Joining);
/// The same of those that end a line.
const ENDING_LINES: u64 = of_kind(Kind::EndingLine);
/// The same for those with a dash or a colon.
const DASHED: u64 = of_kind(Kind::Dashed);
/// The same for those with a quotation mark, a dash or a colon, and for all that are none of them, at 0.
pub(super) const MARKED: u64 = DASHED | of_kind(Kind::Quoted) | 1;

/// What one of them may do.
#[derive(Clone, Copy)]
enum Kind {
    Joining,
    InsideName,
    EndingLine,
    Dashed,
    Quoted,
}

/// A bit for each of them, counted from 1, that is of a kind.
const fn of_kind(kind: Kind) -> u64 {
    let mut all = 0;
    let mut at = 0;
    while at < GAPS.len() {
        let is_of_kind = match (kind, GAPS[at].as_bytes()) {
            (Kind::EndingLine, gap) => marks_of(gap) & mark_bit('\n') != 0,
            (Kind::Dashed, gap) => marks_of(gap) & (mark_bit('–') | mark_bit('—') | mark_bit(':')) != 0,
            (Kind::Quoted, gap) => marks_of(gap) & (mark_bit('"') | mark_bit('\'') | mark_bit('“') | mark_bit('”')) != 0,
            (Kind::Joining, gap) => matches!(gap, b". " | b"-" | b"' "),
            (Kind::InsideName, gap) => matches!(
                gap,
                b". " | b"-" | b"." | b" (" | b". \"" | b" \"" | b"' " | [b' ', 0xe2, 0x80, 0x9c] | [b'.', b' ', 0xe2, 0x80, 0x9c]
            ),
        };
        at += 1;
        if is_of_kind {
            all |= 1 << at;
        }
    }
    all
}
/// `. ` among them, counted from 1.
pub(super) const FULL_STOP: u64 = number_of(b". ");
/// And a hyphen.
const HYPHEN: u64 = number_of(b"-");
/// And `, `.
const COMMA: u64 = number_of(b", ");

/// Which of them it is, counted from 1.
const fn number_of(gap: &[u8]) -> u64 {
    let mut at = 0;
    while short_number(GAPS[at].as_bytes()) != short_number(gap) {
        at += 1;
    }
    at as u64 + 1
}

/// Words of the longest town, or of two, before a dash that opens a story.
pub(in crate::enrich::quotes) const TOWN: usize = 4;

/// Stands for a mere space beside them.
const SPACE: u64 = 32;
const _: () = assert!(GAPS.len() < SPACE as usize && SPACE == 1 << (u64::BITS - GAP), "more gaps than a word's classes can number");
/// Which of them, counted from 1, and of all others together at 0, may stand between two words of a name, whatever the second one is.
const INSIDE_NAMES: u64 = 1 | of_kind(Kind::InsideName);

impl Words<'_> {
    /// Whether a word may belong to the same name as the one before. In English the two, the word behind them and what stands between them tell nearly all
    /// that do not; in other languages, and of the last word of a text, the answer is always yes.
    #[inline]
    pub(in crate::enrich::quotes) fn may_join(&self, at: usize) -> bool {
        let around = self.class.get(at.wrapping_sub(1)..).and_then(<[Class]>::first_chunk);
        let Some(&[before, own, next]) = around.filter(|_| self.language == Language::English) else { return true };
        let all_of = |asked: bool, gaps: u64| u64::from(asked).wrapping_neg() & gaps;
        let is_small = (own & (PARTICLE | PREP | CONJ) != 0) & (next & (CAPITAL | PARTICLE) != 0);
        // By no branch: where a name ends cannot be foretold.
        let inside = INSIDE_NAMES
            | all_of(own & (CAPITAL | SUFFIX) != 0, 1 << SPACE | 1 << COMMA)
            // `Sophie in 't Veld`
            | all_of(is_small | (own & (SPACED | u64::MAX << GAP) == 0), 1 << SPACE)
            | all_of(before & POSSESSIVE != 0, u64::MAX);
        let gap = before >> GAP | (before & SPACED) >> (SPACED.trailing_zeros() - SPACE.trailing_zeros());
        inside >> gap & 1 != 0
    }

    /// Whether a comma and a space stand between a word and the next.
    #[inline]
    pub(in crate::enrich::quotes) fn is_before_comma(&self, at: usize) -> bool {
        self.class(at) >> GAP == COMMA
    }

    /// Whether a dash or a colon stands between a word and the next, as behind a dateline.
    pub(in crate::enrich::quotes) fn is_before_dash(&self, at: usize) -> bool {
        match self.class(at) >> GAP {
            0 => {
                let gap = self.gap(at);
                gap.contains(['–', '—', ':']) || gap.contains("- ") || gap.contains("--")
            }
            known => DASHED >> known & 1 != 0,
        }
    }

    /// Whether a hyphen joins a word with the next.
    #[inline]
    pub(in crate::enrich::quotes) fn is_before_hyphen(&self, at: usize) -> bool {
        self.class(at) >> GAP == HYPHEN
    }

    /// Whether a word is the first of its line.
    pub(in crate::enrich::quotes) fn opens_line(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.class(before) >> GAP {
            0 => self.is_parted_by(before, ['\n']),
            known => ENDING_LINES >> known & 1 != 0,
        }
    }

    /// Whether a word is the first of its sentence, as far as the mark before it tells.
    pub(in crate::enrich::quotes) fn opens_sentence(&self, at: usize) -> bool {
        // `ASKE (AP) — Keeper Jonas Weir`, `Aske, Norway (AP) -- Keeper Jonas Weir`
        let behind_dateline = || {
            let gap = self.gap(at - 1);
            gap.starts_with(") -") || gap.contains(['—', '–']) && (self.is_upper(at - 1) || gap.contains(')'))
        };
        at == 0
            || self.is_parted_by(at - 1, ['.', '!', '?', '\n', '“', '"', ':', '«', '„'])
            || !self.is_spaced(at - 1) && behind_dateline()
            || self.is_behind_town(at)
    }

    /// Whether a word begins the story behind the town, or the number of the day, that opens its paragraph before a dash, in languages whose datelines are not in
    /// capitals: `Marseille — La ministre`, `Bari, 3 mag. – Il prefetto`.
    pub(in crate::enrich::quotes) fn is_behind_town(&self, at: usize) -> bool {
        if !matches!(self.language, Language::French | Language::Other) {
            return false;
        }
        let last = at.checked_sub(1).filter(|&last| self.is_parted_by(last, ['—', '–']) && self.is_capital(at));
        let Some(last) = last.filter(|&last| self.gap(last).starts_with(' ')) else { return false };
        let line = at.saturating_sub(TOWN)..at;
        let first =
            line.rev().take_while(|&own| own == last || self.is_tight(own)).find(|&own| self.gap_before(own).contains('\n') || own == 0);
        let town = |own: usize| self.is_capital(own) && (self.is(own, PLACE) || !self.is(own, FIRST | ROLE | TITLE));
        first.is_some_and(|first| (first..at).all(town))
    }
}

/// What stands between two words as the rules know it, where that is not as it is written: spaces of any number or kind are one space, a spaced hyphen is a dash.
pub(super) fn plain(gap: &str) -> Option<&'static str> {
    Some(match gap {
        "  " | "   " | "\u{a0}" | " \u{a0}" | "\u{a0} " | "\u{2009}" | "\u{202f}" => " ",
        ",  " | ",\u{a0}" => ", ",
        ".  " | ".\u{a0}" => ". ",
        " - " | " -- " | "--" | "-- " | " --- " | "---" => " – ",
        _ => return None,
    })
}

/// Which of [`GAPS`] stands in a text, counted from 1; 0 for any other.
#[inline]
pub(super) fn known_gap(text: &str, gap: Range<usize>) -> u64 {
    let length = gap.end - gap.start;
    if length == 0 || length > SHORT {
        return 0;
    }
    let number = match text.as_bytes().get(gap.start..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes) & u64::MAX >> (8 * (SHORT - length)),
        None => short_number(text.as_bytes().get(gap).unwrap_or_default()),
    };
    let (known, place) = GAP_NUMBERS[gap_slot(number, GAP_TURN)];
    select_unpredictable(known == number, place, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_known_gaps_are_those_that_they_hold() {
        for (known, marks) in KNOWN.iter().zip(MARKS).skip(1) {
            for mark in ",.\n- ()–\"'“”:;?!%$—‘«\u{a0}".chars() {
                assert_eq!(marks & mark_bit(mark) != 0, known.contains(mark), "{known:?} {mark:?}");
            }
        }
        // What may stand there between words is not looked into.
        assert_eq!((KNOWN[0], MARKS[0]), (" ", 0));
    }
}
