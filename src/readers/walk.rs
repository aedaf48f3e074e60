//! Walks an archive in name order: which files there are, and why some are not taken.
//!
//! A root is a directory or a single file. `.dateline` directories, which hold indexes, are passed over without a word; everything
//! else that is left out is a [`Skipped`] value:
//!
//! - hidden files and directories (names that begin with a full stop: `.DS_Store`, `._page.html`, `.git`), one value each, for these
//!   are a system's and not an archive's; a root that is itself hidden is walked, since its user named it;
//! - symbolic links. A link to something inside the root is left out because the real file is met anyway; one that leads outside is
//!   followed only when that is asked for; one that leads back to itself never;
//! - devices, sockets and pipes, which are never opened.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, SkipReason, Skipped};
use crate::paths::{relative_text, text_of};

/// A directory or file that was given to `index`, under the name that the index remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Unique in the index.
    pub name: Arc<str>,
    /// The directory, or the single file.
    pub directory: PathBuf,
}

/// A regular file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Name of the root.
    pub root: Arc<str>,
    /// Path relative to the root, as [`crate::paths`] writes it; for a root that is a file, the file's name.
    pub path: String,
    /// Where the file can be opened.
    pub absolute: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970.
    pub modified: i64,
}

/// Walks `root`, files of a directory in the order of their names.
///
/// `follow_links` permits symbolic links that lead outside the root.
pub fn walk(root: &Root, follow_links: bool) -> impl Iterator<Item = Result<ArchiveFile, Skipped>> + use<> {
    let mut entries = WalkDir::new(&root.directory).sort_by_file_name().follow_links(follow_links).into_iter();
    let scope = Scope { root: root.clone(), real: fs::canonicalize(&root.directory).ok(), follow_links };
    std::iter::from_fn(move || {
        loop {
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(scope.refused(&error))),
            };
            match scope.judge(&entry) {
                Verdict::Descend => {}
                Verdict::PassOver => entries.skip_current_dir(),
                Verdict::Take(file) => return Some(Ok(file)),
                Verdict::Skip(reason) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    return Some(Err(scope.skipped(entry.path(), reason)));
                }
            }
        }
    })
}

/// Checks that a path named by a user can be read: a directory listed, a file begun. Devices, sockets and pipes are not opened.
///
/// # Errors
/// There is no such path, it is neither directory nor file, or the operating system refuses.
pub fn ensure_readable(path: &Path) -> Result<(), Error> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::MissingPath { path: path.to_owned() },
        _ => Error::Io { path: path.to_owned(), action: "cannot be read", source },
    };
    let metadata = fs::metadata(path).map_err(refused)?;
    if metadata.is_dir() {
        return fs::read_dir(path).map(drop).map_err(refused);
    }
    if !metadata.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    File::open(path).and_then(|mut file| file.read(&mut [0])).map(drop).map_err(refused)
}

/// What becomes of an entry.
enum Verdict {
    Descend,
    PassOver,
    Take(ArchiveFile),
    Skip(SkipReason),
}

/// What is being walked, and how.
struct Scope {
    root: Root,
    /// The root with its links resolved.
    real: Option<PathBuf>,
    follow_links: bool,
}

impl Scope {
    fn judge(&self, entry: &DirEntry) -> Verdict {
        let name = entry.file_name().as_encoded_bytes();
        if name == b".dateline" && entry.file_type().is_dir() {
            return Verdict::PassOver;
        }
        if entry.depth() > 0 {
            if name.starts_with(b".") {
                return Verdict::Skip(SkipReason::Hidden);
            }
            if entry.path_is_symlink()
                && let Some(reason) = self.why_not_followed(entry.path())
            {
                return Verdict::Skip(SkipReason::Link(reason.into()));
            }
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            return Verdict::Descend;
        }
        match entry.metadata() {
            Ok(metadata) if metadata.is_file() => Verdict::Take(self.file(entry, &metadata)),
            Ok(_) => Verdict::Skip(SkipReason::NotAFile),
            Err(error) => Verdict::Skip(reason(error.io_error())),
        }
    }

    fn why_not_followed(&self, link: &Path) -> Option<&'static str> {
        let target = match fs::canonicalize(link) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some("its target does not exist"),
            Err(_) => return Some("it leads back to itself or nowhere"),
        };
        let inside = self.real.as_deref().is_some_and(|real| target.starts_with(real));
        match (inside, link.ancestors().skip(1).any(|above| fs::canonicalize(above).is_ok_and(|above| above == target))) {
            (_, true) => Some("it leads back to a directory that it is in"),
            (true, false) => Some("link to a file that is in the archive"),
            (false, false) => (!self.follow_links).then_some("it leads outside the archive (follow such links with --follow-links)"),
        }
    }

    fn file(&self, entry: &DirEntry, metadata: &Metadata) -> ArchiveFile {
        ArchiveFile {
            root: Arc::clone(&self.root.name),
            path: self.relative(entry.path()),
            absolute: entry.path().to_owned(),
            size: metadata.len(),
            modified: modified_nanos(metadata),
        }
    }

    fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root.directory).unwrap_or(path);
        if inside.as_os_str().is_empty() {
            return path.file_name().map_or_else(|| self.root.name.to_string(), text_of);
        }
        relative_text(inside)
    }

    fn refused(&self, error: &walkdir::Error) -> Skipped {
        let reason = match error.loop_ancestor() {
            Some(_) => SkipReason::Link("it leads back to a directory that it is in".into()),
            None if error.depth() == 0 => SkipReason::Unreadable(error.io_error().map_or_else(String::new, super::io_words)),
            None => reason(error.io_error()),
        };
        let skipped = self.skipped(error.path().unwrap_or(&self.root.directory), reason);
        // The root itself stands nowhere in it.
        if error.depth() == 0 { Skipped { path: String::new(), ..skipped } } else { skipped }
    }

    fn skipped(&self, path: &Path, reason: SkipReason) -> Skipped {
        Skipped { root: self.root.name.to_string(), path: self.relative(path), record: None, reason }
    }
}

/// What an error of looking at something below the root means for it.
fn reason(error: Option<&io::Error>) -> SkipReason {
    error.map_or_else(|| SkipReason::Unreadable("unknown error".into()), super::reason_of)
}

fn modified_nanos(metadata: &Metadata) -> i64 {
    let Ok(modified) = metadata.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    fn root_of(directory: &Path) -> Root {
        Root { name: "paper".into(), directory: directory.to_owned() }
    }

    fn seen(root: &Root, follow_links: bool) -> Vec<String> {
        walk(root, follow_links)
            .map(|item| match item {
                Ok(file) => file.path,
                Err(skipped) => format!("{}: {}", skipped.path, skipped.reason),
            })
            .collect()
    }

    #[test]
    fn files_come_in_name_order_and_the_rest_is_reported() {
        let archive = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let at = archive.path();
        fs::create_dir_all(at.join("2017/09")).unwrap();
        fs::create_dir_all(at.join(".dateline/segments")).unwrap();
        fs::create_dir_all(at.join(".git/objects")).unwrap();
        fs::write(outside.path().join("far.txt"), "Far\n\nAway.").unwrap();
        for name in ["2017/09/b.txt", "2017/09/a.txt", "2017/10.txt", ".dateline/meta.json", ".git/objects/x", ".DS_Store", "z.txt"] {
            fs::write(at.join(name), "Words").unwrap();
        }
        symlink(at.join("z.txt"), at.join("again.txt")).unwrap();
        symlink(outside.path().join("far.txt"), at.join("far.txt")).unwrap();
        symlink(at.join("2017"), at.join("2017/loop")).unwrap();
        symlink(at.join("nowhere"), at.join("broken")).unwrap();
        symlink(at.join("self"), at.join("self")).unwrap();
        let _socket = UnixListener::bind(at.join("socket")).unwrap();

        let common = |far: &'static str| {
            vec![
                ".DS_Store: hidden file or directory",
                ".git: hidden file or directory",
                "2017/09/a.txt",
                "2017/09/b.txt",
                "2017/10.txt",
                "2017/loop: symbolic link not followed: it leads back to a directory that it is in",
                "again.txt: symbolic link not followed: link to a file that is in the archive",
                "broken: symbolic link not followed: its target does not exist",
                far,
                "self: symbolic link not followed: it leads back to itself or nowhere",
                "socket: not a regular file",
                "z.txt",
            ]
        };
        let refused = "far.txt: symbolic link not followed: it leads outside the archive (follow such links with --follow-links)";
        assert_eq!(seen(&root_of(at), false), common(refused));
        let followed = seen(&root_of(at), true);
        assert!(followed.contains(&"far.txt".to_owned()), "{followed:?}");
        assert!(!followed.contains(&"again.txt".to_owned()), "{followed:?}");
        assert!(followed.iter().any(|line| line.starts_with("2017/loop: symbolic link not followed")), "{followed:?}");
    }

    #[test]
    fn a_single_file_is_a_root() {
        let archive = tempfile::tempdir().unwrap();
        let file = archive.path().join(".story.txt");
        fs::write(&file, "Words").unwrap();
        let found: Vec<_> = walk(&root_of(&file), false).map(Result::unwrap).collect();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].size), (".story.txt", 5));
        assert_eq!(found[0].absolute, file);
        assert!(found[0].modified > 1_500_000_000_000_000_000);
    }

    #[test]
    fn a_missing_root_is_reported() {
        let archive = tempfile::tempdir().unwrap();
        assert_eq!(seen(&root_of(&archive.path().join("gone")), false), [": cannot be read: no such file or directory"]);
    }

    #[test]
    fn what_is_named_must_be_readable() {
        let archive = tempfile::tempdir().unwrap();
        let at = |name: &str| archive.path().join(name);
        fs::write(at("story.txt"), "Words").unwrap();
        fs::write(at("empty.txt"), "").unwrap();
        symlink(at("self"), at("self")).unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        for (name, expected) in [
            ("", ""),
            ("story.txt", ""),
            ("empty.txt", ""),
            ("gone", "gone: no such file or directory"),
            ("self", "self: cannot be read: Too many levels of symbolic links (os error 40)"),
            ("socket", "socket: neither a directory nor a regular file"),
        ] {
            let told = ensure_readable(&at(name)).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(told.ends_with(expected) && told.is_empty() == expected.is_empty(), "{told}");
        }
    }
}
