//! Writes attributions as [`Quote`]s: names in full, roles as written, evidence beside them.

pub(super) mod explain;
mod headlines;
mod speech;
mod together;
mod works;

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{self, Quote, QuoteKind, SpeakerKind};
use crate::enrich::quotes::attribution::rules::{Attribution, THRESHOLD};
use crate::enrich::quotes::indirect::Reported;
use crate::enrich::quotes::marks::{Marked, Repair};
use crate::enrich::quotes::people::choices::Choice;
use crate::enrich::quotes::people::roles;
use crate::enrich::quotes::people::russian;
use crate::enrich::quotes::people::{Gender, Name, NameKind, People};
use crate::enrich::quotes::pronouns::Resolved;
use crate::enrich::quotes::scene::cues::{Source, SourceKind, Tag};
use crate::enrich::quotes::turns::{Turn, Voice};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{BODY, CUE, DET, Language, Lexicon, NOUN_CUE, ORG, PLACE, POSS, ROLE, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling;

/// How often a pronoun is resolved to the right person, of 224 that were read by hand.
const PRONOUN: f32 = 0.95;

/// The same for descriptions, which are fewer and were not counted by themselves: less than a pronoun, as what they say may be true of another.
const DESCRIPTION: f32 = 0.9;

/// Words of a name that may be a line of capitals, if it is longer.
const HEADING: usize = 4;

/// Words in the longest name that metadata are believed to give.
const LONGEST: usize = 5;

/// Everything that a quote is written from.
pub(super) struct Output<'a> {
    /// The article's words.
    pub(super) words: &'a Words<'a>,
    /// The article's names.
    pub(super) people: &'a People,
    /// What its pronouns stand for.
    pub(super) resolved: &'a Resolved,
    /// The role of every person.
    pub(super) roles: &'a [Option<Range<usize>>],
    /// Full names that stand beside the body.
    pub(super) known: &'a [String],
    /// The headline, as far as there is one.
    pub(super) headline: Option<&'a str>,
    /// The words of the language.
    pub(super) lexicon: &'a Lexicon,
}

/// Who speaks.
#[derive(Default)]
struct Who {
    name: Option<String>,
    kind: Option<SpeakerKind>,
    gender: Option<article::Gender>,
    role: Option<String>,
}

impl Output<'_> {
    /// A quotation with its attribution.
    pub(super) fn direct(&self, quote: &Marked, attribution: &Attribution) -> Quote {
        let source = attribution.source.as_ref().filter(|_| attribution.confidence >= THRESHOLD);
        let who = source.map(|source| self.who(source)).unwrap_or_default();
        let choice = source.and_then(|source| self.choice(source));
        let mut rule: Cow<'static, str> = attribution.rule.name().into();
        if let Some(choice) = choice {
            rule = [&*rule, "; ", choice.name()].concat().into();
        }
        match quote.repair {
            Repair::None => {}
            Repair::Opening => rule.to_mut().push_str("; opening mark missing"),
            Repair::Closing => rule.to_mut().push_str("; closing mark missing"),
        }
        let confidence = source.map_or(0.0, |source| attribution.confidence * self.certainty(source, &who));
        let confidence = confidence.min(choice.map_or(1.0, Choice::confidence));
        Quote {
            words: self.text(&quote.inner),
            span: quote.inner.clone(),
            speaker: who.name,
            speaker_kind: who.kind,
            speaker_gender: who.gender,
            role: who.role,
            cue: attribution.cue.as_ref().filter(|_| source.is_some()).map(|cue| self.cue(cue)),
            kind: QuoteKind::Direct,
            rule,
            confidence: (confidence * 100.0).round() / 100.0,
            mention: source.map(|source| self.words.bytes(&source.tokens)),
        }
    }

    /// A paragraph of a transcript or interview that is printed without marks.
    pub(super) fn turn(&self, turn: &Turn) -> Quote {
        let unnamed = || Who { kind: Some(SpeakerKind::Unnamed), ..Who::default() };
        let label = self.words.bytes(&turn.label);
        let who = match turn.voice {
            Voice::Name(index) => self.label(index, turn),
            Voice::Outlet => Who { name: Some(self.text(&label)), kind: Some(SpeakerKind::Organisation), role: None, gender: None },
            Voice::Role => Who { role: Some(self.text(&label)), ..unnamed() },
            Voice::Answer(Some(person)) => self.person(person),
            Voice::Answer(None) => self.interviewed().unwrap_or_else(unnamed),
            Voice::Question => unnamed(),
        };
        Quote {
            words: self.text(&turn.said),
            span: turn.said.clone(),
            speaker: who.name,
            speaker_kind: who.kind,
            speaker_gender: who.gender,
            role: who.role,
            cue: None,
            kind: QuoteKind::Direct,
            rule: turn.rule.name().into(),
            confidence: turn.rule.confidence(),
            mention: Some(label).filter(|label| !label.is_empty()),
        }
    }

    /// Who speaks a turn that is labelled with a name. What German takes for a body, since it writes all nouns with a capital, is a person where the label
    /// repeats its last word.
    fn label(&self, index: usize, turn: &Turn) -> Who {
        let name = &self.people.names[index];
        let mut who = self.who(&Source { kind: SourceKind::Name(index), tokens: turn.label.clone() });
        if who.name.is_none() && name.tokens.len() > 1 {
            // Few first names are known; the label tells that this is one.
            who = Who { name: Some(spelling::display(self.words, &name.tokens)), kind: Some(SpeakerKind::Person), ..who };
        }
        if who.kind == Some(SpeakerKind::Person) {
            who.name = who.name.map(|name| spelling::unshouted(name, self.lexicon));
            let surname = who.name.as_deref().filter(|name| !name.contains(' '));
            let full = surname.zip(self.headline).and_then(|(surname, headline)| headlines::full_name(headline, surname, self.lexicon));
            who.name = full.or(who.name);
            who.role = who.role.or_else(|| turn.role.as_ref().map(|role| self.text(role)));
        }
        let plain = name.whole.clone().all(|at| !self.words.is(at, ORG | PLACE | BODY) && !self.words.text(at).contains('.'));
        if who.kind == Some(SpeakerKind::Organisation) && self.words.language == Language::German && name.whole.len() > 1 && plain {
            return Who { kind: Some(SpeakerKind::Person), ..who };
        }
        who
    }

    /// Whom the headline says the interview is with, where the text names nobody who answers.
    fn interviewed(&self) -> Option<Who> {
        let name = headlines::interviewed(self.headline?, self.lexicon)?;
        Some(Who { name: Some(name), kind: Some(SpeakerKind::Person), ..Who::default() })
    }

    /// A reported clause; `marked` are the quotations of its sentence.
    pub(super) fn reported(&self, reported: &Reported, tag: &Tag, marked: &[Marked]) -> Quote {
        let mut span = self.words.bytes(&reported.tokens);
        let first = marked.partition_point(|quote| quote.outer.end <= span.start);
        let last = marked.partition_point(|quote| quote.outer.start < span.end);
        let marked = marked.get(first..last).unwrap_or_default();
        for quote in marked {
            if quote.inner.start < span.end && span.end < quote.outer.end {
                span.end = quote.outer.end;
            }
            if quote.outer.start < span.start && span.start < quote.inner.end {
                span.start = quote.outer.start;
            }
        }
        let mixed = marked.iter().any(|quote| quote.inner.start < span.end && span.start < quote.inner.end);
        let who = self.who(&tag.source);
        let confidence = reported.confidence * self.certainty(&tag.source, &who);
        let choice = self.choice(&tag.source);
        let rule = choice.map_or(Cow::Borrowed(reported.rule), |choice| [reported.rule, "; ", choice.name()].concat().into());
        Quote {
            words: self.text(&span),
            span,
            speaker: who.name,
            speaker_kind: who.kind,
            speaker_gender: who.gender,
            role: who.role,
            cue: Some(self.cue(&tag.cue)),
            kind: if mixed { QuoteKind::Mixed } else { QuoteKind::Indirect },
            rule,
            confidence: (confidence.min(choice.map_or(1.0, Choice::confidence)) * 100.0).round() / 100.0,
            mention: Some(self.words.bytes(&tag.source.tokens)),
        }
    }

    /// What told which of several bearers of a surname a source means.
    fn choice(&self, source: &Source) -> Option<Choice> {
        match source.kind {
            SourceKind::Name(index) => self.people.names[index].choice,
            SourceKind::Pronoun | SourceKind::Nominal => None,
        }
    }

    /// How certain it is for whom a source stands, from 0, where it could not be told, to 1: a name stands for its bearer, an unnamed source for itself.
    fn certainty(&self, source: &Source, who: &Who) -> f32 {
        match (source.kind, &who.name) {
            (_, None) if who.kind.is_none() => 0.0,
            (SourceKind::Pronoun, Some(_)) => PRONOUN,
            (SourceKind::Nominal, Some(_)) => DESCRIPTION,
            _ => 1.0,
        }
    }

    /// Whether a source is somebody who can speak: a name, a resolved pronoun, a person or body by description.
    pub(super) fn can_speak(&self, source: &Source) -> bool {
        match source.kind {
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                !matches!(name.kind, NameKind::Word | NameKind::Title) && !self.names_thing(name)
            }
            SourceKind::Pronoun => self.resolved.is_answered(source.tokens.start) || self.they(source.tokens.start).is_some(),
            SourceKind::Nominal => {
                source.tokens.clone().next_back().is_some_and(|head| self.words.is(head, ROLE | BODY | NOUN_CUE | TITLE))
            }
        }
    }

    /// The words of a cue: `chimed in`, but of `asked in a letter` the verb alone.
    fn cue(&self, cue: &Range<usize>) -> String {
        let (words, last) = (self.words, cue.end.saturating_sub(1));
        let opens_phrase = |at: usize| words.is_spaced(at) && (words.is(at + 1, DET | POSS) || words.is_capital(at + 1));
        let is_preposition = cue.len() > 1 && words.is_spelt(last, "in") && opens_phrase(last);
        self.text(&words.bytes(&(cue.start..cue.end - usize::from(is_preposition))))
    }

    /// Whether an English name is that of a thing which says nothing, though it may be written of as if it did: `Oil fell`, `the Clean Water Act requires`, `EB-5`; or a line of
    /// capitals with a verb in it, as headlines are.
    fn names_thing(&self, name: &Name) -> bool {
        let words = self.words;
        if words.language != Language::English {
            return false;
        }
        let person = name.person.map(|person| &self.people.persons[person]);
        let evident = person.is_some_and(|person| person.evident);
        let alone = person.is_none_or(|person| person.name.len() == 1);
        // As most are who speak.
        if evident & !alone {
            return false;
        }
        if name.whole.len() == 1 && alone && PEOPLE.bodies.single_things.has(words.text(name.whole.start)) {
            return true;
        }
        if evident {
            return false;
        }
        let last = name.whole.end - 1;
        let coded = |at: usize| words.is_number(at + 1) && words.is_before_hyphen(at);
        PEOPLE.bodies.things.has(words.text(last)) && (name.whole.len() > 1 || words.is(last, ORG))
            || name.person.is_none() && (coded(last) || name.whole.len() > 1 && coded(last - 1))
            || name.whole.len() > HEADING && name.whole.clone().any(|at| words.is(at, CUE) && !words.is(at, ROLE | ORG | NOUN_CUE))
    }

    fn text(&self, span: &Range<usize>) -> String {
        self.words.body.get(span.clone()).unwrap_or_default().to_owned()
    }

    /// Name, kind and role of a source.
    fn who(&self, source: &Source) -> Who {
        match source.kind {
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                match (name.person, name.kind) {
                    (Some(person), _) => self.together(index).unwrap_or_else(|| self.person(person)),
                    (None, NameKind::Unknown) if name.tokens.len() == 1 => self.known(name),
                    (None, NameKind::Unknown) if name.weak => Who::default(),
                    (None, NameKind::Person | NameKind::Unknown) => {
                        let role = roles::of_mention(self.words, self.people, name).map(|span| self.text(&span));
                        Who { name: Some(spelling::display(self.words, &name.tokens)), kind: Some(SpeakerKind::Person), role, gender: None }
                    }
                    _ => self.body(index),
                }
            }
            SourceKind::Pronoun => match self.resolved.person(source.tokens.start) {
                Some(person) => self.person(person),
                None if self.resolved.body(source.tokens.start).is_some() => {
                    self.resolved.body(source.tokens.start).map(|name| self.body(name)).unwrap_or_default()
                }
                None => match self.resolved.unnamed(source.tokens.start) {
                    Some(phrase) => {
                        let role = Some(self.text(&self.words.bytes(&phrase))).filter(|role| !role.is_empty());
                        Who { kind: Some(SpeakerKind::Unnamed), role, ..Who::default() }
                    }
                    None => self.they(source.tokens.start).unwrap_or_default(),
                },
            },
            SourceKind::Nominal => {
                if let Some(person) = self.resolved.person(source.tokens.start) {
                    return self.person(person);
                }
                if let Some(name) = self.resolved.body(source.tokens.start).or_else(|| self.named_body(source)) {
                    return self.body(name);
                }
                Who { name: None, kind: Some(SpeakerKind::Unnamed), role: Some(self.text(&self.words.bytes(&source.tokens))), gender: None }
            }
        }
    }

    /// A body under the fullest name that the text so far gives it: `the Post` is the one paper called so.
    fn body(&self, index: usize) -> Who {
        let name = self.people.fullest_body(self.words, index);
        Who { name: Some(spelling::display(self.words, &name.whole)), kind: Some(SpeakerKind::Organisation), role: None, gender: None }
    }

    /// The name that stands before the noun for what bears it: the `United Valve Workers` union.
    fn named_body(&self, source: &Source) -> Option<usize> {
        let head = source.tokens.end.checked_sub(1)?;
        let index = self.people.at(head.checked_sub(1).filter(|&before| self.words.is_spaced(before))?)?;
        let name = &self.people.names[index];
        let place = || name.kind == NameKind::Place && !name.whole.clone().all(|at| self.words.is(at, PLACE));
        let sort = || matches!(name.kind, NameKind::Organisation | NameKind::Unknown) || place();
        let named = name.person.is_none() && name.whole.len() > 1 && sort();
        (named && name.whole.end == head && !self.words.is_possessive(head - 1) && PEOPLE.bodies.named_bodies.has(self.words.text(head)))
            .then_some(index)
    }

    /// Somebody named by surname alone whom the metadata name in full.
    fn known(&self, name: &Name) -> Who {
        let full = name.tokens.clone().next().and_then(|word| self.fuller(self.words.named(word)));
        let kind = full.as_ref().map(|_| SpeakerKind::Person);
        Who { name: full, kind, role: None, gender: None }
    }

    fn person(&self, person: usize) -> Who {
        let tokens = &self.people.persons[person].name;
        let is_alone = tokens.len() == 1 && self.people.persons[person].surname.is_none();
        let mut written = spelling::display(self.words, tokens);
        if let Some(surname) = &self.people.persons[person].surname {
            written = format!("{written} {}", spelling::display(self.words, surname));
        }
        let short = if self.words.language == Language::Russian { russian::name_in_nominative(written, self.lexicon) } else { written };
        let full = if is_alone { self.fuller(&short) } else { None };
        let role = self.roles.get(person).cloned().flatten().map(|span| self.text(&span));
        let role = role.or_else(|| if is_alone && full.is_none() { self.doctor(person) } else { None });
        let gender = self.gender(person);
        Who { name: Some(full.unwrap_or(short)), kind: Some(SpeakerKind::Person), role, gender }
    }

    /// `Dr.` before a surname of which nothing else is told.
    fn doctor(&self, person: usize) -> Option<String> {
        let introduced = self.people.persons[person].introduced;
        let title = introduced.checked_sub(1).filter(|&at| self.words.is_spelt(at, "Dr") && self.words.is_tight(at))?;
        Some(self.text(&(self.words.start(title)..self.words.start(introduced))).trim_end().to_owned())
    }

    /// The gender by which the article speaks of a person.
    fn gender(&self, person: usize) -> Option<article::Gender> {
        match (self.people.persons[person].gender, self.resolved.gender(person)) {
            (Gender::Male, _) => Some(article::Gender::Male),
            (Gender::Female, _) => Some(article::Gender::Female),
            (Gender::Unknown, Gender::Male) => Some(article::Gender::PerhapsMale),
            (Gender::Unknown, Gender::Female) => Some(article::Gender::PerhapsFemale),
            (Gender::Unknown, Gender::Unknown) => None,
        }
    }

    /// The full name for a surname, where exactly one of the known names ends with it.
    fn fuller(&self, surname: &str) -> Option<String> {
        let mut found: Option<&str> = None;
        for name in self.known.iter().map(|name| name.trim()) {
            let words = || name.split_whitespace();
            let fits = name.ends_with(surname) && words().next_back() == Some(surname) && (2..=LONGEST).contains(&words().count());
            if !fits || !words().next().is_some_and(|first| first.starts_with(char::is_uppercase)) {
                continue;
            }
            if found.is_some_and(|other| other != name) {
                return None;
            }
            found = Some(name);
        }
        found.map(str::to_owned)
    }
}
