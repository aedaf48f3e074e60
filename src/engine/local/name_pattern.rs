//! A pattern for a word of a name, however many words it stands for.
//!
//! Mostly its words are looked up and judged by where they stand. Where they are too many for that, the names themselves are tried: of them
//! there are fewer than places at which they stand.

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, Searcher};

use super::at_least::AtLeastQuery;
use super::forms::searcher_of;
use super::given::{DocsBySegment, Given};
use super::rows::{Rows, number_at, row_numbers};
use super::selector::{Selector, TooWide};
use super::stretches::Stretch;
use crate::analysis::tokenizer::name_words;

/// Matches rows with a name one of whose words fits.
#[derive(Debug, Clone)]
pub(super) struct NamePatternQuery {
    /// The condition on positions.
    pub(super) spans: AtLeastQuery,
    /// What fits.
    pub(super) selector: Selector,
    /// Name of the field.
    pub(super) field: &'static str,
}

impl Query for NamePatternQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = searcher_of(&enable_scoring)?;
        match self.spans.weight(enable_scoring) {
            Ok(weight) => Ok(weight),
            Err(error) if TooWide::within(&error).is_some() => Ok(Box::new(Given::because("words of names", self.by_names(searcher)?))),
            Err(error) => Err(error),
        }
    }
}

impl NamePatternQuery {
    fn by_names(&self, searcher: &Searcher) -> tantivy::Result<DocsBySegment> {
        searcher.segment_readers().iter().map(|reader| Ok((reader.segment_id(), self.in_segment(reader)?))).collect()
    }

    fn in_segment(&self, reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
        let Some(names) = reader.fast_fields().str(self.field)? else { return Ok(Vec::new()) };
        let fits = each_name(&names, |words| words.iter().any(|word| self.selector.takes(word)))?;
        let fits = |ord: u64| fits.get(ord as usize).copied().unwrap_or(false);
        let Some(counted) = Stretch::of_field(self.field).and_then(Stretch::counted_by) else { return Ok(Vec::new()) };
        let (rows, places) = (Rows::new(reader)?, row_numbers(reader, counted)?);
        let mut found = Vec::new();
        for doc in 0..reader.max_doc() {
            let own: Vec<bool> = names.term_ords(doc).map(fits).collect();
            let fits = |&row: &u32| number_at(&places, row).checked_sub(1).is_some_and(|place| own.get(place as usize) == Some(&true));
            found.extend(rows.of(doc).filter(fits));
        }
        Ok(found)
    }
}

/// What is so of each name of a column, by ordinal, by its words.
pub(super) fn each_name(names: &StrColumn, mut is_so: impl FnMut(&[String]) -> bool) -> tantivy::Result<Vec<bool>> {
    let mut each = Vec::with_capacity(names.num_terms());
    let mut terms = names.dictionary().stream()?;
    while terms.advance() {
        each.push(is_so(&name_words(&String::from_utf8_lossy(terms.key()))));
    }
    Ok(each)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::engine::local::collect::count;
    use crate::engine::local::lower::Lowering;
    use crate::engine::local::selector::name_selectors;
    use crate::engine::local::tests::{indexed_stories, voices};
    use crate::query::tree::{Text, Word};
    use crate::schema::DocumentKind;

    #[test]
    fn names_tried_one_by_one_give_what_their_positions_give() {
        let (_home, engine) = indexed_stories(voices());
        let searcher = engine.searcher();
        let mut nonempty = BTreeSet::new();
        for field in ["speaker", "role"] {
            let find = DocumentKind::Quote;
            let lowering = Lowering::new(&searcher, Path::new("index"), find).unwrap();
            for pattern in ["vlad*", "*a*", "m?ria", "p*", "x*", "*"] {
                let word = Word::Pattern(pattern.into());
                let text = Text { fields: vec![field.into()], words: vec![word.clone()], slop: 0, span: None };
                let (_, spans) = lowering.spans_queries(&crate::query::Node::Text(text)).unwrap().remove(0);
                let spans = AtLeastQuery::once([spans]);
                let expected = count(&searcher, &spans, find).unwrap();
                let selector = name_selectors(&[word]).words.remove(0).1;
                let query = NamePatternQuery { spans, selector, field };
                let found: usize = query.by_names(&searcher).unwrap().values().map(Vec::len).sum();
                assert_eq!(found, expected, "{field}:{pattern}");
                nonempty.extend((found > 0).then_some((field, pattern)));
            }
        }
        assert!(nonempty.len() >= 6, "{nonempty:?}");
    }
}
