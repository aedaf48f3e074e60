//! Running text with its matches, wrapped to the width of a terminal.
//!
//! Lines break at white space, and on either side of wide characters (Han, kana, Hangul), which are written without spaces. A word
//! longer than a line is left whole.

use std::io::{self, Write};
use std::iter::Peekable;

use super::look::{Look, Style, columns, push_visible};

/// A paragraph to be written: text as it stands in a file, and how.
pub(super) struct Paragraph<'a> {
    /// The text, not yet made safe.
    pub(super) text: &'a str,
    /// Matches in it, in Unicode characters; sorted, not overlapping.
    pub(super) marks: &'a [(usize, usize)],
    /// Look of what is no match.
    pub(super) style: Style,
    /// What every line begins with.
    pub(super) indent: &'a str,
}

impl Paragraph<'_> {
    /// Writes the paragraph and a line break after its last line.
    pub(super) fn write(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.indent.as_bytes())?;
        self.write_on(0, look, out)?;
        out.write_all(b"\n")
    }

    /// Writes the paragraph behind `used` columns that stand in its first line after the indent, without a line break at its end; answers
    /// with the columns of its last line.
    pub(super) fn write_on(&self, used: usize, look: Look, out: &mut dyn Write) -> io::Result<usize> {
        let mut line = Line { look, style: self.style, run: String::new(), run_marked: false, used };
        let Some(width) = look.width else { return self.write_unbroken(line, out) };
        let room = width.saturating_sub(self.indent.len()).max(20);
        let mut chars = marked(self.text, self.marks).peekable();
        let mut piece = Piece::default();
        while piece.take(&mut chars) {
            let spaced = piece.spaced && line.used > 0;
            if line.used > 0 && line.used + usize::from(spaced) + piece.width > room {
                line.flush(out)?;
                write!(out, "\n{}", self.indent)?;
                line.used = 0;
            } else if spaced {
                line.push(' ', piece.space_marked, out)?;
            }
            for (c, marked) in &piece.chars {
                line.push(*c, *marked, out)?;
            }
        }
        line.flush(out)?;
        Ok(line.used)
    }

    /// The same where no line ends before its text does.
    fn write_unbroken(&self, mut line: Line, out: &mut dyn Write) -> io::Result<usize> {
        let mut places = Places { text: self.text, chars: 0, byte: 0 };
        let (mut from, mut space) = (0, None);
        for &(first, last) in self.marks {
            let (first, last) = (places.byte(first), places.byte(last));
            line.push_text(&self.text[from..first], false, &mut space, out)?;
            line.push_text(&self.text[first..last], true, &mut space, out)?;
            from = last;
        }
        line.push_text(&self.text[from..], false, &mut space, out)?;
        line.flush(out)?;
        Ok(line.used)
    }
}

/// Where the characters of a text begin, asked for in order.
struct Places<'a> {
    text: &'a str,
    chars: usize,
    byte: usize,
}

impl Places<'_> {
    /// The byte at which the character with this number begins, or at which the text ends.
    fn byte(&mut self, number: usize) -> usize {
        let rest = &self.text[self.byte..];
        let more = number.saturating_sub(self.chars);
        let len = match rest.as_bytes().get(..more) {
            Some(bytes) if bytes.is_ascii() => more,
            _ => rest.char_indices().nth(more).map_or(rest.len(), |(len, _)| len),
        };
        self.chars += more;
        self.byte += len;
        self.byte
    }
}

/// The paragraphs of a text that have something in them, each with the marks in it, counted from its beginning. Marks are in Unicode
/// characters of the whole, sorted, not overlapping.
pub(super) fn paragraphs<'a>(text: &'a str, marks: &'a [(usize, usize)]) -> impl Iterator<Item = (&'a str, Vec<(usize, usize)>)> {
    let mut from = 0;
    let mut marks = marks.iter().copied().peekable();
    let mut open: Option<(usize, usize)> = None;
    let paragraphs = text.split('\n').map(move |paragraph| {
        let end = from + paragraph.chars().count();
        let mut own = Vec::new();
        while let Some((first, last)) = open.take().or_else(|| marks.next_if(|(first, _)| *first < end)) {
            if first.max(from) < last.min(end) {
                own.push((first.max(from) - from, last.min(end) - from));
            }
            if last > end {
                // It goes on in the next one.
                open = Some((end, last));
                break;
            }
        }
        from = end + 1;
        (paragraph, own)
    });
    paragraphs.filter(|(paragraph, _)| !paragraph.trim().is_empty())
}

/// What stands between two places where a line may break.
#[derive(Default)]
struct Piece {
    chars: Vec<(char, bool)>,
    width: usize,
    /// White space stands before it.
    spaced: bool,
    space_marked: bool,
}

impl Piece {
    /// Takes the next piece of `chars` in place of this one; whether there is one.
    fn take(&mut self, chars: &mut Peekable<impl Iterator<Item = (char, bool)>>) -> bool {
        self.chars.clear();
        (self.width, self.spaced) = (0, false);
        while let Some((_, in_mark)) = chars.next_if(|(c, _)| c.is_whitespace()) {
            self.spaced = true;
            self.space_marked = in_mark;
        }
        while let Some((c, in_mark)) = chars.next_if(|(c, _)| !c.is_whitespace()) {
            let width = columns(c);
            self.chars.push((c, in_mark));
            self.width += width;
            let Some(&(next, _)) = chars.peek() else { break };
            let next_width = columns(next);
            if (width == 2 || next_width == 2) && next_width > 0 && !closes(next) {
                break;
            }
        }
        !self.chars.is_empty()
    }
}

/// Marks that never begin a line.
fn closes(c: char) -> bool {
    matches!(c, '。' | '、' | '，' | '．' | '！' | '？' | '：' | '；' | '」' | '』' | '）' | '】' | '》' | '”' | '’')
}

/// Every character with whether it lies in a match.
fn marked<'a>(text: &'a str, marks: &'a [(usize, usize)]) -> impl Iterator<Item = (char, bool)> + 'a {
    let mut marks = marks.iter().peekable();
    text.chars().enumerate().map(move |(i, c)| {
        while marks.next_if(|(_, end)| *end <= i).is_some() {}
        (c, marks.peek().is_some_and(|(start, _)| *start <= i))
    })
}

/// A line being written: characters of one look are gathered and written together.
struct Line {
    look: Look,
    style: Style,
    run: String,
    run_marked: bool,
    used: usize,
}

impl Line {
    fn push(&mut self, c: char, marked: bool, out: &mut dyn Write) -> io::Result<()> {
        self.look_as(marked, out)?;
        push_visible(&mut self.run, c);
        self.used += columns(c);
        Ok(())
    }

    fn look_as(&mut self, marked: bool, out: &mut dyn Write) -> io::Result<()> {
        if marked != self.run_marked {
            self.flush(out)?;
            self.run_marked = marked;
        }
        Ok(())
    }

    /// Takes text of one look. White space becomes one space before what follows it, which may be in the next text: `space` tells the look of
    /// what is still to come.
    fn push_text(&mut self, text: &str, marked: bool, space: &mut Option<bool>, out: &mut dyn Write) -> io::Result<()> {
        let mut rest = text;
        while let Some(&first) = rest.as_bytes().first() {
            if first.is_ascii_graphic() {
                self.push_space(space, out)?;
                self.look_as(marked, out)?;
                // Of one column each, and with single spaces between them.
                let is_plain = |at: usize, bytes: &[u8]| bytes[at].is_ascii_graphic() || bytes[at] == b' ' && bytes[at - 1] != b' ';
                let mut len = (1..rest.len()).find(|&at| !is_plain(at, rest.as_bytes())).unwrap_or(rest.len());
                len -= usize::from(rest.as_bytes()[len - 1] == b' ');
                self.run.push_str(&rest[..len]);
                self.used += len;
                rest = &rest[len..];
                continue;
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            if c.is_whitespace() {
                *space = Some(marked);
                continue;
            }
            self.push_space(space, out)?;
            self.push(c, marked, out)?;
        }
        Ok(())
    }

    fn push_space(&mut self, space: &mut Option<bool>, out: &mut dyn Write) -> io::Result<()> {
        match space.take() {
            Some(marked) if self.used > 0 => self.push(' ', marked, out),
            _ => Ok(()),
        }
    }

    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let style = if self.run_marked { Style::Match } else { self.style };
        self.look.styled(out, style, &self.run)?;
        self.run.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::present::look::{is_obeyed, visible};

    fn wrapped(text: &str, marks: &[(usize, usize)], color: bool, width: Option<usize>) -> String {
        let mut out = Vec::new();
        let paragraph = Paragraph { text, marks, style: Style::Plain, indent: "  " };
        paragraph.write(Look { color, links: false, width }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_where_readers_expect() {
        for (text, width, expected) in [
            ("", Some(30), "  \n"),
            ("one line", None, "  one line\n"),
            ("tanks  rolled\ninto the capital at dawn", Some(24), "  tanks rolled into the\n  capital at dawn\n"),
            ("https://example.org/a/very/long/address end", Some(24), "  https://example.org/a/very/long/address\n  end\n"),
            ("東京で首脳会談が行われた。両国は", Some(24), "  東京で首脳会談が行われ\n  た。両国は\n"),
            ("the esc\u{1b}ape", Some(24), "  the esc\\u{1b}ape\n"),
        ] {
            assert_eq!(wrapped(text, &[], false, width), expected);
        }
    }

    proptest! {
        #[test]
        fn whatever_the_text_all_of_it_is_written_and_nothing_is_obeyed(
            text in "([\\PC\n\t 東é]|\\x1b|\u{9b}|\u{202e}){0,80}",
            mut ends in prop::collection::vec(0_usize..90, 0..6),
            width in prop::option::of(1_usize..60),
        ) {
            ends.sort_unstable();
            let marks: Vec<_> = ends.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            for color in [false, true] {
                // Where no line is too long, it makes no difference how lines are made.
                prop_assert_eq!(wrapped(&text, &marks, color, None), wrapped(&text, &marks, color, Some(usize::MAX)));
            }
            let plain = wrapped(&text, &marks, false, width);
            prop_assert!(!plain.trim_end_matches('\n').contains(|c| c != '\n' && is_obeyed(c)));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&plain), letters(&visible(&text)));
            let styled = wrapped(&text, &marks, true, width);
            prop_assert_eq!(styled.replace("\u{1b}[1;33m", "").replace("\u{1b}[0m", ""), plain);
        }
    }

    #[test]
    fn paragraphs_keep_their_marks() {
        let text = "The dam\n\n held. Then\nnot";
        let found: Vec<_> = paragraphs(text, &[(4, 7), (16, 23)]).collect();
        assert_eq!(found, [("The dam", vec![(4, 7)]), (" held. Then", vec![(7, 11)]), ("not", vec![(0, 2)])]);
        assert_eq!(paragraphs("", &[]).count(), 0);
    }

    #[test]
    fn matches_keep_their_look_across_spaces_and_breaks() {
        for (text, marks, width, expected) in [
            ("a dam burst", vec![(2, 5)], None, "  a \u{1b}[1;33mdam\u{1b}[0m burst\n"),
            ("a dam burst", vec![(2, 11)], None, "  a \u{1b}[1;33mdam burst\u{1b}[0m\n"),
            (
                "above the old dam burst",
                vec![(14, 23)],
                Some(22),
                "  above the old \u{1b}[1;33mdam\u{1b}[0m\n  \u{1b}[1;33mburst\u{1b}[0m\n",
            ),
            ("Дамба und Maß", vec![(0, 5), (10, 13)], None, "  \u{1b}[1;33mДамба\u{1b}[0m und \u{1b}[1;33mMaß\u{1b}[0m\n"),
            ("short", vec![(2, 99)], None, "  sh\u{1b}[1;33mort\u{1b}[0m\n"),
        ] {
            assert_eq!(wrapped(text, &marks, true, width), expected);
        }
    }
}
