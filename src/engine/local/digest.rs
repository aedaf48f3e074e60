//! One number for everything that an index holds: documents, columns and terms with their positions.
//!
//! It is a sum of hashes (xxh3, 128 bits), one for each value or occurrence together with the document that it belongs to, so neither the order
//! of documents nor the segments that they lie in count. Left out is what may differ between two copies of one archive: times of change,
//! where roots stand, and the engine's own numbers. It tells differences, not forgery.

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128_with_seed};

use super::dictionaries::Dictionaries;
use super::packing::{ArticleRows, Stored, UnpackError, Unpacker};
use crate::schema::documents::{FileKey, FileRow};
use crate::schema::tantivy::engine_field;
use crate::schema::{Field, FieldType, IndexSchema};

/// The column that is left out.
const MODIFIED: &str = "modified";

/// The digest of what a searcher sees.
pub(super) fn digest(searcher: &Searcher, dictionaries: &Dictionaries) -> Result<u128, UnpackError> {
    let mut sum = Sum::default();
    let unpacker = Unpacker::new(searcher, dictionaries);
    for (ord, reader) in (0..).zip(searcher.segment_readers()) {
        let owners = owners(reader)?;
        for (place, field) in IndexSchema::get().fields().iter().enumerate() {
            if field.fast && field.name != MODIFIED {
                sum.add_column(reader, field, &owners)?;
            }
            sum.add_terms(reader, place, &owners)?;
        }
        sum.add_stored(reader, &owners, |doc| unpacker.stored(searcher, DocAddress::new(ord, doc)))?;
        sum.add_unread(reader, &owners)?;
    }
    Ok(sum.0)
}

/// What a document is, wherever it lies: an article's id or a file's key; `None` for one that is deleted.
type Owner = Option<u64>;

/// The identity of every document of a segment.
fn owners(reader: &SegmentReader) -> tantivy::Result<Vec<Owner>> {
    let fast = reader.fast_fields();
    let uids = fast.u64("uid")?;
    let (roots, paths) = (fast.str("root")?, fast.str("path")?);
    (0..reader.max_doc())
        .map(|doc| {
            let owner = match uids.first(doc) {
                Some(uid) => uid,
                None => {
                    let name = |column| first(column, doc).map(Option::unwrap_or_default);
                    FileKey::of(&name(roots.as_ref())?, &name(paths.as_ref())?).0
                }
            };
            Ok((!reader.is_deleted(doc)).then_some(owner))
        })
        .collect()
}

fn first(column: Option<&StrColumn>, doc: DocId) -> tantivy::Result<Option<String>> {
    let Some((column, ord)) = column.and_then(|column| Some((column, column.term_ords(doc).next()?))) else { return Ok(None) };
    let mut value = String::new();
    column.ord_to_str(ord, &mut value)?;
    Ok(Some(value))
}

/// The sum so far.
#[derive(Default)]
struct Sum(u128);

impl Sum {
    /// Adds a value of a document; `seed` says what it is.
    fn add(&mut self, seed: u64, owner: u64, value: &[u8], buffer: &mut Vec<u8>) {
        buffer.clear();
        buffer.extend_from_slice(&owner.to_le_bytes());
        buffer.extend_from_slice(value);
        self.0 = self.0.wrapping_add(xxh3_128_with_seed(buffer, seed));
    }

    fn add_column(&mut self, reader: &SegmentReader, field: &Field, owners: &[Owner]) -> tantivy::Result<()> {
        let fast = reader.fast_fields();
        let name = field.name.as_str();
        match field.kind {
            FieldType::Day | FieldType::Number | FieldType::Share => {
                let column = fast.i64(name)?;
                self.add_values(name, owners, |doc| column.values_for_doc(doc).map(i64::cast_unsigned));
            }
            FieldType::Id => {
                let column = fast.u64(name)?;
                self.add_values(name, owners, |doc| column.values_for_doc(doc));
            }
            _ => {
                let Some(column) = fast.str(name)? else { return Ok(()) };
                let mut hashes = Vec::new();
                let mut values = column.dictionary().stream()?;
                while values.advance() {
                    hashes.push(xxh3_64(values.key()));
                }
                self.add_values(name, owners, |doc| {
                    let hash = |ord: u64| usize::try_from(ord).ok().and_then(|ord| hashes.get(ord)).copied().unwrap_or_default();
                    column.term_ords(doc).map(hash)
                });
            }
        }
        Ok(())
    }

    /// Adds the values that each document has, in their order.
    fn add_values<I: Iterator<Item = u64>>(&mut self, name: &str, owners: &[Owner], values: impl Fn(DocId) -> I) {
        let mut buffer = Vec::new();
        for (doc, owner) in (0..).zip(owners) {
            let Some(owner) = *owner else { continue };
            for (index, value) in values(doc).enumerate() {
                self.add(seed("column", name.as_bytes(), index as u64), owner, &value.to_le_bytes(), &mut buffer);
            }
        }
    }

    /// Adds where each term of the field at `place` occurs.
    fn add_terms(&mut self, reader: &SegmentReader, place: usize, owners: &[Owner]) -> tantivy::Result<()> {
        if !reader.schema().get_field_entry(engine_field(place)).is_indexed() {
            return Ok(());
        }
        let inverted = reader.inverted_index(engine_field(place))?;
        let mut terms = inverted.terms().stream()?;
        let (mut positions, mut buffer, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
        while terms.advance() {
            let seed = seed("term", terms.key(), place as u64);
            let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqsAndPositions)?;
            while postings.doc() != TERMINATED {
                if let Some(owner) = owners.get(postings.doc() as usize).copied().flatten() {
                    tantivy::postings::Postings::positions(&mut postings, &mut positions);
                    bytes.clear();
                    bytes.extend(positions.iter().flat_map(|position| position.to_le_bytes()));
                    self.add(seed, owner, &bytes, &mut buffer);
                }
                postings.advance();
            }
        }
        Ok(())
    }

    fn add_stored<'d>(
        &mut self,
        reader: &SegmentReader,
        owners: &[Owner],
        stored: impl Fn(DocId) -> Result<Stored<'d>, UnpackError>,
    ) -> Result<(), UnpackError> {
        let (uids, what) = (reader.fast_fields().u64("uid")?, seed("stored", b"", 0));
        let (mut buffer, mut rows, mut bytes) = (Vec::new(), ArticleRows::default(), Vec::new());
        for (doc, owner) in (0..).zip(owners) {
            let Some(owner) = owner.filter(|_| uids.first(doc).is_some()) else { continue };
            // In one form, whatever packed it.
            let article = stored(doc)?.whole()?;
            rows.write(&article);
            bytes.clear();
            bytes.extend(rows.rows.numbers.iter().flat_map(|(_, number)| number.to_le_bytes()));
            bytes.extend_from_slice(rows.rows.texts.as_bytes());
            bytes.extend_from_slice(article.body.as_bytes());
            self.add(what, owner, &bytes, &mut buffer);
        }
        Ok(())
    }

    /// Adds which files could not be read to their end: the one thing that a time of change tells.
    fn add_unread(&mut self, reader: &SegmentReader, owners: &[Owner]) -> tantivy::Result<()> {
        let modified = reader.fast_fields().i64(MODIFIED)?;
        let mut buffer = Vec::new();
        for (doc, owner) in (0..).zip(owners) {
            let Some(owner) = owner.filter(|_| modified.first(doc) == Some(FileRow::UNREAD)) else { continue };
            self.add(seed("unread", b"", 0), owner, b"", &mut buffer);
        }
        Ok(())
    }
}

/// Says of what kind a value is.
fn seed(kind: &str, name: &[u8], index: u64) -> u64 {
    let mut hasher = Xxh3::with_seed(index);
    hasher.update(kind.as_bytes());
    hasher.update(&[0]);
    hasher.update(name);
    hasher.digest()
}
