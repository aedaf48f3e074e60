//! Hits for people: a library card for each article, the words and who said them for each quote.
//!
//! ```text
//! Dam engineers warned of cracks in 2014, inquiry hears
//! 2018-03-12 · filed from Turin, IT · Alpine Wire
//!   The inspector told the court that the cracks “were there for anyone to see”.
//!   quoted: Carla Bonetti, Piero Galli
//!   1f00ba5e  2018/03/dam-inquiry.txt
//! ```
//!
//! A place that was inferred from the text is `set in`; one from a dateline is `filed from`. Without colour the layout is the same.

use std::borrow::Cow;
use std::io::{self, Write};

use super::columns::{Cell, Column, Row, day_text, place_text};
use super::look::{Look, Roots, Style, visible};
use super::wrap::{Paragraph, paragraphs};
use super::{Presenter, WriteError};
use crate::article::QuoteKind;
use crate::results::{ArticleHit, Hit, HitDate, HitPlace, Origin, Passage, QuoteHit, SearchResults};

/// Cards, or `name: value` lines where columns are named.
pub(super) struct Text {
    pub(super) columns: Option<Vec<&'static Column>>,
    pub(super) look: Look,
    pub(super) roots: Roots,
}

impl Presenter for Text {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        for (i, hit) in results.hits.enumerate() {
            let hit = hit?;
            if i > 0 {
                out.write_all(b"\n")?;
            }
            match (&self.columns, &hit) {
                (Some(columns), hit) => self.write_fields(columns, hit, out)?,
                (None, Hit::Article(article)) => self.write_article(article, out)?,
                (None, Hit::Quote(quote)) => self.write_quote(quote, out)?,
            }
        }
        Ok(())
    }
}

/// Digits of an id that tell an article from the others for people; `show` takes any unique beginning.
pub(super) const SHORT_ID: usize = 8;

impl Text {
    fn write_article(&self, hit: &ArticleHit, out: &mut dyn Write) -> io::Result<()> {
        write_headline(self.look, hit.origin.headline.as_deref(), &hit.headline_marks, out)?;
        let facts = facts(hit.origin.date.as_ref(), hit.origin.place.as_ref(), hit.origin.source.as_deref());
        self.write_facts(&facts, "", out)?;
        for passage in &hit.passages {
            self.write_passage(passage, Style::Plain, out)?;
        }
        if !hit.speakers.is_empty() {
            let mut quoted = format!("quoted: {}", some_of(&hit.speakers));
            if !hit.joined.is_empty() {
                quoted.push_str(&format!(" (by surname alone: {})", some_of(&hit.joined)));
            }
            Paragraph { text: &quoted, marks: &[], style: Style::Name, indent: "  " }.write(self.look, out)?;
        }
        self.write_origin(&hit.id, &hit.origin, out)?;
        self.write_explanation(hit.explanation.as_deref(), out)
    }

    fn write_quote(&self, hit: &QuoteHit, out: &mut dyn Write) -> io::Result<()> {
        let quoted = if hit.kind == QuoteKind::Direct { &in_quotation_marks(&hit.words) } else { &hit.words };
        Paragraph { text: &quoted.text, marks: &quoted.marks, style: Style::Plain, indent: "" }.write(self.look, out)?;
        let mut who = speaker_text(hit.speaker.as_deref(), hit.role.as_deref(), hit.kind, hit.confidence);
        if let Some(person) = &hit.joined {
            who.push_str(&format!(" (taken for {person})"));
        }
        Paragraph { text: &format!("— {who}"), marks: &[], style: Style::Name, indent: "  " }.write(self.look, out)?;
        let mut facts = facts(hit.origin.date.as_ref(), hit.origin.place.as_ref(), hit.origin.source.as_deref());
        if let Some(headline) = &hit.origin.headline {
            facts = format!("{facts} · {headline}");
        }
        self.write_facts(&facts, "  ", out)?;
        if let Some(context) = &hit.context {
            self.write_passage(context, Style::Dim, out)?;
        }
        self.write_origin(&hit.id, &hit.origin, out)?;
        self.write_explanation(hit.explanation.as_deref(), out)
    }

    fn write_facts(&self, facts: &str, indent: &str, out: &mut dyn Write) -> io::Result<()> {
        Paragraph { text: facts, marks: &[], style: Style::Dim, indent }.write(self.look, out)
    }

    fn write_passage(&self, passage: &Passage, style: Style, out: &mut dyn Write) -> io::Result<()> {
        for (text, marks) in paragraphs(&passage.text, &passage.marks) {
            Paragraph { text, marks: &marks, style, indent: "  " }.write(self.look, out)?;
        }
        Ok(())
    }

    /// Where to find it: the id, and the path with the record.
    fn write_origin(&self, id: &str, origin: &Origin, out: &mut dyn Write) -> io::Result<()> {
        let Origin { root, path, record, .. } = origin;
        out.write_all(b"  ")?;
        self.look.styled(out, Style::Dim, &visible(&short_id(id)))?;
        out.write_all(b"  ")?;
        let url = if self.look.links { self.roots.url(root, path) } else { None };
        self.look.linked(out, Style::Dim, &self.roots.shown(root, path), url.as_deref())?;
        if let Some(record) = record {
            self.look.styled(out, Style::Dim, &format!(" #{}", visible(record)))?;
        }
        out.write_all(b"\n")
    }

    fn write_explanation(&self, explanation: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        for line in explanation.unwrap_or_default().lines() {
            out.write_all(b"    ")?;
            self.look.styled(out, Style::Dim, &visible(line))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn write_fields(&self, columns: &[&'static Column], hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let label = columns.iter().map(|column| column.name.len() + 1).max().unwrap_or_default();
        for column in columns {
            let cell = column.of(Row::Hit(hit));
            let text = match &cell {
                Cell::Date(date) => Cow::Owned(when(date)),
                _ => cell.flat(),
            };
            let text = visible(&text);
            let name = format!("{}:", column.name);
            let name = if text.is_empty() { name } else { format!("{name:<label$} ") };
            self.look.styled(out, Style::Dim, &name)?;
            writeln!(out, "{text}")?;
        }
        Ok(())
    }
}

/// Speakers that a card names; the others are counted.
const NAMED: usize = 8;

/// `Carla Bonetti, Piero Galli`, and how many more there are where they are many.
fn some_of(speakers: &[String]) -> String {
    match speakers.len().saturating_sub(NAMED) {
        0 | 1 => speakers.join(", "),
        more => format!("{} and {more} more", speakers[..NAMED].join(", ")),
    }
}

/// The beginning of an article's id; of a quote's id, with its ordinal.
fn short_id(id: &str) -> String {
    let (article, ordinal) = id.split_once('-').map_or((id, ""), |(article, ordinal)| (article, ordinal));
    let short: String = article.chars().take(SHORT_ID).collect();
    if ordinal.is_empty() { short } else { format!("{short}-{ordinal}") }
}

/// Writes the title line.
pub(super) fn write_headline(look: Look, headline: Option<&str>, marks: &[(usize, usize)], out: &mut dyn Write) -> io::Result<()> {
    let (text, style) = headline.map_or(("(no headline)", Style::Dim), |headline| (headline, Style::Title));
    Paragraph { text, marks, style, indent: "" }.write(look, out)
}

/// `2018-03-12 · filed from Turin, IT · Alpine Wire`.
pub(super) fn facts(date: Option<&HitDate>, place: Option<&HitPlace>, source: Option<&str>) -> String {
    let mut facts = vec![date.map_or_else(|| "undated".to_owned(), when)];
    facts.extend(place.map(|place| {
        let word = if place.from == "text" { "set in" } else { "filed from" };
        format!("{word} {}", place_text(place))
    }));
    facts.extend(source.map(str::to_owned));
    facts.join(" · ")
}

/// `2017-09-06 15:01 GMT`, as far as it is known.
pub(super) fn when(date: &HitDate) -> String {
    let mut when = day_text(date);
    if let Some(time) = &date.time {
        let minutes = time.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(time);
        when = format!("{when} {minutes}");
        if let Some(zone) = &date.zone {
            when = format!("{when} {zone}");
        }
    }
    when
}

/// `Carla Bonetti, the inspector`; the role alone for unnamed speakers; `unattributed` where nobody is known. Speech that is not given word
/// for word is said to be `reported`, a speaker who is hardly more than a guess to be `uncertain`, with the confidence: `(reported, uncertain .55)`.
pub(super) fn speaker_text(speaker: Option<&str>, role: Option<&str>, kind: QuoteKind, confidence: f32) -> String {
    let who = match (speaker, role) {
        (Some(speaker), Some(role)) => format!("{speaker}, {role}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "unattributed".to_owned(),
    };
    let is_named = speaker.or(role).is_some();
    let uncertain = (is_named && confidence < least_certain(kind)).then(|| format!("uncertain .{:02.0}", confidence * 100.0));
    let reported = (kind != QuoteKind::Direct).then(|| "reported".to_owned());
    let remarks: Vec<String> = reported.into_iter().chain(uncertain).collect();
    if remarks.is_empty() { who } else { format!("{who} ({})", remarks.join(", ")) }
}

/// The least confidence with which a speaker is told without a remark. Reported speech, which is said to be so, is never told with more than .7.
fn least_certain(kind: QuoteKind) -> f32 {
    if kind == QuoteKind::Direct { 0.75 } else { 0.65 }
}

/// The words between “ and ”, which only words as spoken may stand between; their marks moved along.
fn in_quotation_marks(words: &Passage) -> Passage {
    Passage { text: format!("“{}”", words.text), marks: words.marks.iter().map(|(start, end)| (start + 1, end + 1)).collect() }
}
