//! The README's tables of the query language hold: every spelling is read, every word is found by what is said to find it.

use std::fs;
use std::path::Path;

use crate::harness::Workspace;

/// The rows of the README's table with this header, cell by cell.
fn table(header: &str) -> Vec<Vec<String>> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let rows = readme.lines().skip_while(|line| *line != header).skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<String>> = rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect();
    assert!(rows.len() > 10, "{header}: {} rows", rows.len());
    rows
}

/// What stands between backticks.
fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_spelling_is_read() {
    let workspace = Workspace::with(&[("news/a.txt", "A dam burst\n\nThe dam burst at dawn.")]);
    workspace.run("index news").exits(0);
    for row in table("| dateline | Lexis | Factiva | Elasticsearch, `query_string` |") {
        for query in code(&row[0]) {
            let run = workspace.run_in("news", &format!("search -c -- '{query}'"));
            assert!(run.code == 0 || run.code == 1, "{query}: {}", run.stderr);
        }
    }
}

/// Asking for help tells all that can be written.
#[test]
fn help_has_every_spelling() {
    let workspace = Workspace::with(&[]);
    for command in ["search", "quotes", "batch"] {
        let help = workspace.run(&format!("{command} --help")).exits(0).stdout.clone();
        let rows = table("| write | means |");
        for written in rows.iter().flat_map(|row| code(&row[0])) {
            let name = written.strip_suffix(':').map(|name| format!("\n  {name}"));
            assert!(help.contains(name.as_deref().unwrap_or(written)), "{command} --help lacks {written}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }
}

#[test]
fn words_are_found_by_what_is_said_to_find_them() {
    let rows = table("| | a text with | is found by | and not by |");
    let records: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(number, row)| {
            let language = row[1].rsplit_once('(').map_or("en", |(_, code)| code.trim_end_matches(')'));
            let text = code(&row[1])[0];
            serde_json::json!({"id": number.to_string(), "lang": language, "body": format!("{text}.")}).to_string()
        })
        .collect();
    let workspace = Workspace::with(&[("news/rows.jsonl", &records.join("\n"))]);
    workspace.run("index news").exits(0);
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        for (cell, expected) in [(&row[2], true), (&row[3], false)] {
            for query in code(cell) {
                let mut command = workspace.command(&workspace.path("news"), "search --all --format tsv --fields record --");
                let output = command.arg(query).output().unwrap();
                let found = String::from_utf8(output.stdout).unwrap();
                let is_found = found.lines().skip(1).any(|record| record == number.to_string());
                if is_found != expected {
                    wrong.push(format!("{}: {} {} by {query}", row[0], row[1], if is_found { "is found" } else { "is not found" }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn patterns_may_stand_for_any_number_of_words() {
    let words: Vec<String> = (0..20_500_u32).map(|number| format!("w{}", spelled(number))).collect();
    let workspace = Workspace::with(&[("news/many.txt", &words.join(" ")), ("news/few.txt", "One dam burst.")]);
    workspace.run("index news").exits(0);
    workspace.run_in("news", "search w* -c").exits(0).prints("1\n");
    workspace.run_in("news", "search 'dam -w*' -c").exits(0).prints("1\n");
    workspace
        .run_in("news", "search 'w* w/3 dam'")
        .exits(2)
        .says("w* fits more than 20000 different words of this archive, too many to look where each stands (column 1)");
    workspace.run_in("news", "search --path 'm*.txt' -c").exits(0).prints("1\n");
    let many = |times: usize| vec!["wa*"; times].join(" OR ");
    workspace.run_in("news", &format!("search '{}' -c", many(20))).exits(0).prints("1\n");
    for command in ["search", "speakers"] {
        workspace
            .run_in("news", &format!("{command} '{}' -c", many(90)))
            .exits(2)
            .says("the words of this query have more than 100000 forms in this archive");
    }
}

/// A number in letters, so that each is a word that no stemmer shortens.
fn spelled(mut number: u32) -> String {
    let mut letters = String::new();
    for _ in 0..4 {
        letters.push(char::from(b'a' + (number % 13) as u8));
        number /= 13;
    }
    letters + "k"
}

#[test]
fn what_makes_no_difference_is_said() {
    let workspace = Workspace::with(&[("news/a.json", r#"{"title":"T","body":"A dam.","author":"Jo Reed"}"#)]);
    workspace.run("index news").exits(0);
    workspace.run_in("news", "search byline:=reed -c").exits(0).says("note: = makes no difference in byline");
    workspace.run_in("news", "search =dam -c").exits(0).does_not_say("note:");
}
