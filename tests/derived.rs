//! What is derived from fields.toml and kept in the repository is what fields.toml gives.

use std::path::Path;
use std::{env, fs};

use crate::harness::Workspace;

/// Set to write the files anew after a change of fields.toml.
const WRITE: &str = "DATELINE_WRITE_DERIVED";

#[test]
fn derived_schemas_are_fresh() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema/derived");
    for engine in ["tantivy", "opensearch", "quickwit"] {
        let run = Workspace::with(&[]).run(&format!("schema --for {engine}"));
        ensure_fresh(&directory.join(format!("{engine}.json")), &run.stdout);
    }
}

#[test]
fn the_declaration_is_read_as_it_is_written() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema");
    let declared: serde_json::Value = toml::from_str(&fs::read_to_string(directory.join("fields.toml")).unwrap()).unwrap();
    ensure_fresh(&directory.join("derived/fields.json"), &format!("{}\n", serde_json::to_string(&declared).unwrap()));
}

fn ensure_fresh(path: &Path, derived: &str) {
    if env::var_os(WRITE).is_some() {
        fs::write(path, derived).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == derived, "{} is stale: run the tests twice with {WRITE}=1 and look at the difference", path.display());
}
