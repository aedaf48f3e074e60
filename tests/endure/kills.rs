//! Runs of `index` that are killed at any moment: the last commit answers, and the next run ends as if nothing had been.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::archive::Archive;
use super::{Chance, HAS_POINTS, is_of_generations, points, times};

/// How a run was asked for, and when it was killed.
#[derive(Debug)]
struct Attempt {
    typed: &'static str,
    /// Whether there was no index before.
    is_fresh: bool,
    /// Where a run before this one was killed, with no other between them.
    before: Option<String>,
    /// The point and what `$FAILPOINTS` says; `None` where the kill comes at a random moment.
    told: Option<(String, String)>,
    after: Duration,
}

const UPDATE: &str = "index news --quiet";
const REBUILD: &str = "index news --quiet --rebuild";

impl Attempt {
    /// The next one: at the point that was met least often, if not at a random moment.
    fn new(round: usize, met: &BTreeMap<String, Met>, chance: &mut Chance) -> Self {
        let passed = [0, 0, 1, 2, 5, 12][chance.below(6) as usize];
        let point =
            met.iter().min_by_key(|(_, met)| met.tries).map(|(point, met)| (point.clone(), if met.kills == 0 { 0 } else { passed }));
        let point = point.filter(|_| !round.is_multiple_of(5));
        let name = point.as_ref().map_or("", |(name, _)| name);
        // What is there to be met only if a run was killed before, after it had written or while it replaced a file.
        let before = match name {
            "uncommitted" => Some("finished=return(kill)".to_owned()),
            "temporary left" => Some("rename=return(kill)".to_owned()),
            _ => round.is_multiple_of(7).then(|| format!("renamed={}*off->return(kill)", chance.below(40))),
        };
        let needs_rebuild = is_of_generations(name) || round.is_multiple_of(6);
        let often = if round % 3 == 1 || name.starts_with("merging") { ";commit often=return" } else { "" };
        Self {
            typed: if needs_rebuild { REBUILD } else { UPDATE },
            is_fresh: round % 11 == 8 && before.is_none(),
            before,
            told: point.map(|(point, passed)| (point.clone(), format!("{point}={passed}*off->return(kill){often}"))),
            after: Duration::from_micros(2000 + chance.below(250_000)),
        }
    }

    fn commits_once(&self) -> bool {
        !self.told.as_ref().is_some_and(|(_, told)| told.contains("commit often"))
    }

    /// Runs; answers how many runs were killed, and whether the last was.
    fn run(&self, archive: &Archive) -> (usize, bool) {
        let mut kills = 0;
        if let Some(told) = &self.before {
            kills += usize::from(killed_at(archive, UPDATE, told));
        }
        let was_killed = match &self.told {
            Some((_, told)) => killed_at(archive, self.typed, told),
            None => {
                let mut command = archive.workspace.command(&archive.workspace.path("."), self.typed);
                let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
                thread::sleep(self.after);
                running.kill().unwrap();
                running.wait().unwrap().signal().is_some()
            }
        };
        (kills + usize::from(was_killed), was_killed)
    }
}

fn killed_at(archive: &Archive, typed: &str, told: &str) -> bool {
    let mut command = archive.workspace.command(&archive.workspace.path("."), typed);
    command.stdout(Stdio::null()).stderr(Stdio::null()).env("FAILPOINTS", told).status().unwrap().signal().is_some()
}

/// How often a point was told, and how often a run died there.
#[derive(Debug, Default)]
struct Met {
    tries: usize,
    kills: usize,
}

#[test]
fn a_killed_run_loses_nothing() {
    let archive = Archive::new();
    archive.is_finished_by_the_next_run(0, "at first");
    let wanted = times("DATELINE_KILLS", if HAS_POINTS { 40 } else { 16 });
    let mut met: BTreeMap<String, Met> = BTreeMap::new();
    if HAS_POINTS {
        met.extend(points().into_iter().map(|point| (point, Met::default())));
    }
    let mut chance = Chance(20_170_906);
    let (mut killed, mut at_random, mut round, mut before) = (0, 0, 0, 0);
    while killed < wanted {
        round += 1;
        assert!(round < wanted * 8 + 100, "{killed} of {round} runs were killed");
        archive.put(round);
        let attempt = Attempt::new(round, &met, &mut chance);
        if attempt.is_fresh {
            fs::remove_dir_all(archive.workspace.path("news/.dateline")).unwrap();
        }
        let (kills, was_killed) = attempt.run(&archive);
        killed += kills;
        match attempt.told.as_ref().and_then(|(point, _)| met.get_mut(point)) {
            Some(met) => (met.tries, met.kills) = (met.tries + 1, met.kills + usize::from(was_killed)),
            None => at_random += usize::from(was_killed),
        }
        let context = format!("round {round}, {attempt:?}, killed: {was_killed}");
        if attempt.is_fresh {
            let check = archive.workspace.run("check --index news");
            let is_nothing = check.stderr.contains("no index there");
            assert!(check.code == 0 || is_nothing, "{context}: {check:?}");
        } else {
            archive.answers(&context);
            if attempt.commits_once() {
                let digest = archive.digest();
                assert!([before, round].map(|version| archive.digest_of(version)).contains(&digest.as_str()), "{context}");
            }
        }
        archive.is_finished_by_the_next_run(round, &context);
        before = round;
    }
    println!("{killed} kills survived in {round} rounds: {at_random} at random moments, the rest at points:");
    for (point, met) in &met {
        println!("  {point}: {} of {} told", met.kills, met.tries);
    }
    if !HAS_POINTS {
        println!("built without --features failpoints: all kills came at random moments");
    }
    let missed: Vec<&String> = met.iter().filter(|(_, met)| met.kills == 0).map(|(point, _)| point).collect();
    assert!(wanted < 200 || missed.is_empty(), "no run was killed at {missed:?}");
}
