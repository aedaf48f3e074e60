//! Words that a hyphen breaks at the end of a line: `still ris-⏎ing`, but `well-⏎known`.
//!
//! The hyphen goes where the rest of the text has the word whole, or where what follows is an ending and no word. Where the text has the
//! word with its hyphen, and in doubt, it stays.

use rustc_hash::FxHashSet;

/// English endings that stand alone nowhere.
const ENDINGS: [&str; 40] = [
    "ing", "ings", "tion", "tions", "sion", "sions", "ation", "ations", "ment", "ments", "ness", "ity", "ities", "ly", "ally", "ed", "ers",
    "ous", "ious", "ive", "ance", "ances", "ence", "ences", "ture", "tures", "tive", "tional", "ical", "ism", "ists", "ting", "ning",
    "ding", "ring", "ted", "ded", "ered", "tory", "sive",
];

/// The words of a text in small letters, those with hyphens as they stand.
pub(super) fn words(lines: &[&str]) -> FxHashSet<String> {
    let parts = lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphabetic() && c != '-'));
    parts.filter(|word| word.len() > 3).map(str::to_lowercase).collect()
}

/// Whether the hyphen that `before` ends with breaks a word that goes on with `after`.
pub(super) fn is_broken(before: &str, after: &str, known: &FxHashSet<String>) -> bool {
    let start = before.trim_end_matches('-').rsplit(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
    let end = after.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
    if start.chars().count() < 2 || start.contains('-') || end.contains('-') || end.is_empty() {
        return false;
    }
    let whole = format!("{start}{end}").to_lowercase();
    if known.contains(&whole) {
        return true;
    }
    !known.contains(&format!("{start}-{end}").to_lowercase()) && ENDINGS.contains(&end)
}
