//! Reads who a sentence gives as its source: `according to Moon`, `по словам Котова`, `a su juicio`.

use std::ops::Range;

use super::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{ACCORDING, DET, FEMALE, Language, MALE, POSS, PREP, ROLE, SAY};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words among which a verb of citing stands before the words that it cites.
const CITING: usize = 8;

impl Reader<'_> {
    /// The source that a cue gives of which the word at `at` tells.
    pub(super) fn according(&self, at: usize) -> Option<Tag> {
        let words = self.words;
        let tag = |source: Source, span: Range<usize>, cue: Range<usize>| Tag {
            cue,
            verb: at,
            source,
            span,
            class: SAY,
            shape: Shape::According,
        };
        if SPEECH.cited.has(words.text(at)) {
            let (verb, source) = self.cited(at)?;
            let end = source.tokens.end.max(at + 1);
            return Some(tag(source, verb..end, verb..at + 1));
        }
        if words.is_spelt(at, "zufolge") {
            let source = self.before_zufolge(at)?;
            return Some(tag(source.clone(), source.tokens.start..at + 1, at..at + 1));
        }
        // `Ihrer Einschätzung nach`
        let own = at.saturating_sub(1);
        if words.language == Language::German && words.is_spelt(at + 1, "nach") && own >= self.frame.start && words.is(own, POSS) {
            let source = self.holder(own)?;
            return Some(tag(source, own..at + 2, own..at + 2));
        }
        if let Some(source) = self.holder(at.saturating_sub(1)).filter(|source| source.tokens.start > self.frame.start) {
            let start = source.tokens.start - 1;
            return words.is(start, PREP).then(|| tag(source, start..at + 1, start..at + 1));
        }
        if let Some((source, end)) = self.before_relative(at) {
            let start = source.tokens.start;
            return Some(tag(source, start..end, at..end));
        }
        if words.language == Language::French && SPEECH.narrated.in_the_view_of.has(words.text(at)) {
            let (start, source) = self.in_french_view_of(at)?;
            let end = source.tokens.end;
            return Some(tag(source, start..end, start..at + 1));
        }
        let cue = self.according_words(at)?;
        let alone = match words.language {
            Language::French => words.is_spelt(cue.end, "lui"),
            Language::Other => words.is_one_of(cue.end, ["lui", "lei"]),
            _ => false,
        };
        let source = match words.language {
            _ if alone => Source { kind: SourceKind::Pronoun, tokens: cue.end..cue.end + 1 },
            Language::English => self.phrase_from(cue.end)?,
            _ => self.source_at(cue.end)?,
        };
        Some(tag(source.clone(), cue.start..source.tokens.end, cue))
    }

    /// Who is named before the comma of a clause that tells what they think, and where its first words end: Carlo Berti, `secondo cui`; Ana Ruiz, `según la cual`.
    fn before_relative(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        let relative = |at: usize| words.is_one_of(at, ["cui", "quale", "quien", "cual"]);
        let end = if words.is(at + 1, DET) && relative(at + 2) { at + 3 } else { at + 2 };
        let led = words.language == Language::Other && at > self.frame.start && words.is_before_comma(at - 1) && words.is_spaced(at);
        if !led || !relative(end - 1) || words.is_quoted(at - 1) {
            return None;
        }
        let index = self.people.at(at - 1)?;
        let name = &self.people.names[index];
        let named = name.person.is_some() || name.kind == NameKind::Organisation;
        named.then(|| (Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }, end))
    }

    /// The verb that cites somebody's words, and whose they are, whoever cites them before or behind: `приводит ТАСС слова Рогова`, `приводит его слова ТАСС`.
    fn cited(&self, noun: usize) -> Option<(usize, Source)> {
        let words = self.words;
        let joined = |at: &usize| words.is_tight(*at) && !words.is_quoted(*at);
        let mut before = (self.frame.start.max(noun.saturating_sub(CITING))..noun).rev().take_while(joined);
        let verb = before.find(|&at| SPEECH.citing.has(words.text(at)))?;
        let own = noun - 1;
        if own > verb && words.is(own, POSS) && words.is(own, MALE | FEMALE) {
            return Some((verb, Source { kind: SourceKind::Pronoun, tokens: own..own + 1 }));
        }
        Some((verb, self.source_at(noun + 1)?))
    }

    /// Whom a verb of citing behind a quotation cites by a pronoun, whoever cites him: `«…», — цитирует его «Вестник»`.
    pub(super) fn cited_by_pronoun(&self, verb: usize) -> Option<Tag> {
        let words = self.words;
        let own = verb + 1;
        let cites = words.language == Language::Russian && words.text(verb).contains("цитир") && SPEECH.citing.has(words.text(verb));
        let told = cites && words.is_spaced(verb) && words.is(own, POSS) && words.is(own, MALE | FEMALE) && self.follows_quote(verb);
        let source = Source { kind: SourceKind::Pronoun, tokens: own..own + 1 };
        told.then_some(Tag { cue: verb..own, verb, source, span: verb..own + 1, class: SAY, shape: Shape::According })
    }

    /// Whether a verb of saying only cites words that stand behind it: `передаёт ТАСС слова Рогова`. It is not its subject who speaks.
    pub(super) fn is_citing(&self, verb: usize) -> bool {
        let words = self.words;
        if words.language != Language::Russian || !SPEECH.citing.has(words.text(verb)) {
            return false;
        }
        let mut behind = (verb + 1..self.frame.end.min(verb + 1 + CITING)).take_while(|&at| words.is_tight(at - 1));
        behind.any(|at| SPEECH.cited.has(words.text(at))) || self.is_quoted_by_another(verb)
    }

    /// Whether a verb behind a quotation tells only who cites it, and not whom: `«…», — цитирует пресс-служба`, `«…», — приводит слова игрока «Вестник»`.
    pub(in crate::enrich::quotes) fn cites_nobody(&self, verb: usize) -> bool {
        let words = self.words;
        if words.language != Language::Russian || !SPEECH.citing.has(words.text(verb)) || words.is_quoted(verb) {
            return false;
        }
        let mut behind = (verb + 1..self.frame.end.min(verb + 1 + CITING)).take_while(|&at| words.is_tight(at - 1));
        match behind.find(|&at| SPEECH.cited.has(words.text(at))) {
            Some(noun) => self.cited(noun).is_none(),
            None => self.is_quoted_by_another(verb),
        }
    }

    /// Whether a verb of citing right behind a quotation has nobody by name or pronoun behind it whose words these are.
    fn is_quoted_by_another(&self, verb: usize) -> bool {
        let words = self.words;
        let cites = words.text(verb).contains("цитир") && self.follows_quote(verb);
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        cites && !words.is(verb + 1, MALE | FEMALE) && !(verb + 1..self.frame.end.min(verb + 1 + CITING)).any(person)
    }

    /// Whom `zufolge` gives as the source: `dem Minister zufolge`, and the one whose words they are: `seinen Worten zufolge`. Nobody where they are nobody's:
    /// `den Angaben zufolge`.
    fn before_zufolge(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let told = at.checked_sub(2).filter(|&own| own >= self.frame.start && words.is(own + 1, ACCORDING) && words.is_spaced(own));
        match told {
            Some(own) if words.is(own, POSS) && words.is(own, MALE | FEMALE) => {
                Some(Source { kind: SourceKind::Pronoun, tokens: own..own + 1 })
            }
            Some(own) if words.is(own, DET | POSS) => None,
            _ => self.phrase_to(at),
        }
    }

    /// The phrase that begins at a word and names a source, over the preposition that it has become one word with; not a place: `selon l’Élysée`.
    pub(in crate::enrich::quotes) fn source_at(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let russian = |least: usize| {
            let joined = |own: &usize| *own == at || words.is_tight(*own - 1);
            let fits = |index: &usize| self.people.names[*index].person.is_some() && self.people.names[*index].tokens.len() >= least;
            let named = |own: usize| self.people.at(own).filter(fits);
            let index = (at..self.frame.end.min(at + 7)).take_while(joined).find_map(named)?;
            Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() })
        };
        // `по мнению профессора Института экономики Льва Гордина`
        let office = words.language == Language::Russian && words.is(at, ROLE) && self.people.at(at).is_none();
        if office && let Some(source) = russian(2) {
            return Some(source);
        }
        let source = match self.phrase_at(at).or_else(|| self.dative_at(at)) {
            Some((source, _)) => source,
            None if words.language == Language::Russian => russian(1)?,
            None => return None,
        };
        let place = matches!(source.kind, SourceKind::Name(index) if self.people.names[index].kind == NameKind::Place);
        (!place).then_some(source)
    }

    /// Whose view or word a French phrase gives, by the noun or verb in it, and where that begins: `de l’avis d’Anne Roux`, `à en croire le maire`.
    fn in_french_view_of(&self, at: usize) -> Option<(usize, Source)> {
        let words = self.words;
        let before = at.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before) && words.is_spaced(at))?;
        if words.is_spelt(at, "croire") {
            let led = words.is_spelt(before, "en") && before > self.frame.start && words.is_one_of(before - 1, ["à", "À"]);
            return Some((before - 1, self.source_at(at + 1)?)).filter(|_| led);
        }
        let led = words.is_one_of(before, ["de", "De", "à", "À", "aux", "Aux"]);
        let from = if words.is_spelt(at + 1, "de") { at + 2 } else { at + 1 };
        let of = words.is_spelt(at + 1, "de") || words.is_one_of(at + 1, ["du", "des"]) || words.is_of(at + 1);
        if led && of { Some((before, self.source_at(from)?)) } else { None }
    }

    /// Whose view or words a possessive tells of, in languages other than English: `по его словам`, `a su juicio`.
    fn holder(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let own = words.is(at, POSS)
            && words.language != Language::English
            && (words.is(at, MALE | FEMALE) || words.language == Language::Other && words.is_spaced(at));
        own.then_some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 })
    }

    /// The whole of a cue like `according to`, of which one word is given: `по словам`, `de acordo com`.
    fn according_words(&self, at: usize) -> Option<Range<usize>> {
        let words = self.words;
        let Some(cue) = SPEECH.according.iter().find(|cue| cue.words.has(words.text(at))) else { return Some(at..at + 1) };
        let led = cue.before.is_empty() || at > self.frame.start && cue.before.has(words.text(at - 1));
        let followed = cue.behind.is_empty() || cue.behind.has(words.text(at + 1));
        // A German article belongs to who speaks.
        let article = words.language == Language::German && words.is(at + 1, DET);
        let end = if cue.behind.is_empty() || article { at + 1 } else { at + 2 };
        (led && followed).then(|| at - usize::from(!cue.before.is_empty())..end)
    }
}
