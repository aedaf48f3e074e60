//! A segment of the index, built of documents: posting lists and columns, each written through the engine's own writers, so that what
//! comes out is what the engine itself would have written (a test compares them byte by byte).
//!
//! The engine would do all of it, and does for whoever gives it strings. We give it articles that are cut into words already: see
//! [`postings`](super::postings) for what that saves.

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, FieldType, IndexRecordOption};
use tantivy::store::StoreWriter;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocId, Index, SegmentMeta, TantivyError};

use super::earlier::NewSegments;
use super::packing::{NOTHING, Packer};
use super::place_names::PlaceNames;
use super::postings::{Inverter, News, OwnTerms, Text, Texts, Words, write_ids};
use super::vocabulary::{TermId, Vocabulary};
use super::wording::{Coder, Symbol};
use crate::analysis::language::Language;
use crate::analysis::segment::{Segments, Token, for_each_token};
use crate::analysis::term_maker::TermMaker;
use crate::analysis::tokenizer::NEWS;
use crate::article::Article;
use crate::schema::IndexSchema;
use crate::schema::documents::{Document, DocumentMaker, FileRow, Value};
use crate::schema::tantivy::engine_field;

/// What turns texts into terms; it outlives the segments, for it remembers.
pub(super) struct Analysis {
    terms: TermMaker,
    inverter: Inverter,
    /// By field: what cuts its values into words; `None` for running text and what is not text.
    analyzers: Vec<Option<TextAnalyzer>>,
}

impl Analysis {
    pub(super) fn new(index: &Index) -> tantivy::Result<Self> {
        let analyzer = |(_, entry): (Field, &tantivy::schema::FieldEntry)| match entry.field_type() {
            FieldType::Str(options) => match options.get_indexing_options() {
                Some(options) if options.tokenizer() != NEWS => {
                    let known = index.tokenizers().get(options.tokenizer());
                    known.map(Some).ok_or_else(|| TantivyError::SchemaError(format!("no tokenizer of the name {}", options.tokenizer())))
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        };
        Ok(Self {
            terms: TermMaker::default(),
            inverter: Inverter::default(),
            analyzers: index.schema().fields().map(analyzer).collect::<tantivy::Result<_>>()?,
        })
    }
}

/// The words of one field.
enum FieldWords {
    /// Running text: documents, and which of the words of all running texts are theirs.
    News(Vec<(DocId, Text)>),
    Words(IndexRecordOption, Words),
    Places(PlaceNames),
    Ids(Vec<(u64, DocId)>),
    /// The field is not searched.
    None,
}

/// About how many bytes a file row takes, and its document later on.
const ROW: usize = 400;

/// A segment that is being built.
pub(super) struct SegmentBuilder<'a, 'e> {
    analysis: &'a mut Analysis,
    packer: &'a mut Packer<'e>,
    segment: Segment,
    maker: DocumentMaker,
    document: Document,
    numbers: Numbers<'e>,
    fields: Vec<FieldWords>,
    norms: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
    documents: DocId,
    /// File rows, which become the last documents: numbers of articles that lie close together make shorter lists.
    rows: Vec<FileRow>,
    rows_bytes: usize,
    /// Words of a text that has not been cut.
    words: Vec<Token>,
    /// What the words of the body are packed as.
    symbols: Vec<Symbol>,
}

/// The running texts of all fields, as numbers of terms.
struct Numbers<'e> {
    vocabulary: Vocabulary<'e>,
    news: News,
    /// Those of the text that came last.
    last: Vec<TermId>,
}

impl<'e> Numbers<'e> {
    fn new(coder: Option<&'e Coder>) -> Self {
        Self { vocabulary: Vocabulary::new(coder), news: News::default(), last: Vec::new() }
    }

    fn of(&mut self, text: &str, words: &[Token], language: Language, terms: &mut TermMaker) -> Text {
        self.last.clear();
        self.vocabulary.number_all(text, words, language, terms, |word| self.last.push(word.term));
        self.news.add(&self.last)
    }

    /// The same of a text that will be packed: its symbols are appended.
    fn of_packed(&mut self, text: &str, words: &[Token], language: Language, terms: &mut TermMaker, symbols: &mut Vec<Symbol>) -> Text {
        self.last.clear();
        self.vocabulary.number_all(text, words, language, terms, |word| {
            self.last.push(word.term);
            symbols.push(word.symbol);
        });
        self.news.add(&self.last)
    }
}

impl<'a, 'e> SegmentBuilder<'a, 'e> {
    pub(super) fn new(index: &Index, analysis: &'a mut Analysis, packer: &'a mut Packer<'e>, new: &NewSegments) -> tantivy::Result<Self> {
        let (segment, schema) = (index.new_segment(), index.schema());
        new.add(segment.id());
        let settings = index.settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        let declared = IndexSchema::get().fields();
        let fields = schema.fields().zip(declared).map(|((_, entry), field)| match entry.field_type() {
            _ if field.kind == crate::schema::FieldType::Place => FieldWords::Places(PlaceNames::default()),
            FieldType::Str(options) => match options.get_indexing_options() {
                Some(options) if options.tokenizer() == NEWS => FieldWords::News(Vec::new()),
                Some(options) => FieldWords::Words(options.index_option(), Words::default()),
                None => FieldWords::None,
            },
            FieldType::U64(options) if options.is_indexed() => FieldWords::Ids(Vec::new()),
            _ => FieldWords::None,
        });
        Ok(Self {
            fields: fields.collect(),
            norms: FieldNormsWriter::for_schema(&schema),
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, index.fast_field_tokenizer().clone())?,
            numbers: Numbers::new(packer.coder()),
            store,
            analysis,
            packer,
            segment,
            maker: DocumentMaker::default(),
            document: Document::default(),
            symbols: Vec::new(),
            documents: 0,
            rows: Vec::new(),
            rows_bytes: 0,
            words: Vec::new(),
        })
    }

    /// Adds the document of an article; `segments` are those of its body.
    pub(super) fn add_article(&mut self, article: &Article, segments: &Segments) -> tantivy::Result<()> {
        let mut document = std::mem::take(&mut self.document);
        self.maker.write_article(article, segments, &mut document);
        self.add(document, Some(article), &segments.tokens)
    }

    /// Adds a file row.
    pub(super) fn add_file(&mut self, row: FileRow) {
        self.rows_bytes += ROW + row.path.len() + row.skipped.iter().map(String::len).sum::<usize>();
        self.rows.push(row);
    }

    fn write_file(&mut self, row: &FileRow) -> tantivy::Result<()> {
        let mut document = std::mem::take(&mut self.document);
        self.maker.write_file(row, &mut document);
        self.add(document, None, &[])
    }

    fn add(&mut self, document: Document, article: Option<&Article>, tokens: &[Token]) -> tantivy::Result<()> {
        let id = self.documents;
        // The body's words are numbered once; its lead is the first of them.
        let mut body = None;
        self.symbols.clear();
        for (place, value) in document.values() {
            match (&mut self.fields[place], value) {
                (FieldWords::Ids(ids), Value::Id(value)) => ids.push((value, id)),
                (FieldWords::Words(_, words), Value::Text(text)) => {
                    if let Some(analyzer) = &mut self.analysis.analyzers[place] {
                        words.add(id, &mut analyzer.token_stream(text));
                    }
                }
                (FieldWords::News(documents), Value::Text(text)) => {
                    let (language, text) = Language::split(text);
                    self.words.clear();
                    for_each_token(text, |word| self.words.push(word));
                    let text = self.numbers.of(text, &self.words, language, &mut self.analysis.terms);
                    documents.push((id, text));
                    self.norms.record(id, engine_field(place), text.words());
                }
                (FieldWords::News(documents), Value::Opening { words, language }) => {
                    let whole = article.map(|article| article.body.as_str()).unwrap_or_default();
                    let body = *body.get_or_insert_with(|| {
                        self.numbers.of_packed(whole, tokens, language, &mut self.analysis.terms, &mut self.symbols)
                    });
                    documents.push((id, body.opening(words)));
                    self.norms.record(id, engine_field(place), words);
                }
                (FieldWords::Places(names), Value::Place) => {
                    article.into_iter().flat_map(|article| &article.place).for_each(|place| names.add(id, &place.place.names));
                }
                (FieldWords::Places(names), Value::Mentions) => {
                    article.into_iter().flat_map(|article| &article.mentions).for_each(|mention| names.add(id, &mention.place.names));
                }
                _ => {}
            }
        }
        self.columns.add_document(&document)?;
        let stored = article.map(|article| self.packer.pack(article, tokens, &self.symbols)).transpose()?;
        self.store.store_bytes(stored.unwrap_or(NOTHING))?;
        self.document = document;
        self.documents += 1;
        Ok(())
    }

    /// About how many bytes of memory it takes, without what finishing it will take on top.
    pub(super) fn bytes(&self) -> usize {
        let of_fields = self.fields.iter().map(|field| match field {
            FieldWords::News(documents) => documents.len() * size_of::<(DocId, Text)>(),
            FieldWords::Words(_, words) => words.bytes(),
            FieldWords::Places(names) => names.bytes(),
            FieldWords::Ids(ids) => ids.len() * size_of::<(u64, DocId)>(),
            FieldWords::None => 0,
        });
        let words = self.numbers.news.bytes() + self.numbers.vocabulary.terms().bytes() * 2;
        of_fields.sum::<usize>() + words + self.rows_bytes + self.norms.mem_usage() + self.columns.mem_usage() + self.store.mem_usage()
    }

    /// Writes what is left to write.
    pub(super) fn finish(mut self) -> tantivy::Result<SegmentMeta> {
        let rows = std::mem::take(&mut self.rows);
        rows.iter().try_for_each(|row| self.write_file(row))?;
        drop(rows);
        self.norms.fill_up_to_max_doc(self.documents);
        self.norms.serialize(FieldNormsSerializer::from_write(self.segment.open_write(SegmentComponent::FieldNorms)?)?, None)?;
        let norms = FieldNormReaders::open(self.segment.open_read(SegmentComponent::FieldNorms)?)?;
        let inverter = &mut self.analysis.inverter;
        let mut serializer = InvertedIndexSerializer::open(&self.segment)?;
        let sorted = self.numbers.vocabulary.terms().sorted();
        for (place, words) in self.fields.iter_mut().enumerate() {
            let field = engine_field(place);
            let total = match words {
                FieldWords::News(documents) => documents.iter().map(|(_, text)| u64::from(text.words())).sum(),
                FieldWords::Words(_, words) => words.words(),
                FieldWords::Places(names) => names.words(),
                FieldWords::Ids(ids) => ids.len() as u64,
                FieldWords::None => 0,
            };
            if total == 0 {
                continue;
            }
            let mut field = serializer.new_field(field, total, norms.get_field(field)?)?;
            match words {
                FieldWords::News(documents) => {
                    let texts = Texts { news: &self.numbers.news, documents };
                    inverter.write(&texts, &sorted, IndexRecordOption::WithFreqsAndPositions, &mut field)?;
                }
                FieldWords::Words(option, words) => inverter.write(words, &words.terms().sorted(), *option, &mut field)?,
                FieldWords::Places(names) => inverter.write(names, &names.terms().sorted(), IndexRecordOption::Basic, &mut field)?,
                FieldWords::Ids(ids) => write_ids(ids, &mut field)?,
                FieldWords::None => {}
            }
            field.close()?;
        }
        serializer.close()?;
        let mut columns = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        self.store.close()?;
        let segment = self.segment.with_max_doc(self.documents);
        segment.meta().untrack_temp_docstore();
        Ok(segment.meta().clone())
    }
}
