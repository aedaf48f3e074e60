//! Judges what a capitalised run names.
//!
//! Which of its words are titles and roles before the name itself, and whether the name is a person's: by first names, titles, initials, and
//! words that only bodies or places carry.

use std::ops::Range;

use super::german;
use super::lexicon::{self, ABBREV, DEPT, FEMALE, FIRST, Language, MALE, ORG, PARTICLE, PLACE, SOFT, SUFFIX, TITLE};
use super::people::{Gender, Name, NameKind, gender_of};
use super::runs::{SURNAME_STOP, is_initial};
use super::spelling::without_suffix;
use super::titles::{CALLED, is_bare_abbreviation, is_part_of_name, is_postnominal, skip_department};
use super::verbs::NOUNS;
use super::words::Words;

/// Whether a name that reads like a body's may be a person's surname: one word, or two with a hyphen.
pub(super) fn may_be_surname(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let hyphenated = tokens.len() == 2 && words.gap(tokens.start).contains('-');
    (tokens.len() == 1 && !words.is_upper(tokens.start) || hyphenated) && !follows_the(words, tokens.start)
}

/// Whether a single capitalised word opens a sentence and nothing behind it makes it a name: no verb of saying, no comma.
fn opens_plainly(words: &Words<'_>, at: usize) -> bool {
    let opens = || at == 0 || words.is_parted_by(at - 1, ['.', '!', '?', '\n', '“', '"', ':']);
    words.is_spaced(at)
        && opens()
        && !words.is_capital(at + 1)
        && !words.is(at + 1, lexicon::CUE | lexicon::AUX | lexicon::ADV | lexicon::CONJ)
}

/// Whether a verb behind a single capitalised word makes it a name; at the start of a sentence only a finite verb in the singular does.
pub(super) fn is_verb_of_name(words: &Words<'_>, core: &Range<usize>) -> bool {
    let adverb = core.end < words.len() && words.text(core.end).ends_with("ly") && words.is_spaced(core.end);
    let verb = core.end + usize::from(adverb);
    let class = words.class(verb);
    if class & (lexicon::CUE | lexicon::AUX) == 0 {
        return false;
    }
    let said = (verb..verb + 4).find(|&at| !words.is(at, lexicon::AUX | lexicon::ADV) || words.is(at, lexicon::CUE));
    if opens_sentence(words, core.start) && !said.is_some_and(|at| words.is(at, lexicon::CUE)) {
        return false;
    }
    let behind = lexicon::PREP | lexicon::AUX | lexicon::CONJ | lexicon::CUE | lexicon::ADV;
    let noun = NOUNS.contains(&words.text(verb)) && (!words.is_spaced(verb) || words.is(verb + 1, behind));
    if noun && opens_sentence(words, core.start) {
        return false;
    }
    let bare = class & lexicon::BASE != 0 && class & lexicon::PAST == 0;
    let many = words.text(core.start).ends_with('s') && class & lexicon::AUX != 0;
    !opens_sentence(words, core.start) || !(bare || many) && words.is_spaced(core.end - 1)
}

/// Whether an apposition, an age or a relative clause behind a name tells that it is a person's.
pub(super) fn is_described(words: &Words<'_>, name: &Name) -> bool {
    let next = name.whole.end;
    let apposed = || {
        words.is(next, lexicon::DET | lexicon::ROLE)
            || words.is_number(next) && words.end(next) - words.start(next) == 2 && !words.is(next + 1, lexicon::DATE)
            || words.text(next) == "who"
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
    };
    next > 0 && (words.gap(next - 1) == ", " && apposed() || is_kin(words, name) || office() || titled() || is_set_off(words, name))
}

/// Whether a name stands between commas behind the office of one person: `the country’s foreign minister, Erlan Idris, …`; not `its rival, Acme Steel, …`
fn is_set_off(words: &Words<'_>, name: &Name) -> bool {
    let Some(office) = name.whole.start.checked_sub(1).filter(|&office| office > 0 && words.gap(office) == ", ") else {
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
fn is_apposed_to_office(words: &Words<'_>, next: usize) -> bool {
    let office = |at: usize| words.is(at, lexicon::ROLE) && !words.is(at, lexicon::PLURAL | lexicon::CUE);
    let first = if matches!(words.text(next), "a" | "an" | "senior" | "chief" | "head") { next + 1 } else { next };
    words.gap(next - 1) == ", " && !words.is_capital(next) && (office(next) || office(first) && words.is_spaced(next))
}

/// Whether a relation with its owner stands before a name: `the mayor’s wife, Melanie, …`, `his son Otto`.
fn is_kin(words: &Words<'_>, name: &Name) -> bool {
    let Some(relation) = name.whole.start.checked_sub(1).filter(|&relation| relation > 0 && words.is_tight(relation - 1)) else {
        return false;
    };
    let owned = words.is_possessive(relation - 1) || words.is(relation - 1, lexicon::POSS);
    let behind = words.gap(name.whole.end - 1);
    let apposed = words.is_spaced(relation) || words.gap(relation) == ", " && behind.starts_with([',', '.']);
    owned && apposed && KIN.contains(&words.text(relation))
}

/// Relations that only a person has.
const KIN: [&str; 16] = [
    "wife", "husband", "son", "daughter", "mother", "father", "brother", "sister", "niece", "nephew", "aunt", "uncle", "widow", "fiancée",
    "fiancé", "grandson",
];

/// What the words beside a name that nothing else is known of call it.
pub(super) fn called(words: &Words<'_>, name: &Name) -> Option<NameKind> {
    match () {
        () if is_called_body(words, name) => Some(NameKind::Organisation),
        () if is_called_place(words, name) => Some(NameKind::Place),
        () => None,
    }
}

/// Whether a preposition before a name and a region behind it make it a town: `in Clarkston, Georgia`.
fn is_called_place(words: &Words<'_>, name: &Name) -> bool {
    let (start, next) = (name.whole.start, name.whole.end);
    let region = next < words.len() && words.gap(next - 1) == ", " && words.is_capital(next) && words.is(next, PLACE);
    let before = || start.checked_sub(1).map(|at| words.text(at)).unwrap_or_default();
    region && name.tokens.len() == 1 && matches!(before(), "in" | "from" | "near" | "outside" | "at" | "to") && words.is_spaced(start - 1)
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
        Some((head, ", ")) if led(head) && words.gap(next - 1).starts_with(',') => return true,
        _ => {}
    }
    let apposed = next < words.len() && words.gap(next - 1) == ", " && words.is(next, lexicon::DET) && words.is_spaced(next);
    let head = |at: &usize| words.is(*at, lexicon::ROLE | lexicon::BODY | lexicon::TITLE);
    apposed
        && (next + 1..next + 4)
            .take_while(|&at| words.is_tight(at - 1))
            .find(head)
            .is_some_and(|at| body(at) && !words.is(at + 1, lexicon::ROLE))
}

/// Whether a word of a name stands in quotation marks or brackets.
fn is_nickname(words: &Words<'_>, name: &Range<usize>, at: usize) -> bool {
    (name.start..at).rev().map(|before| words.gap(before)).find(|gap| *gap != " ").is_some_and(|gap| gap.ends_with(['“', '"', '(', '‘']))
}

/// Cuts a run into titles and name, and judges what it names.
pub(super) fn classify(words: &Words<'_>, run: Range<usize>) -> Name {
    if run.len() == 1 && !words.is(run.start, TITLE) {
        let gender = if words.is(run.start, FIRST) { gender_of(words.class(run.start)) } else { Gender::Unknown };
        let kind = judge_word(words, run.start, false, run.start);
        return Name { tokens: run.clone(), whole: run, kind, person: None, gender, weak: false };
    }
    let mut gender = Gender::Unknown;
    let mut start = run.start;
    let last = without_suffix(words, &run).end - 1;
    let mut titled = false;
    for at in run.clone().filter(|&at| words.is(at, TITLE)) {
        let after_name = words.is(run.start, FIRST) && !words.is(run.start, TITLE);
        let behind_name = || words.is(at - 1, FIRST) && !words.is(at - 1, TITLE);
        let behind_unknown =
            || CALLED.contains(&words.text(at)) && words.class(at - 1) & (TITLE | ORG | PLACE | DEPT | lexicon::ROLE | lexicon::STOP) == 0;
        let courtesy = || words.is(at - 1, ABBREV) && words.is(at - 1, MALE | FEMALE);
        let surname = at == last && at > run.start && (after_name || courtesy() || behind_name() || behind_unknown());
        let first_name = words.is(at, FIRST) && at < last && !words.is(at, ABBREV);
        if !surname && !first_name && !is_bare_abbreviation(words, at) {
            start = at + 1;
            titled = true;
            gender = gender_of(words.class(at)).or(gender);
        }
    }
    if titled {
        start = skip_department(words, start, run.end);
        if words.language != Language::English && start + 1 < run.end && words.is(start, ORG) | words.is_upper(start) {
            start = skip_to_first_name(words, &(start..run.end));
        }
        if start >= run.end {
            return Name { tokens: run.end..run.end, whole: run, kind: NameKind::Title, person: None, gender, weak: false };
        }
    } else if run.len() == 3 && german::is_office(words, &run) {
        start += 1;
    } else {
        start = skip_to_first_name(words, &run);
        while start + 1 < run.end
            && words.is(start, PLACE)
            && !words.is(start, FIRST)
            && !words.is(start + 1, ORG)
            && words.is_capital(start + 1)
        {
            start += 1;
        }
        if start + 1 == run.end && start > run.start && words.is(start, PLACE | ORG) {
            start = run.start;
        }
    }
    let mut end = run.end;
    while end > start + 1 && is_postnominal(words, end - 1) {
        end -= 1;
    }
    if titled && start + 1 == end && start > run.start && is_part_of_name(words.text(start - 1)) {
        start -= 1;
    } else {
        start = skip_description(words, start, end);
    }
    let tokens = start..end;
    let cut = !titled && start > run.start && tokens.len() == 1 && !words.is(start, FIRST);
    let kind = if cut { NameKind::Organisation } else { judge(words, &tokens, titled, run.start) };
    let soft = kind == NameKind::Organisation && tokens.len() == 2 && words.is(end - 1, SOFT) && !words.is(start, ORG | PLACE);
    let surname_first = tokens.len() > 2 && words.gap(tokens.end - 2) == "-" && words.is_spaced(start) && !words.is_capital(tokens.end - 1);
    if gender == Gender::Unknown && words.is(start, FIRST) && !surname_first {
        gender = gender_of(words.class(start));
    }
    let run_end = run.end;
    let mut name = Name { tokens, whole: run, kind, person: None, gender, weak: false };
    if soft && is_apposed_to_office(words, run_end) {
        name.kind = NameKind::Unknown;
    }
    name
}

/// Where the person begins behind names of bodies and places: `House Republican Thomas Massie`.
fn skip_to_first_name(words: &Words<'_>, run: &Range<usize>) -> usize {
    let firm = |at: usize| words.is(at, ORG) && !words.is(at, SOFT | FIRST);
    let found = (run.start + 1..run.end.saturating_sub(1)).rev().find(|&at| words.is(at, FIRST) && words.is_capital(at));
    let Some(mut first) = found else { return run.start };
    while first > run.start + 1 && words.is(first - 1, FIRST) && words.is_spaced(first - 1) {
        first -= 1;
    }
    let english = words.language == Language::English;
    let acronym = english && words.is_upper(first - 1) && !words.is_upper(first) && !is_initial(words, first - 1);
    let thing = |at: usize| words.is(at, ORG | PLACE) || !english && (words.is(at, DEPT) || words.is_upper(at));
    let behind_thing = acronym
        || matches!(words.language, Language::German | Language::Russian)
        || (run.start..first).any(|at| thing(at) && !words.is(at, FIRST));
    let person = !(first..run.end).any(firm) && !words.is(run.start, FIRST) && words.is_spaced(first - 1);
    if behind_thing && person { first } else { run.start }
}

/// Skips what a person is, written with a capital because it opens the sentence: `Forecaster Cathal Nolan`.
fn skip_description(words: &Words<'_>, start: usize, end: usize) -> usize {
    let described = |at: usize| {
        words.text(at).contains(['\'', '’']) && words.is(at + 1, FIRST)
            || words.is(at, lexicon::ROLE | lexicon::BODY) && !words.is(at, FIRST)
            || opens_sentence(words, at) && words.is(at + 1, FIRST) && end - at > 2 && words.is_spaced(at) && words.is_spaced(at + 1)
    };
    let mut first = start;
    while first + 1 < end && words.is_capital(first + 1) && first < start + 2 && !words.is(first, FIRST | ORG) && described(first) {
        first += 1;
    }
    first
}

/// Whether a word is the first of its sentence, as far as the mark before it tells.
pub(super) fn opens_sentence(words: &Words<'_>, at: usize) -> bool {
    at == 0 || words.is_parted_by(at - 1, ['.', '!', '?', '\n', '“', '"', ':', '«', '„'])
}

/// Judges a name of one word.
fn judge_word(words: &Words<'_>, word: usize, titled: bool, run_start: usize) -> NameKind {
    let class = words.class(word);
    let first_name = class & FIRST != 0;
    match () {
        () if class & PLACE != 0 && !first_name && !titled => NameKind::Place,
        () if class & ORG != 0 && !(class & SOFT != 0 && titled || first_name) => NameKind::Organisation,
        () if titled => NameKind::Person,
        () => judge_single(words, word, first_name, run_start),
    }
}

/// Judges a single word, perhaps with a suffix, that is neither a place nor a body and has no title.
fn judge_single(words: &Words<'_>, word: usize, first_name: bool, run_start: usize) -> NameKind {
    let named = words.named(word);
    match () {
        () if !first_name && words.is(word, SURNAME_STOP) && !words.is(word, PARTICLE) => NameKind::Word,
        () if words.is_upper(word) || is_brand(named) => NameKind::Organisation,
        () if named.len() < words.text(word).len() && !words.is_of(word) && !first_name => NameKind::Organisation,
        () if follows_the(words, run_start) || words.is_spaced(word) && words.text(word + 1) == "of" => NameKind::Organisation,
        () if words.language == Language::German
            && !first_name
            && (words.is(word, lexicon::ROLE | lexicon::BODY) || !german::beside_cue(words, word)) =>
        {
            NameKind::Word
        }
        () if opens_plainly(words, word) || !first_name && is_aside(words, word) => NameKind::Word,
        () if words.class(word) & (lexicon::ROLE | lexicon::PLURAL) == lexicon::ROLE | lexicon::PLURAL => NameKind::Organisation,
        () => NameKind::Unknown,
    }
}

/// Whether a word that opens a sentence before a comma is a participle or an adverb: `Concerned, the owner left`, `Conversely, a man stayed`.
fn is_aside(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    words.gap(at).starts_with(',') && (word.ends_with("ed") || word.ends_with("ly")) && opens_sentence(words, at)
}

/// Whether a word has a capital inside, as brands are written (`BuzzFeed`); names of persons have one behind a short beginning only (`McCain`,
/// `DiCaprio`).
fn is_brand(word: &str) -> bool {
    if word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let small = word.chars().skip(1).take_while(|c| c.is_lowercase()).count();
    small >= 3 && !word.starts_with("Fitz") && word.chars().nth(small + 1).is_some_and(char::is_uppercase)
}

/// Whether the definite article stands before a word.
fn follows_the(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.is_spaced(at - 1) && matches!(words.text(at - 1), "the" | "The")
}

fn judge(words: &Words<'_>, tokens: &Range<usize>, titled: bool, run_start: usize) -> NameKind {
    let first = tokens.start;
    if tokens.len() == 1 {
        return judge_word(words, first, titled, run_start);
    }
    let core = without_suffix(words, tokens);
    let single = core.len() == 1;
    let first_name = words.is(first, FIRST) || core.len() > 2 && is_initial(words, first) && words.is(first + 1, FIRST);
    let named = first_name && core.len() > 1 && !words.is(first, PLACE);
    let firm = tokens.clone().filter(|&at| !is_nickname(words, tokens, at)).any(|at| {
        let surname = words.is(at, SOFT) && (named || titled) || named && titled && at + 1 == core.end || at == first && first_name;
        words.is(at, ORG) && !surname
    });
    if single && words.is(first, PLACE) && !first_name && !titled {
        return NameKind::Place;
    }
    if tokens.clone().all(|at| words.is(at, PLACE)) && !titled && !first_name {
        return NameKind::Place;
    }
    if firm {
        return NameKind::Organisation;
    }
    let hyphenated = core.len() == 2 && words.gap(first).contains('-');
    if hyphenated && !first_name {
        return if words.end(first) - words.start(first) == 1 { NameKind::Place } else { NameKind::Organisation };
    }
    if titled {
        return NameKind::Person;
    }
    if single {
        return judge_single(words, first, first_name, run_start);
    }
    let after_the = follows_the(words, run_start);
    let evidence = first_name || tokens.clone().any(|at| words.is(at, SUFFIX) || is_initial(words, at));
    if evidence && !after_the {
        return NameKind::Person;
    }
    if tokens.clone().any(|at| words.is(at, PLACE)) {
        return NameKind::Place;
    }
    if matches!(words.text(tokens.end), "have" | "are" | "were") && words.is_tight(tokens.end - 1) {
        return NameKind::Organisation;
    }
    if after_the
        || words.language == Language::German && !(tokens.len() == 2 && german::names_person(words, tokens))
        || words.is_upper(first) && !words.is_upper(tokens.end - 1)
    {
        return NameKind::Organisation;
    }
    NameKind::Unknown
}
