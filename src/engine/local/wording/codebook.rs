//! What has a code, and which.
//!
//! ```text
//! letters   bits of the code of each byte, and of what ends a word (257 bytes)
//! numbers   how many slots there are (1 byte); of each: bits of the codes of its classes (256 bytes)
//! groups    how many there are; of each: bits of its codes (1 byte), bytes of its pieces, number of pieces (varints)
//! specials  symbols of what is no piece (3 varints)
//! pieces    bytes of all pieces (varint), the pieces one after the other, in the order of their symbols
//! phrases   how many there are; of each: the symbols of its two parts and its own (varints)
//! ```
//!
//! Symbols are counted in the order of their codes, those with codes of equal length in the order of their pieces' lengths, so that the place of
//! a piece follows from its symbol. Reading takes what it needs from the file as it lies there; only who writes makes tables of it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tantivy::directory::OwnedBytes;

use super::Special;
use super::numbers::{CLASSES, read_number, write_number};
use super::prefix_code::{Alphabet, BitReader, BitWriter, Code, MAX_BITS, PrefixCode};
use crate::analysis::term_maker::ShortWord;
use crate::engine::local::packing::{take_varint, write_varint};
use crate::schema::rows::Slot;

/// Number of what has a code.
pub(in crate::engine::local) type Symbol = u32;

/// What the book does not have.
pub(in crate::engine::local) const UNKNOWN: Symbol = Symbol::MAX;
/// Bytes, and what ends a spelled word.
pub(super) const LETTERS: usize = 257;
const END: usize = LETTERS - 1;

/// Pieces of equal length with codes of equal length.
#[derive(Debug, Clone, Copy)]
struct Group {
    first: Symbol,
    bits: u8,
    /// Of each piece.
    bytes: usize,
    /// Where the first piece begins.
    at: usize,
}

/// A codebook as it is read.
#[derive(Debug)]
pub(in crate::engine::local) struct Codebook {
    file: OwnedBytes,
    /// By slot, once it has been asked for.
    numbers: Vec<OnceLock<Option<Alphabet>>>,
    groups: Vec<Group>,
    /// By bits of a code, the first group.
    group_of: [usize; MAX_BITS as usize + 2],
    symbols: u32,
    pub(super) words: PrefixCode,
    letters: Alphabet,
    specials: [Symbol; 3],
    /// Where phrases begin.
    phrases: usize,
}

impl Codebook {
    /// The one that a file holds; `None` where it holds none.
    pub(in crate::engine::local) fn new(file: OwnedBytes) -> Option<Self> {
        let mut rest = file.as_slice();
        let letters = Alphabet::new(rest.split_off(..LETTERS)?)?;
        if usize::from(*rest.split_off_first()?) != Slot::ALL.len() {
            return None;
        }
        rest.split_off(..Slot::ALL.len() * CLASSES)?;
        let numbers = Slot::ALL.iter().map(|_| OnceLock::new()).collect();
        let (mut groups, mut counts, mut symbols, mut at) = (Vec::new(), [0_u32; _], 0_u32, 0_usize);
        for _ in 0..take_varint(&mut rest)? {
            let &bits = rest.split_off_first()?;
            let (bytes, count) = (take_varint(&mut rest)?, u32::try_from(take_varint(&mut rest)?).ok()?);
            if u32::from(bits) > MAX_BITS || groups.last().is_some_and(|last: &Group| (last.bits, last.bytes) >= (bits, bytes)) {
                return None;
            }
            groups.push(Group { first: symbols, bits, bytes, at });
            symbols = symbols.checked_add(count)?;
            counts[usize::from(bits)] += count;
            at = at.checked_add(bytes.checked_mul(count as usize)?)?;
        }
        let mut specials = [0; 3];
        for special in &mut specials {
            *special = u32::try_from(take_varint(&mut rest)?).ok()?;
        }
        if take_varint(&mut rest)? != at || specials.iter().any(|&special| special >= symbols) {
            return None;
        }
        let pieces = file.len() - rest.len();
        rest.split_off(..at)?;
        let phrases = file.len() - rest.len();
        groups.iter_mut().for_each(|group| group.at += pieces);
        let mut group_of = [0; _];
        for (bits, first) in group_of.iter_mut().enumerate() {
            *first = groups.partition_point(|group| usize::from(group.bits) < bits);
        }
        Some(Self { numbers, groups, group_of, symbols, words: PrefixCode::new(&counts)?, letters, specials, phrases, file })
    }

    /// The bits of the codes of a slot's numbers.
    fn number_bits(&self, slot: Slot) -> &[u8] {
        let at = LETTERS + 1 + slot as usize * CLASSES;
        self.file.get(at..at + CLASSES).unwrap_or_default()
    }

    fn slot(&self, slot: Slot) -> Option<&Alphabet> {
        self.numbers[slot as usize].get_or_init(|| Alphabet::new(self.number_bits(slot))).as_ref()
    }

    /// The next number, one of a slot; `None` where there is none.
    pub(super) fn read_number(&self, slot: Slot, bits: &mut BitReader<'_>) -> Option<u64> {
        read_number(self.slot(slot)?, bits)
    }

    /// What a symbol is when it is no piece.
    #[inline]
    pub(super) fn special(&self, symbol: Symbol) -> Option<Special> {
        let place = self.specials.iter().position(|&special| special == symbol)?;
        Some(Special::ALL[place])
    }

    /// The piece of a symbol whose code has so many bits.
    #[inline]
    pub(super) fn piece(&self, symbol: Symbol, bits: u8) -> Option<&[u8]> {
        let groups = &self.groups[self.group_of[usize::from(bits)]..self.group_of[usize::from(bits) + 1]];
        let group = groups.get(groups.partition_point(|group| group.first <= symbol).checked_sub(1)?)?;
        let at = group.at + (symbol - group.first) as usize * group.bytes;
        self.file.get(at..at + group.bytes)
    }

    /// Appends a spelled piece of at most so many bytes; `None` where it is longer.
    pub(super) fn read_letters(&self, bits: &mut BitReader<'_>, most: usize, text: &mut Vec<u8>) -> Option<()> {
        for _ in 0..=most {
            let letter = self.letters.read(bits);
            if letter == END {
                return Some(());
            }
            text.push(letter as u8);
        }
        None
    }

    /// All symbols with the bits of their codes and their pieces.
    fn all(&self) -> impl Iterator<Item = (Symbol, u8, &[u8])> {
        let ends = self.groups.iter().skip(1).map(|group| group.first).chain([self.symbols]);
        self.groups.iter().zip(ends).flat_map(move |(group, end)| {
            (group.first..end).map(move |symbol| (symbol, group.bits, self.piece(symbol, group.bits).unwrap_or_default()))
        })
    }

    /// Phrases: the symbols of both parts, and its own.
    fn phrases(&self) -> impl Iterator<Item = [Symbol; 3]> {
        let mut rest = &self.file.as_slice()[self.phrases..];
        let count = take_varint(&mut rest).unwrap_or(0);
        (0..count).map_while(move |_| {
            let mut phrase = [0; 3];
            for symbol in &mut phrase {
                *symbol = u32::try_from(take_varint(&mut rest)?).ok().filter(|&symbol| symbol < self.symbols)?;
            }
            Some(phrase)
        })
    }
}

/// A piece on its way into a book: the bits of its code, and what it says.
pub(super) struct Entry<'a> {
    pub(super) bits: u8,
    pub(super) content: Content<'a>,
}

/// What an entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Content<'a> {
    Special(usize),
    Piece(&'a [u8]),
}

impl Content<'_> {
    fn bytes(self) -> usize {
        match self {
            Self::Special(_) => 0,
            Self::Piece(piece) => piece.len(),
        }
    }
}

/// A book as it is written. `phrases` count entries.
pub(super) fn write_book(letter_bits: &[u8], number_bits: &[u8], entries: &[Entry<'_>], phrases: &[[usize; 3]]) -> Vec<u8> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_unstable_by_key(|&entry| {
        let Entry { bits, content } = entries[entry];
        (bits, content.bytes(), content)
    });
    let mut symbols = vec![0; entries.len()];
    for (symbol, &entry) in order.iter().enumerate() {
        symbols[entry] = symbol;
    }
    let mut book = letter_bits.to_vec();
    book.push(Slot::ALL.len() as u8);
    book.extend_from_slice(number_bits);
    let groups: Vec<&[usize]> =
        order.chunk_by(|&a, &b| (entries[a].bits, entries[a].content.bytes()) == (entries[b].bits, entries[b].content.bytes())).collect();
    write_varint(groups.len(), &mut book);
    for group in groups {
        let first = &entries[group[0]];
        book.push(first.bits);
        write_varint(first.content.bytes(), &mut book);
        write_varint(group.len(), &mut book);
    }
    for special in 0..Special::ALL.len() {
        let entry = entries.iter().position(|entry| entry.content == Content::Special(special));
        write_varint(entry.map_or(0, |entry| symbols[entry]), &mut book);
    }
    write_varint(entries.iter().map(|entry| entry.content.bytes()).sum(), &mut book);
    for &entry in &order {
        if let Content::Piece(piece) = entries[entry].content {
            book.extend_from_slice(piece);
        }
    }
    write_varint(phrases.len(), &mut book);
    phrases.iter().flatten().for_each(|&entry| write_varint(symbols[entry], &mut book));
    book
}

/// Where a piece of one or two bytes stands in a table of all of them; a zero byte is none's second.
#[inline]
fn shortest(piece: &str) -> Option<usize> {
    match *piece.as_bytes() {
        [byte] => Some(usize::from(byte)),
        [first, second] if second != 0 => Some(usize::from(first) | usize::from(second) << 8),
        _ => None,
    }
}

/// Phrases by their two parts. Most pairs of a text are none, which a bit in a small table tells of nearly all of them.
struct Phrases {
    wholes: FxHashMap<(Symbol, Symbol), Symbol>,
    may_be: Vec<u64>,
    shift: u32,
}

/// Bits of the table for each phrase.
const BITS_A_PHRASE: usize = 32;

impl Phrases {
    fn new(phrases: impl Iterator<Item = [Symbol; 3]>) -> Self {
        let wholes: FxHashMap<_, _> = phrases.map(|[first, second, phrase]| ((first, second), phrase)).collect();
        let words = (wholes.len() * BITS_A_PHRASE / 64).next_power_of_two();
        let mut all = Self { may_be: vec![0; words], shift: u64::BITS - (words * 64).ilog2(), wholes };
        for &(first, second) in all.wholes.keys() {
            let bit = place(first, second, all.shift);
            all.may_be[bit / 64] |= 1 << (bit % 64);
        }
        all
    }

    #[inline]
    fn get(&self, first: Symbol, second: Symbol) -> Option<Symbol> {
        let bit = place(first, second, self.shift);
        match self.may_be[bit / 64] >> (bit % 64) & 1 {
            0 => None,
            _ => self.wholes.get(&(first, second)).copied(),
        }
    }
}

/// The bit of a pair: multiplicative hashing by the golden ratio (Knuth, "The Art of Computer Programming", volume 3, 6.4).
#[inline]
fn place(first: Symbol, second: Symbol, shift: u32) -> usize {
    ((u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
}

/// A codebook as it is written with: tables from pieces to codes.
pub(in crate::engine::local) struct Coder {
    short: FxHashMap<ShortWord, Symbol>,
    long: FxHashMap<Box<[u8]>, Symbol>,
    /// By the two bytes of a piece, or its one and a zero; everything else is looked up in the tables above.
    shortest: Vec<Symbol>,
    phrases: Phrases,
    codes: Vec<Code>,
    letters: Vec<Code>,
    /// By slot, the codes of its classes.
    numbers: Vec<Vec<Code>>,
    specials: [Symbol; 3],
}

impl Coder {
    /// That of a book.
    pub(in crate::engine::local) fn of(book: &Codebook) -> Self {
        let mut coder = Self {
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            shortest: vec![UNKNOWN; 1 << 16],
            phrases: Phrases::new(book.phrases()),
            codes: Vec::with_capacity(book.symbols as usize),
            letters: book.letters.codes(book.file.get(..LETTERS).unwrap_or_default()),
            numbers: Slot::ALL
                .iter()
                .map(|&slot| book.slot(slot).map(|code| code.codes(book.number_bits(slot))).unwrap_or_default())
                .collect(),
            specials: book.specials,
        };
        for (symbol, bits, piece) in book.all() {
            coder.codes.push(book.words.code(symbol, bits));
            let Some(written) = std::str::from_utf8(piece).ok().filter(|_| book.special(symbol).is_none()) else { continue };
            match ShortWord::of(written) {
                _ if shortest(written).is_some() => coder.shortest[shortest(written).unwrap_or_default()] = symbol,
                Some(short) => _ = coder.short.insert(short, symbol),
                None => _ = coder.long.insert(piece.into(), symbol),
            }
        }
        coder
    }

    /// What the book calls a piece, or [`UNKNOWN`].
    pub(in crate::engine::local) fn symbol(&self, piece: &str) -> Symbol {
        if let Some(place) = shortest(piece) {
            return self.shortest[place];
        }
        let known = match ShortWord::of(piece) {
            Some(short) => self.short.get(&short),
            None => self.long.get(piece.as_bytes()),
        };
        known.copied().unwrap_or(UNKNOWN)
    }

    /// Appends a symbol, or the phrase that it ends, to those from `first` on.
    #[inline]
    pub(super) fn push(&self, mut symbol: Symbol, symbols: &mut Vec<Symbol>, first: usize) {
        while let Some(&last) = symbols[first..].last() {
            let Some(phrase) = self.phrases.get(last, symbol) else { break };
            symbols.pop();
            symbol = phrase;
        }
        symbols.push(symbol);
    }

    pub(super) fn special(&self, special: Special) -> Symbol {
        self.specials[special as usize]
    }

    /// Whether something comes with a symbol.
    #[inline]
    pub(super) fn has_extra(&self, symbol: Symbol) -> bool {
        symbol == self.specials[Special::Spelled as usize] || symbol == self.specials[Special::Again as usize]
    }

    #[inline]
    pub(super) fn code(&self, symbol: Symbol) -> Code {
        self.codes[symbol as usize]
    }

    /// Spells a piece.
    pub(super) fn spell(&self, piece: &str, bits: &mut BitWriter) {
        piece.bytes().for_each(|byte| bits.write(self.letters[usize::from(byte)]));
        bits.write(self.letters[END]);
    }

    /// Writes a number of a slot.
    pub(super) fn write_number(&self, slot: Slot, number: u64, bits: &mut BitWriter) {
        write_number(&self.numbers[slot as usize], number, bits);
    }
}
