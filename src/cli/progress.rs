//! The progress of indexing: a bar with rate and time left, on a terminal's stderr only.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use dateline::indexing::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the bar is brought up to date.
const EVERY: Duration = Duration::from_millis(100);

/// A bar that counts bytes and files; hidden where nobody watches.
pub(crate) struct Bar {
    bar: ProgressBar,
    watched: bool,
}

impl Bar {
    /// A bar, shown if `watched`.
    pub(crate) fn new(watched: bool) -> Self {
        let target = if watched { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} looking for files: {msg}"));
        Self { bar, watched }
    }

    /// Runs `work`, showing its progress meanwhile.
    pub(crate) fn watching<T>(&self, progress: &Progress, work: impl FnOnce() -> T) -> T {
        if !self.watched {
            return work();
        }
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Relaxed) {
                    self.show(progress);
                    thread::sleep(EVERY);
                }
            });
            let result = work();
            done.store(true, Relaxed);
            result
        })
    }

    fn show(&self, progress: &Progress) {
        let files = progress.files_done.load(Relaxed);
        if progress.walked.load(Relaxed) && self.bar.length().is_none() {
            self.bar.set_length(progress.bytes_found.load(Relaxed));
            self.bar.set_style(style("{bar:16} {msg}"));
        }
        self.bar.set_position(progress.bytes_done.load(Relaxed));
        let articles = progress.articles.load(Relaxed);
        let figures = match self.bar.length() {
            None => read(files, articles),
            Some(length) => {
                let done = self.bar.position().saturating_mul(100).checked_div(length).unwrap_or(100);
                moving(done, self.bar.per_sec(), self.bar.eta(), files, articles)
            }
        };
        self.bar.set_message(figures);
        self.bar.tick();
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// What has been read so far.
fn read(files: u64, articles: u64) -> String {
    format!("{files} files, {articles} articles")
}

/// ` 42%, 12.3 MB/s, 0:03:20 left, 1200 files, 1200 articles`: beside the bar in a line of 80 columns.
fn moving(percent: u64, bytes_per_second: f64, left: Duration, files: u64, articles: u64) -> String {
    let seconds = left.as_secs().min(99 * 3600);
    let left = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{percent:>3}%, {:.1} MB/s, {left} left, {}", bytes_per_second / 1e6, read(files, articles))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_fit_beside_the_bar() {
        assert_eq!(moving(42, 12.34e6, Duration::from_secs(200), 1200, 1300), " 42%, 12.3 MB/s, 0:03:20 left, 1200 files, 1300 articles");
        let longest = moving(100, 999.9e6, Duration::MAX, 999_999, 9_999_999);
        assert!(16 + 1 + longest.len() <= 80, "{}", longest.len());
    }
}
