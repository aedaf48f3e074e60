//! Reads what stands beside a name in the same phrase: whom a description adds to, whose company speaks with them, which office in a body they hold.

use std::ops::Range;

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::people::callings::is_given_alone;
use crate::enrich::quotes::people::{Name, NameKind};
use crate::enrich::quotes::words::elision::without_small_word;
use crate::enrich::quotes::words::lexicon::{
    ABBREV, ADV, AUX, BODY, CONJ, CUE, DATE, DET, Language, NOUN_CUE, ORG, PLURAL, POSS, PREP, PRON, ROLE, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// Words behind a description among which it may tell the name that somebody gives.
const GIVEN: usize = 12;

/// Words from an owner's article to its noun: `the Welsh first minister’s` aide; from those of whom somebody is one to the comma: `uno de los vecinos del barrio`.
const OWNER: usize = 4;

/// Words of the longest nickname in brackets behind a name.
const BRACKET: usize = 5;

/// Offices of one person that are told one after the other.
const OFFICES: usize = 3;

impl Reader<'_> {
    /// The name that a description from `first` to its `head` gives further behind: `one of them, 19-year-old Salim Bakari`, `a pilot named Tim Vale`, `a man who
    /// identified himself as Earl`.
    pub(super) fn named_late(&self, first: usize, head: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::English {
            return None;
        }
        let next = head + 1;
        let name = |at: usize| {
            let index = self.people.at(at).filter(|_| at < self.frame.end && !words.is_quoted(at))?;
            let own = &self.people.names[index];
            (own.whole.start == at && own.person.is_some()).then_some((index, own))
        };
        let source = |(index, own): (usize, &Name)| Source { kind: SourceKind::Name(index), tokens: own.whole.clone() };
        if words.is_one_of(next, ["named", "called"]) && words.is_spaced(head) {
            return name(next + 1).map(source);
        }
        let limit = self.frame.end.min(next + GIVEN);
        if words.is_spelt(next, "who") {
            let given = (next + 1..limit).find(|&at| name(at).is_some_and(|(_, own)| is_given_alone(words, own)))?;
            return name(given).map(source);
        }
        let one = words.text(first).eq_ignore_ascii_case("one") && words.is_spelt(first + 1, "of");
        let comma = (first..limit).find(|&at| words.gap(at) == ", ").filter(|_| one)?;
        let age = if words.is_number(comma + 1) && words.is_spelt(comma + 2, "year") { comma + 4 } else { comma + 1 };
        name(comma + 1).or_else(|| name(age)).filter(|(_, own)| self.is_closed(own.whole.end)).map(source)
    }

    /// Who holds two offices, the first of which begins a phrase and ends before `next`: `actor and director` Tom Hale. With an article (`the mayor and
    /// police chief` Moon) two may be meant.
    pub(super) fn of_two_offices(&self, first: usize, next: usize) -> Option<Source> {
        let words = self.words;
        if words.is(first, DET | POSS) {
            return None;
        }
        // `singer, songwriter and activist`
        let listed = |at: &usize| words.is_before_comma(at - 1) && words.is(*at, ROLE);
        let joined = (next..next + OFFICES).find(|at| !listed(at)).filter(|&at| words.is(at, CONJ) && words.is_spaced(at))?;
        let office = joined + 1..self.frame.end.min(joined + 1 + GIVEN);
        let bearer = |&index: &usize| self.people.names[index].person.is_some();
        let index = office
            .clone()
            .take_while(|&at| at == office.start || words.is_tight(at - 1))
            .filter_map(|at| self.people.at(at))
            .find(bearer)?;
        let name = &self.people.names[index];
        let before = office.start..name.tokens.start.min(office.end);
        let held = before.clone().next_back().is_some_and(|last| words.is(last, ROLE | TITLE)) && !words.is(office.start, DET | POSS);
        let plain = { before }.all(|at| !words.is_quoted(at) && !words.is(at, PREP | AUX | PRON | SUB));
        let person = name.person.is_some() && name.kind == NameKind::Person && name.tokens.len() > 1;
        (held && plain && person).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Where a description goes on behind `and` and a further office without article: `le patron du parti et` ministre de l’Intérieur, `la vicepresidenta primera y` ministra
    /// de Hacienda, `el exministro de Economía y hoy` diputado.
    pub(super) fn over_further_office(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let romance = matches!(words.language, Language::French | Language::Other);
        if !romance || !PEOPLE.ands.has(words.text(at)) || !words.is_spaced(at) {
            return None;
        }
        let now = words.language == Language::Other && words.is(at + 1, ADV) && words.is_spaced(at + 1);
        let first = at + 1 + usize::from(now);
        let held = |at: usize| words.is(at, ROLE | TITLE) && !words.is(at, PLURAL | CUE | ABBREV);
        // `e porta-voz do executivo`
        let office = held(first) || words.is_before_hyphen(first) && held(first + 1);
        (office && !words.is_capital(first) && !words.is_quoted(first)).then_some(first)
    }

    /// Whether a phrase names a person with an office in a body of whose name a part was read as governing it: `Council on Trade Relations Director` Moon.
    pub(super) fn is_officer_of(&self, source: &Source, governor: &Source) -> bool {
        let (SourceKind::Name(person), SourceKind::Name(body)) = (source.kind, governor.kind) else { return false };
        let name = &self.people.names[person];
        let titles = name.whole.start..name.tokens.start;
        name.person.is_some()
            && self.people.names[body].kind == NameKind::Organisation
            && titles.clone().any(|at| self.words.is(at, ORG))
            && titles.clone().any(|at| self.words.is(at, TITLE))
    }

    /// Whether somebody's name ends the description that was read as governing it: `il comandante della polizia locale` Ugo Berti.
    pub(super) fn bears_description(&self, source: &Source, governor: &Source) -> bool {
        let SourceKind::Name(index) = source.kind else { return false };
        let romance = matches!(self.words.language, Language::French | Language::Other);
        let named = |(whole, end): (Source, usize)| whole.kind == source.kind && end == source.tokens.end;
        romance
            && governor.kind == SourceKind::Nominal
            && self.people.names[index].person.is_some()
            && self.words.is(governor.tokens.end - 1, ROLE | TITLE)
            && self.phrase_at(governor.tokens.start).is_some_and(named)
    }

    /// The person with whose company a description joins them: `Moon` and his team wrote.
    pub(super) fn with_company(&self, source: &Source) -> Option<Source> {
        let words = self.words;
        if source.kind != SourceKind::Nominal {
            return None;
        }
        let start = source.tokens.start;
        let start = start - usize::from(start > self.frame.start && words.is(start - 1, POSS) && words.is_spaced(start - 1));
        let company = || PEOPLE.company.has(words.text(start));
        let and = start.checked_sub(1).filter(|&and| {
            and > self.frame.start
                && words.is(and, CONJ)
                && words.is_spaced(and)
                && words.is_spaced(and - 1)
                && (words.is(start, POSS) || company())
                && words.is_spelt(and, "and")
        })?;
        let index = self.people.at(and - 1).filter(|_| !words.is_quoted(and - 1) && !words.is_possessive(and - 1))?;
        let name = &self.people.names[index];
        name.person.map(|_| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The person whom a description that begins at a word adds to: Moon, `a clerk` who left.
    pub(super) fn apposed_to(&self, source: &Source) -> Option<Source> {
        let words = self.words;
        let last = source.tokens.start.checked_sub(1).filter(|&last| last > self.frame.start && words.gap(last) == ", ")?;
        let index =
            self.people.at(last).filter(|_| source.kind == SourceKind::Nominal && words.is(last + 1, DET) && !words.is_quoted(last))?;
        let name = &self.people.names[index];
        name.person.map(|_| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The name in apposition to a description that ends before word `end` and goes on with an attribute: `the mayor of Lyon, Claire Martin.`
    pub(super) fn apposed_behind(&self, end: usize) -> Option<Source> {
        let words = self.words;
        if end >= self.frame.end || !words.is_tight(end - 1) || !words.is(end, PREP) || words.is_quoted(end) {
            return None;
        }
        let limit = self.frame.end.min(end + 7);
        let comma = (end..limit).take_while(|&at| !words.is_quoted(at)).find(|&at| !words.is_tight(at))?;
        let first = self.over_article(comma + 1);
        let index = self.people.at(first).filter(|_| comma > end && words.gap(comma) == ", " && first < self.frame.end)?;
        let name = &self.people.names[index];
        let plain = (end..comma + 1).all(|at| !words.is(at, SUB | AUX | PRON | CUE) || words.is(at, DET | PREP | ROLE | BODY));
        let behind = words.gap(name.whole.end - 1);
        let closed = name.whole.end >= self.frame.end || !words.is_tight(name.whole.end - 1) && !behind.starts_with('-');
        let person = name.person.is_some() && name.whole.start == first && name.tokens.len() > 1 && !words.is_quoted(first);
        (plain && closed && person).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Where a name begins whose title has an article: the bishop, `the` Right Rev Lewis Penn.
    pub(super) fn over_article(&self, at: usize) -> usize {
        let words = self.words;
        let next = at + 1;
        let titled = |index: usize| {
            let name = &self.people.names[index];
            name.whole.start == next && name.tokens.start > next && name.tokens.len() > 1 && name.person.is_some()
        };
        let led = words.is_spelt(at, "the") && words.is_spaced(at) && words.language == Language::English;
        if led && self.people.at(next).is_some_and(titled) { next } else { at }
    }

    /// The name in apposition to a run with an office in it, which ends before word `end`: `the Tory MP for Moor East, Mark Young`.
    pub(super) fn apposed_to_seat(&self, run: &Name) -> Option<Source> {
        let words = self.words;
        let end = run.whole.end;
        if words.language != Language::English || !words.is_before_comma(end - 1) || end >= self.frame.end {
            return None;
        }
        let evident = run.person.is_some_and(|person| self.people.persons[person].evident);
        if run.kind != NameKind::Title && run.whole.len() < 2 {
            return None;
        }
        let office = |at: usize| words.is(at, ROLE | TITLE) || PEOPLE.seats.has(words.text(at));
        let first = self.over_article(end);
        let index = self.people.at(first).filter(|_| !evident && run.whole.clone().any(office) && !words.is_quoted(first))?;
        let name = &self.people.names[index];
        let closed = name.whole.end >= self.frame.end || !words.is_tight(name.whole.end - 1);
        let person = name.person.is_some() && name.whole.start == first && name.tokens.len() > 1;
        (closed && person).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The name behind the comma, or the bracket and comma, of a full name at word `at` whose bearer is only whom an office, at word `head`, is held for: `o advogado do
    /// arguido Rui Prado, Ivo Lessa, disse`; `l’avocate de Jean Roux (« Jeannot »), Anne Berger`.
    pub(super) fn apposed_to_client(&self, name: &Name, head: usize, at: usize) -> Option<(usize, Range<usize>)> {
        let words = self.words;
        let romance = matches!(words.language, Language::French | Language::Other);
        let mut of = (head + 1..at).filter(|&of| words.is(of, PREP)).peekable();
        let client = romance && words.is(head, ROLE | TITLE) && name.person.is_some() && name.whole.start == at && name.tokens.len() > 1;
        let called = name.tokens.start > at || words.is(at - 1, ROLE | TITLE | PREP) || words.is_of(at);
        if !client || !called || of.peek().is_none() && !words.is_of(at) {
            return None;
        }
        let end = name.whole.end;
        let bracket = words.gap(end - 1).starts_with(" (") && !words.is_spaced(end - 1);
        let next = match bracket {
            true => (end + 1..self.frame.end.min(end + BRACKET)).find(|&at| words.gap(at - 1).ends_with("), "))?,
            false => end,
        };
        self.apposed_at(next).filter(|_| bracket || words.gap(end - 1) == ", ")
    }

    /// Whether somebody is named, or told by what they are, behind a word that opens a clause as well as a phrase: won before `Moon` said, fell after `officials` said.
    pub(super) fn opens_dated_clause(&self, source: &Source) -> bool {
        let words = self.words;
        let start = source.tokens.start;
        let opens = |at: usize| {
            let joined = at >= self.frame.start && words.is_spaced(at);
            joined && words.is_one_of(at, ["before", "after", "since", "until", "than", "as"])
        };
        if source.is_person(self.people) {
            return start > self.frame.start && opens(start - 1);
        }
        let determined = start > self.frame.start + 1 && words.is(start - 1, DET) && words.is_spaced(start - 1);
        let Some(before) = start.checked_sub(1 + usize::from(determined)) else { return false };
        if words.language != Language::English || !words.is(before, SUB) {
            return false;
        }
        let head = source.tokens.end - 1;
        let speaks = match source.kind {
            SourceKind::Name(index) => self.people.names[index].kind == NameKind::Organisation,
            SourceKind::Nominal => words.is(head, ROLE | BODY) && !words.is(head, NOUN_CUE),
            SourceKind::Pronoun => false,
        };
        speaks && !words.is_one_of(before, ["than", "as"]) && opens(before)
    }

    /// Whether a word tells how many of those behind `of` are meant: 75 `percent` of voters, three-`quarters` of them.
    pub(super) fn is_quantity(&self, at: usize) -> bool {
        self.words.is_number(at) || SPEECH.clauses.parts.has(self.words.text(at))
    }

    /// Whether an office has its bearer's full name right behind it, or behind an adjective: `director` Tom Hill; not the town that it is of: `Kapitän von
    /// Lindau`.
    pub(super) fn names_bearer(&self, office: usize) -> bool {
        let words = self.words;
        let titled = self.people.at(office).map(|index| &self.people.names[index]).filter(|name| name.tokens.start == office + 1);
        let plain =
            |&at: &usize| words.is_tight(at - 1) && !words.is_quoted(at) && !words.is(at, PREP | SUB | CONJ | AUX | PRON | DET | CUE);
        // `vicepremier e ministro degli Esteri` Ugo Berti
        let romance = matches!(words.language, Language::French | Language::Other);
        let small = |at: usize| words.is(at, PREP) || at > office + 1 && words.is(at, DET);
        let of = |&at: &usize| words.is_tight(at - 1) && !words.is_quoted(at) && small(at);
        let first = if romance { (office + 1..office + 4).take_while(of).last().map_or(office + 1, |at| at + 1) } else { office + 1 };
        let behind = || (first..first + 2).take_while(plain).find_map(|at| self.people.at(at)).map(|index| &self.people.names[index]);
        let full = |name: &Name| name.person.is_some() && name.tokens.len() > 1 && words.is_capital(name.tokens.start);
        titled.or_else(behind).is_some_and(full)
    }

    /// One of several whom a phrase does not name, or names behind a comma: `l’une d’entre elles`, `l’un de ces patrons`, `uno degli inquirenti, Ugo Berti`.
    pub(super) fn one_of(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        let one = without_small_word(words.text(at));
        let led = words.is(at + 1, PREP) || words.text(at + 1).starts_with(['d', 'D']) && words.text(at + 1).contains(['\'', '’']);
        if !SPEECH.one.has(one) || !led || !words.is_spaced(at) || words.language == Language::Russian {
            return None;
        }
        let small = |at: usize| words.is(at, PREP | DET | POSS) || words.text(at).ends_with("entre");
        let last = (at + 1..self.frame.end.min(at + 5)).find(|&at| !small(at) && words.is_tight(at - 1))?;
        // `uno de los vecinos del barrio, Juan Roca`
        let comma = (last..self.frame.end.min(last + OWNER)).take_while(|&at| !words.is_quoted(at)).find(|&at| !words.is_tight(at));
        if let Some((index, tokens)) = comma.and_then(|comma| self.apposed_at(comma + 1)) {
            let end = tokens.end;
            return Some((Source { kind: SourceKind::Name(index), tokens }, end));
        }
        Some((Source { kind: SourceKind::Nominal, tokens: at..last + 1 }, last + 1))
    }

    /// Where an owner begins whose last word is `last`, back to its article: `the prime` minister’s office, `the` council’s clerk.
    pub(super) fn owner_start(&self, last: usize) -> usize {
        let words = self.words;
        let start = self.people.at(last).map_or(last, |index| self.people.names[index].whole.start);
        if !words.is_possessive(last) {
            return start;
        }
        let mut at = start;
        for _ in 0..OWNER {
            let before =
                at.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before) && !words.is_quoted(before));
            let Some(before) = before else { break };
            if words.is_one_of(before, ["the", "The", "a", "A", "an", "An"]) {
                return before;
            }
            let other = PREP | SUB | CONJ | AUX | PRON | CUE | POSS | DET | DATE;
            if words.is(before, other) && !words.is(before, ROLE | BODY) {
                break;
            }
            at = before;
        }
        start
    }

    /// Where a description begins whose office, at word `head`, is for two things that `and` joins: `the roads and rivers` minister.
    pub(super) fn joined_field(&self, and: usize, head: usize) -> Option<usize> {
        let words = self.words;
        let plain = |at: usize| {
            words.is_spaced(at) && !words.is_quoted(at) && !words.is(at, PREP | SUB | CONJ | AUX | PRON | CUE | ROLE | DET | POSS)
        };
        let article = and.checked_sub(2).filter(|&article| article >= self.frame.start && words.is(article, DET))?;
        let fits = words.is_spelt(and, "and")
            && and + 2 == head
            && plain(and - 1)
            && plain(and + 1)
            && words.is_spaced(and)
            && words.is_spaced(article);
        (fits && words.is(head, ROLE) && !words.is(head, PLURAL) && words.is(article, DET) && !words.is(article, PRON | SUB))
            .then_some(article)
    }

    /// Where the name of a town begins that a region behind it tells more about: `Columbia, South Carolina`.
    pub(super) fn over_place(&self, start: usize) -> usize {
        let words = self.words;
        let is_place = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].kind == NameKind::Place);
        let Some(before) = start.checked_sub(1).filter(|&before| before > self.frame.start && is_place(start)) else { return start };
        let town = self.people.at(before).map(|index| &self.people.names[index]).filter(|_| words.is_before_comma(before));
        match town {
            Some(town) if town.whole.start > self.frame.start && words.is(town.whole.start - 1, PREP) => town.whole.start,
            _ => start,
        }
    }
}
