//! What single words tell about speech: verbs that report it, words that stand for people, parts of names.
//!
//! The words are data (`../data/quotes-*.txt`, sources in NOTICE), built into one table a language when first needed. A lookup folds
//! ASCII and other simple capitals on the stack, so that nothing is allocated for a word of the text.

use std::borrow::Cow;
use std::hint::select_unpredictable;
use std::sync::LazyLock;

use super::spelling::fold;
use super::verb_forms::forms_of;
use super::{german, openings::of_listed, with_told};
use crate::enrich::word_table::{Packed, WordTable};

/// Set of classes that a word belongs to, one bit each.
pub(in crate::enrich::quotes) type Class = u64;

/// A finite verb form that reports speech.
pub(in crate::enrich::quotes) const SAY: Class = 1;
/// A verb whose object is the person addressed (`told`), so that a name behind it is not its subject.
pub(in crate::enrich::quotes) const TELL: Class = 1 << 1;
/// A verb that reports speech only right beside a quotation (`laughed`).
pub(in crate::enrich::quotes) const WEAK: Class = 1 << 2;
/// A verb of thought (`believes`).
pub(in crate::enrich::quotes) const THINK: Class = 1 << 3;
/// A present participle (`saying`).
pub(in crate::enrich::quotes) const ING: Class = 1 << 4;
/// A dictionary form (`say`), finite only behind an auxiliary or a plural.
pub(in crate::enrich::quotes) const BASE: Class = 1 << 5;
/// Auxiliary verbs and negations.
pub(in crate::enrich::quotes) const AUX: Class = 1 << 6;
/// Adverbs that stand between subject and verb.
pub(in crate::enrich::quotes) const ADV: Class = 1 << 7;
/// A personal pronoun.
pub(in crate::enrich::quotes) const PRON: Class = 1 << 8;
/// A possessive pronoun.
pub(in crate::enrich::quotes) const POSS: Class = 1 << 9;
/// First and second person, `who`, `it`, `someone`: pronouns that no person of the text can be found for.
pub(in crate::enrich::quotes) const OTHER: Class = 1 << 10;
/// Masculine.
pub(in crate::enrich::quotes) const MALE: Class = 1 << 11;
/// Feminine.
pub(in crate::enrich::quotes) const FEMALE: Class = 1 << 12;
/// More than one.
pub(in crate::enrich::quotes) const PLURAL: Class = 1 << 13;
/// Determiners.
pub(in crate::enrich::quotes) const DET: Class = 1 << 14;
/// A noun for a person by work, office or relation.
pub(in crate::enrich::quotes) const ROLE: Class = 1 << 15;
/// A noun for a body that speaks.
pub(in crate::enrich::quotes) const BODY: Class = 1 << 16;
/// A word that stands before a name.
pub(in crate::enrich::quotes) const TITLE: Class = 1 << 17;
/// A title written with a full stop of its own.
pub(in crate::enrich::quotes) const ABBREV: Class = 1 << 18;
/// A first name.
pub(in crate::enrich::quotes) const FIRST: Class = 1 << 19;
/// A word that makes a capitalised name a body or thing.
pub(in crate::enrich::quotes) const ORG: Class = 1 << 20;
/// A place or an adjective made of one.
pub(in crate::enrich::quotes) const PLACE: Class = 1 << 21;
/// A weekday or month.
pub(in crate::enrich::quotes) const DATE: Class = 1 << 22;
/// Prepositions.
pub(in crate::enrich::quotes) const PREP: Class = 1 << 23;
/// Words that open a clause.
pub(in crate::enrich::quotes) const SUB: Class = 1 << 24;
/// And, or, but.
pub(in crate::enrich::quotes) const CONJ: Class = 1 << 25;
/// Not a name even with a capital.
pub(in crate::enrich::quotes) const STOP: Class = 1 << 26;
/// Small words inside names (`van`).
pub(in crate::enrich::quotes) const PARTICLE: Class = 1 << 27;
/// Suffixes of names (`Jr`).
pub(in crate::enrich::quotes) const SUFFIX: Class = 1 << 28;
/// What a secretary or department is of (`State`).
pub(in crate::enrich::quotes) const DEPT: Class = 1 << 29;
/// A noun for something said or written (`statement`).
pub(in crate::enrich::quotes) const NOUN_CUE: Class = 1 << 30;
/// A verb derived as past form (`-ed`), which may also be a passive participle.
pub(in crate::enrich::quotes) const PAST: Class = 1 << 31;
/// A word of bodies and things that is a surname as well (`Park`); always with `ORG`.
pub(in crate::enrich::quotes) const SOFT: Class = 1 << 32;
/// German `so`, a cue where a name follows: `„…“, so Merkel`.
pub(in crate::enrich::quotes) const SO: Class = 1 << 34;
/// A verb whose object is a person (`thanked`): a name behind it is never its subject.
pub(in crate::enrich::quotes) const OBJECT: Class = 1 << 35;
/// A form of a verb of saying that is not always one, whatever stands before it: `reports`, `called`, `think`.
pub(in crate::enrich::quotes) const UNSURE: Class = 1 << 36;
/// A noun for the view or words in which something is told (`in his telling`).
pub(in crate::enrich::quotes) const VIEW: Class = 1 << 39;
/// The word `according`, which makes a cue with `to`.
pub(in crate::enrich::quotes) const ACCORDING: Class = 1 << 33;

/// A word that may tie a quotation to a speaker, by any of the classes that do; beside what [`super`] tells of how a word is written.
pub(super) const TIES: Class = 1 << 47;

/// What a name may be by its words.
pub(super) const OF_NAMES: Class = FIRST | ORG | SOFT | PLACE | DEPT | TITLE | ROLE | BODY | MALE | FEMALE | SUFFIX;

/// Any class that makes a verb a cue.
pub(in crate::enrich::quotes) const CUE: Class = SAY | WEAK | THINK;

/// Room for the words of a language.
const ENTRIES: usize = 10_000;

const NAMES: [(&str, Class); 29] = [
    ("say", SAY),
    ("tell", TELL),
    ("weak", WEAK),
    ("think", THINK),
    ("ing", SAY | ING),
    ("base", SAY | BASE),
    ("aux", AUX),
    ("adv", ADV),
    ("pron", PRON),
    ("poss", POSS),
    ("other", OTHER),
    ("male", MALE),
    ("female", FEMALE),
    ("plural", PLURAL),
    ("det", DET),
    ("role", ROLE),
    ("body", BODY),
    ("title", TITLE),
    ("abbrev", ABBREV),
    ("first", FIRST),
    ("org", ORG),
    ("place", PLACE),
    ("date", DATE),
    ("prep", PREP),
    ("sub", SUB),
    ("conj", CONJ),
    ("stop", STOP),
    ("particle", PARTICLE),
    ("suffix", SUFFIX),
];

const MORE_NAMES: [(&str, Class); 8] = [
    ("view", VIEW),
    ("so", SO),
    ("according", ACCORDING),
    ("dept", DEPT),
    ("nouncue", NOUN_CUE),
    ("soft", ORG | SOFT),
    ("past", PAST),
    ("object", OBJECT),
];

/// Words of every language: titles, bodies, places, first names.
const SHARED: [&str; 4] = [
    include_str!("../../data/quotes-titles.txt"),
    include_str!("../../data/quotes-org-words.txt"),
    include_str!("../../data/quotes-places.txt"),
    include_str!("../../data/quotes-first-names.txt"),
];

const ENGLISH: [&str; 2] = [include_str!("../../data/quotes-words-en.txt"), include_str!("../../data/quotes-roles.txt")];
const GERMAN: [&str; 1] = [include_str!("../../data/quotes-words-de.txt")];
const FRENCH: [&str; 1] = [include_str!("../../data/quotes-words-fr.txt")];
const SPANISH: [&str; 1] = [include_str!("../../data/quotes-words-es.txt")];
const PORTUGUESE: [&str; 1] = [include_str!("../../data/quotes-words-pt.txt")];
const ITALIAN: [&str; 1] = [include_str!("../../data/quotes-words-it.txt")];
const RUSSIAN: [&str; 1] = [include_str!("../../data/quotes-words-ru.txt")];

/// The words of one language together with names, titles and places, which are shared.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Lexicon {
    words: WordTable<Class, 4096, 16384>,
    /// Whose words they are.
    pub(super) language: Language,
}

/// Languages whose grammar makes a difference to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::enrich::quotes) enum Language {
    /// Also where no language is told.
    English,
    /// Every noun has a capital.
    German,
    /// Cues stand inside the marks.
    French,
    /// Dashes around speech.
    Russian,
    /// Any other with a lexicon.
    Other,
    /// No lexicon: quotations are found, speakers are not.
    Unknown,
}

impl Lexicon {
    /// The lexicon for a language tag (`en`, `pt-BR`); an empty one where there is none, or no language is told.
    pub(in crate::enrich::quotes) fn of(lang: Option<&str>) -> &'static Self {
        static TABLES: [LazyLock<Lexicon>; 8] = [
            LazyLock::new(|| Lexicon::build(&SHARED, &ENGLISH, Language::English)),
            LazyLock::new(|| Lexicon::build(&SHARED, &GERMAN, Language::German)),
            LazyLock::new(|| Lexicon::build(&SHARED, &FRENCH, Language::French)),
            LazyLock::new(|| Lexicon::build(&SHARED, &SPANISH, Language::Other)),
            LazyLock::new(|| Lexicon::build(&SHARED, &PORTUGUESE, Language::Other)),
            LazyLock::new(|| Lexicon::build(&SHARED, &ITALIAN, Language::Other)),
            LazyLock::new(|| Lexicon::build(&SHARED, &RUSSIAN, Language::Russian)),
            LazyLock::new(|| Lexicon::build(&[], &[], Language::Unknown)),
        ];
        let tag = lang.unwrap_or_default();
        let base = tag.split(['-', '_']).next().unwrap_or_default();
        let index = ["en", "de", "fr", "es", "pt", "it", "ru"].iter().position(|own| base.eq_ignore_ascii_case(own)).unwrap_or(7);
        &TABLES[index]
    }

    fn build(shared: &[&str], own: &[&str], language: Language) -> Self {
        let mut entries: Vec<(Cow<'_, str>, Class)> = Vec::with_capacity(ENTRIES);
        for text in shared.iter().chain(own) {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some((classes, words)) = line.split_once(':') {
                    add_line(classes, words, &mut entries);
                }
            }
        }
        if language == Language::Russian {
            // As most papers print it: `режиссер`, `Артем`.
            let plain: Vec<_> = entries
                .iter()
                .filter(|(word, _)| word.contains('ё'))
                .map(|(word, class)| (word.replace('ё', "е").into(), *class))
                .collect();
            entries.extend(plain);
        }
        let listed = entries.iter().map(|(word, class)| (word.as_bytes(), of_listed(word, *class)));
        let words = WordTable::of(listed, |one, other| with_told(one | other));
        Self { words, language }
    }

    /// Classes of the word at `start..end` of a text, the last bytes of which are a possessive ending: those of the word without it, as far as they
    /// are kept, if it is not listed itself.
    pub(super) fn class_of_possessive(&self, text: &str, start: usize, end: usize, ending: usize) -> Class {
        let bare = end - ending;
        let short = Packed::of_letters(text.as_bytes(), start, bare);
        let Some((word, whole)) = short.and_then(|word| Some((word, word.possessive(bare - start)?))) else {
            return self.class_at(text, start, end);
        };
        self.words.packed(whole).unwrap_or_else(|| self.words.packed(word).unwrap_or_default() & KEPT)
    }

    /// Classes of `she'd` by `she`, of `l'ingegnere` by the noun, of `s'indigne` by the verb.
    fn contraction(&self, word: &str) -> Class {
        let Some((first, rest)) = word.split_once('\'') else { return 0 };
        let of = |part: &str| self.listed(part).unwrap_or_default();
        if CLITICS.contains(&rest) {
            of(first) & KEPT
        } else if first.len() <= 5 {
            let reflexive = Class::from(matches!(first, "s" | "d") && self.language == Language::French) * (SAY | WEAK | TIES);
            of(rest) & (ROLE | TITLE | BODY | MALE | FEMALE | PLURAL | reflexive)
        } else {
            0
        }
    }

    /// Where in the word at `start..end` of a text the name begins that a small word of French or Italian has lost its last letter before: `l’Agence`, `dell’Anci`.
    pub(super) fn elided(&self, text: &str, start: usize, end: usize) -> Option<usize> {
        if !matches!(self.language, Language::French | Language::Other) {
            return None;
        }
        let word = &text[start..end];
        let apostrophe = word.find(['\'', '’']).filter(|&at| (1..=5).contains(&at))?;
        let name = apostrophe + if word[apostrophe..].starts_with('’') { '’'.len_utf8() } else { 1 };
        let small = word[..apostrophe].bytes().all(|byte| byte.is_ascii_lowercase());
        let article = || &word[..apostrophe] == "L" && self.class(&word[name..]) & (ORG | BODY | PLACE) != 0;
        (word[name..].starts_with(char::is_uppercase) && (small || article())).then_some(name)
    }

    /// Classes of a word, whatever its capitals; 0 for a word not known.
    pub(in crate::enrich::quotes) fn class(&self, word: &str) -> Class {
        self.class_at(word, 0, word.len())
    }

    /// Classes of the word at `start..end` of a text.
    pub(super) fn class_at(&self, text: &str, start: usize, end: usize) -> Class {
        let Some(packed) = Packed::at(text.as_bytes(), start, end) else { return self.long(text.get(start..end).unwrap_or_default()) };
        match self.words.packed(packed) {
            Some(class) => class,
            None if packed.has_apostrophe() || self.language == Language::German => self.derived(text.get(start..end).unwrap_or_default()),
            None => 0,
        }
    }

    /// Classes of a word of English letters, as nearly all are, as it is listed. Not by a branch: half of the words of a text are listed, and which cannot be foretold.
    #[inline(always)]
    pub(super) fn class_at_once(&self, word: Packed) -> Class {
        let (is_listed, class) = self.words.nearest(word);
        select_unpredictable(is_listed, class, 0)
    }

    /// Classes of a word that is longer than most, or not ASCII.
    #[cold]
    fn long(&self, word: &str) -> Class {
        if word.len() > self.words.longest() && self.language != Language::German {
            return 0;
        }
        let mut folded = [0; 64];
        let Some(folded) = fold(word, &mut folded) else { return 0 };
        self.listed(folded).unwrap_or_else(|| self.derived_from(folded))
    }

    fn listed(&self, folded: &str) -> Option<Class> {
        self.words.get(folded.as_bytes())
    }

    /// Classes of a word that is not listed, by its parts.
    #[cold]
    fn derived(&self, word: &str) -> Class {
        fold(word, &mut [0; 64]).map_or(0, |folded| self.derived_from(folded))
    }

    /// Classes of a German word as far as it is a man's office.
    fn of_office(&self, whole: &str) -> Class {
        let class = self.listed(whole).unwrap_or_else(|| german::compound(whole));
        let office = class & (TITLE | ROLE) == TITLE | ROLE && class & (FEMALE | PLURAL | FIRST | ABBREV) == 0;
        if office { TITLE | ROLE } else { 0 }
    }

    fn derived_from(&self, folded: &str) -> Class {
        match self.language {
            _ if folded.contains('\'') => self.contraction(folded),
            Language::German => match german::compound(folded) {
                0 => german::office_in_nominative(folded).map_or(0, |whole| self.of_office(whole)),
                class => class,
            },
            _ => 0,
        }
    }
}

/// Brings near the words of the languages that texts of a bundle are in.
pub(in crate::enrich) fn bring_near<'a>(langs: impl Iterator<Item = Option<&'a str>>) {
    let mut near: Vec<&Lexicon> = Vec::new();
    for lexicon in langs.map(Lexicon::of) {
        if !near.iter().any(|&other| std::ptr::eq(other, lexicon)) {
            lexicon.words.bring_near();
            near.push(lexicon);
        }
    }
}

/// Adds the words of a line of the data with the classes that it names.
fn add_line<'a>(classes: &str, words: &'a str, entries: &mut Vec<(Cow<'a, str>, Class)>) {
    let is_verb = classes.starts_with("verb ");
    let names = classes.trim_start_matches("verb ");
    let class = names.split(',').map(class_named).fold(0, |all, one| all | one);
    for word in words.split_ascii_whitespace() {
        if is_verb { entries.extend(forms_of(word, class)) } else { entries.push((word.into(), class)) }
    }
}

/// What is kept of a word's classes where a small ending has joined it.
const KEPT: Class = PRON | MALE | FEMALE | PLURAL | OTHER | STOP | SUB | ORG | SOFT;

/// Small endings that verbs lose to the word before them.
const CLITICS: [&str; 6] = ["d", "ll", "ve", "re", "s", "m"];

fn class_named(name: &str) -> Class {
    NAMES.iter().chain(&MORE_NAMES).find(|(own, _)| *own == name).map_or(0, |&(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_in_the_data_is_known() {
        for text in [&SHARED[..], &ENGLISH, &GERMAN, &FRENCH, &SPANISH, &PORTUGUESE, &ITALIAN, &RUSSIAN].concat() {
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
                let (classes, _) = line.split_once(':').expect(line);
                for name in classes.trim_start_matches("verb ").split(',') {
                    assert_ne!(class_named(name), 0, "{name}");
                }
            }
        }
    }

    #[test]
    fn words_have_their_classes() {
        let english = Lexicon::of(Some("en"));
        for (word, expected) in [
            ("said", SAY),
            ("Said", SAY),
            ("insisting", SAY | ING),
            ("denied", SAY | PAST),
            ("replies", SAY),
            ("quipped", SAY | PAST),
            ("TOLD", SAY | TELL),
            ("vladimir", FIRST | MALE),
            ("Spokeswoman", ROLE | TITLE | FEMALE),
            ("she", PRON | FEMALE),
            ("Sen", TITLE | ABBREV),
        ] {
            assert_eq!(english.class(word) & expected, expected, "{word}");
        }
        assert_eq!(english.class("zyzzyva"), 0);
        assert_eq!(english.class(&"x".repeat(1000)), 0);
    }
}
