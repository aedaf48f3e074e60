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
    /// Whether symbolic links are followed out of the archive.
    pub follow_links: Option<bool>,
}

impl TypedReading {
    /// How a root is read from now on.
    fn over(&self, before: &Reading, usual: &ReadOptions) -> Reading {
        Reading {
            map: self.map.as_ref().map_or_else(|| before.map.clone(), FieldMap::texts),
            max_record: self.max_record.or(before.max_record).filter(|limit| *limit != usual.max_record),
            follow_links: self.follow_links.unwrap_or(before.follow_links),
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
    let max_record = reading.max_record.unwrap_or(usual.max_record);
    let mut options = ReadOptions { max_record, follow_links: reading.follow_links, ..usual.clone() };
    for entry in &reading.map {
        options.map.extend(FieldMap::parse(entry)?);
    }
    Ok(options)
}
