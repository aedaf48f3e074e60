//! Answers of the operating system that stop a run of `index`: said in words, exit 2, the index as it was, nothing left over.

use super::archive::Archive;
use super::{HAS_POINTS, is_of_generations, points, times};

/// What is told, and what is said of it.
const FAULTS: [(&str, &str); 3] = [("full", "No space left on device"), ("broken", "Input/output error"), ("denied", "Permission denied")];

#[test]
fn a_failing_disk_is_said_and_loses_nothing() {
    if !HAS_POINTS {
        println!("skipped: built without --features failpoints");
        return;
    }
    let archive = Archive::new();
    archive.is_finished_by_the_next_run(0, "at first");
    let rounds = times("DATELINE_FAULTS", 1);
    let (mut told, mut said, mut number) = (0, 0, 0);
    for passed in [0, 1, 0, 3, 0, 7].into_iter().cycle().take(rounds) {
        for point in points() {
            let (fault, words) = FAULTS[number % FAULTS.len()];
            number += 1;
            archive.put(number);
            let typed = if number % 3 == 2 || is_of_generations(&point) { "index news --rebuild --quiet" } else { "index news --quiet" };
            let merges = point.starts_with("merging");
            let often = if merges { ";commit often=return" } else { "" };
            let points = format!("{point}={passed}*off->return({fault}){often}");
            let mut command = archive.workspace.command(&archive.workspace.path("."), typed);
            let output = command.env("FAILPOINTS", &points).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            let context = format!("fault {number}, `{typed}`, told {points}: exit {:?}\n{stderr}", output.status.code());
            told += 1;
            match output.status.code() {
                Some(0) => assert_eq!(stderr, "", "{context}"),
                Some(2) => {
                    said += 1;
                    assert!(stderr.starts_with("error: ") && stderr.contains(words), "{context}");
                    assert!(!stderr.contains("internal fault") && !stderr.contains("panicked"), "{context}");
                }
                _ => panic!("{context}"),
            }
            archive.answers(&context);
            let digest = archive.digest();
            assert!(merges || [number - 1, number].map(|version| archive.digest_of(version)).contains(&digest.as_str()), "{context}");
            archive.is_finished_by_the_next_run(number, &context);
        }
    }
    println!("{told} faults told, {said} of them met and said");
    // Not every point is reached so often, and what stops a merge is no failure of the run.
    assert!(said * 4 > told, "{said} of {told}");
}
