//! Lines that name an article's writers, with and without saying so.

use super::furniture::{is_byline_opening, is_name_particle, is_office, is_outlet_word};
use super::steps::look_at;

/// Longest byline, in bytes.
const LONGEST: usize = 160;
/// Longest line that is a place, in bytes.
const LONGEST_PLACE: usize = 50;
/// Longest line that names writers without saying so, in bytes.
const LONGEST_NAMES: usize = 90;
/// Most words of a byline.
const MOST_WORDS: usize = 24;

/// Whether `line` names its writers: `By JANE DOE and John Roe, Reuters`, `Von Erika Muster`, `EXCLUSIVE By Jane Doe`.
pub(super) fn is_byline(line: &str) -> bool {
    look_at(line.len().min(LONGEST));
    let Some(names) = after_opening(line).filter(|_| line.len() <= LONGEST) else { return false };
    let names = names.split(['|', '·', '•']).next().unwrap_or(names);
    let ends = names.ends_with(['?', '!', ':', ';']) || names.ends_with('.') && names.split_whitespace().count() > 6;
    let words = words(names);
    let named = words.clone().take_while(|word| is_name_word(word)).count();
    let begins = words.clone().next().is_some_and(begins_name);
    // "By Jane Doe  Chief sports writer"
    let office = || named >= 2 && words.clone().count() <= named + 3 && words.clone().last().is_some_and(is_office);
    !ends && words.clone().count() <= MOST_WORDS && begins && (named == words.clone().count() || office())
}

/// Whether a byline says so in English, and cannot be the beginning of a title in another language.
pub(super) fn is_english_byline(line: &str) -> bool {
    line.split([' ', ':'])
        .next()
        .is_some_and(|word| ["by", "author", "written", "words", "exclusive"].contains(&word.to_lowercase().as_str()))
}

/// What follows `By`, `Von`, `Author:` at the start of a line.
fn after_opening(line: &str) -> Option<&str> {
    let line = ["EXCLUSIVE ", "Exclusive ", "EXCLUSIVE: "].iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line);
    let mut cuts = line.char_indices().filter(|(_, c)| matches!(c, ' ' | ':' | '\u{a0}')).take(3);
    let end = cuts.find(|&(at, _)| is_byline_opening(&line[..at]))?.0;
    Some(line[end..].trim_start_matches([' ', ':', '\u{a0}', '—']))
}

fn words(names: &str) -> impl Iterator<Item = &str> + Clone {
    names.split([' ', ',', '/', '(', ')', '&', '\u{a0}']).filter(|word| !word.is_empty())
}

fn begins_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && !matches!(word, "The" | "A" | "An" | "This" | "Now")
}

/// Whether `word` is written like a part of a name: with a capital, or one of the small words in names.
pub(super) fn is_name_word(word: &str) -> bool {
    let clean = word.trim_end_matches(['.', ';', ',']);
    let capital = clean.starts_with(|c: char| !c.is_lowercase() && !c.is_numeric());
    capital || word.contains('@') || word.starts_with("d'") || word.starts_with("d’") || is_name_particle(clean)
}

/// `Ottawa, Ontario`: a town in one word with its region.
pub(super) fn is_place_line(line: &str) -> bool {
    let Some((town, region)) = line.split_once(", ").filter(|_| line.len() <= LONGEST_PLACE) else { return false };
    let spelled =
        |part: &str| part.split(' ').all(|word| begins_name(word) && word.chars().all(|c| c.is_alphabetic() || c == '.' || c == '-'));
    let other = |word: &str| is_outlet_word(&word.to_lowercase()) || is_office(&word.to_lowercase());
    let lower = |part: &str| part.contains(char::is_lowercase);
    !town.contains(' ')
        && lower(town)
        && [town, region].into_iter().all(spelled)
        && region.split(' ').count() <= 3
        && !region.split(' ').any(other)
}

/// `Jane Doe in Delhi`.
pub(super) fn is_place_of_writer(line: &str) -> bool {
    let parted = line.split_once(" in ").is_some_and(|(name, place)| is_name(name) && !place.contains(" in "));
    line.len() <= LONGEST_NAMES && parted && line.split(' ').all(is_name_word)
}

/// `Jane Doe`, `INÉS BELMONTE`, `Jane Doe and John Roe`, `Jane Doe, Example Times`, `Jane Doe | Example Times`: one name at least, in two to
/// four words, and nothing that is none.
pub(super) fn is_name_line(line: &str) -> bool {
    if line.len() > LONGEST_NAMES || line.contains(|c: char| c.is_numeric() || matches!(c, ':' | '?' | '!' | '"' | '“' | '«' | '(' | '—'))
    {
        return false;
    }
    let mut parts = line.split([',', '|', '·']).map(str::trim);
    let names = parts.next().unwrap_or_default();
    [" and ", " & ", " y ", " et ", " und ", " e ", " и ", " en ", " og ", " och "]
        .iter()
        .fold(vec![names], |names, joint| names.into_iter().flat_map(|name| name.split(joint)).collect())
        .into_iter()
        .all(is_name)
        && parts.all(|part| part.split(' ').all(is_name_word))
}

fn is_name(name: &str) -> bool {
    let words: Vec<_> = name.split(' ').collect();
    let spelled = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let cased = name.chars().any(char::is_uppercase);
    (2..=4).contains(&words.len()) && cased && words.iter().all(|word| spelled(word) && is_name_word(word)) && begins_name(words[0])
}

/// `Example Press Writer`, `BBC News`, `Political correspondent`, `envoyé spécial à Port-Exemple`.
pub(super) fn is_desk_or_office(line: &str) -> bool {
    const SENT: [&str; 6] =
        ["envoyé spécial ", "envoyée spéciale ", "correspondant à ", "correspondante à ", "enviado especial ", "enviada especial "];
    if line.len() <= LONGEST_NAMES && !line.ends_with('.') && SENT.iter().any(|office| line.to_lowercase().starts_with(office)) {
        return true;
    }
    let last = line.rsplit(' ').next().unwrap_or(line).to_lowercase();
    line.len() <= LONGEST_NAMES && !line.ends_with('.') && is_office(&last)
}
