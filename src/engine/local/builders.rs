//! Threads that build segments of the articles and file rows they are given.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, unbounded};
use tantivy::{Index, IndexWriter, SegmentMeta, TantivyError};

use super::dictionaries::{Dictionaries, Encoder, Sample};
use super::earlier::NewSegments;
use super::packing::{ArticleRows, Packer};
use super::segment::{Analysis, SegmentBuilder};
use crate::analysis::segment::{Segments, Token};
use crate::article::Article;
use crate::budget::{Budget, Share};
use crate::schema::documents::FileRow;

/// Memory of all segments together that are being built, in bytes.
const MEMORY: usize = 200_000_000;
/// How large the first segment of every thread but one is, in hundredths of the others.
const FIRST: usize = 75;
/// Most threads; more would share that memory in too small parts.
const MAX_THREADS: usize = 4;
/// Bytes of what may wait for a thread.
const WAITING: usize = 16_000_000;
/// Bytes of what may wait for a dictionary: no segment takes memory yet.
const SAMPLED: usize = 64_000_000;
/// Bytes from which a bundle is full: each wakes a thread up once.
const BUNDLE: usize = 512_000;

/// What becomes a document.
pub(super) enum Item {
    /// An article, with the words and sentences of its body.
    Article(Box<Article>, Segments),
    File(FileRow),
}

impl Item {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize {
        match self {
            Self::Article(article, segments) => {
                let rows = article.quotes.len() + article.mentions.len() + article.speakers.len();
                let texts = [&article.headline, &article.section, &article.url].into_iter().flatten().map(String::len).sum::<usize>();
                let unknown = article.unknown_fields.iter().map(String::len).sum::<usize>();
                article.body.len() + segments.tokens.len() * size_of::<Token>() + texts + unknown + rows * 200 + 1_000
            }
            Self::File(row) => 300 + row.skipped.iter().map(String::len).sum::<usize>(),
        }
    }
}

struct Bundle {
    items: Vec<Item>,
    /// Given back when the bundle has been taken in.
    share: Share,
}

/// The threads. Dropped before [`Builders::finish`], they leave behind what they were building.
pub(super) struct Builders {
    dictionaries: Dictionaries,
    /// What a dictionary is to be made of, as long as more may come: until then nothing is built.
    sample: Option<Sample>,
    /// The rows of an article on its way into the sample.
    rows: ArticleRows,
    budget: Arc<Budget>,
    items: Vec<Item>,
    bytes: usize,
    bundles: Option<Sender<Bundle>>,
    segments: Receiver<tantivy::Result<SegmentMeta>>,
    new: NewSegments,
    /// What each thread is to begin with, and how many there are to be; until they have begun.
    waiting: Option<(Work, usize)>,
    threads: Vec<JoinHandle<()>>,
    is_given_up: Arc<AtomicBool>,
}

impl Builders {
    /// Starts at most so many threads, now or as soon as there is a dictionary to pack with.
    ///
    /// # Errors
    /// A dictionary cannot be read.
    pub(super) fn start(index: &Index, threads: usize, dictionaries: Dictionaries) -> tantivy::Result<Self> {
        let most = threads.clamp(1, MAX_THREADS);
        let (bundles, to_build) = unbounded();
        let (built, segments) = unbounded();
        let (is_given_up, new) = (Arc::new(AtomicBool::new(false)), NewSegments::default());
        let work = Work {
            index: index.clone(),
            bundles: to_build,
            built,
            new: new.clone(),
            encoder: None,
            memory: MEMORY / most,
            is_given_up: Arc::clone(&is_given_up),
        };
        let mut builders = Self {
            sample: dictionaries.sample(),
            dictionaries,
            rows: ArticleRows::default(),
            budget: Budget::new(WAITING),
            items: Vec::new(),
            bytes: 0,
            bundles: Some(bundles),
            segments,
            new,
            waiting: Some((work, most)),
            threads: Vec::new(),
            is_given_up,
        };
        if builders.sample.is_none() {
            builders.begin()?;
        }
        Ok(builders)
    }

    /// Makes a dictionary of what has been sampled, and starts the threads.
    fn begin(&mut self) -> tantivy::Result<()> {
        if let Some(sample) = self.sample.take() {
            self.dictionaries.learn(sample)?;
        }
        let Some((work, most)) = self.waiting.take() else { return Ok(()) };
        let work = Work { encoder: self.dictionaries.encoder()?, ..work };
        let start = |thread| {
            // Segments of equal size would all be finished at the same time, which takes memory on top.
            let first = if thread == 0 { work.memory } else { work.memory * FIRST / 100 };
            let work = work.clone();
            std::thread::spawn(move || {
                if let Err(error) = work.build_all(first) {
                    let _nobody_listens = work.built.send(Err(error));
                }
            })
        };
        self.threads = (0..most).map(start).collect();
        Ok(())
    }

    /// The segments that the threads have built.
    pub(super) fn new_segments(&self) -> &NewSegments {
        &self.new
    }

    /// Hands an item on, when there is room for it; what has been built becomes part of the next commit.
    ///
    /// # Errors
    /// A thread could not write what it built.
    pub(super) fn add(&mut self, item: Item, writer: &IndexWriter) -> tantivy::Result<()> {
        self.bytes += item.bytes();
        if let (Some(sample), Item::Article(article, segments)) = (&mut self.sample, &item) {
            self.rows.write(article);
            sample.add(&self.rows, &article.body, &segments.tokens);
        }
        self.items.push(item);
        if self.sample.as_ref().is_some_and(|sample| sample.is_full() || self.bytes >= SAMPLED) {
            self.begin()?;
        }
        if self.bytes >= BUNDLE && self.sample.is_none() { self.send(writer) } else { Ok(()) }
    }

    fn send(&mut self, writer: &IndexWriter) -> tantivy::Result<()> {
        self.segments.try_iter().try_for_each(|segment| writer.add_segment(segment?))?;
        if let Some(bundles) = &self.bundles {
            let share = self.budget.take(std::mem::take(&mut self.bytes));
            bundles.send(Bundle { items: std::mem::take(&mut self.items), share }).map_err(|_| stopped())?;
        }
        Ok(())
    }

    /// Builds all that is left; it becomes part of the next commit. The dictionaries come back, perhaps with a new one.
    ///
    /// # Errors
    /// A thread could not write what it built.
    pub(super) fn finish(mut self, writer: &IndexWriter) -> tantivy::Result<Dictionaries> {
        if self.sample.is_some() {
            self.begin()?;
        }
        if !self.items.is_empty() {
            self.send(writer)?;
        }
        self.bundles = None;
        let ended: Vec<_> = self.threads.drain(..).map(JoinHandle::join).collect();
        self.segments.try_iter().try_for_each(|segment| writer.add_segment(segment?))?;
        if ended.iter().all(Result::is_ok) { Ok(std::mem::take(&mut self.dictionaries)) } else { Err(stopped()) }
    }
}

impl Drop for Builders {
    fn drop(&mut self) {
        self.is_given_up.store(true, Relaxed);
        self.bundles = None;
        for thread in self.threads.drain(..) {
            let _has_been_given_up = thread.join();
        }
    }
}

fn stopped() -> TantivyError {
    TantivyError::ErrorInThread("a thread that builds segments has stopped".to_owned())
}

/// What a thread works with.
#[derive(Clone)]
struct Work {
    index: Index,
    bundles: Receiver<Bundle>,
    built: Sender<tantivy::Result<SegmentMeta>>,
    new: NewSegments,
    encoder: Option<Encoder>,
    /// Bytes from which a segment is full.
    memory: usize,
    is_given_up: Arc<AtomicBool>,
}

impl Work {
    fn build_all(&self, first: usize) -> tantivy::Result<()> {
        let mut analysis = Analysis::new(&self.index)?;
        let mut packer = Packer::new(self.encoder.as_ref())?;
        let mut memory = first;
        while let Ok(begun) = self.bundles.recv() {
            let mut builder = SegmentBuilder::new(&self.index, &mut analysis, &mut packer, &self.new)?;
            let mut bundle = Some(begun);
            while let Some(next) = bundle {
                let Bundle { items, share } = next;
                for item in items {
                    match item {
                        Item::Article(article, segments) => builder.add_article(&article, &segments)?,
                        Item::File(row) => builder.add_file(row),
                    }
                }
                // Who waits for the next bundle must not keep what somebody needs to send it.
                drop(share);
                bundle = if builder.bytes() < memory { self.bundles.recv().ok() } else { None };
            }
            if self.is_given_up.load(Relaxed) || self.built.send(Ok(builder.finish()?)).is_err() {
                return Ok(());
            }
            memory = self.memory;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::analysis::tokenizer::tokenizers;
    use crate::schema::IndexSchema;
    use crate::schema::tantivy::engine_schema;

    #[test]
    fn what_was_taken_in_makes_room_while_a_thread_waits_for_more() {
        let schema = engine_schema(IndexSchema::get());
        let index = Index::builder().schema(schema).tokenizers(tokenizers()).create_in_ram().unwrap();
        let writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let mut builders = Builders::start(&index, 1, Dictionaries::default()).unwrap();
        let row = FileRow {
            root: "news".into(),
            path: "a.txt".into(),
            size: 1,
            modified: 1,
            hash: 1,
            articles: 0,
            skipped: vec!["x".repeat(WAITING + 1)],
        };
        builders.add(Item::File(row), &writer).unwrap();
        let is_free = (0..5_000).any(|_| {
            std::thread::sleep(Duration::from_millis(1));
            builders.budget.try_take(WAITING).is_some()
        });
        assert!(is_free);
        builders.finish(&writer).unwrap();
    }
}
