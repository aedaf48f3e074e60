//! Verbs of saying of languages without a lexicon, and the small words that tell whether one is a cue, as `data/quotes-dashes.txt` lists them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::enrich::quotes::words::Words;

/// Dashes with which a paragraph may begin.
pub(super) const DASHES: [char; 3] = ['—', '–', '―'];

/// What may close inside speech, before the comma that ends it: `– De är ”snälla”, säger Berg.`
pub(super) const CLOSING: [char; 7] = ['”', '"', '“', '»', '’', '\'', ')'];

type Set = FxHashSet<&'static str>;

/// What `data/quotes-dashes.txt` lists.
pub(super) struct Listed {
    /// Verbs of saying, and whether who speaks may stand before them.
    pub(super) saying: FxHashMap<&'static str, bool>,
    pub(super) before_verbs: Set,
    pub(super) own: Set,
    pub(super) they: Set,
    pub(super) third: Set,
    pub(super) that: Set,
    pub(super) before_another: Set,
    pub(super) going_on: Set,
}

pub(super) static LISTED: LazyLock<Listed> = LazyLock::new(|| {
    let lines = || {
        let lines = include_str!("../../data/quotes-dashes.txt").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(':'))
    };
    let code = |name: &str| name.trim_start_matches('*').len() == 2;
    let verbs = lines().filter(|(name, _)| code(name));
    let set = |wanted: &str| lines().filter(|(name, _)| *name == wanted).flat_map(|(_, words)| words.split_whitespace()).collect();
    Listed {
        saying: verbs.flat_map(|(code, words)| words.split_whitespace().map(move |word| (word, code.starts_with('*')))).collect(),
        before_verbs: set("before verbs"),
        own: set("own"),
        they: set("they"),
        third: set("third"),
        that: set("that"),
        before_another: set("before another"),
        going_on: set("going on"),
    }
});

/// Whether the words from one on report what stands before them, which a comma, a dash or a line parts from it: `…”, mondta Kis.`
pub(super) fn is_reported(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at).trim_start_matches(CLOSING);
    let parted = gap.contains(DASHES) || gap.contains([',', '-']);
    let verb = if LISTED.before_verbs.contains(words.text(at)) && words.is_spaced(at) { at + 1 } else { at };
    parted && !words.is_capital(at) && LISTED.saying.contains_key(words.text(verb))
}
