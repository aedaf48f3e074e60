//! Reads the dateline that opens a story: where it was filed from, on which day, by which agency.
//!
//! `VLADIVOSTOK, Russia, Sept 6 (Reuters) - `, `LONDON, Ky. (WKYT) --`, `(NEW YORK) —`, `Moscow, SANA-`, `МОСКВА, 6 сен — РИА Новости.`,
//! `（新华社北京9月6日电）`. The region is read first, then the city inside it by size, exact names before alternates. An ordinary sentence is
//! never taken for a dateline: where neither agency nor day vouches for it, the place must be known and the text must begin anew after
//! the mark. The first line is looked at, and the next ones behind a byline or a standfirst, where only capitals or an agency make one.

mod agency;
mod bracket;
mod day;
mod head;
mod rivals;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::article::Place;
use crate::enrich::places::{Parts, known_container};

use head::{Head, Mark};
pub(crate) use rivals::Rivals;

/// What the opening of a story says about its filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The place filed from; `None` where only an agency or a day is given, or the place is not known.
    pub place: Option<Place>,
    /// The words that name the place, as written; empty where there are none.
    pub words: String,
    /// Byte range of those words in the body; of the whole dateline where no place is named.
    pub span: Range<usize>,
    /// First byte of the story's own text.
    pub end: usize,
    /// The day, where given.
    pub day: Option<DatelineDay>,
    /// The agency or outlet as written.
    pub agency: Option<String>,
    /// Name of the rule that read it.
    pub rule: &'static str,
}

/// The day that a dateline gives, mostly without a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatelineDay {
    /// The words as written (`Sept 6`).
    pub words: String,
    /// Month, 1 to 12; `None` where only the day of the month is given.
    pub month: Option<u32>,
    /// Day of the month.
    pub day: u32,
    /// Year, where given.
    pub year: Option<i32>,
}

/// No dateline is longer.
const LONGEST: usize = 200;

/// Bytes that must follow a town not in capitals and a colon: more than headlines have.
const SENTENCE: usize = 90;

/// No standfirst is longer, in bytes.
const LONGEST_STANDFIRST: usize = 400;
/// Lines, empty ones too, among which the dateline is looked for.
const LINES: usize = 6;

/// Reads the dateline at the beginning of `body`.
pub fn read(body: &str) -> Option<Dateline> {
    let mut from = 0;
    let mut above = false;
    for line in body.split_inclusive('\n').take(LINES) {
        let text = line.trim();
        if !text.is_empty() {
            let start = from + (line.len() - line.trim_start().len());
            let found = read_line(within(&body[start..start + text.len()]), start);
            if let Some(found) = found.filter(|found| !above || found.is_sure()) {
                return Some(found);
            }
            if !is_byline(text) {
                if text.len() > LONGEST_STANDFIRST {
                    return None;
                }
                above = true;
            }
        }
        from += line.len();
    }
    None
}

impl Dateline {
    /// Whether it is one wherever it stands near the top: its place is known, and an agency signs or capitals set it off.
    fn is_sure(&self) -> bool {
        let city = self.words.split(',').next().unwrap_or_default();
        let capitals = !city.contains(char::is_lowercase) && city.chars().count() > 2;
        self.place.is_some() && (capitals || self.agency.as_deref().is_some_and(agency::is_known))
    }
}

fn within(line: &str) -> &str {
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn is_byline(line: &str) -> bool {
    line.len() < 120 && ["By ", "BY ", "Von ", "Par ", "Por "].iter().any(|by| line.starts_with(by))
}

fn read_line(line: &str, start: usize) -> Option<Dateline> {
    let marks = line.len() - line.trim_start_matches(['*', ' ', '\u{a0}', '\u{feff}']).len();
    let marks = marks + repeat_mark(&line[marks..]);
    let (line, start) = (&line[marks..], start + marks);
    let plain = || Head::scan(line).and_then(|head| accept(&head, line, start));
    let starred = || (marks >= STARS).then(|| unmarked(line, start)).flatten();
    bracket::read(line, start).or_else(|| signed_first(line, start)).or_else(|| agency_first(line, start)).or_else(plain).or_else(starred)
}

/// Stars before a dateline that needs no mark behind it.
const STARS: usize = 2;

/// A known town in capitals that only stars set off (`**** NAIROBI Police fired`).
fn unmarked(line: &str, start: usize) -> Option<Dateline> {
    let capitals = |word: &&str| word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '.')) && word.len() > 1;
    let end = line.split_inclusive(' ').take_while(|word| capitals(&word.trim_end())).map(str::len).sum::<usize>();
    let words = line[..end].trim_end();
    let place = Parts::new(words, &[]).resolve(words).filter(|place| is_city(Some(place)))?;
    if !begins_anew(&line[end..]) {
        return None;
    }
    let span = start..start + words.len();
    Some(Dateline {
        place: Some(place),
        words: words.to_owned(),
        span,
        end: start + end,
        day: None,
        agency: None,
        rule: "starred dateline",
    })
}

/// A town in capitals behind an agency that nothing parts from it (`dpa-AFX FRANKFURT - Text`).
fn agency_first(line: &str, start: usize) -> Option<Dateline> {
    // Most lines are turned away here, before any agency is compared.
    let capitals = |word: &str| word.len() > 2 && word.starts_with(char::is_uppercase) && !word.contains(char::is_lowercase);
    if !line.split(' ').skip(1).take(3).any(capitals) {
        return None;
    }
    let agency = &line[..agency::leading(line)?];
    let rest = line[agency.len()..].strip_prefix(' ')?;
    let head = Head::scan(rest).filter(|head| head.mark == Mark::Dash && head.agency.is_none() && head.capitals)?;
    let mut found = accept(&head, rest, start + line.len() - rest.len()).filter(|found| is_city(found.place.as_ref()))?;
    found.agency = Some(agency.to_owned());
    found.rule = "agency dateline";
    Some(found)
}

/// A dateline behind its agency (`(ANSA) - ROMA, 14 GIU - Testo`).
fn signed_first(line: &str, start: usize) -> Option<Dateline> {
    let (agency, rest) = line.strip_prefix('(')?.split_once(')')?;
    let rest = rest.trim_start().strip_prefix(['-', '–', '—'])?.trim_start();
    let head = Head::scan(rest).filter(|head| head.day.is_some() && head.agency.is_none() && !head.places.is_empty())?;
    let mut found = accept(&head, rest, start + line.len() - rest.len()).filter(|_| agency::is_plausible(agency))?;
    found.agency = Some(agency.to_owned());
    Some(found)
}

/// Length of a wire's own mark before the place (`RPT --`).
fn repeat_mark(line: &str) -> usize {
    ["RPT", "REPEAT", "CORRECTED", "CORRECTION", "UPDATE", "LEAD"]
        .iter()
        .filter_map(|mark| line.strip_prefix(mark))
        .filter(|rest| rest.trim_start().starts_with('-'))
        .map(|rest| line.len() - rest.trim_start_matches([' ', '-']).len())
        .next()
        .unwrap_or_default()
}

/// Decides whether a head is a dateline, and reads it.
fn accept(head: &Head<'_>, line: &str, start: usize) -> Option<Dateline> {
    let after = &line[head.end..];
    if head.agency.is_none() && is_time(after) {
        return None;
    }
    let vouched = head.agency.is_some() || head.day.is_some();
    if head.places.is_empty() {
        return vouched.then(|| finish(head, None, "", start, "agency alone"));
    }
    let (words, span) = head.place_words(line);
    let place = resolve(head, words);
    let known = place.is_some();
    let fits = match (head.agency.is_some(), head.day.is_some(), head.mark) {
        (true, _, _) => known || head.day.is_some() && head.capitals,
        (false, true, Mark::Dash | Mark::Colon) => known || head.capitals,
        (false, false, Mark::Dash) => {
            known && begins_anew(after) && (head.capitals || head.places.len() > 1 || is_city(place.as_ref()) && head.spaced)
        }
        (false, false, Mark::Colon) => known && (head.capitals || after.len() >= SENTENCE) && begins_anew(after) && is_city(place.as_ref()),
        (false, _, Mark::None) => false,
    };
    let rule = match (head.agency.is_some(), head.day.is_some()) {
        (true, _) => "agency dateline",
        (false, true) => "dated dateline",
        (false, false) => "dateline",
    };
    fits.then(|| {
        let mut found = finish(head, place, words, start, rule);
        found.span = start + span.start..start + span.end;
        found
    })
}

/// Whether a time of day follows: the line is a stamp (`Lima - 29 dic 2023 - 04:45 CET`).
fn is_time(after: &str) -> bool {
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=2).contains(&digits)
        && after[digits..].starts_with([':', '.', 'h'])
        && after[digits + 1..].starts_with(|c: char| c.is_ascii_digit())
}

fn finish(head: &Head<'_>, place: Option<Place>, words: &str, start: usize, rule: &'static str) -> Dateline {
    Dateline {
        place,
        words: words.to_owned(),
        span: start..start + head.end,
        end: start + head.end,
        day: head.day.clone(),
        agency: head.agency.map(str::to_owned),
        rule,
    }
}

fn is_city(place: Option<&Place>) -> bool {
    place.is_some_and(|place| place.city.is_some() && place.geonames.is_some())
}

/// Whether a story begins here: no small letter, and no shouting on.
fn begins_anew(after: &str) -> bool {
    let text = after.trim_start();
    let Some(first) = text.chars().next() else { return false };
    if first.is_lowercase() || first == ',' || first == '.' {
        return false;
    }
    let mut words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).take(4);
    !words.all(|word| !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase))
}

fn resolve(head: &Head<'_>, words: &str) -> Option<Place> {
    let (first, rest) = head.places.split_first()?;
    let options = first.split('/').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" AND ")).map(str::trim);
    let wanted = [*first].into_iter().chain(options.clone()).chain(options.filter_map(without_bearing));
    for name in wanted {
        if let Some(place) = Parts::new(name, rest).resolve(words) {
            return Some(place);
        }
    }
    // "FARMINGTON Conn., March 9": the comma is missing.
    if let Some((name, region)) = first.rsplit_once(' ')
        && region.starts_with(char::is_uppercase)
        && !name.contains(char::is_lowercase)
        && rest.is_empty()
        && let Some(container) = known_container(region)
        // A misprint is no village: "NEDW YORK".
        && (region.contains(char::is_lowercase) || Parts::new(name, &[region]).find().is_some())
    {
        return Parts::new(name, &[region]).resolve(words).or_else(|| Some(Parts::new(name, &[region]).unknown_in(container, words)));
    }
    // A village that the table does not hold, in a region that it does.
    rest.iter().find_map(|region| known_container(region)).map(|container| Parts::new(first, rest).unknown_in(container, words))
}

/// `NEAR MOSUL` names Mosul.
fn without_bearing(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let rest = match first.to_ascii_uppercase().as_str() {
        "NEAR" | "OUTSIDE" | "ABOARD" | "OFF" | "CENTRAL" | "SOUTHERN" | "NORTHERN" | "EASTERN" | "WESTERN" | "DOWNTOWN" | "OCCUPIED" => {
            rest
        }
        "NORTH" | "SOUTH" | "EAST" | "WEST" => rest.strip_prefix("OF ").or_else(|| rest.strip_prefix("of "))?,
        _ => return None,
    };
    Some(rest.trim())
}
