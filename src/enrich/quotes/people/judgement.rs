//! Judges whether a name is a person’s, a body’s or a place’s, or only a word with a capital: by first names, titles, initials, and words that only bodies or places
//! carry.

use std::ops::Range;

use super::callings::acts_by_first_name;
use super::firms::{is_given_place, named_after_persons};
use super::names::{is_nickname, led_by, opens_plainly};
use super::runs::SURNAME_STOP;
use super::titles::is_saint;
use super::{NameKind, letters, offices, russian};
use crate::analysis::names::is_family_first;
use crate::enrich::quotes::words::french::is_french_participle;
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{self, ABBREV, DEPT, FIRST, Language, ORG, PARTICLE, PLACE, SOFT, SUFFIX, TITLE};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};
use crate::enrich::quotes::words::spelling::without_suffix;
use crate::enrich::quotes::words::{INITIAL, SPACED, Words};

/// Judges a name of one word.
pub(super) fn judge_word(words: &Words<'_>, word: usize, titled: bool, run_start: usize) -> NameKind {
    let class = words.class(word);
    let first_name = class & FIRST != 0;
    match () {
        () if words.language != Language::English && is_town_of_somebody(words, word, titled) => NameKind::Place,
        () if class & PLACE != 0 && (!first_name || words.is_spelt(word, "Israel")) && !titled => NameKind::Place,
        // `Selby Sheriff Court`, but `Mrs. Court`.
        () if titled && words.is_spelt(word, "Court") && word > run_start && !words.is(word - 1, ABBREV) => NameKind::Organisation,
        () if class & ORG != 0 && !(class & SOFT != 0 && titled || first_name) => NameKind::Organisation,
        () if titled => NameKind::Person,
        () => judge_single(words, word, first_name, run_start),
    }
}

/// Whether a word is the town that an office before it is of, or that somebody is from.
fn is_town_of_somebody(words: &Words<'_>, word: usize, titled: bool) -> bool {
    !words.is(word, FIRST) && !titled && offices::is_town_of_office(words, word)
        || russian::is_town_of_native(words, word)
        || russian::is_town_of_office(words, word)
}

/// Judges a single word, perhaps with a suffix, that is neither a place nor a body and has no title.
fn judge_single(words: &Words<'_>, word: usize, first_name: bool, run_start: usize) -> NameKind {
    let written = words.text(word);
    let named = if words.is_possessive(word) || words.language != Language::English { words.named(word) } else { written };
    match () {
        () if !first_name && words.is(word, SURNAME_STOP) && !words.is(word, PARTICLE) => NameKind::Word,
        // `ROMA, 3 MAR -`
        () if word > 0 && words.is_upper(word) && words.is_number(word - 1) && PEOPLE.months_in_capitals.has(written) => NameKind::Word,
        () if words.is_upper(word) || !words.is_small_behind_first(word) && is_brand(named) => NameKind::Organisation,
        () if named.len() < written.len() && !words.is_of(word) && !first_name => NameKind::Organisation,
        () if PEOPLE.bodies.legal_forms.has(written) || is_unnamed_official(words, word) => NameKind::Word,
        () if follows_the(words, run_start) || words.is_spaced(word) && words.is_spelt(word + 1, "of") => NameKind::Organisation,
        () if words.language == Language::German
            && !first_name
            && (words.is(word, lexicon::ROLE | lexicon::BODY) || !german::beside_cue(words, word)) =>
        {
            NameKind::Word
        }
        // `Политик напомнил о договоре.`
        () if words.language == Language::Russian && !first_name && words.is(word, lexicon::ROLE) && words.opens_sentence(word) => {
            NameKind::Word
        }
        // `Последней вышла Анна.`, `Дежурный молчит.`
        () if words.language == Language::Russian && !first_name && russian::opens_as_adjective(words, word) => NameKind::Word,
        // `Inquiète pour son fils, la mère`
        () if !first_name && opens_as_participle(words, word) => NameKind::Word,
        // `Contattato, l’avvocato tace.`
        () if SPEECH.asked_first.has(written) && !words.is_spaced(word) && words.opens_sentence(word) => NameKind::Word,
        () if first_name && acts_by_first_name(words, word) => NameKind::Person,
        () if opens_plainly(words, word) || !first_name && is_aside(words, word) => NameKind::Word,
        () if words.class(word) & (lexicon::ROLE | lexicon::PLURAL) == lexicon::ROLE | lexicon::PLURAL => NameKind::Organisation,
        () => NameKind::Unknown,
    }
}

/// Whether a word with a capital only tells what somebody is, behind the dotted letters of a country: `a U.S. Official`.
fn is_unnamed_official(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.is(at, lexicon::ROLE)
        && !words.is(at, FIRST)
        && words.gap_before(at) == ". "
        && words.is(at - 1, PLACE)
        && words.text(at - 1).contains('.')
}

/// Whether a French word that opens a sentence is a participle that tells of its subject: `Paniqué, l’homme a fui`, `Agacée par la presse, la ministre`.
fn opens_as_participle(words: &Words<'_>, at: usize) -> bool {
    let goes_on = || words.is_before_comma(at) || words.is_spaced(at) && words.is(at + 1, lexicon::PREP);
    words.language == Language::French && is_french_participle(words.text(at)) && goes_on() && words.opens_sentence(at)
}

/// Whether a word that opens a sentence before a comma is a participle or an adverb: `Concerned, the owner left`, `Conversely, a man stayed`.
fn is_aside(words: &Words<'_>, at: usize) -> bool {
    let ends = || words.text(at).ends_with("ed") || words.text(at).ends_with("ly");
    ends() && !words.is_spaced(at) && words.gap(at).starts_with(',') && words.opens_sentence(at)
}

/// Whether a word has a capital inside, as brands are written (`BuzzFeed`); names of persons have one behind a short beginning only (`McCain`,
/// `DiCaprio`).
fn is_brand(word: &str) -> bool {
    if word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let small = word.chars().skip(1).take_while(|c| c.is_lowercase()).count();
    small >= 3 && !word.starts_with("Fitz") && word.chars().nth(small + 1).is_some_and(char::is_uppercase)
}

/// Whether the definite article stands before a word.
pub(super) fn follows_the(words: &Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    // By one branch: whether it does cannot be foretold.
    let written = words.body.as_bytes().get(words.start(before)..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
    let others = (u32::from_le_bytes(written) | 0x20) << 8 ^ u32::from_le_bytes(*b"\0the");
    let length = words.end(before) - words.start(before);
    let apart = !words.class(before) & SPACED;
    u64::from(others) | (length ^ 3) as u64 | apart == 0
}

/// Whether a name of two words is a person's whose initials carry no full stops: law minister `TK Jayaram`. Only the office before it tells.
fn has_bare_initials(words: &Words<'_>, tokens: &Range<usize>, run_start: usize) -> bool {
    let (first, last) = (tokens.start, tokens.end - 1);
    let office = run_start.checked_sub(1).filter(|&office| words.is_spaced(office) && !words.is_capital(office));
    let initials = words.is_upper(first)
        && matches!(words.text(first).len(), 2 | 3)
        && words.text(first).bytes().all(|byte| byte.is_ascii_uppercase());
    let surname =
        words.is_capital(last) && !words.is_upper(last) && !words.is(last, ORG | PLACE | DEPT | lexicon::ROLE | lexicon::BODY | TITLE);
    tokens.len() == 2 && initials && surname && !words.is(first, ORG | PLACE) && words.is_spaced(first) && led_by(words, office)
}

/// Whether a name ends with two syllables that a hyphen joins, the second of them small: Park `Seo-yeon`.
fn hyphenated_given(words: &Words<'_>, core: &Range<usize>) -> bool {
    core.len() == 3 && words.is_before_hyphen(core.end - 2) && words.is_spaced(core.start) && !words.is_capital(core.end - 1)
}

/// A name as the text writes it, without a possessive ending: `Kim Bok-un` of `Kim Bok-un’s sister`.
fn without_ending<'a>(words: &Words<'a>, core: &Range<usize>) -> &'a str {
    let last = core.end - 1;
    &words.body[words.start(core.start)..words.start(last) + words.stem(last).len()]
}

/// What any word of a name is, and what all of them are.
pub(super) fn classes_of(words: &Words<'_>, name: &Range<usize>) -> (lexicon::Class, lexicon::Class) {
    // As nearly all have two or three: which of these cannot be foretold.
    if name.len() <= 3 {
        let last = name.end - 1;
        let [first, second, last] = [name.start, last.min(name.start + 1), last].map(|at| words.class(at));
        return (first | second | last, first & second & last);
    }
    let classes = words.class.get(name.clone()).unwrap_or_default();
    classes.iter().fold((0, lexicon::Class::MAX), |(any, all), own| (any | own, all & own))
}

pub(super) fn judge(words: &Words<'_>, tokens: &Range<usize>, titled: bool, run_start: usize) -> NameKind {
    let first = tokens.start;
    if tokens.len() == 1 {
        return judge_word(words, first, titled, run_start);
    }
    let core = without_suffix(words, tokens);
    let single = core.len() == 1;
    let first_name = words.is(first, FIRST) || words.is_initial(first) && core.len() > 2 && words.is(first + 1, FIRST);
    let named = first_name && core.len() > 1 && !words.is(first, PLACE);
    let (of_any, of_all) = classes_of(words, tokens);
    let firm = of_any & ORG != 0
        && tokens.clone().filter(|&at| words.is(at, ORG) && !is_nickname(words, tokens, at)).any(|at| {
            let surname = words.is(at, SOFT) && (named || titled) || named && titled && at + 1 == core.end || at == first && first_name;
            let korean = || hyphenated_given(words, &core) && is_family_first(without_ending(words, &core));
            let syllable =
                || korean() || at > first && core.len() == 3 && !words.is_upper(at) && is_family_first(without_ending(words, &core));
            !surname && !syllable()
        });
    if !titled && (single && words.is(first, PLACE) && !first_name || tokens.len() == 2 && is_saint(words, first, first)) {
        return NameKind::Place;
    }
    if of_all & PLACE != 0 && !titled && !first_name {
        return NameKind::Place;
    }
    if firm || !titled && named_after_persons(words, tokens) {
        return NameKind::Organisation;
    }
    if tokens.len() == 2 && PEOPLE.offices_of_one.length_of(|at| words.stem(first + at)) == Some(2) {
        return NameKind::Person;
    }
    let hyphenated = words.is_parted_by(first, ['-']) && core.len() == 2;
    if hyphenated && !first_name {
        return if words.end(first) - words.start(first) == 1 { NameKind::Place } else { NameKind::Organisation };
    }
    if titled
        || letters::has_joined_initials(words, &core) && led_by(words, run_start.checked_sub(1).filter(|&office| words.is_spaced(office)))
    {
        return NameKind::Person;
    }
    if single {
        return judge_single(words, first, first_name, run_start);
    }
    let after_the = follows_the(words, run_start) && !(first > run_start && offices::is_behind_chair(words, run_start));
    let korean = || hyphenated_given(words, &core) && is_family_first(without_ending(words, &core));
    let evidence = first_name || korean() || of_any & (SUFFIX | INITIAL) != 0;
    if evidence && !after_the {
        return NameKind::Person;
    }
    if of_any & PLACE != 0 {
        return if is_given_place(words, tokens) { NameKind::Unknown } else { NameKind::Place };
    }
    if matches!(words.text(tokens.end), "have" | "are" | "were") && words.is_tight(tokens.end - 1) {
        return NameKind::Organisation;
    }
    if has_bare_initials(words, tokens, run_start) {
        return NameKind::Person;
    }
    if after_the
        || words.language == Language::German && !(tokens.len() == 2 && german::names_person(words, tokens, run_start))
        || words.is_upper(first)
            && !words.is_upper(tokens.end - 1)
            && !PEOPLE.generations.has(words.text(tokens.end - 1))
            && !letters::has_joined_initials(words, &core)
    {
        return NameKind::Organisation;
    }
    NameKind::Unknown
}
