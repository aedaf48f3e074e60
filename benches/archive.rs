//! The archive that is measured: JSON Lines and a year/month tree of texts side by side, made here or given.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Result;
use crate::bare::records;
use crate::corpus::{Story, Words};

/// An archive on disk.
pub(crate) struct Archive {
    pub(crate) articles: usize,
    /// One article a line.
    pub(crate) json: PathBuf,
    /// One file an article.
    pub(crate) texts: PathBuf,
    /// Whether it was made here.
    pub(crate) invented: bool,
}

/// Raised when the maker changes, so that archives made before are made anew.
const MAKER: &str = "1";

impl Archive {
    /// The invented archive of so many articles, made below `work` unless it stands there already.
    pub(crate) fn invented(articles: usize, work: &Path) -> Result<Self> {
        let directory = work.join(format!("archive-{articles}-{MAKER}"));
        let done = directory.join("done");
        if !done.exists() {
            make(articles, &directory)?;
            fs::write(done, "")?;
        }
        Ok(Self { articles, json: directory.join("articles.jsonl"), texts: directory.join("txt"), invented: true })
    }

    /// The archive in a directory: `articles.jsonl` and `txt/`.
    pub(crate) fn given(directory: &Path) -> Result<Self> {
        let (json, texts) = (directory.join("articles.jsonl"), directory.join("txt"));
        if !json.is_file() || !texts.is_dir() {
            return Err(format!("{}: articles.jsonl and txt/ are not both there", directory.display()).into());
        }
        let articles = records(&json)?.count();
        Ok(Self { articles, json, texts, invented: false })
    }

    /// Bytes of the JSON Lines.
    pub(crate) fn json_bytes(&self) -> Result<u64> {
        Ok(self.json.metadata()?.len())
    }

    /// A tree with the same texts that may be changed, below `work`.
    pub(crate) fn changeable(&self, work: &Path) -> Result<PathBuf> {
        let tree = work.join("tree");
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        link_tree(&self.texts, &tree)?;
        Ok(tree)
    }

    /// As comma-separated values, for SQLite.
    pub(crate) fn write_csv(&self, path: &Path) -> Result<()> {
        let mut csv = csv::Writer::from_path(path)?;
        for record in records(&self.json)? {
            let record = record?;
            csv.write_record([
                &record.id,
                &record.title,
                &record.body,
                &record.date,
                &record.location,
                &record.source,
                &record.speakers.join("; "),
            ])?;
        }
        Ok(csv.flush()?)
    }
}

fn make(articles: usize, directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    let texts = directory.join("txt");
    fs::create_dir_all(&texts)?;
    let words = Words::new();
    let mut json = BufWriter::with_capacity(1 << 20, File::create(directory.join("articles.jsonl"))?);
    for number in 0..articles {
        let story = Story::new(number, &words);
        writeln!(json, "{}", story.to_json())?;
        let path = texts.join(story.path());
        if let Some(month) = path.parent() {
            fs::create_dir_all(month)?;
        }
        fs::write(path, story.to_text())?;
    }
    Ok(json.flush()?)
}

/// Repeats a tree with hard links where the file system can, else with copies.
fn link_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, name) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            link_tree(&path, &name)?;
        } else if fs::hard_link(&path, &name).is_err() {
            fs::copy(&path, &name)?;
        }
    }
    Ok(())
}

/// The first `count` files of a tree, spread over it, in an order that is always the same.
pub(crate) fn some_files(tree: &Path, count: usize) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(tree).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    let step = (files.len() / count).max(1);
    Ok(files.into_iter().step_by(step).take(count).collect())
}

/// Bytes of all files below a directory, or of one file.
pub(crate) fn bytes_below(path: &Path) -> u64 {
    let files = walkdir::WalkDir::new(path).into_iter().flatten().filter_map(|entry| entry.metadata().ok());
    files.filter(std::fs::Metadata::is_file).map(|metadata| metadata.len()).sum()
}
