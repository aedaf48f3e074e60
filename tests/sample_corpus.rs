//! What is read out of the sample corpus, against what a careful reader reads out of it (`sample-corpus/expected.jsonl`).
//!
//! Every kind of value has a floor, the number of articles or quotes in which it is right; a change may raise a floor, never lower it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::Workspace;

/// Misses that are allowed, by kind of value. What is not listed must be right everywhere.
const ALLOWED_MISSES: [(&str, usize); 1] = [("place", 1)];

/// Of the direct quotes, transcripts among them: at least so many found word for word, and with the right speaker; at most so many that are none.
const QUOTES_FOUND: usize = 975;
const QUOTES_RIGHT: usize = 923;
const QUOTES_EXTRA: usize = 4;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus")
}

fn expected() -> Vec<Value> {
    let text = fs::read_to_string(corpus().join("expected.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

type Read = BTreeMap<(String, Option<String>), Value>;

/// The articles of the corpus as `extract` prints them, by path and record; files with field names of their own with their `--map`.
fn extracted(expected: &[Value]) -> Read {
    let workspace = Workspace::new();
    let mut read = BTreeMap::new();
    let mut add = |typed: String, path: Option<&str>| {
        for article in workspace.run(&typed).json_lines() {
            let own = article["path"].as_str().unwrap();
            let record = article["record"].as_str().map(str::to_owned);
            read.insert((path.unwrap_or(own).to_owned(), record), article);
        }
    };
    let news = corpus().join("news");
    add(format!("extract '{}'", news.display()), None);
    for article in expected {
        if let (Some(map), Some(path)) = (article["map"].as_array(), article["path"].as_str()) {
            let map: Vec<String> = map.iter().map(|entry| format!("--map '{}'", entry.as_str().unwrap())).collect();
            add(format!("extract '{}' {}", news.join(path).display(), map.join(" ")), Some(path));
        }
    }
    read
}

/// What was not read as expected, by kind of value.
#[derive(Default)]
struct Misses(BTreeMap<&'static str, Vec<String>>);

impl Misses {
    fn check(&mut self, kind: &'static str, right: bool, what: impl FnOnce() -> String) {
        if !right {
            self.0.entry(kind).or_default().push(what());
        }
    }

    fn ensure_allowed(&self) {
        for (kind, misses) in &self.0 {
            let allowed = ALLOWED_MISSES.iter().find(|(name, _)| name == kind).map_or(0, |(_, allowed)| *allowed);
            assert!(misses.len() <= allowed, "{} of {kind}, {allowed} allowed:\n{}", misses.len(), misses.join("\n"));
        }
    }
}

fn folded_names(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_lowercase()).collect()
}

/// White space folded, for what may be wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_same_place(found: &Value, expected: &Value) -> bool {
    match (found.is_null(), expected.is_null()) {
        (true, true) => true,
        (false, false) => {
            ["city", "region", "country", "from"].iter().all(|level| expected[level].is_null() || found[level] == expected[level])
        }
        _ => expected == "any",
    }
}

fn check_article(found: &Value, expected: &Value, misses: &mut Misses) {
    let name = format!("{} {}", expected["path"].as_str().unwrap(), expected["record"].as_str().unwrap_or_default());
    let told = |field: &str| format!("{name}: {} instead of {}", found[field], expected[field]);
    let title = |of: &Value| flat(of["headline"].as_str().unwrap_or_default());
    misses.check("headline", title(found) == title(expected), || told("headline"));
    misses.check("byline", folded_names(&found["byline"]) == folded_names(&expected["byline"]), || told("byline"));
    misses.check("source", expected["source"] == "any" || found["source"] == expected["source"], || told("source"));
    misses.check("lang", found["lang"] == expected["lang"], || told("lang"));
    let same = |parts: [&str; 2]| parts.iter().all(|part| found["date"][part] == expected["date"][part]);
    misses.check("day", same(["day", "precision"]), || told("date"));
    misses.check("time", same(["time", "zone"]) || !same(["day", "precision"]), || told("date"));
    misses.check("place", is_same_place(&found["place"], &expected["place"]), || told("place"));
    let body = found["body"].as_str().unwrap();
    let flat_body = flat(body);
    for furniture in expected["not_in_body"].as_array().unwrap() {
        misses.check("body", !body.contains(furniture.as_str().unwrap()), || format!("{name}: {furniture} is in the body"));
    }
    for text in expected["in_body"].as_array().unwrap() {
        misses.check("body", flat_body.contains(&flat(text.as_str().unwrap())), || format!("{name}: {text} is not in the body"));
    }
}

#[test]
fn articles_are_read_as_a_careful_reader_reads_them() {
    let expected = expected();
    let read = extracted(&expected);
    let mut misses = Misses::default();
    for article in &expected {
        let record = article["record"].as_str().map(str::to_owned);
        let path = article["path"].as_str().unwrap().to_owned();
        match read.get(&(path.clone(), record)) {
            Some(found) => check_article(found, article, &mut misses),
            None => misses.check("record", false, || path),
        }
    }
    misses.ensure_allowed();
}

#[test]
fn quotes_are_found_with_their_speakers() {
    let expected = expected();
    let read = extracted(&expected);
    let (mut found, mut right, mut extra) = (0, 0, 0);
    for article in &expected {
        let record = article["record"].as_str().map(str::to_owned);
        let Some(article_read) = read.get(&(article["path"].as_str().unwrap().to_owned(), record)) else { continue };
        let quotes = article_read["quotes"].as_array().unwrap().iter().filter(|quote| quote["kind"] == "direct");
        let mut left: Vec<(String, &Value)> = quotes.map(|quote| (flat(quote["words"].as_str().unwrap()), &quote["speaker"])).collect();
        for quote in ["quotes", "transcript"].iter().filter_map(|field| article[field].as_array()).flatten() {
            let words = flat(quote["words"].as_str().unwrap());
            let Some(at) = left.iter().position(|(found, _)| *found == words) else { continue };
            let (_, speaker) = left.remove(at);
            found += 1;
            right += usize::from(*speaker == quote["speaker"]);
        }
        extra += left.len();
    }
    assert!(found >= QUOTES_FOUND, "{found} quotes found, {QUOTES_FOUND} expected");
    assert!(right >= QUOTES_RIGHT, "{right} quotes with the right speaker, {QUOTES_RIGHT} expected");
    assert!(extra <= QUOTES_EXTRA, "{extra} quotes that are none, {QUOTES_EXTRA} allowed");
}
