//! Whom a text brings in beside somebody else, who may bear the same surname and need not be named in full: `Hale said … His daughter, Ivana Hale, watched`.

use super::callings::{is_kin, is_kin_word};
use super::{Name, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{CONJ, DET, Language, POSS, ROLE, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// Words of the longest office between a relation and a name.
const OFFICE: usize = 4;

/// How many are named one after the other with one relation, at most.
const TOGETHER: usize = 4;

impl People {
    /// Whether a surname cannot be that of a person whom the text names in full only later: because it brings them in as kin of somebody who bears it, or gives
    /// the surname an office and them the part of a victim or of a wife.
    pub(super) fn is_of_stranger(&self, words: &Words<'_>, name: &Name, person: usize) -> bool {
        let introduced = self.persons[person].introduced;
        if introduced < name.whole.start || self.persons[person].full_mentions == 0 {
            return false;
        }
        let Some(other) = self.at(introduced).map(|index| &self.names[index]) else { return false };
        let in_office = || name.whole.start < name.tokens.start;
        self.is_brought_in(words, other) || in_office() && is_set_apart(words, other)
    }

    /// Whether somebody is brought in as another's kin: `her husband, former mayor` Tom Hill, `the daughter of` Tom Hill, `his sons Eric Hill and` Tom Hill.
    pub(super) fn is_brought_in(&self, words: &Words<'_>, name: &Name) -> bool {
        let mut name = name;
        for _ in 0..TOGETHER {
            if is_kin_of_another(words, name) {
                return true;
            }
            let joined = |at: usize| words.is_spaced(at) && words.is(at, CONJ);
            let Some(before) = name.whole.start.checked_sub(2).filter(|&before| joined(before + 1) && words.is_spaced(before)) else {
                return false;
            };
            let Some(other) = self.at(before).map(|index| &self.names[index]) else { return false };
            name = other;
        }
        false
    }
}

fn is_kin_of_another(words: &Words<'_>, name: &Name) -> bool {
    let office =
        |at: usize| !words.is_capital(at) && (words.is(at, ROLE | TITLE) && !is_relation(words.text(at)) || words.is_spelt(at, "former"));
    let mut start = name.whole.start;
    while start > 0 && name.whole.start - start < OFFICE && words.is_spaced(start - 1) && office(start - 1) {
        start -= 1;
    }
    let Some(before) = start.checked_sub(1) else { return false };
    let of = words.is_spelt(before, "of") && before > 0 && is_kin_word(words.text(before - 1));
    let wed = || words.language == Language::English && words.is_spaced(before) && matches!(words.text(before), "married" | "wed");
    let name = Name { whole: start..name.whole.end, ..name.clone() };
    of || wed() || is_kin(words, &name) || is_owned_relation(words, &name)
}

/// Whether several kin are named (`his sons` Eric Hill) or the language is another (`seine Frau` Eva Hill, `la esposa`, Eva Hill).
fn is_owned_relation(words: &Words<'_>, name: &Name) -> bool {
    let owner = if matches!(words.language, Language::English | Language::German) { POSS } else { POSS | DET };
    // `Frau` is a title as well, which is part of the whole.
    [name.whole.start, name.tokens.start].into_iter().filter_map(|start| start.checked_sub(1)).any(|relation| {
        let owned = |by: usize| words.is_tight(by) && (words.is(by, owner) || words.is_possessive(by));
        let apposed = words.is_spaced(relation) || words.is_before_comma(relation);
        apposed && relation.checked_sub(1).is_some_and(owned) && is_relation(words.text(relation))
    })
}

fn is_relation(word: &str) -> bool {
    is_kin_word(word) || PEOPLE.kin_in_plural.has(word) || PEOPLE.kin_elsewhere.has(word)
}

/// Whether a name is set apart from one with an office: `the victim, Jane Smith`, beside `Police Chief Smith`; `Eva Hill, the first lady`, beside `President Hill`.
fn is_set_apart(words: &Words<'_>, name: &Name) -> bool {
    let before = name.whole.start.checked_sub(1).filter(|&part| words.is_spaced(part) || words.is_before_comma(part));
    let next = name.whole.end;
    let behind = || words.is_before_comma(next - 1) && words.is(next, DET);
    // `the first lady`
    let part = || next + 1 + usize::from(words.is_spelt(next + 1, "first"));
    before.is_some_and(|part| PEOPLE.set_apart.has(words.text(part))) || behind() && PEOPLE.set_apart.has(words.text(part()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;
    use crate::enrich::quotes::words::spelling::display;

    #[test]
    fn a_surname_is_not_that_of_kin_whom_the_text_brings_in_later() {
        for (lang, text, expected) in [
            (
                "en",
                "President Hale played golf. “I won,” Hale said. His daughter, Ivana Hale, watched. Hale left.",
                ["Hale", "Hale", "Ivana Hale", "Hale"],
            ),
            (
                "en",
                "Police Chief Hale spoke. “It was arson,” Hale said. The victim, Jane Hale, 24, died. Hale left.",
                ["Hale", "Hale", "Jane Hale", "Hale"],
            ),
            ("en", "“I won,” Hale said. His sons Eric Hale and Donald Hale Jr. watched. ", ["Hale", "Eric Hale", "Donald Hale Jr.", ""]),
            ("en", "President Hale won, and Hale said so. Michelle Hale, the first lady, watched. ", ["Hale", "Hale", "Michelle Hale", ""]),
            ("en", "“I won,” Hale said. Ivana Hale, the new mayor, watched. ", ["Ivana Hale", "Ivana Hale", "", ""]),
            ("en", "Chief Hale spoke. Later the mayor, Jane Hale, died. ", ["Jane Hale", "Jane Hale", "", ""]),
            (
                "en",
                "Ada Hale had a son, Julian Hale. In 1951 she married Walter Hale. Mr. Hale left.",
                ["Ada Hale", "Julian Hale", "Walter Hale", "Julian Hale"],
            ),
            (
                "de",
                "„Ich gewann“, sagte Macher. Seine Frau Brigitte Macher pflanzte. Macher ging. ",
                ["Macher", "Brigitte Macher", "Macher", ""],
            ),
            (
                "fr",
                "« J’ai gagné », a dit Macher. Sa femme, Brigitte Macher, plantait. Macher partit. ",
                ["Macher", "Brigitte Macher", "Macher", ""],
            ),
            ("es", "«Gané», dijo Macher. Su esposa, Brígida Macher, plantó. ", ["Macher", "Brígida Macher", "", ""]),
            ("it", "«Ho vinto», ha detto Macher. La moglie Brigida Macher piantava. ", ["Macher", "Brigida Macher", "", ""]),
            ("pt", "“Ganhei”, disse Macher. Sua mulher, Brígida Macher, plantou. ", ["Macher", "Brígida Macher", "", ""]),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some(lang)));
            let people = People::read(&words);
            let found = people.names.iter().filter_map(|name| Some(display(&words, &people.persons[name.person?].name)));
            let expected = expected.into_iter().filter(|name| !name.is_empty());
            assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{text}");
        }
    }
}
