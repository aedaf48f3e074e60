//! What runs that were killed have left in an index directory: generations that never became current or were not wholly removed, and files that
//! were to replace others. The next writer removes them; what is not ours is never touched.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use tantivy::Directory;
use tantivy::Index;
use tantivy::directory::META_LOCK;
use tantivy::index::{SegmentComponent, SegmentMeta};

use super::dictionaries::is_dictionary;
use super::directory::META;
use super::failpoints::reached;
use super::store::{current_generation, is_generation};
use crate::error::{Error, Result};

/// How the names of files begin that are to replace others.
const TEMPORARY: &str = ".tmp";

/// Removes leftovers. Without a valid `current` nothing is known to be left over. Only who has the right to write may call it.
pub(super) fn remove_leftovers(path: &Path) -> Result<()> {
    let Ok(current) = current_generation(path) else { return Ok(()) };
    let listed = |source| Error::Io { path: path.to_owned(), action: "cannot list the index", source };
    for entry in fs::read_dir(path).map_err(listed)?.flatten() {
        let leftover = entry.path();
        if leftover != current && is_generation(&entry.file_name().to_string_lossy()) && holds_only_ours(&leftover) {
            remove_generation(&leftover).map_err(|source| Error::Io { path: leftover, action: "cannot remove", source })?;
        }
    }
    for directory in [path, current.as_path()] {
        for entry in fs::read_dir(directory).map_err(listed)?.flatten() {
            if is_temporary(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let file = entry.path();
                reached("temporary left").and_then(|()| remove(&file)).map_err(|source| Error::Io {
                    path: file,
                    action: "cannot remove",
                    source,
                })?;
            }
        }
    }
    Ok(())
}

fn remove_generation(generation: &Path) -> io::Result<()> {
    reached("leftover")?;
    for entry in fs::read_dir(generation)?.flatten() {
        remove(&entry.path())?;
        reached("in leftover")?;
    }
    fs::remove_dir(generation)
}

/// Removes what a run that failed has written and not committed, as far as that can be done: a full disk is not to stay full of it. `new` is
/// whether the generation is yet to become current; where it has, though the run failed afterwards, it stays.
pub(super) fn clear_away(path: &Path, generation: &Path, index: &Index, new: bool) {
    if !new {
        _ = remove_uncommitted(generation, index);
    } else if current_generation(path).is_ok_and(|current| current != generation) {
        _ = fs::remove_dir_all(generation);
    }
}

/// Removes the engine's files that belong to no commit. They would not only take room: the engine counts on from the last commit, and would
/// meet files that have the names of those that it is to make. Only who has the right to write may call it.
///
/// # Errors
/// The index cannot be read, or a file not be removed.
pub(super) fn remove_uncommitted(generation: &Path, index: &Index) -> tantivy::Result<()> {
    // Readers hold this lock while they open the files of a commit.
    let _opening = index.directory().acquire_lock(&META_LOCK)?;
    let committed: FxHashSet<PathBuf> = index.searchable_segment_metas()?.iter().flat_map(segment_files).collect();
    for entry in fs::read_dir(generation)?.flatten() {
        let name = PathBuf::from(entry.file_name());
        if is_of_segment(&name.to_string_lossy()) && !committed.contains(&name) {
            reached("uncommitted")?;
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// The components that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];

/// The names of a segment's files.
pub(super) fn segment_files(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
    COMPONENTS.into_iter().chain(deletes).map(move |component| segment.relative_path(component))
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn is_temporary(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(TEMPORARY)
}

/// Whether a directory is one of the engine's, perhaps begun or half removed: its files are hidden, or named as the engine names them.
fn holds_only_ours(directory: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(directory) else { return false };
    entries.all(|entry| entry.is_ok_and(|entry| is_ours(&entry.file_name().to_string_lossy())))
}

fn is_ours(name: &str) -> bool {
    name == META
        || [".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"].contains(&name)
        || name.starts_with(TEMPORARY)
        || is_dictionary(name)
        || is_of_segment(name)
}

fn is_of_segment(name: &str) -> bool {
    let segment = name.split_once('.').map_or("", |(segment, _)| segment);
    segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_is_removed() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        let segment = "0123456789abcdef0123456789abcdef.store";
        for (directory, files) in [
            ("g1", vec![META, segment]),
            ("g2", vec![META, segment, ".tmpAbC"]),
            ("g3", vec![".managed.json"]),
            ("g4", vec![]),
            ("g5", vec!["letter.txt"]),
            ("g6x", vec![META]),
            ("notes", vec![META]),
        ] {
            fs::create_dir(at(directory)).unwrap();
            files.iter().for_each(|file| fs::write(at(directory).join(file), "x").unwrap());
        }
        fs::write(at(".tmp123"), "x").unwrap();
        fs::write(at("lock"), "").unwrap();
        let names = || {
            let mut names: Vec<String> =
                fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        let before = names();
        remove_leftovers(home.path()).unwrap();
        assert_eq!(names(), before, "nothing is current");
        fs::write(at("current"), "g2").unwrap();
        remove_leftovers(home.path()).unwrap();
        assert_eq!(names(), ["current", "g2", "g5", "g6x", "lock", "notes"]);
        assert!(!at("g2/.tmpAbC").exists() && at("g2").join(META).exists());
    }
}
