//! Finds the person that an English description stands for which says where somebody is from, what party they are of, or what they are besides: `the Ohio
//! senator`, `the Brazilian`, `the singer`, `her mother`.
//!
//! A state, a country, a party or a body in the description must be told of the one person whom it can mean, in their office, behind their name, or in the
//! letters that mark their seat. What somebody is besides, as many are (`the singer`), stands for the one who spoke in the sentence before or whom it was
//! about, if nobody else is named since.

use super::Mind;
use super::descriptions::{is_deputy, says};
use crate::enrich::quotes::people::callings::is_kin_word;
use crate::enrich::quotes::people::{Gender, Name, gender_of};
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{PLACE, POSS, ROLE, SAY, THINK, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// How many words behind a name tell where its bearer is from.
const BEHIND: usize = 6;

/// How many names back they are looked for.
const NAMED: usize = 200;

impl Mind<'_> {
    /// The one person of whom the article tells the names that a description holds, and its office: `the Ohio senator`, `the Brazilian`.
    pub(super) fn of_origin(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let told = |&at: &usize| self.is_name(at) || words.is(at, PLACE);
        let names: Vec<usize> = words.capitals.within(first + 1..head + 1).filter(told).collect();
        let nameless = words.is_capital(head) && words.is(head, PLACE);
        if names.is_empty() || !(nameless || words.is(head, ROLE | TITLE)) || words.text(head).ends_with("ns") {
            return None;
        }
        let noun = words.text(head).to_lowercase();
        let former = (first..head).any(|at| words.text(at) == "former");
        let deputy = (first..head).any(|at| is_deputy(words.text(at)));
        let fits = |role: &str| (nameless || says(role, &noun, deputy)) && (!former || role.to_lowercase().contains("former"));
        let before = words.start(first);
        let mut found: Vec<usize> = self
            .roles_before(before)
            .filter(|(_, role)| fits(&words.body[role.clone()]))
            .filter(|(person, role)| {
                let written = &words.body[role.clone()];
                names.iter().all(|&at| holds(written, words.text(at)) || self.is_told_behind(*person, at, first))
            })
            .map(|&(person, _)| person)
            .collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            [] => None,
            several => {
                let top = self.topics.last().filter(|topic| topic.sure && topic.is_within(index, 1))?;
                top.person.filter(|person| several.contains(person))
            }
        }
    }

    /// Whether the text names a word behind a person's name before word `limit`, where it tells what they are of: Moon (R-`Fla`.), Moon of `Ohio`.
    fn is_told_behind(&self, person: usize, word: usize, limit: usize) -> bool {
        let words = self.words;
        let asked = words.text(word);
        let two = [words.text(word - 1), asked].join(" ");
        let last = self.people.names.partition_point(|name| name.whole.start < limit);
        self.people.names[..last].iter().rev().take(NAMED).filter(|name| name.person == Some(person)).any(|name| {
            let end = name.whole.end;
            let gap = words.gap(end - 1);
            let opens = gap.contains('(') || gap == ", " || matches!(words.text(end), "of" | "from") && gap == " ";
            let mark = |at: usize| {
                let short = words.text(at);
                short == asked
                    || PEOPLE.states.iter().any(|&(own, full)| own == short && (full == asked || full == two))
                    || matches!((short, asked), ("R", "Republican") | ("D", "Democrat")) && (gap.contains('(') || words.gap(at) == "-")
            };
            opens && (end..(end + BEHIND).min(words.len())).take_while(|&at| at == end || !closes(words.gap(at - 1))).any(mark)
        })
    }

    /// The one who spoke in the sentence before or whom it was about, where a description says what they are besides and nobody else is named since: `the singer`.
    pub(super) fn of_epithet(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let top = self.topics.last().filter(|topic| topic.sure && topic.is_within(index, 2))?;
        let person = top.person?;
        let noun = words.text(head);
        let performer = PEOPLE.performers.has(noun);
        if !performer && !PEOPLE.epithets.has(noun) || source.tokens.clone().skip(1).any(|at| words.is_possessive(at)) {
            return None;
        }
        let place = |at: usize| words.is(at, PLACE) && words.is_capital(at) && !words.is(at, ROLE);
        let next = top.frame + 1 == index;
        let performs = next && performer;
        if !performs && (first + 1..head).any(|at| place(at) && !matches!(words.text(at), "Republican" | "Democratic" | "GOP")) {
            return None;
        }
        let told = self
            .roles_before(words.body.len())
            .any(|(own, role)| *own != person && says(&words.body[role.clone()], &noun.to_lowercase(), false));
        let frame = self.scene.frames.get(top.frame)?;
        let names = |source: &Source| match source.kind {
            SourceKind::Name(name) => self.people.names[name].person == Some(person),
            SourceKind::Pronoun => gender_of(words.class(source.tokens.start)) == self.gender(person),
            SourceKind::Nominal => false,
        };
        let speaks = self.scene.tags_of(frame).iter().any(|tag| tag.class & (SAY | THINK) != 0 && names(&tag.source));
        let acts = || {
            let reader = Reader { words, people: self.people, frame: frame.tokens.clone() };
            let subject = reader.main_behind_opening().or_else(|| reader.sentence_subject(frame.tokens.end));
            subject.is_some_and(|subject| names(&subject))
        };
        let meant = speaks || performs && frame.quotes.is_empty() && acts();
        if !meant {
            return None;
        }
        let owner = |name: &Name| performs && words.is_possessive(name.whole.end - 1);
        let mut others = self.people.names[frame.first_name..]
            .iter()
            .take_while(|name| name.whole.start < first)
            .filter(|name| name.person.is_some_and(|other| other != person) && !words.is_quoted(name.whole.start) && !owner(name));
        let gender = gender_of(words.class(head));
        let own = self.gender(person);
        let same = gender == Gender::Unknown || own == Gender::Unknown || own == gender;
        (!told && same && others.next().is_none()).then_some(person)
    }

    /// The one person whom the article calls somebody's mother, wife or son: `her mother`.
    pub(super) fn of_kin(&self, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let owner = if head == first { first.checked_sub(1)? } else { first };
        let owned = |word: &str| ["his", "her", "their"].iter().any(|own| word.eq_ignore_ascii_case(own));
        if head > owner + 1 || !words.is(owner, POSS) || !owned(words.text(owner)) {
            return None;
        }
        let called = words.text(head);
        let relation = PEOPLE.kin_as_called.iter().find(|(own, _)| *own == called).map_or(called, |&(_, relation)| relation);
        if !is_kin_word(relation) {
            return None;
        }
        let before = words.start(owner);
        let told = self.roles_before(before).filter(|(_, role)| {
            let mut parts = words.body[role.clone()].split_whitespace();
            parts.next().is_some_and(owned) && parts.next().is_some_and(|noun| noun == relation) && parts.next().is_none()
        });
        let mut persons: Vec<usize> = told.map(|&(person, _)| person).collect();
        persons.sort_unstable();
        persons.dedup();
        if let [one] = persons.as_slice() { Some(*one) } else { None }
    }
}

/// Whether a role names a word: `Florida Sen.`, `Wikileaks co-founder`.
fn holds(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(|own| own == word)
}

/// Whether what stands between two words ends what is told of a name.
fn closes(gap: &str) -> bool {
    gap.contains([')', ';', '?', '!', '\n', '”', '"']) || gap.starts_with(", ")
}
