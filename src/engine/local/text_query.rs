//! A text in any of several fields, of which some hold nothing that the others do not hold too.

use tantivy::query::{EnableScoring, Query, QueryClone, Weight};

use super::lower::any_of;

/// Matches documents that have a text in one of `fields`; in `echoes` it adds to their scores.
#[derive(Debug)]
pub(super) struct TextQuery {
    pub(super) fields: Vec<Box<dyn Query>>,
    /// Of these, every document matches one of the others.
    pub(super) echoes: Vec<Box<dyn Query>>,
}

impl Clone for TextQuery {
    fn clone(&self) -> Self {
        let copies = |queries: &[Box<dyn Query>]| queries.iter().map(QueryClone::box_clone).collect();
        Self { fields: copies(&self.fields), echoes: copies(&self.echoes) }
    }
}

impl Query for TextQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let echoes = if enable_scoring.is_scoring_enabled() { self.echoes.as_slice() } else { &[] };
        any_of(self.fields.iter().chain(echoes).map(QueryClone::box_clone).collect()).weight(enable_scoring)
    }
}
