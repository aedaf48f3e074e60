//! Follows `«` and `»`, whose shape tells which opens: where they nest, and where a quotation goes on over paragraphs that do not open again. In Spanish, Portuguese and
//! Italian it may do so between other marks as well.

use std::ops::Range;

use super::pairing::{Pairing, closes};
use super::signs::{Mark, collect_marks, opens_with_mark};
use super::{Marked, Repair, foreign_marks};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::Language;

/// Paragraphs of the longest quotation that only its last paragraph closes.
const PARAGRAPHS: usize = 12;

/// Paragraphs of the longest such quotation between marks whose shape does not tell which opens.
const FEW: usize = 5;

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

/// A mark that opens a quotation which only a later paragraph closes.
struct LeftOpen {
    /// Its index among the marks of its paragraph.
    mark: usize,
    /// The paragraph that closes the quotation.
    last: usize,
    /// The bytes of the closing mark.
    close: Range<usize>,
}

/// The last mark of a paragraph where it opens a quotation and the first mark behind it, in one of the next paragraphs, can only close it: `“Siamo pronti.⏎Non ci fermeremo”.`
fn left_open_high(words: &Words<'_>, paragraph: usize, marks: &[Mark]) -> Option<LeftOpen> {
    let mark = marks.iter().rposition(|mark| !mark.is_single()).filter(|_| words.language == Language::Other)?;
    let open = &marks[mark];
    let paired = match open.sign {
        '"' => open.opens && !open.closes && marks[..mark].iter().filter(|mark| mark.sign == '"').count() % 2 == 0,
        '“' => {
            marks[..mark].iter().filter(|mark| mark.sign == '“').count() == marks[..mark].iter().filter(|mark| mark.sign == '”').count()
        }
        _ => false,
    };
    if !paired {
        return None;
    }
    let mut below = Vec::new();
    for last in paragraph + 1..paragraph + 1 + FEW {
        let stretch = words.segments.paragraphs.get(last)?;
        if opens_with_mark(stretch.text(words.body)) {
            return None;
        }
        below.clear();
        collect_marks(words, last..last + 1, &mut below);
        if let Some(first) = below.iter().find(|mark| !mark.is_single()) {
            return (!first.opens && closes(first, open)).then(|| LeftOpen { mark, last, close: first.at..first.end() });
        }
    }
    None
}

/// The one guillemet of a paragraph that opens a quotation which only a later paragraph closes.
fn left_open(words: &Words<'_>, paragraph: usize, marks: &[Mark]) -> Option<LeftOpen> {
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
    let [mark] = open[..] else { return None };
    let mut below = Vec::new();
    for later in paragraph + 1..paragraph + 1 + PARAGRAPHS {
        let stretch = words.segments.paragraphs.get(later)?;
        if stretch.text(words.body).starts_with('«') {
            return None;
        }
        below.clear();
        collect_marks(words, later..later + 1, &mut below);
        if let Some((_, closing)) = depths(&below, 1).find(|(depth, _)| *depth == 0) {
            let spaced = words.body[stretch.bytes.start as usize..closing.at].chars().next_back().is_none_or(char::is_whitespace);
            return (!spaced).then(|| LeftOpen { mark, last: later, close: closing.at..closing.end() });
        }
    }
    None
}

/// A quotation that goes on over paragraphs that do not open it again, while the paragraphs are read in order.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The paragraph that closes the quotation that is open, and the bytes of its closing mark.
    until: Option<(usize, Range<usize>)>,
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
        if let Some((last, close)) = self.until.clone() {
            if paragraph < last {
                pairing(bytes).push(found, bytes.clone(), bytes.clone(), Repair::None, true);
                return true;
            }
            self.until = None;
            let outer = bytes.start..close.end;
            pairing(bytes).push(found, bytes.start..close.start, outer.clone(), Repair::None, false);
            marks.retain(|mark| mark.at > close.start);
            bytes.start = outer.end;
        }
        let foreign = || foreign_marks::left_open(words, paragraph, marks).filter(|_| words.language == Language::Unknown);
        let any = || foreign().map(|(mark, last, close)| LeftOpen { mark, last, close });
        if let Some(open) = left_open(words, paragraph, marks).or_else(|| left_open_high(words, paragraph, marks)).or_else(any) {
            let mark = marks[open.mark];
            pairing(bytes).push(found, mark.end()..bytes.end, mark.at..bytes.end, Repair::None, true);
            marks.truncate(open.mark);
            bytes.end = mark.at;
            self.until = Some((open.last, open.close));
            self.has_any = true;
        }
        false
    }
}
