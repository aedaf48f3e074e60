//! Makes a codebook of a sample of texts.

use rustc_hash::FxHashMap;

use super::codebook::{Content, Entry, LETTERS, write_book};
use super::numbers::Counts;
use super::pieces::{Piece, first_joins, for_each_piece, last_joins};
use super::prefix_code::code_lengths;
use crate::analysis::segment::Token;
use crate::schema::rows::Slot;

/// Longest piece or phrase that gets a code, in bytes.
const LONGEST: usize = 96;
/// Most pieces, phrases not counted.
const MOST_PIECES: usize = 60_000;
/// How often phrases are made, each time of those there are.
const ROUNDS: usize = 4;
/// Least times that a phrase is said.
const SAID: u32 = 6;
/// Bits that a phrase must save in the sample.
const SAVED: f64 = 80.0;
/// Stands where no phrase goes on: between texts, at what is spelled, where a blank is missing.
const BREAK: u32 = u32::MAX;

/// A sample of texts in pieces.
#[derive(Default)]
pub(in crate::engine::local) struct Learner {
    numbers: FxHashMap<Box<str>, u32>,
    counts: Vec<u32>,
    sequence: Vec<u32>,
    glues: u64,
    number_counts: Counts,
}

impl Learner {
    /// Adds a text with these words.
    pub(in crate::engine::local) fn add(&mut self, text: &str, tokens: &[Token]) {
        for_each_piece(text, tokens, |piece| {
            let written = match piece {
                Piece::Word { written, .. } | Piece::Between { written } => written,
                Piece::Glue => {
                    self.glues += 1;
                    return self.sequence.push(BREAK);
                }
            };
            let number = match self.numbers.get(written) {
                Some(&number) => number,
                None => {
                    let number = self.counts.len() as u32;
                    self.numbers.insert(written.into(), number);
                    self.counts.push(0);
                    number
                }
            };
            self.counts[number as usize] += 1;
            self.sequence.push(number);
        });
        self.sequence.push(BREAK);
    }

    /// Adds numbers.
    pub(in crate::engine::local) fn add_numbers(&mut self, numbers: &[(Slot, u64)]) {
        numbers.iter().for_each(|&(slot, number)| self.number_counts.add(slot, number));
    }

    /// The book of what was added.
    pub(in crate::engine::local) fn book(mut self) -> Vec<u8> {
        let mut pieces: Vec<(Box<str>, u32)> = std::mem::take(&mut self.numbers).into_iter().collect();
        pieces.sort_unstable_by_key(|(_, number)| *number);
        let letter_bits = self.letter_bits(&pieces);
        let once = self.counts.iter().filter(|&&count| count == 1).count() as u64;
        // As many words will be new as were met only once (Good, "The population frequencies of species", 1953), and some of them again.
        let specials = [once, once / 2, self.glues];
        let is_kept = self.kept(&pieces);
        let mut words: Vec<Vec<u8>> = pieces.into_iter().map(|(written, _)| written.into_string().into_bytes()).collect();
        self.sequence.iter_mut().filter(|number| **number != BREAK && !is_kept[**number as usize]).for_each(|number| *number = BREAK);
        let phrases = find_phrases(&mut self.sequence, &mut words);
        let mut counts = vec![0_u64; words.len()];
        self.sequence.iter().filter(|&&number| number != BREAK).for_each(|&number| counts[number as usize] += 1);
        // A piece that was kept has a code even where it stands in phrases alone; a phrase that became part of others has none.
        let is_part = parts(&phrases, words.len());
        let has_code = |number: usize| match is_kept.get(number) {
            Some(&kept) => kept,
            None => counts[number] > 0 || is_part[number],
        };
        let mut entries: Vec<(u64, Content<'_>)> = specials.into_iter().zip((0..).map(Content::Special)).collect();
        let mut places = vec![usize::MAX; words.len()];
        for (number, word) in words.iter().enumerate().filter(|(number, _)| has_code(*number)) {
            places[number] = entries.len();
            entries.push((counts[number], Content::Piece(word)));
        }
        let bits = code_lengths(&entries.iter().map(|(count, _)| *count).collect::<Vec<_>>());
        let entries: Vec<Entry<'_>> = entries.into_iter().zip(bits).map(|((_, content), bits)| Entry { bits, content }).collect();
        let phrases: Vec<[usize; 3]> = phrases
            .into_iter()
            .map(|phrase| phrase.map(|number| places[number as usize]))
            .filter(|phrase| phrase.iter().all(|&place| place != usize::MAX))
            .collect();
        write_book(&letter_bits, &self.number_counts.code_lengths(), &entries, &phrases)
    }

    /// Bits of the code of each byte and of a word's end, by the words that were met only once: so are those that will be spelled.
    fn letter_bits(&self, pieces: &[(Box<str>, u32)]) -> Vec<u8> {
        let mut counts = [1_u64; LETTERS];
        for ((written, _), _) in pieces.iter().zip(&self.counts).filter(|(_, count)| **count == 1) {
            written.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
            counts[LETTERS - 1] += 1;
        }
        code_lengths(&counts)
    }

    /// Which pieces get a code.
    fn kept(&self, pieces: &[(Box<str>, u32)]) -> Vec<bool> {
        let is_short = |number: usize| pieces[number].0.len() <= LONGEST;
        let mut counts: Vec<u32> = (0..pieces.len()).filter(|&number| is_short(number)).map(|number| self.counts[number]).collect();
        let mut least = 1;
        if counts.len() > MOST_PIECES {
            let (_, &mut last, _) = counts.select_nth_unstable_by(MOST_PIECES, |a, b| b.cmp(a));
            least = last + 1;
        }
        (0..pieces.len()).map(|number| is_short(number) && self.counts[number] >= least).collect()
    }
}

/// Which of so many pieces are parts of phrases.
fn parts(phrases: &[[u32; 3]], pieces: usize) -> Vec<bool> {
    let mut is_part = vec![false; pieces];
    for [first, second, _] in phrases {
        (is_part[*first as usize], is_part[*second as usize]) = (true, true);
    }
    is_part
}

/// Makes phrases of pieces that stand side by side more often than chance would have it, appends them to the words and puts them into the
/// sequence.
fn find_phrases(sequence: &mut Vec<u32>, words: &mut Vec<Vec<u8>>) -> Vec<[u32; 3]> {
    let mut phrases: Vec<[u32; 3]> = Vec::new();
    let mut known: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for _ in 0..ROUNDS {
        let mut single = vec![0_u32; words.len()];
        sequence.iter().filter(|&&number| number != BREAK).for_each(|&number| single[number as usize] += 1);
        let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for pair in sequence.windows(2) {
            let is_often = |number: u32| number != BREAK && single[number as usize] >= SAID;
            if is_often(pair[0]) && is_often(pair[1]) {
                *pairs.entry((pair[0], pair[1])).or_default() += 1;
            }
        }
        let all = sequence.len() as f64;
        let is_worth = |&((first, second), count): &((u32, u32), u32)| {
            let (first, second, count) = (f64::from(single[first as usize]), f64::from(single[second as usize]), f64::from(count));
            count >= f64::from(SAID) && count * (count * all / (first * second)).log2() >= SAVED
        };
        let mut found: Vec<((u32, u32), u32)> = pairs.into_iter().filter(is_worth).collect();
        // In an order of their own, so that the same texts make the same book.
        found.sort_unstable_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
        for ((first, second), _) in found {
            let phrase = joined(&words[first as usize], &words[second as usize]);
            if phrase.len() <= LONGEST && !known.contains_key(&(first, second)) {
                let number = words.len() as u32;
                words.push(phrase);
                phrases.push([first, second, number]);
                known.insert((first, second), number);
            }
        }
        join(sequence, &known);
    }
    phrases
}

/// Two pieces, with the blank that is understood between them.
fn joined(first: &[u8], second: &[u8]) -> Vec<u8> {
    let between: &[u8] = if last_joins(first) && first_joins(second) { b" " } else { b"" };
    [first, between, second].concat()
}

/// Puts phrases into a sequence, as texts are written with them.
fn join(sequence: &mut Vec<u32>, phrases: &FxHashMap<(u32, u32), u32>) {
    let mut end = 0;
    for at in 0..sequence.len() {
        let mut number = sequence[at];
        while end > 0
            && let Some(&phrase) = phrases.get(&(sequence[end - 1], number))
        {
            end -= 1;
            number = phrase;
        }
        sequence[end] = number;
        end += 1;
    }
    sequence.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    #[test]
    fn phrases_are_made_of_what_is_said_together() {
        let mut learner = Learner::default();
        for number in 0..50 {
            let text = format!("Prime Minister Keller of ward{number} said: the dam holds. Word{number} went on{number}.");
            learner.add(&text, &segment(&text).tokens);
        }
        let book = learner.book();
        let has = |phrase: &str| memchr::memmem::find(&book, phrase.as_bytes()).is_some();
        assert!(has("Prime Minister Keller of") && has("said: the dam holds. ") && !has("Keller of ward1"));
    }
}
