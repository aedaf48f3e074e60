//! Finds the person that an English description stands for which says where somebody is from, what party they are of, or what they are besides: `the Ohio
//! senator`, `the Brazilian`, `the singer`, `her mother`.
//!
//! A state, a country, a party or a body in the description must be told of the one person whom it can mean, in their office, behind their name, or in the
//! letters that mark their seat. What somebody is besides, as many are (`the singer`), stands for the one who spoke in the sentence before or whom it was
//! about, if nobody else is named since.

use std::ops::Range;

use super::Mind;
use super::nouns::{Office, is_deputy, says};
use crate::enrich::quotes::people::callings::is_kin_word;
use crate::enrich::quotes::people::{Gender, Name, gender_of, the_one};
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::POSSESSIVE;
use crate::enrich::quotes::words::lexicon::{AUX, CONJ, CUE, DET, Lexicon, PLACE, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, THINK, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// How many names of a sentence are looked at for the one person whom it names.
const MENTIONED: usize = 20;

/// How many words behind a name tell where its bearer is from.
const BEHIND: usize = 6;

/// How many names back they are looked for.
const NAMED: usize = 200;

/// Cues on either side of a description among which its own is looked for.
const BESIDE: usize = 4;

/// Paragraphs of a story's opening.
const OPENING: usize = 2;

/// How many words before a description may bring in whom it means.
const BROUGHT_IN: usize = 80;

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
        let former = (first..head).any(|at| words.is_spelt(at, "former"));
        let deputy = (first..head).any(|at| is_deputy(words.text(at)));
        let office = Office::of(&noun);
        let fits = |role: &str| (nameless || office.is_told_by(role, deputy)) && (!former || role.to_lowercase().contains("former"));
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
        let last = self.people.names.partition_point(|name| name.whole.start < limit);
        let mut own = self.people.names[..last].iter().rev().take(NAMED).filter(|name| name.person == Some(person));
        own.any(|name| self.is_told_behind_name(name, word))
    }

    /// The same behind one mention of them.
    fn is_told_behind_name(&self, name: &Name, word: usize) -> bool {
        let words = self.words;
        let asked = words.text(word);
        let two = [words.text(word - 1), asked].join(" ");
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
    }

    /// The one who spoke in the sentence before or whom it was about, where a description says what they are besides and nobody else is named since: `the singer`,
    /// `the Orford striker`, `the 47-year-old director`.
    pub(super) fn of_epithet(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let top = self.topics.last().filter(|topic| topic.sure && topic.is_within(index, 2))?;
        let person = top.person?;
        let noun = words.text(head);
        let performer = PEOPLE.performers.has(noun);
        let common = performer || PEOPLE.epithets.has(noun);
        let told_more = head > first + 1
            && words.is(head, ROLE)
            && !words.is(head, PLURAL)
            && !PEOPLE.seldom_named.has(noun)
            && self.tells_more(source, person);
        if !common && !told_more || source.tokens.clone().skip(1).any(|at| words.is_possessive(at)) {
            return None;
        }
        let place = |at: usize| words.is(at, PLACE) && words.is_capital(at) && !words.is(at, ROLE);
        let next = top.frame + 1 == index;
        let performs = next && performer;
        if !performs && !told_more && (first + 1..head).any(|at| place(at) && !PEOPLE.party_words.has(words.text(at))) {
            return None;
        }
        let former = self.is_former(source);
        let last = self.people.names.partition_point(|name| name.whole.start < first);
        let told = |(own, role): &(usize, Range<usize>)| {
            let office = &words.body[role.clone()];
            // Who is still in office is not the former one.
            let kept = former && !office.to_lowercase().contains("former");
            let mentions = || self.people.names[..last].iter().rev().take(NAMED).filter(|name| name.person == Some(*own));
            (*own == person) == kept
                && says(office, &noun.to_lowercase(), false)
                && !self.tells_other_place(role, source)
                && !(*own != person && mentions().any(|name| self.is_seated_elsewhere(name, source)))
        };
        let frame = self.scene.frames.get(top.frame)?;
        let names = |source: &Source| match source.kind {
            SourceKind::Name(name) => self.people.names[name].person == Some(person),
            SourceKind::Pronoun => gender_of(words.class(source.tokens.start)) == self.gender(person),
            SourceKind::Nominal => source.tokens.contains(&top.token),
        };
        let spoken = self.scene.tags_of(frame).iter().find(|tag| tag.class & (SAY | THINK) != 0 && names(&tag.source));
        let speaks = spoken.is_some();
        // Of whom somebody only says something.
        let reported = |name: &Name| {
            let behind = spoken.is_some_and(|tag| tag.class & SAY != 0 && name.whole.start > tag.verb);
            told_more && behind && name.whole.start < frame.tokens.end
        };
        let acts = || {
            let reader = Reader { words, people: self.people, frame: frame.tokens.clone() };
            let subject = reader.main_behind_opening().or_else(|| reader.sentence_subject(frame.tokens.end));
            subject.is_some_and(|subject| names(&subject))
        };
        let alone = || performs && frame.quotes.is_empty() || told_more || next && !PEOPLE.running.has(noun);
        let meant = (speaks || alone() && acts()) && !self.is_brought_in(first, head);
        if !meant {
            return None;
        }
        let owner = |name: &Name| performs && words.is_possessive(name.whole.end - 1);
        let mut others = self.people.names[frame.first_name..]
            .iter()
            .take_while(|name| name.whole.start < first)
            .filter(|name| name.whole.start > top.token && !reported(name))
            .filter(|name| name.person.is_some_and(|other| other != person) && !words.is_quoted(name.whole.start) && !owner(name))
            .filter(|name| !self.is_seated_elsewhere(name, source));
        let gender = gender_of(words.class(head));
        let own = self.gender(person);
        let same = gender == Gender::Unknown || own == Gender::Unknown || own == gender;
        (same && others.next().is_none() && !self.roles_before(words.start(first)).any(told)).then_some(person)
    }

    /// Who answers what they were asked just before, where the description is none of anybody else: `a reporter asked Moon. “No,” the businessman` replied.
    pub(super) fn of_asked(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let head = source.tokens.end - 1;
        let noun = words.text(head);
        // Mostly nobody was.
        let person = self.asked_before(self.scene.frames.get(index)?, index, head)?;
        if !self.answers(head) || !(PEOPLE.epithets.has(noun) || words.is(head, ROLE) && !words.is(head, PLURAL)) {
            return None;
        }
        let noun = noun.to_lowercase();
        let office = Office::of(&noun);
        let told = |(own, role): &(usize, Range<usize>)| *own != person && office.is_told_by(&words.body[role.clone()], false);
        (!self.roles_before(words.start(source.tokens.start)).any(told)).then_some(person)
    }

    /// Whether a description tells more of somebody than a noun that many are: an age, a team or a state, if the article tells no other of the person whom it
    /// may mean. Not whose they are: `the Moon adviser`.
    fn tells_more(&self, source: &Source, person: usize) -> bool {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end - 1);
        // `the 47-year-old director`, `the patient, 71-year-old envoy`
        let aged = (first + 1..head).take(2).any(|at| words.is_number(at) && words.is_spelt(at + 2, "old"));
        let telling = |&at: &usize| !PEOPLE.party_words.has(words.text(at));
        let mut names = words.capitals.within(first + 1..head).filter(telling).filter_map(|at| self.people.at(at)).peekable();
        let placed = names.peek().is_some() && names.all(|name| self.people.names[name].person.is_none());
        let last = self.people.names.partition_point(|name| name.whole.start < first);
        let seated = || {
            let mut own = self.people.names[..last].iter().rev().take(NAMED).filter(|name| name.person == Some(person));
            own.any(|name| words.is_parted_by(name.whole.end - 1, ['(']))
        };
        aged || self.is_former(source) || placed && !seated() && !self.holds_another_office(source, person)
    }

    /// Whether a word of a description, or the one before it, tells whose somebody is: `her mother`, `Iran’s spokesman`.
    pub(super) fn tells_owner(&self, source: &Source) -> bool {
        let before = self.words.class(source.tokens.start.wrapping_sub(1));
        source.tokens.clone().fold(before, |told, at| told | self.words.class(at)) & (POSS | POSSESSIVE) != 0
    }

    /// Whom a description means that tells whose they are: `Moon’s campaign manager`, `Iran’s spokesman`.
    pub(super) fn of_owned(&self, index: usize, source: &Source) -> Option<usize> {
        self.of_employer(index, source).or_else(|| self.of_country(index, source))
    }

    /// The one person whom the text calls what a description calls somebody's: `Moon’s campaign manager` for Tom Hill, `Moon’s campaign manager`; else the one
    /// whom the sentence before is about and of whom nothing is told so far, if they were it: `Moon’s former adviser`.
    fn of_employer(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let owner = (first..head).find(|&at| words.is_possessive(at))?;
        if owner + 1 > head || !words.is(head, ROLE) || words.is(head, PLURAL) || is_kin_word(words.text(head)) {
            return None;
        }
        let told: Vec<&str> = (owner..=head).map(|at| words.stem(at)).collect();
        let called = |role: &Range<usize>| {
            let role = words.within(role);
            told.iter().all(|&asked| role.clone().any(|at| words.stem(at).eq_ignore_ascii_case(asked)))
        };
        let mut found = self.roles_before(words.start(first)).filter(|(_, role)| called(role)).map(|&(person, _)| person).peekable();
        if found.peek().is_some() {
            return the_one(found);
        }
        let top = self.topics.last().filter(|topic| topic.sure && topic.frame + 1 == index)?;
        let owner_named = self.people.at(owner).map(|name| self.people.names[name].person);
        let other = owner_named.is_some_and(|owner| owner.is_none() || owner != top.person);
        let told = |person: usize| self.roles_before(words.body.len()).any(|&(own, _)| own == person);
        top.person.filter(|&person| other && words.is_spelt(owner + 1, "former") && !told(person))
    }

    /// The one whom the text is about, where their office is told and a description tells it again as a country's: `Foreign Ministry spokesman Ali Kamali … Iran’s
    /// spokesman`.
    fn of_country(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let first = if head == first { first.checked_sub(1)? } else { first };
        if head != first + 1 || !words.is_possessive(first) || !words.is_capital(first) || !words.is(head, ROLE) || words.is(head, PLURAL) {
            return None;
        }
        // The class of a word with a possessive ending tells of no place.
        if Lexicon::of(Some("en")).class(words.stem(first)) & PLACE == 0 {
            return None;
        }
        let noun = words.text(head).to_lowercase();
        let office = Office::of(&noun);
        let mut found: Vec<&(usize, Range<usize>)> =
            self.roles_before(words.start(first)).filter(|(_, role)| office.is_told_by(&words.body[role.clone()], false)).collect();
        found.retain(|(_, role)| !self.tells_other_place(role, source));
        let person = the_one(found.into_iter().map(|&(person, _)| person))?;
        let top = self.topics.last().filter(|topic| topic.sure && topic.is_within(index, 3))?;
        (top.person == Some(person)).then_some(person)
    }

    /// The one person whom the sentence before names, whatever it says of them: The club has signed `Anna Berg`.
    pub(super) fn only_one_before(&self, index: usize) -> Option<usize> {
        let frame = self.scene.frames.get(index.checked_sub(1)?)?;
        let names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.start < frame.tokens.end).take(MENTIONED);
        the_one(names.filter(|name| !self.words.is_quoted(name.whole.start)).filter_map(|name| name.person))
    }

    /// The verb of saying beside a description of sentence `index` whose subject it is.
    pub(super) fn verb_of(&self, index: usize, source: &Source) -> Option<usize> {
        let tags = self.scene.tags_of(self.scene.frames.get(index)?);
        let near = tags.partition_point(|tag| tag.verb < source.tokens.start).saturating_sub(BESIDE);
        tags[near..].iter().take(2 * BESIDE).find(|tag| tag.source.tokens == source.tokens).map(|tag| tag.verb)
    }

    /// Whom a story that opens with an office alone brings in by it further down: `A judge called it “cruel”. … Judge Moon told him`. Only offices of which a
    /// story has one as a rule, told in one of the first two paragraphs, and only where one person alone has it.
    pub(super) fn brought_in_below(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let indefinite = || matches!(words.text(first), "a" | "A" | "an" | "An" | "AN");
        if head != first + 1 || !PEOPLE.single_offices.has(words.text(head)) || !indefinite() {
            return None;
        }
        let opening = words.segments.paragraphs.get(..OPENING.min(words.segments.paragraphs.len()))?.last()?;
        if first >= opening.tokens.end as usize {
            return None;
        }
        let says = self.scene.frames.get(index).is_some_and(|frame| {
            let tags = self.scene.tags_of(frame);
            let near = tags.partition_point(|tag| tag.verb < first).saturating_sub(BESIDE);
            tags[near..].iter().take(2 * BESIDE).any(|tag| tag.class & SAY != 0 && tag.source.tokens == source.tokens)
        });
        if !says {
            return None;
        }
        let office = words.text(head);
        let next = self.people.names.partition_point(|name| name.whole.start <= head);
        let titled = |name: &&Name| name.whole.start < name.tokens.start && words.text(name.tokens.start - 1).eq_ignore_ascii_case(office);
        the_one(self.people.names[next..].iter().take(NAMED).filter(titled).filter_map(|name| name.person))
    }

    /// Whether a description is of an office that somebody held: `the former president`.
    fn is_former(&self, source: &Source) -> bool {
        let second = source.tokens.start + 1;
        second + 1 < source.tokens.end && matches!(self.words.text(second), "former" | "ex")
    }

    /// Whether the text so far tells somebody's office, and none that a description of an office may mean.
    fn holds_another_office(&self, source: &Source, person: usize) -> bool {
        let words = self.words;
        let head = source.tokens.end - 1;
        let noun = words.text(head).to_lowercase();
        let office = |(own, role): &&(usize, Range<usize>)| {
            *own == person && words.within(role).any(|at| words.is(at, TITLE) && !PEOPLE.honours.has(words.text(at)))
        };
        let mut own = self.roles_before(words.start(source.tokens.start)).filter(office).peekable();
        words.is(head, TITLE) && own.peek().is_some() && !own.any(|(_, role)| says(&words.body[role.clone()], &noun, false))
    }

    /// Whether the letters behind a name seat its bearer in another place than a description tells: Ann Moon, `R-Iowa`, for `the Florida senator`.
    fn is_seated_elsewhere(&self, name: &Name, source: &Source) -> bool {
        let (words, end) = (self.words, name.whole.end);
        let lettered = matches!(words.text(end), "R" | "D" | "I") && words.is_before_hyphen(end);
        let Some(place) = words.capitals.within(source.tokens.start + 1..source.tokens.end - 1).find(|&at| words.is(at, PLACE)) else {
            return false;
        };
        lettered && words.gap(end - 1).starts_with([',', ' ']) && !self.is_told_behind_name(name, place)
    }

    /// Whether a role tells a place of its own and none that a description tells: `New York senator` for the Vermont senator.
    fn tells_other_place(&self, role: &Range<usize>, source: &Source) -> bool {
        let words = self.words;
        let place = |at: usize| words.is(at, PLACE) && words.is_capital(at);
        let told = |at: usize| source.tokens.clone().any(|own| words.text(own) == words.text(at));
        let mut places = words.within(role).filter(|&at| place(at)).peekable();
        places.peek().is_some() && source.tokens.clone().any(place) && !places.any(told)
    }

    /// Whether the text just before a description brings in somebody by its noun whom it may mean: `a young striker`.
    fn is_brought_in(&self, before: usize, head: usize) -> bool {
        let words = self.words;
        // Not `an Austrian doctor`, `a striker’s`.
        let goes_on = |at: usize| words.is(at + 1, PREP | AUX | SUB | CONJ | PRON | CUE) && self.people.at(at + 1).is_none();
        let whole = |at: usize| !words.is_spaced(at) || goes_on(at);
        let new = |at: usize| (at.saturating_sub(4)..at).any(|of| words.is(of, DET) && PEOPLE.indefinite.has(words.text(of)));
        let noun = |at: usize| words.begin_alike(at, head) && words.text(at) == words.text(head) && !words.is_quoted(at);
        (before.saturating_sub(BROUGHT_IN)..before).any(|at| noun(at) && new(at) && whole(at))
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
        the_one(told.map(|&(person, _)| person))
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
