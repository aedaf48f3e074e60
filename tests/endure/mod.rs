//! What an index endures: runs that are killed, disks that are full or broken, many processes at once. docs/RELIABILITY.md says what is promised.
//!
//! Each of these has a short form, which runs with all tests, and a long one (`.ci/endure`). Points at which a run dies or fails are compiled in
//! with `--features failpoints` only; without them kills come at random moments.
#![cfg(unix)]

mod archive;
mod faults;
mod hostile;
mod kills;
mod many;
mod power;
mod space;

use std::env;
use std::fs;
use std::path::Path;

/// How often something is tried: `short`, or what `variable` says in the long form.
pub(crate) fn times(variable: &str, short: usize) -> usize {
    env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(short)
}

/// Whether points of failure are compiled in.
pub(crate) const HAS_POINTS: bool = cfg!(feature = "failpoints");

/// Points that merges reach too, on threads of their own.
const IN_MERGES: [&str; 8] = ["create", "created", "write", "in write", "written", "seal", "finish", "finished"];

/// The names of all points, read from the source.
pub(crate) fn points() -> Vec<String> {
    let below = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine/local");
    let mut points = Vec::new();
    for entry in fs::read_dir(below).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let text = fs::read_to_string(entry.path()).unwrap();
        points.extend(text.split("reached(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    points.extend(IN_MERGES.map(|point| format!("merging: {point}")));
    points.sort();
    points.dedup();
    assert!(points.len() > 15, "{points:?}");
    points
}

/// Whether a point is met only where a generation is made or removed.
pub(crate) fn is_of_generations(point: &str) -> bool {
    ["generation", "in generation", "switch", "switched", "leftover", "in leftover"].contains(&point)
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}
