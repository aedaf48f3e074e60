//! What the index has of an article's quotes beside the article itself: the one thing here that knows how quotes are laid out.

use tantivy::DocId;
use tantivy::index::SegmentReader;

use crate::engine::local::beside::distance;

/// How many quotes of the article `doc` can be searched: those that stand behind it, each at the distance that it states.
pub(super) fn searchable_quotes(segment: &SegmentReader, doc: DocId) -> tantivy::Result<usize> {
    let ordinal = segment.fast_fields().i64("ordinal")?;
    let is_its = |quote: DocId| quote < segment.max_doc() && !segment.is_deleted(quote) && distance(&ordinal, quote) == quote - doc;
    Ok((doc + 1..).take_while(|&quote| is_its(quote)).count())
}
