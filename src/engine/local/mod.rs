//! The local engine: one tantivy index in a directory, no server.
//!
//! Readers see the last commit and are never in a writer's way. A panic of the engine over a damaged file becomes [`Error::Damaged`].

mod absent;
mod asked;
mod at_least;
mod beside;
mod bm25;
mod branches;
mod breaks;
mod builders;
mod called;
mod check;
mod chunks;
mod closeness;
mod collect;
mod columns;
mod damage;
mod dictionaries;
mod digest;
mod directory;
mod documents;
mod earlier;
mod elsewhere;
mod everybody;
mod expansions;
mod explain;
mod failpoints;
mod failure;
mod files;
mod forms;
mod full_names;
mod given;
mod hits;
mod ingest;
mod joined;
mod leftovers;
mod lower;
mod lower_spans;
mod marks;
mod merging;
mod name_pattern;
mod needles;
mod numbering;
mod opening;
mod packing;
mod pairs;
mod part;
mod persons;
mod place_names;
mod positions;
mod postings;
mod recent;
mod repair;
mod roles;
mod rows;
mod said;
mod seal;
mod segment;
mod selector;
mod spans;
mod speech;
mod status;
mod store;
mod stretches;
mod term_list;
#[cfg(test)]
mod tests;
mod text_query;
mod values;
mod vocabulary;
mod wide;
mod windows;
mod wording;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use tantivy::{Index, IndexReader, Searcher, TantivyError};

pub use self::check::Checked;
use self::closeness::Closeness;
use self::collect::{Collected, Wanted, collect};
use self::damage::{damaged, guarded};
use self::dictionaries::Dictionaries;
use self::explain::Explainer;
use self::hits::HitReader;
use self::lower::Lowering;
pub use self::opening::WriteOptions;
use self::persons::Persons;
use self::recent::Freshness;
#[cfg(test)]
pub(crate) use self::seal::rewrite;
use self::store::Payload;
pub use self::store::WriteLock;
use self::values::Known;
use crate::article::Article;
use crate::engine::{Change, Engine, RootEntry, SearchRequest, Sort, ValuesRequest};
use crate::error::{Error, Result};
use crate::query::{Node, keeping_undated, keeping_vague};
use crate::results::{Absent, Matched, SearchResults, Status, Summary, TakenFor, ValueCounts};
use crate::schema::DocumentKind;
use crate::schema::documents::FileRow;

/// An index in a directory of its own (`.dateline`).
pub struct LocalEngine {
    path: PathBuf,
    generation: PathBuf,
    index: Index,
    reader: IndexReader,
    payload: Payload,
    dictionaries: Dictionaries,
    /// The values that are counted of the commit that is read, once somebody has asked.
    known: Known,
    lock: Option<WriteLock>,
    /// Whether the generation is not yet the one that is read: it is being rebuilt.
    is_new: bool,
    threads: usize,
}

impl LocalEngine {
    /// Checks that the index in `path` is whole. It is only read.
    ///
    /// # Errors
    /// There is none, another version made it, or it cannot be read at all.
    pub fn check(path: &Path) -> Result<Checked> {
        check::check(path)
    }

    /// Takes the damaged segments that a check has found out of the index that the lock is for. What was in them is missing from now on, until
    /// its files are read again.
    ///
    /// # Errors
    /// More than segments is damaged, or the index cannot be written.
    pub fn leave_out_damaged(lock: &WriteLock, checked: &Checked) -> Result<()> {
        repair::leave_out(&lock.path, &checked.segments)
    }

    /// A number for everything that the index holds, 32 hexadecimal digits: equal for equal content, however and wherever it was indexed.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn digest(&self) -> Result<String> {
        self.reading(|| {
            digest::digest(&self.searcher(), &self.dictionaries)
                .map(|digest| format!("{digest:032x}"))
                .map_err(|error| self.unreadable(&error))
        })
    }

    /// The directory of the index.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Runs a reading operation; the engine's failures and panics become errors that name the index.
    fn reading<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        guarded(&self.path, read)
    }

    fn damaged(&self, error: &TantivyError) -> Error {
        damaged(&self.path, error)
    }

    /// What is stored of an article cannot be read.
    fn unreadable(&self, error: &dyn std::error::Error) -> Error {
        Error::Damaged { path: self.path.clone(), detail: error.to_string() }
    }

    /// What the nearness of a query's words adds to scores, where hits are ordered by them.
    fn closeness(&self, lowering: &Lowering<'_>, request: &SearchRequest) -> Result<Option<Closeness>> {
        if request.find != DocumentKind::Article || request.sort != Sort::Relevance || request.limit == Some(0) {
            return Ok(None);
        }
        Closeness::of(&request.query, lowering.languages(), lowering.searcher()).map_err(|error| self.damaged(&error))
    }

    /// An error over one word that is too wide as one over all such words of the query.
    fn with_all_wide(&self, error: Error, query: &Node, find: DocumentKind) -> Error {
        let Error::TooWide { mut words, most } = error else { return error };
        let all = self.reading(|| {
            let searcher = self.searcher();
            wide::wide_words(&Lowering::new(&searcher, &self.path, find)?, query)
        });
        words.extend(all.unwrap_or_default());
        let mut met = HashSet::new();
        words.retain(|word| met.insert(word.clone()));
        Error::TooWide { words, most }
    }

    /// What date filters leave out of an answer of `total`: undated and too vague.
    fn left_out(&self, lowering: &Lowering<'_>, query: &Node, total: usize) -> Result<(usize, usize)> {
        let beyond = |may_be: bool, wider: Node| -> Result<usize> {
            if !may_be || wider == *query {
                return Ok(0);
            }
            let wider = lowering.unscored().lower(&wider)?;
            let count = collect::count(lowering.searcher(), &wider, lowering.finds()).map_err(|error| self.damaged(&error))?;
            Ok(count.saturating_sub(total))
        };
        Ok((beyond(lowering.has_undated(), keeping_undated(query))?, beyond(lowering.has_vague_days(), keeping_vague(query))?))
    }
}

impl Engine for LocalEngine {
    fn ingest(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()> {
        self.take_in(roots, changes)
    }

    fn roots(&self) -> &[RootEntry] {
        &self.payload.roots
    }

    fn is_complete(&self) -> bool {
        self.payload.complete
    }

    fn files(&self) -> Result<Vec<FileRow>> {
        self.reading(|| files::file_rows(&self.searcher()).map_err(|error| self.damaged(&error)))
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResults<'_>> {
        let answer = self.reading(|| {
            let searcher = self.searcher();
            let lowering = Lowering::new(&searcher, &self.path, request.find)?;
            wide::ensure_few_lists(&lowering, &request.query)?;
            let sort = if is_scored(&request.query) { request.sort } else { unscored(request.sort) };
            let query = match sort {
                Sort::Relevance if request.limit != Some(0) => lowering.lower(&request.query)?,
                _ => lowering.unscored().lower(&request.query)?,
            };
            let closeness = self.closeness(&lowering, request)?;
            let freshness = request.recent.map(Freshness::new);
            let wanted =
                Wanted { find: request.find, sort, offset: request.offset, limit: request.limit, closeness: closeness.as_ref(), freshness };
            let Collected { ranked, total } = collect(&searcher, query.as_ref(), &wanted).map_err(|error| self.damaged(&error))?;
            let (undated, too_vague) = self.left_out(&lowering, &request.query, total)?;
            let (explainer, expansions) = match request.explain {
                true => {
                    let explainer = Explainer::new(&lowering, &request.query, closeness, freshness)?;
                    (Some(explainer), expansions::expansions(&lowering, &request.query)?)
                }
                false => (None, Vec::new()),
            };
            let reader = HitReader::new(&lowering, &self.dictionaries, request, explainer)?;
            let shown = ranked.len();
            // Where a hit lies is read from the index too; after a failure there is nothing more to come.
            let mut ranked = ranked.fuse();
            let mut failed = false;
            let hits = std::iter::from_fn(move || {
                let hit = self.reading(|| {
                    let Some(ranked) = ranked.next().filter(|_| !failed) else { return Ok(None) };
                    reader.hit(&ranked).map(Some).map_err(|error| self.unreadable(&error))
                });
                failed |= hit.is_err();
                hit.transpose()
            });
            let summary = Summary { total, undated, too_vague };
            Ok(SearchResults { hits: Box::new(hits), shown, summary, expansions })
        });
        answer.map_err(|error| self.with_all_wide(error, &request.query, request.find))
    }

    fn count_values(&self, request: &ValuesRequest) -> Result<ValueCounts> {
        let counts = self.reading(|| {
            let searcher = self.searcher();
            let lowering = Lowering::new(&searcher, &self.path, DocumentKind::Article)?;
            wide::ensure_few_lists(&lowering, &request.query)?;
            let query = lowering.unscored().lower(&request.query)?;
            let counted = self
                .known
                .valued(&searcher, request.values)
                .and_then(|valued| values::count(&searcher, query.as_ref(), request, &valued))
                .map_err(|error| self.damaged(&error))?;
            let (undated, too_vague) = self.left_out(&lowering, &request.query, counted.articles)?;
            let summary = Summary { total: counted.articles, undated, too_vague };
            Ok(ValueCounts { values: counted.values, total: counted.total, without: counted.without, summary })
        });
        counts.map_err(|error| self.with_all_wide(error, &request.query, DocumentKind::Article))
    }

    fn absent(&self, query: &Node, find: DocumentKind) -> Result<Vec<Absent>> {
        self.reading(|| {
            let searcher = self.searcher();
            absent::absent(&Lowering::new(&searcher, &self.path, find)?, query)
        })
    }

    fn fetch(&self, id: &str) -> Result<Article> {
        self.reading(|| status::fetch(self, id))
    }

    fn joined(&self, article: &Article) -> Result<BTreeMap<String, TakenFor>> {
        self.reading(|| {
            let (searcher, mut persons, mut joined) = (self.searcher(), Persons::default(), BTreeMap::new());
            for speaker in &article.speakers {
                let person =
                    persons.taken_for(&searcher, (article, &article.quotes), &speaker.name).map_err(|error| self.damaged(&error))?;
                joined.extend(person.map(|person| (speaker.name.clone(), person)));
            }
            Ok(joined)
        })
    }

    fn matched(&self, article: &Article, query: &Node) -> Result<Matched> {
        let matched = self.reading(|| {
            let searcher = self.searcher();
            let lowering = Lowering::new(&searcher, &self.path, DocumentKind::Article)?;
            let address = status::address(self, &searcher, article.uid)?;
            marks::matched(&lowering, article, address, query)
        });
        matched.map_err(|error| self.with_all_wide(error, query, DocumentKind::Article))
    }

    fn status(&self) -> Result<Status> {
        self.reading(|| status::status(self))
    }
}

/// Whether relevance means anything for a query: some running text must match.
fn is_scored(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Near(_) | Node::AtLeast { .. } => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(is_scored),
        Node::Boost { node, .. } | Node::Quote(node) => is_scored(node),
        _ => false,
    }
}

fn unscored(sort: Sort) -> Sort {
    if sort == Sort::Relevance { Sort::Newest } else { sort }
}
