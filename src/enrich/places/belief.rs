//! Whether enough speaks for what a name means most likely.

use super::anchors::{Anchors, BIG, MIDDLING, TOWN, WORLD_CITY};
use super::company::Verdict;
use super::mentions::Named;
use super::scan::Writing;
use super::words::Word;
use crate::enrich::gazetteer::{Class, Key, Kind, PlaceId, record};

/// Whether a word may be one of a place's many alternate names by chance (`Dabei`, `Bella`): nothing but its form speaks for it, and it is short,
/// or every noun has a capital letter.
pub(super) fn is_chance(id: PlaceId, name: &Named, writing: Writing) -> bool {
    let candidate = &name.candidate;
    let short = writing.capital_nouns | (candidate.key.len() < 6) & (record(id).weight < WORLD_CITY);
    let plain = !matches!(name.verdict, Verdict::Strong | Verdict::Opening) & (candidate.tokens.len() == 1);
    let common = || writing.capital_nouns && Word::of(candidate.key.as_bytes()).is(Word::COMMON);
    let alternate = || candidate.meanings.iter().any(|(known, class)| known == id && class == Class::Alternate);
    short & plain && (common() || alternate())
}

/// Whether marks on the letters, where the text writes any, are those of the name: `Habrá` is not Hābra. World cities have many spellings.
pub(super) fn is_spelt_so(words: &str, key: &Key, id: PlaceId) -> bool {
    let of = record(id);
    if of.kind != Kind::City || of.weight >= WORLD_CITY {
        return true;
    }
    if words.is_ascii() {
        // "Göd" is no God.
        return key.len() > 4 || of.name().is_ascii();
    }
    let is_key = |words: &str| Key::of(words).as_ref() == Some(key);
    let marked = words.chars().all(|c| u32::from(c) < 0x250);
    !(marked && is_key(words) && is_key(of.name())) || of.name().to_lowercase() == words.to_lowercase()
}

/// Lead of one meaning over the next from which a city is told.
pub(super) const CLEAR_LEAD: i32 = 2_000;

/// Whether enough speaks for the name being a place at all; `lead` is that of this meaning over the next.
pub(super) fn is_believed(id: PlaceId, lead: i32, name: &Named, anchors: &Anchors) -> bool {
    let of = record(id);
    let key = &name.candidate.key;
    let opening = name.verdict == Verdict::Opening;
    let strong = opening || name.verdict == Verdict::Strong;
    let weak = name.verdict == Verdict::Weak;
    let single = name.candidate.tokens.len() == 1;
    let known = name.word;
    if single && key.len() > 2 && known.is(Word::BEARING.or(Word::ABSORB)) {
        return false;
    }
    let named = name.verdict == Verdict::Named;
    match of.kind {
        Kind::Country if single && known.is(Word::PERSONAL) && !strong => anchors.is_spoken_of(id),
        Kind::Continent | Kind::Area | Kind::Country => !(weak && known.is(Word::NAMESAKE)) || anchors.has_country(id),
        Kind::Region if of.weight >= WORLD_CITY => true,
        Kind::Region => !weak && anchors.has_country(id) && !is_plain_words(key),
        Kind::City if opening => true,
        Kind::City if single && known.is(Word::COMMON) && of.weight < WORLD_CITY => {
            strong && (of.weight >= BIG || anchors.has_country(id) || anchors.has_region(id, key))
        }
        Kind::City if single && known.is(Word::GIVEN) => strong && (of.weight >= MIDDLING || anchors.has_country(id)),
        Kind::City if weak => of.weight >= WORLD_CITY && !known.is(Word::NAMESAKE),
        Kind::City if named && single && known.is(Word::NAMESAKE) => false,
        // Churches and schools have the names of saints more often than towns.
        Kind::City if is_saint(key) && of.weight < WORLD_CITY => {
            anchors.has_region(id, key) || strong && anchors.has_country(id) && of.weight >= MIDDLING
        }
        Kind::City if of.weight < TOWN => {
            let alone = || name.candidate.meanings.is_single() && key.len() > 5;
            let doubtful = named || single && known.is(Word::NAMESAKE.or(Word::FORENAME)) && !strong;
            !doubtful && (anchors.is_told(key) || strong && (anchors.has_region(id, key) || alone()))
        }
        Kind::City if named && of.weight < BIG => anchors.has_region(id, key),
        Kind::City => {
            of.weight >= BIG
                || anchors.has_region(id, key)
                || anchors.has_country(id) && (strong || !single || of.weight >= MIDDLING)
                || of.weight >= MIDDLING && (strong || !known.is(Word::NAMESAKE))
                || strong && lead >= CLEAR_LEAD && !known.is(Word::NAMESAKE)
        }
    }
}

fn is_saint(key: &Key) -> bool {
    key.as_bytes().starts_with(b"st ") || key.as_bytes().starts_with(b"saint ")
}

/// Whether all words of a name are ordinary ones (`Western`, `Far North`).
fn is_plain_words(key: &Key) -> bool {
    key.as_bytes().split(|&byte| byte == b' ').all(|word| Word::of(word).is(Word::COMMON.or(Word::BEARING).or(Word::FOLLOW)))
}
