//! A stream seen through a window that moves forward and grows only as far as a record needs.

use std::io::{self, Read};

use crate::error::SkipReason;

/// Bytes read at once.
const CHUNK: usize = 256 << 10;

/// The bytes of a stream that have been read and not yet passed.
pub(super) struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    finished: bool,
    failure: Option<SkipReason>,
}

impl<R: Read> Window<R> {
    /// Opens a window at the beginning of a stream.
    pub(super) fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, end: 0, line: 1, column: 1, finished: false, failure: None }
    }

    /// What can be seen.
    pub(super) fn data(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Line at which the window begins, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Column at which the window begins, in bytes from 1.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Why the stream ended early, if it did.
    pub(super) fn failure(&self) -> Option<&SkipReason> {
        self.failure.as_ref()
    }

    /// Makes more of the stream seen; `false` at its end.
    pub(super) fn grow(&mut self) -> bool {
        if self.finished {
            return false;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            let grown = (self.end + CHUNK).max(self.buffer.len() + self.buffer.len() / 2);
            self.buffer.resize(grown, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.finished = true;
                    return false;
                }
                Ok(count) => {
                    self.end += count;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(super::reason_of(&error));
                    self.finished = true;
                    return false;
                }
            }
        }
    }

    /// Moves the window forward over `count` bytes that are seen.
    pub(super) fn pass(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        let passed = &self.buffer[self.start..self.start + count];
        match memchr::memrchr(b'\n', passed) {
            None => self.column += count,
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', &passed[..=last]).count();
                self.column = count - last;
            }
        }
        self.start += count;
        if self.start == self.end && self.buffer.len() > 16 * CHUNK {
            // A giant has been read; the next record is likely to be of common size.
            self.buffer = Vec::new();
            self.start = 0;
            self.end = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_seen_once() {
        let text: Vec<u8> = (0..3 * CHUNK as u32).map(|i| if i % 80 == 79 { b'\n' } else { (i % 97) as u8 + 32 }).collect();
        let mut window = Window::new(text.as_slice());
        let mut seen = Vec::new();
        while window.grow() {
            let step = window.data().len() * 2 / 3;
            seen.extend_from_slice(&window.data()[..step]);
            window.pass(step);
        }
        seen.extend_from_slice(window.data());
        assert_eq!(seen, text);
        let passed = text.len() - window.data().len();
        assert_eq!(window.line(), 1 + memchr::memchr_iter(b'\n', &text[..passed]).count());
        assert_eq!(window.failure(), None);
    }
}
