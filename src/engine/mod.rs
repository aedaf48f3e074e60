//! The seam between what is asked and who answers. Blocking; no async.
//!
//! Nothing outside `engine` knows which engine answers; what an engine cannot do is an error that names engine and feature, never a
//! silent difference.

pub mod local;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::analysis::segment::Segments;
use crate::article::Article;
use crate::error::Result;
use crate::paths::{absolute, path_of};
use crate::query::Node;
use crate::results::{Absent, Matched, SearchResults, Status, TakenFor, ValueCounts};
use crate::schema::DocumentKind;
use crate::schema::documents::{FileKey, FileRow};

/// Something that takes in articles and can be searched.
pub trait Engine {
    /// Takes in the changes of the archive, and with them the roots that it now consists of. Committed from time to time, and at the end;
    /// each commit is whole in itself. No change and the same roots write nothing.
    ///
    /// # Errors
    /// Somebody else is writing, or the index cannot be written; what was committed before stays readable.
    fn ingest(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()>;

    /// The roots that the index was made from.
    fn roots(&self) -> &[RootEntry];

    /// Whether the last run that wrote the index came to its end.
    fn is_complete(&self) -> bool;

    /// Every file that the index was made from, in no particular order.
    ///
    /// # Errors
    /// The index cannot be read.
    fn files(&self) -> Result<Vec<FileRow>>;

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

    /// The names, values and words of a query that nothing in the archive has, for whoever looked for articles or quotes and found nothing; what is
    /// negated left out.
    ///
    /// # Errors
    /// As [`Engine::search`].
    fn absent(&self, query: &Node, find: DocumentKind) -> Result<Vec<Absent>>;

    /// The article whose id begins with `id`, with its quotes.
    ///
    /// # Errors
    /// There is none, or several; or the index cannot be read.
    fn fetch(&self, id: &str) -> Result<Article>;

    /// The persons of the archive for whom speakers of an article of this index are taken that it knows by surname alone, by surname.
    ///
    /// # Errors
    /// The index cannot be read.
    fn joined(&self, article: &Article) -> Result<BTreeMap<String, TakenFor>>;

    /// Whether an article of this index matches a query, and where the query's words stand in it.
    ///
    /// # Errors
    /// The query asks what this engine cannot do, the article is no longer there, or the index cannot be read.
    fn matched(&self, article: &Article, query: &Node) -> Result<Matched>;

    /// What the index holds.
    ///
    /// # Errors
    /// The index cannot be read.
    fn status(&self) -> Result<Status>;
}

/// A directory that was indexed, as the index remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootEntry {
    /// Its name, unique in the index; part of every article's identity.
    pub name: String,
    /// Where it stands: relative to the directory that holds the index where it lies in it (`.` for that directory itself), else absolute.
    pub path: String,
    /// How its files are read, as far as it is not the usual way.
    #[serde(default)]
    pub reading: Reading,
    /// Whether some of its files may have been read in another way: a run that was to read all of them again has not come to its end.
    #[serde(default)]
    pub rereading: bool,
}

impl RootEntry {
    /// Where the root of an index that is in the directory `index` stands now.
    pub fn directory(&self, index: &Path) -> PathBuf {
        let home = absolute(index).parent().map(Path::to_owned).unwrap_or_default();
        if self.path == "." { home } else { home.join(path_of(&self.path)) }
    }
}

/// What was said about how a root's files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Fields of records with their meaning, each `field=name`.
    #[serde(default)]
    pub map: Vec<String>,
    /// Longest record in bytes, where it is not the usual limit.
    #[serde(default)]
    pub max_record: Option<u64>,
    /// Most bytes that a compressed file may unpack to, where it is not the usual limit.
    #[serde(default)]
    pub max_unpacked: Option<u64>,
    /// Most bytes that it may unpack to for each of its own, where it is not the usual limit.
    #[serde(default)]
    pub max_ratio: Option<u64>,
    /// Most values in one record, where it is not the usual limit.
    #[serde(default)]
    pub max_values: Option<u64>,
    /// How deep lists and objects may lie in one another, where it is not the usual limit.
    #[serde(default)]
    pub max_depth: Option<u64>,
    /// Most seconds for one record, where it is not the usual limit.
    #[serde(default)]
    pub max_seconds: Option<u64>,
    /// Whether symbolic links are followed out of it.
    #[serde(default)]
    pub follow_links: bool,
    /// Whether doubled apostrophes are quotation marks in it.
    #[serde(default)]
    pub doubled_marks: bool,
}

impl Reading {
    /// As options that can be typed; none for the usual way.
    pub fn options(&self) -> Vec<String> {
        let map = self.map.iter().map(|entry| format!("--map {entry}"));
        let limits = [
            ("--max-record", self.max_record),
            ("--max-unpacked", self.max_unpacked),
            ("--max-ratio", self.max_ratio),
            ("--max-values", self.max_values),
            ("--max-depth", self.max_depth),
            ("--max-seconds", self.max_seconds),
        ];
        let limits = limits.into_iter().filter_map(|(option, limit)| limit.map(|limit| format!("{option} {limit}")));
        let switches = [("--follow-links", self.follow_links), ("--doubled-marks", self.doubled_marks)];
        let switches = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(option, _)| option.to_owned());
        map.chain(limits).chain(switches).collect()
    }
}

/// A change of the archive. Changes of one file keep their order: `Forget`, then its articles, then `Read`.
#[derive(Debug)]
pub enum Change {
    /// The file's articles and row leave the index.
    Forget(FileKey),
    /// An article joins the index; with it come the words and sentences of its body.
    Article(Box<Article>, Segments),
    /// All articles of a file have been given; from now on the file counts as indexed.
    Read(FileRow),
    /// A file's content is as it was, its size or time of change is not.
    Touched(FileRow),
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
    /// How much more new articles count, where they do.
    pub recent: Option<Recent>,
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

/// How much more new articles count, in the order of relevance: a score doubles on the day itself, and what is added halves with every
/// half-life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    /// The day that age counts from.
    pub today: NaiveDate,
    /// In days, at least 1.
    pub half_life: u32,
}

/// How much text a hit shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageOptions {
    /// How many passages at most; 0 reads no text at all.
    pub count: usize,
    /// Sentences of context on either side of a match.
    pub context: usize,
    /// Whether every match has a passage of its own, those of the headline first; `context` is not looked at then. What matches by no words
    /// has its first sentence.
    pub each_match: bool,
}

/// Which values to count, among which articles.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuesRequest {
    /// The conditions.
    pub query: Node,
    /// Of what.
    pub values: Values,
    /// Where a condition on speakers stands here, of speakers only those whom it names.
    pub called: Option<Node>,
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
