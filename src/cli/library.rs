//! Where the commands meet the library: each function here is one call.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline::article::Article;
use dateline::engine::Engine;
use dateline::error::{Error, Skipped};
use dateline::present::Roots;
use dateline::query::{Node, QueryErrors};
use dateline::schema::{DocumentKind, IndexSchema};

use super::environment::Environment;
use super::failure::Failure;
use super::filters::FilterArguments;
use super::progress::Bar;
use super::schema::EngineName;

/// How a query is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) find: DocumentKind,
    pub(crate) any: bool,
    pub(crate) exact: bool,
    /// Whether no query and no filter means every document.
    pub(crate) all: bool,
}

/// A query understood, with what there is to say about it.
#[derive(Debug)]
pub(crate) struct Understood {
    pub(crate) node: Node,
    pub(crate) notes: Vec<String>,
}

/// What readers are told.
#[derive(Debug, Clone)]
pub(crate) struct ReadOptions {
    pub(crate) map: Vec<String>,
    pub(crate) max_record: Option<u64>,
    pub(crate) follow_links: bool,
}

/// What to index.
#[derive(Debug)]
pub(crate) struct IndexRequest {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) index: PathBuf,
    pub(crate) rebuild: bool,
    pub(crate) jobs: Option<usize>,
    pub(crate) dry_run: bool,
    pub(crate) prune: bool,
    pub(crate) read: ReadOptions,
}

/// What became of it.
#[derive(Debug, Default)]
pub(crate) struct IngestReport {
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) removed: usize,
    pub(crate) unchanged: usize,
    pub(crate) undated: usize,
    pub(crate) unplaced: usize,
    pub(crate) quotes: usize,
    pub(crate) attributed: usize,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) unknown_fields: BTreeMap<String, usize>,
}

/// Opens the index.
pub(crate) fn open(index: &Path) -> Result<Box<dyn Engine>, Failure> {
    Err(Error::NotAnIndex { path: index.to_owned() }.into())
}

/// Where the roots of the index stand.
pub(crate) fn roots(engine: &dyn Engine, environment: &Environment) -> Result<Roots, Failure> {
    let roots = engine.status()?.roots;
    Ok(roots.into_iter().map(|root| (root.name, from_here(Path::new(&root.path), environment))).collect())
}

/// The path as it can be typed here.
fn from_here(path: &Path, environment: &Environment) -> PathBuf {
    path.strip_prefix(&environment.here).map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// Understands a query and its filters.
pub(crate) fn parse(query: &str, filters: &FilterArguments, asked: Asked, environment: &Environment) -> Result<Understood, Failure> {
    _ = (query, filters, asked, environment);
    Err(Error::Query(QueryErrors).into())
}

/// Reads the articles of a file or directory.
pub(crate) fn extract(
    path: &Path,
    options: &ReadOptions,
    visit: &mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    _ = (options, visit);
    Err(Error::MissingPath { path: path.to_owned() }.into())
}

/// Indexes.
pub(crate) fn index(request: &IndexRequest, progress: &Bar) -> Result<IngestReport, Failure> {
    _ = (request, progress);
    Err(Error::MissingPath { path: request.index.clone() }.into())
}

/// The schema derived for an engine, as JSON.
pub(crate) fn derived_schema(schema: &IndexSchema, engine: EngineName) -> Result<String, Failure> {
    _ = schema;
    Err(Failure::Usage(format!("no schema for {engine:?}")))
}
