//! Articles as the store keeps them: what is shown, the body and what was found in it, packed into one piece that is unpacked alone.
//!
//! ```text
//! stored  number of the dictionary (1 byte), bytes of the body and of its codes (varints), codes, bytes of the rows (varint), a zstd frame
//! rows    bytes of the details and of the findings (varints), details, findings, and the body where it has no codes
//! ```
//!
//! Bodies are in the codes of the dictionary's words ([`super::wording`]), unless they are too strange to it. Rows are written by postcard. The
//! engine stores these bytes as they are and merges them without a look.

use std::cell::{OnceCell, RefCell};
use std::io;

use serde::Serialize;
use tantivy::directory::OwnedBytes;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher, TantivyError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::CParameter;

use super::dictionaries::{Decoder, Dictionaries, Encoder, LEVEL, Number};
use super::wording::{self, Codebook, Coder, Symbol};
use crate::analysis::segment::Token;
use crate::article::{Article, Mention, Quote};
use crate::schema::details::{Details, Findings};

/// What the store keeps of a document that shows nothing.
pub(super) const NOTHING: &[u8] = &[0];
/// Blocks of a segment's store that are kept at hand.
const BLOCKS: usize = 4;
/// No frame unpacks to more bytes for each of its own: a block of zstd says in four bytes that a byte recurs 128 KB long.
const MOST_UNPACKED: usize = 32 * 1024;

/// A body of which codes are not shorter than this part of it is left to zstd.
const CODED: usize = 2;

/// Packs articles.
pub(super) struct Packer<'e> {
    number: Number,
    compressor: Compressor<'e>,
    coder: Option<&'e Coder>,
    wording: wording::Writer,
    codes: Vec<u8>,
    rows: Vec<u8>,
    packed: Vec<u8>,
}

impl<'e> Packer<'e> {
    /// One that packs with a dictionary, or without.
    pub(super) fn new(encoder: Option<&'e Encoder>) -> io::Result<Self> {
        let (number, mut compressor) = match encoder {
            Some(encoder) => (encoder.number, Compressor::with_prepared_dictionary(&encoder.phrases)?),
            None => (0, Compressor::new(LEVEL)?),
        };
        // Which dictionary it is, and how long the rows, is said in fewer bytes.
        compressor.set_parameter(CParameter::DictIdFlag(false))?;
        compressor.set_parameter(CParameter::ContentSizeFlag(false))?;
        let coder = encoder.map(|encoder| &*encoder.coder);
        let (wording, codes) = (wording::Writer::default(), Vec::new());
        Ok(Self { number, compressor, coder, wording, codes, rows: Vec::new(), packed: Vec::new() })
    }

    /// What calls words by symbols.
    pub(super) fn coder(&self) -> Option<&'e Coder> {
        self.coder
    }

    /// An article as it is stored. `words` are those of its body, `symbols` what the coder calls them.
    pub(super) fn pack(&mut self, article: &Article, words: &[Token], symbols: &[Symbol]) -> io::Result<&[u8]> {
        rows_of(article, &mut self.rows)?;
        self.codes.clear();
        if let Some(coder) = self.coder {
            self.wording.write(coder, &article.body, words, symbols, &mut self.codes);
        }
        if self.coder.is_none() || self.codes.len() >= article.body.len() / CODED {
            self.codes.clear();
            self.rows.extend_from_slice(article.body.as_bytes());
        }
        self.packed.clear();
        self.packed.push(self.number);
        write_varint(article.body.len(), &mut self.packed);
        write_varint(self.codes.len(), &mut self.packed);
        self.packed.extend_from_slice(&self.codes);
        write_varint(self.rows.len(), &mut self.packed);
        let head = self.packed.len();
        self.packed.resize(head + zstd::zstd_safe::compress_bound(self.rows.len()), 0);
        let len = self.compressor.compress_to_buffer(&self.rows, &mut self.packed[head..])?;
        self.packed.truncate(head + len);
        Ok(&self.packed)
    }
}

/// Writes an article's rows as they are before they are packed.
pub(super) fn rows_of(article: &Article, out: &mut Vec<u8>) -> io::Result<()> {
    let details = rows(&Details::of(article), Vec::new())?;
    let findings = rows(&Findings::of(article), Vec::new())?;
    out.clear();
    write_varint(details.len(), out);
    write_varint(findings.len(), out);
    out.extend_from_slice(&details);
    out.extend_from_slice(&findings);
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
    pub(super) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<Stored<'d>, UnpackError> {
        let store = match self.stores[address.segment_ord as usize].get() {
            Some(store) => store,
            None => {
                let store = searcher.segment_reader(address.segment_ord).get_store_reader(BLOCKS)?;
                self.stores[address.segment_ord as usize].get_or_init(|| store)
            }
        };
        self.unpacked(store.get_document_bytes(address.doc_id)?)
    }

    /// What was stored so. The body is unpacked when it is asked for.
    pub(super) fn unpacked(&self, stored: OwnedBytes) -> Result<Stored<'d>, UnpackError> {
        let (&number, mut rest) = stored.split_first().ok_or(UnpackError::Parts)?;
        let mut take = || take_varint(&mut rest).ok_or(UnpackError::Parts);
        let (body_len, codes_len) = (take()?, take()?);
        let at = stored.len() - rest.len();
        rest.split_off(..codes_len).ok_or(UnpackError::Parts)?;
        let codes = stored.slice(at..at + codes_len);
        let rows_len = take_varint(&mut rest).ok_or(UnpackError::Parts)?;
        if rows_len / MOST_UNPACKED > rest.len() {
            return Err(UnpackError::Parts);
        }
        let decoder = match number {
            0 => None,
            number => Some(self.dictionaries.decoder(number)?),
        };
        let mut unpacked = self.unpack(number, decoder, rest, rows_len)?;
        let mut rows = unpacked.as_slice();
        let mut take = || take_varint(&mut rows).ok_or(UnpackError::Parts);
        let (details_len, findings_len) = (take()?, take()?);
        let details = unpacked.len() - rows.len();
        let findings = details.checked_add(details_len).ok_or(UnpackError::Parts)?;
        let end = findings.checked_add(findings_len).filter(|&end| end <= unpacked.len()).ok_or(UnpackError::Parts)?;
        let body = match codes.is_empty() {
            true => OnceCell::from(String::from_utf8(unpacked.split_off(end)).map_err(|_| UnpackError::Parts)?),
            false => OnceCell::new(),
        };
        Ok(Stored { rows: unpacked, details, findings, body_len, codes, book: decoder.map(|decoder| &decoder.book), body })
    }

    fn unpack(&self, number: Number, decoder: Option<&'d Decoder>, frame: &[u8], len: usize) -> io::Result<Vec<u8>> {
        let mut decompressor = self.decompressor.borrow_mut();
        let decompressor = match &mut *decompressor {
            Some((with, decompressor)) if *with == number => decompressor,
            other => {
                let decompressor = match decoder {
                    None => Decompressor::new()?,
                    Some(decoder) => Decompressor::with_prepared_dictionary(&decoder.phrases)?,
                };
                &mut other.insert((number, decompressor)).1
            }
        };
        decompressor.decompress(frame, len)
    }
}

/// An article as it was stored.
pub(super) struct Stored<'d> {
    rows: Vec<u8>,
    /// Where the details and the findings begin.
    details: usize,
    findings: usize,
    body_len: usize,
    codes: OwnedBytes,
    book: Option<&'d Codebook>,
    body: OnceCell<String>,
}

impl Stored<'_> {
    /// All of it, in one form whatever packed it.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, UnpackError> {
        Ok([self.rows.as_slice(), self.body()?.as_bytes()].concat())
    }

    /// The body.
    pub(super) fn body(&self) -> Result<&str, UnpackError> {
        if let Some(body) = self.body.get() {
            return Ok(body);
        }
        let body = self.book.and_then(|book| wording::read(book, &self.codes, self.body_len)).ok_or(UnpackError::Parts)?;
        Ok(self.body.get_or_init(|| body))
    }

    /// The article without body, mentions and quotes.
    pub(super) fn article(&self) -> Result<Article, UnpackError> {
        Ok(postcard::from_bytes::<Details<'_>>(&self.rows[self.details..self.findings])?.into_article())
    }

    /// Its mentions and quotes.
    pub(super) fn findings(&self) -> Result<(Vec<Mention>, Vec<Quote>), UnpackError> {
        postcard::from_bytes::<Findings<'_>>(&self.rows[self.findings..])?.into_rows(self.body()?).ok_or(UnpackError::Outside)
    }
}
