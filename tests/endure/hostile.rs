//! Archives and queries made to do harm: limits that are said and can be raised, text that a terminal would obey, queries that would never end.

use std::io::Write;
use std::process::Output;

use crate::harness::Workspace;

const GOOD: &str = "Bridge opens\n\nThe bridge over the harbour opened on Sunday.";

/// Runs the binary where it dies after so many seconds of processor time, however busy the machine is; a few milliseconds are usual.
fn in_time(workspace: &Workspace, below: &str, arguments: &[&str]) -> Output {
    let mut command = workspace.program("sh", &workspace.path(below));
    command.args(["-c", "ulimit -t 30; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_dateline")]).args(arguments).output().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn limits_are_said_and_can_be_raised() {
    let swollen = format!("{{\"title\":\"Dam leaks\",\"filler\":\"{}\",\"body\":\"The dam leaks.\"}}\n", "x".repeat(18 << 20));
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    workspace.write("news/a.jsonl.gz", &gzip(swollen.as_bytes()));
    let index = |flags: &str| workspace.run(&format!("index news {flags}"));
    index("--max-record 64M --report left-out").exits(0).says("1 added").says("left out: ");
    assert!(workspace.read("left-out").contains("unpacks to more than 250 times its size (raise it with --max-ratio)"));
    index("--max-ratio 100000")
        .exits(0)
        .says("2 changed")
        .says("all of news was read again, with --max-record 67108864 --max-ratio 100000");
    index("").exits(0).says("2 unchanged").does_not_say("read again");
    index("--max-unpacked 1M --report left-out").exits(0).says("1 removed").says("--max-unpacked 1048576 --max-ratio 100000");
    assert!(workspace.read("left-out").contains("unpacks to more than 1048576 bytes (raise it with --max-unpacked)"));
    index("--max-unpacked 1G --max-record 1M --report left-out").exits(0);
    assert!(workspace.read("left-out").contains("longer than the limit of 1048576 bytes for one record (raise it with --max-record)"));
    let deep = format!("{}1{}", "[".repeat(300), "]".repeat(300));
    workspace.write("news/deep.json", format!("{{\"title\":\"Dam leaks\",\"body\":\"The dam leaks.\",\"more\":{deep}}}").as_bytes());
    workspace.write(
        "news/wide.json",
        format!("{{\"title\":\"Dam leaks\",\"body\":\"It leaks.\",\"more\":[{}1]}}", "1,".repeat(2000)).as_bytes(),
    );
    index("--max-values 1000 --report left-out").exits(0);
    assert!(workspace.read("left-out").contains("lists and objects are nested more than 128 deep (raise it with --max-depth)"));
    assert!(workspace.read("left-out").contains("more than 1000 values in one record (raise it with --max-values)"));
    index("--max-values 3000 --max-depth 400 --max-seconds 3600 --max-record 64M")
        .exits(0)
        .says("read again, with --max-record 67108864 --max-unpacked 1073741824 --max-ratio 100000 --max-values 3000 --max-depth 400 --max-seconds 3600");
    workspace.run("search dam -c --index news").exits(0).prints("3\n");
    index("--max-depth 501").exits(2).says("give a whole number from 1 to 500");
    workspace.run("extract news/deep.json").exits(1).says("--max-depth");
    workspace.run("extract news/deep.json --max-depth 302").exits(0);
    index("--max-unpacked lots").exits(2).says("--max-unpacked: not a number of bytes");
}

#[test]
fn records_made_to_exhaust_are_left_out_in_time() {
    let deep = |open: &str, shut: &str, times: usize| format!("{}1{}", open.repeat(times), shut.repeat(times));
    let many = (0..200_000).map(|i| format!("\"f{i}\":\"v\"")).collect::<Vec<_>>().join(",");
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    for (path, text) in [
        ("deep.json", deep("[", "]", 200_000)),
        ("objects.json", deep("{\"a\":", "}", 200_000)),
        ("unclosed.json", "[".repeat(500_000)),
        ("record.jsonl", format!("{{\"title\":\"Dam leaks\",\"body\":\"x\",\"more\":{}}}\n", deep("[", "]", 100_000))),
        ("fields.jsonl", format!("{{{many}}}\n")),
        ("divs.html", format!("<html><body>{}<p>Dam leaks", "<div><b><i>".repeat(100_000))),
        ("quotes.txt", format!("Dam leaks\n\n{}", "“said “".repeat(100_000))),
        ("line.txt", format!("Dam leaks\n\n{}", "a".repeat(4 << 20))),
        ("lines.txt", format!("Dam leaks\n\n{}", "(Reuters) - \n".repeat(100_000))),
        ("names.txt", format!("Dam leaks\n\n{}", "Anna Keller said John Roe told ".repeat(30_000))),
        ("mail.eml", format!("From: a@b.c\nSubject: Dam leaks\n{}\n\nx", "X-A: (((((((\n".repeat(50_000))),
    ] {
        workspace.write(&format!("news/{path}"), text.as_bytes());
        let output = in_time(&workspace, ".", &["index", "news", "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{path}: {output:?}");
        std::fs::remove_file(workspace.path(&format!("news/{path}"))).unwrap();
    }
    workspace.run("index news").exits(0);
    workspace.run("search bridge -c --index news").exits(0).prints("1\n");
}

/// Characters that a terminal obeys or that turn the direction of text, but for those of the colours that are written here.
fn obeyed(output: &str) -> Vec<char> {
    let mut plain = output.to_owned();
    for code in ["0", "1", "1;33", "36", "2"] {
        plain = plain.replace(&format!("\u{1b}[{code}m"), "");
    }
    let is_turning = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    plain.chars().filter(|&c| c != '\n' && c != '\t' && (c.is_control() || is_turning(c))).collect()
}

#[test]
fn no_terminal_obeys_an_archive() {
    let evil = "\u{1b}]8;;http://evil.example\u{7}Dam\u{1b}]8;;\u{7} \u{1b}[31;5mleaks \u{202e}txt.exe\u{202c} \u{9b}2J \u{1b}]0;title\u{7} \u{2066}over\u{2069}";
    let workspace = Workspace::with(&[("news/good.txt", GOOD)]);
    let record = serde_json::json!({
        "title": evil, "author": evil, "source": evil, "section": evil, "location": evil, "id": evil, "url": format!("http://x/{evil}"),
        "body": format!("BERLIN, March 3 (Northwire) - {evil} at the dam.\n\n“We {evil} leave,” said Anna {evil} Keller. The dam leaks."),
        "speakers": [evil], evil: "an unknown field"
    });
    workspace.write("news/a.jsonl", format!("{record}\n").as_bytes());
    workspace.write(&format!("news/{}.txt", evil.replace('/', "_")), format!("Dam leaks {evil}\n\nThe dam {evil} leaks.").as_bytes());
    workspace.write(&format!("news/{}.json", evil.replace('/', "_")), b"[1]");
    let run = workspace.run("index news");
    assert_eq!(obeyed(&run.exits(0).stderr), [], "{run:?}");
    let ids = workspace.run("search dam --all --index news --format tsv --fields id");
    let mut typed: Vec<String> =
        ids.lines().iter().skip(1).flat_map(|id| ["", "--quotes"].map(|flag| format!("show {id} {flag}"))).collect();
    for command in
        ["search dam", "search dam --kwic", "search dam --explain", "quotes --all", "quotes dam -C 1", "speakers", "places", "sources"]
    {
        typed.push(command.into());
    }
    for typed in typed {
        let mut command = workspace.command(&workspace.path("news"), &typed);
        if !typed.starts_with("show") || command.arg("--color").arg("always").output().unwrap().status.code() == Some(2) {
            command = workspace.command(&workspace.path("news"), &typed);
        }
        let output = command.env("CLICOLOR_FORCE", "1").output().unwrap();
        assert!(output.status.code() < Some(2), "{typed}: {output:?}");
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            assert_eq!(obeyed(&text), [], "{typed}\n{text:?}");
        }
    }
    for typed in [
        format!("search '{evil}:x'"),
        format!("search '({evil}'"),
        format!("index 'no/{evil}'"),
        format!("show 'x{evil}'"),
        format!("'{evil}'"),
        format!("search '--{evil}'"),
        format!("search dam '-n{evil}'"),
        format!("search dam --after '{evil}'"),
        format!("search dam --format '{evil}'"),
        format!("search dam --fields '{evil}'"),
        format!("search dam --index 'x{evil}'"),
        format!("index . --map '{evil}'"),
        format!("index . --max-record '{evil}'"),
        format!("index . --report 'no/{evil}'"),
        format!("extract 'no/{evil}'"),
        format!("check --index 'x{evil}'"),
    ] {
        let run = workspace.run_in("news", &typed);
        assert_eq!(obeyed(&run.exits(2).stderr), [], "{run:?}");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn a_terminal_gets_every_form_of_output_made_visible() {
    let evil = "\u{1b}]0;title\u{7}\u{202e}txt.exe\u{9b}2J\u{2066}\u{7f}";
    let workspace = Workspace::new();
    let record =
        serde_json::json!({ "title": format!("Dam {evil}"), "id": evil, "source": evil, "body": format!("The dam {evil} leaks.") });
    // The archive, its directory and its files have names that a terminal would obey, and line breaks.
    let archive = format!("the\nnews{evil}");
    workspace.write(&format!("{archive}/a\nb{evil}.jsonl"), format!("{record}\n").as_bytes());
    workspace.write(&format!("{archive}/empty{evil}.txt"), b"");
    let report = format!("report{evil}");
    let output = workspace.command(&workspace.path("."), "index --report").args([&report, &archive]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(obeyed(&String::from_utf8(output.stderr).unwrap()), []);
    assert_eq!(obeyed(&workspace.read(&report)), [], "the report");
    let on_a_terminal = |typed: &str| {
        let mut command = workspace.program("script", &workspace.path(&archive));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).args(["-qec", typed, "/dev/null"]);
        command.output().ok().map(|output| (output.status.code(), String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")))
    };
    if on_a_terminal("test -t 1").is_none_or(|(code, _)| code != Some(0)) {
        println!("skipped: no terminal can be had from script");
        return;
    }
    let formats = ["text", "json", "jsonl", "csv", "tsv"].map(|format| format!("search dam --format {format}"));
    let fields = ["csv", "tsv"].map(|format| format!("search dam --format {format} --fields headline,path,id,source,url"));
    let others =
        ["search dam -l", "search dam --kwic", "search dam --explain", "sources", "sources --format csv", "status", "status --json"];
    let more = ["check", "check --json", "index .", "extract .", "extract . --format text"];
    for typed in formats.into_iter().chain(fields).chain(others.into_iter().chain(more).map(str::to_owned)) {
        let (code, shown) = on_a_terminal(&format!("'{}' {typed}", env!("CARGO_BIN_EXE_dateline"))).unwrap();
        assert!(code == Some(0) && !shown.is_empty(), "{typed}: {shown}");
        // The line of progress begins with a carriage return and clears itself.
        let shown = shown.replace(['\r'], "").replace("\u{1b}[K", "").replace("\u{1b}[2K", "");
        assert_eq!(obeyed(&shown), [], "{typed}: {shown:?}");
    }
}

#[test]
fn nothing_outside_the_archive_is_read_unless_asked_for() {
    let workspace = Workspace::with(&[("desk/news/good.txt", GOOD), ("secret.txt", "Bridge secret\n\nNot of this archive.")]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, workspace.path("desk/news").join(name)).unwrap();
    link("../../secret.txt", "a.txt");
    link("../..", "up");
    link("../news", "again");
    link(workspace.path("secret.txt").to_str().unwrap(), "absolute.txt");
    workspace.run_in("desk", "index ./../desk/news/../news").exits(0).says("1 added").says("left out: 4 (4 symbolic link not followed)");
    let paths = workspace.run_in("desk/news", "search bridge --format tsv --fields path");
    paths.prints("path\ngood.txt\n");
    workspace.run_in("desk", "extract news").exits(0);
    assert_eq!(workspace.run_in("desk", "extract news").json_lines().len(), 1);
}

#[test]
fn no_query_goes_on_for_ever() {
    let workspace = Workspace::new();
    for i in 0..30 {
        workspace.write(&format!("news/{i}.txt"), format!("Dam {i}\n\n{}", "the dam leaks and the dam holds ".repeat(100)).as_bytes());
    }
    workspace.run("index news --quiet").exits(0);
    let joined = |word: &str, by: &str, times: usize| vec![word; times].join(by);
    for query in [
        joined("dam", " ", 5000),
        joined("dam", " OR ", 3000),
        joined("dam", " w/5 ", 4),
        joined("(dam OR the OR leaks)", " w/2 ", 3),
        format!("\"{}\"~1000", joined("the", " ", 60)),
        joined("*a*", " ", 200),
        "*?*?*?*?*?*?*?*?*?*?*?*?*?*x*".to_owned(),
        format!("{}dam{}", "(".repeat(5000), ")".repeat(5000)),
        format!("{}dam", "NOT ".repeat(5000)),
        format!("{}dam", "-".repeat(5000)),
        joined("leaks~2", " OR ", 200),
        format!("atleast1000({})", joined("dam", " OR ", 100)),
        format!("path:{}x", "*a".repeat(500)),
    ] {
        let output = in_time(&workspace, "news", &["search", "-c", "--", &query]);
        let shown: String = query.chars().take(60).collect();
        assert!(output.status.code().is_some_and(|code| code <= 2), "{shown}: {output:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("internal fault"), "{shown}: {output:?}");
    }
}
