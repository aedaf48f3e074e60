//! What a run leaves of an index that it changes, or that it is interrupted at.

use super::*;

#[test]
fn changed_and_vanished_files_are_replaced_and_removed() {
    let (home, engine) = indexed();
    let path = home.path().join(".dateline");
    drop(engine);
    let mut changed = story("2017/a.txt", "en", "New headline", "Nothing of it is left.").0;
    changed.lead_len = changed.body.len();
    let vanished = FileKey::of("news", "2017/b.txt");
    let mut changes = add(vec![changed]).chain([Change::Forget(vanished)]);
    writer(&path).ingest(&root(), &mut changes).unwrap();
    let engine = LocalEngine::open(&path).unwrap();
    assert_eq!(sorted_paths(&engine, Node::All), ["2017/a.txt", "2018/c.txt", "2018/d.txt", "e.txt", "f.txt"]);
    assert!(paths(&engine, &request(Node::All, DocumentKind::Quote)).is_empty());
    let status = engine.status().unwrap();
    assert_eq!((status.articles, status.quotes, status.undated, status.unplaced), (5, 0, 2, 5));
    let mut files: Vec<String> = engine.files().unwrap().into_iter().map(|row| row.path).collect();
    files.sort();
    assert_eq!(files.len(), 5);
}

#[test]
fn a_run_without_changes_writes_nothing() {
    let (home, engine) = indexed();
    let meta = engine.generation.join("meta.json");
    let before = std::fs::read(&meta).unwrap();
    drop(engine);
    writer(&home.path().join(".dateline")).ingest(&root(), &mut std::iter::empty()).unwrap();
    assert_eq!(std::fs::read(&meta).unwrap(), before);
}

#[test]
fn there_is_one_writer_at_a_time_and_readers_are_not_in_its_way() {
    let (home, engine) = indexed();
    let path = home.path().join(".dateline");
    let options = WriteOptions { rebuild: true, threads: 1 };
    let mut rebuilding = LocalEngine::open_to_write(LocalEngine::lock(&path).unwrap(), options).unwrap();
    assert!(matches!(LocalEngine::lock(&path), Err(Error::Locked { .. })));
    assert_eq!(sorted_paths(&engine, Node::All).len(), 6);
    rebuilding.ingest(&root(), &mut add(stories().split_off(4))).unwrap();
    assert_eq!(sorted_paths(&engine, Node::All).len(), 6);
    assert_eq!(sorted_paths(&LocalEngine::open(&path).unwrap(), Node::All), ["e.txt", "f.txt"]);
}

#[test]
fn what_an_interrupted_first_run_committed_stays() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".dateline");
    let mut first = writer(&path);
    assert!(sorted_paths(&LocalEngine::open(&path).unwrap(), Node::All).is_empty());
    let mut half = add(stories().split_off(3)).chain(std::iter::once_with(|| panic!("interrupted")));
    let interrupted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.ingest(&root(), &mut half)));
    assert!(interrupted.is_err());
    drop(first);
    writer(&path).ingest(&root(), &mut add(stories())).unwrap();
    assert_eq!(sorted_paths(&LocalEngine::open(&path).unwrap(), Node::All).len(), 6);
}

#[test]
fn roots_that_are_read_in_another_way_are_marked_until_the_end() {
    let (home, _) = indexed();
    let mut engine = writer(&home.path().join(".dateline"));
    let same = root().remove(0);
    let other = RootEntry { reading: Reading { map: vec!["titel=headline".into()], ..Reading::default() }, ..same.clone() };
    let new = RootEntry { name: "new".into(), ..other.clone() };
    for (roots, marked) in [(vec![same], vec![false]), (vec![other.clone(), new], vec![true, false])] {
        assert_eq!(engine.underway(&roots).iter().map(|root| root.rereading).collect::<Vec<_>>(), marked);
    }
    engine.ingest(std::slice::from_ref(&other), &mut std::iter::empty()).unwrap();
    assert_eq!(engine.roots(), [other]);
}
