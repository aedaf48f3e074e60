//! Where the commands meet the library: each function here is one call.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dateline::engine::local::{Checked, LocalEngine};
use dateline::engine::{Engine, PassageOptions, RootEntry, SearchRequest, Sort};
use dateline::enrich::{gazetteer, quotes};
use dateline::error::Error;
use dateline::indexing::{self, Extracted, Extraction, IndexRequest, IngestReport, Note, Repair, TypedReading};
use dateline::present::columns::Column;
use dateline::present::{self, Reason, Roots, Rows, UNFINISHED};
use dateline::query::{self, Added, Doubt, Filters, Node, ParseOptions, keeping_undated, names_field};
use dateline::readers::{FieldMap, ReadOptions};
use dateline::results::Summary;
use dateline::schema::{self, DocumentKind, IndexSchema, remote};

use super::environment::Environment;
use super::failure::Failure;
use super::filters::{FilterArguments, Undated};
use super::progress::Bar;
use super::schema::EngineName;

/// How a query is to be read.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) find: DocumentKind,
    /// Kinds of quotes; empty for articles, and for the kind that is usual.
    pub(crate) kinds: Vec<String>,
    pub(crate) any: bool,
    pub(crate) exact: bool,
    /// Whether no query and no filter means every document.
    pub(crate) all: bool,
}

/// A query understood, with what there is to say about it.
#[derive(Debug)]
pub(crate) struct Understood {
    pub(crate) node: Node,
    /// The conditions that were typed as a query.
    pub(crate) typed: Node,
    /// Those that stand for options.
    pub(crate) added: Vec<Added>,
    pub(crate) notes: Vec<String>,
    /// Whether quotes of the usual kind are looked for because none was named.
    pub(crate) is_of_usual_kind: bool,
    /// What may be meant instead, the likelier first.
    doubts: Vec<Vec<Doubt>>,
}

/// Says in words why a quote has its speaker.
pub(crate) const REASON: Reason = quotes::explain;

/// Opens the index, for as long as the program runs: to close what the end of the process takes away costs a twentieth of a search.
pub(crate) fn open(index: &Path) -> Result<&'static dyn Engine, Failure> {
    Ok(Box::leak(Box::new(LocalEngine::open(index)?)))
}

/// A number for everything that the index holds.
pub(crate) fn digest(index: &Path) -> Result<String, Failure> {
    Ok(LocalEngine::open(index)?.digest()?)
}

/// Checks that the index is whole.
pub(crate) fn check(index: &Path) -> Result<Checked, Failure> {
    Ok(LocalEngine::check(index)?)
}

/// Mends an index that was checked, from the directories that it was made from.
pub(crate) fn repair(index: &Path, checked: Checked, bar: &Bar) -> Result<Repair, Failure> {
    let request = IndexRequest {
        inputs: Vec::new(),
        index: index.to_owned(),
        rebuild: false,
        dry_run: false,
        prune: false,
        jobs: super::environment::cores(),
        read: ReadOptions::default(),
        reading: TypedReading::default(),
        pass_over: Vec::new(),
        distrusted: Vec::new(),
    };
    let progress = indexing::Progress::default();
    Ok(bar.watching(&progress, || indexing::repair(&request, checked, &progress, &mut |_| {}))?)
}

/// Where the roots of the index stand, as they can be typed here.
pub(crate) fn roots(engine: &dyn Engine, index: &Path, environment: &Environment) -> Roots {
    let directories = engine.roots().iter().map(|root| (root.name.clone(), directory(root, index)));
    Roots::new(directories, environment.here.clone())
}

/// The directory that a root's paths are relative to, which for a single file is the one that it lies in.
fn directory(root: &RootEntry, index: &Path) -> PathBuf {
    let mut path = root.directory(index);
    if path.is_file() {
        path.pop();
    }
    path
}

/// Understands a query and its filters.
pub(crate) fn parse(query: &str, filters: &FilterArguments, asked: Asked, environment: &Environment) -> Result<Understood, Failure> {
    let undated = filters.undated;
    let filters = Filters { kinds: asked.kinds, ..Filters::from(filters) };
    if query.trim().is_empty() && filters == Filters::default() && undated.is_none() && !asked.all {
        return Err(Error::NothingAsked.into());
    }
    let options = ParseOptions {
        any: asked.any,
        exact: asked.exact,
        find: asked.find,
        today: environment.today,
        canonical_place: &gazetteer::canonical_names,
    };
    let parsed = query::parse_filtered(query, &filters, &options).map_err(Error::from)?;
    let node = query::with_acronyms(parsed.node, query);
    let is_of_usual_kind = asked.find == DocumentKind::Quote && filters.kinds.is_empty() && !names_field(&parsed.typed, "speech");
    let mut added = parsed.added;
    if undated == Some(Undated::Exclude) && !names_field(&node, "date") {
        added.push(Added { option: "--undated exclude".into(), node: Node::Has { field: "date".into() } });
    }
    let mut typed = query::with_acronyms(parsed.typed, query);
    if undated == Some(Undated::Include) {
        typed = keeping_undated(&typed);
    }
    Ok(Understood { node: with_undated(node, undated), typed, added, notes: parsed.notes, is_of_usual_kind, doubts: parsed.doubts })
}

/// How much text hits must show, where these fields were named: none of articles unless one of them shows their matches.
pub(crate) fn needed(passages: PassageOptions, rows: Rows, named: Option<&[&'static Column]>) -> PassageOptions {
    let shows_none = |named: &[&Column]| rows == Rows::Articles && !named.iter().any(|column| column.shows_matches());
    if named.is_some_and(shows_none) { PassageOptions { count: 0, ..passages } } else { passages }
}

/// What is to be said about how a query was read: notes, and what else it may mean where the archive has that.
pub(crate) fn notes(engine: &dyn Engine, understood: &Understood) -> Result<Vec<String>, Failure> {
    let mut notes = understood.notes.clone();
    if !engine.is_complete() {
        notes.push(UNFINISHED.to_owned());
    }
    for doubts in &understood.doubts {
        for doubt in doubts {
            if count(engine, &doubt.node, DocumentKind::Article)? > 0 {
                notes.push(doubt.note.clone());
                break;
            }
        }
    }
    Ok(notes)
}

/// How many articles match, or quotes.
pub(crate) fn count(engine: &dyn Engine, node: &Node, find: DocumentKind) -> Result<usize, Failure> {
    let passages = PassageOptions { count: 0, context: 0, each_match: false };
    let sort = Sort::Newest;
    let request = SearchRequest { query: node.clone(), find, sort, recent: None, limit: Some(0), offset: 0, passages, explain: false };
    Ok(engine.search(&request)?.summary.total)
}

/// A failure of the engine over a query as an error of the query, where it is one.
pub(crate) fn placed(error: Error, query: &str, understood: &Understood) -> Failure {
    match error {
        Error::TooWide { words, most } => {
            let errors = query::too_wide(query, &understood.typed, &words, most);
            errors.map_or(Error::TooWide { words, most }, Error::Query).into()
        }
        other => other.into(),
    }
}

/// What is said about names and words of a query that finds nothing, because nothing in the archive has them.
pub(crate) fn absent(engine: &dyn Engine, summary: &Summary, query: &Node, find: DocumentKind) -> Result<Vec<String>, Failure> {
    if summary.total > 0 {
        return Ok(Vec::new());
    }
    Ok(engine.absent(query, find)?.iter().map(present::absent).collect())
}

/// The query with what was typed about undated articles, which holds for dates in the query too, and without any date.
fn with_undated(node: Node, typed: Option<Undated>) -> Node {
    match typed {
        Some(Undated::Include) => keeping_undated(&node),
        Some(Undated::Exclude) if !names_field(&node, "date") => Node::all_of(vec![node, Node::Has { field: "date".into() }]),
        Some(Undated::Exclude | Undated::Only) | None => node,
    }
}

/// The meanings of fields as typed; `none` is none.
pub(crate) fn field_map(typed: &[String]) -> Result<FieldMap, Failure> {
    let mut map = FieldMap::default();
    if typed != ["none"] {
        for entry in typed {
            map.extend(FieldMap::parse(entry)?);
        }
    }
    Ok(map)
}

/// Makes something of each article of a file or directory, and of what is left out, and hands that on in order until it is enough.
pub(crate) fn extract<T: Send>(
    extraction: &Extraction<'_>,
    make: impl Fn(Extracted) -> T + Sync,
    visit: impl FnMut(T) -> ControlFlow<()>,
) -> Result<(), Failure> {
    Ok(extraction.each(make, visit)?)
}

/// Indexes.
pub(crate) fn index(request: &IndexRequest, bar: &Bar, note: &mut dyn FnMut(Note)) -> Result<IngestReport, Failure> {
    let progress = indexing::Progress::default();
    Ok(bar.watching(&progress, || indexing::index(request, &progress, note))?)
}

/// The schema derived for an engine, as JSON.
pub(crate) fn derived_schema(schema: &IndexSchema, engine: EngineName) -> Result<String, Failure> {
    let derived = match engine {
        EngineName::Tantivy => return Ok(schema::tantivy::engine_schema_json(schema)),
        EngineName::Opensearch => remote::opensearch_mapping(schema),
        EngineName::Quickwit => remote::quickwit_config(schema),
    };
    Ok(format!("{derived:#}"))
}
