//! Moves through a JSON stream value by value.

use std::io::Read;

use super::balance::{Balance, Found};
use crate::readers::window::Window;

/// How a value ends.
#[derive(Debug, Clone)]
pub(super) enum Extent {
    /// With its closing bracket, which has been passed.
    End,
    /// It is damaged about here.
    Damage,
    /// The stream ends before.
    Cut,
    /// It is longer than the limit so far; the scan can go on.
    Long(Balance),
}

/// A place in a stream. What has not been released can still be seen.
pub(super) struct Scan<'w, R> {
    /// The stream.
    pub(super) window: &'w mut Window<R>,
    /// The place, counted from the beginning of the window.
    pub(super) at: usize,
    /// White space before the last value that was the first on its line, in bytes.
    indent: usize,
}

impl<'w, R: Read> Scan<'w, R> {
    /// Begins at the beginning of the window.
    pub(super) fn new(window: &'w mut Window<R>) -> Self {
        Self { window, at: 0, indent: 0 }
    }

    /// Lets go of what is behind the place.
    pub(super) fn release(&mut self) {
        self.window.pass(self.at);
        self.at = 0;
    }

    /// The byte here.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while self.at >= self.window.data().len() {
            if !self.window.grow() {
                return None;
            }
        }
        Some(self.window.data()[self.at])
    }

    /// The next byte that is not white space; the place moves to it.
    pub(super) fn next_byte(&mut self) -> Option<u8> {
        const DEEPEST: usize = 256;
        let mut indent: Option<usize> = None;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => indent = Some(self.at + 1),
                b' ' | b'\t' | b'\r' => {}
                _ => {
                    if let Some(from) = indent {
                        self.indent = (self.at - from).min(DEEPEST);
                    }
                    return Some(byte);
                }
            }
            self.at += 1;
        }
        None
    }

    /// Moves over the value here, which counts as too long when more than `limit` bytes from `start` on are seen.
    pub(super) fn pass_value(&mut self, start: usize, limit: usize) -> Extent {
        match self.peek() {
            Some(b'{' | b'[' | b'"') => self.balanced(Balance::default(), start, limit),
            _ => self.bare(),
        }
    }

    /// Moves over the rest of a list that has been entered.
    pub(super) fn pass_rest_of_list(&mut self, limit: usize) -> Extent {
        self.balanced(Balance::entered(), 0, limit)
    }

    fn balanced(&mut self, mut balance: Balance, start: usize, limit: usize) -> Extent {
        loop {
            match balance.feed(&self.window.data()[self.at..]) {
                Found::End(len) => {
                    self.at += len;
                    return if self.at - start > limit { Extent::Long(Balance::closed()) } else { Extent::End };
                }
                Found::Damage(len) => {
                    self.at += len;
                    return Extent::Damage;
                }
                Found::More => self.at = self.window.data().len(),
            }
            if self.at - start > limit {
                return Extent::Long(balance);
            }
            if !self.window.grow() {
                return Extent::Cut;
            }
        }
    }

    /// Moves over the rest of a value that is too long, letting go of it on the way.
    pub(super) fn discard(&mut self, mut balance: Balance) -> Extent {
        loop {
            self.release();
            if balance.is_closed() {
                return Extent::End;
            }
            if self.window.data().is_empty() && !self.window.grow() {
                return Extent::Cut;
            }
            match balance.feed(self.window.data()) {
                Found::End(len) => {
                    self.at = len;
                    return Extent::End;
                }
                Found::Damage(len) => {
                    self.at = len;
                    return Extent::Damage;
                }
                Found::More => self.at = self.window.data().len(),
            }
        }
    }

    /// Moves over a number or a bare word.
    fn bare(&mut self) -> Extent {
        const LONGEST: usize = 1 << 10;
        let start = self.at;
        while let Some(byte) = self.peek() {
            if matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'"' | b':') || byte.is_ascii_whitespace() {
                return if self.at > start { Extent::End } else { Extent::Damage };
            }
            if self.at - start > LONGEST {
                return Extent::Damage;
            }
            self.at += 1;
        }
        if self.at > start { Extent::End } else { Extent::Cut }
    }

    /// Moves to the next line that begins with an object, no deeper than the last value that was first on its line: where a list goes
    /// on after damage. Does not go beyond `end`, if given; otherwise lets go of what it has passed.
    pub(super) fn find_next_object(&mut self, end: Option<usize>) -> bool {
        let depth = self.indent;
        loop {
            let seen = end.unwrap_or(self.window.data().len());
            match memchr::memchr(b'\n', self.window.data().get(self.at..seen).unwrap_or_default()) {
                Some(newline) => self.at += newline + 1,
                None if end.is_some() => return false,
                None => {
                    self.at = self.window.data().len();
                    self.release();
                    if !self.window.grow() {
                        return false;
                    }
                    continue;
                }
            }
            let mut spaces = 0;
            while spaces <= depth && matches!(self.peek(), Some(b' ' | b'\t')) {
                spaces += 1;
                self.at += 1;
            }
            match self.peek() {
                None => return false,
                Some(b'{') if spaces <= depth => return true,
                Some(_) => {}
            }
        }
    }
}
