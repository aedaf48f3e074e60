//! One line a match, the matches below one another (keyword in context).
//!
//! ```text
//! 1f00ba5e  2018-03-12  The inspector told the court that the  cracks  “were there for anyone to see”.
//! ```
//!
//! A match of several words, such as a pair near each other, begins there with the first and goes on to the last. What stands between
//! them is left out as far as the line would not hold them otherwise.

use std::io::{self, Write};

use super::columns::day_text;
use super::look::{Look, Style, columns, push_visible};
use super::{Presenter, WriteError};
use crate::results::{Hit, HitDate, Passage, SearchResults};

/// Columns of a line where there is no terminal to say how many.
const WIDTH: usize = 160;
/// Columns of the id and the day, and the blanks behind each.
const HEAD: usize = 22;
/// Least columns on either side of a match.
const LEAST: usize = 16;

/// The lines.
pub(super) struct Kwic {
    pub(super) look: Look,
}

impl Presenter for Kwic {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        for hit in results.hits {
            match hit? {
                Hit::Article(hit) => self.lines(&hit.id, hit.origin.date.as_ref(), &hit.passages, out)?,
                Hit::Quote(hit) => {
                    let lines = if hit.lines.is_empty() { std::slice::from_ref(&hit.words) } else { &hit.lines };
                    self.lines(&hit.id, hit.origin.date.as_ref(), lines, out)?;
                }
            }
        }
        Ok(())
    }
}

impl Kwic {
    fn lines(&self, id: &str, date: Option<&HitDate>, passages: &[Passage], out: &mut dyn Write) -> io::Result<()> {
        let (article, ordinal) = id.split_once('-').unwrap_or((id, ""));
        let id: String = article.chars().take(super::text::SHORT_ID).collect();
        let id = if ordinal.is_empty() { id } else { format!("{id}-{ordinal}") };
        let head = format!("{id:<8}  {:<10}  ", date.map_or_else(|| "undated".to_owned(), day_text));
        for passage in passages {
            let chars: Vec<char> = passage.text.chars().collect();
            // What matches by no words has a line too: it was counted.
            let (start, end) = match (passage.marks.first(), passage.marks.last()) {
                (Some(first), Some(last)) => (first.0, last.1),
                _ => (0, 0),
            };
            if let (Some(before), Some(after)) = (chars.get(..start), chars.get(end..)) {
                self.line(&head, before, matched(&chars, &passage.marks), after, out)?;
            }
        }
        Ok(())
    }

    fn line(&self, head: &str, before: &[char], mut matched: Vec<Piece>, after: &[char], out: &mut dyn Write) -> io::Result<()> {
        let room = self.look.width.unwrap_or(WIDTH).saturating_sub(HEAD);
        let left = (room * 2 / 5).max(LEAST);
        shorten(&mut matched, room.saturating_sub(left + 2));
        let wide: usize = matched.iter().map(|piece| width(&piece.text)).sum();
        let right = room.saturating_sub(left + 4 + wide);
        let right = if matched.len() > 1 { right } else { right.max(LEAST) };
        let before = last_columns(&shown(before), left);
        let after = first_columns(&shown(after), right);
        self.look.styled(out, Style::Dim, head)?;
        write!(out, "{:blank$}{before}  ", "", blank = left - width(&before))?;
        for Piece { text, is_word } in &matched {
            self.look.styled(out, if *is_word { Style::Match } else { Style::Plain }, text)?;
        }
        out.write_all(if after.is_empty() || matched.is_empty() { b"" } else { b"  " })?;
        writeln!(out, "{after}")
    }
}

/// A part of a match: words of the query, or what stands between two of them.
struct Piece {
    text: String,
    is_word: bool,
}

/// The parts of a match, from the first of its words to the last.
fn matched(chars: &[char], marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = None;
    for &(start, end) in marks {
        if let Some(between) = from.and_then(|from| chars.get(from..start)) {
            pieces.push(Piece { text: flat(between), is_word: false });
        }
        pieces.extend(chars.get(start..end).map(|word| Piece { text: shown(word), is_word: true }));
        from = Some(end);
    }
    pieces
}

/// What stands for words that are left out.
const LEFT_OUT: &str = " … ";

/// Leaves out what stands between words, the longest first, until no more than `most` columns are taken.
fn shorten(matched: &mut [Piece], most: usize) {
    let mut wide: usize = matched.iter().map(|piece| width(&piece.text)).sum();
    while wide > most {
        let longest = matched.iter_mut().filter(|piece| !piece.is_word).max_by_key(|piece| width(&piece.text));
        let Some(piece) = longest.filter(|piece| width(&piece.text) > width(LEFT_OUT)) else { return };
        wide = wide + width(LEFT_OUT) - width(&piece.text);
        LEFT_OUT.clone_into(&mut piece.text);
    }
}

/// Text on one line, made safe: blanks of any kind are one blank.
fn shown(chars: &[char]) -> String {
    flat(chars).trim().to_owned()
}

/// The same with a blank at either end where there is one.
fn flat(chars: &[char]) -> String {
    let mut text = String::with_capacity(chars.len());
    for &c in chars {
        if !c.is_whitespace() {
            push_visible(&mut text, c);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text
}

fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn first_columns(text: &str, most: usize) -> String {
    let mut used = 0;
    text.chars().take_while(|&c| (used += columns(c), used <= most).1).collect()
}

fn last_columns(text: &str, most: usize) -> String {
    let mut used = 0;
    let reversed: Vec<char> = text.chars().rev().take_while(|&c| (used += columns(c), used <= most).1).collect();
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(before: &str, word: &str, after: &str, width: usize) -> String {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let mut out = Vec::new();
        let kwic = Kwic { look: Look { width: Some(width), ..Look::default() } };
        let word = vec![Piece { text: word.to_owned(), is_word: true }];
        kwic.line(&" ".repeat(HEAD), &chars(before), word, &chars(after), &mut out).unwrap();
        String::from_utf8(out).unwrap()[HEAD..].trim_end_matches('\n').to_owned()
    }

    #[test]
    fn a_pair_is_one_line_that_holds_both_its_words() {
        let text = "Officers found a leak\nat the base of the newly filled dam on Friday";
        let passage = Passage { text: text.to_owned(), marks: vec![(17, 21), (54, 57)] };
        for (width, expected) in [
            (100, "               Officers found a  leak at the base of the newly filled dam  on \n"),
            (70, "   Officers found a  leak … dam  on Friday\n"),
        ] {
            let mut out = Vec::new();
            let kwic = Kwic { look: Look { width: Some(width), ..Look::default() } };
            kwic.lines("1f00ba5e00c0ffee", None, std::slice::from_ref(&passage), &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("1f00ba5e  undated     {expected}"));
        }
    }

    proptest! {
        #[test]
        fn matches_stand_below_one_another(before in "(\\PC|東|\u{1b}| ){0,80}", after in "(\\PC|東|\n| ){0,80}", wide in 80_usize..120) {
            let line = line(&before, "dam", &after, wide);
            let at = line.find("  dam").map(|at| line[..at].chars().map(columns).sum::<usize>());
            let left = (wide - HEAD) * 2 / 5;
            prop_assert!(line.match_indices("  dam").any(|(at, _)| width(&line[..at]) == left), "{at:?} is not {left}: {line}");
            prop_assert!(width(&line) <= wide - HEAD);
        }
    }
}
