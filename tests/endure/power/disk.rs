//! A disk and what it still has when the power fails.
//!
//! More may be lost than any file system that is in use loses: until its directory is synced, each name may stand for any file that it has stood
//! for since the last sync, whatever became of other names; until a file is synced, each of its writes may be there, in part, as zeros, or not.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::calls::Call;
use crate::endure::Chance;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Nothing,
    File(usize),
    Directory(usize),
}

#[derive(Debug, Default)]
struct File {
    /// What is on the disk for certain.
    synced: Vec<u8>,
    /// What was written since then: place and bytes.
    written: Vec<(usize, Vec<u8>)>,
}

/// What becomes of all that was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    Lost,
    /// Names are kept, what was written in files is lost.
    NamesKept,
    /// Names are kept, files have their lengths, of zeros.
    Zeros,
    /// What was written in files is kept, names are lost.
    BytesKept,
    /// What was asked for last is kept, nothing that was asked for before it.
    Newest,
    /// Each name and each write as chance will have it.
    Mixed(u64),
}

/// The disk, with the directory that is looked at as its root.
#[derive(Debug)]
pub(super) struct Disk {
    files: Vec<File>,
    /// What each name in each directory has stood for since that directory was synced, the oldest first.
    names: BTreeMap<(usize, OsString), Vec<Entry>>,
    directories: usize,
    /// The names that the last request has changed.
    newest: Vec<(usize, OsString)>,
}

impl Disk {
    /// What lies in a directory, all of it synced.
    pub(super) fn of(directory: &Path) -> Self {
        let mut disk = Self { files: Vec::new(), names: BTreeMap::new(), directories: 1, newest: Vec::new() };
        disk.take_in(directory, 0);
        disk
    }

    /// A disk that has an index only.
    pub(super) fn of_index(index: &Path) -> Self {
        let mut disk = Self { files: Vec::new(), names: BTreeMap::new(), directories: 2, newest: Vec::new() };
        disk.take_in(index, 1);
        disk.names.insert((0, index.file_name().unwrap().to_owned()), vec![Entry::Directory(1)]);
        disk
    }

    fn take_in(&mut self, directory: &Path, number: usize) {
        for entry in fs::read_dir(directory).unwrap().map(Result::unwrap) {
            let taken = if entry.file_type().unwrap().is_dir() {
                self.directories += 1;
                let below = self.directories - 1;
                self.take_in(&entry.path(), below);
                Entry::Directory(below)
            } else {
                self.files.push(File { synced: fs::read(entry.path()).unwrap(), written: Vec::new() });
                Entry::File(self.files.len() - 1)
            };
            self.names.insert((number, entry.file_name()), vec![taken]);
        }
    }

    /// The directory and the name that a path below the root ends with.
    fn slot(&self, path: &Path) -> (usize, OsString) {
        let mut parts: Vec<OsString> = path.iter().map(OsString::from).collect();
        let name = parts.pop().unwrap_or_default();
        let directory = parts.into_iter().fold(0, |directory, part| match self.now(&(directory, part)) {
            Entry::Directory(below) => below,
            other => panic!("{}: {other:?}", path.display()),
        });
        (directory, name)
    }

    fn now(&self, slot: &(usize, OsString)) -> Entry {
        self.names.get(slot).and_then(|history| history.last().copied()).unwrap_or(Entry::Nothing)
    }

    fn set(&mut self, slot: (usize, OsString), entry: Entry) {
        self.names.entry(slot.clone()).or_insert_with(|| vec![Entry::Nothing]).push(entry);
        self.newest.push(slot);
    }

    /// Does what was asked. Paths begin at the root, `relative` makes them so.
    pub(super) fn apply(&mut self, call: &Call, relative: impl Fn(&Path) -> std::path::PathBuf) {
        self.newest.clear();
        match call {
            Call::MakeDirectory(path) => {
                self.directories += 1;
                self.set(self.slot(&relative(path)), Entry::Directory(self.directories - 1));
            }
            Call::Open { path, emptied } => {
                let slot = self.slot(&relative(path));
                match self.now(&slot) {
                    Entry::File(number) => assert!(!emptied || self.files[number].synced.is_empty(), "emptying is not simulated"),
                    _ => {
                        self.files.push(File::default());
                        self.set(slot, Entry::File(self.files.len() - 1));
                    }
                }
            }
            Call::Write { path, at, bytes } => {
                let Entry::File(number) = self.now(&self.slot(&relative(path))) else { panic!("{} is no file", path.display()) };
                self.files[number].written.push((*at, bytes.clone()));
            }
            Call::Sync(path) => self.sync(&relative(path)),
            Call::Rename(from, to) => {
                let (from, to) = (self.slot(&relative(from)), self.slot(&relative(to)));
                let entry = self.now(&from);
                assert!(matches!(entry, Entry::File(_)), "renaming a directory is not simulated");
                self.set(to, entry);
                self.set(from, Entry::Nothing);
            }
            Call::Remove(path) => self.set(self.slot(&relative(path)), Entry::Nothing),
        }
    }

    fn sync(&mut self, path: &Path) {
        let directory = match path.as_os_str().is_empty() {
            true => Entry::Directory(0),
            false => self.now(&self.slot(path)),
        };
        match directory {
            Entry::Directory(number) => {
                let below = self.names.range_mut((number, OsString::new())..).take_while(|((directory, _), _)| *directory == number);
                below.for_each(|(_, history)| _ = history.drain(..history.len() - 1));
            }
            Entry::File(number) => {
                let File { synced, written } = &mut self.files[number];
                written.drain(..).for_each(|(at, bytes)| write_at(synced, at, &bytes));
            }
            Entry::Nothing => panic!("{} is synced and not there", path.display()),
        }
    }

    /// The files that are there after the power has failed, by their paths; directories have none.
    pub(super) fn after(&self, fate: Fate) -> BTreeMap<std::path::PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        let seed = if let Fate::Mixed(seed) = fate { seed } else { 0 };
        self.collect(0, Path::new(""), fate, &mut Chance(seed), &mut HashSet::new(), &mut found);
        found
    }

    fn collect(
        &self,
        directory: usize,
        path: &Path,
        fate: Fate,
        chance: &mut Chance,
        seen: &mut HashSet<usize>,
        found: &mut BTreeMap<std::path::PathBuf, Option<Vec<u8>>>,
    ) {
        for (slot @ (_, name), history) in
            self.names.range((directory, OsString::new())..).take_while(|((number, _), _)| *number == directory)
        {
            let place = match fate {
                Fate::Kept | Fate::NamesKept | Fate::Zeros => history.len() - 1,
                Fate::Newest if self.newest.contains(slot) => history.len() - 1,
                Fate::Lost | Fate::BytesKept | Fate::Newest => 0,
                Fate::Mixed(_) => chance.below(history.len() as u64) as usize,
            };
            match history[place] {
                Entry::Nothing => {}
                Entry::File(number) => _ = found.insert(path.join(name), Some(self.files[number].after(fate, chance))),
                Entry::Directory(below) => {
                    if seen.insert(below) {
                        found.insert(path.join(name), None);
                        self.collect(below, &path.join(name), fate, chance, seen, found);
                    }
                }
            }
        }
    }
}

impl File {
    fn after(&self, fate: Fate, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for (at, written) in &self.written {
            let kept = match fate {
                Fate::Kept | Fate::BytesKept => written.clone(),
                Fate::Lost | Fate::NamesKept | Fate::Newest => continue,
                Fate::Zeros => vec![0; written.len()],
                Fate::Mixed(_) => match chance.below(4) {
                    0 => written.clone(),
                    1 => written[..chance.below(written.len() as u64 + 1) as usize].to_vec(),
                    2 => vec![0; written.len()],
                    _ => continue,
                },
            };
            write_at(&mut bytes, *at, &kept);
        }
        bytes
    }
}

fn write_at(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    bytes.resize(bytes.len().max(at + written.len()), 0);
    bytes[at..at + written.len()].copy_from_slice(written);
}

/// Puts files into a directory, and nothing else.
pub(super) fn put(found: &BTreeMap<std::path::PathBuf, Option<Vec<u8>>>, directory: &Path) {
    for (path, bytes) in found {
        match bytes {
            Some(bytes) => fs::write(directory.join(path), bytes).unwrap(),
            None => fs::create_dir_all(directory.join(path)).unwrap(),
        }
    }
}
