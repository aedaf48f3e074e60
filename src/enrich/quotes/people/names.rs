//! Judges what a capitalised run names.
//!
//! Which of its words are titles and roles before the name itself, and whether the name is a person's: by first names, titles, initials, and
//! words that only bodies or places carry.

use std::hint::select_unpredictable;
use std::ops::Range;

use super::callings::{is_apposed_to_office, is_kin_word};
use super::firms::{self, is_given_place};
use super::judgement::{follows_the, judge, judge_word};
use super::letters;
use super::offices;
use super::titles::{behind_titles, skip_department};
use super::{Gender, Name, NameKind, gender_of, russian};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{self, FIRST, Language, ORG, PLACE, SOFT, SUFFIX, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};
use crate::enrich::quotes::words::{CAPITAL, SPACED, Words};

/// Whether a name that reads like a body's may be a person's surname: one word, or two with a hyphen.
pub(super) fn may_be_surname(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    // By no branch: none of it can be foretold.
    let single = (tokens.len() == 1) & !words.is_upper(tokens.start);
    let hyphenated = (tokens.len() == 2) & words.is_parted_by(tokens.start, ['-']);
    (single | hyphenated) & !follows_the(words, tokens.start)
}

/// Whether a single capitalised word opens a sentence and nothing behind it makes it a name: no verb of saying, no comma.
pub(super) fn opens_plainly(words: &Words<'_>, at: usize) -> bool {
    let opens = || at == 0 || words.is_parted_by(at - 1, ['.', '!', '?', '\n', '“', '"', ':']);
    words.is_spaced(at)
        && opens()
        && !words.is_capital(at + 1)
        && (!words.is(at + 1, lexicon::CUE | lexicon::AUX | lexicon::ADV | lexicon::CONJ)
            || words.is(at + 1, lexicon::ING)
            || opens_phrase(words, at + 1))
}

/// Whether a word that may be a pronoun before a verb is an article: `Immediata la replica`, but `Berti la definisce`.
fn opens_phrase(words: &Words<'_>, at: usize) -> bool {
    let verb = lexicon::CUE | lexicon::AUX | lexicon::ADV;
    let owned = || PEOPLE.of.has(words.text(at + 2)) || words.text(at + 2).starts_with("dell");
    let noun = || !words.is(at + 1, verb) || owned() && words.is_spaced(at + 1);
    words.is(at, lexicon::DET) && words.language != Language::English && words.is_spaced(at) && noun()
}

/// Whether a verb behind a single capitalised word makes it a name; at the start of a sentence only a finite verb in the singular does.
pub(super) fn is_verb_of_name(words: &Words<'_>, core: &Range<usize>) -> bool {
    // `Рогов также отметил`
    let word = words.text(core.end);
    let dated = || words.language == Language::English && matches!(word, "yesterday" | "today" | "tonight" | "also" | "then" | "later");
    let between = || dated() || word.ends_with("ly") || words.language == Language::Russian && words.is(core.end, lexicon::ADV);
    let adverb = words.is_spaced(core.end) && !words.is_capital(core.end) && between();
    let verb = core.end + usize::from(adverb);
    let class = words.class(verb);
    if class & (lexicon::CUE | lexicon::AUX) == 0 {
        return false;
    }
    if !words.opens_sentence(core.start) {
        return true;
    }
    let said = (verb..verb + 4).find(|&at| !words.is(at, lexicon::AUX | lexicon::ADV) || words.is(at, lexicon::CUE));
    if !said.is_some_and(|at| words.is(at, lexicon::CUE)) {
        return false;
    }
    let behind = lexicon::PREP | lexicon::AUX | lexicon::CONJ | lexicon::CUE | lexicon::ADV;
    let noun = SPEECH.two_in_one.has(words.text(verb)) && (!words.is_spaced(verb) || words.is(verb + 1, behind));
    let bare = class & lexicon::BASE != 0 && class & lexicon::PAST == 0;
    let many = words.text(core.start).ends_with('s') && class & lexicon::AUX != 0;
    !noun && !bare && !many && words.is_spaced(core.end - 1)
}

/// Whether a word of a name stands in quotation marks or brackets.
pub(super) fn is_nickname(words: &Words<'_>, name: &Range<usize>, at: usize) -> bool {
    (name.start..at)
        .rev()
        .map(|before| words.gap(before))
        .find(|gap| *gap != " ")
        .is_some_and(|gap| gap.ends_with(['“', '"', '(', '‘', '\'']))
}

/// Cuts a run into titles and name, and judges what it names.
pub(super) fn classify(words: &Words<'_>, run: Range<usize>) -> Name {
    if run.len() == 1 && !words.is(run.start, TITLE) && !letters::is_seat(words, &run, run.start) {
        let gender = if words.is(run.start, FIRST) { gender_of(words.class(run.start)) } else { Gender::Unknown };
        let kind = judge_word(words, run.start, false, run.start);
        return Name { tokens: run.clone(), whole: run, kind, person: None, gender, weak: false, choice: None };
    }
    if let Some(name) = of_no_person(words, &run) {
        return name;
    }
    let (mut start, gender) = behind_titles(words, &run).unwrap_or((run.start, Gender::Unknown));
    let titled = start > run.start;
    if titled {
        start = skip_department(words, start, run.end);
        if words.language != Language::English && start + 1 < run.end && words.is(start, ORG) | words.is_upper(start) {
            start = offices::skip_to_first_name(words, &(start..run.end));
        }
        // `Bishop of Selby`, `State Solicitor for Selby`
        let led = || start > run.start && matches!(words.text(start - 1), "of" | "for");
        let see = || start + 1 == run.end && led() && !words.is(start, FIRST);
        if start >= run.end || see() || russian::is_of_place(words, &(start..run.end)) {
            return Name { tokens: run.end..run.end, whole: run, kind: NameKind::Title, person: None, gender, weak: false, choice: None };
        }
    } else {
        start = start_without_title(words, &run);
    }
    let mut end = run.end;
    while end > start + 1 && is_postnominal(words, end - 1) {
        end -= 1;
    }
    if titled && start + 1 == end && start > run.start && PEOPLE.titles_in_names.has(words.text(start - 1)) {
        start -= 1;
    } else {
        start = skip_description(words, start, end);
        // `Мэр Тулы Илья Рогов`
        if words.language == Language::Russian && start > run.start && end - start >= 3 {
            start = offices::holder(words, &(start..end)).unwrap_or(start);
        }
    }
    named(words, run, start..end, titled, gender)
}

/// The name that some words of a run are, behind its titles, and what it names.
fn named(words: &Words<'_>, run: Range<usize>, tokens: Range<usize>, titled: bool, mut gender: Gender) -> Name {
    let (start, end) = (tokens.start, tokens.end);
    let cut = !titled && start > run.start && tokens.len() == 1 && !words.is(start, FIRST);
    let kind = if cut { NameKind::Organisation } else { judge(words, &tokens, titled, run.start) };
    let soft = words.is(end - 1, SOFT) && kind == NameKind::Organisation && tokens.len() == 2 && !words.is(start, ORG | PLACE);
    if gender == Gender::Unknown {
        let given = given_gender(words, &tokens).or(russian::gender_of_surname(words, &tokens));
        gender = gender_before(words, start).or(given).or(offices::gender_of_office(words, &(run.start..start)));
    }
    let run_end = run.end;
    let mut name = Name { tokens, whole: run, kind, person: None, gender, weak: false, choice: None };
    if soft && is_apposed_to_office(words, run_end) {
        name.kind = NameKind::Unknown;
    }
    let romance = matches!(words.language, Language::French | Language::Other);
    if romance && !titled && (is_called_body(words, &name) || is_of_event(words, &name)) {
        name.kind = NameKind::Organisation;
    }
    name
}

/// What a run names that is no person as it stands: names that a page has stuck together, the body of an office, a paper, a German description.
fn of_no_person(words: &Words<'_>, run: &Range<usize>) -> Option<Name> {
    let of = |tokens: Range<usize>, kind: NameKind| Name {
        tokens,
        whole: run.clone(),
        kind,
        person: None,
        gender: Gender::Unknown,
        weak: false,
        choice: None,
    };
    match letters::stuck(words, run) {
        Some(letters::Stuck::Name) => return Some(of(run.end..run.end, NameKind::Word)),
        Some(letters::Stuck::Link(at)) => return Some(classify(words, run.start..at)),
        None => {}
    }
    if offices::is_owned_body(words, run) || firms::is_paper(words, run) {
        return Some(of(run.clone(), NameKind::Organisation));
    }
    german::is_description(words, run).then(|| described(words, run.clone()))
}

/// Gender that the first name of a name tells.
fn given_gender(words: &Words<'_>, name: &Range<usize>) -> Gender {
    let first = name.start;
    let joined = |at: usize| words.is_before_hyphen(at) && words.is_spaced(first) && !words.is_capital(at + 1);
    let surname_first = name.end.checked_sub(2).is_some_and(joined) && name.len() > 2;
    match () {
        () if words.begins(first, "Jean") && words.is_before_hyphen(first) && words.is_spelt(first, "Jean") => Gender::Male,
        () if surname_first => Gender::Unknown,
        () => gender_of(select_unpredictable(words.is(first, FIRST), words.class(first), 0)),
    }
}

/// A run that only tells what somebody is: `US-Amerikanerin`.
fn described(words: &Words<'_>, run: Range<usize>) -> Name {
    let gender = if words.text(run.end - 1).ends_with("in") { Gender::Female } else { Gender::Unknown };
    Name { tokens: run.end..run.end, whole: run, kind: NameKind::Title, person: None, gender, weak: false, choice: None }
}

/// Gender that the role right before a name tells, whatever the first name is: `widow` Terry Vance, `her husband` Leslie Moon. Not that of those whom both
/// may be called: `actor`, `chairman`.
fn gender_before(words: &Words<'_>, name: usize) -> Gender {
    let Some(role) = name.checked_sub(1).filter(|&role| words.is(role, lexicon::ROLE) && words.is_spaced(role)) else {
        return Gender::Unknown;
    };
    let gender = gender_of(words.class(role));
    let word = words.text(role);
    let alone = words.is(role, lexicon::PLURAL) || matches!(word, "woman" | "girl");
    if alone || gender == Gender::Male && !is_kin_word(word) { Gender::Unknown } else { gender }
}

/// Whether the noun before a name of several words that begins with no first name tells, in French, Spanish, Portuguese or Italian, as the caller has made sure
/// of, that it is a body's: `l’association Mémoire Vivante`.
fn is_called_body(words: &Words<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    first > 0
        && first == name.whole.start
        && name.tokens.len() > 1
        && words.is_spaced(first - 1)
        && words.is(first - 1, lexicon::BODY)
        && !words.is(first - 1, lexicon::ROLE)
        && !words.is_capital(first - 1)
        && !words.is(first, FIRST)
}

/// Whether a name that begins with no first name tells of what an event or a house is that a word with a capital names: Feira do `Livro de Oiteiro`.
fn is_of_event(words: &Words<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    let joined =
        |event: usize| words.is_spaced(event) && words.is_spaced(first - 1) && matches!(words.text(first - 1), "do" | "da" | "dos" | "das");
    let of = |event: usize| joined(event) && words.is_capital(event) && !words.is(event, lexicon::ROLE | TITLE);
    words.language == Language::Other && name.kind == NameKind::Unknown && name.tokens.len() > 1 && first.checked_sub(2).is_some_and(of)
}

/// Where the name begins in a run that has no title: behind what an office is of, behind bodies and places.
fn start_without_title(words: &Words<'_>, run: &Range<usize>) -> usize {
    if let Some(holder) = offices::holder(words, run) {
        return holder;
    }
    if run.len() == 3 && german::is_office(words, run) {
        return run.start + 1;
    }
    if let Some(first) = german::behind_compound(words, run) {
        return first;
    }
    let mut start = offices::skip_to_first_name(words, run);
    while start + 1 < run.end
        && words.is(start, PLACE)
        && !is_given_place(words, run)
        && !words.is(start, FIRST)
        && !words.is(start + 1, ORG)
        && words.is_capital(start + 1)
    {
        start += 1;
    }
    if start + 1 == run.end && start > run.start && words.is(start, PLACE | ORG) { run.start } else { start }
}

/// Letters and courtesies behind a name that are no part of it (`KC`, `MP`, `PhD`, `Sahib`).
fn is_postnominal(words: &Words<'_>, at: usize) -> bool {
    let upper = || words.is_upper(at) && !matches!(words.text(at), "II" | "III" | "IV" | "JR" | "SR");
    let degree = || PEOPLE.letters_behind.has(words.text(at));
    let letters = words.is(at, SUFFIX) && (upper() || degree()) || !words.is_spaced(at - 1) && degree();
    letters || words.language == Language::English && words.is_spaced(at - 1) && PEOPLE.courtesies_behind.has(words.text(at))
}

/// Skips what a person is, written with a capital because it opens the sentence: `Forecaster Cathal Nolan`.
fn skip_description(words: &Words<'_>, start: usize, end: usize) -> usize {
    let described = |at: usize| {
        words.is(at + 1, FIRST) && words.text(at).contains(['\'', '’'])
            || words.is(at, lexicon::ROLE | lexicon::BODY) && !words.is(at, FIRST)
            || words.is(at + 1, FIRST)
                && words.opens_sentence(at)
                // `Quitéria Viviane dos Reis`, but `Protagonista Mattia Ricci`.
                // `Soddisfatta Lena Conti: «…»`
                && (words.language != Language::Other
                    || ENDINGS.ends_of_persons_elsewhere.ends(words.text(at))
                    || ENDINGS.ends_of_states.ends(words.text(at)))
                && end - at > 2
                // `Vo Van Tuan`
                && !words.is_spelt(at + 1, "Van")
                && words.is_spaced(at)
                && words.is_spaced(at + 1)
    };
    // `Town Clerk Wilma Stroud`
    let office = start + 1;
    let bearer = office + 1;
    let name = |at: usize| words.is_capital(at) && !words.is(at, lexicon::ROLE | lexicon::BODY | ORG | TITLE);
    let led = words.is(office, lexicon::ROLE) && end >= bearer + 2 && !words.is(office, FIRST | lexicon::PLURAL) && words.is_spaced(start);
    if led && !words.is(start, FIRST) && words.is_spaced(office) && name(bearer) && name(bearer + 1) {
        return bearer;
    }
    // `bank president Barber Hale`
    let held = start.checked_sub(1);
    let small = |office: usize| words.class(office) & (SPACED | CAPITAL) == SPACED;
    if led_by(words, held) && end == start + 2 && held.is_some_and(small) {
        return start;
    }
    let mut first = start;
    // What tells it stands in one of two words, and mostly in neither.
    let may_be = |at: usize| {
        let told = words.class(at) & (lexicon::ROLE | lexicon::BODY) | words.class(at + 1) & FIRST;
        select_unpredictable(words.is(at, FIRST | ORG), 0, told) != 0
    };
    while first + 1 < end && may_be(first) && words.is_capital(first + 1) && first < start + 2 && described(first) {
        first += 1;
    }
    first
}

/// Whether a word is an office, behind which a name begins: `president`, not `said`.
pub(super) fn led_by(words: &Words<'_>, office: Option<usize>) -> bool {
    office.is_some_and(|at| words.is(at, lexicon::ROLE | TITLE) && !words.is(at, lexicon::CUE | lexicon::PLURAL | lexicon::BODY))
}
