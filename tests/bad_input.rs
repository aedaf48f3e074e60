//! Bad input: each gets a clear message and the right exit code, and nothing else is lost.

use std::fs::{self, File};

use crate::harness::{Run, Workspace};

const GOOD: &str = "Bridge opens\n\nThe bridge over the harbour opened on Sunday.";

/// An archive of one good story and a bad file, indexed; the good one must be found whatever the other is.
fn beside_good(path: &str, bytes: &[u8], flags: &str) -> Run {
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    workspace.write(path, bytes);
    indexed(&workspace, flags)
}

fn indexed(workspace: &Workspace, flags: &str) -> Run {
    let run = workspace.run(&format!("index news {flags}"));
    run.exits(0);
    workspace.run_in("news", "search bridge headline:bridge -c").prints("1\n");
    run
}

#[test]
fn bad_files_are_left_out_and_said() {
    let long_line = [b"{\"title\": \"Dam\", \"body\": \"".as_slice(), &vec![b'x'; 3 << 20], b"\"}\n"].concat();
    let cases: [(&str, &[u8], &str, &str); 9] = [
        ("news/a.txt", b"", "", "1 empty"),
        ("news/a.txt", b" \n\n ", "", "1 empty"),
        ("news/a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", "", "1 not text"),
        ("news/a.json", b"[1, 2, 3]", "", "1 no article in it"),
        ("news/a.json", b"{\"title\": \"Dam\", \"body\": \"leaks\"", "", "1 not valid JSON"),
        ("news/a.txt.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c], "", "1 compressed data are damaged or cut short"),
        ("news/a.txt.zst", &[0x28, 0xb5, 0x2f, 0xfd, 4, 0x58], "", "1 compressed data are damaged or cut short"),
        ("news/a.jsonl", &long_line, "--max-record 1M", "1 longer than the limit of 1048576 bytes for one record"),
        ("news/.hidden.txt", GOOD.as_bytes(), "", "1 hidden file or directory"),
    ];
    for (path, bytes, flags, reason) in cases {
        beside_good(path, bytes, flags).says(&format!("left out: 1 ({reason})"));
    }
}

#[test]
fn a_bad_record_does_not_take_its_neighbours_along() {
    let records = "{\"title\":\"Dam leaks\",\"body\":\"The dam leaks.\"}\n{\"title\": broken\n\n42\n{\"title\":\"Dam holds\",\"body\":\"It holds.\"}\n";
    let workspace = Workspace::with(&[("news/good.txt", GOOD), ("news/a.jsonl", records)]);
    indexed(&workspace, "--report left-out").says("3 added").says("left out: 2");
    workspace.run_in("news", "search headline:dam -c").prints("2\n");
    let report = workspace.read("left-out");
    assert!(report.contains(r#""path":"a.jsonl","record":"2""#), "{report}");
}

#[test]
fn text_in_old_or_broken_encodings_is_read() {
    for (bytes, query) in [
        (b"Br\xfccke offen\n\nDie Br\xfccke \xfcber den Fluss ist wieder offen.".as_slice(), "brücke"),
        (b"Caf\xc3\xa9 closes\n\nThe caf\xc3\xa9 \xff\xfe closed for good on Monday.", "good"),
        (b"\xff\xfeD\0a\0m\0\n\0\n\0T\0h\0e\0 \0d\0a\0m\0 \0l\0e\0a\0k\0s\0.\0", "dam"),
    ] {
        let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
        workspace.write("news/a.txt", bytes);
        indexed(&workspace, "").says("2 added");
        workspace.run_in("news", &format!("search {query} -c")).prints("1\n");
    }
}

#[cfg(unix)]
#[test]
fn links_and_unreadable_files_are_left_out() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let workspace = Workspace::with(&[("news/good.txt", GOOD), ("outside/secret.txt", "Bridge secret\n\nNot of this archive.")]);
    symlink(workspace.path("news"), workspace.path("news/loop")).unwrap();
    symlink(workspace.path("outside"), workspace.path("news/out")).unwrap();
    symlink(workspace.path("nowhere"), workspace.path("news/dangling")).unwrap();
    indexed(&workspace, "").says("left out: 3 (3 symbolic link not followed)");
    workspace.run("index news --follow-links").exits(0).says("1 added").says("left out: 2");
    workspace.run("index news").exits(0).says("2 unchanged").says("left out: 2");
    workspace.run("status --index news/.dateline").exits(0);
    workspace.run("index news --follow-links=no").exits(0).says("1 removed").says("left out: 3");
    let locked = workspace.path("news/locked.txt");
    fs::write(&locked, GOOD).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&locked).is_ok() {
        println!("skipped: this user can read everything");
        return;
    }
    workspace.run("index news").exits(0).says("cannot be read");
}

#[test]
fn an_index_of_another_version_is_refused_with_the_remedy() {
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    indexed(&workspace, "");
    let meta = "news/.dateline/g1/meta.json";
    let other = workspace.read(meta).replace(r#"{\"version\":"#, r#"{\"version\":99"#);
    assert_ne!(other, workspace.read(meta));
    // Earlier formats have no seal.
    let (other, seal) = other.rsplit_once("#seal ").unwrap();
    assert_eq!(seal.len(), 17);
    workspace.write(meta, other.as_bytes());
    for typed in ["search bridge", "quotes bridge", "status", "show 1", "index ."] {
        workspace
            .run_in("news", typed)
            .exits(2)
            .prints("")
            .says("made by index format 99")
            .says("hint: build it anew with `dateline index --rebuild --index ");
    }
    workspace.run("index --rebuild --index news/.dateline").exits(0).says("1 added");
    workspace.run_in("news", "search bridge -c").prints("1\n");
}

#[test]
fn a_damaged_index_is_a_message() {
    for file in ["current", "g1/meta.json"] {
        let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
        indexed(&workspace, "");
        workspace.write(&format!("news/.dateline/{file}"), b"\0garbage");
        workspace.run_in("news", "search bridge").exits(2).says("the index is damaged").does_not_say("panicked");
        workspace.run("index news --rebuild").exits(0);
        workspace.run_in("news", "search bridge -c").prints("1\n");
    }
}

#[test]
fn a_second_writer_is_told_and_readers_go_on() {
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    indexed(&workspace, "");
    let lock = File::open(workspace.path("news/.dateline/lock")).unwrap();
    lock.lock().unwrap();
    workspace.run("index news").exits(2).says("another dateline is writing to this index").says("hint: wait until it has finished");
    workspace.run_in("news", "search bridge -c").exits(0).prints("1\n");
}

#[test]
fn queries_that_make_no_sense_are_refused() {
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    indexed(&workspace, "");
    for (typed, words) in [
        ("search '(bridge'", "never closed"),
        ("search 'bridge)'", "closes nothing"),
        ("search '\"bridge'", "never closed"),
        ("search colour:red", "no field is called \"colour\""),
        ("search bridge AND", "AND"),
        ("search date:2017-02-30", "2017-02-30"),
        ("search --on 2017-02-30", "2017-02-30"),
        ("search --after soonish", "soonish"),
        ("speakers --before 99", "99"),
        ("quotes hedline:x", "headline"),
    ] {
        workspace.run_in("news", typed).exits(2).prints("").says(words).says("error: ");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    indexed(&workspace, "");
    for typed in ["search bridge", "search bridge --format csv", "search bridge -l", "status", "extract good.txt", "completions bash"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = workspace.command(&workspace.path("news"), typed).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{typed}: {said}");
        assert!(said.contains("error: cannot write the output: No space left on device"), "{typed}: {said}");
    }
}

#[test]
fn the_archive_is_never_changed_but_for_its_index() {
    let workspace = Workspace::with(&[("news/good.txt", GOOD), ("other/x.txt", GOOD)]);
    indexed(&workspace, "");
    workspace.run("index other --index elsewhere").exits(0);
    let names = |directory: &str| {
        let mut names: Vec<_> = fs::read_dir(workspace.path(directory)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names("news"), [".dateline", "good.txt"]);
    assert_eq!(names("other"), ["x.txt"]);
}
