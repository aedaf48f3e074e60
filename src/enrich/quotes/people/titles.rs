//! Titles at the beginning of a run, and what they are of: where the name itself begins behind them.

use std::ops::Range;

use super::runs::is_in_charge;
use super::{Gender, gender_of, letters};
use crate::enrich::quotes::words::lexicon::{self, ABBREV, DEPT, FEMALE, FIRST, Language, MALE, ORG, PLACE, SUFFIX, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::without_suffix;
use crate::enrich::quotes::words::{UPPER, Words, german};

/// Where a run goes on behind its titles, and the gender that they tell, where it has any.
pub(super) fn behind_titles(words: &Words<'_>, run: &Range<usize>) -> Option<(usize, Gender)> {
    // Two words, as most runs have, tell by their classes that none of them is one.
    let told = words.class(run.start) | words.class(run.end - 1);
    if run.len() == 2 && told & (TITLE | UPPER) == 0 && words.language != Language::German {
        return None;
    }
    let mut titles = None;
    let mut gender = Gender::Unknown;
    let last = without_suffix(words, run).end - 1;
    let kin = |at: usize| is_kin_of_owner(words, run, at);
    let seat = |at: usize| is_seat_or_honour(words, run, at);
    for at in run.clone() {
        let title = words.is(at, TITLE) && !is_saint(words, at, run.start);
        if !(title || ends_rank(words, run, at) || kin(at) || seat(at)) {
            continue;
        }
        let after_name = words.is(run.start, FIRST) && !words.is(run.start, TITLE);
        let behind_name = || words.is(at - 1, FIRST) && !words.is(at - 1, TITLE);
        let behind_unknown = || {
            PEOPLE.titles_before_names.has(words.text(at))
                && words.class(at - 1) & (TITLE | ORG | PLACE | DEPT | lexicon::ROLE | lexicon::STOP) == 0
        };
        let courtesy = || words.is(at - 1, ABBREV) && words.is(at - 1, MALE | FEMALE);
        let surname = at == last && at > run.start && !kin(at) && (after_name || courtesy() || behind_name() || behind_unknown());
        let first_name = words.is(at, FIRST) && at < last && !words.is(at, ABBREV) && !is_romance_courtesy(words, at);
        let suffix = at > last && words.is(at, SUFFIX) && !seat(at);
        if !surname && !first_name && !suffix && !is_bare_abbreviation(words, at) {
            gender = gender_of(words.class(at)).or(gender);
            titles = Some((at + 1, gender));
        }
    }
    titles
}

/// Whether a German noun for a person stands behind the name in the same run of the one the person is of: Hannas `Vater`, Anna Bergs `Anwalt`.
fn is_kin_of_owner(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let behind = words.language == Language::German && at > run.start;
    behind && (german::is_kin_of(words, at) || at > run.start + 1 && german::is_owned(words, at))
}

/// Whether a word of a run that is no title stands for one: it ends a seat or an honour, or is a courtesy of one letter.
fn is_seat_or_honour(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let by_several = || {
        letters::is_pageant(words, run, at)
            || letters::is_membership(words, run, at)
            || letters::is_honour(words, run, at)
            || is_dom(words, run, at)
    };
    // Most runs have two.
    letters::is_seat(words, run, at) || run.len() > 2 && by_several()
}

/// Whether an abbreviated title that is a name as well stands without its full stop (`Del Balz`).
fn is_bare_abbreviation(words: &Words<'_>, at: usize) -> bool {
    words.is(at, ABBREV) && !words.gap(at).starts_with('.') && PEOPLE.doubtful_titles.has(words.text(at))
}

/// Whether a letter stands for a Portuguese or Spanish courtesy before a first name and more: `D.` Manuel Lessa.
fn is_dom(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let letter = at == run.start && run.len() > 2 && words.is_initial(at) && words.is_spelt(at, "D");
    letter && words.language == Language::Other && words.is(at + 1, FIRST)
}

/// Whether a courtesy that is a first name elsewhere stands before a first name: `Don` Luis Roca.
fn is_romance_courtesy(words: &Words<'_>, at: usize) -> bool {
    words.language == Language::Other && words.is(at + 1, FIRST) && PEOPLE.courtesies.has(words.text(at))
}

/// Whether a word of a run makes with the next one the name of a town or a surname: `St.` Paul, Ana `St.` Clair. Not where it is a street at the end of a
/// sentence: `at 12 Broad St. Moon said`.
pub(super) fn is_saint(words: &Words<'_>, at: usize, run_start: usize) -> bool {
    let before = || run_start.checked_sub(1).filter(|&before| words.is_spaced(before));
    let place = |before: usize| words.is_number(before) || matches!(words.text(before), "on" | "at" | "near" | "along" | "off");
    let street = || at > run_start && !words.is(run_start, FIRST) && before().is_some_and(place);
    words.end(at) == words.start(at) + 2 && words.text(at).eq_ignore_ascii_case("st") && !street()
}

/// Whether a word that is no title ends a rank of several words before a name.
fn ends_rank(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let led = at.checked_sub(2).is_some_and(|first| words.is(first, TITLE | lexicon::ROLE));
    led && run.len() > 3 && (is_class_of_rank(words, at) || is_in_charge(words, at))
}

/// Whether a word ends a rank: `Sgt. 1st Class` Tom Riley.
fn is_class_of_rank(words: &Words<'_>, at: usize) -> bool {
    at > 1
        && words.is(at - 2, TITLE)
        && words.is_spelt(at, "Class")
        && matches!(words.text(at - 1), "1st" | "2nd" | "3rd" | "First" | "Second")
}

/// Words of the longest department that an office is for, of those whose words are not known.
const DEPARTMENT: usize = 4;

/// Skips `-elect`, `of State` and the like behind a title.
pub(super) fn skip_department(words: &Words<'_>, mut start: usize, end: usize) -> usize {
    let mut of_what = false;
    while start < end {
        let word = words.text(start);
        let department = words.is(start, DEPT) && !words.is(start, FIRST);
        let of = matches!(word, "of" | "for" | "and" | "the");
        let of_place = start > 0 && matches!(words.text(start - 1), "of" | "for");
        let place = words.is(start, PLACE) && (of_place || start + 2 < end && !words.is(start, FIRST) && words.is_capital(start + 1));
        if !(department || of || place || word == "elect") {
            break;
        }
        of_what |= matches!(word, "of" | "for");
        start += 1;
    }
    if of_what { first_name_behind(words, start, end).unwrap_or(start) } else { start }
}

/// Where the person begins behind what an office is for, whose words are not all known: Undersecretary of State for `Management` Ana
/// Ruiz, Director of Public `Works` Ana Ruiz.
fn first_name_behind(words: &Words<'_>, start: usize, end: usize) -> Option<usize> {
    let department = |at: usize| words.is_capital(at) && !words.is(at, FIRST) || matches!(words.text(at), "and" | "&");
    let first = (start..end.min(start + DEPARTMENT + 1)).find(|&at| !department(at) || words.is(at, FIRST))?;
    (first > start && first + 1 < end && words.is(first, FIRST) && words.language == Language::English).then_some(first)
}
