//! What the words beside a name call what it names: a person by age, office or kinship, a body, a town.

use std::ops::Range;

use super::russian;
use super::{Name, NameKind};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::elision::small_word;
use crate::enrich::quotes::words::lexicon::{self, FIRST, Language, PLACE, PLURAL, ROLE, TITLE};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// Words from an office to the body it is in: the chairman of `the council’s public housing committee`.
const OFFICE: usize = 7;

/// Words of the longest role that brackets hold.
const BRACKETED: usize = 12;

/// Whether an apposition, an age or a relative clause behind a name tells that it is a person's.
pub(super) fn is_described(words: &Words<'_>, name: &Name) -> bool {
    let next = name.whole.end;
    let apposed = || {
        let one = small_word(words.text(next)).is_some_and(|(_, one)| SPEECH.one.has(one));
        one && words.language == Language::French
            || words.is(next, lexicon::DET | lexicon::ROLE)
            || words.is_number(next) && is_age(words, next) && !words.is(next + 1, lexicon::DATE)
            || words.is_spelt(next, "who")
    };
    let office = || {
        let before = name.whole.start.checked_sub(1).filter(|&before| name.tokens.len() > 1 && words.is_spaced(before));
        before.is_some_and(|before| {
            words.is(before, lexicon::ROLE) && !words.is(before, lexicon::CUE | lexicon::BODY) && !words.is_capital(before)
        })
    };
    let titled = || {
        let before = name.whole.start.checked_sub(1).filter(|&before| words.language != Language::English && words.is_spaced(before));
        name.tokens.len() == 1
            && before.is_some_and(|at| words.is(at, lexicon::ROLE | TITLE) && !words.is(at, lexicon::CUE) && !words.is_capital(at))
            && !russian::is_home(words, name.tokens.start)
            && !(words.language == Language::Other && words.is_of(name.whole.start))
            && !is_of_office(words, next)
    };
    // `il marito, Salvatore, …`
    let set_off = || {
        let before = name.whole.start.checked_sub(1).filter(|&before| words.language != Language::English && words.is_before_comma(before));
        let kin =
            before.is_some_and(|at| words.is(at, lexicon::ROLE) && !words.is(at, lexicon::CUE | lexicon::PLURAL) && !words.is_capital(at));
        kin && name.tokens.len() == 1 && words.is(name.tokens.start, FIRST) && words.gap(next - 1).starts_with([',', '.'])
    };
    // `Певица Зара Громова`
    let opening = || {
        let led = words.language == Language::Russian && name.tokens.len() > 1 && name.tokens.start > name.whole.start;
        led && words.is(name.tokens.start - 1, lexicon::ROLE) && !words.is(name.tokens.start - 1, lexicon::BODY)
    };
    next > 0
        && (set_off()
            || opening()
            || is_given_alone(words, name)
            || words.is_before_comma(next - 1) && apposed() && !is_home(words, name)
            || is_kin(words, name)
            || office()
            || titled()
            || is_set_off(words, name))
}

/// Words of the longest address before the name of a town.
const ADDRESS: usize = 7;

/// Whether a name without a first name tells where somebody is from, so that what a comma parts from it tells of them: Ana Ruiz, a teacher from `Marlow`, who left;
/// Ana Ruiz, of Mill Lane, `Marlow`, a teacher.
fn is_home(words: &Words<'_>, name: &Name) -> bool {
    let start = name.whole.start;
    let within = |at: usize| matches!(words.text(at), "from" | "in" | "at" | "near" | "outside");
    let from = |at: usize| within(at) || words.is_spelt(at, "of");
    let Some(before) = start.checked_sub(1).filter(|_| words.language == Language::English && start == name.tokens.start) else {
        return false;
    };
    if name.tokens.clone().any(|at| words.is(at, FIRST)) {
        return name.tokens.len() == 1 && words.is_spaced(before) && within(before);
    }
    let address = || {
        let floor = before.saturating_sub(ADDRESS).max(1);
        words.is_before_comma(before) && (floor..=before).rev().find(|&at| words.is_before_comma(at - 1)).is_some_and(from)
    };
    words.is_spaced(before) && from(before) || address()
}

/// Whether a number behind a name and a comma may be an age: of two digits, or of one between commas, as a child's is.
fn is_age(words: &Words<'_>, number: usize) -> bool {
    match words.end(number) - words.start(number) {
        1 => words.is_before_comma(number),
        2 => true,
        _ => false,
    }
}

/// Whether a word begins what a parent is by the number of their children: `Father-of-two` Tom Cole.
pub(in crate::enrich::quotes) fn is_parent_of_so_many(words: &Words<'_>, at: usize) -> bool {
    words.is_before_hyphen(at) && words.is_spelt(at + 1, "of") && words.is_before_hyphen(at + 1) && words.is_spaced(at + 2)
}

/// Whether a first name alone opens a German or French sentence as somebody who does something, or tells more of whoever bears it: `Cédric avait bu`, `Jonas lebt
/// hier`, `Marlène, ancienne infirmière,`.
pub(super) fn acts_by_first_name(words: &Words<'_>, at: usize) -> bool {
    let next = at + 1;
    let other = lexicon::PLACE | lexicon::ORG | lexicon::ROLE | TITLE | lexicon::BODY | lexicon::DATE | lexicon::STOP | lexicon::SAY;
    let told = matches!(words.language, Language::German | Language::French) && words.is(at, lexicon::FIRST) && !words.is(at, other);
    if !told || words.is_elided(at) || words.is_upper(at) || !words.is_capital(at) {
        return false;
    }
    let small = lexicon::ADV | lexicon::PREP | lexicon::CONJ | lexicon::DET | lexicon::SUB | lexicon::PRON | lexicon::POSS;
    let verb = || words.is(next, lexicon::AUX) || !PEOPLE.like_nouns.has(words.text(at));
    let opens = || words.opens_sentence(at) && words.is_spaced(at) && !words.is_quoted(at);
    let acts = || opens() && !words.is_capital(next) && !words.is_number(next) && !words.is(next, small) && verb();
    let former = || PEOPLE.before_callings.has(words.text(next));
    let apposed = || words.is_before_comma(at) && (words.is(next, lexicon::ROLE) || former()) && !words.is(next, lexicon::PLURAL);
    acts() || apposed()
}

/// Whether it is told that somebody gives no more of their name: `a shepherd who gave his name only as Hossein`, `who identified herself as Maryam`.
pub(in crate::enrich::quotes) fn is_given_alone(words: &Words<'_>, name: &Name) -> bool {
    let start = name.whole.start;
    let led = start > 0 && words.is_spelt(start - 1, "as") && words.is_spaced(start - 1) && words.language == Language::English;
    let oneself = |at: usize| matches!(words.text(at), "himself" | "herself" | "themselves" | "only");
    let given = |at: usize| words.is_spelt(at, "name") || words.is_spelt(at, "identified") && oneself(at + 1);
    led && (start.saturating_sub(5)..start - 1).rev().take_while(|&at| words.is_tight(at) && !words.is_quoted(at)).any(given)
}

/// Whether a name stands between commas behind the office of one person: `the country’s foreign minister, Erlan Idris, …`; not `its rival, Acme Steel, …`
fn is_set_off(words: &Words<'_>, name: &Name) -> bool {
    let Some(office) = name.whole.start.checked_sub(1).filter(|&office| office > 0 && words.is_before_comma(office)) else {
        return false;
    };
    words.is(office, lexicon::ROLE)
        && !words.is(office, lexicon::CUE | lexicon::BODY | lexicon::PLURAL)
        && !words.is_capital(office)
        && name.tokens.len() > 1
        && words.gap(name.whole.end - 1).starts_with(',')
        && !(office.saturating_sub(4)..office).any(|at| words.text(at).eq_ignore_ascii_case("its"))
}

/// Whether an office of one person stands behind a comma where a name ends: Ira Bell, `senior fellow`; Ira Bell, `a clerk`.
pub(super) fn is_apposed_to_office(words: &Words<'_>, next: usize) -> bool {
    let office = |at: usize| words.is(at, lexicon::ROLE) && !words.is(at, lexicon::PLURAL | lexicon::CUE);
    let first = if matches!(words.text(next), "a" | "an" | "senior" | "chief" | "head") { next + 1 } else { next };
    words.is_before_comma(next - 1) && !words.is_capital(next) && (office(next) || office(first) && words.is_spaced(next))
}

/// Whether a relation with its owner stands before a name: `the mayor’s wife, Melanie, …`, `his son Otto`.
pub(super) fn is_kin(words: &Words<'_>, name: &Name) -> bool {
    let Some(relation) = name.whole.start.checked_sub(1).filter(|&relation| relation > 0 && words.is_tight(relation - 1)) else {
        return false;
    };
    let owned = words.is_possessive(relation - 1) || words.is(relation - 1, lexicon::POSS);
    let closed = || words.gap(name.whole.end - 1).starts_with([',', '.']);
    let apposed = || words.is_spaced(relation) || words.is_before_comma(relation) && closed();
    owned && apposed() && is_kin_word(words.text(relation))
}

/// Whether a word is a relation that only a person has.
pub(in crate::enrich::quotes) fn is_kin_word(word: &str) -> bool {
    PEOPLE.kin.has(word) || PEOPLE.parents.has(word) || PEOPLE.children.has(word)
}

/// What the words beside a name that nothing else is known of call it.
pub(super) fn called(words: &Words<'_>, name: &Name) -> Option<NameKind> {
    match () {
        () if is_called_body(words, name) || says_it_acts(words, name) => Some(NameKind::Organisation),
        () if is_called_place(words, name) => Some(NameKind::Place),
        () => None,
    }
}

/// Whether a preposition before a name and a region behind it make it a town: `in Clarkston, Georgia`.
fn is_called_place(words: &Words<'_>, name: &Name) -> bool {
    let (start, next) = (name.whole.start, name.whole.end);
    let region = next < words.len() && words.is_before_comma(next - 1) && words.is_capital(next) && words.is(next, PLACE);
    let before = || start.checked_sub(1).map(|at| words.text(at)).unwrap_or_default();
    region && name.tokens.len() == 1 && matches!(before(), "in" | "from" | "near" | "outside" | "at" | "to") && words.is_spaced(start - 1)
}

/// Whether the word behind a Spanish, Portuguese or Italian office that ends before word `next` is what the office is of, since its holder's name follows in full:
/// `Il presidente Anfor, Carlo Berti, ha detto`.
fn is_of_office(words: &Words<'_>, next: usize) -> bool {
    let named = |at: usize| words.is_capital(at) && !words.is_quoted(at);
    let full =
        words.language == Language::Other && words.is_before_comma(next - 1) && words.is(next, FIRST) && named(next) && named(next + 1);
    let last = if named(next + 2) && words.is_spaced(next + 1) { next + 2 } else { next + 1 };
    let closed = || words.gap(last).starts_with(',') || words.is_spaced(last) && words.is(last + 1, lexicon::AUX | lexicon::CUE);
    full && words.is_spaced(next) && closed()
}

/// Whether somebody who is `it` speaks: `Aer Coral said on Friday it would close`; not `Moon said it would be`.
fn says_it_acts(words: &Words<'_>, name: &Name) -> bool {
    let verb = name.whole.end;
    let says = words.is(verb, lexicon::SAY) && words.class(verb) & (lexicon::TELL | lexicon::ING) == 0 && words.is_spaced(verb - 1);
    if words.language != Language::English || !says || name.tokens.len() < 2 || words.is_possessive(verb - 1) {
        return false;
    }
    let mut next = verb + 1;
    if words.is_spelt(next, "on") && words.is(next + 1, lexicon::DATE) {
        next += 1;
    }
    next += usize::from(words.is(next, lexicon::DATE));
    next += usize::from(words.is_spelt(next, "that"));
    let acts = matches!(words.text(next + 1), "would" | "will" | "had" | "has") && !words.is(next + 2, lexicon::ADV | lexicon::DET);
    words.is_spelt(next, "it")
        && acts
        && (verb..next + 2).all(|at| words.is_spaced(at))
        && !PEOPLE.bodies.of_no_body.has(words.text(next + 2))
}

/// Whether a body is only told for the office somebody holds in it: the `chairman of the housing committee`, Asa Dunn; not `the owner of the airline`.
fn is_told_for_office(words: &Words<'_>, body: usize) -> bool {
    let office = |at: usize| words.is(at, lexicon::ROLE) && !words.is(at, lexicon::PLURAL) && !PEOPLE.relations.has(words.text(at));
    let owner = |at: usize| matches!(words.text(at), "owner" | "founder" | "parent" | "member");
    let english = |at: usize| matches!(words.text(at), "of" | "for") && office(at - 1) && !owner(at - 1);
    // `la secretaria general del partido, Luz Rey,`
    let romance = |at: usize| {
        let held = office(at - 1) || at > 1 && words.is_tight(at - 2) && office(at - 2);
        words.language == Language::Other && PEOPLE.of.has(words.text(at)) && held
    };
    let leads = |at: usize| (english(at) || romance(at)) && words.is_spaced(at - 1);
    (body.saturating_sub(OFFICE).max(1)..body).rev().take_while(|&at| words.is_tight(at)).any(leads)
}

/// Whether the words beside a name call it a body: `airline Aer Coral`, `the utility, Con Grid,`, `Aer Coral, an airline`. Not `the airline Moon founded`.
fn is_called_body(words: &Words<'_>, name: &Name) -> bool {
    let body = |at: usize| {
        words.is(at, lexicon::BODY) && !words.is(at, lexicon::ROLE | lexicon::CUE) && !words.is_capital(at) && !words.is_quoted(at)
    };
    let (start, next) = (name.whole.start, name.whole.end);
    let led = |head: usize| {
        let floor = head.saturating_sub(4);
        (floor..head)
            .rev()
            .take_while(|&at| words.is_tight(at))
            .any(|at| words.is(at, lexicon::DET | lexicon::POSS) || words.is_possessive(at))
    };
    let before = start.checked_sub(1).filter(|&head| body(head));
    match before.map(|head| (head, words.gap(head))) {
        Some((head, " ")) if words.language != Language::English || !led(head) => return true,
        Some((head, ", ")) if led(head) && !is_told_for_office(words, head) && words.gap(next - 1).starts_with(',') => return true,
        _ => {}
    }
    // `The firm behind the meals, Aer Coral, apologised`
    let set_off =
        start > 0 && words.is_before_comma(start - 1) && words.gap(next - 1).starts_with(',') && words.language == Language::English;
    let of_phrase = |at: usize| body(at) && words.is(at + 1, lexicon::PREP) && words.is(at - 1, lexicon::DET) && words.is_spaced(at);
    let mut phrase = (start.saturating_sub(7).max(1)..start.saturating_sub(1)).rev().take_while(|&at| words.is_tight(at));
    if set_off && !words.is(start - 1, lexicon::ROLE) && phrase.any(of_phrase) {
        return true;
    }
    let apposed = next < words.len() && words.is_before_comma(next - 1) && words.is(next, lexicon::DET) && words.is_spaced(next);
    // Not `Ada Roux, de la banque du port`.
    let apposed = apposed && !(words.language == Language::French && words.is(next, lexicon::PREP));
    let head = |at: &usize| words.is(*at, lexicon::ROLE | lexicon::BODY | lexicon::TITLE);
    apposed
        && (next + 1..next + 4)
            .take_while(|&at| words.is_tight(at - 1))
            .find(head)
            .is_some_and(|at| body(at) && !words.is(at + 1, lexicon::ROLE))
}
/// The role that stands in brackets behind a name, in languages other than English: Anna Berg `(Trainerin SV Moor)`.
pub(super) fn bracketed(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    let first = name.whole.end;
    if words.language == Language::English || !words.is(first, ROLE | TITLE) || words.is(first, PLURAL) {
        return None;
    }
    if !matches!(words.gap(first - 1), " (" | ": (") {
        return None;
    }
    let last = (first..words.len().min(first + BRACKETED)).find(|&at| !words.is_tight(at))?;
    words.gap(last).starts_with(')').then(|| words.start(first)..words.end(last))
}
