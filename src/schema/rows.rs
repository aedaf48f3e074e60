//! What is shown of an article but not searched, as numbers and texts one after the other: the form in which an engine of ours stores it.
//!
//! Each number stands in a [`Slot`], which says what kind of number it is: those of one kind are alike, and an engine that knows how often each occurs
//! writes them in few bits. Texts are lines. Nothing says where a value ends but the order in which values are read, the same as that in which they
//! were written.

use std::borrow::Cow;
use std::ops::Range;

/// Marks in a text what would end its line: the mark itself, and a line feed.
const MARK: char = '\u{1}';

macro_rules! slots {
    ($($(#[doc = $doc:literal])* $name:ident),+ $(,)?) => {
        /// A kind of number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Slot {
            $($(#[doc = $doc])* $name),+
        }

        impl Slot {
            /// All kinds, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

slots! {
    /// An article's id.
    Uid,
    /// Which of an article's optional parts it has.
    Parts,
    /// Bytes of a lead.
    Lead,
    /// Words of a body.
    Words,
    /// How many entries a list has.
    Count,
    /// A day.
    Day,
    /// A second of the day, counted from 1, or that the time is not known.
    Second,
    /// A part of a second.
    Nanosecond,
    /// One of a few.
    Choice,
    /// Where words stand that a date or place was read from.
    Evidence,
    /// Where a speaker was read.
    SpeakerFrom,
    /// Which levels of a place are known.
    Levels,
    /// How far behind the last one a place is named.
    MentionStart,
    /// Bytes of its name.
    MentionLength,
    /// How often it is named.
    MentionCount,
    /// How a quote is made: which of the article's ways.
    Manner,
    /// A quote's kind, and that of its speaker.
    Kinds,
    /// How far behind the last one a quote begins.
    QuoteStart,
    /// Its bytes.
    QuoteLength,
    /// Its speaker, one of the article's names.
    Speaker,
    /// The speaker's role.
    Role,
    /// The cue.
    Cue,
    /// How far behind the quote its speaker is named.
    NamedStart,
    /// Bytes of that name, one more, or that it is not known.
    NamedLength,
}

/// Rows as they are written.
#[derive(Debug, Default)]
pub struct Rows {
    /// Numbers in their order.
    pub numbers: Vec<(Slot, u64)>,
    /// The lines of all texts, each with its end.
    pub texts: String,
}

impl Rows {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.texts.clear();
    }

    pub(super) fn number(&mut self, slot: Slot, number: u64) {
        self.numbers.push((slot, number));
    }

    pub(super) fn size(&mut self, slot: Slot, size: usize) {
        self.number(slot, size as u64);
    }

    pub(super) fn text(&mut self, text: &str) {
        if !text.contains([MARK, '\n']) {
            self.texts.push_str(text);
        } else {
            for character in text.chars() {
                match character {
                    MARK => self.texts.extend([MARK, '1']),
                    '\n' => self.texts.extend([MARK, 'n']),
                    other => self.texts.push(other),
                }
            }
        }
        self.texts.push('\n');
    }

    pub(super) fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) {
        self.size(Slot::Count, texts.len());
        texts.for_each(|text| self.text(text));
    }

    /// A stretch: how far its beginning is behind `from`, and its length and `more`.
    pub(super) fn stretch(&mut self, [start, length]: [Slot; 2], stretch: &Range<usize>, from: usize, more: usize) {
        let distance = stretch.start as i64 - from as i64;
        self.number(start, (distance << 1 ^ distance >> 63).cast_unsigned());
        self.size(length, stretch.len() + more);
    }
}

/// Rows as they are read: numbers from wherever they come, and what is left of the lines. `None` is what was never written.
pub struct RowReader<'t, N> {
    numbers: N,
    texts: &'t str,
}

impl<'t, N: FnMut(Slot) -> Option<u64>> RowReader<'t, N> {
    /// Reads numbers that `numbers` gives one after the other, and these lines.
    pub fn new(numbers: N, texts: &'t str) -> Self {
        Self { numbers, texts }
    }

    pub(super) fn number(&mut self, slot: Slot) -> Option<u64> {
        (self.numbers)(slot)
    }

    pub(super) fn size(&mut self, slot: Slot) -> Option<usize> {
        usize::try_from(self.number(slot)?).ok()
    }

    pub(super) fn choice<T: Copy>(&mut self, slot: Slot, all: &[T]) -> Option<T> {
        all.get(self.size(slot)?).copied()
    }

    pub(super) fn text(&mut self) -> Option<Cow<'t, str>> {
        let (line, rest) = self.texts.split_once('\n')?;
        self.texts = rest;
        if !line.contains(MARK) {
            return Some(Cow::Borrowed(line));
        }
        let (mut text, mut characters) = (String::with_capacity(line.len()), line.chars());
        while let Some(character) = characters.next() {
            text.push(match character {
                MARK if characters.next()? == 'n' => '\n',
                other => other,
            });
        }
        Some(Cow::Owned(text))
    }

    pub(super) fn string(&mut self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    pub(super) fn optional(&mut self, is_there: bool) -> Option<Option<String>> {
        match is_there {
            true => self.string().map(Some),
            false => Some(None),
        }
    }

    /// As many as a number says; a number that is wrong is found out by what is missing.
    pub(super) fn all<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.size(Slot::Count)?;
        (0..count).map(|_| one(self)).collect()
    }

    pub(super) fn stretch(&mut self, slots: [Slot; 2], from: usize) -> Option<Range<usize>> {
        let start = self.start(slots[0], from)?;
        let length = self.size(slots[1])?;
        Some(start..start.checked_add(length)?)
    }

    pub(super) fn start(&mut self, slot: Slot, from: usize) -> Option<usize> {
        let number = self.number(slot)?;
        let distance = (number >> 1).cast_signed() ^ -(number & 1).cast_signed();
        usize::try_from(i64::try_from(from).ok()?.checked_add(distance)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_the_order_in_which_they_were_written() {
        let mut rows = Rows::default();
        let texts = ["Lima", "", "two\nlines", "\u{1}n"];
        rows.texts(texts.into_iter());
        rows.stretch([Slot::QuoteStart, Slot::QuoteLength], &(3..9), 7, 0);
        rows.stretch([Slot::QuoteStart, Slot::QuoteLength], &(usize::MAX / 4..usize::MAX / 4), 0, 0);
        let mut numbers = rows.numbers.iter();
        let mut reader = RowReader::new(|slot| numbers.next().filter(|number| number.0 == slot).map(|number| number.1), &rows.texts);
        assert_eq!(reader.all(RowReader::string), Some(texts.map(str::to_owned).into()));
        assert_eq!(reader.stretch([Slot::QuoteStart, Slot::QuoteLength], 7), Some(3..9));
        assert_eq!(reader.stretch([Slot::QuoteStart, Slot::QuoteLength], 0), Some(usize::MAX / 4..usize::MAX / 4));
        assert_eq!((reader.number(Slot::Uid), reader.text()), (None, None));
    }
}
