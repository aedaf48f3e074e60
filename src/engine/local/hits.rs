//! From the address of a document to what a result shows of it.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher, TantivyError};

use super::branches::{Branch, Marked};
use super::collect::Ranked;
use super::columns::numbers;
use super::dictionaries::Dictionaries;
use super::explain::Explainer;
use super::full_names::is_surname;
use super::lower::Lowering;
use super::packing::{Stored, UnpackError, Unpacker};
use super::persons::Persons;
use super::said::said_needles;
use crate::analysis::concordance::concordance;
use crate::analysis::highlight::{self, Choice, Excerpt, Needle, Source};
use crate::analysis::language::Language;
use crate::analysis::tokenizer::name_words;
use crate::article::{Article, Quote, SpeakerKind};
use crate::engine::{PassageOptions, SearchRequest};
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::Word;
use crate::results::{ArticleHit, Hit, HitDate, HitPlace, Origin, Passage, QuoteHit};
use crate::schema::DocumentKind;

/// Reads documents of one state of an index.
pub(super) struct HitReader<'d> {
    searcher: Searcher,
    unpacker: Unpacker<'d>,
    find: DocumentKind,
    options: PassageOptions,
    marked: Branch,
    explainer: Option<Explainer>,
    /// How many quotes articles have, segment by segment.
    quotes: Vec<OnceCell<Column<i64>>>,
    /// Those whose surnames were met alone.
    persons: RefCell<Persons>,
    /// Words of the full names that the query asks for as speakers: only who bears one of them can have been found by a surname alone.
    asked: Vec<String>,
}

/// Why a document could not be read back.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// The engine cannot.
    #[error(transparent)]
    Engine(#[from] TantivyError),
    /// What is stored of an article cannot be read.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// The article has fewer quotes than its columns say.
    #[error("an article has lost a quote")]
    LostQuote,
    /// The lead is no beginning of the body.
    #[error("the lead is longer than the text")]
    LongLead,
}

type ReadResult<T> = std::result::Result<T, ReadError>;

impl<'d> HitReader<'d> {
    pub(super) fn new(
        lowering: &Lowering<'_>,
        dictionaries: &'d Dictionaries,
        request: &SearchRequest,
        explainer: Option<Explainer>,
    ) -> Result<Self> {
        let marked = match request.passages.count {
            0 => Branch::default(),
            _ => Branch::of(lowering, &request.query)?,
        };
        Ok(Self {
            searcher: lowering.searcher().clone(),
            unpacker: Unpacker::new(lowering.searcher(), dictionaries),
            find: request.find,
            options: request.passages,
            marked,
            explainer,
            quotes: unopened(lowering.searcher()),
            persons: RefCell::default(),
            asked: asked_names(&request.query),
        })
    }

    /// A reader that shows no passages.
    pub(super) fn plain(searcher: Searcher, dictionaries: &'d Dictionaries) -> Self {
        let options = PassageOptions { count: 0, context: 0, each_match: false };
        Self {
            unpacker: Unpacker::new(&searcher, dictionaries),
            quotes: unopened(&searcher),
            searcher,
            find: DocumentKind::Article,
            options,
            marked: Branch::default(),
            explainer: None,
            persons: RefCell::default(),
            asked: Vec::new(),
        }
    }

    /// What a result shows of a hit.
    pub(super) fn hit(&self, ranked: &Ranked) -> ReadResult<Hit> {
        match self.find {
            DocumentKind::Quote => self.quote(ranked).map(|hit| Hit::Quote(Box::new(hit))),
            DocumentKind::Article | DocumentKind::File => self.article(ranked).map(|hit| Hit::Article(Box::new(hit))),
        }
    }

    fn article(&self, ranked: &Ranked) -> ReadResult<ArticleHit> {
        let stored = self.stored(ranked.address)?;
        let mut article = stored.article()?;
        let (language, body) = (Language::from_code(article.lang.as_deref()), stored.body()?);
        let Marked { needles, quotes: asked } = self.marked.at(&self.searcher, ranked.address)?;
        let said = match asked.is_empty() {
            true => Vec::new(),
            false => said_needles(&asked, &self.searcher, ranked.address, &stored.findings()?.1)?,
        };
        let of_body = match said.is_empty() {
            true => Cow::Borrowed(needles.body.as_slice()),
            false => Cow::Owned([needles.body.as_slice(), &said].concat()),
        };
        let headline = article.headline.clone().unwrap_or_default();
        let of_headline = Source { text: &headline, language, lead: headline.len() };
        let of_text = Source { text: body, language, lead: article.lead_len };
        let passages = self.passages((of_headline, &needles.headline), (of_text, &of_body));
        let headline_marks = match needles.headline.is_empty() || self.options.count == 0 {
            true => Vec::new(),
            false => characters(&headline, 0, &highlight::marks(of_headline, &needles.headline)),
        };
        let joined = self.joined_speakers(&article, &stored)?;
        Ok(ArticleHit {
            id: article.uid.to_string(),
            score: ranked.score,
            byline: std::mem::take(&mut article.byline),
            section: article.section.take(),
            words: article.words,
            speakers: std::mem::take(&mut article.speakers).into_iter().map(|speaker| speaker.name).collect(),
            joined,
            origin: origin(article),
            quotes: self.number_of_quotes(ranked.address)?,
            headline_marks,
            passages,
            explanation: self.explanation(ranked)?,
        })
    }

    fn passages(&self, headline: (Source<'_>, &[Needle]), text: (Source<'_>, &[Needle])) -> Vec<Passage> {
        let PassageOptions { count, context, each_match } = self.options;
        if !each_match {
            return shown(text.0, highlight::excerpts(text.0, text.1, Choice { count, context }));
        }
        let mut passages = shown(headline.0, concordance(headline.0, headline.1));
        passages.extend(shown(text.0, concordance(text.0, text.1)));
        if passages.is_empty() {
            // What matches by no words has its first sentence.
            return shown(text.0, highlight::excerpts(text.0, &[], Choice { count: 1, context: 0 }));
        }
        passages
    }

    fn quote(&self, ranked: &Ranked) -> ReadResult<QuoteHit> {
        let stored = self.stored(ranked.article)?;
        let article = stored.article()?;
        let (language, body) = (Language::from_code(article.lang.as_deref()), stored.body()?);
        let (_, quotes) = stored.findings()?;
        let quote = quotes.get(ranked.ordinal.saturating_sub(1) as usize).cloned().ok_or(ReadError::LostQuote)?;
        let before = &body[..quote.span.start];
        let start = before.chars().count();
        let needles = self.marked.at(&self.searcher, ranked.address)?.needles;
        let said = Source { text: &quote.words, language, lead: 0 };
        let lines = match self.options.each_match {
            true => shown(said, concordance(said, &needles.said)),
            false => Vec::new(),
        };
        Ok(QuoteHit {
            id: format!("{}-{}", article.uid, ranked.ordinal),
            article: article.uid.to_string(),
            score: ranked.score,
            words: passage(&quote.words, 0, &highlight::marks(said, &needles.said)),
            lines,
            start,
            end: start + quote.words.chars().count(),
            context: self.context(body, &quote),
            joined: self.joined(&article, &quotes, &quote)?,
            speaker: quote.speaker,
            speaker_kind: quote.speaker_kind,
            role: quote.role,
            cue: quote.cue,
            kind: quote.kind,
            rule: quote.rule.into_owned(),
            confidence: quote.confidence,
            origin: origin(article),
            explanation: self.explanation(ranked)?,
        })
    }

    /// The persons of the archive whom speakers stand for that the query asks for and the article knows by surname alone.
    fn joined_speakers(&self, article: &Article, stored: &Stored<'_>) -> ReadResult<Vec<String>> {
        let mut joined = Vec::new();
        let is_asked = |name: &str| !self.asked.is_empty() && name_words(name).iter().any(|word| self.asked.contains(word));
        for speaker in article.speakers.iter().filter(|speaker| is_asked(&speaker.name) && is_surname(&speaker.name)) {
            joined.extend(self.taken_for(article, &stored.findings()?.1, &speaker.name)?);
        }
        Ok(joined)
    }

    /// The person of the archive whom a quote's speaker stands for, where the article knows the surname alone.
    fn joined(&self, article: &Article, quotes: &[Quote], quote: &Quote) -> ReadResult<Option<String>> {
        match quote.speaker.as_deref().filter(|_| quote.speaker_kind == Some(SpeakerKind::Person)) {
            Some(person) => self.taken_for(article, quotes, person),
            None => Ok(None),
        }
    }

    fn taken_for(&self, article: &Article, quotes: &[Quote], name: &str) -> ReadResult<Option<String>> {
        Ok(self.persons.borrow_mut().taken_for(&self.searcher, (article, quotes), name)?.map(|taken| taken.person))
    }

    fn explanation(&self, ranked: &Ranked) -> ReadResult<Option<String>> {
        let Some(explainer) = &self.explainer else { return Ok(None) };
        Ok(explainer.explain(&self.searcher, ranked)?)
    }

    /// The sentences around a quote, with the quote marked.
    fn context(&self, body: &str, quote: &Quote) -> Option<Passage> {
        if self.options.context == 0 {
            return None;
        }
        let sentences = crate::analysis::segment::segment(body).sentences;
        let touches = |bytes: &std::ops::Range<u32>| (bytes.start as usize) < quote.span.end && quote.span.start < bytes.end as usize;
        let first = sentences.iter().position(|sentence| touches(&sentence.bytes))?;
        let last = sentences.iter().rposition(|sentence| touches(&sentence.bytes))?;
        let from = sentences[first.saturating_sub(self.options.context)].bytes.start as usize;
        let until = sentences[(last + self.options.context).min(sentences.len() - 1)].bytes.end as usize;
        let (from, until) = (from.min(quote.span.start), until.max(quote.span.end));
        Some(passage(body.get(from..until)?, from, std::slice::from_ref(&quote.span)))
    }

    fn number_of_quotes(&self, address: DocAddress) -> ReadResult<usize> {
        let place = &self.quotes[address.segment_ord as usize];
        let column = match place.get() {
            Some(column) => column,
            None => {
                let column = numbers(self.searcher.segment_reader(address.segment_ord), "quote")?;
                place.get_or_init(|| column)
            }
        };
        Ok(usize::try_from(column.first(address.doc_id).unwrap_or_default()).unwrap_or_default())
    }

    fn stored(&self, address: DocAddress) -> ReadResult<Stored<'d>> {
        Ok(self.unpacker.stored(&self.searcher, address)?)
    }

    /// The whole article at `address`.
    pub(super) fn whole_article(&self, address: DocAddress) -> ReadResult<Article> {
        let stored = self.stored(address)?;
        let article = stored.whole()?;
        if article.body.get(..article.lead_len).is_none() {
            return Err(ReadError::LongLead);
        }
        Ok(article)
    }
}

/// A column of each segment, not yet opened.
fn unopened(searcher: &Searcher) -> Vec<OnceCell<Column<i64>>> {
    searcher.segment_readers().iter().map(|_| OnceCell::new()).collect()
}

/// The words of all full names that a query asks for as speakers, folded.
fn asked_names(query: &Node) -> Vec<String> {
    match query {
        Node::Text(text) if text.fields.iter().any(|field| field == "speaker") => {
            let plain = text.words.iter().filter_map(|word| if let Word::Plain(word) = word { Some(word.as_str()) } else { None });
            let words: Vec<String> = plain.flat_map(name_words).collect();
            if words.len() > 1 { words } else { Vec::new() }
        }
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().flat_map(asked_names).collect(),
        Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => asked_names(node),
        _ => Vec::new(),
    }
}

fn origin(article: Article) -> Origin {
    Origin {
        date: article.date.as_ref().map(HitDate::from),
        place: article.place.as_ref().map(HitPlace::from),
        root: article.root,
        path: article.path,
        record: article.record,
        headline: article.headline,
        source: article.source,
        lang: article.lang,
        url: article.url,
    }
}

/// Excerpts of a text as they are shown.
fn shown(source: Source<'_>, excerpts: Vec<Excerpt>) -> Vec<Passage> {
    let passage = |excerpt: Excerpt| passage(&source.text[excerpt.bytes.clone()], excerpt.bytes.start, &excerpt.marks);
    excerpts.into_iter().map(passage).collect()
}

/// A stretch of text that begins at byte `from` of a whole, with marks in bytes of the whole, as characters.
fn passage(text: &str, from: usize, marks: &[std::ops::Range<usize>]) -> Passage {
    Passage { text: text.to_owned(), marks: characters(text, from, marks) }
}

/// Marks in bytes of a whole, of which `text` is the stretch from byte `from` on, in characters of the stretch.
pub(super) fn characters(text: &str, from: usize, marks: &[std::ops::Range<usize>]) -> Vec<(usize, usize)> {
    let mut counted = 0;
    let mut byte = 0;
    let mut characters = |until: usize| {
        let until = until.saturating_sub(from).clamp(byte, text.len());
        counted += text.get(byte..until).map_or(0, |part| part.chars().count());
        byte = until;
        counted
    };
    marks.iter().map(|mark| (characters(mark.start), characters(mark.end))).collect()
}
