//! Follows `«` and `»`, whose shape tells which opens: where they nest, and where a quotation goes on over paragraphs that do not open again.

use std::ops::Range;

use super::pairing::{Mark, Pairing, collect_marks};
use super::{Marked, Repair, foreign_marks};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::Language;

/// Paragraphs of the longest quotation that only its last paragraph closes.
const PARAGRAPHS: usize = 12;

/// Guillemets among which two nested quotations end.
const NESTED: usize = 24;

/// How many quotations that `opened` marks began stay open behind each guillemet of `marks`, until none does.
fn depths(marks: &[Mark], opened: usize) -> impl Iterator<Item = (usize, &Mark)> {
    let mut depth = opened;
    marks.iter().filter(|mark| matches!(mark.sign, '«' | '»')).map_while(move |mark| {
        let before = depth;
        depth = if mark.sign == '«' { depth + 1 } else { depth.saturating_sub(1) };
        (before > 0 || opened == 0).then_some((depth, mark))
    })
}

/// Whether both of two nested quotations, the inner of which begins with the first of `marks`, are closed by them.
pub(super) fn closes_both(marks: &[Mark]) -> bool {
    depths(marks.get(1..).unwrap_or_default(), 2).take(NESTED).any(|(depth, _)| depth == 0)
}

/// The one guillemet of a paragraph, by its index among `marks`, that opens a quotation which only a later paragraph closes; that paragraph, and the byte of its closing mark there.
fn left_open(words: &Words<'_>, paragraph: usize, marks: &[Mark]) -> Option<(usize, usize, usize)> {
    let mut open = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        match mark.sign {
            '«' => open.push(index),
            '»' => {
                open.pop()?;
            }
            _ => {}
        }
    }
    let [first] = open[..] else { return None };
    let mut below = Vec::new();
    for later in paragraph + 1..paragraph + 1 + PARAGRAPHS {
        let stretch = words.segments.paragraphs.get(later)?;
        if stretch.text(words.body).starts_with('«') {
            return None;
        }
        below.clear();
        collect_marks(words, stretch, &mut below);
        if let Some((_, closing)) = depths(&below, 1).find(|(depth, _)| *depth == 0) {
            let spaced = words.body[stretch.bytes.start as usize..closing.at].chars().next_back().is_none_or(char::is_whitespace);
            return (!spaced).then_some((first, later, closing.at));
        }
    }
    None
}

/// A quotation that goes on over paragraphs that do not open it again, while the paragraphs are read in order.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The paragraph that closes the quotation that is open, and the byte of its closing mark.
    until: Option<(usize, usize)>,
    /// Whether there was any, so that what was found is to be put in order.
    pub(super) has_any: bool,
}

impl Carried {
    /// Adds to `found` what of the quotation stands in a paragraph, and cuts it off the paragraph's `bytes` and `marks`. Whether nothing else is left of the
    /// paragraph.
    pub(super) fn cut(
        &mut self,
        words: &Words<'_>,
        paragraph: usize,
        bytes: &mut Range<usize>,
        marks: &mut Vec<Mark>,
        found: &mut Vec<Marked>,
    ) -> bool {
        let pairing = |bytes: &Range<usize>| Pairing { body: words.body, bytes: bytes.clone(), paragraph, single: false };
        if let Some((last, close)) = self.until {
            if paragraph < last {
                pairing(bytes).push(found, bytes.clone(), bytes.clone(), Repair::None, true);
                return true;
            }
            self.until = None;
            let outer = bytes.start..close + words.body[close..].chars().next().map_or(0, char::len_utf8);
            pairing(bytes).push(found, bytes.start..close, outer.clone(), Repair::None, false);
            marks.retain(|mark| mark.at > close);
            bytes.start = outer.end;
        }
        let any = || if words.language == Language::Unknown { foreign_marks::left_open(words, paragraph, marks) } else { None };
        if let Some((index, last, close)) = left_open(words, paragraph, marks).or_else(any) {
            let mark = marks[index];
            pairing(bytes).push(found, mark.end()..bytes.end, mark.at..bytes.end, Repair::None, true);
            marks.truncate(index);
            bytes.end = mark.at;
            self.until = Some((last, close));
            self.has_any = true;
        }
        false
    }
}
