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

use super::roots::Plan;
use super::survey::{Finding, Survey};
use super::{IndexRequest, IngestReport, Note, Progress};
use crate::analysis::segment::Segments;
use crate::article::{Article, RawArticle};
use crate::budget::{Budget, Share};
use crate::engine::local::LocalEngine;
use crate::engine::{Change, Engine};
use crate::enrich::enrich_and_cut;
use crate::error::{Result, SkipReason, Skipped};
use crate::readers::walk::ArchiveFile;
use crate::readers::{ReadOptions, Record, content_hash, read_file};
use crate::schema::documents::{FileKey, FileRow};

/// Bytes of articles between reading and the engine.
const IN_FLIGHT: usize = 48_000_000;
/// Bytes that a byte of a body takes in memory once it is cut into words.
const IN_MEMORY: usize = 4;
/// Items in each queue.
const QUEUE: usize = 256;

/// A file to be read.
struct Job {
    file: ArchiveFile,
    before: Option<FileRow>,
}

/// What a reader hands to an enricher.
struct Raw {
    root: Arc<str>,
    key: FileKey,
    article: Box<RawArticle>,
    share: Share,
}

/// What arrives at the engine's thread.
enum Event {
    Begin {
        key: FileKey,
        before: Option<usize>,
    },
    Article {
        key: FileKey,
        article: Box<Article>,
        segments: Segments,
        _share: Share,
    },
    Skipped(Skipped),
    /// An article that could not be enriched; it counts as arrived.
    Lost {
        key: FileKey,
        skipped: Skipped,
    },
    End {
        row: FileRow,
        rereads: bool,
    },
    Touched(FileRow),
    Unchanged(FileRow),
    Vanished(FileRow),
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
    let Plan { scans, roots } = plan;
    let (to_readers, jobs) = bounded::<Job>(QUEUE);
    let (to_enrichers, raws) = bounded::<Raw>(QUEUE);
    let (to_engine, events) = bounded::<Event>(QUEUE);
    let budget = Budget::new(IN_FLIGHT);
    let threads = request.jobs.max(1);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (jobs, raws) = (jobs.clone(), raws.clone());
            let (to_enrichers, to_engine, also_to_engine) = (to_enrichers.clone(), to_engine.clone(), to_engine.clone());
            let reader = Reader { options: &request.read, to_enrichers, to_engine, budget: Arc::clone(&budget), progress };
            scope.spawn(move || jobs.iter().try_for_each(|job| reader.read(job)));
            scope.spawn(move || enrich_all(&raws, &also_to_engine));
        }
        drop((jobs, raws, to_enrichers));
        let follow_links = request.read.follow_links;
        let ignored = request.ignored();
        scope.spawn(move || {
            let mut survey = Survey::new(known, ignored);
            for scan in &scans {
                let vanished = survey.walk(scan, follow_links, |finding| route(finding, &to_readers, &to_engine, progress));
                for row in vanished {
                    _ = to_engine.send(Event::Vanished(row));
                }
            }
            progress.walked.store(true, Relaxed);
        });
        let (open, report) = (FxHashMap::default(), IngestReport::default());
        let mut intake = Intake { events, open, report, progress, note, next: None, budget };
        match engine {
            Some(engine) => engine.ingest(&roots, &mut intake)?,
            None => intake.by_ref().for_each(drop),
        }
        Ok(std::mem::take(&mut intake.report))
    })
}

/// Sends a finding on its way; answers false when nobody listens any more.
fn route(finding: Finding, to_readers: &Sender<Job>, to_engine: &Sender<Event>, progress: &Progress) -> bool {
    let found = |size: u64| {
        progress.files_found.fetch_add(1, Relaxed);
        progress.bytes_found.fetch_add(size, Relaxed);
    };
    match finding {
        Finding::New(file) => {
            found(file.size);
            to_readers.send(Job { file, before: None }).is_ok()
        }
        Finding::Changed(file, row) => {
            found(file.size);
            to_readers.send(Job { file, before: Some(row) }).is_ok()
        }
        Finding::Unchanged(row) => {
            found(row.size);
            progress.files_done.fetch_add(1, Relaxed);
            progress.bytes_done.fetch_add(row.size, Relaxed);
            to_engine.send(Event::Unchanged(row)).is_ok()
        }
        Finding::Skipped(skipped) => to_engine.send(Event::Skipped(skipped)).is_ok(),
    }
}

/// A reading thread.
struct Reader<'a> {
    options: &'a ReadOptions,
    to_enrichers: Sender<Raw>,
    to_engine: Sender<Event>,
    budget: Arc<Budget>,
    progress: &'a Progress,
}

/// Ends a thread when nobody listens any more.
type GoOn = Option<()>;

impl Reader<'_> {
    fn read(&self, job: Job) -> GoOn {
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
    fn read_file(&self, Job { file, before }: Job, unread: &mut u64) -> GoOn {
        let mut row = row_of(&file);
        if let Some(before) = before.as_ref().filter(|before| before.size == file.size)
            && content_hash(&file).is_ok_and(|hash| hash == before.hash)
        {
            let touched = FileRow { modified: file.modified, ..before.clone() };
            return self.to_engine.send(Event::Touched(touched)).ok();
        }
        let reading = catch_unwind(AssertUnwindSafe(|| self.read_records(&file, before.as_ref(), &mut row, unread)));
        let end = reading.unwrap_or_else(|_| {
            let skipped = Skipped { root: file.root.to_string(), path: file.path.clone(), record: None, reason: SkipReason::Fault };
            remember(&mut row, &skipped);
            self.to_engine.send(Event::Skipped(skipped)).ok()?;
            Some(End::Whole)
        })?;
        match end {
            End::Kept => Some(()),
            End::Whole => self.to_engine.send(Event::End { row, rereads: false }).ok(),
            End::Cut => self.to_engine.send(Event::End { row, rereads: true }).ok(),
        }
    }

    /// Hands on the records of a file. What the index has of it is forgotten with the first record: a file that cannot be looked into keeps
    /// what it had.
    fn read_records(&self, file: &ArchiveFile, before: Option<&FileRow>, row: &mut FileRow, unread: &mut u64) -> Option<End> {
        let key = row.key();
        let begin = Event::Begin { key, before: before.map(|before| before.articles) };
        let (mut begin, mut end, mut more) = (Some(begin), End::Whole, 0_usize);
        let mut go_on = Some(());
        let read = read_file(file, self.options, &mut |record| {
            let is_unreadable = matches!(&record, Record::Skipped(skipped) if matches!(skipped.reason, SkipReason::Unreadable(_)));
            go_on = (|| {
                if !is_unreadable && let Some(begin) = begin.take() {
                    self.to_engine.send(begin).ok()?;
                }
                match record {
                    Record::Article(article) => {
                        row.articles += 1;
                        self.count_bytes(article.body.len() as u64, unread);
                        self.hand_on(file, key, article)
                    }
                    Record::Skipped(skipped) => {
                        if is_unreadable {
                            end = End::Cut;
                        }
                        more += usize::from(!remember(row, &skipped));
                        self.to_engine.send(Event::Skipped(skipped)).ok()
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
        match begin {
            Some(_) if end == End::Cut => Some(End::Kept),
            Some(begin) => self.to_engine.send(begin).ok().map(|()| end),
            None => Some(end),
        }
    }

    fn hand_on(&self, file: &ArchiveFile, key: FileKey, article: Box<RawArticle>) -> GoOn {
        let share = self.budget.take(article.body.len() * IN_MEMORY + 1000);
        self.to_enrichers.send(Raw { root: Arc::clone(&file.root), key, article, share }).ok()
    }
}

/// How reading a file ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// All of it was read.
    Whole,
    /// It could not be read to its end; the next run tries again.
    Cut,
    /// It could not be read at all: what is indexed of it stays.
    Kept,
}

/// Records that are remembered one by one as left out of a file; a hostile file could have millions.
const MAX_REMEMBERED: usize = 1000;

/// Keeps in a file's row what was left out; answers whether there was room.
fn remember(row: &mut FileRow, skipped: &Skipped) -> bool {
    let has_room = row.skipped.len() < MAX_REMEMBERED;
    if has_room {
        row.skipped.push(format!("{}\t{}", skipped.record.as_deref().unwrap_or_default(), skipped.reason));
    }
    has_room
}

fn row_of(file: &ArchiveFile) -> FileRow {
    FileRow {
        root: file.root.to_string(),
        path: file.path.clone(),
        size: file.size,
        modified: file.modified,
        hash: 0,
        articles: 0,
        skipped: Vec::new(),
    }
}

fn enrich_all(raws: &Receiver<Raw>, to_engine: &Sender<Event>) {
    for Raw { root, key, article, share } in raws {
        let (path, record) = (article.path.clone(), article.record.clone());
        let event = match catch_unwind(AssertUnwindSafe(|| enrich_and_cut(*article, &root))) {
            Ok((article, segments)) => Event::Article { key, article: Box::new(article), segments, _share: share },
            Err(_) => Event::Lost { key, skipped: Skipped { root: root.to_string(), path, record, reason: SkipReason::Fault } },
        };
        if to_engine.send(event).is_err() {
            return;
        }
    }
}

/// A file whose articles are arriving.
struct Open {
    /// How many articles the file held before; `None` where it is new.
    before: Option<usize>,
    arrived: usize,
    /// The row, once reading has ended, and whether the file is to be read again next time.
    end: Option<(FileRow, bool)>,
}

/// Turns what arrives into changes for the engine, and counts.
struct Intake<'a> {
    events: Receiver<Event>,
    open: FxHashMap<FileKey, Open>,
    report: IngestReport,
    progress: &'a Progress,
    note: &'a mut dyn FnMut(Note),
    next: Option<Change>,
    budget: Arc<Budget>,
}

impl Drop for Intake<'_> {
    fn drop(&mut self) {
        // Shares that lie in queues which nobody empties any more never come back.
        self.budget.close();
    }
}

impl Iterator for Intake<'_> {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        if let Some(change) = self.next.take() {
            return Some(change);
        }
        loop {
            let event = self.events.recv().ok()?;
            if let Some(change) = self.change(event) {
                return Some(change);
            }
        }
    }
}

impl Intake<'_> {
    fn change(&mut self, event: Event) -> Option<Change> {
        match event {
            Event::Begin { key, before } => {
                *(if before.is_none() { &mut self.report.files_new } else { &mut self.report.files_changed }) += 1;
                self.open.insert(key, Open { before, arrived: 0, end: None });
                Some(Change::Forget(key))
            }
            Event::Article { key, article, segments, .. } => {
                self.arrived(key, &article);
                Some(Change::Article(article, segments))
            }
            Event::End { row, rereads } => {
                let key = row.key();
                if let Some(open) = self.open.get_mut(&key) {
                    open.end = Some((row, rereads));
                }
                self.close_if_complete(key)
            }
            Event::Touched(row) => {
                self.report.count_unchanged(&row);
                self.note_again(&row);
                Some(Change::Touched(row))
            }
            Event::Lost { key, skipped } => {
                self.report.count_skipped(&skipped);
                (self.note)(Note::Skipped(skipped));
                self.open.get_mut(&key)?.arrived += 1;
                self.close_if_complete(key)
            }
            Event::Unchanged(row) => {
                self.report.count_unchanged(&row);
                self.note_again(&row);
                None
            }
            Event::Vanished(row) => {
                self.report.files_removed += 1;
                self.report.removed += row.articles;
                Some(Change::Forget(row.key()))
            }
            Event::Skipped(skipped) => {
                self.report.count_skipped(&skipped);
                (self.note)(Note::Skipped(skipped));
                None
            }
        }
    }

    fn arrived(&mut self, key: FileKey, article: &Article) {
        let Some(open) = self.open.get_mut(&key) else { return };
        open.arrived += 1;
        self.report.count_article(article, open.before.is_none());
        self.progress.articles.fetch_add(1, Relaxed);
        if article.date.is_none() {
            let (root, path, record) = (article.root.clone(), article.path.clone(), article.record.clone());
            (self.note)(Note::Undated { root, path, record });
        }
        self.next = self.close_if_complete(key);
    }

    /// The row of a file, when reading has ended and all its articles have arrived. A file that could not be read to its end gets none, so
    /// that the next run tries again.
    fn close_if_complete(&mut self, key: FileKey) -> Option<Change> {
        let open = self.open.get(&key)?;
        let complete = open.end.as_ref().is_some_and(|(row, _)| row.articles == open.arrived);
        if !complete {
            return None;
        }
        let Open { before, arrived, end } = self.open.remove(&key)?;
        self.report.removed += before.unwrap_or(0).saturating_sub(arrived);
        let (row, rereads) = end?;
        (!rereads).then_some(Change::Read(row))
    }

    /// What was left out of a file when it was read still is.
    fn note_again(&mut self, row: &FileRow) {
        for skipped in &row.skipped {
            let (record, reason) = skipped.split_once('\t').unwrap_or(("", skipped));
            (self.note)(Note::Skipped(Skipped {
                root: row.root.clone(),
                path: row.path.clone(),
                record: (!record.is_empty()).then(|| record.to_owned()),
                reason: SkipReason::Before(reason.to_owned()),
            }));
        }
    }
}
