//! What a printed date is said to be: `Published`, `Last modified on`, `Aktualisiert am`.

use std::sync::LazyLock;

use super::reading::Reading;
use super::scan::{may_hold_a_date, scan, scan_reading};
use super::{Hints, Printed, whole};
use crate::article::DateRole;

/// How far before a date its label is looked for, in bytes.
const REACH: usize = 80;

/// Beginnings of words that say "published", in lower case.
const PUBLISHED: &[&str] = &[
    "publi",
    "pubbli",
    "posted",
    "created",
    "filed",
    "issued",
    "veröffentlicht",
    "erstellt",
    "erschienen",
    "gepubliceerd",
    "geplaatst",
    "offentliggjort",
    "udgivet",
    "julkaistu",
    "opublik",
    "dodano",
    "vydáno",
    "опубликован",
    "опубліковано",
    "дата публикации",
    "публикувана",
    "yayın",
    "megjelent",
    "közzétéve",
    "diterbitkan",
    "terbit",
    "đăng",
    "نشر",
    "منتشر",
    "פורסם",
    "प्रकाशित",
    "δημοσιεύ",
    "公開",
    "掲載",
    "配信",
    "发布",
    "發布",
    "发表",
    "입력",
    "등록",
    "objav",
];
/// Beginnings of words that say "updated", in lower case.
const UPDATED: &[&str] = &[
    "updat",
    "modifi",
    "revised",
    "changed",
    "edited",
    "amended",
    "aktualis",
    "geändert",
    "bearbeitet",
    "mis à jour",
    "mise à jour",
    "actualiz",
    "atualiz",
    "aggiornat",
    "modificat",
    "bijgewerkt",
    "gewijzigd",
    "uppdaterad",
    "ändrad",
    "oppdatert",
    "endret",
    "opdateret",
    "päivitetty",
    "muokattu",
    "aktualiz",
    "обновлен",
    "изменен",
    "оновлен",
    "обновен",
    "güncelle",
    "frissít",
    "módosít",
    "actualizat",
    "diperbarui",
    "cập nhật",
    "تحديث",
    "بروزرسانی",
    "به‌روز",
    "עודכן",
    "עדכון",
    "अपडेट",
    "ενημέρωση",
    "ενημερώθηκε",
    "更新",
    "수정",
    "업데이트",
    "ažurir",
];
/// Beginnings of words that stand with dates and say nothing about them.
const NEUTRAL: &[&str] =
    &["date", "datum", "fecha", "data", "дата", "first", "last", "time", "original", "created", "zuletzt", "stand", "dernière"];

/// The words of labels that have several.
static PARTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let labels = [PUBLISHED, UPDATED, NEUTRAL].into_iter().flatten();
    labels.filter(|label| label.contains(' ')).flat_map(|label| label.split(' ')).collect()
});

/// A printed date with what its label says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What the words before it say; [`DateRole::Unknown`] without such words.
    pub role: DateRole,
    /// The date.
    pub printed: Printed,
}

/// Finds the dates of `text`, in order, each with its role.
///
/// The label that stands nearest before a date counts, and only labels after the date before it.
pub fn stamps(text: &str, hints: &Hints<'_>) -> Vec<Stamp> {
    with_roles(text, scan(text, hints))
}

/// The same, and the one date that the whole text is, as [`parse`](super::parse) reads it.
pub fn stamps_and_value(text: &str, hints: &Hints<'_>) -> (Vec<Stamp>, Option<Printed>) {
    let (found, value) = whole::scanned(text, hints);
    (with_roles(text, found), value)
}

/// Whether any word of a line says what a date beside it is.
pub fn is_labelled(line: &str) -> bool {
    role_before(line) != DateRole::Unknown
}

/// The dates of a line that holds nothing but dates with their labels, weekdays and zones; none of any other line.
pub fn stamp_line(line: &str, hints: &Hints<'_>) -> Vec<Stamp> {
    let (found, alone) = stamps_alone(line, hints);
    if alone { found } else { Vec::new() }
}

/// The dates of a line, and whether it holds something and nothing but them, as [`stamp_line`] asks.
pub fn stamps_alone(line: &str, hints: &Hints<'_>) -> (Vec<Stamp>, bool) {
    if hints.reference.is_none() && !(line.contains(char::is_numeric) && may_hold_a_date(line, hints)) {
        return (Vec::new(), false);
    }
    let reading = Reading::new(line, hints);
    let found = scan_reading(&reading);
    let alone = !found.is_empty() && whole::holds_nothing_but(&reading, &found);
    (with_roles(line, found), alone)
}

fn with_roles(text: &str, found: Vec<Printed>) -> Vec<Stamp> {
    let mut from = 0;
    let with_role = found.into_iter().map(|printed| {
        let role = role_before(&text[from..printed.span.start]);
        from = printed.span.end;
        Stamp { role, printed }
    });
    with_role.collect()
}

/// What the last label of `text` says.
fn role_before(text: &str) -> DateRole {
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let lower = text[from..].to_lowercase();
    let mut role = DateRole::Unknown;
    let mut begins = true;
    for (i, c) in lower.char_indices() {
        if c.is_alphabetic() && (begins || is_unspaced(c)) {
            if c.is_ascii() && !LABELS_BEGIN[c as usize] {
                begins = false;
                continue;
            }
            let opens = |labels: &[&str]| opens_with(&lower[i..], labels);
            if opens(UPDATED) {
                role = DateRole::Updated;
            } else if opens(PUBLISHED) {
                role = DateRole::Published;
            }
        }
        begins = !c.is_alphabetic();
    }
    role
}

/// The ASCII letters that labels begin with.
static LABELS_BEGIN: LazyLock<[bool; 128]> = LazyLock::new(|| {
    let mut begin = [false; 128];
    let first = PUBLISHED.iter().chain(UPDATED).filter_map(|label| label.bytes().next()).filter(u8::is_ascii);
    first.for_each(|byte| begin[usize::from(byte)] = true);
    begin
});

/// Whether a text begins with one of the labels, most of which begin otherwise.
fn opens_with(text: &str, labels: &[&str]) -> bool {
    let first = text.as_bytes().first();
    labels.iter().any(|label| label.as_bytes().first() == first && text.starts_with(label))
}

/// Whether words of the script of `c` are written without spaces.
fn is_unspaced(c: char) -> bool {
    c >= '\u{2e80}'
}

/// Whether `word` is one that labels a date.
pub(super) fn is_label(word: &str) -> bool {
    let lower = word.to_lowercase();
    [PUBLISHED, UPDATED, NEUTRAL].iter().any(|labels| opens_with(&lower, labels)) || PARTS.contains(&lower.as_str())
}
