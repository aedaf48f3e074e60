//! What the index is to remember of a file.

use super::intake::Event;
use crate::error::{SkipReason, Skipped};
use crate::readers::walk::ArchiveFile;
use crate::schema::documents::FileRow;

/// Records that are remembered one by one as left out of a file; a hostile file could have millions.
const MAX_REMEMBERED: usize = 1000;

/// Keeps in a file's row what was left out; answers whether there was room.
pub(super) fn remember(row: &mut FileRow, skipped: &Skipped) -> bool {
    let has_room = row.skipped.len() < MAX_REMEMBERED;
    if has_room {
        row.skipped.push(format!("{}\t{}", skipped.record.as_deref().unwrap_or_default(), skipped.reason));
    }
    has_room
}

/// The row of a file before anything is read of it.
pub(super) fn row_of(file: &ArchiveFile) -> FileRow {
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

/// The row of what could not even be looked at.
pub(super) fn unread_row(skipped: &Skipped) -> FileRow {
    let (root, path) = (skipped.root.clone(), skipped.path.clone());
    FileRow { root, path, size: 0, modified: FileRow::UNREAD, hash: 0, articles: 0, skipped: Vec::new() }
}

/// The row of a file that could not be read at all.
pub(super) fn kept(row: FileRow, before: Option<FileRow>, skipped: &Skipped) -> Event {
    let why = format!("\t{}", skipped.reason);
    let kept = match &before {
        Some(before) => {
            let mut kept = FileRow { modified: FileRow::UNREAD, ..before.clone() };
            // What a run before this one said about it is out of date.
            kept.skipped.retain(|line| !before.is_unread() || !is_refusal(line));
            kept
        }
        None => FileRow { modified: FileRow::UNREAD, ..row },
    };
    let mut row = kept;
    row.skipped.insert(0, why);
    Event::Kept { is_noted: before.is_some_and(|before| before == row), row }
}

/// Whether a line of a row says that the whole file could not be read.
fn is_refusal(line: &str) -> bool {
    line.starts_with(&format!("\t{}", SkipReason::Unreadable(String::new())))
}
