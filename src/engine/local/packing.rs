//! Articles as the store keeps them: what is shown, the body and what was found in it, packed into one piece that is unpacked alone.
//!
//! ```text
//! stored    number of the dictionary (1 byte), bytes unpacked (varint), a zstd frame
//! unpacked  bytes of the details, bytes of the body (varints), details, body, findings
//! ```
//!
//! Rows are written by postcard. The engine stores these bytes as they are and merges them without a look.

use std::cell::{OnceCell, RefCell};
use std::io;

use serde::Serialize;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher, TantivyError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::CParameter;

use super::dictionaries::{Dictionaries, Encoder, LEVEL, Number};
use crate::article::{Article, Mention, Quote};
use crate::schema::details::{Details, Findings};

/// What the store keeps of a document that shows nothing.
pub(super) const NOTHING: &[u8] = &[0];
/// Blocks of a segment's store that are kept at hand.
const BLOCKS: usize = 4;
/// No frame unpacks to more bytes for each of its own: a block of zstd says in four bytes that a byte recurs 128 KB long.
const MOST_UNPACKED: usize = 32 * 1024;

/// Packs articles.
pub(super) struct Packer<'e> {
    number: Number,
    compressor: Compressor<'e>,
    unpacked: Vec<u8>,
    packed: Vec<u8>,
}

impl<'e> Packer<'e> {
    /// One that packs with a dictionary, or without.
    pub(super) fn new(encoder: Option<&'e Encoder>) -> io::Result<Self> {
        let (number, mut compressor) = match encoder {
            Some(encoder) => (encoder.number, Compressor::with_prepared_dictionary(&encoder.dictionary)?),
            None => (0, Compressor::new(LEVEL)?),
        };
        // Which dictionary it is, and how long the article, is said in fewer bytes.
        compressor.set_parameter(CParameter::DictIdFlag(false))?;
        compressor.set_parameter(CParameter::ContentSizeFlag(false))?;
        Ok(Self { number, compressor, unpacked: Vec::new(), packed: Vec::new() })
    }

    /// An article as it is stored.
    pub(super) fn pack(&mut self, article: &Article) -> io::Result<&[u8]> {
        unpacked(article, &mut self.unpacked)?;
        self.packed.clear();
        self.packed.push(self.number);
        write_varint(self.unpacked.len(), &mut self.packed);
        let head = self.packed.len();
        self.packed.resize(head + zstd::zstd_safe::compress_bound(self.unpacked.len()), 0);
        let len = self.compressor.compress_to_buffer(&self.unpacked, &mut self.packed[head..])?;
        self.packed.truncate(head + len);
        Ok(&self.packed)
    }
}

/// Writes an article as it is before it is packed.
pub(super) fn unpacked(article: &Article, out: &mut Vec<u8>) -> io::Result<()> {
    let details = rows(&Details::of(article), Vec::new())?;
    out.clear();
    write_varint(details.len(), out);
    write_varint(article.body.len(), out);
    out.extend_from_slice(&details);
    out.extend_from_slice(article.body.as_bytes());
    *out = rows(&Findings::of(article), std::mem::take(out))?;
    Ok(())
}

fn rows(rows: &impl Serialize, out: Vec<u8>) -> io::Result<Vec<u8>> {
    postcard::to_extend(rows, out).map_err(io::Error::other)
}

pub(super) fn write_varint(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Why a stored article cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum UnpackError {
    /// The engine cannot.
    #[error(transparent)]
    Engine(#[from] TantivyError),
    /// It cannot be unpacked.
    #[error("an article cannot be unpacked: {0}")]
    Packing(#[from] io::Error),
    /// Its parts are not where they should be.
    #[error("an article is not as it was written")]
    Parts,
    /// Its rows are not what was written.
    #[error("an article is not as it was written: {0}")]
    Rows(#[from] postcard::Error),
    /// A quote or place lies outside its body.
    #[error("a quote lies outside its article")]
    Outside,
}

/// Unpacks the articles of one state of an index.
pub(super) struct Unpacker<'d> {
    dictionaries: &'d Dictionaries,
    stores: Vec<OnceCell<StoreReader>>,
    /// What unpacks, and with which dictionary.
    decompressor: RefCell<Option<(Number, Decompressor<'d>)>>,
}

impl<'d> Unpacker<'d> {
    pub(super) fn new(searcher: &Searcher, dictionaries: &'d Dictionaries) -> Self {
        let stores = searcher.segment_readers().iter().map(|_| OnceCell::new()).collect();
        Self { dictionaries, stores, decompressor: RefCell::default() }
    }

    /// One of articles that lie nowhere.
    #[cfg(test)]
    pub(super) fn without_stores(dictionaries: &'d Dictionaries) -> Self {
        Self { dictionaries, stores: Vec::new(), decompressor: RefCell::default() }
    }

    /// What is stored of a document.
    ///
    /// # Errors
    /// It is no article, or not as it was written.
    pub(super) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<Stored, UnpackError> {
        let store = match self.stores[address.segment_ord as usize].get() {
            Some(store) => store,
            None => {
                let store = searcher.segment_reader(address.segment_ord).get_store_reader(BLOCKS)?;
                self.stores[address.segment_ord as usize].get_or_init(|| store)
            }
        };
        self.unpacked(&store.get_document_bytes(address.doc_id)?)
    }

    pub(super) fn unpacked(&self, stored: &[u8]) -> Result<Stored, UnpackError> {
        let (&number, mut frame) = stored.split_first().ok_or(UnpackError::Parts)?;
        let len = take_varint(&mut frame).ok_or(UnpackError::Parts)?;
        if len / MOST_UNPACKED > frame.len() {
            return Err(UnpackError::Parts);
        }
        Stored::new(self.unpack(number, frame, len)?).ok_or(UnpackError::Parts)
    }

    fn unpack(&self, number: Number, frame: &[u8], len: usize) -> io::Result<Vec<u8>> {
        let mut decompressor = self.decompressor.borrow_mut();
        let decompressor = match &mut *decompressor {
            Some((with, decompressor)) if *with == number => decompressor,
            other => {
                let decompressor = match number {
                    0 => Decompressor::new()?,
                    number => Decompressor::with_prepared_dictionary(self.dictionaries.decoder(number)?)?,
                };
                &mut other.insert((number, decompressor)).1
            }
        };
        decompressor.decompress(frame, len)
    }
}

/// An article as it was stored.
pub(super) struct Stored {
    unpacked: Vec<u8>,
    /// Where the details, the body and the findings begin.
    details: usize,
    body: usize,
    findings: usize,
}

impl Stored {
    fn new(unpacked: Vec<u8>) -> Option<Self> {
        let mut rest = unpacked.as_slice();
        let (details_len, body_len) = (take_varint(&mut rest)?, take_varint(&mut rest)?);
        let details = unpacked.len() - rest.len();
        let body = details.checked_add(details_len)?;
        let findings = body.checked_add(body_len)?;
        (findings <= unpacked.len()).then_some(Self { unpacked, details, body, findings })
    }

    /// All of it, in one form whatever packed it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.unpacked
    }

    /// The body.
    pub(super) fn body(&self) -> Result<&str, UnpackError> {
        std::str::from_utf8(&self.unpacked[self.body..self.findings]).map_err(|_| UnpackError::Parts)
    }

    /// The article without body, mentions and quotes.
    pub(super) fn article(&self) -> Result<Article, UnpackError> {
        Ok(postcard::from_bytes::<Details<'_>>(&self.unpacked[self.details..self.body])?.into_article())
    }

    /// Its mentions and quotes.
    pub(super) fn findings(&self) -> Result<(Vec<Mention>, Vec<Quote>), UnpackError> {
        postcard::from_bytes::<Findings<'_>>(&self.unpacked[self.findings..])?.into_rows(self.body()?).ok_or(UnpackError::Outside)
    }
}
