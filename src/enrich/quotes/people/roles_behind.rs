//! The role that stands behind a name, in apposition: Anna Berg, `a professor at Dale University`.

use std::ops::Range;

use super::callings::is_kin_word;
use super::roles::{ATTRIBUTES, LONGEST};
use super::{Name, People, offices};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, Language, NOUN_CUE, PAST, PLURAL, POSS, PREP, PRON, ROLE, SAY, STOP, SUB, SUFFIX, TITLE,
};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};

/// Moon, `a professor at Yonsei University`, …
pub(super) fn behind(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    let mut first = name.whole.end;
    // `John Marsh Jr., president of the bank`
    let suffix = || words.is(first - 1, SUFFIX) && words.gap(first - 1) == "., ";
    if first >= words.len() || !(words.is_before_comma(first - 1) || suffix()) || words.is_quoted(first) {
        return None;
    }
    // `Questioned by Moon, the witness said no.`
    let start = name.whole.start;
    if start > 1 && words.is(start - 1, PREP) && words.is_spelt(start - 1, "by") && SPEECH.asked_by.has(words.text(start - 2)) {
        return None;
    }
    if words.is_number(first) && words.is_before_comma(first) {
        first += 1;
    }
    // `Moon, D-Del., and Kim`
    if words.is_before_hyphen(first) && PEOPLE.parties.has(words.text(first)) {
        return None;
    }
    let chained = |at: usize| words.is(at, ROLE | TITLE | BODY) && words.is_spaced(at - 1);
    let head = || (first + 1..first + 4).find(|&at| !chained(at)).map_or(first, |at| at - 1);
    let of_one = || !words.is(first, PLURAL) && !words.is(head(), PLURAL) && !PEOPLE.not_of_one.has(words.text(first));
    let opens = words.is(first, DET | POSS | ROLE | TITLE | BODY) && !words.is(first, CUE);
    let adjective = || {
        matches!(words.text(first), "now" | "then" | "once")
            || !words.is(first, CUE | PREP | SUB | AUX | CONJ | PRON | ADV | DET)
                && !words.text(first).ends_with("ed")
                && !words.text(first).ends_with("ing")
    };
    let next_opens = || words.is(first + 1, ROLE | TITLE) && words.is_tight(first) && adjective();
    if !(opens || next_opens() || adjective() && is_office_ahead(words, people, first)) || !of_one() {
        return None;
    }
    if words.is(first, POSS) && !is_owned_role(words, first) {
        return None;
    }
    let english = words.language == Language::English;
    let finite = |at: usize| {
        english && words.is(at, AUX) && !matches!(words.text(at), "to" | "not" | "never" | "going" | "do") && !words.is_spelt(at - 1, "to")
    };
    // `Para Ana Lima, a equipe jogou bem.`: behind the comma comes the sentence, unless another one closes what she is.
    let start = name.whole.start;
    let led = !english && start > 0 && words.is(start - 1, PREP | SUB) && words.opens_sentence(start - 1);
    let mut relative = false;
    let mut end = first;
    while end < words.len() && end < first + LONGEST && !words.is_quoted(end) {
        let gap = words.gap(end);
        let spoken = words.is(end, SAY) && (words.is(end, PAST) || matches!(words.text(end), "said" | "says" | "say" | "told" | "wrote"));
        if spoken && words.is_spaced(end - 1) && !words.is(end - 1, SUB | AUX | DET | CONJ) {
            let role = (end > first + 2 || words.is(end - 1, ROLE | TITLE)) && (first..end).any(|at| words.is(at, ROLE | TITLE | BODY));
            return role.then(|| words.start(first)..words.end(end - 1));
        }
        relative |= words.is(end, SUB) && matches!(words.text(end), "who" | "whose" | "whom" | "that" | "which" | "where");
        // `selon Roux, le journal Lyre note que…` begins another clause.
        let reports = !english && words.is(end, SAY) && !words.is(end, ROLE | TITLE | BODY | NOUN_CUE | PREP | DET | CONJ) && end > first;
        let acts = || words.language == Language::French && end > first && offices::acts_in_french(words, end);
        if (finite(end) || reports || acts()) && !relative {
            return None;
        }
        let ends_sentence = || gap == ". " && words.is_upper(end) && !words.text(end).contains('.') && words.is_capital(end + 1);
        let dotted = || gap.starts_with('.') && words.is_upper(end) && words.text(end).contains('.') && !words.is_capital(end + 1);
        // `an attorney with Moss & Hale`
        let goes_on = words.is_spaced(end)
            || gap == " & "
            || gap.trim_start().is_empty() && !gap.contains('\n')
            || words.is_tight(end) && !ends_sentence()
            || dotted();
        end += 1;
        if !goes_on {
            let role = matches!(words.text(first), "a" | "an") || (first..end).any(|at| words.is(at, ROLE | TITLE | BODY));
            let ends = || gap.starts_with([',', '.', ';', ')']) || !english && gap.starts_with(':');
            let closed = if led { gap.starts_with(',') } else { ends() || gap.contains(['\n', '—', '–', '(', '<']) || gap.is_empty() };
            // `of Moss Inc., said`
            let stop = usize::from(gap.starts_with(".,"));
            return (role && closed).then(|| words.start(first)..words.end(end - 1) + stop);
        }
    }
    None
}

/// Whether what stands behind the comma at a word tells of nothing but whose kin somebody is: Moon, `a cousin of the mayor`, `primo del alcalde`.
pub(super) fn is_kinship(words: &Words<'_>, first: usize) -> bool {
    let head = first + usize::from(words.is(first, DET | POSS));
    let word = words.text(head);
    let english = || is_kin_word(word) || PEOPLE.relations.has(word);
    if words.language == Language::English { english() } else { PEOPLE.kin_elsewhere.has(word) }
}

/// Whether what belongs to somebody is a person by the words before any attribute: `his brother and manager`, but not `her label and two senators`.
fn is_owned_role(words: &Words<'_>, first: usize) -> bool {
    (first + 1..first + 5)
        .take_while(|&at| words.is_tight(at - 1) && !words.is(at, PREP | SUB | CONJ | AUX | PRON))
        .any(|at| words.is(at, ROLE | TITLE) && !words.is(at, PLURAL))
}

/// Whether an office of several words begins at one that is no office itself: Moon, `education and law professor` at Yale.
fn is_office_ahead(words: &Words<'_>, people: &People, first: usize) -> bool {
    let plain = |at: usize| {
        words.is(at, CONJ) && words.is_spelt(at, "and")
            || !words.is(at, CUE | PREP | SUB | AUX | CONJ | PRON | ADV | DET | POSS | STOP | DATE)
                && !words.is_number(at)
                && !words.text(at).ends_with("ed")
                && !words.text(at).ends_with("ing")
    };
    let named = |at: usize| people.at(at).is_some_and(|index| people.names[index].person.is_some());
    let head = (first + 1..first + 1 + ATTRIBUTES)
        .take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at))
        .find(|&at| words.is(at, ROLE | TITLE) && !words.is_capital(at));
    head.is_some_and(|head| (first..head).all(|at| plain(at) && (!named(at) || words.is_possessive(at))) && !words.is(head, PLURAL | CUE))
}
