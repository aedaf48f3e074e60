//! Tells which small words join capitalised ones in one name, and how many words come with them: `Ana de la Cruz`, `Bank of Dale`, `Silva e Souza`.

use super::runs::{is_capital_particle, is_in_charge};
use crate::enrich::quotes::words::lexicon::{self, DATE, DEPT, FIRST, Language, ORG, PARTICLE, PLACE, PREP, STOP, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::openings::PLAIN;
use crate::enrich::quotes::words::{CAPITAL, Words, german};

/// Particles and `of`, which join capitalised words on either side.
pub(super) fn joined_by_small_word(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    // As of nearly all: none of the words that are told below is of another class, but for one behind which no mere space stands; and none joins what is small.
    let joins = || words.is(next, PARTICLE | PREP | lexicon::CONJ) && words.is(next + 1, CAPITAL | PARTICLE);
    if words.language == Language::English && words.is_spaced(next) && !joins() {
        return None;
    }
    let capital = |at: usize| words.is_capital(at) && !words.is(at, STOP | DATE);
    if words.language == Language::German && parts_in_german(words, start, next) {
        return None;
    }
    if is_in_charge(words, next + 1) {
        return Some(2);
    }
    let word = words.text(next);
    if !words.is_spaced(next)
        && matches!(word, "in" | "van" | "op")
        && matches!(words.gap(next), " '" | " ’" | " ‘")
        && words.is_spelt(next + 1, "t")
    {
        return (capital(next + 2) && words.is_spaced(next + 1)).then_some(3);
    }
    // `Parola di Anna Ricci`
    let of = next == start + 1 && matches!(word, "di" | "de") && words.is(next + 1, FIRST) && words.is_capital(next + 2);
    let thing = of
        && words.class(start) & (FIRST | PLACE | ORG | TITLE | lexicon::ROLE) == 0
        && (start == 0 || words.gap(start - 1).contains(['.', '!', '?', '\n']));
    if thing {
        return None;
    }
    if is_of_office_with_capital(words, start, next) {
        return None;
    }
    // `Anna Silva e Souza`, but `Berti e Ricci`, `Graciela y Silvino`.
    let listed =
        || next == start + 1 && (words.is(start, FIRST) || words.language == Language::Other && word == "e" && is_listed(words, start));
    let and = matches!(word, "y" | "e") && (words.is(next + 1, FIRST | TITLE) || listed() && !is_surname_of_two(words, start, next));
    if words.is(next, PARTICLE) && !and {
        let mut width = 1;
        while words.is(next + width, PARTICLE) && !words.is_capital(next + width) && width < 3 && words.is_spaced(next + width - 1) {
            width += 1;
        }
        if is_capital_particle(words, next + width) && words.is(next + width, STOP) {
            width += 1;
        }
        // `Paul Roux de la CGT`
        let body = words.is_upper(next + width) && !words.is_upper(start) && next > start + 1;
        if body && matches!(words.language, Language::French | Language::Other) {
            return None;
        }
        // `Luca Ricci della Fiom`, `della Rsu Cgil`
        let first = next + width;
        let union = words.is(first, ORG) || words.is_spaced(first) && words.is_capital(first + 1) && words.is(first + 1, ORG);
        let of = matches!(word, "della" | "dello" | "dei" | "degli" | "delle");
        if of && union && words.language == Language::Other && next > start + 1 && words.is(start, FIRST) && !words.is(first, FIRST) {
            return None;
        }
        let gap = words.gap(next + width - 1);
        let elided = words.is_elided(next + width) && !words.is(next - 1, ORG | DEPT);
        return (capital(next + width) && !elided && matches!(gap, " " | "-" | "’" | "'")).then_some(width + 1);
    }
    if let Some(width) = told_of_body(words, start, next) {
        return Some(width);
    }
    // `Whip Richard J. Marsh of Illinois`
    let thing = || {
        let first = next > start + 1 && words.is(next - 2, FIRST) && words.is_spaced(next - 2)
            || next > start + 2 && words.is_initial(next - 2) && words.is(next - 3, FIRST);
        // `Mayor Anna Bell of Dayton`, but the Ray Hall of Fame.
        let titled = next > start + 1 && words.is(next - 2, TITLE) && words.is_capital(next - 2);
        let surname = (first || titled) && words.is(next - 1, lexicon::SOFT) && !PEOPLE.bodies.bodies_of.has(words.text(next - 1));
        let person = surname || first && !words.is(next - 1, ORG | TITLE | DEPT);
        !surname && (words.is(next - 1, ORG | TITLE | DEPT) || !person && (start..next).any(|at| words.is(at, ORG)))
    };
    let joins = match word {
        "of" if words.is_spelt(next - 1, "Member") && words.is_spelt(next + 1, "Parliament") => words.is_spaced(next),
        "of" | "for" => capital(next + 1) && words.is_spaced(next) && thing(),
        "and" | "&" => {
            let field = |at: usize| words.is(at, DEPT) || PEOPLE.bodies.fields.has(words.text(at));
            // `the Institute for Science and National Security`
            let second = || words.is_capital(next + 2) && words.is_spaced(next + 1) && words.is(start, ORG) && field(next + 2);
            let partner =
                || PEOPLE.bodies.partners.has(words.stem(next + 1)) && words.is_spaced(next) && words.language == Language::English;
            words.is_capital(next + 1) && (field(next - 1) && (field(next + 1) || second()) || partner())
        }
        _ => false,
    };
    joins.then_some(2)
}

/// Whether a small word opens what an office with a capital is of: `Presidente della` Camera, `Procureur de la` République. The office is not part of the body.
fn is_of_office_with_capital(words: &Words<'_>, start: usize, next: usize) -> bool {
    let romance = matches!(words.language, Language::French | Language::Other);
    let office = next == start + 1 && words.is(start, TITLE | lexicon::ROLE) && !words.is(start, FIRST | ORG);
    if !romance || !office || !PEOPLE.of.has(words.text(next)) {
        return false;
    }
    // `Fonte da polícia`, which has its capital from the sentence.
    if !words.is(start, TITLE) {
        return words.opens_sentence(start);
    }
    let body = next + 1 + usize::from(words.is(next + 1, lexicon::DET) && !words.is_capital(next + 1));
    // `il Sindaco di Montalto`
    if PEOPLE.of_towns.has(words.text(start)) && words.is_spaced(body - 1) {
        return true;
    }
    // `Diretor do Dipor, Ivo Lessa, …`
    let set_off = || words.is_before_comma(body) && words.is_capital(body) && words.is_capital(body + 1) && words.is(body + 1, FIRST);
    words.is_spaced(body - 1) && (words.is(body, ORG | DEPT | PLACE | lexicon::BODY) || has_article(words, start) || set_off())
}

/// Whether an elided article makes a capital of what a person is: `L’avocat` de Marine Moreau. Not before ranks with surnames, as in `L’amiral de Grasse`.
fn has_article(words: &Words<'_>, at: usize) -> bool {
    let noun = words.text(at).strip_prefix(['L', 'l']).and_then(|rest| rest.strip_prefix(['\'', '’']));
    noun.is_some_and(|noun| noun.starts_with(char::is_lowercase) && !matches!(noun, "abbé" | "amiral" | "ammiraglio" | "almirante"))
}

/// Whether a name of one word before `e` is one of two rather than of a body: `Berti e Ricci spiegano`, but `la sede di Ponti e Strade`. Portuguese
/// has no article before the names of most persons, and one before those of bodies: `o encontro de Prado e Lessa`, `a sede da Prado e Lessa`.
fn is_listed(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|&before| words.is_spaced(before));
    let governed = before.is_some_and(|at| words.is(at, PREP | lexicon::DET) && !PEOPLE.before_persons.has(words.text(at)));
    !governed && !words.is(at, FIRST | ORG)
}

/// Whether two words that `e` joins are one surname, as a verb or an office of one person right before them tells: `o advogado Prado e Lessa`, `disse Prado e Lessa`, but
/// `disseram Prado e Lessa`.
fn is_surname_of_two(words: &Words<'_>, start: usize, next: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&before| words.is_spaced(before) && words.language == Language::Other) else {
        return false;
    };
    let (word, plain) = (words.text(before), !words.is_capital(before) && next == start + 1);
    let article = before
        .checked_sub(1)
        .is_some_and(|at| words.is_spaced(at) && matches!(words.text(at), "o" | "a" | "O" | "A" | "do" | "da" | "ao" | "pelo"));
    let office = words.is(before, lexicon::ROLE | TITLE) && !words.is(before, lexicon::PLURAL) && article;
    let verb = words.is(before, lexicon::SAY) && !word.ends_with(['m', 'n', 'o']);
    plain && (office || verb) && words.is_capital(next + 1) && !words.is(next + 1, FIRST | TITLE)
}

/// Width of what tells of what a body is, where it has no capital: Fédération `des exploitants`, Agence `régionale de santé`.
fn told_of_body(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    let romance = matches!(words.language, Language::French | Language::Other);
    if !romance || next != start + 1 || !words.is(start, ORG) || words.is(start, FIRST | lexicon::SOFT | PLACE) {
        return None;
    }
    let noun = |at: usize| {
        let many = words.language == Language::French && words.is(at, lexicon::PLURAL);
        let other = STOP | PLAIN | lexicon::CUE | DATE | if many { 0 } else { lexicon::ROLE };
        words.is_spaced(at - 1) && !words.is_capital(at) && !words.is(at, other) && words.end(at) - words.start(at) > 3
    };
    let adjective = usize::from(noun(next) && !words.is(next, PREP));
    let of = next + adjective;
    if !words.is(of, PREP) || !PEOPLE.of.has(words.text(of)) {
        return None;
    }
    let article = usize::from(matches!(words.text(of + 1), "la" | "los" | "las"));
    let last = of + 1 + article;
    let infinitive = ["er", "ir", "re", "ar"].iter().any(|end| words.text(last).ends_with(end)) && words.is_spelt(of, "de") && article == 0;
    (noun(last) && !infinitive).then_some(last + 1 - next)
}

/// Whether what stands behind a German title says of what, rather than being a noble name: `Sprecher der Gewerkschaft`, `Bürgermeister von Köln`,
/// but `Präsidentin von der Leyen`.
fn is_attribute(words: &Words<'_>, next: usize) -> bool {
    match words.text(next) {
        "der" | "des" | "dem" | "den" => true,
        // `Sprecher von der Regierung`
        "von" if words.is_spelt(next + 1, "der") => words.is(next + 2, PLACE | ORG | TITLE | lexicon::ROLE | lexicon::BODY),
        "von" => words.is(next + 1, PLACE | ORG),
        _ => false,
    }
}

/// Whether what stands behind a German name says of which body somebody is: Ulf Brandes `von der TU`.
fn is_of_body(words: &Words<'_>, next: usize) -> bool {
    let article = usize::from(matches!(words.text(next + 1), "der" | "dem" | "den"));
    let body = next + 1 + article;
    words.is_spelt(next, "von") && words.is_capital(body) && (words.is(body, ORG | PLACE) || words.is_upper(body))
}

/// Whether a German name ends before a small word: `Anna Berg von der TU`, `Sprecher der Gewerkschaft`.
fn parts_in_german(words: &Words<'_>, start: usize, next: usize) -> bool {
    let word = words.text(next);
    // `Berg zu Moor: „…“`, `Jan Berg zu den Plänen`
    let addressed = || words.is(next + 1, lexicon::DET) || !(start..next).any(|at| words.is(at, FIRST | TITLE));
    let apart = || PEOPLE.bodies.no_surnames.has(words.text(next + 1)) || addressed();
    if matches!(word, "der" | "den" | "das" | "du" | "la" | "und") || word == "zu" && apart() {
        return true;
    }
    let whole = next > start + 1 && words.is(next - 2, FIRST | PARTICLE) && !words.is(next - 1, FIRST | TITLE);
    let titled = words.is(next - 1, TITLE | lexicon::ACCORDING) && !words.is(next - 1, FIRST) && is_attribute(words, next);
    let named = next > start + 1 && words.is(next - 2, FIRST) && is_of_body(words, next);
    // `in einem Brief von Anna Berg`, `ein Brief von der Ministerin`
    let led = || words.is_spelt(next + 1, "der") && words.is(next + 2, TITLE | lexicon::ROLE) && words.is_capital(next + 2);
    let owner = || words.is(next + 1, FIRST | TITLE) && words.is_capital(next + 1) || led();
    let noun = next == start + 1 && !words.is(start, FIRST | TITLE | PARTICLE);
    let article = || start > 0 && words.is_spaced(start - 1) && words.is(start - 1, lexicon::DET | lexicon::POSS);
    let thing = word == "von" && noun && (owner() || article());
    thing || whole && matches!(word, "von" | "zu" | "zum" | "zur") || titled || named || german::leads_to_owner(words, start, next)
}
