//! Tells where a person's name begins behind the names of bodies and places, and behind what an office is of: `le maire
//! de Lyon` Paul Roux, `il leader del M5S` Anna Ricci, `пресс-секретаря Кремля` Ивана Петрова.

use std::ops::Range;

use super::judgement::classes_of;
use super::roles::joins_offices;
use super::{Gender, Name, NameKind, People, holding, russian, standing};
use crate::enrich::quotes::words::elision::small_word;
use crate::enrich::quotes::words::lexicon::{
    ABBREV, ADV, AUX, BODY, CONJ, CUE, DATE, DEPT, DET, FIRST, Language, Lexicon, ORG, PAST, PLACE, PLURAL, POSS, PREP, PRON, ROLE, SAY,
    SOFT, STOP, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};
use crate::enrich::quotes::words::{POSSESSIVE, Words};

/// Words of the longest office that a body opens the sentence with: `chairman and chief executive`.
const LED_BY_BODY: usize = 5;

/// Words from an office to the name behind what tells more of it: `ministre délégué aux Transports` Paul Roux.
const TOLD: usize = 7;

/// The same in French, whose offices tell most: `procureur de la République de Saint-Jean-les-Bains` Paul Roux.
const TOLD_IN_FRENCH: usize = 10;

/// Words from an office to what it is of: `secretario general de la` Unión.
const OFFICE: usize = 4;

/// The word of a capitalised run with which the name of an office's holder begins, where the words before it are what the office is of.
pub(super) fn holder(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    if words.language == Language::English || run.len() < 3 || words.is(run.start, FIRST) {
        return None;
    }
    if words.language == Language::Russian {
        let first_name = |at: usize| words.is(at, FIRST) || russian::is_first_name(words.text(at), Lexicon::of(Some("ru")));
        let patronymic = |word: &str| ENDINGS.patronymics_of_men.ends(word) || ENDINGS.patronymics_of_women.ends(word);
        let second = run.start + 1;
        // `представитель Речнадзора Янек Прош`
        let of_body = || {
            let office = run.start > 0 && words.is_spaced(run.start - 1) && words.is(run.start - 1, ROLE | TITLE);
            office && ENDINGS.genitives.ends(words.text(run.start)) && !patronymic(words.text(second))
        };
        // `директор КФХ М.Г. Рогов`
        if words.is_upper(run.start) && words.is_initial(second) && words.is_spaced(run.start) && !words.is_initial(run.start) {
            return Some(second);
        }
        // `глава Чеченской Республики Рустам Садулаев`, `адвокат Петра Котова Анна Лапина`
        let nominative = |at: usize| words.is(at, FIRST);
        let other_case = first_name(run.start) && !words.is(run.start, FIRST);
        if run.len() > 3 && !words.is(run.start, FIRST) {
            let least = if other_case { second + 1 } else { second };
            let plain = |at: usize| !patronymic(words.text(at)) && words.is_spaced(at - 1) && words.is_spaced(at);
            let found = (least..run.end - 1).find(|&at| nominative(at) && plain(at));
            return found.or_else(|| (second + 1..run.end - 1).find(|&at| !other_case && first_name(at) && plain(at)));
        }
        let fits = run.len() == 3 && !first_name(run.start) && (first_name(second) || of_body()) && !patronymic(words.text(run.end - 1));
        return (fits && words.is_spaced(run.start) && words.is_spaced(second)).then_some(second);
    }
    if !is_of_office(words, run.start) {
        return None;
    }
    let given =
        |at: usize| words.is(at, FIRST) && words.is_capital(at) && words.is_spaced(at - 1) && !PEOPLE.saints.has(words.text(at - 1));
    let acronym = words.is_upper(run.start) && run.len() == 3 && !words.is_upper(run.start + 1) && words.is_spaced(run.start);
    (run.start + 1..run.end - 1).find(|&at| given(at)).or(acronym.then_some(run.start + 1))
}

/// Whether a capitalised word is what an office before it is of: `maire de` Lyon, `ministro` dell’Economia, `Chef der` Linken.
pub(super) fn is_of_office(words: &Words<'_>, at: usize) -> bool {
    let joined = |at: usize| words.is_tight(at) && !words.is_quoted(at);
    let mut first = at;
    // `région` Normandie
    if first > 0 && joined(first - 1) && words.is(first - 1, BODY | ORG) && !words.is_capital(first - 1) {
        first -= 1;
    }
    let body = first;
    while !words.is_of(at) && first > 0 && body - first < 2 && joined(first - 1) && words.is(first - 1, PREP | DET) {
        first -= 1;
    }
    (first < body || words.is_of(at))
        && (first.saturating_sub(OFFICE)..first).rev().take_while(|&own| joined(own)).any(|own| words.is(own, ROLE | TITLE))
}

/// Whether a word is the town that an office before it is of, in languages that join the two by a small word: `maire de` Lormes, `sindaco di` Montalto.
pub(super) fn is_town_of_office(words: &Words<'_>, at: usize) -> bool {
    if !matches!(words.language, Language::French | Language::Other) || at == 0 {
        return false;
    }
    let of = words.is_spaced(at - 1) && matches!(words.text(at - 1), "de" | "di");
    let office = if words.is_of(at) { Some(at - 1) } else { at.checked_sub(2).filter(|_| of) };
    office.is_some_and(|office| words.is_spaced(office) && PEOPLE.of_towns.has(words.text(office)))
}

/// Words of the longest body that belongs to an office: the Children’s `Regional Medical Center`.
const BODY_OF_OFFICE: usize = 3;

/// How many words behind one with a possessive ending are the rest of a body's name: the Sheriff’s `Office`, the Marlow Teachers’ `Union`. Nobody speaks by
/// the name of `Office`, and the sheriff is not meant.
pub(super) fn owned_body(words: &Words<'_>, owner: usize) -> Option<usize> {
    if words.language != Language::English || !words.is_capital(owner) || !PEOPLE.bodies.owners_of_bodies.has(words.stem(owner)) {
        return None;
    }
    let body = |at: usize| words.is(at, ORG | BODY) || words.is_spelt(at, "Office");
    let joined =
        |&at: &usize| words.is_capital(at) && (words.is_spaced(at - 1) || at == owner + 1 && matches!(words.gap(owner), "’ " | "' "));
    let found = (owner + 1..owner + 1 + BODY_OF_OFFICE).take_while(joined).find(|&at| body(at))?;
    Some(found - owner)
}

/// Whether a run is the name of a body that belongs to an office, and of nobody who serves there: `Marlow County Sheriff’s Office`.
pub(super) fn is_owned_body(words: &Words<'_>, run: &Range<usize>) -> bool {
    // Hardly any has one.
    if classes_of(words, run).0 & POSSESSIVE == 0 {
        return false;
    }
    let owner = (run.start..run.end - 1).find(|&at| words.is_possessive(at));
    owner.is_some_and(|owner| owned_body(words, owner).is_some() && !(owner + 1..run.end).any(|at| words.is(at, TITLE | FIRST)))
}

/// Whether a capitalised office with `of the` stands before a word, or any before capital letters: Chancellor of the `Exchequer` Ana Ruiz, Speaker of the `House` Ana Ruiz, head
/// of the `FBI` Ana Ruiz.
pub(super) fn is_behind_chair(words: &Words<'_>, at: usize) -> bool {
    let Some(office) = at.checked_sub(3).filter(|_| words.is_spelt(at - 1, "the") && words.is_spelt(at - 2, "of")) else { return false };
    words.is(office, ROLE | TITLE) && (words.is_capital(office) || words.is_upper(at)) && (office..at).all(|at| words.is_spaced(at))
}

/// Where the person begins behind names of bodies and places: `House Republican Thomas Massie`.
pub(super) fn skip_to_first_name(words: &Words<'_>, run: &Range<usize>) -> usize {
    let firm = |at: usize| words.is(at, ORG) && !words.is(at, SOFT | FIRST);
    let found = (run.start + 1..run.end.saturating_sub(1)).rev().find(|&at| words.is(at, FIRST) && words.is_capital(at));
    let Some(mut first) = found else { return run.start };
    while first > run.start + 1
        && words.is(first - 1, FIRST)
        && (words.is_spaced(first - 1) || words.language == Language::French && words.is_before_hyphen(first - 1))
    {
        first -= 1;
    }
    let english = words.language == Language::English;
    // `Анник Жан-Люк`
    if !english && words.is_before_hyphen(first) && first + 2 == run.end {
        return run.start;
    }
    let acronym = english && words.is_upper(first - 1) && !words.is_upper(first) && !words.is_initial(first - 1);
    let thing = |at: usize| {
        words.is(at, ORG | PLACE)
            || words.is(at, DEPT) && (!english || at == run.start && is_behind_chair(words, at))
            || !english && words.is_upper(at)
    };
    // `disse à Rádio Serra Ivo Lessa`, `a la agencia Sur Ana Ruiz`, but `Fundación Ana Ruiz`
    let told = |at: usize| words.language == Language::Other && at + 1 < first && words.is(at, BODY) && !words.is(at, FIRST);
    let before = run.start.checked_sub(1).filter(|&before| words.is_spaced(before) && !words.is_capital(before));
    // `secretary of the union Marlow` Ana Ruiz
    let of_body = |at: usize| english && words.is(at, BODY) && holding::office_to(words, run.start).is_some();
    let behind_thing = acronym
        || before.is_some_and(of_body)
        || before.is_some_and(told)
        || (run.start..first).any(told)
        || matches!(words.language, Language::German | Language::Russian)
        || first == run.start + 1 && is_from_somewhere(words, run.start)
        || (run.start..first).any(|at| thing(at) && !words.is(at, FIRST));
    let person = !(first..run.end).any(firm) && !words.is(run.start, FIRST) && words.is_spaced(first - 1);
    if behind_thing && person { first } else { run.start }
}

/// Whether a French word with its article tells where somebody is from: `le Brestois` Paul Roux, `l’Argentin` Lionel Roux.
fn is_from_somewhere(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    let elided = word.starts_with(['l', 'L']) && word.contains(['\'', '’']);
    let led = elided || at > 0 && words.is_spaced(at - 1) && words.is(at - 1, DET);
    words.language == Language::French && led && word.len() > 4 && ENDINGS.ends_of_demonyms.ends(word)
}

/// Where the first of two names begins that are whose office it is, the second of which begins at `start`: `Marlow and` Hill analyst Ana Ruiz.
pub(super) fn over_two_bodies(words: &Words<'_>, people: &People, start: usize) -> usize {
    let joined = words.language == Language::English && start > 1 && words.is_spelt(start - 1, "and");
    let Some(first) = people.at(start.saturating_sub(2)).map(|index| &people.names[index]).filter(|_| joined) else { return start };
    let named = first.person.is_none() && first.whole.end == start - 1 && words.is_spaced(start - 2) && words.is_spaced(start - 1);
    let before = first.whole.start.checked_sub(1);
    let opens = before.is_none_or(|at| !words.is_tight(at) || words.is_quoted(at) || words.is(at, SAY) && words.is(at, PAST));
    if named && opens && !words.is_possessive(start - 2) && !words.is_quoted(start - 2) { first.whole.start } else { start }
}

/// Where the body begins that opens the sentence with an office in it: `Marlow Steel chairman and chief` executive, Tom Hill, …
pub(super) fn body_of_office(words: &Words<'_>, people: &People, head: usize) -> Option<usize> {
    let floor = head.saturating_sub(LED_BY_BODY);
    let plain = |at: usize| words.is(at, ROLE | TITLE | CONJ) || !words.is(at, CUE | AUX | PREP | DET | SUB | PRON | STOP | DATE);
    let small = |at: &usize| words.is_tight(*at) && !words.is_capital(*at) && plain(*at) && !words.is_quoted(*at);
    let first = (floor..head).rev().take_while(small).last().unwrap_or(head);
    let body = &people.names[people.at(first.checked_sub(1)?)?];
    let opens = body.person.is_none() && body.kind == NameKind::Organisation && words.opens_sentence(body.whole.start);
    (words.language == Language::English && opens && body.whole.end == first && words.is_spaced(first - 1)).then_some(body.whole.start)
}

/// Where the first of two offices begins the second of which begins at `start`: `actor and` director Tom Hale.
pub(super) fn over_first_office(words: &Words<'_>, start: usize) -> usize {
    if !joins_offices(words, start.saturating_sub(1)) {
        return start;
    }
    let first = start - 2;
    // `best friend and fellow runner`; `between the prime minister and Chancellor` Moon
    let small = (first..=start).all(|at| !words.is_capital(at)) && !PEOPLE.relations.has(words.text(first));
    let owned = || first > 0 && (words.is(first - 1, DET | POSS) || words.is_possessive(first - 1) || words.is(first - 1, CONJ));
    if words.language != Language::English || small && !owned() { first } else { start }
}

/// The office of a person in French, Italian, Spanish or Portuguese between which and the full name stands what tells more of it, without a comma: `président
/// norvégien` Nils Berg, `consigliere regionale` Anna Ricci, `ministre délégué aux Transports` Paul Roux.
pub(super) fn told_before(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    let (start, romance) = (name.tokens.start, matches!(words.language, Language::French | Language::Other));
    if !romance || name.tokens.len() < 2 || words.is_of(start) {
        return None;
    }
    let reach = if words.language == Language::French { TOLD_IN_FRENCH } else { TOLD };
    let told = start.saturating_sub(reach)..start;
    let mut head = told
        .rev()
        .take_while(|&at| !ends_description(words, at) || words.is_spelt(at, "e") && words.is_spaced(at))
        .find(|&at| is_one_office(words, at))?;
    let joined = first_of_two(words, head, reach);
    // `ministre délégué`
    if head > 0 && is_one_office(words, head - 1) && words.is_spaced(head - 1) {
        head -= 1;
    }
    let led = |at: usize| words.is(at, PREP) || words.text(at).contains(['\'', '’']);
    let first = (head + 1..start).find(|&at| !is_one_office(words, at))?;
    let adjective = |at: usize| !words.is_capital(at) && !words.is(at, CUE | ADV | DATE | DET | POSS | PREP | BODY) && !words.is_number(at);
    let attribute = (first..start).find(|&at| led(at));
    let adjectives = (first..attribute.unwrap_or(start)).all(adjective) && attribute.unwrap_or(start) - first <= 2;
    // `l’avocat de la famille` Roux; `le procès du maire contre` Paul Roux
    // `il segretario della Cgil` Anna Roca, but la Fondazione Anna Roca.
    let short = words.language == Language::Other && words.is(start, FIRST) && words.end(start - 1) - words.start(start - 1) <= 6;
    let union = short && words.is(start - 1, ORG) && !words.is(start - 1, BODY | PREP | DET);
    let governed = words.is(start - 1, PREP | DET | BODY | ORG) && attribute.is_some() && !union;
    let of = attribute.is_none_or(|at| {
        PEOPLE.of.has(words.text(at)) || words.text(at).starts_with(['d', 'D']) || matches!(words.text(at), "aux" | "à" | "per")
    });
    // `la fille du président norvégien` Anna Berg
    if head > 1 && PEOPLE.of.has(words.text(head - 1)) && words.is(head - 2, ROLE | TITLE) {
        return None;
    }
    let held = standing::over_standing(words, head);
    // `ex-presidente da Câmara`
    let held = held - usize::from(held == head && head > 0 && words.is_before_hyphen(head - 1) && standing::is_standing(words, head - 1));
    let opened = head > 0 && (words.is(head - 1, DET | PREP) || words.is_spaced(head - 1) && words.is(head - 1, CUE))
        || held < head
        || words.text(head).contains(['\'', '’'])
        || joined.is_some();
    let head = joined.unwrap_or(held);
    (adjectives && of && opened && !governed).then(|| words.start(head) + standing::article(words, head)..words.end(start - 1))
}

/// Whether a word is a small noun for the office of one.
fn is_one_office(words: &Words<'_>, at: usize) -> bool {
    words.is(at, ROLE | TITLE) && !words.is(at, PLURAL | CUE | ABBREV) && !words.is_capital(at)
}

/// Whether a word ends what a description tells of an office.
fn ends_description(words: &Words<'_>, at: usize) -> bool {
    words.is_quoted(at) || !words.is_tight(at) || words.is(at, SUB | CONJ | AUX | PRON) && !words.is(at, PREP | DET)
}

/// The first of two French offices of one person, the second of which has no article, and which tell more than a word each: `le chef des pêcheurs et` ministre de
/// l’Intérieur.
fn first_of_two(words: &Words<'_>, second: usize, reach: usize) -> Option<usize> {
    let and =
        second.checked_sub(1).filter(|&and| words.language == Language::French && words.is_spelt(and, "et") && words.is_spaced(and))?;
    let first = (and.saturating_sub(reach)..and)
        .rev()
        .take_while(|&at| !ends_description(words, at))
        .filter(|&at| is_one_office(words, at))
        .last()?;
    let led = first > 0 && words.is_spaced(first - 1) && words.is(first - 1, DET) || words.text(first).contains(['\'', '’']);
    led.then_some(first)
}

/// Bytes of the preposition that has become one word with an office: `dell’`avvocato Ugo Berti.
pub(super) fn preposition(words: &Words<'_>, at: usize) -> usize {
    if !matches!(words.language, Language::French | Language::Other) {
        return 0;
    }
    let article = standing::article(words, at);
    if article > 0 || words.language == Language::French {
        return article;
    }
    let word = words.text(at);
    let elided = small_word(word).filter(|(small, _)| PEOPLE.elided.has(small));
    elided.map_or(0, |(_, noun)| word.len() - noun.len())
}

/// Gender that the article of a French office before a name tells where the name tells none: `du président` Kofi Mensah.
pub(super) fn gender_of_office(words: &Words<'_>, titles: &Range<usize>) -> Gender {
    if words.language != Language::French {
        return Gender::Unknown;
    }
    let mut first = titles.start;
    while first > 0 && words.is_spaced(first - 1) && words.is(first - 1, ROLE | TITLE) && !words.is_quoted(first - 1) {
        first -= 1;
    }
    let office = titles.end.checked_sub(1).filter(|&at| at >= first && words.is(at, ROLE | TITLE) && !words.is(at, ABBREV));
    let article = first.checked_sub(1).filter(|&article| office.is_some() && words.is_spaced(article));
    match article.map_or("", |article| words.text(article)) {
        "le" | "Le" | "du" | "au" | "un" | "Un" => Gender::Male,
        "la" | "La" | "une" | "Une" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Whether a French word tells that a clause has its verb there: `la maire et son équipe se présentent`, `le maire a cédé`.
pub(super) fn acts_in_french(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    let reflexive = word == "se" || words.begins_elided(at, "s");
    reflexive || words.is(at, AUX) && SPEECH.auxiliaries.has(word)
}
