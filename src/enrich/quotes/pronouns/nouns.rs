//! What the article and noun of a description tell by themselves: whether it means somebody already named, a gender, what office it is and whether a role says the same.

use std::borrow::Cow;

use super::Mind;
use crate::enrich::quotes::people::{self, Gender, russian};
use crate::enrich::quotes::scene::cues::Source;
use crate::enrich::quotes::words::elision::{small_word, without_small_word};
use crate::enrich::quotes::words::german;
use crate::enrich::quotes::words::lexicon::{BODY, DET, Language, NOUN_CUE, ROLE, TITLE};
use crate::enrich::quotes::words::list::List;
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};

impl Mind<'_> {
    /// Whether a noun with an article tells only where somebody is from: `el riojano`, `l’irpino`.
    pub(super) fn is_native(&self, head: usize) -> bool {
        let words = self.words;
        let noun = without_small_word(words.text(head));
        let native = ENDINGS.ends_of_natives.ends(noun) && !ENDINGS.no_natives.has(noun);
        native && !words.is_capital(head) && !words.is(head, ROLE | TITLE | BODY | NOUN_CUE)
    }

    /// Whether a Spanish, Portuguese or Italian noun says only what many are: `el gallego`.
    pub(super) fn is_epithet(&self, head: usize) -> bool {
        let noun = without_small_word(self.words.text(head));
        self.words.language == Language::Other && PEOPLE.epithets.has(noun)
    }

    /// The gender that a description tells: by its noun, by the verb beside it, by its article.
    pub(super) fn gender_of_description(&self, source: &Source) -> Gender {
        let words = self.words;
        let head = source.tokens.end - 1;
        match people::gender_of(words.class(head)) {
            Gender::Unknown if words.language == Language::Russian => russian::gender_of_verb(words, &source.tokens),
            Gender::Unknown if words.language != Language::German && ENDINGS.ends_of_women.ends(&words.text(head).to_lowercase()) => {
                Gender::Female
            }
            Gender::Unknown => grammatical_gender(words.text(source.tokens.start)),
            told => told,
        }
    }

    /// Whether a definite article opens a description; Russian has none.
    pub(super) fn is_definite(&self, source: &Source) -> bool {
        let first = source.tokens.start;
        let word = self.words.text(first);
        // `l’une d’entre elles`
        let one = || small_word(word).is_some_and(|(_, one)| SPEECH.one.has(one));
        let elided = word.starts_with(['l', 'L']) && word[1..].starts_with(['\'', '’']);
        if elided || source.tokens.len() == 1 {
            return (elided || self.words.language == Language::Russian) && !one();
        }
        let article = || match self.words.language {
            Language::English => word.eq_ignore_ascii_case("the"),
            // `das Stadtoberhaupt`
            Language::German if word.eq_ignore_ascii_case("das") => self.words.text(source.tokens.end - 1).ends_with("oberhaupt"),
            _ => word.eq_ignore_ascii_case("the") || grammatical_gender(word) != Gender::Unknown,
        };
        // `The council’s spokesman` is not the spokesman of the article's other bodies.
        let owned = || (first + 1..source.tokens.end).any(|at| self.words.is_possessive(at));
        let definite = self.words.is(first, DET) && article() || self.is_pointed_at(first);
        definite && if self.words.language == Language::English { !owned() } else { !one() }
    }

    /// Whether a French demonstrative opens a description: `ce porte-parole`.
    pub(super) fn is_pointed_at(&self, first: usize) -> bool {
        let points = |word: &str| word.eq_ignore_ascii_case("ce") || PEOPLE.demonstratives.has(word);
        self.words.language == Language::French && points(self.words.text(first))
    }
}

/// Whether a noun that no lexicon holds may name a person, as its ending tells.
pub(super) fn is_agent(noun: &str, language: Language) -> bool {
    match language {
        Language::German => german::is_agent_noun(noun),
        _ => ENDINGS.ends_of_persons_elsewhere.ends(noun),
    }
}

/// Gender that an article tells; that of English none.
pub(super) fn grammatical_gender(article: &str) -> Gender {
    match () {
        () if PEOPLE.articles_of_men.has(article) => Gender::Male,
        () if PEOPLE.articles_of_women.has(article) => Gender::Female,
        () => Gender::Unknown,
    }
}

/// Whether a role holds a noun as a word of its own; see [`Office::is_told_by`].
pub(super) fn says(role: &str, noun: &str, deputy: bool) -> bool {
    Office::of(noun).is_told_by(role, deputy)
}

/// An office, by the noun for it in small letters.
pub(super) struct Office<'a> {
    noun: &'a str,
    /// How it is written besides: abbreviated, in full.
    short: Option<&'static List>,
    /// Those of the noun, all of which a role in ASCII has that tells it; 0 where an abbreviation or a compound may tell it.
    letters: u32,
}

impl<'a> Office<'a> {
    pub(super) fn of(noun: &'a str) -> Self {
        let short = PEOPLE.offices_as_written.about(noun);
        let letters = if short.is_none() && !german::is_headed(noun) { letters(noun) } else { 0 };
        Self { noun, short, letters }
    }

    /// Whether a role holds the noun as a word of its own, written out or abbreviated; that of a deputy (`shadow home secretary`) only where a `deputy` is asked
    /// for.
    pub(super) fn is_told_by(&self, role: &str, deputy: bool) -> bool {
        let noun = self.noun;
        // Most roles that do not tell it lack one; of letters beyond ASCII it is not known how they are written small.
        if self.letters & !letters(role) != 0 && role.is_ascii() {
            return false;
        }
        let mut below = false;
        role.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
            let word = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
            let named = word == noun
                || self.short.is_some_and(|short| short.has(&word))
                || is_compound_of(&word, noun)
                || german::heads_the_same(&word, noun);
            let fits = named && below == deputy;
            below = is_deputy(&word) || below && word != "and";
            fits
        })
    }
}

/// The letters that stand in a text, a bit for each of ASCII whatever its case; other bytes may have the bit of a letter.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32))
}

/// Whether a word before an office makes it that of somebody below.
pub(super) fn is_deputy(word: &str) -> bool {
    PEOPLE.deputies.has(word)
}

/// Whether a word is a German compound whose last part is a noun: `Bundeskanzler`, but not `Vizekanzler`.
fn is_compound_of(word: &str, noun: &str) -> bool {
    noun.len() > 5 && word.strip_suffix(noun).is_some_and(|first| first.len() > 2 && !PEOPLE.first_parts.has(first))
}
