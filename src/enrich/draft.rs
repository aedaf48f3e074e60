//! An article on its way from what a reader saw to what is known of it, pass by pass.

use rustc_hash::FxHashSet;

use super::dateline::{Dateline, Rivals};
use super::word_table::Packed;
use super::{byline, date, dateline, dateline_day, filing, language, places, quotes, unknown_place, whole_date};
use crate::analysis::segment::{Segments, segment};
use crate::article::{Article, ArticlePlace, Evidence, Mention, Place, PlaceFrom, Quote, QuoteKind, RawArticle, Speaker, SpeakerFrom, Uid};
use crate::block::Lane;
use crate::dates;

/// A first paragraph with fewer words is no lead without the second.
const SHORT_LEAD: usize = 25;

/// No opening paragraph of a news story has more words.
const LONG_LEAD: usize = 150;

/// Speakers that there is room for from the first.
const USUAL_SPEAKERS: usize = 14;

/// What is known of an article so far.
pub(super) struct Draft<'a> {
    root: &'a str,
    raw: Box<RawArticle>,
    segments: Segments,
    lang: Option<String>,
    dateline: Option<Dateline>,
    /// What the record's own location means.
    stated: Option<Place>,
    /// Where the story was filed from, and what else that may be.
    filed: Option<ArticlePlace>,
    rivals: Option<Rivals>,
}

impl<'a> Draft<'a> {
    /// What is done before places and quotes are read, in order.
    pub(super) const PASSES: [fn(&mut Self); 3] = [Self::cut, Self::tell_language, Self::read_dateline];

    /// Boxed, as all that goes from pass to pass is: it is large, and would be copied whenever it is handed on.
    pub(super) fn new(raw: Box<RawArticle>, root: &'a str) -> Box<Self> {
        Box::new(Self { root, raw, segments: Segments::default(), lang: None, dateline: None, stated: None, filed: None, rivals: None })
    }

    /// The text whose places are to be read.
    pub(super) fn text_with_places(&self) -> places::Text<'_> {
        let sure = self.filed.as_ref().filter(|_| self.rivals.is_none());
        let context = places::Context { filed_from: sure.map(|filed| &filed.place) };
        places::Text { body: &self.raw.body, segments: &self.segments, lang: self.lang.as_deref(), context }
    }

    /// The text whose quotes are to be read.
    pub(super) fn text_with_quotes(&self) -> quotes::Text<'_> {
        let raw = &self.raw;
        let (lang, headline) = (self.lang.as_deref(), raw.headline.as_deref());
        quotes::Text { body: &raw.body, segments: &self.segments, lang, known: &raw.speakers, headline }
    }

    fn cut(&mut self) {
        self.segments = segment(&self.raw.body);
    }

    fn tell_language(&mut self) {
        let raw = &self.raw;
        self.lang = language::detect(raw.lang.as_deref(), &raw.body).or_else(|| language::detect(None, raw.headline.as_deref()?));
    }

    fn read_dateline(&mut self) {
        let raw = &mut self.raw;
        self.dateline = dateline::read(&raw.body);
        raw.dates.extend(self.dateline.as_ref().and_then(whole_date));
        self.stated = raw.location.as_deref().and_then(|location| places::resolve(location, None));
        self.filed = filed_from(raw.location.as_deref(), self.stated.as_ref(), self.dateline.as_ref());
        self.rivals = self.filed.as_ref().filter(|filed| filed.from == PlaceFrom::Dateline).and_then(Rivals::of);
    }

    /// The article with the places and quotes that its text has.
    pub(super) fn finish(self: Box<Self>, mentions: Vec<Mention>, mut quotes: Vec<Quote>) -> (Box<Article>, Segments) {
        let Self { root, raw, segments, lang, dateline, stated, filed, rivals } = *self;
        let publisher = raw.url.as_deref().and_then(dates::country_of_host).map(str::to_ascii_lowercase);
        let filed = match (filed, rivals) {
            (Some(filed), Some(rivals)) => Some(rivals.settle(&filed, &mentions, stated.as_ref(), publisher.as_deref())),
            (filed, _) => filed,
        };
        let day = dateline.as_ref().and_then(dateline_day);
        let date = date::choose(&raw, filing(day.as_ref(), filed.as_ref()), lang.as_deref());
        let place = filed.or_else(|| places::story_place(raw.headline.as_deref(), &mentions, &raw.body));
        quotes.retain(is_telling);
        if let Some(dateline) = &dateline {
            quotes.iter_mut().for_each(|quote| begin_behind(quote, dateline.end, &raw.body));
        }
        let article = Box::new(Article {
            uid: Uid::of(root, &raw.path, raw.record.as_deref()),
            root: root.to_owned(),
            lead_len: lead_len(&segments),
            words: segments.tokens.len(),
            byline: byline::authors_of(&raw.bylines, raw.source.as_deref()),
            source: raw.source.or_else(|| dateline.and_then(|dateline| dateline.agency)),
            speakers: speakers(&raw.speakers, &quotes),
            path: raw.path,
            record: raw.record,
            headline: raw.headline,
            body: raw.body,
            section: raw.section,
            lang,
            url: raw.url,
            date,
            place,
            mentions,
            quotes,
            unknown_fields: raw.unknown_fields,
            considered: Vec::new(),
        });
        (article, segments)
    }
}

/// The place that the story was filed from: a dateline in the text wins over the record's `location`, which states a place where it is known.
fn filed_from(location: Option<&str>, stated: Option<&Place>, dateline: Option<&Dateline>) -> Option<ArticlePlace> {
    if let Some(dateline) = dateline
        && let Some(place) = &dateline.place
    {
        let evidence = Evidence { words: dateline.words.clone(), span: Some(dateline.span.clone()), rule: dateline.rule.into() };
        return Some(ArticlePlace { place: place.clone(), from: PlaceFrom::Dateline, evidence });
    }
    let location = location?;
    let evidence = Evidence { words: location.to_owned(), span: None, rule: "location field".into() };
    let place = stated.cloned().unwrap_or_else(|| unknown_place(location));
    Some(ArticlePlace { place, from: PlaceFrom::Metadata, evidence })
}

/// Whether it is written with marks, or anything is known of who speaks. A reported clause that nobody is known to have said tells nothing.
fn is_telling(quote: &Quote) -> bool {
    (quote.kind == QuoteKind::Direct) | quote.speaker.is_some() | quote.role.is_some()
}

/// A reported clause that opens the story begins behind the dateline, at byte `end`.
fn begin_behind(quote: &mut Quote, end: usize, body: &str) {
    if quote.span.start < end && quote.kind != QuoteKind::Direct && end < quote.span.end {
        quote.span.start = end;
        body[quote.span.clone()].clone_into(&mut quote.words);
    }
}

/// Length of the first paragraph, and of the second with it where the first is short. Of a text that has lost its paragraphs it is the
/// first sentences.
fn lead_len(segments: &Segments) -> usize {
    let mut paragraphs = segments.paragraphs.iter();
    let Some(first) = paragraphs.next() else { return 0 };
    let is_short = first.tokens.len() < SHORT_LEAD;
    let last = paragraphs.next().filter(|_| is_short).unwrap_or(first);
    if last.tokens.end as usize <= LONG_LEAD {
        return last.bytes.end as usize;
    }
    let sentence = segments.sentences.iter().find(|sentence| sentence.tokens.end as usize >= SHORT_LEAD);
    sentence.map_or(last.bytes.end, |sentence| sentence.bytes.end) as usize
}

/// Those that metadata name, then those whom the text quotes, then those whose words it only reports; each once.
fn speakers(stated: &[String], quotes: &[Quote]) -> Vec<Speaker> {
    let stated = stated.iter().map(|name| (name, SpeakerFrom::Metadata));
    let mut quoted = [Vec::with_capacity(quotes.len()), Vec::with_capacity(quotes.len())];
    for (quote, name) in quotes.iter().filter_map(|quote| Some((quote, quote.speaker.as_ref()?))) {
        quoted[usize::from(quote.kind != QuoteKind::Direct)].push((name, SpeakerFrom::Quote));
    }
    let mut all: Vec<Speaker> = Vec::with_capacity(USUAL_SPEAKERS);
    // A byte told by the ends of each of them: few are looked through sooner than hashed. Whoever comes after them is noted here.
    let mut told = [0; Lane::SIZE];
    let mut later: FxHashSet<&str> = FxHashSet::default();
    for (name, from) in stated.chain(quoted.into_iter().flatten()) {
        let own = told_by_ends(name);
        let mut akin = Lane::of(&told).is(own).bits() & ((1 << all.len().min(USUAL_SPEAKERS)) - 1);
        while akin != 0 && all[akin.trailing_zeros() as usize].name != *name {
            akin &= akin - 1;
        }
        if akin == 0 && (all.len() < USUAL_SPEAKERS || later.insert(name)) {
            told[all.len().min(USUAL_SPEAKERS)] = own;
            all.push(Speaker { name: name.clone(), from });
        }
    }
    all
}

/// A number made of the first and last bytes of a name, which hardly any two names of a text share.
fn told_by_ends(name: &str) -> u8 {
    let mixed = match (name.as_bytes().first_chunk(), name.as_bytes().last_chunk()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29),
        _ => Packed::of_bytes(name.as_bytes()).low(),
    };
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::enrich;

    #[test]
    fn reported_clauses_begin_behind_the_dateline() {
        for opening in ["TOKYO, May 2 (Reuters) - ", "Washington (CNN)", "June 27 (Reuters) - ", ""] {
            let body = format!("{opening}Japan will pay for the rescue centre, Jane Doe said on Thursday.");
            let article = enrich(RawArticle { body, ..RawArticle::default() }, "news");
            let words: Vec<&str> = article.quotes.iter().map(|quote| quote.words.as_str()).collect();
            assert_eq!(words, ["Japan will pay for the rescue centre"], "{opening}");
            assert_eq!(&article.body[article.quotes[0].span.clone()], words[0]);
        }
    }

    #[test]
    fn a_short_first_paragraph_takes_the_second_into_the_lead() {
        let long = "word ".repeat(30).trim().to_owned();
        for (body, expected) in [
            ("Short.\n\nSecond.\n\nThird.".to_owned(), "Short.\n\nSecond.".len()),
            (format!("{long}\n\nSecond."), long.len()),
            ("Only.".to_owned(), 5),
            (format!("{}{}", "Six words stand in this sentence. ".repeat(5), "More of them. ".repeat(60)), 169),
            (String::new(), 0),
        ] {
            assert_eq!(lead_len(&segment(&body)), expected, "{body}");
        }
    }
}
