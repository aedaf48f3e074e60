//! Indexing end to end: what changes, what is left out, which options hold, and which exit code tells it.

use crate::harness::Workspace;

#[test]
fn indexing_again_takes_in_only_what_has_changed() {
    let workspace =
        Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened."), ("news/b.txt", "Dam leaks\n\nThe dam leaked.")]);
    let index = |flags: &str| workspace.run(&format!("index news {flags}"));
    index("--dry-run").exits(0).says("2 added, 0 changed, 0 removed, 0 unchanged").says("dry run");
    workspace.run("status --index news").exits(2);
    index("").exits(0).says("2 added, 0 changed, 0 removed, 0 unchanged");
    index("").exits(0).says("0 added, 0 changed, 0 removed, 2 unchanged").says("nothing has changed");
    workspace.write("news/a.txt", b"Tunnel opens\n\nThe tunnel opened to the public.");
    std::fs::remove_file(workspace.path("news/b.txt")).unwrap();
    workspace.write("news/c.txt", b"Ferry sinks\n\nThe ferry sank.");
    index("").exits(0).says("1 added, 1 changed, 1 removed, 0 unchanged");
    workspace.run_in("news", "search bridge OR dam -c").exits(1).prints("0\n");
    workspace.run_in("news", "search tunnel OR ferry -c").exits(0).prints("2\n");
    index("--rebuild --quiet").exits(0);
    assert_eq!(index("--quiet").stderr, "");
    workspace.run_in("news", "search tunnel OR ferry -c").prints("2\n");
}

#[test]
fn a_hidden_index_inside_the_archive_is_not_left_out() {
    let workspace = Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened."), ("news/.note", "x")]);
    workspace.run("index news --index news/.index").exits(0).says("1 hidden file or directory");
    std::fs::remove_file(workspace.path("news/.note")).unwrap();
    workspace.run("index news --index news/.index --rebuild").exits(0).says("1 added").does_not_say("hidden");
}

#[test]
fn two_archives_share_an_index_and_leave_each_other_alone() {
    let workspace = Workspace::with(&[("a/x.txt", "Bridge opens\n\nThe bridge opened."), ("b/x.txt", "Bridge shuts\n\nThe bridge shut.")]);
    workspace.run("index a b --index both").exits(0).says("2 added");
    workspace.run("search bridge -c --index both").prints("2\n");
    workspace.run("index b --index both").exits(0).says("1 unchanged");
    workspace.run("search bridge -c --index both").prints("2\n");
    let roots = workspace.run("search bridge --index both --format tsv --fields root,path");
    let mut lines = roots.lines();
    lines.sort_unstable();
    assert_eq!(lines, ["a\tx.txt", "b\tx.txt", "root\tpath"]);
}

#[test]
fn an_archive_with_nothing_in_it_is_told_of() {
    let workspace = Workspace::with(&[("a/x.txt", "Bridge opens\n\nThe bridge opened.")]);
    std::fs::create_dir(workspace.path("b")).unwrap();
    for _ in 0..2 {
        workspace.run("index a b --index both").exits(0).says("there is nothing in ").says("/b\n");
        assert!(!workspace.run("status --index both").stdout.contains("/b"));
    }
    workspace.run("index b --index other").exits(1).says("there is nothing to read").does_not_say("nothing in");
}

#[test]
fn a_vanished_archive_is_an_error_unless_pruned() {
    let workspace = Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened.")]);
    workspace.run("index news --index kept").exits(0);
    std::fs::remove_file(workspace.path("news/a.txt")).unwrap();
    workspace.run("index news --index kept").exits(2).says("--prune");
    workspace.run("search bridge -c --index kept").prints("1\n");
    workspace.run("index news --index kept --prune").exits(1).says("1 removed");
    workspace.run("search bridge -c --index kept").prints("0\n");
    assert!(!workspace.run("status --index kept").stdout.contains("root:"));
}

#[test]
fn what_is_left_out_is_counted_and_reported() {
    let workspace = Workspace::with(&[
        ("news/good.txt", "Bridge opens\n\nThe bridge opened."),
        ("news/empty.txt", ""),
        ("news/numbers.json", "[1, 2, 3]"),
        ("news/broken.json", "{\"title\": \"x\", \"body\": "),
    ]);
    workspace.write("news/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01");
    workspace.write("news/cut.jsonl.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]);
    workspace.run("index news --report left-out.jsonl").exits(0).says("1 added").says("left out: 5");
    let report = workspace.read("left-out.jsonl");
    let lines: Vec<serde_json::Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut skipped: Vec<&str> = lines.iter().filter(|line| line["left_out"] == true).map(|line| line["path"].as_str().unwrap()).collect();
    skipped.sort_unstable();
    assert_eq!(skipped, ["broken.json", "cut.jsonl.gz", "empty.txt", "numbers.json", "picture.txt"]);
    assert!(lines.iter().all(|line| line["root"] == "news" && line["reason"].is_string()), "{report}");
    assert!(lines.iter().any(|line| line["left_out"] == false && line["path"] == "good.txt"), "{report}");
    workspace.run("index news --strict").exits(2);
    workspace.run("index missing").exits(2).says("error: missing: no such file or directory");
    workspace.run("index news --report no/such/directory/f").exits(2).says("cannot write the report");
    workspace.write("nothing/empty.txt", b"");
    workspace.run("index nothing").exits(1);
}

#[test]
fn fields_of_other_names_are_mapped() {
    let record = r#"{"titel": "Brücke offen", "inhalt": "Die Brücke ist offen.", "kicker": "Verkehr"}"#;
    let workspace = Workspace::with(&[("a.jsonl", record)]);
    let article = &workspace.run("extract a.jsonl --map titel=headline --map inhalt=body").exits(0).json_lines()[0];
    assert_eq!(article["headline"], "Brücke offen");
    assert_eq!(article["unknown_fields"], serde_json::json!(["kicker"]));
    workspace.run("index a.jsonl --map titel=headline --map inhalt=body").exits(0).says("fields not read: kicker (1)");
    workspace.run("extract a.jsonl --map nonsense").exits(2).says("--map");
    workspace.run("extract a.jsonl --map titel=headline --map inhalt=body --max-record 10").exits(1).says("--max-record");
}

#[test]
fn options_about_reading_are_remembered_and_said() {
    let record = r#"{"aaa": "Bridge opens", "bbb": "The bridge opened on Sunday."}"#;
    let workspace = Workspace::with(&[("news/a.jsonl", record), ("news/b.txt", "Dam leaks\n\nThe dam leaked.")]);
    let index = |flags: &str| workspace.run(&format!("index news {flags}"));
    index("").exits(0).says("1 added").does_not_say("read again");
    index("--map aaa=headline,bbb=body")
        .exits(0)
        .says("2 changed")
        .says("all of news was read again, with --map aaa=headline --map bbb=body\n");
    index("").exits(0).says("2 unchanged").says("nothing has changed").does_not_say("read again");
    workspace.run_in("news", "search bridge -c").prints("1\n");
    let status = workspace.run_in("news", "status");
    assert!(status.stdout.contains("read with --map aaa=headline --map bbb=body\n"), "{}", status.stdout);
    index("--map none").exits(0).says("all of news was read again, without options\n");
    workspace.run_in("news", "search bridge -c").prints("0\n");
}

#[test]
fn a_report_is_in_the_order_of_the_archive() {
    let records: String = (1..=12).map(|record| format!("{{\"headline\":\"H{record}\",\"body\":\"The dam leaks.\"}}\n")).collect();
    let workspace = Workspace::with(&[
        ("news/b.jsonl", &records),
        ("news/c.txt", ""),
        ("news/a.txt", ""),
        ("news/d.jsonl", &records),
        ("news/a-b.txt", ""),
        ("news/a/x.txt", ""),
    ]);
    for jobs in [1, 4] {
        workspace.run(&format!("index news --rebuild --index index{jobs} --report left-out.jsonl --jobs {jobs}")).exits(0);
        let report = workspace.read("left-out.jsonl");
        let lines = report.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let places: Vec<(String, String)> =
            lines.map(|line| (line["path"].as_str().unwrap().to_owned(), line["record"].as_str().unwrap_or_default().to_owned())).collect();
        let records = |path: &str| (1..=12).map(|record| (path.to_owned(), record.to_string())).collect::<Vec<_>>();
        let whole = |path: &str| vec![(path.to_owned(), String::new())];
        let first = [whole("a/x.txt"), whole("a-b.txt"), whole("a.txt")].concat();
        assert_eq!(places, [first, records("b.jsonl"), whole("c.txt"), records("d.jsonl")].concat());
    }
}

#[test]
fn a_directory_with_nothing_in_it_is_no_root() {
    let workspace = Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened.")]);
    std::fs::create_dir(workspace.path("bare")).unwrap();
    workspace.run("index news").exits(0);
    workspace.run("index bare --index news/.dateline").exits(1).says("there is nothing to read");
    let roots = workspace.run("status --json --index news").json()["roots"].as_array().unwrap().len();
    assert_eq!(roots, 1);
    workspace.run("index --rebuild --index news/.dateline").exits(0);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_named_and_cannot_be_read_is_an_error() {
    let workspace = Workspace::with(&[("news/a.txt", "Bridge opens\n\nThe bridge opened.")]);
    std::os::unix::fs::symlink("loop", workspace.path("loop")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(workspace.path("socket")).unwrap();
    for (named, words) in
        [("loop", "error: loop: cannot be read: "), ("socket", "error: socket: neither a directory nor a regular file\nhint: ")]
    {
        workspace.run(&format!("index news {named}")).exits(2).says(words);
        let run = workspace.run(&format!("extract {named} news"));
        run.exits(2).says(words);
        assert_eq!(run.json_lines().len(), 1, "the other path is read");
    }
    assert!(!workspace.path("news/.dateline").exists(), "an index was begun");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_printed_byte_by_byte() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let workspace = Workspace::with(&[("news/caf%E9.txt", "Bridge opens\n\nThe bridge opened.")]);
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    std::fs::write(workspace.path("news").join(name), "Bridge shuts\n\nThe bridge shut.").unwrap();
    workspace.run("index news").exits(0).says("2 added");
    for (flag, expected) in [("-l", &b"caf%E9.txt\ncaf\xe9.txt\n"[..]), ("-0", b"caf%E9.txt\0caf\xe9.txt\0")] {
        let output = workspace.command(&workspace.path("news"), &format!("search bridge {flag} --sort oldest")).output().unwrap();
        let mut lines: Vec<&[u8]> = output.stdout.split_inclusive(|byte| matches!(byte, b'\n' | 0)).collect();
        lines.sort_unstable();
        assert_eq!(lines.concat(), expected);
    }
    let part = workspace.command(&workspace.path("news"), "index .").arg(name).output().unwrap();
    assert!(String::from_utf8_lossy(&part.stderr).contains("2 unchanged"), "{part:?}");
    let paths = workspace.run_in("news", "search shuts --format tsv --fields path");
    paths.prints("path\ncaf\\\\xE9.txt\n");
}

#[test]
fn doubled_apostrophes_are_marks_where_that_is_asked_for() {
    let story = "Vote delayed\n\n''We will not vote tonight,'' said Walter Nance, who called the plan ''a mess.''";
    let workspace = Workspace::with(&[("news/vote.txt", story), ("news/old.txt", "Dam leaks\n\n``It leaks,'' said Ada Quoyle.")]);
    let direct =
        |run: &str| workspace.run(run).json_lines().iter().map(|quote| quote["words"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let notice = "1 article has '' where quotation marks may be meant; --doubled-marks reads them so";
    workspace.run("index news").exits(0).says(notice);
    assert_eq!(direct("quotes speech:direct --index news/.dateline --format jsonl"), ["It leaks,"]);
    workspace.run("index news --doubled-marks").exits(0).says("all of news was read again, with --doubled-marks").does_not_say(notice);
    let mut found = direct("quotes --index news/.dateline --speaker nance --format jsonl");
    found.sort();
    assert_eq!(found, ["We will not vote tonight,", "a mess."]);
    workspace.run("index news").exits(0).says("2 unchanged");
    assert!(workspace.run("status --index news/.dateline").exits(0).stdout.contains("--doubled-marks"));
    workspace.run("index news --doubled-marks=no").exits(0).says(notice);
    workspace.run("extract news").exits(0).says(notice);
    let marked = workspace.run("extract news --doubled-marks").exits(0).does_not_say(notice).json_lines();
    assert!(marked[1]["body"].as_str().unwrap().starts_with("“We will not vote tonight,” said"), "{marked:?}");
}
