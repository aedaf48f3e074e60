//! What an index holds, and articles by their id.

use std::ops::Bound;

use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, EnableScoring, Query, RangeQuery};
use tantivy::{DocAddress, Searcher, TERMINATED, TantivyError, Term};

use super::LocalEngine;
use super::hits::HitReader;
use super::lower::all_of;
use super::rows::{Rows, row_numbers};
use super::store::bytes_below;
use crate::article::{Article, Uid};
use crate::error::{Error, Result};
use crate::paths::text_of;
use crate::results::{RootStatus, Status};
use crate::schema::documents::number_day;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, IndexSchema};

/// Ids named when a prefix fits several.
const EXAMPLES: usize = 5;

/// See [`Engine::fetch`](crate::engine::Engine::fetch).
pub(super) fn fetch(engine: &LocalEngine, id: &str) -> Result<Article> {
    let unknown = || Error::UnknownId { id: id.to_owned() };
    let (low, high) = uid_range(id).ok_or_else(unknown)?;
    let searcher = engine.searcher();
    let found = articles_between(&searcher, low, high).map_err(|error| engine.damaged(&error))?;
    match found.as_slice() {
        [] => Err(unknown()),
        [(_, address)] => HitReader::plain(searcher.clone(), &engine.dictionaries)
            .whole_article(*address)
            .map_err(|error| Error::Damaged { path: engine.path.clone(), detail: error.to_string() }),
        several => Err(Error::AmbiguousId {
            id: id.to_owned(),
            count: several.len(),
            examples: several.iter().take(EXAMPLES).map(|(uid, _)| uid.to_string()).collect(),
        }),
    }
}

/// Where the article with an id is.
pub(super) fn address(engine: &LocalEngine, searcher: &Searcher, uid: Uid) -> Result<DocAddress> {
    let found = articles_between(searcher, uid.0, uid.0).map_err(|error| engine.damaged(&error))?;
    found.first().map(|(_, address)| *address).ok_or_else(|| Error::UnknownId { id: uid.to_string() })
}

/// The ids that begin with `id`: hexadecimal digits, perhaps followed by the ordinal of a quote.
fn uid_range(id: &str) -> Option<(u64, u64)> {
    let (digits, ordinal) = id.split_once('-').unwrap_or((id, ""));
    if digits.is_empty() || digits.len() > 16 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    if !ordinal.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let open = 4 * (16 - digits.len());
    let low = u64::from_str_radix(digits, 16).ok()?.checked_shl(open as u32).unwrap_or(0);
    Some((low, low | 1_u64.checked_shl(open as u32).map_or(u64::MAX, |above| above - 1)))
}

/// The articles with ids in a range, in order of their ids.
fn articles_between(searcher: &Searcher, low: u64, high: u64) -> tantivy::Result<Vec<(Uid, DocAddress)>> {
    let field = engine_field(IndexSchema::get().place("uid").unwrap_or_default());
    let bound = |uid| Bound::Included(Term::from_field_u64(field, uid));
    let query = BooleanQuery::intersection(vec![
        all_of(IndexSchema::get(), DocumentKind::Article),
        Box::new(RangeQuery::new(bound(low), bound(high))),
    ]);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = Vec::new();
    for (segment_ord, reader) in searcher.segment_readers().iter().enumerate() {
        let uids = reader.fast_fields().u64("uid")?;
        let mut docs = weight.scorer(reader, 1.0)?;
        let mut doc = docs.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                found.push((Uid(uids.first(doc).unwrap_or_default()), DocAddress::new(segment_ord as u32, doc)));
            }
            doc = docs.advance();
        }
    }
    found.sort_unstable_by_key(|(uid, _)| *uid);
    Ok(found)
}

/// See [`Engine::status`](crate::engine::Engine::status).
pub(super) fn status(engine: &LocalEngine) -> Result<Status> {
    let searcher = engine.searcher();
    let files = super::files::file_rows(&searcher).map_err(|error| engine.damaged(&error))?;
    let roots = engine
        .payload
        .roots
        .iter()
        .map(|root| RootStatus {
            name: root.name.clone(),
            path: text_of(root.directory(&engine.path).as_os_str()),
            reading: root.reading.options(),
            files: files.iter().filter(|file| file.root == root.name).count(),
        })
        .collect();
    let mut status = Status {
        engine: "local".into(),
        location: engine.path.display().to_string(),
        schema_version: engine.payload.version,
        fingerprint: engine.payload.fingerprint.clone(),
        roots,
        is_complete: engine.payload.complete,
        files: files.len(),
        skipped: files.iter().map(|file| file.skipped.len()).sum(),
        bytes: bytes_below(&engine.generation),
        segments: searcher.segment_readers().len(),
        ..Status::default()
    };
    count_documents(&searcher, &mut status).map_err(|error| engine.damaged(&error))?;
    Ok(status)
}

fn count_documents(searcher: &Searcher, status: &mut Status) -> Result<(), TantivyError> {
    let articles = all_of(IndexSchema::get(), DocumentKind::Article).weight(EnableScoring::disabled_from_searcher(searcher))?;
    let (mut first, mut last) = (None, None);
    for reader in searcher.segment_readers() {
        let fast = reader.fast_fields();
        let days = fast.i64("date")?;
        let filed = fast.str("filed")?;
        let (rows, speakers) = (Rows::new(reader)?, row_numbers(reader, "speaker_at")?);
        let has_any = |column: Option<&StrColumn>, doc| column.is_some_and(|column| column.term_ords(doc).next().is_some());
        let mut docs = articles.scorer(reader, 1.0)?;
        while docs.doc() != TERMINATED {
            let doc = docs.doc();
            docs.advance();
            if reader.is_deleted(doc) {
                continue;
            }
            let day = days.first(doc);
            status.articles += 1;
            status.undated += usize::from(day.is_none());
            status.unplaced += usize::from(!has_any(filed.as_ref(), doc));
            first = [first, day].into_iter().flatten().min();
            last = last.max(day);
            status.quotes += rows.of(doc).len();
            status.attributed += rows.of(doc).filter(|&row| speakers.get_val(row) > 0).count();
        }
    }
    status.first_day = first.and_then(number_day);
    status.last_day = last.and_then(number_day);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_stands_for_the_ids_that_begin_so() {
        for (id, expected) in [
            ("0123456789abcdef", Some((0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef))),
            ("f", Some((0xf000_0000_0000_0000, u64::MAX))),
            ("00-3", Some((0, 0x00ff_ffff_ffff_ffff))),
            ("00-x", None),
            ("", None),
            ("xyz", None),
            ("0123456789abcdef0", None),
        ] {
            assert_eq!(uid_range(id), expected, "{id}");
        }
    }
}
