//! An archive that changes from version to version, and what an index of it must be like afterwards.

use std::fs;
use std::path::Path;

use crate::harness::{Run, Workspace};

/// How many versions there are; the one after the last is the first.
pub(super) const VERSIONS: usize = 4;
/// Files that are the same in every version, each with the word `lighthouse`.
const CONSTANT: usize = 12;

/// An archive with the digests that its versions have when nothing disturbs their indexing.
pub(super) struct Archive {
    pub(super) workspace: Workspace,
    digests: Vec<String>,
}

impl Archive {
    pub(super) fn new() -> Self {
        let workspace = Workspace::new();
        let mut digests = Vec::new();
        for version in 0..VERSIONS {
            write(&workspace, version);
            workspace.run("index news --quiet --index undisturbed --rebuild").exits(0);
            digests.push(workspace.run("status --digest --index undisturbed").exits(0).stdout.clone());
            assert!(workspace.path("undisturbed/g1/dictionary-1").exists(), "there is enough text to make a dictionary of");
            fs::remove_dir_all(workspace.path("undisturbed")).unwrap();
        }
        let archive = Self { workspace, digests };
        archive.put(0);
        archive
    }

    /// Makes the archive that of a version.
    pub(super) fn put(&self, version: usize) {
        write(&self.workspace, version);
    }

    /// What an undisturbed build of a version holds.
    pub(super) fn digest_of(&self, version: usize) -> &str {
        &self.digests[version % VERSIONS]
    }

    /// What the index holds.
    pub(super) fn digest(&self) -> String {
        self.workspace.run("status --digest --index news").exits(0).stdout.clone()
    }

    /// Whether the last commit is whole and answers, or what is wrong with it.
    pub(super) fn is_sound(&self) -> Result<(), String> {
        let check = self.workspace.run("check --index news");
        let found = self.workspace.run("search lighthouse -c --index news");
        let answers = check.code == 0 && (found.code, found.stdout.as_str()) == (0, "12\n");
        if answers { Ok(()) } else { Err(format!("{check:?}\n{found:?}")) }
    }

    /// Asserts that the last commit is whole and answers; `context` says what had happened.
    #[track_caller]
    pub(super) fn answers(&self, context: &str) {
        self.is_sound().unwrap_or_else(|wrong| panic!("{context}: {wrong}"));
    }

    /// Brings the index up to date, with what is wrong if it is not what an undisturbed build of the version is then, with nothing left over.
    pub(super) fn finish(&self, version: usize) -> Result<(), String> {
        let run: Run = self.workspace.run("index news");
        if run.code != 0 {
            return Err(format!("{run:?}"));
        }
        self.is_sound()?;
        let digest = self.digest();
        if digest != self.digest_of(version) {
            return Err(format!("{digest} instead of {}: {run:?}", self.digest_of(version)));
        }
        let index = self.workspace.path("news/.dateline");
        let left: Vec<String> = names(&index).into_iter().filter(|name| name != "current" && name != "lock").collect();
        if left.len() != 1 {
            return Err(format!("left over: {left:?}"));
        }
        let generation = names(&index.join(&left[0]));
        let listed = fs::read_to_string(index.join(&left[0]).join("meta.json")).unwrap().replace('-', "");
        let stray: Vec<&String> = generation.iter().filter(|name| !belongs(name, &listed)).collect();
        if stray.is_empty() { Ok(()) } else { Err(format!("left over: {stray:?}")) }
    }

    /// Brings the index up to date and asserts that it is what an undisturbed build of the version is, with nothing left over.
    #[track_caller]
    pub(super) fn is_finished_by_the_next_run(&self, version: usize, context: &str) {
        self.finish(version).unwrap_or_else(|wrong| panic!("{context}: {wrong}"));
    }
}

fn belongs(name: &str, listed: &str) -> bool {
    let fixed = ["dictionary-1", "meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"];
    fixed.contains(&name) || name.split_once('.').is_some_and(|(segment, _)| !segment.is_empty() && listed.contains(segment))
}

fn names(directory: &Path) -> Vec<String> {
    fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Writes what differs from the version that is there.
fn write(workspace: &Workspace, version: usize) {
    let version = version % VERSIONS;
    for i in 0..CONSTANT {
        put(workspace, &format!("news/constant/{i}.txt"), &story(i, 0, "lighthouse"));
    }
    put(workspace, "news/constant/tides.jsonl", &tides());
    for i in 0..40 {
        let path = format!("news/{}/{i}.txt", i % 3);
        if (i * 7 + version).is_multiple_of(5) {
            _ = fs::remove_file(workspace.path(&path));
        } else {
            put(workspace, &path, &story(i, if i % 4 == version { version + 1 } else { 0 }, "harbour"));
        }
    }
    let records = 20 + 5 * version;
    let lines: String = (0..records)
        .map(|i| format!("{{\"id\":\"r{i}\",\"title\":\"Record {i}\",\"body\":\"Record {i} of version {version} came in.\"}}\n"))
        .collect();
    put(workspace, "news/records.jsonl", &lines);
}

/// Records with text enough to make a dictionary of, the same in every version.
fn tides() -> String {
    let day =
        |record: usize, day: usize| format!("On day {day} the tide at pier {record} stood {} cm high. ", (record * 31 + day * 17) % 400);
    let record = |i: usize| {
        let body: String = (0..170).map(|number| day(i, number)).collect();
        format!("{{\"id\":\"t{i}\",\"title\":\"Tides at pier {i}\",\"body\":\"{body}\"}}\n")
    };
    (0..10).map(record).collect()
}

fn put(workspace: &Workspace, path: &str, text: &str) {
    if !fs::read_to_string(workspace.path(path)).is_ok_and(|there| there == text) {
        workspace.write(path, text.as_bytes());
    }
}

fn story(i: usize, edition: usize, word: &str) -> String {
    format!(
        "Story {i} of the {word}\n\nBERLIN, March {} (Northwire) - The {word} is shut, edition {edition} said.\n\n“It is shut for {i} days,” said \
         Anna Keller{edition}, who runs it.",
        i % 28 + 1
    )
}
