//! Agencies and outlets: the mark at the opening of a text (`(CNN)`, `LONDON (Reuters) -`), and lines that name an outlet.

use super::furniture::{is_brand, is_label, is_outlet_word};
use super::people::is_name_word;
use super::steps::look_at;

/// How far from the start of a paragraph a mark may end, in bytes.
const REACH: usize = 140;
/// Longest place and day before a mark, in bytes.
const LONGEST_PLACE: usize = 80;
/// Longest name of an outlet, in bytes.
const LONGEST_OUTLET: usize = 60;

/// The agency that marks the opening of a text: `(CNN)A day after`, `LONDON (Reuters) -`, `МОСКВА, 6 сентября. /ТАСС/`,
/// `Damascus, SANA-`, `新华社北京9月6日电`.
///
/// A name that is not known is read only where its form tells: between a place and a dash, or glued to the text.
pub(in crate::readers) fn mark(text: &str) -> Option<&str> {
    look_at(text.len().min(REACH));
    if !text.starts_with(|c: char| !c.is_lowercase()) {
        return None;
    }
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let is_ascii = head.is_ascii();
    let enclosed =
        [('(', ')'), ('（', '）'), ('/', '/')].into_iter().filter(|(open, _)| open.is_ascii() || !is_ascii).find_map(|(open, close)| {
            let start = head.find(open)?;
            let inner = &head[start + open.len_utf8()..];
            let name = &inner[..inner.find(close)?];
            let rest = &inner[name.len() + close.len_utf8()..];
            is_mark(&head[..start], name.trim(), rest, open == '/').then_some(name.trim())
        });
    // All other forms hold a dash or what is not ASCII.
    if enclosed.is_some() || is_ascii && memchr::memchr(b'-', head.as_bytes()).is_none() {
        return enclosed;
    }
    capitals_before_dash(head).or_else(|| name_after_dash(head)).or_else(|| chinese(head))
}

fn is_mark(place: &str, name: &str, rest: &str, slashed: bool) -> bool {
    if place.len() > LONGEST_PLACE || !place.split_whitespace().all(is_place_word) {
        return false;
    }
    if is_brand(name) {
        return true;
    }
    let shaped = (2..=30).contains(&name.len()) && name.split(' ').count() <= 4 && name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let named = shaped && name.contains(char::is_alphabetic) && !slashed;
    let one = !name.contains(' ') && name.contains(char::is_uppercase);
    let glued = one && rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '‘'));
    let spaced = one && place.contains(',') && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let dashed = rest.starts_with(['-', '–', '—']);
    if place.trim().is_empty() {
        let second_dash = || rest.trim_start_matches(['-', '–', '—', ' ']).find(" - ").is_some_and(|at| at <= 40);
        return named && (glued || dashed && second_dash());
    }
    named && (dashed || glued || spaced)
}

/// Whether `word` may stand in a dateline before the agency: with a capital, a number, a small word of names, a month.
fn is_place_word(word: &str) -> bool {
    let clean = word.trim_end_matches(['.', ',']);
    is_name_word(word) || clean.starts_with(char::is_numeric) || crate::dates::is_month(clean)
}

/// `Damascus, SANA- `.
fn capitals_before_dash(head: &str) -> Option<&str> {
    let (place, rest) = head.split_once(", ").filter(|(place, _)| place.len() <= 40 && place.split(' ').all(is_name_word))?;
    let name = &rest[..rest.find('-')?];
    let name = name.trim_end();
    let capitals = (3..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    (capitals && !place.is_empty()).then_some(name)
}

/// `ЯКУТСК, 2 фев — РИА Новости. `
fn name_after_dash(head: &str) -> Option<&str> {
    let (place, rest) = [" — ", " – ", " - "].iter().find_map(|dash| head.split_once(dash))?;
    let dated = place.contains(char::is_numeric) && place.len() <= LONGEST_PLACE && place.split_whitespace().all(is_place_word);
    let name = &rest[..rest.find(". ").filter(|_| dated)?];
    let known = name.split(' ').any(|word| is_brand(word) || is_outlet_word(&word.to_lowercase())) || name.starts_with("РИА");
    (name.len() <= LONGEST_OUTLET && known && name.split(' ').all(is_name_word)).then_some(name)
}

/// `新华社北京9月6日电`.
fn chinese(head: &str) -> Option<&str> {
    let start = head.trim_start_matches(['（', '【', '(']);
    let end = start.find('社')? + '社'.len_utf8();
    let short = start[..end].chars().count() <= 6;
    let wired = || start.contains("日电") || start.contains("日電") || start.contains("日讯");
    (short && wired()).then(|| &start[..end])
}

/// The writer whom a Chinese agency names in its mark: `（记者林晓）`.
pub(super) fn marked_writer(body: &str) -> Option<&str> {
    const OPENS: &str = "（记者";
    let mut end = body.len().min(REACH + OPENS.len());
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &body[body[..end].find(OPENS)? + OPENS.len()..];
    let name = &rest[..rest.find('）')?];
    (name.len() <= LONGEST_OUTLET).then_some(name)
}

/// Whether `line` is the name of an outlet: a known one, an office that gives out what it says, one that begins like the mark of the text, or one with a word such as `Times`.
pub(super) fn is_outlet(line: &str, mark: Option<&str>) -> bool {
    if line.len() > LONGEST_OUTLET || line.ends_with(['.', '?', '!', ':']) {
        return false;
    }
    let begins = |mark: &str| line.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    const ISSUERS: [&str; 6] =
        ["Office of ", "Ministry of ", "Department of ", "Embassy of ", "Permanent Mission of ", "Press Service of "];
    if ISSUERS.iter().any(|issuer| line.starts_with(issuer)) && line.split(' ').all(is_name_word) {
        return true;
    }
    let word = |word: &str| word.split(['\'', '’']).any(|part| is_outlet_word(&part.to_lowercase()));
    is_brand(line)
        || line.split(' ').all(is_name_word) && line.split(' ').count() <= 6 && (mark.is_some_and(begins) || line.split(' ').any(word))
}

/// Whether `line` names an outlet, perhaps with its section: `La Crónica de Levante · Deportes`.
pub(super) fn is_outlet_line(line: &str, mark: Option<&str>) -> bool {
    let mut parts = line.split(['·', '|']).map(str::trim);
    parts.next().is_some_and(|outlet| is_outlet(outlet, mark)) && parts.all(|part| is_label(part) || is_outlet(part, mark))
}
