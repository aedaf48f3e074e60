//! `extract` where files are named: which one each article is of, and standard input.

use std::io::Write;
use std::process::Stdio;

use crate::harness::Workspace;

const STORY: &str = "Bridge opens\n\nThe bridge opened on Monday, and “it will hold,” said Ada Pohl.";

#[test]
fn files_of_one_name_are_told_apart() {
    let workspace = Workspace::new();
    for path in ["x/a/n.txt", "x/b/n.txt", "y/a/n.txt"] {
        workspace.write(path, STORY.as_bytes());
    }
    for path in ["x/a/e.txt", "x/b/e.txt"] {
        workspace.write(path, b"");
    }
    let keys = |typed: &str| -> Vec<(String, String)> {
        let lines = workspace.run(typed).json_lines();
        lines.iter().map(|line| (line["id"].as_str().unwrap().to_owned(), line["path"].as_str().unwrap().to_owned())).collect()
    };
    for jobs in ["--jobs 1", "--jobs 3", "--explain"] {
        let files = keys(&format!("extract x/a/n.txt x/b/n.txt {jobs}"));
        assert_eq!((files[0].1.as_str(), files[1].1.as_str()), ("x/a/n.txt", "x/b/n.txt"));
        assert_ne!(files[0].0, files[1].0);
        let directories = keys(&format!("extract x/a y/a {jobs}"));
        assert_eq!(directories[0].1, "n.txt");
        assert_ne!(directories[0].0, directories[1].0);
        let run = workspace.run(&format!("extract x/a/e.txt x/b/e.txt {jobs}"));
        run.exits(1).says("left out: x/a/e.txt: empty\n").says("left out: x/b/e.txt: empty\n");
        workspace.run(&format!("extract x {jobs}")).says("left out: x/a/e.txt: empty\n");
    }
    // One after the other, too; and a directory gives the ids that an index of it has.
    assert_ne!(keys("extract x/a/n.txt")[0].0, keys("extract x/b/n.txt")[0].0);
    workspace.run("index x").exits(0);
    let indexed = workspace.run_in("x", "search bridge --format jsonl").json_lines();
    let mut ids: Vec<&str> = indexed.iter().map(|line| line["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    let mut own: Vec<String> = keys("extract x").into_iter().map(|(id, _)| id).collect();
    own.sort_unstable();
    assert_eq!(ids, own);
}

#[test]
fn standard_input_is_read() {
    let workspace = Workspace::new();
    let run = |typed: &str, text: &[u8]| {
        let mut command = workspace.command(&workspace.path("."), typed);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    for typed in ["extract -", "extract - --jobs 1", "extract - --explain"] {
        let (code, out, err) = run(typed, STORY.as_bytes());
        assert_eq!(code, Some(0), "{err}");
        let article: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((&article["path"], &article["headline"]), (&"-".into(), &"Bridge opens".into()));
        assert_eq!(article["quotes"][0]["speaker"], "Ada Pohl");
    }
    let (code, _, err) = run("extract -", b"");
    assert_eq!((code, err.as_str()), (Some(1), "left out: -: empty\n"));
    let (_, out, _) = run("extract -", b"{\"headline\":\"A\",\"body\":\"One.\"}\n{\"headline\":\"B\",\"body\":\"Two.\"}\n");
    assert_eq!(out.lines().count(), 2);
}
