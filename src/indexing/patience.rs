//! How long may be spent on one record, and what becomes of the others where reading one fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::analysis::segment::Segments;
use crate::article::{Article, RawArticle};
use crate::enrich::enrich_all;
use crate::error::SkipReason;

/// A record whose words are to be read.
#[derive(Debug)]
pub(super) struct Task<'a> {
    /// What a reader saw.
    pub(super) raw: Box<RawArticle>,
    /// Name of its root.
    pub(super) root: &'a str,
    /// See [`ReadOptions::max_seconds`](crate::readers::ReadOptions::max_seconds).
    pub(super) seconds: u64,
}

/// Bytes of the longest body that takes no time to speak of, and how many of those are timed together, since to read the clock takes time as well.
const SHORT: usize = 16 << 10;
const TOGETHER: usize = 8;

/// How one record of several fares.
struct Fate {
    seconds: u64,
    is_short: bool,
    /// No less than was spent on it: what is timed together counts for each in full.
    spent: Duration,
    /// Why it is left out.
    reason: Option<SkipReason>,
}

impl Fate {
    fn is_over(&self) -> bool {
        self.spent >= Duration::from_secs(self.seconds)
    }
}

/// What has been done since the clock was read.
struct Untimed {
    since: Instant,
    /// On which records, by index.
    records: Vec<usize>,
}

impl Untimed {
    /// Reads the clock for all of them.
    fn time(&mut self, fates: &mut [Fate]) {
        let before = std::mem::replace(&mut self.since, Instant::now());
        for index in self.records.drain(..) {
            fates[index].spent += self.since - before;
        }
    }
}

/// Reads out of records what they say about themselves, and leaves out those that take longer than they may, or at which reading fails. The
/// clock decides whether there is an answer, never what it is. Answers are in the order of the records.
pub(super) fn enrich_in_time(tasks: Vec<Task<'_>>) -> Vec<Result<(Box<Article>, Segments), SkipReason>> {
    let fate =
        |task: &Task<'_>| Fate { seconds: task.seconds, is_short: task.raw.body.len() <= SHORT, spent: Duration::ZERO, reason: None };
    let mut fates: Vec<Fate> = tasks.iter().map(fate).collect();
    let mut untimed = Untimed { since: Instant::now(), records: Vec::with_capacity(TOGETHER) };
    let read = enrich_all(tasks.into_iter().map(|task| (task.raw, task.root)).collect(), &mut |index, piece| {
        if !fates.get(index).is_some_and(|fate| fate.is_short) {
            untimed.time(&mut fates);
        }
        let Some(fate) = fates.get_mut(index) else { return false };
        if fate.is_over() {
            fate.reason = Some(SkipReason::TooSlow { seconds: fate.seconds });
        } else if catch_unwind(AssertUnwindSafe(piece)).is_err() {
            fate.reason = Some(SkipReason::Fault);
        }
        let (goes_on, is_short) = (fate.reason.is_none(), fate.is_short);
        untimed.records.push(index);
        if !is_short || untimed.records.len() >= TOGETHER {
            untimed.time(&mut fates);
        }
        goes_on
    });
    read.into_iter().zip(fates).map(|(read, fate)| read.ok_or(fate.reason.unwrap_or(SkipReason::Fault))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_timed_together_counts_for_each() {
        let fate = || Fate { seconds: 1, is_short: true, spent: Duration::ZERO, reason: None };
        let mut fates = [fate(), fate(), fate()];
        let second = Duration::from_secs(1);
        let mut untimed = Untimed { since: Instant::now() - second, records: vec![0, 2] };
        untimed.time(&mut fates);
        assert_eq!(fates.each_ref().map(Fate::is_over), [true, false, true]);
        assert!(untimed.records.is_empty() && untimed.since.elapsed() < second);
    }

    #[test]
    fn what_takes_too_long_is_left_out() {
        let raw = || Box::new(RawArticle { headline: Some("Dam leaks".into()), body: "The dam leaks.".into(), ..RawArticle::default() });
        let tasks = [3600, 0, u64::MAX].map(|seconds| Task { raw: raw(), root: "news", seconds });
        let read = enrich_in_time(tasks.into());
        let told = |read: &Result<(Box<Article>, Segments), SkipReason>| match read {
            Ok((article, _)) => article.headline.clone().unwrap_or_default(),
            Err(reason) => reason.to_string(),
        };
        let expected = ["Dam leaks", "reading it took longer than 0 s (raise it with --max-seconds)", "Dam leaks"];
        assert_eq!(read.iter().map(told).collect::<Vec<_>>(), expected);
    }
}
