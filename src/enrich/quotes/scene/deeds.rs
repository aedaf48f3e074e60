//! Reads over what a Spanish, Portuguese or Italian sentence tells, between a verb of saying and its subject, that the speaker did: `ha detto lasciando il palco il
//! sindaco`, `dijo tras conocer la noticia`.

use super::cues::Reader;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, Language, PLURAL, POSS, PREP, PRON, ROLE, SUB, TITLE, WEAK,
};
use crate::enrich::quotes::words::lists::{ENDINGS, SPEECH};

/// Words of the longest object.
const OBJECT: usize = 8;

/// Classes of words that end an object.
const ENDS: u64 = SUB | CONJ | AUX | PRON | CUE | ADV | DATE | DET | POSS | PREP | ROLE | TITLE | BODY;

impl Reader<'_> {
    /// Whether a word is a gerund by its ending: `lasciando`, `saliendo`.
    pub(super) fn is_gerund(&self, at: usize) -> bool {
        let words = self.words;
        let plain = words.language == Language::Other
            && !words.is_capital(at)
            && !words.is(at, DET | PREP | SUB | CONJ | ADV | ROLE | TITLE | BODY);
        plain && words.text(at).len() > 5 && ENDINGS.gerunds.ends(words.text(at))
    }

    /// Whether a verb that says only right beside a quotation tells with the infinitive behind it that something else goes on: `continua a dividere la giunta`.
    pub(in crate::enrich::quotes) fn goes_on_doing(&self, at: usize) -> bool {
        let words = self.words;
        let (preposition, deed) = (at + 1, at + 2);
        let weak = words.language == Language::Other && words.class(at) & (CUE | WEAK) == WEAK && deed < self.frame.end;
        weak && words.is_spelt(preposition, "a")
            && words.is_spaced(at)
            && words.is_spaced(preposition)
            && ENDINGS.infinitives_elsewhere.ends(words.text(deed))
            && !words.is(deed, CUE)
            && !words.is_capital(deed)
    }

    /// Whether a participle behind a comma only tells of the name before it what they did: `Anna Ricci, intervenuta ieri`.
    pub(super) fn is_apposed_participle(&self, at: usize) -> bool {
        let words = self.words;
        let before = at.checked_sub(1).filter(|&before| words.language == Language::Other && before > self.frame.start);
        before.is_some_and(|before| words.is_before_comma(before) && !words.is_quoted(before)) && ENDINGS.past.ends(words.text(at))
    }

    /// End of the object, which begins at a word, of the infinitive, participle or gerund before it; the word itself where there is none, or where it may be who speaks:
    /// `dijo al salir el alcalde`, but not `ha detto dopo aver incontrato il prefetto`.
    pub(super) fn over_deed(&self, at: usize) -> usize {
        let words = self.words;
        let object = at < self.frame.end && words.is(at, DET) && !words.is_quoted(at) && self.people.at(at).is_none();
        if words.language != Language::Other || !object {
            return at;
        }
        let Some(verb) = at.checked_sub(1).filter(|&verb| verb > self.frame.start && words.is_spaced(verb)) else { return at };
        let done = SPEECH.having.has(words.text(verb - 1));
        let deed = || self.is_gerund(verb) || words.is(verb - 1, PREP) && ENDINGS.infinitives_elsewhere.ends(words.text(verb));
        if !done && !deed() {
            return at;
        }
        let noun = at + 1;
        let person = words.is(noun, ROLE | TITLE) && !words.is(noun, PLURAL);
        if person && !(done && words.text(verb).ends_with("to")) || self.is_named(noun) {
            return at;
        }
        let mut end = self.people.at(noun).map_or(noun + 1, |index| self.people.names[index].whole.end);
        let limit = self.frame.end.min(noun + OBJECT);
        while end < limit && words.is_spaced(end - 1) && !words.is_quoted(end) && !words.is(end, ENDS) && !words.is_capital(end) {
            end += 1;
        }
        end
    }

    /// Whether a person is named at a word by more than one word.
    fn is_named(&self, at: usize) -> bool {
        self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some() && self.people.names[index].tokens.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::people::People;
    use crate::enrich::quotes::words::Words;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    /// The words behind the object of a deed, which begins at the word `object`.
    fn behind(lang: &str, text: &str, object: &str) -> String {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some(lang)));
        let people = People::read(&words);
        let reader = Reader { words: &words, people: &people, frame: 0..words.len() };
        let at = (0..words.len()).rfind(|&at| words.text(at) == object).unwrap_or_default();
        (reader.over_deed(at)..words.len()).map(|at| words.text(at)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn objects_of_deeds_are_read_over_and_speakers_are_not() {
        for (lang, text, object, expected) in [
            ("es", "dijo tras cruzar la línea ayer", "la", "ayer"),
            ("es", "dijo al salir el alcalde", "el", "el alcalde"),
            ("es", "dijo ayer la alcaldesa", "la", "la alcaldesa"),
            ("it", "ha detto lasciando il palco ieri", "il", "ieri"),
            ("it", "ha detto dopo aver incontrato il prefetto", "il", ""),
            ("it", "ha detto sorridendo il sindaco", "il", "il sindaco"),
        ] {
            assert_eq!(behind(lang, text, object), expected, "{text}");
        }
    }
}
