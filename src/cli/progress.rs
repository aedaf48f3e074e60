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
            self.bar.set_style(style("{bar:24} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left, {msg}"));
        }
        self.bar.set_position(progress.bytes_done.load(Relaxed));
        self.bar.set_message(format!("{files} files, {} articles", progress.articles.load(Relaxed)));
        self.bar.tick();
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
