//! Which root each path given to `index` belongs to.
//!
//! A path inside a known root refreshes that part of it; a new directory becomes a root of its own, named after itself, with a number
//! behind the name where that is taken.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Reread;
use crate::engine::{Reading, RootEntry};
use crate::error::{Error, Result};
use crate::paths::{absolute, relative_text, text_of};
use crate::readers::ReadOptions;
use crate::readers::walk::{Root, walk};
use crate::schema::documents::FileRow;

/// A root, or a part of one, that is to be walked.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    pub(super) root: RootEntry,
    /// Where to walk.
    pub(super) directory: PathBuf,
    /// What stands before the walked paths: empty for a whole root, else a path with a `/` at its end; the whole path for a single file.
    pub(super) prefix: String,
    is_file: bool,
    /// Whether unchanged files are read again too.
    pub(super) rereads: bool,
    /// How its files are read.
    pub(super) options: Arc<ReadOptions>,
}

impl Scan {
    /// A root as a whole.
    pub(super) fn whole(root: &RootEntry, index: &Path) -> Self {
        Self::of(root, absolute(&root.directory(index)), String::new())
    }

    fn of(root: &RootEntry, directory: PathBuf, prefix: String) -> Self {
        let is_file = directory.is_file();
        Self { root: root.clone(), directory, prefix, is_file, rereads: false, options: Arc::default() }
    }

    /// Whether it is a root as a whole.
    pub(super) fn is_whole(&self) -> bool {
        self.prefix.is_empty()
    }

    /// Whether a file row lies in the scanned part.
    pub(super) fn covers(&self, row: &FileRow) -> bool {
        row.root == self.root.name && self.holds(&row.path)
    }

    /// Whether a path relative to the root lies in the scanned part.
    fn holds(&self, path: &str) -> bool {
        if self.is_file && !self.prefix.is_empty() { path == self.prefix } else { path.starts_with(&self.prefix) }
    }

    /// The path relative to the root of a path relative to the walk.
    pub(super) fn path(&self, walked: String) -> String {
        match (self.prefix.is_empty(), self.is_file) {
            (true, _) => walked,
            (false, true) => self.prefix.clone(),
            (false, false) => format!("{}{walked}", self.prefix),
        }
    }

    /// The walk's root.
    pub(super) fn walked(&self) -> Root {
        Root { name: Arc::from(self.root.name.as_str()), directory: self.directory.clone() }
    }

    /// What there is to read, looked for no longer than until the first file.
    pub(super) fn content(&self) -> Content {
        let mut found = walk(&self.walked(), self.options.follow_links).map(|found| found.is_ok());
        match found.next() {
            None => Content::Nothing,
            Some(is_readable) if is_readable || found.any(|is_readable| is_readable) => Content::Files,
            Some(_) => Content::Unreadable,
        }
    }
}

/// What a directory holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Not even anything that cannot be read.
    Nothing,
    /// No file that can be read.
    Unreadable,
    Files,
}

/// What is to be walked, and the roots of the index afterwards.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) scans: Vec<Scan>,
    pub(super) roots: Vec<RootEntry>,
    /// Roots that are read again as a whole.
    pub(super) rereads: Vec<Reread>,
    /// Directories that were given and hold nothing, nor did before.
    pub(super) empty: Vec<String>,
}

/// Finds the roots of the paths given, keeping those that are known.
pub(super) fn plan(inputs: &[PathBuf], known: &[RootEntry], index: &Path) -> Result<Plan> {
    let mut roots = known.to_vec();
    let mut scans: Vec<Scan> = Vec::new();
    for input in inputs {
        let scan = scan(input, &mut roots, index)?;
        if !scans.iter().any(|earlier| earlier.root.name == scan.root.name && earlier.holds(&scan.prefix)) {
            scans.retain(|earlier| !(earlier.root.name == scan.root.name && scan.holds(&earlier.prefix)));
            scans.push(scan);
        }
    }
    Ok(Plan { scans, roots, rereads: Vec::new(), empty: Vec::new() })
}

fn scan(input: &Path, roots: &mut Vec<RootEntry>, index: &Path) -> Result<Scan> {
    let path = absolute(input);
    for root in roots.iter() {
        let directory = absolute(&root.directory(index));
        let Ok(below) = path.strip_prefix(&directory) else { continue };
        let below = relative_text(below);
        let prefix = if below.is_empty() || path.is_file() { below } else { format!("{below}/") };
        return Ok(Scan::of(root, path, prefix));
    }
    if let Some(inner) = roots.iter().find(|root| absolute(&root.directory(index)).starts_with(&path)) {
        return Err(Error::RootInside { path: input.to_owned(), root: inner.name.clone() });
    }
    let name = free_name(own_name(&path), &mut 1, |name| roots.iter().any(|root| root.name == name));
    let remembered = remembered_path(&path, index);
    let root = RootEntry { name, path: remembered, reading: Reading::default(), rereading: false };
    roots.push(root.clone());
    Ok(Scan::of(&root, path, String::new()))
}

/// The name of a file or directory, by which a root is called.
pub(super) fn own_name(path: &Path) -> String {
    path.file_name().map_or_else(|| "archive".into(), text_of)
}

/// The name, with a number behind it where that is taken: the first that is free of those behind `number`, which becomes that one.
pub(super) fn free_name(own: String, number: &mut usize, mut is_taken: impl FnMut(&str) -> bool) -> String {
    if !is_taken(&own) {
        return own;
    }
    loop {
        *number += 1;
        let name = format!("{own}-{number}");
        if !is_taken(&name) {
            return name;
        }
    }
}

/// The path to remember: relative where the root lies beside or below the index, so that both can be moved together.
fn remembered_path(path: &Path, index: &Path) -> String {
    let home = absolute(index).parent().map(Path::to_owned).unwrap_or_default();
    match path.strip_prefix(&home) {
        Ok(below) if below.as_os_str().is_empty() => ".".into(),
        Ok(below) if is_in_archive(index) => text_of(below.as_os_str()),
        _ => text_of(path.as_os_str()),
    }
}

fn is_in_archive(index: &Path) -> bool {
    index.file_name().is_some_and(|name| name == ".dateline")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(plan: &Plan) -> Vec<(&str, &str)> {
        plan.scans.iter().map(|scan| (scan.root.name.as_str(), scan.prefix.as_str())).collect()
    }

    #[test]
    fn paths_find_their_roots() {
        let home = tempfile::tempdir().unwrap();
        let index = home.path().join("news/.dateline");
        for directory in ["news/2017/09", "other/news"] {
            fs::create_dir_all(home.path().join(directory)).unwrap();
        }
        fs::write(home.path().join("news/2017/a.txt"), "x").unwrap();
        fs::write(home.path().join("news/2017/a.txt.gz"), "x").unwrap();
        let at = |paths: &[&str]| paths.iter().map(|path| home.path().join(path)).collect::<Vec<_>>();

        let first = plan(&at(&["news", "news/2017", "other/news"]), &[], &index).unwrap();
        assert_eq!(names(&first), [("news", ""), ("news-2", "")]);
        assert_eq!(first.roots[0].path, ".");

        let later = plan(&at(&["news/2017/09", "news/2017/a.txt"]), &first.roots, &index).unwrap();
        assert_eq!(names(&later), [("news", "2017/09/"), ("news", "2017/a.txt")]);
        assert_eq!(later.roots, first.roots);
        let widened = plan(&at(&["news/2017/09", "news/2017/a.txt", "news/2017/a.txt.gz", "news"]), &first.roots, &index).unwrap();
        assert_eq!(names(&widened), [("news", "")]);
        let neighbours = plan(&at(&["news/2017/a.txt", "news/2017/a.txt.gz"]), &first.roots, &index).unwrap();
        assert_eq!(names(&neighbours), [("news", "2017/a.txt"), ("news", "2017/a.txt.gz")]);
        let row =
            |path: &str| FileRow { root: "news".into(), path: path.into(), size: 0, modified: 0, hash: 0, articles: 0, skipped: vec![] };
        assert!(neighbours.scans[0].covers(&row("2017/a.txt")) && !neighbours.scans[0].covers(&row("2017/a.txt.gz")));

        let around = plan(&at(&[""]), &first.roots, &index);
        assert!(matches!(around, Err(Error::RootInside { .. })));
    }
}
