//! Finds in German and French who speaks where no verb of saying tells it: whoever is told to be something behind the quotation (`„…“, war Trainer Berg zufrieden`), and
//! the subject of the narrator's sentence of which the quotation is a part (`Berg zeigte sich „tief erschüttert“`, `Roux est « très fier de ses joueurs »`).

use std::ops::Range;

use super::Sieves;
use super::rules::{Attribution, Rule, THRESHOLD};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CONJ, CUE, DET, FEMALE, Language, MALE, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words of the shortest quotation whose speaker the subject of its sentence is taken to be.
const TOLD: usize = 3;

/// Words from the subject to such a quotation.
const PREDICATE: usize = 24;

/// Words behind what is inserted between a subject and what is told of it.
const INSERTED: usize = 8;

impl Sieves<'_> {
    /// The subject behind a German auxiliary or copula right behind a quotation, where more is told of it: `„…“, war Trainer Jan Berg zufrieden`, `„…“, hat Anna Berg
    /// versprochen`. Not `„…“, war das Motto`.
    pub(super) fn told_of_behind(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        let before = end.checked_sub(1).filter(|_| words.language == Language::German && end < reader.frame.end)?;
        let gap = words.gap(before);
        let last = reader.frame.end - 1;
        // `Als „weltfremd“ hat Jan Moor den Plan bezeichnet.`
        let closed = || {
            gap.ends_with(' ')
                && last > end
                && words.is(last, SAY)
                && !words.is_quoted(last)
                && words.text(last).starts_with(['b', 'g', 'k'])
        };
        let parted = gap.contains(',') || gap.trim_start().starts_with(['?', '!', '…']) || closed();
        if !parted || !words.is_quoted(before) || words.is_quoted(end) || !SPEECH.narrated.being_behind.has(words.text(end)) {
            return None;
        }
        let (source, behind) = reader.behind_verb(end + 1).and_then(|at| reader.phrase_at(at))?;
        let speaks = match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => words.is(source.tokens.start, DET) && words.is(source.tokens.end - 1, ROLE | TITLE),
        };
        let goes_on = behind < reader.frame.end && words.is_spaced(behind - 1) && !words.is_capital(behind) && !words.is_quoted(behind);
        // `„…“, ist Anna Berg, Chefin der Bahn, überzeugt`
        let closes = |at: usize| words.gap(at).starts_with([',', ')']) && !words.is_quoted(at);
        let small = |at: usize| !words.is_capital(at) && !words.is_quoted(at);
        let over_insertion = || {
            let inserted = behind <= last && matches!(words.gap(behind - 1), ", " | " (");
            let close = (behind..last).rev().take(INSERTED).find(|&at| closes(at)).filter(|_| inserted);
            close.is_some_and(|close| (close + 1..last + 1).all(small))
        };
        (speaks && (goes_on || over_insertion())).then_some(source)
    }

    /// The only person whom a German or French sentence without a subject names, in full and right before its colon: `Même constat chez Anne Roux : « … »`. Not whom a
    /// message is to: `Lettre à Anne Roux : « … »`.
    pub(super) fn only_named_before_colon(&self, label: &Range<usize>) -> Option<Source> {
        let words = self.words;
        if !matches!(words.language, Language::German | Language::French) || label.len() > PREDICATE {
            return None;
        }
        let apposed = if words.language == Language::French { self.named_with_apposition(label) } else { None };
        let index = apposed.or_else(|| self.people.at(label.end.checked_sub(1)?))?;
        let name = &self.people.names[index];
        let full = name.person.is_some() && name.tokens.len() > 1 && (name.whole.end == label.end || apposed.is_some());
        if !full {
            return None;
        }
        // `Un avis que partage le secrétaire d’État chargé des Ports Jean Roux`
        let reader = Reader { words, people: self.people, frame: label.clone() };
        let named = |at: usize| reader.phrase_at(at + 1).is_some_and(|(source, _)| source.kind == SourceKind::Name(index));
        if words.language == Language::French && label.clone().any(|at| SPEECH.narrated.before_speakers.has(words.text(at)) && named(at)) {
            return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
        }
        let before = (label.start..name.whole.start).rev().find(|&at| !words.is(at, DET | ROLE | TITLE) || words.is(at, PREP));
        let lead = if words.is_of(name.whole.start) { "de" } else { before.map_or("", |at| words.text(at)) };
        let others =
            (label.start..name.whole.start).any(|at| self.people.at(at).is_some_and(|other| self.people.names[other].person.is_some()));
        let led = SPEECH.narrated.before_speakers.has(lead)
            || words.language == Language::French && ENDINGS.infinitives.ends(lead) && lead.len() > 4;
        (led && !others).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The first whom a French, Spanish, Portuguese or Italian sentence names, where what stands behind the comma or bracket that follows only adds to the name: `chez Anne Roux, maire de Lormes`.
    pub(super) fn named_with_apposition(&self, label: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let person = |at: usize| self.people.at(at).filter(|&index| self.people.names[index].person.is_some());
        if !matches!(words.language, Language::French | Language::Other) || label.len() > PREDICATE {
            return None;
        }
        let index = label.clone().find_map(person)?;
        let end = self.people.names[index].whole.end;
        let gap = words.gap(end.checked_sub(1)?);
        let plain = |at: usize| person(at).is_none() && (!words.is(at, CUE | AUX | SUB) || words.is(at, ROLE | TITLE | PREP | DET));
        (end < label.end && (gap == ", " || gap == " (") && (end..label.end).all(plain)).then_some(index)
    }

    /// The subject of the last of two clauses that `und` or `et` joins before a colon: `Moor schweigt, und sein Anwalt winkt ab: „…“`, `Roux rit et son avocate se lève : « … »`.
    pub(super) fn of_last_clause(&self, label: &Range<usize>) -> Option<Source> {
        let words = self.words;
        if !matches!(words.language, Language::German | Language::French) || label.len() > PREDICATE {
            return None;
        }
        let and = label.clone().rev().find(|&at| matches!(words.text(at), "und" | "et")).filter(|&and| and > label.start)?;
        let reader = Reader { words, people: self.people, frame: label.clone() };
        let (source, verb) = reader.phrase_at(and + 1)?;
        let speaks = match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => false,
            SourceKind::Nominal => words.is(source.tokens.start, DET | POSS) && words.is(source.tokens.end - 1, ROLE | TITLE),
        };
        let acts = verb < label.end && words.is_spaced(verb - 1) && !words.is_capital(verb) && !words.is(verb, PREP | CONJ);
        (speaks && acts).then_some(source)
    }

    /// Whether the verb behind the German phrase that opens a sentence tells what something is: `Für Jan Berg ist das „ein harter Einschnitt“`.
    pub(super) fn is_thought_to_be(&self, frame: &Frame) -> bool {
        let reader = self.reader(frame);
        let behind = reader.phrase_at(frame.tokens.start + 1).map(|(_, end)| end);
        behind.is_some_and(|verb| {
            verb < frame.tokens.end && SPEECH.narrated.being_behind.has(self.words.text(verb)) && !self.words.is_quoted(verb)
        })
    }

    /// For whom something is what the words right before a German verb call it: `„Überfällig“ war der Rücktritt von Jan Moor für die Vorsitzende Anna Berg`
    pub(super) fn thought_of_behind(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        let led = end > 0 && words.is_quoted(end - 1) && !words.is_quoted(end) && words.gap(end - 1).ends_with(' ');
        if words.language != Language::German || !led || end >= reader.frame.end || !SPEECH.narrated.being_behind.has(words.text(end)) {
            return None;
        }
        let limit = reader.frame.end.min(end + PREDICATE);
        let clause = (end..limit).take_while(|&at| !words.is_quoted(at) && (at == end || !words.is_parted_by(at - 1, [',', ';', ':'])));
        let (source, _) = clause.filter(|&at| words.is_spelt(at, "für")).find_map(|at| {
            let from = at + 1 + usize::from(words.is(at + 1, DET));
            let (index, name) = self.people.at(from).map(|index| (index, &self.people.names[index])).or_else(|| {
                let behind = (from..limit.min(from + 4)).find_map(|at| self.people.at(at))?;
                Some((behind, &self.people.names[behind]))
            })?;
            let plain = (from..name.whole.start).all(|at| words.is_spaced(at) && !words.is(at, PREP | PRON | SUB));
            let closed = name.whole.end >= reader.frame.end || !words.is_spaced(name.whole.end - 1);
            let speaks = name.person.is_some() && name.tokens.len() > 1 && plain && closed;
            speaks.then(|| (Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }, at))
        })?;
        Some(source)
    }

    /// The subject behind an unknown verb that closes a German or French quotation: `Roux sourit : « Vous étiez là », lit la juge.`
    pub(super) fn closed_by_unknown_verb(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let told = matches!(self.words.language, Language::German | Language::French);
        if told { self.beside_inverted(reader, end) } else { None }
    }

    /// Whether a part of a German or French quotation stands behind the cue of the one before it in the same sentence: `„Stark“, lobte Anna Berg den Torwart, „einen
    /// ganz Großen“.`
    pub(super) fn trails(&self, frame: &Frame, quote: usize, before: &Attribution) -> bool {
        let words = self.words;
        let tokens = &self.marked[quote].tokens;
        let told = matches!(before.rule, Rule::QuoteNameVerb | Rule::QuoteVerbName | Rule::QuoteNameAnyVerb) && before.source.is_some();
        if !told || !matches!(words.language, Language::German | Language::French) {
            return false;
        }
        let ends = words.first_at_byte(self.marked[quote - 1].outer.end);
        let between = ends..tokens.start;
        let tags = self.scene.tags_of(frame);
        let own = || tags[tags.partition_point(|tag| tag.verb < ends)..].iter().take_while(|tag| tag.verb < tokens.start).nth(1).is_some();
        let named_so = |at: usize| SPEECH.narrated.named_with.has(words.text(at)) || SPEECH.called.has(words.text(at));
        let part = tokens.len() >= TOLD && !words.is_capital(tokens.start) && !words.is_parted_from(tokens.start, ['.', '!', '?', ';']);
        part && between.len() <= PREDICATE && !own() && !{ between }.any(named_so) && !self.is_title(tokens)
    }

    /// Whether nothing but a verb by which somebody tells how he feels stands between him and a quotation: Berg `zeigte sich` „erschüttert“, Roux `est` « ravi ».
    fn is_felt(&self, between: Range<usize>) -> bool {
        let words = self.words;
        let mut all = between.clone();
        let feels = |at: usize| SPEECH.narrated.feeling.has(words.text(at)) || words.is(at, ADV) && !words.is(at, PREP | DET);
        (1..=4).contains(&between.len())
            && SPEECH.narrated.feeling.has(words.text(between.start))
            && all.all(|at| feels(at) && words.gap(at).starts_with(' '))
    }

    /// Whether the subject of a sentence of the narrator's speaks the words that it quotes in German and French: somebody by name who opens it, and nobody else is named
    /// between.
    pub(super) fn is_quoted_of_himself(&self, source: &Source, tokens: &Range<usize>, frame: &Frame) -> bool {
        let words = self.words;
        let (from, start) = (source.tokens.end, tokens.start);
        let least = if self.is_felt(from..start) { 1 } else { TOLD };
        if !matches!(words.language, Language::German | Language::French)
            || tokens.len() < least
            || from > start
            || start - from > PREDICATE
        {
            return false;
        }
        let evident = matches!(source.kind, SourceKind::Name(index) if self.people.names[index].person.is_some_and(|person| self.people.persons[person].evident));
        let another = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        let subordinate = |at: usize| words.is(at, SUB) && !words.is(at, DET | PREP | PRON);
        let called = |at: usize| words.language == Language::French && SPEECH.called.has(words.text(at));
        let named_so = |at: usize| SPEECH.narrated.named_with.has(words.text(at)) || called(at);
        let part = !words.is_capital(start) && !words.is_parted_from(start, ['.', '!', '?', '\n', ';']);
        let told = |at: usize| !words.is_quoted(at) && !another(at) && !subordinate(at) && !named_so(at);
        evident && part && self.opens_as_person(source, frame) && !self.is_title(tokens) && (from..start).all(told)
    }

    /// Whether a German or French attribution only takes the subject of a sentence, and is not made for that.
    pub(super) fn is_uncertain(&self, made: &Attribution) -> bool {
        matches!(self.words.language, Language::German | Language::French) && made.rule == Rule::Subject && made.confidence < THRESHOLD
    }
}
