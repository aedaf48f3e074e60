//! Where analysis would part the words that a pattern fits: `covid-1?` fits two words side by side, `j.k*` one.
//!
//! The rules are those of [`crate::analysis::segment`], read over signs that stand for letters nobody knows yet. A stop after a single
//! letter joins as it does in initials, unless what follows it is surely a word of its own (`j.kenn*`); a stop or comma beside a digit
//! joins as it does in numbers.

use unicode_normalization::char::is_combining_mark;

use super::words::is_wildcard;

/// Most letters on a side of `&` that are joined by it.
const ACRONYM: usize = 3;
/// Digits behind the comma of a number.
const THOUSANDS: usize = 3;

/// A character of a pattern.
#[derive(Clone, Copy)]
struct Unit {
    at: usize,
    c: char,
    wild: bool,
}

impl Unit {
    fn is_letter(self) -> bool {
        self.wild || self.c.is_alphabetic()
    }

    fn is_digit(self) -> bool {
        !self.wild && self.c.is_numeric()
    }

    fn is_many(self) -> bool {
        self.wild && self.c == '*'
    }
}

/// The parts of a pattern that are words of their own, none of them empty; escapes are gone.
pub(super) fn parts(pattern: &str) -> Vec<&str> {
    let units = units(pattern);
    let mut parts = Vec::new();
    let mut begin = 0;
    // Since the last sign that joins, as the rules of segmentation count.
    let mut run = 0;
    for (i, unit) in units.iter().enumerate() {
        if is_mark(*unit) {
            if joins(&units, run, i) {
                run = i + 1;
                continue;
            }
        } else if unit.wild || is_of_words(unit.c) {
            continue;
        }
        parts.extend(part(pattern, units.get(begin..i)));
        (begin, run) = (i + 1, i + 1);
    }
    parts.extend(part(pattern, units.get(begin..)));
    parts
}

fn part<'p>(pattern: &'p str, units: Option<&[Unit]>) -> Option<&'p str> {
    let (first, last) = (units?.first()?, units?.last()?);
    pattern.get(first.at..last.at + last.c.len_utf8())
}

/// The characters of a pattern; one after a backslash means itself.
fn units(pattern: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(pattern.len());
    let mut chars = pattern.char_indices();
    while let Some((at, c)) = chars.next() {
        let unit = match c {
            '\\' => chars.next().map(|(at, c)| Unit { at, c, wild: false }),
            c => Some(Unit { at, c, wild: is_wildcard(c) }),
        };
        units.extend(unit);
    }
    units
}

/// Whether a character never parts words.
fn is_of_words(c: char) -> bool {
    let is_silent = matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}');
    c.is_alphanumeric() || is_combining_mark(c) || is_silent
}

/// Whether a character joins words or parts them, as its neighbours tell.
fn is_mark(unit: Unit) -> bool {
    !unit.wild && matches!(unit.c, '\'' | '’' | 'ʼ' | '＇' | '&' | '.' | ',')
}

/// Whether the mark at `at` joins what stands on its two sides, the run before it beginning at `run`.
fn joins(units: &[Unit], run: usize, at: usize) -> bool {
    let before = units.get(run..at).unwrap_or_default();
    let after = units.get(at + 1..).unwrap_or_default();
    let (Some(&last), Some(&next)) = (before.last(), after.first()) else { return false };
    let length = |units: &[Unit]| units.iter().take_while(|unit| unit.wild || is_of_words(unit.c)).count();
    match units[at].c {
        '&' => before.len() <= ACRONYM && (1..=ACRONYM).contains(&length(after)),
        '.' if last.is_digit() || next.is_digit() => (last.is_digit() || last.wild) && (next.is_digit() || next.wild),
        '.' => {
            let alone = after.get(1).is_none_or(|unit| unit.is_many() || !unit.wild && !is_of_words(unit.c));
            before.len() == 1 && last.is_letter() && next.is_letter() && (next.is_many() || alone)
        }
        ',' => {
            let digits = after.iter().take(THOUSANDS + 1).take_while(|unit| unit.is_digit()).count();
            let is_open = after.get(digits).is_some_and(|unit| unit.wild);
            let is_group = digits == THOUSANDS || is_open && digits < THOUSANDS;
            is_group && (last.is_digit() || last.wild && digits > 0)
        }
        _ => last.is_letter() && next.is_letter(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_parted_where_the_words_they_fit_are() {
        for (pattern, expected) in [
            ("recycl*", vec!["recycl*"]),
            ("covid-1?", vec!["covid", "1?"]),
            ("covid–19*", vec!["covid", "19*"]),
            ("covid-*", vec!["covid", "*"]),
            ("and/or*", vec!["and", "or*"]),
            ("node.*", vec!["node", "*"]),
            ("node.j*", vec!["node", "j*"]),
            ("*.com", vec!["*", "com"]),
            ("n*.js", vec!["n*", "js"]),
            ("j.k.*", vec!["j.k.*"]),
            ("j.k*", vec!["j.k*"]),
            ("j.k.r*", vec!["j.k.r*"]),
            ("j.*", vec!["j.*"]),
            ("j.kenn*", vec!["j", "kenn*"]),
            ("?.s.", vec!["?.s"]),
            ("u.s.*y", vec!["u.s.*y"]),
            ("e.on*", vec!["e", "on*"]),
            ("3.*", vec!["3.*"]),
            ("*.5", vec!["*.5"]),
            ("2.0*", vec!["2.0*"]),
            ("1,2*", vec!["1,2*"]),
            ("1,234*", vec!["1,234*"]),
            ("1,2345*", vec!["1", "2345*"]),
            ("*,000", vec!["*,000"]),
            ("16,*7", vec!["16,*7"]),
            ("one,two*", vec!["one", "two*"]),
            ("o'b*", vec!["o'b*"]),
            ("o’*", vec!["o’*"]),
            ("90's*", vec!["90", "s*"]),
            ("'tis*", vec!["tis*"]),
            ("merkel*'s", vec!["merkel*'s"]),
            ("at&t*", vec!["at&t*"]),
            ("r&*", vec!["r&*"]),
            ("barnes&nob*", vec!["barnes", "nob*"]),
            ("a\\*b*", vec!["a", "b*"]),
            ("#metoo*", vec!["metoo*"]),
            ("*-?", vec!["*", "?"]),
            ("-", vec![]),
        ] {
            assert_eq!(parts(pattern), expected, "{pattern}");
        }
    }
}
