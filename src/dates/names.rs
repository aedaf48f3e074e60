//! Names of months, weekdays, relative days and zones, looked up without case and diacritics.
//!
//! The tables are data beside this file. They are sorted once, on first use.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Words longer than this are no name of a month or day.
const MAX_NAME: usize = 48;

/// A name with what it means in one language.
struct Name {
    form: String,
    lang: &'static str,
    /// Month from 1, weekday from 1 (Monday), or days from today.
    value: i8,
    /// Read only where the text's language is this one or unknown.
    guarded: bool,
}

static MONTHS: LazyLock<Vec<Name>> = LazyLock::new(|| grouped(include_str!("data/months.txt")));
static WEEKDAYS: LazyLock<Vec<Name>> = LazyLock::new(|| grouped(include_str!("data/weekdays.txt")));
static RELATIVE: LazyLock<Vec<Name>> = LazyLock::new(relative_days);

fn lines(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn grouped(data: &'static str) -> Vec<Name> {
    let mut names = Vec::new();
    for (lang, groups) in lines(data) {
        for (group, value) in groups.split('|').zip(1..) {
            names.extend(group.split(' ').map(|form| name(form, lang, value)));
        }
    }
    names.sort_by(|a, b| a.form.cmp(&b.form));
    names
}

fn relative_days() -> Vec<Name> {
    let mut names = Vec::new();
    for (offset, forms) in lines(include_str!("data/relative.txt")) {
        names.extend(forms.split(' ').map(|form| name(form, "", offset.parse().unwrap_or_default())));
    }
    names.sort_by(|a, b| a.form.cmp(&b.form));
    names
}

fn name(form: &str, lang: &'static str, value: i8) -> Name {
    let bare = form.trim_end_matches('?');
    Name { form: fold(&bare.replace('_', " ")), lang, value, guarded: bare.len() < form.len() }
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

fn look_up(names: &'static [Name], word: &str, lang: Option<&str>) -> Option<&'static Name> {
    let folded = fold(word);
    let from = names.partition_point(|name| name.form < folded);
    let same = || names[from..].iter().take_while(|name| name.form == folded);
    if let Some(lang) = lang
        && let Some(name) = same().find(|name| name.lang == lang)
    {
        return Some(name);
    }
    same().find(|name| !name.guarded || lang.is_none())
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
    let folded = fold(word);
    let from = MONTHS.partition_point(|name| name.form < folded);
    MONTHS[from..].iter().take_while(|name| name.form == folded).any(|name| name.lang == lang)
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
    (2..=8).contains(&word.len()) && lines_of_zones().any(|zone| zone == word)
}

fn lines_of_zones() -> impl Iterator<Item = &'static str> {
    include_str!("data/zones.txt").lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(' '))
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
    word.len() <= 16 && CONNECTORS.contains(&word.to_lowercase().as_str())
}
