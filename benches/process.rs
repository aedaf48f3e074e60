//! Runs a program as a child and tells what it spent: wall time, processor time, peak memory.
//!
//! Processor time and memory are read from `/proc`; where that is missing they are unknown, and the report says so.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;

/// What a process spent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of all its threads on processors; known to a hundredth.
    pub(crate) cpu: Option<f64>,
    /// Largest resident memory in bytes, as of at most a few milliseconds before its end.
    pub(crate) peak: Option<u64>,
}

/// How often memory is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(4);
/// Length of the kernel's unit of processor time in `/proc`, the same on all architectures.
const TICK: f64 = 0.01;

/// Runs a program to its end and watches it; gives what it spent and what it printed.
pub(crate) fn watched(command: &mut Command) -> Result<(Spent, String)> {
    let before = cpu_of_children();
    let started = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    let (output, wall, peak) = thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = None;
            while !ended.load(Ordering::Relaxed) {
                peak = peak_in(&status).or(peak);
                thread::sleep(LOOK_EVERY);
            }
            peak
        });
        let output = child.wait_with_output();
        let wall = started.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (output, wall, watcher.join().ok().flatten())
    });
    let output = ensure_success(command, output?)?;
    let cpu = cpu_of_children().zip(before).map(|(after, before)| after - before);
    Ok((Spent { wall, cpu, peak }, String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// Seconds of processor time of a program whose output nobody reads; `None` where they are unknown.
pub(crate) fn quiet(command: &mut Command) -> Result<Option<f64>> {
    let before = cpu_of_children();
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
    ensure_success(command, output)?;
    Ok(cpu_of_children().zip(before).map(|(after, before)| after - before))
}

/// Seconds of wall time that a short program takes.
pub(crate) fn timed(command: &mut Command) -> Result<f64> {
    command.stdin(Stdio::null()).stderr(Stdio::piped()).stdout(Stdio::piped());
    let started = Instant::now();
    let output = command.output()?;
    let wall = started.elapsed().as_secs_f64();
    ensure_success(command, output)?;
    Ok(wall)
}

/// Status 1 of a reading command says that nothing was found, which is an answer.
fn ensure_success(command: &Command, output: Output) -> Result<Output> {
    match output.status.code() {
        Some(0 | 1) => Ok(output),
        _ => Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// Seconds that this process, all its threads included, has been on processors.
pub(crate) fn cpu_of_this_process() -> Option<f64> {
    ticks(13)
}

fn cpu_of_children() -> Option<f64> {
    ticks(15)
}

/// The sum of the two numbers from the place `field` on (from 0) in `/proc/self/stat`, in seconds.
fn ticks(field: usize) -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(field - 2);
    let (user, system) = (fields.next()?.parse::<f64>().ok()?, fields.next()?.parse::<f64>().ok()?);
    Some((user + system) * TICK)
}

fn peak_in(status: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
