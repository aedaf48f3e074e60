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

/// How one record of several fares.
struct Fate {
    seconds: u64,
    spent: Duration,
    /// Why it is left out.
    reason: Option<SkipReason>,
}

impl Fate {
    fn is_over(&self) -> bool {
        self.spent >= Duration::from_secs(self.seconds)
    }
}

/// Reads out of records what they say about themselves, and leaves out those that take longer than they may, or at which reading fails. The
/// clock decides whether there is an answer, never what it is. Answers are in the order of the records.
pub(super) fn enrich_in_time(tasks: Vec<Task<'_>>) -> Vec<Result<(Box<Article>, Segments), SkipReason>> {
    let mut fates: Vec<Fate> = tasks.iter().map(|task| Fate { seconds: task.seconds, spent: Duration::ZERO, reason: None }).collect();
    let mut now = Instant::now();
    let read = enrich_all(tasks.into_iter().map(|task| (task.raw, task.root)).collect(), &mut |index, piece| {
        let Some(fate) = fates.get_mut(index) else { return false };
        if fate.is_over() {
            fate.reason = Some(SkipReason::TooSlow { seconds: fate.seconds });
        } else if catch_unwind(AssertUnwindSafe(piece)).is_err() {
            fate.reason = Some(SkipReason::Fault);
        }
        let before = std::mem::replace(&mut now, Instant::now());
        fate.spent += now - before;
        fate.reason.is_none()
    });
    read.into_iter().zip(fates).map(|(read, fate)| read.ok_or(fate.reason.unwrap_or(SkipReason::Fault))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
