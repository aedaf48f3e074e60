//! Names of months, weekdays, relative days and zones, looked up without case and diacritics.
//!
//! The tables are data beside this file, read once, on first use.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// Words longer than this are no name of a month or day.
const MAX_NAME: usize = 48;

/// A name with what it means in one language.
struct Name {
    lang: &'static str,
    /// Month from 1, weekday from 1 (Monday), or days from today.
    value: i8,
    /// Read only where the text's language is this one or unknown.
    guarded: bool,
}

/// Names by their folded form.
#[derive(Default)]
struct Names {
    forms: FxHashMap<String, Vec<Name>>,
    /// For each first letter from `a`, a bit for each second letter that some name has after it: most words are told by these two.
    second_letters: [u32; 26],
}

static MONTHS: LazyLock<Names> = LazyLock::new(|| grouped(include_str!("data/months.txt")));
static WEEKDAYS: LazyLock<Names> = LazyLock::new(|| grouped(include_str!("data/weekdays.txt")));
static RELATIVE: LazyLock<Names> = LazyLock::new(relative_days);
static ZONES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("data/zones.txt").lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(' ')).collect()
});

impl Names {
    fn add(&mut self, form: &str, lang: &'static str, value: i8) {
        let bare = form.trim_end_matches('?');
        let name = Name { lang, value, guarded: bare.len() < form.len() };
        let form = fold(&bare.replace('_', " "));
        if let Some((first, second)) = latin_beginning(&form) {
            self.second_letters[first] |= 1 << second;
        }
        self.forms.entry(form).or_default().push(name);
    }

    /// What a word means, in every language that has it.
    fn of(&self, word: &str) -> &[Name] {
        if latin_beginning(word).is_some_and(|(first, second)| self.second_letters[first] >> second & 1 == 0) {
            return &[];
        }
        let mut small = [0; MAX_NAME];
        let found = match small.get_mut(..word.len()) {
            Some(small) if word.is_ascii() => {
                small.copy_from_slice(word.as_bytes());
                small.make_ascii_lowercase();
                std::str::from_utf8(small).ok().and_then(|small| self.forms.get(small))
            }
            _ => self.forms.get(fold(word).as_str()),
        };
        found.map_or(&[], Vec::as_slice)
    }
}

/// The first two letters, from 0 for `a` in either case; `None` where they are not two of these. Folding keeps them.
fn latin_beginning(word: &str) -> Option<(usize, u32)> {
    match word.as_bytes() {
        [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            Some((usize::from((first | 0x20) - b'a'), u32::from((second | 0x20) - b'a')))
        }
        _ => None,
    }
}

fn lines(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn grouped(data: &'static str) -> Names {
    let mut names = Names::default();
    for (lang, groups) in lines(data) {
        for (group, value) in groups.split('|').zip(1..) {
            group.split(' ').for_each(|form| names.add(form, lang, value));
        }
    }
    names
}

fn relative_days() -> Names {
    let mut names = Names::default();
    for (offset, forms) in lines(include_str!("data/relative.txt")) {
        forms.split(' ').for_each(|form| names.add(form, "", offset.parse().unwrap_or_default()));
    }
    names
}

/// Lower case without the accents of Latin, Cyrillic and Greek, the vowel points of Arabic and Hebrew, and the spellings that vary.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd() {
        match c {
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            '’' => folded.push('\''),
            'ي' | 'ی' => folded.push('ى'),
            'ك' => folded.push('ک'),
            c => folded.extend(c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c })),
        }
    }
    folded
}

fn look_up(names: &'static Names, word: &str, lang: Option<&str>) -> Option<&'static Name> {
    let same = names.of(word);
    let native = lang.and_then(|lang| same.iter().find(|name| name.lang == lang));
    native.or_else(|| same.iter().find(|name| !name.guarded || lang.is_none()))
}

/// A month's name.
pub(super) struct Month {
    /// From 1.
    pub(super) number: u32,
    /// The name belongs to the text's language, or that is unknown.
    pub(super) native: bool,
}

/// Month that `word` names, with the prepositions that Hebrew, Catalan and French write onto it.
pub(super) fn month(word: &str, lang: Option<&str>) -> Option<Month> {
    if word.len() > MAX_NAME {
        return None;
    }
    let stripped = || {
        let rest = ["d'", "d’", "D'", "D’", "ב", "ל"].iter().find_map(|prefix| word.strip_prefix(prefix))?;
        look_up(&MONTHS, rest, lang)
    };
    let name = look_up(&MONTHS, word, lang).or_else(stripped)?;
    Some(Month { number: name.value as u32, native: lang.is_none_or(|lang| is_native(word, lang)) })
}

fn is_native(word: &str, lang: &str) -> bool {
    MONTHS.of(word).iter().any(|name| name.lang == lang)
}

/// Weekday that `word` names, from 1 for Monday.
pub(super) fn weekday(word: &str, lang: Option<&str>) -> Option<u32> {
    if word.len() > MAX_NAME {
        return None;
    }
    look_up(&WEEKDAYS, word, lang).map(|name| name.value as u32)
}

/// Days from today that `word` (`yesterday`, `i går`) names.
pub(super) fn relative(word: &str) -> Option<i64> {
    if word.len() > MAX_NAME {
        return None;
    }
    look_up(&RELATIVE, word, None).map(|name| i64::from(name.value))
}

/// Whether `word` abbreviates a time zone.
pub(super) fn is_zone(word: &str) -> bool {
    (2..=8).contains(&word.len()) && ZONES.contains(word)
}

/// Whether `word` may stand between the day and the time of one date.
pub(super) fn is_connector(word: &str) -> bool {
    const CONNECTORS: [&str; 47] = [
        "a",
        "alas",
        "alle",
        "are",
        "at",
        "às",
        "as",
        "à",
        "c",
        "d",
        "da",
        "de",
        "del",
        "feira",
        "godz",
        "hora",
        "in",
        "jam",
        "kello",
        "kl",
        "klo",
        "klockan",
        "la",
        "las",
        "le",
        "les",
        "the",
        "lúc",
        "o",
        "om",
        "on",
        "ora",
        "ore",
        "os",
        "pukul",
        "saat",
        "um",
        "u",
        "v",
        "в",
        "о",
        "у",
        "στις",
        "الساعة",
        "الساعه",
        "ساعت",
        "בשעה",
    ];
    match word.len() {
        0..=16 if word.is_ascii() => CONNECTORS.iter().any(|connector| connector.eq_ignore_ascii_case(word)),
        0..=16 => CONNECTORS.contains(&word.to_lowercase().as_str()),
        _ => false,
    }
}
