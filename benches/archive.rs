//! The archive that is measured: JSON Lines and a year/month tree of texts side by side, made here or given.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Result;
use crate::corpus::{Story, Words};

/// An archive on disk.
pub(crate) struct Archive {
    pub(crate) articles: usize,
    /// One article a line.
    pub(crate) json: PathBuf,
    /// One file an article, where there is such a tree.
    pub(crate) texts: Option<PathBuf>,
    /// Whether it was made here.
    pub(crate) invented: bool,
}

/// Raised when the maker changes, so that archives made before are made anew.
const MAKER: &str = "1";
/// Invented archives of more articles have no text tree, which would need as many files.
const TREE_UP_TO: usize = 1_000_000;
/// Files of the archive in parts: each holds a hundredth of the articles.
pub(crate) const PARTS: usize = 100;

impl Archive {
    /// The invented archive of so many articles, made below `work` unless it stands there already.
    pub(crate) fn invented(articles: usize, work: &Path) -> Result<Self> {
        let archive = Self::invented_json(articles, work)?;
        let texts = archive.json.with_file_name("txt");
        if articles <= TREE_UP_TO {
            make(&texts, |tree| write_texts(articles, tree))?;
        }
        Ok(Self { texts: (articles <= TREE_UP_TO).then_some(texts), ..archive })
    }

    /// The same without the text tree.
    pub(crate) fn invented_json(articles: usize, work: &Path) -> Result<Self> {
        let directory = work.join(format!("archive-{articles}-{MAKER}"));
        fs::create_dir_all(&directory)?;
        let json = directory.join("articles.jsonl");
        make(&json, |path| write_json(articles, path))?;
        Ok(Self { articles, json, texts: None, invented: true })
    }

    /// The archive in a directory: `articles.jsonl`, and `txt/` where it has one.
    pub(crate) fn given(directory: &Path) -> Result<Self> {
        let (json, texts) = (directory.join("articles.jsonl"), directory.join("txt"));
        if !json.is_file() {
            return Err(format!("{}: there is no articles.jsonl", directory.display()).into());
        }
        let articles = BufReader::with_capacity(1 << 20, File::open(&json)?).split(b'\n').count();
        Ok(Self { articles, json, texts: texts.is_dir().then_some(texts), invented: false })
    }

    /// Bytes of the JSON Lines.
    pub(crate) fn json_bytes(&self) -> Result<u64> {
        Ok(self.json.metadata()?.len())
    }

    /// A tree with the same texts that may be changed, below `work`; `None` of an archive without texts.
    pub(crate) fn changeable(&self, work: &Path) -> Result<Option<PathBuf>> {
        let tree = work.join("tree");
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        let Some(texts) = &self.texts else { return Ok(None) };
        link_tree(texts, &tree)?;
        Ok(Some(tree))
    }

    /// Writes the JSON Lines as [`PARTS`] files of as many articles each, or one more, into a new directory.
    pub(crate) fn write_parts(&self, directory: &Path) -> Result<()> {
        fs::create_dir_all(directory)?;
        let mut lines = BufReader::with_capacity(1 << 20, File::open(&self.json)?).split(b'\n');
        for part in 0..PARTS {
            let mut file = BufWriter::new(File::create(directory.join(format!("{part:03}.jsonl")))?);
            let articles = self.articles * (part + 1) / PARTS - self.articles * part / PARTS;
            for line in lines.by_ref().take(articles) {
                file.write_all(&line?)?;
                file.write_all(b"\n")?;
            }
            file.flush()?;
        }
        Ok(())
    }
}

/// Makes a file or directory unless it stands there already; one whose making was broken off does not count.
fn make(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension("unfinished");
    remove(&unfinished)?;
    write(&unfinished)?;
    Ok(fs::rename(unfinished, path)?)
}

fn write_json(articles: usize, path: &Path) -> Result<()> {
    let words = Words::new();
    let mut json = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for number in 0..articles {
        writeln!(json, "{}", Story::new(number, &words).to_json())?;
    }
    Ok(json.flush()?)
}

fn write_texts(articles: usize, tree: &Path) -> Result<()> {
    let words = Words::new();
    for number in 0..articles {
        let story = Story::new(number, &words);
        let path = tree.join(story.path());
        if let Some(month) = path.parent() {
            fs::create_dir_all(month)?;
        }
        fs::write(path, story.to_text())?;
    }
    Ok(())
}

/// Removes a file or a directory with all that is in it, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)?;
    } else if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
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
