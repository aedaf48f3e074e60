//! Tells, in languages other than English, that a sentence without a subject of its own goes on with what somebody says, and who that is.

use std::ops::Range;

use super::Sieves;
use super::rules::{Attribution, Rule};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{REACH, Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::elision::small_word;
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{
    ACCORDING, ADV, AUX, BODY, CONJ, CUE, DATE, DET, FEMALE, Language, MALE, OTHER, PLURAL, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE, WEAK,
};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words before the name of a sentence's subject, its office among them.
const SUBJECT: usize = 8;

/// Words of the longest phrase that names what a quotation is about.
const TOPIC: usize = 10;

/// Words from a quotation to the noun for the text in which it can be read.
const WRITTEN: usize = 12;

/// Words of the longest heading in capitals.
const CAPITALS: usize = 6;

/// Classes of words that do not tell, beside a quotation, that somebody says it.
const NO_CUE: u64 = PREP | SUB | CONJ | DET | PRON | ROLE | TITLE | BODY | POSS | DATE;

impl Sieves<'_> {
    /// The subject behind a word beside a quotation that can only be its verb: `« … », ose Jeanne Roux`, `«…», sbotta lei`.
    pub(super) fn beside_inverted(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        if let Some(source) = self.told_of_behind(reader, end) {
            return Some(source);
        }
        let verb = self.verb_beside(end, reader.frame.end)?;
        let mut from = verb + 1;
        // `queixa-se`, `dit-il`, `taglia corto`.
        if words.gap(verb) == "-" && words.is(from, AUX) && !words.is(from, PRON) {
            from += 1;
        } else if words.is_spaced(verb) && !words.is_capital(from) && !words.is(from, NO_CUE | ADV | AUX) && !words.is_quoted(from) {
            from += usize::from(reader.people.at(from + 1).is_some() && words.is_spaced(from));
        }
        let phrase = reader.behind_verb(from).and_then(|at| reader.phrase_at(at)).map(|(source, _)| source);
        let source = phrase.or_else(|| reader.closing_russian_cue(verb))?;
        let speaks = match source.kind {
            SourceKind::Name(index) => self.people.names[index].person.is_some(),
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE),
            SourceKind::Nominal => words.is(source.tokens.end - 1, ROLE | TITLE),
        };
        speaks.then_some(source)
    }

    /// The word that can only be the verb of the quotation before word `end`: small, behind a comma, of no class that is no verb.
    fn verb_beside(&self, end: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        let gap = words.gap(end.checked_sub(1)?);
        let parted = gap.contains([',', '—', '–']) || gap.trim_start().starts_with(['?', '!', '…']);
        if end >= limit || words.is_quoted(end) || !parted || !words.is_quoted(end - 1) {
            return None;
        }
        // `« … », la relance Anna Roux`
        let clitic = words.language == Language::French && SPEECH.clitics.has(words.text(end)) && words.is_spaced(end);
        let end = end + usize::from(clitic);
        let verb = (end..limit.min(end + 4)).find(|&at| !words.is(at, AUX) || words.is(at, SAY | WEAK))?;
        let small = words.text(verb).starts_with(char::is_lowercase) && !words.is_capital(verb);
        (small && !words.is(verb, NO_CUE) && !words.is_quoted(verb)).then_some(verb)
    }

    /// Whether a word behind a quotation stands for its cue all by itself: `«…», sbotta.`, `“…”, murmura, “…”`.
    pub(super) fn is_verb_alone(&self, at: usize, limit: usize) -> bool {
        let words = self.words;
        let first = (at.saturating_sub(3)..at + 1).rev().find(|&first| first > 0 && words.is_quoted(first - 1));
        let Some(verb) = first.and_then(|first| self.verb_beside(first, limit)) else { return false };
        let next = verb + 1;
        let next = if words.is_spaced(verb) && words.is(next, ADV | SAY) { next + 1 } else { next };
        verb == at && (next >= limit || words.is_quoted(next) || !words.is_tight(next - 1) || words.is(next, PREP))
    }

    /// Whether a sentence only goes on with what the one before says somebody said: by the German mood of what is reported, or by a verb of saying that
    /// has no subject: `Agregó que “no hay dinero”.`, `Et d’ajouter : « … »`
    pub(super) fn goes_on_reporting(&self, frame: &Frame) -> bool {
        let words = self.words;
        let tags = self.scene.tags_of(frame);
        match words.language {
            Language::German => {
                // `Von der Opposition hieß es, er habe „geschlafen“.`
                let lead = frame.tokens.start..frame.tokens.end.min(frame.tokens.start + SUBJECT);
                let unnamed = lead
                    .clone()
                    .any(|at| matches!(words.text(at), "hieß" | "heißt") && words.is_spelt(at + 1, "es") && !words.is_quoted(at));
                german::is_reported(words, &frame.tokens) && tags.is_empty() && !words.is_quoted(frame.tokens.start) && !unnamed
            }
            Language::French | Language::Other | Language::Russian => {
                let opening = tags.iter().all(|tag| tag.shape == Shape::Sentence || tag.source.kind == SourceKind::Nominal);
                let small = |at: usize| words.is(at, AUX | ADV | CONJ | PRON) && !words.is(at, DET | PREP);
                let reader = self.reader(frame);
                let mut at = frame.tokens.start;
                // `Questionado sobre o prazo, respondeu: “Em maio”.`
                if reader.opens_with_participle(at) {
                    at = reader.over_opening(at);
                }
                // `Segundo disse, “não há vagas”.`
                let led = words.is(at, ACCORDING) && words.is(at + 1, SAY) && words.is_spaced(at);
                at += usize::from(led);
                while at < frame.tokens.end && !words.is_quoted(at) && !words.is(at, SAY) && (small(at) || words.is(at, PREP)) {
                    at = if small(at) { at + 1 } else { reader.over_opening(at) };
                }
                let many = |word: &str| words.language == Language::Russian && ENDINGS.of_many.ends(word);
                opening
                    && words.is(at, SAY)
                    && !many(words.text(at))
                    && !words.is_quoted(at)
                    && at < frame.tokens.end
                    && self.people.at(at).is_none()
            }
            _ => false,
        }
    }

    /// Whether what stands before the quotation of a sentence only names what it is about, so that whoever spoke before goes on: `Sulla curva: «Magnifica».`
    pub(super) fn is_headed_by_topic(&self, frame: &Frame) -> bool {
        let words = self.words;
        if words.language != Language::Other {
            return false;
        }
        // `E sul mercato: «…»`
        let and = words.is(frame.tokens.start, CONJ) && words.is_spaced(frame.tokens.start) && !words.is_quoted(frame.tokens.start + 1);
        let first = frame.tokens.start + usize::from(and);
        // `Sulla stessa linea il sindaco: «…»`
        let agrees = || SPEECH.same.has(words.text(first + 1));
        let capitals = self.is_headed_in_capitals(frame);
        let heads = || {
            let word = words.text(first);
            capitals || !agrees() && SPEECH.topics.has(small_word(word).map_or(word, |(small, _)| small))
        };
        if words.is_quoted(first) || words.is(first, POSS) || !heads() {
            return false;
        }
        if capitals {
            return true;
        }
        let Some(end) = self.lead_end(frame, first + TOPIC) else { return false };
        let closed = words.gap(end - 1).trim_start().starts_with(if end < frame.tokens.end { ':' } else { '.' });
        // `Sulla vertenza interviene Anna Rossi: «…»`
        let named = (first + 2..end).any(|at| {
            let index = self.people.at(at).filter(|&index| self.people.names[index].whole.start == at);
            let person = index.is_some_and(|index| self.people.names[index].person.is_some());
            person && !words.is_of(at) && !words.is(at - 1, PREP | DET | ROLE | TITLE)
        });
        let parted = (first..end - 1).any(|at| !words.is_spaced(at));
        closed && !named && !parted && !(first..end).any(|at| words.is(at, CUE) && !words.is(at, ROLE | TITLE | PREP))
    }

    /// The first quoted word of a sentence, or its end where it quotes nothing; `None` where that lies behind word `most`.
    fn lead_end(&self, frame: &Frame, most: usize) -> Option<usize> {
        let quoted = self.words.first_quoted(frame.tokens.start..frame.tokens.end.min(most + 1));
        quoted.or_else(|| Some(frame.tokens.end).filter(|&end| end <= most))
    }

    /// Whether a few words in capitals head a paragraph before its quotation, or are all of its first sentence: `I TIFOSI - «Magnifici».`, `MERCATO. «Vediamo».` Not
    /// somebody's name, which tells who speaks.
    pub(super) fn is_headed_in_capitals(&self, frame: &Frame) -> bool {
        let words = self.words;
        let first = frame.tokens.start;
        if words.language != Language::Other || !words.opens_line(first) || words.is_quoted(first) {
            return false;
        }
        let Some(end) = self.lead_end(frame, first + CAPITALS) else { return false };
        let gap = words.gap(end - 1).trim_start();
        let closed = if end < frame.tokens.end { gap.starts_with([':', '.', '-', '–', '—', '|']) } else { gap.starts_with('.') };
        let small = |at: usize| words.is(at, DET | PREP | CONJ) && words.end(at) - words.start(at) < 3;
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        let capital = |at: usize| words.is_number(at) || !words.text(at).contains(char::is_lowercase) || small(at);
        let told = (first..end).any(|at| words.end(at) - words.start(at) > 3);
        closed && told && (first..end).all(|at| capital(at) && !person(at))
    }

    /// The verb behind a quotation that has no subject, standing for whoever the text was about last: `«…», dijo entre lágrimas.`
    pub(super) fn dropped_subject(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        if words.language != Language::Other || !self.is_subjectless(frame) {
            return None;
        }
        let end = words.first_quoted(frame.tokens.clone())?;
        let first = words.unquoted.within(end..frame.tokens.end).next()?;
        let verb = (first..frame.tokens.end.min(first + 4)).find(|&at| !words.is(at, AUX | ADV) && words.is(at, SAY))?;
        (!words.is(verb, PLURAL)).then(|| Source { kind: SourceKind::Pronoun, tokens: verb..verb + 1 })
    }

    /// The subject of the last sentence of a paragraph, where the sentence below goes on by a verb without one: not of many where that verb is of one, `Os filhos mal a
    /// viam.⏎“Era assim”, lembra.`
    pub(super) fn subject_above(&self, above: &Frame, own: &Frame) -> Option<Source> {
        let words = self.words;
        let many = |source: &Source| source.kind == SourceKind::Nominal && words.is(source.tokens.end - 1, PLURAL);
        let one = || self.dropped_subject(own).is_some_and(|verb| !words.text(verb.tokens.start).ends_with(['m', 'n', 'o']));
        self.reader(above).sentence_subject(above.tokens.end).filter(|source| !(many(source) && one()))
    }

    /// Whether a pronoun that can only be a thing stands before a verb as its subject: `Sobre a greve, nada quis dizer.`
    pub(super) fn is_of_thing(&self, tag: &Tag) -> bool {
        let first = tag.source.tokens.start;
        let pronoun = self.words.language == Language::Other && tag.source.kind == SourceKind::Pronoun;
        pronoun && self.words.is(first, OTHER) && !self.words.is(first, SAY | SUB)
    }

    /// Gives what stands in paragraphs before the one that closes a quotation the speaker whom its last part has: `“Siamo pronti.⏎Domani si parte”, dice Anna.`
    pub(super) fn hand_back(&self, made: &mut [Attribution]) {
        if self.words.language != Language::Other {
            return;
        }
        for quote in (1..made.len()).rev() {
            let (open, end) = (&self.marked[quote - 1], &self.marked[quote]);
            let joined = open.continues && open.paragraph + 1 == end.paragraph && !open.parted;
            let guessed = matches!(made[quote - 1].rule, Rule::Unattributed | Rule::ParagraphAbove);
            let told = made[quote].source.is_some() && !matches!(made[quote].rule, Rule::Continued | Rule::ParagraphAbove | Rule::Subject);
            if joined && guessed && told {
                made[quote - 1] = made[quote].inherited(Rule::Continued);
            }
        }
    }

    /// Whom the sentence between two quotations of a paragraph is about, where that is somebody by name: the second is theirs. `«No», dice Anna. Marco sorride.
    /// «Sì».`
    pub(super) fn subject_between(&self, index: usize) -> Option<Attribution> {
        let words = self.words;
        let between = &self.scene.frames[index];
        let silent = between.quotes.is_empty() && !words.is_quoted(between.tokens.start);
        if words.language == Language::English
            || !silent
            || words.language == Language::German && german::is_reported(words, &between.tokens)
        {
            return None;
        }
        let own = self.reader(between);
        let told = || {
            let tags = self.scene.tags_of(between).iter();
            tags.map(|tag| &tag.source).find(|source| matches!(source.kind, SourceKind::Name(_))).cloned()
        };
        // `C’est aussi l’avis d’Anne Roux.`
        let points = matches!(words.text(between.tokens.start), "C’est" | "C'est" | "Das" | "Dies") && words.language != Language::Other;
        let only = if points && self.scene.tags_of(between).is_empty() { self.only_person(between) } else { None };
        if let Some(source) = only {
            return Some(Attribution::by(source, Rule::SentenceBefore));
        }
        let opening = own.opening(false).map(|(source, _)| source).filter(|source| source.tokens.start <= between.tokens.start + SUBJECT);
        let source = opening.or_else(told)?;
        let person = match source.kind {
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                let parted = |at: usize| words.is_parted_by(at, [',']);
                let apposed = name.tokens.len() > 1 && (between.tokens.start..source.tokens.start).any(parted);
                name.person.is_some_and(|person| self.people.persons[person].evident || apposed)
            }
            SourceKind::Pronoun => words.is(source.tokens.start, MALE | FEMALE) && !words.is(source.tokens.start, POSS),
            SourceKind::Nominal => {
                // `E il premier? «Andiamo avanti», taglia corto.`: somebody else, and the text may not say who.
                let asked = words.gap(between.tokens.end - 1).starts_with('?') && between.tokens.len() <= SUBJECT;
                return (asked && words.is(source.tokens.end - 1, ROLE | TITLE)).then(Attribution::none);
            }
        };
        person.then(|| Attribution::by(source, Rule::SentenceBefore))
    }

    /// Who says what a sentence in the German mood of reports quotes behind its colon: `Der Rektor sprang ihr bei: Er habe „selten so gelacht“.`
    pub(super) fn reporting_before_colon(&self, reader: &Reader<'_>, frame: &Frame, tokens: &Range<usize>) -> Option<Source> {
        let words = self.words;
        if words.language != Language::German {
            return None;
        }
        let lead = frame.tokens.start.max(tokens.start.saturating_sub(REACH))..tokens.start.saturating_sub(1);
        let colon = lead.rev().find(|&at| words.gap(at).starts_with(':') && !words.is_quoted(at))?;
        german::is_reported(words, &(colon + 1..frame.tokens.end)).then(|| reader.sentence_subject(colon + 1)).flatten()
    }

    /// Whether the words behind a quotation say that it can be read somewhere, and not who said it: `heißt es`, `si legge nella nota`.
    pub(in crate::enrich::quotes) fn is_impersonal(&self, end: usize) -> bool {
        let words = self.words;
        if matches!(words.language, Language::English | Language::Unknown) {
            return false;
        }
        let word = |at: usize| if words.is_quoted(at) { "" } else { words.text(at) };
        let first = end + usize::from(matches!(word(end), "so" | "как"));
        SPEECH.impersonal.length_of(|at| word(first + at)).is_some()
    }

    /// Who wrote the text in which a quotation can be read: `„…“, heißt es in einem Brief von Anna Berg`, `«…», — говорится в письме Петра Котова`.
    pub(super) fn written_by(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        if !matches!(words.language, Language::German | Language::Russian) || !self.is_impersonal(end) {
            return None;
        }
        let limit = reader.frame.end.min(end + WRITTEN);
        let mut told = (end..limit).take_while(|&at| at == end || words.is_tight(at - 1));
        let next = told.find(|&at| SPEECH.written.has(words.text(at)))? + 1;
        let source = match words.language {
            Language::German => {
                let own = next + usize::from(matches!(words.text(next), "von" | "vom"));
                let owned = own > next || matches!(words.text(next), "der" | "des" | "einer" | "eines");
                reader.dative_at(own).or_else(|| reader.phrase_at(own)).filter(|_| owned)?.0
            }
            _ => reader.source_at(next)?,
        };
        (words.is_spaced(next - 1) && reader.is_human(&source)).then_some(source)
    }

    /// The body in whose text a quotation can be read: `«…», si legge nella nota del Quirinale`.
    pub(super) fn read_in(&self, frame: &Frame, end: usize) -> Option<Source> {
        if !self.is_impersonal(end) {
            return None;
        }
        let words = self.words;
        let named = |at: usize| self.people.at(at).filter(|&index| self.people.names[index].kind == NameKind::Organisation);
        let limit = frame.tokens.end.min(end + 12);
        let index = (end..limit).take_while(|&at| at == end || words.is_tight(at - 1)).find_map(named)?;
        Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() })
    }
}
