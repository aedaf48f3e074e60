//! Where the index is: `--index DIR`, else `$DATELINE_INDEX`, else the nearest `.dateline` in this directory or above.

use std::path::{Path, PathBuf};

use clap::Args;
use dateline::error::Error;

use super::environment::Environment;
use super::failure::Failure;

/// Name of the directory that holds an index inside its archive.
pub(crate) const DIRECTORY: &str = ".dateline";

/// Which index to use.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct IndexOption {
    /// The index; without it $DATELINE_INDEX, else the nearest .dateline here or above
    #[arg(long, value_name = "DIR")]
    pub(crate) index: Option<PathBuf>,
}

impl IndexOption {
    /// The index to read. Where the directory named is an archive, the index inside it is meant.
    pub(crate) fn find(&self, environment: &Environment) -> Result<PathBuf, Failure> {
        match self.index.as_ref().or(environment.index.as_ref()) {
            Some(named) => Ok(existing(&inside_archive(named))?),
            None => Ok(nearest(&environment.here)?),
        }
    }

    /// The index to write: as named, else the nearest from the first path to be read upwards, else the nearest from here upwards, else a
    /// new one inside that first directory (or beside that file).
    pub(crate) fn destination(&self, first: &Path, environment: &Environment) -> PathBuf {
        match self.index.as_ref().or(environment.index.as_ref()) {
            Some(named) if is_same(named, first) => named.join(DIRECTORY),
            Some(named) => inside_archive(named),
            None => nearest_to(first)
                .or_else(|| nearest(&environment.here).ok())
                .unwrap_or_else(|| if first.is_file() { first.with_file_name(DIRECTORY) } else { first.join(DIRECTORY) }),
        }
    }
}

fn inside_archive(named: &Path) -> PathBuf {
    let inside = named.join(DIRECTORY);
    if inside.is_dir() { inside } else { named.to_owned() }
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn existing(path: &Path) -> Result<PathBuf, Error> {
    if path.is_dir() { Ok(path.to_owned()) } else { Err(Error::NotAnIndex { path: path.to_owned() }) }
}

/// The nearest index from a path upwards, as the path was typed where it is right there.
fn nearest_to(first: &Path) -> Option<PathBuf> {
    let inside = first.join(DIRECTORY);
    if inside.is_dir() {
        return Some(inside);
    }
    nearest(&first.canonicalize().ok()?).ok()
}

fn nearest(here: &Path) -> Result<PathBuf, Error> {
    let found = here.ancestors().map(|directory| directory.join(DIRECTORY)).find(|index| index.is_dir());
    found.ok_or_else(|| Error::NoIndex { from: here.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_index_upwards_is_found() {
        let tree = tempfile::tempdir().unwrap();
        let deep = tree.path().join("news/2017/09");
        std::fs::create_dir_all(&deep).unwrap();
        assert!(matches!(nearest(&deep), Err(Error::NoIndex { from }) if from == deep));
        let index = tree.path().join("news").join(DIRECTORY);
        std::fs::create_dir(&index).unwrap();
        assert_eq!(nearest(&deep).unwrap(), index);
        assert_eq!(nearest(&tree.path().join("news")).unwrap(), index);
    }

    #[test]
    fn an_archive_named_as_index_means_the_index_inside_it() {
        let tree = tempfile::tempdir().unwrap();
        let at = |path: &str| tree.path().join(path);
        for directory in ["fresh/2017", "news/2017", "news/.dateline"] {
            std::fs::create_dir_all(at(directory)).unwrap();
        }
        std::fs::write(at("fresh/a.txt"), "text").unwrap();
        for (named, first, here, expected) in [
            (None, "fresh", "", "fresh/.dateline"),
            (None, "fresh/a.txt", "", "fresh/.dateline"),
            (None, "news", "", "news/.dateline"),
            (None, "news/2017", "", "news/.dateline"),
            (None, "fresh", "news/2017", "news/.dateline"),
            (Some("fresh"), "fresh", "", "fresh/.dateline"),
            (Some("news"), "fresh", "", "news/.dateline"),
            (Some("index"), "fresh", "", "index"),
        ] {
            let option = IndexOption { index: named.map(at) };
            let destination = option.destination(&at(first), &Environment::for_tests(&at(here)));
            assert_eq!(destination, at(expected), "{named:?} {first} {here}");
        }
        let environment = Environment::for_tests(&at("news"));
        for (named, expected) in [(None, Some("news/.dateline")), (Some("news"), Some("news/.dateline")), (Some("index"), None)] {
            let found = IndexOption { index: named.map(at) }.find(&environment);
            assert_eq!(found.ok(), expected.map(at), "{named:?}");
        }
    }
}
