//! Runs of `index` that are killed at any moment: the last commit answers, and the next run ends as if nothing had been.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::archive::Archive;
use super::{Chance, HAS_POINTS, points, times};

/// How a run was asked for, and when it was killed.
struct Attempt {
    typed: &'static str,
    /// Whether there was no index before.
    is_fresh: bool,
    /// What `$FAILPOINTS` says; `None` where the kill comes at a random moment.
    told: Option<String>,
    after: Duration,
}

impl Attempt {
    fn new(round: usize, points: &[String], chance: &mut Chance) -> Self {
        let is_fresh = round % 11 == 7;
        let typed = if round % 5 == 3 { "index news --rebuild --quiet" } else { "index news --quiet" };
        let point = &points[round % points.len()];
        let passed = [0, 0, 1, 2, 5, 12][chance.below(6) as usize];
        let often = if round % 3 == 1 { ";commit often=return" } else { "" };
        let told = (HAS_POINTS && !round.is_multiple_of(4)).then(|| format!("{point}={passed}*off->return(kill){often}"));
        Self { typed, is_fresh, told, after: Duration::from_micros(2000 + chance.below(250_000)) }
    }

    fn commits_once(&self) -> bool {
        !self.told.as_ref().is_some_and(|told| told.contains("commit often"))
    }

    /// Runs; answers whether the run was killed.
    fn run(&self, archive: &Archive) -> bool {
        let mut command = archive.workspace.command(&archive.workspace.path("."), self.typed);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(told) = &self.told {
            command.env("FAILPOINTS", told);
            return command.status().unwrap().signal().is_some();
        }
        let mut running = command.spawn().unwrap();
        thread::sleep(self.after);
        running.kill().unwrap();
        running.wait().unwrap().signal().is_some()
    }
}

#[test]
fn a_killed_run_loses_nothing() {
    let archive = Archive::new();
    archive.is_finished_by_the_next_run(0, "at first");
    let wanted = times("DATELINE_KILLS", if HAS_POINTS { 36 } else { 16 });
    let (points, mut chance) = (points(), Chance(20_170_906));
    let (mut killed, mut at_points, mut round, mut before) = (0, 0, 0, 0);
    while killed < wanted {
        round += 1;
        assert!(round < wanted * 8 + 100, "{killed} of {round} runs were killed");
        archive.put(round);
        let attempt = Attempt::new(round, &points, &mut chance);
        if attempt.is_fresh {
            fs::remove_dir_all(archive.workspace.path("news/.dateline")).unwrap();
        }
        let was_killed = attempt.run(&archive);
        killed += usize::from(was_killed);
        at_points += usize::from(was_killed && attempt.told.is_some());
        if was_killed && killed.is_multiple_of(50) {
            println!("{} of {wanted} kills survived", killed - 1);
        }
        let context =
            format!("round {round}, `{}`, told {:?}, killed after {:?}: {was_killed}", attempt.typed, attempt.told, attempt.after);
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
    println!("{killed} kills survived in {round} runs, {at_points} of them at one of {} points", points.len());
    if !HAS_POINTS {
        println!("built without --features failpoints: all kills came at random moments");
    }
}
