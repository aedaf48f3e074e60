//! The threads of an indexing run.
//!
//! ```text
//! survey (1) -> files -> readers (jobs) -> raw articles -> enrichers (jobs) -> changes -> engine (the caller's thread)
//! ```
//!
//! Every queue is short, and what stands in the queues of articles is bounded in bytes, so that a slow stage makes the earlier ones wait.
//! Articles of one file may overtake each other; its row is handed on when all of them have been.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use rustc_hash::FxHashMap;

use super::intake::{Event, Intake};
use super::outbox::{GoOn, Outbox, Raw};
use super::patience::{Task, enrich_in_time};
use super::roots::{Plan, Scan};
use super::rows::{kept, remember, row_of};
use super::survey::{Finding, Survey};
use super::{IndexRequest, IngestReport, Note, Progress};
use crate::analysis::segment::Segments;
use crate::article::Article;
use crate::budget::{Budget, Share};
use crate::engine::Engine;
use crate::engine::local::LocalEngine;
use crate::error::{Result, SkipReason, Skipped};
use crate::readers::walk::ArchiveFile;
use crate::readers::{ReadOptions, Record, content_hash, read_file};
use crate::schema::documents::{FileKey, FileRow};

/// Bytes of articles between reading and the engine.
const IN_FLIGHT: usize = 16_000_000;
/// Files of which nothing is read that are told of at once.
const TOLD: usize = 64;
/// Items in each queue.
const QUEUE: usize = 256;

/// A file to be read.
struct Job {
    file: ArchiveFile,
    before: Option<FileRow>,
    /// Whether it is read though its content be the same.
    rereads: bool,
    options: Arc<ReadOptions>,
}

/// Runs all stages to the end; without an engine everything is read and counted and nothing written.
pub(super) fn run(
    request: &IndexRequest,
    plan: Plan,
    known: Vec<FileRow>,
    progress: &Progress,
    note: &mut dyn FnMut(Note),
    engine: Option<&mut LocalEngine>,
) -> Result<IngestReport> {
    let Plan { scans, roots, rereads, empty } = plan;
    let (to_readers, jobs) = bounded::<Job>(QUEUE);
    let (to_enrichers, raws) = bounded::<Vec<Raw>>(QUEUE);
    let (to_engine, events) = bounded::<Vec<Event>>(QUEUE);
    let budget = Budget::new(IN_FLIGHT);
    let threads = request.jobs.max(1);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (jobs, raws) = (jobs.clone(), raws.clone());
            let (to_enrichers, to_engine, also_to_engine) = (to_enrichers.clone(), to_engine.clone(), to_engine.clone());
            let mut reader = Reader { out: Outbox::new(to_enrichers, to_engine, Arc::clone(&budget)), progress };
            scope.spawn(move || {
                jobs.iter().try_for_each(|job| reader.read(job))?;
                reader.out.send()
            });
            scope.spawn(move || enrich_bundles(&raws, &also_to_engine));
        }
        drop((jobs, raws, to_enrichers));
        let ignored = request.ignored();
        scope.spawn(move || {
            let mut survey = Survey::new(known, ignored);
            let mut told = Told { to_engine: to_engine.clone(), events: Vec::new() };
            for scan in &scans {
                let vanished = survey.walk(scan, |finding| route(finding, scan, &to_readers, &mut told, progress));
                told.events.extend(vanished.into_iter().map(Event::Vanished));
                _ = to_engine.send(std::mem::take(&mut told.events));
            }
            progress.walked.store(true, Relaxed);
        });
        let (open, report) = (FxHashMap::default(), IngestReport { rereads, empty, ..IngestReport::default() });
        let mut intake = Intake { bundles: events, events: Vec::new().into_iter(), open, report, progress, note, next: None, budget };
        match engine {
            Some(engine) => engine.ingest(&roots, &mut intake)?,
            None => intake.by_ref().for_each(drop),
        }
        Ok(std::mem::take(&mut intake.report))
    })
}

/// What is told of files that nobody reads, on its way: most of an archive, so that a message for each would be half of the work.
struct Told {
    to_engine: Sender<Vec<Event>>,
    events: Vec<Event>,
}

impl Told {
    /// Answers false when nobody listens any more.
    fn tell(&mut self, event: Event) -> bool {
        self.events.push(event);
        self.events.len() < TOLD || self.to_engine.send(std::mem::take(&mut self.events)).is_ok()
    }
}

/// Sends a finding on its way; answers false when nobody listens any more.
fn route(finding: Finding, scan: &Scan, to_readers: &Sender<Job>, told: &mut Told, progress: &Progress) -> bool {
    let found = |size: u64| {
        progress.files_found.fetch_add(1, Relaxed);
        progress.bytes_found.fetch_add(size, Relaxed);
    };
    let job = |file, before| Job { file, before, rereads: scan.rereads, options: Arc::clone(&scan.options) };
    match finding {
        Finding::New(file) => {
            found(file.size);
            to_readers.send(job(file, None)).is_ok()
        }
        Finding::Changed(file, row) => {
            found(file.size);
            to_readers.send(job(file, Some(row))).is_ok()
        }
        Finding::Unchanged(row) => {
            found(row.size);
            progress.files_done.fetch_add(1, Relaxed);
            progress.bytes_done.fetch_add(row.size, Relaxed);
            told.tell(Event::Unchanged(row))
        }
        Finding::Refused(row, before, skipped) => told.tell(kept(row, before, &skipped)),
        Finding::Skipped(skipped) => told.tell(Event::Skipped(skipped)),
    }
}

/// A reading thread.
struct Reader<'a> {
    out: Outbox,
    progress: &'a Progress,
}

impl Reader<'_> {
    fn read(&mut self, job: Job) -> GoOn {
        let mut unread = job.file.size;
        let go_on = self.read_file(job, &mut unread);
        self.progress.files_done.fetch_add(1, Relaxed);
        self.count_bytes(u64::MAX, &mut unread);
        go_on
    }

    /// Counts bytes as done, as many as are not yet read.
    fn count_bytes(&self, bytes: u64, unread: &mut u64) {
        let bytes = bytes.min(*unread);
        *unread -= bytes;
        self.progress.bytes_done.fetch_add(bytes, Relaxed);
    }

    /// Reads a file. What it holds counts against `unread` article by article, so that the progress of a large file is seen.
    fn read_file(&mut self, Job { file, before, rereads, options }: Job, unread: &mut u64) -> GoOn {
        let mut row = row_of(&file);
        if let Some(before) = before.as_ref().filter(|before| !rereads && !before.is_unread() && before.size == file.size)
            && content_hash(&file).is_ok_and(|hash| hash == before.hash)
        {
            let touched = FileRow { modified: file.modified, ..before.clone() };
            return self.out.tell(Event::Touched(touched));
        }
        let reading = catch_unwind(AssertUnwindSafe(|| self.read_records(&file, &options, before.as_ref(), &mut row, unread)));
        let end = reading.unwrap_or_else(|_| {
            let skipped = Skipped { root: file.root.to_string(), path: file.path.clone(), record: None, reason: SkipReason::Fault };
            remember(&mut row, &skipped);
            self.out.tell(Event::Skipped(skipped))?;
            Some(End::Whole)
        })?;
        let event = match end {
            End::Whole => Event::End(row),
            End::Cut => Event::End(FileRow { modified: FileRow::UNREAD, ..row }),
            End::Refused(skipped) => kept(row, before, &skipped),
            End::Vanished(skipped) => {
                self.out.tell(Event::Skipped(skipped))?;
                match before {
                    Some(before) => Event::Vanished(before),
                    None => return Some(()),
                }
            }
        };
        self.out.tell(event)
    }

    /// Hands on the records of a file. What the index has of it is forgotten with the first record: a file that cannot be looked into keeps
    /// what it had.
    fn read_records(
        &mut self,
        file: &ArchiveFile,
        options: &ReadOptions,
        before: Option<&FileRow>,
        row: &mut FileRow,
        unread: &mut u64,
    ) -> Option<End> {
        let key = row.key();
        let begin = Event::Begin { key, before: before.map(|before| before.articles) };
        let (mut begin, mut end, mut more) = (Some(begin), End::Whole, 0_usize);
        let mut go_on = Some(());
        let read = read_file(file, options, &mut |record| {
            go_on = (|| {
                let record = match record {
                    Record::Skipped(skipped) if begin.is_some() && skipped.reason == SkipReason::Vanished => {
                        end = End::Vanished(skipped);
                        return Some(());
                    }
                    Record::Skipped(skipped) if begin.is_some() && is_unreadable(&skipped) => {
                        end = End::Refused(skipped);
                        return Some(());
                    }
                    record => record,
                };
                if let Some(begin) = begin.take() {
                    self.out.tell(begin)?;
                }
                match record {
                    Record::Article(article) => {
                        row.articles += 1;
                        self.count_bytes(article.body.len() as u64, unread);
                        self.out.hand_on(&file.root, key, article, options.max_seconds)
                    }
                    Record::Skipped(skipped) => {
                        if is_unreadable(&skipped) {
                            end = End::Cut;
                        }
                        more += usize::from(!remember(row, &skipped));
                        self.out.tell(Event::Skipped(skipped))
                    }
                }
            })();
            if go_on.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        go_on?;
        row.hash = read.hash;
        if more > 0 {
            row.skipped.push(format!("\t{more} more records were left out"));
        }
        match (begin, &end) {
            (Some(begin), End::Whole) => self.out.tell(begin).map(|()| end),
            _ => Some(end),
        }
    }
}

/// How reading a file ended.
enum End {
    /// All of it was read.
    Whole,
    /// It could not be read to its end; the next run tries again.
    Cut,
    /// It could not be read at all: what is indexed of it stays.
    Refused(Skipped),
    /// It was no longer there.
    Vanished(Skipped),
}

fn is_unreadable(skipped: &Skipped) -> bool {
    matches!(skipped.reason, SkipReason::Unreadable(_))
}

fn enrich_bundles(bundles: &Receiver<Vec<Raw>>, to_engine: &Sender<Vec<Event>>) {
    for bundle in bundles {
        if to_engine.send(enriched(bundle)).is_err() {
            return;
        }
    }
}

/// What is told of an article whether it is enriched or not.
struct Known {
    root: Arc<str>,
    key: FileKey,
    path: String,
    record: Option<String>,
    share: Share,
}

impl Known {
    fn event(self, read: std::result::Result<(Box<Article>, Segments), SkipReason>) -> Event {
        let Self { root, key, path, record, share } = self;
        match read {
            Ok((article, segments)) => Event::Article { key, article, segments, _share: share },
            Err(reason) => Event::Lost { key, skipped: Skipped { root: root.to_string(), path, record, reason } },
        }
    }
}

fn enriched(bundle: Vec<Raw>) -> Vec<Event> {
    let mut all = Vec::with_capacity(bundle.len());
    let mut unread = Vec::with_capacity(bundle.len());
    for Raw { root, key, article, seconds, share } in bundle {
        all.push(Known { root, key, path: article.path.clone(), record: article.record.clone(), share });
        unread.push((article, seconds));
    }
    let tasks = all.iter().zip(unread).map(|(known, (raw, seconds))| Task { raw, root: &known.root, seconds });
    let read = enrich_in_time(tasks.collect());
    all.into_iter().zip(read).map(|(known, read)| known.event(read)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_that_vanishes_takes_no_other_along() {
        let home = tempfile::tempdir().unwrap();
        let job = |path: &str| {
            let absolute = home.path().join(path);
            let size = std::fs::metadata(&absolute).map_or(10, |metadata| metadata.len());
            let file = ArchiveFile { root: "news".into(), path: path.into(), absolute, size, modified: 1 };
            Job { file, before: None, rereads: false, options: Arc::default() }
        };
        std::fs::write(home.path().join("here.txt"), "Dam leaks\n\nThe dam leaks.").unwrap();
        let ((to_enrichers, raws), (to_engine, events)) = (bounded(QUEUE), bounded(QUEUE));
        let progress = Progress::default();
        let mut reader = Reader { out: Outbox::new(to_enrichers, to_engine, Budget::new(IN_FLIGHT)), progress: &progress };
        for path in ["here.txt", "gone.txt", "here.txt"] {
            assert!(reader.read(job(path)).is_some(), "{path}");
        }
        assert!(reader.out.send().is_some());
        drop(reader);
        let told: Vec<Event> = events.iter().flatten().collect();
        let count = |is_it: fn(&Event) -> bool| told.iter().filter(|event| is_it(event)).count();
        assert_eq!(raws.iter().flatten().count(), 2);
        assert_eq!(count(|event| matches!(event, Event::Begin { .. })), 2);
        assert_eq!(count(|event| matches!(event, Event::End(_))), 2);
        assert_eq!(count(|event| matches!(event, Event::Skipped(skipped) if skipped.reason == SkipReason::Vanished)), 1);
        assert_eq!(told.len(), 5);
    }
}
