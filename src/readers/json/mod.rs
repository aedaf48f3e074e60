//! Reads JSON and JSON Lines: one article, many in a list (at the top or inside an answer of a service), or one a line.
//!
//! Files with many records stream: no more than one record is held. A record that is too long is passed over without being held; one
//! that is damaged is reported with its place, and reading goes on with the next: in JSON Lines on the next line, in a list on the
//! next line that begins an object as deep as the list's others do. A list inside an object is taken for the file's articles if its
//! name says so and its first element is one; other shapes are looked through once they are whole in memory.

mod article;
mod balance;
mod leads;
mod looks;
mod names;
mod nested;
mod node;
mod records;
mod scan;
mod stream;
mod values;

use std::io::Read;
use std::ops::ControlFlow;

use self::records::{Place, Records};
use self::scan::{Extent, Scan};
use super::window::Window;
use super::{Output, ReadOptions};

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
                records.too_long(false)?;
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
        let place = Place::of(scan.window);
        let mut streamed = byte == b'[';
        let extent = match byte {
            b'[' => records.top_list(&mut scan)?,
            b'{' => records.object(&mut scan, &mut streamed)?,
            _ => scan.pass_value(0, records.limit),
        };
        match extent {
            Extent::End if streamed => {}
            Extent::End => {
                let end = scan.at;
                let alone = scan.next_byte().is_none() || byte != b'{';
                let is_sound = records.value(&scan.window.data()[..end], place, alone)?;
                if !is_sound && byte != b'{' {
                    // Text that is no JSON at all.
                    return ControlFlow::Continue(());
                }
                scan.at = end;
            }
            Extent::Long(balance) => {
                scan.discard(balance);
                let alone = scan.next_byte().is_none();
                records.too_long(alone)?;
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
