//! Running text packed word by word: words, what stands between them, and phrases each have a code, the shorter the more often the archive
//! says them. (Witten, Moffat and Bell, "Managing Gigabytes", 1999, 2.7 and 9: a code of words for a collection of texts.)
//!
//! What has a code is said by a [`Codebook`], made once of a sample of the archive ([`learning`]). Between two words a blank is understood. A piece
//! that the book does not have is spelled, and when it comes again in the same text only counted. So a short article packs to
//! a quarter of its length, where a general method that knows the archive's phrases needs two fifths, and the words as the index has numbered
//! them already are all that packing has to look at.

mod codebook;
pub(super) mod learning;
mod numbers;
mod pieces;
mod prefix_code;

use std::ops::Range;

use rustc_hash::FxHashMap;

pub(super) use self::codebook::{Codebook, Coder, Symbol, UNKNOWN};
use self::pieces::{Piece, first_joins, for_each_piece, last_joins};
use self::prefix_code::{BitReader, BitWriter, Code};
use crate::analysis::segment::Token;
use crate::schema::rows::Slot;

/// What a text can tell of besides pieces that the book has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    /// A piece spelled letter by letter.
    Spelled,
    /// A piece spelled before in this text.
    Again,
    /// No blank between the pieces, though both would have one.
    Glue,
}

impl Special {
    const ALL: [Self; 3] = [Self::Spelled, Self::Again, Self::Glue];
}

/// Pieces spelled in a text that are remembered.
const MOST_REMEMBERED: usize = 1 << 16;

/// How many bits count what was spelled before: as few as the number of pieces wants.
fn bits_to_count(spelled: usize) -> u32 {
    usize::BITS - spelled.saturating_sub(1).leading_zeros()
}

/// What comes with a special symbol.
enum Extra<'t> {
    Letters(&'t str),
    Number(Code),
}

/// A text that is written in codes, its words, and what the book calls each of them.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t [Token],
    pub(super) symbols: &'t [Symbol],
}

/// Writes texts in codes.
#[derive(Default)]
pub(super) struct Writer {
    symbols: Vec<Symbol>,
    bits: BitWriter,
}

impl Writer {
    /// Appends numbers in the codes of a book.
    pub(super) fn write_numbers(&mut self, coder: &Coder, numbers: &[(Slot, u64)], out: &mut Vec<u8>) {
        numbers.iter().for_each(|&(slot, number)| coder.write_number(slot, number, &mut self.bits));
        self.bits.finish(out);
    }

    /// Appends texts in the codes of a book; what one spells the next ones need not.
    pub(super) fn write(&mut self, coder: &Coder, parts: &[Part<'_>], out: &mut Vec<u8>) {
        let mut extras = Vec::new();
        let mut spelled: FxHashMap<&str, usize> = FxHashMap::default();
        self.symbols.clear();
        for Part { text, words, symbols } in parts {
            // No phrase reaches into the next text.
            let first = self.symbols.len();
            for_each_piece(text, words, |piece| {
                let (written, symbol) = match piece {
                    Piece::Glue => return self.symbols.push(coder.special(Special::Glue)),
                    Piece::Word { written, token } => (written, symbols.get(token).copied().unwrap_or(UNKNOWN)),
                    Piece::Between { written } => (written, coder.symbol(written)),
                };
                if symbol != UNKNOWN {
                    return coder.push(symbol, &mut self.symbols, first);
                }
                let number = spelled.len();
                match spelled.get(written) {
                    Some(&before) => {
                        self.symbols.push(coder.special(Special::Again));
                        extras.push(Extra::Number(Code { bits: before as u32, length: bits_to_count(number) }));
                    }
                    None => {
                        self.symbols.push(coder.special(Special::Spelled));
                        extras.push(Extra::Letters(written));
                        if number < MOST_REMEMBERED {
                            spelled.insert(written, number);
                        }
                    }
                }
            });
        }
        let mut extras = extras.into_iter();
        for &symbol in &self.symbols {
            self.bits.write(coder.code(symbol));
            if coder.has_extra(symbol) {
                match extras.next() {
                    Some(Extra::Letters(letters)) => coder.spell(letters, &mut self.bits),
                    Some(Extra::Number(number)) => self.bits.write(number),
                    None => {}
                }
            }
        }
        self.bits.finish(out);
    }
}

/// Reads the numbers that codes stand for, one of the slot that is asked for after the other; `None` behind the last.
pub(super) fn numbers<'b>(book: &'b Codebook, coded: &'b [u8]) -> impl FnMut(Slot) -> Option<u64> + 'b {
    let mut bits = BitReader::new(coded);
    move |slot| book.read_number(slot, &mut bits)
}

/// The texts of so many bytes that codes stand for, one after the other; `None` where they do not.
pub(super) fn read(book: &Codebook, coded: &[u8], parts: &[usize]) -> Option<String> {
    let mut bits = BitReader::new(coded);
    let most = parts.iter().try_fold(0_usize, |sum, &part| sum.checked_add(part))?;
    // A damaged length is no reason to look for memory.
    let mut text: Vec<u8> = Vec::with_capacity(most.min(coded.len().saturating_mul(8)));
    let mut spelled = Vec::new();
    for part in parts {
        let end = text.len() + part;
        read_part(book, &mut bits, end, &mut text, &mut spelled)?;
    }
    String::from_utf8(text).ok()
}

fn read_part(book: &Codebook, bits: &mut BitReader<'_>, end: usize, text: &mut Vec<u8>, spelled: &mut Vec<Range<usize>>) -> Option<()> {
    let mut joins = false;
    while text.len() < end {
        let start = text.len();
        let (symbol, length) = book.words.read(bits);
        match book.special(symbol) {
            None => {
                let piece = book.piece(symbol, length)?;
                if joins && first_joins(piece) {
                    text.push(b' ');
                }
                text.extend_from_slice(piece);
                joins = last_joins(piece);
            }
            Some(Special::Glue) => joins = false,
            Some(Special::Spelled) => {
                book.read_letters(bits, end - start, text)?;
                let has_blank = joins && first_joins(&text[start..]);
                if has_blank {
                    text.insert(start, b' ');
                }
                let piece = start + usize::from(has_blank)..text.len();
                joins = last_joins(&text[piece.clone()]);
                if spelled.len() < MOST_REMEMBERED {
                    spelled.push(piece);
                }
            }
            Some(Special::Again) => {
                let number = bits.number(bits_to_count(spelled.len()));
                let before = spelled.get(number as usize)?.clone();
                if joins && first_joins(&text[before.clone()]) {
                    text.push(b' ');
                }
                joins = last_joins(&text[before.clone()]);
                text.extend_from_within(before);
            }
        }
        if bits.is_over() {
            return None;
        }
    }
    (text.len() == end).then_some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::directory::OwnedBytes;

    use super::learning::Learner;
    use super::*;
    use crate::analysis::segment::segment;

    fn book_of(texts: &[&str]) -> Vec<u8> {
        let mut learner = Learner::default();
        texts.iter().for_each(|text| learner.add(text, &segment(text).tokens));
        learner.book()
    }

    fn written(book: &[u8], text: &str) -> Vec<u8> {
        let coder = Coder::of(&Codebook::new(OwnedBytes::new(book.to_vec())).unwrap());
        let words = segment(text).tokens;
        let symbols: Vec<Symbol> = words.iter().map(|word| coder.symbol(word.text(text))).collect();
        let mut out = Vec::new();
        Writer::default().write(&coder, &[Part { text, words: &words, symbols: &symbols }], &mut out);
        out
    }

    const NEWS: [&str; 6] = [
        "The minister said on Monday that the dam is safe. “The dam is safe,” the minister said.\n\nOn Monday the mayor left.",
        "Der Bürgermeister sagte am Montag: „Der Damm hält.“ Am Montag sagte er nichts mehr.",
        "Le maire a dit : « Le barrage tient », lundi. L’eau monte, a dit le maire.",
        "市長は月曜日に「ダムは安全だ」と述べた。市長は東京にいる。",
        "В понедельник мэр сказал: «Плотина держится». Мэр уехал в понедельник.",
        "e-mail: a@b.example -- 20,645 votes, U.S. 3.5%\t\r\n  * * *",
    ];

    #[test]
    fn texts_are_read_as_they_were_written() {
        let recurring: Vec<&str> = NEWS.iter().flat_map(|text| std::iter::repeat_n(*text, 20)).collect();
        for sample in [&[][..], &NEWS[..1], &NEWS, &recurring] {
            let bytes = book_of(sample);
            let book = Codebook::new(OwnedBytes::new(bytes.clone())).unwrap();
            for text in NEWS.iter().copied().chain(["", " ", "\u{0}", "Zyx Zyx zyx, Zyx", "the  dam", "the dam ", "«dam»dam «dam"]) {
                let coded = written(&bytes, text);
                assert_eq!(read(&book, &coded, &[text.len()]).as_deref(), Some(text));
                if text.len() > 1 {
                    assert_eq!(read(&book, &coded[..coded.len() / 2], &[text.len()]), None);
                }
            }
        }
    }

    #[test]
    fn texts_that_are_written_together_are_read_together() {
        let bytes = book_of(&NEWS.repeat(20));
        let book = Codebook::new(OwnedBytes::new(bytes)).unwrap();
        let coder = Coder::of(&book);
        let texts = ["Xanthippe\nThe minister", " said on", " Monday that Xanthippe"];
        let words = texts.map(|text| segment(text).tokens);
        let symbols: Vec<Vec<Symbol>> =
            texts.iter().zip(&words).map(|(text, words)| words.iter().map(|word| coder.symbol(word.text(text))).collect()).collect();
        let parts: Vec<Part<'_>> = (0..3).map(|part| Part { text: texts[part], words: &words[part], symbols: &symbols[part] }).collect();
        let mut out = Vec::new();
        Writer::default().write(&coder, &parts, &mut out);
        let lengths = texts.map(str::len);
        assert_eq!(read(&book, &out, &lengths), Some(texts.concat()));
        assert_eq!(read(&book, &out, &lengths[..1]).as_deref(), Some(texts[0]));
    }

    #[test]
    fn what_recurs_in_the_archive_takes_a_few_bits() {
        let recurring: Vec<&str> = std::iter::repeat_n(NEWS[0], 50).collect();
        let bytes = book_of(&recurring);
        assert!(written(&bytes, NEWS[0]).len() * 8 < NEWS[0].len(), "{}", written(&bytes, NEWS[0]).len());
        let (once, twice) = (written(&bytes, "Xanthippe").len(), written(&bytes, "Xanthippe Xanthippe").len());
        assert!(twice <= once + 3, "{once} {twice}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(text in "(\\PC{0,20}|[a-c .,“”\n]{0,30}|the dam|[ -~]{0,9}){0,8}", sampled in 0..NEWS.len()) {
            let bytes = book_of(&NEWS[..sampled]);
            let coded = written(&bytes, &text);
            prop_assert_eq!(read(&Codebook::new(OwnedBytes::new(bytes)).unwrap(), &coded, &[text.len()]), Some(text));
        }

        #[test]
        fn damaged_codes_are_told_or_read(coded in prop::collection::vec(any::<u8>(), 0..60), len in 0..2_000_usize) {
            let read = read(&Codebook::new(OwnedBytes::new(book_of(&NEWS))).unwrap(), &coded, &[len / 3, len - len / 3]);
            prop_assert!(read.is_none_or(|text| text.len() == len));
        }

        #[test]
        fn damaged_books_are_told_or_read(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in 0..40_usize) {
            let mut bytes = book_of(&NEWS);
            let coded = written(&bytes, NEWS[0]);
            changes.into_iter().for_each(|(at, byte)| *at.get_mut(&mut bytes) = byte);
            bytes.truncate(bytes.len() - cut / 2);
            if let Some(book) = Codebook::new(OwnedBytes::new(bytes)) {
                _ = read(&book, &coded, &[NEWS[0].len()]);
                _ = Coder::of(&book);
            }
        }
    }
}
