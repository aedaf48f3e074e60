//! One line a match, the matches below one another (keyword in context).
//!
//! ```text
//! 1f00ba5e  2018-03-12  The inspector told the court that the  cracks  “were there for anyone to see”.
//! ```

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
                Hit::Quote(hit) => self.lines(&hit.id, hit.origin.date.as_ref(), std::slice::from_ref(&hit.words), out)?,
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
            if passage.marks.is_empty() {
                // What matches by no words has a line too: it was counted.
                let all: Vec<char> = passage.text.chars().collect();
                self.line(&head, &[], &[], &all, out)?;
            }
            let chars: Vec<char> = passage.text.chars().collect();
            for &(start, end) in &passage.marks {
                if let (Some(before), Some(word), Some(after)) = (chars.get(..start), chars.get(start..end), chars.get(end..)) {
                    self.line(&head, before, word, after, out)?;
                }
            }
        }
        Ok(())
    }

    fn line(&self, head: &str, before: &[char], word: &[char], after: &[char], out: &mut dyn Write) -> io::Result<()> {
        let room = self.look.width.unwrap_or(WIDTH).saturating_sub(HEAD);
        let left = (room * 2 / 5).max(LEAST);
        let word = shown(word);
        let right = room.saturating_sub(left + 4 + width(&word)).max(LEAST);
        let before = last_columns(&shown(before), left);
        let after = first_columns(&shown(after), right);
        self.look.styled(out, Style::Dim, head)?;
        write!(out, "{:blank$}{before}  ", "", blank = left - width(&before))?;
        if !word.is_empty() {
            self.look.styled(out, Style::Match, &word)?;
            out.write_all(if after.is_empty() { b"" } else { b"  " })?;
        }
        writeln!(out, "{after}")
    }
}

/// Text on one line, made safe: blanks of any kind are one blank.
fn shown(chars: &[char]) -> String {
    let mut text = String::with_capacity(chars.len());
    for &c in chars {
        if !c.is_whitespace() {
            push_visible(&mut text, c);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.trim().to_owned()
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
        kwic.line(&" ".repeat(HEAD), &chars(before), &chars(word), &chars(after), &mut out).unwrap();
        String::from_utf8(out).unwrap()[HEAD..].trim_end_matches('\n').to_owned()
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
