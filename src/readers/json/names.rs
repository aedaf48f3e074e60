//! What the fields of news APIs, scrapers and content systems are called.
//!
//! Names are compared without case and without `_`, `-`, `.`, `:` and spaces, so `published_at`, `publishedAt` and `Published-At` are
//! one. Times at which a page was fetched, seen or indexed are no dates of the article and are left unknown on purpose, as are
//! subjects, images and counts.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a field of a record tells about the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The title.
    Headline,
    /// The main text.
    Body,
    /// An opening or a summary beside the main text.
    Lead,
    /// A whole web page.
    Page,
    /// First publication.
    Published,
    /// A date of unknown meaning.
    Date,
    /// A later revision.
    Updated,
    /// Who wrote it.
    Byline,
    /// Outlet or agency.
    Source,
    /// Section or desk.
    Section,
    /// Language.
    Lang,
    /// Address of the page.
    Url,
    /// Place.
    Location,
    /// Part of a place: its country.
    Country,
    /// Who speaks.
    Speakers,
    /// The record's own id.
    Record,
    /// An object whose fields are the article's own.
    Wrapper,
    /// What kind of thing the record is.
    Kind,
}

/// Finds what a field means, and how good a name that is: less is better, 0 is for names that a user gave.
pub(super) fn meaning(name: &str) -> Option<(Slot, u8)> {
    const LONGEST: usize = 40;
    // Most are written so.
    if let Some(known) = NAMES.get(name.as_bytes()) {
        return Some(*known);
    }
    let lowered = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) };
    // One more than is read of it.
    let mut folded = [0; LONGEST + 1];
    let mut len = 0;
    for byte in lowered.bytes() {
        *folded.get_mut(len)? = byte.to_ascii_lowercase();
        len += usize::from(!matches!(byte, b'_' | b'-' | b'.' | b':' | b' '));
    }
    NAMES.get(&folded[..len]).copied()
}

/// Whether a name of a place is that of a city, which a country may complete.
pub(super) fn is_city(name: &str) -> bool {
    meaning(name) == Some((Slot::Location, CITY))
}

/// Rank of names of cities.
const CITY: u8 = 4;

/// Whether an array or object under this name may hold the articles of a file.
pub(super) fn holds_articles(name: &str) -> bool {
    CONTAINERS.iter().any(|container| name.eq_ignore_ascii_case(container))
}

/// Names under which services and exports put their lists of articles, or the objects around these.
const CONTAINERS: [&str; 34] = [
    "@graph",
    "articles",
    "collection",
    "content",
    "data",
    "docs",
    "documents",
    "elements",
    "entries",
    "entry",
    "feed",
    "hits",
    "item",
    "items",
    "list",
    "news",
    "objects",
    "orderedItems",
    "output",
    "page",
    "payload",
    "posts",
    "records",
    "response",
    "result",
    "results",
    "root",
    "rows",
    "stories",
    "story",
    "value",
    "values",
    "channel",
    "rss",
];

/// Rank of names that anything may have, not articles alone.
pub(super) const BARE_NAME: u8 = 6;

/// Rank of names that count with a string only: `data` is a date in Italian and a list in English.
pub(super) const STRING_ONLY: u8 = 8;

static NAMES: LazyLock<FxHashMap<&'static [u8], (Slot, u8)>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        if let (Some(slot), Some(Ok(rank))) = (words.next().and_then(slot_named), words.next().map(str::parse)) {
            names.extend(words.map(|name| (name.as_bytes(), (slot, rank))));
        }
    }
    names
});

fn slot_named(name: &str) -> Option<Slot> {
    Some(match name {
        "Headline" => Slot::Headline,
        "Body" => Slot::Body,
        "Lead" => Slot::Lead,
        "Page" => Slot::Page,
        "Published" => Slot::Published,
        "Date" => Slot::Date,
        "Updated" => Slot::Updated,
        "Byline" => Slot::Byline,
        "Source" => Slot::Source,
        "Section" => Slot::Section,
        "Lang" => Slot::Lang,
        "Url" => Slot::Url,
        "Location" => Slot::Location,
        "Country" => Slot::Country,
        "Speakers" => Slot::Speakers,
        "Record" => Slot::Record,
        "Wrapper" => Slot::Wrapper,
        "Kind" => Slot::Kind,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_known_once() {
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            let expected = (slot_named(words[0]).unwrap(), words[1].parse().unwrap());
            for name in &words[2..] {
                assert!(seen.insert(*name), "{name} is there twice");
                assert_eq!(meaning(name), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for name in ["published_at", "publishedAt", "Published-At", "PUBLISHED AT", "Veröffentlicht"] {
            assert_eq!(meaning(name), Some((Slot::Published, 1)), "{name}");
        }
        assert!(is_city("Ciudad") && !is_city("location"));
        assert_eq!(meaning("_id"), Some((Slot::Record, 1)));
        assert_eq!(meaning("_source"), Some((Slot::Source, 1)));
        for name in ["", "crawled_at", "date_download", "a name that is longer than any that could be known"] {
            assert_eq!(meaning(name), None, "{name}");
        }
    }
}
