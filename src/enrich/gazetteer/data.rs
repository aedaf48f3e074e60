//! Reads the compiled table where it lies. Its layout is described in `data/README.md`; a test checks every offset in it.

use std::hint::black_box;

use super::{Class, Key, Kind, Meanings, PlaceId, Record};
use crate::enrich::near;
use crate::enrich::word_table::Packed;

static DATA: &[u8] = include_bytes!("../data/gazetteer.bin");

const HEADER: &[u8] = include_bytes!("../data/gazetteer.bin");
const PLACES: usize = offset(0);
const KINDS: usize = offset(1);
const EXTRAS: usize = offset(2);
const POOL: usize = offset(3);
const HEADS: usize = offset(4);
const BUCKETS: usize = offset(5);
const FILTER: usize = offset(6);
const PLACE_LEN: usize = 14;
const EXTRA_LEN: usize = 8;
const MEANING_LEN: usize = 3;
/// Leaves of a hash in which of the 2^15 numbers of the filter it is looked for, and in which bucket of names.
const FILTER_SHIFT: u32 = 64 - 15;
/// See [`Prefix`].
const MIXER: u64 = 0xD6E8_FEB8_6659_FD93;
const NONE: u16 = u16::MAX;

const fn offset(section: usize) -> usize {
    let at = 12 + 4 * section;
    u32::from_le_bytes([HEADER[at], HEADER[at + 1], HEADER[at + 2], HEADER[at + 3]]) as usize
}

fn u16_at(at: usize) -> u16 {
    u16::from_le_bytes([DATA[at], DATA[at + 1]])
}

fn u32_at(at: usize) -> u32 {
    u32::from_le_bytes([DATA[at], DATA[at + 1], DATA[at + 2], DATA[at + 3]])
}

/// A name of those that are written down one after another. It is looked at whether it is text when it is asked for: few are of so many.
fn pooled(from: usize, len: usize) -> &'static str {
    DATA[POOL..HEADS].get(from..from + len).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default()
}

pub(super) fn class(byte: u8) -> Class {
    match byte {
        0 => Class::Name,
        1 => Class::Variant,
        2 => Class::Adjective,
        3 => Class::Foreign,
        4 => Class::Alternate,
        5 => Class::Code,
        _ => Class::Seat,
    }
}

/// All places of the table.
pub(super) fn ids() -> impl Iterator<Item = PlaceId> {
    (0..(KINDS - PLACES) / PLACE_LEN).map(|index| PlaceId(index as u16))
}

/// All countries of it.
pub(super) fn countries() -> impl Iterator<Item = PlaceId> {
    (EXTRAS..POOL).step_by(EXTRA_LEN).map(|at| PlaceId(u16_at(at)))
}

/// What is known of a place.
#[inline]
pub(crate) fn record(id: PlaceId) -> Record {
    let index = usize::from(id.0);
    let entry = DATA[PLACES + PLACE_LEN * index..].first_chunk().unwrap_or(&[0; PLACE_LEN]);
    let [n0, n1, n2, n3, p0, p1, r0, r1, w0, w1, g0, g1, g2, g3] = *entry;
    let some = |id: [u8; 2]| Some(u16::from_le_bytes(id)).filter(|&id| id != NONE).map(PlaceId);
    let kind = match DATA[KINDS + index] {
        0 => Kind::Continent,
        1 => Kind::Area,
        2 => Kind::Country,
        3 => Kind::Region,
        _ => Kind::City,
    };
    Record {
        kind,
        name: u32::from_le_bytes([n0, n1, n2, n3]),
        parent: some([p0, p1]),
        region: some([r0, r1]),
        weight: u16::from_le_bytes([w0, w1]),
        geonames: Some(u32::from_le_bytes([g0, g1, g2, g3])).filter(|&id| id != 0),
    }
}

impl Record {
    /// Its English name.
    pub fn name(self) -> &'static str {
        pooled((self.name & 0xFF_FFFF) as usize, (self.name >> 24) as usize)
    }
}

/// The folded names, adjectives and codes of a country, separated by `|`; the last two are its ISO codes.
pub(super) fn country_names(id: PlaceId) -> &'static str {
    let count = (POOL - EXTRAS) / EXTRA_LEN;
    let place = |i: usize| u16_at(EXTRAS + EXTRA_LEN * i);
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if place(middle) < id.0 { low = middle + 1 } else { high = middle }
    }
    if low == count || place(low) != id.0 {
        return "";
    }
    let at = EXTRAS + EXTRA_LEN * low;
    pooled(u32_at(at + 2) as usize, usize::from(u16_at(at + 6)))
}

/// Hash of the beginning of a folded name, for asking cheaply whether any name begins so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix(u64);

impl Prefix {
    /// That of nothing.
    pub(super) const NONE: Self = Self(0);

    /// That of a folded name.
    pub(crate) fn of(key: &Key) -> Self {
        match key.packed() {
            Some(packed) => Self::of_packed(packed),
            None => Self::of_long(key.as_bytes()),
        }
    }

    /// That of a short word.
    #[inline]
    pub(in crate::enrich) fn of_packed(word: Packed) -> Self {
        Self::mixed(word.hash())
    }

    fn of_long(name: &[u8]) -> Self {
        let sixteens = name.chunks(16).map(|bytes| Packed::of_bytes(bytes).hash());
        Self::mixed(sixteens.fold(0, |state: u64, hash| state.rotate_left(29) ^ hash))
    }

    fn mixed(state: u64) -> Self {
        let product = state.wrapping_mul(MIXER);
        Self(product ^ product >> 32)
    }

    /// The bucket of names that it is looked for in.
    #[inline]
    fn bucket(self) -> usize {
        (self.0 >> FILTER_SHIFT) as usize
    }

    /// One of so many places, a power of two.
    pub(super) fn place(self, of: usize) -> usize {
        (self.0 >> 32) as usize & (of - 1)
    }

    /// Whether some name may begin with these words and go on behind them; never wrong when it says no.
    #[inline]
    pub(crate) fn may_go_on(self) -> bool {
        self.is_in_filter(31)
    }

    /// Whether some name may consist of these words; never wrong when it says no.
    #[inline]
    pub(crate) fn may_be_a_name(self) -> bool {
        self.is_in_filter(0)
    }

    /// Whether the filter has the three bits that six bits each of the hash tell, from `shift` on. All stand in one number, which the
    /// highest bits choose.
    #[inline]
    fn is_in_filter(self, shift: u32) -> bool {
        let at = FILTER + 8 * (self.0 >> FILTER_SHIFT) as usize;
        let bits = DATA[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let bit = |which: u32| 1 << (self.0 >> (shift + 6 * which) & 63);
        let wanted = bit(0) | bit(1) | bit(2);
        bits & wanted == wanted
    }
}

/// Brings near the filter, and where the buckets begin.
pub(super) fn bring_near() {
    near::bring(&DATA[FILTER..]);
    near::bring(&DATA[HEADS..BUCKETS]);
}

/// Brings near where the bucket of a name begins.
#[inline]
pub(super) fn bring_head(name: Prefix) {
    black_box(bucket(name.bucket()));
}

/// Brings near the bucket, most of which are of two lines of memory.
#[inline]
pub(super) fn bring_bucket(name: Prefix) {
    let at = bucket(name.bucket());
    near::bring_one(DATA, at);
    near::bring_one(DATA, at + near::LINE);
}

/// Brings near the first and the last meaning of a name, of which there are so many.
#[inline]
pub(super) fn bring_meanings(at: u32, count: u8) {
    near::bring_one(DATA, at as usize);
    near::bring_one(DATA, at as usize + MEANING_LEN * usize::from(count));
}

/// Brings near what is known of the first place that a name may mean.
#[inline]
pub(super) fn bring_first(at: u32) {
    let id = DATA.get(at as usize..).and_then(|bytes| bytes.first_chunk()).map_or(0, |id| usize::from(u16::from_le_bytes(*id)));
    near::bring_one(DATA, PLACES + PLACE_LEN * id);
    near::bring_one(DATA, KINDS + id);
}

/// How many buckets of names there are.
const BUCKET_COUNT: usize = (BUCKETS - HEADS) / 4;

/// Where a bucket begins.
fn bucket(index: usize) -> usize {
    if index < BUCKET_COUNT { BUCKETS + u32_at(HEADS + 4 * index) as usize } else { FILTER }
}

/// The names of a bucket, folded, with what they may mean.
fn names_in(index: usize) -> impl Iterator<Item = (&'static [u8], Meanings)> {
    let (mut at, end) = (bucket(index), bucket(index + 1));
    std::iter::from_fn(move || {
        let (&len, rest) = DATA.get(at..end)?.split_first()?;
        let (name, rest) = rest.split_at_checked(usize::from(len))?;
        let &count = rest.first()?;
        let first = at + 2 + name.len();
        at = first + MEANING_LEN * usize::from(count);
        Some((name, Meanings { at: first as u32, count }))
    })
}

/// So many meanings of a name that stand at `at`.
#[inline]
pub(super) fn meanings(at: u32, count: u8) -> &'static [[u8; MEANING_LEN]] {
    let bytes = DATA.get(at as usize..at as usize + MEANING_LEN * usize::from(count));
    bytes.map_or(&[], |bytes| bytes.as_chunks().0)
}

/// The places that a folded name may mean.
pub(crate) fn find(name: &[u8]) -> Option<Meanings> {
    find_by(name, Prefix::of_long(name))
}

/// The same where the hash of the name is known.
pub(super) fn find_by(name: &[u8], prefix: Prefix) -> Option<Meanings> {
    names_in(prefix.bucket()).find(|&(own, _)| own == name).map(|(_, meanings)| meanings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::gazetteer::fold;

    const PLACE_COUNT: usize = (KINDS - PLACES) / PLACE_LEN;
    /// Every name of the table with its meanings, in order.
    fn all_names() -> Vec<(String, Meanings)> {
        let name_of = |(name, meanings): (&[u8], Meanings)| (String::from_utf8(name.to_vec()).unwrap(), meanings);
        let mut names: Vec<_> = (0..BUCKET_COUNT).flat_map(names_in).map(name_of).collect();
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        names
    }

    #[test]
    fn the_compiled_table_is_whole() {
        assert_eq!(&DATA[..4], b"DLG1");
        assert_eq!(u32_at(8) as usize, PLACE_COUNT);
        let names = all_names();
        assert_eq!(u32_at(4) as usize, names.len());
        assert_eq!(BUCKET_COUNT, 1 << (64 - FILTER_SHIFT));
        for id in (0..PLACE_COUNT).map(|i| PlaceId(i as u16)) {
            let record = record(id);
            assert!(!record.name().is_empty(), "{id:?}");
            for part in [record.parent, record.region].into_iter().flatten() {
                assert!(usize::from(part.0) < PLACE_COUNT);
            }
            assert_eq!(record.kind == Kind::Country, !country_names(id).is_empty(), "{record:?}");
        }
        for pair in names.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
        for (name, meanings) in &names {
            assert_eq!(&fold(name), name);
            assert!(meanings.iter().all(|(id, _)| usize::from(id.0) < PLACE_COUNT));
            assert!(meanings.iter().is_sorted_by_key(|(_, class)| class), "{name}");
            let hash = |name: &str| Prefix::of(&Key::of(name).unwrap());
            assert!(hash(name).may_be_a_name(), "{name}");
            name.match_indices(' ').for_each(|(at, _)| assert!(hash(&name[..at]).may_go_on(), "{name}"));
            let found = find(name.as_bytes()).map(|found| found.iter().collect::<Vec<_>>());
            assert_eq!(found, Some(meanings.iter().collect()), "{name}");
            for other in [format!("{name}x"), name[..name.len() - name.chars().next_back().unwrap().len_utf8()].to_owned()] {
                if names.binary_search_by(|(known, _)| known.as_str().cmp(&other)).is_err() {
                    assert!(find(other.as_bytes()).is_none(), "{other}");
                }
            }
        }
    }
}
