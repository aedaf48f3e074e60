//! The company a name keeps: whether the words around it make it a place, a person, or part of another name.

use std::hint::select_unpredictable;
use std::ops::Range;

use super::anchors::MIDDLING;
use super::neighbours::{Neighbour, Side, may_part, neighbour};
use super::scan::{Candidate, Writing, is_space, plain};
use super::words::Word;
use crate::analysis::segment::{Segments, Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Class, Finder, Kind, Short, record};
use crate::enrich::word_table::Packed;

/// What the neighbours of a name say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Set off as datelines are, or as where a person of some age is of: a place, however small.
    Opening,
    /// A preposition stands before, or townspeople follow: a place.
    Strong,
    /// Nothing speaks against a place.
    Plain,
    /// A capitalised word follows, perhaps of a longer name (`Cambridge Analytica`).
    Named,
    /// Something speaks against it; only other evidence can save it.
    Weak,
    /// The surname of a person, who may be called by it later.
    Surname,
    /// The first name of a person.
    Forename,
    /// Part of another name: a paper, a team, a company, a street.
    Other,
}

/// A name with what is asked of it again and again.
#[derive(Clone, Copy)]
struct Own<'c> {
    candidate: &'c Candidate,
    /// What is known of it as a word.
    word: Word,
    is_single: bool,
    is_adjective: bool,
    is_country: bool,
}

impl<'c> Own<'c> {
    fn of(candidate: &'c Candidate, word: Word) -> Self {
        let first = candidate.meanings.iter().next();
        Self {
            candidate,
            word,
            is_single: candidate.tokens.len() == 1,
            is_adjective: first.is_some_and(|(_, class)| class == Class::Adjective),
            is_country: first.is_some_and(|(id, _)| record(id).kind <= Kind::Country),
        }
    }
}

/// Judges one candidate, which is known as `word`, by its neighbours.
pub(super) fn judge(text: &str, segments: &Segments, candidate: &Candidate, word: Word, writing: Writing) -> Verdict {
    let tokens = &segments.tokens;
    let bytes = text.as_bytes();
    let (left, right) = (&bytes[..candidate.bytes.start()], &bytes[candidate.bytes.end()..]);
    let (own, sentence) = (Own::of(candidate, word), candidate.sentence);
    let words_before = &tokens[sentence.start()..candidate.tokens.start()];
    let is_of = |last: &Token| (last.end - last.start == 2) & bytes[last.start as usize..].starts_with(b"of");
    if words_before.last().is_some_and(is_of)
        && let Some(verdict) = judge_behind_of(text, left, words_before, candidate)
    {
        return verdict;
    }
    if opens_story(text, candidate.bytes.range()) && words_before.is_empty() {
        return Verdict::Opening;
    }
    // What stands beside is looked at as bytes first: few names stand beside what makes a difference.
    if follows_initial(text, left) && own.is_single && !own.is_country {
        return Verdict::Surname;
    }
    if is_age(right) && own.is_single && !own.is_adjective {
        return Verdict::Surname;
    }
    let (first, end) = (candidate.tokens.start(), candidate.tokens.end());
    let before = neighbour(text, tokens, first.wrapping_sub(1), Side::Before, !words_before.is_empty());
    let after = neighbour(text, tokens, end - 1, Side::Behind, (end < sentence.end()) & may_part(right));
    const BEATING: [Packed; 3] = [Packed::of_bytes(b"beat"), Packed::of_bytes(b"beats"), Packed::of_bytes(b"thrashed")];
    let beats = || before.is_any_of(BEATING) && matches!(before.text(), "beat" | "beats" | "thrashed");
    if (is_of_a_team(text, tokens, candidate) || beats()) && !(own.is_adjective | own.is_country) {
        return Verdict::Other;
    }
    if own.is_adjective & !after.is_there && before.is_there && is_of_speech(before.text()) {
        return Verdict::Other;
    }
    // Behind a small word nobody asks for the second.
    let second = after.is_name().then(|| neighbour(text, tokens, end, Side::Behind, end + 1 < sentence.end()));
    if let Some(verdict) = second.as_ref().and_then(|second| judge_after(&after, second, own)) {
        return verdict;
    }
    let verdict = judge_before(&before, words_before.len() == 1, own, writing);
    let (plain, weak) = (verdict == Verdict::Plain, verdict == Verdict::Weak);
    let is_thing = plain & !(own.is_country | own.is_adjective) & is_thing(&before, &after);
    let is_strong = is_townspeople(&after) & !own.word.is(Word::COMMON) & (plain | weak & (words_before.len() == 1));
    let verdict = select_unpredictable(is_strong, Verdict::Strong, verdict);
    let verdict = select_unpredictable(is_thing, Verdict::Named, verdict);
    match second {
        Some(second) if !(is_thing | is_strong) && !writing.capital_nouns && begins_longer_name(&after, own) => {
            // "Boston Consulting Group"
            if !own.is_country && second.is_title(Word::COMPANY) {
                return Verdict::Other;
            }
            // "at Laurel Fork Dam" names a dam.
            let doubtful = || second.is_title(Word::FEATURE) || is_small(candidate);
            if plain || verdict == Verdict::Strong && doubtful() { Verdict::Named } else { verdict }
        }
        _ => verdict,
    }
}

/// What the words before a name say of which the last is `of`; `left` are all bytes before it.
fn judge_behind_of(text: &str, left: &[u8], before: &[Token], candidate: &Candidate) -> Option<Verdict> {
    if left.strip_suffix(b", of ").is_some_and(|rest| rest.last().is_some_and(u8::is_ascii_digit)) {
        // "Jane Doe, 39, of Barnsley"
        return Some(Verdict::Opening);
    }
    if is_of_a_person(text, before) {
        return Some(Verdict::Strong);
    }
    is_of_a_body(text, before, candidate).then_some(Verdict::Other)
}

/// Whether what follows or stands before is of a team's name.
fn is_of_a_team(text: &str, tokens: &[Token], candidate: &Candidate) -> bool {
    let right = &text.as_bytes()[candidate.bytes.end()..];
    let rest = || &text[candidate.bytes.end()..];
    // None of it is in small letters.
    let may_follow = || matches!(right, [b' ', next, ..] if !next.is_ascii_lowercase());
    let is_joined = tokens.get(candidate.tokens.end()).is_some_and(|next| text.as_bytes().get(next.end as usize) == Some(&b'-'));
    let before_digit = right.first_chunk().is_some_and(|next| u16::from_le_bytes(*next) & 0xf0ff == u16::from_le_bytes(*b" 0"));
    before_digit && is_score(rest())
        || right.starts_with(b" City ") && is_playing_city(rest())
        || is_joined && may_follow() && is_joined_club(rest())
}

/// Whether what only a place has follows in small letters (`Lincoln police`).
fn is_townspeople(after: &Neighbour<'_>) -> bool {
    let small = after.token.case == TokenCase::Lower;
    !after.hyphenated & after.word.is(select_unpredictable(small, Word::LOCAL, Word::CIVIC))
}

/// Whether a park or hall follows, or an article stands before: what has a town's name need not be there (`a Lincoln impersonator`).
fn is_thing(before: &Neighbour<'_>, after: &Neighbour<'_>) -> bool {
    const ARTICLES: [Packed; 3] = [Packed::of_bytes(b"a"), Packed::of_bytes(b"an"), Packed::of_bytes(b"the")];
    let plain = !after.is_there | (after.token.case == TokenCase::Lower) & !is_townspeople(after);
    after.is_title(Word::VENUE) | before.is_any_of(ARTICLES) & plain
}

/// Whether a person is said to be from there: behind a first name and a capitalised word (`Larry Dunaway of Berea`); `of` is the last of the words
/// before.
fn is_of_a_person(text: &str, before: &[Token]) -> bool {
    let [.., first, last, of] = before else { return false };
    last.case == TokenCase::Title
        && last.kind == TokenKind::Word
        && Word::written(first.text(text)).is(Word::GIVEN)
        && is_space(&text[first.end as usize..last.start as usize])
        && is_space(&text[last.end as usize..of.start as usize])
}

/// Whether a name at the beginning of a sentence is set off as datelines are (`TORRINGTON — The council`).
fn opens_story(text: &str, bytes: Range<usize>) -> bool {
    // Few words have anything like a dash behind them.
    const DASHES: [u16; 2] = [u16::from_le_bytes(*b" -"), u16::from_le_bytes(*b" \xe2")];
    if !text.as_bytes()[bytes.end..].first_chunk().is_some_and(|next| DASHES.contains(&u16::from_le_bytes(*next))) {
        return false;
    }
    let (name, rest) = (&text[bytes.clone()], &text[bytes.end..]);
    let dash = || [" — ", " – ", " -- ", " - "].iter().any(|mark| rest.starts_with(mark));
    name.len() > 3 && !name.contains(char::is_lowercase) && dash()
}

/// `after` begins with a capital; `second` is the word behind it.
fn judge_after(after: &Neighbour<'_>, second: &Neighbour<'_>, own: Own<'_>) -> Option<Verdict> {
    let Own { is_single: single, is_adjective: adjective, .. } = own;
    let word = after.word;
    if matches!(after.text(), "University" | "College" | "Institute" | "Hospital") && single && !adjective {
        return Some(Verdict::Weak);
    }
    if word.is(Word::FOLLOW) && !(own.word.is(Word::FORENAME) && second.word.is(Word::ACT)) {
        return None;
    }
    let others = [Word::COMPANY, Word::COMPANY.or(Word::PAPER).or(Word::TEAM)][usize::from(!adjective)];
    let street = word.is(Word::STREET) & !adjective & !own.is_country;
    if word.is(others) | street {
        return Some(Verdict::Other);
    }
    // "Charlotte Church sang", "Irving Berlin wrote"
    let acts = || second.token.case == TokenCase::Lower && second.word.is(Word::ACT);
    let surname = || word.is(Word::GIVEN.or(Word::COMMON)) || after.is_unknown_name() && !is_place(after) || acts();
    let may_be_forename = single & !adjective & own.word.is(Word::FORENAME.or(Word::GIVEN)) & (after.token.case == TokenCase::Title);
    if may_be_forename && surname() {
        return Some(Verdict::Forename);
    }
    None
}

/// Whether an unknown capitalised word follows, as in the names of firms.
fn begins_longer_name(after: &Neighbour<'_>, own: Own<'_>) -> bool {
    after.is_unknown_name() && !own.is_adjective && !is_place(after)
}

/// `first` tells whether the word before opens the sentence.
fn judge_before(before: &Neighbour<'_>, first: bool, own: Own<'_>, writing: Writing) -> Verdict {
    let Own { candidate, is_single: single, .. } = own;
    let word = before.word;
    let preposed = word.is(Word::PREPOSITION) & !before.dotted;
    if preposed | !before.is_name() {
        return select_unpredictable(preposed, Verdict::Strong, Verdict::Plain);
    }
    // "Real Madrid" at the beginning of a sentence, where "La" or "El" tells nothing.
    let opens = first && matches!(before.text(), "El" | "La" | "Los" | "Las");
    if word.is(Word::ABSORB) && !own.is_adjective && !opens {
        return Verdict::Other;
    }
    if before.hyphenated {
        // "Sen. Jane Doe, D-Plymouth", but no town of "Miami-Dade".
        return match before.text() {
            "D" | "R" | "DFL" => Verdict::Strong,
            _ if before.is_unknown_name() || is_place(before) => Verdict::Named,
            _ => Verdict::Plain,
        };
    }
    let forename = word.is(Word::GIVEN) || word.is(Word::FORENAME) && !own.is_country && !is_state(candidate);
    if single && (forename || before.is_initial()) && !own.is_adjective {
        return Verdict::Surname;
    }
    // "Abigail Van Buren"
    if !single && word.is(Word::GIVEN) && is_small(candidate) && !own.is_country {
        return Verdict::Other;
    }
    let personal = || own.word.is(Word::NAMESAKE) && matches!(before.text(), "Mr" | "Mrs" | "Ms" | "Dr");
    if single && word.is(Word::TITLE) && (!own.is_country || personal()) {
        return Verdict::Surname;
    }
    if !before.is_unknown_name() || is_place(before) || own.is_adjective || writing.capital_nouns {
        return Verdict::Plain;
    }
    // Russian sets the name in the genitive behind any noun: "Власти Москвы".
    let opens = first && (before.text().ends_with("ing") || before.text().starts_with(|c| ('\u{400}'..='\u{4ff}').contains(&c)));
    if opens {
        return Verdict::Plain;
    }
    match (single && own.word.is(Word::NAMESAKE), own.is_country) {
        (true, false) if !first => Verdict::Surname,
        (true, _) => Verdict::Weak,
        (false, true) => Verdict::Plain,
        (false, false) if is_state(candidate) => Verdict::Plain,
        (false, false) => Verdict::Weak,
    }
}

/// Whether a person's first name and initial stand before (`Terry A. Corbin`), though a sentence may seem to end there; `left` are the bytes before.
fn follows_initial(text: &str, left: &[u8]) -> bool {
    const INITIAL: u32 = u32::from_le_bytes(*b" \0. ");
    let Some((before, last)) = left.split_last_chunk() else { return false };
    // As of hardly any.
    if u32::from_le_bytes(*last) & !0xff00 != INITIAL || !last[1].is_ascii_uppercase() {
        return false;
    }
    let first = text[..before.len()].rsplit(' ').next().unwrap_or_default();
    Word::written(first).is(Word::GIVEN.or(Word::FORENAME))
}

/// Whether a bank stands before `of`, which is the last of the words before (`Bank of England`), or before America any capitalised noun.
fn is_of_a_body(text: &str, before: &[Token], candidate: &Candidate) -> bool {
    let [.., body, _] = before else { return false };
    let america = || candidate.key.as_bytes() == b"america" && body.case == TokenCase::Title;
    body.text(text) == "Bank" || america()
}

/// Whether an age follows, as behind a person's name (`Jordan, 34, said`).
fn is_age(right: &[u8]) -> bool {
    // As hardly ever.
    const BEFORE_DIGIT: u32 = u32::from_le_bytes(*b", 0\0");
    if right.first_chunk().is_none_or(|first| u32::from_le_bytes(*first) & 0xf0_ffff != BEFORE_DIGIT) {
        return false;
    }
    match right {
        [b',', b' ', age, b',', ..] => age.is_ascii_digit(),
        [b',', b' ', tens, ones, b',', ..] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

/// Whether the score of a game follows, as behind a team's name (`Liverpool 2-0`).
fn is_score(rest: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let own = digits(rest);
    let Some(other) = rest[own..].strip_prefix(['-', '–']).filter(|_| (1..=3).contains(&own)) else { return false };
    (1..=3).contains(&digits(other)) && !other[digits(other)..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// Whether a club's second name of two joined words follows (`Paris Saint-Germain`).
fn is_joined_club(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next();
    word.is_some_and(|word| word.contains('-') && word.starts_with(char::is_uppercase) && Word::of(word.as_bytes()).is(Word::TEAM))
}

/// Whether a club's `City` and what clubs do follow (`Manchester City won`).
fn is_playing_city(rest: &str) -> bool {
    let verb = rest.strip_prefix(" City ").and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
    verb.is_some_and(|verb| {
        matches!(verb, "won" | "win" | "beat" | "lost" | "lose" | "drew" | "draw" | "scored" | "signed" | "play" | "played")
    })
}

/// Words after which an adjective that stands alone is a language (`in Turkish,`).
fn is_of_speech(word: &str) -> bool {
    matches!(word, "in" | "In" | "into" | "speak" | "speaks" | "spoke" | "speaking" | "learn" | "learned" | "fluent" | "auf" | "en")
}

fn is_place(neighbour: &Neighbour<'_>) -> bool {
    let short = Short::of(neighbour.letters);
    let known = if neighbour.letters.is(Packed::NONE) {
        Finder::with(|finder| finder.find_word(plain(neighbour.text())))
    } else if short.may_begin_a_name() {
        Finder::with(|finder| finder.find_short(&short))
    } else {
        return false;
    };
    known.meanings().is_some_and(|meanings| meanings.down_to(Class::Adjective).any(|(id, _)| record(id).weight > 18_000))
}

pub(super) fn is_adjective(candidate: &Candidate) -> bool {
    candidate.meanings.iter().next().is_some_and(|(_, class)| class == Class::Adjective)
}

/// Whether the name is that of towns of fewer than a hundred thousand people alone.
fn is_small(candidate: &Candidate) -> bool {
    candidate.meanings.down_to(Class::Adjective).all(|(id, _)| record(id).weight < MIDDLING)
}

fn is_state(candidate: &Candidate) -> bool {
    candidate.meanings.iter().next().is_some_and(|(id, _)| record(id).kind == Kind::Region && record(id).weight >= 25_000)
}
