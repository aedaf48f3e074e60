//! What only German needs: compounds by their last part, nouns for persons by their ending, the mood of what is reported.

use std::ops::Range;

use super::Words;
use super::lexicon::{self, Class, FEMALE, FIRST, Language, ORG, PLACE, ROLE, TITLE};
use super::lists::{ENDINGS, PEOPLE};

/// Words of a sentence that are looked at to tell its mood.
const SENTENCE: usize = 80;

/// Classes of a compound by its last part (`Regierungssprecherin`).
pub(super) fn compound(word: &str) -> Class {
    let female = word.strip_suffix("in");
    let stem = female.unwrap_or(word);
    let joined = |head: &str| stem.len() > head.len() + 1;
    let head =
        ENDINGS.ends_of_offices.endings(stem).any(joined) || female.is_some() && ENDINGS.ends_of_womens_offices.endings(stem).any(joined);
    if head { TITLE | ROLE | if female.is_some() { FEMALE } else { 0 } } else { 0 }
}

/// The nominative of a man's office that stands in another case: `des Wirtschaftsministers`, `den Präsidenten`.
pub(in crate::enrich::quotes) fn office_in_nominative(word: &str) -> Option<&str> {
    word.strip_suffix('s')
        .filter(|stem| !stem.ends_with('s'))
        .or_else(|| word.strip_suffix("en").filter(|stem| stem.ends_with("räsident")))
        .filter(|stem| stem.len() > 5)
}

/// Whether two compounds name whoever is at the head of the same: `Fraktionschef` and `Fraktionsvorsitzender`.
pub(in crate::enrich::quotes) fn heads_the_same(one: &str, other: &str) -> bool {
    let begin_alike = one.as_bytes().first() == other.as_bytes().first();
    begin_alike && headed(one).is_some_and(|len| headed(other) == Some(len) && one.get(..len) == other.get(..len))
}

/// Whether a word is a compound that names whoever is at the head of something: `Fraktionschef`.
pub(in crate::enrich::quotes) fn is_headed(word: &str) -> bool {
    headed(word).is_some()
}

/// Bytes of what somebody is at the head of, where a compound names them so.
fn headed(word: &str) -> Option<usize> {
    const HEADS: [&str; 9] = ["chef", "chefin", "vorsitzender", "vorsitzende", "vorsitzenden", "vorstand", "obmann", "obfrau", "präsident"];
    HEADS.iter().filter_map(|head| word.strip_suffix(head)).map(str::len).min().filter(|&len| len > 3)
}

/// Whether an article or pronoun stands in a case that no subject has: `dem Vorstand`, `seinen Kollegen`, `wirft ihr das vor`.
pub(in crate::enrich::quotes) fn is_oblique(words: &Words<'_>, at: usize) -> bool {
    if words.language != Language::German {
        return false;
    }
    let small = lexicon::DET | lexicon::PREP | lexicon::PRON | lexicon::SUB | lexicon::CONJ;
    let to_her = || words.text(at) == "ihr" && (!words.is_tight(at) || words.is_quoted(at + 1) || words.is(at + 1, small));
    ENDINGS.oblique.has(words.text(at)) || to_her()
}

/// Whether the article of a noun stands in a case that no subject has.
pub(in crate::enrich::quotes) fn is_led_obliquely(words: &Words<'_>, noun: usize) -> bool {
    let joined = |at: &usize| words.is_spaced(*at) && !words.is_quoted(*at) && (!words.is_capital(*at) || words.is(*at, lexicon::DET));
    let mut before = (noun.saturating_sub(4)..noun).rev().take_while(joined);
    words.language == Language::German && before.any(|at| is_oblique(words, at) || is_genitive(words, at))
}

/// Whether an article leads a genitive by the noun right before it: die Rücktritte `der` Minister.
fn is_genitive(words: &Words<'_>, article: usize) -> bool {
    let noun = |at: usize| words.is_capital(at) && !words.is(at, FIRST | lexicon::DATE | lexicon::DET) && !words.is_quoted(at);
    words.text(article) == "der" && article > 0 && words.is_spaced(article - 1) && noun(article - 1)
}

/// End of the phrase whose article or pronoun, at a word, stands in a case that no subject has: `seinen früheren Kollegen Berg`, `ihm`.
pub(in crate::enrich::quotes) fn oblique_end(words: &Words<'_>, at: usize) -> usize {
    let mut end = at + 1;
    if !words.is(at, lexicon::DET | lexicon::POSS) || words.text(at) == "ihr" {
        return end;
    }
    let adjective = |at: usize| words.is_spaced(at - 1) && !words.is_capital(at) && !words.is_quoted(at) && !words.is(at, lexicon::CUE);
    while end < at + 4 && adjective(end) {
        end += 1;
    }
    while end < at + 8 && words.is_spaced(end - 1) && words.is_capital(end) && !words.is_quoted(end) {
        end += 1;
    }
    end
}

/// Whether a noun may name a person by what they are, as its ending tells: `Segellehrerin`, `Hüttenwart`.
pub(in crate::enrich::quotes) fn is_agent_noun(word: &str) -> bool {
    let word = word.to_lowercase();
    let stem = word.strip_suffix("in").unwrap_or(&word);
    stem.len() > 4 && ENDINGS.ends_of_persons.ends(stem)
}

/// Whether a sentence stands in the mood of what is reported, so that it goes on with what the one before says somebody said: `Er habe nichts gewusst.`
pub(in crate::enrich::quotes) fn is_reported(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let supposed =
        |at: usize| words.text(at) == "Man" && words.is_spaced(at) && words.text(at + 1).ends_with('e') && !words.is_capital(at + 1);
    tokens.clone().take(SENTENCE).any(|at| !words.is_quoted(at) && (ENDINGS.reported_mood.has(words.text(at)) || supposed(at)))
}

/// Whether a verb of saying stands right before or behind a word: what makes a German noun a name.
pub(in crate::enrich::quotes) fn beside_cue(words: &Words<'_>, at: usize) -> bool {
    let cue = lexicon::SAY | lexicon::SO;
    // `Die beliebte Sängerin bestätigte`
    let article = |at: usize| words.is(at, lexicon::DET | lexicon::POSS);
    let described = || at > 1 && article(at - 2) && words.is_spaced(at - 2) && !words.is_capital(at - 1);
    let determined = at > 0 && words.is_spaced(at - 1) && (article(at - 1) || described());
    let turned = || words.opens_sentence(at) && !words.is(at, FIRST) && has_subject_behind(words, at + 2);
    // `In freier Rede beteuerte sie`
    let led = || !words.opens_sentence(at) && words.is_spaced(at + 1) && matches!(words.text(at + 2), "er" | "sie");
    // `erklärten Schäfer`
    let many = || words.text(at - 1).ends_with("ten") && words.text(at + 1) != "und";
    words.is(at + 1, lexicon::SAY) && words.gap(at) == " " && !determined && !turned() && !led()
        || at > 0 && words.is(at - 1, cue) && words.gap(at - 1) == " " && !many()
}

/// Whether a German verb that ends before word `from` has its subject behind it, so that the noun or adverb before it is none: `Ähnlich äußerte sich Ute Berg`.
fn has_subject_behind(words: &Words<'_>, from: usize) -> bool {
    let small = |at: usize| words.is(at, lexicon::AUX | lexicon::ADV | lexicon::DATE) || matches!(words.text(at), "am" | "im");
    let subject = (from..from + 4).find(|&at| !small(at) || words.is_capital(at));
    subject.is_some_and(|at| words.is_spaced(at - 1) && (words.is_capital(at) || words.is(at, lexicon::PRON)))
}

/// Whether two words that nothing is known of name a person in German, which writes all nouns with a capital; `run` is where the capitals before them begin.
pub(in crate::enrich::quotes) fn names_person(words: &Words<'_>, tokens: &Range<usize>, run: usize) -> bool {
    let plain = tokens.clone().all(|at| !words.is(at, lexicon::STOP | lexicon::DATE | ORG | PLACE | lexicon::BODY | lexicon::ADV));
    let before = run.checked_sub(1);
    let apposed = || {
        let parted = |gap: &str| gap.starts_with(',') || gap.starts_with('.') || gap.starts_with('\n');
        before.is_some_and(|before| words.gap(before) == ", " && !words.is_capital(before + 3))
            && parted(words.gap(tokens.end - 1))
            && before.is_some_and(|before| office_ends_at(words, before))
    };
    // `Berg führte Moors Wandel auf …`: the verb has its subject, and its object somebody's name before it.
    let owned = || {
        let subject = before.and_then(|verb| verb.checked_sub(1)).filter(|&subject| words.is_spaced(subject) && words.is_capital(subject));
        words.text(tokens.start).ends_with('s') && subject.is_some_and(|subject| !words.is(subject, lexicon::DATE))
    };
    let told = before
        .filter(|_| !owned())
        .is_some_and(|before| words.is_spaced(before) && words.is(before, lexicon::SAY | lexicon::WEAK | lexicon::SO | lexicon::ACCORDING));
    plain && (told || beside_cue(words, tokens.end - 1) || apposed())
}

/// Whether an office with what it is of ends with a word: `die Vorsitzende des Vereins`.
fn office_ends_at(words: &Words<'_>, last: usize) -> bool {
    let floor = last.saturating_sub(6);
    (floor..last + 1)
        .rev()
        .take_while(|&at| at == last || words.is_tight(at))
        .any(|at| words.is(at, lexicon::ROLE | TITLE) && !words.is(at, lexicon::PLURAL))
}

/// Whether a noun for a person stands behind the name of the one the person is of: Hannas `Vater`, Merz’ `Vater`, but Karl `Vater`.
pub(in crate::enrich::quotes) fn is_kin_of(words: &Words<'_>, at: usize) -> bool {
    let Some(owner) = at.checked_sub(1).filter(|_| words.language == Language::German && PEOPLE.strangers.has(words.text(at))) else {
        return false;
    };
    let genitive = words.is_spaced(owner) && words.text(owner).ends_with('s') && !words.is(owner, FIRST);
    genitive || is_of_owner(words, at)
}

/// Whether the noun for a person behind a first name and a surname is owned by the name: Anna Bergs `Anwalt`.
pub(in crate::enrich::quotes) fn is_owned(words: &Words<'_>, at: usize) -> bool {
    let several = words.is(at, lexicon::PLURAL) || words.text(at).ends_with('n');
    let noun = words.is(at, ROLE | TITLE) && !words.is(at, FIRST | lexicon::SOFT) && !several;
    let genitive = at > 1 && words.text(at - 1).ends_with('s') && !words.is(at - 1, FIRST) && words.is_spaced(at - 1);
    words.language == Language::German && noun && genitive && words.is(at - 2, FIRST)
}

/// Whether the noun behind a first name and a surname is the object of the verb before them, by its ending: zog Anna Berg `Bilanz`, äußerte Jan Moor `Bedenken`.
pub(in crate::enrich::quotes) fn is_object_behind_name(words: &Words<'_>, at: usize) -> bool {
    let name = at > 1 && words.is(at - 2, FIRST) && !words.is(at - 1, FIRST) && words.is_spaced(at - 1) && words.is_spaced(at - 2);
    name && words.is_capital(at) && !words.is(at, FIRST) && ENDINGS.ends_of_objects.ends(words.text(at))
}

/// Whether a noun for a person stands behind a name with the apostrophe of a genitive: Merz’ `Sprecher`.
pub(in crate::enrich::quotes) fn is_of_owner(words: &Words<'_>, at: usize) -> bool {
    let marked = at > 0 && matches!(words.gap(at - 1), "' " | "’ ") && words.text(at - 1).ends_with(['s', 'ß', 'x', 'z']);
    marked && words.language == Language::German && words.is(at, ROLE | TITLE) && !words.is(at, FIRST)
}

/// Whether `von` behind a noun for a person leads to those the person is of: `der Anwalt von Hanna Berg`, `der Sprecher von Opel`, but `Minister von Berg`.
pub(in crate::enrich::quotes) fn leads_to_owner(words: &Words<'_>, start: usize, next: usize) -> bool {
    let noun = next - 1;
    let office = words.is(noun, ROLE | TITLE) && (start..next).all(|at| !words.is(at, FIRST));
    if words.text(next) != "von" || !office || !words.is_capital(next + 1) {
        return false;
    }
    let led =
        start > 0 && (words.is_spaced(start - 1) && words.is(start - 1, lexicon::DET | lexicon::POSS) || words.is_before_comma(start - 1));
    let other = words.is(next + 1, FIRST | ORG | PLACE | ROLE | TITLE) || !words.is(noun, TITLE) || led;
    other && !is_borne(words, next + 1)
}

/// Words before and behind a surname among which its bearer is looked for by the first name.
const BORNE: usize = 1000;

/// Whether a person of the text bears a surname with `von` before it: `Karl von` Berg.
fn is_borne(words: &Words<'_>, surname: usize) -> bool {
    let bears = |at: usize| at > 1 && words.text(at) == words.text(surname) && words.text(at - 1) == "von" && words.is(at - 2, FIRST);
    words.capitals.within(surname.saturating_sub(BORNE)..words.len().min(surname + BORNE)).any(bears)
}

/// Where the name begins behind a compound with hyphens that tells what somebody is: `FC-Dauerläufer` Erjon Plakali sagt. Only a verb of saying beside both tells.
pub(in crate::enrich::quotes) fn behind_compound(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    let first = run.end.checked_sub(2).filter(|&first| words.language == Language::German && first > run.start + 1)?;
    let known = FIRST | ORG | PLACE | TITLE | ROLE | lexicon::STOP | lexicon::BODY | lexicon::DATE;
    let compound = (run.start..first - 1).all(|at| words.gap(at) == "-") && words.is_spaced(first - 1) && words.is_spaced(first);
    let unknown = (first..run.end).all(|at| words.is_capital(at) && !words.is_upper(at) && !words.is(at, known));
    let noun = !words.is(first - 1, FIRST | ORG | PLACE | lexicon::BODY | lexicon::PLURAL) && !words.is_upper(first - 1);
    let before = run.start.checked_sub(1).filter(|&before| words.is_spaced(before));
    let said = |at: usize| words.is(at, lexicon::SAY | lexicon::SO) && !words.is_quoted(at);
    let told = words.is_spaced(run.end - 1) && said(run.end) || before.is_some_and(said);
    (compound && unknown && noun && told).then_some(first)
}

/// Whether a compound of two words with a hyphen behind an article only tells what somebody is: die `US-Amerikanerin`.
pub(in crate::enrich::quotes) fn is_description(words: &Words<'_>, run: &Range<usize>) -> bool {
    let is_article = |at: usize| words.is_spaced(at) && words.is(at, lexicon::DET | lexicon::POSS);
    words.language == Language::German
        && run.len() == 2
        && run.start.checked_sub(1).is_some_and(is_article)
        && words.gap(run.start) == "-"
        && !words.is(run.start, FIRST)
        && is_agent_noun(words.text(run.end - 1))
}

/// Whether the first of three words with capitals is what a German person is: `Hüttenwartin` Ladina Caflisch sagt.
pub(in crate::enrich::quotes) fn is_office(words: &Words<'_>, run: &Range<usize>) -> bool {
    words.language == Language::German
        && is_agent_noun(words.text(run.start))
        && !run.clone().any(|at| words.is(at, FIRST | ORG | PLACE | lexicon::STOP))
        && beside_cue(words, run.end - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

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

    #[test]
    fn heads_of_the_same_are_told_by_the_first_parts_of_compounds() {
        for (one, other, same) in [
            ("fraktionschef", "fraktionsvorsitzender", true),
            ("parteichefin", "parteivorsitzende", true),
            ("parteichef", "fraktionsvorsitzender", false),
            ("chef", "vorsitzender", false),
        ] {
            assert_eq!(heads_the_same(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn objects_behind_names_belong_to_no_name() {
        for (text, is_object) in [("zog Anna Berg Bilanz", true), ("kam Anna Berg Moor", false), ("zog Berg Bilanz", false)] {
            let segments = segment(text);
            let words = Words::read(text, &segments, lexicon::Lexicon::of(Some("de")));
            assert_eq!(is_object_behind_name(&words, words.len() - 1), is_object, "{text}");
        }
    }

    #[test]
    fn phrases_in_other_cases_are_no_subjects() {
        for (text, noun, end) in [
            ("wirft dem früheren Minister Berg", 3, Some(5)),
            ("wirft ihr das vor", 2, Some(2)),
            ("lobt seinen Kollegen Berg", 2, Some(4)),
            ("sagt der frühere Minister Berg", 3, None),
            ("sagt ihr Vater", 2, None),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, lexicon::Lexicon::of(Some("de")));
            assert_eq!(is_oblique(&words, 1).then(|| oblique_end(&words, 1)), end, "{text}");
            assert_eq!(is_led_obliquely(&words, noun), end.is_some(), "{text}");
        }
    }
}
