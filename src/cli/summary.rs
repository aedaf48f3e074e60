//! The closing words of `index`: what became of every file, in a few lines.

use std::collections::BTreeMap;
use std::time::Duration;

use dateline::error::{SkipReason, Skipped};

use super::library::IngestReport;

/// The lines of the summary.
pub(crate) fn lines(report: &IngestReport, dry_run: bool, took: Duration) -> Vec<String> {
    let IngestReport { added, changed, removed, unchanged, .. } = report;
    let would = if dry_run { " (nothing was written: --dry-run)" } else { "" };
    let mut lines =
        vec![format!("articles: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged, in {}{would}", seconds(took))];
    if added + changed > 0 {
        let IngestReport { undated, unplaced, quotes, attributed, .. } = report;
        lines.push(format!("read: {undated} undated, {unplaced} unplaced, {quotes} quotes, {attributed} of them attributed"));
    }
    if !report.skipped.is_empty() {
        lines.push(format!("left out: {} ({}); --report FILE lists them", report.skipped.len(), reasons(&report.skipped)));
    }
    if !report.unknown_fields.is_empty() {
        let fields: Vec<_> = report.unknown_fields.iter().map(|(field, count)| format!("{field} ({count})")).collect();
        lines.push(format!("fields not read: {}; --map FIELD=NAME reads one", fields.join(", ")));
    }
    lines
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// `2 empty, 1 not text`, most frequent first.
fn reasons(skipped: &[Skipped]) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for item in skipped {
        *counts.entry(in_short(&item.reason)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(reason, count)| format!("{count} {reason}")).collect::<Vec<_>>().join(", ")
}

fn in_short(reason: &SkipReason) -> &'static str {
    match reason {
        SkipReason::Unreadable(_) => "unreadable",
        SkipReason::Empty => "empty",
        SkipReason::Binary(_) => "not text",
        SkipReason::DamagedCompression(_) => "damaged compression",
        SkipReason::TooLong { .. } => "too long",
        SkipReason::BadJson { .. } => "not valid JSON",
        SkipReason::NotAnArticle(_) => "no article",
        SkipReason::Link(_) => "links not followed",
        SkipReason::NotAFile => "not regular files",
        SkipReason::Changed => "changed while read",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_accounted_for() {
        let skipped = |reason| Skipped { root: "news".into(), path: "a".into(), record: None, reason };
        let report = IngestReport {
            added: 12,
            changed: 1,
            removed: 0,
            unchanged: 7,
            undated: 2,
            unplaced: 3,
            quotes: 40,
            attributed: 36,
            skipped: vec![skipped(SkipReason::Binary("PNG".into())), skipped(SkipReason::Empty), skipped(SkipReason::Empty)],
            unknown_fields: [("kicker".to_owned(), 3)].into(),
        };
        assert_eq!(
            lines(&report, false, Duration::from_millis(1240)),
            [
                "articles: 12 added, 1 changed, 0 removed, 7 unchanged, in 1.2 s",
                "read: 2 undated, 3 unplaced, 40 quotes, 36 of them attributed",
                "left out: 3 (2 empty, 1 not text); --report FILE lists them",
                "fields not read: kicker (3); --map FIELD=NAME reads one",
            ]
        );
        let nothing = IngestReport { unchanged: 7, ..IngestReport::default() };
        assert_eq!(
            lines(&nothing, true, Duration::ZERO),
            ["articles: 0 added, 0 changed, 0 removed, 7 unchanged, in 0.0 s (nothing was written: --dry-run)"]
        );
    }
}
