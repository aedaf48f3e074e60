//! Several processes at once on one index: indexers, searchers, rebuilds, and an archive that changes while it is read.

use std::fs;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use super::archive::Archive;
use super::{Chance, times};

fn start(archive: &Archive, typed: &str) -> Child {
    let mut command = archive.workspace.command(&archive.workspace.path("."), typed);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn readers_go_on_under_indexers_and_rebuilds() {
    let archive = Archive::new();
    archive.is_finished_by_the_next_run(0, "at first");
    let until = Instant::now() + Duration::from_secs(times("DATELINE_SECONDS", 4) as u64);
    let (done, searches, writes, refused) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for reader in 0..3 {
            let (archive, done, searches) = (&archive, &done, &searches);
            scope.spawn(move || {
                while !done.load(Relaxed) {
                    let run = match reader {
                        0 => archive.workspace.run("search lighthouse -c --index news"),
                        1 => archive.workspace.run("search lighthouse -n 20 -l --index news"),
                        _ => archive.workspace.run("check --index news"),
                    };
                    assert_eq!(run.code, 0, "{run:?}");
                    match reader {
                        0 => assert_eq!(run.stdout, "12\n", "{run:?}"),
                        1 => assert_eq!(run.lines().len(), 12, "{run:?}"),
                        _ => assert!(run.stdout.starts_with("sound: "), "{run:?}"),
                    }
                    searches.fetch_add(1, Relaxed);
                }
            });
        }
        let mut version = 0;
        let too_few = || searches.load(Relaxed) <= 20 || writes.load(Relaxed) <= 3 || refused.load(Relaxed) == 0;
        while Instant::now() < until || (too_few() && version < 500) {
            version += 1;
            archive.put(version);
            let typed = ["index news", "index news", "index news --rebuild"];
            let running: Vec<Child> = typed.iter().map(|typed| start(&archive, typed)).collect();
            for child in running {
                let output = child.wait_with_output().unwrap();
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                match output.status.code() {
                    Some(0) => writes.fetch_add(1, Relaxed),
                    Some(2) if said.contains("another dateline is writing to this index") => refused.fetch_add(1, Relaxed),
                    other => panic!("{other:?}: {said}"),
                };
            }
            archive.is_finished_by_the_next_run(version, &format!("version {version}"));
        }
        done.store(true, Relaxed);
    });
    let [searches, writes, refused] = [&searches, &writes, &refused].map(|count| count.load(Relaxed));
    println!("{searches} answers while {writes} runs wrote and {refused} were told to wait");
    assert!(searches > 20 && writes > 3 && refused > 0);
}

#[test]
fn an_archive_that_changes_while_it_is_read_comes_right() {
    let archive = Archive::new();
    let until = Instant::now() + Duration::from_secs(times("DATELINE_SECONDS", 3) as u64);
    let mut chance = Chance(7);
    let mut runs = 0;
    while Instant::now() < until {
        let child = start(&archive, "index news");
        for _ in 0..30 {
            disturb(&archive, &mut chance);
        }
        let output = child.wait_with_output().unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
        runs += 1;
        archive.answers("after changes under a run");
        // What came of it is settled by the next run, which sees the archive at rest.
        for story in 0..10 {
            archive.workspace.write(&format!("news/passing/{story}.txt"), b"Passing\n\nA story that is gone soon.");
        }
        fs::remove_dir_all(archive.workspace.path("news/passing")).unwrap();
        archive.put(runs);
        archive.is_finished_by_the_next_run(runs, &format!("run {runs}"));
    }
    println!("{runs} runs over an archive that changed under them");
}

/// Lets a file appear, grow, shrink, be replaced or vanish; none of those that are the same in every version.
fn disturb(archive: &Archive, chance: &mut Chance) {
    let path = format!("news/passing/{}.txt", chance.below(10));
    let file = archive.workspace.path(&path);
    match chance.below(5) {
        0 => _ = fs::remove_file(&file),
        1 => archive.workspace.write(&path, "Passing\n\nA long story. ".repeat(20_000).as_bytes()),
        2 => archive.workspace.write(&path, b"Passing\n\nA short story."),
        3 => {
            archive.workspace.write(&format!("{path}.new"), b"Passing\n\nAnother story.");
            _ = fs::rename(archive.workspace.path(&format!("{path}.new")), &file);
        }
        _ => _ = fs::OpenOptions::new().write(true).open(&file).and_then(|file| file.set_len(10)),
    }
    thread::sleep(Duration::from_millis(chance.below(12)));
}
