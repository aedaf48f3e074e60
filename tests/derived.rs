//! The derived schemas in the repository are those that fields.toml gives.

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
        let path = directory.join(format!("{engine}.json"));
        if env::var_os(WRITE).is_some() {
            fs::write(&path, &run.stdout).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == run.stdout, "{} is stale: run the tests with {WRITE}=1 and look at the difference", path.display());
    }
}
