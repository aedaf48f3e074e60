//! Any query over any text through the whole program's library: an index in memory's place, one article, its passages and marks.
#![no_main]

use std::sync::LazyLock;

use chrono::NaiveDate;
use dateline::engine::local::LocalEngine;
use dateline::engine::{Engine, PassageOptions, SearchRequest, Sort};
use dateline::indexing::{IndexRequest, Progress, TypedReading, index};
use dateline::query::{ParseOptions, parse};
use dateline::readers::ReadOptions;
use dateline::results::Hit;
use dateline::schema::DocumentKind;
use libfuzzer_sys::fuzz_target;

/// An index of the sample corpus.
static ENGINE: LazyLock<LocalEngine> = LazyLock::new(|| {
    let directory = tempfile::tempdir_in("/dev/shm").unwrap().keep();
    let request = IndexRequest {
        inputs: vec![concat!(env!("CARGO_MANIFEST_DIR"), "/../sample-corpus/news").into()],
        index: directory.clone(),
        rebuild: false,
        dry_run: false,
        prune: false,
        jobs: 1,
        read: ReadOptions::default(),
        reading: TypedReading::default(),
        pass_over: Vec::new(),
        distrusted: Vec::new(),
    };
    index(&request, &Progress::default(), &mut |_| ()).unwrap();
    LocalEngine::open(&directory).unwrap()
});

fuzz_target!(|input: (bool, bool, u8, &str)| {
    let (quotes, each_match, context, text) = input;
    let find = if quotes { DocumentKind::Quote } else { DocumentKind::Article };
    let today = NaiveDate::from_ymd_opt(2017, 9, 6).unwrap();
    let options = ParseOptions { any: false, exact: false, find, today, canonical_place: &|_| Vec::new() };
    let Ok(parsed) = parse(text, &options) else { return };
    let request = SearchRequest {
        query: parsed.node,
        find,
        sort: Sort::Relevance,
        recent: None,
        limit: Some(5),
        offset: 0,
        passages: PassageOptions { count: 3, context: usize::from(context % 3), each_match },
        explain: true,
    };
    let Ok(results) = ENGINE.search(&request) else { return };
    for hit in results.hits {
        if let Hit::Article(hit) = hit.unwrap() {
            for passage in &hit.passages {
                let length = passage.text.chars().count();
                assert!(passage.marks.iter().all(|&(start, end)| start < end && end <= length));
            }
        }
    }
});
