//! Reads Russian subjects, which have no article, behind their verb: `сказал главный тренер`, `рассказала агентству жительница`, `добавил форвард`.

use super::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::people::{Name, NameKind, russian};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CONJ, CUE, DATE, FIRST, Language, ORG, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};
use crate::enrich::quotes::words::russian::{NO_VERB, SHORTEST_VERB};

/// Classes of words that begin no description.
const OTHER: u64 = SUB | CONJ | AUX | PRON | CUE | ADV | DATE | PREP;

/// Words of the longest cue that a name ends.
const CUE_WORDS: usize = 14;

/// Words of the longest name in quotation marks inside a phrase.
const TITLED: usize = 5;

/// Words before a verb among which the first verb of its sentence is looked for.
const SENTENCE: usize = 24;

/// Words behind a verb among which its subject stands.
const FOLLOWING: usize = 7;

impl Reader<'_> {
    /// Whether a source is a full name in another case than the nominative, so that no verb has it as its subject: раскритиковал `Петра Котова`.
    pub(super) fn is_object_in_russian(&self, source: &Source) -> bool {
        let SourceKind::Name(index) = source.kind else { return false };
        self.words.language == Language::Russian && russian::is_in_other_case(self.words, &self.people.names[index])
    }

    /// A Russian verb of saying in the past whose sentence has no subject, so that it goes on with whom the one before is about: `Поздравил всех и назвал матч «войной»`.
    pub(super) fn dropped_in_russian(&self, verb: usize) -> Option<Source> {
        let (words, from) = (self.words, self.frame.start);
        if words.language != Language::Russian || !words.is(verb, SAY) || verb - from > SENTENCE {
            return None;
        }
        let past = |at: usize| {
            if words.is(at, NO_VERB) || words.is_capital(at) && at > from {
                return None;
            }
            let word = words.text(at).trim_end_matches("ся").trim_end_matches("сь");
            let told = (word.ends_with('л') || word.ends_with("ла")) && word.chars().count() >= SHORTEST_VERB;
            told.then_some(word.ends_with('л'))
        };
        let male = past(verb)?;
        let first = (from..verb + 1).find(|&at| past(at).is_some())?;
        let governed = |at: usize| at > from && words.is(at - 1, PREP);
        let named = |at: usize| self.people.at(at).map(|index| &self.people.names[index]).filter(|name| name.whole.start == at);
        let bearer = |name: &Name| name.person.is_some() && !russian::is_in_other_case(words, name);
        let noun = |at: usize| words.is(at, ROLE | TITLE) || words.is(at, PRON) && !words.is(at, POSS);
        let subject = |at: usize| match named(at) {
            _ if governed(at) => false,
            _ if at < first => named(at).is_some() || noun(at),
            Some(name) => bearer(name),
            None => words.is(at, PRON) && !words.is(at, POSS),
        };
        let plain = |at: usize| !words.is_quoted(at) && !words.is(at, SUB) && !subject(at);
        let behind = verb + 1;
        // `Об этом рассказал местный житель Рогов`
        let follows = || {
            let mut next =
                (behind..self.frame.end.min(behind + FOLLOWING)).take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at));
            next.any(|at| !governed(at) && (noun(at) || named(at).is_some_and(bearer)))
        };
        let own = first < verb || !follows();
        (past(first) == Some(male) && own && (from..verb).all(plain)).then_some(Source { kind: SourceKind::Pronoun, tokens: verb..behind })
    }

    /// Where what follows a verb goes on behind whom it was said to: `рассказал «Вестнику» глава района`, `рассказал РБК глава района`.
    pub(super) fn over_addressed(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if words.language != Language::Russian || at == 0 || at >= self.frame.end {
            return None;
        }
        if !words.is_spaced(at - 1) {
            return self.over_quoted(at);
        }
        // No letters of a body that speaks itself have another subject behind them.
        // `сказал РИА Новости глава района`
        let agency = self.people.at(at).map(|index| &self.people.names[index]);
        let agency = agency.filter(|name| name.person.is_none() && name.whole.start == at && name.whole.len() == 2);
        let next = agency.map_or(at + 1, |name| name.whole.end);
        let addressed = words.is_upper(at) && words.is_spaced(next - 1) && !words.is_quoted(at) && words.is(at - 1, CUE);
        let office = || self.opens_office(next);
        let named = || {
            let first = self.over_years(next).unwrap_or(next);
            self.people.at(first).is_some_and(|index| {
                let name = &self.people.names[index];
                name.whole.start == first && name.person.is_some() && name.tokens.len() > 1
            })
        };
        (addressed && (office() || named())).then_some(next)
    }

    /// Whether an office begins at a word, or an adjective before it: `глава` района, `первый вице-премьер`, `45-летний учитель`.
    fn opens_office(&self, at: usize) -> bool {
        let words = self.words;
        let office = |at: usize| words.is(at, ROLE | TITLE) && !words.is_capital(at);
        let whole = |at: usize| office(at) || words.gap(at) == "-" && !words.is_capital(at) && office(at + 1);
        let adjective = |at: usize| words.is_spaced(at) && !words.is_capital(at) && ENDINGS.adjectives.ends(words.text(at));
        let first = self.over_years(at).unwrap_or(at);
        whole(first) || adjective(first) && whole(first + 1)
    }

    /// Where a phrase goes on behind an age: `45-летняя` Анна Лапина.
    fn over_years(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let aged = words.is_number(at) && words.gap(at) == "-" && words.text(at + 1).starts_with("летн") && words.is_spaced(at + 1);
        aged.then_some(at + 2)
    }

    /// The one of several whom a phrase that begins at a word names: `один из организаторов` Пётр Котов.
    pub(super) fn one_in_russian(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        let led = words.language == Language::Russian && words.is_one_of(at, ["один", "одна", "Один", "Одна"]);
        if !led || !words.is_spelt(at + 1, "из") || !words.is_spaced(at) {
            return None;
        }
        let joined = |&own: &usize| words.is_tight(own - 1) && !words.is_quoted(own) && !words.is(own, CUE | AUX | CONJ);
        let behind = at + 2..self.frame.end.min(at + 2 + FOLLOWING);
        let index = behind.take_while(joined).find_map(|own| self.people.at(own).filter(|&index| self.is_full_in_russian(index)))?;
        let end = self.people.names[index].whole.end;
        Some((Source { kind: SourceKind::Name(index), tokens: at..end }, end))
    }

    /// Whether a name is a full one in the nominative, so that nothing before it governs it: председатель комитета по обороне `Пётр Котов`.
    pub(super) fn is_full_in_russian(&self, index: usize) -> bool {
        let words = self.words;
        let name = &self.people.names[index];
        let first = name.tokens.start;
        let governed = first == name.whole.start && first > self.frame.start && words.is(first - 1, PREP);
        words.language == Language::Russian && name.person.is_some() && name.tokens.len() > 1 && words.is(first, FIRST) && !governed
    }

    /// The full name that ends what tells who speaks behind a quotation, whatever its verb and its objects: `«…», – подвёл черту под ссорой Иван Рогов.`
    pub(in crate::enrich::quotes) fn closing_russian_cue(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::Russian {
            return None;
        }
        let limit = self.frame.end.min(verb + CUE_WORDS);
        let closed = |at: usize| words.gap(at).starts_with(['.', ',']) || at + 1 == self.frame.end;
        let last = (verb + 1..limit).take_while(|&at| !words.is_quoted(at)).find(|&at| closed(at))?;
        let index = self.people.at(last)?;
        let name = &self.people.names[index];
        let governed = name.whole.start.checked_sub(1).is_some_and(|before| words.is(before, PREP));
        let speaks = name.person.is_some() && name.tokens.len() > 1 && name.whole.end == last + 1 && !governed;
        speaks.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whether a name is that of the body or place whose office stands before it: `спикер Кремля` ответил.
    pub(super) fn is_of_russian_office(&self, name: &Name) -> bool {
        let words = self.words;
        let office = name.whole.start.checked_sub(1).filter(|&office| office >= self.frame.start && words.is_spaced(office));
        let body = name.person.is_none() && matches!(name.kind, NameKind::Organisation | NameKind::Place);
        words.language == Language::Russian && body && office.is_some_and(|at| words.is(at, ROLE | TITLE) && !words.is_quoted(at))
    }

    /// The same as [`Self::over_quoted`] where no quotation is read, as in speech behind dashes: говорит режиссёр `«Ладоги»` Олег Титов.
    pub(super) fn over_unmarked(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if !matches!(words.gap(at.checked_sub(1)?), " «" | " \"" | " “" | " „") {
            return None;
        }
        let end = (at..self.frame.end.min(at + TITLED)).find(|&end| !words.is_tight(end))?;
        matches!(words.gap(end), "» " | "\" " | "” " | "“ ").then_some(end + 1)
    }

    /// The phrase that begins at a word of which nothing is known; `office` tells whether the next is a noun for a person or a body.
    pub(super) fn russian_phrase_at(&self, at: usize, office: bool) -> Option<(Source, usize)> {
        let words = self.words;
        let other = words.is(at, OTHER);
        // `объяснила 45-летняя Анна Лапина`
        if let Some(next) = self.over_years(at) {
            let named = self.people.at(next).filter(|&index| self.people.names[index].whole.start == next);
            return named.map_or_else(|| self.described(at, next), |index| Some(self.named(index, &self.people.names[index], at)));
        }
        if !other && russian::agrees(words, at) {
            return self.described(at, at);
        }
        // `заявила первый вице-премьер Анна Лапина`
        if !words.is_capital(at) && self.opens_office(at) {
            return self.described(at, at);
        }
        // `пресс-секретарь`
        if words.gap(at) == "-" && words.is(at + 1, ROLE | TITLE) {
            return self.described(at, at + 1);
        }
        if !(office || self.opens_office(at + 1)) || other {
            return None;
        }
        // `рассказал агентству представитель завода`: no adjective of what follows.
        let adjective = ENDINGS.adjectives.ends(words.text(at));
        if adjective { self.described(at, at) } else { self.phrase_at(at + 1) }
    }
}

/// Whether a cue behind a comma only tells which paper or agency reports a Russian sentence: `Рогов заявил о переезде, сообщает агентство`.
pub(super) fn relays(words: &Words<'_>, tag: &Tag) -> bool {
    let first = tag.source.tokens.start;
    let body = tag.source.kind == SourceKind::Nominal || words.is_upper(first) || words.is(first, ORG);
    let parted = tag.verb > 0 && words.is_before_comma(tag.verb - 1) && tag.shape == Shape::VerbName;
    words.language == Language::Russian && parted && body && SPEECH.relaying.has(words.text(tag.verb))
}
