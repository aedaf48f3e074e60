//! Runs of indexing on archives of a few files, and what the index holds after each.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::readers::FieldMap;

/// An archive `news` with these files, and the request to index it.
fn archive(files: &[(&str, &str)]) -> (TempDir, IndexRequest) {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = home.path().join("news").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let request = IndexRequest {
        inputs: vec![home.path().join("news")],
        index: home.path().join("index"),
        rebuild: false,
        dry_run: false,
        prune: false,
        jobs: 1,
        read: ReadOptions::default(),
        reading: TypedReading::default(),
        pass_over: Vec::new(),
        distrusted: Vec::new(),
    };
    (home, request)
}

fn run(request: &IndexRequest) -> Result<IngestReport> {
    index(request, &Progress::default(), &mut |_| ())
}

/// Added, changed, removed, unchanged.
fn counts(report: &IngestReport) -> [usize; 4] {
    [report.added, report.changed, report.removed, report.unchanged]
}

fn mapped(request: &IndexRequest, map: &str) -> IndexRequest {
    let map = if map.is_empty() { FieldMap::default() } else { FieldMap::parse(map).unwrap() };
    IndexRequest { reading: TypedReading { map: Some(map), ..TypedReading::default() }, ..request.clone() }
}

const OWN_NAMES: &str = r#"{"aaa": "Brücke offen", "bbb": "Die Brücke ist offen."}"#;

#[test]
fn other_options_read_everything_again_and_are_remembered() {
    let (home, request) = archive(&[("a.jsonl", OWN_NAMES), ("2017/b.txt", "Bridge opens\n\nThe bridge opened.")]);
    assert_eq!(counts(&run(&request).unwrap()), [1, 0, 0, 0]);
    let named = mapped(&request, "aaa=headline,bbb=body");
    let report = run(&named).unwrap();
    assert_eq!(counts(&report), [0, 2, 0, 0]);
    let options = vec!["--map aaa=headline".to_owned(), "--map bbb=body".to_owned()];
    assert_eq!(report.rereads, [Reread { root: "news".into(), options: options.clone() }]);
    let status = || LocalEngine::open(&request.index).unwrap().status().unwrap();
    assert_eq!((status().articles, &status().roots[0].reading), (2, &options));

    for again in [&named, &request, &IndexRequest { rebuild: true, ..request.clone() }, &request] {
        let report = run(again).unwrap();
        assert_eq!((report.added + report.unchanged, report.changed, report.rereads.len()), (2, 0, 0));
    }
    let part = IndexRequest { inputs: vec![home.path().join("news/2017")], ..mapped(&request, "") };
    let report = run(&part).unwrap();
    assert_eq!(counts(&report), [0, 1, 1, 0]);
    assert_eq!(report.rereads, [Reread { root: "news".into(), options: vec![] }]);
    assert_eq!(status().articles, 1);
}

#[test]
fn a_limit_is_an_option_too() {
    let long = format!("Long story\n\n{}", "Words and words. ".repeat(100));
    let (_home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened."), ("b.txt", &long)]);
    let limited = |limit| IndexRequest { reading: TypedReading { max_record: Some(limit), ..TypedReading::default() }, ..request.clone() };
    assert_eq!(counts(&run(&limited(1000)).unwrap()), [1, 0, 0, 0]);
    assert_eq!(counts(&run(&request).unwrap()), [0, 0, 0, 1]);
    assert_eq!(counts(&run(&limited(64 << 20)).unwrap()), [0, 2, 0, 0]);
    assert_eq!(counts(&run(&request).unwrap()), [0, 0, 0, 2]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_keeps_what_it_had_and_is_tried_again() {
    // A file that opens and then refuses to be read, even for those who may read everything.
    let refuse = |path: &std::path::Path| std::os::unix::fs::symlink("/proc/self/mem", path).unwrap();
    let (home, mut request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened."), ("b.txt", "Dam leaks\n\nThe dam leaked.")]);
    request.reading.follow_links = Some(true);
    refuse(&home.path().join("news/new.txt"));
    run(&request).unwrap();
    fs::remove_file(home.path().join("news/a.txt")).unwrap();
    refuse(&home.path().join("news/a.txt"));
    let status = || LocalEngine::open(&request.index).unwrap().status().unwrap();
    for _ in 0..2 {
        let report = run(&request).unwrap();
        assert_eq!((counts(&report), report.skipped), ([0, 0, 0, 2], 2));
        assert_eq!((status().articles, status().files, status().skipped), (2, 3, 2));
    }
    let meta = request.index.join("g1/meta.json");
    let before = fs::read(&meta).unwrap();
    run(&request).unwrap();
    assert_eq!(fs::read(&meta).unwrap(), before, "nothing new was known, and something was written");
    for (name, text) in [("a.txt", "Tunnel opens\n\nThe tunnel opened."), ("new.txt", "Ferry sinks\n\nThe ferry sank.")] {
        fs::remove_file(home.path().join("news").join(name)).unwrap();
        fs::write(home.path().join("news").join(name), text).unwrap();
    }
    let report = run(&request).unwrap();
    assert_eq!((report.added + report.changed, report.unchanged, report.skipped), (2, 1, 0));
    assert_eq!((status().articles, status().skipped), (3, 0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_directory_that_cannot_be_looked_into_is_remembered_as_such() {
    // Two directories whose paths together are longer than the system opens, even for those who may read everything.
    let (home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened.")]);
    let long = |under: &std::path::Path| {
        let deep = (0..12).fold(under.to_owned(), |path, _| path.join("d".repeat(200)));
        fs::create_dir_all(&deep).unwrap();
        deep
    };
    let aside = home.path().join("aside");
    long(&aside);
    fs::rename(&aside, long(&home.path().join("news/deep")).join("aside")).unwrap();
    let status = || LocalEngine::open(&request.index).unwrap().status().unwrap();
    let meta = || fs::read(request.index.join("g1/meta.json")).unwrap();
    let mut before = Vec::new();
    for times in 0..3 {
        let report = run(&request).unwrap();
        assert_eq!((report.added + report.unchanged, report.skipped, status().skipped), (1, 1, 1));
        assert!(times < 1 || meta() == before, "nothing new was known, and something was written");
        before = meta();
    }
    fs::remove_dir_all(home.path().join("news/deep")).unwrap();
    let report = run(&request).unwrap();
    assert_eq!((report.unchanged, report.files_removed, report.skipped, status().skipped), (1, 0, 0, 0));
}

#[cfg(unix)]
#[test]
fn links_are_followed_until_that_is_taken_back() {
    let (home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened.")]);
    fs::write(home.path().join("b.txt"), "Dam leaks\n\nThe dam leaked.").unwrap();
    std::os::unix::fs::symlink(home.path().join("b.txt"), home.path().join("news/b.txt")).unwrap();
    let following = |follow_links| IndexRequest { reading: TypedReading { follow_links, ..TypedReading::default() }, ..request.clone() };
    for (follow_links, expected, options) in [
        (None, [1, 0, 0, 0], vec![]),
        (Some(true), [1, 1, 0, 0], vec!["--follow-links"]),
        (None, [0, 0, 0, 2], vec!["--follow-links"]),
        (Some(false), [0, 1, 1, 0], vec![]),
    ] {
        assert_eq!(counts(&run(&following(follow_links)).unwrap()), expected, "{follow_links:?}");
        assert_eq!(LocalEngine::open(&request.index).unwrap().status().unwrap().roots[0].reading, options);
    }
}

#[test]
fn a_root_that_is_gone_is_forgotten_only_when_pruned() {
    let (home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened.")]);
    run(&request).unwrap();
    fs::remove_dir_all(home.path().join("news")).unwrap();
    assert!(matches!(run(&request), Err(Error::RootGone { state: "missing", files: 1, .. })));
    assert!(matches!(run(&IndexRequest { rebuild: true, ..request.clone() }), Err(Error::RootGone { .. } | Error::MissingPath { .. })));
    let report = run(&IndexRequest { prune: true, ..request.clone() }).unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0]);
    assert!(LocalEngine::open(&request.index).unwrap().roots().is_empty());
    assert!(matches!(run(&request), Err(Error::MissingPath { .. })));
}

#[test]
fn a_rebuild_loses_no_root_and_leaves_nothing_behind_where_it_is_refused() {
    let (home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened.")]);
    run(&request).unwrap();
    fs::create_dir(home.path().join("other")).unwrap();
    fs::write(home.path().join("other/b.txt"), "Dam leaks\n\nThe dam leaked.").unwrap();
    run(&IndexRequest { inputs: vec![home.path().join("other")], ..request.clone() }).unwrap();
    for dry_run in [true, false] {
        let lost = run(&IndexRequest { rebuild: true, dry_run, ..request.clone() });
        assert!(matches!(lost, Err(Error::RebuildLosesRoot { root }) if root == "other"));
    }
    assert!(!request.index.join("g2").exists());
    // As made by another version, its roots are remembered all the same.
    let meta = request.index.join("g1/meta.json");
    crate::engine::local::rewrite(&meta, |text| text.replace(r#"{\"version\":"#, r#"{\"version\":99"#));
    assert!(matches!(run(&request), Err(Error::OtherVersion { .. })));
    assert!(matches!(run(&IndexRequest { rebuild: true, ..request.clone() }), Err(Error::RebuildLosesRoot { .. })));
    let report = run(&IndexRequest { inputs: Vec::new(), rebuild: true, ..request.clone() }).unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 0]);
}

#[test]
fn a_run_that_was_to_read_all_again_and_did_not_end_is_made_up_for() {
    let (_home, request) = archive(&[("a.txt", "Bridge opens\n\nThe bridge opened.")]);
    run(&request).unwrap();
    let roots = LocalEngine::open(&request.index).unwrap().roots().to_vec();
    let interrupted = [RootEntry { rereading: true, ..roots[0].clone() }];
    let mut planned = plan(&request.inputs, &interrupted, &request.index).unwrap();
    assert_eq!(settle(&mut planned, &interrupted, &request).unwrap(), [Reread { root: "news".into(), options: vec![] }]);
    assert!(planned.scans[0].rereads && !planned.roots[0].rereading);
}
