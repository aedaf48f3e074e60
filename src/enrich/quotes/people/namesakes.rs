//! Makes one entry of all full names of a person, and tells whether two full names are one person's: of one first and last name, but father and son, or told apart by what stands between.

use std::ops::Range;

use super::borne::Bearers;
use super::callings::is_described;
use super::russian;
use super::{Gender, Name, NameKind, People, Person};
use crate::analysis::names::is_family_first;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ABBREV, FEMALE, FIRST, Language, MALE, PARTICLE, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::{is_fuller, is_short_for, key_of, without_suffix};

/// Words between two names of one sentence, at most.
const BESIDE: usize = 6;

/// Words of a surname, at most.
const LONGEST_SURNAME: usize = 4;

impl People {
    /// The person of a full name, an entry of their own where the text had none of the same name so far.
    pub(super) fn person_of_full_name(&mut self, words: &Words<'_>, index: usize, bearers: &mut Bearers) -> usize {
        let name = &self.names[index];
        let core = without_suffix(words, &name.tokens);
        let (first, last) = keys_of(words, &core);
        let own = generation(words, &name.tokens);
        let evident = name.kind == NameKind::Person || is_described(words, name);
        // `Ibrahim al-Sayegh … Al-Sayegh`, but `Al Gore`.
        let article = core.len() == 2 && words.is_before_hyphen(core.start) && matches!(words.text(core.start), "Al" | "El");
        let is_same = |person: usize| {
            let known = &self.persons[person];
            let alike = || article || first == known.first || is_short_for(words.stem(core.start), words.stem(known.name.start));
            last == known.last && alike() && !is_other_middle(words, &name.tokens, &known.name)
        };
        let is_of_age = |person: usize| {
            let known = &self.persons[person];
            match (own, known.generation) {
                (0, 0) => true,
                (0, _) => !is_elder(words, name, &known.name),
                (_, 0) => first != known.first,
                (own, known) => own == known,
            }
        };
        let mut all = bearers.of(last);
        let same = all.clone().find(|&person| self.persons[person].generation == own && is_same(person));
        let same = same.or_else(|| all.clone().find(|&person| is_same(person) && is_of_age(person)));
        // A first name may be the second of somebody else only where the text had the longer name before.
        let is_cut = |known: &Person| {
            let told = if name.whole.start < name.tokens.start { name.gender } else { Gender::Unknown };
            let of_one = told == Gender::Unknown || known.gender == Gender::Unknown || told == known.gender;
            let begins = known.name.start;
            of_one && (is_tail(words, &core, &known.name) || !words.is(begins, FIRST) && is_tail(words, &known.name, &core))
        };
        let tail = || all.find(|&person| self.persons[person].last == last && is_cut(&self.persons[person]));
        let cut_short = || {
            let halved = || PEOPLE.first_halves.has(words.text(core.start));
            let given = |name: &Range<usize>| words.is(name.start + 1, FIRST) || words.is(name.start + 2, PARTICLE) || halved();
            let begins = |name: &Range<usize>| name.len() > 2 && key_of(words, name.start + 1) == last && given(name);
            let is_cut_short = |&person: &usize| self.persons[person].first == first && begins(&self.persons[person].name);
            if core.len() == 2 { bearers.of(first).find(is_cut_short) } else { None }
        };
        // `Sheikh Hamdan bin Rashid … Sheikh Hamdan`
        let titled = || {
            let title = words.text(core.start);
            let bears = |known: &Person| known.first == last && known.name.start > 0 && words.text(known.name.start - 1) == title;
            let ruler = core.len() == 2 && PEOPLE.titles_in_names.has(title);
            if ruler { bearers.of(last).find(|&person| bears(&self.persons[person])) } else { None }
        };
        if let Some(person) = same.or_else(cut_short).or_else(titled).or_else(tail) {
            let known = &mut self.persons[person];
            known.full_mentions += 1;
            known.evident |= evident;
            if is_fuller(words, &name.tokens, &known.name) {
                known.name = name.tokens.clone();
                known.generation = own;
                if known.first != first {
                    known.first = first;
                    bearers.add(first, person);
                }
            }
            known.gender = known.gender.or(name.gender);
            return person;
        }
        let person = self.persons.len();
        let family = bearers.add_surname(last, person);
        let person_of = Person { full_mentions: 1, generation: own, ..Person::new(name, (first, last), family, evident) };
        self.persons.push(person_of);
        if first != last {
            bearers.add(first, person);
        }
        let inner = core.start + 1..core.end.saturating_sub(1);
        for at in inner.filter(|&at| words.is_capital(at) && words.end(at) - words.start(at) > 2) {
            bearers.add(key_of(words, at), person);
        }
        person
    }
}

/// What a full name is known by: first name and surname, as numbers.
fn keys_of(words: &Words<'_>, core: &Range<usize>) -> (u64, u64) {
    let ends = (key_of(words, core.start), key_of(words, core.end - 1));
    match words.language {
        Language::Russian => russian::keys_of(words, core).unwrap_or(ends),
        _ if core.len() == 3 && !words.is(core.start + 1, FIRST) && is_family_first(&words.body[words.bytes(core)]) => (ends.1, ends.0),
        _ => ends,
    }
}

/// Which of its family a name tells a person to be: 0 where it has no suffix for it, 1 for `Sr.`, then the sons.
pub(super) fn generation(words: &Words<'_>, tokens: &Range<usize>) -> u8 {
    let suffix = without_suffix(words, tokens).end..tokens.end;
    let told = |at: usize| match words.stem(at) {
        "Sr" | "SR" | "sr" => 1,
        "Jr" | "JR" | "jr" | "II" => 2,
        "III" => 3,
        "IV" => 4,
        _ => 0,
    };
    suffix.map(told).max().unwrap_or_default()
}

/// Whether what stands between first and last name tells two persons apart: `George W.` and `George H.W.`, `Mary Ann` and `Mary Jane`.
pub(super) fn is_other_middle(words: &Words<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let middles = |name: &Range<usize>| -> Vec<usize> {
        let inner = name.start + 1..without_suffix(words, name).end.saturating_sub(1);
        inner
            .filter(|&at| words.is_capital(at) && words.gap(at - 1).trim_end_matches(['.', ' ']).is_empty())
            .take(LONGEST_SURNAME)
            .collect()
    };
    let (mut short, mut long) = (middles(one), middles(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let is_letter = |at: usize| words.stem(at).chars().nth(1).is_none_or(|second| second == '.');
    let letter = |at: usize| words.stem(at).chars().next();
    let agrees = |&(a, b): &(&usize, &usize)| match is_letter(*a) || is_letter(*b) {
        true => letter(*a) == letter(*b),
        false => key_of(words, *a) == key_of(words, *b),
    };
    let abbreviated = short.iter().any(|&at| is_letter(at)) || short.len() == long.len();
    if abbreviated {
        return !short.iter().zip(&long).all(|pair| agrees(&pair));
    }
    let mut rest = long.iter();
    !short.iter().all(|a| rest.any(|b| agrees(&(a, b))))
}

/// Whether a name without a suffix is another's than one with it that the text had before: named beside it, as a father, or with an office of his own.
pub(super) fn is_elder(words: &Words<'_>, name: &Name, junior: &Range<usize>) -> bool {
    let between = junior.end..name.whole.start;
    let beside = between.len() <= BESIDE && !between.clone().any(|at| words.gap(at).contains(['.', '\n', '?', '!']));
    let father = (name.whole.start.saturating_sub(2)..name.whole.start).any(|at| matches!(words.text(at), "father" | "mother" | "parent"));
    let office = (name.whole.start..name.tokens.start).any(|at| words.is(at, TITLE));
    let own = junior.start > 0 && words.is(junior.start - 1, TITLE) && words.is_tight(junior.start - 1);
    beside || father || office && !own
}

/// Whether a name is the last words of a longer one: `Wasserman Schultz` for Debbie Wasserman Schultz.
pub(super) fn is_tail(words: &Words<'_>, short: &Range<usize>, long: &Range<usize>) -> bool {
    let (short, long) = (without_suffix(words, short), without_suffix(words, long));
    short.len() < long.len() && short.clone().rev().zip(long.rev()).all(|(a, b)| key_of(words, a) == key_of(words, b))
}

/// Whether a name holds a word between its first and its last, as Spanish and Portuguese ones hold the surname that is used: Luiz Inácio `Lula` da Silva.
pub(super) fn holds_inside(words: &Words<'_>, name: &Range<usize>, key: u64) -> bool {
    let core = without_suffix(words, name);
    let mut inner = core.start + 1..core.end.saturating_sub(1);
    inner.any(|at| words.is_capital(at) && key_of(words, at) == key && (core.len() == 3 || !words.is_capital(at + 1)))
}

/// Whether an office before a name is one that stood before another: `Rep.` and `Representative`.
pub(super) fn shares_office(words: &Words<'_>, one: &Name, other: &Name) -> bool {
    let offices = |name: &Name| {
        (name.whole.start..name.tokens.start).filter(|&at| words.is(at, TITLE) && !is_courtesy(words, at)).map(|at| words.text(at))
    };
    let same = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short.len() > 2 && long.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short))
    };
    offices(one).any(|a| offices(other).any(|b| same(a, b)))
}

/// Whether a title tells of no office: `Mr.`, `Frau`, `Dr.`
pub(super) fn is_courtesy(words: &Words<'_>, at: usize) -> bool {
    words.is(at, ABBREV) && words.is(at, MALE | FEMALE) || PEOPLE.courtesies.has(words.text(at))
}
