//! Who bears a surname, and which of its bearers a surname alone means.
//!
//! Newspapers give the bare surname to one of two bearers and write the other in full. A title or the first pronoun behind the verb tells (`Moon said she`),
//! `Jr.` and `the elder` do, then who was named in full before, then who was the subject of a sentence in the same paragraph, or spoke under their full name in the
//! one above, then who was called so before, then who is not brought in as somebody's kin. Where none of these tells, the one named most or first is
//! taken, with doubt.

use std::ops::Range;

use super::borne::Bearers;
use super::callings::{is_described, is_given_alone};
use super::choices::Choice;
use super::names::is_verb_of_name;
use super::namesakes::{generation, holds_inside, is_tail, shares_office};
use super::russian;
use super::{Gender, Name, NameKind, People, Person, gender_of};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{self, AUX, CONJ, CUE, Language, POSS, PREP, PRON, ROLE, SUB, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::{is_misspelling, key, key_of, without_particles, without_suffix};

/// Letters of the shortest surname that is taken for a misspelling of another.
const MISSPELT: usize = 6;

/// How many persons are looked at for whom a misspelt surname may mean.
const COMPARED: usize = 64;

/// Words of the longest office before a name that opens its sentence.
const OFFICE: usize = 4;

/// Words from the first of two who are named together to the second, at most.
const JOINT: usize = 6;

/// Words of the longest paragraph whose first sentences are looked back to.
const PARAGRAPH: usize = 400;

/// Which bearers of one surname the text has just named.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Family {
    /// How many bear it by full name.
    pub(super) bearers: u32,
    /// The one named last.
    last: Option<usize>,
    /// Where that was.
    last_at: usize,
    /// Where somebody else of the surname was named last, if anybody.
    other_at: Option<usize>,
    /// The one who opened a sentence or spoke last.
    opened: Option<Opening>,
}

/// Who opened a sentence or spoke.
#[derive(Debug, Clone, Copy)]
struct Opening {
    person: usize,
    /// The word that named them.
    token: usize,
    /// Whether by their full name, with a verb of saying.
    spoke_in_full: bool,
    /// Whether that is behind a quotation.
    is_told: bool,
}

impl Family {
    /// Notes that a name stands for a person.
    pub(super) fn named(&mut self, words: &Words<'_>, name: &Name, person: usize) {
        if self.bearers < 2 {
            return;
        }
        let start = name.whole.start;
        if self.last.is_some_and(|last| last != person) {
            self.other_at = Some(self.last_at);
        }
        // Of two who are the subject together (`Tom and Sue Hill`) neither is it alone.
        let beside = |at: usize| words.is(at, CONJ) && words.is_spaced(at) && start - self.last_at.min(start) <= JOINT;
        let is_joint = self.last.is_some() && start.checked_sub(1).is_some_and(beside);
        self.last = Some(person);
        self.last_at = start;
        if is_joint {
            self.opened = None;
            return;
        }
        let spoke = speaks(words, name);
        let closes = start > 0 && words.is_quoted(start - 1);
        if !words.is_quoted(start) && (spoke || opens_sentence(words, start)) {
            self.opened = Some(Opening {
                person,
                token: start,
                spoke_in_full: spoke && name.tokens.len() > 1,
                is_told: spoke && closes && name.tokens.len() > 1,
            });
        }
    }
}

/// Whether a mention is a surname and nothing else.
fn is_bare(name: &Name) -> bool {
    name.tokens.len() == 1 && name.whole.start == name.tokens.start
}

/// Whether a verb of saying stands right behind a name.
fn speaks(words: &Words<'_>, name: &Name) -> bool {
    let gap = words.gap(name.whole.end - 1);
    let verb = name.whole.end;
    // Not `his sister, Olga Vik, state media said`.
    let finite = || words.is(verb, lexicon::PAST) || matches!(words.text(verb), "said" | "says" | "told");
    let apposed = || gap == ", " && finite() && name.whole.start > 0 && words.is_before_comma(name.whole.start - 1);
    words.is(verb, lexicon::SAY) && (gap == " " || apposed()) && !words.is_possessive(name.whole.end - 1)
}

/// Whether nothing but an office, an article or `but` stands before a word in its sentence: `But former mayor` Ana Ruiz.
fn opens_sentence(words: &Words<'_>, start: usize) -> bool {
    let opens = |at: usize| at == 0 || words.gap(at - 1).contains(['.', '\n', '!', '?', '”', '"']);
    let other = PREP | SUB | AUX | POSS;
    let small = |at: usize| {
        let joins = words.is(at, CONJ) && !opens(at);
        words.is_spaced(at) && !words.is(at, other) && !joins && (!words.is(at, CUE) || words.is(at, ROLE))
    };
    (start.saturating_sub(OFFICE)..start + 1).rev().find(|&at| opens(at) || at > 0 && !small(at - 1)).is_some_and(opens)
}

impl People {
    pub(super) fn person_of_short_name(
        &mut self,
        words: &Words<'_>,
        index: usize,
        bearers: &mut Bearers,
        families: &[Family],
    ) -> Option<usize> {
        let name = &self.names[index];
        let whole = without_suffix(words, &name.tokens);
        let core = without_particles(words, &whole);
        let last = key_of(words, core.end - 1);
        let first = if core.len() > 1 { key_of(words, core.start) } else { last };
        let hyphenated = core.len() == 2 && words.is_parted_by(core.start, ['-']);
        if core.len() > 1 && !hyphenated {
            let known = |person: usize| &self.persons[person];
            let same = bearers.of(last).find(|&person| known(person).first == first && known(person).last == last);
            return same.or_else(|| bearers.of(last).find(|&person| is_tail(words, &core, &known(person).name)));
        }
        let known = |last: &u64| bearers.of(*last).any(|person| self.persons[person].last == *last);
        let mut last = last;
        if words.language == Language::Russian && !known(&last) {
            last = russian::surnames(words.text(core.start)).map(|name| key(&name)).find(known).unwrap_or(last);
        }
        let all = bearers.of(last);
        let is_borne = all.clone().next().is_some();
        let is_of_person = matches!(name.kind, NameKind::Person | NameKind::Unknown) && !name.weak;
        if !is_borne && !is_of_person {
            return None;
        }
        // Of the title alone: a surname may be a first name of men.
        let titles = (name.whole.start..name.tokens.start).rev().filter(|&at| words.is(at, TITLE)).map(|at| gender_of(words.class(at)));
        let title = titles.reduce(Gender::or).unwrap_or_default();
        let fits = |person: &usize| {
            let gender = self.persons[*person].gender;
            title == Gender::Unknown || gender == Gender::Unknown || gender == title
        };
        let (found, several) = if !is_borne {
            (None, false)
        } else {
            let of_name = || all.clone().filter(|&person| self.persons[person].last == last);
            let by_last = || of_name().filter(fits).filter(|&person| !self.is_of_stranger(words, name, person));
            let by_first = || all.clone().filter(|&person| self.persons[person].first == last).filter(fits);
            let mut fitting = by_last();
            let (one, several) = (fitting.next(), fitting.next().is_some());
            let meant = match one {
                None => None,
                Some(one) if !several => Some((one, of_name().nth(1).filter(|_| title != Gender::Unknown).map(|_| Choice::Courtesy))),
                Some(_) => match self.meant(words, index, by_last().collect(), families) {
                    Some((person, choice)) => Some((person, Some(choice))),
                    None => return None,
                },
            };
            // Who gives no more of a name bears none that the text has.
            let by_one_name =
                || by_first().max_by_key(|&person| self.persons[person].full_mentions).or_else(|| self.inside(words, name, last, bearers));
            let by_one_name = || by_one_name().filter(|_| !is_given_alone(words, name));
            let found = meant.or_else(|| by_one_name().map(|person| (person, None)));
            (found, several)
        };
        if let Some((person, choice)) = found {
            let bare = is_bare(name) && !words.is_quoted(core.start);
            let known = &mut self.persons[person];
            known.short_mentions += usize::from(known.last == last);
            known.bare_mentions += usize::from(known.last == last && bare);
            if !several {
                known.gender = known.gender.or(title);
            }
            self.names[index].choice = choice;
            return Some(person);
        }
        if is_of_person { self.person_of_surname(words, index, (first, last), bearers) } else { None }
    }

    /// Somebody whom nothing names but the surname, where the text shows that it is one.
    fn person_of_surname(&mut self, words: &Words<'_>, index: usize, (first, last): (u64, u64), bearers: &mut Bearers) -> Option<usize> {
        let name = &self.names[index];
        let whole = without_suffix(words, &name.tokens);
        let core = without_particles(words, &whole);
        // Whose kin bear it is a person.
        let is_of_kin = || bearers.of(last).any(|person| self.persons[person].last == last);
        let evident = name.kind == NameKind::Person || is_of_kin() || is_described(words, name);
        let speaks = || is_verb_of_name(words, &core) || follows_cue(words, core.start) || is_label(words, &core);
        if !evident && !speaks() {
            return None;
        }
        if let Some(person) = self.misspelt(words, &core) {
            self.persons[person].short_mentions += 1;
            return Some(person);
        }
        let person = self.persons.len();
        let own = generation(words, &name.tokens);
        let family = bearers.add_surname(last, person);
        let named = Person { generation: own, ..Person::new(name, (first, last), family, evident) };
        let name = if own == 0 { whole } else { named.name };
        self.persons.push(Person { name, ..named });
        Some(person)
    }

    /// The one person whose surname a word misspells that nobody bears: `Montieth` for David Monteith.
    fn misspelt(&self, words: &Words<'_>, core: &Range<usize>) -> Option<usize> {
        let word = words.stem(core.start);
        if core.len() != 1 || word.len() < MISSPELT || words.is(core.start, lexicon::FIRST) {
            return None;
        }
        let persons = self.persons.iter().take(COMPARED).enumerate();
        let mut alike = persons.filter(|(_, known)| {
            let surname = || without_suffix(words, &known.name).end - 1;
            known.full_mentions > 0 && words.begin_alike(core.start, surname()) && is_misspelling(word, words.stem(surname()))
        });
        let (found, _) = alike.next()?;
        alike.next().is_none().then_some(found)
    }

    /// The one person who bears a word between first name and surname: `Lula` for Luiz Inácio Lula da Silva.
    fn inside(&self, words: &Words<'_>, name: &Name, word: u64, bearers: &Bearers) -> Option<usize> {
        if !matches!(name.kind, NameKind::Person | NameKind::Unknown) {
            return None;
        }
        let mut all = bearers.of(word).filter(|&person| holds_inside(words, &self.persons[person].name, word));
        let (found, None) = (all.next()?, all.next()) else { return None };
        Some(found)
    }

    /// Which of several bearers of a surname is meant where it stands alone, and what tells so; `None` where it must remain open.
    fn meant(&self, words: &Words<'_>, index: usize, mut bearers: Vec<usize>, families: &[Family]) -> Option<(usize, Choice)> {
        let name = &self.names[index];
        let known = |person: usize| &self.persons[person];
        if bearers.iter().any(|&person| known(person).evident) {
            bearers.retain(|&person| known(person).evident);
        }
        let family = self.persons.get(*bearers.first()?).and_then(|person| families.get(person.family)).copied().unwrap_or_default();
        let start = name.whole.start;
        let quoted = words.is_quoted(start);
        if let Some(elder) = told_age(words, start) {
            return self.of_age(words, &bearers, elder).map(|person| (person, Choice::Generation));
        }
        let told = if quoted { Gender::Unknown } else { gender_told(words, &name.whole) };
        let is_told = |person: usize| told != Gender::Unknown && known(person).gender == told;
        let is_earlier = |person: usize| known(person).introduced < start;
        let own = generation(words, &name.tokens);
        let is_of_age = |person: usize| known(person).generation == own;
        let introducing = |person: usize| self.at(known(person).introduced).map(|index| &self.names[index]);
        let shares = |person: usize| introducing(person).is_some_and(|other| shares_office(words, name, other));
        let tests: [(&dyn Fn(usize) -> bool, Choice); 4] =
            [(&is_told, Choice::Pronoun), (&is_of_age, Choice::Generation), (&is_earlier, Choice::OnlyOneSoFar), (&shares, Choice::Office)];
        for (test, choice) in tests {
            let mut fitting = bearers.iter().copied().filter(|&person| test(person));
            match (fitting.next(), fitting.next()) {
                (None, _) => {}
                (Some(one), None) => return Some((one, choice)),
                (Some(_), Some(_)) => bearers.retain(|&person| test(person)),
            }
        }
        let mut called = bearers.iter().copied().filter(|&person| known(person).bare_mentions > 0);
        let called = called.next().filter(|_| called.next().is_none());
        let opened = family.opened.filter(|opening| {
            let between = opening.token..start;
            let in_full = || {
                let name = self.at(opening.token).map(|index| &self.names[index]);
                opening.spoke_in_full && name.is_some_and(|name| speaks(words, name)) && family.last == Some(opening.person)
            };
            let near = || match between.clone().filter(|&at| words.gap(at).contains('\n')).count() {
                0 => true,
                1 => in_full(),
                _ => false,
            };
            let of_another = opening.is_told && called.is_some_and(|called| called != opening.person);
            bearers.contains(&opening.person) && !of_another && between.len() <= PARAGRAPH && near()
        });
        if let Some(opening) = opened {
            return Some((opening.person, if called == Some(opening.person) { Choice::CalledSo } else { Choice::JustNamed }));
        }
        let is_here = |from: usize| start - from.min(start) <= PARAGRAPH && !(from..start).any(|at| words.gap(at).contains('\n'));
        let here = is_here(family.last_at);
        let closed = family.last_at > 0 && words.is_quoted(family.last_at - 1);
        let alone = family.last.filter(|last| here && !closed && bearers.contains(last) && !family.other_at.is_some_and(is_here));
        if let Some(person) = alone {
            return Some((person, if called == alone { Choice::CalledSo } else { Choice::JustNamed }));
        }
        if let Some(person) = called {
            return Some((person, Choice::CalledSo));
        }
        let mut principals =
            bearers.iter().copied().filter(|&person| introducing(person).is_some_and(|name| !self.is_brought_in(words, name)));
        if let (Some(one), None) = (principals.next(), principals.next()) {
            return Some((one, Choice::Principal));
        }
        let most_named = |&person: &usize| {
            let known = known(person);
            (known.full_mentions.min(2) + known.short_mentions, usize::MAX - known.introduced)
        };
        bearers.into_iter().max_by_key(most_named).map(|person| (person, Choice::MostNamed))
    }

    /// The elder or younger of the bearers of a surname, by `Jr.` or as whose father or daughter the text brings them in.
    fn of_age(&self, words: &Words<'_>, bearers: &[usize], elder: bool) -> Option<usize> {
        let known = |person: usize| &self.persons[person];
        let one = |test: &dyn Fn(usize) -> bool| {
            let mut fitting = bearers.iter().copied().filter(|&person| test(person));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let relation = |person: usize| self.at(known(person).introduced).and_then(|index| self.names[index].whole.start.checked_sub(1));
        // `Moon said of his son`
        let of_child = |person: usize| {
            let of = self.at(known(person).introduced).map(|index| self.names[index].whole.end + 1)?;
            let own = words.is_spelt(of, "of") && words.is(of - 1, CUE) && words.is(of + 1, POSS);
            Some(own && PEOPLE.children.has(words.text(of + 2)))
        };
        let is_parent =
            |person: usize| relation(person).is_some_and(|at| PEOPLE.parents.has(words.text(at))) || of_child(person) == Some(true);
        let is_child = |person: usize| relation(person).is_some_and(|at| PEOPLE.children.has(words.text(at)));
        let junior = |person: usize| known(person).generation > 1;
        let (own, other): ([&dyn Fn(usize) -> bool; 2], _) =
            if elder { ([&is_parent, &|person| !junior(person)], one(&is_child)) } else { ([&is_child, &junior], one(&is_parent)) };
        let mut rest = bearers.iter().copied().filter(|&person| other.is_some_and(|other| other != person));
        one(own[0]).or_else(|| one(own[1])).or_else(|| rest.next().filter(|_| rest.next().is_none()))
    }
}

/// Whether `the elder` or `the younger` stands before a name.
fn told_age(words: &Words<'_>, start: usize) -> Option<bool> {
    match words.text(start.checked_sub(1)?) {
        "elder" | "older" => Some(true),
        "younger" => Some(false),
        _ => None,
    }
}

/// The gender of the pronoun that stands right behind a name and its verb of saying: `Moon said she`, `Moon admitted that he`.
fn gender_told(words: &Words<'_>, name: &Range<usize>) -> Gender {
    let verb = name.end;
    if !words.is(verb, CUE) || !words.is_spaced(verb - 1) || !words.is_spaced(verb) || words.is_quoted(verb) {
        return Gender::Unknown;
    }
    let next = if words.is_spelt(verb + 1, "that") { verb + 2 } else { verb + 1 };
    let told = words.is_spaced(next - 1) && words.is(next, PRON) && !words.is_quoted(next) && !words.is(verb, lexicon::TELL);
    if told { gender_of(words.class(next)) } else { Gender::Unknown }
}

/// Whether a name labels the quotation behind it in Spanish, Portuguese or Italian: `Renzi: «Un errore».`
fn is_label(words: &Words<'_>, name: &Range<usize>) -> bool {
    if words.language != Language::Other {
        return false;
    }
    let behind = words.gap(name.end - 1);
    let labels = behind.starts_with(':') && behind.contains(['«', '“', '"']);
    let before = words.gap_before(name.start);
    labels && (before.is_empty() || before.contains(['.', '!', '?', '»', '”', '"', '\n']))
}

/// Whether what stands before a name tells that it speaks: a verb of saying, or whose words these are, `по словам` Быстрова.
fn follows_cue(words: &Words<'_>, start: usize) -> bool {
    let cited = |at: usize| words.language == Language::Russian && matches!(words.text(at), "словам" | "слова");
    start.checked_sub(1).is_some_and(|at| words.is(at, lexicon::SAY | lexicon::SO) || cited(at))
}
