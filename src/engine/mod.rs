//! The seam between what is asked and who answers. Blocking; no async.
//!
//! Nothing outside `engine` knows which engine answers; what an engine cannot do is an error that names engine and feature, never a
//! silent difference.

use crate::article::Article;
use crate::error::Result;
use crate::query::Node;
use crate::results::{SearchResults, Status, ValueCounts};
use crate::schema::DocumentKind;

/// Something that can be searched.
pub trait Engine {
    /// Answers a search.
    ///
    /// # Errors
    /// The query asks what this engine cannot do, or the index cannot be read.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults<'_>>;

    /// Counts the values of a field among the articles that match.
    ///
    /// # Errors
    /// As [`Engine::search`].
    fn count_values(&self, request: &ValuesRequest) -> Result<ValueCounts>;

    /// The article whose id begins with `id`, with its quotes.
    ///
    /// # Errors
    /// There is none, or several; or the index cannot be read.
    fn fetch(&self, id: &str) -> Result<Article>;

    /// What the index holds.
    ///
    /// # Errors
    /// The index cannot be read.
    fn status(&self) -> Result<Status>;
}

/// What to search, and which of the hits to give.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// The conditions: query and filters as one tree, names resolved.
    pub query: Node,
    /// Whether to answer with articles or with quotes ([`DocumentKind::File`] is not searched).
    pub find: DocumentKind,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits at most; `None` for all.
    pub limit: Option<usize>,
    /// How many hits to pass over first.
    pub offset: usize,
    /// How much text a hit shows.
    pub passages: PassageOptions,
    /// Whether each hit says how its score came about.
    pub explain: bool,
}

/// The order of hits; ties are broken by id, so that paging is stable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; newest first where nothing is scored.
    #[default]
    Relevance,
    /// Newest day first, undated last.
    Newest,
    /// Oldest day first, undated last.
    Oldest,
}

/// How much text a hit shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageOptions {
    /// How many passages at most; 0 reads no text at all.
    pub count: usize,
    /// Sentences of context on either side of a match.
    pub context: usize,
}

/// Which values to count, among which articles.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuesRequest {
    /// The conditions.
    pub query: Node,
    /// Of what.
    pub values: Values,
    /// How many values at most; `None` for all.
    pub limit: Option<usize>,
    /// How many values to pass over first.
    pub offset: usize,
}

/// Values that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Who speaks.
    Speakers,
    /// Where stories were filed from or are set in, at a level.
    Places(PlaceLevel),
    /// Outlets and agencies.
    Sources,
}

/// How finely places are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlaceLevel {
    /// Cities, else the finest level known.
    #[default]
    City,
    /// First-level regions, else countries.
    Region,
    /// Countries.
    Country,
    /// Continents.
    Continent,
}
