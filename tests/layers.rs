//! Who may import whom, as ARCHITECTURE.md draws it, and where the engine may be named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// For each part of the library, the parts that it may name.
const MAY_IMPORT: [(&str, &[&str]); 17] = [
    ("article", &[]),
    ("block", &[]),
    ("budget", &[]),
    ("error", &["query"]),
    ("nearest", &[]),
    ("paths", &[]),
    ("results", &["article", "error"]),
    ("analysis", &["block"]),
    ("dates", &["article"]),
    ("readers", &["article", "error", "dates", "nearest", "paths", "block"]),
    ("enrich", &["article", "dates", "analysis", "block"]),
    ("schema", &["article", "analysis"]),
    ("query", &["schema", "article", "nearest", "analysis"]),
    ("engine", &["article", "results", "error", "schema", "query", "analysis", "budget", "paths"]),
    ("present", &["article", "results", "error", "nearest", "paths", "block"]),
    ("indexing", &["article", "error", "readers", "enrich", "engine", "schema", "budget", "paths", "analysis"]),
    ("lib", &[]),
];

/// The passes that read quotes, in their order: each knows those before it.
const PASSES: [&str; 9] = ["words", "marks", "people", "scene", "attribution", "turns", "pronouns", "indirect", "output"];

/// Where the engine's library may be named.
const NAMES_TANTIVY: [&str; 3] = ["src/schema/tantivy.rs", "src/engine/local/", "src/analysis/tokenizer.rs"];

fn sources(below: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join(below)];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    found
}

/// The part of the library that a file belongs to.
fn part(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The code without comments and line breaks; what stands in strings stays.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()).collect::<Vec<_>>().join(" ")
}

/// The parts that code names as `crate::part`, in lists too.
fn named(text: &str) -> BTreeSet<String> {
    named_in("crate::", text)
}

/// The parts of a module that code names by the module's path.
fn named_in(module: &str, text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut parts = BTreeSet::new();
    for rest in code.split(module).skip(1) {
        let list = rest.strip_prefix('{').map(outermost).unwrap_or_else(|| vec![rest]);
        parts.extend(list.into_iter().map(first_name).filter(|name| !name.is_empty()));
    }
    parts
}

/// The members of a list in braces that was opened right before, each with what follows it.
fn outermost(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut members) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(&list[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    members
}

fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}

/// Whether code names the engine's library: by a path that begins with its name, in an import of it, or as a member of a list.
fn names_engine(text: &str) -> bool {
    let code = code(text);
    code.match_indices("tantivy").any(|(at, name)| {
        let before = code[..at].trim_end();
        let after = code[at + name.len()..].trim_start();
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let is_path = after.starts_with("::") && !before.ends_with("::");
        let is_import = before.ends_with("use") && (after.starts_with(';') || after.starts_with("as ") || after.starts_with("::"));
        let is_crate =
            before.ends_with("extern crate") || (before.ends_with("::") && !before.trim_end_matches("::").ends_with(is_path_end));
        is_word && (is_path || is_import || is_crate)
    })
}

/// What stands before `::` in the middle of a path, rather than at its beginning.
fn is_path_end(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '>')
}

#[test]
fn imports_are_told_in_whatever_form_they_stand() {
    for (text, parts) in [
        ("use crate::error::Error;", vec!["error"]),
        ("use crate::{article::Article, error};", vec!["article", "error"]),
        ("use crate::{\n    article::{Article, Quote},\n    results::Hit,\n};", vec!["article", "results"]),
        ("let x = crate::query::parse(text); // crate::engine", vec!["query"]),
    ] {
        assert_eq!(named(text).into_iter().collect::<Vec<_>>(), parts, "{text}");
    }
    for (text, names) in [
        ("use tantivy::Index;", true),
        ("use tantivy as engine;", true),
        ("pub(crate) use ::tantivy::Index;", true),
        ("fn f(index: &tantivy::Index) {}", true),
        ("fn f() -> Vec<tantivy::Term> {}", true),
        ("use {serde::Serialize, tantivy::Index};", true),
        ("let made = <tantivy::Index>::open();", true),
        ("use crate::schema::tantivy::engine_field;", false),
        ("use dateline::schema::{remote, tantivy};", false),
        ("pub mod tantivy;", false),
        ("// tantivy::Index", false),
        ("let name = \"tantivy\";", false),
    ] {
        assert_eq!(names_engine(text), names, "{text}");
    }
}

#[test]
fn parts_import_only_what_they_may() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (path, text) in sources("src") {
        let part = part(&path);
        if part == "main" || part == "cli" {
            continue;
        }
        let (_, allowed) = MAY_IMPORT.iter().find(|(name, _)| *name == part).unwrap_or_else(|| panic!("{part} is not in the table"));
        let known = |name: &String| MAY_IMPORT.iter().any(|(part, _)| part == name);
        for name in named(&text).into_iter().filter(|name| known(name) && *name != part) {
            if !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} names crate::{name}", path.display()));
            }
            used.insert((part.clone(), name));
        }
    }
    for (part, allowed) in MAY_IMPORT {
        let unused = allowed.iter().filter(|name| !used.contains(&(part.to_owned(), (**name).to_owned())));
        wrong.extend(unused.map(|name| format!("{part} may name {name}, and does not")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn passes_over_quotes_know_only_those_before_them() {
    let place = |pass: &str| PASSES.iter().position(|known| *known == pass);
    let (mut wrong, mut found) = (Vec::new(), BTreeSet::new());
    for (path, text) in sources("src/enrich/quotes") {
        let Some(own) = path.components().nth(3).and_then(|pass| place(&pass.as_os_str().to_string_lossy())) else { continue };
        found.insert(own);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let later = named_in("crate::enrich::quotes::", code).into_iter().filter(|name| place(name).is_none_or(|named| named > own));
        wrong.extend(later.map(|name| format!("{} names {name}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found.len(), PASSES.len());
}

#[test]
fn files_are_where_they_are_said_to_be() {
    let told = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let names: BTreeSet<&str> = told.split('`').skip(1).step_by(2).collect();
    let files: Vec<String> = ["src", "tests", "benches", "build.rs"]
        .into_iter()
        .flat_map(|below| if below.ends_with(".rs") { vec![below.to_owned()] } else { paths(below) })
        .collect();
    let is_there =
        |name: &str| files.iter().any(|file| file.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/')));
    let missing: Vec<_> = names.iter().filter(|name| name.ends_with(".rs") && !name.contains("NAME") && !is_there(name)).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}, which are not there");

    let of_passes = files.iter().filter_map(|file| file.strip_prefix("src/enrich/quotes/")?.strip_suffix(".rs")?.split_once('/'));
    let untold: Vec<_> = of_passes.filter(|(_, name)| *name != "mod" && !name.contains('/') && !names.contains(name)).collect();
    assert!(untold.is_empty(), "ARCHITECTURE.md does not name {untold:?}");
}

fn paths(below: &str) -> Vec<String> {
    sources(below).into_iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn the_engine_is_named_in_few_places() {
    let named: Vec<String> =
        sources("src").iter().filter(|(_, text)| names_engine(text)).map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    let elsewhere: Vec<_> = named.iter().filter(|name| !NAMES_TANTIVY.iter().any(|allowed| name.starts_with(allowed))).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    let unused: Vec<_> = NAMES_TANTIVY.iter().filter(|allowed| !named.iter().any(|name| name.starts_with(*allowed))).collect();
    assert!(unused.is_empty(), "{unused:?} do not name it");
}
