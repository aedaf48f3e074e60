//! How the files of each root are read: as was typed, else as before.
//!
//! What was typed is remembered with the root, so that a later run without it reads alike. Where it differs from before, it holds for the
//! whole root, whose files are then all read again: unchanged ones would else keep what the earlier options made of them.

use std::sync::Arc;

use super::roots::{Plan, Scan};
use super::{IndexRequest, Reread};
use crate::engine::{Reading, RootEntry};
use crate::error::Result;
use crate::readers::{FieldMap, ReadOptions};

/// What was typed about reading; `None` where nothing was, which leaves what holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedReading {
    /// Meanings of fields; an empty map takes those back that hold.
    pub map: Option<FieldMap>,
    /// Longest record in bytes.
    pub max_record: Option<u64>,
    /// Most bytes that a compressed file may unpack to.
    pub max_unpacked: Option<u64>,
    /// Most bytes that it may unpack to for each of its own.
    pub max_ratio: Option<u64>,
    /// Most values in one record.
    pub max_values: Option<u64>,
    /// How deep lists and objects may lie in one another.
    pub max_depth: Option<u64>,
    /// Most seconds for one record.
    pub max_seconds: Option<u64>,
    /// Whether symbolic links are followed out of the archive.
    pub follow_links: Option<bool>,
    /// Whether doubled apostrophes are quotation marks.
    pub doubled_marks: Option<bool>,
}

impl TypedReading {
    /// How a root is read from now on.
    fn over(&self, before: &Reading, usual: &ReadOptions) -> Reading {
        Reading {
            map: self.map.as_ref().map_or_else(|| before.map.clone(), FieldMap::texts),
            max_record: self.max_record.or(before.max_record).filter(|limit| *limit != usual.max_record),
            max_unpacked: self.max_unpacked.or(before.max_unpacked).filter(|limit| *limit != usual.max_unpacked),
            max_ratio: self.max_ratio.or(before.max_ratio).filter(|limit| *limit != usual.max_ratio),
            max_values: self.max_values.or(before.max_values).filter(|limit| *limit != usual.max_values),
            max_depth: self.max_depth.or(before.max_depth).filter(|limit| *limit != usual.max_depth),
            max_seconds: self.max_seconds.or(before.max_seconds).filter(|limit| *limit != usual.max_seconds),
            follow_links: self.follow_links.unwrap_or(before.follow_links),
            doubled_marks: self.doubled_marks.unwrap_or(before.doubled_marks),
        }
    }
}

/// Settles how each root of the plan is read; answers with the roots that are read again as a whole. `known` are the roots that have been
/// indexed before.
pub(super) fn settle(plan: &mut Plan, known: &[RootEntry], request: &IndexRequest) -> Result<Vec<Reread>> {
    let mut rereads = Vec::new();
    for root in &mut plan.roots {
        let Some(first) = plan.scans.iter().position(|scan| scan.root.name == root.name) else { continue };
        let reading = request.reading.over(&root.reading, &request.read);
        let is_known = known.iter().any(|known| known.name == root.name);
        let changes = is_known && reading != root.reading;
        if changes || root.rereading {
            plan.scans[first] = Scan::whole(root, &request.index);
            plan.scans[first].rereads = true;
            let mut count = 0;
            plan.scans.retain(|scan| {
                count += usize::from(scan.root.name == root.name);
                scan.root.name != root.name || count == 1
            });
            rereads.push(Reread { root: root.name.clone(), options: reading.options() });
        }
        root.rereading = false;
        root.reading = reading;
        let options = Arc::new(options(&root.reading, &request.read)?);
        for scan in plan.scans.iter_mut().filter(|scan| scan.root.name == root.name) {
            scan.options = Arc::clone(&options);
        }
    }
    Ok(rereads)
}

fn options(reading: &Reading, usual: &ReadOptions) -> Result<ReadOptions> {
    let mut options = ReadOptions {
        max_record: reading.max_record.unwrap_or(usual.max_record),
        max_unpacked: reading.max_unpacked.unwrap_or(usual.max_unpacked),
        max_ratio: reading.max_ratio.unwrap_or(usual.max_ratio),
        max_values: reading.max_values.unwrap_or(usual.max_values),
        max_depth: reading.max_depth.unwrap_or(usual.max_depth),
        max_seconds: reading.max_seconds.unwrap_or(usual.max_seconds),
        follow_links: reading.follow_links,
        doubled_marks: reading.doubled_marks,
        ..usual.clone()
    };
    for entry in &reading.map {
        options.map.extend(FieldMap::parse(entry)?);
    }
    Ok(options)
}
