//! Reads phrases in languages other than English from their first word to the right.
//!
//! A description may have its name behind it, with or without a comma, over what tells of what it is: `le président du club Jean Roux`,
//! `el gerente de la compañía, Juan Roca`.

use std::ops::Range;

use super::cues::{Reader, Source, SourceKind};
use super::french::is_french_native;
use crate::enrich::quotes::people::roles::joins_offices;
use crate::enrich::quotes::people::russian::is_whose_office;
use crate::enrich::quotes::people::{Name, NameKind};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, FIRST, Language, NOUN_CUE, ORG, PARTICLE, POSS, PREP, PRON, ROLE, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::PEOPLE;

/// Words between a comma and the name that it sets in apposition: `, le colonel` Paul Roux.
pub(super) const APPOSED: usize = 4;

/// Words of the longest description, with what tells of what it is.
pub(super) const DESCRIPTION: usize = 16;

/// Classes of words that end a noun phrase.
pub(super) const ENDS: u64 = SUB | CONJ | AUX | PRON | CUE | ADV | DATE;

impl Reader<'_> {
    /// The phrase that begins at a word, and where it ends.
    pub(in crate::enrich::quotes) fn phrase_at(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        if at >= self.frame.end || words.is_quoted(at) || german::is_oblique(words, at) {
            return None;
        }
        if let Some(index) = self.particled(at) {
            let end = self.people.names[index].whole.end;
            return Some((Source { kind: SourceKind::Name(index), tokens: at..end }, end));
        }
        if let Some(one) = self.one_of(at).or_else(|| self.one_in_russian(at)) {
            return Some(one);
        }
        let class = words.class(at);
        let name = self.people.at(at).map(|index| (index, &self.people.names[index]));
        if let Some((index, name)) = name.filter(|(_, name)| name.kind != NameKind::Title) {
            // `nannte Althaus’ Haltung „zynisch“`, but `sagte Althaus’ Sprecherin`.
            let owned = name.whole.end;
            if words.language == Language::German && words.is_possessive(owned - 1) && words.gap(owned - 1).len() > 1 {
                let bearer = self.people.at(owned).filter(|&index| self.people.names[index].person.is_some());
                return match bearer {
                    Some(index) => Some(self.named(index, &self.people.names[index], at)),
                    None if words.is(owned, ROLE | TITLE | BODY) => self.described(at, owned),
                    None => None,
                };
            }
            return Some(self.named(index, name, at));
        }
        // `la prima cittadina`
        let first_one = words.language == Language::Other && PEOPLE.first_ones.has(words.text(at + 1)) && words.is(at + 2, ROLE | TITLE);
        let also = || words.language == Language::Other && words.is(at + 1, ADV) && words.is(at + 2, ROLE | TITLE);
        let owns = class & (DET | POSS) != 0 && words.is_spaced(at) && (!words.is(at + 1, ENDS) || first_one || also());
        if class & PRON != 0 && !owns {
            return Some((Source { kind: SourceKind::Pronoun, tokens: at..at + 1 }, at + 1));
        }
        if name.is_none() && class & (DET | POSS | ROLE | TITLE | BODY) == 0 {
            // `do ex-presidente Ivo Lessa`, `a juicio del argentino Juan Roca`
            let contracted = || words.language == Language::Other && at > 0 && PEOPLE.contracted.has(words.text(at - 1));
            let noun = at + usize::from(class & ADV != 0 && words.is(at + 1, ROLE | TITLE) && words.is_spaced(at));
            if !words.is(noun, ENDS) && !words.is_capital(at) && contracted() && words.is_spaced(at - 1) {
                return self.described(noun, noun).filter(|(source, _)| source.kind != SourceKind::Nominal);
            }
            let office = words.is(at + 1, ROLE | TITLE | BODY) && words.is_spaced(at);
            // `l’ex sindaco`, `l’ingegner Roux`.
            if words.language == Language::Russian {
                return self.russian_phrase_at(at, office);
            }
            let article = || words.begins_elided(at, "l") || words.language == Language::Other && words.begins_elided(at, "L");
            let elided = || words.text(at).contains(['\'', '’']) && (office || article() || self.people.at(at + 1).is_some());
            return if words.language != Language::German && elided() && class & ENDS == 0 { self.described(at, at) } else { None };
        }
        let mut first = at;
        while first < at + 3 && words.is(first, DET | POSS) && words.is_tight(first) && self.people.at(first).is_none() {
            first += 1;
        }
        let first = self.over_german_attribute(at, first);
        // `o então ministro`, `el también diputado`
        let also = words.language == Language::Other && first > at && words.is(first, ADV) && words.is_spaced(first);
        let first = first + usize::from(also && words.is(first + 1, ROLE | TITLE));
        let acronym = first > at && words.is_upper(first) && words.is(at, DET) && words.gap(first) == ", ";
        if let Some((index, tokens)) = self.apposed_at(first + 1).filter(|_| acronym) {
            // `le DTN, Paul Roux`
            let end = tokens.end;
            return Some((Source { kind: SourceKind::Name(index), tokens }, end));
        }
        if is_french_native(words, at, first) && self.people.at(first).is_some_and(|index| self.people.names[index].tokens.len() == 1) {
            return Some((Source { kind: SourceKind::Nominal, tokens: at..first + 1 }, first + 1));
        }
        // `die Grünen-Politikerin Anna Berg`
        let office = |index: &usize| {
            let end = self.people.names[*index].whole.end;
            words.language == Language::German && words.is_before_hyphen(end - 1) && words.is(end, ROLE | TITLE)
        };
        let own = self.people.at(first).filter(|index| first > at && self.people.names[*index].kind != NameKind::Title && !office(index));
        if let Some(index) = own {
            return Some(self.named(index, &self.people.names[index], at));
        }
        self.described(at, first)
    }

    /// The surname behind the small words that begin at `at`, where the person that it names bears them: `von Bülow`, `De la Fuente`.
    pub(super) fn particled(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let surname = (at..at + 3).take_while(|&small| words.is(small, PARTICLE) && words.is_spaced(small)).last()? + 1;
        let index = self.people.at(surname)?;
        let name = &self.people.names[index];
        let full = &self.people.persons[name.person?].name;
        let borne = full.clone().any(|own| words.is(own, PARTICLE) && words.text(own).eq_ignore_ascii_case(words.text(at)));
        (borne && name.whole.len() == 1).then_some(index)
    }

    /// A name whose phrase begins at word `at`, with what tells of what a body is.
    pub(super) fn named(&self, index: usize, name: &Name, at: usize) -> (Source, usize) {
        let words = self.words;
        let mut end = name.whole.end;
        if name.kind == NameKind::Organisation {
            let limit = self.frame.end.min(end + DESCRIPTION);
            while end < limit && words.is_tight(end - 1) && !words.is_quoted(end) && !words.is(end, ENDS) {
                end = self.people.at(end).map_or(end + 1, |index| self.people.names[index].whole.end.max(end + 1));
            }
        }
        (Source { kind: self.name_kind(index, at), tokens: at..name.whole.end }, end)
    }

    /// The description that begins at word `at`, its noun at `first` or a few adjectives behind; the name that stands for it.
    pub(in crate::enrich::quotes) fn described(&self, at: usize, first: usize) -> Option<(Source, usize)> {
        let words = self.words;
        let title = |at: usize| self.people.at(at).map(|index| &self.people.names[index]).filter(|name| name.kind == NameKind::Title);
        let first_one = |at: usize| PEOPLE.first_ones.has(words.text(at)) && words.is(at + 1, ROLE | TITLE);
        let plain =
            |at: usize| !words.is_quoted(at) && (words.class(at) & (ENDS | PREP) == 0 || words.is(at, ROLE | TITLE) || first_one(at));
        let joined = |at: usize| at == first || words.is_tight(at - 1);
        let nouns = (first..self.frame.end.min(first + 4)).take_while(|&at| joined(at) && plain(at));
        // `der frühere Ministerpräsident Ralf Berg`
        let titled = |own: usize| self.people.at(own).filter(|&index| own > first && self.is_titled(&self.people.names[index], own));
        if let Some(index) = nouns.clone().find_map(titled) {
            return Some(self.named(index, &self.people.names[index], at));
        }
        if let Some(index) = self.named_behind_adjectives(first) {
            return Some(self.named(index, &self.people.names[index], at));
        }
        let told =
            nouns.clone().find(|&at| words.is(at, ROLE | TITLE | BODY | NOUN_CUE) && (self.people.at(at).is_none() || title(at).is_some()));
        let german = || nouns.clone().find(|&at| words.is_capital(at) || words.text(at).starts_with("Jährig"));
        let head = told.or_else(|| if words.language == Language::German { german() } else { nouns.clone().next() })?;
        let small = |at: usize| words.is(at, ROLE) && !words.is_capital(at) && words.is_spaced(at - 1);
        let small_part = |at: usize| words.is(at, ROLE | TITLE) && !words.is_capital(at);
        // `la Première ministre`, `el primer ministro`.
        let head = if PEOPLE.first_ones.has(words.text(head)) && small(head + 1) { head + 1 } else { head };
        // `o vice-governador`
        let head = if words.gap(head) == "-" && small_part(head + 1) { head + 1 } else { head };
        let head = title(head).map_or(head, |name| name.whole.end - usize::from(!small(name.whole.end)));
        let mut end = head + 1;
        while end < self.frame.end && end < at + DESCRIPTION {
            if !words.is_tight(end - 1) {
                match self.over_quoted(end).or_else(|| self.over_bracket(end)) {
                    Some(next) => {
                        end = next;
                        if words.is_parted_by(end - 1, [',']) {
                            break;
                        }
                    }
                    None => break,
                }
            }
            if let Some(index) = self.people.at(end) {
                let name = &self.people.names[index];
                if let Some((index, tokens)) = self.apposed_to_client(name, head, end) {
                    let end = tokens.end;
                    return Some((Source { kind: SourceKind::Name(index), tokens }, end));
                }
                if self.bears_office(name, head, end) {
                    return Some((Source { kind: SourceKind::Name(index), tokens: at..name.whole.end }, name.whole.end));
                }
                end = name.whole.end.max(end + 1);
            } else if end == head + 1 && (joins_offices(words, end) && self.names_bearer(end + 1) || self.joins_german_office(end)) {
                end += 1;
            } else if words.language == Language::German && end == head + 1 && self.is_plain_word(end) {
                // `Das Publikum feierte Jan Berg`
                break;
            } else if let Some(office) = self.over_further_office(end) {
                end = office;
            } else if words.is_quoted(end) || words.is(end, ENDS) && !words.is(end, DET | PREP | ROLE | TITLE | BODY) {
                break;
            } else {
                end += 1;
            }
        }
        let end = self.over_quoted_name(end).unwrap_or(end);
        if let Some((index, name)) = self.apposed_at(end).or_else(|| self.body_apposed_at(end).filter(|_| words.is(head, BODY))) {
            return Some((Source { kind: SourceKind::Name(index), tokens: name.clone() }, name.end));
        }
        Some((Source { kind: SourceKind::Nominal, tokens: at..head + 1 }, end))
    }

    /// Whether a small word tells nothing of what the German noun before it is of, so that it may be a verb.
    fn is_plain_word(&self, at: usize) -> bool {
        let words = self.words;
        !words.is_capital(at) && !words.is_quoted(at) && !words.is_number(at) && !words.is(at, PREP | DET | CONJ | ROLE | TITLE | BODY)
    }

    /// Whether a person's name begins at word `at` with an office before it.
    fn is_titled(&self, name: &Name, at: usize) -> bool {
        name.whole.start == at
            && name.tokens.start > at
            && name.person.is_some()
            && self.words.is(at, TITLE | ROLE)
            && !self.words.is_of(at)
    }

    /// Whether a name at word `at` is that of the person, or the body, whose description has its noun at `head`.
    fn bears_office(&self, name: &Name, head: usize, at: usize) -> bool {
        let words = self.words;
        let behind = name.whole.start == at && name.tokens.start > at && name.tokens.len() > 1 && !words.is(at, TITLE | ROLE);
        if behind && name.person.is_some() && (words.is_of(at) || words.is(at - 1, PREP | DET | BODY | ORG)) {
            return true;
        }
        if words.is_of(at) || name.whole.start != at {
            return false;
        }
        let next = at == head + 1;
        if name.person.is_none() {
            return next && words.is(head, BODY) && matches!(name.kind, NameKind::Organisation | NameKind::Place);
        }
        if name.tokens.start > name.whole.start && words.is(name.whole.start, ORG) && name.tokens.len() > 1 {
            return true;
        }
        // `la diputada del PP Ana Ruiz`
        let party = words.language == Language::Other && words.is_upper(at - 1) && words.is_spaced(at - 1) && name.tokens.len() > 1;
        if party && words.end(at - 1) - words.start(at - 1) <= 5 && words.is(at - 2, PREP) {
            return true;
        }
        let known = words.is(name.tokens.start, FIRST);
        if is_whose_office(words, &name.whole) {
            return false;
        }
        let russian = words.language == Language::Russian;
        let governed = words.is(at - 1, PREP) || words.is(at - 1, DET) && !next;
        !governed && (next || name.tokens.len() > 1 && (known || russian || !words.is(at - 1, BODY | ORG)))
    }

    /// Where a phrase goes on behind a name in quotation marks inside it: the coach of `«Ladoga»` Oleg Titov.
    pub(super) fn over_quoted(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let opens = words.is_quoted(at) && words.gap(at - 1).starts_with(' ');
        if !opens && words.language == Language::Russian {
            return self.over_unmarked(at);
        }
        let end = (at..self.frame.end.min(at + 4)).find(|&end| !words.is_quoted(end)).filter(|_| opens)?;
        (words.gap(end - 1).ends_with(' ') && !words.is_parted_by(end - 1, [',', '.', '—', '–'])).then_some(end)
    }

    /// Where a phrase goes on behind a bracket inside it, or ends with it: the director of the League `(LFP)`, Paul Roux.
    fn over_bracket(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let opens = words.gap(at - 1) == " (" && !words.is_quoted(at);
        (at + 1..self.frame.end.min(at + 5)).find(|&end| words.gap(end - 1).starts_with(')')).filter(|_| opens)
    }

    /// The name that a comma before word `at` sets in apposition, over its article and office: `, le colonel Paul Roux,`.
    pub(super) fn apposed_at(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let words = self.words;
        // `l’avocate de Marcel T., Ana Roux`
        if at >= self.frame.end || !matches!(words.gap(at - 1), ", " | "., " | "), " | "”), " | "»), " | "\"), " | "“, " | "«, ") {
            return None;
        }
        let plain = |at: usize| words.is(at, DET | ROLE | TITLE) || !words.is(at, ENDS | PREP) && !words.is_quoted(at);
        let start = (at..self.frame.end.min(at + APPOSED + 1))
            .take_while(|&own| (own == at || words.is_tight(own - 1)) && plain(own))
            .find(|&own| self.people.at(own).is_some_and(|index| self.people.names[index].person.is_some()))?;
        let index = self.people.at(start)?;
        let name = &self.people.names[index];
        let end = name.whole.end;
        let goes_on = matches!(words.language, Language::German | Language::Other) && words.is(end, PREP);
        let closed = end >= self.frame.end || !words.is_tight(end - 1) || goes_on && !words.is_quoted(end);
        let person = name.tokens.len() > 1 || words.is(name.tokens.start, FIRST);
        (closed && person && !words.is_quoted(start) && name.whole.start == start).then(|| (index, name.whole.clone()))
    }
}
