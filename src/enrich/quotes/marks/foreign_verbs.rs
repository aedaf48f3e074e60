//! Verbs of saying of languages without a lexicon, and the small words that tell whether one is a cue, as `data/quotes-dashes.txt` lists them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::enrich::quotes::words::Words;

/// Dashes with which a paragraph may begin.
pub(super) const DASHES: [char; 4] = ['—', '–', '―', '−'];

/// What may close inside speech, before the comma that ends it: `– De är ”snälla”, säger Berg.`
pub(super) const CLOSING: [char; 7] = ['”', '"', '“', '»', '’', '\'', ')'];

/// Ends of sentences.
pub(super) const ENDS: [char; 4] = ['.', '!', '?', '…'];

/// How surely a cue is one, the least sure first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// A verb behind a comma.
    Verb,
    /// Something behind a dash that ends with a sentence, and a dash behind that: `– Nie! – złościł się Nowak. – Nigdy.`
    Reopened,
    /// A verb soon behind a dash.
    NearDash,
    /// A verb behind a comma, with a name or nothing else behind it, or its subject before it.
    WithName,
    /// A verb right behind a dash or question mark.
    BehindDash,
}

type Set = FxHashSet<&'static str>;

/// How a language places its verbs of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind a comma.
    Comma,
    /// The same, perhaps with who speaks before it.
    Subject,
    /// Behind a dash.
    Dash,
}

/// What `data/quotes-dashes.txt` lists.
pub(super) struct Listed {
    /// Verbs of saying, with how their language places them.
    pub(super) saying: FxHashMap<&'static str, Place>,
    pub(super) before_verbs: Set,
    pub(super) own: Set,
    pub(super) they: Set,
    pub(super) third: Set,
    pub(super) that: Set,
    pub(super) and: Set,
    pub(super) before_another: Set,
    pub(super) going_on: Set,
    citing: Vec<&'static str>,
    naming: Vec<&'static str>,
}

pub(super) static LISTED: LazyLock<Listed> = LazyLock::new(|| {
    let lines = || {
        let lines = include_str!("../../data/quotes-dashes.txt").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(':'))
    };
    let place = |name: &str| match name.as_bytes() {
        [b'*', _, _] => Some(Place::Subject),
        [b'-', _, _] => Some(Place::Dash),
        [_, _] => Some(Place::Comma),
        _ => None,
    };
    let verbs = lines().filter_map(|(name, words)| Some((place(name)?, words)));
    let set = |wanted: &str| lines().filter(|(name, _)| *name == wanted).flat_map(|(_, words)| words.split_whitespace()).collect();
    let phrases = |wanted: &str| lines().filter(|(name, _)| *name == wanted).flat_map(|(_, line)| line.split(',').map(str::trim)).collect();
    Listed {
        saying: verbs.flat_map(|(place, words)| words.split_whitespace().map(move |word| (word, place))).collect(),
        before_verbs: set("before verbs"),
        own: set("own"),
        they: set("they"),
        third: set("third"),
        that: set("that"),
        and: set("and"),
        before_another: set("before another"),
        going_on: set("going on"),
        citing: phrases("citing"),
        naming: phrases("naming"),
    }
});

/// Whether the words from one on report what stands before them, which a comma, a dash or a line parts from it: `…”, mondta Kis.`
pub(in crate::enrich::quotes) fn is_reported(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at).trim_start_matches(CLOSING);
    let parted = gap.contains(DASHES) || gap.contains([',', '-']);
    let verb = if LISTED.before_verbs.contains(words.text(at)) && words.is_spaced(at) { at + 1 } else { at };
    parted && !words.is_capital(at) && LISTED.saying.contains_key(words.text(verb))
}

/// Whether what follows words in marks cites them, and does not only name them.
pub(in crate::enrich::quotes) fn cite(behind: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|phrase| behind.starts_with(phrase));
    begins(&LISTED.citing) && !begins(&LISTED.naming)
}

/// Whether a dash is the last of what stands between two words.
pub(super) fn is_dash(gap: &str) -> bool {
    gap.trim_end().ends_with(DASHES)
        || gap == " – "
        || gap.strip_suffix("- ").is_some_and(|before| before.ends_with([' ', '.', '!', '?', '…']))
}
