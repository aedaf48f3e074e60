//! Passes over what a page prints between paragraphs and no writer wrote: `ADVERTISEMENT`.

use super::Sieves;
use crate::enrich::quotes::words::lists::SPEECH;

/// Bytes of the longest line that a page prints between paragraphs.
const FURNITURE: usize = 40;

impl Sieves<'_> {
    /// The paragraph above one, over a line that a page prints between.
    pub(super) fn over_furniture(&self, paragraph: usize) -> Option<usize> {
        let above = paragraph.checked_sub(1)?;
        let text = self.words.segments.paragraphs[above].text(self.words.body).trim();
        let printed = text.len() <= FURNITURE && text.split(' ').all(|word| SPEECH.furniture.has(word)) && !text.ends_with(['.', '?', '!']);
        if printed { above.checked_sub(1) } else { Some(above) }
    }
}
