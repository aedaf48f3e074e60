//! Measures indexing again, after nothing or a little has changed; that the index holds what has changed is checked each time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::archive::{Archive, PARTS, some_files};
use crate::indexing::{Subject, index};
use crate::process::{Spent, watched};
use crate::{DATELINE, Result};

/// What changed between two runs of indexing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Update {
    NothingJson,
    NothingTexts,
    Touched,
    Changed,
    Hundredth,
    Deleted,
    NothingParts,
    Part,
    AllParts,
}

/// What one update took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Updated {
    pub(crate) update: Update,
    pub(crate) spent: Spent,
    /// Bytes of the files that are not as they were, all of which have to be read.
    pub(crate) reread: u64,
}

impl Update {
    /// In the order in which they are made.
    pub(crate) const ALL: [Self; 9] = [
        Self::NothingJson,
        Self::NothingTexts,
        Self::Touched,
        Self::Changed,
        Self::Hundredth,
        Self::Deleted,
        Self::NothingParts,
        Self::Part,
        Self::AllParts,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NothingJson => "nothing, JSON Lines",
            Self::NothingTexts => "nothing, text tree",
            Self::Touched => "ten text files touched",
            Self::Changed => "ten text files changed",
            Self::Hundredth => "1 % of the text files changed",
            Self::Deleted => "ten text files deleted",
            Self::NothingParts => "nothing, 100 files of JSON Lines",
            Self::Part => "1 % of the articles, all in one of the 100 files",
            Self::AllParts => "1 % of the articles, all over the 100 files",
        }
    }

    /// Whose index is brought up to date.
    pub(crate) fn subject(self) -> Subject {
        match self {
            Self::NothingJson => Subject::Json,
            Self::NothingTexts | Self::Touched | Self::Changed | Self::Hundredth | Self::Deleted => Subject::Texts,
            Self::NothingParts | Self::Part | Self::AllParts => Subject::Parts,
        }
    }

    /// What is added to each article that changes, another sentence each time.
    fn added(self) -> Option<&'static str> {
        match self {
            Self::Changed | Self::Part => Some("This paragraph was added when the story was updated."),
            Self::Hundredth | Self::AllParts => Some("Another one followed when the story was corrected."),
            _ => None,
        }
    }
}

/// Makes all changes to the input of a subject whose index has just been built, and measures each. A text tree is put back as it was.
pub(crate) fn measure(subject: Subject, archive: &Archive, tree: &Path, work: &Path) -> Result<Vec<Updated>> {
    let (input, place) = (subject.input(archive, tree, work), subject.place(work));
    let texts = if subject == Subject::Texts { Texts::some(tree, archive.articles)? } else { Texts::default() };
    let mut updated = Vec::new();
    for update in Update::ALL.into_iter().filter(|update| update.subject() == subject) {
        let changed = match subject {
            Subject::Parts => change_parts(update, &input)?,
            _ => texts.change(update)?,
        };
        updated.push(Updated { update, spent: index(&input, &place)?, reread: changed.bytes });
        ensure_counted(&place, "*", archive.articles - changed.deleted)?;
        if let Some(added) = update.added() {
            ensure_counted(&place, &format!("\"{added}\""), changed.articles)?;
        }
    }
    texts.put_back()?;
    Ok(updated)
}

/// What has been done to an input.
#[derive(Default)]
struct Changed {
    articles: usize,
    deleted: usize,
    bytes: u64,
}

/// Files of a text tree, with what they held.
#[derive(Default)]
struct Texts(Vec<(PathBuf, Vec<u8>)>);

impl Texts {
    /// A hundredth of all files, spread over the tree, and no fewer than ten.
    fn some(tree: &Path, articles: usize) -> Result<Self> {
        let files = some_files(tree, (articles / 100).max(10))?;
        Ok(Self(files.into_iter().map(|file| fs::read(&file).map(|text| (file, text))).collect::<std::io::Result<_>>()?))
    }

    /// Ten of the files, spread over all.
    fn ten(&self) -> impl Iterator<Item = &(PathBuf, Vec<u8>)> {
        self.0.iter().step_by((self.0.len() / 10).max(1)).take(10)
    }

    fn change(&self, update: Update) -> Result<Changed> {
        let files: Vec<_> = match update {
            Update::Touched | Update::Changed | Update::Deleted => self.ten().collect(),
            Update::Hundredth => self.0.iter().collect(),
            _ => Vec::new(),
        };
        let mut changed = Changed { articles: files.len(), ..Changed::default() };
        for (file, text) in files {
            if update == Update::Deleted {
                fs::remove_file(file)?;
                changed.deleted += 1;
                continue;
            }
            let text = update.added().map_or_else(|| text.clone(), |added| [text.as_slice(), b"\n", added.as_bytes(), b"\n"].concat());
            replace(file, &text)?;
            changed.bytes += text.len() as u64;
        }
        Ok(changed)
    }

    fn put_back(&self) -> Result<()> {
        self.0.iter().try_for_each(|(file, text)| replace(file, text))
    }
}

/// Writes a file anew, dated a minute back: the old one may be a link to the archive's own, which stays as it is.
fn replace(file: &Path, text: &[u8]) -> Result<()> {
    if file.exists() {
        fs::remove_file(file)?;
    }
    fs::write(file, text)?;
    Ok(File::options().write(true).open(file)?.set_modified(SystemTime::now() - Duration::from_secs(60))?)
}

/// Changes as many articles as one of the files holds: those of the file in the middle, or every hundredth of all.
fn change_parts(update: Update, parts: &Path) -> Result<Changed> {
    let mut changed = Changed::default();
    let Some(added) = update.added() else { return Ok(changed) };
    let mut number = 0;
    for part in 0..PARTS {
        let path = parts.join(format!("{part:03}.jsonl"));
        let before = changed.articles;
        let mut lines = Vec::new();
        for line in fs::read_to_string(&path)?.lines() {
            let changes = if update == Update::Part { part == PARTS / 2 } else { number % PARTS == 0 };
            number += 1;
            changed.articles += usize::from(changes);
            lines.push(if changes { with_more(line, added)? } else { line.to_owned() });
        }
        if changed.articles > before {
            let text = lines.join("\n") + "\n";
            fs::write(&path, &text)?;
            changed.bytes += text.len() as u64;
        }
    }
    Ok(changed)
}

/// A record with a paragraph more.
fn with_more(line: &str, added: &str) -> Result<String> {
    let mut record: serde_json::Value = serde_json::from_str(line)?;
    let body = record["body"].as_str().unwrap_or_default();
    record["body"] = format!("{body}\n\n{added}").into();
    Ok(record.to_string())
}

/// What is fast and wrong is no figure.
fn ensure_counted(index: &Path, query: &str, articles: usize) -> Result<()> {
    let (_, counted) = watched(Command::new(DATELINE).args(["search", query, "-c", "--index"]).arg(index))?;
    if counted.trim() == articles.to_string() {
        return Ok(());
    }
    Err(format!("{} has {} articles for {query}, not {articles}", index.display(), counted.trim()).into())
}
