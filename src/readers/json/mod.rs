//! Reads JSON and JSON Lines: one article, many in a list (at the top or inside an answer of a service), or one a line.
//!
//! Files with many records stream: no more than one record is held. A record that is too long is passed over without being held; one
//! that is damaged is reported with its place, and reading goes on with the next: in JSON Lines on the next line, in a list on the
//! next line that begins an object as deep as the list's others do. A list inside an object is taken for the file's articles if its
//! name says so and its first element is one; other shapes are looked through once they are whole in memory.

mod article;
mod balance;
mod leads;
mod names;
mod nested;
mod node;
mod records;
mod scan;
mod values;

use std::io::Read;
use std::ops::ControlFlow;

use self::records::{Records, text_of};
use self::scan::{Extent, Scan};
use super::window::Window;
use super::{Output, ReadOptions};

/// How deep lists of articles are looked for inside objects.
const DEEPEST: usize = 6;

/// Longest name of an object's member.
const LONGEST_NAME: usize = 64 << 10;

/// Reads a JSON value on each line.
pub(super) fn read_lines<R: Read>(window: &mut Window<R>, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    let mut records = Records::new(options, out);
    loop {
        let mut searched = 0;
        let end = loop {
            if let Some(at) = memchr::memchr(b'\n', &window.data()[searched..]) {
                break Some(searched + at);
            }
            searched = window.data().len();
            if searched > records.limit || !window.grow() {
                break None;
            }
        };
        match end {
            Some(end) if end <= records.limit => {
                records.line(&window.data()[..end], window.line())?;
                window.pass(end + 1);
            }
            None if searched <= records.limit => {
                if window.failure().is_some() {
                    return ControlFlow::Continue(());
                }
                records.line(&window.data()[..searched], window.line())?;
                return records.finish();
            }
            _ => {
                pass_line(window);
                records.too_long()?;
            }
        }
    }
}

fn pass_line<R: Read>(window: &mut Window<R>) {
    loop {
        match memchr::memchr(b'\n', window.data()) {
            Some(end) => return window.pass(end + 1),
            None => window.pass(window.data().len()),
        }
        if !window.grow() {
            return;
        }
    }
}

/// Reads JSON values one after the other, mostly one.
pub(super) fn read_values<R: Read>(window: &mut Window<R>, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    let mut records = Records::new(options, out);
    let mut scan = Scan::new(window);
    while let Some(byte) = scan.next_byte() {
        scan.release();
        let place = (scan.window.line(), scan.window.column());
        let mut streamed = byte == b'[';
        let extent = match byte {
            b'[' => records.elements(&mut scan, &mut streamed)?,
            b'{' => records.object(&mut scan, &mut streamed)?,
            _ => scan.pass_value(0, records.limit),
        };
        match extent {
            Extent::End if streamed => {}
            Extent::End => {
                let (end, line) = (scan.at, place.0);
                let more = scan.next_byte().is_some();
                records.value(&scan.window.data()[..end], (line, place.1), !more)?;
            }
            Extent::Long(balance) => {
                records.too_long()?;
                scan.discard(balance);
            }
            Extent::Cut | Extent::Damage if scan.window.failure().is_some() => return ControlFlow::Continue(()),
            Extent::Cut | Extent::Damage if records.lost => break,
            Extent::Cut | Extent::Damage => {
                records.damage(&scan, streamed, place)?;
                if !scan.find_next_object(None) {
                    break;
                }
            }
        }
        scan.release();
    }
    if scan.window.failure().is_some() { ControlFlow::Continue(()) } else { records.finish() }
}

impl Records<'_, '_> {
    /// Reports a value that is damaged or cut short.
    fn damage<R: Read>(&mut self, scan: &Scan<'_, R>, streamed: bool, place: (usize, usize)) -> ControlFlow<()> {
        let seen = scan.window.data();
        let kept = !streamed && (scan.window.line(), scan.window.column()) == place;
        if kept && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text_of(seen)) {
            return self.bad(&error, place);
        }
        let passed = &seen[..scan.at.min(seen.len())];
        let lines = memchr::memchr_iter(b'\n', passed).count();
        let column = memchr::memrchr(b'\n', passed).map_or(scan.window.column() + passed.len(), |last| passed.len() - last);
        let message = if scan.at >= seen.len() { "the file ends inside a list or object" } else { "a list or object is not well-formed" };
        self.bad_at(scan.window.line() + lines, column, message.to_owned())
    }

    /// Goes through an object, and streams the lists of articles in it. `streamed` tells whether there were any; if not, the object
    /// is still whole in the window.
    fn object<R: Read>(&mut self, scan: &mut Scan<'_, R>, streamed: &mut bool) -> ControlFlow<(), Extent> {
        let mut released = false;
        let extent = self.members(scan, 0, &mut released, streamed)?;
        if matches!(extent, Extent::End) && released && !*streamed {
            // It was let go because it is too long.
            return ControlFlow::Continue(Extent::Long(balance::Balance::closed()));
        }
        ControlFlow::Continue(extent)
    }

    fn members<R: Read>(
        &mut self,
        scan: &mut Scan<'_, R>,
        depth: usize,
        released: &mut bool,
        streamed: &mut bool,
    ) -> ControlFlow<(), Extent> {
        scan.at += 1;
        let mut has_text = false;
        loop {
            if *released {
                scan.release();
            }
            match scan.next_byte() {
                Some(b'"') => {}
                Some(b',') => {
                    scan.at += 1;
                    continue;
                }
                Some(b'}') => {
                    scan.at += 1;
                    return ControlFlow::Continue(Extent::End);
                }
                Some(_) => return ControlFlow::Continue(Extent::Damage),
                None => return ControlFlow::Continue(Extent::Cut),
            }
            let Some((name, first)) = member_name(scan) else { return ControlFlow::Continue(Extent::Damage) };
            let may_hold = !has_text && depth < DEEPEST && names::holds_articles(&name);
            let extent = match first {
                b'[' if may_hold => self.elements(scan, streamed)?,
                b'{' if may_hold => self.members(scan, depth + 1, released, streamed)?,
                _ => {
                    has_text |= first == b'"' && matches!(names::meaning(&name), Some((names::Slot::Body, _)));
                    let start = if *released { scan.at } else { 0 };
                    scan.pass_value(start, self.limit)
                }
            };
            *released |= *streamed;
            match extent {
                Extent::End => {}
                Extent::Long(balance) => {
                    *released = true;
                    if !matches!(scan.discard(balance), Extent::End) {
                        return ControlFlow::Continue(Extent::Damage);
                    }
                }
                extent => return ControlFlow::Continue(extent),
            }
        }
    }

    /// Goes through a list. Once it is known to hold the file's articles (`streamed`), each element is taken and let go.
    fn elements<R: Read>(&mut self, scan: &mut Scan<'_, R>, streamed: &mut bool) -> ControlFlow<(), Extent> {
        scan.at += 1;
        let mut known = *streamed;
        let mut undecided = !known;
        loop {
            let Some(byte) = scan.next_byte() else { return ControlFlow::Continue(Extent::Cut) };
            if byte == b',' || byte == b']' {
                scan.at += 1;
                if byte == b']' {
                    return ControlFlow::Continue(Extent::End);
                }
                continue;
            }
            if known {
                scan.release();
            }
            let start = scan.at;
            let limit_from = if known { start } else { 0 };
            let extent = scan.pass_value(limit_from, self.limit);
            if undecided && matches!(extent, Extent::End) {
                undecided = false;
                known = nested::is_article(&text_of(&scan.window.data()[start..scan.at]), &self.options.map);
                *streamed |= known;
                if known {
                    // What came before is let go, and the element is taken from the window's beginning.
                    let len = scan.at - start;
                    scan.at = start;
                    scan.release();
                    scan.at = len;
                }
            }
            match extent {
                extent if !known => match extent {
                    Extent::End => {}
                    extent => return ControlFlow::Continue(extent),
                },
                Extent::End => self.element(scan)?,
                Extent::Cut if scan.window.failure().is_some() => return ControlFlow::Continue(Extent::Cut),
                extent => {
                    if !self.broken_element(scan, extent)? {
                        self.lost = true;
                        return ControlFlow::Continue(Extent::Cut);
                    }
                }
            }
        }
    }

    /// Takes the element between the window's beginning and the place.
    fn element<R: Read>(&mut self, scan: &mut Scan<'_, R>) -> ControlFlow<()> {
        let place = (scan.window.line(), scan.window.column());
        let end = scan.at;
        let text = text_of(&scan.window.data()[..end]);
        let error = match node::parse(&text) {
            Ok(node) => return self.node(node, false),
            Err(error) => error,
        };
        let wrong_at = offset_of(&text, &error);
        drop(text);
        self.bad(&error, place)?;
        // A bracket that is missing lets an element swallow the ones after it: go on with the first of these.
        if self.rereads > end - wrong_at.min(end) {
            scan.at = wrong_at.min(end);
            if scan.find_next_object(Some(end)) {
                self.rereads -= end - scan.at;
                return ControlFlow::Continue(());
            }
        }
        scan.at = end;
        ControlFlow::Continue(())
    }

    /// Reports an element that is too long, damaged or cut short; whether the list goes on after it.
    fn broken_element<R: Read>(&mut self, scan: &mut Scan<'_, R>, extent: Extent) -> ControlFlow<(), bool> {
        let place = (scan.window.line(), scan.window.column());
        let text = text_of(&scan.window.data()[..scan.at]);
        let error = serde_json::from_str::<serde::de::IgnoredAny>(&text).err();
        let wrong_at = error.as_ref().map_or(0, |error| offset_of(&text, error));
        drop(text);
        if let Extent::Long(balance) = extent {
            if error.as_ref().is_none_or(serde_json::Error::is_eof) {
                self.too_long()?;
                return ControlFlow::Continue(match scan.discard(balance) {
                    Extent::End => true,
                    Extent::Damage => scan.find_next_object(None),
                    _ => false,
                });
            }
            scan.at = if self.rereads > scan.at { wrong_at.min(scan.at) } else { scan.at };
            self.rereads = self.rereads.saturating_sub(scan.window.data().len());
        } else if matches!(extent, Extent::Cut) && self.rereads > scan.at {
            self.rereads -= scan.at;
            scan.at = wrong_at.min(scan.at);
        }
        match &error {
            Some(error) => self.bad(error, place)?,
            None => self.bad_at(place.0, place.1, "a value is not well-formed".to_owned())?,
        }
        ControlFlow::Continue(scan.find_next_object(None))
    }
}

/// Reads a member's name and moves to its value, whose first byte is given.
fn member_name<R: Read>(scan: &mut Scan<'_, R>) -> Option<(String, u8)> {
    let start = scan.at;
    if !matches!(scan.pass_value(start, LONGEST_NAME), Extent::End) {
        return None;
    }
    let name = String::from_utf8_lossy(&scan.window.data()[start + 1..scan.at - 1]).into_owned();
    if scan.next_byte()? != b':' {
        return None;
    }
    scan.at += 1;
    Some((name, scan.next_byte()?))
}

/// Where to look for the next element after an error: at the line break before it, else where the parser met it.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    match error.line().saturating_sub(1) {
        0 => error.column().saturating_sub(1).min(text.len()),
        lines => memchr::memchr_iter(b'\n', text.as_bytes()).nth(lines - 1).unwrap_or(text.len()),
    }
}
