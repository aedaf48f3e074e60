//! Russian nouns for persons in the genitive, in which whoever is cited stands: `по словам чиновника`.
//!
//! The lexicon has them in the nominative alone, in which a subject stands; elsewhere the genitive is whom something is done to.

use super::lexicon::{ACCORDING, ADV, AUX, BODY, CONJ, Class, FEMALE, Lexicon, MALE, PLURAL, POSS, PREP, PRON, ROLE, SUB, TITLE};
use super::lists::ENDINGS;
use super::{LISTED, SPACED, Words};

/// Classes of words that are no verbs, whatever they end with.
pub(in crate::enrich::quotes) const NO_VERB: Class = PREP | CONJ | SUB | PRON | POSS | ADV | AUX | ROLE | TITLE;

/// Letters of the shortest verb that is told by its ending.
pub(in crate::enrich::quotes) const SHORTEST_VERB: usize = 4;

/// Words behind one by which somebody is cited among which the noun for them stands.
const CITED: usize = 3;

/// The nominative of a noun for one person in the genitive, and its classes: `чиновник` for `чиновника`.
fn noun_in_nominative(noun: &str, lexicon: &Lexicon) -> Option<(String, Class)> {
    let office = |whole: String| Some((lexicon.class(&whole), whole)).filter(|(class, _)| class & (ROLE | PLURAL) == ROLE);
    let replaced = |(ending, nominative): &(&str, &str)| Some(format!("{}{nominative}", noun.strip_suffix(ending)?));
    ENDINGS.nouns_in_genitive.iter().filter_map(replaced).find_map(office).map(|(class, whole)| (whole, class))
}

/// The nominative of a noun for one person that stands in the genitive; nothing of those that are listed as they stand.
pub(in crate::enrich::quotes) fn office_in_genitive(noun: &str) -> Option<String> {
    let lexicon = Lexicon::of(Some("ru"));
    if lexicon.class(noun) & (ROLE | TITLE | BODY) != 0 { None } else { noun_in_nominative(noun, lexicon).map(|(whole, _)| whole) }
}

/// Gives nouns in the genitive behind words by which somebody is cited the classes of a noun for a person.
pub(super) fn mark_cited(words: &mut Words<'_>, lexicon: &Lexicon) {
    let citing: Vec<usize> = words.cues.within(0..words.len()).filter(|&at| words.is(at, ACCORDING)).collect();
    for at in citing {
        let joined = (at + 1..words.len().min(at + 1 + CITED)).take_while(|&next| words.is(next - 1, SPACED) && !words.is_capital(next));
        let told = joined
            .filter(|&next| words.class(next) & LISTED == 0)
            .find_map(|next| Some((next, noun_in_nominative(words.text(next), lexicon)?)));
        if let Some((next, (_, class))) = told {
            words.add_class(next, class & (ROLE | TITLE | MALE | FEMALE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_in_the_genitive_are_told_by_the_nominative() {
        for (noun, whole) in [
            ("чиновника", Some("чиновник")),
            ("главы", Some("глава")),
            ("представителя", Some("представитель")),
            ("бойца", Some("боец")),
            ("певицы", Some("певица")),
            ("чиновник", None),
            ("моста", None),
        ] {
            assert_eq!(office_in_genitive(noun).as_deref(), whole, "{noun}");
        }
    }
}
