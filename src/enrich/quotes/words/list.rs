//! Lists of words in the shapes that the data give them, made to be asked for single words of a text.

use rustc_hash::FxHashMap;

use super::spelling::fold;

/// Words, or beginnings or ends of words.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct List {
    /// By the letter that they begin with.
    words: Vec<&'static str>,
    /// For each letter, how many begin with an earlier one.
    before: [u16; LETTERS + 1],
    /// The words by their numbers from 1, each in the slot that its key tells or in the next that was free; most slots are free, where 0 stands.
    slots: Vec<u16>,
}

/// Slots for each word, so that one of no word is nearly always free.
const ROOM: usize = 6;

/// What tells a word from most others, whatever the case of its letters: its first, middle and last byte and its length.
#[inline]
fn key(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (&[first, ..], &[.., last]) = (bytes, bytes) else { return 0 };
    u32::from_le_bytes([first, bytes[bytes.len() / 2], last, bytes.len() as u8]) | 0x0020_2020
}

/// The slot of so many, a power of two, in which the word of a key is looked for first.
#[inline]
fn slot(key: u32, slots: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 16) as usize & (slots - 1)
}

/// Letters of English by which words are told apart, whatever their case; the first stands for all others.
const LETTERS: usize = 32;

/// The letter that a word begins with.
#[inline]
fn letter(word: &str) -> usize {
    word.bytes().next().filter(u8::is_ascii).map_or(0, |first| usize::from(first) % LETTERS)
}

/// Sorts what stands for words by the letters that these begin with; tells for each letter how many begin with an earlier one.
fn put_by_letter<T>(all: &mut [T], word: impl Fn(&T) -> &str) -> [u16; LETTERS + 1] {
    all.sort_by_key(|own| letter(word(own)));
    let mut before = [0; LETTERS + 1];
    all.iter().for_each(|own| before[letter(word(own)) + 1] += 1);
    (0..LETTERS).for_each(|letter| before[letter + 1] += before[letter]);
    before
}

impl List {
    /// Puts words together.
    pub(in crate::enrich::quotes) fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let mut words: Vec<&str> = words.collect();
        let before = put_by_letter(&mut words, |word| word);
        let mut slots = vec![0; (ROOM * words.len()).next_power_of_two()];
        for (number, word) in (1..).zip(&words) {
            let mut at = slot(key(word), slots.len());
            while slots[at] != 0 {
                at = (at + 1) % slots.len();
            }
            slots[at] = number;
        }
        Self { words, before, slots }
    }

    /// All words of some lists.
    pub(super) fn together(lists: &[&Self]) -> Self {
        Self::of(lists.iter().flat_map(|list| list.words.iter().copied()))
    }

    /// All words that begin with the same letter as one.
    #[inline]
    fn akin(&self, word: &str) -> &[&'static str] {
        let letter = letter(word);
        self.words.get(self.before[letter].into()..self.before[letter + 1].into()).unwrap_or_default()
    }

    /// Whether one of the words that may be one, as their keys tell, is.
    #[inline]
    fn has_one(&self, word: &str, is_one: impl Fn(&str) -> bool) -> bool {
        let mut at = slot(key(word), self.slots.len());
        while let Some(&number) = self.slots.get(at).filter(|&&number| number != 0) {
            if is_one(self.words[usize::from(number) - 1]) {
                return true;
            }
            at = (at + 1) % self.slots.len();
        }
        false
    }

    /// Whether nothing is listed.
    pub(in crate::enrich::quotes) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a word is listed as it is written.
    #[inline]
    pub(in crate::enrich::quotes) fn has(&self, word: &str) -> bool {
        self.has_one(word, |own| own == word)
    }

    /// Whether a word is listed but for the case of its English letters.
    #[inline]
    pub(in crate::enrich::quotes) fn has_in_any_case(&self, word: &str) -> bool {
        self.has_one(word, |own| own.eq_ignore_ascii_case(word))
    }

    /// Whether a word begins with one that is listed.
    #[inline]
    pub(in crate::enrich::quotes) fn begins(&self, word: &str) -> bool {
        self.akin(word).iter().any(|stem| word.starts_with(stem))
    }

    /// Whether a word ends with one that is listed.
    pub(in crate::enrich::quotes) fn ends(&self, word: &str) -> bool {
        self.endings(word).next().is_some()
    }

    /// All that are listed of which a word ends with them.
    pub(super) fn endings(&self, word: &str) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied().filter(move |end| word.ends_with(end))
    }
}

/// Words of which it does not matter how a text writes them.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct AnyCase {
    small: List,
    /// Whether one may be written with other letters than those of English, or other apostrophes.
    is_foreign: bool,
}

impl AnyCase {
    /// Puts words together.
    pub(super) fn of(words: impl Iterator<Item = &'static str>) -> Self {
        // Those that the data write with capitals are kept for good, as the data are.
        let small = |word: &'static str| if word.chars().any(char::is_uppercase) { word.to_lowercase().leak() } else { word };
        let small = List::of(words.map(small));
        let is_foreign = small.words.iter().any(|word| !word.is_ascii() || word.contains('\''));
        Self { small, is_foreign }
    }

    /// Whether a word is listed, however it is written.
    #[inline]
    pub(in crate::enrich::quotes) fn has(&self, word: &str) -> bool {
        let folded = || fold(word, &mut [0; 64]).is_some_and(|folded| self.small.has(folded));
        self.small.has_in_any_case(word) || self.is_foreign && !word.is_ascii() && folded()
    }

    /// Whether nothing is listed.
    pub(in crate::enrich::quotes) fn is_empty(&self) -> bool {
        self.small.is_empty()
    }
}

/// Phrases of a few words, in which `*` stands for any one.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Phrases {
    phrases: Vec<Vec<&'static str>>,
    /// The first word of each.
    first: List,
}

impl Phrases {
    /// Puts phrases together.
    pub(super) fn of(phrases: impl Iterator<Item = &'static str>) -> Self {
        let phrases: Vec<Vec<&str>> = phrases.map(|phrase| phrase.split_whitespace().collect()).collect();
        let first = List::of(phrases.iter().filter_map(|phrase| phrase.first().copied()));
        Self { phrases, first }
    }

    /// How many words the first phrase has that a text says, whose words `word` tells by their numbers from 0.
    pub(in crate::enrich::quotes) fn length_of<'a>(&self, word: impl Fn(usize) -> &'a str) -> Option<usize> {
        let opening = word(0);
        let said = |at: usize| if at == 0 { opening } else { word(at) };
        let fits = |phrase: &&Vec<&str>| phrase.iter().enumerate().all(|(at, own)| *own == "*" || *own == said(at));
        if self.first.has(opening) { self.phrases.iter().find(fits).map(Vec::len) } else { None }
    }
}

/// A cue of several words: those that tell, what may stand before them, what must stand behind; any one of each.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Framed {
    /// Before.
    pub(in crate::enrich::quotes) before: AnyCase,
    /// Any that tells.
    pub(in crate::enrich::quotes) words: AnyCase,
    /// Behind.
    pub(in crate::enrich::quotes) behind: AnyCase,
}

/// Two texts, of which the first stands for the second.
pub(in crate::enrich::quotes) type Pair = (&'static str, &'static str);

/// Lists by the word that they are about.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Groups {
    /// By the letter that the word begins with.
    groups: Vec<(&'static str, List)>,
    /// For each letter, how many words begin with an earlier one.
    before: [u16; LETTERS + 1],
}

impl Groups {
    fn of(mut groups: Vec<(&'static str, List)>) -> Self {
        let before = put_by_letter(&mut groups, |(word, _)| word);
        Self { groups, before }
    }

    /// The first list that is about a word.
    pub(in crate::enrich::quotes) fn about(&self, word: &str) -> Option<&List> {
        let letter = letter(word);
        let akin = self.groups.get(self.before[letter].into()..self.before[letter + 1].into()).unwrap_or_default();
        akin.iter().find(|(own, _)| *own == word).map(|(_, list)| list)
    }
}

/// The lists of a file.
pub(super) struct Source {
    /// What stands behind each name that was not asked for so far, line by line.
    pub(super) lines: FxHashMap<&'static str, Vec<&'static str>>,
    /// Names asked for that are not there.
    pub(super) missing: Vec<&'static str>,
}

impl Source {
    /// Cuts the lines of a file.
    pub(super) fn of(data: &'static str) -> Self {
        let mut lines: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (name, line) in data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':')) {
            lines.entry(name).or_default().push(line);
        }
        Self { lines, missing: Vec::new() }
    }

    fn take(&mut self, name: &'static str) -> Vec<&'static str> {
        self.lines.remove(name).unwrap_or_else(|| {
            self.missing.push(name);
            Vec::new()
        })
    }

    /// Blanks between words.
    pub(super) fn words(&mut self, name: &'static str) -> List {
        List::of(self.take(name).into_iter().flat_map(str::split_whitespace))
    }

    /// The same, of which it does not matter how they are written.
    pub(super) fn words_in_any_case(&mut self, name: &'static str) -> AnyCase {
        AnyCase::of(self.take(name).into_iter().flat_map(str::split_whitespace))
    }

    /// Commas between phrases.
    pub(super) fn phrases(&mut self, name: &'static str) -> Phrases {
        Phrases::of(self.take(name).into_iter().flat_map(|line| line.split(',')))
    }

    /// Commas between pairs, `=` in each.
    pub(super) fn pairs(&mut self, name: &'static str) -> Vec<Pair> {
        self.take(name).into_iter().flat_map(|line| line.split(',')).filter_map(|pair| pair.trim().split_once('=')).collect()
    }

    /// A group a line, as many lines as need be: what it is about, `=`, words.
    pub(super) fn groups(&mut self, name: &'static str) -> Groups {
        let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
        for (about, words) in self.take(name).into_iter().filter_map(|line| line.split_once('=')) {
            match groups.last_mut().filter(|last| last.0 == about.trim()) {
                Some(last) => last.1.extend(words.split_whitespace()),
                None => groups.push((about.trim(), words.split_whitespace().collect())),
            }
        }
        Groups::of(groups.into_iter().map(|(about, words)| (about, List::of(words.into_iter()))).collect())
    }

    /// Three lists a line, `|` between them.
    pub(super) fn framed(&mut self, name: &'static str) -> Vec<Framed> {
        let read = |line: &'static str| {
            let mut lists = line.split('|').map(|words| AnyCase::of(words.split_whitespace()));
            Some(Framed { before: lists.next()?, words: lists.next()?, behind: lists.next()? })
        };
        self.take(name).into_iter().filter_map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_has_what_was_put_into_it(asked in "[a-cA-Cäя]{0,4}") {
            const ALL: [&str; 7] = ["a", "abc", "bab", "Cab", "äa", "ab", "яя"];
            let list = List::of(ALL.into_iter());
            prop_assert_eq!(list.has(&asked), ALL.contains(&&*asked));
            let small = ALL.map(str::to_lowercase);
            prop_assert_eq!(AnyCase::of(ALL.into_iter()).has(&asked), small.contains(&asked.to_lowercase()));
            prop_assert_eq!(list.begins(&asked), ALL.iter().any(|stem| asked.starts_with(stem)));
            prop_assert_eq!(list.ends(&asked), ALL.iter().any(|end| asked.ends_with(end)));
        }
    }

    #[test]
    fn phrases_are_found_word_by_word() {
        let phrases = Phrases::of(["so it", "one * three"].into_iter());
        for (text, expected) in [("so it goes", Some(2)), ("one two three", Some(3)), ("one two", None), ("it so", None), ("", None)] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(phrases.length_of(|at| words.get(at).copied().unwrap_or_default()), expected, "{text}");
        }
    }
}
