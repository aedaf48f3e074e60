//! Power that fails at any moment of a run: what had not been synced is lost, cut, or there in another order, and the index is whole all the same.
//!
//! A run is watched by `strace`, and what it asked of the system is played to a simulated disk ([`disk`]) up to each moment. From what such a
//! disk may still hold an index is made, which must be the last commit, and be brought up to date by the next run. That the simulation tells
//! a missing sync is tested by leaving each kind of them out.

mod calls;
mod disk;

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use self::calls::{Call, TRACED};
use self::disk::{Disk, Fate};
use super::archive::Archive;
use super::{HAS_POINTS, times};

/// A run that is watched.
struct Scene {
    name: &'static str,
    typed: &'static str,
    /// What `$FAILPOINTS` says to a run before it, and to the run itself.
    before: Option<&'static str>,
    told: Option<&'static str>,
    /// What is done to the index before: nothing, or all of it is removed, or damaged.
    index: Index,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Index {
    Kept,
    None,
    Damaged,
}

const SCENES: [Scene; 6] = [
    Scene { name: "update", typed: "index news --quiet", before: None, told: None, index: Index::Kept },
    Scene { name: "rebuild", typed: "index news --quiet --rebuild", before: None, told: None, index: Index::Kept },
    Scene { name: "first", typed: "index news --quiet", before: None, told: None, index: Index::None },
    Scene { name: "repair", typed: "check --repair --index news", before: None, told: None, index: Index::Damaged },
    Scene { name: "commits and merges", typed: "index news --quiet", before: None, told: Some("commit often=return"), index: Index::Kept },
    Scene {
        name: "after a kill",
        typed: "index news --quiet",
        before: Some("commit often=return;renamed=70*off->return(kill)"),
        told: None,
        index: Index::Kept,
    },
];

/// What a run asked for, from the disk as it was.
struct Recording {
    /// What lies in the archive's directory of the index.
    before: PathBuf,
    calls: Vec<Call>,
    home: PathBuf,
}

impl Recording {
    /// Runs and records; `None` where there is nothing to record with. The index is as the run has left it.
    fn new(archive: &Archive, scene: &Scene) -> Option<Self> {
        let workspace = &archive.workspace;
        let home = workspace.path("news").canonicalize().unwrap();
        let (index, before) = (home.join(".dateline"), workspace.path("before"));
        if let Some(told) = scene.before {
            workspace.command(&workspace.path("."), scene.typed).env("FAILPOINTS", told).output().unwrap();
        }
        match scene.index {
            Index::Kept => {}
            Index::None => fs::remove_dir_all(&index).unwrap(),
            Index::Damaged => damage(&index),
        }
        _ = fs::remove_dir_all(&before);
        fs::create_dir_all(&before).unwrap();
        if index.exists() {
            crate::harness::copy(&index, &before.join(".dateline"));
        }
        let log = workspace.path("calls");
        let mut command = workspace.program("strace", &workspace.path("."));
        command.args(["-f", "-y", "-xx", "-s", "100000000", "-e", &format!("trace={TRACED}"), "-o"]).arg(&log);
        command.arg(env!("CARGO_BIN_EXE_dateline")).args(scene.typed.split(' '));
        if let Some(told) = scene.told {
            command.env("FAILPOINTS", told);
        }
        let ran = command.output().ok().filter(|ran| !String::from_utf8_lossy(&ran.stderr).contains("ptrace"))?;
        assert!(ran.status.success(), "{}: {ran:?}", scene.name);
        let calls = calls::read(&fs::read_to_string(log).unwrap(), home.parent().unwrap(), &home);
        Some(Self { before, calls, home })
    }

    /// Plays all calls; `each` sees the disk after each that is not a write, and how many are to come. Syncs of what `deaf` says do nothing.
    fn play(&self, deaf: impl Fn(&Path) -> bool, mut each: impl FnMut(&Disk, usize, &Call)) {
        let mut disk = Disk::of(&self.before);
        for (number, call) in self.calls.iter().enumerate() {
            if !matches!(call, Call::Sync(path) if deaf(path)) {
                disk.apply(call, |path| path.strip_prefix(&self.home).unwrap().to_owned());
            }
            let left = self.calls.len() - number - 1;
            if left == 0 || !matches!(call, Call::Write { .. } | Call::Open { .. }) {
                each(&disk, left, call);
            }
        }
    }
}

fn damage(index: &Path) {
    let stores = walkdir::WalkDir::new(index).sort_by_file_name().into_iter().flatten();
    let store = stores.map(|entry| entry.into_path()).find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[20] ^= 0x55;
    fs::write(store, bytes).unwrap();
}

/// Plays a scene in an archive whose index is that of the version before; the last states come first. Answers how many states were looked
/// at, or what the first is like that is not as promised.
fn endure(
    archive: &Archive,
    scene: &Scene,
    recording: &Recording,
    version: usize,
    limit: usize,
    deaf: fn(&Path) -> bool,
) -> Result<usize, String> {
    let mut moments = Vec::new();
    recording.play(deaf, |_, left, _| moments.push(left));
    let stride = moments.len().div_ceil((limit / 6).max(1));
    let chosen: HashSet<usize> = moments.iter().rev().copied().step_by(stride).collect();
    let (mut seen, mut result, mut looked_at, mut is_certain) = (HashSet::new(), Ok(()), 0, false);
    let mut seed = 0;
    recording.play(deaf, |disk, left, call| {
        if !chosen.contains(&left) {
            return;
        }
        let fates = [Fate::Lost, Fate::Newest, Fate::NamesKept, Fate::Zeros, Fate::BytesKept, Fate::Kept];
        let mixed = (0..if limit > 1000 { 4 } else { 2 }).map(|number| Fate::Mixed(seed * 10 + number + 1));
        for fate in fates.into_iter().chain(mixed) {
            let found = disk.after(fate);
            let mut hasher = DefaultHasher::new();
            found.hash(&mut hasher);
            if result.is_err() || (!seen.insert(hasher.finish()) && left > 0) {
                continue;
            }
            looked_at += 1;
            let index = archive.workspace.path("news/.dateline");
            _ = fs::remove_dir_all(&index);
            disk::put(&found, &archive.workspace.path("news"));
            let outcome = holds(archive, scene, version, left == 0 || is_certain);
            let context = format!("{}, {fate:?} {left} calls before the end, after {}", scene.name, shown(call));
            match outcome.and_then(|is_done| finishes(archive, scene, version).map(|()| is_done)) {
                Ok(is_done) => is_certain |= is_done && fate == Fate::Lost,
                Err(error) => result = Err(format!("{context}: {error}")),
            }
        }
        seed += 1;
    });
    result.map(|()| looked_at)
}

fn shown(call: &Call) -> String {
    format!("{call:?}").chars().take(200).collect()
}

/// Whether the index is that of the last commit; answers whether that is the new one. `is_done` is whether it must be.
fn holds(archive: &Archive, scene: &Scene, version: usize, is_done: bool) -> Result<bool, String> {
    let check = archive.workspace.run("check --index news");
    match (scene.index, check.code) {
        // The first commit of all is one of nothing.
        (Index::None, 0) if !is_done => {}
        (Index::None, 2) if !is_done && check.stderr.contains("no index there") => return Ok(false),
        (Index::Damaged, 2) if !is_done => return Ok(false),
        // What was damaged has been left out, and what was lost with it is not yet read again: that is told.
        (Index::Damaged, 0) if check.stdout.contains("has not come to its end") => return Ok(false),
        _ => archive.is_sound()?,
    }
    let digest = archive.digest();
    let is_new = digest == archive.digest_of(version);
    let may_be_old = !is_done
        && (scene.index != Index::Kept || scene.told.is_some() || scene.before.is_some() || digest == archive.digest_of(version - 1));
    if is_new || may_be_old { Ok(is_new) } else { Err(format!("another content: {check:?}")) }
}

fn finishes(archive: &Archive, scene: &Scene, version: usize) -> Result<(), String> {
    if scene.index == Index::Damaged {
        let run = archive.workspace.run("check --repair --index news");
        if run.code != 0 {
            return Err(format!("{run:?}"));
        }
    }
    archive.finish(version)
}

/// Whether a path is of those whose syncs are left out.
type Deaf = fn(&Path) -> bool;

/// Kinds of syncs, in whose absence the scene named must fail.
const SYNCS: [(&str, &str, Deaf); 5] = [
    ("of files of the engine", "update", |path| path.extension().is_some()),
    ("of files that replace others", "update", |path| name(path).starts_with(".tmp")),
    ("of the generation", "update", |path| name(path).starts_with('g') && path.extension().is_none()),
    ("of the index", "rebuild", |path| name(path) == ".dateline"),
    ("of the directory of the index", "first", |path| name(path) == "news"),
];

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

#[test]
fn power_may_fail_at_any_moment() {
    if !HAS_POINTS {
        println!("skipped: built without --features failpoints");
        return;
    }
    let archive = Archive::new();
    archive.is_finished_by_the_next_run(0, "at first");
    let limit = times("DATELINE_POWER", 24);
    let mut sum = 0;
    for (version, scene) in (1..).zip(&SCENES) {
        archive.put(if scene.index == Index::Damaged { version - 1 } else { version });
        let version = if scene.index == Index::Damaged { version - 1 } else { version };
        let Some(recording) = Recording::new(&archive, scene) else {
            println!("skipped: strace is not there, or may not trace");
            return;
        };
        let index = archive.workspace.path("news/.dateline");
        let mut is_played_rightly = true;
        recording.play(
            |_| false,
            |disk, left, _| is_played_rightly &= left > 0 || disk.after(Fate::Kept) == Disk::of_index(&index).after(Fate::Kept),
        );
        assert!(is_played_rightly, "{}: the calls recorded do not make the index that is there", scene.name);
        for (kind, _, deaf) in SYNCS.iter().filter(|(_, needed_by, _)| *needed_by == scene.name) {
            let told = endure(&archive, scene, &recording, version, 12, *deaf);
            assert!(told.is_err(), "{}: without syncs {kind} nothing is lost", scene.name);
            println!("without syncs {kind}: {}", told.unwrap_err().chars().take(300).collect::<String>());
        }
        match endure(&archive, scene, &recording, version, limit, |_| false) {
            Ok(states) => println!("{}: {} calls, {states} states of the disk survived", scene.name, recording.calls.len()),
            Err(error) => panic!("{error}"),
        }
        sum += recording.calls.len();
        archive.put(version);
        archive.is_finished_by_the_next_run(version, scene.name);
    }
    assert!(sum > 500, "{sum} calls");
}
