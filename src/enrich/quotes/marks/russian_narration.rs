//! Tells, in Russian, that words behind a dash are the narrator's and tell who speaks, whatever their verb: `– Куда? – растерялась кассирша.`
//!
//! Any verb may tell who speaks, so the lexicon cannot hold them all; what stands around the dash tells as well. Behind a question or an exclamation no small letter
//! goes on but the narrator's. Behind a comma Russian puts a dash in speech too (`тот, кто ждёт, – прав`), so there a verb comes first and its subject next to it.

use super::russian_dashes::{SPACES, gap_with_dash};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{Language, POSS, PRON, ROLE, SUB, TITLE};
use crate::enrich::quotes::words::lists::ENDINGS;
use crate::enrich::quotes::words::russian::{NO_VERB, SHORTEST_VERB};

/// Words behind a dash among which a verb stands.
const VERB: usize = 5;

/// Words of the longest cue with a verb that is not known.
const LONGEST_CUE: usize = 24;

/// Whether the words of a paragraph behind a dash before word `at` are the narrator's: a verb stands in them, by its ending, with its subject where only a comma
/// stands before the dash. None from `limit` on is looked at.
pub(super) fn tells_speaker(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let before = words.gap_before(at).trim_start_matches(['»', '"', '”']);
    let joined = |own: &usize| *own == at || words.is_tight(*own - 1);
    let mut verbs = (at..limit.min(at + VERB)).take_while(joined).filter(|&own| is_verb(words, own));
    match before.trim_start_matches(SPACES).chars().next() {
        Some('?' | '!' | '…') => verbs.next().is_some(),
        Some(',') => verbs.next().is_some_and(|verb| verb == at && has_subject(words, at) || verb == at + 1 && is_subject(words, at)),
        _ => false,
    }
}

/// Whether a word with a small letter may be a verb of the third person by its ending, or of the first before `я`.
fn is_verb(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    let known = words.is_capital(at) || words.is(at, NO_VERB) || word.chars().count() < SHORTEST_VERB;
    let own = || words.is_spelt(at + 1, "я") && word.ends_with(['у', 'ю', 'л']) || word.ends_with("юсь") || word.ends_with("усь");
    !known && (ENDINGS.verbs.ends(word) || own())
}

/// Whether a word begins the subject of a verb: a name, a pronoun, a noun for a person.
fn is_subject(words: &Words<'_>, at: usize) -> bool {
    words.is_capital(at) || words.is(at, ROLE | TITLE) || words.is(at, PRON) && !words.is(at, POSS | SUB)
}

/// Whether the subject of a verb stands behind it, at once or behind a word or two: `развела руками кассирша`.
fn has_subject(words: &Words<'_>, verb: usize) -> bool {
    (verb + 1..verb + 4).take_while(|&at| words.is_tight(at - 1)).any(|at| is_subject(words, at))
}

/// A word behind a comma or a question and a dash inside quotation marks, if it opens what tells who speaks, whatever its verb: a dash behind the end of its sentence
/// parts it from what is said next, and it holds a name or a verb. `«Мы готовы, – подвёл черту Иван Рогов. – Ждём»`
pub(super) fn inserted(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    if words.language != Language::Russian || words.is_capital(at) {
        return None;
    }
    let gap = gap_with_dash(words, at)?;
    if !gap.trim_start_matches(['“', '”', '»', '"']).starts_with([',', '?', '!', '…']) {
        return None;
    }
    let ends = |own: usize| words.gap(own).trim_start_matches(['»', '"', '”', '“']).starts_with(['.', '!', '?']);
    let last = (at..limit.min(at + LONGEST_CUE)).find(|&own| ends(own))?;
    let closed = last + 1 < limit && gap_with_dash(words, last + 1).is_some() && words.is_capital(last + 1);
    let named = gap.starts_with(',') && (at..last + 1).any(|own| words.is_capital(own));
    let alone = || at == last && is_verb(words, at);
    (closed && (named || tells_speaker(words, at, limit) || alone())).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    #[test]
    fn a_verb_and_its_subject_tell_who_speaks() {
        for (text, tells) in [
            ("Куда? – растерялась кассирша", true),
            ("Вот как! – в голосе его зазвенело железо", true),
            ("Мы ждём, – растерялась кассирша", true),
            ("Мы ждём, – развела руками кассирша", true),
            ("Мы ждём, – он нахмурился", true),
            ("Не надейтесь, – сержусь я", true),
            ("Лодка, которую чинят, – это моя", false),
            ("Кто ждал, – молодец", false),
            ("Море, – сила тёмная", false),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("ru")));
            let at = (1..words.len()).find(|&at| gap_with_dash(&words, at).is_some()).unwrap();
            assert_eq!(tells_speaker(&words, at, words.len()), tells, "{text}");
        }
    }
}
