//! Finds in languages other than English and Russian whom a description means that says something new of somebody named further above: `die Sozialdemokratin`, `le président du club`.
//!
//! They seldom repeat a name where a description will do. A description stands for the one whom the sentences just above are about, where nobody else is
//! named since, or for the only one whom the text names; once read, it goes on standing for the same.

use std::ops::Range;

use super::nouns::says;
use super::topics::Topic;
use super::{Mind, NAMED};
use crate::enrich::quotes::people::{Gender, Name, NameKind};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::Source;
use crate::enrich::quotes::words::elision::without_small_word;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, Class, DATE, DET, FIRST, Language, POSS, PREP, PRON, ROLE, SAY, STOP, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};
use crate::enrich::quotes::words::russian::office_in_genitive;

/// How many descriptions are remembered.
const REMEMBERED: usize = 32;

/// How many sentences back the one may be named whom a description means.
const REACH: usize = 3;

/// Words from the last name to a description that can only mean its bearer.
const WORDS: usize = 120;

/// Classes of words that are no adjectives.
const NO_ADJECTIVE: Class = CUE | PREP | SUB | CONJ | AUX | PRON | ADV | DET | POSS | STOP | DATE | ROLE | TITLE | BODY;

/// Words before a colon among which the one person is looked for whom a pronoun behind it means.
const LEAD: usize = 40;

impl Mind<'_> {
    /// Whether descriptions say something new of those whom the text names.
    fn describes_anew(&self) -> bool {
        !matches!(self.words.language, Language::English | Language::Unknown)
    }

    /// The noun at a word as roles tell it: small, and a Russian one in the nominative.
    pub(super) fn noun(&self, head: usize) -> String {
        let noun = self.words.text(head).to_lowercase();
        match self.words.language {
            Language::Russian => office_in_genitive(&noun).unwrap_or(noun),
            _ => noun,
        }
    }

    /// Notes for whom a description stands.
    pub(super) fn remember(&mut self, source: &Source, person: usize) {
        if self.describes_anew() && self.called.len() < REMEMBERED {
            self.called.push((source.tokens.end - 1, person));
        }
    }

    /// The person for whom the same noun stood before, or before whose name it stands: `der Bundestrainer`, `den Österreicher` Jan Berg.
    pub(super) fn called_so(&self, source: &Source) -> Option<usize> {
        let (words, head) = (self.words, source.tokens.end - 1);
        if !self.describes_anew() || source.tokens.len() < 2 && words.language != Language::Russian {
            return None;
        }
        let same = |at: usize| words.text(at).eq_ignore_ascii_case(words.text(head));
        let of = |at: usize| self.adjective_behind(at).map(|at| words.text(at));
        let before = self.called.iter().rev().find(|&&(at, _)| at < head && same(at) && of(at) == of(head));
        let apposed = || {
            let last = self.people.names.partition_point(|name| name.whole.start < source.tokens.start);
            let mut names = self.people.names[..last].iter().rev().take(NAMED).filter(|name| name.whole.start > 0);
            let office = |at: usize| words.is_spaced(at - 1) && same(at - 1);
            names.find(|name| name.person.is_some() && (office(name.whole.start) || office(name.tokens.start)))
        };
        let office = words.is(head, ROLE | TITLE);
        before.map(|&(_, person)| person).or_else(|| if office { None } else { apposed()?.person })
    }

    /// The person above whom a description means that says something new of them.
    pub(super) fn meant_anew(&self, index: usize, source: &Source, top: Option<Topic>) -> Option<usize> {
        let (words, first, head) = (self.words, source.tokens.start, source.tokens.end - 1);
        let noun = self.noun(head);
        let noun = if words.language == Language::Other { without_small_word(&noun) } else { noun.as_str() };
        if !self.describes_anew() || PEOPLE.strangers.has(noun) || self.is_of_the_past(source) {
            return None;
        }
        let wary = matches!(words.language, Language::Other | Language::Russian);
        if wary && (PEOPLE.seldom_named.has(noun) || PEOPLE.spokesmen.begins(noun)) {
            return None;
        }
        // `A prefeita Ana Lima … A sindicalista`: two offices are of two persons.
        let other_office = |person: usize| {
            let mut own = self.roles_before(words.start(first)).filter(|role| role.0 == person).peekable();
            let told = own.peek().is_some() && !own.any(|role| says(&words.body[role.1.clone()], noun, false));
            wary && told && !PEOPLE.epithets.has(noun)
        };
        let told = |person: usize| self.roles_before(words.start(first)).filter(move |role| role.0 == person);
        // Not somebody else’s first name alone, and nobody of another rank: `le ministre` is not `le Premier ministre`.
        let by_first_name = |person: usize| {
            let known = &self.people.persons[person];
            known.name.len() == 1 && words.is(known.introduced, FIRST)
        };
        let may_be = |person: usize| !by_first_name(person) && !told(person).any(|role| self.is_ranked(role)) && !other_office(person);
        let attributed = self.attribute(head).is_some();
        // `Le chef de l’État` need not be the only one who is named.
        let minded = |person: &usize| self.topics.iter().any(|topic| topic.person == Some(*person));
        let just = |person: &usize| self.ends_with_name(index) && self.only_one_before(index) == Some(*person);
        // `Chiesto un parere su Ugo Berti, il ministro ha detto: «…»` is somebody else.
        let names = |person: usize| self.names_within_sentence(index, first, person);
        let beside = |person: usize| words.language == Language::Other && (names(person) || !minded(&person));
        let known = |person: &usize| (!attributed || minded(person) || just(person)) && !beside(*person) && may_be(*person);
        let only = self.only_one(first).filter(known);
        let Some(top) = top else { return only };
        let person = top.person.filter(|&person| may_be(person))?;
        if only == Some(person) {
            return only;
        }
        let office = words.is(head, ROLE | TITLE);
        let same = |role: &(usize, Range<usize>)| says(&words.body[role.1.clone()], noun, false);
        let spoken =
            || self.scene.frames.get(top.frame).is_some_and(|frame| self.scene.tags_of(frame).iter().any(|tag| tag.class & SAY != 0));
        let another = office && told(person).any(|role| attributed || same(role) || !spoken());
        // Whose office is told is seldom called by another that is not what many are: `a sindicalista` is not the mayor.
        let other = words.language == Language::Other && !PEOPLE.epithets.has(noun) && told(person).next().is_some();
        let beside = words.language == Language::Other && self.names_within_sentence(index, first, person);
        (top.is_within(index, REACH) && self.is_alone_since(&top, first) && !another && !other && !beside).then_some(person)
    }

    /// The topic that a description may mean whose paragraph begins at word `from`. In Spanish, Portuguese and Italian articles tell whether that is a man or a woman:
    /// `la cantante` is not her father, of whom the sentence before tells, but the only woman in mind.
    pub(super) fn described_topic(&self, index: usize, source: &Source, from: usize) -> Option<&Topic> {
        let minded = |topic: &&Topic| topic.sure || self.is_by_first_name(topic, from);
        let latest = self.topics.iter().rev().find(minded);
        if self.words.language != Language::Other {
            return latest;
        }
        let (gender, replies) = (self.gender_of_description(source), self.replies(index, source));
        let fits = |topic: &&Topic| !self.is_barred_topic(topic, gender, replies);
        let mut others = self.topics.iter().rev().filter(|topic| minded(topic) && topic.person.is_some() && fits(topic));
        latest.filter(fits).or_else(|| others.next().filter(|_| others.next().is_none()))
    }

    /// Whether a topic is of another gender than a description, or has just spoken where the description is the subject of a verb of answering.
    fn is_barred_topic(&self, topic: &Topic, gender: Gender, replies: bool) -> bool {
        let own = topic.person.map_or(topic.gender, |person| self.gender(person));
        let other = own != Gender::Unknown && gender != Gender::Unknown && own != gender;
        other || replies && topic.speaks && self.topics.last() == Some(topic)
    }

    /// Whether a description is the subject of a verb by which somebody answers: `«…», respondió la exministra.`
    fn replies(&self, index: usize, source: &Source) -> bool {
        self.verb_of(index, source).is_some_and(|verb| SPEECH.answering.has(self.words.text(verb)))
    }

    /// Whether a Spanish, Portuguese or Italian description is of an office held before: `l’ex sindaco`, `o ex-presidente`.
    fn is_of_the_past(&self, source: &Source) -> bool {
        let words = self.words;
        let former = |at: usize| {
            let word = words.text(at);
            without_small_word(word).eq_ignore_ascii_case("ex")
        };
        words.language == Language::Other && source.tokens.clone().any(former)
    }

    /// Whether the sentence before ends with a name that is not that of somebody whose officer another is: `La première question est de` Jean Roux.
    fn ends_with_name(&self, index: usize) -> bool {
        let words = self.words;
        let Some(end) = index.checked_sub(1).and_then(|before| self.scene.frames.get(before)).map(|frame| frame.tokens.end) else {
            return false;
        };
        let Some(name) = self.people.at(end - 1).map(|index| &self.people.names[index]) else { return false };
        let start = name.whole.start;
        let office = if words.is_of(start) { start.checked_sub(1) } else { start.checked_sub(2) };
        let led = words.is_of(start) || start > 0 && matches!(words.text(start - 1), "de" | "von" | "du" | "des");
        let owned = led && office.is_some_and(|at| words.is(at, ROLE | TITLE) && !PEOPLE.no_offices.has(words.text(at)));
        name.person.is_some() && !owned && !words.is_quoted(end - 1)
    }

    /// Whether sentence `index` names a person before a word.
    fn names_within_sentence(&self, index: usize, word: usize, person: usize) -> bool {
        let Some(frame) = self.scene.frames.get(index) else { return false };
        let names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.start < word).take(NAMED);
        names.into_iter().any(|name| name.person == Some(person) && !self.words.is_quoted(name.whole.start))
    }

    /// Whether a description of an office tells a party that the text does not tell of a person, who is not the only one it names: `il ministro leghista`.
    pub(super) fn is_of_another_party(&self, source: &Source, person: usize) -> bool {
        let (words, next) = (self.words, source.tokens.end);
        let party =
            words.language == Language::Other && words.is_spaced(next - 1) && !words.is(next, NO_ADJECTIVE) && !words.is_quoted(next);
        let mut told = self.roles_before(words.start(source.tokens.start)).filter(|role| role.0 == person);
        party
            && PEOPLE.epithets.has(words.text(next))
            && self.only_one(source.tokens.start) != Some(person)
            && !told.any(|role| says(&words.body[role.1.clone()], &words.text(next).to_lowercase(), false))
    }

    /// Whether the text names nobody but the person of a topic from there to a word.
    pub(super) fn is_alone_since(&self, top: &Topic, word: usize) -> bool {
        let from = self.people.names.partition_point(|name| name.whole.start <= top.token);
        let mut since = self.people.names[from..].iter().take_while(|name| name.whole.start < word);
        // One unknown word is a name in French.
        let nobody = |name: &Name| name.person.is_none() && !(name.kind == NameKind::Unknown && self.words.language == Language::French);
        since.all(|name| nobody(name) || name.person == top.person || self.words.is_quoted(name.whole.start))
    }

    /// The only person whom the text names before a word, outside quotations and not too far from it.
    fn only_one(&self, word: usize) -> Option<usize> {
        let last = self.people.names.partition_point(|name| name.whole.start < word);
        let told = |name: &&Name| {
            name.person.is_some() && matches!(name.kind, NameKind::Person | NameKind::Unknown) && !self.words.is_quoted(name.whole.start)
        };
        let mut names = self.people.names[..last].iter().rev().take(NAMED).filter(told);
        let nearest = names.next().filter(|name| word - name.whole.end.min(word) <= WORDS)?;
        let person = nearest.person.filter(|&person| self.people.persons[person].evident)?;
        names.all(|name| name.person == Some(person)).then_some(person)
    }

    /// The only person whom a sentence without a subject names before the colon of the quotation that a pronoun follows: `La voix d’Anne Roux s’élève : « … », lance-t-elle.`
    pub(super) fn only_one_before_colon(&self, frame: &Frame, token: usize) -> Option<usize> {
        let words = self.words;
        let first = frame.tokens.start;
        if !self.describes_anew() {
            return None;
        }
        let start = words.first_quoted(first..token.min(first + LEAD + 1)).filter(|&start| start > first)?;
        let named = words.is_parted_by(start - 1, [':']).then(|| self.only_one_within(frame.tokens.start..start))??;
        let given = |at: usize| matches!(words.text(at), "à" | "À" | "an" | "zu");
        (!(frame.tokens.start..start).any(given)).then_some(named)
    }

    /// The only person whom a text in another language than English names among words outside quotations.
    pub(super) fn only_one_within(&self, tokens: Range<usize>) -> Option<usize> {
        if !self.describes_anew() {
            return None;
        }
        let from = self.people.names.partition_point(|name| name.whole.start < tokens.start);
        let evident = |name: &Name| name.person.is_some_and(|person| self.people.persons[person].evident);
        let told = |name: &&Name| evident(name) && name.kind != NameKind::Title && !self.words.is_quoted(name.whole.start);
        let mut names = self.people.names[from..].iter().take_while(|name| name.whole.end <= tokens.end).filter(told);
        let person = names.next()?.person;
        names.all(|name| name.person == person).then_some(person).flatten()
    }

    /// The adjective right behind a French noun: `le président américain`.
    fn adjective_behind(&self, head: usize) -> Option<usize> {
        let words = self.words;
        let at = head + 1;
        let plain = words.is_spaced(head) && !words.is_capital(at) && !words.is(at, NO_ADJECTIVE);
        (words.language == Language::French && plain && ENDINGS.ends_of_adjectives.ends(words.text(at))).then_some(at)
    }

    /// Whether a role tells by an adjective of another country, or club, than a French description does: `président français` for the `président américain`.
    pub(super) fn tells_other_adjective(&self, role: &(usize, Range<usize>), head: usize) -> bool {
        let words = self.words;
        let Some(own) = self.adjective_behind(head).map(|at| words.text(at)) else { return false };
        let told: Vec<&str> = words.within(&role.1).filter_map(|at| self.adjective_behind(at)).map(|at| words.text(at)).collect();
        !told.is_empty() && !told.contains(&own)
    }

    /// Whom the sentences just before, or its own, name last where a French description means nobody else: `ce dernier`, `cette dernière`.
    pub(super) fn latter(&self, index: usize, source: &Source) -> Option<usize> {
        let (words, first) = (self.words, source.tokens.start);
        let last = source.tokens.end.checked_sub(1).filter(|_| words.language == Language::French)?;
        let gender = match words.text(last) {
            "dernier" => Gender::Male,
            "dernière" => Gender::Female,
            _ => return None,
        };
        let pointed = last == first + 1 && matches!(words.text(first), "ce" | "Ce" | "cette" | "Cette");
        if !pointed {
            return None;
        }
        self.named_last(index, first, gender)
    }

    /// The nearest person of a gender whom the sentence before names, or its own before a word.
    pub(super) fn named_last(&self, index: usize, before: usize, gender: Gender) -> Option<usize> {
        let from = index.checked_sub(1).map_or(0, |before| self.scene.frames[before].tokens.start);
        self.nearest(before, gender).filter(|&(_, at)| at >= from).map(|(person, _)| person)
    }

    /// What the French `chef de l’État` and `chef du gouvernement` are called besides.
    pub(super) fn heads_of_state(&self, noun: &str, head: usize) -> Option<[&'static str; 2]> {
        let words = self.words;
        let called = words.language == Language::French && matches!(noun, "chef" | "cheffe") && words.is_spaced(head);
        let elided = || Some(head + 1).filter(|&of| words.text(of).starts_with(['d', 'D']) && words.text(of).contains(['\'', '’']));
        let of = self.attribute(head).or_else(elided).filter(|_| called).map(|of| without_small_word(words.text(of)))?;
        match of {
            "État" | "Etat" | "état" => Some(["président", "présidente"]),
            "gouvernement" => Some(["premier", "première"]),
            _ => None,
        }
    }

    /// Whether a French pronoun means whoever was named last: `celui-ci`, `celle-ci`.
    pub(super) fn is_latter(&self, token: usize) -> bool {
        let word = self.words.text(token);
        let pointing = ["celui", "celle"].iter().any(|own| word.eq_ignore_ascii_case(own));
        self.words.language == Language::French && pointing && self.words.is_before_hyphen(token) && self.words.is_spelt(token + 1, "ci")
    }

    /// The man whom a German demonstrative means that stands for a noun: the one named last. `Der kommentiert das kühl: „…“`
    pub(super) fn demonstrated(&self, index: usize, source: &Source) -> Option<usize> {
        let (words, first) = (self.words, source.tokens.start);
        if words.language != Language::German || source.tokens.len() != 1 || !words.is_spelt(first, "Der") {
            return None;
        }
        let before = index.checked_sub(1).map(|before| &self.scene.frames[before])?;
        self.nearest(first, Gender::Male).filter(|&(_, at)| at >= before.tokens.start).map(|(person, _)| person)
    }
}
