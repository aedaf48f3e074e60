//! Columns of numbers, each opened once by a thread.
//!
//! Whenever a column is opened, the engine reads how each stretch of 512 of its values is packed. Of columns with a value for each quote these
//! are thousands, so that opening one takes longer than what a hit asks of it. What is remembered is of one opened segment and goes with it.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use tantivy::columnar::Column;
use tantivy::index::{InvertedIndexReader, SegmentReader};

use crate::schema::IndexSchema;
use crate::schema::tantivy::engine_field;

/// Most columns that a thread remembers.
const MOST: usize = 128;

/// A column of an opened segment, which is known by its reader of a field.
struct Opened {
    segment: Weak<InvertedIndexReader>,
    field: String,
    column: Column<i64>,
}

thread_local! {
    static OPENED: RefCell<Vec<Opened>> = const { RefCell::new(Vec::new()) };
}

/// A segment's column of whole numbers.
pub(super) fn numbers(reader: &SegmentReader, field: &str) -> tantivy::Result<Column<i64>> {
    let kind = engine_field(IndexSchema::get().place("kind").unwrap_or_default());
    let segment = Arc::downgrade(&reader.inverted_index(kind)?);
    let known = |opened: &&Opened| opened.segment.ptr_eq(&segment) && opened.field == field;
    if let Some(column) = OPENED.with_borrow(|all| all.iter().find(known).map(|opened| opened.column.clone())) {
        return Ok(column);
    }
    let column = reader.fast_fields().i64(field)?;
    OPENED.with_borrow_mut(|all| {
        all.retain(|opened| opened.segment.strong_count() > 0);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Opened { segment, field: field.to_owned(), column: column.clone() });
    });
    Ok(column)
}
