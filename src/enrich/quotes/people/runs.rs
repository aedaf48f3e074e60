//! Cuts capitalised runs out of a text: where a name with its titles begins and ends.

use std::ops::Range;

use super::callings::is_parent_of_so_many;
use super::firms::{opens_firm, owned_end, partners};
use super::joining::joined_by_small_word;
use super::russian;
use crate::enrich::quotes::words::elision::small_word;
use crate::enrich::quotes::words::lexicon::{self, ABBREV, DATE, DEPT, FIRST, Language, ORG, PARTICLE, PLACE, PREP, STOP, SUFFIX, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::openings::PLAIN;
use crate::enrich::quotes::words::{CAPITAL, NUMBER, Words, german};
use crate::enrich::word_set::WordSet;

/// Words in the longest run that is taken for one name with its titles.
const LONGEST_RUN: usize = 14;

/// Words that are looked at to tell a title line.
const TITLE_WORDS: usize = 60;

/// Words by which nearly all running text is told from a title line.
const TOLD_BY: usize = 16;

/// Classes of small words that are surnames as well (`Al From`).
pub(in crate::enrich::quotes) const SURNAME_STOP: lexicon::Class = PREP | lexicon::AUX | lexicon::CUE | lexicon::ADV;

/// Whether a small word with a capital and a verb of saying behind it is a surname if a person of the text bears it: `From said`.
fn is_perhaps_borne(words: &Words<'_>, at: usize) -> bool {
    let verb = words.class(at + 1);
    words.is(at, SURNAME_STOP)
        && words.is_spaced(at)
        && !words.is_capital(at + 1)
        && verb & lexicon::SAY != 0
        && verb & lexicon::ING == 0
        && (verb & lexicon::BASE == 0 || verb & lexicon::PAST != 0)
}

/// Words with a capital that a name may begin with; none of those small ones that mostly begin sentences.
pub(super) fn openings_of_names(words: &Words<'_>) -> WordSet {
    // An initial is such a word behind which a full stop stands, `Oh Soon-deok` has a hyphen further on, `From said` a verb.
    let mut telling = words.unspaced.clone();
    telling.join(&words.cues);
    let mut openings = telling.preceding();
    openings.join(&words.unspaced);
    openings.join(&words.nameless.clone().others());
    openings.keep(&words.capitals);
    openings
}

/// Whether a paragraph is written with capitals throughout, as titles are.
pub(super) fn is_title_line(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    // `(Stürmer Jan Berg nach dem Sieg in Moor)`: German has no such titles in brackets.
    if words.language == Language::German && words.gap_before(tokens.start).ends_with('(') {
        return false;
    }
    let (mut long, mut capital, mut small) = (0, 0, 0);
    let looked_at = tokens.start..tokens.end.min(tokens.start + TITLE_WORDS);
    let german = words.language == Language::German;
    let most = looked_at.len();
    let classes = words.class.get(looked_at.clone()).unwrap_or_default();
    let written = words.segments.tokens.get(looked_at.clone()).unwrap_or_default();
    for (tokens, classes) in written.chunks(TOLD_BY).zip(classes.chunks(TOLD_BY)) {
        for (token, class) in tokens.iter().zip(classes) {
            let length = token.end - token.start;
            // By no branch: none of it can be foretold.
            let (is_long, is_capital) = ((length > 3) & (class & NUMBER == 0), class & CAPITAL != 0);
            long += usize::from(is_long);
            capital += usize::from(is_long & is_capital);
            small += usize::from(is_long & !is_capital & (length > 4));
        }
        if small * 12 > most {
            return false;
        }
    }
    let behind = || words.body.get(words.end(tokens.end.saturating_sub(1))..).unwrap_or_default();
    let least = || if behind().starts_with(['.', '!', '”', '"', '»', ':', ',']) { 6 } else { 4 };
    // `Ana Ruiz met Tom Vale`, as a sentence of names tells.
    let joins = lexicon::PREP | lexicon::DET | lexicon::CONJ | lexicon::SUB | lexicon::PARTICLE | lexicon::POSS | lexicon::PRON;
    let tells = |at: usize| {
        !words.is_capital(at) && !words.is_number(at) && (3..=4).contains(&words.text(at).len()) && !words.is(at, joins | lexicon::AUX)
    };
    // `Anna Berg, Chefin der Bahn, war am Montag bei der Sitzung.`: all nouns have capitals.
    let acts = |at: usize| !words.is_capital(at) && words.is(at, lexicon::AUX | lexicon::CUE);
    capital * 10 >= long * 7
        && small * 12 <= long
        && long >= least()
        && !(german && looked_at.clone().any(acts))
        && !(behind().starts_with('.') && looked_at.clone().any(tells))
}

/// End of the mark that begins at `at` and tells a politician's party and seat: `Lena Brandt, R-Ky., …`, `(D-Calif.)`. It names nobody.
pub(in crate::enrich::quotes) fn party_mark_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    let letter = words.end(at) - words.start(at) == 1;
    let joined = words.is_before_hyphen(at) || matches!(words.gap(at), "–" | "‑");
    if !(letter | joined) || !PEOPLE.parties.has(words.text(at)) {
        return None;
    }
    let before = words.gap_before(at);
    // `Ann Moon, R,`
    if letter && at > 0 && before == ", " && words.gap(at).starts_with(',') && words.is_capital(at - 1) {
        return Some(at + 1);
    }
    if !joined {
        return None;
    }
    if !before.ends_with(['(', '[']) && before != ", " {
        return None;
    }
    let mut end = at + 1;
    while end < limit && end <= at + 4 && words.is_capital(end) && (end == at + 1 || words.is_tight(end - 1)) {
        end += 1;
    }
    (end > at + 1).then_some(end)
}

/// End of the run of name words that begins at `at`; `at` itself where none begins.
pub(super) fn run_end(words: &Words<'_>, at: usize, limit: usize) -> usize {
    let class = words.class(at);
    let no_name = match words.language {
        Language::Russian => russian::is_attribute(words, at) || russian::opens_as_native(words, at),
        Language::Other => opens_with_article(words, at),
        _ => false,
    };
    if no_name {
        return at;
    }
    let month = class & DATE != 0 && is_first_name(words, at, limit);
    let adverb = words.language != Language::English && class & lexicon::ADV != 0;
    let plain = class & (STOP | PLAIN) != 0
        && (class & (FIRST | TITLE | PARTICLE) == 0 || adverb)
        && !words.is_initial(at)
        && !is_korean(words, at);
    if !month && (plain || class & DATE != 0) && !opens_firm(words, at, limit) {
        return if !adverb && is_perhaps_borne(words, at) { at + 1 } else { at };
    }
    let opens_sentence = || {
        at == 0
            || words.is_parted_by(at - 1, ['.', '!', '?', '\n'])
            || matches!(words.language, Language::French | Language::Other) && words.opens_sentence(at)
    };
    let verb = class & (STOP | lexicon::SAY) == STOP | lexicon::SAY && words.is_capital(at + 1);
    let said = class & (lexicon::SAY | lexicon::WEAK) != 0 && class & lexicon::PAST != 0 && class & FIRST == 0 && words.is_capital(at + 1);
    let crowd = class & lexicon::ROLE != 0 && class & lexicon::PLURAL != 0 && class & TITLE == 0;
    let small = class & PARTICLE != 0 && class & PLAIN != 0 && words.language != Language::English;
    if class & lexicon::ACCORDING != 0 || class & lexicon::ROLE != 0 && is_parent_of_so_many(words, at) {
        return at;
    }
    // `Moorstadt – Der Vorwurf`
    let behind_dash = || words.language == Language::German && words.is_parted_by(at - 1, ['–', '—', '-', ':']);
    if (small || class & lexicon::ING != 0 || crowd || verb || said && words.is_spaced(at)) && (opens_sentence() || small && behind_dash())
    {
        return at;
    }
    // `MADRID, 3 mar (Agensur) - El alcalde`
    let article = || class & lexicon::DET != 0 && !words.is_capital(at + 1) && !words.is(at + 1, PARTICLE);
    if small && (article() || words.opens_sentence(at)) {
        return at;
    }
    let mut end = at + 1;
    while end < limit && end < at + LONGEST_RUN {
        if !words.may_join(end) {
            debug_assert_eq!(joined(words, at, end), None);
            break;
        }
        let width = if words.is_possessive(end - 1) { owned_end(words, end) } else { joined(words, at, end) };
        let Some(width) = width else { break };
        end += width;
    }
    end
}

/// Whether an Italian article that opens a sentence has become one word with a small noun behind it that no lexicon holds: `L’umbra ha poi parlato`.
fn opens_with_article(words: &Words<'_>, at: usize) -> bool {
    let noun = words.text(at).strip_prefix('L').and_then(|word| word.strip_prefix(['\'', '’']));
    let small = noun.is_some_and(|noun| noun.starts_with(char::is_lowercase));
    small && !words.is(at, TITLE | lexicon::ROLE | lexicon::BODY)
}

/// Whether the name of a month is a first name here: `Former governor Jan Brewer`, but `in April Moon left`.
fn is_first_name(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let next = at + 1;
    let surname = next < limit
        && words.is_spaced(at)
        && words.is_capital(next)
        && !words.is_upper(next)
        && words.class(next) & (STOP | DATE | PLACE | ORG | TITLE | lexicon::ROLE | lexicon::CUE) == 0
        && !(words.is_spaced(next) && words.is_capital(next + 1));
    let of_time = at > 0
        && words.is_spaced(at - 1)
        && (words.is(at - 1, PREP | lexicon::DET | DATE | lexicon::ADV)
            || matches!(words.text(at - 1), "last" | "next" | "early" | "late" | "mid"));
    words.is(at, FIRST) && surname && !of_time
}

/// Whether a word ends an office that is held in charge of something: `Special Agent in Charge` Ana Moon.
pub(super) fn is_in_charge(words: &Words<'_>, at: usize) -> bool {
    at > 1
        && words.is(at - 2, TITLE | lexicon::ROLE)
        && words.is_capital(at - 2)
        && words.is_spaced(at - 2)
        && words.is_spaced(at - 1)
        && matches!(words.text(at), "Charge" | "Chief")
        && words.is_spelt(at - 1, "in")
}

/// How many words from `next` on belong to the run that began at `start`.
fn joined(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    let class = words.class(next);
    let capital = class & CAPITAL != 0 && (class & STOP == 0 || words.is_initial(next) || is_syllable(words, next));
    if words.is_spaced(next - 1) {
        if capital
            && words.language == Language::Russian
            && (russian::is_attribute(words, next)
                || russian::are_of_two_alphabets(words, next - 1, next)
                || russian::is_agency_behind(words, next))
        {
            return None;
        }
        let german = words.language == Language::German && next > start + 1;
        if german
            && words.is(next - 2, FIRST)
            && class & (TITLE | lexicon::ROLE) != 0
            && class & FIRST == 0
            && !german::is_owned(words, next)
        {
            return None;
        }
        if german && german::is_object_behind_name(words, next) {
            return None;
        }
        return if capital {
            joined_by_space(words, start, next)
        } else if class & CAPITAL == 0 {
            joined_by_small_word(words, start, next)
        } else if is_capital_particle(words, next) && (words.is(next - 1, FIRST | ABBREV) || next > start + 1) {
            Some(2)
        } else {
            let behind_title = words.is(next - 1, TITLE) && words.is_capital(next - 1) && !words.is_number(next + 1);
            let surname = class & SURNAME_STOP != 0 && !words.is_capital(next + 1);
            (surname && (words.is(next - 1, FIRST) || behind_title)).then_some(1)
        };
    }
    let is_degree = |at: usize| words.is(at, SUFFIX) || PEOPLE.letters_behind.has(words.text(at));
    match words.gap(next - 1) {
        "-" | "‐" | "‑" => {
            // `Kim Jong-un’s`
            let word = words.stem(next);
            let fits = capital
                || word == "elect"
                || (word.len() <= 4 && !PEOPLE.behind_hyphens.has(word) && words.end(next - 1) - words.start(next - 1) <= 6);
            fits.then_some(1)
        }
        ". “" | ". \"" if words.is_initial(next - 1) => nickname_width(words, next),
        ". " if words.is(next - 1, ABBREV) && words.is(next, STOP) && is_capital_particle(words, next) => Some(2),
        ". " if words.is(next - 1, TITLE) && matches!(words.text(next), "1st" | "2nd" | "3rd") && words.is_spelt(next + 1, "Class") => {
            Some(2)
        }
        ". " => {
            let suffix = words.is(next - 1, SUFFIX) && matches!(words.text(next - 1), "Jr" | "Sr" | "Esq");
            let abbreviated = words.is_initial(next - 1)
                || words.is(next - 1, ABBREV)
                || suffix
                || is_country_of_office(words, next - 1)
                || is_firm_of_officer(words, start, next);
            let particle = abbreviated && words.is(next, PARTICLE) && !words.is_capital(next);
            if particle { joined_by_small_word(words, start, next) } else { (capital && abbreviated).then_some(1) }
        }
        // `J.-P. Morin`
        ".-" => (words.is_initial(next - 1) && words.is_initial(next)).then_some(1),
        "." => (capital && words.is_initial(next - 1)).then_some(1),
        "' " | "’ " if matches!(words.text(next - 1), "Dato" | "Datu") => capital.then_some(1),
        "' " | "’ " => german::is_of_owner(words, next).then_some(1),
        ", " if !is_degree(next) => partners(words, start, next),
        ", " => Some(1),
        // `Tom Cole Jr., PhD`
        "., " => (words.is(next - 1, SUFFIX) && is_degree(next)).then_some(1),
        " “" | " \"" | " (" | " ‘" | " '" => nickname_width(words, next),
        " & " => (capital && !(words.is(start, FIRST) && next > start + 1)).then_some(1),
        _ => None,
    }
}

/// The same where a name word stands behind a space.
fn joined_by_space(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    if words.is_elided(next) {
        let named = (start..next).any(|at| words.is(at, FIRST)) && !words.is(next, PLACE | ORG) && words.text(next).starts_with('d');
        return (words.is_of(next) && (named || words.is(next - 1, ORG | DEPT))).then_some(1);
    }
    if is_of_other(words, start, next) || is_agency(words, start, next) {
        return None;
    }
    let month = words.is(next, DATE) && !words.is(next - 1, FIRST | TITLE);
    // `President Omar Hadi Saturday called`, but `Sgt. Joe Friday`.
    let weekday = || words.text(next).ends_with("day") && next > start + 1 && !words.is(next - 2, TITLE) && !words.is(next - 1, TITLE);
    let apart = month || words.is(next, DATE) && weekday();
    (!apart).then_some(1)
}

/// Whether only the agency that was told something ends before a word, and the name of whoever told it begins there: `a indiqué à l’AFP` Jean-Paul Roux.
fn is_agency(words: &Words<'_>, start: usize, next: usize) -> bool {
    if next != start + 1 || !matches!(words.language, Language::French | Language::Other) {
        return false;
    }
    let agency = match small_word(words.text(start)).filter(|_| words.is_elided(start)) {
        Some((_, name)) => words.is_upper(start) || PEOPLE.bodies.told_bodies.has(name),
        None => PEOPLE.bodies.told_bodies.has(words.text(start)) && start > 0 && words.is(start - 1, PREP) && words.is_spaced(start - 1),
    };
    agency && !words.is_upper(next) && !words.is(next, ORG | PLACE)
}

/// Whether a Spanish, Portuguese or Italian full name begins behind the place or party that a preposition governs: `da Bari Anna Ricci attacca`, `del PP Ana Ruiz`.
fn is_of_other(words: &Words<'_>, start: usize, next: usize) -> bool {
    if words.language != Language::Other || !words.is(next, FIRST) || words.is(start, FIRST | TITLE) || start == 0 {
        return false;
    }
    let last = next - 1;
    let party = next == start + 1 && words.end(start) - words.start(start) <= 4 && (words.is(start, ORG) || words.is_upper(start));
    let place = words.is(last, PLACE) && !words.is(last, FIRST | ORG);
    let governed = words.is_spaced(start - 1) && words.is(start - 1, PREP);
    governed && (party || place) && words.is_capital(next + 1) && words.is_spaced(next)
}

/// Words of the longest office between a country or a firm and the bearer's name: `U.S.` Deputy Assistant Attorney General Ana Ruiz.
const OFFICE: usize = 5;

/// Whether the dotted letters of a country stand before an office and its bearer's name: `U.S.` Attorney Ana Ruiz, `U.S.` District Judge Ana Ruiz. Not where
/// they end a sentence: `in the U.S.` President Ruiz left.
fn is_country_of_office(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|&before| words.is_spaced(before));
    let ends =
        before.is_some_and(|at| words.is(at, lexicon::DET) || matches!(words.text(at), "in" | "In" | "within" | "across" | "outside"));
    !ends && words.is(at, PLACE) && words.text(at).contains('.') && office_end(words, at + 1).is_some()
}

/// The word behind an office that begins at a word, where a name may begin there.
fn office_end(words: &Words<'_>, at: usize) -> Option<usize> {
    let bearer =
        |end: &usize| words.is(end - 1, TITLE) && words.is_capital(*end) && words.is_tight(end - 1) && !words.is(*end, TITLE | STOP);
    let capital = |next: &usize| words.is_capital(*next) && (*next == at || words.is_tight(next - 1)) && !words.is(*next, STOP | FIRST);
    (at..at + OFFICE).take_while(capital).map(|next| next + 1).find(bearer)
}

/// Whether a firm's name ends with a full stop before the office in it of whoever is named behind: `Marlow Steel Inc.` Chief Executive Ana Ruiz. Not where it
/// ends a sentence: `a clerk at Marlow Steel Inc.` President Ruiz left.
fn is_firm_of_officer(words: &Words<'_>, start: usize, office: usize) -> bool {
    let firm = office > start + 1
        && words.language == Language::English
        && PEOPLE.bodies.legal_forms.has(words.text(office - 1))
        && PEOPLE.bodies.officers.has(words.text(office));
    let governed = || start > 0 && words.is_spaced(start - 1) && words.is(start - 1, PREP) && !matches!(words.text(start - 1), "by" | "to");
    firm && (!words.is_spelt(office, "President") || !governed()) && office_end(words, office).is_some()
}

/// Whether a small word with a capital begins a surname: Yann `Le` Goff.
pub(super) fn is_capital_particle(words: &Words<'_>, at: usize) -> bool {
    words.is(at, PARTICLE)
        && words.is_capital(at)
        && words.is_spaced(at)
        && words.is_capital(at + 1)
        && !words.is_upper(at + 1)
        && !words.is(at + 1, STOP | DATE | ORG | PLACE)
        && PEOPLE.capital_particles.has(words.text(at))
}

/// Width of a nickname in quotation marks or brackets and the word behind it, where both belong to the name.
fn nickname_width(words: &Words<'_>, next: usize) -> Option<usize> {
    // `Sheriff Thelonius “Tad” Rusk`
    let titled = || {
        let office = next.checked_sub(2).filter(|&office| words.is(office, TITLE) && words.is_capital(office) && words.is_tight(office));
        office.is_some() && words.is_capital(next) && !words.is(next - 1, TITLE | ORG | PLACE | DATE | STOP | lexicon::ROLE)
    };
    let named = words.is(next - 1, FIRST) || words.is_initial(next - 1) && words.is(next.saturating_sub(2), FIRST) || titled();
    if words.is_quoted(next) || !named {
        return None;
    }
    (1..=3)
        .find(|&width| matches!(words.gap(next + width - 1), "” " | "\" " | ") " | "’ " | "' ") && words.is_capital(next + width))
        .map(|width| width + 1)
}

/// Whether a word is the first syllable of a Korean given name, which may read like a small word: `In-ho`.
fn is_syllable(words: &Words<'_>, at: usize) -> bool {
    words.is_before_hyphen(at)
        && words.is_capital(at)
        && !words.is_capital(at + 1)
        && words.end(at + 1) - words.start(at + 1) <= 5
        && words.end(at) - words.start(at) <= 5
        && !words.is(at + 1, PREP | STOP | lexicon::CUE)
}

/// Whether a small word is a Korean surname: `Oh Soon-deok`.
fn is_korean(words: &Words<'_>, at: usize) -> bool {
    words.is_before_hyphen(at + 1)
        && words.is_spaced(at)
        && words.end(at) - words.start(at) <= 3
        && is_syllable(words, at + 1)
        && words.is(at, STOP)
        && !words.is(at, PREP | lexicon::DET | lexicon::CONJ | lexicon::SUB | lexicon::AUX | lexicon::PRON | lexicon::POSS)
}
