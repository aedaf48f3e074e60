//! Streams the lists of articles inside a JSON file.

use std::io::Read;
use std::ops::ControlFlow;

use super::balance::Balance;
use super::node::{self, Limits};
use super::records::{Place, Records, text_of};
use super::scan::{Extent, Scan};
use super::{names, nested};

/// How deep lists of articles are looked for inside objects.
const DEEPEST: usize = 6;

/// Longest name of an object's member.
const LONGEST_NAME: usize = 64 << 10;

impl Records<'_, '_> {
    /// Reports a value that is damaged or cut short.
    pub(super) fn damage<R: Read>(&mut self, scan: &Scan<'_, R>, streamed: bool, place: Place) -> ControlFlow<()> {
        let seen = scan.window.data();
        let alone = !streamed;
        let kept = !streamed && place == Place::of(scan.window);
        if kept && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text_of(seen)) {
            return self.bad(&error, place, alone);
        }
        let passed = &seen[..scan.at.min(seen.len())];
        let lines = memchr::memchr_iter(b'\n', passed).count();
        let column = memchr::memrchr(b'\n', passed).map_or(scan.window.column() + passed.len(), |last| passed.len() - last);
        let message = if scan.at >= seen.len() { "the file ends inside a list or object" } else { "a list or object is not well-formed" };
        self.bad_at(Place { line: scan.window.line() + lines, column }, message.to_owned(), alone)
    }

    /// Goes through an object, and streams the lists of articles in it. `streamed` tells whether there were any; if not, the object
    /// is still whole in the window.
    pub(super) fn object<R: Read>(&mut self, scan: &mut Scan<'_, R>, streamed: &mut bool) -> ControlFlow<(), Extent> {
        let mut released = false;
        let extent = self.members(scan, 0, &mut released, streamed)?;
        if matches!(extent, Extent::End) && released && !*streamed {
            // It was let go because it is too long.
            return ControlFlow::Continue(Extent::Long(Balance::closed()));
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
                b'[' if may_hold => self.elements(scan, false, streamed)?,
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

    /// Goes through the list that the file is.
    pub(super) fn top_list<R: Read>(&mut self, scan: &mut Scan<'_, R>) -> ControlFlow<(), Extent> {
        self.elements(scan, true, &mut true)
    }

    /// Goes through a list. Once it is `known` to hold the file's articles, each element is taken and let go; the first one tells.
    fn elements<R: Read>(&mut self, scan: &mut Scan<'_, R>, mut known: bool, streamed: &mut bool) -> ControlFlow<(), Extent> {
        scan.at += 1;
        loop {
            match scan.next_byte() {
                None => return ControlFlow::Continue(Extent::Cut),
                Some(b',') => {
                    scan.at += 1;
                    continue;
                }
                Some(b']') => {
                    scan.at += 1;
                    return ControlFlow::Continue(Extent::End);
                }
                Some(_) if known => scan.release(),
                Some(_) => {}
            }
            let start = scan.at;
            let extent = scan.pass_value(start, self.limit);
            if !known {
                if matches!(extent, Extent::End) && !nested::is_article(&text_of(&scan.window.data()[start..scan.at]), self.options) {
                    return ControlFlow::Continue(scan.pass_rest_of_list(self.limit));
                }
                // What came before is let go, so that the element begins where the window does.
                let len = scan.at - start;
                scan.at = start;
                scan.release();
                scan.at = len;
                known = true;
                *streamed = true;
            }
            match extent {
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
        let place = Place::of(scan.window);
        let end = scan.at;
        let text = text_of(&scan.window.data()[..end]);
        let error = match node::parse(&text, Limits::of(self.options)) {
            Ok(node) => return self.node(node, false),
            Err(error) => error,
        };
        let wrong_at = offset_of(&text, &error);
        drop(text);
        self.bad(&error, place, false)?;
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
        let place = Place::of(scan.window);
        let text = text_of(&scan.window.data()[..scan.at]);
        let error = serde_json::from_str::<serde::de::IgnoredAny>(&text).err();
        let wrong_at = error.as_ref().map_or(0, |error| offset_of(&text, error));
        drop(text);
        if let Extent::Long(balance) = extent {
            if error.as_ref().is_none_or(serde_json::Error::is_eof) {
                self.too_long(false)?;
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
            Some(error) => self.bad(error, place, false)?,
            None => self.bad_at(place, "a value is not well-formed".to_owned(), false)?,
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
