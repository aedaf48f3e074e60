//! Tells the language of an article.
//!
//! By script first, where a script has one language or letters tell its languages apart; among languages in Latin script by their
//! commonest short words (`data/function_words.txt`). A stated language holds unless the text clearly contradicts it. What is too
//! short to tell stays without a language. Looks at the beginning of the text alone and allocates nothing but the answer.

use std::sync::LazyLock;

mod latin;
mod scripts;

use self::scripts::Script;

/// How much of the text is looked at, in bytes.
const SAMPLE: usize = 3000;

/// Tells the language of `text` as an ISO 639-1 code; `stated` is what the record says it is (`en-GB`, `eng`, `English`).
pub fn detect(stated: Option<&str>, text: &str) -> Option<String> {
    let stated = stated.and_then(stated_code);
    let guess = guess(sample(text));
    let code = match (stated, guess) {
        (Some(stated), Some(guess)) if guess.is_sure && !are_alike(stated, guess.code) => guess.code,
        (Some(stated), _) => stated,
        (None, Some(guess)) => guess.code,
        (None, None) => return None,
    };
    Some(code.to_owned())
}

/// Whether a text of which [`detect`] told nothing, since it is short, is English rather than anything else: its few short words and letters speak for that
/// more than for any other language.
pub(super) fn is_rather_english(text: &str) -> bool {
    let sample = sample(text);
    (sample.is_ascii() || scripts::count(sample).main() == Some(Script::Latin)) && latin::speaks_for_english(sample)
}

/// Brings near what [`detect`] asks for most texts.
pub(super) fn bring_near() {
    latin::bring_near();
}

/// What a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Guess {
    code: &'static str,
    /// Whether it outweighs what a record states.
    is_sure: bool,
}

fn guess(sample: &str) -> Option<Guess> {
    if sample.is_ascii() {
        return latin::guess(sample);
    }
    let counts = scripts::count(sample);
    match counts.main()? {
        Script::Latin => latin::guess(sample),
        script => counts.language(script, sample),
    }
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether two languages are so alike that a statement outweighs the text.
fn are_alike(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 7] =
        [&["hr", "sr", "bs"], &["id", "ms"], &["no", "da"], &["gl", "pt"], &["sr", "mk", "bg"], &["de", "lb"], &["hi", "mr", "ne"]];
    a == b || GROUPS.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// Codes and names under which languages are stated; the code comes first.
static NAMES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("data/languages.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
});

/// The ISO 639-1 code of a language as stated; `None` for what names no language.
fn stated_code(stated: &str) -> Option<&'static str> {
    let stated = stated.trim();
    let tag = stated.split(['-', '_', ';', ',']).next().unwrap_or_default().trim();
    let row = |name: &str| {
        let folded = name.to_lowercase();
        NAMES.iter().find(|row| row.contains(&folded.as_str())).map(|row| row[0])
    };
    row(tag).or_else(|| row(stated)).or_else(|| RARER.iter().copied().find(|code| tag.eq_ignore_ascii_case(code)))
}

/// The codes of ISO 639-1 that `data/languages.tsv` has no names for.
const RARER: [&str; 111] = [
    "aa", "ab", "ae", "ak", "an", "as", "av", "ay", "az", "ba", "bh", "bi", "bm", "bo", "br", "bs", "ce", "ch", "co", "cr", "cu", "cv",
    "dv", "dz", "ee", "eo", "ff", "fj", "fo", "fy", "gd", "gn", "gv", "ha", "ho", "ht", "hz", "ia", "ie", "ig", "ii", "ik", "io", "iu",
    "jv", "kg", "ki", "kj", "kl", "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lu", "mg", "mh", "mi", "mt", "na",
    "nd", "ng", "nr", "nv", "ny", "oc", "oj", "om", "or", "os", "pi", "qu", "rm", "rn", "rw", "sa", "sc", "sd", "se", "sg", "sm", "sn",
    "so", "ss", "st", "su", "tg", "ti", "tk", "tn", "to", "ts", "tt", "tw", "ty", "ug", "uz", "ve", "vo", "wa", "wo", "xh", "yi", "yo",
    "zu",
];

#[cfg(test)]
mod tests;
