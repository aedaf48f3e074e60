//! Words before an office that tell that it is held no more, not yet, for another, or over others: `l’ancien` ministre, `frühere` Ministerin, `главный` инженер. Whoever
//! has been a minister is none, so they belong to the office. In languages other than English.

use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::elision::{small_word, without_small_word};
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CONJ, CUE, DET, Language, PREP, PRON, SUB, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::fold;

/// Such words before one office: `l’ex primo` ministro.
const MOST: usize = 2;

/// Where an office that begins at a word begins with what tells how it is held.
pub(super) fn over_standing(words: &Words<'_>, start: usize) -> usize {
    let before = |at: usize| at.checked_sub(1).filter(|&before| words.is_spaced(before) && !words.is_quoted(before));
    let mut first = start;
    for _ in 0..MOST {
        let Some(own) = before(first) else { break };
        if is_standing(words, own) {
            first = own;
            continue;
        }
        // `бывший российский министр`, `die frühere bayerische Ministerin`
        let over = before(own).filter(|&own| is_standing(words, own) && is_adjective(words, own + 1));
        let Some(former) = over else { break };
        first = former;
    }
    first
}

/// Whether a word tells how the office behind it is held.
pub(super) fn is_standing(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    match words.language {
        Language::English | Language::Unknown => false,
        Language::German | Language::Russian => fold(word, &mut [0; 64]).is_some_and(|word| PEOPLE.standing_by_stem.begins(word)),
        Language::French | Language::Other => {
            let own = without_small_word(word);
            // `disse então o ministro`
            let led = || own.len() < word.len() || at > 0 && words.is_spaced(at - 1) && words.is(at - 1, DET | PREP);
            let first_one = || PEOPLE.first_ones.has(own) && words.is(at + 1, TITLE);
            (PEOPLE.standing.has(own) || first_one()) && (!words.is(at, ADV) || led())
        }
    }
}

/// Bytes of the article or preposition that has become one word with what tells how an office is held: `l’`ancien ministre.
pub(super) fn article(words: &Words<'_>, at: usize) -> usize {
    let word = words.text(at);
    let elided = small_word(word).filter(|_| is_standing(words, at));
    elided.map_or(0, |(_, own)| word.len() - own.len())
}

/// Whether a word between such a word and an office may be an adjective, as in German and Russian they stand there.
fn is_adjective(words: &Words<'_>, at: usize) -> bool {
    let other = PREP | DET | CONJ | SUB | AUX | PRON | CUE;
    matches!(words.language, Language::German | Language::Russian) && !words.is_capital(at) && !words.is(at, other) && !words.is_number(at)
}
