//! The closing words of `index`: what became of every file, in a few lines.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use dateline::indexing::{IngestReport, Reread};
use dateline::present::{counted, grouped};

use super::locate::DIRECTORY;

/// The lines of the summary.
pub(crate) fn lines(report: &IngestReport, dry_run: bool, took: Duration) -> Vec<String> {
    let IngestReport { added, changed, removed, unchanged, .. } = report;
    let is_nothing = added + changed + removed + report.unchanged + report.files_unchanged + report.skipped == 0;
    let result = match added + changed + removed {
        0 if is_nothing => ": there is nothing to read",
        0 => ": nothing has changed",
        _ if dry_run => ": nothing was written, as this is a dry run",
        _ => "",
    };
    let [added, changed, removed, unchanged] = [added, changed, removed, unchanged].map(|count| grouped(*count));
    let mut lines =
        vec![format!("articles: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged, in {}{result}", seconds(took))];
    if report.added + report.changed > 0 {
        let IngestReport { undated, unplaced, untitled, quotes, attributed, .. } = report;
        let untitled = if *untitled > 0 { format!(", {} without headline", grouped(*untitled)) } else { String::new() };
        let (quotes, undated, unplaced, attributed) =
            (counted(*quotes, "quote"), grouped(*undated), grouped(*unplaced), grouped(*attributed));
        lines.push(format!("read: {undated} undated, {unplaced} unplaced{untitled}, {quotes}, {attributed} attributed"));
    }
    lines.extend(doubled_marks(report.doubled_marks));
    for Reread { root, options } in &report.rereads {
        let options = if options.is_empty() { "without options".into() } else { format!("with {}", options.join(" ")) };
        lines.push(format!("all of {root} was read again, {options}"));
    }
    if !is_nothing {
        lines.extend(report.empty.iter().map(|directory| format!("there is nothing in {directory}")));
    }
    if report.skipped > 0 {
        let reasons = most_frequent(&report.skipped_because, |reason, count| format!("{} {reason}", grouped(count)));
        lines.push(format!("left out: {} ({reasons}); --report FILE lists them", grouped(report.skipped)));
    }
    if !report.unknown_fields.is_empty() {
        let fields = most_frequent(&report.unknown_fields, |field, count| format!("{field} ({})", grouped(count)));
        lines.push(format!("fields not read: {fields}; --map FIELD=NAME reads one"));
    }
    lines
}

/// What is said of articles that may have quotation marks which are not read as such.
pub(crate) fn doubled_marks(articles: usize) -> Option<String> {
    let have = if articles == 1 { "has" } else { "have" };
    let read = || format!("{} {have} '' where quotation marks may be meant; --doubled-marks reads them so", counted(articles, "article"));
    (articles > 0).then(read)
}

/// Where a new index is, and how to search it.
pub(crate) fn whereabouts(index: &Path) -> String {
    let archive = index.parent().filter(|_| index.file_name().is_some_and(|name| name == DIRECTORY));
    match archive {
        Some(archive) if !archive.as_os_str().is_empty() && archive != Path::new(".") => {
            let archive = archive.display();
            format!("the index is in {}: search from inside {archive}, or with --index {archive}", index.display())
        }
        Some(_) => format!("the index is in {}", index.display()),
        None => format!("the index is in {0}: search it with --index {0}", index.display()),
    }
}

/// Reasons and fields that are named; the others are counted.
const NAMED: usize = 12;

/// Most frequent first.
fn most_frequent(counts: &BTreeMap<String, usize>, write: impl Fn(&str, usize) -> String) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(name, count)| (Reverse(**count), *name));
    let mut named: Vec<_> = counts.iter().take(NAMED).map(|(name, count)| write(name, **count)).collect();
    if counts.len() > NAMED {
        named.push(format!("and {} more", counts.len() - NAMED));
    }
    named.join(", ")
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_accounted_for() {
        let report = IngestReport {
            added: 1200,
            changed: 1,
            removed: 0,
            unchanged: 7,
            undated: 2,
            unplaced: 3,
            doubled_marks: 6,
            quotes: 40,
            attributed: 36,
            skipped: 3,
            skipped_because: [("not text".to_owned(), 1), ("empty".to_owned(), 2)].into(),
            unknown_fields: [("kicker".to_owned(), 3)].into(),
            ..IngestReport::default()
        };
        assert_eq!(
            lines(&report, false, Duration::from_millis(1240)),
            [
                "articles: 1,200 added, 1 changed, 0 removed, 7 unchanged, in 1.2 s",
                "read: 2 undated, 3 unplaced, 40 quotes, 36 attributed",
                "6 articles have '' where quotation marks may be meant; --doubled-marks reads them so",
                "left out: 3 (2 empty, 1 not text); --report FILE lists them",
                "fields not read: kicker (3); --map FIELD=NAME reads one",
            ]
        );
        let partly = IngestReport { added: 1, empty: vec!["/news/b".into()], ..IngestReport::default() };
        assert_eq!(lines(&partly, false, Duration::ZERO).last().unwrap(), "there is nothing in /news/b");
        let empty = IngestReport { empty: vec!["/news/b".into()], ..IngestReport::default() };
        assert_eq!(
            lines(&empty, false, Duration::ZERO),
            ["articles: 0 added, 0 changed, 0 removed, 0 unchanged, in 0.0 s: there is nothing to read"]
        );
        let one = IngestReport { added: 1, quotes: 1, attributed: 1, ..IngestReport::default() };
        assert_eq!(lines(&one, false, Duration::ZERO)[1], "read: 0 undated, 0 unplaced, 1 quote, 1 attributed");
        assert!(lines(&report, true, Duration::ZERO)[0].ends_with(": nothing was written, as this is a dry run"));
        let nothing = IngestReport { unchanged: 7, ..IngestReport::default() };
        assert_eq!(
            lines(&nothing, true, Duration::ZERO),
            ["articles: 0 added, 0 changed, 0 removed, 7 unchanged, in 0.0 s: nothing has changed"]
        );
    }

    #[test]
    fn many_fields_are_not_all_named() {
        let unknown_fields = (1..=14).map(|i| (format!("f{i:02}"), i)).collect();
        let report = IngestReport { unknown_fields, ..IngestReport::default() };
        let said = &lines(&report, false, Duration::ZERO)[1];
        assert!(said.starts_with("fields not read: f14 (14), f13 (13), "), "{said}");
        assert!(said.ends_with(", f03 (3), and 2 more; --map FIELD=NAME reads one"), "{said}");
    }

    #[test]
    fn the_way_to_a_new_index_is_said() {
        for (index, expected) in [
            ("news/.dateline", "the index is in news/.dateline: search from inside news, or with --index news"),
            (".dateline", "the index is in .dateline"),
            ("./.dateline", "the index is in ./.dateline"),
            ("/srv/index", "the index is in /srv/index: search it with --index /srv/index"),
        ] {
            assert_eq!(whereabouts(Path::new(index)), expected);
        }
    }
}
