//! Reads articles that are not to be indexed, on all cores, and hands them on in the order of the archive.
//!
//! ```text
//! reader (1) -> bundles -> enrichers (jobs) -> what is made of each article -> the caller's thread
//!          \-> in which order they are to arrive --------------------------/
//! ```
//!
//! What is under way is bounded in bytes. Who hands on nothing more ends all of it.

use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use rustc_hash::{FxHashMap, FxHashSet};

use super::outbox::IN_MEMORY;
use super::patience::{Task, enrich_in_time};
use super::roots::{free_name, own_name};
use crate::article::{Article, Uid};
use crate::budget::{Budget, Share};
use crate::enrich::enrich_explained;
use crate::error::{Result, SkipReason, Skipped};
use crate::paths::{absolute, text_of};
use crate::readers::{ArchiveFile, ReadOptions, Record, Root, ensure_readable, read_records, read_stream, walk};

/// Most records of a bundle: with more of them, what one pass leaves for the next no longer stays near the processor.
const ITEMS: usize = 32;
/// Bytes of their bodies from which it is full.
const BYTES: usize = 128_000;
/// Bytes of articles under way for each thread.
const IN_FLIGHT: usize = 4_000_000;

/// What is read of a record.
pub type Extracted = std::result::Result<Box<Article>, Skipped>;

/// What to read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Extraction<'a> {
    /// A file or directory, as it was given.
    pub path: &'a Path,
    /// What opens the bytes of the file where they come from elsewhere.
    pub stream: Option<fn() -> Box<dyn Read>>,
    /// The name of the root that it is: see [`root_names`].
    pub root: &'a str,
    /// How files are read.
    pub read: &'a ReadOptions,
    /// Whether articles come with what else was considered.
    pub explain: bool,
    /// Threads that enrich.
    pub jobs: usize,
}

impl Extraction<'_> {
    /// Makes something of each record, on several threads, and hands that to `visit` on this one, in the order of the archive, until `visit` breaks.
    ///
    /// # Errors
    /// Where the path cannot be read at all. What cannot be read inside it is told of record by record.
    pub fn each<T: Send>(&self, make: impl Fn(Extracted) -> T + Sync, mut visit: impl FnMut(T) -> ControlFlow<()>) -> Result<()> {
        if self.stream.is_none() {
            ensure_readable(self.path)?;
        }
        if self.jobs <= 1 {
            self.each_alone(&make, &mut visit);
            return Ok(());
        }
        let jobs = self.jobs;
        let (to_enrichers, bundles) = bounded(jobs);
        let (to_caller, in_order) = bounded(2 * jobs);
        thread::scope(|scope| {
            for _ in 0..jobs {
                let (bundles, make) = (bundles.clone(), &make);
                scope.spawn(move || self.enrich_bundles(&bundles, make));
            }
            drop(bundles);
            let (budget, records) = (Budget::new(jobs * IN_FLIGHT), Vec::new());
            scope.spawn(move || {
                let mut waiting = Waiting { to_enrichers, to_caller, budget, records, bytes: 0 };
                self.read_all(&mut |record| waiting.add(record))?;
                waiting.send()
            });
            for arrived in in_order {
                // Where an enricher has died nothing arrives, and the scope ends with its panic.
                let Ok(Made { all, _share }) = arrived.recv() else { break };
                if all.into_iter().try_for_each(&mut visit).is_break() {
                    break;
                }
            }
        });
        Ok(())
    }

    /// The same on this thread alone: nothing goes from one core to another, which takes a little processor time.
    fn each_alone<T>(&self, make: &impl Fn(Extracted) -> T, visit: &mut impl FnMut(T) -> ControlFlow<()>) {
        let (mut records, mut bytes) = (Vec::new(), 0);
        let mut tell = |records: &mut Vec<Record>| {
            let read = self.read_bundle(std::mem::take(records));
            read.into_iter().try_for_each(|read| visit(make(read))).is_continue().then_some(())
        };
        let read = self.read_all(&mut |record| {
            bytes += body_bytes(&record);
            records.push(record);
            if records.len() < ITEMS && bytes < BYTES {
                return Some(());
            }
            bytes = 0;
            tell(&mut records)
        });
        if read.is_some() {
            tell(&mut records);
        }
    }

    /// Reads the files one after the other, as long as somebody takes what is in them.
    fn read_all(&self, add: &mut dyn FnMut(Record) -> GoOn) -> GoOn {
        if self.stream.is_some() {
            let (root, path) = (self.root.into(), text_of(self.path.as_os_str()));
            return self.read_one(&ArchiveFile { root, path, absolute: self.path.to_owned(), size: 0, modified: 0 }, add);
        }
        let root = Root { name: self.root.into(), directory: self.path.to_owned() };
        for found in walk(&root, self.read.follow_links) {
            let file = match found {
                Ok(file) => file,
                Err(skipped) => {
                    add(Record::Skipped(skipped))?;
                    continue;
                }
            };
            self.read_one(&file, add)?;
        }
        Some(())
    }

    fn read_one(&self, file: &ArchiveFile, add: &mut dyn FnMut(Record) -> GoOn) -> GoOn {
        let mut go_on = Some(());
        let reading = catch_unwind(AssertUnwindSafe(|| {
            let mut sink = |record| {
                go_on = add(record);
                if go_on.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            match self.stream {
                Some(open) => read_stream(open(), file, self.read, &mut sink),
                None => read_records(file, self.read, &mut sink),
            }
        }));
        if reading.is_err() {
            let skipped = Skipped { root: self.root.to_owned(), path: file.path.clone(), record: None, reason: SkipReason::Fault };
            add(Record::Skipped(skipped))?;
        }
        go_on
    }

    fn enrich_bundles<T>(&self, bundles: &Receiver<Bundle<T>>, make: &impl Fn(Extracted) -> T) {
        for Bundle { records, share, to_caller } in bundles {
            let read = self.read_bundle(records);
            // Nobody listens where the caller has seen enough.
            _ = to_caller.send(Made { all: read.into_iter().map(make).collect(), _share: share });
        }
    }

    fn read_bundle(&self, records: Vec<Record>) -> Vec<Extracted> {
        let mut read = if self.explain { explained(records, self.root) } else { self.enriched(records) };
        let is_directory = self.is_directory();
        if !is_directory {
            let given = text_of(self.path.as_os_str());
            read.iter_mut().flatten().filter(|article| article.path != given).for_each(|article| {
                article.path.clone_from(&given);
                article.uid = Uid::of(self.root, &given, article.record.as_deref());
            });
        }
        read.into_iter().map(|read| read.map_err(|skipped| self.as_given(skipped, is_directory))).collect()
    }

    fn is_directory(&self) -> bool {
        self.stream.is_none() && self.path.is_dir()
    }

    /// What was left out, with the path as it can be typed.
    fn as_given(&self, skipped: Skipped, is_directory: bool) -> Skipped {
        let given = text_of(self.path.as_os_str());
        let path = match given.as_str() {
            _ if !is_directory => given,
            "." => skipped.path,
            given => format!("{}/{}", given.trim_end_matches('/'), skipped.path),
        };
        Skipped { path, ..skipped }
    }

    fn enriched(&self, records: Vec<Record>) -> Vec<Extracted> {
        let root = self.root;
        let mut tasks = Vec::with_capacity(records.len());
        let task = |record| match record {
            Record::Article(raw) => {
                let place = (raw.path.clone(), raw.record.clone());
                tasks.push(Task { raw, root, seconds: self.read.max_seconds });
                Ok(place)
            }
            Record::Skipped(skipped) => Err(skipped),
        };
        let places: Vec<_> = records.into_iter().map(task).collect();
        let mut read = enrich_in_time(tasks).into_iter();
        let answer = |place: std::result::Result<_, Skipped>| {
            let (path, record) = place?;
            let read = read.next().unwrap_or(Err(SkipReason::Fault));
            read.map(|(article, _)| article).map_err(|reason| Skipped { root: root.to_owned(), path, record, reason })
        };
        places.into_iter().map(answer).collect()
    }
}

/// The names of what is to be read, as roots of an index have them: those of the files and directories themselves, with a number behind where another
/// directory has that name already.
pub fn root_names(paths: &[PathBuf]) -> Vec<String> {
    let (mut known, mut taken) = (FxHashMap::<PathBuf, String>::default(), FxHashSet::default());
    // By the own name of directories, the number to try next.
    let mut numbers = FxHashMap::<String, usize>::default();
    let mut name_of = |path: &PathBuf| {
        let whole = absolute(path);
        let is_directory = path.is_dir();
        if !is_directory {
            return own_name(path);
        }
        let own = own_name(&whole);
        let number = numbers.entry(own.clone()).or_insert(1);
        known.entry(whole).or_insert_with(|| free_name(own, number, |name| !taken.insert(name.to_owned()))).clone()
    };
    paths.iter().map(&mut name_of).collect()
}

fn explained(records: Vec<Record>, root: &str) -> Vec<Extracted> {
    let explained = |record| match record {
        Record::Article(raw) => {
            let fault = Skipped { root: root.to_owned(), path: raw.path.clone(), record: raw.record.clone(), reason: SkipReason::Fault };
            catch_unwind(AssertUnwindSafe(|| Box::new(enrich_explained(*raw, root)))).map_err(|_| fault)
        }
        Record::Skipped(skipped) => Err(skipped),
    };
    records.into_iter().map(explained).collect()
}

fn body_bytes(record: &Record) -> usize {
    if let Record::Article(raw) = record { raw.body.len() } else { 0 }
}

/// Records to be enriched together, and where to send what is made of them.
struct Bundle<T> {
    records: Vec<Record>,
    share: Share,
    to_caller: Sender<Made<T>>,
}

/// What was made of a bundle.
struct Made<T> {
    all: Vec<T>,
    _share: Share,
}

/// Ends the reading when nobody listens any more.
type GoOn = Option<()>;

/// Records that wait for one another.
struct Waiting<T> {
    to_enrichers: Sender<Bundle<T>>,
    to_caller: Sender<Receiver<Made<T>>>,
    budget: Arc<Budget>,
    records: Vec<Record>,
    /// Bytes of their bodies.
    bytes: usize,
}

impl<T> Waiting<T> {
    fn add(&mut self, record: Record) -> GoOn {
        self.bytes += body_bytes(&record);
        self.records.push(record);
        if self.records.len() < ITEMS && self.bytes < BYTES { Some(()) } else { self.send() }
    }

    /// Sends all that wait; nothing that waits here holds a share of the budget.
    fn send(&mut self) -> GoOn {
        let share = self.budget.take(std::mem::take(&mut self.bytes) * IN_MEMORY);
        let (to_caller, made) = bounded(1);
        self.to_enrichers.send(Bundle { records: std::mem::take(&mut self.records), share, to_caller }).ok()?;
        self.to_caller.send(made).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_arrive_in_the_order_of_the_archive_until_there_are_enough() {
        let home = tempfile::tempdir().unwrap();
        let story = |index: usize| format!("{{\"id\":\"{index}\",\"body\":\"{}\"}}\n", "The dam leaks. ".repeat(1 + index * index % 900));
        std::fs::write(home.path().join("a.jsonl"), (0..700).map(story).collect::<String>()).unwrap();
        std::fs::write(home.path().join("b.txt"), "").unwrap();
        let read = ReadOptions::default();
        for (jobs, explain, enough) in
            [(1, false, usize::MAX), (5, false, usize::MAX), (3, true, usize::MAX), (3, false, 100), (1, false, 1)]
        {
            let mut arrived = Vec::new();
            let extraction = Extraction { path: home.path(), stream: None, root: "news", read: &read, explain, jobs };
            let told = |read: Extracted| match read {
                Ok(article) => article.record.unwrap_or_default(),
                Err(skipped) => skipped.reason.to_string(),
            };
            let visited = extraction.each(told, |one| {
                arrived.push(one);
                if arrived.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            visited.unwrap();
            let expected = (0..700).map(|index| index.to_string()).chain(["empty".to_owned()]).take(enough);
            assert_eq!(arrived, expected.collect::<Vec<_>>(), "{jobs} {enough}");
        }
    }
}
