//! The day in a dateline: `Sept 6`, `6 September 2017`, `6 сен`, `le 6 septembre`.

use super::DatelineDay;
use crate::dates;

/// Beginnings of month names, folded, with the month. Longer ones first where one begins another.
#[rustfmt::skip]
const MONTHS: [(&str, u32); 82] = [
    ("january", 1), ("januar", 1), ("janvier", 1), ("enero", 1), ("janeiro", 1), ("gennaio", 1), ("jan", 1), ("ene", 1), ("gen", 1), ("янв", 1),
    ("february", 2), ("fevrier", 2), ("febrero", 2), ("fevereiro", 2), ("febbraio", 2), ("feb", 2), ("fev", 2), ("фев", 2),
    ("march", 3), ("mars", 3), ("marzo", 3), ("marco", 3), ("marz", 3), ("mar", 3), ("мар", 3),
    ("april", 4), ("avril", 4), ("abril", 4), ("apr", 4), ("avr", 4), ("abr", 4), ("апр", 4),
    ("mayo", 5), ("maio", 5), ("maggio", 5), ("may", 5), ("mai", 5), ("mag", 5), ("мая", 5), ("май", 5),
    ("june", 6), ("juin", 6), ("juni", 6), ("jun", 6), ("giugno", 6), ("giu", 6), ("июн", 6),
    ("july", 7), ("juillet", 7), ("juli", 7), ("jul", 7), ("luglio", 7), ("lug", 7), ("июл", 7),
    ("agosto", 8), ("aout", 8), ("aug", 8), ("ago", 8), ("авг", 8),
    ("sep", 9), ("set", 9), ("сен", 9), ("oct", 10), ("okt", 10), ("out", 10), ("ott", 10), ("окт", 10), ("nov", 11), ("ноя", 11), ("дек", 12),
    ("січня", 1), ("лютого", 2), ("березня", 3), ("квітня", 4), ("травня", 5), ("червня", 6), ("липня", 7), ("серпня", 8), ("вересня", 9), ("жовтня", 10), ("листопада", 11), ("грудня", 12),
];

/// Reads a day out of one part of a dateline; `None` where the part says anything else besides.
pub(super) fn read(words: &str) -> Option<DatelineDay> {
    // As most parts are.
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut found = DatelineDay { words: words.to_owned(), month: None, day: 0, year: None };
    let mut said = 0;
    for word in words.split(|c: char| c.is_whitespace() || c == '.' || c == ',').filter(|word| !word.is_empty()) {
        said += 1;
        if let Some(month) = month(word) {
            if found.month.replace(month).is_some() {
                return None;
            }
        } else if let Ok(number) =
            word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th").parse::<u32>()
        {
            match number {
                1..=31 if found.day == 0 => found.day = number,
                1600..=2200 if found.year.is_none() => found.year = Some(number as i32),
                _ => return None,
            }
        } else if !matches!(word, "de" | "del" | "le" | "den" | "of" | "г" | "года" | "року" | "di" | "dated") && !is_weekday(word)
        {
            return None;
        }
    }
    (found.month.is_some() && found.day > 0 && said <= 6).then_some(found)
}

/// Whether the part is a weekday alone.
pub(super) fn is_weekday(word: &str) -> bool {
    let folded = crate::enrich::gazetteer::fold(word);
    WEEKDAYS.contains(&folded.as_str()) || SHORT_WEEKDAYS.contains(&folded.as_str()) || is_unshortened(word) && dates::is_weekday(word)
}

/// Whether a word is too long to be short for anything, or in another script: what short words stand for depends on the language.
fn is_unshortened(word: &str) -> bool {
    word.chars().count() >= 5 || !word.is_ascii()
}

/// Weekdays shortened; no longer than these, for `Mont.` is Montana.
const SHORT_WEEKDAYS: [&str; 11] = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "weds"];

const WEEKDAYS: [&str; 28] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];

/// The month that a word names, in full or shortened.
pub(super) fn month(word: &str) -> Option<u32> {
    if word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let folded = crate::enrich::gazetteer::fold(word);
    if matches!(folded.as_str(), "dec" | "dez" | "dic" | "december" | "dezember" | "decembre" | "diciembre" | "dezembro" | "dicembre") {
        return Some(12);
    }
    let first = folded.as_bytes().first();
    let Some((name, month)) = MONTHS.iter().find(|(name, _)| name.as_bytes().first() == first && folded.starts_with(name)) else {
        return dates::month_named(word).filter(|_| is_unshortened(word));
    };
    // A short form stands alone or begins a known longer one: "sept", "september", "сентября", never "Marseille" or "Juneau".
    let rest = &folded[name.len()..];
    let lengthened = match *name {
        "aug" => matches!(rest, "" | "ust"),
        "sep" => matches!(rest, "" | "t" | "tember" | "tembre" | "tiembre"),
        "set" => matches!(rest, "" | "embro" | "tembre" | "iembre"),
        "oct" | "okt" => matches!(rest, "" | "ober" | "obre" | "ubre"),
        "out" => matches!(rest, "" | "ubro"),
        "ott" => matches!(rest, "" | "obre"),
        "nov" => matches!(rest, "" | "ember" | "embre" | "iembre" | "embro"),
        _ => rest.is_empty() || !name.is_ascii() && rest.chars().count() <= 6,
    };
    if lengthened { Some(*month) } else { dates::month_named(word).filter(|_| is_unshortened(word)) }
}
