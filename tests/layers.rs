//! Who may import whom, as ARCHITECTURE.md draws it, and where the engine may be named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// For each part of the library, the parts that it may name.
const MAY_IMPORT: [(&str, &[&str]); 14] = [
    ("article", &[]),
    ("budget", &[]),
    ("error", &["query"]),
    ("results", &["article", "error"]),
    ("analysis", &[]),
    ("dates", &["article"]),
    ("readers", &["article", "error", "dates"]),
    ("enrich", &["article", "error", "dates", "analysis"]),
    ("schema", &["article", "error", "analysis"]),
    ("query", &["schema", "error", "article"]),
    ("engine", &["article", "results", "error", "schema", "query", "analysis", "budget"]),
    ("present", &["article", "results", "error"]),
    ("indexing", &["article", "error", "analysis", "readers", "enrich", "engine", "schema", "budget"]),
    ("lib", &[]),
];

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

/// The parts that code names as `crate::part`; comments and documentation do not count.
fn named(text: &str) -> BTreeSet<String> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut parts = BTreeSet::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            let names: String = if let Some(group) = rest.strip_prefix('{') { group.into() } else { rest.into() };
            for name in names.split(", ") {
                let name: String = name.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                parts.insert(name);
                if !rest.starts_with('{') {
                    break;
                }
            }
        }
    }
    parts
}

#[test]
fn parts_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let part = part(&path);
        if part == "main" || part == "cli" {
            continue;
        }
        let (_, allowed) = MAY_IMPORT.iter().find(|(name, _)| *name == part).unwrap_or_else(|| panic!("{part} is not in the table"));
        let known = |name: &String| MAY_IMPORT.iter().any(|(part, _)| part == name);
        for name in named(&text).iter().filter(|name| known(name) && **name != part) {
            if !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} names crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_engine_is_named_in_few_places() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let name = path.to_string_lossy().into_owned();
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let names_it = code.into_iter().any(|line| line.contains("use tantivy") || line.contains(" tantivy::"));
        if names_it && !NAMES_TANTIVY.iter().any(|allowed| name.starts_with(allowed)) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
