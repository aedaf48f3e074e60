//! Reads what a person is, as the article writes it: the title before the name, or the apposition behind it.

use std::ops::Range;

use super::callings::bracketed;
use super::namesakes::is_courtesy;
use super::offices::{self, body_of_office, over_first_office, over_two_bodies};
use super::roles_behind::{behind, is_kinship};
use super::{Name, People, holding, russian, standing};
use crate::enrich::quotes::words::lexicon::{
    ABBREV, ADV, AUX, BASE, BODY, CONJ, CUE, DATE, DEPT, DET, Language, PAST, PLURAL, POSS, PREP, PRON, ROLE, SAY, STOP, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE};
use crate::enrich::quotes::words::{CAPITAL, QUOTED, SPACED, Words, german};
use crate::enrich::word_set::WordSet;

/// Words in the longest apposition that is taken for a role.
pub(super) const LONGEST: usize = 24;

/// Words between the office and what it is of: `senior communications adviser`.
const MODIFIERS: usize = 3;

/// Adjectives between an office and the comma before the name of its holder.
const ADJECTIVES: usize = 2;

/// Words from a relative pronoun to the noun that ends its clause.
const RELATIVE: usize = 10;

/// Words before the noun of an office that follows a name without article: Moon, `public relations and foreign trade` officer.
pub(super) const ATTRIBUTES: usize = 6;

/// How many of a person's roles are looked at to tell whether another is new, so that a text of nothing else is read in linear time.
const REPEATED: usize = 64;

/// Every role that a mention of a person gives, in text order.
pub(in crate::enrich::quotes) fn of_mentions(words: &Words<'_>, people: &People) -> Vec<(usize, Range<usize>)> {
    let mut told = Vec::with_capacity(people.names.len() / 2);
    let persons = WordSet::of(&people.names, |name| name.person.is_some());
    let names = persons.members().map(|index| &people.names[index]);
    told.extend(names.filter_map(|name| Some((name.person?, of_mention(words, people, name)?))));
    told
}

/// The roles of mentions without those that are among the last [`REPEATED`] that the text has told of the same person before.
pub(in crate::enrich::quotes) fn told_once(
    words: &Words<'_>,
    people: &People,
    roles: &[(usize, Range<usize>)],
) -> Vec<(usize, Range<usize>)> {
    let mut told: Vec<(usize, Range<usize>)> = Vec::with_capacity(roles.len());
    // Where the last role of each person stands, and before each role that of the same person.
    let mut last = vec![None; people.persons.len()];
    let mut before = Vec::with_capacity(roles.len());
    for (person, role) in roles {
        let mut earlier = std::iter::successors(last[*person], |&at: &usize| before[at]).take(REPEATED);
        if earlier.all(|at| words.body[told[at].1.clone()] != words.body[role.clone()]) {
            before.push(last[*person].replace(told.len()));
            told.push((*person, role.clone()));
        }
    }
    told
}

/// The role of every person, as a byte range of the text: that of the first mention which gives one.
pub(in crate::enrich::quotes) fn of_persons(told: &[(usize, Range<usize>)], people: &People) -> Vec<Option<Range<usize>>> {
    let mut roles = vec![None; people.persons.len()];
    for (person, role) in told {
        if let Some(slot @ None) = roles.get_mut(*person) {
            *slot = Some(role.clone());
        }
    }
    roles
}

/// The role that one mention gives.
pub(in crate::enrich::quotes) fn of_mention(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    let before = before(words, people, name);
    let told = || described(words, people, name);
    // `The council leader, Cllr Ada Moon`: an office in full says more than its abbreviation.
    let abbreviated = name.whole.start < name.tokens.start && (name.whole.start..name.tokens.start).all(|at| words.is(at, ABBREV));
    // `Alhaji Sani Bello, Emir of Selby,`
    let titles = name.whole.start..name.tokens.start;
    let honoured = !titles.is_empty() && titles.clone().all(|at| PEOPLE.honours.has(words.text(at)));
    if honoured && let Some(office) = behind(words, people, name) {
        return Some(office);
    }
    if abbreviated { told().or(before) } else { before }
        .or_else(|| {
            let behind = behind(words, people, name)?;
            // `The harbour master, Tom Hill, a cousin of the mayor`
            let office = if is_kinship(words, name.whole.end) { told() } else { None };
            Some(office.unwrap_or(behind))
        })
        .or_else(|| bracketed(words, name))
        .or_else(told)
        .or_else(|| offices::told_before(words, name))
}

/// `the publisher`, Edith Crane, … Not what a preposition or a verb governs before the subject: `Like a neighbour, Moon waited`.
fn described(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    let last = name.whole.start.checked_sub(1)?;
    // Mostly no comma stands before a name.
    if !words.is_before_comma(last) & !words.is(name.whole.start, TITLE) & !words.is_parted_by(last, [')']) {
        return None;
    }
    // `le directeur de la Ligue (LFP)`, Paul Roux
    let bracket = || (last.saturating_sub(4)..last).rev().find(|&at| words.gap(at) == " (");
    let last = if words.gap(last) == "), " { bracket()? } else { last };
    // `The Bishop of Orford, the Rev.` Tom Hill
    let titled = last > 0 && words.is_before_comma(last - 1) && words.is(name.whole.start, TITLE) && words.is_spelt(last, "the");
    let last = last - usize::from(titled);
    if (last + 1 == name.whole.start || titled) && !words.is_before_comma(last) {
        return None;
    }
    let head = over_attribute(words, last).or_else(|| over_adjectives(words, last + 1)).unwrap_or(last);
    // `The Mayor of Dayton`, but not `Moon Director`.
    let capital = words.is_capital(head) && words.language == Language::English;
    let led = || head < last && head > 0 && words.is(head - 1, DET) && words.is_spaced(head - 1);
    // `The Mayor, Mr Hale, …`, `Selby MP, Ann Moon, …`
    let alone = || head == last && (is_led_office(words, head) || PEOPLE.seats.has(words.text(head))) && closed(words, name);
    if !words.is(head, ROLE | TITLE) || capital && !led() && !alone() || words.is_quoted(head) || is_object_in_relative(words, head) {
        return None;
    }
    let mut start = head;
    // `da secretária de Obras`, Ana Lima
    let of_the = |at: usize| words.language != Language::English && PEOPLE.of.has(words.text(at)) && words.is(at + 1, ROLE | TITLE);
    let elided = |at: usize| words.language != Language::English && (words.begins_elided(at, "l") || words.begins_elided(at, "L"));
    let opens = |at: usize| words.is(at, DET | POSS) || words.is_possessive(at) || elided(at) || of_the(at);
    while start > 0 && head - start < 5 && words.is_tight(start - 1) && !opens(start) {
        start -= 1;
    }
    let of_one = !PEOPLE.not_of_one.has(words.text(start)) && !words.is(head, PLURAL);
    let thing = |at: usize| words.is(at, PREP) && !words.is(at - 1, ROLE | TITLE);
    if !opens(start)
        && let Some(body) = body_of_office(words, people, head)
    {
        return closed(words, name).then(|| words.start(body)..words.end(last));
    }
    if !opens(start) || !of_one || (start + 1..head).any(thing) {
        return None;
    }
    if of_the(start) {
        start += 1;
    }
    let mut first = people.at(start).map_or(start, |owner| people.names[owner].whole.start.min(start));
    if words.is_possessive(start) {
        let opening = (first.saturating_sub(3)..first)
            .rev()
            .take_while(|&at| words.is_spaced(at) && !words.is_quoted(at) && !words.is(at, PREP | CUE | CONJ | SUB) || words.is(at, DET))
            .find(|&at| words.is(at, DET) && words.is_spaced(at));
        first = opening.unwrap_or(first);
    }
    // `If he trusts the mayor, Moon said`
    let now = |at: usize| words.is(at, ADV) && words.opens_sentence(at);
    let opens_clause = |at: usize| (words.is(at, CONJ | SUB) || now(at)) && !words.is(at, PREP);
    let governed = words.language == Language::English && first > 0 && words.is_spaced(first - 1) && !opens_clause(first - 1);
    (!governed || closed(words, name)).then(|| words.start(first)..words.end(last))
}

/// Whether an English description, its noun at `head`, is whom somebody acts upon in a relative clause or after what they are accused of: The man who kidnapped `the
/// child`, Tom Hill, … Not of offices, whose holder is named so often: the woman who met `the mayor`, Tom Hill.
fn is_object_in_relative(words: &Words<'_>, head: usize) -> bool {
    if words.language != Language::English || words.is(head, TITLE | PLURAL) {
        return false;
    }
    let clause = || (head.saturating_sub(RELATIVE)..head).rev().take_while(|&at| words.is_tight(at) && !words.is_quoted(at));
    let led = |at: usize| at > 0 && words.is(at - 1, ROLE) && words.is_spaced(at - 1);
    let opens = |at: usize| matches!(words.text(at), "who" | "that" | "accused" | "suspected" | "convicted") && led(at);
    let is = |at: usize| matches!(words.text(at), "was" | "is" | "were" | "became" | "as" | "by");
    clause().find(|&at| opens(at)).is_some_and(|who| !(who..head).any(is))
}

/// Whether an office with capitals has nothing but an article before it: `the Prime Minister`.
fn is_led_office(words: &Words<'_>, head: usize) -> bool {
    let office =
        |at: usize| words.is_spaced(at) && words.is_capital(at) && (words.is(at, ROLE | TITLE | DEPT) || PEOPLE.ranks.has(words.text(at)));
    let first = (head.saturating_sub(MODIFIERS)..head).rev().take_while(|&at| office(at)).last().unwrap_or(head);
    first > 0 && words.is_spaced(first - 1) && matches!(words.text(first - 1), "the" | "The")
}

/// Whether a mark stands behind a name.
fn closed(words: &Words<'_>, name: &Name) -> bool {
    words.gap(name.whole.end - 1).starts_with([',', '.', ';', ')', '\n'])
}

/// The head of a description that ends with an attribute before a comma, and with it: `the minister` of transport, `le ministre` des Transports.
fn over_attribute(words: &Words<'_>, last: usize) -> Option<usize> {
    // `presidente dell’Ordine dei medici`
    let many = words.is(last, PLURAL) && words.language != Language::English;
    // `der Berater des Präsidenten, Jan Berg`
    let oblique = words.language == Language::German && german::office_in_nominative(words.text(last)).is_some();
    // `o pai da menina`, Ivo Lessa
    let of_another = || {
        let of = last.checked_sub(2).filter(|&head| words.is_spaced(head) && words.is_spaced(head + 1));
        words.language == Language::Other && of.is_some_and(|head| words.is(head, ROLE) && PEOPLE.of.has(words.text(head + 1)))
    };
    if words.is(last, ROLE | TITLE) && !many && !oblique && !of_another() {
        return None;
    }
    let floor = last.saturating_sub(6);
    let leads =
        |at: usize| words.is(at, PREP) || words.is_of(at) || words.language == Language::German && matches!(words.text(at), "der" | "des");
    let joined = |at: &usize| *at == last || words.is_tight(*at) && !words.is_quoted(*at);
    let office = |at: usize| words.is_tight(at) && words.is(at, ROLE | TITLE);
    (floor..last + 1).rev().take_while(joined).filter(|&at| leads(at)).find_map(|at| at.checked_sub(1).filter(|&head| office(head)))
}

/// The office that adjectives stand behind which end before word `start`: `le président norvégien`, Nils Berg.
fn over_adjectives(words: &Words<'_>, start: usize) -> Option<usize> {
    if !matches!(words.language, Language::French | Language::Other) {
        return None;
    }
    let small = |at: usize| (at + 1 == start || words.is_spaced(at)) && !words.is_capital(at) && !words.is_quoted(at);
    let other = CUE | PREP | SUB | CONJ | AUX | PRON | ADV | DET | POSS | STOP | DATE | ROLE | TITLE | BODY;
    let adjective = |at: usize| small(at) && !words.is(at, other) && ENDINGS.ends_of_adjectives.ends(words.text(at));
    let first = (start.saturating_sub(ADJECTIVES)..start).rev().take_while(|&at| adjective(at)).last()?;
    first.checked_sub(1).filter(|&head| small(head) && words.is(head, ROLE | TITLE) && !words.is(head, PLURAL | CUE))
}

/// `South Korean President` Moon, `former campaign manager` Ana Ruiz.
fn before(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    // `chief of police` Ana Ruiz, `head of the FBI` Ana Ruiz
    let held = holding::office_before(words, name);
    let mut start = held.unwrap_or(name.whole.start);
    while start > 0 && words.is(start - 1, ROLE | BODY | TITLE) && words.class(start - 1) & (SPACED | CAPITAL | QUOTED) == SPACED {
        start -= 1;
    }
    let titled = start < name.whole.start || words.is(start, ROLE);
    if words.language != Language::English && titled {
        start = over_first_office(words, start);
    }
    // `sheriff’s` office spokesman
    let of_body = words.language == Language::English && start < name.whole.start && words.is(start, BODY) && !words.is(start, ROLE);
    if of_body && start > 0 && words.is_possessive(start - 1) && words.is_spaced(start - 1) && !words.is_capital(start - 1) {
        start -= 1;
    }
    if words.language == Language::Russian && start == name.whole.start {
        start = russian::over_genitives(words, start).unwrap_or(start);
    }
    // `editor-in-`chief
    let first = start;
    let lower = |start: usize| start < name.whole.start || words.is_spelt(start - 1, "in");
    while start > 0 && first - start < 2 && words.is_before_hyphen(start - 1) && lower(start) {
        start -= 1;
    }
    if start >= name.tokens.start {
        return None;
    }
    let lower = start < name.whole.start;
    if lower && words.language == Language::English && !words.is_capital(start) {
        start = over_modifiers(words, people, start);
    }
    if lower && start > 0 && words.is_tight(start - 1) {
        if let Some(index) = people.at(start - 1).filter(|_| words.language != Language::Russian) {
            start = over_two_bodies(words, people, people.names[index].whole.start);
        } else if matches!(words.text(start - 1), "former" | "ex" | "acting" | "deputy" | "vice") {
            start -= 1;
        }
    }
    if words.language == Language::English {
        start = over_first_office(words, start);
    }
    start = over_former(words, start);
    while start < name.tokens.start && is_bare_relation(words, start) {
        start += 1;
    }
    let mut end = name.tokens.start;
    while end > start && is_courtesy(words, end - 1) {
        end -= 1;
    }
    let title = start..end;
    let is_office = |at: usize| (words.is(at, TITLE | ROLE) || PEOPLE.seats.has(words.text(at))) && !words.is(at, PLURAL);
    // `charity` Executive Director Ana Ruiz
    let titled = matches!(words.language, Language::English | Language::German) && (name.whole.start..end).any(is_office);
    if name.weak
        || title.is_empty()
        || !title.clone().any(is_office)
        || lower && words.language != Language::Russian && !is_office(name.whole.start - 1) && !titled && held.is_none()
    {
        return None;
    }
    // Of German nouns in a row only the last are the office.
    let german = words.language == Language::German && !lower;
    let first = title
        .clone()
        .rev()
        .take_while(|&at| !german || at < name.whole.start || is_office(at) || words.is(at, ABBREV) || words.is_before_hyphen(at))
        .last()
        .unwrap_or(title.start);
    let title = first..title.end;
    let last = words.text(title.end - 1);
    // `des Ministers Jan Berg`
    let case =
        if words.language == Language::German { german::office_in_nominative(last).map_or(0, |whole| last.len() - whole.len()) } else { 0 };
    let end = words.end(title.end - 1) - case;
    let stop = usize::from(words.body[end..].starts_with('.') && words.is(title.end - 1, ABBREV));
    Some(words.start(title.start) + offices::preposition(words, title.start)..end + stop)
}

/// Whether an `and` stands between two offices of one person, of which the second has no article: `Ärztin und Autorin` Anna Berg.
pub(in crate::enrich::quotes) fn joins_offices(words: &Words<'_>, at: usize) -> bool {
    let office = |at: usize| words.is(at, ROLE) && !words.is(at, PLURAL | CUE) && !words.is_quoted(at);
    words.is(at, CONJ)
        && at > 0
        && PEOPLE.ands.has(words.text(at))
        && words.is_spaced(at - 1)
        && words.is_spaced(at)
        && office(at - 1)
        && office(at + 1)
}

/// Whether a word only tells of a relation, and not whose: `rival` Ana Ruiz, but not `Moon’s rival`.
fn is_bare_relation(words: &Words<'_>, at: usize) -> bool {
    let owned = || at > 0 && (words.is_possessive(at - 1) || words.is(at - 1, POSS));
    PEOPLE.relations.has(words.text(at)) && !owned()
}

/// Where an office begins whose last words begin at `start`: `Democratic presidential` contender, `longtime` adviser. Only where what stands before
/// shows that no verb is among them.
fn over_modifiers(words: &Words<'_>, people: &People, start: usize) -> usize {
    let plain = |at: usize| {
        let word = words.text(at);
        let ends_as_verb =
            word.ends_with("ed") || word.ends_with("ing") || word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ions");
        !words.is_capital(at)
            && !words.is_quoted(at)
            && !words.is_number(at)
            && (PEOPLE.not_verbs.has(word)
                || !ends_as_verb && !words.is(at, PREP | SUB | CONJ | AUX | PRON | CUE | ADV | DET | POSS | STOP | DATE))
    };
    if let Some(opening) = over_any_modifiers(words, start) {
        return opening;
    }
    let mut first = start;
    while first > 0 && start - first < MODIFIERS && words.is_spaced(first - 1) && plain(first - 1) {
        first -= 1;
    }
    let person = |at: usize| people.at(at).is_some_and(|index| people.names[index].person.is_some());
    if let Some(opening) = first.checked_sub(1).filter(|&opening| opens_office(words, opening) && !person(opening)) {
        return opening;
    }
    let bounded = first == 0
        || !words.is_tight(first - 1)
        || words.is_possessive(first - 1)
        || words.is(first - 1, DET | POSS | PREP | CONJ | SAY)
        || people.at(first - 1).is_some_and(|index| people.names[index].person.is_none());
    if bounded { first } else { start }
}

/// Where an office begins whose last words begin at `start`, and before which no participle and no verb can stand: right behind a quotation, a verb of saying or an
/// article. `said marketing` director Ana Ruiz, but `Moon left, leaving` director Ana Ruiz alone.
fn over_any_modifiers(words: &Words<'_>, start: usize) -> Option<usize> {
    let small = PREP | SUB | CONJ | AUX | PRON | ADV | DET | POSS | STOP | DATE;
    let noun = |at: usize| (!words.is(at, CUE) || words.is(at, BASE) && !words.is(at, PAST)) && !words.is_possessive(at);
    let plain = |at: usize| {
        words.is_spaced(at) && !words.is_capital(at) && !words.is_quoted(at) && !words.is_number(at) && !words.is(at, small) && noun(at)
    };
    let first = (start.saturating_sub(MODIFIERS)..start).rev().take_while(|&at| plain(at)).last()?;
    let before = first.checked_sub(1)?;
    let said = words.is(before, SAY) && words.is(before, PAST) || matches!(words.text(before), "said" | "says");
    let spaced = words.is_spaced(before);
    (words.is_quoted(before)
        || spaced && (said || words.is_possessive(before) || words.is(before, DET | POSS) && !words.is(before, SUB | PRON)))
    .then_some(first)
}

/// Whether a word that opens its sentence with a capital is the first of an office: `Export` director Ana Ruiz.
fn opens_office(words: &Words<'_>, at: usize) -> bool {
    let opens = words.opens_sentence(at) || words.is_parted_by(at - 1, ['”']);
    let other = CUE | PREP | SUB | CONJ | AUX | PRON | ADV | DET | POSS | STOP | DATE;
    let word = words.text(at);
    let verb = word.ends_with("ing") || word.ends_with("ed");
    opens
        && words.is_capital(at)
        && words.is_spaced(at)
        && !words.is_possessive(at)
        && (matches!(word, "Former" | "Acting") || !words.is(at, other) && !verb)
}

/// Where an office begins before which `Former` or the dotted letters of a body stand with capitals: `Former U.N.` Ambassador; before which it is told elsewhere that it is
/// held no more.
fn over_former(words: &Words<'_>, start: usize) -> usize {
    if words.language != Language::English {
        return standing::over_standing(words, start);
    }
    let mut first = start;
    if first > 0 && words.is_upper(first - 1) && words.gap(first - 1) == ". " && words.text(first - 1).contains('.') {
        first -= 1;
    }
    if first > 0 && words.is_spaced(first - 1) && !words.is_quoted(first - 1) && PEOPLE.former.has(words.text(first - 1)) {
        first -= 1;
    }
    first
}
