//! Damage to the files of an index: every altered byte is told by a check, and none brings an answer down.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::*;
use crate::results::Flaw;

/// Longest time for an answer about a damaged index of a handful of stories.
const PATIENCE: Duration = Duration::from_secs(120);

/// The files of an index with their bytes; locks have none.
fn files(index: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let walked = walkdir::WalkDir::new(index).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = walked.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path());
    files.map(|path| (path.clone(), std::fs::read(path).unwrap())).filter(|(_, bytes)| !bytes.is_empty()).collect()
}

fn put(path: &Path, place: usize, byte: u8) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(place as u64)).unwrap();
    file.write_all(&[byte]).unwrap();
}

#[test]
fn every_altered_byte_is_found() {
    let home = tempfile::tempdir().unwrap();
    let index = home.path().join(".dateline");
    writer(&index).ingest(&root(), &mut add(stories().into_iter().take(2).collect())).unwrap();
    assert!(LocalEngine::check(&index).unwrap().check.is_sound());
    let mut altered = 0;
    for (path, bytes) in files(&index) {
        for (place, &byte) in bytes.iter().enumerate() {
            put(&path, place, byte ^ [0x01, 0x20, 0xff][place % 3]);
            let found = LocalEngine::check(&index);
            assert!(!found.is_ok_and(|found| found.check.is_sound()), "{} at {place}", path.display());
            put(&path, place, byte);
            altered += 1;
        }
    }
    assert!(LocalEngine::check(&index).unwrap().check.is_sound());
    println!("{altered} bytes altered, one by one");
}

/// Asks an index everything that can be asked of it; answers or errors, but comes back.
fn ask(index: &Path) -> Result<(), Error> {
    let engine = LocalEngine::open(index)?;
    let sanction = text(&[], &[plain("sanction")]);
    for (query, find) in [
        (sanction.clone(), DocumentKind::Article),
        (text(&[], &[plain("sanctions"), plain("are"), plain("useless")]), DocumentKind::Article),
        (text(&[], &[Word::Pattern("inflat*".into())]), DocumentKind::Article),
        (Node::All, DocumentKind::Article),
        (text(&["said"], &[plain("talks")]), DocumentKind::Quote),
        (text(&["speaker"], &[plain("putin")]), DocumentKind::Quote),
    ] {
        let asked = SearchRequest { explain: true, ..request(query, find) };
        engine.search(&asked)?.hits.try_for_each(|hit| hit.map(drop))?;
    }
    engine.count_values(&ValuesRequest { query: sanction, values: Values::Speakers, called: None, limit: None, offset: 0 })?;
    engine.files()?;
    engine.status()?;
    engine.digest()?;
    engine.fetch(&stories()[0].uid.to_string())?;
    Ok(())
}

#[test]
fn a_damaged_index_answers_or_says_so() {
    let (home, engine) = indexed();
    let index = engine.path().to_owned();
    drop(engine);
    let (mut asked, mut told) = (0, 0);
    // All bytes in the long form, which CONTRIBUTING.md tells of.
    let per_file = if std::env::var_os("DATELINE_ENDURE").is_some() { usize::MAX } else { 60 };
    for (path, bytes) in files(&index) {
        // A stride that is odd, so that it meets every place in words of the formats.
        for place in (0..bytes.len()).step_by(bytes.len().div_ceil(per_file) | 1) {
            put(&path, place, bytes[place] ^ 0x55);
            let (done, answered) = mpsc::channel();
            let asked_index = index.clone();
            let asking = thread::spawn(move || done.send(ask(&asked_index)));
            let answer = answered.recv_timeout(PATIENCE);
            let answer = answer.unwrap_or_else(|error| panic!("{} at {place}: {error}", path.display()));
            asking.join().unwrap().unwrap();
            asked += 1;
            if let Err(error) = answer {
                told += 1;
                assert!(
                    matches!(error, Error::Damaged { .. } | Error::OtherVersion { .. } | Error::UnknownId { .. }),
                    "{} at {place}: {error}",
                    path.display()
                );
            }
            put(&path, place, bytes[place]);
        }
    }
    ask(&index).unwrap();
    drop(home);
    println!("{asked} bytes altered: {told} told by an answer, {} not looked at or answered otherwise", asked - told);
}

/// The flaws of an index made by these changes, as they are written.
fn flaws(changes: Vec<Change>) -> Vec<String> {
    let home = tempfile::tempdir().unwrap();
    let index = home.path().join(".dateline");
    writer(&index).ingest(&root(), &mut changes.into_iter()).unwrap();
    LocalEngine::check(&index).unwrap().check.flaws.iter().map(Flaw::to_string).collect()
}

#[test]
fn what_does_not_fit_together_is_found() {
    let one = || stories().swap_remove(0);
    let article = |article: Article| Change::Article(Box::new(article.clone()), segment(&article.body));
    let row_of = |count: usize| Change::Read(FileRow { articles: count, ..row(&one()) });
    let with_quote_at = |span: Range<usize>| {
        let mut outside = one();
        outside.quotes[0].span = span;
        outside
    };
    let long_lead = Article { lead_len: 100_000, body: String::new(), quotes: Vec::new(), ..one() };
    let id = one().uid;
    for (changes, expected) in [
        (vec![article(one()), row_of(1)], vec![]),
        (vec![row_of(2), article(one())], vec!["news: 2017/a.txt: 1 of its 2 articles are there".to_owned()]),
        (vec![row_of(1)], vec!["news: 2017/a.txt: 0 of its 1 articles are there".to_owned()]),
        (vec![article(one()), row_of(1), row_of(1)], vec!["news: 2017/a.txt: remembered twice".to_owned()]),
        (vec![article(one())], vec!["1 articles belong to no file of the archive".to_owned()]),
        (
            vec![article(with_quote_at(90_000..90_003)), row_of(1)],
            vec![format!("article {id}: a quote lies outside its article"), "news: 2017/a.txt: 0 of its 1 articles are there".to_owned()],
        ),
        (
            vec![article(long_lead), row_of(1)],
            vec![format!("article {id}: the lead is longer than the text"), "news: 2017/a.txt: 0 of its 1 articles are there".to_owned()],
        ),
    ] {
        assert_eq!(flaws(changes), expected);
    }
}

#[test]
fn the_digest_tells_every_difference_and_no_order() {
    let digest = |articles: Vec<Article>, at_once: usize| {
        let home = tempfile::tempdir().unwrap();
        let index = home.path().join(".dateline");
        for some in articles.chunks(at_once) {
            writer(&index).ingest(&root(), &mut add(some.to_vec())).unwrap();
        }
        LocalEngine::open(&index).unwrap().digest().unwrap()
    };
    let all = digest(stories(), 100);
    let backwards: Vec<Article> = stories().into_iter().rev().collect();
    assert_eq!(digest(backwards, 100), all);
    assert_eq!(digest(stories(), 1), all, "one segment for each");
    let changes: [fn(&mut Article); 6] = [
        |article| article.headline = Some("Sanctions useless, says putin".into()),
        |article| article.body = article.body.replace("go on", "go  on"),
        |article| article.quotes[0].speaker = None,
        |article| article.quotes[0].role = None,
        |article| article.date = None,
        |article| article.url = Some("http://x".into()),
    ];
    let mut met = vec![all];
    for change in changes {
        let mut other = stories();
        change(&mut other[0]);
        let digest = digest(other, 100);
        assert!(!met.contains(&digest), "change {}", met.len());
        met.push(digest);
    }
}
