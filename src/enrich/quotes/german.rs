//! What only German needs: compounds by their last part, nouns for persons by their ending, the mood of what is reported.

use std::ops::Range;

use super::lexicon::{self, Class, FEMALE, FIRST, Language, ORG, PLACE, ROLE, TITLE};
use super::names::opens_sentence;
use super::words::Words;

/// Last parts of compounds that name a person by office or work.
const HEADS: &str = "minister präsident sprecher kanzler leiter forscher experte anwalt trainer direktor politiker meister richter sekretär kommissar \
                     expert anwält chef vorsitzende vorsitzender beauftragte beauftragter senator rät kandidat führer wart berater lehrer spieler \
                     züchter besitzer betreiber händler inspektor ingenieur pilot schützer wissenschaftler ökonom soziologe biologe historiker geordnete \
                     geordneter weltmeister preisträger";

/// Ends of nouns for persons; of women's, what stands before `in`.
const AGENTS: [&str; 13] = ["er", "ist", "loge", "or", "ent", "ant", "at", "eur", "mann", "frau", "chef", "wart", "rät"];

/// Auxiliaries of the mood by which a sentence tells that it only reports.
const REPORTED: [&str; 16] = [
    "habe", "sei", "seien", "werde", "wolle", "könne", "müsse", "solle", "dürfe", "gehe", "gebe", "komme", "brauche", "wisse", "bleibe",
    "stehe",
];

/// Classes of a compound by its last part (`Regierungssprecherin`).
pub(super) fn compound(word: &str) -> Class {
    let female = word.strip_suffix("in");
    let stem = female.unwrap_or(word);
    let whole = |head: &&str| female.is_some() || !head.contains("ät");
    let head = HEADS.split_whitespace().filter(whole).any(|head| stem.len() > head.len() + 1 && stem.ends_with(head));
    if head { TITLE | ROLE | if female.is_some() { FEMALE } else { 0 } } else { 0 }
}

/// Whether a noun may name a person by what they are, as its ending tells: `Segellehrerin`, `Hüttenwart`.
pub(super) fn is_agent_noun(word: &str) -> bool {
    let word = word.to_lowercase();
    let stem = word.strip_suffix("in").unwrap_or(&word);
    stem.len() > 4 && AGENTS.iter().any(|end| stem.ends_with(end))
}

/// Whether a sentence stands in the mood of what is reported, so that it goes on with what the one before says somebody said: `Er habe nichts gewusst.`
pub(super) fn is_reported(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| !words.is_quoted(at) && REPORTED.contains(&words.text(at)))
}

/// Whether a verb of saying stands right before or behind a word: what makes a German noun a name.
pub(super) fn beside_cue(words: &Words<'_>, at: usize) -> bool {
    let cue = lexicon::SAY | lexicon::SO;
    let determined = at > 0 && words.is(at - 1, lexicon::DET | lexicon::POSS);
    let turned = || opens_sentence(words, at) && !words.is(at, FIRST) && has_subject_behind(words, at + 2);
    words.is(at + 1, lexicon::SAY) && words.gap(at) == " " && !determined && !turned()
        || at > 0 && words.is(at - 1, cue) && words.gap(at - 1) == " "
}

/// Whether a German verb that ends before word `from` has its subject behind it, so that the noun or adverb before it is none: `Ähnlich äußerte sich Ute Berg`.
fn has_subject_behind(words: &Words<'_>, from: usize) -> bool {
    let small = |at: usize| words.is(at, lexicon::AUX | lexicon::ADV | lexicon::DATE) || matches!(words.text(at), "am" | "im");
    let subject = (from..from + 4).find(|&at| !small(at) || words.is_capital(at));
    subject.is_some_and(|at| words.is_spaced(at - 1) && (words.is_capital(at) || words.is(at, lexicon::PRON)))
}

/// Whether two words that nothing is known of name a person in German, which writes all nouns with a capital.
pub(super) fn names_person(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let plain = tokens.clone().all(|at| !words.is(at, lexicon::STOP | lexicon::DATE | ORG | PLACE | lexicon::BODY | lexicon::ADV));
    let before = tokens.start.checked_sub(1);
    let apposed = || {
        let parted = |gap: &str| gap.starts_with(',') || gap.starts_with('.') || gap.starts_with('\n');
        before.is_some_and(|before| words.gap(before) == ", " && !words.is_capital(before + 3))
            && parted(words.gap(tokens.end - 1))
            && before.is_some_and(|before| office_ends_at(words, before))
    };
    plain && (beside_cue(words, tokens.end - 1) || apposed())
}

/// Whether an office with what it is of ends with a word: `die Vorsitzende des Vereins`.
fn office_ends_at(words: &Words<'_>, last: usize) -> bool {
    let floor = last.saturating_sub(6);
    (floor..last + 1)
        .rev()
        .take_while(|&at| at == last || words.is_tight(at))
        .any(|at| words.is(at, lexicon::ROLE | TITLE) && !words.is(at, lexicon::PLURAL))
}

/// Whether the first of three words with capitals is what a German person is: `Hüttenwartin` Ladina Caflisch sagt.
pub(super) fn is_office(words: &Words<'_>, run: &Range<usize>) -> bool {
    words.language == Language::German
        && is_agent_noun(words.text(run.start))
        && !run.clone().any(|at| words.is(at, FIRST | ORG | PLACE | lexicon::STOP))
        && beside_cue(words, run.end - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_for_persons_are_told_by_their_ends() {
        for (word, expected) in [
            ("regierungssprecherin", TITLE | ROLE | FEMALE),
            ("parteichef", TITLE | ROLE),
            ("nationalrätin", TITLE | ROLE | FEMALE),
            ("regierung", 0),
        ] {
            assert_eq!(compound(word), expected, "{word}");
        }
        assert!(is_agent_noun("Segellehrerin") && is_agent_noun("Hüttenwart") && !is_agent_noun("Regierung"));
    }
}
