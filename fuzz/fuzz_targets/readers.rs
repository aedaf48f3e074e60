//! Any bytes as a file of an archive: every reader, unpacking and decoding, and enrichment of what they read.
#![no_main]

use std::io::Write;
use std::ops::ControlFlow;

use dateline::enrich::enrich;
use dateline::readers::{ArchiveFile, ReadOptions, Record, read_file};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The name decides where the content does not.
    let ending = ["txt", "json", "jsonl", "html", "eml", "gz", "mhtml", ""][bytes.len() % 8];
    let mut file = tempfile::NamedTempFile::new_in("/dev/shm").unwrap();
    file.write_all(bytes).unwrap();
    let archive_file = ArchiveFile {
        root: "news".into(),
        path: format!("2017/09/06/story.{ending}"),
        absolute: file.path().to_owned(),
        size: bytes.len() as u64,
        modified: 0,
    };
    let options = ReadOptions { max_record: 1 << 20, max_unpacked: 4 << 20, ..ReadOptions::default() };
    let mut count = 0;
    read_file(&archive_file, &options, &mut |record| {
        if let Record::Article(raw) = record {
            assert!(!raw.body.contains('\r') && !raw.body.contains('\u{1b}'));
            let article = enrich(*raw, "news");
            assert!(article.quotes.iter().all(|quote| article.body[quote.span.clone()] == quote.words));
        }
        count += 1;
        if count < 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
});
