//! Articles as the store keeps them: what is shown, the body and what was found in it, packed into one piece that is unpacked alone.
//!
//! ```text
//! stored  number of the dictionary (1 byte), bytes of the body, of the texts and of the numbers (varints), numbers, texts and body
//! ```
//!
//! Numbers, texts and body are in codes of the dictionary ([`super::wording`]). Without a dictionary, or where an article is too strange to it (number
//! 0), numbers are varints, and all behind the lengths is one zstd frame. The engine stores these bytes as they are and merges them without a look.

use std::cell::{OnceCell, RefCell};
use std::io;

use tantivy::directory::OwnedBytes;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher, TantivyError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::CParameter;

use super::dictionaries::{Dictionaries, Encoder};
use super::wording::{self, Codebook, Coder, Part, Symbol};
use crate::analysis::segment::{Token, for_each_token};
use crate::article::{Article, Mention, Quote};
use crate::schema::details::{read_details, write_details};
use crate::schema::findings::{read_findings, write_findings};
use crate::schema::rows::{RowReader, Rows, Slot};

/// What the store keeps of a document that shows nothing.
pub(super) const NOTHING: &[u8] = &[0];
/// Blocks of a segment's store that are kept at hand.
const BLOCKS: usize = 4;
/// No frame unpacks to more bytes for each of its own: a block of zstd says in four bytes that a byte recurs 128 KB long.
const MOST_UNPACKED: usize = 32 * 1024;

/// Texts of which codes are not shorter than this part of them are left to zstd.
const CODED: usize = 2;
/// Of zstd's levels, a fast one.
const LEVEL: i32 = 3;

/// Packs articles.
pub(super) struct Packer<'e> {
    encoder: Option<&'e Encoder>,
    wording: wording::Writer,
    rows: ArticleRows,
    symbols: Vec<Symbol>,
    codes: Vec<u8>,
    compressor: Compressor<'static>,
    packed: Vec<u8>,
}

/// An article's rows, and the words of their texts.
#[derive(Default)]
pub(super) struct ArticleRows {
    pub(super) rows: Rows,
    pub(super) words: Vec<Token>,
}

impl ArticleRows {
    /// Becomes those of an article.
    pub(super) fn write(&mut self, article: &Article) {
        self.rows.clear();
        write_details(article, &mut self.rows);
        write_findings(article, &mut self.rows);
        self.words.clear();
        for_each_token(&self.rows.texts, |word| self.words.push(word));
    }
}

impl<'e> Packer<'e> {
    /// One that packs with a dictionary, or without.
    pub(super) fn new(encoder: Option<&'e Encoder>) -> io::Result<Self> {
        let mut compressor = Compressor::new(LEVEL)?;
        // How long it is stands before it.
        compressor.set_parameter(CParameter::ContentSizeFlag(false))?;
        let (wording, rows) = (wording::Writer::default(), ArticleRows::default());
        Ok(Self { encoder, wording, rows, symbols: Vec::new(), codes: Vec::new(), compressor, packed: Vec::new() })
    }

    /// What calls words by symbols.
    pub(super) fn coder(&self) -> Option<&'e Coder> {
        self.encoder.map(|encoder| &*encoder.coder)
    }

    /// An article as it is stored. `words` are those of its body, `symbols` what the coder calls them.
    pub(super) fn pack(&mut self, article: &Article, words: &[Token], symbols: &[Symbol]) -> io::Result<&[u8]> {
        self.rows.write(article);
        self.packed.clear();
        if let Some(encoder) = self.encoder
            && self.pack_in_codes(encoder, article, words, symbols)
        {
            return Ok(&self.packed);
        }
        self.pack_alone(article)?;
        Ok(&self.packed)
    }

    /// Whether the codes are worth it.
    fn pack_in_codes(&mut self, encoder: &Encoder, article: &Article, words: &[Token], symbols: &[Symbol]) -> bool {
        let (coder, ArticleRows { rows: Rows { numbers, texts }, words: of_texts }) = (&*encoder.coder, &self.rows);
        self.symbols.clear();
        self.symbols.extend(of_texts.iter().map(|word| coder.symbol(word.text(texts))));
        let parts = [Part { text: texts, words: of_texts, symbols: &self.symbols }, Part { text: &article.body, words, symbols }];
        self.codes.clear();
        self.wording.write_numbers(coder, numbers, &mut self.codes);
        let numbers_len = self.codes.len();
        self.wording.write(coder, &parts, &mut self.codes);
        if self.codes.len() - numbers_len >= (texts.len() + article.body.len()) / CODED {
            return false;
        }
        self.packed.push(encoder.number);
        [article.body.len(), texts.len(), numbers_len].into_iter().for_each(|len| write_varint(len, &mut self.packed));
        self.packed.extend_from_slice(&self.codes);
        true
    }

    fn pack_alone(&mut self, article: &Article) -> io::Result<()> {
        let Rows { numbers, texts } = &self.rows.rows;
        self.codes.clear();
        numbers.iter().for_each(|&(_, number)| write_varint(number as usize, &mut self.codes));
        self.packed.push(0);
        [article.body.len(), texts.len(), self.codes.len()].into_iter().for_each(|len| write_varint(len, &mut self.packed));
        self.codes.extend_from_slice(texts.as_bytes());
        self.codes.extend_from_slice(article.body.as_bytes());
        let head = self.packed.len();
        self.packed.resize(head + zstd::zstd_safe::compress_bound(self.codes.len()), 0);
        let len = self.compressor.compress_to_buffer(&self.codes, &mut self.packed[head..])?;
        self.packed.truncate(head + len);
        Ok(())
    }
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
    /// A quote or place lies outside its body.
    #[error("a quote lies outside its article")]
    Outside,
}

/// Unpacks the articles of one state of an index.
pub(super) struct Unpacker<'d> {
    dictionaries: &'d Dictionaries,
    stores: Vec<OnceCell<StoreReader>>,
    decompressor: RefCell<Option<Decompressor<'static>>>,
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
        let [body_len, texts_len, numbers_len] = [take()?, take()?, take()?];
        let len = body_len.checked_add(texts_len).ok_or(UnpackError::Parts)?;
        if number > 0 {
            let book = self.dictionaries.book(number)?;
            let at = stored.len() - rest.len();
            rest.split_off(..numbers_len).ok_or(UnpackError::Parts)?;
            let (numbers, codes) = (stored.slice(at..at + numbers_len), stored.slice(at + numbers_len..stored.len()));
            let texts = wording::read(book, &codes, &[texts_len]).ok_or(UnpackError::Parts)?;
            return Ok(Stored { texts, body: OnceCell::new(), packed: Packed::InCodes { book, numbers, codes, body_len } });
        }
        let len = len.checked_add(numbers_len).filter(|len| len / MOST_UNPACKED <= rest.len()).ok_or(UnpackError::Parts)?;
        let mut numbers = self.decompress(rest, len)?;
        if numbers.len() != len {
            return Err(UnpackError::Parts);
        }
        let mut texts = String::from_utf8(numbers.split_off(numbers_len)).map_err(|_| UnpackError::Parts)?;
        if !texts.is_char_boundary(texts_len) {
            return Err(UnpackError::Parts);
        }
        let body = OnceCell::from(texts.split_off(texts_len));
        Ok(Stored { texts, body, packed: Packed::Alone { numbers } })
    }

    fn decompress(&self, frame: &[u8], len: usize) -> io::Result<Vec<u8>> {
        let mut decompressor = self.decompressor.borrow_mut();
        let decompressor = match &mut *decompressor {
            Some(decompressor) => decompressor,
            none => none.insert(Decompressor::new()?),
        };
        decompressor.decompress(frame, len)
    }
}

/// An article as it was stored.
pub(super) struct Stored<'d> {
    /// Those of its rows.
    texts: String,
    body: OnceCell<String>,
    packed: Packed<'d>,
}

/// What has not been unpacked.
enum Packed<'d> {
    InCodes { book: &'d Codebook, numbers: OwnedBytes, codes: OwnedBytes, body_len: usize },
    Alone { numbers: Vec<u8> },
}

impl Stored<'_> {
    /// The body.
    pub(super) fn body(&self) -> Result<&str, UnpackError> {
        if let Some(body) = self.body.get() {
            return Ok(body);
        }
        let Packed::InCodes { book, codes, body_len, .. } = &self.packed else { return Err(UnpackError::Parts) };
        let mut text = wording::read(book, codes, &[self.texts.len(), *body_len]).ok_or(UnpackError::Parts)?;
        if !text.is_char_boundary(self.texts.len()) {
            return Err(UnpackError::Parts);
        }
        let body = text.split_off(self.texts.len());
        Ok(self.body.get_or_init(|| body))
    }

    /// The article without body, mentions and quotes.
    pub(super) fn article(&self) -> Result<Article, UnpackError> {
        let numbers = self.numbers();
        read_details(&mut RowReader::new(numbers, &self.texts)).ok_or(UnpackError::Parts)
    }

    /// Its mentions and quotes.
    pub(super) fn findings(&self) -> Result<(Vec<Mention>, Vec<Quote>), UnpackError> {
        self.whole().map(|article| (article.mentions, article.quotes))
    }

    /// The article with all that is stored of it.
    pub(super) fn whole(&self) -> Result<Article, UnpackError> {
        let body = self.body()?;
        let numbers = self.numbers();
        let mut rows = RowReader::new(numbers, &self.texts);
        let article = read_details(&mut rows).ok_or(UnpackError::Parts)?;
        let (mentions, quotes) = read_findings(&mut rows, body).ok_or(UnpackError::Outside)?;
        Ok(Article { body: body.to_owned(), mentions, quotes, ..article })
    }

    /// The numbers of its rows, one after the other.
    fn numbers(&self) -> Box<dyn FnMut(Slot) -> Option<u64> + '_> {
        match &self.packed {
            Packed::InCodes { book, numbers, .. } => Box::new(wording::numbers(book, numbers)),
            Packed::Alone { numbers } => {
                let mut rest = numbers.as_slice();
                Box::new(move |_| take_varint(&mut rest).map(|number| number as u64))
            }
        }
    }
}
