//! Finds the person that `the governor` or `the 34-year-old` stands for: the one of whom the article says the same.

use std::ops::Range;

use super::nouns::{Office, grammatical_gender, is_agent, is_deputy, says};
use super::topics::Topic;
use super::{Mind, REACH};
use crate::enrich::quotes::people::{Gender, NameKind, the_one};
use crate::enrich::quotes::scene::cues::{Source, SourceKind};
use crate::enrich::quotes::scene::french::is_french_native;
use crate::enrich::quotes::words::CAPITAL;
use crate::enrich::quotes::words::elision::without_small_word;
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CUE, Class, DEPT, DET, FIRST, Language, NOUN_CUE, PLURAL, PREP, ROLE, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};

/// Words of the longest phrase that tells what a label's office is of.
const LABEL: usize = 8;

/// How many names back an age is looked for.
const AGED: usize = 200;

/// Whether the English noun of a definite description is for bodies and what is written alone, and for nobody: `the company`, `the report`.
fn is_of_nobody(noun: Class) -> bool {
    noun & (BODY | NOUN_CUE) != 0 && noun & (ROLE | TITLE | CAPITAL) == 0
}

impl Mind<'_> {
    /// The person of whom the article says what a description says: `the governor`, `the 34-year-old`.
    pub(super) fn of_description(&self, index: usize, source: &Source) -> Option<usize> {
        let words = (source.tokens.start, source.tokens.end);
        self.description.answer(words, self.changes, || match self.office_with_place(source) {
            Some(office) => self.read_description(index, &office),
            None => self.read_description(index, source),
        })
    }

    /// The Russian office without the place that it is of, where both have capitals and no name behind them: `Прокурор` Тулы.
    fn office_with_place(&self, source: &Source) -> Option<Source> {
        let words = self.words;
        let (first, end) = (source.tokens.start, source.tokens.end);
        let whole = words.language == Language::Russian && end == first + 2 && words.is_spaced(first) && words.is(first, ROLE | TITLE);
        let place = words.is_capital(first + 1) && !words.is(first + 1, ROLE | TITLE);
        (whole && place).then(|| Source { tokens: first..first + 1, ..source.clone() })
    }

    fn read_description(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        if let Some(person) = self.of_writing(index, source) {
            return Some(person);
        }
        if let Some(person) = self.demonstrated(index, source).or_else(|| self.latter(index, source)) {
            return Some(person);
        }
        if !self.is_definite(source) {
            return match words.language {
                Language::English => {
                    let owned = || self.of_kin(source).or_else(|| self.of_owned(index, source));
                    let owned = if self.tells_owner(source) { owned() } else { None };
                    owned.or_else(|| self.brought_in_below(index, source))
                }
                _ => self.of_predicate(first),
            };
        }
        let recent = |person: usize| self.topics.iter().rposition(|topic| topic.person == Some(person));
        if words.is_number(first + 1) && (matches!(words.text(head), "old" | "olds") || words.text(head).starts_with("Jährig")) {
            if let Some(person) = self.of_age(first, words.text(first + 1)) {
                return Some(person);
            }
            let told = grammatical_gender(words.text(first));
            let fits = |topic: &&Topic| told == Gender::Unknown || matches!(topic.gender, own if own == told || own == Gender::Unknown);
            let top = self.topics.iter().rev().find(fits).filter(|topic| topic.is_within(index, 3));
            return top.map_or_else(|| self.only_one_before(index), |top| top.person);
        }
        if words.language != Language::English && words.class(head) & (ROLE | TITLE | BODY | NOUN_CUE) == 0 {
            let from = || is_french_native(words, first, head);
            let agent = || is_agent(words.text(head), words.language) || self.is_native(head) || self.is_epithet(head) || from();
            return self.called_so(source).or_else(|| if agent() { self.just_named(index, source) } else { None });
        }
        if words.language == Language::English && is_of_nobody(words.class(head)) {
            return None;
        }
        if words.language == Language::English
            && let Some(person) =
                self.of_origin(index, source).or_else(|| self.of_epithet(index, source)).or_else(|| self.of_asked(index, source))
        {
            return Some(person);
        }
        let office = words.is(head, ROLE | TITLE) || PEOPLE.seats.has(words.text(head));
        if !office || source.tokens.clone().any(|at| self.is_name(at)) {
            return None;
        }
        let mut found: Vec<usize> = self.of_office(source, head).into_iter().map(|&(person, _)| person).collect();
        found.extend(self.of_title_in_name(source));
        found.sort_unstable();
        found.dedup();
        let chosen = match found.as_slice() {
            [one] => Some(*one),
            [] if self.heads_of_state(without_small_word(&words.text(head).to_lowercase()), head).is_some() => return None,
            [] if words.language != Language::English => return self.called_so(source).or_else(|| self.just_named(index, source)),
            several => several.iter().copied().filter(|&person| recent(person).is_some()).max_by_key(|&person| recent(person)),
        };
        chosen.filter(|&chosen| !self.is_about_another(index, first, chosen) && !self.is_of_another_party(source, chosen))
    }

    /// The roles told so far that hold the office of a description: those that tell the same of it where it tells more (`the police chief`), and those that
    /// tell nothing else (`Chief Moon`); for an office alone (`the justice`) those of a higher rank (`Chief Justice`) only where there are no others.
    fn of_office(&self, source: &Source, head: usize) -> Vec<&(usize, Range<usize>)> {
        let words = self.words;
        let noun = self.noun(head);
        let noun = without_small_word(&noun);
        if let Some(heads) = self.heads_of_state(noun, head) {
            let before = words.start(source.tokens.start);
            let told = |role: &&(usize, Range<usize>)| heads.iter().any(|head| says(&words.body[role.1.clone()], head, false));
            return self.roles_before(before).filter(told).collect();
        }
        let deputy = source.tokens.clone().any(|at| is_deputy(words.text(at)));
        let of = self.attribute(head);
        let before = words.start(source.tokens.start);
        let office = Office::of(noun);
        let says = |role: &&(usize, Range<usize>)| {
            let written = &words.body[role.1.clone()];
            let compound = |of: &str| written.to_lowercase().ends_with(noun) && (!words.is_spelt(head + 1, "von") || written.contains(of));
            let same = |of: &str| written.len() <= noun.len() || compound(of) || self.names(role, of);
            office.is_told_by(written, deputy)
                && of.is_none_or(|of| same(words.text(of)) && !self.is_another_rank(role, of))
                && !self.tells_other_adjective(role, head)
        };
        let mut found: Vec<_> = self.roles_before(before).filter(says).collect();
        let field = |at: usize| words.is(at, DEPT | BODY) && !words.is_spelt(at, "Party") || PEOPLE.ranks.has(words.text(at));
        let fields: Vec<usize> = (source.tokens.start + 1..head).filter(|&at| field(at)).chain(of.filter(|&of| field(of))).collect();
        let plain =
            |role: &&(usize, Range<usize>)| !words.within(&role.1).any(|at| field(at) && !words.text(at).eq_ignore_ascii_case(noun));
        let same = |role: &&(usize, Range<usize>)| fields.iter().all(|&at| self.names(role, words.text(at)));
        if !fields.is_empty() && found.iter().any(same) {
            found.retain(same);
        } else if !fields.is_empty() || found.iter().any(plain) {
            found.retain(plain);
        }
        found
    }

    /// Those named before a description of one word, in whose names its title stands: `the pope` for Pope Martin.
    fn of_title_in_name(&self, source: &Source) -> Vec<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end - 1);
        if head != first + 1 || !words.is(head, TITLE) {
            return Vec::new();
        }
        let noun = words.text(head);
        let honour = PEOPLE.honours.has(noun);
        if !honour && (words.is_capital(head) || !PEOPLE.titles_in_names.has_in_any_case(noun)) {
            return Vec::new();
        }
        let own = |at: usize| PEOPLE.titles_in_names.has(words.text(at)) || honour;
        let title = |at: usize| words.text(at).eq_ignore_ascii_case(noun) && own(at);
        let last = self.people.names.partition_point(|name| name.whole.start < first);
        let named = self.people.names[..last].iter().rev().take(AGED).filter(|name| name.tokens.len() > 1 && title(name.whole.start));
        named.filter_map(|name| name.person).collect()
    }

    /// Whether a role is of a rank and not of what a description says at word `of`: `prime minister` for the minister of health.
    fn is_another_rank(&self, role: &(usize, Range<usize>), of: usize) -> bool {
        self.is_ranked(role) && !self.names(role, self.words.text(of))
    }

    /// Whether a role is of a rank: `prime minister`; in French right before the office, unlike `président du premier syndicat`.
    pub(super) fn is_ranked(&self, role: &(usize, Range<usize>)) -> bool {
        let words = self.words;
        let ranked = |at: usize| words.language != Language::French || words.is(at + 1, ROLE | TITLE);
        words.within(&role.1).any(|at| PEOPLE.ranks.has(words.text(at)) && ranked(at))
    }

    /// Whether a role names a word, whatever its capitals.
    fn names(&self, role: &(usize, Range<usize>), word: &str) -> bool {
        self.words.within(&role.1).any(|at| self.words.text(at).eq_ignore_ascii_case(word))
    }

    /// The word that tells what a description is of: the spokesman for the `railway`.
    pub(super) fn attribute(&self, head: usize) -> Option<usize> {
        let words = self.words;
        let first = head + 1;
        let german = words.language == Language::German && matches!(words.text(first), "der" | "des" | "von" | "vom");
        let leads = matches!(words.text(first), "of" | "for") || PEOPLE.of.has(words.text(first));
        if !words.is_spaced(head) || !(german || leads && words.is(first, PREP)) {
            return None;
        }
        // `Et le ministre de rassurer : « … »`
        let infinitive = |at: usize| words.is_parted_by(at, [':']) && ENDINGS.infinitives.ends(words.text(at));
        // `forderte die Vorsitzende von der Ministerin eine Absage`
        let demands = |at: usize| SPEECH.narrated.demanding.has(words.text(at)) && !words.is_quoted(at);
        let asked = |at: usize| {
            let led = words.language == Language::German && words.is_spelt(first, "von") && words.is(first + 1, DET);
            led && words.is(at, ROLE | TITLE) && (head.saturating_sub(5)..head).any(demands)
        };
        (first + 1..first + 4).find(|&at| !words.is(at, DET | PREP)).filter(|&at| words.text(at).len() > 2 && !infinitive(at) && !asked(at))
    }

    /// Whether the words before a description are about somebody of whom the article says nothing, and not about the one it fits.
    fn is_about_another(&self, index: usize, first: usize, chosen: usize) -> bool {
        let words = self.words;
        let paragraphs = &words.segments.paragraphs;
        let own = paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= first);
        let Some(start) = paragraphs.get(own).map(|paragraph| paragraph.tokens.start as usize) else { return false };
        let Some(top) = self.topics.last().filter(|topic| topic.sure && topic.token >= start && topic.token < first) else { return false };
        let told = |person: usize| self.roles_before(words.body.len()).any(|&(own, _)| own == person);
        let another = top.person.is_some_and(|person| person != chosen && !told(person));
        // `La giunta del sindaco Ugo Berti accoglie Maria Neri. «…», dice il sindaco.`
        let (one, two) = (top.person.map_or(Gender::Unknown, |person| self.gender(person)), self.gender(chosen));
        let told_apart = words.language == Language::Other && one != two && one != Gender::Unknown && two != Gender::Unknown;
        another && !told_apart && !self.topics.iter().any(|topic| topic.person == Some(chosen) && topic.is_within(index, 3))
    }

    /// Whom the sentence before in the same paragraph is about, where its grammatical gender fits a description that says something new of them: `Moretti n’a pas hâte. « … »,
    /// dit le directeur.` Not for English, which names those in between as often by what they are not told to be.
    fn just_named(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        let noun = self.noun(head);
        let noun = without_small_word(&noun);
        let elided = words.text(first).contains(['\'', '’']);
        let pointed = self.is_pointed_at(first);
        if source.tokens.len() < 2 && words.language != Language::Russian && !elided
            || PEOPLE.spokesmen.begins(noun) && !pointed
            || source.tokens.clone().any(|at| self.is_name(at)) && !is_french_native(words, first, head)
            || words.is(head, PLURAL)
            || self.is_label(index, source)
            || words.language == Language::Russian && noun.ends_with(['и', 'ы'])
        {
            return None;
        }
        // `адвокат Рогова`
        let owned = words.language == Language::Russian && words.is_spaced(head) && words.is_capital(head + 1);
        let seldom = words.language == Language::Russian && PEOPLE.seldom_named.has(noun);
        if owned && seldom {
            return None;
        }
        let gender = self.gender_of_description(source);
        let paragraphs = &words.segments.paragraphs;
        let own = paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= first);
        let from = paragraphs.get(own)?.tokens.start as usize;
        let alone = source.tokens.len() == 1 && words.language == Language::Russian;
        // `el especialista` is somebody named before, if only in the paragraph above; so is whoever goes on, `agregó el ministro`.
        let epithet =
            PEOPLE.epithets.has(noun) || words.language == Language::Other && (self.is_native(head) || self.goes_on(index, source));
        let top = self.described_topic(index, source, from);
        let epithet = epithet && (words.language != Language::Other || !self.is_about_nobody_named(own, index));
        let above = top.is_some_and(|top| top.token < from);
        // `Прокурор попросил: «…»` is nobody of the paragraph above.
        if above && seldom && words.is(head, TITLE) {
            return None;
        }
        if above && let Some(person) = self.of_only_voice(index, source) {
            return Some(person);
        }
        // `– Ждите, – развёл руками сторож.` below what somebody else says.
        let trade = words.language == Language::Russian && above && !epithet && !words.is(head, TITLE);
        if trade {
            return None;
        }
        let named = |top: &Topic| (top.token >= from || epithet) && top.is_within(index, 3) || alone && top.is_within(index, 1);
        let near = top.filter(|&top| named(top)).and_then(|top| top.person);
        let person = near.or_else(|| self.meant_anew(index, source, top.copied()))?;
        if self.is_of_no_office(person, source) || self.is_of_another_rank(person, source) {
            return None;
        }
        let held = |of: usize| self.roles_before(words.start(first)).any(|role| role.0 == person && self.is_another_rank(role, of));
        let own = self.gender(person);
        if self.attribute(head).is_some_and(|of| held(of) || self.is_of_others(person, source, of)) {
            return None;
        }
        (own == Gender::Unknown || gender == Gender::Unknown || own == gender).then_some(person)
    }

    /// Whether a description is of one thing, and the office told of a person of another: `la maire de Lyon` is not `Anne Dubois, l’avocate de Karim Roux`.
    fn is_of_others(&self, person: usize, source: &Source, of: usize) -> bool {
        let (words, head) = (self.words, source.tokens.end - 1);
        let told = || self.roles_before(words.start(source.tokens.start)).filter(move |role| role.0 == person);
        let attributed = |role: &(usize, Range<usize>)| words.within(&role.1).any(|at| self.attribute(at).is_some());
        told().any(attributed) && !told().any(|role| self.names(role, words.text(of)) || self.names(role, words.text(head)))
    }

    /// Whether somebody by an office speaks in a paragraph before sentence `index`, who may be the one that is meant there: `L’autista ha detto di no. «…», ha detto
    /// l’uomo.`
    fn is_about_nobody_named(&self, paragraph: usize, index: usize) -> bool {
        let frames = (self.scene.of_paragraph(paragraph).start..index).rev().take(REACH);
        let tags = frames.filter_map(|index| self.scene.frames.get(index)).flat_map(|frame| self.scene.tags_of(frame));
        tags.into_iter().any(|tag| tag.source.kind == SourceKind::Nominal && self.words.is(tag.source.tokens.end - 1, ROLE | TITLE))
    }

    /// Whether an office and what it is of make up all that stands before the colon of a sentence, which then brings in somebody else: `Il sottosegretario alla Salute:
    /// «…»`
    fn is_label(&self, index: usize, source: &Source) -> bool {
        let words = self.words;
        let (first, next) = (source.tokens.start, source.tokens.end);
        let opens = words.language == Language::Other && self.scene.frames.get(index).is_some_and(|frame| frame.tokens.start == first);
        let of = opens && words.is_spaced(next - 1) && words.is(next, PREP);
        let end = (next..next + LABEL).find(|&at| !words.is_spaced(at)).filter(|_| of);
        end.is_some_and(|end| words.gap(end).starts_with(':') && !(next..end).any(|at| words.is(at, CUE)))
    }

    /// Whether a description is the subject of a verb by which whoever spoke last goes on.
    fn goes_on(&self, index: usize, source: &Source) -> bool {
        self.verb_of(index, source).is_some_and(|verb| SPEECH.continuing.has(self.words.text(verb)))
    }

    /// Whether a Spanish, Portuguese or Italian text is about somebody named by nothing but a first name since word `from`, where their paragraph begins.
    pub(super) fn is_by_first_name(&self, topic: &Topic, from: usize) -> bool {
        let words = self.words;
        words.language == Language::Other
            && topic.person.is_some()
            && topic.token >= from
            && words.is(topic.token, FIRST)
            && words.is_capital(topic.token)
    }

    /// The person whom a sentence tells to be what a description says: `Ivo Lessa é diretor da feira e disse`.
    fn of_predicate(&self, first: usize) -> Option<usize> {
        let words = self.words;
        let is = first.checked_sub(1).filter(|&is| is > 0 && words.is(is, AUX) && words.is_spaced(is) && words.is_spaced(is - 1))?;
        let told = words.language == Language::Other && PEOPLE.being.has(words.text(is));
        self.people.at(is - 1).filter(|_| told).and_then(|index| self.people.names[index].person)
    }

    /// The one person whom the text so far gives an age: `Anna Berg, 34, …`
    fn of_age(&self, before: usize, age: &str) -> Option<usize> {
        let words = self.words;
        let last = self.people.names.partition_point(|name| name.whole.start < before);
        let aged = |end: usize| words.gap(end - 1) == ", " && words.text(end) == age;
        let named = self.people.names[..last].iter().rev().take(AGED).filter(|name| name.whole.end > 0 && aged(name.whole.end));
        the_one(named.filter_map(|name| name.person))
    }

    /// Whether a word belongs to a name; a German office with its capital is none.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.words.is_capital(at) && self.people.at(at).is_some_and(|index| self.people.names[index].kind != NameKind::Title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    #[test]
    fn no_noun_of_bodies_alone_is_listed_for_persons() {
        let english = Lexicon::of(Some("en"));
        let lines = include_str!("../../data/quotes-lists-people.txt").lines().filter_map(|line| line.split_once(':'));
        let listed = lines.filter(|(name, _)| matches!(*name, "epithets" | "performers" | "seats"));
        let nouns: Vec<&str> = listed.flat_map(|(_, words)| words.split_whitespace()).collect();
        assert!(nouns.contains(&"singer") && nouns.contains(&"veteran"));
        let wrong: Vec<&str> = nouns.into_iter().filter(|noun| is_of_nobody(english.class(noun))).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(is_of_nobody(english.class("company")) && !is_of_nobody(english.class("senator")));
    }
}
