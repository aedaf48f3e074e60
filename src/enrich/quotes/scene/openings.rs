//! Reads what stands before the subject of a sentence, or between its verb and its subject, in languages other than English: phrases of
//! time and place, and those by which somebody speaks for himself.

use super::cues::{REACH, Reader, Source, SourceKind};
use super::foreign_phrases::APPOSED;
use super::inversion::is_romance_adverb;
use crate::enrich::quotes::words::french::is_french_participle;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, FIRST, Language, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};

/// Words of the longest phrase that goes before the subject of a sentence.
pub(super) const OPENING: usize = 20;

/// Words of the longest phrase that tells how somebody feels.
const STATE: usize = 10;

/// Words among which a sentence that begins with `quem` has its `é`.
const CLEFT: usize = 8;

impl Reader<'_> {
    /// Whether a German clause goes on behind the subject that ends before a word, with when, where or to whom it was said: `…, sagte Berg am Dienstag`.
    pub(super) fn goes_on_in_german(&self, end: usize) -> bool {
        self.words.language == Language::German && !self.words.is_quoted(end) && self.words.is(end, PREP | DATE | ADV | DET)
    }

    /// End of a phrase at a word by which somebody speaks for himself: `pour sa part`, `a su vez`, `dal canto suo`.
    pub(super) fn over_own_part(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let part = |at: usize| SPEECH.own_part.has(words.text(at));
        let own = |at: usize| words.is(at, POSS);
        let led = words.is(at, PREP) && words.is_spaced(at) && words.is_spaced(at + 1);
        (led && (own(at + 1) && part(at + 2) || part(at + 1) && own(at + 2))).then_some(at + 3)
    }

    /// Beginning of such a phrase that ends before a word, between an auxiliary and its verb: `a` pour sa part `dénoncé`, `has` for his part `said`.
    pub(super) fn before_own_part(&self, end: usize) -> Option<usize> {
        let words = self.words;
        let led = |length: usize| {
            let first = end.checked_sub(length).filter(|&first| first > self.frame.start)?;
            (words.is(first, PREP) & words.is(first - 1, AUX) && !words.is_quoted(first)).then_some(first)
        };
        // `has in turn said`
        let turn = || led(2).filter(|&first| SPEECH.in_turn.length_of(|at| words.text(first + at)) == Some(2));
        let part = || led(3).filter(|&first| words.is_spaced(first - 1) && self.over_own_part(first) == Some(end));
        turn().or_else(part)
    }

    /// The auxiliary of a verb from which such a phrase parts it between commas: `ha`, por su parte, `denunciado`.
    pub(super) fn before_own_aside(&self, verb: usize) -> Option<usize> {
        let words = self.words;
        let comma = verb.checked_sub(1).filter(|&last| last > self.frame.start && words.is_before_comma(last) && !words.is_quoted(last))?;
        let aux = comma.checked_sub(3).filter(|&aux| words.is(aux, AUX) && words.is_before_comma(aux))?;
        (aux > self.frame.start && self.over_own_part(aux + 1) == Some(verb)).then_some(aux)
    }

    /// End of a phrase that goes before a sentence's subject and begins with a preposition at a word: at its comma, where it has one.
    pub(in crate::enrich::quotes) fn over_opening(&self, at: usize) -> usize {
        let words = self.words;
        if let Some(end) = self.over_own_part(at) {
            return end;
        }
        let limit = self.frame.end.min(at + OPENING);
        // `В понедельник Иван Рогов, мэр Тулы, сказал`
        if words.language == Language::Russian {
            let joined = |&own: &usize| own == at || words.is_tight(own - 1) && !words.is_quoted(own);
            let named = (at..limit).take_while(joined).find_map(|own| self.people.at(own).filter(|&index| self.is_full_in_russian(index)));
            if let Some(index) = named {
                return self.people.names[index].whole.start;
            }
        }
        let comma = (at..limit).take_while(|&at| !words.is_quoted(at)).find(|&at| words.gap(at).starts_with(','));
        // `Nel pomeriggio il sindaco Ugo Berti, primario, ha parlato`
        let bearer = |own: usize| {
            let office = words.is(own, DET) && !words.is(own, PREP) && words.is(own + 1, ROLE | TITLE) && words.is_spaced(own);
            office && !words.is(own - 1, PREP | DET | SUB | CONJ | CUE | AUX) && words.is_spaced(own - 1)
        };
        let named = |own: &usize| {
            bearer(*own)
                && self.phrase_at(*own).is_some_and(|(source, end)| {
                    let person = source.is_person(self.people);
                    person && comma.is_some_and(|comma| end == comma + 1)
                })
        };
        let subject = || comma.and_then(|comma| (at + 2..comma).find(named));
        comma.map_or_else(|| self.over_prepositional(at), |comma| subject().unwrap_or(comma + 1))
    }

    /// The phrase that opens a sentence, over adverbs and phrases that go before it, and where it ends; where `clause`, that of a clause that goes
    /// before the main one as well.
    pub(in crate::enrich::quotes) fn opening(&self, clause: bool) -> Option<(Source, usize)> {
        let words = self.words;
        let first = self.behind_dateline();
        let mut at = first;
        for _ in 0..3 {
            let adverb = words.language == Language::French && is_romance_adverb(words.text(at)) && words.is_before_comma(at);
            // `Lunedì il sindaco`, `Mardi 3 mai, la maire`
            let day = words.is(at, DATE) || at > first && words.is(at - 1, DATE) && words.is_number(at);
            let opens = adverb || day || words.is(at, ADV | CONJ) && !words.is(at, DET | PRON | PREP | SUB);
            if opens && self.people.at(at).is_none() {
                at += 1;
            }
        }
        if let Some(told) = self.behind_cleft(at) {
            return Some(told);
        }
        if at == first && self.opens_with_participle(at) {
            at = self.over_opening(at);
        } else if let Some(behind) = self.over_state(at) {
            at = behind;
        }
        if clause && (SPEECH.eyes_of.has(words.text(at)) || SPEECH.words_of.has(words.text(at))) {
            let person = |source: &Source| source.is_person(self.people);
            let viewed = self.phrase_at(at + 1).filter(|(source, end)| person(source) && !words.is_tight(end - 1));
            if viewed.is_some() {
                return viewed;
            }
        }
        if self.particled(at).is_none() && (words.is_of(at) || words.is(at, PREP)) && self.people.at(at).is_none() && !self.is_article(at) {
            at = self.over_opening(at);
        } else if clause && words.is(at, SUB) && !words.is(at, DET | PRON) {
            at += 1;
        }
        self.phrase_at(at)
    }

    /// Who does what the verb of a sentence tells that begins with a pronoun at a word and names them behind `is`: `Quem concorda é a diretora Ana Lima`, `Quien lo tiene claro
    /// es Juan Roca`.
    pub(super) fn behind_cleft(&self, at: usize) -> Option<(Source, usize)> {
        let words = self.words;
        if words.language != Language::Other || !SPEECH.cleft.has(words.text(at)) || words.is_quoted(at) {
            return None;
        }
        let clause = (at + 1..self.frame.end.min(at + CLEFT)).take_while(|&own| words.is_spaced(own - 1) && !words.is_quoted(own));
        let is = clause.skip(1).find(|&own| PEOPLE.being.has(words.text(own)))?;
        self.phrase_at(is + 1).filter(|_| words.is_spaced(is))
    }

    /// The subject at the beginning of a sentence whose verb, or its auxiliary, follows right behind, or behind an insertion between commas.
    pub(super) fn opening_subject(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let (source, end) = self.opening(false).filter(|&(_, end)| end <= verb && verb - end <= REACH)?;
        let source = self.writer_of(&source).unwrap_or(source);
        if source.tokens.start <= self.frame.start && words.is(source.tokens.start, POSS) && source.kind == SourceKind::Pronoun {
            return None;
        }
        let small = |at: usize| {
            words.is(at, AUX | ADV)
                || words.is(at, PRON) && words.text(at).len() <= 4
                || SPEECH.clitics.has(words.text(at))
                || is_romance_adverb(words.text(at))
        };
        let parted = |at: usize| !words.is_tight(at - 1) && words.is_parted_by(at - 1, [',', ')', '—', '–']);
        let from = (end..verb + 1).rev().find(|&at| parted(at)).unwrap_or(end);
        // `La portavoz, Ana Ruiz, habló de “caos” y el líder de la oposición, Juan Roca, pidió`
        let told = words.language == Language::Other && words.is(end, SAY) && !words.is(end, ROLE | TITLE);
        let inserted = from > end && parted(end) && !told || words.is_parted_by(end - 1, ['(']);
        let apposed = (self.frame.start.max(source.tokens.start.saturating_sub(APPOSED + 1)) + 1..source.tokens.start + 1).any(parted);
        let beside = (from == end && (!parted(end) || apposed) || inserted) && (from..verb).all(|at| small(at) && !words.is_quoted(at));
        let closes = || {
            // `Anna Berg, Chefin der Bahn, hatte am Montag erklärt`
            let auxiliary = if parted(end) { from } else { end };
            let parted = (auxiliary + 1..verb).any(|at| !words.is_tight(at - 1) || words.is(at, SUB) && !words.is(at, PREP));
            words.language == Language::German && words.is(auxiliary, AUX) && !parted && !words.is_tight(verb)
        };
        // `Su rival, el empresario y alcalde de Arica, Juan Roca, reaccionó`.
        let named = || {
            let last = from.checked_sub(1).filter(|_| inserted && source.kind == SourceKind::Nominal)?;
            let index = self.people.at(last)?;
            let name = &self.people.names[index];
            let apposed = name.person.is_some() && name.tokens.len() > 1 && words.gap_before(name.whole.start) == ", ";
            apposed.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
        };
        if beside { named().or(Some(source)) } else { closes().then_some(source) }
    }

    /// Whose the letter is that a sentence has as its subject: `La carta de la alcaldesa, Ana Ruiz, sostiene`.
    fn writer_of(&self, letter: &Source) -> Option<Source> {
        let words = self.words;
        let of = letter.tokens.end;
        let told = words.language == Language::Other && letter.kind == SourceKind::Nominal && SPEECH.letters.has(words.text(of - 1));
        if !told || !words.is_spaced(of - 1) || !words.text(of).starts_with('d') || !words.is(of, PREP) {
            return None;
        }
        let (source, _) = self.phrase_at(of + 1)?;
        let person = source.is_person(self.people);
        person.then_some(source)
    }

    /// Where the subject begins behind what a Spanish, Portuguese or Italian sentence tells first of how they feel: `Provato e felice, il tecnico`, `Soddisfatto a fine gara
    /// Carlo Berti`.
    fn over_state(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let known = PREP | DET | POSS | PRON | SUB | CONJ | ADV | CUE | ROLE | TITLE | BODY | DATE;
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        let feels = words.language == Language::Other && words.is_capital(at) && !words.is(at, known) && !person(at);
        if !feels || words.is_quoted(at) || !ENDINGS.ends_of_states.ends(words.text(at)) {
            return None;
        }
        let plain = |at: usize| !words.is_quoted(at) && (!words.is(at, AUX | CUE) || words.is(at, ROLE | TITLE | DET));
        let begins = |at: usize| {
            words.gap(at - 1).starts_with(',')
                || person(at)
                || words.is(at, ROLE | TITLE)
                || words.is(at, DET) && words.is(at + 1, ROLE | TITLE)
                || words.begins_elided(at, "l")
        };
        (at + 1..self.frame.end.min(at + STATE)).take_while(|&at| plain(at)).find(|&at| begins(at))
    }

    /// Whether a sentence begins with a participle that tells of its subject: `Emocionado, Ivo Lessa não quis falar`, `Questionado sobre o acordo, o ministro …`
    pub(in crate::enrich::quotes) fn opens_with_participle(&self, at: usize) -> bool {
        let words = self.words;
        let evident =
            self.people.at(at).and_then(|index| self.people.names[index].person).is_some_and(|person| self.people.persons[person].evident);
        let participle = match words.language {
            // `Intervistata ieri, la sindaca`
            Language::Other => {
                ENDINGS.participles.ends(words.text(at)) || words.is(at, CUE | ROLE) && ENDINGS.ends_of_states.ends(words.text(at))
            }
            Language::French => is_french_participle(words.text(at)),
            _ => false,
        };
        participle
            && words.is_capital(at)
            && !evident
            && words.class(at) & (TITLE | BODY | FIRST | SUB | PREP | CONJ) == 0
            && (!words.is(at, ROLE) || words.is(at + 1, DATE | ADV) || words.is_of(at + 1))
            && (words.is_before_comma(at) || words.is(at + 1, PREP | ADV) || words.is_of(at + 1))
    }

    /// Whether the subject that a comma parts from what was said to whom begins at a word: `explique à Radio Lac, la procureure Anne Roux`.
    pub(super) fn opens_behind_comma(&self, at: usize) -> bool {
        let words = self.words;
        let office = words.is(at, DET) && words.is_spaced(at) && words.is(at + 1, ROLE | TITLE) && !words.is(at + 1, CUE);
        words.language == Language::French && words.gap(at - 1) == ", " && office
    }

    /// Whether a number is the day of a month: `ce 5 février`, `il 3 maggio`.
    pub(super) fn is_day(&self, at: usize) -> bool {
        self.words.is_number(at) && self.words.is(at + 1, DATE) && self.words.is_spaced(at)
    }

    /// Whether a word that may be article or preposition is an article: `des experts`, `a ministra`.
    pub(super) fn is_article(&self, at: usize) -> bool {
        let words = self.words;
        let opens = words.text(at).len() == 1 && (at == self.frame.start || words.is_capital(at) && at == self.behind_dateline());
        words.is(at, DET) && (opens || words.is_spaced(at) && (words.is(at + 1, ROLE | TITLE | BODY) || self.is_longer_office(at + 1)))
    }

    /// Whether a Spanish, Portuguese or Italian office of more than one word begins at a word, or who is called by where they are from, with the full name: `disse a
    /// vice-presidente`, `disse a também deputada`, `disse a turca Ana Demir`.
    fn is_longer_office(&self, at: usize) -> bool {
        let words = self.words;
        let office = words.is(at + 1, ROLE | TITLE) && (words.is_before_hyphen(at) || words.is(at, ADV) && words.is_spaced(at));
        let named = || {
            let name = self.people.at(at + 1).map(|index| &self.people.names[index]).filter(|name| name.whole.start == at + 1);
            let noun = words.is_spaced(at) && !words.is_capital(at) && !words.is(at, CUE | PREP | DET | SUB | CONJ | AUX | PRON | DATE);
            noun && name.is_some_and(|name| name.person.is_some() && name.tokens.len() > 1)
        };
        words.language == Language::Other && (office || named())
    }
}
