//! Reads pages over and over on one core and prints what it took. Shared by the programs that are compared.
//!
//! The lines: processor time in seconds of all passes but the first; resident memory in bytes before, after the first pass, in the middle and
//! at the end; bytes of text found in one pass; then for each page the seconds that it took in each pass but the first.

use std::fs;
use std::io::{self, Write};
use std::time::Instant;

/// Passes that are timed at least, so that each page has a median.
const FEWEST: usize = 3;
/// Length of the kernel's unit of processor time in `/proc`, the same on all architectures.
const TICK: f64 = 0.01;

/// Reads all pages again and again for about `seconds`, at least four times. `read` answers with the bytes of text that it found.
pub(crate) fn over_and_over<T>(
    pages: &[T],
    seconds: f64,
    mut read: impl FnMut(&T) -> io::Result<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut memory = vec![resident()];
    let started = Instant::now();
    let mut found = 0;
    for page in pages {
        found += read(page)?;
    }
    memory.push(resident());
    let passes = ((seconds / started.elapsed().as_secs_f64().max(1e-6)) as usize).max(FEWEST);
    let mut times = vec![Vec::with_capacity(passes); pages.len()];
    let before = processor_time();
    for pass in 0..passes {
        for (page, times) in pages.iter().zip(&mut times) {
            let started = Instant::now();
            read(page)?;
            times.push(started.elapsed().as_secs_f64());
        }
        if pass == passes / 2 {
            memory.push(resident());
        }
    }
    let spent = processor_time().zip(before).map_or(f64::NAN, |(after, before)| after - before);
    memory.push(resident());
    writeln!(out, "{spent}\n{}\n{found}", memory.iter().map(u64::to_string).collect::<Vec<_>>().join(" "))?;
    for times in &times {
        writeln!(out, "{}", times.iter().map(f64::to_string).collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

/// Seconds that this process has been on processors.
fn processor_time() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let (user, system) = (fields.next()?.parse::<f64>().ok()?, fields.next()?.parse::<f64>().ok()?);
    Some((user + system) * TICK)
}

/// Bytes of memory that this process holds; 0 where that is not told.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() * 1024
}
