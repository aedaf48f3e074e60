//! What a thread hands to the next stages, in bundles: every hand-over wakes the other side up, and threads that wake one another for each
//! article spend their time in losing what the processor had at hand.

use std::sync::Arc;

use crossbeam_channel::Sender;

use super::intake::Event;
use crate::article::RawArticle;
use crate::budget::{Budget, Share};
use crate::schema::documents::FileKey;

/// Most items of a bundle.
pub(super) const ITEMS: usize = 64;
/// Bytes of articles from which a bundle is full.
pub(super) const BYTES: usize = 256_000;
/// Bytes that a byte of a body takes in memory once it is cut into words.
pub(super) const IN_MEMORY: usize = 4;

/// What a reader hands to an enricher.
pub(super) struct Raw {
    pub(super) root: Arc<str>,
    pub(super) key: FileKey,
    pub(super) article: Box<RawArticle>,
    /// See [`ReadOptions::max_seconds`](crate::readers::ReadOptions::max_seconds).
    pub(super) seconds: u64,
    pub(super) share: Share,
}

/// Ends a thread when nobody listens any more.
pub(super) type GoOn = Option<()>;

/// What a reading thread has ready. Events come before articles: a file is begun before its articles arrive.
pub(super) struct Outbox {
    to_enrichers: Sender<Vec<Raw>>,
    to_engine: Sender<Vec<Event>>,
    budget: Arc<Budget>,
    raws: Vec<Raw>,
    events: Vec<Event>,
    bytes: usize,
}

impl Outbox {
    pub(super) fn new(to_enrichers: Sender<Vec<Raw>>, to_engine: Sender<Vec<Event>>, budget: Arc<Budget>) -> Self {
        Self { to_enrichers, to_engine, budget, raws: Vec::new(), events: Vec::new(), bytes: 0 }
    }

    /// An event for the engine's thread.
    pub(super) fn tell(&mut self, event: Event) -> GoOn {
        self.events.push(event);
        if self.events.len() >= ITEMS { self.send() } else { Some(()) }
    }

    /// An article for an enricher.
    pub(super) fn hand_on(&mut self, root: &Arc<str>, key: FileKey, article: Box<RawArticle>, seconds: u64) -> GoOn {
        let size = article.body.len();
        let bytes = size * IN_MEMORY + 1000;
        let share = match self.budget.try_take(bytes) {
            Some(share) => share,
            None => {
                // What lies here holds shares that others wait for.
                self.send()?;
                self.budget.take(bytes)
            }
        };
        self.raws.push(Raw { root: Arc::clone(root), key, article, seconds, share });
        self.bytes += size;
        if self.bytes >= BYTES || self.raws.len() >= ITEMS { self.send() } else { Some(()) }
    }

    /// Sends all there is.
    pub(super) fn send(&mut self) -> GoOn {
        self.bytes = 0;
        if !self.events.is_empty() {
            self.to_engine.send(std::mem::take(&mut self.events)).ok()?;
        }
        if !self.raws.is_empty() {
            self.to_enrichers.send(std::mem::take(&mut self.raws)).ok()?;
        }
        Some(())
    }
}
