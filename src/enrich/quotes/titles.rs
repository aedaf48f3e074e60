//! Reads what stands before a name as its title: which words go on with an office, which titles belong to the name itself.

use super::lexicon::{ABBREV, DEPT, FIRST, Language, PLACE, SUFFIX};
use super::words::Words;

/// Words of the longest department that an office is for, of those whose words are not known.
const DEPARTMENT: usize = 4;

/// Titles that always have a name behind them; behind one they are surnames.
pub(super) const CALLED: [&str; 14] =
    ["Dona", "Dame", "Lord", "Father", "Brother", "Sister", "Lady", "Prince", "King", "Duke", "Baron", "Pope", "Sultan", "Marshal"];

/// Letters behind a name that are no part of it (`KC`, `MP`).
pub(super) fn is_postnominal(words: &Words<'_>, at: usize) -> bool {
    words.is_upper(at) && words.is(at, SUFFIX) && !matches!(words.text(at), "II" | "III" | "IV" | "JR" | "SR")
}

/// Whether an abbreviated title that is a name as well stands without its full stop (`Del Balz`).
pub(super) fn is_bare_abbreviation(words: &Words<'_>, at: usize) -> bool {
    let doubtful = matches!(words.text(at), "Del" | "Det" | "Hon" | "Fr" | "Dep" | "Asst" | "Sec" | "Amb" | "Brig" | "St" | "Don" | "Pres");
    doubtful && words.is(at, ABBREV) && !words.gap(at).starts_with('.')
}

/// Whether a title makes a name together with one word: `Pope Francis`.
pub(super) fn is_part_of_name(word: &str) -> bool {
    const TITLES: [&str; 18] = [
        "King", "Queen", "Pope", "Prince", "Princess", "Emperor", "Empress", "Sultan", "Emir", "Sheikh", "Sheik", "Duke", "Duchess",
        "Lord", "Lady", "Father", "Sister", "Mother",
    ];
    TITLES.contains(&word)
}

/// Skips `-elect`, `of State` and the like behind a title.
pub(super) fn skip_department(words: &Words<'_>, mut start: usize, end: usize) -> usize {
    while start < end {
        let word = words.text(start);
        let department = words.is(start, DEPT) && !words.is(start, FIRST);
        let of = matches!(word, "of" | "for" | "and" | "the");
        let of_place = start > 0 && matches!(words.text(start - 1), "of" | "for");
        let place = words.is(start, PLACE) && (of_place || start + 2 < end && !words.is(start, FIRST) && words.is_capital(start + 1));
        if !(department || of || place || word == "elect") {
            break;
        }
        start += 1;
    }
    if start > 0 && matches!(words.text(start - 1), "of" | "for") { first_name_behind(words, start, end).unwrap_or(start) } else { start }
}

/// Where the person begins behind what an office is for, whose words are not known: Undersecretary of State for `Management` Ana Ruiz.
fn first_name_behind(words: &Words<'_>, start: usize, end: usize) -> Option<usize> {
    let department = |at: usize| words.is_capital(at) && !words.is(at, FIRST) || matches!(words.text(at), "and" | "&");
    let first = (start..end.min(start + DEPARTMENT + 1)).find(|&at| !department(at) || words.is(at, FIRST))?;
    (first > start && first + 1 < end && words.is(first, FIRST) && words.language == Language::English).then_some(first)
}
