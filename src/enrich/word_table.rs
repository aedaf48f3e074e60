//! A table that is asked for each word of a text: what is known of the word, whatever its ASCII capitals.
//!
//! Words of at most 16 ASCII bytes, which nearly all are, are numbers that one load and one mask read and one comparison finds: each known
//! word has a slot of its own, which its hash and a number for its group tell. The others stand in a map. Nothing is allocated for a word
//! asked for.
//!
//! A slot keeps the hash and not the word, because the table is as large as the memory near the processor. No two words of eight bytes or
//! fewer have the same hash, since it is a product with an odd number; that a longer one has that of a known word is a chance of one in 2^64.

use arrayvec::ArrayVec;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Bytes of the longest word that is packed into a number.
const PACKED: usize = 16;

/// Words of a group, on the average.
const GROUP: usize = 3;

/// No group has more words.
const MOST_OF_GROUP: usize = 32;

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
        let (is_plain, word) = Self::if_of_letters(text, start, end)?;
        is_plain.then_some(word)
    }

    /// Whether the word is such a one, and if so the word. `None` where it is longer or stands at the very end of the text, as hardly any does:
    /// nothing else is told by a branch.
    #[inline(always)]
    pub(super) fn if_of_letters(text: &[u8], start: usize, end: usize) -> Option<(bool, Self)> {
        let &(low_used, high_used) = USED.get(end.wrapping_sub(start))?;
        let whole: u128 = u128::from_le_bytes(*text.get(start..start + PACKED)?.first_chunk()?);
        let (low, high) = (whole as u64, (whole >> 64) as u64);
        // Of the two highest bits letters have the lower one.
        let others = ((low ^ all(0x40)) & low_used | (high ^ all(0x40)) & high_used) & all(0xc0);
        (others == 0, Self((low | all(0x20)) & low_used, (high | all(0x20)) & high_used)).into()
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

/// The part of a whole of so many that the highest bits of a hash choose.
#[inline(always)]
fn scaled(hash: u32, of: usize) -> usize {
    ((u64::from(hash) * of as u64) >> 32) as usize
}

/// The bytes of a word at the very end of a text.
#[cold]
const fn padded(word: &[u8]) -> [u8; PACKED] {
    let mut bytes = [0; PACKED];
    let mut at = 0;
    while at < word.len() && at < PACKED {
        bytes[at] = word[at];
        at += 1;
    }
    bytes
}

/// What is known of words.
#[derive(Debug)]
pub(super) struct WordTable<V> {
    /// Which bits of their hashes each group of words turns around, so that each word has a slot of its own.
    turns: Vec<u32>,
    /// What is known of packed words, each with its hash in its slot; 0 marks a free one.
    slots: Vec<(u64, V)>,
    /// Added to words before they are hashed.
    salt: u64,
    /// Words that are longer or not ASCII, as they were given.
    others: FxHashMap<Box<[u8]>, V>,
    /// Bytes of the longest of these.
    longest: usize,
}

impl<V: Copy + Default> WordTable<V> {
    /// Puts entries together; `join` makes one value of two that stand for one word.
    pub(super) fn of<'a>(entries: impl Iterator<Item = (&'a [u8], V)>, join: impl Fn(V, V) -> V) -> Self {
        let mut packed: FxHashMap<Packed, V> = FxHashMap::with_capacity_and_hasher(entries.size_hint().0, FxBuildHasher);
        let mut others: FxHashMap<Box<[u8]>, V> = FxHashMap::default();
        for (word, value) in entries.filter(|(word, _)| !word.is_empty()) {
            let known = match Packed::of(word) {
                Some(word) => packed.entry(word).or_default(),
                None => others.entry(word.into()).or_default(),
            };
            *known = join(*known, value);
        }
        let longest = others.keys().map(|word| word.len()).max().unwrap_or_default();
        let mut table = Self { turns: Vec::new(), slots: Vec::new(), salt: 0, others, longest };
        while table.place(&packed).is_none() {
            table.salt += 1;
        }
        table
    }

    /// Gives each word a slot; `None` where a group of words finds no bits that part them.
    fn place(&mut self, words: &FxHashMap<Packed, V>) -> Option<()> {
        self.turns = vec![0; words.len() / GROUP + 1];
        self.slots = vec![(0, V::default()); words.len() * 9 / 8 + 1];
        let hashed = || words.iter().map(|(&word, &value)| (self.hash(word), value));
        // Where each group ends among all words, and once they are put in, where it begins.
        let mut bounds = vec![0; self.turns.len() + 1];
        hashed().for_each(|(hash, _)| bounds[self.group(hash)] += 1);
        let most = bounds.iter().copied().max().unwrap_or_default();
        bounds.iter_mut().fold(0, |before, bound| {
            *bound += before;
            *bound
        });
        let mut grouped = vec![(0, V::default()); words.len()];
        hashed().for_each(|entry| {
            let bound = &mut bounds[self.group(entry.0)];
            *bound -= 1;
            grouped[*bound] = entry;
        });
        let groups = || bounds.windows(2).map(|pair| &grouped[pair[0]..pair[1]]).enumerate();
        // The largest first, while there is most room.
        for (group, words) in (1..=most).rev().flat_map(|size| groups().filter(move |(_, words)| words.len() == size)) {
            let fits = |turn: &u32| {
                let mut taken: ArrayVec<usize, MOST_OF_GROUP> = ArrayVec::new();
                words.iter().all(|&(hash, _)| {
                    let slot = self.slot(hash, *turn);
                    hash != 0 && self.slots[slot].0 == 0 && !taken.contains(&slot) && taken.try_push(slot).is_ok()
                })
            };
            let turn = (0..1 << 16).map(|count: u32| count.wrapping_mul(0x9e37_79b9)).find(fits)?;
            self.turns[group] = turn;
            for &(hash, value) in words {
                let slot = self.slot(hash, turn);
                self.slots[slot] = (hash, value);
            }
        }
        Some(())
    }

    #[inline(always)]
    fn hash(&self, word: Packed) -> u64 {
        let hash = Packed(word.0 ^ self.salt, word.1).hash();
        hash ^ hash >> 32
    }

    #[inline(always)]
    fn group(&self, hash: u64) -> usize {
        scaled((hash >> 32) as u32, self.turns.len())
    }

    #[inline(always)]
    fn slot(&self, hash: u64, turn: u32) -> usize {
        scaled(hash as u32 ^ turn, self.slots.len())
    }

    /// Whether a short word is known, and what of it, or else of the one known word that it might have been. No look into memory depends on
    /// whether it is, so that words in a row do not wait for one another.
    #[inline(always)]
    pub(super) fn nearest(&self, word: Packed) -> (bool, V) {
        let hash = self.hash(word);
        let turn = self.turns.get(self.group(hash)).copied().unwrap_or_default();
        let (found, value) = self.slots.get(self.slot(hash, turn)).copied().unwrap_or_default();
        (found == hash, value)
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
            let table = WordTable::of(numbered().chain(numbered()), |one, other| one + other);
            for (word, index) in numbered() {
                prop_assert_eq!(table.get(word), Some(2 * index));
            }
            prop_assert_eq!(table.get(asked.as_bytes()).is_some(), words.contains(&asked));
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
