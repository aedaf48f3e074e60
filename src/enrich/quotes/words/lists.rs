//! Lists of words that single rules ask for, by the names that they have in the data (`../data/quotes-lists-*.txt`), where it is told what each is for and
//! which rule reads it. What holds of a word everywhere is a class of the [lexicon](super::lexicon) instead.
//!
//! A list is a line here and one in the data; a test finds what has only one of them, and the compiler what no rule reads.

mod endings;
mod people;
mod speech;

use std::sync::LazyLock;

use self::endings::Endings;
use self::people::People;
use self::speech::Speech;
use super::list::Source;

/// Words about names, titles, offices and descriptions.
pub(in crate::enrich::quotes) static PEOPLE: LazyLock<People> = LazyLock::new(|| People::read(&mut Source::of(PEOPLE_DATA)));

const PEOPLE_DATA: &str = include_str!("../../data/quotes-lists-people.txt");

/// Words about who speaks around quotations, behind verbs of saying and in transcripts.
pub(in crate::enrich::quotes) static SPEECH: LazyLock<Speech> = LazyLock::new(|| Speech::read(&mut Source::of(SPEECH_DATA)));

const SPEECH_DATA: &str = include_str!("../../data/quotes-lists-speech.txt");

/// Parts of words, in languages that bend or join them.
pub(in crate::enrich::quotes) static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::read(&mut Source::of(ENDINGS_DATA)));

const ENDINGS_DATA: &str = include_str!("../../data/quotes-lists-endings.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::{ACCORDING, Lexicon};

    #[test]
    fn rules_and_data_name_the_same_lists() {
        fn read<T>(data: &'static str, read: fn(&mut Source) -> T) -> Source {
            let mut source = Source::of(data);
            read(&mut source);
            source
        }
        for source in [read(PEOPLE_DATA, People::read), read(SPEECH_DATA, Speech::read), read(ENDINGS_DATA, Endings::read)] {
            assert_eq!(source.missing, Vec::<&str>::new(), "not in the data");
            assert_eq!(source.lines.into_keys().collect::<Vec<_>>(), Vec::<&str>::new(), "asked for by no rule");
        }
    }

    /// Every entry of the lists of a file: its list, what it is about where it has that, the entry.
    fn entries(data: &'static str) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut all = Vec::new();
        for (name, lines) in Source::of(data).lines {
            let whole = lines.iter().any(|line| line.contains(','));
            for line in lines {
                let (about, words) = line.split_once('=').filter(|_| !whole).unwrap_or(("", line));
                let words = words.split('|').nth(1).unwrap_or(words);
                let split = |c: char| if whole { c == ',' } else { c.is_whitespace() };
                all.extend(words.split(split).map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| (name, about, entry)));
            }
        }
        all
    }

    #[test]
    fn no_list_names_a_word_twice() {
        for data in [PEOPLE_DATA, SPEECH_DATA, ENDINGS_DATA] {
            let mut all = entries(data);
            all.sort_unstable();
            let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            assert_eq!(twice, vec![]);
        }
    }

    #[test]
    fn listed_words_are_words_of_a_text() {
        let longer = |word: &&str| *word != "*" && segment(word).tokens.iter().map(|token| token.text(word)).ne([*word]);
        for (name, _, entry) in entries(PEOPLE_DATA).into_iter().chain(entries(SPEECH_DATA)) {
            let asked = entry.split_once('=').map_or(entry, |(short, _)| short);
            assert_eq!(asked.split_whitespace().find(longer), None, "{name}: a text has no such word");
        }
    }

    #[test]
    fn cues_of_several_words_are_found_by_their_class() {
        for (_, _, word) in entries(SPEECH_DATA).into_iter().filter(|entry| entry.0 == "according") {
            let known = ["en", "de", "fr", "es", "pt", "it", "ru"].iter().any(|lang| Lexicon::of(Some(lang)).class(word) & ACCORDING != 0);
            assert!(known, "{word} is no `according` of its language");
        }
    }
}
