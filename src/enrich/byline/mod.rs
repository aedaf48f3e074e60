//! Author lines to persons' names: "By JANE DOE and John Roe in Seoul, Reuters" names Jane Doe and John Roe.
//!
//! Words are told apart by one table (`data/bylines.tsv`): what opens a line, what joins names, roles, agencies and other bodies. What
//! remains is a name if it looks like one; agencies sign, but write nothing, so a line of theirs names nobody.

mod casing;
#[cfg(test)]
mod tests;
mod words;

use rustc_hash::FxHashSet;

use self::casing::cased;
use self::words::{WORDS, is_agency, is_domain, is_month};

/// Longest line that is looked at, in characters; author lines are short.
const LONGEST: usize = 1000;

/// Names the persons in author lines, one each, in order, without repeats.
pub fn persons(bylines: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in bylines {
        for name in persons_in(line) {
            if !found.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                found.push(name);
            }
        }
    }
    found
}

/// Names the authors as [`authors`] does, without the house that some write behind a person's name (`Jane Doe Harbour Courier`).
pub fn authors_of(bylines: &[String], house: Option<&str>) -> Vec<String> {
    let mut names = authors(bylines);
    for name in &mut names {
        let person = house.and_then(|house| name.strip_suffix(house)).and_then(|rest| rest.strip_suffix(' ')).map(str::trim_end);
        if let Some(person) = person.filter(|person| person.contains(' ') && person.starts_with(char::is_uppercase)) {
            *name = person.to_owned();
        }
    }
    names
}

/// Names the persons in author lines; where there are none, the bodies that sign ("Associated Press"), as written.
pub fn authors(bylines: &[String]) -> Vec<String> {
    let named = persons(bylines);
    if !named.is_empty() {
        return named;
    }
    let mut bodies: Vec<String> = Vec::new();
    for line in bylines {
        let body = without_prefix(line.trim()).trim().to_owned();
        if !body.is_empty() && body.len() < 100 && !bodies.contains(&body) && !is_placeholder(&body) && !is_address(&body) {
            bodies.push(body);
        }
    }
    bodies
}

/// Whether the text is one mail address and nothing else.
fn is_address(text: &str) -> bool {
    text.contains('@') && !text.contains(' ') && !text.starts_with('@')
}

fn is_placeholder(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "unknown"
            | "admin"
            | "administrator"
            | "anonymous"
            | "n/a"
            | "none"
            | "null"
            | "undefined"
            | "nobody"
            | "webmaster"
            | "user"
            | "guest author"
            | "publisher"
            | "author"
            | "autor"
            | "editor"
    )
}

fn persons_in(line: &str) -> Vec<String> {
    let line: String = line.chars().take(LONGEST).collect();
    let line = without_brackets(&line);
    if let Some(name) = inverted(&line) {
        return vec![name];
    }
    let mut names: Vec<String> = Vec::new();
    for clause in line.split([';', '|', '•', '·', '\n']) {
        let clause = clause.trim();
        if starts_with_any(clause, &WORDS.editing).is_some() {
            continue;
        }
        let clause = without_prefix(clause);
        for piece in clause.split([',', '/', '，', '、', '&', '+']) {
            names_in_piece(piece, &mut names);
        }
    }
    names
}

/// The name in "DOE, JANE": two lone words that are neither a body nor a role.
fn inverted(line: &str) -> Option<String> {
    let (surname, name) = line.split_once(',').map(|(a, b)| (a.trim(), b.trim()))?;
    let is_lone = |word: &str| {
        let lower = word.to_lowercase();
        let common = [&WORDS.roles, &WORDS.organisations, &WORDS.agencies, &WORDS.prefixes].iter().any(|set| set.contains(lower.as_str()));
        word.chars().count() > 2 && word.chars().all(|c| c.is_alphabetic() || c == '-') && word.starts_with(char::is_uppercase) && !common
    };
    (is_lone(surname) && is_lone(name)).then(|| [name, surname].map(|word| cased(word, &[name, surname])).join(" "))
}

/// Takes out what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    // A bracket that never closes hides nothing.
    if depth > 0 && out.trim().is_empty() { text.to_owned() } else { out }
}

/// The rest of a text after the longest phrase of a set that it opens with.
fn starts_with_any<'t>(text: &'t str, phrases: &FxHashSet<&'static str>) -> Option<&'t str> {
    let mut ends: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_whitespace() || *c == ':').map(|(at, _)| at).take(5).collect();
    ends.push(text.len());
    ends.iter().rev().find_map(|end| {
        let head = text.get(..*end)?;
        (head.len() < 60 && phrases.contains(head.to_lowercase().trim()))
            .then(|| text[*end..].trim_start_matches([':', ' ', '\u{a0}']).trim())
    })
}

/// Strips the words that open author lines, several if there are ("Text: Von Jane Doe").
fn without_prefix(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    for _ in 0..4 {
        match starts_with_any(rest, &WORDS.prefixes) {
            // "Van", "De" and the like open names too: only a lower-case or a longer word opens a line, or one with two words after it.
            Some(shorter) if !shorter.is_empty() && !opens_a_name(rest, shorter) => rest = shorter,
            _ => break,
        }
    }
    rest
}

/// Whether the stripped word belongs to the name: "Di Stefano", "De Niro" with one word left.
fn opens_a_name(whole: &str, rest: &str) -> bool {
    let head = whole[..whole.len() - rest.len()].trim().trim_end_matches(':').to_lowercase();
    let particle = matches!(head.as_str(), "de" | "di" | "da" | "von" | "av" | "af" | "na" | "od");
    particle && rest.split_whitespace().count() < 2
}

/// Splits a piece at its joining words and adds the names in it.
fn names_in_piece(piece: &str, names: &mut Vec<String>) {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let mut start = 0;
    let mut at = 0;
    while at <= words.len() {
        let joins = words.get(at).is_some_and(|word| is_joiner(&words, at, word));
        if at == words.len() || joins {
            add_name(&words[start..at], names);
            start = at + 1;
        }
        at += 1;
    }
}

/// Whether a word joins two names here: the one-letter ones only between two full names ("Ortega y Gasset" is one person).
fn is_joiner(words: &[&str], at: usize, word: &str) -> bool {
    let lower = word.to_lowercase();
    if !WORDS.joiners.contains(lower.as_str()) {
        return false;
    }
    if matches!(lower.as_str(), "and" | "und" | "et" | "with" | "och" | "og" | "и" | "та" | "ve" | "dan" | "mit" | "avec") {
        return true;
    }
    let right = words[at + 1..].iter().take_while(|w| !WORDS.joiners.contains(w.to_lowercase().as_str())).count();
    at >= 2 && right >= 2 && (word == lower || word.len() > 1)
}

fn add_name(words: &[&str], names: &mut Vec<String>) {
    let Some(name) = name_of(words, !names.is_empty()) else { return };
    if !names.contains(&name) {
        names.push(name);
    }
}

/// The name in some words, if there is one; `after` tells that the line has named somebody before.
fn name_of(words: &[&str], after: bool) -> Option<String> {
    let joined = words.join(" ");
    let inner = without_prefix(&joined);
    if starts_with_any(inner, &WORDS.editing).is_some() || is_agency(inner) {
        return None;
    }
    let mut kept: Vec<&str> = Vec::new();
    let all: Vec<&str> = inner.split_whitespace().collect();
    for (at, word) in all.iter().copied().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’');
        let lower = bare.to_lowercase();
        let dash = matches!(word, "-" | "–" | "—");
        if dash && kept.len() < 2 {
            kept.clear();
            continue;
        }
        let role = WORDS.roles.contains(lower.as_str());
        if role && kept.is_empty() {
            continue;
        }
        let desk = matches!(lower.as_str(), "correspondent" | "editor" | "reporter" | "writer" | "columnist" | "analyst");
        if desk && kept.len() == 1 && after {
            // "Moscow correspondent" after a name.
            return None;
        }
        let ends = dash
            || bare.is_empty()
            || word.contains('@')
            || bare.chars().any(char::is_numeric)
            || (role && (kept.len() >= 2 || !bare.is_ascii()))
            || (!kept.is_empty() && bare.starts_with(char::is_lowercase) && WORDS.cuts.contains(lower.as_str()));
        if ends || (kept.len() >= 2 && is_agency(&all[at..].join(" "))) {
            if bare.chars().any(char::is_numeric) && kept.len() > 2 && kept.last().is_some_and(|w| is_month(w)) {
                kept.pop();
            }
            break;
        }
        kept.push(bare);
    }
    while kept.len() > 2 && kept.last().is_some_and(|w| WORDS.cuts.contains(w.to_lowercase().as_str())) {
        kept.pop();
    }
    let names_body = |word: &str| word.to_lowercase().split('-').any(|part| WORDS.organisations.contains(part)) || is_domain(word);
    let is_body = kept.iter().any(|w| names_body(w));
    if is_body || kept.is_empty() || kept.len() > 6 || is_agency(&kept.join(" ")) {
        return None;
    }
    let first = kept[0].chars().next()?;
    let letters = kept.iter().map(|w| w.chars().count()).sum::<usize>();
    // A lone word is a name only when nothing stands before it ("Jane Doe, London").
    let lone = kept.len() == 1 && (after && first < '\u{2e80}' || first.is_lowercase() || letters < 2);
    let all_lower = kept.iter().all(|w| w.chars().all(|c| !c.is_uppercase())) && first.is_lowercase() && kept.len() != 2;
    if lone || all_lower || !first.is_alphabetic() {
        return None;
    }
    Some(kept.iter().map(|word| cased(word, &kept)).collect::<Vec<_>>().join(" "))
}
