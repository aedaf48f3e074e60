//! A table that is asked for each word of a text: what is known of the word, whatever its ASCII capitals.
//!
//! Words of at most 16 ASCII bytes, which nearly all are, are numbers that one load and one mask read and one comparison finds: each known
//! word has a slot of its own, which its hash and a number for its group tell. The others stand in a map. Nothing is allocated for a word
//! asked for. How many groups and slots there are is told with the type, both powers of two: so the highest bits of a hash are a place in the
//! table that needs no further check.
//!
//! A slot keeps most of the hash and not the word, and the number of what is known and not that itself, because the table is as large as the
//! memory near the processor, which other tables need as well. That an unknown word has the 48 highest bits of some known one, of which there
//! are at most 2^14, is a chance of less than one in 2^34.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::near;

/// Bytes of the longest word that is packed into a number.
const PACKED: usize = 16;

/// The bytes that a word of each length takes in two numbers.
static USED: [(u64, u64); PACKED + 1] = {
    let mut used = [(0, 0); PACKED + 1];
    let mut len = 1;
    while len <= PACKED {
        let (low, high) = used[len - 1];
        used[len] = if len <= 8 { (low << 8 | 0xff, 0) } else { (low, high << 8 | 0xff) };
        len += 1;
    }
    used
};

/// A short ASCII word as two numbers, letters small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Packed(u64, u64);

/// The same byte eight times.
#[inline(always)]
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

impl Packed {
    /// No word.
    pub(super) const NONE: Self = Self(0, 0);

    /// The word at `start..end` of `text`; `None` where it is longer or not ASCII.
    #[inline(always)]
    pub(super) fn at(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let &(low_used, high_used) = USED.get(end.checked_sub(start)?)?;
        let bytes = match text.get(start..).and_then(|rest| rest.first_chunk()) {
            Some(bytes) => *bytes,
            None => padded(text.get(start..end)?),
        };
        let whole: u128 = u128::from_le_bytes(bytes);
        let (low, high) = (whole as u64 & low_used, (whole >> 64) as u64 & high_used);
        ((low | high) & all(0x80) == 0).then_some(Self(low | all(0x20) & low_used, high | all(0x20) & high_used))
    }

    /// The same where the word is of ASCII letters alone, as nearly all are, and does not stand at the very end of the text.
    #[inline(always)]
    pub(super) fn of_letters(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let used = USED.get(end.wrapping_sub(start))?;
        let bytes: &[u8; PACKED] = text.get(start..start + PACKED)?.first_chunk()?;
        let whole = u128::from_le_bytes(*bytes);
        let (low, high) = (whole as u64, (whole >> 64) as u64);
        // Of the two highest bits letters have the lower one.
        let others = ((low ^ all(0x40)) & used.0 | (high ^ all(0x40)) & used.1) & all(0xc0);
        (others == 0).then_some(Self::used(bytes, used))
    }

    /// The same of a word that is known to be of ASCII letters alone.
    #[inline(always)]
    pub(super) fn of_plain(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let used = USED.get(end.wrapping_sub(start))?;
        Some(Self::used(text.get(start..start + PACKED)?.first_chunk()?, used))
    }

    /// The word and the byte behind it, where it is known to be of ASCII letters alone; of any other word anything. `None` where it is longer
    /// than most or stands at the very end of the text, as hardly any does.
    #[inline(always)]
    pub(super) fn with_next(text: &[u8], start: usize, end: usize) -> Option<(Self, u8)> {
        let length = end.wrapping_sub(start);
        let used = USED.get(length)?;
        let bytes: &[u8; PACKED + 1] = text.get(start..start + PACKED + 1)?.first_chunk()?;
        Some((Self::used(bytes.first_chunk()?, used), bytes[length]))
    }

    /// Those bytes that are used.
    #[inline(always)]
    fn used(bytes: &[u8; PACKED], &(low_used, high_used): &(u64, u64)) -> Self {
        let whole = u128::from_le_bytes(*bytes);
        Self((whole as u64 | all(0x20)) & low_used, ((whole >> 64) as u64 | all(0x20)) & high_used)
    }

    /// The word with a possessive ending, where that leaves it short; `length` is its own.
    pub(super) fn possessive(self, length: usize) -> Option<Self> {
        let ending = u128::from(u16::from_le_bytes(*b"'s"));
        let whole = u128::from(self.1) << 64 | u128::from(self.0) | ending.checked_shl(8 * length as u32)?;
        (length + 2 <= PACKED).then_some(Self(whole as u64, (whole >> 64) as u64))
    }

    /// Two words with a space between them, and whether that leaves them short; if not, it is anything.
    #[inline]
    pub(super) fn and(self, next: Self) -> (Self, bool) {
        let length = self.len();
        let whole = |word: Self| u128::from(word.1) << 64 | u128::from(word.0);
        let both = whole(self) | (whole(next) << 8 | u128::from(b' ')).unbounded_shl(8 * length as u32);
        (Self(both as u64, (both >> 64) as u64), length + 1 + next.len() <= PACKED)
    }

    /// The word that `buffer` holds in its first bytes, where what is behind it can be read as well.
    #[inline]
    pub(super) fn in_buffer<const N: usize>(buffer: &[u8; N], len: usize) -> Option<Self> {
        Self::at(buffer, 0, len)
    }

    /// A whole word.
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        Self::at(word, 0, word.len())
    }

    /// At most sixteen bytes of any kind, as they are.
    pub(super) const fn of_bytes(bytes: &[u8]) -> Self {
        let whole = u128::from_le_bytes(padded(bytes));
        Self(whole as u64, (whole >> 64) as u64)
    }

    /// Its first eight bytes.
    pub(super) const fn low(self) -> u64 {
        self.0
    }

    /// The word as one number, where it has no more than eight bytes.
    #[inline]
    pub(super) fn as_number(self) -> Option<u64> {
        (self.1 == 0).then_some(self.0)
    }

    /// The same where `holds`, else none.
    #[inline(always)]
    pub(super) fn only_if(self, holds: bool) -> Self {
        Self(self.0 * u64::from(holds), self.1 * u64::from(holds))
    }

    /// Whether it is another word; all of both is compared at once.
    #[inline(always)]
    pub(super) fn is(self, other: Self) -> bool {
        (self.0 ^ other.0) | (self.1 ^ other.1) == 0
    }

    /// The bytes of the word, letters small, and zeros behind them.
    #[inline]
    pub(super) fn padded(self) -> [u8; PACKED] {
        (u128::from(self.1) << 64 | u128::from(self.0)).to_le_bytes()
    }

    /// How many bytes it has.
    #[inline]
    pub(super) fn len(self) -> usize {
        PACKED - (u128::from(self.1) << 64 | u128::from(self.0)).leading_zeros() as usize / 8
    }

    /// Whether an apostrophe is among the bytes.
    pub(super) fn has_apostrophe(self) -> bool {
        let holds = |bytes: u64| {
            let zero_where = bytes ^ all(b'\'');
            zero_where.wrapping_sub(all(1)) & !zero_where & all(0x80) != 0
        };
        holds(self.0) || holds(self.1)
    }

    /// A number that nearly all other words do not have.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.1.wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
    }
}

/// The bytes of a word that nothing stands behind. Those of all but the shortest are read as the first and the last so many, which may overlap.
const fn padded(word: &[u8]) -> [u8; PACKED] {
    if let Some(whole) = word.first_chunk() {
        return *whole;
    }
    let bits = 8 * word.len() as u32;
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return (first as u128 | (last as u128) << (bits - u64::BITS)).to_le_bytes();
    }
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return (first as u128 | (last as u128) << (bits - u32::BITS)).to_le_bytes();
    }
    let mut bytes = [0; PACKED];
    let mut at = 0;
    while at < word.len() {
        bytes[at] = word[at];
        at += 1;
    }
    bytes
}

/// Bits of a slot that number a value.
const NUMBER: u32 = u16::BITS;

/// What is known of words, of no more than `SLOTS` short ones.
#[derive(Debug)]
pub(super) struct WordTable<V, const GROUPS: usize, const SLOTS: usize> {
    /// By what the hashes of each group of words are multiplied, so that each word has a slot of its own.
    turns: Box<[u16; GROUPS]>,
    /// Packed words, each in its slot: the higher bits of its hash, and in the [`NUMBER`] lowest the number of what is known of it. 0 marks a
    /// free one.
    slots: Box<[u64; SLOTS]>,
    /// What is known of words, each value once; the first is that of no word, and so are those behind the last.
    values: Box<[V; SLOTS]>,
    /// Words that are longer or not ASCII, as they were given.
    others: FxHashMap<Box<[u8]>, V>,
    /// Bytes of the longest of these.
    longest: usize,
}

impl<V: Copy + Default + Eq + Hash, const GROUPS: usize, const SLOTS: usize> WordTable<V, GROUPS, SLOTS> {
    /// Puts entries together; `join` makes one value of two that stand for one word.
    pub(super) fn of<'a>(entries: impl Iterator<Item = (&'a [u8], V)>, join: impl Fn(V, V) -> V) -> Self {
        let mut table = Self {
            turns: Box::new([1; GROUPS]),
            slots: Box::new([0; SLOTS]),
            values: Box::new([V::default(); SLOTS]),
            others: FxHashMap::default(),
            longest: 0,
        };
        let mut groups: Vec<Vec<(u64, V)>> = vec![Vec::new(); GROUPS];
        for (word, value) in entries.filter(|(word, _)| !word.is_empty()) {
            let known = match Packed::of(word).map(Packed::hash) {
                Some(hash) => {
                    let group = &mut groups[Self::group(hash)];
                    let index = group.iter().position(|&(known, _)| known == hash).unwrap_or(group.len());
                    if index == group.len() {
                        group.push((hash, V::default()));
                    }
                    &mut group[index].1
                }
                None => {
                    table.longest = table.longest.max(word.len());
                    table.others.entry(word.into()).or_default()
                }
            };
            *known = join(*known, value);
        }
        let mut numbers = FxHashMap::from_iter([(V::default(), 0)]);
        let mut numbered = |values: &mut [V; SLOTS], value| {
            let next = numbers.len();
            *numbers.entry(value).or_insert_with(|| {
                values[next] = value;
                next as u64
            })
        };
        // Large groups are the hardest to find room for.
        let most = groups.iter().map(Vec::len).max().unwrap_or_default();
        for size in (1..=most).rev() {
            for (group, words) in groups.iter().enumerate().filter(|(_, words)| words.len() == size) {
                let Some(turn) = table.turn_for(words) else {
                    debug_assert!(false, "more slots are needed");
                    continue;
                };
                table.turns[group] = turn;
                for &(hash, value) in words {
                    table.slots[Self::slot(hash, turn)] = hash >> NUMBER << NUMBER | numbered(&mut table.values, value);
                }
            }
        }
        debug_assert!(numbers.len() <= 1 << NUMBER, "more values than can be numbered");
        table
    }

    /// What gives each word of a group a slot of its own that is free; `None` where there is no room for them.
    fn turn_for(&self, words: &[(u64, V)]) -> Option<u16> {
        let fits = |turn: &u16| {
            let slot = |&(hash, _): &(u64, V)| Self::slot(hash, *turn);
            let apart = |index: usize| words[..index].iter().all(|word| slot(word) != slot(&words[index]));
            words.iter().enumerate().all(|(index, word)| self.slots[slot(word)] == 0 && apart(index))
        };
        (1..u16::MAX).step_by(2).find(fits)
    }

    #[inline(always)]
    fn group(hash: u64) -> usize {
        (hash >> (u64::BITS - GROUPS.ilog2())) as usize
    }

    #[inline(always)]
    fn slot(hash: u64, turn: u16) -> usize {
        (hash.wrapping_mul(u64::from(turn)) >> (u64::BITS - SLOTS.ilog2())) as usize
    }

    /// Whether a short word is known, and what of it, or else of the one known word that it might have been. No look into memory depends on
    /// whether it is, so that words in a row do not wait for one another.
    #[inline(always)]
    pub(super) fn nearest(&self, word: Packed) -> (bool, V) {
        let hash = word.hash();
        let found = self.slots[Self::slot(hash, self.turns[Self::group(hash)])];
        let value = self.values[found as u16 as usize % SLOTS];
        ((found ^ hash) >> NUMBER == 0, value)
    }

    /// Brings it near for what is asked of short words next.
    pub(super) fn bring_near(&self) {
        near::bring(&self.turns[..]);
        near::bring(&self.slots[..]);
    }

    /// What is known of a short word.
    #[inline]
    pub(super) fn packed(&self, word: Packed) -> Option<V> {
        let (is_known, value) = self.nearest(word);
        (is_known && word != Packed::default()).then_some(value)
    }

    /// What is known of a word: a short ASCII one whatever its capitals, any other as it was given.
    pub(super) fn get(&self, word: &[u8]) -> Option<V> {
        match Packed::of(word) {
            Some(word) => self.packed(word),
            None => self.unpacked(word),
        }
    }

    /// What is known of a word that is not packed.
    pub(super) fn unpacked(&self, word: &[u8]) -> Option<V> {
        if word.len() > self.longest { None } else { self.others.get(word).copied() }
    }

    /// Bytes of the longest word that is not packed.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_found_and_others_are_not(words in proptest::collection::btree_set("[a-z']{1,18}|é{1,9}", 0..200), asked in "[a-z'é]{0,18}") {
            let numbered = || words.iter().enumerate().map(|(index, word)| (word.as_bytes(), index + 1));
            let table: WordTable<usize, 64, 256> = WordTable::of(numbered().chain(numbered()), |one, other| one + other);
            for (word, index) in numbered() {
                prop_assert_eq!(table.get(word), Some(2 * index));
            }
            prop_assert_eq!(table.get(asked.as_bytes()).is_some(), words.contains(&asked));
        }

        #[test]
        fn two_words_are_packed_as_one_with_a_space(first in "[a-z]{1,17}", next in "[a-z]{1,17}") {
            let both = Packed::of(first.as_bytes()).zip(Packed::of(next.as_bytes())).map(|(first, next)| first.and(next)).and_then(|(both, fits)| fits.then_some(both));
            prop_assert_eq!(both, Packed::of(format!("{first} {next}").as_bytes()));
        }

        #[test]
        fn a_word_inside_a_text_is_packed_as_it_is_alone(before in "[ A-Z]{0,20}", word in "[A-Za-z'.]{0,20}", after in "[ é]{0,20}") {
            let text = format!("{before}{word}{after}");
            let inside = Packed::at(text.as_bytes(), before.len(), before.len() + word.len());
            prop_assert_eq!(inside, Packed::of(word.as_bytes()));
            prop_assert_eq!(inside, Packed::of(word.to_lowercase().as_bytes()));
            prop_assert_eq!(inside.is_some_and(Packed::has_apostrophe), word.len() <= PACKED && word.contains('\''));
            let letters = Packed::of_letters(text.as_bytes(), before.len(), before.len() + word.len());
            let alone = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && text.len() >= before.len() + PACKED;
            prop_assert_eq!(letters, inside.filter(|_| alone));
        }
    }
}
