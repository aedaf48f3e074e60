//! How long may be spent on one record.

use std::time::{Duration, Instant};

use crate::analysis::segment::Segments;
use crate::article::{Article, RawArticle};
use crate::enrich::enrich_while;
use crate::error::SkipReason;

/// Reads out of a record what it says about itself, unless that takes longer than `seconds`. The clock decides whether there is an answer, never
/// what it is.
///
/// # Errors
/// It takes longer, which leaves the record out.
pub fn enrich_in_time(raw: RawArticle, root: &str, seconds: u64) -> Result<(Article, Segments), SkipReason> {
    let end = Instant::now().checked_add(Duration::from_secs(seconds));
    let is_over = || end.is_some_and(|end| Instant::now() >= end);
    enrich_while(raw, root, &|| if is_over() { Err(SkipReason::TooSlow { seconds }) } else { Ok(()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_left_out() {
        let raw = || RawArticle { headline: Some("Dam leaks".into()), body: "The dam leaks.".into(), ..RawArticle::default() };
        let none = enrich_in_time(raw(), "news", 0).unwrap_err();
        assert_eq!(none.to_string(), "reading it took longer than 0 s (raise it with --max-seconds)");
        for seconds in [3600, u64::MAX] {
            assert_eq!(enrich_in_time(raw(), "news", seconds).unwrap().0.headline.as_deref(), Some("Dam leaks"));
        }
    }
}
