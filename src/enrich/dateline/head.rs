//! Cuts the opening of a line into the parts of a dateline: place, regions, day, agency, and the mark that ends it.

use std::ops::Range;

use super::{DatelineDay, agency, day};
use crate::enrich::places::known_container;

/// What ends a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The text follows without any (`(CNN)A day`).
    None,
    /// Dash, hyphens or underscore.
    Dash,
    /// Colon.
    Colon,
}

/// The parts of an opening that has the form of a dateline.
#[derive(Debug)]
pub(super) struct Head<'a> {
    /// City, then regions, as written.
    pub(super) places: Vec<&'a str>,
    /// Whether the city is written in capitals, or in a script that has none.
    pub(super) capitals: bool,
    /// Whether a space stands before the mark.
    pub(super) spaced: bool,
    /// The day.
    pub(super) day: Option<DatelineDay>,
    /// The agency.
    pub(super) agency: Option<&'a str>,
    /// What ends it.
    pub(super) mark: Mark,
    /// First byte of the story's own text.
    pub(super) end: usize,
}

/// Longest part, in bytes: long enough for a city's name in any script.
const LONGEST_PART: usize = 60;
const MOST_PLACES: usize = 4;

impl<'a> Head<'a> {
    /// Reads the opening of `line`; `None` where it has not the form.
    pub(super) fn scan(line: &'a str) -> Option<Self> {
        let mut head = Self { places: Vec::new(), capitals: false, spaced: false, day: None, agency: None, mark: Mark::None, end: 0 };
        let mut part = 0;
        let mut previous = ' ';
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let next = at + c.len_utf8();
            let rest = &line[next..];
            if at - part > LONGEST_PART {
                return None;
            }
            match c {
                ',' | '،' => {
                    head.close(&line[part..at])?;
                    part = next;
                }
                '.' if head.ends_part(&line[part..at], previous, rest) => {
                    head.close(&line[part..at])?;
                    part = next;
                }
                // "КИЇВ. 6 вересня. УНІАН. Уряд ухвалив"
                '.' if head.day.is_some() && head.is_signed_by(&line[part..at], rest) => {
                    head.close(&line[part..at])?;
                    return head.finish(line, at);
                }
                '(' if line[part..at].trim().is_empty() && head.is_empty() => {
                    return head.bracketed(line, next);
                }
                '(' => {
                    head.close(&line[part..at])?;
                    let close = next + rest.find(')')?;
                    let followed = close + 1;
                    if let Some(after) = head.signed(&line[next..close], line, followed)? {
                        return Some(after);
                    }
                    part = followed;
                    at = followed;
                    previous = ')';
                    continue;
                }
                '/' if rest.find('/').is_some_and(|close| agency::is_known(&rest[..close])) => {
                    head.close(line[part..at].trim().trim_end_matches('.'))?;
                    let close = next + rest.find('/')?;
                    return head.signed(&line[next..close], line, close + 1)?;
                }
                // "أنقرة/ الأناضول"
                '/' if head.places.is_empty()
                    && agency::leading(rest.trim_start()).is_some()
                    && known_container(line[part..at].trim()).is_some() =>
                {
                    head.close(&line[part..at])?;
                    let text = rest.trim_start();
                    let name = &text[..agency::leading(text)?];
                    head.agency = Some(name);
                    return head.finish(line, line.len() - text.len() + name.len());
                }
                '|' if previous == ' ' && rest.starts_with(' ') => {
                    head.close(&line[part..at])?;
                    return head.finish(line, at);
                }
                ':' if rest.starts_with(' ') => {
                    head.close(&line[part..at])?;
                    return head.finish(line, at);
                }
                '-' | '—' | '–' | '―' | '_' if head.is_mark(c, previous, &line[part..at], rest) => {
                    head.close(&line[part..at])?;
                    return head.finish(line, at);
                }
                '"' | '“' | '”' | '?' | '!' | ';' | '<' | '[' | ']' | '…' => return None,
                _ => {}
            }
            previous = c;
            at = next;
        }
        None
    }

    /// The words of the place with its regions, and their range in `line`.
    pub(super) fn place_words(&self, line: &'a str) -> (&'a str, Range<usize>) {
        let base = line.as_ptr() as usize;
        let (Some(first), Some(last)) = (self.places.first(), self.places.last()) else { return ("", 0..0) };
        let start = first.as_ptr() as usize - base;
        let end = last.as_ptr() as usize - base + last.len();
        (&line[start..end], start..end)
    }

    /// Whether a full stop ends a part: behind the day (`Москва. 6 сентября. INTERFAX.RU - `), or before it.
    fn ends_part(&self, part: &str, previous: char, rest: &str) -> bool {
        let part = part.trim();
        let dated = || rest.starts_with(' ') && self.places.len() == 1 && self.day.is_none() && day::read(part).is_some();
        let opens = || rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) && self.places.is_empty();
        dated() || previous.is_alphabetic() && opens() && day::month(part).is_none()
    }

    /// Whether a full stop ends the agency that signs.
    fn is_signed_by(&self, part: &str, rest: &str) -> bool {
        rest.starts_with(' ') && self.places.len() == 1 && self.agency.is_none() && agency::is_known(part.trim())
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.day.is_none() && self.agency.is_none()
    }

    /// Whether the dash `c` ends the dateline rather than joining two words of a name.
    fn is_mark(&self, c: char, previous: char, part: &str, rest: &str) -> bool {
        if c == '—' || c == '―' || previous.is_whitespace() || previous == ',' {
            return true;
        }
        if c == '_' {
            return rest.starts_with([' ', '_']);
        }
        rest.starts_with([' ', '-']) || agency::is_known(part) || agency::leading(rest).is_some() && known_container(part).is_some()
    }

    /// Takes in one part; `None` where no dateline has such a part.
    fn close(&mut self, part: &'a str) -> Option<()> {
        let part = part.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '\u{a0}');
        let Some(first) = part.chars().next() else { return Some(()) };
        if let Some(found) = day::read(part) {
            return self.day.replace(found).is_none().then_some(());
        }
        if let Some(known) = &mut self.day
            && let Some(year) = part.parse().ok().filter(|year| (1600..=2200).contains(year))
        {
            known.year = Some(year);
            return Some(());
        }
        if !self.places.is_empty() && day::is_weekday(part) {
            return Some(());
        }
        // "MALVERN, Pa." is no story of the Press Association.
        if agency::is_known(part) && !self.is_empty() && (part.len() > 4 || known_container(part).is_none()) {
            return self.agency.replace(part).is_none().then_some(());
        }
        if self.day.is_some()
            || self.agency.is_some()
            || self.places.len() == MOST_PLACES
            || first.is_lowercase() && !part.starts_with("the ")
        {
            return None;
        }
        self.take_place(part)
    }

    /// Takes in the name of a place, with a day that no comma parts from it (`MOSCOW Sept 6`).
    fn take_place(&mut self, part: &'a str) -> Option<()> {
        let mut name = part;
        if part.contains(|c: char| c.is_ascii_digit()) {
            let (at, found) = part.match_indices(' ').find_map(|(at, _)| day::read(part[at..].trim()).map(|found| (at, found)))?;
            name = part[..at].trim_end_matches([',', '.']);
            self.day = Some(found);
        }
        if self.places.is_empty() {
            self.capitals = in_capitals(name);
        }
        if name.split_whitespace().count() > 6 {
            return None;
        }
        self.places.push(name);
        Some(())
    }

    /// Takes in what stands in parentheses: an agency ends the dateline (inner `Some`), a region does not.
    fn signed(&mut self, inside: &'a str, line: &'a str, after: usize) -> Option<Option<Self>> {
        let inside = inside.trim();
        let rest = line[after..].trim_start();
        let marked = rest.starts_with(['-', '—', '–', '―', '_', ':']) || rest.starts_with(".-");
        // "Washington (Globe24)Text", "Kathmandu, Nepal (Globe24) Text"
        let single = !inside.contains(char::is_whitespace) && !rest.starts_with(char::is_lowercase);
        let placed = single && (self.places.len() > 1 || rest.len() == line.len() - after);
        if agency::is_known(inside) || agency::is_call_sign(inside) {
            self.agency = Some(inside);
        } else if let Some(found) = day::read(inside) {
            self.day = Some(found);
            return Some(None);
        } else if known_container(inside).is_some() && marked && !self.places.is_empty() {
            self.places.push(inside);
            return Some(None);
        } else if (marked || placed) && agency::is_plausible(inside) && !self.is_empty() {
            self.agency = Some(inside);
        } else {
            return None;
        }
        let taken = std::mem::replace(
            self,
            Self { places: Vec::new(), capitals: false, spaced: false, day: None, agency: None, mark: Mark::None, end: 0 },
        );
        Some(taken.finish(line, after))
    }

    /// Reads a line that opens with a parenthesis: `(CNN)Text`, `(NEW YORK) —`, `(Paris, 6 sept.) -`.
    fn bracketed(mut self, line: &'a str, from: usize) -> Option<Self> {
        let close = from + line[from..].find(')')?;
        let inside = &line[from..close];
        if inside.len() > LONGEST_PART {
            return None;
        }
        if agency::is_known(inside) || agency::is_call_sign(inside) {
            self.agency = Some(inside.trim());
            return self.finish(line, close + 1);
        }
        for part in inside.split(',') {
            self.close(part)?;
        }
        let head = self.finish(line, close + 1)?;
        (head.mark == Mark::Dash).then_some(head)
    }

    /// Takes in the mark at or after `at` and what may follow it (`— РИА Новости.`).
    fn finish(mut self, line: &'a str, at: usize) -> Option<Self> {
        let rest = &line[at..];
        self.spaced = line[..at].ends_with([' ', '\u{a0}']) || rest.starts_with([' ', '\u{a0}']);
        let mut text = rest.trim_start();
        let unmarked = text.trim_start_matches(['-', '—', '–', '―', '_', '.', '|']);
        self.mark = match text.chars().next() {
            Some('.') if self.agency.is_none() => Mark::None,
            _ if unmarked.len() < text.len() => Mark::Dash,
            Some(':') => Mark::Colon,
            _ => Mark::None,
        };
        text = match self.mark {
            Mark::Dash => unmarked.trim_start(),
            Mark::Colon => text[1..].trim_start(),
            Mark::None => text,
        };
        if self.agency.is_none()
            && self.mark == Mark::Dash
            && let Some(len) = agency::leading(text)
            && let Some(rest) = text[len..].trim_start().strip_prefix(['.', '-', '—', '–', ':'])
        {
            self.agency = Some(&text[..len]);
            text = rest.trim_start_matches(['-', '—', '–', ' ']);
        }
        // "SAN FRANCISCO--(BUSINESS WIRE)--Text"
        if self.agency.is_none()
            && self.mark == Mark::Dash
            && let Some((name, rest)) = text.strip_prefix('(').and_then(|inside| inside.split_once(')'))
            && agency::is_known(name)
        {
            self.agency = Some(name);
            text = rest.trim_start_matches(['-', '—', '–', ' ']);
        }
        // "CHEVY CHASE, Md., - March 4 - Text"
        if self.day.is_none()
            && self.agency.is_none()
            && self.mark == Mark::Dash
            && let Some((words, after)) = text.split_once(" -").filter(|(words, _)| words.len() <= 20)
            && let Some(found) = day::read(words)
        {
            self.day = Some(found);
            text = after.trim_start_matches(['-', ' ']);
        }
        self.end = line.len() - text.len();
        Some(self)
    }
}

/// Whether a name is written in capitals but for its particles, or in a script without capitals.
fn in_capitals(name: &str) -> bool {
    name.split([' ', '-', '/', '\'', '’']).filter(|word| !word.is_empty()).all(|word| {
        let plain = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
        !plain.contains(char::is_lowercase)
            || matches!(word, "de" | "del" | "di" | "du" | "des" | "la" | "el" | "al" | "of" | "the" | "am" | "d" | "s")
    })
}
