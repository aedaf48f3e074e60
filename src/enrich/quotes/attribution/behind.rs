//! Finds, for the most part in languages other than English, who speaks a quotation by what stands behind it and is no cue of its sentence: the sentence that tells whose words
//! those were, the noun that calls them somebody's, the sentence that introduces who is seen there.

use std::ops::Range;

use super::Sieves;
use super::rules::{Attribution, Rule};
use crate::enrich::quotes::marks::Repair;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::elision::without_small_word;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, BODY, CUE, DATE, DET, Language, PLURAL, PREP, PRON, ROLE, SAY, SUB, TITLE};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// How certain it is that whoever is introduced behind a quotation speaks it.
const INTRODUCED: f32 = 0.6;

/// Words of the longest sentence that only tells who speaks.
const SIGNING: usize = 14;

/// Words from a noun for what somebody utters to whose words they are: `la replica del consigliere regionale` Anna Ricci.
const UTTERED: usize = 6;

/// Words of the longest sentence before a colon whose speaker is told by its noun or by an office.
const LABEL: usize = 32;

/// Words among which the verb of such a sentence stands.
const LEAD: usize = 5;

impl Sieves<'_> {
    /// Who is said to have said what stands before a sentence of their own paragraph: `“Non possiamo aspettare”. Lo ha detto il ministro.`
    pub(super) fn told_behind(&self, index: usize, paragraph: usize) -> Option<Attribution> {
        let words = self.words;
        let below = |frame: &Frame| self.words.language != Language::English && frame.paragraph == paragraph + 1;
        let frame = self.scene.frames.get(index).filter(|frame| frame.paragraph == paragraph || below(frame))?;
        // `Lo ha detto il ministro, aggiungendo che «i fondi ci sono».`
        let unquoted = |source: &Source| words.first_quoted(frame.tokens.start..source.tokens.end).is_none();
        // `A dirlo è il ministro, autore del saggio “Mari”.`
        let quoting = || words.language == Language::Other;
        let source = match frame.paragraph == paragraph && frame.quotes.is_empty() {
            true => self.whose(frame).or_else(|| self.said_so(frame)).or_else(|| self.thus(frame)).or_else(|| self.called(frame)),
            false if quoting() => self.whose(frame).or_else(|| self.said_so(frame)).or_else(|| self.thus(frame)).filter(unquoted),
            false => self.said_so(frame).or_else(|| self.thus(frame)).filter(unquoted),
        }?;
        let speaks = match source.kind {
            SourceKind::Name(index) => {
                let name = &self.people.names[index];
                let office = name.whole.clone().any(|at| words.is(at, ROLE | TITLE));
                name.person.is_some() || name.kind == NameKind::Organisation && words.language == Language::Other && !office
            }
            SourceKind::Nominal => words.is(source.tokens.end - 1, ROLE | TITLE | BODY),
            SourceKind::Pronoun => false,
        };
        speaks.then(|| Attribution::by(source, Rule::SameParagraph))
    }

    /// Whether the sentence behind that of a quotation may tell who speaks it; `bare` tells whether that has nothing but quotations.
    pub(super) fn may_be_told_behind(&self, index: usize, quote: usize, bare: bool) -> bool {
        let words = self.words;
        let tokens = &self.marked[quote].tokens;
        // `Об этом сообщил мэр.`
        let points_back = || self.scene.frames.get(index + 1).is_some_and(|next| SPEECH.told_so.has(words.text(next.tokens.start)));
        match words.language {
            Language::German => true,
            Language::Other => bare || !self.is_noun_phrase(tokens),
            Language::Russian => bare || words.is_capital(tokens.start) && points_back(),
            _ => bare,
        }
    }

    /// Who says, by a verb that only reports it, what stands before a sentence: `Lo ha detto il ministro.`
    pub(super) fn said_so(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let first = frame.tokens.start;
        if words.language == Language::English || !SPEECH.told_so.has(words.text(first)) {
            return None;
        }
        // `Así lo apuntó Ana Ruiz.`
        let so = |verb: usize| (first..verb).any(|at| matches!(words.text(at), "lo" | "Lo" | "o")) && words.language == Language::Other;
        let russian = |at: usize| words.language == Language::Russian && !words.is_capital(at);
        let reports = |at: &usize| SPEECH.reporting.has(words.text(*at)) || words.is(*at, SAY) && (so(*at) || russian(*at));
        let verb = (first..frame.tokens.end.min(first + LEAD)).find(reports)?;
        let reader = self.reader(frame);
        reader.behind_verb(verb + 1).and_then(|at| reader.phrase_at(at)).map(|(source, _)| source)
    }

    /// Who is named behind the word that points back to what stands before a sentence without a verb: `Così oggi il ministro, a margine dell’incontro.`
    fn thus(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let first = frame.tokens.start;
        if words.language != Language::Other || !words.is_spelt(first, "Così") || !words.is_spaced(first) {
            return None;
        }
        let at = (first + 1..first + 4).find(|&at| !words.is(at, DATE | ADV))?;
        let (source, end) = self.reader(frame).phrase_at(at)?;
        let closed = end >= frame.tokens.end || !words.is_tight(end - 1) || words.is(end, PREP | DATE) || words.is_of(end);
        closed.then_some(source)
    }

    /// Whose words stand before a sentence by the way it begins: `Mit diesen Worten eröffnete Anna Berg die Sitzung.`, `That is how Moon remembers it.`
    fn whose(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let reader = self.reader(frame);
        let first = if words.language == Language::English { frame.tokens.start } else { reader.behind_dateline() };
        let end = first + SPEECH.whose.length_of(|at| words.text(first + at))?;
        if words.language == Language::English {
            return reader.phrase_from(end);
        }
        self.named_from(&reader, end)
    }

    /// Whose words the sentence calls a quotation that a colon parts from it: `„Nein“: Mit diesen Worten eröffnete Anna Berg die Sitzung.`
    pub(super) fn whose_behind_colon(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        if words.language != Language::German || !words.is_parted_by(end.checked_sub(1)?, [':', '–', '—']) || end >= reader.frame.end {
            return None;
        }
        let end = end + SPEECH.whose.length_of(|at| words.text(end + at))?;
        self.named_from(reader, end).filter(|source| matches!(source.kind, SourceKind::Name(_)))
    }

    /// Who is named at a word, over auxiliaries, or behind the verb there.
    fn named_from(&self, reader: &Reader<'_>, from: usize) -> Option<Source> {
        let at = (from..from + 3).find(|&at| !self.words.is(at, AUX))?;
        let named = |source: &Source| matches!(source.kind, SourceKind::Name(_));
        let phrase = reader.phrase_at(at).map(|(source, _)| source).filter(named);
        phrase.or_else(|| reader.behind_verb(at + 1).and_then(|at| reader.phrase_at(at)).map(|(source, _)| source))
    }

    /// Who is introduced by the full name in the sentence behind a quotation that opens its paragraph: `« Ici, tout le monde se connaît. » Dans sa cuisine, Anna
    /// Roux verse le café.`
    pub(super) fn introduced_behind(&self, quote: usize, index: usize) -> Option<Attribution> {
        let words = self.words;
        let marked = &self.marked[quote];
        let frame = self.scene.frames.get(index).filter(|frame| frame.paragraph == marked.paragraph && frame.quotes.is_empty())?;
        let whole = words.body[marked.inner.clone()].ends_with(['.', '!', '?', '…']) || words.body[marked.outer.end..].starts_with('.');
        if marked.repair != Repair::None || !whole {
            return None;
        }
        let reader = self.reader(frame);
        if let Some(source) = self.signing(frame) {
            return Some(Attribution { confidence: INTRODUCED, ..Attribution::by(source, Rule::SameParagraph) });
        }
        if words.language == Language::English {
            return None;
        }
        let source = match reader.opening(false) {
            Some((source, _)) => source,
            None => self.closing_subject(frame)?,
        };
        let SourceKind::Name(name) = source.kind else { return None };
        let name = &self.people.names[name];
        let new = name.person.is_some_and(|person| self.people.persons[person].introduced == name.tokens.start);
        (new && name.tokens.len() > 1).then(|| Attribution { confidence: INTRODUCED, ..Attribution::by(source, Rule::SameParagraph) })
    }

    /// Whose name and office a sentence without verb is: `“We were lucky.” Dunga, coach of Brazil.`
    fn signing(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let start = frame.tokens.start;
        let index = self.people.at(start).filter(|_| frame.tokens.len() <= SIGNING)?;
        let name = &self.people.names[index];
        let end = name.whole.end;
        let verb = |at: usize| words.is(at, CUE | AUX | PRON | SUB) && !words.is(at, ROLE | TITLE | PREP | DET);
        let office = end + usize::from(words.is(end, DET));
        let fits = name.whole.start == start
            && name.person.is_some()
            && words.is_before_comma(end - 1)
            && words.is(office, ROLE | TITLE)
            && !words.is(office, PLURAL)
            && !(end..frame.tokens.end).any(verb);
        fits.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The subject that ends a sentence which none begins: `Non usa mezzi termini il senatore Ugo Berti.`
    fn closing_subject(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(frame.tokens.end.checked_sub(1)?).filter(|_| words.language == Language::Other)?;
        let name = &self.people.names[index];
        let mut start = name.whole.start;
        while start > frame.tokens.start && words.is_spaced(start - 1) && words.is(start - 1, ROLE | TITLE | DET) {
            start -= 1;
        }
        let office = start < name.tokens.start && start > frame.tokens.start && !words.is(start - 1, PREP) && !words.is_of(start);
        office.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whose words an Italian noun calls a quotation, which the name before its colon tells: `Immediata la replica del consigliere regionale Anna Ricci: «…»`.
    pub(super) fn uttered_by(&self, frame: &Frame, start: usize) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(start.checked_sub(1)?).filter(|_| words.language == Language::Other)?;
        let name = &self.people.names[index];
        let noun = |at: usize| SPEECH.uttered.has(words.text(at)) && words.text(at + 1).starts_with('d') && words.is(at - 1, DET);
        let floor = (frame.tokens.start + 1).max(name.whole.start.saturating_sub(UTTERED));
        let joined = |at: usize| words.is_tight(at) && !words.is_quoted(at);
        let called = (floor..name.whole.start).rev().take_while(|&at| joined(at)).any(noun);
        // `Sui social interviene quella del sindaco di Orio Anna Ricci: «…»`
        let office = |at: usize| {
            words.text(at).starts_with('d') && words.is(at, PREP) && words.is(at + 1, ROLE | TITLE) && !words.is(at + 1, PLURAL)
        };
        let held = || (floor..name.whole.start).rev().take_while(|&at| joined(at)).any(office);
        ((called || name.tokens.len() > 1 && held()) && name.person.is_some())
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whose words the noun that opens what stands before a colon calls them, where more follows than the name: `Le parole di Carlo Berti a Radio Mare: «…»`; or whose
    /// office stands between the name and the colon: `Sui costi interviene anche Anna Ricci, segretaria della Fiom: «…»`.
    pub(super) fn named_before_colon(&self, frame: &Frame, label: &Range<usize>) -> Option<Source> {
        let words = self.words;
        if words.language != Language::Other || label.len() > LABEL {
            return None;
        }
        // `A chiederlo è il sindaco Anna Ricci: «…»`
        if let Some(source) = self.whose(frame) {
            return Some(source);
        }
        if let Some((source, _)) = self.of_uttered(frame, label) {
            return Some(source);
        }
        let person = |index: usize| {
            self.people.names[index]
                .person
                .map(|_| Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() })
        };
        let verbless = |from: usize| !(from..label.end).any(|at| words.is(at, CUE | AUX) && !words.is(at, ROLE | TITLE | PREP | DET));
        let opening = label.start..label.end.min(label.start + LEAD);
        let noun = opening
            .into_iter()
            .find(|&at| SPEECH.uttered.has(words.text(at)) && words.text(at + 1).starts_with('d') && words.is_spaced(at));
        if let Some(noun) = noun.filter(|&noun| verbless(noun)) {
            let index = (noun + 1..label.end.min(noun + 1 + UTTERED)).find_map(|at| self.people.at(at))?;
            return person(index);
        }
        if let Some(index) = self.closes_copula(label).or_else(|| self.antecedent_before_colon(label)) {
            return person(index);
        }
        // `Dello stesso avviso Anna Ricci, da anni nel comitato: «…»`
        if SPEECH.same.has(words.text(label.start + 1))
            && let Some(index) = self.named_with_apposition(label)
        {
            return person(index);
        }
        let office = label.clone().rev().find(|&at| at > label.start && words.gap(at - 1).starts_with(','))?;
        let held = words.is(office, ROLE | TITLE) || words.is(office, DET) && words.is(office + 1, ROLE | TITLE);
        let index = self.people.at(office - 1).filter(|_| held && verbless(office) && words.is_before_comma(office - 1))?;
        person(index).filter(|_| self.people.names[index].tokens.len() > 1)
    }

    /// Whose the words are of which a sentence opens with the noun, as the phrase behind it or behind `is` tells, whatever follows before the colon: `La respuesta de la alcaldesa,
    /// Ana Ruiz, fue clara: «…»`, `A frase é do deputado Ivo Lessa (PTN): “…”`; and the preposition behind
    /// which they are told.
    fn of_uttered(&self, frame: &Frame, label: &Range<usize>) -> Option<(Source, usize)> {
        let words = self.words;
        let reader = self.reader(frame);
        let first = reader.behind_dateline();
        let noun = first + 1;
        let led = words.is(first, DET) && SPEECH.uttered.has(words.text(noun)) && words.is_spaced(first) && words.is_spaced(noun);
        let of = noun + 1 + usize::from(PEOPLE.being.has(words.text(noun + 1)));
        if !led || of + 1 >= label.end || !words.text(of).starts_with('d') || !words.is(of, PREP) || !words.is_spaced(of) {
            return None;
        }
        let (source, _) = reader.phrase_at(of + 1)?;
        reader.is_somebody(&source).then_some((source, of))
    }

    /// The full name that ends what stands before a colon and is the subject of `is` right before it: `Più duro è il sindaco Ugo Berti: «…»`, `Quien sí habló fue Ana Roca: «…»`
    fn closes_copula(&self, label: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let index = self.people.at(label.end.checked_sub(1)?)?;
        let name = &self.people.names[index];
        let office = |at: usize| words.is(at, ROLE | TITLE | DET) && !words.is(at, AUX) && words.is_spaced(at);
        let before = (label.start..name.whole.start).rev().find(|&at| !office(at))?;
        let told = name.person.is_some() && name.tokens.len() > 1 && name.whole.end == label.end;
        (told && words.is_spaced(before) && PEOPLE.being.has(words.text(before))).then_some(index)
    }

    /// The full name that a relative clause tells of which ends what stands before a colon, or is closed by the main verb: `La gara è stata decisa da Anna Ricci che esulta:
    /// «…»`, `quando Ugo Berti, che era in aula, ha preso la parola: «…»`
    fn antecedent_before_colon(&self, label: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let relative = |at: usize| words.is(at, SUB) && matches!(words.text(at), "che" | "que" | "quien" | "quem") && !words.is_quoted(at);
        let che = (label.start + 1..label.end).rev().find(|&at| relative(at))?;
        let index = self.people.at(che - 1)?;
        let name = &self.people.names[index];
        let clause = che + 1..label.end;
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        let parts: Vec<usize> = (che..label.end - 1).filter(|&at| !words.is_tight(at)).collect();
        let main = |at: usize| words.is(at, AUX | CUE) && !words.is(at, DET | PREP | ROLE | TITLE);
        let closed = match parts[..] {
            [] => true,
            [comma] => words.is_before_comma(che - 1) && words.is_before_comma(comma) && main(comma + 1),
            _ => false,
        };
        let subject = words.is(che + 1, DET) && words.text(che + 1).len() > 1 || words.is_capital(che + 1);
        let joined = words.is_spaced(che - 1) || words.is_before_comma(che - 1);
        let alone = !clause.into_iter().any(person);
        (name.person.is_some() && joined && closed && !subject && alone).then_some(index)
    }

    /// Whose words the sentence behind a quotation calls it by a noun: `Queste le parole di Anna Ricci.`, `Son palabras de Luis Roca.`
    fn called(&self, frame: &Frame) -> Option<Source> {
        let words = self.words;
        let first = frame.tokens.start;
        // `A frase é de Ivo Lessa.`
        if let Some((source, of)) = self.of_uttered(frame, &frame.tokens).filter(|&(_, of)| PEOPLE.being.has(words.text(of - 1))) {
            return Some(source).filter(|_| of < first + LEAD);
        }
        if words.language != Language::Other || !SPEECH.calling.has(words.text(first)) {
            return None;
        }
        let noun = (first + 1..frame.tokens.end.min(first + LEAD)).find(|&at| SPEECH.uttered.has(words.text(at)))?;
        let of = (noun + 1..noun + 3).find(|&at| words.text(at).starts_with('d') && words.is(at, PREP) || words.is_of(at))?;
        let joined = (first..of).all(|at| words.is_spaced(at));
        if !joined {
            return None;
        }
        self.owner_behind(&self.reader(frame), of - 1)
    }

    /// Whose words an Italian noun behind a quotation calls it: `«Servono fondi», la replica di Anna Ricci`, `è il commento del sindaco`.
    pub(super) fn owned_behind(&self, reader: &Reader<'_>, end: usize) -> Option<Source> {
        let words = self.words;
        let parted = end > 0 && words.is_quoted(end - 1) && words.is_parted_by(end - 1, [',', '—', '–', ':']);
        if words.language != Language::Other || !parted {
            return None;
        }
        if let Some(length) = SPEECH.whose.length_of(|at| if words.is_quoted(end + at) { "" } else { words.text(end + at) }) {
            return self.named_from(reader, end + length);
        }
        let small = |at: usize| words.is(at, DET) || SPEECH.calling.has(words.text(at));
        let noun = (end..end + 3).find(|&at| !small(at))?;
        let word = without_small_word(words.text(noun));
        let article = noun > end || word.len() < words.text(noun).len();
        if !article || !SPEECH.uttered.has(word) || words.is_quoted(noun) {
            return None;
        }
        self.owner_behind(reader, noun)
    }

    /// Whose words a noun calls what stands before it, by the phrase behind the noun.
    fn owner_behind(&self, reader: &Reader<'_>, noun: usize) -> Option<Source> {
        let words = self.words;
        let owner = noun + 1;
        if words.is_of(owner) {
            let index = self.people.at(owner)?;
            return Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
        }
        // `è il commento dell’avvocato Anna Ricci`
        if words.is_spaced(noun) && ["dell'", "dell’"].iter().any(|of| words.text(owner).starts_with(of)) {
            return reader.described(owner, owner).map(|(source, _)| source);
        }
        let led = words.is(owner, PREP) && words.text(owner).starts_with('d') && words.is_spaced(noun);
        if led { reader.phrase_at(owner + 1).map(|(source, _)| source) } else { None }
    }
}
