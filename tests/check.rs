//! `check`, its repair, and `status --digest`, end to end.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{Workspace, copy, sample_corpus};

/// An archive of some stories, half of them committed by a run of its own, so that the index has two segments.
fn indexed() -> Workspace {
    let workspace = Workspace::new();
    for i in 0..40 {
        workspace.write(
            &format!("news/{i}.txt"),
            format!("Bridge {i} opens\n\nThe bridge opened on day {i}, “at last,” said Ann Lee.").as_bytes(),
        );
        if i == 19 {
            workspace.run("index news").exits(0);
        }
    }
    workspace.run("index news").exits(0);
    workspace
}

fn digest(workspace: &Workspace) -> String {
    workspace.run("status --index news --digest").exits(0).stdout.clone()
}

fn segment_files(workspace: &Workspace, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace.path("news/.dateline/g1")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == ending)).collect();
    found.sort();
    found
}

fn alter(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(path, bytes).unwrap();
}

#[test]
fn the_same_archive_has_the_same_digest_however_it_is_indexed() {
    let mut workspace = sample_corpus();
    workspace.run("index news --jobs 1 --quiet").exits(0);
    let first = digest(&workspace);
    assert!(first.trim().len() == 32 && first.trim().bytes().all(|byte| byte.is_ascii_hexdigit()), "{first}");
    workspace.run("index news --jobs 4 --rebuild --quiet").exits(0);
    assert_eq!(digest(&workspace), first, "four threads");
    workspace.set("TZ", "Pacific/Auckland");
    workspace.set("LC_ALL", "tr_TR.UTF-8");
    workspace.set("LANG", "tr_TR.UTF-8");
    workspace.set("DATELINE_TODAY", "2031-01-01");
    workspace.run("index news --rebuild --quiet").exits(0);
    assert_eq!(digest(&workspace), first, "another zone, locale and day");
    // In parts, and in the opposite order of names.
    fs::remove_dir_all(workspace.path("news/.dateline")).unwrap();
    fs::create_dir(workspace.path("aside")).unwrap();
    let mut parts: Vec<PathBuf> = fs::read_dir(workspace.path("news")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    let aside = |part: &Path| workspace.path("aside").join(part.file_name().unwrap());
    parts.iter().for_each(|part| fs::rename(part, aside(part)).unwrap());
    for part in parts.iter().rev() {
        fs::rename(aside(part), part).unwrap();
        let run = workspace.run("index news --quiet");
        assert!(run.code < 2, "{run:?}");
    }
    assert_eq!(digest(&workspace), first, "part by part, backwards");
    let another = sample_corpus();
    another.run("index news --quiet").exits(0);
    assert_eq!(digest(&another), first, "in another place, with other times of change");
    another.write("news/more.txt", b"Dam leaks\n\nThe dam leaked.");
    another.run("index news --quiet").exits(0);
    assert_ne!(digest(&another), first);
}

#[test]
fn a_sound_index_is_said_to_be_sound() {
    let workspace = indexed();
    let run = workspace.run_in("news", "check");
    assert!(run.exits(0).stdout.starts_with("sound: ") && run.stdout.contains("40 articles with 40 quotes from 40 files whole"), "{run:?}");
    assert_eq!(workspace.run_in("news", "check --repair").exits(0).stdout, run.stdout, "nothing to mend");
    let json = workspace.run_in("news", "check --json").exits(0).json();
    assert_eq!((json["sound"].as_bool(), json["articles"].as_u64()), (Some(true), Some(40)));
    workspace.run("check --index nowhere").exits(2).says("no index there");
}

#[test]
fn damage_is_found_said_by_a_search_and_mended() {
    type Damage = (&'static str, fn(&Workspace));
    let damages: [Damage; 7] = [
        ("left out", |workspace| alter(&segment_files(workspace, "store")[0])),
        ("left out", |workspace| alter(&segment_files(workspace, "pos")[1])),
        ("left out", |workspace| fs::remove_file(&segment_files(workspace, "idx")[0]).unwrap()),
        ("left out", |workspace| segment_files(workspace, "term").iter().for_each(|path| fs::write(path, b"").unwrap())),
        ("left out", |workspace| alter(&workspace.path("news/.dateline/g1/.managed.json"))),
        ("built anew from ", |workspace| alter(&workspace.path("news/.dateline/g1/meta.json"))),
        ("built anew from ", |workspace| fs::remove_file(workspace.path("news/.dateline/current")).unwrap()),
    ];
    let (undisturbed, mut copies) = (indexed(), Vec::new());
    let expected = digest(&undisturbed);
    for (number, (words, damage)) in damages.into_iter().enumerate() {
        let workspace = Workspace::new();
        copy(&undisturbed.path("news"), &workspace.path("news"));
        damage(&workspace);
        let run = workspace.run_in("news", "check");
        run.exits(2).says("the index is damaged: a check found ").says("--repair");
        assert!(!run.stdout.is_empty() && !run.stdout.contains("sound"), "{run:?}");
        let search = workspace.run_in("news", "search bridge -c");
        assert!(search.code == 0 || search.code == 2, "{search:?}");
        search.does_not_say("panicked");
        let repair = workspace.run_in("news", "check --repair");
        repair.exits(0).says("repaired: ").says(words);
        assert!(repair.stdout.contains("sound: "), "{repair:?}");
        assert_eq!(digest(&workspace), expected, "damage {number}");
        workspace.run_in("news", "search bridge -c").exits(0).prints("40\n");
        copies.push(workspace);
    }
}

#[test]
fn the_error_of_a_search_names_the_check() {
    let workspace = indexed();
    for path in segment_files(&workspace, "fast") {
        fs::write(path, b"x").unwrap();
    }
    for typed in ["search bridge", "quotes bridge", "speakers", "status"] {
        workspace
            .run_in("news", typed)
            .exits(2)
            .prints("")
            .says("the index is damaged")
            .says("hint: run `dateline check")
            .does_not_say("panicked");
    }
}

#[test]
fn nothing_is_taken_out_while_the_archive_is_not_there() {
    let workspace = Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened.")]);
    workspace.run("index news --index kept").exits(0);
    fs::rename(workspace.path("news"), workspace.path("away")).unwrap();
    let store = fs::read_dir(workspace.path("kept/g1")).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "pos")).unwrap();
    alter(&store);
    let before = fs::read(workspace.path("kept/g1/meta.json")).unwrap();
    workspace.run("check --repair --index kept").exits(2).says("no such file or directory");
    assert_eq!(fs::read(workspace.path("kept/g1/meta.json")).unwrap(), before);
    fs::rename(workspace.path("away"), workspace.path("news")).unwrap();
    workspace.run("check --repair --index kept").exits(0);
    workspace.run("search bridge -c --index kept").prints("1\n");
    alter(&workspace.path("kept/g1/meta.json"));
    workspace
        .run("check --repair --index kept")
        .exits(2)
        .says("does not say any more")
        .says("hint: name them: `dateline index --rebuild --index kept DIR...`");
}

#[test]
fn a_lost_dictionary_is_told_and_the_index_built_anew() {
    let workspace = sample_corpus();
    workspace.run("index news --quiet").exits(0);
    let whole = digest(&workspace);
    let dictionary = |workspace: &Workspace| workspace.path("news/.dateline").join(current(workspace)).join("dictionary-1");
    for damage in [alter, |path: &Path| fs::remove_file(path).unwrap()] {
        damage(&dictionary(&workspace));
        let told = workspace.run("search court --index news").exits(2).stderr.clone();
        assert!(told.contains("dictionary-1") && told.contains("--repair"), "{told}");
        let checked = workspace.run("check --index news").exits(2).stdout.clone();
        assert!(checked.contains("dictionary-1"), "{checked}");
        workspace.run("check --index news --repair").exits(0);
        assert_eq!(digest(&workspace), whole);
    }
}

fn current(workspace: &Workspace) -> String {
    fs::read_to_string(workspace.path("news/.dateline/current")).unwrap()
}
