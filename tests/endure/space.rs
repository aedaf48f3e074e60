//! Disks that fill up while an index is written, files that may not grow, and file systems that may not be written to.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{Run, Workspace};

/// Stories that need about a megabyte of index, and more for a second index of them.
fn fill(workspace: &Workspace, from: usize, to: usize) {
    for i in from..to {
        let words: String = (0..400).map(|word| format!("w{}x{} ", i * 131 % 977, (word * word + i * 7919) % 100_003)).collect();
        workspace.write(&format!("news/{i}.txt"), format!("Story {i}\n\nThe lighthouse. {words}").as_bytes());
    }
}

/// A small file system of its own, unmounted in the end.
struct Mount(PathBuf);

impl Mount {
    /// `None` where this user may not mount.
    fn new(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let options = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then(|| Self(at.to_owned()))
    }

    fn again(&self, options: &str) -> bool {
        let options = format!("remount,{options}");
        Command::new("mount").args(["-o", &options]).arg(&self.0).status().is_ok_and(|status| status.success())
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        _ = Command::new("umount").arg(&self.0).status();
    }
}

fn bytes_in(directory: &Path) -> u64 {
    let files = walkdir::WalkDir::new(directory).into_iter().flatten();
    files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.metadata().unwrap().len()).sum()
}

/// Asserts that the index is as it was: sound, and with so many stories.
#[track_caller]
fn holds(workspace: &Workspace, index: &str, stories: usize) {
    workspace.run(&format!("check --index {index}")).exits(0);
    workspace.run(&format!("search lighthouse -c --index {index}")).exits(0).prints(&format!("{stories}\n"));
}

#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let workspace = Workspace::new();
    fill(&workspace, 0, 60);
    let Some(mount) = Mount::new(&workspace.path("small"), "3m") else {
        println!("skipped: this user may not mount a file system");
        return;
    };
    workspace.run("index news --index small/index").exits(0);
    holds(&workspace, "small/index", 60);
    let before = bytes_in(&mount.0);
    fill(&workspace, 60, 1200);
    let mut sizes = Vec::new();
    for flags in ["", "", "--rebuild", "--rebuild"] {
        let run = workspace.run(&format!("index news --index small/index {flags}"));
        run.exits(2).says("error: ").says("No space left on device").says("hint: make room").does_not_say("panicked");
        holds(&workspace, "small/index", 60);
        sizes.push(bytes_in(&mount.0));
    }
    assert!(sizes.iter().all(|&size| size <= before + 50_000), "what was not committed grows: {before}, {sizes:?}");
    assert!(mount.again("size=64m"));
    workspace.run("index news --index small/index").exits(0);
    holds(&workspace, "small/index", 1200);
    assert!(mount.again("ro"));
    let digest = workspace.run("status --digest --index small/index").exits(0).stdout.clone();
    workspace.write("news/more.txt", b"More\n\nThe lighthouse.");
    for flags in ["", "--rebuild"] {
        workspace.run(&format!("index news --index small/index {flags}")).exits(2).says("error: ").says("Read-only file system");
    }
    holds(&workspace, "small/index", 1200);
    workspace.run("status --digest --index small/index").prints(&digest);
}

#[test]
fn files_that_may_not_grow_are_said() {
    let workspace = Workspace::new();
    fill(&workspace, 0, 20);
    workspace.run("index news").exits(0);
    fill(&workspace, 20, 600);
    // The shell's limit is in blocks of 512 bytes or of 1024; a write beyond it fails, with the signal switched off.
    let mut limited = workspace.program("sh", &workspace.path("."));
    limited.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" index news", env!("CARGO_BIN_EXE_dateline")]);
    let output = limited.output().unwrap();
    let run = Run {
        typed: "index news, with files of at most 100 blocks".into(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    };
    run.exits(2).says("error: ").says("File too large").does_not_say("panicked");
    holds(&workspace, "news", 20);
    workspace.run("index news").exits(0);
    holds(&workspace, "news", 600);
}

/// Runs the binary as somebody who may not write everywhere; `None` where that cannot be had.
fn as_nobody(workspace: &Workspace, typed: &str) -> Option<Run> {
    let start = |arguments: &[&str]| {
        let mut command = workspace.program("setpriv", &workspace.path("."));
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_dateline")]).args(arguments).output()
    };
    start(&["--version"]).ok().filter(|output| output.status.success())?;
    let output = start(&typed.split(' ').collect::<Vec<_>>()).unwrap();
    Some(Run {
        typed: format!("{typed}, as nobody"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    })
}

fn set(workspace: &Workspace, path: &str, mode: u32) {
    fs::set_permissions(workspace.path(path), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_directory_that_may_not_be_written_is_said() {
    let workspace = Workspace::new();
    fill(&workspace, 0, 5);
    set(&workspace, ".", 0o755);
    workspace.run("index news --index kept").exits(0);
    set(&workspace, "kept/g1", 0o555);
    set(&workspace, "kept", 0o555);
    let writes_everywhere = fs::write(workspace.path("kept/probe"), "x").is_ok();
    _ = fs::remove_file(workspace.path("kept/probe"));
    let run = |typed: &str| if writes_everywhere { as_nobody(&workspace, typed) } else { Some(workspace.run(typed)) };
    if run("status --index kept").is_none() {
        println!("skipped: this user can write everywhere, and there is no setpriv to become another");
        return;
    }
    fill(&workspace, 5, 9);
    for flags in ["", " --rebuild"] {
        run(&format!("index news --index kept{flags}"))
            .unwrap()
            .exits(2)
            .says("error: ")
            .says("Permission denied")
            .does_not_say("panicked");
    }
    run("search lighthouse -c --index kept").unwrap().exits(0).prints("5\n");
    run("check --index kept").unwrap().exits(0);
    run("index news --index kept/new/index").unwrap().exits(2).says("cannot create the index: Permission denied");
    set(&workspace, "kept", 0o755);
    set(&workspace, "kept/g1", 0o755);
    holds(&workspace, "kept", 5);
    workspace.run("index news --index kept").exits(0);
    holds(&workspace, "kept", 9);
}

#[test]
fn what_may_not_be_read_for_a_while_stays_in_the_index() {
    let workspace = Workspace::new();
    fill(&workspace, 0, 6);
    fs::create_dir(workspace.path("news/desk")).unwrap();
    for i in 3..6 {
        fs::rename(workspace.path(&format!("news/{i}.txt")), workspace.path(&format!("news/desk/{i}.txt"))).unwrap();
    }
    fs::create_dir(workspace.path("own")).unwrap();
    set(&workspace, ".", 0o755);
    set(&workspace, "own", 0o777);
    let Some(first) = as_nobody(&workspace, "index news --index own/index") else {
        println!("skipped: there is no setpriv, or nothing to become with it");
        return;
    };
    first.exits(0).says("6 added");
    set(&workspace, "news/0.txt", 0o000);
    set(&workspace, "news/desk", 0o000);
    fs::remove_file(workspace.path("news/1.txt")).unwrap();
    as_nobody(&workspace, "index news --index own/index").unwrap().exits(0).says("1 removed").says("left out: ");
    as_nobody(&workspace, "search lighthouse -c --index own/index").unwrap().exits(0).prints("5\n");
    as_nobody(&workspace, "check --index own/index").unwrap().exits(0);
    set(&workspace, "news/0.txt", 0o644);
    set(&workspace, "news/desk", 0o755);
    as_nobody(&workspace, "index news --index own/index").unwrap().exits(0).does_not_say("left out").says("0 removed");
    as_nobody(&workspace, "search lighthouse -c --index own/index").unwrap().exits(0).prints("5\n");
}
