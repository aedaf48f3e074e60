//! Letters and small words around a name that are no part of it: seats in parliament, honours of two words, initials without full stops; names that a page
//! has stuck together.

use std::ops::Range;

use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ABBREV, BODY, DATE, DEPT, DET, FEMALE, FIRST, Language, Lexicon, MALE, ORG, PLACE, PREP, ROLE, STOP, SUFFIX, TITLE,
};
use crate::enrich::quotes::words::lists::PEOPLE;

/// Whether letters for a seat in parliament stand before the name of whoever has it, or end a party's name where nobody's follows: the Salt Party `MP` Wimal
/// Perera, a Salt Party `MP`; not behind the name: Ann Moon `MP`.
pub(super) fn is_seat(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let timed = || at > 0 && words.is_number(at - 1);
    if !words.is_upper(at) || words.language != Language::English || timed() || !PEOPLE.seats.has(words.text(at)) {
        return false;
    }
    // `Reed Party MP`, but `Reed Hill MP`.
    let named = words.is(run.start, FIRST) && !(run.start..at).any(|own| words.is(own, ORG));
    let led = || run.start > 0 && words.is_spaced(run.start - 1) && words.is(run.start - 1, DET);
    let far = || run.start > 1 && words.is_spaced(run.start - 1) && words.is_spaced(run.start - 2) && words.is(run.start - 2, DET);
    let alone = run.len() == 1;
    let nameless = at + 1 == run.end && !named && (led() || !alone && far() && !words.is(run.start - 1, PREP));
    let behind = at + 1 < run.end && !named && words.is_spaced(at) && words.is_capital(at + 1);
    nameless || behind
}

/// Whether a word ends a seat that is written out: Member of `Parliament` Ana Ruiz.
pub(super) fn is_membership(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    words.is_spelt(at, "Parliament") && at >= run.start + 2 && words.is_spelt(at - 1, "of") && words.is_spelt(at - 2, "Member")
}

/// Whether a word ends an honour of two words: Tan `Sri` Kamal Samad, Datuk `Seri` Lim.
pub(super) fn is_honour(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let led = || matches!(words.text(at - 1), "Tan" | "Puan" | "Datuk" | "Dato" | "Datin" | "Datu");
    matches!(words.text(at), "Sri" | "Seri") && words.language == Language::English && at > run.start && at + 1 < run.end && led()
}

/// Whether a word ends a title won in a contest of beauty: Miss `Universe` Ana Ruiz.
pub(super) fn is_pageant(words: &Words<'_>, run: &Range<usize>, at: usize) -> bool {
    let led = words.is(at.wrapping_sub(1), ABBREV) && at > run.start && at + 2 < run.end && words.is(at - 1, MALE | FEMALE);
    led && words.language == Language::English
        && matches!(words.text(at), "Universe" | "World" | "Earth" | "International" | "Galaxy" | "Supranational")
        && words.is_spaced(at)
        && words.is_spaced(at + 1)
        && matches!(words.text(at - 1), "Miss" | "Mr" | "Mrs" | "Ms")
}

/// Fewest letters of a surname and the first name stuck to it.
const STUCK: usize = 7;

/// What a web page prints without a space before it.
pub(super) enum Stuck {
    /// A further name: Ana `HillTom` Moon. Nobody is called so.
    Name,
    /// What leads to other pages, and a further name behind it, at a word: Ben Ames `ReadMoreTom` Hale. The name ends before it.
    Link(usize),
}

/// What is stuck together in a run.
pub(super) fn stuck(words: &Words<'_>, run: &Range<usize>) -> Option<Stuck> {
    // Hardly any word has a capital inside, and hardly any run has more than three.
    if run.len() <= 3 && [run.start + 1, run.end - 1].map(|at| words.is_small_behind_first(at)) == [true; 2] {
        return None;
    }
    let known = FIRST | ORG | PLACE | TITLE | ROLE | BODY;
    let long = |&at: &usize| !words.is_small_behind_first(at) && !words.is(at, known) && words.end(at) - words.start(at) >= STUCK;
    let in_word = |at: usize| {
        let word = words.stem(at);
        let mut seams = seams(word);
        let seam = seams.next()?;
        let (surname, name) = word.split_at(seam);
        let lexicon = Lexicon::of(Some("en"));
        let first = |name: &str| lexicon.class(name) & FIRST != 0;
        // Not `DeAnnaMarie`.
        if seams.last().is_some_and(|last| last >= STUCK && first(&word[last..])) {
            return Some(Stuck::Link(at));
        }
        // `Mary RuthAnn Moon`, `Ana FitzRoy`
        let other = || surname.len() < 4 || surname == "Fitz" || first(surname);
        let named = || (run.start..at).any(|before| words.is(before, FIRST));
        (name == words.text(run.start) || first(name) && !other() && named()).then_some(Stuck::Name)
    };
    run.clone().skip(1).filter(long).find_map(in_word)
}

/// Where in a word a capital stands behind a small letter.
fn seams(word: &str) -> impl Iterator<Item = usize> {
    let behind = word.as_bytes().windows(2).enumerate();
    behind.filter(|(_, pair)| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).map(|(before, _)| before + 1)
}

/// Whether two capitals are the initials of the surname behind them: `AR` Dogra, `KR` Kathiresan Mohan; not `BP` Solar, `UN` Envoy.
pub(super) fn has_joined_initials(words: &Words<'_>, name: &Range<usize>) -> bool {
    let (first, next) = (name.start, name.start + 1);
    let other = ORG | PLACE | DEPT | TITLE | SUFFIX | ROLE | STOP | DATE | BODY;
    words.is_upper(first)
        && words.language == Language::English
        && (2..=3).contains(&name.len())
        && words.end(first) - words.start(first) == 2
        && words.is_spaced(first)
        && name.clone().skip(1).all(|at| words.is_capital(at) && !words.is_upper(at) && !words.is(at, other))
        && words.end(next) - words.start(next) > 2
        && !words.is(first, ORG | PLACE | TITLE | SUFFIX)
        && !PEOPLE.no_initials.has(words.text(first))
}
