//! What can go wrong, as values: `Error` stops a command, `Skipped` is one bad item among many and never stops the rest.
//!
//! Every message says what failed and where; `Error::hint` says what to do next. Presentation belongs to the binary.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

/// Result of an operation of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure that ends the command.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path named by the user does not exist.
    #[error("{path}: no such file or directory")]
    MissingPath {
        /// The path as typed.
        path: PathBuf,
    },
    /// A path named by the user is a device, socket or pipe.
    #[error("{path}: neither a directory nor a regular file")]
    NotAFile {
        /// The path as typed.
        path: PathBuf,
    },
    /// Reading or writing a file failed.
    #[error("{path}: {action}: {source}")]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What was being done ("cannot create the index").
        action: &'static str,
        /// The operating system's answer.
        source: io::Error,
    },
    /// No index was found from here upwards.
    #[error("no index found: looked for .dateline in {from} and every directory above")]
    NoIndex {
        /// Where the search began.
        from: PathBuf,
    },
    /// The directory exists but holds no index.
    #[error("{path}: no index there")]
    NotAnIndex {
        /// The directory.
        path: PathBuf,
    },
    /// The index was made with other field declarations.
    #[error("{path}: made by index format {found}, this program reads {expected}")]
    OtherVersion {
        /// The index directory.
        path: PathBuf,
        /// Version and fingerprint found.
        found: String,
        /// Version and fingerprint of this program.
        expected: String,
    },
    /// Another process is writing.
    #[error("{path}: another dateline is writing to this index")]
    Locked {
        /// The index directory.
        path: PathBuf,
    },
    /// The index cannot be read as what it claims to be.
    #[error("{path}: the index is damaged: {detail}")]
    Damaged {
        /// The index directory.
        path: PathBuf,
        /// What the engine met.
        detail: String,
    },
    /// A damaged index does not say any more what it was made from.
    #[error("{path}: the index is damaged and does not say any more which directories it was made from")]
    RootsLost {
        /// The index directory.
        path: PathBuf,
    },
    /// A root that is in the index has disappeared or become empty.
    #[error("{path}: {} of this root {} in the index, but now it is {state}", if *files == 1 { "a file".to_owned() } else { format!("{files} files") }, if *files == 1 { "is" } else { "are" })]
    RootGone {
        /// The root's directory.
        path: PathBuf,
        /// How many of its files the index holds.
        files: usize,
        /// `missing` or `empty`.
        state: &'static str,
    },
    /// Nothing was named, and the index remembers nothing.
    #[error("nothing to index: no directory or file was given")]
    NothingToIndex,
    /// A directory that holds a root of the index.
    #[error("{path}: the root `{root}` of this index lies inside it")]
    RootInside {
        /// The path as typed.
        path: PathBuf,
        /// Name of the root.
        root: String,
    },
    /// A rebuild that names fewer roots than the index has.
    #[error("rebuilding from these paths would lose the root `{root}` of this index")]
    RebuildLosesRoot {
        /// Name of the root.
        root: String,
    },
    /// The query cannot be understood.
    #[error(transparent)]
    Query(#[from] crate::query::QueryErrors),
    /// A query or filter was needed.
    #[error("nothing to search for: give a query, a filter, or --all")]
    NothingAsked,
    /// No article has this id.
    #[error("no article has the id {id}")]
    UnknownId {
        /// The id as typed.
        id: String,
    },
    /// Several articles have ids that begin so.
    #[error("{count} articles have ids that begin with {id}: {}{}", .examples.join(", "), if .examples.len() < *.count { ", …" } else { "" })]
    AmbiguousId {
        /// The prefix as typed.
        id: String,
        /// How many there are.
        count: usize,
        /// The first few.
        examples: Vec<String>,
    },
    /// The engine cannot do what was asked.
    #[error("the {engine} engine cannot do this: {feature}")]
    Unsupported {
        /// Name of the engine.
        engine: &'static str,
        /// What was asked.
        feature: String,
    },
    /// Patterns or fuzzy words that fit too many words of the archive for their places to be looked at.
    #[error(
        "{} fits more than {most} different words of this archive, too many to look where each stands (in a phrase, near a word, counted, or in quotes)",
        .words.join(", ")
    )]
    TooWide {
        /// As the query writes them.
        words: Vec<String>,
        /// The limit.
        most: usize,
    },
    /// The words of a query fit too many words of the archive, taken together.
    #[error("the words of this query have more than {most} forms in this archive, too many to be looked at side by side")]
    TooManyForms {
        /// The limit.
        most: usize,
    },
    /// The engine failed.
    #[error("{path}: {detail}")]
    Engine {
        /// The index directory.
        path: PathBuf,
        /// The engine's own words.
        detail: String,
    },
    /// An option's value cannot be understood.
    #[error("{option}: {detail}")]
    Option {
        /// The option as typed (`--map`).
        option: &'static str,
        /// What is wrong with its value.
        detail: String,
    },
}

impl Error {
    /// The next step for the user, where one is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::MissingPath { .. } => "check the spelling, or name a directory of articles".into(),
            Self::NotAFile { .. } => "write its content to a file first".into(),
            Self::NoIndex { .. } => "make one with `dateline index DIR`, or name it with --index DIR".into(),
            Self::NotAnIndex { path } => format!("make it with `dateline index DIR --index {}`", path.display()),
            Self::OtherVersion { path, .. } => {
                format!("build it anew with `dateline index --rebuild --index {}`; your articles are not touched", path.display())
            }
            Self::Locked { .. } => "wait until it has finished; searching works meanwhile".into(),
            Self::Damaged { path, .. } => {
                let index = path.display();
                format!("run `dateline check --index {index}`, and with --repair to rebuild what is lost; your articles are not touched")
            }
            Self::RootsLost { path } => {
                format!("name them: `dateline index --rebuild --index {} DIR...`; your articles are not touched", path.display())
            }
            Self::RootGone { .. } => "is a disk not mounted? give --prune to remove its articles from the index".into(),
            Self::NothingToIndex => "name the directory that holds your articles: `dateline index DIR`".into(),
            Self::RootInside { .. } => "index it into an index of its own: --index DIR".into(),
            Self::RebuildLosesRoot { .. } => {
                "name all roots (`dateline status` lists them), or none to rebuild from all of them; or use a new --index".into()
            }
            Self::NothingAsked => {
                "give words, or a filter such as --speaker NAME, or --all for everything; with -n or --offset '*' stands for everything"
                    .into()
            }
            Self::UnknownId { .. } => "ids are printed by `dateline search`; any unique beginning will do".into(),
            Self::AmbiguousId { .. } => "type more digits of the id".into(),
            Self::Io { action: "cannot create the index", .. } => "keep it elsewhere: --index DIR".into(),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                "make room and type the same again; what was committed before stays readable".into()
            }
            Self::TooWide { .. } => "give it more letters".into(),
            Self::TooManyForms { .. } => "give words with wildcards more letters, or split the query".into(),
            Self::Query(_) | Self::Io { .. } | Self::Unsupported { .. } | Self::Engine { .. } | Self::Option { .. } => return None,
        })
    }
}

/// One file or record that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Name of the root.
    pub root: String,
    /// Path relative to the root.
    pub path: String,
    /// The record inside the file, by id or ordinal; `None` where the whole file is meant.
    pub record: Option<String>,
    /// Why.
    #[serde(serialize_with = "as_text")]
    pub reason: SkipReason,
}

fn as_text<S: serde::Serializer>(reason: &SkipReason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(reason)
}

/// Why a file or record was left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It was there when the directory was listed, and no more when its turn came.
    #[error("vanished before it was read")]
    Vanished,
    /// No bytes, or nothing but white space.
    #[error("empty")]
    Empty,
    /// Not text in any encoding.
    #[error("not text ({0})")]
    Binary(String),
    /// Compressed data that end too early or do not decompress.
    #[error("compressed data are damaged or cut short: {0}")]
    DamagedCompression(String),
    /// Compressed data that unpack to more than is allowed.
    #[error("unpacks to more than {limit}")]
    TooSwollen {
        /// The limit in words (`200 times its size`).
        limit: String,
    },
    /// A record above the size limit.
    #[error("longer than the limit of {limit} bytes for one record (raise it with --max-record)")]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// A record with more values in it than are kept.
    #[error("more than {limit} values in one record (raise it with --max-values)")]
    TooManyValues {
        /// The limit.
        limit: u64,
    },
    /// A record whose lists and objects lie too deep in one another.
    #[error("lists and objects are nested more than {limit} deep (raise it with --max-depth)")]
    TooDeep {
        /// The limit.
        limit: u64,
    },
    /// A record out of which it took too long to read what it says.
    #[error("reading it took longer than {seconds} s (raise it with --max-seconds)")]
    TooSlow {
        /// The limit in seconds.
        seconds: u64,
    },
    /// JSON that does not parse.
    #[error("not valid JSON at line {line}, column {column}: {message}")]
    BadJson {
        /// Line in the file, from 1.
        line: usize,
        /// Column in the line, from 1.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// Readable, but no article: a list of numbers, an object without text.
    #[error("no article in it: {0}")]
    NotAnArticle(String),
    /// A symbolic link that leads back to itself, or outside the archive.
    #[error("symbolic link not followed: {0}")]
    Link(String),
    /// A file or directory whose name begins with a full stop.
    #[error("hidden file or directory")]
    Hidden,
    /// A device, socket or pipe.
    #[error("not a regular file")]
    NotAFile,
    /// It was left out when its file was read, and the file has not changed.
    #[error("{0}")]
    Before(String),
    /// A mistake of this program met the record.
    #[error("a mistake in dateline stopped its reading; please report it")]
    Fault,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_ids_some_are_named() {
        let told = |count, examples: &[&str]| {
            let examples = examples.iter().map(|id| (*id).to_owned()).collect();
            Error::AmbiguousId { id: "5".into(), count, examples }.to_string()
        };
        assert_eq!(told(2, &["5a", "5b"]), "2 articles have ids that begin with 5: 5a, 5b");
        assert_eq!(told(28, &["5a", "5b"]), "28 articles have ids that begin with 5: 5a, 5b, …");
    }
}
