//! The words of author lines: what opens one, joins names, tells a role, an agency or another body; and what whole words are.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static TABLE: &str = include_str!("../data/bylines.tsv");

/// The table's words by kind, in lower case.
pub(super) struct Words {
    pub(super) prefixes: FxHashSet<&'static str>,
    pub(super) editing: FxHashSet<&'static str>,
    pub(super) joiners: FxHashSet<&'static str>,
    pub(super) cuts: FxHashSet<&'static str>,
    pub(super) roles: FxHashSet<&'static str>,
    pub(super) agencies: FxHashSet<&'static str>,
    pub(super) organisations: FxHashSet<&'static str>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let of =
        |kind: &str| TABLE.lines().filter_map(|line| line.split_once('\t')).filter(|(k, _)| *k == kind).map(|(_, word)| word).collect();
    Words {
        prefixes: of("prefix"),
        editing: of("editing"),
        joiners: of("joiner"),
        cuts: of("cut"),
        roles: of("role"),
        agencies: of("agency"),
        organisations: of("organisation"),
    }
});

/// Whether a word before a number is an English month, short or in full.
pub(super) fn is_month(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    lower.len() >= 3
        && [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "sept",
            "october",
            "november",
            "december",
        ]
        .iter()
        .any(|month| month.starts_with(&lower))
}

pub(super) fn is_agency(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
    WORDS.agencies.contains(lower) || lower.strip_prefix("the ").is_some_and(|rest| WORDS.agencies.contains(rest))
}

/// Whether a word is an internet domain ("nachrichten.example").
pub(super) fn is_domain(word: &str) -> bool {
    word.rsplit_once('.')
        .is_some_and(|(host, top)| host.len() >= 3 && (2..=4).contains(&top.len()) && top.chars().all(|c| c.is_ascii_lowercase()))
}
