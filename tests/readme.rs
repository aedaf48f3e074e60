//! The README is true: its commands run, they print what it shows, and its tables of JSON keys are those that are printed.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::harness::{Workspace, copy_archive};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// A clone of the repository as far as the README's commands need it: the sample corpus, and the binary on the path.
fn clone() -> Workspace {
    let mut workspace = Workspace::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus/news");
    copy_archive(&corpus, &workspace.path("sample-corpus/news"));
    let bin = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    workspace.set("PATH", &format!("{}:/usr/bin:/bin", bin.display()));
    workspace
}

/// The lines of the README's code blocks that are opened by `fence`, block by block.
fn blocks(readme: &str, fence: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let block: Vec<String> = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
            blocks.extend((line == fence).then_some(block));
        }
    }
    blocks
}

/// What a line prints on stdout and stderr when a shell runs it.
fn typed(workspace: &Workspace, directory: &str, line: &str) -> (Option<i32>, String, String) {
    let mut shell = workspace.program("sh", &workspace.path(directory));
    let output = shell.arg("-c").arg(line).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// White space folded: the README wraps lines as a terminal does.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_command_runs_and_prints_what_is_shown() {
    let (readme, workspace) = (readme(), clone());
    let mut directory = String::new();
    let mut run = 0;
    for line in blocks(&readme, "```sh").iter().flatten() {
        let line = line.replace("cargo install --locked --path . && ", "");
        match line.strip_prefix("cd ") {
            Some(into) => directory = into.trim().to_owned(),
            None if line.starts_with("cargo ") => {}
            None => {
                let (code, out, err) = typed(&workspace, &directory, &line);
                assert_eq!(code, Some(0), "$ {line}\n{out}{err}");
                assert!(!err.contains("error"), "$ {line}\n{err}");
                run += 1;
                if line.contains("nothing has changed") {
                    assert!(err.contains("nothing has changed"), "$ {line}\n{err}");
                }
            }
        }
    }
    assert!(run > 15, "only {run} commands were found");
    let mut shown = 0;
    for block in blocks(&readme, "```").iter().filter(|block| block.first().is_some_and(|line| line.starts_with("$ "))) {
        for example in block.join("\n").split("\n$ ") {
            let (line, expected) = example.trim_start_matches("$ ").split_once('\n').unwrap();
            let (_, out, err) = typed(&workspace, &directory, line);
            assert_eq!(flat(&out), flat(expected), "$ {line}\n{err}");
            shown += 1;
        }
    }
    assert!(shown >= 2, "only {shown} examples were found");
    for block in blocks(&readme, "```text") {
        let (first, expected) = block.split_first().unwrap();
        let (_, out, err) = typed(&workspace, &directory, first.trim_start_matches("$ "));
        // A terminal is narrower than a pipe, so each column shows a part of what is printed here.
        let printed: Vec<String> = out.lines().map(flat).collect();
        assert_eq!(printed.len(), expected.len(), "{first}\n{out}{err}");
        for (line, printed) in expected.iter().zip(printed) {
            let missing = line.split("  ").map(str::trim).find(|column| !printed.contains(&flat(column)));
            assert_eq!(missing, None, "{first}\n{printed}");
        }
    }
    for line in readme.split('`').filter(|code| code.starts_with("dateline show ")) {
        let (code, _, err) = typed(&workspace, &directory, line);
        assert_eq!(code, Some(0), "$ {line}\n{err}");
    }
}

/// The keys that the README's table under this heading names, parts as `key.part`.
fn documented(readme: &str, heading: &str) -> BTreeSet<String> {
    let title = format!("| {heading} | holds |");
    let rows = readme.lines().skip_while(|line| *line != title).skip(2).take_while(|line| line.starts_with("| "));
    let mut keys = BTreeSet::new();
    for row in rows {
        let cell = row.split(" | ").next().unwrap();
        let (mut whole, mut inside) = (String::new(), false);
        for (i, piece) in cell.split('`').enumerate() {
            match (i % 2, inside) {
                (0, _) => inside = piece.contains('(') || (inside && !piece.contains(')')),
                (_, true) => {
                    keys.remove(&whole);
                    keys.insert(format!("{whole}.{piece}"));
                }
                (_, false) => {
                    whole = piece.to_owned();
                    keys.insert(whole.clone());
                }
            }
        }
    }
    assert!(!keys.is_empty(), "the README has no table {title:?}");
    keys
}

/// The keys of all these objects, parts as `key.part`, without `format`.
fn printed<'a>(objects: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for object in objects {
        for (key, value) in object.as_object().unwrap().iter().filter(|(key, _)| *key != "format") {
            let parts: Vec<&Value> = match value {
                Value::Array(values) => values.iter().filter(|value| value.is_object()).collect(),
                Value::Object(_) => vec![value],
                _ => Vec::new(),
            };
            keys.insert(key.clone());
            keys.extend(printed(parts).into_iter().map(|part| format!("{key}.{part}")));
        }
    }
    let wholes: Vec<String> = keys.iter().filter_map(|key| key.split_once('.')).map(|(whole, _)| whole.to_owned()).collect();
    keys.retain(|key| !wholes.contains(key));
    keys
}

#[test]
fn tables_of_keys_are_what_is_printed() {
    let (readme, workspace) = (readme(), clone());
    workspace.run("index sample-corpus/news --report report.jsonl").exits(0);
    let run = |typed: &str| workspace.run_in("sample-corpus/news", typed);
    let lines = |typed: &str| run(&format!("{typed} --format jsonl")).json_lines();
    let envelope = |typed: &str, list: &str| {
        let mut envelope = run(&format!("{typed} --format json")).json();
        assert_eq!(envelope["format"], 1);
        assert!(envelope[list].as_array_mut().is_some_and(|list| !std::mem::take(list).is_empty()), "{typed}");
        vec![envelope]
    };
    let report = workspace.read("report.jsonl");
    for (heading, objects) in [
        ("key of an article", lines("extract .")),
        ("key of the envelope of hits", [envelope("search dam", "hits"), envelope("quotes dam", "hits")].concat()),
        ("key of a hit of `search`", lines("search dam --all")),
        ("key of a hit of `quotes`", lines("quotes --all -C 1")),
        ("key of the envelope of values", [envelope("speakers", "values"), envelope("places", "values")].concat()),
        ("key of a value", [lines("speakers"), lines("places"), lines("sources")].concat()),
        ("key of `status --json`", vec![run("status --json").json()]),
        ("key of `check --json`", vec![run("check --json").json()]),
        ("key of a line of `index --report`", report.lines().map(|line| serde_json::from_str(line).unwrap()).collect()),
    ] {
        let first = objects.first().unwrap();
        assert!(heading.contains("--report") || first["format"] == 1 || heading.contains("value"), "{heading}");
        assert_eq!(documented(&readme, heading), printed(&objects), "{heading}");
    }
    assert_eq!(run("extract . --format json").json()["articles"].as_array().map(Vec::is_empty), Some(false));
}

/// The words in backquotes in the last cells of a document's tables that begin like this.
fn in_last_cells(document: &str, head: &str) -> Vec<String> {
    let mut named = Vec::new();
    let mut lines = document.lines();
    while lines.any(|line| line == head) {
        for row in lines.by_ref().skip(1).take_while(|line| line.starts_with("| ")) {
            let cell = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
            named.extend(cell.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    named
}

#[test]
fn tests_that_hold_promises_are_there() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = fs::read_to_string(home.join("docs/RELIABILITY.md")).unwrap();
    let named = in_last_cells(&promises, "| promise | test |");
    assert!(named.len() > 25, "{named:?}");
    let files = ["src", "tests"].map(|below| walkdir::WalkDir::new(home.join(below)).into_iter().flatten()).into_iter().flatten();
    let sources: Vec<(String, String)> = files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| (entry.path().strip_prefix(home).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    for name in named.iter().filter(|name| !name.starts_with(['.', '-']) && !name.contains('/')) {
        let (module, last) = name.rsplit_once("::").unwrap_or(("", name));
        let within = module.split("::").next().unwrap();
        let is_test = sources.iter().any(|(path, text)| {
            path.contains(within) && [format!("fn {last}("), format!("mod {last} ")].iter().any(|it| text.contains(it))
        });
        let path = name.replace("::", "/");
        let is_module = sources.iter().any(|(file, text)| {
            let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
            stem.split_once('/').is_some_and(|(_, stem)| stem == path) && (file.starts_with("tests") || text.contains("#[test]"))
        });
        assert!(is_test || is_module, "{name} holds a promise and is not there");
    }
}
