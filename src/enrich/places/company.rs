//! The company a name keeps: whether the words around it make it a place, a person, or part of another name.

use std::ops::Range;

use super::anchors::MIDDLING;
use super::scan::{Candidate, Writing, is_space, letters, plain};
use super::small_words::{ARTICLES, judge_among_small_words};
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

/// One word beside a name.
#[derive(Debug)]
struct Neighbour<'a> {
    text: &'a str,
    /// The word as a number, where it is short and of English letters alone.
    letters: Option<Packed>,
    word: Word,
    token: Token,
    /// Whether it opens the sentence.
    first: bool,
    /// Whether a hyphen joins it to the name.
    hyphenated: bool,
    /// Whether a full stop parts it from the name.
    dotted: bool,
}

impl Neighbour<'_> {
    /// A capitalised word that no list knows.
    fn is_unknown_name(&self) -> bool {
        let unlisted = [Word::default(), Word::COMMON, Word::FEATURE].contains(&self.word);
        self.token.kind == TokenKind::Word && self.token.case == TokenCase::Title && unlisted
    }

    fn is_initial(&self) -> bool {
        self.text.len() == 1 && self.token.case == TokenCase::Title
    }
}

/// A name with what is asked of it again and again.
#[derive(Clone, Copy)]
pub(super) struct Own<'c> {
    pub(super) candidate: &'c Candidate,
    /// What is known of it as a word.
    pub(super) word: Word,
    is_single: bool,
    pub(super) is_adjective: bool,
    pub(super) is_country: bool,
}

impl<'c> Own<'c> {
    pub(super) fn of(candidate: &'c Candidate, word: Word) -> Self {
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
    let own = Own::of(candidate, word);
    judge_among_small_words(text.as_bytes(), &segments.tokens, own).unwrap_or_else(|| judge_by_all_rules(text, segments, own, writing))
}

/// The same however the name stands.
pub(super) fn judge_by_all_rules(text: &str, segments: &Segments, own: Own<'_>, writing: Writing) -> Verdict {
    let tokens = &segments.tokens;
    let bytes = text.as_bytes();
    let candidate = own.candidate;
    let (left, right) = (&bytes[..candidate.bytes.start()], &bytes[candidate.bytes.end()..]);
    let words_before = &tokens[candidate.sentence.start()..candidate.tokens.start()];
    let is_of = |last: &Token| (last.end - last.start == 2) & bytes[last.start as usize..].starts_with(b"of");
    let is_behind_of = words_before.last().is_some_and(is_of);
    if is_behind_of && left.strip_suffix(b", of ").is_some_and(|rest| rest.last().is_some_and(u8::is_ascii_digit)) {
        // "Jane Doe, 39, of Barnsley"
        return Verdict::Opening;
    }
    if is_behind_of && is_of_a_person(text, words_before) {
        return Verdict::Strong;
    }
    let before = (candidate.tokens.start() > candidate.sentence.start())
        .then(|| neighbour(text, tokens, candidate.tokens.start() - 1, candidate.sentence.start(), candidate.tokens.start()))
        .flatten();
    let after = (candidate.tokens.end() < candidate.sentence.end() && matches!(right, [b' ' | b'-', ..] | [0xc2, 0xa0, ..]))
        .then(|| neighbour(text, tokens, candidate.tokens.end(), candidate.sentence.start(), candidate.tokens.end() - 1))
        .flatten();
    let (before, after) = (before.as_ref(), after.as_ref());
    if candidate.tokens.start() == candidate.sentence.start() && opens_story(text, candidate.bytes.range()) {
        return Verdict::Opening;
    }
    // What stands before is looked at as bytes first: few names stand behind what makes a difference.
    if own.is_single && left.ends_with(b". ") && follows_initial(&text[..candidate.bytes.start()]) && !own.is_country {
        return Verdict::Surname;
    }
    if is_behind_of && is_of_a_body(text, words_before, candidate) {
        return Verdict::Other;
    }
    let rest = &text[candidate.bytes.end()..];
    if own.is_single && is_age(rest) && !own.is_adjective {
        return Verdict::Surname;
    }
    // None of what may follow a team's name is in small letters.
    let may_follow = || matches!(right, [b' ', next, ..] if !next.is_ascii_lowercase());
    let is_joined = || tokens.get(candidate.tokens.end()).is_some_and(|next| bytes.get(next.end as usize) == Some(&b'-'));
    let plays = || {
        may_follow() && (is_score(rest) || is_playing_city(rest) || is_joined() && is_joined_club(rest))
            || before.is_some_and(|before| matches!(before.text, "beat" | "beats" | "thrashed"))
    };
    if !(own.is_adjective | own.is_country) && plays() {
        return Verdict::Other;
    }
    if after.is_none() && own.is_adjective && before.is_some_and(|before| is_of_speech(before.text)) {
        return Verdict::Other;
    }
    let beyond = candidate.tokens.end() + 1;
    // Behind a small word nobody asks for it.
    let second = (after.is_some_and(|after| after.token.case != TokenCase::Lower) && beyond < candidate.sentence.end())
        .then(|| neighbour(text, tokens, beyond, candidate.sentence.start(), beyond - 1))
        .flatten();
    let second = second.as_ref();
    if let Some(verdict) = after.and_then(|after| judge_after(after, second, own)) {
        return verdict;
    }
    let named = !writing.capital_nouns && after.is_some_and(|after| begins_longer_name(after, own));
    let verdict = before.map_or(Verdict::Plain, |before| judge_before(before, own, writing));
    if (verdict == Verdict::Plain) & !(own.is_country | own.is_adjective) && is_thing(before, after) {
        return Verdict::Named;
    }
    if is_townspeople(after)
        && !own.word.is(Word::COMMON)
        && (verdict == Verdict::Plain || verdict == Verdict::Weak && before.is_some_and(|before| before.first))
    {
        return Verdict::Strong;
    }
    // "at Laurel Fork Dam" names a dam.
    let beyond = |class: Word| second.is_some_and(|next| next.token.case == TokenCase::Title && next.word.is(class));
    let feature = || beyond(Word::FEATURE);
    // "Boston Consulting Group"
    let company = || !own.is_country && beyond(Word::COMPANY);
    if named && company() {
        return Verdict::Other;
    }
    let doubtful = || feature() || is_small(candidate);
    if named && (verdict == Verdict::Plain || verdict == Verdict::Strong && doubtful()) { Verdict::Named } else { verdict }
}

/// The word at `index`, where only a space or hyphen parts it from the one at `beside`.
fn neighbour<'a>(text: &'a str, tokens: &[Token], index: usize, sentence_start: usize, beside: usize) -> Option<Neighbour<'a>> {
    let token = tokens[index];
    let (left, right) = (tokens[index.min(beside)], tokens[index.max(beside)]);
    let gap = left.end as usize..right.start as usize;
    let word = token.text(text);
    let (is_joined, hyphenated, dotted) = match &text.as_bytes()[gap.clone()] {
        b" " => (true, false, false),
        b"-" => (true, true, false),
        // "J. Lincoln", "Gov. Washington", "Sen. Kansas"
        b". " => (word.len() == 1 || index < beside && word.len() <= 4, false, true),
        _ => (is_space(&text[gap]), false, false),
    };
    let letters = || letters(text, token);
    is_joined.then(letters).map(|letters| Neighbour {
        text: word,
        letters,
        word: letters.map_or_else(|| Word::written(plain(word)), Word::of_letters),
        token,
        first: index == sentence_start,
        hyphenated,
        dotted,
    })
}

/// Whether what only a place has follows in small letters (`Lincoln police`).
fn is_townspeople(after: Option<&Neighbour<'_>>) -> bool {
    after.is_some_and(|after| {
        let small = after.token.case == TokenCase::Lower;
        !after.hyphenated && after.word.is(if small { Word::LOCAL } else { Word::CIVIC })
    })
}

/// Whether a park or hall follows, or an article stands before: what has a town's name need not be there (`a Lincoln impersonator`).
fn is_thing(before: Option<&Neighbour<'_>>, after: Option<&Neighbour<'_>>) -> bool {
    let venue = after.is_some_and(|after| after.token.case == TokenCase::Title && after.word.is(Word::VENUE));
    let is_article = |word: Packed| ARTICLES.iter().any(|article| word.is(*article));
    let article = || before.and_then(|before| Packed::of(before.text.as_bytes())).is_some_and(is_article);
    let plain = || after.is_none_or(|after| after.token.case == TokenCase::Lower && !is_townspeople(Some(after)));
    venue || article() && plain()
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
    let (name, rest) = (&text[bytes.clone()], &text[bytes.end..]);
    // Few words have anything like a dash behind them.
    let may_be_dash = matches!(rest.as_bytes(), [b' ', b'-' | 0xe2, ..]);
    let dash = || [" — ", " – ", " -- ", " - "].iter().any(|mark| rest.starts_with(mark));
    may_be_dash && name.len() > 3 && !name.contains(char::is_lowercase) && dash()
}

/// `second` is the word behind `after`.
fn judge_after(after: &Neighbour<'_>, second: Option<&Neighbour<'_>>, own: Own<'_>) -> Option<Verdict> {
    if after.token.case == TokenCase::Lower {
        return None;
    }
    let Own { is_single: single, is_adjective: adjective, .. } = own;
    let word = after.word;
    if matches!(after.text, "University" | "College" | "Institute" | "Hospital") && single && !adjective {
        return Some(Verdict::Weak);
    }
    if word.is(Word::FOLLOW) && !(own.word.is(Word::FORENAME) && second.is_some_and(|second| second.word.is(Word::ACT))) {
        return None;
    }
    let others = [Word::COMPANY, Word::COMPANY.or(Word::PAPER).or(Word::TEAM)][usize::from(!adjective)];
    let street = word.is(Word::STREET) & !adjective & !own.is_country;
    if word.is(others) | street {
        return Some(Verdict::Other);
    }
    // "Charlotte Church sang", "Irving Berlin wrote"
    let acts = || second.is_some_and(|second| second.token.case == TokenCase::Lower && second.word.is(Word::ACT));
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

fn judge_before(before: &Neighbour<'_>, own: Own<'_>, writing: Writing) -> Verdict {
    let Own { candidate, is_single: single, .. } = own;
    let word = before.word;
    if word.is(Word::PREPOSITION) && !before.dotted {
        return Verdict::Strong;
    }
    if before.token.case == TokenCase::Lower {
        return Verdict::Plain;
    }
    // "Real Madrid" at the beginning of a sentence, where "La" or "El" tells nothing.
    let opens = before.first && matches!(before.text, "El" | "La" | "Los" | "Las");
    if word.is(Word::ABSORB) && !own.is_adjective && !opens {
        return Verdict::Other;
    }
    if before.hyphenated {
        // "Sen. Jane Doe, D-Plymouth", but no town of "Miami-Dade".
        return match before.text {
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
    let personal = || own.word.is(Word::NAMESAKE) && matches!(before.text, "Mr" | "Mrs" | "Ms" | "Dr");
    if single && word.is(Word::TITLE) && (!own.is_country || personal()) {
        return Verdict::Surname;
    }
    if !before.is_unknown_name() || is_place(before) || own.is_adjective || writing.capital_nouns {
        return Verdict::Plain;
    }
    // Russian sets the name in the genitive behind any noun: "Власти Москвы".
    let opens = before.first && (before.text.ends_with("ing") || before.text.starts_with(|c| ('\u{400}'..='\u{4ff}').contains(&c)));
    if opens {
        return Verdict::Plain;
    }
    match (single && own.word.is(Word::NAMESAKE), own.is_country) {
        (true, false) if !before.first => Verdict::Surname,
        (true, _) => Verdict::Weak,
        (false, true) => Verdict::Plain,
        (false, false) if is_state(candidate) => Verdict::Plain,
        (false, false) => Verdict::Weak,
    }
}

/// Whether a person's first name and initial stand before (`Terry A. Corbin`), though a sentence may seem to end there.
fn follows_initial(before: &str) -> bool {
    let Some((name, initial)) = before.strip_suffix(". ").and_then(|rest| rest.rsplit_once(' ')) else { return false };
    let first = name.rsplit(' ').next().unwrap_or_default();
    initial.len() == 1 && initial.starts_with(|c: char| c.is_ascii_uppercase()) && Word::written(first).is(Word::GIVEN.or(Word::FORENAME))
}

/// Whether a bank stands before `of`, which is the last of the words before (`Bank of England`), or before America any capitalised noun.
fn is_of_a_body(text: &str, before: &[Token], candidate: &Candidate) -> bool {
    let [.., body, _] = before else { return false };
    let america = || candidate.key.as_bytes() == b"america" && body.case == TokenCase::Title;
    body.text(text) == "Bank" || america()
}

/// Whether an age follows, as behind a person's name (`Jordan, 34, said`).
fn is_age(rest: &str) -> bool {
    match rest.as_bytes() {
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
    let known = match neighbour.letters.map(Short::of) {
        Some(short) if !short.may_begin_a_name() => return false,
        Some(short) => Finder::with(|finder| finder.find_short(&short)),
        None => Finder::with(|finder| finder.find_word(plain(neighbour.text))),
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
