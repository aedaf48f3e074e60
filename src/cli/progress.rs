//! The progress of indexing: a bar with rate and time left, on a terminal's stderr only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts files; hidden where nobody watches.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar, shown if `watched`.
    pub(crate) fn new(watched: bool) -> Self {
        let target = if watched { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} looking for files: {pos}"));
        if watched {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Self(bar)
    }

    /// So many files were found in all.
    pub(crate) fn found(&self, files: u64) {
        self.0.set_length(files);
        self.0.set_style(style("{bar:24} {human_pos} of {human_len} files, {per_sec}, {eta} left"));
    }

    /// So many files are done.
    pub(crate) fn done(&self, files: u64) {
        self.0.set_position(files);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
